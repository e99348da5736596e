"""Chinese answers to questions for numbers, quantities, dates and sums of money, from facts of the world."""

from __future__ import annotations

from typing import Any

Pair = tuple[dict[str, Any], str, bool, str]


def pairs() -> list[Pair]:
    question = {
        "question": "珠穆朗玛峰的高度是多少米？", "mode": "all", "lang": "zh",
        "answers": [{"value": "8848.86", "type": "number", "unit": "m"}],
    }  # fmt: skip
    return [(question, "8848.86米", True, "unit"), (question, "8844.86米", False, "unit")]
