"""The letters that answers to questions with options choose, as people and models write them."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.one import grade_one

OPTIONS = [("A", "metformin"), ("B", "glyburide"), ("C", "insulin"), ("D", "aspirin")]

ONE = """
B|b|(B)|B.|B)|Option B|The answer is B|**B**|B. glyburide|Answer: B|I choose B|\\boxed{B}|<answer>B</answer>|{"answer": "B"}
Let me think. A is wrong. C is wrong. So the answer is B.|Not A but B|It's B, not A|B, not A|glyburide|<think>A</think>B|B is correct
Definitely B|It is B.|I think B|A is incorrect; B is correct|The correct option is (B) glyburide.
答案：B|选B|B：glyburide|正确答案是B|应选B|Ｂ|【答案】B|答案是(B)|B选项|我认为是 B。|最终答案：B|选项B正确|B正确
A不对，C不对，故选B。|不是A，是B|排除A、C、D，选B|所以选B。|综上，选B
"""
WRONG = "A|C.|选A|Not B|B is wrong; A is correct|B不对，选A|The answer is A, not B|排除B，选A|insulin|A biguanide|不选B"
TWO = 'BD|B、D|B,D|B and D|B & D|B和D|选BD|B\nD|- B\n- D|B. glyburide\nD. aspirin|["B", "D"]|B; D|Both B and D|B、D正确|答案：BD|b, d'


def verdict(answer: str, right: str) -> str:
    options: list[dict[str, Any]] = [{"id": letter, "text": text, "answer": letter in right} for letter, text in OPTIONS]
    gold = [{"value": o["text"], "type": "entity"} for o in options if o["answer"]]
    found = grade_one({"id": "1", "question": "Which of the following?", "answers": gold, "mode": "all", "options": options}, answer)
    return str(found["verdict"])


@pytest.mark.parametrize("answer", [answer for line in ONE.strip().split("\n") for answer in line.split("|")])
def test_one_option_is_chosen(answer: str) -> None:
    assert verdict(answer, "B") == "correct"
    assert verdict(answer, "C") == "incorrect"


@pytest.mark.parametrize("answer", WRONG.split("|"))
def test_another_option_is_chosen(answer: str) -> None:
    assert verdict(answer, "B") == "incorrect"


@pytest.mark.parametrize("answer", TWO.split("|"))
def test_two_options_are_chosen(answer: str) -> None:
    assert verdict(answer, "BD") == "correct"
    assert verdict(answer, "B") == "partial"


@pytest.mark.parametrize("answer", ["A or B", "A或B", "B or C"])
def test_two_options_offered_are_not_one_chosen(answer: str) -> None:
    assert verdict(answer, "B") == "partial"
