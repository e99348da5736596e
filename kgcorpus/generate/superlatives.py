"""Superlatives and comparisons: of several named things the one, or the three, with the greatest or smallest value; of two the greater."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.model import Json, Rejection

from .material import Material
from .measures import MEASURES, Measure, difference, measure_of
from .naming import written_literal
from .numbers_asking import PART, Case, Told, ask, entity_answers, slots, source_of
from .phrases import Name, Noun, NoWording
from .quantities import Quantity, name_of, singled, size
from .records import Proof, Proved, proof_of
from .samples import rejection
from .titles import Work

THREE_IN = 3
"""One anchor in so many is asked for the three with the greatest values of five."""
EQUAL_IN = 4
"""One pair of equal values in so many is asked about."""
Start = tuple[str, ...]


def superlatives(quantity: Quantity, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for the greatest or smallest of several."""
    plans: dict[tuple[bool, int, int], dict[Start, str]] = {}
    for anchor in quantity.anchors:
        low = quantity.draw(2, "low", anchor) == 1
        beside = quantity.beside(anchor, 2 + (quantity.draw(3, "four", anchor) == 0))
        if len(beside) >= 2:
            plans.setdefault((low, 1, len(beside) + 1), {}).setdefault(_start(quantity, anchor, beside), anchor)
        five = quantity.beside(anchor, 4)
        if len(five) == 4 and quantity.draw(THREE_IN, "three", anchor) == 0:
            plans.setdefault((low, 3, 5), {}).setdefault(_start(quantity, anchor, five), anchor)
    for (low, k, sides), starts in sorted(plans.items()):
        op = f.Least if low else f.Most
        shape = op(f.Or(tuple(f.Entity(f"?{n}") for n in range(sides))), quantity.predicate, k)
        yield from _Options(quantity, shape, list(starts), list(starts.values()), low, k).ask(languages)


