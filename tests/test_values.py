import doctest
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import kgcorpus.values as values_module
import kgcorpus.values_dates as dates_module
import kgcorpus.values_numbers as numbers_module
import kgcorpus.values_say as say_module
from kgcorpus.model import Literal
from kgcorpus.values import ValueUnitError, bounds, compare, contains, find_values, normalise, read_value, say, say_cmp


@dataclass(frozen=True)
class Rule:
    source: str
    target: str
    factor: Decimal
    offset: Decimal = Decimal(0)
    digits: int | None = None


EGFR = "mL/min/1.73m2"
GLUCOSE = (Rule("mg/dL", "mmol/L", Decimal("0.0555")),)


def shown(literal):
    """A literal as short text: [4.4,7) mmol/L."""
    if literal is None:
        return None
    unit = f" {literal.unit}" if literal.unit else ""
    if literal.value is not None:
        return literal.value + unit
    return f"{'(' if literal.min_open else '['}{literal.min or ''},{literal.max or ''}{')' if literal.max_open else ']'}{unit}"


@pytest.mark.parametrize("module", [values_module, dates_module, numbers_module, say_module])
def test_doctests_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("HbA1c控制在7.0%以下", "7.0%以下", "[,7] %"),
        ("ＨｂＡ１ｃ＜７．０％", "＜７．０％", "[,7) %"),
        ("eGFR＜30 mL/(min·1.73 m²)者禁用", "＜30 mL/(min·1.73 m²)", f"[,30) {EGFR}"),
        ("30≤eGFR＜45 mL/min/1.73㎡", "30≤eGFR＜45 mL/min/1.73㎡", f"[30,45) {EGFR}"),
        ("45>eGFR≥30 ml/min/1.73m2", "45>eGFR≥30 ml/min/1.73m2", f"[30,45) {EGFR}"),
        ("空腹血糖4.4–7.0 mmol/L。", "4.4–7.0 mmol/L", "[4.4,7] mmol/L"),
        ("空腹血糖 4.4 mmol/L ~ 7.0 mmol/L", "4.4 mmol/L ~ 7.0 mmol/L", "[4.4,7] mmol/L"),
        ("处5万元以上50万元以下罚款", "5万元以上50万元以下", "[50000,500000] 元"),
        ("处一倍以上十倍以下罚款", "一倍以上十倍以下", "[1,10] 倍"),
        ("货值金额不足一万元的", "不足一万元", "[,10000) 元"),
        ("并处一百万元以上一千万元以下的罚款", "一百万元以上一千万元以下", "[1000000,10000000] 元"),
        ("处５万元以上１０万元以下", "５万元以上１０万元以下", "[50000,100000] 元"),
        ("处五萬元以上十萬元以下", "五萬元以上十萬元以下", "[50000,100000] 元"),
        ("处三年以上五年以下有期徒刑", "三年以上五年以下", "[3,5] year"),
        ("六个月以上一年以下", "六个月以上一年以下", "[6,12] month"),
        ("应当在30日内报告", "30日内", "[,30] day"),
        ("不满十八周岁的人", "不满十八周岁", "[,18) 岁"),
        ("满18周岁不满60周岁", "满18周岁不满60周岁", "[18,60) 岁"),
        ("18岁及以上", "18岁及以上", "[18,] 岁"),
        ("持续3周以上", "3周以上", "[3,] week"),
        ("for at least 3 weeks", "at least 3 weeks", "[3,] week"),
        ("takes 3–6 months", "3–6 months", "[3,6] month"),
        ("takes three to six months", "three to six months", "[3,6] month"),
        ("eGFR below 30 mL/min/1.73 m²", "below 30 mL/min/1.73 m²", f"[,30) {EGFR}"),
        ("eGFR of at least 30 and below 45 mL/min/1.73 m2", "at least 30 and below 45 mL/min/1.73 m2", f"[30,45) {EGFR}"),
        ("eGFR between 30 and 45 mL/min", "between 30 and 45 mL/min", "[30,45] mL/min"),
        ("from 30 to 45 mL/min", "from 30 to 45 mL/min", "[30,45] mL/min"),
        ("30 to 45 mL/min", "30 to 45 mL/min", "[30,45] mL/min"),
        ("≥ 7.0 mmol/L", "≥ 7.0 mmol/L", "[7,] mmol/L"),
        (">= 7.0 mmol/l", ">= 7.0 mmol/l", "[7,] mmol/L"),
        ("不低于7.0毫摩尔/升", "不低于7.0毫摩尔/升", "[7,] mmol/L"),
        ("不得超过2000毫克", "不得超过2000毫克", "[,2000] mg"),
        ("up to 2,000 mg a day", "up to 2,000 mg", "[,2000] mg"),
        ("the limit is £2,000, as a rule", "£2,000", "2000 GBP"),
        ("no more than 10 percent", "no more than 10 percent", "[,10] %"),
        ("30%至50%", "30%至50%", "[30,50] %"),
        ("5至10万元", "5至10万元", "[50000,100000] 元"),
        ("3万—5万元", "3万—5万元", "[30000,50000] 元"),
        ("营业收入1.2亿元", "1.2亿元", "120000000 元"),
        ("revenue of US$1.2 million", "US$1.2 million", "1200000 USD"),
        ("a fine of CNY 50,000", "CNY 50,000", "50000 元"),
        ("罚款￥5,000", "￥5,000", "5000 元"),
        ("百分之七点五", "百分之七点五", "7.5 %"),
        ("百分之五以上百分之十以下", "百分之五以上百分之十以下", "[5,10] %"),
        ("持股千分之五以上", "千分之五以上", "[5,] ‰"),
        ("白细胞(4–10)×10⁹/L", "(4–10)×10⁹/L", "[4,10] 10^9/L"),
        ("血小板100×10^9/L", "100×10^9/L", "100 10^9/L"),
        ("共有三家子公司", "三", "3"),
        ("超过10余家", "10余", "(10,]"),
        ("气温-5 °C", "-5 °C", "-5 °C"),
        ("持续1小时30分钟", "1小时30分钟", "90 min"),
        ("两个半小时", "两个半小时", "2.5 h"),
        ("每日2次", "每日2次", "2 次/d"),
        ("twice daily", "twice daily", "2 次/d"),
        ("3 times a week", "3 times a week", "3 次/week"),
        ("an 18-year-old patient", "18-year-old", "18 岁"),
        ("回撤38.2%～61.8%", "38.2%～61.8%", "[38.2,61.8] %"),
        ("volume rises by 50% or more", "50% or more", "[50,] %"),
        ("BMI≥24 kg/m²", "≥24 kg/m²", "[24,] kg/m2"),
        ("500 mg–1 g", "500 mg–1 g", "[500,1000] mg"),
        ("一年半", "一年半", "1.5 year"),
        ("介于30和45之间", "介于30和45之间", "[30,45]"),
        ("共一亿二千万元", "一亿二千万元", "120000000 元"),
        ("1亿2000万元", "1亿2000万元", "120000000 元"),
        ("货值金额十万元以上不足五十万元", "十万元以上不足五十万元", "[100000,500000) 元"),
        ("血糖大于等于11.1mmol/L", "大于等于11.1mmol/L", "[11.1,] mmol/L"),
        ("高于7但低于10 mmol/L", "高于7但低于10 mmol/L", "(7,10) mmol/L"),
        ("胰岛素 10 U/d", "10 U/d", "10 U/d"),
        ("维生素D 400 IU", "400 IU", "400 IU"),
        ("每股收益0.35元/股", "0.35元/股", "0.35 元/股"),
        ("5（不含）以上", "5（不含）以上", "(5,]"),
    ],
)
def test_quantities_are_read_from_text_with_their_words(text, quote, value):
    found = find_values(text, "xsd:decimal")
    assert [(v.text, shown(v.literal)) for v in found] == [(quote, value)]
    assert text[found[0].start : found[0].end] == quote


