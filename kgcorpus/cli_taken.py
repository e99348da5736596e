"""What taking in a file made elsewhere did, as lines to read and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgcorpus.cli_book import missing_json, trouble_json
from kgcorpus.messages import localise, words
from kgcorpus.model import Json

if TYPE_CHECKING:
    from kgcorpus.curate.incoming import Missing
    from kgcorpus.curate.taking_in import TakenIn


def taken_lines(found: TakenIn, lang: str) -> Iterator[str]:
    """How the file was read, what is written, and how many things of each sheet are new, extended or as they were."""
    from kgcorpus.curate.layout import SHEETS

    say = words(lang)
    yield say("taken.kind", kind=say(f"taken.{found.kind}"))
    for note in found.notes:
        yield "  " + localise(note, lang)
    if found.failed:
        return
    for path in sorted(found.texts):
        yield say("book.written", path=path)
    if not found.texts:
        yield say("book.unchanged")
    for sheet in SHEETS.values():
        numbers = [found.added.get(sheet.key, 0), found.extended.get(sheet.key, 0), found.same.get(sheet.key, 0)]
        if any(numbers):
            yield say("taken.counts", sheet=sheet.title[lang], added=numbers[0], extended=numbers[1], same=numbers[2])


def taken_json(found: TakenIn, missing: Sequence[Missing], todo: Path | None) -> Json:
    return {
        "kind": found.kind,
        "written": sorted(str(path) for path in found.texts),
        "notes": list(found.notes),
        "added": dict(found.added),
        "extended": dict(found.extended),
        "same": dict(found.same),
        "problems": [trouble_json(t) for t in found.troubles],
        **missing_json(missing),
        "todo": str(todo) if todo else None,
    }


def wanted(missing: Sequence[Missing]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The columns to be filled by sheet and id of their row; not those that may stay empty."""
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in (m for m in missing if not m.optional):
        out[one.sheet, one.id] = (*out.get((one.sheet, one.id), ()), one.column)
    return out
