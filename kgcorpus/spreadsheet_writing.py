"""Workbooks for experts: bold header, drop-downs, grey columns that the program made, the same bytes for the same rows.

A sheet is: what to do here (row 1), the columns' keys (row 2, hidden), the header (row 3), the rows. The keys are ``SHEET:COLUMN``, so
that sheets and columns are found again however they are renamed or moved. The last column, hidden, holds digests of the grey cells.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from kgcorpus.errors import InputError, UsageError
from kgcorpus.messages import words
from kgcorpus.spreadsheet_cells import Closed, closed_values, escaped, length, plain, tidy, visible
from kgcorpus.spreadsheet_model import Cell, Column, Sheet

INTRO, KEYS, HEADER, FIRST = 1, 2, 3, 4
"""Row numbers."""
INFO, LISTS = "info", "lists"
MADE = "!made"
"""Key of the hidden column with the digests of a row's grey cells."""
WANTED = "!wanted"
"""Key in a row, which is no column: the keys of the columns that are to be filled in, a line each. Their cells are yellow."""
MAX_TEXT = 32_767
MAX_ROWS = 1_048_576
FONT = "Microsoft YaHei"
GREY, HEAD, HEAD_FIXED, YELLOW = "FFEDEDED", "FF1F4E79", "FF7F7F7F", "FFFFF2A8"
_BOLD_COLOUR = "FF9C0006"
_LINE = 16
"""Height of a line in points."""
_SCREEN = 160
"""Characters that a screen shows beside each other."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_book(path: Path, sheets: Sequence[tuple[Sheet, Sequence[Mapping[str, Cell]]]], lang: str, info: Mapping[str, str]) -> None:
    """Writes a workbook; rows are mappings from column keys to cells, closed values by their key (several: a line each).

    Raises ``InputError`` for a text that no cell can hold and for more rows than a sheet can hold.
    """
    from openpyxl import Workbook

    for sheet, rows in sheets:
        _check(in_language(sheet.title, lang), sheet.columns, rows)
    book = Workbook(write_only=True)
    titles: dict[str, str] = {}
    lists: list[Sequence[str]] = []
    for sheet, rows in sheets:
        titles[sheet.key] = in_language(sheet.title, lang)
        if len(rows) > MAX_ROWS - FIRST:
            raise InputError(
                f"{path}: {titles[sheet.key]}", f"{len(rows):,} rows", f"at most {MAX_ROWS - FIRST:,}", "export less at a time"
            )
        _write_sheet(book.create_sheet(titles[sheet.key]), sheet, rows, lang, lists)
    _write_lists(book, lists)
    notes = book.create_sheet(INFO)
    notes.sheet_state = "hidden"
    for key, value in {"kgcorpus": "1", "lang": lang, **{f"sheet:{k}": v for k, v in titles.items()}, **info}.items():
        notes.append([_text_cell(notes, key), _text_cell(notes, value)])
    save(book, path)


def _check(title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Cell]]) -> None:
    """Refuses what a sheet or a cell cannot hold, before anything is written."""
    from openpyxl.utils import get_column_letter

    if len(rows) > MAX_ROWS - FIRST:
        raise InputError(title, f"{len(rows):,} rows", f"at most {MAX_ROWS - FIRST:,}", "export less at a time")
    for number, row in enumerate(rows, FIRST):
        for n, column in enumerate(columns, 1):
            text = plain(row.get(column.key))
            if len(text) > MAX_TEXT // 2 and length(escaped(text)) > MAX_TEXT:
                place = f"{title}!{get_column_letter(n)}{number}"
                raise InputError(
                    place, f"a text of {length(text):,} characters", f"at most {MAX_TEXT:,} in a cell", "shorten it or divide it"
                )


def save(book: Any, path: Path) -> None:
    """Writes a workbook of openpyxl's to a file: the same book gives the same bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = made.read(name)
            if name == "docProps/core.xml":
                data = _without_clock(data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, data)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(out.getvalue())
    except OSError as error:
        raise UsageError(
            str(path), f"{path.name} cannot be written ({error.strerror})", "", "close the file if it is open elsewhere"
        ) from None


def _without_clock(data: bytes) -> bytes:
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """A text in the language of the book, else in the other one."""
    return texts.get(lang) or next(iter(texts.values()), "")


def digests(columns: Sequence[Column], texts: Mapping[str, str]) -> str:
    """Short digests of a row's grey cells, ``key=digest`` each: what was changed there is noticed when the book comes back."""
    fixed = [c.key for c in columns if c.fixed and c.key in texts]
    return " ".join(f"{key}={hashlib.sha256(tidy(texts[key]).encode()).hexdigest()[:6]}" for key in fixed)


# ------------------------------------------------------------------------------------------------- one sheet


@dataclass(frozen=True, slots=True)
class _Slot:
    """A column while its sheet is written: its letter, its closed values, the cell that is filled anew for each row."""

    column: Column
    letter: str
    closed: Closed | None
    cell: Any


