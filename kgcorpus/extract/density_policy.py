"""Leaving passages that hold little knowledge out of extraction, each with its reason, and no list complete in which one stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kgcorpus.extract.density import Density, Measuring
from kgcorpus.messages import WORDS
from kgcorpus.model import Document, Passage, Rejection, Section

MADE_BY = "density/1"
LONGEST = 120


def dense(document: Document, measuring: Measuring, least: float, kept: Callable[[Passage], bool]) -> tuple[Document, list[Rejection]]:
    """The document without its passages below ``least``, and a rejection for each of these; headings stay, and what is ``kept``."""
    found = measuring.passages(document)
    low = {n for n, density in found.items() if density.size and density.score < least and not kept(document.passages[n])}
    if not low:
        return document, []
    passages = tuple(p for n, p in enumerate(document.passages) if n not in low)
    return replace(document, passages=passages), [_rejection(document, document.passages[n], found[n], least) for n in sorted(low)]


def _rejection(document: Document, passage: Passage, density: Density, least: float) -> Rejection:
    text = " ".join(document.text[passage.start : passage.end].split())
    counts = {**density.noise, **density.worth}
    said = [f"{WORDS['density.' + name][1]}: {n}" for name, n in counts.items()] or ["nothing counts for it"]
    detail = "; ".join([f"density {density.score:.2f} where {least:g} is the least", *said])
    page = passage.page_at(passage.start)
    place = f"page {page}" if page else None
    return Rejection("low_density", text[:LONGEST], document.id, passage.start, passage.end, place, MADE_BY, detail=detail)


def opened(sections: Iterable[Section], document: Document, left_out: Iterable[Rejection]) -> list[Section]:
    """The sections; one in which a passage was left out has an item that was not read."""
    starts = [r.start for r in left_out if r.start is not None]
    heads = {p.start: p.headings[-1].start if p.headings else 0 for p in document.passages}
    out = []
    for section in sections:
        missing = sum(1 for start in starts if heads[start] <= section.span.start < start) if section.kind == "section" else 0
        out.append(replace(section, items=section.items + missing, unread=section.unread + missing) if missing else section)
    return out
