"""What a corpus or release knows: further names of gold answers, entities that are not among them, and its graph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kgcorpus.errors import InputError
from kgcorpus.grade.denial import mark_denied
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.model import Entity, Json

if TYPE_CHECKING:
    from kgcorpus.extract.gazetteer import Lexicon
    from kgcorpus.grade.graph_verdict import Weighed, Weigher
    from kgcorpus.grade.sets import Held


@dataclass(frozen=True, slots=True)
class Known:
    """The entities of a graph, by id, and their lexicon; ``redirects`` are ids that were merged away, ``weigher`` holds answers against
    the graph."""

    entities: Mapping[str, Entity]
    lexicon: Lexicon
    redirects: Mapping[str, str] = field(default_factory=dict)
    weigher: Weigher | None = None

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

    def weigh(
        self, question: Mapping[str, Json], wanted: Sequence[Mapping[str, Json]], reading: Reading, held: Held, mode: str, lang: str
    ) -> Weighed | None:
        """What the graph adds to how an answer stands to gold; None where there is no graph or it adds nothing."""
        if self.weigher is None or not wanted:
            return None
        kinds = {gold.get("type", "entity") for gold in wanted}
        if kinds == {"entity"}:
            return self.weigher.weigh(question, {str(gold["value"]): self.ids(gold) for gold in wanted}, reading, held, mode, lang)
        return self.weigher.weigh_values(question, wanted, reading, held, lang) if mode in ("all", "some", "any") else None

    def _asked(self, question: str) -> frozenset[str]:
        if self.weigher is not None:
            return self.weigher.asked(question)
        return frozenset(id for m in self.lexicon.mentions(question) for id in m.entities)

    def stated(self, answer: str, lang: str) -> list[dict[str, Json]]:
        """The facts that an answer states, each held against the graph (see ``stated``)."""
        return self.weigher.stated.of(answer, lang) if self.weigher is not None else []

    def others(self, reading: Reading, wanted: Sequence[Mapping[str, Json]]) -> list[Mention]:
        """Mentions of entities of the classes of the gold answers that are none of them and are not named in the question."""
        gold = {id for answer in wanted for id in self.ids(answer)}
        classes = {cls for id in gold for cls in self.entities[id].classes}
        if not classes:
            return []
        asked = self._asked(reading.question)
        out = []
        remarks = _remarks(reading.text)
        for found in self.lexicon.mentions(reading.text):
            if any(a < found.start and found.end < b for a, b in remarks):
                continue  # "sitagliptin (with insulin)": a condition or a remark
            if gold & set(found.entities) or asked & set(found.entities):
                continue
            if any(classes & set(self.entities[id].classes) for id in found.entities):
                out.append(Mention(found.start, found.end, found.entities[0], False))
        return mark_denied(reading.text, out, reading.question)


def _remarks(text: str) -> list[tuple[int, int]]:
    """The brackets that stand behind something, where what they hold is said of it."""
    return [m.span() for m in re.finditer(r"(?<=\S)\s?\([^()]*\)", text)] if "(" in text else []


def known_names(folder: Path) -> Known:
    """The names and the graph of a corpus (as last verified) or of a release; of a bare ``graph.nt`` the names."""
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.grade.graph_facts import Graph
    from kgcorpus.grade.graph_verdict import Weigher
    from kgcorpus.graph.corpus import kept, merged_ids
    from kgcorpus.ontology import Ontology, load
    from kgcorpus.rdf import read_graph

    if (folder / "manifest.json").exists() or (folder / "corpus.toml").exists():
        if (folder / "corpus.toml").exists() and not (folder / "corpus.db").exists():
            raise InputError(str(folder), "the corpus has not been built", "its corpus.db", "run 'kgcorpus build' first")
        held = kept(folder)
        return Known(held.entities, lexicon(Ontology(), held.entities.values()), held.redirects, Weigher(Graph(held)))
    if (folder / "graph.nt").exists():
        _, entities = read_graph(folder / "graph.nt", load(folder / "ontology.ttl").prefixes)
        return Known(entities, lexicon(Ontology(), entities.values()), merged_ids(folder))
    raise InputError(str(folder), "neither a corpus nor a release", "a folder with corpus.toml or graph.nt", "check the path")
