"""A known name that is only a part of a longer, unknown one: nothing is said of the part."""

from __future__ import annotations

import pytest

from tests.pumphouse import facts, refused


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Bearing overheating can damage the bearing cage.", "bearing cage"),
        ("Bearing overheating can damage the fire pump and the bearing cage.", "bearing cage"),
        ("Bearing overheating can damage the steel bearing.", "the steel bearing"),
        ("The fire pump house has a working pressure of 0.3 MPa.", "fire pump house"),
        ("轴承过热会损坏轴承保持架。", "轴承保持架"),
        ("消防水泵控制柜的工作压力为0.3 MPa。", "消防水泵控制柜"),
    ],
)
def test_an_unknown_compound_is_named_whole_and_gives_no_fact_of_its_part(text: str, whole: str) -> None:
    assert not [fact for fact in facts(text) if "bearing" in fact.split()[1:] or "pressure" in fact]
    assert ("unknown_entity", whole) in [(reason, what) for reason, what, _ in refused(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Bearing overheating can damage the bearing.",
        "Bearing overheating can damage the bearing quickly.",
        "Bearing overheating can damage the bearing again, too.",
        "Bearing overheating can damage the bearing and other parts.",
        "Bearing overheating can damage the bearing, which is costly.",
        "轴承过热会损坏轴承等。",
        "轴承过热会损坏轴承，需停机。",
        "轴承过热会损坏轴承部件。",
    ],
)
def test_what_follows_a_whole_name_does_not_lose_it(text: str) -> None:
    assert facts(text) == ["hot damages bearing"]
