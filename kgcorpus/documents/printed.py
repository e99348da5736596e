"""What stands on a page of a PDF: pieces of text with their place, and the straight lines that may rule a table."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。“”‘’…—《》]")
RAISED = 0xF0000
"""Added to the code of a raised character: whether it is the mark of a footnote shows only when the page is known."""
_BOLD = re.compile(rb"bold|black|heavy|SimHei|STHei|[-+]Hei|\xba\xda\xcc\xe5|\xe9\xbb\x91", re.I)
WIDE_GAP = 1.3
"""A gap of so many ems on a line parts two pieces: a column, or a cell of a table."""
MAX_OBJECTS = 20_000
MAX_RULES = 4_000
_THIN = 2.5


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class Piece:
    """Characters set on one line without a wide gap; ordinates from the top of the page."""

    text: str
    size: float
    left: float
    right: float
    top: float
    bottom: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A horizontal or vertical line: where it stands across, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Printed:
    """A page: its text, its rules, what is set askew, and whether a picture covers most of it."""

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    askew: str = ""
    drawn: bool = False
    pictured: bool = False


def printed(page: Any, number: int) -> Printed:
    """A page of pypdfium2 as it is printed; a page of which the text stands upright is turned first."""
    width, height = page.get_size()
    out = Printed(number, width, height)
    textpage = page.get_textpage()
    try:
        turn = _Pieces(textpage, out).read()
    finally:
        textpage.close()
    _objects(page, out, turn)
    return out


# ------------------------------------------------------------------------------------------------- text


class _Pieces:
    def __init__(self, textpage: Any, out: Printed) -> None:
        import pypdfium2.raw as raw

        self.raw, self.textpage, self.out = raw, textpage, out
        self.rect, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.turn = 0
        self.askew: list[str] = []
        self.taken: list[tuple[str, Box, int]] = []
        self.size = 10.0
        self.name = ctypes.create_string_buffer(256)

    def read(self) -> int:
        """Fills the page; gives by how many right angles its text is turned."""
        count = self.textpage.count_chars()
        if count <= 0:
            return 0
        characters = _characters(self.textpage, count)
        self.turn = self._turn(characters)
        if self.turn % 2:
            self.out.width, self.out.height = self.out.height, self.out.width
        space = broken = False
        last: Box | None = None
        for index, c in enumerate(characters):
            if c in "\r\n":
                broken = True
                continue
            if not c.strip() or c == "\u200b":
                space = True
                continue
            box = self._box(index)
            if box is None:
                continue
            joins = last is not None and not (broken and _apart(last, box)) and self._joins(last, box)
            if not joins:
                self._end()
                if self._is_askew(index):
                    self.askew.append(c)
                    last, space, broken = None, False, False
                    continue
                self.size = self._size(index)
            if space and joins and last is not None and self._is_space(c, box, last, index):
                self.taken.append((" ", last, index))
            self.taken.append(("\u00ad" if c in "\x02\ufffe" else c, box, index))
            last, space, broken = box, False, False
        self._end()
        self.out.askew = "".join(self.askew)
        return self.turn

    def _box(self, index: int) -> Box | None:
        """Left, top, right, bottom of a character, from the top left of the page as it is read."""
        if not self.raw.FPDFText_GetLooseCharBox(self.textpage, index, self.rect):
            return None
        rect, wide, high = self.rect, self.out.width, self.out.height
        left, right, low, up = rect.left, rect.right, min(rect.bottom, rect.top), max(rect.bottom, rect.top)
        if self.turn == 0:
            return (left, high - up, right, high - low)
        return turned((left, low, right, up), self.turn, wide, high)

    def _turn(self, characters: list[str]) -> int:
        """The right angles by which most of the text is turned, counter-clockwise."""
        shown = [n for n, c in enumerate(characters) if c.strip()]
        some = shown[:: max(1, len(shown) // 24)]
        turns = [round(self.raw.FPDFText_GetCharAngle(self.textpage, n) / (math.pi / 2)) % 4 for n in some]
        most = max((0, 1, 2, 3), key=turns.count) if turns else 0
        return most if turns.count(most) * 2 > len(turns) else 0

    def _is_askew(self, index: int) -> bool:
        angle = self.raw.FPDFText_GetCharAngle(self.textpage, index) - self.turn * math.pi / 2
        return abs(math.sin(angle)) > 0.05 or math.cos(angle) < 0

    def _joins(self, last: Box, box: Box) -> bool:
        if box[0] == last[0] and box[2] == last[2]:  # the letters of one ligature
            return True
        low, high = max(last[1], box[1]), min(last[3], box[3])
        size = max(self.size, 1.0)
        return high - low >= 0.5 * min(last[3] - last[1], box[3] - box[1]) and -0.6 * size <= box[0] - last[2] <= WIDE_GAP * size

    def _is_space(self, c: str, box: Box, last: Box, index: int) -> bool:
        """Whether white space is meant: between Chinese characters what stands close together is only set apart by the program."""
        if not (CJK.match(c) and CJK.match(self.taken[-1][0])):
            return True
        return box[0] - last[2] >= 0.3 * self.size or self.raw.FPDFText_IsGenerated(self.textpage, index - 1) != 1

    def _size(self, index: int) -> float:
        size = float(self.raw.FPDFText_GetFontSize(self.textpage, index))
        if self.raw.FPDFText_GetMatrix(self.textpage, index, self.matrix):
            size *= math.hypot(self.matrix.b, self.matrix.d) or 1.0
        return size

    def _end(self) -> None:
        """The characters so far as a piece: its size and height are those of its middle, what stands higher and smaller is raised."""
        taken, self.taken = self.taken, []
        if not taken:
            return
        shown = sorted((one for one in taken if one[0] != " "), key=lambda one: one[1][3] - one[1][1])
        _, middle, index = shown[len(shown) // 2]
        high = middle[3] - middle[1]
        text = "".join(_lifted(c) if b[3] - b[1] < 0.8 * high and b[3] < middle[3] - 0.12 * high else c for c, b, _ in taken).strip()
        left, right = min(b[0] for _, b, _ in taken), max(b[2] for _, b, _ in taken)
        self.out.pieces.append(Piece(text, round(self._size(index), 1), left, right, middle[1], middle[3], self._is_bold(index)))

    def _is_bold(self, index: int) -> bool:
        """By the font's weight, or by its name: Chinese headings are set in a Hei face, not in a bold one."""
        if self.raw.FPDFText_GetFontWeight(self.textpage, index) >= 600:
            return True
        size = self.raw.FPDFText_GetFontInfo(self.textpage, index, self.name, len(self.name), None)
        return 0 < size <= len(self.name) and _BOLD.search(self.name.raw[: size - 1]) is not None


