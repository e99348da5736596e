"""Forms that look at values or at how many are linked: comparisons, superlatives, order, sums. Values may be intervals: what they leave
open is undecided, and the answer is not complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, NamedTuple

import numpy as np

from .. import forms as f
from ..errors import FormError
from ..forms_ranges import alike, compare, kind_of, limits
from ..model import Json, Literal
from . import rows as r
from .columns import Bools, Ints, Longs
from .conditions import Use
from .matrix import Evaluation, Found, Walked
from .rows import Rows
from .table import FactTable, Links

Bound = tuple[Decimal, int]
"""A limit and its side: -1 just below it, 0 the number itself, 1 just above."""


# --------------------------------------------------------------------------------------------- every, where, where_linked


def every(run: Evaluation, form: f.Every, date: str | None) -> Found:
    """What is linked to all members."""
    of = run.find(form.of, date)
    predicate = run.table.predicate_index[form.predicate]
    uses = run.uses(form.with_, date)
    if len(uses) > 1 or uses[0][0] is not None:
        raise FormError("form", "a hole in 'with' of 'every'", "an id", "ask with one condition at a time")
    use = uses[0][1]
    certain = run.table.links(predicate, form.inverse, use)
    possible = run.table.links(predicate, form.inverse, use, possible=True)
    some = r.counts(of.lower) > 0
    lower = _linked_to_all(of.upper, certain.matrix, np.where(some, r.counts(of.upper), -1))
    exact = of.upper is of.lower and possible is certain
    upper = lower if exact else _upper_of_all(of, possible.matrix, some)
    grounded = run.whole(of, predicate, form.inverse, use)
    return Found(form, lower, upper, grounded, (of,), (Walked(None, predicate, form.inverse, use),))


def _upper_of_all(of: Found, matrix: Any, some: Bools) -> Rows:
    """Linked to all that are certainly members; where none is certain, to any possible one."""
    members = [of.lower.row(n) if some[n] else of.upper.row(n) for n in range(of.size)]
    start = np.zeros(of.size + 1, np.int64)
    np.cumsum([len(m) for m in members], out=start[1:])
    joined = Rows(start, np.concatenate(members) if members else np.zeros(0, np.int32))
    return _linked_to_all(joined, matrix, np.where(some, r.counts(of.lower), np.where(r.counts(of.upper) > 0, 1, -1)))


def _linked_to_all(rows: Rows, matrix: Any, needed: Longs) -> Rows:
    """The terms to which at least ``needed`` members of the row are linked (-1: none will do)."""
    from scipy.sparse import csr_matrix

    left = csr_matrix((np.ones(len(rows.members), np.int32), rows.members, rows.start), shape=(rows.size, matrix.shape[0]))
    out = left @ matrix.astype(np.int32)
    out.sort_indices()
    found = Rows(out.indptr.astype(np.int64), out.indices)
    wanted = needed[r.owners(found)]
    return r.select(found, (wanted > 0) & (out.data >= wanted))


def where(run: Evaluation, form: f.Where, date: str | None) -> Found:
    """Members of which some value satisfies the comparison."""
    of = run.find(form.of, date)
    predicate = run.table.predicate_index[form.predicate]
    uses = run.uses(form.with_, date)
    if len(uses) > 1 or uses[0][0] is not None:
        raise FormError("form", "a hole in 'with' of 'where'", "an id", "ask with one condition at a time")
    use = uses[0][1]
    possible = run.table.links(predicate, False, use, possible=True)
    certain = run.table.links(predicate, False, use)
    satisfied, perhaps = _satisfying(run.table, possible, form)
    sure, maybe = _has(certain, satisfied, run.terms), _has(possible, perhaps, run.terms)
    lower = r.select(of.lower, sure[of.lower.members])
    exact = of.upper is of.lower and bool((sure == maybe).all())
    upper = lower if exact else r.select(of.upper, maybe[of.upper.members])
    unsettled = r.select(of.upper, ~sure[of.upper.members])
    grounded = of.grounded & run.table.declared
    if grounded.any():
        grounded = grounded & ~r.any_of(unsettled, ~run.grounding.good(predicate, False, use))
    return Found(form, lower, upper, grounded, (of,), (Walked(None, predicate, False, use),), objects=satisfied)


def _satisfying(table: FactTable, links: Links, form: f.Where) -> tuple[Bools, Bools]:
    """Masks over terms: values that certainly, and that possibly, satisfy the comparison."""
    satisfied, perhaps = np.zeros(len(table.terms), bool), np.zeros(len(table.terms), bool)
    for number in np.unique(links.other).tolist():
        value = table.value(number)
        found = False if value is None else compare(value, form.cmp, form.value)
        satisfied[number], perhaps[number] = found is True, found is not False
    return satisfied, perhaps


def _has(links: Links, objects: Bools, terms: int) -> Bools:
    """For each term whether it is linked to one of the objects."""
    found = np.zeros(terms, bool)
    hits = np.flatnonzero(objects[links.other])
    found[np.searchsorted(links.start, hits, side="right") - 1] = True
    return found


_INTEGERS: Mapping[str, Callable[[Any, int], Any]] = {
    "=": lambda n, v: n == v, "!=": lambda n, v: n != v, "<": lambda n, v: n < v, "<=": lambda n, v: n <= v, ">": lambda n, v: n > v,
    ">=": lambda n, v: n >= v,
}  # fmt: skip


def where_linked(run: Evaluation, form: f.WhereLinked, date: str | None) -> Found:
    """Members by the number of distinct objects they are linked to."""
    of, walked, least, most = _linked(run, form, date)
    test = _INTEGERS[form.cmp]
    fewest, largest = test(least, form.value), test(most, form.value)
    within = (least <= form.value) & (form.value <= most)
    sure = fewest & largest & (~within | (least == most) if form.cmp in ("=", "!=") else True)
    maybe = within if form.cmp == "=" else (fewest | largest | (least != most) if form.cmp == "!=" else fewest | largest)
    lower = r.select(of.lower, sure[of.lower.members])
    exact = of.upper is of.lower and bool((sure == maybe).all())
    upper = lower if exact else r.select(of.upper, maybe[of.upper.members])
    grounded = run.whole(of, walked.predicate, walked.inverse, walked.use)
    return Found(form, lower, upper, grounded, (of,), (walked,))


def _linked(run: Evaluation, form: f.WhereLinked | f.MostLinked | f.LeastLinked, date: str | None) -> tuple[Found, Walked, Ints, Ints]:
    """The members, what is walked, and for each term the certain and the possible number of distinct objects."""
    of = run.find(form.of, date)
    walked = Walked(None, run.table.predicate_index[form.predicate], form.inverse, Use(date))
    least = run.table.links(walked.predicate, form.inverse, walked.use).degree
    most = run.table.links(walked.predicate, form.inverse, walked.use, possible=True).degree
    return of, walked, least, most


# --------------------------------------------------------------------------------------------- superlatives


class Ranks(NamedTuple):
    """For each term the place of its best value among all values: ``low`` certainly reached, ``high`` possibly; -1 without value."""

    low: Longs
    high: Longs


def _best(run: Evaluation, of: Sequence[Rows], predicate: int, use: Use, sign: int) -> tuple[Ranks, Bools]:
    """Places of the largest (``sign`` 1) or smallest (-1) values of the members, over all terms, and who has a certain value.

    Values of different rows need not be comparable, those of one row must be.
    """
    certain = run.table.links(predicate, False, use)
    possible = run.table.links(predicate, False, use, possible=True)
    members = np.unique(np.concatenate([rows.members for rows in of]))
    where, begins = r.spread(possible.start, members)
    limits = _limits(run.table, np.unique(possible.other[where]).tolist(), sign)
    if len({limit.family for limit in limits.values()}) > 1:
        _check_rows(run, of, possible, {number: limit.family for number, limit in limits.items()})
    ends = {(limit.family, end) for limit in limits.values() for end in (limit.least, limit.most)}
    places = {end: place for place, end in enumerate(sorted(ends))}
    low = np.full(run.terms, -1, np.int64)
    high = np.full(run.terms, -1, np.int64)
    table_low, table_high = np.full(run.terms, -1, np.int64), np.full(run.terms, -1, np.int64)
    for number, (family, least, most) in limits.items():
        table_low[number], table_high[number] = places[family, least], places[family, most]
    for links, reached, side in ((certain, low, table_low), (possible, high, table_high)):
        where, begins = r.spread(links.start, members)
        np.maximum.at(reached, np.repeat(members, np.diff(begins)), side[links.other[where]])
    return Ranks(low, high), low >= 0


class Limits(NamedTuple):
    """The limits of a value; ``family`` is the same for values that can be compared: dates, or numbers of one dimension."""

    family: int
    least: Bound
    most: Bound


def _limits(table: FactTable, numbers: Iterable[int], sign: int, *, strict: bool = False) -> dict[int, Limits]:
    """Lower and upper limit of each number or date, those of a family in one unit; with ``sign`` -1 mirrored, so that the smallest ranks
    highest. ``strict``: a second family is an error."""
    found: dict[int, Limits] = {}
    families: list[tuple[str, str | None]] = []
    for number in numbers:
        literal = table.value(number)
        if literal is None or (kind := kind_of(literal)) not in ("number", "date"):
            continue
        family, literal = _family(literal, kind, families, strict)
        least, most = limits(literal)
        if sign < 0:
            least, most = (-most[0], -most[1]), (-least[0], -least[1])
        found[number] = Limits(family, least, most)
    return found


def _family(literal: Literal, kind: str, families: list[tuple[str, str | None]], strict: bool) -> tuple[int, Literal]:
    """The place of a value's family (kind and unit), which is added if it is new, and the value in its unit."""
    from .. import values

    unit = literal.unit if kind == "number" else None
    for place, (other, theirs) in enumerate(families):
        if other == kind:
            try:
                return place, literal if unit == theirs else values.normalise(literal, unit=theirs)
            except values.ValueUnitError:
                if strict:
                    raise
        elif strict:
            raise FormError("form", "values that are numbers and values that are dates", "values of one kind", "compare within one kind")
    families.append((kind, unit))
    return len(families) - 1, literal


