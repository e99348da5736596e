"""Questions whose answers are sets: one to four hops, siblings, two or three conditions, selections, differences and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from kgcorpus import forms as f
from kgcorpus.model import Rejection

from .material import Material
from .phrases import Manner, NoWording
from .samples import Generator, Item, rejection
from .shape_asker import ShapeAsker
from .shapes import Shape, shapes, steps_of
from .shapes_wide import let_pooled, wide_shapes
from .siblings import by_expert, sibling_position
from .wording import questions

PART = "qa"


def qa(*, most_works: int = 1, decided: Mapping[str, str] | None = None) -> Generator:
    """The part for sets. ``most_works``: in how many sources' names one form is asked; ``decided``: what experts decided on shapes ("chain:
    p q"): ``never`` and ``grouped`` are not asked here; ``ask`` on "union: p q" lets a chain be asked over several middle things."""
    said = decided or {}

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Item]:
        for row in material.survey.undated():
            yield rejection("undated", material.table.fact_id(row), PART)
        survey = material.survey
        for number, shape in enumerate(chain(shapes(survey), wide_shapes(survey), let_pooled(survey, said))):
            decision = said.get(named := f"{shape.name}: {steps_of(shape)}", "ask")
            if decision != "ask":
                detail = "a reviewer decided never to ask it" if decision == "never" else "a reviewer decided to ask it grouped"
                yield rejection("not_asked", named, PART, detail)
                continue
            sayable = []
            for language in languages:
                if problem := unsayable(material, shape, language):
                    yield problem
                else:
                    sayable.append(language)
            answered = material.asker.ask(shape) if sayable else None
            if answered is None:
                continue
            yield from answered.rejections
            if (answers := answered.answers) is not None:
                for language in sayable:
                    yield from ShapeAsker(material, shape, answers, language, number, most_works).drafts()

    return generate


def unsayable(material: Material, shape: Shape, language: str) -> Rejection | None:
    """The rejection of a shape that a language has no wording for: one for the shape, before its starts are asked."""
    try:
        if not shape.conditions:
            questions(f.to_json(shape.asked), material.speaker(language), Manner("some"))
    except NoWording as caught:
        reason = "bad_wording" if "(" in caught.position else "no_wording"
        return rejection(reason, f"{language} {shape.name}: {steps_of(shape)}", PART, f"{caught.predicate}: {caught.position}")
    if shape.shared and not by_expert(material, shape, language):
        position = sibling_position(shape)
        return rejection("no_wording", f"{language} {shape.name}: {steps_of(shape)}", PART, f"{shape.shared.predicate}: {position}")
    return None