def comparisons(quantity: Quantity, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for the greater or smaller of two."""
    pairs: dict[Start, str] = {}
    for anchor in quantity.anchors:
        for other in quantity.beside(anchor, 1):
            pairs.setdefault(tuple(sorted((anchor, other), key=lambda id: quantity.rank("side", anchor, other, id))), anchor)
    seen: set[frozenset[str]] = set()
    kept = {}
    for pair, anchor in sorted(pairs.items()):
        if frozenset(pair) not in seen:
            seen.add(frozenset(pair))
            kept[pair] = anchor
    low = [pair for pair in kept if quantity.draw(3, "less", *sorted(pair)) == 0 and _apart(quantity, pair)]
    high = [pair for pair in kept if pair not in low]
    two = (f.Entity("?0"), f.Entity("?1"))
    if high:
        shape: f.Form = f.Compare(*two, quantity.predicate)
        yield from _Options(quantity, shape, high, [kept[p] for p in high], False, 0).ask(languages)
    if low:
        shape = f.Least(f.Or(two), quantity.predicate)
        yield from _Options(quantity, shape, low, [kept[p] for p in low], True, 0).ask(languages)


def _start(quantity: Quantity, anchor: str, beside: Sequence[str]) -> Start:
    """The things of a question in an order that does not tell the answer, the same for every anchor."""
    ids = sorted((anchor, *beside))
    return tuple(sorted(ids, key=lambda id: quantity.rank("order", *ids, id)))


def _apart(quantity: Quantity, pair: Start) -> bool:
    return size(quantity.values[pair[0]].literal) != size(quantity.values[pair[1]].literal)


class _Options:
    """Asks one shape of named things. ``k`` is 0 where two are compared."""

    def __init__(self, quantity: Quantity, shape: f.Form, starts: list[Start], anchors: list[str], low: bool, k: int) -> None:
        self.quantity, self.shape, self.starts, self.anchors, self.low, self.k = quantity, shape, starts, anchors, low, k
        self.material: Material = quantity.material
        self.answers: ShapeAnswers = answer_shape(quantity.dated(shape), starts, self.material.table)
        self.domain = self.material.ontology.predicates[quantity.predicate].domain
        self.name = f"{f.op(shape)}: {quantity.predicate}"

    def ask(self, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
        for language in languages:
            try:
                measure = measure_of(self.material.speaker(language), self.quantity.predicate)
            except NoWording as caught:
                yield rejection("no_wording", f"{language} {self.name}", PART, f"{caught.predicate}: {caught.position}")
                continue
            for row in range(len(self.starts)):
                if not self._idle(row):
                    yield from self._of_row(language, measure, row)

    def _idle(self, row: int) -> bool:
        """Whether the values make no question: more things have the greatest value than are asked for. Of equal pairs a few are asked."""
        start, found = self.starts[row], self.answers.answers(row)
        if not self.k:
            return not _apart(self.quantity, start[:2]) and self.quantity.draw(EQUAL_IN, "equal", *start) > 0
        return len(found) != self.k

    def _of_row(self, language: str, measure: Measure, row: int) -> Iterator[Proved | Rejection]:
        start, material = self.starts[row], self.material
        what = f"{language} {self.name} of {', '.join(start)}"
        if not self.answers.complete[row]:
            yield rejection("not_complete", what, PART)
            return
        names: list[Name] = []
        for id in start:
            name = name_of(material, language, id, self.domain)
            if isinstance(name, str):
                yield rejection(name, what, PART)
                return
            names.append(singled(name) if self.k else name)
        if any(a is not b and (a.bare or a.full).rstrip("s") in b.full for a in names for b in names):
            yield rejection("not_asked", what, PART, "the name of one stands in that of another")
            return
        proof = proof_of(self.answers, row, material)
        winners = self._winners(row)
        answers = self._records(language, winners)
        if answers is None:
            yield rejection("no_label", what, PART)
            return
        yield ask(self._case(language, row, proof, answers), lambda: self._told(measure, row, winners, names))

    def _winners(self, row: int) -> tuple[str, ...]:
        """The things asked for, in the order of their values; both where they are equal."""
        start = self.starts[row]
        if isinstance(self.shape, f.Compare):
            value = self.answers.value(row)
            return start if value == "equal" else (start[0],) if value == "left" else (start[1],)
        found = [t for t in self.answers.answers(row) if isinstance(t, str)]
        return tuple(sorted(found, key=lambda id: (self._size(id), start.index(id))))

    def _size(self, id: str) -> Decimal:
        number = size(self.quantity.values[id].literal)
        return number if self.low else -number

    def _records(self, language: str, winners: Sequence[str]) -> list[dict[str, Json]] | None:
        if isinstance(self.shape, f.Compare) and len(winners) == 2:
            same = {"zh": ("相同", ["一样", "相等", "同时", "并列", "同年"]), "en": ("equal", ["the same", "same", "both"])}[language]
            return [{"value": same[0], "type": "string", "aliases": same[1]}]
        found = entity_answers(self.material, language, winners)
        return None if found is None else [dict(a.record) for a in found]

    def _case(self, language: str, row: int, proof: Proof, answers: list[dict[str, Json]]) -> Case:
        start, quantity = self.starts[row], self.quantity
        work: Work | None = None
        if quantity.draw(2, "source", self.name, *start):
            work = source_of(self.material, language, proof.support, start, prefer=quantity.work(self.anchors[row]))
        kind = "superlative" if self.k else "comparison"
        said = tuple(written_literal(quantity.values[id].literal, language) for id in start)
        form = quantity.dated(f.fill(self.shape, start))
        return Case(
            self.material, language, kind, self.name, form, proof, start, answers, "all", work, said, alternatives=True,
            points=1 + (self.k > 1), date=quantity.date,
        )  # fmt: skip

    def _told(self, measure: Measure, row: int, winners: Sequence[str], names: Sequence[Name]) -> Told:
        start, say = self.starts[row], MEASURES[measure.language]
        head = self.material.speaker(measure.language).head(self.quantity.predicate, True)
        nouns = dict(zip(start, slots(names), strict=True))
        values = {id: written_literal(self.quantity.values[id].literal, measure.language) for id in start}

        def pairs(ids: Sequence[str]) -> list[tuple[Noun, str]]:
            return [(nouns[id], values[id]) for id in ids]

        rest = sorted((id for id in start if id not in winners), key=lambda id: (self._size(id), start.index(id)))
        if self.k:
            asked = say.ask_most(measure, list(nouns.values()), head, self.low, self.k)
            return Told(asked, say.tell_most(measure, pairs(winners), pairs(rest), self.low, self.k, head), names)
        first, second = (*winners, *rest)[:2]
        equal = len(winners) == 2
        asked = say.ask_more(measure, nouns[start[0]], nouns[start[1]], head, self.low, equal)
        apart = difference(self.quantity.values[first].literal, self.quantity.values[second].literal, measure.language)
        return Told(asked, say.tell_more(measure, *pairs((first, second)), self.low, apart), names)
