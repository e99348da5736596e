"""Preference pairs: a near miss in a sentence of the same making, with one named defect that is proved again."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest

from kgcorpus.generate.preference import DEFECTS, preference
from kgcorpus.grade.one import grade_one

from .deriving import Sky, sky


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Sky:
    return sky(tmp_path_factory.mktemp("sky"))


@pytest.fixture(scope="module")
def pairs(planets: Sky) -> list[dict[str, Any]]:
    return planets.derived(preference, share=1, share_of_rare=1)


def _first(pairs: list[dict[str, Any]], defect: str) -> dict[str, Any]:
    return copy.deepcopy(next(p for p in pairs if (p["rejected"]["defect"] == defect and "changed" in p["rejected"])
                              or p["rejected"]["defect"] == defect != "fact_changed"))  # fmt: skip


def test_every_pair_is_proved_again_and_its_rejected_answer_is_not_graded_correct(planets: Sky, pairs: list[dict[str, Any]]) -> None:
    found = Counter((p["lang"], p["rejected"]["defect"]) for p in pairs)
    for defect in ("fact_changed", "hop_skipped", "incomplete_list", "refused_answerable"):
        assert found["zh", defect] and found["en", defect], found
    assert {defect for _, defect in found} <= set(DEFECTS)
    for pair in pairs:
        assert planets.problems(pair) == [], pair["rejected"]
        if pair["mode"] != "some":  # what is not listed there is undecided for a grader that does not know the graph
            assert grade_one(pair, pair["rejected"]["text"])["verdict"] != "correct", (pair["question"], pair["rejected"]["text"])


def test_the_rejected_answer_stands_in_the_question_s_own_sentence(pairs: list[dict[str, Any]]) -> None:
    changed = [p for p in pairs if p["rejected"]["defect"] == "fact_changed" and p["lang"] == "zh" and len(p["answers"]) == 1]
    named = [p for p in changed if p["answer_text"].count(p["answers"][0]["value"]) == 1 and p["answers"][0]["type"] == "entity"]
    assert len(named) > 5
    for pair in named:
        before, after = pair["answer_text"].split(pair["answers"][0]["value"])
        assert pair["rejected"]["text"] == before + pair["rejected"]["answers"][0]["value"] + after


def test_yes_and_no_change_places(pairs: list[dict[str, Any]]) -> None:
    found = [p for p in pairs if p["answers"] and p["answers"][0]["type"] == "bool" and p["rejected"]["defect"] == "fact_changed"]
    assert found and all(p["rejected"]["answers"][0]["value"] != p["answers"][0]["value"] for p in found)


def test_the_defect_is_part_of_the_identity(pairs: list[dict[str, Any]]) -> None:
    assert len({p["id"] for p in pairs}) == len(pairs)


@pytest.mark.parametrize(
    ("defect", "change", "problem"),
    [
        ("fact_changed", lambda s: s["rejected"].update(text=s["answer_text"]), "is the right one"),
        ("fact_changed", lambda s: s["rejected"].update(answers=s["answers"]), "is the right one"),
        ("fact_changed", lambda s: s["rejected"].update(changed={"id": s["answers"][0].get("id", "x:y")}), "does not change one answer"),
        ("fact_changed", lambda s: s["rejected"].update(defect="odd"), "unknown defect"),
        ("fact_changed", lambda s: s["rejected"].update(text="Something else."), "does not say"),
        ("incomplete_list", lambda s: s.update(complete=False), "not known to be whole"),
        ("incomplete_list", lambda s: s["rejected"].update(answers=[]), "no part of the right answers"),
        ("hop_skipped", lambda s: s["rejected"].update(asked=s["form"]), "not those of the form"),
        ("hop_skipped", lambda s: s["rejected"].update(defect="outdated_value"), "is not the sample's with outdated_value"),
        ("refused_answerable", lambda s: s["rejected"].update(defect="answered_unanswerable"), "does not answer what cannot be"),
        ("refused_answerable", lambda s: s["rejected"].update(answers=s["answers"]), "does not refuse"),
    ],
)
def test_the_audit_finds_a_defect_that_is_not_there(
    planets: Sky, pairs: list[dict[str, Any]], defect: str, change: Any, problem: str
) -> None:
    pair = _first([p for p in pairs if p["mode"] != "count" and all(a["type"] != "bool" for a in p["answers"])], defect)
    assert planets.problems(pair) == []
    change(pair)
    assert any(problem in found for found in planets.problems(pair)), planets.problems(pair)
