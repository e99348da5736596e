"""Lists: all there are (with grounds, naming the source that limits them), three of many, and what all of several share.

``all``: 请列出… / "List all …"; ``three of many``: 请举出三种… / "Name three …", where more are known and nobody says how many there are;
``shared by three``: what three things of a kind have in common; ``shared by all``: what every member of a small set has, which needs
grounds of its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kgcorpus import forms as f
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Rejection

from .answered import Asker
from .list_wording import ask_list, tell_list
from .material import Material
from .phrases import Manner, NoWording
from .samples import Generator, Item, rejection
from .shape_asker import ShapeAsker
from .shapes import Arrow, Shape, Survey, X, Y, dates_of, steps_of
from .shapes_wide import Z
from .speaker import single

PART = "lists"
FEWEST, MOST = 3, 60
"""How many answers a list has that is asked whole."""
FEWEST_OF_THREE = 5
"""How many are known at least where three are asked for."""
THREE = 3
MOST_MEMBERS = 12
"""Sets of more members are not asked for what all of them share."""
MOST_STARTS = 120
"""Starts of a shape that are asked, drawn by a digest of their ids."""
TRIED = 6
"""How many sets of three things are tried for each that is asked."""


def lists(*, decided: Mapping[str, str] | None = None, most: int = MOST_STARTS) -> Generator:
    """The part for lists. ``decided``: what experts decided on shapes; ``most``: starts asked of each shape."""
    said = decided or {}

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Item]:
        asker = Asker(material.survey, seed=material.seed, most_answers=MOST)
        for number, (shape, starts) in enumerate(_shapes(material.survey, asker, most)):
            named = f"{shape.name}: {steps_of(shape)}"
            if said.get(named, "ask") != "ask":
                yield rejection("not_asked", named, PART, "a reviewer decided never to ask it")
                continue
            sayable = []
            for language in languages:
                if problem := _unsayable(material, shape, language):
                    yield problem
                else:
                    sayable.append(language)
            answered = asker.ask(shape, starts) if sayable and starts else None
            if answered is None:
                continue
            yield from answered.rejections
            told = THREE if shape.name == "three of many" else None
            for language in sayable if answered.answers is not None else ():
                assert answered.answers is not None
                asked = ShapeAsker(
                    material, shape, answered.answers, language, number, 1, "list", PART, ask_list(shape.name), tell_list, told
                )
                yield from asked.drafts()

    return generate


def _unsayable(material: Material, shape: Shape, language: str) -> Rejection | None:
    try:
        ask_list(shape.name)(f.to_json(shape.asked), material.speaker(language), Manner("all" if shape.whole else "some"), (False,) * 8)
    except NoWording as caught:
        reason = "bad_wording" if "(" in caught.position else "no_wording"
        return rejection(reason, f"{language} {shape.name}: {steps_of(shape)}", PART, f"{caught.predicate}: {caught.position}")
    return None


Starts = list[tuple[str, ...]]


def _shapes(survey: Survey, asker: Asker, most: int) -> Iterator[tuple[Shape, Starts]]:
    """Shapes with the starts to ask, in a fixed order."""
    arrows = [a for a in survey.arrows if not survey.literal(a) and not single(survey.ontology.predicates[a.predicate], a.inverse)]
    for arrow in arrows:
        for date in dates_of(survey, arrow):
            step = arrow.step(X)
            if survey.has_grounds(arrow):
                yield Shape("all", step, step, whole=True, date=date), _sized(survey, asker, arrow, date, FEWEST, most)
            yield Shape("three of many", step, step, date=date), _sized(survey, asker, arrow, date, FEWEST_OF_THREE, most)
    for arrow in arrows:
        if not arrow.inverse:
            for date in dates_of(survey, arrow):
                yield _shared_by_three(arrow, date), _threes(survey, asker, arrow, date, most)
    for members in arrows:
        if members.inverse and survey.has_grounds(members):
            yield from _shared_by_all(survey, asker, members, most)


def _sized(survey: Survey, asker: Asker, arrow: Arrow, date: str | None, fewest: int, most: int) -> Starts:
    """The starts that reach so many things, drawn by a digest."""
    degree = survey.degree(arrow, date)[: survey.table.entities]
    found = np.flatnonzero((degree >= fewest) & (degree <= MOST))
    return [(asker.key(n),) for n in np.sort(asker.first(found, most)).tolist()]


def _shared_by_three(arrow: Arrow, date: str | None) -> Shape:
    """What three have in common, where each has something else, too."""
    own = tuple(arrow.step(one) for one in (X, Y, Z))
    return Shape("shared by three", f.Every(f.Or((X, Y, Z)), arrow.predicate, arrow.inverse), own[0], others=own, date=date)


def _threes(survey: Survey, asker: Asker, arrow: Arrow, date: str | None, most: int) -> Starts:
    """Threes of one kind that share something, each of which has something else, too: the first by digest of each shared thing."""
    table = survey.table
    links = table.links(table.predicate_index[arrow.predicate], not arrow.inverse, Use(date)).matrix
    several = survey.degree(arrow, date) > 1
    found: dict[tuple[int, ...], None] = {}
    for shared in asker.first(np.flatnonzero(np.diff(links.indptr) >= THREE), TRIED * most).tolist():
        subjects = links.indices[links.indptr[shared] : links.indptr[shared + 1]].astype(np.int64)
        subjects = subjects[several[subjects]]
        for kind in np.unique(survey.kinds[subjects]).tolist():
            alike = subjects[survey.kinds[subjects] == kind]
            for begin in range(0, min(len(alike), TRIED) - THREE + 1, THREE):
                drawn = asker.first(alike, TRIED)[begin : begin + THREE]
                found.setdefault(tuple(sorted(drawn.tolist())))
    return sorted(tuple(asker.key(n) for n in three) for three in list(found)[:most])


def _shared_by_all(survey: Survey, asker: Asker, members: Arrow, most: int) -> Iterator[tuple[Shape, Starts]]:
    """What all members of a whole set have: 所有磺脲类药物共有的不良反应."""
    for arrow in survey.arrows:
        if arrow.inverse or survey.literal(arrow) or arrow.predicate == members.predicate or not survey.meets(members, arrow, None):
            continue
        for date in dates_of(survey, members, arrow):
            of = members.step(X)
            degree = survey.degree(members, date)[: survey.table.entities]
            starts = asker.first(_within(degree), most)
            shape = Shape("shared by all", f.Every(of, arrow.predicate), of, whole=True, date=date)
            yield shape, [(asker.key(n),) for n in np.sort(starts).tolist()]


def _within(degree: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.flatnonzero((degree >= THREE) & (degree <= MOST_MEMBERS))
