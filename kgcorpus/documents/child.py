"""A process of its own for files that a hostile hand may have made: little memory, little time, no files to write.

One child reads many files, so that a folder of two hundred is not two hundred starts. Run as a module it is the child: it takes requests
from standard input and gives answers on standard output, each a length (8 bytes) and JSON; a request is followed by the file's bytes.
"""

from __future__ import annotations

import atexit
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Any

import orjson

from kgcorpus.documents.passages import Left, Read, Unreadable
from kgcorpus.model import Cell, Heading, Passage

SECONDS = 120.0
"""How long one file may take."""
MEMORY = 3 << 30
FILES_PER_CHILD = 500
_LENGTH = struct.Struct(">Q")


class _Child:
    """The parent's end. Not shared between threads or processes."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = os.getpid()
        self.files = 0

    def read(self, suffix: str, data: bytes) -> bytes:
        if self.process is None or self.process.poll() is not None or self.files >= FILES_PER_CHILD or self.owner != os.getpid():
            self.start()
        process = self.process
        assert process is not None and process.stdin is not None and process.stdout is not None
        self.files += 1
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(SECONDS, stop)
        timer.daemon = True
        timer.start()
        try:
            with suppress(BrokenPipeError):
                _send(process.stdin, {"suffix": suffix, "size": len(data)})
                process.stdin.write(data)
                process.stdin.flush()
            answer = _receive(process.stdout)
        finally:
            timer.cancel()
        if answer is None:
            code = process.wait()
            self.process = None
            if late.is_set():
                raise Unreadable("too_large", f"not read within {SECONDS:g} seconds")
            name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise Unreadable("broken_file", f"the reader stopped on it ({name})")
        return answer

    def start(self) -> None:
        self.close()
        environment = {
            k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
        }
        environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
        command = [sys.executable, "-m", "kgcorpus.documents.child"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        self.owner, self.files = os.getpid(), 0

    def close(self) -> None:
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        with suppress(OSError):
            if process.stdin:
                process.stdin.close()
            if process.stdout:
                process.stdout.close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_CHILD = _Child()
atexit.register(_CHILD.close)


def read_in_child(suffix: str, data: bytes) -> Sequence[Read]:
    """What a suffix's reader gives for a file's bytes, in the child. Raises ``Unreadable``, also where the child dies or takes too long."""
    return reads_in(answer_of_child(suffix, data))


def answer_of_child(suffix: str, data: bytes) -> bytes:
    """The child's answer as it came, to be kept; raises ``Unreadable`` where there is none."""
    return _CHILD.read(suffix, data)


def reads_in(answer: bytes) -> Sequence[Read]:
    """What an answer of the child says; raises ``Unreadable`` where it says why the file cannot be read."""
    value = orjson.loads(answer)
    if "reason" in value:
        raise Unreadable(value["reason"], value["detail"], value["place"])
    return [_from_json(read) for read in value["reads"]]


# ------------------------------------------------------------------------------------------------- messages


def _send(stream: IO[bytes], message: Any) -> None:
    raw = orjson.dumps(message)
    stream.write(_LENGTH.pack(len(raw)))
    stream.write(raw)
    stream.flush()


def _exactly(stream: IO[bytes], size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = stream.read(min(size, 1 << 24))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _receive(stream: IO[bytes]) -> bytes | None:
    head = _exactly(stream, _LENGTH.size)
    return _exactly(stream, _LENGTH.unpack(head)[0]) if head else None


def _to_json(read: Read) -> dict[str, Any]:
    passages = [
        [p.start, p.end, p.kind, [[h.text, h.start, h.end, h.level] for h in p.headings], p.page, p.sheet,
         [[[c.start, c.end, c.ref] for c in row] for row in p.rows], [list(x) for x in p.problems], [list(x) for x in p.breaks]]
        for p in read.passages
    ]  # fmt: skip
    left = [[one.reason, one.what, one.place, one.detail] for one in read.left]
    return {
        "text": read.text, "passages": passages, "title": read.title, "front": read.front, "values": dict(read.values), "key": read.key,
        "left": left,
    }  # fmt: skip


def _from_json(obj: dict[str, Any]) -> Read:
    text = obj["text"]
    passages = tuple(
        Passage(
            "", start, end, kind, tuple(Heading(*h) for h in headings), page, sheet,
            tuple(tuple(Cell(text[a:b], a, b, ref) for a, b, ref in row) for row in rows), tuple((n, reason) for n, reason in problems),
            tuple((at, number) for at, number in breaks),
        )
        for start, end, kind, headings, page, sheet, rows, problems, breaks in obj["passages"]
    )  # fmt: skip
    return Read(text, passages, obj["title"], obj["front"], obj["values"], obj["key"], tuple(Left(*one) for one in obj["left"]))


# ------------------------------------------------------------------------------------------------- the child


def _limit() -> None:
    """Memory and writing are limited where the system can (not on Windows; macOS ignores the limit of memory)."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (("RLIMIT_AS", MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 64)):
        kind = getattr(resource, name, None)
        if kind is not None:
            with suppress(ValueError, OSError):
                _, hard = resource.getrlimit(kind)
                resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _serve() -> None:
    from kgcorpus.documents import READERS

    _limit()
    take, give = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not write into the answers
    while (raw := _receive(take)) is not None:
        request = orjson.loads(raw)
        data = _exactly(take, request["size"])
        if data is None:
            return
        try:
            answer: dict[str, Any] = {"reads": [_to_json(read) for read in READERS[request["suffix"]]()(data)]}
        except Unreadable as error:
            answer = {"reason": error.reason, "detail": error.detail, "place": error.place}
        except MemoryError:
            answer = {"reason": "too_large", "detail": f"needs more than {MEMORY >> 20} MiB to read", "place": None}
        except RecursionError:
            answer = {"reason": "too_deep", "detail": "nested too deeply", "place": None}
        except Exception as error:  # whatever a hostile file brings a library to: it concerns this file only
            answer = {"reason": "broken_file", "detail": f"{type(error).__name__}: {error}", "place": None}
        try:
            _send(give, answer)
        except TypeError:  # text that is no Unicode (lone surrogates)
            _send(give, {"reason": "broken_file", "detail": "its text is not Unicode", "place": None})


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _serve()
