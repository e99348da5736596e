from __future__ import annotations

import doctest
from importlib import import_module
from typing import Any

import pytest

from kgcorpus.grade.one import grade_one
from kgcorpus.grade.quantities import quantities

MODULES = (
    "aside", "choosing", "clock", "dated", "days", "labelled", "measures", "quantities", "ratios", "spelled", "tex",
    "texted", "worded", "written",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_what_the_modules_of_values_say_about_themselves_holds(name: str) -> None:
    tried = doctest.testmod(import_module(f"kgcorpus.grade.{name}"))
    assert not tried.failed


def graded(value: str, answer: str, question: str = "How many?", **gold: Any) -> dict[str, Any]:
    answers = [{"value": value, "type": "number", **gold}]
    return grade_one({"id": "1", "question": question, "answers": answers, "mode": "all"}, answer)


@pytest.mark.parametrize(
    ("answer", "relation"),
    [
        ("24,901 miles", "equal"), ("about 24,900 miles", "equal"), ("24,900 miles", "more_general"),
        ("about 24,000 miles", "contradiction"),
        ("40,075 km", "equal"), ("40,175 km", "contradiction"), ("more than 24,000 miles", "more_general"),
        ("24,901 or 24,902 miles", "undecided"),
        ("not 24,901 miles", "contradiction"), ("24,901 kg", "disjoint"),
    ],
)  # fmt: skip
def test_a_distance_is_rounded_converted_or_another(answer: str, relation: str) -> None:
    assert graded("24901", answer, "How far is it around the Earth?", unit="mile")["relation"] == relation


@pytest.mark.parametrize(
    ("value", "answer", "reason"),
    [
        ("1949-10-01", "民国三十八年十月一日", "lunar_date"),
        ("1936-01-24", "1936年农历正月初一", "lunar_date"),
        ("1976-07-04", "7/4/76", "short_year"),
        ("2021-04-05", "04/05/2021", "ambiguous_date"),
        ("1974", "It was founded in 19741.", "stuck_digits"),
        ("1974", "1974 or 1975", "hedged"),
    ],
)
def test_a_date_that_cannot_be_told_for_certain_is_undecided_with_the_reason(value: str, answer: str, reason: str) -> None:
    found = graded(value, answer, "When was it?", type="date")
    assert (found["verdict"], found["reason"]) == ("ungradable", reason)
    assert graded(value, value, "When was it?", type="date")["verdict"] == "correct"


@pytest.mark.parametrize(
    ("value", "answer", "relation"),
    [
        ("37", "37 °C", "equal"),
        ("37", "98.6 °F", "equal"), ("37", "98.6 degrees Fahrenheit", "equal"), ("37", "310.15 K", "equal"), ("37", "99 °F", "equal"),
        ("177", "350 °F", "equal"), ("37", "98 °F", "contradiction"), ("37", "37 °F", "contradiction"), ("37", "37 K", "contradiction"),
        ("177", "355 °F", "contradiction"),
    ],
)  # fmt: skip
def test_degrees_are_converted_between_the_scales(value: str, answer: str, relation: str) -> None:
    assert graded(value, answer, "How hot is it?", unit="°C")["relation"] == relation


def test_how_far_two_temperatures_are_apart_is_not_converted_as_a_temperature() -> None:
    assert graded("1.5", "2.7 °F", "By how much did it warm?", unit="°C")["relation"] == "undecided"


@pytest.mark.parametrize(
    ("unit", "right", "wrong"),
    [
        ("MB", "64 MB", "64 Mb"), ("MB", "64 megabytes", "64 megabits"), ("Mbit/s", "64 Mb/s", "64 MB/s"), ("Mbit/s", "8 MB/s", "64 MB/s"),
        ("MW", "64 MW", "64 mW"), ("MPa", "64 MPa", "64 mPa"), ("bar", "64 bar", "64 psi"), ("lx", "64 lux", "64 lumens"),
        ("Hz", "64 Hz", "64 rpm"), ("mmHg", "64 Torr", "64 inHg"), ("N·m", "64 Nm", "64 ft-lb"), ("mV", "64 mV", "64 MV"),
        ("m/s²", "64 m s⁻²", "64 m s⁻¹"), ("m/s²", "6400 cm/s²", "64 cm/s²"), ("J/(mol·K)", "64 J mol⁻¹ K⁻¹", "64 J mol⁻¹"),
        ("W/(m·K)", "64 W/(m K)", "64 W/m²"), ("kg/m³", "64 kg m^-3", "64 kg m^-2"), ("mL/min/1.73m2", "64 mL/min/1.73 m²", "64 mL/min"),
    ],
)  # fmt: skip
def test_a_unit_that_only_its_case_or_no_common_table_tells_from_another_is_told(unit: str, right: str, wrong: str) -> None:
    assert graded("64", right, "How much is it?", unit=unit)["verdict"] == "correct"
    assert graded("64", wrong, "How much is it?", unit=unit)["verdict"] == "incorrect"
    assert graded("64", f"It is {wrong}.", "How much is it?", unit=unit)["verdict"] == "incorrect"


@pytest.mark.parametrize(
    "words",
    ["{} kg", "about {} kg", "{}公斤", "满{}公斤"],
)
def test_words_that_are_no_limit_leave_a_value_a_value(words: str) -> None:
    assert [(q.low, q.high) for q in quantities(words.format(5))][-1][1] == 5


@pytest.mark.parametrize(
    ("words", "low", "high", "is_open"),
    [
        ("heavier than {} kg", 5, None, True), ("lighter than {} kg", None, 5, True), ("less than or equal to {} kg", None, 5, False),
        ("should not exceed {} kg", None, 5, False), ("hasn't exceeded {} kg", None, 5, False), ("surpasses {} kg", 5, None, True),
        ("at the most {} kg", None, 5, False), ("north of {} kg", 5, None, True), ("beyond {} kg", 5, None, True),
        ("重于{}公斤", 5, None, True), ("轻于{}公斤", None, 5, True), ("不应小于{}公斤", 5, None, False),
        ("严禁超过{}公斤", None, 5, False), ("没超过{}公斤", None, 5, False), ("小于等于{}公斤", None, 5, False),
        ("至少需要{}公斤", 5, None, False), ("突破{}公斤", 5, None, True),
    ],
)  # fmt: skip
def test_limits_are_read_in_answers_as_in_documents(words: str, low: int | None, high: int | None, is_open: bool) -> None:
    (found,) = quantities(words.format(5))
    assert (found.low, found.high, found.low_open or found.high_open) == (low, high, is_open)
    assert graded("5", words.format(5), "How heavy is it?" if words.isascii() else "有多重？", unit="kg")["verdict"] != "correct"


def test_several_gold_numbers_are_a_set() -> None:
    primes = {"id": "1", "question": "Which are the first three primes?", "mode": "all"}
    answers = [{"value": value, "type": "number"} for value in "235"]
    found = {a: grade_one({**primes, "answers": answers}, a) for a in ("2, 3 and 5", "2,3,5", "2, 3", "2, 3, 5 and 7")}
    assert [f["relation"] for f in found.values()] == ["equal", "equal", "subset", "superset"]
    assert found["2, 3, 5 and 7"]["extra"] == ["7"]


def test_a_long_answer_is_read_in_time_that_grows_with_its_length_only() -> None:
    text = "In 1990 the club had 42 members, 7 trainers and 3 pitches of 0.7 ha. "
    assert len(quantities(text * 200)) == 200 * len(quantities(text))


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("3.9～6.1 mmol/L", "correct"), ("三点九到六点一毫摩尔每升之间", "correct"), ("between 3.9 and 6.1 mmol/L", "correct"),
        ("餐后为4.4～7.8 mmol/L，空腹为3.9～6.1 mmol/L。", "correct"), ("大于等于3.9、小于6.1", "correct"),
        ("空腹为4.4～7.8 mmol/L，餐后为3.9～6.1 mmol/L。", "incorrect"), ("3.9～7.8 mmol/L", "partial"), ("39～61 mmol/L", "incorrect"),
    ],
)  # fmt: skip
def test_a_range_states_both_of_its_limits(answer: str, verdict: str) -> None:
    limits = [{"value": value, "type": "number", "unit": "mmol/L"} for value in ("3.9", "6.1")]
    question = {"id": "1", "question": "空腹血糖正常范围的下限和上限分别是多少？", "answers": limits, "mode": "order"}
    assert grade_one(question, answer)["verdict"] == verdict


