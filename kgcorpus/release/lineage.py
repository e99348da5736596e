"""From any record to the quoted sentence and back: sample → form → facts → evidence → document, and the other way round.

Works on a corpus (everything in ``corpus.db``) and on a release (its own files only).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

import orjson

from kgcorpus.errors import InputError
from kgcorpus.model import MODEL, Json
from kgcorpus.release import lineage_screen
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.extract.asking import Reply
    from kgcorpus.model import Entity
    from kgcorpus.ontology import Ontology
    from kgcorpus.release.lineage_decisions import Decisions


class Records(Protocol):
    """What tracing needs of a corpus or a release; every record is plain JSON."""

    def fact(self, identifier: str) -> dict[str, Json] | None: ...
    def facts(self) -> Iterator[dict[str, Json]]: ...
    def ground(self, identifier: str) -> dict[str, Json] | None: ...
    def document(self, identifier: str) -> dict[str, Json] | None: ...
    def sample(self, identifier: str) -> dict[str, Json] | None: ...
    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]: ...
    def verdict(self, identifier: str) -> dict[str, Json] | None: ...
    def decisions(self, identifier: str) -> list[dict[str, Json]]: ...
    def on_facts(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Json]]]: ...
    def now(self, identifier: str) -> list[str]: ...
    def stands_for(self, identifier: str) -> str: ...
    def labels(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]: ...
    def called(self, name: str) -> list[str]: ...
    def text(self, document: Mapping[str, Json]) -> str | None: ...
    def calls(self, evidence: Mapping[str, Json]) -> list[str]: ...


class ReleaseRecords:
    """The records of a release folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._facts = _by_id(folder / "facts.jsonl", "subject", "predicate", "object", "evidence")
        self._grounds = _by_id(folder / "grounds.jsonl", "start", "predicate", "facts")
        self._documents = _by_id(folder / "documents.jsonl", "digest")
        merged = folder / "merged.jsonl"
        self._merged = {row["id"]: row["into"] for row in _lines(merged)} if merged.exists() else {}

    def fact(self, identifier: str) -> dict[str, Json] | None:
        return self._facts.get(identifier)

    def facts(self) -> Iterator[dict[str, Json]]:
        yield from self._facts.values()

    def ground(self, identifier: str) -> dict[str, Json] | None:
        return self._grounds.get(identifier)

    def document(self, identifier: str) -> dict[str, Json] | None:
        return self._documents.get(identifier)

    def sample(self, identifier: str) -> dict[str, Json] | None:
        return next((row for row in self.samples_naming(identifier) if row["id"] == identifier), None)

    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]:
        wanted = identifier.encode()
        path = self._folder / "samples.jsonl"
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if wanted in line:
                    yield _record(path, number, line, ("id", "question", "form", "facts"))

    def verdict(self, identifier: str) -> dict[str, Json] | None:
        return None

    def decisions(self, identifier: str) -> list[dict[str, Json]]:
        """What people decided on a sample who read it, in order."""
        path = self._folder / "reviews.jsonl"
        return [row for row in _lines(path, "who", "when", "decision") if row["id"] == identifier] if path.exists() else []

    def on_facts(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Json]]]:
        """Nothing: who decided on a fact stays in the corpus."""
        return {}

    def now(self, identifier: str) -> list[str]:
        return []

    def stands_for(self, identifier: str) -> str:
        """The entity into which this one was merged, or itself."""
        return str(self._merged.get(identifier, identifier))

    def labels(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
        """The names of entities, classes and predicates by language; what has none is left out."""
        from kgcorpus.ontology import load
        from kgcorpus.rdf import read_entities

        ontology = load(self._folder / "ontology.ttl")
        entities = read_entities(self._folder / "graph.nt", ontology.prefixes)
        return _labels(identifiers, ontology, entities.get)

    def called(self, name: str) -> list[str]:
        """The entities with this name, else those with this alias."""
        from kgcorpus.ontology import load
        from kgcorpus.rdf import read_entities

        return _called(name, read_entities(self._folder / "graph.nt", load(self._folder / "ontology.ttl").prefixes).values())

    def text(self, document: Mapping[str, Json]) -> str | None:
        """The text that the evidence points into, where the release holds it."""
        path = self._folder / "texts" / f"{document['digest']}.txt"
        return path.read_bytes().decode("utf-8") if path.is_file() else None


    def calls(self, evidence: Mapping[str, Json]) -> list[str]:
        """Nothing: what models answered stays in the corpus."""
        return []


class CorpusRecords:
    """The records of a corpus file; facts that were not accepted are found too, with their verdict."""

    def __init__(self, folder: Path) -> None:
        from kgcorpus.store import Store

        self._folder = folder
        self._store = Store(folder / "corpus.db")

    def _record(self, kind: str, identifier: str) -> dict[str, Json] | None:
        raw = self._store.record(kind, identifier)
        return orjson.loads(raw) if raw else None

    def fact(self, identifier: str) -> dict[str, Json] | None:
        return self._record("fact", identifier) or self._record("held", identifier)

    def facts(self) -> Iterator[dict[str, Json]]:
        for kind in ("fact", "held"):
            for _, raw in self._store.records(kind):
                yield orjson.loads(raw)

    def ground(self, identifier: str) -> dict[str, Json] | None:
        return self._record("ground", identifier)

    def document(self, identifier: str) -> dict[str, Json] | None:
        return self._record("document", identifier)

    def sample(self, identifier: str) -> dict[str, Json] | None:
        raw = self._store.sample(identifier)
        return orjson.loads(raw) if raw else None

    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]:
        for raw in self._store.samples_naming(identifier):
            yield orjson.loads(raw)

    def verdict(self, identifier: str) -> dict[str, Json] | None:
        return self._record("verdict", identifier)

    def decisions(self, identifier: str) -> list[dict[str, Json]]:
        """What people decided on a sample who read it, in order."""
        from kgcorpus.verify.reviews import on_samples, read_reviews

        return on_samples(read_reviews(self._folder / "reviews.jsonl")).get(identifier, [])

    @cached_property
    def _decisions(self) -> Decisions:
        from kgcorpus.release.lineage_decisions import decisions_of

        return decisions_of(self._folder, lambda fact: (self.verdict(fact) or {}).get("review"))

    def on_facts(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Json]]]:
        """What people decided on facts, by fact."""
        return self._decisions.records(identifiers)

    def now(self, identifier: str) -> list[str]:
        """The facts that the decisions on a fact which is not there any more decide now, those accepted first."""
        named = {str(one["id"]) for one in self.on_facts([identifier]).get(identifier, ())}
        found = [(fact, orjson.loads(raw)) for fact, raw in self._store.records("verdict") if named]
        decided = [(verdict["verdict"] != "accepted", fact) for fact, verdict in found if verdict.get("review") in named]
        return [fact for _, fact in sorted(decided)]

    def stands_for(self, identifier: str) -> str:
        """The entity into which this one was merged, or itself."""
        raw = self._store.record("redirect", identifier)
        return str(orjson.loads(raw)) if raw else identifier

    def labels(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
        """The names of entities, classes and predicates by language; what has none is left out."""
        from kgcorpus import config, store
        from kgcorpus.model import Entity
        from kgcorpus.ontology import load

        def entity(identifier: str) -> Entity | None:
            raw = self._store.record("entity", identifier)
            return store.load(Entity, raw) if raw else None

        return _labels(identifiers, load(config.load(self._folder).ontology), entity)

    def called(self, name: str) -> list[str]:
        """The entities with this name, else those with this alias."""
        from kgcorpus import config, store
        from kgcorpus.model import Entity
        from kgcorpus.ontology import load

        built = {id: store.load(Entity, raw) for id, raw in self._store.records("entity")}
        return _called(name, {**load(config.load(self._folder).ontology).entities, **built}.values())

    def text(self, document: Mapping[str, Json]) -> str | None:
        """The text that the evidence points into."""
        return self._store.text(str(document["digest"]))

    @cached_property
    def _replies(self) -> list[tuple[Reply, int, int]]:
        """What models answered, with where the text that it is about stands now."""
        from kgcorpus.extract.asking import FILE, read_replies

        out = []
        for reply in read_replies(self._folder / FILE):
            document = self.document(reply.document)
            found = reply.places(self.text(document) or "") if document else []
            out += [(reply, at, at + reply.end - reply.start) for at in found[:1]]
        return out

    def calls(self, evidence: Mapping[str, Json]) -> list[str]:
        """The calls of a language model (digests of what it was asked) whose answers this evidence may come from."""
        spans = [(s["document"], s["start"], s["end"]) for s in evidence["spans"] if s["role"] in ("object", "trigger")]

        def inside(document: str, start: int, end: int) -> bool:
            return all(name == document and start <= a and b <= end for name, a, b in spans)

        mine = (found for found in self._replies if found[0].made_by == evidence.get("made_by"))
        return [reply.asked for reply, start, end in mine if inside(reply.document, start, end)]


def _labels(identifiers: Iterable[str], ontology: Ontology, entity: Callable[[str], Entity | None]) -> dict[str, dict[str, str]]:
    out = {}
    for identifier in sorted(set(identifiers)):
        term = ontology.predicates.get(identifier) or ontology.classes.get(identifier) or ontology.entities.get(identifier)
        named = entity(identifier) or term
        if named is not None and named.labels:
            out[identifier] = dict(sorted(named.labels.items()))
    return out


def _called(name: str, entities: Iterable[Entity]) -> list[str]:
    wanted, entities = normal_name(name), list(entities)
    named = [e.id for e in entities if wanted in map(normal_name, e.labels.values())]
    aliased = [e.id for e in entities if any(wanted in map(normal_name, texts) for texts in e.aliases.values())]
    return sorted(named or aliased)


def _lines(path: Path, *required: str) -> Iterable[dict[str, Json]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            yield _record(path, number, line, ("id", *required))


def _record(path: Path, number: int, line: bytes, required: Iterable[str]) -> dict[str, Json]:
    """A line of a release. Raises ``InputError`` for one that is cut off or is not what a release has there."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}:{number}", f"not JSON ({error})", "a line of a release", "release again") from error
    missing = [key for key in required if key not in found] if isinstance(found, dict) else ["id"]
    if missing:
        raise InputError(f"{path}:{number}", f"no '{missing[0]}'", "a line of a release", "release again")
    return dict(found)


def _by_id(path: Path, *required: str) -> dict[str, dict[str, Json]]:
    return {str(row["id"]): row for row in _lines(path, *required)}


def check_manifest(folder: Path) -> None:
    """Raise for a folder that is no release, or whose manifest cannot be read."""
    path = folder / "manifest.json"
    if not path.exists():
        raise InputError(str(folder), "no manifest.json", "a release folder")
    try:
        manifest = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(str(path), f"not a manifest ({error})", "the manifest of a release", "release again") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise InputError(str(path), "no list of files", "the manifest of a release", "release again")


def open_records(where: Path) -> Records:
    """The records of a corpus or release folder, told apart by what lies in it."""
    if (where / "manifest.json").exists():
        check_manifest(where)
        return ReleaseRecords(where)
    if (where / "corpus.toml").exists():
        if not (where / "corpus.db").exists():
            raise InputError(str(where), "nothing has been built here", "corpus.db", "run 'kgcorpus build' first")
        return CorpusRecords(where)
    raise InputError(str(where), "is not a corpus folder", "a corpus (corpus.toml) or a release (manifest.json)")


# --------------------------------------------------------------------------------------------- tracing


def trace(identifier: str, where: Path) -> dict[str, Json]:
    """All that leads to a record and all that rests on it: ``{"kind", "record", "facts"?, "grounds"?, "documents"?, "samples"?,
    "verdict"?, "reviews"?, "decisions", "labels", "titles", "notes", "sentences", "calls"}``.

    ``labels`` are the names of all ids that occur, ``titles`` those of the documents, ``notes`` who signed those that are notes and when,
    ``sentences`` by evidence and document what the quotes stand in (of the first facts, where the text is at hand), ``reviews`` what
    readers decided on a sample, ``decisions`` by fact what people decided on facts. The id that a fact had when somebody decided on it
    leads to the fact as it is now (``asked`` is that id), or to a record of kind ``lost``. An entity is found by its name, too, where no
    other bears it. Raises ``InputError`` where nothing, or more than one thing, is meant.
    """
    records = open_records(where)
    found = _found(identifier, records)
    if found is None and (called := records.called(identifier)):
        if len(called) > 1:
            expected = "an id, or a name that one thing has"
            raise InputError(identifier, f"'{identifier}' is the name of several: {', '.join(called)}", expected)
        found = _found(called[0], records)
    if found is None:
        expected = f"the id of a sample, fact, evidence, ground, document or entity of {where}"
        raise InputError(identifier, "nothing has this id", expected)
    shown = [*([found["record"]["id"]] if found["kind"] == "fact" else []), *(f["id"] for f in found.get("facts", ())[:MOST_SENTENCES])]
    found.setdefault("decisions", records.on_facts(shown))
    found["labels"] = records.labels(_ids(found))
    named = [found["record"], *found.get("facts", ()), *found.get("grounds", ())]
    found["titles"], found["notes"] = _titles(records, named), _notes(records, named)
    found["sentences"] = _sentences(records, [found["record"], *found.get("facts", ())[:MOST_SENTENCES]])
    evidence = [e for one in (found["record"], *found.get("facts", ())[:MOST_SENTENCES]) for e in one.get("evidence", ())]
    found["calls"] = {e["id"]: calls for e in evidence if e.get("made_by", "").startswith(MODEL) and (calls := records.calls(e))}
    return found


def _found(identifier: str, records: Records) -> dict[str, Json] | None:
    if sample := records.sample(identifier):
        return {"kind": "sample", "record": sample, **_behind(records, sample), "reviews": records.decisions(identifier)}
    if fact := records.fact(identifier):
        return _about_fact(fact, records)
    if now := records.now(identifier):
        return {**_about_fact(records.fact(now[0]) or {}, records), "asked": identifier}
    if gone := records.on_facts([identifier]):
        on = gone[identifier][-1]["on"]
        return {"kind": "lost", "record": {"qualifiers": [], "evidence": [], **on, "id": identifier}, "decisions": gone}
    if ground := records.ground(identifier):
        return {"kind": "ground", "record": ground, **_support(records, ground["facts"], ()), **_resting(records, [identifier])}
    if document := records.document(identifier):
        facts = [f for f in records.facts() if any(s["document"] == identifier for e in f["evidence"] for s in e["spans"])]
        return {"kind": "document", "record": document, "facts": facts, **_resting(records, [f["id"] for f in facts])}
    for fact in records.facts():
        if any(e["id"] == identifier for e in fact["evidence"]):
            return _about_fact(fact, records)
    identifier = records.stands_for(identifier)
    about = [f for f in records.facts() if identifier in (f["subject"], f["object"], *(q.get("id") for q in f.get("qualifiers", ())))]
    if about or records.labels([identifier]):
        return {"kind": "entity", "record": {"id": identifier}, "facts": about, **_resting(records, [f["id"] for f in about])}
    if decisions := records.decisions(identifier):
        return {"kind": "left_out", "record": {"id": identifier, "question": decisions[-1]["question"]}, "reviews": decisions}
    return None


def _about_fact(fact: dict[str, Json], records: Records) -> dict[str, Json]:
    return {
        "kind": "fact",
        "record": fact,
        **_support(records, fact.get("derived", {}).get("premises", ()), ()),
        **_resting(records, [fact["id"]]),
        "verdict": records.verdict(fact["id"]),
    }


def _ids(found: Mapping[str, Json]) -> set[str]:
    """All ids of entities, classes and predicates that what was found names."""
    out: set[str] = set()
    stack: list[Json] = [found["record"].get("form"), *found.get("grounds", ())]
    if found["kind"] in ("entity", "ground"):
        stack.append(found["record"])
    made = [one["made"] for several in found.get("decisions", {}).values() for one in several if "made" in one]
    for fact in [*found.get("facts", ()), *([found["record"]] if found["kind"] in ("fact", "lost") else []), *made]:
        stack += [fact.get("subject"), fact.get("predicate"), fact.get("object"), fact.get("qualifiers")]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            out.add(part)
        elif isinstance(part, dict):
            stack += part.values()
        elif isinstance(part, list):
            stack += part
    return out


def _titles(records: Records, found: Iterable[Mapping[str, Json]]) -> dict[str, dict[str, str]]:
    """The titles by language of the documents that facts and grounds quote: their own, else those of their source."""
    return {name: title for name, row in _quoted(records, found).items() if (title := _title(name, row))}


def _notes(records: Records, found: Iterable[Mapping[str, Json]]) -> dict[str, dict[str, str]]:
    """Who signed, and when, those of the documents that facts and grounds quote which are notes."""
    return {name: note for name, row in _quoted(records, found).items() if (note := _signature(row))}


def _signature(row: Mapping[str, Json]) -> dict[str, str]:
    """Who signed a document, and when; nothing where it is no note. A release has it beside the rest, a corpus with the source."""
    source = row.get("source")
    held = source if isinstance(source, dict) else row
    return {key: str(held[key]) for key in ("signed", "dated") if held.get(key)}


def _quoted(records: Records, found: Iterable[Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
    """The documents that facts and grounds quote, by id."""
    spans = [s for one in found for s in (*one.get("spans", ()), *(s for e in one.get("evidence", ()) for s in e["spans"]))]
    documents = {name: records.document(name) for name in sorted({s["document"] for s in spans})}
    return {name: row for name, row in documents.items() if row}


def _title(name: str, row: Mapping[str, Json]) -> dict[str, str]:
    own = row.get("title")
    if own and own != PurePosixPath(name).stem:
        return {str(row.get("language") or "und"): str(own)}
    source = row.get("source")
    return dict(row.get("source_title") or (source.get("title") if isinstance(source, dict) else None) or ({"und": own} if own else {}))


MOST_SENTENCES = 40
LONG = 160


def _sentences(records: Records, found: Iterable[Mapping[str, Json]]) -> dict[str, dict[str, str]]:
    """By evidence id and document: the sentences (rows, headings) in which the quotes stand, in reading order."""
    texts: dict[str, str | None] = {}
    out: dict[str, dict[str, str]] = {}
    for evidence in (e for one in found for e in one.get("evidence", ())):
        for name in sorted({s["document"] for s in evidence["spans"]}):
            if name not in texts:
                document = records.document(name)
                texts[name] = records.text(document) if document else None
            text = texts[name]
            if text is not None:
                spans = [(s["start"], s["end"]) for s in evidence["spans"] if s["document"] == name]
                out.setdefault(evidence["id"], {})[name] = _around(text, spans)
    return out


def _around(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The sentences that hold some spans, each once and shortened if long, joined by an ellipsis."""
    from kgcorpus.text import sentences

    pieces: dict[tuple[int, int], tuple[int, int]] = {}
    for start, end in sorted(spans):
        stop = text.find("\n", end)
        line = (text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text))
        first, last = next(((a, b) for a, b in sentences(text, *line) if a <= start and end <= b), (start, end))
        if last - first > LONG:
            first, last = max(first, start - LONG // 2), min(last, end + LONG // 2)
        begun = next((key for key, (a, b) in pieces.items() if a <= first < b), None)
        if begun is None:
            pieces[first, last] = (first, last)
        else:
            pieces[begun] = (pieces[begun][0], max(pieces[begun][1], last))
    return " … ".join(" ".join(text[a:b].split()) for a, b in pieces.values())


def _behind(records: Records, sample: Mapping[str, Json]) -> dict[str, Json]:
    """What a sample rests on; of each fact the evidence that its answer cites comes first."""
    cited = sample["labels"].get("cited", ())
    quoted = {span["document"] for one in cited for quote in one.get("quotes", ()) for span in quote["spans"]}
    found = _support(records, sample["facts"], sample.get("grounds", ()))
    for fact in found["facts"]:
        fact["evidence"].sort(key=lambda evidence: not quoted.issuperset(span["document"] for span in evidence["spans"]))
    return found


def _support(records: Records, facts: Iterable[str], grounds: Iterable[str]) -> dict[str, Json]:
    found = [f for f in map(records.fact, facts) if f]
    # A derived fact is shown with the asserted facts that it follows from: they carry the evidence.
    premises = [p for f in found for p in map(records.fact, f.get("derived", {}).get("premises", ())) if p]
    seen = {f["id"] for f in found}
    found += [p for p in premises if p["id"] not in seen and not seen.add(p["id"])]  # type: ignore[func-returns-value]
    names = sorted({s["document"] for f in found for e in f["evidence"] for s in e["spans"]})
    return {
        "facts": found,
        "grounds": [g for g in map(records.ground, grounds) if g],
        "documents": [d for d in map(records.document, names) if d],
    }


def _resting(records: Records, identifiers: list[str]) -> dict[str, Json]:
    wanted = set(identifiers)
    found: dict[str, dict[str, Json]] = {}
    for identifier in identifiers[:200]:
        for sample in records.samples_naming(identifier):
            if wanted & {*sample["facts"], *sample.get("grounds", ())}:
                found[sample["id"]] = {k: sample.get(k) for k in ("id", "kind", "lang", "question", "answer_text", "split")}
    return {"samples": [found[i] for i in sorted(found)]}


def examples(folder: Path, number: int) -> list[dict[str, Json]]:
    """A few train samples with their facts, spread over languages, kinds and hops, in an order that depends on the release only."""
    check_manifest(folder)
    records = open_records(folder)
    best: dict[tuple[str, int, str], dict[str, Json]] = {}
    for sample in records.samples_naming("s-"):
        if sample["split"] == "train" and 1 <= len(sample["facts"]) <= 4:
            best.setdefault((sample["lang"], -sample["hops"], sample["kind"]), sample)
    order = sorted(best)
    by_language: dict[str, list[dict[str, Json]]] = {}
    for key in order:
        by_language.setdefault(key[0], []).append(best[key])
    out: list[dict[str, Json]] = []
    while len(out) < number and any(by_language.values()):
        for lang in sorted(by_language, reverse=True):
            if by_language[lang] and len(out) < number:
                out.append(by_language[lang].pop(0))
    shown = [{"sample": s, **_behind(records, s), "reviews": records.decisions(s["id"])} for s in out]
    return [
        {
            **one,
            "titles": _titles(records, one["facts"]),
            "notes": _notes(records, one["facts"]),
            "sentences": _sentences(records, one["facts"]),
        }
        for one in shown
    ]


def screen(found: Mapping[str, Json], lang: str) -> str:
    """What ``trace`` found, as one screen of text."""
    return lineage_screen.screen(found, lang)


def examples_screen(folder: Path, number: int, lang: str) -> str:
    """Where to look: the folder, its card, and a few questions with their quoted evidence."""
    card = folder / ("card.zh.md" if lang == "zh" else "card.md")
    return lineage_screen.examples_screen(examples(folder, number), str(folder), str(card), lang)
