"""A gold number, quantity or interval against what an answer says.

An answer is right that states the gold value, in any unit that converts exactly, and states no other one for the same thing. One that says
that it rounds ("about", 约) is right where the gold value, rounded to the digits that it states, is that number and is off by less than
one in thirty; so is a value converted between systems of units that is off by less than one in a hundred. A rounder number that
does not say so is less precise (``more_general``), a finer one more precise (``more_specific``): neither is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.agreeing import relation_of, temperature
from kgcorpus.grade.asked import Asked, Wanted, asked_of, percent, ratio, wanted_of
from kgcorpus.grade.bare import bare
from kgcorpus.grade.choosing import denied, open_between, ranked, withdrawn
from kgcorpus.grade.dated import dates
from kgcorpus.grade.days import day_amount
from kgcorpus.grade.lists import count_items
from kgcorpus.grade.matching import Match, named
from kgcorpus.grade.measures import COUNTERS, CURRENCIES, measures
from kgcorpus.grade.quantities import quantities
from kgcorpus.grade.quantity import PERIODS, Quantity
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.spelled import plain
from kgcorpus.grade.stance import against, within
from kgcorpus.grade.written import ordinals, roman, romans
from kgcorpus.model import Json, Literal

_DATES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
_TOTAL = re.compile(
    r"(?:共|总计|合计|总共|一共|有|为|是|:|\btotal(?:s|ing)?(?: of| is)?|\bthere (?:are|is|were)|\bin all|^)\D{0,6}$"
    r"|\baltogether[^\d.;]{0,16}$"
)
_ALTOGETHER = re.compile(r"总计|合计|总共|一共|共计|\b(?:in all|altogether|a total of|total(?:s|ing)?)\b", re.I)
_CALENDAR = re.compile(r".?\s?(?:年|月|日|号|[A-Z]?[a-z]{2,8} \d|/|-\d)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|during|before|after|of|year|circa|and|to|late|early|mid|born|founded|established"
    r"|est\.?|as of)|[(])\s?$",
    re.I,
)
_IN_YEAR = re.compile(r"\b(?:in|since|by|from|until|till|during|before|after)\s$", re.I)


_IDIOM = re.compile(r"(?<=[这那有差早])一点|一点(?=[也都儿])")


def _idiom(text: str, q: Quantity) -> bool:
    """Whether 一点 is no amount: 这一点, 一点也不."""
    return text[q.start : q.start + 2] == "一点" and bool(_IDIOM.match(text, q.start))


def amount(
    gold: Mapping[str, Json], literal: Literal, key: str, reading: Reading, mentions: Sequence[Mention], mode: str, *, alone: bool = True
) -> Match:
    """How a gold number or date stands to an answer; ``alone``: it is the only one, so that another value is another answer."""
    if literal.datatype in _DATES:
        return day_amount(gold, literal, key, reading, mentions, alone=alone)
    want, asked, text = wanted_of(literal), asked_of(reading.question), plain(reading.said)
    if alone and not want.units and (asked.which or not asked.many) and (numbered := romans(text, reading.question)):
        return _numbered(text, numbered, want, reading)
    found = _compatible(text, [q for q in quantities(text) if not _idiom(text, q)], want, asked, mode)
    if not alone and want.plain is not None and (mode == "order" or asked.range):
        found = _ends_of_ranges(text, found, reading.question)
    own = [q for q in found if (q.low, q.high, q.units) not in asked.numbers and (q.low, q.high, ()) not in asked.numbers]
    if reading.abstains:
        own = [q for q in own if not q.weak]
    if mode == "count":
        own = [q for q in own if not _NOT_EVEN.match(text, q.end)]
    if not own and mode == "count" and reading.names_nothing and relation_of(text, _ZERO, want, asked) == "equal":
        return Match(True, at=0)
    if not own and (other := _without_numbers(gold, key, text, want, asked, reading, mentions, mode)):
        return other
    asserted, near = _asserted(text, own or found if alone else found, want, asked)
    if near:
        return near
    if not alone:
        return _any(text, asserted, want, asked, bool(own))
    return _chosen(text, asserted, want, asked, reading, mode, bool(own))


def _numbered(text: str, numbered: Sequence[tuple[int, int, int]], want: Wanted, reading: Reading) -> Match:
    """The verdict by what Roman numerals number that the question asks about: "Super Bowl LIV"."""
    kept = [(start, end, n) for start, end, n in numbered if not denied(text, start, end)] or list(numbered[:1])
    first = [kept[i] for i in ranked(text, [(start, end) for start, end, _ in kept], reading.question, reading.stressed)[0]]
    start, end, number = first[0]
    said = text[start:end]
    if number == want.plain:
        return Match(True, at=start) if not denied(text, start, end) else Match(False, near="contradiction", said=said)
    either = any(n == want.plain for *_, n in first)
    return Match(False, near="undecided" if either else "contradiction", said=said, reason="two_values" if either else "")


_NOT_EVEN = re.compile(r"[个名人种家只件项]?(?:也|都)没")
_ZERO = Quantity(0, 0, Fraction(0), Fraction(0))


def _ends_of_ranges(text: str, found: list[Quantity], question: str) -> list[Quantity]:
    """Both ends of the range that answers, where the lower and the upper limit are asked for ("3.9-6.1"); else all that is said."""
    ranges = [q for q in found if not q.plain and q.low is not None and q.high is not None]
    if not ranges:
        return found
    best = [ranges[i] for i in ranked(text, [(q.start, q.end) for q in ranges], question)[0]]
    return [replace(q, low=side, high=side, low_open=False, high_open=False) for q in best for side in (q.low, q.high)]


_LISTED = re.compile(r"[\s,、;/]*(?:and|or|as well as|和|与|及|以及|或)?\s*", re.I)


def values_beside(wanted: Sequence[Literal], reading: Reading) -> list[str]:
    """What an answer lists in one enumeration with gold numbers and is none of them, as it writes it."""
    text, asked = plain(reading.said), asked_of(reading.question)
    golds = [wanted_of(literal) for literal in wanted]
    found = [q for q in quantities(text) if any(_fits(text, q, want, asked) for want in golds)]
    met = [any(relation_of(text, q, want, asked) == "equal" for want in golds) for q in found]
    joined = [_LISTED.fullmatch(text[a.end : b.start]) is not None for a, b in pairwise(found)]
    out = []
    for at, q in enumerate(found):
        first = last = at
        while first and joined[first - 1]:
            first -= 1
        while last < len(joined) and joined[last]:
            last += 1
        if not met[at] and any(met[first : last + 1]) and not denied(text, q.start, q.end):
            out.append(_said(text, q))
    return out


def _compatible(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked, mode: str) -> list[Quantity]:
    """The quantities that may be about what gold is about: no years, codes and ordinals beside them, and in units that convert."""
    if len(found) > 1 and (percent(want) or (want.plain is not None and 0 < want.plain < 1)):
        found = _shares(text, found)
    if scaled := _SCALED_UNIT.match(want.spelled):
        found = [_in_unit(text, q, want.spelled[scaled.end() :]) for q in found]
    if any(m.name in CURRENCIES for m in want.units):
        found = [_millions(text, q) for q in found]
    out = [q for q in found if _fits(text, q, want, asked)]
    if asked.which and (own := set(_NUMBERING.findall(asked.text))):
        out = [q for q in out if not (of := _NUMBERS.search(text[max(0, q.start - 14) : q.start].lower())) or of[1] in own]
    ordinary = [q for q in out if not q.ordinal]
    if want.units or (asked.many and not asked.which) or mode == "count" or (ordinary and not asked.which):
        out = ordinary
    elif asked.which and any(q.ordinal for q in out):
        out = [q for q in out if q.ordinal]
    echoed = [q for q in out if (q.low, q.high, q.units) in asked.numbers or (q.low, q.high, ()) in asked.numbers]
    if any(not q.weak and q not in echoed for q in out) and any(q.weak for q in out):
        either = open_between(text, [(q.start, q.end) for q in out])
        out = [q for i, q in enumerate(out) if not q.weak or i in either]
    if not want.units and asked.year:
        return out
    if len(out) == 1 and out[0].end - out[0].start == len(text):
        return out
    rest = [q for q in out if not _is_date(text, q)]
    if rest or not (want.units or asked.many):
        return rest or out
    return [q for q in out if not (_IN_YEAR.search(text[max(0, q.start - 8) : q.start]) or _CALENDAR.match(text, q.end - 1))]


_NUMBERING_WORDS = "chapter|article|section|part|page|volume|paragraph|figure|table|book|clause|annex|appendix|rule|act|scene|verse|line"
_NUMBERING = re.compile(rf"\b({_NUMBERING_WORDS})s?\b")
_NUMBERS = re.compile(rf"\b({_NUMBERING_WORDS})s?\s$")
"""What numbers are given to: the number of an article is none of a chapter."""


def _is_date(text: str, q: Quantity) -> bool:
    """Whether a number stands for a year or a part of a date."""
    if q.units and q.units[0].name not in ("year", "day"):
        return False
    if q.units and q.low and q.low < 1000 and text[q.start - 1 : q.start] not in tuple("从到自在于至前元约"):
        return False
    if not (q.low and 100 <= q.low < 2300 and not q.units) and not _CALENDAR.match(text, q.end - 1):
        return False
    begin = max(0, q.start - 20)
    for dated in dates(text[begin : q.end + 16]):
        if (dated.low or dated.readings) and dated.start + begin < q.end and q.start < dated.end + begin:
            return dated.end - dated.start > 4 or _YEAR_BEFORE.search(text[max(0, q.start - 14) : q.start]) is not None
    return False


_NOUN = re.compile(r" (?!(?:of|out|in|is|was|and|or|as|to|for|at|by|per|from|with|which|that|on|if|when|percent)\b)[a-z]{3,}")
_SCALED_UNIT = re.compile(r"十万|百万|千万|万亿|万|亿|(?:thousand|million|billion) ")


def _in_unit(text: str, q: Quantity, unit: str) -> Quantity:
    """A number that carries the scale of gold's unit (73.1万 to 万字), or its bare unit behind it (731000字), in that unit."""
    if q.units or not (q.scaled or text[q.end :].lstrip().startswith(unit) or text[: q.end].endswith(unit)):
        return q
    return replace(q, units=measures(unit))


