"""Chinese answers to questions for numbers, quantities, dates and sums of money, from facts of the world."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.grading.value_facts import QUANTITIES
from tests.grading.values import Made, other_days, text

SENTENCES = (
    "{}",
    "{}。",
    "是{}。",
    "答案是{}。",
    "**{}**",
    "我们一步一步来想。首先回忆资料的记载。所以答案是{}。",
    "最终答案：{}",
    "据记载为{}。",
    "答：{}",
    "- {}",
    "应为{}。",
    "根据资料，结果是{}。",
)
DIGITS = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
UNITS = {
    "m": (("米", "m", "公尺"), (("0.001", "公里"), ("100", "厘米")), "英尺"),
    "km": (("千米", "公里", "km"), (("1000", "米"), ("2", "里")), "英里"),
    "mg": (("毫克", "mg"), (("0.001", "克"), ("1000", "微克")), "微克"),
    "μg": (("微克", "μg", "ug"), (("0.001", "毫克"),), "毫克"),
    "g": (("克", "g"), (("1000", "毫克"), ("0.02", "两")), "公斤"),
    "kg": (("千克", "公斤", "kg"), (("1000", "克"), ("2", "斤")), "磅"),
    "km2": (("平方公里", "平方千米", "km²"), (("100", "公顷"), ("1500", "亩")), "亩"),
    "m2": (("平方米", "m²"), (("0.0001", "公顷"), ("0.0015", "亩")), "平方英尺"),
    "min": (("分钟", "min"), (("60", "秒"),), "小时"),
    "day": (("天", "日"), (("24", "小时"),), "周"),
    "year": (("年",), (("12", "个月"),), "个月"),
    "month": (("个月",), (), "周"),
}
LIMITS = {fact[2:] for fact in QUANTITIES if "不超过" in fact[0] or "最大" in fact[0]}
"""What is asked for as a limit: 至少 is no near miss of it."""


def numeral(n: int) -> str:
    """A number in Chinese numerals, as it is read."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if n >= size:
            rest = n % size
            return numeral(n // size) + name + (("零" if rest < size // 10 else "") + numeral(rest) if rest else "")
    out, zero = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = n // size, n % size
        if digit:
            out += ("零" if zero and out else "") + ("" if digit == 1 and size == 10 and not out else DIGITS[digit]) + name
        zero = not digit
    return out or "零"


def is_whole(answer: str) -> bool:
    """Whether an answer is a sentence or longer, and is given as it is."""
    return len(answer) > 24 or answer.endswith(("。", "！"))


def _counts(n: int, noun: str, _: str) -> Made:
    for answer in (
        str(n),
        f"{n:,}",
        f"{n}{noun}",
        f"一共有{n}{noun}。",
        numeral(n),
        f"{numeral(n)}{noun}",
        str(n).translate(WIDE),
        f"约{n}{noun}",
        f"不是{n + 1}，而是{n}",
        f"{n + 3}，不对，是{n}",
        f"早在1990年就有{n}{noun}。",
        numeral(n).translate(FORMAL),
        *([f"{text(Decimal(n) / 10000)}万{noun}"] if n >= 10000 else []),
        *([f"{text(Decimal(n) / 10**8)}亿{noun}"] if n >= 10**8 else []),
    ):
        yield answer, True
    for answer in (
        str(n + 1),
        f"{n - 1}{noun}",
        f"{n}0",
        f"1{n}",
        str(n)[:-1],
        f"共有{n + 10}{noun}。",
        numeral(n + 1),
        f"{n}或{n + 1}{noun}",
        f"不是{n}，而是{n + 1}",
        f"{n}，不对，应该是{n + 3}",
        f"超过{n}{noun}",
        f"{n - 5}到{n + 5}{noun}",
        f"-{n}",
        f"不到{n}{noun}",
        *([f"{text(Decimal(n) / 10000)}亿{noun}", f"{text(Decimal(n) / 1000)}万{noun}"] if n >= 10000 else [f"{n}万{noun}"]),
    ):
        yield answer, False


def _quantities(value: str, unit: str) -> Made:
    number = Decimal(value)
    spellings, converted, other = UNITS[unit]
    for spelling in spellings:
        yield f"{value}{spelling}", True
    for factor, spelling in converted:
        yield f"{text(number * Decimal(factor))}{spelling}", True
        yield f"{text(number * Decimal(factor) * 10)}{spelling}", False
    yield value, True
    yield f"{value} {spellings[0]}".translate(WIDE), True
    if number == number.to_integral():
        yield f"{numeral(int(number))}{spellings[0]}", True
    if number >= 10000:
        yield f"{text(number / 10000)}万{spellings[0]}", True
        yield f"{text(number / 10000)}亿{spellings[0]}", False
    last = text(number + Decimal(1).scaleb(int(number.as_tuple().exponent)))
    for answer in (
        f"{value}{other}",
        f"{last}{spellings[0]}",
        f"{text(number * 10)}{spellings[0]}",
        f"{text(number / 1000)}{spellings[0]}",
        f"至少{value}{spellings[0]}" if (value, unit) not in LIMITS else f"{value}万{spellings[0]}",
        f"{value}或{last}{spellings[0]}",
        f"不是{value}{spellings[0]}",
        f"1{value}{spellings[0]}",
    ):
        yield answer, False


def _degrees(value: str) -> Made:
    size = value.removeprefix("-")
    minus = value.startswith("-")
    for answer in (f"{value}°C", f"{value}摄氏度", f"{value}℃", value, f"{value}度", value.replace("-", "−") + "℃"):
        yield answer, True
    if minus:
        for answer in (f"零下{size}度", f"负{size}摄氏度", f"零下{size}摄氏度"):
            yield answer, True
        yield f"{size}摄氏度", False
    else:
        yield f"零下{size}度", False
    for answer in (f"{value}华氏度", f"{value}K", f"{value}9°C", f"高于{value}°C", f"{text(Decimal(value) + 1)}℃"):
        yield answer, False


def _percents(value: str) -> Made:
    number = Decimal(value)
    spoken = numeral(int(number)) + ("点" + "".join(DIGITS[int(d)] for d in value.partition(".")[2]) if "." in value else "")
    for answer in (
        f"{value}%",
        f"百分之{value}",
        f"百分之{spoken}",
        f"{value}％".translate(WIDE),
        text(number / 100),
        f"约{value}%",
        value,
        f"占{value}%左右",
    ):
        yield answer, True
    for answer in (
        f"{text(number / 10)}%",
        f"{text(number + 1)}%",
        f"{value}个百分点",
        text(number / 1000),
        f"{value}‰",
        f"千分之{spoken}",
        f"不到{value}%",
        f"{text(100 - number)}%",
        f"-{value}%",
    ):
        yield answer, False


def written(day: date) -> tuple[str, ...]:
    year = "".join(DIGITS[int(d)] for d in str(day.year)).replace("零", "〇")
    return (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02d}月{day.day:02d}日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{year}年{numeral(day.month)}月{numeral(day.day)}日",
        f"{day.year}年{day.month}月{day.day}号",
        f"{day.year}/{day.month}/{day.day}",
        f"公元{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year:04d}{day.month:02d}{day.day:02d}",
        f"{day.year}年{day.month}月{day.day}日".translate(WIDE),
    )


