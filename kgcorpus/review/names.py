"""Names and entities before a reviewer: other names that documents give, entities that may be one; the decisions as lines of
``aliases.jsonl``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from kgcorpus.entities import named_id
from kgcorpus.entities_decisions import read_lines, standing, told
from kgcorpus.messages import words
from kgcorpus.model import Entity, Evidence, Fact, Json, Proposal, Span
from kgcorpus.spreadsheet import ReadRow
from kgcorpus.spreadsheet_model import Cell

from .desk import Desk
from .layout import ACCEPT, REJECT, WITHDRAW
from .recording import append_lines

FILE = "aliases.jsonl"


def rows(desk: Desk, proposals: Sequence[Proposal]) -> list[dict[str, Cell]]:
    """The rows of the sheet ``names``: two entities that may be one first, then names by how many sources give them."""
    order = sorted(proposals, key=lambda p: (p.kind != "same", not p.held, -p.origins, p.entities, p.name))
    return [_row(desk, proposal, number) for number, proposal in enumerate(order, 1)]


def _row(desk: Desk, proposal: Proposal, number: int) -> dict[str, Cell]:
    say = words(desk.language)
    entities = [desk.entities[id] for id in proposal.entities if id in desk.entities]
    shown = [_shown(desk, entity) for entity in entities]
    if proposal.kind == "same":
        text = say("review.same", a=shown[0], b=shown[-1])
        kept, gone = _kept(desk, proposal.entities)
        yes: dict[str, Json] = {"merge": [gone], "into": kept}
        no: dict[str, Json] = {"apart": sorted(proposal.entities)}
    else:
        text = say("review.name_of", name=proposal.name, entity=shown[0])
        yes, no = {"name": proposal.name, "of": proposal.entities[0]}, {"name": proposal.name, "not": proposal.entities[0]}
    quotes = _quoted(proposal.spans)
    kind = say(f"alike.{proposal.why}") + (say("review.name_held", n=proposal.origins) if proposal.kind == "name" and proposal.held else "")
    return {
        "number": number,
        "kind": kind,
        "proposal": text,
        "quote": desk.quotes.quote(quotes),
        "source": desk.quotes.source(quotes),
        "about": orjson.dumps({"accept": yes, "reject": no}).decode(),
    }


def decided_rows(desk: Desk, folder: Path) -> list[dict[str, Cell]]:
    """A row for each decision on names that stands, to be withdrawn."""
    say = words(desk.language)
    out: list[dict[str, Cell]] = []
    for line in standing(read_lines(folder / FILE)):
        what = told(line)
        if "name" in what:
            id = what.get("of") or what["not"]
            entity = _shown(desk, desk.entities[id]) if id in desk.entities else id
            text = say("review.name_of" if "of" in what else "review.name_not", name=what["name"], entity=entity)
        else:
            ids = list(what.get("merge") or what.get("apart") or []) + ([what["into"]] if "into" in what else [])
            if not ids:
                continue
            shown = [_shown(desk, desk.entities[id]) if id in desk.entities else id for id in ids]
            text = say("review.apart" if "apart" in what else "review.same", a=shown[0], b=shown[-1])
        why = say("review.named_by", who=line.get("who", "?"), when=line.get("when", "?"))
        about = orjson.dumps({"withdraw": {"withdraw": what}}).decode()
        out.append({"number": len(out) + 1, "kind": why, "proposal": text, "quote": "", "source": "", "about": about})
    return out


def _quoted(spans: Iterable[Span]) -> Fact:
    """A stand-in for a fact that the spans would be evidence of: what a reviewer sees of them."""
    shown = [Span("object", s.document, s.start, s.end, s.quote, s.page, s.sheet, s.cell) for s in spans]
    by_document: dict[str, list[Span]] = {}
    for span in shown:
        by_document.setdefault(span.document, []).append(span)
    return Fact("", "", "", evidence=tuple(Evidence(tuple(found)) for found in by_document.values()))


def _shown(desk: Desk, entity: Entity) -> str:
    """An entity as a reviewer knows it: its name, its class, and what tells it from others of its name."""
    label = entity.labels.get(desk.language) or next(iter(entity.labels.values()), entity.id)
    cls = desk.ontology.classes.get(entity.classes[0]) if entity.classes else None
    noun = cls.labels.get(desk.language, "") if cls else ""
    notes = [note for note in (noun, entity.note.get(desk.language, "")) if note]
    mark = "，" if desk.language == "zh" else ", "
    return f"{label}{'（' if desk.language == 'zh' else ' ('}{mark.join(notes)}{'）' if desk.language == 'zh' else ')'}" if notes else label


def _kept(desk: Desk, ids: Sequence[str]) -> tuple[str, str]:
    """Which of two ids stays: a term of the ontology, then what a source knows by a key, then what more facts are about."""
    uses = {id: sum(id in (fact.subject, fact.object) for fact in desk.facts.values()) for id in ids}

    def rank(id: str) -> tuple[bool, bool, int, str]:
        entity = desk.entities.get(id)
        minted = entity is not None and entity.key is None and id == named_id(id.rsplit(".", 1)[0], next(iter(entity.labels.values()), ""))
        return (id not in desk.ontology.entities, minted, -uses[id], id)

    first, second = sorted(ids, key=rank)
    return first, second


@dataclass(frozen=True, slots=True)
class NameDecision:
    """The line that a row's decision makes."""

    line: Mapping[str, Json]
    row: ReadRow


def line_of_row(about: str, decision: str, who: str, when: str, why: str) -> dict[str, Json] | None:
    """The line of a decision; None where the hidden cell does not know such a decision."""
    try:
        possible = orjson.loads(about)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(possible, dict) or not isinstance(possible.get(decision), dict) or decision not in (ACCEPT, REJECT, WITHDRAW):
        return None
    return {"who": who, "when": when, **({"why": why} if why else {}), **possible[decision]}


def append_decisions(folder: Path, lines: Sequence[Mapping[str, Json]]) -> tuple[list[Mapping[str, Json]], int]:
    """Append what is not decided so already; the lines that are new, and how many were known."""
    path = folder / FILE
    before = read_lines(path)
    known = [told(line) for line in standing(before)]
    new: list[Mapping[str, Json]] = []
    for line in lines:
        what = told(line)
        stands = "withdraw" in what and told(what["withdraw"]) not in known
        if what in known or stands:
            continue
        new.append(line)
        if "withdraw" in what:
            known.remove(told(what["withdraw"]))
        else:
            known.append(what)
    append_lines(path, new)
    return new, len(lines) - len(new)
