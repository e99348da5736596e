"""What a release is made of, before it is files: the verified graph with everything that its samples point into."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgcorpus.model import Document, Entity, Fact, Ground, digest

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Contents:
    """Accepted facts (asserted and derived, by id), the entities they name, grounds, and the documents behind them.
    ``redirects``: ids that were merged away, with the ids that stand for them. ``held``: facts that are in no graph because sources
    contradict each other."""

    ontology: Ontology
    ontology_text: str
    facts: tuple[Fact, ...]
    entities: Mapping[str, Entity]
    grounds: tuple[Ground, ...]
    documents: Mapping[str, Document]
    date: str
    redirects: Mapping[str, str] = field(default_factory=dict)
    held: tuple[Fact, ...] = ()

    def graph_digest(self) -> str:
        """Digest of the facts and grounds: equal graphs have equal digests wherever they were made."""
        return digest(self.date, [f.id for f in self.facts], sorted(g.id for g in self.grounds))

    def symmetric(self) -> frozenset[str]:
        return frozenset(p.id for p in self.ontology.predicates.values() if p.symmetric)


def ontology_text(path: Path) -> str:
    """The ontology as one Turtle text: the files of a folder one after the other, in order of name, as their authors wrote them.

    RDF/XML is written as Turtle.
    """
    files = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
    parts = []
    for file in files:
        if file.suffix == ".ttl":
            parts.append(f"# {file.name}\n" + file.read_text(encoding="utf-8-sig").replace("\r\n", "\n").rstrip() + "\n")
        else:
            from rdflib import Graph

            parts.append(f"# {file.name}\n" + Graph().parse(file).serialize(format="turtle"))
    return "\n".join(parts)


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def skeleton_of(sample: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> str:
    """A question with its entity names and numbers taken out: two questions of one skeleton differ in what they ask about, not in how.

    ``names`` gives for each entity id its written names, longest first.
    """
    text = str(sample["question"])
    for entity in ids_of(sample["form"]):
        for name in names.get(entity, ()):
            if name in text:
                text = text.replace(name, "◯")
                break
    for title in sample.get("labels", {}).get("titles", ()):
        text = text.replace(title, "◇")
    return f"{sample['lang']} {_DIGITS.sub('#', text)}"


def ids_of(form: Any) -> list[str]:
    """Entity ids of a form's JSON, those with long names first by the order in which they stand."""
    found: list[str] = []
    stack = [form]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            for key in ("id", "subject", "object"):
                if isinstance(part.get(key), str):
                    found.append(part[key])
            found += [d for d in part.get("drop", ()) if isinstance(d, str)]
            stack += [v for v in part.values() if isinstance(v, (dict, list))]
        elif isinstance(part, list):
            stack += [v for v in part if isinstance(v, (dict, list))]
    return list(dict.fromkeys(found))


def form_key(sample: Mapping[str, Any]) -> str:
    """The digest of the form by which a sample is assigned to a split: of a choice without its options, of a question that the passages do
    not answer the form that it asks, so that what is derived from a sample goes where the sample goes."""
    options = {option["entity"] for option in sample.get("options", ()) if "entity" in option}
    form = meaning(sample)
    return digest(without_options(form, options) if options else form)


def meaning(sample: Mapping[str, Any]) -> Any:
    """What a sample asks: its form; of what no form can ask, the form that its cause names, or else the cause."""
    cause = sample.get("cause")
    if sample["form"] is not None or not isinstance(cause, Mapping):
        return sample["form"]
    return cause.get("asked", cause)


def facts_told(sample: Mapping[str, Any]) -> list[str]:
    """Facts (ids) that no proof rests on and a sample tells: those that tell homonyms apart in it, and those that contradict each other."""
    return [*sample["labels"].get("telling", ()), *(sample.get("cause") or {}).get("held", ())]


def without_options(form: Any, options: Collection[str]) -> Any:
    """A form's JSON without the part that limits it to some entities (``and``), or from which it takes what is left over (``minus``)."""

    def limits(part: Any) -> bool:
        return part["op"] == "or" and {one.get("id") for one in part["of"]} == set(options)

    if form["op"] == "as_of":
        return {**form, "of": without_options(form["of"], options)}
    if form["op"] == "minus" and limits(form["of"]):
        return form["without"]
    if form["op"] == "and":
        rest = [part for part in form["of"] if not limits(part)]
        return rest[0] if len(rest) == 1 else {**form, "of": rest}
    return form


def forms_before(sample: Mapping[str, Any]) -> tuple[str, ...]:
    """Digests of the forms that the earlier turns of a dialogue ask."""
    return tuple(digest(turn["form"]) for turn in sample.get("turns", ()))


@dataclass(frozen=True, slots=True)
class Resting:
    """What a sample rests on: facts and grounds (ids), and documents whose text it shows."""

    facts: tuple[str, ...]
    grounds: tuple[str, ...]
    documents: tuple[str, ...] = ()


def resting(sample: Mapping[str, Any]) -> Resting:
    """What a sample rests on with its turns, options, correction, rejected answer and plan."""
    parts: list[Mapping[str, Any]] = [sample, *sample.get("turns", ()), *sample.get("options", ())]
    parts += [part for name in ("rejected", "cause", "plan") if isinstance(part := sample.get(name), Mapping)]
    parts += [correction] if (correction := sample.get("labels", {}).get("correction")) else []
    facts, grounds = (tuple(dict.fromkeys(id for part in parts for id in part.get(name, ()))) for name in ("facts", "grounds"))
    return Resting(facts, grounds, tuple(dict.fromkeys(part["document"] for part in sample.get("context", ()))))
