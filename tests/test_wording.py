"""Questions as people would ask them: golden sentences over four domains in both languages, read aloud by their author."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgcorpus.generate import wording_checks
from kgcorpus.generate.answer_text import ITEMS, Sentence
from kgcorpus.generate.grammar_en import agree
from kgcorpus.generate.phrases import Filler, Manner, Name, NoWording, fill
from kgcorpus.generate.speaker import Form, Speaker, expects_one
from kgcorpus.generate.wording import questions
from kgcorpus.ontology import Ontology, load

from .small_ontologies import PREFIXES, ontology

ZERO: Form = {"op": "entity", "id": "?0"}
ONE: Form = {"op": "entity", "id": "?1"}


def step(predicate: str, of: Form = ZERO, *, inverse: bool = False, drop: bool = False) -> Form:
    return {"op": "step", "of": of, "predicate": predicate, "inverse": inverse, **({"drop": ["?0"]} if drop else {})}


def both(a: Form, b: Form) -> Form:
    return {"op": "and", "of": [a, b]}


def sibling(predicate: str, *, inverse: bool = False) -> Form:
    return step(predicate, step(predicate, inverse=inverse), inverse=not inverse, drop=True)


@pytest.fixture(scope="module")
def ontologies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ontology]:
    folder = tmp_path_factory.mktemp("ontologies")
    return {name: ontology(name, folder) for name in ("films", "telecom", "law", "plants")}


def said(onto: Ontology, lang: str, form: Form, names: list[Name], manner: Manner | None = None) -> list[str]:
    speaker = Speaker(onto, lang)
    manner = manner or Manner("one" if expects_one(form, speaker) else "some")
    numbers = tuple(n.many for n in names) + (False,) * 4
    return [fill(w.text, names) for w in questions(form, speaker, manner, numbers)]


def zh(*names: str) -> list[Name]:
    return [Name(n) for n in names]


def en(*names: str) -> list[Name]:
    return [Name(n, first=n[:1].upper() + n[1:]) for n in names]


GOLDEN = [
    # one step, forward and backward, one expected and many
    ("films", "zh", step("x:directedBy"), zh("《英雄》"), ["《英雄》由谁执导？", "《英雄》的导演是谁？"]),
    ("films", "en", step("x:directedBy"), en("Hero"), ["Who directed Hero?", "Who is the director of Hero?"]),
    (
        "films",
        "zh",
        step("x:directedBy", inverse=True),
        zh("李安"),
        ["李安执导过哪些影片？", "哪些影片由李安执导？", "请举出李安执导的影片。"],
    ),
    (
        "films",
        "en",
        step("x:directedBy", inverse=True),
        en("Ang Lee"),
        ["Which films were directed by Ang Lee?", "Name some films directed by Ang Lee."],
    ),
    ("films", "zh", step("x:starring"), zh("《英雄》"), ["《英雄》有哪些主演？", "《英雄》由谁主演？"]),
    ("films", "en", step("x:starring"), en("Hero"), ["Who are the stars of Hero?"]),
    ("films", "zh", step("x:releaseYear"), zh("《英雄》"), ["《英雄》于哪一年上映？", "《英雄》的上映年份是哪一年？"]),
    ("films", "en", step("x:releaseYear"), en("Hero"), ["In which year was Hero released?"]),
    ("films", "zh", step("x:bornIn"), zh("李安"), ["李安的出生国是哪个国家？", "李安在哪个国家出生？"]),
    ("films", "en", step("x:bornIn"), en("Ang Lee"), ["In which country was Ang Lee born?"]),
    ("films", "en", step("x:bornIn", inverse=True), en("France"), ["Who was born in France?"]),
    # siblings: what is hidden in the middle stays hidden
    (
        "films",
        "zh",
        sibling("x:directedBy"),
        zh("《英雄》"),
        ["还有哪些影片与《英雄》由同一人执导？", "与《英雄》由同一人执导的其他影片有哪些？"],
    ),
    ("films", "en", sibling("x:directedBy"), en("Hero"), ["Which other films are by the director of Hero?"]),
    ("films", "zh", sibling("x:starring", inverse=True), zh("梁朝伟"), ["还有哪些影人与梁朝伟合作主演过影片？"]),
    (
        "films",
        "en",
        sibling("x:starring", inverse=True),
        en("Tony Leung"),
        ["Which other film-makers have starred in a film with Tony Leung?"],
    ),
    # two steps
    (
        "films",
        "zh",
        step("x:bornIn", step("x:directedBy")),
        zh("《英雄》"),
        ["《英雄》的导演在哪个国家出生？", "《英雄》的导演，其出生国是哪个国家？"],
    ),
    ("films", "en", step("x:bornIn", step("x:directedBy")), en("Hero"), ["In which country was the director of Hero born?"]),
    ("films", "zh", step("x:starring", step("x:directedBy"), inverse=True), zh("《英雄》"), ["《英雄》的导演主演过哪些影片？"]),
    ("films", "en", step("x:starring", step("x:directedBy"), inverse=True), en("Hero"), ["Which films star the director of Hero?"]),
    # two conditions
    (
        "films",
        "zh",
        both(step("x:directedBy", inverse=True), step("x:starring", ONE, inverse=True)),
        zh("张艺谋", "巩俐"),
        ["张艺谋执导的影片中，哪些由巩俐主演？", "巩俐主演的影片中，由张艺谋执导的有哪些？"],
    ),
    (
        "films",
        "en",
        both(step("x:directedBy", inverse=True), step("x:starring", ONE, inverse=True)),
        en("Zhang Yimou", "Gong Li"),
        ["Which of the films directed by Zhang Yimou star Gong Li?"],
    ),
    (
        "films",
        "zh",
        both(step("x:starring"), step("x:bornIn", ONE, inverse=True)),
        zh("《英雄》", "香港"),
        ["《英雄》的主演中，哪些在香港出生？"],
    ),
    (
        "films",
        "en",
        both(step("x:starring"), step("x:bornIn", ONE, inverse=True)),
        en("Hero", "France"),
        ["Which of the stars of Hero were born in France?"],
    ),
    (
        "films",
        "zh",
        both(step("x:starring"), step("x:starring", ONE)),
        zh("《英雄》", "《无间道》"),
        ["《英雄》和《无间道》有哪些共同的主演？"],
    ),
    (
        "films",
        "en",
        both(step("x:starring"), step("x:starring", ONE)),
        en("Hero", "Speed"),
        ["Which stars do Hero and Speed have in common?"],
    ),
    (
        "films",
        "en",
        both(step("x:starring", inverse=True), step("x:starring", ONE, inverse=True)),
        en("A. Bo", "C. Do"),
        ["Which films star both A. Bo and C. Do?"],
    ),
    (
        "films",
        "zh",
        both(sibling("x:directedBy"), step("x:starring", ONE, inverse=True)),
        zh("《英雄》", "巩俐"),
        ["与《英雄》由同一人执导的其他影片中，哪些由巩俐主演？"],
    ),
    (
        "films",
        "en",
        both(sibling("x:directedBy"), step("x:starring", ONE, inverse=True)),
        en("Hero", "Gong Li"),
        ["Which other films by the director of Hero star Gong Li?"],
    ),
    # differences and numbers
    (
        "telecom",
        "zh",
        {"op": "minus", "of": step("x:offers", inverse=True), "without": step("x:usesBand", ONE, inverse=True)},
        zh("A套餐", "B频段"),
        ["推出A套餐但不使用B频段的运营商有哪些？"],
    ),
    (
        "telecom",
        "en",
        {"op": "minus", "of": step("x:offers", inverse=True), "without": step("x:usesBand", ONE, inverse=True)},
        en("plan A", "n78"),
        ["Which operators offer plan A but do not use n78?"],
    ),
    (
        "telecom",
        "zh",
        {"op": "count", "of": step("x:usesBand", inverse=True)},
        zh("n78"),
        ["有多少家运营商使用n78？", "使用n78的运营商有多少家？"],
    ),
    ("telecom", "en", {"op": "count", "of": step("x:usesBand", inverse=True)}, en("n78"), ["How many operators use n78?"]),
    ("law", "zh", {"op": "count", "of": step("x:punishedBy")}, zh("无证经营"), ["无证经营有多少种处罚？"]),
    (
        "law",
        "en",
        {"op": "count", "of": step("x:violates")},
        en("insider trading"),
        ["How many acts are violated by insider trading?"],
    ),
    (
        "telecom",
        "en",
        both(step("x:usesBand"), step("x:usesBand", ONE)),
        en("Alpha", "Beta"),
        ["Which frequency bands do both Alpha and Beta use?"],
    ),
    # true or false
    (
        "law",
        "zh",
        {"op": "ask", "subject": "?0", "predicate": "x:enforcedBy", "object": "?1"},
        zh("《证券法》", "证监会"),
        ["《证券法》是由证监会负责执行的吗？", "判断正误：《证券法》由证监会负责执行。"],
    ),
    (
        "law",
        "en",
        {"op": "ask", "subject": "?0", "predicate": "x:violates", "object": "?1"},
        en("insider trading", "the Securities Act"),
        ["True or false: insider trading violates the Securities Act.", "Is it true that insider trading violates the Securities Act?"],
    ),
    # labels only
    ("plants", "zh", step("x:growsIn"), zh("银杏"), ["银杏生长于哪些地区？"]),
    ("plants", "en", step("x:growsIn"), en("ginkgo"), ["Which regions does ginkgo grow in?"]),
    ("plants", "zh", step("x:maxHeight"), zh("银杏"), ["银杏的最大高度是多少？"]),
    ("plants", "en", step("x:maxHeight"), en("ginkgo"), ["What is the maximum height of ginkgo?"]),
    ("plants", "zh", sibling("x:growsIn"), zh("银杏"), ["还有哪些植物与银杏生长于同一地区？"]),
    ("plants", "en", sibling("x:genus"), en("ginkgo"), ["Which other plants have the same genus as ginkgo?"]),
    (
        "plants",
        "zh",
        both(step("x:pollinator", inverse=True), step("x:pollinator", ONE, inverse=True)),
        zh("蜜蜂", "熊蜂"),
        ["哪些植物的传粉者既包括蜜蜂又包括熊蜂？"],
    ),
]


@pytest.mark.parametrize(("domain", "lang", "form", "names", "expected"), GOLDEN, ids=lambda v: v if isinstance(v, str) else "")
def test_forms_are_asked_in_sentences_that_people_say(
    ontologies: dict[str, Ontology], domain: str, lang: str, form: Form, names: list[Name], expected: list[str]
) -> None:
    got = said(ontologies[domain], lang, form, names)
    missing = [question for question in expected if question not in got]
    assert not missing, f"{missing} not among {got}"


def test_the_source_comes_first_then_the_date_then_the_conditions(ontologies: dict[str, Ontology]) -> None:
    manner = Manner("one", source="《资费公示》", date="2024-06-30")
    assert "据《资费公示》，截至2024年6月30日，畅享套餐的月费是多少？" in said(
        ontologies["telecom"], "zh", step("x:monthlyFee"), zh("畅享套餐"), manner
    )
    manner = Manner("one", source="“Tariffs”", date="2024-06-30")
    got = said(ontologies["telecom"], "en", step("x:monthlyFee"), en("the Basic plan"), manner)
    assert "According to “Tariffs”, as of 30 June 2024, what is the monthly fee of the Basic plan?" in got


def test_a_date_in_the_form_is_said(ontologies: dict[str, Ontology]) -> None:
    form = {"op": "as_of", "date": "2024", "of": step("x:monthlyFee")}
    assert "截至2024年，畅享套餐的月费是多少？" in said(ontologies["telecom"], "zh", form, zh("畅享套餐"))


def test_names_take_one_article_and_plural_names_plural_verbs(ontologies: dict[str, Ontology]) -> None:
    films = ontologies["films"]
    bands = [Name("the Bollinger Bands", "Bollinger Bands", "Bollinger Bands", "The Bollinger Bands", True)]
    assert "Who directed the Bollinger Bands?" in said(films, "en", step("x:directedBy"), bands)
    assert "In which year were the Bollinger Bands released?" in said(films, "en", step("x:releaseYear"), bands)


def test_a_chain_over_several_middle_entities_has_no_idiom_in_a_sibling_s_place(ontologies: dict[str, Ontology]) -> None:
    with pytest.raises(NoWording) as caught:
        questions(sibling("x:releaseYear"), Speaker(ontologies["films"], "zh"))
    assert (caught.value.predicate, caught.value.position) == ("x:releaseYear", "sibling")


def test_the_wordings_of_a_form_differ_in_kind_and_pass_the_checks(ontologies: dict[str, Ontology]) -> None:
    for domain, lang, form, names, _ in GOLDEN:
        got = said(ontologies[domain], lang, form, names)
        assert len(set(got)) == len(got)
        assert not [(q, p) for q in got if (p := wording_checks.check_question(q, lang, names=[n.full for n in names]))]


def test_labels_alone_give_no_more_than_they_say(ontologies: dict[str, Ontology]) -> None:
    got = said(ontologies["law"], "zh", step("x:violates"), zh("内幕交易"))
    assert not [q for q in got if "违反的法律是" in q], "wording made from a label must give way to the expert's"


LABELLED = [
    ("treatedBy", "some", ["By which things is ALPHA treated?"]),
    ("isMemberOf", "some", ["Of which things is ALPHA a member?"]),
    ("hasPart", "some", ["What are the parts of ALPHA?"]),
    ("capital", "one", ["What is the capital of ALPHA?"]),
]


@pytest.mark.parametrize(("label", "ask", "expected"), LABELLED)
def test_labels_alone_give_no_stranded_or_broken_questions(tmp_path: Path, label: str, ask: str, expected: list[str]) -> None:
    path = tmp_path / "labels.ttl"
    path.write_text(
        PREFIXES
        + f'''x:Thing a owl:Class ; rdfs:label "thing"@en .
x:p a owl:ObjectProperty ; rdfs:label "{label}"@en ; rdfs:domain x:Thing ; rdfs:range x:Thing .''',
        encoding="utf-8",
    )
    got = said(load(path), "en", step("x:p"), en("ALPHA"), Manner(ask))
    assert set(expected) <= set(got)
    assert not [q for q in got if re.search(r"\b(?:by|from|of)\?$|have the part\?|is members", q)]


def test_brackets_side_by_side_agree_with_the_same_noun() -> None:
    assert agree("{c} of which {s} [is|are] [a member|members]", True, s=False) == "{c} of which {s} is a member"


def test_names_that_describe_keep_their_article_where_others_are_singled_out() -> None:
    kind = Name("a double top", "double top", "a double top", "A double top")
    signal = Name("a close above the neckline", "close above the neckline", "a close above the neckline", "A close above the neckline")
    assert (kind.definite, signal.definite) == ("the double top", "a close above the neckline")


def test_small_numbers_are_words_where_they_stand_before_a_noun() -> None:
    five = Sentence(Filler(f"it is a {ITEMS}-candle pattern."), Filler(ITEMS))
    period = Sentence(Filler(f"the period is {ITEMS}."), Filler(ITEMS))
    assert five.fill((), ["5"], "en") == "It is a five-candle pattern."
    assert period.fill((), ["5"], "en") == "The period is 5."
