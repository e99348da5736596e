"""Values: read from text, brought to normal form, compared, written as people write them.

Used from extraction to grading, so that a number means the same everywhere. Numbers are exact decimals; dates are half-open intervals of
days; a comparison that the values do not settle is undecided (None), never guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Protocol

from kgcorpus import text_patterns as re
from kgcorpus.model import Literal, Value
from kgcorpus.text import fold, span
from kgcorpus.units import ValueUnitError, canonical_unit, factor
from kgcorpus.values_dates import Dated, days, find_dates, numeric_dates, with_limits
from kgcorpus.values_read import Quantity, find_quantities
from kgcorpus.values_say import say, say_cmp

__all__ = [
    "Bounds",
    "Rule",
    "ValueUnitError",
    "bounds",
    "canonical_unit",
    "compare",
    "contains",
    "datatype_of",
    "decimal_text",
    "find_values",
    "normalise",
    "read_value",
    "say",
    "say_cmp",
]

Bounds = tuple[Decimal | None, bool, Decimal | None, bool]
"""Lower limit, whether it is left out, upper limit, whether it is left out."""


class Rule(Protocol):
    """A conversion that the ontology declares: a number in ``source`` times ``factor`` plus ``offset`` is the number in ``target``, rounded
    to so many ``digits`` after the point where the expert says so (80 mg/dL of glucose is 4.4 mmol/L in every guideline)."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def factor(self) -> Decimal: ...
    @property
    def offset(self) -> Decimal: ...
    @property
    def digits(self) -> int | None: ...


_DATATYPES = {
    **dict.fromkeys(("decimal", "double", "float"), "xsd:decimal"),
    **dict.fromkeys(
        ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
         "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"), "xsd:integer",
    ),
    **dict.fromkeys(("date", "dateTime", "dateTimeStamp"), "xsd:date"),
    "gYear": "xsd:gYear", "gYearMonth": "xsd:gYearMonth", "boolean": "xsd:boolean",
}  # fmt: skip
_DATES = {"xsd:gYear": 4, "xsd:gYearMonth": 7, "xsd:date": 10}
_NUMBERS = frozenset({"xsd:decimal", "xsd:integer"})


@cache
def datatype_of(datatype: str) -> str:
    """The one of the seven datatypes of ``model.Literal`` that stands for a CURIE or IRI of XML Schema; what is no other is a string.

    >>> datatype_of("http://www.w3.org/2001/XMLSchema#int"), datatype_of("rdf:langString")
    ('xsd:integer', 'xsd:string')
    """
    return _DATATYPES.get(re.split("[#:/]", datatype)[-1], "xsd:string")


def decimal_text(number: Fraction | Decimal | int) -> str:
    """The canonical text of a number: no exponent, no trailing zeros; what has no finite decimal is rounded half-even to 12 digits.

    >>> decimal_text(Decimal("7.0")), decimal_text(Fraction(1, 3)), decimal_text(Decimal("-0")), decimal_text(Fraction(12 * 10**8))
    ('7', '0.333333333333', '0', '1200000000')
    """
    value = Fraction(number)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        digits = str(abs((value * 10**places).numerator)).rjust(places + 1, "0")
        text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
        return ("-" if value < 0 else "") + text
    rounded = Context(prec=12, rounding=ROUND_HALF_EVEN).divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# ------------------------------------------------------------------------------------------------- reading


def find_values(
    text: str,
    datatype: str,
    *,
    unit: str | None = None,
    conversions: Sequence[Rule] = (),
    language: str | None = None,
    bare: bool = False,
    comparisons: bool = True,
    open_ended: bool = False,
) -> list[Value]:
    """The values of a datatype in a text, in order, none inside another; spans are exact in ``text`` and include comparison and unit.

    With ``unit`` only values that convert to it are found, in it; ``bare`` lets numbers without any unit stand for it. Without ``unit`` a
    number keeps the unit it is written with. ``comparisons=False`` finds single values and ranges only ("不超过5 mg" gives 5 mg).
    ``open_ended`` makes "since 2021" an interval; else it gives the date. Booleans and strings are not searched for: the result is empty.

    >>> [(v.text, v.literal.max, v.literal.unit) for v in find_values("eGFR＜30 mL/(min·1.73 m²)者禁用", "xsd:decimal")]
    [('＜30 mL/(min·1.73 m²)', '30', 'mL/min/1.73m2')]
    """
    kind = datatype_of(datatype)
    source = _full_width_commas(text)
    folded = fold(source, cased=True)
    out: list[Value] = []
    if kind in _DATES:
        for dated in find_dates(folded.text):
            if open_ended:
                dated = with_limits(folded.text, dated)
            if literal := _date_literal(dated, kind):
                a, b = span(folded, dated.start, dated.end)
                out.append(Value(a, b, text[a:b], literal))
    elif kind in _NUMBERS:
        for quantity in find_quantities(folded.text, unit, comparisons=comparisons):
            literal_or_none = _number_literal(quantity, kind, unit, conversions, bare)
            if literal_or_none:
                a, b = span(folded, quantity.start, quantity.end)
                out.append(Value(a, b, text[a:b], literal_or_none))
    return out


