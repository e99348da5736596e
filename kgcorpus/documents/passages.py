"""What every reader gives, and how it builds it: the kept text, its passages with their headings, and why a file cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kgcorpus.model import Cell, Heading, Json, Passage

MAX_DEPTH = 200
"""How deep lists, elements or values may be nested before a file counts as an attack."""


class Unreadable(Exception):
    """A file cannot be read; ``reason`` is one of ``model.REASONS``, ``place`` a line, page or cell."""

    def __init__(self, reason: str, detail: str = "", place: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail, self.place = reason, detail, place


@dataclass(frozen=True, slots=True)
class Left:
    """A part of a file that is not passed on; ``reason`` is one of ``model.REASONS``, ``place`` for people."""

    reason: str
    what: str
    place: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A file as a reader gives it. Passages name no document yet.

    ``values`` are those of the front matter, ``title`` what the file says, ``key`` the id of a document in a file of several, ``left``
    the parts that are not passed on.
    """

    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    front: int = 0
    values: Mapping[str, Json] = field(default_factory=dict)
    key: str | None = None
    left: tuple[Left, ...] = ()


Reader = Callable[[bytes], Sequence[Read]]
"""Reads the bytes of a file: one document, or several of a file that holds several. Raises ``Unreadable``."""


class PassageList:
    """Passages in reading order; remembers the headings that are open."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self.open: list[Heading] = []
        self.first: str | None = None

    def heading(self, text: str, start: int, end: int, level: int, page: int | None = None, sheet: str | None = None) -> None:
        """A heading that closes those of its level and deeper."""
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        self.found.append(Passage("", start, end, "heading", tuple(self.open), page, sheet))
        self.open.append(Heading(text, start, end, level))
        self.first = self.first or text

    def add(
        self, kind: str, start: int, end: int, *, under: tuple[Heading, ...] = (), page: int | None = None, sheet: str | None = None,
        rows: tuple[tuple[Cell, ...], ...] = (), problems: tuple[tuple[int, str], ...] = (), breaks: tuple[tuple[int, int], ...] = (),
    ) -> None:  # fmt: skip
        """A paragraph, item or table; ``under`` are headings below the open ones (the items that a list item stands in)."""
        if start < end:
            self.found.append(Passage("", start, end, kind, (*self.open, *under), page, sheet, rows, problems, breaks))

    def read(self, text: str, *, title: str | None = None, front: int = 0, values: Mapping[str, Json] | None = None) -> Read:
        return Read(text, tuple(self.found), title or self.first, front, values or {})


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without whitespace at its ends; empty at ``start`` if nothing else is in it."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if left < len(piece) else (start, start)


def ragged(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[int, str], ...]:
    """The rows whose number of cells is not the header's."""
    width = len(rows[0]) if rows else 0
    return tuple((number, "ragged_row") for number, row in enumerate(rows, 1) if len(row) != width)


# ------------------------------------------------------------------------------------------------- what a line is

_NUMERAL = "[一二三四五六七八九十百千零〇两\\d]"
_ARTICLE = re.compile(rf"(?:\*\*|__)?(第{_NUMERAL}+条(?:之{_NUMERAL}+)?)(?:\*\*|__)?(?=[\s　]+|[：:]|$)[\s　：:]*")
_DIVISION = re.compile(rf"第{_NUMERAL}+([编篇部卷章节])(?:[\s　]+|[：:]\s*|$)[^。；;！？!?]{{0,40}}$")
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]\s*\S")
_BRACKETED = re.compile(r"[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z]|[ivx]{1,4})[)）]\s*(?=\S)")
_LABEL = re.compile(r"【([^】\n]{1,24})】\s*")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})[.、]?[\s　]+\S")
_BULLET = re.compile(
    r"(?:[-*+•●○■◆▪‣–—·]|\d{1,3}(?:[.)、]|）)|[①-⑳]|[(（]\d{1,3}[)）])(?:[ \t　]+|(?<=[、①-⑳）)•●■◆])|(?<=\d\.)(?=[^\s\d]))(?=\S)"
)
_KEY = re.compile(r"[^\s：:。，,；;！？!?|<>]{1,16}：(?=\S)|[A-Za-z][\w()/ -]{0,40}: (?=\S)")
_ENDS = re.compile("[。！？；：，、…!?;:,.][\"'”’」』）)】]*$")
LEVELS = {"部": 1, "编": 1, "卷": 1, "篇": 1, "章": 2, "节": 3}
ARTICLE_LEVEL = 8
"""Deeper than any heading that a document can write otherwise: an article of a law stands inside all of them."""


@dataclass(frozen=True, slots=True)
class LineKind:
    """What a line is by its form: ``heading``, ``article`` (a marker with text after it), ``label`` (【…】), ``item``, ``key``, ``text``.

    ``marker`` is where its text starts (after the bullet, or after the article's or label's marker), ``mark`` the marker's own span.
    """

    kind: str
    level: int = 0
    marker: int = 0
    mark: tuple[int, int] = (0, 0)


def is_heading_like(line: str, longest: int = 40) -> bool:
    """Whether a line is short and does not end as a sentence or list does."""
    wide = sum(2 if c >= "⺀" else 1 for c in line)
    return 0 < wide <= 2 * longest and not _ENDS.search(line) and line[0] not in "\"'“‘(（|"


def line_kind(line: str, following: str = "") -> LineKind:
    """What a stripped line is, seen with the next line that is not blank.

    >>> [line_kind(t).kind for t in ("第二章 法律责任", "第十条 违反本法的，处罚款。", "【禁忌】孕妇", "（一）甲；", "键：值", "文。")]
    ['heading', 'article', 'label', 'item', 'key', 'text']
    """
    if match := _ARTICLE.match(line):
        return LineKind("article", ARTICLE_LEVEL, match.end(), match.span(1))
    if match := _DIVISION.match(line):
        return LineKind("heading", LEVELS[match.group(1)])
    if match := _LABEL.match(line):
        return LineKind("label", 4, match.end(), match.span(1))
    if _CHINESE_NUMBER.match(line):
        return (
            LineKind("heading", 4)
            if is_heading_like(line, 20)
            else LineKind("item", 0, line.index(next(c for c in line if c in "、．.")) + 1)
        )
    if match := _BRACKETED.match(line):
        alike = _BRACKETED.match(following) is not None
        if is_heading_like(line, 16) and following and not alike and not line[1].isdigit():
            return LineKind("heading", 5)
        return LineKind("item", 0, match.end())
    if match := _DECIMAL.match(line):
        if is_heading_like(line, 30):
            return LineKind("heading", match.group(1).count(".") + 3)
        return LineKind("text")
    if match := _BULLET.match(line):
        return LineKind("item", 0, match.end())
    return LineKind("key") if _KEY.match(line) else LineKind("text")
