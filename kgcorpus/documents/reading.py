"""From files to documents: which files, whose source they have, and a rejection for each that cannot be read."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Protocol, Union

from kgcorpus.config import Corpus, source_for, with_front_matter
from kgcorpus.documents import READERS
from kgcorpus.documents.child import answer_of_child, read_in_child, reads_in
from kgcorpus.documents.converted import converted_from, markdown_of_converters
from kgcorpus.documents.encoding import MAX_TABLE
from kgcorpus.documents.front import with_signature
from kgcorpus.documents.passages import Read, Unreadable
from kgcorpus.errors import ConfigError, InputError, UsageError
from kgcorpus.identifiers.finding import findings, masked
from kgcorpus.model import Document, Rejection, Source, digest
from kgcorpus.parallel import run
from kgcorpus.text import language_of

MADE_BY = "documents/2"
UNTRUSTED = frozenset({".pdf", ".docx", ".xlsx", ".pptx", ".json"})
"""Formats whose libraries run native or intricate code: they are read in a child with limits."""
OLD_FORMATS = {
    ".doc": "docx", ".dot": "docx", ".wps": "docx", ".wpt": "docx", ".rtf": "docx", ".odt": "docx", ".pages": "docx",
    ".xls": "xlsx", ".xlt": "xlsx", ".xlsb": "xlsx", ".et": "xlsx", ".ett": "xlsx", ".ods": "xlsx", ".numbers": "xlsx",
    ".ppt": "pptx", ".pot": "pptx", ".dps": "pptx", ".odp": "pptx", ".key": "pptx", ".caj": "pdf", ".ceb": "pdf", ".ofd": "pdf",
}  # fmt: skip
"""What a file of a format that is not read is saved as with the program that made it."""
FORMATS = {".htm": "html", ".ttl": "nt", ".tsv": "csv"}

Outcome = Union[Document, Rejection]
Ask = Callable[[str, bytes], Sequence[Read]]
"""What a suffix's reader gives for a file's bytes."""


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    name: str
    source: Source | None
    refused: str | None = None
    stated: frozenset[str] = frozenset()
    converted: str | None = None
    key: str | None = None
    answer: bytes | None = None


class Kept(Protocol):
    """What the child answered for files that were read before, by a key of the file's bytes and of the readers."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, answer: bytes) -> None: ...


def read_documents(
    corpus: Corpus, *, workers: int = 1, only: Collection[str] | None = None, kept: Kept | None = None
) -> Iterator[Outcome]:  # fmt: skip
    """Every file of the documents folder (or ``only`` those of these paths) as a document or a rejection, sorted by path.

    Files whose names begin with ``.`` or ``~$`` are left out. A link that leads out of the folder is rejected and not opened. A JSON Lines
    file gives one document a line. Two documents of one id are both given. What a converter made of a file is read in its place.
    Answers of the child are taken from ``kept`` where they are in it, and put there.
    """
    tasks = [task for task in _tasks(corpus) if only is None or task.name in only]
    read = run(_read_task, (_known(task, kept) for task in tasks), workers=workers if len(tasks) > 8 else 1)
    for outcomes, key, answer in read:
        if kept is not None and key is not None and answer is not None:
            kept.put(key, answer)
        yield from outcomes


