"""Slides: titles, bullets, tables and notes, each with its slide; and files of formats that are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.documents.child import read_in_child
from kgcorpus.documents.passages import Read, Unreadable
from kgcorpus.documents.reading import OLD_FORMATS, read_file
from kgcorpus.documents.slides import read_pptx
from kgcorpus.messages import localise
from kgcorpus.model import Rejection, Source
from tests.decks import deck, shape, table

DECK = deck(
    [
        shape(["糖尿病用药培训"], "ctrTitle") + shape(["内分泌科"], "subTitle"),
        shape(["3"], "sldNum")
        + shape(["禁忌证：", ("重度肾功能不全", 1), ("酮症酸中毒", 1), "随餐服用"], "body")
        + shape(["二甲双胍"], "title")
        + shape(["内部资料"], "ftr"),
        shape(["剂量"], "title")
        + table([["药品", "最大剂量", "备注"], ["二甲双胍", "2000 mg", "随餐"], ["阿卡波糖", "300 mg", "^"]])
        + shape(["内部资料"], "ftr")
        + shape(["剂量以说明书为准。"]),
    ],
    {2: "二甲双胍是一线药物。"},
)


def shown(read: Read) -> list[tuple[str, int | None, str, str]]:
    return [(p.kind, p.page, read.text[p.start : p.end], p.headings[-1].text if p.headings else "") for p in read.passages if not p.rows]


def test_titles_bullets_and_notes_carry_their_slide() -> None:
    read = read_pptx(DECK)
    assert read.title == "糖尿病用药培训"
    assert shown(read) == [
        ("heading", 1, "糖尿病用药培训", ""),
        ("paragraph", 1, "内分泌科", "糖尿病用药培训"),
        ("heading", 2, "二甲双胍", "糖尿病用药培训"),
        ("item", 2, "禁忌证：", "二甲双胍"),
        ("item", 2, "重度肾功能不全", "禁忌证："),
        ("item", 2, "酮症酸中毒", "禁忌证："),
        ("item", 2, "随餐服用", "二甲双胍"),
        ("paragraph", 2, "二甲双胍是一线药物。", "二甲双胍"),
        ("heading", 3, "剂量", "糖尿病用药培训"),
        ("paragraph", 3, "剂量以说明书为准。", "剂量"),
    ]


def test_a_table_of_a_slide_is_a_table_and_footers_are_left_out() -> None:
    read = read_pptx(DECK)
    (found,) = [p for p in read.passages if p.rows]
    assert [[c.text for c in row] for row in found.rows][1:] == [["二甲双胍", "2000 mg", "随餐"], ["阿卡波糖", "300 mg", "随餐"]]
    assert all(read.text[c.start : c.end] == c.text for row in found.rows for c in row) and found.page == 3
    assert [(one.reason, one.what, one.place) for one in read.left] == [
        ("running_head", "#", "page 2"),
        ("running_head", "内部资料", "pages 2-3"),
    ]
    assert "内部资料" not in read.text


def test_articles_and_running_text_behind_bullets_are_what_they_are() -> None:
    body = shape(["第十条 违反规定的，处罚款。", "二甲双胍是首选药物。它降低血糖。", "随餐服用"], "body")
    assert [(kind, text) for kind, _, text, _ in shown(read_pptx(deck([shape(["处罚"], "title") + body])))] == [
        ("heading", "处罚"),
        ("heading", "第十条"),
        ("paragraph", "违反规定的，处罚款。"),
        ("paragraph", "二甲双胍是首选药物。它降低血糖。"),
        ("item", "随餐服用"),
    ]


def test_slides_that_are_pictures_are_named() -> None:
    read = read_pptx(deck([shape(["文字。"]), "<p:pic/>", "<p:pic/>"]))
    assert [(one.reason, one.place) for one in read.left] == [("scanned_page", "pages 2-3")]
    with pytest.raises(Unreadable, match="no_text"):
        read_pptx(deck(["<p:pic/>"]))


def test_the_child_reads_slides_and_survives_hostile_ones() -> None:
    assert list(read_in_child(".pptx", DECK)) == [read_pptx(DECK)]
    for data in (DECK[:400], b"PK\x03\x04", deck(["<a:p>"]), deck(['<!DOCTYPE x [<!ENTITY a "b">]>'])):
        with pytest.raises(Unreadable):
            read_in_child(".pptx", data)


@pytest.mark.parametrize("suffix", sorted(OLD_FORMATS))
def test_an_old_format_says_what_to_save_it_as(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 something")
    found = read_file(tmp_path / f"a{suffix}", id="a", source=Source("s"))
    assert isinstance(found, Rejection) and found.reason == "old_format" and found.detail.endswith(OLD_FORMATS[suffix])
    assert localise(found.detail, "zh").startswith("不读")
