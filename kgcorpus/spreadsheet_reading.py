"""Workbooks that come back from experts: everything is understood or is a problem of a cell, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgcorpus.spreadsheet_model import Book, Cell, Column, Sheet


def read_book(path: Path, sheets: Sequence[Sheet]) -> Book:
    """Rows, info and troubles of a workbook. Raises ``InputError`` only if the file is no workbook at all."""
    raise NotImplementedError


def as_read(column: Column, cell: Cell) -> str:
    """What ``read_book`` gives for a cell that ``write_book`` wrote: compare with it to see what a person changed."""
    raise NotImplementedError
