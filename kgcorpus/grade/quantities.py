"""Quantities as answers state them: a number with its unit, bounds, ranges, parts that add up, and whether it is said to be rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kgcorpus.grade.measures import COUNTERS, CURRENCIES, Measure, divided, may_be_unit, measures, unit_in
from kgcorpus.grade.written import Numeral, numerals
from kgcorpus.values_limits import limit_before, opposite


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is stated at ``text[start:end]``: its limits (equal for one value, None where a side has none) and the readings of its unit.

    ``about``: said to be rounded; ``nearly``: said to be just below. ``places``: the power of ten of the last stated digit, None for an
    exact fraction. ``period``: the time that it is said to be for (每月).
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

    @property
    def plain(self) -> bool:
        return self.low is not None and self.low == self.high


_PIECE = re.compile(
    r"[^\s\d,;、!?()\[\]\n:\"'。]?(?:[^\s\d,;、!?()\[\]\n:\"'。]|(?<=[/^m])\d|(?<=/)\([^()\n]{0,20}\)| (?=[A-Za-z/²$])|1\.73){0,30}"
)
_MONEY_BEFORE = re.compile(
    r"(US\$|HK\$|NT\$|CA\$|CN¥|[ACS]\$|[$¥€£₩₹₽]|\b(?:USD|CNY|RMB|EUR|HKD|GBP|JPY|AUD|CAD|CHF|INR|KRW)|\bRs\.?|人民币|美元"
    r"|港币|港元|欧元|英镑|日元)\s?-?$"
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|circa|ca?\.|some|estimated(?: at| to be)?|an estimated|close to"
    r"|in the region of|"
    r"somewhere around|more or less|rounded to)|[~≈≒]|大约|约为?|大概|约有|大致|差不多|接近|估计|平均约|左右是|近似为?|四舍五入为)\s*$",
    re.I,
)
_NEARLY = re.compile(r"(?:\b(?:nearly|almost|approaching|not quite|just (?:under|below|short of))|将近|近|几乎|快到|不到|接近于)\s*$", re.I)
# What answers say beside the comparisons of documents.
_BOUNDS = (
    ("high", False, re.compile(r"(?:\bat the most|\b(?:a )?max(?:imum|\.)?(?: of)?|上限为?)\s*$", re.I)),
    ("low", False, re.compile(r"(?:\bat the least|\b(?:a )?min(?:imum|\.)?(?: of)?|下限为?|达?超过)\s*$", re.I)),
    ("high", True, re.compile(r"(?:早于|未达|\bshort of)\s*$", re.I)),
    ("low", True, re.compile(r"(?:超|不止|不仅仅|(?<![以之])上|突破|\b(?:upwards? of|north of|beyond))\s*$", re.I)),
)
_BOUND_HINT = re.compile(
    r"[于超过足到满逾多少限止破需要<>≤≥达上下]|\b(?:th[ae]n|over|under|above|below|beyond|least|most|to|of|exceed\w*|surpass\w*|within|max\w*"
    r"|min\w*)\b",
    re.I,
)
_COUNTER = re.compile(f"\\s?[{COUNTERS}]")
_AFTER = re.compile(
    r"\s?(?:(?P<about>左右|上下|前后|\bor so\b|,? (?:more or less|approximately|roughly|give or take))"
    r"|(?:及其?|或|和|或者)?(?:(?P<low>以上|之上|起(?![来码])|更多|更高|\+(?!\d)|,? ?\bor (?:more|above|older|higher|greater|longer|over)\b"
    r"|,? and (?:above|over|up)\b)"
    r"|(?P<high>以下|以内|之内|之下|内(?![的容部存含外销陆地置侧壁径])|更少|,? ?\bor (?:less|fewer|below|under|younger|lower|shorter)\b))"
    r"|(?P<above>多(?![少个次样])|有余|余|出头|\bplus\b|\bodd\b))",
    re.I,
)
_RANGE = re.compile(r"\s?(?:-{1,2}|~|至|到|\bto\b|\bthrough\b)\s?[$¥€£]?", re.I)
_AND = re.compile(r"\s?(?:和|与|及|and)\s?[$¥€£]?", re.I)
_BETWEEN = re.compile(r"(?:between|介于|在|从|处于)\s?(?:[~≈约$¥€£]|about )?$", re.I)
_SUM = re.compile(r"(?:,? ?(?:and|plus)?|零|又|和|,)\s?", re.I)
_MORE_PART = re.compile(r"个?半(?!数|[径夜])| and (?:a|one) half\b", re.I)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.(\d{1,20}))?(?![\d:])")
_N = r"(\d{1,20})"
_ISO = re.compile(
    rf"\bP(?=\d|T\d)(?:(\d{{1,20}}(?:\.\d{{1,20}})?)Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?"
    rf"(?:T(?:{_N}H)?(?:{_N}M)?(?:(\d{{1,20}}(?:\.\d{{1,20}})?)S)?)?\b"
)
_ARTICLE = re.compile(
    r"\b(?:an?|one)(?P<half> half)? (?P<unit>year|month|week|day|hour|minute|second|century|decade|fortnight|kilogram|kilometre"
    r"|kilometer|metre|meter|mile|"
    r"gram|litre|liter|pound|dollar|euro|ton|tonne|inch|foot|yard|acre|light-year)(?P<more> and a half)?\b(?! (?:ago|later))",
    re.I,
)
_HALF_A = re.compile(
    r"\b(?P<part>half|(?:a |one )?quarter of|three[ -]quarters of)[ -](?:an? )?(?P<unit>year|month|day|hour|minute|century|decade"
    r"|kilogram|kilometre|"
    r"kilometer|mile|litre|liter|pound|acre|dozen)\b",
    re.I,
)
_AND_HALF = re.compile(r" and a (half|quarter)\b", re.I)


def quantities(text: str) -> list[Quantity]:
    """Quantities of a text folded with ``cased=True``, in order.

    >>> [(str(q.low), q.high and str(q.high), q.low_open) for q in quantities("about 5 kg, 3到5个, more than 50k, 1年6个月")]
    [('5', '5', False), ('3', '5', False), ('50000', None, True), ('18', '18', False)]
    """
    if len(text) < 40 and (short := _SHORT.fullmatch(text)) and (found_short := _short(short)):
        return found_short
    found = [_with_unit(text, number) for number in numerals(text)]
    if more := _worded(text):
        more = [q for q in more if not (q.weak and any(f.units and f.start < q.end and q.start < f.end for f in found))]
        spans = [(q.start, q.end) for q in more]
        found = sorted([*more, *(q for q in found if not any(a < q.end and q.start < b for a, b in spans))], key=lambda q: q.start)
    if not found:
        return []
    if len(found) > 1:
        found = _united(text, _summed(text, found))
    limited = [q if not q.plain else _limited(text, q) for q in found]
    return _both_bounds(text, limited) if len(limited) > 1 else limited


_SHORT = re.compile(r"(-)?((?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?)(?: ?([^\W\d_]{1,24}|%|[a-zA-Z]{1,4}/[a-zA-Z]{1,4}))?\.?")
"""An answer that is one number with its unit and nothing else."""


def _short(match: re.Match[str]) -> list[Quantity] | None:
    sign, digits, spelled = match.groups()
    units: tuple[Measure, ...] = ()
    if spelled:
        length, units = unit_in(spelled)
        if length != len(spelled) or not units:
            return None
    raw = digits.replace(",", "")
    whole, point, rest = raw.partition(".")
    value = Fraction(int(whole + rest), 10 ** len(rest)) if point else Fraction(int(raw))
    places = -len(rest) if point else len(raw) - len(raw.rstrip("0") or raw)
    value = -value if sign else value
    end = match.end(3) if spelled else match.end(2)
    return [Quantity(0, end, value, value, units=units, places=places, raw=value)]


def _with_unit(text: str, n: Numeral) -> Quantity:
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
                below = measures(per[1] or "小时")[0]
                units, period = (*divided(units, below), *units), below.name if below.name in PERIODS else ""
        elif counter := _COUNTER.match(text, end):
            counted, end = True, counter.end()
    return Quantity(
        start, end, value, None if n.above else value, n.above, False, units, places=n.places, ordinal=n.ordinal, weak=n.weak and not units,
        doubtful=n.doubtful, scaled=n.scaled, raw=n.raw, counted=counted, period=period,
    )  # fmt: skip


_MONEY_ENDS = frozenset("$¥€£₩₹₽-元币镑 .DYBRPFKs")
_DOZEN = re.compile(r"打(?=[\W个只鸡瓶支枚]|\Z)")
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
    r"每一?(小时|分钟|秒|升|毫升|公斤|千克|平方米|平方公里|立方米|天|日|周|年|公里)[^\d,，。;；每]{0,4}$"
    r"|时速(?:(?:高达|可达|约|为|达|是){0,2})()$"
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
        return more, at, ()
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


def _worded(text: str) -> list[Quantity]:
    """Quantities without a numeral of their own: "an hour", "half a year", 2:01:09, P1Y6M."""
    out: list[Quantity] = []

    def add(start: int, end: int, value: Fraction, unit: str, *, weak: bool = False) -> None:
        out.append(Quantity(start, end, value, value, units=measures(unit), places=0, weak=weak, raw=value))

    if ":" in text:
        for m in _CLOCK.finditer(text):
            add(m.start(), m.end(), Fraction(int(m[1]) * 3600 + int(m[2]) * 60) + Fraction(f"{m[3]}.{m[4] or 0}"), "s")
    if "P" in text:
        for m in _ISO.finditer(text):
            years, months, weeks, days, hours, minutes, seconds = (Fraction(part or 0) for part in m.groups())
            if years or months:
                if not (weeks or days or hours or minutes or seconds):
                    add(m.start(), m.end(), years * 12 + months, "month")
            else:
                add(m.start(), m.end(), ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds, "s")
    if " " in text or "half-" in text:
        for m in _HALF_A.finditer(text):
            if m["unit"].lower() != "dozen":
                part = {"h": Fraction(1, 2), "t": Fraction(3, 4)}.get(m["part"][0].lower(), Fraction(1, 4))
                add(m.start(), m.end(), part, m["unit"].lower())
        for m in _ARTICLE.finditer(text):
            if m["half"] is None and not any(q.start <= m.start() < q.end for q in out):
                more = Fraction(1, 2) if m["more"] else Fraction(0)
                add(m.start(), m.end(), 1 + more, m["unit"].lower(), weak=m["more"] is None and m[0][0].lower() == "a")
    return out


def _summed(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Parts of one quantity, in the smaller unit: 1年6个月, 5 feet 11 inches, 3元5角."""
    out: list[Quantity] = [found[0]]
    for q in found[1:]:
        last = out[-1]
        between = text[last.end : q.start]
        if (
            last.units
            and q.plain
            and last.plain
            and q.low is not None
            and last.low is not None
            and len(between) <= 5
            and _SUM.fullmatch(between)
        ):
            united = _sum(last, q, between)
            if united:
                out[-1] = united
                continue
        out.append(q)
    return out


