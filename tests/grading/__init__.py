"""Suites of answers with the verdict that a careful person gives: equal rewrites (to be accepted) and near misses (never to be)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.grading import (
    grading_further_en,
    grading_further_zh,
    grading_lists_en,
    grading_lists_zh,
    grading_names_en,
    grading_names_zh,
    grading_sentences,
    grading_values_en,
    grading_values_zh,
    value_cases_blind,
    value_cases_en,
    value_cases_zh,
)
from tests.grading.lists import pairs_of_lists
from tests.grading.rows import Pair, pairs_of
from tests.grading.values import pairs_of_values

SUITES: dict[str, Callable[[], list[Pair]]] = {
    "values-zh": partial(
        pairs_of_values, "zh", grading_values_zh.ANSWERS, grading_values_zh.SENTENCES, grading_values_zh.is_whole, value_cases_zh.CASES
    ),
    "values-en": partial(
        pairs_of_values, "en", grading_values_en.ANSWERS, grading_values_en.SENTENCES, grading_values_en.is_whole,
        (*value_cases_en.CASES, *value_cases_blind.CASES),
    ),
    "names-zh": partial(pairs_of, grading_names_zh.ROWS, "zh"),
    "names-en": partial(pairs_of, grading_names_en.ROWS, "en"),
    "further-names-zh": partial(pairs_of, grading_further_zh.ROWS, "zh"),
    "further-names-en": partial(pairs_of, grading_further_en.ROWS, "en"),
    "sentences-zh": partial(pairs_of, grading_sentences.ZH, "zh"),
    "sentences-en": partial(pairs_of, grading_sentences.EN, "en"),
    "lists-zh": partial(pairs_of_lists, grading_lists_zh.ROWS, "zh"),
    "lists-en": partial(pairs_of_lists, grading_lists_en.ROWS, "en"),
}
