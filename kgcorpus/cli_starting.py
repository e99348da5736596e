"""The command that makes a corpus folder to start from."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kgcorpus.cli_talk import AsJson, State, print_json, say

NEXT = ("kgcorpus build {folder}", "kgcorpus show {folder}/releases/default", "kgcorpus rejected {folder}")
NEXT_EMPTY = ("kgcorpus ontology import {folder} glossary.csv", "kgcorpus ontology lint {folder}", "kgcorpus build {folder}")
"""What somebody who has just made a corpus does next, with and without the example."""


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="the folder to make; it must not hold anything yet")],
    lang: Annotated[str | None, typer.Option("--lang", help="zh or en: the language of comments and documents; default: yours")] = None,
    name: Annotated[str | None, typer.Option("--name", help="the corpus's name, of a-z, 0-9 and -; default: from the folder")] = None,
    date: Annotated[str | None, typer.Option("--date", help="the corpus's date; default: today")] = None,
    languages: Annotated[
        str,
        typer.Option(
            "--languages", metavar="LANGUAGES", help="the languages of questions, and of what an import asks for: zh, en or zh,en"
        ),
    ] = "zh,en",
    empty: Annotated[bool, typer.Option("--empty", help="without the example: you bring documents and ontology")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a commented corpus folder with a small ontology that already builds. / 建立带注释、可直接构建的语料目录。"""
    from kgcorpus.curate.starting import new_corpus

    State.lang = lang if lang in ("zh", "en") else State.lang
    if date is None:
        import datetime

        # The only place where the clock is read: the day is written into corpus.toml once and is the corpus's clock from then on.
        date = datetime.date.today().isoformat()
    made = new_corpus(folder, lang=lang or State.lang, name=name, date=date, empty=empty, languages=languages)
    commands = [command.format(folder=shlex.quote(str(folder))) for command in (NEXT_EMPTY if empty else NEXT)]
    if as_json:
        print_json(
            {"folder": str(folder), "name": made.name, "date": made.date, "lang": made.lang, "files": list(made.files), "next": commands}
        )
        return
    print(say("new.made_empty" if empty else "new.made", folder=folder, name=made.name, date=made.date))
    for file in made.files:
        print(f"  {file}")
    print(say("new.next"))
    for command in commands:
        print(f"  {command}")
