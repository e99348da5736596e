"""A workbook goes back to its author with every problem beside its cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgcorpus.spreadsheet_model import Trouble


def mark_book(path: Path, troubles: Sequence[Trouble], out: Path, lang: str) -> None:
    """A copy of the book at ``out`` with each trouble in words at the end of its row, its cell red with a comment."""
    raise NotImplementedError