@pytest.mark.parametrize(
    "text",
    [
        "HbA1c、GLP-1受体、SGLT2、COVID-19、B12",
        "2型糖尿病",
        "第三十四条",
        "第3章",
        "5G网络、3D打印",
        "1.2.3 版",
        "12:30",
        "1/2",
        "ISO 9001",
        "type 2 diabetes",
        "Fig. 3",
        "一些药物一般统一",
        "十分重要",
        "one of them",
        "GB/T 1234-2019",
        "2021年4月29日",
        "April 29, 2021",
        "股票代码601058",
        "7.0±0.5",
        "（一）以提供为目的",
        "数十万元",
        "几十家",
        "1. Wash the rice",
        "2021-04-29",
        "4月29日",
        "v2.1",
        "2.1.4节",
        "[3]",
        "三分之一",
        "图2",
        "10.1000/xyz123",
        "1-2-3",
        "唯一",
        "万一",
    ],
)
def test_names_codes_dates_and_ordinals_are_no_quantities(text):
    assert [v.text for v in find_values(text, "xsd:decimal")] == []


def test_several_values_of_one_sentence_keep_their_places():
    text = "货值金额不足一万元的，并处五万元以上十万元以下罚款；货值金额一万元以上的，并处货值金额十倍以上二十倍以下罚款"
    assert [(v.text, shown(v.literal)) for v in find_values(text, "xsd:decimal")] == [
        ("不足一万元", "[,10000) 元"),
        ("五万元以上十万元以下", "[50000,100000] 元"),
        ("一万元以上", "[10000,] 元"),
        ("十倍以上二十倍以下", "[10,20] 倍"),
    ]
    assert [shown(v.literal) for v in find_values(text, "xsd:decimal", unit="倍")] == ["[10,20] 倍"]


