"""Asking a language model about windows of text: each once, within a rate and a budget, and every answer kept as it came.

An answer is one line of a file with the digest of everything that it depends on (model, prompt with ontology and examples, options,
text): what was asked before is not asked again, so a run that was cut off goes on where it stopped and gives the same bytes. The lines
are the lineage of what was proposed: which model, about which stretch of which document, with how many tokens.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import orjson

from kgcorpus.errors import InputError
from kgcorpus.extract.windows import OVERLAP, SIZE, Window
from kgcorpus.gate import Gate, own
from kgcorpus.gate_sending import MOST_ANSWERED, Limits, Sending, Unsaid, end_with_a_line, key_of
from kgcorpus.model import MODEL, Document, Json, digest

FILE = "proposals.jsonl"
"""The answers about a corpus's documents, beside ``corpus.toml``."""
FORMATS = ("schema", "object", "text")
"""How JSON is asked for: by a JSON schema, as any JSON object, or by the prompt alone."""
_BEGINNING = 24


@dataclass(frozen=True, slots=True)
class Options:
    """How a model is asked. ``answer`` limits the tokens of an answer (none: by the length of the text); ``rate`` is requests a minute and
    ``budget`` tokens in all, none: without limit; ``wait`` is the longest time in seconds that a server may ask to wait."""

    model: str = ""
    format: str = "schema"
    answer: int | None = None
    examples: int = 3
    window: int = SIZE
    overlap: int = OVERLAP
    rate: float | None = None
    budget: int | None = None
    retries: int = 4
    wait: float = 120.0

    @property
    def limits(self) -> Limits:
        refused = ("a server that takes response_format", "try --llm-format object, or --llm-format text")
        return Limits(self.rate, self.budget, self.retries, self.wait, refused if self.format != "text" else ("", ""))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered about a window. ``asked`` is the digest of the whole request; ``digest`` that of the window's text, which
    begins with ``begins``; ``cut``: the answer was longer than allowed. ``tokens`` are those of prompt and answer, as the server counts."""

    asked: str
    model: str
    document: str
    start: int
    end: int
    begins: str
    digest: str
    answer: str
    cut: bool = False
    tokens: tuple[int, int] = (0, 0)

    @property
    def made_by(self) -> str:
        return f"{MODEL}{self.model}"

    def window(self, document: Document) -> Window | None:
        """The window of a document that this is about, wherever its text stands now; None where it does not."""
        found = self.places(document.text)
        if not found:
            return None
        at, length = found[0], self.end - self.start
        headings = next((p.headings for p in document.passages if p.end > at), ())
        return Window(document, at, at + length, tuple(h for h in headings if h.start < h.end <= at))

    def places(self, text: str) -> list[int]:
        """Where the text that this is about stands in a document's text: first where it was."""
        length = self.end - self.start
        found = [self.start, *(m.start() for m in re.finditer(re.escape(self.begins), text))]
        return [at for at in dict.fromkeys(found) if text.startswith(self.begins, at) and digest(text[at : at + length]) == self.digest]

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.__slots__}


def read_replies(path: Path) -> list[Reply]:
    """The answers of a file, none where there is no file. The last line may have been cut off; another broken one is an ``InputError``."""
    if not path.exists():
        return []
    out = []
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            row["tokens"] = tuple(row["tokens"])
            out.append(Reply(**row))
        except (orjson.JSONDecodeError, TypeError, KeyError) as error:
            raise InputError(f"{path}:{number}", "no answer of a model", "a line as it was written", "mend or delete the line") from error
    return out


class Asking:
    """A model behind the gate, with the file of its answers. ``sleep`` and ``clock`` are those of the machine, unless a test brings its
    own."""

    def __init__(
        self,
        gate: Gate,
        options: Options,
        path: Path | None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        note: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.gate, self.options, self.path, self.note = gate, options, path, note
        self._sending = Sending(gate, options.limits, sleep=sleep, clock=clock)
        self.tally = self._sending.tally
        replies = read_replies(path) if path else []
        self._known = {reply.asked: reply for reply in replies}
        self._kept = {(reply.asked, reply.document, reply.start) for reply in replies}
        self._file: BinaryIO | None = None

    def __enter__(self) -> Asking:
        if self.path:
            _end_with_a_line(self.path)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def ask(self, window: Window, messages: Json, schema: Json) -> Reply | str:
        """The answer about a window, or the reason why there is none (``budget_used``, ``not_sent``, ``no_reply``)."""
        request = self._request(window, messages, schema)
        asked = key_of(request)
        if known := self._known.get(asked):
            self.tally.known += 1
            moved = _moved(known, window)
            self._keep(moved)
            return moved
        found = self._answer(request, asked, window)
        if isinstance(found, str):
            self.tally.unasked[found] += 1
            self.tally.left.append(f"{window.document.id} {window.start}-{window.end}")
            return found
        self._known[asked] = found
        self._keep(found)
        self.tally.asked += 1
        self.note(f"{self.tally.asked + self.tally.known:,} · {self.tally.tokens:,}")
        return found

    def _request(self, window: Window, messages: Json, schema: Json) -> dict[str, Json]:
        # A model that goes round in circles would fill any space; a text of so many characters has no more to say.
        most = self.options.answer or min(MOST_ANSWERED, 300 + 2 * (window.end - window.start))
        request: dict[str, Json] = {"messages": messages, "temperature": 0, "max_tokens": most}
        if self.options.model:
            request["model"] = own(self.options.model)
        if self.options.format == "schema":
            request["response_format"] = {
                "type": own("json_schema"),
                "json_schema": {"name": own("facts"), "strict": True, "schema": schema},
            }
        elif self.options.format == "object":
            request["response_format"] = {"type": own("json_object")}
        return request

    def _answer(self, request: dict[str, Json], asked: str, window: Window) -> Reply | str:
        said = self._sending.ask(request)
        if isinstance(said, Unsaid):
            return said.reason
        model = self.options.model or said.model or "model"
        here = window.text
        return Reply(
            asked, model, window.document.id, window.start, window.end, here[:_BEGINNING], digest(here), said.text, said.cut, said.tokens
        )

    def _keep(self, reply: Reply) -> None:
        if self.path is None or (place := (reply.asked, reply.document, reply.start)) in self._kept:
            return
        self._kept.add(place)
        if self._file is None:
            self._file = self.path.open("ab")
        self._file.write(orjson.dumps(reply.to_json()) + b"\n")
        self._file.flush()


def _moved(known: Reply, window: Window) -> Reply:
    """An answer that was given about the same text in another place."""
    if (known.document, known.start) == (window.document.id, window.start):
        return known
    values = known.to_json() | {"document": window.document.id, "start": window.start, "end": window.end}
    return Reply(**values)


def _end_with_a_line(path: Path) -> None:
    """Takes away a last line that was cut off while it was written."""
    if path.exists():
        data = path.read_bytes()
        if (whole := end_with_a_line(data)) != data:
            with path.open("r+b") as file:
                file.truncate(len(whole))
