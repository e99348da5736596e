"""What an audit checks of planning scripts: the plan is made again from the release's own facts and grounds, the script keeps every
constraint and the order, a rejected one breaks exactly what it is named for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kgcorpus import forms as f
from kgcorpus.generate.material import Material
from kgcorpus.generate.planning import ordering, plan_record
from kgcorpus.generate.plans import Adapted, adapted
from kgcorpus.generate.scripts import Telling
from kgcorpus.grade.script import check
from kgcorpus.grade.script_plan import Plan
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Literal
from kgcorpus.procedures import Constraint, Procedures, Unproved


class Plans:
    """Proves plans again, from a graph."""

    def __init__(self, table: FactTable) -> None:
        self.known = Procedures(table)
        self.material = Material(table, {}, table.ontology, dict(table.named), {})
        self._made: dict[tuple[str, str], Adapted | Unproved | None] = {}
        self._tellings: dict[str, Telling] = {}

    def problems(self, sample: Mapping[str, Any]) -> Iterator[str]:
        """What of a sample's plan does not hold; nothing if all of it does."""
        said = sample["constraints"]
        wrong = list(self._stated(said))
        if wrong:
            yield from wrong
            return
        plan = self._plan(sample["topic"][0]["id"], said)
        if not isinstance(plan, Adapted):
            yield f"cannot be planned: {plan.detail}" if isinstance(plan, Unproved) else "its constraints ask for no change"
            return
        lang = sample["lang"]
        telling = self._tellings.setdefault(lang, Telling(self.material, lang))
        record = {name: value for name, value in sample["plan"].items() if name not in ("facts", "grounds")}
        if plan_record(self.known, self.material, plan, telling).to_json() != record:
            yield "its plan is not the one that the facts give"
            return
        rests = {*plan.facts, *ordering(plan.procedure)}
        if plan.lacking is None:
            rests |= {id for step in plan.procedure.steps for id in step.instructions.get(lang, ("", ()))[1]}
        if rests - set(sample["facts"]) != set(sample["plan"]["facts"]) or set(plan.grounds) != set(sample["plan"]["grounds"]):
            yield "names other facts or grounds than it rests on"
        yield from self._scripts(sample, plan, Plan.from_json(sample["plan"]))

    def _stated(self, said: list[Mapping[str, Any]]) -> Iterator[str]:
        """Constraints that a source gives are all those of their situation, and no others."""
        for who in sorted({str(one["who"]) for one in said if "who" in one}):
            found = self.known.constraints(who)
            own = {_key(_constraint(one)) for one in said if one.get("who") == who}
            if isinstance(found, Unproved):
                yield f"what {who} asks for is not known to be complete"
            elif {_key(c) for c in found[0]} != own:
                yield f"does not hold to all that {who} asks for, or to more"

    def _plan(self, procedure: str, said: list[Mapping[str, Any]]) -> Adapted | Unproved | None:
        key = (procedure, repr(said))
        if key not in self._made:
            found = self.known.procedure(procedure)
            constraints = self._constraints(said)
            self._made[key] = found if isinstance(found, Unproved) else adapted(self.known, found, constraints)
        return self._made[key]

    def _constraints(self, said: list[Mapping[str, Any]]) -> tuple[Constraint, ...]:
        """The constraints as the facts state them, in the order of the sample."""
        given: dict[tuple[Any, ...], Constraint] = {}
        for who in {str(one["who"]) for one in said if "who" in one}:
            found = self.known.constraints(who)
            if not isinstance(found, Unproved):
                given |= {_key(c): c for c in found[0]}
        return tuple(given.get(_key(_constraint(one)), _constraint(one)) for one in said)

    def _scripts(self, sample: Mapping[str, Any], plan: Adapted, record: Plan) -> Iterator[str]:
        """The answer has no defect, the rejected one exactly its own; the answers are the steps in order."""
        found = check(record, sample["answer_text"])
        if found.defects or found.refuses != (plan.lacking is not None):
            yield f"its answer breaks something: {[d.kind for d in found.defects]}"
        if plan.lacking is not None:
            if (sample.get("cause") or {}).get("thing") != plan.lacking or sample["mode"] != "none":
                yield "does not name what makes it impossible"
            return
        steps = [step.id for step in plan.procedure.steps]
        if [answer.get("id") for answer in sample["answers"]] != steps or sample["mode"] != "order":
            yield "its answers are not the steps in order"
        if f.to_json(f.normalise(plan.procedure.asked)) != sample["form"]:
            yield "its form does not give the steps in order"
        lines = [f"{n}. {step['text']}" for n, step in enumerate(sample["steps"], 1)]
        if "\n".join(lines) != sample["answer_text"]:
            yield "its steps are not its answer"
        known = {*sample["facts"], *sample["plan"]["facts"]}
        if any(not known.issuperset(step["facts"]) or not step["facts"] for step in sample["steps"]):
            yield "a step rests on nothing, or on facts that the sample does not name"
        if rejected := sample.get("rejected"):
            kinds = [d.kind for d in check(record, rejected["text"]).defects]
            if kinds != [rejected["defect"]]:
                yield f"its rejected answer has {kinds or 'no defect'}, not one {rejected['defect']}"


def _constraint(said: Mapping[str, Any]) -> Constraint:
    limit = Literal.from_json(said["limit"]) if "limit" in said else None
    return Constraint(said["kind"], said["what"], said.get("who"), None, limit, tuple(said["facts"]))


def _key(constraint: Constraint) -> tuple[Any, ...]:
    return (constraint.kind, constraint.what, constraint.who, constraint.limit, constraint.facts)
