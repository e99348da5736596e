from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.errors import InputError
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.running import grade_all, grade_file, summary
from kgcorpus.grade.sets import RELATIONS, VERDICTS, Held, decide, wilson
from tests.running import Program

ZH = "二甲双胍有哪些禁忌证？"
EN = "Which drugs interact with metformin?"


def names(*values: str, **aliases: list[str]) -> list[dict[str, Any]]:
    return [{"value": value, "type": "entity", "aliases": aliases.get(value, [])} for value in values]


def verdict(answer: str | None, answers: list[dict[str, Any]], mode: str = "all", question: str = ZH) -> tuple[str, str]:
    found = grade_one({"id": "1", "question": question, "answers": answers, "mode": mode}, answer)
    return found["verdict"], found["relation"]


THREE = names("严重肾功能不全", "乳酸酸中毒", "心力衰竭", 心力衰竭=["心衰"])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("严重肾功能不全、乳酸酸中毒和心力衰竭。", ("correct", "equal")),
        ("二甲双胍的禁忌证包括心力衰竭、嚴重腎功能不全以及乳酸酸中毒。", ("correct", "equal")),
        ("1. **严重肾功能不全**\n2. 乳酸酸中毒\n3. 心衰", ("correct", "alias")),
        ("- 心力衰竭：加重乳酸堆积\n- 乳酸酸中毒\n- 严重肾功能不全（eGFR＜30）", ("correct", "equal")),
        ("严重肾功能不全、乳酸酸中毒", ("partial", "subset")),
        ("严重肾功能不全、乳酸酸中毒、心力衰竭和肝硬化", ("partial", "superset")),
        ("严重肾功能不全、肝硬化", ("partial", "overlap")),
        ("1. 严重肾功能不全\n2. 肝硬化\n", ("partial", "overlap")),
        ("肝硬化和痛风", ("incorrect", "disjoint")),
        ("不是心力衰竭，而是肝硬化", ("incorrect", "contradiction")),
        ("禁忌证有严重肾功能不全、心力衰竭，不包括乳酸酸中毒", ("partial", "subset")),
        ("严重肾功能不全、乳酸酸中毒和心力衰竭，建议咨询医生。", ("correct", "equal")),
        ("严重肾功能不全、乳酸酸中毒和心力衰竭。使用前请检查肝功能、血常规。", ("correct", "equal")),
        ("不知道", ("not_attempted", "abstained")),
        ("所附资料没有提及该药的禁忌证，无法回答。", ("not_attempted", "abstained")),
        ("", ("not_attempted", "abstained")),
        (None, ("not_attempted", "abstained")),
        ("<think>也许是心力衰竭、肝硬化</think>最终答案：严重肾功能不全、乳酸酸中毒、心力衰竭", ("correct", "equal")),
    ],
)
def test_a_complete_set_in_chinese(answer: str | None, expected: tuple[str, str]) -> None:
    assert verdict(answer, THREE) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Alcohol, furosemide and nifedipine.", ("correct", "equal")),
        ("Metformin interacts with nifedipine, alcohol, and furosemide (a loop diuretic).", ("correct", "equal")),
        ("* Alcohol\n* Frusemide\n* Nifedipine", ("correct", "alias")),
        ("Alcohol and furosemide", ("partial", "subset")),
        ("Alcohol, furosemide, nifedipine and warfarin", ("partial", "superset")),
        ("Alcohol and warfarin", ("partial", "overlap")),
        ("Not alcohol.", ("incorrect", "contradiction")),
        ("Warfarin.", ("incorrect", "disjoint")),
        ("I don't know.", ("not_attempted", "abstained")),
        ("The text does not mention it.", ("not_attempted", "abstained")),
        ("Alcohol, furosemide and nifedipine, which is a calcium-channel blocker.", ("correct", "equal")),
    ],
)
def test_a_complete_set_in_english(answer: str, expected: tuple[str, str]) -> None:
    answers = names("alcohol", "furosemide", "nifedipine", furosemide=["frusemide"])
    assert verdict(answer, answers, question=EN) == expected


@pytest.mark.parametrize(
    ("answer", "value", "expected"),
    [
        ("1型糖尿病", "糖尿病", False),
        ("副董事长", "董事长", False),
        ("非甾体抗炎药", "甾体", False),
        ("糖尿病患者", "糖尿病", True),
        ("《红楼梦》", "红楼梦", True),
        ("pineapple", "apple", False),
        ("apples", "apple", True),
        ("The Spider Man", "Spider-Man", True),
        ("Beyonce", "Beyoncé", True),
        ("14", "4", False),
        ("4.5", "4", False),
        ("600000", "600000", True),
        ("ＨｂＡ１ｃ", "HbA1c", True),
    ],
)
def test_a_name_is_found_as_it_is_written_and_not_inside_another(answer: str, value: str, expected: bool) -> None:
    assert (verdict(answer, names(value))[0] == "correct") is expected


