"""A workbook of an ontology as an expert changes it, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kgcorpus.curate.layout import SHEETS


class Edited:
    """A workbook as an expert changes it: cells by sheet, id and column key."""

    def __init__(self, path: Path) -> None:
        import openpyxl

        self.path, self.book = path, openpyxl.load_workbook(path)
        self.keys: dict[str, dict[str, int]] = {}
        self.sheets: dict[str, Any] = {}
        for sheet in self.book.worksheets:
            named = {str(cell.value): cell.column for cell in sheet[2] if cell.value}
            key = next((k.partition(":")[0] for k in named), "")
            if key in SHEETS:
                self.sheets[key] = sheet
                self.keys[key] = {k.partition(":")[2]: n for k, n in named.items()}

    def row(self, sheet: str, id: str) -> int:
        found = [n for n in range(4, self.sheets[sheet].max_row + 1) if self.get(sheet, n, "was") == id or self.get(sheet, n, "id") == id]
        return found[0]

    def get(self, sheet: str, row: int | str, column: str) -> Any:
        if column not in self.keys[sheet]:
            return None
        number = self.row(sheet, row) if isinstance(row, str) else row
        return self.sheets[sheet].cell(number, self.keys[sheet][column]).value

    def set(self, sheet: str, row: int | str, /, **cells: Any) -> Edited:
        number = self.row(sheet, row) if isinstance(row, str) else row
        for column, value in cells.items():
            self.sheets[sheet].cell(number, self.keys[sheet][column]).value = value
        return self

    def add(self, sheet: str, /, **cells: Any) -> int:
        number = self.sheets[sheet].max_row + 1
        self.set(sheet, number, **cells)
        return number

    def remove(self, sheet: str, id: str) -> Edited:
        self.sheets[sheet].delete_rows(self.row(sheet, id))
        return self

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path

    def letter(self, sheet: str, column: str) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(self.keys[sheet][column])
