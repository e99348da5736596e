"""The stages in order, and what a stage's result depends on.

``ingest`` reads documents, ``extract`` finds candidate facts, ``verify`` resolves and judges them, ``generate`` asks the verified graph,
``release`` writes. Each stage notes in the corpus file a key over everything that its result depends on (document digests, the program,
the ontology, decisions, configuration) together with its result, in one transaction: what has not changed is kept, what was cut off is
done again.
"""

from __future__ import annotations

import difflib
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus import config, store
from kgcorpus.build_reads import KeptReads
from kgcorpus.errors import ConfigError, OntologyError, UsageError
from kgcorpus.model import REASONS, Document, Entity, Fact, Ground, Json, NameGiven, Rejection, digest
from kgcorpus.store import StageResult, Store

if TYPE_CHECKING:
    from kgcorpus.build_extraction import Extraction
    from kgcorpus.entities import Decisions
    from kgcorpus.ontology import Ontology
    from kgcorpus.ontology_lint import Problem
    from kgcorpus.release.contents import Contents

STAGES = ("ingest", "extract", "verify", "generate", "release")
VERSION = "1"
"""Raised when a stage's code changes what it gives, so that earlier results are made anew."""

Note = Callable[[str], None]


class Build:
    """A corpus at work: its configuration, its file, and what has been loaded of it so far. ``corpus`` is one that is not read from the
    folder, for a trial."""

    def __init__(
        self,
        folder: Path,
        *,
        workers: int = 1,
        note: Note = lambda text: None,
        warn: Callable[[Problem], None] = lambda problem: None,
        corpus: config.Corpus | None = None,
    ) -> None:
        self.warn = warn
        self.corpus = corpus or config.load(folder)
        self.store = Store(self.corpus.folder / "corpus.db")
        self.workers = workers
        self.note = note
        self._ontology: Ontology | None = None
        self._read: dict[str, Document] | None = None
        self._extracted: dict[str, Extraction] = {}

    def __enter__(self) -> Build:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.__exit__()

    # ------------------------------------------------------------------ what stages share

    @property
    def ontology(self) -> Ontology:
        if self._ontology is None:
            from kgcorpus.build_names import with_ids

            self._ontology = sound_ontology(self.corpus, self.warn)
            self.corpus = with_ids(self.corpus, self._ontology)
        return self._ontology

    def run(self, stage: str, recipe: str = "default") -> StageResult:
        """Run one stage if anything it depends on has changed. The stages before it must have run."""
        step: Callable[[], StageResult] = {
            "ingest": self.ingest,
            "extract": self.extract,
            "verify": self.verify,
            "generate": self.generate,
            "release": lambda: self.release(recipe),
        }[stage]
        return step()

    def _unchanged(self, stage: str, key: str) -> StageResult | None:
        last = self.store.stage(stage)
        return replace(last[1], fresh=False) if last and last[0] == key else None

    def _before(self, stage: str) -> str:
        """The key of a stage that has run."""
        last = self.store.stage(stage)
        if last is None:
            raise UsageError(
                str(self.corpus.folder),
                f"the stage '{stage}' has not run",
                "its result",
                f"run 'kgcorpus {stage}' or 'kgcorpus build' first",
            )
        return last[0]

    def _current(self, stage: str) -> str:
        """The key of a stage that has run, and not before what it depends on changed."""
        found = self._before(stage)
        if stage != "ingest" and found != self._key(stage):
            raise UsageError(
                str(self.corpus.folder),
                f"the stage '{stage}' has not run since what it depends on changed",
                "a result of the present state",
                f"run 'kgcorpus {stage}' or 'kgcorpus build' first",
            )
        return found

    def check_current(self, stage: str) -> None:
        """Raise ``UsageError`` where a stage has not run, or not since what it depends on changed."""
        self._current(stage)

    def check_has_run(self, stage: str) -> None:
        """Raise ``UsageError`` where a stage has never run."""
        self._before(stage)

    def _key(self, stage: str) -> str:
        """What the result of a stage depends on, as a digest; the stages before it must be current."""
        if stage == "ingest":
            return digest(_code(), "ingest", [[str(p), h] for p, h in _files(self.corpus.documents)], self.corpus.digest)
        before = self._current(STAGES[STAGES.index(stage) - 1])
        if stage == "extract":
            from kgcorpus.extract.learned import model_digest

            models = [_file_digest(self.corpus.folder / "proposals.jsonl"), model_digest(self.corpus.model)]
            return digest(_code(), stage, before, self.ontology.digest, self._decisions().digest, models)
        if stage == "verify":
            reviews, aliases = (self.corpus.folder / name for name in ("reviews.jsonl", "aliases.jsonl"))
            return digest(_code(), stage, before, _file_digest(reviews), _file_digest(aliases), repr(self.corpus.policy))
        return digest(_code(), stage, before, list(self.corpus.languages), _file_digest(self.corpus.folder / "wordings.jsonl"))

    # ------------------------------------------------------------------ ingest

    def ingest(self) -> StageResult:
        """Read every file of the documents folder: documents with text and source, or rejections."""
        from kgcorpus.build_extraction import layout_of
        from kgcorpus.build_identifiers import Looked
        from kgcorpus.documents.reading import read_documents

        key = self._key("ingest")
        if done := self._unchanged("ingest", key):
            return done
        documents: dict[str, Document] = {}
        rejections: list[Rejection] = []
        looked = Looked(self.corpus.policy.identifiers)
        kept = KeptReads(self.store)
        for item in read_documents(self.corpus, workers=self.workers, kept=kept):
            if isinstance(item, Rejection):
                rejections.append(item)
            elif item.id in documents:
                other = documents[item.id].path
                rejections.append(Rejection("duplicate_id", item.path, document=item.id, detail=f"{other} has the id '{item.id}' already"))
            else:
                documents[item.id] = looked.take(item)
        _check_superseded(self.corpus, documents, rejections)
        looked.stop(str(self.corpus.documents))
        self._read = documents
        kept.settle()
        result = _result("ingest", len(documents) + len(rejections), len(documents), rejections, **_unread(rejections), **looked.told())
        with self.store.write() as db:
            for document in documents.values():
                self.store.put_text(db, document.digest, document.text)
            self.store.drop_unused_texts(db, {d.digest for d in documents.values()})
            self.store.put_records(db, "document", ((d.id, store.dump(replace(d, text="", passages=()))) for d in documents.values()))
            self.store.put_records(db, "layout", ((d.id, layout_of(d)) for d in documents.values()))
            self.store.put_rejections(db, "ingest", map(store.dump, rejections))
            self.store.keep_reads(db, kept.used)
            self.store.finish(db, "ingest", key, result)
        return result

    def documents(self) -> dict[str, Document]:
        """Documents with their text, without passages, by id."""
        out = {}
        for name, raw in self.store.records("document"):
            document = store.load(Document, raw)
            out[name] = replace(document, text=self.store.text(document.digest))
        return out

    def read_documents(self) -> dict[str, Document]:
        """Documents with their passages, read again from their files, by id; raises ``UsageError`` for those that have changed."""
        if self._read is None:
            self._read = self._passages_of({name for name, _ in self.store.records("document")})
        return self._read

    def _passages_of(self, wanted: Collection[str]) -> dict[str, Document]:
        """These documents with their passages, read again from their files unless that has just been done."""
        from kgcorpus.build_identifiers import Looked
        from kgcorpus.documents.reading import read_documents

        if self._read is not None:
            return {name: self._read[name] for name in sorted(wanted)}
        known = {name: store.load(Document, raw) for name, raw in self.store.records("document") if name in wanted}
        looked = Looked(self.corpus.policy.identifiers)
        kept = KeptReads(self.store, writing=False)
        items = read_documents(self.corpus, workers=self.workers, only={d.path for d in known.values()}, kept=kept)
        taken = (looked.take(d) for d in items if isinstance(d, Document) and d.id in known)
        read = {d.id: d for d in taken if (known[d.id].path, known[d.id].digest) == (d.path, d.digest)}
        if missing := sorted(set(known) - set(read)):
            raise UsageError(
                str(self.corpus.folder), f"documents have changed since they were read: {missing[0]}", "", "run 'kgcorpus ingest' first"
            )
        return {name: read[name] for name in sorted(read)}

    # ------------------------------------------------------------------ extract

    def extract(self) -> StageResult:
        """Candidate facts of every document that has changed, or that a change of ontology, mappings or other documents' names concerns."""
        from kgcorpus.build_extraction import Extracting

        key = self._key("extract")
        if done := self._unchanged("extract", key):
            return done
        stage = Extracting(
            self.store, self.corpus, self.ontology, code=_code(), read=self._passages_of, note=self.note,
            decisions=self._decisions(),
        )  # fmt: skip
        found = stage.run()
        self._extracted = found.made
        unread = _unread(store.load(Rejection, raw) for raw in found.rejected) if _BY_NAME & found.reasons.keys() else {}
        rejected, total = dict(sorted(found.reasons.items())), sum(found.reasons.values())
        result = StageResult("extract", found.given + total, found.given, rejected, {"documents": found.documents, **unread})
        with self.store.write() as db:
            stage.tidy(db)
            self.store.put_records(db, "named", ((e.id, store.dump(e)) for e in found.named))
            self.store.put_records(db, "given", ((f"{n:08d}", raw) for n, raw in enumerate(found.names)))
            self.store.put_rejections(db, "extract", found.rejected)
            self.store.finish(db, "extract", key, result)
        # Told, not kept: it depends on what was there before.
        return result if found.again == found.documents else replace(result, extra={**result.extra, "again": found.again})

    def _decisions(self) -> Decisions:
        from kgcorpus.entities import read_decisions

        return read_decisions(self.corpus.folder / "aliases.jsonl")

    def _extraction(self, name: str) -> Extraction:
        if name not in self._extracted:
            from kgcorpus.build_extraction import Extraction

            self._extracted[name] = store.load(Extraction, self.store.extraction(name))
        return self._extracted[name]

    # ------------------------------------------------------------------ verify

    def verify(self) -> StageResult:
        """Entities, facts, findings, verdicts, grounds and derived facts."""
        from kgcorpus.judging import findings_by_code, judge

        key = self._key("verify")
        if done := self._unchanged("verify", key):
            return done
        found = [self._extraction(name) for name, _ in self.store.records("document")]
        # Not needed after this stage: passages and candidates are most of what a large corpus takes.
        self._extracted, self._read = {}, None
        row_rejections = [store.load(Rejection, raw) for _, raw in self.store.rejections("extract")]
        judged = judge(
            self.corpus,
            self.ontology,
            (c for one in found for c in one.candidates),
            (s for one in found for s in one.sections),
            row_rejections,
            self.documents(),
            (store.load(Entity, raw) for _, raw in self.store.records("named")),
            (store.load(NameGiven, raw) for _, raw in self.store.records("given")),
        )
        result = StageResult(
            "verify",
            judged.taken,
            judged.given,
            dict(sorted(Counter(r.reason for r in judged.rejections).items())),
            {
                "candidates": sum(len(one.candidates) for one in found),
                "derived": len(judged.facts) - judged.given,
                "entities": len(judged.entities),
                "grounds": sum(1 for g in judged.grounds if not g.open),
                "findings": findings_by_code(judged.findings),
            },
        )
        with self.store.write() as db:
            self.store.put_records(db, "entity", ((e.id, store.dump(e)) for e in judged.entities.values()))
            self.store.put_records(db, "fact", ((f.id, orjson.dumps(f.to_json())) for f in judged.facts))
            self.store.put_records(db, "held", ((f.id, orjson.dumps(f.to_json())) for f in judged.held))
            self.store.put_records(db, "verdict", ((i, orjson.dumps(v)) for i, v in judged.verdicts.items()))
            self.store.put_records(db, "finding", ((f"{n:08d}", store.dump(f)) for n, f in enumerate(judged.findings)))
            self.store.put_records(db, "proposal", ((p.id, store.dump(p)) for p in judged.proposals))
            self.store.put_records(db, "ground", ((g.id, orjson.dumps(g.to_json())) for g in judged.grounds))
            self.store.put_records(db, "redirect", ((a, orjson.dumps(b)) for a, b in judged.redirects.items()))
            self.store.put_rejections(db, "verify", map(store.dump, judged.rejections))
            self.store.finish(db, "verify", key, result)
        return result

    def facts(self) -> Iterator[Fact]:
        """Accepted facts, asserted and derived, by id."""
        for _, raw in self.store.records("fact"):
            yield Fact.from_json(orjson.loads(raw))

    def contents(self) -> Contents:
        """The verified graph with its documents, as a release is made of it."""
        from kgcorpus.release.contents import Contents, ontology_text

        self._before("verify")
        facts = tuple(self.facts())
        named = {f.subject for f in facts} | {f.object for f in facts if isinstance(f.object, str)}
        named |= {q.value for f in facts for q in f.qualifiers if isinstance(q.value, str)}
        entities = {name: store.load(Entity, raw) for name, raw in self.store.records("entity")}
        grounds = tuple(Ground.from_json(orjson.loads(raw)) for _, raw in self.store.records("ground"))
        return Contents(
            ontology=self.ontology,
            ontology_text=ontology_text(self.corpus.ontology),
            facts=facts,
            entities={name: entities[name] for name in sorted(named) if name in entities},
            grounds=grounds,
            documents=self.documents(),
            date=self.corpus.date,
            redirects={name: orjson.loads(raw) for name, raw in self.store.records("redirect")},
            held=tuple(self._conflicting()),
        )

    def _conflicting(self) -> Iterator[Fact]:
        """Facts that wait because sources contradict each other, by id."""
        verdicts = {name: orjson.loads(raw) for name, raw in self.store.records("verdict")}
        for name, raw in self.store.records("held"):
            if verdicts.get(name, {}).get("reason") == "conflict":
                yield Fact.from_json(orjson.loads(raw))

    # ------------------------------------------------------------------ generate

    def generate(self) -> StageResult:
        """Every sample that the verified graph answers, in the corpus's languages; caps are the recipe's, at release."""
        from kgcorpus.generate import questions

        key = self._key("generate")
        if done := self._unchanged("generate", key):
            return done
        rejected: Counter[str] = Counter()
        rejections: list[bytes] = []
        given = 0
        with self.store.write() as db:
            self.store.clear_samples(db)
            batch: list[tuple[str, str, str, bytes]] = []
            for item in questions.generate(self.contents(), self.corpus, workers=self.workers):
                if isinstance(item, Rejection):
                    rejected[item.reason] += 1
                    rejections.append(store.dump(item))
                    continue
                given += 1
                batch.append((item["id"], item["lang"], item["kind"], orjson.dumps(item)))
                if len(batch) == 2000:
                    self.store.put_samples(db, batch)
                    batch = []
                    self.note(f"generate {given:,}")
            self.store.put_samples(db, batch)
            self.store.put_rejections(db, "generate", rejections)
            result = StageResult("generate", given + sum(rejected.values()), given, dict(sorted(rejected.items())), {})
            self.store.finish(db, "generate", key, result)
        return result

    # ------------------------------------------------------------------ release

    def release(self, recipe_name: str = "default") -> StageResult:
        """Write ``releases/RECIPE``."""
        from functools import partial

        from kgcorpus.release import card, writing

        recipe = self.recipe(recipe_name)
        key = self._release_key(recipe)
        name = f"release {recipe.name}"
        writing.settle(self.corpus.folder, recipe.name)
        manifest = self.corpus.folder / "releases" / recipe.name / "manifest.json"
        if manifest.exists() and (done := self._unchanged(name, key)):
            return done
        rejections: list[Rejection] = []
        released = writing.write_release(
            self.corpus,
            recipe,
            self.contents(),
            self.store.samples,
            parts=self.parts(),
            yields=self.yields(),
            write_card=partial(card.write_card, notice=self.corpus.notice, title=self.corpus.title),
            on_reject=rejections.append,
            not_asked=lambda: (store.load(Rejection, raw) for _, raw in self.store.rejections("generate")),
            asked=self._asked(recipe),
        )
        result = StageResult(
            "release",
            released.taken,
            released.taken - sum(released.rejected.values()),
            dict(sorted(released.rejected.items())),
            {"samples": released.given, "folder": released.folder.relative_to(self.corpus.folder).as_posix(), **released.told()},
        )
        with self.store.write() as db:
            self.store.put_rejections(db, name, map(store.dump, rejections))
            self.store.finish(db, name, key, result)
        return result

    def _asked(self, recipe: config.Recipe) -> dict[str, float] | None:
        """The share of each shape among the questions that people ask, where the recipe names a file of them."""
        from kgcorpus.build_questions import read_questions, shares

        return shares(read_questions(self, self.corpus.folder / recipe.questions)) if recipe.questions else None

    def _release_key(self, recipe: config.Recipe) -> str:
        before = self._current("generate")
        asked = _file_digest(self.corpus.folder / recipe.questions) if recipe.questions else ""
        return digest(_code(), "release", before, repr(recipe), self.corpus.digest, orjson.dumps(self.yields()).decode(), asked)

    def is_released(self, recipe_name: str) -> bool:
        """Whether ``releases/RECIPE`` is of the present state."""
        last = self.store.stage(f"release {recipe_name}")
        manifest = self.corpus.folder / "releases" / recipe_name / "manifest.json"
        return manifest.exists() and last is not None and last[0] == self._release_key(self.recipe(recipe_name))

    def recipe(self, name: str) -> config.Recipe:
        """The recipe of this name."""
        if name not in self.corpus.recipes:
            raise UsageError(
                str(self.corpus.folder / "corpus.toml"), f"unknown recipe '{name}'", "one of: " + ", ".join(sorted(self.corpus.recipes))
            )
        return self.corpus.recipes[name]

    def yields(self) -> dict[str, Json]:
        """What each stage took in, gave out and rejected, for the card."""
        from kgcorpus.build_identifiers import without_places

        stages: dict[str, Json] = {}
        for stage in STAGES[:-1]:
            if last := self.store.stage(stage):
                r = last[1]
                stages[stage] = {"taken": r.taken, "given": r.given, "rejected": dict(r.rejected), "extra": without_places(r.extra)}
        read = sum(1 for _, raw in self.store.records("verdict") if orjson.loads(raw).get("review"))
        return {"stages": stages, "read_by_people": {"facts": read}}

    def parts(self) -> dict[str, Json]:
        """The parts that made this corpus, with version and options, as the release records them."""
        from kgcorpus.build_proposals import models_asked
        from kgcorpus.extract import EXTRACTORS
        from kgcorpus.extract.learned import model_digest
        from kgcorpus.generate import GENERATORS
        from kgcorpus.release.formats import FORMATS
        from kgcorpus.verify import CHECKS

        return {
            "extractors": dict.fromkeys(sorted(EXTRACTORS), VERSION),
            "checks": dict.fromkeys(sorted(CHECKS), VERSION),
            "generators": dict.fromkeys(sorted(GENERATORS), VERSION),
            "formats": sorted(FORMATS),
            "ontology": self.ontology.digest,
            **({"trained_model": trained} if (trained := model_digest(self.corpus.model)) else {}),
            **({"models": models} if (models := models_asked(self.corpus.folder / "proposals.jsonl")) else {}),
        }


