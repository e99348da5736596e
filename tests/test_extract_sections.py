"""Sections, keys and definitions: what stands under a heading, what makes a section whole, and what leaves it open."""

from __future__ import annotations

import pytest

from kgcorpus.model import Section, Value
from tests.garden import document, facts, garden, read, reasons, said

LEAFLET = """# 波尔多液

## 防治对象

- 晚疫病
- 霜霉病、锈病

## 禁用作物

- 桃（花期）
- 白菜

## 药害

常见：叶片灼伤
少见：落果
"""


def sections(text: str, format: str = "md") -> list[Section]:
    return list(read(text, format).sections)


def test_a_section_gives_its_items_with_conditions_and_details() -> None:
    assert facts(LEAFLET) == [
        "copper bannedOn cabbage", "copper bannedOn peach [stage flowering]", "copper causes drop [frequency seldom]",
        "copper causes scorch [frequency often]", "copper controls blight", "copper controls mildew", "copper controls rust",
    ]  # fmt: skip
    assert reasons(LEAFLET) == []


def test_the_evidence_of_an_item_has_the_subject_in_its_heading_and_the_section_heading() -> None:
    [candidate] = [c for c in read(LEAFLET).candidates if said(c) == "copper bannedOn cabbage"]
    assert [(s.role, s.quote) for s in candidate.spans] == [("subject", "波尔多液"), ("trigger", "禁用作物"), ("object", "白菜")]


def test_a_section_read_whole_says_so_and_only_where_the_ontology_permits_it() -> None:
    found = {s.predicate: (s.items, s.unread, s.start_mention.entities) for s in sections(LEAFLET)}
    assert found == {"g:controls": (3, 0, ("g:copper",)), "g:bannedOn": (2, 0, ("g:copper",))}


def test_candidates_of_a_section_cite_it() -> None:
    found = read(LEAFLET)
    [section] = [s for s in found.sections if s.predicate == "g:controls"]
    assert {said(c) for c in found.candidates if c.section == section.id} == {f"copper controls {x}" for x in ("blight", "mildew", "rust")}


@pytest.mark.parametrize("item", ["- 神秘病害", "- 适用于多种情形，详见附录", "- 锈病的某个变种", "- 视天气而定时防治锈病"])
def test_an_item_that_is_not_read_is_a_rejection_about_the_section(item: str) -> None:
    text = f"# 波尔多液\n\n## 防治对象\n\n- 晚疫病\n{item}\n"
    found = read(text)
    [section] = found.sections
    assert section.unread == 1
    assert any(r.section == section.id and ("g:copper", "g:controls", "objects") in r.about for r in found.rejections)
    assert [said(c) for c in found.candidates if not c.qualifiers] == ["copper controls blight"]


