"""The rows of an ontology: every thing that its files say as cells of a workbook, and changed cells as edits of the files.

A row holds what its sheet's fields show; a hidden cell ``as_written`` says how a value stands in the files where it is not what
the cell's text would mean by itself (another tag, two ranges instead of a union). What no cell can show is in the rows of ``other``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgcorpus.ontology_graph import CLASS_TYPES, Graph, kind, read_graph
from kgcorpus.ontology_reading import PREDICATE_TYPES
from kgcorpus.rdf import KGC, OWL, id_iri, iri_id
from kgcorpus.spreadsheet import as_read

from .as_typed import meant
from .blank_text import readable
from .cell_values import WHOLE, Terms, Value, pieces_of, read_piece, shared_blanks, squash
from .layout import FIELDS, POSITIONS, TYPE, Field, wording_fields
from .leftovers import other_cells
from .turtle_reading import language_of
from .turtle_text import Edit

QUALIFIER_TYPES = {KGC + "Condition", KGC + "Detail"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet. ``cells`` are texts by column key, several values one a line, references as ids, closed values by their key."""

    sheet: str
    id: str
    cells: Mapping[str, str]


def fields_of(row: Row) -> tuple[Field, ...]:
    """The fields of a row's cells."""
    if row.sheet == "wording":
        return wording_fields(row.cells["position"])
    return FIELDS.get(row.sheet, ())


def subject_of(row: Row) -> str:
    """The id of what a row is about: wording is about its predicate."""
    return row.cells["predicate"] if row.sheet == "wording" else row.id


def values_of(field: Field, text: str, as_written: Mapping[str, Any], prefixes: Mapping[str, str]) -> tuple[Value, ...]:
    """The values that the text of a cell means. Raises ``NotUnderstood``."""
    if not text.strip():
        return ()
    own = as_written.get(field.key, {})
    whole = squash(text)
    pieces = [text] if whole in own or field.shape in WHOLE else [line for line in text.split("\n") if line.strip()]
    out: list[Value] = []
    for piece in pieces:
        known = own.get(squash(piece))
        out += [(p, t) for p, t in known] if known is not None else read_piece(field, piece, prefixes)
    return tuple(dict.fromkeys(out))


def row_values(row: Row, prefixes: Mapping[str, str]) -> dict[str, tuple[Value, ...]]:
    """The values of each field of a row. Raises ``NotUnderstood``."""
    as_written = json.loads(row.cells.get("as_written") or "{}")
    return {field.key: values_of(field, row.cells.get(field.key, ""), as_written, prefixes) for field in fields_of(row)}


