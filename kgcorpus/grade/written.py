"""Numbers and dates as people write them in answers, beyond what stands in source texts: "twelve", "04/29/2021"."""

from __future__ import annotations

import re
from datetime import date

from kgcorpus.model import Literal, Value

_TO_NINETEEN = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_UNITS = {word: n for n, word in enumerate(_TO_NINETEEN.split())}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WORDS = "|".join([*_UNITS, *_TENS, *_SCALES])
_NUMBER = re.compile(rf"\b(?:{_WORDS})(?:[\s-]+(?:and\s+)?(?:{_WORDS}))*\b", re.I)
_NTH = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth"""
_ORDINALS = {word: n for n, word in enumerate(_NTH.split())}
_MONTHS = "january february march april may june july august september october november december quarter half".replace(" ", "|")
_ORDINAL = re.compile(rf"\b(?:({'|'.join(_ORDINALS)})|(\d{{1,3}})(?:st|nd|rd|th))\b(?!\s+(?:of\s+)?(?:{_MONTHS}))", re.I)
_SLASHED = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/\-])")


def number_words(text: str) -> list[Value]:
    """Whole numbers in English words, with their places; what makes no number is left out.

    >>> [(v.text, v.literal.value) for v in number_words("one hundred and twenty-five people, twelve of them")]
    [('one hundred and twenty-five', '125'), ('twelve', '12')]
    """
    out = []
    for match in _NUMBER.finditer(text):
        number = _number(re.split(r"[\s-]+(?:and\s+)?", match[0].lower()))
        if number is not None:
            out.append(Value(match.start(), match.end(), match[0], Literal("xsd:decimal", str(number))))
    return out


def ordinals(text: str) -> list[Value]:
    """Ordinals in English words or figures, with their places ("the ninth edition", "9th"); days of a month are none.

    >>> [(v.text, v.literal.value) for v in ordinals("the ninth, not the 10th, of a series; 1st April")]
    [('ninth', '9'), ('10th', '10')]
    """
    found = ((m, _ORDINALS[m[1].lower()] if m[1] else int(m[2])) for m in _ORDINAL.finditer(text))
    return [Value(m.start(), m.end(), m[0], Literal("xsd:decimal", str(number))) for m, number in found]


def _number(words: list[str]) -> int | None:
    total, part, before = 0, 0, ""
    for word in words:
        if word in _SCALES:
            if _SCALES[word] == 100:
                part = max(part, 1) * 100
            else:
                total, part = total + max(part, 1) * _SCALES[word], 0
        elif not before or before in _SCALES or (before in _TENS and 0 < _UNITS.get(word, 0) < 10):
            part += _TENS.get(word, _UNITS.get(word, 0))
        else:
            return None
        before = word
    return total + part


def slashed_dates(text: str) -> list[tuple[Value, ...]]:
    """The dates of day, month and year in figures, in either order: two readings only where both numbers may be months.

    >>> [[v.literal.value for v in found] for found in slashed_dates("04/29/2021 or 04/05/2021 or 5.5.2021")]
    [['2021-04-29'], ['2021-04-05', '2021-05-04'], ['2021-05-05']]
    """
    out = []
    for match in _SLASHED.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        days = [day for month, number in ((first, second), (second, first)) if (day := _day(year, month, number))]
        if days:
            out.append(tuple(Value(match.start(), match.end(), match[0], Literal("xsd:date", day)) for day in dict.fromkeys(days)))
    return out


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
