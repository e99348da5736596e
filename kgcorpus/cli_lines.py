"""Lines that a command writes: to stdout, or to a file that appears whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from kgcorpus.jsonlines_whole import opened_whole


def finish_lines(write: Callable[[Any], bool], out: Path | None) -> None:
    """Run a function that writes lines to a binary file and says whether all went well; exit 1 if not. A named file appears whole or
    not at all; what is no file of a disk (``/dev/null``, a pipe) is written to as it is."""
    if out is None:
        fine = write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        with opened_whole(out, "--out") as file:
            fine = write(file)
    if not fine:
        raise typer.Exit(1)