def build(
    folder: Path,
    *,
    recipe: str = "default",
    workers: int = 1,
    on_stage: Callable[[StageResult, float], None] = lambda r, s: None,
    note: Note = lambda t: None,
    warn: Callable[[Problem], None] = lambda p: None,
) -> list[StageResult]:
    """Run every stage whose inputs changed; gives the stages' results in order."""
    results = []
    with Build(folder, workers=workers, note=note, warn=warn) as work:
        work.recipe(recipe)  # before hours of work, not after
        for stage in STAGES:
            began = time.perf_counter()
            result = work.run(stage, recipe)
            on_stage(result, time.perf_counter() - began)
            results.append(result)
    return results


def outdated(folder: Path) -> list[str]:
    """The releases of a built corpus, by name, that are not of its present state: of other documents, decisions or permissions."""
    with Build(folder) as work:
        made = [path.parent.name for path in sorted((work.corpus.folder / "releases").glob("*/manifest.json"))]
        return [name for name in made if name not in work.corpus.recipes or not work.is_released(name)]


# --------------------------------------------------------------------------------------------- small things


def sound_ontology(corpus: config.Corpus, warn: Callable[[Problem], None] = lambda problem: None) -> Ontology:
    """The ontology of a corpus, without what it would have to fetch (``warn`` is told of it).

    An ``OntologyError`` lists all its errors, a ``ConfigError`` the names in ``corpus.toml`` that it does not know.
    """
    from kgcorpus.build_names import with_ids
    from kgcorpus.ontology import load
    from kgcorpus.ontology_lint import lint

    problems = lint(corpus.ontology)
    for problem in problems:
        if problem.rule == "import":
            warn(problem)
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        listed = "\n".join(f"  {p.file}:{p.line}: {p.rule}: {p.value}" + (f" → {p.fix}" if p.fix else "") for p in errors)
        raise OntologyError(
            str(corpus.ontology),
            f"{len(errors)} error(s) in the ontology\n{listed}",
            "",
            "mend them; 'kgcorpus ontology lint' shows warnings too",
        )
    ontology = load(corpus.ontology)
    with_ids(corpus, ontology)
    return ontology


