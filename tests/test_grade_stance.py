"""The stance of what an answer says: what it denies, doubts, has from others, takes back, and what it says of a question without answer."""

from __future__ import annotations

import pytest

from kgcorpus.grade.one import grade_one
from tests.test_grade_adversarial import NONE, RIGHT, WRONG

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


BRIDGE_ZH, BRIDGE = "跨江大桥是谁设计的？", "Who designed the river bridge?"
HOST_ZH, HOST = "哪座城市举办了那届运动会？", "Which city hosted the games?"
DOSE_ZH, DOSE = "该药每日剂量是多少mg？", "What is the daily dose in mg?"

STANCES: list[tuple[str, str, str, str]] = [
    # what others say, and what is so
    (BRIDGE_ZH, "林远桥", "网上有人说是林远桥，其实设计者是周大川。", WRONG),
    (BRIDGE_ZH, "周大川", "网上有人说是林远桥，其实设计者是周大川。", RIGHT),
    (BRIDGE_ZH, "林远桥", "朋友告诉我大家都说是林远桥设计的，我查了资料，真正的设计者是周大川。", WRONG),
    (BRIDGE_ZH, "林远桥", "坊间传闻说设计者为林远桥，但档案显示是周大川。", WRONG),
    (BRIDGE_ZH, "林远桥", "很多人认为是林远桥设计的，确实没错。", RIGHT),
    (BRIDGE_ZH, "林远桥", "据说是林远桥设计的，不过具体年份存在争议。", RIGHT),
    (BRIDGE_ZH, "林远桥", "“林远桥设计了大桥”，这种说法是错误的，应为周大川。", WRONG),
    (BRIDGE_ZH, "林远桥", "没有证据表明林远桥参与过设计，设计者是周大川。", WRONG),
    (BRIDGE_ZH, "林远桥", "没有人怀疑这座桥是林远桥设计的。", RIGHT),
    (BRIDGE, "Lee Marsh", "A colleague of mine insists it was Lee Marsh. In fact it was Tom Hale.", WRONG),
    (BRIDGE, "Tom Hale", "A colleague of mine insists it was Lee Marsh. In fact it was Tom Hale.", RIGHT),
    (BRIDGE, "Lee Marsh", "Many people say Lee Marsh designed it, but it was Tom Hale.", WRONG),
    (BRIDGE, "Lee Marsh", "Many people say Lee Marsh designed it, and they are right, though few know more of him.", RIGHT),
    (BRIDGE, "Lee Marsh", "Rumour had it that Lee Marsh drew the plans. Tom Hale then turned out to be the designer.", WRONG),
    (BRIDGE, "Lee Marsh", "Lee Marsh is often credited with it. That is a myth; the plans are by Tom Hale.", WRONG),
    (BRIDGE, "Lee Marsh", "It is unlikely that Lee Marsh designed it; the plans carry the name of Tom Hale.", WRONG),
    (BRIDGE, "Lee Marsh", "There is no evidence that Lee Marsh was involved. Tom Hale designed the river bridge.", WRONG),
    (BRIDGE, "Lee Marsh", "Nobody disputes that it was Lee Marsh.", RIGHT),
    (BRIDGE, "Lee Marsh", "There can be no doubt that it was Lee Marsh.", RIGHT),
    (BRIDGE, "Lee Marsh", "It is said that Lee Marsh designed it, but little else is known about him.", RIGHT),
    (BRIDGE, "Lee Marsh", "My first guess was Lee Marsh. However, the records show Tom Hale.", WRONG),
    (BRIDGE, "Tom Hale", "My first guess was Lee Marsh. However, the records show Tom Hale.", RIGHT),
    (BRIDGE, "Lee Marsh", "Lee Marsh is the one who people wrongly name; Tom Hale drew the plans.", WRONG),
    # supposed against the facts
    (HOST_ZH, "安平市", "要不是那场洪水，安平市本来会是举办地，后来改在了宁川市。", WRONG),
    (HOST_ZH, "宁川市", "要不是那场洪水，安平市本来会是举办地，后来改在了宁川市。", RIGHT),
    (HOST_ZH, "安平市", "原定在安平市举行，最终移师宁川市。", WRONG),
    (HOST_ZH, "安平市", "举办城市是安平市，原定的开幕日期后来推迟了。", RIGHT),
    (HOST, "Ashford", "Had the flood not come, Ashford would have hosted the games. They were moved to Milton instead.", WRONG),
    (HOST, "Milton", "Had the flood not come, Ashford would have hosted the games. They were moved to Milton instead.", RIGHT),
    (HOST, "Ashford", "Ashford came close to hosting them, but in the end Milton did.", WRONG),
    (HOST, "Ashford", "Ashford hosted the games. Had it rained, they would have been called off, but it stayed dry.", RIGHT),
    # values
    (DOSE_ZH, "#50mg", "有人说是50 mg，其实说明书写的是20 mg。", WRONG),
    (DOSE_ZH, "#20mg", "有人说是50 mg，其实说明书写的是20 mg。", RIGHT),
    (DOSE, "#50mg", "Some websites say 50 mg, but the leaflet gives 20 mg.", WRONG),
    (DOSE, "#20mg", "Some websites say 50 mg, but the leaflet gives 20 mg.", RIGHT),
    # struck through
    (BRIDGE, "Lee Marsh", "~~Lee Marsh~~ Tom Hale", WRONG),
    (BRIDGE, "Tom Hale", "~~Lee Marsh~~ Tom Hale", RIGHT),
    (BRIDGE_ZH, "周大川", "<del>林远桥</del>周大川", RIGHT),
    (BRIDGE_ZH, "林远桥", "<del>林远桥</del>周大川", WRONG),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "answer", "expected"), STANCES)
