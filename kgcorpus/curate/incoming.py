"""What a file made elsewhere says, before it meets an ontology: things with names in one or two languages, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kgcorpus.spreadsheet_model import Trouble

Texts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Thing:
    """A class, predicate or term as a source gives it.

    ``iri`` is its own where it has one; ``refs`` are names, ids or IRIs by property (``rdf:type`` of terms, ``rdfs:subClassOf``,
    ``rdfs:domain``, ``rdfs:range``, ``owl:inverseOf`` …), still to be found; ``said`` further properties with a Turtle term each. ``row``
    and ``columns`` (letters by field) say where it stands.
    """

    sheet: str
    labels: Mapping[str, str]
    aliases: Texts = field(default_factory=dict)
    hidden: Texts = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    iri: str = ""
    refs: Texts = field(default_factory=dict)
    said: tuple[tuple[str, str], ...] = ()
    place: str = ""
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a source gives. ``notes`` say how it was read; ``roots`` are blank nodes that nothing
    points to (Turtle), ``rest`` what is said of other subjects; ``prefixes`` its own."""

    things: tuple[Thing, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    rest: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell of the ontology's workbook that is to be filled: sheet, id of the row, key of the column, and why; all works without an
    ``optional`` one."""

    sheet: str
    id: str
    column: str
    why: str
    optional: bool = False


def trouble(thing: Thing, field: str, value: str, message: str, fix: str, rule: str, severity: str = "error") -> Trouble:
    """A problem with what a thing says in a field."""
    return Trouble(thing.place, thing.row, thing.columns.get(field, ""), value, message, fix, rule, severity)
