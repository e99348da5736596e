"""Questions that turn on values: conditions with a threshold, superlatives, comparisons, sums and means, changes, conditions at a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kgcorpus.model import Json, Rejection

from .at_values import at_values
from .changes import changes
from .linked import linked
from .material import Material
from .quantities import quantities
from .records import Proved
from .samples import Generator, Question, rejection
from .series import numbered
from .superlatives import comparisons, superlatives
from .thresholds import thresholds
from .wholes import means, wholes

PART = "numbers"


def numbers(*, decided: Mapping[str, str] | None = None) -> Generator:
    """The part for values. ``decided``: what experts decided on shapes ("most: ex:price"); what is not to be asked is a rejection."""
    barred = {shape for shape, decision in (decided or {}).items() if decision != "ask"}

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        told: set[tuple[str, str]] = set()
        for item in _all(material, languages):
            if not isinstance(item, Proved) or (shape := shape_of(item)) not in barred:
                yield item
            elif (item.language, shape) not in told:
                told.add((item.language, shape))
                yield rejection("not_asked", f"{item.language} {shape}", PART, "a reviewer decided not to ask it")

    return generate


def _all(material: Material, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    series = numbered(material)
    for quantity in quantities(material):
        alone = 2 * sum(bool(series[material.table.index[id]]) for id in quantity.held) <= len(quantity.held)
        for make in (superlatives, comparisons, means) if alone else ():
            yield from make(quantity, languages)
        if not quantity.mixed:
            for make in (thresholds, wholes) if alone else (wholes,):  # nobody compares step 2 of one dish with step 5 of another
                yield from make(quantity, languages)
    for make_all in (linked, at_values, changes):
        yield from make_all(material, languages)


def shape_of(item: Proved) -> str:
    """The shape of a question as reviewers' decisions name it: "where: ex:price ^ex:kind"."""
    from kgcorpus import forms as f

    return f"{item.shape}: {' '.join(_steps(f.to_json(item.asked)) if item.asked else [])}".rstrip(": ")


def _steps(form: Json) -> list[str]:
    """The predicates of a form, outermost first; ``^`` marks an inverse step."""
    if isinstance(form, list):
        return [name for part in form for name in _steps(part)]
    if not isinstance(form, dict):
        return []
    own = [("^" if form.get("inverse") else "") + form["predicate"]] if isinstance(form.get("predicate"), str) else []
    return own + [name for key in ("of", "without", "left", "right") if key in form for name in _steps(form[key])]
