"""Questions of two conditions, dates and sources: a noun narrows, a date stands behind its verb, a source before what is judged."""

from __future__ import annotations

import pytest

from kgcorpus.generate import wording_checks
from kgcorpus.generate.phrases import Filler, Manner, Name, fill, numbered, slot
from kgcorpus.generate.shapes import Arrow, Survey
from kgcorpus.generate.speaker import Form, Speaker
from kgcorpus.generate.wording import narrows_siblings, questions
from kgcorpus.ontology import Ontology, load

SORTS = """
@prefix x: <https://example.org/x#> . @prefix kgc: <https://w3id.org/kgcorpus/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
x:Drug a owl:Class ; rdfs:label "药物"@zh , "medicine"@en .
x:Sort a owl:Class ; rdfs:label "药物类别"@zh , "drug class"@en .
x:Harm a owl:Class ; rdfs:label "反应"@zh , "reaction"@en .
x:Place a owl:Class ; rdfs:label "地区"@zh , "place"@en .
x:sort a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "类别"@zh , "class"@en ; rdfs:domain x:Drug ;
  rdfs:range x:Sort ; kgc:filter true ;
  kgc:statement "{s}属于{o}"@zh , "{s} [belongs|belong] to {o}"@en ; kgc:inversePhrase "{o}[{c}]"@zh , "[|]{o}"@en ;
  kgc:question "{s}属于哪一类？"@zh , "Which class does {s} belong to?"@en ; kgc:phrase "{s}的类别"@zh , "class of {s}"@en ;
  kgc:sibling "与{s}同类的其他{c}"@zh , "other {c} of the same class as {s}"@en .
x:sale a owl:ObjectProperty ; rdfs:label "上市地"@zh , "authorised in"@en ; rdfs:domain x:Drug ; rdfs:range x:Place ; kgc:changing true ;
  kgc:statement "{s}已在{o}上市"@zh , "{s} [is|are] authorised in {o}"@en ; kgc:inversePhrase "{c} authorised in {o}"@en ;
  kgc:question "Where [is|are] {s} authorised?"@en ; kgc:filter true .
x:harm a owl:ObjectProperty ; rdfs:label "反应"@zh , "reaction"@en ; rdfs:domain x:Drug ; rdfs:range x:Harm ;
  kgc:statement "{s}可引起{o}"@zh , "{s} can cause {o}"@en ; kgc:sibling "other {c} that share a reaction with {s}"@en .
x:note a owl:ObjectProperty ; rdfs:label "附注"@zh , "note"@en ; rdfs:domain x:Drug ; rdfs:range x:Harm .
x:price a owl:ObjectProperty ; rdfs:label "价格"@zh , "price"@en ; rdfs:domain x:Drug ; rdfs:range x:Harm ; kgc:filter false .
"""