@pytest.mark.parametrize(
    ("question", "value", "right", "wrong"),
    [
        ("会议几点开始？", "14:30", ("下午两点半", "14点30分", "下午2:30", "签到14:00，会议14时30分开始。", "2:30 p.m.",
          "half past two in the afternoon"),
         ("上午两点半", "14:03", "两点半", "14点13分",
          "2:30 a.m.", "不是14:30，是15:30。", "14:30或15:30")),
        ("末班车几点发车？", "22:45",
         ("晚上十点三刻", "晚10:45", "10:45 PM", "22时45分", "夜里差一刻十一点"),
         ("晚上十点一刻", "10:45", "早上10:45", "22:54")),
        ("须多少以上代表同意？", "2/3",
         ("三分之二", "2/3以上", "two thirds"), ("三分之一", "二分之三", "3/2", "五分之二", "1/3")),
        ("氢与氧的原子个数比是多少？", "2:1", ("二比一", "2∶1", "2 to 1", "个数比是4:2，约简为2:1"),
         ("一比二", "1:2", "2:11", "3:1", "不是2:1")),
        ("What was the final score?", "3-1", ("3:1", "3–1", "three to one"), ("1-3", "3-11", "6-2", "13-1")),
    ],
)  # fmt: skip
def test_a_text_that_is_a_value_is_read_in_any_writing(question: str, value: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    gold = {"id": "1", "question": question, "answers": [{"value": value, "type": "string"}], "mode": "all"}
    assert [a for a in right if grade_one(gold, a)["verdict"] != "correct"] == []
    assert [a for a in wrong if grade_one(gold, a)["verdict"] == "correct"] == []


@pytest.mark.parametrize(
    ("question", "value", "right", "wrong"),
    [
        ("《协定》是哪天签署的？", "1949-10-01",
         ("1949年9月21日开会，同年10月1日签署《协定》。", "1949年9月21日开会，同年10月1日《协定》签署。",
          "壹玖肆玖年壹拾月零壹日", "一九四九年十月一日"),
         ("1949年9月21日签署，同年10月1日生效。", "1948年10月1日签署。", "壹玖肆玖年拾贰月零壹日", "次年10月1日")),
        ("《条例》自何时起施行？", "2021-01-01", ("2021年元旦起施行", "2021年元旦", "2020年12月5日公布，次年1月1日施行。",
          "New Year's Day 2021"),
         ("2020年元旦", "2021年国庆节", "2020年12月5日公布，同年1月1日施行。", "2021年春节")),
        ("2008年北京奥运会哪天开幕？", "2008-08-08", ("08年8月8号", "08年8月8日晚上八点"), ("98年8月8号", "08年8月9号")),
        ("神舟十六号是哪年哪月发射的？", "2023-05", ("2023年5月30日", "2023年5月"), ("2023年6月1日", "2023年")),
        ("鲁迅哪天出生？", "1881-09-25", ("鲁迅（1881年9月25日－1936年10月19日）", "1881年9月25日至1936年10月19日"),
         ("1881年9月26日－1936年10月19日",)),
        ("鲁迅哪天逝世？", "1936-10-19", ("鲁迅（1881年9月25日－1936年10月19日）",), ("鲁迅（1881年9月25日－1936年10月9日）",)),
        ("When was the dynasty founded?", "1368", ("The Ming dynasty (1368–1644)",), ("The Ming (1386–1644)", "The Qing (1644–1911)")),
        ("When did the dynasty end?", "1644", ("from 1368 to 1644",), ("from 1368 to 1645", "from 1644 to 1911")),
        ("嫦娥六号哪天返回？", "2024-06-25", ("2024年5月3日发射，6月25日返回。",),
         ("2023年5月3日发射，6月25日返回。", "2024年5月3日发射，6月26日返回。")),
    ],
)  # fmt: skip
def test_a_date_takes_its_year_or_end_from_what_stands_beside_it(
    question: str, value: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    accepted = {a: graded(value, a, question, type="date")["verdict"] == "correct" for a in (*right, *wrong)}
    assert [a for a in right if not accepted[a]] == []
    assert [a for a in wrong if accepted[a]] == []


@pytest.mark.parametrize(
    ("question", "value", "unit", "right", "wrong"),
    [
        ("跑道一圈多长？", "400", "m", ("四百米", "4百米", "约等于400米"), ("四米", "四千米", "四百厘米")),
        ("一共有多少位好汉？", "108", "", ("一百单八将", "一百零八位", "一百单八位"), ("一百八十位", "一百单六将", "一百")),
        ("共经历多少难？", "81", "", ("九九八十一难", "八十一难"), ("九九八十二难", "八八六十四难", "十八难")),
        ("一个时辰是几小时？", "2", "h", ("俩小时", "两小时", "一百二十分钟"), ("仨小时", "俩星期", "他俩说三小时")),
        ("地址有多少位？", "128", "bit", ("16字节", "128位", "16 bytes"), ("16位", "128字节", "16字")),
        ("湖面海拔多少米？", "-154", "m", ("低于海平面154米", "海平面以下154米", "比海平面低154米", "负154米"),
         ("高于海平面154米", "154米", "低于海平面145米")),
        ("间隔不得少于几个月？", "6", "month", ("半年", "不得少于半年", "至少六个月"), ("不得少于三个月", "不得超过半年", "半个月")),
        ("几个月内不得再次起诉？", "6", "month", ("半年之内", "六个月内", "6个月"), ("一年之内", "半个月内")),
        ("酒精含量达到多少属于醉驾？", "80", "mg/100mL", ("≥0.8mg/mL", "80 mg/100mL以上"), ("≥0.2mg/mL", "≥8mg/mL", "低于80mg/100mL")),
        ("志愿者超过多少人？", "50000", "", ("超过5万人", "五万人"), ("超过50万人", "不到5万人", "超过5000人")),
    ],
)  # fmt: skip
def test_an_amount_in_chinese_writing(question: str, value: str, unit: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    accepted = {a: graded(value, a, question, **({"unit": unit} if unit else {}))["verdict"] == "correct" for a in (*right, *wrong)}
    assert [a for a in right if not accepted[a]] == []
    assert [a for a in wrong if accepted[a]] == []


@pytest.mark.parametrize(
    ("question", "value", "right", "wrong"),
    [
        ("抗生素对病毒有效吗？", "false", ("无效。抗生素针对细菌。", "✗", "（×）", "没有效果"), ("有效", "✓", "√ 有效")),
        ("这样做合法吗？", "false", ("非法", "违法，要罚款。", "不合法"), ("合法", "✔")),
        ("该合同是无效的吗？", "false", ("有效，双方都签了字。",), ("无效",)),
        ("无线电是电磁波吗？", "true", ("无线电是电磁波。", "☑"), ("无线电不是电磁波。", "❌")),
    ],
)
def test_a_tick_or_the_opposite_word_says_yes_or_no(question: str, value: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    accepted = {a: graded(value, a, question, type="bool")["verdict"] == "correct" for a in (*right, *wrong)}
    assert [a for a in right if not accepted[a]] == []
    assert [a for a in wrong if accepted[a]] == []


@pytest.mark.parametrize(
    ("value", "right", "wrong"),
    [
        ("A320neo", ("空客 A320 neo", "A320neo"), ("A320", "320 neo", "A321neo", "A320ceo")),
        ("RTX 4090", ("RTX4090", "RTX-4090"), ("RTX 4080", "RTX40900", "RTX4090 Ti")),
        ("ISO9001", ("ISO 9001",), ("ISO 90012", "ISO 14001")),
    ],
)
def test_a_code_is_read_with_its_letters_and_digits_joined_or_parted(value: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    accepted = {a: graded(value, a, "是哪一款？", type="string")["verdict"] == "correct" for a in (*right, *wrong)}
    assert [a for a in right if not accepted[a]] == []
    assert [a for a in wrong if accepted[a]] == []


@pytest.mark.parametrize(
    ("question", "value", "right", "wrong"),
    [
        ("2023年全国出生人口是多少人？", "9020000", ("2023年全国死亡人口1110万人，出生人口902万人。",),
         ("2023年全国死亡人口902万人，出生人口1110万人。",)),
        ("这座大桥的海底隧道长多少公里？", "6.7", ("大桥全长55公里，包括约22.9公里的桥梁和约6.7公里的海底隧道。",),
         ("大桥全长55公里，包括约6.7公里的桥梁和约22.9公里的海底隧道。",)),
        ("空气中氧气占百分之多少？", "21", ("氮气约占78%，氧气约占21%。",), ("氮气约占21%，氧气约占78%。",)),
        ("三只蜘蛛一共有多少条腿？", "24", ("每只蜘蛛8条，三只共二十四条",), ("每只蜘蛛24条，三只共七十二条",)),
    ],
)  # fmt: skip
def test_of_several_values_that_in_the_words_of_the_question_answers(
    question: str, value: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    accepted = {a: graded(value, a, question)["verdict"] == "correct" for a in (*right, *wrong)}
    assert [a for a in right if not accepted[a]] == []
    assert [a for a in wrong if accepted[a]] == []


@pytest.mark.parametrize(
    ("value", "answer", "verdict"),
    [
        ("40", "获得40枚金牌、27枚银牌", "correct"), ("40", "获得40枚银牌、27枚金牌", "incorrect"), ("4", "收获4金2银", "correct"),
        ("2", "收获4金2银", "incorrect"), ("40", "共91枚奖牌，包括四十金、27银、24铜", "correct"),
    ],
)  # fmt: skip
def test_of_several_counts_that_of_the_kind_asked_for_answers(value: str, answer: str, verdict: str) -> None:
    answers = [{"value": value, "type": "number"}]
    assert grade_one({"id": "1", "question": "获得多少枚金牌？", "answers": answers, "mode": "count"}, answer)["verdict"] == verdict
