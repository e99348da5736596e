"""Workbooks for experts: bold header, drop-downs, grey columns that the program made, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kgcorpus.spreadsheet_model import Cell, Sheet


def write_book(path: Path, sheets: Sequence[tuple[Sheet, Sequence[Mapping[str, Cell]]]], lang: str, info: Mapping[str, str]) -> None:
    """Writes a workbook; rows are mappings from column keys to cells, closed values by their key."""
    raise NotImplementedError
