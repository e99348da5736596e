"""Answers as people and models write them, each with the verdict that a strict reader gives it."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.one import grade_one


def entities(*values: str | tuple[str, ...]) -> list[dict[str, Any]]:
    named = [(value,) if isinstance(value, str) else value for value in values]
    return [{"value": names[0], "type": "entity", "aliases": list(names[1:])} for names in named]


def number(value: str, unit: str | None = None) -> list[dict[str, Any]]:
    return [{"value": value, "type": "number", **({"unit": unit} if unit else {})}]


def date(value: str) -> list[dict[str, Any]]:
    return [{"value": value, "type": "date"}]


def truth(value: str) -> list[dict[str, Any]]:
    return [{"value": value, "type": "bool"}]


SIDE_EFFECTS, SIDE_EFFECTS_ASKED = entities("恶心", "呕吐", "腹泻"), "二甲双胍有哪些不良反应？"
DRUGS, DRUGS_ASKED = entities("alcohol", "furosemide", "nifedipine"), "Which drugs interact with metformin?"

CASES: list[tuple[str, list[dict[str, Any]], str, str, str]] = [
    # question, gold, mode, answer, verdict
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "水牛奶", "incorrect"),
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "脱脂牛奶", "incorrect"),
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "答案是牛奶。", "correct"),
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "牛奶的升糖指数最低", "correct"),
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "升糖指数最低的是牛奶", "correct"),
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "应该选牛奶", "correct"),
    ("哪种食物的升糖指数最低？", entities("牛奶"), "all", "牛奶糖", "incorrect"),
    ("哪种食物？", entities("米饭"), "all", "糙米饭", "incorrect"),
    ("哪种食物？", entities("苹果"), "all", "苹果汁", "incorrect"),
    ("哪种食物？", entities("苹果"), "all", "青苹果", "incorrect"),
    ("哪种疾病？", entities("糖尿病"), "all", "妊娠糖尿病", "incorrect"),
    ("哪种疾病？", entities("糖尿病"), "all", "糖尿病肾病", "incorrect"),
    ("哪种疾病？", entities("糖尿病"), "all", "糖尿病患者", "correct"),
    ("哪种疾病？", entities("肾病"), "all", "糖尿病肾病", "incorrect"),
    ("哪类疾病？", entities("高血压"), "all", "患有高血压的人", "correct"),
    ("谁？", entities("王伟"), "all", "王伟先生", "correct"),
    ("谁？", entities("王伟"), "all", "由王伟担任", "correct"),
    ("谁？", entities("王伟"), "all", "王伟民", "incorrect"),
    ("哪家公司？", entities("平安银行"), "all", "平安银行股份有限公司", "correct"),
    ("哪个城市？", entities("北京"), "all", "北京市", "correct"),
    ("哪个城市？", entities("北京"), "all", "位于北京", "correct"),
    ("哪个图形？", entities("双底"), "all", "双底形态", "correct"),
    ("哪个图形？", entities("菱形顶"), "all", "菱形顶（钻石顶）", "correct"),
    ("哪种药？", entities("格列本脲"), "all", "用格列本脲治疗", "correct"),
    ("哪种药？", entities("二甲双胍"), "all", "盐酸二甲双胍", "incorrect"),
    ("哪种药？", entities(("二甲双胍", "盐酸二甲双胍")), "all", "盐酸二甲双胍片", "correct"),
    ("Which fruit?", entities("apple"), "all", "pineapple", "incorrect"),
    ("Which food?", entities("milk"), "all", "buffalo milk", "incorrect"),
    ("Which food?", entities("milk"), "all", "It is milk.", "correct"),
    ("Which food?", entities("milk"), "all", "milk chocolate", "incorrect"),
    ("Which food?", entities("milk"), "all", "Whole milk", "incorrect"),
    ("Which disease?", entities("diabetes"), "all", "gestational diabetes", "incorrect"),
    ("Which country?", entities("Guinea"), "all", "Papua New Guinea", "incorrect"),
    ("Who?", entities("John Smith"), "all", "Dr. John Smith", "correct"),
    ("Who?", entities("John Smith"), "all", "It was founded by John Smith in 1999.", "correct"),
    # negation
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "不是恶心，而是呕吐和腹泻", "partial"),
    ("Which drug?", entities("B12"), "all", "Not A but B12.", "correct"),
    ("哪种药？", entities("乙药"), "all", "不是甲药而是乙药。", "correct"),
    ("哪种药？", entities("甲药"), "all", "不是甲药而是乙药。", "incorrect"),
    ("Which drug?", entities("metformin"), "all", "It isn't metformin; it's glyburide.", "incorrect"),
    ("Which drug?", entities("metformin"), "all", "Glyburide, rather than metformin.", "incorrect"),
    ("Which drug?", entities("metformin"), "all", "not only metformin", "correct"),
    ("哪些药？", entities("甲药", "乙药"), "all", "不仅有甲药，还有乙药。", "correct"),
    ("哪些药？", entities("甲药", "乙药"), "all", "不但包括甲药，而且包括乙药。", "correct"),
    ("Which drugs?", entities("metformin", "glyburide"), "all", "Not only metformin but also glyburide", "correct"),
    # lists
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "恶心、呕吐等", "partial"),
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "恶心、呕吐、腹泻等", "correct"),
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "主要不良反应有恶心，呕吐，以及腹泻。", "correct"),
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "噁心、嘔吐、腹瀉", "correct"),
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "恶心/呕吐/腹泻", "correct"),
    (SIDE_EFFECTS_ASKED, SIDE_EFFECTS, "all", "恶心呕吐、腹泻", "correct"),
    (DRUGS_ASKED, DRUGS, "all", "alcohol; furosemide; nifedipine", "correct"),
    (DRUGS_ASKED, DRUGS, "all", "It interacts with alcohol, furosemide, and nifedipine, among others.", "correct"),
    (DRUGS_ASKED, DRUGS, "all", "- **Alcohol**\n- **Furosemide**\n- **Nifedipine**\n- **Warfarin**", "partial"),
    (DRUGS_ASKED, DRUGS, "all", "| Drug |\n|---|\n| Alcohol |\n| Furosemide |\n| Nifedipine |", "correct"),
    (DRUGS_ASKED, DRUGS, "all", "Let me think. Metformin and warfarin do not interact. Answer: alcohol, furosemide, nifedipine", "correct"),
    (
        DRUGS_ASKED,
        DRUGS,
        "all",
        "Reasoning: maybe warfarin, aspirin.\n\nTherefore, the answer is alcohol, furosemide and nifedipine.",
        "correct",
    ),
    # hedges
    ("哪种药？", entities("二甲双胍"), "all", "可能是二甲双胍", "correct"),
    ("Which drug?", entities("metformin"), "all", "Maybe metformin.", "correct"),
    ("Which drug?", entities("metformin"), "all", "I'm not sure, but I think it's metformin.", "correct"),
    ("Which drug?", entities("metformin"), "all", "It could be metformin or glyburide.", "partial"),
    # refusals
    ("Which drug?", entities("metformin"), "all", "I'm sorry, but I can't help with that.", "not_attempted"),
    ("Which drug?", entities("metformin"), "all", "As an AI, I cannot provide medical advice.", "not_attempted"),
    ("哪种药？", entities("二甲双胍"), "all", "抱歉，我无法回答这个问题。", "not_attempted"),
    ("哪种药？", entities("二甲双胍"), "all", "作为AI，我不能提供医疗建议，请咨询医生。", "not_attempted"),
    ("哪种药？", entities("二甲双胍"), "all", "我没有关于二甲双胍的信息。", "not_attempted"),
    ("Which drug?", entities("metformin"), "all", "n/a", "not_attempted"),
    # numbers
    ("剂量是多少？", number("500", "mg"), "all", "0.5 g", "correct"),
    ("剂量是多少？", number("0.5", "g"), "all", "500毫克", "correct"),
    ("剂量是多少？", number("500", "mg"), "all", "５００ｍｇ", "correct"),
    ("剂量是多少？", number("500", "mg"), "all", "五百毫克", "correct"),
    ("剂量是多少？", number("500", "mg"), "all", "500", "correct"),
    ("剂量是多少？", number("500", "mg"), "all", "5000 mg", "incorrect"),
    ("比例是多少？", number("25", "%"), "all", "25%", "correct"),
    ("比例是多少？", number("25", "%"), "all", "0.25", "correct"),
    ("比例是多少？", number("0.25"), "all", "25%", "correct"),
    ("比例是多少？", number("25", "%"), "all", "百分之二十五", "correct"),
    ("比例是多少？", number("25", "%"), "all", "25 percent", "correct"),
    ("What is the share?", number("25", "%"), "all", "a quarter", "correct"),
    ("罚款多少？", number("50000", "元"), "all", "5万元", "correct"),
    ("罚款多少？", number("50000", "元"), "all", "五万元", "correct"),
    ("罚款多少？", number("50000", "元"), "all", "50,000元", "correct"),
    ("注册资本是多少？", number("120000000", "元"), "all", "1.2亿元", "correct"),
    ("How many people?", number("1200"), "all", "1,200 people", "correct"),
    ("How many people?", number("1200"), "all", "about 1200", "correct"),
    ("How many people?", number("12"), "all", "twelve", "correct"),
    ("Which edition was the latest as of 1 April 2011?", number("9"), "all", "It was the ninth as of 1 April 2011.", "correct"),
    ("Which edition was the latest as of 1 April 2011?", number("9"), "all", "The 10th edition.", "incorrect"),
    ("有多少人？", number("12"), "all", "十二", "correct"),
    ("有多少人？", number("12"), "all", "十二人", "correct"),
    (
        "范围是多少？",
        [{"value": "4.4–7.0 mmol/L", "type": "number", "min": "4.4", "max": "7.0", "unit": "mmol/L"}],
        "all",
        "4.4-7.0mmol/L",
        "correct",
    ),
    (
        "范围是多少？",
        [{"value": "4.4–7.0 mmol/L", "type": "number", "min": "4.4", "max": "7.0", "unit": "mmol/L"}],
        "all",
        "4.4到7.0 mmol/L之间",
        "correct",
    ),
    (
        "范围是多少？",
        [{"value": "4.4–7.0 mmol/L", "type": "number", "min": "4.4", "max": "7.0", "unit": "mmol/L"}],
        "all",
        "5 mmol/L",
        "partial",
    ),
    (
        "范围是多少？",
        [{"value": "4.4–7.0 mmol/L", "type": "number", "min": "4.4", "max": "7.0", "unit": "mmol/L"}],
        "all",
        "between 4.4 and 7.0 mmol/L",
        "correct",
    ),
    (
        "范围是多少？",
        [{"value": "4.4–7.0 mmol/L", "type": "number", "min": "4.4", "max": "7.0", "unit": "mmol/L"}],
        "all",
        "不低于4.4且不超过7.0 mmol/L",
        "correct",
    ),
    ("限值是多少？", number("-5"), "all", "-5", "correct"),
    ("限值是多少？", number("-5"), "all", "5", "incorrect"),
    # dates
    ("When?", date("2021-04-29"), "all", "04/29/2021", "correct"),
    ("When?", date("2021-04-29"), "all", "29/04/2021", "correct"),
    ("When?", date("2021-04-05"), "all", "04/05/2021", "ungradable|partial"),
    ("When?", date("2021-05-05"), "all", "05/05/2021", "correct"),
    ("When?", date("2021-04-29"), "all", "04/30/2021", "incorrect"),
    ("When?", date("2021-04-29"), "all", "29.04.2021", "correct"),
    ("When?", date("2021-04-29"), "all", "29 April 2021", "correct"),
    ("When?", date("2021-04-29"), "all", "April 29th, 2021", "correct"),
    ("When?", date("2021-04-29"), "all", "the 29th of April 2021", "correct"),
    ("When?", date("2021-04-29"), "all", "2021/04/29", "correct"),
    ("When?", date("2021-04-29"), "all", "2021.4.29", "correct"),
    ("When?", date("2021-04-29"), "all", "20210429", "correct"),
    ("何时？", date("2021-04-29"), "all", "二〇二一年四月二十九日", "correct"),
    ("何时？", date("2021-04-29"), "all", "2021年4月", "partial"),
    # empty gold
    ("Which?", [], "all", "None.", "correct"),
    ("哪些？", [], "all", "没有。", "correct"),
    ("哪些药与甲药相互作用？", [], "all", "没有药物与甲药相互作用。", "correct"),
    ("哪些？", [], "all", "无", "correct"),
    ("Which drugs interact with X?", [], "all", "There are no such drugs.", "correct"),
    ("Which drugs interact with X?", [], "all", "No drugs interact with X.", "correct"),
    ("Which?", [], "all", "Warfarin.", "incorrect"),
    ("哪些？", [], "all", "华法林", "incorrect"),
    ("Which?", [], "all", "", "not_attempted"),
    ("Which?", [], "all", "I don't know", "not_attempted"),
    ("Which?", [], "some", "Warfarin", "ungradable"),
    ("哪些？", SIDE_EFFECTS, "all", "没有。", "incorrect"),
    ("Which?", DRUGS, "all", "None.", "incorrect"),
    ("How many?", number("0"), "count", "None.", "correct"),
    ("有几种？", number("0"), "count", "没有", "correct"),
    ("有几种？", number("0"), "count", "0种", "correct"),
    # bool
    ("Is X a Y?", truth("false"), "all", "It is not.", "correct"),
    ("Is X a Y?", truth("true"), "all", "It is.", "correct"),
    ("X是Y吗？", truth("false"), "all", "不是。", "correct"),
    ("X是Y吗？", truth("false"), "all", "X不是Y。", "correct"),
    ("X是Y吗？", truth("true"), "all", "X是Y。", "correct"),
    ("Does metformin cause nausea?", truth("true"), "all", "It does.", "correct"),
    ("Does metformin cause nausea?", truth("false"), "all", "It doesn't.", "correct"),
    ("Does metformin cause nausea?", truth("true"), "all", "Metformin does cause nausea.", "correct"),
    ("Does metformin cause nausea?", truth("false"), "all", "No.", "correct"),
    ("Does metformin cause nausea?", truth("false"), "all", "Not at all.", "correct"),
    ("Does metformin cause nausea?", truth("false"), "all", "Never.", "correct"),
    ("Does metformin cause nausea?", truth("true"), "all", "Absolutely.", "correct"),
    ("Does metformin cause nausea?", truth("true"), "all", "Of course, yes.", "correct"),
    ("二甲双胍会引起恶心吗？", truth("true"), "all", "会的", "correct"),
    ("二甲双胍会引起恶心吗？", truth("false"), "all", "不会", "correct"),
    ("二甲双胍会引起恶心吗？", truth("false"), "all", "它不会引起恶心。", "correct"),
    ("二甲双胍会引起恶心吗？", truth("true"), "all", "当然会。", "correct"),
    ("二甲双胍会引起恶心吗？", truth("false"), "all", "并不会。", "correct"),
    ("二甲双胍会引起恶心吗？", truth("false"), "all", "答案：否", "correct"),
    ("二甲双胍会引起恶心吗？", truth("true"), "all", "根据资料，二甲双胍会引起恶心。", "correct"),
    ("二甲双胍会引起恶心吗？", truth("true"), "all", "不一定", "ungradable|not_attempted"),
    ("二甲双胍会引起恶心吗？", truth("true"), "all", "不知道", "not_attempted"),
    ("Does metformin cause nausea?", truth("true"), "all", "Not necessarily.", "ungradable"),
    ("Does metformin cause nausea?", truth("true"), "all", "No doubt, it does.", "correct"),
    ("Is A not B?", truth("true"), "all", "True", "correct"),
    # question entities repeated
    ("二甲双胍与哪些药相互作用？", entities("呋塞米"), "all", "二甲双胍与呋塞米相互作用。", "correct"),
    ("Which drugs interact with metformin?", entities("furosemide"), "all", "Metformin and furosemide interact.", "correct"),
    ("二甲双胍和格列本脲都治疗什么？", entities("糖尿病"), "all", "二甲双胍和格列本脲都治疗糖尿病。", "correct"),
    # boxed etc
    ("Q?", entities("X5"), "all", "\\boxed{X5}", "correct"),
    ("Q?", entities("X5"), "all", "\\boxed{\\text{X5}}", "correct"),
    ("哪个？", entities("乳酸酸中毒"), "all", "我先想想：不是心力衰竭。最终答案是：乳酸酸中毒", "correct"),
    ("哪个？", entities(("二甲双胍", "metformin", "格华止")), "all", "格华止", "correct"),
    ("哪个？", entities(("二甲双胍", "metformin", "格华止")), "all", "Metformin（二甲双胍）", "correct"),
    ("Which?", entities(("United States", "USA", "U.S.")), "all", "The U.S.A.", "correct"),
    ("Which?", entities(("United States", "USA", "U.S.")), "all", "the US", "correct"),
    # none mode
    ("?", [], "none", "None of the documents mention it.", "correct"),
    ("？", [], "none", "文中未说明", "correct"),
    ("？", [], "none", "无", "incorrect|correct"),
]


@pytest.mark.parametrize(
    ("question", "gold", "mode", "answer", "verdict"), CASES, ids=[f"{n}-{case[3][:24]}" for n, case in enumerate(CASES)]
)
def test_an_answer_gets_the_verdict_of_a_strict_reader(
    question: str, gold: list[dict[str, Any]], mode: str, answer: str, verdict: str
) -> None:
    found = grade_one({"id": "1", "question": question, "answers": gold, "mode": mode}, answer)
    assert found["verdict"] in verdict.split("|"), found


def test_what_is_quoted_as_the_source_is_not_the_answer() -> None:
    answer = "有恶心、呕吐和腹泻。（出处：《说明书》：“不良反应有恶心、呕吐、腹泻和乳酸酸中毒。”）"
    found = grade_one({"id": "1", "question": SIDE_EFFECTS_ASKED, "answers": SIDE_EFFECTS, "mode": "all"}, answer)
    assert (found["verdict"], found["extra"]) == ("correct", [])


def test_a_longer_name_is_named_as_what_was_said_instead() -> None:
    found = grade_one({"id": "1", "question": "哪种食物？", "answers": entities("牛奶"), "mode": "all"}, "水牛奶")
    assert (found["relation"], found["extra"]) == ("disjoint", ["水牛奶"])


EXTRAS = [
    ("谁发现了镭？", entities("居里夫人"), "居里夫人（Marie Curie），1898年。", []),
    ("谁发现了镭？", entities("居里夫人"), "居里夫人和贝克勒尔", ["贝克勒尔"]),
    ("《史记》之后的编年体通史叫什么？", entities("资治通鉴"), "《资治通鉴》，全书共二百九十四卷，记事上起战国。", []),
    ("《史记》之后的编年体通史叫什么？", entities("资治通鉴"), "《资治通鉴》和《通鉴纪事本末》。", ["通鉴纪事本末"]),
    ("哪个机关批准？", entities("国家药监局"), "由国家药监局批准，技术审评由其下属的中心承担。", []),
    ("网络层有哪两个协议？", entities("IP", "ICMP"), "网络层：IP（网际协议）、ICMP；TCP 和 UDP 属于传输层。", []),
    ("网络层有哪两个协议？", entities("IP", "ICMP"), "网络层：IP、ICMP、TCP。", ["TCP"]),
    ("典型的担保物权有哪些？", entities("抵押权", "质权"), "首先是抵押权，不转移占有；其次是质权，须转移占有。", []),
    ("两个国中国是哪两个？", entities("圣马力诺", "梵蒂冈"), "有圣马力诺和梵蒂冈，在意大利境内的是莱索托和圣马力诺。", ["莱索托"]),
    ("Which protocol does DNS use?", entities("UDP"), "User Datagram Protocol (UDP), port 53", []),
    ("Which protocol does DNS use?", entities("UDP"), "UDP and ICMP", ["ICMP"]),
    ("Who invented the web?", entities("Tim Berners-Lee"), "Tim Berners-Lee, OM, KBE, FRS", []),
    ("Who invented the web?", entities("Tim Berners-Lee"), "Tim Berners-Lee and Vint Cerf", ["Vint Cerf"]),
    ("Name the periods.", entities("Triassic", "Jurassic"), "The Triassic, the Jurassic, the age of reptiles, and that is all.", []),
    ("What gives two points?", entities("age", "stroke, TIA or thromboembolism"), "stroke, TIA or thromboembolism and age", []),
    ("Name the founders.", entities("Ann Roe", "Bob Coe"), '[{"name": "Ann Roe", "share": "45%"}, {"name": "Bob Coe", "share": "5%"}]', []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "gold", "answer", "extra"), EXTRAS)
def test_an_extra_is_coordinate_with_what_is_right_and_of_its_form(
    question: str, gold: list[dict[str, Any]], answer: str, extra: list[str]
) -> None:
    found = grade_one({"id": "1", "question": question, "answers": gold, "mode": "all"}, answer)
    assert [text.lower() for text in found["extra"]] == [text.lower() for text in extra], found
    assert found["verdict"] == ("partial" if extra else "correct")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("水星、金星、地球、火星", "correct"), ("金星、水星、地球、火星", "partial"),
        ("水星、金星、火星", "partial"), ("水星、火星、金星", "partial"),
    ],
)
def test_where_the_order_is_asked_another_order_is_right_in_part_only(answer: str, verdict: str) -> None:
    gold = entities("水星", "金星", "地球", "火星")
    found = grade_one({"id": "1", "question": "类地行星由近到远怎么排？", "answers": gold, "mode": "order"}, answer)
    assert found["verdict"] == verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("Io, Europa and Ganymede", "partial"), ("Io and Ganymede", "partial"), ("Ganymede", "ungradable"), ("Io", "correct")],
)
def test_of_an_open_set_what_is_not_listed_is_neither_right_nor_wrong(answer: str, verdict: str) -> None:
    found = grade_one({"id": "1", "question": "Name moons.", "answers": entities("Io", "Europa", "Elara"), "mode": "some"}, answer)
    assert found["verdict"] == verdict


@pytest.mark.parametrize(
    ("question", "value", "answer", "verdict"),
    [
        ("《史记》的作者是谁？", "司马迁", "司马迁，不是司马光，两人相差一千多年，别弄混了。", "correct"),
        ("《史记》的作者是谁？", "司马光", "司马迁，不是司马光，别弄混了。", "incorrect"),
        ("《史记》的作者是谁？", "司马光", "司马光……啊，我弄混了，是司马迁。", "incorrect"),
        ("生产商是谁？", "三菱电机株式会社", "三菱电机（Mitsubishi Electric）", "correct"),
        ("生产商是谁？", "三菱电机株式会社", "三菱重工", "incorrect"),
        ("哪位哲学家？", "马克思", "马克思·韦伯", "incorrect"),
        ("最高的山峰是哪座？", "珠穆朗玛峰", "珠穆朗玛峰位于中尼边境，1953年首次登顶。第二高峰是乔戈里峰（K2）。", "correct"),
        ("第二高的山峰是哪座？", "珠穆朗玛峰", "珠穆朗玛峰位于中尼边境，1953年首次登顶。第二高峰是乔戈里峰（K2）。", "incorrect"),
        ("Who founded the school?", "Arnold Schoenberg", "Certainly! The founder was Arnold Schönberg.", "correct"),
        ("Who founded the school?", "Joel Coen", "Jol Con", "incorrect"),
    ],
)
def test_what_readers_of_verdicts_objected_to(question: str, value: str, answer: str, verdict: str) -> None:
    assert grade_one({"id": "1", "question": question, "answers": entities(value), "mode": "all"}, answer)["verdict"] == verdict


@pytest.mark.parametrize(
    ("gold", "answer", "verdict"),
    [
        ({"value": "0.5", "type": "number", "unit": "‰"}, "万分之五", "correct"),
        ({"value": "5", "type": "number", "unit": "‰"}, "万分之五", "incorrect"),
        ({"value": "13370000000", "type": "number", "unit": "INR"}, "₹1,337 crore", "correct"),
        ({"value": "1337000000", "type": "number", "unit": "INR"}, "₹1,337 crore", "incorrect"),
        ({"value": "false", "type": "bool"}, "Contrary to popular belief, it cannot.", "correct"),
        ({"value": "true", "type": "bool"}, "Contrary to popular belief, it cannot.", "incorrect"),
    ],
)
def test_what_readers_of_verdicts_objected_to_in_values(gold: dict[str, str], answer: str, verdict: str) -> None:
    assert grade_one({"id": "1", "question": "Is or how much is it?", "answers": [gold], "mode": "all"}, answer)["verdict"] == verdict
