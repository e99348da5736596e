"""Files for training programs as a release holds them: the programs' rules line by line, the guide, the dataset folder and its metadata."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest

import kgcorpus
from kgcorpus.errors import ConfigError
from kgcorpus.release.croissant import CONFORMS_TO
from kgcorpus.release.formats import DATASET_INFO, FORMATS
from kgcorpus.release.formats_guide import GUIDES, SNIPPETS, snippet_text
from kgcorpus.release.huggingface import SETS, rows_of, written
from kgcorpus.release.huggingface_card import hub_licence
from kgcorpus.release.loaders import MEANT, READERS, problems
from tests.small import CORPUS, write_corpus

RECIPES = """
[[recipe]]
name = "open"
recipient = "public"

[[recipe]]
name = "few"
formats = ["messages", "dpo"]
"""
PAIR: dict[str, Any] = {
    "id": "s-1",
    "split": "train",
    "question": "谁发现了火卫一？",
    "answer_text": "阿萨夫·霍尔。",
    "rejected": {"text": "威廉·赫歇尔。"},
    "turns": [{"question": "Which?", "answer": "This."}],
}
DIALOGUE = {key: value for key, value in PAIR.items() if key != "rejected"}
PLAIN = {key: value for key, value in DIALOGUE.items() if key != "turns"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("training"), corpus=CORPUS + RECIPES)
    for recipe in ("all", "open", "few"):
        kgcorpus.open(folder).build(recipe)
    return folder


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


# ------------------------------------------------------------------------------------------------- the programs' rules


@pytest.mark.parametrize("name", FORMATS)
def test_every_line_of_a_format_keeps_the_rules_of_the_programs_that_read_it(name: str) -> None:
    assert READERS[name]
    for sample in (PAIR, PLAIN, DIALOGUE):
        for line in FORMATS[name](sample):
            assert list(problems(name, line)) == []
            assert set(line) == {"id", *(column for reader in READERS[name] for column in reader.columns)}


def _line(name: str) -> dict[str, Any]:
    return json.loads(json.dumps((FORMATS[name](PAIR) or FORMATS[name](PLAIN))[0]))


@pytest.mark.parametrize(
    ("name", "path", "value", "said"),
    [
        ("messages", ("answer",), "x", "ms-swift would give the column answer a meaning"),
        ("messages", ("solution",), "x", "ms-swift would give the column solution a meaning"),
        ("messages", ("text",), "x", "TRL would give the column text a meaning"),
        ("messages", ("completion",), [], "TRL would give the column completion a meaning"),
        ("messages", ("label",), 1, "ms-swift would give the column label a meaning"),
        ("dpo", ("label",), True, "TRL would give the column label a meaning"),
        ("alpaca", ("system",), "x", "Axolotl would give the column system a meaning"),
        ("messages", ("messages", 0, "role"), "assistant", "turn 1 is of assistant, where user speaks"),
        ("messages", ("messages", -1, "content"), "", "turn 2 is empty"),
        ("messages", ("messages", 0, "content"), "Who? ", "begins or ends with white space"),
        ("messages", ("messages", 0, "content"), "See <image> here.", "holds <image>"),
        ("messages", ("messages", 0, "content"), "a\x00b", "a character that is no text"),
        ("sharegpt", ("conversations", 0, "from"), "user", "turn 1 is of user, where human speaks"),
        ("sharegpt", ("conversations",), [{"from": "human", "value": "a"}], "ends with the question"),
        ("ranking", ("rejected",), {"from": "gpt", "value": "阿萨夫·霍尔。"}, "the same"),
        ("dpo", ("chosen",), "阿萨夫·霍尔。", "chosen is not one turn of the assistant"),
        ("dpo_swift", ("rejected_response",), "阿萨夫·霍尔。", "the same"),
        ("kto", ("label",), "true", "label is neither true nor false"),
        ("kto_tag", ("kto_tag",), 1, "kto_tag is neither true nor false"),
        ("kto_swift", ("label",), None, "label is neither true nor false"),
        ("alpaca", ("output",), "  ", "output begins or ends with white space"),
    ],
)
def test_what_a_program_would_reject_skip_or_mistake_is_said(name: str, path: tuple[Any, ...], value: Any, said: str) -> None:
    line = _line(name)
    *way, last = path
    part: Any = line
    for step in way:
        part = part[step]
    part[last] = value
    assert [one for one in problems(name, line) if said in one], list(problems(name, line))


def test_a_column_that_a_program_needs_and_a_line_lacks_is_said() -> None:
    for name, readers in READERS.items():
        for column in readers[0].columns:
            line = _line(name)
            del line[column]
            assert any("looks for the column" in one for one in problems(name, line))


def test_gold_of_the_dataset_folder_has_no_name_that_a_program_takes_for_something_else() -> None:
    read = {"questions": {"messages"}, "preferences": {"prompt", "chosen", "rejected"}}
    for name, columns in SETS.items():
        assert read[name] <= set(columns)
        assert not (set(columns) - read[name]) & MEANT["trl"] and not (set(columns) - read[name] - {"question"}) & MEANT["swift"]


# ------------------------------------------------------------------------------------------------- the guide


def test_the_guide_names_every_file_and_only_what_is_there(corpus: Path) -> None:
    for recipe, there in (("all", set(FORMATS)), ("few", {"messages", "dpo"})):
        formats = corpus / "releases" / recipe / "formats"
        there = {name for name in there if (formats / name).exists()}
        assert there >= {"messages"}
        for name in GUIDES.values():
            text = (formats / name).read_text(encoding="utf-8")
            assert set(re.findall(r"^\| `(\w+)/\*\.jsonl`", text, re.M)) == there
            assert ("| `huggingface/` |" in text) == (recipe == "all")
            for path in re.findall(r"\b\w+/(?:train|dev)\.jsonl", text):
                assert (formats / path).is_file(), path
            for dataset in re.findall(r"dataset: (\w+)", text):
                assert dataset in orjson.loads((formats / "dataset_info.json").read_bytes())
    zh = (corpus / "releases" / "all" / "formats" / "README.zh.md").read_text(encoding="utf-8")
    assert "给训练程序的文件" in zh and "messages/train.jsonl" in zh


def test_the_guide_counts_the_lines(corpus: Path) -> None:
    formats = corpus / "releases" / "all" / "formats"
    text = (formats / "README.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| `messages/*.jsonl`"))
    assert f"train {len(lines_of(formats / 'messages' / 'train.jsonl')):,}" in row


def test_configuration_without_a_dev_file_does_not_name_one() -> None:
    for snippet in (one for several in SNIPPETS.values() for one in several):
        assert "dev" not in snippet_text(snippet, "c", False) and "{" not in snippet_text(snippet, "c", True).replace('{"train"', "")
    assert set(DATASET_INFO) < set(FORMATS)


# ------------------------------------------------------------------------------------------------- the dataset folder


def test_the_dataset_folder_holds_every_sample_once_in_its_split(corpus: Path) -> None:
    release = corpus / "releases" / "all"
    samples = {s["id"]: s for s in lines_of(release / "samples.jsonl")}
    found: dict[str, str] = {}
    for path in (release / "formats" / "huggingface" / "data").rglob("*.parquet"):
        for row in rows_of(path):
            sample = samples[row["id"]]
            assert row["id"] not in found and row["split"] == path.stem == sample["split"]
            assert (path.parts[-3], path.parts[-2]) == ("preferences" if "rejected" in sample else "questions", sample["lang"])
            assert row["sources"] == ["notes"] and set(sample["facts"]) <= set(row["facts"])
            if "messages" in row:
                assert row["messages"][-1] == {"role": "assistant", "content": sample["answer_text"]}
                assert orjson.loads(row["gold_json"]) == sample["answers"] and len(row["gold"]) == len(sample["answers"])
            else:
                assert row["rejected"] == [{"role": "assistant", "content": sample["rejected"]["text"]}]
            found[row["id"]] = row["split"]
    assert found.keys() == samples.keys()


def test_a_number_stands_with_its_unit() -> None:
    assert written({"value": "10", "type": "number", "unit": "min"}) == "10 min"
    assert written({"value": "7", "type": "number", "unit": "%"}) == "7%"
    assert written({"value": "4.4–7.2 mmol/L", "type": "string", "unit": "mmol/L"}) == "4.4–7.2 mmol/L"


def _front_matter(folder: Path) -> str:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith("---\n")
    return text.split("---\n")[1]


def test_the_card_says_whether_the_dataset_may_be_published(corpus: Path) -> None:
    own, free = (corpus / "releases" / recipe / "formats" / "huggingface" for recipe in ("all", "open"))
    assert "license_name: not-for-publication" in _front_matter(own) and "license: cc0-1.0" in _front_matter(free)
    for folder, barred in ((own, True), (free, False)):
        text = (folder / "README.md").read_text(encoding="utf-8")
        assert ("do not upload it" in text) is ("不要上传" in text) is barred
        usage = orjson.loads((folder / "croissant.json").read_bytes())["usageInfo"]
        assert ({"@id": "odrl:distribute"} in [one["odrl:action"] for one in usage["odrl:prohibition"]]) is barred
        assert ({"@id": "odrl:distribute"} in [one["odrl:action"] for one in usage["odrl:permission"]]) is not barred


def test_the_card_names_every_file_of_the_folder(corpus: Path) -> None:
    folder = corpus / "releases" / "all" / "formats" / "huggingface"
    named = set(re.findall(r"data/\S+\.parquet", _front_matter(folder)))
    assert named == {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}


@pytest.mark.parametrize(
    ("declared", "named"),
    [("CC BY-SA 4.0", "cc-by-sa-4.0"), ("MIT", "mit"), ("ODbL", "odbl"), ("CC-BY-SA-1.0", ""), ("版权所有", ""), ("Our licence", "")],
)
def test_the_hub_s_name_of_a_licence(declared: str, named: str) -> None:
    assert hub_licence(declared) == named


def test_the_metadata_describes_the_files_and_where_they_are_from(corpus: Path) -> None:
    folder = corpus / "releases" / "all" / "formats" / "huggingface"
    told = orjson.loads((folder / "croissant.json").read_bytes())
    assert told["conformsTo"] == list(CONFORMS_TO) and CONFORMS_TO[0] == "http://mlcommons.org/croissant/1.1"
    files = [one for one in told["distribution"] if one["@type"] == "cr:FileObject"]
    for one in files:
        raw = (folder / one["contentUrl"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(raw).hexdigest() and one["contentSize"] == f"{len(raw)} B"
    assert {one["contentUrl"] for one in files} == {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    documents = lines_of(corpus / "releases" / "all" / "documents.jsonl")
    digests = [part["sha256"] for source in told["prov:wasDerivedFrom"] for part in source["hasPart"]]
    assert sorted(digests) == sorted(d["digest"] for d in documents)
    assert told["datePublished"] == "2026-11-01" and told["version"].startswith("2026.11.1+")
    assert told["license"] == ["https://creativecommons.org/publicdomain/zero/1.0/"]
    columns = {one["name"]: [field["name"] for field in one["field"]] for one in told["recordSet"]}
    for name, kinds in SETS.items():
        if (folder / "data" / name).exists():
            assert columns[name] == list(kinds) == pq.read_schema(next((folder / "data" / name).rglob("*.parquet"))).names


def test_who_publishes_it_and_where_stand_in_card_and_metadata(tmp_path: Path) -> None:
    own = 'publisher = "天文台"\nhomepage = "https://example.org/planets"\n'
    folder = write_corpus(tmp_path, corpus=own + CORPUS + '[[recipe]]\nname = "zh"\nlanguages = ["zh"]\n')
    kgcorpus.open(folder).build("zh")
    hub = folder / "releases" / "zh" / "formats" / "huggingface"
    told = orjson.loads((hub / "croissant.json").read_bytes())
    who = {"@type": "sc:Organization", "name": "天文台", "url": "https://example.org/planets"}
    assert told["creator"] == told["publisher"] == who and told["url"] == "https://example.org/planets"
    text = (hub / "README.md").read_text(encoding="utf-8")
    assert "发布者：天文台。" in text and "Published by 天文台. <https://example.org/planets>" in text
    assert re.findall(r"config_name: (\w+)", text) in (["questions"], ["questions", "preferences"]), "one language has no files of its own"


def test_a_homepage_is_an_address(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="an address that begins with https://"):
        kgcorpus.open(write_corpus(tmp_path, corpus='homepage = "example.org"\n' + CORPUS))


def test_equal_input_gives_equal_bytes(corpus: Path, tmp_path: Path) -> None:
    again = write_corpus(tmp_path / "again", corpus=CORPUS + RECIPES)
    kgcorpus.open(again).build("all")
    here, there = (folder / "releases" / "all" / "formats" for folder in (corpus, again))
    names = sorted(path.relative_to(here) for path in here.rglob("*") if path.is_file())
    assert any(name.suffix == ".parquet" for name in names)
    assert all((here / name).read_bytes() == (there / name).read_bytes() for name in names)


def test_a_recipe_that_does_not_name_the_dataset_folder_has_none(corpus: Path) -> None:
    formats = corpus / "releases" / "few" / "formats"
    assert not (formats / "huggingface").exists() and (formats / "README.md").exists()
    assert not kgcorpus.audit(corpus / "releases" / "few").failures


# ------------------------------------------------------------------------------------------------- audit


def _audited(corpus: Path, tmp_path: Path, change: Any) -> list[tuple[str, str]]:
    """What an audit finds in a release after a change, its digests made to fit."""
    folder = tmp_path / "release"
    shutil.copytree(corpus / "releases" / "all", folder)
    change(folder / "formats")
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "manifest.json")
    manifest["files"] = {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest))
    return [(failure.check, failure.about) for failure in kgcorpus.audit(folder).failures]


def test_a_whole_release_passes(corpus: Path, tmp_path: Path) -> None:
    assert _audited(corpus, tmp_path, lambda formats: None) == []


def _one_row_less(path: Path) -> None:
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)


def _without_digest(path: Path) -> None:
    path.write_bytes(re.sub(rb'"sha256": "\w{64}",?\s*\}', b'"sha256": "0"}', path.read_bytes(), count=0))


def test_audit_finds_a_row_that_is_missing(corpus: Path, tmp_path: Path) -> None:
    name = "huggingface/data/questions/en/train.parquet"
    found = _audited(corpus, tmp_path, lambda formats: _one_row_less(formats / name))
    assert ("formats", f"formats/{name}") in found and ("formats", "formats/huggingface/croissant.json") in found


def test_audit_finds_metadata_with_another_digest(corpus: Path, tmp_path: Path) -> None:
    found = _audited(corpus, tmp_path, lambda formats: _without_digest(formats / "huggingface" / "croissant.json"))
    assert found == [("formats", "formats/huggingface/croissant.json")]


def test_audit_finds_a_file_that_is_gone_or_too_many(corpus: Path, tmp_path: Path) -> None:
    def change(formats: Path) -> None:
        (formats / "huggingface" / "data" / "questions" / "zh" / "train.parquet").unlink()
        shutil.copy(formats / "parquet" / "samples.parquet", formats / "huggingface" / "data" / "more.parquet")
        _one_row_less(formats / "parquet" / "samples.parquet")

    found = {about for check, about in _audited(corpus, tmp_path, change) if check == "formats"}
    assert {"formats/huggingface/data/questions/zh/train.parquet", "formats/huggingface/data/more.parquet"} <= found
    assert "formats/parquet/samples.parquet" in found


def test_audit_finds_a_text_that_a_program_takes_for_a_picture(corpus: Path, tmp_path: Path) -> None:
    samples = lines_of(corpus / "releases" / "all" / "samples.jsonl")
    id = next(sample["id"] for sample in samples if "rejected" not in sample)

    def change(formats: Path) -> None:
        for sample in samples:
            if sample["id"] == id:
                sample["answer_text"] += " <image>"
        (formats.parent / "samples.jsonl").write_bytes(b"".join(orjson.dumps(sample) + b"\n" for sample in samples))

    assert ("formats", id) in _audited(corpus, tmp_path, change)
