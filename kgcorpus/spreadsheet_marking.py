"""A workbook goes back to its author with every problem beside its cell, and a first sheet that lists them all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kgcorpus.errors import InputError
from kgcorpus.messages import localise, words
from kgcorpus.spreadsheet_cells import length
from kgcorpus.spreadsheet_files import is_archive, load, open_book, read_bytes
from kgcorpus.spreadsheet_finding import KEY, MARK, MARKS, PROBLEMS
from kgcorpus.spreadsheet_model import Trouble
from kgcorpus.spreadsheet_parts import Grid, column_number
from kgcorpus.spreadsheet_writing import FONT, HEAD, INFO, LISTS, MAX_TEXT, print_well, put, save

_FILLS = {"error": "FFFFB3B3", "warning": "FFFFE08A"}
"""Colours that are ours: where a copied cell has one of them, it goes with the next marking."""
_PROBLEM, _MARKS = MARKS


def mark_book(path: Path, troubles: Sequence[Trouble], out: Path, lang: str) -> None:
    """A copy of the book at ``out`` with each trouble in words at the end of its row, its cell red (a warning: yellow) with a comment.

    A first sheet lists all troubles. Marks of an earlier time are taken away first; ``out`` may be ``path``. Of a CSV file the copy is a
    workbook. Raises ``InputError`` if the file is no workbook.
    """
    book = _opened(path)
    _unmark(book)
    for sheet in book.worksheets:
        _widen_comments(sheet)
        rows: dict[int, list[Trouble]] = {}
        for trouble in troubles:
            if trouble.sheet == sheet.title and trouble.row > 0:
                rows.setdefault(trouble.row, []).append(trouble)
        _mark_sheet(sheet, rows, lang)
    if troubles:
        _list_problems(book, troubles, lang)
    save(book, out)


def _opened(path: Path) -> Any:
    """The book with all its looks; of a CSV file, or of a workbook that has what openpyxl does not know, one with the same cells."""
    data = read_bytes(path)
    opened = open_book(path)
    if is_archive(data):
        with suppress(InputError):
            return load(path, data)
    return _rebuilt(opened.grids)


def _rebuilt(grids: Sequence[Grid]) -> Any:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "_", grid.title)[:31] or "CSV")
        sheet.sheet_state = "hidden" if grid.title in (INFO, LISTS) else "visible"
        for row, cells in grid.rows.items():
            sheet.row_dimensions[row].hidden = row in grid.hidden_rows
            for column, written in cells.items():
                cell = sheet.cell(row, column)
                put(cell, written.text)
                if written.comment:
                    cell.comment = Comment(written.comment, "")
        for column in grid.hidden_columns:
            sheet.column_dimensions[_letter(column)].hidden = True
    return book


# ------------------------------------------------------------------------------------------------- earlier marks


def _unmark(book: Any) -> None:
    for sheet in list(book.worksheets):
        keys = _keys(sheet)
        if any(sheet_key == PROBLEMS for sheet_key, _ in keys.values()):
            book.remove(sheet)
            continue
        ours = {column: key for (_, column), (_, key) in keys.items() if key in MARKS}
        ours |= {column: _PROBLEM for (_, column), cell in _top(sheet) if str(cell.value) in _titles()}
        marks = next((column for column, key in ours.items() if key == _MARKS), 0)
        for (row, column), cell in list(sheet._cells.items()):
            if column in ours:
                continue
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in _FILLS.values():
                _restore(cell, str(sheet._cells[row, marks].value or "") if (row, marks) in sheet._cells else "")
            if cell.comment is not None and MARK in (cell.comment.text or ""):
                _uncomment(cell)
        for place in [place for place in sheet._cells if place[1] in ours]:
            del sheet._cells[place]
        for column in ours:
            sheet.column_dimensions.pop(_letter(column), None)


def _keys(sheet: Any) -> dict[tuple[int, int], tuple[str, str]]:
    """The hidden keys of a sheet by their place."""
    return {place: (match[1], match[2]) for place, cell in _top(sheet) if (match := KEY.fullmatch(str(cell.value).strip()))}


def _top(sheet: Any) -> list[tuple[tuple[int, int], Any]]:
    return [(place, cell) for place, cell in sheet._cells.items() if place[0] <= 60 and cell.value is not None]


def _titles() -> set[str]:
    return {words(lang)("sheet.problem") for lang in ("zh", "en")}


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _fill_name(cell: Any) -> str:
    """A cell's fill as a word that can be noted: empty for none."""
    colour = cell.fill.fgColor
    if cell.fill.fill_type != "solid":
        return ""
    return f"{colour.type}:{colour.value}:{colour.tint}"


