"""What changes is asked on days that surely lie inside its dates, also partial ones; dates by year and month are answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus.generate.answered import Asker
from kgcorpus.generate.shapes import Survey, shapes
from kgcorpus.graph.table import from_facts
from kgcorpus.model import Entity, Fact, Validity
from kgcorpus.ontology import Ontology, load
from tests.small import write_corpus
from tests.small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Bridge a owl:Class ; rdfs:label "桥"@zh, "bridge"@en ; kgc:measure "座"@zh ; kgc:mintable true .
x:Firm a owl:Class ; rdfs:label "公司"@zh, "company"@en ; kgc:measure "家"@zh ; kgc:mintable true .
x:runBy a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "运营方"@zh, "operator"@en ; rdfs:domain x:Bridge ; rdfs:range x:Firm ;
    kgc:changing true ; kgc:phrase "{s}的运营方"@zh, "[operator|operators] of {s}"@en ;
    kgc:inversePhrase "由{o}运营的{c}"@zh, "{c} run by {o}"@en ; kgc:statement "{s}由{o}运营"@zh, "{s} is run by {o}"@en .
x:fundedBy a owl:ObjectProperty ; rdfs:label "出资方"@zh, "funder"@en ; rdfs:domain x:Bridge ; rdfs:range x:Firm .
x:opened a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "通车时间"@zh, "month of opening"@en ;
    rdfs:domain x:Bridge ; rdfs:range xsd:gYearMonth ;
    kgc:phrase "{s}的通车时间"@zh, "month of opening of {s}"@en ; kgc:statement "{s}于{o}通车"@zh, "{s} was opened in {o}"@en .
x:started a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "开工年份"@zh, "year of the first works"@en ;
    rdfs:domain x:Bridge ; rdfs:range xsd:gYear ;
    kgc:phrase "{s}的开工年份"@zh, "year of the first works on {s}"@en ; kgc:statement "{s}于{o}开工"@zh, "works on {s} began in {o}"@en .
"""
)
CORPUS = """
name = "bridges"
title = { zh = "桥", en = "Bridges" }
date = "2026-11-01"
languages = ["en"]
ontology = "ontology"

[[source]]
id = "list"
documents = ["*.csv"]
title = { zh = "桥梁表", en = "Register of bridges" }
licence = "CC0-1.0"
uses = ["train", "evaluate", "redistribute"]
origin = "list"
sensitivity = "public"
language = "en"

[[table]]
documents = ["bridges.csv"]
[[table.fact]]
predicate = "x:opened"
subject = { column = "bridge", class = "x:Bridge" }
object = { column = "opened" }
[[table.fact]]
predicate = "x:started"
subject = { column = "bridge", class = "x:Bridge" }
object = { column = "started" }

[[table]]
documents = ["firms.csv"]
[[table.fact]]
predicate = "x:runBy"
subject = { column = "bridge", class = "x:Bridge" }
object = { column = "firm", class = "x:Firm" }
valid = { from = "from", to = "to" }
"""
DOCUMENTS: dict[str, str | bytes] = {
    "bridges.csv": "bridge,started,opened\nNorth Bridge,1998,2001-05\nSouth Bridge,2003,2006-11\n",
    "firms.csv": "bridge,firm,from,to\nNorth Bridge,Alder Works,2001-05,2014-08\n"
    "North Bridge,Birch Lines,2014-08,\nSouth Bridge,Birch Lines,2006,\nEast Bridge,Alder Works,1999-03,2005-06\n",
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("bridges"), ontology=ONTOLOGY, corpus=CORPUS, documents=DOCUMENTS)
    kgcorpus.open(folder).build("all")
    return folder / "releases" / "all"


def asked(release: Path, predicate: str) -> list[dict[str, Any]]:
    found = map(orjson.loads, (release / "samples.jsonl").read_bytes().splitlines())
    return [s for s in found if predicate in str(s["form"]) and s["labels"]["shape"] == "objects"]


