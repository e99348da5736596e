"""Files that training and evaluation programs read: one function a format, samples in, lines out.

A format sees each sample once, in the release's order. Conversations carry the answer sentence; where a sample has a context, it
stands before the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

Sample = dict[str, Any]

DATASET_INFO: dict[str, dict[str, Any]] = {
    "alpaca": {"formatting": "alpaca", "columns": {"prompt": "instruction", "query": "input", "response": "output"}},
    "sharegpt": {"formatting": "sharegpt", "columns": {"messages": "conversations"}},
    "messages": {
        "formatting": "sharegpt",
        "columns": {"messages": "messages"},
        "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"},
    },
}
"""How LLaMA-Factory's ``dataset_info.json`` describes each format."""


def _context(sample: Sample) -> str:
    return "\n\n".join(part["text"] for part in sample.get("context", ()))


def _prompt(sample: Sample) -> str:
    context = _context(sample)
    return f"{context}\n\n{sample['question']}" if context else str(sample["question"])


def alpaca(sample: Sample) -> Sample:
    """``{"instruction", "input", "output"}``; the context is the input."""
    return {"instruction": sample["question"], "input": _context(sample), "output": sample["answer_text"], "id": sample["id"]}


def sharegpt(sample: Sample) -> Sample:
    """``{"conversations": [{"from": "human"}, {"from": "gpt"}]}``."""
    turns = [{"from": "human", "value": _prompt(sample)}, {"from": "gpt", "value": sample["answer_text"]}]
    return {"conversations": turns, "id": sample["id"]}


def messages(sample: Sample) -> Sample:
    """``{"messages": [{"role": "user"}, {"role": "assistant"}]}``, the shape of chat APIs and of TRL."""
    turns = [{"role": "user", "content": _prompt(sample)}, {"role": "assistant", "content": sample["answer_text"]}]
    return {"messages": turns, "id": sample["id"]}


FORMATS: dict[str, Callable[[Sample], Sample]] = {"alpaca": alpaca, "sharegpt": sharegpt, "messages": messages}


def line(name: str, sample: Sample) -> bytes:
    """A sample as the line of a format."""
    return orjson.dumps(FORMATS[name](sample)) + b"\n"


class LineWriter:
    """Writes samples as JSON Lines, a file for each format and split; files appear when their first sample does."""

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        self._folder = folder
        self._formats = tuple(formats)
        self._files: dict[tuple[str, str], Any] = {}
        self.counts: dict[tuple[str, str], int] = {}

    def add(self, sample: Sample) -> None:
        for name in self._formats:
            key = (name, sample["split"])
            if key not in self._files:
                path = self._folder / name / f"{sample['split']}.jsonl"
                path.parent.mkdir(parents=True, exist_ok=True)
                self._files[key] = path.open("wb")
                self.counts[key] = 0
            self._files[key].write(line(name, sample))
            self.counts[key] += 1

    def close(self, corpus: str) -> None:
        """Close the files and write ``dataset_info.json`` beside them."""
        for file in self._files.values():
            file.close()
        info = {
            f"{corpus}_{name}_{split}": {"file_name": f"{name}/{split}.jsonl", **DATASET_INFO[name]} for name, split in sorted(self._files)
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "dataset_info.json").write_bytes(orjson.dumps(info, option=orjson.OPT_INDENT_2) + b"\n")


COLUMNS = (
    "id",
    "kind",
    "lang",
    "setting",
    "split",
    "question",
    "answer_text",
    "answer_cited",
    "mode",
    "complete",
    "hops",
    "difficulty",
    "basis",
)
NESTED = ("answers", "form", "facts", "paraphrases", "topic", "grounds")


def write_parquet(batches: Iterator[list[Sample]], path: Path) -> None:
    """All samples as one Parquet file; nested fields are JSON text. Deterministic for one version of pyarrow (no statistics of the
    writer's clock)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"complete": pa.bool_(), "hops": pa.int32()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS + NESTED])
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            columns = [pa.array([s.get(name) for s in batch], type=schema.field(name).type) for name in COLUMNS]
            columns += [pa.array([orjson.dumps(s.get(name)).decode() for s in batch], type=pa.string()) for name in NESTED]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
