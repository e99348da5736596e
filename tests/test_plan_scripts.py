"""Scripts as people and models write them: what is read of each step, what breaks what, and the audit of plans."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.generate.planning import planning
from kgcorpus.generate.records import Proved
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.script_reading import names_in, parts_of
from kgcorpus.release.audit_derived import Proving
from kgcorpus.release.contents import resting
from tests.procedures_world import ROWS, fact, material
from tests.running import Program

ROOT = Path(__file__).parents[1]
NAMES = {
    "sugar": ("白砂糖", "糖", "sugar"), "honey": ("蜂蜜", "honey"), "milk": ("牛奶", "milk"), "butter": ("黄油", "butter"),
    "soy": ("豆浆", "soy milk"), "erythritol": ("赤藓糖醇", "erythritol"), "salt": ("食盐", "盐", "salt"),
}  # fmt: skip


def uses(text: str) -> set[str]:
    return {one.thing for part in parts_of(text) for one in names_in(part.text, NAMES) if one.used}


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("蛋清加白砂糖打发", {"sugar"}),
        ("不加白砂糖", set()),
        ("打发时不要放糖", set()),
        ("用赤藓糖醇代替白砂糖", {"erythritol"}),
        ("白砂糖换成赤藓糖醇", {"erythritol"}),
        ("白砂糖用赤藓糖醇代替", {"erythritol"}),
        ("把牛奶改用豆浆", {"soy"}),
        ("避免白砂糖、蜂蜜和黄油", set()),
        ("白砂糖和蜂蜜都要避免", set()),
        ("加入木糖醇", set()),
        ("加少许糖打发", {"sugar"}),
        ("加入豆浆，不用牛奶和黄油", {"soy"}),
        ("白砂糖属于游离糖", set()),
        ("Whisk the milk and the sugar", {"milk", "sugar"}),
        ("Whisk milk and sugar", {"milk", "sugar"}),
        ("Add the oat milk", set()),
        ("Use soy milk instead of milk", {"soy"}),
        ("Replace the sugar with erythritol", {"erythritol"}),
        ("Substitute erythritol for the sugar", {"erythritol"}),
        ("Stir, without sugar or honey, until smooth", set()),
        ("Do not add any butter", set()),
        ("Add sugar-free syrup", set()),
        ("Sugar and honey must be avoided", set()),
        ("Melt the cold butter", {"butter"}),
    ],
)
def test_what_is_left_out_or_replaced_is_no_use(text: str, used: set[str]) -> None:
    assert uses(text) == used


@pytest.mark.parametrize(
    ("script", "steps"),
    [
        ("1. 洗菜\n2. 切菜\n3. 炒菜", 3),
        ("材料：菜\n**步骤**\n1. 洗菜\n   洗两遍\n2. 切菜\n注意：小心", 2),
        ("第一步：洗菜\n第二步：切菜", 2),
        ("- wash\n- cut\n- fry", 3),
        ("First, wash it. Then cut it. Finally fry it.", 3),
        ("先洗菜，然后切菜，最后下锅炒。", 3),
        ("<think>1. no\n2. no\n3. no</think>Step 1: wash\nStep 2: cut", 2),
    ],
)
def test_a_script_is_numbered_bulleted_or_prose(script: str, steps: int) -> None:
    assert sum(part.is_step for part in parts_of(script)) == steps


@lru_cache(maxsize=2)
def samples(language: str) -> Mapping[str, Mapping[str, Any]]:
    found = [i.record() for i in planning()(material(), [language]) if isinstance(i, Proved) and i.kind == "planning"]
    return {record["question"]: record for record in found}


def verdict(part: str, answer: str | None, language: str = "zh") -> tuple[str, str, str]:
    sample = next(record for question, record in samples(language).items() if part in question)
    found = grade_one(sample, answer)
    return found["verdict"], found["relation"], found["explanation"]


HOT = "1. 断电，挂牌\n2. 拆泵体\n3. {}\n4. 轴承涂润滑脂"


@pytest.mark.parametrize(
    ("third", "expected", "said"),
    [
        ("用肥皂水擦洗叶轮，不要用丙酮", "correct", "4步齐全"),
        ("用丙酮擦洗叶轮", "incorrect", "第3步用了丙酮：动火区禁用溶剂"),
        ("用酒精擦洗叶轮", "incorrect", "第3步用了乙醇"),
        ("用酒精湿巾擦洗叶轮", "incorrect", "酒精湿巾含乙醇"),
        ("用汽油代替丙酮擦洗叶轮", "incorrect", "第3步用汽油代替丙酮，资料没有把它列为丙酮的替代品"),
        ("擦洗叶轮", "incorrect", "第3步没有说用什么代替丙酮"),
    ],
)
def test_grade_says_which_step_breaks_what(third: str, expected: str, said: str) -> None:
    found = verdict("在动火区，怎么", HOT.format(third))
    assert found[0] == expected and said in found[2]


def test_grade_tells_missing_steps_preconditions_and_order() -> None:
    missing = verdict("在动火区，怎么", "1. 断电，挂牌\n2. 用肥皂水擦洗叶轮\n3. 轴承涂润滑脂")
    assert missing == ("partial", "subset", "缺一步：拆开泵体。")
    early = verdict("在动火区，怎么", "1. 拆泵体\n2. 断电，挂牌\n3. 用肥皂水擦洗叶轮\n4. 轴承涂润滑脂")
    assert early[:2] == ("partial", "overlap") and early[2] == "第1步做得太早，要先有断电状态（“切断电源并挂牌”）。"
    order = verdict("在动火区，怎么", "1. 断电，挂牌\n2. 拆泵体\n3. 轴承涂润滑脂\n4. 用肥皂水擦洗叶轮")
    assert order[:2] == ("partial", "overlap") and "第3步的顺序不对，应在这一步之后" in order[2]


@pytest.mark.parametrize(
    ("last", "expected", "said"),
    [
        ("Coat the bearings with 5 mL of grease", "correct", "All 4 steps"),
        ("Coat the bearings with grease (20 mL)", "incorrect", "20 mL of grease is more than allowed"),
        ("Coat the bearings with grease", "incorrect", "does not say how much grease, at most 5 mL"),
    ],
)
def test_a_limit_is_checked_against_the_amounts_that_are_said(last: str, expected: str, said: str) -> None:
    script = f"1. Isolate the power and hang the tag.\n2. Open the casing.\n3. Wash the impeller with acetone.\n4. {last}."
    found = verdict("in the sealed bay?", script, "en")
    assert found[0] == expected and said in found[2]


def test_what_cannot_be_done_is_graded_by_whether_it_is_said_so() -> None:
    assert verdict("在食品车间，怎么", "做不成：润滑脂禁用，又没有替代品。")[:2] == ("correct", "equal")
    assert verdict("在食品车间，怎么", HOT.format("用丙酮擦洗叶轮"))[:2] == ("incorrect", "contradiction")
    assert verdict("在动火区，怎么", "做不成，没有替代品。")[2] == "说做不到，其实可以做到。"


@pytest.mark.parametrize("answer", [None, "", "我不知道。"])
def test_no_script_is_not_attempted(answer: str | None) -> None:
    assert verdict("在动火区，怎么", answer)[0] == "not_attempted"


# --------------------------------------------------------------------------------------------- audit


def _records() -> list[dict[str, Any]]:
    return [i.record() for i in planning()(material(), ["zh", "en"]) if isinstance(i, Proved)]


def test_plans_are_proved_again() -> None:
    proving = Proving(material().table)
    records = _records()
    assert len(records) > 20
    assert [(r["question"], p) for r in records for _, p in proving.problems(r) if p] == []


def test_a_plan_rests_on_its_constraints_and_substitutes() -> None:
    """So that licences, sensitivity and splits look at all of them."""
    sample = next(r for r in _records() if "动火区" in r["question"])
    facts = {fact_id for row in ROWS if (fact_id := fact(row).id) and row[:2] in {("x:hotwork", "x:bars"), ("x:soap", "x:stands")}}
    assert len(facts) == 2 and facts <= set(resting(sample).facts) and not facts & set(sample["facts"])


def _reordered(sample: dict[str, Any]) -> None:
    sample["answers"].reverse()


def _other_text(sample: dict[str, Any]) -> None:
    sample["answer_text"] = sample["answer_text"].replace("肥皂水", "丙酮")


def _forgotten(sample: dict[str, Any]) -> None:
    sample["plan"]["bars"] = []


def _dropped_fact(sample: dict[str, Any]) -> None:
    sample["plan"]["facts"].pop()


def _milder(sample: dict[str, Any]) -> None:
    sample["rejected"]["text"] = sample["answer_text"]


def _other_defect(sample: dict[str, Any]) -> None:
    sample["rejected"]["defect"] = "wrong_order"


def _no_constraint(sample: dict[str, Any]) -> None:
    sample["constraints"][0]["what"] = "x:oil"


@pytest.mark.parametrize("spoil", [_reordered, _other_text, _forgotten, _dropped_fact, _milder, _other_defect, _no_constraint])
def test_a_spoilt_plan_is_found(spoil: Callable[[dict[str, Any]], None]) -> None:
    sample = next(r for r in _records() if r["kind"] == "preference" and r["rejected"]["defect"] == "prohibited" and r["lang"] == "zh")
    proving = Proving(material().table)
    assert not any(p for _, p in proving.problems(sample))
    spoilt = copy.deepcopy(sample)
    spoil(spoilt)
    assert any(check == "plan" and problem for check, problem in proving.problems(spoilt))


# --------------------------------------------------------------------------------------------- the demo


def test_the_kitchen_builds_and_its_plans_hold(tmp_path: Path, program: Program) -> None:
    shutil.copytree(ROOT / "ontologies" / "kitchen", tmp_path / "ontologies" / "kitchen")
    kept_out = shutil.ignore_patterns("corpus.db", "releases", ".work")
    folder = Path(shutil.copytree(ROOT / "data" / "kitchen", tmp_path / "data" / "kitchen", ignore=kept_out))
    built = program("build", folder, "--recipe", "all")
    assert built.code == 0, built.err
    release = folder / "releases" / "all"
    found = [orjson.loads(line) for line in (release / "samples.jsonl").read_bytes().splitlines()]
    plans = [sample for sample in found if "plan" in sample]
    assert {sample["lang"] for sample in plans} == {"zh", "en"} and {s["kind"] for s in plans} == {"planning", "preference"}
    cake = next(s for s in plans if s["lang"] == "zh" and "糖尿病患者" in s["question"] and "曲奇" in s["question"] and "rejected" not in s)
    assert "用赤藓糖醇代替白砂糖：糖尿病患者应避免游离糖，白砂糖属于游离糖" in cake["answer_text"]
    audited = program("audit", release, "--json")
    assert audited.code == 0, audited.out
    assert orjson.loads(audited.out)["checked"]["plan"] == len(plans)
