"""An audit proves answers by group again: what is asked about, and what each of it has."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from kgcorpus import answers
from kgcorpus import forms as f
from kgcorpus.release.audit import Report
from kgcorpus.release.audit_groups import check_groups
from kgcorpus.release.said import answer_key, found_key

from .gallery import made, table


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    records, _ = made("grouped", decided={"grouped: x:shows ^x:hangsIn": "ask"})
    return next(r for r in records if r["labels"]["shape"] == "grouped" and r["topic"][0]["id"] == "x:g1" and "x:shows" in str(r["form"]))


def failures(sample: dict[str, Any]) -> list[str]:
    graph, report = table(), Report(Path("release"))
    check_groups(sample, lambda form: answers.answer(f.normalise(form), graph).answers, answer_key, found_key, report)
    assert report.checked == {"groups": 1}
    return [failure.message for failure in report.failures]


def test_a_sample_by_group_is_proved(sample: dict[str, Any]) -> None:
    assert failures(sample) == []


def test_an_answer_of_another_group_is_found(sample: dict[str, Any]) -> None:
    wrong = copy.deepcopy(sample)
    moved = next(a for a in wrong["answers"] if a["group"] == "x:b" and a["id"] == "x:m2")
    moved["group"] = "x:a"
    assert len(failures(wrong)) == 2 and all("says otherwise" in message for message in failures(wrong))


def test_a_group_that_is_left_out_or_made_up_is_found(sample: dict[str, Any]) -> None:
    less = {**sample, "answers": [a for a in sample["answers"] if a["group"] == "x:a"]}
    assert any("x:b" in message for message in failures(less)) and any("other groups" in message for message in failures(less))
    more = {**sample, "answers": [*sample["answers"], {**sample["answers"][0], "group": "x:c"}]}
    assert any("is not what the question is about" in message for message in failures(more))


def test_an_answer_without_a_group_is_found(sample: dict[str, Any]) -> None:
    plain = {**sample, "answers": [{k: v for k, v in a.items() if k != "group"} for a in sample["answers"]]}
    assert any("stands in no group" in message for message in failures(plain))
