"""RDF triples to ontology records. ``read`` takes files; problems of content are left to ``ontology_lint``, which reads the same
``Graph``."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .english import plural, split_name
from .model import Entity
from .ontology import BUILT_IN, GROUNDS, ROLES, THING, WORDING, Conversion, OntClass, Ontology, Predicate, Texts
from .ontology_graph import CLASS_TYPES, TYPE, Graph, guess_language, kind, language, local_name, node, read_graph, shape_triples
from .ontology_limits import Limits, limits_of
from .rdf import KGC, OWL, RDF, RDFS, SKOS, XSD, id_iri, iri_id, nt_lines

PREDICATE_TYPES = {
    OWL + "ObjectProperty": "object", OWL + "DatatypeProperty": "datatype", RDF + "Property": "", KGC + "Condition": "", KGC + "Detail": "",
    OWL + "SymmetricProperty": "object", OWL + "TransitiveProperty": "object", OWL + "AsymmetricProperty": "object",
    OWL + "IrreflexiveProperty": "object", OWL + "InverseFunctionalProperty": "object", OWL + "FunctionalProperty": "",
}  # fmt: skip
_DATATYPES = {
    "string": "xsd:string", "text": "xsd:string", "literal": "xsd:string", "langstring": "xsd:string", "anyuri": "xsd:string", "token":
    "xsd:string",
    "normalizedstring": "xsd:string", "plainliteral": "xsd:string", "number": "xsd:decimal", "decimal": "xsd:decimal", "float":
    "xsd:decimal",
    "double": "xsd:decimal", "real": "xsd:decimal", "rational": "xsd:decimal", "quantity": "xsd:decimal", "integer": "xsd:integer",
    "int": "xsd:integer", "long": "xsd:integer", "short": "xsd:integer", "byte": "xsd:integer", "nonnegativeinteger": "xsd:integer",
    "positiveinteger": "xsd:integer", "unsignedint": "xsd:integer", "date": "xsd:date", "datetime": "xsd:date", "datetimestamp": "xsd:date",
    "year": "xsd:gYear", "gyear": "xsd:gYear", "gyearmonth": "xsd:gYearMonth", "boolean": "xsd:boolean", "bool": "xsd:boolean",
}  # fmt: skip
"""Local names of datatypes, those of XSD and those that plain ontologies use as if they were classes."""
DATATYPE_NAMES = frozenset(_DATATYPES)


def read(files: Iterable[Path]) -> Ontology:
    """The ontology as written, without derived wording of predicates."""
    graph = read_graph(files)
    return from_graph(graph, digest=_digest(graph.files))


def _digest(files: list[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def from_graph(graph: Graph, *, digest: str = "") -> Ontology:
    """Records of what a graph declares."""
    prefixes = dict(sorted(graph.prefixes.items()))
    reader = _Reader(graph, prefixes)
    classes = reader.classes()
    reader.known_classes = classes.keys()
    predicates = reader.predicates()
    for id, built in BUILT_IN.items():
        predicates[id] = _merged(built, predicates[id]) if id in predicates else built
    for name in {q for p in predicates.values() for q in p.qualifiers}:
        if name in predicates and predicates[name].qualifier is None:
            predicates[name] = replace(predicates[name], qualifier="condition")
    entities = reader.entities()
    shapes = "".join(line + "\n" for line in nt_lines(shape_triples(graph)))
    conversions = tuple(dict.fromkeys(rule for p in predicates.values() for rule in p.conversions))
    relative = frozenset(reader.id(iri) for iri in graph.by_subject if not iri.startswith("_:") and reader.true(iri, "relative"))
    return Ontology(prefixes, classes, dict(sorted(predicates.items())), entities, conversions, shapes, digest, relative)


def _merged(built: Predicate, own: Predicate) -> Predicate:
    """A built-in predicate with what the ontology says of it laid over."""
    wording = {
        name: {**built.wording.get(name, {}), **own.wording.get(name, {})}
        for name in WORDING
        if name in built.wording or name in own.wording
    }
    return replace(
        own,
        kind=built.kind,
        datatype=built.datatype,
        labels={**built.labels, **own.labels},
        wording=wording,
        display=built.display and own.display,
    )


class _Reader:
    """The graph with its prefixes, read property by property."""

    def __init__(self, graph: Graph, prefixes: Mapping[str, str]) -> None:
        self.graph = graph
        self.prefixes = prefixes
        self.known_classes: Iterable[str] = ()
        self._ids: dict[str, str] = {}

    def id(self, iri: str) -> str:
        if iri not in self._ids:
            self._ids[iri] = iri_id(iri, self.prefixes)
        return self._ids[iri]

    def ids(self, subject: str, *properties: str) -> tuple[str, ...]:
        return tuple(self.id(iri) for iri in self.graph.iris(subject, *properties))

    def subjects(self, *types: str) -> list[str]:
        wanted = set(types)
        return sorted(
            s for s, found in self.graph.by_subject.items() if not s.startswith("_:") and wanted & {t.value for t in found.get(TYPE, ())}
        )

    def texts(self, subject: str, *properties: str) -> dict[str, tuple[str, ...]]:
        out: dict[str, list[str]] = {}
        for value in self.graph.values(subject, *properties):
            if kind(value) == "Literal":
                known = out.setdefault(language(value), [])
                if value.value not in known:
                    known.append(value.value)
        return {lang: tuple(found) for lang, found in sorted(out.items())}

    def one(self, subject: str, *properties: str) -> dict[str, str]:
        """One text a language: the first, a tagged one before an untagged."""
        out: dict[str, tuple[bool, str]] = {}
        for value in self.graph.values(subject, *properties):
            if kind(value) == "Literal":
                lang, tagged = language(value), bool(value.language)
                if lang not in out or (tagged and not out[lang][0]):
                    out[lang] = (tagged, value.value.strip())
        return {lang: text for lang, (_, text) in sorted(out.items())}

    def first(self, subject: str, *properties: str) -> str | None:
        return next((v.value for v in self.graph.values(subject, *properties) if kind(v) == "Literal"), None)

    def true(self, subject: str, name: str, default: bool = False) -> bool:
        value = self.first(subject, KGC + name)
        return default if value is None else value.strip().lower() in ("true", "1")

    def labels(self, subject: str) -> dict[str, str]:
        """Labels of a class or predicate; the local name where it has none at all."""
        found = self.one(subject, SKOS + "prefLabel", RDFS + "label")
        return found or {guess_language(local_name(subject)): local_name(subject)}

    def aliases(self, subject: str, labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        found = self.texts(subject, SKOS + "altLabel", RDFS + "label")
        return {lang: kept for lang, names in found.items() if (kept := tuple(n.strip() for n in names if n.strip() != labels.get(lang)))}

    # ------------------------------------------------------------------------------------------- classes

    def classes(self) -> dict[str, OntClass]:
        apart = self._disjointness()
        out: dict[str, OntClass] = {}
        for iri in self.subjects(*CLASS_TYPES):
            labels = self.labels(iri)
            nouns = {lang: split_name(text) if lang == "en" else text for lang, text in labels.items()}
            declared = self.one(iri, KGC + "plural").get("en")
            out[self.id(iri)] = OntClass(
                id=self.id(iri),
                labels=labels,
                aliases=self.aliases(iri, labels),
                parents=tuple(p for p in self.ids(iri, RDFS + "subClassOf") if p != THING),
                disjoint=tuple(sorted({*self.ids(iri, OWL + "disjointWith"), *apart.get(self.id(iri), ())})),
                nouns=nouns,
                plural=declared if declared is not None else (plural(nouns["en"]) if "en" in nouns else None),
                measure=self.first(iri, KGC + "measure") or "",
                question_word=self.one(iri, KGC + "questionWord"),
                name_article=self.first(iri, KGC + "nameArticle"),
                name_quote=self.one(iri, KGC + "nameQuote"),
                listed=self.true(iri, "listed"),
                mintable=self.true(iri, "mintable"),
                heading_pattern=self.one(iri, KGC + "headingPattern"),
                heading_name=self.one(iri, KGC + "headingName"),
                definition=self.one(iri, SKOS + "definition", RDFS + "comment"),
            )
        return {id: _inherited(cls, out) for id, cls in out.items()}

    def _disjointness(self) -> dict[str, set[str]]:
        out: dict[str, set[str]] = {}
        groups: list[list[str]] = []
        for subject, found in self.graph.by_subject.items():
            if any(t.value == OWL + "AllDisjointClasses" for t in found.get(TYPE, ())):
                heads = found.get(OWL + "members", ())
            else:
                heads = found.get(OWL + "disjointUnionOf", ())
            groups += [[self.id(m.value) for m in self.graph.members(node(head)) if kind(m) == "NamedNode"] for head in heads]
            groups += [[self.id(subject), self.id(o.value)] for o in found.get(OWL + "disjointWith", ()) if kind(o) == "NamedNode"]
        for group in groups:
            for member in group:
                out.setdefault(member, set()).update(other for other in group if other != member)
        return out

    # ------------------------------------------------------------------------------------------- predicates

    def predicates(self) -> dict[str, Predicate]:
        self._plain = self._plain_datatypes()
        limits = limits_of(self.graph, self.id)
        inverses: dict[str, str] = {}
        found = self.subjects(*PREDICATE_TYPES)
        for iri in found:
            for other in self.ids(iri, OWL + "inverseOf"):
                inverses[self.id(iri)] = other
                inverses.setdefault(other, self.id(iri))
        for built in BUILT_IN:
            iri = id_iri(built, self.prefixes)
            if iri in self.graph.by_subject and iri not in found:
                found.append(iri)
        return {self.id(iri): self._predicate(iri, limits, inverses) for iri in found}

    def _plain_datatypes(self) -> dict[str, str]:
        """Range "classes" that are datatypes in all but name: undeclared or bare classes called string, number, Date …"""
        used = {iri for s in self.graph.by_subject for iri in self.graph.alternatives(s, RDFS + "range")}
        populated = {t.value for found in self.graph.by_subject.values() for p in (TYPE, RDFS + "subClassOf") for t in found.get(p, ())}
        out = {}
        for iri in used:
            datatype = _DATATYPES.get(local_name(iri).lower())
            bare = not (self.graph.by_subject.get(iri, {}).keys() - {TYPE, RDFS + "label"})
            if datatype and not iri.startswith((XSD, RDF, RDFS, OWL)) and bare and iri not in populated:
                out[iri] = datatype
        return out

    def _datatype(self, iri: str) -> str | None:
        if iri.startswith((XSD, RDF, RDFS, OWL)):
            return _DATATYPES.get(local_name(iri).lower(), f"xsd:{local_name(iri)}" if iri.startswith(XSD) else None)
        return self._plain.get(iri)

    def _predicate(self, iri: str, limits: Mapping[str, Limits], inverses: Mapping[str, str]) -> Predicate:
        types = {t.value for t in self.graph.values(iri, TYPE)}
        id = self.id(iri)
        ranges = self.graph.alternatives(iri, RDFS + "range")
        datatypes = [d for d in map(self._datatype, ranges) if d]
        is_value = OWL + "DatatypeProperty" in types or (bool(datatypes) and len(datatypes) == len(ranges))
        labels = self.labels(iri)
        limit = limits.get(iri, Limits())
        return Predicate(
            id=id,
            kind="datatype" if is_value else "object",
            labels=labels,
            aliases=self.aliases(iri, labels),
            domain=tuple(self.id(c) for c in self.graph.alternatives(iri, RDFS + "domain") if c != OWL + "Thing"),
            range=() if is_value else tuple(self.id(c) for c in ranges if c != OWL + "Thing" and not self._datatype(c)),
            datatype=(datatypes[0] if datatypes else "xsd:string") if is_value else None,
            parents=self.ids(iri, RDFS + "subPropertyOf"),
            inverse_of=inverses.get(id),
            functional=OWL + "FunctionalProperty" in types,
            inverse_functional=OWL + "InverseFunctionalProperty" in types,
            symmetric=OWL + "SymmetricProperty" in types,
            asymmetric=OWL + "AsymmetricProperty" in types,
            irreflexive=OWL + "IrreflexiveProperty" in types,
            transitive=OWL + "TransitiveProperty" in types,
            max_count=limit.everywhere,
            class_max_counts=tuple(sorted(limit.by_class.items())),
            max_subjects=1 if OWL + "InverseFunctionalProperty" in types else limit.subjects,
            unit=self.first(iri, KGC + "unit"),
            conversions=tuple(self._conversions(iri)),
            changing=self.true(iri, "changing"),
            complete=frozenset(local_name(c) for c in self.graph.iris(iri, KGC + "complete")) & frozenset(GROUNDS),
            qualifiers=self.ids(iri, KGC + "qualifier"),
            qualifier="detail" if KGC + "Detail" in types else "condition" if KGC + "Condition" in types else None,
            headings=self.texts(iri, KGC + "heading"),
            patterns=self.texts(iri, KGC + "pattern"),
            triggers=self.texts(iri, KGC + "trigger"),
            inverse_triggers=self.texts(iri, KGC + "inverseTrigger"),
            wording=self._wording(iri),
            display=self.true(iri, "display", True),
            filters=self.true(iri, "filter") if self.first(iri, KGC + "filter") is not None else None,
            additive=self.true(iri, "additive"),
            outline=self.true(iri, "outline"),
            role=next((name for r in self.graph.iris(iri, KGC + "role") if (name := local_name(r)) in ROLES), None),
            definition=self.one(iri, SKOS + "definition", RDFS + "comment"),
        )

    def _wording(self, iri: str) -> dict[str, Texts]:
        return {name: found for name in WORDING if (found := self.texts(iri, KGC + name))}

    def _conversions(self, iri: str) -> Iterator[Conversion]:
        for value in self.graph.values(iri, KGC + "conversion"):
            source, target, factor, offset = (self.first(node(value), KGC + name) for name in ("from", "to", "factor", "offset"))
            digits = self.first(node(value), KGC + "digits")
            if source is None or target is None:
                continue
            try:
                yield Conversion(source, target, Decimal(factor or "1"), Decimal(offset or "0"), None if digits is None else int(digits))
            except (InvalidOperation, ValueError):
                continue  # lint names the line

    # ------------------------------------------------------------------------------------------- terms

    def entities(self) -> dict[str, Entity]:
        known = set(self.known_classes)
        out: dict[str, Entity] = {}
        for iri, found in sorted(self.graph.by_subject.items()):
            if iri.startswith("_:"):
                continue
            types = {t.value for t in found.get(TYPE, ())}
            classes = tuple(sorted(c for c in map(self.id, types) if c in known))
            if not (classes or OWL + "NamedIndividual" in types) or types & {*CLASS_TYPES, *PREDICATE_TYPES}:
                continue
            labels = self.one(iri, SKOS + "prefLabel", RDFS + "label")
            out[self.id(iri)] = Entity(
                id=self.id(iri),
                classes=classes,
                labels=labels,
                aliases=self.aliases(iri, labels),
                hidden=tuple(dict.fromkeys(v.value for v in self.graph.values(iri, SKOS + "hiddenLabel") if kind(v) == "Literal")),
                definition=self.one(iri, SKOS + "definition"),
                note=self.one(iri, SKOS + "scopeNote"),
                key=self.first(iri, KGC + "key"),
            )
        return out


_PEOPLE = ("人", "人物", "人员", "个人", "自然人")


def _inherited(cls: OntClass, classes: Mapping[str, OntClass]) -> OntClass:
    """The class with measure word, question word, article and quotes of its nearest superclass that has them."""
    order = {cls.id: None}
    todo = deque(order)
    while todo:
        for parent in classes[todo.popleft()].parents:
            if parent in classes and parent not in order:
                order[parent] = None
                todo.append(parent)
    line = [classes[c] for c in order]
    words: dict[str, str] = {}
    if any(c.nouns.get("en", "").lower() == "person" or c.nouns.get("zh") in _PEOPLE for c in line):
        words.update({"zh": "谁", "en": "who"})
    quotes: dict[str, str] = {}
    for one in reversed(line):
        words.update(one.question_word)
        quotes.update(one.name_quote)
    return replace(
        cls,
        measure=next((c.measure for c in line if c.measure), "个"),
        question_word=dict(sorted(words.items())),
        name_article=next((c.name_article for c in line if c.name_article is not None), None),
        name_quote=dict(sorted(quotes.items())),
    )
