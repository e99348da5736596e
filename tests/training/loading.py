"""Run inside the environment of the training programs: loads a release's ``formats/`` with them and prints what they made of it, as JSON.

``python loading.py PROGRAM FORMATS CORPUS SNIPPETS``; ``SNIPPETS`` is a JSON file with the guide's pieces of configuration, by program and
format. The programs' own code reads the files. Parts of LLaMA-Factory, ms-swift and Axolotl import torch, which weighs three gigabytes and
reads no file: packages whose ``__init__`` does are entered without it (``entered``), and the few modules of theirs that serve only logging,
distributed training or constants are replaced (``instead``). TRL, ``datasets`` and ``mlcroissant`` are imported whole.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import json
import logging
import os
import shlex
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Optional

import yaml
from datasets import Dataset, get_dataset_config_names, load_dataset
from datasets.utils.logging import disable_progress_bar

Rows = list[dict[str, Any]]
CHAT = (
    "{% for m in messages %}{{ '<|start|>' + m['role'] + '\\n' }}"
    "{% if m['role'] == 'assistant' %}{% generation %}{{ m['content'] + '<|end|>' }}{% endgeneration %}"
    "{% else %}{{ m['content'] + '<|end|>' }}{% endif %}{{ '\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|start|>assistant\\n' }}{% endif %}"
)


def tokenizer() -> Any:
    """A tokenizer of bytes with a chat template: every text comes back from it as it went in."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE({one: number for number, one in enumerate(letters)}, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    made.decoder = decoders.ByteLevel()
    out = PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<|end|>", pad_token="<|pad|>", name_or_path="bytes")
    out.add_special_tokens({"additional_special_tokens": ["<|start|>"]})
    out.chat_template = CHAT
    return out


def read(path: Path) -> Dataset:
    return load_dataset("json", data_files=str(path), split="train")


def files(formats: Path, name: str) -> Iterator[Path]:
    yield from sorted((formats / name).glob("*.jsonl"))


def plain(messages: Any) -> list[list[str]]:
    return [[m["role"], m["content"]] for m in messages]


def entered(*names: str) -> None:
    """Make packages importable without running their ``__init__``."""
    for name in names:
        root, *rest = name.split(".")
        spec = importlib.util.find_spec(root)
        assert spec is not None and spec.submodule_search_locations, root
        module = types.ModuleType(name)
        module.__path__ = [os.path.join(spec.submodule_search_locations[0], *rest)]  # noqa: PTH118
        module.__spec__ = importlib.util.spec_from_loader(name, None, is_package=True)
        assert module.__spec__ is not None
        module.__spec__.submodule_search_locations = list(module.__path__)
        sys.modules[name] = module


def instead(name: str, **contents: Any) -> None:
    """Put a module with some contents in the place of another."""
    module = types.ModuleType(name)
    vars(module).update(contents)
    sys.modules[name] = module


def source_of(package: str, path: str) -> ast.Module:
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.submodule_search_locations
    return ast.parse((Path(spec.submodule_search_locations[0]) / path).read_text(encoding="utf-8"))


def fields_of(package: str, path: str) -> set[str]:
    """The annotated fields of all classes of a module, read from its source: what its configuration takes."""
    classes = (node for node in ast.walk(source_of(package, path)) if isinstance(node, ast.ClassDef))
    return {one.target.id for c in classes for one in c.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)}


# ------------------------------------------------------------------------------------------------- TRL


