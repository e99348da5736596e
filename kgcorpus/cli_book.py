"""What an import of a workbook did, or what is wrong with it, as lines to read and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgcorpus.messages import localise, words
from kgcorpus.model import Json

if TYPE_CHECKING:
    from kgcorpus.curate.importing import Imported
    from kgcorpus.curate.incoming import Missing
    from kgcorpus.spreadsheet_model import Trouble

LISTED = 10
"""How many ids of a kind are named."""
MOST_REPLACED = 30
LONGEST = 80


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
                named = [_name(found, sheet.key, id, lang) for id in ids[:LISTED]]
                listed = between.join(named) + (say("book.more", n=len(ids) - LISTED) if len(ids) > LISTED else "")
                yield say(f"book.{kind}", sheet=title, n=len(ids), ids=listed)
    yield from _replaced_lines(found, lang)


def _name(found: Imported, sheet: str, id: str, lang: str) -> str:
    """What a person calls a thing: its name, with the id only where another has that name; of a wording with its position."""
    from kgcorpus.curate.layout import POSITIONS

    id, space, position = id.partition(" ") if sheet == "wording" else (id, "", "")
    labels = found.names.get(id, {})
    name = labels.get(lang) or next((labels[k] for k in sorted(labels)), "")
    alike = sum(name in other.values() for other in found.names.values()) if name else 2
    told = name if alike == 1 else f"{name} ({id})" if name else id
    return f"{told} · {dict(POSITIONS)[position][lang]}" if space and position in dict(POSITIONS) else told


def _replaced_lines(found: Imported, lang: str) -> Iterator[str]:
    """What things no longer say, each with what came instead."""
    from kgcorpus.curate.layout import SHEETS

    say = words(lang)
    if not found.replaced or found.failed:
        return
    yield say("book.replaced", n=len(found.replaced))
    for one in found.replaced[:MOST_REPLACED]:
        title = next(c.title[lang] for c in SHEETS[one.sheet].columns if c.key == one.column)
        gone, new = ([_shown(found, text, lang) for text in texts] for texts in (one.gone, one.new))
        moved = (" | ").join([*(f"− {text}" for text in gone), *(f"+ {text}" for text in new)])
        place = " · ".join((SHEETS[one.sheet].title[lang], _name(found, one.sheet, one.id, lang), title))
        yield f"  {place}{'：' if lang == 'zh' else ': '}{moved}"
    if len(found.replaced) > MOST_REPLACED:
        yield "  " + say("book.more", n=len(found.replaced) - MOST_REPLACED).strip()


def _shown(found: Imported, text: str, lang: str) -> str:
    """A value as it is read: what it refers to by name; a long text is shortened."""
    labels = found.names.get(text, {})
    text = labels.get(lang) or next((labels[k] for k in sorted(labels)), text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def kept_line(kept: Path, lang: str) -> str:
    """Where the files as they were are kept, and how to go back."""
    return words(lang)("book.kept", path=kept)


def imported_json(found: Imported, marked: Path | None, missing: Sequence[Missing], kept: Path | None = None) -> Json:
    return {
        "written": [] if found.failed else sorted(str(path) for path in found.files),
        **{
            kind: {sheet: list(ids) for sheet, ids in getattr(found, kind).items()}
            for kind in ("added", "changed", "deleted", "gone", "newer")
        },
        "replaced": [
            {"sheet": r.sheet, "id": r.id, "column": r.column, "gone": list(r.gone), "new": list(r.new)} for r in found.replaced
        ],
        "kept": str(kept) if kept else None,
        "problems": [trouble_json(t) for t in found.troubles],
        "marked": str(marked) if marked else None,
        **missing_json(missing),
    }


def counts(troubles: Sequence[Trouble]) -> dict[str, int]:
    """How many problems of each severity."""
    return {severity: sum(t.severity == severity for t in troubles) for severity in ("error", "warning", "info")}


def missing_lines(missing: Sequence[Missing], lang: str) -> Iterator[str]:
    """How many cells of each column are still to be filled, and last those that may stay empty."""
    from kgcorpus.curate.layout import SHEETS

    say = words(lang)
    for optional in (False, True):
        for key, columns in counted([m for m in missing if m.optional == optional]).items():
            titles = {c.key: c.title[lang] for c in SHEETS[key].columns}
            listed = ("、" if lang == "zh" else ", ").join(f"{titles.get(c, c)} {n:,}" for c, n in columns.items())
            yield say("book.optional" if optional else "book.missing", sheet=SHEETS[key].title[lang], columns=listed)


def counted(missing: Sequence[Missing]) -> dict[str, dict[str, int]]:
    """How many cells are to be filled, by sheet and column."""
    from kgcorpus.curate.layout import SHEETS

    out: dict[str, Counter[str]] = {}
    for one in missing:
        out.setdefault(one.sheet, Counter())[one.column] += 1
    orders = {key: [c.key for c in SHEETS[key].columns] for key in out}
    return {sheet: dict(sorted(columns.items(), key=lambda item: orders[sheet].index(item[0]))) for sheet, columns in out.items()}


def missing_json(missing: Sequence[Missing]) -> Json:
    return {
        "missing": counted([m for m in missing if not m.optional]),
        "optional": counted([m for m in missing if m.optional]),
    }
