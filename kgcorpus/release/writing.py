"""A release folder from the corpus's samples: chosen, split, written beside the live one and renamed in whole.

Two passes over the samples' JSON: the first keeps a few words of each to decide what is taken and where it goes, the second writes. A
release of
120,000 samples never stands in memory.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import orjson

from kgcorpus import __version__, rdf
from kgcorpus.config import Corpus, Recipe
from kgcorpus.errors import WorkError
from kgcorpus.generate.samples import held_out_id
from kgcorpus.model import Document, Json, Rejection, Review, Span, digest
from kgcorpus.release import identifying, recipients, splits
from kgcorpus.release.contents import Contents, facts_told, form_key, forms_before, resting, skeleton_of
from kgcorpus.release.coverage import Ledger, shape_of
from kgcorpus.release.duplicates import near_duplicate_share
from kgcorpus.release.exports import Exports
from kgcorpus.release.formats import Sample
from kgcorpus.release.mixture import choose
from kgcorpus.release.permissions import Barred, Permissions, left_out, record
from kgcorpus.release.splits import SampleKey
from kgcorpus.sources import may_show, text_shown
from kgcorpus.verify.estimate import error_estimate, estimates
from kgcorpus.verify.reviews import on_samples, read_reviews

LINES = b"\n"
NEAR_DUPLICATES_AMONG = 10_000
"""The near-duplicate share is measured on the first 10,000 questions of a language by id, which is by hash."""


@dataclass(frozen=True, slots=True)
class Released:
    """What a release took and left: ``rejected`` has (reason, sample id, what stands in its way)."""

    folder: Path
    taken: int
    given: int
    rejected: Counter[str]
    counts: Mapping[str, Json]
    conflicts: tuple[Json, ...]
    left_out: tuple[Json, ...]
    ontology: str = ""

    def told(self) -> dict[str, Json]:
        """What is told of permissions: conflicts of licences, also as findings, and what was left out, by source and reason; nothing
        where there is nothing. ``ontology``: its sensitivity, where it is handed on and not public."""
        out: dict[str, Json] = {}
        if self.conflicts:
            out |= {"findings": {"licence_conflict": len(self.conflicts)}, "conflicts": list(self.conflicts)}
        out |= {"left_out": list(self.left_out)} if self.left_out else {}
        return out | ({"ontology_handed_on": self.ontology} if self.ontology else {})


def sample_keys(
    samples: Iterable[bytes], contents: Contents, names: Mapping[str, Mapping[str, tuple[str, ...]]], barred: Mapping[str, Barred]
) -> list[SampleKey]:
    """The few words of each sample that choosing and splitting need; ``barred`` are those that may not be released."""
    shared: dict[str, str] = {}
    keys: list[SampleKey] = []
    for raw in samples:
        sample = orjson.loads(raw)
        skeleton = skeleton_of(sample, names[sample["lang"]])
        keys.append(
            SampleKey(
                id=sample["id"],
                lang=sample["lang"],
                kind=sample["kind"],
                setting=sample["setting"],
                form=form_key(sample),
                facts=tuple(shared.setdefault(f, f) for f in resting(sample).facts),
                hops=sample["hops"],
                wordings=tuple(
                    wording_digest(sample["lang"], t) for t in (sample["question"], *(p["text"] for p in sample["paraphrases"]))
                ),
                skeleton=shared.setdefault(skeleton, skeleton),
                refused=barred[sample["id"]].reason if sample["id"] in barred else "",
                before=forms_before(sample),
                shape=shared.setdefault(shape := shape_of(sample), shape),
            )
        )
    return keys


def wording_digest(lang: str, text: str) -> str:
    return hashlib.blake2b(f"{lang} {text}".encode(), digest_size=8).hexdigest()


def names_by_language(contents: Contents) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each language, each entity's written names, longest first."""
    out: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for lang in ("zh", "en"):
        for entity in contents.entities.values():
            if label := entity.labels.get(lang) or entity.labels.get(""):
                note = entity.note.get(lang)
                full = (f"{label}（{note}）", f"{label} ({note})") if note else ()
                out[lang][entity.id] = (*full, label)
    return out


