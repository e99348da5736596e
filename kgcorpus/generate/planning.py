"""Planning scripts: a procedure asked for under constraints, its adapted steps, and near misses that break exactly one thing.

Everything is proved by facts (see ``plans``), and the check that grades other people's scripts accepts the answer and finds in each near
miss the one defect that it was made with; what it does not is a rejection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgcorpus import forms as f
from kgcorpus.grade.script import Defect, check
from kgcorpus.grade.script_plan import Bar, Plan, PlanStep
from kgcorpus.model import Json, Rejection, digest
from kgcorpus.procedures import Constraint, Procedure, Procedures, Step, Substitute, Unproved

from .citing import Quote
from .material import Material, names_of_entity
from .phrases import NoWording
from .plans import Adapted, asked_for, barring
from .records import Proof, Proved, prove
from .samples import Generator, rejection
from .scripts import Telling
from .wording_checks import check_answer_text, check_question

Item = Proved | Rejection
PART = "planning"
MOST_NEGATIVES = 4
"""Near misses of one plan, each with a defect of its own."""


def planning() -> Generator:
    """The part for planning scripts; without procedures in the graph it gives nothing."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Item]:
        known = Procedures(material.table)
        if not (known.roles.get("stepOf") or known.roles.get("hasStep")):
            return
        tellings = {language: Telling(material, language) for language in languages}
        for id in known.ids:
            procedure = known.procedure(id)
            if isinstance(procedure, Unproved):
                yield rejection(procedure.reason, f"plan of {id}", PART, procedure.detail)
                continue
            for plan in asked_for(known, procedure):
                if isinstance(plan, Unproved):
                    yield rejection(plan.reason, f"plan of {id}", PART, plan.detail)
                else:
                    yield from _in_languages(material, known, plan, tellings)

    return generate


def _in_languages(material: Material, known: Procedures, plan: Adapted, tellings: Mapping[str, Telling]) -> Iterator[Item]:
    for language, telling in tellings.items():
        try:
            yield from _Planned(material, known, plan, telling, language).items()
        except NoWording as missing:
            yield rejection("no_wording", f"{language} plan of {plan.procedure.id}", PART, f"{missing.predicate}: {missing.position}")


