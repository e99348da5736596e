"""Units as answers spell them, with every reading of a spelling: "pounds" are a mass or money, 两 is fifty grams, "degrees" are left open.

Beside the units of ``units`` that source texts are read with; what is exact by definition only. Nothing here converts what has no fixed
ratio: months and days, two currencies; degrees of two scales are compared in ``agreeing``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.text import fold
from kgcorpus.units import CURRENCIES as SOURCE_CURRENCIES
from kgcorpus.units import known_spellings, match_unit, unit

Dimensions = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One reading of a unit: its name, its factor to the base of its dimensions, and these."""

    name: str
    factor: Fraction
    dimensions: Dimensions


# spellings (_ for a space) | factor unit [; factor unit …]: a unit of ``units``, or a name of its own.
_SPELLINGS = """
pound pounds | 1 lb ; 1 GBP
磅 lbs lb | 1 lb
英磅 pounds_sterling pound_sterling sterling | 1 GBP
oz ounce ounces 盎司 oz. | 28.349523125 g
stone stones 英石 | 6350.29318 g
ton tons | 1 t
公吨 metric_ton metric_tons | 1 t
公斤 | 1 kg
市斤 斤 | 500 g
两 | 50 g
钱 | 5 g
克拉 carat carats | 0.2 g
gallon gallons gal 加仑 | 3.785411784 L ; 4.54609 L
pint pints 品脱 | 0.473176473 L ; 0.56826125 L
barrel barrels bbl 桶 | 158.987294928 L
yard yards yd yds 码 | 0.9144 m
in. | 1 inch
mi mi. | 1 mile
nautical_mile nautical_miles nmi 海里 浬 | 1852 m
里 华里 市里 里路 里地 | 500 m
丈 | 10/3 m
尺 市尺 | 1/3 m
寸 | 1/30 m
光年 light-year light-years light_year light_years ly lightyears | 9460730472580800 m
AU 天文单位 astronomical_unit astronomical_units au | 149597870700 m
Å 埃 angstrom angstroms ångström | 0.0000000001 m
micrometre micrometres micrometer micrometers micron microns | 1 μm
nanometre nanometres nanometer nanometers | 1 nm
acre acres 英亩 | 4046.8564224 m2
square_mile square_miles sq_mi sq._mi. sq_miles 平方英里 mi² mi2 mi^2 | 2589988.110336 m2
square_foot square_feet sq_ft 平方英尺 ft² ft2 sqft | 0.09290304 m2
cubic_kilometre cubic_kilometres cubic_kilometer cubic_kilometers 立方千米 立方公里 | 1000000000 m3
平方厘米 cm² | 1 cm2
平方千米 平方公里 km² sq._km square_km | 1 km2
立方厘米 cubic_centimetre cubic_centimetres cubic_centimeter cubic_centimeters cm³ cm3 | 1 mL
mph miles_per_hour miles_an_hour mile_per_hour 英里/小时 英里每小时 | 0.44704 m/s
km/h kph kmh km/hr kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour | 1 km/h
公里/小时 千米/小时 公里每小时 千米每小时 km_per_hour | 1 km/h
m/s 米/秒 米每秒 metres_per_second meters_per_second | 1 m/s
km/s 公里/秒 千米/秒 公里每秒 千米每秒 kilometres_per_second kilometers_per_second | 1 km/s
knot knots kn 节 | 463/900 m/s
miles_per_second | 1 mile/s
g/cm³ g/cm3 克/立方厘米 克每立方厘米 grams_per_cubic_centimetre grams_per_cubic_centimeter | 1 g/mL
kg/m³ kg/m3 千克/立方米 公斤/立方米 千克每立方米 | 1 g/L
世纪 个世纪 century centuries | 100 year
decade decades | 10 year
个年头 年头 | 1 year
周岁 岁 years_old year-old years_of_age yrs_old | 1 岁
fortnight fortnights | 14 day
刻钟 刻 | 900 s
个小时 个钟头 钟头 | 1 h
个星期 个礼拜 星期 礼拜 | 1 week
个月 個月 | 1 month
昼夜 | 1 day
millisecond milliseconds | 1 ms
microsecond microseconds 微秒 μs us | 0.000001 s
nanosecond nanoseconds 纳秒 ns | 0.000000001 s
K kelvin kelvins 开 开尔文 | 1 K
degrees degree 度 ° deg | 1 °C ; 1 °F ; 1 ° ; 1 kWh
度角 | 1 °
C | 1 °C ; 1 coulomb
F | 1 °F ; 1 farad
degrees_Celsius degrees_C degree_Celsius degrees_centigrade centigrade Celsius ℃ °C 摄氏度 °_C | 1 °C
degrees_Fahrenheit degrees_F degree_Fahrenheit Fahrenheit ℉ °F 华氏度 °_F | 1 °F
atm atmosphere atmospheres 标准大气压 个大气压 大气压 | 101.325 kPa
hPa 百帕 hectopascal hectopascals | 0.1 kPa
pascal pascals 帕斯卡 帕 | 1 Pa
kilopascal kilopascals | 1 kPa
newton newtons N 牛 牛顿 | 1 N
kN 千牛 | 1000 N
joules J 焦耳 焦 | 1 J
瓦 瓦特 | 1 W
伏 伏特 | 1 V
卡 卡路里 | 1 cal
eV 电子伏特 电子伏 | 1 eV
MWh 兆瓦时 | 1000 kWh
GWh 吉瓦时 | 1000000 kWh
TWh 太瓦时 | 1000000000 kWh
千瓦时 度电 kilowatt_hour kilowatt-hours kilowatt-hour | 1 kWh
GW 吉瓦 gigawatt gigawatts | 1000 MW
megawatt megawatts | 1 MW
hp horsepower 马力 | 1 hp
A 安 安培 ampere amperes amp amps | 1 A
milliampere milliamperes milliamp milliamps mA 毫安 | 0.001 A
Ω 欧 欧姆 ohm ohms | 1 Ω
hertz | 1 Hz
kilohertz | 1 kHz
megahertz | 1 MHz
gigahertz | 1 GHz
KB kB kilobyte kilobytes 千字节 | 1 KB
MB megabyte megabytes 兆字节 兆 | 1 MB
GB gigabyte gigabytes 吉字节 | 1 GB
TB terabyte terabytes | 1 TB
byte bytes B 字节 | 1 B
bit bits 比特 | 1/8 B
kilobit kilobits | 125 B
megabit megabits 兆比特 | 125000 B
gigabit gigabits 吉比特 | 125000000 B
KiB kibibyte kibibytes | 1024 B
MiB mebibyte mebibytes | 1048576 B
GiB gibibyte gibibytes | 1073741824 B
TiB tebibyte tebibytes | 1099511627776 B
psi | 6894.757293168361 Pa
Torr torr | 20265/152 Pa
bars | 1 bar
inHg | 3386.388640341 Pa
rpm revolutions_per_minute revs_per_minute 转/分 转/分钟 转每分 转每分钟 | 1 rpm
lumen lumens 流明 | 1 lm
lux 勒克斯 | 1 lx
candela candelas 坎德拉 | 1 cd
kgf kilogram-force 千克力 公斤力 | 9.80665 N
ft-lb ft-lbs ft·lb lb-ft lbf·ft foot-pounds foot-pound pound-feet | 1.3558179483314004 J
N·m N*m newton_metres newton_meters newton-metres newton-meters newton_metre newton_meter 牛·米 牛米 牛顿米 | 1 J
BTU BTUs Btu | 1055.05585262 J
erg ergs | 0.0000001 J
therm therms | 105505585.262 J
PS 公制马力 | 735.49875 W
gray grays 戈瑞 | 1 Gy
sievert sieverts 希沃特 西弗 希 | 1 Sv
becquerel becquerels 贝可 贝克勒尔 | 1 Bq
curie curies 居里 | 37000000000 Bq
rem rems | 0.01 Sv
tesla teslas 特斯拉 | 1 T
gauss 高斯 | 0.0001 T
weber webers 韦伯 | 1 Wb
henry henries henrys 亨利 | 1 H
farad farads 法拉 | 1 farad
coulomb coulombs 库仑 | 1 coulomb
siemens 西门子 | 1 S
parsec parsecs 秒差距 | 30856775814913673 m
kiloparsec kiloparsecs 千秒差距 | 30856775814913672789 m
megaparsec megaparsecs 百万秒差距 | 30856775814913672789139 m
light-second light-seconds light_second light_seconds 光秒 | 299792458 m
light-minute light-minutes light_minute light_minutes 光分 | 17987547480 m
decibel decibels | 1 dB
dpi | 1 dpi
kbps Kbps kilobits_per_second | 1000 bit/s
Mbps megabits_per_second | 1000000 bit/s
Gbps gigabits_per_second | 1000000000 bit/s
Tbps | 1000000000000 bit/s
fps frames_per_second 帧/秒 | 1 fps
bpm beats_per_minute beats_a_minute 次/分 次/分钟 | 1 bpm
cfm | 1 cfm
gpm | 1 gpm
ppm 百万分之一 | 0.0001 %
percent per_cent pct % 个百分比 % | 1 %
permille per_mille ‰ | 0.1 %
‱ | 0.01 %
percentage_point percentage_points pp pct_pts 个百分点 百分点 | 1 百分点
basis_point basis_points 个基点 基点 bp bps | 0.01 百分点
cent cents ¢ | 0.01 USD ; 0.01 EUR
美分 | 0.01 USD
欧分 | 0.01 EUR
pence p 便士 | 0.01 GBP
角 毛 毛钱 角钱 | 0.1 元
分钱 | 0.01 元
分 | 60 s ; 0.01 元 ; 1 点
块 块钱 元钱 元人民币 人民币 人民币元 元整 圆 圆整 | 1 元
yuan_RMB RMB_yuan yuan_renminbi renminbi_yuan Chinese_yuan 元 CNY RMB yuan renminbi kuai CN¥ | 1 元
¥ ￥ | 1 元 ; 1 JPY
dollar dollars $ | 1 USD ; 1 HKD ; 1 AUD ; 1 CAD ; 1 SGD ; 1 TWD
US$ USD US_dollars US_dollar U.S._dollars American_dollars 美元 美金 | 1 USD
HK$ HKD Hong_Kong_dollars 港元 港币 港幣 | 1 HKD
A$ AUD Australian_dollars 澳元 澳大利亚元 | 1 AUD
C$ CA$ CAD Canadian_dollars 加元 加拿大元 | 1 CAD
S$ SGD Singapore_dollars 新加坡元 新元 | 1 SGD
NT$ TWD 新台币 台币 | 1 TWD
yen JPY 日元 日圆 円 Japanese_yen | 1 JPY
€ EUR euro euros 欧元 | 1 EUR
£ GBP 英镑 British_pounds | 1 GBP
₩ KRW won 韩元 韩圆 | 1 KRW
₹ INR Rs Rs. rupee rupees 卢比 印度卢比 | 1 INR
₽ RUB rouble roubles ruble rubles 卢布 | 1 RUB
CHF Swiss_francs 瑞士法郎 | 1 CHF
franc francs 法郎 | 1 CHF ; 1 FRF
bucks buck quid grand | 1 (slang)
位 | 1 人 ; 1/8 B
人 名 口 人口 人次 people persons person inhabitants residents individuals 个人 | 1 人
户 households 家庭 | 1 户
次 遍 回 | 1 次
times | 1 次 ; 1 倍
倍 fold -fold | 1 倍
股 shares | 1 股
tablets tablet pills pill capsules capsule drops doses 片 粒 颗 枚 支 袋 瓶 盒 滴 丸 | 1 (piece)
"""
COUNTERS = "个件只头条种项部本座台辆艘架株棵张套款处所间根章节篇字首幅集届场局道层级点家门起笔例"
CURRENCIES = frozenset(["元", "USD", "HKD", "AUD", "CAD", "SGD", "TWD", "JPY", "EUR", "GBP", "KRW", "INR", "RUB", "CHF", "FRF", "(slang)"])


