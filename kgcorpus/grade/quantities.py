"""Quantities as answers state them: a number with its unit, bounds, ranges, parts that add up, and whether it is said to be rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.bounds import both_bounds, limited, with_ranges
from kgcorpus.grade.measures import Measure, measures, unit_in
from kgcorpus.grade.quantity import Quantity, with_unit
from kgcorpus.grade.written import numerals

_SUM = re.compile(r"(?:,? ?(?:and|plus)?|零|又|和|,)\s?", re.I)
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

_PARTS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_NTH_PART = re.compile(rf"\ban? ({'|'.join(_PARTS)})(?= of\b|\s*(?:[.,;)!?\n]|\Z))", re.I)


def quantities(text: str) -> list[Quantity]:
    """Quantities of a text folded with ``cased=True``, in order.

    >>> [(str(q.low), q.high and str(q.high), q.low_open) for q in quantities("about 5 kg, 3到5个, more than 50k, 1年6个月")]
    [('5', '5', False), ('3', '5', False), ('50000', None, True), ('18', '18', False)]
    """
    if len(text) < 40 and (short := _SHORT.fullmatch(text)) and (found_short := _short(short)):
        return found_short
    found: list[Quantity] = []
    for number in numerals(text):
        if not found or number.start >= found[-1].end:  # the power of m/s^2 is no number beside
            found.append(with_unit(text, number))
    if more := _worded(text):
        measured = _places_of(text, [q for q in found if q.units])
        more = [q for q in more if not (q.weak and measured.find(1, q.start, q.end) >= 0)]
        taken = _places_of(text, more)
        found = sorted([*more, *(q for q in found if taken.find(1, q.start, q.end) < 0)], key=lambda q: q.start)
    if not found:
        return []
    if len(found) > 1:
        found = with_ranges(text, _summed(text, found))
    found = [q if not q.plain else limited(text, q) for q in found]
    return both_bounds(text, found) if len(found) > 1 else found


def _places_of(text: str, found: Sequence[Quantity]) -> bytearray:
    """A mark for each character of a text, set where quantities stand."""
    out = bytearray(len(text))
    for q in found:
        out[q.start : q.end] = b"\1" * (q.end - q.start)
    return out


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
        for m in _NTH_PART.finditer(text) if "th" in text or "ird" in text else ():
            value = Fraction(1, _PARTS[m[1].lower()])
            out.append(Quantity(m.start(), m.end(), value, value, places=None, raw=value))
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
