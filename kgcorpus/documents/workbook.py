"""XLSX: one line a row in the kept text, cells separated by tabs, values in plain canonical form; sheet and cell of each are kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from kgcorpus.documents.archives import check_archive
from kgcorpus.documents.passages import PassageList, Read, Reader, Unreadable, ragged
from kgcorpus.model import Cell

MAX_CELLS = 20_000_000
MERGES_UP_TO = 20 << 20
"""Bytes of a file up to which merged cells are looked up; in larger ones only the first cell of a merge has its value."""


def xlsx() -> Reader:
    """A reader of workbooks."""
    return lambda data: [read_xlsx(data)]


def read_xlsx(data: bytes) -> Read:
    """A workbook's sheets as tables.

    The first row with two or more cells is a table's header; single lines of text above are headings over it. A row with a formula whose
    result is not in the file is a problem (``bad_value``).
    """
    check_archive(data, "xl/workbook.xml")
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=len(data) > MERGES_UP_TO, data_only=True, keep_links=False)
        writer = _Writer(_without_result(data, book))
        for sheet in book.worksheets:
            writer.sheet(sheet)
        title = (book.properties.title or "").strip() or None
    except Unreadable:
        raise
    except Exception as error:  # the library raises errors of many kinds for damaged files; all mean the same
        raise Unreadable("broken_file", f"{type(error).__name__}: {error}") from None
    text = "".join(writer.parts)
    if not text.strip():
        raise Unreadable("no_text", "no sheet has a value")
    return writer.out.read(text, title=title)


Row = list[tuple[str, str]]
"""Texts with their references."""


def _without_result(data: bytes, book: Any) -> frozenset[tuple[str, str]]:
    """Sheet and reference of the formulas whose result the file does not hold (a program wrote it that does not calculate)."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml"))
        if len(data) > MERGES_UP_TO or not any(b"<f" in archive.read(name) for name in sheets):
            return frozenset()
    found = set()
    for written, read in zip(openpyxl.load_workbook(io.BytesIO(data), keep_links=False).worksheets, book.worksheets, strict=True):
        for row in written.iter_rows():
            found |= {(read.title, c.coordinate) for c in row if c.data_type == "f" and read[c.coordinate].value is None}
    return frozenset(found)


class _Writer:
    def __init__(self, without_result: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.without_result = without_result
        self.parts: list[str] = []
        self.length = 0
        self.cells = 0
        self.out = PassageList()

    def write(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return (start, self.length)

    def sheet(self, sheet: Any) -> None:
        self.out.open.clear()
        rows: list[Row] = []
        gap = False
        for row in _rows(sheet):
            filled = [cell for cell in row if cell[0]]
            self.cells += len(row)
            if self.cells > MAX_CELLS:
                raise Unreadable("too_large", f"more than {MAX_CELLS:,} cells", sheet.title)
            if not filled:
                gap = bool(rows)
                continue
            if len(filled) == 1 and (gap or not rows):  # a line of its own: a caption, a note below a table
                self.table(sheet.title, rows)
                rows = []
                self.line(sheet.title, filled[0])
            else:
                if rows and gap and _same(row, rows[0]):
                    self.table(sheet.title, rows)
                    rows = []
                rows.append(row)
            gap = False
        self.table(sheet.title, rows)

    def line(self, sheet: str, cell: tuple[str, str]) -> None:
        self.write("\n" if self.length else "")
        start, end = self.write(cell[0])
        self.out.heading(cell[0], start, end, 2 if any(h.sheet == sheet for h in self.out.found) else 1, sheet=sheet)

    def table(self, sheet: str, rows: list[Row]) -> None:
        """Writes the rows from the first to the last column that has a header."""
        if not rows:
            return
        used = [n for n, (text, _) in enumerate(rows[0]) if text]
        first, last = used[0], used[-1] + 1
        made: list[tuple[Cell, ...]] = []
        start: int | None = None
        for row in rows:
            beyond = max((n + 1 for n, (text, _) in enumerate(row) if text), default=last)
            cells = []
            self.write("\n" if self.length else "")
            for number, (text, ref) in enumerate(row[first : max(last, beyond)]):
                if number:
                    self.write("\t")
                a, b = self.write(text)
                start = a if start is None else start
                cells.append(Cell(text, a, b, ref))
            made.append(tuple(cells))
        if start is not None:
            unknown = [(n, "bad_value") for n, row in enumerate(made, 1) if any((sheet, c.ref) in self.without_result for c in row)]
            problems = tuple(sorted({*ragged(tuple(made)), *unknown}))
            self.out.add("table", start, self.length, sheet=sheet, rows=tuple(made), problems=problems)


def _same(row: Row, header: Row) -> bool:
    return [text for text, _ in row] == [text for text, _ in header]


def _rows(sheet: Any) -> Iterator[Row]:
    """Every row of a sheet as texts with references; a merged cell's value stands in each of its cells."""
    from openpyxl.utils import get_column_letter

    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in getattr(getattr(sheet, "merged_cells", None), "ranges", ()):
        if (area.max_row - area.min_row + 1) * (area.max_col - area.min_col + 1) <= 100_000:
            merged.update(dict.fromkeys(_area(area), (area.min_row, area.min_col)))
    letters: dict[int, str] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        out: Row = []
        for column, cell in enumerate(row, 1):
            origin = merged.get((number, column))
            source = sheet.cell(*origin) if origin and origin != (number, column) else cell
            letter = letters.get(column) or letters.setdefault(column, get_column_letter(column))
            out.append((_shown(source.value, getattr(source, "number_format", "")), f"{letter}{number}"))
        yield out


def _area(area: Any) -> Iterator[tuple[int, int]]:
    return ((r, c) for r in range(area.min_row, area.max_row + 1) for c in range(area.min_col, area.max_col + 1))


def _shown(value: object, number_format: str) -> str:
    """A cell's value as text: dates ISO, numbers without exponent or the noise of binary fractions, percentages with their sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
            return ""
        number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
        percent = "%" in number_format
        text = format(number * 100 if percent else number, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text + ("%" if percent else "")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return " ".join(str(value).split())
