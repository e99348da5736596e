"""What the sources leave open: statements and values of which no fact, no ground and no text says anything, though much alike is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import answer_shape
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Fact, digest
from kgcorpus.ontology import Predicate

from .material import Material
from .mentions import Mentions
from .records import Proof, proof_of, prove
from .shapes import DEFINITION, Arrow
from .speaker import single
from .titles import Work

SHARE = 2
"""One in so many facts is the pattern of an open statement."""
MOST_FACTS, MOST_OPEN, MOST_EACH, MOST_OF_WORK = 150, 12, 2, 4
"""Facts of a predicate that are tried, what is kept of it that is left open, that of one subject, and that by one source."""


@dataclass(frozen=True, slots=True)
class Open:
    """A statement that is neither true nor false by what is known, and a work that is about its subject."""

    asked: f.Ask
    proof: Proof
    work: Work


@dataclass(frozen=True, slots=True)
class Missing:
    """What a subject has of a predicate is not known; ``work`` is about the subject."""

    subject: str
    predicate: str
    proof: Proof
    work: Work


@dataclass(frozen=True)
class Silence:
    """Finds what is left open."""

    material: Material

    @cached_property
    def mentions(self) -> Mentions:
        material = self.material
        return Mentions({id: d.text for id, d in material.documents.items()}, material.entities, material.ontology)

    @cached_property
    def works_about(self) -> dict[str, dict[str, set[str]]]:
        """By subject the works that hold facts of it, each with the predicates of these facts."""
        out: dict[str, dict[str, set[str]]] = {}
        for id, fact in self.material.facts.items():
            if not fact.derived:
                for work in self.material.works_of(id):
                    out.setdefault(fact.subject, {}).setdefault(work, set()).add(fact.predicate)
        return out

    def expected(self, subject: str, predicate: str) -> Work | None:
        """A work about a subject in which a reader could look for what it has of a predicate: it says that of other things."""
        found = (w for w in sorted(self.works_about.get(subject, {})) if predicate in self._said_in.get(w, ()))
        return next((self.material.works.works[w] for w in found), None)

    @cached_property
    def glossaries(self) -> frozenset[str]:
        """The works (ids) that say of most of their things only what they mean."""
        said: dict[str, list[bool]] = {}
        for works in self.works_about.values():
            for work, predicates in works.items():
                said.setdefault(work, []).append(predicates == {DEFINITION})
        return frozenset(work for work, only in said.items() if len(only) > 2 and 2 * sum(only) > len(only))

    @cached_property
    def _said_in(self) -> dict[str, set[str]]:
        """By work the predicates of its facts."""
        out: dict[str, set[str]] = {}
        for works in self.works_about.values():
            for work, predicates in works.items():
                out.setdefault(work, set()).update(predicates)
        return out

    def kin(self, id: str) -> frozenset[str]:
        """An entity with what it is sorted under: what a text says of a class of medicines may be meant of the medicine."""
        return kin_of(id, self._sorted)

    @cached_property
    def _sorted(self) -> dict[str, set[str]]:
        return sorted_under(self.material.facts.values(), self.material.ontology.predicates)

    def judged(self, one: Open) -> bool:
        """Whether an open statement is put up to be judged; the others are asked."""
        return int(digest(self.material.seed, "judged", one.asked.subject, str(one.asked.object))[:8], 16) % 2 == 0

    # ------------------------------------------------------------------ statements

    @cached_property
    def left_open(self) -> tuple[Open, ...]:
        """The open statements, found once."""
        return tuple(self.statements())

    def statements(self) -> Iterator[Open]:
        """Open statements with the objects of like subjects, predicate by predicate."""
        material, survey = self.material, self.material.survey
        table, distractors = material.table, material.distractors
        for arrow in survey.arrows:
            if arrow.inverse or survey.literal(arrow) or material.ontology.predicates[arrow.predicate].changing:
                continue
            rows = np.unique(table.links(table.predicate_index[arrow.predicate], False, Use(None)).row).tolist()
            pairs = sorted({(int(table.subject[n]), int(table.object[n])) for n in rows})
            ranked = sorted((digest(material.seed, "open", str(table.terms[s]), str(table.terms[o])), s, o) for s, o in pairs)
            chosen = sorted((s, o) for key, s, o in ranked[:MOST_FACTS] if int(key[:8], 16) % SHARE == 0)
            tried = sorted({(str(table.terms[s]), str(table.terms[o])) for s, o in distractors.drawn(arrow.predicate, pairs, chosen, 3)})
            if tried and not _one_each(pairs):
                yield from self._open(arrow, tried)

    def _open(self, arrow: Arrow, tried: list[tuple[str, str]]) -> Iterator[Open]:
        found = answer_shape(f.Ask("?0", arrow.predicate, "?1"), tried, self.material.table)
        rows = [n for n in range(len(tried)) if found.value(n) is None]
        rows.sort(key=lambda n: digest(self.material.seed, "kept", *tried[n]))
        kept, each = 0, dict[str, int]()
        for row in rows:
            subject, object = tried[row]
            if kept == MOST_OPEN or each.get(subject, 0) == MOST_EACH:
                continue
            work = self._silent(subject, object, arrow.predicate)
            if work is not None:
                kept, each[subject] = kept + 1, each.get(subject, 0) + 1
                yield Open(f.Ask(subject, arrow.predicate, object), proof_of(found, row, self.material), work)

    def _silent(self, subject: str, object: str, predicate: str) -> Work | None:
        """A work that says what the subject has of the predicate, but not this; None where some document names both ends."""
        if self.mentions.together(self.kin(subject), self.kin(object)):
            return None
        works = self.works_about.get(subject, {})
        return next((self.material.works.works[w] for w in sorted(works) if predicate in works[w]), None)

    # ------------------------------------------------------------------ values

    def values(self) -> Iterator[Missing]:
        """Subjects of which nothing is known by a predicate that others of their kind have."""
        material, survey = self.material, self.material.survey
        for arrow in survey.arrows:
            predicate = material.ontology.predicates[arrow.predicate]
            if arrow.inverse or predicate.changing or arrow.predicate not in material.table.predicate_index:
                continue
            links = material.table.links(material.table.predicate_index[arrow.predicate], False, Use(None, "any"), possible=True)
            degree = links.degree[: len(survey.kinds)]
            having = np.flatnonzero(degree > 0)
            kinds = {int(k) for k, n in zip(*np.unique(survey.kinds[having], return_counts=True), strict=True) if n >= 3}
            size = material.table.entities
            like = np.flatnonzero((degree[:size] == 0) & np.isin(survey.kinds[:size], sorted(kinds))).tolist()
            ranked = sorted(like, key=lambda n: drawn_first(material.seed, arrow.predicate, str(material.table.terms[n])))
            kept = Counter[str]()
            for n in ranked[:MOST_FACTS]:
                one = self._missing(str(material.table.terms[n]), arrow) if kept.total() < MOST_OPEN else None
                if one and kept[one.work.id] < MOST_OF_WORK:
                    kept[one.work.id] += 1
                    yield one

    def _missing(self, subject: str, arrow: Arrow) -> Missing | None:
        material = self.material
        known = material.ontology.predicates[arrow.predicate]
        if not material.ontology.fits(material.table.named[subject].classes, known.domain) or not known.domain:
            return None
        documents = frozenset().union(*(self.mentions.naming.get(id, frozenset()) for id in self.kin(subject)))
        if any(self.mentions.speaks(document, arrow.predicate) for document in documents):
            return None
        work = self.expected(subject, arrow.predicate)
        if work is None:
            return None
        proof = prove(arrow.step(f.Entity(subject)), material)
        possible = prove(f.Step(f.Entity(subject), arrow.predicate, with_="any"), material)
        if proof.grounds is not None or proof.answers.answers(proof.row) or possible.answers.answers(possible.row):
            return None
        return Missing(subject, arrow.predicate, proof, work)


def drawn_first(seed: int, purpose: str, id: str) -> tuple[int, str]:
    """Where an id comes among others for a purpose: as by a digest, in a fraction of the time."""
    return crc32(f"{seed} {purpose} {id}".encode()), id


def _one_each(pairs: list[tuple[int, int]]) -> bool:
    """Whether nearly every subject has one object: who reads the one takes others to be denied."""
    subjects = np.unique([s for s, _ in pairs], return_counts=True)[1]
    return int((subjects == 1).sum()) * 4 >= 3 * len(subjects)


def sorted_under(facts: Iterable[Fact], predicates: Mapping[str, Predicate]) -> dict[str, set[str]]:
    """By entity what it belongs to: the objects of its single-valued and transitive predicates."""
    out: dict[str, set[str]] = {}
    for fact in facts:
        known = predicates.get(fact.predicate)
        if known and isinstance(fact.object, str) and not fact.negated and (single(known, False) or known.transitive):
            out.setdefault(fact.subject, set()).add(fact.object)
    return out


def kin_of(id: str, under: dict[str, set[str]]) -> frozenset[str]:
    """An entity with all that it is sorted under, directly."""
    return frozenset((id, *under.get(id, ())))
