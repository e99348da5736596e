"""Files that training and evaluation programs read: one function a format, samples in, lines out.

A format sees each sample once, in the release's order, and gives no, one or two lines of it. Conversations carry the answer sentence;
where a sample has a context, it stands before the question, and options stand under it. Samples with a rejected answer are for preference
training only: they stand in ``PREFERENCES`` and in no file for fine-tuning. What is asked after earlier turns is no question by itself:
it stands only where all turns do. Which program reads which file, and by which rules, is in ``loaders``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

Sample = dict[str, Any]
_ROLES = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant", "system_tag": "system"}

DATASET_INFO: dict[str, dict[str, Any]] = {
    "alpaca": {"formatting": "alpaca", "columns": {"prompt": "instruction", "query": "input", "response": "output"}},
    "sharegpt": {"formatting": "sharegpt", "columns": {"messages": "conversations"}},
    "messages": {"formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": _ROLES},
    "ranking": {
        "formatting": "sharegpt",
        "ranking": True,
        "columns": {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"},
    },
    "kto_tag": {"formatting": "sharegpt", "columns": {"messages": "messages", "kto_tag": "kto_tag"}, "tags": _ROLES},
}
"""How LLaMA-Factory's ``dataset_info.json`` describes each format that it reads."""


def context_of(sample: Sample) -> str:
    """The passages of an open-book sample, numbered as its answer cites them."""
    parts = []
    for number, part in enumerate(sample.get("context", ()), 1):
        title = f" {part['title']}" if part.get("title") else ""
        parts.append(f"[{number}]{title}\n{part['text']}")
    return "\n\n".join(parts)


def question_of(sample: Sample) -> str:
    """The question with its options, a line each."""
    return "\n".join([str(sample["question"]), *(f"{o['id']}. {o['text']}" for o in sample.get("options", ()))])


def prompt_of(sample: Sample) -> str:
    """What a model is asked: context, question and options."""
    context = context_of(sample)
    return f"{context}\n\n{question_of(sample)}" if context else question_of(sample)


def turns_of(sample: Sample) -> list[tuple[str, str]]:
    """What user and assistant said before, and the question: the last answer is left to the format."""
    said = [turn for one in sample.get("turns", ()) for turn in (("user", one["question"]), ("assistant", one["answer"]))]
    return [*said, ("user", prompt_of(sample))]


def messages_of(turns: Iterable[tuple[str, str]]) -> list[Sample]:
    return [{"role": role, "content": text} for role, text in turns]


def conversations_of(turns: Iterable[tuple[str, str]]) -> list[Sample]:
    return [{"from": "human" if role == "user" else "gpt", "value": text} for role, text in turns]


def alpaca(sample: Sample) -> list[Sample]:
    """``{"instruction", "input", "output"}``; the context is the input. Dialogues are left out."""
    if "rejected" in sample or "turns" in sample:
        return []
    return [{"instruction": question_of(sample), "input": context_of(sample), "output": sample["answer_text"], "id": sample["id"]}]


def sharegpt(sample: Sample) -> list[Sample]:
    """``{"conversations": [{"from": "human"}, {"from": "gpt"} …]}``."""
    if "rejected" in sample:
        return []
    turns = [*turns_of(sample), ("assistant", sample["answer_text"])]
    return [{"conversations": conversations_of(turns), "id": sample["id"]}]


def messages(sample: Sample) -> list[Sample]:
    """``{"messages": [{"role": "user"}, {"role": "assistant"} …]}``, the shape of chat APIs and of TRL."""
    if "rejected" in sample:
        return []
    return [{"messages": messages_of([*turns_of(sample), ("assistant", sample["answer_text"])]), "id": sample["id"]}]


def ranking(sample: Sample) -> list[Sample]:
    """``{"conversations", "chosen", "rejected"}``: LLaMA-Factory's pairs of answers."""
    if "rejected" not in sample:
        return []
    chosen, rejected = (conversations_of([("assistant", text)])[0] for text in (sample["answer_text"], sample["rejected"]["text"]))
    return [{"conversations": conversations_of(turns_of(sample)), "chosen": chosen, "rejected": rejected, "id": sample["id"]}]


