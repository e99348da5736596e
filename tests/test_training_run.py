"""Training files in the real programs: TRL, LLaMA-Factory, ms-swift, Axolotl, ``datasets`` and ``mlcroissant`` read every line as meant,
by the configuration that the guide gives. ``make training`` installs them in an environment of their own; without it, this is skipped."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus.release.formats import DATASET_INFO, FORMATS, LineWriter, chosen, prompt_of
from kgcorpus.release.formats_guide import SNIPPETS, snippet_text
from kgcorpus.release.huggingface import SETS
from kgcorpus.release.splits import SPLITS
from tests.small import write_corpus

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv-training" / "bin" / "python"
READY = ROOT / ".venv-training" / "ready"
LOADING = ROOT / "tests" / "training" / "loading.py"
Found = dict[str, Any]
AWKWARD: list[Found] = [
    {
        "id": "s-open",
        "split": "dev",
        "question": "据资料，哪些卫星由他发现？",
        "answer_text": "火卫一[1]和火卫二[2]。",
        "context": [
            {"document": "a", "title": "卫星“笔记”", "text": "火卫一🙂由霍尔发现。\n第二行。"},
            {"document": "b", "text": "Deimos, too."},
        ],
    },
    {
        "id": "s-turns",
        "split": "dev",
        "question": "And “Deimos”?",
        "answer_text": "It costs $5 {not} 10% <b>or</b> \\n.",
        "turns": [{"question": "Who found Phobos?", "answer": "Asaph Hall."}, {"question": "When?", "answer": "1877"}],
    },
    {
        "id": "s-choice",
        "split": "dev",
        "question": "１＋１＝？",
        "answer_text": "B. 2",
        "options": [{"id": "A", "text": "1"}, {"id": "B", "text": "2"}],
    },
    {
        "id": "s-worse",
        "split": "dev",
        "question": "那火卫二呢？",
        "answer_text": "也是霍尔。",
        "turns": [{"question": "谁发现了火卫一？", "answer": "霍尔。"}],
        "rejected": {"text": "也是赫歇尔。", "defect": "fact_changed"},
    },
]
"""Passages, several turns, options, a rejected answer after turns; both languages, quotes, lines, signs."""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not READY.exists():
        pytest.skip("the training programs are not installed: make training")
    folder = write_corpus(tmp_path_factory.mktemp("training") / "planets")
    kgcorpus.open(folder).build("all")
    return folder / "releases" / "all"


@pytest.fixture(scope="module")
def samples(release: Path) -> dict[str, Found]:
    found = [orjson.loads(line) for line in (release / "samples.jsonl").read_bytes().splitlines()]
    return {sample["id"]: sample for sample in (*found, *AWKWARD)}


@pytest.fixture(scope="module")
def formats(samples: dict[str, Found], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of lines of the release with the awkward samples among them."""
    folder = tmp_path_factory.mktemp("formats")
    writer = LineWriter(folder, chosen(()))
    for sample in samples.values():
        writer.add(sample)
    writer.close("planets")
    return folder


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Found]:
    """Read a folder with a program: what it prints."""
    own = tmp_path_factory.mktemp("own")
    snippets = own / "snippets.json"
    told = {program: {one.format: snippet_text(one, "planets", True) for one in several} for program, several in SNIPPETS.items()}
    snippets.write_text(json.dumps(told), encoding="utf-8")

    @cache
    def loaded(program: str, folder: Path) -> Found:
        around = {**os.environ, "HF_HOME": str(own / "hf"), "MODELSCOPE_CACHE": str(own / "ms"), "PYTHONUTF8": "1"}
        around |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
        command = [str(PYTHON), str(LOADING), program, str(folder), "planets", str(snippets)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=around, check=False, timeout=300)
        assert done.returncode == 0, done.stderr[-4000:]
        found: Found = json.loads(done.stdout.strip().splitlines()[-1])
        return found

    return loaded


def turns_meant(sample: Found) -> list[list[str]]:
    """What user and assistant say in a sample, read from the sample itself."""
    said = [[role, turn[key]] for turn in sample.get("turns", ()) for role, key in (("user", "question"), ("assistant", "answer"))]
    return [*said, ["user", prompt_of(sample)]]


