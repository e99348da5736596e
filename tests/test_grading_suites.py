from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.grade.one import grade_one
from tests.bench import grading_unseen
from tests.bench.grading_suites import wrong
from tests.grading import SUITES


@pytest.mark.parametrize("name", SUITES)
def test_equal_rewrites_are_accepted_and_near_misses_are_not(name: str) -> None:
    failed = [(q["question"], [a["value"] for a in q["answers"]], answer, equal) for (q, answer, equal, _), _ in wrong(SUITES[name]())]
    assert not failed


@pytest.mark.parametrize("path", sorted(grading_unseen.FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_sets_of_unseen_answers_are_whole_and_graded_in_the_words_of_their_verdicts(path: Path) -> None:
    cases = list(grading_unseen.cases(path))
    assert len({case["id"] for case in cases}) == len(cases) > 300
    assert {case["verdict"] for case in cases} <= {"correct", "partial", "incorrect", "not_attempted"}
    assert 0.3 < sum(case["held_out"] for case in cases) / len(cases) < 0.5
    kinds = {grading_unseen.kind_of(case, grade_one(case, case["answer"])["verdict"]) for case in cases[::40]}
    assert "right" in kinds and kinds <= set(grading_unseen.KINDS)


def test_a_verdict_that_is_not_the_one_wanted_is_counted_by_its_kind() -> None:
    found = [grading_unseen.kind_of({"verdict": "incorrect"}, v) for v in ("incorrect", "correct", "ungradable", "partial")]
    assert found == ["right", "accepted", "undecided", "other"]
    assert grading_unseen.kind_of({"verdict": "correct"}, "partial") == "rejected"
