"""The facts that an answer rests on, asked back from a Neo4j server, and the qualifiers of the facts by which each answer was reached."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from .. import forms as f
from ..model import Qualifier, term_key, term_order
from .answer import Triple
from .matrix import Found

if TYPE_CHECKING:
    from .cypher import Cypher

Used = tuple[f.Form, list[int]]
"""A form that walked, and facts (rows of the table)."""


def used(run: Cypher, found: Found, target: Collection[int], *, all_members: bool = True) -> Iterator[Used]:
    """The facts on walks that survive to the target, by the form that walked them. Without ``all_members`` a superlative rests on the
    facts of the target alone."""
    form = found.form
    if found.facts is not None:
        yield form, found.facts[1].tolist()
    if isinstance(form, (f.Step, f.Every)):
        yield from _walked_back(run, form, found, target, all_members)
    elif isinstance(form, (f.And, f.Or)):
        for part in found.parts:
            yield from used(run, part, set(target) & set(part.lower.members.tolist()), all_members=all_members)
    elif isinstance(form, f.Minus):
        yield from used(run, found.parts[0], target, all_members=all_members)
    else:
        for part in found.parts:
            everyone = (found.everyone and all_members) or found.value is not None
            members = part.lower.members.tolist() if everyone else sorted(target)
            for walked in found.walked if members else ():
                hop = run.hop(run.table.predicates[walked.predicate], walked.inverse, walked.use.date, walked.use.with_)
                statement = run.writer.facts(hop, run.keys(members), where=form if isinstance(form, f.Where) else None)
                yield form, [row["fact"] for row in run.server.run(statement)]
            yield from used(run, part, members, all_members=all_members)


def _walked_back(run: Cypher, form: f.Step | f.Every, found: Found, target: Collection[int], all_members: bool) -> Iterator[Used]:
    """The facts of one hop that lead into the target, then what its start rests on."""
    of, (walked,) = found.parts[0], found.walked
    members = of.lower.members.tolist()
    rows = []
    if members and target:
        hop = run.hop(form.predicate, form.inverse, walked.use.date, form.with_)
        rows = run.server.run(run.writer.facts(hop, run.keys(members), run.keys(sorted(target))))
    yield form, [row["fact"] for row in rows]
    yield from used(run, of, {row["own"] for row in rows}, all_members=all_members)


def asserted_triples(run: Cypher, found: Found) -> tuple[Triple, ...]:
    """The asserted facts that an answer rests on, sorted."""
    table = run.table
    rows = {fact for _, facts in used(run, found, found.lower.members.tolist()) for fact in facts}
    triples = {
        (str(table.terms[table.subject[n]]), table.predicates[table.predicate[n]], table.terms[table.object[n]])
        for n in table.asserted(rows)
    }
    return tuple(sorted(triples, key=lambda t: (t[0], t[1], term_order(t[2]), term_key(t[2]))))


def qualifiers_of(run: Cypher, form: f.Form, found: Found) -> tuple[tuple[Qualifier, ...], ...] | None:
    """For a form with ``with: "any"``: the qualifiers of the facts that each answer was reached by, in the answers' order."""
    if not any(getattr(part, "with_", None) == "any" for part in f.walk(form)):
        return None
    if found.value is not None:
        return ()
    if found.names is not None:
        return None
    out = []
    for answer in (found.lower.members if found.order is None else found.order[0]).tolist():
        own: dict[tuple[str, str], Qualifier] = {}
        for part, facts in used(run, found, [answer], all_members=False):
            if getattr(part, "with_", None) == "any":
                for fact in facts:
                    own |= {(q.predicate, term_key(q.value)): q for q in run.table.fact(fact).qualifiers}
        out.append(tuple(own[key] for key in sorted(own)))
    return tuple(out)
