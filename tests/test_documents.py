import doctest
import io
import os
import zipfile
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import config
from kgcorpus.documents import READERS, child, reading
from kgcorpus.documents.delimited import read_delimited
from kgcorpus.documents.page import read_html
from kgcorpus.documents.passages import Unreadable
from kgcorpus.documents.prose import read_markdown, read_plain
from kgcorpus.documents.reading import read_documents, read_file, read_text
from kgcorpus.errors import UsageError
from kgcorpus.model import REASONS, Document, Rejection, Source

SOURCE = Source("s", licence="CC0-1.0", uses=("train",), origin="o")


def shown(read):
    """Passages as (kind, text, texts of the headings), with the promise that holds for every reader checked on the way."""
    for p in read.passages:
        assert 0 <= p.start < p.end <= len(read.text)
        for h in p.headings:
            assert read.text[h.start : h.end] == h.text
        for row in p.rows:
            assert all(read.text[c.start : c.end] == c.text for c in row)
    return [(p.kind, read.text[p.start : p.end], [h.text for h in p.headings]) for p in read.passages]


def rows(read):
    return [[[c.text for c in row] for row in p.rows] for p in read.passages if p.kind == "table"]


def put(folder: Path, name: str, content) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def outcome(folder: Path, name: str, content):
    return read_file(put(folder, name, content), id=name, source=SOURCE)


@pytest.mark.parametrize("module", ["front", "passages", "delimited", "reading"])
def test_doctests_hold(module):
    assert doctest.testmod(import_module(f"kgcorpus.documents.{module}")).failed == 0


# ------------------------------------------------------------------------------------------------- Markdown


def test_markdown_headings_items_and_tables_carry_their_path():
    text = """# 二甲双胍

首选药物。
第二行。

## 禁忌证 ##

- 重度肾功能不全
  （eGFR＜30）
- 下列情况：
  - 酮症酸中毒
  - 休克
* [x] 过敏

### 剂量

| 人群 | 最大剂量 |
|:---|---:|
| 成人 | 2000 mg |
| 儿童 \\| 青少年 | 1000 mg |

Setext
------
正文<PAGE_DIV>
"""
    read = read_markdown(text)
    assert shown(read) == [
        ("heading", "二甲双胍", []),
        ("paragraph", "首选药物。\n第二行。", ["二甲双胍"]),
        ("heading", "禁忌证", ["二甲双胍"]),
        ("item", "重度肾功能不全\n  （eGFR＜30）", ["二甲双胍", "禁忌证"]),
        ("item", "下列情况：", ["二甲双胍", "禁忌证"]),
        ("item", "酮症酸中毒", ["二甲双胍", "禁忌证", "下列情况："]),
        ("item", "休克", ["二甲双胍", "禁忌证", "下列情况："]),
        ("item", "过敏", ["二甲双胍", "禁忌证"]),
        ("heading", "剂量", ["二甲双胍", "禁忌证"]),
        ("table", text[text.index("| 人群") : text.index("\n\nSetext")], ["二甲双胍", "禁忌证", "剂量"]),
        ("heading", "Setext", ["二甲双胍"]),
        ("paragraph", "正文", ["二甲双胍", "Setext"]),
    ]
    assert rows(read) == [[["人群", "最大剂量"], ["成人", "2000 mg"], ["儿童 \\| 青少年", "1000 mg"]]]
    assert read.title == "二甲双胍"


def test_comments_images_rules_and_stray_tags_are_not_text():
    read = read_markdown("a <!-- hidden\nstill --> b\n\n![x](y.png)\n\n***\n\n<PAGE_DIV>\n\n<!-- Media -->\n\nend")
    assert [t for _, t, _ in shown(read)] == ["a", "b", "end"]