def _check_rows(run: Evaluation, of: Sequence[Rows], possible: Links, family: Mapping[int, int]) -> None:
    """Raise where a row's members have values that cannot be compared."""
    families = np.full(run.terms, -1, np.int32)
    families[list(family)] = list(family.values())
    size = max(rows.size for rows in of)
    least, most = np.full(size, len(families)), np.full(size, -1)
    numbers: list[tuple[Longs, Ints]] = []
    for rows in (r.repeat(rows, size) for rows in of):
        where, begins = r.spread(possible.start, rows.members)
        owner, value = np.repeat(r.owners(rows), np.diff(begins)), possible.other[where]
        owner, value = owner[families[value] >= 0], value[families[value] >= 0]
        np.minimum.at(least, owner, families[value])
        np.maximum.at(most, owner, families[value])
        numbers.append((owner, value))
    for row in np.flatnonzero(least < most).tolist():
        _limits(run.table, np.unique(np.concatenate([value[owner == row] for owner, value in numbers])).tolist(), 1, strict=True)


def most(run: Evaluation, form: f.Most | f.Least, date: str | None) -> Found:
    """The members whose best value is at least as good as the k-th member's."""
    of = run.find(form.of, date)
    walked = Walked(None, run.table.predicate_index[form.predicate], False, Use(date))
    ranks, has = _best(run, (of.upper,), walked.predicate, walked.use, 1 if isinstance(form, f.Most) else -1)
    lower, upper = _first_k(of, ranks, form.k)
    grounded = run.whole(of, walked.predicate, False, walked.use) & ~r.any_of(of.upper, ~has)
    return Found(form, lower, upper, grounded, (of,), (walked,), everyone=True)


