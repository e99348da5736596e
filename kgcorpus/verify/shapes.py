"""SHACL shapes that experts add, by the Rust validator ``shacl``; pySHACL where that is not installed. Both are given the same triples.

Values stand in the data as plain numbers in their predicate's unit; an interval stands once by its lower and, in a second run, by its
upper bound, so that both must fit. Counting (``sh:maxCount``) is left to the check ``cardinality``, which knows of dates and qualifiers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ..errors import OntologyError
from ..model import Finding, Literal
from ..rdf import RDF, RDFS, XSD, id_iri, nt_escape, nt_literal
from .records import Check, Records

SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}


class Result(NamedTuple):
    """One validation result. ``path`` is an IRI, ``^IRI`` for an inverse path, or None; ``value`` an N-Triples term."""

    focus: str
    path: str | None
    value: str | None
    component: str
    severity: str
    message: str


Validator = Callable[[str, str], Iterable[Result]]
"""Data and shapes as N-Triples → results."""


def shapes(*, validator: Validator | None = None) -> Check:
    """A check that facts fit the ontology's shapes. ``validator`` defaults to the Rust one if it is installed.

    A result about a value is a finding about the facts that hold it; one about a node as a whole is about the entity.
    """

    def check(records: Records) -> Iterator[Finding]:
        if not records.ontology.shapes_ttl.strip():
            return
        run = validator or default_validator()
        told: set[Finding] = set()
        for upper in (False, True):
            data, places, bounded = _data(records, upper=upper)
            if upper and not bounded:
                return
            for result in sorted(set(run(data, records.ontology.shapes_ttl)), key=_result_order):
                for finding in _findings(records, result, places):
                    if finding not in told:
                        told.add(finding)
                        yield finding

    return check


def _result_order(result: Result) -> tuple[str, ...]:
    return (result.focus, result.path or "", result.value or "", result.component, result.message)


Places = dict[tuple[str, str], list[tuple[str, int]]]
"""(subject, predicate) and (object, ^predicate) → (the other end's N-Triples term, index of the fact)."""


def _data(records: Records, *, upper: bool) -> tuple[str, Places, bool]:
    """The facts as N-Triples, where each stands, and whether any value is an interval."""
    prefixes = records.ontology.prefixes
    iris: dict[str, str] = {}
    places: Places = defaultdict(list)
    bounded = False

    def iri(name: str) -> str:
        if name not in iris:
            iris[name] = f"<{id_iri(name, prefixes)}>"
        return iris[name]

    lines: set[str] = set()
    named: set[str] = set()
    for index, fact in enumerate(records.facts):
        if fact.negated:
            continue
        subject, predicate = iri(fact.subject), iri(fact.predicate)
        if isinstance(fact.object, str):
            object = iri(fact.object)
            named.add(fact.object)
        else:
            bounded = bounded or fact.object.is_interval
            object = _plain(fact.object, upper)
        named.add(fact.subject)
        lines.add(f"{subject} {predicate} {object} .")
        places[subject, predicate].append((object, index))
        places[object, "^" + predicate].append((subject, index))
    for name in named:
        entity = records.entities.get(name) or records.ontology.entities.get(name)
        for cls in {above for own in (entity.classes if entity else ()) for above in records.ontology.ancestors(own)}:
            lines.add(f"{iri(name)} <{RDF}type> {iri(cls)} .")
        for lang, text in entity.labels.items() if entity else ():
            lines.add(f'{iri(name)} <{RDFS}label> "{nt_escape(text)}"@{lang} .')
    return "\n".join(sorted(lines)) + "\n", places, bounded


def _plain(literal: Literal, upper: bool) -> str:
    """A value as SHACL compares it: without unit, an interval by one bound, a partial date by its own datatype."""
    value = literal.value
    if value is None:
        first, second = (literal.max, literal.min) if upper else (literal.min, literal.max)
        value = first if first is not None else second
    datatype = literal.datatype
    if datatype == "xsd:date" and value is not None and len(value) < 10:
        datatype = "xsd:gYear" if len(value) == 4 else "xsd:gYearMonth"
    return nt_literal(replace(literal, datatype=datatype, value=value or "", unit=None, min=None, max=None, min_open=False, max_open=False))


def _findings(records: Records, result: Result, places: Places) -> Iterator[Finding]:
    severity = SEVERITY.get(result.severity, "error")
    counted = result.component == "MaxCountConstraintComponent"
    held: list[tuple[str, int]] = []
    if result.path:
        turned = result.path.startswith("^")
        key = f"{'^' if turned else ''}<{result.path.lstrip('^')}>"
        held = places.get((result.focus, key), [])
        known = records.ontology.predicates.get(records.ontology.compact(result.path.lstrip("^")))
        if counted and known and (known.max_subjects if turned else known.single or known.max_count or known.class_max_counts):
            return
    code = "shapes"
    constraint = result.component.removesuffix("ConstraintComponent")
    constraint = f"sh:{constraint[:1].lower()}{constraint[1:]}"
    what = _spoken(result.value) or records.ontology.compact(result.focus.strip("<>"))
    message = f"{result.message} ({constraint})" if result.message else f"{what} breaks {constraint}"
    indexes = sorted({i for term, i in held if result.value is None or _same(term, result.value)})
    if indexes:
        for index in indexes:
            yield records.finding(code, index, message, severity=severity, others=[i for i in indexes if i != index][:20])
    else:
        iri = result.focus.strip("<>")
        yield Finding(code, severity, records.ontology.compact(iri), message)


def _spoken(value: str | None) -> str:
    """An N-Triples term without its syntax."""
    match = re.match(r'"(.*)"(?:@[\w-]+|\^\^<.*>)?\Z', value or "", re.DOTALL)
    return match[1] if match else (value or "").strip("<>")


def _same(term: str, value: str) -> bool:
    return term.removesuffix(f"^^<{XSD}string>") == value.removesuffix(f"^^<{XSD}string>")


# --------------------------------------------------------------------------------------------- validators


def default_validator() -> Validator:
    """The Rust validator, or pySHACL where it is not installed."""
    try:
        import shacl  # noqa: F401
    except ImportError:
        return with_pyshacl
    return with_rust


def with_rust(data: str, shapes_nt: str) -> Iterator[Result]:
    """Results of the Rust validator ``shacl``."""
    import shacl

    try:
        compiled = shacl.Shapes.from_text(shapes_nt, format="ntriples")
        report = compiled.validate_text(data, format="ntriples")
    except ValueError as error:
        raise OntologyError(
            "shapes", f"the SHACL shapes cannot be used: {error}", "SHACL core", "mend the shapes of the ontology"
        ) from error
    for found in report.results:
        message = _message(found.messages)
        yield Result(found.focus_node, _path(found.path), found.value, found.component, found.severity, message)


def with_pyshacl(data: str, shapes_nt: str) -> Iterator[Result]:
    """Results of pySHACL: the slow reference."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    graph = rdflib.Graph().parse(data=data, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=shapes_nt, format="nt"), inplace=False, advanced=False)
    if not isinstance(report, rdflib.Graph):
        raise OntologyError("shapes", f"the SHACL shapes cannot be used: {report}", "SHACL core", "mend the shapes of the ontology")
    for found in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        path = report.value(found, SH.resultPath)
        if isinstance(path, rdflib.BNode):
            turned = report.value(path, SH.inversePath)
            way = f"^{turned}" if isinstance(turned, rdflib.URIRef) else None
        else:
            way = str(path) if path is not None else None
        focus, value = report.value(found, SH.focusNode), report.value(found, SH.value)
        component = str(report.value(found, SH.sourceConstraintComponent)).rsplit("#", 1)[-1]
        severity = str(report.value(found, SH.resultSeverity)).rsplit("#", 1)[-1]
        messages = [str(m) for m in report.objects(found, SH.resultMessage)]
        object = value.n3() if value is not None else None
        yield Result(focus.n3() if focus is not None else "", way, object, component, severity, _message(messages))


def _path(text: str | None) -> str | None:
    """A rendered path as an IRI, ``^IRI``, or None where it is longer than one step."""
    if text is None:
        return None
    match = re.fullmatch(r"\(?(\^?)\(?<([^<>]*)>\)?\)?", text.strip())
    return match[1] + match[2] if match else None


def _message(messages: Iterable[str]) -> str:
    """The first message by code point in Latin letters, else the first: one language, whatever the order; empty if there is none."""
    ordered = sorted(set(messages))
    return next((m for m in ordered if m.isascii()), ordered[0] if ordered else "")
