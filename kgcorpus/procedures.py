"""Procedures of a verified graph: ordered steps with what they use, require and yield, and what constrains them.

Which predicates say so is declared in the ontology by ``kgc:role`` (``ontology.ROLES``); where none is declared there are no procedures.
A set of steps, of things used, of kinds or of constraints counts only where it has grounds: a plan is checked against everything that
holds, and what is not known to be complete may hold more. ``plans`` adapts a procedure to constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Literal, Qualifier, Term
from kgcorpus.text import language_of
from kgcorpus.values import bounds

BARS = ("prohibits", "advisesAgainst")
"""Roles that bar a thing; ``limits`` bars what goes beyond an amount."""
CONSTRAINS = (*BARS, "limits")
Way = tuple[str, bool]
"""A predicate and whether it is walked from object to subject."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a thing is linked to, with the ids of the asserted facts that say so and the details that they carry."""

    term: Term
    predicate: str
    facts: tuple[str, ...]
    details: tuple[Qualifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one start; ``whole`` where grounds show that there are no others."""

    found: tuple[Link, ...]
    whole: bool
    grounds: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(id for link in self.found for id in link.facts)


@dataclass(frozen=True, slots=True)
class Use:
    """A thing that a step uses, with how much of it where that is said; ``facts`` say so."""

    thing: str
    amount: Literal | None
    facts: tuple[str, ...]
    predicate: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``instructions`` are its texts by language, each with the facts that say so; ``settings`` are values at which it is done,
    by predicate. ``requires`` and ``yields`` are steps, things or states."""

    id: str
    number: Decimal
    instructions: Mapping[str, tuple[str, tuple[str, ...]]]
    action: Link | None
    uses: tuple[Use, ...]
    settings: tuple[Link, ...]
    requires: tuple[Link, ...]
    yields: tuple[Link, ...]
    facts: tuple[str, ...]

    @property
    def touches(self) -> tuple[str, ...]:
        """Everything in the step that a constraint may bar."""
        return (*(use.thing for use in self.uses), *([str(self.action.term)] if self.action else ()))


@dataclass(frozen=True, slots=True)
class Need:
    """Step ``after`` needs what step ``before`` gives: ``what`` it is (a thing, a state, or the step itself)."""

    before: str
    after: str
    what: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure with all its steps in order. ``before`` are pairs of steps whose order the source states beside the numbers."""

    id: str
    asked: f.Form
    steps: tuple[Step, ...]
    needs: tuple[Need, ...]
    before: Mapping[tuple[str, str], tuple[str, ...]]
    facts: tuple[str, ...]
    grounds: tuple[str, ...]

    def step(self, id: str) -> Step:
        return next(step for step in self.steps if step.id == id)


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a plan has to keep: ``kind`` is ``user`` (said in the request) or the role of the fact that says so, ``who`` the situation that
    the fact is about. ``limit`` is there where only more than an amount is barred."""

    kind: str
    what: str
    who: str | None = None
    predicate: str | None = None
    limit: Literal | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Why a constraint covers a thing: the links on the way from the thing to what is constrained (none: it is that thing)."""

    thing: str
    path: tuple[tuple[str, Link], ...]
    by_content: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(id for _, link in self.path for id in link.facts)


@dataclass(frozen=True, slots=True)
class Substitute:
    """What may stand for a thing, how much of it for one part of the thing where that is said, and the facts that say so."""

    thing: str
    ratio: Decimal | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unproved:
    """Why nothing can be said of a procedure: a reason of the closed list and what is lacking."""

    reason: str
    detail: str


@dataclass
class Procedures:
    """The procedures of a graph and what the graph knows about their things."""

    table: FactTable
    _walked: dict[Way, ShapeAnswers] = field(default_factory=dict)
    _links: dict[tuple[Way, str], Links] = field(default_factory=dict)
    _covered: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """The predicates of each role that have facts or could have them."""
        out: dict[str, list[str]] = {}
        for predicate in self.table.ontology.predicates.values():
            if predicate.role and predicate.id in self.table.predicate_index:
                out.setdefault(predicate.role, []).append(predicate.id)
        return {role: tuple(sorted(found)) for role, found in out.items()}

    def ways(self, role: str, turned: str | None = None) -> tuple[Way, ...]:
        """The ways of walking a role; ``turned`` is the role that says the same from the other end."""
        return (
            *((predicate, False) for predicate in self.roles.get(role, ())),
            *((predicate, True) for predicate in (self.roles.get(turned, ()) if turned else ())),
        )

    # ------------------------------------------------------------------ walking

    @cached_property
    def _starts(self) -> dict[str, int]:
        ids = [term for term in self.table.terms if isinstance(term, str)]
        return {id: row for row, id in enumerate(ids)}

    def links(self, ways: Iterable[Way], start: str) -> Links:
        """Everything that a start is linked to. A predicate whose domain excludes the start adds nothing and is whole."""
        found: list[Link] = []
        grounds: list[str] = []
        whole = True
        for way in ways:
            if self._excluded(way, start):
                continue
            one = self._of(way, start)
            found += one.found
            grounds += one.grounds
            whole = whole and one.whole
        return Links(tuple(found), whole, tuple(dict.fromkeys(grounds)))

    def _excluded(self, way: Way, start: str) -> bool:
        predicate = self.table.ontology.predicates[way[0]]
        entity = self.table.named.get(start)
        ends = predicate.range if way[1] else predicate.domain
        return entity is not None and bool(entity.classes) and not self.table.ontology.fits(entity.classes, ends)

    def _of(self, way: Way, start: str) -> Links:
        key = (way, start)
        if key not in self._links:
            self._links[key] = self._make(way, start)
        return self._links[key]

    def _make(self, way: Way, start: str) -> Links:
        if way not in self._walked:
            starts = [(id,) for id in self._starts]
            self._walked[way] = answer_shape(f.Step(f.Entity("?0"), *way), starts, self.table)
        walked, table = self._walked[way], self.table
        row = self._starts.get(start)
        if row is None:
            return Links((), False, ())
        by_term: dict[int, list[int]] = {}
        ends = table.subject if way[1] else table.object
        others = table.object if way[1] else table.subject
        own = table.number(start)
        for fact in walked.support(row):
            if int(others[fact]) == own:
                by_term.setdefault(int(ends[fact]), []).append(fact)
        found = []
        for number, rows in sorted(by_term.items()):
            asserted = table.asserted(rows)
            details = table.fact(rows[0]).qualifiers if len(rows) == 1 else ()
            found.append(Link(table.terms[number], way[0], tuple(sorted(map(table.fact_id, asserted))), details))
        whole = bool(walked.complete[row])
        grounds = tuple(sorted(g.id for g in walked.grounds(row))) if whole else ()
        return Links(tuple(found), whole, grounds)

    # ------------------------------------------------------------------ procedures

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The procedures that have steps, by id."""
        return tuple(sorted({id for way in self.ways("hasStep", "stepOf") for id in self._ends(way)}))

    def procedure(self, id: str) -> Procedure | Unproved:
        """A procedure with all its steps, or what is lacking."""
        ways, numbers = self.ways("hasStep", "stepOf"), self.roles.get("stepNumber", ())
        if len(ways) != 1 or len(numbers) != 1:
            return Unproved("not_asked", "one predicate for steps and one for their numbers are needed")
        own = self.links(ways, id)
        if not own.whole:
            return Unproved("not_complete", "not all steps are known")
        asked = f.Sort(f.Step(f.Entity(id), *ways[0]), numbers[0])
        facts, grounds = list(own.facts), list(own.grounds)
        steps: list[Step] = []
        for link in own.found:
            made = self._step(str(link.term), numbers[0])
            if isinstance(made, Unproved):
                return made
            steps.append(made[0])
            grounds += made[1]
        steps.sort(key=lambda step: step.number)
        if len({step.number for step in steps}) < len(steps):
            return Unproved("conflict", "two steps have one number")
        before = self._stated(steps)
        facts += [id for step in steps for id in step.facts]
        return Procedure(id, asked, tuple(steps), self._needs(steps), before, tuple(facts), tuple(dict.fromkeys(grounds)))

    def _step(self, id: str, number: str) -> tuple[Step, tuple[str, ...]] | Unproved:
        numbers = self.links([(number, False)], id)
        value = numbers.found[0].term if len(numbers.found) == 1 else None
        if not isinstance(value, Literal) or value.value is None or not numbers.whole:
            return Unproved("not_complete", f"{id} has no one number")
        uses = self.links(self.ways("uses"), id)
        if not uses.whole:
            return Unproved("not_complete", f"not everything that {id} uses is known")
        actions = self.links(self.ways("action"), id).found
        if len(actions) > 1:
            return Unproved("conflict", f"{id} has several actions")
        texts = self.links(self.ways("instruction"), id).found
        settings = self.links(self.ways("setting"), id).found
        step = Step(
            id, Decimal(value.value), _by_language(texts), actions[0] if actions else None,
            tuple(Use(str(link.term), _amount(link, self.roles.get("amount", ())), link.facts, link.predicate) for link in uses.found),
            settings, self.links(self.ways("requires"), id).found, self.links(self.ways("yields"), id).found,
            (*numbers.facts, *uses.facts, *(i for link in (*actions, *settings) for i in link.facts)),
        )  # fmt: skip
        return step, (*numbers.grounds, *uses.grounds)

    def _needs(self, steps: list[Step]) -> tuple[Need, ...]:
        """Which step needs what an earlier one gives: what it requires, and what it uses that a step of the procedure yields."""
        given: dict[str, list[tuple[Step, Link]]] = {}
        for step in steps:
            for link in step.yields:
                given.setdefault(str(link.term), []).append((step, link))
        place = {step.id: n for n, step in enumerate(steps)}
        out: list[Need] = []
        for step in steps:
            wanted = [(str(link.term), link.facts) for link in step.requires] + [(use.thing, use.facts) for use in step.uses]
            for what, facts in wanted:
                if what in place and place[what] < place[step.id]:
                    out.append(Need(what, step.id, what, facts))
                earlier = [(one, link) for one, link in given.get(what, ()) if place[one.id] < place[step.id]]
                if len(given.get(what, ())) == 1 and earlier:
                    out.append(Need(earlier[0][0].id, step.id, what, (*facts, *earlier[0][1].facts)))
        return tuple(out)

    def _stated(self, steps: list[Step]) -> dict[tuple[str, str], tuple[str, ...]]:
        known = {step.id for step in steps}
        return {
            (step.id, str(link.term)): link.facts
            for step in steps
            for link in self.links(self.ways("precedes"), step.id).found
            if link.term in known
        }

    # ------------------------------------------------------------------ what constrains them

    @cached_property
    def situations(self) -> tuple[str, ...]:
        """What prohibits, advises against or limits something, by id."""
        return tuple(sorted({id for role in CONSTRAINS for way in self.ways(role) for id in self._ends(way)}))

    def constraints(self, situation: str) -> tuple[tuple[Constraint, ...], tuple[str, ...]] | Unproved:
        """All that a situation asks for, with the grounds that it is all, or what is lacking."""
        out: list[Constraint] = []
        grounds: list[str] = []
        for role in CONSTRAINS:
            links = self.links(self.ways(role), situation)
            if not links.whole:
                return Unproved("not_complete", f"not everything that {situation} {role} is known")
            grounds += links.grounds
            for link in links.found:
                limit = _limit(link, self.roles.get("amount", ())) if role == "limits" else None
                if role == "limits" and limit is None:
                    return Unproved("condition_lost", f"{situation} limits {link.term}, and no amount is said")
                out.append(Constraint(role, str(link.term), situation, link.predicate, limit, link.facts))
        return tuple(out), tuple(dict.fromkeys(grounds))

    def reach(self, thing: str, what: str) -> Reach | None:
        """Why ``what`` covers a thing: it is it, is of that kind, or contains it; the shortest way."""
        seen = {thing}
        todo: list[tuple[str, tuple[tuple[str, Link], ...], bool]] = [(thing, (), False)]
        up = self.ways("kindOf")
        while todo:
            here, path, inside = todo.pop(0)
            if here == what or self._is_a(here, what):
                return Reach(thing, path, inside)
            for ways, content in ((up, False), (self.ways("contains"), True)):
                for link in self.links(ways, here).found:
                    if isinstance(link.term, str) and link.term not in seen:
                        seen.add(link.term)
                        todo.append((link.term, (*path, (here, link)), inside or content))
        return None

    def _is_a(self, thing: str, cls: str) -> bool:
        entity = self.table.named.get(thing)
        return cls in self.table.ontology.classes and entity is not None and self.table.ontology.is_a(entity.classes, cls)

    def nature(self, thing: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Facts and grounds of everything that a thing is and contains; None where that is not known to be all."""
        facts: list[str] = []
        grounds: list[str] = []
        seen, todo = {thing}, [thing]
        while todo:
            links = self.links((*self.ways("kindOf"), *self.ways("contains")), todo.pop(0))
            if not links.whole:
                return None
            facts += links.facts
            grounds += links.grounds
            new = [str(link.term) for link in links.found if link.term not in seen]
            seen.update(new)
            todo += new
        return tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(grounds))

    def covered(self, what: str) -> tuple[str, ...]:
        """Everything that a constraint on ``what`` covers of what procedures use or could use, by id, and ``what`` itself."""
        if what not in self._covered:
            self._covered[what] = tuple(sorted({what, *(thing for thing in self._used if self.reach(thing, what))}))
        return self._covered[what]

    @cached_property
    def _used(self) -> tuple[str, ...]:
        """What steps use and do, and what may stand for it."""
        used = {thing for way in (*self.ways("uses"), *self.ways("action")) for thing in self._ends(way, far=True)}
        stands = {thing for way in self.ways("replacedBy", "substituteFor") for thing in self._ends(way, far=True)}
        return tuple(sorted(used | stands))

    @cached_property
    def things(self) -> tuple[str, ...]:
        """Everything that substitutes are said of, by id."""
        return tuple(sorted({thing for way in self.ways("replacedBy", "substituteFor") for thing in self._ends(way)}))

    def _ends(self, way: Way, *, far: bool = False) -> set[str]:
        """The entities that a way starts from, or (``far``) leads to."""
        number = self.table.predicate_index[way[0]]
        rows = slice(int(self.table.slices[number]), int(self.table.slices[number + 1]))
        ends = self.table.object[rows] if way[1] != far else self.table.subject[rows]
        return {term for n in ends.tolist() if isinstance(term := self.table.terms[n], str)}

    def substitutes(self, thing: str) -> tuple[tuple[Substitute, ...], Links]:
        """What may stand for a thing, by id, and the links that say so."""
        links = self.links(self.ways("replacedBy", "substituteFor"), thing)
        found = [Substitute(str(x.term), _ratio(x, self.roles.get("ratio", ())), x.facts) for x in links.found if x.term != thing]
        return tuple(found), links


def _by_language(links: Iterable[Link]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """One text a language; two different texts of one language tell nothing."""
    texts: dict[str, dict[str, tuple[str, ...]]] = {}
    for link in links:
        if isinstance(link.term, Literal) and link.term.value:
            language = link.term.lang or language_of(link.term.value)
            texts.setdefault(language, {})[link.term.value] = link.facts
    return {language: next(iter(found.items())) for language, found in sorted(texts.items()) if len(found) == 1}


def _detail(link: Link, predicates: tuple[str, ...]) -> Literal | None:
    found = [q.value for q in link.details if q.predicate in predicates]
    return found[0] if len(found) == 1 and isinstance(found[0], Literal) else None


def _amount(link: Link, predicates: tuple[str, ...]) -> Literal | None:
    found = _detail(link, predicates)
    return found if found is not None and found.value is not None else None


def _limit(link: Link, predicates: tuple[str, ...]) -> Literal | None:
    """The most that a limit allows: "at most 20 g", or plainly "20 g"."""
    found = _detail(link, predicates)
    if found is None or (found.value is None and (found.max is None or found.max_open)):
        return None
    return found if found.value is not None else replace(found, value=found.max, min=None, max=None, min_open=False)


def _ratio(link: Link, predicates: tuple[str, ...]) -> Decimal | None:
    found = _detail(link, predicates)
    return Decimal(found.value) if found is not None and found.value is not None and found.unit in (None, "", "倍") else None


def exceeds(amount: Literal, limit: Literal) -> bool | None:
    """Whether an amount is more than a limit; None where they cannot be compared."""
    from kgcorpus.errors import KgcorpusError
    from kgcorpus.values import compare

    try:
        return compare(amount, ">", limit)
    except KgcorpusError:
        return None


def total(amounts: Iterable[Literal]) -> Literal | None:
    """The sum of amounts in one unit; None where units differ in kind or an amount is no one value."""
    from kgcorpus.units import factor
    from kgcorpus.values import decimal_text

    out: Literal | None = None
    for amount in amounts:
        low, _, high, _ = bounds(amount)
        if amount.value is None or low != high:
            return None
        if out is None:
            out = amount
            continue
        scale = factor(amount.unit, out.unit) if amount.unit and out.unit else Fraction(1)
        if scale is None or bool(amount.unit) != bool(out.unit):
            return None
        out = replace(out, value=decimal_text(Fraction(out.value or "0") + Fraction(amount.value) * scale))
    return out
