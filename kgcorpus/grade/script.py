"""Checking a script against a procedure and its constraints: steps missing or out of order, preconditions not met, things that may not be
used, limits exceeded, substitutes that are none.

``check`` maps the parts of a free text to the steps of the procedure (``script_steps``) and then looks at what each part uses and at
their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kgcorpus.grade.bare import bare
from kgcorpus.grade.script_plan import Bar, Plan
from kgcorpus.grade.script_reading import Named, Part, amount_near, names_in, parts_of
from kgcorpus.grade.script_steps import Script, aligned
from kgcorpus.model import Literal
from kgcorpus.procedures import exceeds, total

DEFECTS = (
    "excluded", "prohibited", "avoided", "over_limit", "amount_unsaid", "wrong_substitute", "not_replaced", "missing_step",
    "precondition", "wrong_order", "called_impossible", "done_anyway",
)  # fmt: skip
"""What a script can do wrong: the first seven break a constraint, the next three the procedure."""
_OF_BAR = {"user": "excluded", "prohibits": "prohibited", "advisesAgainst": "avoided"}
_REFUSES = re.compile(
    r"做不(?:成|了|出|到)|(?:不能|无法|没法)(?:照做|这样做|做|制作|完成|执行|进行|满足|同时满足)|不可行|不可能|没有(?:任何)?(?:可用的|合适的|列出的|允许的|许可的|其他)*替代"
    r"|\b(?:can(?:not|'t) be (?:made|done|prepared|carried out|followed|met|kept)|not possible|impossible|unable to|no way to"
    r"|no (?:\w+ )?substitutes?\b|cannot (?:make|do|prepare|carry)|can't (?:make|do|prepare|carry))"
)


@dataclass(frozen=True, slots=True)
class Defect:
    """What a script does wrong: at which of its steps (``part``; 0: outside of them), on which step of the procedure (by place, -1: none),
    with which thing; ``other`` is what it stands in a wrong relation to (a step, a state, a substitute, an amount)."""

    kind: str
    part: int = 0
    step: int = -1
    thing: str = ""
    other: str = ""
    why: str = ""

    @property
    def constrains(self) -> bool:
        """Whether it breaks a constraint, and not only the procedure."""
        return DEFECTS.index(self.kind) < DEFECTS.index("missing_step") or self.kind == "done_anyway"


@dataclass(frozen=True, slots=True)
class Checked:
    """Where each step of the procedure stands in a script (number of its part, by place) and what is wrong; ``refuses``: it says that the
    thing cannot be done."""

    places: Mapping[int, int]
    defects: tuple[Defect, ...]
    refuses: bool = False
    parts: int = 0


def check(plan: Plan, script: str) -> Checked:
    """What a script does wrong, in the order of ``DEFECTS``."""
    read = Script(plan, _without_reasons(plan, parts_of(script)))
    read.named = [names_in(part.text, plan.names) for part in read.parts]
    read.where = aligned(read)
    places = {step: read.parts[at].number for step, at in sorted(read.where.items())}
    refuses = bool(_REFUSES.search(bare(script))) and len(places) * 2 < max(len(plan.steps), 2)
    if plan.impossible and refuses:
        return Checked(places, (), True, len(read.parts))
    if refuses:
        return Checked(places, (Defect("called_impossible"),), True, len(read.parts))
    defects = [*_barred(read), *_limits(read), *_replaced(read), *_order(read)]
    if plan.impossible and places and not any(d.constrains for d in defects):
        defects.append(Defect("done_anyway", thing=plan.impossible))
    defects.sort(key=lambda d: (DEFECTS.index(d.kind), d.part, d.step, d.thing))
    return Checked(places, tuple(dict.fromkeys(defects)), False, len(read.parts))


def _without_reasons(plan: Plan, parts: list[Part]) -> list[Part]:
    """The parts without clauses that say why something is barred: what they name is not used."""
    clauses = {bare(clause) for bar in plan.bars for why in bar.why.values() for clause in re.split(r"，|, and ", why)}
    ordered = sorted((c for c in clauses if len(c) > 3), key=lambda c: (-len(c), c))
    out = []
    for part in parts:
        text = part.text
        for clause in ordered:
            text = text.replace(clause, " ")
        out.append(replace(part, text=text) if text != part.text else part)
    return out


def _barred(read: Script) -> list[Defect]:
    plan, out = read.plan, []
    for part, named in zip(read.parts, read.named, strict=True):
        for one in named:
            bar = plan.barred(one.thing) if one.used else None
            if bar is not None:
                step = next((s for s, at in sorted(read.where.items()) if read.parts[at] is part), -1)
                out.append(Defect(_OF_BAR[bar.kind], part.number, step, one.thing, bar.what, bar.why[one.thing]))
    return out


def _limits(read: Script) -> list[Defect]:
    plan, out = read.plan, []
    for bar in plan.bars:
        if bar.limit is None:
            continue
        inside: list[Literal] = []
        outside: list[Literal] = []
        last, thing, unsaid = 0, "", False
        for part, named in zip(read.parts, read.named, strict=True):
            here = [one for one in named if one.thing in bar.why and one.used]
            said = _most_said(part, here, named, bar.limit.unit, plan.language)
            (inside if part.is_step else outside).extend(said)
            if here and part.is_step:
                last, thing = part.number, here[0].thing
                unsaid = unsaid or not said
            thing = thing or (here[0].thing if here else "")
        sums = [found for found in (total(inside), total(outside)) if found is not None]
        over = next((s for s in sums if exceeds(s, bar.limit)), None)
        if over is not None:
            out.append(Defect("over_limit", last, -1, thing, _said(over, plan.language), bar.why[thing]))
        elif unsaid and not sums and _too_much(plan, bar):
            out.append(Defect("amount_unsaid", last, -1, thing, _said(bar.limit, plan.language), bar.why[thing]))
    return out


def _most_said(part: Part, here: Sequence[Named], named: Sequence[Named], unit: str | None, language: str) -> list[Literal]:
    """The amount of each thing in a part; of several amounts of one thing the largest, since it is used there once."""
    from kgcorpus.values import find_values

    out: dict[str, Literal] = {}
    values = find_values(part.text, "xsd:decimal", unit=unit, language=language, bare=not unit) if here else []
    for one in here:
        amount = amount_near(part.text, one, named, values)
        if amount is not None and (one.thing not in out or exceeds(amount, out[one.thing])):
            out[one.thing] = amount
    return list(out.values())


def _too_much(plan: Plan, bar: Bar) -> bool:
    """Whether the procedure, done as its source says, exceeds a limit (or may), so that a script has to say the amount."""
    amounts = [amount for step in plan.steps for thing, amount in step.uses.items() if thing in bar.why]
    known = total(amount for amount in amounts if amount)
    return any(a is None for a in amounts) or (known is not None and bar.limit is not None and exceeds(known, bar.limit) is not False)


def _said(literal: Literal, language: str) -> str:
    from kgcorpus.values import say

    return say(literal, language)


def _replaced(read: Script) -> list[Defect]:
    """Things that steps use and their parts do not: what stands for them must be a substitute; what is barred must have one."""
    plan, out = read.plan, []
    for place, at in sorted(read.where.items()):
        part, named = read.parts[at], read.named[at]
        used = [one.thing for one in named if one.used]
        shared = {thing for other, where in read.where.items() if where == at for thing in plan.steps[other].uses}
        missing = [thing for thing in plan.steps[place].uses if thing not in used]
        stands: dict[str, str] = {}
        for thing in missing:
            known, _ = plan.substitutes.get(thing, ((), False))
            if found := next((u for u in used if u in known and u not in shared), None):
                stands[thing] = found
        strange = [u for u in dict.fromkeys(used) if u not in shared and u not in stands.values() and not _is_state(plan, u)]
        for thing in missing:
            known, whole = plan.substitutes.get(thing, ((), False))
            if thing in stands:
                continue
            bar = plan.barred(thing)
            named_out = any(one.thing == thing and not one.used for one in named)
            if strange and (bar or named_out):
                other = strange.pop(0)
                if plan.barred(other) is None and whole:
                    out.append(Defect("wrong_substitute", part.number, place, thing, plan.name(other)))
            elif (other := _unknown(part.text, named, thing)) and whole:
                out.append(Defect("wrong_substitute", part.number, place, thing, other))
            elif bar and not _replaced_elsewhere(read, known):
                out.append(Defect("not_replaced", part.number, place, thing, bar.what, bar.why[thing]))
    return out


def _is_state(plan: Plan, thing: str) -> bool:
    """Whether a name is no thing that is used or could be: a state, a group, who the plan is for."""
    uses = {t for step in plan.steps for t in step.uses}
    return thing not in uses and thing not in plan.substitutes and not any(thing in known for known, _ in plan.substitutes.values())


def _replaced_elsewhere(read: Script, known: Sequence[str]) -> bool:
    """Whether a substitute is used in a part that says no step of its own: a list of what is needed, or a step split in two."""
    taken = set(read.where.values())
    return any(one.used and one.thing in known for at, named in enumerate(read.named) if at not in taken for one in named)


_INSTEAD = (
    re.compile(r"(?:用|以|改用|换成|换为|替换为|改为)([\u3400-\u9fffa-z]{1,8}?)(?:来)?(?:代替|替代|取代|替换)"),
    re.compile(r"(?:换成|换为|替换[为成]|改用|改为)([\u3400-\u9fffa-z]{1,8})"),
    re.compile(r"\b(?:the |some )?([a-z][a-z-]+(?: [a-z-]+)?)(?: instead of| in place of| rather than)\b"),
    re.compile(r"\b(?:replac\w+|swap\w*)\b[^.;]{1,40}?\b(?:with|by|for) (?:the |some )?([a-z][a-z-]+(?: [a-z-]+)?)"),
)


def _unknown(text: str, named: Sequence[Named], thing: str) -> str:
    """The name of what a part puts in place of a thing that it says is left out, where the graph does not know that name."""
    out = [one for one in named if one.thing == thing and not one.used]
    if not out:
        return ""
    if longer := next((one.within for one in out if one.within), ""):
        return longer
    for pattern in _INSTEAD:
        for match in pattern.finditer(text):
            near = min(abs(match.start(1) - out[0].end), abs(out[0].start - match.end(1)))
            if near <= 14 and not any(one.start < match.end(1) and match.start(1) < one.end for one in named):
                return match[1].strip()
    return ""


def _order(read: Script) -> list[Defect]:
    """Steps that are missing, and steps that stand where they cannot: one defect a moved step."""
    plan, where = read.plan, read.where
    out = [Defect("missing_step", 0, place) for place in range(len(plan.steps)) if place not in where]
    if len(where) == 0:
        return out
    needed = {(a, b): what for a, b, what in plan.needs}
    stated = set(plan.before) or {(a, b) for b in range(len(plan.steps)) for a in range(b)}
    wrong = [(a, b) for a, b in sorted({*needed, *stated}) if a in where and b in where and where[a] > where[b]]
    while wrong:
        count: dict[int, int] = {}
        for a, b in wrong:
            count[a], count[b] = count.get(a, 0) + 1, count.get(b, 0) + 1
        broken = {b for a, b in wrong if (a, b) in needed}
        moved = max(sorted(count), key=lambda step: (count[step], step in broken, step))
        mine = [pair for pair in wrong if moved in pair]
        pair = next((pair for pair in mine if pair in needed), mine[0])
        number = read.parts[where[pair[1]]].number
        if pair in needed:
            out.append(Defect("precondition", number, pair[1], needed[pair], str(pair[0])))
        else:
            out.append(Defect("wrong_order", number, pair[1], "", str(pair[0])))
        wrong = [pair for pair in wrong if moved not in pair]
    return out
