"""Graphs from files: a table of three tab-separated columns, or RDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import InputError, OntologyError
from ..forms import canonical
from ..model import Literal, Term
from ..ontology import OntClass, Ontology, Predicate
from ..rdf import OWL, RDF, RDFS, term_literal
from .columns import Columns
from .inference import Axioms, axioms_of, infer
from .labelling import labelled
from .table import FactTable, assemble

_TAB = "\t"
SUFFIXES = (".tsv", ".nt", ".ttl", ".nq")


def load(path: Path) -> FactTable:
    """The table of a ``.tsv``, ``.nt``, ``.ttl`` or ``.nq`` file. An unreadable, wrong or empty file is an ``InputError`` with its line."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(str(path), f"unknown suffix '{path.suffix}'", "one of " + " ".join(SUFFIXES) + " or a corpus folder", "")
    return load_tsv(path) if suffix == ".tsv" else load_rdf(path)


# --------------------------------------------------------------------------------------------- tab-separated


def load_tsv(path: Path) -> FactTable:
    """Subject, predicate, object; exactly three fields a line, lines end in \\n or \\r\\n only, terms byte-exact (UTF-8)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "a readable file", "check path and permissions") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}", f"byte 0x{data[error.start]:02x} is not UTF-8", "UTF-8", "convert the file") from error
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    if not lines:
        raise InputError(str(path), "no facts", "lines of subject, predicate, object", "check that the file was written")
    for number, row in enumerate(lines, 1):
        if row.count(_TAB) != 2:
            found = f"{row.count(_TAB) + 1} field(s)" if row else "an empty line"
            raise InputError(f"{path}:{number}", found, "exactly three fields separated by tabs", "no header, quoting or comments")
    fields = _TAB.join(lines).split(_TAB)
    columns = Columns()
    subjects, predicates, objects = fields[0::3], fields[1::3], fields[2::3]
    terms: dict[str, int] = {}
    columns.append(
        subject=[terms.setdefault(term, len(terms)) for term in subjects],
        predicate=[columns.predicate_number(name) for name in predicates],
        object=[terms.setdefault(term, len(terms)) for term in objects],
    )
    columns.terms, columns.numbers = list(terms), terms
    known = Ontology(predicates={name: Predicate(name) for name in columns.predicates})
    return assemble(columns, ontology=known, named={}, kind="tsv", declared=False)


# --------------------------------------------------------------------------------------------- RDF

_DECLARED = frozenset(
    OWL + kind + "Property"
    for kind in (
        "Object",
        "Datatype",
        "Annotation",
        "Functional",
        "InverseFunctional",
        "Symmetric",
        "Asymmetric",
        "Irreflexive",
        "Transitive",
    )
) | {RDF + "Property"}


_CLASSES = frozenset((OWL + "Class", RDFS + "Class"))
_CLASS_AXIOMS = (RDFS + "subClassOf", OWL + "disjointWith")
_PREDICATE_AXIOMS = (RDFS + "subPropertyOf", OWL + "inverseOf")


def load_rdf(path: Path) -> FactTable:
    """The union of a file's graphs: every triple is a fact, and its axioms are used for inference. Blank nodes get canonical labels."""
    triples = read_rdf(path)
    columns = Columns()
    rows = [(columns.number(s), columns.predicate_number(str(p)), columns.number(o)) for s, p, o in triples]
    subject, predicate, object = np.array(rows, np.int32).reshape(len(rows), 3).T
    columns.append(subject=subject, predicate=predicate, object=object)
    ontology, axioms = axioms_in(triples)
    infer(columns, axioms)
    return assemble(columns, ontology=ontology, named={}, kind="rdf", declared=False)


def read_rdf(path: Path) -> list[tuple[str, str, Term]]:
    """The distinct triples of a file in our terms: IRIs, ``_:`` labels that are canonical, literals in normal form."""
    import pyoxigraph as ox

    from ..rdf import read_triples

    try:
        found: Iterable[tuple[Any, Any, Any]] = read_triples(path)
    except OntologyError as error:
        raise InputError(error.place, error.found, error.expected, error.remedy) from error
    found = labelled(found, str(path))
    seen: dict[Any, Term] = {}

    def term(node: Any) -> Term:
        if (known := seen.get(node)) is None:
            known = seen[node] = _term(node, ox)
        return known

    triples = {(str(term(s)), str(term(p)), term(o)): None for s, p, o in found}
    if not triples:
        raise InputError(str(path), "no facts", "at least one triple", "check that the file was written")
    return list(triples)


def _term(node: Any, ox: Any) -> Term:
    if isinstance(node, ox.NamedNode):
        return str(node.value)
    if isinstance(node, ox.BlankNode):
        return f"_:{node.value}"
    if isinstance(node, ox.Literal):
        return normal_literal(term_literal(node.value, node.datatype.value, node.language))
    raise InputError("graph", "a triple inside a triple (RDF-star)", "IRIs, blank nodes and literals", "leave statements about triples out")


def normal_literal(literal: Literal) -> Literal:
    """A literal in normal form: numbers without exponent or trailing zeros, booleans as words, strings in NFC."""
    if literal.datatype == "xsd:boolean" and literal.value in ("0", "1"):
        return replace(literal, value="true" if literal.value == "1" else "false")
    made = canonical(literal)
    assert isinstance(made, Literal)
    return made


def axioms_in(triples: Iterable[tuple[str, str, Term]]) -> tuple[Ontology, Axioms]:
    """What a graph says about its classes and predicates, by IRI: as an ontology, and as what inference uses."""
    said: dict[str, dict[str, list[str]]] = {p: {} for p in (RDF + "type", *_CLASS_AXIOMS, *_PREDICATE_AXIOMS)}
    predicates: set[str] = set()
    for s, p, o in triples:
        predicates.add(p)
        if p in said and isinstance(o, str):
            said[p].setdefault(s, []).append(o)
    kinds = said[RDF + "type"]
    classes = {o for found in kinds.values() for o in found} | {s for s, found in kinds.items() if _CLASSES.intersection(found)}
    predicates |= {s for s, found in kinds.items() if _DECLARED.intersection(found)}
    for axioms, names in ((_CLASS_AXIOMS, classes), (_PREDICATE_AXIOMS, predicates)):
        for axiom in axioms:
            names.update(said[axiom])
            names.update(o for found in said[axiom].values() for o in found)

    def objects(axiom: str, name: str) -> tuple[str, ...]:
        return tuple(sorted(set(said[axiom].get(name, ()))))

    ontology = Ontology(
        prefixes={},
        classes={
            c: OntClass(c, parents=objects(RDFS + "subClassOf", c), disjoint=objects(OWL + "disjointWith", c)) for c in sorted(classes)
        },
        predicates={p: _predicate(p, objects(RDFS + "subPropertyOf", p), set(kinds.get(p, ()))) for p in sorted(predicates)},
    )
    inverses = tuple(sorted({(p, other) for p in said[OWL + "inverseOf"] for other in objects(OWL + "inverseOf", p)}))
    return ontology, replace(axioms_of(ontology), inverses=inverses)


def _predicate(name: str, parents: tuple[str, ...], kinds: set[str]) -> Predicate:
    functional, symmetric, transitive = (OWL + kind + "Property" in kinds for kind in ("Functional", "Symmetric", "Transitive"))
    return Predicate(name, parents=parents, functional=functional, symmetric=symmetric, transitive=transitive)
