"""Which part of a script says which step of the procedure, by what both name and say."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from kgcorpus.grade.bare import bare
from kgcorpus.grade.script_plan import Plan, PlanStep
from kgcorpus.grade.script_reading import Named, Part, features, letters, names_in

ENOUGH, SHARED, LITTLE = 0.32, 0.5, 0.12
"""A part says a step if it has this share of what the step says, by weight; more where it says another step better, less where it is the
only one left between its neighbours."""


@dataclass
class Script:
    """A script under a plan: its parts, what they name, which step each says."""

    plan: Plan
    parts: list[Part]
    named: list[list[Named]] = field(default_factory=list)
    where: dict[int, int] = field(default_factory=dict)
    """By step the index of its part."""


def aligned(read: Script) -> dict[int, int]:
    """For each step of the procedure the part that says it best, where one says enough of it."""
    scores = _scores(read)
    out: dict[int, int] = {}
    for place, found in sorted(scores.items(), key=lambda item: (-max((score for score, _ in item[1]), default=0), item[0])):
        taken = set(out.values())
        fit = [(score, at) for score, at in found if score >= (SHARED if at in taken else ENOUGH)]
        if not fit:
            continue
        best = max(score for score, _ in fit)
        close = [at for score, at in fit if score > best * 0.97]
        free = [at for at in close if at not in taken] or close
        after = [at for at in free if all(at >= other for step, other in out.items() if step < place)]
        out[place] = (after or free)[0]
    for place, found in scores.items():  # the only part left between its neighbours
        if place in out:
            continue
        low = max((at for step, at in out.items() if step < place), default=-1)
        high = min((at for step, at in out.items() if step > place), default=len(read.parts))
        left = [(score, at) for score, at in found if low < at < high and at not in out.values()]
        if len(left) == 1 and left[0][0] >= LITTLE:
            out[place] = left[0][1]
    return dict(sorted(out.items()))


def _scores(read: Script) -> dict[int, list[tuple[float, int]]]:
    """For each step how much of it each part says, with the part's index."""
    plan = read.plan
    said = [_of_step(plan, step) for step in plan.steps]
    counts: dict[str, int] = {}
    for one in said:
        for key in one:
            counts[key] = counts.get(key, 0) + 1
    parts = [features(part.text, named) for part, named in zip(read.parts, read.named, strict=True)]
    out: dict[int, list[tuple[float, int]]] = {}
    for place, one in enumerate(said):
        uses = {f"§{thing}" for thing in plan.steps[place].uses}
        weight = {key: math.log(1 + len(said) / counts[key]) * (2.5 if key in uses else 1) for key in one}
        whole = sum(weight.values()) or 1
        own = letters(bare(plan.steps[place].text))
        out[place] = []
        for at, part in enumerate(read.parts):
            if part.is_step:
                got = sum(weight[key] for key in one if any(k in parts[at] for k in _same(plan, key)))
                alike = len(own & letters(part.text)) / len(own) * 0.75 if len(own) > 2 else 0.0
                out[place].append((max(got / whole, alike), at))
    return out


def _of_step(plan: Plan, step: PlanStep) -> dict[str, int]:
    text = bare(step.text)
    found = features(text, names_in(text, plan.names))
    for thing in step.uses:
        found.setdefault(f"§{thing}", 0)
    return found


def _same(plan: Plan, key: str) -> tuple[str, ...]:
    """A feature with those that may stand for it: a thing and its substitutes."""
    if not key.startswith("§"):
        return (key,)
    known, _ = plan.substitutes.get(key[1:], ((), False))
    return (key, *(f"§{thing}" for thing in known))
