import doctest
import os

import pytest

from kgcorpus import parallel
from kgcorpus.parallel import run

SHARED = {"factor": 1}


def share(factor):
    SHARED["factor"] = factor


def times(n):
    return n * SHARED["factor"]


def fail_at_three(n):
    if n == 3:
        raise ValueError("three")
    return n


def process(_):
    return os.getpid()


def test_doctests_hold():
    assert doctest.testmod(parallel).failed == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items_with_shared_state(workers):
    seen = []
    assert list(run(times, range(40), workers=workers, progress=seen.append, initializer=share, initargs=(3,))) == [
        3 * n for n in range(40)
    ]
    assert seen == list(range(1, 41))
    share(1)


def test_several_workers_are_other_processes_and_one_is_this():
    assert os.getpid() not in set(run(process, range(4), workers=2))
    assert set(run(process, range(4))) == {os.getpid()}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_stands_where_its_result_would(workers):
    results = run(fail_at_three, range(6), workers=workers)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_a_run_that_is_left_early_stops_its_workers():
    results = run(times, range(1000), workers=2)
    assert next(results) == 0
    results.close()
