"""What a graph adds to a verdict: broader and narrower answers, contradictions, what was true, a step left out, what gold lacks."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.one import grade_one
from tests.harbour import known, ontology

ENTITY = {"op": "entity", "id": "h:heron"}


def step(of: Any, predicate: str, inverse: bool = False) -> dict[str, Any]:
    of = {"op": "entity", "id": of} if isinstance(of, str) else of
    return {"op": "step", "of": of, "predicate": predicate, **({"inverse": True} if inverse else {})}


FORMS = {
    "family": step("h:heron", "h:family"),
    "cargo": step(step("h:gull", "h:family"), "h:carries"),
    "calls": step("h:heron", "h:callsAt"),
    "gull calls": step("h:gull", "h:callsAt"),
    "flag": step("h:heron", "h:flag"),
    "plovers": step("h:plover", "h:family", True),
    "siblings": {**step(step("h:gull", "h:family"), "h:family", True), "drop": ["h:gull"]},
    "gull family": step("h:gull", "h:family"),
    "grain carriers": step("h:grain", "h:carries", True),
    "callers": step("h:west", "h:callsAt", True),
}


def graded(
    answer: str, gold: list[str], question: str, form: str | None = None, mode: str = "all", with_graph: bool = True
) -> dict[str, Any]:
    answers = [{"id": id, "value": _label(id, question), "type": "entity", "aliases": []} for id in gold]
    line = {"id": "1", "question": question, "answers": answers, "mode": mode, **({"form": FORMS[form]} if form else {})}
    return grade_one(line, answer, known=known() if with_graph else None)


def _label(id: str, question: str) -> str:
    return ontology().entities[id].labels["en" if question.isascii() else "zh"]


def outcome(found: dict[str, Any]) -> tuple[str, str, str]:
    return found["verdict"], found["relation"], found.get("reason", "")


# --------------------------------------------------------------------------------------------- broader, narrower


@pytest.mark.parametrize(
    ("answer", "gold", "question", "expected", "told"),
    [
        (
            "It is in the Silver Coast.",
            ["h:west"],
            "Where does the ship lie?",
            "more_general",
            ("Silver Coast", "Westbay", "西湾港位于银滩省"),
        ),
        ("远洋国。", ["h:west"], "船在哪里？", "more_general", ("“远洋国”比“西湾港”笼统", "银滩省位于远洋国")),
        ("西湾港。", ["h:coast"], "船在哪里？", "more_specific", ("“西湾港”比“银滩省”具体",)),
        ("A tanker.", ["h:heron"], "What burned?", "more_general", ("“tanker” is broader than “Heron”",)),
        ("一艘油轮。", ["h:heron"], "什么东西着火了？", "more_general", ("“油轮”比“苍鹭号”笼统",)),
        ("Sandpiper class.", ["h:heron"], "What burned?", "more_general", ("Heron belongs to the Sandpiper class",)),
    ],
)
def test_a_broader_or_narrower_answer_is_partial_and_names_both(
    answer: str, gold: list[str], question: str, expected: str, told: tuple[str, ...]
) -> None:
    found = graded(answer, gold, question)
    assert outcome(found)[:2] == ("partial", expected)
    assert all(text in found["explanation"] for text in told), found["explanation"]


@pytest.mark.parametrize(
    ("answer", "gold", "question"),
    [
        ("It lies in the Green Hills.", ["h:west"], "Where does the ship lie?"),  # another branch
        ("A ship.", ["h:gull"], "What burned?"),  # a class without parent says nothing
        ("A tanker.", ["h:heron"], "Which tanker burned?"),  # what the question says already
        ("In Green Hills, not Silver Coast.", ["h:west"], "Where does the ship lie?"),
        ("Gull, which is a tanker.", ["h:heron"], "What burned?"),  # another ship: what is said of it does not count
    ],
)
def test_what_is_not_broader_stays_wrong(answer: str, gold: list[str], question: str) -> None:
    assert graded(answer, gold, question)["verdict"] == "incorrect"


def test_a_class_that_only_repeats_what_the_form_asks_for_is_no_answer() -> None:
    assert graded("A port.", ["h:west", "h:east"], "Where does Heron call?", "calls")["verdict"] == "incorrect"


def test_another_thing_of_the_class_is_not_narrower_than_the_class_that_is_asked() -> None:
    found = graded("Tern", ["h:plover"], "Which family is Gull of?", "gull family")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")
    assert "said “Tern”: it is a ship, not a ship family" in found["explanation"]
    assert outcome(graded("Tern", ["h:plover"], "Which families carry grain?", "grain carriers"))[:2] == ("partial", "more_specific")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("The Plover class, for example Gull and Tern.", "correct"),  # examples of it
        ("The Plover class and Heron.", "partial"),  # of another family
    ],
)
def test_what_an_answer_is_one_of_and_examples_of_it_are_no_further_answers(answer: str, verdict: str) -> None:
    assert graded(answer, ["h:plover"], "Which families carry grain?", "grain carriers", "some")["verdict"] == verdict


def test_a_thing_that_is_named_like_the_answer_is_not_told_to_be_of_another_class() -> None:
    gold = [{"id": "h:plover", "value": "Plover class", "type": "entity"}]
    line = {"id": "1", "question": "Which family is Gull of?", "answers": gold, "mode": "some", "form": FORMS["gull family"]}
    assert outcome(grade_one(line, "Plover", known=known()))[1] != "contradiction"
    assert outcome(grade_one(line, "Crude oil", known=known())) == ("incorrect", "contradiction", "disproved")


def test_a_condition_in_brackets_and_what_is_denied_are_no_further_answers() -> None:
    for answer in ("Gull (built like Heron) and Tern", "Gull and Tern, but not Heron"):
        assert graded(answer, ["h:gull", "h:tern"], "Which ships are of the Plover class?", "plovers")["verdict"] == "correct", answer
    assert graded("Gull, Tern and Heron", ["h:gull", "h:tern"], "Which ships are of the Plover class?", "plovers")["verdict"] == "partial"


# --------------------------------------------------------------------------------------------- contradiction


def test_another_value_of_a_functional_predicate_contradicts_with_the_fact_that_says_so() -> None:
    found = graded("Plover class", ["h:sandpiper"], "Which family is Heron of?", "family", "some")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")
    assert "“Heron belongs to the Sandpiper class" in found["explanation"] and "Ship register" in found["explanation"]


def test_another_entity_contradicts_where_the_set_has_grounds_and_is_undecided_where_it_has_none() -> None:
    found = graded("北岬港", ["h:west", "h:east"], "苍鹭号停靠哪些港口？", "calls", "some")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")
    assert "资料列全了苍鹭号的停靠港（东礁港、西湾港），其中没有“北岬港”" in found["explanation"] and "港口手册" in found["explanation"]
    open_set = graded("西湾港", ["h:north"], "海鸥号停靠哪些港口？", "gull calls", "some")
    assert outcome(open_set)[:2] == ("ungradable", "undecided")


def test_a_negated_fact_disproves() -> None:
    found = graded("Coal", ["h:grain"], "What do ships like Gull carry?", "cargo", "some")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")
    assert "does not carry coal" in found["explanation"]
    assert outcome(graded("Timber", ["h:grain"], "What do ships like Gull carry?", "cargo", "some"))[0] == "ungradable"


def test_a_thing_of_another_class_is_wrong() -> None:
    found = graded("木材", ["h:tern"], "哪些船属于鸻鸟级？", "plovers", "some")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")
    assert "答的是“木材”：是货物，不是船舶" in found["explanation"]


def test_the_other_end_disproves_too() -> None:
    found = graded("Heron", ["h:gull", "h:tern"], "Which ships are of the Plover class?", "plovers", "some")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")
    assert "its family is “Sandpiper class”" in found["explanation"]


# --------------------------------------------------------------------------------------------- what was true


def test_what_was_true_until_a_date_is_outdated() -> None:
    found = graded("Long Island State", ["h:land"], "Under which flag does Heron sail?", "flag")
    assert outcome(found) == ("incorrect", "contradiction", "outdated")
    assert "was true until 2023" in found["explanation"] and "until 2023" in found["explanation"]
    zh = graded("南屿港", ["h:north"], "海鸥号停靠哪些港口？", "gull calls", "some")
    assert outcome(zh) == ("incorrect", "contradiction", "outdated")
    assert "答的是“南屿港”：在2021年6月以前是对的" in zh["explanation"] and "海鸥号曾停靠南屿港" in zh["explanation"]


def test_of_several_conditions_one_that_ended_is_told() -> None:
    form = {"op": "and", "of": [step("h:south", "h:callsAt", True), step("h:plover", "h:family", True)]}
    gold = [{"id": "h:tern", "value": "燕鸥号", "type": "entity"}]
    line = {"id": "1", "question": "停靠南屿港的鸻鸟级船有哪些？", "answers": gold, "mode": "some", "form": form}
    found = grade_one(line, "海鸥号", known=known())
    assert outcome(found) == ("incorrect", "contradiction", "outdated")


def test_what_never_was_true_is_not_outdated() -> None:
    found = graded("Plover class", ["h:sandpiper"], "Which family is Heron of?", "family")
    assert outcome(found) == ("incorrect", "contradiction", "disproved")


def test_the_outdated_answer_is_right_as_of_then() -> None:
    gold = [{"id": "h:isle", "value": "Long Island State", "type": "entity"}]
    form = {"op": "as_of", "of": FORMS["flag"], "date": "2020-01-01"}
    line = {"id": "1", "question": "Under which flag did Heron sail on 1 January 2020?", "answers": gold, "mode": "all", "form": form}
    assert grade_one(line, "Long Island State", known=known())["verdict"] == "correct"


def measured(answer: str, ship: str, value: str, question: str, with_graph: bool = True) -> dict[str, Any]:
    gold = [{"value": value, "type": "number", "unit": "m"}]
    line = {"id": "1", "question": question, "answers": gold, "mode": "all", "form": step(ship, "h:length")}
    return grade_one(line, answer, known=known() if with_graph else None)


def test_a_value_that_was_so_is_outdated_and_one_that_never_was_is_not() -> None:
    found = measured("70 m", "h:gull", "90", "How long is Gull?")
    assert outcome(found) == ("incorrect", "contradiction", "outdated")
    assert "was true until 2020" in found["explanation"]
    edition = measured("60米。", "h:tern", "65", "燕鸥号多长？")
    assert outcome(edition) == ("incorrect", "contradiction", "outdated")
    assert "旧版的说法" in edition["explanation"] and "Edition of 2019" in edition["explanation"]
    assert outcome(measured("80 m", "h:gull", "90", "How long is Gull?")) == ("incorrect", "contradiction", "")


def test_a_value_that_gold_lacks_and_the_graph_holds_is_right() -> None:
    found = measured("90 m", "h:gull", "70", "How long is Gull?")
    assert outcome(found) == ("correct", "equal", "in_graph")
    assert measured("90 m", "h:gull", "70", "How long is Gull?", with_graph=False)["verdict"] == "incorrect"


# --------------------------------------------------------------------------------------------- a step left out


@pytest.mark.parametrize(
    ("answer", "gold", "question", "form", "told"),
    [
        ("The Plover class.", ["h:grain"], "What do ships like Gull carry?", "cargo", "family that Gull belongs to"),
        ("The Plover class. Heron belongs to the Sandpiper class.", ["h:grain"], "What do ships like Gull carry?", "cargo", "belongs to"),
        ("鸻鸟级。", ["h:grain"], "与海鸥号同型的船装运什么？", "cargo", "海鸥号所属的船型"),
        ("Plover class", ["h:tern"], "Which other ships are built like Gull?", "siblings", "family that Gull belongs to"),
    ],
)
def test_the_answer_to_a_skipped_hop_is_said_to_be_one(answer: str, gold: list[str], question: str, form: str, told: str) -> None:
    found = graded(answer, gold, question, form)
    assert outcome(found) == ("incorrect", "contradiction", "skipped_hop")
    assert told in found["explanation"], found["explanation"]


def test_another_family_is_no_skipped_hop() -> None:
    assert graded("The Sandpiper class.", ["h:grain"], "What do ships like Gull carry?", "cargo").get("reason") != "skipped_hop"
    reasoned = graded("Gull is of the Plover class. It carries crude oil.", ["h:grain"], "What do ships like Gull carry?", "cargo")
    assert reasoned.get("reason") != "skipped_hop"
    right = graded("Gull is of the Plover class, which carries grain.", ["h:grain"], "What do ships like Gull carry?", "cargo")
    assert outcome(right) == ("correct", "equal", "")


# --------------------------------------------------------------------------------------------- what gold lacks


def test_an_answer_that_gold_lacks_and_the_graph_holds_is_right() -> None:
    found = graded("Westbay and Eastreef", ["h:west"], "Where does Heron call?", "calls")
    assert outcome(found) == ("correct", "equal", "in_graph")
    assert found["matched"] == ["Westbay", "Eastreef"] and found["extra"] == []
    assert "“Eastreef” is not in the standard answer, but the graph holds it" in found["explanation"]
    only = graded("东礁港", ["h:west"], "苍鹭号停靠哪些港口？", "calls")
    assert outcome(only) == ("partial", "subset", "in_graph")
    assert graded("Westbay and Eastreef", ["h:west"], "Where does Heron call?", "calls", with_graph=False)["verdict"] == "partial"


def test_what_gold_asks_for_and_the_graph_holds_no_longer_is_not_missed() -> None:
    found = graded("Oceania Land", ["h:isle"], "Under which flag does Heron sail?", "flag")
    assert outcome(found) == ("correct", "equal", "in_graph") and found["missing"] == []


def test_another_name_in_the_graph_is_as_good() -> None:
    assert outcome(graded("West Bay Harbour and Eastreef", ["h:west", "h:east"], "Where does Heron call?", "calls"))[:2] == (
        "correct",
        "alias",
    )


# --------------------------------------------------------------------------------------------- sets without grounds


def test_right_undecided_and_wrong_items_of_a_set_without_grounds() -> None:
    question = "海鸥号停靠哪些港口？"
    mixed = graded("北岬港、西湾港、南屿港", ["h:north"], question, "gull calls", "some")
    assert outcome(mixed) == ("partial", "overlap", "outdated")
    assert set(mixed["extra"]) == {"西湾港", "南屿港"}
    assert "南屿港”在2021年6月以前是对的" in mixed["explanation"] and "西湾港”不在已知" in mixed["explanation"]
    without = graded("西湾港", ["h:north"], question, None, "some", with_graph=False)
    assert outcome(without)[:2] == ("ungradable", "undecided")


def test_a_form_that_the_graph_cannot_answer_changes_nothing() -> None:
    gold = [{"value": "Westbay", "type": "entity"}]
    for form in ({"op": "step", "of": ENTITY, "predicate": "h:unheard"}, {"op": "nonsense"}):
        line = {"id": "1", "question": "Where?", "answers": gold, "mode": "some", "form": form}
        assert grade_one(line, "Northcape", known=known())["relation"] == "undecided"
