"""Evaluation sets as folders: which questions, how they are asked, what verdicts count for, and a table that spreadsheets show as it is."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest
from openpyxl import load_workbook

import kgcorpus
from kgcorpus.errors import InputError, UsageError
from kgcorpus.harness import TARGETS
from kgcorpus.harness.exporting import export
from kgcorpus.harness.questions import line_of, messages_of, read_questions, text_of
from kgcorpus.harness.sheet import COLUMNS, cell_text
from tests.evaluation import GOLD, SAID, write_gold
from tests.running import Program
from tests.small import CORPUS, write_corpus

BY_ID = {line["id"]: line for line in GOLD}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gold(tmp_path_factory.mktemp("gold") / "planets.jsonl")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("sky") / "corpus")
    kgcorpus.open(folder).build("all")
    return folder / "releases" / "all"


# --------------------------------------------------------------------------------------------- what a verdict counts for


def test_the_verdict_on_one_answer_is_that_of_grading_them_all() -> None:
    together = kgcorpus.grade(GOLD, [{"id": id, "answer": answer} for id, answer in SAID.items()])
    assert together == [kgcorpus.verdict(line, SAID[line["id"]]) for line in GOLD]
    assert {one["verdict"] for one in together} >= {"correct", "partial", "incorrect"}


def test_a_verdict_may_use_what_a_graph_knows(release: Path) -> None:
    gold = {"id": "q", "question": "Who discovered Phobos?", "mode": "all", "answers": [{"value": "Asaph Hall", "type": "entity"}]}
    assert kgcorpus.verdict(gold, "Titania.", corpus=release)["verdict"] == "incorrect"
    assert kgcorpus.verdict(gold, "霍尔。")["verdict"] == "incorrect"
    assert kgcorpus.verdict(gold, "霍尔。", corpus=release)["verdict"] == "correct"


@pytest.mark.parametrize(
    ("id", "answer", "counts"),
    [
        ("zh-all", "火卫一和火卫二", {"correct": 1.0, "f1": 1.0, "undecided": 0.0}),
        ("zh-all", "火卫一", {"correct": 0.0, "f1": pytest.approx(2 / 3), "undecided": 0.0}),
        ("zh-all", "木卫一", {"correct": 0.0, "f1": 0.0, "undecided": 0.0}),
        ("zh-all", None, {"correct": 0.0, "f1": 0.0, "undecided": 0.0}),
        ("zh-some", "木卫一", {"correct": 1.0, "f1": 1.0, "undecided": 0.0}),
        ("zh-none", "无法回答。", {"correct": 1.0, "f1": 1.0, "undecided": 0.0, "abstention": 1.0}),
        ("en-none", "The Martians.", {"correct": 0.0, "f1": 0.0, "undecided": 0.0, "abstention": 0.0}),
    ],
)
def test_what_a_verdict_counts_for(id: str, answer: str | None, counts: dict[str, Any]) -> None:
    assert kgcorpus.credit(BY_ID[id], kgcorpus.verdict(BY_ID[id], answer)) == counts


# --------------------------------------------------------------------------------------------- which questions


def test_a_gold_file_is_taken_whole_and_named_after_its_file(gold: Path) -> None:
    found = read_questions(gold)
    assert [sample["id"] for sample in found.samples] == list(BY_ID) and found.name == "kgcorpus_planets" and found.left == {}
    assert [orjson.loads(line) for line in found.gold().splitlines()] == GOLD


def test_of_a_release_the_test_splits_are_taken_and_what_is_left_out_is_counted(release: Path) -> None:
    lines = [orjson.loads(line) for line in (release / "samples.jsonl").read_bytes().splitlines()]
    tested = [line["id"] for line in lines if line["split"].startswith("test") and "rejected" not in line]
    found = read_questions(release)
    assert tested and [sample["id"] for sample in found.samples] == tested
    assert len(tested) + sum(found.left.values()) == len(lines) and found.left["split"] > 0
    every = read_questions(release, splits=["all"], langs=["zh"])
    assert {sample["lang"] for sample in every.samples} == {"zh"} and {s["split"] for s in every.samples} > {"train"}
    assert not any("rejected" in sample for sample in every.samples)


def test_what_may_only_be_trained_on_is_no_evaluation(tmp_path: Path, release: Path) -> None:
    ours, others = CORPUS[CORPUS.index("[[source]]") :].split("\n\n")[0], '["*.txt", "*.csv"]'
    theirs = ours.replace('["*.md", "*.txt", "*.csv"]', '["*.md"]').replace('"notes"', '"book"').replace('"evaluate", ', "")
    text = CORPUS.replace('["*.md", "*.txt", "*.csv"]', others).replace("[[table]]", theirs + "\n\n[[table]]", 1)
    folder = write_corpus(tmp_path / "corpus", corpus=text)
    kgcorpus.open(folder).build("all")
    made = folder / "releases" / "all"
    allowed = {row["id"] for row in map(orjson.loads, (made / "documents.jsonl").read_bytes().splitlines()) if "evaluate" in row["uses"]}
    facts = {row["id"]: row for row in map(orjson.loads, (made / "facts.jsonl").read_bytes().splitlines())}
    everything = read_questions(release, splits=["all"])
    found = read_questions(made, splits=["all"])
    assert found.left["use"] > 0 and "use" not in everything.left
    for sample in found.samples:
        for evidence in (facts[id]["evidence"] for id in sample["facts"] if facts[id]["evidence"]):
            assert any(all(span["document"] in allowed for span in one["spans"]) for one in evidence)


def test_what_cannot_be_exported_is_said(gold: Path, release: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no split 'tset'"):
        read_questions(release, splits=["tset"])
    with pytest.raises(UsageError, match="unknown language"):
        read_questions(gold, langs=["fr"])
    with pytest.raises(UsageError, match="no question is left of 12"):
        write = tmp_path / "train.jsonl"
        write.write_bytes(b"".join(orjson.dumps({**line, "split": "train"}) + b"\n" for line in GOLD))
        read_questions(write)
    with pytest.raises(InputError, match="no manifest"):
        read_questions(tmp_path)
    for wrong, said in (({"mode": "most"}, "unknown mode"), ({"id": "zh-all"}, "stands twice"), ({"answers": [{}]}, "without value")):
        bad = tmp_path / "bad.jsonl"
        bad.write_bytes(b"".join(orjson.dumps({**line, **(wrong if n == 1 else {})}) + b"\n" for n, line in enumerate(GOLD)))
        with pytest.raises(InputError, match=said):
            read_questions(bad)
    with pytest.raises(UsageError, match="unknown target"):
        export(read_questions(gold), "helm", tmp_path / "out")
    with pytest.raises(UsageError, match="is not empty"):
        export(read_questions(gold), "csv", tmp_path)


# --------------------------------------------------------------------------------------------- how they are asked


def test_context_options_and_turns_are_asked(gold: Path) -> None:
    assert messages_of(BY_ID["zh-some"])[0]["content"] == "[1] 《行星》\n木星有四颗伽利略卫星。\n\n举出木星的卫星。"
    assert messages_of(BY_ID["en-choice"])[0]["content"] == "Which is hotter?\nA. Mars\nB. Venus"
    assert [(m["role"], m["content"]) for m in messages_of(BY_ID["zh-turns"])] == [
        ("user", "木卫一是谁发现的？"), ("assistant", "木卫一是伽利略发现的。"), ("user", "它绕哪颗行星运行？"),
    ]  # fmt: skip
    assert text_of(BY_ID["zh-turns"]) == "问：木卫一是谁发现的？\n答：木卫一是伽利略发现的。\n问：它绕哪颗行星运行？"


def test_what_a_model_is_asked_holds_no_gold(gold: Path) -> None:
    lines = [line_of(line) for line in GOLD]
    assert len({tuple(line) for line in lines}) == 1
    for line in lines:
        asked = orjson.dumps([line["messages"], line["prompt"]]).decode()
        if line["id"] not in ("zh-turns", "zh-some", "en-choice"):
            assert not any(str(answer["value"]) in asked for answer in BY_ID[line["id"]]["answers"] if answer["type"] == "entity"), line


# --------------------------------------------------------------------------------------------- targets


@pytest.mark.parametrize("to", TARGETS)
def test_every_target_gives_the_same_bytes_again_and_says_how_it_is_run(to: str, gold: Path, tmp_path: Path) -> None:
    first, again = (export(read_questions(gold), to, tmp_path / name) for name in ("a", "b"))
    assert first == again and {"README.md", "README.zh.md", "gold.jsonl"} <= set(first)
    for name in first:
        content = (tmp_path / "a" / name).read_bytes()
        assert content == (tmp_path / "b" / name).read_bytes()
        if name.endswith(".py"):
            compile(content, name, "exec")
        assert b"{{" not in content, name
        assert str(tmp_path).encode() not in content, name


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_a_question_and_room_for_the_judge(gold: Path, tmp_path: Path) -> None:
    export(read_questions(gold), "csv", tmp_path / "out", lang="en")
    rows = table((tmp_path / "out" / "questions.csv").read_bytes())
    assert [row["id"] for row in rows] == list(BY_ID) and len(rows[0]) == len(COLUMNS)
    by_id = {row["id"]: row for row in rows}
    assert by_id["zh-all"]["standard answers"] == "火卫一\n火卫二" and by_id["zh-all"]["other names (right as well)"] == "火卫一：Phobos"
    assert by_id["en-yes"]["standard answers"] == "yes"
    assert by_id["en-grouped"]["standard answers"] == "Mars: Phobos\nMars: Deimos\nNeptune: Triton"
    assert by_id["zh-date"]["standard answers"] == "'1781-03-13"
    assert all(row[heading] == "" for row in rows for heading in list(row)[-4:])


def test_the_table_of_a_release_quotes_its_evidence(release: Path, tmp_path: Path) -> None:
    questions = read_questions(release, splits=["all"])
    export(questions, "csv", tmp_path / "out", lang="zh")
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (release / "texts").iterdir())
    words = " ".join(texts.split())
    quoted = 0
    for row in table((tmp_path / "out" / "questions.csv").read_bytes()):
        for line in filter(None, row["依据"].split("\n")):
            quote = re.search(r"(?:：|: )“(.*)”$", line)
            assert quote, line
            for piece in quote[1].split(" … "):
                assert piece in words, line
                quoted += 1
    assert quoted > len(questions.samples) / 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=SUM(A1)", "'=SUM(A1)"), ("+86 10", "+86 10"), ("+a", "'+a"), ("@x", "'@x"), ("-5", "-5"), ("-5 mg", "'-5 mg"), ("3-5", "'3-5"),
     ("1/2", "'1/2"), ("007", "'007"), ("0.5", "0.5"), ("1781-03-13", "'1781-03-13"), ("2型糖尿病", "2型糖尿病"), ("1e5", "'1e5"),
     ("123456789012345678", "'123456789012345678"), ("1781年", "1781年")],
)  # fmt: skip
def test_a_spreadsheet_shows_a_cell_as_it_is(text: str, shown: str) -> None:
    assert cell_text(text) == shown


def test_no_cell_is_longer_than_a_spreadsheet_holds() -> None:
    assert len(cell_text("长" * 50_000)) == 32_767


def test_the_command_says_what_it_wrote_and_what_it_left_out(release: Path, tmp_path: Path, program: Program) -> None:
    ran = program("--lang", "zh", "export", "eval", release, "--to", "csv", "--out", tmp_path / "out")
    assert ran.code == 0 and "题已写入" in ran.out and "其他划分" in ran.err
    ran = program("export", "eval", release, "--to", "csv", "--out", tmp_path / "out")
    assert ran.code == 2 and "is not empty" in ran.err
    ran = program("export", "eval", release, "--to", "csv", "--out", tmp_path / "json", "--split", "all", "--json")
    assert ran.code == 0 and orjson.loads(ran.out)["questions"] == len(read_questions(release, splits=["all"]).samples)


def test_libreoffice_shows_the_table_as_it_was_written(gold: Path, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    export(read_questions(gold), "csv", tmp_path / "out", lang="zh")
    made = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    reading = "--infilter=CSV:44,34,76,1"  # comma, quotes, UTF-8, from line 1: what its dialogue proposes for this file
    subprocess.run([*made, reading, str(tmp_path / "out" / "questions.csv")], check=True, capture_output=True, timeout=180)
    shown = [["" if cell is None else str(cell) for cell in row] for row in load_workbook(tmp_path / "questions.xlsx").active.values]
    written = table((tmp_path / "out" / "questions.csv").read_bytes())
    assert shown == [list(written[0]), *(list(row.values()) for row in written)]
