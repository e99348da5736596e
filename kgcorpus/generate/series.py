"""Things that are one of a numbered series: step 2 of one dish is not compared with step 5 of another, nor asked what it is related to."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from .material import Material

SERIES = 3
"""From so many on, names that differ in a number only are a series."""
_NUMBER = re.compile(r"\d+|(?<=第)[零〇一二三四五六七八九十百千]+")


def numbered(material: Material) -> NDArray[np.bool_]:
    """For each term of the graph whether it is one of a numbered series."""
    terms = material.table.terms
    bare: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        entity = material.entities.get(term) if isinstance(term, str) else None
        for label in entity.labels.values() if entity else ():
            if (text := _NUMBER.sub("#", label)) != label:
                bare.setdefault(text, []).append(number)
    found = np.zeros(len(terms), bool)
    for series in bare.values():
        if len(set(series)) >= SERIES:
            found[series] = True
    return found
