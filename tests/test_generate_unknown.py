"""Statements to judge, and questions that cannot be answered: proved on a small graph of mushrooms, told rightly, and proved again from a
release's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kgcorpus import forms as f
from kgcorpus.generate import truth, unknown
from kgcorpus.generate.changed import Changed, Changing, value_of
from kgcorpus.generate.material import Material
from kgcorpus.generate.mentions import Mentions
from kgcorpus.grade.one import grade_one
from kgcorpus.graph.sparql import of_table
from kgcorpus.graph.table import from_facts
from kgcorpus.model import Document, Entity, Evidence, Fact, Ground, Literal, Qualifier, Rejection, Source, Span
from kgcorpus.ontology import Ontology, load
from kgcorpus.release.audit import Report
from kgcorpus.release.audit_unknown import Causes

from .small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Fungus a owl:Class ; rdfs:label "真菌"@zh, "fungus"@en ; kgc:plural "fungi"@en ; kgc:measure "种"@zh .
x:Mushroom a owl:Class ; rdfs:subClassOf x:Fungus ; rdfs:label "蘑菇"@zh, "mushroom"@en ; kgc:measure "种"@zh ; kgc:nameArticle "the"@en .
x:Mould a owl:Class ; rdfs:subClassOf x:Fungus ; rdfs:label "霉菌"@zh, "mould"@en ; kgc:measure "种"@zh ; kgc:nameArticle "the"@en .
x:Order a owl:Class ; rdfs:label "目"@zh, "order"@en ; kgc:nameArticle "the"@en .
x:Tree a owl:Class ; rdfs:label "树木"@zh, "tree"@en ; kgc:measure "种"@zh ; kgc:nameArticle "the"@en .
x:Place a owl:Class ; rdfs:label "地点"@zh, "place"@en .
x:order a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "目"@zh, "order"@en ; rdfs:domain x:Mushroom ; rdfs:range x:Order ;
    kgc:phrase "{s}所属的目"@zh, "order of {s}"@en ; kgc:inversePhrase "{o}的{c}"@zh, "{c} of {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en ; kgc:negation "{s}不属于{o}"@zh, "{s} does not belong to {o}"@en .
x:growsUnder a owl:ObjectProperty ; rdfs:label "伴生树种"@zh, "host tree"@en ; rdfs:domain x:Mushroom ; rdfs:range x:Tree ;
    kgc:complete kgc:objectsBySection ; kgc:qualifier x:soilAcidity ;
    kgc:phrase "{s}的伴生树种"@zh, "[host tree|host trees] of {s}"@en ;
    kgc:inversePhrase "长在{o}下的{c}"@zh, "{c} that [grows|grow] under {o}"@en ;
    kgc:statement "{s}长在{o}下"@zh, "{s} [grows|grow] under {o}"@en ;
    kgc:negation "{s}不长在{o}下"@zh, "{s} [does|do] not grow under {o}"@en ;
    kgc:absent "{s}的伴生树种中未列{o}"@zh, "{o} is not listed as a host tree of {s}"@en .
x:soilAcidity a owl:DatatypeProperty ; rdfs:label "土壤pH"@zh, "soil pH"@en ; rdfs:range xsd:decimal ; kgc:qualifies kgc:condition .
x:capWidth a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "菌盖直径"@zh, "cap width"@en ; rdfs:domain x:Mushroom ;
    rdfs:range xsd:decimal ; kgc:unit "cm" ;
    kgc:phrase "{s}的菌盖直径"@zh, "cap width of {s}"@en ; kgc:statement "{s}的菌盖直径为{o}"@zh, "the cap width of {s} is {o}"@en ;
    kgc:negation "{s}的菌盖直径不是{o}"@zh, "the cap width of {s} is not {o}"@en ;
    kgc:question "{s}的菌盖有多宽？"@zh, "How wide is the cap of {s}?"@en .
"""
)
NAMES = {
    "x:cep": ("x:Mushroom", "牛肝菌", "cep"), "x:bay": ("x:Mushroom", "褐绒盖", "bay bolete"), "x:morel": ("x:Mushroom", "羊肚菌", "morel"),
    "x:russula": ("x:Mushroom", "红菇", "brittlegill"), "x:grisette": ("x:Mushroom", "鹅膏", "grisette"),
    "x:slippery": ("x:Mushroom", "乳牛肝", "slippery jack"), "x:penicillium": ("x:Mould", "青霉", "penicillium"),
    "x:boletales": ("x:Order", "牛肝菌目", "Boletales order"), "x:pezizales": ("x:Order", "盘菌目", "Pezizales order"),
    "x:oak": ("x:Tree", "栎树", "oak"), "x:pine": ("x:Tree", "松树", "pine"), "x:birch": ("x:Tree", "桦树", "birch"),
    "x:larch": ("x:Tree", "落叶松", "larch"), "x:ash": ("x:Tree", "白蜡树", "ash"),
}  # fmt: skip
ENTITIES = {id: Entity(id, (cls,), {"zh": zh, "en": en}) for id, (cls, zh, en) in NAMES.items()}
TEXTS = {
    "field": (
        "羊肚菌属于盘菌目。褐绒盖属于牛肝菌目。鹅膏的伴生树种：桦树、栎树。褐绒盖的伴生树种：松树。红菇长在桦树下。红菇长在松树下。"
        "乳牛肝不长在栎树下。土壤pH低于5时，乳牛肝长在松树下。鹅膏的菌盖直径为8 cm。褐绒盖的菌盖直径为12 cm。红菇的菌盖直径为10 cm。"
    ),
    "atlas": "羊肚菌长在白蜡树下。羊肚菌长在落叶松下。",
    "cellar": "青霉长在地窖里。",
    "first": "牛肝菌的菌盖直径为20 cm。",
    "second": "牛肝菌的菌盖直径为30 cm。",
}  # fmt: skip
TITLES = {
    "field": ("野外手册", "Field guide"), "atlas": ("蘑菇图谱", "Mushroom atlas"), "cellar": ("地窖笔记", "Cellar notes"),
    "first": ("甲氏札记", "First notes"), "second": ("乙氏札记", "Second notes"),
}  # fmt: skip
DOCUMENTS = {
    id: Document(
        id, f"{id}.md", id, text, (),
        Source(id, dict(zip(("zh", "en"), TITLES[id], strict=True)), "CC0-1.0", ("train", "redistribute"), id, "public", "zh", True),
        TITLES[id][0], "zh", "md",
    )
    for id, text in TEXTS.items()
}  # fmt: skip


