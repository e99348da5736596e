"""Forms that look at values or at how many are linked, on a Neo4j server: comparisons, superlatives, order, sums."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

import numpy as np

from .. import forms as f
from ..forms_ranges import alike
from ..model import Json, Literal
from . import rows as r
from .cypher import Cypher, Finder, one
from .matrix import Found
from .rows import Rows


def every(run: Cypher, form: f.Every, date: str | None) -> Found:
    """What is linked to all members; of nothing: empty."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, form.inverse, date, form.with_)
    run.check_details(form.predicate, form.with_)
    certain, possible = of.lower.members.tolist(), of.upper.members.tolist()
    lower = upper = one(())
    if certain:
        lower = run.numbers(run.writer.every(hop, run.keys(possible), len(possible)))
    if possible:  # linked to all that are certainly members; where none is certain, to any possible one
        members = certain or possible
        upper = run.numbers(run.writer.every(hop, run.keys(members), len(certain) or 1, upper=True))
    walked = run.walked(form.predicate, form.inverse, date, form.with_)
    return Found(form, lower, lower if run.exact else upper, run.whole(of, walked[0]), (of,), walked)


def where(run: Cypher, form: f.Where, date: str | None) -> Found:
    """Members of which some value satisfies the comparison."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, False, date, form.with_)
    run.check_details(form.predicate, form.with_)
    run.check_units(form, hop)
    keys = run.keys(of.upper.members.tolist())
    sure, maybe = (
        run.numbers(run.writer.where(form, hop, keys, upper=upper)) if keys else one(()) for upper in (False, not run.exact)
    )
    lower = _both_of(sure, of.lower)
    walked = run.walked(form.predicate, False, date, form.with_)
    unsettled = sorted(set(of.upper.members.tolist()) - set(sure.members.tolist()))
    good = run.grounding.good(walked[0].predicate, False, walked[0].use)
    grounded = bool(of.grounded[0]) and run.table.declared and bool(good[unsettled].all())
    return Found(form, lower, lower if run.exact else maybe, np.array([grounded]), (of,), walked)


def _both_of(a: Rows, b: Rows) -> Rows:
    return r.one(np.intersect1d(a.members, b.members).astype(np.int32))


def where_linked(run: Cypher, form: f.WhereLinked, date: str | None) -> Found:
    """Members by the number of distinct terms they are linked to."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, form.inverse, date)
    keys = run.keys(of.upper.members.tolist())
    rows = run.server.run(run.writer.where_linked(form, hop, keys)) if keys else []
    lower = _both_of(one(row["n"] for row in rows if row["sure"]), of.lower)
    walked = run.walked(form.predicate, form.inverse, date)
    return Found(form, lower, one(row["n"] for row in rows), run.whole(of, walked[0]), (of,), walked)


def most(run: Cypher, form: f.Most | f.Least, date: str | None) -> Found:
    """The members whose best value is at least as good as the k-th member's."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, False, date)
    possible = of.upper.members.tolist()
    converted = run.converted(hop, possible)
    largest = isinstance(form, f.Most)
    certain = run.keys(of.lower.members.tolist())
    statement = run.writer.best(hop, run.keys(possible), certain, form.k, largest=largest, converted=converted)
    rows = run.server.run(statement) if possible else []
    walked = run.walked(form.predicate, False, date)
    grounded = run.whole(of, walked[0]) & all(row["has"] for row in rows)
    return _ranked(form, of, rows, grounded, walked)


def most_linked(run: Cypher, form: f.MostLinked | f.LeastLinked, date: str | None) -> Found:
    """As ``most``, by number of distinct linked terms."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, form.inverse, date)
    possible, certain = (run.keys(side.members.tolist()) for side in (of.upper, of.lower))
    statement = run.writer.best_linked(hop, possible, certain, form.k, largest=isinstance(form, f.MostLinked))
    rows = run.server.run(statement) if possible else []
    walked = run.walked(form.predicate, form.inverse, date)
    return _ranked(form, of, rows, run.whole(of, walked[0]), walked)


def _ranked(form: f.Form, of: Found, rows: list[Any], grounded: Any, walked: Any) -> Found:
    lower, upper = (one(row["n"] for row in rows if row[name]) for name in ("sure", "maybe"))
    return Found(form, lower, upper, grounded, (of,), walked, everyone=True)


