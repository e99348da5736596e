"""One gold answer against a reading: names, numbers with units, dates, yes and no, texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kgcorpus.grade.amounts import amount, values_beside
from kgcorpus.grade.asked import said_number
from kgcorpus.grade.days import day_amount, day_wanted
from kgcorpus.grade.matching import Match, named
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.texted import kind_of_text, texted
from kgcorpus.grade.truth import read_truth
from kgcorpus.model import Json, Literal
from kgcorpus.values import decimal_text, read_value


def match(
    gold: Mapping[str, Json], key: str, reading: Reading, mentions: Sequence[Mention], *, mode: str = "all", alone: bool = True
) -> Match:
    """How a gold answer (``{"value", "type", "unit"?, "aliases"?}``) stands to a reading whose ``mentions`` name it as ``key``."""
    kind = gold.get("type", "entity")
    if kind == "bool":
        return _truth(gold, reading)
    literal = literal_of(gold)
    if literal is not None:
        return amount(gold, literal, key, reading, mentions, mode, alone=alone)
    if kind == "date" and (day := day_wanted(str(gold["value"]))):
        return day_amount(gold, day, key, reading, mentions, alone=alone)
    if kind == "string" and (valued := kind_of_text(str(gold["value"]), reading.question)):
        return _text_value(gold, valued, key, reading, mentions, mode, alone=alone)
    found = named(gold, key, reading, mentions)
    # What cannot be read as the number or date that it is said to be can only be found as it is written.
    if kind in ("number", "date") and not found.met and not found.near and not reading.empty:
        return replace(found, near="undecided", reason="unreadable")
    return found


def _text_value(
    gold: Mapping[str, Json], kind: str, key: str, reading: Reading, mentions: Sequence[Mention], mode: str, *, alone: bool
) -> Match:
    """How a text that is a value (2/3, 2:1, 14:30) stands to a reading, in any writing of it; else whether it is named."""
    value = str(gold["value"])
    if kind == "fraction":
        found: Match | None = amount(gold, Literal("xsd:decimal", value), key, reading, mentions, mode, alone=alone)
    elif kind == "interval":
        found = amount(gold, _interval(value, gold.get("unit")), key, reading, mentions, mode, alone=alone)
        if found.near and found.reason in ("", "no_conversion"):  # another range, be it wider or narrower
            found = replace(found, near="contradiction", reason="")
    else:
        found = texted(value, kind, reading)
    return found if found is not None and (found.met or found.near) else named(gold, key, reading, mentions)


def _interval(value: str, unit: Json) -> Literal:
    low, high = (decimal_text(Decimal(number)) for number in re.findall(r"\d+(?:\.\d+)?", value)[:2])
    return Literal("xsd:decimal", unit=unit if isinstance(unit, str) else None, min=low, max=high)


def is_value(gold: Mapping[str, Json], question: str) -> bool:
    """Whether a gold answer is a value and no name or text that stands among others; ``question`` is folded."""
    kind = gold.get("type", "entity")
    return kind not in ("entity", "string") or "min" in gold or (kind == "string" and bool(kind_of_text(str(gold["value"]), question)))


def beside_values(wanted: Sequence[Mapping[str, Json]], reading: Reading) -> list[str]:
    """The numbers that an answer lists beside several gold numbers; empty where gold holds anything else."""
    literals = [literal_of(gold) for gold in wanted if gold.get("type") == "number"]
    found = [literal for literal in literals if literal is not None]
    return values_beside(found, reading) if len(found) == len(wanted) else []


def literal_of(gold: Mapping[str, Json]) -> Literal | None:
    """The number, date or interval that a gold answer is, else None."""
    kind = gold.get("type", "entity")
    if "min" in gold or "max" in gold:
        return Literal.from_json({**gold, "value": None, "datatype": gold.get("datatype", "xsd:decimal")})
    if kind not in ("number", "date"):
        return None
    text, unit = str(gold["value"]), gold.get("unit")
    return _literal(kind, text, unit if isinstance(unit, str) else None)


@lru_cache(maxsize=50_000)
def _literal(kind: str, text: str, unit: str | None) -> Literal | None:
    if kind == "number" and re.fullmatch(r"[-+]?\d{1,40}(?:\.\d{1,40})?", text):
        return Literal("xsd:decimal", decimal_text(Decimal(text)), unit)
    literal = read_value(text, "xsd:date" if kind == "date" else "xsd:decimal", unit=unit)
    return literal or (said_number(text, unit) if kind == "number" else None)


def _truth(gold: Mapping[str, Json], reading: Reading) -> Match:
    said = read_truth(reading)
    wanted = str(gold["value"]).strip().lower() in ("true", "yes", "是", "对", "1")
    if said is None:
        undecided = not reading.empty and not reading.abstains
        return Match(False, near="undecided", reason="neither") if undecided else Match(False)
    return Match(True, at=0) if said == wanted else Match(False, near="contradiction", said="yes" if said else "no")
