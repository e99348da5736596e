"""Dates that stand together: two that make a stretch of time, one that takes its year from that before it, one that is a limit."""

from __future__ import annotations

from dataclasses import replace

from kgcorpus import text_patterns as re
from kgcorpus.grade.dated_forms import (
    AFTER,
    AFTER_IT,
    BEFORE,
    BEFORE_IT,
    BETWEEN,
    EN_DAYS,
    EN_MONTHS,
    JOIN,
    MONTHS,
    REST,
    TWO_MORE,
    Dated,
    Day,
    day_of,
    number_of,
)

_EVERY = re.compile(r"(?:每年|每逢|历年|往年|年年|every year|each year|annually)[^,，。;；]{0,8}$")


def of_the_year(text: str, found: list[Dated]) -> list[Dated]:
    """The dates, those without a year with that of the date before: 同年10月1日, 次年3月; 3 May 2024 and then 25 June."""
    out: list[Dated] = []
    last: Day | None = None
    for dated in found:
        if dated.why == "related":
            dated = _resolved(dated, last)
        elif dated.yearless and dated.low and last and len(last) > 1 and _follows(text, dated, out[-1], last):
            low = day_of(last[0], *dated.low[1:])
            dated = replace(dated, low=low, high=low, yearless=False) if low else dated
        if dated.plain and not dated.yearless and dated.low and dated.low[0] > 0:
            last = dated.low
        out.append(dated)
    return [d for d in out if d.why != "related"]


def _follows(text: str, dated: Dated, before: Dated, last: Day) -> bool:
    """Whether a day without a year is later in the year of the date before it, and of that year only."""
    later = dated.low is not None and dated.low[1:] >= last[1:]
    return later and dated.start - before.end < 80 and not _EVERY.search(text[max(0, dated.start - 16) : dated.start])


def _resolved(dated: Dated, last: Day | None) -> Dated:
    """A date of "the same year" or "the next month", where the one before it has that."""
    assert dated.low is not None
    later, month, *rest = dated.low
    if not last or (not month and len(last) < 2):
        return dated
    if month:
        day = day_of(last[0] + later, month, *rest)
    else:
        day = day_of(last[0] + (last[1] + later > 12), (last[1] + later - 1) % 12 + 1, *rest)
    return replace(dated, low=day, high=day, why="") if day else dated


def joined(text: str, found: list[Dated]) -> list[Dated]:
    """Two dates that a dash or word makes a stretch of time; the second may leave out what it shares with the first."""
    out: list[Dated] = []
    for dated in found:
        last = out[-1] if out else None
        if last and dated.start < last.end:
            continue
        if last and last.plain and dated.plain and (match := JOIN.fullmatch(text, last.end, dated.start)):
            between = not match["and"] or BETWEEN.search(text[max(0, last.start - 9) : last.start])
            if between and last.yearless and not dated.yearless and dated.low and last.low:
                last = replace(last, low=(dated.low[0], *last.low[1:]), yearless=False)
            if between and dated.yearless and not last.yearless and last.low and dated.low:
                dated = replace(dated, low=(last.low[0], *dated.low[1:]), high=(last.low[0], *dated.low[1:]), yearless=False)
            if between and last.low and dated.low and last.low < dated.low:
                out[-1] = Dated(last.start, dated.end, last.low, dated.high)
                continue
        if dated.plain and dated.low and len(dated.low) == 1 and (more := TWO_MORE.match(text, dated.end)):
            year = dated.low[0] // 100 * 100 + int(more[1])
            if year > dated.low[0]:
                dated = Dated(dated.start, more.end(), dated.low, (year,))
        elif dated.plain and dated.low and len(dated.low) > 1 and (match := JOIN.match(text, dated.end)) and not match["and"]:
            dated = _with_rest(text, dated, match.end())
        if dated.plain and dated.low and len(dated.low) == 3 and (first := EN_DAYS.search(text[max(0, dated.start - 8) : dated.start])):
            low = day_of(dated.low[0], dated.low[1], int(first["first"]))
            if low and low < dated.low:
                dated = Dated(dated.start - len(first[0]), dated.end, low, dated.high)
        elif (
            dated.plain and dated.low and len(dated.low) == 2 and (month := EN_MONTHS.search(text[max(0, dated.start - 24) : dated.start]))
        ):
            low = (dated.low[0], MONTHS[month["name"].lower().rstrip(".")])
            if low < dated.low:
                dated = Dated(dated.start - len(month[0]), dated.end, low, dated.high)
        out.append(dated)
    return out


def _with_rest(text: str, dated: Dated, at: int) -> Dated:
    """2021年4月1日至30日, 2021年4月至6月."""
    rest = REST.match(text, at)
    assert dated.low is not None
    if not rest:
        return dated
    last = day_of(dated.low[0], number_of(rest["only"] or rest["month"]) or dated.low[1], None if rest["only"] else number_of(rest["day"]))
    if not last or last <= dated.low or len(last) != len(dated.low):
        return dated
    return Dated(dated.start, rest.end(), dated.low, last)


def limited(text: str, dated: Dated) -> Dated:
    """The date with "before" or "after" at it, which leave it out."""
    if not dated.plain:
        return dated
    before = text[max(0, dated.start - 14) : dated.start]
    if AFTER.search(before) or (AFTER_IT.match(text, dated.end)):
        return replace(dated, high=None, open=True)
    if BEFORE.search(before) or (BEFORE_IT.match(text, dated.end)):
        return replace(dated, low=None, open=True)
    return dated
