"""Quantities in text: numbers with units, comparisons and ranges, as people write them in Chinese and English."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.units import CURRENCIES, factor, match_unit, unit
from kgcorpus.values_dates import find_dates, parts_of_dates
from kgcorpus.values_limits import limit_before, opposite
from kgcorpus.values_numbers import COUNTERS, Number, find_numbers


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as written: its span and limits (equal for one value; None where a side has no limit), and its unit.

    ``worded``: a lone numeral such as 一 or "one", which counts only with a unit or comparison. ``raw``: before its multiplier.
    """

    start: int
    end: int
    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    worded: bool = False
    counted: bool = False
    raw: Fraction = Fraction(0)
    scaled: bool = False

    @property
    def plain(self) -> bool:
        return self.low is not None and self.low == self.high


_SYMBOL_AFTER = re.compile(r" ?(<=|=<|≤|<|>=|=>|≥|>) ?(?=[^\s\d<>=≤≥])")
_SYMBOL = re.compile(r"<=|=<|≤|<|>=|=>|≥|>")
_SUFFIX = re.compile(
    r" ?(?:[(（](?P<with>含|包含|包括|不含|不包括)(?:本数)?[)）])?(?:及其?|或者?|和|\(含\))?"
    r"(?:(?P<low>以上|之上|更高|更多|更长|更大)|(?P<high>以下|之下|以内|之内|更低|更少|更短|更小))"
    r"(?:[(（](?P<with2>含|不含)(?:本数)?[)）])?"
    r"|(?P<inside>内)(?![的地]?[部容外脏分])"
    r"|,? (?:or|and) (?:(?P<low_en>more|above|greater|higher|over|older|longer|later|upwards)"
    r"|(?P<high_en>less|below|lower|fewer|under|younger|shorter|smaller))\b",
    re.I,
)
_RANGE = re.compile(r" ?(?:-{1,2}|~|至|到) ?| to ", re.I)
_AND = re.compile(r" ?(?:和|与|及) ?| and ", re.I)
_BETWEEN = re.compile(r"(?:between|介于|在|处于) ?$", re.I)
_FROM = re.compile(r"(?:(?:\bfrom|\bbetween) |[从由自]|介于)$", re.I)
_CONNECT = re.compile(r"\s?(?:[,，、]|且|并且|而|但|及|至|到|和|又|同时|以及|and|but|but not|to|&|;)?\s?(?:且|但|and|but|同时|均?应?)?\s?")
_CURRENCY = re.compile(r"(?:(US\$|HK\$|[$¥€£])|\b(USD|CNY|RMB|EUR|HKD|GBP|JPY)\b|(人民币|美元|港币|港元))\s?$", re.I)
_CURRENCY_FIRST = re.compile(r"[A-Z]*[$¥€£]|[A-Z]{3}\b|人民币|美元|港币|港元")
_FREQUENCY = {
    "日": "d", "天": "d", "晚": "d", "早": "d", "周": "week", "星期": "week", "月": "month", "年": "year", "小时": "h",
    "分钟": "min", "季度": "季度",
    "day": "d", "daily": "d", "night": "d", "week": "week", "weekly": "week", "month": "month", "monthly": "month",
    "year": "year", "yearly": "year",
    "annually": "year", "hour": "h", "hourly": "h", "minute": "min",
}  # fmt: skip
_EVERY = re.compile(r"[每一](日|天|晚|周|星期|个?月|年|个?季度|小时|分钟)[^,，。；;\d]{0,4}$")
_TIMES = re.compile(r" times (?:(?:a|per|each|every) )?(day|daily|week|weekly|month|monthly|year|yearly|annually|hour|minute)\b", re.I)
_ONCE = re.compile(r"\b(once|twice|thrice) (?:(?:a|per|each|every) )?(day|daily|week|weekly|month|monthly|year|yearly|annually)\b", re.I)
_SHARED_UNIT = re.compile(r"\) ?[×x*]? ?")
_COUNTER = re.compile(f" ?[{COUNTERS}]")
_DEVIATION = re.compile(" ?± ?")
_GAP = re.compile(r"[ \t]{0,2}")