def test_years_and_months_are_answers(release: Path) -> None:
    months = {(a["value"], a["type"]) for s in asked(release, "x:opened") for a in s["answers"]}
    assert months == {("2001-05", "date"), ("2006-11", "date")}
    assert any("May 2001" in s["answer_text"] for s in asked(release, "x:opened"))
    assert {a["value"] for s in asked(release, "x:started") for a in s["answers"]} == {"1998", "2003"}


def test_partial_dates_are_asked_on_a_day_that_surely_lies_inside(release: Path) -> None:
    found = {(s["topic"][0]["label"], s["as_of"], s["answers"][0]["value"]) for s in asked(release, "x:runBy")}
    assert found == {
        ("North Bridge", "2001-06-01", "Alder Works"), ("East Bridge", "2001-06-01", "Alder Works"),
        ("North Bridge", "2014-09-01", "Birch Lines"), ("South Bridge", "2014-09-01", "Birch Lines"),
    }  # fmt: skip
    assert not kgcorpus.audit(release).failures


def test_one_value_on_a_date_is_all_there_is_and_the_answer_file_agrees(release: Path) -> None:
    kinds = {g["id"]: g["kind"] for g in map(orjson.loads, (release / "grounds.jsonl").read_bytes().splitlines())}
    corpus = kgcorpus.open(release.parents[1])
    for sample in asked(release, "x:runBy"):
        assert sample["mode"] == "all" and sample["complete"] and [kinds[g] for g in sample["grounds"]] == ["cardinality"]
        for engine in ("matrix", "sparql"):
            answer = corpus.ask(sample["form"], engine=engine)
            assert (answer.complete, [g.id for g in answer.grounds]) == (True, sample["grounds"])
            assert list(answer.answers) == [sample["answers"][0]["id"]]
    east = next(s["form"] for s in asked(release, "x:runBy") if s["topic"][0]["label"] == "East Bridge")
    for day, complete in (("1998-01-01", False), ("2005-05-31", True), ("2005-06-15", False), ("2020-01-01", False)):
        for engine in ("matrix", "sparql"):
            assert corpus.ask({**east, "date": day}, engine=engine).complete is complete, (day, engine)


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("dates") / "bridges.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


def days(ontology: Ontology, *valid: Validity) -> tuple[tuple[str | None, ...], int]:
    """The days that facts of these dates are asked on, and how many are asked on none."""
    facts = [Fact(f"x:b{n}", "x:runBy", "x:f", valid=v) for n, v in enumerate(valid)]
    known = {id: Entity(id, ("x:Bridge",)) for id in ("x:f", *(f.subject for f in facts))}
    survey = Survey(from_facts(facts, ontology, known, [], "2026-11-01"), ontology)
    return survey.dates("x:runBy"), len(list(survey.undated()))


def test_the_days_asked_are_few_and_cover_all_that_is_dated(ontology: Ontology) -> None:
    assert days(ontology, Validity("2020"), Validity("2021-04"), Validity("2019-02-03")) == (("2021-05-01",), 0)
    assert days(ontology, Validity("2020-01-01", "2020-06-01"), Validity("2021")) == (("2020-01-01", "2022-01-01"), 0)
    assert days(ontology, Validity(None, "2020-03")) == (("2020-02-29",), 0)


def test_what_surely_holds_on_no_day_is_undated(ontology: Ontology) -> None:
    assert days(ontology, Validity(), Validity("2021", "2021"), Validity("2021", "2022")) == ((), 3)


def test_what_does_not_change_is_asked_of_the_past_only_where_the_past_differs(ontology: Ontology) -> None:
    facts = [Fact("x:b1", "x:fundedBy", "x:f", valid=Validity("2001-01-01", "2003-01-01")), Fact("x:b2", "x:fundedBy", "x:f")]
    known = {id: Entity(id, ("x:Bridge",)) for id in ("x:b1", "x:b2", "x:f")}
    survey = Survey(from_facts(facts, ontology, known, [], "2026-11-01"), ontology)
    shapes_of = [s for s in shapes(survey) if s.name == "objects"]
    starts = {s.date: tuple(found.answers.starts) for s in shapes_of if (found := Asker(survey).ask(s)) and found.answers}
    assert starts == {None: (("x:b2",),), "2001-01-01": (("x:b1",),)}
