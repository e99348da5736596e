"""Values of properties as text of cells and back, shape by shape (see ``layout.Field``).

A value is a pair of property IRI and Turtle term (full IRIs, canonical literals, blank nodes as ``[ … ]``). ``pieces_of`` gives the text of
each value that a cell can show; ``read_piece`` gives the values that a text means when nothing else is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgcorpus.ontology_graph import Graph, guess_language, kind, language, node
from kgcorpus.rdf import KGC, OWL, RDF, RDFS, XSD, id_iri, iri_id, nt_escape
from kgcorpus.spreadsheet_cells import closed_values

from .layout import MARKER, TYPE, Field

Value = tuple[str, str]
"""Property IRI and term."""
Pieces = list[tuple[str, tuple[Value, ...]]]
"""Text of each value as a cell shows it; a shape that is one text has one piece."""

EMPTY = "∅"
"""An empty template in a row; the workbook shows ``layout.MARKER``."""
WHOLE = ("text", "union", "one", "flag", "mark")
"""Shapes whose cell is read as one text."""
_NONE = frozenset({EMPTY, *MARKER.values(), "(不说)", "（not said）", "—", "-", "——", "/"})
_LIMIT = 30_000
_DEEP = 100
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_CONVERSION = re.compile(
    rf"(?P<source>.+?)\s*(?:→|->|=>|⟶|－>)\s*(?P<target>.+?)\s*[:：]\s*(?:[×xX*·]\s*)?(?P<factor>{_NUMBER})"
    rf"(?:\s*(?P<offset>[+＋\-－−]\s*\d+(?:\.\d+)?))?(?:\s*[(（](?P<digits>\d+)[)）])?"
)
_TEXT_ENDS = str.maketrans({"＋": "+", "－": "-", "−": "-"})


class NotUnderstood(ValueError):
    """A text that means nothing in its column: what is wrong, and what to do."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a graph as text; ``shared`` are the blank nodes that cannot be written where they stand (shared, or in a cycle)."""

    graph: Graph
    shared: frozenset[str]

    def text(self, term: Any) -> str | None:
        """A term as Turtle with full IRIs; None where a shared blank node is in it."""
        what = kind(term)
        if what == "NamedNode":
            return f"<{term.value}>"
        if what == "Literal":
            return literal(term.value, term.language or "", term.datatype.value)
        if what != "BlankNode" or node(term) in self.shared:
            return None
        said = self.graph.by_subject.get(node(term), {})
        if (items := self._items(node(term))) is not None:
            texts = [self.text(item) for item in items]
            return None if None in texts else f"( {' '.join(str(t) for t in texts)} )"
        pairs = [(property, self.text(value)) for property, values in said.items() for value in values]
        if any(text is None for _, text in pairs):
            return None
        return f"[ {' ; '.join(sorted(f'<{property}> {text}' for property, text in pairs))} ]"

    def _items(self, key: str) -> list[Any] | None:
        """The items of a list that is nothing but a list; None for another blank node."""
        items = []
        while key != RDF + "nil":
            said = self.graph.by_subject.get(key, {})
            if said.keys() != {RDF + "first", RDF + "rest"} or any(len(values) != 1 for values in said.values()) or key in self.shared:
                return None
            items.append(said[RDF + "first"][0])
            key = node(said[RDF + "rest"][0])
        return items


def shared_blanks(graph: Graph) -> frozenset[str]:
    """Blank nodes that more than one value names, that lie in a cycle or very deep, or that hold such a node."""
    within: dict[str, list[str]] = {}
    inner: dict[str, list[tuple[str, bool]]] = {}
    for subject, property, object in graph.triples:
        if kind(object) == "BlankNode":
            within.setdefault(node(object), []).append(node(subject))
            inner.setdefault(node(subject), []).append((node(object), property.value == RDF + "rest"))
    depth: dict[str, int] = {}
    todo = [(subject, 0) for subject in inner if subject not in within]
    while todo:
        here, deep = todo.pop()
        for below, is_rest in inner.get(here, ()):
            if below not in depth:
                depth[below] = deep + (not is_rest)
                todo.append((below, depth[below]))
    bad = {key for key, outer in within.items() if len(outer) > 1 or depth.get(key, _DEEP) >= _DEEP}
    todo_up = list(bad)
    while todo_up:
        for outer in within.get(todo_up.pop(), ()):
            if outer.startswith("_:") and outer not in bad:
                bad.add(outer)
                todo_up.append(outer)
    return frozenset(bad)


