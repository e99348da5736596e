"""Open questions for the relation between two things: the predicates that link them, or the shortest chain of facts (``path``).

A chain relates its ends where it is walked from subject to object, all steps but one lead to one thing, and its predicates say how two
things are related (``Paths.relating``: not authors, parts, sorts). Others only happen to meet; an expert may let them be asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kgcorpus import forms as f
from kgcorpus.model import Json, Rejection, digest

from . import wording_checks
from .fitting import drawn, fit, names_of, reason_of, sources
from .link_wording import ask_link, tell_direct, tell_path
from .material import Answer, Material, answer_of_term, in_order
from .naming import Naming
from .paths import SCALE, Link, Paths
from .phrases import Manner, Name, NoWording
from .records import Proof, Proved, prove
from .samples import SOURCE, Generator, Question, rejection
from .titles import Work

PART = "links"
STARTS = 600
"""Things from which paths are looked for, drawn by a digest of their ids."""
MOST_OF_A_SHAPE = {"path": 24, "relations": 10}
"""Pairs that are asked of each shape (the predicates of the path), drawn by a digest of their ids. Direct links are asked in one setting,
closed book or naming the source."""
MOST_OF_A_START = 3
MOST_PATHS = 3
"""Pairs with more shortest paths have no one answer that could be told."""

@dataclass(frozen=True, slots=True)
class Related:
    """Two things and the paths between them, all of one length; ``steps`` names the shape. What is not ``plain`` is asked only where an
    expert lets its shape be."""

    left: int
    right: int
    paths: tuple[tuple[Link, ...], ...]
    plain: bool = True

    @property
    def steps(self) -> str:
        said = {" ".join(("^" if link.arrow.inverse else "") + link.arrow.predicate for link in path) for path in self.paths}
        return " | ".join(sorted(said))

    @property
    def shape(self) -> str:
        return "relations" if len(self.paths[0]) == 1 else "path"


def links(*, decided: Mapping[str, str] | None = None, scale: int = SCALE) -> Generator:
    """The part for relations. ``decided``: what experts decided on shapes; ``scale``: the members of a class of
    fewer are values, not things."""
    said = decided or {}

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        paths = Paths(material, scale)
        by_shape: dict[tuple[str, str], list[Related]] = {}
        for related in _pairs(material, paths):
            by_shape.setdefault((related.shape, related.steps), []).append(related)
        for (shape, steps), pairs in sorted(by_shape.items()):
            if (decision := said.get(f"{shape}: {steps}", "ask" if pairs[0].plain else "undecided")) != "ask":
                barred = "a reviewer decided never to ask it"
                detail = barred if decision == "never" else "no reviewer has decided that its ends are related"
                yield rejection("not_asked", f"{shape}: {steps}", PART, detail)
                continue
            for related in _few(material, pairs, MOST_OF_A_SHAPE[shape]):
                form = form_of(related, material)
                proof = prove(form, material)
                for language in languages:
                    yield from _Asking(material, paths, related, form, proof, language).questions()

    return generate


def form_of(related: Related, material: Material) -> f.Form:
    """The form whose answers are the predicates that link the two, or the things that lie between them."""
    terms = material.table.terms
    left, right = (f.Entity(str(terms[n])) for n in (related.left, related.right))
    if related.shape == "relations":
        return f.Relations(left, right)
    parts: dict[f.Form, None] = {}
    for path in related.paths:
        walked: list[f.Form] = [left]
        for link in path:
            walked.append(link.arrow.step(walked[-1]))
        back: list[f.Form] = [right]
        for link in reversed(path):
            back.append(link.arrow.back.step(back[-1]))
        for place in range(1, len(path)):
            parts[f.And((walked[place], back[len(path) - place]))] = None
    found = tuple(parts)
    return found[0] if len(found) == 1 else f.Or(found)


# ------------------------------------------------------------------------------------------- pairs


def _pairs(material: Material, paths: Paths) -> Iterator[Related]:
    """Pairs that a person might ask about: of each thing that is drawn the direct links, and the clearest paths of two and three."""
    asker = material.asker
    things = np.flatnonzero(paths.things[: material.table.entities])
    for a in np.sort(asker.first(things, STARTS)).tolist():
        for b in sorted({link.end for link in paths.links(a) if not link.arrow.inverse and paths.things[link.end]}):
            found = paths.between(a, b)
            if b < a and any(link.arrow.inverse for link in found):
                continue  # asked from the other end
            if paths.plain(a, b) and _tells(paths, found):
                yield Related(a, b, tuple((link,) for link in found), _relate(paths, found))
        few = {b: found for b, found in paths.two(a).items() if _few_ways(found)}
        two = [(not _leads(paths, found), _busiest(paths, found), asker.key(b), b, found) for b, found in few.items()]
        for loose, _, _, b, pair in sorted(two, key=lambda one: one[:3])[:MOST_OF_A_START]:
            if not loose or a < b:  # else it is found from the other end, too
                yield Related(a, b, tuple(sorted(pair)), not loose and _relate(paths, pair[0]))
        three = [(b, chain) for b, chain in paths.three(a) if len(chain) == 1 and _leads(paths, chain)]
        for b, chain in sorted(three, key=lambda one: asker.key(one[0]))[:MOST_OF_A_START]:
            yield Related(a, b, tuple(chain), _relate(paths, chain[0]))


def _tells(paths: Paths, found: Sequence[Link]) -> bool:
    """Whether direct links tell more than what sort of thing one of the two is."""
    predicates = {link.arrow.predicate for link in found}
    return len(predicates) > 1 or not all(paths.survey.ontology.predicates[p].filters for p in predicates)


def _relate(paths: Paths, path: Sequence[Link]) -> bool:
    return all(link.arrow.predicate in paths.relating for link in path)


def _few_ways(found: Sequence[tuple[Link, ...]]) -> bool:
    return len(found) <= MOST_PATHS and len({tuple(link.arrow for link in path) for path in found}) == 1


def _busiest(paths: Paths, found: Sequence[tuple[Link, ...]]) -> int:
    return max(int(paths.neighbours[link.end]) for path in found for link in path[:-1])


def _leads(paths: Paths, found: Sequence[tuple[Link, ...]]) -> bool:
    """Whether paths lead from subject to object all along, by different predicates, and all steps but one to one thing."""
    path = found[0]
    predicates = [paths.survey.ontology.predicates[link.arrow.predicate] for link in path]
    forward = not any(link.arrow.inverse for link in path) and len({p.id for p in predicates}) == len(path)
    return forward and not any(p.symmetric for p in predicates) and sum(not paths.survey.single(link.arrow, None) for link in path) <= 1


def _few(material: Material, pairs: Sequence[Related], most: int) -> list[Related]:
    asker = material.asker
    rank = asker.rank(np.array([p.left for p in pairs], np.int64), np.array([p.right for p in pairs], np.int64))
    chosen = np.argsort(rank, kind="stable")[:most].tolist()
    return sorted((pairs[n] for n in chosen), key=lambda p: (asker.key(p.left), asker.key(p.right)))


# ------------------------------------------------------------------------------------------- one pair in one language


@dataclass(slots=True)
class _Asking:
    material: Material
    paths: Paths
    related: Related
    form: f.Form
    proof: Proof
    language: str

    def questions(self) -> Iterator[Question | Rejection]:
        material, proof = self.material, self.proof
        naming, terms = material.naming(self.language), material.table.terms
        start = tuple(str(terms[n]) for n in (self.related.left, self.related.right))
        if material.ontology.relative.intersection(start) or material.relative(proof.rows):
            yield self._reject("not_asked", "a term whose meaning depends on its subject")
            return
        obvious = material.obvious(self.language)
        if obvious.pair(*start) or obvious.rests_on(proof.rows):
            yield self._reject("answer_in_question", "the names of its ends tell it")
            return
        middles = {str(terms[link.end]) for path in self.related.paths for link in path[:-1]}
        names = names_of(start, naming, {}, proof.support, {*start, *middles}, None)
        if isinstance(names, str):
            yield self._reject(names)
            return
        if any(naming.is_shared(id) for id in middles):
            yield self._reject("homonym")
            return
        direct = self.related.shape == "relations"
        if direct and int(digest(material.seed, "setting", list(start))[:2], 16) % 2:
            yield self._question(start, names, None)
            return
        if not direct:
            yield self._question(start, names, None)
        for work, _ in sources(material, self.language, start, proof.support, None):
            yield self._question(start, names, work)
            return

    def _question(self, start: tuple[str, ...], names: tuple[Name, ...], work: Work | None) -> Question | Rejection:
        material, language, related = self.material, self.language, self.related
        speaker, naming = material.speaker(language), material.naming(language)
        title = work.titles[language] if work else ""
        manner = Manner("some", SOURCE if work else None)
        try:
            wordings = ask_link(speaker, manner, names)
            answers = self._direct(naming) if related.shape == "relations" else self._between(naming)
            if answers is None:
                return self._reject("no_label")
            called = {related.left: names[0], related.right: names[1]}
            text = tell_path(speaker, manner, related.paths, self._names(naming, called)) if related.shape == "path" else ""
            text = text or tell_direct(speaker, manner, related.paths, self._names(naming, called))
        except NoWording as caught:
            return self._reject("no_wording", f"{caught.predicate}: {caught.position}")
        fitting = fit(wordings, names, title, [a["value"] for a in answers], language)
        if isinstance(fitting, str):
            return self._reject(reason_of(fitting), fitting)
        text = text.replace(SOURCE, title)
        quoted = [title, *(n.full for n in names), *(a["value"] for a in answers)]
        if wrong := wording_checks.check_answer_text(text, language, names=quoted):
            return self._reject("bad_wording", wrong[0])
        grounds = None if self.proof.grounds is None else tuple(map(material.ground_id, self.proof.grounds))
        key = (material.seed, language, "link", list(start), work.id if work else "")
        return Proved(
            material, "link", language, PART, related.shape, self.form, drawn(fitting, *key), text, answers, "some", self.proof.support,
            self.proof.because, grounds, start, work, telling=tuple(n.telling for n in names if n.telling),
            points=len(related.paths[0]) - 1,
            labels={"steps": related.steps, "links": len(related.paths[0])},
        )  # fmt: skip

    def _names(self, naming: Naming, called: Mapping[int, Name]) -> dict[int, Name]:
        """How the sentence names everything on the paths."""
        out = dict(called)
        for path in self.related.paths:
            for link in path[:-1]:
                name = naming.name(str(self.material.table.terms[link.end]))
                if name is None:
                    raise NoWording(link.arrow.predicate, "name")
                out[link.end] = name
        return out

    def _between(self, naming: Naming) -> list[dict[str, Json]] | None:
        """The things between, in order; None where one has no name."""
        found: list[Answer] = []
        for id in self.proof.answers.answers(self.proof.row):
            answer = answer_of_term(id, naming)
            if answer is None:
                return None
            found.append(answer)
        return [dict(answer.record) for answer in in_order(found)]

    def _direct(self, naming: Naming) -> list[dict[str, Json]] | None:
        """The predicates that link the two, each as the sentence says it."""
        speaker, terms = self.material.speaker(self.language), self.material.table.terms
        called = {n: naming.name(str(terms[n])) for n in (self.related.left, self.related.right)}
        if not all(called.values()):
            return None
        out: list[dict[str, Json]] = []
        for path in sorted(self.related.paths):
            arrow = path[0].arrow
            predicate = self.material.ontology.predicates[arrow.predicate]
            said = tell_direct(speaker, Manner("some"), [path], {n: name for n, name in called.items() if name}).rstrip("。.")
            label = predicate.labels.get(self.language)
            id = f"{'^' if arrow.inverse else ''}{arrow.predicate}"
            out.append({"id": id, "value": said, "type": "string", "aliases": [label] if label else []})
        return out

    def _reject(self, reason: str, detail: str = "") -> Rejection:
        terms, related = self.material.table.terms, self.related
        ends = f"{terms[related.left]}, {terms[related.right]}"
        return rejection(reason, f"{self.language} {related.shape}: {related.steps} of {ends}", PART, detail)