def most_linked(run: Evaluation, form: f.MostLinked | f.LeastLinked, date: str | None) -> Found:
    """As ``most``, by number of distinct objects."""
    of, walked, least, most = _linked(run, form, date)
    if isinstance(form, f.LeastLinked):
        top = int(most.max(initial=0))
        least, most = top - most, top - least
    lower, upper = _first_k(of, Ranks(least.astype(np.int64), most.astype(np.int64)), form.k)
    grounded = run.whole(of, walked.predicate, walked.inverse, walked.use)
    return Found(form, lower, upper, grounded, (of,), (walked,), everyone=True)


def _first_k(of: Found, ranks: Ranks, k: int) -> tuple[Rows, Rows]:
    """Members that fewer than k others certainly leave behind (upper), or possibly (lower)."""
    certain = _few_above(of.lower, ranks.low, of.upper, ranks.high, k)
    possible = _few_above(of.upper, ranks.high, of.lower, ranks.low, k)
    lower = r.select(of.lower, certain)
    upper = r.select(of.upper, possible)
    same = bool(r.equal(lower, upper).all())
    return lower, lower if same else upper


def _few_above(rows: Rows, own: Longs, others: Rows, theirs: Longs, k: int) -> Bools:
    """For each entry whether fewer than k of the row's others are above it; entries without value (-1) are not kept."""
    kept = np.zeros(len(rows.members), bool)
    width = int(max(own.max(initial=0), theirs.max(initial=0))) + 2
    owner, rank = r.owners(rows), own[rows.members]
    other_rank = theirs[others.members]
    ordered = np.sort(r.owners(others)[other_rank >= 0] * width + other_rank[other_rank >= 0])
    last = np.searchsorted(ordered, (owner + 1) * width)
    above = last - np.searchsorted(ordered, owner * width + rank, side="right")
    own_above = (theirs[rows.members] > rank).astype(np.int64)
    kept[:] = (rank >= 0) & (above - own_above < k)
    return kept


