"""Nearest examples: pairs are compared by the states of their places, and what is kept does not depend on the order of the examples."""

from __future__ import annotations

import numpy as np
import pytest

from kgcorpus.extract.learning.nearest import MOST, UNLIKE, WIDTH, Shown, learn_reduction, nearest, of_spans, reduction_for
from kgcorpus.extract.words import Words, analyser


def states(*kinds: int, width: int = 4) -> np.ndarray:
    """One row a unit: the unit vector of its kind."""
    return np.eye(width, dtype=np.float16)[list(kinds)]


def shown(rows: np.ndarray, predicate: int, key: str, forward: bool = True) -> Shown:
    return Shown(rows[0], rows[1], forward, predicate, key, 0)


def test_a_pair_is_most_like_the_fact_that_stands_in_the_same_places() -> None:
    known = of_spans(states(0, 1, 2), [(0, 0), (2, 2)])
    other = of_spans(states(3, 1, 3), [(0, 0), (2, 2)])
    near = nearest([shown(known, 2, "a"), shown(other, 0, "b")])
    asked = of_spans(states(0, 1, 2), [(0, 0), (2, 2)])
    whole, subject, object_ = near.similar(asked, [(0, 1), (1, 0)], np.array([0, 2]), 3)
    assert whole[0, 2] == pytest.approx(5 / 7, abs=0.01)  # nothing stands before the first and behind the last: no state, no likeness
    assert whole[0, 2] > whole[0, 0] and whole[0, 2] > whole[1, 2]
    assert subject[0, 2] == pytest.approx(1, abs=0.01) and object_[0, 2] == pytest.approx(1, abs=0.01)
    assert subject[0, 0] == pytest.approx(0, abs=0.01)
    assert (whole[:, 1] == UNLIKE).all() and (subject[:, 1] == UNLIKE).all()  # no example of it


def test_the_order_of_subject_and_object_counts() -> None:
    rows = of_spans(states(1, 0, 1), [(0, 0), (2, 2)])
    forward, backward = (nearest([shown(rows, 0, "a", side)]) for side in (True, False))
    pair, starts = [(0, 1)], np.array([0, 2])
    assert forward.similar(rows, pair, starts, 1)[0][0, 0] > backward.similar(rows, pair, starts, 1)[0][0, 0]


def test_what_is_kept_of_many_facts_does_not_depend_on_their_order() -> None:
    rows = of_spans(states(1, 0, 1), [(0, 0), (2, 2)])
    facts = [shown(rows, n % 3, str(n)) for n in range(MOST + 50)]
    one, two = nearest(facts), nearest(facts[::-1])
    assert len(one.subjects) == MOST and np.array_equal(one.begins, two.begins) and list(one.predicates) == [0, 1, 2]
    assert len(nearest([]).predicates) == 0


def test_the_reduction_keeps_what_differs_most() -> None:
    random = np.random.default_rng(1)
    rows = random.standard_normal((500, 80)).astype(np.float32)
    rows[:, 7] *= 40
    reduction = learn_reduction([rows[:200], rows[200:]])
    assert reduction.components.shape == (80, WIDTH) and np.abs(reduction.components[:, 0]).argmax() == 7
    nothing = Words("没有状态", (0,), (4,), ("X",), ("x",))
    told = reduction(nothing).states
    assert told is not None and not told.any() and told.shape == (4, WIDTH)


def test_without_states_there_is_no_reduction() -> None:
    assert reduction_for(["一台水泵", "一家企业"], analyser("zh", parser="characters")) is None
