"""A column, constant, template or row entity of a mapping as the argument of facts: one function of a row for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgcorpus import config
from kgcorpus.extract.cells import Names, Problem, Reader, is_empty, name_reader, value_reader
from kgcorpus.extract.mapped import Row, Table, row_identity, slots
from kgcorpus.identity import keyed_id
from kgcorpus.model import Mention, Span, Value
from kgcorpus.text import language_of
from kgcorpus.values import normalise, read_value

if TYPE_CHECKING:
    from kgcorpus.model import Literal
    from kgcorpus.ontology import Ontology, Predicate


@dataclass(slots=True)
class Found:
    """An argument found in a row: its span there (none for a constant), the rows that name a key, the id by which grounds know it."""

    term: Mention | Value
    span: Span | None
    context: tuple[Span, ...] = ()
    id: str | None = None


Argument = Callable[[Row], list["Found | Problem"]]
"""A row to what its cell says; an empty list for a cell that gives nothing."""


def argument(
    table: Table,
    column: config.Column,
    role: str,
    predicate: Predicate | None,
    names: Names,
    ontology: Ontology,
    *,
    classes: tuple[str, ...],
) -> Argument:
    """The argument that a mapping describes: by ``predicate``, where given, it may be a literal; ``classes`` are asked for where the column
    names none."""
    if column.entity and table.rule.entity is not None:
        return _own(table, table.rule.entity, role, ontology)
    if column.constant is not None:
        return _constant(column.constant, names)
    if column.subject:
        return _document_subject(table, role, names, classes)
    asked = (column.cls,) if column.cls else classes
    if column.template:
        return _templated(table, column, role, asked, ontology)
    if predicate is not None and predicate.kind == "datatype":
        read = value_reader(
            _literal(column, predicate, table.document.language), column.datatype or predicate.datatype or "xsd:string", column.split
        )
    else:
        read = name_reader(names, asked, key=column.by == "key", mint=_minted(column, asked, ontology), split=column.split)
    return _cell(table, column, role, read)


def _minted(column: config.Column, asked: tuple[str, ...], ontology: Ontology) -> str | None:
    """The class as which an unknown name of this column is new, if it may be."""
    if column.mint is False:
        return None
    mintable = [cls for cls in asked if column.mint or ((record := ontology.classes.get(cls)) and record.mintable)]
    return mintable[0] if len(mintable) == 1 else None


def _literal(column: config.Column, predicate: Predicate, language: str) -> Callable[[str], Literal | None]:
    datatype = column.datatype or predicate.datatype or "xsd:string"

    def read(text: str) -> Literal | None:
        # A code has no language: "600000" is the same in a document of any.
        spoken = language if language_of(text) != "und" else None
        literal = read_value(text, datatype, unit=column.unit or predicate.unit, conversions=predicate.conversions, language=spoken)
        if literal is not None and predicate.unit and column.unit and column.unit != predicate.unit:
            return normalise(literal, unit=predicate.unit, conversions=predicate.conversions)
        return literal

    return read


def _cell(table: Table, column: config.Column, role: str, read: Reader) -> Argument:
    at = table.columns[column.column or ""]
    document, page_at, sheet = table.document.id, table.passage.page_at, table.passage.sheet
    text = table.document.text
    required = column.required

    def found(row: Row) -> list[Found | Problem]:
        cell = row[at]
        said = cell.text if '"' not in cell.text else table.text(cell)
        readings = read(said)
        if not readings:
            return [Problem("bad_value", cell.text, f"'{column.column}' is required and gives nothing")] if required else []
        out: list[Found | Problem] = []
        start, end, ref = cell.start, cell.end, cell.ref
        verbatim = end - start == len(said) and text.startswith(said, start)
        for reading in readings:
            if reading.problem is not None:
                out.append(reading.problem)
                continue
            # A cell whose text differs from the source (doubled quotes, escapes) is quoted whole.
            a, b = (start + reading.start, start + reading.end) if verbatim else (start, end)
            quote = reading.text if verbatim else text[a:b]
            span = Span(role, document, a, b, quote, page_at(a), sheet, ref)
            if reading.literal is not None:
                out.append(Found(Value(a, b, reading.text, reading.literal), span))
            else:
                out.append(Found(Mention(a, b, reading.text, reading.entities, reading.cls), span, reading.context, reading.id))
        return out

    return found


def _own(table: Table, rule: config.EntityRule, role: str, ontology: Ontology) -> Argument:
    identify = row_identity(table, rule, ontology)
    label_at = table.columns[rule.label]

    def found(row: Row) -> list[Found | Problem]:
        id = identify(row)
        if isinstance(id, Problem):
            return [id]
        cell = row[label_at]
        return [Found(Mention(cell.start, cell.end, table.text(cell), (id,)), table.span(role, cell), (), id)]

    return found


def _constant(id: str, names: Names) -> Argument:
    entity = names[id]
    text = next(iter(entity.labels.values()), id) if entity else id
    given: list[Found | Problem] = [Found(Mention(0, 0, text, (id,)), None, (), id)]
    return lambda row: given


def _document_subject(table: Table, role: str, names: Names, classes: tuple[str, ...]) -> Argument:
    """The term that the document is about, found once; quoted where its name first stands in the text."""
    document = table.document
    name = document.subject or document.title
    reading = next(iter(name_reader(names, classes)(name)), None)
    out: list[Found | Problem] = []
    if reading is None or reading.problem is not None:
        out.append(reading.problem if reading and reading.problem else Problem("no_subject", name, "the document names no subject"))
    else:
        at = document.text.find(name)
        span = Span(role, document.id, at, at + len(name), name) if at >= 0 else None
        at = max(at, 0)
        out.append(Found(Mention(at, at + len(name) if span else at, name, reading.entities), span, (), reading.id))
    return lambda row: out


def _templated(table: Table, column: config.Column, role: str, asked: tuple[str, ...], ontology: Ontology) -> Argument:
    """An entity of an event class: its key is the filled template, its name the column's text (without column, the key).

    A term of the ontology that has this key (``kgc:key``) is that entity.
    """
    template = column.template or ""
    used = slots(template)
    positions = sorted({table.columns[name] for name in used})
    label_at = table.columns[column.column] if column.column else None
    cls = asked[0] if len(asked) == 1 else None
    terms = {e.key: e.id for e in ontology.entities.values() if e.key is not None and cls is not None and ontology.is_a(e.classes, cls)}

    def found(row: Row) -> list[Found | Problem]:
        empty = [name for name in used if is_empty(row[table.columns[name]].text)]
        if empty:
            return [Problem("bad_value", template, f"empty: {', '.join(empty)}")] if column.required else []
        if cls is None:
            return [Problem("wrong_type", template, f"the template's class is open: {' or '.join(asked) or 'none given'}")]
        key = template
        for name in used:
            key = key.replace("{" + name + "}", row[table.columns[name]].text.strip())
        if label_at is not None:
            cell = row[label_at]
            span, name = table.span(role, cell), table.text(cell)
        else:
            first, last = row[positions[0]], row[positions[-1]]
            span, name = table.part(role, first, first.start, last.end), key
        if known := terms.get(key):
            return [Found(Mention(span.start, span.end, name, (known,)), span, (), known)]
        return [Found(Mention(span.start, span.end, name, (), cls, key), span, (), keyed_id(cls, key))]

    return found
