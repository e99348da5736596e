"""The command that tells the coverage ledger of a release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgcorpus.cli_talk import AsJson, State, print_json


def coverage(
    folder: Annotated[Path, typer.Argument(metavar="RELEASE", help="a release folder")],
    as_json: AsJson = False,
) -> None:
    """Show which facts, predicates, classes and shapes have samples, and why the others have none. / 查看样本覆盖了哪些事实。"""
    from kgcorpus.release import coverage as ledgers
    from kgcorpus.release.card_coverage import coverage_lines

    found = ledgers.read(folder)
    if as_json:
        print_json(found)
    else:
        print("\n".join(coverage_lines(found, State.lang, every=True)))