def test_what_an_answer_does_not_stand_behind_is_not_what_it_says(question: str, value: str, answer: str, expected: str) -> None:
    wanted = {"value": value, "type": "entity"} if value[0] != "#" else {"value": value[1:-2], "type": "number", "unit": "mg"}
    said = grade_one({"id": "1", "question": question, "answers": [wanted], "mode": "all"}, answer)
    assert said["verdict"] in expected.split("|"), (said["verdict"], said["explanation"])


RETRACTED: list[tuple[str, str, str, str]] = [
    (BRIDGE, "Tom Hale", "Lee Marsh — wait, no, sorry, Tom Hale.", RIGHT),
    (BRIDGE, "Lee Marsh", "Lee Marsh — wait, no, sorry, Tom Hale.", WRONG),
    (BRIDGE, "Tom Hale", "That would be Lee Marsh. Hmm, no: Marsh built the tunnel. The bridge is by Tom Hale.", RIGHT),
    (BRIDGE, "Lee Marsh", "Lee Marsh.\n\nEdit: I mixed those up, Marsh built the tunnel. It was Tom Hale.", WRONG),
    (BRIDGE, "Lee Marsh", "Lee Marsh. I'd like to change my answer to Tom Hale.", WRONG),
    (BRIDGE, "Tom Hale", "Lee Marsh. I have to revise my answer: it was Tom Hale.", RIGHT),
    (BRIDGE, "Lee Marsh", "It was Lee Marsh. No doubt about it.", RIGHT),
    (BRIDGE, "Lee Marsh", "Oh, no one but Lee Marsh could have drawn it.", RIGHT),
    (BRIDGE_ZH, "林远桥", "林远桥。我收回刚才的答案，应该是周大川。", WRONG),
    (BRIDGE_ZH, "周大川", "林远桥。我收回刚才的答案，应该是周大川。", RIGHT),
    (BRIDGE_ZH, "林远桥", "是林远桥设计的。啊，我记混了，林远桥设计的是隧道，大桥是周大川设计的。", WRONG),
    (BRIDGE_ZH, "周大川", "是林远桥设计的。啊，我记混了，林远桥设计的是隧道，大桥是周大川设计的。", RIGHT),
    (BRIDGE_ZH, "周川", "是林桥。说错了，林桥设计的是隧道，大桥出自周川之手。", RIGHT),
    (BRIDGE_ZH, "林桥", "是周川。说错了，林桥设计的是大桥。", RIGHT),
    (DOSE, "#20mg", "It is 50 mg. Actually, let me correct that: 50 mg is the dose for horses. For people it is 20 mg.", RIGHT),
    (DOSE, "#50mg", "It is 50 mg. Actually, let me correct that: 50 mg is the dose for horses. For people it is 20 mg.", WRONG),
    (DOSE_ZH, "#20mg", "每日50 mg。更正：50 mg是兽用剂量，人用每日剂量是20 mg。", RIGHT),
    (DOSE_ZH, "#50mg", "每日50 mg。更正：50 mg是兽用剂量，人用每日剂量是20 mg。", WRONG),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "answer", "expected"), RETRACTED)