def span(quote: str) -> Span:
    document = next(id for id, text in TEXTS.items() if quote in text)
    at = TEXTS[document].index(quote)
    return Span("context", document, at, at + len(quote), quote)


def fact(s: str, p: str, o: Any, quote: str, **more: Any) -> Fact:
    return Fact(s, p, o, evidence=(Evidence((span(quote),), "test/1"),), **more)


def cm(value: str) -> Literal:
    return Literal("xsd:decimal", value, "cm")


GRISETTE = [fact("x:grisette", "x:growsUnder", o, "鹅膏的伴生树种：桦树、栎树。") for o in ("x:birch", "x:oak")]
BAY = fact("x:bay", "x:growsUnder", "x:pine", "褐绒盖的伴生树种：松树。")
DENIED = fact("x:slippery", "x:growsUnder", "x:oak", "乳牛肝不长在栎树下。", negated=True)
ACID = Qualifier("x:soilAcidity", Literal("xsd:decimal", max="5", max_open=True))
IF_ACID = fact("x:slippery", "x:growsUnder", "x:pine", "土壤pH低于5时，乳牛肝长在松树下。", qualifiers=(ACID,))
FACTS = [
    *GRISETTE, BAY, DENIED, IF_ACID,
    *(fact("x:russula", "x:growsUnder", o, q) for o, q in (("x:birch", "红菇长在桦树下。"), ("x:pine", "红菇长在松树下。"))),
    *(fact("x:morel", "x:growsUnder", o, q) for o, q in (("x:ash", "羊肚菌长在白蜡树下。"), ("x:larch", "羊肚菌长在落叶松下。"))),
    fact("x:morel", "x:order", "x:pezizales", "羊肚菌属于盘菌目。"),
    fact("x:bay", "x:order", "x:boletales", "褐绒盖属于牛肝菌目。"),
    fact("x:grisette", "x:capWidth", cm("8"), "鹅膏的菌盖直径为8 cm。"),
    fact("x:bay", "x:capWidth", cm("12"), "褐绒盖的菌盖直径为12 cm。"),
    fact("x:russula", "x:capWidth", cm("10"), "红菇的菌盖直径为10 cm。"),
    fact("x:penicillium", "skos:definition", Literal("xsd:string", "长在地窖里的霉菌", lang="zh"), "青霉长在地窖里。"),
]  # fmt: skip
HELD = {
    one.id: one
    for one in (
        fact("x:cep", "x:capWidth", cm("20"), "牛肝菌的菌盖直径为20 cm。"),
        fact("x:cep", "x:capWidth", cm("30"), "牛肝菌的菌盖直径为30 cm。"),
    )
}
GROUNDS = [
    Ground("x:grisette", "x:growsUnder", False, "section", 2, facts=tuple(f.id for f in GRISETTE), spans=(span("鹅膏的伴生树种"),)),
    Ground("x:bay", "x:growsUnder", False, "section", 1, facts=(BAY.id,), spans=(span("褐绒盖的伴生树种"),)),
    Ground("x:cep", "x:growsUnder", False, "section", 0, spans=(span("野外") if "野外" in TEXTS["field"] else span("羊肚菌属于盘菌目。"),)),
]  # fmt: skip
CEP = fact("x:cep", "skos:definition", Literal("xsd:string", "可食的蘑菇", lang="zh"), "牛肝菌的菌盖直径为20 cm。")


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("unknown") / "mushrooms.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