def find_quantities(text: str, wanted: str | None = None, *, comparisons: bool = True) -> list[Quantity]:
    """Quantities of a text folded with ``cased=True``, in order, none inside another.

    ``wanted`` is a unit as its user spells it, recognised after a number even where no table knows it ("户").
    """
    taken = deque(sorted([(d.start, d.end) for d in find_dates(text) if d.sure] + parts_of_dates(text)))
    singles: list[Quantity] = []
    reached = 0
    for number in find_numbers(text):
        while taken and taken[0][1] <= number.start:
            taken.popleft()
        if number.start < reached or (taken and taken[0][0] < number.end):
            continue
        if _DEVIATION.search(text[max(0, number.start - 2) : number.start]) or _DEVIATION.match(text, number.end):
            continue  # a mean with its deviation is neither a value nor a range
        quantity = _with_unit(text, number, wanted)
        if quantity is not None:
            singles.append(quantity)
            reached = quantity.end
    for match in _ONCE.finditer(text):
        count = Fraction({"once": 1, "twice": 2, "thrice": 3}[match.group(1).lower()])
        singles.append(Quantity(match.start(), match.end(), count, count, unit="次/" + _FREQUENCY[match.group(2).lower()], raw=count))
    singles.sort(key=lambda q: q.start)
    found = _ranges(text, _summed(text, singles), comparisons)
    return _sure(text, _united(text, found) if comparisons else found)


def _with_unit(text: str, number: Number, wanted: str | None) -> Quantity | None:
    start, end, spelled = number.start, number.end, number.share
    if not spelled:
        if currency := _CURRENCY.search(text[max(0, start - 5) : start]):
            spelled = unit(next(g for g in currency.groups() if g)).name
            start -= len(currency.group())
        after = _GAP.match(text, end)
        gap = after.end() if after else end
        hyphen = text[end : end + 1] == "-" and match_unit(text, end + 1)
        at = gap
        if text[gap : gap + 1] in ("x", "×", "*") and text[gap + 1 : gap + 4].lstrip().startswith("10"):
            at = gap + 1 + (text[gap + 1 : gap + 2] == " ")
        half = Fraction(0)
        if text.startswith("个半", end):
            half, at = Fraction(1, 2), end + 2
        found = hyphen or match_unit(text, at)
        verbatim = wanted and text.startswith(wanted, gap) and (not found or found[0] <= gap + len(wanted))
        if verbatim and wanted:
            spelled, end = wanted, gap + len(wanted)
        elif found and not (found[1] in CURRENCIES and spelled):
            end, spelled = found[0], found[1]
            if text.startswith("半", end) and spelled in ("year", "month", "day", "h"):
                half, end = Fraction(1, 2), end + 1
        elif found:
            end = found[0]
        if half:
            number = replace(number, value=number.value + half)
        if spelled is None and end == number.end and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
            return None  # 5G, 3D: a name
    counted = spelled is None and _COUNTER.match(text, end) is not None
    if spelled in ("次", "倍", None) and (frequency := _TIMES.match(text, number.end)):
        spelled, end = "次/" + _FREQUENCY[frequency.group(1).lower()], frequency.end()
    elif spelled == "次" and wanted != "次":
        every = _EVERY.search(text[max(0, start - 10) : start])
        if every:
            spelled = "次/" + _FREQUENCY[every.group(1).removeprefix("个")]
            start -= len(every.group()) if every.end() == every.end(1) else 0
        else:
            spelled, end, counted = None, number.end, True
    low = number.value
    high = None if number.above else number.value
    return Quantity(start, end, low, high, number.above, False, spelled, number.worded, counted, number.raw, number.scaled)


