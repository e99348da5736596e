"""The auditor: forms as SPARQL over Oxigraph, on the RDF layout of a release's graph. It shares no set operation with the matrix engine.

Sets, their bounds and supporting facts come from queries; what grounds there are is looked up in the same list of grounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from .. import forms as f
from ..errors import InputError
from ..forms_ranges import compare
from ..forms_sparql import NOBODY, Names, facts_query, names_of, sparql_shape, to_sparql
from ..model import Derivation, Fact, Qualifier, Term, term_key, term_order
from ..ontology import Ontology
from ..rdf import ID, KGC, RDF, fact_lines, iri_id, nt_literal, term_literal
from . import asking
from . import rows as r
from .answer import Answer, Engine, Triple
from .columns import RULES
from .conditions import CERTAIN, UNDECIDED, Use
from .explaining import explain
from .grounding import Grounding
from .matrix import Found, Walked
from .resolving import resolved, whole
from .rows import Rows
from .table import FactTable

MOST_STARTS = 1000
"""Starts that one query of a shape lists: enough that queries are few, few enough that no query pairs everything with everything."""
MOST_VALUES = 2000
"""Starts that are listed in a query for supporting facts; with more, all facts of the predicate are read."""


@dataclass(slots=True, eq=False)
class SparqlGraph:
    """A graph in an Oxigraph store. ``decode`` makes a term of a node; ``nodes`` adds the fact nodes when a query first needs them."""

    store: Any
    names: Names
    decode: Callable[[Any], Term]
    nodes: Callable[[], Iterable[str]] | None = None
    _terms: dict[Any, Term] = field(default_factory=dict)

    def select(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT query as nodes, in no particular order."""
        self._ready(query)
        return [tuple(row) for row in self.store.query(query)]

    def holds(self, query: str) -> bool:
        """The answer of an ASK query."""
        self._ready(query)
        return bool(self.store.query(query))

    def _ready(self, query: str) -> None:
        if self.nodes is not None and "kgc:" in query:
            _load(self.store, self.nodes())
            self.nodes = None

    def term(self, node: Any) -> Term:
        """The term of a node; worked out once."""
        found = self._terms.get(node)
        if found is None:
            found = self._terms[node] = self.decode(node)
        return found

    def answers(self, form: f.Form, *, upper: bool = False) -> list[Term]:
        """The members of a set, sorted."""
        return self.terms(row[0] for row in self.select(to_sparql(form, self.names, upper=upper)))

    def terms(self, nodes: Iterable[Any]) -> list[Term]:
        """Terms of nodes, sorted, once each."""
        found = {term_key(term): term for node in nodes for term in (self.term(node),)}
        return sorted(found.values(), key=lambda term: (*term_order(term), term_key(term)))

    def shape(
        self, shape: f.Form, starts: Sequence[Sequence[Term]] | None = None, *, upper: bool = False
    ) -> dict[tuple[str, ...], list[Term]]:
        """The answers of a shape for every start (of those listed) that has any. A count gives one literal; a yes/no question an empty list
        for each start of which the fact holds. Literal starts stand by their ``term_key``. Without ``starts`` it is one query, and
        ``FormError`` where one query cannot say it."""
        holes = len({id for id in f.entities_of(shape) if f.is_hole(id)})
        parts = [None] if starts is None else [starts[n : n + MOST_STARTS] for n in range(0, len(starts), MOST_STARTS)]
        found: dict[tuple[str, ...], list[Any]] = {}
        for part in parts:
            for row in self.select(sparql_shape(shape, self.names, upper=upper, starts=part)):
                found.setdefault(tuple(term_key(self.term(node)) for node in row[:holes]), []).extend(row[holes:])
        return {start: self.terms(nodes) for start, nodes in sorted(found.items())}

    def rdflib(self) -> Any:
        """The same store as an ``rdflib.Graph``, for those who work with that library (changes show on both sides)."""
        import rdflib
        from oxrdflib.store import OxigraphStore
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        if self.nodes is not None:
            _load(self.store, self.nodes())
            self.nodes = None
        return rdflib.Graph(store=OxigraphStore(store=self.store), identifier=DATASET_DEFAULT_GRAPH_ID)


def _load(store: Any, lines: Iterable[str]) -> None:
    import pyoxigraph as ox

    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)


