"""A file of forms answered: forms of one shape together, by several processes if asked for, the lines in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import orjson

from . import forms as f
from .answers import engine_of, open_graph
from .answers_lines import Asked, Start, read_forms
from .errors import KgcorpusError
from .graph.answer import Answer, Engine, ManyStarts
from .parallel import run

if TYPE_CHECKING:
    from .graph.table import FactTable

MEMORY = 400
"""Megabytes that walks may take at one time in a process (the graph, and the lines of one task, come on top)."""
WINDOW = 1 << 16
"""Lines of the file that are answered before the first of them is written: forms of one shape are sought within them."""
TASK = 1 << 10
"""Most starts of a task, which one process answers."""
ON_SERVER = frozenset({"neo4j"})
"""Engines that keep the graph on a server."""
IN_MEMORY = 64_000_000
"""Bytes of answered lines that wait in memory for their turn; more of them wait in a temporary file."""


class Task(NamedTuple):
    """Starts of one shape."""

    shape: f.Form
    starts: Sequence[Start]
    proof: bool
    memory: float


class Solved(NamedTuple):
    """The fields of a line after its id, as JSON, and whether there is no error."""

    fields: bytes
    fine: bool


def answer_file(
    facts: Path,
    forms: Path,
    out: BinaryIO,
    *,
    engine: str = "matrix",
    proof: bool = False,
    workers: int = 1,
    ray: str | None = None,
    memory: float = MEMORY,
) -> bool:
    """Answer a file of forms (JSON Lines ``{"id", "form"}``), one line each, in order; gives whether no line had an error.

    A line or form that cannot be read or answered gives its error and the others are still answered. Empty input and an id that stands
    twice are an ``InputError``. ``workers`` processes, or those of the Ray cluster at an address, share the starts of each shape;
    ``memory`` bounds what the walks of a block of starts take, in megabytes. None of these changes a byte of the output.
    """
    asked = read_forms(forms)
    return answer_lines(asked, open_graph(facts), out, engine=engine, proof=proof, workers=workers, ray=ray, memory=memory)


def answer_lines(
    asked: Asked,
    table: FactTable,
    out: BinaryIO,
    *,
    engine: str = "matrix",
    proof: bool = False,
    workers: int = 1,
    ray: str | None = None,
    memory: float = MEMORY,
) -> bool:
    """What a file of forms asks, answered over a graph, as ``answer_file`` says."""
    windows = [_pieces(asked, range(first, min(first + WINDOW, len(asked))), workers) for first in range(0, len(asked), WINDOW)]
    tasks = (
        Task(asked.shapes[asked.place[rows[0]]], [asked.starts[row] for row in rows], proof, memory)
        for pieces in windows for rows in pieces
    )  # fmt: skip
    solved = _solved(table, engine, tasks, workers, ray)
    fine = not asked.wrong
    for number, pieces in enumerate(windows):
        with Waiting() as waiting:
            for rows in pieces:
                for row, one in zip(rows, next(solved), strict=True):
                    waiting.add(row, b'{"id":' + orjson.dumps(asked.ids[row]) + b"," + one.fields)
                    fine = fine and one.fine
            for row in range(number * WINDOW, min((number + 1) * WINDOW, len(asked))):
                out.write(orjson.dumps(asked.wrong[row]) if row in asked.wrong else waiting.take(row))
                out.write(b"\n")
    return fine


def _pieces(asked: Asked, window: range, workers: int) -> list[list[int]]:
    """The readable lines of a window by shape, in pieces that one process answers."""
    by_shape: dict[int, list[int]] = {}
    for row in window:
        if asked.place[row] >= 0:
            by_shape.setdefault(asked.place[row], []).append(row)
    out = []
    for rows in by_shape.values():
        size = min(TASK, -(-len(rows) // max(workers, 1)))
        out += [rows[first : first + size] for first in range(0, len(rows), size)]
    return out


# --------------------------------------------------------------------------------------------- solving


def _solved(table: FactTable, engine: str, tasks: Iterable[Task], workers: int, ray: str | None) -> Iterator[list[Solved]]:
    if workers <= 1 and ray is None:
        return run(partial(solve, engine_of(table, engine)), tasks)
    if engine in ON_SERVER:
        engine_of(table, engine)  # the graph is loaded there once; the processes find it
    return run(_solve_here, tasks, workers=workers, ray=ray, initializer=_prepare, initargs=(table, engine))


_HERE: dict[str, Engine] = {}
"""The engine of this process, if it is one of several."""


def _prepare(table: FactTable, engine: str) -> None:
    _HERE["engine"] = engine_of(table, engine)


def _solve_here(task: Task) -> list[Solved]:
    return solve(_HERE["engine"], task)


def solve(engine: Engine, task: Task) -> list[Solved]:
    """The answers of a task. A start whose answer is an error has its own, the others are answered."""
    distinct = list(dict.fromkeys(task.starts))
    found = dict(zip(distinct, _each(engine, task, distinct), strict=True))
    return [found[start] for start in task.starts]


def _each(engine: Engine, task: Task, starts: Sequence[Start]) -> list[Solved]:
    """The starts together; where that is an error, in halves, down to the start that it is of."""
    try:
        return [Solved(orjson.dumps(answer.to_json())[1:], True) for answer in _answers(engine, task, starts)]
    except KgcorpusError as error:
        if len(starts) == 1:
            return [Solved(orjson.dumps({"error": str(error)})[1:], False)]
        half = len(starts) // 2
        return [*_each(engine, task, starts[:half]), *_each(engine, task, starts[half:])]


def _answers(engine: Engine, task: Task, starts: Sequence[Start]) -> Iterable[Answer]:
    if len(starts) > 1 and isinstance(engine, ManyStarts):
        return engine.answers(task.shape, starts, proof=task.proof, memory=task.memory)
    return (engine.answer(f.fill(task.shape, start) if start else task.shape, proof=task.proof) for start in starts)


# --------------------------------------------------------------------------------------------- waiting


class Waiting:
    """Lines that were made in one order and are taken in another; many of them wait in a temporary file."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by __exit__)
        self._where: dict[int, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Waiting:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, row: int, line: bytes) -> None:
        """Put a line by."""
        self._file.write(line)
        self._where[row] = (self._end, len(line))
        self._end += len(line)

    def take(self, row: int) -> bytes:
        """The line of a row; none may be added after the first was taken."""
        place, length = self._where[row]
        self._file.seek(place)
        return self._file.read(length)
