"""What people do to workbooks: kinds of mistake made to a real exported book, and what has to become of each.

A kind is *understood* (the import does what was meant), *told* (a problem with cell and fix; after mending the marked copy, everything
arrives) or *refused* (the file is no workbook, and the program says what it is). Nothing else of the book may be lost.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import orjson
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kgcorpus.messages import localise

Place = tuple[str, int, str]
"""Sheet title as in the file, row number, column letter ("" for the row)."""
Run = Callable[..., Any]
"""Runs the command line: gives ``code``, ``out``, ``err``."""
FIRST = 4


class Editor:
    """A workbook open in a spreadsheet program: cells by the keys of sheet and column."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path, rich_text=True)
        self.sheets: dict[str, Any] = {}
        self.columns: dict[str, dict[str, int]] = {}
        for sheet in self.book.worksheets:
            keys = [c for c in sheet[2] if isinstance(c.value, str) and re.fullmatch(r"\w+:!?\w+", c.value)]
            if keys:
                name = keys[0].value.partition(":")[0]
                self.sheets.setdefault(name, sheet)
                self.columns.setdefault(name, {c.value.partition(":")[2]: c.column for c in keys})

    def cell(self, sheet: str, column: str, row: int) -> Any:
        return self.sheets[sheet].cell(row, self.columns[sheet][column])

    def place(self, sheet: str, column: str, row: int) -> Place:
        return self.sheets[sheet].title, row, get_column_letter(self.columns[sheet][column]) if column else ""

    def put(self, sheet: str, column: str, row: int, value: object) -> Place:
        self.cell(sheet, column, row).value = value
        return self.place(sheet, column, row)

    def save(self) -> None:
        self.book.save(self.path)


@dataclass(frozen=True, slots=True)
class Book:
    """What a real workbook offers to make mistakes in: the keys of its parts, and the rows that somebody has filled in.

    ``rows`` are two adjacent rows whose closed column ``closed`` holds ``value``; ``text`` is a column of free text, filled with
    ``written`` in the first of them; ``grey`` a column that the program made, None where the sheet has none.
    """

    kind: str
    sheet: str
    closed: str
    value: str
    english: str
    text: str
    written: str
    spare: str
    other_sheet: str
    rows: tuple[int, int]
    grey: str | None = None
    date: str | None = None

    @property
    def row(self) -> int:
        return self.rows[0]


Make = Callable[[Editor, Book], Place | None]
Raw = Callable[[Path, Book], None]


@dataclass(frozen=True, slots=True)
class Mistake:
    """``rule``: how it is told ("" where it is understood in silence, "*" under any name). ``stops``: nothing of the row (an ontology:
    of the book) is taken until it is mended. ``raw`` changes the file after ``make``. ``meant`` is what a careful person would have
    written, where that is another thing than without the mistake. ``only`` names the kind of book that can have it."""

    name: str
    make: Make = lambda editor, book: None
    rule: str = ""
    stops: bool = False
    mend: Make = lambda editor, book: None
    raw: Raw | None = None
    meant: Make | None = None
    refused: bool = False
    only: str = ""
    needs: str = ""


# ------------------------------------------------------------------------------------------------- what people do


def _put(value: object) -> Make:
    return lambda e, b: e.put(b.sheet, b.text, b.row, value)


def _choose(value: object) -> Make:
    return lambda e, b: e.put(b.sheet, b.closed, b.row, value)


def _rechoose(e: Editor, b: Book) -> Place | None:
    return e.put(b.sheet, b.closed, b.row, b.value)


def _rewrite(e: Editor, b: Book) -> Place | None:
    return e.put(b.sheet, b.text, b.row, b.written)


def _stray(e: Editor, b: Book) -> None:
    e.put(b.sheet, b.closed, b.row, f"\u00a0{b.value[:1]}\u200b{b.value[1:]}\u3000\n")


def _dated(value: object) -> Make:
    def make(e: Editor, b: Book) -> Place | None:
        assert b.date
        e.cell(b.sheet, b.date, b.row).number_format = "General"
        return e.put(b.sheet, b.date, b.row, value)

    return make


def _rename_sheet(e: Editor, b: Book) -> None:
    e.sheets[b.sheet].title = "我改的表"


def _rename_header(e: Editor, b: Book) -> None:
    e.cell(b.sheet, b.closed, 3).value = "我的结论"