@dataclass(frozen=True, slots=True)
class Plan:
    """Which samples a recipe releases, in which split, and what was left out: reason by sample id."""

    keys: Mapping[str, SampleKey]
    split: Mapping[str, str]
    held_out: Mapping[str, int]
    rejected: Mapping[str, str]


def plan(keys: list[SampleKey], contents: Contents, recipe: Recipe, asked: Mapping[str, float] | None = None) -> Plan:
    """Licence first, then sides, then the choice under the budget, then splits over what was chosen. ``asked``: the share of each shape
    among the questions that people ask."""
    rejected = {k.id: k.refused for k in keys if k.refused}
    keys = [k for k in keys if not k.refused]
    if recipe.languages:
        for key in keys:
            if key.lang not in recipe.languages:
                rejected[key.id] = "not_asked"
    if recipe.settings:
        rejected |= {k.id: "not_asked" for k in keys if k.setting not in recipe.settings}
    if recipe.kinds:
        rejected |= {k.id: "not_asked" for k in keys if k.kind not in recipe.kinds}
    keys = [k for k in keys if k.id not in rejected]
    owner = splits.owners(contents.facts, contents.symmetric())
    mixed = {k.id for k in keys if len(splits.sides(k.facts, owner)) > 1}
    rejected |= dict.fromkeys(mixed, "mixed_split")
    taken, left = choose([k for k in keys if k.id not in mixed], recipe, asked or {})
    rejected |= {key.id: reason for key, reason in left}
    chosen = [k for k in keys if k.id in taken]
    split = splits.assign(chosen, owner)
    apart = {k.id for k in chosen if split[k.id] == "mixed"}
    rejected |= dict.fromkeys(apart, "mixed_split")
    chosen = [k for k in chosen if k.id not in apart]
    split = {k.id: split[k.id] for k in chosen}
    return Plan({k.id: k for k in chosen}, split, splits.held_out(chosen, split), rejected)


# --------------------------------------------------------------------------------------------- what may be shown


def span_json(span: Span, documents: Mapping[str, Document], date: str = "", hidden: Collection[str] = ()) -> dict[str, Json]:
    """A span for a release: where the source's text may not be shown, or the quote is ``hidden``, it gives way to its digest."""
    out = span.to_json()
    if span.quote in hidden or not may_show(documents[span.document].source, date):
        out["quote_digest"] = digest(out.pop("quote"))
    return out


def facts_lines(contents: Contents, hidden: Collection[str] = (), *, held: bool = False) -> Iterator[bytes]:
    """The facts; ``held``: those that are in no graph because they contradict each other."""
    for fact in contents.held if held else contents.facts:
        row = fact.to_json()
        for evidence, made in zip(fact.evidence, row["evidence"], strict=True):
            made["spans"] = [span_json(s, contents.documents, contents.date, hidden) for s in evidence.spans]
        yield orjson.dumps(row) + LINES


def grounds_lines(contents: Contents, hidden: Collection[str] = ()) -> Iterator[bytes]:
    for ground in contents.grounds:
        row = ground.to_json()
        row["open"] = identifying.clean(row["open"])  # what was rejected is told in the words of its document
        if "spans" in row:
            row["spans"] = [span_json(s, contents.documents, contents.date, hidden) for s in ground.spans]
        yield orjson.dumps(row) + LINES


def documents_lines(contents: Contents, recipient: str = "") -> Iterator[bytes]:
    """The documents; whom else a source may be given to is told to nobody else."""
    for name in sorted(contents.documents):
        document = contents.documents[name]
        source = document.source
        row = {
            "id": document.id,
            "title": document.title,
            "digest": document.digest,
            "format": document.format,
            "language": document.language,
            "source": source.id,
            "source_title": dict(source.title),
            "licence": source.licence,
            "uses": list(source.uses),
            "origin": source.origin,
            "sensitivity": source.sensitivity,
            "series": source.series,
            "version": source.version,
            "as_at": source.as_at,
            "reference": source.reference,
            "signed": source.signed,
            "dated": source.dated,
            "recipients": [r for r in source.recipients if recipient in ("", r)] or None,
            "authorised_by": source.authorised_by or None,
            "authorised_until": source.authorised_until,
            "text_included": text_shown(document, contents.date),
            "identifiers": document.identifiers or None,
        }
        yield orjson.dumps(identifying.clean({k: v for k, v in row.items() if v is not None})) + LINES


