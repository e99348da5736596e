"""What an import of a workbook did, or what is wrong with it, as lines to read and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgcorpus.messages import localise, words
from kgcorpus.model import Json

if TYPE_CHECKING:
    from kgcorpus.curate.importing import Imported
    from kgcorpus.spreadsheet_model import Trouble

LISTED = 10
"""How many ids of a kind are named."""


def problems_file(book: Path) -> Path:
    """Where the marked copy of a workbook goes: beside it; a marked copy is marked again in its place.

    >>> problems_file(Path("a/book.xlsx")).name, problems_file(Path("book.problems.xlsx")).name
    ('book.problems.xlsx', 'book.problems.xlsx')
    """
    stem = book.stem.removesuffix(".problems")
    return book.with_name(f"{stem}.problems.xlsx")


def trouble_line(one: Trouble, lang: str) -> str:
    """A problem on one line: sheet and cell, rule, value, what is wrong, what to do."""
    say = words(lang)
    cell = f"{one.column}{one.row}" if one.row and one.column else str(one.row or "")
    place = "!".join(part for part in (one.sheet, cell) if part) or say("book.whole")
    value = f" “{one.value}”" if one.value and one.value not in one.message else ""
    value = value.replace("\n", " ⏎ ")
    fix = localise(one.fix, lang)
    text = localise(one.message, lang)
    return f"{place}: {say('severity.' + one.severity)} {one.rule}:{value} {text}" + (f" → {fix}" if fix else "")


def trouble_json(one: Trouble) -> Json:
    cell = f"{one.column}{one.row}" if one.row and one.column else ""
    return {
        "sheet": one.sheet, "row": one.row, "cell": cell, "rule": one.rule, "severity": one.severity, "value": one.value,
        "message": one.message, "fix": one.fix,
    }  # fmt: skip


def imported_lines(found: Imported, lang: str) -> Iterator[str]:
    """What an import changed, by sheet, and what it left alone."""
    from kgcorpus.curate.layout import SHEETS

    say = words(lang)
    for path in sorted(found.files):
        yield say("book.written", path=path)
    if not found.files:
        yield say("book.unchanged")
    between = "、" if lang == "zh" else ", "
    for sheet in SHEETS.values():
        title = sheet.title[lang]
        for kind in ("added", "changed", "deleted", "gone", "newer"):
            ids = getattr(found, kind).get(sheet.key, ())
            if ids:
                listed = between.join(ids[:LISTED]) + (say("book.more", n=len(ids) - LISTED) if len(ids) > LISTED else "")
                yield say(f"book.{kind}", sheet=title, n=len(ids), ids=listed)


def imported_json(found: Imported, marked: Path | None, missing: Mapping[str, Mapping[str, int]]) -> Json:
    return {
        "written": [] if found.failed else sorted(str(path) for path in found.files),
        **{
            kind: {sheet: list(ids) for sheet, ids in getattr(found, kind).items()}
            for kind in ("added", "changed", "deleted", "gone", "newer")
        },
        "problems": [trouble_json(t) for t in found.troubles],
        "marked": str(marked) if marked else None,
        "missing": {sheet: dict(columns) for sheet, columns in missing.items()},
    }


def counts(troubles: Sequence[Trouble]) -> dict[str, int]:
    """How many problems of each severity."""
    return {severity: sum(t.severity == severity for t in troubles) for severity in ("error", "warning", "info")}


def missing_lines(missing: Mapping[str, Mapping[str, int]], lang: str) -> Iterator[str]:
    """How many cells of each column are still to be filled."""
    from kgcorpus.curate.layout import SHEETS

    say = words(lang)
    for key, columns in missing.items():
        titles = {c.key: c.title[lang] for c in SHEETS[key].columns}
        listed = ("、" if lang == "zh" else ", ").join(f"{titles.get(c, c)} {n:,}" for c, n in columns.items())
        yield say("book.missing", sheet=SHEETS[key].title[lang], columns=listed)
