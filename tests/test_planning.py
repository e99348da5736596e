"""Planning scripts: procedures read from the graph, plans under constraints, their wording, and near misses."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from kgcorpus.generate.planning import planning
from kgcorpus.generate.records import Proved
from kgcorpus.grade.script import check
from kgcorpus.grade.script_plan import Plan
from kgcorpus.model import Rejection
from kgcorpus.procedures import Procedures, Unproved
from tests.procedures_world import CHANGE, CHANGED, ROWS, SCHEMA, material, ontology


def made(language: str = "zh", **options: object) -> list[Proved]:
    found = list(planning()(material(**options), [language]))  # type: ignore[arg-type]
    return [item for item in found if isinstance(item, Proved)]


def refused(language: str = "zh", **options: object) -> list[tuple[str, str]]:
    return [(i.reason, i.detail) for i in planning()(material(**options), [language]) if isinstance(i, Rejection)]  # type: ignore[arg-type]


def scripts(items: Sequence[Proved]) -> dict[str, str]:
    return {item.said[0][0]: item.answer_text for item in items if item.kind == "planning"}


def test_a_procedure_has_its_steps_in_the_order_of_their_numbers() -> None:
    found = Procedures(material().table).procedure("x:clean")
    assert not isinstance(found, Unproved)
    assert [step.id for step in found.steps] == ["x:s1", "x:s2", "x:s3", "x:s4"]
    assert {(need.before, need.after, need.what) for need in found.needs} == {("x:s1", "x:s2", "x:off"), ("x:s2", "x:s3", "x:bare")}
    assert set(found.before) == {("x:s3", "x:s4")}


def test_a_graph_without_roles_gives_no_plans_and_no_rejections() -> None:
    plain = re.sub(r"kgc:role kgc:\w+ ([;.])", r"kgc:display true \1", SCHEMA)
    assert "kgc:role" not in plain
    assert list(planning()(material(turtle=plain), ["zh", "en"])) == []


@pytest.mark.parametrize(
    ("thing", "what", "reached"),
    [
        ("x:acetone", "x:acetone", True), ("x:acetone", "x:Solvent", True), ("x:wipes", "x:ethanol", True), ("x:wipes", "x:Solvent", True),
        ("x:soap", "x:Solvent", False), ("x:grease", "x:oil", False),
    ],
)  # fmt: skip
def test_a_constraint_covers_a_thing_its_kind_and_what_contains_it(thing: str, what: str, reached: bool) -> None:
    assert (Procedures(material().table).reach(thing, what) is not None) == reached


def test_a_barred_thing_is_replaced_by_a_substitute_that_is_not_barred_itself() -> None:
    found = scripts(made())
    script = found["在动火区，怎么清洗泵体？请按顺序写出步骤。"]
    assert script.split("\n")[2] == "3. 用肥皂水擦洗叶轮。这里用肥皂水代替丙酮：动火区禁用溶剂。"
    english = scripts(made("en"))["How do I clean the pump in the hot-work area? List the steps in order."]
    assert english.split("\n")[2].startswith("3. Wash the impeller with soapy water. Soapy water replaces acetone here: ")


def test_an_amount_is_cut_to_the_limit_of_the_source() -> None:
    script = scripts(made())["在密闭舱，怎么清洗泵体？请按顺序写出步骤。"]
    assert script.split("\n")[3] == "4. 给轴承涂上润滑脂（润滑脂5 mL）。润滑脂由20 mL减为5 mL：密闭舱限量使用润滑脂（用量最多5 mL）。"


def test_a_wish_for_less_is_kept_where_a_source_limits_the_thing_further() -> None:
    assert any("润滑脂总共不超过15 mL" in question for question in scripts(made()))


def test_what_nothing_may_stand_for_makes_the_plan_impossible_with_its_cause() -> None:
    item = next(i for i in made() if "在食品车间，怎么" in i.said[0][0])
    assert item.mode == "none" and item.answers == [] and item.grounds is not None
    assert item.answer_text == "做不成：第4步要用润滑脂，而食品车间禁用润滑脂；资料没有列出润滑脂的替代品。"
    assert item.fields["cause"] == {"kind": "no_substitute", "thing": "x:grease", "step": "x:s4"}


def test_impossible_names_the_substitutes_that_are_barred_too() -> None:
    rows = tuple(row for row in ROWS if row[0] != "x:soap")
    item = next(i for i in made("en", rows=rows) if "hot-work" in i.said[0][0])
    assert item.answer_text.startswith("It cannot be done: step 3 uses acetone, but ")
    assert "the only substitutes listed for acetone are ethanol and alcohol wipes, which cannot be used either" in item.answer_text


@pytest.mark.parametrize(
    ("start", "predicate"),
    [("x:clean", "x:hasStep"), ("x:s3", "x:uses"), ("x:acetone", "x:holds"), ("x:hotwork", "x:bars"), ("x:hotwork", "x:caps")],
)
def test_what_is_not_known_to_be_complete_is_refused(start: str, predicate: str) -> None:
    assert not any("动火区" in question for question in scripts(made(open=((start, predicate),))))
    assert ("not_complete") in {reason for reason, _ in refused(open=((start, predicate),))}


def test_without_all_substitutes_nothing_is_called_impossible() -> None:
    assert not [i for i in made(open=(("x:grease", "x:stands"),)) if "食品车间" in i.said[0][0]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_near_miss_has_exactly_the_defect_that_it_is_named_for(language: str) -> None:
    items = made(language)
    pairs = [item for item in items if item.kind == "preference"]
    assert {"prohibited", "excluded", "over_limit", "precondition", "missing_step", "wrong_order"} <= {
        item.fields["rejected"]["defect"] for item in pairs
    }
    for item in pairs:
        plan = Plan.from_json(item.fields["plan"])
        assert [d.kind for d in check(plan, item.fields["rejected"]["text"]).defects] == [item.fields["rejected"]["defect"]]
        assert check(plan, item.answer_text).defects == ()


def test_a_plan_survives_being_written() -> None:
    for item in made():
        plan = Plan.from_json(item.fields["plan"])
        assert {**item.fields["plan"], **plan.to_json()} == item.fields["plan"]


def test_a_step_is_told_by_its_action_where_it_has_no_text() -> None:
    turtle = SCHEMA + 'x:wash a x:Action ; skos:prefLabel "擦洗"@zh, "washing"@en .\n'
    rows = tuple(row for row in ROWS if row[:2] != ("x:s3", "x:text")) + (
        ("x:s3", "x:does", "x:wash"), ("x:s3", "x:lasts", _minutes(10)),
    )  # fmt: skip
    script = scripts(made("zh", rows=rows, turtle=turtle))["在动火区，怎么清洗泵体？请按顺序写出步骤。"]
    assert script.split("\n")[2].startswith("3. 这一步是擦洗（用料：肥皂水；10分钟）。")
    english = scripts(made("en", rows=rows, turtle=turtle))["How do I clean the pump in the hot-work area? List the steps in order."]
    assert english.split("\n")[2].startswith("3. This step is the washing (item used: soapy water; for 10 minutes).")


def _minutes(n: int):  # type: ignore[no-untyped-def]
    from kgcorpus.model import Literal

    return Literal("xsd:decimal", str(n), "min")


def test_a_step_whose_name_is_only_its_number_cannot_be_said() -> None:
    rows = tuple(row for row in ROWS if row[:2] != ("x:s3", "x:text"))
    assert not scripts(made("zh", rows=rows))
    assert ("no_wording", "x:s3: instruction") in refused("zh", rows=rows)


def test_roles_are_read() -> None:
    assert ontology().predicates["x:hasStep"].role == "hasStep"
    assert ontology().predicates["x:much"].role == "amount"


def test_an_ontology_that_words_nothing_is_asked_and_told_by_what_the_roles_mean() -> None:
    chinese = scripts(made("zh", rows=CHANGED, turtle=CHANGE))
    assert chinese["须适合业务高峰期，请按顺序写出核心交换机升级的步骤。"].split("\n") == [
        "1. 这一步是备份配置（涉及设备：核心交换机）。",
        "2. 这一步是不中断升级（涉及设备：核心交换机）。"
        "这里用不中断升级代替整机重启：业务高峰期禁止中断业务的操作，整机重启属于中断业务的操作。",
    ]
    english = scripts(made("en", rows=CHANGED, turtle=CHANGE))
    assert english["List the steps of the core switch upgrade in a way that suits peak hours, in order."].split("\n")[1] == (
        "2. This step is the in-service upgrade (device: the core switch). In-service upgrade replaces full reboot here: "
        "service-affecting action is not allowed for peak hours, and full reboot counts as service-affecting action."
    )
