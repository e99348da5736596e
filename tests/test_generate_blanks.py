"""Blanks to fill in, and terms asked for by their meaning and by their other names."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.answers import answer
from kgcorpus.forms import parse
from kgcorpus.generate import blank, term
from kgcorpus.generate.material import Material
from kgcorpus.generate.wording_checks import check_question
from kgcorpus.grade.one import grade_one
from kgcorpus.graph.table import from_facts
from kgcorpus.model import Document, Entity, Evidence, Fact, Ground, Literal, Rejection, Source, Span
from kgcorpus.ontology import Ontology, load

from .small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Test a owl:Class ; rdfs:label "检查"@zh, "test"@en ; kgc:measure "项"@zh ; kgc:nameArticle "the"@en .
x:Organ a owl:Class ; rdfs:label "器官"@zh, "organ"@en ; kgc:measure "个"@zh ; kgc:nameArticle "the"@en .
x:shows a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "检查对象"@zh, "subject"@en ; rdfs:domain x:Test ; rdfs:range x:Organ ;
    kgc:phrase "{s}的检查对象"@zh, "subject of {s}"@en ; kgc:inversePhrase "检查{o}的{c}"@zh, "{c} of {o}"@en ;
    kgc:statement "{s}检查{o}"@zh, "{s} [examines|examine] {o}"@en .
x:lasts a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "用时"@zh, "duration"@en ; rdfs:domain x:Test ; rdfs:range xsd:decimal ;
    kgc:unit "min" ; kgc:phrase "{s}的用时"@zh, "duration of {s}"@en ; kgc:statement "{s}需要{o}"@zh, "{s} takes {o}"@en .
x:needs a owl:ObjectProperty ; rdfs:label "前置检查"@zh, "test before"@en ; rdfs:domain x:Test ; rdfs:range x:Test ;
    kgc:complete kgc:objectsBySection ; kgc:phrase "{s}的前置检查"@zh, "[test|tests] before {s}"@en ;
    kgc:statement "{s}之前要做{o}"@zh, "{s} [requires|require] {o}"@en .
"""
)
NAMES: dict[str, tuple[str, str, str, dict[str, tuple[str, ...]]]] = {
    "x:ecg": ("x:Test", "心电图检查", "electrocardiogram graphy", {"zh": ("ECG",), "en": ("heart trace",)}),
    "x:cgm": ("x:Test", "持续葡萄糖监测", "continuous glucose monitoring", {"zh": ("CGM",), "en": ("CGM",)}),
    "x:echo": ("x:Test", "超声心动图", "echocardiography", {"zh": ("心超",), "en": ()}),
    "x:mri": ("x:Test", "磁共振成像", "magnetic resonance imaging", {"zh": ("MRI",), "en": ("MRI",)}),
    "x:heart": ("x:Organ", "心脏", "heart", {}),
    "x:liver": ("x:Organ", "肝脏", "liver", {}),
}
ENTITIES = {id: Entity(id, (cls,), {"zh": zh, "en": en}, aliases) for id, (cls, zh, en, aliases) in NAMES.items()}
LABELS = [label for entity in ENTITIES.values() for label in entity.labels.values()]
TEXT = (
    "心电图检查是指记录心脏电活动的方法。超声心动图是指用超声观察心脏的方法。磁共振成像是指用强磁场成像的方法。"
    "持续葡萄糖监测是指全天测定组织间液葡萄糖的方法。心电图检查检查心脏。磁共振成像检查肝脏。心电图检查需要10分钟。"
    "磁共振成像需要40分钟。磁共振成像之前要做：心电图检查、超声心动图、持续葡萄糖监测。"
)
DOCUMENT = Document(
    "tests", "tests.md", "0", TEXT, (),
    Source("s", {"zh": "检查手册", "en": "Handbook of tests"}, "CC0-1.0", ("train", "redistribute"), "s", "public", "zh", True),
    "检查手册", "zh", "md",
)  # fmt: skip


def span(quote: str) -> Span:
    at = TEXT.index(quote)
    return Span("context", "tests", at, at + len(quote), quote)


def fact(s: str, p: str, o: Any, quote: str) -> Fact:
    return Fact(s, p, o, evidence=(Evidence((span(quote),), "test/1"),))


def meaning(id: str, name: str, text: str) -> Fact:
    return fact(id, "skos:definition", Literal("xsd:string", text, lang="zh"), f"{name}是指{text}")


BEFORE = [fact("x:mri", "x:needs", o, "磁共振成像之前要做：心电图检查、超声心动图、持续葡萄糖监测。") for o in ("x:ecg", "x:echo", "x:cgm")]
FACTS = [
    *BEFORE,
    meaning("x:ecg", "心电图检查", "记录心脏电活动的方法"),
    meaning("x:echo", "超声心动图", "用超声观察心脏的方法"),
    meaning("x:mri", "磁共振成像", "用强磁场成像的方法"),
    meaning("x:cgm", "持续葡萄糖监测", "全天测定组织间液葡萄糖的方法"),
    fact("x:ecg", "x:shows", "x:heart", "心电图检查检查心脏。"),
    fact("x:mri", "x:shows", "x:liver", "磁共振成像检查肝脏。"),
    fact("x:ecg", "x:lasts", Literal("xsd:decimal", "10", "min"), "心电图检查需要10分钟。"),
    fact("x:mri", "x:lasts", Literal("xsd:decimal", "40", "min"), "磁共振成像需要40分钟。"),
]
GROUND = Ground("x:mri", "x:needs", False, "section", 3, facts=tuple(f.id for f in BEFORE), spans=(span("磁共振成像之前要做"),))


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("blanks") / "tests.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


