"""Reading order on a printed page: columns and bands across them; tables and footnotes as blocks of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Union

from kgcorpus.documents.passages import line_kind
from kgcorpus.documents.printed import CJK, RAISED, Piece, Printed, lowered
from kgcorpus.documents.ruled import Grid, aligned_table, baselines, said

_NOTE = re.compile(r"([\[〔［(（]?(?:\d{1,3}|[*†‡§¶①-⑳])[\]〕］)）]?)[.、．:：]?\s*(?=\S)")
MOST_GUTTERS = 12
"""So many places where most lines begin are looked at for a second column."""
_CITED = re.compile(r"[\[〔［]?\d{1,3}(?:[-–—~,，、]\d{1,3})*[\]〕］]?")
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_GONE = re.compile(" ?\x00 ?")
_DOTS = re.compile(r"(?:\.[ ]?){4,}|[…·]{3,}")
_LEADERS = re.compile(r"(?:\.[ ]?){4,}\s*\d+\s*$|[…·]{2,}\s*\d+\s*$")


@dataclass(slots=True)
class Line:
    """A printed line in its column: the edges of the column, and the marks of footnotes that its page has."""

    text: str
    page: int
    size: float
    left: float
    right: float
    top: float
    bottom: float
    edge: float
    end: float
    bold: bool = False


@dataclass(slots=True)
class Notes:
    """The footnotes of a column, each in lines."""

    page: int
    notes: list[list[Line]] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table with its page."""

    page: int
    grid: Grid


@dataclass(slots=True)
class Contents:
    """A line of a table of contents."""

    page: int
    text: str


Block = Union[Line, Notes, Table, Contents]
Box = Union[Piece, Grid]


def arranged(page: Printed, grids: Sequence[Grid], body: float, gutters: Counter[int]) -> list[Block]:
    """What stands on a page, in the order in which it is read. ``gutters`` are those of earlier pages, and takes those of this one."""
    boxes: list[Box] = [*page.pieces, *grids]
    if not boxes:
        return []
    return list(_Arranging(page, body, gutters).blocks(boxes, min(b.left for b in boxes), max(b.right for b in boxes)))


