"""Training from what people decided: the sentences of a corpus on which they have, as examples, and a model of them.

What was accepted is an example of its predicate, what was rejected an example of what does not say it; the other accepted facts of the
same sentence are told too, since a model takes what is not told for not said. Facts that rest on a table, or whose ends do not stand in one
sentence, teach nothing about sentences and are counted.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kgcorpus import config, store
from kgcorpus.build import Build
from kgcorpus.errors import UsageError
from kgcorpus.extract.learned import EXAMPLES
from kgcorpus.extract.prompting import Vocabulary, vocabulary
from kgcorpus.extract.sentences import sentence_spans
from kgcorpus.generate.material import names_of_entity
from kgcorpus.model import Document, Entity, Evidence, Fact, Json, Span, Term, content_id
from kgcorpus.ontology import BUILT_IN, Ontology
from kgcorpus.text import language_of, normal_name

if TYPE_CHECKING:
    from collections.abc import Iterable

MODELS, DEFAULT = "models", "default"
"""Where a corpus's models lie, and the name of the usual one."""
NOTHING = (
    "nobody has decided on a fact that stands in a sentence",
    "reviewed facts",
    "run 'kgcorpus review export', decide, and import the book",
)
ACCEPTED, REJECTED, MACHINE, OPEN = "accepted", "rejected", "machine", "open"
Place = tuple[str, int, int]
"""Document, start, end."""
End = tuple[int, int, "str | None"]
"""Where an end of a fact stands in its sentence, and its class."""
Told = tuple[End, str, End]
"""Subject, predicate, object."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples as lines of contract 5. ``counts``: facts that people ``accepted`` and ``rejected``, and those accepted by ``machine``, in
    them; ``elsewhere`` are decided facts that no sentence holds, ``undecided`` sentences that were left out because they hold facts that
    nobody has decided on."""

    lines: tuple[Mapping[str, Json], ...]
    counts: Mapping[str, int]

    def write(self, path: Path) -> None:
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in self.lines))


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that was trained: its folder, the report of training, what it learned from, and whether ``corpus.toml`` names it."""

    folder: Path
    report: Mapping[str, Json]
    counts: Mapping[str, int]
    named: bool

    def to_json(self) -> dict[str, Json]:
        return {"model": str(self.folder), "examples_from": dict(self.counts), "in_use": self.named, **self.report}


def examples_in(folder: Path, *, accepted: bool = False, note: Callable[[str], None] = lambda text: None) -> Examples:
    """The examples that a corpus's decisions make; the stages up to ``verify`` are run where they have to be. ``accepted``: also sentences
    with facts that only the program accepted."""
    corpus = config.load(folder)
    if corpus.model is not None and not corpus.model.is_dir():
        corpus = replace(corpus, model=None)  # it is about to be made
    with Build(folder, note=note, corpus=corpus) as work:
        for stage in ("ingest", "extract", "verify"):
            work.run(stage)
        return _Gathering(work).examples(accepted)


def train_corpus(
    folder: Path,
    out: Path | None = None,
    *,
    accepted: bool = False,
    more: Path | None = None,
    workers: int = 1,
    seed: int = 0,
    note: Callable[[str], None] = lambda text: None,
) -> Trained:
    """Train a model from what people decided. ``out`` is its folder: by default the one that ``corpus.toml`` names, else
    ``models/default``. ``more`` is a file of further examples (contract 5), such as annotated sentences from elsewhere.

    Raises ``UsageError`` where nobody has decided on a fact of any sentence and there are no further examples, or ``out`` holds something
    that is no model.
    """
    corpus = config.load(folder)
    out = (out or corpus.model or corpus.folder / MODELS / DEFAULT).resolve()
    if out.exists() and not (out.is_dir() and ((out / EXAMPLES).exists() or not any(out.iterdir()))):
        raise UsageError("--out", f"{out} is there already and is no model of a corpus", "a new folder", "name another")
    examples = examples_in(folder, accepted=accepted, note=note)
    if not examples.lines and more is None:
        raise UsageError(str(folder), *NOTHING)
    from kgcorpus.extract.learning.examples import example, read_examples
    from kgcorpus.extract.learning.training import train
    from kgcorpus.ontology import load

    given = [example(line, f"{EXAMPLES}:{number}") for number, line in enumerate(examples.lines, 1)]
    given += read_examples(more) if more is not None else []
    part, old = (out.with_name(f".{out.name}.{name}") for name in ("part", "old"))
    for path in (part, old):
        shutil.rmtree(path, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    report = train(load(corpus.ontology), given, part, workers=workers, seed=seed, note=note)
    examples.write(part / EXAMPLES)
    if out.exists():
        out.rename(old)
    part.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    return Trained(out, report, examples.counts, out == corpus.model)


# ------------------------------------------------------------------------------------------------- gathering


@dataclass(slots=True)
class _Sentence:
    """A sentence with its facts, each with what was decided."""

    document: str
    facts: dict[Told, set[str]] = field(default_factory=dict)


class _Gathering:
    """Facts of a verified corpus, by the sentences that they stand in."""

    def __init__(self, work: Build) -> None:
        self.ontology: Ontology = work.ontology
        self.documents = work.read_documents()
        self.entities = {id: store.load(Entity, raw) for id, raw in work.store.records("entity")}
        self.verdicts: dict[str, dict[str, Json]] = {id: orjson.loads(raw) for id, raw in work.store.records("verdict")}
        self.facts = [Fact.from_json(orjson.loads(raw)) for kind in ("fact", "held") for _, raw in work.store.records(kind)]
        self.words = {language: vocabulary(self.ontology, language) for language in ("zh", "en")}
        self._cuts: dict[str, list[tuple[int, int]]] = {}
        self.counts: Counter[str] = Counter()

    def examples(self, accepted: bool) -> Examples:
        """Of equal sentences one example, in order of the documents."""
        by_text: dict[str, _Sentence] = {}
        for (id, a, b), facts in sorted(self._by_place().items()):
            own = by_text.setdefault(self.documents[id].text[a:b], _Sentence(id))
            for fact, decided in facts.facts.items():
                own.facts.setdefault(fact, set()).update(decided)
        lines = []
        for text, sentence in by_text.items():
            said = {fact: self._outcome(decided) for fact, decided in sentence.facts.items()}
            people = any(one in (ACCEPTED, REJECTED) for one in said.values())
            if not (people or (accepted and MACHINE in said.values())):
                continue
            if OPEN in said.values():
                self.counts["undecided"] += 1
                continue
            self.counts.update(said.values())
            lines.append(self._line(text, sentence.document, said))
        return Examples(tuple(lines), {name: self.counts[name] for name in (ACCEPTED, REJECTED, MACHINE, "elsewhere", "undecided")})

    def _outcome(self, decided: set[str]) -> str:
        """What was decided of one place, where several facts stand there (with another condition, or corrected): what holds wins."""
        return next(one for one in (ACCEPTED, MACHINE, REJECTED, OPEN) if one in decided)

    def _by_place(self) -> dict[Place, _Sentence]:
        out: dict[Place, _Sentence] = {}
        for fact in self.facts:
            decided = self._decided(fact)
            if decided is None:
                continue
            standing = list(self._standing(fact))
            for place, ends in standing:
                out.setdefault(place, _Sentence(place[0])).facts.setdefault((ends[0], fact.predicate, ends[1]), set()).add(decided)
            if not standing and decided in (ACCEPTED, REJECTED):
                self.counts["elsewhere"] += 1
        return out

    def _decided(self, fact: Fact) -> str | None:
        """What was decided on a fact; None for what teaches nothing: derived and denied facts, and those that a check of the program
        rejects."""
        if fact.derived is not None or fact.negated or fact.predicate in BUILT_IN or fact.predicate not in self.ontology.predicates:
            return None
        verdict = self.verdicts.get(fact.id, {})
        by_people = "review" in verdict
        if verdict.get("verdict") == "accepted":
            return ACCEPTED if by_people else MACHINE
        if verdict.get("verdict") == "pending":
            return OPEN
        return REJECTED if by_people and verdict.get("reason") == "reviewed_out" else None

    def _standing(self, fact: Fact) -> Iterator[tuple[Place, tuple[End, End]]]:
        """Each sentence that holds both ends of a fact, with the places of the ends in it."""
        predicate = self.ontology.predicates[fact.predicate]
        for evidence in fact.evidence:
            ends = {span.role: span for span in evidence.spans if span.role in ("subject", "object")}
            document = self.documents.get(ends["object"].document) if len(ends) == 2 else None
            if document is None or ends["subject"].document != document.id:
                continue
            sentence = self._sentence(document, ends.values())
            if sentence is None:
                continue
            text = document.text[slice(*sentence)]
            places = [
                self._place(term, ends[role], sentence[0], text, evidence)
                for role, term in (("subject", fact.subject), ("object", fact.object))
            ]
            if places[0] is not None and places[1] is not None:
                subject = (*places[0], self._class(fact.subject, predicate.domain))
                yield (document.id, *sentence), (subject, (*places[1], self._class(fact.object, predicate.range)))

    def _sentence(self, document: Document, spans: Iterable[Span]) -> tuple[int, int] | None:
        known = self._cuts.get(document.id)
        if known is None:
            running = [p for p in document.passages if p.kind not in ("table", "heading")]
            known = [s for p in running for s in sentence_spans(document, max(p.start, document.front), p.end)]
            self._cuts[document.id] = known
        spans = list(spans)
        return next((s for s in known if all(s[0] <= e.start and e.end <= s[1] for e in spans)), None)

    def _place(self, term: Term, span: Span, start: int, text: str, evidence: Evidence) -> tuple[int, int] | None:
        """Where a term stands in its sentence: at its span, or, of a corrected fact, where its name does."""
        if not evidence.made_by.startswith("review/"):
            return span.start - start, span.end - start
        entity = self.entities.get(term) if isinstance(term, str) else None
        if entity is None:
            return None
        names = sorted({*names_of_entity(entity), *entity.hidden}, key=lambda name: (-len(name), name))
        if normal_name(span.quote) in {normal_name(name) for name in names}:
            return span.start - start, span.end - start
        found = next((m for name in names if name and (m := re.search(re.escape(name), text, re.IGNORECASE))), None)
        return found.span() if found else None

    def _class(self, term: Term, wanted: tuple[str, ...]) -> str | None:
        known = self.entities.get(term) if isinstance(term, str) else None
        return next((c for c in (known.classes if known else ()) if self.ontology.fits((c,), wanted)), None)

    # ------------------------------------------------------------------ as lines

    def _line(self, text: str, document: str, said: Mapping[Told, str]) -> dict[str, Json]:
        language = language_of(text)
        words = self.words["zh" if language == "zh" else "en"]
        triples = []
        for (subject, predicate, object_), outcome in sorted(said.items(), key=lambda one: (one[0][0][:2], one[0][2][:2], one[0][1])):
            ends = {
                name: {"text": text[a:b], "start": a, "end": b, **({"type": self._name(cls, words)} if cls else {})}
                for name, (a, b, cls) in (("subject", subject), ("object", object_))
            }
            triple = {"subject": ends["subject"], "predicate": self._name(predicate, words), "object": ends["object"]}
            triples.append({**triple, "rejected": True} if outcome == REJECTED else triple)
        return {"id": content_id("e", text), "text": text, "lang": language, "document": document, "triples": triples}

    def _name(self, id: str, words: Vocabulary) -> str:
        """The label in the text's language where it names nothing else, else the IRI."""
        found = self.ontology.predicates.get(id) or self.ontology.classes.get(id)
        label = found.labels.get(words.language) if found else None
        meant = words.predicate(label) if label and id in self.ontology.predicates else words.cls(label) if label else None
        return label if label and meant == id else self.ontology.expand(id)