def test_with_a_unit_only_values_of_that_quantity_are_found():
    text = "每日500 mg，血糖126 mg/dL，共3次"
    assert [shown(v.literal) for v in find_values(text, "xsd:decimal", unit="g")] == ["0.5 g"]
    assert [shown(v.literal) for v in find_values(text, "xsd:decimal", unit="mmol/L", conversions=GLUCOSE)] == ["6.993 mmol/L"]
    assert find_values("血糖 7.0", "xsd:decimal", unit="mmol/L") == []
    assert [shown(v.literal) for v in find_values("血糖 7.0", "xsd:decimal", unit="mmol/L", bare=True)] == ["7 mmol/L"]


def test_comparisons_can_be_left_to_the_caller():
    assert [(v.text, shown(v.literal)) for v in find_values("不超过5 mg", "xsd:decimal", comparisons=False)] == [("5 mg", "5 mg")]


def test_a_unit_that_no_table_knows_is_found_as_its_user_spells_it():
    assert [shown(v.literal) for v in find_values("用户达3亿户", "xsd:decimal", unit="户")] == ["300000000 户"]
    assert shown(read_value("3万户", "xsd:decimal", unit="户")) == "30000 户"
    assert shown(read_value("12 candles", "xsd:decimal", unit="candles")) == "12 candles"


@pytest.mark.parametrize(
    ("text", "datatype", "unit", "value"),
    [
        ("55", "xsd:integer", None, "55"),
        ("55.0", "xsd:integer", None, "55"),
        ("55.5", "xsd:integer", None, None),
        ("1,234.50", "xsd:decimal", None, "1234.5"),
        ("五", "xsd:integer", None, "5"),
        ("two", "xsd:integer", None, "2"),
        ("007", "xsd:integer", None, "7"),
        ("1e-5", "xsd:decimal", None, "0.00001"),
        ("约30%", "xsd:decimal", "%", "30 %"),
        ("30%左右", "xsd:decimal", "%", "30 %"),
        ("-3.2", "xsd:decimal", None, "-3.2"),
        ("7.0", "xsd:decimal", "mmol/L", "7 mmol/L"),
        ("5 个", "xsd:integer", None, "5"),
        ("18–65", "xsd:decimal", "岁", "[18,65] 岁"),
        ("3; 5", "xsd:integer", None, None),
        ("高", "xsd:decimal", None, None),
        ("70 mg", "xsd:decimal", "mmol/L", None),
        ("2021", "xsd:integer", None, "2021"),
        ("", "xsd:decimal", None, None),
        ("≥90", "xsd:decimal", EGFR, f"[90,] {EGFR}"),
        ("30-", "xsd:decimal", None, None),
        ("58", "http://www.w3.org/2001/XMLSchema#int", None, "58"),
        ("3 yrs", "xsd:decimal", "年", "3 年"),
        ("１２．５％", "xsd:double", "%", "12.5 %"),
        ("601058", "xsd:integer", None, "601058"),
        ("5万元以上50万元以下", "xsd:decimal", "万元", "[5,50] 万元"),
        ("70.", "xsd:integer", None, "70"),
    ],
)
def test_a_cell_is_read_whole_or_not_at_all(text, datatype, unit, value):
    assert shown(read_value(text, datatype, unit=unit)) == value