# --------------------------------------------------------------------------------------------- samples


def released_samples(samples: Iterable[bytes], made: Plan) -> Iterator[Sample]:
    """The samples of a plan with their splits, in the order of their ids; each held-out wording follows its sample."""
    for raw in samples:
        sample = orjson.loads(raw)
        split = made.split.get(sample["id"])
        if split is None:
            continue
        sample["split"] = split
        index = made.held_out.get(sample["id"])
        held = None if index is None else _held_out(sample, sample["paraphrases"].pop(index))
        yield sample
        if held is not None:
            yield held


def _held_out(sample: Sample, wording: Mapping[str, str]) -> Sample:
    """A sample of its own for a wording that its form's train sample does not show. Its id is that of the sample with the question
    added."""
    out = dict(sample)
    out["question"] = wording["text"]
    out["paraphrases"] = []
    out["split"] = "test_wording"
    out["id"] = held_out_id(sample["id"], wording["text"])
    return out


# --------------------------------------------------------------------------------------------- the folder


def write_release(
    corpus: Corpus,
    recipe: Recipe,
    contents: Contents,
    samples: Callable[[], Iterable[bytes]],
    *,
    parts: Mapping[str, Json],
    yields: Mapping[str, Json],
    write_card: Callable[[Path, Contents, Mapping[str, Json]], None],
    on_reject: Callable[[Rejection], None] = lambda rejection: None,
    not_asked: Callable[[], Iterable[Rejection]] = lambda: (),
    asked: Mapping[str, float] | None = None,
) -> Released:
    """Write ``releases/RECIPE`` whole or not at all. ``samples`` is called several times and gives JSON bytes by id; ``not_asked`` gives
    what was tried and makes no sample; ``asked`` is the share of each shape among the questions that people ask."""
    work = corpus.folder / ".work"
    final = corpus.folder / "releases" / recipe.name
    settle(corpus.folder, recipe.name)
    building = work / f"{recipe.name}.building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)

    documents = contents.documents
    permissions = Permissions(documents, (*contents.facts, *contents.held), contents.grounds, recipe.purpose, recipe.recipient, corpus.date)
    held = recipients.holding(contents, permissions, handed_on=bool(recipe.recipient))
    barred = recipients.barred_samples(samples(), permissions, held)
    whole, contents = contents, held.contents
    fitted = partial(_fitted, samples, held)
    without = identifying.withheld(corpus, contents, fitted, yields)
    keys = sample_keys(fitted(), contents, names_by_language(contents), barred)
    keys = [replace(k, refused=k.refused or "identifier_in_sample") if k.id in without.samples else k for k in keys]
    made = plan(keys, contents, recipe, asked)
    for identifier in sorted(made.rejected):
        document = barred[identifier].document if identifier in barred else None
        one = without.samples.get(identifier) if made.rejected[identifier] == "identifier_in_sample" else None
        detail = one.told if one else ""
        on_reject(Rejection(made.rejected[identifier], identifier, document=document, made_by="release", detail=detail))
    if not made.split:
        shutil.rmtree(building)
        reasons = ", ".join(f"{reason} {n}" for reason, n in sorted(Counter(made.rejected.values()).items()))
        remedy = f"left out: {reasons}" if reasons else "nothing was generated: see 'kgcorpus rejected'"
        raise WorkError(f"recipe {recipe.name}", "no sample is left to release", "at least one", remedy)

    ledger = Ledger(contents)
    exports = Exports(building, corpus, recipe, contents)
    counts = _write_samples(building, exports, fitted, made, ledger)
    _write_coverage(building, ledger, made, keys, () if recipe.recipient else not_asked())
    _write_graph(building, contents, recipe.recipient, without.quotes)
    reviews = read_reviews(corpus.folder / "reviews.jsonl")
    if not recipe.recipient:  # who decided what is told nobody else
        _write_decisions(building, reviews)
    rejected = Counter(made.rejected.values())
    counts |= {
        "taken": len(keys),
        "rejected": dict(sorted(rejected.items())),
        "facts": len(contents.facts),
        "entities": len(contents.entities),
        "grounds": len(contents.grounds),
        "documents": len(contents.documents),
        "identifiers": without.told(),
        "yields": recipients.told(yields) if recipe.recipient else dict(yields),
    }
    permitted = record(documents, contents, permissions, barred.values(), recipe, corpus.ontology_sensitivity)
    counts["licence_conflicts"] = len(permitted["conflicts"])
    manifest: dict[str, Json] = {
        "error_estimate": _error_estimate(reviews, recipe, whole, contents, counts),
        "corpus": corpus.name,
        "recipe": recipe_json(recipe),
        "permissions": permitted,
        "date": corpus.date,
        "kgcorpus": __version__,
        "parts": dict(parts),
        "languages": list(corpus.languages),
        "counts": counts,
        "graph": contents.graph_digest(),
    }
    write_card(building, contents, manifest)
    for card in building.glob("card*.md"):
        identifying.clean_file(card)
    exports.describe(manifest)
    manifest["files"] = {path.relative_to(building).as_posix(): _sha256(path) for path in sorted(building.rglob("*")) if path.is_file()}
    (building / "manifest.json").write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + LINES)
    final.parent.mkdir(exist_ok=True)
    old = work / f"{recipe.name}.old"
    if final.exists():
        final.rename(old)
    building.rename(final)
    shutil.rmtree(old, ignore_errors=True)
    along = corpus.ontology_sensitivity if recipe.recipient and corpus.ontology_sensitivity != "public" else ""
    gone = left_out(documents, permissions, barred.values(), named=True)
    return Released(final, len(keys), counts["samples"], rejected, counts, tuple(permitted["conflicts"]), tuple(gone), along)


