"""Workbooks that experts fill in: written, read back, and marked where something is wrong. The only door to spreadsheet files of ours."""

from __future__ import annotations

from kgcorpus.spreadsheet_marking import mark_book
from kgcorpus.spreadsheet_model import Book, Cell, Column, ReadRow, Rich, Sheet, Text, Trouble
from kgcorpus.spreadsheet_reading import as_read, read_book
from kgcorpus.spreadsheet_writing import WANTED, write_book

__all__ = [
    "WANTED",
    "Book",
    "Cell",
    "Column",
    "ReadRow",
    "Rich",
    "Sheet",
    "Text",
    "Trouble",
    "as_read",
    "mark_book",
    "read_book",
    "write_book",
]  # fmt: skip