def test_articles_of_a_law_are_headings_over_their_paragraphs_and_items():
    text = "# 食品安全法\n\n## 第九章 法律责任\n\n第一百二十二条 违反本法规定，处罚款：\n\n（一）未取得许可；\n\n（二）其他情形\n\n"
    text += "第一百二十三条　明知的，没收违法所得。\n\n同款。\n"
    assert shown(read_markdown(text))[2:] == [
        ("heading", "第一百二十二条", ["食品安全法", "第九章 法律责任"]),
        ("paragraph", "违反本法规定，处罚款：", ["食品安全法", "第九章 法律责任", "第一百二十二条"]),
        ("item", "未取得许可；", ["食品安全法", "第九章 法律责任", "第一百二十二条"]),
        ("item", "其他情形", ["食品安全法", "第九章 法律责任", "第一百二十二条"]),
        ("heading", "第一百二十三条", ["食品安全法", "第九章 法律责任"]),
        ("paragraph", "明知的，没收违法所得。", ["食品安全法", "第九章 法律责任", "第一百二十三条"]),
        ("paragraph", "同款。", ["食品安全法", "第九章 法律责任", "第一百二十三条"]),
    ]


def test_lines_of_key_and_value_stand_apart():
    text = "适应症：2型糖尿病\n禁忌证：过敏、妊娠\n"
    assert [(k, t) for k, t, _ in shown(read_markdown(text))] == [("paragraph", "适应症：2型糖尿病"), ("paragraph", "禁忌证：过敏、妊娠")]


def test_a_ragged_row_of_a_table_is_named():
    read = read_markdown("|a|b|\n|-|-|\n|1|2|\n|3|\n")
    assert read.passages[0].problems == ((3, "ragged_row"),)


def test_line_ends_do_not_change_what_is_read():
    text = "---\nid: x\n---\n# A\n\n- b\n  c\n\nd\ne\n\n|f|g|\n|-|-|\n|1|2|\n"
    plain = [(k, t.replace("\r\n", "\n")) for k, t, _ in shown(read_markdown(text.replace("\n", "\r\n")))]
    assert plain == [(k, t) for k, t, _ in shown(read_markdown(text))]


LINES = st.sampled_from(
    [
        "# A",
        "## 标题",
        "文字。",
        "word word",
        "- item",
        "  - nested",
        "1. one",
        "",
        "",
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
        "<!-- c -->",
        "<!-- open",
        "-->",
        "```",
        "> quote",
        "第十条 处罚。",
        "（一）甲；",
        "键：值",
        "---",
        "===",
        "😀 ﬁ",
        "<TAG_X>",
        "\t- tab",
        "【禁忌】无",
        "一、总则",
        "1.1 Scope",
        "SIDE EFFECTS",
        "![i](u)",
        "   ",
    ]
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([read_markdown, read_plain]))
@settings(max_examples=300, deadline=None)
def test_passages_of_any_text_lie_in_order_and_inside_it(lines, end, read):
    result = read(end.join(lines))
    shown(result)
    spans = [(p.start, p.end) for p in result.passages]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


# ------------------------------------------------------------------------------------------------- plain text


def test_plain_text_headings_are_told_by_their_form():
    text = """格列奈类说明书要点

第一章 概述
瑞格列奈
适应症：2型糖尿病
禁忌证：1型糖尿病

SIDE EFFECTS
Nausea is common. It passes
after some days.

【用法用量】餐前服用。

一、贮藏
密封保存。
"""
    assert shown(read_plain(text)) == [
        ("heading", "格列奈类说明书要点", []),
        ("heading", "第一章 概述", ["格列奈类说明书要点"]),
        ("heading", "瑞格列奈", ["格列奈类说明书要点", "第一章 概述"]),
        ("paragraph", "适应症：2型糖尿病", ["格列奈类说明书要点", "第一章 概述", "瑞格列奈"]),
        ("paragraph", "禁忌证：1型糖尿病", ["格列奈类说明书要点", "第一章 概述", "瑞格列奈"]),
        ("heading", "SIDE EFFECTS", ["格列奈类说明书要点"]),
        ("paragraph", "Nausea is common. It passes\nafter some days.", ["格列奈类说明书要点", "SIDE EFFECTS"]),
        ("heading", "用法用量", ["格列奈类说明书要点", "SIDE EFFECTS"]),
        ("paragraph", "餐前服用。", ["格列奈类说明书要点", "SIDE EFFECTS", "用法用量"]),
        ("heading", "一、贮藏", ["格列奈类说明书要点", "SIDE EFFECTS"]),
        ("paragraph", "密封保存。", ["格列奈类说明书要点", "SIDE EFFECTS", "一、贮藏"]),
    ]