def _error_estimate(
    reviews: Sequence[Review], recipe: Recipe, whole: Contents, contents: Contents, counts: Mapping[str, Json]
) -> dict[str, Json]:
    """What people found who read random samples of the facts (of the ``whole`` graph, from which others may be held back) and samples: by
    ``facts`` and ``samples``, the estimates that there are."""
    there, here = (sum(fact.derived is None for fact in one.facts) for one in (whole, contents))
    now = {"facts": there, "samples": counts["samples"]}
    return error_estimate(estimates(reviews, now=now, graph=whole.graph_digest(), release=recipe.name), released=here)


def _write_decisions(folder: Path, reviews: Sequence[Review]) -> None:
    """Write ``reviews.jsonl``: what people decided who read samples of the release. No file where nobody has read any."""
    found = on_samples(reviews)
    rows: list[dict[str, Json]] = []
    if found:
        with (folder / "samples.jsonl").open("rb") as lines:
            rows = [row for line in lines for row in found.get(orjson.loads(line)["id"], ())]
    if rows:
        with (folder / "reviews.jsonl").open("wb") as out:
            out.writelines(orjson.dumps(identifying.clean(row)) + LINES for row in rows)


def _fitted(samples: Callable[[], Iterable[bytes]], held: recipients.Holding) -> Iterable[bytes]:
    return recipients.reading(samples(), held) if held.barred else samples()


def settle(folder: Path, name: str) -> None:
    """Finish or undo what an interrupted run left: an old release without a new one goes back to its place."""
    old, final = folder / ".work" / f"{name}.old", folder / "releases" / name
    if old.exists():
        if final.exists():
            shutil.rmtree(old)
        else:
            final.parent.mkdir(exist_ok=True)
            old.rename(final)


def recipe_json(recipe: Recipe) -> dict[str, Json]:
    from dataclasses import asdict

    return {k: v for k, v in asdict(recipe).items() if v not in (None, (), [])}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_coverage(folder: Path, ledger: Ledger, made: Plan, keys: Iterable[SampleKey], not_asked: Iterable[Rejection]) -> None:
    """Write ``coverage.json``. What was tried and could not be asked is told of the organisation's own releases only: it names things."""
    found = ledger.written(made.rejected, {key.id: key.facts for key in keys}, not_asked)
    (folder / "coverage.json").write_bytes(orjson.dumps(identifying.clean(found), option=orjson.OPT_INDENT_2) + LINES)