def material(
    ontology: Ontology, facts: list[Fact] = FACTS, grounds: tuple[Ground, ...] = (GROUND,), seed: int = 0, **other: Entity
) -> Material:
    entities = {**ENTITIES, **{entity.id: entity for entity in other.values()}}
    table = from_facts(facts, ontology, entities, grounds, "2026-11-01")
    return Material(table, {f.id: f for f in facts}, ontology, entities, {"tests": DOCUMENT}, seed)


def blanks(made: Material, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    monkeypatch.setattr(blank, "SHARE", 1)
    return [one.record() for one in blank.blank()(made, ("zh", "en")) if not isinstance(one, Rejection)]


def terms(made: Material, monkeypatch: pytest.MonkeyPatch, share: int = 1) -> list[dict[str, Any]]:
    monkeypatch.setattr(term, "SHARE", share)
    return [one.record() for one in term.term()(made, ("zh", "en")) if not isinstance(one, Rejection)]


def test_a_blank_has_the_answers_of_its_form_and_is_filled_rightly_by_its_own_answer(
    ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = material(ontology)
    found = blanks(made, monkeypatch)
    assert {s["lang"] for s in found} == {"zh", "en"}
    for sample in found:
        assert sample["question"].count("____") == 1 and not check_question(sample["question"], sample["lang"], names=LABELS)
        known = {t if isinstance(t, str) else t.value for t in answer(parse(sample["form"]), made.table).answers}
        assert {a.get("id", a["value"]) for a in sample["answers"]} == known
        assert grade_one(sample, sample["answer_text"])["verdict"] == "correct"


def test_of_a_number_only_the_figures_are_left_out(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    found = blanks(material(ontology), monkeypatch)
    asked = {s["question"].split("：")[-1].split("，")[-1] for s in found if s["lang"] == "zh" and s["answers"][0]["type"] == "number"}
    assert asked == {"心电图检查需要____分钟。", "磁共振成像需要____分钟。"}


def test_what_is_missing_is_said_where_the_statement_does_not_tell_it(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [s["question"] for s in blanks(material(ontology), monkeypatch) if s["lang"] == "en" and "x:shows" in str(s["form"])]
    assert any("the electrocardiogram graphy examines ____ (organ)." in q for q in found)


def test_one_item_of_a_list_is_left_out_only_where_the_list_is_whole(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    def lists(grounds: tuple[Ground, ...]) -> list[dict[str, Any]]:
        every = [s for seed in range(6) for s in blanks(material(ontology, grounds=grounds, seed=seed), monkeypatch)]
        return [s for s in every if s["form"]["op"] == "minus"]

    whole = lists((GROUND,))
    assert whole and all(len(s["answers"]) == 1 and s["complete"] and s["mode"] == "all" for s in whole)
    assert all("据《检查手册》，" in s["question"] or "according to “Handbook of tests”, " in s["question"] for s in whole)
    assert not lists(())


def test_a_term_is_asked_by_a_definition_that_is_its_own(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [s for s in terms(material(ontology), monkeypatch) if s["labels"]["shape"] == "meaning"]
    assert {s["answers"][0]["value"] for s in found} == {"心电图检查", "超声心动图", "磁共振成像", "持续葡萄糖监测"}
    asked = {q for s in found for q in (s["question"], *(p["text"] for p in s["paraphrases"]))}
    assert "据《检查手册》，“用强磁场成像的方法”是哪个术语的释义？" in asked
    assert all(s["answers"][0]["value"] not in s["question"] and s["facts"] for s in found)


def test_terms_of_one_definition_are_not_asked_by_it(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    again = Fact("x:mri", "skos:definition", Literal("xsd:string", "用超声观察心脏的方法", lang="zh"), evidence=FACTS[4].evidence)
    found = [s for s in terms(material(ontology, [*FACTS, again]), monkeypatch) if s["labels"]["shape"] == "meaning"]
    assert "超声心动图" not in {s["answers"][0]["value"] for s in found}


def test_jargon_goes_both_ways_and_abbreviations_stand_only_for_what_they_abbreviate(
    ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [s for seed in range(12) for s in terms(material(ontology, seed=seed), monkeypatch) if s["labels"]["shape"] != "meaning"]
    asked = {q: s for s in found for q in (s["question"], *(p["text"] for p in s["paraphrases"]))}
    assert asked["CGM是什么的英文缩写？"]["answer_text"] == "CGM是持续葡萄糖监测的英文缩写。"
    assert asked["持续葡萄糖监测的英文缩写是什么？"]["answers"][0]["value"] == "CGM"
    assert asked["“心超”是哪项检查的别称？"]["answers"][0]["value"] == "超声心动图"
    assert asked["What is the Chinese term for “echocardiography”?"]["answers"][0]["value"] == "超声心动图"
    assert "ECG是什么的英文缩写？" not in asked  # its letters are not those of the English name
    for sample in found:
        assert sample["form"] == {"op": "entity", "id": sample["answers"][0]["id"]} and sample["complete"]
        assert grade_one(sample, sample["answer_text"])["verdict"] == "correct"


def test_a_name_that_two_things_share_is_not_asked(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    liver = Entity("x:liver", ("x:Organ",), {"zh": "肝脏", "en": "liver"}, {"zh": ("心超",)})
    for seed in range(12):
        assert not [s for s in terms(material(ontology, seed=seed, liver=liver), monkeypatch) if "心超" in s["question"]]
