"""Questions that would be well formed and make no sense: what names tell, what is shared by no one value, what has no referent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kgcorpus.generate.naming import naming
from kgcorpus.generate.obvious import Obvious
from kgcorpus.generate.questions import samples
from kgcorpus.graph.table import from_facts
from kgcorpus.model import Document, Entity, Evidence, Fact, Ground, Literal, Qualifier, Rejection, Source, Span
from kgcorpus.ontology import Ontology, load

from .small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Food a owl:Class ; rdfs:label "食物"@zh, "food"@en ; kgc:measure "种"@zh .
x:Step a owl:Class ; rdfs:label "步骤"@zh, "step"@en .
x:Dish a owl:Class ; rdfs:label "菜"@zh, "dish"@en ; kgc:measure "道"@zh .
x:Family a owl:Class ; rdfs:label "形态家族"@zh, "pattern family"@en ; kgc:nameArticle "the"@en .
x:Shape a owl:Class ; rdfs:label "形态"@zh, "pattern"@en ; kgc:measure "种"@zh ; kgc:nameArticle "a"@en .
x:Gap a owl:Class ; rdfs:subClassOf x:Shape ; rdfs:label "缺口形态"@zh, "gap"@en .
x:Candle a owl:Class ; rdfs:subClassOf x:Shape ; rdfs:label "K线形态"@zh, "candlestick pattern"@en .
x:Trend a owl:Class ; rdfs:label "趋势"@zh, "trend"@en ; kgc:nameArticle "a"@en .
x:Part a owl:Class ; rdfs:label "组成部分"@zh, "component"@en ; kgc:nameArticle "a"@en .
x:Cell a owl:Class ; rdfs:label "细胞"@zh, "cell"@en .
x:Hormone a owl:Class ; rdfs:label "激素"@zh, "hormone"@en .
x:Medicine a owl:Class ; rdfs:label "药物"@zh, "medicine"@en ; kgc:measure "种"@zh .
x:Problem a owl:Class ; rdfs:label "疾病"@zh, "disease"@en ; kgc:measure "种"@zh .

x:stepOf a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "所属菜"@zh, "dish"@en ; rdfs:domain x:Step ; rdfs:range x:Dish ;
    kgc:phrase "{s}所属的菜"@zh, "dish of {s}"@en ; kgc:inversePhrase "做{o}的{c}"@zh, "{c} of making {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [is|are] part of making {o}"@en ; kgc:negation "{s}不属于{o}"@zh ;
    kgc:sibling "与{s}同属一道菜的其他{c}"@zh, "other {c} of the same dish as {s}"@en .
x:uses a owl:ObjectProperty ; rdfs:label "用料"@zh, "ingredient"@en ; rdfs:domain x:Step ; rdfs:range x:Food ;
    kgc:phrase "{s}的用料"@zh, "[ingredient|ingredients] of {s}"@en ; kgc:inversePhrase "用到{o}的{c}"@zh, "{c} that [uses|use] {o}"@en ;
    kgc:statement "{s}用到{o}"@zh, "{s} [uses|use] {o}"@en .
x:course a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "类别"@zh, "course"@en ; rdfs:domain x:Dish ; rdfs:range x:Food ;
    kgc:phrase "{s}的类别"@zh, "course of {s}"@en ; kgc:inversePhrase "属于{o}的{c}"@zh, "{c} served as {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [is|are] served as {o}"@en .

x:family a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "家族"@zh, "family"@en ; rdfs:domain x:Shape ; rdfs:range x:Family ;
    kgc:phrase "{s}所属的形态家族"@zh, "family of {s}"@en ; kgc:inversePhrase "属于{o}的{c}"@zh, "{c} of {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en ; kgc:negation "{s}不属于{o}"@zh ;
    kgc:sibling "与{s}属于同一家族的其他{c}"@zh, "other {c} of the same family as {s}"@en .
x:after a owl:ObjectProperty ; rdfs:label "前置趋势"@zh, "prior trend"@en ; rdfs:domain x:Shape ; rdfs:range x:Trend ;
    kgc:phrase "{s}的前置趋势"@zh, "prior [trend|trends] of {s}"@en ; kgc:inversePhrase "前置趋势为{o}的{c}"@zh, "{c} preceded by {o}"@en ;
    kgc:statement "{s}的前置趋势是{o}"@zh, "{s} [is|are] preceded by {o}"@en ;
    kgc:sibling "与{s}前置趋势相同的其他{c}"@zh, "other {c} with the same prior trend as {s}"@en .
x:has a owl:ObjectProperty ; rdfs:label "组成部分"@zh, "component"@en ; rdfs:domain x:Shape ; rdfs:range x:Part ;
    kgc:phrase "{s}的组成部分"@zh, "[component|components] of {s}"@en ; kgc:inversePhrase "含有{o}的{c}"@zh, "{c} with {o}"@en ;
    kgc:statement "{s}含有{o}"@zh, "{s} [has|have] {o}"@en ;
    kgc:sibling "与{s}有共同组成部分的其他{c}"@zh, "other {c} with the same component as {s}"@en .
x:mirror a owl:ObjectProperty, owl:SymmetricProperty, owl:FunctionalProperty ; rdfs:label "镜像形态"@zh, "mirror image"@en ;
    rdfs:domain x:Shape ; rdfs:range x:Shape ; kgc:phrase "{s}的镜像形态"@zh, "mirror image of {s}"@en ;
    kgc:statement "{s}与{o}互为镜像"@zh, "{s} [is|are] the mirror image of {o}"@en .

x:secretedBy a owl:ObjectProperty ; rdfs:label "分泌细胞"@zh, "secreting cell"@en ; rdfs:domain x:Hormone ; rdfs:range x:Cell ;
    kgc:phrase "{s}的分泌细胞"@zh, "[cell|cells] that [secretes|secrete] {s}"@en ;
    kgc:inversePhrase "由{o}分泌的{c}"@zh, "{c} secreted by {o}"@en ;
    kgc:statement "{s}由{o}分泌"@zh, "{s} [is|are] secreted by {o}"@en .
x:treats a owl:ObjectProperty ; rdfs:label "适应证"@zh, "indication"@en ; rdfs:domain x:Medicine ; rdfs:range x:Problem ;
    kgc:phrase "{s}的适应证"@zh, "[indication|indications] of {s}"@en ;
    kgc:inversePhrase "治疗{o}的{c}"@zh, "{c} that [treats|treat] {o}"@en ;
    kgc:statement "{s}治疗{o}"@zh, "{s} [treats|treat] {o}"@en .
x:bannedIn a owl:ObjectProperty ; rdfs:label "禁忌证"@zh, "contraindication"@en ; rdfs:domain x:Medicine ; rdfs:range x:Problem ;
    kgc:complete kgc:objectsBySection ; kgc:qualifier x:weeks ;
    kgc:phrase "{s}的禁忌证"@zh, "[contraindication|contraindications] of {s}"@en ;
    kgc:inversePhrase "禁用于{o}的{c}"@zh, "{c} contraindicated in {o}"@en ;
    kgc:statement "{s}禁用于{o}"@zh, "{s} [is|are] contraindicated in {o}"@en ;
    kgc:negation "{s}不禁用于{o}"@zh, "{s} [is|are] not contraindicated in {o}"@en ;
    kgc:absent "{s}的说明书未将{o}列为禁忌证"@zh, "the label of {s} does not list {o} as a contraindication"@en .
x:interactsWith a owl:ObjectProperty ; rdfs:label "相互作用"@zh, "interaction"@en ; rdfs:domain x:Medicine ; rdfs:range x:Medicine ;
    kgc:phrase "与{s}存在相互作用的药物"@zh, "[medicine|medicines] that [interacts|interact] with {s}"@en ;
    kgc:inversePhrase "与{o}存在相互作用的{c}"@zh, "{c} that [interacts|interact] with {o}"@en ;
    kgc:statement "{s}与{o}存在相互作用"@zh, "{s} [interacts|interact] with {o}"@en .
x:weeks a owl:DatatypeProperty, kgc:Condition ; rdfs:label "疗程"@zh, "duration"@en ; rdfs:range xsd:decimal ; kgc:unit "week" .
x:allergy a owl:NamedIndividual, x:Problem ; skos:prefLabel "对该药过敏"@zh, "allergy to the medicine"@en ; kgc:relative true .
"""
)