# Names that are units of their own here: no unit of ``units`` is asked for them.
_OWN = frozenset(
    ["(piece)", "°", "A", "Ω", "K", "N", "B", "hp", "eV", "点", "rpm", "lm", "lx", "cd", "Gy", "Sv", "Bq", "T", "Wb", "H",
     "farad", "coulomb", "S", "dpi", "fps", "bpm", "cfm", "gpm", "VA", "A·h", "bit/s"]
) | (CURRENCIES - SOURCE_CURRENCIES)  # fmt: skip
# Symbols that only their case tells apart (Mb and MB, mW and MW), with the prefixes that they take; "-": none, too. P and am are left to
# the clock and to words.
_SYMBOLS = """
m MGT | g GTP | t MG | s npf | a kMG : 1_year | yr kMG : 1_year | A nμpuk | V nμuGM | W μunGT | J mMGT | Wh -kMGT : 1/1000_kWh
N mkM | Pa mG | Hz mT | Ω mkMG | ohm kM : 1_Ω | F mμunp : 1_farad | C mμun : 1_coulomb | H mμun | T mμun | S mμun | Bq -kMGT
Gy -mμc | Sv -mμun | lm -k | lx -k | cd -m | mol kf | M mμunp : 1_mol/L | eV mkMGT | B KE | b kKMGT : 1/8_B | bit kKMGT : 1/8_B
L ch | bar mk | pc -kMG | VA -kM | Ah -mk : 1_A·h | Nm -kM : 1_J
"""
_DIMENSIONS: dict[str, tuple[Fraction, Dimensions]] = {
    "N": (Fraction(1000), (("g", 1), ("m", 1), ("s", -2))), "bit/s": (Fraction(1, 8), (("B", 1), ("s", -1))),
}  # fmt: skip
_PREFIXES = {
    "f": -15, "p": -12, "n": -9, "μ": -6, "u": -6, "m": -3, "c": -2, "h": 2, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
}  # fmt: skip


