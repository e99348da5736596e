"""A gold text that is a value: a fraction, a ratio or score, a clock time, a date, against what an answer says in any writing of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.choosing import denied, open_between, ranked, withdrawn
from kgcorpus.grade.clock import Told, clock_times
from kgcorpus.grade.matching import Match
from kgcorpus.grade.ratios import ratios
from kgcorpus.grade.reading import Reading
from kgcorpus.grade.spelled import plain

_FRACTION = re.compile(r"(\d{1,4})/(\d{1,4})")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_RATIO = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){1,3}")
_TIME_ASKED = re.compile(r"几[点时]|[何几]时|时[间刻]|什么时候|\btime\b|\bwhen\b|o'clock")
_SCORE_ASKED = re.compile(r"比分|几比几|战胜|击败|不敌|\bscores?\b|\bbeat\b|\bresult\b")


# A version has two parts at least; beside a unit or a per cent sign it is a number.
VERSION = re.compile(r"(?<![\w.])v?(\d{1,4}(?:\.\d{1,6}){1,4})(?![\w%]|\.\d| ?(?:%|mg|g|kg|km|million|billion|percent))", re.I)
_VERSION_ASKED = re.compile(r"版|发行|\bversions?\b|\breleases?\b|\bedition\b|\bfirmware\b|\bupdate\b|\bbuild\b|\brevision\b|\bkernel\b")
_INTERVAL = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s?(?:-|~|to|至|到)\s?(\d{1,9}(?:\.\d{1,9})?)")
_RANGE_ASKED = re.compile(
    r"范围|区间|之间|正常|参考|多[少大高长]|\brange\b|\binterval\b|\bbetween\b|\bfrom\b.*\bto\b|\bnormal\b|\bhow (?:much|many|long)\b"
)


def interval_of(text: str) -> tuple[Fraction, Fraction] | None:
    """The limits of a text that is two numbers with a dash, None for two years and any other text."""
    match = _INTERVAL.fullmatch(text)
    if not match or (len(match[1]) == len(match[2]) == 4 and "." not in text):
        return None
    return Fraction(match[1]), Fraction(match[2])


def versions(text: str) -> list[Told]:
    """The versions of a text (3.10, v2.17.1), in order; a last part of 0 may be left out.

    >>> [tuple(map(str, v.parts)) for v in versions("Python 3.10, not 3.1 or v3.10.0; 5.2 kg")]
    [('3', '10'), ('3', '1'), ('3', '10')]
    """
    out = []
    for match in VERSION.finditer(text):
        parts = match[1].split(".")
        while len(parts) > 2 and not parts[-1].strip("0"):
            parts.pop()
        out.append(Told(match.start(), match.end(), tuple(_part(part) for part in parts)))
    return out


def _part(digits: str) -> Fraction:
    """A part of a version as a number of its own: 04 is not 4."""
    return Fraction(int(digits)) if digits[0] != "0" or digits == "0" else Fraction(int(digits)) + Fraction(1, 10 ** len(digits))


@lru_cache(maxsize=50_000)
def kind_of_text(value: str, question: str) -> str:
    """The kind of value that a gold text is, by its question: ``fraction``, ``clock``, ``ratio``, ``score``, ``version``, ``interval``,
    or nothing.

    >>> kind_of_text("2/3", ""), kind_of_text("14:30", "几点开始?"), kind_of_text("2:1", "比例是多少?"), kind_of_text("2:1", "比分?")
    ('fraction', 'clock', 'ratio', 'score')
    """
    text = plain(value.strip())
    if VERSION.fullmatch(text) and _VERSION_ASKED.search(question):
        return "version"
    if (limits := interval_of(text)) and _RANGE_ASKED.search(question) and limits[0] < limits[1]:
        return "interval"
    if (fraction := _FRACTION.fullmatch(text)) and 0 < int(fraction[1]) < int(fraction[2]):
        return "fraction"
    if _CLOCK.fullmatch(text) and _TIME_ASKED.search(question):
        return "clock"
    if _RATIO.fullmatch(text) or (_SCORE_ASKED.search(question) and re.fullmatch(r"\d{1,3}-\d{1,3}", text)):
        return "score" if _SCORE_ASKED.search(question) else "" if _TIME_ASKED.search(question) else "ratio"
    return ""


def texted(value: str, kind: str, reading: Reading) -> Match | None:
    """How a gold clock time, ratio or score stands to an answer; None where the answer states none."""
    text = plain(reading.said)
    find = clock_times if kind == "clock" else versions if kind == "version" else lambda t: ratios(t, dashed=kind == "score")
    gold = find(plain(value.strip()))
    asked = {t.parts for t in find(reading.question)}
    everything = [t for t in find(text) if kind in ("clock", "version") or len(t.parts) == len(gold[0].parts)] if gold else []
    found = [t for t in everything if t.parts not in asked] or everything
    return _decided(text, found, gold[0], kind, reading) if found else None


def _decided(text: str, found: Sequence[Told], gold: Told, kind: str, reading: Reading) -> Match:
    spans = [(t.start, t.end) for t in found]
    since = withdrawn(text, spans)
    kept = [i for i, t in enumerate(found) if not denied(text, t.start, t.end) and t.start >= since]
    if not kept:
        return Match(False, near="contradiction", said=text[slice(*spans[0])])
    relations = [_relation(found[i], gold, kind) for i in kept]
    if len(kept) > 1 and open_between(text, [spans[i] for i in kept]) and len(set(relations)) > 1:
        return Match(False, near="undecided", said=text[slice(*spans[kept[0]])], reason="hedged")
    first = ranked(text, [spans[i] for i in kept], reading.question, reading.stressed)[0]
    relation = relations[first[0]]
    said = text[slice(*spans[kept[first[0]]])].strip()
    if relation == "equal":
        return Match(True, at=spans[kept[first[0]]][0])
    if any(relations[i] == "equal" for i in first):
        return Match(False, near="undecided", said=said, reason="two_values")
    return Match(False, near="contradiction" if relation == "different" else relation, said=said)


def _relation(said: Told, gold: Told, kind: str) -> str:
    if kind == "clock":
        if said.parts == gold.parts:
            return "equal"
        # half past two to 14:30: before or after noon is left out
        return "more_general" if said.open and (said.parts[0] + 720) % 1440 == gold.parts[0] else "different"
    if said.parts == gold.parts:
        return "equal"
    if kind in ("score", "version") or not all((*said.parts, *gold.parts)):
        return "different"
    return "equal" if len({a / b for a, b in zip(said.parts, gold.parts, strict=True)}) == 1 else "different"
