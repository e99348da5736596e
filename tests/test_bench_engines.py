"""The benchmark of engines: each is asked the same, and draws what it measured."""

from __future__ import annotations

import importlib.util
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.bench import engines
from tests.bench.curve import Curve, chart
from tests.bench.engine_loaders import LOADERS, SLOW, generate, load_matrix

NEEDS = {"Polars": "polars", "DuckDB": "duckdb"}
ANOTHER_PROCESS = {"Neo4j (Cypher)"}


@pytest.mark.parametrize("name", sorted(LOADERS.keys() - ANOTHER_PROCESS - {engines.OWN}))
def test_every_engine_gives_the_same_pairs(name: str) -> None:
    if name in NEEDS and importlib.util.find_spec(NEEDS[name]) is None:
        pytest.skip(f"{name} is not installed")
    facts = generate(200)
    own, other = load_matrix(facts), LOADERS[name](facts)
    some = np.array([3, 17, 40, 49])
    for shape in [*list(engines.two_steps())[::9], *engines.three_steps()]:
        for starts in (None, some) if name in SLOW else (None,):
            mine, theirs = engines.checked(*own.ask(shape, starts)), engines.checked(*other.ask(shape, starts))
            assert mine == theirs, (shape, starts)


def test_pairs_that_differ_or_stand_twice_are_told() -> None:
    one, two = np.array([1, 1, 2]), np.array([4, 5, 4])
    assert engines.checked(one, two) != engines.checked(one, np.array([4, 6, 4]))
    with pytest.raises(AssertionError, match="not sorted and distinct"):
        engines.checked(np.array([1, 1]), np.array([4, 4]))


def test_a_share_of_starts_is_drawn_once() -> None:
    assert engines.starts_of(1000, 1) is None
    drawn = engines.starts_of(1000, 0.1)
    assert drawn is not None and len(drawn) == 25 and (np.diff(drawn) > 0).all()
    assert np.array_equal(drawn, engines.starts_of(1000, 0.1))


def test_curves_stand_where_their_numbers_say() -> None:
    curves = [Curve("time", [(10, 0.1), (1000, 10.0)], "s"), Curve("memory", [(10, 50.0), (1000, 5000.0)], "MB")]
    svg = chart("growth & more", curves, "facts")
    root = ElementTree.fromstring(svg)
    texts = [e.text for e in root.iter() if e.tag.endswith("text")]
    assert {"0.1 s", "10 s", "50 MB", "5,000 MB", "growth & more", "facts", "1,000"} <= set(texts)
    places = [(float(e.get("cx", "0")), float(e.get("cy", "0"))) for e in root.iter() if e.tag.endswith("circle")]
    assert places[0][0] == places[2][0] < places[1][0] and places[1][1] < places[0][1] and places[3][1] < places[2][1]
    assert abs((places[0][1] - places[1][1]) - (places[2][1] - places[3][1])) < 0.2  # a hundredfold is the same height everywhere
