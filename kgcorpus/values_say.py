"""Values as people write them, in Chinese and in English."""

from __future__ import annotations

from decimal import Decimal

from kgcorpus import text_patterns as re
from kgcorpus.model import Literal
from kgcorpus.units import CURRENCIES, canonical_unit

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_ZH_UNITS = {
    "day": "天",
    "week": "周",
    "month": "个月",
    "year": "年",
    "h": "小时",
    "min": "分钟",
    "s": "秒",
    "百分点": "个百分点",
    "工作日": "个工作日",
    "交易日": "个交易日",
    "基点": "个基点",
    "°C": "℃",
    "°F": "℉",
}
_EN_UNITS = {
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "岁": ("year", "years"),
    "倍": ("time", "times"),
    "次": ("time", "times"),
    "百分点": ("percentage point", "percentage points"),
    "基点": ("basis point", "basis points"),
    "工作日": ("working day", "working days"),
    "交易日": ("trading day", "trading days"),
    "h": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "s": ("second", "seconds"),
    "亩": ("mu", "mu"),
    "公顷": ("hectare", "hectares"),
}
_EN_CURRENCIES = {"元": "CNY"}
_ZH_CURRENCIES = {"USD": "美元", "HKD": "港元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元"}
_PER = {
    "d": ("日", "day"),
    "week": ("周", "week"),
    "month": ("月", "month"),
    "year": ("年", "year"),
    "h": ("小时", "hour"),
    "min": ("分钟", "minute"),
}
_LEGAL = frozenset({"倍", *CURRENCIES})
_GLUED = frozenset("日天周月年时钟秒岁倍元%‰℃℉点次角户")


def say(literal: Literal, language: str) -> str:
    """The written form of a value in a sentence; ``read_value`` reads it back to the same value.

    >>> say(Literal("xsd:decimal", "30", "mL/min/1.73m2"), "zh"), say(Literal("xsd:decimal", "30", "mL/min/1.73m2"), "en")
    ('30 mL/(min·1.73 m²)', '30 mL/min/1.73 m²')
    >>> say(Literal("xsd:decimal", min="4.4", max="7", unit="mmol/L"), "zh"), say(Literal("xsd:date", "2021-04-29"), "en")
    ('4.4–7.0 mmol/L', '29 April 2021')
    >>> say(Literal("xsd:decimal", "154930000", "户"), "zh"), say(Literal("xsd:decimal", min="1210000", min_open=True, unit="站"), "zh")
    ('1.5493亿户', '超过121万站')
    """
    kind = literal.datatype.split(":")[-1]
    if kind in ("date", "gYear", "gYearMonth"):
        return _dates(literal, language)
    if kind == "boolean":
        return {"zh": ("是", "否"), "en": ("yes", "no")}["zh" if language == "zh" else "en"][literal.value != "true"]
    if kind not in ("decimal", "integer"):
        return literal.value or ""
    if literal.value is not None:
        return _quantity(literal.value, literal.unit, language)
    return _interval(literal, language)


def say_cmp(literal: Literal, language: str) -> str:
    """The value as it follows the name of a quantity in a condition.

    >>> limit = Literal("xsd:decimal", max="30", max_open=True, unit="mL/min/1.73m2")
    >>> say_cmp(limit, "zh"), say_cmp(limit, "en")
    ('＜30 mL/(min·1.73 m²)', 'below 30 mL/min/1.73 m²')
    >>> say_cmp(Literal("xsd:decimal", min="30", max="45", max_open=True, unit="mL/min/1.73m2"), "en")
    'at least 30 and below 45 mL/min/1.73 m²'
    """
    kind = literal.datatype.split(":")[-1]
    if kind not in ("decimal", "integer"):
        return ("为" if language == "zh" else "of ") + say(literal, language) if literal.value is not None else say(literal, language)
    if literal.value is not None:
        return ("为" if language == "zh" else "of ") + say(literal, language)
    if literal.min is not None and literal.max is not None and not (literal.min_open or literal.max_open):
        low, high = _padded(literal.min, literal.max)
        if language == "zh":
            return "为" + _interval(literal, language) if literal.unit not in _LEGAL else _interval(literal, language)
        money = bool(literal.unit) and canonical_unit(literal.unit or "") in CURRENCIES
        first = _money(low, literal.unit or "") if money else _number(low, language)
        return f"between {first} and {_quantity(high, literal.unit, language)}"
    return _interval(literal, language)


