"""Facts in sentences of an unseen domain, in Chinese and English: lists, negation, hedges, conditions, subjects left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.garden import facts, read, reasons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("代森锰锌可防治晚疫病。", ["mancozeb controls blight"]),
        ("大生可防治晚疫病、霜霉病和锈病。", ["mancozeb controls blight", "mancozeb controls mildew", "mancozeb controls rust"]),
        ("代森锰锌和波尔多液都可防治霜霉病。", ["copper controls mildew", "mancozeb controls mildew"]),
        ("代森錳鋅可防治晚疫病及銹病等。", ["mancozeb controls blight", "mancozeb controls rust"]),
        ("**代森锰锌** 可防治 晚疫病。", ["mancozeb controls blight"]),
        ("ＭＺ controls late blight.", ["mancozeb controls blight"]),
        (
            "Mancozeb controls late blight, downy mildew and rust.",
            ["mancozeb controls blight", "mancozeb controls mildew", "mancozeb controls rust"],
        ),
        ("Mancozeb can control aphids.", ["mancozeb controls aphid"]),
        ("Bordeaux\nmixture controls rust.", ["copper controls rust"]),
        ("代森锰锌的半衰期约为7天。", ["mancozeb halfLife 7"]),
        ("The half-life of mancozeb is about 1 to 2 days.", ["mancozeb halfLife ≥1≤2"]),
        ("代森锰锌于1961年登记。", ["mancozeb registeredIn 1961"]),
        ("Potatoes must not be treated with Bordeaux mixture.", ["copper bannedOn potato"]),
        ("代森锰锌由绿野公司生产。", ["mancozeb madeBy +绿野公司"]),
        ("Mancozeb is made by Greenfield Works.", ["mancozeb madeBy +Greenfield Works"]),
    ],
)
def test_a_pattern_reads_names_lists_values_and_new_names(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("代森锰锌不防治蚜虫。", ["mancozeb controls aphid not"]),
        ("代森锰锌不能防治蚜虫。", ["mancozeb controls aphid not"]),
        ("代森锰锌不引起落果。", ["mancozeb causes drop not"]),
        ("Mancozeb does not control aphids.", ["mancozeb controls aphid not"]),
        ("Mancozeb is not banned on potatoes.", ["mancozeb bannedOn potato not"]),
        ("Mancozeb never causes fruit drop.", ["mancozeb causes drop not"]),
        ("代森锰锌不仅防治晚疫病。", []),
    ],
)
def test_a_negation_makes_a_negated_fact(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("代森锰锌可能引起落果。", "hedged"),
        ("代森锰锌或许可防治蚜虫，尚无定论。", "hedged"),
        ("有人认为代森锰锌可防治蚜虫。", "hedged"),
        ("据报道，代森锰锌可防治蚜虫。", "hedged"),
        ("代森锰锌可防治蚜虫，仍有待证实。", "hedged"),
        ("Mancozeb might control aphids.", "hedged"),
        ("It is thought that mancozeb possibly controls aphids.", "hedged"),
        ("代森锰锌可防治蚜虫吗？", "question"),
        ("代森锰锌是否防治蚜虫？", "question"),
        ("Mancozeb controls aphids?", "question"),
        ("部分代森锰锌可防治锈病。", "hedged"),
        ("代森锰锌可防治锈病的说法是错误的。", "hedged"),
        ("It was held that mancozeb controls aphids, but this has been disproved.", "hedged"),
    ],
)
def test_what_is_not_asserted_is_a_rejection_and_no_fact(text: str, reason: str) -> None:
    assert facts(text) == []
    assert reason in reasons(text)


@pytest.mark.parametrize(
    "text",
    [
        "停用代森锰锌引起落果。",
        "过量使用代森锰锌引起落果。",
        "Overdose of mancozeb causes fruit drop.",
        "Lack of mancozeb causes fruit drop.",
    ],
)
def test_what_is_said_of_stopping_or_of_too_much_is_not_said_of_the_thing(text: str) -> None:
    assert facts(text) == []
    assert reasons(text) == ["condition_lost"]


def test_a_hedge_that_the_expert_wrote_into_the_pattern_is_licensed() -> None:
    assert facts("Mancozeb may cause leaf scorch.") == ["mancozeb causes scorch"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("气温＞30℃时波尔多液禁用于白菜。", ["copper bannedOn cabbage [temperature >30]"]),
        ("波尔多液禁用于白菜，气温高于30℃时。", ["copper bannedOn cabbage [temperature >30]"]),
        ("波尔多液在花期禁用于桃。", ["copper bannedOn peach [stage flowering]"]),
        (
            "与硫磺混用时，波尔多液禁用于桃和白菜。",
            ["copper bannedOn cabbage [tankMix sulphur-product]", "copper bannedOn peach [tankMix sulphur-product]"],
        ),
        (
            "波尔多液禁用于桃（花期）、白菜和马铃薯。",
            ["copper bannedOn cabbage", "copper bannedOn peach [stage flowering]", "copper bannedOn potato"],
        ),
        ("株龄不足3个月的桃禁用波尔多液。", ["copper bannedOn peach [plantAge <3]"]),
        ("Bordeaux mixture is banned on peaches at flowering.", ["copper bannedOn peach [stage flowering]"]),
        ("When mixed with sulphur, Bordeaux mixture is banned on peaches.", ["copper bannedOn peach [tankMix sulphur-product]"]),
        ("Bordeaux mixture is banned on peaches if the temperature is above 30 °C.", ["copper bannedOn peach [temperature >30]"]),
        ("在花期或苗期，波尔多液禁用于桃。", ["copper bannedOn peach [stage flowering]", "copper bannedOn peach [stage seedling]"]),
    ],
)
def test_a_declared_condition_stays_with_its_fact(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "雨后，若叶面未干，波尔多液禁用于桃。",
        "树势衰弱时波尔多液禁用于桃。",
        "除非已套袋，波尔多液禁用于桃。",
        "波尔多液禁用于桃（阴雨天者）。",
        "波尔多液禁用于桃，叶面未干的情况下。",
        "Bordeaux mixture is banned on peaches unless they are bagged.",
        "If the leaves are wet, Bordeaux mixture is banned on peaches.",
        "Bordeaux mixture is banned on peaches during wet weather.",
        "代森锰锌在气温高于30℃时可防治锈病。",
    ],
)
def test_a_condition_that_cannot_be_read_is_lost_aloud(text: str) -> None:
    found = read(text)
    assert [c for c in found.candidates if not c.qualifiers] == []
    assert "condition_lost" in [r.reason for r in found.rejections]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("代森锰锌是保护性药剂，可防治锈病，不引起落果。", ["mancozeb causes drop not", "mancozeb controls rust"]),
        ("# 波尔多液\n\n禁用于桃和白菜。", ["copper bannedOn cabbage", "copper bannedOn peach"]),
        ("# 波尔多液\n\n该药禁用于桃。", ["copper bannedOn peach"]),
        ("# Bordeaux mixture\n\nBanned on peaches.", ["copper bannedOn peach"]),
        ("Mancozeb controls rust and is banned on peaches.", ["mancozeb bannedOn peach", "mancozeb controls rust"]),
        ("---\nsubject: 波尔多液\n---\n禁用于桃。", ["copper bannedOn peach"]),
    ],
)
def test_a_subject_left_out_is_taken_from_the_sentence_or_the_heading(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


def test_a_carried_subject_is_quoted_where_it_stands() -> None:
    [candidate] = read("# 波尔多液\n\n禁用于桃。").candidates
    assert [(s.role, s.quote) for s in candidate.spans] == [("subject", "波尔多液"), ("trigger", "禁用于"), ("object", "桃")]
    assert candidate.spans[0].start == 2


def test_a_sentence_about_something_else_does_not_take_the_headings_subject() -> None:
    assert facts("# 波尔多液\n\n硫磺粉较刺激。代森锰锌与它不同，禁用于桃。") == ["mancozeb bannedOn peach"]


@pytest.mark.parametrize(
    ("text", "reason", "what"),
    [
        ("代森锰锌可防治神秘斑点病。", "unknown_entity", "神秘斑点病"),
        ("Mancozeb controls purple spot disease.", "unknown_entity", "purple spot disease"),
        ("代森锰锌可防治马铃薯。", "wrong_type", "马铃薯"),
        ("代森锰锌可防治锈病、黑腐病和霜霉病。", "unknown_entity", "黑腐病"),
        ("代森锰锌的半衰期为较长时间。", "bad_value", "较长时间"),
        ("The half-life of mancozeb is 5 mg.", "wrong_unit", "5 mg"),
    ],
)
def test_what_is_no_known_name_is_named_in_a_rejection(text: str, reason: str, what: str) -> None:
    assert (reason, what) in [(r.reason, r.what) for r in read(text).rejections]


def test_a_rejected_member_leaves_the_subjects_list_open() -> None:
    [rejection] = read("代森锰锌可防治锈病、黑腐病和霜霉病。").rejections
    assert ("g:mancozeb", "g:controls", "objects") in rejection.about


def test_homonyms_are_told_apart_by_the_slots_class_or_the_note_in_a_bracket() -> None:
    assert facts("硫磺可防治锈病。") == ["sulphur-product controls rust"]
    assert facts("代森锰锌禁用于硫磺。") == ["mancozeb bannedOn sulphur-plant"]
    assert facts("硫磺（农药）可防治锈病。") == ["sulphur-product controls rust"]
    assert facts("Sulphur (flower) controls rust.") == []


def test_two_patterns_that_read_the_same_give_one_fact() -> None:
    assert facts("代森锰锌可防治晚疫病。代森锰锌可防治晚疫病。") == ["mancozeb controls blight"] * 2
    assert len(read("代森锰锌可防治晚疫病。").candidates) == 1


def test_an_abbreviation_is_not_found_in_a_plain_word_and_no_name_inside_a_longer_word() -> None:
    assert facts("As a rule it controls rust.") == []
    assert facts("AS controls rust.") == ["as controls rust"]
    assert facts("Mancozeb controls rusting.") == []
    assert facts("Antimancozeb controls rust.") == []
    assert facts("Mancozeb controls rust-resistant strains.") == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_offsets_are_exact_with_emoji_full_width_forms_and_any_line_ends(end: str) -> None:
    text = end.join(["# 🌱 波尔多液", "", "😀👨‍👩‍👧 ＭＺ可防治“晚疫病”（重要！）👍。", "", "禁用于桃。", ""])
    assert facts(text) == ["copper bannedOn peach", "mancozeb controls blight"]


NAMES = ["代森锰锌", "波尔多液", "mancozeb", "晚疫病", "rust", "桃", "花期", "气温", "30℃"]
WORDS = [
    "可防治",
    "禁用于",
    "不",
    "可能",
    "时",
    "，",
    "。",
    "、",
    "和",
    "（",
    "）",
    "\n",
    " ",
    "controls",
    "is banned on",
    "if",
    "＞",
    "；",
    "：",
    "👍",
    "\u200b",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES + WORDS), max_size=14).map("".join))
def test_any_text_gives_verbatim_spans_and_never_an_error(text: str) -> None:
    found = read(text)
    assert len({(c.predicate, c.subject.start, c.object.start, c.qualifiers, c.negated) for c in found.candidates}) == len(found.candidates)


def test_a_sentence_without_end_is_not_read_and_said_so() -> None:
    found = read("、".join(["代森锰锌"] * 2000) + "可防治锈病。")
    assert [r.reason for r in found.rejections if "characters" in r.detail] == ["unread_item"]


def test_a_long_list_is_read_in_reasonable_time() -> None:
    assert facts("、".join(["代森锰锌", "波尔多液"] * 200) + "可防治锈病。") == ["copper controls rust", "mancozeb controls rust"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("自2021年4月起，波尔多液禁用于桃。", "2021-04", None),
        ("2019年以前，波尔多液禁用于桃。", None, "2019"),
        ("2018年至2020年，波尔多液禁用于桃。", "2018", "2020"),
        ("2019年3月1日前波尔多液禁用于桃。", None, "2019-03-01"),
        ("Since 2019, Bordeaux mixture is banned on peaches.", "2019", None),
        ("Bordeaux mixture is banned on peaches from 2018 to 2020.", "2018", "2020"),
        ("Before March 2020, Bordeaux mixture is banned on peaches.", None, "2020-03"),
        ("Bordeaux mixture is banned on peaches.", None, None),
        ("2019年登记的产品很多，波尔多液禁用于桃。", None, None),
        ("Registered in 2019, Bordeaux mixture is banned on peaches.", None, None),
    ],
)
def test_a_time_in_the_sentence_or_before_it_dates_the_fact(text: str, start: str | None, end: str | None) -> None:
    assert [(c.valid.start, c.valid.end) for c in read(text).candidates] == [(start, end)]


def test_a_time_that_opens_a_sentence_dates_all_of_it() -> None:
    found = read("自2021年起，波尔多液禁用于桃，代森锰锌禁用于白菜。").candidates
    assert [c.valid.start for c in found] == ["2021", "2021"]
