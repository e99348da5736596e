"""Tables of a CSV, TSV, text or workbook file made elsewhere: texts with row and column as a spreadsheet shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.documents.delimited import read_delimited
from kgcorpus.documents.encoding import decode
from kgcorpus.documents.passages import Unreadable
from kgcorpus.documents.workbook import read_xlsx
from kgcorpus.errors import InputError
from kgcorpus.model import Cell
from kgcorpus.spreadsheet_model import Trouble

from .headers import title_rows

SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".xlsx")
_NOTHING = {"", "-", "--", "—", "——", "/", "\\", "n/a", "na", "none", "null", "nan", "无", "暂无", "空"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``place`` is the file's or sheet's name; rows with the number of each; letters of the columns.

    ``title`` is what stood above the header."""

    place: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    letters: tuple[str, ...]
    troubles: tuple[Trouble, ...] = ()
    title: str = ""


def letter(number: int) -> str:
    """The letters of a column, counted from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def said(text: str) -> str:
    """A cell's text; empty where it only says that there is nothing."""
    text = re.sub(r"[ \t\u00a0\u3000]+", " ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if text.casefold() in _NOTHING else text


def read_tables(path: Path) -> list[Table]:
    """The tables of a file. Raises ``InputError`` where it cannot be read at all."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".xlsx":
            return _workbook(data)
        text = decode(data)
        delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") or (path.suffix.lower() == ".txt" and "\t" in text) else None
        return [_delimited(path.name, text, delimiter)]
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "a readable file", "check path and permissions") from error
    except Unreadable as error:
        place = f"{path.name}, {error.place}" if error.place else path.name
        raise InputError(place, error.detail or error.reason, "a table (CSV, TSV, XLSX)", "check the file") from error


def _delimited(name: str, text: str, delimiter: str | None) -> Table:
    table = read_delimited(text, delimiter).passages[0]
    numbers: list[int] = []
    line = at = 0
    for row in table.rows:
        line += text.count("\n", at, row[0].start)
        at = max(at, row[0].start)
        numbers.append(line + 1)
    quoted = '"' in text
    rows = [tuple(said(cell.text.replace('""', '"') if quoted else cell.text) for cell in row) for row in table.rows]
    return _table(name, rows, numbers, [letter(n) for n in range(max(map(len, rows)))])


def _workbook(data: bytes) -> list[Table]:
    read = read_xlsx(data)
    out: list[Table] = []
    sheets = list(dict.fromkeys(p.sheet for p in read.passages if p.sheet))
    for sheet in sheets:
        own = [p for p in read.passages if p.sheet == sheet]
        tables = [p for p in own if p.kind == "table"]
        for passage in tables:
            letters = [re.sub(r"\d", "", cell.ref or "") for cell in max(passage.rows, key=len)]
            numbers = [_number(row) for row in passage.rows]
            table = _table(sheet, [tuple(said(cell.text) for cell in row) for row in passage.rows], numbers, letters)
            unknown = [numbers[n - 1] for n, code in passage.problems if code == "bad_value"]
            troubles = tuple(
                Trouble(sheet, n, "", "", "a formula without result", "open the file, save it again, or write the value", "bad_value")
                for n in unknown
            )
            out.append(Table(table.place, table.rows, table.numbers, table.letters, (*table.troubles, *troubles), table.title))
        if not tables:  # one column: each line counts as a heading there
            lines = [read.text[p.start : p.end] for p in own]
            out.append(_table(sheet, [(said(line),) for line in lines], list(range(1, len(lines) + 1)), ["A"]))
    return out


def _number(row: tuple[Cell, ...]) -> int:
    match = re.search(r"\d+", row[0].ref or "") if row else None
    return int(match[0]) if match else 0


def _table(place: str, rows: list[tuple[str, ...]], numbers: list[int], letters: list[str]) -> Table:
    """The table without empty rows and columns; a surplus cell is a problem."""
    above = title_rows(rows)
    title = " ".join(cell for row in rows[:above] for cell in row if cell)
    rows, numbers = rows[above:], numbers[above:]
    width = len(rows[0]) if rows else 0
    while width and all(len(row) < width or not row[width - 1] for row in rows):
        width -= 1
    troubles: list[Trouble] = []
    kept: list[tuple[tuple[str, ...], int]] = []
    for row, number in zip(rows, numbers, strict=True):
        surplus = [(n, text) for n, text in enumerate(row) if n >= width and text]
        for n, text in surplus[:1]:
            fix = "put quotes around cells that hold the separator, or remove the cell"
            troubles.append(Trouble(place, number, letter(n), text, "a cell without a header", fix, "ragged_row"))
        if any(row[:width]):
            kept.append(((*row[:width], *[""] * (width - len(row))), number))
    return Table(place, tuple(r for r, _ in kept), tuple(n for _, n in kept), tuple(letters[:width]), tuple(troubles), title)
