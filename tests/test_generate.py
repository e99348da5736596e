"""Samples of small graphs: what is asked, what is rejected and why, and that every sample proves itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kgcorpus import answers, forms
from kgcorpus.generate import GENERATORS, wording_checks
from kgcorpus.generate.questions import samples
from kgcorpus.graph.table import FactTable, from_facts
from kgcorpus.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Ground,
    Literal,
    Qualifier,
    Rejection,
    Source,
    Span,
    Validity,
)
from kgcorpus.ontology import Ontology, load

from .small_ontologies import PREFIXES

DATE = "2026-11-01"
ONTOLOGY = (
    PREFIXES
    + """
x:Medicine a owl:Class ; rdfs:label "药物"@zh, "medicine"@en ; kgc:measure "种"@zh .
x:Class a owl:Class ; rdfs:label "药物类别"@zh, "class of medicine"@en ; kgc:measure "个"@zh ; kgc:nameArticle "the"@en .
x:Problem a owl:Class ; rdfs:label "健康问题"@zh, "health problem"@en ; kgc:measure "种"@zh .
x:Firm a owl:Class ; rdfs:label "公司"@zh, "company"@en ; kgc:measure "家"@zh .
x:Doctor a owl:Class ; rdfs:label "医生"@zh, "doctor"@en ; kgc:measure "位"@zh ; kgc:questionWord "谁"@zh, "who"@en .

x:inClass a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "类别"@zh, "class"@en ;
    rdfs:domain x:Medicine ; rdfs:range x:Class ;
    kgc:phrase "{s}所属的药物类别"@zh, "class of {s}"@en ;
    kgc:inversePhrase "属于{o}的{c}"@zh, "{c} that [belongs|belong] to {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en ;
    kgc:negation "{s}不属于{o}"@zh, "{s} [does|do] not belong to {o}"@en ;
    kgc:sibling "与{s}属于同一类的其他{c}"@zh, "other {c} of the same class as {s}"@en .
x:bannedIn a owl:ObjectProperty ; rdfs:label "禁忌证"@zh, "contraindication"@en ; rdfs:domain x:Medicine ; rdfs:range x:Problem ;
    kgc:qualifier x:eGFR ; kgc:complete kgc:objectsBySection ;
    kgc:phrase "{s}的禁忌证"@zh, "[contraindication|contraindications] of {s}"@en ;
    kgc:inversePhrase "禁用于{o}的{c}"@zh, "{c} contraindicated in {o}"@en ;
    kgc:statement "{s}禁用于{o}"@zh, "{s} [is|are] contraindicated in {o}"@en ;
    kgc:negation "{s}不禁用于{o}"@zh, "{s} [is|are] not contraindicated in {o}"@en ;
    kgc:absent "{s}的说明书未将{o}列为禁忌证"@zh, "the label of {s} does not list {o} as a contraindication"@en ;
    kgc:question "哪些情况下禁用{s}？"@zh, "When [is|are] {s} contraindicated?"@en .
x:treats a owl:ObjectProperty ; rdfs:label "适应证"@zh, "indication"@en ; rdfs:domain x:Medicine ; rdfs:range x:Problem ;
    kgc:phrase "{s}的适应证"@zh, "[indication|indications] of {s}"@en ;
    kgc:inversePhrase "治疗{o}的{c}"@zh, "{c} that [treats|treat] {o}"@en ;
    kgc:statement "{s}治疗{o}"@zh, "{s} [treats|treat] {o}"@en .
x:price a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "价格"@zh, "price"@en ;
    rdfs:domain x:Medicine ; rdfs:range xsd:decimal ; kgc:unit "元" ; kgc:changing true .
x:worksAt a owl:ObjectProperty ; rdfs:label "任职单位"@zh, "employer"@en ; rdfs:domain x:Doctor ; rdfs:range x:Firm ;
    kgc:phrase "{s}的任职单位"@zh, "[employer|employers] of {s}"@en ;
    kgc:inversePhrase "在{o}任职的{c}"@zh, "{c} who [works|work] at {o}"@en ;
    kgc:statement "{s}在{o}任职"@zh, "{s} [works|work] at {o}"@en .
