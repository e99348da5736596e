"""A second value in a sentence: a fact with its condition, or a rejection that leaves the first value's set open."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from kgcorpus.extract.reading import Extraction, extractors_for, read_facts
from tests.garden import document, garden, said


@lru_cache(maxsize=1)
def _extractors() -> tuple[object, ...]:
    terms = garden()
    half_life = replace(terms.predicates["g:halfLife"], qualifiers=("g:stage", "g:temperature", "g:tankMix"))
    return tuple(extractors_for(replace(terms, predicates={**terms.predicates, half_life.id: half_life})))


def read(text: str) -> Extraction:
    return read_facts(document(text), _extractors())  # type: ignore[arg-type]


def facts(text: str) -> list[str]:
    return sorted(said(c) for c in read(text).candidates)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("The half-life of mancozeb is 7 days; in wet fields it is 3 days.", "3 days"),
        ("The half-life of mancozeb is 7 days; in the first year it is 3 days.", "3 days"),
        ("The half-life of mancozeb is 7 days, or 3 days for wet fields.", "3 days"),
        ("The half-life of mancozeb is 7 days (3 days in wet fields).", "3 days"),
        ("The half-life of mancozeb is 7 days but falls to 3 days after rain.", "3 days"),
        ("代森锰锌的半衰期为7天；雨后为3天。", "3天"),
        ("代森锰锌的半衰期为7天，首年为3天。", "3天"),
        ("代森锰锌的半衰期为7天，在潮湿地块降至3天。", "3天"),
        ("代森锰锌的半衰期为7天（雨后为3天）。", "3天"),
        ("代森锰锌的半衰期为7天，白菜上3天。", "3天"),
    ],
)
def test_a_second_value_with_an_unread_condition_leaves_the_set_open(text: str, second: str) -> None:
    assert facts(text) == ["mancozeb halfLife 7"]
    [lost] = read(text).rejections
    assert (lost.reason, lost.what, lost.about) == ("condition_lost", second, (("g:mancozeb", "g:halfLife", "objects"),))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("The half-life of mancozeb is 7 days; at flowering it is 3 days.", "stage flowering"),
        ("The half-life of mancozeb is 7 days, or 3 days when mixed with sulphur.", "tankMix sulphur-product"),
        ("代森锰锌的半衰期为7天，花期为3天。", "stage flowering"),
        ("代森锰锌的半衰期为7天，气温高于30℃时为3天。", "temperature >30"),
        ("代森锰锌的半衰期为7天；花期降至3天。", "stage flowering"),
    ],
)
def test_a_second_value_with_a_declared_condition_is_a_fact_with_it(text: str, condition: str) -> None:
    assert facts(text) == ["mancozeb halfLife 3 [" + condition + "]", "mancozeb halfLife 7"]
    assert read(text).rejections == ()


@pytest.mark.parametrize(
    "text",
    [
        "The half-life of mancozeb is 7 days.", "The half-life of mancozeb is 7 days (1 week).",
        "The half-life of mancozeb is 7 days and the treatment is repeated after 14 days.",
        "The half-life of mancozeb is 7 days; wait another 14 days.", "代森锰锌的半衰期为7天（1周）。",
        "代森锰锌的半衰期为7天，安全间隔期为15天。",
    ],
)  # fmt: skip
def test_a_number_that_is_said_of_something_else_is_no_second_value(text: str) -> None:
    assert facts(text) == ["mancozeb halfLife 7"]
    assert read(text).rejections == ()


def test_a_value_of_another_subject_is_its_own() -> None:
    text = "The half-life of mancozeb is 7 days, and the half-life of Bordeaux mixture is 3 days."
    assert facts(text) == ["copper halfLife 3", "mancozeb halfLife 7"]
    assert read(text).rejections == ()


def test_a_first_period_that_opens_a_sentence_is_a_condition() -> None:
    for text in ("In the first year, the half-life of mancozeb is 3 days.", "首年内，代森锰锌的半衰期为3天。"):
        assert facts(text) == []
        assert [r.reason for r in read(text).rejections] == ["condition_lost"]