def trl(formats: Path, corpus: str, snippets: dict[str, str]) -> dict[str, Any]:
    """What TRL makes of the files: the text of a conversation and which part of it counts; prompts, completions and labels."""
    from trl import is_conversational, maybe_apply_chat_template, maybe_convert_to_chatml, maybe_unpair_preference_dataset
    from trl.data_utils import maybe_extract_prompt

    made = tokenizer()
    out: dict[str, Any] = {}
    for path in files(formats, "messages"):
        rows: Rows = []
        for row in read(path):
            assert is_conversational(row)
            whole = made.apply_chat_template(row["messages"], return_dict=True, return_assistant_tokens_mask=True)
            counted = [token for token, one in zip(whole["input_ids"], whole["assistant_masks"], strict=True) if one]
            text = maybe_apply_chat_template(row, made)["text"]
            rows.append({"id": row["id"], "text": text, "counted": made.decode(counted)})
        out[f"messages/{path.stem}"] = rows
    for path in files(formats, "sharegpt"):
        out[f"sharegpt/{path.stem}"] = [{"id": r["id"], "turns": plain(maybe_convert_to_chatml(dict(r))["messages"])} for r in read(path)]
    for path in files(formats, "dpo"):
        data = read(path)
        assert all(is_conversational(row) and maybe_extract_prompt(row) == row for row in data)
        out[f"dpo/{path.stem}"] = [{"id": row["id"], **maybe_apply_chat_template(row, made)} for row in data]
        unpaired = maybe_unpair_preference_dataset(data)
        out[f"unpaired/{path.stem}"] = sorted(json.dumps([r["id"], r["prompt"], r["completion"], r["label"]]) for r in unpaired)
    for path in files(formats, "kto"):
        data = read(path)
        out[f"kto/{path.stem}"] = [{"id": row["id"], **maybe_apply_chat_template(row, made)} for row in data]
        out[f"kto_rows/{path.stem}"] = sorted(json.dumps([r["id"], r["prompt"], r["completion"], r["label"]]) for r in data)
    out["snippets"] = {name: _trl_snippet(text, formats) for name, text in snippets.items()}
    return out


def _trl_snippet(text: str, formats: Path) -> dict[str, Any]:
    """Run a snippet up to the data; of what follows, check that TRL has the classes and the names of their arguments."""
    import trl as program

    tree = ast.parse(text)
    known = dir(program)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "trl":
            assert {one.name for one in node.names} <= set(known), text
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        assert isinstance(call.func, ast.Name)
        kind = call.func.id
        given = {one.arg for one in call.keywords}
        if kind.endswith("Config"):
            fields = fields_of("trl", f"trainer/{kind.removesuffix('Config').lower()}_config.py") | {"output_dir"}
            assert given <= fields, (kind, given)
        elif kind.endswith("Trainer"):
            module = source_of("trl", f"trainer/{kind.removesuffix('Trainer').lower()}_trainer.py")
            cls = next(n for n in ast.walk(module) if isinstance(n, ast.ClassDef) and n.name == kind)
            init = next(n for n in cls.body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
            assert given <= {one.arg for one in init.args.args}, (kind, given)
    loading = [n for n in tree.body if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name) and n.targets[0].id == "data"]
    values: dict[str, Any] = {"load_dataset": load_dataset}
    os.chdir(formats)
    exec(compile(ast.Module(loading, []), "snippet", "exec"), values)
    data = values["data"]
    return {split: len(part) for split, part in data.items()} if hasattr(data, "items") else {"train": len(data)}


# ------------------------------------------------------------------------------------------------- LLaMA-Factory


def llamafactory(formats: Path, corpus: str, snippets: dict[str, str]) -> dict[str, Any]:
    """What LLaMA-Factory's parser and converters make of every dataset of ``dataset_info.json``."""
    entered("llamafactory", "llamafactory.data", "llamafactory.extras")
    entered_peft = {"SAFETENSORS_WEIGHTS_NAME": "adapter_model.safetensors", "WEIGHTS_NAME": "adapter_model.bin"}
    instead("peft")
    instead("peft.utils", **entered_peft)
    instead("llamafactory.extras.misc", use_modelscope=lambda: False, use_openmind=lambda: False)
    converter = importlib.import_module("llamafactory.data.converter")
    parser = importlib.import_module("llamafactory.data.parser")

    given = types.SimpleNamespace(media_dir=str(formats))

    def converted(name: str, folder: Path) -> Rows:
        (attributes,) = parser.get_dataset_list([name], str(folder))
        convert = converter.get_dataset_converter(attributes.formatting, attributes, given)
        data = read(folder / attributes.dataset_name)
        return [{"id": row["id"], **{k: v for k, v in convert(row).items() if v}} for row in data]

    info = json.loads((formats / "dataset_info.json").read_text(encoding="utf-8"))
    out: dict[str, Any] = {name.removeprefix(f"{corpus}_"): converted(name, formats) for name in info}
    fields = fields_of("llamafactory", "hparams/data_args.py") | fields_of("llamafactory", "hparams/finetuning_args.py")
    fields |= fields_of("llamafactory", "hparams/model_args.py") | {"output_dir", "do_train"}
    out["snippets"] = {}
    for name, text in snippets.items():
        keys = yaml.safe_load(text)
        assert set(keys) <= fields, set(keys) - fields
        folder = formats / keys.get("dataset_dir", ".")
        out["snippets"][name] = {key: len(converted(keys[key], folder)) for key in ("dataset", "eval_dataset") if key in keys}
    return out


