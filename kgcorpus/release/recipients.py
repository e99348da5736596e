"""What of a corpus a release may hold when some of its documents may not be used for its purpose or its recipient.

Whoever is handed a release gets nothing of the documents that he may not have: not their entries, titles, evidence, facts, grounds, nor
names that stand in no document of his; and no sample whose answer the rest does not prove again. The organisation's own releases keep
its whole graph; there only citations lose what may not be used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus.generate.citing import Quote, cited, words_of_quote
from kgcorpus.generate.material import Material
from kgcorpus.model import Entity, Evidence, Fact, Ground, Json
from kgcorpus.release.contents import Contents, facts_told, resting
from kgcorpus.release.permissions import Barred, Permissions
from kgcorpus.sources import text_shown

if TYPE_CHECKING:
    from kgcorpus.graph.table import FactTable
from kgcorpus.verify.shown import REVIEW

_DIGEST_ID = re.compile(r".*\.x[0-9a-f]{12}")
"""An id that tells nothing of a name or key."""


@dataclass(frozen=True)
class Holding:
    """What a release holds: its ``contents``, and what was taken away. ``lost`` are the evidences (by fact) that are not in ``contents``,
    ``names`` by entity the names that are not to be said."""

    contents: Contents
    barred: Mapping[str, str]
    handed_on: bool
    lost: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fallback: Barred = field(default_factory=partial(Barred, "not_for_recipient", ""))

    # ------------------------------------------------------------------ samples

    def fitted(self, sample: dict[str, Json]) -> dict[str, Json] | Barred:
        """A sample as the release may hold it, changed in place: without names and citations that it may not give; or why it cannot be
        told without them."""
        if self.handed_on and (barred := self._said(sample)):
            return barred
        self._cite(sample)
        return sample

    def _said(self, sample: dict[str, Json]) -> Barred | None:
        """Take the names that are not to be said out of a sample; what bars it where one cannot be left out, or an entity is unknown."""
        about = _entities_of(sample)
        known, ontology = self.contents.entities, self.contents.ontology
        terms = (known, ontology.entities, ontology.classes, ontology.predicates)
        if not all(any(id in table for table in terms) for id in about):
            return self.fallback
        silent = {name for id in about for name in self.names.get(id, ())}
        if not silent:
            return None
        # A longer name that may be said can hold a shorter one that may not: it is the longer one that stands there.
        spoken = sorted({name for id in about for name in _names(known.get(id))}, key=len, reverse=True)

        def tells(text: str) -> bool:
            for name in spoken:
                text = text.replace(name, "\x00")
            return any(name in text for name in silent)

        for answer in sample["answers"]:
            answer["aliases"] = [alias for alias in answer["aliases"] if alias not in silent]
        sample["paraphrases"] = [p for p in sample["paraphrases"] if not tells(p["text"])]
        rest = {key: value for key, value in sample.items() if key not in ("paraphrases", "form", "sparql", "id", "facts", "grounds")}
        return self.fallback if any(tells(text) for text in _texts(rest)) else None

    # ------------------------------------------------------------------ citations

    def _cite(self, sample: dict[str, Json]) -> None:
        """Cite what may be used: quotes and titles of other documents go; facts that lose theirs are quoted from another evidence."""
        records = sample["labels"].get("cited", ())
        lost = [id for id in sample["facts"] if id in self.lost]
        if not lost and not any(s["document"] in self.barred for r in records for q in r.get("quotes", ()) for s in q["spans"]):
            return
        material, lang = self._material, sample["lang"]
        titles = material.titles(lang)
        by_title = {title: work for work, title in titles.items()}
        quotes: list[Quote | None] = []
        for record in records:
            kept = [q for q in record.get("quotes", ()) if not any(s["document"] in self.barred for s in q["spans"])]
            for quote in kept:
                pieces = tuple((s["document"], s["start"], s["end"]) for s in quote["spans"])
                work = material.works.of_document.get(pieces[-1][0], "")
                quotes.append(Quote(work, words_of_quote(quote, material.citing.texts), pieces, bool(quote.get("cells"))))
            if record.get("correction"):
                quotes.append(Quote("", correction=True))
            elif not record.get("quotes") and record["title"] in by_title:
                quotes.append(Quote(by_title[record["title"]]))
        named = material.works.of_document.get(sample["labels"].get("source", ""))
        quotes += [material.citing.quote(id, material.facts[id], named) for id in lost if id in material.facts]
        sample["answer_cited"], sample["labels"]["cited"] = material.citing.cited(sample["answer_text"], quotes, titles, lang)
        assert sample["answer_cited"] == cited(sample["answer_text"], sample["labels"]["cited"], material.citing.texts, lang)

    @cached_property
    def _material(self) -> Material:
        from kgcorpus.answers import graph_of

        contents = self.contents
        documents = {name: d for name, d in contents.documents.items() if name not in self.barred}
        facts = {f.id: replace(f, evidence=self._usable(f)) for f in contents.facts}
        return Material(graph_of(contents), facts, contents.ontology, dict(contents.entities), documents)

    def _usable(self, fact: Fact) -> tuple[Evidence, ...]:
        lost = self.lost.get(fact.id, ())
        return tuple(e for e in fact.evidence if e not in lost)

    # ------------------------------------------------------------------ proofs

    def unproved(self, samples: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """Ids of the samples whose answers, completeness, grounds or supporting facts are not what the contents give."""
        from kgcorpus import forms as f
        from kgcorpus.answers import graph_of
        from kgcorpus.answers_shape import answer_shape
        from kgcorpus.release.audit_derived import HELD_BESIDE, Proving, Texts
        from kgcorpus.release.said import claimed, found

        by_shape: dict[str, list[tuple[str, tuple[str, ...], Json]]] = defaultdict(list)
        shapes: dict[str, f.Form] = {}
        derived: list[Mapping[str, Any]] = []
        table = graph_of(self.contents)
        for sample in samples:
            if any(name in sample for name in HELD_BESIDE):
                derived.append(sample)
            if sample["form"] is None:
                yield from self._presupposed(sample, table)
                continue
            form = f.parse(sample["form"])
            shape, start = f.shape_of(form)
            key = f.key(shape)
            shapes.setdefault(key, shape)
            grounds = sorted(set(sample["grounds"])) if sample["complete"] else []
            by_shape[key].append((sample["id"], start, (claimed(form, sample), sample["complete"], grounds, sorted(sample["facts"]))))

        def end(form: f.Form) -> str | None:
            members = answer_shape(form, [()], table).answers(0)
            return str(members[0]) if len(members) == 1 else None

        shown = {name: d.text for name, d in self.contents.documents.items() if text_shown(d, self.contents.date)}
        with_evidence = {fact.id: fact for fact in self.contents.facts}
        proving = Proving(table, Texts(shown, self.contents.entities, self.contents.ontology, lambda: with_evidence))
        yield from (sample["id"] for sample in derived if any(problem for _, problem in proving.problems(sample)))
        for key in sorted(by_shape):
            again = answer_shape(shapes[key], [start for _, start, _ in by_shape[key]], table)
            for row, (name, start, said) in enumerate(by_shape[key]):
                complete = bool(again.complete[row])
                seen = (
                    found(f.fill(shapes[key], start), again.answers(row), again.value(row), end),
                    complete,
                    sorted({g.id for g in again.grounds(row)}) if complete else [],
                    sorted({table.fact_id(n) for n in table.asserted(again.support(row))}),
                )
                if seen != said:
                    yield name

    def _presupposed(self, sample: Mapping[str, Any], table: FactTable) -> Iterator[str]:
        """The id of a sample that no form asks, if what it presupposes is not false by the same facts and grounds."""
        from kgcorpus.release.audit_unknown import presupposed

        if "premise" in sample["cause"] and presupposed(sample, table) != (False, sorted(sample["facts"]), sorted(sample["grounds"])):
            yield sample["id"]


# ------------------------------------------------------------------------------------------------- contents


def holding(contents: Contents, permissions: Permissions, *, handed_on: bool) -> Holding:
    """What a release of these contents may hold. ``handed_on``: it goes to somebody else, who is not told which person corrected what."""
    barred = permissions.refused
    if handed_on:
        contents = replace(contents, facts=tuple(map(_unsigned, contents.facts)), held=tuple(map(_unsigned, contents.held)))
    if not barred:
        return Holding(contents, barred, handed_on)
    lost = {
        f.id: gone for f in contents.facts if not f.derived and (gone := tuple(e for e in f.evidence if not permissions.allows(e)))
    }  # fmt: skip
    first = next((name for name in sorted(barred) if barred[name] == "not_for_recipient"), min(barred))
    fallback = Barred(barred[first], first)
    if not handed_on:
        return Holding(contents, barred, handed_on, lost, fallback=fallback)
    documents = {name: d for name, d in contents.documents.items() if name not in barred}
    named, silent = _named(contents, {name: d.text for name, d in documents.items()})
    facts = _facts(contents, permissions, named, lost)
    used = {term for f in facts for term in _terms(f)}
    entities = {name: entity for name, entity in named.items() if name in used}
    redirects = {old: new for old, new in contents.redirects.items() if new in entities and _DIGEST_ID.fullmatch(old)}
    known = entities.keys() | contents.ontology.entities.keys()
    kept = (f for f in contents.held if all(map(permissions.allows, f.evidence)) and known.issuperset(_terms(f)))
    rest = replace(contents, documents=documents, facts=facts, entities=entities, redirects=redirects, grounds=(), held=tuple(kept))
    rest = replace(rest, grounds=_grounds(contents.grounds, permissions, rest))
    return Holding(rest, barred, handed_on, lost, silent, fallback)


def _terms(fact: Fact) -> list[str]:
    """The ids of entities in a fact."""
    return [term for term in (fact.subject, fact.object, *(q.value for q in fact.qualifiers)) if isinstance(term, str)]


def _unsigned(fact: Fact) -> Fact:
    if not any(e.made_by.startswith(REVIEW) for e in fact.evidence):
        return fact
    return replace(
        fact, evidence=tuple(replace(e, made_by=f"{REVIEW}reviewer" if e.made_by.startswith(REVIEW) else e.made_by) for e in fact.evidence)
    )


def _facts(
    contents: Contents, permissions: Permissions, named: Mapping[str, Entity], lost: Mapping[str, tuple[Evidence, ...]]
) -> tuple[Fact, ...]:
    """The facts that may be given, each with the evidence that may be, and what follows from them."""
    from kgcorpus.graph.inference import derive

    silent = contents.entities.keys() - named.keys()
    kept = []
    for fact in contents.facts:
        terms = (fact.subject, fact.object, *(q.value for q in fact.qualifiers))
        if fact.derived or permissions.of_fact(fact.id) or any(isinstance(t, str) and t in silent for t in terms):
            continue
        kept.append(replace(fact, evidence=tuple(e for e in fact.evidence if e not in lost.get(fact.id, ()))))
    return tuple(sorted([*kept, *derive(kept, contents.ontology)], key=lambda f: f.id))


def _grounds(grounds: Iterable[Ground], permissions: Permissions, rest: Contents) -> tuple[Ground, ...]:
    """The grounds that hold, may be given, and count the same without what is not given. Open ones would tell what stands against them."""
    from kgcorpus.release.audit_grounds import wrong_grounds

    facts = {f.id for f in rest.facts}
    known = rest.entities.keys() | rest.ontology.entities.keys() | rest.ontology.classes.keys()
    kept = [g for g in grounds if not g.open and g.start in known and facts.issuperset(g.facts) and not permissions.of_ground(g.id)]
    wrong = {ground for ground, _ in wrong_grounds(replace(rest, grounds=tuple(kept)))}
    return tuple(g for g in kept if g.id not in wrong)


def _named(contents: Contents, texts: Mapping[str, str]) -> tuple[dict[str, Entity], dict[str, frozenset[str]]]:
    """The entities with the names that may be said: those of the ontology, and those that stand in a text of the recipient's; and by
    entity the names that may not. An entity whose id shows a source's key that stands in none of them is not given at all."""
    out: dict[str, Entity] = {}
    doubtful: dict[str, Entity] = {}
    for name, entity in contents.entities.items():
        (out if texts.keys() >= {span.document for span in entity.spans} else doubtful)[name] = entity
    sought = {name for entity in doubtful.values() for name in (*_names(entity), *([entity.key] if entity.key else []))}
    found = _standing(sought, texts.values())
    silent: dict[str, frozenset[str]] = {}
    for id, entity in doubtful.items():
        own = contents.ontology.entities.get(id)
        fine = found | _names(own)
        silent[id] = frozenset(_names(entity) - fine)
        if (own or entity.key is None or entity.key in fine) and (told := _told(entity, fine, texts.keys())):
            out[id] = told
    return {id: out[id] for id in sorted(out)}, silent


