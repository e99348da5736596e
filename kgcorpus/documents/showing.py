"""Where something stands in a document, as people are shown it: the sentence, or the row of a table with its header."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kgcorpus.documents.delimited import read_delimited
from kgcorpus.documents.passages import Read, Unreadable
from kgcorpus.documents.prose import read_markdown, read_plain
from kgcorpus.model import Cell, Document
from kgcorpus.text import CJK, sentences

_READERS = {"md": read_markdown, "txt": read_plain, "csv": read_delimited}
_MARKS = re.compile(r"\*\*|__|`")
_LEAD = re.compile(r"(?:#{1,6}|[-*+•●○■◆▪·]|>|\||\d{1,3}[.)、])(?:[ \t\u3000]+|(?<=[•●○■◆▪·|]))")
_SPACE_IN_CHINESE = re.compile(f"(?<=[{CJK}，。；：、（）]) (?=[{CJK}，。；：、（）])")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; the header's cells run parallel to the row's, and are empty where there is none."""

    header: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def start(self) -> int:
        return self.cells[0].start

    @property
    def end(self) -> int:
        return self.cells[-1].end


@dataclass(frozen=True)
class Page:
    """A document's text with what stands where in it."""

    document: Document
    _starts: list[int] = field(default_factory=list, init=False)
    _blocks: list[Row | tuple[int, int]] = field(default_factory=list, init=False)
    _sentences: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for start, block in self._read():
            self._starts.append(start)
            self._blocks.append(block)

    def _read(self) -> Iterable[tuple[int, Row | tuple[int, int]]]:
        text, read = self.document.text, None
        if reader := _READERS.get(self.document.format):
            try:
                read = reader(text)
            except Unreadable:  # it was readable as bytes: what its text alone does not tell is shown line by line
                read = None
        return _blocks_of(read) if read else _lines_of(text)

    def block(self, start: int, end: int) -> Row | tuple[int, int]:
        """The row or paragraph in which a stretch stands; its line where it stands in neither."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0:
            block = self._blocks[at]
            first, last = (block.start, block.end) if isinstance(block, Row) else block
            if first <= start and end <= last:
                return block
        text = self.document.text
        stop = text.find("\n", end)
        return text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text)

    def whole(self, start: int, end: int) -> Row | tuple[int, int]:
        """The row, or the sentence or sentences, in which a stretch stands."""
        block = self.block(start, end)
        if isinstance(block, Row):
            return block
        if block not in self._sentences:
            self._sentences[block] = sentences(self.document.text, *block)
        within = [(a, b) for a, b in self._sentences[block] if b > start and a < end]
        return (min(within[0][0], start), max(within[-1][1], end)) if within else (start, end)


def _blocks_of(read: Read) -> Iterable[tuple[int, Row | tuple[int, int]]]:
    for passage in read.passages:
        if passage.rows:
            header = tuple(cell.text for cell in passage.rows[0])
            for cells in passage.rows:
                if cells:
                    yield cells[0].start, Row(() if cells is passage.rows[0] else header, cells)
        else:
            yield passage.start, (passage.start, passage.end)


def _lines_of(text: str) -> Iterable[tuple[int, Row | tuple[int, int]]]:
    """The lines of a text that its reader wrote, one a block; those with tabs in them are rows, the first of each run the header."""
    header: tuple[str, ...] | None = None
    at = 0
    for line in text.split("\n"):
        if "\t" in line:
            cells = _cells(line, at)
            if header is not None and len(header) != len(cells):
                header = None  # the next sheet of a workbook
            yield at, Row(header or (), cells)
            header = header if header is not None else tuple(cell.text for cell in cells)
        else:
            header = None
            yield at, (at, at + len(line))
        at += len(line) + 1


def _cells(line: str, at: int) -> tuple[Cell, ...]:
    out = []
    for part in line.split("\t"):
        out.append(Cell(part, at, at + len(part)))
        at += len(part) + 1
    return tuple(out)


def row_runs(row: Row, bold: Sequence[tuple[int, int]], text: str) -> list[tuple[str, bool]]:
    """A row's cells, each behind its header; empty ones are left out."""
    out: list[tuple[str, bool]] = []
    for n, cell in enumerate(row.cells):
        if not cell.text.strip():
            continue
        if out:
            out.append((" | ", False))
        if n < len(row.header) and row.header[n].strip():
            header = tidy(row.header[n])
            out.append((f"{header}：" if re.search(f"[{CJK}]", header) else f"{header}: ", False))
        out += runs(text, cell.start, cell.end, bold)
    return out


def runs(text: str, start: int, end: int, bold: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A stretch of text in runs, without marks of Markdown, on one line."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end() if not any(a < lead.end() for a, b in bold if a >= start) else start
    out = []
    at = start
    for a, b in sorted((max(a, start), min(b, end)) for a, b in bold if a < end and b > start):
        if b <= at:
            continue
        a = max(a, at)
        out += [(tidy(text[at:a]), False), (tidy(text[a:b]), True)]
        at = b
    out.append((tidy(text[at:end]), False))
    return [(said, marked) for said, marked in out if said]


def tidy(text: str) -> str:
    """A text on one line, without marks of Markdown."""
    return _SPACE_IN_CHINESE.sub("", re.sub(r"\s+", " ", _MARKS.sub("", text)))
