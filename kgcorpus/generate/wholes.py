"""Questions over a whole set that one source lists: its greatest and smallest, its mean and its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from kgcorpus import forms as f
from kgcorpus import values
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.model import Json, Literal, Rejection

from .measures import MEASURES, Measure, measure_of
from .naming import written_literal
from .numbers_asking import PART, Case, Told, ask, entity_answers, number_answer, slots, source_of
from .phrases import Name, Noun, NoWording
from .quantities import Quantity, name_of, size
from .records import Proved, proof_of
from .samples import rejection
from .sorts import Sort, members_named, sets_of
from .titles import Work

FEWEST, MOST = 3, 12
"""How many members a set has whose greatest value, mean or sum is asked for."""
MEANS_IN = 8
"""One anchor in so many is asked for the mean of three."""
DECIMALS = 1
"""A mean may have so many decimals more than its values have; of longer ones nobody asks."""


def wholes(quantity: Quantity, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions over the sorts of a quantity that are whole by one source."""
    additive = quantity.material.ontology.predicates[quantity.predicate].additive
    for among in sets_of(quantity):
        for op in (f.Most, f.Least):
            yield from _Whole(among, op).ask(languages)
        if additive:
            yield from _Whole(among, f.Sum).ask(languages)
        elif _is_measured(quantity):
            yield from _Whole(among, f.Avg).ask(languages)


def _is_measured(quantity: Quantity) -> bool:
    """Whether a mean of the values says something: measured numbers, no counts and no days."""
    return quantity.material.ontology.predicates[quantity.predicate].datatype == "xsd:decimal"