def test_prose_under_a_heading_is_read_by_patterns_and_counts_when_it_is_read_to_its_end() -> None:
    assert facts("# 波尔多液\n\n## 防治对象\n\n波尔多液可防治晚疫病和霜霉病。\n") == ["copper controls blight", "copper controls mildew"]
    [section] = sections("# 波尔多液\n\n## 防治对象\n\n波尔多液可防治晚疫病和霜霉病。\n")
    assert (section.items, section.unread) == (2, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 波尔多液\n\n防治对象：晚疫病、锈病\n", ["copper controls blight", "copper controls rust"]),
        ("波尔多液防治对象：晚疫病\n", ["copper controls blight"]),
        (
            "# Bordeaux mixture\n\nControls: late blight, rust\n\nHalf-life: 7 days\n",
            ["copper controls blight", "copper controls rust", "copper halfLife 7"],
        ),
        ("# 代森锰锌\n\n**半衰期：** 约7天\n", ["mancozeb halfLife 7"]),
        ("## 波尔多液的禁用作物\n\n- 桃\n", ["copper bannedOn peach"]),
        (
            "# 1. 波尔多液（Bordeaux mixture）\n\n## （一）【禁用作物】\n\n桃、白菜。\n",
            ["copper bannedOn cabbage", "copper bannedOn peach"],
        ),
        ("## 半衰期\n\n- 代森锰锌：7天\n- 波尔多液：10天\n", ["copper halfLife 10", "mancozeb halfLife 7"]),
    ],
)
def test_keys_and_headings_carry_predicate_and_subject(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


def test_lines_of_plain_text_belong_to_the_name_above_them() -> None:
    text = "农药卡片\n\n代森锰锌（大生）\n防治对象：晚疫病\n半衰期：7天\n代森锰锌不引起落果。\n\n波尔多液\n防治对象：霜霉病\n"
    assert facts(text, "txt") == ["copper controls mildew", "mancozeb causes drop not", "mancozeb controls blight", "mancozeb halfLife 7"]


def test_a_list_left_open_leaves_the_section_open() -> None:
    found = read("# 波尔多液\n\n## 防治对象\n\n晚疫病、锈病等。\n")
    assert [said(c) for c in found.candidates] == ["copper controls blight", "copper controls rust"]
    assert ("unread_item", found.sections[0].id) in [(r.reason, r.section) for r in found.rejections]


def test_an_unknown_key_inside_a_section_is_a_condition_that_is_lost() -> None:
    found = read("# 波尔多液\n\n## 防治对象\n\n雨季：锈病\n")
    assert list(found.candidates) == []
    assert [r.reason for r in found.rejections] == ["condition_lost"]


def test_a_heading_that_names_two_subjects_gives_none() -> None:
    assert facts("# 波尔多液与代森锰锌\n\n## 禁用作物\n\n- 桃\n") == []


# ------------------------------------------------------------------ definitions


def definition(text: str) -> tuple[str, str, str | None] | None:
    found = [c for c in read(text).candidates if c.predicate == "skos:definition"]
    if not found:
        return None
    [candidate] = found
    assert isinstance(candidate.object, Value) and not isinstance(candidate.subject, Value)
    return (candidate.subject.entities[0], candidate.object.literal.value or "", candidate.object.literal.lang)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("晚疫病是指由致病疫霉引起的叶部病害。", ("g:blight", "由致病疫霉引起的叶部病害", "zh")),
        ("代森锰锌（MZ）是一种保护性有机硫杀菌药。", ("g:mancozeb", "一种保护性有机硫杀菌药", "zh")),
        ("所谓“锈病”，就是叶面出现锈色孢子堆的病害。", ("g:rust", "叶面出现锈色孢子堆的病害", "zh")),
        ("霜霉病指叶背长出霜状霉层的病害。", ("g:mildew", "叶背长出霜状霉层的病害", "zh")),
        ("Late blight is a disease of leaves caused by an oomycete.", ("g:blight", "a disease of leaves caused by an oomycete", "en")),
        ("Mancozeb (MZ) means a protective organosulphur compound.", ("g:mancozeb", "a protective organosulphur compound", "en")),
        ("Rust refers to orange spores on the leaf.", ("g:rust", "orange spores on the leaf", "en")),
        ("# 术语\n\n锈病：叶面出现锈色孢子堆的病害。", ("g:rust", "叶面出现锈色孢子堆的病害", "zh")),
    ],
)
def test_a_definition_is_the_text_after_the_copula(text: str, expected: tuple[str, str, str]) -> None:
    assert definition(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "晚疫病是指什么？",
        "锈病是常见的病。",
        "锈病指标很多。",
        "代森锰锌是一种杀菌剂吗？",
        "Rust is common.",
        "Mancozeb is a fungicide.",
        "锈病：见附录。",
    ],
)
def test_not_every_copula_defines(text: str) -> None:
    assert definition(text) is None


def test_documents_of_the_fixture_are_as_given() -> None:
    assert document(LEAFLET).text == LEAFLET and garden().predicates["g:controls"].complete
