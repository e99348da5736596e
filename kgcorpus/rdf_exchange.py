"""Facts as RDF that other tools read: the graph file read back, and Turtle with PROV-O evidence in both directions.

The Turtle holds each fact's node as ``graph.nt`` does (see ``rdf``) and besides ``prov:wasDerivedFrom`` its evidences:

``<urn:kgcorpus:evidence:FACT:N>`` a ``prov:Entity``, ``kgc:Evidence``; ``prov:wasGeneratedBy`` ``<urn:kgcorpus:part:NAME>`` (a
``prov:Activity``),
``kgc:score``, ``kgc:number`` (its place among the fact's evidences), and for each span a node ``<…:evidence:FACT:N:M>`` by ``kgc:span``:
``kgc:role``,
``prov:hadPrimarySource`` the document, ``kgc:start``, ``kgc:end``, ``kgc:quote``, where known ``kgc:page``, ``kgc:sheet``, ``kgc:cell``.
``<urn:kgcorpus:document:ID>`` a ``prov:Entity`` with ``kgc:digest``, ``dcterms:title``, ``dcterms:license``, ``prov:wasAttributedTo``
its origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from .errors import InputError
from .model import Derivation, Document, Entity, Evidence, Fact, Qualifier, Span, Term, Validity
from .rdf import FACT, ID, KGC, PREFIXES, PROV, QUALIFIER, RDF, RDFS, SKOS, XSD, _iri_writer, fact_lines, iri_id, nt_escape, term_literal

if TYPE_CHECKING:
    from .ontology import Ontology

EVIDENCE = "urn:kgcorpus:evidence:"
DOCUMENT = "urn:kgcorpus:document:"
PART = "urn:kgcorpus:part:"
DCTERMS = "http://purl.org/dc/terms/"

Value = tuple[str, str, str | None]
"""An RDF term without any library: (lexical form, datatype IRI or "" for an IRI, language)."""
Subjects = dict[str, dict[str, list[Value]]]


def triples_by_subject(triples: Iterable[tuple[Any, Any, Any]]) -> Subjects:
    """pyoxigraph triples by subject and predicate IRI."""
    out: Subjects = {}
    for subject, predicate, object in triples:
        value = (object.value, object.datatype.value, object.language) if type(object).__name__ == "Literal" else (object.value, "", None)
        out.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
    return out


def facts_of(subjects: Subjects, prefixes: Mapping[str, str], name: str) -> tuple[list[Fact], dict[str, Entity]]:
    """Facts (by id) and entities out of triples; ``name`` is the file's, for errors."""
    facts = []
    entities = {}
    known: dict[str, str] = {}

    def id_of(iri: str) -> str:
        if iri not in known:
            known[iri] = iri_id(iri, prefixes)
        return known[iri]

    for iri, found in sorted(subjects.items()):
        if iri.startswith(FACT):
            fact = _fact(found, subjects, id_of, iri, name)
            if fact.id != iri[len(FACT) :]:
                raise InputError(
                    f"{name}: {iri}", f"the fact's content has the id {fact.id}", "the id of its content", "write the file again"
                )
            facts.append(fact)
        elif (not iri.startswith("urn:kgcorpus:") or iri.startswith(ID)) and (entity := _entity(iri, found, id_of)):
            entities[entity.id] = entity
    return sorted(facts, key=lambda f: f.id), entities


def _one(found: Mapping[str, list[Value]], name: str, place: str) -> Value:
    values = found.get(KGC + name, [])
    if len(values) != 1:
        raise InputError(place, f"{len(values)} values of kgc:{name}", "exactly one", "write the file again")
    return values[0]


def _text(found: Mapping[str, list[Value]], name: str) -> str | None:
    values = found.get(KGC + name)
    return values[0][0] if values else None


def _term_of(value: Value, id_of: Callable[[str], str]) -> Term:
    lexical, datatype, lang = value
    return term_literal(lexical, datatype, lang) if datatype else id_of(lexical)


