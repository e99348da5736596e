"""The file of a model's answers: lines appended whole, one an answer, and at the end in the order of the benchmark.

A line is ``{"id", "answer"}``, as ``grade`` reads it, with the model, the tokens, ``cut`` where the answer was longer than allowed, and
two digests: ``asked`` of the whole request, ``how`` of all but the question. A line that lacks them was not written here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

import orjson

from kgcorpus.errors import InputError, WorkError
from kgcorpus.gate_sending import end_with_a_line
from kgcorpus.jsonlines import read_objects
from kgcorpus.jsonlines_whole import opened_whole
from kgcorpus.model import Json

Line = dict[str, Json]


class Answers:
    """The lines of a file by id, and further ones appended to it. A last line that was cut off while it was written is taken away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[str, Line] = {}
        self._file: int | None = None
        if not path.exists():
            return
        data = path.read_bytes()
        if (whole := end_with_a_line(data)) != data and not _readable(data[len(whole) :]):
            with path.open("r+b") as file:
                file.truncate(len(whole))
        for number, line in read_objects(path):
            if not isinstance(line.get("answer"), str) or "id" not in line:
                raise InputError(f"{path}:{number}", "no answer of a model", "a line as it was written", "mend or delete the line")
            self.lines.setdefault(str(line["id"]), line)

    def __enter__(self) -> Answers:
        self._file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        size = os.fstat(self._file).st_size
        if size and os.pread(self._file, 1, size - 1) != b"\n":
            os.write(self._file, b"\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def take_others(self, asked: Mapping[str, str], how: str, aside: Path | None) -> int:
        """Moves the answers that were given otherwise (to another request than ``asked`` says of their ids, or another ``how``) to
        ``aside``; gives their number. Without ``aside`` they are an ``InputError``."""
        others = {
            id: line for id, line in self.lines.items() if line.get("how") != how or asked.get(id, line.get("asked")) != line.get("asked")
        }
        if not others:
            return 0
        if aside is None:
            n, all = f"{len(others):,}", f"{len(self.lines):,}"
            found = f"{n} of {all} answers were given otherwise (model, prompt, option or question), first '{min(others)}'"
            remedy = "name another file, or give --again: they are moved beside it, and asked again"
            raise InputError(str(self.path), found, "answers to what is asked now", remedy)
        with aside.open("ab") as file:
            file.write(b"".join(orjson.dumps(line) + b"\n" for line in others.values()))
        self.lines = {id: line for id, line in self.lines.items() if id not in others}
        self.write(())
        return len(others)

    def same_model(self, name: str) -> None:
        """Raises ``WorkError`` where the answers so far are of a model that the server called otherwise."""
        other = next((line["model"] for line in self.lines.values() if line.get("model") != name), None)
        if other is not None:
            remedy = "name another file, or give --again"
            raise WorkError(str(self.path), f"the server answers as '{name}', and before as '{other}'", "answers of one model", remedy)

    def add(self, line: Line) -> None:
        """Appends a line: in one piece, so that whatever ends the program leaves whole lines."""
        self.lines[str(line["id"])] = line
        assert self._file is not None
        os.write(self._file, orjson.dumps(line) + b"\n")

    def write(self, order: Iterable[str]) -> None:
        """Writes the file anew: lines by the order of their ids, then all others as they stood."""
        place = {id: number for number, id in enumerate(order)}
        lines = sorted(self.lines.items(), key=lambda one: place.get(one[0], len(place)))
        with opened_whole(self.path, "--out") as file:
            file.writelines(orjson.dumps(line) + b"\n" for _, line in lines)


def _readable(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True