def sort(run: Evaluation, form: f.Sort, date: str | None) -> Found:
    """The members with a value in the order of their smallest (descending: largest), ties by id."""
    of = run.find(form.of, date)
    walked = Walked(None, run.table.predicate_index[form.predicate], False, Use(date))
    ranks, has = _best(run, (of.upper,), walked.predicate, walked.use, 1 if form.descending else -1)
    maybe = ranks.high >= 0
    lower = r.select(of.lower, has[of.lower.members])
    exact = of.upper is of.lower and bool((has == maybe).all())
    upper = lower if exact else r.select(of.upper, maybe[of.upper.members])
    order: list[Ints] = []
    blurred = ranks.low != ranks.high
    for number in range(lower.size):
        members = lower.row(number)
        order.append(members[np.lexsort((members, -ranks.low[members]))])
    grounded = run.whole(of, walked.predicate, False, walked.use) & ~r.any_of(of.upper, ~has | blurred)
    return Found(form, lower, upper, grounded, (of,), (walked,), order=order)


# --------------------------------------------------------------------------------------------- one value

_TWELVE = Context(prec=12, rounding=ROUND_HALF_EVEN)
_EXACT = Context(prec=400)


def total(run: Evaluation, form: f.Sum | f.Avg, date: str | None) -> Found:
    """The sum or mean over (member, value) pairs; null where values are intervals or dates."""
    of = run.find(form.of, date)
    walked = Walked(None, run.table.predicate_index[form.predicate], False, Use(date))
    certain = run.table.links(walked.predicate, False, walked.use)
    possible = run.table.links(walked.predicate, False, walked.use, possible=True)
    values_of = r.product(of.upper, possible.matrix)
    several = len({v.unit for n in np.unique(values_of.members).tolist() if (v := run.table.value(n)) and kind_of(v) == "number"}) > 1
    numbers = {} if several else _numbers(run.table, np.unique(values_of.members).tolist())
    value: list[Any] = []
    exact = np.ones(of.size, bool)
    for row in range(of.size):
        if several:  # each row in a unit of its own
            numbers = _numbers(run.table, values_of.row(row).tolist())
        where, _ = r.spread(certain.matrix.indptr, of.lower.row(row))
        found = [numbers[n] for n in certain.matrix.indices[where].tolist() if n in numbers]
        exact[row] = len(found) == len(where) and None not in found
        value.append(_total([n for n in found if n is not None], isinstance(form, f.Avg)) if None not in found else None)
    sure = (
        of.grounded
        if certain is possible
        else of.grounded & ~r.any_of(of.upper, np.diff(possible.matrix.indptr) > np.diff(certain.matrix.indptr))
    )
    grounded = sure & run.whole(of, walked.predicate, False, walked.use) & exact
    return Found(form, of.lower, of.upper, grounded, (of,), (walked,), value=value, everyone=True)


