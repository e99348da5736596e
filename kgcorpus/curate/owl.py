"""An OWL or RDFS ontology made elsewhere (Turtle, RDF/XML, N-Triples): every triple is kept, and what kgcorpus needs is put beside it.

Classes and properties that are referred to and not declared are declared; a datatype property that leads to a class becomes an object
property; an individual without a label gets one made of its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kgcorpus.english import split_name
from kgcorpus.errors import OntologyError
from kgcorpus.ontology_graph import CLASS_TYPES, TYPE, Graph, guess_language, kind, local_name, node, read_graph
from kgcorpus.ontology_reading import DATATYPE_NAMES, PREDICATE_TYPES
from kgcorpus.rdf import OWL, RDF, RDFS, SKOS, XSD

from .incoming import Incoming, Thing
from .schema import quoted

_FOREIGN = (OWL, RDF, RDFS, SKOS, XSD)
_DEEPEST = 60


def owl() -> Callable[[Path], Incoming]:
    """A reader of OWL files."""

    def read(path: Path) -> Incoming:
        return _Owl(read_graph([path]), path).read()

    return read


class _Owl:
    def __init__(self, graph: Graph, path: Path) -> None:
        self.graph, self.path = graph, path
        self.types = {s: {t.value for t in found.get(TYPE, ())} for s, found in graph.by_subject.items()}
        self.notes: list[str] = []

    def read(self) -> Incoming:
        things: list[Thing] = []
        rest: list[tuple[str, str, str]] = []
        roots: list[str] = []
        pointed = {o.value for _, _, o in self.graph.triples if kind(o) == "BlankNode"}
        for subject, found in self.graph.by_subject.items():
            if subject.startswith("_:"):
                if subject[2:] not in pointed:
                    roots.append(self.nested(subject, 0))
                continue
            sheet = self.sheet(subject)
            values = [(p, self.text(v, 0)) for p, terms in found.items() for v in terms]
            if sheet:
                things.append(self.thing(subject, sheet, values))
            else:
                rest += [(subject, p, v) for p, v in values]
        things += self.undeclared({t.iri: t.sheet for t in things})
        classes, predicates, terms = (sum(t.sheet == sheet for t in things) for sheet in ("classes", "predicates", "terms"))
        counted = f"{classes} classes, {predicates} predicates, {terms} terms; all triples are kept"
        self.notes.insert(0, f"{self.path.name}: {counted}")
        prefixes = {p: n for p, n in self.graph.prefixes.items() if p}
        return Incoming(tuple(things), (), tuple(self.notes), prefixes, tuple(roots), tuple(rest))

    def sheet(self, subject: str) -> str:
        types = self.types[subject]
        if types & set(CLASS_TYPES):
            return "classes"
        if types & PREDICATE_TYPES.keys():
            return "predicates"
        own = {t for t in types if not t.startswith(_FOREIGN)}
        labelled = self.graph.by_subject[subject].keys() & {RDFS + "label", SKOS + "prefLabel"}
        return "terms" if own or OWL + "NamedIndividual" in types or SKOS + "Concept" in types or (labelled and not types) else ""

    def thing(self, iri: str, sheet: str, values: list[tuple[str, str]]) -> Thing:
        labels: dict[str, str] = {}
        for value in self.graph.values(iri, SKOS + "prefLabel", RDFS + "label"):
            if kind(value) == "Literal" and value.value.strip():
                labels.setdefault(str(value.language or "").split("-")[0].lower() or guess_language(value.value), value.value.strip())
        refs: dict[str, tuple[str, ...]] = {}
        if sheet == "terms":
            classes = tuple(t for t in self.graph.iris(iri, TYPE) if not t.startswith(_FOREIGN))
            refs[TYPE] = classes
            values = [(p, v) for p, v in values if p != TYPE or v[1:-1] not in classes]
            if not labels:
                name = split_name(local_name(iri))
                labels[guess_language(name)] = name
                values.append((SKOS + "prefLabel", quoted(name, guess_language(name))))
        elif sheet == "predicates":
            values = self.mended(iri, values)
        return Thing(sheet, labels, iri=iri, refs=refs, said=tuple(dict.fromkeys(values)), place=self.path.name)

    def mended(self, iri: str, values: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """A property's values, its type that of what it leads to."""
        ranges = self.graph.alternatives(iri, RDFS + "range")
        leads_to_things = [r for r in ranges if not _is_datatype(r)]
        data, object = (TYPE, f"<{OWL}DatatypeProperty>"), (TYPE, f"<{OWL}ObjectProperty>")
        if data in values and leads_to_things:
            self.notes.append(f"{local_name(iri)} leads to the class {local_name(leads_to_things[0])}: made an object property")
            return [value for value in values if value not in (data, object)] + [object]
        if object in values and ranges and not leads_to_things and any(r.startswith(XSD) for r in ranges):
            self.notes.append(f"{local_name(iri)} leads to values: made a datatype property")
            return [value for value in values if value not in (data, object)] + [data]
        return values

    def undeclared(self, declared: dict[str, str]) -> Iterator[Thing]:
        """Classes and properties that are referred to only."""
        classes: dict[str, None] = {}
        predicates: dict[str, None] = {}
        for subject, found in self.graph.by_subject.items():
            for property in (RDFS + "domain", RDFS + "range", RDFS + "subClassOf", OWL + "disjointWith"):
                if property in found and not subject.startswith("_:"):
                    classes.update(dict.fromkeys(self.graph.alternatives(subject, property)))
            for property in (RDFS + "subPropertyOf", OWL + "inverseOf", OWL + "onProperty"):
                predicates.update(dict.fromkeys(self.graph.iris(subject, property)))
        for names, sheet, type in ((classes, "classes", "Class"), (predicates, "predicates", "ObjectProperty")):
            new = [n for n in names if n not in declared and not n.startswith(_FOREIGN) and not _is_datatype(n)]
            if new:
                shown = ", ".join(map(local_name, new[:5])) + (" …" if len(new) > 5 else "")
                self.notes.append(f"{len(new)} {sheet} are referred to and not declared; declared here: {shown}")
            for iri in new:
                yield Thing(sheet, {}, iri=iri, said=((TYPE, f"<{OWL}{type}>"),), place=self.path.name)

    # ------------------------------------------------------------------------------------------- values as Turtle

    def text(self, value: Any, depth: int) -> str:
        if kind(value) == "BlankNode":
            return self.nested(node(value), depth + 1)
        return f"<{value.value}>" if kind(value) == "NamedNode" else str(value)

    def nested(self, subject: str, depth: int) -> str:
        if depth > _DEEPEST:
            raise OntologyError(self.path.name, "blank nodes that point to each other", "a tree", "give one of them an IRI")
        found = self.graph.by_subject.get(subject, {})
        if RDF + "first" in found and self._is_list(subject):
            return f"( {' '.join(self.text(item, depth) for item in self.graph.members(subject))} )"
        inner = " ; ".join(f"<{p}> {' , '.join(self.text(v, depth) for v in values)}" for p, values in found.items())
        return f"[ {inner} ]" if inner else "[]"

    def _is_list(self, head: str) -> bool:
        seen: set[str] = set()
        while head != RDF + "nil":
            found = self.graph.by_subject.get(head, {})
            if head in seen or set(found) - {TYPE} != {RDF + "first", RDF + "rest"} or len(found[RDF + "rest"]) != 1:
                return False
            seen.add(head)
            head = node(found[RDF + "rest"][0])
        return True


def _is_datatype(iri: str) -> bool:
    """Whether a range is a datatype, or a class in name only (``#number``), as the ontology's reader takes it."""
    return iri.startswith((XSD, RDFS + "Literal", RDF + "langString", RDF + "PlainLiteral")) or local_name(iri).lower() in DATATYPE_NAMES
