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


WRITTEN = [
    ("Which artery supplies the node? A) left artery B) right artery C) main artery", ["right artery"]),
    ("Which artery supplies the node?\n(A) left artery\n(B) right artery\n(C) main artery", ["right artery"]),
    ("哪条动脉供应房室结？A. 左动脉 B. 右动脉 C. 主动脉", ["右动脉"]),
    ("哪条动脉供应房室结？A、左动脉；B、右动脉；C、主动脉", ["右动脉"]),
]


def told(question: str, gold: list[str], answer: str) -> str:
    wanted = [{"value": value, "type": "entity"} for value in gold]
    return str(grade_one({"id": "1", "question": question, "answers": wanted, "mode": "all"}, answer)["verdict"])


@pytest.mark.parametrize(("question", "gold"), WRITTEN)
@pytest.mark.parametrize(
    "answer",
    [
        "B",
        "(b)",
        "\\boxed{B}",
        "选B",
        "C选项不对，应选B。",
        "A is tempting at first. I'd go with **B**.",
        "故本题答案为B",
        "C looks right, but it is B.",
    ],
)
def test_a_letter_is_read_by_the_options_in_the_question(question: str, gold: list[str], answer: str) -> None:
    assert told(question, gold, answer) == "correct"
    assert told(question, ["no option"], answer) == "incorrect"


@pytest.mark.parametrize(("question", "gold"), WRITTEN)
@pytest.mark.parametrize("answer", ["C", "选A", "It is not B.", "A型", "The answer is therefore option C."])
def test_another_letter_of_the_options_in_the_question_is_wrong(question: str, gold: list[str], answer: str) -> None:
    assert told(question, gold, answer) == "incorrect"


def test_the_option_that_is_concluded_counts_not_those_spoken_of() -> None:
    question = "Which drug inhibits thrombin? A) rivaroxaban B) apixaban C) dabigatran D) warfarin"
    spoken = "Option A inhibits factor Xa, just like option B, and option D is an antagonist. "
    assert told(question, ["dabigatran"], spoken + "The thrombin inhibitor is therefore option C.") == "correct"
    assert told(question, ["dabigatran"], "Option C is an antagonist. The thrombin inhibitor is therefore option A.") == "incorrect"


def test_several_letters_of_options_in_a_question() -> None:
    question = "Select all noble gases: A) argon B) nitrogen C) krypton D) chlorine"
    assert [told(question, ["argon", "krypton"], a) for a in ("A and C", "AC", "A", "B and D", "A, B, C")] == [
        "correct", "correct", "partial", "incorrect", "partial",
    ]  # fmt: skip


def test_letters_that_mark_no_options_are_names() -> None:
    assert told("Which vitamins, A, D or K, does the liver store?", ["vitamin A"], "vitamin A") == "correct"
    assert told("Which vitamin is in carrots? A, B or C?", ["retinol"], "A") == "incorrect"
    assert told("Which blood group is rarest in the table? (A) 40 (B) 11", ["AB"], "A") == "incorrect"
