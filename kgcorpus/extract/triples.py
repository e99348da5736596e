"""Facts out of a team's graph: each line is a fact of a predicate of the ontology, or a rejection; the line is the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kgcorpus import config, rdf
from kgcorpus.extract.cells import Names, Problem, Reading, is_empty, name_reader, value_reader
from kgcorpus.extract.graphs import LINES, NAMING, Node, is_graph, line_span, node
from kgcorpus.extract.listed import Lists, lists_of
from kgcorpus.extract.mapped import rules_for
from kgcorpus.model import Candidate, Cell, Document, Entity, Literal, Mention, Passage, Rejection, Section, Span, Value
from kgcorpus.text import normal_name
from kgcorpus.values import ValueUnitError, normalise, read_value

if TYPE_CHECKING:
    from kgcorpus.extract.gazetteer import Lexicon
    from kgcorpus.extract.reading import Extractor
    from kgcorpus.ontology import Ontology, Predicate

MADE_BY = "triples/1"
"""The part's name and version, on everything it gives."""

Row = tuple[Cell, ...]


def triples(*, ontology: Ontology, lexicon: Lexicon, corpus: config.Corpus | None = None, entities: Iterable[Entity] = ()) -> Extractor:
    """An extractor of N-Triples documents and of CSV files of triples (known by their header) that no mapping is meant for.

    ``entities`` are those that ``tables.entity_rows`` gave for all documents.
    """
    entities = tuple(entities)
    names = Names(ontology, lexicon, entities)
    by_iri = {entity.key: entity.id for entity in entities if entity.key is not None and ":" in entity.key}
    by_iri |= {id: id for id in ontology.entities}
    rules = corpus.tables if corpus is not None else ()
    predicates = _by_name(ontology)

    def extract(document: Document, passage: Passage) -> Iterator[Candidate | Rejection | Section]:
        if passage.kind != "table" or not passage.rows or not is_graph(document, passage) or rules_for(document, passage, rules):
            return
        read = (
            _nt_reader(document, ontology, names, by_iri)
            if document.format in LINES
            else _csv_reader(document, ontology, names, predicates)
        )
        lists: dict[str, Lists] = {}
        lost = 0
        for number, row in enumerate(passage.rows, 1):
            if number == 1 and document.format not in LINES:
                continue
            fits = len(row) == 3 or (document.format == "jsonl" and len(row) > 3)
            line = read(row) if fits else Problem("ragged_row", "", f"{len(row)} cells; a triple has three")
            if line is None:
                continue
            if isinstance(line, Problem):
                lost += line.reason in ("ragged_row", "syntax_error")
                yield _rejected(document, passage, number, row, line, None, None)
                continue
            predicate, subject, object_, qualifiers = line
            listed = lists.get(predicate)
            if listed is None:
                listed = lists[predicate] = lists_of(document, passage, predicate, ontology)
            yield from _fact(document, passage, number, row, predicate, subject, object_, qualifiers, listed)
        for predicate, listed in lists.items():
            yield from listed.sections(line_span(document, passage, passage.rows[0]), predicate, lost)

    return extract


Qualified = tuple[tuple[str, "Reading | Problem"], ...]
Line = tuple[str, "Reading | Problem", "Reading | Problem", Qualified]
"""Predicate, subject and object of a line, and the predicate and value of each qualifier."""


