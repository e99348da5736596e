"""Each kind of ground is counted again from the facts, entities and ontology of the release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kgcorpus.model import Entity, Fact, Ground, Validity
from kgcorpus.ontology import Ontology, load
from kgcorpus.release.audit import Report
from kgcorpus.release.audit_grounds import check_grounds
from tests.small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Tree a owl:Class ; rdfs:label "tree"@en . x:Soil a owl:Class ; rdfs:label "soil"@en ; kgc:listed true .
x:growsOn a owl:ObjectProperty ; rdfs:label "grows on"@en ; rdfs:domain x:Tree ; rdfs:range x:Soil ; owl:inverseOf x:bears .
x:bears a owl:ObjectProperty ; rdfs:label "bears"@en ; rdfs:domain x:Soil ; rdfs:range x:Tree .
x:keeper a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "keeper"@en ; rdfs:domain x:Tree ;
    rdfs:range x:Soil ; kgc:changing true .
x:clay a x:Soil ; skos:prefLabel "clay"@en . x:sand a x:Soil ; skos:prefLabel "sand"@en .
"""
)
ON_CLAY, ON_SAND = (Fact("x:oak", "x:growsOn", soil) for soil in ("x:clay", "x:sand"))
KEPT = Fact("x:oak", "x:keeper", "x:clay", valid=Validity("2020"))
UNKNOWN_WHEN = Fact("x:elm", "x:keeper", "x:clay")


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("grounds") / "trees.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


def section(start: str, predicate: str, *facts: Fact, inverse: bool = False) -> Ground:
    return Ground(start, predicate, inverse, "section", len(facts), facts=tuple(f.id for f in facts))


def problems(ontology: Ontology, *grounds: Ground) -> list[str]:
    facts = (ON_CLAY, ON_SAND, KEPT, UNKNOWN_WHEN)
    known = {"x:oak": Entity("x:oak", ("x:Tree",)), "x:peat": Entity("x:peat", ("x:Soil",))}
    report = Report(Path("r"))
    check_grounds(SimpleNamespace(ontology=ontology, facts=facts, entities=known, grounds=grounds), report)  # type: ignore[arg-type]
    return [f.message for f in report.failures]


def test_grounds_that_hold_are_found_to_hold(ontology: Ontology) -> None:
    grounds = (
        section("x:oak", "x:growsOn", ON_CLAY, ON_SAND),
        section("x:clay", "x:bears", ON_CLAY),
        Ground("x:oak", "x:keeper", False, "cardinality", 1, facts=(KEPT.id,)),
        Ground("x:Soil", "rdf:type", True, "listed", 3),
    )
    assert problems(ontology, *grounds) == []


@pytest.mark.parametrize(
    "ground",
    [
        replace(section("x:oak", "x:growsOn", ON_CLAY), items=2),
        section("x:oak", "x:growsOn", KEPT),
        section("x:sand", "x:bears", ON_CLAY),
        Ground("x:oak", "x:keeper", False, "cardinality", 2, facts=(KEPT.id,)),
        Ground("x:oak", "x:keeper", False, "cardinality", 1),
        Ground("x:elm", "x:keeper", False, "cardinality", 1, facts=(UNKNOWN_WHEN.id,)),
        Ground("x:oak", "x:growsOn", False, "cardinality", 1, facts=(ON_CLAY.id,)),
        Ground("x:Soil", "rdf:type", True, "listed", 2),
        Ground("x:oak", "x:growsOn", False, "hearsay", 0),
    ],
)
def test_a_ground_that_counts_or_names_other_things_fails(ontology: Ontology, ground: Ground) -> None:
    assert problems(ontology, ground)
