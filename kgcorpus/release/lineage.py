"""From any record to the quoted sentence and back: sample → form → facts → evidence → document, and the other way round.

Works on a corpus (everything in ``corpus.db``) and on a release (its own files only).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import orjson

from kgcorpus.errors import InputError
from kgcorpus.messages import words
from kgcorpus.model import Json

MOST_SAMPLES = 12


class Records(Protocol):
    """What tracing needs of a corpus or a release; every record is plain JSON."""

    def fact(self, identifier: str) -> dict[str, Json] | None: ...
    def facts(self) -> Iterator[dict[str, Json]]: ...
    def ground(self, identifier: str) -> dict[str, Json] | None: ...
    def document(self, identifier: str) -> dict[str, Json] | None: ...
    def sample(self, identifier: str) -> dict[str, Json] | None: ...
    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]: ...
    def verdict(self, identifier: str) -> dict[str, Json] | None: ...
    def stands_for(self, identifier: str) -> str: ...


class ReleaseRecords:
    """The records of a release folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._facts = {row["id"]: row for row in _lines(folder / "facts.jsonl")}
        self._grounds = {row["id"]: row for row in _lines(folder / "grounds.jsonl")}
        self._documents = {row["id"]: row for row in _lines(folder / "documents.jsonl")}
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
        with (self._folder / "samples.jsonl").open("rb") as lines:
            for line in lines:
                if wanted in line:
                    yield orjson.loads(line)

    def verdict(self, identifier: str) -> dict[str, Json] | None:
        return None

    def stands_for(self, identifier: str) -> str:
        """The entity into which this one was merged, or itself."""
        return self._merged.get(identifier, identifier)


class CorpusRecords:
    """The records of a corpus file; facts that were not accepted are found too, with their verdict."""

    def __init__(self, folder: Path) -> None:
        from kgcorpus.store import Store

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

    def stands_for(self, identifier: str) -> str:
        """The entity into which this one was merged, or itself."""
        raw = self._store.record("redirect", identifier)
        return str(orjson.loads(raw)) if raw else identifier


def _lines(path: Path) -> Iterable[dict[str, Json]]:
    with path.open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def open_records(where: Path) -> Records:
    """The records of a corpus or release folder, told apart by what lies in it."""
    if (where / "manifest.json").exists():
        return ReleaseRecords(where)
    if (where / "corpus.toml").exists():
        if not (where / "corpus.db").exists():
            raise InputError(str(where), "nothing has been built here", "corpus.db", "run 'kgcorpus build' first")
        return CorpusRecords(where)
    raise InputError(str(where), "is not a corpus folder", "a corpus (corpus.toml) or a release (manifest.json)")


# --------------------------------------------------------------------------------------------- tracing


def trace(identifier: str, where: Path) -> dict[str, Json]:
    """All that leads to a record and all that rests on it: ``{"kind", "record", "facts"?, "grounds"?, "documents"?, "samples"?,
    "verdict"?}``."""
    records = open_records(where)
    if sample := records.sample(identifier):
        return {"kind": "sample", "record": sample, **_support(records, sample["facts"], sample.get("grounds", ()))}
    if fact := records.fact(identifier):
        premises = fact.get("derived", {}).get("premises", ())
        return {
            "kind": "fact",
            "record": fact,
            **_support(records, premises, ()),
            **_resting(records, [identifier]),
            "verdict": records.verdict(identifier),
        }
    if ground := records.ground(identifier):
        return {"kind": "ground", "record": ground, **_support(records, ground["facts"], ()), **_resting(records, [identifier])}
    if document := records.document(identifier):
        facts = [f for f in records.facts() if any(s["document"] == identifier for e in f["evidence"] for s in e["spans"])]
        return {"kind": "document", "record": document, "facts": facts, **_resting(records, [f["id"] for f in facts])}
    by_evidence = [f for f in records.facts() if any(e["id"] == identifier for e in f["evidence"])]
    if by_evidence:
        return trace(by_evidence[0]["id"], where)
    identifier = records.stands_for(identifier)
    about = [f for f in records.facts() if identifier in (f["subject"], f["object"])]
    if about:
        return {"kind": "entity", "record": {"id": identifier}, "facts": about, **_resting(records, [f["id"] for f in about])}
    raise InputError(identifier, "nothing has this id", "the id of a sample, fact, evidence, ground, document or entity of " + str(where))


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


# --------------------------------------------------------------------------------------------- one readable screen


def term_text(term: Json) -> str:
    """A fact's object or a qualifier's value for reading: the id, or the value with its unit."""
    if isinstance(term, str):
        return term
    if "value" in term:
        return f"{term['value']} {term.get('unit', '')}".strip()
    low = f"{'(' if term.get('min_open') else '['}{term.get('min', '−∞')}"
    high = f"{term.get('max', '∞')}{')' if term.get('max_open') else ']'}"
    return f"{low}, {high} {term.get('unit', '')}".strip()


