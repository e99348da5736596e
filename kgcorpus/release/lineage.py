"""From any record to the quoted sentence and back: sample → form → facts → evidence → document, and the other way round.

Works on a corpus (everything in ``corpus.db``) and on a release (its own files only).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from kgcorpus.errors import InputError
from kgcorpus.model import MODEL, Json
from kgcorpus.release import lineage_screen
from kgcorpus.release.lineage_records import Records, check_manifest, open_records


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
