"""Opening what somebody calls a workbook: XLSX of any program, a CSV of one sheet; everything else is named for what it is."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from kgcorpus.documents.archives import check_archive
from kgcorpus.documents.delimited import sniff
from kgcorpus.documents.encoding import decode
from kgcorpus.documents.passages import Unreadable
from kgcorpus.errors import InputError
from kgcorpus.spreadsheet_parts import MAX_CELLS, Grid, Opened, TooManyCells, Written, column_number, read_parts

MAX_MERGED = 500_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def open_book(path: Path) -> Opened:
    """Everything that is written in a workbook, or in a CSV file. Raises ``InputError`` if it is neither."""
    data = read_bytes(path)
    if not is_archive(data):
        return Opened((_grid_of_text(path, data),), csv=True)
    _check(path, data)
    try:
        return read_parts(data)
    except TooManyCells:
        found, remedy = f"more than {MAX_CELLS:,} cells", "delete the empty columns and rows at the end, or divide the book"
        raise InputError(str(path), found, "a workbook (.xlsx)", remedy) from None
    except _DAMAGE:
        raise InputError(str(path), _DAMAGED[0], "a workbook (.xlsx)", _DAMAGED[1]) from None


def is_archive(data: bytes) -> bool:
    """Whether bytes are an office file of any kind, new or old."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or an error that says why not."""
    if path.is_dir():
        raise InputError(str(path), "is a folder", "a workbook (.xlsx)", "check the path")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(str(path), "no such file", "a workbook (.xlsx)", "check the path") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "a workbook (.xlsx)", "check path and permissions") from None


def load(path: Path, data: bytes) -> Any:
    """A workbook of openpyxl's with its formulas and bold runs."""
    _check(path, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        merged = sum(_area(match) for name in archive.namelist() if name.endswith(".xml") for match in _MERGE.finditer(archive.read(name)))
    if merged > MAX_MERGED:
        raise InputError(str(path), f"merged cells over {merged:,} cells", f"at most {MAX_MERGED:,}", "unmerge them")
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that openpyxl leaves out; none of them holds text of a cell
            return openpyxl.load_workbook(io.BytesIO(data), rich_text=True, keep_links=False)
    except Exception:  # the library raises errors of many kinds for what it does not know
        raise InputError(str(path), _DAMAGED[0], "a workbook (.xlsx)", _DAMAGED[1]) from None


_DAMAGED = (
    "not a whole workbook: the file is damaged or cut off",
    "open it in the spreadsheet program and save it again",
)
_DAMAGE = (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, OSError, EOFError, zipfile.BadZipFile, zlib.error)
_KINDS = {
    "encrypted": ("the workbook is protected by a password", "save it without one"),
    "too_large": ("the workbook unpacks to far more than it seems", "save it again as .xlsx from the spreadsheet program"),
    "forbidden_markup": (
        "the workbook has markup that no spreadsheet program writes",
        "save it again as .xlsx from the spreadsheet program",
    ),
}
_SAVE_AS = "open it in the spreadsheet program and save it as Excel workbook (.xlsx)"


def _check(path: Path, data: bytes) -> None:
    """Refuses what is no workbook, or one made to exhaust the machine; says what it is and what to do."""

    def refuse(found: str, remedy: str = _SAVE_AS) -> InputError:
        return InputError(str(path), found, "a workbook (.xlsx)", remedy)

    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") not in data:
        raise refuse("the old Excel format (.xls)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        names, kind = {"xl/workbook.xml"}, b""
    if b"opendocument" in kind:
        raise refuse("a file of LibreOffice (.ods)")
    if "xl/workbook.bin" in names:
        raise refuse("a binary workbook (.xlsb)")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise refuse("a document of another office program")
    try:
        check_archive(data, "xl/workbook.xml")
    except Unreadable as error:
        raise refuse(*_KINDS.get(error.reason, _DAMAGED)) from None


def _area(match: re.Match[bytes]) -> int:
    left, top, right, bottom = (part.decode() for part in match.groups())
    return (abs(int(bottom) - int(top)) + 1) * (abs(column_number(right) - column_number(left)) + 1)


def _grid_of_text(path: Path, data: bytes) -> Grid:
    """A CSV file as the one sheet that it is."""
    import csv

    remedy = "give a workbook (.xlsx), or a CSV file in UTF-8 with the columns' titles"
    try:
        text = decode(data)
    except Unreadable as error:
        found = "the file is empty" if error.reason == "empty_file" else "neither a workbook nor a text"
        raise InputError(str(path), found, "a workbook (.xlsx)", remedy) from None
    if text.lstrip().startswith("<"):
        raise InputError(str(path), "a web page or XML file", "a workbook (.xlsx)", _SAVE_AS)
    rows: dict[int, dict[int, Written]] = {}
    previous = csv.field_size_limit(1 << 20)
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sniff(text)), 1):
            if cells := {n: Written(value) for n, value in enumerate(line, 1) if value}:
                rows[number] = cells
    except csv.Error as error:
        raise InputError(str(path), f"neither a workbook nor a CSV file ({error})", "a workbook (.xlsx)", remedy) from None
    finally:
        csv.field_size_limit(previous)
    return Grid(path.stem, rows)