def open_file(path: Path, ontology: Ontology, date: str, *, undecided: frozenset[str] | None = None) -> SparqlGraph:
    """The graph of a release's ``graph.nt``: nothing but this file and the ontology's prefixes and declarations."""
    import pyoxigraph as ox

    store = ox.Store()
    try:
        store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
    except (OSError, SyntaxError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "N-Triples", "release again") from error
    names = names_of(ontology, date, undecided=undecided)
    _load(store, _declared_types(ontology, names))
    return SparqlGraph(store, names, lambda node: _decoded(node, ontology.prefixes))


def _declared_types(ontology: Ontology, names: Names) -> Iterator[str]:
    """Classes of the ontology's own terms: those without facts are members too."""
    for id, entity in ontology.entities.items():
        for cls in sorted({above for c in entity.classes for above in ontology.ancestors(c)}):
            yield f"<{names.to_iri(id)}> <{names.type}> <{names.to_iri(cls)}> .\n"


def _decoded(node: Any, prefixes: Mapping[str, str]) -> Term:
    if type(node).__name__ == "Literal":
        return term_literal(node.value, node.datatype.value, node.language)
    return iri_id(node.value, prefixes)


def of_table(table: FactTable) -> SparqlGraph:
    """The graph of a table, plain lines first."""
    import pyoxigraph as ox

    names = table_names(table)
    store = ox.Store()
    iris = {term: f"<{names.to_iri(term)}>" for term in table.terms if isinstance(term, str)}
    texts = [iris[term] if isinstance(term, str) else nt_literal(term) for term in table.terms]
    _load(store, _plain_lines(table, texts, names))
    by_text = {text.strip("<>") if text.startswith("<") else text: number for number, text in enumerate(texts)}

    def decode(node: Any) -> Term:
        text = node.value if type(node).__name__ == "NamedNode" else str(node)
        number = by_text.get(text)
        return _decoded(node, names.prefixes) if number is None else table.terms[number]

    def nodes() -> Iterator[str]:
        for row in range(len(table)):
            yield from fact_lines(
                _with_premises(table, row), table.ontology, table.date or "2000-01-01", lambda id: f"<{names.to_iri(id)}>"
            )

    return SparqlGraph(store, names, decode, nodes)


def _with_premises(table: FactTable, row: int) -> Fact:
    fact = table.fact(row)
    if not table.rule[row]:
        return fact
    premises = table.premise[table.premise_start[row] : table.premise_start[row + 1]].tolist()
    return replace(fact, derived=Derivation(RULES[table.rule[row]], tuple(table.fact_id(n) for n in premises)))


def table_names(table: FactTable) -> Names:
    """The names by which forms over a table are compiled; those of a corpus are what ``sparql`` of its samples is written with."""
    found: Names = table.kept("names", lambda: _names(table))
    return found


def _names(table: FactTable) -> Names:
    if table.kind == "corpus":
        return names_of(table.ontology, table.date, undecided=undecided_predicates(table))
    functional = frozenset(p.id for p in table.ontology.predicates.values() if p.functional)
    if table.kind == "tsv":
        iri: Callable[[str], str] = lambda id: ID + quote(id, safe="")  # noqa: E731
        return Names({}, None, functional=functional, undecided=frozenset(), iri=iri, type=iri("rdf:type"))
    return Names({}, None, functional=functional, undecided=frozenset())


def undecided_predicates(table: FactTable) -> frozenset[str]:
    """Predicates that have a fact without condition which is undecided on the corpus date."""
    found = set()
    for number, name in enumerate(table.predicates):
        if table.slices[number] < table.slices[number + 1] and (table.status(number, Use()) == UNDECIDED).any():
            found.add(name)
    return frozenset(found)


def _plain_lines(table: FactTable, texts: Sequence[str], names: Names) -> Iterator[str]:
    for number, name in enumerate(table.predicates):
        rows = np.flatnonzero(table.status(number, Use()) == CERTAIN) + int(table.slices[number])
        predicate = f"<{names.to_iri(name)}>"
        for subject, object in zip(table.subject[rows].tolist(), table.object[rows].tolist(), strict=True):
            yield f"{texts[subject]} {predicate} {texts[object]} .\n"
    for cls, members in table.members.items():
        for member in members.tolist():
            yield f"{texts[member]} <{names.type}> <{names.to_iri(cls)}> .\n"


