"""Proposals for an ontology as lines to read and as JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgcorpus.errors import UsageError
from kgcorpus.messages import words
from kgcorpus.model import Json

if TYPE_CHECKING:
    from kgcorpus.curate.growing import Grown
    from kgcorpus.curate.growth import Proposal

SHOWN = 10
"""So many of each kind are shown on screen; all of them are in the file."""
LONGEST = 70


def checked_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds asked for: all where none is named. Raises ``UsageError`` for others."""
    from kgcorpus.curate.growth import KINDS

    for kind in kinds:
        if kind not in KINDS:
            near = difflib.get_close_matches(kind, KINDS, 1)
            raise UsageError("--kind", f"unknown: '{kind}'", "one of: " + ", ".join(KINDS), f"did you mean '{near[0]}'?" if near else "")
    return tuple(kinds) or KINDS


def growth_lines(found: Grown, lang: str, out: Path | None) -> Iterator[str]:
    """By kind: how many there are, and the best with what they belong to, why, and one example."""
    say = words(lang)
    if not found.proposals:
        yield say("grow.none", documents=found.documents)
    kinds: dict[str, list[Proposal]] = {}
    for proposal in found.proposals:
        kinds.setdefault(proposal.kind, []).append(proposal)
    for kind, own in kinds.items():
        yield say(f"grow.head_{kind}", n=found.found[kind])
        for proposal in own[:SHOWN]:
            yield "  " + _line(proposal, found, lang)
        if (rest := found.found[kind] - min(len(own), SHOWN)) > 0:
            yield "  " + say("trace.more", n=rest)
    if found.remembered:
        yield say("grow.left_out", n=found.remembered)
    if out:
        yield say("grow.written", path=out, n=len(found.proposals))
    elif found.proposals:
        yield say("grow.how")


def _line(proposal: Proposal, found: Grown, lang: str) -> str:
    from kgcorpus.curate.growth_book import name_of, reason_of

    zh = lang == "zh"
    names = [name_of(found.ontology, id, lang) for id in (proposal.of, proposal.range) if id]
    of = f" → {' … '.join(names)}" if names else ""
    sentence = proposal.examples[0].sentence if proposal.examples else ""
    at = sentence.find(proposal.examples[0].quote) if sentence else 0
    if len(sentence) > LONGEST:
        first = max(0, min(at - LONGEST // 3, len(sentence) - LONGEST))
        sentence = "…" * (first > 0) + sentence[first : first + LONGEST] + "…" * (first + LONGEST < len(sentence))
    quoted = f"“{sentence}” {proposal.examples[0].document}" if sentence else ""
    why = reason_of(proposal, lang)
    return f"{proposal.text}{of}{'（' if zh else ' ('}{why}{'）' if zh else ')'}  {quoted}".rstrip()


def growth_json(found: Grown, out: Path | None) -> dict[str, Json]:
    return {
        "documents": found.documents,
        "found": dict(found.found),
        "left_out": found.remembered,
        "written": str(out) if out else None,
        "proposals": [p.to_json() for p in found.proposals],
    }