def fact_line(fact: Mapping[str, Json]) -> str:
    parts = [fact["subject"], ("¬" if fact.get("negated") else "") + fact["predicate"], term_text(fact["object"])]
    parts += [f"[{q['predicate']} {q['id'] if 'id' in q else term_text(q['value'])}]" for q in fact.get("qualifiers", ())]
    if valid := fact.get("valid"):
        parts.append(f"[{valid.get('from', '…')} – {valid.get('to', '…')})")
    return "  ".join(parts)


def evidence_lines(evidence: Mapping[str, Json], lang: str) -> list[str]:
    """One line a document: its id, place, and the quotes in reading order, joined where they lie apart."""
    out = []
    spans = evidence["spans"]
    for name in dict.fromkeys(s["document"] for s in spans):
        mine = sorted((s for s in spans if s["document"] == name), key=lambda s: (s["start"], -s["end"]))
        place = next((f" p. {s['page']}" for s in mine if s.get("page")), "") or next(
            (f" {s.get('sheet') or ''}!{s['cell']}" for s in mine if s.get("cell")), ""
        )
        quotes: list[str] = []
        reached = -1
        for s in mine:
            if s["end"] > reached:
                quotes.append(" ".join(s["quote"].split()) if "quote" in s else words(lang)("trace.unquoted"))
                reached = s["end"]
        out.append(f"{name}{place} [{mine[0]['start']}:{max(s['end'] for s in mine)}]  “{' … '.join(quotes)}”")
    return out


def screen(found: Mapping[str, Json], lang: str) -> str:
    """What ``trace`` found, as one screen of text."""
    w = words(lang)
    record = found["record"]
    out: list[str] = [f"{w('trace.' + found['kind'])} {record['id']}"]
    if found["kind"] == "sample":
        out += [
            f"  {w('trace.question')}: {record['question']}",
            f"  {w('trace.answer')}: {record['answer_text']}",
            f"  {w('trace.form')}: {orjson.dumps(record['form']).decode()}",
            f"  {w('trace.complete')}: {record['complete']} ({record['because']})",
        ]
    elif found["kind"] == "fact":
        out.append("  " + fact_line(record))
        for evidence in record["evidence"]:
            out += [f"  {w('trace.evidence')} {line}" for line in evidence_lines(evidence, lang)]
        if derived := record.get("derived"):
            out.append(f"  {w('trace.derived', rule=derived['rule'])} {', '.join(derived['premises'])}")
        if verdict := found.get("verdict"):
            out.append(f"  {w('trace.verdict')}: {' '.join(str(v) for v in verdict.values() if v)}")
    elif found["kind"] == "document":
        out += [f"  {k}: {record[k]}" for k in ("title", "digest", "format", "language", "licence", "origin") if record.get(k)]
    for ground in found.get("grounds", ()):
        out.append(f"  {w('trace.ground')} {ground['id']}: {ground['kind']} {ground['start']} {ground['predicate']} ({ground['items']})")
    facts = found.get("facts", ())
    if facts:
        out.append(w("trace.facts", n=len(facts)))
        for fact in facts[:40]:
            out.append(f"  {fact['id']}  {fact_line(fact)}")
            for evidence in fact["evidence"]:
                out += [f"      {line}" for line in evidence_lines(evidence, lang)]
            if derived := fact.get("derived"):
                out.append(f"      {w('trace.derived', rule=derived['rule'])} {', '.join(derived['premises'])}")
        if len(facts) > 40:
            out.append("  " + w("trace.more", n=len(facts) - 40))
    samples = found.get("samples", ())
    if samples:
        out.append(w("trace.samples", n=len(samples)))
        out += [f"  {s['id']}  {s['question']}" for s in samples[:MOST_SAMPLES]]
        if len(samples) > MOST_SAMPLES:
            out.append("  " + w("trace.more", n=len(samples) - MOST_SAMPLES))
    return "\n".join(out)


def examples(folder: Path, number: int) -> list[dict[str, Json]]:
    """A few train samples with their facts, spread over languages, kinds and hops, in an order that depends on the release only."""
    if not (folder / "manifest.json").exists():
        raise InputError(str(folder), "no manifest.json", "a release folder")
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
    return [{"sample": s, **_support(records, s["facts"], s.get("grounds", ()))} for s in out]


def examples_screen(folder: Path, number: int, lang: str) -> str:
    """Where to look: the folder, its card, and a few questions with their quoted evidence."""
    w = words(lang)
    card = folder / ("card.zh.md" if lang == "zh" else "card.md")
    out = [w("demo.look"), f"  {w('demo.folder')}: {folder}", f"  {w('demo.card')}: {card}"]
    for n, example in enumerate(examples(folder, number), 1):
        sample = example["sample"]
        out += [
            "",
            f"  {w('demo.sample')} {n} ({sample['id']})",
            f"    {w('demo.question')}: {sample['question']}",
            f"    {w('demo.answer')}: {sample['answer_text']}",
        ]
        for fact in example["facts"]:
            out += [f"    {w('demo.evidence')}: {line}" for evidence in fact["evidence"][:1] for line in evidence_lines(evidence, lang)]
    return "\n".join(out)
