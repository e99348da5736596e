"""Forms as people write them to forms as the graph knows them: ids, predicates and classes found, values in the unit of their predicate."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import replace

from .. import forms as f
from ..errors import FormError
from ..forms_ranges import in_unit
from ..model import Entity, Literal
from ..ontology import OntClass, Predicate
from .table import FactTable


def resolved(form: f.Form, table: FactTable) -> f.Form:
    """The form with ids of the graph. Unknown entities stay (they denote nothing); an unknown predicate, class or qualifier is a
    ``FormError``.

    In a corpus an IRI, an id that was merged away or a label that only one thing bears will do for an id.
    """
    return _named(f.map_ids(f.checked(form), lambda id: entity(id, table)), table)


def whole(form: f.Form) -> f.Form:
    """The form, if nothing in it is still to be filled in."""
    if any(f.is_hole(id) for id in f.entities_of(f.checked(form))):
        raise FormError("form", "a hole (?0)", "entities", "use answer_shape for all starts at once")
    return form


def entity(id: str, table: FactTable) -> str:
    """The id by which the graph knows an entity, or the id as it is."""
    if f.is_hole(id):
        return id
    if id in table.redirects:  # first: a term of the ontology keeps its id there when it is merged away
        return table.redirects[id]
    if id in table.index:
        return id
    for found in _other_names(id, table):
        if found is not None and found in table.index:
            return table.redirects.get(found, found)
    return id


def _other_names(id: str, table: FactTable) -> tuple[str | None, ...]:
    if table.kind != "corpus":
        return ()
    return (table.ontology.compact(id), _only(_labels(table, "entities"), id))


def _labels(table: FactTable, kind: str) -> dict[str, str | None]:
    """Things by label; None for a label that several bear."""

    def make() -> dict[str, str | None]:
        ontology = table.ontology
        records: Mapping[str, Entity | OntClass | Predicate]
        records = table.named if kind == "entities" else ontology.classes if kind == "classes" else ontology.predicates
        out: dict[str, str | None] = {}
        for id, record in records.items():
            for label in record.labels.values():
                out[label] = id if out.get(label, id) == id else None
        return out

    found: dict[str, str | None] = table.kept(("labels", kind), make)
    return found


def _only(labels: dict[str, str | None], name: str) -> str | None:
    return labels.get(name)


def predicate(name: str, table: FactTable, word: str = "predicate") -> str:
    """The id of a predicate or qualifier."""
    return _known(name, table.predicate_index, table, "predicates", word)


def cls(name: str, table: FactTable) -> str:
    """The id of a class."""
    return _known(name, table.members.keys() | table.ontology.classes.keys(), table, "classes", "class")


def _known(name: str, known: Collection[str], table: FactTable, kind: str, word: str) -> str:
    if name in known:
        return name
    if table.kind == "corpus":
        for found in (table.ontology.compact(name), _only(_labels(table, kind), name)):
            if found is not None and found in known:
                return found
    close = difflib.get_close_matches(name, list(known), 1)
    raise FormError("form", f"unknown {word} '{name}'", f"a {word} of the graph", f"did you mean '{close[0]}'?" if close else "")


def _named(form: f.Form, table: FactTable) -> f.Form:
    form = f.rebuild(form, lambda part: _named(part, table))
    if isinstance(form, f.Class):
        return f.Class(cls(form.id, table))
    if isinstance(form, (f.Entity, f.And, f.Or, f.Minus, f.AsOf, f.Count, f.Relations)):
        return form
    if (name := predicate(form.predicate, table)) != form.predicate:
        form = replace(form, predicate=name)
    if isinstance(form, (f.Step, f.Every, f.Where, f.Ask)) and isinstance(form.with_, tuple):
        form = replace(form, with_=tuple(_entry(given, table) for given in form.with_))
    if isinstance(form, f.Where):
        form = replace(form, value=in_unit(form.value, form.predicate, table.ontology))
    if isinstance(form, (f.Ask, f.QualifierOf)) and isinstance(form.object, Literal):
        form = replace(form, object=in_unit(form.object, form.predicate, table.ontology))
    if isinstance(form, f.QualifierOf):
        form = replace(form, qualifier=predicate(form.qualifier, table, "qualifier"))
    return form


def _entry(given: f.Given, table: FactTable) -> f.Given:
    qualifier = predicate(given.qualifier, table, "qualifier")
    value = given.value if isinstance(given.value, str) else in_unit(given.value, qualifier, table.ontology)
    return replace(given, qualifier=qualifier, value=value)
