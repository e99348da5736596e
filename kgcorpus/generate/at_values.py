"""Questions under a condition with the value a person has: "eGFR为25时，哪些降糖药禁用？"

It is asked only where everything that holds has such a condition: what is said without one is no consequence of the value, nor is it
known to hold there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kgcorpus import forms as f
from kgcorpus import values
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.model import Literal, Qualifier, Rejection, digest

from .answer_text import teller
from .conditions import when
from .material import Material, in_order
from .numbers_asking import PART, Case, ask_phrased, source_of
from .phrases import Manner, NoWording
from .quantities import name_of
from .records import Proved, proof_of
from .samples import SOURCE, rejection
from .shapes import Arrow, X
from .speaker import expects_one
from .wording import questions

MOST_VALUES = 6
"""Values tried for one start and qualifier."""
MOST_OF_ARROW = 300
MOST_ANSWERS = 20
_STEPS = (Decimal(1), Decimal(2), Decimal(5))
_OF_THE_SUBJECT = {"zh": re.compile("^(?:其|持续|历时|达到)"), "en": re.compile(r"\b(?:it|its|they|their)\b|^when \w+ing\b")}
"""A condition that is said of the subject ("when lasting 14 weeks", 持续14周时) has nothing to stand for where the subject is asked for."""


def at_values(material: Material, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for what holds at a value: inside, at, and outside the limits that the facts state."""
    for arrow in material.survey.arrows:
        if material.survey.literal(arrow) or material.ontology.predicates[arrow.predicate].changing:
            continue
        for qualifier in material.ontology.predicates[arrow.predicate].qualifiers:
            known = material.ontology.predicates.get(qualifier)
            if known and known.kind == "datatype" and known.qualifier == "condition" and known.display:
                if _of_one_thing(material, arrow, qualifier):
                    continue
                yield from _of_arrow(material, arrow, qualifier, languages)


