"""Units of measurement: recognising their many spellings, one canonical spelling each, exact factors between them.

A unit is a product of powers of atoms with an optional number ("g/100g", "10^9/L"). What the table below lacks is looked up in pint;
a unit that neither knows ("户", "candles") is an atom of its own, equal only to itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.errors import KgcorpusError
from kgcorpus.text import fold
from kgcorpus.units_pint import may_be_known


class ValueUnitError(KgcorpusError):
    """A value's unit cannot be converted to the unit asked for."""


# canonical | factor to the dimensions | dimensions | spellings (symbols: this case only; words of three letters or more: any case)
_ATOMS = """
g | 1 | g | 克 gram grams gramme grammes gm
kg | 1000 | g | 千克 公斤 kilogram kilograms kilo kilos KG Kg
mg | 1/1000 | g | 毫克 milligram milligrams MG Mg
μg | 1/1000000 | g | 微克 microgram micrograms ug mcg
ng | 1/1000000000 | g | 纳克 nanogram nanograms
pg | 1/1000000000000 | g | 皮克 picogram picograms
t | 1000000 | g | 吨 tonne tonnes
斤 | 500 | g | 市斤
mol | 1 | mol | 摩尔
mmol | 1/1000 | mol | 毫摩尔 毫摩 millimole millimoles
μmol | 1/1000000 | mol | 微摩尔 umol mcmol micromole micromoles
nmol | 1/1000000000 | mol | 纳摩尔
pmol | 1/1000000000000 | mol | 皮摩尔
mEq | 1 | mEq | meq 毫当量
L | 1/1000 | m^3 | l 升 公升 litre litres liter liters
dL | 1/10000 | m^3 | dl 分升 deciliter deciliters decilitre decilitres
mL | 1/1000000 | m^3 | ml ML 毫升 cc millilitre millilitres milliliter milliliters
μL | 1/1000000000 | m^3 | ul 微升 microliter microliters microlitre
fL | 1/1000000000000000000 | m^3 | fl 飞升
m | 1 | m | 米 公尺 metre metres meter meters
km | 1000 | m | 千米 公里 kilometre kilometres kilometer kilometers KM
cm | 1/100 | m | 厘米 公分 centimetre centimetres centimeter centimeters
mm | 1/1000 | m | 毫米 millimetre millimetres millimeter millimeters
μm | 1/1000000 | m | 微米 um
nm | 1/1000000000 | m | 纳米
m2 | 1 | m^2 | 平方米 平米 square_metre square_metres square_meter square_meters sq_m sqm
km2 | 1000000 | m^2 | 平方公里 平方千米 square_kilometre square_kilometres square_kilometer square_kilometers sq_km
cm2 | 1/10000 | m^2 | 平方厘米 square_centimetre square_centimetres square_centimeter square_centimeters sq_cm
m3 | 1 | m^3 | 立方米 方 cubic_metre cubic_metres cubic_meter cubic_meters
ft | 381/1250 | m | foot feet 英尺
inch | 127/5000 | m | inches 英寸
mile | 201168/125 | m | miles 英里
lb | 45359237/100000 | g | lbs
公顷 | 10000 | m^2 | hectare hectares ha
亩 | 2000/3 | m^2 | mu
s | 1 | s | 秒 秒钟 sec secs second seconds
ms | 1/1000 | s | 毫秒 millisecond milliseconds
min | 60 | s | 分钟 mins minute minutes
h | 3600 | s | 小时 钟头 hr hrs hour hours
day | 86400 | s | 天 日 d days
工作日 | 1 | 工作日 | 个工作日 working_day working_days business_day business_days
交易日 | 1 | 交易日 | 个交易日 trading_day trading_days
week | 604800 | s | 周 星期 礼拜 weeks wk wks
month | 1 | month | 个月 月 months 個月
year | 12 | month | 年 years yr yrs
岁 | 12 | month | 周岁 years_of_age years_old year_old
J | 1000 | g m^2 s^-2 | 焦 焦耳 joule joules
kJ | 1000000 | g m^2 s^-2 | 千焦 千焦耳 KJ kilojoule kilojoules
cal | 4184 | g m^2 s^-2 | 卡
kcal | 4184000 | g m^2 s^-2 | 千卡 大卡 Kcal KCAL kilocalorie kilocalories calorie calories
kWh | 3600000000 | g m^2 s^-2 | 千瓦时 kilowatt_hours
Pa | 1000 | g m^-1 s^-2 | 帕
kPa | 1000000 | g m^-1 s^-2 | 千帕
MPa | 1000000000 | g m^-1 s^-2 | 兆帕
bar | 100000000 | g m^-1 s^-2 |
mmHg | 133322387415/1000000 | g m^-1 s^-2 | 毫米汞柱 mm_Hg mmhg
Hz | 1 | Hz | 赫兹
kHz | 1000 | Hz | 千赫
MHz | 1000000 | Hz | 兆赫
GHz | 1000000000 | Hz | 吉赫
W | 1000 | g m^2 s^-3 | 瓦 watt watts
mW | 1 | g m^2 s^-3 | 毫瓦
kW | 1000000 | g m^2 s^-3 | 千瓦 KW kilowatt kilowatts
MW | 1000000000 | g m^2 s^-3 | 兆瓦 megawatt megawatts
V | 1 | V | 伏 伏特 volt volts
mV | 1/1000 | V | 毫伏
kV | 1000 | V | 千伏
mA | 1/1000 | A | 毫安
dB | 1 | dB | 分贝
dBm | 1 | dBm |
KB | 1000 | B | kB
MB | 1000000 | B |
GB | 1000000000 | B |
TB | 1000000000000 | B |
PB | 1000000000000000 | B |
kbps | 1000 | bps | Kbps kbit/s Kbit/s
Mbps | 1000000 | bps | Mbit/s Mb/s
Gbps | 1000000000 | bps | Gbit/s Gb/s
IU | 1 | IU | 国际单位 international_unit international_units
mIU | 1/1000 | IU |
μIU | 1/1000000 | IU | uIU
U | 1 | U | 单位 活力单位 unit units u
mU | 1/1000 | U |
μU | 1/1000000 | U | uU
% | 1/100 | | percent per_cent pct 百分比
‰ | 1/1000 | | 千分比 permille
百分点 | 1 | 百分点 | 个百分点 percentage_point percentage_points
基点 | 1/100 | 百分点 | 个基点 basis_point basis_points bp bps
°C | 1 | °C | 摄氏度 degrees_Celsius degree_Celsius degrees_C celsius
°F | 1 | °F | 华氏度 degrees_Fahrenheit degrees_F fahrenheit
倍 | 1 | 倍 | times fold -fold
次 | 1 | 次 | 次数
股 | 1 | 股 |
人 | 1 | 人 |
户 | 1 | 户 |
件 | 1 | 件 |
元 | 1 | CNY | 人民币元 元人民币 人民币 yuan CNY RMB renminbi ￥ ¥ 圆
角 | 1/10 | CNY |
USD | 1 | USD | 美元 US_dollar US_dollars dollar dollars US$ $
HKD | 1 | HKD | 港元 港币 HK$
EUR | 1 | EUR | 欧元 euro euros €
GBP | 1 | GBP | 英镑 £
JPY | 1 | JPY | 日元 yen
"""
CURRENCIES = frozenset({"元", "USD", "HKD", "EUR", "GBP", "JPY"})
_ONLY_BELOW = {"分": "min", "时": "h", "D": "day", "m2": "m2", "wk": "week"}  # only after a stroke: "次/分"
_NOT_ALONE = frozenset(
    {"月", "方", "焦", "瓦", "帕", "伏", "卡", "角", "mu", "人民币", "RMB", "圆", "hr", "bps", "fold", "日元"}
    - {"日元", "fold", "hr", "bps"}
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
           "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}  # fmt: skip

Dimensions = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its canonical spelling, its factor to the base of its dimensions, and these: ``(("g", 1), ("m", -3))``."""

    name: str
    factor: Fraction
    dimensions: Dimensions


def _dimensions(text: str) -> dict[str, int]:
    out: dict[str, int] = {}
    for part in text.split():
        name, _, power = part.partition("^")
        out[name] = int(power or 1)
    return out


@cache
def _table() -> tuple[dict[str, tuple[Fraction, dict[str, int]]], dict[str, str], dict[str, str]]:
    """Canonical atoms with factor and dimensions; spellings to canonical, as written; lower-cased spellings that mean one thing only."""
    atoms: dict[str, tuple[Fraction, dict[str, int]]] = {}
    spellings: dict[str, str] = {}
    for line in _ATOMS.strip().splitlines():
        name, factor, dimensions, others = (part.strip() for part in line.split("|"))
        atoms[name] = (Fraction(factor), _dimensions(dimensions))
        for spelling in (name, *others.split()):
            spellings.setdefault(spelling.replace("_", " "), name)
    lower: dict[str, set[str]] = {}
    for spelling, name in spellings.items():
        if len(spelling) > 1:
            lower.setdefault(spelling.lower(), set()).add(name)
    return atoms, spellings, {k: min(v) for k, v in lower.items() if len(v) == 1 and len(k) >= 2}


@cache
def _choices() -> dict[str, list[str]]:
    """What spellings of atoms match, the longest first, by their first letter in lower case."""
    out: dict[str, list[str]] = {}
    for s in sorted({*_table()[1], *_ONLY_BELOW}, key=lambda s: (-len(s), s)):
        end = r"(?![A-Za-z])" if s[-1].isalpha() and s.isascii() else ""
        out.setdefault(s[0].lower(), []).append(re.escape(s).replace("\\ ", r"[ -]+") + end)
    return out


@cache
def _beginning_with(letter: str) -> re.Pattern[str]:
    return re.compile("|".join(_choices()[letter]), re.I)


def _match_atom(text: str, at: int) -> re.Match[str] | None:
    letter = text[at : at + 1].lower()
    return _beginning_with(letter).match(text, at) if letter in _choices() else None


def _atom(spelling: str, below: bool) -> str | None:
    _, exact, lower = _table()
    spelling = re.sub(r"(?<=\w)[ -]+(?=\w)", " ", spelling)
    if below and spelling in _ONLY_BELOW:
        return _ONLY_BELOW[spelling]
    name = exact.get(spelling) or lower.get(spelling.lower())
    return name if name and (below or spelling not in _NOT_ALONE) else None


_POWER = re.compile(r"\^?\{?([-⁻−]?[1-9])(?![\d.,])\}?|([⁻]?[¹²³⁴⁵⁶])")
_JOIN = re.compile(r"\s*([/·*×.]|per\b|每)\s*", re.I)
_NUMBER = re.compile(r"(10\s*[\^*]\s*\d{1,2}|10[⁰¹²³⁴-⁹]{1,2}|\d+(?:[.·]\d+)?)\s*")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_CALENDAR_WORD = re.compile("[日周月年天](?:均|线|K|度|报|期待)|年代|月份|周期|日期|元[素件旦]|天然|U[盘型]")

Factors = list[tuple[Fraction | None, str, int]]
"""Number written before the atom (or None), atom ("" for a bare number), power."""


def _scan(text: str, at: int) -> tuple[int, Factors]:
    """The longest unit expression that starts at ``at``: its end and factors (empty if there is none)."""
    factors: Factors = []
    end, below, depth, position = at, False, 0, at
    while True:
        number = _NUMBER.match(text, position) if (factors or position != at or text.startswith("10", at)) else None
        scale: Fraction | None = None
        here = position
        if number and (below or _is_power_of_ten(number)):
            scale, here = _power_of_ten(number.group(1)), number.end()
        match = _match_atom(text, here)
        name = _atom(match.group(), below) if match else None
        if match and name and not factors and _CALENDAR_WORD.match(text, here):
            name = None
        if name is None or match is None:
            if scale is None or not number or not _is_power_of_ten(number):
                break
            factors.append((scale, "", -1 if below else 1))
            here = number.end(1)
        else:
            here = match.end()
            power = 1
            glued = text[here : here + 1] == "-" and ((below and scale is None) or not factors)  # "500 mg-1 g" is a range
            if (found := _POWER.match(text, here)) and not glued and not _is_digit_glued(text, here, name):
                power = int((found.group(1) or found.group(2)).translate(_SUPERSCRIPTS))
                here = found.end()
            factors.append((scale, name, -abs(power) if below else power))
        end = here
        while depth and (closing := re.compile(r"\s*\)(?:[⁻-][¹1])?").match(text, end)):
            end, depth = closing.end(), depth - 1
            below = below and depth > 0
        joined = _JOIN.match(text, end)
        if not joined:
            break
        stroke = joined.group(1).lower() in ("/", "per", "每")
        position = joined.end()
        below = below if not stroke and depth else stroke or text.startswith(("1.73", "(1.73"), position)
        if text.startswith("(", position):
            position, depth = position + 1, depth + 1
    if depth:  # an unclosed bracket: what stands before it
        return _scan(text[: text.rindex("(", at, end)].rstrip("/·* "), at) if "(" in text[at:end] else (at, [])
    return (end, factors)


def _is_digit_glued(text: str, at: int, name: str) -> bool:
    """Whether a digit after an atom is no power: "元2" and "年3" are followed by another number."""
    return text[at].isdigit() and text[at] not in "²³¹" and (not name.isascii() or name not in ("m", "cm", "km", "mm"))


def _is_power_of_ten(number: re.Match[str]) -> bool:
    return re.match(r"10\s*[\^*⁰¹²³⁴-⁹]", number.group(1)) is not None


def _power_of_ten(text: str) -> Fraction:
    text = text.strip()
    if match := re.fullmatch(r"10\s*[\^*]\s*(\d{1,2})", text):
        return Fraction(10) ** int(match.group(1))
    if match := re.fullmatch(r"10([⁰¹²³⁴-⁹]{1,2})", text):
        return Fraction(10) ** int(match.group(1).translate(_SUPERSCRIPTS))
    return Fraction(text.replace("·", "."))


def _name(factors: Factors) -> str:
    above: list[str] = []
    below: list[str] = []
    for number, atom, power in factors:
        if number is not None and not atom:
            text = f"10^{len(str(number.numerator)) - 1}"
        else:
            shown = {"day": "d", "week": "week", "month": "month", "year": "year"}.get(atom, atom) if len(factors) > 1 else atom
            text = (_decimal(number) if number is not None else "") + shown + (str(abs(power)) if abs(power) != 1 else "")
        (above if power > 0 else below).append(text)
    return ("·".join(above) or "1") + "".join("/" + part for part in below)


def _decimal(number: Fraction) -> str:
    return format(float(number), "g")


def match_unit(text: str, at: int) -> tuple[int, str] | None:
    """The unit that starts exactly at ``at`` in a text folded with ``cased=True``: its end and canonical spelling.

    >>> match_unit("30 mL/(min·1.73 m²)者", 3)
    (19, 'mL/min/1.73m2')
    """
    end, factors = _scan(text, at)
    return (end, _name(factors)) if factors else None


@lru_cache(maxsize=4096)
def unit(spelling: str) -> Unit:
    """The unit that a spelling means. Unknown words are units of their own.

    >>> unit("毫升/分钟/1.73平方米").name, unit("ml/min/1.73 ㎡").name, unit("万元").factor, unit("mg/dl").name
    ('mL/min/1.73m2', 'mL/min/1.73m2', Fraction(10000, 1), 'mg/dL')
    """
    text = fold(spelling.strip(), cased=True).text
    end, factors = _scan(text, 0)
    if factors and end == len(text):
        return _product(_name(factors), factors)
    if text in _table()[1]:
        name = _table()[1][text]
        return _product(name, [(None, name, 1)])
    if scaled := re.fullmatch(
        r"(十|百|千|万|十万|百万|千万|亿|万亿)(.+)|(hundred|thousand|million|billion|trillion) (.+)|(.+) (million|billion)", text
    ):
        parts = [p for p in scaled.groups() if p]
        scale, rest = (parts[1], parts[0]) if parts[1] in _SCALES else (parts[0], parts[1])
        inner = unit(rest)
        return Unit(text, inner.factor * _SCALES[scale], inner.dimensions)
    return _from_pint(text) or Unit(text, Fraction(1), ((text, 1),))


def _product(name: str, factors: Factors) -> Unit:
    total = Fraction(1)
    powers: dict[str, int] = {}
    if {1, -1} <= {power for _, atom, power in factors if atom and ("mol", 1) in _table()[0][atom][1].items()}:
        powers["mol:mol"] = 1  # a ratio of amounts is no percentage: HbA1c 48 mmol/mol is 6.5 %, not 4.8 %
    for number, atom, power in factors:
        if number is not None:
            total *= number ** (1 if power > 0 else -1)
        if atom:
            factor, dimensions = _table()[0][atom]
            total *= factor**power
            for dimension, degree in dimensions.items():
                powers[dimension] = powers.get(dimension, 0) + degree * power
    return Unit(name, total, tuple(sorted((d, p) for d, p in powers.items() if p)))


_PINT_BASES = {"gram": "g", "kilogram": "g", "meter": "m", "second": "s", "mole": "mol"}


@cache
def _registry() -> object:
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)


# Powers of powers, or of two figures: no unit, and pint would work out numbers without end.
_TOWER = re.compile(r"(?:\^|\*\*)(?!\s?\d(?!\s*(?:[\deE]|\^|\*\*)))")


def _from_pint(text: str) -> Unit | None:
    """The unit as pint reads it, in the bases of the table where it has them (kilogram is 1000 g)."""
    if not re.fullmatch(r"[A-Za-zμ°][A-Za-zμ/*^ 0-9]*", text) or len(text) < 2 or _TOWER.search(text):
        return None
    if not may_be_known(text):
        return None
    from pint import PintError

    try:
        quantity = _registry().Quantity(Fraction(1), text).to_base_units()  # type: ignore[attr-defined]
    # What pint raises for spellings that it does not know or cannot parse (tried on made ones): then it is a unit of its own.
    except (PintError, AssertionError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, SyntaxError):
        return None
    factor = Fraction(quantity.magnitude)
    powers: dict[str, int] = {}
    for name, power in quantity.unit_items():
        if int(power) != power:
            return None
        if name == "kilogram":
            factor *= Fraction(1000) ** int(power)
        powers[_PINT_BASES.get(name, name)] = int(power)
    return Unit(text, factor, tuple(sorted(powers.items())))


def known_spellings() -> tuple[str, ...]:
    """The spellings of units that a table knows, in order; beside them ``match_unit`` knows what they make together."""
    return tuple(sorted({*_table()[1], *_ONLY_BELOW}))


def canonical_unit(spelling: str) -> str:
    """The one spelling of a unit under which all its spellings are equal."""
    return unit(spelling).name


@lru_cache(maxsize=4096)
def factor(source: str, target: str) -> Fraction | None:
    """By what a number in ``source`` is multiplied to be in ``target``; None where the two measure different things.

    >>> factor("mg/dL", "g/L"), factor("mmol/L", "mg/dL"), factor("week", "day"), factor("month", "day")
    (Fraction(1, 100), None, Fraction(7, 1), None)
    """
    a, b = unit(source), unit(target)
    if a.name == b.name:
        return Fraction(1)
    return a.factor / b.factor if a.dimensions == b.dimensions else None