def _sum(last: Quantity, q: Quantity, between: str) -> Quantity | None:
    assert last.low is not None and q.low is not None
    for a in last.units:
        for b in q.units:
            scale = a.factor / b.factor
            if a.dimensions == b.dimensions and a.dimensions and scale > 1 and scale.denominator == 1 and 0 <= q.low < scale:
                if between.strip() == "," and not (scale.denominator == 1 and last.low.denominator == 1):
                    continue
                total = abs(last.low) * scale + q.low
                return replace(last, end=q.end, low=total, high=total, units=(b,), places=q.places, raw=total)
    return None


def _united(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Ranges (3-5, 3至5个, between 3 and 5) as one, the rest as it is; a lower and an upper bound side by side, too."""
    out: list[Quantity] = []
    at = 0
    while at < len(found):
        q = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        united = _range(text, q, following) if following is not None else None
        out.append(united or q)
        at += 2 if united else 1
    return out


def _range(text: str, a: Quantity, b: Quantity) -> Quantity | None:
    between = text[a.end : b.start]
    if not (a.plain and b.plain) or len(between) > 6 or a.ordinal or b.ordinal:
        return None
    dashed = text[b.start - 1 : b.start] == "-" or (not between and text[b.start : b.start + 1] == "-")
    if not dashed and between.strip() != "±" and not _RANGE.fullmatch(between):
        inside = _BETWEEN.search(text[max(0, a.start - 16) : a.start]) or text.startswith("之间", b.end)
        if not (_AND.fullmatch(between) and inside):
            return None
    assert a.low is not None and b.low is not None
    if between.strip() == "±":
        low, high = a.low - b.low, a.low + b.low
        return replace(a, end=b.end, low=low, high=high, units=b.units or a.units)
    low, high = a.low, abs(b.low) if text[b.start : b.start + 1] == "-" and not between else b.low
    units = b.units or a.units
    if a.units and b.units and a.units[0] != b.units[0]:
        shared = next(((m.factor / n.factor, n) for m in a.units for n in b.units if m.dimensions == n.dimensions), None)
        if shared is None:
            return None
        low, units = low * shared[0], (shared[1],)
    elif b.scaled and not a.scaled and not (a.units and a.end > a.start and a.units[0].name not in CURRENCIES) and 0 < low <= b.raw:
        low *= high / b.raw if b.raw else 1
    if low >= high:
        return None
    end = b.end + 2 if text.startswith("之间", b.end) else b.end
    return replace(a, end=end, low=low, high=high, units=units, counted=a.counted or b.counted)


_BELOW_ZERO = re.compile(r" (?:degrees? |Celsius |Fahrenheit )*below (?:zero|freezing)\b")
_LIMITING = frozenset("~≈≒约概有致多近计是为于超过足到满逾少限止达上下要需了<>≤≥乎破=.")
_LIMITING_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz'ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LIMITING_WORDS = re.compile(
    r"\b(?:about|around|approximately|approx|roughly|circa|ca?|some|at|be|estimated|to|of|less|rounded|nearly|almost"
    r"|approaching|quite|under|below"
    r"|over|above|beyond|than|least|most|within|max|maximum|min|minimum|exceed(?:s|ing|ed)?|surpass(?:es)?|upwards?|up|short|in)$",
    re.I,
)


def _limited(text: str, q: Quantity) -> Quantity:
    """The quantity with the words before and behind it that make it a bound or a rounded number."""
    before = text[max(0, q.start - 22) : q.start]
    out = q
    if text[q.end : q.end + 1] == " " and q.low and (below := _BELOW_ZERO.match(text, q.end)):
        return replace(q, end=below.end(), low=-abs(q.low), high=-abs(q.low))
    tail = before.rstrip()
    if tail and (tail[-1] in _LIMITING or (tail[-1] in _LIMITING_LETTERS and _LIMITING_WORDS.search(tail[-14:]))):
        cut = _ABOUT.search(before)
        if cut:
            out, before = replace(out, start=q.start - len(cut[0]), about=True), before[: cut.start()]
        if not cut and _BOUND_HINT.search(before) and (bound := _bound_before(text, q.start, before)):
            start, side, open_ = bound
            out = replace(out, start=start)
            return replace(out, low=None, high_open=open_) if side == "high" else replace(out, high=None, low_open=open_)
        if not cut and (found := _NEARLY.search(before)):
            out = replace(out, start=q.start - len(found[0]), nearly=True)
    if after := _AFTER.match(text, q.end):
        if after["about"]:
            return replace(out, end=after.end(), about=True)
        if after["low"]:
            return replace(out, end=after.end(), high=None)
        if after["high"]:
            return replace(out, end=after.end(), low=None)
        if q.end > 0 and (after["above"] not in ("多", "余") or text[q.end - 1] not in "年月天日"):
            return replace(out, end=after.end(), high=None, low_open=True)
    return out


def _bound_before(text: str, start: int, before: str) -> tuple[int, str, bool] | None:
    """The words that end where a number begins and make it a bound: where they begin, the side, whether the limit is left out."""
    found = limit_before(text, start)
    if found and found[3] != "满":
        return found[:3]
    for side, open_, pattern in _BOUNDS:
        if words := pattern.search(before):
            return start - len(words[0]), side, open_
    return None


def _both_bounds(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Two bounds of one quantity as a range: at least 3 and at most 5, 5万元以上50万元以下."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last and opposite(last, q):
            low, high = (last, q) if last.high is None else (q, last)
            assert low.low is not None and high.high is not None
            near = q.start - last.end <= 12 and not re.search(r"[。.!?\n]", text[last.end : q.start])
            if near and _same(low, high) and (floor := low.low * _scale(low, high)) <= high.high:
                out[-1] = replace(
                    last,
                    end=q.end,
                    low=floor,
                    high=high.high,
                    low_open=low.low_open,
                    high_open=high.high_open,
                    units=high.units or low.units,
                )
                continue
        out.append(q)
    return out


def _same(a: Quantity, b: Quantity) -> bool:
    return not a.units or not b.units or any(m.dimensions == n.dimensions for m in a.units for n in b.units)


def _scale(low: Quantity, high: Quantity) -> Fraction:
    if low.units and high.units:
        return next((m.factor / n.factor for m in low.units for n in high.units if m.dimensions == n.dimensions), Fraction(1))
    return Fraction(1)
