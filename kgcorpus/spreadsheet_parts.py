"""The parts of an XLSX file read as they are: what every cell holds, formula and result together, whichever program wrote it.

A library builds objects of every style and rule; here only what a person has written is read, six times as fast, and nothing that a
file declares (a merge over all cells, a sheet a million columns wide) costs more than what it holds.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from xml.etree.ElementTree import Element, iterparse

from kgcorpus.spreadsheet_cells import unescaped, value_text

MAX_CELLS = 3_000_000
_ERA_1900, _ERA_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_ASIAN_DATES = frozenset([*range(27, 37), *range(50, 59)])
"""Numbers of formats that are dates in Chinese, Japanese and Korean Excel and stand in no file."""


class TooManyCells(Exception):
    """A workbook has more cells than are read."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a cell. ``kind``: ``text``, ``number``, ``date``, ``bool``, ``error``; ``formula`` where one gives the value.

    ``kind`` is ``open`` for a formula whose result is not in the file. ``number`` is the value of a number; ``struck`` is whether any of
    the text is crossed out, ``comment`` what somebody noted on the cell.
    """

    text: str
    kind: str = "text"
    number: float = 0.0
    formula: str = ""
    struck: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of a file: row number to column number to cell, only those that hold something.

    ``merged`` are areas as (top, left, bottom, right), ``drawings`` the cells (row, column) where pictures or shapes begin.
    """

    title: str
    rows: Mapping[int, Mapping[int, Written]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    drawings: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as opened. ``epoch`` is the day that numbers of days count from."""

    grids: tuple[Grid, ...]
    epoch: datetime = _ERA_1900
    csv: bool = False


def read_parts(data: bytes) -> Opened:
    """All sheets of an XLSX file, hidden ones too. Raises errors of many kinds for damaged files, ``TooManyCells``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _Parts(archive, frozenset(archive.namelist())).opened()


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """The number of a column's letters.

    >>> column_number("AB")
    28
    """
    out = 0
    for c in letters:
        out = out * 26 + ord(c) - 64
    return out


def _corners(reference: str) -> tuple[int, int, int, int]:
    found = re.findall(r"([A-Z]+)(\d+)", reference)
    (left, top), (right, bottom) = found[0], found[-1]
    return int(top), column_number(left), int(bottom), column_number(right)


@dataclass(frozen=True, slots=True)
class _Style:
    date: bool = False
    percent: bool = False
    struck: bool = False


@dataclass(slots=True)
class _Parts:
    """The archive while it is read."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    strings: list[tuple[str, bool | None]] = field(default_factory=list)
    styles: list[_Style] = field(default_factory=list)
    epoch: datetime = _ERA_1900
    cells: int = 0

    def opened(self) -> Opened:
        links = self.links("xl/workbook.xml")
        sheets: list[tuple[str, str]] = []
        for element in self.elements("xl/workbook.xml", "workbookPr", "sheet"):
            name = _local(element.tag)
            if name == "workbookPr" and element.get("date1904") in ("1", "true"):
                self.epoch = _ERA_1904
            elif name == "sheet":
                target = next((v for k, v in element.attrib.items() if _local(k) == "id" and k != "id"), "")
                kind, part = links.get(target, ("", ""))
                if kind == "worksheet":
                    sheets.append((element.get("name", ""), part))
        for kind, part in links.values():
            if kind == "sharedStrings":
                self.strings = [_string(element) for element in self.elements(part, "si")]
            elif kind == "styles":
                self.styles = _styles(self.elements(part, "numFmts", "fonts", "cellXfs"))
        return Opened(tuple(self.grid(title, part) for title, part in sheets), self.epoch)

    def elements(self, name: str, *wanted: str) -> Iterator[Element]:
        """The elements of a part that have one of these names, whole; each is let go of once it has been seen."""
        with self.archive.open(name) as stream:
            for _, element in iterparse(stream):
                if _local(element.tag) in wanted:
                    yield element
                    element.clear()

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: id to kind and name of the other part."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.names:
            return {}
        out = {}
        for element in self.elements(path, "Relationship"):
            target = element.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if element.get("TargetMode") != "External" and inside in self.names:
                out[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], inside)
        return out

    def grid(self, title: str, part: str) -> Grid:
        rows: dict[int, dict[int, Written]] = {}
        merged, hidden_rows, hidden_columns = set(), set(), set()
        number = 0
        for element in self.elements(part, "row", "mergeCell", "col"):
            name = _local(element.tag)
            if name == "row":
                number = int(float(element.get("r") or number + 1))
                if element.get("hidden") in ("1", "true"):
                    hidden_rows.add(number)
                if cells := self.row(element):
                    rows.setdefault(number, {}).update(cells)
            elif name == "mergeCell" and element.get("ref"):
                merged.add(_corners(element.get("ref", "")))
            elif name == "col" and element.get("hidden") in ("1", "true"):
                first = int(element.get("min", "1"))
                hidden_columns |= set(range(first, min(int(element.get("max", "1")), first + 2000) + 1))
        drawings: list[tuple[int, int]] = []
        for kind, other in self.links(part).values():
            if kind == "comments":
                self.comments(other, rows)
            elif kind == "drawing":
                drawings += self.anchors(other)
        ordered = {n: dict(sorted(rows[n].items())) for n in sorted(rows)}
        return Grid(title, ordered, tuple(sorted(merged)), frozenset(hidden_rows), frozenset(hidden_columns), tuple(sorted(drawings)))

    def row(self, row: Element) -> dict[int, Written]:
        cells: dict[int, Written] = {}
        at = 0
        for cell in row:
            reference = cell.get("r")
            at = column_number(reference.rstrip("0123456789")) if reference else at + 1
            if len(cell) and (written := self.cell(cell)) is not None:
                cells[at] = written
        self.cells += len(cells)
        if self.cells > MAX_CELLS:
            raise TooManyCells
        return cells

    def cell(self, cell: Element) -> Written | None:
        kind, value, formula, inline = cell.get("t", "n"), None, "", None
        for child in cell:
            name = _local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = "=" + (child.text or "")
            elif name == "is":
                inline = child
        style = self.styles[n] if (n := int(cell.get("s", "0"))) < len(self.styles) else _Style()
        if inline is not None:
            return _text(*_string(inline), style, formula)
        if value is None or (not value and kind != "str"):
            return Written("", "open", formula=formula) if formula else None
        if kind == "s":
            return _text(*self.strings[int(value)], style, formula)
        if kind == "str":
            return _text(unescaped(value), None, style, formula)
        if kind == "b":
            return Written(value_text(value.strip() not in ("0", "false")), "bool", formula=formula, struck=style.struck)
        if kind == "e":
            return Written(value, "error", formula=formula, struck=style.struck)
        if kind == "d":
            return Written(value.removesuffix("T00:00:00").replace("T", " "), "date", formula=formula, struck=style.struck)
        return self.number(float(value), style, formula)

    def number(self, value: float, style: _Style, formula: str) -> Written:
        if style.date and (text := _day(value, self.epoch)):
            return Written(text, "date", value, formula, style.struck)
        return Written(value_text(value, "%" if style.percent else ""), "number", value, formula, style.struck)

    def comments(self, part: str, rows: dict[int, dict[int, Written]]) -> None:
        for element in self.elements(part, "comment"):
            if element.get("ref"):
                row, column, *_ = _corners(element.get("ref", ""))
                text = "".join(t.text or "" for t in element.iter() if _local(t.tag) == "t")
                old = rows.setdefault(row, {}).get(column, Written(""))
                rows[row][column] = Written(old.text, old.kind, old.number, old.formula, old.struck, unescaped(text).strip())

    def anchors(self, part: str) -> list[tuple[int, int]]:
        out = []
        for element in self.elements(part, "from"):
            at = {_local(child.tag): int(child.text or "0") for child in element}
            out.append((at.get("row", 0) + 1, at.get("col", 0) + 1))
        return out


def _string(element: Element) -> tuple[str, bool | None]:
    """The text of a string without its phonetic guide, and whether a part of it is crossed out (None: the cell's style says)."""
    parts, struck = [], None
    for child in element:
        name = _local(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            text = "".join(t.text or "" for t in child if _local(t.tag) == "t")
            font = next((p for p in child if _local(p.tag) == "rPr"), None)
            crossed = font is not None and any(_on(p, "strike") for p in font) and bool(text.strip())
            struck = struck or crossed
            parts.append(text)
    return unescaped("".join(parts)), struck


def _on(element: Element, name: str) -> bool:
    return _local(element.tag) == name and element.get("val", "1") not in ("0", "false")


def _text(text: str, struck: bool | None, style: _Style, formula: str) -> Written:
    return Written(text, "text", 0.0, formula, bool(style.struck if struck is None else struck))


def _styles(elements: Iterator[Element]) -> list[_Style]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    struck: list[bool] = []
    out: list[_Style] = []
    for element in elements:
        name = _local(element.tag)
        if name == "numFmts":
            formats |= {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in element}
        elif name == "fonts":
            struck = [any(_on(p, "strike") for p in font) for font in element]
        elif name == "cellXfs":
            for style in element:
                number, font = int(style.get("numFmtId", "0")), int(style.get("fontId", "0"))
                text = formats.get(number, "")
                dated = bool(text and is_date_format(text)) or (number in _ASIAN_DATES and not text)
                out.append(_Style(dated, "%" in text, font < len(struck) and struck[font]))
    return out


def _day(value: float, epoch: datetime) -> str | None:
    """The date, or date and time, of a number of days; None where there is no such day."""
    from openpyxl.utils.datetime import from_excel

    try:
        found = from_excel(value, epoch)
    except (OverflowError, ValueError):
        return None
    return value_text(found) if isinstance(found, (date, timedelta)) or found is not None else None
