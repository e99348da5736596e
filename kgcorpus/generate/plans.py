"""A procedure adapted to constraints: what is replaced by what, what is reduced, and the facts and grounds that prove it.

A plan is made only if everything that could break a constraint is known: what each step uses, what each thing is and contains. Where a
barred thing has no permitted substitute, and all its substitutes are known, the plan is impossible, which is proved as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kgcorpus.model import Literal
from kgcorpus.procedures import Constraint, Links, Procedure, Procedures, Reach, Substitute, Unproved, Use, exceeds, total
from kgcorpus.values import decimal_text

MOST_EXCLUSIONS = 6
"""Exclusions asked for of one procedure."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """A thing of which a step takes less: from its amount to the limit of a constraint."""

    step: str
    thing: str
    before: Literal
    after: Literal
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class Adapted:
    """A procedure under constraints. ``chosen`` has what stands for each barred thing, ``why`` the constraint and reach that bar it.
    ``lacking`` is the barred thing that nothing may stand for, at ``at``, with the substitutes that were ``tried``."""

    procedure: Procedure
    constraints: tuple[Constraint, ...]
    chosen: Mapping[str, Substitute]
    why: Mapping[str, tuple[Constraint, Reach]]
    reductions: tuple[Reduction, ...]
    facts: tuple[str, ...]
    grounds: tuple[str, ...]
    lacking: str | None = None
    at: str = ""
    tried: tuple[tuple[str, Constraint, Reach], ...] = ()

    def amount(self, use: Use) -> Literal | None:
        """How much of a use the plan takes: of its substitute, or of less of it; None where that is not known."""
        for one in self.reductions:
            if one.thing == use.thing:
                return one.after
        if use.thing not in self.chosen or use.amount is None:
            return use.amount
        ratio = self.chosen[use.thing].ratio
        if ratio is None:
            return None
        return replace(use.amount, value=decimal_text(Decimal(use.amount.value or "0") * ratio))


def barring(known: Procedures, thing: str, constraints: Sequence[Constraint]) -> tuple[Constraint, Reach] | None:
    """The first constraint that keeps a thing out, whatever the amount, and why."""
    for constraint in constraints:
        if constraint.limit is None and (reach := known.reach(thing, constraint.what)):
            return constraint, reach
    return None


def adapted(known: Procedures, procedure: Procedure, constraints: Sequence[Constraint]) -> Adapted | Unproved | None:
    """The plan of a procedure under constraints; None where they ask for no change."""
    facts, grounds = list(procedure.facts), list(procedure.grounds)
    for constraint in constraints:
        facts += constraint.facts
    chosen: dict[str, Substitute] = {}
    why: dict[str, tuple[Constraint, Reach]] = {}
    for step in procedure.steps:
        for thing in step.touches:
            nature = known.nature(thing)
            if nature is None:
                return Unproved("not_complete", f"not everything that {thing} is or contains is known")
            barred = barring(known, thing, constraints)
            grounds += nature[1]
            if barred is None or thing in chosen:
                continue
            why[thing] = barred
            facts += barred[1].facts
            found, tried, links = _permitted(known, thing, constraints)
            if isinstance(found, Unproved):
                return found
            if found is None:
                if not links.whole:
                    return Unproved("not_complete", f"not all substitutes of {thing} are known")
                own = (*step.facts, *constraint_facts(constraints), *barred[1].facts, *links.facts)
                reasons = tuple(id for _, _, reach in tried for id in reach.facts)
                return Adapted(
                    procedure, tuple(constraints), {}, {thing: barred}, (), tuple(dict.fromkeys((*own, *reasons))),
                    tuple(dict.fromkeys(links.grounds)), thing, step.id, tuple(tried),
                )  # fmt: skip
            chosen[thing] = found
            facts += found.facts
            substance = known.nature(found.thing)
            grounds += substance[1] if substance else ()
    reductions = _reductions(known, procedure, constraints, chosen)
    if isinstance(reductions, Unproved):
        return reductions
    if not chosen and not reductions:
        return None
    return Adapted(
        procedure, tuple(constraints), chosen, why, reductions, tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(grounds))
    )


def constraint_facts(constraints: Sequence[Constraint]) -> tuple[str, ...]:
    return tuple(id for constraint in constraints for id in constraint.facts)


def _permitted(
    known: Procedures, thing: str, constraints: Sequence[Constraint]
) -> tuple[Substitute | Unproved | None, list[tuple[str, Constraint, Reach]], Links]:
    """The first substitute that no constraint bars, those that were tried and why they are barred, and the links to them."""
    found, links = known.substitutes(thing)
    tried: list[tuple[str, Constraint, Reach]] = []
    for one in found:
        if known.nature(one.thing) is None:
            return Unproved("not_complete", f"not everything that {one.thing} is or contains is known"), tried, links
        barred = barring(known, one.thing, constraints)
        if barred is None:
            return one, tried, links
        tried.append((one.thing, *barred))
    return None, tried, links


def _reductions(
    known: Procedures, procedure: Procedure, constraints: Sequence[Constraint], chosen: Mapping[str, Substitute]
) -> tuple[Reduction, ...] | Unproved:
    """What has to be less for the limits to be kept. Only a thing that one step uses is reduced: how to divide it is not said."""
    out: list[Reduction] = []
    for constraint in constraints:
        if constraint.limit is None:
            continue
        uses: list[tuple[str, Use]] = []
        for step in procedure.steps:
            for use in step.uses:
                stands = chosen[use.thing].thing if use.thing in chosen else use.thing
                reach = known.reach(stands, constraint.what)
                if reach is None:
                    continue
                if reach.by_content or use.amount is None or use.thing in chosen:
                    return Unproved("not_complete", f"how much {constraint.what} {stands} brings is not known")
                uses.append((step.id, use))
        whole = total(use.amount for _, use in uses if use.amount)
        if whole is None:
            continue
        more = exceeds(whole, constraint.limit)
        if more is None:
            return Unproved("not_complete", f"{constraint.what}: the amounts cannot be compared")
        if not more:
            continue
        if len(uses) > 1 or uses[0][1].amount is None:
            return Unproved("not_asked", f"{constraint.what} is used in several steps")
        step_id, use = uses[0]
        out.append(Reduction(step_id, use.thing, whole, constraint.limit, constraint))
    return tuple(out)


# --------------------------------------------------------------------------------------------- what is asked for


def asked_for(known: Procedures, procedure: Procedure) -> Iterator[Adapted | Unproved]:
    """The plans of a procedure: for each situation, for single wishes, and for both together where each asks for a change."""
    situations: list[Adapted] = []
    for situation in known.situations:
        found = known.constraints(situation)
        plan = found if isinstance(found, Unproved) else adapted(known, procedure, found[0])
        if plan is not None:
            yield plan
        if isinstance(plan, Adapted) and plan.lacking is None:
            situations.append(plan)
    wishes = []
    for wish in (*exclusions(known, procedure), *limits(known, procedure)):
        plan = adapted(known, procedure, (wish,))
        if plan is not None:
            yield plan
        if isinstance(plan, Adapted) and plan.lacking is None:
            wishes.append(plan)
    for number, own in enumerate(situations):
        other = next((w for w in (*wishes[number:], *wishes[:number]) if not _overlap(own, w)), None)
        both = adapted(known, procedure, (*own.constraints, *other.constraints)) if other else None
        if both is not None:
            yield both


def _overlap(a: Adapted, b: Adapted) -> bool:
    """Whether two plans change the same thing."""
    changed = [{*plan.chosen, *(one.thing for one in plan.reductions)} for plan in (a, b)]
    return bool(changed[0] & changed[1])


def exclusions(known: Procedures, procedure: Procedure) -> list[Constraint]:
    """What a person may want left out: things that the procedure uses and that have substitutes, and the kinds that these are of."""
    found: dict[str, None] = {}
    for step in procedure.steps:
        for thing in step.touches:
            if not known.substitutes(thing)[0]:
                continue
            kinds = [str(link.term) for link in known.links(known.ways("kindOf"), thing).found]
            found.update(dict.fromkeys((*kinds, thing)))
    return [Constraint("user", what) for what in sorted(found)[:MOST_EXCLUSIONS]]


def limits(known: Procedures, procedure: Procedure) -> list[Constraint]:
    """Amounts that a person may set: of what some situation limits to less, about three quarters of what the procedure takes."""
    limited = [f for s in known.situations if not isinstance(c := known.constraints(s), Unproved) for f in c[0] if f.limit]
    out: list[Constraint] = []
    for what in sorted({constraint.what for constraint in limited}):
        uses = [use for step in procedure.steps for use in step.uses if use.thing == what and use.amount]
        least = [c.limit for c in limited if c.what == what and c.limit]
        if len(uses) == 1 and uses[0].amount is not None and any(exceeds(uses[0].amount, limit) for limit in least):
            amount = uses[0].amount
            size = Decimal(amount.value or "0") * Decimal("0.75")
            step = Decimal(1).scaleb(size.adjusted() - 1) * 5
            rounded = (size / step).to_integral_value() * step
            if Decimal(0) < rounded < Decimal(amount.value or "0"):
                out.append(Constraint("user", what, limit=replace(amount, value=decimal_text(rounded))))
    return out