class _Whole:
    """Asks one operation over sets."""

    def __init__(self, among: Sort, op: Any) -> None:
        self.among, self.quantity, self.material, self.op = among, among.quantity, among.material, op
        self.domain = self.material.ontology.predicates[self.quantity.predicate].domain
        predicate = self.quantity.predicate
        self.shape: f.Form = op(among.form, predicate, 1) if op in (f.Most, f.Least) else op(among.form, predicate)
        self.answers: ShapeAnswers = answer_shape(self.quantity.dated(self.shape), list(among.starts), self.material.table)
        self.name = f"{f.op(self.shape)}: {predicate}{among.name}"

    def ask(self, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
        rows = [row for row in range(len(self.among.starts)) if self.answers.complete[row] and self._fits(row)]
        for language in languages if rows else ():
            try:
                measure = measure_of(self.material.speaker(language), self.quantity.predicate)
            except NoWording as caught:
                yield rejection("no_wording", f"{language} {self.name}", PART, f"{caught.predicate}: {caught.position}")
                continue
            for row in rows:
                yield self._asked(language, measure, row)

    def _fits(self, row: int) -> bool:
        members = self.among.members(row)
        if not FEWEST <= len(members) <= MOST or any(id not in self.quantity.values for id in members):
            return False
        sizes = {size(self.quantity.values[id].literal) for id in members}
        if self.op in (f.Most, f.Least):
            return len(sizes) > 1 and len(self.answers.answers(row)) <= len(members) // 2
        return self.op is f.Sum or (len(sizes) > 1 and is_short(self._value(row), [self.quantity.values[id].literal for id in members]))

    def _value(self, row: int) -> Literal:
        return literal_of(self.answers.value(row))

    def _asked(self, language: str, measure: Measure, row: int) -> Proved | Rejection:
        among, start = self.among, self.among.starts[row]
        what = f"{language} {self.name} of {', '.join(start)}"
        work = source_of(self.material, language, among.facts(row), start)
        if work is None:
            return rejection("several_sources", what, PART)
        members = sorted(among.members(row), key=lambda id: (-size(self.quantity.values[id].literal), id))
        if self.op is f.Least:
            members.reverse()
        of_start = among.start_names(language, row)
        named = members_named(self.material, language, members, self.domain, len(start))
        if isinstance(of_start, str) or isinstance(named, str):
            return rejection(of_start if isinstance(of_start, str) else str(named), what, PART)
        items = [(n, written_literal(self.quantity.values[id].literal, language)) for n, id in zip(named[1], members, strict=True)]
        winners = [id for id in members if id in set(map(str, self.answers.answers(row)))] if self.op in (f.Most, f.Least) else []
        records = self._records(language, row, winners)
        if records is None:
            return rejection("no_label", what, PART)
        proof = proof_of(self.answers, row, self.material)
        kind = "superlative" if self.op in (f.Most, f.Least) else "aggregate"
        said = (*(text for _, text in items), *(str(a["value"]) for a in records if a["type"] == "number"))
        case = Case(
            self.material, language, kind, self.name, f.fill(self.quantity.dated(self.shape), start), proof, start, records, "all", work,
            said, points=1, date=self.quantity.date,
        )  # fmt: skip
        return ask(case, lambda: self._told(measure, row, of_start, items, len(winners), [*of_start, *named[0]]))

    def _records(self, language: str, row: int, winners: Sequence[str]) -> list[Any] | None:
        if self.op not in (f.Most, f.Least):
            value = self._value(row)
            return [number_answer(value, written_literal(value, language))]
        found = entity_answers(self.material, language, winners)
        return None if found is None else [a.record for a in found]

    def _told(
        self, measure: Measure, row: int, of_start: Sequence[Name], items: Sequence[tuple[Noun, str]], best: int, names: Sequence[Name]
    ) -> Told:
        say, noun = MEASURES[measure.language], self.among.noun(measure.language, bool(of_start) and of_start[0].many)
        head = self.among.head(measure.language)
        if self.op in (f.Most, f.Least):
            low = self.op is f.Least
            asked = say.ask_most(measure, [noun], head, low, 1)
            return Told(asked, say.tell_most(measure, items[:best], items[best:], low, 1, head), names)
        value = written_literal(self._value(row), measure.language)
        if self.op is f.Sum:
            return Told(say.ask_sum(measure, noun, []), say.tell_sum(measure, noun, items, value), names)
        return Told(say.ask_average(measure, [noun]), say.tell_average_of(measure, noun, items, value), names)


def means(quantity: Quantity, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for the mean of three named things of one sort."""
    material = quantity.material
    if not _is_measured(quantity) or material.ontology.predicates[quantity.predicate].additive:
        return
    domain = material.ontology.predicates[quantity.predicate].domain
    starts: list[tuple[str, ...]] = []
    for anchor in quantity.anchors:
        three = tuple(sorted((anchor, *quantity.beside(anchor, 2))))
        if len(three) == 3 and quantity.draw(MEANS_IN, "mean", *three) == 0 and three not in starts:
            starts.append(three)
    if not starts:
        return
    shape = f.Avg(f.Or((f.Entity("?0"), f.Entity("?1"), f.Entity("?2"))), quantity.predicate)
    answers = answer_shape(quantity.dated(shape), starts, material.table)
    for language in languages:
        try:
            measure = measure_of(material.speaker(language), quantity.predicate)
        except NoWording as caught:
            yield rejection("no_wording", f"{language} avg: {quantity.predicate}", PART, f"{caught.predicate}: {caught.position}")
            continue
        for row, start in enumerate(starts):
            held = [quantity.values[id].literal for id in start]
            if answers.complete[row] and len(set(held)) > 1 and is_short(literal_of(answers.value(row)), held):
                yield _mean(quantity, language, measure, answers, row, held, domain)


def _mean(
    quantity: Quantity, language: str, measure: Measure, answers: ShapeAnswers, row: int, held: Sequence[Literal], domain: Sequence[str]
) -> Proved | Rejection:
    material, start = quantity.material, tuple(answers.starts[row])
    names: list[Name] = []
    name = f"avg: {quantity.predicate}"
    for id in start:
        one = name_of(material, language, id, domain)
        if isinstance(one, str):
            return rejection(one, f"{language} {name} of {', '.join(start)}", PART)
        names.append(one)
    value = literal_of(answers.value(row))
    proof = proof_of(answers, row, material)
    texts, mean = [written_literal(v, language) for v in held], written_literal(value, language)
    work: Work | None = None
    if quantity.draw(2, "source", name, *start):
        work = source_of(material, language, proof.support, start, prefer=quantity.work(start[0]))
    form = f.fill(quantity.dated(answers.shape.of if isinstance(answers.shape, f.AsOf) else answers.shape), start)
    case = Case(
        material, language, "aggregate", name, form, proof, start, [number_answer(value, mean)], "all", work, (*texts, mean), points=2,
        date=quantity.date,
    )  # fmt: skip
    say, nouns = MEASURES[language], slots(names)
    return ask(case, lambda: Told(say.ask_average(measure, nouns), say.tell_average(measure, nouns, texts, mean), names))


def literal_of(value: Json) -> Literal:
    """The computed value of a sum or mean."""
    if isinstance(value, dict):
        return Literal("xsd:decimal", str(value["value"]), value.get("unit"))
    return Literal("xsd:decimal", str(value))


def is_short(value: Literal, held: Sequence[Literal]) -> bool:
    """Whether a mean is exact with few decimals."""

    def places(text: str) -> int:
        return len(text.partition(".")[2])

    return places(values.decimal_text(Decimal(value.value or "0"))) <= max(places(v.value or "") for v in held) + DECIMALS
