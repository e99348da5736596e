"""``kgcorpus rejected``: what was not taken, with its sentence, place and reason, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from kgcorpus.build_rejected import rejected
from kgcorpus.documents.reading import read_text
from kgcorpus.documents.showing import Page, Row, row_runs
from kgcorpus.messages import WORDS
from kgcorpus.model import REASONS, Source
from tests.running import Program
from tests.small import CORPUS, DOCUMENTS, write_corpus


@pytest.fixture
def built(tmp_path: Path, program: Program) -> Path:
    documents = {
        **DOCUMENTS,
        "more.md": "# Notes\n\nDeimos was discovered by Urbain Le Verrier.\n",
        "picture.bin": b"\x00\x01\x02\x03" * 50,
        "stray/none.md": "# Nothing\n",
    }
    folder = write_corpus(tmp_path / "planets", documents=documents, corpus=CORPUS.replace('"*.md"', '"[a-z]*.md", "picture.bin"'))
    program("build", folder)
    return folder


def test_a_rejection_has_its_document_line_and_sentence(built: Path) -> None:
    (hedged,) = rejected(built, reason="hedged")
    assert (hedged.stage, hedged.document, hedged.line, hedged.sentence) == ("extract", "uranus.md", 3, "天卫四可能由霍尔发现。")
    (unknown,) = rejected(built, reason="unknown_entity", lang="zh")
    assert unknown.document == "more.md" and "Le Verrier" in unknown.sentence and "发现者" in unknown.detail


def test_all_that_was_rejected_is_listed_once(built: Path, program: Program) -> None:
    told = orjson.loads(program("build", built, "--json").out)
    for stage in told:
        assert len(rejected(built, stage=stage["stage"])) == sum(stage["rejected"].values())
    assert len(rejected(built)) == sum(sum(s["rejected"].values()) for s in told)


def test_it_reads_in_both_languages_and_says_what_to_do(built: Path, program: Program) -> None:
    zh, en = program("--lang", "zh", "rejected", built), program("--lang", "en", "rejected", built)
    assert zh.code == en.code == 0
    assert "uranus.md:3  “天卫四可能由霍尔发现。”" in zh.out and "语气不确定" in zh.out and "签名记录" in zh.out
    assert "hedged: not asserted (1)" in en.out and "sign a note" in en.out
    assert "generate" in en.out and "hop" not in en.out.partition("generate")[2].partition("\n")[0]


def test_lists_are_cut_and_later_stages_are_listed_when_asked_for(built: Path, program: Program) -> None:
    ran = program("--lang", "en", "rejected", built, "--stage", "generate", "--n", "1")
    assert "more" in ran.out and "extract" not in ran.out
    lines = [line for line in ran.out.splitlines() if line.startswith("    ") and not line.startswith("    …")]
    reasons = [line for line in ran.out.splitlines() if line.startswith("  ") and not line.startswith("    ")]
    assert len([line for line in lines if "→" not in line]) == len(reasons)
    assert orjson.loads(program("rejected", built, "--reason", "hedged", "--json").out)[0]["sentence"].startswith("天卫四")


def test_the_code_stands_beside_the_words_and_either_is_taken(built: Path, program: Program) -> None:
    assert "语气不确定，不作为事实（1） [hedged]" in program("--lang", "zh", "rejected", built).out
    by_code = program("rejected", built, "--reason", "hedged", "--json").out
    for words in ("语气不确定，不作为事实", "hedged: not asserted", "Hedged"):
        assert program("rejected", built, "--reason", words, "--json").out == by_code


def test_every_reason_has_a_hint_in_both_languages() -> None:
    missing = [reason for reason in REASONS if f"hint.{reason}" not in WORDS]
    assert missing == []
    assert all(zh and en for name, (zh, en) in WORDS.items() if name.startswith("hint."))


def test_titles_and_wordings_that_are_missing_are_named(tmp_path: Path, program: Program) -> None:
    bare = re.sub(r', en = "(?:Planets and moons|Notes on planets)"', "", CORPUS)
    assert bare != CORPUS
    folder = write_corpus(tmp_path / "planets", corpus=bare)
    program("build", folder)
    rows = [r for r in rejected(folder, stage="generate") if r.reason == "no_label"]
    assert any("title.en" in r.hint and ".md" in r.hint for r in rows)
    assert "title.en" in program("--lang", "zh", "rejected", folder).out
    unworded = [r for r in rejected(folder, stage="generate") if r.reason == "no_wording"]
    assert all(r.detail.split(":")[0] in r.hint for r in unworded[:1])


def test_a_row_of_a_table_is_shown_with_its_header() -> None:
    page = Page(read_text("部件,周期\n水泵,每月\n阀,每季度\n", id="d", source=Source("s"), format="csv"))
    row = page.block(page.document.text.find("每季度"), page.document.text.find("每季度") + 3)
    assert isinstance(row, Row)
    assert "".join(said for said, _ in row_runs(row, (), page.document.text)) == "部件：阀 | 周期：每季度"


@pytest.mark.parametrize(("options", "said"), [(("--reason", "hedgd"), "是否想写“hedged”？"), (("--stage", "read"), "未知的名称“read”")])
def test_unknown_names_are_refused(options: tuple[str, str], said: str, built: Path, program: Program) -> None:
    ran = program("--lang", "zh", "rejected", built, *options)
    assert ran.code == 2 and said in ran.err


def test_nothing_built_and_nothing_rejected_are_said(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "planets")
    ran = program("--lang", "zh", "rejected", folder)
    assert ran.code == 2 and "还没有构建过" in ran.err and not (folder / "corpus.db").exists()
    program("build", folder)
    assert "没有被拒绝的内容" in program("--lang", "zh", "rejected", folder, "--reason", "broken_file").out