def _millions(text: str, q: Quantity) -> Quantity:
    """What has an "m" close behind, which are no metres where money is asked for."""
    if [m.name for m in q.units] != ["m"] or not _GLUED_M.search(text[q.end - 2 : q.end]) or not q.plain or q.low is None:
        return q
    value = q.low * 10**6
    return replace(q, low=value, high=value, units=(), scaled=True, places=None if q.places is None else q.places + 6)


_GLUED_M = re.compile(r"\dm$")
_OUT_OF = re.compile(r" ?[a-z]{0,10} ?(?:out of|in|of|in every|of every|out of every)(?: every)? ", re.I)


def _shares(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with "three out of four" as one."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last and last.plain and q.plain and last.low is not None and q.low and 0 < last.low < q.low and not last.units:
            between = text[last.end : q.start]
            if _OUT_OF.fullmatch(between) and (q.low <= 100 or "out" in between):
                share = last.low / q.low
                out[-1] = replace(last, end=q.end, low=share, high=share, places=None, units=(), weak=False)
                continue
        out.append(q)
    return out


def _fits(text: str, q: Quantity, want: Wanted, asked: Asked) -> bool:
    if not q.units:
        if percent(want) and q.low and q.low > 1 and _NOUN.match(text, q.end):
            return False
        return not (q.counted and want.units and not _counts(want)) or text.startswith(want.spelled, q.end - 1)
    if q.period and q.period not in PERIODS:
        own = q.units if q.period in asked.text else q.units[:1]
        return any(ratio(m, w) is not None for m in own for w in want.units or asked.units) or not (want.units or asked.units)
    if q.period and asked.periods and q.period not in asked.periods:
        return False
    if want.units:
        if q.period and not asked.periods:
            own = q.units[:1] if q.period in ("h", "min", "s") else q.units
            return any(ratio(m, w) is not None for m in own for w in want.units)
        return any(ratio(m, w) is not None for m in q.units for w in want.units) or temperature(q, want)
    if asked.units and not any(ratio(m, w) is not None for m in q.units for w in asked.units):
        return asked.units[0].dimensions == () or (asked.units[0].name in ("人", "次") and q.units[0].name in ("人", "次"))
    return True


def _counts(want: Wanted) -> bool:
    """Whether the unit of gold counts things: a counter, or a word that no table of units knows."""
    own = want.units[0]
    return want.spelled[-1:] in COUNTERS or own.name in ("人", "户", "件", "次", "股", "(piece)") or own.dimensions == ((own.name, 1),)


def _asserted(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked) -> tuple[list[Quantity], Match | None]:
    """What is neither denied nor taken back; or the verdict where nothing is left, or where two values are left open."""
    spans = [(q.start, q.end) for q in found]
    since = withdrawn(text, spans)
    alternatives = open_between(text, spans)
    again = {i for i in range(1, len(found)) if {i - 1, i} <= alternatives and _again(found[i - 1], found[i])}  # 350 °F, or about 175 °C
    alternatives -= again | {i - 1 for i in again}
    aside = against(text.lower(), asked.text)
    flags = [denied(text, q.start, q.end) or within(q.start, aside) for q in found]
    for i in range(1, len(found)):
        flags[i] = flags[i] or (flags[i - 1] and {i - 1, i} <= alternatives)
    out = [q for q, flag in zip(found, flags, strict=True) if not flag and q.start >= since]
    if not out:
        equal = any(relation_of(text, q, want, asked) == "equal" for q in found)
        return [], Match(False, near="contradiction" if equal else None, said=_said(text, found[0]) if found and equal else "")
    left = [i for i in sorted(alternatives) if not flags[i] and found[i].start >= since]
    relations = {relation_of(text, found[i], want, asked) for i in left}
    if "equal" in relations and len(relations) > 1:
        return out, Match(False, near="undecided", said=_said(text, found[left[0]]), reason="hedged")
    return out, None


_EITHER_SIGN = re.compile(r"(?:±|\bplus or minus|正负)\s?[-$¥€£]?$")
"""x = ±2 are two solutions."""


def _any(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked, own: bool) -> Match:
    near = None
    either = [q for q in found if q.low and q.plain and _EITHER_SIGN.search(text[max(0, q.start - 16) : q.start])]
    below = [replace(q, low=-q.low, high=-q.low) for q in either if q.low is not None]
    for q in (*found, *below):
        relation = relation_of(text, q, want, asked)
        if relation == "equal":
            return Match(True, at=q.start)
        near = near or relation
    return Match(False, near=_near(near) if own else None, said=_said(text, found[0]) if found and own else "")


def _chosen(text: str, found: Sequence[Quantity], want: Wanted, asked: Asked, reading: Reading, mode: str, own: bool) -> Match:
    """The verdict by the value that answers: another one before it leaves open which is meant."""
    if mode == "count" and len(found) > 1:
        found = _of_the_kind(text, found, reading.question)
        totals = [q for q in found if _TOTAL.search(bare(text[max(0, q.start - 24) : q.start]))]
        found = totals[-1:] if totals and _ALTOGETHER.search(text) else totals[:1] or found
    found = _once(found, want)
    groups = ranked(text, [(q.start, q.end) for q in found], reading.question, reading.stressed)
    first = [found[i] for i in groups[0]]
    if mode == "count":
        first = first[:1]
    relations = [relation_of(text, q, want, asked) for q in first]
    if relations and relations[0] == "equal":
        rival = next((q for q, r in zip(first[1:], relations[1:], strict=True) if r == "different" and _rivals(text, first[0], q)), None)
        return Match(False, near="undecided", said=_said(text, rival), reason="two_values") if rival else Match(True, at=first[0].start)
    if "equal" in relations:
        return Match(False, near="undecided" if own else None, said=_said(text, first[0]), reason="two_values" if own else "")
    near = next((r for r in relations if r != "different"), "different") if relations else None
    reason = ("stuck_digits" if first[0].doubtful else "no_conversion") if first and near == "undecided" else ""
    return Match(False, near=_near(near) if own else None, said=_said(text, first[0]) if first and own else "", reason=reason)


def _once(found: Sequence[Quantity], want: Wanted) -> Sequence[Quantity]:
    """The values, those left out that say one in gold's own unit again in another: 50.45 km (31.35 miles)."""
    own = [bool(q.units and q.low and any(m == w for m in q.units for w in want.units)) for q in found]
    if not any(own) or all(own) or len(found) > MANY:
        return found
    pairs = list(zip(found, own, strict=True))
    same = [q for q, is_own in pairs if is_own]
    return [q for q, is_own in pairs if is_own or (q.units and not any(_again(q, other) for other in same))]


MANY = 200
"""Among more values none is taken for another one said again: each would be held against each."""


_SCALES = frozenset(["°C", "°F", "K"])


def _again(q: Quantity, other: Quantity) -> bool:
    """Whether a value is nearly another one, in another unit that converts to its unit."""
    if {m.name for m in q.units} & {m.name for m in other.units}:
        return False
    if _SCALES & {m.name for m in q.units} and _SCALES & {m.name for m in other.units}:
        return abs(q.start - other.end) < 24 or abs(other.start - q.end) < 24
    if q.low is None or other.low is None:
        return False
    ratios = [r for m in q.units for o in other.units if (r := ratio(m, o)) is not None]
    return any(abs(q.low * r - other.low) <= abs(other.low) / 20 for r in ratios)


_KIND = re.compile(r"(?:多少|几)[个只枚颗名位条座台项种件张块辆艘架]?([\u4e00-\u9fff]{2,6})")
_KIND_BEHIND = re.compile(r"[个只枚颗名位条座台项种件张块辆艘架]?([\u4e00-\u9fff]{1,6})")


def _of_the_kind(text: str, found: Sequence[Quantity], question: str) -> Sequence[Quantity]:
    """The numbers behind which stands what the question counts (27枚金牌 and 27金, not 40枚银牌); all where that tells none."""
    if not (asked := _KIND.search(question)):
        return found
    behind = [(m[1] if (m := _KIND_BEHIND.match(text, q.end)) else "") for q in found]
    nouns = [asked[1][n:] for n in range(len(asked[1]) - 1)]
    whole = [q for q, said in zip(found, behind, strict=True) if any(said.startswith(noun) for noun in nouns)]
    return whole or [q for q, said in zip(found, behind, strict=True) if len(said) == 1 and said == asked[1][-2]] or found


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
