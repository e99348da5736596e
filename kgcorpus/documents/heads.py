"""Running heads, feet and page numbers: told by standing at the same place on several pages; taken out, and counted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from kgcorpus.documents.passages import Left
from kgcorpus.documents.printed import Piece, Printed, lowered
from kgcorpus.documents.ruled import baselines

_PAGE_NUMBER = re.compile(
    r"(?:第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|[-–—·.\s]*\d{1,4}[-–—·.\s]*|(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?"
    r"|\d+\s*/\s*\d+|[ivxlc]{1,6})$",
    re.I,
)
_DEEP = 4
"""So many lines from the top and bottom of a page may be running ones."""
_MARGIN = 0.16

Known = tuple[Counter[tuple[str, str, int]], set[int], set[tuple[str, int, float]], float]
"""How often each form stands at a height, by how much printed page numbers differ from real ones, where running lines stand, and how far
lines usually are from one another."""


def without_running_heads(pages: Sequence[Printed]) -> list[Left]:
    """Takes running heads, feet and page numbers out of the pages; gives what was left out, each form once with its pages."""
    rows = {page.number: baselines(page.pieces) for page in pages}
    edges: dict[int, list[tuple[str, list[Piece]]]] = {}
    for page in pages:
        found = rows[page.number]
        edges[page.number] = [("top", row) for row in found[:_DEEP] if row[0].bottom < _MARGIN * page.height]
        edges[page.number] += [("foot", row) for row in reversed(found[-_DEEP:]) if row[0].top > (1 - _MARGIN) * page.height]
    counted = Counter(key for page in pages for key in {_key(side, row) for side, row in edges[page.number]})
    numbered = _numbered(pages, edges)
    slots = _slots(pages, edges, counted)
    pitches = [b[0].middle - a[0].middle for own in rows.values() for a, b in pairwise(own)]
    usual = median(pitches) if len(pitches) > 3 else 0.0
    left: dict[tuple[str, str], list[int]] = defaultdict(list)
    shown: dict[tuple[str, str], str] = {}
    for page in pages:
        taken: list[Piece] = []
        for side in ("top", "foot"):
            found = [row for at_edge, row in edges[page.number] if at_edge == side]
            known = (counted, numbered, slots, usual)
            for row in _set_apart(page, side, found, rows[page.number], known, len(pages)):
                text = _text(row)
                left[(side, _form(text))].append(page.number)
                shown.setdefault((side, _form(text)), text)
                taken += row
        if taken:
            page.pieces = [p for p in page.pieces if not any(p is t for t in taken)]
    return [
        Left("running_head", shown[form], places(numbers), f"at the {form[0]} of {len(numbers)} page{'s' if len(numbers) > 1 else ''}")
        for form, numbers in left.items()
    ]


def places(numbers: Iterable[int]) -> str:
    """Pages for people.

    >>> places([1, 2, 3, 7]), places([4])
    ('pages 1-3, 7', 'page 4')
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    several = len(runs) > 1 or runs[0][0] != runs[0][1]
    return ("pages " if several else "page ") + ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _set_apart(
    page: Printed, side: str, found: list[list[Piece]], rows: list[list[Piece]], known: Known, pages: int
) -> list[list[Piece]]:  # fmt: skip
    """The lines from an edge that run over the pages, down to the last one that is set apart from what follows."""
    ordered = rows if side == "top" else rows[::-1]
    kept = 0
    for number, row in enumerate(found):
        if not _is_running(page, side, row, known, pages):
            break
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        if (
            (following is None and number == 0)
            or _PAGE_NUMBER.match(_text(row))
            or (following is not None and abs(following[0].size - row[0].size) > 0.5)
            or (following is not None and abs(following[0].middle - row[0].middle) > 1.3 * known[3])
        ):
            kept = number + 1
    return found[:kept]


def _text(row: Sequence[Piece]) -> str:
    return lowered(" ".join(p.text for p in row)).strip()


def _form(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _key(side: str, row: Sequence[Piece]) -> tuple[str, str, int]:
    """A line's form with the height at which it stands."""
    return (side, _form(_text(row)), round(row[0].middle / 6))


def _numbered(pages: Sequence[Printed], edges: dict[int, list[tuple[str, list[Piece]]]]) -> set[int]:
    """The differences between printed and real page numbers that several pages share."""
    found: Counter[int] = Counter()
    for page in pages:
        for _, row in edges[page.number]:
            text = _text(row)
            if _PAGE_NUMBER.match(text) and (number := re.search(r"\d+", text)):
                found[int(number.group()) - page.number] += 1
    return {difference for difference, count in found.items() if count >= 2}


def _slots(
    pages: Sequence[Printed], edges: dict[int, list[tuple[str, list[Piece]]]], counted: Counter[tuple[str, str, int]]
) -> set[tuple[str, int, float]]:  # fmt: skip
    """The places (side, height, size of type) at which half of the pages have a running line: what else stands there is one too."""
    found: Counter[tuple[str, int, float]] = Counter()
    for page in pages:
        own = {(side, round(row[0].middle / 6), row[0].size) for side, row in edges[page.number] if counted[_key(side, row)] >= 3}
        found.update(own)
    return {slot for slot, count in found.items() if count * 2 >= len(pages)}


def _is_running(page: Printed, side: str, row: Sequence[Piece], known: Known, pages: int) -> bool:
    counted, numbered, slots, _ = known
    text = _text(row)
    if len(text) < 80 and (side, round(row[0].middle / 6), row[0].size) in slots:
        return True
    if _PAGE_NUMBER.match(text):
        number = re.search(r"\d+", text)
        bare = re.fullmatch(r"\d{1,4}", text)
        outer = row[0].top > 0.9 * page.height or row[0].bottom < 0.07 * page.height
        return not bare or (number is not None and int(number.group()) - page.number in numbered) or (pages == 1 and outer)
    form, height = _form(text), round(row[0].middle / 6)
    times = max(counted[(side, form, height + step)] + (counted[(side, form, height)] if step else 0) for step in (-1, 0, 1))
    if pages == 2:
        return times >= 2 and (row[0].top > 0.9 * page.height or row[0].bottom < 0.1 * page.height)
    return times >= 3 or times * 2 > pages >= 3