def _fact(found: Mapping[str, list[Value]], subjects: Subjects, id_of: Callable[[str], str], iri: str, name: str) -> Fact:
    place = f"{name}: {iri}"
    qualifiers = []
    for own, _, _ in sorted(found.get(KGC + "qualifier", []), key=lambda v: int(v[0].rsplit(":", 1)[1])):
        about = subjects.get(own, {})
        qualifiers.append(
            Qualifier(id_of(_one(about, "qualifierPredicate", own)[0]), _term_of(_one(about, "value", own), id_of))
        )
    rule = _text(found, "derivedBy")
    premises = tuple(sorted(v[0][len(FACT) :] for v in found.get(KGC + "premise", [])))
    return Fact(
        id_of(_one(found, "subject", place)[0]),
        id_of(_one(found, "predicate", place)[0]),
        _term_of(_one(found, "object", place), id_of),
        tuple(qualifiers),
        Validity(_text(found, "from"), _text(found, "to")),
        _one(found, "negated", place)[0] == "true",
        tuple(_evidences(found, subjects)),
        Derivation(rule, premises) if rule else None,
    )


def _evidences(found: Mapping[str, list[Value]], subjects: Subjects) -> Iterator[Evidence]:
    for iri, _, _ in sorted(found.get(PROV + "wasDerivedFrom", []), key=lambda v: int(v[0].rsplit(":", 1)[1])):
        about = subjects.get(iri, {})
        spans = []
        for own, _, _ in sorted(about.get(KGC + "span", []), key=lambda v: int(v[0].rsplit(":", 1)[1])):
            one = subjects[own]
            page = _text(one, "page")
            spans.append(
                Span(
                    _one(one, "role", own)[0], unquote(one[PROV + "hadPrimarySource"][0][0][len(DOCUMENT) :]), int(_one(one, "start",
                    own)[0]),
                    int(_one(one, "end", own)[0]), _one(one, "quote", own)[0], int(page) if page else None, _text(one, "sheet"),
                    _text(one, "cell"),
                )
            )  # fmt: skip
        made_by = about.get(PROV + "wasGeneratedBy")
        yield Evidence(tuple(spans), unquote(made_by[0][0][len(PART) :]) if made_by else "", float(_one(about, "score", iri)[0]))


def _entity(iri: str, found: Mapping[str, list[Value]], id_of: Callable[[str], str]) -> Entity | None:
    types = [v[0] for v in found.get(RDF + "type", []) if not v[1]]
    labels = {lang: text for text, _, lang in sorted(found.get(RDFS + "label", [])) if lang}
    if not types and not labels:
        return None
    aliases: dict[str, tuple[str, ...]] = {}
    for text, _, lang in sorted(found.get(SKOS + "altLabel", [])):
        if lang:
            aliases[lang] = (*aliases.get(lang, ()), text)
    note = {lang: text for text, _, lang in sorted(found.get(SKOS + "scopeNote", [])) if lang}
    return Entity(id_of(iri), tuple(sorted(id_of(t) for t in types)), labels, aliases, note=note)


# --------------------------------------------------------------------------------------------- PROV-O


def write_prov_ttl(
    facts: Iterable[Fact], ontology: Ontology, path: Path, *, date: str, documents: Mapping[str, Document] | None = None
) -> None:
    """Write facts with their evidence as Turtle (subjects sorted, one line a property); ``read_prov_ttl`` gives equal facts."""
    iri = _iri_writer(ontology)
    blocks: dict[str, list[str]] = {}

    def add(line: str) -> None:
        subject, _, rest = line.rstrip(" .\n").partition(" ")
        blocks.setdefault(subject, []).append(rest)

    cited: set[str] = set()
    for fact in facts:
        for line in fact_lines(fact, ontology, date, iri):
            if line.startswith((f"<{FACT}", f"<{QUALIFIER}")):
                add(line)
        for line in _evidence_lines(fact, cited):
            add(line)
    for name in sorted(cited):
        for line in _document_lines(name, (documents or {}).get(name)):
            add(line)
    prefixes = {"kgc": KGC, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "dcterms": DCTERMS}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
        for subject in sorted(blocks):
            file.write(f"\n{subject}\n    " + " ;\n    ".join(sorted(set(blocks[subject]))) + " .\n")


