"""The auditor: forms as SPARQL over Oxigraph, on the RDF layout of a release's graph. It shares no set operation with the matrix engine.

Sets, their bounds, values and supporting facts come from queries; what grounds there are is looked up in the same list of grounds. Each
form, and each form inside it, is asked by its own query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import reduce
from typing import Any

import numpy as np

from .. import forms as f
from ..forms import undated
from ..forms_ranges import alike, compare, kind_of
from ..forms_sparql import NOBODY, facts_query
from ..model import Literal, Term
from ..rdf import KGC, RDF
from . import asking
from . import rows as r
from .answer import Answer, Engine
from .conditions import Use
from .explaining import explain
from .grounding import Grounding
from .matrix import Found, Walked
from .resolving import resolved, whole
from .rows import Rows
from .sparql_facts import Facts
from .sparql_rows import said_number
from .sparql_store import SparqlGraph, of_table, open_file, table_names
from .table import FactTable

__all__ = ["Sparql", "SparqlGraph", "open_file", "sparql", "table_names"]


_EXACT = Context(prec=400)


def sparql(table: FactTable) -> Engine:
    """The auditor engine over a table."""
    graph = of_table(table)
    return Sparql(table, graph, Grounding(table), Facts(table, graph))


@dataclass(slots=True, eq=False)
class Sparql:
    """Answers forms by queries; see ``answer.Engine``."""

    table: FactTable
    graph: SparqlGraph
    grounding: Grounding
    facts: Facts
    _units: dict[str, list[Literal]] = field(default_factory=dict)

    def answer(self, form: f.Form, *, proof: bool = False) -> Answer:
        form = resolved(whole(form), self.table)
        self.facts.settled.clear()
        known = f.map_ids(form, self._or_nobody, in_with=False) if not isinstance(undated(form), f.Ask) else form
        found = self._find(known, None)
        complete = bool(found.grounded[0]) and bool(r.equal(found.lower, found.upper)[0])
        why = explain(self.table, self.grounding, self._named(found, form), 0, (), complete)
        valued = found.value is not None
        return Answer(
            () if valued else self._answers(found), found.value[0] if found.value else None, valued, why.complete, why.because,
            self.facts.qualifiers(found), why.grounds, self.facts.proof(found) if proof else None,
        )  # fmt: skip

    def _answers(self, found: Found) -> tuple[Term, ...]:
        if found.names is not None:
            return tuple(found.names[0])
        members = found.lower.members if found.order is None else found.order[0]
        return tuple(self.table.terms[n] for n in members.tolist())

    def _or_nobody(self, id: str) -> str:
        return id if id in self.table.index else NOBODY

    def _named(self, found: Found, form: f.Form) -> Found:
        """What was found with the ids of the form as asked, so that reasons can name those that are unknown."""
        form = undated(form)
        found.form = form
        for part, own in zip(found.parts, f.parts(form), strict=True):
            self._named(part, own)
        return found

    # ------------------------------------------------------------------ bounds

    def _find(self, form: f.Form, date: str | None) -> Found:
        """The bounds of a form and of all forms inside it, each by its own queries; a graph without declarations needs the form's alone."""
        if isinstance(form, f.AsOf):
            return self._find(form.of, form.date)
        if isinstance(form, f.Ask):
            return self._asked(form, date)
        parts = tuple(self._find(part, date) for part in f.parts(form))
        self._check_values(form, parts, date)
        walked = self._walked(form, date)
        if isinstance(form, f.Count):
            of = parts[0]
            value: list[Any] = [self.graph.outcome(_dated(form, date)).value]
            return Found(form, of.lower, of.upper, of.grounded, parts, value=value)
        if isinstance(form, (f.Sum, f.Avg, f.Compare, f.Relations)):
            return self._valued(form, parts, walked, date)
        lower = self._rows(form, date, upper=False)
        upper = self._rows(form, date, upper=True) if self.table.declared else lower
        found = Found(form, lower, upper, np.zeros(1, bool), parts, walked)
        found.grounded = np.array([self._grounded(found, date)])
        if isinstance(form, f.Sort):
            ordered = self.graph.outcome(_dated(form, date)).answers
            found.order = [np.array([self.table.number(term) for term in ordered], np.int32)]
        if isinstance(form, f.QualifierOf):
            found.why = ["" if form.subject in self.table.index else asking.UNKNOWN]
            self.facts.settle(found, self._qualified(form, date))
        return found

    def _valued(self, form: f.Form, parts: tuple[Found, ...], walked: tuple[Walked, ...], date: str | None) -> Found:
        """What is no set of terms: a value, or names of predicates."""
        outcome = self.graph.outcome(_dated(form, date))
        if isinstance(form, (f.Sum, f.Avg)):
            of = parts[0]
            found = Found(form, of.lower, of.upper, of.grounded, parts, walked)
            found.value = [self._total(found, outcome.value, date)]
        else:
            nothing = r.one(np.zeros(0, np.int32))
            found = Found(form, nothing, nothing, np.zeros(1, bool), parts, walked)
        if isinstance(form, f.Compare):
            found.value = [outcome.value]
            found.why = ["" if outcome.value else "a value is missing, undecided, or not of one entity"]
        elif isinstance(form, f.Relations):
            alone = all(len(part.lower.members) == 1 for part in parts)
            found.names, found.why = [[str(name) for name in outcome.answers]], ["" if alone else "not one entity on each side"]
            self.facts.settle(found, self._between(parts, date) if alone else [])
        found.grounded = np.array([self._grounded(found, date)])
        return found

    def _rows(self, form: f.Form, date: str | None, *, upper: bool) -> Rows:
        found = self.graph.answers(_dated(form, date), upper=upper)
        return r.one(np.array(sorted(self.table.number(term) for term in found), np.int32))

    def _walked(self, form: f.Form, date: str | None) -> tuple[Walked, ...]:
        name = getattr(form, "predicate", None)
        if name is None:
            return ()
        use = Use(date, "any" if isinstance(form, f.QualifierOf) else getattr(form, "with_", None))
        return (Walked(None, self.table.predicate_index[name], getattr(form, "inverse", False), use),)

    # ------------------------------------------------------------------ grounds

    def _grounded(self, found: Found, date: str | None) -> bool:
        form, parts = found.form, found.parts
        if not self.table.declared or not all(part.grounded[0] for part in parts):
            return False
        if isinstance(form, f.Entity):
            return form.id in self.table.index
        if isinstance(form, f.Class):
            ground = self.grounding.class_ground(form.id)
            return ground is not None and not ground.open
        if isinstance(form, f.Relations):
            return False
        if isinstance(form, f.Where):
            return self._whole(found, self._unsettled(found))
        if isinstance(form, f.QualifierOf):
            return form.subject in self.table.index and self._whole(found, np.array([self.table.number(form.subject)]))
        if not all(self._whole(found, part.upper.members) for part in parts):
            return False
        if isinstance(form, (f.Most, f.Least, f.Sort)):
            return self._have_values(found, exactly=isinstance(form, f.Sort), descending=getattr(form, "descending", False))
        if isinstance(form, (f.Sum, f.Avg)):
            return self._exact_values(found)
        return found.value is None or found.value[0] is not None

    def _whole(self, found: Found, members: Any) -> bool:
        """Whether the predicate's sets of these terms are whole."""
        return all(bool(self.grounding.good(w.predicate, w.inverse, w.use)[members].all()) for w in found.walked)

    def _unsettled(self, found: Found) -> Any:
        """The possible members of which no value certainly satisfies the comparison."""
        members = found.parts[0].upper.members
        sure = {own for _, own, _ in self.facts.satisfying(found, members.tolist())}
        return np.array([n for n in members.tolist() if n not in sure], np.int64)

    def _have_values(self, found: Found, *, exactly: bool, descending: bool) -> bool:
        """Whether each possible member certainly has a value (``exactly``: and its place in the order is certain)."""
        members = found.parts[0].upper.members.tolist()
        certain, possible = (self.facts.limits(found, members, upper=upper) for upper in (False, True))
        if any(not certain[n] for n in members):
            return False
        side: Callable[[tuple[Any, Any]], Any] = (lambda pair: pair[0]) if descending else (lambda pair: (-pair[1][0], -pair[1][1]))
        other: Callable[[tuple[Any, Any]], Any] = (lambda pair: pair[1]) if descending else (lambda pair: (-pair[0][0], -pair[0][1]))
        return not exactly or all(max(map(side, certain[n])) == max(map(other, possible[n])) for n in members)

    def _exact_values(self, found: Found) -> bool:
        """Whether the members' values are all numbers, and no other fact may hold."""
        (of,) = found.parts
        members = of.upper.members.tolist()
        certain, possible = ({pair[1:] for pair in self.facts.of_members(found, members, upper=upper)} for upper in (False, True))
        members = set(of.lower.members.tolist())
        values = [self.table.value(other) for own, other in certain if own in members]
        return certain == possible and all(v is not None and v.value is not None and kind_of(v) == "number" for v in values)

    # ------------------------------------------------------------------ values that cannot be compared

    def _check_values(self, form: f.Form, parts: tuple[Found, ...], date: str | None) -> None:
        """Values of several kinds, or in units that do not convert, are an error (``FormError``, ``ValueUnitError``)."""
        if isinstance(form, f.Where):
            self._check_unit(form)
        elif isinstance(form, (f.Most, f.Least, f.Sort, f.Compare, f.Sum, f.Avg)):
            members = sorted({n for part in parts for n in part.upper.members.tolist()})
            list(self._alike(form, members, date))

    def _alike(self, form: Any, members: list[int], date: str | None) -> dict[int, Literal]:
        """The numbers and dates (for sums: the numbers) that the members may have, by term, in one unit."""
        (walked,) = self._walked(form, date)
        objects = sorted({other for _, _, other in self.facts.of(walked, members, upper=True)})
        values = ((n, value) for n in objects if (value := self.table.value(n)) is not None)
        return alike(values, dates=not isinstance(form, (f.Sum, f.Avg)))

    def _check_unit(self, form: f.Where) -> None:
        if form.predicate not in self._units:
            own = f"<{self.graph.names.to_iri(form.predicate)}>"
            query = f"PREFIX kgc: <{KGC}>\nSELECT DISTINCT ?o WHERE {{ ?f kgc:predicate {own} ; kgc:object ?o }}"
            terms = sorted({self.table.number(self.graph.term(row[0])) for row in self.graph.select(query)})
            values = [value for n in terms if (value := self.table.value(n)) is not None]
            self._units[form.predicate] = list({value.unit: value for value in values if kind_of(value) == "number"}.values())
        for value in self._units[form.predicate]:
            compare(value, form.cmp, form.value)

    def _total(self, found: Found, value: Any, date: str | None) -> Any:
        """The sum or mean; added up here where no declaration tells the unit, or numbers are too long for the store."""
        form, (of,) = found.form, found.parts
        assert isinstance(form, (f.Sum, f.Avg))
        if form.predicate in self.graph.names.units and value is not None:
            return value
        values = self._alike(form, of.upper.members.tolist(), date)
        unit = next((literal.unit for literal in values.values()), None)
        if unit is None and value is not None:
            return value
        pairs = {(own, other) for _, own, other in self.facts.of_members(found, of.lower.members.tolist(), upper=False)}
        numbers = [values[other].value for _, other in pairs if other in values]
        if None in numbers or not numbers:
            return value if not numbers else None
        total = reduce(_EXACT.add, (Decimal(number) for number in numbers if number), Decimal(0))
        return said_number(total, len(numbers) if isinstance(form, f.Avg) else None, unit)

    # ------------------------------------------------------------------ questions about ends

    def _between(self, parts: tuple[Found, ...], date: str | None) -> list[str]:
        """The facts between two terms, in both directions."""
        a, b = (self.table.terms[int(part.lower.members[0])] for part in parts)
        link = f.Step(f.Entity(""), "")
        found = []
        for subject, object in ((a, b), (b, a)):
            ends = {"?subject": [subject], "?object": [object]}
            found += [fact for fact, _, _ in self.facts.ended(facts_query(link, self.graph.names, date=date, ends=ends, predicate="?p"))]
        return found

    def _qualified(self, form: f.QualifierOf, date: str | None) -> list[str]:
        """The facts with these ends that have the qualifier."""
        step = f.Step(f.Entity(form.subject), form.predicate, with_="any")
        if isinstance(form.object, Literal):
            for _, _, object in self.facts.of_subject(step, date, form.subject, upper=True, negated=False):
                self._is(object, form.object, True)  # units that do not convert are an error
        found = self.facts.of_subject(step, date, form.subject, upper=False, negated=False)
        return [
            fact for fact, _, object in found
            if self._is(object, form.object, False) and any(q.predicate == form.qualifier for q in self.facts.qualifiers_of(fact))
        ]  # fmt: skip

    def _asked(self, form: f.Ask, date: str | None) -> Found:
        table = self.table
        walked = Walked(None, table.predicate_index[form.predicate], False, Use(date, form.with_))
        subject = table.number(form.subject)
        object = table.number(form.object) if isinstance(form.object, str) else None
        step = f.Step(f.Entity(form.subject), form.predicate, with_=form.with_)
        found = {name: self.facts.of_subject(step, date, form.subject, **how) for name, how in _BOUNDS.items()}
        same = {name: [row for row in rows if self._is(row[2], form.object, name == "maybe")] for name, rows in found.items()}
        why = asking.OPEN
        support: list[tuple[str, int, int]] = []
        if table.declared and subject != -1 and object != -1:
            if object is not None and self.grounding.good(walked.predicate, True, walked.use)[object] and not same["maybe"]:
                why = asking.SUBJECTS
            if self.grounding.good(walked.predicate, False, walked.use)[subject] and not same["maybe"]:
                why = asking.OBJECTS
        if self._disjoint(form) and not same["maybe"]:
            why = asking.DISJOINT
        if table.is_functional(form.predicate):
            others = [row for row in found["yes"] if not self._is(row[2], form.object, True)]
            why, support = (asking.OTHER, others) if others else (why, support)
        if same["no"]:
            why, support = asking.DENIED, same["no"]
        if same["yes"]:
            why, support = (asking.CONFLICT, same["yes"] + same["no"]) if same["no"] else (asking.FACT, same["yes"])
        if subject == -1 or object == -1:
            why, support = asking.UNKNOWN, []
        value = True if why == asking.FACT else None if why in (asking.OPEN, asking.CONFLICT, asking.UNKNOWN) else False
        nothing = r.one(np.zeros(0, np.int32))
        made = Found(form, nothing, nothing, np.array([value is not None and table.declared]), walked=(walked,), value=[value], why=[why])
        self.facts.settle(made, [fact for fact, _, _ in support])
        return made

    def _is(self, number: int, object: Term, maybe: bool) -> bool:
        if isinstance(object, str):
            return number == self.table.number(object)
        found = compare(self.table.value(number) or self.table.terms[number], "=", object)
        return found is True or (maybe and found is None)

    def _disjoint(self, form: f.Ask) -> bool:
        names = self.graph.names
        if names.to_iri(form.predicate) != RDF + "type" or not isinstance(form.object, str):
            return False
        rows = self.graph.select(f"SELECT ?c WHERE {{ <{names.to_iri(form.subject)}> a ?c }}")
        return any(self.table.ontology.disjoint(str(self.graph.term(row[0])), form.object) for row in rows)


def _dated(form: f.Form, date: str | None) -> f.Form:
    return f.AsOf(form, date) if date else form


_BOUNDS: Mapping[str, Mapping[str, bool]] = {
    "yes": {"upper": False, "negated": False}, "no": {"upper": False, "negated": True}, "maybe": {"upper": True, "negated": False},
}  # fmt: skip
