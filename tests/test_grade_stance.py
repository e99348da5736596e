"""The stance of what an answer says: what it denies, doubts, has from others, takes back, and what it says of a question without answer."""

from __future__ import annotations

import pytest

from kgcorpus.grade.one import grade_one
from tests.test_grade_adversarial import RIGHT, WRONG

NAVY_ZH, NAVY = "蒙古国的海军舰队驻扎在哪座港口？", "Which port is the home of Mongolia's navy fleet?"
PRIZE_ZH, PRIZE = "甘地在哪一年获得诺贝尔和平奖？", "In which year did Gandhi receive the Nobel Peace Prize?"
DRAW_ZH, DRAW = "下周开奖的彩票中奖号码是多少？", "What will the winning lottery numbers be next week?"
KING_ZH, KING = "现任法国国王是谁？", "Who is the current king of France?"
HAIR_ZH, HAIR = "孔子一生共有多少根头发？", "How many hairs did Plato have on his head?"

WITHOUT_ANSWER: list[tuple[str, str, str]] = [
    (NAVY_ZH, "蒙古国是内陆国家，没有海港，自然谈不上海军基地。", RIGHT),
    (NAVY_ZH, "蒙古国不靠海，因此并不存在这样的港口。", RIGHT),
    (NAVY_ZH, "蒙古国虽然不靠海，但海军舰队驻扎在乌布苏湖港。", WRONG),
    (NAVY_ZH, "驻扎在苏赫巴托尔港，没有别的港口。", WRONG),
    (NAVY, "Mongolia is landlocked and has no navy fleet.", RIGHT),
    (NAVY, "There is no such port: Mongolia has no coast.", RIGHT),
    (NAVY, "Mongolia has no coast, but its navy fleet is based at the port of Khatgal.", WRONG),
    (NAVY, "The home port of Mongolia's navy fleet is Khatgal, not Ulaanbaatar.", WRONG),
    (PRIZE_ZH, "甘地从未获得过诺贝尔和平奖，他曾在1937年至1948年间五次获得提名。", RIGHT),
    (PRIZE_ZH, "题目有误，甘地没有得过诺贝尔奖。", RIGHT),
    (PRIZE_ZH, "甘地没有得过诺贝尔文学奖，不过他在1948年获得了诺贝尔和平奖。", WRONG),
    (PRIZE_ZH, "甘地于1948年获得诺贝尔和平奖，当时他已不在人世。", WRONG),
    (PRIZE, "Gandhi was nominated five times but never received the Nobel Peace Prize.", RIGHT),
    (PRIZE, "Gandhi didn't receive a Nobel Prize. In 1948 the committee made no award.", RIGHT),
    (PRIZE, "This question is based on a misconception: Gandhi was never awarded the prize.", RIGHT),
    (PRIZE, "Gandhi never received the literature prize, but he received the Nobel Peace Prize in 1948.", WRONG),
    (PRIZE, "Gandhi received the Nobel Peace Prize in 1948, and nobody else was nominated.", WRONG),
    (DRAW_ZH, "开奖结果是随机的，谁也无法预知中奖号码。", RIGHT),
    (DRAW_ZH, "没有人能提前知道开奖号码，请理性购彩。", RIGHT),
    (DRAW_ZH, "这是随机事件，很难预测，但我推测是03、11、17。", WRONG),
    (DRAW_ZH, "下周的中奖号码是03、11、17、22。", WRONG),
    (DRAW, "Lottery numbers are drawn at random, so nobody can predict them.", RIGHT),
    (DRAW, "There is no reliable way to know the numbers in advance.", RIGHT),
    (DRAW, "Nobody can be certain, but the winning numbers will be 3, 11 and 17.", WRONG),
    (KING_ZH, "法国早已废除君主制，现在没有国王。", RIGHT),
    (KING_ZH, "现任法国国王是路易二十世。", WRONG),
    (KING, "France is a republic; it doesn't have a king.", RIGHT),
    (KING, "France abolished its monarchy in the nineteenth century, so there isn't one.", RIGHT),
    (KING, "It is Louis XX.", WRONG),
    (KING, "The current king of France is Louis XX, though he has no power.", WRONG),
    (HAIR_ZH, "这种细节早已无从考证，没有任何史料记载。", RIGHT),
    (HAIR_ZH, "史书没有直接记载，但推算下来约有十万根。", WRONG),
    (HAIR, "That is lost to history.", RIGHT),
    (HAIR, "No one ever counted them.", RIGHT),
    (HAIR, "Plato had about 90,000 hairs on his head, no more.", WRONG),
    (HAIR, "The sources never counted them, but scholars put it at 90,000.", WRONG),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "expected"), WITHOUT_ANSWER)
def test_of_a_question_without_answer_it_is_right_to_say_so_and_wrong_to_invent_one(question: str, answer: str, expected: str) -> None:
    said = grade_one({"id": "1", "question": question, "answers": [], "mode": "none"}, answer)
    assert said["verdict"] in expected.split("|"), said["explanation"]
