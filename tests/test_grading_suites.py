from __future__ import annotations

import pytest

from tests.bench.grading_suites import wrong
from tests.grading import SUITES


@pytest.mark.parametrize("name", SUITES)
def test_equal_rewrites_are_accepted_and_near_misses_are_not(name: str) -> None:
    failed = [(q["question"], [a["value"] for a in q["answers"]], answer, equal) for (q, answer, equal, _), _ in wrong(SUITES[name]())]
    assert not failed