def test_a_name_above_its_key_lines_is_their_heading():
    text = "Leaflet\n\nRepaglinide (NovoNorm)\nIndications: type 2 diabetes\nContraindications: pregnancy\n\n"
    text += "Nateglinide\nIndications: type 2 diabetes\n"
    assert [(t, h) for k, t, h in shown(read_plain(text)) if k == "paragraph"] == [
        ("Indications: type 2 diabetes", ["Leaflet", "Repaglinide (NovoNorm)"]),
        ("Contraindications: pregnancy", ["Leaflet", "Repaglinide (NovoNorm)"]),
        ("Indications: type 2 diabetes", ["Leaflet", "Nateglinide"]),
    ]


def test_a_text_is_a_document_with_its_language():
    document = read_text("双底是反转形态。", id="t1")
    assert (document.id, document.language, document.title, document.source.id) == ("t1", "zh", "t1", "")
    assert [document.text[p.start : p.end] for p in document.passages] == ["双底是反转形态。"]
    assert read_text("", id="empty").passages == ()


# ------------------------------------------------------------------------------------------------- front matter and sources


def test_front_matter_changes_source_title_and_id_and_stays_in_the_text(tmp_path):
    text = '---\nid: met-1\ntitle: "二甲双胍说明书"\nsubject: 二甲双胍\nuses: [train, evaluate]\nas_at: 2021-04\n---\n# 禁忌证\n\n过敏。\n'
    document = outcome(tmp_path, "a.md", text)
    assert (document.id, document.path, document.title, document.subject) == ("met-1", "a.md", "二甲双胍说明书", "二甲双胍")
    assert (document.source.uses, document.source.as_at, document.source.licence) == (("train", "evaluate"), "2021-04", "CC0-1.0")
    assert document.text == text and document.text[document.front :].startswith("# 禁忌证")
    assert all(p.start >= document.front for p in document.passages)


def test_a_wrong_value_in_front_matter_is_a_rejection(tmp_path):
    found = outcome(tmp_path, "a.md", "---\nsensitivity: secret\n---\ntext\n")
    assert (found.reason, found.document) == ("bad_front_matter", "a.md")
    assert "sensitivity" in found.detail


def test_a_rule_at_the_top_is_no_front_matter():
    assert read_markdown("---\n\ntext\n\n---\nmore").front == 0


def corpus_of(folder: Path, *rules) -> config.Corpus:
    return config.Corpus(
        folder, "c", {}, "2026-01-01", ("zh", "en"), folder, folder, sources=rules or (config.SourceRule(("**",), SOURCE),)
    )


def test_a_document_needs_a_source_or_must_say_its_own(tmp_path):
    put(tmp_path, "in/a.md", "text")
    put(tmp_path, "b.md", "text")
    put(tmp_path, "c.md", "---\norigin: us\nlicence: CC0-1.0\n---\ntext")
    found = list(read_documents(corpus_of(tmp_path, config.SourceRule(("in/*",), SOURCE))))
    assert [(getattr(x, "reason", None), x.source.id if isinstance(x, Document) else x.document) for x in found] == [
        ("no_source", "b.md"),
        (None, "c.md"),
        (None, "s"),
    ]


def test_documents_come_sorted_with_a_rejection_for_every_file_that_is_none(tmp_path):
    put(tmp_path, "b.md", "b")
    put(tmp_path, "a/z.md", "z")
    put(tmp_path, "a/.hidden.md", "x")
    put(tmp_path, "a/~$lock.docx", "x")
    put(tmp_path, "notes.odt", "x")
    put(tmp_path, "README", "x")
    put(tmp_path, "copy.md", "b")
    found = list(read_documents(corpus_of(tmp_path)))
    assert [(type(x).__name__, x.path if isinstance(x, Document) else x.document) for x in found] == [
        ("Rejection", "README"),
        ("Document", "a/z.md"),
        ("Document", "b.md"),
        ("Document", "copy.md"),
        ("Rejection", "notes.odt"),
    ]
    assert [x.reason for x in found if isinstance(x, Rejection)] == ["unknown_format", "old_format"]
    assert found[2].digest == found[3].digest and found[2].id != found[3].id


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_out_of_the_folder_is_refused_unread(tmp_path):
    outside = put(tmp_path, "outside/secret.md", "secret")
    root = tmp_path / "documents"
    put(root, "real.md", "x")
    (root / "link.md").symlink_to(outside)
    (root / "folder").symlink_to(outside.parent)
    (root / "inside.md").symlink_to(root / "real.md")
    found = list(read_documents(corpus_of(root)))
    assert [(getattr(x, "reason", "read"), x.path if isinstance(x, Document) else x.document) for x in found] == [
        ("outside_folder", "folder"),
        ("read", "inside.md"),
        ("outside_folder", "link.md"),
        ("read", "real.md"),
    ]


