"""Workbooks: written so that experts can fill them in, read whatever they did to them, marked where something is wrong."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from kgcorpus.errors import InputError
from kgcorpus.messages import localise
from kgcorpus.spreadsheet import Book, Cell, Column, Sheet, Trouble, as_read, mark_book, read_book, write_book
from kgcorpus.spreadsheet_rules import RULES, trouble

DECISIONS = (
    ("accept", {"zh": "接受", "en": "accept"}),
    ("reject", {"zh": "否决", "en": "reject"}),
    ("correct", {"zh": "更正", "en": "correct"}),
)
YES_NO = (("yes", {"zh": "是", "en": "yes"}), ("no", {"zh": "否", "en": "no"}))
MOONS = tuple((f"ast:moon{n}", {"zh": f"第{n}颗很有名的卫星", "en": f"famous moon {n}"}) for n in range(40))
FACTS = Sheet(
    "facts",
    {"zh": "事实", "en": "Facts"},
    (
        Column("id", {"zh": "编号", "en": "id"}, fixed=True, hidden=True, code=True),
        Column("fact", {"zh": "事实", "en": "Fact"}, 40, fixed=True),
        Column("quote", {"zh": "原文", "en": "Quote"}, 40, fixed=True),
        Column("decision", {"zh": "决定", "en": "Decision"}, 10, DECISIONS, note={"zh": "请选择。", "en": "Choose."}),
        Column("value", {"zh": "正确的值", "en": "Right value"}),
        Column("who", {"zh": "审阅人", "en": "Who"}),
        Column("when", {"zh": "日期", "en": "Date"}, date=True),
    ),
    {"zh": "请逐行决定。", "en": "Decide row by row."},
)
TERMS = Sheet(
    "terms",
    {"zh": "术语", "en": "Terms"},
    (
        Column("iri", {"zh": "标识", "en": "IRI"}, code=True, required=True),
        Column("label", {"zh": "名称", "en": "Label"}, required=True),
        Column("moons", {"zh": "卫星", "en": "Moons"}, choices=MOONS, many=True),
        Column("listed", {"zh": "已列全", "en": "Listed"}, choices=YES_NO),
        Column("kind", {"zh": "种类", "en": "Kind"}, choices=YES_NO, open=True),
    ),
)
SHEETS = (FACTS, TERMS)
ROWS: list[Mapping[str, Cell]] = [
    {
        "id": f"f-{n}", "fact": f"木星有卫星{n}", "quote": (("木星", True), ("有卫星", False), (f"{n}", True)), "who": "",
        "value": "旧值" if n == 1 else None,
    }
    for n in range(6)
]  # fmt: skip
THINGS: list[Mapping[str, Cell]] = [
    {"iri": "ast:jupiter", "label": "木星", "moons": "ast:moon1\nast:moon2", "listed": "yes"},
    {"iri": "ast:mars", "label": "火星", "listed": "no", "kind": "气态"},
]
Edit = Callable[[Any], None]


def written(folder: Path, lang: str = "zh") -> Path:
    path = folder / "book.xlsx"
    write_book(path, [(FACTS, ROWS), (TERMS, THINGS)], lang, {"corpus": "planets"})
    return path


def edited(path: Path, edit: Edit) -> Path:
    book = openpyxl.load_workbook(path, rich_text=True)
    edit(book)
    book.save(path)
    return path


def cell(address: str, value: object, sheet: str = "事实") -> Edit:
    def edit(book: Any) -> None:
        book[sheet][address] = value

    return edit


def rules(book: Book) -> set[str]:
    return {t.rule for t in book.troubles}


def column(book: Book, key: str, sheet: str = "facts") -> list[str]:
    return [row.cells[key] for row in book.rows[sheet]]


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The file with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, data in parts.items():
            archive.writestr(n, data)
    return path


# ------------------------------------------------------------------------------------------------- writing


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_written_is_read(tmp_path: Path, lang: str) -> None:
    book = read_book(written(tmp_path, lang), SHEETS)
    assert not book.troubles and book.lang == lang and book.info["corpus"] == "planets"
    for sheet, rows in ((FACTS, ROWS), (TERMS, THINGS)):
        for row, source in zip(book.rows[sheet.key], rows, strict=True):
            assert dict(row.cells) == {c.key: as_read(c, source.get(c.key)) for c in sheet.columns}
    assert book.rows["facts"][0].number == 4 and book.rows["facts"][0].letters["decision"] == "D"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path).read_bytes()
    (tmp_path / "again").mkdir()
    assert written(tmp_path / "again").read_bytes() == first


def test_an_expert_finds_header_drop_downs_and_what_to_do(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path), rich_text=True)
    sheet = book["事实"]
    assert "请逐行决定" in sheet["B1"].value and "灰色" in sheet["B1"].value
    assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref == "A3:H9" and sheet.row_dimensions[2].hidden
    assert sheet["D3"].value == "决定" and sheet["D3"].font.bold and "接受、否决、更正" in sheet["D3"].comment.text
    assert sheet["B4"].fill.fgColor.rgb == "FFEDEDED" and sheet["D4"].fill.fill_type is None
    assert sheet["C4"].value[0].font.b and not sheet["C4"].value[1].font.b
    rule = sheet.data_validations.dataValidation[0]
    assert rule.formula1 == '"接受,否决,更正"' and "D4" in rule.sqref
    lists = [rule.formula1 for rule in book["术语"].data_validations.dataValidation]
    assert lists[0] == "lists_1" and book.defined_names["lists_1"].attr_text == "lists!$A$1:$A$40"
    assert {s.title for s in book if s.sheet_state == "hidden"} == {"info", "lists"}
    assert book["术语"]["A3"].value == "标识 *"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=SUM(A1:A9)",
        "+86",
        "-",
        "@x",
        "'quoted",
        "#REF!",
        "_x0041_",
        "_x005F_x0041_",
        "1e5",
        "007",
        "TRUE",
        " ",
        "a\tb",
        "😀𝑥",
        "x\x0by\x00",
    ],
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.xlsx"
    write_book(path, [(FACTS, [{"id": "a", "value": text, "who": (("x", True), (text, False))}])], "zh", {})
    row = read_book(path, [FACTS]).rows["facts"][0]
    assert row.cells["value"] == as_read(FACTS.columns[4], text) and row.cells["who"] == as_read(FACTS.columns[5], "x" + text)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_control_characters_are_shown_not_lost() -> None:
    assert as_read(FACTS.columns[4], "a\x0cb\ud800c") == "a␌b\ufffdc"


def test_a_text_that_no_cell_can_hold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="事实!E5: a text of 32,768 characters"):
        write_book(tmp_path / "b.xlsx", [(FACTS, [{"id": "a"}, {"id": "b", "value": "x" * 32_768}])], "zh", {})
    write_book(tmp_path / "b.xlsx", [(FACTS, [{"id": "a", "value": "x" * 32_767}])], "zh", {})
    assert len(read_book(tmp_path / "b.xlsx", SHEETS).rows["facts"][0].cells["value"]) == 32_767


def test_closed_values_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    twins = (("a:1", {"zh": "木卫", "en": "moon"}), ("a:2", {"zh": "木卫", "en": "moon"}))
    sheet = Sheet("s", {"zh": "表"}, (Column("c", {"zh": "类"}, choices=twins), Column("d", {"zh": "另"})))
    write_book(tmp_path / "b.xlsx", [(sheet, [{"c": "a:2", "d": "x"}])], "zh", {})
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["表"]["A4"].value == "木卫 (a:2)"
    assert read_book(tmp_path / "b.xlsx", [sheet]).rows["s"][0].cells["c"] == "a:2"


# ------------------------------------------------------------------------------------------------- cells as people write them


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("接受", "accept"), ("accept", "accept"), ("ＡＣＣＥＰＴ", "accept"), (" 接 受 ", "accept"), ("「接受」", "accept"),
        ("接受。", "accept"),
        ("Reject", "reject"), ("否決", "reject"), ("更\u200b正", "correct"), ("接授", None), ("也许", None), (1, None), (True, None),
    ],
)  # fmt: skip
def test_closed_values(tmp_path: Path, value: object, read: str | None) -> None:
    book = read_book(edited(written(tmp_path), cell("D5", value)), SHEETS)
    row = book.rows["facts"][1]
    if read is None:
        (trouble,) = book.troubles
        assert (trouble.sheet, trouble.row, trouble.column) == ("事实", 5, "D")
        assert "decision" in row.troubled and row.cells["decision"]
        assert trouble.rule == ("misspelt" if value == "接授" else "not_listed") and "接受" in trouble.fix
    else:
        assert row.cells["decision"] == read and not book.troubles


@pytest.mark.parametrize("value", [True, "TRUE", "是", "Yes", "对", "√", "1", 1, "ｙ"])
def test_yes_is_said_in_many_ways(tmp_path: Path, value: object) -> None:
    book = read_book(edited(written(tmp_path), cell("D5", value, "术语")), SHEETS)
    assert column(book, "listed", "terms")[1] == "yes" and not book.troubles


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (date(2026, 3, 1), "2026-03-01"), (datetime(2026, 3, 1, 13, 30), "2026-03-01"), (46082, "2026-03-01"), (20260301, "2026-03-01"),
        ("2026-3-1", "2026-03-01"), ("2026/03/01", "2026-03-01"), ("2026.3.1", "2026-03-01"), ("2026年3月1日", "2026-03-01"),
        ("２０２６－０３－０１", "2026-03-01"), ("二〇二六年三月一日", "2026-03-01"), ("1 March 2026", "2026-03-01"),
        ("Mar 1, 2026", "2026-03-01"),
        ("2026-03", "2026-03"), ("2026年3月", "2026-03"), (2026, "2026"), ("2026", "2026"), ("13/3/2026", "2026-03-13"),
        ("22.11.2026", "2026-11-22"), ("11/21/2026", "2026-11-21"),
        ("2026-03-01 08:00:00", "2026-03-01"), ("3/4/2026", None), ("26-3-1", None), ("2026-02-30", None), ("昨天", None), (3.5, None),
    ],
)  # fmt: skip
def test_dates(tmp_path: Path, value: object, read: str | None) -> None:
    book = read_book(edited(written(tmp_path), cell("G6", value)), SHEETS)
    assert rules(book) == (set() if read else {"two_dates"} if value == "3/4/2026" else {"no_date"})
    assert column(book, "when")[2] == (read or as_read(FACTS.columns[4], str(value)))


@pytest.mark.parametrize(
    ("value", "read", "rule"),
    [
        (2.0, "2", None), (1e-5, "0.00001", None), (0.1 + 0.2, "0.3", None), (True, "TRUE", None), (-3, "-3", None),
        ("  x　\n\n", "x", None),
        ("a\u00a0", "a", None), ("a\u200bb\ufeff", "ab", None), ("a\r\nb", "a\nb", None), ("（甲）", "（甲）", None),
        (110101199003071234, "110101199003071000", "digits_lost"), (date(2026, 1, 2), "2026-01-02", "made_a_date"),
        ("#REF!", "#REF!", "error_value"),
        ("=1+1", "", "formula"),
    ],
)  # fmt: skip
def test_values_in_a_text_column(tmp_path: Path, value: object, read: str, rule: str | None) -> None:
    book = read_book(edited(written(tmp_path), cell("E8", value)), SHEETS)
    assert column(book, "value")[4] == read and rules(book) == ({rule} if rule else set())
    assert all((t.sheet, t.row, t.column) == ("事实", 8, "E") for t in book.troubles)


@pytest.mark.parametrize("value", [" ａｓｔ：ｊｕｐｉｔｅｒ ", "ast:\njupiter", "ast:jupi\u200bter\u00a0", "ast: jupiter"])
def test_ids_are_narrowed(tmp_path: Path, value: str) -> None:
    book = read_book(edited(written(tmp_path), cell("A4", value, "术语")), SHEETS)
    assert column(book, "iri", "terms")[0] == "ast:jupiter" and not book.troubles


@pytest.mark.parametrize(
    "value", ["第1颗很有名的卫星；第2颗很有名的卫星", "famous moon 1\nast:moon2", "第1颗很有名的卫星、 第2颗很有名的卫星\n"]
)
def test_several_values_stand_in_a_cell(tmp_path: Path, value: str) -> None:
    book = read_book(edited(written(tmp_path), cell("C4", value, "术语")), SHEETS)
    assert column(book, "moons", "terms")[0] == "ast:moon1\nast:moon2" and not book.troubles


def test_a_formula_s_result_is_read_and_told(tmp_path: Path) -> None:
    path = edited(written(tmp_path), cell("E8", "=1+1"))
    with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>").replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"),
    )
    book = read_book(path, SHEETS)
    assert column(book, "value")[4] == "2"
    assert [(t.row, t.column, t.rule, t.severity, t.value) for t in book.troubles] == [(8, "E", "formula_result", "warning", "=1+1")]


def test_days_of_a_book_that_counts_from_1904(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book["事实"]["G4"], book["事实"]["G5"] = date(2026, 3, 1), 46082 - 1462

    assert column(read_book(edited(written(tmp_path), edit), SHEETS), "when")[:2] == ["2026-03-01"] * 2


def test_crossed_out_text_is_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["事实"]
        sheet["E5"].font, sheet["D6"] = Font(strike=True), "接受"

    book = read_book(edited(written(tmp_path), edit), SHEETS)
    assert [(t.row, t.column, t.rule) for t in book.troubles] == [(5, "E", "crossed_out")]
    assert column(book, "decision")[2] == "accept" and book.rows["facts"][1].troubled == {"value"}


def test_phonetic_guides_are_no_text(tmp_path: Path) -> None:
    path = edited(written(tmp_path), cell("E5", "木星"))
    with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace("<t>木星</t></is>".encode(), "<t>木星</t><rPh sb='0' eb='1'><t>mù</t></rPh></is>".encode()),
    )
    assert column(read_book(path, SHEETS), "value")[1] == "木星"


# ------------------------------------------------------------------------------------------------- what is done to sheets and columns


def rename(book: Any) -> None:
    book["事实"].title = "我的审阅"


def rename_header(book: Any) -> None:
    book["事实"]["D3"] = "结论"


def move_column(book: Any) -> None:
    sheet = book["事实"]
    sheet.insert_cols(1)
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = sheet.cell(row, 5).value
    sheet.delete_cols(5)


def swap_below_the_keys(book: Any) -> None:
    """Two columns change places from the header down: the hidden keys stay."""
    sheet = book["事实"]
    for row in range(3, sheet.max_row + 1):
        a, b = sheet.cell(row, 4), sheet.cell(row, 6)
        a.value, b.value = b.value, a.value


def rows_above(book: Any) -> None:
    book["事实"].insert_rows(1, 3)
    book["事实"]["A1"] = "审阅表 2026"


def drop_header(book: Any) -> None:
    book["事实"].delete_rows(3)


def drop_keys(book: Any) -> None:
    book["事实"].delete_rows(2)


def drop_info(book: Any) -> None:
    del book["info"], book["lists"]


def empty_rows(book: Any) -> None:
    book["事实"].insert_rows(6, 2)
    book["事实"]["B6"] = " \u3000"


def repeat_header(book: Any) -> None:
    sheet = book["事实"]
    sheet.insert_rows(7)
    for n in range(1, 9):
        sheet.cell(7, n).value = sheet.cell(3, n).value


def hide(book: Any) -> None:
    book["事实"].row_dimensions[5].hidden = True
    book["事实"].column_dimensions["E"].hidden = True


def copy_sheet(book: Any) -> None:
    book.copy_worksheet(book["事实"]).title = "事实 (2)"


def protect(book: Any) -> None:
    book["事实"].protection.sheet = True
    book.security.lockStructure = True


def to_english(book: Any) -> None:
    sheet = book["事实"]
    for n, c in enumerate(FACTS.columns, 1):
        sheet.cell(3, n).value = c.title["en"].upper()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (rename, set()), (rename_header, set()), (move_column, {"hidden_column"}), (swap_below_the_keys, set()), (rows_above, set()),
        (drop_header, {"no_header"}), (drop_keys, set()), (drop_info, set()), (empty_rows, set()), (repeat_header, set()),
        (hide, {"hidden_rows", "hidden_column"}), (copy_sheet, {"same_sheet"}), (protect, set()), (to_english, set()),
    ],
)  # fmt: skip
def test_nothing_is_lost_when_a_book_is_rearranged(tmp_path: Path, edit: Edit, told: set[str]) -> None:
    def fill(book: Any) -> None:
        for n, shown in enumerate(("接受", "否决", "更正", "接受", "否决", "接受"), 4):
            book["事实"][f"D{n}"] = shown
        edit(book)

    book = read_book(edited(written(tmp_path), fill), SHEETS)
    assert column(book, "decision") == ["accept", "reject", "correct", "accept", "reject", "accept"]
    assert column(book, "id") == [f"f-{n}" for n in range(6)] and column(book, "value")[1] == "旧值"
    assert rules(book) == told and all(t.severity != "error" for t in book.troubles)
    assert len(book.rows["terms"]) == 2


def test_missing_and_unknown_columns_are_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["事实"].delete_cols(5)
        book["事实"].insert_cols(4)
        book["事实"]["D3"], book["事实"]["D6"] = "备注", "看这里"
        book["术语"].delete_cols(2)

    book = read_book(edited(written(tmp_path), edit), SHEETS)
    assert "value" not in book.rows["facts"][0].cells and "label" not in book.rows["terms"][0].cells
    assert {(t.sheet, t.rule, t.value, t.column, t.severity) for t in book.troubles} == {
        ("事实", "missing_column", "正确的值", "", "warning"),
        ("事实", "unknown_column", "备注", "D", "warning"),
        ("术语", "needed_column", "名称", "", "error"),
    }


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["事实"]
        for row in range(2, 10):
            sheet.cell(row, 9).value = sheet.cell(row, 5).value
        sheet["I7"] = "新值"

    (trouble,) = read_book(edited(written(tmp_path), edit), SHEETS).troubles
    assert (trouble.rule, trouble.column, trouble.severity) == ("second_column", "I", "error")


def test_missing_and_unknown_sheets_are_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["术语"]
        book.create_sheet("我的笔记")["B2"] = "记得问王老师"

    book = read_book(edited(written(tmp_path), edit), SHEETS)
    assert "terms" not in book.rows and {(t.rule, t.value) for t in book.troubles} == {
        ("missing_sheet", "术语"),
        ("unknown_sheet", "我的笔记"),
    }


def test_a_second_sheet_with_other_content_is_an_error(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        copy = book.copy_worksheet(book["事实"])
        copy["D4"] = "接受"

    (trouble,) = read_book(edited(written(tmp_path), edit), SHEETS).troubles
    assert (trouble.rule, trouble.severity) == ("second_sheet", "error")


def test_without_header_and_keys_the_titles_are_asked_for(tmp_path: Path) -> None:
    book = read_book(edited(written(tmp_path), lambda book: book["事实"].delete_rows(2, 2)), SHEETS)
    (trouble,) = book.troubles
    assert trouble.rule == "no_titles" and "决定" in trouble.fix and "facts" not in book.rows


def test_a_row_above_the_header_is_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["事实"].insert_rows(3)
        book["事实"]["D3"], book["事实"]["F3"] = "接受", "张三"

    (trouble,) = read_book(edited(written(tmp_path), edit), SHEETS).troubles
    assert (trouble.row, trouble.rule, trouble.severity) == (3, "above_header", "error")


def test_merged_cells(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["事实"]
        sheet["F4"], sheet["D7"] = "张三", "接受"
        sheet.merge_cells("F4:F6")
        sheet.merge_cells("D7:E7")

    book = read_book(edited(written(tmp_path), edit), SHEETS)
    assert column(book, "who")[:4] == ["张三"] * 3 + [""]
    assert [(t.row, t.column, t.severity) for t in book.troubles] == [(4, "F", "warning"), (7, "D", "error")]
    assert book.rows["facts"][3].troubled == {"decision", "value"}


def test_a_changed_grey_cell_and_rows_that_were_mixed(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["事实"]
        sheet["B5"] = "木星没有卫星"
        for letter in "AB":
            sheet[f"{letter}7"], sheet[f"{letter}8"] = sheet[f"{letter}8"].value, sheet[f"{letter}7"].value

    book = read_book(edited(written(tmp_path), edit), SHEETS)
    assert [(t.row, t.column, t.rule) for t in book.troubles] == [(5, "B", "grey_changed"), (7, "B", "row_mixed"), (8, "B", "row_mixed")]


def test_whole_rows_may_be_sorted_copied_and_added(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["术语"]
        rows = [[c.value for c in row] for row in sheet.iter_rows(4, 5)]
        for n, row in enumerate([rows[1], rows[0], ["ast:venus", "金星", None, "否", None]], 4):
            for c, value in enumerate(row, 1):
                sheet.cell(n, c).value = value

    book = read_book(edited(written(tmp_path), edit), SHEETS)
    assert column(book, "iri", "terms") == ["ast:mars", "ast:jupiter", "ast:venus"] and not book.troubles


def test_a_row_half_empty_is_told(tmp_path: Path) -> None:
    book = read_book(edited(written(tmp_path), cell("D6", "是", "术语")), SHEETS)
    assert [(t.row, t.column, t.rule) for t in book.troubles] == [(6, "A", "required"), (6, "B", "required")]


def test_comments_and_pictures_are_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["事实"]["E6"].comment = Comment("这条有问题", "张三")

    path = edited(written(tmp_path), edit)
    (trouble,) = read_book(path, SHEETS).troubles
    assert (trouble.row, trouble.column, trouble.rule, trouble.value) == (6, "E", "comment", "这条有问题")
    drawing = b'<wsDr xmlns="http://x/spreadsheetDrawing"><oneCellAnchor><from><col>4</col><row>6</row></from></oneCellAnchor></wsDr>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
    link = b'<Relationship Id="d1" Type="http://x/relationships/drawing" Target="/xl/drawings/drawing1.xml"/></Relationships>'
    with_part(path, "xl/worksheets/_rels/sheet1.xml.rels", lambda part: part.replace(b"</Relationships>", link))
    assert [(t.row, t.column) for t in read_book(path, SHEETS).troubles if t.rule == "drawing"] == [(7, "E")]


def test_the_strict_kind_of_workbook_is_read(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    for name in names:
        with_part(
            path,
            name,
            lambda part: part.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            ),
        )
    assert len(read_book(path, SHEETS).rows["facts"]) == 6


# ------------------------------------------------------------------------------------------------- files that are none


def bomb(path: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (600 << 20))
    return out.getvalue()


def archive_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda path: b"", "empty"),
        (lambda path: path.read_bytes()[: path.stat().st_size // 2], "damaged or cut off"),
        (lambda path: path.read_bytes()[:30], "damaged or cut off"),
        (lambda path: OLE, "old Excel format"),
        (lambda path: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (lambda path: archive_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"), "LibreOffice"),
        (lambda path: archive_of(xl__workbook_bin=b"x"), "binary workbook"),
        (lambda path: archive_of(word__document_xml=b"<x/>"), "another office program"),
        (lambda path: archive_of(xl__workbook_xml=b"<workbook"), "damaged or cut off"),
        (lambda path: archive_of(xl__workbook_xml=b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>"), "no spreadsheet program writes"),
        (lambda path: b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (lambda path: b"\x89PNG\r\n\x1a\n\0\0\0", "neither a workbook nor a text"),
        (lambda path: "随便写的一段话".encode(), "without the columns"),
        pytest.param(bomb, "unpacks", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_named(tmp_path: Path, data: Callable[[Path], bytes], said: str) -> None:
    path = written(tmp_path)
    path.write_bytes(data(path))
    for work in (
        lambda: read_book(path, SHEETS),
        lambda: mark_book(path, [Trouble("事实", 4, "D", "", "x", "")], tmp_path / "out.xlsx", "zh"),
    ):
        if said == "without the columns" and work.__code__.co_names[0] == "mark_book":
            continue
        with pytest.raises(InputError, match=said) as caught:
            work()
        assert caught.value.remedy and re.search(
            r"[\u4e00-\u9fff]", localise(caught.value.found, "zh") + localise(caught.value.remedy, "zh")
        )


def test_a_merge_over_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    path = with_part(
        written(tmp_path),
        "xl/worksheets/sheet2.xml",
        lambda part: re.sub(rb"<mergeCells.*?</mergeCells>", b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>', part),
    )
    book = read_book(path, SHEETS)
    assert rules(book) == {"merged"} and len(book.rows["facts"]) == 6
    mark_book(path, book.troubles, tmp_path / "out.xlsx", "zh")
    marked = read_book(tmp_path / "out.xlsx", SHEETS)
    assert not marked.troubles and [row.cells for row in marked.rows["facts"]] == [row.cells for row in book.rows["facts"]]


def test_a_book_that_openpyxl_does_not_know_is_marked_without_its_looks(tmp_path: Path) -> None:
    path = edited(written(tmp_path), spoil)
    with_part(path, "xl/styles.xml", lambda part: re.sub(rb'rgb="\w+"', b'rgb="none"', part))
    before = read_book(path, SHEETS)
    mark_book(path, before.troubles, tmp_path / "marked.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert book["事实"]["D4"].fill.fgColor.rgb == "FFFFB3B3" and book["info"].sheet_state == "hidden"
    assert read_book(tmp_path / "marked.xlsx", SHEETS) == before


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")])
def test_a_csv_of_one_sheet_is_read(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "book.xlsx"
    lines = [
        "编号,事实,原文,决定,正确的值,审阅人,日期",
        '1,木星有卫星,"他说：""有"" 木星",接受,=1+1,张三,2026/3/1',
        "2,火星没有水,原文,否决,,李四,",
    ]
    path.write_bytes("\r\n".join(line.replace(",", mark) for line in lines).encode(encoding))
    book = read_book(path, SHEETS)
    assert not book.troubles and column(book, "decision") == ["accept", "reject"] and column(book, "when") == ["2026-03-01", ""]
    assert column(book, "value") == ["=1+1", ""] and column(book, "quote")[0] == '他说："有" 木星'
    mark_book(path, [Trouble("book", 2, "E", "", "a comment on a cell is not read", "delete it")], tmp_path / "marked.xlsx", "zh")
    assert rules(read_book(tmp_path / "marked.xlsx", SHEETS)) == {"missing_sheet"}


# ------------------------------------------------------------------------------------------------- marking


def spoil(book: Any) -> None:
    sheet = book["事实"]
    sheet["D4"], sheet["D5"], sheet["G5"], sheet["F5"] = "接授", "否决", "3/4/2026", "张三"
    sheet["G5"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["F5"].comment = Comment("我的批注", "张三")


def test_a_marked_book_shows_each_problem_beside_its_cell(tmp_path: Path) -> None:
    path = edited(written(tmp_path), spoil)
    before = read_book(path, SHEETS)
    mark_book(path, before.troubles, tmp_path / "marked.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx", rich_text=True)
    sheet = book["事实"]
    assert sheet["D4"].fill.fgColor.rgb == "FFFFB3B3" and "接受”？" in sheet["D4"].comment.text
    assert sheet["I3"].value == "问题（程序所注）" and sheet["I4"].value.startswith("D4: “接授”不是这一列可填的值。")
    assert "G5" in sheet["I5"].value and sheet.auto_filter.ref.startswith("A3:J")
    assert "我的批注" in sheet["F5"].comment.text and "不会读入" in sheet["F5"].comment.text
    assert sheet["C4"].value[0].font.b and sheet.data_validations.dataValidation[0].formula1 == '"接受,否决,更正"'
    first = book.worksheets[0]
    assert (
        first.title == "问题"
        and "2处错误" in first["A1"].value
        and first["B4"].value == "D4"
        and first["B4"].hyperlink.location == "'事实'!D4"
    )
    assert read_book(tmp_path / "marked.xlsx", SHEETS) == before


def test_marks_do_not_pile_up_and_go_when_the_book_is_mended(tmp_path: Path) -> None:
    path = edited(written(tmp_path), spoil)
    troubles = read_book(path, SHEETS).troubles
    for _ in range(3):
        mark_book(path, troubles, path, "zh")
    book = openpyxl.load_workbook(path)
    assert [s.title for s in book][:2] == ["问题", "事实"] and book["事实"]["K3"].value is None
    assert book["事实"]["D4"].comment.text.count("kgcorpus:") == 1

    def mend(book: Any) -> None:
        book["事实"]["D4"], book["事实"]["G5"], book["事实"]["F5"].comment = "接受", "2026-04-03", None

    mended = read_book(edited(path, mend), SHEETS)
    assert not mended.troubles and column(mended, "decision")[:2] == ["accept", "reject"] and column(mended, "when")[1] == "2026-04-03"
    mark_book(path, [], path, "zh")
    sheet = openpyxl.load_workbook(path)["事实"]
    assert sheet["D4"].fill.fill_type is None and sheet["D4"].comment is None and sheet["I3"].value is None
    assert sheet["G5"].fill.fgColor.rgb == "FF00B050" and sheet.auto_filter.ref.startswith("A3:H")


def test_marking_gives_the_same_bytes(tmp_path: Path) -> None:
    path = edited(written(tmp_path), spoil)
    troubles = read_book(path, SHEETS).troubles
    made = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for out in made:
        mark_book(path, troubles, out, "en")
    assert made[0].read_bytes() == made[1].read_bytes()


def test_troubles_of_sheets_and_whole_rows_are_listed(tmp_path: Path) -> None:
    troubles = [
        Trouble("", 0, "", "术语", "the sheet '术语' is missing; nothing of it was read", "put it back, or export the workbook again"),
        Trouble("事实", 6, "", "", "x", "y"),
    ]
    mark_book(written(tmp_path), troubles, tmp_path / "m.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert (
        book["问题"]["D4"].value == "缺少工作表“术语”，没有读入其中任何内容"
        and book["问题"]["B5"].value == "第6行"
        and book["事实"]["I6"].value == "x。y。"
    )


# ------------------------------------------------------------------------------------------------- what troubles say


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_chinese(rule: str) -> None:
    names = set(re.findall(r"\{(\w+)\}", RULES[rule][0] + RULES[rule][1])) - {"value"}
    told = trouble(rule, "事实", 4, 2, "甲", **dict.fromkeys(names, "乙"))
    for text in (told.message, told.fix):
        said = localise(text, "zh")
        assert re.search(r"[\u4e00-\u9fff]{3}", said) and not re.search(r"[a-z]{3}", said), said
    assert told.severity in ("error", "warning", "info") and told.column == "B"


def test_every_trouble_is_told_in_chinese(tmp_path: Path) -> None:
    edits = [
        rename, drop_header, hide, copy_sheet, spoil, cell("E8", "=1+1"), cell("E8", "#N/A"), cell("E8", date(2026, 1, 2)),
        cell("E8", 1e17),
        cell("D6", "也许"), cell("D6", "是", "术语"), cell("B5", "改"), lambda b: b["事实"].delete_cols(4),
        lambda b: b["事实"].delete_rows(2, 2),
        lambda b: b["事实"].merge_cells("D4:E5"), lambda b: b["事实"].merge_cells("E5:E6"), lambda b: b.__delitem__("术语"),
        cell("I6", "x"),
    ]  # fmt: skip
    for edit in edits:
        for told in read_book(edited(written(tmp_path), edit), SHEETS).troubles:
            for text in (told.message, told.fix):
                said = localise(text, "zh")
                assert re.search(r"[\u4e00-\u9fff]", said) and not re.search(r"\b(?:the|is|of|one|not|it|did)\b", said), text
            assert told.rule and told.fix and told.severity in ("error", "warning", "info")