def text_meant(turns: list[list[str]]) -> str:
    return "".join(f"<|start|>{role}\n{text}<|end|>\n" for role, text in turns)


def of_kind(samples: dict[str, Found], split: str, *, pairs: bool) -> list[Found]:
    return [s for s in samples.values() if s["split"] == split and ("rejected" in s) is pairs]


def test_trl_reads_conversations_and_counts_the_loss_on_answers_only(
    load: Callable[[str, Path], Found], formats: Path, samples: dict[str, Found]
) -> None:
    found = load("trl", formats)
    assert found["snippets"]["messages"].keys() == {"train", "dev"} and min(found["snippets"]["messages"].values()) > 0
    for split in SPLITS:
        rows = found.get(f"messages/{split}", [])
        assert [row["id"] for row in rows] == [s["id"] for s in of_kind(samples, split, pairs=False)]
        for row in rows:
            sample = samples[row["id"]]
            whole = [*turns_meant(sample), ["assistant", sample["answer_text"]]]
            assert row["text"] == text_meant(whole)
            assert row["counted"] == "".join(f"{text}<|end|>" for role, text in whole if role == "assistant")
        for row in found.get(f"dpo/{split}", []):
            sample = samples[row["id"]]
            assert row["prompt"] == text_meant(turns_meant(sample)) + "<|start|>assistant\n"
            assert (row["chosen"], row["rejected"]) == tuple(f"{t}<|end|>\n" for t in (sample["answer_text"], sample["rejected"]["text"]))
        for row in found.get(f"kto/{split}", []):
            sample = samples[row["id"]]
            assert row["completion"] == (sample["answer_text"] if row["label"] else sample["rejected"]["text"]) + "<|end|>\n"
        assert found.get(f"unpaired/{split}") == found.get(f"kto_rows/{split}")
        assert len(found.get(f"dpo/{split}", [])) == len(of_kind(samples, split, pairs=True))
    assert found["kto/train"] and found["dpo/dev"]


def test_trl_does_not_know_the_roles_of_sharegpt(load: Callable[[str, Path], Found], formats: Path) -> None:
    rows = load("trl", formats)["sharegpt/train"]
    assert {role for row in rows for role, _ in row["turns"]} == {"human", "gpt"}


def test_llamafactory_reads_every_dataset_that_dataset_info_describes(
    load: Callable[[str, Path], Found], formats: Path, samples: dict[str, Found]
) -> None:
    found = dict(load("llamafactory", formats))
    assert found.pop("snippets")["messages"]["eval_dataset"] == 3
    assert {name.split("_train")[0] for name in found if name.endswith("_train")} == set(DATASET_INFO)
    for name, rows in found.items():
        assert rows, name
        for row in rows:
            sample = samples[row["id"]]
            asked = [[one["role"], one["content"]] for one in row["_prompt"]]
            answers = [one["content"] for one in row["_response"]]
            if name.startswith("alpaca"):
                assert asked == [["user", _asked_at_once(sample)]]
            else:
                assert asked == turns_meant(sample)
            if name.startswith("ranking"):
                assert answers == [sample["answer_text"], sample["rejected"]["text"]]
            elif name.startswith("kto_tag"):
                assert answers in ([sample["answer_text"], ""], ["", sample["rejected"]["text"]])
            else:
                assert answers == [sample["answer_text"]]
            assert row.keys() <= {"id", "_prompt", "_response"}, "no system text, tools or pictures"


def _asked_at_once(sample: Found) -> str:
    """Instruction and input of ``alpaca`` as the programs put them together."""
    line = FORMATS["alpaca"](sample)[0]
    return f"{line['instruction']}\n{line['input']}" if line["input"] else str(line["instruction"])


def test_swift_keeps_what_it_needs_and_takes_nothing_else(
    load: Callable[[str, Path], Found], formats: Path, samples: dict[str, Found]
) -> None:
    found = dict(load("swift", formats))
    assert found.pop("snippets")["messages"] == {"--dataset": len(of_kind(samples, "train", pairs=False)), "--val_dataset": 3}
    more = {"dpo_swift": ["rejected_response"], "kto_swift": ["label"]}
    for name, read in found.items():
        format, split = name.split("/")
        assert read["columns"] == sorted(["messages", *more.get(format, [])])
        meant: list[Found] = []
        for sample in of_kind(samples, split, pairs=format in more):
            asked, right = turns_meant(sample), sample["answer_text"]
            if format == "alpaca":
                if "turns" in sample:
                    continue
                asked = [["user", _asked_at_once(sample)]]
            if format == "kto_swift":
                meant += [{"turns": [*asked, ["assistant", t]], "label": t == right} for t in (right, sample["rejected"]["text"])]
            elif format == "dpo_swift":
                meant.append({"turns": [*asked, ["assistant", right]], "rejected_response": sample["rejected"]["text"]})
            else:
                meant.append({"turns": [*asked, ["assistant", right]]})
        assert read["rows"] == meant, name


