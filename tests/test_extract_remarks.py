"""What stands beside a name in a list: glosses change nothing, declared conditions hold it, everything else takes its fact back."""

from __future__ import annotations

import pytest

from tests.garden import facts, read, reasons, said


def listed(*items: str, heading: str = "禁用作物") -> str:
    return f"# 波尔多液\n\n## {heading}\n\n" + "".join(f"- {item}\n" for item in items)


@pytest.mark.parametrize(
    "item",
    [
        "白菜，如申请透支", "白菜（可选）", "白菜（仅限新客户）", "白菜，需要时",
        "白菜（必要时）", "白菜；仅限新客户", "白菜。仅限新客户。",
        "如申请透支，白菜", "白菜（花期，可选）", "白菜（新客户）", "白菜，原件", "白菜，另有说明", "Chinese cabbage (optional)",
        "Chinese cabbage (new customers)", "Chinese cabbage, if the field is wet", "Chinese cabbage, unless you are told otherwise",
        "Chinese cabbage, only in wet fields", "Chinese cabbage (Existing customers)", "Chinese cabbage (where applicable)",
        "Chinese cabbage, on request", "Chinese cabbage. Only for new customers.", "if the field is wet, Chinese cabbage",
        "Chinese cabbage, original copy", "Chinese cabbage (rust)", "Chinese cabbage (UK)",
    ],
)  # fmt: skip
def test_an_item_that_is_not_read_whole_gives_no_fact_and_opens_its_list(item: str) -> None:
    text = listed("马铃薯", item)
    assert facts(text) == ["copper bannedOn potato"]
    [lost] = [r for r in read(text).rejections if r.reason == "condition_lost"]
    assert lost.what in ("白菜", "Chinese cabbage") and lost.detail
    assert {("g:copper", "g:bannedOn", "objects"), ("g:cabbage", "g:bannedOn", "subjects")} <= set(lost.about)


@pytest.mark.parametrize(
    "item",
    [
        "白菜", "白菜（Brassica rapa）", "白菜（又称大白菜）", "白菜（Chinese cabbage）", "白菜（例如娃娃菜）",
        "白菜（一种蔬菜）", "白菜（新旧均可）",
        "Chinese cabbage (Brassica rapa)", "Chinese cabbage (CC)", "Chinese cabbage (白菜)", "Chinese cabbage (also called napa)",
        "Chinese cabbage (such as napa)", "Chinese cabbage (a vegetable)", "Chinese cabbage (current or past crop)", "**白菜**", "白菜。",
    ],
)  # fmt: skip
def test_a_bracket_that_only_says_what_else_it_is_called_is_harmless(item: str) -> None:
    text = listed("马铃薯", item)
    assert set(facts(text)) == {"copper bannedOn potato", "copper bannedOn cabbage"}
    assert reasons(text) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("桃（花期）", ["copper bannedOn peach [stage flowering]"]),
        ("桃，花期", ["copper bannedOn peach [stage flowering]"]),
        ("桃、白菜，与代森锰锌混用时", ["copper bannedOn cabbage [tankMix mancozeb]", "copper bannedOn peach [tankMix mancozeb]"]),
        ("桃，气温高于30℃", ["copper bannedOn peach [temperature >30]"]),
        ("peach, at flowering", ["copper bannedOn peach [stage flowering]"]),
        ("peach, when mixed with mancozeb", ["copper bannedOn peach [tankMix mancozeb]"]),
    ],
)
def test_a_declared_condition_after_a_comma_holds_the_item(item: str, expected: list[str]) -> None:
    assert facts(listed(item)) == expected
    assert reasons(listed(item)) == []


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ("桃、神秘作物、白菜", ["cabbage", "peach"]),
        ("桃，白菜，神秘作物", ["cabbage", "peach"]),
        ("peach, mystery crop, Chinese cabbage", ["cabbage", "peach"]),
        ("peach, Chinese cabbage, mystery crop", ["cabbage", "peach"]),
        ("mystery crop, peach", ["peach"]),
        ("peach, potato of a late sort", ["peach"]),
    ],
)
def test_a_member_of_a_name_not_known_says_nothing_of_the_others(item: str, known: list[str]) -> None:
    text = listed(item)
    assert facts(text) == [f"copper bannedOn {name}" for name in known]
    assert reasons(text) in (["unread_item"], ["unknown_entity"])


@pytest.mark.parametrize(
    ("intro", "expected"),
    [
        ("常见：", ["copper causes drop [frequency often]"]),
        ("高温时：", []),
        ("For new customers:", []),
        ("New customers:", []),
        ("禁用作物：", []),
        ("以下几种：", ["copper causes drop"]),
        ("These are the following:", ["copper causes drop"]),
        ("这里说的是药害。", ["copper causes drop"]),
    ],
)
def test_the_words_that_introduce_a_list_hold_its_items(intro: str, expected: list[str]) -> None:
    assert facts(f"# 波尔多液\n\n## 药害\n\n{intro}\n\n- 落果\n") == expected


def test_a_key_inside_a_line_of_values_is_not_dropped() -> None:
    assert [said(c) for c in read("# 波尔多液\n\n半衰期：7天（平均）\n").candidates] == []
    assert facts("# 波尔多液\n\n半衰期：7天\n") == ["copper halfLife 7"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("波尔多液禁用于桃（可选）和白菜。", ["copper bannedOn cabbage"]),
        ("Bordeaux mixture is banned on peach (new customers only) and Chinese cabbage.", ["copper bannedOn cabbage"]),
        ("波尔多液禁用于桃（例如毛桃）和白菜。", ["copper bannedOn cabbage", "copper bannedOn peach"]),
        ("Bordeaux mixture is banned on peach (the tree) and Chinese cabbage.", ["copper bannedOn cabbage", "copper bannedOn peach"]),
    ],
)
def test_a_bracket_in_a_sentence_that_limits_a_name_takes_its_fact_back(text: str, expected: list[str]) -> None:
    assert facts(text) == expected
    assert reasons(text) == ["condition_lost"] * (2 - len(expected))