def test_several_workers_give_the_same_documents(tmp_path):
    for n in range(12):
        put(tmp_path, f"{n:02}.md", f"# 标题{n}\n\n文字。")
    corpus = corpus_of(tmp_path)
    assert list(read_documents(corpus, workers=2)) == list(read_documents(corpus))


# ------------------------------------------------------------------------------------------------- encodings and bad files

CHINESE = "格列奈类药物说明书要点\n\n瑞格列奈和那格列奈属于格列奈类，需餐前口服。不良反应有低血糖。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-bom"])
def test_chinese_text_is_read_in_the_encodings_people_use(tmp_path, encoding):
    data = b"\xff\xfe" + CHINESE.encode("utf-16-le") if encoding == "utf-16-le-bom" else CHINESE.encode(encoding)
    document = outcome(tmp_path, "a.txt", data)
    assert document.text == CHINESE


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b" \r\n\t", "empty_file"),
        ("a.md", b"\xef\xbb\xbf", "empty_file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary_file"),
        ("a.txt", "Préparation à l'été, où déjà naît".encode("latin-1"), "wrong_encoding"),
        ("a.txt", "これは日本語の文章です。薬の説明書を読みます。".encode("shift_jis"), "wrong_encoding"),
        ("a.txt", "這是繁體中文的說明書，內容很長。".encode("big5"), "wrong_encoding"),
        ("a.txt", b"x" * 3_000_000, "too_large"),
        ("a.csv", b"a,b\n" + b"1," * 2_000_000, "too_large"),
        ("a.csv", b'a,b\n"x,1\n2,3\n', "syntax_error"),
        ("a.pdf", b"%PDF-1.4 nothing", "broken_file"),
        ("a.pdf", b"no pdf", "broken_file"),
        ("a.docx", b"PK\x03\x04 cut off", "broken_file"),
        ("a.xlsx", b"no zip at all", "broken_file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_format"),
        ("a.html", b"<html><script>x</script></html>", "no_text"),
        ("a.html", b"<div>" * 5000 + b"x", "too_deep"),
        ("a.md", "".join("  " * n + "- x\n" for n in range(400)).encode(), "too_deep"),
        ("a.ttl", b"@prefix a: <urn:a:> .\na:x a:y .\n", "syntax_error"),
        ("a.nt", b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> oops .\n", "syntax_error"),
        ("a.nt", b"# nothing\n", "empty_file"),
        ("a.jsonl", b'{"id": "x"}\n', "syntax_error"),
        ("a.jsonl", b'{"id": "x", "text": ' + b"[" * 100_000, "syntax_error"),
        ("a.rtf", b"x", "old_format"),
    ],
)
def test_what_cannot_be_read_is_one_rejection_with_its_reason(tmp_path, name, content, reason):
    found = outcome(tmp_path, name, content)
    assert isinstance(found, Rejection), found
    assert found.reason == reason and found.reason in REASONS
    assert found.document == name and found.detail


def test_a_syntax_error_names_its_line(tmp_path):
    found = outcome(tmp_path, "a.ttl", "@prefix a: <urn:a:> .\n\na:x a:y a:z .\na:x a:y ;;; oops\n")
    assert found.place == "line 4" and "oops" in found.detail
    found = outcome(tmp_path, "a.nt", "<urn:a> <urn:b> <urn:c> .\n<urn:a> oops .\n")
    assert found.place == "line 2" and "oops" in found.detail