def _reading(text: str) -> Measure:
    number, _, name = text.strip().partition(" ")
    if name in _OWN:
        known = _DIMENSIONS.get(name)
        return Measure(name, Fraction(number) * (known[0] if known else 1), known[1] if known else ((name, 1),))
    found = unit(name)
    return Measure(found.name if number == "1" else name, Fraction(number) * found.factor, found.dimensions)


def _table() -> dict[str, tuple[Measure, ...]]:
    out: dict[str, tuple[Measure, ...]] = {}
    for line in _SPELLINGS.strip().splitlines():
        spellings, _, readings = line.partition(" | ")
        measures = tuple(_reading(part) for part in readings.split(";"))
        out |= {spelling.replace("_", " "): measures for spelling in spellings.split()}
    return out


@lru_cache(maxsize=1)
def _symbols() -> tuple[re.Pattern[str], dict[str, tuple[Measure, ...]]]:
    """The symbols whose case tells, beside those of the other tables; as a pattern and with their readings."""
    out: dict[str, tuple[Measure, ...]] = {}
    known = {*_table(), *known_spellings()}
    for entry in _SYMBOLS.replace("\n", "|").split("|"):
        if not (entry := entry.strip()):
            continue
        symbol, prefixes, *named = entry.replace(" : ", " ").split()
        base = _reading("30856775814913673 m" if symbol == "pc" else named[0].replace("_", " ") if named else f"1 {symbol}")
        for prefix in prefixes:
            power = Fraction(10) ** _PREFIXES.get(prefix, 0)
            spelling = symbol if prefix == "-" else prefix + symbol
            if spelling not in known:
                out[spelling] = (Measure(spelling, base.factor * power, base.dimensions),)
    choices = "|".join(map(re.escape, sorted(out, key=lambda s: (-len(s), s))))
    return re.compile(f"(?:{choices})(?![A-Za-z])"), out


