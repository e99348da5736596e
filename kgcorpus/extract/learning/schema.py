"""What may be learned: the predicates of an ontology with the types at their ends and the words that speak for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgcorpus.english import split_name
from kgcorpus.extract.learning.examples import Argument, Example, Gold
from kgcorpus.model import Json
from kgcorpus.ontology import BUILT_IN
from kgcorpus.text import CJK, normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology, Predicate

_HAN = re.compile(f"[{CJK}]")
_EMPTY = frozenset(("the", "of", "in", "on", "at", "by", "to", "for", "from", "with", "is", "has", "and", "a", "an", "or", "as", "was"))


@dataclass(frozen=True, slots=True)
class Known:
    """A predicate: its id, the name under which it is given, the types that its ends may have (the most frequent first), and cues: words,
    folded, that speak for it, with their weight. ``seen``: in how many examples' facts."""

    id: str
    name: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    cues: tuple[tuple[str, float], ...] = ()
    symmetric: bool = False
    seen: int = 0

    def to_json(self) -> dict[str, Json]:
        """As kept in a model."""
        return {
            "id": self.id, "name": self.name, "subjects": list(self.subjects), "objects": list(self.objects),
            "cues": [[w, n] for w, n in self.cues], "symmetric": self.symmetric, "seen": self.seen,
        }  # fmt: skip


def known(given: dict[str, Json]) -> Known:
    """The predicate that a model kept."""
    cues = tuple((str(w), float(n)) for w, n in given["cues"])
    return Known(
        given["id"], given["name"], tuple(given["subjects"]), tuple(given["objects"]), cues, bool(given["symmetric"]), int(given["seen"])
    )


def schema(ontology: Ontology, examples: Sequence[Example], language: str) -> tuple[list[Known], list[Example], dict[str, int]]:
    """The predicates that can be found, as they are called in a language; the examples with ids for predicates and a type at every end;
    and how often a fact's predicate is none of the ontology's."""
    names = _names(ontology)
    classes = {
        normal_name(n): c.id for c in ontology.classes.values() for n in (c.id, ontology.expand(c.id), _local(c.id), *c.labels.values())
    }
    given: dict[str, str] = {}
    seen: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    often: dict[str, int] = {}
    strangers: dict[str, int] = {}
    out = []
    for e in examples:
        facts = []
        for f in e.facts:
            found = [p for p in names.get(normal_name(f.predicate), ()) if _fit(ontology, p, f, classes)]
            if not found:
                strangers[f.predicate] = strangers.get(f.predicate, 0) + 1
                continue
            predicate = found[0]
            given.setdefault(predicate.id, f.predicate)
            ends = [_typed(ontology, a, c, classes, e.language) for a, c in ((f.subject, predicate.domain), (f.object, _range(predicate)))]
            counts = seen.setdefault(predicate.id, ({}, {}))
            if not f.rejected:
                often[predicate.id] = often.get(predicate.id, 0) + 1
                for end, count in zip(ends, counts, strict=True):
                    if end.type:
                        count[end.type] = count.get(end.type, 0) + 1
            facts.append(Gold(predicate.id, ends[0], ends[1], f.rejected))
        out.append(replace(e, facts=tuple(facts)))
    predicates = [p for p in ontology.predicates.values() if not (p.qualifier or p.id in BUILT_IN)]
    listed = []
    for p in sorted(predicates, key=lambda p: p.id):
        counts = seen.get(p.id, ({}, {}))
        ends_ = [
            tuple(sorted(count, key=lambda t: (-count[t], t))) or tuple(name_of(ontology, c, language) for c in classes_)
            for count, classes_ in zip(counts, (p.domain, _range(p)), strict=True)
        ]
        name = given.get(p.id) or name_of(ontology, p.id, language)
        listed.append(Known(p.id, name, ends_[0], ends_[1], tuple(_cues(p)), p.symmetric, often.get(p.id, 0)))
    return listed, out, strangers


def name_of(ontology: Ontology, id: str, language: str) -> str:
    """The label in a language, else one without a language, else any, else the local name."""
    found = ontology.predicates.get(id) or ontology.classes.get(id)
    labels = dict(found.labels) if found else {}
    return labels.get(language) or labels.get("") or (labels[sorted(labels)[0]] if labels else _local(id))


def _local(id: str) -> str:
    return id.split(":", 1)[-1] if "://" not in id else id.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _names(ontology: Ontology) -> dict[str, list[Predicate]]:
    out: dict[str, list[Predicate]] = {}
    for p in ontology.predicates.values():
        if p.qualifier or p.id in BUILT_IN:
            continue
        aliases = (a for group in p.aliases.values() for a in group)
        for name in {normal_name(n) for n in (p.id, ontology.expand(p.id), _local(p.id), *p.labels.values(), *aliases)}:
            out.setdefault(name, []).append(p)
    return out


def _range(predicate: Predicate) -> tuple[str, ...]:
    return predicate.range or ((predicate.datatype,) if predicate.datatype else ())


def _fit(ontology: Ontology, predicate: Predicate, fact: Gold, classes: dict[str, str]) -> bool:
    """Whether a fact's types do not speak against a predicate."""
    ends = ((fact.subject.type, predicate.domain), (fact.object.type, predicate.range if predicate.kind == "object" else ()))
    return all(ontology.fits((classes[normal_name(t)],), c) for t, c in ends if t and c and normal_name(t) in classes)


def _typed(ontology: Ontology, argument: Argument, allowed: tuple[str, ...], classes: dict[str, str], language: str) -> Argument:
    """An argument with the type that it was given, or the only one that it can have."""
    if argument.type:
        return argument
    del classes
    return replace(argument, type=name_of(ontology, allowed[0], language)) if len(allowed) == 1 else argument


def _cues(predicate: Predicate) -> Iterable[tuple[str, float]]:
    """Labels, aliases and trigger phrases whole; parts of labels weigh less."""
    weights: dict[str, float] = {}
    whole = [
        *predicate.labels.values(),
        *(a for texts in (predicate.aliases, predicate.triggers) for group in texts.values() for a in group),
    ]
    for label in whole or [_local(predicate.id)]:
        said = split_name(label).lower().strip()
        weights[said] = 1.0
        if _HAN.search(said):
            parts = [said[i : i + 2] for i in range(len(said) - 1)] if len(said) > 2 else []
        else:
            parts = [_stem(w) for w in re.findall(r"[a-z]+", said) if w not in _EMPTY and len(w) > 2]
        for part in parts:
            weights[part] = max(weights.get(part, 0), 1 / max(1, len(parts)) ** 0.5)
    return sorted((w, round(n, 4)) for w, n in weights.items() if w)


def _stem(word: str) -> str:
    """The beginning that forms of a word share: directed, director, directs."""
    for end in ("ations", "ation", "ators", "ator", "ings", "ing", "ers", "ors", "er", "or", "ed", "es", "e", "s", "ion", "ment"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word