# ------------------------------------------------------------------------------------------------- ms-swift


def swift(formats: Path, corpus: str, snippets: dict[str, str]) -> dict[str, Any]:
    """What ms-swift's automatic preprocessor leaves of each file: its columns, and the rows."""

    @contextmanager
    def alone(*given: Any, **more: Any) -> Iterator[None]:
        yield

    entered("swift.template", "swift.dataset", "swift.dataset.preprocessor")
    body = source_of("swift", "template/utils.py").body
    turns = next(n for n in body if isinstance(n, ast.FunctionDef) and n.name == "history_to_messages")
    turns.returns, turns.args.args[0].annotation = None, None
    values: dict[str, Any] = {"Optional": Optional, "List": list}
    exec(compile(ast.Module([turns], []), "history_to_messages", "exec"), values)
    vars(sys.modules["swift.template"]).update(history_to_messages=values["history_to_messages"], MaxLengthError=ValueError)
    instead("swift.template.template_inputs", normalize_openai_tool_calls=None)
    instead("swift.dataset.utils", sample_dataset=None)
    instead("swift.utils.torch_utils", safe_ddp_context=alone)
    instead("swift.utils.env", is_dist=lambda: False, is_master=lambda: True)
    core = importlib.import_module("swift.dataset.preprocessor.core")

    def loaded(path: Path) -> Dataset:
        data = core.AutoPreprocessor()(read(path), load_from_cache_file=False, strict=True, enable_auto_mapping=True)
        return core.RowPreprocessor.remove_useless_columns(data)

    out: dict[str, Any] = {}
    for name in ("alpaca", "sharegpt", "messages", "dpo_swift", "kto_swift"):
        for path in files(formats, name):
            data = loaded(path)
            kept = [one for one in ("rejected_response", "label") if one in data.features]
            rows = [{"turns": plain(row["messages"]), **{one: row[one] for one in kept}} for row in data]
            out[f"{name}/{path.stem}"] = {"columns": sorted(data.features), "rows": rows}
    fields: set[str] = set()
    for path in (Path(sys.modules["swift.dataset"].__path__[0]).parent / "arguments").rglob("*.py"):
        fields |= fields_of("swift", path.relative_to(Path(sys.modules["swift.dataset"].__path__[0]).parent).as_posix())
    out["snippets"] = {}
    for name, text in snippets.items():
        words = shlex.split(text)
        given = dict(zip(words[2::2], words[3::2], strict=True))
        assert words[0] == "swift" and {flag.removeprefix("--") for flag in given} <= fields | {"output_dir"}, given
        out["snippets"][name] = {flag: len(loaded(formats / p)) for flag, p in given.items() if flag in ("--dataset", "--val_dataset")}
    return out


# ------------------------------------------------------------------------------------------------- Axolotl


