"""A gold number, date or interval against what an answer says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kgcorpus.errors import KgcorpusError
from kgcorpus.grade.lists import count_items
from kgcorpus.grade.matching import Match, named
from kgcorpus.grade.reading import Mention, Reading, bare
from kgcorpus.grade.written import number_words, ordinals, slashed_dates
from kgcorpus.model import Json, Literal, Value
from kgcorpus.text import language_of
from kgcorpus.values import bounds, compare, contains, find_values, read_value

_DATES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
_TOTAL = re.compile(
    r"(?:共|总计|合计|总共|一共|有|为|是|:|\btotal(?:s|ing)?(?: of| is)?|\bthere (?:are|is|were)|\bin all|\baltogether|^)\D{0,6}$"
)
_NUMERAL = re.compile(
    r"([零一二两三四五六七八九十百千]+)\s*[个家名人次项种例条件户位只台份张片类款本章节篇股]"
    r"|(?i:\b(zero|no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)


def amount(gold: Mapping[str, Json], literal: Literal, key: str, reading: Reading, mentions: Sequence[Mention], mode: str) -> Match:
    if literal.datatype in _DATES and (either := _either_date(literal, reading)):
        return either
    found = _values(literal, reading)
    asked = {v.literal for v in _values(literal, Reading(reading.question, reading.question))}
    near: str | None = None
    own = [v for v in found if v.literal not in asked]
    if not own and mode == "count":
        own = _numerals(reading)
    elif not own and literal.unit is None and literal.datatype not in _DATES:
        own = ordinals(reading.said)  # "the ninth edition" tells which one; with a unit in gold an ordinal is no amount of it
    for value in _chosen(own, reading, mode) or [v for v in found if v.literal in asked]:
        verdict = _compare(value.literal, literal)
        if re.fullmatch(r"0?[.．]\d+", value.text) and _as_fraction(literal) == Decimal(bare(value.text)):
            verdict = "equal"
        if verdict == "more_general" and _EXTREME.search(reading.question) and _bound_is(value.literal, literal):
            verdict = "equal"
        if verdict == "equal":
            return Match(True, at=value.start)
        near = near or verdict
    if mode == "count" and not own and reading.names_nothing and _compare(Literal("xsd:decimal", "0"), literal) == "equal":
        return Match(True, at=0)
    if not own:
        # Written as gold writes it (an alias); the bare number alone would fit any unit.
        by_name = named(gold, key, reading, [m for m in mentions if m.alias or literal.unit is None])
        if by_name.met:
            return by_name
    if mode == "count" and not own and (counted := count_items(reading, mentions)):
        return (
            Match(True, at=0) if _compare(Literal("xsd:decimal", str(counted)), literal) == "equal" else Match(False, near="contradiction")
        )
    if near == "different":
        near = "contradiction"
    return Match(False, near=near if own else None, said=own[0].text if own else "")


def _values(literal: Literal, reading: Reading) -> list[Value]:
    """Numbers or dates of the answer that could be compared with the gold value; without a unit in gold, any unit will do."""
    language = language_of(reading.said)
    if literal.datatype in _DATES:
        slashed = [value for found in slashed_dates(reading.said) for value in found]
        spans = [(v.start, v.end) for v in slashed]
        plain = find_values(reading.said, "xsd:date", language=language)
        return sorted([*slashed, *(v for v in plain if not any(a < v.end and v.start < b for a, b in spans))], key=lambda v: v.start)
    found = find_values(reading.said, "xsd:decimal", unit=literal.unit, language=language, bare=True)
    return found or number_words(reading.said)


def _either_date(gold: Literal, reading: Reading) -> Match | None:
    """An answer whose only date can be read as day before month and as month before day, one of which is right: undecided."""
    for found in slashed_dates(reading.said):
        if len(found) == 2 and any(_compare(value.literal, gold) == "equal" for value in found):
            rest = _values(gold, Reading(reading.said.replace(found[0].text, " "), ""))
            either = Match(False, near="undecided", said=found[0].text, reason="ambiguous_date")
            return None if any(_compare(v.literal, gold) == "equal" for v in rest) else either
    return None


def _numerals(reading: Reading) -> list[Value]:
    """Numbers in words, too weak as evidence in a text but plain in the answer to "how many"."""
    out = []
    for match in _NUMERAL.finditer(reading.said):
        group = 1 if match[1] else 2
        word = match[group]
        literal = read_value("0" if word.lower() in ("no", "none", "zero") else word, "xsd:decimal")
        if literal is not None:
            out.append(Value(match.start(group), match.end(group), word, literal))
    return out


def _chosen(values: Sequence[Value], reading: Reading, mode: str) -> Sequence[Value]:
    """For a count, the numbers that are said to be the total, else those of the first sentence that has one."""
    if mode != "count" or len(values) < 2:
        return values
    totals = [v for v in values if _TOTAL.search(bare(reading.said[: v.start])[-24:])]
    return totals[:1] or values[:1]


_EXTREME = re.compile(r"最[低少小短轻高多大长重]|至少|至多|上限|下限|起码|\b(?:minimum|maximum|least|most|lowest|highest|upper|lower)\b")


def _bound_is(said: Literal, gold: Literal) -> bool:
    """Whether an open-ended interval begins or ends at the gold value: "at least 4" to "what is the minimum?"."""
    low, low_open, high, high_open = bounds(said)
    value = bounds(gold)[0]
    return (low is None) != (high is None) and value in (low, high) and not (low_open if low is not None else high_open)


def _as_fraction(literal: Literal) -> Decimal | None:
    """A percentage as the fraction that it is: 25 % is 0.25."""
    return Decimal(literal.value) / 100 if literal.unit == "%" and literal.value is not None else None


def _compare(said: Literal, gold: Literal) -> str:
    """``equal``, ``different``, ``more_general`` or ``more_specific`` (a value that gold holds, or that holds gold), ``undecided``."""
    if _as_fraction(said) and gold.unit is None and gold.value and _as_fraction(said) == bounds(gold)[0]:
        return "equal"
    if gold.unit is None and said.unit is not None:
        said = Literal(said.datatype, said.value, None, None, said.min, said.max, said.min_open, said.max_open)
    try:
        if bounds(said) == bounds(gold):
            return "equal"
        if compare(said, "=", gold) is False:
            return "different"
        if contains(said, gold):
            return "more_general"
        return "more_specific" if contains(gold, said) else "undecided"
    except KgcorpusError:  # another kind of value, or a unit that does not convert: no answer to this question
        return "different"
