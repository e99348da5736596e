"""Decisions come back from the workbook: appended once, understood by name, value and condition, marked where they are not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kgcorpus.errors import InputError
from kgcorpus.model import Review
from kgcorpus.ontology import load
from kgcorpus.release.lineage import screen, trace
from kgcorpus.review.correcting import Correcting, Refused
from kgcorpus.review.drawn import write_sample
from kgcorpus.review.exporting import export_reviews
from kgcorpus.review.importing import append
from kgcorpus.verify.reviews import read_reviews
from tests.reviewing import ONTOLOGY, Garden, Sheets
from tests.running import Program

RUST, HALF, PEACH = "代森锰锌可防治锈病", "半衰期是7天", "禁用作物是桃"


@pytest.fixture
def garden(tmp_path: Path) -> Garden:
    garden = Garden(tmp_path / "garden")
    garden.build()
    return garden


def test_a_decision_is_appended_with_who_when_what_and_why(garden: Garden) -> None:
    book = garden.export()
    book.sign("王敏", "2026-11-02")
    book.fill("facts", RUST, decision="接受", why="  标签\n如此 ")
    book.fill("facts", "白菜", decision="reject", who="李强", when="2026年11月3日")
    done = garden.take(book)
    assert (len(done.new), done.known, done.errors, done.marked) == (2, 0, [], None)
    first, second = sorted(garden.lines(), key=lambda line: line["when"])
    fact = garden.fact("mancozeb", "controls", "rust")
    assert first == {
        "who": "王敏",
        "when": "2026-11-02",
        "decision": "accept",
        "on": {
            "fact": fact.id,
            "predicate": "g:controls",
            "subject": "g:mancozeb",
            "object": "g:rust",
            "quote": "代森锰锌可防治霜霉病和锈病。",
            "document": "labels.md",
        },
        "why": "标签 如此",
    }
    assert (second["who"], second["when"], second["decision"], second["on"]["object"]) == ("李强", "2026-11-03", "reject", "g:cabbage")


def test_importing_twice_appends_nothing(garden: Garden, program: Program) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受")
    book.fill("questions", "哪些农药可防治锈病", decision="接受")
    book.save()
    first = program("--lang", "zh", "review", "import", garden.folder, book.path)
    before = (garden.folder / "reviews.jsonl").read_bytes()
    again = program("--lang", "zh", "review", "import", garden.folder, book.path)
    assert (first.code, again.code) == (0, 0)
    assert "新的决定2条" in first.out and "新的决定0条，已有的2条" in again.out
    assert (garden.folder / "reviews.jsonl").read_bytes() == before


def test_the_same_decisions_and_notes_under_another_date_are_known(garden: Garden) -> None:
    book = garden.export()
    book.sign("王敏", "2026-11-02")
    book.fill("facts", RUST, decision="接受", why="属实")
    book.fill("facts", HALF, decision="更正", object="8天")
    book.fill("questions", "哪些农药可防治锈病", decision="接受")
    book.put("notes", 4, statement="代森锰锌可防治蚜虫。")
    assert len(garden.take(book).new) == 3
    before = garden.lines(), sorted(garden.folder.glob("documents/notes/*"))
    book.sign("王 敏", "2026-11-09")
    done = garden.take(book)
    assert (done.new, done.known, done.notes and done.notes.new) == ([], 3, ())
    assert (garden.lines(), sorted(garden.folder.glob("documents/notes/*"))) == before
    book.fill("facts", RUST, why="见标签第2页")
    book.put("notes", 4, signed="李强")
    done = garden.take(book)
    assert ([r.why for r in done.new], len(done.notes.new) if done.notes else 0) == (["见标签第2页"], 1), "another reason, another person"


def test_a_book_that_comes_back_late_does_not_undo_what_was_decided_since(garden: Garden) -> None:
    late = garden.export("late.xlsx")
    late.sign("王敏", "2026-11-02")
    late.fill("facts", RUST, decision="接受")
    garden.take(late)
    garden.build()
    assert decided(garden, RUST, "否决") == []
    done = garden.take(late)
    assert (done.new, done.known, [t.rule for t in done.troubles]) == ([], 1, ["decided_since"])
    assert [line["decision"] for line in garden.lines()] == ["accept", "reject"]


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("接受", "正确", "对", "同意", "√", "Right", "YES", "y", "accept", "通过"), "accept"),
        (("否决", "有误", "错", "不同意", "×", "wrong", "No", "n", "reject", "X"), "reject"),
        (("无法判断", "不确定", "？", "can't tell", "not sure"), "unclear"),
    ],
)
def test_the_words_of_both_books_and_the_usual_ones_are_understood(garden: Garden, words: tuple[str, ...], made: str) -> None:
    facts = garden.export()
    drawn = Sheets(write_sample(garden.folder, 8, of="facts", book=garden.folder / "drawn.xlsx").book)
    for book in (facts, drawn):
        book.sign()
        rows = book.rows()
        for word in words:
            book.put("facts", rows[0]["_row"], decision=word)
            done = garden.take(book)
            assert ([t.message for t in done.errors], [r.decision for r in done.new if r.decision != "drawn"]) == ([], [made]), word
            (garden.folder / "reviews.jsonl").unlink()


@pytest.mark.parametrize("word", ["也许", "没有", "0"])
def test_a_word_that_may_mean_anything_is_a_problem(garden: Garden, word: str) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision=word)
    assert len(garden.take(book).errors) == 1 and not garden.lines()


def test_the_list_of_problems_has_its_name_for_itself(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="更正", object="无名病")
    done = garden.take(book)
    assert (done.marked and openpyxl.load_workbook(done.marked).sheetnames == ["问题", "说明", "事实", "问法", "补充说明"]) or done.marked
    assert not [name for name in openpyxl.load_workbook(done.marked).sheetnames if name.endswith(" 2")]


# ------------------------------------------------------------------------------------------------- decisions taken back


def decided(garden: Garden, text: str, decision: str, *, who: str = "王敏", **cells: object) -> list[str]:
    """Choose a decision on a row of what was decided; the messages of what is wrong."""
    path = garden.folder / "decided.xlsx"
    path.unlink(missing_ok=True)
    export_reviews(garden.folder, path, decided=True)
    book = Sheets(path)
    book.sign(who, "2026-11-20")
    book.fill("questions" if "？" in text else "facts", text, decision=decision, **cells)
    return [t.message for t in garden.take(book).errors]


@pytest.mark.parametrize("back", ["撤回", "无法判断"])
def test_a_decision_that_is_withdrawn_or_in_doubt_does_not_count(garden: Garden, back: str) -> None:
    fact = garden.fact("mancozeb", "controls", "rust")
    garden.decide(RUST, "否决")
    garden.build()
    assert garden.verdict(fact.id)["verdict"] == "rejected"
    assert decided(garden, RUST, back) == []
    garden.build()
    assert garden.verdict(fact.id) == {"verdict": "accepted"}
    told = screen(trace(fact.id, garden.folder), "zh")
    first, second = (line for line in told.splitlines() if "审阅决定: " in line)
    assert first.endswith("（已不作数：同一人后来另有决定，或已撤回）") and "已不作数" not in second
    assert RUST + "。" in [row["fact"] for row in garden.export().rows()], "it waits for a decision again"


def test_a_wrong_correction_is_withdrawn_on_the_fact_that_it_made_or_on_the_old_one(garden: Garden) -> None:
    for shown in ("7天", "8天"):
        old = garden.fact("mancozeb", "halfLife")
        garden.decide("半衰期是7天", "更正", object="8天")
        garden.build()
        assert {f.object.value for f in garden.facts().values() if f.predicate == "g:halfLife"} == {"7", "8"}  # type: ignore[union-attr]
        if shown == "8天":
            new = next(f for f in garden.facts().values() if f.predicate == "g:halfLife" and f.id != old.id)
            garden.by_hand("withdraw", {"fact": new.id}, who="王敏")
        else:
            assert decided(garden, shown, "撤回") == []
        garden.build()
        assert garden.fact("mancozeb", "halfLife").id == old.id and garden.verdict(old.id) == {"verdict": "accepted"}
        (garden.folder / "reviews.jsonl").unlink()
        garden.build()


def test_nobody_withdraws_what_he_did_not_decide_and_what_is_withdrawn_may_be_decided_anew(garden: Garden) -> None:
    garden.decide(RUST, "接受", when="2026-11-20")
    garden.build()
    assert decided(garden, RUST, "撤回", who="李强") == ["李强 has decided nothing on this: nothing to withdraw"]
    assert [t.message for t in garden.decide(HALF, "撤回").errors] == ["王敏 has decided nothing on this: nothing to withdraw"]
    assert decided(garden, RUST, "撤回") == []
    assert decided_rows(garden) == [], "withdrawn is never decided"
    garden.build()
    garden.decide(RUST, "否决", when="2026-11-21")
    assert [line["decision"] for line in garden.lines()] == ["accept", "withdraw", "reject"]


def decided_rows(garden: Garden) -> list[str]:
    garden.build()
    (garden.folder / "decided.xlsx").unlink(missing_ok=True)
    if export_reviews(garden.folder, garden.folder / "decided.xlsx", decided=True).book is None:
        return []
    book = Sheets(garden.folder / "decided.xlsx")
    return [f"{row['fact']} {row['kind']}" for row in book.rows()] + [f"{row['question']} {row['kind']}" for row in book.rows("questions")]


def test_what_was_decided_is_listed_with_who_when_and_what(garden: Garden, program: Program) -> None:
    ran = program("--lang", "zh", "review", "export", garden.folder, "--decided")
    assert (ran.code, ran.out.strip()) == (0, "还没有人作过决定")
    garden.decide(RUST, "接受", why="属实")
    garden.build()
    book = garden.export()
    book.sign("李强", "2026-11-04")
    book.fill("questions", "代森锰锌的厂家有哪些", decision="否决")
    sample = next(s for s in garden.samples() if s["lang"] == "zh" and s["question"] == "哪些农药可防治锈病？")
    garden.take(book)
    garden.by_hand("reject", {"sample": sample["id"], "question": sample["question"]}, why="语病")
    rows = decided_rows(garden)
    assert "代森锰锌可防治锈病。 已有决定：王敏于2026-11-02接受（理由：属实）" in rows
    assert "哪些农药可防治锈病？ 已有决定：李强于2026-11-04否决（理由：语病）" in rows
    assert any("不要这样问" in row for row in rows) and len(rows) == 3
    assert decided(garden, "哪些农药可防治锈病？", "撤回", who="李强") == []
    garden.build()
    assert sample["id"] in {s["id"] for s in garden.samples()}, "a sample whose wording was mended is there again"


def test_a_question_whose_rejection_is_withdrawn_is_asked_again(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("questions", "代森锰锌的厂家有哪些", decision="否决")
    garden.take(book)
    garden.build()
    assert not [s for s in garden.samples() if s["question"] == "代森锰锌的厂家有哪些？"]
    (row,) = decided_rows(garden)
    assert row.startswith("（一类问法，涉及：厂家）"), "no sample shows it now"
    garden.by_hand("withdraw", {"shape": "objects: g:madeBy"}, who="王敏")
    garden.build()
    assert [s for s in garden.samples() if s["question"] == "代森锰锌的厂家有哪些？"] and "王敏" in row


def test_a_question_that_is_rejected_is_never_asked_again(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("questions", "代森锰锌的厂家有哪些", decision="否决", why="与防治无关")
    book.fill("questions", "哪些农药可防治锈病", decision="接受")
    garden.take(book)
    assert [(line["decision"], line["on"]) for line in garden.lines()] == [
        ("ask", {"shape": "subjects: ^g:controls"}),
        ("never", {"shape": "objects: g:madeBy"}),
    ]
    garden.build()
    asked = {s["question"] for s in garden.samples()}
    assert "哪些农药可防治锈病？" in asked and "代森锰锌的厂家有哪些？" not in asked
    assert not [
        r for r in garden.export().rows("questions") if "锈病" in r["question"] and r["about"] == '{"shape":"subjects: ^g:controls"}'
    ]


@pytest.mark.parametrize(("decision", "made"), [("接受", "ask"), ("分组问", "grouped"), ("逐个问", "grouped"), ("否决", "never")])
def test_a_kind_of_question_is_asked_grouped_or_never(garden: Garden, decision: str, made: str) -> None:
    book = garden.export()
    book.sign()
    book.fill("questions", "代森锰锌的厂家有哪些", decision=decision)
    garden.take(book)
    assert [(line["decision"], line["on"]) for line in garden.lines()] == [(made, {"shape": "objects: g:madeBy"})]


# ------------------------------------------------------------------------------------------------- corrections


def test_a_correction_changes_the_fact_and_every_sample_that_rests_on_it(garden: Garden) -> None:
    old = garden.fact("mancozeb", "halfLife")
    resting = [s for s in garden.samples() if old.id in s["facts"] and s["setting"] == "closed_book" and s["kind"] == "qa"]
    before = {s["id"]: s["answer_text"] for s in resting}
    assert before and any("7天" in text for text in before.values())
    garden.decide(HALF, "更正", object="8 天", why="见第3页")
    garden.build()
    samples = garden.samples()
    assert not [s for s in samples if old.id in s["facts"]]
    (new,) = (f for f in garden.facts().values() if f.predicate == "g:halfLife" and f.id != old.id)
    after = {s["id"]: s["answer_text"] for s in samples if new.id in s["facts"]}
    assert set(after) >= set(before) and not any("7天" in text or "7 day" in text for text in after.values())
    assert garden.verdict(new.id)["verdict"] == "accepted"
    for id in (new.id, old.id, next(iter(after))):
        for lang, words in (("zh", "审阅决定: 王敏于2026-11-02把"), ("en", "decision: 王敏 (2026-11-02): corrected")):
            shown = screen(trace(id, garden.folder), lang)
            assert words in shown and "见第3页" in shown
    garden.edit("labels.md", "代森锰锌的半衰期为7天。", "代森锰锌的半衰期为8天。")
    garden.build()
    assert f"原来的标识是{old.id}" in screen(trace(old.id, garden.folder), "zh"), "the old id leads to the fact as it is now"


@pytest.mark.parametrize(
    ("text", "cells", "value"),
    [
        (HALF, {"object": "两周"}, {"object": {"value": "14", "datatype": "xsd:decimal", "unit": "day"}}),
        (HALF, {"object": "６－８天"}, {"object": {"min": "6", "max": "8", "datatype": "xsd:decimal", "unit": "day"}}),
        (RUST, {"object": "Late Blight"}, {"object": "g:blight"}),
        (RUST, {"object": "蚜虫", "subject": "砷制剂"}, {"subject": "g:as", "object": "g:aphid"}),
        (RUST, {"object": "g:aphid"}, {"object": "g:aphid"}),
        ("白菜", {"object": "土豆"}, {"object": "g:potato"}),
        ("白菜", {"object": "硫磺（菊）"}, {"object": "g:sulphur-plant"}),
        (RUST, {"negated": "是"}, {"negated": True}),
        (RUST, {"start": "2021年4月", "end": "2024-05-01"}, {"valid": {"from": "2021-04", "to": "2024-05-01"}}),
        (RUST, {"start": "22.11.2020", "end": "11/21/2024"}, {"valid": {"from": "2020-11-22", "to": "2024-11-21"}}),
        (RUST, {"start": datetime(2021, 4, 1)}, {"valid": {"from": "2021-04-01"}}),
        (RUST, {"start": 44287}, {"valid": {"from": "2021-04-01"}}),
        (RUST, {"condition": "在花期"}, {"qualifiers": [{"predicate": "g:stage", "id": "g:flowering"}]}),
        (RUST, {"condition": "生育期：苗期"}, {"qualifiers": [{"predicate": "g:stage", "id": "g:seedling"}]}),
        (RUST, {"condition": "when mixed with Bordeaux mixture"}, {"qualifiers": [{"predicate": "g:tankMix", "id": "g:copper"}]}),
        (RUST, {"condition": "花期"}, {"qualifiers": [{"predicate": "g:stage", "id": "g:flowering"}]}),
        (PEACH, {"condition": "无"}, {"qualifiers": []}),
        (
            PEACH,
            {"condition": "temperature >= 35 °C\n株龄：不足6个月"},
            {
                "qualifiers": [
                    {"predicate": "g:temperature", "value": {"min": "35", "datatype": "xsd:decimal", "unit": "°C"}},
                    {"predicate": "g:plantAge", "value": {"max": "6", "max_open": True, "datatype": "xsd:decimal", "unit": "month"}},
                ]
            },
        ),
    ],
)
def test_a_correction_is_read_as_people_write_it(garden: Garden, text: str, cells: dict[str, Any], value: object) -> None:
    done = garden.decide(text, "更正", **cells)
    assert {t.rule for t in done.troubles} <= {"beyond_quote"}
    assert [line["value"] for line in garden.lines()] == [value]


@pytest.mark.parametrize(
    ("text", "decision", "cells", "column", "message"),
    [
        (RUST, "更正", {}, "decision", "nothing is corrected"),
        (RUST, "更正", {"object": "锈病"}, "decision", "the correction says what the fact says already"),
        (RUST, "接受", {"object": "蚜虫"}, "object", "a correction is written, but the decision is 'accept'"),
        (RUST, None, {"why": "不对"}, "decision", "no decision is chosen, and something is written in the row"),
        (RUST, "更正", {"object": "蚜虫虫"}, "object", "'蚜虫虫' is no known name"),
        (RUST, "更正", {"object": "马铃薯"}, "object", "'马铃薯' is of the class '植物'; here stands '病虫害'"),
        (RUST, "更正", {"condition": "月圆之夜"}, "condition", "the condition '月圆之夜' is not understood"),
        (RUST, "更正", {"condition": "生育期：锈病"}, "condition", "'锈病' is of the class '病虫害'; here stands '生育期'"),
        (HALF, "更正", {"object": "8 mg"}, "object", "'8 mg' is no value of '半衰期'"),
        (HALF, "更正", {"condition": "气温＞30℃"}, "condition", "'半衰期' takes no conditions"),
        (RUST, "更正", {"start": "从前"}, "from", "'从前' is no date"),
        (RUST, "更正", {"start": "03/04/2021"}, "from", "day and month cannot be told apart in '03/04/2021'"),
        (RUST, "接受", {"when": "明天"}, "when", None),
    ],
)
def test_what_cannot_be_understood_comes_back_at_its_cell(
    garden: Garden, text: str, decision: str | None, cells: dict[str, str], column: str, message: str | None
) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", text, decision=decision, **cells)
    done = garden.take(book)
    assert not garden.lines()
    (trouble,) = done.errors
    assert message in (None, trouble.message)
    assert (trouble.row, trouble.column) == (book.row(text)["_row"], book.letter(column))
    assert done.marked and done.marked.name == "review.problems.xlsx"


def test_good_rows_take_effect_while_bad_ones_come_back_and_the_mended_book_adds_only_those(garden: Garden, program: Program) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受")
    book.fill("facts", HALF, decision="更正", object="8 mg")
    book.save()
    ran = program("--lang", "zh", "review", "import", garden.folder, book.path)
    assert ran.code == 1 and "新的决定1条" in ran.out
    assert "“8 mg”不能作为“半衰期”的值" in ran.err and "review.problems.xlsx" in ran.err
    marked = openpyxl.load_workbook(book.path.with_name("review.problems.xlsx"))
    texts = [str(cell.value) for sheet in marked.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("“8 mg”不能作为“半衰期”的值" in text for text in texts)
    assert any(RUST in text for text in texts), "all rows are there"
    book.fill("facts", HALF, object="8天")
    done = garden.take(book)
    assert (len(done.new), done.known, done.errors) == (1, 1, [])
    assert [line["decision"] for line in garden.lines()] == ["accept", "correct"]


def test_every_bad_cell_of_a_row_is_named_at_once(garden: Garden) -> None:
    done = garden.decide(RUST, "更正", subject="无名药", object="无名病", condition="无名条件")
    assert [t.column for t in done.errors] == sorted({t.column for t in done.errors}) and len(done.errors) == 3


# ------------------------------------------------------------------------------------------------- who and when


def test_name_and_date_left_out_are_two_problems_on_the_first_sheet_however_many_rows_there_are(garden: Garden) -> None:
    book = garden.export()
    for row in book.rows()[:7]:
        book.put("facts", row["_row"], decision="接受")
    done = garden.take(book)
    assert [(t.sheet, t.column) for t in done.errors] == [("说明", "B"), ("说明", "B")] and not done.new
    assert done.errors[0].message == "nobody signs 7 row(s): 事实 4, 事实 5, 事实 6, 事实 7, 事实 8, …"
    assert done.errors[1].message.startswith("7 row(s) have no date")
    for row in book.rows()[:7]:
        book.put("facts", row["_row"], who="王敏", when="2026-11-02")
    done = garden.take(book)
    assert len(done.new) == 7 and not done.errors


@pytest.mark.parametrize(
    ("when", "new", "severity", "message"),
    [
        ("2026-11-30", 1, None, ""),
        ("22.11.2026", 1, None, ""),
        ("11/21/2026", 1, None, ""),
        (datetime(2026, 11, 21), 1, None, ""),
        ("03/04/2026", 0, "error", "day and month cannot be told apart"),
        ("2026-12-05", 1, "warning", "is after the date of the corpus, 2026-11-30"),
        ("2028-01-01", 0, "error", "is more than a year after the date of the corpus"),
        ("1989-12-31", 0, "error", "is too early for a review"),
        ("下周", 0, "error", "is no date"),
    ],
)
def test_a_date_that_cannot_be_meant_is_one_problem(garden: Garden, when: object, new: int, severity: str | None, message: str) -> None:
    for front in (True, False):
        book = garden.export()
        book.sign("王敏", when if front else "2026-11-02")
        for row in book.rows()[:2]:
            book.put("facts", row["_row"], decision="接受", when=None if front or row["_row"] > 4 else when)
        done = garden.take(book)
        assert len(done.new) == (2 * new if front else 1 + new)
        assert [t.severity for t in done.troubles] == ([severity] if severity else []), done.troubles
        assert all(message in t.message or t.message.startswith("'下周'") for t in done.troubles)
        assert bool(done.marked) == (severity == "error"), "a warning about corpus.toml marks no cell"
        (garden.folder / "reviews.jsonl").unlink(missing_ok=True)


def test_a_book_of_another_corpus_is_refused(garden: Garden, program: Program) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受")
    book.save()
    toml = garden.folder / "corpus.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('name = "garden"', 'name = "orchard"'), encoding="utf-8")
    ran = program("--lang", "zh", "review", "import", garden.folder, book.path)
    assert ran.code == 2 and "是语料“garden”的工作簿" in ran.err and not garden.lines()
    toml.write_text(text, encoding="utf-8")
    assert program("review", "import", garden.folder, book.path).code == 0


def test_one_person_who_decides_in_two_ways_is_asked_which(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    sheet, _ = book.places["facts"]
    for column, cell in enumerate([cell.value for cell in sheet[book.row(RUST)["_row"]]], 1):
        sheet.cell(sheet.max_row + (column == 1), column).value = cell
    first, second = (row["_row"] for row in book.rows() if RUST in row["fact"])
    book.put("facts", first, decision="接受")
    book.put("facts", second, decision="否决")
    done = garden.take(book)
    assert [t.row for t in done.errors] == [first, second] and not garden.lines()


def test_two_people_who_disagree_are_shown_on_screen_and_in_the_book(garden: Garden, program: Program) -> None:
    book = garden.export("li.xlsx")
    garden.decide(RUST, "接受", who="王敏")
    book.sign("李强", "2026-11-05")
    book.fill("facts", RUST, decision="否决", why="不符")
    book.save()
    ran = program("--lang", "zh", "review", "import", garden.folder, book.path)
    assert ran.code == 0, "both are on record"
    assert "另有人作了不同的决定：王敏 (2026-11-02): accept" in ran.err and "保持待定" in ran.err
    assert (garden.folder / "li.problems.xlsx").exists()
    assert garden.build()["verify"].extra["findings"]["review_disagreement"] == 1


def test_a_row_that_was_torn_apart_by_sorting_is_not_imported(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受", about=book.row(HALF)["about"])
    assert garden.take(book).errors and not garden.lines()


# ------------------------------------------------------------------------------------------------- the file


def test_a_last_line_without_its_end_survives(garden: Garden) -> None:
    book = garden.export()
    path = garden.folder / "reviews.jsonl"
    old = b'{"who": "li", "when": "2026-01-01", "decision": "never", "on": {"shape": "objects: g:x"}}'
    path.write_bytes(old)
    book.sign()
    book.fill("facts", RUST, decision="接受")
    garden.take(book)
    assert path.read_bytes().startswith(old + b"\n") and len(read_reviews(path)) == 2


def test_a_run_that_is_killed_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(b'{"a": 1}\n')

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        append(path, [Review("li", "2026-01-01", "accept", {"fact": "f-1"})])
    assert path.read_bytes() == b'{"a": 1}\n'
    monkeypatch.undo()
    append(path, [Review("li", "2026-01-01", "accept", {"fact": "f-1"})])
    assert path.read_bytes().count(b"\n") == 2 and list(tmp_path.iterdir()) == [path]


def test_a_bad_line_stops_the_import_and_nothing_is_written(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受")
    path = garden.folder / "reviews.jsonl"
    path.write_bytes(b"not json\n")
    with pytest.raises(InputError, match=r"reviews\.jsonl:1"):
        garden.take(book)
    assert path.read_bytes() == b"not json\n"


def test_what_is_no_review_book_is_refused(garden: Garden, program: Program, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    ran = program("--lang", "zh", "review", "import", garden.folder, tmp_path / "other.xlsx")
    assert ran.code == 2 and "没有审阅工作簿的任何一页" in ran.err
    assert program("--lang", "zh", "review", "import", garden.folder, tmp_path / "none.xlsx").code == 2


def test_a_row_whose_hidden_cell_is_spoilt_is_a_problem(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受", about="{")
    assert [t.row for t in garden.take(book).errors] == [book.row(RUST)["_row"]]
    assert not garden.lines()


def test_rows_may_be_sorted_and_deleted(garden: Garden) -> None:
    book = garden.export()
    book.sign()
    book.fill("facts", RUST, decision="接受")
    sheet, _ = book.places["facts"]
    first, other = book.rows()[0]["_row"], book.row(RUST)["_row"]
    kept = [cell.value for cell in sheet[other]]
    sheet.delete_rows(other)
    for column, value in enumerate(kept, 1):
        sheet.cell(first, column).value = value
    assert [r.on["object"] for r in garden.take(book).new] == ["g:rust"]


def test_near_names_are_suggested_in_the_readers_language(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(ONTOLOGY, encoding="utf-8")
    ontology = load(tmp_path / "g.ttl")
    correcting = Correcting(ontology, ontology.entities, {}, "zh")
    with pytest.raises(Refused) as caught:
        correcting.entity("霜霉", ("g:Pest",), "object")
    assert caught.value.fix == "did you mean 霜霉病?"
    with pytest.raises(Refused) as caught:
        correcting.entity("downy mildow", ("g:Pest",), "object")
    assert caught.value.fix == "did you mean 霜霉病?"
