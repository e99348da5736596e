"""The commands on an ontology: check it, bring it to a workbook and back, take in what was made elsewhere, say what a change touches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgcorpus.cli_talk import AsJson, CorpusFolder, State, Workers, print_json, progress, say
from kgcorpus.errors import UsageError
from kgcorpus.messages import localise

ontology_app = typer.Typer(help="Check and curate an ontology. / 检查与维护本体。", no_args_is_help=True)


@ontology_app.command("impact")
def ontology_impact(
    corpus: CorpusFolder,
    changed: Annotated[
        Path,
        typer.Argument(metavar="CHANGED", help="the changed ontology: a workbook, a folder, one of its files, or a file to be imported"),
    ],
    no_build: Annotated[bool, typer.Option("--no-build", help="leave out the trial build")] = False,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Say what a change would touch, before it is made; nothing is written. / 改动之前先看影响，不写任何文件。"""
    from kgcorpus.cli_impact import impact_json, impact_lines
    from kgcorpus.curate.impact import impact

    with progress() as note:
        found = impact(corpus, changed, build=not no_build, workers=workers, note=note)
    if as_json:
        print_json(impact_json(found, State.lang))
    else:
        for line in impact_lines(found, State.lang):
            print(line)
    if found.errors:
        raise typer.Exit(1)


@ontology_app.command("lint")
def ontology_lint(
    ontology: Annotated[Path, typer.Argument(metavar="ONTOLOGY", help="a folder of Turtle files, or one file")], as_json: AsJson = False
) -> None:
    """List all problems: file, line, rule, value, suggested fix. / 列出本体的全部问题。"""
    from dataclasses import asdict

    from kgcorpus.ontology_lint import lint

    if not ontology.exists():
        raise UsageError(str(ontology), "no such file or folder", "a folder of Turtle files, or one file", "check the path")
    problems = lint(ontology)
    if as_json:
        print_json([asdict(p) for p in problems])
    else:
        for p in problems:
            value, fix = localise(p.value, State.lang), localise(p.fix, State.lang)
            print(f"{p.file}:{p.line}: {say('severity.' + p.severity)} {p.rule}: {value}" + (f" → {fix}" if fix else ""))
    if any(p.severity == "error" for p in problems):
        raise typer.Exit(1)
