"""The rows of the folder that Hugging Face's ``datasets`` loads: Parquet files by set, language and split, made in one pass.

Two sets: ``questions``, each with its conversation, its proved answers and what it rests on, and ``preferences``, pairs of a right and a
wrong answer. No column has a name that a training program takes for something else (see ``loaders``): proved answers are ``gold``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.model import Document, Fact, Ground
from kgcorpus.release.contents import facts_told, resting
from kgcorpus.release.formats import HUGGINGFACE, Sample, context_of, messages_of, question_of, turns_of
from kgcorpus.release.splits import SPLITS

QUESTIONS: Mapping[str, str] = {
    "id": "text", "lang": "text", "kind": "text", "setting": "text", "split": "text", "question": "text", "context": "text",
    "answer_text": "text", "gold": "texts", "gold_json": "text", "mode": "text", "complete": "flag", "as_of": "text", "hops": "number",
    "difficulty": "text", "sources": "texts", "facts": "texts", "messages": "turns",
}  # fmt: skip
PREFERENCES: Mapping[str, str] = {
    "id": "text", "lang": "text", "setting": "text", "split": "text", "prompt": "turns", "chosen": "turns", "rejected": "turns",
    "defect": "text", "sources": "texts", "facts": "texts",
}  # fmt: skip
SETS: Mapping[str, Mapping[str, str]] = {"questions": QUESTIONS, "preferences": PREFERENCES}
"""The columns of each set, by what they hold: a text, texts, a number, a flag, or turns of a conversation."""
TAKEN = ("id", "lang", "kind", "setting", "split", "mode", "complete", "as_of", "hops", "difficulty")
"""What a row takes from its sample as it is."""
ROWS = 2000
"""Rows of a Parquet row group."""
SourcesOf = Callable[[Sample], list[str]]


def sources_of(facts: Iterable[Fact], grounds: Iterable[Ground], documents: Mapping[str, Document]) -> SourcesOf:
    """A function from a sample to the sources (ids) of the documents that its facts and grounds stand in, that it names, and whose text it
    shows."""
    known = {fact.id: fact for fact in facts}
    told = {ground.id: ground for ground in grounds}
    found: dict[str, frozenset[str]] = {}

    def of_fact(name: str) -> frozenset[str]:
        if name not in found:
            fact = known.get(name)
            if fact is None:
                found[name] = frozenset()
            elif fact.derived:
                found[name] = frozenset().union(*map(of_fact, fact.derived.premises))
            else:
                found[name] = frozenset(documents[s.document].source.id for e in fact.evidence for s in e.spans if s.document in documents)
        return found[name]

    def of_sample(sample: Sample) -> list[str]:
        rests = resting(sample)
        its = [told[name] for name in rests.grounds if name in told]
        named = [*rests.documents, sample["labels"].get("source"), *(span.document for ground in its for span in ground.spans)]
        shown = {documents[name].source.id for name in named if name in documents}
        listed = (name for ground in its for name in ground.facts)
        return sorted(shown.union(*map(of_fact, (*rests.facts, *facts_told(sample), *listed))))

    return of_sample


def written(answer: Mapping[str, Any]) -> str:
    """A proved answer as one text, a number with its unit."""
    value, unit = str(answer["value"]), answer.get("unit") or ""
    if not unit or answer["type"] != "number":
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"


def row(sample: Sample, sources: SourcesOf) -> tuple[str, Sample]:
    """The set that a sample goes into, and its row there, columns in their order."""
    same = {name: sample.get(name) for name in TAKEN}
    same |= {"sources": sources(sample), "facts": list(resting(sample).facts)}
    if rejected := sample.get("rejected"):
        chosen, worse = (messages_of([("assistant", text)]) for text in (sample["answer_text"], rejected["text"]))
        values = same | {"prompt": messages_of(turns_of(sample)), "chosen": chosen, "rejected": worse, "defect": rejected["defect"]}
        return "preferences", {name: values[name] for name in PREFERENCES}
    values = same | {
        "question": question_of(sample),
        "context": context_of(sample),
        "answer_text": sample["answer_text"],
        "gold": [written(answer) for answer in sample["answers"]],
        "gold_json": orjson.dumps(sample["answers"]).decode(),
        "messages": messages_of([*turns_of(sample), ("assistant", sample["answer_text"])]),
    }
    return "questions", {name: values[name] for name in QUESTIONS}


def path_of(name: str, lang: str, split: str) -> str:
    """Where the rows of a set, language and split stand in the folder."""
    return f"data/{name}/{lang}/{split}.parquet"


def schema_of(name: str) -> Any:
    """The Parquet schema of a set."""
    import pyarrow as pa

    turn = pa.struct([("role", pa.string()), ("content", pa.string())])
    types = {"text": pa.string(), "texts": pa.list_(pa.string()), "number": pa.int32(), "flag": pa.bool_(), "turns": pa.list_(turn)}
    return pa.schema([(column, types[kind]) for column, kind in SETS[name].items()])


class FolderWriter:
    """Writes samples as the Parquet files of the folder. Deterministic for one version of pyarrow."""

    def __init__(self, formats: Path, sources: SourcesOf) -> None:
        self._folder, self._sources = formats / HUGGINGFACE, sources
        self._rows: dict[tuple[str, str, str], list[Sample]] = {}
        self._files: dict[tuple[str, str, str], Any] = {}
        self.counts: dict[tuple[str, str, str], int] = {}
        """Rows by set, language and split."""

    def add(self, sample: Sample) -> None:
        name, made = row(sample, self._sources)
        key = (name, made["lang"], made["split"])
        self.counts[key] = self.counts.get(key, 0) + 1
        rows = self._rows.setdefault(key, [])
        rows.append(made)
        if len(rows) == ROWS:
            self._flush(key)

    def _flush(self, key: tuple[str, str, str]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = schema_of(key[0])
        if key not in self._files:
            path = self._folder / path_of(*key)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[key] = pq.ParquetWriter(path, schema, compression="zstd")
        self._files[key].write_table(pa.Table.from_pylist(self._rows[key], schema=schema))
        self._rows[key] = []

    def close(self) -> None:
        for key, rows in self._rows.items():
            if rows:
                self._flush(key)
        for file in self._files.values():
            file.close()


def in_order(counts: Mapping[tuple[str, str, str], int]) -> list[tuple[str, str, str]]:
    """The keys (set, language, split) of the files that there are, as people expect them: train first."""
    return sorted(counts, key=lambda key: (list(SETS).index(key[0]), key[1], SPLITS.index(key[2])))


def rows_of(path: Path) -> Iterator[Sample]:
    """The rows of a Parquet file of the folder, a group at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS):
            yield from batch.to_pylist()


class RowDigests:
    """Digests of rows by file: equal rows in equal order have equal digests, whatever wrote the file."""

    def __init__(self, sources: SourcesOf) -> None:
        self._sources = sources
        self._made: dict[str, Any] = {}

    def see(self, sample: Sample) -> None:
        name, made = row(sample, self._sources)
        self._made.setdefault(path_of(name, made["lang"], made["split"]), hashlib.sha256()).update(orjson.dumps(made))

    def found(self) -> dict[str, str]:
        return {path: made.hexdigest() for path, made in self._made.items()}


def digest_of(path: Path) -> str:
    """The digest of a file's rows, as ``RowDigests`` gives it."""
    out = hashlib.sha256()
    for one in rows_of(path):
        out.update(orjson.dumps(one))
    return out.hexdigest()