def test_a_line_of_fifty_megabytes_is_refused_at_once(tmp_path):
    import time

    begin = time.perf_counter()
    assert outcome(tmp_path, "a.csv", b"a,b\n" + b"x" * 50_000_000).reason == "too_large"
    assert time.perf_counter() - begin < 5


# ------------------------------------------------------------------------------------------------- HTML


def test_html_is_kept_as_its_visible_text():
    data = """<!DOCTYPE html><html><head><title>站名</title><meta name="kgc:subject" content="二甲双胍">
    <meta name="kgc:uses" content="[train, evaluate]">
    <style>h1 { color: red }</style></head><body><h1>二甲双胍 <b>片</b></h1><p>第一行<br>第二行 &lt;30</p><div>前<p>中</p>后</div>
    <ul><li>甲<ul><li>甲一<li>甲二</ul><li><p>乙</p></ul><script>alert(1)</script>
    <table><caption>剂量表</caption><tr><th rowspan=2>药物<th>GI</tr><tr><td>83</tr><tr><td colspan=2>合计</table>
    <dl><dt>双底</dt><dd>一种形态</dd></dl><p>第十条 处罚款。</p></body></html>"""
    read = read_html(data.encode())
    assert [(k, t) for k, t, _ in shown(read)] == [
        ("heading", "二甲双胍 片"),
        ("paragraph", "第一行"),
        ("paragraph", "第二行 <30"),
        ("paragraph", "前"),
        ("paragraph", "中"),
        ("paragraph", "后"),
        ("item", "甲"),
        ("item", "甲一"),
        ("item", "甲二"),
        ("item", "乙"),
        ("paragraph", "剂量表"),
        ("table", "药物\tGI\n83\n合计"),
        ("paragraph", "双底：一种形态"),
        ("heading", "第十条"),
        ("paragraph", "处罚款。"),
    ]
    assert shown(read)[7] == ("item", "甲一", ["二甲双胍 片", "甲"]) and shown(read)[9][2] == ["二甲双胍 片"]
    assert rows(read) == [[["药物", "GI"], ["药物", "83"], ["合计", "合计"]]]
    assert read.passages[11].headings[-1].text == "剂量表"
    assert (read.title, dict(read.values)) == ("二甲双胍 片", {"subject": "二甲双胍", "uses": ["train", "evaluate"]})


def test_html_in_gb18030_is_read_as_it_declares():
    read = read_html('<meta charset="gb2312"><p>血糖控制目标</p>'.encode("gb18030"))
    assert read.text == "血糖控制目标"


# ------------------------------------------------------------------------------------------------- tables


def test_csv_cells_point_into_the_raw_text_without_quotes_and_padding():
    read = read_delimited('名称, 值\r\n"米饭, 白" , 83\r\n\r\n面包,"70"\r\n')
    shown(read)
    assert rows(read) == [[["名称", "值"], ["米饭, 白", "83"], ["面包", "70"]]]


def test_a_quoted_cell_may_hold_line_breaks_and_doubled_quotes():
    read = read_delimited('a;b\n"x ""y""\nz;w";2\n')
    assert rows(read) == [[["a", "b"], ['x ""y""\nz;w', "2"]]]
    shown(read)


@pytest.mark.parametrize(
    ("text", "first"), [("a,b\n1,2\n", ["a", "b"]), ("a;b\n1,5;2\n", ["a", "b"]), ("a\tb\n1\t2,2\n", ["a", "b"]), ("one\ntwo\n", ["one"])]
)
def test_the_delimiter_is_found_out(text, first):
    assert rows(read_delimited(text))[0][0] == first


def test_ragged_rows_are_named_and_kept_in_their_place():
    read = read_delimited("a,b\n1\n1,2\n1,2,3\n")
    assert read.passages[0].problems == ((2, "ragged_row"), (4, "ragged_row"))
    assert len(read.passages[0].rows) == 4


CELLS = st.lists(st.lists(st.text('ab,;"\n 中', max_size=5), min_size=2, max_size=2), min_size=1, max_size=6)


@given(CELLS)
@settings(max_examples=150, deadline=None)
def test_csv_reads_what_a_csv_writer_wrote(table):
    import csv

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    read = read_delimited(out.getvalue(), ",")
    shown(read)
    assert [[c.replace('""', '"') for c in row] for row in rows(read)[0]] == [[c.strip() for c in row] for row in table]


