"""Suites of answers with the verdict that a careful person gives: equal rewrites (to be accepted) and near misses (never to be)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
)

Pair = tuple[dict[str, Any], str, bool, str]
"""A question as ``grade`` takes it, an answer, whether a careful person accepts it as correct, and the category."""

SUITES: dict[str, Callable[[], list[Pair]]] = {
    "values-zh": grading_values_zh.pairs,
    "values-en": grading_values_en.pairs,
    "names-zh": grading_names_zh.pairs,
    "names-en": grading_names_en.pairs,
    "further-names-zh": grading_further_zh.pairs,
    "further-names-en": grading_further_en.pairs,
    "sentences-zh": grading_sentences.chinese,
    "sentences-en": grading_sentences.english,
    "lists-zh": grading_lists_zh.pairs,
    "lists-en": grading_lists_en.pairs,
}
