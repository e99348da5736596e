"""Names found in text: variants, borders, the longest name, exact offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.model import Entity
from kgcorpus.ontology import Ontology

ENTITIES = [
    Entity("x:t2d", ("x:D",), {"zh": "2型糖尿病", "en": "type 2 diabetes"}, {"en": ("T2DM",)}),
    Entity("x:diabetes", ("x:D",), {"zh": "糖尿病", "en": "diabetes"}),
    Entity("x:inhibitor", ("x:C",), {"zh": "SGLT-2抑制剂", "en": "SGLT-2 inhibitor"}),
    Entity("x:analysis", ("x:C",), {"en": "risk analysis"}),
    Entity("x:cortex", ("x:C",), {"en": "the adrenal cortex"}),
    Entity("x:as", ("x:C",), {"en": "AS"}),
    Entity("x:b1", ("x:C",), {"en": "B1"}),
    Entity("x:salt", ("x:C",), {"zh": "盐"}),
    Entity("x:insulin-h", ("x:H",), {"zh": "胰岛素"}),
    Entity("x:insulin-m", ("x:M",), {"zh": "胰岛素"}),
]
NAMES = lexicon(Ontology(), ENTITIES)


def found(text: str) -> list[tuple[str, str]]:
    mentions = NAMES.mentions(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [(m.text, "|".join(e.split(":")[1] for e in m.entities)) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("患2型糖尿病", [("2型糖尿病", "t2d")]),
        ("患２型糖尿病者", [("２型糖尿病", "t2d")]),
        ("患 2 型糖尿病", [("2 型糖尿病", "t2d")]),
        ("第2型糖尿病與糖尿病", [("2型糖尿病", "t2d"), ("糖尿病", "diabetes")]),
        ("TYPE 2 DIABETES", [("TYPE 2 DIABETES", "t2d")]),
        ("type-2\ndiabetes", [("type-2\ndiabetes", "t2d")]),
        ("SGLT2抑制剂、SGLT-2 抑制剂", [("SGLT2抑制剂", "inhibitor"), ("SGLT-2 抑制剂", "inhibitor")]),
        ("SGLT2 inhibitors, an SGLT-2 inhibitor's", [("SGLT2 inhibitors", "inhibitor"), ("SGLT-2 inhibitor", "inhibitor")]),
        ("SGLT\u20112 inhibitor", [("SGLT\u20112 inhibitor", "inhibitor")]),
        ("two risk analyses", [("risk analyses", "analysis")]),
        ("in adrenal cortex", [("adrenal cortex", "cortex")]),
        ("**T2DM**", [("T2DM", "t2d")]),
        ("胰岛素", [("胰岛素", "insulin-h|insulin-m")]),
    ],
)
def test_variants_of_a_name_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["prediabetes", "diabetesx", "nondiabetes", "pre-diabetes", "diabetes-free", "as usual", "vitamin B12", "B1.5", "食盐水", "0B1"]
)
def test_a_name_is_not_found_inside_a_longer_word_or_number(text: str) -> None:
    assert found(text) == []


def test_an_abbreviation_that_is_also_a_word_needs_its_capitals() -> None:
    assert found("AS and as") == [("AS", "as")]


def test_a_name_of_one_character_needs_space_around_it() -> None:
    assert found("糖、盐和水") == [("盐", "salt")]


def test_of_overlapping_names_the_longest_wins() -> None:
    longer = lexicon(Ontology(), [*ENTITIES, Entity("x:y", ("x:D",), {"zh": "糖尿病肾病"})])
    assert [m.text for m in longer.mentions("2型糖尿病肾病")] == ["2型糖尿病"] or [m.text for m in longer.mentions("2型糖尿病肾病")] == [
        "糖尿病肾病"
    ]
    assert [m.text for m in longer.mentions("糖尿病肾病")] == ["糖尿病肾病"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="患2型糖尿病 ２\u200b\n*😀ﬁB1盐as-AS、", max_size=30))
def test_mentions_are_verbatim_in_order_and_apart(text: str) -> None:
    mentions = NAMES.mentions(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_part_of_a_text_is_searched_with_offsets_of_the_whole() -> None:
    [mention] = NAMES.mentions("糖尿病，2型糖尿病", 4)
    assert (mention.start, mention.text) == (4, "2型糖尿病")
