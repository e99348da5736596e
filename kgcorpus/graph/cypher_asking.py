"""Questions about given ends on a Neo4j server: whether a fact holds, what links two entities, the values of a fact's qualifier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .. import forms as f
from ..forms_cypher_use import Facts
from ..forms_ranges import compare
from ..model import Literal, Term
from . import asking
from .cypher import Cypher, Finder, one
from .cypher_layout import key_of
from .inference import TYPE
from .matrix import Found


def ask(run: Cypher, form: f.Ask, date: str | None) -> Found:
    """True by a fact; false by a negated fact, another value of a functional predicate, grounds, or disjoint classes; else null."""
    table = run.table
    hop = run.hop(form.predicate, False, date, form.with_)
    run.check_details(form.predicate, form.with_)
    rows = run.server.run(run.writer.asked(hop, key_of(run.layout.graph, form.subject), form.object))
    _check_units(run, [row["other"] for row in rows if row["maybe"] or row["denied"]], form.object)
    walked = run.walked(form.predicate, False, date, form.with_)
    why, support = _settled(run, form, rows, walked[0])
    value = True if why == asking.FACT else None if why in (asking.OPEN, asking.CONFLICT, asking.UNKNOWN) else False
    facts = (np.zeros(len(support), np.int64), np.array(support, np.int64))
    grounded = np.array([value is not None and table.declared])
    return Found(form, one(()), one(()), grounded, walked=walked, value=[value], facts=facts, why=[why])


def _check_units(run: Cypher, numbers: list[int], object: Term) -> None:
    """Raise ``ValueUnitError`` where a value beside the one asked for is in a unit that does not convert."""
    if isinstance(object, Literal):
        for number in sorted(set(numbers)):
            compare(run.table.value(number) or run.table.terms[number], "=", object)


def _settled(run: Cypher, form: f.Ask, rows: list[Any], walked: Any) -> tuple[str, list[int]]:
    """What settles the question, the strongest reason last, and the facts that do."""
    table, good = run.table, run.grounding.good
    subject = table.number(form.subject)
    object = table.number(form.object) if isinstance(form.object, str) else None
    if subject == -1 or object == -1:
        return asking.UNKNOWN, []
    maybe = any(row["maybe"] and row["perhaps"] for row in rows)
    why, support = asking.OPEN, list[int]()
    if table.declared and not maybe:
        if object is not None and good(walked.predicate, True, walked.use)[object]:
            why = asking.SUBJECTS
        if good(walked.predicate, False, walked.use)[subject]:
            why = asking.OBJECTS
    if not maybe and _disjoint(run, form):
        why = asking.DISJOINT
    others = [row["fact"] for row in rows if row["sure"] and not row["perhaps"]]
    if table.is_functional(form.predicate) and others:
        why, support = asking.OTHER, others
    yes, no = ([row["fact"] for row in rows if row[name] and row["same"]] for name in ("sure", "denied"))
    if no:
        why, support = asking.DENIED, no
    if yes:
        why, support = (asking.CONFLICT, yes + no) if no else (asking.FACT, yes)
    return why, sorted(support)


def _disjoint(run: Cypher, form: f.Ask) -> bool:
    """Whether the question is about a class that is disjoint with a class of the subject."""
    if form.predicate not in TYPE or not isinstance(form.object, str):
        return False
    rows = run.server.run(run.writer.classes(key_of(run.layout.graph, form.subject)))
    return any(run.table.ontology.disjoint(cls, form.object) for row in rows for cls in row["classes"])


def relations(run: Cypher, form: f.Relations, date: str | None) -> Found:
    """The predicates that link the two; never complete, since no ground says that all predicates of a pair are known."""
    parts = (run.find(form.left, date), run.find(form.right, date))
    names: set[str] = set()
    facts: set[int] = set()
    single = all(len(part.lower.members) == 1 for part in parts)
    if single:
        left, right = (run.key(int(part.lower.members[0])) for part in parts)
        first, after = run.table.day_range(date)
        predicates = {type: predicate for predicate, type in run.layout.types.items()}
        for row in run.server.run(run.writer.relations(Facts(first, after), left, right)):
            names.add(("^" if row["inverse"] else "") + predicates[row["type"]])
            facts.add(row["fact"])
    found = np.array(sorted(facts), np.int64)
    why = "" if single else "not one entity on each side"
    nothing = one(())
    return Found(
        form, nothing, nothing, np.array([False]), parts, names=[sorted(names)], facts=(np.zeros(len(found), np.int64), found), why=[why]
    )


def qualifier_of(run: Cypher, form: f.QualifierOf, date: str | None) -> Found:
    """The values of the qualifier over the facts with these ends, conditional ones too."""
    table = run.table
    hop = run.hop(form.predicate, False, date, "any")
    subject = table.number(form.subject)
    if isinstance(form.object, Literal):
        asked = run.server.run(run.writer.asked(hop, key_of(run.layout.graph, form.subject), form.object))
        _check_units(run, [row["other"] for row in asked if row["maybe"]], form.object)
    sure, maybe = (run.server.run(run.writer.qualifier_of(form, hop, upper=upper)) for upper in (False, True))
    lower, upper = (one(n for row in rows for n in row["values"]) for rows in (sure, maybe))
    walked = run.walked(form.predicate, False, date, "any")
    good = run.grounding.good(walked[0].predicate, False, walked[0].use)
    grounded = table.declared and subject >= 0 and bool(good[subject])
    facts = np.array([row["fact"] for row in sure if row["values"]], np.int64)
    why = "" if subject >= 0 else asking.UNKNOWN
    return Found(
        form, lower, upper, np.array([grounded]), walked=walked, facts=(np.zeros(len(facts), np.int64), facts), why=[why]
    )


FINDERS: Mapping[type, Finder] = {f.Ask: ask, f.Relations: relations, f.QualifierOf: qualifier_of}
