"""A gold number, quantity or interval against what an answer says.

An answer is right that states the gold value, in any unit that converts exactly, and states no other one for the same thing. One that says
that it rounds ("about", 约) is right where the gold value, rounded to the digits that it states, is that number and is off by less than
one in thirty; so is a value converted between systems of units that is off by less than one in two hundred. A rounder number that
does not say so is less precise (``more_general``), a finer one more precise (``more_specific``): neither is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from kgcorpus.grade.choosing import denied, open_between, ranked, withdrawn
from kgcorpus.grade.dated import dates
from kgcorpus.grade.days import day_amount
from kgcorpus.grade.lists import count_items
from kgcorpus.grade.matching import Match, named
from kgcorpus.grade.measures import COUNTERS, Measure, measures, unit_in
from kgcorpus.grade.quantities import Quantity, quantities
from kgcorpus.grade.reading import Mention, Reading, bare
from kgcorpus.grade.spelled import plain
from kgcorpus.grade.written import ordinals, roman
from kgcorpus.model import Json, Literal
from kgcorpus.values import decimal_text

_DATES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
ABOUT = Fraction(1, 30)
"""How far a number that is said to be rounded may be off."""
CONVERTED = Fraction(1, 200)
"""How far a value converted to another system of units may be off."""
_TOTAL = re.compile(
    r"(?:共|总计|合计|总共|一共|有|为|是|:|\btotal(?:s|ing)?(?: of| is)?|\bthere (?:are|is|were)|\bin all|\baltogether|^)\D{0,6}$"
)
_LOWEST = re.compile(
    r"最[低少小短轻]|至少|下限|起码|以上|不低于|不少于|\b(?:minimum|least|lowest|lower|shortest|smallest"
    r"|more than|over)\b"
)
_HIGHEST = re.compile(
    r"最[高多大长重]|至多|上限|以[下内]|不超过|多少[^,，。]{0,4}内|\b(?:maximum|most|highest|upper|longest"
    r"|largest|limit|within|up to|exceed)\b"
)
_PERCENT_ASKED = re.compile(
    r"%|百分|percent|比例|占比|[率]|份额|几成|概率|proportion|share|\brate\b|probabilit|chance|fraction|几分之|多大比例"
)
_YEAR_ASKED = re.compile(r"哪一?年|何年|几几年|年份|什么时候|何时|\b(?:what|which) year|\byear\b|\bwhen\b")
_WHICH_ASKED = re.compile(
    r"第几|第多少|几年级|排名|\bwhich\b|\bwhat (?:number|place|rank|edition|chapter)|\brank|number of the|序数"
    r"|\bhow many(?:th)\b|\bedition|chapter"
)
_MANY_ASKED = re.compile(r"\bhow many\b|多少|(?<!第)几|\bnumber of\b|数量|人数")
_CALENDAR = re.compile(r".?\s?(?:年|月|日|号|[A-Z]?[a-z]{2,8} \d|/|-\d)")
_IN_YEAR = re.compile(r"\b(?:in|since|by|from|until|till|during|before|after)\s$", re.I)
_FALL = re.compile(
    r"下降|下跌|减少|降低|亏损|跌了?|缩减|负增长|减了?|\b(?:fell|falls?|fallen|drop(?:s|ped)?|declin\w+|decreas\w+|lost"
    r"|loss(?: of)?|down|shr[aiu]nk"
    r"|reduc\w+)\b",
    re.I,
)
_RISE = re.compile(
    r"上升|上涨|增加|增长|提高|盈利|涨了?|升了?|\b(?:rose|rises?|risen|grew|grows?|grown|increas\w+|gain\w*|up|growth|climb\w*)\b", re.I
)
_ASKED_UNIT = re.compile(
    r"\bhow (?:many|much)(?: more)? (?P<en>[a-z°/. ]{1,28})|\bin (?:terms of )?(?P<in>[a-z°/][a-z°/ ]{0,24}?)\s*[?,)]|\((?:in "
    r"|单位:? ?)?(?P<bracket>[^()\d]{1,16})\)"
    r"|(?:多少|几)(?P<zh>[\u4e00-\u9fff℃°%a-z/]{1,8})|以(?P<by>[\u4e00-\u9fff]{1,6})(?:为单位|计)"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gold number: its limits, unit readings (none: it has no unit), the unit as it is spelled, the place of its last stated digit."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    units: tuple[Measure, ...]
    spelled: str
    places: int

    @property
    def plain(self) -> Fraction | None:
        return self.low if self.low is not None and self.low == self.high else None


@lru_cache(maxsize=50_000)
def _wanted(literal: Literal) -> Wanted:
    low, high = (literal.value, literal.value) if literal.value is not None else (literal.min, literal.max)
    text = literal.value or "0"
    _, point, rest = text.partition(".")
    places = -len(rest) if point else len(text) - len(text.rstrip("0") or text)
    return Wanted(
        None if low is None else Fraction(low), None if high is None else Fraction(high), literal.min_open, literal.max_open,
        measures(literal.unit) if literal.unit else (), literal.unit or "", places,
    )  # fmt: skip


def said_number(text: str, unit: str | None) -> Literal | None:
    """The number or interval that a whole gold text states as answers do ("6.02e23", "四分之三"), in the unit given, else in its own."""
    folded = plain(text.strip())
    found = quantities(folded)
    if len(found) != 1 or folded[: found[0].start].strip() or folded[found[0].end :].strip(" ."):
        return None
    q = found[0]
    scale = Fraction(1)
    if q.units and unit:
        scales = [s for m in q.units for w in measures(unit) if (s := _ratio(m, w)) is not None]
        if not scales:
            return None
        scale = scales[0]
    low, high = (None if side is None else decimal_text(side * scale) for side in (q.low, q.high))
    unit = unit or (q.units[0].name if q.units else None)
    if q.plain:
        return Literal("xsd:decimal", low, unit)
    return Literal("xsd:decimal", unit=unit, min=low, max=high, min_open=q.low_open, max_open=q.high_open)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says about its answer: its own numbers, the unit it names, and what kind of number it asks for."""

    numbers: frozenset[tuple[Fraction | None, Fraction | None, tuple[Measure, ...]]]
    units: tuple[Measure, ...]
    percent: bool
    year: bool
    which: bool
    many: bool
    lowest: bool
    highest: bool
    direction: int


