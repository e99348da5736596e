"""What answers quote: words of sources that may be shown, verbatim; of others, and in other languages, nothing."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus.generate.material import plainly_titled, without_emoji
from kgcorpus.model import Document, Source
from tests.small import CORPUS, DOCUMENTS, write_corpus

SECRET = """
[[source]]
id = "secret"
documents = ["secret.md"]
title = { zh = "内部笔记", en = "House notes" }
licence = "CC0-1.0"
uses = ["train", "evaluate"]
origin = "house"
sensitivity = "confidential"
"""
ROWS = """
[[source]]
id = "rows"
documents = ["years.csv"]
title = { zh = "📈 发现年份表" }
licence = "CC0-1.0"
uses = ["train", "redistribute"]
origin = "rows"
sensitivity = "public"
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("citing")
    texts = {
        **DOCUMENTS,
        "mars.md": "# Mars\n\nPhobos was discovered by Asaph Hall.\n",
        "secret.md": "Deimos was discovered by Asaph Hall.\n",
    }
    corpus = CORPUS.replace('documents = ["*.md", "*.txt", "*.csv"]', 'documents = ["mars.md", "uranus.md"]')
    kgcorpus.open(write_corpus(folder, corpus=corpus + SECRET + ROWS, documents=texts)).build("all")
    return folder / "releases" / "all"


def lines(release: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (release / "samples.jsonl").read_bytes().splitlines()]


def test_a_source_that_may_not_be_shown_is_named_and_not_quoted(release: Path) -> None:
    cited = [s["answer_cited"] for s in lines(release)]
    assert not any("“Deimos was discovered by" in text for text in cited)
    assert any(text.endswith("(Source: “House notes”)") for text in cited)
    assert any("“Phobos was discovered by Asaph Hall.”" in text for text in cited)
    assert not kgcorpus.audit(release).failures


def test_a_source_is_named_in_the_language_of_the_question_and_without_emoji(release: Path) -> None:
    named = {(s["lang"], title) for s in lines(release) for title in s["labels"].get("titles", ())}
    assert ("zh", "《发现年份表》") in named and ("zh", "《行星笔记》") in named and ("en", "“Notes on planets”") in named
    assert not any(lang == "en" and "表" in title for lang, title in named)
    refused = [r for _, r in kgcorpus.open(release.parents[1]).rejections("generate") if r.reason == "no_label"]
    assert any(r.detail == "its source has no title in this language" and r.what.startswith("en ") for r in refused)


def test_titles_lose_their_emoji_and_nothing_else() -> None:
    document = Document("d", "d.md", "0", "", (), Source("s", {"en": "Diabetes 🍬 care"}), "①糖尿病🍬照护 ℃", "zh", "md")
    assert plainly_titled(document).title == "①糖尿病照护 ℃" and plainly_titled(document).source.title == {"en": "Diabetes care"}
    assert without_emoji("👩‍⚕️") == ""


def _changed(release: Path, folder: Path, change: Any) -> set[str]:
    """Failed checks of a copy whose samples were changed, its files for training programs aside."""
    shutil.copytree(release, folder)
    path = folder / "samples.jsonl"
    found = lines(release)
    assert sum(bool(change(sample)) for sample in found)
    path.write_bytes(b"\n".join(map(orjson.dumps, found)) + b"\n")
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["samples.jsonl"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest))
    return {f.check for f in kgcorpus.audit(folder).failures}


def _quote_secret(sample: dict[str, Any]) -> bool:
    """Quote the confidential source as if it were allowed."""
    found = [record for record in sample["labels"]["cited"] if "quotes" not in record]
    for record in found:
        record["quotes"] = [{"spans": [{"document": "secret.md", "start": 0, "end": 36}]}]
    sample["answer_cited"] = sample["answer_cited"].replace("“House notes”", "“House notes”: “Deimos was discovered by Asaph Hall.”")
    return bool(found)


def _other_words(sample: dict[str, Any]) -> bool:
    changed = sample["answer_cited"].replace("Phobos was discovered by Asaph Hall.”", "Phobos was found by Asaph Hall.”")
    sample["answer_cited"], changed = changed, sample["answer_cited"]
    return changed != sample["answer_cited"]


def _other_title(sample: dict[str, Any]) -> bool:
    found = sample["labels"].get("titles")
    if found:
        sample["labels"]["titles"] = ["“A book that was never written”"]
        sample["question"] = sample["question"].replace(found[0], "“A book that was never written”")
    return bool(found)


@pytest.mark.parametrize("change", [_quote_secret, _other_words, _other_title])
def test_an_audit_finds_quotes_and_titles_that_do_not_stand_in_the_release(release: Path, tmp_path: Path, change: Any) -> None:
    assert "citations" in _changed(release, tmp_path / "t", change)