def _full_width_commas(text: str) -> str:
    """The text with the separators of full-width thousands made plain; between ordinary digits a full-width comma separates numbers."""
    text = re.sub("(?<=[０-９])，(?=[０-９]{3})", ",", text)
    return re.sub("(?<=[0-9])，(?=[0-9])", "、", text)


_TRUE = frozenset({"true", "yes", "1", "是", "对", "真", "有", "√", "✓", "✔", "y", "t"})
_FALSE = frozenset({"false", "no", "0", "否", "不是", "错", "假", "无", "×", "✗", "✘", "n", "f"})
_AROUND = re.compile(
    r"^(?:约为?|大约|大概|近|将近|about |approximately |around |circa |ca\. ?|~ ?)|(?:左右|上下|的|者|时|人|不等)?[。.;；,，]?$"
)


def read_value(
    text: str, datatype: str, *, unit: str | None = None, conversions: Sequence[Rule] = (), language: str | None = None
) -> Literal | None:
    """The value that a whole string says (a table's cell, a user's answer), or None if it does not say exactly one.

    A number without unit is taken to be in ``unit``.

    >>> read_value("5万元以上50万元以下", "xsd:decimal", unit="万元")
    Literal(datatype='xsd:decimal', value=None, unit='万元', lang=None, min='5', max='50', min_open=False, max_open=False)
    """
    kind = datatype_of(datatype)
    stripped = text.strip()
    if not stripped:
        return None
    if kind == "xsd:string":
        return Literal("xsd:string", unicodedata.normalize("NFC", stripped), lang=language)
    if kind == "xsd:boolean":
        word = fold(stripped).text
        return Literal(kind, "true" if word in _TRUE else "false") if word in _TRUE | _FALSE else None
    if kind in _DATES and (compact := re.fullmatch(r"((?:1[5-9]|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)", stripped)):
        stripped = "-".join(compact.groups())
    if kind in _DATES and (figures := numeric_dates(fold(stripped).text)):
        day = figures[0]
        return _date_literal(Dated(0, len(stripped), day, day), kind) if len(figures) == 1 else None
    if kind in _DATES and re.fullmatch(r"(?:0[1-9]|[1-9]\d)\d\d", plain := fold(stripped).text):
        return Literal("xsd:gYear", plain)  # any year where a date is looked for: in running text 1420 is a number
    first = _AROUND.match(stripped)
    begin = first.end() if first else 0
    for value in find_values(stripped, kind, unit=unit, conversions=conversions, bare=True, open_ended=True):
        if not stripped[min(begin, value.start) : value.start].strip(" (（") and _REST.fullmatch(stripped[value.end :]):
            return value.literal
    if kind in _NUMBERS and (numeral := _lone_numeral(stripped)) is not None:
        return _number_literal(Quantity(0, 0, numeral, numeral), kind, unit, conversions, True)
    return None


_REST = re.compile(
    r"[\s)）]*(?:[个家名人次项种例条件户位只台份张片粒枚支批套款座处所间根本页章节篇股手起笔](?:者|人)?)?"
    r"(?:左右|上下|不等)?(?:的|者|时|年龄|old)?[\s)）]*[。.;；,，]?\s*"
)


def _lone_numeral(text: str) -> Fraction | None:
    """The value of a string that is one numeral by itself (一, two, 007): too weak in running text, plain in a cell."""
    from kgcorpus.values_numbers import chinese_number, english_number, find_numbers

    plain = fold(text, cased=True).text
    if re.fullmatch(r"0\d*", plain):
        return Fraction(int(plain))
    if re.fullmatch("[〇零一二两三四五六七八九十百千万亿点]+", plain) and (value := chinese_number(plain)) is not None:
        return value
    numbers = find_numbers(plain)
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(plain)) and plain.isascii() and plain[0].isalpha():
        return english_number(plain)
    return None


