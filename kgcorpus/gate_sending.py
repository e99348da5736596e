"""Sending questions to a language model: within a rate and a budget, again where it failed, from one thread or several.

What is asked and what becomes of the answers is the caller's; here are the habits of asking. A request that fails for a while is sent
again, waiting longer each time or as long as the server says; then everything waits, since a server that is busy for one is busy for all.
A request that the server will not answer is left out and named; a server that is gone, or refuses the key, ends the run.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
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
        foreseen = self._reserved(size, int(request.get("max_tokens") or MOST_ANSWERED))
        if foreseen is None:
            return Unsaid("budget_used")
        try:
            answer = self._posted(request)
            return answer if isinstance(answer, Unsaid) else self._counted(answer, size)
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

    def _counted(self, answer: Mapping[str, Any], size: int) -> Said:
        text, cut = self._said(answer)
        usage = answer.get("usage")
        counted = usage if isinstance(usage, dict) else {}
        prompt, used = counted.get("prompt_tokens"), counted.get("completion_tokens")
        named = answer.get("model")
        with self._lock:
            if not isinstance(prompt, int) or not isinstance(used, int):
                prompt, used, self.tally.estimated = size, len(text), True
            else:
                self._per_character = max(0.05, prompt / max(1, size))
            self.tally.prompt += prompt
            self.tally.answer += used
        return Said(text, cut, named.rsplit("/", 1)[-1] if isinstance(named, str) else "", (prompt, used))

    # ------------------------------------------------------------------ sending, again where it failed

    def _posted(self, request: Json) -> dict[str, Json] | Unsaid:
        why = ""
        for attempt in range(self.limits.retries + 1):
            self._pace()
            if self.stopped.is_set():
                return Unsaid("no_reply", why)
            try:
                answer = self.gate.post(PATH, request)
            except ServerError as error:
                why = error.found
                if not self._try_again(error, attempt):
                    break
                continue
            with self._lock:
                self._failed, self._answered = 0, True
            if answer is None:
                return Unsaid("not_sent")
            if not isinstance(answer, dict):
                raise self._strange()
            return answer
        return Unsaid("no_reply", why)

    def _try_again(self, error: ServerError, attempt: int) -> bool:
        """Wait for the next attempt; False where there is none for this request. Raises where there is none for any."""
        if error.status in _HOPELESS:
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

    def _said(self, answer: Mapping[str, Any]) -> tuple[str, bool]:
        try:
            choice = answer["choices"][0]
            message = choice["message"]
            text = message["content"]
        except (KeyError, IndexError, TypeError):
            raise self._strange() from None
        if text is None:
            text = message.get("refusal") or ""  # without either, reasoning used up the answer
        if not isinstance(text, str):
            raise self._strange()
        return text, choice.get("finish_reason") == "length"

    def _strange(self) -> WorkError:
        return WorkError(str(self.gate.address), "an answer without choices[0].message.content", "an OpenAI-compatible server")


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
