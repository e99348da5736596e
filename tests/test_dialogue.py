"""Dialogues: later questions refer back to the one thing that they can mean, and every turn is proved."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest

from kgcorpus.generate.dialogue import ALIKE, SAME_QUESTION, SAME_THING, dialogue
from kgcorpus.grade.one import grade_one

from .deriving import Sky, sky


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Sky:
    return sky(tmp_path_factory.mktemp("sky"))


@pytest.fixture(scope="module")
def samples(planets: Sky) -> list[dict[str, Any]]:
    return planets.derived(dialogue, share=1)


def test_every_dialogue_is_proved_again_and_its_own_answer_is_graded_correct(planets: Sky, samples: list[dict[str, Any]]) -> None:
    found = Counter((s["lang"], s["labels"]["refers"]) for s in samples)
    assert all(found[lang, way] for lang in ("zh", "en") for way in (SAME_THING, SAME_QUESTION, ALIKE)), found
    for sample in samples:
        assert planets.problems(sample) == []
        assert grade_one(sample, sample["answer_text"])["verdict"] == "correct", sample["answer_text"]
        assert all(turn["answer"] for turn in sample["turns"]) and sample["question"].endswith(("？", "?"))


def test_later_questions_refer_back(samples: list[dict[str, Any]]) -> None:
    said = {(s["turns"][-1]["question"], s["question"]) for s in samples if s["topic"][0]["id"] == "ast:io"}
    assert any("Io" in before and "it" in after.split() and "Io" not in after for before, after in said)
    assert any("木卫一" in before and "它" in after for before, after in said)
    assert any(after in ("What about Io?", "And Io?") for _, after in said)


def test_persons_are_not_called_it(samples: list[dict[str, Any]], planets: Sky) -> None:
    for sample in samples:
        if planets.contents.entities[sample["topic"][0]["id"]].classes == ("ast:Astronomer",):
            assert "它" not in sample["question"] and " it" not in sample["question"]


@pytest.mark.parametrize(
    ("way", "change", "problem"),
    [
        (SAME_THING, lambda s: s["turns"][0].update(answers=[]), "are not the set of its form"),
        (SAME_THING, lambda s: s["turns"][0]["facts"].pop(), "rests on other facts"),
        (SAME_THING, lambda s: s["turns"][0].update(answer="Something."), "does not tell its answers"),
        (SAME_THING, lambda s: s["turns"][-1].update(question="And Titan?"), "refers to something else"),
        (SAME_THING, lambda s: [t.update(question="Who?") for t in s["turns"]], "refers to nothing that was named"),
        (SAME_QUESTION, lambda s: s.update(form={"op": "step", "of": s["form"], "predicate": "ast:hasMoon"}), "asks something else"),
    ],
)
def test_the_audit_finds_turns_that_do_not_hold(planets: Sky, samples: list[dict[str, Any]], way: str, change: Any, problem: str) -> None:
    sample = copy.deepcopy(
        next(s for s in samples if s["lang"] == "en" and s["labels"]["refers"] == way and s["topic"][0]["id"] != "ast:titan")
    )
    assert planets.problems(sample) == []
    change(sample)
    assert any(problem in found for found in planets.problems(sample)), planets.problems(sample)