@pytest.fixture(scope="module")
def material(ontology: Ontology) -> Material:
    facts = [*FACTS, CEP]
    table = from_facts(facts, ontology, ENTITIES, GROUNDS, "2026-11-01")
    return Material(table, {one.id: one for one in facts}, ontology, ENTITIES, DOCUMENTS, 0, HELD)


def records(material: Material, part: Callable[[], Any]) -> list[dict[str, Any]]:
    return [one.record() for one in part()(material, ("zh", "en")) if not isinstance(one, Rejection)]


@pytest.fixture(scope="module")
def asked(material: Material) -> list[dict[str, Any]]:
    return records(material, unknown.unknown)


def of(asked: list[dict[str, Any]], kind: str, lang: str) -> list[dict[str, Any]]:
    return [s for s in asked if s["cause"]["kind"] == kind and s["lang"] == lang]


# ---------------------------------------------------------------------------------------------- statements


def test_every_statement_is_as_true_as_it_says_and_its_correction_is_true_and_differs_in_one_element(material: Material) -> None:
    found = list(Changing(material).statements(share=1))
    assert {c.element for c in found} >= {"", "negation", "value"} and {c.true for c in found} == {True, False}
    for c in found:
        assert value_of(c.proof) is (c.true != c.negated)
        if c.right and c.element not in ("negation", "condition"):
            assert sum(getattr(c.right, name) != getattr(c.asked, name) for name in ("subject", "predicate", "object")) == 1
            assert c.right_proof is not None and value_of(c.right_proof) is True


def test_a_wrong_value_is_like_the_right_one_and_no_rounding_of_it(material: Material) -> None:
    wrong = [(c.right.object.value, c.asked.object.value) for c in Changing(material).statements(share=1) if c.element == "value"]  # type: ignore[union-attr]
    assert wrong and all(0.08 <= abs(int(a) - int(b)) / max(int(a), int(b)) < 0.75 for a, b in wrong)


def judged(material: Material, language: str, changed: Changed) -> Any:
    from kgcorpus.generate.statements import Stating

    made = truth._Judging(material, Stating(material, language)).asked(changed)
    return made if isinstance(made, Rejection) else made.record()