def test_triples_are_rows_and_turtle_is_kept_as_sorted_lines(tmp_path):
    document = outcome(tmp_path, "a.nt", '<urn:s> <urn:p> "值 \\"x\\" ."@zh .\r\n# note\r\n_:b0 <urn:p> <urn:o> . # c\r\n')
    assert document.format == "nt"
    assert [[c.text for c in row] for row in document.passages[0].rows] == [
        ["<urn:s>", "<urn:p>", '"值 \\"x\\" ."@zh'],
        ["_:b0", "<urn:p>", "<urn:o>"],
    ]
    turtle = outcome(tmp_path, "a.ttl", "@prefix : <urn:> .\n:b :p :o , 5 .\n:a :p [ :q :r ] .\n")
    assert turtle.format == "nt"
    assert turtle.text.splitlines() == sorted(turtle.text.splitlines()) and len(turtle.passages[0].rows) == 4
    assert all(turtle.text[c.start : c.end] == c.text for row in turtle.passages[0].rows for c in row)


def test_json_lines_are_documents_of_their_own(tmp_path):
    path = put(
        tmp_path, "t.jsonl", '{"id": "a", "text": "双底是反转形态。"}\n\n{"id": "b", "text": "A flag is a pattern.", "lang": "en"}\n'
    )
    found = list(read_documents(corpus_of(tmp_path)))
    assert [(d.id, d.path, d.language, d.text) for d in found] == [
        ("t.jsonl#a", "t.jsonl", "zh", "双底是反转形态。"),
        ("t.jsonl#b", "t.jsonl", "en", "A flag is a pattern."),
    ]
    with pytest.raises(UsageError):
        read_file(path, id="t", source=SOURCE)


# ------------------------------------------------------------------------------------------------- office files and PDF


def docx_bytes(build) -> bytes:
    import docx

    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_styles_give_headings_items_and_tables(tmp_path):
    def build(document):
        document.add_heading("格列本脲", 0)
        document.add_heading("禁忌证", 1)
        document.add_paragraph("对本品过敏", style="List Bullet")
        document.add_paragraph("下列情况", style="List Bullet")
        document.add_paragraph("妊娠", style="List Bullet 2")
        document.add_paragraph("正文  一段。")
        table = document.add_table(3, 3)
        for n, text in enumerate(["药物", "剂量", "备注", "格列本脲", "15 mg", "", "合计"]):
            table.cell(n // 3, n % 3).text = text
        table.cell(2, 0).merge(table.cell(2, 1))

    document = outcome(tmp_path, "a.docx", docx_bytes(build))
    assert shown(document)[:-1] == [
        ("heading", "格列本脲", []),
        ("heading", "禁忌证", ["格列本脲"]),
        ("item", "对本品过敏", ["格列本脲", "禁忌证"]),
        ("item", "下列情况", ["格列本脲", "禁忌证"]),
        ("item", "妊娠", ["格列本脲", "禁忌证", "下列情况"]),
        ("paragraph", "正文 一段。", ["格列本脲", "禁忌证"]),
    ]
    assert rows(document) == [[["药物", "剂量", "备注"], ["格列本脲", "15 mg", ""], ["合计", "合计", ""]]]


def test_an_office_file_with_a_dtd_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes(lambda d: d.add_paragraph("x")))) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                data = data.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)
            target.writestr(part, data)
    assert outcome(tmp_path, "a.docx", out.getvalue()).reason == "forbidden_markup"


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", b"0" * (600 << 20))
    assert outcome(tmp_path, "a.xlsx", out.getvalue()).reason == "too_large"


