"""A real model on this machine answers a benchmark in both languages, is graded, and is asked about what the rules leave undecided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.grade.sets import VERDICTS
from tests import local_model
from tests.running import Program

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not local_model.installed(), reason=local_model.MISSING)]

GOLD: list[dict[str, Any]] = [
    {"id": "en-1", "question": "What is the capital of France?", "answers": [{"value": "Paris"}], "mode": "all", "lang": "en"},
    {"id": "zh-1", "question": "法国的首都是哪里？", "answers": [{"value": "巴黎"}], "mode": "all", "lang": "zh"},
    {"id": "en-2", "question": "Name some moons of Saturn.", "answers": [{"value": "Titan"}], "mode": "some", "lang": "en"},
    {"id": "zh-2", "question": "请举出几颗土星的卫星。", "answers": [{"value": "土卫六"}], "mode": "some", "lang": "zh"},
]
UNDECIDED = {"en-2": "Rhea and Dione.", "zh-2": "米玛斯、恩克拉多斯。"}
"""Answers that no rule decides."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with local_model.served() as url:
        yield url


def test_a_real_model_answers_is_graded_and_judges_what_is_undecided(server: str, tmp_path: Path, program: Program) -> None:
    gold, answers, verdicts = tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", tmp_path / "verdicts.jsonl"
    gold.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in GOLD))
    arguments = ["ask", gold, "--llm", server, "--out", answers, "--llm-answer", "30", "--price-in", "1", "--price-out", "2"]
    done = program("--lang", "en", *arguments)
    assert done.code == 0 and "ask: in 4, out 4, rejected 0" in done.err and "this run cost" in done.err, done.err
    said = [orjson.loads(line) for line in answers.read_bytes().splitlines()]
    assert [line["id"] for line in said] == [line["id"] for line in GOLD]
    assert all(line["answer"].strip() and line["model"].endswith(".gguf") and min(line["tokens"]) > 0 for line in said)
    before = answers.read_bytes()
    arguments[3] = "http://127.0.0.1:1/v1"  # nobody is asked
    assert program("--lang", "zh", *arguments).code == 0 and answers.read_bytes() == before

    graded = program("--lang", "zh", "grade", gold, answers, "--out", verdicts)
    by_rules = [orjson.loads(line) for line in verdicts.read_bytes().splitlines()]
    assert graded.code == 0 and [line["id"] for line in by_rules] == [line["id"] for line in GOLD]
    assert all(line["verdict"] in VERDICTS and line["explanation"].endswith(("。", ".")) for line in by_rules)

    answers.write_bytes(b"".join(orjson.dumps(line | {"answer": UNDECIDED.get(line["id"], line["answer"])}) + b"\n" for line in said))
    judged = program("--lang", "en", "grade", gold, answers, "--llm", server, "--llm-answer", "40", "--out", verdicts)
    assert judged.code == 0 and "not in the table above" in judged.err, judged.err
    found = {line["id"]: line for line in map(orjson.loads, verdicts.read_bytes().splitlines())}
    kept = [orjson.loads(line) for line in (tmp_path / "verdicts.llm.jsonl").read_bytes().splitlines()]
    assert len(kept) >= 2 and all(line["answer"] and line["model"].endswith(".gguf") for line in kept)
    for id, line in found.items():
        if "decided_by" in line:
            assert line["verdict"] in ("correct", "incorrect") and line["relation"] == "undecided" and ".gguf" in line["explanation"]
        else:
            assert id not in UNDECIDED or line["verdict"] == "ungradable"