def _write_sheet(target: Any, sheet: Sheet, rows: Sequence[Mapping[str, Cell]], lang: str, lists: list[Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter

    folded = _folded(sheet, rows)
    last = get_column_letter(len(sheet.columns) + 1)
    slots = [
        _Slot(column, get_column_letter(n), closed_values(column) if column.choices else None, _row_cell(target, column))
        for n, column in enumerate(sheet.columns, 1)
    ]
    _lay_out(target, sheet, last, folded)
    _drop_downs(target, slots, lang, lists)
    _write_head(target, sheet, slots, lang)
    made = _text_cell(target, "")
    cells = [*(slot.cell for slot in slots), made]
    seen = [column for column in sheet.columns if not column.hidden and column.key not in folded]
    yellow = (
        {slot.column.key: replace(slot, cell=_row_cell(target, slot.column, YELLOW)) for slot in slots}
        if any(WANTED in r for r in rows)
        else {}
    )
    number = HEADER
    for number, row in enumerate(rows, FIRST):
        wanted = frozenset(plain(row.get(WANTED)).split("\n")) if yellow else frozenset[str]()
        used = [yellow[slot.column.key] if slot.column.key in wanted else slot for slot in slots] if wanted else slots
        texts = {slot.column.key: _fill(slot, row.get(slot.column.key), lang) for slot in used}
        put(made, digests(sheet.columns, texts))
        lines = max((_lines(texts[column.key], column.width) for column in seen), default=1)
        # A height that is not "custom": spreadsheet programs fit the row anew when somebody writes into it.
        target.row_dimensions[number] = {"ht": str(min(_LINE * lines + 4, 400))}
        target.append([*(slot.cell for slot in used), made] if wanted else cells)
    target.auto_filter.ref = f"A{HEADER}:{last}{number}"


def _folded(sheet: Sheet, rows: Sequence[Mapping[str, Cell]]) -> frozenset[str]:
    """The columns that are folded away: rarely used ones that say nothing here and are not asked for."""
    rare = {c.key: c.fixed for c in sheet.columns if c.rare}
    asked = {key for row in rows if WANTED in row for key in plain(row[WANTED]).split("\n")} if rare else set()
    used = {key for row in rows for key, fixed in rare.items() if not fixed and row.get(key) not in (None, "")}
    return frozenset(rare.keys() - used - asked)


def _lay_out(target: Any, sheet: Sheet, last: str, folded: frozenset[str]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for n, column in enumerate(sheet.columns, 1):
        wide = target.column_dimensions[get_column_letter(n)]
        wide.width, wide.hidden = column.width, column.hidden or column.key in folded
        if column.rare:
            wide.outlineLevel = 1
        wide.font, wide.alignment, wide.number_format = Font(name=FONT, size=10), Alignment(wrap_text=True, vertical="top"), "@"
    target.column_dimensions[last].hidden = True
    target.row_dimensions[KEYS].hidden = True
    target.row_dimensions[HEADER].height = 30
    target.freeze_panes = (
        f"{get_column_letter(_frozen(sheet) + 1)}{FIRST}"  # before the first row is written, as all that stands above the rows in the file
    )
    print_well(target)


def _frozen(sheet: Sheet) -> int:
    """How many columns stay in view when a wide sheet is scrolled: the first few, which say what a row is about."""
    widths = [0 if c.hidden else c.width for c in sheet.columns]
    if sum(widths) <= _SCREEN:
        return 0
    return sum(1 for n, width in enumerate(accumulate(widths)) if width <= _SCREEN // 3 and n < 4)


def print_well(sheet: Any) -> None:
    """As wide as a page laid on its side, the titles on each page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER}:{HEADER}"


def _write_head(target: Any, sheet: Sheet, slots: Sequence[_Slot], lang: str) -> None:
    """What to do here, the keys, the header with its comments."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    shown = [n for n, c in enumerate(sheet.columns, 1) if not c.hidden]
    intro = intro_text(sheet, lang)
    widths = list(accumulate(sheet.columns[n - 1].width for n in shown))
    shown = [n for n, width in zip(shown, widths, strict=True) if width <= _SCREEN] or shown[:1]
    cell = _text_cell(target, intro)
    cell.font, cell.alignment = Font(name=FONT, size=11, color=HEAD), Alignment(wrap_text=True, vertical="center")
    first = shown[0] if shown else 1
    if len(shown) > 1:
        target.merged_cells.add(f"{get_column_letter(first)}{INTRO}:{get_column_letter(shown[-1])}{INTRO}")
    wide = sum(sheet.columns[n - 1].width for n in shown)
    target.row_dimensions[INTRO].height = 18 * _lines(intro, 0.9 * wide) + 8
    target.append([*[None] * (first - 1), cell])
    target.append([_text_cell(target, f"{sheet.key}:{key}") for key in (*(c.key for c in sheet.columns), MADE)])
    header = []
    for slot in slots:
        column = slot.column
        cell = _text_cell(target, in_language(column.title, lang) + (" *" if column.required else ""))
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD_FIXED if column.fixed else HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if note := _note(column, slot.closed, lang):
            cell.comment = Comment(note, "kgcorpus", height=30 + 18 * _lines(note, 40), width=320)
        header.append(cell)
    target.append([*header, _text_cell(target, MADE)])


def intro_text(sheet: Sheet, lang: str) -> str:
    """What to do on a sheet, and how its columns are to be read."""
    say = words(lang)
    visible_columns = [c for c in sheet.columns if not c.hidden]
    told = [visible(in_language(sheet.intro, lang)) or in_language(sheet.title, lang)]
    if any(c.fixed for c in visible_columns):
        told.append(say("sheet.grey"))
    if any(c.choices and not c.fixed for c in visible_columns):
        told.append(say("sheet.choose"))
    if any(c.required for c in visible_columns):
        told.append(say("sheet.required"))
    if any(c.rare for c in visible_columns):
        told.append(say("sheet.folded"))
    if any(_note(c, None, lang) for c in visible_columns):
        told.append(say("sheet.notes"))
    return told[0] + "\n" + "".join(told[1:]) if len(told) > 1 else told[0]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell of a width in characters; a Chinese character counts for two."""
    return sum(1 + int((len(line) + (len(line.encode()) - len(line)) // 2) * 1.08 / (width - 1)) for line in text.split("\n"))


def _note(column: Column, closed: Closed | None, lang: str) -> str:
    say = words(lang)
    told = [visible(in_language(column.note, lang))] if column.note else []
    if column.fixed:
        return "\n".join(told)
    if closed is not None and len(closed.shown[lang]) <= 12:
        told.append(say("sheet.values", values=say("sheet.comma").join(closed.shown[lang].values())))
    if column.date and not column.open:
        told.append(say("sheet.date"))
    if column.many:
        told.append(say("sheet.many"))
    return "\n".join(told)


def _drop_downs(target: Any, slots: Sequence[_Slot], lang: str, lists: list[Sequence[str]]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    say = words(lang)
    for slot in slots:
        if slot.closed is None or slot.column.fixed:
            continue
        shown = list(slot.closed.shown[lang].values())
        formula = '"' + ",".join(shown) + '"'
        if length(formula) > 255 or any("," in text or '"' in text or "\n" in text for text in shown):
            if shown not in lists:
                lists.append(shown)
            formula = f"{LISTS}_{lists.index(shown) + 1}"  # a name: Excel keeps a range of another sheet in a part that libraries drop
        rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=not (slot.column.many or slot.column.open))
        rule.errorTitle, rule.error = say("sheet.not_listed_title"), say("sheet.not_listed")
        rule.add(f"{slot.letter}{FIRST}:{slot.letter}{MAX_ROWS}")
        target.data_validations.append(rule)


def _write_lists(book: Any, lists: Sequence[Sequence[str]]) -> None:
    from itertools import zip_longest

    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    if not lists:
        return
    for n, shown in enumerate(lists, 1):
        letter = get_column_letter(n)
        name = f"{LISTS}_{n}"
        book.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!${letter}$1:${letter}${len(shown)}")
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for row in zip_longest(*lists):
        sheet.append([None if text is None else _text_cell(sheet, text) for text in row])


# ------------------------------------------------------------------------------------------------- cells


def _text_cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    put(cell, text)
    return cell


def put(cell: Any, value: Any) -> None:
    """Puts a text (or openpyxl's rich text) into a cell as text, whatever it begins with; an empty one leaves the cell empty."""
    if isinstance(value, str):
        value = escaped(visible(value))
    cell._value, cell.data_type = (value, "s") if value else (None, "n")


def _row_cell(sheet: Any, column: Column, colour: str = "") -> Any:
    """The cell of a column that is filled anew for each row: styles are looked up once."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=10, color="FF595959" if column.fixed else None)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    thin = Side("thin", color="FFD0D0D0")
    cell.border = Border(thin, thin, thin, thin)
    cell.number_format = "@"
    if column.fixed or colour:
        cell.fill = PatternFill("solid", fgColor=colour or GREY)
    return cell


def _fill(slot: _Slot, value: Cell, lang: str) -> str:
    """Puts a value into the cell of a column; gives its text as shown."""
    cell, closed = slot.cell, slot.closed
    if isinstance(value, (int, float)) and not isinstance(value, bool) and closed is None:
        cell._value, cell.data_type = value, "n"
        return plain(value)
    text = visible(plain(value))
    if closed is not None and text:
        parts = text.split("\n") if slot.column.many else [text]
        text = "\n".join(closed.shown[lang].get(closed.find(part) or "", part) for part in parts)
    put(cell, _rich(value) if isinstance(value, tuple) else text)
    return text


def _rich(runs: Sequence[tuple[str, bool]]) -> Any:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    fonts = (InlineFont(rFont=FONT, sz=10), InlineFont(rFont=FONT, sz=10, b=True, color=_BOLD_COLOUR))
    return CellRichText([TextBlock(fonts[bold], escaped(visible(text))) for text, bold in runs if text])
