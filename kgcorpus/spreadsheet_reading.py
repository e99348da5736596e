"""Workbooks that come back from experts: everything is understood or is a problem of a cell, all at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgcorpus.errors import InputError
from kgcorpus.spreadsheet_cells import Closed, as_read, closed_values, date_text, serial_date, tidy, understood
from kgcorpus.spreadsheet_files import open_book
from kgcorpus.spreadsheet_finding import MARK, Located, info_of, locate
from kgcorpus.spreadsheet_model import Book, Column, ReadRow, Sheet, Trouble
from kgcorpus.spreadsheet_parts import Opened, Written
from kgcorpus.spreadsheet_rules import letter, trouble
from kgcorpus.spreadsheet_writing import MADE, digests, in_language
from kgcorpus.values_dates import numeric_dates

__all__ = ["as_read", "read_book"]
_DIGEST = re.compile(r"([\w.-]+)=([0-9a-f]{6})")
_NOTHING = Written("")


def read_book(path: Path, sheets: Sequence[Sheet]) -> Book:
    """Rows, info and troubles of a workbook, or of a CSV file that is one of the sheets.

    Sheets and columns are found however they are named or ordered. Rows keep what is written in cells that are not understood, and name
    those cells. Raises ``InputError`` only if the file is no workbook at all.
    """
    opened = open_book(path)
    info = info_of(opened.grids)
    troubles: list[Trouble] = []
    located = locate(opened.grids, sheets, info, troubles.append)
    if opened.csv:
        if not located:
            raise InputError(str(path), "a text file without the columns of a workbook", "a workbook (.xlsx)", "give the workbook itself")
        troubles = [t for t in troubles if t.rule != "missing_sheet"]
    rows = {}
    for key, place in located.items():
        reader = _Reader(place, opened)
        rows[key] = tuple(reader.rows())
        troubles += reader.troubles
    langs = Counter(place.lang for place in located.values() if place.lang)
    lang = info.get("lang") or (langs.most_common(1)[0][0] if langs else "zh")
    ordered = sorted(troubles, key=lambda t: _order(t, [grid.title for grid in opened.grids]))
    return Book(rows, info, tuple(ordered), lang, {key: place.grid.title for key, place in located.items()})


def _order(trouble: Trouble, titles: Sequence[str]) -> tuple[int, int, int, str]:
    return (titles.index(trouble.sheet) if trouble.sheet in titles else -1, trouble.row, len(trouble.column), trouble.column)


@dataclass(slots=True)
class _Reader:
    """One sheet while it is read."""

    place: Located
    opened: Opened
    troubles: list[Trouble] = field(default_factory=list)
    closed: dict[str, Closed] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    unclear: set[tuple[int, int]] = field(default_factory=set)

    def tell(self, rule: str, row: int, column: int = 0, value: str = "", **parts: object) -> None:
        self.troubles.append(trouble(rule, self.place.grid.title, row, column, value, **parts))

    def rows(self) -> Iterator[ReadRow]:
        place = self.place
        self.closed = {c.key: closed_values(c) for c in place.sheet.columns if c.choices}
        self.columns()
        self.above()
        self.merges()
        self.hidden()
        for top, left in place.grid.drawings:
            self.tell("drawing", top, left)
        mapped = [c for c in place.sheet.columns if c.key in place.columns]
        letters = {c.key: letter(place.columns[c.key]) for c in mapped}
        for number in place.grid.rows:
            if number < place.first or self.header_again(number):
                continue
            row = self.row(number, mapped, letters)
            if any(row.cells.values()) or row.troubled:
                yield row

    # --------------------------------------------------------------------------------------------- the sheet as a whole

    def columns(self) -> None:
        """Tells of columns that are missing, twice, or not known."""
        place = self.place
        for column in place.sheet.columns:
            name = self.title(column)
            if column.key in place.twice:
                rule = "same_column" if self.same(column) else "second_column"
                self.tell(rule, place.header, place.twice[column.key], name, name=name, letter=letter(place.columns[column.key]))
            elif column.key not in place.columns and not (column.hidden and not column.fixed):
                rule = "needed_column" if column.required or column.hidden else "missing_column"
                self.tell(rule, place.header or place.keys, value=name, name=name)
        taken = {*place.columns.values(), *place.twice.values()}
        head = place.grid.rows.get(place.header, {})
        unknown: dict[int, int] = {}
        for number, cells in place.grid.rows.items():
            for at in cells.keys() - taken:
                if number >= place.first and tidy(cells[at].text):
                    unknown.setdefault(at, number)
        for at, number in sorted(unknown.items()):
            name = tidy(head.get(at, _NOTHING).text) or letter(at)
            self.tell("unknown_column", place.header or number, at, name, name=name)

    def title(self, column: Column) -> str:
        return in_language(column.title, self.place.lang or "zh")

    def same(self, column: Column) -> bool:
        """Whether the second of two columns says nothing that the first does not."""
        a, b = self.place.columns[column.key], self.place.twice[column.key]
        rows = [row for n, row in self.place.grid.rows.items() if n >= self.place.first and b in row]
        return all(row[b].text in ("", row.get(a, _NOTHING).text) for row in rows)

    def above(self) -> None:
        """Tells of rows that stand above the header and look like rows of the sheet."""
        place = self.place
        if not place.header:
            self.tell("no_header", place.keys + 1)
        known = {at for key, at in place.columns.items() if not key.startswith("!")}
        for number, cells in place.grid.rows.items():
            if number >= place.first or number in (place.header, place.keys):
                continue
            filled = [at for at, cell in cells.items() if at in known and tidy(cell.text)]
            if len(filled) >= 2:
                self.tell("above_header", number, filled[0], cells[filled[0]].text)

    def header_again(self, number: int) -> bool:
        """Whether a row repeats the titles, as some do for printing."""
        cells, head = self.place.grid.rows[number], self.place.grid.rows.get(self.place.header, {})
        return len(cells) >= 2 and all(at in head and head[at].text == cell.text for at, cell in cells.items())

    def merges(self) -> None:
        """Merged cells: over rows the value holds for each; over columns nobody can tell for which."""
        place = self.place
        white = {place.columns[c.key] for c in place.sheet.columns if not c.fixed and c.key in place.columns}
        for top, left, bottom, right in place.grid.merged:
            touched = [at for key, at in place.columns.items() if left <= at <= right and not key.startswith("!")]
            rows = [number for number in place.grid.rows if max(top, place.first) <= number <= bottom]
            if not rows or not white & set(touched):
                continue
            text = place.grid.rows.get(top, {}).get(left, _NOTHING).text
            names = {"first": f"{letter(left)}{top}", "last": f"{letter(right)}{bottom}"}
            if len(touched) > 1 or top < place.first:
                self.tell("merged", rows[0], min(touched), text, **names)
                self.unclear |= {(row, at) for row in rows for at in touched}
            elif text.strip():
                self.tell("merged_rows", top, left, text, **names)
                self.merged |= {(row, left): (top, left) for row in rows}

    def hidden(self) -> None:
        place = self.place
        rows = [n for n in place.grid.rows if n >= place.first and n in place.grid.hidden_rows]
        if rows:
            self.tell("hidden_rows", rows[0], n=f"{len(rows):,}")
        for column in place.sheet.columns:
            at = place.columns.get(column.key, 0)
            if at not in place.grid.hidden_columns or column.hidden or column.fixed:
                continue
            if not column.rare or any(tidy(row[at].text) for n, row in place.grid.rows.items() if n >= place.first and at in row):
                self.tell("hidden_column", place.header, at, self.title(column), name=self.title(column))

    # --------------------------------------------------------------------------------------------- one row

    def row(self, number: int, mapped: Sequence[Column], letters: Mapping[str, str]) -> ReadRow:
        place = self.place
        line = place.grid.rows[number]
        cells: dict[str, str] = {}
        troubled: set[str] = set()
        for column in mapped:
            at = place.columns[column.key]
            written = line.get(at, _NOTHING)
            if (origin := self.merged.get((number, at))) is not None:
                written = place.grid.rows[origin[0]][origin[1]]
            cells[column.key], good = self.cell(number, at, column, written)
            if not good or ((number, at) in self.unclear and not column.fixed):
                troubled.add(column.key)
        if any(cells.values()):
            self.required(number, mapped, cells)
            self.grey(number, mapped, line)
        return ReadRow(number, cells, letters, frozenset(troubled))

    def required(self, number: int, mapped: Sequence[Column], cells: Mapping[str, str]) -> None:
        begun = any(cells[c.key] for c in mapped if not c.fixed and not c.hidden)
        for column in mapped:
            if begun and column.required and not column.fixed and not cells[column.key]:
                self.tell("required", number, self.place.columns[column.key], name=self.title(column))

    def grey(self, number: int, mapped: Sequence[Column], line: Mapping[int, Written]) -> None:
        """Compares the grey cells with their digests: a change is told, a row whose grey cells are another row's as well."""
        place = self.place
        made = line.get(place.columns.get(MADE, 0), _NOTHING).text
        known = dict(_DIGEST.findall(made))
        texts = {c.key: line.get(place.columns[c.key], _NOTHING).text for c in mapped if c.key in known}
        now = digests(mapped, texts)
        if not known or now == made:
            return
        now_by_key = dict(_DIGEST.findall(now))
        changed = [c for c in mapped if c.key in now_by_key and now_by_key[c.key] != known[c.key]]
        if any(c.hidden for c in changed) or (len(changed) > 1 and 2 * len(changed) >= len(now_by_key)):
            first = next((c for c in changed if not c.hidden), changed[0])
            self.tell("row_mixed", number, place.columns[first.key], texts[first.key])
            return
        for column in changed:
            self.tell("grey_changed", number, place.columns[column.key], texts[column.key])

    # --------------------------------------------------------------------------------------------- one cell

    def cell(self, row: int, at: int, column: Column, written: Written) -> tuple[str, bool]:
        """The text of a cell, and whether it was understood."""
        if written is _NOTHING:
            return "", True
        if remark := written.comment.partition(MARK)[0].strip():
            self.tell("comment", row, at, remark)
        if column.fixed:
            return tidy(written.text, column.code), True
        good = self.sound(row, at, column, written)
        text = written.text
        if column.date and written.kind in ("number", "date"):
            text = self.date(written) or text
        text, strange = understood(column, self.closed.get(column.key), text)
        if strange is None or not good:
            return text, good
        if column.date:
            figures = numeric_dates(strange)
            first, second = figures if len(figures) == 2 else ("", "")
            self.tell("two_dates" if second else "no_date", row, at, strange, first=first, second=second)
        else:
            self.not_listed(row, at, column, strange)
        return text, False

    def date(self, written: Written) -> str | None:
        if written.kind == "date":
            return written.text[:10]
        return date_text(written.text) or serial_date(written.number, self.opened.epoch)

    def sound(self, row: int, at: int, column: Column, written: Written) -> bool:
        """Tells of what a value has suffered in the spreadsheet program; False where it cannot be used."""
        bad = ""
        if written.kind == "error":
            bad = "error_value"
        elif written.kind == "open":
            bad = "formula"
        elif written.struck and written.text.strip():
            bad = "crossed_out"
        elif written.kind == "number" and not column.date and abs(written.number) >= 1e15:
            bad = "digits_lost"
        if bad:
            self.tell(bad, row, at, written.text if bad != "formula" else written.formula)
            return False
        if written.formula:
            self.tell("formula_result", row, at, written.formula, result=written.text)
        if written.kind == "date" and not column.date and not column.choices:
            self.tell("made_a_date", row, at, written.text)
        return True

    def not_listed(self, row: int, at: int, column: Column, strange: str) -> None:
        closed, lang = self.closed[column.key], self.place.lang or "zh"
        if nearest := closed.nearest(strange, lang):
            self.tell("misspelt", row, at, strange, nearest=nearest)
            return
        shown = list(closed.shown[lang].values())
        self.tell("not_listed", row, at, strange, values=", ".join(shown[:12]) + (", …" if len(shown) > 12 else ""))