@pytest.mark.parametrize(
    ("text", "datatype", "kind", "value"),
    [
        ("2021年4月29日", "xsd:date", "xsd:date", "2021-04-29"),
        ("二〇二一年四月二十九日", "xsd:date", "xsd:date", "2021-04-29"),
        ("2021年4月", "xsd:date", "xsd:gYearMonth", "2021-04"),
        ("2021", "xsd:date", "xsd:gYear", "2021"),
        ("29 April 2021", "xsd:date", "xsd:date", "2021-04-29"),
        ("April 29, 2021", "xsd:date", "xsd:date", "2021-04-29"),
        ("Apr. 2021", "xsd:date", "xsd:gYearMonth", "2021-04"),
        ("2021-04-29", "xsd:date", "xsd:date", "2021-04-29"),
        ("2021/4/9", "xsd:date", "xsd:date", "2021-04-09"),
        ("20210429", "xsd:date", "xsd:date", "2021-04-29"),
        ("自2021年起", "xsd:date", "xsd:gYear", "[2021,]"),
        ("since 2021", "xsd:date", "xsd:gYear", "[2021,]"),
        ("2019年至2021年", "xsd:date", "xsd:gYear", "[2019,2021]"),
        ("2019–2021年", "xsd:gYear", "xsd:gYear", "[2019,2021]"),
        ("2021年上半年", "xsd:date", "xsd:gYearMonth", "[2021-01,2021-06]"),
        ("2021年第一季度", "xsd:date", "xsd:gYearMonth", "[2021-01,2021-03]"),
        ("1994年5月3日", "xsd:gYear", "xsd:gYear", "1994"),
        ("2021年2月30日", "xsd:date", None, None),
        ("每日2次", "xsd:date", None, None),
        ("2021年5月1日以前", "xsd:date", "xsd:date", "[,2021-05-01)"),
        ("before 2021", "xsd:date", "xsd:gYear", "[,2021)"),
        ("２０２１年４月２９日", "xsd:date", "xsd:date", "2021-04-29"),
        ("2021-04-29T10:00:00Z", "xsd:dateTime", "xsd:date", "2021-04-29"),
        ("Q1 2021", "xsd:date", "xsd:gYearMonth", "[2021-01,2021-03]"),
        ("1st of May 2020", "xsd:date", "xsd:date", "2020-05-01"),
        ("2021 年 4 月 29 日", "xsd:date", "xsd:date", "2021-04-29"),
    ],
)
def test_dates_are_read_full_and_partial(text, datatype, kind, value):
    found = read_value(text, datatype)
    assert shown(found) == value
    assert found is None or found.datatype == kind


def test_dates_in_text_have_exact_spans_and_stay_single_unless_asked():
    text = "本法自2021年9月1日起施行，2019年至2020年试点 (effective from 1 May 2022)"
    assert [(v.text, shown(v.literal)) for v in find_values(text, "xsd:date")] == [
        ("2021年9月1日", "2021-09-01"),
        ("2019年至2020年", "[2019,2020]"),
        ("1 May 2022", "2022-05-01"),
    ]
    assert find_values(text, "xsd:date", open_ended=True)[0].text == "自2021年9月1日起"