LABELS = {
    "x:dish": ("x:Dish", "凉拌黑木耳", "black fungus salad"), "x:soup": ("x:Dish", "扁豆汤", "lentil soup"),
    "x:d1": ("x:Step", "凉拌黑木耳第1步", "step 1 of black fungus salad"),
    "x:d2": ("x:Step", "凉拌黑木耳第2步", "step 2 of black fungus salad"),
    "x:s1": ("x:Step", "扁豆汤第1步", "step 1 of lentil soup"), "x:salt": ("x:Food", "盐", "salt"), "x:egg": ("x:Food", "鸡蛋", "egg"),
    "x:starter": ("x:Food", "头盘", "starter"),
    "x:gaps": ("x:Family", "缺口类形态", "gap family"), "x:single": ("x:Family", "单根K线形态", "single-candle family"),
    "x:g1": ("x:Gap", "持续缺口", "runaway gap"), "x:g2": ("x:Gap", "岛形反转", "island reversal"),
    "x:c1": ("x:Candle", "锤子线", "hammer"), "x:c2": ("x:Candle", "流星线", "shooting star"),
    "x:c3": ("x:Candle", "上吊线", "hanging man"),
    "x:up": ("x:Trend", "上升趋势", "uptrend"), "x:down": ("x:Trend", "下降趋势", "downtrend"),
    "x:body": ("x:Part", "实体", "real body"), "x:wick": ("x:Part", "下影线", "lower shadow"),
    "x:beta": ("x:Cell", "β细胞", "beta cells"), "x:alpha": ("x:Cell", "α细胞", "alpha cells"),
    "x:ih": ("x:Hormone", "胰岛素", "insulin"), "x:im": ("x:Medicine", "胰岛素", "insulin"),
    "x:gh": ("x:Hormone", "胰高血糖素", "glucagon"),
    "x:m1": ("x:Medicine", "甲药", "alphine"), "x:m2": ("x:Medicine", "乙药", "betine"), "x:m3": ("x:Medicine", "丙药", "gammine"),
    "x:m4": ("x:Medicine", "丁药", "deltine"),
    "x:p1": ("x:Problem", "痛风", "gout"), "x:p2": ("x:Problem", "哮喘", "asthma"), "x:p3": ("x:Problem", "重度哮喘", "severe asthma"),
    "x:allergy": ("x:Problem", "对该药过敏", "allergy to the medicine"),
}  # fmt: skip

