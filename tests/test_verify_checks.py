"""Every check has a specimen that passes it and one that trips it."""

# ruff: noqa: E501 (a specimen a line)

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pytest

from kgcorpus.config import Policy
from kgcorpus.model import Document, Entity, Evidence, Fact, Finding, Literal, Qualifier, Source, Span, Validity
from kgcorpus.ontology import OntClass, Ontology, Predicate
from kgcorpus.rdf import PREFIXES
from kgcorpus.verify import CHECKS, TOGETHER
from kgcorpus.verify.records import Records, gather
from kgcorpus.verify.shapes import shapes, with_pyshacl, with_rust

SHAPES = """
<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/shacl#NodeShape> .
<urn:s> <http://www.w3.org/ns/shacl#targetClass> <https://e.org/Medicine> .
<urn:s> <http://www.w3.org/ns/shacl#property> _:b0 .
_:b0 <http://www.w3.org/ns/shacl#path> <https://e.org/dose> .
_:b0 <http://www.w3.org/ns/shacl#maxInclusive> "5000"^^<http://www.w3.org/2001/XMLSchema#decimal> .
_:b0 <http://www.w3.org/ns/shacl#minExclusive> "0"^^<http://www.w3.org/2001/XMLSchema#decimal> .
_:b0 <http://www.w3.org/ns/shacl#maxCount> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
_:b0 <http://www.w3.org/ns/shacl#message> "a dose is above 0 and at most 5000 mg"@en .
_:b0 <http://www.w3.org/ns/shacl#message> "剂量"@zh .
<urn:s> <http://www.w3.org/ns/shacl#property> _:b1 .
_:b1 <http://www.w3.org/ns/shacl#path> <https://e.org/code> .
_:b1 <http://www.w3.org/ns/shacl#pattern> "^[A-Z]\\\\d+$" .
"""


def predicate(id: str, **more: object) -> Predicate:
    return Predicate(f"e:{id}", **more)  # type: ignore[arg-type]


ONTOLOGY = Ontology(
    prefixes={**PREFIXES, "e": "https://e.org/"},
    classes={
        c.id: c
        for c in (
            OntClass("e:Medicine", disjoint=("e:Disease",)), OntClass("e:Pill", parents=("e:Medicine",)), OntClass("e:Disease"), OntClass("e:Route"), OntClass("e:Patient", {"zh": "患者", "en": "patient"}),
        )
    },
    predicates={
        p.id: p
        for p in (
            predicate("treats", domain=("e:Medicine",), range=("e:Disease",), qualifiers=("e:egfr", "e:route")),
            predicate("price", kind="datatype", datatype="xsd:decimal", unit="元", changing=True, functional=True),
            predicate("dose", kind="datatype", datatype="xsd:decimal", unit="mg", domain=("e:Medicine",), max_count=1, qualifiers=("e:egfr",)),
            predicate("code", kind="datatype", datatype="xsd:string"),
            predicate("born", kind="datatype", datatype="xsd:date", functional=True),
            predicate("count", kind="datatype", datatype="xsd:integer"),
            predicate("parent", asymmetric=True, inverse_of="e:child", max_count=2),
            predicate("child", inverse_of="e:parent"),
            predicate("mother", parents=("e:parent",)),
            predicate("within", transitive=True),
            predicate("twin", symmetric=True, transitive=True),
            predicate("beside", irreflexive=True),
            predicate("capital", functional=True, max_subjects=1),
            predicate("wears", class_max_counts=(("e:Pill", 1),)),
            predicate("egfr", kind="datatype", datatype="xsd:decimal", unit="mL/min/1.73m2", qualifier="condition"),
            predicate("route", range=("e:Route",), qualifier="detail"),
            Predicate("rdf:type"),
        )
    },
    shapes_ttl=SHAPES,
)  # fmt: skip
ENTITIES = {
    id: Entity(id, (cls,))
    for cls, ids in {"e:Medicine": ("e:m", "e:n"), "e:Pill": ("e:pill",), "e:Disease": ("e:d",), "e:Route": ("e:oral",)}.items()
    for id in ids
}
TEXT = "二甲双胍🙂治疗糖尿病。"