def test_bare_years_are_dates_only_where_the_words_say_so():
    assert [v.text for v in find_values("founded in 1994, with 2000 staff and 1990 shops", "xsd:gYear")] == ["1994"]


@pytest.mark.parametrize(("text", "value"), [("是", "true"), ("No", "false"), ("√", "true"), ("TRUE", "true"), ("maybe", None)])
def test_booleans_are_read_from_their_words(text, value):
    found = read_value(text, "xsd:boolean")
    assert (found.value if found else None) == value


def test_strings_keep_language_and_are_composed():
    assert read_value(" cafe\u0301 ", "xsd:string", language="en") == Literal("xsd:string", "café", lang="en")


# ------------------------------------------------------------------------------------------------- normal form and comparison


def test_a_rule_with_digits_rounds_as_guidelines_do() -> None:
    rule = (Rule("mg/dL", "mmol/L", Decimal("0.0555"), digits=1),)
    found = normalise(Literal("xsd:decimal", unit="mg/dL", min="80", max="130"), unit="mmol/L", conversions=rule)
    assert (found.min, found.max) == ("4.4", "7.2")


def test_units_convert_exactly_or_by_rule_or_not_at_all():
    assert shown(normalise(Literal("xsd:decimal", "90", "min"), unit="h")) == "1.5 h"
    assert shown(normalise(Literal("xsd:decimal", "126", "mg/dl"), unit="mmol/L", conversions=GLUCOSE)) == "6.993 mmol/L"
    assert shown(normalise(Literal("xsd:decimal", "1.26", "g/L"), unit="mmol/L", conversions=GLUCOSE)) == "6.993 mmol/L"
    assert (
        shown(normalise(Literal("xsd:decimal", "98.6", "°F"), unit="°C", conversions=(Rule("°F", "°C", Decimal("0.5"), Decimal("-16")),)))
        == "33.3 °C"
    )
    with pytest.raises(ValueUnitError, match=r"mg/dL.*mmol/L"):
        normalise(Literal("xsd:decimal", "126", "mg/dL"), unit="mmol/L")
    with pytest.raises(ValueUnitError):
        normalise(Literal("xsd:decimal", "37", "°C"), unit="°F")


def test_normal_numbers_have_no_trailing_zeros_and_points_are_not_intervals():
    assert normalise(Literal("xsd:double", "7.500")) == Literal("xsd:decimal", "7.5")
    assert normalise(Literal("xsd:decimal", min="3.0", max="3")) == Literal("xsd:decimal", "3")


def n(value=None, low=None, high=None, lo=False, ho=False, unit=None):
    return Literal("xsd:decimal", value, unit, None, low, high, lo, ho)