def _known(task: _Task, kept: Kept | None) -> _Task:
    """The task with what is kept of the file, and the key under which it is."""
    suffix = (task.converted or task.path.suffix).lower()
    if kept is None or task.refused or suffix not in UNTRUSTED:
        return task
    try:
        with task.path.open("rb") as file:
            key = digest(readers_version(), suffix, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return task
    return replace(task, key=key, answer=kept.get(key))


@cache
def readers_version() -> str:
    """A digest of the readers' code and of the libraries that read for them: with another one, files are read anew."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    libraries = [version(name) for name in ("pypdfium2", "python-docx", "openpyxl", "lxml", "selectolax")]
    return digest(libraries, [hashlib.sha256(path.read_bytes()).hexdigest() for path in own])


def _tasks(corpus: Corpus) -> Iterator[_Task]:
    root = corpus.documents.resolve()
    found: list[tuple[str, Path]] = []
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = [f for f in folders if not f.startswith(".")]
        here = Path(folder)
        linked = [f for f in folders if (here / f).is_symlink()]
        for file in [*files, *linked]:
            if not file.startswith((".", "~$")):
                path = here / file
                found.append((unicodedata.normalize("NFC", path.relative_to(root).as_posix()), path))
    paths = dict(sorted(found))
    for name, (file, converted) in in_place(paths).items():
        path = paths[file]
        if path.is_symlink():
            target = path.resolve()
            if not target.is_relative_to(root):
                yield _Task(path, name, None, f"a link to {target.name}, outside the documents folder")
                continue
            if target.is_dir():
                continue  # its files are read where they are
        rule = source_for(corpus, name)
        yield _Task(path, name, rule.source if rule else None, stated=rule.stated if rule else frozenset(), converted=converted)


def in_place(names: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Under which name each file is read, with the file itself and, where it is a converter's output, which kind.

    Of a converter's outputs for one file JSON is read before Markdown, since it has the pages; the file itself is not opened.

    >>> in_place(["a.pdf", "a.pdf.mineru.json", "a.pdf.mineru.md", "b.doc", "b_content_list.json", "c.md"])
    {'a.pdf': ('a.pdf.mineru.json', '.json'), 'b.doc': ('b_content_list.json', '.json'), 'c.md': ('c.md', None)}
    """
    ordered = sorted(names)
    stems: dict[str, list[str]] = {}
    for name in ordered:
        stems.setdefault(name.rsplit(".", 1)[0], []).append(name)
    out: dict[str, tuple[str, str | None]] = {}
    for name in ordered:
        found = converted_from(name)
        if found is None:
            out.setdefault(name, (name, None))
            continue
        of, kind = found
        if "_content_list" in name and not name.startswith(f"{of}."):
            beside = [other for other in stems.get(of, ()) if converted_from(other) is None]
            of = beside[0] if len(beside) == 1 else name
        if of not in out or out[of][1] != ".json":
            out[of] = (name, kind)
    return dict(sorted(out.items()))


def _read_task(task: _Task) -> tuple[list[Outcome], str | None, bytes | None]:
    """The outcomes of a file, and the key and answer of the child that are not kept yet."""
    if task.refused:
        return [Rejection("outside_folder", task.name, document=task.name, made_by=MADE_BY, detail=task.refused)], None, None
    new: list[bytes] = []

    def ask(suffix: str, data: bytes) -> Sequence[Read]:
        answer = task.answer
        if answer is None:
            answer = answer_of_child(suffix, data)
            new.append(answer)
        return reads_in(answer)

    outcomes = read_files(task.path, id=task.name, source=task.source, stated=task.stated, converted=task.converted, ask=ask)
    return outcomes, task.key, new[0] if new else None


def read_file(path: Path, *, id: str, source: Source) -> Document | Rejection:
    """One file as a document with this id (unless its front matter has its own) and source.

    Raises ``UsageError`` for a file of several documents (JSON Lines): see ``read_files``.
    """
    outcomes = read_files(path, id=id, source=source)
    documents = [one for one in outcomes if isinstance(one, Document)]
    if len(documents) > 1:
        raise UsageError(str(path), f"holds {len(documents)} documents", "a file of one document", "call read_files")
    return (documents or outcomes)[0]


def read_files(
    path: Path, *, id: str, source: Source | None, stated: Collection[str] = (), converted: str | None = None, ask: Ask = read_in_child
) -> list[Outcome]:  # fmt: skip
    """All documents of a file, each with rejections for the parts of it that are not passed on, or one rejection.

    Without a source, the front matter must say licence or origin; it cannot loosen what the source has ``stated``. ``converted`` is
    ``.json`` or ``.md`` for a converter's output, which is read as the file ``id``; ``ask`` reads what is not trusted.
    """
    suffix = (converted or path.suffix).lower()
    try:
        if suffix in OLD_FORMATS:
            raise Unreadable("old_format", f"'{suffix}' is not read; save it as .{OLD_FORMATS[suffix]}")
        if suffix not in READERS:
            known = " ".join(sorted(READERS))
            raise Unreadable("unknown_format", f"suffix '{path.suffix}'; known: {known}" if suffix else f"no suffix; known: {known}")
        reads = _reads(suffix, _bytes(path), converted is not None, ask)
        form = FORMATS.get(suffix, suffix[1:])
        if converted == ".json":
            form = PurePosixPath(id).suffix[1:].lower() or form
        out: list[Outcome] = []
        for read in reads:
            document = _document(read, f"{id}#{read.key}" if read.key is not None else id, id, source, form, PurePosixPath(id).stem, stated)
            out += [document, *_left(read, document)]
        return out
    except Unreadable as error:
        return [Rejection(error.reason, id, document=id, place=error.place, made_by=MADE_BY, detail=error.detail)]


def read_text(text: str, *, id: str, source: Source | None = None, format: str = "txt") -> Document:
    """A text as a document; ``format`` is ``txt`` or ``md``. An empty text has no passages. Raises ``InputError`` for hostile nesting.

    >>> d = read_text("# 二甲双胍\\n\\n治疗2型糖尿病。", id="a", format="md")
    >>> d.title, [(p.kind, d.text[p.start:p.end]) for p in d.passages]
    ('二甲双胍', [('heading', '二甲双胍'), ('paragraph', '治疗2型糖尿病。')])
    """
    from kgcorpus.documents.prose import read_markdown, read_plain

    try:
        read = read_markdown(text) if format == "md" else read_plain(text)
    except Unreadable as error:
        raise InputError(id, f"{error.reason}: {error.detail}") from None
    return _document(read, id, id, source or Source(""), format, id)


def _left(read: Read, document: Document) -> Iterator[Rejection]:
    """A rejection for each part of a file that is not passed on; identifiers of persons in it are masked."""
    for one in read.left:
        what = masked(one.what, findings(one.what, personal=document.source.sensitivity == "personal"))
        yield Rejection(one.reason, what, document=document.id, place=one.place, made_by=MADE_BY, detail=one.detail)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("broken_file", "no regular file")
        size = path.stat().st_size
        if size > MAX_TABLE:
            raise Unreadable("too_large", f"{size:,} bytes; at most {MAX_TABLE:,}")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("broken_file", f"cannot be opened: {error.strerror or error}") from None
    if not data:
        raise Unreadable("empty_file", "no bytes")
    return data


def _reads(suffix: str, data: bytes, converted: bool, ask: Ask) -> list[Read]:
    if suffix in UNTRUSTED:
        return list(ask(suffix, data))
    try:
        if converted:
            return list(markdown_of_converters()(data))
        return list(READERS[suffix]()(data))
    except RecursionError:
        raise Unreadable("too_deep", "nested too deeply") from None
    except MemoryError:
        raise Unreadable("too_large", "needs more memory than there is") from None


def _document(
    read: Read, id: str, path: str, source: Source | None, form: str, stem: str, stated: Collection[str] = ()
) -> Document:  # fmt: skip
    values = read.values
    own = values.get("id")
    id = own.strip() if isinstance(own, str) and own.strip() else id
    if source is None:
        if not {"licence", "origin"} & values.keys():
            raise Unreadable("no_source", "no [[source]] of corpus.toml fits its path", None)
        source = Source(id)
    try:
        source = with_front_matter(source, values, stated)
    except ConfigError as error:
        raise Unreadable("bad_front_matter", str(error)) from None
    source = with_signature(source, values)
    subject = values.get("subject")
    language = source.language or language_of(_sample(read))
    return Document(
        id, path, hashlib.sha256(read.text.encode("utf-8", "surrogatepass")).hexdigest(), read.text,
        tuple(replace(p, document=id) for p in read.passages), source, read.title or PurePosixPath(stem).name, language, form,
        subject if isinstance(subject, str) else None, read.front,
    )  # fmt: skip


def _sample(read: Read) -> str:
    """The text by which the language is told: what is written, not the codes of a table."""
    if not read.passages or any(p.kind != "table" for p in read.passages):
        return read.text[read.front : read.front + 20_000]
    return " ".join(c.text for p in read.passages for row in p.rows[:200] for c in row if not any(x.isdigit() for x in c.text))