def _told(entity: Entity, fine: set[str], documents: Iterable[str]) -> Entity | None:
    """An entity by the names that may be said, an alias in the place of a label that may not; None without any."""
    aliases = {lang: [a for a in names if a in fine] for lang, names in entity.aliases.items()}
    labels = {lang: label for lang, label in entity.labels.items() if label in fine}
    for lang, names in aliases.items():
        if lang not in labels and names:
            labels[lang] = names.pop(0)
    if not labels:
        return None
    given = set(documents)
    return replace(
        entity,
        labels={lang: labels[lang] for lang in sorted(labels)},
        aliases={lang: tuple(names) for lang, names in aliases.items() if names},
        hidden=tuple(name for name in entity.hidden if name in fine),
        definition={lang: text for lang, text in entity.definition.items() if text in fine},
        note={lang: text for lang, text in entity.note.items() if text in fine},
        spans=tuple(span for span in entity.spans if span.document in given),
    )


def _names(entity: Entity | None) -> set[str]:
    """Everything that an entity is called or said to be."""
    if entity is None:
        return set()
    aliases = (alias for names in entity.aliases.values() for alias in names)
    return {*entity.labels.values(), *aliases, *entity.hidden, *entity.definition.values(), *entity.note.values()} - {""}


def _standing(names: set[str], texts: Iterable[str]) -> set[str]:
    """The names that stand in one of the texts."""
    from ahocorasick_rs import AhoCorasick

    ordered = sorted(names - {""})
    if not ordered:
        return set()
    found: set[int] = set()
    automaton = AhoCorasick(ordered)
    for text in texts:
        found.update(number for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True))
    return {ordered[number] for number in found}


