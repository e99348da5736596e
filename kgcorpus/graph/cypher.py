"""Forms as Cypher on a Neo4j server that has the graph: sets, their bounds, orders and supporting facts come from the server.

It shares no set operation with the matrix engine. What grounds there are is looked up in the same list of grounds; sums and the last step
of a yes/no question are worked out here, from the rows that the server gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .. import forms as f
from ..forms_cypher import Hop, Limits, Statement, Writer
from ..forms_cypher_use import Facts, Known
from ..forms_cypher_values import last_of, least_of
from ..forms_ranges import alike, compare, kind_of, range_of
from ..model import Literal, Term
from . import rows as r
from .answer import Answer, Engine
from .conditions import Use
from .cypher_layout import Layout, key_of
from .explaining import explain
from .grounding import Grounding
from .matrix import Found, Walked
from .neo4j import Server
from .resolving import resolved, whole
from .rows import Rows
from .table import FactTable


def opened(table: FactTable, server: Server) -> Engine:
    """The engine over a graph on a server, where it is loaded if it is not there yet (only to a local server; see ``cypher_export``)."""
    from .cypher_export import layout_there

    return Cypher(table, server, layout_there(table, server))


@dataclass(slots=True, eq=False)
class Cypher:
    """Answers forms by Cypher; see ``answer.Engine``."""

    table: FactTable
    server: Server
    layout: Layout
    grounding: Grounding = field(init=False)
    writer: Writer = field(init=False)
    _keys: dict[int, str] = field(default_factory=dict)
    _units_fine: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        table = self.table
        self.grounding = Grounding(table)
        known = Known(lambda term: key_of(self.layout.graph, term), table.is_detail, table.is_functional, self.units)
        self.writer = Writer(self.layout.graph, known)

    @property
    def units(self) -> frozenset[str | None]:
        """The units of the graph's numbers."""
        found: frozenset[str | None] = self.table.kept("units", lambda: _units(self.table))
        return found

    def answer(self, form: f.Form, *, proof: bool = False) -> Answer:
        """The answer of a form without holes."""
        from .cypher_support import asserted_triples, qualifiers_of

        form = resolved(whole(form), self.table)
        found = self.find(form, None)
        complete = bool(found.grounded[0]) and bool(r.equal(found.lower, found.upper)[0])
        why = explain(self.table, self.grounding, found, 0, (), complete)
        valued = found.value is not None
        return Answer(
            () if valued else self._answers(found), found.value[0] if found.value else None, valued, why.complete, why.because,
            qualifiers_of(self, form, found), why.grounds, asserted_triples(self, found) if proof else None,
        )  # fmt: skip

    def _answers(self, found: Found) -> tuple[Term, ...]:
        if found.names is not None:
            return tuple(found.names[0])
        members = found.lower.members if found.order is None else found.order[0]
        return tuple(self.table.terms[n] for n in members.tolist())

    # ------------------------------------------------------------------ asking the server

    def numbers(self, statement: Statement, test: Callable[[Any], bool] = lambda row: True) -> Rows:
        """The terms of a statement's rows that pass, as a set."""
        return one(row["n"] for row in self.server.run(statement) if test(row))

    def keys(self, members: Iterable[int]) -> list[str]:
        """The keys of terms by which statements name them."""
        return [self.key(int(n)) for n in members]

    def key(self, number: int) -> str:
        found = self._keys.get(number)
        if found is None:
            found = self._keys[number] = key_of(self.layout.graph, self.table.terms[number])
        return found

    def hop(self, predicate: str, inverse: bool, date: str | None, with_: f.With = None) -> Hop:
        """A predicate as statements walk it."""
        first, after = self.table.day_range(date)
        return Hop(self.layout.types[predicate], inverse, Facts(first, after, with_))

    def walked(self, predicate: str, inverse: bool, date: str | None, with_: f.With = None) -> tuple[Walked, ...]:
        return (Walked(None, self.table.predicate_index[predicate], inverse, Use(date, with_)),)

    @property
    def exact(self) -> bool:
        """Whether nothing in the graph can be undecided: plain tables have no dates, conditions or intervals."""
        return self.table.kind == "tsv"

    # ------------------------------------------------------------------ sets

    def find(self, form: f.Form, date: str | None) -> Found:
        """The bounds of a form and of all forms inside it."""
        finder = _FINDERS.get(type(form))
        if finder is None:
            from .cypher_asking import FINDERS as asking
            from .cypher_measures import FINDERS as measures

            finder = {**asking, **measures}[type(form)]
        return finder(self, form, date)

    def entity(self, form: f.Entity, date: str | None) -> Found:
        found = self.numbers(self.writer.terms([key_of(self.layout.graph, form.id)]))
        return Found(form, found, found, np.array([len(found.members) == 1]))

    def members(self, form: f.Class, date: str | None) -> Found:
        label = self.layout.labels.get(form.id)
        found = self.numbers(self.writer.members(label, form.id)) if label else one(())
        ground = self.grounding.class_ground(form.id)
        return Found(form, found, found, np.array([ground is not None and not ground.open]))

    def step(self, form: f.Step, date: str | None) -> Found:
        of = self.find(form.of, date)
        hop = self.hop(form.predicate, form.inverse, date, form.with_)
        self.check_details(form.predicate, form.with_)
        drop = self.keys(n for id in form.drop if (n := self.table.number(id)) >= 0)
        lower, upper = self.both(of, lambda keys, maybe: self.writer.step(hop, keys, drop, upper=maybe))
        walked = self.walked(form.predicate, form.inverse, date, form.with_)
        return Found(form, lower, upper, self.whole(of, walked[0]), (of,), walked)

    def both(self, of: Found, made: Callable[[list[str], bool], Statement]) -> tuple[Rows, Rows]:
        """The bounds that a statement gives, from the bounds of what it starts from."""
        sides = []
        for rows, maybe in ((of.lower, False), (of.upper, True))[: 1 if self.exact else 2]:
            keys = self.keys(rows.members.tolist())
            sides.append(self.numbers(made(keys, maybe)) if keys else one(()))
        return sides[0], sides[-1]

    def whole(self, of: Found, walked: Walked) -> Any:
        """Whether the predicate's sets of all possible members are whole, and the members themselves are grounded."""
        if not self.table.declared or not of.grounded[0]:
            return np.array([False])
        good = self.grounding.good(walked.predicate, walked.inverse, walked.use)
        return np.array([bool(good[of.upper.members].all())])

    def combined(self, form: f.And | f.Or, date: str | None) -> Found:
        parts = tuple(self.find(part, date) for part in form.of)
        lower, upper = (
            self.numbers(self.writer.combined(form, [self.keys(side.members.tolist()) for side in sides]))
            for sides in ([p.lower for p in parts], [p.upper for p in parts])
        )
        return Found(form, lower, upper, np.array([all(p.grounded[0] for p in parts)]), parts)

    def minus(self, form: f.Minus, date: str | None) -> Found:
        of, without = self.find(form.of, date), self.find(form.without, date)
        lower, upper = (
            self.numbers(self.writer.combined(form, [self.keys(side.members.tolist()) for side in sides]))
            for sides in ((of.lower, without.upper), (of.upper, without.lower))
        )
        return Found(form, lower, upper, np.array([bool(of.grounded[0] and without.grounded[0])]), (of, without))

    def as_of(self, form: f.AsOf, date: str | None) -> Found:
        return self.find(form.of, form.date)

    def count(self, form: f.Count, date: str | None) -> Found:
        of = self.find(form.of, date)
        size = len(of.lower.members if of.names is None else of.names[0])
        return Found(form, of.lower, of.upper, of.grounded, (of,), value=[size])

    # ------------------------------------------------------------------ units

    def check_details(self, predicate: str, with_: f.With) -> None:
        """Raise ``ValueUnitError`` where an entry compares a detail's value with one in a unit that does not convert."""
        given = with_ if isinstance(with_, tuple) else ()
        entries = [g for g in given if self.table.is_detail(g.qualifier) and not isinstance(g.value, str)]
        if not entries or ("with", predicate, with_) in self._units_fine:
            return
        table = self.table
        number = table.predicate_index[predicate]
        for code in np.unique(table.qualifiers[int(table.slices[number]) : int(table.slices[number + 1])]).tolist():
            for place, value in table.qualifier_sets[code]:
                for entry in entries:
                    if table.predicates[place] == entry.qualifier:
                        compare(table.terms[value], entry.cmp, entry.value)
        self._units_fine.add(("with", predicate, with_))

    def check_units(self, form: f.Where, hop: Hop) -> None:
        """Raise ``ValueUnitError`` where some value of the predicate is in a unit to which the form's value does not convert."""
        if kind_of(form.value) != "number" or self.units <= {form.value.unit} or (hop, form.value) in self._units_fine:
            return
        for row in self.server.run(self.writer.units(hop)):
            value = self.table.value(row["n"])
            if value is not None:
                compare(value, form.cmp, form.value)
        self._units_fine.add((hop, form.value))

    def converted(self, hop: Hop, members: Sequence[int]) -> Limits:
        """The limits of values in other units than the first, in the unit of the first; numbers beside dates are a ``FormError``."""
        rows = self.server.run(self.writer.kinds(hop, self.keys(members))) if members else []
        if len(rows) < 2:
            return {}
        terms = sorted(n for row in rows for n in row["terms"])
        units = {n: row["unit"] for row in rows for n in row["terms"]}
        literals = alike((n, literal) for n in terms if (literal := self.table.value(n)) is not None)
        changed = {n: (literal, range_of(literal)) for n, literal in literals.items() if literal.unit != units[n]}
        return {n: (least_of(values), last_of(literal, values)) for n, (literal, values) in changed.items() if values is not None}


def one(numbers: Iterable[int]) -> Rows:
    """A set of terms as a single row."""
    return r.one(np.array(sorted(set(numbers)), np.int32))


def _units(table: FactTable) -> frozenset[str | None]:
    found = {literal.unit for literal in table.terms if isinstance(literal, Literal) and kind_of(literal) == "number"}
    return frozenset(found | {None} if table.kind == "tsv" else found)


Finder = Callable[[Cypher, Any, str | None], Found]

_FINDERS: Mapping[type, Finder] = {
    f.Entity: Cypher.entity, f.Class: Cypher.members, f.Step: Cypher.step, f.And: Cypher.combined, f.Or: Cypher.combined,
    f.Minus: Cypher.minus, f.AsOf: Cypher.as_of, f.Count: Cypher.count,
}  # fmt: skip