def _move_column(e: Editor, b: Book) -> None:
    sheet, at = e.sheets[b.sheet], e.columns[b.sheet][b.closed]
    last = sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, last).value = sheet.cell(row, at).value
    sheet.delete_cols(at)


def _swap_columns(e: Editor, b: Book) -> None:
    for row in range(3, e.sheets[b.sheet].max_row + 1):
        one, two = e.cell(b.sheet, b.closed, row), e.cell(b.sheet, b.text, row)
        one.value, two.value = two.value, one.value


def _drop_column(e: Editor, b: Book) -> Place:
    e.sheets[b.sheet].delete_cols(e.columns[b.sheet][b.spare])
    return e.sheets[b.sheet].title, 3, ""


def _double_column(e: Editor, b: Book) -> Place:
    sheet = e.sheets[b.sheet]
    last = sheet.max_column + 1
    for row in (2, 3):
        sheet.cell(row, last).value = e.cell(b.sheet, b.text, row).value
    sheet.cell(b.row, last).value = "另一种写法"
    return sheet.title, 3, get_column_letter(last)


def _undouble_column(e: Editor, b: Book) -> None:
    sheet = e.sheets[b.sheet]
    for column in range(sheet.max_column, 0, -1):
        if sheet.cell(b.row, column).value == "另一种写法":
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, column).value = None


def _extra_column(e: Editor, b: Book) -> Place:
    sheet = e.sheets[b.sheet]
    last = sheet.max_column + 1
    sheet.cell(3, last).value, sheet.cell(b.row, last).value = "我的备注", "问问王老师"
    return sheet.title, 3, get_column_letter(last)


def _rows_above(e: Editor, b: Book) -> None:
    e.sheets[b.sheet].insert_rows(1, 3)
    e.sheets[b.sheet]["A1"] = "2026年第一次审阅"


def _typed_above(e: Editor, b: Book) -> Place:
    e.sheets[b.sheet].insert_rows(3)
    e.put(b.sheet, b.closed, 3, b.value)
    e.put(b.sheet, b.text, 3, "写在标题上面")
    return e.sheets[b.sheet].title, 3, ""


def _drop_row(row: int, count: int = 1) -> Make:
    def make(e: Editor, b: Book) -> None:
        e.sheets[b.sheet].delete_rows(row, count)

    return make


def _drop_titles(e: Editor, b: Book) -> Place:
    e.sheets[b.sheet].delete_rows(2, 2)
    return e.sheets[b.sheet].title, 1, ""


def _titles_again(e: Editor, b: Book) -> None:
    """The keys are gone: the sheet is known by its title, its columns by theirs."""
    pristine = Editor(e.path.with_name("good.xlsx"))
    sheet = next(s for s in e.book.worksheets if s.title == pristine.sheets[b.sheet].title)
    sheet.insert_rows(2)
    for column in pristine.columns[b.sheet].values():
        sheet.cell(2, column).value = pristine.sheets[b.sheet].cell(3, column).value


def _merge_down(e: Editor, b: Book) -> Place:
    column = get_column_letter(e.columns[b.sheet][b.closed])
    e.sheets[b.sheet].merge_cells(f"{column}{b.rows[0]}:{column}{b.rows[1]}")
    return e.place(b.sheet, b.closed, b.row)


def _merge_across(e: Editor, b: Book) -> Place:
    at = e.columns[b.sheet][b.closed]
    e.sheets[b.sheet].merge_cells(start_row=b.row, end_row=b.row, start_column=at, end_column=at + 1)
    return e.place(b.sheet, b.closed, b.row)


def _unmerge(e: Editor, b: Book) -> None:
    for area in list(e.sheets[b.sheet].merged_cells.ranges):
        if area.min_row >= b.row:
            e.sheets[b.sheet].unmerge_cells(str(area))
    _rechoose(e, b)
    _rewrite(e, b)


def _formula(e: Editor, b: Book) -> Place | None:
    return e.put(b.sheet, b.text, b.row, f'="{b.written[:2]}"&"{b.written[2:]}"')


def _calculated(path: Path, b: Book) -> None:
    """The result that a spreadsheet program would have put beside the formula."""
    _parts(
        path,
        lambda name, data: re.sub(
            rb"(<c [^>]*)(><f>[^<]*&amp;[^<]*</f>)(?:<v ?/>|<v></v>)", rb'\1 t="str"\2<v>' + b.written.encode() + b"</v>", data
        ),
    )


