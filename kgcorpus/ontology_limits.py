"""How many objects (or subjects) a predicate allows, by OWL restrictions and SHACL shapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .ontology_graph import CLASS_TYPES, TYPE, Graph, kind, node
from .rdf import OWL, RDFS, SH


@dataclass(slots=True)
class Limits:
    """How many objects a subject may have, by class where it is not ``everywhere``; and how many ``subjects`` an object."""

    everywhere: int | None = None
    subjects: int | None = None
    by_class: dict[str, int] = field(default_factory=dict)

    def add(self, cls: str | None, limit: int) -> None:
        if cls is None:
            self.everywhere = limit if self.everywhere is None else min(self.everywhere, limit)
        else:
            self.by_class[cls] = min(limit, self.by_class.get(cls, limit))


_OWL_MAX = tuple(OWL + name for name in ("maxCardinality", "cardinality", "maxQualifiedCardinality", "qualifiedCardinality"))


def limits_of(graph: Graph, id_of: Callable[[str], str]) -> dict[str, Limits]:
    """Upper counts by predicate IRI, from OWL restrictions on classes and from ``sh:maxCount`` of SHACL shapes.

    A limit on a class that is a predicate's only domain, or on all its subjects, holds everywhere.
    """
    out: dict[str, Limits] = {}

    def count(subject: str, *properties: str) -> int | None:
        numbers = [v.value for v in graph.values(subject, *properties) if kind(v) == "Literal"]
        return min((int(n) for n in numbers if re.fullmatch(r"\d+", n)), default=None)

    def put(path: str, cls: str | None, limit: int) -> None:
        domain = [c for c in graph.alternatives(path, RDFS + "domain") if c != OWL + "Thing"]
        out.setdefault(path, Limits()).add(None if cls is None or domain == [cls] else id_of(cls), limit)

    for subject, found in list(graph.by_subject.items()):
        for value in (*found.get(RDFS + "subClassOf", ()), *found.get(OWL + "equivalentClass", ())):
            limit = count(node(value), *_OWL_MAX)
            if kind(value) == "BlankNode" and limit is not None and not subject.startswith("_:"):
                for path in graph.iris(node(value), OWL + "onProperty"):
                    put(path, subject, limit)
        targets: list[str | None] = [t.value for t in found.get(SH + "targetClass", ())]
        if any(t.value in CLASS_TYPES for t in found.get(TYPE, ())):
            targets.append(subject)
        for value in (*found.get(SH + "property", ()), subject):
            shape = value if isinstance(value, str) else node(value)
            limit = count(shape, SH + "maxCount")
            if limit is None:
                continue
            for path in graph.values(shape, SH + "path"):
                inverse = graph.iris(node(path), SH + "inversePath") if kind(path) == "BlankNode" else []
                if inverse:
                    out.setdefault(inverse[0], Limits()).subjects = limit
                elif kind(path) == "NamedNode":
                    anyone = [None] if path.value in {t.value for t in found.get(SH + "targetSubjectsOf", ())} else []
                    for cls in (*targets, *anyone):
                        put(path.value, cls, limit)
    return out