KITCHEN = [
    ("x:d1", "x:stepOf", "x:dish"), ("x:d2", "x:stepOf", "x:dish"), ("x:s1", "x:stepOf", "x:soup"), ("x:dish", "x:course", "x:starter"),
    ("x:d1", "x:uses", "x:salt"), ("x:d2", "x:uses", "x:salt"), ("x:d2", "x:uses", "x:egg"), ("x:s1", "x:uses", "x:salt"),
]  # fmt: skip
CHARTS = [
    ("x:g1", "x:family", "x:gaps"), ("x:c1", "x:family", "x:single"), ("x:c2", "x:family", "x:single"), ("x:c3", "x:family", "x:single"),
    ("x:g1", "x:after", "x:up"), ("x:g2", "x:after", "x:up"), ("x:c1", "x:after", "x:down"), ("x:c2", "x:after", "x:up"),
    ("x:c3", "x:after", "x:up"), ("x:c1", "x:has", "x:wick"), ("x:c2", "x:has", "x:body"), ("x:c3", "x:has", "x:body"),
    ("x:c3", "x:has", "x:wick"), ("x:g2", "x:has", "x:body"), ("x:c1", "x:mirror", "x:c2"),
]  # fmt: skip
CLINIC = [
    ("x:ih", "x:secretedBy", "x:beta"), ("x:gh", "x:secretedBy", "x:alpha"), ("x:im", "x:treats", "x:p1"), ("x:m1", "x:treats", "x:p1"),
    ("x:m1", "x:treats", "x:p2"), ("x:m1", "x:bannedIn", "x:p1"), ("x:m1", "x:bannedIn", "x:allergy"), ("x:m2", "x:bannedIn", "x:allergy"),
    ("x:m2", "x:bannedIn", "x:p2"), ("x:m1", "x:interactsWith", "x:m2"), ("x:m1", "x:interactsWith", "x:m3"),
    ("x:im", "x:interactsWith", "x:m2"), ("x:im", "x:interactsWith", "x:m3"),
    ("x:m4", "x:interactsWith", "x:m2"), ("x:m2", "x:interactsWith", "x:m3"),
]  # fmt: skip
Made = tuple[list[dict[str, Any]], list[Rejection]]


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("sense") / "sense.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


