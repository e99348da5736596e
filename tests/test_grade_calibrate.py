"""A person judges a draw of verdicts: the book, the agreement, and the scores corrected for the grader's errors."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest

from kgcorpus.grade.calibrated import calibrated
from kgcorpus.grade.calibrating_book import Judged, allotted, drawn
from kgcorpus.grade.running import Graded, grade_answers
from tests.running import Program

SAID = {"zh": {"correct": "正确", "incorrect": "错误", "unclear": "无法判断"}, "en": {"correct": "right", "incorrect": "wrong"}}


def judged(counts: dict[tuple[str, str], int]) -> list[Judged]:
    rows = [pair for pair, n in counts.items() for _ in range(n)]
    return [Judged(n, f"q{n}", verdict, judgement) for n, (verdict, judgement) in enumerate(rows)]


def test_rare_verdicts_are_drawn_more_than_their_share_and_no_more_than_there_are() -> None:
    share = allotted({"correct": 9000, "incorrect": 900, "ungradable": 3}, 200)
    assert sum(share.values()) == 200 and share["ungradable"] == 3
    assert 0.2 < share["incorrect"] / share["correct"] < 0.4
    assert sum(allotted({"correct": 5, "partial": 2}, 200).values()) == 7


def test_the_corrected_score_is_the_weighted_share_and_that_of_rogan_and_gladen() -> None:
    rows = judged({("correct", "correct"): 90, ("correct", "incorrect"): 10, ("incorrect", "incorrect"): 76, ("incorrect", "correct"): 4})
    counts = {"qa": Counter(correct=800, incorrect=200)}
    found = calibrated(rows, counts)
    right = 0.8 * 0.9 + 0.2 * 0.05
    assert found["score"]["share"] == pytest.approx(right) and found["score"]["graded"] == 0.8
    se, sp = 0.8 * 0.9 / right, 1 - 0.8 * 0.1 / (1 - right)
    assert found["sensitivity"]["share"] == pytest.approx(se) and found["specificity"]["share"] == pytest.approx(sp)
    assert found["by"]["kind"]["qa"]["share"] == pytest.approx((0.8 + sp - 1) / (se + sp - 1)) == pytest.approx(right)
    low, high = found["score"]["interval"]
    assert low < right < high and high - low > 0.1  # the score as graded has an interval of 0.05
    assert found["enough"]


def test_kappa_is_that_of_the_table_where_all_are_judged() -> None:
    rows = judged({("correct", "correct"): 40, ("correct", "incorrect"): 10, ("incorrect", "correct"): 20, ("incorrect", "incorrect"): 30})
    found = calibrated(rows, {"qa": Counter(correct=50, incorrect=50)})
    assert found["kappa"]["share"] == pytest.approx(0.4)  # agreement 0.7, by chance 0.5
    assert found["kappa_right"]["share"] == pytest.approx(0.4)
    low, high = found["kappa"]["interval"]
    assert 0.15 < low < 0.28 and 0.5 < high < 0.62


def test_full_agreement_of_a_few_is_no_certainty() -> None:
    found = calibrated(judged({("correct", "correct"): 8, ("incorrect", "incorrect"): 4}), {"qa": Counter(correct=800, incorrect=200)})
    assert found["kappa"]["share"] == 1.0 and found["kappa"]["interval"][0] < 0.9
    assert not found["enough"]


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    held = 0
    for trial in range(60):
        random_ = random.Random(trial)
        truth = [random_.random() < 0.7 for _ in range(2000)]
        verdicts = ["correct" if random_.random() < (0.95 if right else 0.15) else "incorrect" for right in truth]
        sizes = Counter(verdicts)
        rows = []
        for verdict, n in allotted(sizes, 150).items():
            places = random_.sample([p for p in range(2000) if verdicts[p] == verdict], n)
            rows += [Judged(p, str(p), verdict, "correct" if truth[p] else "incorrect") for p in places]
        low, high = calibrated(rows, {"qa": sizes})["score"]["interval"]
        held += low <= 0.7 <= high
    assert held >= 53  # 57 of 60 are expected


def test_a_grader_no_better_than_chance_corrects_nothing() -> None:
    rows = judged({("correct", "correct"): 30, ("correct", "incorrect"): 30, ("incorrect", "correct"): 30, ("incorrect", "incorrect"): 30})
    assert calibrated(rows, {"qa": Counter(correct=500, incorrect=500)})["by"]["kind"]["qa"]["share"] is None


GOLD = [
    {"id": str(n), "kind": "qa", "question": f"Which fruit is number {n}?", "lang": "en", "mode": "all",
     "answers": [{"value": f"fruit {n}a", "type": "entity"}]}
    for n in range(120)
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold, answers = tmp_path / "gold.jsonl", tmp_path / "answers.jsonl"
    gold.write_bytes(b"\n".join(map(orjson.dumps, GOLD)))
    given = [{"id": str(n), "answer": f"fruit {n}a" if n % 3 else "=something else"} for n in range(120)]
    answers.write_bytes(b"\n".join(map(orjson.dumps, given)))
    return gold, answers


def fill(book: Path, say: dict[str, str], wrong: int = 0) -> None:
    """Judges as the grader does, but for the first accepted ones."""
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    for row in sheet.iter_rows(min_row=4):
        if row[7].value:
            right = "fruit" in str(row[3].value)
            if right and wrong:
                right, wrong = False, wrong - 1
            row[4].value = say["correct" if right else "incorrect"]
    opened.save(book)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_book_goes_out_without_verdicts_and_comes_back(files: tuple[Path, Path], tmp_path: Path, program: Program, lang: str) -> None:
    book = tmp_path / "book.xlsx"
    assert program("--lang", lang, "grade", *files, "--calibrate", "60", "--book", book).code == 0
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    cells = [str(cell.value) for one in opened.worksheets for row in one.iter_rows() for cell in row if cell.value is not None]
    assert not {"correct", "incorrect", "equal", "disjoint"} & set(cells)
    assert sheet.max_row == 63 and sheet.data_validations.dataValidation
    assert sum(str(row[3].value) == "=something else" for row in sheet.iter_rows(min_row=4)) > 15
    fill(book, SAID[lang], wrong=3)
    ran = program("--lang", lang, "grade", *files, "--judged", book, "--json", "--html", tmp_path / "c.html")
    found = orjson.loads(ran.out)
    assert (found["judged"], found["same"]["good"], len(found["false_accepts"]), found["blank"]) == (60, 57, 3, 0)
    assert found["score"]["share"] < found["score"]["graded"]
    title = "人的判断与程序的判定" if lang == "zh" else "The grader checked by a person"
    assert title in (tmp_path / "c.html").read_text(encoding="utf-8")
    said = program("--lang", lang, "grade", *files, "--judged", book).out
    assert ("科恩" if lang == "zh" else "Cohen's kappa") in said and all(one["id"] in said for one in found["false_accepts"])
    again = program("--lang", lang, "grade", *files, "--calibrate", "60", "--book", book)
    assert again.code == 2 and ("可能有判断" if lang == "zh" else "may hold judgements") in again.err


def test_the_draw_is_the_same_in_any_order_and_keeps_its_rows_when_another_answer_changes(files: tuple[Path, Path]) -> None:
    graded = grade_answers(*files)
    chosen = {graded.questions[p]["id"] for p in drawn(graded, 40)}
    turned = Graded(graded.questions[::-1], graded.verdicts[::-1], graded.answers, {}, [])
    assert {turned.questions[p]["id"] for p in drawn(turned, 40)} == chosen
    assert [turned.questions[p]["id"] for p in drawn(turned, 40)] == [graded.questions[p]["id"] for p in drawn(graded, 40)]
    answers: dict[str, Any] = {**graded.answers, "1": "fruit 1a indeed"}
    other = {graded.questions[p]["id"] for p in drawn(Graded(graded.questions, graded.verdicts, answers, {}, []), 40)}
    assert len(chosen - other) <= 1


def test_what_has_changed_since_or_was_not_understood_does_not_count(files: tuple[Path, Path], tmp_path: Path, program: Program) -> None:
    book = tmp_path / "book.xlsx"
    assert program("--lang", "en", "grade", *files, "--calibrate", "60", "--book", book).code == 0
    blank = program("--lang", "en", "grade", *files, "--judged", book)
    assert blank.code == 2 and "no judgement of these answers" in blank.err
    fill(book, SAID["en"])
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    sheet.cell(4, 5).value, sheet.cell(5, 5).value, sheet.cell(6, 5).value = "perhaps", "cannot tell", None
    changed = str(sheet.cell(7, 8).value).split()[0]
    opened.save(book)
    given = [orjson.loads(line) for line in files[1].read_bytes().splitlines()]
    files[1].write_bytes(b"\n".join(orjson.dumps({**one, "answer": "other"} if one["id"] == changed else one) for one in given))
    found = orjson.loads(program("--lang", "en", "grade", *files, "--judged", book, "--json").out)
    assert (found["judged"], found["unclear"], found["blank"], found["changed"]) == (56, 1, 2, 1)
    assert len(found["not_understood"]) == 1 and "perhaps" in found["not_understood"][0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--judged", "none.xlsx"), "no such file"),
        (("--book", "b.xlsx"), "an option of --calibrate"),
        (("--calibrate", "5", "--judged", "b.xlsx"), "two tasks at once"),
    ],
)
def test_what_does_not_go_together_is_said(files: tuple[Path, Path], program: Program, more: tuple[str, ...], said: str) -> None:
    ran = program("--lang", "en", "grade", *files, *more)
    assert ran.code == 2 and said in ran.err and not ran.out
