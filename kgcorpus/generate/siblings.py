"""Siblings: in which language a shape of what shares something has a wording that is true of it."""

from __future__ import annotations

import re

from .material import Material
from .shapes import Shape
from .speaker import single


def sibling_position(shape: Shape) -> str:
    return "inverseSibling" if shape.shared and shape.shared.inverse else "sibling"


def by_expert(material: Material, shape: Shape, language: str) -> bool:
    """Whether an expert worded what siblings share, or nothing has several values of it and no second condition is added."""
    assert shape.shared
    predicate = material.ontology.predicates[shape.shared.predicate]
    if shape.second is None and (
        single(predicate, shape.shared.inverse) or material.survey.degree(shape.shared, shape.date).max(initial=0) < 2
    ):
        return True
    position = sibling_position(shape)
    return (position, language) not in predicate.derived_wording and bool(predicate.templates(position, language))


_SHARED = re.compile(r"有共同|共有|至少有一|\bshares? (?:an?|some|at least one)\b|\bin common\b", re.I)
"""What says that siblings need have only one of several things in common."""


def says_shared(material: Material, shape: Shape, language: str) -> bool:
    """Whether the wording of siblings holds for those that have one of several values in common ("that share a component with X")."""
    assert shape.shared
    found = material.ontology.predicates[shape.shared.predicate].templates(sibling_position(shape), language)
    return bool(found) and all(_SHARED.search(template) for template in found)
