"""One quantity: a number with the unit before or behind it, its period, and what of it stands behind the unit (一年半, 十二块五)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.measures import COUNTERS, CURRENCIES, Measure, divided, may_be_unit, measures, unit_in
from kgcorpus.grade.written import Numeral
from kgcorpus.values_numbers import chinese_number


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is stated at ``text[start:end]``: its limits (equal for one value, None where a side has none) and the readings of its unit.

    ``about``: said to be rounded; ``nearly``: said to be just below. ``places``: the power of ten of the last stated digit, None for an
    exact fraction. ``period``: the time that it is said to be for (每月). ``middle``: of 4.5 ± 0.1 the first.
    """

    start: int
    end: int
    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    units: tuple[Measure, ...] = ()
    about: bool = False
    nearly: bool = False
    places: int | None = 0
    ordinal: bool = False
    weak: bool = False
    doubtful: bool = False
    scaled: bool = False
    raw: Fraction = Fraction(0)
    counted: bool = False
    period: str = ""
    middle: Fraction | None = None

    @property
    def plain(self) -> bool:
        return self.low is not None and self.low == self.high


_PIECE = re.compile(
    r"[^\s\d,;、!?()\[\]\n:\"'。]?(?:1\.73|[^\s\d,;、!?()\[\]\n:\"'。]|(?<=/)10{1,4}(?!\d)"
    r"|(?<=[/^m])\d|(?<=\^-)\d|(?<=/)\([^()\n]{0,20}\)| (?=[A-Za-z/²$]|1\.73)){0,30}"
)
_MONEY_BEFORE = re.compile(
    r"(US\$|HK\$|NT\$|CA\$|CN¥|[ACS]\$|[$¥€£₩₹₽]|\b(?:USD|CNY|RMB|EUR|HKD|GBP|JPY|AUD|CAD|CHF|INR|KRW)|\bRs\.?|人民币|美元"
    r"|港币|港元|欧元|英镑|日元)\s?-?$"
)
_COUNTER = re.compile(f"\\s?[{COUNTERS}]")
_MORE_PART = re.compile(r"个?半(?!数|[径夜])| and (?:a|one) half\b", re.I)
_AND_HALF = re.compile(r" and a (half|quarter)\b", re.I)


def with_unit(text: str, n: Numeral) -> Quantity:
    start, end, value, counted = n.start, n.end, n.value, False
    units: tuple[Measure, ...] = ()
    period = ""
    if n.share:
        units = measures(n.share)
    else:
        before = text[start - 1 : start]
        if start and before in _MONEY_ENDS and (money := _MONEY_BEFORE.search(text[max(0, start - 8) : start])):
            units, start = measures(money[1]), start - len(money[0])
        if text[end : end + 1] == "打" and _DOZEN.match(text, end):
            value, end = value * 12, end + 1
        more, length, readings = _unit_behind(text, end)
        if readings and not (units and not readings[0].name.startswith(units[0].name[:1]) and readings[0].name not in CURRENCIES):
            value, end = value + more, length
            units = readings if not units or len(readings) == 1 else units
            value, end = _rest_of_unit(text, value, end)
            if for_each := _FOR_EACH.search(text, n.end, end):
                each = "min" if for_each[1] == "分" else measures(for_each[1])[0].name
                period = each if each in PERIODS else for_each[1]
                units = (*units, *_unit_behind(text[: for_each.start()], n.end)[2])
            if start > 1 and text[start - 1] in _PER_ENDS and (per := _PER.search(text[max(0, start - 10) : start])):
                below = measures(per["unit"] or "小时")[0]
                of = chinese_number(per["n"] or "一") if not (per["n"] or "").isdigit() else Fraction(per["n"])
                units, period = (*divided(units, below, int(of or 1)), *units), below.name if below.name in PERIODS else ""
        elif counter := _COUNTER.match(text, end):
            counted, end = True, counter.end()
    return Quantity(
        start, end, value, None if n.above else value, n.above, False, units, places=n.places, ordinal=n.ordinal, weak=n.weak and not units,
        doubtful=n.doubtful, scaled=n.scaled, raw=n.raw, counted=counted, period=period,
    )  # fmt: skip


_MONEY_ENDS = frozenset("$¥€£₩₹₽-元币镑 .DYBRPFKs")
_DOZEN = re.compile(r"打(?=[\W个只鸡瓶支枚]|\Z)")
_BETWEEN_UNIT = re.compile(
    r"(?:full|whole|complete|entire|consecutive|successive|straight|continuous|uninterrupted|calendar|solid|additional|extra|further|more"
    r"|scheduled|regular|ordinary)[ -](?=[A-Za-z])"
)
"""What may stand between a number and its unit and changes neither: two full weeks."""
_TENTHS = re.compile(
    r"(?<=[块米元])([一二三四五六七八九]{1,2}|\d{1,2})(?![\d一二三四五六七八九十百千万亿个.角分毫厘点年月日]"
    r"|\s?[a-zA-Z%])"
)
PERIODS = frozenset(("month", "year", "day", "week", "h", "min", "s"))
_FOR_EACH = re.compile(
    r" ?(?:/|per |每|a |an |each |every )(月|年|天|日|周|小时|分钟?|秒|个月|months?|years?|days?|weeks?|hours?|minutes?|seconds?"
    r"|h|min|s|股|[人件户])$",
    re.I,
)
_PER = re.compile(
    r"每(?P<n>一|10{1,4}|十|百|千)?\s?(?P<unit>小时|分钟|秒|升|毫升|公斤|千克|平方米|平方公里|立方米|天|日|周|年|公里)[^\d,，。;；每]{0,4}$"
    r"|时速(?:(?:高达|可达|约|为|达|是){0,2})$"
)
_PER_ENDS = frozenset("时速钟秒升斤克米里天日周年达约为是到有跑行过摄入服含")


def _unit_behind(text: str, at: int) -> tuple[Fraction, int, tuple[Measure, ...]]:
    """What "个半" adds to a number that ends at ``at``, where its unit ends, and the readings of it."""
    more = Fraction(0)
    if text[at : at + 1] in (" ", "-"):
        at += 1
    elif text[at : at + 2] == "个半":
        at, more = at + 2, Fraction(1, 2)
    if at >= len(text) or text[at].isdigit():
        return more, at, ()
    if not may_be_unit(text, at):
        between = _BETWEEN_UNIT.match(text, at)
        if not between or not may_be_unit(text, between.end()):
            return more, at, ()
        at = between.end()
    piece = _PIECE.match(text, at)
    length, readings = unit_in(piece[0]) if piece and piece[0] else (0, ())
    return more, at + length, readings


def _rest_of_unit(text: str, value: Fraction, end: int) -> tuple[Fraction, int]:
    """The number with what stands behind its unit: 一年半, two years and a half, 十二块五."""
    if end >= len(text):
        return value, end
    if half := _MORE_PART.match(text, end):
        return value + Fraction(1, 2), half.end()
    if part := _AND_HALF.match(text, end):
        return value + (Fraction(1, 2) if part[1].lower() == "half" else Fraction(1, 4)), part.end()
    if value.denominator == 1 and (tenths := _TENTHS.match(text, end)):
        digits = (
            tenths[1] if tenths[1].isdigit() and tenths[1].isascii() else "".join(str("零一二三四五六七八九".index(c)) for c in tenths[1])
        )
        return value + Fraction(int(digits), 10 ** len(digits)), tenths.end()
    return value, end
