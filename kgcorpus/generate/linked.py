"""Which of several named things has most, or fewest, of something: only where one source lists all of it for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.english import agree
from kgcorpus.graph.conditions import Use
from kgcorpus.graph.matrix import matrix
from kgcorpus.model import Rejection, digest

from . import grammar_en, grammar_zh
from .material import Material
from .numbers_asking import PART, Case, Told, ask, entity_answers, slots
from .phrases import Head, Name, Noun, NoWording, Wording
from .quantities import name_of
from .records import Proof, Proved, proof_of
from .samples import rejection
from .shapes import Arrow
from .speaker import single
from .titles import Work

MOST_OF_PREDICATE = 200
SIDES = 3


def linked(material: Material, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for the greatest and the smallest number of linked things."""
    survey = material.survey
    for arrow in survey.arrows:
        predicate = material.ontology.predicates[arrow.predicate]
        if arrow.inverse or survey.literal(arrow) or predicate.changing or predicate.symmetric or single(predicate, False):
            continue
        starts = _starts(material, arrow)
        for low in (False, True):
            chosen = [s for s in starts if (int(digest(material.seed, "fewest", arrow.predicate, *s)[:8], 16) % 3 == 0) == low]
            if chosen:
                yield from _Linked(material, arrow, chosen, low).ask(languages)


def _starts(material: Material, arrow: Arrow) -> list[tuple[str, ...]]:
    """Groups of things of one kind whose sets are whole and lie in one work, and differ in size."""
    table, survey = material.table, material.survey
    number = table.predicate_index[arrow.predicate]
    links = table.links(number, False, Use())
    whole = matrix(table).grounding.good(number, False, Use())
    by_group: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for at in np.flatnonzero(whole[: table.entities] & (links.degree[: table.entities] > 0)).tolist():
        id = str(table.terms[at])
        rows = links.row[links.start[at] : links.start[at + 1]].tolist()
        for work in material.shared_works(material.support(rows)):
            by_group.setdefault((work, survey.kind(id)), []).append(id)
    found: dict[tuple[str, ...], None] = {}
    for (work, _), ids in sorted(by_group.items()):
        for id in sorted(ids):
            others = sorted((o for o in ids if o != id), key=lambda o: digest(material.seed, arrow.predicate, work, id, o))[: SIDES - 1]
            group = tuple(sorted((id, *others)))
            if len(group) == SIDES and len({int(links.degree[table.index[i]]) for i in group}) > 1:
                found[tuple(sorted(group, key=lambda i: digest(material.seed, "order", *group, i)))] = None
    ranked = sorted(found, key=lambda group: digest(material.seed, arrow.predicate, *group))[:MOST_OF_PREDICATE]
    return sorted(ranked)


