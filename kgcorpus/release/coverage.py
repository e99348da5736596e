"""The coverage ledger of a release (``coverage.json``): which facts, predicates, classes and shapes have samples, how many, and why the
others have none; and how popular the things are that are asked about (``popularity.jsonl``).

Popularity is a property of the whole graph: it would change the samples of one thing with the documents about another, so it stands
beside the samples and not in them. Things are ranked by the facts they stand in; the *head* are the most frequent that together hold a
third of all places in facts, the *torso* the next third, the *tail* the rest (head, torso and tail as in Sun et al. 2023,
arXiv:2308.10168).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.errors import InputError
from kgcorpus.model import Fact, Json, Rejection
from kgcorpus.release.contents import Contents, resting

BUCKETS = ("head", "torso", "tail")
NO_SHAPE = "no_shape"
"""Why a fact has no sample where nothing was tried with it: no shape asks for it."""
_WHAT = re.compile(r"(?:(?:zh|en) )?(?P<shape>[a-z][a-z ]*: \S+(?: \S+)*?) of (?P<start>.+)")
_SHAPE_ONLY = re.compile(r"(?:(?:zh|en) )?(?P<shape>[a-z][a-z ]*: \S.*)")


def buckets(facts: Iterable[Fact]) -> tuple[dict[str, str], dict[str, int]]:
    """For each entity its bucket and the number of facts it stands in; entities of equal count are in one bucket."""
    count: Counter[str] = Counter()
    for fact in facts:
        if fact.derived is None:
            count.update({fact.subject, fact.object} if isinstance(fact.object, str) else {fact.subject})
    total, before, out = sum(count.values()), 0, dict[str, str]()
    by_count: dict[int, list[str]] = defaultdict(list)
    for entity, n in count.items():
        by_count[n].append(entity)
    for n in sorted(by_count, reverse=True):
        bucket = BUCKETS[min(2, before * 3 // total)]
        out |= dict.fromkeys(by_count[n], bucket)
        before += n * len(by_count[n])
    return out, dict(count)


class Ledger:
    """Counts over the released samples; ``written`` once all were seen."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.bucket, self.count = buckets(contents.facts)
        self.facts: Counter[str] = Counter()
        self.topics: Counter[str] = Counter()
        self.shapes: Counter[str] = Counter()
        self.predicates: Counter[str] = Counter()
        self.popularity: Counter[tuple[str, str, str]] = Counter()
        self._predicate = {fact.id: fact.predicate for fact in contents.facts}

    def popularity_of(self, sample: Mapping[str, Any]) -> str:
        """The bucket of a sample: that of the rarest thing its question names; ``torso`` where it names none."""
        found = [self.bucket.get(topic["id"], "tail") for topic in sample["topic"]]
        return max(found, key=BUCKETS.index, default="torso")

    def see(self, sample: Mapping[str, Any]) -> bytes:
        """Count a sample; gives its line of ``popularity.jsonl``."""
        facts = resting(sample).facts
        self.facts.update(facts)
        self.topics.update(topic["id"] for topic in sample["topic"])
        self.shapes[shape_of(sample)] += 1
        self.predicates.update({self._predicate[id] for id in facts if id in self._predicate})
        bucket = self.popularity_of(sample)
        self.popularity[sample["lang"], bucket, sample["difficulty"]] += 1
        return orjson.dumps({"id": sample["id"], "popularity": bucket}) + b"\n"

    def written(
        self, left_out: Mapping[str, str], generated: Mapping[str, Iterable[str]], rejections: Iterable[Rejection]
    ) -> dict[str, Json]:
        """The ledger. ``left_out`` is the reason by sample id, ``generated`` the facts of those samples, ``rejections`` what was tried and
        could not be asked."""
        shapes: dict[str, Counter[str]] = defaultdict(Counter)
        tried: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for rejection in rejections:
            if match := _WHAT.fullmatch(rejection.what):
                shapes[match["shape"]][rejection.reason] += 1
                if match["shape"].startswith(("objects: ", "subjects: ")):
                    tried[match["shape"].partition(": ")[2], match["start"]][rejection.reason] += 1
            elif match := _SHAPE_ONLY.fullmatch(rejection.what):
                shapes[match["shape"]][rejection.reason] += 1
                if match["shape"].startswith(("objects: ", "subjects: ")):
                    tried[match["shape"].partition(": ")[2], ""][rejection.reason] += 1
        why: dict[str, Counter[str]] = defaultdict(Counter)
        for id, reason in left_out.items():
            for told in generated.get(id, ()):
                why[told][reason] += 1
        none: dict[str, str] = {}
        for fact in self.contents.facts:
            if not self.facts[fact.id] and fact.derived is None:
                none[fact.id] = _reason(fact, why.get(fact.id), tried)
        return {
            "facts": self._facts(none),
            "predicates": self._predicates(none),
            "classes": self._classes(),
            "shapes": [
                {"shape": shape, "samples": self.shapes[shape], "rejected": dict(sorted(shapes.get(shape, {}).items()))}
                for shape in sorted({*self.shapes, *shapes})
            ],
            "popularity": self._popularity(),
        }

    def _facts(self, none: Mapping[str, str]) -> dict[str, Json]:
        asserted = [fact.id for fact in self.contents.facts if fact.derived is None]
        uses = sorted(self.facts[id] for id in asserted if self.facts[id])
        return {
            "all": len(asserted),
            "with_samples": len(uses),
            "samples_a_fact": {"median": uses[len(uses) // 2], "most": uses[-1]} if uses else {},
            "none": _ranked(Counter(none.values())),
        }

    def _predicates(self, none: Mapping[str, str]) -> list[Json]:
        ontology = self.contents.ontology
        rows: dict[str, dict[str, Any]] = {}
        for fact in self.contents.facts:
            if fact.derived is not None:
                continue
            known = ontology.predicates.get(fact.predicate)
            row = rows.setdefault(
                fact.predicate,
                {"id": fact.predicate, "label": dict(known.labels) if known else {}, "facts": 0, "with_samples": 0, "none": Counter()},
            )
            row["facts"] += 1
            row["with_samples"] += bool(self.facts[fact.id])
            if fact.id in none:
                row["none"][none[fact.id]] += 1
        for id, row in rows.items():
            row["samples"] = self.predicates[id]
            row["none"] = _ranked(row["none"])
        silent = [p for p in ontology.predicates.values() if p.id not in rows and p.display and p.qualifier is None]
        empty = [{"id": p.id, "label": dict(p.labels), "facts": 0, "with_samples": 0, "none": {}, "samples": 0} for p in silent]
        return [rows[id] for id in sorted(rows)] + sorted(empty, key=lambda row: str(row["id"]))

    def _classes(self) -> list[Json]:
        ontology = self.contents.ontology
        members: dict[str, set[str]] = defaultdict(set)
        for entity in self.contents.entities.values():
            for cls in {above for c in entity.classes for above in ontology.ancestors(c)}:
                members[cls].add(entity.id)
        return [
            {
                "id": c.id,
                "label": dict(c.labels),
                "entities": len(members[c.id]),
                "with_samples": sum(1 for id in members[c.id] if self.topics[id]),
                "samples": sum(self.topics[id] for id in members[c.id]),
            }
            for c in sorted(ontology.classes.values(), key=lambda c: c.id)
        ]

    def _popularity(self) -> dict[str, Json]:
        out: dict[str, Json] = {}
        for bucket in BUCKETS:
            entities = [id for id, found in self.bucket.items() if found == bucket]
            samples: dict[str, dict[str, int]] = defaultdict(dict)
            for (lang, of, difficulty), n in sorted(self.popularity.items()):
                if of == bucket:
                    samples[lang][difficulty] = n
            least = min((self.count[id] for id in entities), default=0)
            out[bucket] = {"entities": len(entities), "facts_at_least": least, "samples": dict(samples)}
        return out


def shape_of(sample: Mapping[str, Any]) -> str:
    """The shape of a sample as rejections and reviewers' decisions name it: ``chain: ex:directedBy ex:bornIn``."""
    return f"{sample['labels']['shape']}: {' '.join(_steps(sample['form']))}".rstrip(": ")


def _steps(form: Json) -> list[str]:
    """The predicates of a form in the order of its JSON, outermost first; ``^`` marks an inverse step."""
    if isinstance(form, list):  # as shapes have them: the longer part first, what leads onward before what leads back
        parts = sorted((_steps(part) for part in form), key=lambda names: (-len(names), [n.startswith("^") for n in names], names))
        return [name for names in parts for name in names]
    if not isinstance(form, dict):
        return []
    own = [("^" if form.get("inverse") else "") + form["predicate"]] if isinstance(form.get("predicate"), str) else []
    return own + [name for key in ("of", "without", "left", "right") if key in form for name in _steps(form[key])]


def _reason(fact: Fact, left_out: Counter[str] | None, tried: Mapping[tuple[str, str], Counter[str]]) -> str:
    if left_out:
        return _most(left_out)
    found: Counter[str] = Counter()
    for arrow, end in ((fact.predicate, fact.subject), (f"^{fact.predicate}", fact.object)):
        found.update(tried.get((arrow, end), ()) if isinstance(end, str) else ())
    if not found:
        for arrow in (fact.predicate, f"^{fact.predicate}"):
            found.update(tried.get((arrow, ""), ()))
    return _most(found) if found else NO_SHAPE


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda reason: (-counts[reason], reason))


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def read(folder: Path) -> dict[str, Any]:
    """The ledger of a release, or of the newest release of a corpus folder."""
    path = folder / "coverage.json"
    if not path.exists():
        raise InputError(str(folder), "no coverage.json", "a release folder", "build first, and name one of the releases")
    found: dict[str, Any] = orjson.loads(path.read_bytes())
    return found
