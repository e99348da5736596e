"""Asking a language model about windows of text: each once, within a rate and a budget, and every answer kept as it came.

An answer is one line of a file with the digest of everything that it depends on (model, prompt with ontology and examples, options,
text): what was asked before is not asked again, so a run that was cut off goes on where it stopped and gives the same bytes. The lines
are the lineage of what was proposed: which model, about which stretch of which document, with how many tokens.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import orjson

from kgcorpus.errors import InputError, ServerError, WorkError
from kgcorpus.extract.windows import OVERLAP, SIZE, Window
from kgcorpus.gate import Gate, Piece, own
from kgcorpus.model import MODEL, Document, Json, digest

FILE = "proposals.jsonl"
"""The answers about a corpus's documents, beside ``corpus.toml``."""
PATH = "/chat/completions"
FORMATS = ("schema", "object", "text")
"""How JSON is asked for: by a JSON schema, as any JSON object, or by the prompt alone."""
_BEGINNING = 24
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_HOPELESS = frozenset({401, 402, 403, 404, 405})
MOST_ANSWERED = 2000
"""Tokens of an answer, where no option says."""
_TOO_LONG = re.compile(r"context|too (?:long|large|many tokens)|n_ctx|maximum.{0,20}(?:length|tokens)", re.IGNORECASE)
MOST_FAILED = 3
"""After so many windows in a row without an answer the server is taken to be gone."""


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


@dataclass(slots=True)
class Tally:
    """What a run did, in windows and tokens. ``unasked`` counts windows by the reason why there is no answer; ``estimated``: a server did
    not count its tokens."""

    asked: int = 0
    known: int = 0
    prompt: int = 0
    answer: int = 0
    retried: int = 0
    estimated: bool = False
    unasked: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        return self.prompt + self.answer


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
        self.tally = Tally()
        self._sleep, self._clock = sleep, clock
        replies = read_replies(path) if path else []
        self._known = {reply.asked: reply for reply in replies}
        self._kept = {(reply.asked, reply.document, reply.start) for reply in replies}
        self._file: BinaryIO | None = None
        self._next = 0.0
        self._failed = 0
        self._per_character = 1.0

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
        asked = digest(plain_request(request))
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

    def _answer(self, request: Json, asked: str, window: Window) -> Reply | str:
        size = _size(request)
        foreseen = self.tally.tokens + int(size * self._per_character) + request["max_tokens"]
        if self.options.budget is not None and foreseen > self.options.budget:
            return "budget_used"
        answer = self._posted(request)
        if isinstance(answer, str):
            return answer
        text, cut = self._said(answer)
        usage = answer.get("usage")
        counted = usage if isinstance(usage, dict) else {}
        prompt, used = counted.get("prompt_tokens"), counted.get("completion_tokens")
        if not isinstance(prompt, int) or not isinstance(used, int):
            prompt, used, self.tally.estimated = size, len(text), True
        else:
            self._per_character = max(0.05, prompt / max(1, size))
        self.tally.prompt += prompt
        self.tally.answer += used
        named = answer.get("model")
        model = self.options.model or (named.rsplit("/", 1)[-1] if isinstance(named, str) and named else "model")
        here = window.text
        return Reply(
            asked, model, window.document.id, window.start, window.end, here[:_BEGINNING], digest(here), text, cut, (prompt, used)
        )

    # ------------------------------------------------------------------ sending, again where it failed

    def _posted(self, request: Json) -> dict[str, Json] | str:
        for attempt in range(self.options.retries + 1):
            self._pace()
            try:
                answer = self.gate.post(PATH, request)
            except ServerError as error:
                if not self._try_again(error, attempt):
                    return "no_reply"
                continue
            self._failed = 0
            if answer is None:
                return "not_sent"
            if not isinstance(answer, dict):
                raise self._strange()
            return answer
        return "no_reply"

    def _try_again(self, error: ServerError, attempt: int) -> bool:
        """Wait for the next attempt; False where there is none for this window. Raises where there is none for any."""
        if error.status in _HOPELESS:
            raise error
        too_long = error.status == 413 or _TOO_LONG.search(error.found) is not None
        if error.status == 400 and self.tally.asked == 0 and self.options.format != "text" and not too_long:
            raise WorkError(
                error.place, error.found, "a server that takes response_format", "try --llm-format object, or --llm-format text"
            ) from error
        again = error.status is None or error.status in _AGAIN
        wait = error.wait if error.wait is not None else float(2**attempt)
        if again and wait > self.options.wait:
            remedy = "run it again then: what was answered is kept"
            raise WorkError(error.place, f"it asks to wait {wait:,.0f} seconds", "", remedy) from error
        if again and attempt < self.options.retries:
            self.tally.retried += 1
            self._sleep(wait)
            return True
        self._failed += 1
        if self._failed >= MOST_FAILED:
            raise error
        return False

    def _pace(self) -> None:
        """Wait for the turn that the rate gives."""
        if not self.options.rate:
            return
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + 60.0 / self.options.rate

    def _said(self, answer: Mapping[str, Any]) -> tuple[str, bool]:
        try:
            choice = answer["choices"][0]
            text = choice["message"]["content"]
        except (KeyError, IndexError, TypeError):
            raise self._strange() from None
        if text is None:
            text = ""  # a refusal, or reasoning that used up the answer
        if not isinstance(text, str):
            raise self._strange()
        return text, choice.get("finish_reason") == "length"

    def _strange(self) -> WorkError:
        return WorkError(str(self.gate.address), "an answer without choices[0].message.content", "an OpenAI-compatible server")

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
    if not path.exists():
        return
    with path.open("r+b") as file:
        data = file.read()
        if data and not data.endswith(b"\n"):
            file.truncate(data.rfind(b"\n") + 1)


def plain_request(value: Json) -> Json:
    """A request as it is sent: its pieces as texts."""
    if isinstance(value, Piece):
        return value.text
    if isinstance(value, tuple):
        return "".join(part.text for part in value)
    if isinstance(value, dict):
        return {name: plain_request(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain_request(item) for item in value]
    return value


def _size(request: Json) -> int:
    """Characters of a request's messages."""
    return sum(len(text) for message in request["messages"] for text in _texts(message["content"]))


def _texts(content: Json) -> Iterator[str]:
    for piece in content if isinstance(content, tuple) else (content,):
        yield piece.text
