"""The triples of an ontology's files, as its readers and its lint see them: by subject and property, in the order written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import KgcorpusError, OntologyError
from .rdf import OWL, PREFIXES, RDF, RDFS, SH, read_triples

TYPE = RDF + "type"
CLASS_TYPES = (OWL + "Class", RDFS + "Class")


@dataclass(slots=True)
class Graph:
    """The triples of an ontology's files by subject and property IRI, values in the order written."""

    files: list[Path]
    prefixes: dict[str, str]
    triples: list[tuple[Any, Any, Any]] = field(default_factory=list)
    by_subject: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    clashes: list[tuple[str, str, str]] = field(default_factory=list)
    """(file, prefix, namespace) of prefixes declared a second time for another namespace."""

    def add(self, triple: tuple[Any, Any, Any]) -> None:
        self.triples.append(triple)
        self.by_subject.setdefault(node(triple[0]), {}).setdefault(triple[1].value, []).append(triple[2])

    def values(self, subject: str, *properties: str) -> list[Any]:
        """Terms of the properties, in the order of the properties, then of the file."""
        found = self.by_subject.get(subject, {})
        return [value for name in properties for value in found.get(name, ())]

    def iris(self, subject: str, *properties: str) -> list[str]:
        return list(dict.fromkeys(v.value for v in self.values(subject, *properties) if kind(v) == "NamedNode"))

    def members(self, head: str) -> Iterator[Any]:
        """The items of an RDF list."""
        seen: set[str] = set()
        while head != RDF + "nil" and head not in seen:
            seen.add(head)
            yield from self.values(head, RDF + "first")[:1]
            rest = self.values(head, RDF + "rest")
            if not rest:
                return
            head = node(rest[0])

    def alternatives(self, subject: str, property: str) -> list[str]:
        """IRIs of a domain or range, unions taken apart, in the order written."""
        out: list[str] = []
        todo = [(value, 0) for value in self.values(subject, property)]
        while todo:
            value, depth = todo.pop(0)
            if kind(value) == "NamedNode":
                out.append(value.value)
            elif kind(value) == "BlankNode" and depth < 16:
                for union in self.values(node(value), OWL + "unionOf", OWL + "intersectionOf"):
                    todo.extend((item, depth + 1) for item in self.members(node(union)))
        return list(dict.fromkeys(out))


def kind(term: Any) -> str:
    """``NamedNode``, ``BlankNode`` or ``Literal``."""
    return type(term).__name__


def node(term: Any) -> str:
    """The key of a term as a subject: the IRI, or ``_:label``."""
    return f"_:{term.value}" if kind(term) == "BlankNode" else str(term.value)


def read_graph(files: Iterable[Path]) -> Graph:
    """The triples of all files. All files are tried; raises ``OntologyError`` naming each that cannot be read."""
    import pyoxigraph as ox

    files = list(files)
    graph = Graph(files, dict(PREFIXES))
    errors: list[KgcorpusError] = []
    names: dict[str, Any] = {}
    for path in files:
        try:
            found = read_triples(path)
        except OntologyError as error:
            errors.append(error)
            continue
        for prefix, namespace in sorted(found.prefixes.items()):
            if graph.prefixes.setdefault(prefix, namespace) != namespace:
                graph.clashes.append((path.name, prefix, namespace))

        def own(term: Any, path: Path = path) -> Any:
            return names.setdefault(f"{path.name} {term.value}", ox.BlankNode(f"b{len(names)}")) if isinstance(term, ox.BlankNode) else term

        for subject, predicate, object in found:
            graph.add((own(subject), predicate, own(object)))
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise OntologyError("", "\n".join(str(e) for e in errors))
    return graph


def shape_triples(graph: Graph) -> list[tuple[Any, Any, Any]]:
    """The triples of SHACL shapes and all blank nodes that hang on them, in the order written."""
    roots = [
        s
        for s, found in graph.by_subject.items()
        if any(p.startswith(SH) for p in found) or any(t.value.startswith(SH) for t in found.get(TYPE, ()))
    ]
    inside = set(roots)
    todo = list(roots)
    while todo:
        for values in graph.by_subject.get(todo.pop(), {}).values():
            for value in values:
                key = node(value)
                if kind(value) == "BlankNode" and key not in inside:
                    inside.add(key)
                    todo.append(key)
    return [t for t in graph.triples if node(t[0]) in inside]


def guess_language(text: str) -> str:
    """``zh`` for a text with Chinese characters, else ``en``: for labels without a language tag."""
    return "zh" if re.search(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", text) else "en"


def local_name(iri: str) -> str:
    """What follows the last ``#``, ``/`` or ``:`` of an IRI."""
    return re.split(r"[#/:]", iri.rstrip("#/"))[-1]


def language(literal: Any) -> str:
    """Main language of a literal: its tag without region (``zh-Hans`` → ``zh``), guessed where untagged."""
    tag = str(literal.language or "")
    return tag.split("-")[0].lower() if tag else guess_language(literal.value)
