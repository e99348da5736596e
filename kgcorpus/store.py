"""The corpus file ``corpus.db``: what the stages derive, in SQLite with one writer and a rollback journal.

Everything here can be deleted and rebuilt to the same bytes. Rows go in and out as records or as JSON bytes; a stage writes its result
in one
transaction together with its key, so that a run killed at any moment leaves either the old result or the new one.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from kgcorpus.errors import InputError
from kgcorpus.model import Json

SCHEMA_VERSION = 1

_SCHEMA = """
create table if not exists stages (name text primary key, key text not null, counts blob not null);
create table if not exists texts (digest text primary key, text blob not null);
create table if not exists extractions (document text primary key, key text not null, result blob not null);
create table if not exists records (kind text not null, id text not null, record blob not null, primary key (kind, id)) without rowid;
create table if not exists rejections (stage text not null, n integer not null, record blob not null, primary key (stage, n)) without rowid;
create table if not exists samples (id text primary key, lang text not null, kind text not null, record blob not null);
"""

R = TypeVar("R")


# --------------------------------------------------------------------------------------------- records <-> JSON


def dump(record: object) -> bytes:
    """A record (or list of records) as JSON bytes, every field written."""
    return orjson.dumps(record, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def load(cls: type[R], raw: bytes | str) -> R:
    """The record of this type that ``dump`` wrote."""
    return _build(cls, orjson.loads(raw))  # type: ignore[no-any-return]


_HINTS: dict[type, list[tuple[str, Any]]] = {}


def _build(kind: Any, value: Any) -> Any:
    """Rebuild nested frozen records from plain JSON by their type hints (tuples, mappings, unions of records)."""
    if value is None or kind in (str, int, float, bool, Any, object):
        return value
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        options = [a for a in get_args(kind) if a is not NoneType]
        if isinstance(value, dict):
            options = [o for o in options if is_dataclass(o)]
            if len(options) > 1:
                options = [o for o in options if {f.name for f in fields(o)} == set(value)]
        elif isinstance(value, str) and str in options:
            return value
        return _build(options[0], value) if options else value
    if origin is tuple:
        args = get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_build(args[0], v) for v in value)
        return tuple(_build(a, v) for a, v in zip(args, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(kind)[1]
        return {k: _build(inner, v) for k, v in value.items()}
    if origin is list:
        return [_build(get_args(kind)[0], v) for v in value]
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _HINTS.get(kind)
        if hints is None:
            resolved = get_type_hints(kind)
            hints = _HINTS[kind] = [(f.name, resolved[f.name]) for f in fields(kind)]
        return kind(**{name: _build(hint, value[name]) for name, hint in hints if name in value})
    return value


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage took in, gave out and rejected by reason; ``fresh`` is False when nothing it depends on had changed."""

    stage: str
    taken: int
    given: int
    rejected: Mapping[str, int]
    extra: Mapping[str, Json]
    fresh: bool = True