def _lifted(c: str) -> str:
    return chr(RAISED + ord(c)) if len(c) == 1 and ord(c) < 0xFFFF and not c.isspace() else c


def lowered(text: str) -> str:
    """A text with its raised characters as ordinary ones."""
    return "".join(chr(ord(c) - RAISED) if ord(c) >= RAISED else c for c in text)


def _apart(last: Box, box: Box) -> bool:
    """Whether a character after a line's end stands elsewhere than right behind the last one."""
    return box[0] < last[2] - 1 or box[0] - last[2] > 0.6 * (box[3] - box[1]) or abs(box[3] - last[3]) > 0.3 * (box[3] - box[1])


def _characters(textpage: Any, count: int) -> list[str]:
    """One string for each index of the text layer: characters beyond the first 65,536 take two places there."""
    whole = textpage.get_text_range(0, count)
    if len(whole) == count:
        return list(whole)
    import pypdfium2.raw as raw

    codes = [raw.FPDFText_GetUnicode(textpage, i) for i in range(count)]
    return [chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes]


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page's own coordinates (left, low, right, up; from the bottom) on the page turned to be read, from its top left."""
    left, low, right, up = box
    if turn == 0:
        return (left, height - up, right, height - low)
    if turn == 1:  # the text runs upwards: width and height are those of the page as it is read
        return (low, left, up, right)
    if turn == 2:
        return (width - right, low, width - left, up)
    return (width - up, height - right, width - low, height - left)


# ------------------------------------------------------------------------------------------------- rules and pictures


def _objects(page: Any, out: Printed, turn: int) -> None:
    import pypdfium2.raw as raw

    seen = 0
    own: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    stack = [(raw.FPDFPage_GetObject(page, n), own, 0) for n in range(raw.FPDFPage_CountObjects(page))]
    stack.reverse()
    area = out.width * out.height
    while stack and seen < MAX_OBJECTS:
        item, by, depth = stack.pop()
        seen += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
            inner = _times(_matrix(item, raw), by)
            stack += [
                (raw.FPDFFormObj_GetObject(item, n), inner, depth + 1) for n in reversed(range(max(0, raw.FPDFFormObj_CountObjects(item))))
            ]
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            out.drawn = True
            if len(out.across) + len(out.down) < MAX_RULES:
                _rules(item, by, out, turn)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            out.drawn = True
            edges = [ctypes.c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(item, *edges):
                left, low, right, up = (e.value for e in edges)
                out.pictured = out.pictured or abs((right - left) * (up - low) * (by[0] * by[3] - by[1] * by[2])) > 0.5 * area


def _matrix(item: Any, raw: Any) -> tuple[float, ...]:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(item, m) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _rules(item: Any, by: tuple[float, ...], out: Printed, turn: int) -> None:
    """The straight lines of a path: what is stroked, and thin bars that are filled."""
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(item)
    if not 2 <= count <= 2000:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    by = _times(_matrix(item, raw), by)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    figures: list[list[tuple[float, float]]] = []
    for n in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, n)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return  # a drawing
        place = (by[0] * x.value + by[2] * y.value + by[4], by[1] * x.value + by[3] * y.value + by[5])
        if kind == raw.FPDF_SEGMENT_MOVETO:
            points = [place]
            figures.append(points)
        else:
            points.append(place)
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    for figure in figures:
        _figure(figure, bool(stroke.value), out, turn)


def _figure(points: list[tuple[float, float]], stroked: bool, out: Printed, turn: int) -> None:
    if len(points) < 2:
        return
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    low, up = min(p[1] for p in points), max(p[1] for p in points)
    if min(right - left, up - low) <= _THIN and max(right - left, up - low) > 2 * _THIN:
        _rule((left, low, right, up), out, turn)
    elif stroked:
        for (a, b), (c, d) in pairwise(points):
            if min(abs(a - c), abs(b - d)) <= 1.0 and max(abs(a - c), abs(b - d)) > 2 * _THIN:
                _rule((min(a, c), min(b, d), max(a, c), max(b, d)), out, turn)


def _rule(box: Box, out: Printed, turn: int) -> None:
    left, top, right, bottom = turned(box, turn, out.width, out.height)
    if right - left >= bottom - top:
        out.across.append(Rule((top + bottom) / 2, left, right))
    else:
        out.down.append(Rule((left + right) / 2, top, bottom))