@dataclass
class _Planned:
    """One plan in one language: its request, its script, its near misses."""

    material: Material
    known: Procedures
    plan: Adapted
    telling: Telling
    language: str
    checked: Plan = field(init=False)

    def __post_init__(self) -> None:
        self.checked = plan_record(self.known, self.material, self.plan, self.telling)

    @property
    def what(self) -> str:
        said = ", ".join(c.who if c.who else f"without {c.what}" if c.limit is None else f"less {c.what}" for c in self.plan.constraints)
        return f"{self.language} plan of {self.plan.procedure.id} ({said})"

    def items(self) -> Iterator[Item]:
        way = self.plan.procedure.asked
        assert isinstance(way, f.Sort) and isinstance(way.of, f.Step)
        said = self.telling.requests(self.plan.procedure.id, self.plan.constraints, way.of.predicate, way.of.inverse)
        if problems := [p for text, _ in said for p in self._problems(text)]:
            yield rejection("bad_wording", self.what, PART, "; ".join(problems))
            return
        if self.plan.lacking is not None:
            yield self._impossible(said)
            return
        lines = self.lines()
        answer = script(lines)
        if problems := check_answer_text(answer, self.language, names=self._names()):
            yield rejection("bad_wording", self.what, PART, "; ".join(problems))
            return
        if wrong := check(self.checked, answer).defects:
            yield rejection("bad_wording", self.what, PART, f"its own script: {wrong[0].kind} {wrong[0].thing} {wrong[0].other}")
            return
        yield self._proved("planning", said, answer, lines, {})
        made: set[str] = set()
        for kind, text in self._near_misses():
            if kind in made or len(made) >= MOST_NEGATIVES or check_answer_text(text, self.language, names=self._names()):
                continue
            found = check(self.checked, text).defects
            if len(found) == 1 and found[0].kind == kind:
                made.add(kind)
                yield self._proved("preference", said, answer, lines, {"rejected": {"text": text, "defect": kind}}, found[0])

    # ------------------------------------------------------------------ records

    def _problems(self, text: str) -> list[str]:
        aside = [self.telling.situation(c) for c in self.plan.constraints if c.who]
        return check_question(text, self.language, names=self._names(), aside=aside)

    def _names(self) -> list[str]:
        return [name for names in self.checked.names.values() for name in names]

    def lines(self, kept: Sequence[str] = ()) -> list[str]:
        told: set[str] = set()
        return [self.telling.line(s, self.plan, kept=kept, told=told) for s in self.plan.procedure.steps]

    def _proved(
        self, kind: str, said: Sequence[tuple[str, str]], answer: str, lines: Sequence[str], extra: Mapping[str, Json],
        defect: Defect | None = None,
    ) -> Proved:  # fmt: skip
        procedure = self.plan.procedure
        proof = prove(procedure.asked, self.material)
        answers = [self.material.answer(self.language, self.material.table.number(step.id)) for step in procedure.steps]
        steps = [{"text": line, "facts": self._of_line(step)} for step, line in zip(procedure.steps, lines, strict=True)]
        fields = {"steps": steps, **self._fields(proof.support), **extra}
        return Proved(
            self.material, kind, self.language, PART, "planning", procedure.asked, tuple(said), answer,
            [a.record for a in answers if a is not None], "order", proof.support, proof.because, _ids(proof), (procedure.id,), points=2,
            cite=(), quotes=self._quotes(), fields=fields, labels=self._defect(defect),
        )  # fmt: skip

    def _impossible(self, said: Sequence[tuple[str, str]]) -> Proved:
        plan = self.plan
        thing = plan.lacking or ""
        ways = self.known.ways("replacedBy", "substituteFor")
        asked = f.Step(f.Entity(thing), *ways[0])
        proof = prove(asked, self.material)
        place = next(n for n, step in enumerate(plan.procedure.steps, 1) if step.id == plan.at)
        found = [self.material.answer(self.language, self.material.table.number(t)) for t, _, _ in plan.tried]
        fields = {"cause": {"kind": "no_substitute", "thing": thing, "step": plan.at}, **self._fields(proof.support)}
        return Proved(
            self.material, "planning", self.language, PART, "planning", asked, tuple(said), self.telling.impossible(plan, place),
            [a.record for a in found if a is not None], "none", proof.support, proof.because, _ids(proof), (plan.procedure.id, thing),
            points=2, cite=(), quotes=self._quotes(), fields=fields,
        )  # fmt: skip

    def _fields(self, support: Sequence[str]) -> dict[str, Json]:
        """The constraints of the request, and the plan with what it rests on beside the sample's own facts."""
        facts = sorted({*self.plan.facts, *self._told(), *ordering(self.plan.procedure)} - set(support))
        return {"constraints": self._constraints(), "plan": {**self.checked.to_json(), "facts": facts, "grounds": list(self.plan.grounds)}}

    def _told(self) -> list[str]:
        """The facts that say in words what is done."""
        if self.plan.lacking is not None:
            return []
        return [id for step in self.plan.procedure.steps for id in step.instructions.get(self.language, ("", ()))[1]]

    def _quotes(self) -> list[Quote | None]:
        """Quotations of what is done, what constrains it and what stands for what."""
        plan, facts = self.plan, self.material.facts
        ids = [*self._told(), *(id for step in plan.procedure.steps for use in step.uses for id in use.facts)]
        ids += [id for c in plan.constraints for id in c.facts]
        ids += [id for one in plan.chosen.values() for id in one.facts] + [id for _, reach in plan.why.values() for id in reach.facts]
        return [self.material.citing.quote(id, facts[id], None) for id in dict.fromkeys(ids) if id in facts]

    def _constraints(self) -> list[Json]:
        return [
            {
                "kind": c.kind, "what": c.what, **({"who": c.who} if c.who else {}), **({"limit": c.limit.to_json()} if c.limit else {}),
                "facts": list(c.facts),
            }
            for c in self.plan.constraints
        ]  # fmt: skip

    def _defect(self, defect: Defect | None) -> dict[str, Json]:
        if defect is None:
            return {}
        found = {"part": defect.part, "step": defect.step, "thing": defect.thing, "other": defect.other}
        return {"defect": {name: value for name, value in found.items() if value not in ("", -1)}}

    def _of_line(self, step: Step) -> list[str]:
        """The facts that one line of the script rests on."""
        out = [*step.facts, *step.instructions.get(self.language, ("", ()))[1]]
        for thing in step.touches:
            if thing in self.plan.chosen:
                constraint, reach = self.plan.why[thing]
                out += [*self.plan.chosen[thing].facts, *constraint.facts, *reach.facts]
        out += [id for one in self.plan.reductions if one.step == step.id for id in one.constraint.facts]
        return list(dict.fromkeys(out))

    # ------------------------------------------------------------------ near misses

    def _near_misses(self) -> Iterator[tuple[str, str]]:
        """Texts with the defect that each is made with, the most telling first."""
        for make in (self._trapped, self._kept, self._strange, self._moved, self._left_out):
            yield from make()

    def _kept(self) -> Iterator[tuple[str, str]]:
        """A barred thing used in one step as the source says; an amount that is not reduced."""
        kinds = {"user": "excluded", "prohibits": "prohibited", "advisesAgainst": "avoided"}
        for n, step in enumerate(self.plan.procedure.steps, 1):
            for thing in step.touches:
                if thing in self.plan.chosen:
                    line = self.telling.line(step, self.plan, kept=(thing,), told=set())
                    yield kinds[self.plan.why[thing][0].kind], self._with(n, line)
            for one in self.plan.reductions:
                if one.step == step.id:
                    yield "over_limit", self._with(n, self.telling.line(step, self.plan, kept=(one.thing,), told=set()))

    def _trapped(self) -> Iterator[tuple[str, str]]:
        """A substitute that a constraint bars as well: honey in place of sugar for those who avoid free sugars."""
        kinds = {"user": "excluded", "prohibits": "prohibited", "advisesAgainst": "avoided"}
        for thing in sorted(self.plan.chosen):
            for other in self.known.substitutes(thing)[0]:
                barred = barring(self.known, other.thing, self.plan.constraints)
                if barred is not None:
                    yield kinds[barred[0].kind], self._with_substitute(thing, other)

    def _strange(self) -> Iterator[tuple[str, str]]:
        """In place of a barred thing one of the same kind as it or a substitute that is none, where all substitutes are known."""
        every = sorted({s.thing for thing in self.checked.substitutes for s in self.known.substitutes(thing)[0]})
        for thing in sorted(self.plan.chosen):
            found, links = self.known.substitutes(thing)
            used = {t for step in self.plan.procedure.steps for t in step.touches}
            for other in every:
                others = {thing, *used, *(s.thing for s in found), *(s.thing for s in self.plan.chosen.values())}
                if not links.whole or other in others or not self._kinds(other) & self._kinds(thing, *(s.thing for s in found)):
                    continue
                if barring(self.known, other, self.plan.constraints) is None:
                    yield "wrong_substitute", self._with_substitute(thing, Substitute(other, None, ()))

    def _kinds(self, *things: str) -> set[str]:
        up = self.known.ways("kindOf")
        return {str(link.term) for thing in things for link in self.known.links(up, thing).found}

    def _with_substitute(self, thing: str, other: Substitute) -> str:
        """The script with another substitute for one thing, said in the first step that uses it and kept in the others."""
        wrong = replace(self.plan, chosen={**self.plan.chosen, thing: other}, why=self.plan.why)
        told = {thing}
        lines = []
        for step in self.plan.procedure.steps:
            line = self.telling.line(step, wrong, told=told)
            lines.append(line)
        return script(lines)

    def _moved(self) -> Iterator[tuple[str, str]]:
        """Two neighbouring steps exchanged: the later needs what the earlier gives, or the source states their order."""
        steps = [step.id for step in self.plan.procedure.steps]
        needs = {(need.before, need.after) for need in self.plan.procedure.needs}
        for at in self._drawn(len(steps) - 1):
            pair = (steps[at], steps[at + 1])
            if pair in needs or pair in self.plan.procedure.before:
                lines = self.lines()
                lines[at], lines[at + 1] = lines[at + 1], lines[at]
                yield ("precondition" if pair in needs else "wrong_order"), script(lines)

    def _left_out(self) -> Iterator[tuple[str, str]]:
        """A step left out that a later one needs."""
        needed = {need.before for need in self.plan.procedure.needs}
        for at in self._drawn(len(self.plan.procedure.steps)):
            step = self.plan.procedure.steps[at]
            if step.id in needed and not any(thing in self.plan.chosen for thing in step.touches):
                lines = self.lines()
                del lines[at]
                yield "missing_step", script(lines)

    def _drawn(self, count: int) -> list[int]:
        """The numbers below ``count`` in an order drawn for the plan."""
        return sorted(range(count), key=lambda at: digest(self.what, at))

    def _with(self, number: int, line: str) -> str:
        lines = self.lines()
        lines[number - 1] = line
        return script(lines)


