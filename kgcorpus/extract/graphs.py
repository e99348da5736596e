"""A team's graph as a source: the lines of N-Triples (Turtle is read as its sorted N-Triples), of a CSV of triples, or of JSON Lines with
subject, predicate and object (a Neo4j database's part, say).

Names come from ``rdfs:label`` and SKOS label lines, classes from ``rdf:type`` lines, else from what the predicates ask for where that class
may grow. An entity is the ontology's term of that IRI or (if one IRI alone bears it) that label, else new under its IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgcorpus.model import Cell, Document, Entity, Passage, Span
from kgcorpus.text import language_of, normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

LABELS: Mapping[str, bool] = {"rdfs:label": True, "skos:prefLabel": True, "skos:altLabel": False, "skos:hiddenLabel": False}
"""Predicates that name an entity: True where the name is its label, False where it is an alias."""

NAMING = frozenset({*LABELS, "rdf:type"})

HEADERS: tuple[tuple[str, str, str], ...] = (
    ("subject", "predicate", "object"), ("s", "p", "o"), ("head", "relation", "tail"), ("subject", "relation", "object"),
    ("主语", "谓语", "宾语"), ("主体", "谓词", "客体"), ("头实体", "关系", "尾实体"), ("主体", "关系", "客体"),
)  # fmt: skip
"""First rows by which a CSV is known to hold triples."""

LINES = ("nt", "jsonl")
"""Formats of which every line is a fact or a name, in terms of N-Triples."""

_TERM = re.compile(
    r"""\s*(?:<(?P<iri>[^<>\s]*)>|(?P<blank>_:\S+)|"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<lang>[A-Za-z][\w-]*)|\^\^<(?P<datatype>[^<>\s]*)>)?)\s*\.?\s*""",
    re.S,
)
_ESCAPE = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))""", re.S)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Node:
    """A term of a line: an IRI by its id, a blank label, or the text of a literal with datatype IRI and language."""

    id: str | None = None
    blank: bool = False
    text: str = ""
    datatype: str | None = None
    lang: str | None = None


def node(text: str, ontology: Ontology) -> Node | None:
    """The term that a cell of N-Triples writes, or None.

    >>> from kgcorpus.ontology import Ontology
    >>> node('"caf\\\\u00e9"@fr .', Ontology())
    Node(id=None, blank=False, text='café', datatype=None, lang='fr')
    """
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    if match["iri"] is not None:
        return Node(id=ontology.compact(_unescaped(match["iri"])))
    if match["blank"]:
        return Node(blank=True, text=match["blank"])
    return Node(text=_unescaped(match["text"]), datatype=match["datatype"], lang=match["lang"])


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _PLAIN.get(m[3], m[3]), text)


def is_graph(document: Document, passage: Passage) -> bool:
    """Whether a table's rows are triples."""
    if document.format in LINES:
        return True
    first = passage.rows[0] if passage.rows else ()
    return len(first) == 3 and tuple(normal_name(cell.text) for cell in first) in HEADERS


@dataclass(slots=True)
class Said:
    """What the lines of a graph say about one IRI."""

    classes: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)


def line_span(document: Document, passage: Passage, row: tuple[Cell, ...]) -> Span:
    """The whole line, as context."""
    start, end = row[0].start, row[-1].end
    return Span("context", document.id, start, end, document.text[start:end], passage.page, passage.sheet, row[0].ref)


def graph_entities(document: Document, passage: Passage, ontology: Ontology) -> Iterator[Entity]:
    """The entities that the lines of a graph name or type; ``key`` is the IRI's id as the file writes it.

    A CSV of triples names its entities in its rows: it introduces none beforehand.
    """
    if document.format not in LINES:
        return
    named = _read_names(document, passage, ontology)
    bearers: dict[str, int] = {}
    for names in named.values():
        for name in {normal_name(text) for texts in names.labels.values() for text in texts}:
            bearers[name] = bearers.get(name, 0) + 1
    terms = _terms_by_name(ontology)
    for id, names in named.items():
        classes = tuple(dict.fromkeys(names.classes)) or _inferred(names.asked, ontology)
        if id not in ontology.entities and not classes:
            continue
        labels = {lang: texts[0] for lang, texts in sorted(names.labels.items())}
        aliases = {}
        for lang in sorted({*names.labels, *names.aliases}):
            others = dict.fromkeys((*names.labels.get(lang, ())[1:], *names.aliases.get(lang, ())))
            others.pop(labels.get(lang, ""), None)
            if others:
                aliases[lang] = tuple(others)
        term = _same_term(id, classes, labels, terms, bearers, ontology)
        yield Entity(term, classes, labels, aliases, key=id, spans=tuple(names.spans[:2]))


def _read_names(document: Document, passage: Passage, ontology: Ontology) -> dict[str, Said]:
    """Names and classes by IRI id, in order of the lines."""
    named: dict[str, Said] = {}
    seen: dict[str, Node | None] = {}

    def parsed(cell: Cell) -> Node | None:
        if cell.text not in seen:
            seen[cell.text] = node(cell.text, ontology)
        return seen[cell.text]

    for row in passage.rows:
        if len(row) < 3:
            continue
        subject, predicate, object_ = (parsed(cell) for cell in row[:3])
        if not (subject and subject.id and predicate and predicate.id and object_):
            continue
        names = named.setdefault(subject.id, Said())
        if predicate.id == "rdf:type":
            if object_.id is not None and object_.id in ontology.classes:
                names.classes.append(object_.id)
        elif predicate.id in LABELS and object_.id is None and not object_.blank:
            language = _language(object_, document)
            (names.labels if LABELS[predicate.id] else names.aliases).setdefault(language, []).append(object_.text)
            names.spans.append(line_span(document, passage, row))
        elif (record := ontology.predicates.get(predicate.id)) is not None:
            names.asked.extend(record.domain)
            if object_.id is not None:
                named.setdefault(object_.id, Said()).asked.extend(record.range)
    return named


def _language(literal: Node, document: Document) -> str:
    if literal.lang:
        return literal.lang.split("-")[0].lower()
    found = language_of(literal.text)
    return found if found != "und" else document.language


def _inferred(asked: Iterable[str], ontology: Ontology) -> tuple[str, ...]:
    """The one class that the predicates ask for, where documents may add to it."""
    classes = tuple(dict.fromkeys(asked))
    mintable = [cls for cls in classes if (record := ontology.classes.get(cls)) and record.mintable]
    return (mintable[0],) if len(classes) == 1 and len(mintable) == 1 else ()


def _terms_by_name(ontology: Ontology) -> dict[str, list[Entity]]:
    out: dict[str, list[Entity]] = {}
    for term in ontology.entities.values():
        for name in sorted({normal_name(n) for n in (*term.labels.values(), *(a for names in term.aliases.values() for a in names))}):
            out.setdefault(name, []).append(term)
    return out


def _same_term(
    id: str,
    classes: tuple[str, ...],
    labels: Mapping[str, str],
    terms: Mapping[str, list[Entity]],
    bearers: Mapping[str, int],
    ontology: Ontology,
) -> str:
    """The id of the one term of the ontology that has the entity's label and a class of it, else the IRI's own."""
    if id in ontology.entities:
        return id
    found: set[str] = set()
    for label in labels.values():
        name = normal_name(label)
        if bearers.get(name, 0) == 1:
            found.update(term.id for term in terms.get(name, ()) if any(ontology.is_a(term.classes, cls) for cls in classes))
    return next(iter(found)) if len(found) == 1 else id