def _write_samples(
    folder: Path, exports: Exports, samples: Callable[[], Iterable[bytes]], made: Plan, ledger: Ledger
) -> dict[str, Json]:
    tables: dict[str, Counter[str]] = defaultdict(Counter)
    used: set[str] = set()
    total = 0
    skeletons: dict[str, Counter[str]] = defaultdict(Counter)
    questions: dict[str, list[str]] = defaultdict(list)

    def stream() -> Iterator[list[Sample]]:
        nonlocal total
        batch: list[Sample] = []
        with (folder / "samples.jsonl").open("wb") as out, (folder / "popularity.jsonl").open("wb") as popularity:
            for sample in released_samples(samples(), made):
                out.write(orjson.dumps(sample) + LINES)
                popularity.write(ledger.see(sample))
                total += 1
                lang = sample["lang"]
                for table, value in (
                    ("lang", lang),
                    ("kind", f"{lang} {sample['kind']}"),
                    ("setting", f"{lang} {sample['setting']}"),
                    ("split", f"{lang} {sample['split']} {sample['hops']}"),
                    ("hops", f"{lang} {sample['hops']}"),
                    ("mode", f"{lang} {sample['mode']}"),
                    ("difficulty", f"{lang} {sample['difficulty']}"),
                ):
                    tables[table][value] += 1
                used.update(resting(sample).facts)
                if len(questions[lang]) < NEAR_DUPLICATES_AMONG:
                    questions[lang].append(sample["question"])
                if sample["split"] != "test_wording":
                    skeletons[lang][made.keys[sample["id"]].skeleton] += 1
                batch.append(sample)
                if len(batch) == 2000:
                    yield batch
                    batch = []
            if batch:
                yield batch

    exports.write(stream())
    return {
        "samples": total,
        "by": {name: dict(sorted(table.items())) for name, table in sorted(tables.items())},
        "facts_used": len(used),
        "skeletons": {lang: len(table) for lang, table in sorted(skeletons.items())},
        "near_duplicates": {lang: round(near_duplicate_share(texts), 4) for lang, texts in sorted(questions.items())},
        "largest_skeleton": {lang: max(table.values()) for lang, table in sorted(skeletons.items())},
    }


def _write_graph(folder: Path, contents: Contents, recipient: str, hidden: Collection[str]) -> None:
    with (folder / "facts.jsonl").open("wb") as out:
        out.writelines(facts_lines(contents, hidden))
    with (folder / "grounds.jsonl").open("wb") as out:
        out.writelines(grounds_lines(contents, hidden))
    with (folder / "documents.jsonl").open("wb") as out:
        out.writelines(documents_lines(contents, recipient))
    if merged := {old: new for old, new in sorted(contents.redirects.items()) if new in contents.entities}:
        with (folder / "merged.jsonl").open("wb") as out:
            out.writelines(orjson.dumps({"id": old, "into": new}) + LINES for old, new in merged.items())
    _write_conflicts(folder, contents, hidden)
    rdf.write_graph_nt(contents.facts, contents.ontology, contents.entities, contents.date, folder / "graph.nt")
    (folder / "ontology.ttl").write_text(contents.ontology_text, encoding="utf-8", newline="\n")
    for document in contents.documents.values():
        if text_shown(document, contents.date):
            path = folder / "texts" / f"{document.digest}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(document.text.encode("utf-8"))


def _write_conflicts(folder: Path, contents: Contents, hidden: Collection[str]) -> None:
    """Write ``conflicts.jsonl``: the facts in no graph on which samples of the release rest that say that sources disagree. No file
    without such samples."""
    cited: set[str] = set()
    with (folder / "samples.jsonl").open("rb") as lines:
        for line in lines:
            if contents.held and b'"cause"' in line:
                cited.update(facts_told(orjson.loads(line)))
    if rest := tuple(fact for fact in contents.held if fact.id in cited):
        with (folder / "conflicts.jsonl").open("wb") as out:
            out.writelines(facts_lines(replace(contents, held=rest), hidden, held=True))


def without_passages(document: Document) -> Document:
    return replace(document, passages=())