class _Arranging:
    def __init__(self, page: Printed, body: float, gutters: Counter[int]) -> None:
        self.page, self.body, self.gutters = page, body, gutters

    def blocks(self, boxes: list[Box], left: float, right: float, depth: int = 0) -> Iterator[Block]:
        gutter = self._gutter(boxes, left, right) if depth < 4 else None
        if gutter is None:
            yield from self._column(boxes, left, right)
            return
        start, end = gutter  # the right edge of the left column, the left edge of the right one
        if depth == 0:
            self.gutters[round(end)] += 1
        over = sorted((b for b in boxes if b.left < start - 1 and b.right > end + 1), key=lambda b: b.top)
        sides = [b for b in boxes if not any(b is o for o in over)]
        for group in _bands(over, sides):
            if any(b is o for b in group for o in over):
                yield from self._column(group, left, right)
                continue
            before = [b for b in group if (b.left + b.right) / 2 < (start + end) / 2]
            after = [b for b in group if (b.left + b.right) / 2 >= (start + end) / 2]
            if before:
                yield from self.blocks(before, left, start, depth + 1)
            if after:
                yield from self.blocks(after, end, max(b.right for b in after), depth + 1)

    def _gutter(self, boxes: Sequence[Box], left: float, right: float) -> tuple[float, float] | None:
        """The gap between two columns of running text: many lines begin behind it, and lines beside them end before it."""
        pieces = [b for b in boxes if isinstance(b, Piece)]
        size = self.body or 10.0
        wide = right - left
        if wide < 20 * size or len(pieces) < 4:
            return None
        starts = Counter(round(p.left) for p in pieces if left + 0.22 * wide < p.left < left + 0.78 * wide)
        best: tuple[int, float, float] | None = None
        near = {start: sum(starts[start + step] for step in (-1, 0, 1)) for start in starts}
        for start in sorted(sorted(starts, key=lambda s: (-near[s], s))[:MOST_GUTTERS]):
            begin = start - 1.0
            after = [p for p in pieces if p.left >= begin and p.left < start + 1.0]
            known = any(abs(start - g) <= 3 for g in self.gutters)
            if len(after) < (2 if known else 3):
                continue
            behind = [p for p in pieces if p.left >= begin]
            before = [p for p in pieces if p.right <= begin - 0.35 * size]
            beside = _beside(before, behind)
            if not beside:
                continue
            rows_left, rows_right = baselines(_among(before, behind)), baselines(_among(behind, before))
            few = min(len(rows_left), len(rows_right))
            if few < (2 if known else 3):
                continue
            end = max(p.right for row in rows_left for p in row)
            outer = max(p.right for row in rows_right for p in row) if start - end <= 4 * size else right
            wide_left, wide_right = max(1.0, end - left), max(1.0, outer - start)
            fill_left = median(sum(p.right - p.left for p in row) for row in rows_left) / wide_left
            fill_right = median(sum(p.right - p.left for p in row) for row in rows_right) / wide_right
            narrow = min(wide_left, wide_right) < 0.22 * (outer - left) or outer - left < 0.7 * wide
            if narrow or (
                not known
                and (
                    min(fill_left, fill_right) < (0.6 if few >= 4 else 0.85)
                    or not _is_prose(rows_left, size)
                    or not _is_prose(rows_right, size)
                )
            ):
                continue
            if best is None or len(after) > best[0]:
                best = (len(after), end, float(start))
        return (best[1], best[2]) if best else None

    # ------------------------------------------------------------------ one column

    def _column(self, boxes: Sequence[Box], left: float, right: float) -> Iterator[Block]:
        rows = baselines([b for b in boxes if isinstance(b, Piece)])
        grids = sorted((b for b in boxes if isinstance(b, Grid)), key=lambda g: g.top)
        right = _shared_edge(rows, right, self.body)
        rows, notes = self._notes(rows, left, right)
        marks = {_mark(note[0].text) for note in notes.notes} if notes else set()
        at = 0
        while at < len(rows):
            while grids and grids[0].top < rows[at][0].top:
                yield Table(self.page.number, grids.pop(0))
            stop = next((n for n in range(at, len(rows)) if grids and rows[n][0].top > grids[0].top), len(rows))
            if len(rows[at]) >= 2 and all(line_kind(piece.text).kind == "key" for piece in rows[at]):  # a form: several keys on a line
                yield from (self._line([piece], left, right) for piece in rows[at])
                at += 1
                continue
            if _LEADERS.search(said(rows[at])):
                yield Contents(self.page.number, lowered(said(rows[at])))
                at += 1
                continue
            if found := aligned_table(rows[at:stop], right - left):
                dotted = [row for row in found[1].rows if any(_DOTS.search(cell) for cell in row)]
                if len(dotted) * 2 > len(found[1].rows):  # an index, or contents in columns
                    yield from (Contents(self.page.number, " ".join(row)) for row in found[1].rows)
                else:
                    yield Table(self.page.number, found[1])
                at += found[0]
                continue
            line = self._line(rows[at], left, right)
            line.text = without_marks(line.text, marks)
            yield line
            at += 1
        for grid in grids:
            yield Table(self.page.number, grid)
        if notes:
            yield notes

    def _line(self, row: Sequence[Piece], left: float, right: float) -> Line:
        largest = max(row, key=lambda p: len(p.text))
        return Line(
            " ".join(_spoken(row).split()), self.page.number, largest.size, row[0].left, max(p.right for p in row), min(p.top for p in row),
            max(p.bottom for p in row), left, right, all(p.bold for p in row),
        )  # fmt: skip

    def _notes(self, rows: list[list[Piece]], left: float, right: float) -> tuple[list[list[Piece]], Notes | None]:
        """The rows without the footnotes below them: smaller than the text and marked, or under a short rule and marked."""
        if not rows or not self.body:
            return rows, None
        first = len(rows)
        while first > 0 and max(p.size for p in rows[first - 1]) < 0.95 * self.body:
            first -= 1
        rule = max(
            (
                r.at
                for r in self.page.across
                if r.start < left + 12 and 20 < r.end - r.start < 0.6 * (right - left) and r.at > 0.4 * self.page.height
            ),
            default=None,
        )
        if rule is not None:
            below = next((n for n, row in enumerate(rows) if row[0].top > rule - 3), len(rows))
            first = below if below < len(rows) and _NOTE.match(lowered(rows[below][0].text)) else first
        while first < len(rows) and not _NOTE.match(lowered(rows[first][0].text)):
            first += 1
        if first == len(rows) or (first == 0 and len(rows) > 3) or rows[first][0].top < 0.35 * self.page.height:
            return rows, None
        found = Notes(self.page.number)
        for row in rows[first:]:
            line = self._line(row, left, right)
            line.text = lowered(line.text)
            if not found.notes or (_NOTE.match(line.text) and line.left <= found.notes[0][0].left + line.size):
                found.notes.append([])
            found.notes[-1].append(line)
        return rows[:first], found


