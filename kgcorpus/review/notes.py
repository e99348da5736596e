"""Statements of experts as documents: each is written into ``documents/notes/`` with who signed it and when."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.config import Corpus, source_for
from kgcorpus.errors import UsageError
from kgcorpus.model import digest
from kgcorpus.text import language_of, normal_name

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

    @property
    def said(self) -> tuple[str, str]:
        """What is said and by whom: a note of another day that says the same is the same."""
        return normal_name(self.signed), " ".join(self.statement.split())

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
    """Write each note as a document of the corpus. A note that the person has signed already, on whatever day, stays as it is, so importing
    twice changes nothing."""
    new: list[str] = []
    known: list[str] = []
    there = _signed(corpus.documents)
    for note in notes:
        name = there.get(note.said) or (note.name if (corpus.documents / note.name).exists() else None)
        if name is not None:
            known += [] if name in new or name in known else [name]
            continue
        _write(corpus.documents / note.name, note.text())
        there[note.said] = note.name
        new.append(note.name)
    missing = [name for name in (*new, *known) if source_for(corpus, name) is None]
    return WrittenNotes(tuple(new), tuple(known), lines_of_source(corpus) if missing else "")


def _signed(documents: Path) -> dict[tuple[str, str], str]:
    """The notes in the folder, by what they say and who signed them."""
    out: dict[tuple[str, str], str] = {}
    for path in sorted((documents / FOLDER).glob("*.md")):
        with contextlib.suppress(OSError, UnicodeDecodeError):  # the build says what is wrong with it
            _, front, statement = (*path.read_text(encoding="utf-8").split("---\n", 2), "", "")[:3]
            if signed := next((line.partition(":")[2] for line in front.splitlines() if line.startswith("signed:")), ""):
                out.setdefault(as_note(statement, signed, "").said, f"{FOLDER}/{path.name}")
    return out


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
