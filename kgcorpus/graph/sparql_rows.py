"""From the rows of a query to what its form denotes: the part that SPARQL cannot say (see ``forms_sparql``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from .. import forms as f
from ..model import Json, Literal, Term, term_key, term_order

Row = Sequence[Any]
"""Nodes of a row; None where a variable is not bound."""

_TWELVE = Context(prec=12, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a form denotes, without grounds: members (names of predicates for ``relations``) in their order, or one value."""

    answers: tuple[Term, ...] = ()
    value: Json = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How nodes become terms and names of predicates, and the unit of a predicate's values (None: without)."""

    term: Callable[[Any], Term]
    predicate: Callable[[Any], str]
    unit: Callable[[str], str | None]


def finished(form: f.Form, rows: Sequence[Row], read: Reading, *, possible: Sequence[Row] = ()) -> Outcome:
    """What the rows say that a form (without ``as_of`` around it, no yes/no question) denotes. ``compare`` needs those of the upper bound
    too."""
    if isinstance(form, f.Count):
        return Outcome(value=int(rows[0][0].value) if rows else 0)
    if isinstance(form, (f.Sum, f.Avg)):
        return Outcome(value=_total(form, rows, read.unit(form.predicate)))
    if isinstance(form, f.Compare):
        return Outcome(value=_compared(rows, possible))
    if isinstance(form, f.Relations):
        return Outcome(tuple(sorted({("^" if row[1].value == "true" else "") + read.predicate(row[0]) for row in rows})))
    if isinstance(form, f.Sort):
        return Outcome(tuple(_ordered(form, rows, read)))
    return Outcome(tuple(in_order(read.term(row[0]) for row in rows)))


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Terms as answers are sorted, once each."""
    found = {term_key(term): term for term in terms}
    return sorted(found.values(), key=_place)


def _place(term: Term) -> tuple[Any, ...]:
    return (*term_order(term), term_key(term))


def _ordered(form: f.Sort, rows: Sequence[Row], read: Reading) -> list[Term]:
    best: dict[str, tuple[tuple[Decimal, int], Term]] = {}
    for answer, value, is_open in rows:
        sign = 1 if form.descending else -1
        term, limit = read.term(answer), (sign * _number(value), int(is_open is not None and is_open.value == "true"))
        key = term_key(term)
        if key not in best or limit > best[key][0]:
            best[key] = limit, term
    members = sorted((term for _, term in best.values()), key=_place)
    return sorted(members, key=lambda term: best[term_key(term)][0], reverse=True)


def _number(node: Any) -> Decimal:
    text = node.value
    return Decimal("Infinity") if text == "INF" else Decimal("-Infinity") if text == "-INF" else Decimal(text)


def _total(form: f.Sum | f.Avg, rows: Sequence[Row], unit: str | None) -> Json:
    (total, count, intervals) = rows[0] if rows else (None, None, None)
    if count is None or int(count.value) == 0:
        return None if isinstance(form, f.Avg) else "0"
    if intervals is None or int(intervals.value) > 0 or total is None:
        return None
    return said_number(Decimal(total.value), int(count.value) if isinstance(form, f.Avg) else None, unit)


def said_number(total: Decimal, count: int | None, unit: str | None) -> Json:
    """A sum, or the mean of so many to 12 significant digits, as an answer has it."""
    text = f.canonical_number(format(total if count is None else _TWELVE.divide(total, Decimal(count)), "f"))
    return Literal("xsd:decimal", text, unit).to_json() if unit else text


Limit = tuple[Decimal, int]
"""A limit and its side: -1 just below it, 0 the number itself, 1 just above."""


def _compared(certain: Sequence[Row], possible: Sequence[Row]) -> str | None:
    """Which end's largest value is greater: its lower limit, from facts that certainly hold, above all that the other may have."""
    low, high = _limits(certain, low=True), _limits(possible, low=False)
    if any(len(_members(rows, side)) != 1 for rows in (certain, possible) for side in ("left", "right")) or low.keys() != {"left", "right"}:
        return None
    if low["left"] > high["right"]:
        return "left"
    if low["right"] > high["left"]:
        return "right"
    return "equal" if low["left"] == high["left"] == low["right"] == high["right"] else None


def _members(rows: Sequence[Row], side: str) -> set[str]:
    return {str(row[1]) for row in rows if row[0].value == side}


def _limits(rows: Sequence[Row], *, low: bool) -> dict[str, Limit]:
    """By side the largest lower (or upper) limit of its values; ends without value have none."""
    found: dict[str, Limit] = {}
    for side, _, least, least_open, most, most_open in rows:
        if least is None and most is None:
            continue
        bound, is_open, sign = (least, least_open, 1) if low else (most, most_open, -1)
        limit = (Decimal("-Infinity" if low else "Infinity"), 0) if bound is None else (_number(bound), sign * (is_open.value == "true"))
        found[side.value] = max(found.get(side.value, limit), limit)
    return found
