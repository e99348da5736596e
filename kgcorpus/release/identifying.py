"""What a release does about identifiers of persons: samples that hold one are left out, quotes and texts too, and one in what the
organisation itself wrote is an error that names the line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.config import Corpus
from kgcorpus.errors import WorkError
from kgcorpus.identifiers.finding import findings, line_of, masked
from kgcorpus.identifiers.reading import Identifier
from kgcorpus.identifiers.scanning import strings, sweep
from kgcorpus.model import Fact, Json
from kgcorpus.release.contents import Contents
from kgcorpus.sources import may_show

DERIVED = frozenset(
    (
        "id",
        "facts",
        "grounds",
        "basis",
        "sparql",
        "kind",
        "lang",
        "setting",
        "mode",
        "split",
        "difficulty",
        "made_by",
        "op",
        "predicate",
        "spans",
    )
)
"""What of a sample is made of the rest or of a closed list: digests, offsets, words of the program, and the query of its form, where bare
values stand without their words."""
MOST_NAMED = 50


def personal_facts(facts: Iterable[Fact], personal: set[str]) -> frozenset[str]:
    """The facts (ids) that some document of these tells."""
    return frozenset(f.id for f in facts if any(s.document in personal for e in f.evidence for s in e.spans)) if personal else frozenset()


def personal_documents(documents: Mapping[str, Any]) -> set[str]:
    """The documents (ids) of personal sources: in what rests on them, names are looked for too."""
    return {id for id, document in documents.items() if document.source.sensitivity == "personal"}


def in_samples(samples: Iterable[Mapping[str, Any]], private: frozenset[str]) -> Iterator[tuple[str, Identifier]]:
    """(sample id, what one of its strings holds) for all that is not allowed. ``private`` are the facts that personal sources tell."""
    closer: list[tuple[str, list[str]]] = []

    def records() -> Iterator[tuple[str, list[str]]]:
        for sample in samples:
            record = (str(sample["id"]), list(strings(sample, DERIVED)))
            if private and not private.isdisjoint(sample["facts"]):
                closer.append(record)
            yield record

    yield from sweep(records())
    yield from sweep(closer, personal=True)


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a release leaves out: samples by id with what they hold, quotes, and how many whole texts. ``facts`` were rejected before."""

    samples: Mapping[str, Identifier]
    quotes: frozenset[str]
    texts: int
    facts: int

    def told(self) -> dict[str, Json]:
        """The numbers, for manifest and card."""
        return {"facts": self.facts, "samples": len(self.samples), "quotes": len(self.quotes), "texts": self.texts}


def withheld(corpus: Corpus, contents: Contents, samples: Callable[[], Iterable[bytes]], yields: Mapping[str, Any]) -> Withheld:
    """Look through everything that a release would hold. Raises ``WorkError`` where the organisation's own words hold an identifier, or,
    by policy, where a sample does."""
    check_own_words(corpus, contents)
    facts = (*contents.facts, *contents.held)
    private = personal_facts(facts, personal_documents(contents.documents))
    found: dict[str, Identifier] = {}
    for name, one in in_samples(map(orjson.loads, samples()), private):
        found.setdefault(name, one)
    if found and corpus.policy.identifiers == "stop":
        listed = "".join(f"\n  {name}: {one.told}" for name, one in list(found.items())[:MOST_NAMED])
        raise WorkError(
            str(corpus.folder),
            f"{len(found)} sample(s) hold an identifier of a person{listed}",
            'none, since [policy] identifiers = "stop"',
            'mend the documents or the ontology, or set identifiers = "drop"',
        )
    shown = {id for id, document in contents.documents.items() if may_show(document.source, contents.date)}
    spans = [s for fact in facts for e in fact.evidence for s in e.spans] + [s for g in contents.grounds for s in g.spans]
    quotes = sorted({s.quote for s in spans if s.document in shown})
    texts = sum(contents.documents[id].identifiers > 0 for id in shown)
    rejected = yields.get("stages", {}).get("verify", {}).get("rejected", {}).get("identifier", 0)
    return Withheld(found, frozenset(quote for quote, _ in sweep((quote, (quote,)) for quote in quotes)), texts, rejected)


def clean(value: Json) -> Json:
    """A record with asterisks for identifiers in its strings; ids and digests stay."""
    if isinstance(value, str):
        return masked(value, findings(value))
    if isinstance(value, dict):
        return {k: v if k in ("id", "digest") else clean(v) for k, v in value.items()}
    return [clean(v) for v in value] if isinstance(value, list) else value


def clean_file(path: Path) -> None:
    """Mask identifiers in a text file of a release: a reviewer who signs with an address, a title."""
    text = path.read_text(encoding="utf-8")
    if found := findings(text):
        path.write_text(masked(text, found), encoding="utf-8", newline="\n")


# --------------------------------------------------------------------------------------------- the organisation's own words


def check_own_words(corpus: Corpus, contents: Contents) -> None:
    """Raise ``WorkError`` that lists identifiers in titles and notices of ``corpus.toml``, in the ontology and in names of documents."""
    listed = [*_in_configuration(corpus.folder / "corpus.toml"), *_in_ontology(corpus.ontology), *_in_names(contents)]
    if listed:
        raise WorkError(
            "",
            "identifiers of persons in what the organisation itself wrote" + "".join(f"\n  {line}" for line in listed[:MOST_NAMED]),
            "none in what goes into a release",
            "take them out of these lines",
        )


def _in_configuration(path: Path) -> Iterator[str]:
    if not path.is_file():
        return
    text = path.read_bytes().decode("utf-8-sig")
    for _, one in sweep((value, (value,)) for value in strings(tomllib.loads(text))):
        at = text.find(one.text)
        place = f"{path.name}:{text.count(chr(10), 0, at) + 1}" if at >= 0 else path.name
        yield f"{place}: {one.told}"


def _in_ontology(path: Path) -> Iterator[str]:
    for file in sorted(path.rglob("*.ttl")) if path.is_dir() else [path]:
        text = file.read_text(encoding="utf-8-sig")
        for one in findings(text):
            yield f"{file.name}:{line_of(text, one)}: {one.told}"


def _in_names(contents: Contents) -> Iterator[str]:
    names = {name for d in contents.documents.values() for name in (d.id, d.path)}
    for name, one in sweep((name, (name,)) for name in sorted(names)):
        yield f"{masked(name, findings(name))}: {one.told}"