@lru_cache(maxsize=1)
def _spelled() -> tuple[re.Pattern[str], dict[str, tuple[Measure, ...]]]:
    table = _table()
    words = sorted(table, key=lambda s: (-len(s), s))
    cased = [w for w in words if len(w) <= 2 and w.isascii() and w.isalpha()]
    rest = [w for w in words if w not in cased]

    def choice(word: str) -> str:
        end = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        return re.escape(word).replace(r"\ ", r"[ -]") + end

    pattern = re.compile(f"(?i:{'|'.join(map(choice, rest))})|{'|'.join(map(choice, cased))}")
    return pattern, table | {w.lower(): m for w, m in table.items() if len(w) > 2 or not w.isascii()}


_NO_UNIT = re.compile(
    rf"[{COUNTERS}](?!节|百分点|百分比|基点|小时|钟头|星期|礼拜|月|大气压|年头|世纪|人(?!口)|半)|[位名](?=[\u4e00-\u9fff])(?<=位)置"
    rf"|度(?=过|假|量)|分(?=别|成|为|之|布|析|类|开|配|数"
    rf"|裂)|年代|月份|日均|天然"
    r"|两(?=[个者种])|名(?=为|叫|称)|开(?=始|放|设|展|发|创|国)|节(?=[目课日])|里(?=面|程|的|有)|口(?=径|感)|支(?=持|付|出)"
    r"|次(?=于|要|年|日)|位(?=于|置|列)|人(?=均|类|民|工|员|物|口普)"
    r"|(?:in|a|an|C|F|K|A|B|N|p|J)(?= [a-z])|块(?=地|石|砖|板)|角(?=[色度落])|回(?=[到来])|毛(?=[孔利])"
)


