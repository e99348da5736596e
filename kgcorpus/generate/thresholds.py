"""Conditions with a threshold, lists and counts: which foods have a glycaemic index above 70, how many fruits one below 40.

A threshold is a round number near a quantile of the values, or a limit that the sources state. What it leaves undecided keeps the answer
from being complete: then some are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from kgcorpus import forms as f
from kgcorpus import values
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.model import Json, Literal, Rejection
from kgcorpus.ontology_wording_measures import DATES

from .measures import MEASURES, Measure, measure_of
from .naming import written_literal
from .numbers_asking import PART, Case, Told, ask, entity_answers, source_of
from .phrases import Name, Noun, NoWording
from .quantities import Quantity, size
from .records import Proof, Proved, proof_of
from .samples import rejection
from .sorts import Sort, class_of, members_named, sets_of
from .titles import Work

MOST_LISTED = 12
"""A list of more members is not asked for."""
FEWEST_BEARERS = 5
"""A class with fewer members that have a value gets no threshold: there is nothing to narrow."""
OF_A_CLASS, OF_A_SET = 6, 2
"""Thresholds that are asked of a class, and of each set."""
_QUANTILES = (Decimal("0.1"), Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal("0.9"))

Items = Sequence[tuple[Noun, str]]
"""Members with their values as they are said."""
Limit = tuple[str, Literal]
"""A comparison and its threshold."""


def thresholds(quantity: Quantity, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for the members of a class or sort whose value is above or below a threshold, or between two."""
    conditions = limits(quantity)
    satisfying = [_satisfying(quantity, condition) for condition in conditions]
    every = class_of(quantity)
    if every and len(quantity.held) >= FEWEST_BEARERS:
        yield from _Narrowed(every, conditions, satisfying).ask(languages)
    for among in sets_of(quantity):
        yield from _Narrowed(among, conditions, satisfying).ask(languages)


def limits(quantity: Quantity) -> list[tuple[Limit, ...]]:
    """The conditions to try: one comparison each, or two that make a range."""
    exact = sorted(size(v.literal) for v in quantity.values.values())
    sample = next(iter(quantity.values.values())).literal if quantity.values else None
    out: list[tuple[Limit, ...]] = []
    if sample is not None and len(exact) >= FEWEST_BEARERS and exact[0] < exact[-1]:
        rounded = _round_numbers(quantity, exact, sample)
        out += [((cmp, value),) for value in rounded for cmp in (">", "<")]
        held = {size(v.literal) for v in quantity.values.values()}
        free = [value for value in rounded if sample.datatype not in DATES and Decimal(value.value or 0) not in held]
        if all(len(held) == 1 for held in quantity.held.values()):  # else one value could be above, another below
            out += [((">", low), ("<", high)) for low, high in pairwise(free)]
    for literal in _stated(quantity):
        out += [(("<", literal),)]
    return out


