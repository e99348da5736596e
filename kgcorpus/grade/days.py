"""A gold date against what an answer says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.choosing import denied, open_between, ranked, withdrawn
from kgcorpus.grade.dated import dates, first, last
from kgcorpus.grade.dated_forms import Dated, Day
from kgcorpus.grade.matching import Match, named
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.spelled import plain
from kgcorpus.model import Json, Literal

_REASONS = {
    "lunar": "lunar_date", "era": "lunar_date", "day_or_month": "ambiguous_date", "two_digit_year": "short_year", "glued": "stuck_digits",
}  # fmt: skip
Wanted = tuple[Day | None, Day | None, bool]
_YEAR_ASKED = re.compile(r"哪一?年|何年|年份|几几年|\b(?:what|which|in what|in which) year|\byear\b")
_MONTH_ASKED = re.compile(r"[哪何]一?个?月|几月(?!几)|月份|\b(?:what|which) month|\bmonth and year|\byear and month")
_DAY_ASKED = re.compile(r"[哪几何]一?[日天号]|月几|日期|\bdate\b|\bday\b")

_BEGINNING = re.compile(
    r"出生|生于|诞生|[年天日时]生|生日|建[立国都成]|成立|创[立建办]|开[始工业幕国通]|始于|爆发|立国|[上即]任|登基|即位|起"
    r"|\b(?:born|birth\w*|found\w*|establish\w*|beg[aiu]n|start\w*|(?:broke?|break) out|open(?:ed)?|came to|took office|commence\w*)\b"
)
_ENDING = re.compile(
    r"逝世|去世|病逝|辞世|卒于|[年天日时]死|死于|灭亡|覆灭|覆亡|结束|终[止于结]|闭幕|卸任|退位|解散|止"
    r"|\b(?:die[ds]?|dead|death|end(?:ed|s)?|dissol\w+|f[ae]ll|finish\w*|clos(?:ed?|ing)|expire\w*|left office|conclude\w*)\b"
)
_STRETCH = re.compile(r"[-~至到]|\b(?:to|through|until|till)\b")


def _day(text: str | None) -> Day | None:
    return tuple(int(part) for part in text.split("-")) if text else None


@lru_cache(maxsize=50_000)
def _wanted(literal: Literal) -> Wanted:
    if literal.value is not None:
        return _day(literal.value[:10]), _day(literal.value[:10]), False
    return _day(literal.min), _day(literal.max), literal.min_open or literal.max_open


@lru_cache(maxsize=50_000)
def _asked(question: str) -> tuple[frozenset[tuple[Day | None, Day | None]], frozenset[int], int]:
    """The dates that a question states, their years, and how precise a date it asks for (1: a year; 0: it does not say)."""
    found = dates(question)
    years = frozenset(d.low[0] for d in found if d.low and not d.yearless)
    asked = 0
    if not _DAY_ASKED.search(question):
        asked = 2 if _MONTH_ASKED.search(question) else 1 if _YEAR_ASKED.search(question) else 0
    return frozenset((d.low, d.high) for d in found), years, asked


@lru_cache(maxsize=50_000)
def day_wanted(text: str) -> Wanted | None:
    """The one date that a gold text says in a way that no literal has ("221 BC", "the 1960s"), else None."""
    folded = plain(text.strip())
    if year := re.fullmatch(r"-0*(\d{1,4})", folded):
        return (-int(year[1]),), (-int(year[1]),), False
    if year := re.fullmatch(r"\d{1,4}", folded):
        return (int(folded),), (int(folded),), False
    found = dates(folded)
    if len(found) != 1 or found[0].why or found[0].yearless or folded[: found[0].start].strip() or folded[found[0].end :].strip(" ."):
        return None
    return found[0].low, found[0].high, found[0].open


def day_amount(
    gold: Mapping[str, Json], literal: Literal | Wanted, key: str, reading: Reading, mentions: Sequence[Mention], *, alone: bool = True
) -> Match:
    """How a gold date stands to an answer."""
    want, text = _wanted(literal) if isinstance(literal, Literal) else literal, plain(reading.said)
    echoed, years, asked = _asked(reading.question)
    everything = dates(text)
    found = [d for d in everything if d.why not in ("lunar", "era")]
    own = [d for d in found if (d.low, d.high) not in echoed or not d.low]
    if not own and not found:
        by_name = named(gold, key, reading, mentions)
        return by_name if by_name.met or not everything else Match(False, near="undecided", reason=_REASONS[everything[0].why])
    found = own or found
    spans = [(d.start, d.end) for d in found]
    if want[0] == want[1] and (side := _side(reading.question)):
        found = [_end_of(text, d, side) for d in found]
    relations = [_relation(d, want, years, asked) for d in found]
    since, alternatives = withdrawn(text, spans), open_between(text, spans)
    flags = [denied(text, d.start, d.end) for d in found]
    for i in range(1, len(found)):
        flags[i] = flags[i] or (flags[i - 1] and {i - 1, i} <= alternatives)
    kept = [i for i, d in enumerate(found) if not flags[i] and d.start >= since]
    if not kept:
        equal = "equal" in relations
        return Match(False, near="contradiction" if equal else None, said=text[slice(*spans[0])] if equal else "")
    either = {relations[i] for i in kept if i in alternatives}
    if "equal" in either and len(either) > 1:
        return Match(False, near="undecided", said=text[slice(*spans[kept[0]])], reason="hedged")
    return _chosen(text, [(found[i], relations[i]) for i in kept], reading, alone=alone, own=bool(own))


@lru_cache(maxsize=50_000)
def _side(question: str) -> int:
    """Which end of a stretch of time a question (folded) asks for: -1 its beginning, 1 its end, 0 none or either."""
    return int(bool(_ENDING.search(question))) - int(bool(_BEGINNING.search(question)))


def _end_of(text: str, dated: Dated, side: int) -> Dated:
    """Of a stretch of time from one date to another (鲁迅(1881年-1936年)) the end that is asked for; of any other date itself."""
    if dated.plain or dated.open or not (dated.low and dated.high) or not _STRETCH.search(text[dated.start : dated.end]):
        return dated
    day = dated.low if side < 0 else dated.high
    return replace(dated, low=day, high=day)


def _chosen(text: str, found: Sequence[tuple[Dated, str]], reading: Reading, *, alone: bool, own: bool) -> Match:
    """The verdict by the date that answers."""
    if not alone:
        met = next((d for d, relation in found if relation == "equal"), None)
        if met:
            return Match(True, at=met.start)
        groups = [list(range(len(found)))]
    else:
        groups = ranked(text, [(d.start, d.end) for d, _ in found], reading.question, reading.stressed)
    top = [found[i] for i in groups[0]]
    dated, relation = top[0]
    said = text[dated.start : dated.end]
    if relation == "equal":
        return Match(True, at=dated.start)
    if any(r == "equal" for _, r in top[1:]):
        return Match(False, near="undecided", said=said, reason="two_values")
    if not own:
        return Match(False)
    reason = _REASONS.get(dated.why, "not_comparable") if relation == "undecided" else ""
    return Match(False, near="contradiction" if relation == "different" else relation, said=said, reason=reason)


def _relation(said: Dated, want: Wanted, years: frozenset[int], asked: int) -> str:
    """``equal``, ``different``, ``more_general``, ``more_specific`` or ``undecided``."""
    low, high, open_ = want
    if said.why == "two_digit_year" and (named := [day for day in said.readings if day[0] in years]):
        said = replace(said, low=named[0], high=named[0], why="")  # the question says the century
    if said.why:
        if said.readings and low and not any(day[: len(low)] == low[: len(day)] for day in said.readings):
            return "different"
        return "undecided"
    if said.yearless and said.low:
        if not low or len(low) < 2:
            return "undecided" if low and low[0] in years else "different"
        same = said.low[1:] == low[1:]
        return "different" if not same else "equal" if low[0] in years else "more_general"
    if not said.open and not open_ and (said.low, said.high) == (low, high):
        return "equal"
    if said.open and open_ and (said.low, said.high) == (low, high):
        return "equal"
    if asked and low and low == high and said.plain and said.low and said.low[: len(low)] == low and len(low) <= asked:
        return "equal"  # the whole date to a question for the year
    ends = _ends(said.low, said.high, said.open), _ends(low, high, open_)
    if ends[0][1] < ends[1][0] or ends[1][1] < ends[0][0]:
        return "different"
    if ends[0][0] <= ends[1][0] and ends[1][1] <= ends[0][1]:
        # A century is no answer to "on which day?".
        return "more_general" if not (low and len(low) > 1 and ends[0][1][0] - ends[0][0][0] > 9) else "different"
    return "more_specific" if ends[1][0] <= ends[0][0] and ends[0][1] <= ends[1][1] else "undecided"


def _ends(low: Day | None, high: Day | None, open_: bool) -> tuple[Day, Day]:
    """The first and last day of a stretch of time, the limit of an open one left out."""
    start = first(low) if low else (-100_000, 1, 1)
    end = last(high) if high else (100_000, 12, 31)
    if open_ and high is None and low:
        start = (*last(low), 1)
    if open_ and low is None and high:
        end = (*first(high)[:2], first(high)[2] - 1)
    return start, end