@pytest.fixture(scope="module")
def sorts(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("sorts") / "sorts.ttl"
    path.write_text(SORTS, encoding="utf-8")
    return load(path)


def step(predicate: str, id: str = "?0", *, inverse: bool = False) -> Form:
    return {"op": "step", "of": {"op": "entity", "id": id}, "predicate": predicate, "inverse": inverse}


def both(a: str, b: str) -> Form:
    return {"op": "and", "of": [step(a, inverse=True), step(b, "?1", inverse=True)]}


def said(onto: Ontology, lang: str, form: Form, names: list[Name], manner: Manner | None = None) -> list[str]:
    numbers = tuple(n.many for n in names) + (False,) * 4
    return [fill(w.text, names) for w in questions(form, Speaker(onto, lang), manner or Manner("some"), numbers)]


def test_a_name_that_is_a_noun_narrows_a_question_as_a_noun(sorts: Ontology) -> None:
    glinides, rash = Name("the glinides", "glinides", "glinides", "The glinides", True), Name("rash")
    assert "Which glinides can cause rash?" in said(sorts, "en", both("x:sort", "x:harm"), [glinides, rash])
    got = said(sorts, "zh", both("x:sort", "x:harm"), [Name("磺脲类"), Name("皮疹")])
    assert "哪些磺脲类药物可引起皮疹？" in got and "可引起皮疹的磺脲类药物有哪些？" in got
    assert "哪些格列奈可引起皮疹？" in said(sorts, "zh", both("x:sort", "x:harm"), [Name("格列奈"), Name("皮疹")])


def test_a_date_stands_behind_its_verb_in_the_past(sorts: Ontology) -> None:
    dated = {"op": "as_of", "date": "2024-06-01", "of": step("x:sale")}
    assert "Where was metformin authorised as of 1 June 2024?" in said(sorts, "en", dated, [Name("metformin")])
    joined = {"op": "as_of", "date": "2024-06-01", "of": both("x:sale", "x:harm")}
    got = said(sorts, "en", joined, [Name("France"), Name("rash")])
    assert "Which of the medicines authorised in France as of 1 June 2024 can cause rash?" in got
    assert not [text for text in got if text.startswith("As of")]


def test_what_is_judged_follows_its_source(sorts: Ontology) -> None:
    form = {"op": "ask", "subject": "?0", "predicate": "x:harm", "object": "?1"}
    names = [Name("metformin"), Name("rash")]
    assert "True or false: according to “T”, metformin can cause rash." in said(sorts, "en", form, names, Manner(source="“T”"))
    assert "判断正误：据《甲》，二甲双胍可引起皮疹。" in said(sorts, "zh", form, [Name("二甲双胍"), Name("皮疹")], Manner(source="《甲》"))


def test_siblings_of_a_sort_are_said_with_its_noun_and_others_not_narrowed(sorts: Ontology) -> None:
    def siblings(predicate: str) -> Form:
        return {**step(predicate, inverse=True), "of": step(predicate), "drop": ["?0"]}

    by_sort = {"op": "and", "of": [siblings("x:harm"), step("x:sort", "?1", inverse=True)]}
    names = [Name("metformin"), Name("the glinides", "glinides", "glinides", "The glinides", True)]
    assert narrows_siblings({"op": "and", "of": [siblings("x:sort"), step("x:harm", "?1", inverse=True)]}, Speaker(sorts, "en")) is False
    harm = {"op": "and", "of": [siblings("x:sort"), step("x:harm", "?1", inverse=True)]}
    assert "与二甲双胍同类的其他药物中，哪些可引起皮疹？" in said(sorts, "zh", harm, [Name("二甲双胍"), Name("皮疹")])
    assert narrows_siblings(by_sort, Speaker(sorts, "en"))
    assert said(sorts, "en", by_sort, names)[0] == "Which other glinides share a reaction with metformin?"


def test_conditions_are_joined_as_the_expert_says(sorts: Ontology) -> None:
    survey = Survey.__new__(Survey)
    survey.ontology = sorts
    sort, sale, harm, price = (Arrow(f"x:{name}", True) for name in ("sort", "sale", "harm", "price"))
    assert survey.joins(sort, harm) and survey.joins(harm, sale) and survey.joins(harm, harm)
    assert not survey.joins(harm, Arrow("x:note", True))  # neither sorts
    assert not survey.joins(sort, price) and not survey.joins(price, price)  # barred


def test_numbers_are_written_as_ordinals_and_one_is_counted_as_one(sorts: Ontology) -> None:
    assert numbered("the ◯th edition", "◯", "21") == "the 21st edition"
    assert Filler.of(slot(0) + " candles").fill([("1", "1", "1", "1")]) == "1 candle"
    assert wording_checks.offers("Is it bullish or bearish?", "bullish", "en")
    assert not wording_checks.contains_answer("Is it bullish or bearish?", "bearish", "en")
    assert wording_checks.contains_answer("Is it a bearish pattern?", "bearish", "en")
