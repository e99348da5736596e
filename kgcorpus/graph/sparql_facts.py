"""Fact nodes of a graph in Oxigraph: those that forms may use, and those that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .. import forms as f
from ..forms_ranges import alike, compare, limits
from ..forms_sparql import facts_query
from ..model import Qualifier, term_key, term_order
from ..rdf import KGC
from .answer import Triple
from .matrix import Found, Walked
from .sparql_store import SparqlGraph
from .table import FactTable

MOST_VALUES = 2000
"""Terms that are listed in a query for their facts; with more, all facts of the predicate are read."""

Link = tuple[str, int, int]
"""A fact node, the term from which it is walked, and the other."""
Limit = tuple[Decimal, int]

EVERYONE = (f.Most, f.Least, f.MostLinked, f.LeastLinked, f.Sum, f.Avg, f.Compare, f.Count)
"""Forms whose answer rests on the facts of all members, not only of the answers."""


@dataclass(slots=True, eq=False)
class Facts:
    """Facts by queries; ``settled`` has what was noted of forms whose facts are no walks."""

    table: FactTable
    graph: SparqlGraph
    settled: dict[int, list[str]] = field(default_factory=dict)

    def settle(self, found: Found, facts: list[str]) -> None:
        """Note the facts that settled a form."""
        self.settled[id(found)] = facts

    # ------------------------------------------------------------------ facts that a form may use

    def ended(self, query: str) -> list[Link]:
        """Fact nodes with the numbers of subject and object."""
        number = self.table.number
        found = [(fact.value, number(self.graph.term(s)), number(self.graph.term(o))) for fact, s, o in self.graph.select(query)]
        return sorted(found)

    def of_subject(self, step: f.Step, date: str | None, subject: str, *, upper: bool, negated: bool) -> list[Link]:
        """The facts of one subject that a step may walk."""
        return self.ended(facts_query(step, self.graph.names, date=date, upper=upper, negated=negated, ends={"?subject": [subject]}))

    def of(self, walked: Walked, members: Iterable[int], *, upper: bool = False) -> list[Link]:
        """The facts of the members, each with the member first."""
        chosen = set(members)
        if not chosen:
            return []
        step = f.Step(f.Entity(""), self.table.predicates[walked.predicate], walked.inverse, with_=walked.use.with_)
        ends = {}
        if len(chosen) <= MOST_VALUES:
            ends = {"?object" if walked.inverse else "?subject": [self.table.terms[n] for n in sorted(chosen)]}
        found = self.ended(facts_query(step, self.graph.names, date=walked.use.date, upper=upper, ends=ends))
        turned = [(fact, object, subject) if walked.inverse else (fact, subject, object) for fact, subject, object in found]
        return [link for link in turned if link[1] in chosen]

    def of_members(self, found: Found, members: Iterable[int], *, upper: bool = False) -> list[Link]:
        """The facts of the members that the form looks at."""
        chosen = set(members)
        return [link for walked in found.walked for link in self.of(walked, chosen, upper=upper)]

    def satisfying(self, found: Found, members: Iterable[int]) -> list[Link]:
        """The facts of the members whose value certainly satisfies the comparison of a ``where``."""
        form = found.form
        assert isinstance(form, f.Where)
        links = self.of_members(found, members)
        values = {n: self.table.value(n) for _, _, n in links}
        passed = {n for n, value in values.items() if value is not None and compare(value, form.cmp, form.value) is True}
        return [link for link in links if link[2] in passed]

    def limits(self, found: Found, members: Iterable[int], *, upper: bool) -> dict[int, list[tuple[Limit, Limit]]]:
        """For each member the limits of its numbers and dates."""
        members = list(members)
        links = self.of_members(found, members, upper=upper)
        objects = sorted({n for _, _, n in links})
        values = alike((n, value) for n in objects if (value := self.table.value(n)) is not None)
        out: dict[int, list[tuple[Limit, Limit]]] = {member: [] for member in members}
        for _, own, other in links:
            if other in values:
                out[own].append(limits(values[other]))
        return out

    # ------------------------------------------------------------------ facts that an answer rests on

    def support(self, found: Found, target: set[int], *, all_members: bool = True) -> Iterator[tuple[f.Form, str]]:
        """Fact nodes on walks that survive to the target, with the form that walked them. Without ``all_members`` a superlative rests on
        the facts of the target alone."""
        form = found.form
        yield from ((form, fact) for fact in self.settled.get(id(found), ()))
        if isinstance(form, (f.Step, f.Every)):
            (of,) = found.parts
            alive = set()
            for fact, own, other in self.of_members(found, of.lower.members.tolist()):
                if other in target:
                    alive.add(own)
                    yield form, fact
            yield from self.support(of, alive, all_members=all_members)
        elif isinstance(form, f.Minus):
            yield from self.support(found.parts[0], target, all_members=all_members)
        else:
            everyone = isinstance(form, EVERYONE) and (all_members or found.value is not None)
            for part in found.parts:
                members = set(part.lower.members.tolist())
                members &= members if everyone else target
                links = self.satisfying(found, members) if isinstance(form, f.Where) else self.of_members(found, members)
                yield from ((form, fact) for fact, _, _ in links)
                yield from self.support(part, members, all_members=all_members)

    def proof(self, found: Found) -> tuple[Triple, ...]:
        """The asserted facts that the answer rests on, sorted."""
        facts = {fact for _, fact in self.support(found, set(found.lower.members.tolist()))}
        triples = {triple for fact in facts for triple in self._asserted(fact)}
        return tuple(sorted(triples, key=lambda t: (t[0], t[1], term_order(t[2]), term_key(t[2]))))

    def _asserted(self, fact: str) -> Iterator[Triple]:
        """The triples of a fact node's asserted premises, or its own."""
        premises = [node.value for node in self._objects(fact, "premise")] or [fact]
        for premise in premises:
            subject, predicate, object = (self._objects(premise, name)[0] for name in ("subject", "predicate", "object"))
            yield str(self.graph.term(subject)), self.graph.predicate(predicate), self.graph.term(object)

    def _objects(self, node: str, name: str) -> list[Any]:
        import pyoxigraph as ox

        found = self.graph.store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(KGC + name), None)
        return sorted((quad.object for quad in found), key=str)

    # ------------------------------------------------------------------ qualifiers

    def qualifiers_of(self, fact: str) -> list[Qualifier]:
        """The qualifiers of a fact node."""
        out = []
        for node in self._objects(fact, "qualifier"):
            (name,), (value,) = self._objects(node.value, "qualifierPredicate"), self._objects(node.value, "value")
            out.append(Qualifier(self.graph.predicate(name), self.graph.term(value)))
        return out

    def qualifiers(self, found: Found) -> tuple[tuple[Qualifier, ...], ...] | None:
        """For a form with ``with: "any"``: the qualifiers of the facts that each answer was reached by, in the answers' order."""
        if found.names is not None or not any(getattr(part, "with_", None) == "any" for part in f.walk(found.form)):
            return None
        members = found.lower.members if found.order is None else found.order[0]
        out = []
        for answer in members.tolist() if found.value is None else ():
            own: dict[tuple[str, str], Qualifier] = {}
            for part, fact in self.support(found, {answer}, all_members=False):
                if getattr(part, "with_", None) == "any":
                    own.update(((q.predicate, term_key(q.value)), q) for q in self.qualifiers_of(fact))
            out.append(tuple(own[key] for key in sorted(own)))
        return tuple(out)
