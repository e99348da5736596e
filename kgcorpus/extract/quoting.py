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
SUBJECT_REACH, OBJECT_REACH = 3, 1
"""So many sentences after its subject (object) a sentence may still be about it."""
FAR = 9

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
    number = re.fullmatch(r"[\d.,]+", quote.strip()) is not None  # its unit may stand right behind it

    def whole(a: int, b: int) -> bool:
        return not _inside_word(text, a - 1, a) and (not _inside_word(text, b - 1, b) or (number and text[b].isalpha()))

    return [place for place in found if whole(*place)]


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


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the window: its span, the number of its passage, and the headings above it."""

    start: int
    end: int
    passage: int
    headings: tuple[Span, ...] = ()

    def holds(self, place: Span) -> bool:
        return self.start <= place[0] and place[1] <= self.end


def bind(lines: Sequence[Line], subjects: Sequence[Span], objects: Sequence[Span], triggers: Sequence[Span]) -> Bound | None:
    """The places that belong together, near before far; None where there are none.

    The trigger stands with at least one argument in one sentence, or in a heading above the object's sentence. The other argument stands
    there too, or in a heading above, or (the subject a few, the object one) sentences before it in its passage.
    """
    best: tuple[tuple[int, ...], Bound] | None = None
    for trigger in triggers[:MOST]:
        for number in _numbers(lines, trigger, objects):
            headed = not lines[number].holds(trigger)
            object_ = min(objects[:MOST], key=lambda o: _cost(lines, number, trigger, o, OBJECT_REACH))
            near = object_ if headed else trigger
            subject = min(
                (s for s in subjects[:MOST] if s not in (object_, trigger if headed else None)),
                key=lambda s: _cost(lines, number, near, s, SUBJECT_REACH, object_),
                default=None,
            )
            if subject is None:
                continue
            of_object, of_subject = (
                _cost(lines, number, near, object_, OBJECT_REACH), _cost(lines, number, near, subject, SUBJECT_REACH, object_)
            )  # fmt: skip
            if max(of_object[0], of_subject[0]) == FAR or (of_object[0] if headed else min(of_object[0], of_subject[0])):
                continue
            cost = (headed, *(a + b for a, b in zip(of_object, of_subject, strict=True)), *trigger)
            if best is None or cost < best[0]:
                best = (cost, Bound(subject, object_, trigger, number))
    return best[1] if best else None


def _numbers(lines: Sequence[Line], trigger: Span, objects: Sequence[Span]) -> list[int]:
    """The sentence of a trigger; of one in a heading, those sentences below it that hold the object."""
    own = [n for n, line in enumerate(lines) if line.holds(trigger)]
    below = (n for n, line in enumerate(lines) if any(a <= trigger[0] and trigger[1] <= b for a, b in line.headings))
    return own or [n for n in below if any(lines[n].holds(o) for o in objects[:MOST])][:MOST]


def _cost(lines: Sequence[Line], number: int, at: Span, place: Span, reach: int, other: Span | None = None) -> tuple[int, int, int]:
    """How badly a place fits what stands at another in a sentence: how far outside it, overlapping the other argument or it, how many
    characters away."""
    line = lines[number]
    above = any(a <= place[0] and place[1] <= b for a, b in line.headings)
    before = any(lines[n].holds(place) and lines[n].passage == line.passage for n in range(max(0, number - reach), number))
    elsewhere = 0 if line.holds(place) else 1 if above or before else FAR
    overlapping = sum(n for n, of in ((2, other), (1, at)) if of is not None and place != of and place[0] < of[1] and of[0] < place[1])
    return elsewhere, overlapping, max(0, at[0] - place[1], place[0] - at[1])