@lru_cache(maxsize=50_000)
def _asked(question: str) -> Asked:
    own = frozenset((q.low, q.high, q.units) for q in quantities(question)) | frozenset(
        (Fraction(d.low[0]), Fraction(d.low[0]), ()) for d in dates(question) if d.low and d.plain
    )
    units: tuple[Measure, ...] = ()
    for match in _ASKED_UNIT.finditer(question):
        piece = next((g for g in match.groups() if g), "").strip()
        length, found = unit_in(piece)
        if not found and piece.startswith("个"):
            length, found = unit_in(piece)
        if found and (length == len(piece) or match["en"] or match["zh"]):
            units = found
            break
    fall, rise = bool(_FALL.search(question)), bool(_RISE.search(question))
    return Asked(
        own, units, bool(_PERCENT_ASKED.search(question)), bool(_YEAR_ASKED.search(question)), bool(_WHICH_ASKED.search(question)),
        bool(_MANY_ASKED.search(question)), bool(_LOWEST.search(question)), bool(_HIGHEST.search(question)), int(rise) - int(fall),
    )  # fmt: skip


def amount(
    gold: Mapping[str, Json], literal: Literal, key: str, reading: Reading, mentions: Sequence[Mention], mode: str, *, alone: bool = True
) -> Match:
    """How a gold number or date stands to an answer; ``alone``: it is the only one, so that another value is another answer."""
    if literal.datatype in _DATES:
        return day_amount(gold, literal, key, reading, mentions, alone=alone)
    want, asked, text = _wanted(literal), _asked(reading.question), plain(reading.said)
    found = _compatible(text, quantities(text), want, asked, mode)
    own = [q for q in found if (q.low, q.high, q.units) not in asked.numbers and (q.low, q.high, ()) not in asked.numbers]
    if not own and mode == "count" and reading.names_nothing and _relation(text, _ZERO, want, asked) == "equal":
        return Match(True, at=0)
    if not own and (other := _without_numbers(gold, key, text, want, asked, reading, mentions, mode)):
        return other
    asserted, near = _asserted(text, own or found, want, asked)
    if near:
        return near
    if not alone:
        return _any(text, asserted, want, asked, bool(own))
    return _chosen(text, asserted, want, asked, reading, mode, bool(own))


