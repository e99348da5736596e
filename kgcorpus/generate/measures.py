"""What a language says of a predicate whose values are compared: the thing measured and its adjectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType

from kgcorpus.model import Literal
from kgcorpus.ontology_wording_measures import DATES, measured, read_comparative

from . import measures_en, measures_zh
from .naming import written_literal
from .phrases import NoWording
from .speaker import Speaker

MOST_DAYS = 99
MEASURES: Mapping[str, ModuleType] = {"zh": measures_zh, "en": measures_en}


@dataclass(frozen=True, slots=True)
class Measure:
    """How a predicate's values are compared in a language.

    ``noun`` is the thing measured and ``way`` how it goes with its bearer (see ``ontology_wording_measures.measured``); ``more`` and
    ``less`` are the adjectives for the greater and the smaller value. ``date``: the values are days or years, ``years``: years.
    """

    predicate: str
    language: str
    noun: str
    way: str
    more: str
    less: str
    date: bool = False
    unit: str | None = None
    years: bool = False


def measure_of(speaker: Speaker, predicate: str, written: str | None = None) -> Measure:
    """How the values of a predicate are compared (by these adjectives, else by those of the ontology); raises ``NoWording`` where no word
    for it is known."""
    known, templates = speaker.predicate(predicate), speaker.templates(predicate)
    texts = templates.of("comparative") if written is None else (written,)
    found = next((c for text in texts if (c := read_comparative(text))), None)
    if found is None:
        raise NoWording(predicate, "comparative")
    noun, way = found.noun, "的" if speaker.language == "zh" else "of"
    if not noun:
        noun, way = measured(known, speaker.language, templates.of("phrase"), templates.of("statement"))
    if not noun:
        raise NoWording(predicate, "phrase")
    return Measure(
        predicate, speaker.language, noun, way, found.more, found.less, known.datatype in DATES, known.unit,
        known.datatype == "xsd:gYear",
    )  # fmt: skip


def difference(a: Literal, b: Literal, language: str) -> str:
    """By how much two values of one unit differ, as it is said; empty where they are intervals, months, or days that lie so far apart that
    nobody counts them.

    >>> difference(Literal("xsd:decimal", "88.1"), Literal("xsd:decimal", "61.5"), "en")
    '26.6'
    >>> difference(Literal("xsd:gYear", "1986"), Literal("xsd:gYear", "1948"), "zh")
    '38年'
    """
    from kgcorpus import values

    if a.value is None or b.value is None or a.datatype != b.datatype:
        return ""
    if a.datatype == "xsd:gYearMonth":
        return ""
    if a.datatype in DATES:
        year = a.datatype == "xsd:gYear"
        first, second = (Decimal(x.value or "0") if year else values.bounds(x)[0] or Decimal(0) for x in (a, b))
        if not year and abs(first - second) > MOST_DAYS:
            return ""
        return written_literal(Literal("xsd:integer", values.decimal_text(abs(first - second)), "year" if year else "day"), language)
    if a.unit != b.unit:
        b = values.normalise(b, unit=a.unit)
    number = values.decimal_text(abs(Decimal(a.value) - Decimal(b.value or "0")))
    points = a.unit is not None and values.canonical_unit(a.unit) == "%"
    return written_literal(Literal("xsd:decimal", number, "百分点" if points else a.unit), language)