@lru_cache(maxsize=1)
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """The first words (in lower case) and the first characters that are no letters of ours of what units are spelled with."""
    spellings = [*_spelled()[1], *_symbols()[1], *known_spellings()]
    words = {match[0].lower() for s in spellings if (match := _LETTERS.match(s))}
    return frozenset(words), frozenset(s[0] for s in spellings if not _LETTERS.match(s)) | frozenset("每平立")


_LETTERS = re.compile(r"[A-Za-z]+")


def may_be_unit(text: str, at: int) -> bool:
    """Whether a unit may stand at a place of a text: a quick look at its first word."""
    words, characters = _beginnings()
    if word := _LETTERS.match(text, at):
        return word[0].lower() in words
    return text[at] in characters or not text[at].isascii()


@lru_cache(maxsize=16_384)
def unit_in(piece: str) -> tuple[int, tuple[Measure, ...]]:
    """The unit that a piece of text begins with: its length (0: there is none) and its readings.

    >>> unit_in("kg of rice")[0], [m.name for m in unit_in("pounds")[1]], unit_in("members"), unit_in("平方公里")[0]
    (2, ['lb', 'GBP'], (0, ()), 4)
    """
    length, found = _unit_in(piece)
    if _MADE.match(piece) and (made := _product(piece)) and made[0] >= length and not any(name == "mol:mol" for name, _ in _powers(found)):
        return made  # amounts in amounts are no per cent
    return length, found


def _powers(found: tuple[Measure, ...]) -> Dimensions:
    return found[0].dimensions if found else ()