def test_xlsx_cells_have_sheet_and_reference_and_plain_values(tmp_path):
    from datetime import date, datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "GI"
    sheet.append(["升糖指数表"])
    sheet.append(["食物", "GI", "比例", "日期", "备注"])
    sheet.append(["米饭", 83.0, 0.075, datetime(2021, 4, 29), "a\nb"])
    sheet.append(["面包", 70.1 + 0.2, 1, date(2020, 1, 2), True])
    sheet.append([None, 1e-7, 123456789012, None, None])
    sheet["C3"].number_format = "0.0%"
    sheet.merge_cells("A4:A5")
    book.create_sheet("空")
    other = book.create_sheet("乙")
    other["B2"], other["C2"], other["B3"], other["D3"] = "x", "y", 1, 9
    out = io.BytesIO()
    book.save(out)
    document = outcome(tmp_path, "a.xlsx", out.getvalue())
    assert rows(document) == [
        [
            ["食物", "GI", "比例", "日期", "备注"],
            ["米饭", "83", "7.5%", "2021-04-29", "a b"],
            ["面包", "70.3", "1", "2020-01-02", "TRUE"],
            ["面包", "0.0000001", "123456789012", "", ""],
        ],
        [["x", "y"], ["1", "", "9"]],
    ]
    tables = [p for p in document.passages if p.kind == "table"]
    assert [(p.sheet, p.rows[0][0].ref, [h.text for h in p.headings], p.problems) for p in tables] == [
        ("GI", "A2", ["升糖指数表"], ()),
        ("乙", "B2", [], ((2, "ragged_row"),)),
    ]
    assert tables[0].rows[3][0].ref == "A5"


