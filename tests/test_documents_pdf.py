"""Printed pages as people meet them: columns, running heads, footnotes, tables, scans, and sentences that go on over a page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kgcorpus.documents import READERS
from kgcorpus.documents.child import read_in_child
from kgcorpus.documents.passages import Read, Unreadable
from kgcorpus.documents.portable import read_pdf
from kgcorpus.documents.reading import read_file
from kgcorpus.model import REASONS, Source
from tests.paper import Paper, width, wrapped

ZH = [
    "二甲双胍是治疗2型糖尿病的首选药物，禁用于重度肾功能不全患者。",
    "常见不良反应包括腹泻、恶心和呕吐，多在用药初期出现，随餐服用可以减轻。",
    "对于不能耐受的患者，可以选用格列美脲或者阿卡波糖替代治疗，同时应当监测血糖水平的变化。",
]
EN = [
    "Metformin is the first-line treatment of type 2 diabetes.",
    "Common adverse reactions include diarrhoea, nausea and vomiting, which mostly appear at the beginning of treatment.",
    "It is contraindicated in patients with severe renal impairment and should be taken with meals.",
]


def read_of(paper: Paper) -> Read:
    read = read_pdf(paper.output())
    for p in read.passages:
        assert 0 <= p.start < p.end <= len(read.text)
        for row in p.rows:
            assert all(read.text[c.start : c.end] == c.text for c in row)
    return read


def prose(read: Read) -> list[str]:
    return [read.text[p.start : p.end] for p in read.passages if p.kind in ("paragraph", "item")]


def tables(read: Read) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in p.rows] for p in read.passages if p.kind == "table"]


def left(read: Read) -> dict[str, list[str | None]]:
    out: dict[str, list[str | None]] = {}
    for one in read.left:
        assert one.reason in REASONS
        out.setdefault(one.reason, []).append(one.place)
    return out


def set_columns(sentences: Sequence[str], pages: int, *, across: bool = False) -> tuple[Paper, list[str]]:
    """Paragraphs numbered in reading order in two columns, set column by column or (``across``) line by line over both."""
    paper, want = Paper(), []
    lines: list[str] = []
    for n in range(60 * pages):
        want.append(f"据第{n + 1}号记录，{sentences[n % 3]}" if sentences is ZH else f"As number {n + 1} says, {sentences[n % 3]}")
        lines += wrapped(want[-1], 10, 225)
    at = 0
    for page in range(pages):
        paper.page()
        paper.text(60, 40, "中国糖尿病杂志" if sentences is ZH else "Journal of Diabetes", 9)
        paper.text(60 + 400 * (page % 2), 812, str(page + 901), 9)
        columns = [lines[at : at + 41], lines[at + 41 : at + 82]]
        at += 82
        if across:
            for row in range(41):
                for x, column in zip((60, 310), columns, strict=True):
                    if row < len(column):
                        paper.text(x, 80 + 15 * row, column[row], 10)
        else:
            for x, column in zip((60, 310), columns, strict=True):
                for row, line in enumerate(column):
                    paper.text(x, 80 + 15 * row, line, 10)
    shown = "".join(lines[: 82 * pages])
    return paper, [w for w in want if w.replace(" ", "") in shown.replace(" ", "")]


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("sentences", [ZH, EN])
def test_two_columns_are_read_one_after_the_other_and_heads_are_left_out(sentences: list[str], across: bool) -> None:
    paper, want = set_columns(sentences, 3, across=across)
    read = read_of(paper)
    found = "".join(prose(read)).replace(" ", "")
    assert [w for w in want if w.replace(" ", "") not in found] == []
    places = [found.index(w.replace(" ", "")) for w in want]
    assert places == sorted(places)
    assert "中国糖尿病杂志" not in read.text and "Journal" not in read.text and "901" not in read.text
    assert left(read) == {"running_head": ["pages 1-3", "pages 1-3"]}
    assert any(p.breaks for p in read.passages), "a sentence goes on over the page"


def test_the_page_of_a_place_is_that_on_which_it_stands() -> None:
    paper, _ = set_columns(ZH, 3)
    passage = next(p for p in read_of(paper).passages if p.breaks)
    assert passage.page_at(passage.start) == passage.page and passage.page_at(passage.end - 1) == (passage.page or 0) + 1


CUT = "老年患者容易发生低血糖，因此七十岁以上的患者一般不推荐使用，如果必须使用，应当从小剂量开始，并且告知低血糖的表现。"


def page_with_notes() -> Paper:
    paper = Paper().page()
    y = 80.0
    lines = wrapped("".join(ZH) * 2 + CUT, 11, 470)
    for n, line in enumerate(lines[:-1]):
        paper.text(60, y + 16 * n, line)
        if n == 0:
            paper.text(60 + width(line, 11), y - 4, "1", 6)
    paper.line(60, 740, 200, 740)
    paper.text(60, 756, "1 见《中国2型糖尿病防治指南》。", 8)
    paper.text(60, 768, "2 剂量以说明书为准，不得超过最大", 8)
    paper.text(68, 780, "剂量。", 8)
    paper.page()
    paper.text(60, 80, lines[-1])
    return paper


def test_footnotes_stand_apart_from_the_sentence_that_the_page_cuts() -> None:
    read = read_of(page_with_notes())
    found = prose(read)
    assert found[0].endswith(CUT)
    assert found[1:] == ["见《中国2型糖尿病防治指南》。", "剂量以说明书为准，不得超过最大剂量。"]
    assert found[0].startswith("二甲双胍是治疗2型糖尿病") and "1" not in found[0].replace("2型", "")
    assert [p.page for p in read.passages] == [1, 1, 1]


def test_a_power_is_no_footnote_mark() -> None:
    paper = page_with_notes().page()
    paper.text(60, 80, "体表面积为1.73 m")
    paper.text(60 + width("体表面积为1.73 m", 11), 76, "2", 6)
    assert "体表面积为1.73 m²" in read_of(paper).text


ROWS = [["药品", "最大剂量", "禁忌证"], ["二甲双胍", "2000 mg", "重度肾功能不全"], ["阿卡波糖", "300 mg", "肠梗阻"]]


def fill(paper: Paper, xs: list[float], ys: list[float], rows: list[list[str]]) -> None:
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            for n, line in enumerate(text.split("\n")):
                paper.text(x + 4, y + 14 + 12 * n, line, 10)


def around(paper: Paper, top: float, bottom: float) -> None:
    paper.block(60, top, "".join(ZH), 470)
    paper.block(60, bottom, "".join(ZH), 470)


def test_a_ruled_table_between_paragraphs_is_a_table_and_its_cells_keep_their_lines_together() -> None:
    paper = Paper().page()
    around(paper, 80, 300)
    xs, ys = [60.0, 200, 330, 530], [150.0, 172, 208, 230]
    paper.grid(xs, ys)
    fill(paper, xs, ys, [ROWS[0], ["二甲双胍", "2000 mg", "重度肾功\n能不全"], ROWS[2]])
    read = read_of(paper)
    assert tables(read) == [ROWS]
    assert prose(read) == ["".join(ZH)] * 2
    assert [p.kind for p in read.passages] == ["paragraph", "table", "paragraph"]


def test_merged_cells_say_what_they_say_in_every_row() -> None:
    paper = Paper().page()
    xs, ys = [60.0, 200, 330, 530], [150.0, 172, 194, 216]
    for y in ys:
        if y == 194:
            paper.line(200, y, 530, y)
        else:
            paper.line(60, y, 530, y)
    for x in xs:
        paper.line(x, 150, x, 216)
    fill(paper, xs, ys, [ROWS[0], ROWS[1], ["", "1000 mg", "老年"]])
    paper.text(64, 240, "正文。")
    assert tables(read_of(paper))[0][1:] == [["二甲双胍", "2000 mg", "重度肾功能不全"], ["二甲双胍", "1000 mg", "老年"]]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_of_three_lines_or_of_none_is_read_where_its_columns_are_clear(ruled: bool) -> None:
    paper = Paper().page()
    around(paper, 80, 300)
    if ruled:
        for y in (150, 172, 216):
            paper.line(60, y, 530, y)
    fill(paper, [60, 200, 330], [150, 172, 194], ROWS)
    read = read_of(paper)
    assert tables(read) == [ROWS] and prose(read) == ["".join(ZH)] * 2


def test_a_table_whose_columns_are_not_clear_is_left_out_and_never_prose() -> None:
    paper = Paper().page()
    around(paper, 80, 300)
    for n, xs in enumerate(([60, 130, 300], [90, 180, 260], [60, 150, 330], [110, 210, 290])):
        for x, text in zip(xs, ("二甲双胍", "2000 mg", "禁用"), strict=True):
            paper.text(x, 150 + 16 * n, text, 10)
    read = read_of(paper)
    assert left(read) == {"unread_table": ["page 1"]} and "2000" not in read.text
    assert prose(read) == ["".join(ZH)] * 2


def test_a_table_that_goes_on_over_the_page_is_one_and_knows_its_pages() -> None:
    paper = Paper()
    xs = [60.0, 200, 330, 530]
    for page in range(2):
        paper.page()
        ys = [60.0 + 22 * n for n in range(32)]
        paper.grid(xs, ys)
        fill(paper, xs, ys, [ROWS[0], *([f"药品{page}-{n}", f"{n} mg", "过敏"] for n in range(30))])
    read = read_of(paper)
    (found,) = tables(read)
    assert len(found) == 61 and found[31][0] == "药品1-0"
    table = read.passages[0]
    assert (table.page_at(table.rows[30][0].start), table.page_at(table.rows[31][0].start)) == (1, 2)


def test_bullets_set_off_from_their_text_are_items_not_a_table() -> None:
    paper = Paper().page()
    paper.block(60, 80, "".join(ZH), 470)
    for n, text in enumerate(("重度肾功能不全", "酮症酸中毒", "对本品过敏", "妊娠")):
        paper.text(60, 160 + 18 * n, "•", 11)
        paper.text(90, 160 + 18 * n, text, 11)
    read = read_of(paper)
    assert tables(read) == [] and prose(read)[1:] == ["重度肾功能不全", "酮症酸中毒", "对本品过敏", "妊娠"]


def test_scanned_pages_are_named_and_the_others_are_read() -> None:
    paper = Paper()
    for page in range(5):
        paper.page()
        if page in (1, 2, 4):
            paper.picture()
        else:
            paper.block(60, 80, f"第{page}段：" + "".join(ZH), 470)
    read = read_of(paper)
    assert left(read) == {"scanned_page": ["pages 2-3, 5"]}
    assert [p.page for p in read.passages] == [1, 4]


def test_a_pdf_of_nothing_but_pictures_is_a_rejection_of_its_own() -> None:
    paper = Paper().page()
    paper.picture()
    with pytest.raises(Unreadable) as caught:
        read_pdf(paper.output())
    assert caught.value.reason == "no_text"


def test_a_watermark_is_no_part_of_the_sentence_it_lies_over() -> None:
    paper = Paper().page()
    around(paper, 80, 200)
    paper.text(150, 250, "CONFIDENTIAL", 40, upright=False)
    read = read_of(paper)
    assert left(read) == {"stray_text": ["page 1"]} and prose(read) == ["".join(ZH)] * 2


def test_a_table_of_contents_is_no_text() -> None:
    paper = Paper().page()
    for n, title in enumerate(("第一章 概述", "第二章 用法", "第三章 禁忌")):
        paper.text(60, 80 + 20 * n, f"{title} {'.' * 60} {n + 3}")
    paper.block(60, 200, "".join(ZH), 470)
    read = read_of(paper)
    assert left(read) == {"contents_list": ["page 1"]} and [p.kind for p in read.passages] == ["paragraph"]


def test_words_divided_at_a_line_end_are_whole_again() -> None:
    paper = Paper().page()
    for n, line in enumerate(("Metformin is contraindi-", "cated in patients with a", "severe renal impairment.")):
        paper.text(60, 80 + 16 * n, line)
    assert prose(read_of(paper)) == ["Metformin is contraindicated in patients with a severe renal impairment."]


def test_a_child_gives_the_same_as_this_process(tmp_path) -> None:
    data = page_with_notes().output()
    assert list(read_in_child(".pdf", data)) == list(READERS[".pdf"]()(data))
    path = tmp_path / "a.pdf"
    path.write_bytes(set_columns(ZH, 3)[0].output())
    assert read_file(path, id="a.pdf", source=Source("s")).passages


WIDE = [["股票代码", "股票简称", "所属行业", "所属概念"], *([f"60039{n}", "五矿资本", "有色金属", "锂电池、资产注入"] for n in range(8))]


def test_a_page_of_short_cells_is_a_table_not_two_columns_of_text() -> None:
    paper = Paper().page()
    rows = [list(row) for row in WIDE]
    rows[4][3] = ""
    fill(paper, [60, 180, 300, 420], [80 + 14 * n for n in range(9)], rows)
    read = read_of(paper)
    assert tables(read) == [rows] and prose(read) == []


def test_a_header_that_runs_into_the_next_column_makes_the_columns_unclear() -> None:
    paper = Paper().page()
    fill(paper, [60, 120, 240, 360], [80 + 14 * n for n in range(9)], [["Stock code of it", "Company", "Industry", "Concepts"], *WIDE[1:]])
    read = read_of(paper)
    assert left(read) == {"unread_table": ["page 1"]} if prose(read) == [] else tables(read)


def test_an_index_in_two_columns_is_no_table() -> None:
    paper = Paper().page()
    for n in range(12):
        paper.text(60, 80 + 15 * n, f"Term {n} {'. ' * 18} {n}", 10)
        paper.text(320, 80 + 15 * n, f"Word {n} {'. ' * 18} {n + 9}", 10)
    paper.block(60, 400, "".join(ZH), 470)
    read = read_of(paper)
    assert left(read) == {"contents_list": ["page 1"]} and prose(read) == ["".join(ZH)]


def test_the_head_of_a_short_chapter_is_a_running_head_as_well() -> None:
    paper = Paper()
    for page, chapter in enumerate((1, 1, 1, 1, 2, 2)):
        paper.page()
        paper.text(60, 40, f"第{'一二'[chapter - 1]}章 {'概述' if chapter == 1 else '禁忌证与慎用'}", 9)
        paper.block(60, 80, f"本页是第{page}页的正文。" + "".join(ZH), 470)
    read = read_of(paper)
    assert "章" not in read.text and sorted(filter(None, left(read)["running_head"])) == ["pages 1-4", "pages 5-6"]


def test_what_stands_on_every_page_within_the_text_is_text() -> None:
    paper = Paper()
    for _ in range(4):
        paper.page()
        for n, line in enumerate(wrapped("".join(ZH) * 3, 10, 470)):
            paper.text(60, 50 + 15 * n, line, 10)
    read = read_of(paper)
    assert read.left == () and read.text.count("首选药物") == 12


def test_an_item_with_a_smaller_bullet_keeps_its_lines_together() -> None:
    paper = Paper().page()
    paper.block(60, 80, "".join(ZH), 470)
    paper.text(72, 160, "• ", 8)
    paper.text(82, 160, "重度肾功能不全患者以及正在接受碘造影剂检查的患者，", 11)
    paper.text(82, 176, "应当停用本品。", 11)
    assert prose(read_of(paper))[1:] == ["重度肾功能不全患者以及正在接受碘造影剂检查的患者，应当停用本品。"]


def set_runs(paper: Paper, y: float, *runs: tuple[str, bool]) -> None:
    """A line of runs, each perhaps raised and small."""
    x = 60.0
    for text, raised in runs:
        paper.text(x, y - (4 if raised else 0), text, 6 if raised else 11)
        x += width(text, 6 if raised else 11) + 0.5


def test_marks_of_citations_are_no_part_of_a_name_and_other_raised_signs_stay() -> None:
    paper = Paper().page()
    set_runs(
        paper,
        80,
        ("二甲双胍", False),
        ("[1,2]", True),
        ("禁用于肾功能不全", False),
        ("3-5", True),
        ("患者；碘", False),
        ("131", True),
        ("I治疗。", False),
    )
    set_runs(paper, 120, ("细胞数超过10", False), ("9", True), ("/L，体表面积1.73 m", False), ("2", True), ("。", False))
    text = read_of(paper).text.replace(" ", "")
    assert text == "二甲双胍禁用于肾功能不全患者；碘¹³¹I治疗。细胞数超过10⁹/L，体表面积1.73m²。"


def test_several_keys_on_a_line_are_a_form_not_a_table() -> None:
    paper = Paper().page()
    rows = (("药品名称：二甲双胍片", "规格：0.5 g"), ("生产企业：某制药厂", "有效期：24个月"), ("贮藏：密封保存", "类别：处方药"))
    for n, row in enumerate(rows):
        for x, text in zip((60, 320), row, strict=True):
            paper.text(x, 80 + 18 * n, text)
    assert prose(read_of(paper)) == [text for row in rows for text in row]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_it_is_shown(turn: int) -> None:
    import io

    import pypdfium2

    paper = Paper().page((842, 595))
    paper.block(60, 80, "".join(ZH), 700)
    paper.grid([60, 200, 330, 530], [150, 172, 194, 216])
    fill(paper, [60, 200, 330, 530], [150, 172, 194, 216], ROWS)
    document = pypdfium2.PdfDocument(paper.output())
    document[0].set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    read = read_pdf(out.getvalue())
    assert tables(read) == [ROWS] and prose(read) == ["".join(ZH)]


@pytest.mark.parametrize("names", [("二甲双胍", "禁忌证", ZH), ("Metformin", "Contraindications", EN)])
def test_a_short_line_in_bold_type_is_a_heading(names: tuple[str, str, list[str]]) -> None:
    drug, section, sentences = names
    text = "".join(sentences) if sentences is ZH else " ".join(sentences)
    paper = Paper().page()
    y = paper.text(60, 80, drug, 16)
    for _ in range(2):
        y = paper.text(60, y, section, bold=True)
        y = paper.block(60, y, text, 470)
    read = read_of(paper)
    assert [(p.kind, [h.text for h in p.headings]) for p in read.passages] == [
        ("heading", []), *2 * [("heading", [drug]), ("paragraph", [drug, section])]
    ]  # fmt: skip
    assert prose(read) == [text] * 2


def test_where_all_is_bold_nothing_is_a_heading_for_it() -> None:
    paper = Paper().page()
    for n, line in enumerate(wrapped("".join(ZH), 11, 470)):
        paper.text(60, 80 + 16 * n, line, bold=True)
    assert [p.kind for p in read_of(paper).passages] == ["paragraph"]