def test_a_full_stop_inside_a_name_ends_no_sentence() -> None:
    assert verdict("包括Bruce P. Biederman、叶春和汤炎。", names("Bruce P. Biederman", "叶春", "汤炎")) == ("correct", "equal")


def test_of_overlapping_gold_names_the_longer_one_is_meant() -> None:
    answers = names("糖尿病", "妊娠糖尿病")
    assert verdict("妊娠糖尿病", answers) == ("partial", "subset")
    assert verdict("妊娠糖尿病、糖尿病", answers) == ("correct", "equal")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("心力衰竭", ("correct", "subset")),
        ("心力衰竭、肝硬化", ("partial", "overlap")),
        ("肝硬化、痛风", ("ungradable", "undecided")),
        ("不知道", ("not_attempted", "abstained")),
    ],
)
def test_some_of_an_open_set(answer: str, expected: tuple[str, str]) -> None:
    assert verdict(answer, THREE, "some") == expected


def test_any_of_the_listed_suffices() -> None:
    assert verdict("David Seville, I think, or rather Ross Bagdasarian", names("David Seville", "Ross"), "any", EN) == ("correct", "equal")
    assert verdict("Somebody else", names("David Seville"), "any", EN) == ("incorrect", "disjoint")


NUMBER = [{"value": "83", "type": "number", "aliases": []}]


@pytest.mark.parametrize(
    ("answer", "answers", "expected"),
    [
        ("大米饭的升糖指数是83。", NUMBER, ("correct", "equal")),
        ("八十三", NUMBER, ("correct", "equal")),
        ("83.0", NUMBER, ("correct", "equal")),
        ("85左右", NUMBER, ("incorrect", "contradiction")),
        ("80到90之间", NUMBER, ("partial", "more_general")),
        ("很高", NUMBER, ("incorrect", "disjoint")),
        ("0.5 g", [{"value": "500", "type": "number", "unit": "mg"}], ("correct", "equal")),
        ("500 mL", [{"value": "500", "type": "number", "unit": "mg"}], ("incorrect", "disjoint")),
        ("5万元以上50万元以下", [{"value": "5–50万元", "type": "string", "min": "5", "max": "50", "unit": "万元"}], ("correct", "equal")),
        ("5万元以上", [{"value": "50000", "type": "number", "unit": "元"}], ("partial", "more_general")),
        ("2021年4月29日", [{"value": "2021-04-29", "type": "date"}], ("correct", "equal")),
        ("April 29, 2021", [{"value": "2021-04-29", "type": "date"}], ("correct", "equal")),
        ("2021年", [{"value": "2021-04-29", "type": "date"}], ("partial", "more_general")),
        ("2021年4月29日", [{"value": "2021", "type": "date"}], ("partial", "more_specific")),
        ("2020年", [{"value": "2021", "type": "date"}], ("incorrect", "contradiction")),
    ],
)
def test_values(answer: str, answers: list[dict[str, Any]], expected: tuple[str, str]) -> None:
    assert verdict(answer, answers, question="大米饭的升糖指数是多少？") == expected


def test_a_number_of_the_question_is_not_the_answer() -> None:
    question = "eGFR低于30时，大米饭的升糖指数是多少？"
    assert verdict("eGFR低于30时是83", NUMBER, question=question) == ("correct", "equal")
    assert verdict("eGFR低于30时是85", NUMBER, question=question) == ("incorrect", "contradiction")


COUNT = [{"value": "3", "type": "number"}]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("3种", "correct"),
        ("共有三种：A、B和C。", "correct"),
        ("有3种，分别见于第5章和第7章。", "correct"),
        ("- 甲\n- 乙\n- 丙", "correct"),
        ("甲、乙和丙", "correct"),
        ("甲、乙", "incorrect"),
        ("There are three.", "correct"),
        ("4", "incorrect"),
    ],
)
def test_counts(answer: str, expected: str) -> None:
    assert verdict(answer, COUNT, "count")[0] == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("是的，二甲双胍禁用于严重肾功能不全。", "correct"),
        ("对。", "correct"),
        ("Yes.", "correct"),
        ("True", "correct"),
        ("答案：正确", "correct"),
        ("二甲双胍禁用于严重肾功能不全。", "correct"),
        ("不是。", "incorrect"),
        ("否，可以使用。", "incorrect"),
        ("False.", "incorrect"),
        ("二甲双胍不禁用于严重肾功能不全。", "incorrect"),
        ("这要看情况", "ungradable"),
        ("资料未提及。", "not_attempted"),
        ("不知道。", "not_attempted"),
    ],
)
def test_yes_and_no(answer: str, expected: str) -> None:
    gold = [{"value": "true", "type": "bool"}]
    assert verdict(answer, gold, question="二甲双胍是否禁用于严重肾功能不全？")[0] == expected
    if expected in ("correct", "incorrect"):
        flipped = {"correct": "incorrect", "incorrect": "correct"}[expected]
        assert verdict(answer, [{"value": "false", "type": "bool"}], question="二甲双胍是否禁用于严重肾功能不全？")[0] == flipped


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("不知道。", ("correct", "abstained")),
        ("根据所附资料无法确定。", ("correct", "abstained")),
        ("The sources do not say.", ("correct", "abstained")),
        ("75%", ("incorrect", "disjoint")),
        ("", ("not_attempted", "abstained")),
    ],
)
def test_when_the_right_response_is_that_it_is_unknown(answer: str, expected: tuple[str, str]) -> None:
    assert verdict(answer, [], "none") == expected


