"""What MinerU and Docling made of a file is read in its place, with its pages."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from kgcorpus import config
from kgcorpus.documents.child import read_in_child
from kgcorpus.documents.converted import read_converted, read_paged
from kgcorpus.documents.passages import Read, Unreadable
from kgcorpus.documents.prose import read_markdown
from kgcorpus.documents.reading import in_place, read_documents
from kgcorpus.model import Document, Rejection, Source

HTML = "<html><body><table><tr><td>药品</td><td>最大剂量</td></tr><tr><td>二甲双胍</td><td>2000 mg</td></tr></table></body></html>"
MINERU = [
    {"type": "header", "text": "内部资料", "page_idx": 0},
    {"type": "text", "text": "糖尿病用药", "text_level": 1, "page_idx": 0},
    {"type": "text", "text": "格列本脲起效快而持久，必须使用时应当从", "page_idx": 0},
    {"type": "page_footnote", "text": "1 见指南。", "page_idx": 0},
    {"type": "page_number", "text": "1", "page_idx": 0},
    {"type": "header", "text": "内部资料", "page_idx": 1},
    {"type": "text", "text": "小剂量开始。", "page_idx": 1},
    {"type": "table", "table_caption": ["表1 剂量"], "table_footnote": ["每日"], "table_body": HTML, "page_idx": 1},
    {"type": "list", "list_items": ["1. 重度肾功能不全", "2. 酮症酸中毒"], "page_idx": 2},
    {"type": "table", "img_path": "x.jpg", "table_caption": ["表2 看不清"], "table_body": "", "page_idx": 2},
]
NEWER = [
    [
        {"type": "title", "content": {"title_content": [{"type": "text", "content": "糖尿病用药"}], "level": 1}},
        {"type": "paragraph", "content": {"paragraph_content": [{"content": "二甲双胍"}, {"content": "禁用。"}]}},
    ],
    [
        {"type": "page_header", "content": {"page_header_content": [{"type": "text", "content": "内部资料"}]}},
        {"type": "table", "content": {"html": HTML, "table_caption": [{"type": "text", "content": "表1 剂量"}]}},
        {"type": "list", "content": {"list_items": [{"item_content": [{"type": "text", "content": "腹泻"}]}]}},
    ],
]  # fmt: skip


def prov(page: int, *span: int) -> list[dict[str, object]]:
    return [{"page_no": page, "bbox": {}, "charspan": list(span) or [0, 1]}]


DOCLING = {
    "schema_name": "DoclingDocument",
    "version": "1.5.0",
    "body": {
        "self_ref": "#/body",
        "children": [{"$ref": f"#/{r}"} for r in ("texts/0", "texts/1", "texts/2", "tables/0", "groups/0", "texts/5")],
    },
    "groups": [{"label": "list", "children": [{"$ref": "#/texts/3"}]}],
    "texts": [
        {"label": "title", "text": "糖尿病用药", "prov": prov(1)},
        {"label": "section_header", "text": "二甲双胍", "level": 1, "prov": prov(1)},
        {"label": "text", "text": "禁用于重度肾功能不全患者。随餐服用。", "prov": [*prov(1, 0, 7), *prov(2, 7, 18)]},
        {"label": "list_item", "text": "酮症酸中毒", "prov": prov(2), "children": [{"$ref": "#/groups/9"}]},
        {"label": "caption", "text": "表1 剂量", "prov": prov(2)},
        {"label": "page_footer", "text": "第2页", "content_layer": "furniture", "prov": prov(2)},
    ],
    "tables": [
        {
            "label": "table",
            "captions": [{"$ref": "#/texts/4"}],
            "prov": prov(2),
            "data": {
                "num_rows": 3,
                "num_cols": 2,
                "table_cells": [
                    {
                        "text": text,
                        "start_row_offset_idx": r,
                        "end_row_offset_idx": e,
                        "start_col_offset_idx": c,
                        "end_col_offset_idx": c + 1,
                    }
                    for text, r, e, c in (
                        ("药品", 0, 1, 0),
                        ("剂量", 0, 1, 1),
                        ("二甲双胍", 1, 3, 0),
                        ("500 mg", 1, 2, 1),
                        ("2000 mg", 2, 3, 1),
                    )
                ],
            },
        }
    ],
}


def shown(read: Read) -> list[tuple[str, int | None, object]]:
    for p in read.passages:
        assert all(read.text[c.start : c.end] == c.text for row in p.rows for c in row)
        assert all(read.text[h.start : h.end] == h.text for h in p.headings)
    return [(p.kind, p.page, [[c.text for c in r] for r in p.rows] if p.rows else read.text[p.start : p.end]) for p in read.passages]


TABLE = [["药品", "最大剂量"], ["二甲双胍", "2000 mg"]]


def test_content_lists_keep_pages_notes_and_tables() -> None:
    read = read_converted(orjson.dumps(MINERU))
    assert shown(read) == [
        ("heading", 1, "糖尿病用药"),
        ("paragraph", 1, "格列本脲起效快而持久，必须使用时应当从小剂量开始。"),
        ("paragraph", 1, "1 见指南。"),
        ("paragraph", 2, "表1 剂量"),
        ("table", 2, TABLE),
        ("paragraph", 2, "每日"),
        ("item", 3, "重度肾功能不全"),
        ("item", 3, "酮症酸中毒"),
    ]
    sentence = read.passages[1]
    assert [sentence.page_at(read.text.index(word)) for word in ("格列本脲", "小剂量")] == [1, 2]
    assert [h.text for h in read.passages[4].headings] == ["糖尿病用药", "表1 剂量"]
    assert [(one.reason, one.what, one.place) for one in read.left] == [
        ("running_head", "内部资料", "pages 1-2"),
        ("running_head", "#", "page 1"),
        ("unread_table", "表2 看不清", "page 3"),
    ]


def test_the_newer_content_lists_are_read_too() -> None:
    assert shown(read_converted(orjson.dumps(NEWER))) == [
        ("heading", 1, "糖尿病用药"),
        ("paragraph", 1, "二甲双胍禁用。"),
        ("paragraph", 2, "表1 剂量"),
        ("table", 2, TABLE),
        ("item", 2, "腹泻"),
    ]


def test_docling_documents_are_read_in_their_order() -> None:
    read = read_converted(orjson.dumps(DOCLING))
    assert shown(read) == [
        ("heading", 1, "糖尿病用药"),
        ("heading", 1, "二甲双胍"),
        ("paragraph", 1, "禁用于重度肾功能不全患者。随餐服用。"),
        ("paragraph", 2, "表1 剂量"),
        ("table", 2, [["药品", "剂量"], ["二甲双胍", "500 mg"], ["二甲双胍", "2000 mg"]]),
        ("item", 2, "酮症酸中毒"),
    ]
    assert read.passages[2].breaks and read.title == "糖尿病用药"
    assert [(one.reason, one.place) for one in read.left] == [("running_head", "page 2")]


def test_markdown_of_converters_has_pages_and_its_html_tables_are_tables() -> None:
    read = read_paged(f"# 用药\n\n第一页。\n\n<!-- page break -->\n\n{HTML}\n\n后文。\n\n<!-- page 7 -->\n\n第七页。\n")
    assert shown(read) == [
        ("heading", 1, "用药"),
        ("paragraph", 1, "第一页。"),
        ("table", 2, TABLE),
        ("paragraph", 2, "后文。"),
        ("paragraph", 7, "第七页。"),
    ]
    assert read_paged("无页。").passages[0].page is None


def test_a_table_in_html_inside_markdown_is_never_prose() -> None:
    read = read_markdown("前 <table><tr><td rowspan=2>甲<br>乙</td><td>丙&amp;丁</td></tr>\n<tr><td><b>戊</b></td></tr></table> 后\n\n末。")
    (table,) = [p for p in read.passages if p.rows]
    assert [[c.text for c in row] for row in table.rows] == [["甲 乙", "丙&丁"], ["甲 乙", "戊"]]
    assert [read.text[p.start : p.end] for p in read.passages if not p.rows] == ["前", "后", "末。"]
    assert [p.kind for p in read_markdown("<table><tr><td>没有结尾").passages] == ["table"]


@pytest.mark.parametrize(
    "data", [b'{"a": 1}', b"[1, 2]", b"{", b"[]", b'[{"type": "text", "page_idx": 0, "text": ""}]', b"[" * 5000, b'"x"']
)
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_in_child(".json", data)
    assert caught.value.reason in ("unknown_format", "syntax_error", "no_text", "too_deep")


def test_odd_values_do_not_stop_the_reader() -> None:
    odd = [
        *MINERU,
        {"type": "text", "text": None, "page_idx": -3},
        {"type": "list", "list_items": 7 * [None], "page_idx": "x"},
        {"type": 3, "page_idx": 1},
    ]
    assert len(read_converted(orjson.dumps(odd)).passages) == 8
    assert read_converted(orjson.dumps({**DOCLING, "groups": None, "tables": [{"data": 3}]})).passages


def test_what_a_converter_made_stands_in_the_place_of_the_file(tmp_path: Path) -> None:
    for name, content in (
        ("scan.pdf", b"%PDF-1.4 nothing"),
        ("scan.pdf.mineru.json", orjson.dumps(MINERU)),
        ("scan.pdf.mineru.md", b"# other"),
        ("old.doc", b"\xd0\xcf"),
        ("old.doc.docling.json", orjson.dumps(DOCLING)),
        ("b_content_list.json", orjson.dumps(NEWER)),
        ("b.pdf", b"x"),
        ("c.docx.converted.md", "# 标题\n\n正文。".encode()),
        ("data.json", b"{}"),
    ):
        (tmp_path / name).write_bytes(content)
    rule = config.SourceRule(("*.pdf", "*.doc", "*.docx", "*.json"), Source("s", licence="CC0-1.0"))
    corpus = config.Corpus(tmp_path, "t", {}, "2026-01-01", ("zh",), tmp_path, tmp_path, sources=(rule,))
    found = list(read_documents(corpus))
    documents = {d.id: d for d in found if isinstance(d, Document)}
    assert {(d.id, d.path, d.format) for d in documents.values()} == {
        ("scan.pdf", "scan.pdf", "pdf"),
        ("old.doc", "old.doc", "doc"),
        ("b.pdf", "b.pdf", "pdf"),
        ("c.docx", "c.docx", "md"),
    }
    assert documents["scan.pdf"].title == "糖尿病用药"
    assert {(r.document, r.reason) for r in found if isinstance(r, Rejection) and r.reason != "running_head"} == {
        ("scan.pdf", "unread_table"),
        ("data.json", "unknown_format"),
    }


def test_two_files_of_one_stem_leave_a_content_list_to_itself() -> None:
    assert in_place(["a.pdf", "a.docx", "a_content_list.json"])["a_content_list.json"] == ("a_content_list.json", ".json")
