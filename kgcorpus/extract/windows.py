"""Long documents as windows that a language model reads one at a time: whole sentences, with some of the last ones again in the next.

Tables are left out: they are read as tables. A heading opens a window where the one before it is filled by half, so that a change in one
section leaves the windows of others as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgcorpus.model import Document, Heading, Passage
from kgcorpus.text import sentences

SIZE, OVERLAP = 2000, 200
"""Characters of a window, and of what it has in common with the next."""
LONGEST = 4000
"""Characters of a sentence: a longer one is none."""


@dataclass(frozen=True, slots=True)
class Window:
    """``document.text[start:end]`` with the headings above it that stand in the text, outermost first."""

    document: Document
    start: int
    end: int
    headings: tuple[Heading, ...] = ()

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    def passages(self) -> Iterator[Passage]:
        """The passages of running text that lie in it, or partly."""
        for passage in self.document.passages:
            if passage.kind not in ("table", "heading") and passage.start < self.end and self.start < passage.end:
                yield passage


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence or heading, the last thing that is not divided."""

    start: int
    end: int
    passage: Passage


def windows(document: Document, size: int = SIZE, overlap: int = OVERLAP) -> list[Window]:
    """The windows of a document, in order."""
    out: list[Window] = []
    for flow in _flows(document):
        first = 0
        while first < len(flow):
            last = _last(flow, first, size)
            units = flow[first : last + 1]
            while units and units[-1].passage.kind == "heading" and len(units) > 1:
                units = units[:-1]
            if any(u.passage.kind != "heading" for u in units):
                out.append(_window(document, units))
            following = first + len(units)
            if following >= len(flow):
                break
            first = _again(flow, first, following, overlap)
    return out


def too_long(document: Document) -> list[tuple[int, int]]:
    """The stretches without the end of a sentence that are longer than any sentence, and so are in no window."""
    return [(u.start, u.end) for u in _units(document) if u.end - u.start > LONGEST]


def _flows(document: Document) -> Iterator[list[_Unit]]:
    """The units between tables."""
    flow: list[_Unit] = []
    for unit in _units(document):
        if unit.passage.kind == "table" or unit.end - unit.start > LONGEST:
            if flow:
                yield flow
            flow = []
        else:
            flow.append(unit)
    if flow:
        yield flow


def _units(document: Document) -> Iterator[_Unit]:
    at = document.front
    for passage in document.passages:
        start = max(passage.start, at)
        if passage.kind in ("table", "heading"):
            if passage.end > start:
                yield _Unit(start, passage.end, passage)
        else:
            for a, b in sentences(document.text, start, passage.end, document.language):
                yield _Unit(a, b, passage)
        at = max(at, passage.end)


def _last(flow: list[_Unit], first: int, size: int) -> int:
    """The last unit of the window that begins with this one."""
    begin, last = flow[first].start, first
    for number in range(first + 1, len(flow)):
        unit = flow[number]
        opens = unit.passage.kind == "heading" and flow[last].end - begin >= size // 2
        if unit.end - begin > size or opens:
            break
        last = number
    return last


def _again(flow: list[_Unit], first: int, following: int, overlap: int) -> int:
    """Where the next window begins: with sentences of this one, but not across a heading."""
    begin = following
    for number in range(following - 1, first, -1):
        unit = flow[number]
        if flow[begin].passage.kind == "heading" or unit.passage.kind == "heading" or flow[following - 1].end - unit.start > overlap:
            break
        begin = number
    return begin


def _window(document: Document, units: list[_Unit]) -> Window:
    start, end = units[0].start, units[-1].end
    above = tuple(h for h in units[0].passage.headings if h.start < h.end <= start)
    return Window(document, start, end, above)