def _outside(e: Editor, b: Book) -> Place | None:
    return e.put(b.sheet, b.text, b.row, f'=IF([1]Sheet1!A1&""="","{b.written}","")')


def _hide_rows(e: Editor, b: Book) -> Place:
    for row in b.rows:
        e.sheets[b.sheet].row_dimensions[row].hidden = True
    return e.sheets[b.sheet].title, b.row, ""


def _hide_column(e: Editor, b: Book) -> Place:
    e.sheets[b.sheet].column_dimensions[get_column_letter(e.columns[b.sheet][b.closed])].hidden = True
    return e.place(b.sheet, b.closed, 3)


def _empty_rows(e: Editor, b: Book) -> None:
    e.sheets[b.sheet].insert_rows(b.rows[1], 2)
    e.put(b.sheet, b.text, b.rows[1], " \u3000")


def _sort_rows(e: Editor, b: Book) -> None:
    sheet = e.sheets[b.sheet]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST)]
    for number, values in enumerate(reversed([row for row in rows if any(row)]), FIRST):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def _cross_out(e: Editor, b: Book) -> Place:
    e.cell(b.sheet, b.text, b.row).font = Font(strike=True)
    return e.place(b.sheet, b.text, b.row)


def _uncross(e: Editor, b: Book) -> None:
    e.cell(b.sheet, b.text, b.row).font = Font(strike=False)


def _drop_sheet(e: Editor, b: Book) -> Place | None:
    del e.book[e.sheets[b.other_sheet].title]
    return ("", 0, "") if b.kind == "ontology" else None


def _copy_sheet(e: Editor, b: Book) -> Place:
    copy = e.book.copy_worksheet(e.sheets[b.sheet])
    return copy.title, 0, ""


def _copy_and_change(e: Editor, b: Book) -> Place:
    place = _copy_sheet(e, b)
    e.book[place[0]].cell(b.row, e.columns[b.sheet][b.text]).value = "抄本里改的"
    return place


def _drop_copy(e: Editor, b: Book) -> None:
    del e.book[next(s.title for s in e.book.worksheets if s.title.endswith("Copy"))]


def _protect(e: Editor, b: Book) -> None:
    e.sheets[b.sheet].protection.sheet = True
    e.sheets[b.sheet].protection.password = "x"
    e.book.security.lockStructure = True


def _remark(e: Editor, b: Book) -> Place:
    e.cell(b.sheet, b.text, b.row).comment = Comment("这里要再想想", "专家")
    return e.place(b.sheet, b.text, b.row)


def _grey(e: Editor, b: Book) -> Place | None:
    assert b.grey
    return e.put(b.sheet, b.grey, b.row, "我改了灰色的格")


def _mix_rows(e: Editor, b: Book) -> Place:
    """Only the first columns are sorted: the grey cells of two rows change places, the decisions stay."""
    for column in [c for c in e.columns[b.sheet] if c not in (b.closed, b.text, b.date, "!made", "who", "why")]:
        one, two = (e.cell(b.sheet, column, row) for row in b.rows)
        one.value, two.value = two.value, one.value
    return e.sheets[b.sheet].title, b.row, ""


def _note_sheet(e: Editor, b: Book) -> Place:
    e.book.create_sheet("我的笔记")["B2"] = "下次讨论"
    return "我的笔记", 0, ""


def _half_row(e: Editor, b: Book) -> Place | None:
    row = FIRST + sum(1 for r in range(FIRST, e.sheets["terms"].max_row + 1) if e.cell("terms", "label_zh", r).value)
    e.put("terms", "label_zh", row, "只有名称的术语")
    return e.place("terms", "class", row)


def _clear_half(e: Editor, b: Book) -> None:
    for row in range(FIRST, e.sheets["terms"].max_row + 1):
        if e.cell("terms", "label_zh", row).value == "只有名称的术语":
            e.put("terms", "label_zh", row, None)


def _why_alone(e: Editor, b: Book) -> Place:
    e.put(b.sheet, "why", b.rows[1] + 2, "忘了选决定")
    return e.place(b.sheet, b.closed, b.rows[1] + 2)


def _clear_why(e: Editor, b: Book) -> None:
    e.put(b.sheet, "why", b.rows[1] + 2, None)


def _wrong_class(e: Editor, b: Book) -> Place | None:
    return e.put("terms", "class", FIRST, "没有这个类")


