"""A reading that was cut off takes up where it was; what changed is read anew, what is no more is dropped."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgcorpus.build import Build
from kgcorpus.documents import child, reading
from kgcorpus.store import Store
from tests.paper import Paper
from tests.small import CORPUS, write_corpus

SOURCES = CORPUS.replace('documents = ["*.md", "*.txt", "*.csv"]', 'documents = ["*"]')


def pdf(text: str, pages: int = 1) -> bytes:
    paper = Paper()
    for page in range(pages):
        paper.page()
        paper.block(60, 80, f"{text} {page}. " + "Phobos is a moon of Mars. " * 40, 470)
    return paper.output()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_corpus(tmp_path, corpus=SOURCES)
    for n in range(3):
        (made / "documents" / f"{n}.pdf").write_bytes(pdf(f"File {n}"))
    (made / "documents" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The suffixes for which the child was asked."""
    calls: list[str] = []
    answer = child.answer_of_child

    def counted(suffix: str, data: bytes) -> bytes:
        calls.append(suffix)
        return answer(suffix, data)

    monkeypatch.setattr(reading, "answer_of_child", counted)
    return calls


def reads(folder: Path) -> int:
    with sqlite3.connect(folder / "corpus.db") as db:
        return int(db.execute("select count(*) from reads").fetchone()[0])


def test_only_files_that_changed_are_read_again(folder: Path, asked: list[str]) -> None:
    with Build(folder) as work:
        work.ingest()
    assert len(asked) == 4 and reads(folder) == 4
    (folder / "documents" / "1.pdf").write_bytes(pdf("Changed"))
    (folder / "documents" / "2.pdf").unlink()
    with Build(folder) as work:
        result = work.ingest()
        assert result.fresh and result.rejected["broken_file"] == 1
        assert "Changed" in work.documents()["1.pdf"].text
    assert len(asked) == 5 and reads(folder) == 3


def test_extract_and_others_do_not_read_a_second_time(folder: Path, asked: list[str]) -> None:
    with Build(folder) as work:
        work.ingest()
    with Build(folder) as work:
        work.extract()
        assert len(work.read_documents()["0.pdf"].passages) > 0
    assert len(asked) == 4


def test_another_version_of_the_readers_reads_anew(folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Build(folder) as work:
        work.ingest()
    monkeypatch.setattr(reading, "readers_version", lambda: "another")
    monkeypatch.setattr("kgcorpus.build._code", lambda: "another")
    with Build(folder) as work:
        work.ingest()
    assert len(asked) == 8 and reads(folder) == 4


def test_a_corpus_file_from_before_is_read_as_it_is(folder: Path) -> None:
    with Store(folder / "corpus.db") as store:
        assert store.read("x") is None


def test_what_was_read_before_a_kill_is_not_read_again(tmp_path: Path) -> None:
    """The parent is killed while it reads; the next run asks the child only for the rest, and keeps what a whole run keeps."""
    broken, whole = write_corpus(tmp_path / "a", corpus=SOURCES), write_corpus(tmp_path / "b", corpus=SOURCES)
    for n in range(200):
        content = pdf(f"File {n}", 3)
        for made in (broken, whole):
            (made / "documents" / f"{n:03d}.pdf").write_bytes(content)
    command = [sys.executable, "-m", "kgcorpus", "ingest", str(broken)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            if reads(broken) >= 32:
                break
        except sqlite3.OperationalError:
            time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = reads(broken)
    assert 32 <= before < 200
    results = []
    for made in (broken, whole):
        with Build(made) as work:
            told = work.ingest()
            results.append((told, list(work.store.records("document")), list(work.store.rejections())))
    assert results[0] == results[1] and reads(broken) == reads(whole) == 200
