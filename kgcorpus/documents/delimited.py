"""CSV and TSV: one table a file; cells point into the raw text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kgcorpus.documents.encoding import MAX_TABLE, decode
from kgcorpus.documents.passages import PassageList, Read, Reader, Unreadable, ragged
from kgcorpus.model import Cell

DELIMITERS = ",;\t"
MAX_COLUMNS = 2000


def csv(*, delimiter: str | None = None) -> Reader:
    """A reader of tables whose delimiter is found out, unless it is given."""
    return lambda data: [read_delimited(decode(data, most=MAX_TABLE), delimiter)]


def tsv() -> Reader:
    """A reader of tables separated by tabs."""
    return csv(delimiter="\t")


def read_delimited(text: str, delimiter: str | None = None) -> Read:
    """A table whose first row is its header. Quotes may hold delimiters and line breaks; a cell's span leaves quotes and padding out.

    A quote within a quoted cell stays doubled, as it is written. Blank lines are no rows. Raises ``Unreadable`` (``syntax_error``) for a
    quote that is never closed.
    """
    mark = delimiter or sniff(text)
    rows = _quoted(text, mark) if '"' in text else _plain(text, mark)
    if not rows:
        raise Unreadable("empty_file", "no rows")
    if len(rows[0]) > MAX_COLUMNS:
        raise Unreadable("too_large", f"{len(rows[0]):,} columns; at most {MAX_COLUMNS:,}", "row 1")
    out = PassageList()
    out.add("table", rows[0][0].start, rows[-1][-1].end, rows=tuple(rows), problems=ragged(tuple(rows)))
    return out.read(text)


def sniff(text: str) -> str:
    """The delimiter of comma, semicolon and tab that divides the first rows most evenly; a comma where none does.

    >>> sniff("name;price\\nrice, white;3,5\\n")
    ';'
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in re.split(r"\r\n|\n|\r", text[:65536])[:50] if line.strip()]
    best, most = ",", (0.0, 0)
    for mark in DELIMITERS:
        counts = Counter(line.count(mark) for line in lines)
        width = lines[0].count(mark) if lines else 0
        if width and (score := (counts[width] / len(lines), width)) > most:
            best, most = mark, score
    return best


def _plain(text: str, mark: str) -> list[tuple[Cell, ...]]:
    """Rows of a text without quotes: the common and fast case."""
    rows: list[tuple[Cell, ...]] = []
    at = 0
    padded = re.search(rf"[^\S\r\n]{re.escape(mark)}|{re.escape(mark)}[^\S\r\n]|(?:^|\n)[^\S\r\n]|[^\S\r\n](?:\r|\n|$)", text) is not None
    for line in _lines(text):
        content = line.rstrip("\r\n")
        if content and not content.isspace():
            cells = []
            start = at
            for part in content.split(mark):
                end = start + len(part)
                if padded and part.strip() != part:
                    left = len(part) - len(part.lstrip())
                    inner = part.strip()
                    begin = start + left if inner else start
                    cells.append(Cell(inner, begin, begin + len(inner)))
                else:
                    cells.append(Cell(part, start, end))
                start = end + 1
            rows.append(tuple(cells))
        at += len(line)
    return rows


def _lines(text: str) -> list[str]:
    """Lines with their ends, divided at CR and LF only."""
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)


@cache
def _cell(mark: str) -> re.Pattern[str]:
    m = re.escape(mark)
    bare = rf'(?!")[^{m}\r\n]*|"[^"{m}\r\n]*"[^{m}\r\n]+'
    return re.compile(rf'[^\S\r\n{m}]*(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"[^\S\r\n{m}]*|(?P<bare>{bare}))(?P<end>{m}|\r\n|\n|\r|\Z)')


def _quoted(text: str, mark: str) -> list[tuple[Cell, ...]]:
    pattern = _cell(mark)
    rows: list[tuple[Cell, ...]] = []
    cells: list[Cell] = []
    at = 0
    while at <= len(text):
        match = pattern.match(text, at)
        if match is None:  # a quote that opens a cell and does not close it
            line = text.count("\n", 0, at) + 1
            raise Unreadable(
                "syntax_error", "a quote is not closed, or text follows it: " + text[at : at + 60].split("\n")[0], f"line {line}"
            )
        group = "quoted" if match.group("quoted") is not None else "bare"
        value = match.group(group)
        start = match.start(group) + (len(value) - len(value.lstrip()) if value.strip() else 0)
        value = value.strip()
        cells.append(Cell(value, start, start + len(value)))
        at = match.end()
        if match.group("end") != mark:
            if len(cells) > 1 or cells[0].text:
                rows.append(tuple(cells))
            cells = []
            if match.group("end") == "":
                break
    return rows