def _of_arrow(material: Material, arrow: Arrow, qualifier: str, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    table = material.table
    number = table.predicate_index[arrow.predicate]
    rows = range(int(table.slices[number]), int(table.slices[number + 1]))
    limits: dict[int, list[Literal]] = {}
    for row in rows:
        at = int((table.object if arrow.inverse else table.subject)[row])
        for name, value in table.qualifier_sets[table.qualifiers[row]]:
            literal = table.terms[value]
            if table.predicates[name] == qualifier and isinstance(literal, Literal) and literal.datatype in ("xsd:decimal", "xsd:integer"):
                limits.setdefault(at, []).append(literal)
    starts = sorted(str(table.terms[at]) for at in limits if at < table.entities)
    starts = sorted(sorted(starts, key=lambda id: digest(material.seed, arrow.predicate, id))[:MOST_OF_ARROW])
    by_value: dict[Literal, list[str]] = {}
    for id in starts:
        for value in tried(limits[table.index[id]]):
            by_value.setdefault(value, []).append(id)
    for value in sorted(by_value, key=lambda v: (Decimal(v.value or "0"), v.unit or "")):
        given = (f.Given(qualifier, value),)
        shape = arrow.step(X, with_=given)
        answers = answer_shape(shape, [(id,) for id in by_value[value]], table)
        for language in languages:
            for row in range(len(answers)):
                if found := _asked(material, language, arrow, Qualifier(qualifier, value), answers, row):
                    yield found


def tried(limits: Sequence[Literal]) -> list[Literal]:
    """Values that people may have: each limit itself, and round numbers between the limits and beyond them.

    >>> [v.value for v in tried([Literal("xsd:decimal", max="30", max_open=True), Literal("xsd:decimal", max="45", max_open=True)])]
    ['25', '30', '40', '45', '50']
    """
    bounds = sorted({Decimal(text) for literal in limits for text in (literal.min, literal.max, literal.value) if text is not None})
    if not bounds:
        return []
    first = limits[0]
    step = _step(bounds)
    between = [_round((a + b) / 2, step) for a, b in pairwise(bounds)]
    wanted = {_round(bounds[0] - step, step), *bounds, *(n for n in between if n not in bounds), _round(bounds[-1] + step, step)}
    numbers = sorted(n for n in wanted if n > 0 or bounds[0] <= 0)
    return [Literal(first.datatype, values.decimal_text(n), first.unit) for n in numbers][:MOST_VALUES]


def _step(bounds: Sequence[Decimal]) -> Decimal:
    """About a quarter of the size of the limits, at most a third of the least distance between two: 5 for 30 and 45, 1 for 2 and 7."""
    near = [b - a for a, b in pairwise(bounds)]
    size = min([max(abs(bounds[0]), abs(bounds[-1])) / 4, *(gap / 3 for gap in near)])
    if size <= 0:
        return Decimal(1)
    power = Decimal(10) ** size.adjusted()
    step = max(power * n for n in _STEPS if power * n <= size)
    return max(step, Decimal(1)) if all(b == b.to_integral_value() for b in bounds) else step


def _round(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).to_integral_value() * step


def _asked(
    material: Material, language: str, arrow: Arrow, condition: Qualifier, answers: ShapeAnswers, row: int
) -> Proved | Rejection | None:  # fmt: skip
    start = answers.starts[row]
    shape = f"at: {'^' if arrow.inverse else ''}{arrow.predicate}"
    what = f"{language} {shape} of {', '.join(start)}"
    found = answers.answers(row)
    if not found:
        return None  # what is not covered is asked by the part for the unknown
    if len(found) > MOST_ANSWERS:
        return rejection("too_many_answers", what, PART)
    rows = answers.support(row)
    if not _heeded(material, condition.predicate, rows):
        return rejection("qualifier_lost", what, PART, "some of it is said without the condition")
    named = [material.answer(language, material.table.number(t)) for t in found]
    domain = material.ontology.predicates[arrow.predicate]
    name = name_of(material, language, start[0], domain.range if arrow.inverse else domain.domain)
    if isinstance(name, str) or None in named:
        return rejection(name if isinstance(name, str) else "no_label", what, PART)
    said = when(condition, material.naming(language))
    if said is None or (arrow.inverse and _OF_THE_SUBJECT[language].search(said)):
        return rejection("no_wording", what, PART, f"{condition.predicate}: condition")
    proof = proof_of(answers, row, material)
    form = f.fill(answers.shape, start)
    given = [a for a in named if a is not None]
    work = None
    if int(digest(material.seed, "source", what[2:], condition.value)[:8], 16) % 2:
        work = source_of(material, language, proof.support, start)
    case = Case(
        material, language, "condition", shape, form, proof, tuple(start), [a.record for a in in_order(given)], "some", work,
        conditions=(said,), points=1,
    )  # fmt: skip
    plain = f.to_json(arrow.step(X))
    speaker, manner = material.speaker(language), Manner("some", SOURCE if work else None, None, (said,))
    one = expects_one(plain, speaker)
    if one and len(found) > 1:
        return rejection("not_complete", what, PART, "a predicate that has one value has several")
    try:
        asked = questions(plain, speaker, manner, (name.many, False))
        told = teller(plain, speaker, manner, (name.many, False))
    except NoWording as caught:
        return rejection("bad_wording" if "(" in caught.position else "no_wording", what, PART, f"{caught.predicate}: {caught.position}")
    return ask_phrased(case, asked, told.open, [name], in_order(given))


def _heeded(material: Material, qualifier: str, rows: Sequence[int]) -> bool:
    """Whether all that holds is said under the condition."""
    table = material.table
    wanted = table.predicate_index.get(qualifier)
    return bool(rows) and all(any(name == wanted for name, _ in table.qualifier_sets[table.qualifiers[row]]) for row in rows)


def _of_one_thing(material: Material, arrow: Arrow, qualifier: str) -> bool:
    """Whether the condition speaks of one other end alone, and so says it again: "if eGFR is 10 …, contraindicated in renal impairment"."""
    table = material.table
    number, wanted = table.predicate_index[arrow.predicate], table.predicate_index.get(qualifier)
    every = range(int(table.slices[number]), int(table.slices[number + 1]))
    has = [row for row in every if any(name == wanted for name, _ in table.qualifier_sets[table.qualifiers[row]])]
    return len({int(table.object[row]) for row in has}) == 1
