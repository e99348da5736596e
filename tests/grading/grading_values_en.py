"""English answers to questions for numbers, quantities, dates and sums of money, from facts of the world."""

from __future__ import annotations

from typing import Any

Pair = tuple[dict[str, Any], str, bool, str]


def pairs() -> list[Pair]:
    question = {
        "question": "How high is Mount Everest, in metres?", "mode": "all", "lang": "en",
        "answers": [{"value": "8848.86", "type": "number", "unit": "m"}],
    }  # fmt: skip
    return [(question, "8848.86 m", True, "unit"), (question, "8844.86 m", False, "unit")]