def ask(
    ontology: Ontology,
    triples: Sequence[tuple[str, str, str] | tuple[str, str, str, Qualifier]],
    whole: Sequence[tuple[str, str]] = (),
    *,
    source: Source | None = None,
    title: str = "资料汇编",
    languages: tuple[str, ...] = ("zh", "en"),
) -> Made:
    """Samples and rejections of these facts, each with a sentence of one document; ``whole`` names the sets that have grounds."""
    known = {id: Entity(id, (cls,), {"zh": zh, "en": en}) for id, (cls, zh, en) in LABELS.items()}
    text = "".join(f"{s} {p} {o}。" for s, p, o, *_ in triples)
    source = source or Source("doc", {"zh": title, "en": "Collected papers"}, "CC0-1.0", ("train",), "doc", "public", "zh", True)
    doc = Document("doc", "doc.md", "doc", text, (), source, title, "zh", "md")

    def span(s: str, p: str, o: str) -> Span:
        quote = f"{s} {p} {o}。"
        return Span("context", "doc", text.index(quote), text.index(quote) + len(quote), quote)

    facts = [Fact(s, p, o, tuple(q), evidence=(Evidence((span(s, p, o),), "test/1"),)) for s, p, o, *q in triples]
    grounds = [
        Ground(
            start, p, False, "section", len(own), spans=tuple(span(*t[:3]) for t in own[:1]) or (Span("context", "doc", 0, 1, text[:1]),)
        )
        for start, p in whole
        if (own := [t for t in triples if t[0] == start and t[1] == p]) is not None
    ]
    table = from_facts(facts, ontology, known, grounds, "2026-11-01")
    out = list(samples(table, {f.id: f for f in facts}, ontology, known, {"doc": doc}, languages=languages))
    return [s for s in out if isinstance(s, dict)], [r for r in out if isinstance(r, Rejection)]


def texts(given: Sequence[dict[str, Any]], **wanted: Any) -> list[str]:
    """All wordings of the samples with these labels (shape) or fields (lang, kind, setting)."""
    found = [s for s in given if all(s["labels"].get(k, s.get(k)) == v for k, v in wanted.items())]
    return [q for s in found for q in (s["question"], *(p["text"] for p in s["paraphrases"]))]


def is_by(sample: dict[str, Any], predicate: str) -> bool:
    return f"'{predicate}'" in str(sample["form"])


def rests_on(given: Sequence[dict[str, Any]], predicate: str) -> list[dict[str, Any]]:
    return [s for s in given if is_by(s, predicate)]


def test_what_a_name_tells_is_not_asked_in_any_form(ontology: Ontology) -> None:
    given, rejected = ask(ontology, KITCHEN)
    assert rests_on(given, "x:uses") and rests_on(given, "x:course")
    assert not rests_on(given, "x:stepOf")
    assert {r.reason for r in rejected if "x:stepOf" in r.what} >= {"answer_in_question"}


def test_a_family_named_after_its_member_is_told_apart_from_others(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS)
    plain = [s for s in rests_on(given, "x:family") if s["lang"] == "zh" and s["labels"]["shape"] in ("objects", "subjects")]
    asked = {t["id"] for s in plain for t in s["topic"]}
    assert "x:c1" in asked and not {"x:g1", "x:gaps"} & asked


def test_a_term_that_depends_on_its_subject_is_asked_in_lists_of_one_subject_only(ontology: Ontology) -> None:
    assert ontology.relative == {"x:allergy"}
    given, rejected = ask(ontology, CLINIC, [("x:m1", "x:bannedIn"), ("x:m2", "x:bannedIn")])
    about = [s for s in given if "x:allergy" in str((s["form"], s["answers"]))]
    assert {s["labels"]["shape"] for s in about} == {"objects"}
    assert not [q for q in texts(given) if "过敏" in q or "allergy" in q]
    assert any(r.reason == "not_asked" and "x:allergy" in r.what for r in rejected)


def test_a_second_condition_on_siblings_needs_one_shared_value_and_one_kind_of_thing(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS)
    among = [s for s in given if s["labels"]["shape"] == "among siblings"]
    assert any(s["topic"][0]["id"] == "x:c2" for s in among if "'x:after'" in str(s["form"]["of"][0]))
    assert all("x:has" not in sibling_step(s) for s in among), "c3 has two components: what is the same is not one thing"
    for sample in among:
        ids = {a["id"] for a in sample["answers"]} | {sample["topic"][0]["id"]}
        assert len({LABELS[id][0] for id in ids}) == 1, "a gap stands in for what candlesticks have"


def sibling_step(sample: dict[str, Any]) -> str:
    return str(next(part for part in sample["form"]["of"] if "drop" in str(part)))


