"""The reference engine: a form is a term of an algebra of sparse boolean matrices, evaluated for a block of starts at once.

A set is found as two bounds: ``lower`` has what certainly belongs to it, ``upper`` also what is undecided (dates, conditions,
comparisons). Both
are one object where nothing is undecided. ``grounded`` says for each row whether every set on the way has grounds; the answer is complete
where it is grounded and the bounds are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .. import forms as f
from ..errors import FormError
from ..model import Term, term_key
from . import rows as r
from .columns import Bools, Ints, Longs
from .conditions import Use, holes_of
from .grounding import Grounding
from .rows import Rows
from .table import FactTable


@dataclass(frozen=True, slots=True)
class Walked:
    """How a step went for some rows (None: all): which predicate, in which direction, over which facts."""

    rows: Longs | None
    predicate: int
    inverse: bool
    use: Use


@dataclass(slots=True)
class Found:
    """What a form denotes for each row of a block. ``size`` is 1 where the form has no holes, whatever the block's size.

    ``walked`` is there where facts of a predicate are used. ``value`` has one value a row where the form denotes one; ``order`` the
    members of each
    row in their own order (``sort``); ``names`` answers that are no terms (``relations``). For support: ``everyone`` says that the facts
    of all members count, not only those of the answers, ``objects`` which objects (over terms), ``facts`` lists (row, fact) outright.
    ``why`` says for each row what settled a yes/no question or left a set open.
    """

    form: f.Form
    lower: Rows
    upper: Rows
    grounded: Bools
    parts: tuple[Found, ...] = ()
    walked: tuple[Walked, ...] = ()
    value: list[Any] | None = None
    order: list[Ints] | None = None
    names: list[list[str]] | None = None
    everyone: bool = False
    objects: Bools | None = None
    facts: tuple[Longs, Longs] | None = None
    why: list[str] | None = None

    @property
    def size(self) -> int:
        return self.lower.size


@dataclass(slots=True)
class Matrix:
    """A table ready for evaluation. ``block`` evaluates a shape for starts; starts are tuples of ids (or ``term_key`` of literals)."""

    table: FactTable
    grounding: Grounding

    def block(self, shape: f.Form, starts: Sequence[tuple[str, ...]]) -> Found:
        """What the shape denotes for each of these starts, all at once. The form must be resolved (see ``resolving``) and no deeper than
        64."""
        return Evaluation(self, starts).find(shape, None)


def matrix(table: FactTable) -> Matrix:
    """The reference engine over a table, with its grounds looked up once."""
    found: Matrix = table.kept("matrix", lambda: Matrix(table, Grounding(table)))
    return found


class Evaluation:
    """One block of starts; ``find`` walks the form."""

    def __init__(self, engine: Matrix, starts: Sequence[tuple[str, ...]]) -> None:
        self.table, self.grounding = engine.table, engine.grounding
        self.starts = starts_of(starts, self.table)
        self.count = len(starts)
        self.terms = len(self.table.terms)
        self.numbers = self.starts.numbers

    def find(self, form: f.Form, date: str | None) -> Found:
        """What the form denotes over the facts valid on the date (None: on the corpus date)."""
        finder = _FINDERS.get(type(form))
        if finder is None:
            from .asking import FINDERS as asking
            from .measures import FINDERS as measures

            finder = {**asking, **measures}[type(form)]
        return finder(self, form, date)

    # ------------------------------------------------------------------ leaves

    def entity(self, form: f.Entity, date: str | None) -> Found:
        if f.is_hole(form.id):
            numbers = self.hole(form.id)
        else:
            numbers = np.array([self.table.number(form.id)], np.int32)
        found = r.singles(numbers)
        return Found(form, found, found, numbers >= 0)

    def hole(self, id: str) -> Ints:
        """The term numbers that fill a hole, one a row."""
        place = int(id[1:])
        if place >= self.numbers.shape[1]:
            raise FormError("shape", f"hole {id}", f"holes below ?{self.numbers.shape[1]}: starts have that many ids", "")
        return self.numbers[:, place]

    def members(self, form: f.Class, date: str | None) -> Found:
        found = r.one(self.table.members.get(form.id, np.zeros(0, np.int32)))
        ground = self.grounding.class_ground(form.id)
        return Found(form, found, found, np.array([ground is not None and not ground.open]))

    # ------------------------------------------------------------------ walking

    def uses(self, with_: f.With, date: str | None) -> list[tuple[Longs | None, Use]]:
        """The uses of facts, with the rows that each is for (None: all): a hole in ``with`` is filled row by row."""
        places = holes_of(with_)
        if not places or not isinstance(with_, tuple):
            return [(None, Use(date, with_))]
        groups: dict[tuple[str, ...], list[int]] = {}
        for row, start in enumerate(self.starts):
            groups.setdefault(tuple(start[place] for place in places), []).append(row)
        out: list[tuple[Longs | None, Use]] = []
        for ids, rows in sorted(groups.items()):
            filled = dict(zip((f"?{place}" for place in places), (self._term(id) for id in ids), strict=True))
            entries = tuple(replace(g, value=filled.get(g.value, g.value)) if isinstance(g.value, str) else g for g in with_)
            out.append((np.array(rows), Use(date, entries)))
        return out

    def _term(self, id: str) -> Term:
        number = self.table.index.get(id, -1)
        return self.table.terms[number] if number >= 0 else id

    def step(self, form: f.Step, date: str | None) -> Found:
        of = self.find(form.of, date)
        predicate = self.table.predicate_index[form.predicate]
        uses = self.uses(form.with_, date)
        pieces = [self._image(self._rows_of(of, rows), predicate, form.inverse, use) for rows, use in uses]
        if len(uses) == 1 and uses[0][0] is None:
            lower, upper, grounded = pieces[0]
        else:
            back = np.argsort(np.concatenate([rows for rows, _ in uses if rows is not None]), kind="stable")
            lower = r.take(r.stack([piece[0] for piece in pieces]), back)
            exact = all(piece[0] is piece[1] for piece in pieces)
            upper = lower if exact else r.take(r.stack([piece[1] for piece in pieces]), back)
            grounded = np.concatenate([piece[2] for piece in pieces])[back]
        same = upper is lower
        lower = self._dropped(lower, form.drop)
        upper = lower if same else self._dropped(upper, form.drop)
        walked = tuple(Walked(rows, predicate, form.inverse, use) for rows, use in uses)
        return Found(form, lower, upper, _wide(grounded, lower.size), (of,), walked)

    def _rows_of(self, found: Found, rows: Longs | None) -> Found:
        if rows is None:
            return found
        lower = r.take(self.wide(found.lower), rows)
        upper = lower if found.upper is found.lower else r.take(self.wide(found.upper), rows)
        return replace(found, lower=lower, upper=upper, grounded=_wide(found.grounded, self.count)[rows])

    def wide(self, rows: Rows) -> Rows:
        """A single row made as many as the block has."""
        return r.repeat(rows, self.count) if rows.size == 1 else rows

    def _image(self, of: Found, predicate: int, inverse: bool, use: Use) -> tuple[Rows, Rows, Bools]:
        certain = self.table.links(predicate, inverse, use)
        possible = self.table.links(predicate, inverse, use, possible=True)
        lower = r.product(of.lower, certain.matrix)
        upper = lower if of.upper is of.lower and possible is certain else r.product(of.upper, possible.matrix)
        return lower, upper, self.whole(of, predicate, inverse, use)

    def whole(self, of: Found, predicate: int, inverse: bool, use: Use) -> Bools:
        """For each row whether the predicate's sets of all its possible members are whole, and it is grounded itself."""
        if not self.table.declared or not of.grounded.any():
            return np.zeros(of.size, bool)
        return of.grounded & ~r.any_of(of.upper, ~self.grounding.good(predicate, inverse, use))

    def _dropped(self, rows: Rows, drop: tuple[str, ...]) -> Rows:
        for id in drop:
            if f.is_hole(id):
                rows = self.wide(rows)
                rows = r.select(rows, rows.members != self.hole(id)[r.owners(rows)])
            elif (number := self.table.number(id)) >= 0:
                rows = r.select(rows, rows.members != number)
        return rows

    # ------------------------------------------------------------------ combining

    def combined(self, form: f.And | f.Or, date: str | None) -> Found:
        parts = tuple(self.find(part, date) for part in form.of)
        combine = r.meet if isinstance(form, f.And) else r.join
        lower, upper, grounded = parts[0].lower, parts[0].upper, parts[0].grounded
        for part in parts[1:]:
            exact = upper is lower and part.upper is part.lower
            lower, before = combine(lower, part.lower, self.terms), upper
            upper = lower if exact else combine(before, part.upper, self.terms)
            grounded = grounded & part.grounded
        return Found(form, lower, upper, _wide(grounded, lower.size), parts)

    def minus(self, form: f.Minus, date: str | None) -> Found:
        of, without = self.find(form.of, date), self.find(form.without, date)
        lower = r.less(of.lower, without.upper, self.terms)
        exact = of.upper is of.lower and without.upper is without.lower
        upper = lower if exact else r.less(of.upper, without.lower, self.terms)
        return Found(form, lower, upper, _wide(of.grounded & without.grounded, lower.size), (of, without))

    def as_of(self, form: f.AsOf, date: str | None) -> Found:
        return self.find(form.of, form.date)

    def count_of(self, form: f.Count, date: str | None) -> Found:
        of = self.find(form.of, date)
        value = r.counts(of.lower).tolist() if of.names is None else [len(names) for names in of.names]
        return Found(form, of.lower, of.upper, of.grounded, (of,), value=value)