def test_order() -> None:
    steps = names("淘米", "加水", "煮饭")
    assert verdict("先淘米，再加水，最后煮饭。", steps, "order") == ("correct", "equal")
    assert verdict("加水、淘米、煮饭", steps, "order") == ("partial", "overlap")
    assert verdict("淘米、煮饭", steps, "order") == ("partial", "subset")


def test_a_definition_is_met_word_for_word_or_left_undecided() -> None:
    gold = [{"value": "由于胰岛素分泌不足或作用缺陷引起的以高血糖为特征的代谢性疾病", "type": "string"}]
    assert verdict("糖尿病是由于胰岛素分泌不足，或作用缺陷，引起的以高血糖为特征的代谢性疾病。", gold)[0] == "correct"
    assert verdict("一种血糖升高的慢性病", gold) == ("ungradable", "undecided")


@settings(max_examples=80, deadline=None)
@given(st.permutations(["严重肾功能不全", "乳酸酸中毒", "心力衰竭"]), st.sampled_from(["、", "，", "\n", "和", "；"]), st.booleans())
def test_the_gold_set_in_any_order_and_with_any_separator_is_correct(order: list[str], mark: str, lead: bool) -> None:
    answer = ("二甲双胍的禁忌证包括" if lead else "") + mark.join(order)
    assert verdict(answer, THREE)[0] == "correct"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["all", "some", "any", "count", "order", "none"]))
def test_any_text_gets_a_verdict_of_the_list(answer: str, mode: str) -> None:
    found = grade_one({"id": "1", "question": ZH, "answers": [*THREE, *NUMBER], "mode": mode}, answer)
    assert found["verdict"] in VERDICTS
    assert found["relation"] in RELATIONS
    assert set(found["matched"]) | set(found["missing"]) == {"严重肾功能不全", "乳酸酸中毒", "心力衰竭", "83"}


def test_matched_and_missing_decide_the_relation() -> None:
    assert decide("all", Held(("a",), (), ("b",)), abstains=False, empty=False) == ("partial", "superset")
    assert decide("all", Held((), ("a",), ()), abstains=True, empty=False) == ("not_attempted", "abstained")
    assert decide("all", Held(("a",), (), ()), abstains=True, empty=False) == ("correct", "equal")


def test_lines_are_joined_by_id_in_the_order_of_gold() -> None:
    gold = [{"id": n, "question": ZH, "answers": names("甲"), "mode": "all"} for n in ("2", "1", "3")]
    found = list(grade_all(gold, [{"id": "1", "answer": "甲"}, {"id": "2", "answer": "乙"}, {"id": "9", "answer": "甲"}]))
    assert [(f["id"], f["verdict"]) for f in found] == [("2", "incorrect"), ("1", "correct"), ("3", "not_attempted")]


