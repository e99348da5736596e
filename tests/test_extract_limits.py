"""Limits as standards write them: the comparison holds its 不 or "not", and asserts the value; nothing of it is lost or negated."""

from __future__ import annotations

import pytest

from tests.pumphouse import facts, refused


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("不小于", "≥"), ("不低于", "≥"), ("不应低于", "≥"), ("不应小于", "≥"), ("不得低于", "≥"), ("不宜低于", "≥"), ("不能少于", "≥"),
        ("应不低于", "≥"), ("应大于等于", "≥"), ("应大于或等于", "≥"), ("至少为", "≥"), ("必须至少达到", "≥"),
        ("不大于", "≤"), ("不应超过", "≤"), ("不得超过", "≤"), ("不宜大于", "≤"), ("严禁超过", "≤"), ("并不高于", "≤"), ("应小于等于", "≤"),
        ("应大于", ">"), ("应低于", "<"), ("应为", ""), ("宜为", ""), ("为", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("predicate", ["pressure", "rated"])
def test_a_required_limit_is_a_value_and_no_negation(said: str, limit: str, predicate: str) -> None:
    name = {"pressure": "工作压力", "rated": "额定压力"}[predicate]  # a trigger; patterns with and without 为
    assert facts(f"消防水泵的{name}{said}0.6 MPa。") == [f"pump {predicate} {limit}0.6"]


@pytest.mark.parametrize(
    "said",
    [
        "宜为0.25 MPa～0.50 MPa",
        "应在0.25 MPa～0.50 MPa之间",
        "应当在0.25～0.50 MPa之间",
        "应保持在0.25至0.50 MPa之间",
        "为0.25 MPa～0.50 MPa",
    ],
)
def test_a_required_range_is_a_value(said: str) -> None:
    assert facts(f"消防水泵的额定压力{said}。") == ["pump rated ≥0.25≤0.5"]


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("shall be at least", "≥"), ("shall not be less than", "≥"), ("is not less than", "≥"), ("must not fall below", "≥"),
        ("should not exceed", "≤"), ("shall not exceed", "≤"), ("does not exceed", "≤"), ("must never exceed", "≤"),
        ("is no more than", "≤"), ("may not exceed", "≤"), ("is not above", "≤"), ("should be", ""), ("is to be", ""), ("is", ""),
        ("exceeds", ">"),
    ],
)  # fmt: skip
def test_english_modals_lead_to_the_limit(said: str, limit: str) -> None:
    assert facts(f"The rated pressure of the fire pump {said} 0.6 MPa.") == [f"pump rated {limit}0.6"]


def test_a_range_that_must_be_kept_is_a_value() -> None:
    assert facts("The rated pressure of the fire pump must be between 0.4 and 0.6 MPa.") == ["pump rated ≥0.4≤0.6"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("消防水泵的出口压力不应小于0.35 MPa。", "pump outlet ≥0.35"),
        ("消防水泵出口压力不得大于0.35 MPa。", "pump outlet ≤0.35"),
        ("消防水泵的出口压力大于0.35 MPa。", "pump outlet >0.35"),
        ("消防水泵出口压力不超过0.35 MPa。", "pump outlet ≤0.35"),
        ("The working pressure of the fire pump shall be at least 0.6 MPa.", "pump pressure ≥0.6"),
        ("The working pressure of the fire pump is 0.6 MPa.", "pump pressure 0.6"),
        ("The outlet pressure of the fire pump shall not exceed 0.6 MPa.", "pump outlet ≤0.6"),
        ("The outlet pressure of the fire pump shall be at least 0.6 MPa.", "pump outlet ≥0.6"),
        ("The outlet pressure of the fire pump shall be 0.6 MPa.", "pump outlet 0.6"),
    ],
)
def test_a_comparison_that_the_expert_wrote_into_the_pattern_stays_with_the_value(text: str, expected: str) -> None:
    assert facts(text) == [expected]


@pytest.mark.parametrize("text", ["消防水箱的水位至少3 m。", "The water tank needs a level of at least 3 m."])
def test_a_predicate_that_is_a_limit_itself_has_the_number(text: str) -> None:
    assert facts(text) == ["tank least 3"]


def test_both_clauses_of_a_sentence_give_their_limit() -> None:
    text = "消防水泵的出口压力不应小于0.35 MPa；稳压泵出口压力不应小于0.25 MPa。"
    assert facts(text) == ["jockey outlet ≥0.25", "pump outlet ≥0.35"]


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        ("消防水泵的额定压力不劣于0.6 MPa。", "bad_value", "不劣于"),
        ("消防水泵的工作压力不是0.6 MPa。", "bad_value", "不是"),
        ("消防水泵的额定压力不小于0.6 kN。", "wrong_unit", "'kN'"),
        ("消防水泵的额定压力不小于0.6。", "wrong_unit", "no unit"),
        ("消防水泵的额定压力可能不低于0.6 MPa。", "hedged", "可能"),
    ],
)
def test_what_cannot_be_read_says_what_it_was(text: str, reason: str, detail: str) -> None:
    assert facts(text) == []
    ((found, _, why),) = refused(text)
    assert found == reason and detail in why
