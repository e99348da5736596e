"""Answers that no person writes: grading takes time in proportion to their length, and no number is too long to be read."""

from __future__ import annotations

import time
from typing import Any

import pytest

from kgcorpus.grade.one import grade_one

CITY = {"id": "1", "question": "Which city is the capital of France?", "mode": "any", "answers": [{"value": "Paris", "type": "entity"}]}
STADT = {"id": "2", "question": "法国的首都是哪里？", "mode": "all", "lang": "zh", "answers": [{"value": "巴黎", "type": "entity"}]}
BAND = {"id": "3", "question": "Who sang it?", "mode": "all", "answers": [{"value": "John Lennon", "type": "entity"}]}
LENGTH = {"id": "4", "question": "How long is it?", "mode": "all", "answers": [{"value": "5", "type": "number", "unit": "km"}]}
DAY = {"id": "5", "question": "When did it begin?", "mode": "all", "answers": [{"value": "2001-05-07", "type": "date"}]}
YES = {"id": "6", "question": "Is zetamine a diuretic?", "mode": "all", "answers": [{"value": "true", "type": "bool"}]}
LONG, MOST_SECONDS = 100_000, 8
"""Seconds of the processor; a step that looks at all of the text for each word of it takes half a minute and more."""


@pytest.mark.parametrize(
    ("question", "piece"),
    [(CITY, "the "), (CITY, "- "), (CITY, "Paris "), (STADT, "巴黎"), (STADT, "一"), (DAY, "a"), (BAND, '"John Lennon" '),
     (STADT, "、"), (STADT, "是"), (CITY, "Paris or "), (LENGTH, "5 km 3 miles "), (DAY, "5月")],
    ids=lambda given: given["id"] if isinstance(given, dict) else repr(given),
)  # fmt: skip
def test_time_grows_with_the_length_of_an_answer_and_no_faster(question: dict[str, Any], piece: str) -> None:
    began = time.process_time()
    grade_one(question, piece * (LONG // len(piece)) + " x")
    assert time.process_time() - began < MOST_SECONDS


def test_brackets_in_brackets_are_looked_at_once() -> None:
    began = time.process_time()
    grade_one(BAND, "(" * (LONG // 2) + "Paul" + ")" * (LONG // 2))
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "answer",
    ["Paris is a city. " * 6000, "巴黎是城市。" * 17000, "Lyon, " * 17000 + "Paris", "a" * 100_000, " " * 100_000, "不知道" * 33_000,
     "(" * 100_000, "<think>" * 14_000, "[[" * 50_000 + "{" * 1000, "not " * 25_000 + "Paris", "| a " * 25_000, "\n" * 100_000,
     "- Paris\n" * 12_000, "answer: " * 12_000, "Source: (" * 11_000, "不对，" * 33_000, "**" * 50_000],
    ids=lambda text: text[:6].strip() or "blank",
)  # fmt: skip
def test_no_mark_or_word_said_over_and_over_takes_long(answer: str) -> None:
    began = time.process_time()
    for question in (CITY, STADT, LENGTH, YES):
        grade_one({**question, "mode": "all"}, answer)
    assert time.process_time() - began < 2 * MOST_SECONDS


@pytest.mark.parametrize(
    "said",
    ["9" * 5000, "0." + "3" * 5000, "1/" + "9" * 5000, "5" + "0" * 5000 + "亿", "百分之" + "九" * 5000, "第" + "一" * 5000 + "条",
     "九" * 5000 + "成", "亿" * 5000, "P" + "9" * 5000 + "D", "1:02:03." + "9" * 5000, "9" * 5000 + "年", "the " + "9" * 5000 + "th",
     "10" + "⁹" * 12, "2×10的99999999次方", "1e99999999", "point one " * 3000],
    ids=lambda said: said[:12],
)  # fmt: skip
def test_a_number_too_long_to_be_one_is_none(said: str) -> None:
    assert grade_one(LENGTH, said)["verdict"] == "incorrect"
    assert grade_one(LENGTH, f"{said}; 5 km")["verdict"] != "not_attempted"
    assert grade_one(DAY, said)["verdict"] != "correct"
