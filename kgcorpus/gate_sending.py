"""Sending questions to a language model: within a rate and a budget, again where it failed, from one thread or several.

What is asked and what becomes of the answers is the caller's; here are the habits of asking. A request that fails for a while is sent
again, waiting longer each time or as long as the server says; then everything waits, since a server that is busy for one is busy for
all. A request that the server will not answer is left out and named; a server that is gone, refuses the key, or has not once answered as
one, ends the run.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kgcorpus.errors import ServerError, WorkError
from kgcorpus.gate import Gate, Piece
from kgcorpus.model import Json, digest

PATH = "/chat/completions"
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_HOPELESS = frozenset({401, 402, 403, 404, 405})
MOST_ANSWERED = 2000
"""Tokens of an answer, where no option says."""
_TOO_LONG = re.compile(r"context|too (?:long|large|many tokens)|n_ctx|maximum.{0,20}(?:length|tokens)", re.IGNORECASE)
MOST_FAILED = 3
"""After so many requests in a row without an answer the server is taken to be gone."""
UNCOUNTED = (-1, -1)
"""Tokens that a server does not count."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``rate`` is requests a minute and ``budget`` tokens in all, none: without limit; ``wait`` is the longest time in seconds that a
    server may ask to wait. ``refused``: what was expected and what to do where a server refuses the very first request as wrong (400);
    empty: that request is left out like any other."""

    rate: float | None = None
    budget: int | None = None
    retries: int = 4
    wait: float = 120.0
    refused: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said: ``cut`` where it had more to say than allowed, ``model`` as the server names it ("" where it does not),
    ``tokens`` those of prompt and answer."""

    text: str
    cut: bool
    model: str
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Why there is no answer: a reason (``budget_used``, ``not_sent``, ``no_reply``), and the server's words, where it had some."""

    reason: str
    why: str = ""


