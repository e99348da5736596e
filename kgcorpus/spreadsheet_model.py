"""What a workbook of ours consists of: sheets, columns, rows as read, and what is wrong with a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

Text = str
Rich = tuple[tuple[str, bool], ...]
"""Runs of text; True: bold."""
Cell = Union[str, int, float, bool, Rich, None]
"""What can be written into a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. ``key`` is ASCII and stands in a hidden row, so that a renamed or moved column is found again.

    ``choices`` are closed values ``(key, {"zh", "en"})``: the cell shows the book's language, either language or the key is understood,
    the key is what is read; ``also`` has other words that are understood, by key. ``many``: the cell holds several values, a line each.
    ``open``: other values than the choices are allowed. ``fixed``: grey, made by the program. ``code``: ids, numbers and the like:
    full-width letters are narrowed, spaces dropped. ``rare``: folded away (an outline group) where no row has anything in it.
    """

    key: str
    title: Mapping[str, str]
    width: int = 18
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()
    fixed: bool = False
    hidden: bool = False
    note: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    date: bool = False
    many: bool = False
    open: bool = False
    code: bool = False
    rare: bool = False
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns in order, and ``intro``, the line above the header that says what to do here."""

    key: str
    title: Mapping[str, str]
    columns: tuple[Column, ...]
    intro: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a cell: sheet title as in the file, row number and column letter as the spreadsheet program shows them.

    ``row`` 0 and ``column`` "" where it is about the sheet, ``sheet`` "" where it is about the book. English; ``messages.localise``
    gives the Chinese.
    """

    sheet: str
    row: int
    column: str
    value: str
    message: str
    fix: str
    rule: str = ""
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: column key to normalised text, and to the letter of its column in the file.

    An empty cell gives "", a column that is not in the file has no key. The cells of ``troubled`` were not understood: they hold what
    is written there, and a ``Trouble`` says why.
    """

    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    troubled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as read. A sheet that is not in the file has no key in ``rows``; ``titles`` gives the sheets' titles in the file."""

    rows: Mapping[str, tuple[ReadRow, ...]]
    info: Mapping[str, str]
    troubles: tuple[Trouble, ...]
    lang: str
    titles: Mapping[str, str] = field(default_factory=dict)
