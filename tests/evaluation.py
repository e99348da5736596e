"""A small evaluation set with every shape of question, in both languages, and answers of every verdict to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson


def _names(*values: str, **aliases: list[str]) -> list[dict[str, Any]]:
    return [{"value": value, "type": "entity", "aliases": aliases.get(value, [])} for value in values]


_CONTEXT = [{"document": "d", "title": "《行星》", "text": "木星有四颗伽利略卫星。"}]
_OPTIONS = [{"id": "A", "text": "Mars", "answer": False}, {"id": "B", "text": "Venus", "answer": True}]
_TURNS = [{"question": "木卫一是谁发现的？", "answer": "木卫一是伽利略发现的。"}]
_MOONS = [*({**one, "group": "mars"} for one in _names("Phobos", "Deimos")), *({**one, "group": "neptune"} for one in _names("Triton"))]

GOLD: list[dict[str, Any]] = [
    {
        "id": "zh-all", "kind": "list", "question": "火星有哪些卫星？", "mode": "all",
        "answers": _names("火卫一", "火卫二", 火卫一=["Phobos"]),
    },
    {
        "id": "zh-some", "kind": "list", "question": "举出木星的卫星。", "mode": "some", "context": _CONTEXT,
        "answers": _names("木卫一", "木卫二"),
    },
    {"id": "zh-turns", "kind": "dialogue", "question": "它绕哪颗行星运行？", "answers": _names("木星"), "mode": "all", "turns": _TURNS},
    {"id": "zh-none", "kind": "unknown", "question": "火星的第三颗卫星叫什么？", "answers": [], "mode": "none"},
    {
        "id": "zh-date", "kind": "qa", "question": "天王星是何时发现的？", "mode": "all",
        "answers": [{"value": "1781-03-13", "type": "date", "aliases": []}],
    },
    {"id": "en-any", "kind": "two hops / \"any\"", "question": "Name a moon of Saturn.", "answers": _names("Titan", "Rhea"), "mode": "any"},
    {
        "id": "en-count", "kind": "count", "question": "How many moons has Mars?", "mode": "count",
        "answers": [{"value": "2", "type": "number", "aliases": []}],
    },
    {
        "id": "en-order", "kind": "list", "question": "Name the two planets nearest to the Sun, nearest first.", "mode": "order",
        "answers": _names("Mercury", "Venus"),
    },
    {
        "id": "en-yes", "kind": "yesno", "question": "Is Triton a moon of Neptune?", "mode": "all",
        "answers": [{"value": "true", "type": "bool", "aliases": []}],
    },
    {"id": "en-choice", "kind": "choice", "question": "Which is hotter?", "answers": _names("Venus"), "mode": "all", "options": _OPTIONS},
    {
        "id": "en-grouped", "kind": "grouped", "question": "Which moons has each of Mars and Neptune?", "answers": _MOONS, "mode": "all",
        "labels": {"groups": [{"id": "mars", "label": "Mars"}, {"id": "neptune", "label": "Neptune"}]},
    },
    {"id": "en-none", "kind": "unknown", "question": "Who lives on Mars?", "answers": [], "mode": "none"},
]  # fmt: skip
"""Lines of gold: every mode, a context, options, earlier turns, groups."""

SAID = {
    "zh-all": "火卫一和火卫二。",
    "zh-some": "木卫一和木卫九。",
    "zh-turns": "木星。",
    "zh-none": "火星没有第三颗卫星，无法回答。",
    "zh-date": "1781年3月13日。",
    "en-any": "Titan.",
    "en-count": "Three.",
    "en-order": "Mercury and Venus.",
    "en-yes": "No.",
    "en-choice": "B",
    "en-grouped": "Mars has Phobos; Neptune has Triton.",
    "en-none": "The Martians.",
}
"""An answer to each: some right, some partly, some wrong."""


def write_gold(path: Path) -> Path:
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in GOLD))
    return path
