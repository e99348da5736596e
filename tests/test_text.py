import doctest
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kgcorpus.text as text_module
from kgcorpus.text import clauses, fold, language_of, normal_name, sentences, span, unspan

PIECES = st.sampled_from(
    [
        "禁忌證",
        "糖尿病",
        "ＨｂＡ１ｃ",
        "😀",
        "👨‍👩‍👧",
        "☎️",
        "ﬁ",
        "ﬄ",
        "e\u0301",
        "é",
        "\r\n",
        "\n",
        " ",
        "\u3000",
        "co\u00adop",
        "\u200b",
        "①",
        "…",
        "™",
        "½",
        "İ",
        "㎎/dL",
        "“引”",
        "—",
        "ｶﾞ",
        "か\u3099",
        "각",
        "각",
        "\ufeff",
        "ς",
        "Σ",
        "ABC",
        "7.5%",
        "\u0301",
        "葛\U000e0100",
        "𠮷",
        "¨",
        "ℌ",
        "乾燥",
        "`",
    ]
)
MIXED = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)


def test_doctests_hold():
    assert doctest.testmod(text_module).failed == 0


@given(MIXED)
@example("e\u0301\r\n😀ﬁ\u200b")
@settings(max_examples=300, deadline=None)
def test_every_folded_character_maps_to_the_source_it_came_from(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[len(folded.text)] == len(text)
    assert len(folded.ends) >= len(folded.text)
    for i in range(len(folded.text)):
        a, b = span(folded, i, i + 1)
        assert 0 <= a < b <= len(text)
        assert folded.text[i] in fold(text[a:b]).text
    assert list(folded.offsets) == sorted(folded.offsets)


@given(MIXED, st.data())
@settings(max_examples=300, deadline=None)
def test_folding_a_mapped_span_gives_the_folded_span_back(text, data):
    folded = fold(text)
    i = data.draw(st.integers(0, len(folded.text)))
    j = data.draw(st.integers(i, len(folded.text)))
    a, b = span(folded, i, j)
    assert folded.text[i:j] in fold(text[a:b]).text
    if i < j:
        x, y = unspan(folded, a, b)
        assert x <= i and y >= j and span(folded, x, y) == (a, b)


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_folding_is_the_same_for_composed_and_decomposed_text(text):
    assert unicodedata.normalize("NFC", fold(unicodedata.normalize("NFD", text)).text) == unicodedata.normalize("NFC", fold(text).text)


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_line_breaks_survive_folding(text):
    assert fold(text).text.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("證券", "证券"),
        ("ＡＢＣ", "abc"),
        ("co\u00adop", "coop"),
        ("“x”—‘y’", "\"x\"-'y'"),
        ("e\u0301", "é"),
        ("㎎", "mg"),
        ("１．５％", "1.5%"),
        ("a\r\nb", "a\r\nb"),
        ("☎️", "☎"),
    ],
)
def test_variants_fold_to_one_form(source, folded):
    assert fold(source).text == folded


def test_a_span_ends_before_a_dropped_character_and_after_an_accent():
    f = fold("co\u00adop e\u0301x")
    assert span(f, 0, 2) == (0, 2)
    assert span(f, 5, 6) == (6, 8)


def test_cased_folding_keeps_case_and_superscripts():
    assert fold("ＭＢ 10⁹/L m²", cased=True).text == "MB 10⁹/L m²"


def test_names_are_equal_over_case_width_spaces_and_script():
    assert normal_name("Ｔｙｐｅ 2  diabetes") == normal_name("type 2 Diabetes")
    assert normal_name("雙底") == normal_name("双 底")
    assert normal_name("type2") != normal_name("type 2")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("二甲双胍禁用于肾衰竭。孕妇慎用！还有吗？有。", ["二甲双胍禁用于肾衰竭。", "孕妇慎用！", "还有吗？", "有。"]),
        ("他说：“可以。”然后走了。", ["他说：“可以。”", "然后走了。"]),
        (
            "HbA1c 7.0% is the goal. See Fig. 3 and Dr. Smith et al. for details.",
            ["HbA1c 7.0% is the goal.", "See Fig. 3 and Dr. Smith et al. for details."],
        ),
        ("Apple Inc. fell. Apple Inc. The rest rose.", ["Apple Inc. fell.", "Apple Inc.", "The rest rose."]),
        ("Stop if eGFR < 30. eGFR falls with age.", ["Stop if eGFR < 30.", "eGFR falls with age."]),
        ("1. Wash the rice. 2. Boil it.", ["1. Wash the rice.", "2. Boil it."]),
        ("one\r\n\r\ntwo", ["one", "two"]),
        ("one\r\ntwo", ["one\r\ntwo"]),
        ("Visit example.com/?a=1 now. Done", ["Visit example.com/?a=1 now.", "Done"]),
        ("The U.S. market rose in the U.S. It fell later.", ["The U.S. market rose in the U.S.", "It fell later."]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("  \n ", []),
        ("双底是反转形态.颈线是阻力.", ["双底是反转形态.", "颈线是阻力."]),
        ("No. 5 is out. The answer is no. The end.", ["No. 5 is out.", "The answer is no.", "The end."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    assert [text[a:b] for a, b in sentences(text)] == parts


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_sentences_lose_nothing_but_whitespace(text):
    spans = sentences(text)
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert spans == sorted(spans)


def test_sentences_of_a_part_stay_inside_it():
    assert sentences("甲。乙丙。丁", 2, 4) == [(2, 4)]
    assert sentences("甲。乙丙。丁", 2, 6) == [(2, 5), (5, 6)]


def test_clauses_are_divided_at_semicolons_outside_brackets():
    text = "a; b (c; d); e"
    assert [text[a:b] for a, b in clauses(text)] == ["a;", "b (c; d);", "e"]


def test_sentences_of_a_long_text_are_found_in_linear_time():
    import time

    text = "二甲双胍是首选药物，eGFR＜30 mL/min时禁用。Take 1.5 mg twice daily, e.g. with food. " * 4000
    begin = time.perf_counter()
    assert len(sentences(text)) == 8000
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("二甲双胍", "zh"),
        ("双底 (double bottom) 是一种形态", "zh"),
        ("The stock 双底 rose and fell in the market", "en"),
        ("123", "und"),
        ("", "und"),
        ("Привет мир", "und"),
        ("BMI", "en"),
    ],
)
def test_language_is_told_by_script_and_words(text, language):
    assert language_of(text) == language
