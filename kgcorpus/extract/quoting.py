"""Where the quotes of a proposal stand: each word for word in the window, those of one fact as close together as they can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgcorpus.extract.windows import Window
from kgcorpus.text import CJK

_WORD = re.compile(r"[0-9A-Za-z\u00C0-\u024f]")
_HAN = re.compile(f"[{CJK}]")
MOST = 40
"""So many places of one quote are compared."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bound:
    """Where subject, object and trigger stand, in offsets of the document; ``sentence`` is that of the trigger. An argument that stands
    in no sentence of the window's text stands in a heading above it."""

    subject: Span
    object: Span
    trigger: Span
    sentence: int


def places(window: Window, quote: str) -> list[Span]:
    """Where a quote stands word for word, in the window and then in the headings above it; a line break counts as a space, or as nothing
    between Chinese characters. A word or number is not found inside a longer one."""
    pattern = _pattern(quote.strip())
    if pattern is None:
        return []
    text = window.document.text
    stretches = [(window.start, window.end), *((h.start, h.end) for h in reversed(window.headings))]
    found = (m.span() for a, b in stretches for m in pattern.finditer(text, a, b))
    return [(a, b) for a, b in found if not (_inside_word(text, a - 1, a) or _inside_word(text, b - 1, b))]


@lru_cache(maxsize=4096)
def _pattern(quote: str) -> re.Pattern[str] | None:
    if not re.search(r"\w", quote):
        return None
    parts = []
    for n, char in enumerate(quote):
        if char.isspace():
            parts.append(r"\s+" if not quote[n - 1].isspace() else "")
            continue
        if n and _HAN.match(char) and _HAN.match(quote[n - 1]):
            parts.append(r"(?:[ \t]*\r?\n[ \t]*)?")
        parts.append(re.escape(char))
    return re.compile("".join(parts))


def _inside_word(text: str, a: int, b: int) -> bool:
    """Whether two neighbouring characters belong to one word or number."""
    if a < 0 or b >= len(text):
        return False
    if text[a].isdigit() and text[b] == "." and text[b + 1 : b + 2].isdigit():
        return True
    return bool(_WORD.match(text[a]) and _WORD.match(text[b]))


def bind(sentences: Sequence[Span], subjects: Sequence[Span], objects: Sequence[Span], triggers: Sequence[Span]) -> Bound | None:
    """The places that belong together: trigger and at least one argument in one sentence, what stands there before what stands elsewhere,
    near before far. None where no trigger has an argument beside it."""
    best: tuple[tuple[int, ...], Bound] | None = None
    for trigger in triggers[:MOST]:
        number = _sentence_of(sentences, trigger)
        if number is None:
            continue
        object_ = min(objects[:MOST], key=lambda o: _cost(sentences, number, trigger, o))
        subject = min(
            (s for s in subjects[:MOST] if s != object_), key=lambda s: _cost(sentences, number, trigger, s, object_), default=None
        )
        if subject is None:
            continue
        costs = _cost(sentences, number, trigger, object_), _cost(sentences, number, trigger, subject, object_)
        elsewhere = costs[0][0] + costs[1][0]
        if min(costs[0][0], costs[1][0]) == 0:
            cost = (elsewhere, *(a + b for a, b in zip(costs[0][1:], costs[1][1:], strict=True)), *trigger)
            if best is None or cost < best[0]:
                best = (cost, Bound(subject, object_, trigger, number))
    return best[1] if best else None


def _sentence_of(sentences: Sequence[Span], place: Span) -> int | None:
    return next((n for n, (a, b) in enumerate(sentences) if a <= place[0] and place[1] <= b), None)


def _cost(sentences: Sequence[Span], number: int, trigger: Span, place: Span, other: Span | None = None) -> tuple[int, int, int]:
    """How badly a place fits a trigger: not in its sentence, overlapping what must stand apart, how far away."""
    a, b = sentences[number]
    elsewhere = 0 if a <= place[0] and place[1] <= b else 1 if place[0] < a else 2
    overlapping = int(other is not None and place[0] < other[1] and other[0] < place[1])
    return elsewhere, overlapping, max(0, trigger[0] - place[1], place[0] - trigger[1])