def _right_class(e: Editor, b: Book) -> None:
    e.put("terms", "class", FIRST, Editor(e.path.with_name("good.xlsx")).cell("terms", "class", FIRST).value)


def _wide_id(e: Editor, b: Book) -> None:
    cell = e.cell(b.sheet, "id", b.row)
    cell.value = " " + "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in str(cell.value)) + "\u200b"


def _new_id(e: Editor, b: Book) -> Place | None:
    return e.put(b.sheet, "id", b.row, "不 是 编 号")


def _old_id(e: Editor, b: Book) -> None:
    e.put(b.sheet, "id", b.row, Editor(e.path.with_name("good.xlsx")).cell(b.sheet, "id", b.row).value)


def _twins(e: Editor) -> tuple[int, int]:
    """The rows of two terms of one class."""
    first: dict[str, int] = {}
    for row in range(FIRST, e.sheets["terms"].max_row + 1):
        if (found := first.setdefault(e.cell("terms", "class", row).value, row)) != row:
            return found, row
    raise AssertionError("no two terms of one class")


def _twin_label(e: Editor, b: Book) -> Place | None:
    one, two = _twins(e)
    return e.put("terms", "label_zh", two, e.cell("terms", "label_zh", one).value)


def _old_label(e: Editor, b: Book) -> None:
    two = _twins(e)[1]
    e.put("terms", "label_zh", two, Editor(e.path.with_name("good.xlsx")).cell("terms", "label_zh", two).value)


def _copy_row(e: Editor, b: Book) -> None:
    sheet = e.sheets[b.sheet]
    last = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(b.row, column).value


def _copy_row_otherwise(e: Editor, b: Book) -> Place:
    _copy_row(e, b)
    e.put(b.sheet, b.closed, e.sheets[b.sheet].max_row, "否决")
    return e.place(b.sheet, b.closed, b.row)


def _drop_copied(e: Editor, b: Book) -> None:
    e.sheets[b.sheet].delete_rows(e.sheets[b.sheet].max_row)


def _epoch(e: Editor, b: Book) -> None:
    assert b.date
    e.book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    e.put(b.sheet, b.date, b.row, datetime(2026, 11, 5))


def _meant_day(e: Editor, b: Book) -> None:
    assert b.date
    e.put(b.sheet, b.date, b.row, "2026-11-05")


# ------------------------------------------------------------------------------------------------- what is done to the file


def _parts(path: Path, change: Callable[[str, bytes], bytes], add: Mapping[str, bytes] | None = None) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**{n: change(n, d) for n, d in parts.items()}, **(add or {})}.items():
            archive.writestr(name, data)


def _strict(path: Path, b: Book) -> None:
    old, new = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    _parts(path, lambda name, data: data.replace(old, new))


def _picture(path: Path, b: Book) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    rels = next(name for name in names if name.startswith("xl/worksheets/_rels/"))
    link = b'<Relationship Id="d1" Type="http://x/relationships/drawing" Target="/xl/drawings/drawing1.xml"/></Relationships>'
    drawing = b'<wsDr xmlns="http://x"><oneCellAnchor><from><col>1</col><row>5</row></from></oneCellAnchor></wsDr>'
    kinds = b'<Default Extension="png" ContentType="image/png"/></Types>'

    def change(name: str, data: bytes) -> bytes:
        data = data.replace(b"</Relationships>", link) if name == rels else data
        return data.replace(b"</Types>", kinds) if name == "[Content_Types].xml" else data

    _parts(path, change, {"xl/drawings/drawing1.xml": drawing})


def _carriage(path: Path, b: Book) -> None:
    """Line ends as Excel writes those of a text that was pasted: escaped."""
    written = b.written.encode()
    _parts(path, lambda name, data: data.replace(written + b"<", written + b"_x000D_\n<") if name.startswith("xl/worksheets") else data)


def _bytes(data: bytes) -> Raw:
    def raw(path: Path, b: Book) -> None:
        path.write_bytes(data)

    return raw


def _cut(path: Path, b: Book) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def _bomb(path: Path, b: Book) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(600):
            part.write(b" " * (1 << 20))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    path.write_bytes(out.getvalue())


def _ods(path: Path, b: Book) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")


