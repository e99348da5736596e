"""``grade --llm``: how a language model is asked about what the rules leave undecided, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgcorpus.cli_talk import State, progress, say, talk
from kgcorpus.errors import UsageError

if TYPE_CHECKING:
    from kgcorpus.grade.deciding import Deciding

Url = Annotated[
    str | None, typer.Option("--llm", metavar="URL", help="ask a model about what the rules leave undecided, only that, and mark it")
]
Cache = Annotated[Path | None, typer.Option("--llm-cache", help="file of the model's replies; default: beside --out")]
Answer = Annotated[int, typer.Option("--llm-answer", min=8, metavar="TOKENS", help="longest reply")]
Public = Annotated[bool, typer.Option("--llm-public", help="questions and answers are public: they may go to a server elsewhere")]
Concurrency = Annotated[int, typer.Option("--concurrency", min=1, max=256, help="with --llm: answers under way at a time")]


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a model as they were given."""

    url: str | None
    model: str
    key: str
    budget: int | None
    rate: float | None
    seconds: float
    answer: int
    format: str
    cache: Path | None
    public: bool
    concurrency: int

    def check(self, *, alone: bool) -> None:
        """Raise ``UsageError`` for options that would have no effect. ``alone``: this is a task that grades one file of answers."""
        given = self.model or self.key or self.budget or self.rate or self.cache or self.public
        if self.url is None and given:
            raise UsageError("--llm", "options of a model, and no model", "the address of a server", "add --llm URL")
        if self.url is not None and not alone:
            raise UsageError("--llm", "given with another task", "one file of answers to grade", "grade with --llm first, or leave it out")
        if self.url is not None:
            from kgcorpus.extract.asking import FORMATS

            if self.format not in FORMATS:
                raise UsageError("--llm-format", f"unknown: '{self.format}'", f"one of: {', '.join(FORMATS)}")


@contextmanager
def deciding(asked: Asked, out: Path | None) -> Iterator[Deciding | None]:
    """The model that decides, or None; what it did is said on stderr, also where it was stopped."""
    if asked.url is None:
        yield None
        return
    from kgcorpus.gate import Gate
    from kgcorpus.gate_sending import Limits, Sending
    from kgcorpus.grade.deciding import Deciding

    kept = asked.cache or (out.with_name(f"{out.stem}.llm.jsonl") if out else None)
    if kept is None:
        talk(say("llm.not_kept"))
    refused = ("a server that takes response_format", "try --llm-format object, or --llm-format text")
    limits = Limits(asked.rate, asked.budget, refused=refused if asked.format != "text" else ("", ""))
    sending = Sending(Gate(asked.url, key=asked.key, seconds=asked.seconds), limits)
    with progress() as show:
        made = Deciding(
            sending, model=asked.model, most=asked.answer, format=asked.format, public=asked.public, cache=kept,
            concurrency=asked.concurrency, note=lambda done, all: show(f"{done:,}/{all:,}"),
        )  # fmt: skip
        try:
            yield made
        finally:
            _told(made)


def _told(made: Deciding) -> None:
    """What a model decided, by kind, and what was left out."""
    from kgcorpus.grade.deciding import table_of

    total, tally = made.decided.total(), made.sending.tally
    if refused := made.sending.gate.message(State.lang):
        talk(refused)
    if not total:
        talk(say("decide.none"))
        return
    talk(say("decide.title"))
    talk(table_of(made.decided, State.lang))
    if made.decided.models:
        talk(say("decide.models", models=", ".join(f"{name} {n:,}" for name, n in sorted(made.decided.models.items()))))
    if total["unreadable"]:
        talk(say("decide.unreadable", n=total["unreadable"]))
    for reason in ("budget_used", "no_reply", "not_sent"):
        if total[reason]:
            talk(say("decide.left", n=total[reason], reason=say("reason." + reason)))
    about = say("llm.estimated") if tally.estimated else ""
    talk(
        say(
            "ask.spent", asked=tally.asked, known=tally.known, repeated=0, tokens=tally.tokens, prompt=tally.prompt, answer=tally.answer,
            about=about, retried=tally.retried,
        )
    )  # fmt: skip
