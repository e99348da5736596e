"""Values in Cypher: numbers and days as texts that sort like them, and comparisons with a value, three-valued by their bounds.

The database has no exact decimals, so a bound is stored as a text: two texts compare by code point as their numbers do. A *limit* is a
bound with the side on which it is approached (just below it, at it, just above it), again as a text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .forms_ranges import Range, kind_of, range_of
from .model import Literal, Term

LOWEST, HIGHEST = "", "~"
"""The limits of what is unbounded: before and behind all others."""
_SHIFT = 5_000_000
_NINES = str.maketrans("0123456789", "9876543210")


def sortable(number: Decimal) -> str:
    """A text for a number; texts are in the order of their numbers, and equal numbers have equal texts.

    >>> texts = [sortable(Decimal(n)) for n in ("-10", "-1.1", "-1", "0", "0.05", "0.5", "1", "1.1", "10")]
    >>> texts == sorted(texts), sortable(Decimal("1.0")) == sortable(Decimal(1))
    (True, True)
    """
    if not number:
        return "1"
    sign, digits, _ = number.as_tuple()
    body = f"{number.adjusted() + _SHIFT:07d}" + "".join(map(str, digits)).lstrip("0").rstrip("0")
    return "0" + body.translate(_NINES) + "~" if sign else "2" + body


def least_of(values: Range) -> str:
    """The limit from which a range begins."""
    return LOWEST if values.low is None else f"{sortable(values.low)}!{2 if values.low_open else 1}"


def most_of(values: Range) -> str:
    """The limit at which a range ends."""
    return HIGHEST if values.high is None else f"{sortable(values.high)}!{0 if values.high_open else 1}"


def last_of(literal: Literal, values: Range) -> str:
    """The last number or day of a value as a limit: days are half-open intervals, and the last of them is the one before their end."""
    if kind_of(literal) == "date" and values.high is not None:
        return most_of(Range(None, False, values.high - 1, False))
    return most_of(values)


def value_columns(literal: Literal) -> dict[str, Any]:
    """What the database keeps of a value, so that queries can compare it."""
    out: dict[str, Any] = {"kgc_kind": kind_of(literal), "kgc_datatype": literal.datatype}
    out |= {"kgc_unit": literal.unit, "kgc_lang": literal.lang}
    values = range_of(literal)
    if values is not None:
        out |= {"kgc_least": least_of(values), "kgc_most": most_of(values), "kgc_last": last_of(literal, values)}
        out["kgc_low"] = None if values.low is None else sortable(values.low)
        out["kgc_high"] = None if values.high is None else sortable(values.high)
        out["kgc_single"] = literal.value is not None or None
    else:
        out["kgc_text"] = ordered(literal.value or "")
        out["kgc_odd"] = _is_odd(literal) or None
    return {name: value for name, value in out.items() if value is not None}


def ordered(text: str) -> str:
    """A text that the database, which compares halves of characters beyond the first plane, puts where its code points belong.

    >>> sorted(["😀", "Ａ", "é"], key=lambda text: ordered(text).encode("utf-16-be"))
    ['é', 'Ａ', '😀']
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text
    return "".join(letter if letter < "\ud800" else _in_three(ord(letter)) for letter in text)


def _in_three(point: int) -> str:
    return f"\ue000{chr(256 + (point >> 12))}{chr(256 + (point & 4095))}"


def _is_odd(literal: Literal) -> bool:
    """A number or date that is none: it is told from words, but no word."""
    from . import values

    return kind_of(literal) == "string" and values.datatype_of(literal.datatype) not in ("xsd:string", "xsd:boolean")


# --------------------------------------------------------------------------------------------- parameters