def _by_libreoffice(*formats: str) -> Raw:
    def raw(path: Path, b: Book) -> None:
        import subprocess

        now = path
        for n, name in enumerate((*formats, "xlsx")):
            folder = path.parent / f"lo{n}"
            profile = f"-env:UserInstallation=file://{path.parent.resolve()}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", name, "--outdir", str(folder), str(now)]
            subprocess.run(command, capture_output=True, timeout=120, check=True)
            now = folder / f"{path.stem}.{name}"
        shutil.copy(now, path)

    return raw


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

MISTAKES: tuple[Mistake, ...] = (
    Mistake("sheet renamed", _rename_sheet),
    Mistake("column title renamed", _rename_header),
    Mistake("column moved to the end", _move_column),
    Mistake("two columns swapped below the hidden keys", _swap_columns),
    Mistake("column deleted", _drop_column, "missing_column"),
    Mistake("column twice, with other content", _double_column, "second_column", True, _undouble_column),
    Mistake("column of own notes", _extra_column, "unknown_column"),
    Mistake("three rows inserted above", _rows_above),
    Mistake("row typed above the titles", _typed_above, "above_header", True, _drop_row(3)),
    Mistake("row of titles deleted", lambda e, b: _drop_row(3)(e, b) or (e.sheets[b.sheet].title, 3, ""), "no_header"),
    Mistake("row of hidden keys deleted", _drop_row(2)),
    Mistake("titles and hidden keys deleted", _drop_titles, "no_titles", True, _titles_again),
    Mistake("cells merged over rows", _merge_down, "merged_rows"),
    Mistake("cells merged over columns", _merge_across, "merged", True, _unmerge),
    Mistake("formula, never calculated", _formula, "formula", True, _rewrite),
    Mistake("formula, calculated", _formula, "formula_result", raw=_calculated),
    Mistake("spaces and invisible characters", _stray),
    Mistake("full-width letters", lambda e, b: e.put(b.sheet, b.closed, b.row, "".join(chr(ord(c) + 0xFEE0) for c in b.english))),
    Mistake("value in the other language, in capitals", lambda e, b: e.put(b.sheet, b.closed, b.row, b.english.upper())),
    Mistake("closed value misspelt", _choose("接手"), "*", True, _rechoose),
    Mistake("two values where one is asked", lambda e, b: e.put(b.sheet, b.closed, b.row, f"{b.value}、否决"), "*", True, _rechoose),
    Mistake("number where a text is expected", _put(2.0), meant=_put("2")),
    Mistake("tiny number where a text is expected", _put(1e-5), meant=_put("0.00001")),
    Mistake("number of 18 digits", _put(110101199003071234), "digits_lost", True, _rewrite),
    Mistake("Excel made a date of a text", _put(datetime(2026, 1, 2)), "made_a_date", meant=_put("2026-01-02")),
    Mistake("error value", _put("#REF!"), "error_value", True, _rewrite),
    Mistake("text that begins with =, written as text", lambda e, b: _quoted(e, b), meant=lambda e, b: _quoted(e, b)),
    Mistake("rows hidden", _hide_rows, "hidden_rows"),
    Mistake("column hidden", _hide_column, "hidden_column"),
    Mistake("empty rows between", _empty_rows),
    Mistake("whole rows sorted", _sort_rows),
    Mistake("text crossed out", _cross_out, "crossed_out", True, _uncross),
    Mistake("another sheet deleted", _drop_sheet, "missing_sheet", only="ontology"),
    Mistake("another sheet deleted", _drop_sheet, only="review"),
    Mistake("sheet copied", _copy_sheet, "same_sheet"),
    Mistake("sheet copied and changed", _copy_and_change, "second_sheet", True, _drop_copy),
    Mistake("sheet of own notes", _note_sheet, "unknown_sheet"),
    Mistake("sheet and book protected", _protect),
    Mistake("comment instead of a text", _remark, "comment"),
    Mistake("picture pasted", lambda e, b: None, "drawing", raw=_picture),
    Mistake("grey cell changed", _grey, "grey_changed", only="review"),
    Mistake("some columns sorted, others not", _mix_rows, "row_mixed", True, _mix_rows, only="review"),
    Mistake("line ends of another system", raw=_carriage),
    Mistake("saved as Strict Open XML", raw=_strict),
    Mistake("saved by LibreOffice", raw=_by_libreoffice(), needs="soffice"),
    Mistake("saved as .ods and back", raw=_by_libreoffice("ods"), needs="soffice"),
    Mistake("saved as .xls and back", raw=_by_libreoffice("xls"), needs="soffice"),
    # an ontology
    Mistake("true instead of yes", _choose(True), only="ontology"),
    Mistake("full-width id with stray characters", _wide_id, only="ontology"),
    Mistake("id that is none", _new_id, "*", True, _old_id, only="ontology"),
    Mistake("class that is not there", _wrong_class, "*", True, _right_class, only="ontology"),
    Mistake("name of another term", _twin_label, "*", True, _old_label, only="ontology"),
    Mistake("new row half filled", _half_row, "*", True, _clear_half, only="ontology"),
    Mistake("row copied", lambda e, b: _copy_row(e, b) or (e.sheets[b.sheet].title, 0, ""), "*", True, _drop_copied, only="ontology"),
    # a review
    Mistake("row copied", _copy_row, only="review"),
    Mistake("row copied and decided otherwise", _copy_row_otherwise, "*", True, _drop_copied, only="review"),
    Mistake("reason without decision", _why_alone, "*", True, _clear_why, only="review"),
    Mistake("date as date", _dated(datetime(2026, 11, 5)), meant=_meant_day, only="review"),
    Mistake("date as number", _dated(46331), meant=_meant_day, only="review"),
    Mistake("date as 2026.11.5", _dated("２０２６.11.5"), meant=_meant_day, only="review"),
    Mistake("date as 2026年11月5日", _dated("二〇二六年十一月五日"), meant=_meant_day, only="review"),
    Mistake("date of a book that counts from 1904", _epoch, meant=_meant_day, only="review"),
    Mistake("date that may be two", _dated("3/4/2026"), "two_dates", True, _meant_day, meant=_meant_day, only="review"),
    Mistake("day that does not exist", _dated("2026-02-30"), "no_date", True, _meant_day, meant=_meant_day, only="review"),
    # files
    Mistake("file cut off", raw=_cut, refused=True),
    Mistake("protected by a password", raw=_bytes(_OLE + "EncryptedPackage".encode("utf-16-le")), refused=True),
    Mistake(".xls named .xlsx", raw=_bytes(_OLE), refused=True),
    Mistake(".ods named .xlsx", raw=_ods, refused=True),
    Mistake("web page named .xlsx", raw=_bytes(b"<html><table><tr><td>x</td></tr></table></html>"), refused=True),
    Mistake("other text named .xlsx", raw=_bytes("会议记录\n今天讨论了术语\n".encode()), refused=True),
    Mistake("empty file", raw=_bytes(b""), refused=True),
    Mistake("zip bomb", raw=_bomb, refused=True),
)  # fmt: skip


