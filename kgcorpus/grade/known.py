"""What a corpus or release knows about names: further names of gold answers, and entities that are not among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kgcorpus.errors import InputError
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.model import Entity, Json

if TYPE_CHECKING:
    from kgcorpus.extract.gazetteer import Lexicon


@dataclass(frozen=True, slots=True)
class Known:
    """The entities of a graph, by id, and their lexicon; ``redirects`` are ids that were merged away."""

    entities: Mapping[str, Entity]
    lexicon: Lexicon
    redirects: Mapping[str, str] = field(default_factory=dict)

    def ids(self, gold: Mapping[str, Json]) -> tuple[str, ...]:
        """The entities that a gold answer may be: by its id, else by its name."""
        if gold.get("type", "entity") != "entity":
            return ()
        id = gold.get("id")
        id = self.redirects.get(id, id) if isinstance(id, str) else None
        if isinstance(id, str) and id in self.entities:
            return (id,)
        return self.lexicon.ids(str(gold["value"]))

    def names(self, gold: Mapping[str, Json]) -> list[str]:
        """Further names of a gold answer, where it is certain whose."""
        ids = self.ids(gold)
        if len(ids) != 1:
            return []
        entity = self.entities[ids[0]]
        return [*entity.labels.values(), *(alias for aliases in entity.aliases.values() for alias in aliases)]

    def others(self, reading: Reading, wanted: Sequence[Mapping[str, Json]]) -> list[Mention]:
        """Mentions of entities of the classes of the gold answers that are none of them and are not named in the question."""
        gold = {id for answer in wanted for id in self.ids(answer)}
        classes = {cls for id in gold for cls in self.entities[id].classes}
        if not classes:
            return []
        asked = {id for m in self.lexicon.mentions(reading.question) for id in m.entities}
        out = []
        for found in self.lexicon.mentions(reading.text):
            if gold & set(found.entities) or asked & set(found.entities):
                continue
            if any(classes & set(self.entities[id].classes) for id in found.entities):
                out.append(Mention(found.start, found.end, found.entities[0], False))
        return out


def known_names(folder: Path) -> Known:
    """The names of a corpus (as last verified) or of a release."""
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.ontology import Ontology, load

    if (folder / "graph.nt").exists():
        from kgcorpus.graph.corpus import merged_ids
        from kgcorpus.rdf import read_graph

        redirects = merged_ids(folder)
        _, entities = read_graph(folder / "graph.nt", load(folder / "ontology.ttl").prefixes)
    elif (folder / "corpus.toml").exists():
        entities, redirects = _of_corpus(folder)
    else:
        raise InputError(str(folder), "neither a corpus nor a release", "a folder with corpus.toml or graph.nt", "check the path")
    return Known(entities, lexicon(Ontology(), entities.values()), redirects)


def _of_corpus(folder: Path) -> tuple[dict[str, Entity], dict[str, str]]:
    from kgcorpus import store

    if not (folder / "corpus.db").exists():
        raise InputError(str(folder), "the corpus has not been built", "its corpus.db", "run 'kgcorpus build' first")
    with store.Store(folder / "corpus.db") as open_store:
        redirects = {id: orjson.loads(raw) for id, raw in open_store.records("redirect")}
        return {id: store.load(Entity, raw) for id, raw in open_store.records("entity")}, redirects