def _wide(grounded: Bools, size: int) -> Bools:
    return grounded if len(grounded) == size else np.repeat(grounded, size)


class Starts(Sequence[tuple[str, ...]]):
    """Starts with their term numbers (starts x holes, -1 for an id that the graph does not know); ids are looked up once, or never."""

    def __init__(self, numbers: Ints, table: FactTable, ids: Sequence[tuple[str, ...]] | None = None) -> None:
        self.numbers, self.table, self.ids = numbers, table, ids

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Starts(self.numbers[place], self.table, None if self.ids is None else self.ids[place])
        if self.ids is not None:
            return self.ids[place]
        return tuple(term_key(self.table.terms[n]) for n in self.numbers[place].tolist())


def starts_of(starts: Sequence[tuple[str, ...]] | Ints, table: FactTable) -> Starts:
    """Starts given as ids, or as an array of term numbers (starts x holes)."""
    if isinstance(starts, Starts):
        return starts
    if isinstance(starts, np.ndarray):
        return Starts(starts.astype(np.int32).reshape(len(starts), -1), table)
    width = len(starts[0]) if len(starts) else 0
    if any(len(start) != width for start in starts):
        raise FormError("starts", "starts with different numbers of ids", f"{width} ids in each, one for each hole", "")
    found = (table.index.get(id, -1) for start in starts for id in start)
    return Starts(np.fromiter(found, np.int32, len(starts) * width).reshape(len(starts), width), table, starts)


Finder = Callable[[Evaluation, Any, str | None], Found]

_FINDERS: dict[type, Finder] = {
    f.Entity: Evaluation.entity, f.Class: Evaluation.members, f.Step: Evaluation.step, f.And: Evaluation.combined, f.Or:
    Evaluation.combined, f.Minus: Evaluation.minus, f.AsOf: Evaluation.as_of, f.Count: Evaluation.count_of,
}  # fmt: skip


def walk_found(found: Found) -> Iterator[Found]:
    """What was found for a form and all forms inside it, innermost first, left to right."""
    for part in found.parts:
        yield from walk_found(part)
    yield found