def _shared_edge(rows: Sequence[Sequence[Piece]], right: float, size: float) -> float:
    """The right edge of a column: the outermost that several lines share, so that one that runs over does not count."""
    ends = sorted((max(p.right for p in row) for row in rows), reverse=True)
    if len(ends) < 5:
        return right
    several = max(2, len(ends) // 8)
    return next((end for n, end in enumerate(ends) if sum(1 for e in ends[n : n + 2 * several] if end - e <= 1.5 * size) >= several), right)


def note_mark(text: str) -> int:
    """Where a footnote's text begins, behind its mark."""
    match = _NOTE.match(text)
    return match.end() if match else 0


def _mark(text: str) -> str:
    match = _NOTE.match(text)
    return re.sub(r"[\[\]〔〕［］()（）]", "", match.group(1)) if match else ""


def without_marks(text: str, marks: set[str]) -> str:
    """A line without the raised marks of footnotes that stand on its page, and of citations; what else is raised (10⁹, m², ¹³¹I) stays."""
    if not any(ord(c) >= RAISED for c in text):
        return text
    raised = f"[{chr(RAISED)}-{chr(RAISED + 0xFFFF)}]+"

    def plain(match: re.Match[str]) -> str:
        shown = lowered(match.group())
        found = [m for m in re.split(r"[,，\[\]〔〕［］()（）]", shown) if m]
        sign = shown.translate(_SUPERSCRIPTS)
        before, behind = text[: match.start()], text[match.end() :]
        word = re.search(r"(?:[A-Za-z]{3,}|[^\x00-\x7f]|[.,;:)\"'%])\s?$", before)
        if found and word and all(m in marks for m in found):
            return "\x00"
        cited = _CITED.fullmatch(shown) is not None and (shown[0] in "[〔［" or re.search("[^\x00-\x7f]$", before) is not None)
        return "\x00" if cited and not re.match(r"\s?[A-Za-z0-9]", behind) else sign

    return _GONE.sub(_closed, re.sub(raised, plain, text))


def _closed(match: re.Match[str]) -> str:
    """What stays where a mark was taken out: a space between words, nothing in Chinese."""
    before, behind = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    spaced = " " in match.group() and not CJK.match(before or " ") and not CJK.match(behind or "，") and behind not in ".,;:!?)"
    return " " if spaced else ""


def _spoken(row: Sequence[Piece]) -> str:
    return said(row) if len(row) > 1 else row[0].text


def _bands(over: Sequence[Box], sides: Sequence[Box]) -> Iterator[list[Box]]:
    """What stands across both columns, and what stands beside one another between it, from top to bottom."""
    rest = sorted(sides, key=lambda b: b.top)
    pending: list[Box] = []
    for box in over:
        middle = (box.top + box.bottom) / 2
        between = [b for b in rest if (b.top + b.bottom) / 2 < middle]
        if between:
            if pending:
                yield pending
                pending = []
            yield between
            rest = [b for b in rest if not any(b is o for o in between)]
        pending.append(box)
    if pending:
        yield pending
    if rest:
        yield rest


def _among(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The pieces that stand no higher and no lower than the others."""
    top, bottom = min(o.top for o in others) - 1, max(o.bottom for o in others) + 1
    return [p for p in pieces if top <= p.middle <= bottom]


def _beside(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    """Whether two sets of pieces stand beside one another, not one below the other."""
    if not before or not behind:
        return False
    low = max(min(p.top for p in before), min(p.top for p in behind))
    high = min(max(p.bottom for p in before), max(p.bottom for p in behind))
    return high > low


def _is_prose(rows: Sequence[Sequence[Piece]], size: float) -> bool:
    """Whether lines are as long as those of running text: the cells of a table are shorter."""
    return median(p.right - p.left for row in rows for p in row) >= 9 * size
