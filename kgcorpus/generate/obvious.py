"""Facts that their own names tell: a step named after its dish belongs to that dish, an ascending triangle to the triangles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kgcorpus.graph.table import FactTable
from kgcorpus.model import Literal

from .naming import Naming

_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORTEST = 2
"""Characters that a Chinese name has at least when it is looked for inside another."""
_NUMBERS = {
    "1": ("one", "single", "单"), "2": ("two", "double", "twin", "双", "两"), "3": ("three", "triple", "三"), "4": ("four", "四"),
    "5": ("five", "五"), "6": ("six", "六"), "7": ("seven", "七"), "8": ("eight", "八"), "9": ("nine", "九"), "10": ("ten", "十"),
}  # fmt: skip
_SMALL_WORDS = frozenset(("and", "for", "the", "with", "from", "that", "which", "who"))
_SORTS = "类型族系种式"
"""Characters that only say that a sort is meant, before a class noun (缺口类形态)."""


def tells(a: str, b: str, nouns: tuple[str, ...] = ()) -> bool:
    """Whether one of two names stands in the other: as words, in Chinese anywhere. ``nouns`` are class nouns of the two: what a name
    shares with the end of one ("缺口类形态", a family of 形态) is left out.

    >>> tells("step 4 of lentil soup", "lentil soup"), tells("持续缺口", "缺口类形态", ("形态",)), tells("double top", "double bottom")
    (True, True, False)
    >>> tells("bull flag", "bullish"), tells("triangle top", "triangle patterns", ("chart pattern",))
    (True, True)
    """
    first, second = {a, bare(a, nouns)}, {b, bare(b, nouns)}
    return any(_inside(x, y) or _inside(y, x) for x in first for y in second)


def hints(name: str, text: str, nouns: Sequence[str] = ()) -> bool:
    """Whether a good part of a name, beyond the nouns of its class, stands in a text: words in English, pairs of characters in Chinese.

    >>> hints("coconut products", "coconut cream"), hints("evening doji star", "an evening star whose middle candle is a doji")
    (True, True)
    >>> hints("three-candle patterns", "a breakaway pattern", ["pattern family"]), hints("最后吞没底部", "最后吞没顶部")
    (False, True)
    """
    own = _parts(name, nouns)
    return bool(own) and 2 * len(own & _parts(text, ())) >= len(own)


def _parts(text: str, nouns: Sequence[str]) -> set[str]:
    """What a text says: its words without endings of number, and of each run of Chinese characters the pairs."""
    text = text.casefold()
    for noun in nouns:
        text = text.replace(noun.casefold(), " ") if _HAN.search(noun) else text
    said = {word.removesuffix("s") for word in re.findall(r"[a-z]{3,}", text)} - _SMALL_WORDS
    said -= {word.removesuffix("s") for noun in nouns for word in noun.casefold().split()}
    for run in re.findall(r"[\u3400-\u9fff]{2,}", text):
        said |= {run[n : n + 2] for n in range(len(run) - 1)}
    return said


def bare(name: str, nouns: tuple[str, ...]) -> str:
    """The name without what it shares with the end of a class noun; the whole name where nothing would be left.

    >>> bare("缺口类形态", ("形态",)), bare("wedge pattern family", ("pattern family",)), bare("药物", ("药物",))
    ('缺口', 'wedge', '药物')
    """
    if not _HAN.search(name):
        return min((_without_words(name, noun) for noun in nouns), key=len, default=name)
    rest = min((_without_end(name, noun) for noun in nouns), key=len, default=name)
    if rest != name and rest[-1] in _SORTS:
        rest = rest[:-1]
    return rest if len(rest) >= _SHORTEST else name


def _without_end(name: str, noun: str) -> str:
    shared = next((n for n in range(min(len(name) - _SHORTEST, len(noun)), 1, -1) if name.endswith(noun[-n:])), 0)
    return name[: len(name) - shared] if shared else name


def _without_words(name: str, noun: str) -> str:
    words, last = name.split(), noun.lower().split()
    while len(words) > 1 and last and words[-1].lower().removesuffix("s") == last[-1].removesuffix("s"):
        words, last = words[:-1], last[:-1]
    return " ".join(words)


def _begins(word: str, name: str) -> bool:
    """Whether a word of a name begins this one word: a bull flag is bullish."""
    return word.isascii() and word.isalpha() and any(len(own) >= 4 and word.startswith(own) for own in name.split())


def _inside(part: str, whole: str) -> bool:
    """Whether a name stands in another."""
    part, whole = part.casefold(), whole.casefold()
    if _begins(part, whole):
        return True
    if not part or part not in whole:
        return False
    if _HAN.search(part):
        return len(part) >= _SHORTEST
    return len(part) > 1 and re.search(rf"(?<![a-z0-9]){re.escape(part)}(?![a-z0-9])", whole) is not None


@dataclass(frozen=True, slots=True)
class Obvious:
    """Which facts of a graph the names of one language tell; each pair of ends is looked at once."""

    table: FactTable
    names: Naming
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    _told: dict[int, bool] = field(default_factory=dict)

    def pair(self, a: str, b: str) -> bool:
        """Whether the name of one entity stands in that of the other."""
        if (known := self._known.get((a, b))) is None:
            first, second = (self.names.label(id) or self.names.noun(id) for id in (a, b))
            nouns = tuple(n for id in (a, b) if (n := self.names.class_noun(id)))
            known = self._known[a, b] = bool(first and second) and tells(first or "", second or "", nouns)
        return known

    def number(self, id: str, literal: Literal) -> bool:
        """Whether the name of an entity says a small whole number: three black crows are three candles."""
        words = _NUMBERS.get(literal.value or "", ())
        name = (self.names.label(id) or "").casefold()
        return any(word in name if _HAN.search(word) else re.search(rf"\b{word}\b", name) is not None for word in words)

    def rests_on(self, rows: Sequence[int]) -> bool:
        """Whether of the facts of some predicate among these rows at least half are told by names."""
        known = self._told
        told = [row for row in rows if (known[row] if row in known else self._tell(row))]
        if not told:
            return False
        of = self.table.predicate
        every = Counter(int(of[row]) for row in rows)
        return any(2 * number >= every[predicate] for predicate, number in Counter(int(of[row]) for row in told).items())

    def _tell(self, row: int) -> bool:
        """Whether the names of its ends tell the fact of a row; noted."""
        table = self.table
        subject, object = table.terms[table.subject[row]], table.terms[table.object[row]]
        found = isinstance(subject, str) and (self.pair(subject, object) if isinstance(object, str) else self.number(subject, object))
        self._told[row] = found
        return found
