"""Tables written as HTML inside Markdown, as converters write them: rows and cells where they stand in the text."""

from __future__ import annotations

import html
import re

from kgcorpus.model import Cell

TABLE = re.compile(r"<table\b[^>]*>", re.I)
_END = re.compile(r"</table\s*>", re.I)
_ROW = re.compile(r"<tr\b[^>]*>", re.I)
_CELL = re.compile(r"<t[dh]\b([^>]*)>", re.I)
_CELL_END = re.compile(r"</t[dh]\s*>|<t[dhr]\b|</tr\s*>|</table\s*>|\Z", re.I)
_SPANNED = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,3})", re.I)
_TAG = re.compile(r"<(br|/?p|/?div|/?li)\b[^>]*>|</?[A-Za-z][^>]*>", re.I)
_LINES_OF_CHINESE = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*\r?\n[ \t]*(?=[\u2e80-\uffef])")


def table_end(text: str, start: int) -> int:
    """Where the table that begins at ``start`` ends: behind its closing tag, else at the text's end."""
    found = _END.search(text, start)
    return found.end() if found else len(text)


def table_rows(text: str, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
    """The rows of the table between two places; a cell's text is without tags, spanned cells are repeated."""
    rows: list[tuple[Cell, ...]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    marks = [m.start() for m in _ROW.finditer(text, start, end)]
    for begin, stop in zip(marks, [*marks[1:], end], strict=True):
        cells: list[Cell] = []
        for match in _CELL.finditer(text, begin, stop):
            _fill(cells, hanging)
            closing = _CELL_END.search(text, match.end(), stop)
            cell = _cell(text, match.end(), closing.start() if closing else stop)
            spans = {kind.lower(): max(1, min(100, int(n))) for kind, n in _SPANNED.findall(match.group(1))}
            for _ in range(spans.get("col", 1)):
                if spans.get("row", 1) > 1:
                    hanging[len(cells)] = (spans["row"] - 1, cell)
                cells.append(cell)
        _fill(cells, hanging)
        if cells:
            rows.append(tuple(cells))
    return tuple(rows)


def _fill(cells: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Cells of earlier rows that reach down to this place."""
    while len(cells) in hanging:
        left, cell = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (left - 1, cell)
        cells.append(cell)


def _cell(text: str, start: int, end: int) -> Cell:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end = max(start, start + len(text[start:end].rstrip()))
    shown = _TAG.sub(lambda m: " " if m.group(1) else "", text[start:end])
    return Cell(" ".join(_LINES_OF_CHINESE.sub("", html.unescape(shown)).split()), start, end)