def _check_superseded(corpus: config.Corpus, documents: Mapping[str, Document], rejections: Iterable[Rejection]) -> None:
    """Raise where a document or its source names a document that it supersedes and that is not there; lists all such names at once."""
    known = {name for d in documents.values() for name in (d.id, d.path)}
    known |= {name for r in rejections for name in (r.document, r.what) if name}
    declared = {name: rule.source.id for rule in corpus.sources for name in rule.source.supersedes}
    unknown: dict[str, str] = {}
    for document in documents.values():
        for name in document.source.supersedes:
            if name not in known:
                unknown[name] = f"[[source]] {declared[name]}" if name in declared else document.path
    for name in declared:
        if name not in known:
            unknown[name] = f"[[source]] {declared[name]}"
    if unknown:
        listed = "; ".join(f"{unknown[name]}: supersedes '{name}'{_nearest(name, known)}" for name in sorted(unknown))
        raise ConfigError(str(corpus.folder / "corpus.toml"), listed, "ids or paths of documents of this corpus", "mend or remove them")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1)
    return f", did you mean '{near[0]}'?" if near else ""


def _files(folder: Path) -> list[tuple[Path, str]]:
    """Every file below the folder with the sha256 of its bytes, by path; links are named, not followed."""
    out = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_symlink():
            out.append((relative, f"link {path.readlink()}"))
        elif path.is_file():
            with path.open("rb") as file:
                out.append((relative, hashlib.file_digest(file, "sha256").hexdigest()))
    return out


@cache
def _code() -> str:
    """The program itself as a digest: what another version of any part made is made again."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return digest(*(_file_digest(path) for path in files))


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


MOST_NAMED = 20
_NO_TEXT = frozenset({"running_head", "contents_list", "stray_text"})
_BY_NAME = frozenset({"missing_column", "ragged_row"}) | {reason for reason, stage in REASONS.items() if stage == "ingest"} - _NO_TEXT


def _unread(rejections: Iterable[Rejection]) -> dict[str, list[dict[str, str]]]:
    """The first files and rows that could not be read, so that the line of a stage can name them; nothing where all could."""
    found = [
        {"what": ", ".join(filter(None, (r.document or r.what, r.place))), "reason": r.reason, "detail": r.detail}
        for r in rejections
        if r.reason in _BY_NAME
    ]
    return {"unread": found[:MOST_NAMED]} if found else {}


def _result(stage: str, taken: int, given: int, rejections: Iterable[Rejection], **extra: Any) -> StageResult:
    return StageResult(stage, taken, given, dict(sorted(Counter(r.reason for r in rejections).items())), extra)