def _entities_of(sample: Mapping[str, Any]) -> set[str]:
    """The ids of entities in a sample's form, topic, answers and options."""
    from kgcorpus.release.contents import ids_of, meaning

    records = (*sample["topic"], *sample["answers"], *(record for turn in sample.get("turns", ()) for record in turn["answers"]))
    forms = [meaning(sample), *(turn["form"] for turn in sample.get("turns", ()))]
    options = {option["entity"] for option in sample.get("options", ()) if "entity" in option}
    return options | {id for form in forms for id in ids_of(form)} | {r["id"] for r in records if "id" in r}


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def barred_samples(lines: Iterable[bytes], permissions: Permissions, held: Holding) -> dict[str, Barred]:
    """Why samples (by id) may not be in the release; those that may are not there."""
    out: dict[str, Barred] = {}

    def usable() -> Iterator[dict[str, Json]]:
        for line in lines:
            sample = orjson.loads(line)
            labels = sample["labels"]
            rests = resting(sample)
            why = permissions.why_not(rests.facts, rests.grounds, labels.get("source"), facts_told(sample), rests.documents)
            fitted = why or (held.fitted(sample) if held.handed_on else sample)
            if isinstance(fitted, Barred):
                out[sample["id"]] = fitted
            elif held.handed_on:
                yield fitted

    if held.barred:
        out |= dict.fromkeys(held.unproved(usable()), held.fallback)
    return out


def told(yields: Mapping[str, Json]) -> dict[str, Json]:
    """What the stages took and gave, for a recipient: numbers only, no names of what could not be read."""
    out: dict[str, Json] = {}
    for key, value in yields.items():
        if isinstance(value, (int, float)):
            out[key] = value
        elif isinstance(value, dict):
            out[key] = told(value)
    return out


def reading(lines: Iterable[bytes], held: Holding) -> Iterator[bytes]:
    """The samples as the release may hold them, those that it may not left as they are (they are told apart by id)."""
    for line in lines:
        fitted = held.fitted(orjson.loads(line))
        yield line if isinstance(fitted, Barred) else orjson.dumps(fitted)
