"""A modifier that narrows the subject is a condition: what is said of some hydrants is no fact of all hydrants."""

from __future__ import annotations

import pytest

from tests.pumphouse import TURTLE, facts, refused


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("高层建筑的室内消火栓的出口压力不应小于0.35 MPa。", "高层建筑的"),
        ("车库内消防水泵的工作压力为1.2 MPa。", "车库内"),
        ("厨房排油烟管道上的防火阀的工作压力为1.2 MPa。", "厨房排油烟管道上的"),
        ("安装于高层建筑的消防水泵的工作压力为1.2 MPa。", "安装于高层建筑的"),
        ("本系统的消防水泵的工作压力为1.2 MPa。", "本系统的"),
        ("其他消防水泵的工作压力为1.2 MPa。", "其他"),
        ("消防水箱消防水泵的工作压力为1.2 MPa。", "消防水箱"),
        ("消防水泵在高层建筑中的工作压力为1.2 MPa。", "在高层建筑中的"),
        ("消防水泵出口处的工作压力为1.2 MPa。", "出口处的"),
        ("消防水泵的工作压力，在高层建筑中不应小于1.2 MPa。", "在高层建筑中"),
        ("The fire pump has a working pressure in garages of 1.2 MPa.", "in garages"),
        ("The working pressure of hydrants in high-rise buildings is 1.2 MPa.", "in high-rise buildings"),
        ("在高层建筑中，消防水泵的工作压力为1.2 MPa。", "在高层建筑中"),
        ("车库内的主电故障会损坏轴承。", "车库内的"),
        ("Hydrants in high-rise buildings shall have a working pressure of 0.35 MPa.", "in high-rise buildings"),
        ("The hydrant used in garages has a working pressure of 0.35 MPa.", "used in garages"),
        ("In high-rise buildings, hydrants have a working pressure of 0.35 MPa.", "in high-rise buildings"),
        ("The indoor hydrant has a working pressure of 0.35 MPa.", "indoor"),
        ("Indoor hydrants have a working pressure of 0.35 MPa.", "indoor"),
        ("Severe bearing overheating can damage the bearing.", "severe"),
    ],
)
def test_a_modifier_that_narrows_the_subject_is_a_lost_condition_and_named(text: str, modifier: str) -> None:
    assert facts(text) == []
    ((reason, _, detail),) = refused(text)
    assert (reason, detail.strip()) == ("condition_lost", modifier)


@pytest.mark.parametrize(
    "text",
    [
        "该消防水泵的工作压力为1.2 MPa。",
        "所有消防水泵的工作压力为1.2 MPa。",
        "常用的消防水泵的工作压力为1.2 MPa。",
        "新型消防水泵的工作压力为1.2 MPa。",
        "此外，消防水泵的工作压力为1.2 MPa。",
        "其中消防水泵的工作压力为1.2 MPa。",
        "备受欢迎的消防水泵的工作压力为1.2 MPa。",
        "# 高层建筑\n\n高层建筑的消防水泵的工作压力为1.2 MPa。",
        "The standard fire pump has a working pressure of 1.2 MPa.",
        "However, the fire pump has a working pressure of 1.2 MPa.",
        "Therefore fire pumps have a working pressure of 1.2 MPa.",
        "In practice, fire pumps have a working pressure of 1.2 MPa.",
        "The fire pump has a working pressure of about 1.2 MPa.",
    ],
)
def test_words_that_do_not_narrow_lose_nothing(text: str) -> None:
    assert facts(text) == ["pump pressure 1.2"]


def test_the_clause_without_the_modifier_keeps_its_fact() -> None:
    text = "室内消火栓的出口压力不应小于0.25 MPa；高层建筑的室内消火栓的出口压力不应小于0.35 MPa。"
    assert facts(text) == ["hydrant outlet ≥0.25"]
    assert [(reason, detail) for reason, _, detail in refused(text)] == [("condition_lost", "高层建筑的")]


def test_a_fault_named_right_after_what_has_it_is_that_fault() -> None:
    has = 'p:has a owl:ObjectProperty ; rdfs:label "常见故障"@zh ; rdfs:domain p:Part ; rdfs:range p:Fault .\n'
    assert facts("消防水泵主电故障会损坏轴承。", TURTLE + has) == ["power damages bearing"]
    assert facts("消防水泵主电故障会损坏轴承。") == []


def test_where_an_event_took_place_does_not_narrow_it() -> None:
    assert facts("在车库中，主电故障会损坏轴承。") == ["power damages bearing"]