def axolotl(formats: Path, corpus: str, snippets: dict[str, str]) -> dict[str, Any]:
    """What Axolotl's strategies make of the files with the guide's own configuration: the parts that count, and prompts of preferences."""
    instead("axolotl.utils.logging", get_logger=logging.getLogger)
    instead("axolotl.utils.schemas.datasets", DatasetConfig=dict)
    strategies = importlib.import_module("axolotl.prompt_strategies")
    preferences = importlib.import_module("axolotl.prompt_strategies.dpo")
    prompters = importlib.import_module("axolotl.prompters")
    tokenizers = importlib.import_module("axolotl.prompt_tokenizers")
    settings = importlib.import_module("axolotl.utils.dict").DictDefault
    made = tokenizer()

    def counted(found: dict[str, Any]) -> str:
        return made.decode([token for token, label in zip(found["input_ids"], found["labels"], strict=True) if label != -100])

    out: dict[str, Any] = {"snippets": {}}
    for name, text in snippets.items():
        keys = yaml.safe_load(text)
        config = settings({**keys, "train_on_inputs": False, "sequence_len": 1_000_000})
        for part in ("datasets", "test_datasets"):
            for one in keys.get(part, ()):
                data = read(formats / one["path"])
                out["snippets"].setdefault(name, {})[part] = len(data)
                key = f"{name}/{Path(one['path']).stem}"
                if keys.get("rl") == "dpo":
                    transform, kept = preferences.load(one["type"], config, dataset_idx=0)
                    assert "tokenizer" in inspect.signature(transform).parameters
                    out[key] = list(data.map(partial(transform, tokenizer=made), **kept))
                elif one["type"] == "alpaca":
                    strategy = tokenizers.AlpacaPromptTokenizingStrategy(prompters.AlpacaPrompter(None), made, False, 1_000_000)
                    out[key] = [{"id": row["id"], "counted": counted(strategy.tokenize_prompt(row))} for row in data]
                else:
                    strategy = strategies.load(one["type"], made, config, settings(one))
                    out[key] = [{"id": row["id"], "counted": counted(strategy.tokenize_prompt(row))} for row in data]
    return out


# ------------------------------------------------------------------------------------------------- Hugging Face datasets, Croissant


def huggingface(formats: Path, corpus: str, snippets: dict[str, str]) -> dict[str, Any]:
    """The rows of the dataset folder by configuration and split, with what the guide's snippet prints."""
    from huggingface_hub import DatasetCard

    os.chdir(formats)
    said: list[str] = []
    for text in snippets.values():
        exec(compile(text, "snippet", "exec"), {"print": lambda one: said.append(str(one))})
    folder = str(formats / "huggingface")
    names = get_dataset_config_names(folder)
    out: dict[str, Any] = {name: {split: list(part) for split, part in load_dataset(folder, name).items()} for name in names}
    out["default"] = {split: len(part) for split, part in load_dataset(folder).items()}
    out["said"] = said
    out["card"] = DatasetCard.load(formats / "huggingface" / "README.md").data.to_dict()
    return out


def croissant(formats: Path, corpus: str, snippets: dict[str, str]) -> dict[str, Any]:
    """What ``mlcroissant`` finds wrong with the metadata, and the records that it reads by it."""
    import mlcroissant

    path = formats / "huggingface" / "croissant.json"
    metadata = mlcroissant.Dataset(str(path)).metadata
    issues = metadata.ctx.issues
    out: dict[str, Any] = {"errors": sorted(issues.errors), "warnings": sorted(issues.warnings), "version": metadata.ctx.conforms_to.value}
    for one in metadata.record_sets:
        records = mlcroissant.Dataset(str(path)).records(one.uuid)  # a dataset of its own: records can be read once
        out[one.uuid] = [_texts(record) for record in records]
    return out


def _texts(value: Any) -> Any:
    """A record with its keys shortened and its bytes as text."""
    if isinstance(value, dict):
        return {key.rsplit("/", 1)[-1]: _texts(one) for key, one in value.items()}
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return [_texts(one) for one in value] if isinstance(value, list) else value


PROGRAMS: dict[str, Callable[[Path, str, dict[str, str]], dict[str, Any]]] = {
    "trl": trl,
    "llamafactory": llamafactory,
    "swift": swift,
    "axolotl": axolotl,
    "huggingface": huggingface,
    "croissant": croissant,
}


if __name__ == "__main__":
    disable_progress_bar()
    program, formats, corpus, snippets = sys.argv[1:]
    told = json.loads(Path(snippets).read_text(encoding="utf-8"))
    found = PROGRAMS[program](Path(formats), corpus, told.get(program, {}))
    sys.stdout.write("\n" + json.dumps(found, ensure_ascii=False, default=str) + "\n")
