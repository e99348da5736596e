"""A SKOS vocabulary made elsewhere (Turtle, RDF/XML, N-Triples): concepts become terms, their groups classes.

What is a class is read in the least surprising way: ``cls`` if given; else top concepts that have narrower ones (all below are their
terms); else collections; else the scheme itself. Ids are kept. Broader, related and mapping properties stay as annotations.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kgcorpus.english import split_name
from kgcorpus.ontology_graph import TYPE, Graph, guess_language, kind, local_name, node, read_graph
from kgcorpus.rdf import OWL, RDF, RDFS, SKOS

from .incoming import Incoming, Thing
from .schema import quoted

XL = "http://www.w3.org/2008/05/skos-xl#"
_SHORT_NOTE = {"zh": 8, "en": 24}
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_READ = (*_LABELS, "definition", "notation", "scopeNote", "hasTopConcept", "narrower", "narrowerTransitive", "member")
_TAKEN = {*(SKOS + name for name in _READ), *(XL + name for name in _LABELS), TYPE, RDFS + "label"}


def vocabulary(*, cls: str = "") -> Callable[[Path], Incoming]:
    """A reader of SKOS vocabularies. ``cls`` is the class (label or id) of all concepts."""

    def read(path: Path) -> Incoming:
        return _Vocabulary(read_graph([path]), path, cls).read()

    return read


def is_vocabulary(graph: Graph) -> bool:
    """Whether a graph has concepts and no classes or properties of its own."""
    types = {t.value for found in graph.by_subject.values() for t in found.get(TYPE, ())}
    return bool(types & {SKOS + "Concept", SKOS + "ConceptScheme"}) and not types & {OWL + "Class", OWL + "ObjectProperty", RDFS + "Class"}


class _Vocabulary:
    def __init__(self, graph: Graph, path: Path, cls: str) -> None:
        self.graph, self.path, self.cls = graph, path, cls
        linked = {node(o) for _, p, o in graph.triples if p.value in (SKOS + "narrower", SKOS + "hasTopConcept") and kind(o) == "NamedNode"}
        broader = {node(s) for s, p, _ in graph.triples if p.value in (SKOS + "broader", SKOS + "topConceptOf", SKOS + "narrower")}
        self.concepts = [
            s
            for s, found in graph.by_subject.items()
            if not s.startswith("_:") and (SKOS + "Concept" in {t.value for t in found.get(TYPE, ())} or s in linked | broader)
        ]
        self.up: dict[str, list[str]] = {c: graph.iris(c, SKOS + "broader", SKOS + "broaderTransitive") for c in self.concepts}
        for subject in self.concepts:
            for other in graph.iris(subject, SKOS + "narrower", SKOS + "narrowerTransitive"):
                if other in self.up and subject not in self.up[other]:
                    self.up[other].append(subject)

    def read(self) -> Incoming:
        groups, how = self.groups()
        things: list[Thing] = []
        for iri in groups:
            things.append(self.thing(iri, "classes", ()))
        for iri in self.concepts:
            if iri not in groups:
                things.append(self.thing(iri, "terms", (self.cls,) if self.cls else tuple(self.above(iri, groups))))
        notes = (f"{self.path.name}: {how}",)
        return Incoming(tuple(things), (), notes, {p: n for p, n in self.graph.prefixes.items() if p})

    def groups(self) -> tuple[dict[str, set[str]], str]:
        """The classes with their members, and how they were found."""
        if self.cls:
            return {}, f"all concepts are terms of the class '{self.cls}'"
        below = {parent for parents in self.up.values() for parent in parents}
        tops = {o.value for _, p, o in self.graph.triples if p.value == SKOS + "hasTopConcept"}
        tops |= {node(s) for s, p, _ in self.graph.triples if p.value == SKOS + "topConceptOf"}
        tops = (tops or {c for c in self.concepts if not self.up[c]}) & set(self.concepts)
        classes = {c: set[str]() for c in self.concepts if c in tops and c in below}
        if classes:
            count = len(classes)
            for scheme, members in self.schemes().items():
                alone = {c for c in members if c not in classes and not self.above(c, classes)}
                if alone:
                    classes[scheme] = alone
            return classes, f"the {count} top concepts with narrower ones are classes; all below them are their terms"
        collections = {
            s: {v.value for v in self.graph.values(s, SKOS + "member") if kind(v) == "NamedNode"}
            for s, found in self.graph.by_subject.items()
            if not s.startswith("_:") and {t.value for t in found.get(TYPE, ())} & {SKOS + "Collection", SKOS + "OrderedCollection"}
        }
        if sum(any(c in members for members in collections.values()) for c in self.concepts) * 2 > len(self.concepts):
            return collections, f"the {len(collections)} collections are classes; their members are terms"
        schemes = self.schemes()
        if schemes:
            return schemes, "the concept scheme is the class of all concepts" if len(schemes) == 1 else "each concept scheme is a class"
        return {}, "no hierarchy, collection or scheme: the terms have no class yet"

    def schemes(self) -> dict[str, set[str]]:
        """The concept schemes with their concepts."""
        graph = self.graph
        schemes = {
            s: set[str]()
            for s, found in graph.by_subject.items()
            if not s.startswith("_:") and SKOS + "ConceptScheme" in {t.value for t in found.get(TYPE, ())}
        }
        for concept in self.concepts:
            for scheme in graph.iris(concept, SKOS + "inScheme", SKOS + "topConceptOf"):
                if scheme in schemes:
                    schemes[scheme].add(concept)
        if len(schemes) == 1:
            next(iter(schemes.values())).update(self.concepts)
        return schemes

    def above(self, iri: str, groups: dict[str, set[str]]) -> list[str]:
        """The classes of a concept: those it is a member of, else the nearest groups on the way up."""
        direct = [group for group, members in groups.items() if iri in members]
        if direct:
            return direct
        seen = {iri}
        todo = [iri]
        found: list[str] = []
        while todo:
            for parent in self.up.get(todo.pop(0), ()):
                if parent in groups and parent not in found:
                    found.append(parent)
                elif parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        return found

    def texts(self, iri: str, *names: str) -> list[tuple[str, str]]:
        """Tag and text of labels, also those of SKOS-XL."""
        values = list(self.graph.values(iri, *(SKOS + name for name in names)))
        for label in self.graph.values(iri, *(XL + name for name in names)):
            values += self.graph.values(node(label), XL + "literalForm")
        return [(str(v.language or ""), v.value.strip()) for v in values if kind(v) == "Literal" and v.value.strip()]

    def thing(self, iri: str, sheet: str, classes: tuple[str, ...]) -> Thing:
        labels: dict[str, str] = {}
        said: list[tuple[str, str]] = []
        label = SKOS + "prefLabel" if sheet == "terms" else RDFS + "label"
        ranked = sorted(self.texts(iri, "prefLabel"), key=lambda one: one[0].lower() in ("zh-hant", "zh-tw", "zh-hk"))
        plain = [(str(v.language or ""), v.value.strip()) for v in self.graph.values(iri, RDFS + "label") if kind(v) == "Literal"]
        for tag, text in [*ranked, *plain] or [("", split_name(local_name(iri)))]:
            lang = tag.split("-")[0].lower() or guess_language(text)
            first = labels.setdefault(lang, text) == text
            said.append((label if first else SKOS + "altLabel", quoted(text, tag or lang)))
        for tag, text in self.texts(iri, "altLabel"):
            said.append((SKOS + "altLabel", quoted(text, tag or guess_language(text))))
        for tag, text in self.texts(iri, "hiddenLabel"):
            said.append((SKOS + "hiddenLabel", quoted(text, tag or guess_language(text))))
        for tag, text in self.texts(iri, "scopeNote"):
            lang = tag.split("-")[0].lower() or guess_language(text)
            property = SKOS + ("scopeNote" if len(text) <= _SHORT_NOTE.get(lang, 0) else "note")
            said.append((property, quoted(text, tag or lang)))
        definitions: dict[str, str] = {}
        for tag, text in self.texts(iri, "definition"):
            definitions.setdefault(tag.split("-")[0].lower() or guess_language(text), text)
        codes = [v.value for v in self.graph.values(iri, SKOS + "notation") if kind(v) == "Literal"]
        if sheet == "classes":
            said.append((TYPE, f"<{OWL}Class>"))
            codes = []
        else:
            said += [
                (p, value) for p, values in self.graph.by_subject[iri].items() if p not in _TAKEN for v in values if (value := _ground(v))
            ]
        refs = {RDF + "type": classes} if sheet == "terms" else {}
        return Thing(
            sheet, labels, definitions=definitions, code=codes[0] if codes else "", iri=iri, refs=refs, said=tuple(dict.fromkeys(said)),
            place=self.path.name,
        )  # fmt: skip


def _ground(value: Any) -> str:
    """A value as Turtle; empty for blank nodes, which carry documentation only."""
    if kind(value) == "NamedNode":
        return f"<{value.value}>"
    if kind(value) == "Literal":
        return str(value)
    return ""
