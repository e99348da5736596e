"""Statements of experts as documents: each is written into ``documents/notes/`` with who signed it and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.config import Corpus, source_for
from kgcorpus.errors import UsageError
from kgcorpus.model import digest
from kgcorpus.text import language_of

FOLDER = "notes"
_TITLE = {"zh": "{who}的补充说明（{when}）", "en": "Note by {who}, {when}"}
_SOURCE = """\
[[source]]
id = "{id}"
documents = ["{folder}/*.md"]
title = {{ zh = "专家补充说明", en = "Expert notes" }}
licence = "…"
uses = ["train", "evaluate"]
"""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person states, signed and dated (an ISO day)."""

    statement: str
    signed: str
    dated: str

    @property
    def name(self) -> str:
        """The file: date, and a digest of all that makes the note, so that the same note is the same file."""
        return f"{FOLDER}/{self.dated}-{digest(self.statement, self.signed, self.dated)[:10]}.md"

    def text(self) -> str:
        """The document: front matter, then the statement."""
        lang = language_of(self.statement)
        title = _TITLE[lang if lang in _TITLE else "en"].format(who=self.signed, when=self.dated)
        return f"---\nsigned: {self.signed}\ndated: {self.dated}\ntitle: {title}\n---\n\n{self.statement}\n"


def as_note(statement: str, signed: str, dated: str) -> Note:
    """A note with stray white space taken out; line breaks of the statement stay.

    >>> as_note(" 火卫一环绕火星。\\n", " 王敏 ", "2026-10-12").signed
    '王敏'
    """
    lines = (" ".join(line.split()) for line in statement.strip().splitlines())
    return Note("\n".join(lines), " ".join(signed.split()), dated.strip())


@dataclass(frozen=True, slots=True)
class WrittenNotes:
    """The notes' paths below the documents folder: those written now and those that were there already. ``source`` holds the lines that
    ``corpus.toml`` needs before notes are read; it is empty where a source fits them."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    source: str = ""


def write_notes(corpus: Corpus, notes: Iterable[Note]) -> WrittenNotes:
    """Write each note as a document of the corpus. A note that is there already stays as it is, so importing twice changes nothing."""
    new, known = [], []
    for note in notes:
        path = corpus.documents / note.name
        if note.name in new or path.exists():
            known += [] if note.name in new or note.name in known else [note.name]
            continue
        _write(path, note.text())
        new.append(note.name)
    missing = [name for name in (*new, *known) if source_for(corpus, name) is None]
    return WrittenNotes(tuple(new), tuple(known), lines_of_source(corpus) if missing else "")


def lines_of_source(corpus: Corpus) -> str:
    """The ``[[source]]`` that lets the notes be read, as lines for ``corpus.toml``."""
    taken = {rule.source.id for rule in corpus.sources}
    id = next(name for name in (FOLDER, "expert-notes", *(f"notes-{n}" for n in range(2, 2 + len(taken)))) if name not in taken)
    return _SOURCE.format(id=id, folder=FOLDER)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(str(path), f"{path.name} cannot be written ({error.strerror})", "a file in a folder that exists") from error