def _quoted(e: Editor, b: Book) -> Place | None:
    cell = e.cell(b.sheet, b.text, b.row)
    cell.value = "=见原文"
    cell.data_type = "s"
    return None


def of_kind(kind: str) -> list[Mistake]:
    """The mistakes that a kind of book can have."""
    return [m for m in MISTAKES if m.only in ("", kind)]


# ------------------------------------------------------------------------------------------------- checking one


@dataclass(slots=True)
class Desk:
    """A corpus or ontology with its exported book; ``kind`` is ``ontology`` or ``review``.

    ``pristine`` is a folder with what is imported into (``target`` in it) and ``book.xlsx`` as exported.
    """

    kind: str
    pristine: Path
    target: str
    run: Run
    fill: Callable[[Editor], Book]
    wanted: dict[str, Any] = field(default_factory=dict)

    def command(self, folder: Path, book: Path) -> Any:
        return self.run("--lang", "zh", self.kind, "import", folder / self.target, book, "--json")

    def state(self, folder: Path) -> Any:
        """What the decisions of people are: the ontology's files, or the set of decisions."""
        if self.kind == "ontology":
            return {p.name: p.read_bytes() for p in sorted((folder / self.target).glob("*.ttl"))}
        path = folder / self.target / "reviews.jsonl"
        lines = [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
        return {(r["who"], r["when"], r["decision"], orjson.dumps(r["on"]), r.get("why", "")) for r in lines}

    def fresh(self, folder: Path) -> Path:
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self.pristine, folder)
        return folder

    def what_is_meant(self, mistake: Mistake, folder: Path) -> Any:
        """The state after the import of the book as a careful person fills it in."""
        name = mistake.name if mistake.meant else ""
        if name not in self.wanted:
            self.fresh(folder)
            editor = Editor(folder / "book.xlsx")
            book = self.fill(editor)
            if mistake.meant:
                mistake.meant(editor, book)
            editor.save()
            ran = self.command(folder, folder / "book.xlsx")
            assert ran.code == 0, (ran.out, ran.err)
            self.wanted[name] = self.state(folder)
            assert self.wanted[name] != self.state(self.pristine)
        return self.wanted[name]


