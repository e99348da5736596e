"""How a plan is said: the request with its constraints, the numbered script, the reasons for what is replaced or reduced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kgcorpus.english import article
from kgcorpus.model import Literal, Term
from kgcorpus.procedures import Constraint, Reach, Step
from kgcorpus.units import unit

from . import grammar_en, grammar_zh
from .material import Material
from .naming import capital, written_literal
from .phrases import Filler, Name, NoWording, mark_articles, put, slot
from .plans import Adapted, Reduction

_UNTOLD = re.compile(r"第\s*[一二三四五六七八九十\d]+\s*步|\bstep\s*\d+\b|\d+", re.I)
"""A name that tells no more of a step than its place."""


_PLAINLY = {
    "prohibits": ("{s}禁止{o}", "{o} [is|are] not allowed for {s}"),
    "advisesAgainst": ("{s}应避免{o}", "{o} should be avoided for {s}"),
    "limits": ("{s}限制{o}的用量", "{o} [is|are] limited for {s}"),
    "kindOf": ("{s}属于{o}", "{s} [counts|count] as {o}"),
    "contains": ("{s}含有{o}", "{s} [contains|contain] {o}"),
}
"""Statements of roles whose predicates have no statement of an expert's."""


@dataclass
class Telling:
    """One language's way of saying plans."""

    material: Material
    language: str
    _stated: dict[tuple[str, str, Term], str] = field(default_factory=dict)

    @property
    def zh(self) -> bool:
        return self.language == "zh"

    def name(self, id: str) -> Name:
        found = self.material.naming(self.language).name(id)
        if found is None:
            noun = self.material.naming(self.language).noun(id)
            if noun is None:
                raise NoWording(id, "name")
            return Name(noun)
        return found

    def label(self, id: str) -> str:
        return self.material.naming(self.language).label(id) or self.name(id).full

    # ------------------------------------------------------------------ facts in words

    def stated(self, predicate: str, subject: str, object: Term) -> str:
        """A fact as a clause, without a full stop."""
        key = (predicate, subject, object)
        if key not in self._stated:
            said = self.material.speaker(self.language).templates(predicate)
            templates = said.of("statement")
            role = self.material.ontology.predicates[predicate].role
            if role in _PLAINLY and ("statement" in said.derived or not templates):
                templates = (_PLAINLY[role][0 if self.zh else 1],)  # what a role means is said better than a label
            if not templates:
                raise NoWording(predicate, "statement")
            s = self.name(subject)
            o = self.name(object) if isinstance(object, str) else Name(written_literal(object, self.language))
            template = templates[0] if self.zh else mark_articles(grammar_en.agree(templates[0], s.many, s=s.many, o=o.many))
            text = put(template, s=slot(0), o=slot(1))
            self._stated[key] = Filler.of(text).fill([s.variants(), o.variants()])
        return self._stated[key]

    def demanded(self, constraint: Constraint) -> str:
        """What a constraint asks for, as a clause."""
        what = self.name(constraint.what).full
        if constraint.kind == "user":
            if constraint.limit is None:
                return f"要求不用{what}" if self.zh else f"the request is to do without {what}"
            most = written_literal(constraint.limit, self.language)
            return f"要求{what}总共不超过{most}" if self.zh else f"the request is for no more than {most} of {what} in all"
        said = self.stated(constraint.predicate or "", constraint.who or "", constraint.what)
        if constraint.limit is None:
            return said
        most = written_literal(constraint.limit, self.language)
        kept = self._amount_name()
        if self.zh:
            return f"{said}（{kept}最多{most}）"
        return f"{said} ({kept}: at most {most})"

    def _amount_name(self) -> str:
        ontology = self.material.ontology
        for predicate in ontology.predicates.values():
            if predicate.role == "amount" and (label := predicate.labels.get(self.language)):
                return label
        return "用量" if self.zh else "amount"

    def path(self, reach: Reach) -> list[str]:
        """Why a constraint covers a thing, link by link."""
        last = str(reach.path[0][1].term) if len(reach.path) == 1 else ""
        if last and self.label(reach.thing).lower() in self.label(last).lower():
            return []  # that milk is a milk product needs no telling
        return [self.stated(link.predicate, subject, link.term) for subject, link in reach.path]

    def why(self, constraint: Constraint, reach: Reach) -> str:
        """Why a thing is barred or limited, as one clause."""
        parts = [self.demanded(constraint), *self.path(reach)]
        return "，".join(parts) if self.zh else clauses_joined(parts)

    # ------------------------------------------------------------------ the request

    def requests(self, procedure: str, constraints: Sequence[Constraint], step_predicate: str, turned: bool) -> list[tuple[str, str]]:
        """The wordings of a request with the way each asks, the first preferred; plain ones where the expert gave none."""
        lead = self._lead(constraints)
        templates = self.material.speaker(self.language).templates(step_predicate)
        name = self.name(procedure)
        ask, phrase = ("inverseQuestion", "inversePhrase") if turned else ("question", "phrase")
        out: list[tuple[str, str]] = []
        for template in templates.of(ask)[:1] if ask not in templates.derived else ():
            out += self._asked(self._filled(template, name, turned), lead)
        for template in templates.of(phrase)[:1] if phrase not in templates.derived else ():
            out += self._listed(self._filled(template, name, turned), lead)
        if not out:
            out = self._listed(f"{name.full}的步骤" if self.zh else f"steps of {_the(name)}", lead)
        return list(dict.fromkeys(out))

    def _filled(self, template: str, name: Name, turned: bool) -> str:
        step = "步骤" if self.zh else "steps"
        text = template if self.zh else grammar_en.agree(template, True, s=name.many, o=name.many, c=True)
        if not self.zh:
            text = mark_articles(text)
        text = text.replace("{o}" if turned else "{s}", slot(0)).replace("{c}", step)
        return Filler.of(text).fill([name.variants()])

    def _asked(self, question: str, lead: Sequence[str]) -> list[tuple[str, str]]:
        if self.zh:
            whole = "，且".join(lead)
            return [(f"{whole}，{question}请按顺序写出步骤。", "own"), (f"{whole}，{question}请写清每一步。", "steps")]
        stem = question.rstrip("?")
        return [(f"{stem} {', '.join(lead)}? List the steps in order.", "own")]

    def _listed(self, phrase: str, lead: Sequence[str]) -> list[tuple[str, str]]:
        if self.zh:
            return [(f"{'，且'.join(lead)}，请按顺序写出{phrase}。", "list")]
        return [(f"List the {phrase} {', '.join(lead)}, in order.", "list")]

    def _lead(self, constraints: Sequence[Constraint]) -> list[str]:
        """Each constraint as the request says it; a situation once, whatever it asks for."""
        out: list[str] = []
        for constraint in constraints:
            what = self.name(constraint.what).full
            if constraint.kind != "user":
                out.append(self.situation(constraint))
            elif constraint.limit is None:
                out.append(f"不用{what}" if self.zh else f"without {what}")
            else:
                most = written_literal(constraint.limit, self.language)
                out.append(f"{what}总共不超过{most}" if self.zh else f"with no more than {most} of {what} in all")
        return list(dict.fromkeys(out))

    def situation(self, constraint: Constraint) -> str:
        predicate = self.material.ontology.predicates[constraint.predicate or ""]
        who = self.name(constraint.who or "").full
        templates = predicate.templates("condition", self.language)
        if templates:
            return templates[0].replace("{v}", who)
        return f"须适合{who}" if self.zh else f"in a way that suits {who}"

    # ------------------------------------------------------------------ the script

    def line(self, step: Step, plan: Adapted, *, kept: Sequence[str] = (), told: set[str] | None = None) -> str:
        """One step as it is done under the plan. ``kept`` are things used as the source says in spite of it; ``told`` collects what was
        explained already, and None leaves the reasons out."""
        swapped = {thing: plan.chosen[thing].thing for thing in step.touches if thing in plan.chosen and thing not in kept}
        body, unnamed = self.body(step, swapped)
        amounts = self._amounts(step, plan, kept, body)
        settings = self._settings(step, body)
        if self.language not in step.instructions and step.action is not None:
            settings, amounts = [("；" if self.zh else "; ").join([*self._involved(step, swapped, amounts), *settings])], []
        aside = [*filter(None, settings), *amounts, *(self._instead(thing, swapped[thing]) for thing in unnamed)]
        text = self._with_aside(body, aside)
        remarks = [] if told is None else self._remarks(step, plan, swapped, kept, told)
        return "".join([text, *remarks]) if self.zh else " ".join([text, *remarks])

    def body(self, step: Step, swapped: dict[str, str]) -> tuple[str, list[str]]:
        """What is done, with substitutes named; and the replaced things that the words do not name."""
        if self.language in step.instructions:
            text = step.instructions[self.language][0].strip()
        elif step.action is not None:
            action = str(step.action.term)
            name = self.name(swapped.get(action, action))
            return (f"这一步是{name.full}。" if self.zh else f"This step is {_the(name)}."), []
        else:
            label = self.label(step.id)
            if not _UNTOLD.sub("", label).strip() or _UNTOLD.search(label):
                raise NoWording(step.id, "instruction")
            text = label if self.zh else capital(label)
        unnamed = []
        for thing, other in swapped.items():
            found = self._renamed(text, thing, other)
            if found is None:
                unnamed.append(thing)
            else:
                text = found
        if not text.endswith(("。", ".", "！", "!")):
            text += "。" if self.zh else "."
        return text, unnamed

    def _renamed(self, text: str, thing: str, other: str) -> str | None:
        """The text with a thing's name replaced wherever it stands, in the form in which it stands; None where it does not."""
        entity = self.material.entities.get(thing)
        if entity is None:
            return None
        new = self.label(other)
        names = [entity.labels.get(self.language, ""), *entity.aliases.get(self.language, ())]
        for old in sorted((n for n in names if n), key=lambda n: (-len(n), n)):
            bound = re.escape(old) if self.zh else rf"(?<![\w-]){re.escape(old)}(?![\w-])"
            if not re.search(bound, text, re.I):
                continue
            if not self.zh:
                text = re.sub(rf"\ban? (?={bound})", f"{article(new)} ", text, flags=re.I)
            return re.sub(bound, lambda m: new if m[0][0].islower() or self.zh else capital(new), text, flags=re.I)
        return None

    def _involved(self, step: Step, swapped: dict[str, str], amounts: Sequence[str]) -> list[str]:
        """What a step that is told by its action uses, behind the name of the predicate that says so: "device: the core switch"."""
        out: list[str] = []
        for predicate in dict.fromkeys(use.predicate for use in step.uses):
            own = [use for use in step.uses if use.predicate == predicate]
            names = [self.label(swapped.get(use.thing, use.thing)) for use in own]
            said = [next((a for a in amounts if name in a), name) for name in names]
            label = self.material.ontology.predicates[predicate].labels.get(self.language, "")
            listed = "、".join(said) if self.zh else ", ".join(said)
            out.append(f"{label}：{listed}" if self.zh else f"{label}: {listed}" if label else listed)
        return out

    def _amounts(self, step: Step, plan: Adapted, kept: Sequence[str], body: str) -> list[str]:
        """How much of each thing, in the order in which the words name them."""
        out: list[tuple[int, str]] = []
        for use in step.uses:
            thing = plan.chosen[use.thing].thing if use.thing in plan.chosen and use.thing not in kept else use.thing
            amount = use.amount if use.thing in kept else plan.amount(use)
            if amount is not None:
                at = body.lower().find(self.label(thing).lower())
                out.append((at if at >= 0 else len(body), self.quantity(thing, amount)))
        return [said for _, said in sorted(out, key=lambda one: one[0])]

    def quantity(self, thing: str, amount: Literal) -> str:
        said = written_literal(amount, self.language)
        label = self.label(thing)
        return f"{label}{said}" if self.zh else f"{said} of {label}" if amount.unit else f"{said} {label}"

    def _settings(self, step: Step, body: str) -> list[str]:
        """Values at which a step is done, unless its words say them."""
        out = []
        for link in step.settings:
            if not isinstance(link.term, Literal):
                continue
            said = written_literal(link.term, self.language)
            if said in body:
                continue
            predicate = self.material.ontology.predicates[link.predicate]
            label = predicate.labels.get(self.language)
            if link.term.unit and unit(link.term.unit).dimensions == unit("s").dimensions:
                out.append(said if self.zh else f"for {said}")
            elif label:
                out.append(f"{label}{said}" if self.zh else f"{label} {said}")
        return out

    def _with_aside(self, body: str, aside: Sequence[str]) -> str:
        if not aside:
            return body
        end = body[-1]
        return f"{body[:-1]}（{'、'.join(aside)}）{end}" if self.zh else f"{body[:-1]} ({', '.join(aside)}){end}"

    def _instead(self, thing: str, other: str) -> str:
        return f"用{self.label(other)}代替{self.label(thing)}" if self.zh else f"with {self.label(other)} in place of {self.label(thing)}"

    def _remarks(self, step: Step, plan: Adapted, swapped: dict[str, str], kept: Sequence[str], told: set[str]) -> list[str]:
        out: list[str] = []
        for thing, other in swapped.items():
            if thing not in told:
                told.add(thing)
                out.append(self.replaced(thing, other, plan.why[thing]))
        for one in plan.reductions:
            if one.step == step.id and one.thing not in kept and one.thing not in told:
                told.add(one.thing)
                out.append(self.reduced(one))
        return out

    def replaced(self, thing: str, other: str, why: tuple[Constraint, Reach]) -> str:
        constraint, reach = why
        old, new = self.label(thing), self.label(other)
        parts = ([] if constraint.kind == "user" else [self.demanded(constraint)]) + self.path(reach)
        if self.zh:
            reason = f"：{'，'.join(parts)}" if parts else ""
            return f"这里用{new}代替{old}{reason}。"
        name = self.name(other)
        reason = f": {clauses_joined(parts)}" if parts else ""
        return f"{capital(new)} {'replace' if name.many else 'replaces'} {old} here{reason}."

    def reduced(self, one: Reduction) -> str:
        before, after = (written_literal(x, self.language) for x in (one.before, one.after))
        label = self.label(one.thing)
        reason = "" if one.constraint.kind == "user" else self.demanded(one.constraint)
        if self.zh:
            return f"{label}由{before}减为{after}{'：' + reason if reason else ''}。"
        return f"The {label} is cut from {before} to {after}{': ' + reason if reason else ''}."

    def impossible(self, plan: Adapted, place: int) -> str:
        """Why a plan cannot be made."""
        thing = plan.lacking or ""
        constraint, reach = plan.why[thing]
        label = self.label(thing)
        reasons = self.why(constraint, reach)
        if self.zh:
            if not plan.tried:
                return f"做不成：第{place}步要用{label}，而{reasons}；资料没有列出{label}的替代品。"
            others = "；".join(self.why(c, r) if r.path else f"{self.label(t)}也不能用" for t, c, r in plan.tried)
            listed = grammar_zh.listed([self.label(t) for t, _, _ in plan.tried])
            return f"做不成：第{place}步要用{label}，而{reasons}；资料列出的{label}的替代品只有{listed}，也不能用：{others}。"
        if not plan.tried:
            return f"It cannot be done: step {place} uses {label}, but {reasons}; the sources list no substitute for {label}."
        listed = grammar_en.listed([self.label(t) for t, _, _ in plan.tried])
        others = "; ".join(clauses_joined(self.path(r)) if r.path else f"{self.label(t)} is ruled out too" for t, _, r in plan.tried)
        only = "the only substitutes" if len(plan.tried) > 1 else "the only substitute"
        are = "are" if len(plan.tried) > 1 else "is"
        return (
            f"It cannot be done: step {place} uses {label}, but {reasons}; {only} listed for {label} {are} {listed}, which cannot be used"
            f" either: {others}."
        )


def _the(name: Name) -> str:
    """A name singled out, with an article where it has none and is no proper name."""
    return name.definite if name.definite != (name.bare or name.full) or not name.full[:1].islower() else f"the {name.full}"


def clauses_joined(parts: Sequence[str]) -> str:
    """Clauses of one reason: "A, and B"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f", and {parts[-1]}"

