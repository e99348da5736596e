"""``extract --llm``: how a language model is asked, and what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from kgcorpus.cli_talk import State, progress, say, talk
from kgcorpus.errors import UsageError

if TYPE_CHECKING:
    from kgcorpus.extract.asking import Asking, Options
    from kgcorpus.extract.proposing import Proposing
    from kgcorpus.model import Document
    from kgcorpus.ontology import Ontology

Url = Annotated[
    str | None, typer.Option("--llm", metavar="URL", help="let a model propose, too: an OpenAI-compatible server, such as http://127.0.0.1:8080/v1")
]
Model = Annotated[str, typer.Option("--llm-model", help="the model's name, where the server has several")]
Key = Annotated[str, typer.Option("--llm-key", metavar="VARIABLE", help="the environment variable that holds the API key")]
Budget = Annotated[int | None, typer.Option("--llm-budget", min=1, metavar="TOKENS", help="stop before this many tokens are used")]
Rate = Annotated[float | None, typer.Option("--llm-rate", min=0.01, metavar="N", help="at most so many requests a minute")]
Examples = Annotated[Path | None, typer.Option("--examples", help="reviewed texts, as for train: the most similar are shown to the model")]
Shown = Annotated[int, typer.Option("--llm-examples", min=0, max=20, help="examples shown with a text")]
Size = Annotated[int, typer.Option("--llm-window", min=100, metavar="N", help="characters that the model reads at a time")]
Answer = Annotated[int | None, typer.Option("--llm-answer", min=16, metavar="TOKENS", help="longest answer (default: by the text)")]
Format = Annotated[str, typer.Option("--llm-format", help="how JSON is asked for: schema, object, or text (by the prompt alone)")]
Seconds = Annotated[float, typer.Option("--llm-seconds", min=1, help="time for one answer")]
Cache = Annotated[Path | None, typer.Option("--llm-cache", help="file of answers; default: beside --out, in a corpus proposals.jsonl")]
Public = Annotated[bool, typer.Option("--llm-public", help="texts, ontology and examples are public: they may go to a server elsewhere")]


def asking_options(model: str, budget: int | None, rate: float | None, shown: int, size: int, answer: int | None, format: str) -> Options:
    """The options as the library has them."""
    from kgcorpus.extract.asking import FORMATS, Options
    from kgcorpus.extract.windows import OVERLAP

    if format not in FORMATS:
        raise UsageError("--llm-format", f"unknown: '{format}'", f"one of: {', '.join(FORMATS)}")
    return Options(model, format, answer, shown, size, min(OVERLAP, size // 4), rate, budget)


def extract_texts(
    ontology: Path,
    source: Path,
    out: Path | None,
    write_lines: Callable[[Callable[[Any], bool], Path | None], None],
    *,
    url: str,
    key: str,
    seconds: float,
    options: Options,
    examples: Path | None,
    cache: Path | None,
    public: bool,
    model: Path | None = None,
) -> None:
    """Facts of plain texts, with a model's proposals; what it did is said on stderr, also where it was stopped."""
    from kgcorpus.extract.asking import Asking
    from kgcorpus.extract.proposing import Proposing, examples_of, open_checker
    from kgcorpus.extract.texts import extract_file
    from kgcorpus.gate import Gate, Piece

    sensitivity = "public" if public else "internal"
    gate = Gate(url, key=key, seconds=seconds)
    kept = cache or (out.with_name(f"{out.stem}.llm.jsonl") if out else None)
    if kept is None:
        talk(say("llm.not_kept"))
    made: list[Proposing] = []

    def further(terms: Ontology) -> Callable[[Document], Iterable[Any]]:
        check = open_checker(terms)
        made.append(Proposing(asking, check, examples_of(examples, check, sensitivity), lambda text: Piece(text, sensitivity, "ontology")))
        return lambda document: made[0].read(_as(document, sensitivity))

    def write(to: BinaryIO) -> bool:
        return extract_file(ontology, source, to, further, model=model)

    with progress() as note, Asking(gate, options, kept, note=note) as asking:
        try:
            write_lines(write, out)
        finally:
            told(asking, made[0].outcomes if made else Counter())


def ask_about_corpus(folder: Path, *, url: str, key: str, seconds: float, options: Options) -> None:
    """Ask about a corpus's documents; what is answered is read by the stage that follows."""
    from kgcorpus.build import Build
    from kgcorpus.build_proposals import ask, proposing
    from kgcorpus.extract.asking import FILE, Asking
    from kgcorpus.gate import Gate

    gate = Gate(url, key=key, seconds=seconds)
    with progress() as note, Build(folder, note=note) as build, Asking(gate, options, build.corpus.folder / FILE, note=note) as asking:
        model = proposing(build, asking)
        try:
            ask(build, model)
        finally:
            told(asking, model.outcomes)


def check_given(*, llm: bool, corpus: bool, examples: Path | None, cache: Path | None, public: bool, others: tuple[object, ...]) -> None:
    """Raise ``UsageError`` for options that would have no effect."""
    if not llm and (public or any(option is not None for option in (examples, cache, *others))):
        raise UsageError("--llm", "options of a model, and no model", "the address of a server", "add --llm URL")
    if llm and corpus and (public or examples or cache):
        raise UsageError(
            "--examples, --llm-cache, --llm-public", "given with a corpus", "none of them",
            "a corpus has reviewed facts, proposals.jsonl, and the sensitivity of its sources",
        )  # fmt: skip


def _as(document: Document, sensitivity: str) -> Document:
    from dataclasses import replace

    return replace(document, source=replace(document.source, sensitivity=sensitivity))


def told(asking: Asking, outcomes: Counter[str]) -> None:
    """What a run did: windows, tokens, proposals by what became of them, and what was left out."""
    tally = asking.tally
    if refused := asking.gate.message(State.lang):
        talk(refused)
    talk(
        say(
            "llm.done",
            asked=tally.asked,
            known=tally.known,
            tokens=tally.tokens,
            prompt=tally.prompt,
            answer=tally.answer,
            about=say("llm.estimated") if tally.estimated else "",
            retried=tally.retried,
        )
    )
    talk(say("llm.proposed", proposed=sum(outcomes.values()), fitting=outcomes[""]))
    for reason, n in sorted(((r, n) for r, n in outcomes.items() if r), key=lambda one: (-one[1], one[0])):
        talk(f"  {say('reason.' + reason)} {n:,}")
    for reason, n in sorted(tally.unasked.items()):
        talk(say("llm.left", n=n, reason=say("reason." + reason), first=", ".join(tally.left[:3]) + (" …" if len(tally.left) > 3 else "")))
    if tally.unasked:
        talk(say("llm.again"))