def failures(desk: Desk, mistake: Mistake, folder: Path) -> list[str]:
    """What is wrong with how the program takes a mistake: nothing, if all is well."""
    return [text for text in _failures(desk, mistake, folder) if text]


def _failures(desk: Desk, mistake: Mistake, folder: Path) -> Iterator[str]:
    wanted = desk.what_is_meant(mistake, folder)
    desk.fresh(folder)
    path = folder / "book.xlsx"
    editor = Editor(path)
    book = desk.fill(editor)
    editor.save()
    shutil.copy(path, folder / "good.xlsx")
    before = desk.state(folder)
    editor = Editor(path)
    place = mistake.make(editor, book)
    editor.save()
    if mistake.raw:
        mistake.raw(path, book)
    ran = desk.command(folder, path)
    yield "a traceback" if "Traceback" in ran.err or ran.code not in (0, 1, 2) else ""
    if mistake.refused:
        yield "" if ran.code == 2 else f"exit code {ran.code}, not 2"
        yield "" if re.search(r"错误：.*[\u4e00-\u9fff]{4}.*请", ran.err, re.S) else f"said: {ran.err[-300:]}"
        yield "" if desk.state(folder) == before else "something was written"
        ran = desk.command(folder, folder / "good.xlsx")
        yield "" if ran.code == 0 and desk.state(folder) == wanted else "the good book did not arrive afterwards"
        return
    if ran.code == 2:
        yield f"refused: {ran.err[-300:]}"
        return
    told = _told(ran.out)
    if mistake.rule:
        yield from _as_told(told, mistake, place)
    else:
        yield "" if not [t for t in told if t["severity"] == "error"] else f"told: {told[:3]}"
    if not mistake.stops:
        yield "" if ran.code == 0 else f"exit code {ran.code}: {ran.err[-300:]} {told[:3]}"
        yield "" if desk.state(folder) == wanted else "not what was meant"
        return
    yield "" if ran.code == 1 else f"exit code {ran.code}, not 1"
    after = desk.state(folder)
    if desk.kind == "ontology":
        yield "" if after == before else "written in spite of errors"
    else:
        # the rows that are not spoilt arrive at once
        yield "" if len(wanted - after) <= (9 if mistake.rule == "no_titles" else 2) else f"lost with it: {wanted - after}"
        yield "" if not after - wanted or mistake.name.startswith(("row copied",)) else f"wrong: {after - wanted}"
    marked = orjson.loads(ran.out)["marked"]
    if not marked:
        yield "no marked copy"
        return
    editor = Editor(Path(marked))
    mistake.mend(editor, book)
    editor.save()
    ran = desk.command(folder, Path(marked))
    yield "" if ran.code == 0 else f"mended, exit code {ran.code}: {_told(ran.out)[:3]} {ran.err[-200:]}"
    yield "" if desk.state(folder) == wanted else "mended, but not what was meant"


def _told(out: str) -> list[dict[str, Any]]:
    said = orjson.loads(out)
    found = [{"severity": "error", **t} for t in said["problems"]]
    found += [{"severity": "warning", **t} for name in ("warnings", "disagreements") for t in said.get(name, ())]
    for t in found:
        t["cell"] = t.get("cell") or (f"{t['column']}{t['row']}" if t.get("column") else "")
    return found


def _as_told(told: list[dict[str, Any]], mistake: Mistake, place: Place | None) -> Iterator[str]:
    found = [t for t in told if mistake.rule in ("*", t["rule"]) and (mistake.rule != "*" or t["severity"] == "error")]
    if not found:
        yield f"not told: {told[:3]}"
        return
    if place is not None:
        title, row, column = place
        there = [t for t in found if t["sheet"] == title and (not row or t["row"] == row) and (not column or t["cell"] == f"{column}{row}")]
        yield "" if there else f"told elsewhere: {[(t['sheet'], t['row'], t['cell'], t['rule']) for t in found][:4]}, not {place}"
    for t in found:
        for text in (t["message"], t["fix"]):
            yield "" if text and re.search(r"[\u4e00-\u9fff]", localise(text, "zh")) else f"without Chinese: {text!r}"