def _padded(low: str, high: str) -> tuple[str, str]:
    """Both limits with as many decimals as the longer has: 4.4–7.0."""
    places = max(len(t.partition(".")[2]) for t in (low, high))
    if not places:
        return low, high
    return tuple(f"{Decimal(t):.{places}f}" for t in (low, high))  # type: ignore[return-value]


_SYMBOL = re.compile(r"[A-Z]{0,3}[£$€¥￥]")


def _money(text: str, unit: str) -> str:
    """An amount in English as the ontology writes its unit: £1,500, US$1,500, GBP 1,500; CNY for what is written in Chinese."""
    if _SYMBOL.fullmatch(unit) and not text.startswith("-"):
        return unit + _thousands(text)
    name = canonical_unit(unit)
    return f"{unit if re.fullmatch('[A-Z]{3}', unit) else _EN_CURRENCIES.get(name, name)} {_thousands(text)}"


def _thousands(text: str) -> str:
    """A number of money: one way for all, with separators from four digits on, and two decimals or none."""
    sign, digits = ("−" if text.startswith("-") else ""), text.lstrip("-")
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{rest.ljust(2, '0') if rest else ''}"


def _number(text: str, language: str) -> str:
    sign, digits = ("−" if text.startswith("-") else ""), text.lstrip("-")
    whole, point, rest = digits.partition(".")
    if len(whole) >= 5 and language != "zh":
        whole = f"{int(whole):,}"
    return sign + whole + point + rest


def _in_myriads(text: str) -> str:
    """50000 → 5万, 120000000 → 1.2亿: where six digits suffice."""
    number = Decimal(text)
    for word, scale in (("亿", Decimal(10**8)), ("万", Decimal(10**4))):
        if abs(number) >= scale:
            short = format((number / scale).normalize(), "f")
            if len(short.replace(".", "").replace("-", "")) <= 6:
                return short + word
    return text


def _quantity(text: str, unit: str | None, language: str) -> str:
    if not unit:
        return _number(text, language)
    name = canonical_unit(unit)
    zh = language == "zh"
    if name in CURRENCIES:
        if zh:
            return _in_myriads(text) + _ZH_CURRENCIES.get(name, name)
        return _money(text, unit)
    if name.startswith("次/") and name[2:] in _PER:
        per = _PER[name[2:]]
        return f"每{per[0]}{text}次" if zh else f"{text} {'time' if text == '1' else 'times'} a {per[1]}"
    return (_in_myriads(text) if zh and _counts(name) else _number(text, language)) + _unit_after(text, name, zh)


def _counts(name: str) -> bool:
    """A unit that is a Chinese word counts things (户, 站, 个): its numbers are said as those of money are."""
    return all("\u4e00" <= letter <= "\u9fff" for letter in name)


def _scaled(text: str, name: str | None) -> bool:
    """Whether a number is said with 万 or 亿, which a reader would take for the other bound's too."""
    return name is not None and _counts(name) and _in_myriads(text) != text


def _unit_after(text: str, name: str, zh: bool) -> str:
    """The unit as it stands after a number, with the space that belongs there."""
    if zh:
        word = _ZH_UNITS.get(name, name)
        if (word[-1] in _GLUED and not word.isascii()) or word in ("%", "‰"):
            return word
        if word == "mL/min/1.73m2":
            return " mL/(min·1.73 m²)"
        return (" " if word[0].isascii() or word[0] in "μ°" else "") + _pretty(word)
    if name in _EN_UNITS:
        return " " + _EN_UNITS[name][text not in ("1", "-1")]
    if name in ("%", "‰"):
        return name
    return " " + _pretty(name)


