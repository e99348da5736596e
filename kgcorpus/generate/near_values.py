"""Values near a value: those of the same predicate first, then what lies a little above and below."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from kgcorpus import forms as f
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Literal

_STEPS = (1, 2, 3, 5, 8)
_NUMBERS = ("xsd:decimal", "xsd:integer", "xsd:double", "xsd:float")


def near(table: FactTable, form: f.Form, value: Literal, drawn: int, most: int) -> list[Literal]:
    """Values that could be mistaken for a value, so chosen that its place among them by size is drawn; empty for what has no neighbours."""
    if value.value is None:
        return []
    rank = drawn % (most + 1)
    apart = _apart(value, [*_seen(table, form, value), *_made(value)])
    below = [v for v in apart if _size(v) < _size(value)]
    above = [v for v in apart if _size(v) > _size(value)]
    return [*below[:rank], *above[: most - rank], *below[rank:], *above[most - rank :]][:most]


def _apart(value: Literal, tried: list[Literal]) -> list[Literal]:
    """Of the values those that nobody would take for one another, written like the value (with as many decimals)."""
    gap = _gap(value)
    out: list[Literal] = []
    for other in tried:
        like = value.datatype not in _NUMBERS or _decimals(other) == _decimals(value)
        if like and all(abs(_size(other) - _size(v)) >= gap for v in (value, *out)):
            out.append(other)
    return out


def _decimals(value: Literal) -> int:
    return len(str(value.value).partition(".")[2])


def _gap(value: Literal) -> Decimal:
    """How far apart two values are at least: a tenth, one of small whole numbers, a year."""
    if value.datatype in _NUMBERS:
        return max(Decimal(1).scaleb(-_decimals(value)), abs(_size(value)) / 12)
    return Decimal(300 if value.datatype == "xsd:gYear" else 25)


def _size(literal: Literal) -> Decimal:
    text = str(literal.value)
    if literal.datatype in _NUMBERS:
        return Decimal(text)
    year, month, day = (int(part) for part in (text.split("-") + ["1", "1"])[:3])
    return Decimal(datetime.date(year, month, day).toordinal())


def _seen(table: FactTable, form: f.Form, value: Literal) -> list[Literal]:
    """The values that the form's last predicate has in the graph, of the same unit, none much larger or smaller, the nearest first."""
    last = form.of if isinstance(form, f.AsOf) else form
    if not isinstance(last, f.Step) or last.predicate not in table.predicate_index:
        return []
    number = table.predicate_index[last.predicate]
    rows = slice(int(table.slices[number]), int(table.slices[number + 1]))
    found = {
        t
        for n in set(table.object[rows].tolist())
        if isinstance(t := table.terms[n], Literal) and t.value is not None and (t.datatype, t.unit) == (value.datatype, value.unit)
    }
    size = _size(value)
    close = [v for v in found if value.datatype not in _NUMBERS or size / 2 <= _size(v) <= 2 * size]
    return sorted(close, key=lambda v: (abs(_size(v) - size), str(v.value)))


def _made(value: Literal) -> list[Literal]:
    """Values a few steps away: years and whole numbers by one, others by a tenth or by their last digit."""
    text = str(value.value)
    if value.datatype == "xsd:gYear":
        return [_with(value, str(int(text) + sign * n)) for n in _STEPS for sign in (1, -1)]
    if value.datatype not in _NUMBERS:
        return []
    size = Decimal(text)
    exponent: Any = size.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent) if exponent < 0 else Decimal(1)
    step = max(unit, (abs(size) / 10).quantize(unit))
    if exponent >= 0 and abs(size) >= 20 and int(size) % 5 == 0:
        step = max(Decimal(5), Decimal(int(step) // 5 * 5))
    moved = [size + sign * n * step for n in _STEPS for sign in (1, -1)]
    return [_with(value, format(m.normalize(), "f")) for m in moved if m > 0 or size < 0]


def _with(value: Literal, text: str) -> Literal:
    return Literal(value.datatype, text, value.unit, value.lang)