def test_siblings_by_one_of_several_values_are_asked_only_where_the_wording_says_so(ontology: Ontology) -> None:
    given, rejected = ask(ontology, CHARTS)
    of = {lang: {s["topic"][0]["id"] for s in given if s["lang"] == lang and s["labels"]["shape"] == "siblings" and is_by(s, "x:has")}
          for lang in ("zh", "en")}  # fmt: skip
    assert of["zh"] == {"x:c1", "x:c2", "x:c3", "x:g2"}, "有共同组成部分"
    assert not of["en"], "the same component: a hanging man has two, and is like every other"
    assert any(r.reason == "pooled_union" and "x:has" in r.what and "x:c3" in r.what for r in rejected)


def test_siblings_of_several_values_need_an_expert_s_wording(ontology: Ontology) -> None:
    given, rejected = ask(ontology, CLINIC)
    assert not [s for s in given if s["labels"]["shape"] == "siblings" and is_by(s, "x:treats")]
    assert any(r.reason == "no_wording" and "siblings: x:treats" in r.what for r in rejected)


def answers(given: Sequence[dict[str, Any]], **wanted: Any) -> set[str]:
    return {s["answer_text"] for s in given if all(s["labels"].get(k, s.get(k)) == v for k, v in wanted.items())}


def test_an_answer_of_a_chain_names_what_lies_between(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS, [("x:c1", "x:mirror"), ("x:c2", "x:after")])
    closed = {"shape": "chain", "setting": "closed_book"}
    assert "The mirror image of a hammer is the shooting star, which is preceded by an uptrend." in answers(given, lang="en", **closed)
    assert "锤子线的镜像形态是流星线，其前置趋势是上升趋势。" in answers(given, lang="zh", **closed)
    sourced = answers(given, lang="zh", shape="chain", setting="source_named")
    assert "据《资料汇编》，锤子线的镜像形态是流星线，其前置趋势是上升趋势。" in sourced


def test_what_is_singled_out_or_listed_takes_the(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS, languages=("en",))
    said = answers(given, setting="closed_book")
    assert "The hammer and the hanging man have a lower shadow." in said
    assert "A hammer has a lower shadow." in said and "The mirror image of a hammer is a shooting star." in said


def test_which_other_is_asked_only_of_what_the_start_is_too(ontology: Ontology) -> None:
    given, rejected = ask(ontology, CHARTS)
    among = {lang: [s for s in given if s["labels"]["shape"] == "among siblings" and s["lang"] == lang] for lang in ("zh", "en")}
    own = {s: {o for t, _, o, *_ in CHARTS if t == s} for s, *_ in CHARTS}
    alone = [s for s in among["en"] if s["topic"][1]["id"] not in own[s["topic"][0]["id"]]]
    asked = [q for s in alone for q in (s["question"], *(p["text"] for p in s["paraphrases"]))]
    assert among["zh"] and asked and all(q.startswith("Of the other ") for q in asked)
    assert any(r.detail == "'which other' would say it of the start, too" for r in rejected), "no such words behind a source"


def test_an_answer_narrows_down_as_its_question_does(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS)
    both = [s for s in given if s["labels"]["shape"] == "both" and s["setting"] == "closed_book"]
    of = [s for s in both if s["lang"] == "en" and "of the patterns" in s["question"].lower()]
    narrowed = [(re.split(", which| belong| have", s["question"])[0].removeprefix("Which of"), s["answer_text"]) for s in of]
    assert of and all(text.split(", the ")[0].removeprefix("Of").startswith(first.removeprefix("Of")) for first, text in narrowed)
    among = [s for s in both if s["lang"] == "zh" and "中，" in s["question"]]
    assert among and all(s["answer_text"].split("中，")[0] == s["question"].split("中，")[0] for s in among)


def test_two_conditions_by_one_predicate_are_joined_in_chinese(ontology: Ontology) -> None:
    given, _ = ask(ontology, CLINIC, languages=("zh",))
    said = texts(given, shape="both")
    assert {"哪些药物与乙药和丙药都存在相互作用？", "与乙药和丙药都存在相互作用的药物有哪些？"} <= set(said)
    assert not [q for q in said if "既与" in q or "且其" in q]
    assert "甲药和胰岛素与乙药和丙药都存在相互作用。" in answers(given, shape="both", setting="closed_book")