def document(id: str, text: str = TEXT, **source: object) -> Document:
    from kgcorpus.model import digest

    return Document(id, id, digest(text), text, (), Source(id, **source), id, "zh", "txt")  # type: ignore[arg-type]


def quoted(*documents: str, score: float = 1.0) -> tuple[Evidence, ...]:
    return tuple(
        Evidence((Span("subject", d, 0, 4, "二甲双胍"), Span("object", d, 7, 10, "糖尿病")), "patterns/1", score) for d in documents
    )


def fact(predicate: str, object: str | Literal, subject: str = "e:m", *documents: str, **more: object) -> Fact:
    return Fact(subject, f"e:{predicate}", object, evidence=quoted(*(documents or ("a",))), **more)  # type: ignore[arg-type]


def proposed(*documents: str, model: str = "llm/toy") -> tuple[Evidence, ...]:
    return tuple(replace(e, made_by=model) for e in quoted(*documents))


def number(value: str | None, unit: str | None = "mg", **more: object) -> Literal:
    return Literal("xsd:decimal", value, unit, **more)  # type: ignore[arg-type]


def egfr(bound: str) -> tuple[Qualifier, ...]:
    return (Qualifier("e:egfr", Literal("xsd:decimal", unit="mL/min/1.73m2", max=bound, max_open=True)),)


@dataclass(frozen=True)
class Case:
    """Records of facts: what a check says about which of them."""

    facts: tuple[Fact, ...]
    about: tuple[int, ...] = ()
    severity: str = "error"
    entities: Mapping[str, Entity] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    policy: Policy = field(default_factory=Policy)


def found(check: str, case: Case) -> list[Finding]:
    documents = {d.id: d for d in (case.documents or (document("a"),))}
    return list(
        CHECKS[check]()(gather(case.facts, ONTOLOGY, entities={**ENTITIES, **case.entities}, documents=documents, policy=case.policy))
    )


def one(f: Fact, *about: int, **more: object) -> Case:
    return Case((f,), about, **more)  # type: ignore[arg-type]


BAD_OFFSET = replace(fact("treats", "e:d"), evidence=(Evidence((Span("object", "a", 6, 9, "糖尿病"),)),))
HALF_BROKEN = replace(fact("treats", "e:d"), evidence=(*quoted("a"), *BAD_OFFSET.evidence))
OLD, NEW = document("old", series="label", version="2019"), document("new", series="label", version="2023")
TWO = (
    document("a", origin="x"),
    document("b", TEXT + "另一份。" * 3, origin="y"),
    document("c", "完全不同的长文本，说的是别的事情，不过也有二甲双胍。", origin="z"),
)

