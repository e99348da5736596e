"""Questions that turn on values: conditions with a threshold, superlatives, comparisons, sums and means, changes, conditions at a value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgcorpus.model import Rejection

from .at_values import at_values
from .changes import changes
from .linked import linked
from .material import Material
from .quantities import quantities
from .records import Proved
from .samples import Generator, Question
from .superlatives import comparisons, superlatives
from .thresholds import thresholds
from .wholes import means, wholes

PART = "numbers"


def numbers(*, never: Collection[str] = ()) -> Generator:
    """The part for values. ``never``: shapes ("most: p") that are not asked."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        for quantity in quantities(material):
            for make in (thresholds, superlatives, comparisons, wholes, means):
                yield from make(quantity, languages)
        for make_all in (linked, at_values, changes):
            yield from make_all(material, languages)

    return generate