def _number_literal(q: Quantity, kind: str, unit: str | None, conversions: Sequence[Rule], bare: bool) -> Literal | None:
    if unit is not None and q.unit is None and not bare and unit != "1":
        return None
    low = decimal_text(q.low) if q.low is not None else None
    high = decimal_text(q.high) if q.high is not None else None
    if low is not None and low == high:
        literal = Literal(kind, low, q.unit)
    else:
        literal = Literal(kind, unit=q.unit, min=low, max=high, min_open=q.low_open, max_open=q.high_open)
    try:
        literal = normalise(literal, unit=unit, conversions=conversions)
    except ValueUnitError:
        return None
    if kind == "xsd:integer" and any(t is not None and "." in t for t in (literal.value, literal.min, literal.max)):
        return None
    return literal


def _date_literal(dated: Dated, kind: str) -> Literal | None:
    """The literal of a date, to the precision of the datatype asked for at most: a year of 1994-05-03 is 1994."""
    longest = _DATES[kind]
    low, high = (t[:longest] if t else None for t in (dated.low, dated.high))
    parts = [t for t in (low, high) if t]
    shortest = min(len(t) for t in parts)
    found = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[shortest]
    if low is not None and low == high:
        return Literal(found, low)
    return Literal(found, min=low, max=high, min_open=dated.low_open, max_open=dated.high_open)


# ------------------------------------------------------------------------------------------------- normal form


def normalise(literal: Literal, *, unit: str | None = None, conversions: Iterable[Rule] = ()) -> Literal:
    """The literal in normal form, in ``unit`` as its user spells it (without ``unit``: its own, in canonical spelling).

    A number without unit is taken to be in ``unit``. Raises ``ValueUnitError`` where neither arithmetic nor a declared conversion leads
    from one unit to the other, ``ValueError`` for a number that is none.

    >>> normalise(Literal("xsd:decimal", "7.50", "g/L"), unit="mg/dl")
    Literal(datatype='xsd:decimal', value='750', unit='mg/dl', lang=None, min=None, max=None, min_open=False, max_open=False)
    """
    kind = datatype_of(literal.datatype)
    if kind == "xsd:string":
        return replace(literal, datatype=kind, value=None if literal.value is None else unicodedata.normalize("NFC", literal.value))
    if kind not in _NUMBERS:
        return replace(literal, datatype=kind, unit=None)
    target = unit if unit is not None else (canonical_unit(literal.unit) if literal.unit else None)
    scale, offset, digits = _conversion(literal.unit, target, conversions)

    def converted(text: str | None) -> str | None:
        if text is None:
            return None
        number = Fraction(text) * scale + offset
        return decimal_text(number if digits is None else round(number, digits))

    flipped = scale < 0
    low, high = converted(literal.min), converted(literal.max)
    low_open, high_open = literal.min_open and literal.min is not None, literal.max_open and literal.max is not None
    if flipped:
        low, high, low_open, high_open = high, low, high_open, low_open
    if low is not None and low == high and not (low_open or high_open):
        return Literal(kind, low, target)
    return Literal(kind, converted(literal.value), target, literal.lang, low, high, low_open, high_open)


def _conversion(source: str | None, target: str | None, rules: Iterable[Rule]) -> tuple[Fraction, Fraction, int | None]:
    """Factor and offset that lead from one unit to the other, through at most one declared rule, and the digits it rounds to."""
    if source is None or target is None or source == target:
        return Fraction(1), Fraction(0), None
    direct = factor(source, target)
    for rule in rules:
        before, after = factor(source, rule.source), factor(rule.target, target)
        if before is None or after is None:
            continue
        scale, offset = before * Fraction(rule.factor) * after, Fraction(rule.offset) * after
        # Arithmetic is exact where it agrees with the rule; where it does not, the expert means another quantity.
        if direct is None or offset or abs(scale - direct) > abs(direct) / 10**6:
            return scale, offset, rule.digits
    if direct is not None:
        return direct, Fraction(0), None
    raise ValueUnitError(
        "",
        f"a value in {source}",
        f"a unit that converts to {target}",
        "declare a kgc:conversion in the ontology if there is one for this quantity",
    )


def bounds(literal: Literal) -> Bounds:
    """The limits of a number (equal for a single one) or, for a date, of its days: first day and day after the last, left out.

    Strings and booleans have no limits.

    >>> bounds(Literal("xsd:decimal", min="4.4", max="7", max_open=True))
    (Decimal('4.4'), False, Decimal('7'), True)
    >>> bounds(Literal("xsd:gYear", "2021"))
    (Decimal('737791'), False, Decimal('738156'), True)
    """
    kind = datatype_of(literal.datatype)
    if kind in _NUMBERS:
        if literal.value is not None:
            number = Decimal(literal.value)
            return (number, False, number, False)
        return (
            None if literal.min is None else Decimal(literal.min),
            literal.min_open,
            None if literal.max is None else Decimal(literal.max),
            literal.max_open,
        )
    if kind not in _DATES:
        return (None, False, None, False)
    if literal.value is not None:
        first, after = days(literal.value[:10])
        return (Decimal(first), False, Decimal(after), True)
    low = None if literal.min is None else Decimal(days(literal.min)[1 if literal.min_open else 0])
    high = None if literal.max is None else Decimal(days(literal.max)[0 if literal.max_open else 1])
    return (low, False, high, high is not None)