def test_a_false_statement_is_corrected_and_the_right_value_counts(material: Material) -> None:
    right, tried = (f.Ask("x:morel", "x:order", order) for order in ("x:pezizales", "x:boletales"))
    changing = Changing(material)
    changed = Changed(tried, False, changing.prove(tried), "object", right=right, right_proof=changing.prove(right), correct=True)
    sample = judged(material, "zh", changed)
    assert sample["answer_text"] == "错误。应改为：羊肚菌属于盘菌目。"
    assert [a["value"] for a in sample["answers"]] == ["false", "盘菌目"]
    assert grade_one(sample, sample["answer_text"])["verdict"] == "correct"
    assert grade_one(sample, "错误。羊肚菌属于牛肝菌目。")["verdict"] == "partial"
    assert grade_one(sample, "正确。")["verdict"] == "incorrect"
    assert judged(material, "en", changed)["answer_text"] == "False. The morel belongs to the Pezizales order."


def test_what_the_text_denies_is_true_with_not_and_false_without(material: Material) -> None:
    asked = f.Ask("x:slippery", "x:growsUnder", "x:oak")
    proof = Changing(material).prove(asked)
    without = judged(material, "zh", Changed(asked, False, proof, "negation", right=asked, right_proof=proof))
    with_it = judged(material, "zh", Changed(asked, True, proof, negated=True))
    assert without["answer_text"] == "错误。应改为：乳牛肝不长在栎树下。"
    assert with_it["answer_text"] == "正确。乳牛肝不长在栎树下。" and with_it["labels"]["negated"]


def test_a_statement_is_left_open_only_where_no_text_names_both_ends(material: Material) -> None:
    found = [s for s in records(material, truth.truth) if s["mode"] == "none"]
    pairs = {(s["form"]["subject"], s["form"]["object"]) for s in found}
    assert not pairs & {("x:russula", "x:oak"), ("x:russula", "x:birch")}  # the field guide names them
    assert all(not Mentions(TEXTS, ENTITIES, material.ontology).together([s], [o]) for s, o in pairs)


# ---------------------------------------------------------------------------------------------- unknown


def test_an_empty_list_that_was_read_whole_says_that_there_is_none(asked: list[dict[str, Any]]) -> None:
    (sample,) = [s for s in of(asked, "grounds", "zh") if s["topic"][0]["id"] == "x:cep" and len(s["topic"]) == 1]
    assert sample["answer_text"] == "《野外手册》没有列出牛肝菌的伴生树种。" and sample["complete"] and not sample["answers"]
    assert "据《野外手册》" in sample["question"]
    for answer, verdict in (("没有。", "correct"), ("资料没有提到。", "correct"), ("松树。", "incorrect")):
        assert grade_one(sample, answer)["verdict"] == verdict


def test_a_value_is_open_only_where_no_text_about_the_subject_speaks_of_it(asked: list[dict[str, Any]]) -> None:
    widths = {s["topic"][0]["id"] for s in of(asked, "open", "en") if "x:capWidth" in str(s["form"])}
    assert "x:cep" not in widths  # two sources disagree on it
    assert "x:slippery" not in widths  # the field guide names it and speaks of cap widths


def test_a_predicate_asked_of_a_neighbouring_class_is_outside_the_schema(asked: list[dict[str, Any]]) -> None:
    found = of(asked, "outside_schema", "en")
    assert {s["cause"]["subject"] for s in found} == {"x:penicillium"}
    assert {s["cause"]["predicate"] for s in found} == {"x:growsUnder", "x:capWidth"}
    assert all("for mushrooms only" in s["answer_text"] and s["question"].startswith("According to “Cellar notes”") for s in found)


def test_a_premise_that_is_false_is_corrected(asked: list[dict[str, Any]]) -> None:
    found = of(asked, "false_premise", "zh")
    assert found and all(s["form"] is None and s["answer_text"].startswith("这个问题的前提不成立：") for s in found)
    (sample, *_) = found
    assert grade_one(sample, sample["answer_text"])["verdict"] == "correct"
    assert grade_one(sample, "因为它的孢子不同。")["verdict"] == "incorrect"


