"""Ranges of numbers and days: what a value, or an entry of ``with``, leaves possible; and comparison of any two terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from unicodedata import is_normalized

from .errors import FormError
from .forms import NUMBERS, Given, canonical
from .model import Literal, Term
from .ontology import Ontology


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
    if (low is None and high is None) or not all(bound is None or bound.is_finite() for bound in (low, high)):
        return None
    return Range(low, low_open, high, high_open)


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


def in_unit(literal: Literal, of: str, ontology: Ontology) -> Literal:
    """The literal in normal form and in the unit of a predicate that declares one (``ValueUnitError`` where it cannot be converted)."""
    from . import values

    known = ontology.predicates.get(of)
    if known is not None and known.unit and literal.datatype in NUMBERS:
        return values.normalise(literal, unit=known.unit, conversions=(*known.conversions, *ontology.conversions))
    made = canonical(literal)
    return made if isinstance(made, Literal) else literal


def kind_of(term: Term) -> str:
    """``id``, ``number``, ``date``, ``boolean`` or ``string``; a number or date that is malformed, or has no end, is a string."""
    if isinstance(term, str):
        return "id"
    from . import values

    kind = values.datatype_of(term.datatype)
    if kind in ("xsd:boolean", "xsd:string"):
        return kind[4:]
    if range_of(term) is None:
        return "string"
    return "number" if kind in ("xsd:decimal", "xsd:integer") else "date"


K = TypeVar("K")


def alike(values: Iterable[tuple[K, Literal]], *, dates: bool = True) -> dict[K, Literal]:
    """The numbers and dates (or numbers alone) among the values, by key, in the unit of the first. ``FormError`` where both are among them,
    ``ValueUnitError`` where units do not convert."""
    from .values import normalise

    found: dict[K, Literal] = {}
    kinds: set[str] = set()
    unit: str | None = None
    for key, literal in values:
        kind = kind_of(literal)
        if kind not in ("number", "date") or (kind == "date" and not dates):
            continue
        if kinds and kind not in kinds:
            raise FormError("form", "values that are numbers and values that are dates", "values of one kind", "compare within one kind")
        if kind == "number" and not kinds:
            unit = literal.unit
        elif kind == "number" and literal.unit != unit:
            literal = normalise(literal, unit=unit)
        kinds.add(kind)
        found[key] = literal
    return found


def limits(literal: Literal) -> tuple[tuple[Decimal, int], tuple[Decimal, int]]:
    """The lower and the upper limit of a number or date, each with its side: -1 just below it, 0 the number itself, 1 just above. The
    upper limit of a date is its last day."""
    from .values import bounds

    low, low_open, high, high_open = bounds(literal)
    if high is not None and kind_of(literal) == "date":
        high, high_open = high - 1, False
    infinite = Decimal("Infinity")
    return (-infinite, 0) if low is None else (low, int(low_open)), (infinite, 0) if high is None else (high, -int(high_open))


def compare(a: Term, cmp: str, b: Term) -> bool | None:
    """``values.compare`` for terms: of different kinds (a number and a date, an id and a literal) no comparison holds; ids are equal or
    not."""
    if cmp in ("=", "!=") and _other_words(a, b):
        return cmp == "!="
    kind = kind_of(a)
    if kind != kind_of(b) or (kind == "id" and cmp not in ("=", "!=")):
        return False
    if isinstance(a, str) or isinstance(b, str) or (a == b and cmp in ("=", "!=")):
        return (a == b) == (cmp == "=")
    from . import values

    return values.compare(a, cmp, b)


def _other_words(a: Term, b: Term) -> bool:
    """Whether both are texts, and not the same: told without reading them as values, since a set of definitions has thousands."""
    if isinstance(a, str) or isinstance(b, str) or not a.datatype == b.datatype == "xsd:string" or a.value is None or b.value is None:
        return False
    return a.value != b.value and is_normalized("NFC", a.value) and is_normalized("NFC", b.value)