def _dates(value: str) -> Made:
    day = date.fromisoformat(value)
    for answer in written(day):
        yield answer, True
    yield f"不是{written(day + timedelta(days=1))[0]}，而是{written(day)[0]}", True
    wrong = other_days(day)
    for n, other in enumerate(wrong):
        yield written(other)[n % 10], False
    for answer in (
        f"{day.year}年",
        f"{day.year}年{day.month}月",
        f"{day.month}月{day.day}日",
        f"{day.year // 10 * 10}年代",
        f"{written(day)[0]}或{written(wrong[0])[0]}",
        f"{day.year // 100 + 1}世纪",
        f"不是{written(day)[0]}",
        f"{written(day)[0]}之前",
        f"农历{numeral(day.month)}月{numeral(day.day)}",
    ):
        yield answer, False
    if day.year > 1911:
        yield f"民国{numeral(day.year - 1911)}年{numeral(day.month)}月{numeral(day.day)}日", False


def _years(value: str) -> Made:
    year = int(value)
    spoken = "".join(DIGITS[int(d)] for d in value)
    for answer in (value, f"{value}年", f"发生在{value}年，有300人参加。", f"公元{value}年", f"{spoken}年", f"{value}年5月"):
        yield answer, True
    for answer in (
        f"{year + 1}年",
        f"{year - 1}年",
        f"{value}5年",
        f"{year}年或{year + 2}年",
        f"公元前{value}年",
        f"{year // 100 + 1}世纪",
        f"{year - 4}年至{year + 4}年",
        f"不是{value}年",
        f"{value}年，不对，是{year + 1}年",
        f"{value}年以后",
        "弘治十三年",
    ):
        yield answer, False