def _round_numbers(quantity: Quantity, exact: Sequence[Decimal], sample: Literal) -> list[Literal]:
    """Round numbers near the quantiles; for dates, years."""
    dates = sample.datatype in DATES
    numbers = sorted(Decimal(_year(v.literal)) for v in quantity.values.values()) if dates else list(exact)
    near = [numbers[int(q * (len(numbers) - 1))] for q in _QUANTILES]
    spread = near[-1] - near[0] or numbers[-1] - numbers[0]
    step = _step(spread / 4)
    if dates or sample.datatype == "xsd:integer":
        step = max(step, Decimal(1))
    found: dict[Decimal, None] = {}
    for number in near:
        found[(number / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step] = None
    if dates:
        return [Literal("xsd:gYear", f"{int(number):04d}") for number in sorted(found) if number >= 1000]
    inside = [number for number in sorted(found) if exact[0] < number < exact[-1]]
    return [Literal(sample.datatype, values.decimal_text(number), sample.unit) for number in inside]


def _year(literal: Literal) -> int:
    return int((literal.value or "0")[:4])


def _step(size: Decimal) -> Decimal:
    """The largest of 1, 2, 5 times a power of ten that is not above a size."""
    if size <= 0:
        return Decimal(1)
    power = Decimal(10) ** size.adjusted()
    return max(power * n for n in (1, 2, 5) if power * n <= size)


def _stated(quantity: Quantity) -> list[Literal]:
    """The upper limits that the sources state, where these are left out of the interval ("below 7%")."""
    found: dict[str, Literal] = {}
    for held in quantity.held.values():
        for literal in held:
            if literal.is_interval and literal.max is not None and literal.max_open and literal.datatype not in DATES:
                found.setdefault(literal.max, Literal(literal.datatype, literal.max, literal.unit))
    return [found[text] for text in sorted(found, key=Decimal)]


def narrowed(among: Sort, condition: Sequence[Limit]) -> f.Form:
    """The members of a sort with a value that satisfies the condition."""
    form = among.form
    for cmp, value in condition:
        form = f.Where(form, among.quantity.predicate, cmp, value)
    return form


def _satisfying(quantity: Quantity, condition: Sequence[Limit]) -> frozenset[str]:
    """The subjects with a value that certainly satisfies a condition."""
    good = {v for v in quantity.literals if all(values.compare(v, cmp, limit) for cmp, limit in condition)}
    return frozenset(id for id, held in quantity.held.items() if not good.isdisjoint(held))


class _Narrowed:
    """Asks conditions of one sort or class. ``satisfying`` are the subjects of each condition: a sort that holds all of them is idle."""

    def __init__(self, among: Sort, conditions: Sequence[tuple[Limit, ...]], satisfying: Sequence[frozenset[str]]) -> None:
        self.among, self.quantity, self.material = among, among.quantity, among.material
        self.conditions, self.satisfying = conditions, satisfying
        self.domain = self.material.ontology.predicates[self.quantity.predicate].domain
        self.name = f"where: {self.quantity.predicate}{among.name}"
        self.rows: dict[int, list[int]] = {}
        for row in range(len(among.starts)):
            for number in self._drawn(row):
                self.rows.setdefault(number, []).append(row)
        self.answers = {number: self._answered(narrowed(among, conditions[number]), rows) for number, rows in self.rows.items()}
        self.counts = {number: self._answered(f.Count(narrowed(among, conditions[number])), rows) for number, rows in self.rows.items()}

    def _answered(self, form: f.Form, rows: Sequence[int]) -> ShapeAnswers:
        return answer_shape(self.quantity.dated(form), [self.among.starts[row] for row in rows], self.material.table)

    def ask(self, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
        for language in languages if self.rows else ():
            try:
                measure = measure_of(self.material.speaker(language), self.quantity.predicate)
            except NoWording as caught:
                yield rejection("no_wording", f"{language} {self.name}", PART, f"{caught.predicate}: {caught.position}")
                continue
            for number, rows in sorted(self.rows.items()):
                for place, row in enumerate(rows):
                    if self.answers[number].complete[place] or len(self.answers[number].answers(place)) > 1:
                        yield from self._asked(language, measure, row, number, place)

    def _drawn(self, row: int) -> list[int]:
        """The conditions asked of one set: those that leave some of it, and not what the whole class has, drawn by a digest."""
        members = set(self.among.members(row))
        bearers = sum(1 for id in members if id in self.quantity.held)
        found = {n: ids & members for n, ids in enumerate(self.satisfying)}
        fit = [n for n, ids in found.items() if ids and len(ids) <= min(MOST_LISTED, bearers - 1) and self._narrows(n, ids)]
        start = self.among.starts[row]
        told: dict[frozenset[str], int] = {}
        for number in sorted(fit, key=lambda n: self.quantity.rank("threshold", *start, *map(str, self.conditions[n]))):
            told.setdefault(frozenset(found[number]), number)  # what gives the same answers again is no new question
        return sorted(list(told.values())[: OF_A_CLASS if self.among.arrow is None else OF_A_SET])

    def _narrows(self, number: int, found: Collection[str]) -> bool:
        """Whether the set is needed, and the values are not all one and the same whole number: fewer than two is one."""
        if self.among.arrow is not None and len(found) == len(self.satisfying[number]):
            return False
        whole_numbers = self.material.ontology.predicates[self.quantity.predicate].datatype == "xsd:integer"
        return not (whole_numbers and len(found) > 1 and len({self.quantity.held[id] for id in found}) == 1)

    def _asked(self, language: str, measure: Measure, row: int, number: int, place: int) -> Iterator[Proved | Rejection]:
        start, answers, among = self.among.starts[row], self.answers[number], self.among
        what = f"{language} {self.name} of {', '.join(start)}"
        of_start = among.start_names(language, row)
        found = self._ordered(answers, place, self.conditions[number])
        named = members_named(self.material, language, [id for id, _ in found], self.domain, len(start))
        records = entity_answers(self.material, language, [id for id, _ in found])
        if isinstance(of_start, str) or isinstance(named, str) or records is None:
            yield rejection(of_start if isinstance(of_start, str) else named if isinstance(named, str) else "no_label", what, PART)
            return
        names = [*of_start, *named[0]]
        items = [(noun, written_literal(literal, language)) for noun, (_, literal) in zip(named[1], found, strict=True)]
        many = bool(of_start) and of_start[0].many
        whole = self._whole_work(language, row) if answers.complete[place] else None
        asked = f.fill(self.quantity.dated(narrowed(among, self.conditions[number])), start)
        proof = proof_of(answers, place, self.material)
        listed = (written_literal(v, language) for _, v in self.conditions[number])
        said = (*listed, *(text for _, text in items))
        work = whole or source_of(self.material, language, proof.support, start)
        points = len(self.conditions[number])
        name = f"between: {self.quantity.predicate} {self.name[7:]}" if points == 2 else self.name
        case = Case(
            self.material, language, "value_condition", name, asked, proof, start, [a.record for a in records],
            "all" if whole else "some", work, said, points=points, date=self.quantity.date,
        )  # fmt: skip
        yield ask(case, lambda: self._list(measure, number, many, items, names, whole is not None))
        if whole is not None and len(found) > 1:
            proof = proof_of(self.counts[number], place, self.material)
            yield self._count(measure, case, number, many, items, names, proof)

    def _ordered(self, answers: ShapeAnswers, row: int, condition: Sequence[Limit]) -> list[tuple[str, Literal]]:
        """The answers with the value that satisfies the condition, by size: the furthest from the threshold first."""
        found: list[tuple[str, Literal]] = []
        for id in answers.answers(row):
            held = [v for v in self.quantity.held.get(str(id), ()) if all(values.compare(v, cmp, limit) for cmp, limit in condition)]
            found.append((str(id), held[0]))
        sign = 1 if condition[0][0] in ("<", "<=") else -1
        return sorted(found, key=lambda pair: (sign * _end(pair[1]), pair[0]))

    def _whole_work(self, language: str, row: int) -> Work | None:
        """The work that gives the whole of a sort and the values of all its members."""
        if self.among.arrow is None:
            return None
        return source_of(self.material, language, self.among.facts(row), self.among.starts[row])

    def _limits_said(self, measure: Measure, number: int) -> str:
        condition, say = self.conditions[number], MEASURES[measure.language]
        texts = [written_literal(value, measure.language) for _, value in condition]
        if len(condition) == 2:
            unit = condition[0][1].unit
            if measure.language == "en" and unit and texts[0][-1].isalpha():  # between 2 and 12 hours
                texts[0] = written_literal(replace(condition[0][1], unit=None), measure.language)
            return str(say.between(measure, *texts))
        return str(say.compared(measure, condition[0][0], texts[0]))

    def _list(self, measure: Measure, number: int, many: bool, items: Items, names: Sequence[Name], whole: bool) -> Told:
        say, said = MEASURES[measure.language], self._limits_said(measure, number)
        noun = self.among.noun(measure.language, many)
        asked = say.ask_where(measure, noun, said, "all" if whole else "some")
        if len(items) == 1:  # "name some" has one hope for more than one
            asked = [w for w in asked if w.way != "list"]
        return Told(asked, say.tell_where(measure, noun, said, items, whole), names)

    def _count(
        self, measure: Measure, listed: Case, number: int, many: bool, items: Items, names: Sequence[Name], proof: Proof
    ) -> Proved | Rejection:  # fmt: skip
        """How many they are, by the same source."""
        say, said = MEASURES[measure.language], self._limits_said(measure, number)
        record: dict[str, Json] = {"value": str(len(items)), "type": "number", "aliases": []}
        asked = f.fill(self.quantity.dated(f.Count(narrowed(self.among, self.conditions[number]))), listed.topic)
        case = replace(
            listed, kind="aggregate", shape=f"count: {listed.shape.partition(': ')[2]}", asked=asked, proof=proof, answers=[record],
            mode="count", points=listed.points + 1,
        )  # fmt: skip

        def tell() -> Told:
            noun, head = self.among.noun(measure.language, many), self.among.head(measure.language)
            return Told(say.ask_many(measure, noun, said, head), say.tell_many(measure, noun, said, head, items), names)

        return ask(case, tell)


def _end(literal: Literal) -> Decimal:
    """Where a value lies: its lower limit, or the upper where it has none."""
    low, _, high, _ = values.bounds(literal)
    return low if low is not None else high if high is not None else Decimal(0)
