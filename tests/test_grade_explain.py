"""The sentence that explains a verdict: what was expected, what was said, and why, in the language of the question."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kgcorpus.grade.explain import explain
from kgcorpus.grade.explain_reasons import SAID_WHY
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.sets import REASONS, Held

ZH, EN = "二甲双胍有哪些禁忌证？", "Which drugs interact with metformin?"
BOOL = [{"value": "true", "type": "bool"}]
DOSE = [{"value": "500", "type": "number", "unit": "mg"}]


def names(*values: str, **aliases: list[str]) -> list[dict[str, Any]]:
    return [{"value": value, "type": "entity", "aliases": aliases.get(value, [])} for value in values]


def said(answers: list[dict[str, Any]], answer: str | None, mode: str = "all", question: str = EN) -> str:
    return str(grade_one({"id": "1", "question": question, "answers": answers, "mode": mode}, answer)["explanation"])


@pytest.mark.parametrize(
    ("answers", "answer", "mode", "expected"),
    [
        (names("心力衰竭"), "心力衰竭", "all", "答对了：心力衰竭。"),
        (names("心力衰竭", 心力衰竭=["心衰"]), "心衰", "all", "答对了：心力衰竭（用了别的名称）。"),
        (names("甲病", "乙病"), "甲病和乙病", "all", "答对了：2项都答到了（甲病、乙病）。"),
        (names("甲病", "乙病"), "甲病", "some", "答对了：答出已知2项中的1项（甲病），已知的未必齐全，不计缺漏。"),
        (names("甲病", "乙病", "丙病"), "甲病和丁病", "all", "部分正确：3项中答到1项，缺乙病、丙病，多答了“丁病”。"),
        (names("甲病"), "乙病", "all", "答错了：应为甲病，答的是“乙病”。"),
        (names("甲病"), "不是甲病", "all", "答错了：应为甲病，作答却否定了它。"),
        (names("甲病"), "不知道", "all", "作答表示不知道；标准答案是甲病。"),
        (names("甲病"), None, "all", "没有作答；标准答案是甲病。"),
        (names("甲病", "丙病"), "甲病、乙病和丙病", "some",
         "部分正确：已知的2项都答到了，但“乙病”不在已知的答案之内。"),
        (names("甲病"), "乙病", "some", "无法判定：“乙病”不在已知的答案（甲病）之内，而已知的未必齐全。"),
        ([], "不知道", "none", "答对了：这个问题无从回答，作答也是这样说的。"),
        ([], "乙病", "none", "答错了：这个问题无从回答，却答了“乙病”。"),
        (BOOL, "不是", "all", "答错了：应为“是”，答的是“不是”。"),
        (BOOL, "这要看情况", "all", "无法判定：作答没有明确说是或否（应为“是”）。"),
    ],
)
def test_what_is_said_in_chinese(answers: list[dict[str, Any]], answer: str | None, mode: str, expected: str) -> None:
    assert said(answers, answer, mode, ZH) == expected


@pytest.mark.parametrize(
    ("answers", "answer", "mode", "expected"),
    [
        (names("alcohol"), "Alcohol.", "all", "Right: alcohol."),
        (names("furosemide", furosemide=["frusemide"]), "Frusemide", "all", "Right: furosemide, by another name."),
        (names("alcohol", "furosemide"), "alcohol and furosemide", "all", "Right: both are given (alcohol and furosemide)."),
        (names("alcohol", "furosemide"), "Alcohol", "all", "Partly right: 1 of 2 given; missing: furosemide."),
        (names("alcohol"), "Alcohol and Warfarin", "all", "Partly right: alcohol is right, but “Warfarin” is not."),
        (names("alcohol"), "Warfarin", "all", "Wrong: expected alcohol, said “Warfarin”."),
        (names("alcohol", "ether"), "Warfarin", "any", "Wrong: expected alcohol or ether, said “Warfarin”."),
        (names("alcohol"), "", "all", "There is no answer; expected alcohol."),
        (names("alcohol"), "Ether", "some", "Undecided: “Ether” is not the known answer (alcohol), but there may be others."),
        (DOSE, "700 mg", "all", "Wrong: expected 500 mg, said “700 mg”."),
        (names("rinse", "boil", "serve"), "Boil, rinse, serve", "order",
         "Partly right: all are given, but not in the right order, which is rinse → boil → serve."),
    ],
)  # fmt: skip
def test_what_is_said_in_english(answers: list[dict[str, Any]], answer: str | None, mode: str, expected: str) -> None:
    assert said(answers, answer, mode) == expected


def test_many_values_are_listed_in_part_and_none_twice() -> None:
    many = tuple(f"drug {n}" for n in range(20))
    text = explain("all", "incorrect", "disjoint", Held((), many, ("aspirin",)), "en")
    assert text == "Wrong: expected drug 0, drug 1, drug 2, drug 3, drug 4, drug 5 and 14 more, said “aspirin”."
    assert "等20项" in explain("all", "incorrect", "disjoint", Held((), many, ("aspirin",)), "zh")
    assert explain("all", "partial", "subset", Held(("a",), ("b", "b"), ()), "en").count("b") == 1


def test_of_many_spellings_of_one_answer_the_plainest_is_named() -> None:
    answers = names("Haiwii", "The State of Hawaii", "HAWAII", "Hawaii", "State of Hawaii", "Hawaii (state)")
    assert said(answers, "Ohio", "any") == "Wrong: expected Hawaii (or one of 4 other answers), said “Ohio”."
    assert said(names("T'pau", "T’Pau", "TPAU"), "Abba", "any") == "Wrong: expected T’Pau, said “Abba”."


def test_a_short_answer_is_quoted_whole_and_an_option_by_its_words() -> None:
    assert said(names("James Beam"), "Colonel E.H. Taylor Jr.", "any") == "Wrong: expected James Beam, said “Colonel E.H. Taylor Jr”."
    options = [{"id": "A", "text": "rice", "answer": True}, {"id": "B", "text": "milk", "answer": False}]
    gold = {"id": "1", "question": "Which?", "lang": "en", "answers": names("rice"), "mode": "all", "options": options}
    assert grade_one(gold, "B")["explanation"] == "Wrong: expected rice, said “milk”."


def test_of_an_answer_that_reasons_its_conclusion_is_quoted() -> None:
    answer = "Let me think about this step by step, and carefully. I recall some names. So the answer is Ether."
    text = explain("all", "incorrect", "disjoint", Held((), ("alcohol",), ()), "en", answer=answer)
    assert text == "Wrong: expected alcohol, said “So the answer is Ether”."
    assert said([{"value": "1492", "type": "date"}], "It was after 1492.").endswith("said “It was after 1492”.")
    assert "**" not in said(DOSE, "**700 mg**")


def test_a_long_value_is_cut() -> None:
    assert "…" in explain("all", "incorrect", "disjoint", Held((), ("x" * 500,), ()), "en")
    assert len(explain("all", "incorrect", "disjoint", Held((), ("x" * 500,), ()), "en")) < 200


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mode", ["all", "some", "any", "count", "order", "none"])
@pytest.mark.parametrize(
    ("verdict", "relation", "held"),
    [
        ("correct", "equal", Held(("a",), (), ())), ("correct", "subset", Held(("a",), ("b",), ())), ("correct", "equal", Held((), (), ())),
        ("partial", "overlap", Held(("a",), ("b",), ("c",))), ("partial", "more_general", Held((), ("a",), ())),
        ("partial", "more_specific", Held((), ("a",), ())), ("incorrect", "disjoint", Held((), ("a",), ())),
        ("incorrect", "contradiction", Held((), ("a", "b"), ())), ("incorrect", "disjoint", Held((), (), ("c",))),
        ("not_attempted", "abstained", Held((), ("a",), ())), ("ungradable", "undecided", Held((), ("a",), ("c",))),
    ],
)  # fmt: skip
@pytest.mark.parametrize("reason", ["", "hedged", "lunar_date", "a code that nobody knows"])
def test_every_verdict_has_one_sentence(lang: str, mode: str, verdict: str, relation: str, held: Held, reason: str) -> None:
    text = explain(mode, verdict, relation, held, lang, answer="what is said", reason=reason)
    assert text.endswith("。" if lang == "zh" else ".")
    assert not re.search(r"[。.；;，,：:] *[。.；;，,：:]|None|  |\(\)|（）|“”", text), text
    assert text.count("。" if lang == "zh" else ". ") <= 1
    assert bool(re.search(r"[\u4e00-\u9fff]", text)) is (lang == "zh")


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(SAID_WHY) == set(REASONS)
    assert all(zh and en and re.search(r"[\u4e00-\u9fff]", zh) for zh, en in SAID_WHY.values())