def test_sources_that_disagree_are_both_named_with_their_values(asked: list[dict[str, Any]]) -> None:
    (sample,) = of(asked, "conflict", "zh")
    assert sample["answer_text"] == "资料说法不一，无法一概而论：《甲氏札记》为20厘米，《乙氏札记》为30厘米。" or all(
        part in sample["answer_text"] for part in ("《甲氏札记》为20", "《乙氏札记》为30")
    )
    assert sorted(sample["cause"]["held"]) == sorted(HELD) and not sample["facts"]


def test_every_response_is_graded_correct_against_its_own_sample(asked: list[dict[str, Any]], material: Material) -> None:
    for sample in (*asked, *records(material, truth.truth)):
        for text in (sample["answer_text"], sample["answer_cited"]):
            assert grade_one(sample, text)["verdict"] == "correct", text


# ---------------------------------------------------------------------------------------------- audit


def audited(material: Material, *samples: Mapping[str, Any]) -> list[str]:
    """What an audit finds wrong with these samples, their own files aside."""
    files = SimpleNamespace(
        facts=tuple(material.facts.values()), held=tuple(HELD.values()), ontology=material.ontology, entities=ENTITIES, texts=TEXTS
    )
    report = Report(Path("r"))
    causes = Causes(files, report)  # type: ignore[arg-type]
    for sample in samples:
        causes.sample(sample)
    causes.prove(SimpleNamespace(table=material.table, graph=of_table(material.table)))  # type: ignore[arg-type]
    return [failure.message for failure in report.failures]


def test_the_audit_proves_every_cause_and_correction_again(asked: list[dict[str, Any]], material: Material) -> None:
    samples = [*asked, *records(material, truth.truth)]
    assert {s["cause"]["kind"] for s in asked} >= {"grounds", "outside_schema", "false_premise", "conflict"}
    assert audited(material, *samples) == []


def tampered(sample: dict[str, Any], **cause: Any) -> dict[str, Any]:
    return {**sample, "cause": {**sample["cause"], **cause}}


def test_the_audit_finds_causes_that_do_not_hold(asked: list[dict[str, Any]], material: Material) -> None:
    grounds, outside, premise, conflict = (of(asked, kind, "zh")[0] for kind in ("grounds", "outside_schema", "false_premise", "conflict"))
    known = f.to_json(f.Step(f.Entity("x:morel"), "x:growsUnder"))
    true = {"op": "ask", "subject": "x:morel", "predicate": "x:order", "object": "x:pezizales"}
    wrong = [
        {**grounds, "complete": False, "grounds": []},
        tampered(outside, subject="x:morel"),
        tampered(premise, premise=true),
        tampered(conflict, held=[BAY.id, *conflict["cause"]["held"][:1]]),
        {**grounds, "cause": {"kind": "open"}, "complete": False, "form": known},
        {**grounds, "cause": {"kind": "mood"}},
        {**grounds, "answers": [{"value": "x"}]},
    ]
    assert [len(audited(material, sample)) for sample in wrong] == [1] * len(wrong)


def test_the_audit_finds_a_correction_that_is_not_true_or_changes_too_much(material: Material) -> None:
    sample = next(s for s in records(material, truth.truth) if s["labels"].get("correction") and s["labels"]["element"] != "negation")
    form = sample["labels"]["correction"]["form"]
    for change in ({"object": "x:ash", "subject": "x:bay"}, {}):
        labels = {**sample["labels"], "correction": {"form": {**form, **change}, "facts": [] if not change else [BAY.id]}}
        assert len(audited(material, {**sample, "labels": labels})) == 1


def test_words_for_a_predicate_are_found_in_another_order_and_by_its_unit(ontology: Ontology) -> None:
    mentions = Mentions({"a": "菌盖的直径约十", "b": "盖宽 12 cm", "c": "菌柄细长"}, ENTITIES, ontology)
    assert mentions.speaks("a", "x:capWidth") and mentions.speaks("b", "x:capWidth") and not mentions.speaks("c", "x:capWidth")
    assert replace(mentions, texts={"a": "x" * 400_000}).speaks("a", "x:capWidth")
