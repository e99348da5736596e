"""Other names of entities: what documents give, what then holds in all documents, and what a person is asked about.

A name that a document gives holds in this document. It holds in all of them where several independent sources give it to one entity and
nothing else bears it, or where a person decided so (``aliases.jsonl``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kgcorpus.entities_decisions import Decisions
from kgcorpus.extract.introduced import ALSO, PARTY
from kgcorpus.model import Document, Entity, NameGiven, Proposal
from kgcorpus.text import name_languages, normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

SEVERAL = 3
"""So many independent sources that agree confirm a name."""


def everywhere(
    given: Iterable[NameGiven], decisions: Decisions, documents: Mapping[str, Document], ontology: Ontology, known: Iterable[Entity]
) -> list[Entity]:
    """The entities with the names that hold in all documents because people or several sources say so, to be united with the known ones."""
    classes = {e.id: e.classes for e in (*known, *ontology.entities.values())}
    names: dict[tuple[str, str], str] = {(normal_name(name), id): name for name, id in decisions.names}
    for (name, id), found in sorted(_by_name(given).items()):
        if _confirmed(found, documents) and not decisions.is_refused(found[0].name, id):
            names.setdefault((name, id), found[0].name)
    bearers: dict[str, set[str]] = {}
    for name, id in names:
        bearers.setdefault(name, set()).add(id)
    out = []
    for (name, id), written in sorted(names.items()):
        if len(bearers[name]) > 1 and (written, id) not in decisions.names:
            continue
        aliases = dict.fromkeys(sorted(name_languages(written, "und")), (written,))
        out.append(Entity(id, classes.get(id) or (id.rsplit(".", 1)[0],), aliases=aliases))
    return out


def _by_name(given: Iterable[NameGiven]) -> dict[tuple[str, str], list[NameGiven]]:
    """What is given, by name and entity, without what a document gives to several things and without parts played in it (公司, 甲方)."""
    out: dict[tuple[str, str], list[NameGiven]] = {}
    for one in given:
        if len(one.entities) == 1 and one.kind != PARTY:
            out.setdefault((normal_name(one.name), one.entities[0]), []).append(one)
    return {key: sorted(found, key=lambda n: (n.spans[0].document, n.spans[0].start)) for key, found in out.items()}


def origins(given: Iterable[NameGiven], documents: Mapping[str, Document]) -> int:
    """How many independent sources give a name: documents of one origin are one, and so are copies."""
    voices: dict[str, str] = {}
    for one in given:
        document = documents.get(one.spans[0].document)
        if document is not None:
            source = document.source
            voices.setdefault(document.digest, source.signed or source.origin or document.id)
    return len(set(voices.values()))


def _confirmed(found: list[NameGiven], documents: Mapping[str, Document]) -> bool:
    return origins((one for one in found if one.held), documents) >= SEVERAL


def proposed_names(
    given: Iterable[NameGiven], decisions: Decisions, documents: Mapping[str, Document], entities: Mapping[str, Entity]
) -> list[Proposal]:
    """The names that documents give and nobody has decided on, in order of entity and name: what a person is asked."""
    merges = decisions.merges
    bearers: dict[str, set[str]] = {}
    for entity in entities.values():
        for label in entity.labels.values():
            bearers.setdefault(normal_name(label), set()).add(entity.id)
    decided = {(normal_name(name), merges.resolve(id)) for pairs in (decisions.names, decisions.refused) for name, id in pairs}
    found: dict[tuple[str, str], list[NameGiven]] = {}
    for (name, id), several in _by_name(given).items():
        found.setdefault((name, merges.resolve(id)), []).extend(several)
    out = []
    for (name, id), several in found.items():
        if (name, id) in decided or id not in entities or id in bearers.get(name, ()):
            continue
        if several[0].kind == ALSO and name in bearers:
            continue  # it is asked whether the two are one
        best = min(several, key=lambda n: (not n.held, ("said", "letters", "place").index(n.how), n.spans[0].document, n.spans[0].start))
        held = any(one.held for one in several)
        spans = tuple(span for one in (best, *[o for o in several if o is not best][:2]) for span in one.spans)
        out.append(Proposal("name", (id,), best.name, best.how, held, origins(several, documents), spans))
    return sorted(out, key=lambda p: (p.entities, normal_name(p.name)))