_MADE = re.compile(
    r"[A-Za-zμΩ°]{1,6}(?:⁻|\^\(?-|(?:[23²³]|\^\(?\d\)?)?(?:[·*/]\(?[A-Za-zμΩ°]| [A-Za-zμΩ°]{1,4}(?:⁻|\^\(?-)))"
)
_FACTOR = re.compile(r"([A-Za-zμΩ°]{1,8})(?:\^\(?(-?[1-9])\)?|([23])(?![\d.,])|(⁻?[¹²³⁴]))?")
_RAISED = str.maketrans("⁻¹²³⁴", "-1234")


def _product(piece: str) -> tuple[int, tuple[Measure, ...]] | None:
    """The unit that symbols with their powers make, as text books set it: m s⁻², J/(mol·K), W m^-2; its length and reading."""
    total, powers, at, sign, inside = Fraction(1), dict[str, int](), 0, 1, False
    count = end = 0
    while match := _FACTOR.match(piece, at):
        length, found = _unit_in(match[1])
        if not found or length != len(match[1]):
            break
        power = int(match[2] or match[3] or (match[4] or "1").translate(_RAISED))
        if count and piece[at - 1] == " " and power > 0 and not inside:
            break
        power *= sign
        total *= found[0].factor**power
        for name, degree in found[0].dimensions:
            powers[name] = powers.get(name, 0) + degree * power
        count, end = count + (1 if power > 0 else 2), match.end()
        if inside and piece[end : end + 1] == ")":
            end, inside = end + 1, False
        joint = piece[end : end + 1]
        if joint == "/" and not inside:
            sign, inside = -1, piece[end + 1 : end + 2] == "("
        elif not joint or joint not in "·* ":
            break
        at = end + 2 if joint == "/" and inside else end + 1
    if count < 2 or inside:
        return None
    return end, (Measure(piece[:end], total, tuple(sorted((n, p) for n, p in powers.items() if p))),)


def _unit_in(piece: str) -> tuple[int, tuple[Measure, ...]]:
    if _NO_UNIT.match(piece):
        return 0, ()
    pattern, table = _spelled()
    own = pattern.match(piece)
    spelled = (table.get(own[0]) or table.get(own[0].lower().replace("-", " "), ())) if own else ()
    length = own.end() if own else 0
    if not (own and own[0] in table) and (symbol := _symbols()[0].match(piece)) and symbol.end() >= length:
        spelled, length = _symbols()[1][symbol[0]], symbol.end()
    other = match_unit(fold(piece, cased=True).text, 0)
    if spelled and (per := _PER.match(piece, length)) and (below := unit_in(piece[per.end() :]))[1]:
        spelled, length = divided(spelled, below[1][0], int(per["n"] or 1)), per.end() + below[0]
    if other and other[0] > length and not (own and other[1] == "mu"):
        found = unit(other[1])
        return other[0], (Measure(found.name, found.factor, found.dimensions),)
    return length, spelled


_PER = re.compile(r" ?(?:/|per |每) ?(?P<n>10{1,4}(?!\d) ?)?")


def divided(units: tuple[Measure, ...], below: Measure, of: int = 1) -> tuple[Measure, ...]:
    """The readings of units by another unit, or by ``of`` of it: kilometres by an hour are kilometres an hour."""
    out = []
    for above in units:
        powers = dict(above.dimensions)
        for name, power in below.dimensions:
            powers[name] = powers.get(name, 0) - power
        dimensions = tuple(sorted((name, power) for name, power in powers.items() if power))
        out.append(Measure(f"{above.name}/{'' if of == 1 else of}{below.name}", above.factor / below.factor / of, dimensions))
    return tuple(out)


@lru_cache(maxsize=4096)
def measures(spelling: str) -> tuple[Measure, ...]:
    """The readings of a unit that is spelled alone, as in a gold answer; what no table knows is a unit of its own."""
    spelling = spelling.strip()
    length, found = unit_in(spelling)
    if found and length == len(spelling):
        return found
    own = unit(spelling)
    return (Measure(own.name, own.factor, own.dimensions),)
