"""Questions that cannot be answered, found on the graph: with the cause, and what proves it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kgcorpus import forms as f
from kgcorpus.forms_ranges import range_of
from kgcorpus.model import Fact, Json, Qualifier, Term, digest, term_key

from .changed import Changed, Changing, value_of
from .conditions import is_condition
from .material import Material
from .mentions import names_of
from .records import Proof, prove
from .shapes import Arrow, given
from .silence import Missing, Open, Silence, drawn_first
from .speaker import single
from .titles import Work

MOST_EMPTY, MOST_OUTSIDE, MOST_NOT_COVERED, MOST_PREMISES = 10, 8, 40, 60
"""Of each cause so many are kept: empty sets and questions outside the schema of one predicate; of conditions and premises all together."""
COMMON = 3
"""A predicate is expected of a thing of a neighbouring class if at least one in so many of its own class has it."""


@dataclass(frozen=True, slots=True)
class Empty:
    """A complete set with nothing in it: what one thing, or two in common, have of a predicate."""

    asked: f.Form
    arrow: Arrow
    starts: tuple[str, ...]
    proof: Proof
    work: Work


@dataclass(frozen=True, slots=True)
class Outside:
    """A predicate asked of something to which the ontology does not give it; ``domain`` are the classes to which it does."""

    subject: str
    arrow: Arrow
    domain: tuple[str, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A statement under a value of a condition of which the sources say nothing; ``fact`` holds under another."""

    asked: f.Ask
    condition: Qualifier
    fact: Fact
    held: Qualifier
    proof: Proof
    work: Work


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts of different works of which only one can hold; none of them is in the graph."""

    subject: str
    predicate: str
    sides: tuple[Fact, ...]
    works: tuple[Work, ...]
    proof: Proof


@dataclass(frozen=True)
class Unanswered:
    """Finds them."""

    material: Material

    def premises(self) -> Iterator[Changed]:
        """Statements that are proved false, to be presupposed."""
        made = Changing(self.material, "premise").statements(share=3)
        found = [c for c in made if not c.true and not c.negated and c.element not in _MILD]
        found.sort(key=lambda c: digest(self.material.seed, "premise", c.asked.subject, c.asked.predicate, str(c.asked.object)))
        yield from found[:MOST_PREMISES]

    def open(self, silence: Silence) -> Iterator[Open | Missing]:
        """What is left open: values, and of the open statements those that are not put up to be judged."""
        yield from silence.values()
        yield from (one for one in silence.left_open if not silence.judged(one))

    # ------------------------------------------------------------------ empty sets

    def empty(self) -> Iterator[Empty]:
        """What a source that was read whole does not have of a thing; what two things, each read whole in it, do not share."""
        material = self.material
        read: dict[tuple[str, bool, str], list[str]] = defaultdict(list)
        for ground in material.table.grounds:
            works = {material.works.of_document.get(s.document, "") for s in ground.spans}
            if len(works) == 1 and not ground.open and ground.kind in ("section", "table"):
                read[ground.predicate, ground.inverse, works.pop()].append(ground.start)
        arrows = set(material.survey.arrows)
        kept: dict[Arrow, int] = defaultdict(int)
        for (predicate, inverse, id), starts in sorted(read.items()):
            arrow = Arrow(predicate, inverse)
            known = material.ontology.predicates.get(predicate)
            work = material.works.works.get(id)
            if work is None or known is None or not known.display or known.kind != "object":
                continue
            lone = [(s,) for s in sorted(set(starts))]
            pairs = self._pairs(sorted(set(starts))) if arrow in arrows and not inverse and not self._one_each(arrow) else []
            for asked in (*lone, *pairs):
                if kept[arrow] < MOST_EMPTY and (one := self._empty(arrow, asked, work)):
                    kept[arrow] += 1
                    yield one

    def _one_each(self, arrow: Arrow) -> bool:
        """Whether nearly everything has one thing at most of a predicate: nobody asks what two share of it."""
        degree = self.material.survey.degree(arrow, None)
        return int((degree > 1).sum()) * 4 < int((degree > 0).sum())

    def _pairs(self, starts: list[str]) -> list[tuple[str, ...]]:
        survey, index = self.material.survey, self.material.table.index
        known = [s for s in starts if s in index][:60]
        found = [pair for pair in combinations(known, 2) if survey.kinds[index[pair[0]]] == survey.kinds[index[pair[1]]]]
        return sorted(sorted(found, key=lambda pair: digest(self.material.seed, "shared", *pair))[: 2 * MOST_EMPTY])

    def _empty(self, arrow: Arrow, starts: tuple[str, ...], work: Work) -> Empty | None:
        steps = tuple(arrow.step(f.Entity(s)) for s in starts)
        if len(steps) > 1:
            whole = [prove(step, self.material) for step in steps]
            if any(not one.answers.answers(one.row) for one in whole):
                return None
        asked = steps[0] if len(steps) == 1 else f.And(steps)
        proof = prove(asked, self.material)
        if proof.grounds is None or not proof.grounds or proof.answers.answers(proof.row):
            return None
        of = {self.material.works.of_document.get(s.document, "") for g in proof.grounds for s in g.spans}
        return Empty(asked, arrow, starts, proof, work) if of == {work.id} else None

    # ------------------------------------------------------------------ outside the schema

    def outside(self, silence: Silence) -> Iterator[Outside]:
        """Predicates asked of things of a class beside their own: one with a parent in common, or of a thing that is sorted under one."""
        material, ontology = self.material, self.material.ontology
        for arrow in material.survey.arrows:
            known = ontology.predicates[arrow.predicate]
            if arrow.inverse or len(known.domain) != 1 or known.changing or not self._usual(arrow):
                continue
            own = known.domain[0]
            if known.kind == "object" and single(known, False):
                continue  # what sorts the members of a class sorts no others
            parents = {c for c in ontology.classes[own].parents if self._most(own, c)} if own in ontology.classes else set()
            beside = {c.id for c in ontology.classes.values() if parents & {*c.parents, c.id} and c.id not in ontology.ancestors(own)}
            beside |= {c for c in parents if c in ontology.classes}
            members = {int(n) for cls in beside for n in material.table.members.get(cls, ())}
            tried = sorted({str(material.table.terms[n]) for n in members}, key=lambda id: drawn_first(material.seed, "outside", id))
            found = [id for id in tried if self._stranger(id, own, beside, silence)]
            kept = 0
            for id in found:
                if kept < MOST_OUTSIDE and not self._spoken(id, arrow.predicate, silence):
                    proof = prove(arrow.step(f.Entity(id)), material)
                    if not proof.answers.answers(proof.row):
                        kept += 1
                        yield Outside(id, arrow, known.domain, proof)

    def _most(self, own: str, parent: str) -> bool:
        """Whether most members of a class are of one of its subclasses: then the others are much like them."""
        members = self.material.table.members
        return 2 * len(members.get(own, ())) > len(members.get(parent, ()))

    def _usual(self, arrow: Arrow) -> bool:
        """Whether a good part of a predicate's domain has it."""
        table, (own,) = self.material.table, self.material.ontology.predicates[arrow.predicate].domain
        degree = self.material.survey.degree(arrow, None)
        members = table.members.get(own, np.zeros(0, np.int32))
        return len(members) > 2 and int((degree[members] > 0).sum()) * COMMON >= len(members)

    def _stranger(self, id: str, own: str, beside: set[str], silence: Silence) -> bool:
        """Whether a thing is of a class beside another, and no member of it, nor linked to one: what its kind or its members have, it may
        be said to have."""
        ontology, table = self.material.ontology, self.material.table
        entity = table.named[id]
        if not any(c in beside for c in entity.classes) or ontology.is_a(entity.classes, own):
            return False
        return not any(ontology.is_a(table.named[o].classes, own) for o in silence.kin(id) if o in table.named)

    def _spoken(self, id: str, predicate: str, silence: Silence) -> bool:
        mentions = silence.mentions
        return any(mentions.speaks(d, predicate) and len(mentions.named[d]) < 12 for d in mentions.naming.get(id, ()))

    # ------------------------------------------------------------------ conditions

    def not_covered(self) -> Iterator[NotCovered]:
        """Facts under a condition, asked under a value of it of which nothing is known."""
        material, changing = self.material, Changing(self.material)
        shown = {a.predicate for a in material.survey.arrows}
        kept = 0
        ordered = sorted(material.facts.items(), key=lambda item: digest(material.seed, "covered", item[0]))
        for id, fact in ordered:
            conditions = [q for q in fact.qualifiers if is_condition(q, material.ontology)]
            if kept == MOST_NOT_COVERED or len(conditions) != 1 or fact.negated or fact.derived or not isinstance(fact.object, str):
                continue
            if fact.predicate not in shown:
                continue
            if not material.ontology.predicates[conditions[0].predicate].display or not (works := sorted(material.works_of(id))):
                continue
            if one := self._uncovered(id, fact, conditions[0], material.works.works[works[0]], changing):
                kept += 1
                yield one

    def _uncovered(self, id: str, fact: Fact, held: Qualifier, work: Work, changing: Changing) -> NotCovered | None:
        for value in changing.other_values(held):
            if self._named_there(value, held.value, work):
                continue
            asked = f.Ask(fact.subject, fact.predicate, fact.object, given(held.predicate, value))
            proof = prove(asked, self.material)
            if value_of(proof) is None and not proof.rows:
                return NotCovered(asked, Qualifier(held.predicate, value), fact, held, proof, work)
        return None

    def _named_there(self, value: Term, held: Term, work: Work) -> bool:
        """Whether the source speaks of the value, so that it may say more than was read; of a limit, whether it has a word for the other
        side: the limit stands there more often than its facts need it."""
        texts = [self.material.documents[d].text for d in work.documents if d in self.material.documents]
        if isinstance(value, str):
            return any(name.casefold() in text.casefold() for text in texts for name in self._names(value))
        edge = range_of(held)
        same = edge is not None and value.value in (getattr(held, "min", None), getattr(held, "max", None))
        return same or any(_stands(value.value or "", text) for text in texts)

    def _names(self, id: str) -> list[str]:
        return names_of(self.material.entities[id]) if id in self.material.entities else []

    # ------------------------------------------------------------------ conflicts

    def conflicts(self) -> Iterator[Conflict]:
        """Held facts that contradict each other: several values of a predicate that has one."""
        material = self.material
        groups: dict[tuple[str, str, Json], list[Fact]] = defaultdict(list)
        for fact in material.held.values():
            known = material.ontology.predicates.get(fact.predicate)
            if known and known.display and single(known, False) and not fact.negated and not fact.valid.start and not fact.valid.end:
                key = tuple((q.predicate, term_key(q.value)) for q in fact.qualifiers)
                groups[fact.subject, fact.predicate, key].append(fact)
        for (subject, predicate, key), sides in sorted(groups.items()):
            if key or len({term_key(s.object) for s in sides}) < 2 or predicate not in material.table.predicate_index:
                continue
            works = [sorted(material.works.of_fact(side)) for side in sides]
            if not all(works) or len({w[0] for w in works}) < len(sides):
                continue
            proof = prove(f.Step(f.Entity(subject), predicate), material)
            if not proof.answers.answers(proof.row) and proof.grounds is None:
                yield Conflict(subject, predicate, tuple(sides), tuple(material.works.works[w[0]] for w in works), proof)


_MILD = ("value", "unit", "condition", "subject")
"""Changes that are not presupposed: nobody asks why a half-life is 3 hours, and of another subject the response would say nothing."""


def _stands(number: str, text: str) -> bool:
    """Whether a number stands in a text by itself."""
    return bool(number) and re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", text) is not None
