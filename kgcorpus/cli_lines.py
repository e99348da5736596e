"""Lines that a command writes: to stdout, or to a file that appears whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from kgcorpus.errors import UsageError


def finish_lines(write: Callable[[Any], bool], out: Path | None) -> None:
    """Run a function that writes lines to a binary file and says whether all went well; exit 1 if not. A named file appears whole or
    not at all."""
    if out is None:
        fine = write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        part = out.with_name(out.name + ".part")
        try:
            try:
                file = part.open("wb")
            except OSError as error:
                raise UsageError("--out", f"{out} cannot be written ({error.strerror})", "a file in a folder that exists") from error
            with file:
                fine = write(file)
            if out.is_dir():
                raise UsageError("--out", f"{out} is a folder", "a file")
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    if not fine:
        raise typer.Exit(1)
