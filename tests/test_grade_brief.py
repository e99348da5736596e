"""Answers that only name gold are told at once, with the verdict that reading them gives."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from kgcorpus.grade.brief import brief
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.question import read_question
from tests.bench.grading_same import questions
from tests.harbour import known

ONE = importlib.import_module("kgcorpus.grade.one")


def entity(question: str, *values: str, mode: str = "all", **aliases: list[str]) -> dict[str, Any]:
    answers = [{"value": value, "type": "entity", "aliases": aliases.get(value, [])} for value in values]
    return {"id": "1", "question": question, "answers": answers, "mode": mode}


def figure(question: str, value: str, type: str = "number", **unit: str) -> dict[str, Any]:
    return {"id": "1", "question": question, "answers": [{"value": value, "type": type, **unit}], "mode": "all"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (entity("Who chaired it?", "Ada Abbott"), "Ada Abbott."),
        (entity("Who chaired it?", "Ada Abbott"), "The chair was Ada Abbott."),
        (entity("谁是主席？", "王明"), "主席是王明。"),
        (entity("Which two?", "Oslo", "Bergen"), "Bergen and Oslo"),
        (entity("哪三座？", "泰山", "华山", "衡山"), "华山、泰山和衡山。"),
        (figure("How heavy is it?", "1250", unit="mg"), "1,250 mg"),
        (figure("多重？", "12", unit="mg"), "12毫克"),
        (figure("When?", "1919", type="date"), "1919"),
    ],
)
def test_what_only_names_gold_is_brief(question: dict[str, Any], answer: str) -> None:
    assert brief(read_question(question), answer) is not None
    assert grade_one(question, answer)["verdict"] == "correct"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (entity("Who chaired it?", "Ada Abbott"), "The chair was not Ada Abbott."),
        (entity("谁是主席？", "王明"), "主席不是王明。"),
        (entity("Who chaired it, Ada Abbott or Ben Becker?", "Ada Abbott"), "Ada Abbott or Ben Becker"),
        (entity("Which formula?", "CO"), "Co"),
        (entity("“Hypos” is another name for what?", "hypoglycaemia", hypoglycaemia=["hypos"]), "Hypos"),
        (figure("How heavy is it?", "12", unit="mg"), "12 g"),
        (figure("How heavy is it?", "12", unit="mg"), "12"),
        (figure("How heavy is it?", "12", unit="mg"), "-12 mg"),
    ],
)
def test_everything_else_is_read(question: dict[str, Any], answer: str) -> None:
    assert brief(read_question(question), answer) is None


def test_reading_comes_to_the_same_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [(q, a, grade_one(q, a)) for q, a in questions() if brief(read_question(q), a) is not None]
    assert len(told) > 500
    monkeypatch.setattr(ONE, "brief", lambda asked, answer: None)
    same = ("verdict", "matched", "missing", "extra")
    other = [(q["question"], a, found) for q, a, found in told if any(grade_one(q, a)[name] != found[name] for name in same)]
    assert not other


def test_with_a_graph_only_what_is_right_and_whole_is_told_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = known()
    things = sorted(graph.entities.values(), key=lambda thing: thing.id)
    pairs = []
    for one, other in zip(things, things[1:] + things[:1], strict=True):
        for lang, asks, and_ in (("zh", "有哪些？", "和"), ("en", "Which are they?", " and ")):
            names = [thing.labels[lang] for thing in (one, other) if lang in thing.labels]
            for gold, said in ((names, names), (names, names[:1]), (names[:1], names), (names[:1], names[1:]), (names[:1], names[:1])):
                pairs.append((entity(asks, *gold), and_.join(said)))
    told = [grade_one(question, answer, known=graph) for question, answer in pairs]
    assert {found["verdict"] for found in told} >= {"correct", "partial", "incorrect"}
    monkeypatch.setattr(ONE, "brief", lambda asked, answer: None)
    assert [grade_one(question, answer, known=graph) for question, answer in pairs] == told
