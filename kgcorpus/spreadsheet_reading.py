"""Workbooks that come back from experts: everything is understood or is a problem of a cell, all at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kgcorpus.errors import InputError
from kgcorpus.spreadsheet_cells import Closed, as_read, closed_values, date_text, serial_date, tidy, understood
from kgcorpus.spreadsheet_files import open_book
from kgcorpus.spreadsheet_finding import MARKS, Located, info_of, letter, locate
from kgcorpus.spreadsheet_model import Book, Column, ReadRow, Sheet, Trouble
from kgcorpus.spreadsheet_parts import Opened, Written
from kgcorpus.spreadsheet_writing import MADE, digests

__all__ = ["as_read", "read_book"]
_SHOWN = 80
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
    merged: dict[tuple[int, int], tuple[int, int] | None] = field(default_factory=dict)

    def tell(self, row: int, column: int, value: str, message: str, fix: str, rule: str, severity: str = "error") -> None:
        shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        self.troubles.append(Trouble(self.place.grid.title, row, letter(column) if column else "", shown, message, fix, rule, severity))

    def rows(self) -> Iterator[ReadRow]:
        place = self.place
        self.closed = {c.key: closed_values(c) for c in place.sheet.columns if c.choices}
        self.columns()
        self.above()
        self.merges()
        self.hidden()
        for top, left in place.grid.drawings:
            self.tell(top, left, "", "a picture or shape is not read", "write what it says into a cell", "drawing", "warning")
        mapped = [c for c in place.sheet.columns if c.key in place.columns]
        letters = {c.key: letter(place.columns[c.key]) for c in mapped}
        below = sorted({n for n, _ in self.merged} | set(place.grid.rows))
        for number in below:
            if number < place.first or self.header_again(number):
                continue
            row = self.row(number, mapped)
            if any(row.cells.values()) or row.troubled:
                yield ReadRow(number, row.cells, letters, row.troubled)

    # --------------------------------------------------------------------------------------------- the sheet as a whole

    def columns(self) -> None:
        """Tells of columns that are missing, twice, or not known."""
        place = self.place
        at = place.header or place.keys
        for column in place.sheet.columns:
            title = self.title(column)
            if column.key in place.twice:
                self.twice(column, title)
            elif column.key not in place.columns and not (column.hidden and not column.fixed):
                severe = column.required or column.hidden
                self.tell(
                    at,
                    0,
                    title,
                    f"the column '{title}' is missing",
                    "put it back, or export the workbook again",
                    "missing_column",
                    "error" if severe else "warning",
                )
        taken = {*place.columns.values(), *place.twice.values()}
        content: dict[int, int] = {}
        for number, cells in place.grid.rows.items():
            if number >= place.first:
                for column_number, cell in cells.items():
                    if column_number not in taken and tidy(cell.text):
                        content.setdefault(column_number, number)
        for column_number, number in sorted(content.items()):
            head = place.grid.rows.get(place.header, {}).get(column_number, _NOTHING).text or letter(column_number)
            self.tell(
                place.header or number,
                column_number,
                head,
                f"the column '{tidy(head)}' is not known and was not read",
                "move what is needed to a known column",
                "unknown_column",
                "warning",
            )

    def title(self, column: Column) -> str:
        return column.title.get(self.place.lang or "zh") or next(iter(column.title.values()))

    def twice(self, column: Column, title: str) -> None:
        place = self.place
        a, b = place.columns[column.key], place.twice[column.key]
        texts = [(row.get(a, _NOTHING).text, row.get(b, _NOTHING).text) for n, row in place.grid.rows.items() if n >= place.first]
        if all(x == y for x, y in texts) or not any(y.strip() for _, y in texts):
            self.tell(
                place.header, b, title, f"the column '{title}' stands twice with the same content", "delete one", "column_twice", "warning"
            )
        else:
            self.tell(
                place.header,
                b,
                title,
                f"the column '{title}' stands twice; the one in {letter(a)} was read",
                "keep one of them",
                "column_twice",
            )

    def above(self) -> None:
        """Tells of rows that stand above the header and look like rows of the sheet."""
        place = self.place
        if not place.header:
            self.tell(
                place.keys + 1,
                0,
                "",
                "the row of column titles is missing; the columns were told by their hidden keys",
                "insert the titles again, or leave it so",
                "no_header",
                "warning",
            )
        for number, cells in place.grid.rows.items():
            if number >= place.first:
                break
            filled = [c for c in cells if c in place.columns.values() and tidy(cells[c].text)]
            if number not in (place.header, place.keys) and len(filled) >= 2:
                self.tell(
                    number,
                    filled[0],
                    cells[filled[0]].text,
                    "this row stands above the column titles and was not read",
                    "move it below the titles, or delete it",
                    "above_header",
                )

    def header_again(self, number: int) -> bool:
        """Whether a row repeats the titles, as some do for printing."""
        cells = self.place.grid.rows.get(number, {})
        head = self.place.grid.rows.get(self.place.header, {})
        return len(cells) >= 2 and bool(head) and all(n in head and head[n].text == cell.text for n, cell in cells.items())

    def merges(self) -> None:
        """Merged cells: over rows the value holds for each; over columns nobody can tell for which."""
        place = self.place
        numbers = {n: key for key, n in place.columns.items()}
        fixed = {c.key for c in place.sheet.columns if c.fixed}
        for top, left, bottom, right in place.grid.merged:
            touched = [n for n in range(left, right + 1) if n in numbers and numbers[n] not in (MADE, *MARKS)]
            if bottom < place.first or not touched:
                continue
            text = place.grid.rows.get(top, {}).get(left, _NOTHING).text
            across = len(touched) > 1 or top < place.first
            if across and (text.strip() or any(numbers[n] not in fixed for n in touched)):
                self.tell(
                    max(top, place.first),
                    touched[0],
                    text,
                    f"the cells {letter(left)}{top} to {letter(right)}{bottom} are merged: only one of them has kept its content",
                    "unmerge them and fill in each",
                    "merged",
                )
            elif text.strip() and numbers[touched[0]] not in fixed:
                self.tell(
                    top,
                    left,
                    text,
                    f"the cells {letter(left)}{top} to {letter(right)}{bottom} are merged; the value was read for each of these rows",
                    "unmerge them if it is not meant for each",
                    "merged",
                    "warning",
                )
            for row in range(max(top, place.first), min(bottom, top + 100_000) + 1):
                for column in touched:
                    if (row, column) != (top, left):
                        self.merged[row, column] = None if across else (top, left)

    def hidden(self) -> None:
        place = self.place
        rows = [n for n in place.grid.rows if n >= place.first and n in place.grid.hidden_rows]
        if rows:
            self.tell(
                rows[0],
                0,
                "",
                f"{len(rows):,} rows that are hidden or filtered out were read too",
                "delete what is not meant to be read",
                "hidden_rows",
                "info",
            )
        for column in place.sheet.columns:
            number = place.columns.get(column.key, 0)
            if number in place.grid.hidden_columns and not column.hidden and not column.fixed:
                self.tell(
                    place.header,
                    number,
                    self.title(column),
                    f"the column '{self.title(column)}' is hidden and was read too",
                    "unhide it to see what is in it",
                    "hidden_column",
                    "info",
                )

    # --------------------------------------------------------------------------------------------- one row

    def row(self, number: int, mapped: Sequence[Column]) -> ReadRow:
        place = self.place
        line = place.grid.rows.get(number, {})
        cells: dict[str, str] = {}
        troubled: set[str] = set()
        before = len(self.troubles)
        for column in mapped:
            at = place.columns[column.key]
            if (number, at) in self.merged:
                origin = self.merged[number, at]
                written = place.grid.rows.get(origin[0], {}).get(origin[1], _NOTHING) if origin else _NOTHING
                if origin is None and not column.fixed:
                    troubled.add(column.key)
            else:
                written = line.get(at, _NOTHING)
            text, good = self.cell(number, at, column, written)
            cells[column.key] = text
            troubled |= set() if good else {column.key}
        if not any(cells.values()):
            if not any(line.get(place.columns[c.key], _NOTHING).formula for c in mapped):
                del self.troubles[before:]
                troubled = set()
            return ReadRow(number, cells, {}, frozenset(troubled))
        self.required(number, mapped, cells)
        self.grey(number, mapped, line)
        return ReadRow(number, cells, {}, frozenset(troubled))

    def required(self, number: int, mapped: Sequence[Column], cells: Mapping[str, str]) -> None:
        begun = [c for c in mapped if not c.fixed and not c.hidden and cells[c.key]]
        for column in mapped:
            if begun and column.required and not column.fixed and not cells[column.key]:
                title = self.title(column)
                self.tell(
                    number,
                    self.place.columns[column.key],
                    "",
                    f"'{title}' is empty in a row that is begun",
                    "fill it in, or clear the row",
                    "required",
                )

    def grey(self, number: int, mapped: Sequence[Column], line: Mapping[int, Written]) -> None:
        """Compares the grey cells with their digests: a change is told, a row whose grey cells are another row's as well."""
        place = self.place
        made = line.get(place.columns.get(MADE, 0), _NOTHING).text
        known = dict(re.findall(r"([\w.-]+)=([0-9a-f]{6})", made))
        texts = {c.key: line.get(place.columns[c.key], _NOTHING).text for c in mapped if c.key in known}
        now = dict(re.findall(r"([\w.-]+)=([0-9a-f]{6})", digests(mapped, texts)))
        changed = [
            c
            for c in mapped
            if c.fixed and c.key in now and now[c.key] != known[c.key] and (number, place.columns[c.key]) not in self.merged
        ]
        if not changed:
            return
        if any(c.hidden for c in changed) or (len(changed) > 1 and 2 * len(changed) >= len(now)):
            first = next((c for c in changed if not c.hidden), changed[0])
            self.tell(
                number,
                place.columns[first.key],
                texts[first.key],
                "the grey cells of this row belong to different rows",
                "undo the sorting or pasting that mixed them (sort whole rows only), or export again",
                "row_mixed",
            )
            return
        for column in changed:
            at = place.columns[column.key]
            self.tell(
                number,
                at,
                texts[column.key],
                "a grey cell was changed; what is written there is not read",
                "write it into a white column, or undo the change",
                "grey_changed",
                "warning",
            )

    # --------------------------------------------------------------------------------------------- one cell

    def cell(self, row: int, at: int, column: Column, written: Written) -> tuple[str, bool]:
        """The text of a cell, and whether it was understood."""
        if written is _NOTHING:
            return "", True
        if written.comment and not written.comment.startswith("kgcorpus"):
            self.tell(row, at, written.comment, "a comment on a cell is not read", "write it into a cell", "comment", "warning")
        if column.fixed:
            return tidy(written.text, column.code), True
        good = self.sound(row, at, column, written)
        text, strange = written.text, None
        if column.date and written.kind in ("number", "date"):
            text = self.date(written) or text
        text, strange = understood(column, self.closed.get(column.key), text)
        if strange is not None and good:
            good = False
            if column.date:
                self.tell(
                    row, at, strange, "this is no date that can be told for certain", "write year, month and day: 2026-11-01", "no_date"
                )
            else:
                self.not_listed(row, at, column, strange)
        return text, good

    def date(self, written: Written) -> str | None:
        if written.kind == "date":
            return written.text[:10]
        epoch: datetime = self.opened.epoch
        return date_text(written.text) or serial_date(written.number, epoch)

    def sound(self, row: int, at: int, column: Column, written: Written) -> bool:
        """Tells of what a value has suffered in the spreadsheet program; False where it cannot be used."""
        if written.kind == "error":
            self.tell(row, at, written.text, "the cell shows an error", "write the value itself", "error_value")
            return False
        if written.kind == "open":
            self.tell(row, at, written.formula, "a formula whose result is not in the file", "write the value itself", "formula")
            return False
        if written.formula:
            self.tell(
                row,
                at,
                written.formula,
                f"a formula; its result '{written.text}' was read",
                "write the value itself if that is not meant",
                "formula",
                "warning",
            )
        if written.struck:
            self.tell(
                row,
                at,
                written.text,
                "the text is crossed out, which is not read",
                "delete what is not to stand, or undo the crossing out",
                "crossed_out",
            )
            return False
        if written.kind == "number" and not column.date and abs(written.number) >= 1e15:
            self.tell(
                row,
                at,
                written.text,
                "a number of more than 15 digits: the spreadsheet program has lost its last digits",
                "format the cell as text and write the number again",
                "digits_lost",
            )
            return False
        if written.kind == "date" and not column.date and not column.choices:
            self.tell(
                row,
                at,
                written.text,
                f"the spreadsheet program has made a date of what was written; '{written.text}' was read",
                "format the cell as text and write it again if that is not meant",
                "made_a_date",
                "warning",
            )
        return True

    def not_listed(self, row: int, at: int, column: Column, strange: str) -> None:
        closed = self.closed[column.key]
        lang = self.place.lang or "zh"
        nearest = closed.nearest(strange, lang)
        values = ", ".join(list(closed.shown[lang].values())[:12]) + (
            ", …" if len(closed.keys) > 12 and len(closed.shown[lang]) > 12 else ""
        )
        fix = f"did you mean '{nearest}'?" if nearest else f"choose one of: {values}"
        self.tell(row, at, strange, f"'{strange}' is none of the values of this column", fix, "not_listed")