x:speciality a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "专长"@zh, "speciality"@en ;
    rdfs:domain x:Doctor ; rdfs:range x:Problem ;
    kgc:phrase "{s}的专长"@zh, "speciality of {s}"@en ;
    kgc:inversePhrase "擅长{o}的{c}"@zh, "{c} specialising in {o}"@en ;
    kgc:statement "{s}擅长{o}"@zh, "{s} [specialises|specialise] in {o}"@en .
x:eGFR a owl:DatatypeProperty, kgc:Condition ; rdfs:label "eGFR"@zh, "eGFR"@en ; rdfs:range xsd:decimal ; kgc:unit "mL/min/1.73m2" .
"""
)

LABELS = {
    "x:a": ("x:Medicine", "甲药", "alphine"), "x:b": ("x:Medicine", "乙药", "betine"), "x:c": ("x:Medicine", "丙药", "gammine"),
    "x:k1": ("x:Class", "一类", "alpha group"), "x:k2": ("x:Class", "二类", "beta group"),
    "x:p1": ("x:Problem", "痛风", "gout"), "x:p2": ("x:Problem", "哮喘", "asthma"), "x:p3": ("x:Problem", "肾衰竭", "kidney failure"),
    "x:f1": ("x:Firm", "东方医院", "East Hospital"), "x:f2": ("x:Firm", "西方医院", "West Hospital"),
    "x:w1": ("x:Doctor", "王伟", "Wei Wang"), "x:w2": ("x:Doctor", "王伟", "Wei Wang"), "x:w3": ("x:Doctor", "李静", "Jing Li"),
}  # fmt: skip
BELOW_30 = Qualifier("x:eGFR", Literal("xsd:decimal", max="30", max_open=True, unit="mL/min/1.73m2"))

LABEL_TEXT = "甲药禁用于痛风和哮喘。甲药治疗肾衰竭。乙药禁用于痛风。乙药治疗哮喘。丙药属于二类。甲药属于一类，乙药也属于一类。"
OTHER_TEXT = "王伟在东方医院任职，擅长痛风。另一位王伟在西方医院任职，擅长哮喘。甲药10元。"


def document(id: str, title: str, text: str) -> Document:
    source = Source(id, {}, "CC0-1.0", ("train", "redistribute"), id, "public", "zh", True)
    return Document(id, f"{id}.md", id, text, (), source, title, "zh", "md")


DOCUMENTS = {"label": document("label", "药物说明书汇编", LABEL_TEXT), "staff": document("staff", "医院名录", OTHER_TEXT)}


def evidence(doc: str, quote: str) -> tuple[Evidence, ...]:
    at = DOCUMENTS[doc].text.index(quote)
    return (Evidence((Span("context", doc, at, at + len(quote), quote),), "test/1"),)


def fact(s: str, p: str, o: Any, quote: str, doc: str = "label", **more: Any) -> Fact:
    return Fact(s, p, o, evidence=evidence(doc, quote), **more)


FACTS = [
    fact("x:a", "x:bannedIn", "x:p1", "甲药禁用于痛风"),
    fact("x:a", "x:bannedIn", "x:p2", "哮喘"),
    fact("x:b", "x:bannedIn", "x:p1", "乙药禁用于痛风"),
    fact("x:a", "x:treats", "x:p3", "甲药治疗肾衰竭"),
    fact("x:b", "x:treats", "x:p2", "乙药治疗哮喘"),
    fact("x:a", "x:inClass", "x:k1", "甲药属于一类"),
    fact("x:b", "x:inClass", "x:k1", "乙药也属于一类"),
    fact("x:c", "x:inClass", "x:k2", "丙药属于二类"),
    fact("x:w1", "x:worksAt", "x:f1", "王伟在东方医院任职", "staff"),
    fact("x:w2", "x:worksAt", "x:f2", "王伟在西方医院任职", "staff"),
    fact("x:w1", "x:speciality", "x:p1", "擅长痛风", "staff"),
    fact("x:w2", "x:speciality", "x:p2", "擅长哮喘", "staff"),
]
CONDITIONAL = fact("x:b", "x:bannedIn", "x:p3", "乙药禁用于痛风", qualifiers=(BELOW_30,))


def span(quote: str, doc: str = "label") -> Span:
    return evidence(doc, quote)[0].spans[0]


GROUNDS = [
    Ground("x:a", "x:bannedIn", False, "section", 2, spans=(span("甲药禁用于痛风和哮喘"),)),
    Ground("x:b", "x:bannedIn", False, "section", 1, spans=(span("乙药禁用于痛风"),)),
    *(Ground(m, "x:inClass", False, "cardinality", 1) for m in ("x:a", "x:b", "x:c")),
    *(Ground(w, "x:speciality", False, "cardinality", 1) for w in ("x:w1", "x:w2")),
]


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("generate") / "medicines.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


def entities(english: bool = True) -> dict[str, Entity]:
    return {id: Entity(id, (cls,), {"zh": zh, **({"en": en} if english else {})}) for id, (cls, zh, en) in LABELS.items()}


Made = tuple[list[dict[str, Any]], list[Rejection], FactTable]


def make(
    ontology: Ontology,
    facts: list[Fact] = FACTS,
    grounds: list[Ground] = GROUNDS,
    *,
    named: Mapping[str, Entity] | None = None,
    **more: Any,
) -> Made:
    known = named or entities()
    table = from_facts(facts, ontology, known, grounds, DATE)
    out = list(samples(table, {f.id: f for f in facts}, ontology, known, DOCUMENTS, languages=more.get("languages", ("zh", "en"))))
    return [s for s in out if isinstance(s, dict)], [r for r in out if isinstance(r, Rejection)], table


@pytest.fixture(scope="module")
def made(ontology: Ontology) -> Made:
    return make(ontology)


def asked(given: list[dict[str, Any]], **wanted: Any) -> list[dict[str, Any]]:
    return [s for s in given if all(s[name] == value for name, value in wanted.items())]


def questions(given: list[dict[str, Any]]) -> set[str]:
    return {q for s in given for q in (s["question"], *(p["text"] for p in s["paraphrases"]))}


def test_every_sample_has_the_fields_of_the_contract(made: Made) -> None:
    wanted = {
        "id",
        "kind",
        "lang",
        "setting",
        "question",
        "paraphrases",
        "answer_text",
        "answer_cited",
        "answers",
        "mode",
        "form",
        "sparql",
    }
    wanted |= {"complete", "because", "basis", "topic", "facts", "grounds", "hops", "difficulty", "split", "labels", "made_by"}
    assert made[0]
    assert all(wanted <= set(s) for s in made[0])
    assert len({s["id"] for s in made[0]}) == len(made[0])


def test_the_form_of_a_sample_gives_its_answers_and_is_in_normal_form(made: Made) -> None:
    given, _, table = made
    for sample in given:
        if sample["form"] is None:
            assert sample["cause"]["kind"] == "false_premise"
            continue
        form = forms.parse(sample["form"])
        assert forms.to_json(forms.normalise(form)) == sample["form"]
        found = answers.answer(form, table)
        if sample["kind"] == "yesno":
            assert sample["answers"][0]["value"] == ("true" if found.value else "false") and found.value is not None
        elif sample["kind"] == "count":
            assert sample["answers"][0]["value"] == str(found.value) and found.complete
        elif sample["kind"] == "qa":
            assert {a.get("id", a["value"]) for a in sample["answers"]} == {a if isinstance(a, str) else a.value for a in found.answers}
            assert sample["complete"] == found.complete


def test_the_sparql_of_a_sample_is_what_its_form_compiles_to(made: Made, ontology: Ontology) -> None:
    from kgcorpus.forms_sparql import names_of, to_sparql

    names = names_of(ontology, DATE)
    assert all(s["sparql"] == to_sparql(forms.parse(s["form"]), names) for s in made[0] if s["form"])


def test_every_wording_passes_the_checks(made: Made) -> None:
    names = [n for _, *labels in LABELS.values() for n in labels]
    for sample in made[0]:
        titles = sample["labels"].get("titles", [])
        for text in (sample["question"], *(p["text"] for p in sample["paraphrases"])):
            assert wording_checks.check_question(text, sample["lang"], names=[*names, *titles], aside=titles) == []
        assert wording_checks.check_answer_text(sample["answer_text"], sample["lang"], names=[*names, *titles]) == []


def test_an_open_list_is_asked_as_some_and_a_read_section_as_all_naming_it(made: Made) -> None:
    form = {"op": "step", "of": {"op": "entity", "id": "x:a"}, "predicate": "x:bannedIn"}
    closed, sourced = (asked(made[0], form=form, lang="zh", setting=s)[0] for s in ("closed_book", "source_named"))
    assert closed["mode"] == "some"
    assert sourced["mode"] == "all" and "据《药物说明书汇编》，" in sourced["question"]
    assert sourced["answer_text"] == "据《药物说明书汇编》，甲药的禁忌证有哮喘和痛风。" or sourced["answer_text"].endswith("痛风和哮喘。")
    assert "“甲药禁用于痛风和哮喘。”" in sourced["answer_cited"]


def test_counts_differences_and_denials_by_grounds_name_the_source_that_limits_them(made: Made) -> None:
    limited = [s for s in made[0] if s["kind"] == "count" or s["labels"]["shape"] == "minus"]
    limited += [s for s in asked(made[0], kind="yesno") if s["answers"][0]["value"] == "false" and not s["facts"]]
    assert {s["setting"] for s in limited} == {"source_named"}
    assert "据《药物说明书汇编》，甲药有多少种禁忌证？" in questions(asked(made[0], kind="count", lang="zh"))


def test_one_is_expected_of_a_functional_predicate(made: Made) -> None:
    form = {"op": "step", "of": {"op": "entity", "id": "x:c"}, "predicate": "x:inClass"}
    sample = asked(made[0], form=form, lang="zh", setting="closed_book")[0]
    assert sample["mode"] == "all" and sample["complete"]
    assert "丙药属于哪个药物类别？" in questions([sample])


def test_siblings_drop_the_start_and_say_other(made: Made) -> None:
    found = [s for s in asked(made[0], lang="en", setting="closed_book") if s["labels"]["shape"] == "siblings"]
    assert found and all("other" in q for q in questions(found))
    assert all(s["form"]["drop"] == [t["id"] for t in s["topic"]] for s in found)


def test_homonyms_are_told_apart_by_a_fact_that_is_no_answer_and_no_support(made: Made) -> None:
    given, _, _ = made
    form = {"op": "step", "of": {"op": "entity", "id": "x:w1"}, "predicate": "x:speciality"}
    sample = asked(given, form=form, lang="zh", setting="closed_book")[0]
    assert "在东方医院任职的王伟" in sample["question"]
    assert not set(sample["labels"]["telling"]) & set(sample["facts"])
    assert not [q for q in questions(asked(given, lang="zh")) if "王伟" in q and "的王伟" not in q]


def test_without_a_telling_fact_a_homonym_is_not_asked(ontology: Ontology) -> None:
    facts = [f for f in FACTS if f.predicate != "x:worksAt"]
    given, rejected, _ = make(ontology, facts)
    assert not [q for q in questions(given) if "王伟" in q or "Wei Wang" in q]
    assert Counter(r.reason for r in rejected)["homonym"]


def test_a_language_is_asked_only_where_everything_has_a_name_in_it(ontology: Ontology) -> None:
    named = entities()
    named["x:p1"] = Entity("x:p1", ("x:Problem",), {"zh": "痛风"})
    given, rejected, _ = make(ontology, named=named)
    assert not [s for s in asked(given, lang="en") if "x:p1" in str(s["form"]) or any(a.get("id") == "x:p1" for a in s["answers"])]
    assert any(r.reason == "no_label" and r.what.startswith("en ") for r in rejected)


def test_a_fact_with_a_condition_is_asked_with_it_or_answered_with_it(ontology: Ontology) -> None:
    given, rejected, _ = make(ontology, [*FACTS, CONDITIONAL])
    form = {"op": "step", "of": {"op": "entity", "id": "x:b"}, "predicate": "x:bannedIn"}
    assert not asked(given, form=form)
    assert any(r.reason == "qualifier_lost" for r in rejected)
    answered = asked(given, form={**form, "with": "any"}, lang="zh", setting="closed_book")[0]
    assert answered["question"].endswith("如有限定条件，请一并注明。")
    assert "肾衰竭（eGFR＜30 mL/(min·1.73 m²)时）" in answered["answer_text"]
    stated = [s for s in given if s["labels"]["shape"] == "given" and s["lang"] == "zh"]
    assert stated and all("eGFR＜30 mL/(min·1.73 m²)时，" in q for q in questions(stated))


def test_a_condition_is_stated_only_where_all_that_is_answered_depends_on_it(ontology: Ontology) -> None:
    with_it = {"op": "step", "of": {"op": "entity", "id": "x:b"}, "predicate": "x:bannedIn"}
    denied = fact("x:b", "x:bannedIn", "x:p2", "乙药禁用于痛风", qualifiers=(BELOW_30,), negated=True)

    def stated(facts: list[Fact]) -> list[dict[str, Any]]:
        given = make(ontology, facts)[0]
        return [
            s
            for s in given
            if s["labels"]["shape"] == "given" and {k: s["form"][k] for k in with_it} == with_it and "inverse" not in s["form"]
        ]

    assert not stated([*FACTS, CONDITIONAL])  # gout is a contraindication at any eGFR
    plain = [f for f in FACTS if (f.subject, f.predicate) != ("x:b", "x:bannedIn")]
    found = stated([*plain, CONDITIONAL, denied])
    assert found and all([a["id"] for a in s["answers"]] == ["x:p3"] for s in found)
    other = fact(
        "x:b",
        "x:bannedIn",
        "x:p2",
        "乙药禁用于痛风",
        qualifiers=(Qualifier("x:eGFR", Literal("xsd:decimal", max="60", unit="mL/min/1.73m2")),),
    )
    assert {tuple(a["id"] for a in s["answers"]) for s in stated([*plain, CONDITIONAL, other])} == {("x:p2",)}


def test_what_changes_is_asked_with_its_date_and_not_at_all_without_one(ontology: Ontology) -> None:
    price = Literal("xsd:decimal", "10", "元")
    dated = fact("x:a", "x:price", price, "甲药10元", "staff", valid=Validity("2024-06-30", "2024-07-01"))
    undated = fact("x:b", "x:price", price, "甲药10元", "staff")
    given, _, _ = make(ontology, [*FACTS, dated, undated], [*GROUNDS, Ground("x:a", "x:price", False, "cardinality", 1)])
    found = [s for s in given if "x:price" in str(s["form"])]
    assert found and {s["as_of"] for s in found} == {"2024-06-30"}
    assert all("2024年6月30日" in q or "30 June 2024" in q for q in questions(found))
    assert not [s for s in found if "x:b" in str(s["form"])]


def test_a_set_of_more_than_twenty_answers_is_not_asked(ontology: Ontology) -> None:
    more = {f"x:m{n}": Entity(f"x:m{n}", ("x:Medicine",), {"zh": f"药{n}号", "en": f"drug {n}"}) for n in range(25)}
    facts = FACTS + [fact(id, "x:bannedIn", "x:p1", "痛风") for id in more]
    given, rejected, _ = make(ontology, facts, named={**entities(), **more})
    assert max(len(s["answers"]) for s in given if s["kind"] != "list") <= 20
    assert any(len(s["answers"]) > 20 for s in given if s["kind"] == "list")  # a list is asked for three of them
    assert any(r.reason == "too_many_answers" for r in rejected)


def test_a_union_over_several_middle_entities_is_not_pooled(ontology: Ontology) -> None:
    facts = [
        *FACTS,
        fact("x:w1", "x:worksAt", "x:f2", "王伟在西方医院任职", "staff"),
        fact("x:w3", "x:worksAt", "x:f1", "王伟在东方医院任职", "staff"),
    ]
    given, _, _ = make(ontology, facts)
    chains = [s for s in given if s["labels"]["shape"] == "chain"]
    assert not [s for s in chains if any(t["id"] == "x:w1" for t in s["topic"]) and "x:worksAt" in str(s["form"])]


def test_an_answer_never_stands_in_its_question(made: Made) -> None:
    for sample in made[0]:
        if sample["kind"] != "yesno":
            values = [a["value"] for a in sample["answers"] if a["type"] != "bool"]
            for text in (sample["question"], *(p["text"] for p in sample["paraphrases"])):
                assert not wording_checks.check_answer(text, values, sample["lang"])


def test_wordings_that_two_forms_share_are_struck(ontology: Ontology) -> None:
    twin = {**entities(), "x:a2": Entity("x:a2", ("x:Medicine",), {"zh": "甲药的同类", "en": "alphine mate"})}
    given, _, _ = make(ontology, [*FACTS, fact("x:a2", "x:treats", "x:p1", "痛风")], named=twin)
    means: dict[str, str] = {}
    for sample in given:
        for text in (sample["question"], *(p["text"] for p in sample["paraphrases"])):
            assert means.setdefault(text, str(sample["form"])) == str(sample["form"])


def test_yes_no_questions_are_few_and_both_ways(made: Made) -> None:
    for lang in ("zh", "en"):
        truth = asked(made[0], kind="yesno", lang=lang)
        others = {str(s["form"]) for s in asked(made[0], lang=lang) if s["kind"] != "yesno"}
        assert 0 < len(truth) <= len(others) // 9
        assert {s["answers"][0]["value"] for s in truth} <= {"true", "false"}


def test_the_same_graph_gives_the_same_samples_in_the_same_order(ontology: Ontology, made: Made) -> None:
    assert make(ontology)[0] == made[0]


def test_the_table_of_parts_makes_generators() -> None:
    assert {"qa", "grouped", "definitions", "truth", "unknown", "blank", "term", "yesno"} <= set(GENERATORS)
    assert all(callable(make_part()) for make_part in GENERATORS.values())


def test_definitions_are_asked_and_told_as_sentences(ontology: Ontology, tmp_path: Path) -> None:
    text = "痛风是指由尿酸盐沉积引起的关节病。"
    doc = document("terms", "术语表", text)
    said = Fact("x:p1", "skos:definition", Literal("xsd:string", "由尿酸盐沉积引起的关节病", lang="zh"))
    at = Evidence((Span("object", "terms", 4, 16, text[4:16]),), "test/1")
    facts = [*FACTS, Fact(said.subject, said.predicate, said.object, evidence=(at,))]
    table = from_facts(facts, ontology, entities(), GROUNDS, DATE)
    out = samples(table, {f.id: f for f in facts}, ontology, entities(), {**DOCUMENTS, "terms": doc}, languages=("zh",))
    found = [s for s in out if isinstance(s, dict) and s["kind"] == "definition"]
    assert {s["setting"] for s in found} == {"closed_book", "source_named"}
    closed = next(s for s in found if s["setting"] == "closed_book")
    assert closed["answer_text"] == "痛风是指由尿酸盐沉积引起的关节病。" and closed["mode"] == "any"
    assert "什么是痛风？" in questions([closed])


def test_a_shape_that_a_reviewer_never_wants_is_not_asked(ontology: Ontology, made: Made) -> None:
    from kgcorpus.generate.questions import decisions_on_shapes
    from kgcorpus.model import Review

    name = "siblings: ^x:inClass x:inClass"
    assert any(s["labels"]["shape"] == "siblings" and "x:inClass" in str(s["form"]) for s in made[0])
    decided = decisions_on_shapes([Review("a", "2026-01-01", "ask", {"shape": name}), Review("a", "2026-02-01", "never", {"shape": name})])
    facts = {f.id: f for f in FACTS}
    out = list(samples(made[2], facts, ontology, entities(), DOCUMENTS, languages=("zh",), decided=decided))
    assert not [s for s in out if isinstance(s, dict) and s["labels"]["shape"] == "siblings" and "x:inClass" in str(s["form"])]
    assert any(isinstance(r, Rejection) and r.reason == "not_asked" and r.what == name for r in out)


def test_answers_are_listed_in_an_order_that_people_expect() -> None:
    from kgcorpus.generate.material import natural

    assert sorted(["第一百零一条", "第九条", "第十条", "第二十条"], key=natural) == ["第九条", "第十条", "第二十条", "第一百零一条"]
    assert sorted(["step 10", "Step 2", "annex"], key=natural) == ["annex", "Step 2", "step 10"]