def dpo(sample: Sample) -> list[Sample]:
    """``{"prompt", "chosen", "rejected"}``, each a list of messages: TRL's preference pairs."""
    if "rejected" not in sample:
        return []
    chosen, rejected = (messages_of([("assistant", text)]) for text in (sample["answer_text"], sample["rejected"]["text"]))
    return [{"prompt": messages_of(turns_of(sample)), "chosen": chosen, "rejected": rejected, "id": sample["id"]}]


def kto(sample: Sample) -> list[Sample]:
    """``{"prompt", "completion", "label"}``, two lines a sample: TRL's unpaired preferences."""
    if "rejected" not in sample:
        return []
    prompt = messages_of(turns_of(sample))
    return [
        {"prompt": prompt, "completion": messages_of([("assistant", text)]), "label": label, "id": sample["id"]}
        for text, label in ((sample["answer_text"], True), (sample["rejected"]["text"], False))
    ]


def kto_tag(sample: Sample) -> list[Sample]:
    """``{"messages", "kto_tag"}``, two lines a sample: LLaMA-Factory's unpaired preferences."""
    if "rejected" not in sample:
        return []
    return [
        {"messages": messages_of([*turns_of(sample), ("assistant", text)]), "kto_tag": label, "id": sample["id"]}
        for text, label in ((sample["answer_text"], True), (sample["rejected"]["text"], False))
    ]


def dpo_swift(sample: Sample) -> list[Sample]:
    """``{"messages", "rejected_response"}``: ms-swift's pairs of answers; the last message is the chosen one."""
    if "rejected" not in sample:
        return []
    turns = [*turns_of(sample), ("assistant", sample["answer_text"])]
    return [{"messages": messages_of(turns), "rejected_response": sample["rejected"]["text"], "id": sample["id"]}]


def kto_swift(sample: Sample) -> list[Sample]:
    """``{"messages", "label"}``, two lines a sample: ms-swift's unpaired preferences."""
    return [{"messages": line["messages"], "label": line["kto_tag"], "id": line["id"]} for line in kto_tag(sample)]


FORMATS: dict[str, Callable[[Sample], list[Sample]]] = {
    "alpaca": alpaca,
    "sharegpt": sharegpt,
    "messages": messages,
    "ranking": ranking,
    "dpo": dpo,
    "kto": kto,
    "kto_tag": kto_tag,
    "dpo_swift": dpo_swift,
    "kto_swift": kto_swift,
}
PREFERENCES = ("ranking", "dpo", "kto", "kto_tag", "dpo_swift", "kto_swift")
"""The formats of samples with a rejected answer."""
PARQUET, HUGGINGFACE = "parquet", "huggingface"
"""What a recipe may name beside the formats of lines: one table of everything (``write_parquet``), and the folder of ``huggingface``."""


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """The formats of lines that a recipe names, in the order of the table; all where it names none."""
    named = set(names)
    return tuple(name for name in FORMATS if not named or name in named)


def wanted(name: str, recipe_formats: Collection[str]) -> bool:
    """Whether a recipe has a format made: it names it, or names none."""
    return not recipe_formats or name in recipe_formats


def lines(name: str, sample: Sample) -> bytes:
    """A sample as the lines of a format; empty if the format has no place for it."""
    return b"".join(orjson.dumps(one) + b"\n" for one in FORMATS[name](sample))


class LineWriter:
    """Writes samples as JSON Lines, a file for each format and split; files appear when their first sample does."""

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        self._folder = folder
        self._formats = tuple(formats)
        self._files: dict[tuple[str, str], Any] = {}
        self.counts: dict[tuple[str, str], int] = {}

    def add(self, sample: Sample) -> None:
        for name in self._formats:
            if not (written := lines(name, sample)):
                continue
            key = (name, sample["split"])
            if key not in self._files:
                path = self._folder / name / f"{sample['split']}.jsonl"
                path.parent.mkdir(parents=True, exist_ok=True)
                self._files[key] = path.open("wb")
                self.counts[key] = 0
            self._files[key].write(written)
            self.counts[key] += written.count(b"\n")

    def close(self, corpus: str) -> None:
        """Close the files and write ``dataset_info.json`` beside them."""
        for file in self._files.values():
            file.close()
        info = {
            f"{corpus}_{name}_{split}": {"file_name": f"{name}/{split}.jsonl", **DATASET_INFO[name]}
            for name, split in sorted(self._files)
            if name in DATASET_INFO
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
NESTED = ("answers", "form", "facts", "paraphrases", "topic", "grounds", "context", "options", "turns", "steps", "cause", "rejected")


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