@pytest.mark.parametrize(
    ("a", "cmp", "b", "result"),
    [
        (n("5"), "<", n("6"), True),
        (n("5"), "<", n("5"), False),
        (n("5"), "<=", n("5"), True),
        (n("5"), "=", n("5.0"), True),
        (n("5"), "!=", n("5"), False),
        (n(low="4.4", high="7"), ">", n("4"), True),
        (n(low="4.4", high="7"), ">", n("5"), None),
        (n(low="4.4", high="7"), ">=", n("4.4"), True),
        (n(low="4.4", high="7"), "=", n(low="4.4", high="7"), True),
        (n(low="4.4", high="7"), "=", n("5"), None),
        (n(low="4.4", high="7"), "=", n("8"), False),
        (n(low="4.4", high="7"), "<", n(low="4.4", high="7"), None),
        (n(high="30", ho=True), "<", n("30"), True),
        (n(high="30"), "<", n("30"), None),
        (n(high="30"), "<=", n("30"), True),
        (n(high="30", ho=True), ">", n("30"), False),
        (n(low="30"), "<", n("30"), False),
        (n("1", unit="g"), "=", n("1000", unit="mg"), True),
        (n("1", unit="g"), ">", n("900", unit="mg"), True),
        (n(), "=", n("5"), None),
        (Literal("xsd:gYear", "2021"), "=", Literal("xsd:date", "2021-04-29"), None),
        (Literal("xsd:gYear", "2021"), "<", Literal("xsd:date", "2022-01-01"), True),
        (Literal("xsd:gYear", "2021"), "<", Literal("xsd:gYear", "2021"), False),
        (Literal("xsd:gYear", "2021"), "<=", Literal("xsd:gYear", "2021"), True),
        (Literal("xsd:date", "2021-04-29"), ">", Literal("xsd:date", "2021-04-28"), True),
        (Literal("xsd:gYear", "2020"), ">=", Literal("xsd:gYearMonth", "2021-01"), False),
        (Literal("xsd:string", "a"), "=", Literal("xsd:string", "a", lang="en"), True),
        (Literal("xsd:string", "a"), "<", Literal("xsd:string", "b"), True),
        (Literal("xsd:string", "5"), "=", n("5"), False),
        (Literal("xsd:string", "5"), "<", n("5"), None),
        (Literal("xsd:boolean", "true"), "!=", Literal("xsd:boolean", "false"), True),
    ],
)
def test_comparison_is_true_false_or_undecided(a, cmp, b, result):
    assert compare(a, cmp, b) is result


def test_values_of_different_quantities_do_not_compare():
    with pytest.raises(ValueUnitError):
        compare(n("5", unit="mg"), "<", n("5", unit="mmol/L"))
    with pytest.raises(ValueUnitError):
        compare(n("5", unit="mg"), "<", n("5"))


NUMBERS = st.integers(-50, 50)


@st.composite
def intervals(draw):
    if draw(st.booleans()):
        return n(str(draw(NUMBERS)))
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    assume(low < high)
    return n(
        low=draw(st.sampled_from([str(low), None])),
        high=draw(st.sampled_from([str(high), None])),
        lo=draw(st.booleans()),
        ho=draw(st.booleans()),
    )


def members(literal):
    low, low_open, high, high_open = bounds(literal)
    points = [Decimal(k) / 2 for k in range(-140, 141)]
    return [
        p
        for p in points
        if (low is None or p > low or (p == low and not low_open)) and (high is None or p < high or (p == high and not high_open))
    ]


@given(intervals(), st.sampled_from(["=", "<", "<=", ">", ">=", "!="]), intervals())
@settings(max_examples=300, deadline=None)
def test_comparison_says_what_holds_for_all_the_values_it_may_be(a, cmp, b):
    ops = {"=": "__eq__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__", "!=": "__ne__"}
    pairs = {
        getattr(x, ops[cmp])(y)
        for x in members(a)[::7] + members(a)[:1] + members(a)[-1:]
        for y in members(b)[::7] + members(b)[:1] + members(b)[-1:]
    }
    result = compare(a, cmp, b)
    if result is not None and bounds(a) != bounds(b):
        assert pairs == {result}
    if result is None:
        assert bounds(a) != bounds(b) or cmp in ("<", "<=", ">", ">=")


@given(intervals(), intervals())
@settings(max_examples=300, deadline=None)
def test_containment_agrees_with_membership(a, b):
    inside = [x in set(members(a)) for x in members(b)]
    result = contains(a, b)
    if result is True:
        assert all(inside)
    elif result is False:
        assert not any(inside)


# ------------------------------------------------------------------------------------------------- saying

UNITS = [
    None,
    "%",
    "mmol/L",
    EGFR,
    "元",
    "USD",
    "倍",
    "岁",
    "day",
    "week",
    "month",
    "year",
    "h",
    "min",
    "mg/kg/d",
    "kg/m2",
    "次/d",
    "°C",
    "10^9/L",
    "百分点",
    "g/100g",
    "IU",
    "U/L",
    "μg",
]


