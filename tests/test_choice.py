"""Choices: options of one kind, each wrong one proved wrong; letters and words are graded alike."""

from __future__ import annotations

import copy
import itertools
from collections import Counter
from typing import Any

import pytest

from kgcorpus import forms as f
from kgcorpus.generate.choice import choice
from kgcorpus.generate.closeness import Closeness
from kgcorpus.generate.near_values import near
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.options import letters_of
from kgcorpus.model import Literal

from .deriving import Sky, sky


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Sky:
    return sky(tmp_path_factory.mktemp("sky"))


@pytest.fixture(scope="module")
def choices(planets: Sky) -> list[dict[str, Any]]:
    return planets.derived(choice, share=1, share_of_sets=1)


def test_every_choice_is_proved_again_and_its_own_answer_is_graded_correct(planets: Sky, choices: list[dict[str, Any]]) -> None:
    assert len(choices) > 40 and {c["lang"] for c in choices} == {"zh", "en"}
    for sample in choices:
        assert planets.problems(sample) == []
        assert grade_one(sample, sample["answer_text"])["verdict"] == "correct", sample["answer_text"]
        wrong = next(o for o in sample["options"] if not o["answer"])
        assert grade_one(sample, wrong["id"])["verdict"] == "incorrect"
        assert grade_one(sample, wrong["text"])["verdict"] != "correct"


def test_single_and_several_are_asked_and_the_odd_one_out(choices: list[dict[str, Any]]) -> None:
    found = Counter((c["lang"], c["labels"]["chosen"]) for c in choices)
    assert all(found["zh", way] for way in ("one", "several", "not")), found
    assert all(found["en", way] for way in ("one", "several")), found
    for sample in choices:
        right = sum(o["answer"] for o in sample["options"])
        assert (right > 1) == (sample["labels"]["chosen"] == "several")
        marks = {"zh": "（多选）", "en": "Select all that apply."}
        assert sample["question"].endswith(marks[sample["lang"]]) == (right > 1)


def test_the_place_of_the_right_option_is_drawn(choices: list[dict[str, Any]]) -> None:
    places = Counter(o["id"] for c in choices if c["labels"]["chosen"] == "one" for o in c["options"] if o["answer"])
    assert len(places) == 4


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda s: s["options"][0].update(id="Z"), "not A, B, C"),
        (lambda s: s["options"][0].update(text=s["options"][1]["text"]), "texts of their own"),
        (lambda s: [o.update(answer=True) for o in s["options"]], "are not its answers"),
        (lambda s: next(o for o in s["options"] if not o["answer"]).update(grounds=["g-1"]), "other facts or grounds"),
        (lambda s: next(o for o in s["options"] if not o["answer"]).update(entity="ast:mars"), "not limited to its options"),
        (lambda s: s.pop("labels"), "cannot be read"),
    ],
)
def test_the_audit_finds_options_that_do_not_hold(planets: Sky, choices: list[dict[str, Any]], change: Any, problem: str) -> None:
    sample = copy.deepcopy(next(c for c in choices if all("entity" in o for o in c["options"])))
    change(sample)
    assert any(problem in found for found in planets.problems(sample))


def test_what_only_a_source_says_is_not_asked_without_it(planets: Sky, choices: list[dict[str, Any]]) -> None:
    read = {g.id for g in planets.contents.grounds if g.spans}
    sample = copy.deepcopy(next(c for c in choices if any(read.intersection(o.get("grounds", ())) for o in c["options"])))
    assert sample["setting"] == "source_named" and planets.problems(sample) == []
    sample["setting"] = "closed_book"
    assert "only according to a source" in planets.problems(sample)[0]


def test_closeness_ranks_by_shared_neighbours_of_the_same_kind(planets: Sky) -> None:
    table = planets.material.table
    form = f.Step(f.Entity("ast:jupiter"), "ast:hasMoon")
    ranked = [str(table.terms[n]) for n in Closeness(planets.material.survey).ranked(form, [table.index["ast:rhea"]], "x")]
    assert ranked[0] == "ast:dione", "the other moon that Cassini found at Saturn"
    assert all(planets.contents.entities[id].classes == ("ast:Moon",) for id in ranked)


def test_values_near_a_value_are_told_apart_and_written_like_it(planets: Sky) -> None:
    form = f.Step(f.Entity("ast:io"), "ast:discoveryYear")
    for drawn in range(4):
        value = Literal("xsd:decimal", "23.7", "mg")
        found = near(planets.material.table, form, value, drawn, 3)
        sizes = sorted(float(str(v.value)) for v in (value, *found))
        assert len(found) == 3 and all(b - a >= 1.9 for a, b in itertools.pairwise(sizes))
        assert sizes.index(23.7) == drawn and all(len(str(v.value).partition(".")[2]) == 1 for v in found)
    years = near(planets.material.table, form, Literal("xsd:gYear", "1610"), 1, 3)
    assert len({y.value for y in years}) == 3 and "1610" not in {y.value for y in years}


OPTIONS = [{"id": i, "text": text, "answer": i in "BD"} for i, text in zip("ABCD", ("red", "green", "blue", "black"), strict=True)]


@pytest.mark.parametrize(
    ("answer", "letters"),
    [
        ("B、D", ["B", "D"]), ("选BD。", ["B", "D"]), ("Ｂ和Ｄ", ["B", "D"]), ("正确答案是：B，D。因为…", ["B", "D"]), ("b", ["B"]),
        ("Options B and D are right.", ["B", "D"]), ("B and D.", ["B", "D"]), ("**D**", ["D"]), ("A green one", None), ("green", None),
        ("B. green", ["B"]), ("B green", ["B"]), ("The correct answers are B, D.", ["B", "D"]), ("", None), ("Because", None),
    ],
)  # fmt: skip
def test_letters_are_read_as_people_write_them(answer: str, letters: list[str] | None) -> None:
    assert letters_of(answer, OPTIONS) == letters


def test_a_choice_is_graded_by_letters_or_by_the_options_words() -> None:
    gold = {"id": "1", "question": "Which of these colours are on the flag?", "mode": "all", "lang": "en", "options": OPTIONS,
            "answers": [{"value": "green", "type": "entity"}, {"value": "black", "type": "entity"}]}  # fmt: skip
    said = ("B, D", "B", "A and B", "C", "Green and black.", "Green, black and red.")
    assert [grade_one(gold, text)["verdict"] for text in said] == ["correct", "partial", "partial", "incorrect", "correct", "partial"]
    assert grade_one(gold, "B and C")["extra"] == ["blue"]
