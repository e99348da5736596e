"""All that can be wrong with a workbook, on one page: what is said, what to do, how bad it is.

An ``error`` is something that was not understood or not read and may matter; a ``warning`` was understood in the way that it says; an
``info`` is only worth knowing.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgcorpus.spreadsheet_model import Trouble

_SHOWN = 200
_AGAIN = "put it back, or export the workbook again"

RULES: Mapping[str, tuple[str, str, str]] = {
    # sheets
    "missing_sheet": ("the sheet '{name}' is missing; nothing of it was read", _AGAIN, "warning"),
    "empty_sheet": ("the sheet is empty; nothing of it was read", "put its content back, or export the workbook again", "warning"),
    "unknown_sheet": ("this sheet is not known and was not read", "move what is needed to a known sheet", "warning"),
    "same_sheet": ("this sheet says the same as '{other}' and was not read", "delete it", "warning"),
    "second_sheet": (
        "this is a second '{other}' with other content and was not read", "move what is needed to '{other}' and delete this sheet", "error",
    ),
    "no_titles": (
        "the row of column titles is missing; the sheet was not read", "insert a row of titles above the data: {titles}", "error",
    ),
    "no_header": (
        "the row of column titles is missing; the columns were told by their hidden keys",
        "insert the titles again, or leave it so", "warning",
    ),
    "above_header": ("this row stands above the column titles and was not read", "move it below the titles, or delete it", "error"),
    "hidden_rows": ("{n} rows that are hidden or filtered out were read too", "delete what is not meant to be read", "info"),
    "drawing": ("a picture or shape is not read", "write what it says into a cell", "warning"),
    # columns
    "missing_column": ("the column '{name}' is missing; nothing of it was read", _AGAIN, "warning"),
    "needed_column": ("the column '{name}' is missing, without which the sheet cannot be used", _AGAIN, "error"),
    "unknown_column": ("the column '{name}' is not known and was not read", "move what is needed to a known column", "warning"),
    "same_column": ("the column '{name}' stands twice with the same content", "delete one", "warning"),
    "second_column": ("the column '{name}' stands twice; the one in {letter} was read", "keep one of them", "error"),
    "hidden_column": ("the column '{name}' is hidden and was read too", "unhide it to see what is in it", "info"),
    # rows
    "required": ("'{name}' is empty in a row that is begun", "fill it in, or clear the row", "error"),
    "row_mixed": (
        "the grey cells of this row belong to different rows",
        "undo the sorting or pasting that mixed them (sort whole rows only), or export again", "error",
    ),
    "grey_changed": (
        "a grey cell was changed; what is written there is not read", "write it into a white column, or undo the change", "warning",
    ),
    "merged": ("the cells {first} to {last} are merged: only one of them has kept its content", "unmerge them and fill in each", "error"),
    "merged_rows": (
        "the cells {first} to {last} are merged; the value was read for each of these rows",
        "unmerge them if it is not meant for each", "warning",
    ),
    # cells
    "not_listed": ("'{value}' is none of the values of this column", "choose one of: {values}", "error"),
    "misspelt": ("'{value}' is none of the values of this column", "did you mean '{nearest}'?", "error"),
    "two_dates": ("day and month cannot be told apart in '{value}'", "write {first} or {second}", "error"),
    "no_date": ("this is no date that can be told for certain", "write year, month and day: 2026-11-01", "error"),
    "error_value": ("the cell shows an error", "write the value itself", "error"),
    "formula": ("a formula whose result is not in the file", "write the value itself", "error"),
    "formula_result": ("a formula; its result '{result}' was read", "write the value itself if that is not meant", "warning"),
    "crossed_out": ("the text is crossed out, which is not read", "delete what is not to stand, or undo the crossing out", "error"),
    "digits_lost": (
        "a number of more than 15 digits: the spreadsheet program has lost its last digits",
        "format the cell as text and write the number again", "error",
    ),
    "made_a_date": (
        "the spreadsheet program has made a date of what was written; '{value}' was read",
        "format the cell as text and write it again if that is not meant", "warning",
    ),
    "comment": ("a comment on a cell is not read", "write it into a cell", "warning"),
}  # fmt: skip


def trouble(rule: str, sheet: str, row: int = 0, column: int = 0, value: str = "", **parts: object) -> Trouble:
    """A trouble of a rule; ``column`` is a number, 0 where it is about the row or the sheet.

    >>> trouble("missing_sheet", "", value="术语", name="术语").message
    "the sheet '术语' is missing; nothing of it was read"
    """
    message, fix, severity = RULES[rule]
    shown = {name: _short(str(part)) for name, part in parts.items()} | {"value": _short(value)}
    return Trouble(sheet, row, letter(column), shown["value"], message.format(**shown), fix.format(**shown), rule, severity)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def letter(column: int) -> str:
    """The letter of a column number, none for 0.

    >>> letter(28)
    'AB'
    """
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out
