"""What every command uses to speak: the reader's language, stdout for results, stderr for talk and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from kgcorpus.messages import words


class State:
    """What the options before the command say; set once per run of the program."""

    lang = "en"


CorpusFolder = Annotated[Path, typer.Argument(metavar="CORPUS", help="a corpus folder (with corpus.toml)")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="processes")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON instead of a table")]
RecipeName = Annotated[str, typer.Option("--recipe", help="a recipe of corpus.toml; 'all' lifts every cap")]
Out = Annotated[Path | None, typer.Option("--out", help="write here instead of stdout")]


def say(key: str, **values: object) -> str:
    return words(State.lang)(key, **values)


def talk(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def tell_missed() -> None:
    """Says once which language was analysed with less than what could be installed for it."""
    if seam := sys.modules.get("kgcorpus.extract.words"):
        for language, line in seam.missed().items():
            talk(say("words.missed", language=say(f"lang.{language}"), line=line))


def print_json(value: Any) -> None:
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on stderr that says what is being done; nothing where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield status.update