@st.composite
def sayable(draw):
    number = st.decimals(0, 10**7, places=2, allow_nan=False).map(lambda d: values_module.decimal_text(d))
    unit = draw(st.sampled_from(UNITS))
    kind = draw(st.sampled_from(["value", "closed", "low", "high", "mixed"]))
    a, b = sorted((draw(number), draw(number)), key=Decimal)
    assume(a != b)
    lo, ho = draw(st.booleans()), draw(st.booleans())
    if kind == "value":
        return n(a, unit=unit)
    if kind == "closed":
        return n(low=a, high=b, unit=unit)
    if kind == "low":
        return n(low=a, lo=lo, unit=unit)
    if kind == "high":
        return n(high=a, ho=ho, unit=unit)
    return n(low=a, high=b, lo=lo, ho=ho, unit=unit)


@given(sayable(), st.sampled_from(["zh", "en"]))
@example(n(low="4.4", high="7", unit="mmol/L"), "zh")
@example(n(low="0.01", high="39062.5", ho=True, unit="倍"), "zh")
@example(n(low="100", high="20000", unit="户"), "zh")
@example(n(low="100", high="1900", unit="元"), "en")
@settings(max_examples=400, deadline=None)
def test_what_is_said_reads_back_as_the_same_value(literal, language):
    assume(
        literal.unit != "year" or not re.fullmatch(r"1\d\d\d|2[01]\d\d", literal.value or literal.max or literal.min)
    )  # 2021年 is a year
    said = say(literal, language)
    assert read_value(said, "xsd:decimal", unit=literal.unit) == normalise(literal, unit=literal.unit), said
    assert [v.literal for v in find_values("它" + say_cmp(literal, "zh") + "。", "xsd:decimal", unit=literal.unit, bare=True)] == [
        normalise(literal, unit=literal.unit)
    ]


@given(
    st.dates(date(1500, 1, 1), date(2099, 12, 31)),
    st.dates(date(1500, 1, 1), date(2099, 12, 31)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["one", "range", "from"]),
    st.sampled_from(["zh", "en"]),
)
@settings(max_examples=200, deadline=None)
def test_dates_said_read_back(a, b, length, kind, language):
    first, last = (d.isoformat()[:length] for d in sorted((a, b)))
    assume(first != last)
    datatype = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[length]
    literal = {"one": Literal(datatype, first), "range": Literal(datatype, min=first, max=last), "from": Literal(datatype, min=first)}[kind]
    assert read_value(say(literal, language), "xsd:date") == literal


