"""The cases of ``entity_figures``: what is read into names and pronouns is right, and two things are never made one in silence."""

from __future__ import annotations

import pytest

from tests.bench.entity_figures import CASES, names, pairs, pronouns


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_and_pronouns_of_the_cases_are_read_right(language: str) -> None:
    cases = CASES[language]
    assert len(cases.NAMES) + len(cases.PAIRS) + len(cases.PRONOUNS) >= 150
    for score in (names(cases.NAMES), pronouns(cases.PRONOUNS)):
        assert score.right == score.found, score.wrong
        assert score.right >= 0.95 * score.asked, score.wrong
    score, silent = pairs(language)
    assert silent == 0 and score.right == score.found and score.right >= 0.85 * score.asked, score.wrong
