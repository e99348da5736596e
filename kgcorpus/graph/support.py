"""The facts that an answer rests on: all on any walk that survives to it, by walking back from the answers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import forms as f
from . import rows as r
from .columns import Longs
from .matrix import Found, Walked
from .rows import Rows
from .table import FactTable

Used = tuple[f.Form, Longs, Longs]
"""A form that walked, and (row, fact) pairs."""


def used(table: FactTable, found: Found, target: Rows, *, all_members: bool = True) -> Iterator[Used]:
    """Facts that each row of ``target`` (answers, a subset of what was found) rests on, by the form that walked them.

    ``target`` may have more rows than ``found`` has, where that has one: so the support of single answers is found. Without
    ``all_members`` a superlative rests on the facts of the target alone, not on those that it leaves behind.
    """
    form = found.form
    if found.facts is not None:
        yield form, *found.facts
    if isinstance(form, (f.Step, f.Every)):
        yield from _walked_back(table, found, target, all_members)
    elif isinstance(form, (f.And, f.Or)):
        for part in found.parts:
            mine = target if isinstance(form, f.And) else r.meet(target, _wide(part.lower, target.size), len(table.terms))
            yield from used(table, part, mine, all_members=all_members)
    elif isinstance(form, f.Minus):
        yield from used(table, found.parts[0], target, all_members=all_members)
    else:
        for part in found.parts:
            everyone = (found.everyone and all_members) or found.value is not None
            members = _wide(part.lower, target.size) if everyone else target
            for walked in found.walked:
                links = table.links(walked.predicate, walked.inverse, walked.use)
                owner, where = _links_of(links.start, members, walked)
                if found.objects is not None:
                    kept = found.objects[links.other[where]]
                    owner, where = owner[kept], where[kept]
                yield form, owner, links.row[where]
            yield from used(table, part, members, all_members=all_members)


def pairs(table: FactTable, found: Found, target: Rows) -> Rows:
    """The fact rows that each row of the target rests on."""
    owners, facts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for _, owner, fact in used(table, found, target):
        owners.append(owner)
        facts.append(fact)
    size = max(len(table), 1)
    return r.from_keys(np.unique(np.concatenate(owners) * size + np.concatenate(facts)), target.size, size)


def _wide(rows: Rows, size: int) -> Rows:
    return r.repeat(rows, size) if rows.size == 1 else rows


def _links_of(start: Longs, members: Rows, walked: Walked) -> tuple[Longs, Longs]:
    """Row and link of every link of the members of the walked rows."""
    where, begins = r.spread(start, members.members)
    owner = np.repeat(r.owners(members), np.diff(begins))
    if walked.rows is not None and len(walked.rows) < members.size:
        chosen = np.zeros(members.size, bool)
        chosen[walked.rows] = True
        where, owner = where[chosen[owner]], owner[chosen[owner]]
    return owner, where


def _walked_back(table: FactTable, found: Found, target: Rows, all_members: bool) -> Iterator[Used]:
    """The facts of one step that lead into the target, then what its start rests on."""
    of, terms = found.parts[0], len(table.terms)
    members = _wide(of.lower, target.size)
    everything = target is found.lower and not (isinstance(found.form, f.Step) and found.form.drop) and not isinstance(found.form, f.Every)
    wanted = None if everything else r.keys(target, terms)
    alive = np.zeros(len(members.members), bool)
    for walked in found.walked:
        links = table.links(walked.predicate, walked.inverse, walked.use)
        where, begins = r.spread(links.start, members.members)
        entry = np.repeat(np.arange(len(members.members)), np.diff(begins))
        owner = r.owners(members)[entry]
        if walked.rows is not None and len(walked.rows) < members.size:
            mine = np.zeros(members.size, bool)
            mine[walked.rows] = True
            where, entry, owner = where[mine[owner]], entry[mine[owner]], owner[mine[owner]]
        if wanted is not None:
            into = r.among(owner * terms + links.other[where], wanted)
            where, entry, owner = where[into], entry[into], owner[into]
        alive[entry] = True
        yield found.form, owner, links.row[where]
    yield from used(table, of, r.select(members, alive), all_members=all_members)