@pytest.mark.parametrize(
    ("literal", "zh", "en"),
    [
        (n("30", unit=EGFR), "30 mL/(min·1.73 m²)", "30 mL/min/1.73 m²"),
        (n(low="4.4", high="7", unit="mmol/L"), "4.4–7.0 mmol/L", "4.4–7.0 mmol/L"),
        (n(low="50000", high="500000", unit="元"), "5万元以上50万元以下", "CNY 50,000–500,000"),
        (n("18", unit="岁"), "18岁", "18 years"),
        (n("1", unit="week"), "1周", "1 week"),
        (n(low="3", high="6", unit="month"), "3–6个月", "3–6 months"),
        (n(low="3", unit="week"), "至少3周", "at least 3 weeks"),
        (n("7", unit="%"), "7%", "7%"),
        (n(low="30", high="50", unit="%"), "30%–50%", "30–50%"),
        (n("2", unit="次/d"), "每日2次", "2 times a day"),
        (n("38.5", unit="°C"), "38.5℃", "38.5 °C"),
        (n(high="10000", ho=True, unit="元"), "不足1万元", "below CNY 10,000"),
        (n(low="7", unit="mmol/L"), "≥7 mmol/L", "at least 7 mmol/L"),
        (n("24", unit="kg/m2"), "24 kg/m²", "24 kg/m²"),
        (n("-5", unit="°C"), "−5℃", "−5 °C"),
        (Literal("xsd:gYear", min="2021"), "2021年起", "from 2021"),
        (Literal("xsd:boolean", "true"), "是", "yes"),
    ],
)
def test_values_are_written_as_people_write_them(literal, zh, en):
    assert (say(literal, "zh"), say(literal, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("literal", "zh", "en"),
    [
        (n(high="30", ho=True, unit=EGFR), "＜30 mL/(min·1.73 m²)", "below 30 mL/min/1.73 m²"),
        (n(low="30", high="45", ho=True, unit=EGFR), "≥30且＜45 mL/(min·1.73 m²)", "at least 30 and below 45 mL/min/1.73 m²"),
        (n("7", unit="%"), "为7%", "of 7%"),
        (n(low="4.4", high="7", unit="mmol/L"), "为4.4–7.0 mmol/L", "between 4.4 and 7.0 mmol/L"),
        (n(low="3", unit="week"), "至少3周", "at least 3 weeks"),
    ],
)
def test_conditions_are_said_after_the_name_of_the_quantity(literal, zh, en):
    assert (say_cmp(literal, "zh"), say_cmp(literal, "en")) == (zh, en)


def test_reading_a_long_text_is_fast():
    import time

    text = "处五万元以上十万元以下罚款，eGFR＜30 mL/min/1.73m²者禁用，2021年4月29日起施行，在2019年销售1.2亿元。" * 1000
    begin = time.perf_counter()
    assert len(find_values(text, "xsd:decimal")) == 3000
    assert time.perf_counter() - begin < 6


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收入达到人民币22.66亿元，比上年增长", ["2266000000 元"]),
        ("自决定之日起5个工作日内通知", ["[,5] 工作日"]),
        ("| 3, 320, 416, 149 | 0.9 |", ["3320416149", "0.9"]),
        ("面赋能30 个以上的场景", ["[30,]"]),
        ("从 5 月 31 日开始大幅下调", []),
        ("4.4 预测年初至下一报告期", []),
        ("提供重要支撑 .15\n", []),
        ("同意。 4. 本公司未知前述股东", []),
        ("within 10 working days", ["[,10] 工作日"]),
        ("its value range is -1 to +1, and", ["[-1,1]"]),
        ("HbA1c 48 mmol/mol", ["48 mmol/mol"]),
    ],
)
def test_reports_and_tables_are_read_as_a_person_reads_them(text, values):
    assert [shown(v.literal) for v in find_values(text, "xsd:decimal")] == values


@pytest.mark.parametrize(
    ("text", "value"), [("1420", "1420"), ("0987", "0987"), ("１０８８", "1088"), ("2150", "2150"), ("142", None), ("0000", None)]
)
def test_a_cell_of_four_digits_is_a_year_where_a_date_is_asked_for(text: str, value: str | None) -> None:
    for datatype in ("xsd:gYear", "xsd:date"):
        found = read_value(text, datatype)
        assert (found and (found.datatype, found.value)) == (value and ("xsd:gYear", value))


@pytest.mark.parametrize(
    ("literal", "said"),
    [
        (n("25000", unit="£"), "£25,000"),
        (n("1500", unit="£"), "£1,500"),
        (n("12.5", unit="£"), "£12.50"),
        (n("500", unit="£"), "£500"),
        (n("1500", unit="GBP"), "GBP 1,500"),
        (n("1500", unit="US$"), "US$1,500"),
        (n("1500", unit="元"), "CNY 1,500"),
        (n("1500", unit="RMB"), "RMB 1,500"),
        (n("-1500", unit="£"), "GBP −1,500"),
        (n(low="1500", high="2000", unit="£"), "£1,500–2,000"),
        (n(high="500", ho=True, unit="€"), "below €500"),
    ],
)
def test_money_is_said_one_way_as_the_ontology_writes_its_unit_and_read_back(literal: Literal, said: str) -> None:
    assert say(literal, "en") == said
    read = read_value(said, "xsd:decimal", unit=literal.unit)
    assert read is not None and (read.value, read.min, read.max) == (literal.value, literal.min, literal.max)
    if literal.min is not None:
        assert say_cmp(literal, "en") == "between £1,500 and £2,000"
    chinese = read_value(say(literal, "zh"), "xsd:decimal", unit=literal.unit)
    assert chinese is not None and (chinese.value, chinese.min, chinese.max) == (literal.value, literal.min, literal.max)
