"""Step by step: every supporting fact in a sentence of its own, in the order in which the answer is found, and then the conclusion."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from kgcorpus.generate.steps import steps
from kgcorpus.grade.final import concluded
from kgcorpus.grade.one import grade_one

from .deriving import Sky, sky


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Sky:
    return sky(tmp_path_factory.mktemp("sky"))


@pytest.fixture(scope="module")
def samples(planets: Sky) -> list[dict[str, Any]]:
    return planets.derived(steps, share=1)


def test_every_sample_is_proved_again_and_its_own_answer_is_graded_correct(planets: Sky, samples: list[dict[str, Any]]) -> None:
    assert {s["lang"] for s in samples} == {"zh", "en"} and len(samples) > 10
    for sample in samples:
        assert planets.problems(sample) == []
        assert grade_one(sample, sample["answer_text"])["verdict"] == "correct", sample["answer_text"]
        assert len(sample["steps"]) == len(sample["facts"]) >= 2


def test_steps_lead_from_what_is_asked_about_to_the_conclusion(samples: list[dict[str, Any]]) -> None:
    siblings = [s for s in samples if s["question"].startswith("Which other moons orbit the same planet as Io?")]
    assert siblings
    told = [step["text"] for step in siblings[0]["steps"]]
    assert told[0] == "Jupiter has Io as a moon." and all(text.startswith("Jupiter has ") for text in told)
    assert siblings[0]["answer_text"].startswith("First, Jupiter has Io as a moon. Second, ")
    assert "Therefore, other moons that orbit the same planet as Io include " in siblings[0]["answer_text"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda s: s["steps"].pop(), "not its supporting facts"),
        (lambda s: s["steps"][0].update(text="Something is so."), "does not take the step"),
        (lambda s: s.update(answer_text=s["steps"][0]["text"]), "does not take the step"),
        (lambda s: s["steps"][0].update(facts=s["steps"][1]["facts"]), "not its supporting facts"),
        (lambda s: s["steps"].reverse(), "does not take the step"),
    ],
)
def test_the_audit_finds_steps_that_do_not_hold(planets: Sky, samples: list[dict[str, Any]], change: Any, problem: str) -> None:
    sample = copy.deepcopy(next(s for s in samples if s["lang"] == "en"))
    change(sample)
    assert any(problem in found for found in planets.problems(sample))


def test_only_what_follows_from_the_steps_is_graded(samples: list[dict[str, Any]]) -> None:
    sample = next(s for s in samples if s["mode"] == "all" and len(s["answers"]) == 1 and s["answers"][0]["type"] == "entity")
    sign = "因此，" if sample["lang"] == "zh" else "Therefore, "
    said = sample["answer_text"].replace(concluded(sample["answer_text"]).strip(), "Pluto." if sign == "Therefore, " else "冥王星。")
    assert grade_one(sample, said)["verdict"] == "incorrect"
    assert concluded("因为甲，所以") == "因为甲，所以"
