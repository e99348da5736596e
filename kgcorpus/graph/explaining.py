"""Why an answer is complete, or what is missing: read off what the matrix engine found, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .. import forms as f
from ..model import Ground, term_key
from . import asking
from .grounding import Grounding
from .matrix import Found, walk_found
from .table import FactTable

NOT_DECLARED = "no completeness declared"
ALL_GROUNDED = "every set on the way has grounds"
UNDECIDED = "dates, conditions or values leave members undecided"
SHOWN = 3
"""Reasons that are spelled out; of more only the number is given."""


class Why(NamedTuple):
    """Whether an answer is complete, in words, and its grounds."""

    complete: bool
    because: str
    grounds: tuple[Ground, ...]


def explain(table: FactTable, grounding: Grounding, found: Found, row: int, start: tuple[str, ...], complete: bool) -> Why:
    """Why the answer of a row (with the start that fills its holes) is complete or not. Grounds are listed only if it is, by predicate,
    direction and start."""
    if complete and table.declared and not isinstance(found.form, f.Ask):
        return _whole(grounding, found, row)
    unknown = [f"unknown entity {id}" for id in dict.fromkeys(_unknown(table, found, start))]
    if not table.declared:
        return Why(False, "; ".join([*unknown, *_notes(found, row), NOT_DECLARED]), ())
    if isinstance(found.form, f.Ask):
        return _asked(table, grounding, found, row, start, unknown)
    missing: dict[str, None] = dict.fromkeys(unknown)
    missing.update(dict.fromkeys(_notes(found, row)))
    for part in walk_found(found):
        if isinstance(part.form, f.Class):
            ground = grounding.class_ground(part.form.id)
            if ground is None or ground.open:
                missing[f"class {part.form.id} is not listed"] = None
        else:
            missing.update(dict.fromkeys(_walked(table, grounding, part, row)))
    reasons = list(missing) or [UNDECIDED]
    more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
    return Why(False, "; ".join(reasons[:SHOWN] + more), ())


def _whole(grounding: Grounding, found: Found, row: int) -> Why:
    """The grounds of a complete answer: of each class, and of each start of each walk."""
    grounds: dict[str, Ground] = {}
    for part in walk_found(found):
        if isinstance(part.form, f.Class):
            if (ground := grounding.class_ground(part.form.id)) is not None:
                grounds[ground.id] = ground
            continue
        for of in part.parts if part.walked else ():
            members = of.upper.row(row if of.size > 1 else 0).tolist()
            for walked in part.walked:
                if walked.rows is None or row in walked.rows:
                    for member in members:
                        for ground in grounding.grounds(walked.predicate, walked.inverse, member, walked.use.date):
                            grounds[grounding.id_of(ground)] = ground
    listed = tuple(grounds.values())
    if len(listed) > 1:
        listed = tuple(sorted(listed, key=lambda g: (g.predicate, g.inverse, g.start, grounding.id_of(g))))
    return Why(True, ALL_GROUNDED if listed else "nothing is left open", listed)


def _notes(found: Found, row: int) -> Iterator[str]:
    for part in walk_found(found):
        if part.why is not None and not isinstance(part.form, f.Ask):
            note = part.why[row if len(part.why) > 1 else 0]
            if note:
                yield note


def _unknown(table: FactTable, found: Found, start: tuple[str, ...]) -> Iterator[str]:
    """Ids of the form, or of the start, that the graph does not know."""
    for part in walk_found(found):
        form = part.form
        if isinstance(form, (f.Entity, f.Ask, f.QualifierOf)):
            ids = (form.id,) if isinstance(form, f.Entity) else (form.subject, form.object)
            for id in ids:
                if isinstance(id, str) and (filled := _filled(id, start)) not in table.index:
                    yield filled


def _filled(id: str, start: tuple[str, ...]) -> str:
    return start[int(id[1:])] if f.is_hole(id) else id


def _walked(table: FactTable, grounding: Grounding, part: Found, row: int) -> Iterator[str]:
    """For each start of a walk without ground what is missing."""
    for of in part.parts if part.walked else ():
        members = of.upper.row(row if of.size > 1 else 0)
        for walked in part.walked:
            if walked.rows is not None and row not in walked.rows:
                continue
            whole = grounding.whole(walked.predicate, walked.inverse, walked.use.date)
            good = grounding.good(walked.predicate, walked.inverse, walked.use)
            name = ("^" if walked.inverse else "") + table.predicates[walked.predicate]
            for member in members[~good[members]].tolist():
                start = term_text(table, member)
                grounds = grounding.grounds(walked.predicate, walked.inverse, member, walked.use.date)
                if whole[member]:
                    yield f"a conditional fact is left out: {name} of {start}"
                elif grounds:
                    yield f"{name} of {start} is open: {', '.join(grounds[0].open) or _unreached(grounds[0])}"
                else:
                    yield f"no grounds for {name} of {start}"


def _unreached(ground: Ground) -> str:
    return "not all that there can be is known on the date" if ground.kind == "cardinality" else "what it leads to is open"


def term_text(table: FactTable, number: int) -> str:
    """A term as a reason names it."""
    term = table.terms[number]
    return term if isinstance(term, str) else (term.value if term.value is not None else term_key(term)[1:])


_SETTLED = {
    asking.FACT: "a fact says so", asking.DENIED: "a negated fact says so", asking.OTHER: "the predicate has one value, and it is another",
    asking.DISJOINT: "the classes are disjoint", asking.CONFLICT: "there are facts for and against it",
}  # fmt: skip


def _asked(table: FactTable, grounding: Grounding, found: Found, row: int, start: tuple[str, ...], unknown: list[str]) -> Why:
    assert found.why is not None and found.value is not None and isinstance(found.form, f.Ask)
    place = row if len(found.why) > 1 else 0
    why = found.why[place]
    form = found.form
    if why in (asking.OBJECTS, asking.SUBJECTS):
        end = _filled(form.subject if why == asking.OBJECTS else str(form.object), start)
        predicate = table.predicate_index[form.predicate]
        date = found.walked[0].use.date if found.walked else None
        grounds = tuple(grounding.grounds(predicate, why == asking.SUBJECTS, table.number(end), date))
        return Why(True, "all that the sources list is known, and it is not among it", grounds)
    because = _SETTLED.get(why) or "; ".join(unknown) or "the sources leave it open"
    return Why(found.value[place] is not None, because, ())
