"""The command that writes an evaluation set for the program that runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgcorpus.cli_talk import AsJson, State, print_json, say, talk

Source = Annotated[Path, typer.Argument(metavar="RELEASE|GOLD", help="a release folder, or JSON Lines with questions and answers")]
Target = Annotated[str, typer.Option("--to", help="csv (for people), lm-eval, inspect, opencompass or evalscope")]


def export_eval(
    source: Source,
    to: Target,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="a folder that is new or empty")],
    split: Annotated[list[str] | None, typer.Option("--split", help="a split, test (all test splits, the default) or all")] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", help="only questions in this language: zh or en")] = None,
    name: Annotated[str | None, typer.Option("--name", help="the task's name; default: by corpus and recipe, or file")] = None,
    as_json: AsJson = False,
) -> None:
    """Write questions with a scorer for lm-evaluation-harness, Inspect, OpenCompass or EvalScope, or a table for people. / 导出评测集。"""
    from kgcorpus.harness.exporting import export
    from kgcorpus.harness.questions import read_questions

    questions = read_questions(source, splits=split or (), langs=lang or (), name=name)
    files = export(questions, to, out, lang=State.lang)
    if questions.left:
        left = [say(f"harness.left_{reason}", n=n) for reason, n in questions.left.items()]
        talk(say("harness.left", left=("；" if State.lang == "zh" else "; ").join(left)))
    if as_json:
        print_json({"name": questions.name, "to": to, "questions": len(questions.samples), "left": dict(questions.left), "files": files})
        return
    print(say("harness.written", n=len(questions.samples), folder=out, to=to))
    print("  " + say("harness.read", file=out / ("README.zh.md" if State.lang == "zh" else "README.md")))