def _fact(
    document: Document, passage: Passage, number: int, row: Row, predicate: str, s: Reading | Problem, o: Reading | Problem,
    qualifiers: Qualified, lists: Lists,
) -> Iterator[Candidate | Rejection]:  # fmt: skip
    wrong = next((found for found in (s, o, *(found for _, found in qualifiers)) if isinstance(found, Problem)), None)
    good = wrong is None
    mentions: list[Mention | Value] = []
    for reading, cell, inverse in ((s, row[0], False), (o, row[2], True)):
        if isinstance(reading, Problem):
            continue
        mention = _argument(reading, cell)
        mentions.append(mention)
        if isinstance(mention, Mention):
            lists.note(inverse, mention, reading.id, items=int(good), unread=int(not good))
    if wrong is not None:
        yield _rejected(document, passage, number, row, wrong, (predicate, s, o, ()), lists)
        return
    subject, object_ = mentions
    context = tuple(span for reading in (s, o) if isinstance(reading, Reading) for span in reading.context)
    spans = tuple(
        Span(role, document.id, cell.start, cell.end, document.text[cell.start : cell.end], passage.page, passage.sheet, cell.ref)
        for role, cell in zip(("subject", "trigger", "object", *["context", "qualifier"] * len(qualifiers)), row, strict=True)
    )
    held = tuple(
        (name, _argument(found, cell)) for (name, found), cell in zip(qualifiers, row[4::2], strict=True) if isinstance(found, Reading)
    )
    section = lists.id if lists.directions else None
    if isinstance(subject, Mention):
        yield Candidate(subject, predicate, object_, spans + context, MADE_BY, held, section=section)


def _argument(reading: Reading, cell: Cell) -> Mention | Value:
    if reading.literal is not None:
        return Value(cell.start, cell.end, reading.text, reading.literal)
    return Mention(cell.start, cell.end, reading.text, reading.entities, reading.cls)


def _rejected(
    document: Document, passage: Passage, number: int, row: Row, problem: Problem, line: Line | None, lists: Lists | None
) -> Rejection:
    about: list[tuple[str, str, str]] = []
    if line is not None:
        for reading, direction in ((line[1], "objects"), (line[2], "subjects")):
            ids = reading.possible if isinstance(reading, Problem) else (reading.id,) if reading.literal is None and reading.id else ()
            about += [(id, line[0], direction) for id in ids]
    start, end = (row[0].start, row[-1].end) if row else (passage.start, passage.end)
    return Rejection(
        problem.reason,
        document.text[start:end][:200],
        document.id,
        start,
        end,
        f"line {number}",
        MADE_BY,
        tuple(about),
        lists.id if lists is not None and lists.directions else None,
        f"{problem.text}: {problem.detail}" if problem.text else problem.detail,
    )


# --------------------------------------------------------------------------------------------- N-Triples


def _nt_reader(document: Document, ontology: Ontology, names: Names, by_iri: dict[str, str]) -> Callable[[Row], Line | Problem | None]:
    """Reads a line of N-Triples; None for a line that only names an entity."""
    seen: dict[str, Node | None] = {}

    def parsed(cell: Cell) -> Node | None:
        if cell.text not in seen:
            seen[cell.text] = node(cell.text, ontology)
        return seen[cell.text]

    def entity(term: Node, predicate: Predicate, classes: tuple[str, ...]) -> Reading | Problem:
        if term.blank:
            return Problem("unknown_entity", term.text, "a blank node has no name that survives a rebuild: give it an IRI")
        if term.id is None:
            found = next(iter(name_reader(names, classes)(term.text)), None)
            return Problem("bad_value", "", "an empty literal") if found is None else found.problem or found
        id = by_iri.get(term.id)
        if id is None:
            return Problem("unknown_entity", term.id, "no rdf:type line gives it a class of the ontology")
        known = names[id]
        label = next(iter(known.labels.values()), term.id) if known else term.id
        return Reading(0, 0, label, (id,), context=known.spans if known else ())

    def literal(term: Node, predicate: Predicate) -> Reading | Problem:
        if term.id is not None or term.blank:
            return Problem("bad_value", term.id or term.text, f"{predicate.id} asks for a literal")
        try:
            found = _literal(term, predicate, document)
        except ValueUnitError as error:
            return Problem("wrong_unit", term.text, str(error))
        if found is None:
            return Problem("bad_value", term.text, f"not read as {predicate.datatype}")
        return Reading(0, 0, term.text, literal=found)

    def read(row: Row) -> Line | Problem | None:
        subject, predicate, object_ = (parsed(cell) for cell in row[:3])
        if subject is None or predicate is None or predicate.id is None or object_ is None:
            return Problem("syntax_error", "", "not a line of N-Triples")
        if predicate.id in NAMING:
            if predicate.id == "rdf:type" and object_.id not in ontology.classes:
                return Problem("wrong_type", object_.id or object_.text, "no class of the ontology")
            return None
        record = ontology.predicates.get(predicate.id)
        if record is None or record.qualifier:
            return Problem("unknown_predicate", predicate.id, "no predicate of the ontology")
        end = literal(object_, record) if record.kind == "datatype" else entity(object_, record, record.range)
        held = tuple(qualified(*pair) for pair in zip(row[3::2], row[4::2], strict=True))
        return predicate.id, entity(subject, record, record.domain), end, held

    def qualified(name: Cell, value: Cell) -> tuple[str, Reading | Problem]:
        predicate, term = parsed(name), parsed(value)
        record = ontology.predicates.get(predicate.id or "") if predicate is not None else None
        if record is None or not record.qualifier:
            return name.text, Problem("unknown_predicate", name.text, "no qualifier of the ontology")
        if term is None:
            return record.id, Problem("syntax_error", value.text, "neither an IRI nor a value")
        return record.id, literal(term, record) if record.kind == "datatype" else entity(term, record, record.range)

    return read


