"""Values as people write them, made from facts: each fact asked in one language, with answers that are right in other words and answers
that are wrong by little, which the table of that language makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.grading import value_facts as facts
from tests.grading.rows import Pair

Made = Iterator[tuple[str, bool]]
"""Answers to a question, each with whether a careful person accepts it."""
Case = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]
"""A question, its value, unit and type, right answers, wrong ones."""


def gold(value: str, type: str = "number", unit: str | None = None, **more: str) -> dict[str, str]:
    return {"value": value, "type": type, **({"unit": unit} if unit else {}), **more}


def _share(above: int, below: int) -> dict[str, str]:
    exact = Decimal(above) / Decimal(below)
    return gold(text(exact.quantize(Decimal("0.000001")) if len(str(exact)) > 8 else exact))


KINDS: dict[str, tuple[Sequence[tuple[Any, ...]], Callable[..., dict[str, str]]]] = {
    "count": (facts.COUNTS, lambda n, *nouns: gold(str(n))),
    "unit": (facts.QUANTITIES, lambda value, unit: gold(value, unit=unit)),
    "degrees": (facts.DEGREES, lambda value: gold(value, unit="°C")),
    "percent": (facts.PERCENTS, lambda value: gold(value, unit="%")),
    "date": (facts.DATES, lambda value: gold(value, "date")),
    "year": (facts.YEARS, lambda value: gold(value, "date")),
    "duration": (facts.DURATIONS, lambda value, unit: gold(value, unit=unit)),
    "money": (facts.MONEY, lambda value, unit: gold(value, unit=unit)),
    "range": (facts.RANGES, lambda low, high, unit: gold(f"{low}–{high} {unit}", unit=unit, min=low, max=high)),
    "rounding": (facts.ROUNDED, lambda value, unit, *others: gold(value, unit=unit)),
    "science": (facts.SCIENCE, lambda value, *parts: gold(value)),
    "fraction": (facts.FRACTIONS, _share),
    "ordinal": (facts.ORDINALS, lambda n: gold(str(n))),
    "several": (facts.SEVERAL, gold),
}
"""The facts of each kind (question in Chinese, in English, values), and the gold answer of one."""


def pairs_of_values(
    lang: str, answers: Mapping[str, Callable[..., Made]], sentences: Sequence[str], whole: Callable[[str], bool], further: Sequence[Case]
) -> list[Pair]:
    """The suite of a language: of each kind the ``answers`` that its function makes of a fact's values, each in one of the ``sentences``
    unless it is a sentence by itself (``whole``); then the ``further`` cases as they are."""
    out: list[Pair] = []
    for kind, (table, gold_of) in KINDS.items():
        made = [
            (_question(fact[lang == "en"], gold_of(*fact[2:]), lang), answer, equal)
            for fact in table
            for answer, equal in answers[kind](*fact[2:])
        ]
        for n, (question, answer, equal) in enumerate(made):
            out.append((question, answer if whole(answer) else sentences[n % len(sentences)].format(answer), equal, kind))
    for asked, value, unit, type, right, wrong in further:
        question = _question(asked, gold(value, type, unit), lang)
        out += [(question, answer, True, "further") for answer in right] + [(question, answer, False, "further") for answer in wrong]
    return out


def _question(asked: str, answer: dict[str, str], lang: str) -> dict[str, Any]:
    return {"question": asked, "mode": "all", "lang": lang, "answers": [answer]}


def text(number: Decimal) -> str:
    """A number as people write it."""
    return f"{number.normalize():f}"


def other_days(day: date) -> list[date]:
    """Days that are mistaken for a day: next to it, a year away, its day and month in the other order, a month later."""
    out = [day + timedelta(days=1), day - timedelta(days=1), day.replace(year=day.year + 1), day.replace(year=day.year - 1)]
    if day.day <= 12 and day.day != day.month:
        out.append(date(day.year, day.day, day.month))
    return [*out, day.replace(month=day.month % 12 + 1, day=min(day.day, 28))]
