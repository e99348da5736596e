"""The Chinese of what the reading of texts says: why a passage gave no fact, and what an expert should change in a pattern."""

from __future__ import annotations

READING: dict[str, str] = {
    "unit '{}' where '{}' is expected": "单位是“{0}”，应为“{1}”",
    "no unit where '{}' is expected": "没有写单位，应为“{0}”",
    "not read before the value: '{}'": "数值前的文字没有读懂：“{0}”",
}
