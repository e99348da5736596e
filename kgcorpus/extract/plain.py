"""Text as extractors read it: folded, with spacing and inline mark-up evened out, and every character still knows its place in the source.

Line breaks inside a sentence, spaces between Chinese and Latin characters and emphasis marks differ from writer to writer and from format
to format; names and patterns are compared without them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kgcorpus.text import CJK, Folded, fold

WIDE = f"{CJK}\u3000-\u303f"
"""Chinese characters and punctuation, for use inside a regular expression's brackets: no space is needed beside them."""

_WIDE = re.compile(f"[{WIDE}]")
# A run that may have to go: white space, emphasis marks of Markdown (single underscores stand in identifiers and stay).
# A single space between words stays, so it is no run.
_RUN = re.compile(rf"(?:\s|\*|`|__){{2,}}|[^\S ]|[*`]|__|(?<=[{WIDE}]) | (?=[{WIDE}])|^ | $")
_UNEVEN = re.compile(rf"\s\s|[^\S ]|[*`]|__|[{WIDE}] | [{WIDE}]|^ | $")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` is what is compared; ``starts[i]`` and ``ends[i]`` are the source offsets of its i-th character."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``; of nothing, the empty span before it."""
        if end <= start:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return (at, at)
        return (self.starts[start], self.ends[end - 1])

    def find(self, offset: int) -> int:
        """The first position whose character starts at or after the source offset."""
        return bisect_left(self.starts, offset)


def plain(text: str, start: int = 0, end: int | None = None) -> Plain:
    """The plain form of ``text[start:end]``, with offsets into ``text``.

    >>> p = plain("用 **ＨｂＡ１ｃ**\\n评估", 0)
    >>> p.text, p.source(1, 6)
    ('用hba1c评估', (4, 9))
    """
    return _evened(fold(text[start:end]), start)


def _evened(folded: Folded, shift: int) -> Plain:
    text = folded.text
    offsets, ends = folded.offsets, folded.ends
    straight = isinstance(offsets, range)
    if not _UNEVEN.search(text):
        if shift == 0 and not straight:
            return Plain(text, offsets[: len(text)], ends)
        if straight:
            return Plain(text, range(shift, shift + len(text)), range(shift + 1, shift + 1 + len(text)))
        return Plain(text, [o + shift for o in offsets[: len(text)]], [e + shift for e in ends])
    parts: list[str] = []
    starts: list[int] = []
    stops: list[int] = []

    def keep(first: int, last: int) -> None:
        parts.append(text[first:last])
        if straight:
            starts.extend(range(first + shift, last + shift))
            stops.extend(range(first + shift + 1, last + shift + 1))
        else:
            starts.extend([o + shift for o in offsets[first:last]])
            stops.extend([e + shift for e in ends[first:last]])

    last = 0
    for run in _RUN.finditer(text):
        a, b = run.span()
        keep(last, a)
        last = b
        space = next((i for i in range(a, b) if text[i].isspace()), None)
        if space is None or a == 0 or b == len(text) or _WIDE.match(text[a - 1]) or _WIDE.match(text[b]):
            continue
        keep(space, space + 1)
        parts[-1] = " "
    keep(last, len(text))
    return Plain("".join(parts), starts, stops)


def key(text: str) -> str:
    """The plain form alone: what names, headings and literal parts of patterns are compared by."""
    return plain(text).text