@dataclass
class _Linked:
    """Asks one predicate over groups of named things."""

    material: Material
    arrow: Arrow
    starts: list[tuple[str, ...]]
    low: bool

    def __post_init__(self) -> None:
        op = f.LeastLinked if self.low else f.MostLinked
        self.shape: f.Form = op(f.Or(tuple(f.Entity(f"?{n}") for n in range(SIDES))), self.arrow.predicate)
        self.answers: ShapeAnswers = answer_shape(self.shape, self.starts, self.material.table)
        self.name = f"{f.op(self.shape)}: {self.arrow.predicate}"
        self.links = self.material.table.links(self.material.table.predicate_index[self.arrow.predicate], False, Use())

    def ask(self, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
        for language in languages:
            for row in range(len(self.starts)):
                if self.answers.complete[row] and len(self.answers.answers(row)) == 1:
                    yield self._asked(language, row)

    def _asked(self, language: str, row: int) -> Proved | Rejection:
        start, material = self.starts[row], self.material
        what = f"{language} {self.name} of {', '.join(start)}"
        proof = proof_of(self.answers, row, material)
        work = self._work(language, start, proof)
        if work is None:
            return rejection("several_sources", what, PART)
        names: list[Name] = []
        for id in start:
            name = name_of(material, language, id, material.ontology.predicates[self.arrow.predicate].domain)
            if isinstance(name, str):
                return rejection(name, what, PART)
            names.append(name)
        best = [str(t) for t in self.answers.answers(row)]
        records = entity_answers(material, language, best)
        if records is None:
            return rejection("no_label", what, PART)
        case = Case(
            material, language, "superlative", self.name, f.fill(self.shape, start), proof, start, [a.record for a in records], "all", work,
            alternatives=True, points=2,
        )  # fmt: skip
        return ask(case, lambda: self._told(language, start, best[0], names))

    def _work(self, language: str, start: Sequence[str], proof: Proof) -> Work | None:
        """The work that gives all facts and the grounds of all sets."""
        works = self.material.works
        for id in self.material.shared_works(proof.support):
            grounded = all({works.of_document.get(s.document) for s in g.spans} == {id} for g in proof.grounds or ())
            if proof.grounds and grounded and self.material.may_name(works.works[id], language, start):
                return works.works[id]
        return None

    def _told(self, language: str, start: Sequence[str], best: str, names: Sequence[Name]) -> Told:
        nouns = dict(zip(start, slots(names), strict=True))
        counts = {id: int(self.links.degree[self.material.table.index[id]]) for id in start}
        speaker = self.material.speaker(language)
        templates, heads = speaker.templates(self.arrow.predicate), [speaker.head(self.arrow.predicate, way) for way in (False, True)]
        rest = sorted((id for id in start if id != best), key=lambda id: (counts[id] if self.low else -counts[id], id))
        make = _zh if language == "zh" else _en
        asked, answer = make(templates.of("phrase"), nouns, (best, *rest), counts, heads, self.low)
        if not asked:
            raise NoWording(self.arrow.predicate, "phrase")
        return Told(asked, answer, names)


Nouns = dict[str, Noun]


def _zh(
    phrases: Sequence[str], nouns: Nouns, order: Sequence[str], counts: dict[str, int], heads: Sequence[Head], low: bool
) -> tuple[list[Wording], str]:  # fmt: skip
    found = next((m[1] for p in phrases if (m := re.fullmatch(r"\{s\}的([^{}的]+)", p)) and "最" not in m[1]), "")
    if not found:
        return [], ""
    objects, subjects = heads
    thing = found + ("种类" if objects.measure == "种" else "")
    most, named = "少" if low else "多", grammar_zh.listed([n.text for n in nouns.values()])
    which = subjects.who or f"哪{subjects.measure}"
    whose = subjects.who or which + subjects.one
    asked = [
        Wording(f"{named}中，{whose}的{thing}最{most}？", "verb", 0.3),
        Wording(f"{named}中，{thing}最{most}的是{which}？", "noun", 0.4),
    ]
    said = [f"{counts[id]}{objects.measure}" for id in order]
    rest = "，".join(f"{nouns[id].text}有{text}" for id, text in zip(order[1:], said[1:], strict=True))
    return asked, f"{nouns[order[0]].text}的{thing}最{most}，有{said[0]}。{rest}"


def _en(
    phrases: Sequence[str], nouns: Nouns, order: Sequence[str], counts: dict[str, int], heads: Sequence[Head], low: bool
) -> tuple[list[Wording], str]:  # fmt: skip
    found = next((m[1] for p in phrases if "[" in p and (m := re.fullmatch(r"([^{}]+?) (?:of|for|to|in) \{s\}", agree(p, True)))), "")
    if not found:
        return [], ""
    found = re.sub(r"(?<=\ws) [a-z]+ed$", "", found)  # it has the most ingredients, not "the most ingredients used"
    most, named = "fewest" if low else "most", grammar_en.listed([n.definite for n in nouns.values()])
    asked = [Wording(f"which of {named} has the {most} {found}?", "verb", 0.3)]
    best = nouns[order[0]]
    rest = grammar_en.listed([f"{nouns[id].definite} ({counts[id]})" for id in order[1:]])
    return asked, f"{best.definite} {'have' if best.many else 'has'} the {most} {found}: {counts[order[0]]}. Next come {rest}"