@dataclass(slots=True)
class Tally:
    """What a run did, in requests and tokens. ``unasked`` counts by the reason why there is no answer; ``estimated``: a server did
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


class Sending:
    """A model behind the gate. ``sleep`` and ``clock`` are those of the machine, unless a test brings its own; once ``stopped`` is set
    nothing more is sent, and nobody waits."""

    def __init__(
        self, gate: Gate, limits: Limits, *, sleep: Callable[[float], object] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.gate, self.limits, self.tally = gate, limits, Tally()
        self.stopped = threading.Event()
        self._sleep, self._clock = sleep or self.stopped.wait, clock
        self._lock = threading.Condition()
        self._next = 0.0
        self._failed = 0
        self._answered = False
        self._per_character = 1.0
        self._under_way = 0

    def ask(self, request: dict[str, Json]) -> Said | Unsaid:
        """What the model says to a request, or why it says nothing. Raises where no request would be answered."""
        size = size_of(request)
        foreseen = self._reserved(size, int(request.get("max_tokens") or request.get("max_completion_tokens") or MOST_ANSWERED))
        if foreseen is None:
            return Unsaid("budget_used")
        try:
            said = self._posted(request)
            return said if isinstance(said, Unsaid) else self._counted(said, size)
        finally:
            with self._lock:
                self._under_way -= foreseen
                self._lock.notify_all()

    def _reserved(self, size: int, most: int) -> int | None:
        """Tokens set aside for a request; None where they would exceed the budget. What others have set aside is waited for: mostly they
        need less."""
        with self._lock:
            while True:
                foreseen = int(size * self._per_character) + most
                budget = self.limits.budget
                if budget is None or self.tally.tokens + self._under_way + foreseen <= budget:
                    self._under_way += foreseen
                    return foreseen
                if not self._under_way or self.tally.tokens + foreseen > budget:
                    return None
                self._lock.wait()

    def _counted(self, said: Said, size: int) -> Said:
        """What was said, with its tokens counted: by characters where the server does not count."""
        counted = said.tokens if said.tokens != UNCOUNTED else (size, len(said.text))
        with self._lock:
            if said.tokens == UNCOUNTED:
                self.tally.estimated = True
            else:
                self._per_character = max(0.05, counted[0] / max(1, size))
            self.tally.prompt += counted[0]
            self.tally.answer += counted[1]
        return replace(said, tokens=counted)

    # ------------------------------------------------------------------ sending, again where it failed

    def _posted(self, request: Json) -> Said | Unsaid:
        why = ""
        for attempt in range(self.limits.retries + 1):
            self._pace()
            if self.stopped.is_set():
                return Unsaid("no_reply", why)
            try:
                answer = self.gate.post(PATH, request)
                said = None if answer is None else self._said(answer)
            except ServerError as error:
                why = error.found
                if not self._try_again(error, attempt):
                    break
                continue
            if said is None:
                return Unsaid("not_sent")
            with self._lock:
                self._failed, self._answered = 0, True
            return said
        return Unsaid("no_reply", why)

    def _try_again(self, error: ServerError, attempt: int) -> bool:
        """Wait for the next attempt; False where there is none for this request. Raises where there is none for any."""
        if error.status in _HOPELESS or (error.status == 200 and not self._answered):
            raise error
        too_long = error.status == 413 or _TOO_LONG.search(error.found) is not None
        if error.status == 400 and not self._answered and self.limits.refused[1] and not too_long:
            raise WorkError(error.place, error.found, *self.limits.refused) from error
        again = error.status is None or error.status in _AGAIN
        wait = error.wait if error.wait is not None else float(2**attempt)
        if again and wait > self.limits.wait:
            remedy = "run it again then: what was answered is kept"
            raise WorkError(error.place, f"it asks to wait {wait:,.0f} seconds", "", remedy) from error
        if again and attempt < self.limits.retries:
            with self._lock:
                self.tally.retried += 1
                if error.wait is not None:
                    self._next = max(self._next, self._clock() + wait)
            self._sleep(wait)
            return True
        with self._lock:
            self._failed += not too_long
            gone = self._failed >= MOST_FAILED
        if gone:
            raise error
        return False

    def _pace(self) -> None:
        """Wait for the turn that the rate gives."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            if self.limits.rate:
                self._next = turn + 60.0 / self.limits.rate
        if turn > now:
            self._sleep(turn - now)

    def _said(self, answer: Json) -> Said:
        try:
            choice = answer["choices"][0]
            message = choice["message"]
            text = message["content"]
            if text is None:
                text = message.get("refusal") or ""  # without either, reasoning used up the answer
            cut, usage, model = choice.get("finish_reason") == "length", answer.get("usage"), answer.get("model")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise self._strange() from None
        if not isinstance(text, str):
            raise self._strange()
        counted = usage if isinstance(usage, dict) else {}
        prompt, used = counted.get("prompt_tokens"), counted.get("completion_tokens")
        tokens = (prompt, used) if isinstance(prompt, int) and isinstance(used, int) else UNCOUNTED
        return Said(text, cut, model.rsplit("/", 1)[-1] if isinstance(model, str) else "", tokens)

    def _strange(self) -> ServerError:
        found = "an answer without choices[0].message.content"
        return ServerError(str(self.gate.address), found, "an OpenAI-compatible server", status=200)


def answered(
    sending: Sending, requests: Sequence[tuple[str, dict[str, Json]]], concurrency: int
) -> Iterator[tuple[str, Said | Unsaid]]:
    """What is said to each request, as it comes; several are under way at a time. What ends the run is raised after the last of them."""
    todo, turn = iter(requests), threading.Lock()
    found: queue.SimpleQueue[tuple[str, Said | Unsaid] | BaseException | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            while not sending.stopped.is_set():
                with turn:
                    one = next(todo, None)
                if one is None:
                    break
                found.put((one[0], sending.ask(one[1])))
        except BaseException as error:
            sending.stopped.set()
            found.put(error)
        finally:
            found.put(None)

    running = min(concurrency, len(requests))
    for _ in range(running):
        threading.Thread(target=work, daemon=True).start()  # a program that is interrupted does not wait for a server
    failed: BaseException | None = None
    try:
        while running:
            one = found.get()
            if one is None:
                running -= 1
            elif isinstance(one, BaseException):
                failed = failed or one
            else:
                yield one
    finally:
        sending.stopped.set()
    if failed is not None:
        raise failed


def key_of(request: Json) -> str:
    """The digest of model, prompt, options and input together: of the whole request as it is sent."""
    return digest(plain_request(request))


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


def size_of(request: Mapping[str, Any]) -> int:
    """Characters of a request's messages."""
    return sum(len(text) for message in request["messages"] for text in _texts(message["content"]))


def _texts(content: Json) -> Iterator[str]:
    for piece in content if isinstance(content, tuple) else (content,):
        yield piece.text


def end_with_a_line(data: bytes) -> bytes:
    """Lines without the last one where it was cut off while it was written."""
    return data if data.endswith(b"\n") else data[: data.rfind(b"\n") + 1]
