"""A gold text that is a value: a fraction, a ratio or score, a clock time, a date, against what an answer says in any writing of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

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


@lru_cache(maxsize=50_000)
def kind_of_text(value: str, question: str) -> str:
    """``fraction``, ``clock``, ``ratio``, ``score``, or nothing: what kind of value a gold text is, by its question (folded).

    >>> kind_of_text("2/3", ""), kind_of_text("14:30", "几点开始?"), kind_of_text("2:1", "比例是多少?"), kind_of_text("2:1", "比分?")
    ('fraction', 'clock', 'ratio', 'score')
    """
    text = plain(value.strip())
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
    find = clock_times if kind == "clock" else lambda t: ratios(t, dashed=kind == "score")
    gold = find(plain(value.strip()))
    asked = {t.parts for t in find(reading.question)}
    everything = [t for t in find(text) if kind == "clock" or len(t.parts) == len(gold[0].parts)] if gold else []
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
    first = ranked(text, [spans[i] for i in kept], reading.question)[0]
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
    if kind == "score" or not all((*said.parts, *gold.parts)):
        return "different"
    return "equal" if len({a / b for a, b in zip(said.parts, gold.parts, strict=True)}) == 1 else "different"
