"""What is broader than what: classes of entities, and predicates that lead from a thing to what it is one of, or a part of."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kgcorpus.grade.graph_facts import Graph
from kgcorpus.model import Fact
from kgcorpus.ontology import Predicate

_BROADER = re.compile(r"(?:skos:|core#)broad(?:er|Match|erTransitive)$|(?:rdfs:|rdf-schema#)subClassOf$")
_NARROWER = re.compile(r"(?:skos:|core#)narrow(?:er|Match|erTransitive)$")
# An expert's statement that says that its subject is one of its object; a bare "is" may say of what colour it is.
_IS_A_ZH = re.compile(r"\{s\+?\}(?:\((?:都|均|\|)+\)\??)?(?:都|均)?(?:属于|属|归于|归为|是一种|是(?=\{o\}的?一种))\{o\}(?:的?一种|类)?")
_IS_A_EN = re.compile(
    r"\{s\+?\} (?:(?:is|are|[\[(](?:is\|are|are\|is)[\])]) (?:an? |one of (?:the )?|a (?:kind|type|sort|form) of (?:the )?|"
    r"class(?:ed|ified) (?:as|among) (?:an? |the )?)|(?:belongs?|[\[(](?:belongs\|belong|belong\|belongs)[\])]) to (?:the )?)\{o\}"
)


class Hierarchy:
    """What is broader than what in a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.broader = lru_cache(maxsize=50_000)(self._broader)
        up = [(p.id, p.id if toward else "") for p in graph.ontology.predicates.values() if (toward := _upward(p, graph)) is not None]
        self._up = frozenset(id for id, toward in up if toward)
        self._down = frozenset(id for id, toward in up if not toward)
        self._links: dict[str, list[tuple[str, Fact]]] = {}
        for fact in graph.kept.facts:
            if fact.negated or fact.qualifiers or not isinstance(fact.object, str):
                continue
            if fact.predicate in self._up:
                self._links.setdefault(fact.subject, []).append((fact.object, fact))
            elif fact.predicate in self._down:
                self._links.setdefault(fact.object, []).append((fact.subject, fact))

    def _broader(self, id: str) -> Mapping[str, tuple[Fact, ...]]:
        """Everything broader than an entity: entities and classes, each with the facts that lead there."""
        out: dict[str, tuple[Fact, ...]] = {id: ()}
        todo = deque((id,))
        while todo:
            at = todo.popleft()
            for above, fact in self._links.get(at, ()):
                if above not in out:
                    out[above] = (*out[at], fact)
                    todo.append(above)
            for cls in self.graph.classes(at):
                for above in sorted(self.graph.ontology.ancestors(cls)):
                    out.setdefault(above, out[at])
        del out[id]
        return out

    def between(self, said: str, gold: str) -> tuple[str, tuple[Fact, ...]] | None:
        """Whether what is said is more general or more specific than a gold answer, with the facts that say so."""
        if said in (above := self.broader(gold)):
            return "more_general", above[said]
        if gold in (above := self.broader(said)):
            return "more_specific", above[gold]
        return None


def _upward(predicate: Predicate, graph: Graph) -> bool | None:
    """Whether the objects of a predicate are broader than its subjects (False: narrower); None where it says neither."""
    names = graph.ontology.superpredicates(predicate.id)
    if any(_BROADER.search(name) for name in names):
        return True
    if any(_NARROWER.search(name) for name in names):
        return False
    if predicate.role == "kindOf":
        return True
    if predicate.kind != "object" or predicate.symmetric or predicate.role is not None:
        return None
    if any(_is_a(predicate)):
        return True
    return _direction(predicate, graph) if predicate.transitive else None


def _is_a(predicate: Predicate) -> Iterator[bool]:
    """Whether each wording that an expert gave says that the subject is one of the object."""
    for lang, pattern in (("zh", _IS_A_ZH), ("en", _IS_A_EN)):
        own = () if ("statement", lang) in predicate.derived_wording else predicate.templates("statement", lang)
        yield any(pattern.fullmatch(text) for text in own)


def _direction(predicate: Predicate, graph: Graph) -> bool | None:
    """Of a transitive predicate the end at which fewer things stand is the broader one; what has as many at both is a mere order."""
    if predicate.functional or predicate.max_count == 1:
        return True
    if predicate.inverse_functional or predicate.max_subjects == 1:
        return False
    facts = [fact for fact in graph.kept.facts if fact.predicate == predicate.id and not fact.negated]
    subjects, objects = len({fact.subject for fact in facts}), len({str(fact.object) for fact in facts})
    return None if subjects == objects else subjects > objects