_ZERO = Quantity(0, 0, Fraction(0), Fraction(0))


def _compatible(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked, mode: str) -> list[Quantity]:
    """The quantities that may be about what gold is about: no years, codes and ordinals beside them, and in units that convert."""
    out = [q for q in found if _fits(text, q, want, asked)]
    ordinary = [q for q in out if not q.ordinal]
    if want.units or (asked.many and not asked.which) or mode == "count" or (ordinary and not asked.which):
        out = ordinary
    elif asked.which and any(q.ordinal for q in out):
        out = [q for q in out if q.ordinal]
    if any(not q.weak for q in out):
        out = [q for q in out if not q.weak]
    if not want.units and asked.year:
        return out
    if not any((not q.units and q.low and 100 <= q.low < 2300) or _CALENDAR.match(text, q.end - 1) for q in out):
        return out
    calendar = [(d.start, d.end) for d in dates(text) if d.low or d.readings]
    rest = [
        q for q in out if (q.units and q.units[0].name not in ("year", "day")) or not any(a < q.end and q.start < b for a, b in calendar)
    ]
    if rest or not (want.units or asked.many):
        return rest or out
    return [q for q in out if not (_IN_YEAR.search(text[max(0, q.start - 8) : q.start]) or _CALENDAR.match(text, q.end - 1))]


def _fits(text: str, q: Quantity, want: Wanted, asked: Asked) -> bool:
    if not q.units:
        return not (q.counted and want.units and not _counts(want)) or text.startswith(want.spelled, q.end - 1)
    if want.units:
        return any(_ratio(m, w) is not None for m in q.units for w in want.units) or _temperature(q, want)
    if asked.units and not any(_ratio(m, w) is not None for m in q.units for w in asked.units):
        return asked.units[0].dimensions == () or (asked.units[0].name in ("人", "次") and q.units[0].name in ("人", "次"))
    return True


def _counts(want: Wanted) -> bool:
    """Whether the unit of gold counts things: a counter, or a word that no table of units knows."""
    own = want.units[0]
    return want.spelled[-1:] in COUNTERS or own.name in ("人", "户", "件", "次", "股", "(piece)") or own.dimensions == ((own.name, 1),)


def _temperature(q: Quantity, want: Wanted) -> bool:
    names = {m.name for m in (*q.units, *want.units)}
    return {"°C", "°F"} <= names or {"°C", "K"} <= names or {"°F", "K"} <= names


def _ratio(said: Measure, want: Measure) -> Fraction | None:
    return said.factor / want.factor if said.dimensions == want.dimensions else None


def _asserted(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked) -> tuple[list[Quantity], Match | None]:
    """What is neither denied nor taken back; or the verdict where nothing is left, or where two values are left open."""
    spans = [(q.start, q.end) for q in found]
    since = withdrawn(text, spans)
    alternatives = open_between(text, spans)
    flags = [denied(text, q.start, q.end) for q in found]
    for i in range(1, len(found)):
        flags[i] = flags[i] or (flags[i - 1] and {i - 1, i} <= alternatives)
    out = [q for q, flag in zip(found, flags, strict=True) if not flag and q.start >= since]
    if not out:
        equal = any(_relation(text, q, want, asked) == "equal" for q in found)
        return [], Match(False, near="contradiction" if equal else None, said=_said(text, found[0]) if found and equal else "")
    left = [i for i in sorted(alternatives) if found[i] in out]
    relations = {_relation(text, found[i], want, asked) for i in left}
    if "equal" in relations and len(relations) > 1:
        return out, Match(False, near="undecided", said=_said(text, found[left[0]]), reason="hedged")
    return out, None


