"""Answers by group are graded group by group: what is right of one thing is wrong of another."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.groups import parts_of
from kgcorpus.grade.one import grade_one

QUESTION: dict[str, Any] = {
    "id": "1", "lang": "zh", "question": "甲药和乙药分别有哪些不良反应？", "mode": "all",
    "answers": [
        {"id": "n", "value": "恶心", "type": "entity", "aliases": [], "group": "a"},
        {"id": "r", "value": "皮疹", "type": "entity", "aliases": [], "group": "a"},
        {"id": "n", "value": "恶心", "type": "entity", "aliases": [], "group": "b"},
    ],
    "labels": {"groups": [{"id": "a", "label": "甲药"}, {"id": "b", "label": "乙药"}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("甲药可引起恶心和皮疹；乙药可引起恶心。", "correct"),
        ("- 甲药：恶心、皮疹\n- 乙药：恶心", "correct"),
        ("乙药的不良反应是恶心。甲药的不良反应有皮疹和恶心。", "correct"),
        ("甲药可引起恶心；乙药可引起恶心和皮疹。", "partial"),  # the same answers, of the other thing
        ("甲药可引起恶心和皮疹。", "partial"),
        ("甲药可引起头痛；乙药可引起便秘。", "incorrect"),
    ],
)
def test_each_group_is_graded_by_its_own_answers(answer: str, verdict: str) -> None:
    assert grade_one(QUESTION, answer)["verdict"] == verdict


def test_an_answer_that_names_no_group_is_graded_as_a_whole() -> None:
    assert grade_one(QUESTION, "恶心和皮疹。")["verdict"] == "correct"


def test_a_clause_belongs_to_the_thing_it_names_or_to_the_one_before() -> None:
    text = "Alphine can cause nausea. It can also cause a rash. A. J. Frost takes betine: nausea"
    assert parts_of(text, {"a": "alphine", "b": "betine"}) == {
        "a": "Alphine can cause nausea；It can also cause a rash",
        "b": "A. J. Frost takes betine: nausea",
    }


def test_a_thing_is_not_found_inside_the_name_of_another() -> None:
    assert parts_of("GIP/GLP-1双受体激动剂：甲；GLP-1受体激动剂：乙", {"x": "GLP-1受体激动剂", "y": "GIP/GLP-1双受体激动剂"}) == {
        "y": "GIP/GLP-1双受体激动剂：甲",
        "x": "GLP-1受体激动剂：乙",
    }