def mark_of(values: Sequence[Value]) -> str:
    """A short digest of a cell's values, by which a later change is noticed."""
    return hashlib.sha256("\n".join(f"{p} {t}" for p, t in values).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def sheet_of(types: set[str], is_used_as_qualifier: bool, known_classes: frozenset[str]) -> str | None:
    """The sheet of a subject by its types (IRIs); None for what has no row of its own."""
    if types & set(CLASS_TYPES):
        return "classes"
    if types & PREDICATE_TYPES.keys():
        return "qualifiers" if types & QUALIFIER_TYPES or is_used_as_qualifier else "predicates"
    return "terms" if types & known_classes or OWL + "NamedIndividual" in types else None


class Rows:
    """The rows of a graph, and what stands behind them: the values of each subject and property in the order written."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.prefixes: Mapping[str, str] = dict(sorted(graph.prefixes.items()))
        self.terms = Terms(graph, shared_blanks(graph))
        self.rows: list[Row] = []
        self.by_id: dict[tuple[str, str], Row] = {}
        self._ids: dict[str, str] = {}
        self._claimed: dict[str, set[Value]] = {}
        self._make()

    def id(self, iri: str) -> str:
        if iri not in self._ids:
            self._ids[iri] = iri_id(iri, self.prefixes)
        return self._ids[iri]

    def _make(self) -> None:
        graph = self.graph
        types = {s: {t.value for t in found.get(TYPE, ())} for s, found in graph.by_subject.items() if not s.startswith("_:")}
        classes = frozenset(s for s, own in types.items() if own & set(CLASS_TYPES))
        used = {o.value for _, p, o in graph.triples if p.value == KGC + "qualifier" and kind(o) == "NamedNode"}
        sheets: dict[str, list[str]] = {name: [] for name in FIELDS}
        for subject, own in types.items():
            alone = subject in used and not graph.values(subject, "http://www.w3.org/2000/01/rdf-schema#domain")
            if sheet := sheet_of(own, alone, classes):
                sheets[sheet].append(subject)
        for sheet, subjects in sheets.items():
            for subject in subjects:
                self._add(sheet, self.id(subject), subject, FIELDS[sheet], {})
        worded = [s for s in graph.by_subject if not s.startswith("_:") and self._is_worded(s)]
        for subject in dict.fromkeys([*sheets["predicates"], *worded]):
            for position, _ in POSITIONS:
                if subject not in sheets["predicates"] and not graph.values(subject, KGC + position):
                    continue
                cells = {"predicate": self.id(subject), "position": position}
                self._add("wording", wording_id(self.id(subject), position), subject, wording_fields(position), cells)
        for prefix, namespace in self.prefixes.items():
            self._put(Row("prefixes", prefix, {"prefix": prefix, "namespace": namespace}))
        for id, part, cells in other_cells(graph, self.terms, self._claimed, self.prefixes):
            self._put(Row("other", id if not part else f"{id} {part}", cells))

    def _is_worded(self, subject: str) -> bool:
        return any(KGC + position in self.graph.by_subject[subject] for position, _ in POSITIONS)

    def _put(self, row: Row) -> None:
        self.rows.append(row)
        self.by_id[row.sheet, row.id] = row

    def _add(self, sheet: str, id: str, subject: str, fields: Sequence[Field], cells: dict[str, str]) -> None:
        as_written: dict[str, dict[str, list[Value]]] = {}
        found = self.graph.by_subject[subject]
        claimed = self._claimed.setdefault(subject, set())
        for field in sorted(fields, key=lambda f: f.shape == "types"):
            values = [(p, t) for p in field.properties for t in found.get(p, ())]
            if claimed and values:
                values = [(p, t) for p, t in values if (p, str(t)) not in claimed]
            if not values:
                continue
            lines = []
            for text, means in pieces_of(field, values, self.terms, self.prefixes):
                stable = as_read(field.column, text)
                if not squash(stable):
                    continue
                lines.append(stable)
                if read_piece(field, stable, self.prefixes) != means or meant(field, stable) != [stable]:
                    own = as_written.setdefault(field.key, {})
                    own[squash(stable)] = [*own.get(squash(stable), []), *means]
                told = {(p, w) for p, w in means}
                claimed |= {(p, str(t)) for p, t in values if (p, self.terms.text(t)) in told}
            if lines:
                cells[field.key] = "\n".join(lines)
        if as_written:
            cells["as_written"] = json.dumps(as_written, sort_keys=True, separators=(",", ":"))
        self._put(Row(sheet, id, cells))

    def values(self, subject: str, property: str) -> list[str]:
        """The terms of a subject (IRI) and property in the order written; those with shared blank nodes are left out."""
        return [text for value in self.graph.values(subject, property) if (text := self.terms.text(value)) is not None]

    def is_shared(self, subject: str, property: str) -> bool:
        """Whether a value stands here that no text can say: a blank node that others share."""
        return any(self.terms.text(value) is None for value in self.graph.values(subject, property))


def wording_id(predicate: str, position: str) -> str:
    return f"{predicate} {position}"


def rows_of(files: Iterable[Path]) -> list[Row]:
    """All rows of an ontology's files: classes, predicates, qualifiers, terms, wording, prefixes, and what is left as ``other``."""
    return Rows(read_graph(files)).rows


def edits_of(old: Row | None, new: Row, prefixes: Mapping[str, str]) -> list[Edit]:
    """The edits that make a row of what it was: only cells whose values differ. Raises ``NotUnderstood``."""
    before = row_values(old, prefixes) if old else {}
    after = row_values(new, prefixes)
    known: dict[str, list[str]] = {}
    for property, term in (value for values in before.values() for value in values):
        known.setdefault(property, []).append(term)
    changes = [
        Change(before.get(field.key, ()), after[field.key], field.lang)
        for field in fields_of(new)
        if before.get(field.key, ()) != after[field.key]
    ]
    return merged(id_iri(subject_of(new), prefixes), known, changes)


@dataclass(frozen=True, slots=True)
class Change:
    """What a cell meant and is to mean; ``lang`` where it holds texts of one language."""

    before: tuple[Value, ...]
    after: tuple[Value, ...]
    lang: str = ""


def merged(subject: str, known: Mapping[str, Sequence[str]], changes: Sequence[Change]) -> list[Edit]:
    """Edits of a subject (IRI) from changes of cells; what else ``known`` has of a property stays where it is. Types come first."""
    now = {property: list(terms) for property, terms in known.items()}
    out: dict[tuple[str, str], Edit] = {}
    for change in changes:
        for property in dict.fromkeys(p for p, _ in (*change.before, *change.after)):
            old = [t for p, t in change.before if p == property]
            new = [t for p, t in change.after if p == property]
            if old == new:
                continue
            terms = now.setdefault(property, [])
            own = bool(terms) and change.lang and [t for t in terms if language_of(t) == change.lang] == old
            at = next((n for n, term in enumerate(terms) if term in old), len(terms))
            now[property] = [*(t for t in terms[:at] if t not in old), *new, *(t for t in terms[at:] if t not in old)]
            if own and all(language_of(t) == change.lang for t in new) and (property, "") not in out:
                out[property, change.lang] = Edit(subject, property, tuple(dict.fromkeys(new)), change.lang)
            else:
                out[property, ""] = Edit(subject, property)
    whole = {property for property, lang in out if not lang}
    edits = [
        e if e.lang else Edit(subject, p, tuple(dict.fromkeys(map(readable, now[p]))))
        for (p, lang), e in out.items()
        if not lang or p not in whole
    ]
    return sorted(edits, key=lambda e: e.property != TYPE)