def test_a_homonym_is_noted_only_where_more_than_one_of_them_fits(ontology: Ontology) -> None:
    given, _ = ask(ontology, [*CLINIC, ("x:ih", "x:secretedBy", "x:alpha")])
    assert "胰岛素有哪些适应证？" in texts(given, lang="zh") and "胰岛素有哪些分泌细胞？" in texts(given, lang="zh")
    assert not [q for q in texts(given) if "（药物）" in q or "(hormone)" in q]


def test_one_of_several_is_told_as_one(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS)
    english, chinese = (answers(given, lang=lang, shape="siblings", setting="closed_book") for lang in ("en", "zh"))
    assert not any("the same component" in text for text in english)
    two, _ = ask(ontology, [t for t in CHARTS if t[:2] != ("x:c2", "x:family")], languages=("en",))
    assert "Another pattern of the same family as a hammer is the hanging man." in answers(two, shape="siblings", setting="closed_book")
    assert "与锤子线有共同组成部分的其他形态包括上吊线。" in chinese and "与锤子线属于同一家族的其他形态包括上吊线和流星线。" in chinese


def test_which_is_asked_where_what_are_the_that_would_be_clumsy(ontology: Ontology) -> None:
    given, _ = ask(ontology, [*CHARTS, *CLINIC], languages=("en",))
    asked = [q for q in texts(given) if " each of " not in q]
    assert not [q for q in asked if re.search(r"[Ww]hat (?:are the .* (?:that|with|preceded|contraindicated) |other )|some other .*\?", q)]
    assert not [q for q in asked if re.search(r" (?:is|are|was) [^?]*\b(?:by|from|of)\?$", q)]
    assert "Which other patterns are of the same family as a hammer?" in asked


def test_things_are_asked_for_what_they_are_not_for_what_they_mean(ontology: Ontology) -> None:
    defined = [("x:c1", "skos:definition", Literal("xsd:string", "a candle with a long lower shadow", lang="en"))]
    given, _ = ask(ontology, defined, languages=("en",))  # type: ignore[arg-type]
    asked = texts(given, kind="definition", setting="closed_book")
    assert set(asked) == {"What is a hammer?"}


STATUTES = """
@prefix x: <https://example.org/x#> . @prefix kgc: <https://w3id.org/kgcorpus/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
x:Act a owl:Class ; rdfs:label "法律"@zh ; kgc:nameQuote "《{}》"@zh .
x:Article a owl:Class ; rdfs:label "条文"@zh .
x:Body a owl:Class ; rdfs:label "主体"@zh .
x:binds a owl:ObjectProperty ; rdfs:domain x:Article ; rdfs:range x:Body ; rdfs:label "约束对象"@zh .
"""


def test_a_question_that_tells_its_source_does_not_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "statutes.ttl").write_text(STATUTES, encoding="utf-8")
    names = {
        "x:act": ("x:Act", "河道法", "River Act"), "x:a9": ("x:Article", "《河道法》第九条", "article 9"),
        "x:b": ("x:Body", "船东", "owners"),
    }  # fmt: skip
    monkeypatch.setattr("tests.test_generate_sense.LABELS", names)
    given, rejected = ask(load(tmp_path / "statutes.ttl"), [("x:a9", "x:binds", "x:b")], title="河道法", languages=("zh",))
    named = {s["question"] for s in given if s["setting"] == "source_named"}
    assert named and not [q for q in named if "第九条" in q], "the body's question names the act, the article's tells it"
    assert any(r.reason == "not_asked" and r.detail == "the question tells its source" for r in rejected)


def test_one_answer_is_not_asked_for_as_some(ontology: Ontology) -> None:
    given, _ = ask(ontology, CHARTS)
    alone = [s for s in given if len(s["answers"]) == 1 and s["mode"] == "some" and s["labels"]["shape"] == "objects"]
    assert alone and not [s for s in alone if s["question"].startswith(("Name some", "请举出"))]


NUMBERED = {
    "x:crows": Entity("x:crows", ("x:Shape",), {"en": "three black crows"}),
    "x:stone": Entity("x:stone", ("x:Shape",), {"en": "standing stone"}),
}


def test_a_number_that_the_name_says_is_not_asked(ontology: Ontology) -> None:
    obvious = Obvious(from_facts([], ontology, {}, [], "2026-11-01"), naming(ontology, NUMBERED, "en"))
    three = Literal("xsd:integer", "3")
    assert obvious.number("x:crows", three) and not obvious.number("x:crows", Literal("xsd:integer", "2"))
    assert not obvious.number("x:stone", Literal("xsd:integer", "1")), "a stone is not one"
