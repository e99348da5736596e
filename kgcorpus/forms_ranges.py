"""Ranges of numbers and days: what a value, or an entry of ``with``, leaves possible; and comparison of any two terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .forms import Given
from .model import Term


@dataclass(frozen=True, slots=True)
class Range:
    """A set of numbers or days without gaps; a bound of None is unbounded."""

    low: Decimal | None
    low_open: bool
    high: Decimal | None
    high_open: bool

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def meet(self, other: Range) -> Range:
        """What is in both."""
        low, low_open = max(((b.low, b.low_open) for b in (self, other) if b.low is not None), default=(None, False))
        highs = [(b.high, not b.high_open) for b in (self, other) if b.high is not None]
        high, closed = min(highs, default=(None, True))
        return Range(low, low_open, high, not closed)

    def within(self, other: Range) -> bool:
        """Whether all of it is in the other."""
        above = other.low is None or (
            self.low is not None and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        below = other.high is None or (
            self.high is not None and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return above and below


def range_of(term: Term) -> Range | None:
    """The range of a number or date, or None for anything else."""
    from . import values

    if isinstance(term, str) or term.datatype in ("xsd:string", "xsd:boolean") or term.lang:
        return None
    try:
        low, low_open, high, high_open = values.bounds(term)
    except (ValueError, ArithmeticError):
        return None
    return None if low is None and high is None else Range(low, low_open, high, high_open)


def said(entry: Given) -> Range | None:
    """The range in which an entry on a condition says that the value lies; None if it is no range (another type, or ``!=``).

    >>> from kgcorpus.model import Literal
    >>> said(Given("q", Literal("xsd:decimal", "30"), "<"))
    Range(low=None, low_open=False, high=Decimal('30'), high_open=True)
    """
    value = range_of(entry.value)
    if value is None or entry.cmp == "!=":
        return None
    if entry.cmp == "<":
        return Range(None, False, value.low, not value.low_open)
    if entry.cmp == "<=":
        return Range(None, False, value.high, value.high_open)
    if entry.cmp == ">":
        return Range(value.high, not value.high_open, None, False)
    if entry.cmp == ">=":
        return Range(value.low, value.low_open, None, False)
    return value


def kind_of(term: Term) -> str:
    """``id``, ``number``, ``date``, ``boolean`` or ``string``; a malformed number or date is a string."""
    if isinstance(term, str):
        return "id"
    from . import values

    kind = values.datatype_of(term.datatype)
    if kind in ("xsd:boolean", "xsd:string"):
        return kind[4:]
    if range_of(term) is None:
        return "string"
    return "number" if kind in ("xsd:decimal", "xsd:integer") else "date"


def compare(a: Term, cmp: str, b: Term) -> bool | None:
    """``values.compare`` for terms: of different kinds (a number and a date, an id and a literal) no comparison holds; ids are equal or
    not."""
    kind = kind_of(a)
    if kind != kind_of(b) or (kind == "id" and cmp not in ("=", "!=")):
        return False
    if isinstance(a, str) or isinstance(b, str) or (a == b and cmp in ("=", "!=")):
        return (a == b) == (cmp == "=")
    from . import values

    return values.compare(a, cmp, b)