def _numbers(table: FactTable, terms: Iterable[int]) -> dict[int, tuple[Decimal, str | None] | None]:
    """Exact numbers in one unit by term; None for an interval. What is no number is left out."""
    found = alike(((n, value) for n in terms if (value := table.value(n)) is not None), dates=False)
    return {term: None if literal.value is None else (Decimal(literal.value), literal.unit) for term, literal in found.items()}


def _total(numbers: list[tuple[Decimal, str | None]], mean: bool) -> Json:
    if not numbers:
        return None if mean else "0"
    result = Decimal(0)
    for number, _ in numbers:
        result = _EXACT.add(result, number)
    if mean:
        result = _TWELVE.divide(result, Decimal(len(numbers)))
    text = f.canonical_number(format(result, "f"))
    unit = numbers[0][1]
    return Literal("xsd:decimal", text, unit).to_json() if unit else text


def compared(run: Evaluation, form: f.Compare, date: str | None) -> Found:
    """Which of two entities has the greater largest value."""
    left, right = run.find(form.left, date), run.find(form.right, date)
    size = max(left.size, right.size)
    walked = Walked(None, run.table.predicate_index[form.predicate], False, Use(date))
    ends = [[part.lower.row(n if part.size > 1 else 0) for n in range(size)] for part in (left, right)]
    exact = r.equal(left.lower, left.upper) & r.equal(right.lower, right.upper)
    ranks, has = _best(run, (left.upper, right.upper), walked.predicate, walked.use, 1)
    value: list[str | None] = []
    for a, b, sure in zip(*ends, np.broadcast_to(exact, size).tolist(), strict=True):
        value.append(_greater(ranks, has, int(a[0]), int(b[0])) if sure and len(a) == len(b) == 1 else None)
    nothing = Rows(np.zeros(size + 1, np.int64), np.zeros(0, np.int32))
    whole = [run.whole(part, walked.predicate, False, walked.use) for part in (left, right)]
    grounded = whole[0] & whole[1] & np.array([v is not None for v in value])
    why = ["" if v else "a value is missing, undecided, or not of one entity" for v in value]
    return Found(form, nothing, nothing, grounded, (left, right), (walked,), value=value, everyone=True, why=why)


def _greater(ranks: Ranks, has: Bools, a: int, b: int) -> str | None:
    if not has[a] or not has[b]:
        return None
    if ranks.low[a] > ranks.high[b]:
        return "left"
    if ranks.low[b] > ranks.high[a]:
        return "right"
    return "equal" if ranks.low[a] == ranks.high[a] == ranks.low[b] == ranks.high[b] else None


FINDERS: Mapping[type, Callable[[Evaluation, Any, str | None], Found]] = {
    f.Every: every, f.Where: where, f.WhereLinked: where_linked, f.Most: most, f.Least: most, f.MostLinked: most_linked,
    f.LeastLinked: most_linked, f.Sort: sort, f.Sum: total, f.Avg: total, f.Compare: compared,
}  # fmt: skip
