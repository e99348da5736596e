"""``formats/README.md`` and its Chinese twin: which file is for which training program, with the lines of configuration that load it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.messages import words
from kgcorpus.release.formats import FORMATS, HUGGINGFACE, PARQUET
from kgcorpus.release.loaders import PROGRAMS, READERS
from kgcorpus.release.splits import SPLITS
from kgcorpus.sources import ANYBODY

GUIDES = {"en": "README.md", "zh": "README.zh.md"}
DOCUMENTATION = {
    "trl": "https://huggingface.co/docs/trl/dataset_formats",
    "llamafactory": "https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md",
    "swift": "https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html",
    "axolotl": "https://docs.axolotl.ai/docs/dataset-formats/",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of configuration: the format that it loads, the language it is written in, and its text, where ``{corpus}`` is the corpus
    and ``{dev}`` what stands only where there is a file of ``dev``."""

    format: str
    language: str
    text: str
    dev: str = ""


SNIPPETS: Mapping[str, tuple[Snippet, ...]] = {
    "trl": (
        Snippet(
            "messages",
            "python",
            "from datasets import load_dataset\n"
            "from trl import SFTConfig, SFTTrainer\n\n"
            'data = load_dataset("json", data_files={{"train": "messages/train.jsonl"{dev}}})\n'
            'args = SFTConfig(output_dir="OUT", assistant_only_loss=True)\n'
            'SFTTrainer(model="MODEL", args=args, train_dataset=data["train"]).train()',
            ', "dev": "messages/dev.jsonl"',
        ),
        Snippet(
            "dpo",
            "python",
            "from datasets import load_dataset\n"
            "from trl import DPOConfig, DPOTrainer\n\n"
            'data = load_dataset("json", data_files="dpo/train.jsonl", split="train")\n'
            'DPOTrainer(model="MODEL", args=DPOConfig(output_dir="OUT"), train_dataset=data).train()',
        ),
        Snippet(
            "kto",
            "python",
            "from datasets import load_dataset\n"
            "from trl import KTOConfig, KTOTrainer\n\n"
            'data = load_dataset("json", data_files="kto/train.jsonl", split="train")\n'
            'KTOTrainer(model="MODEL", args=KTOConfig(output_dir="OUT"), train_dataset=data).train()',
        ),
    ),
    "llamafactory": (
        Snippet(
            "messages",
            "yaml",
            "model_name_or_path: MODEL\nstage: sft\ndo_train: true\ntemplate: TEMPLATE\n"
            "dataset_dir: .\ndataset: {corpus}_messages_train{dev}\noutput_dir: OUT",
            "\neval_dataset: {corpus}_messages_dev",
        ),
        Snippet("ranking", "yaml", "stage: dpo\ndataset: {corpus}_ranking_train"),
        Snippet("kto_tag", "yaml", "stage: kto\ndataset: {corpus}_kto_tag_train"),
    ),
    "swift": (
        Snippet(
            "messages", "sh", "swift sft --model MODEL --dataset messages/train.jsonl{dev} --output_dir OUT",
            " --val_dataset messages/dev.jsonl",
        ),
        Snippet("dpo_swift", "sh", "swift rlhf --rlhf_type dpo --model MODEL --dataset dpo_swift/train.jsonl --output_dir OUT"),
        Snippet("kto_swift", "sh", "swift rlhf --rlhf_type kto --model MODEL --dataset kto_swift/train.jsonl --output_dir OUT"),
    ),
    "axolotl": (
        Snippet(
            "messages",
            "yaml",
            "base_model: MODEL\nchat_template: tokenizer_default\n"
            "datasets:\n  - path: messages/train.jsonl\n    ds_type: json\n    type: chat_template\n    field_messages: messages{dev}\n"
            "output_dir: OUT",
            "\ntest_datasets:\n  - path: messages/dev.jsonl\n    ds_type: json\n    split: train\n    type: chat_template\n"
            "    field_messages: messages",
        ),
        Snippet(
            "alpaca", "yaml",
            "base_model: MODEL\ndatasets:\n  - path: alpaca/train.jsonl\n    ds_type: json\n    type: alpaca\noutput_dir: OUT",
        ),
        Snippet(
            "dpo",
            "yaml",
            "base_model: MODEL\nrl: dpo\nchat_template: tokenizer_default\n"
            "datasets:\n  - path: dpo/train.jsonl\n    ds_type: json\n    split: train\n    type: chat_template.default\n"
            "    field_messages: prompt\n    field_chosen: chosen\n    field_rejected: rejected\noutput_dir: OUT",
        ),
    ),
    HUGGINGFACE: (
        Snippet(
            HUGGINGFACE,
            "python",
            "from datasets import load_dataset\n\n"
            'questions = load_dataset("huggingface", "questions")\n'
            'print(questions["train"][0]["messages"])',
        ),
    ),
}  # fmt: skip
"""The configuration of each program for each format that it reads best; tests load the files with it."""