def sort(run: Cypher, form: f.Sort, date: str | None) -> Found:
    """The members with a value in the order of their smallest (descending: largest), ties by term."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, False, date)
    possible, certain = of.upper.members.tolist(), set(of.lower.members.tolist())
    converted = run.converted(hop, possible)
    statement = run.writer.sort(hop, run.keys(possible), descending=form.descending, converted=converted)
    rows = run.server.run(statement) if possible else []
    order = np.array([row["n"] for row in rows if row["has"] and row["n"] in certain], np.int32)
    upper = one(row["n"] for row in rows if row["maybe"])
    walked = run.walked(form.predicate, False, date)
    grounded = run.whole(of, walked[0]) & all(row["has"] and row["settled"] for row in rows)
    return Found(form, one(order.tolist()), upper, grounded, (of,), walked, order=[order])


def compared(run: Cypher, form: f.Compare, date: str | None) -> Found:
    """Which of two entities has the greater largest value."""
    left, right = run.find(form.left, date), run.find(form.right, date)
    hop = run.hop(form.predicate, False, date)
    converted = run.converted(hop, sorted({*left.upper.members.tolist(), *right.upper.members.tolist()}))
    value = None
    if all(len(part.lower.members) == 1 and r.equal(part.lower, part.upper)[0] for part in (left, right)):
        a, b = (run.key(int(part.lower.members[0])) for part in (left, right))
        (row,) = run.server.run(run.writer.compare(hop, a, b, converted))
        value = row["value"]
    walked = run.walked(form.predicate, False, date)
    grounded = run.whole(left, walked[0]) & run.whole(right, walked[0]) & (value is not None)
    why = "" if value else "a value is missing, undecided, or not of one entity"
    return Found(form, one(()), one(()), grounded, (left, right), walked, value=[value], everyone=True, why=[why])


# --------------------------------------------------------------------------------------------- sums

_TWELVE = Context(prec=12, rounding=ROUND_HALF_EVEN)
_EXACT = Context(prec=400)


def total(run: Cypher, form: f.Sum | f.Avg, date: str | None) -> Found:
    """The sum or mean over the (member, value) pairs that the server gives; null where values are intervals."""
    of = run.find(form.of, date)
    hop = run.hop(form.predicate, False, date)
    certain, possible = (
        [(row["n"], row["value"]) for row in run.server.run(run.writer.pairs(hop, keys, upper=upper))] if keys else []
        for keys, upper in ((run.keys(side.members.tolist()), upper) for side, upper in ((of.upper, False), (of.upper, True)))
    )
    terms = ((n, literal) for n in sorted({n for _, n in possible}) if (literal := run.table.value(n)) is not None)
    numbers = {n: None if v.value is None else (Decimal(v.value), v.unit) for n, v in alike(terms, dates=False).items()}
    members = set(of.lower.members.tolist())
    own = [value for member, value in certain if member in members]
    found = [numbers[value] for value in own if value in numbers]
    exact = len(found) == len(own) and None not in found
    value: Json = None if None in found else _total([n for n in found if n is not None], isinstance(form, f.Avg))
    walked = run.walked(form.predicate, False, date)
    grounded = run.whole(of, walked[0]) & exact & (len(certain) == len(possible))
    return Found(form, of.lower, of.upper, grounded, (of,), walked, value=[value], everyone=True)


def _total(numbers: list[tuple[Decimal, str | None]], mean: bool) -> Json:
    if not numbers:
        return None if mean else "0"
    result = Decimal(0)
    for number, _ in numbers:
        result = _EXACT.add(result, number)
    if mean:
        result = _TWELVE.divide(result, Decimal(len(numbers)))
    text, unit = f.canonical_number(format(result, "f")), numbers[0][1]
    return Literal("xsd:decimal", text, unit).to_json() if unit else text


FINDERS: Mapping[type, Finder] = {
    f.Every: every, f.Where: where, f.WhereLinked: where_linked, f.Most: most, f.Least: most, f.MostLinked: most_linked,
    f.LeastLinked: most_linked, f.Sort: sort, f.Sum: total, f.Avg: total, f.Compare: compared,
}  # fmt: skip
