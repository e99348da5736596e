"""Two models on the same questions: differences, intervals, the test, and which file is what."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.grade.paired import Pair, mcnemar, paired
from tests.running import Program


def pairs(only_a: int, only_b: int, both: int, neither: int = 0, kind: str = "qa") -> list[Pair]:
    ways = [("correct", "incorrect")] * only_a + [("partial", "correct")] * only_b
    ways += [("correct", "correct")] * both + [("incorrect", "not_attempted")] * neither
    return [Pair(f"{kind}{n}", kind, a, b) for n, (a, b) in enumerate(ways)]


def test_a_difference_has_its_interval_and_the_test_its_exact_p() -> None:
    line = paired(pairs(10, 30, 40, 20))["all"]
    assert (line["a"], line["b"], line["difference"]) == (0.5, 0.7, 0.2)
    low, high = line["interval"]
    assert 0.05 < low < 0.1 and 0.3 < high < 0.35  # the normal interval is 0.2 ± 0.117
    assert line["p"] == pytest.approx(0.002221, abs=1e-5)
    assert mcnemar(3, 3) == 1.0


def test_the_numbers_do_not_depend_on_the_order_of_the_questions() -> None:
    some = [*pairs(10, 30, 40), *pairs(5, 2, 9, kind="list")]
    mixed = random.Random(3).sample(some, len(some))
    one, other = paired(some), paired(mixed)
    assert one["all"] == other["all"] and one["by"] == other["by"]


def test_p_by_kind_is_adjusted_for_the_number_of_kinds() -> None:
    by = paired([*pairs(0, 10, 5), *pairs(3, 4, 5, kind="list"), *pairs(0, 7, 1, kind="count")])["by"]["kind"]
    assert by["qa"]["p_adjusted"] == pytest.approx(3 * by["qa"]["p"])
    assert by["count"]["p_adjusted"] == pytest.approx(2 * by["count"]["p"])
    assert by["list"]["p_adjusted"] == pytest.approx(1.0)


GOLD = [
    {"id": str(n), "kind": "qa" if n < 6 else "list", "question": f"Q{n}?", "lang": "en", "mode": "all",
     "answers": [{"value": f"alpha {n}", "type": "entity"}]}
    for n in range(10)
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    def write(name: str, lines: list[dict[str, Any]]) -> Path:
        path = tmp_path / f"{name}.jsonl"
        path.write_bytes(b"\n".join(map(orjson.dumps, lines)))
        return path

    a = [{"id": str(n), "answer": f"alpha {n}" if n < 5 else "beta"} for n in range(10)]
    b = [{"id": str(n), "answer": f"alpha {n}" if n > 1 else "beta"} for n in range(10)]
    return {"gold": write("gold", GOLD), "a": write("a", a), "b": write("b", b)}


def test_answers_and_verdicts_compare_alike(files: dict[str, Path], tmp_path: Path, program: Program) -> None:
    va, vb = tmp_path / "va.jsonl", tmp_path / "vb.jsonl"
    for name, out in (("a", va), ("b", vb)):
        assert program("grade", files["gold"], files[name], "--out", out).code == 0
    ways = [
        (files["gold"], files["a"], "--compare", files["b"]),
        ("--compare", files["a"], files["b"], files["gold"]),
        ("--compare", va, vb, files["gold"]),
        (files["gold"], va, "--compare", files["b"]),
        ("--compare", va, vb),
    ]
    found = [orjson.loads(program("grade", *way, "--json").out) for way in ways]
    assert [(one["all"]["only_a"], one["all"]["only_b"], one["all"]["both"]) for one in found] == [(2, 5, 3)] * 5
    assert all(one["all"] == found[0]["all"] for one in found)
    assert found[0]["by"]["kind"]["qa"]["n"] == 6 and list(found[4]["by"]["kind"]) == ["all"]
    assert [one["id"] for one in found[0]["different"]] == ["0", "1", "5", "6", "7", "8", "9"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_shows_where_they_differ(files: dict[str, Path], tmp_path: Path, program: Program, lang: str) -> None:
    ran = program("--lang", lang, "grade", files["gold"], files["a"], "--compare", files["b"], "--html", tmp_path / "c.html")
    assert ran.code == 0 and "B − A" in ran.out
    assert ("分不出高下" if lang == "zh" else "Neither is shown to be better") in ran.out
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "Q9?" in page and page.count("<article data-v='B'>") == 5


def test_what_cannot_be_compared_is_said(files: dict[str, Path], tmp_path: Path, program: Program) -> None:
    (tmp_path / "odd.jsonl").write_text('{"id": "1"}', encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"id": "z", "verdict": "correct", "relation": "equal"}', encoding="utf-8")
    for way, said in [
        (("--compare", files["a"], files["b"]), "holds answers"),
        (("--compare", tmp_path / "odd.jsonl", files["b"]), "neither a question, an answer nor a verdict"),
        ((files["gold"], files["a"], "--compare", tmp_path / "other.jsonl"), "no question in common"),
        ((files["a"], files["b"], "--compare", files["a"]), "neither"),
        ((files["gold"],), "no answers to grade"),
    ]:
        ran = program("--lang", "en", "grade", *way)
        assert ran.code == 2 and said in ran.err and not ran.out