def _durations(value: str, unit: str) -> Made:
    more = {
        ("90", "min"): ("一个半小时", "1.5小时", "1小时30分钟", "一小时三十分", "90分钟", "五千四百秒"),
        ("98", "day"): ("十四周", "14个星期", "九十八天"),
        ("20", "year"): ("二十年", "240个月"),
        ("4", "year"): ("四年", "四十八个月", "4年整"),
        ("6", "month"): ("半年", "六个月", "0.5年"),
        ("14", "day"): ("两周", "两个星期", "十四天"),
        ("5730", "year"): ("五千七百三十年", "5,730年", "57.3个世纪"),
        ("18", "month"): ("一年半", "1.5年", "1年6个月", "一年零六个月", "十八个月", "1年又6个月"),
        ("195", "min"): ("3小时15分钟", "3小时15分", "三小时十五分钟", "3.25小时"),
    }
    wrong = {
        ("90", "min"): ("1小时20分钟", "90小时", "1.3小时", "半小时"),
        ("98", "day"): ("98周", "十三周"),
        ("20", "year"): ("20个月", "两个世纪"),
        ("4", "year"): ("4个月", "四十个月", "十四年"),
        ("6", "month"): ("半个月", "六周", "0.6年"),
        ("14", "day"): ("14周", "两个月"),
        ("5730", "year"): ("5730天", "573年"),
        ("18", "month"): ("1.8年", "18年", "1年8个月", "两年半"),
        ("195", "min"): ("3小时20分钟", "3.15小时", "两小时15分钟"),
    }
    for answer in (*more[value, unit], f"{value}{UNITS[unit][0][0]}"):
        yield answer, True
    for answer in (*wrong[value, unit], f"{int(value) + 1}{UNITS[unit][0][0]}", f"超过{value}{UNITS[unit][0][0]}"):
        yield answer, False