def _literal(term: Node, predicate: Predicate, document: Document) -> Literal | None:
    if term.datatype == rdf.QUANTITY:
        return normalise(rdf.term_literal(term.text, rdf.QUANTITY), unit=predicate.unit, conversions=predicate.conversions)
    language = term.lang or (None if term.datatype else document.language)
    return read_value(
        term.text, predicate.datatype or "xsd:string", unit=predicate.unit, conversions=predicate.conversions, language=language
    )


# --------------------------------------------------------------------------------------------- CSV


def _by_name(ontology: Ontology) -> dict[str, list[str]]:
    """Predicates by folded id, IRI, local name, label and alias."""
    out: dict[str, list[str]] = {}
    for predicate in ontology.predicates.values():
        if predicate.qualifier:
            continue
        local = predicate.id.rpartition(":")[2]
        aliases = (alias for texts in predicate.aliases.values() for alias in texts)
        for name in sorted(
            {normal_name(n) for n in (predicate.id, local, ontology.expand(predicate.id), *predicate.labels.values(), *aliases)}
        ):
            out.setdefault(name, []).append(predicate.id)
    return out


def _csv_reader(
    document: Document, ontology: Ontology, names: Names, predicates: dict[str, list[str]]
) -> Callable[[Row], Line | Problem | None]:
    """Reads a row of subject, predicate and object, each by name, id or IRI."""
    readers: dict[tuple[str, bool], Callable[[str], tuple[Reading, ...]]] = {}

    def minted(classes: tuple[str, ...]) -> str | None:
        mintable = [cls for cls in classes if (record := ontology.classes.get(cls)) and record.mintable]
        return mintable[0] if len(mintable) == 1 else None

    def reader(record: Predicate, end: bool) -> Callable[[str], tuple[Reading, ...]]:
        found = readers.get((record.id, end))
        if found is None:
            classes = record.range if end else record.domain
            if end and record.kind == "datatype":
                found = value_reader(lambda text: _literal(Node(text=text), record, document), record.datatype or "xsd:string")
            else:
                found = name_reader(names, classes, mint=minted(classes))
            readers[record.id, end] = found
        return found

    def argument(text: str, record: Predicate, end: bool) -> Reading | Problem:
        id = ontology.compact(text.strip("<>")) if ":" in text else None
        if id is not None and not (end and record.kind == "datatype") and names[id] is not None:
            return Reading(0, len(text), text, (id,))
        reading = next(iter(reader(record, end)(text)), None)
        return Problem("bad_value", "", "an empty cell") if reading is None else reading.problem or reading

    def read(row: Row) -> Line | Problem | None:
        if all(is_empty(cell.text) for cell in row):
            return None
        found = predicates.get(normal_name(row[1].text), []) or predicates.get(normal_name(ontology.compact(row[1].text.strip("<>"))), [])
        if len(found) != 1:
            detail = f"may be {' or '.join(sorted(found))}" if found else "no predicate of the ontology has this name"
            return Problem("unknown_predicate", row[1].text, detail)
        record = ontology.predicates[found[0]]
        return record.id, argument(row[0].text, record, False), argument(row[2].text, record, True), ()

    return read