class Store:
    """An open corpus file. Use as a context manager; ``write()`` is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._db.execute("pragma journal_mode = delete")
            self._db.execute("pragma synchronous = normal")
            self._db.execute("pragma cache_size = -65536")
            version = self._db.execute("pragma user_version").fetchone()[0]
            if version not in (0, SCHEMA_VERSION):
                raise InputError(
                    str(path), f"a corpus file of version {version}", f"version {SCHEMA_VERSION}", "delete it: the next build makes it anew"
                )
            if version == 0:  # reading a corpus leaves its file as it is
                self._db.executescript(_SCHEMA)
                self._db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise InputError(str(path), "another run is writing this corpus", "", "wait for it to end") from error
            raise InputError(str(path), f"not a readable corpus file ({error})", "", "delete it: the next build makes it anew") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing."""
        try:
            self._db.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise InputError(str(self.path), "another run is writing this corpus", "", "wait for it to end") from error
        try:
            yield self._db
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    # stages

    def stage(self, name: str) -> tuple[str, StageResult] | None:
        """The key and counts of a stage's last finished run."""
        row = self._db.execute("select key, counts from stages where name = ?", (name,)).fetchone()
        return (row[0], load(StageResult, row[1])) if row else None

    def finish(self, db: sqlite3.Connection, name: str, key: str, result: StageResult) -> None:
        """Note inside a transaction that a stage's result for this key is whole."""
        db.execute("insert or replace into stages values (?, ?, ?)", (name, key, dump(result)))

    # rows

    def put_records(self, db: sqlite3.Connection, kind: str, rows: Iterable[tuple[str, bytes]]) -> None:
        """Replace all records of a kind."""
        db.execute("delete from records where kind = ?", (kind,))
        db.executemany("insert into records values (?, ?, ?)", ((kind, i, raw) for i, raw in rows))

    def put_record(self, db: sqlite3.Connection, kind: str, identifier: str, record: bytes) -> None:
        """Write one record of a kind, or write it anew."""
        db.execute("insert or replace into records values (?, ?, ?)", (kind, identifier, record))

    def keep_records(self, db: sqlite3.Connection, kind: str, ids: set[str]) -> None:
        """Drop the records of a kind that are not of these ids."""
        for (identifier,) in db.execute("select id from records where kind = ?", (kind,)).fetchall():
            if identifier not in ids:
                db.execute("delete from records where kind = ? and id = ?", (kind, identifier))

    def records(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """All records of a kind as (id, JSON bytes), by id."""
        yield from self._db.execute("select id, record from records where kind = ? order by id", (kind,))

    def ids(self, kind: str) -> Iterator[str]:
        """The ids of all records of a kind, in order."""
        yield from (row[0] for row in self._db.execute("select id from records where kind = ? order by id", (kind,)))

    def record(self, kind: str, identifier: str) -> bytes | None:
        row = self._db.execute("select record from records where kind = ? and id = ?", (kind, identifier)).fetchone()
        return row[0] if row else None

    def put_rejections(self, db: sqlite3.Connection, stage: str, rows: Iterable[bytes]) -> None:
        db.execute("delete from rejections where stage = ?", (stage,))
        db.executemany("insert into rejections values (?, ?, ?)", ((stage, n, raw) for n, raw in enumerate(rows)))

    def rejections(self, stage: str | None = None) -> Iterator[tuple[str, bytes]]:
        """(stage, JSON bytes of a ``Rejection``), in the order in which the stages gave them."""
        where, args = ("where stage = ?", (stage,)) if stage else ("", ())
        yield from self._db.execute(f"select stage, record from rejections {where} order by stage, n", args)

    def put_text(self, db: sqlite3.Connection, digest: str, text: str) -> None:
        db.execute("insert or ignore into texts values (?, ?)", (digest, zlib.compress(text.encode("utf-8", "surrogatepass"), 1)))

    def text(self, digest: str) -> str:
        """The kept text of a document, by digest."""
        row = self._db.execute("select text from texts where digest = ?", (digest,)).fetchone()
        if row is None:
            raise InputError(str(self.path), f"no text with digest {digest[:12]}…", "", "run ingest again")
        return zlib.decompress(row[0]).decode("utf-8", "surrogatepass")

    def drop_unused_texts(self, db: sqlite3.Connection, used: set[str]) -> None:
        for (digest,) in db.execute("select digest from texts").fetchall():
            if digest not in used:
                db.execute("delete from texts where digest = ?", (digest,))

    # what was read of files

    def read(self, key: str) -> bytes | None:
        """What is kept of a file that was read, by the key under which it was put."""
        with contextlib.suppress(sqlite3.OperationalError):  # a corpus file from before reads were kept
            row = self._db.execute("select result from reads where key = ?", (key,)).fetchone()
            return zlib.decompress(row[0]) if row else None
        return None

    def put_reads(self, db: sqlite3.Connection, rows: Iterable[tuple[str, bytes]]) -> None:
        db.execute("create table if not exists reads (key text primary key, result blob not null)")
        db.executemany("insert or replace into reads values (?, ?)", ((key, zlib.compress(raw, 1)) for key, raw in rows))

    def keep_reads(self, db: sqlite3.Connection, keys: set[str]) -> None:
        """Drop what is kept of files that are no more."""
        self.put_reads(db, ())
        for (key,) in db.execute("select key from reads").fetchall():
            if key not in keys:
                db.execute("delete from reads where key = ?", (key,))

    # cached work per document

    def extraction_keys(self) -> dict[str, str]:
        """What each kept extraction rests on, by document; empty where it is to be made again."""
        return dict(self._db.execute("select document, key from extractions"))

    def void_extractions(self, db: sqlite3.Connection, documents: Iterable[str]) -> None:
        """Mark what is kept of documents as to be made again."""
        db.executemany("update extractions set key = '' where document = ?", ((name,) for name in documents))

    def extraction(self, document: str) -> bytes:
        row = self._db.execute("select result from extractions where document = ?", (document,)).fetchone()
        return zlib.decompress(row[0])

    def put_extraction(self, db: sqlite3.Connection, document: str, key: str, result: bytes) -> None:
        db.execute("insert or replace into extractions values (?, ?, ?)", (document, key, zlib.compress(result, 1)))

    def keep_extractions(self, db: sqlite3.Connection, documents: set[str]) -> None:
        for (document,) in db.execute("select document from extractions").fetchall():
            if document not in documents:
                db.execute("delete from extractions where document = ?", (document,))

    # samples

    def clear_samples(self, db: sqlite3.Connection) -> None:
        db.execute("delete from samples")

    def put_samples(self, db: sqlite3.Connection, rows: Iterable[tuple[str, str, str, bytes]]) -> None:
        """Rows of (id, language, kind, JSON bytes)."""
        db.executemany("insert into samples values (?, ?, ?, ?)", rows)

    def samples_naming(self, identifier: str) -> Iterator[bytes]:
        """JSON bytes of the samples whose record holds this id (a fact, ground, entity or document), by id."""
        yield from (
            r[0] for r in self._db.execute("select record from samples where instr(record, ?) > 0 order by id", (identifier.encode(),))
        )

    def samples(self) -> Iterator[bytes]:
        """JSON bytes of every generated sample, by id."""
        for (raw,) in self._db.execute("select record from samples order by id"):
            yield raw

    def sample(self, identifier: str) -> bytes | None:
        row = self._db.execute("select record from samples where id = ?", (identifier,)).fetchone()
        return row[0] if row else None