PATIENT = Entity("e:who", ("e:Patient",), {"zh": "某甲"})
PASSES: Mapping[str, Iterable[Case]] = {
    "evidence": [one(fact("treats", "e:d"))],
    "identifiers": [
        one(fact("code", Literal("xsd:string", "客服热线10010"))), one(fact("code", Literal("xsd:string", "info@example.com"))),
        one(fact("price", number("13800004271", "元"))), one(fact("treats", "e:d"), documents=(document("a", sensitivity="personal"),)),
        one(fact("treats", "e:who", "e:m", "a", "b"), entities={"e:who": PATIENT}, documents=(document("a", sensitivity="personal"), document("b"))),
    ],
    "predicate": [one(fact("treats", "e:d"))],
    "domain": [one(fact("treats", "e:d")), one(fact("treats", "e:d", "e:pill")), one(fact("code", Literal("xsd:string", "A1")))],
    "range": [one(fact("treats", "e:d")), one(Fact("e:m", "rdf:type", "e:Medicine"))],
    "datatype": [
        one(fact("dose", number("500"))), one(fact("born", Literal("xsd:gYear", "1990"))), one(fact("price", Literal("xsd:integer", "3", "元"))),
    ],
    "unit": [one(fact("dose", number("500"))), one(fact("code", Literal("xsd:string", "A1")))],
    "value_range": [
        one(fact("dose", number(None, min="1", max="2"))), one(fact("dose", number(None, min="2", max="2"))),
        one(fact("treats", "e:d", valid=Validity("2021", "2021-06"))),
    ],
    "qualifiers": [one(fact("treats", "e:d", qualifiers=(*egfr("30"), Qualifier("e:route", "e:oral"))))],
    "irreflexivity": [one(fact("beside", "e:n")), one(fact("within", "e:m"))],
    "undated": [one(fact("price", number("3", "元"), valid=Validity("2024"))), one(fact("dose", number("3")))],
    "proposals": [one(fact("treats", "e:d")), one(replace(fact("treats", "e:d"), evidence=(*quoted("a"), *proposed("b"))))],
    "shapes": [one(fact("dose", number("500"))), one(fact("dose", number(None, min="1", max="5000"))), one(fact("code", Literal("xsd:string", "A12")))],
    "disjointness": [Case((fact("treats", "e:d"),)), Case((fact("treats", "e:d"),), entities={"e:x": Entity("e:x", ("e:Medicine", "e:Pill"))})],
    "asymmetry": [
        Case((fact("parent", "e:n"), fact("parent", "e:d", "e:n"))),
        Case((fact("parent", "e:n", valid=Validity(None, "2020")), fact("parent", "e:m", "e:n", valid=Validity("2020")))),
        Case((fact("parent", "e:n"), fact("child", "e:m", "e:n"))),
        Case((fact("parent", "e:n"), fact("parent", "e:m", "e:n", negated=True))),
    ],
    "cycles": [Case((fact("within", "e:n"), fact("within", "e:d", "e:n"))), Case((fact("twin", "e:n"), fact("twin", "e:m", "e:n")))],
    "cardinality": [
        Case((fact("parent", "e:n"), fact("mother", "e:d"))), Case((fact("dose", number("1")), fact("dose", number("2")))),
        Case((fact("capital", "e:x"), fact("capital", "e:y", "e:n"))),
    ],
    "corroboration": [
        one(fact("treats", "e:d", "e:m", "a", "c"), documents=TWO, policy=Policy(min_origins=2)), one(fact("treats", "e:d")),
    ],
    "conflicts": [
        Case((fact("dose", number("500")), fact("dose", number("850"), qualifiers=egfr("45")))),
        Case((fact("price", number("1", "元"), valid=Validity("2020", "2021")), fact("price", number("2", "元"), valid=Validity("2021")))),
        Case((fact("born", Literal("xsd:gYear", "1990")), fact("born", Literal("xsd:date", "1990-05-01")))),
        Case((fact("treats", "e:d", qualifiers=egfr("30")), fact("treats", "e:d", negated=True))),
        Case((fact("wears", "e:x"), fact("wears", "e:y"))),
        Case((fact("treats", "e:d"), fact("treats", "e:x"))),
    ],
}  # fmt: skip