def _summed(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """1小时30分钟, 5 h 30 min: two parts of one quantity, in the smaller unit."""
    out: list[Quantity] = []
    for q in quantities:
        if out and q.unit and out[-1].unit and text[out[-1].end : q.start] in ("", " ") and q.plain and out[-1].plain:
            scale = factor(out[-1].unit, q.unit)
            if (
                scale
                and scale > 1
                and out[-1].unit != "岁"
                and q.low is not None
                and out[-1].low is not None
                and q.low < scale
                and q.unit not in CURRENCIES
            ):
                total = out[-1].low * scale + q.low
                out[-1] = replace(out[-1], end=q.end, low=total, high=total, unit=q.unit)
                continue
        out.append(q)
    return out


def _counter_end(text: str, q: Quantity) -> int:
    counter = _COUNTER.match(text, q.end) if q.counted else None
    return counter.end() if counter else q.end


def _ranges(text: str, quantities: list[Quantity], comparisons: bool) -> list[Quantity]:
    """Ranges (4.4-7.0 mmol/L, between 3 and 6 months), sandwiches (30≤eGFR<45) and then comparisons on what remains single."""
    out: list[Quantity] = []
    at = 0
    while at < len(quantities):
        q = quantities[at]
        following = quantities[at + 1] if at + 1 < len(quantities) else None
        if following is not None:
            if text[q.end : following.start].strip() == "-" and at + 2 < len(quantities):
                third = quantities[at + 2]
                if text[following.end : third.start] == "-" and not following.unit:
                    at += 3  # 1-2-3 is a name
                    continue
            united = _range(text, q, following) or (_sandwich(text, q, following) if comparisons else None)
            if united:
                out.append(united)
                at += 2
                continue
        out.append(_limited(text, q) if comparisons else q)
        at += 1
    return out


def _range(text: str, a: Quantity, b: Quantity) -> Quantity | None:
    between = text[_counter_end(text, a) : b.start]
    if not a.plain or not b.plain or len(between) > 5:
        return None
    inside = text.startswith("之间", _counter_end(text, b))
    if _AND.fullmatch(between):
        if not (_BETWEEN.search(text[max(0, a.start - 9) : a.start]) or inside):
            return None
    elif not _RANGE.fullmatch(between):
        return None
    if between.strip() == "to" and limit_before(text, a.start):
        return None
    pair = _same_unit(text, a, b)
    if pair is None:
        return None
    low, high, spelled = pair
    if low > high:
        return None
    start = a.start
    if prefix := _FROM.search(text[max(0, start - 8) : start]):
        start -= len(prefix.group())
    end = _counter_end(text, b) + 2 if inside else b.end
    if spelled is None and text.startswith("次", b.end) and (every := _EVERY.search(text[max(0, start - 10) : start])):
        start, end, spelled = start - len(every.group()), b.end + 1, "次/" + _FREQUENCY[every.group(1).removeprefix("个")]
    shared = _SHARED_UNIT.match(text, end) if spelled is None and text[start - 1 : start] == "(" else None
    if shared and (found := match_unit(text, shared.end())):  # (4-10)×10^9/L
        start, end, spelled = start - 1, found[0], found[1]
    return Quantity(start, end, low, high, unit=spelled, counted=a.counted or b.counted)


def _same_unit(text: str, a: Quantity, b: Quantity) -> tuple[Fraction, Fraction, str | None] | None:
    """The two values in one unit; the first takes unit and multiplier of the second where it has none (5至10万元)."""
    low, high = a.low if a.low is not None else a.high, b.high if b.high is not None else b.low
    if low is None or high is None:
        return None
    if a.unit and b.unit and a.unit != b.unit:
        scale = factor(a.unit, b.unit)
        if scale is None:
            return None
        if (low * scale).denominator > 1:  # 六个月以上一年以下: in months
            return low, high / scale, a.unit
        low *= scale
    elif b.scaled and not a.scaled and (a.unit is None or _CURRENCY_FIRST.match(text, a.start)) and 0 < low < b.raw:
        low *= high / b.raw
    return low, high, b.unit or a.unit


def _sandwich(text: str, a: Quantity, b: Quantity) -> Quantity | None:
    between = text[a.end : b.start]
    if len(between) > 34 or not a.plain or not b.plain:
        return None
    signs = _SYMBOL.findall(between)
    if len(signs) != 2 or signs[0][0].translate(_SAME) != signs[1][0].translate(_SAME):
        return None
    if not _SYMBOL.match(between.lstrip()) or not between.rstrip().endswith(signs[1]) or re.search("[。；;,，\n]", between):
        return None
    pair = _same_unit(text, a, b)
    if pair is None:
        return None
    first, last, spelled = pair
    opens = [s in ("<", ">") for s in signs]
    if signs[0][0].translate(_SAME) == "<":
        return Quantity(a.start, b.end, first, last, opens[0], opens[1], spelled) if first <= last else None
    return Quantity(a.start, b.end, last, first, opens[1], opens[0], spelled) if last <= first else None


_SAME = str.maketrans("≤≥=", "<>=")


def _limited(text: str, q: Quantity) -> Quantity:
    """The quantity with the comparison before or after it, if there is one."""
    if not q.plain or q.low is None:
        return q
    if before := limit_before(text, q.start):
        start, side, open_, phrase = before
        if not (phrase in ("满", "over", "up to", "within") and not q.unit and not q.counted):
            end = q.end
            if (q.unit or "").startswith("次/") and (every := _EVERY.search(text[max(0, start - 8) : start])):
                start -= len(every.group())
            found = replace(q, start=start, end=end, worded=False)
            return replace(found, low=None, high_open=open_) if side == "high" else replace(found, high=None, low_open=open_)
    after = _SUFFIX.match(text, _counter_end(text, q))
    if after:
        groups = after.groupdict()
        time_only = groups["inside"] and q.unit not in ("day", "week", "month", "year", "h", "min", "s", "岁", "工作日", "交易日")
        if not time_only:
            open_ = "不" in (groups["with"] or groups["with2"] or "")
            found = replace(q, end=after.end(), worded=False)
            if groups["low"] or groups["low_en"]:
                return replace(found, high=None, low_open=open_)
            return replace(found, low=None, high_open=open_)
    symbol = _SYMBOL_AFTER.match(text, q.end)
    if symbol:  # 30≤eGFR
        sign = symbol.group(1)
        open_ = "=" not in sign and sign not in "≤≥"
        found = replace(q, worded=False)
        return replace(found, low=None, high_open=open_) if sign[0] in ">≥" or sign == "=>" else replace(found, high=None, low_open=open_)
    return q


def _united(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Joins a lower and an upper limit that stand side by side (5万元以上50万元以下, at least 30 and below 45)."""
    out: list[Quantity] = []
    for q in quantities:
        last = out[-1] if out else None
        if last and opposite(last, q):
            between = text[last.end : q.start]
            pair = _same_unit(text, last, q) if len(between) <= 8 and _CONNECT.fullmatch(between) else None
            if pair:
                first, second, spelled = pair
                rising = last.low is not None
                low, high = (first, second) if rising else (second, first)
                if low <= high:
                    a, b = (last, q) if rising else (q, last)
                    start, end = last.start, q.end
                    if spelled is None and text.startswith("次", end) and (every := _EVERY.search(text[max(0, start - 8) : start])):
                        start, end, spelled = start - len(every.group()), end + 1, "次/" + _FREQUENCY[every.group(1).removeprefix("个")]
                    out[-1] = Quantity(start, end, low, high, a.low_open, b.high_open, spelled)
                    continue
        out.append(q)
    return out


def _sure(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities without lone numerals that neither a unit, a counter nor a comparison makes a number."""
    return [q for q in quantities if not (q.worded and q.unit is None and not (q.counted and text[q.start : q.end] not in ("一", "one")))]