def _any(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked, own: bool) -> Match:
    near = None
    for q in found:
        relation = _relation(text, q, want, asked)
        if relation == "equal":
            return Match(True, at=q.start)
        near = near or relation
    return Match(False, near=_near(near) if own else None, said=_said(text, found[0]) if found and own else "")


def _chosen(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked, reading: Reading, mode: str, own: bool) -> Match:
    """The verdict by the value that answers: another one before it leaves open which is meant."""
    if mode == "count" and len(found) > 1:
        totals = [q for q in found if _TOTAL.search(bare(text[max(0, q.start - 24) : q.start]))]
        found = totals[:1] or found[:1]
    if want.units and (same := [q for q in found if q.units and any(m == w for m in q.units for w in want.units)]):
        found = same
    groups = ranked(text, [(q.start, q.end) for q in found], reading.question)
    first = [found[i] for i in groups[0]]
    relations = [_relation(text, q, want, asked) for q in first]
    if relations and relations[0] == "equal":
        rival = next((q for q, r in zip(first[1:], relations[1:], strict=True) if r == "different" and _rivals(text, first[0], q)), None)
        return Match(False, near="undecided", said=_said(text, rival), reason="two_values") if rival else Match(True, at=first[0].start)
    if "equal" in relations:
        return Match(False, near="undecided" if own else None, said=_said(text, first[0]), reason="two_values" if own else "")
    near = next((r for r in relations if r != "different"), "different") if relations else None
    reason = ("stuck_digits" if first[0].doubtful else "no_conversion") if first and near == "undecided" else ""
    return Match(False, near=_near(near) if own else None, said=_said(text, first[0]) if first and own else "", reason=reason)


def _rivals(text: str, a: Quantity, b: Quantity) -> bool:
    """Whether two values stand for the same thing: the same words follow, and only a joint stands between."""
    between = text[a.end : b.start]
    return len(between) <= 14 and re.fullmatch(r"[\s,，、;；(（]*(?:and|和|与|vs\.?|then|、|但|but|also|versus|又说|也有说"
        r"|另说)?[\s(（]*", between, re.I) is not None and (
        a.units == b.units and text[b.end : b.end + 4].strip() == text[a.end : a.end + 4].strip()[: len(text[b.end : b.end + 4].strip())]
    )  # fmt: skip


def _near(relation: str | None) -> str | None:
    return "contradiction" if relation == "different" else relation


def _said(text: str, q: Quantity) -> str:
    return text[q.start : q.end].strip()


def _relation(text: str, q: Quantity, want: Wanted, asked: Asked) -> str:
    """``equal``, ``different``, ``more_general`` or ``more_specific`` (a value that holds gold, or that gold holds), ``undecided``."""
    if q.doubtful and q.low == want.plain:
        return "undecided"
    if asked.direction or (want.plain is not None and want.plain < 0):
        q = _directed(text, q, want, asked)
    relations = [_compare(q, ratio, exact, want, asked) for ratio, exact in _ratios(q, want, asked)]
    if not relations:
        return "undecided" if _temperature(q, want) else "different"
    return next((r for r in ("equal", "more_general", "more_specific", "undecided") if r in relations), "different")