def _evidence_lines(fact: Fact, cited: set[str]) -> Iterator[str]:
    node = f"<{FACT}{fact.id}>"
    yield f"{node} <{RDF}type> <{PROV}Entity> ."
    for number, evidence in enumerate(fact.evidence, 1):
        own = f"{EVIDENCE}{fact.id}:{number}"
        yield f"{node} <{PROV}wasDerivedFrom> <{own}> ."
        yield f"<{own}> <{RDF}type> <{KGC}Evidence> ."
        yield f"<{own}> <{RDF}type> <{PROV}Entity> ."
        yield f'<{own}> <{KGC}score> "{evidence.score!r}"^^<{XSD}double> .'
        yield f'<{own}> <{KGC}number> "{number}"^^<{XSD}integer> .'
        if evidence.made_by:
            part = f"<{PART}{quote(evidence.made_by, safe='')}>"
            yield f"<{own}> <{PROV}wasGeneratedBy> {part} ."
            yield f"{part} <{RDF}type> <{PROV}Activity> ."
            yield f'{part} <{RDFS}label> "{nt_escape(evidence.made_by)}" .'
        for place, span in enumerate(evidence.spans, 1):
            cited.add(span.document)
            about = f"<{own}:{place}>"
            yield f"<{own}> <{KGC}span> {about} ."
            yield f"{about} <{PROV}hadPrimarySource> <{DOCUMENT}{quote(span.document, safe='')}> ."
            for name, value in (("role", span.role), ("quote", span.quote), ("sheet", span.sheet), ("cell", span.cell)):
                if value is not None:
                    yield f'{about} <{KGC}{name}> "{nt_escape(value)}" .'
            for name, count in (("start", span.start), ("end", span.end), ("page", span.page)):
                if count is not None:
                    yield f'{about} <{KGC}{name}> "{count}"^^<{XSD}integer> .'


def _document_lines(name: str, document: Document | None) -> Iterator[str]:
    own = f"<{DOCUMENT}{quote(name, safe='')}>"
    yield f"{own} <{RDF}type> <{PROV}Entity> ."
    yield f'{own} <{DCTERMS}identifier> "{nt_escape(name)}" .'
    if document is None:
        return
    yield f'{own} <{KGC}digest> "{document.digest}" .'
    if document.title:
        yield f'{own} <{DCTERMS}title> "{nt_escape(document.title)}" .'
    if document.source.licence:
        yield f'{own} <{DCTERMS}license> "{nt_escape(document.source.licence)}" .'
    if document.source.origin:
        origin = f"<urn:kgcorpus:origin:{quote(document.source.origin, safe='')}>"
        yield f"{own} <{PROV}wasAttributedTo> {origin} ."
        yield f"{origin} <{RDF}type> <{PROV}Agent> ."


def read_prov_ttl(path: Path, prefixes: Mapping[str, str] = PREFIXES) -> list[Fact]:
    """The facts with evidence of a file that ``write_prov_ttl`` wrote, by id; read with rdflib, as another team would."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(path, format="turtle")
    subjects: Subjects = {}
    for subject, predicate, object in graph:
        if isinstance(object, rdflib.Literal):
            datatype = str(object.datatype) if object.datatype else XSD + "string"
            value: Value = (str(object), datatype, object.language)
        else:
            value = (str(object), "", None)
        subjects.setdefault(str(subject), {}).setdefault(str(predicate), []).append(value)
    return facts_of(subjects, prefixes, path.name)[0]