# --------------------------------------------------------------------------------------------- the engine


def sparql(table: FactTable) -> Engine:
    """The auditor engine over a table."""
    return Sparql(table, of_table(table), Grounding(table))


@dataclass(slots=True, eq=False)
class Sparql:
    """Answers forms by queries; see ``answer.Engine``."""

    table: FactTable
    graph: SparqlGraph
    grounding: Grounding
    _settled_by: list[str] = field(default_factory=list)

    def answer(self, form: f.Form, *, proof: bool = False) -> Answer:
        form = resolved(whole(form), self.table)
        known = f.map_ids(form, self._or_nobody, in_with=False) if not isinstance(_undated(form), f.Ask) else form
        found = self._find(known, None)
        complete = bool(found.grounded[0]) and bool(r.equal(found.lower, found.upper)[0])
        why = explain(self.table, self.grounding, self._named(found, form), 0, (), complete)
        valued = found.value is not None
        answers = () if valued else tuple(self.table.terms[n] for n in found.lower.members.tolist())
        return Answer(
            answers, found.value[0] if found.value else None, valued, why.complete, why.because, self._qualifiers(found), why.grounds,
            self._proof(found) if proof else None,
        )  # fmt: skip

    def _or_nobody(self, id: str) -> str:
        return id if id in self.table.index else NOBODY

    def _named(self, found: Found, form: f.Form) -> Found:
        """What was found with the ids of the form as asked, so that reasons can name those that are unknown."""
        form = _undated(form)
        found.form = form
        for part, own in zip(found.parts, f.parts(form), strict=True):
            self._named(part, own)
        return found

    # ------------------------------------------------------------------ sets

    def _find(self, form: f.Form, date: str | None) -> Found:
        """The bounds of a form and of all forms inside it, each by its own queries; a graph without declarations needs the form's alone."""
        if isinstance(form, f.AsOf):
            return self._find(form.of, form.date)
        if isinstance(form, f.Ask):
            return self._asked(form, date)
        parts = tuple(self._find(part, date) for part in f.parts(form))
        if isinstance(form, f.Count):
            of = parts[0]
            dated = f.AsOf(form, date) if date else form
            (row,) = self.graph.select(to_sparql(dated, self.graph.names))
            return Found(form, of.lower, of.upper, of.grounded, parts, value=[int(row[0].value)])
        lower = self._rows(form, date, upper=False)
        upper = self._rows(form, date, upper=True) if self.table.declared else lower
        return Found(form, lower, upper, np.array([self._grounded(form, parts, date)]), parts, self._walked(form, date))

    def _rows(self, form: f.Form, date: str | None, *, upper: bool) -> Rows:
        found = self.graph.answers(f.AsOf(form, date) if date else form, upper=upper)
        return r.one(np.array(sorted(self.table.number(term) for term in found), np.int32))

    def _walked(self, form: f.Form, date: str | None) -> tuple[Walked, ...]:
        if not isinstance(form, f.Step):
            return ()
        return (Walked(None, self.table.predicate_index[form.predicate], form.inverse, Use(date, form.with_)),)

    def _grounded(self, form: f.Form, parts: tuple[Found, ...], date: str | None) -> bool:
        if not self.table.declared or not all(part.grounded[0] for part in parts):
            return False
        if isinstance(form, f.Entity):
            return form.id in self.table.index
        if isinstance(form, f.Class):
            ground = self.grounding.class_ground(form.id)
            return ground is not None and not ground.open
        if isinstance(form, f.Step):
            good = self.grounding.good(self.table.predicate_index[form.predicate], form.inverse, Use(date, form.with_))
            return bool(good[parts[0].upper.members].all())
        return True

    # ------------------------------------------------------------------ yes or no

    def _asked(self, form: f.Ask, date: str | None) -> Found:
        table = self.table
        walked = Walked(None, table.predicate_index[form.predicate], False, Use(date, form.with_))
        subject = table.number(form.subject)
        object = table.number(form.object) if isinstance(form.object, str) else None
        step = f.Step(f.Entity(form.subject), form.predicate, with_=form.with_)
        found = {name: self._facts_of(step, date, form.subject, **how) for name, how in _BOUNDS.items()}
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
        self._settled_by = [fact for fact, _, _ in support]
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

    # ------------------------------------------------------------------ facts

    def _facts_of(self, step: f.Step, date: str | None, subject: str, *, upper: bool, negated: bool) -> list[tuple[str, int, int]]:
        """Fact nodes with the numbers of their ends, for one subject."""
        query = facts_query(step, self.graph.names, date=date, upper=upper, negated=negated, ends={"?subject": [subject]})
        return self._ended(query)

    def _ended(self, query: str) -> list[tuple[str, int, int]]:
        number = self.table.number
        found = [(fact.value, number(self.graph.term(s)), number(self.graph.term(o))) for fact, s, o in self.graph.select(query)]
        return sorted(found)

    def _support(self, found: Found, target: set[int], date: str | None) -> Iterator[tuple[f.Form, str]]:
        """Fact nodes on walks that survive to the target, with the form that walked them."""
        form = found.form
        while isinstance(form, f.AsOf):
            date, form = form.date, form.of
        if isinstance(form, f.Ask):
            yield from ((form, fact) for fact in self._settled_by)
        elif isinstance(form, f.Step):
            date = found.walked[0].use.date
            start = set(found.parts[0].lower.members.tolist())
            alive = set()
            for fact, subject, object in self._step_facts(form, date, start):
                own, other = (object, subject) if form.inverse else (subject, object)
                if own in start and other in target:
                    alive.add(own)
                    yield form, fact
            yield from self._support(found.parts[0], alive, date)
        elif isinstance(form, f.Minus):
            yield from self._support(found.parts[0], target, date)
        else:
            for part in found.parts:
                own_target = set(found.lower.members.tolist()) if isinstance(form, f.Count) else target
                yield from self._support(part, own_target & set(part.lower.members.tolist()), date)

    def _step_facts(self, form: f.Step, date: str | None, start: set[int]) -> list[tuple[str, int, int]]:
        ends = {}
        if len(start) <= MOST_VALUES:
            ends = {"?object" if form.inverse else "?subject": [self.table.terms[n] for n in sorted(start)]}
        return self._ended(facts_query(form, self.graph.names, date=date, ends=ends)) if start else []

    def _proof(self, found: Found) -> tuple[Triple, ...]:
        facts = {fact for _, fact in self._support(found, set(found.lower.members.tolist()), None)}
        triples = {triple for fact in facts for triple in self._asserted(fact)}
        return tuple(sorted(triples, key=lambda t: (t[0], t[1], term_order(t[2]), term_key(t[2]))))

    def _asserted(self, fact: str) -> Iterator[Triple]:
        """The triples of a fact node's asserted premises, or its own."""
        premises = [node.value for node in self._objects(fact, "premise")] or [fact]
        for premise in premises:
            subject, predicate, object = (self._objects(premise, name)[0] for name in ("subject", "predicate", "object"))
            yield str(self.graph.term(subject)), self._predicate(predicate), self.graph.term(object)

    def _predicate(self, node: Any) -> str:
        names = {self.graph.names.to_iri(name): name for name in self.table.predicates}
        return names[node.value]

    def _objects(self, node: str, name: str) -> list[Any]:
        import pyoxigraph as ox

        found = self.graph.store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(KGC + name), None)
        return sorted((quad.object for quad in found), key=str)

    def _qualifiers(self, found: Found) -> tuple[tuple[Qualifier, ...], ...] | None:
        form = found.form
        if not any(getattr(part, "with_", None) == "any" for part in f.walk(form)):
            return None
        out = []
        for answer in found.lower.members.tolist() if found.value is None else ():
            own: dict[tuple[str, str], Qualifier] = {}
            for part, fact in self._support(found, {answer}, None):
                if getattr(part, "with_", None) == "any":
                    for node in self._objects(fact, "qualifier"):
                        (name,), (value,) = self._objects(node.value, "qualifierPredicate"), self._objects(node.value, "value")
                        qualifier = Qualifier(self._predicate(name), self.graph.term(value))
                        own[qualifier.predicate, term_key(qualifier.value)] = qualifier
            out.append(tuple(own[key] for key in sorted(own)))
        return tuple(out)


def _undated(form: f.Form) -> f.Form:
    while isinstance(form, f.AsOf):
        form = form.of
    return form


_BOUNDS: Mapping[str, Mapping[str, bool]] = {
    "yes": {"upper": False, "negated": False}, "no": {"upper": False, "negated": True}, "maybe": {"upper": True, "negated": False},
}  # fmt: skip
