"""Questions about sets and paths: four hops, three conditions, differences, lists, groups, links."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus import forms as f
from kgcorpus.answers import answer
from kgcorpus.generate.answer_text import _there_are
from kgcorpus.generate.group_wording import _IN_COMMON
from kgcorpus.generate.link_wording import _mutual_said
from kgcorpus.generate.paths import Paths
from kgcorpus.generate.phrases import Noun
from kgcorpus.generate.questions import decisions_on_shapes
from kgcorpus.generate.shapes import Shape, steps_of
from kgcorpus.grade.one import grade_one
from kgcorpus.model import Fact, Qualifier, Rejection, Review

from .gallery import FACTS, SPANS, made, material, table

NEW = ("longest chain", "siblings of a second", "three", "both but", "grouped", "compared", "all", "three of many", "shared by three",
       "shared by all", "path", "relations")  # fmt: skip
RELATED = dict.fromkeys(
    ("path: x:bornIn x:inCountry x:capital", "path: x:paintedBy x:bornIn", "path: x:bornIn x:inCountry",
     "relations: ^x:capital | x:inCountry", "relations: ^x:inCountry | x:capital"),
    "ask",
)  # fmt: skip
"""What an expert lets be asked in a gallery where no things of one sort are linked to each other."""
Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def qa() -> tuple[Records, list[Rejection]]:
    return made("qa")


@pytest.fixture(scope="module")
def grouped() -> tuple[Records, list[Rejection]]:
    return made("grouped", decided={"grouped: x:shows ^x:hangsIn": "ask"})


@pytest.fixture
def conditional() -> Fact:
    """Night Ferry shows crowds, under a condition."""
    evidence = next(t.evidence for t in FACTS if t.subject == "x:e")
    return Fact("x:e", "x:shows", "x:m4", qualifiers=(Qualifier("x:light", "x:m2"),), evidence=evidence)


@pytest.fixture(scope="module")
def lists() -> tuple[Records, list[Rejection]]:
    return made("lists")


@pytest.fixture(scope="module")
def links() -> tuple[Records, list[Rejection]]:
    return made("links", scale=2, decided=RELATED)


def of_shape(records: Records, shape: str, lang: str = "zh") -> Records:
    return [r for r in records if r["labels"]["shape"] == shape and r["lang"] == lang]


def said(records: Records) -> dict[str, str]:
    return {text: r["answer_text"] for r in records for text in (r["question"], *(p["text"] for p in r["paraphrases"]))}


# ------------------------------------------------------------------------------------------- hops, conditions


def test_four_hops_over_single_things_are_asked(qa: tuple[Records, list[Rejection]]) -> None:
    asked = said(of_shape(qa[0], "longest chain", "en"))
    question = "What is the capital of the country in which the birthplace of the painter of Morning Mist lies?"
    assert asked[question] == "The capital of the country in which the birthplace of the painter of Morning Mist lies is Beian."
    zh = said(of_shape(qa[0], "longest chain"))
    assert zh["《渔港》的作者的出生地所在国，其首都是哪座城市？"] == "《渔港》的作者的出生地所在国的首都是伦泽。"
    assert {r["hops"] for r in of_shape(qa[0], "longest chain")} == {4}


def test_a_hop_that_changes_nothing_is_no_question(qa: tuple[Records, list[Rejection]]) -> None:
    # Jing He was born in the capital: "the capital of the country of" says nothing
    assert not [r for r in of_shape(qa[0], "longest chain") if r["topic"][0]["id"] in ("x:d", "x:f")]
    assert any(r.reason == "hop_not_needed" and r.what.startswith("longest chain") and r.what.endswith("x:d") for r in qa[1])


def test_three_conditions_are_joined_by_their_kind(qa: tuple[Records, list[Rejection]]) -> None:
    zh, en = said(of_shape(qa[0], "three")), said(of_shape(qa[0], "three", "en"))
    assert zh["哪些印象派画作既描绘大海又描绘人群？"] == "既描绘大海又描绘人群的印象派画作包括《归帆》。"
    assert zh["印象派画作中，哪些由伦泽博物馆收藏且描绘人群？"] == "由伦泽博物馆收藏且描绘人群的印象派画作包括《归帆》。"
    told = "Sails Home is one of the impressionist paintings that show both the sea and crowds."
    assert en["Which impressionist paintings show both the sea and crowds?"] == told


def test_each_of_three_conditions_is_needed(qa: tuple[Records, list[Rejection]]) -> None:
    graph = table()
    for record in [r for r in qa[0] if r["labels"]["shape"] == "three"]:
        form = f.parse(record["form"])
        assert isinstance(form, f.And) and len(form.of) == 3
        own = answer(form, graph).answers
        for left_out in form.of:
            assert answer(f.And(tuple(p for p in form.of if p is not left_out)), graph).answers != own


def test_two_conditions_and_a_difference_name_the_source_and_have_grounds(qa: tuple[Records, list[Rejection]]) -> None:
    records = of_shape(qa[0], "both but") + of_shape(qa[0], "both but", "en")
    assert records
    assert all(r["setting"] == "source_named" and r["complete"] and r["grounds"] and r["mode"] == "all" for r in records)
    assert any("但其题材中未列月光" in text for text in said(of_shape(qa[0], "both but")))


def test_three_conditions_that_a_conditional_fact_would_meet_are_not_asked(conditional: Fact) -> None:
    asked = {r["id"] for r in made("qa")[0] if r["labels"]["shape"] == "three"}
    left = {r["id"] for r in made("qa", [*FACTS, conditional])[0] if r["labels"]["shape"] == "three"}
    assert left < asked


def test_things_are_related_by_predicates_at_whose_ends_are_sorts_that_are_linked_among_themselves() -> None:
    assert not Paths(material(FACTS), 2).relating
    among = Paths(material([*FACTS, Fact("x:u", "x:inCountry", "x:w")]), 2)  # a city in a city
    assert among.between_equals == {"x:inCountry"} and among.relating == {"x:inCountry", "x:capital"}
    plain, rejected = made("links", scale=2)
    assert not plain and any(r.what == "path: x:paintedBy x:bornIn" and r.reason == "not_asked" for r in rejected)


@pytest.mark.parametrize(
    ("text", "owner", "told"),
    [
        ("symptoms of gout", Noun("gout"), "gout has"),
        ("ingredients used in lentil soup", Noun("lentil soup"), "ingredients are used in lentil soup"),
        ("beverages", None, "there are"),
    ],
)
def test_a_number_is_told_of_what_has_so_many(text: str, owner: Noun | None, told: str) -> None:
    assert told in _there_are(Noun(text, "phrase", True), True, owner)


@pytest.mark.parametrize(("lang", "template", "told"), [
    ("zh", "{s}与{o}存在相互作用", "二者存在相互作用"), ("zh", "{s}与{o}的关系密切", ""), ("zh", "{s}用于治疗{o}", ""),
    ("en", "{s} [interacts|interact] with {o}", "the two interact with each other"), ("en", "{s} can cause {o}", ""),
])  # fmt: skip
def test_what_holds_of_both_names_them_once(lang: str, template: str, told: str) -> None:
    assert _mutual_said(template, lang) == told


def test_a_question_for_several_answers_that_ends_with_the_thing_is_not_asked_of_each() -> None:
    assert _IN_COMMON.fullmatch("Which patterns can be confused with {s}?")
    assert not _IN_COMMON.fullmatch("Who wrote {s}?") and not _IN_COMMON.fullmatch("What confirms {s}?")


# ------------------------------------------------------------------------------------------- groups


def test_what_several_things_have_is_answered_thing_by_thing(grouped: tuple[Records, list[Rejection]]) -> None:
    zh = said(of_shape(grouped[0], "grouped"))
    assert zh["青州美术馆收藏的各幅画作分别有哪些题材？"] == "《晨雾》描绘大海和船只；《渔港》描绘大海、月光和船只。"
    en = said(of_shape(grouped[0], "grouped", "en"))
    told = "Morning Mist shows boats and the sea; The Harbour shows boats, moonlight and the sea."
    assert en["What does each of the paintings held by Qingzhou Gallery show?"] == told


def test_an_answer_that_two_groups_share_stands_in_both(grouped: tuple[Records, list[Rejection]]) -> None:
    record = next(r for r in of_shape(grouped[0], "grouped") if r["topic"][0]["id"] == "x:g1" and "题材" in r["question"])
    by_group: dict[str, set[str]] = {}
    for one in record["answers"]:
        by_group.setdefault(one["group"], set()).add(one["id"])
    assert by_group == {"x:a": {"x:m1", "x:m3"}, "x:b": {"x:m1", "x:m2", "x:m3"}}
    assert {g["id"] for g in record["labels"]["groups"]} == {"x:a", "x:b"}


def test_groups_are_whole_only_where_members_and_answers_have_grounds(grouped: tuple[Records, list[Rejection]]) -> None:
    whole = [r for r in grouped[0] if r["labels"]["shape"] == "grouped" and r["mode"] == "all"]
    assert whole and all(r["complete"] and r["setting"] == "source_named" for r in whole)
    held = [r for r in grouped[0] if r["labels"]["shape"] == "grouped" and r["topic"][0]["id"] == "x:g1"]
    assert held and all(r["mode"] == "some" for r in held)  # nothing says that the museum's list is whole


def test_things_of_which_one_has_no_answer_are_not_asked_about(grouped: tuple[Records, list[Rejection]]) -> None:
    assert any(r.reason == "no_answer" for r in grouped[1])
    assert not [r for r in grouped[0] if "x:hangsIn" in str(r["form"]) and r["topic"][0]["id"] == "x:q"]  # The Stacks hangs nowhere


def test_three_named_things_are_answered_in_the_order_of_the_question(grouped: tuple[Records, list[Rejection]]) -> None:
    asked = said(of_shape(grouped[0], "compared"))
    assert asked["林远、安娜·科尔和何静的出生地分别是什么？"] == "林远出生于青州；安娜·科尔出生于奥斯塔；何静出生于北安。"


def test_an_expert_lets_a_union_be_asked_and_bars_a_group() -> None:
    steps = "x:shows ^x:hangsIn"
    assert not [r for r in made("qa")[0] if r["labels"]["shape"] == "union"]
    union = [r for r in made("qa", decided={f"union: {steps}": "ask"})[0] if r["labels"]["shape"] == "union"]
    assert union and {"x:m1", "x:m2", "x:m3"} in [{a["id"] for a in r["answers"]} for r in union]
    assert any(r.what == f"grouped: {steps}" and r.reason == "not_asked" for r in made("grouped")[1])
    barred, rejected = made("grouped", decided={f"grouped: {steps}": "never"})
    walked = {steps_of(Shape("grouped", f.parse(r["form"]), f.parse(r["form"]))) for r in barred if r["labels"]["shape"] == "grouped"}
    assert "x:paintedBy ^x:hangsIn" in walked and steps not in walked
    assert any(r.reason == "not_asked" and r.what == f"grouped: {steps}" for r in rejected)


def test_the_last_decision_on_a_shape_counts() -> None:
    reviews = [Review("a", "2026-01-01", d, {"shape": "chain: q p"}) for d in ("ask", "grouped", "unclear")]
    assert decisions_on_shapes(reviews[:2]) == {"chain: q p": "grouped"}
    barred, rejected = made("qa", decided={"chain: x:bornIn x:paintedBy": "grouped"})
    walked = {steps_of(Shape("chain", f.parse(r["form"]), f.parse(r["form"]))) for r in barred if r["labels"]["shape"] == "chain"}
    assert walked and "x:bornIn x:paintedBy" not in walked
    assert any(r.reason == "not_asked" and "grouped" in r.detail for r in rejected)


# ------------------------------------------------------------------------------------------- lists, links


def test_all_of_a_list_are_asked_for_where_the_source_gives_them_all(lists: tuple[Records, list[Rejection]]) -> None:
    whole = of_shape(lists[0], "all")
    assert whole and all(r["mode"] == "all" and r["setting"] == "source_named" and r["complete"] for r in whole)
    assert said(whole)["据《馆藏指南》，请列出《渔港》的全部题材。"] == "据《馆藏指南》，《渔港》的题材有大海、月光和船只。"
    assert not [r for r in whole if "x:hangsIn" in str(r["form"])]  # nothing says that these lists are whole


def test_three_of_many_are_named_and_any_of_them_is_right(lists: tuple[Records, list[Rejection]]) -> None:
    record = next(r for r in of_shape(lists[0], "three of many") if "三幅描绘大海的画作" in r["question"])
    assert record["mode"] == "some" and len(record["answers"]) == 5 and record["answer_text"].count("《") == 3
    assert grade_one(record, "《晨雾》、《渔港》和《舞台》。")["verdict"] == "correct"


def test_what_three_things_share_is_what_each_of_them_has(lists: tuple[Records, list[Rejection]]) -> None:
    records = of_shape(lists[0], "shared by three") + of_shape(lists[0], "shared by three", "en")
    assert records and {r["form"]["op"] for r in records} == {"every"}
    for record in records:
        form = f.parse(record["form"])
        assert isinstance(form, f.Every) and isinstance(form.of, f.Or)
        own = [set(answer(f.Step(one, form.predicate), table()).answers) for one in form.of.of]
        assert {a["id"] for a in record["answers"]} == set.intersection(*own) and all(len(each) > len(record["answers"]) for each in own)


def test_what_all_of_a_set_share_needs_grounds_of_the_set() -> None:
    extra = [Fact(id, "x:hangsIn", "x:g1", evidence=next(t for t in FACTS if t.subject == id).evidence) for id in ("x:c", "x:d")]
    shared = [r for r in made("lists", [*FACTS, *extra])[0] if r["labels"]["shape"] == "shared by all"]
    assert not [r for r in shared if "x:hangsIn" in str(r["form"]["of"])]
    assert all(r["complete"] and r["mode"] == "all" for r in shared)


def test_two_things_are_related_by_the_chain_of_facts_between_them(links: tuple[Records, list[Rejection]]) -> None:
    zh, en = said(of_shape(links[0], "path")), said(of_shape(links[0], "path", "en"))
    assert zh["林远和北安有什么关系？"] == "林远出生于青州，青州位于宁国，宁国的首都是北安。"
    told = "Yuan Lin was born in Qingzhou, which lies in Ningland, and the capital of Ningland is Beian."
    assert en["How is Yuan Lin related to Beian?"] == told
    assert en["How is The Stacks related to Osta?"] == "The Stacks was painted by Anna Kohl, who was born in Osta."
    record = next(r for r in of_shape(links[0], "path") if {t["id"] for t in r["topic"]} == {"x:p", "x:w"})
    assert {a["id"] for a in record["answers"]} == {"x:u", "x:h"} and len(record["facts"]) == 3
    assert set(answer(f.parse(record["form"]), table()).answers) == {"x:u", "x:h"}


def test_things_that_a_fact_links_are_related_by_it_and_by_no_chain(links: tuple[Records, list[Rejection]]) -> None:
    direct = {tuple(sorted(t["id"] for t in r["topic"])) for r in links[0] if r["labels"]["shape"] == "relations"}
    chained = {tuple(sorted(t["id"] for t in r["topic"])) for r in links[0] if r["labels"]["shape"] == "path"}
    assert direct and chained and not direct & chained
    record = next(r for r in of_shape(links[0], "relations") if {t["id"] for t in r["topic"]} == {"x:w", "x:h"})
    assert {a["id"] for a in record["answers"]} in ({"^x:capital", "x:inCountry"}, {"x:capital", "^x:inCountry"})
    assert record["answer_text"].endswith("宁国的首都是北安；北安位于宁国。")


def test_things_that_only_meet_are_not_related_unless_an_expert_says_so(links: tuple[Records, list[Rejection]]) -> None:
    shape = "path: x:style ^x:style"
    assert any(r.reason == "not_asked" and r.what == shape for r in links[1])
    records, _ = made("links", scale=2, decided=RELATED | {shape: "ask"})
    told = said([r for r in records if r["labels"]["steps"] == "x:style ^x:style" and r["lang"] == "zh"])
    assert any("都属于印象派" in text for text in told.values())
    barred, _ = made("links", scale=2, decided=RELATED | {"path: x:bornIn x:inCountry": "never"})
    assert "x:bornIn x:inCountry" in {r["labels"]["steps"] for r in records} - {r["labels"]["steps"] for r in barred}


@pytest.mark.parametrize("part", ["qa", "grouped", "lists", "links"])
def test_every_answer_is_right_by_its_own_sample(part: str, request: pytest.FixtureRequest) -> None:
    records = [r for r in request.getfixturevalue(part)[0] if r["labels"]["shape"] in NEW]
    wrong = [(r["question"], r["answer_text"]) for r in records if grade_one(r, r["answer_text"])["verdict"] != "correct"]
    assert not wrong


def test_the_text_says_every_fact() -> None:
    assert len(SPANS) == len(FACTS)
