"""The verdict on a script, and which of its steps breaks what, in words."""

from __future__ import annotations

from kgcorpus.errors import InputError
from kgcorpus.grade.reading import read_answer
from kgcorpus.grade.script import Checked, Defect, check
from kgcorpus.grade.script_plan import Plan
from kgcorpus.model import Json

_MOST = 6


def read_plan(plan: Json, place: str) -> Plan:
    """The procedure and constraints that a sample carries."""
    try:
        return Plan.from_json(plan)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        found = f"a plan that cannot be read ({error!r})"
        raise InputError(place, found, "the plan of a planning sample", "take it from the release") from error


def grade_script(plan: Plan, answer: str | None, lang: str) -> dict[str, Json]:
    """The verdict on a script: ``matched`` and ``missing`` are the procedure's steps, ``extra`` the things that may not stand in it.

    A script that breaks a constraint is incorrect; one that only lacks steps or has them in another order is partly right.
    """
    reading = read_answer(answer or "")
    found = check(plan, answer or "") if not reading.empty else Checked({}, ())
    verdict, relation = _decide(plan, found, abstains=reading.abstains, empty=reading.empty)
    held = plan.impossible is None
    return {
        "verdict": verdict,
        "relation": relation,
        "matched": [plan.steps[n].text for n in sorted(found.places)] if held else [],
        "missing": [plan.steps[n].text for n in range(len(plan.steps)) if n not in found.places] if held else [],
        "extra": list(dict.fromkeys(_extra(plan, d) for d in found.defects if d.constrains and _extra(plan, d))),
        "explanation": explain_script(plan, found, verdict, lang),
    }


def _decide(plan: Plan, found: Checked, *, abstains: bool, empty: bool) -> tuple[str, str]:
    if plan.impossible is not None and found.refuses:
        return "correct", "equal"
    if empty or (abstains and not found.places):
        return "not_attempted", "abstained"
    if any(d.constrains or d.kind == "called_impossible" for d in found.defects):
        return "incorrect", "contradiction"
    if plan.impossible is not None or not found.places:
        return "incorrect", "disjoint"
    if not found.defects:
        return "correct", "equal"
    missing = any(d.kind == "missing_step" for d in found.defects)
    return "partial", "subset" if missing and all(d.kind == "missing_step" for d in found.defects) else "overlap"


def _extra(plan: Plan, defect: Defect) -> str:
    return defect.other if defect.kind == "wrong_substitute" else plan.name(defect.thing) if defect.thing else ""


_SAID = {
    "excluded": ("第{part}步用了{thing}：{why}", "step {part} uses {thing}: {why}"),
    "prohibited": ("第{part}步用了{thing}：{why}", "step {part} uses {thing}: {why}"),
    "avoided": ("第{part}步用了{thing}：{why}", "step {part} uses {thing}: {why}"),
    "over_limit": ("{thing}用到{other}，超过上限：{why}", "{other} of {thing} is more than allowed: {why}"),
    "amount_unsaid": (
        "第{part}步没有写{thing}的用量，上限是{other}：{why}",
        "step {part} does not say how much {thing}, at most {other}: {why}",
    ),
    "wrong_substitute": (
        "第{part}步用{other}代替{thing}，资料没有把它列为{thing}的替代品",
        "step {part} puts {other} in place of {thing}, which is not listed as a substitute for it",
    ),
    "not_replaced": ("第{part}步没有说用什么代替{thing}：{why}", "step {part} does not say what stands in place of {thing}: {why}"),
    "missing_step": ("缺一步：{text}", "a step is missing: {text}"),
    "precondition": ("第{part}步做得太早，要先有{thing}（“{before}”）", "step {part} comes too early: it needs {thing} (“{before}”)"),
    "wrong_order": ("第{part}步的顺序不对，应在这一步之后：“{before}”", "step {part} is out of order: it comes after “{before}”"),
    "called_impossible": ("说做不到，其实可以做到", "it is said to be impossible, and it can be done"),
    "done_anyway": (
        "{thing}不能用也没有替代品，本来做不到",
        "it cannot be done: {thing} may not be used, and nothing is listed in its place",
    ),
}  # fmt: skip


def say_defect(plan: Plan, defect: Defect, lang: str) -> str:
    """One defect in words, without full stop."""
    zh = lang == "zh"
    before = plan.steps[int(defect.other)].text if defect.kind in ("precondition", "wrong_order") else ""
    thing = plan.name(defect.thing)
    if defect.kind == "precondition" and defect.thing in {step.id for step in plan.steps}:
        thing, before = (before, "") if before else (thing, before)
    text = _SAID[defect.kind][0 if zh else 1].format(
        part=defect.part, thing=thing.rstrip("。."), other=defect.other, why=defect.why.rstrip("。."),
        text=plan.steps[defect.step].text.rstrip("。.") if defect.step >= 0 else "", before=before.rstrip("。."),
    )  # fmt: skip
    text = text.replace("（“”）", "").replace(" (“”)", "")
    if defect.part == 0 and defect.kind not in ("missing_step", "called_impossible", "done_anyway"):
        text = text.replace("第0步", "步骤之外").replace("step 0", "the text outside the steps")
    return text


def explain_script(plan: Plan, found: Checked, verdict: str, lang: str) -> str:
    """What is wrong with a script, step by step."""
    zh = lang == "zh"
    if verdict == "not_attempted":
        return "没有作答。" if zh else "Not attempted."
    if not found.defects:
        if plan.impossible is not None and found.refuses:
            thing = plan.name(plan.impossible)
            return f"正确：{thing}不能用，也没有可用的替代品。" if zh else f"Right: {thing} may not be used, and nothing may stand for it."
        if not found.places:
            return "没有写出步骤。" if zh else "No step of the procedure is given."
        count = len(plan.steps)
        return f"{count}步齐全，顺序正确，符合全部要求。" if zh else f"All {count} steps, in order, and every constraint is kept."
    said = [say_defect(plan, defect, lang) for defect in found.defects]
    more = len(said) - _MOST
    text = ("；" if zh else "; ").join(said[:_MOST])
    if more > 0:
        text += f"；另有{more}处" if zh else f"; and {more} more"
    return (text if zh else text[:1].upper() + text[1:]) + ("。" if zh else ".")
