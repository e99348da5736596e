"""Another name that a document gives to a known thing holds in that document, from there on, where the words leave no doubt."""

from __future__ import annotations

import pytest

from kgcorpus.extract.introduced import begins, introduced, subsequence
from tests.garden import facts, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("adults with type 2 diabetes (T2D)", [("type 2 diabetes", "T2D", "letters")]),
        ("T2D (type 2 diabetes) is", [("type 2 diabetes", "T2D", "letters")]),
        ("non-steroidal anti-inflammatory drugs (NSAIDs)", [("non-steroidal anti-inflammatory drugs", "NSAIDs", "letters")]),
        ('ABC Widgets Ltd. (hereinafter referred to as "ABC")', [("ABC Widgets Ltd.", "ABC", "said")]),
        ("Paracetamol, also known as acetaminophen, is a drug.", [("Paracetamol", "acetaminophen", "said")]),
        ("Paracetamol (a.k.a. acetaminophen) is a drug.", [("Paracetamol", "acetaminophen", "said")]),
        ("treatment of diabetes mellitus (糖尿病)", [("糖尿病", "diabetes mellitus", "place")]),
        ("联通数字科技有限公司(以下简称“联通数科”)", [("联通数字科技有限公司", "联通数科", "said")]),
        ("可持续信息披露（以下简称：信息披露、信披）", [("可持续信息披露", "信息披露", "said"), ("可持续信息披露", "信披", "said")]),
        ("对乙酰氨基酚，又称扑热息痛，是一种药。", [("对乙酰氨基酚", "扑热息痛", "said")]),
        ("红细胞（俗称红血球，英文缩写RBC）", [("红细胞", "红血球", "said"), ("红细胞", "RBC", "said")]),
        ("北京大学（北大）", [("北京大学", "北大", "letters")]),
        ("二甲双胍（Metformin）", [("二甲双胍", "Metformin", "place")]),
    ],
)
def test_words_letters_and_place_introduce_another_name(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = introduced(text, 0, len(text))
    assert [(text[i.full_start : i.full_end], text[i.start : i.end], i.how) for i in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "北京大学（北京）", "the drug (see Table 2)", "the disease commonly called flu is",
        "腔内射血分数（LVEF，%）", "二甲双胍（每日两次）",
        "患者（n = 12）",
        "the left ventricle (large)",
    ],
)  # fmt: skip
def test_a_bracket_that_says_something_else_introduces_nothing(text: str) -> None:
    assert not list(introduced(text, 0, len(text)))


def test_letters_must_agree_in_order_from_the_beginning_of_a_word() -> None:
    assert begins("CKD", "stage 3 chronic kidney disease") == 8
    assert begins("CKD", "kidney disease, chronic") is None
    assert begins("ZZ", "sleepy lizards") is None
    assert subsequence("上海药物所", "中国科学院上海药物研究所") == 5 and subsequence("药上", "上海药物研究所") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bordeaux mixture (BM) is old. BM controls rust.", ["copper controls rust"]),
        ("Bordeaux mixture (BM) is old.\n\nBM controls rust.", ["copper controls rust"]),
        ("Bordeaux mixture, also known as blue spray, is old. Blue spray controls rust.", ["copper controls rust"]),
        ("Bordeaux mixture (hereinafter the “Product”) is old. The Product controls rust.", ["copper controls rust"]),
        ("波尔多液（以下简称“波液”）是老药剂。波液可防治锈病。", ["copper controls rust"]),
        ("波尔多液（Bordelaise）是老药剂。Bordelaise可防治锈病。", ["copper controls rust"]),
        ("Blue liquid (波尔多液) is old. Blue liquid controls rust.", ["copper controls rust"]),
        ("波尔多液，又称蓝液，是老药剂。蓝液禁用于桃。", ["copper bannedOn peach"]),
    ],
)
def test_a_name_that_the_document_introduces_is_read_as_what_it_names(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BM controls rust. Bordeaux mixture (BM) is old.",  # before it is introduced
        "Bordeaux mixture (BM) is old. The bm controls rust.",  # other letters
        "New Bordeaux mixture with mancozeb (NBMM) is old. NBMM controls rust.",  # of more than the known name
        "新型波尔多液（NPL）是老药剂。NPL可防治锈病。",
        "Bordeaux mixture (BM) and mancozeb (BM) are old. BM controls rust.",  # two things under one name
        "Bordeaux mixture (hereinafter the “Product”) is old. Any product controls rust.",
        "波尔多液(BM)有限公司是一家公司。BM可防治锈病。",
    ],
)
def test_a_name_that_is_in_doubt_is_not_read(text: str) -> None:
    assert facts(text) == []


def test_a_homonym_means_what_the_document_says() -> None:
    text = "Bordeaux mixture (abbreviated as MZ) is old. MZ controls rust. Mancozeb is banned on peaches."
    assert facts(text) == ["copper controls rust", "mancozeb bannedOn peach"]
    assert facts("MZ controls rust.") == ["mancozeb controls rust"]


def test_the_quote_is_the_name_as_it_stands() -> None:
    text = "Bordeaux mixture (BM) is old. BM controls rust."
    [candidate] = read(text).candidates
    assert (candidate.subject.text, candidate.subject.start) == ("BM", text.index("BM controls"))