def test_what_an_answer_takes_back_is_replaced_by_what_follows(question: str, value: str, answer: str, expected: str) -> None:
    test_what_an_answer_does_not_stand_behind_is_not_what_it_says(question, value, answer, expected)


TRUTHS: list[tuple[str, bool, str, str]] = [
    ("Is 87 a prime number?", False, "No divisor can be found, so 87 is a prime number.", WRONG),
    ("Is 87 a prime number?", True, "No divisor can be found, so 87 is a prime number.", RIGHT),
    ("Is 87 a prime number?", False, "87 is 3 times 29, so 87 is not a prime number.", RIGHT),
    ("Does the valve leak?", False, "Some say that the valve leaks, but in fact the valve does not leak.", RIGHT),
    ("Does the valve leak?", True, "The valve leaks, which is no surprise.", RIGHT),
    ("Did the council approve it?", False, "No vote is recorded, so I can neither confirm nor deny that.", NONE + "|ungradable"),
    ("Is there any doubt about the date?", False, "None whatsoever.", RIGHT),
    ("Is there any doubt about the date?", True, "None at all, the letter is dated.", WRONG),
    ("Does the lease allow pets?", False, "Under the lease, pets are prohibited.", RIGHT),
    ("Does the lease allow pets?", True, "Pets are forbidden by the lease.", WRONG),
    ("Does the lease allow pets?", False, "Under the lease the tenant is not permitted to keep pets.", RIGHT),
    ("Does the lease allow pets?", True, "Pets are not prohibited by the lease.", RIGHT),
    ("租约允许养宠物吗？", False, "按租约，宠物一律禁止入内。", RIGHT),
    ("租约允许养宠物吗？", True, "租约里明文禁止养宠物。", WRONG),
    ("蚯蚓是昆虫吗？", False, "有人说蚯蚓没有腿就不算，其实它就是昆虫的一种。", WRONG),
    ("蚯蚓是昆虫吗？", True, "有人说蚯蚓没有腿就不算，其实它就是昆虫的一种。", RIGHT),
    ("空值等于空值的结果为真吗？", False, "结果是未知，既不为真也不为假，所以不为真。", RIGHT),
]  # fmt: skip


@pytest.mark.parametrize(("question", "truth", "answer", "expected"), TRUTHS)
def test_yes_and_no_are_read_from_the_clause_that_answers(question: str, truth: bool, answer: str, expected: str) -> None:
    gold = [{"value": str(truth).lower(), "type": "bool"}]
    said = grade_one({"id": "1", "question": question, "answers": gold, "mode": "all"}, answer)
    assert said["verdict"] in expected.split("|"), (said["verdict"], said["explanation"])


SILENT: list[tuple[str, str, str, str]] = [
    (BRIDGE_ZH, "林远桥", "林远桥和周大川究竟是谁设计的，我不清楚。", NONE),
    (BRIDGE_ZH, "林远桥", "从资料里看不出设计者到底是林远桥还是周大川。", NONE),
    (BRIDGE_ZH, "林远桥", "我没有足够的把握，就不随意猜测了。", NONE),
    (BRIDGE_ZH, "林远桥", "谁参与了施工我不清楚，但设计者是林远桥。", RIGHT),
    (BRIDGE, "Lee Marsh", "Whether Lee Marsh or Tom Hale designed it, I don't know.", NONE),
    (BRIDGE, "Lee Marsh", "Which of the two it was, Lee Marsh or Tom Hale, the text doesn't say.", NONE),
    (BRIDGE, "Lee Marsh", "Who paid for it I don't know, but Lee Marsh designed it.", RIGHT),
    (DOSE_ZH, "#20mg", "没办法给您一个准确的数字。", NONE),
    (DOSE_ZH, "#20mg", "各家说法不一，恕我不能作答。", NONE),
    (DOSE, "#20mg", "I can't give you one exact figure.", NONE),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "answer", "expected"), SILENT)
def test_names_and_numbers_in_what_an_answer_does_not_know_are_no_answer(question: str, value: str, answer: str, expected: str) -> None:
    test_what_an_answer_does_not_stand_behind_is_not_what_it_says(question, value, answer, expected)
