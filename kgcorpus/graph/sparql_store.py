"""A graph in an Oxigraph store, by the RDF layout of a release (see ``rdf``): opened from a release's own file, or built from a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from .. import forms as f
from ..errors import FormError, InputError
from ..forms import undated
from ..forms_sparql import Names, names_of, sparql_shape, to_sparql
from ..model import Derivation, Fact, Term, term_key
from ..ontology import Ontology
from ..rdf import ID, fact_lines, iri_id, nt_literal, term_literal
from .columns import RULES
from .conditions import CERTAIN, UNDECIDED, Use
from .sparql_rows import Outcome, Reading, finished, in_order
from .table import FactTable

MOST_STARTS = 1000
"""Starts that one query of a shape lists: enough that queries are few, few enough that no query pairs everything with everything."""


@dataclass(slots=True, eq=False)
class SparqlGraph:
    """A graph in an Oxigraph store. ``decode`` makes a term of a node; ``nodes`` adds the fact nodes when a query first needs them.

    ``predicates`` are ids by IRI, where prefixes do not tell them.
    """

    store: Any
    names: Names
    decode: Callable[[Any], Term]
    nodes: Callable[[], Iterable[str]] | None = None
    predicates: Mapping[str, str] = field(default_factory=dict)
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

    def predicate(self, node: Any) -> str:
        """The id of a predicate's node."""
        return self.predicates[node.value] if self.predicates else iri_id(node.value, self.names.prefixes)

    def answers(self, form: f.Form, *, upper: bool = False) -> list[Term]:
        """The members of a set, sorted."""
        return self.terms(row[0] for row in self.select(to_sparql(form, self.names, upper=upper)))

    def terms(self, nodes: Iterable[Any]) -> list[Term]:
        """Terms of nodes, sorted, once each."""
        return in_order(map(self.term, nodes))

    @property
    def _reading(self) -> Reading:
        return Reading(self.term, self.predicate, lambda of: self.names.units.get(of))

    def outcome(self, form: f.Form) -> Outcome:
        """What a form denotes, by its own query. A yes/no question is true, or null where there is no such fact."""
        inner = undated(form)
        query = to_sparql(form, self.names)
        if isinstance(inner, f.Ask):
            return Outcome(value=True if self.holds(query) else None)
        possible = self.select(to_sparql(form, self.names, upper=True)) if isinstance(inner, f.Compare) else ()
        return finished(inner, self.select(query), self._reading, possible=possible)

    def outcomes(self, shape: f.Form, starts: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Outcome]:
        """What a shape denotes for each of these starts: one query for a thousand of them. Where one query cannot say it (parts of a union
        that bind different starts) each start is asked by itself."""
        inner = undated(shape)
        try:
            rows = self._by_start(shape, starts)
            possible = self._by_start(shape, starts, upper=True) if isinstance(inner, f.Compare) else {}
        except FormError:
            return {start: self.outcome(f.fill(shape, start)) for start in starts}
        if isinstance(inner, f.Ask):
            return {start: Outcome(value=True if start in rows else None) for start in starts}
        return {start: finished(inner, rows.get(start, ()), self._reading, possible=possible.get(start, ())) for start in starts}

    def shape(
        self, shape: f.Form, starts: Sequence[Sequence[Term]] | None = None, *, upper: bool = False
    ) -> dict[tuple[str, ...], list[Term]]:
        """The answers of a shape for every start (of those listed) that has any. A count gives one literal; a yes/no question an empty list
        for each start of which the fact holds. Literal starts stand by their ``term_key``. Without ``starts`` it is one query, and
        ``FormError`` where one query cannot say it."""
        found = self._by_start(shape, starts, upper)
        undated = shape
        while isinstance(undated, f.AsOf):
            undated = undated.of
        width = 1 if isinstance(undated, f.Sort) else None  # behind a member stands what it is sorted by
        return {start: self.terms(node for row in found[start] for node in row[:width]) for start in sorted(found)}

    def _by_start(
        self, shape: f.Form, starts: Sequence[Sequence[Term]] | None, upper: bool = False
    ) -> dict[tuple[str, ...], list[tuple[Any, ...]]]:
        """The rows of each start that has any, without the start's columns."""
        holes = len({id for id in f.entities_of(shape) if f.is_hole(id)})
        parts = [None] if starts is None else [starts[n : n + MOST_STARTS] for n in range(0, len(starts), MOST_STARTS)]
        found: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for part in parts:
            for row in self.select(sparql_shape(shape, self.names, upper=upper, starts=part)):
                found.setdefault(tuple(term_key(self.term(node)) for node in row[:holes]), []).append(row[holes:])
        return found

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
            said = table.value(int(table.object[row])) if names.cells else None
            iri: Callable[[str], str] = lambda id: f"<{names.to_iri(id)}>"  # noqa: E731
            yield from fact_lines(_with_premises(table, row), table.ontology, table.date or "2000-01-01", iri, value=said)

    return SparqlGraph(store, names, decode, nodes, {names.to_iri(name): name for name in table.predicates})


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
        return Names({}, None, functional=functional, undecided=frozenset(), iri=iri, type=iri("rdf:type"), cells=True)
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
