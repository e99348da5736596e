"""The command that grades answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from kgcorpus.cli_lines import finish_lines
from kgcorpus.cli_talk import AsJson, Out, State


def grade(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSON Lines with questions and answers, or a release's samples")],
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help='JSON Lines {"id", "answer"}')],
    corpus: Annotated[Path | None, typer.Option("--corpus", help="a corpus or release: adds what its graph knows")] = None,
    claims: Annotated[bool, typer.Option("--claims", help="hold each fact that an answer states against the graph")] = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Grade free-text answers against standard answers. / 评判答案。"""
    from kgcorpus.grade.running import grade_file

    def work(to: BinaryIO) -> bool:
        return grade_file(gold, answers, to, corpus=corpus, claims=claims, report=sys.stderr, lang=State.lang, as_json=as_json)

    finish_lines(work, out)