TRIPS: Mapping[str, Iterable[Case]] = {
    "evidence": [
        one(BAD_OFFSET, 0), one(HALF_BROKEN, 0, severity="warning"), one(replace(BAD_OFFSET, evidence=()), 0), one(fact("treats", "e:d", "e:m", "gone"), 0),
        one(replace(BAD_OFFSET, evidence=(Evidence(()),)), 0),
    ],
    "identifiers": [
        one(fact("code", Literal("xsd:string", "电话13800004271")), 0), one(fact("treats", "e:d", "e:who"), 0, entities={"e:who": Entity("e:who", ("e:Pill",), {"zh": "alma@example.org"})}),
        one(fact("treats", "e:who"), 0, entities={"e:who": PATIENT}, documents=(document("a", sensitivity="personal"),)),
        one(fact("code", Literal("xsd:string", "联系人：李小满")), 0, documents=(document("a", sensitivity="personal"),)),
    ],
    "predicate": [one(fact("heals", "e:d"), 0)],
    "domain": [one(fact("treats", "e:d", "e:d"), 0), one(fact("treats", "e:d", "e:unknown"), 0)],
    "range": [one(fact("treats", "e:n"), 0), one(fact("treats", "e:unknown"), 0), one(Fact("e:m", "rdf:type", "e:Nothing"), 0)],
    "datatype": [
        one(fact("treats", Literal("xsd:string", "x")), 0), one(fact("dose", "e:d"), 0), one(fact("dose", Literal("xsd:string", "much")), 0),
        one(fact("dose", number("5.")), 0), one(fact("count", number("5", None)), 0), one(fact("born", number("1990", None)), 0),
        one(fact("dose", number("1e3")), 0),
    ],
    "unit": [one(fact("dose", number("5", None)), 0), one(fact("dose", number("5", "元")), 0), one(fact("dose", number("5", "g")), 0), one(fact("count", number("5", "mg")), 0)],
    "value_range": [
        one(fact("dose", number(None, min="3", max="2")), 0), one(fact("dose", number(None, min="2", max="2", max_open=True)), 0),
        one(fact("dose", number(None)), 0), one(fact("born", Literal("xsd:date", "2021-02-30")), 0), one(fact("treats", "e:d", valid=Validity("2022", "2021")), 0),
        one(fact("treats", "e:d", valid=Validity("Mai")), 0),
    ],
    "qualifiers": [
        one(fact("treats", "e:d", qualifiers=(Qualifier("e:nothing", "e:oral"),)), 0), one(fact("dose", number("1"), qualifiers=(Qualifier("e:route", "e:oral"),)), 0),
        one(fact("treats", "e:d", qualifiers=(Qualifier("e:egfr", number("30", "mg")),)), 0), one(fact("treats", "e:d", qualifiers=(Qualifier("e:route", "e:d"),)), 0),
    ],
    "irreflexivity": [one(fact("beside", "e:m"), 0), one(fact("parent", "e:m"), 0), one(fact("mother", "e:m"), 0)],
    "undated": [one(fact("price", number("3", "元")), 0, severity="warning")],
    "proposals": [
        one(replace(fact("treats", "e:d"), evidence=proposed("a")), 0, severity="warning"),
        one(replace(fact("treats", "e:d"), evidence=proposed("a", "b")), 0, severity="warning"),
    ],
    "shapes": [
        one(fact("dose", number("6000")), 0), one(fact("dose", number(None, min="1", max="6000")), 0), one(fact("dose", number(None, min="0", max="5")), 0),
        one(fact("code", Literal("xsd:string", "12")), 0), one(fact("dose", number("6000"), "e:pill"), 0),
    ],
    "asymmetry": [
        Case((fact("parent", "e:n"), fact("parent", "e:m", "e:n")), (0, 1)), Case((fact("mother", "e:n"), fact("parent", "e:m", "e:n")), (0, 1)),
        Case((fact("parent", "e:n"), fact("child", "e:n")), (0, 1)),
    ],
    "cycles": [
        Case((fact("within", "e:n"), fact("within", "e:d", "e:n"), fact("within", "e:m", "e:d"), fact("within", "e:x")), (0, 1, 2)), one(fact("within", "e:m"), 0),
    ],
    "cardinality": [
        Case((fact("parent", "e:n"), fact("mother", "e:d"), fact("child", "e:m", "e:x")), (0, 1, 2)),
        Case((fact("capital", "e:x"), fact("capital", "e:x", "e:n")), (0, 1)),
    ],
    "corroboration": [
        one(fact("treats", "e:d", "e:m", "a", "b"), 0, severity="warning", policy=Policy(min_origins=2),
            documents=(document("a", origin="x"), document("b", origin="y"))),
        one(fact("treats", "e:d", "e:m", "a", "c"), 0, severity="warning", policy=Policy(min_origins=2),
            documents=(document("a", origin="x"), document("c", TWO[2].text, origin="x"))),
        one(fact("treats", "e:d"), 0, severity="warning", policy=Policy(min_origins=2)),
        one(replace(fact("treats", "e:d"), evidence=(*quoted("a"), *proposed("b"))), 0, severity="warning", policy=Policy(min_origins=2),
            documents=TWO),  # a model's reading is no second voice
    ],
    "conflicts": [
        Case((fact("dose", number("500")), fact("dose", number("850"))), (0, 1), severity="warning"),
        Case((fact("treats", "e:d"), fact("treats", "e:d", negated=True)), (0, 1), severity="warning"),
        Case((fact("born", Literal("xsd:gYear", "1990")), fact("born", Literal("xsd:date", "1991-05-01"))), (0, 1), severity="warning"),
        Case((fact("wears", "e:x", "e:pill"), fact("wears", "e:y", "e:pill")), (0, 1), severity="warning"),
        Case((fact("capital", "e:x"), fact("capital", "e:y")), (0, 1), severity="warning"),
        Case((fact("dose", number("500"), "e:m", "old"), fact("dose", number("850"), "e:m", "new")), (0,), severity="warning", documents=(OLD, NEW)),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("check", "case"), [(name, case) for name, cases in PASSES.items() for case in cases])
def test_a_sound_specimen_passes(check: str, case: Case) -> None:
    assert found(check, case) == []


@pytest.mark.parametrize(("check", "case"), [(name, case) for name, cases in TRIPS.items() for case in cases])
def test_a_bad_specimen_is_found(check: str, case: Case) -> None:
    findings = found(check, case)
    assert {f.about for f in findings} == {case.facts[i].id for i in case.about}
    assert {f.severity for f in findings} == {case.severity}
    assert all(f.message for f in findings)


def test_every_check_has_specimens() -> None:
    assert set(PASSES) == set(CHECKS)
    assert set(TRIPS) | {"disjointness"} == set(CHECKS)
    assert set(CHECKS) >= TOGETHER


def test_an_entity_of_two_disjoint_classes_is_found_with_its_facts() -> None:
    facts = (fact("treats", "e:d", "e:x"), fact("treats", "e:d"), Fact("e:y", "rdf:type", "e:Pill"), Fact("e:y", "rdf:type", "e:Disease"))
    findings = found("disjointness", Case(facts, entities={"e:x": Entity("e:x", ("e:Pill", "e:Disease"))}))
    assert {f.about: set(f.others) for f in findings} == {"e:x": {facts[0].id}, "e:y": {facts[2].id, facts[3].id}}


def test_a_derived_fact_needs_premises_and_no_evidence() -> None:
    from kgcorpus.model import Derivation

    premise = fact("parent", "e:n")
    derived = Fact("e:n", "e:child", "e:m", derived=Derivation("inverse", (premise.id,)))
    assert found("evidence", Case((premise, derived))) == []
    assert [f.about for f in found("evidence", Case((derived,)))] == [derived.id]


def test_both_validators_find_the_same() -> None:
    facts = tuple(case.facts[0] for case in TRIPS["shapes"]) + (
        fact("dose", number("1"), "e:n"),
        fact("code", Literal("xsd:string", "1"), "e:n"),
    )
    records = gather(facts, ONTOLOGY, entities=ENTITIES)
    results = [sorted((f.about, f.severity, f.others) for f in shapes(validator=v)(records)) for v in (with_rust, with_pyshacl)]
    assert results[0] == results[1]
    assert len(results[0]) >= 5


def test_a_missing_property_is_a_finding_about_the_entity() -> None:
    extra = """<urn:s> <http://www.w3.org/ns/shacl#property> _:b2 .
_:b2 <http://www.w3.org/ns/shacl#path> <https://e.org/code> .
_:b2 <http://www.w3.org/ns/shacl#minCount> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""
    records = gather([fact("treats", "e:d")], replace(ONTOLOGY, shapes_ttl=SHAPES + extra), entities=ENTITIES)
    assert {f.about for f in shapes()(records)} == {"e:m"}


def test_all_checks_of_a_large_graph_take_seconds() -> None:
    size = 8_000
    entities = {
        f"e:{kind}{i}": Entity(f"e:{kind}{i}", (cls,)) for kind, cls in (("m", "e:Medicine"), ("d", "e:Disease")) for i in range(size // 8)
    }
    facts = [fact("treats", f"e:d{i % 997}", f"e:m{i % 1000}") for i in range(size)]
    facts += [fact("dose", number(str(i)), f"e:m{i}") for i in range(size // 8)]
    start = time.process_time()
    records = gather(facts, ONTOLOGY, entities=entities, documents={"a": document("a")})
    findings = [f for factory in CHECKS.values() for f in factory()(records)]
    assert time.process_time() - start < 4
    assert len(findings) == 1, "dose 0 is outside the shape"
    assert isinstance(records, Records)