def _pretty(name: str) -> str:
    """Canonical spelling with superscripts: kg/m2 → kg/m², 10^9/L → ×10⁹/L."""
    text = re.sub(r"(?<=[A-Za-z])([23])(?=$|[/·])", lambda m: "²³"[int(m.group(1)) - 2], name)
    text = re.sub(r"(?<=\d)(?=(?:m²|g\b|kg\b|mL\b))", " ", text)
    return re.sub(r"10\^(\d+)", lambda m: "×10" + m.group(1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")), text)


def _interval(literal: Literal, language: str) -> str:
    low, high, unit = literal.min, literal.max, literal.unit
    zh = language == "zh"
    name = canonical_unit(unit) if unit else None
    if low is not None and high is not None:
        low, high = _padded(low, high)
        if not (literal.min_open or literal.max_open):
            return _closed(low, high, unit, name, zh)
        if zh:
            if name and name.startswith("次/"):
                return f"每{_PER[name[2:]][0]}{'＞' if literal.min_open else '≥'}{low}且{'＜' if literal.max_open else '≤'}{high}次"
            glue = _quantity(low, unit, language) if name in CURRENCIES or _scaled(high, name) else _number(low, language)
            return f"{'＞' if literal.min_open else '≥'}{glue}且{'＜' if literal.max_open else '≤'}{_quantity(high, unit, language)}"
        above, below = ("above" if literal.min_open else "at least"), ("below" if literal.max_open else "at most")
        first = _quantity(low, unit, language) if name in CURRENCIES else _number(low, language)
        return f"{above} {first} and {below} {_quantity(high, unit, language)}"
    text = low if low is not None else high
    if text is None:
        return ""
    said = _quantity(text, unit, language)
    if not zh:
        word = ("above" if literal.min_open else "at least") if low is not None else ("below" if literal.max_open else "at most")
        return f"{word} {said}"
    if name and name.startswith("次/"):
        word = ("超过" if literal.min_open else "至少") if low is not None else ("少于" if literal.max_open else "不超过")
        return f"每{_PER[name[2:]][0]}{word}{text}次"
    if name and (name in _LEGAL or _counts(name) or name in ("day", "week", "month", "year", "岁", "h", "min")):
        if low is not None:
            return f"超过{said}" if literal.min_open else f"至少{said}"
        return f"不足{said}" if literal.max_open else f"不超过{said}"
    sign = ("＞" if literal.min_open else "≥") if low is not None else ("＜" if literal.max_open else "≤")
    return sign + said


def _closed(low: str, high: str, unit: str | None, name: str | None, zh: bool) -> str:
    language = "zh" if zh else "en"
    if zh and name in _LEGAL:
        return f"{_quantity(low, unit, language)}以上{_quantity(high, unit, language)}以下"
    if (name or "").startswith("次/"):
        return f"每{_PER[name[2:]][0]}{low}–{high}次" if zh and name else f"{low} to {high} times a {_PER[(name or '')[2:]][1]}"
    negative = low.startswith("-") or high.startswith("-")
    dash = ("至" if zh else " to ") if negative else "–"
    first = _number(low, language)
    if name in CURRENCIES:
        return f"{_money(low, unit or '')}–{_thousands(high)}"
    if zh and name in ("%", "‰"):
        first += name or ""
    if zh and _scaled(high, name):
        first = _quantity(low, unit, language)
    return first + dash + _quantity(high, unit, language)


def _date(text: str, zh: bool) -> str:
    parts = [int(p) for p in text[:10].split("-")]
    if zh:
        return "".join(f"{p}{word}" for p, word in zip(parts, "年月日", strict=False))
    if len(parts) == 3:
        return f"{parts[2]} {_MONTHS[parts[1] - 1]} {parts[0]}"
    return f"{_MONTHS[parts[1] - 1]} {parts[0]}" if len(parts) == 2 else str(parts[0])


def _dates(literal: Literal, language: str) -> str:
    zh = language == "zh"
    if literal.value is not None:
        return _date(literal.value, zh)
    low = _date(literal.min, zh) if literal.min else None
    high = _date(literal.max, zh) if literal.max else None
    if low and high:
        return f"{low}至{high}" if zh else f"{low} to {high}"
    if low:
        return (f"{low}以后" if literal.min_open else f"{low}起") if zh else f"{'after' if literal.min_open else 'from'} {low}"
    return (f"{high}以前" if literal.max_open else f"至{high}") if zh else f"{'before' if literal.max_open else 'until'} {high}"