def snippet_text(snippet: Snippet, corpus: str, dev: bool) -> str:
    """The text as the guide of a corpus shows it."""
    return snippet.text.format(corpus=corpus, dev=snippet.dev.format(corpus=corpus) if dev else "")


def write_guides(formats: Path, corpus: str, counts: Mapping[tuple[str, str], int], recipient: str) -> None:
    """Write the guide in both languages. ``counts``: lines by format and split."""
    for lang, name in GUIDES.items():
        text = "\n".join(_guide(formats, corpus, counts, recipient, lang)) + "\n"
        (formats / name).write_text(text, encoding="utf-8", newline="\n")


def hand_on_warning(recipient: str, lang: str) -> str:
    """What is said of uploading what is not for everybody; nothing where it is."""
    if recipient == ANYBODY:
        return ""
    w = words(lang)
    return w("formats.not_to_hand_on", recipient=recipient) if recipient else w("formats.not_to_publish")


def _guide(formats: Path, corpus: str, counts: Mapping[tuple[str, str], int], recipient: str, lang: str) -> list[str]:
    w = words(lang)
    there = [name for name in FORMATS if any(key[0] == name for key in counts)]
    out = [f"# {w('formats.title')}", "", w("formats.intro"), ""]
    out += [f"> {warning}", ""] if (warning := hand_on_warning(recipient, lang)) else []
    out += [f"| {w('formats.file')} | {w('formats.lines')} | {w('formats.holds')} | {w('formats.read_by')} |", "|---|---|---|---|"]
    for name in there:
        lines = " · ".join(f"{split} {counts[name, split]:,}" for split in SPLITS if (name, split) in counts)
        read = w("list.comma").join(PROGRAMS[reader.program] for reader in READERS[name])
        out.append(f"| `{name}/*.jsonl` | {lines} | {w('formats.is.' + name)} | {read} |")
    if (formats / PARQUET).exists():
        out.append(f"| `{PARQUET}/samples.parquet` | | {w('formats.is.parquet')} | {w('formats.none')} |")
    if (formats / HUGGINGFACE).exists():
        out.append(f"| `{HUGGINGFACE}/` | | {w('formats.is.huggingface')} | `datasets` |")
    for program, snippets in SNIPPETS.items():
        shown = [s for s in snippets if _there(s, formats, counts)]
        if shown:
            out += _program(program, shown, corpus, counts, lang)
    return out


def _there(snippet: Snippet, formats: Path, counts: Mapping[tuple[str, str], int]) -> bool:
    return (snippet.format, "train") in counts or (snippet.format == HUGGINGFACE and (formats / HUGGINGFACE).exists())


def _program(program: str, snippets: list[Snippet], corpus: str, counts: Mapping[tuple[str, str], int], lang: str) -> list[str]:
    w = words(lang)
    title, key = (PROGRAMS[program], program) if program in PROGRAMS else ("Hugging Face `datasets`", "datasets")
    out = ["", f"## {title}", "", w(f"formats.{key}")]
    for snippet in snippets:
        text = snippet_text(snippet, corpus, (snippet.format, "dev") in counts)
        out += ["", f"```{snippet.language}", text, "```"]
    if program in DOCUMENTATION:
        out += ["", f"<{DOCUMENTATION[program]}>"]
    return out