def test_axolotl_trains_on_answers_only(load: Callable[[str, Path], Found], formats: Path, samples: dict[str, Found]) -> None:
    found = dict(load("axolotl", formats))
    assert set(found.pop("snippets")) == {one.format for one in SNIPPETS["axolotl"]}
    assert found.keys() == {"messages/train", "messages/dev", "alpaca/train", "dpo/train"}
    for row in (*found["messages/train"], *found["messages/dev"]):
        answers = [text for role, text in turns_meant(samples[row["id"]]) if role == "assistant"]
        assert row["counted"] == "".join(f"{text}<|end|>" for text in (*answers, samples[row["id"]]["answer_text"]))
    for row in found["alpaca/train"]:
        assert row["counted"] == samples[row["id"]]["answer_text"] + "<|end|>"
    for row in found["dpo/train"]:
        sample = samples[row["id"]]
        assert row["prompt"] == text_meant(turns_meant(sample)) + "<|start|>assistant\n"
        assert (row["chosen"], row["rejected"]) == tuple(f"{t}<|end|>" for t in (sample["answer_text"], sample["rejected"]["text"]))


def test_the_dataset_folder_loads_without_a_network(load: Callable[[str, Path], Found], release: Path, samples: dict[str, Found]) -> None:
    found = load("huggingface", release / "formats")
    there = {id: s for id, s in samples.items() if s not in AWKWARD}
    whole = {"questions": False, "preferences": True}
    card = found["card"]
    assert card["license"] == "other" and card["license_name"] == "not-for-publication" and card["language"] == ["en", "zh"]
    assert card["configs"][0]["config_name"] == "questions" and card["configs"][0]["default"] is True
    assert "霍尔" in found["said"][0] or "user" in found["said"][0]
    assert found["default"] == {split: len(of_kind(there, split, pairs=False)) for split in SPLITS if of_kind(there, split, pairs=False)}
    for name, pairs in whole.items():
        rows = {row["id"]: row for split in found[name].values() for row in split}
        assert rows.keys() == {id for id, s in there.items() if ("rejected" in s) is pairs}
        for split, part in found[name].items():
            assert all(row["split"] == split and list(row) == list(SETS[name]) for row in part)
        for lang in ("zh", "en"):
            if f"{name}_{lang}" in found:
                mine = [row["id"] for part in found[f"{name}_{lang}"].values() for row in part]
                assert sorted(mine) == sorted(id for id in rows if rows[id]["lang"] == lang)


def test_mlcroissant_finds_nothing_wrong_and_reads_every_record(
    load: Callable[[str, Path], Found], release: Path, samples: dict[str, Found]
) -> None:
    found = load("croissant", release / "formats")
    assert (found["errors"], found["warnings"], found["version"]) == ([], [], "http://mlcommons.org/croissant/1.1")
    there = {id: s for id, s in samples.items() if s not in AWKWARD}
    for name, pairs in (("questions", False), ("preferences", True)):
        rows = {row["id"]: row for row in found[name]}
        assert rows.keys() == {id for id, s in there.items() if ("rejected" in s) is pairs} and len(rows) == len(found[name])
        for id, row in rows.items():
            sample = there[id]
            assert row["split"] == sample["split"] and list(row) == list(SETS[name])
            if pairs:
                assert row["rejected"] == [{"role": "assistant", "content": sample["rejected"]["text"]}]
            else:
                turns = [*turns_meant(sample), ["assistant", sample["answer_text"]]]
                assert [[one["role"], one["content"]] for one in row["messages"]] == turns
                assert row["gold_json"] == orjson.dumps(sample["answers"]).decode() and row["complete"] is sample["complete"]
