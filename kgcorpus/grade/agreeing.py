"""How a stated quantity stands to a gold number: equal, rounded, converted, wider, narrower, another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.asked import FALL, RISE, Asked, Wanted, percent, ratio
from kgcorpus.grade.measures import CURRENCIES
from kgcorpus.grade.quantity import Quantity

ABOUT = Fraction(1, 30)
"""How far a number that is said to be rounded may be off."""
CONVERTED = Fraction(1, 100)
"""How far a value converted to another system of units may be off."""


def relation_of(text: str, q: Quantity, want: Wanted, asked: Asked) -> str:
    """``equal``, ``different``, ``more_general`` or ``more_specific`` (a value that holds gold, or that gold holds), ``undecided``."""
    if q.doubtful and q.low == want.plain:
        return "undecided"
    if asked.direction or (want.plain is not None and want.plain < 0):
        q = _directed(text, q, want, asked)
    if not q.about and _to_three_digits(text, q, want):
        q = replace(q, about=True)
    relations = [_compare(q, ratio, exact, want, asked) for ratio, exact in _ratios(q, want, asked)]
    if not relations:
        return _degrees(q, want, asked) if temperature(q, want) else "different"
    return next((r for r in ("equal", "more_general", "more_specific", "undecided") if r in relations), "different")


_CLAUSE = re.compile(r"[^,，。;；!?\n]*")


def _to_three_digits(text: str, q: Quantity, want: Wanted) -> bool:
    """Whether a number states three digits or more, none of them a zero that may only hold a place, so that it is gold rounded to them;
    of sums of money, and of what is counted in millions, every digit counts."""
    if q.places is None or not q.plain or q.low is None or abs(q.low) < 100 * Fraction(10) ** q.places:
        return False
    if any(m.name in CURRENCIES for m in (*want.units, *q.units)):
        return False
    counts = not q.units or q.units[0].dimensions == ((q.units[0].name, 1),)
    return q.places <= 0 or ("." in text[q.start : q.end] and not (counts and q.scaled))


def _directed(text: str, q: Quantity, want: Wanted, asked: Asked) -> Quantity:
    """The quantity with the sign that "fell by" or 上涨 gives it, where the question asks for a change or gold is below zero."""
    if not q.plain or q.low is None:
        return q
    if q.low < 0:  # "-15 %" to "how much did it fall?"
        return replace(q, low=-q.low, high=-q.low) if asked.direction < 0 and want.plain is not None and want.plain > 0 else q
    below = want.plain is not None and want.plain < 0
    before = text[max(0, q.start - 16) : q.start]
    fall, rise = bool(FALL.search(before)), bool(RISE.search(before))
    if below and not (fall or rise):  # "5 in the red"
        behind = _CLAUSE.match(text, q.end, q.end + 14)
        fall, rise = (bool(words.search(behind[0])) if behind else False for words in (FALL, RISE))
    turned = fall != rise and (fall if below or asked.direction >= 0 else rise)
    return replace(q, low=-q.low, high=-q.low) if turned else q


def _ratios(q: Quantity, want: Wanted, asked: Asked) -> list[tuple[Fraction, bool]]:
    """By what a stated number is multiplied to be in the unit of gold, and whether that is mere scaling (no conversion that is rounded)."""
    one = Fraction(1)
    if not q.units:
        if percent(want) and want.plain is not None and q.low is not None and (q.places is None or q.places < 0) and abs(q.low) <= 1:
            return [(one, True), (Fraction(100), True)]
        return [(one, True)]
    if want.units:
        pairs = [(r, m, w) for m in q.units for w in want.units if (r := ratio(m, w)) is not None]
        return [(r, _scaling(r, want)) for r, _, _ in pairs]
    target = asked.units
    if q.units[0].dimensions == ():
        small = want.plain is None or abs(want.plain) <= 1
        return ([(one, True)] if asked.percent else []) + ([(q.units[0].factor, True)] if small or not asked.percent else [])
    if target:
        return [(r, _scaling(r, want)) for m in q.units for w in target if (r := ratio(m, w)) is not None] or [(one, True)]
    return [(one, True)]


def _scaling(ratio: Fraction, want: Wanted) -> bool:
    """Whether gold in the other unit takes no more digits than people write out, so that nobody rounds when converting."""
    gold = want.plain
    rest = ratio.numerator * ratio.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1 and len(str(ratio.numerator).rstrip("0")) + len(str(ratio.denominator).rstrip("0")) <= 3:
        return True
    return gold is not None and _digits(gold / ratio) <= _digits(gold) + 1


def _digits(number: Fraction) -> int:
    """How many digits a number takes in full, 99 where it has no end."""
    for places in range(12):
        if (scaled := abs(number) * 10**places).denominator == 1:
            return len(str(scaled.numerator).rstrip("0") if places == 0 else str(scaled.numerator))
    return 99


def _compare(q: Quantity, ratio: Fraction, exact: bool, want: Wanted, asked: Asked) -> str:
    low = None if q.low is None else q.low * ratio
    high = None if q.high is None else q.high * ratio
    if (low, high) == (want.low, want.high) and (q.low_open, q.high_open) == (want.low_open, want.high_open):
        if q.nearly and want.plain is not None:
            return "more_general"
        return "equal"
    if q.middle is not None and q.middle * ratio == want.plain:
        return "equal"  # 4.54 ± 0.05
    if want.plain is not None and q.plain and low is not None:
        return _single(q, low, ratio, exact, want)
    if want.plain is not None and (
        (asked.lowest and high is None and low == want.plain) or (asked.highest and low is None and high == want.plain)
    ):
        return "equal"
    bound = high if asked.highest and low is None else low if asked.lowest and high is None else None
    if want.plain is not None and bound is not None:  # "at most 600" where the maximum is asked states 600
        return "different"
    return _intervals((low, q.low_open, high, q.high_open), (want.low, want.low_open, want.high, want.high_open))


def _single(q: Quantity, value: Fraction, ratio: Fraction, exact: bool, want: Wanted) -> str:
    """One number against one: the same, the same rounded, less or more precise, or another."""
    gold = want.plain
    assert gold is not None and q.low is not None
    if not gold or not value or (gold < 0) != (value < 0):
        return "different"
    off = abs(value - gold) / abs(gold)
    if q.places is not None and off <= ABOUT and _rounded(gold / ratio, q.places) == q.low:
        if q.about or (not exact and off <= CONVERTED):
            return "equal"
        return "more_general"
    if q.nearly and 0 < (value - gold) / abs(gold) <= ABOUT:
        return "more_general"
    if q.places is None and off < Fraction(1, 1000) and _rounded(value, want.places) == gold and want.places <= -2:
        return "equal"  # 1/3 to 0.3333
    if not exact and off <= CONVERTED / 20 and _rounded(value, min(want.places, 0)) == gold:
        return "equal"  # what gold itself was rounded from
    money = any(m.name in CURRENCIES for m in want.units)
    fine = want.units or want.places < 0
    if fine and (q.places is None or q.places < want.places) and off <= CONVERTED and _rounded(value, want.places) == gold:
        told = want.places < 0 and not money and abs(gold) >= 100 * Fraction(10) ** want.places  # 9.80665 to 9.81
        return "equal" if told or not exact else "more_specific"
    return "different"


def _rounded(number: Fraction, places: int) -> Fraction:
    """The number rounded to a power of ten, halves away from zero as people do."""
    unit = Fraction(10) ** places
    scaled = abs(number) / unit
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return whole * unit * (1 if number >= 0 else -1)


Side = tuple[Fraction | None, bool, Fraction | None, bool]


def _intervals(said: Side, gold: Side) -> str:
    if _below(said, gold) or _below(gold, said):
        return "different"
    if _holds(said, gold):
        return "more_general"
    return "more_specific" if _holds(gold, said) else "undecided"


def _below(left: Side, right: Side) -> bool:
    if left[2] is None or right[0] is None:
        return False
    return left[2] < right[0] or (left[2] == right[0] and (left[3] or right[1]))


def _holds(outer: Side, inner: Side) -> bool:
    low = outer[0] is None or (inner[0] is not None and (inner[0] > outer[0] or (inner[0] == outer[0] and (inner[1] or not outer[1]))))
    high = outer[2] is None or (inner[2] is not None and (inner[2] < outer[2] or (inner[2] == outer[2] and (inner[3] or not outer[3]))))
    return low and high


_SCALES = {"°C": (Fraction(1), Fraction(0)), "°F": (Fraction(5, 9), Fraction(-160, 9)), "K": (Fraction(1), Fraction(-5463, 20))}
"""What makes degrees Celsius of degrees: a factor and what is added."""
_SPAN = re.compile(r"差|升|降|变化|\b(?:differ\w*|rise|risen|rose|warm(?:ed|ing)|cool(?:ed|ing)|increase\w*|change\w*|drop\w*|by how)\b")


def _degrees(q: Quantity, want: Wanted, asked: Asked) -> str:
    """Degrees of one scale to those of another, which everybody rounds; how far two temperatures are apart converts otherwise."""
    scale, own = (next((_SCALES[m.name] for m in units if m.name in _SCALES), None) for units in (q.units, want.units))
    if scale is None or own is None or q.low is None or not q.plain or want.plain is None or _SPAN.search(asked.text):
        return "undecided"

    def turned(number: Fraction, one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> Fraction:
        return (number * one[0] + one[1] - other[1]) / other[0]

    there, back = turned(want.plain, own, scale), turned(q.low, scale, own)
    places = q.places or 0
    met = _rounded(there, places if q.about else min(places, 0)) == q.low
    first = q.low % 5 == 0 and _rounded(back, min(want.places, 0)) == want.plain  # gold was converted from it: 177 °C from 350 °F
    return "equal" if met or first else "different"


def temperature(q: Quantity, want: Wanted) -> bool:
    """Whether a value and gold are temperatures on two scales."""
    names = {m.name for m in (*q.units, *want.units)}
    return {"°C", "°F"} <= names or {"°C", "K"} <= names or {"°F", "K"} <= names
