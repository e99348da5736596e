"""The order that an answer tells in words: as written, from the end, by places, in the other direction; and what is next in a chain."""

from __future__ import annotations

import pytest

from kgcorpus.grade.one import grade_one

STARTED = ("In which order were the drugs started?", "bisoprolol|ramipril|spironolactone")
USED = ("按使用先后的次序是？", "甲氨蝶呤|来氟米特|阿达木单抗")
HEIGHT = ("按海拔从高到低排列。", "珠穆朗玛峰|乔戈里峰|干城章嘉峰")
AGE = ("Order the periods, oldest first.", "Triassic|Jurassic|Cretaceous")

RIGHT = {
    STARTED: """Bisoprolol was started first, followed by ramipril and finally spironolactone.
First of all bisoprolol, then ramipril; next comes spironolactone.
Spironolactone was the last to be added. Before that the team had started ramipril, and the very first drug was bisoprolol.
Second was ramipril, first was bisoprolol, and third was spironolactone.
Spironolactone came after ramipril, which followed bisoprolol.
Spironolactone was preceded by ramipril, and before that bisoprolol.
Ramipril, which succeeded bisoprolol, was followed by spironolactone.""",
    USED: """最先用甲氨蝶呤，其次来氟米特，最后是阿达木单抗。
最后是阿达木单抗，此前是来氟米特，最先用的是甲氨蝶呤。
第二是来氟米特，第一是甲氨蝶呤，第三是阿达木单抗。""",
    HEIGHT: """珠穆朗玛峰最高，乔戈里峰次之，干城章嘉峰第三。
从低到高依次是干城章嘉峰、乔戈里峰、珠穆朗玛峰。
从低到高是：干城章嘉峰、乔戈里峰、珠穆朗玛峰，所以从高到低是珠穆朗玛峰、乔戈里峰、干城章嘉峰。""",
    AGE: "From youngest to oldest: Cretaceous, Jurassic, Triassic.\nTriassic, then Jurassic, then Cretaceous",
}


def verdict(question: str, gold: str, answer: str, mode: str = "order") -> str:
    wanted = [{"value": value, "type": "entity"} for value in gold.split("|")]
    return str(grade_one({"id": "1", "question": question, "answers": wanted, "mode": mode}, answer)["verdict"])


@pytest.mark.parametrize(("asked", "answer"), [(asked, line) for asked, lines in RIGHT.items() for line in lines.split("\n")])
def test_the_order_is_the_one_that_the_words_tell(asked: tuple[str, str], answer: str) -> None:
    question, gold = asked
    first, second, third = gold.split("|")
    assert verdict(question, gold, answer) == "correct"
    assert verdict(question, f"{second}|{first}|{third}", answer) == "partial"
    assert verdict(question, f"{third}|{second}|{first}", answer) == "partial"


@pytest.mark.parametrize(
    "answer",
    [
        "The last was spironolactone. Bisoprolol and ramipril were earlier.",
        "Spironolactone was preceded by ramipril and bisoprolol.",
        "The last one was bisoprolol, then ramipril, then spironolactone.",
    ],
)
def test_an_order_that_is_not_plain_is_undecided(answer: str) -> None:
    assert verdict(*STARTED, answer) == "ungradable"


def test_what_follows_in_a_chain_is_told_too_in_a_set_only() -> None:
    assert verdict("Which two have most people?", "India|China", "India, followed closely by China.", "all") == "correct"
    assert verdict("Which one has most people?", "China", "India, followed closely by China.", "all") == "incorrect"
    assert verdict("Which two have most people?", "India|China", "India; not China.", "all") == "partial"