def _ids(proof: Proof) -> tuple[str, ...] | None:
    return None if proof.grounds is None else tuple(sorted(g.id for g in proof.grounds))


def ordering(procedure: Procedure) -> tuple[str, ...]:
    """The facts that say what comes before what."""
    stated = [id for facts in procedure.before.values() for id in facts]
    return (*stated, *(id for need in procedure.needs for id in need.facts))


def script(lines: Sequence[str]) -> str:
    """Numbered lines."""
    return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))


def plan_record(known: Procedures, material: Material, plan: Adapted, telling: Telling) -> Plan:
    """What a sample carries for the check: the procedure, names, what is barred and why, and what may stand for what."""
    procedure = plan.procedure
    place = {step.id: n for n, step in enumerate(procedure.steps)}
    things = {thing for step in procedure.steps for thing in step.touches}
    substitutes = {thing: known.substitutes(thing) for thing in sorted(things)}
    bars = tuple(_bar(known, constraint, telling) for constraint in plan.constraints)
    named = {
        *things, *(s.thing for found, _ in substitutes.values() for s in found), *(thing for bar in bars for thing in bar.why),
        *(c.what for c in plan.constraints), *(c.who for c in plan.constraints if c.who), *(need.what for need in procedure.needs),
    }  # fmt: skip
    every = {s.thing for thing in _replaced(known) for s in known.substitutes(thing)[0]}
    return Plan(
        telling.language,
        tuple(
            PlanStep(step.id, _own_text(telling, step), {use.thing: use.amount for use in step.uses})
            for step in procedure.steps
        ),
        tuple((place[need.before], place[need.after], need.what) for need in procedure.needs),
        tuple((place[a], place[b]) for a, b in procedure.before),
        {id: _all_names(material, id, telling) for id in sorted(named | every) if id not in place},
        bars,
        {thing: (tuple(s.thing for s in found), links.whole) for thing, (found, links) in substitutes.items()},
        plan.lacking,
    )  # fmt: skip


def _own_text(telling: Telling, step: Step) -> str:
    """What a step says in the source, without what the plan changes."""
    return telling.body(step, {})[0]


def _replaced(known: Procedures) -> list[str]:
    """Things that have substitutes."""
    return [thing for thing in known.things if known.substitutes(thing)[0]]


def _bar(known: Procedures, constraint: Constraint, telling: Telling) -> Bar:
    why: dict[str, str] = {}
    for thing in known.covered(constraint.what):
        reach = known.reach(thing, constraint.what)
        if reach is None or (constraint.limit is not None and reach.by_content):
            continue
        try:
            why[thing] = telling.why(constraint, reach)
        except NoWording:
            why[thing] = telling.demanded(constraint)
    return Bar(constraint.kind, constraint.what, why, constraint.limit)


def _all_names(material: Material, id: str, telling: Telling) -> tuple[str, ...]:
    """All names of an entity, that of the plan's language first; also those that are found and never written."""
    entity = material.entities.get(id)
    if entity is None:
        return (telling.name(id).full,)
    known = material.ontology.entities.get(id)
    others = {*names_of_entity(entity), *entity.hidden, *(known.hidden if known else ())}
    return (telling.label(id), *sorted(others - {telling.label(id)}))