def literal(text: str, lang: str = "", datatype: str = XSD + "string") -> str:
    """A literal as Turtle.

    >>> literal("种", "zh"), literal("1", datatype=XSD + "integer")
    ('"种"@zh', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if lang:
        return f'"{nt_escape(text)}"@{lang}'
    return f'"{nt_escape(text)}"' if datatype == XSD + "string" else f'"{nt_escape(text)}"^^<{datatype}>'


def union(iris: Sequence[str]) -> str:
    """Classes that are alternatives, as a term."""
    listed = f"( {' '.join(f'<{iri}>' for iri in iris)} )"
    return f"[ {' ; '.join(sorted((f'<{TYPE}> <{OWL}Class>', f'<{OWL}unionOf> {listed}')))} ]"


def conversion(source: str, target: str, factor: str, offset: str | None, digits: str | None) -> str:
    """A conversion rule as a term, its numbers as they are written."""
    parts = [f"<{KGC}from> {literal(source)}", f"<{KGC}to> {literal(target)}", f"<{KGC}factor> {_number(factor)}"]
    if offset is not None:
        parts.append(f"<{KGC}offset> {_number(offset)}")
    if digits is not None:
        parts.append(f"<{KGC}digits> {_number(digits)}")
    return f"[ {' ; '.join(sorted(parts))} ]"


def _number(text: str) -> str:
    return literal(text, datatype=XSD + ("decimal" if "." in text else "integer"))


def is_datatype(iri: str) -> bool:
    """Whether a range is a kind of value and no class."""
    return iri.startswith(XSD) or iri in (RDF + "langString", RDF + "PlainLiteral", RDFS + "Literal")


def squash(text: str) -> str:
    """A text as it is looked up: without the white space that a spreadsheet program may change."""
    return " ".join(text.split())


# --------------------------------------------------------------------------------------------- shown


def pieces_of(field: Field, values: Sequence[tuple[str, Any]], terms: Terms, prefixes: Mapping[str, str]) -> Pieces:
    """What the cell of a field shows of these values (property, term), in order; values that it cannot show are left out."""
    out: dict[str, list[Value]] = {}
    for text, property, term in _shown(field, values, terms, prefixes):
        written = terms.text(term)
        line = text if field.shape == "text" else squash(text) if "\n" in text or "\r" in text else text
        if written is not None and line.strip() and len(line.encode("utf-16-le", "surrogatepass")) < 2 * _LIMIT:
            out.setdefault(line, []).append((property, written))
    if field.shape in ("text", "union") and len(out) > 1:
        return [("\n".join(out), tuple(dict.fromkeys(value for found in out.values() for value in found)))]
    return [(text, tuple(found)) for text, found in out.items()]


def _shown(field: Field, values: Sequence[tuple[str, Any]], terms: Terms, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str, Any]]:
    shape = field.shape
    if shape in ("text", "texts", "templates", "guess", "plain"):
        found = [(p, t) for p, t in values if kind(t) == "Literal" and _in_field(field, t)]
        if shape == "text" and found:
            found = [(p, t) for p, t in found if p == found[0][0]]
        for property, term in found[:1] if shape == "plain" else found:
            yield (EMPTY if shape == "templates" and term.value == "" else term.value), property, term
    elif shape == "flag":
        for property, term in values[:1]:
            if kind(term) == "Literal" and (word := term.value.strip().lower()) in ("true", "false", "1", "0"):
                yield ("yes" if word in ("true", "1") else "no"), property, term
    elif shape == "mark":
        yield from [("yes", p, t) for p, t in values if kind(t) == "NamedNode" and t.value == field.of][:1]
    elif shape == "one":
        yield from _one(field, values, prefixes)
    elif shape in ("refs", "types", "union"):
        for property, term in values:
            for iri in _iris(field, term, terms):
                yield iri_id(iri, prefixes), property, term
    elif shape == "conversions":
        for property, term in values:
            if kind(term) == "BlankNode" and (text := _conversion_text(node(term), terms)):
                yield text, property, term


def _in_field(field: Field, term: Any) -> bool:
    if field.shape == "plain":
        return not term.language
    if field.shape == "guess":
        return True
    return bool(term.language or term.datatype.value == XSD + "string") and language(term) == field.lang


def _one(field: Field, values: Sequence[tuple[str, Any]], prefixes: Mapping[str, str]) -> Iterator[tuple[str, str, Any]]:
    keys = [key for key, _ in field.column.choices]
    for property, term in values:
        if field.of == "iri" and kind(term) == "NamedNode" and (key := iri_id(term.value, prefixes)) in keys:
            yield key, property, term
            return
        if field.of == "datatype" and kind(term) == "NamedNode" and is_datatype(term.value):
            yield iri_id(term.value, prefixes), property, term
            return
        if not field.of and kind(term) == "Literal":
            yield term.value, property, term
            return


def _iris(field: Field, term: Any, terms: Terms) -> list[str]:
    """The ids that one value shows: an IRI, or the members of a union."""
    if kind(term) == "NamedNode":
        if field.shape == "union" and is_datatype(term.value):
            return []
        return [] if field.shape == "refs" and TYPE in field.properties and term.value.startswith(OWL) else [term.value]
    if field.shape == "union" and kind(term) == "BlankNode" and terms.text(term) is not None:
        found = terms.graph.by_subject.get(node(term), {})
        heads = found.get(OWL + "unionOf", ())
        members = [m for head in heads for m in terms.graph.members(node(head))]
        if len(heads) == 1 and found.keys() <= {TYPE, OWL + "unionOf"} and members and all(kind(m) == "NamedNode" for m in members):
            return [m.value for m in members]
    return []


def _conversion_text(key: str, terms: Terms) -> str:
    """A rule as an expert reads it, where it is made of one text and number each."""
    parts = {}
    for property, values in terms.graph.by_subject.get(key, {}).items():
        name = property.removeprefix(KGC)
        if name not in ("from", "to", "factor", "offset", "digits") or len(values) != 1 or kind(values[0]) != "Literal":
            return ""
        parts[name] = values[0].value
    if not {"from", "to", "factor"} <= parts.keys() or not re.fullmatch(_NUMBER, parts["factor"]):
        return ""
    text = f"{parts['from']} → {parts['to']}: × {parts['factor']}"
    if "offset" in parts:
        sign, number = ("-", parts["offset"][1:]) if parts["offset"].startswith("-") else ("+", parts["offset"].lstrip("+"))
        text += f" {sign} {number}"
    return text + (f" ({parts['digits']})" if "digits" in parts else "")


# --------------------------------------------------------------------------------------------- read


def read_piece(field: Field, text: str, prefixes: Mapping[str, str]) -> tuple[Value, ...]:
    """The values that a text means in a field: a line, or the whole cell for the shapes in ``WHOLE``; ids are written as they are.

    Raises ``NotUnderstood``.
    """
    shape, property = field.shape, field.property
    if shape in ("text", "texts"):
        return ((property, literal(text, field.lang)),)
    if shape == "templates":
        return ((property, literal("" if text.strip().lower() in _NONE else text, field.lang)),)
    if shape == "guess":
        return ((property, literal(text, "zh" if re.search(r"[\u3400-\u9fff]", text) else "en")),)
    if shape == "plain":
        return ((property, literal(text)),)
    if shape == "flag":
        return ((property, literal("true" if text == "yes" else "false", datatype=XSD + "boolean")),)
    if shape == "mark":
        return ((property, f"<{field.of}>"),)
    if shape == "one" and not field.of:
        return ((property, literal(text, field.lang)),)
    if shape == "conversions":
        return ((property, _read_conversion(text)),)
    if shape == "union":
        iris = [id_iri(line, prefixes) for line in text.split("\n") if line]
        return ((property, f"<{iris[0]}>" if len(iris) == 1 else union(iris)),) if iris else ()
    iri = id_iri(text, prefixes)
    if shape == "one" and field.of == "datatype" and not is_datatype(iri):
        closed, lang = closed_values(field.column), guess_language(text)
        nearest = closed.nearest(text, lang)
        fix = f"did you mean '{nearest}'?" if nearest else "choose one of: " + ", ".join(closed.shown[lang].values())
        raise NotUnderstood(f"'{text}' is none of the values of this column", fix)
    return ((property, f"<{iri}>"),)


def _read_conversion(text: str) -> str:
    match = _CONVERSION.fullmatch(text.strip())
    if match is None:
        raise NotUnderstood("not a conversion", "write it like: °F → °C: × 0.5556 - 17.78 (1)")
    offset = match["offset"]
    plain = None if offset is None else re.sub(r"\s+", "", offset.translate(_TEXT_ENDS)).lstrip("+")
    return conversion(match["source"].strip(), match["target"].strip(), match["factor"].lstrip("+"), plain, match["digits"])