def _restore(cell: Any, marks: str) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.styles.colors import Color

    noted = dict(part.split("=", 1) for part in marks.split() if "=" in part)
    kind, _, rest = noted.get(cell.column_letter, "").partition(":")
    value, _, tint = rest.partition(":")
    if kind == "rgb":
        cell.fill = PatternFill("solid", fgColor=value)
    elif kind in ("theme", "indexed"):
        cell.fill = PatternFill("solid", fgColor=Color(**{kind: int(value), "tint": float(tint or 0)}))
    else:
        cell.fill = PatternFill()


def _uncomment(cell: Any) -> None:
    from openpyxl.comments import Comment

    before = cell.comment.text.split(MARK, 1)[0].strip()
    author = cell.comment.author
    cell.comment = None
    if before:
        cell.comment = Comment(before, author)


def _widen_comments(sheet: Any) -> None:
    """Comments come back from a file without their size."""
    for cell in sheet._cells.values():
        if cell.comment is not None:
            cell.comment.width, cell.comment.height = 320, 30 + 18 * (cell.comment.text.count("\n") + len(cell.comment.text) // 22 + 1)


# ------------------------------------------------------------------------------------------------- new marks


def _mark_sheet(sheet: Any, rows: Mapping[int, Sequence[Trouble]], lang: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    keys = _keys(sheet)
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    last = max((column for _, column in filled), default=0)
    styled = {column for _, column in sheet._cells}
    while last + 1 in styled:  # an empty column of the sheet
        last += 1
    header = _header(sheet, keys, rows)
    if sheet.auto_filter.ref:
        first, _, end = sheet.auto_filter.ref.partition(":")
        bottom = re.sub(r"\D", "", end or first)
        sheet.auto_filter.ref = f"{first}:{_letter(last + (2 if rows else 0))}{bottom}"
    if not rows:
        return
    words_column, marks_column = last + 1, last + 2
    if keys:
        (key_row, _), (sheet_key, _) = next(iter(keys.items()))
        put(sheet.cell(key_row, words_column), f"{sheet_key}:{_PROBLEM}")
        put(sheet.cell(key_row, marks_column), f"{sheet_key}:{_MARKS}")
    title = sheet.cell(header, words_column)
    put(title, words(lang)("sheet.problem"))
    title.font, title.fill = Font(name=FONT, size=10, bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FFC00000")
    title.alignment = Alignment(vertical="center")
    put(sheet.cell(header, marks_column), _MARKS)
    sheet.column_dimensions[_letter(words_column)].width = 60
    sheet.column_dimensions[_letter(marks_column)].hidden = True
    _unfold(sheet, {column_number(t.column) for troubles in rows.values() for t in troubles if t.column})
    for row, troubles in rows.items():
        _mark_row(sheet, row, troubles, (words_column, marks_column), header, lang)


def _unfold(sheet: Any, columns: Collection[int]) -> None:
    """Show the outline groups in which something is marked."""
    for wide in sheet.column_dimensions.values():
        if wide.outlineLevel and wide.hidden and any((wide.min or 0) <= column <= (wide.max or 0) for column in columns):
            wide.hidden = False


def _header(sheet: Any, keys: Mapping[tuple[int, int], tuple[str, str]], rows: Mapping[int, Sequence[Trouble]]) -> int:
    """The row of column titles: where the filter is, else below the keys, else above the first marked row."""
    if sheet.auto_filter.ref:
        return int(re.sub(r"\D", "", sheet.auto_filter.ref.partition(":")[0]) or 1)
    if keys:
        return max(row for row, _ in keys) + 1
    return max(1, min(rows, default=1) - 1)


def _mark_row(sheet: Any, row: int, troubles: Sequence[Trouble], columns: tuple[int, int], header: int, lang: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    by_cell: dict[str, list[Trouble]] = {}
    for trouble in troubles:
        by_cell.setdefault(trouble.column, []).append(trouble)
    noted = []
    for letter in sorted(filter(None, by_cell), key=lambda text: (len(text), text)):
        cell = sheet.cell(row, column_number(letter))
        if cell.__class__.__name__ == "MergedCell":
            continue
        worst = min((_RANK.get(t.severity, 2) for t in by_cell[letter]), default=2)
        if worst < 2:
            noted.append(f"{letter}={_fill_name(cell)}")
            cell.fill = PatternFill("solid", fgColor=_FILLS["error" if worst == 0 else "warning"])
        text = MARK + "\n" + "\n".join(say_trouble(t, lang) for t in by_cell[letter])
        before = cell.comment.text.strip() + "\n" if cell.comment is not None else ""
        cell.comment = Comment(before + text, "kgcorpus", height=40 + 18 * (len(before + text) // 22 + text.count("\n") + 1), width=320)
    if any(t.severity != "info" for t in troubles):
        sheet.row_dimensions[row].hidden = False
    if row == header:
        return
    told = sheet.cell(row, columns[0])
    lines = [(f"{letter}{row}: " if letter else "") + say_trouble(t, lang) for letter, found in by_cell.items() for t in found]
    text = "\n".join(lines)
    put(told, text if length(text) <= MAX_TEXT else text[: MAX_TEXT // 2] + "…")
    told.font, told.alignment = Font(name=FONT, size=10, color="FFC00000"), Alignment(wrap_text=True, vertical="top")
    put(sheet.cell(row, columns[1]), " ".join(noted))


_RANK = {"error": 0, "warning": 1, "info": 2}


def say_trouble(trouble: Trouble, lang: str) -> str:
    """A trouble in a sentence of the reader's language: what is wrong, and what to do."""
    message, fix = localise(trouble.message, lang), localise(trouble.fix, lang)
    if not fix:
        return message
    return words(lang)("sheet.trouble", message=message, fix=fix) + ("。" if lang == "zh" and fix[-1] not in "。？！" else "")


def _list_problems(book: Any, troubles: Sequence[Trouble], lang: str) -> None:
    """The first sheet: all troubles, the severe ones first, each with a link to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    say = words(lang)
    sheet = book.create_sheet(_free_title(book, say("sheet.problems")), 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    errors = sum(t.severity == "error" for t in troubles)
    others = len(troubles) - errors
    head = ("sheet", "cell", "value", "message", "fix", "severity")
    put(sheet.cell(1, 1), say("sheet.problems_intro", errors=errors, others=others, both=bool(errors and others)))
    sheet.merge_cells("A1:F1")
    sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = Font(name=FONT, size=11, color=HEAD), Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].hidden = 44, True
    for column, (key, width) in enumerate(zip(head, (16, 10, 30, 48, 48, 8), strict=True), 1):
        put(sheet.cell(2, column), f"{PROBLEMS}:{key}")
        title = sheet.cell(3, column)
        put(title, say(f"sheet.head_{key}"))
        title.font, title.fill = Font(name=FONT, size=10, bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor=HEAD)
        sheet.column_dimensions[_letter(column)].width = width
    font, link = Font(name=FONT, size=10), Font(name=FONT, size=10, color="FF0563C1", underline="single")
    align = Alignment(wrap_text=True, vertical="top")
    for row, t in enumerate(sorted(troubles, key=lambda t: _RANK.get(t.severity, 2)), 4):
        place = f"{t.column}{t.row}" if t.row and t.column else (say("sheet.row", n=t.row) if t.row else "")
        texts = (t.sheet, place, t.value, localise(t.message, lang), localise(t.fix, lang), say(f"severity.{t.severity}"))
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            put(cell, text)
            cell.font, cell.alignment, cell.number_format = font, align, "@"
        if t.row and t.sheet in book.sheetnames:
            quoted = t.sheet.replace("'", "''")
            sheet.cell(row, 2).hyperlink = Hyperlink(ref=f"B{row}", location=f"'{quoted}'!{t.column or 'A'}{t.row}")
            sheet.cell(row, 2).font = link
        if t.severity in _FILLS:
            sheet.cell(row, 6).fill = PatternFill("solid", fgColor=_FILLS[t.severity])
    print_well(sheet)
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:F{len(troubles) + 3}"


def _free_title(book: Any, title: str) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    n = 1
    while (name := title if n == 1 else f"{title} {n}").casefold() in taken:
        n += 1
    return name
