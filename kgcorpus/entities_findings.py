"""What is worth knowing about the names of resolved entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kgcorpus.entities_decisions import Decided, Decisions
from kgcorpus.model import WHY_ALIKE, Entity, Finding, Proposal
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology


def same_names(entities: Mapping[str, Entity], ontology: Ontology) -> list[Finding]:
    """One finding for each name that several entities bear as a label, unless the ontology itself declares all of them."""
    bearers: dict[str, dict[str, str]] = {}
    for entity in entities.values():
        for label in entity.labels.values():
            bearers.setdefault(normal_name(label), {})[entity.id] = label
    findings = []
    for name in sorted(bearers):
        ids = sorted(bearers[name])
        if len(ids) > 1 and any(id not in ontology.entities for id in ids):
            classes = {cls for id in ids for cls in entities[id].classes}
            severity = "info" if len(classes) == 1 else "warning"
            findings.append(Finding("same_name", severity, ids[0], f"{bearers[name][ids[0]]}: {', '.join(ids)}", tuple(ids[1:])))
    return findings


def several_names(entities: Mapping[str, Entity], ontology: Ontology) -> list[Finding]:
    """One finding for each key under which two documents name different things: the key may mean another entity in each."""
    findings = []
    for entity in entities.values():
        documents = {span.document for span in entity.spans}
        if entity.key is None or len(documents) < 2 or entity.id in ontology.entities:
            continue
        label = next(iter(entity.labels.values()), "")
        others = sorted(document for document in documents if not any(label in s.quote for s in entity.spans if s.document == document))
        if others:
            findings.append(Finding("several_names", "warning", entity.id, f"{label}: another name in {', '.join(others)}"))
    return findings


def merge_findings(merged: Mapping[str, list[Entity]], decisions: Decisions, ontology: Ontology) -> list[Finding]:
    """One finding for each merge: who decided it, when and why; a warning where its classes can have no member in common, or share none."""
    out = []
    for target, entities in sorted(merged.items()):
        others = [e for e in entities if e.id != target]
        kept = next((e for e in entities if e.id == target), None)
        decided = next((decisions.merged[e.id] for e in others if e.id in decisions.merged), Decided())
        names = ", ".join(f"{_label(e)} ({e.id})" for e in others)
        message = f"{names} merged into it: {decided.who or '?'}, {decided.when or '?'}" + (f": {decided.why}" if decided.why else "")
        odd = kept is not None and any(not _alike(e, kept, ontology) for e in others)
        if odd:
            message += "; their classes differ"
        out.append(Finding("merged", "warning" if odd else "info", target, message, tuple(e.id for e in others)))
    return out


def _alike(a: Entity, b: Entity, ontology: Ontology) -> bool:
    return any(ontology.is_a((x,), y) or ontology.is_a((y,), x) for x in a.classes for y in b.classes)


def name_findings(proposals: Iterable[Proposal], entities: Mapping[str, Entity]) -> list[Finding]:
    """One finding for each proposal, with its reason and the first words that show it."""
    out = []
    for one in proposals:
        quote = "; ".join(f"{span.document}: {span.quote}" for span in one.spans[:2])
        shown = f" ({quote})" if quote else ""
        if one.kind == "same":
            a, b = (_label(entities[id]) for id in one.entities)
            message = f"{a} and {b} may be one: {WHY_ALIKE[one.why]}{shown}"
            out.append(Finding("maybe_same", "info", one.entities[0], message, one.entities[1:]))
            continue
        holds = "holds where documents say so" if one.held else "is not read so"
        out.append(
            Finding("other_name", "info", one.entities[0], f"{one.name} may be another name of it: {WHY_ALIKE[one.why]}; it {holds}{shown}")
        )
    return out


def _label(entity: Entity) -> str:
    return next((entity.labels[lang] for lang in ("zh", "en") if lang in entity.labels), next(iter(entity.labels.values()), entity.id))