def _money(value: str, unit: str) -> Made:
    names = {
        "USD": (("{}美元", "{}美金", "US${}", "${}"), "{}元人民币"),
        "元": (("{}元", "人民币{}元", "{}元人民币", "￥{}", "{}块钱", "RMB {}"), "{}美元"),
        "EUR": (("{}欧元", "€{}"), "{}美元"),
        "GBP": (("{}英镑", "£{}"), "{}欧元"),
    }
    n = int(value)
    forms, other = names[unit]
    for form in forms:
        yield form.format(f"{n:,}"), True
    yield forms[0].format(f"{n}.00"), True
    yield forms[0].format(numeral(n)), True
    if n >= 10000:
        yield forms[0].format(text(Decimal(n) / 10000) + "万"), True
        yield forms[0].format(text(Decimal(n) / 10000) + "亿"), False
    for answer in (
        other.format(n),
        forms[0].format(n + 1),
        forms[0].format(n * 10),
        forms[0].format(n // 10),
        f"超过{forms[0].format(n)}",
        f"{forms[0].format(n)}或{forms[0].format(n * 2)}",
    ):
        yield answer, False


def _ranges(low: str, high: str, unit: str) -> Made:
    names = {"mmol/L": "mmol/L", "°C": "摄氏度", "h": "小时", "mL": "毫升", "nm": "纳米", "month": "个月"}
    name = names[unit]
    for answer in (
        f"{low}–{high}{name}",
        f"{low}-{high}{name}",
        f"{low}到{high}{name}",
        f"{low}至{high}{name}",
        f"{low}～{high}{name}",
        f"{low}—{high}{name}",
        f"{low}{name}至{high}{name}",
        f"介于{low}和{high}{name}之间",
        f"不低于{low}{name}，不高于{high}{name}",
        f"{low}{name}以上{high}{name}以下",
    ):
        yield answer, True
    more = text(Decimal(high) + 1)
    for answer in (
        f"{low}–{more}{name}",
        f"{low}{name}",
        f"{high}{name}",
        f"{low}{name}以上",
        f"不超过{high}{name}",
        f"{low}–{high}公斤",
        f"{text(Decimal(low) + 1)}到{high}{name}",
        f"{text(Decimal(low) * 10)}至{text(Decimal(high) * 10)}{name}",
        f"{low}或{high}{name}",
    ):
        yield answer, False


def _rounded(value: str, unit: str, rounded: str, wrong: str) -> Made:
    name = {"km": "千米", "m": "米", "km/s": "千米/秒"}[unit]
    short = f"{text(Decimal(rounded) / 10000)}万" if int(rounded) >= 10000 else rounded
    for answer in (
        f"约{rounded}{name}",
        f"大约{short}{name}",
        f"{short}{name}左右",
        f"约为{rounded}{name}",
        f"大概{rounded}{name}",
        f"{value}{name}",
    ):
        yield answer, True
    for answer in (
        f"{rounded}{name}",
        f"约{wrong}{name}",
        f"{wrong}{name}左右",
        f"超过{rounded}{name}",
        f"{short}{name}以上",
        f"不足{rounded}{name}",
        f"{wrong}{name}",
    ):
        yield answer, False


def _science(value: str, mantissa: str, exponent: int) -> Made:
    raised = str(exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    for answer in (
        f"{mantissa}×10^{exponent}",
        f"{mantissa}×10{raised}",
        f"{mantissa}e{exponent}",
        f"{mantissa}乘以10的{exponent}次方",
        f"{mantissa}×10的{exponent}次方",
        value,
    ):
        yield answer, True
    for answer in (
        f"{mantissa}×10^{exponent - 1}",
        f"{mantissa}e-{exponent}",
        mantissa,
        f"1{mantissa}e{exponent}",
        f"10的{exponent}次方",
        f"-{mantissa}e{exponent}",
    ):
        yield answer, False


def _fractions(above: int, below: int) -> Made:
    for answer in (
        f"{above}/{below}",
        f"{numeral(below)}分之{numeral(above)}",
        f"{below}分之{above}",
        f"占{numeral(below)}分之{numeral(above)}。",
    ):
        yield answer, True
    for answer in (
        f"{below}/{above}",
        f"{numeral(below + 1)}分之{numeral(above)}",
        f"{numeral(above)}分之{numeral(below)}",
        str(above),
        str(below),
    ):
        yield answer, False


def _ordinals(n: int) -> Made:
    for answer in (f"第{n}", f"第{numeral(n)}", str(n), f"第{n}任", f"第{numeral(n)}届", numeral(n)):
        yield answer, True
    for answer in (f"第{n + 1}", f"第{numeral(n - 1)}", str(n + 10), f"第{n}0届", f"不是第{n}届", f"第{n}或第{n + 1}"):
        yield answer, False


def _several(_: str) -> Made:
    """Answers with several numbers, of which one answers."""
    for answer in (
        "1990年有42名会员。",
        "俱乐部成立于1950年，现有42名会员和7名教练。",
        "1. 成立时间：1950年\n2. 会员：42名会员\n3. 城市：罗马",
        "有42名会员（截至2020年）。",
        "有30名男性和12名女性，所以总共42名会员。",
        "30+12=42",
        "8000人报名，最后有42名会员入选。",
        "42！",
        "有42名会员[1]。",
        "不仅是41名，而是42名会员",
        "会员人数为42，比2010年的38有所增加。",
        "４２名",
        "四十二位",
    ):
        yield answer, True
    for answer in (
        "42年间有50名会员。",
        "俱乐部有40名会员和42名教练。",
        "30+12=41",
        "42名是错的。",
        "没有42名会员。",
        "42名或者43名",
        "要么41要么42",
        "编号B42",
        "1042",
        "0.42",
        "42%",
        "4.2",
        "4.2万",
        "第42名会员是安娜。",
        "42/43",
        "42名，抱歉，说错了，是44名",
        "1942年",
        "四十二万",
        "二十四",
        "不止42名",
        "42名以上",
        "几十名",
    ):
        yield answer, False


ANSWERS = {
    "count": _counts,
    "unit": _quantities,
    "degrees": _degrees,
    "percent": _percents,
    "date": _dates,
    "year": _years,
    "duration": _durations,
    "money": _money,
    "range": _ranges,
    "rounding": _rounded,
    "science": _science,
    "fraction": _fractions,
    "ordinal": _ordinals,
    "several": _several,
}
