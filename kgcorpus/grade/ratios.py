"""Ratios and scores as answers state them: 2:1, 二比一, two to one, 3-1."""

from __future__ import annotations

from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.clock import Told
from kgcorpus.grade.worded import english, words_of
from kgcorpus.values_numbers import chinese_number

_P = r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+(?:点[零一二三四五六七八九]+)?"
_W = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|hundred)"
_RATIO = re.compile(
    rf"(?<![\d.:])(?P<a>{_P})\s?(?:[:∶]|比(?!赛|分))\s?(?P<b>{_P})(?:\s?(?:[:∶]|比)\s?(?P<c>{_P}))?(?![\d.]\d|[:∶]\d)"
    rf"|\b(?P<x>\d+|{_W})(?: ?- ?| )to(?: ?- ?| )(?P<y>\d+|{_W})(?:(?: ?- ?| )to(?: ?- ?| )(?P<z>\d+|{_W}))?\b",
    re.I,
)
_SCORE = re.compile(r"(?<![\d.:-])(?P<a>\d{1,3})\s?-\s?(?P<b>\d{1,3})(?![\d:-]|\.\d)")


def ratios(text: str, *, dashed: bool = False) -> list[Told]:
    """The ratios or scores of a text folded with ``cased=True``, in order; ``dashed``: 3-1 is one, too.

    >>> [tuple(map(str, r.parts)) for r in ratios("2:1, 二比一, two to one, 1:2:3")]
    [('2', '1'), ('2', '1'), ('2', '1'), ('1', '2', '3')]
    """
    found = [*_RATIO.finditer(text), *(_SCORE.finditer(text) if dashed else ())]
    out = []
    for match in sorted(found, key=lambda m: m.start()):
        numbers = [_part(g) for g in match.groups() if g]
        known = [n for n in numbers if n is not None]
        if len(known) == len(numbers):
            out.append(Told(match.start(), match.end(), tuple(known)))
    return out


def _part(text: str) -> Fraction | None:
    if text[0].isdigit() and text.isascii():
        return Fraction(text)
    if text.isascii():
        found = english(words_of(text.lower(), 0))
        return found[0] if found else None
    return chinese_number(text)