@dataclass(slots=True)
class Given:
    """The parameters of a statement, named in the order in which they are first needed."""

    values: dict[str, Any] = field(default_factory=dict)

    def add(self, value: Any) -> str:
        """The name by which the statement has this value."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"


@dataclass(frozen=True, slots=True)
class Truth:
    """Two conditions on a value: that a comparison certainly holds, and that it certainly does not. Neither is ever null."""

    holds: str
    fails: str

    @property
    def opposite(self) -> Truth:
        return Truth(self.fails, self.holds)


NEVER = Truth("false", "true")


def compares(v: str, cmp: str, value: Term, given: Given, *, key: Callable[[Term], str], units: Collection[str | None]) -> Truth:
    """Whether a term (the variable ``v``) ``cmp`` the value. ``units`` are those of the graph's numbers: the value is compared in the unit
    that each has. Terms of different kinds compare as not at all."""
    kind = kind_of(value)
    if kind == "id":
        if cmp not in ("=", "!="):
            return NEVER
        is_id, same = f"{v}.kgc_kind IS NULL", f"{v}.kgc_key = {given.add(key(value))}"
        holds = f"({is_id} AND {'NOT ' if cmp == '!=' else ''}{same})"
        return Truth(holds, f"(NOT {holds})")
    assert isinstance(value, Literal)
    found = _ranged(v, cmp, value, given, units) if kind in ("number", "date") else _worded(v, cmp, value, kind, given, key)
    of_kind = f"coalesce({v}.kgc_kind, '') = {given.add(kind)}"
    return Truth(f"({of_kind} AND coalesce({found.holds}, false))", f"(NOT {of_kind} OR coalesce({found.fails}, false))")


_NEGATIONS = {"!=": "=", ">=": "<", "<=": ">"}


def _ranged(v: str, cmp: str, value: Literal, given: Given, units: Collection[str | None]) -> Truth:
    if cmp in _NEGATIONS:
        return _ranged(v, _NEGATIONS[cmp], value, given, units).opposite
    own = f"{given.add(in_units(value, units))}[coalesce({v}.kgc_unit, '')]"
    least, most, low, high = (f"{own}.{name}" for name in ("least", "most", "low", "high"))
    same = f"({v}.kgc_least = {least} AND {v}.kgc_most = {most})"
    below, above = f"{v}.kgc_most < {least}", f"{most} < {v}.kgc_least"
    if cmp == "=":
        return Truth(same, f"({below} OR {above})")
    one = f"(coalesce({v}.kgc_single, false) AND {same})"
    if cmp == "<":
        return Truth(below, f"({one} OR coalesce({v}.kgc_low >= {high}, false))")
    return Truth(above, f"({one} OR coalesce({low} >= {v}.kgc_high, false))")


def in_units(value: Literal, units: Collection[str | None]) -> dict[str, dict[str, str | None]]:
    """The bounds of a value in each unit to which it converts, by unit ("" for none)."""
    from . import values

    out: dict[str, dict[str, str | None]] = {}
    for unit in sorted({value.unit, *(units if kind_of(value) == "number" else ())}, key=lambda u: u or ""):
        try:
            same = value if unit == value.unit else None if unit is None or value.unit is None else values.normalise(value, unit=unit)
        except values.ValueUnitError:
            continue
        found = None if same is None else range_of(same)
        if found is not None:
            low, high = (None if bound is None else sortable(bound) for bound in (found.low, found.high))
            out[unit or ""] = {"least": least_of(found), "most": most_of(found), "low": low, "high": high}
    return out


def _worded(v: str, cmp: str, value: Literal, kind: str, given: Given, key: Callable[[Term], str]) -> Truth:
    """Strings compare by code point, a language counts only where both have one; booleans are equal or not."""
    if cmp in _NEGATIONS:
        return _worded(v, _NEGATIONS[cmp], value, kind, given, key).opposite
    text = given.add(ordered(value.value or ""))
    plain = f"{v}.kgc_odd IS NULL"
    if cmp == "=":
        language = f" AND ({v}.kgc_lang IS NULL OR {v}.kgc_lang = {given.add(value.lang)})" if value.lang else ""
        same = f"({v}.kgc_key = {given.add(key(value))} OR ({plain} AND {v}.kgc_text = {text}{language}))"
        return Truth(same, f"(NOT {same})")
    if kind == "boolean":
        return Truth("false", "false")
    holds = f"({plain} AND {v}.kgc_text {cmp} {text})"
    return Truth(holds, f"({plain} AND NOT {v}.kgc_text {cmp} {text})")