def _directed(text: str, q: Quantity, want: Wanted, asked: Asked) -> Quantity:
    """The quantity with the sign that "fell by" or 上涨 gives it, where the question asks for a change or gold is below zero."""
    if not q.plain or q.low is None or q.low < 0:
        return q
    before = text[max(0, q.start - 16) : q.start]
    fall, rise = _FALL.search(before), _RISE.search(before)
    said = 0 if bool(fall) == bool(rise) else 1 if rise else -1
    if said == -1 and asked.direction >= 0:
        return replace(q, low=-q.low, high=-q.low)
    if said == 1 and asked.direction < 0:
        return replace(q, low=-q.low, high=-q.low)
    return q


def _ratios(q: Quantity, want: Wanted, asked: Asked) -> list[tuple[Fraction, bool]]:
    """By what a stated number is multiplied to be in the unit of gold, and whether that is mere scaling (no conversion that is rounded)."""
    one = Fraction(1)
    percent_gold = bool(want.units) and want.units[0].dimensions == () and want.units[0].factor == Fraction(1, 100)
    if not q.units:
        if percent_gold and want.plain is not None and q.low is not None and (q.places is None or q.places < 0) and abs(q.low) <= 1:
            return [(one, True), (Fraction(100), True)]
        return [(one, True)]
    if want.units:
        pairs = [(r, m, w) for m in q.units for w in want.units if (r := _ratio(m, w)) is not None]
        return [(r, _scaling(r)) for r, _, _ in pairs]
    target = asked.units
    if q.units[0].dimensions == ():
        small = want.plain is None or abs(want.plain) <= 1
        return ([(one, True)] if asked.percent else []) + ([(q.units[0].factor, True)] if small or not asked.percent else [])
    if target:
        return [(r, _scaling(r)) for m in q.units for w in target if (r := _ratio(m, w)) is not None] or [(one, True)]
    return [(one, True)]


def _scaling(ratio: Fraction) -> bool:
    """Whether a ratio is exact in few digits, so that nobody rounds when converting."""
    up, down = ratio.numerator, ratio.denominator
    for prime in (2, 5):
        while down % prime == 0:
            down //= prime
    return down == 1 and len(str(up).rstrip("0")) <= 3


def _compare(q: Quantity, ratio: Fraction, exact: bool, want: Wanted, asked: Asked) -> str:
    low = None if q.low is None else q.low * ratio
    high = None if q.high is None else q.high * ratio
    if (low, high) == (want.low, want.high) and (q.low_open, q.high_open) == (want.low_open, want.high_open):
        if q.nearly and want.plain is not None:
            return "more_general"
        return "equal"
    if want.plain is not None and q.plain and low is not None:
        return _single(q, low, ratio, exact, want)
    if want.plain is not None and (
        (asked.lowest and high is None and low == want.plain) or (asked.highest and low is None and high == want.plain)
    ):
        return "equal"
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
    fine = want.units or want.places < 0
    if fine and (q.places is None or q.places < want.places) and off <= CONVERTED and _rounded(value, want.places) == gold:
        return "equal" if not exact else "more_specific"
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


def _without_numbers(
    gold: Mapping[str, Json], key: str, text: str, want: Wanted, asked: Asked, reading: Reading, mentions: Sequence[Mention], mode: str
) -> Match | None:
    """The verdict on an answer that states no number of its own: an ordinal, a Roman numeral, an alias, things listed to be counted."""
    if not want.units and mode != "count" and not (asked.many and not asked.which):
        nth = [int(n.literal.value or 0) for n in ordinals(text) if not denied(text, n.start, n.end)]
        numeral = roman(text.strip())
        if nth or numeral is not None:
            met = (numeral if numeral is not None else nth[0]) == want.plain
            return Match(met, at=0, near=None if met else "contradiction", said="" if met else text.strip()[:40])
    # Written as gold writes it (an alias); the bare number alone would fit any unit.
    by_name = named(gold, key, reading, [m for m in mentions if m.alias])
    if by_name.met:
        return by_name
    if mode == "count" and (counted := count_items(reading, mentions)):
        return Match(True, at=0) if counted == want.plain else Match(False, near="contradiction")
    return None