# ------------------------------------------------------------------------------------------------- comparison

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def compare(a: Literal, cmp: str, b: Literal) -> bool | None:
    """Whether ``a cmp b`` certainly holds (True), certainly does not (False), or the values leave it open (None).

    Equal literals are equal, also as intervals. ``b`` is converted to the unit of ``a``; ``ValueUnitError`` where that cannot be. Strings
    compare by code point.

    >>> low = Literal("xsd:decimal", max="30", max_open=True)
    >>> [compare(low, "<", Literal("xsd:decimal", v)) for v in ("45", "30", "20")], compare(low, ">=", Literal("xsd:decimal", "30"))
    ([True, True, None], False)
    """
    if cmp not in _COMPARISONS:
        raise ValueError(f"no comparison: {cmp!r}")
    if cmp in ("!=", ">=", "<="):
        opposite = compare(a, {"!=": "=", ">=": "<", "<=": ">"}[cmp], b)
        return None if opposite is None else not opposite
    kind, other = _family(a), _family(b)
    if kind != other:
        return False if cmp == "=" else None
    if kind in ("string", "boolean"):
        return _compare_words(a, cmp, b, kind)
    if kind == "number":
        a, b = _same_unit(a, b)
    left, right = bounds(a), bounds(b)
    identical = left == right
    if identical and (a.value is not None or cmp == "="):
        return cmp == "="
    if cmp == "=":
        return False if _below(left, right) or _below(right, left) else None
    if cmp == ">":
        left, right = right, left
    if _below(left, right):
        return True
    return False if _not_below(left, right) else None


def _family(literal: Literal) -> str:
    kind = datatype_of(literal.datatype)
    return "number" if kind in _NUMBERS else "date" if kind in _DATES else "boolean" if kind == "xsd:boolean" else "string"


def _compare_words(a: Literal, cmp: str, b: Literal, kind: str) -> bool | None:
    left, right = (unicodedata.normalize("NFC", x.value or "") for x in (a, b))
    if cmp == "=":
        return left == right and (a.lang is None or b.lang is None or a.lang == b.lang)
    if kind == "boolean":
        return None
    return left < right if cmp == "<" else left > right


def _same_unit(a: Literal, b: Literal) -> tuple[Literal, Literal]:
    if a.unit == b.unit:
        return a, b
    if a.unit is None or b.unit is None:
        with_unit, without = (a, b) if a.unit else (b, a)
        raise ValueUnitError(
            "", f"a value in {with_unit.unit} beside {_shown(without)} without a unit", "the same unit on both sides", "add the unit"
        )
    return a, normalise(b, unit=a.unit)


def _shown(literal: Literal) -> str:
    return literal.value if literal.value is not None else f"{literal.min or '…'}–{literal.max or '…'}"


def _below(left: Bounds, right: Bounds) -> bool:
    """Whether every number of ``left`` is below every number of ``right``."""
    high, low = left[2], right[0]
    if high is None or low is None:
        return False
    return high < low or (high == low and (left[3] or right[1]))


def _not_below(left: Bounds, right: Bounds) -> bool:
    """Whether no number of ``left`` is below any number of ``right``."""
    low, high = left[0], right[2]
    return low is not None and high is not None and low >= high


def contains(outer: Literal, inner: Literal) -> bool | None:
    """Whether every value that ``inner`` may be lies within ``outer`` (True), none does (False), or some may (None).

    This is how a stated condition meets a fact's: contains(eGFR<30, eGFR 25).

    >>> contains(Literal("xsd:decimal", max="30", max_open=True), Literal("xsd:decimal", "25"))
    True
    """
    kind = _family(outer)
    if kind != _family(inner):
        return False
    if kind in ("string", "boolean"):
        return _compare_words(outer, "=", inner, kind)
    if kind == "number":
        outer, inner = _same_unit(outer, inner)
    out, inn = bounds(outer), bounds(inner)
    low = out[0] is None or (inn[0] is not None and (inn[0] > out[0] or (inn[0] == out[0] and (inn[1] or not out[1]))))
    high = out[2] is None or (inn[2] is not None and (inn[2] < out[2] or (inn[2] == out[2] and (inn[3] or not out[3]))))
    if low and high:
        return True
    return False if _below(inn, out) or _below(out, inn) else None
