"""Whether a fact may be used: three-valued, from its dates and its qualifiers.

A status is 2 (certainly), 1 (undecided) or 0 (certainly not); of several requirements the smallest counts. Bounds of values come from
``values.bounds``: numbers as decimals, dates as half-open intervals of days.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..forms import Given, With, is_hole
from ..forms_ranges import Range, compare, range_of, said
from ..model import Literal, Term, Validity
from ..values_dates import days

CERTAIN, UNDECIDED, OUT = 2, 1, 0

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)

LAST = datetime.date.max.toordinal() + 1
"""A day after all days: the end of what has none. The start of what has none is day 0; 0001-01-01 is day 1."""


class Use(NamedTuple):
    """Which facts of a predicate a step may use: valid on ``date`` (None: on the corpus date), with qualifiers that agree with
    ``with_``."""

    date: str | None = None
    with_: With = None


class Span(NamedTuple):
    """When a fact holds, in days: certainly from ``sure`` up to ``sure_end`` (exclusive), possibly from ``may`` up to ``may_end``."""

    may: int
    sure: int
    sure_end: int
    may_end: int


def span(valid: Validity) -> Span:
    """The days of a validity: a partial date is undecided on its own days.

    >>> span(Validity("2021", None)).sure - span(Validity("2021", None)).may
    365
    """
    may = sure = 0
    sure_end = may_end = LAST
    if valid.start:
        may, sure = days(valid.start)
        if len(valid.start) == 10:
            sure = may
    if valid.end:
        sure_end, may_end = days(valid.end)
        if len(valid.end) == 10:
            may_end = sure_end
    return Span(may, sure, sure_end, may_end)


def holds(when: Span, first: int, after: int) -> int:
    """Status of a validity on all days from ``first`` to before ``after``."""
    if when.sure <= first and after <= when.sure_end:
        return CERTAIN
    return UNDECIDED if when.may < after and first < when.may_end else OUT


# --------------------------------------------------------------------------------------------- qualifiers


def met(condition: Term, entries: Iterable[Given], *, functional: bool = False) -> int:
    """Status of a condition under entries on its qualifier (those on others are left out by the caller).

    >>> below_30 = Literal("xsd:decimal", max="30", max_open=True)
    >>> [met(below_30, [Given("q", Literal("xsd:decimal", text))]) for text in ("25", "30")]
    [2, 0]
    """
    entries = list(entries)
    wanted = range_of(condition)
    if wanted is None:
        return max_status(_equal(condition, entry, functional) for entry in entries)
    ranges = [r for entry in entries if (r := said(entry)) is not None]
    if not ranges:
        return max_status(_apart(wanted, entry) for entry in entries)
    together = ranges[0]
    for other in ranges[1:]:
        together = together.meet(other)
    if together.empty:
        return UNDECIDED
    if together.within(wanted):
        return CERTAIN
    return OUT if together.meet(wanted).empty else UNDECIDED


def max_status(statuses: Iterable[int]) -> int:
    """The status that entries on one condition give together: one that settles it does; without entries it is undecided."""
    found = set(statuses)
    return CERTAIN if CERTAIN in found else OUT if OUT in found else UNDECIDED


def _equal(condition: Term, entry: Given, functional: bool) -> int:
    same = condition == entry.value
    if entry.cmp == "=":
        if same:
            return CERTAIN
        other_kind = isinstance(condition, str) or isinstance(entry.value, str) or condition.datatype != entry.value.datatype
        return OUT if functional or not other_kind else UNDECIDED
    return OUT if entry.cmp == "!=" and same else UNDECIDED


def _apart(wanted: Range, entry: Given) -> int:
    """Status of a range under ``!=``: out if the range is that very value."""
    value = range_of(entry.value)
    return OUT if entry.cmp == "!=" and value is not None and wanted == value else UNDECIDED


def selected(value: Term, entry: Given) -> int:
    """Status of a detail's value under an entry that selects by it."""
    found = compare(value, entry.cmp, entry.value)
    return UNDECIDED if found is None else CERTAIN if found else OUT


Judge = Callable[[list[tuple[str, Term]]], int]


def agreement(with_: tuple[Given, ...], is_detail: Callable[[str], bool], is_functional: Callable[[str], bool]) -> Judge:
    """A function that gives the status of a fact's qualifiers (predicate, value) under a ``with`` list.

    Conditions must all be met by what the entries say; each entry on a detail must be satisfied by some value of that detail, and a fact
    without that detail is undecided.
    """
    on_condition: dict[str, list[Given]] = {}
    on_detail: list[Given] = []
    for entry in with_:
        if is_detail(entry.qualifier):
            on_detail.append(entry)
        else:
            on_condition.setdefault(entry.qualifier, []).append(entry)

    def status(qualifiers: list[tuple[str, Term]]) -> int:
        least = CERTAIN
        for name, value in qualifiers:
            if not is_detail(name):
                least = min(least, met(value, on_condition.get(name, ()), functional=is_functional(name)))
        for entry in on_detail:
            found = [selected(value, entry) for name, value in qualifiers if name == entry.qualifier]
            least = min(least, max(found, default=UNDECIDED))
        return least

    return status


def holes_of(with_: With) -> tuple[int, ...]:
    """Numbers of the holes in a ``with`` list."""
    if not isinstance(with_, tuple):
        return ()
    return tuple(sorted({int(g.value[1:]) for g in with_ if isinstance(g.value, str) and is_hole(g.value)}))


def as_literal(text: str) -> Literal | None:
    """The value of a term of a plain table: a decimal number or an ISO date; None for anything else.

    >>> as_literal("-0.50"), as_literal("007")
    (Literal(datatype='xsd:decimal', value='-0.5', unit=None, lang=None, min=None, max=None, min_open=False, max_open=False), None)
    """
    from ..forms import canonical_number

    if _NUMBER.match(text):
        return Literal("xsd:decimal", canonical_number(text))
    if _ISO_DATE.match(text):
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            return None
        return Literal("xsd:date", text)
    return None