@pytest.mark.parametrize(
    ("gold", "answers", "message"),
    [
        ([{"id": "1", "mode": "most"}], [], "unknown mode 'most'"),
        ([{"id": "1"}, {"id": "1"}], [], "'1' stands twice"),
        ([{"id": "1"}], [{"id": "1", "answer": "a"}, {"id": "1", "answer": "b"}], "'1' stands twice"),
        ([{"question": "?"}], [], "without id"),
        ([{"id": "1", "answers": [{"type": "entity"}]}], [], "without value"),
        ([{"id": "1"}], [{"id": "1", "answer": 3}], "a text"),
    ],
)
def test_what_cannot_be_graded_is_an_input_error(gold: list[dict[str, Any]], answers: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(grade_all(gold, answers))


def test_files_give_a_line_a_question_and_a_table_by_kind(tmp_path: Path) -> None:
    gold = [{"id": str(n), "kind": "qa" if n < 3 else "yesno", "question": ZH, "answers": names("甲"), "mode": "all"} for n in range(4)]
    (tmp_path / "gold.jsonl").write_bytes(b"\n".join(map(orjson.dumps, gold)))
    (tmp_path / "answers.jsonl").write_text('{"id": "0", "answer": "甲"}\n{"id": "x", "answer": ""}\n', encoding="utf-8")
    out, report = io.BytesIO(), io.StringIO()
    assert grade_file(tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", out, report=report, lang="zh")
    assert [orjson.loads(line)["verdict"] for line in out.getvalue().splitlines()] == ["correct"] + ["not_attempted"] * 3
    lines = report.getvalue().splitlines()
    assert "没有对应的题目：x" in lines[0]
    assert [line.split()[:3] for line in lines[2:]] == [["qa", "3", "1"], ["yesno", "1", "0"], ["all", "4", "1"]]


def test_the_interval_is_wilson_s() -> None:
    low, high = wilson(0, 10)
    assert (low, round(high, 4)) == (0.0, 0.2775)
    assert wilson(5, 10)[0] < 0.5 < wilson(5, 10)[1]
    assert summary({})["all"]["share"] is None


def test_a_corpus_adds_names_and_knows_what_is_no_answer(tmp_path: Path) -> None:
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.grade.known import Known
    from kgcorpus.model import Entity
    from kgcorpus.ontology import Ontology

    entities = {
        "x:hf": Entity("x:hf", ("x:C",), {"zh": "心力衰竭"}, {"zh": ("心功能不全",)}),
        "x:dm": Entity("x:dm", ("x:C",), {"zh": "糖尿病"}),
        "x:gdm": Entity("x:gdm", ("x:C",), {"zh": "妊娠糖尿病"}),
    }
    known = Known(entities, lexicon(Ontology(), entities.values()))

    def graded(answer: str, value: str) -> tuple[str, list[str]]:
        found = grade_one({"id": "1", "question": "什么病？", "answers": names(value), "mode": "all"}, answer, known=known)
        return found["verdict"], found["extra"]

    assert graded("心功能不全", "心力衰竭") == ("correct", [])
    assert graded("妊娠糖尿病", "糖尿病") == ("incorrect", ["妊娠糖尿病"])
    assert graded("应是心力衰竭和糖尿病", "心力衰竭") == ("partial", ["糖尿病"])


def test_a_line_that_stops_the_work_stops_it_before_any_verdict(tmp_path: Path) -> None:
    first = {"id": "1", "question": "q", "answers": [{"value": "a", "type": "entity"}], "mode": "all"}
    for wrong in (first, {**first, "id": "2", "mode": "most"}, {**first, "id": "2", "answers": [{"value": "a", "type": "thing"}]}):
        (tmp_path / "gold.jsonl").write_bytes(b"\n".join(map(orjson.dumps, (first, wrong))))
        (tmp_path / "answers.jsonl").write_bytes(orjson.dumps({"id": "1", "answer": "a"}))
        out = io.BytesIO()
        with pytest.raises(InputError):
            grade_file(tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", out)
        assert out.getvalue() == b""


def test_an_answer_to_a_further_wording_is_graded_behind_its_question_and_counted_with_none(tmp_path: Path) -> None:
    gold = {"id": "1", "kind": "qa", "question": ZH, "paraphrases": [{"text": "二甲双胍的禁忌证？"}], "answers": names("甲"), "mode": "all"}
    given = [{"id": "1#1", "answer": "乙"}, {"id": "1", "answer": "甲"}, {"id": "1#2", "answer": "甲"}]
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps(gold))
    (tmp_path / "answers.jsonl").write_bytes(b"\n".join(map(orjson.dumps, given)))
    out, report = io.BytesIO(), io.StringIO()
    grade_file(tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", out, report=report, as_json=True)
    assert [(v["id"], v["verdict"]) for v in map(orjson.loads, out.getvalue().splitlines())] == [("1", "correct"), ("1#1", "incorrect")]
    said, counts = report.getvalue().splitlines()
    assert said == "1 answer to no question: 1#2"
    assert orjson.loads(counts)["all"]["n"] == 1


def test_an_id_of_gold_with_a_hash_is_that_question_s() -> None:
    gold = [{"id": id, "question": ZH, "paraphrases": [{"text": "?"}], "answers": names("甲"), "mode": "all"} for id in ("1", "1#1")]
    assert [v["id"] for v in grade_all(gold, [{"id": "1#1", "answer": "甲"}])] == ["1", "1#1"]


def test_an_output_that_is_no_plain_file_is_written_to_and_not_replaced(tmp_path: Path, program: Program) -> None:
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps({"id": "1", "question": ZH, "answers": names("甲"), "mode": "all"}))
    (tmp_path / "answers.jsonl").write_bytes(orjson.dumps({"id": "1", "answer": "甲"}))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert program("grade", tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", "--out", pipe).code == 0
    assert orjson.loads(os.read(reader, 10_000))["verdict"] == "correct"
    os.close(reader)
    assert pipe.is_fifo() and not list(tmp_path.glob("*.part"))