def test_a_formula_without_its_result_is_a_problem_of_its_row(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["a", "b"], [1, "=A2*2"], [2, 4]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    document = outcome(tmp_path, "a.xlsx", out.getvalue())
    assert document.passages[0].problems == ((2, "bad_value"),)


def pdf_bytes(build, **encryption) -> bytes:
    import fpdf

    pdf = fpdf.FPDF()
    pdf.set_font("Helvetica", size=11)
    if encryption:
        pdf.set_encryption(**encryption)
    build(pdf)
    return bytes(pdf.output())


def test_pdf_lines_become_paragraphs_with_pages_and_headings(tmp_path):
    def build(pdf):
        pdf.set_auto_page_break(False)
        for page in range(1, 4):
            pdf.add_page()
            pdf.set_font("Helvetica", size=20)
            pdf.cell(0, 12, f"Section {'ABC'[page - 1]}", new_x="LMARGIN", new_y="NEXT")
            pdf.set_font("Helvetica", size=11)
            pdf.multi_cell(
                0,
                6,
                f"Metformin is a biguanide of page {('one', 'two', 'three')[page - 1]}. "
                + "It lowers blood glucose and is taken with food. " * 5,
            )
            pdf.ln(8)
            pdf.multi_cell(0, 6, "A second paragraph stands further below.")
            pdf.set_y(-20)
            pdf.cell(0, 6, f"- {page} -", align="C")

    document = outcome(tmp_path, "a.pdf", pdf_bytes(build))
    found = shown(document)
    assert [(k, p.page) for (k, _, _), p in zip(found, document.passages, strict=True)] == [
        (k, n) for n in (1, 2, 3) for k in ("heading", "paragraph", "paragraph")
    ]
    assert (
        found[1][1].startswith("Metformin is a biguanide of page one. It lowers")
        and "\n" not in found[1][1]
        and found[1][2] == ["Section A"]
    )
    assert found[8][1] == "A second paragraph stands further below."


def test_words_and_chinese_lines_are_joined_as_they_were_written():
    from kgcorpus.documents.ruled import joined

    assert joined("禁用于重度肾功能不全", "患者。") == "禁用于重度肾功能不全患者。"
    assert joined("It is contra-", "indicated here") == "It is contraindicated here"
    assert joined("the dose", "is low") == "the dose is low"
    assert joined("Non-", "Hodgkin") == "Non- Hodgkin"


def test_a_scan_and_a_locked_pdf_say_what_they_are(tmp_path):
    assert outcome(tmp_path, "scan.pdf", pdf_bytes(lambda pdf: (pdf.add_page(), pdf.rect(10, 10, 50, 50)))).reason == "no_text"
    locked = pdf_bytes(lambda pdf: (pdf.add_page(), pdf.cell(0, 10, "secret")), owner_password="a", user_password="b")
    assert outcome(tmp_path, "locked.pdf", locked).reason == "encrypted"
    whole = pdf_bytes(lambda pdf: (pdf.add_page(), pdf.cell(0, 10, "text " * 5)))
    assert isinstance(outcome(tmp_path, "cut.pdf", whole[: len(whole) // 3]), Rejection)


# ------------------------------------------------------------------------------------------------- the child


def test_one_child_reads_many_files_and_its_death_concerns_one_only(tmp_path, monkeypatch):
    data = docx_bytes(lambda d: d.add_paragraph("text"))
    first = outcome(tmp_path, "a.docx", data)
    process = child._CHILD.process
    assert outcome(tmp_path, "b.docx", data).digest == first.digest and child._CHILD.process is process
    monkeypatch.setattr(child, "_send", lambda stream, message: process.kill())
    found = outcome(tmp_path, "c.docx", data)
    assert (found.reason, found.document) == ("broken_file", "c.docx") and "SIGKILL" in found.detail
    monkeypatch.undo()
    assert outcome(tmp_path, "d.docx", data).digest == first.digest


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    data = docx_bytes(lambda d: d.add_paragraph("text"))
    outcome(tmp_path, "a.docx", data)
    monkeypatch.setattr(child, "SECONDS", 0.2)
    monkeypatch.setattr(child, "_send", lambda stream, message: None)  # the child waits for a request that never comes
    assert outcome(tmp_path, "b.docx", data).reason in ("too_large", "broken_file")
    monkeypatch.undo()
    assert isinstance(outcome(tmp_path, "c.docx", data), Document)


def test_every_reader_refuses_by_its_own_means_and_never_crashes(tmp_path):
    for suffix in READERS:
        for junk in (b"\x00\x01\x02" * 100, b"\xff" * 300, b"PK\x03\x04" + b"\x00" * 200, b"%PDF-1.7\n%%EOF", b"<a><b>", b"{", b"---\n"):
            for found in reading.read_files(put(tmp_path, "x" + suffix, junk), id="x", source=SOURCE):
                assert isinstance(found, (Document, Rejection))


@pytest.mark.parametrize("reader", [read_markdown, read_plain, read_delimited])
def test_readers_of_text_raise_nothing_but_unreadable(reader):
    for text in (
        "\x00",
        "\ud800",
        "|" * 5000,
        "#" * 5000,
        "> " * 3000,
        "-" * 5000,
        "（" * 3000,
        '"' * 5001,
        "第" * 3000,
        "*" * 5000,
        "【" * 2000,
        "<!--" * 2000,
    ):
        try:
            shown(reader(text))
        except Unreadable as error:
            assert error.reason in REASONS


BENCH = Path(os.environ.get("KGCORPUS_BENCH") or Path(__file__).parents[1] / ".." / "shared" / "bench")


@pytest.mark.skipif(not (BENCH / "documents").is_dir(), reason="the third-party data of ../shared/bench is absent")
def test_real_reports_statutes_and_tables_are_read_in_seconds():
    import time

    begin = time.perf_counter()
    found = list(read_documents(corpus_of((BENCH / "documents").resolve())))
    assert time.perf_counter() - begin < 10
    assert sum(isinstance(d, Document) for d in found) >= 200
    assert {d.reason for d in found if isinstance(d, Rejection)} <= {"unknown_format"}
    for document in found:
        if isinstance(document, Document):
            shown(document)


def test_english_with_the_signs_of_gb18030_is_read_and_that_of_other_alphabets_is_not(tmp_path):
    english = "The café in “London” sells crêpes for those who like them…\n" * 3
    document = outcome(tmp_path, "a.txt", english.encode("gb18030"))
    assert isinstance(document, Document) and document.text == english
    for text, encoding in (("Das Gerät läuft über Nacht, größer als früher.", "latin-1"), ("naïve — “quoted”", "cp1252")):
        assert outcome(tmp_path, "b.txt", (text * 3).encode(encoding)).reason == "wrong_encoding"


def test_rejections_of_files_are_told_in_chinese(tmp_path):
    from kgcorpus.messages import localise

    files = (("a.doc", b"x"), ("a.txt", b"\xff\xfe\xfa\x81 caf\xe9 \x98\x81\xff\xff\xff" * 20), ("a.md", b""), ("a.docx", b"PK cut"))
    for name, content in files:
        detail = outcome(tmp_path, name, content).detail
        assert any(c >= "\u4e00" for c in localise(detail, "zh")), detail
