"""Exported evaluation sets in the real programs: the README's command runs, and the share that is correct is that of ``kgcorpus grade``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import kgcorpus
from kgcorpus.harness import TARGETS
from kgcorpus.harness.exporting import export
from kgcorpus.harness.questions import kind_of, messages_of, read_questions
from tests import harnesses, local_model
from tests.evaluation import GOLD, SAID, write_gold
from tests.harnesses import Messages, Outcome

PROGRAMS = [to for to in TARGETS if to != "csv"]


@pytest.fixture(params=PROGRAMS)
def program_name(request: pytest.FixtureRequest) -> str:
    if reason := harnesses.missing(request.param):
        pytest.skip(reason)
    return str(request.param)


@pytest.fixture
def exported(program_name: str, tmp_path: Path) -> Path:
    folder = tmp_path / "kgcorpus_planets"
    export(read_questions(write_gold(tmp_path / "planets.jsonl")), program_name, folder)
    return folder


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    if not local_model.installed():
        pytest.skip(local_model.MISSING)
    with local_model.served() as address:
        yield address


def counted(answers: dict[str, str]) -> dict[str, float]:
    """The metrics of answers by ``kgcorpus grade``, over all questions and by kind."""
    values: dict[str, list[float]] = defaultdict(list)
    for line, verdict in zip(GOLD, kgcorpus.grade(GOLD, [{"id": id, "answer": text} for id, text in answers.items()]), strict=True):
        for name, value in kgcorpus.credit(line, verdict).items():
            values[name].append(value)
            values[f"{name}_{kind_of(line)}"].append(value)
    return {name: sum(found) / len(found) for name, found in values.items()}


def agrees(found: Outcome) -> None:
    expected = counted(found.answers)
    assert {"correct", "f1", "undecided", "abstention", "correct_list", "correct_unknown"} <= set(found.metrics)
    assert found.metrics == {name: pytest.approx(expected[name], abs=1e-4) for name in found.metrics}


def test_known_answers_have_the_score_that_grading_gives_them(program_name: str, exported: Path) -> None:
    asked: list[Messages] = []
    by_question = {messages_of(line)[-1]["content"]: SAID[line["id"]] for line in GOLD}
    with harnesses.scripted(by_question, asked) as address:
        found = harnesses.run(program_name, exported, address, 64)
    assert found.answers == SAID
    agrees(found)
    assert 0 < found.metrics["correct"] < found.metrics["f1"] < 1 and found.metrics["abstention"] == 0.5
    verdicts = kgcorpus.grade(GOLD, [{"id": id, "answer": text} for id, text in SAID.items()])
    assert found.explained == {one["id"]: one["explanation"] for one in verdicts}
    told = sorted(harnesses.plain(messages) for messages in asked)
    assert told == sorted([(turn["role"], turn["content"]) for turn in messages_of(line)] for line in GOLD)


def test_a_small_model_has_the_score_that_grading_gives_its_answers(program_name: str, exported: Path, model: str) -> None:
    found = harnesses.run(program_name, exported, model, 24)
    assert set(found.answers) == set(SAID) and any(found.answers.values())
    agrees(found)
