"""Which sheet of a file is which, where its header is, which column holds what: by the hidden keys, by titles in either language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kgcorpus.messages import words
from kgcorpus.spreadsheet_model import Sheet, Trouble
from kgcorpus.spreadsheet_parts import Grid, Written
from kgcorpus.spreadsheet_rules import trouble
from kgcorpus.spreadsheet_writing import INFO, LISTS, MADE, in_language
from kgcorpus.text import normal_name

KEY = re.compile(r"(!?\w+):(!?[\w.-]+)")
MARKS = ("!problem", "!marks")
"""Keys of the columns that ``mark_book`` adds; what stands there is not read."""
MARK = "kgcorpus:"
"""What our part of a comment begins with."""
PROBLEMS = "!problems"
"""Key of the sheet that ``mark_book`` adds."""
_FAR = 60
"""Rows in which a header is looked for."""
Tell = Callable[[Trouble], None]


@dataclass(frozen=True, slots=True)
class Located:
    """A sheet found in a file: the row of its header (0: none), of its keys (0: none), its first row, and the number of each column."""

    sheet: Sheet
    grid: Grid
    header: int
    keys: int
    first: int
    columns: Mapping[str, int]
    twice: Mapping[str, int] = field(default_factory=dict)
    lang: str = ""


def info_of(grids: Sequence[Grid]) -> dict[str, str]:
    """What ``write_book`` noted in the hidden sheet; empty where that is gone."""
    for grid in grids:
        cells = {row.get(1, Written("")).text: row.get(2, Written("")).text for row in grid.rows.values()}
        if "kgcorpus" in cells and "lang" in cells:
            return cells
    return {}


def locate(grids: Sequence[Grid], sheets: Sequence[Sheet], info: Mapping[str, str], tell: Tell) -> dict[str, Located]:
    """The sheets of a file by key; what is missing, twice or unknown is told."""
    found: dict[str, list[tuple[int, int, Located]]] = {}
    unknown: list[Grid] = []
    for order, grid in enumerate(grids):
        if not grid.rows or _is_ours(grid):
            continue
        best = max((_fit(grid, sheet, info) for sheet in sheets), key=lambda fit: fit[0], default=(0, None))
        if best[1] is None:
            unknown.append(grid)
        else:
            found.setdefault(best[1].sheet.key, []).append((-best[0], order, best[1]))
    out = {}
    for sheet in sheets:
        places = [located for *_, located in sorted(found.get(sheet.key, []), key=lambda place: place[:2])]
        if not places:
            _tell_missing(sheet, grids, unknown, info, tell)
            continue
        out[sheet.key] = places[0]
        for other in places[1:]:
            _tell_twice(places[0], other, tell)
    for grid in unknown:
        tell(trouble("unknown_sheet", grid.title, value=grid.title))
    return out


def _is_ours(grid: Grid) -> bool:
    """Whether the program made a sheet for itself: info, lists of drop-downs, the list of problems."""
    first = {row: cells[min(cells)].text for row, cells in list(grid.rows.items())[:5]}
    return (
        any(text.startswith(f"{PROBLEMS}:") for text in first.values())
        or first.get(1) == "kgcorpus"
        or grid.title == INFO
        or grid.title == LISTS
    )


def _tell_missing(sheet: Sheet, grids: Sequence[Grid], unknown: list[Grid], info: Mapping[str, str], tell: Tell) -> None:
    """Tells why a sheet was not found: its titles are gone, it is empty, or there is none."""
    lang = info.get("lang", "zh")
    for grid in grids:
        if _titled(grid, sheet, info) and (grid in unknown or not grid.rows):
            if not grid.rows:
                tell(trouble("empty_sheet", grid.title, value=grid.title))
            else:
                unknown.remove(grid)
                titles = ", ".join(in_language(c.title, lang) for c in sheet.columns if not c.hidden)
                tell(trouble("no_titles", grid.title, 1, 1, grid.title, titles=titles))
            return
    title = info.get(f"sheet:{sheet.key}") or in_language(sheet.title, lang)
    tell(trouble("missing_sheet", "", value=title, name=title))


def _tell_twice(first: Located, other: Located, tell: Tell) -> None:
    rule = "same_sheet" if _same(first, other) else "second_sheet"
    tell(trouble(rule, other.grid.title, value=other.grid.title, other=first.grid.title))


def _same(a: Located, b: Located) -> bool:
    def content(place: Located) -> list[list[str]]:
        lines = [
            [row[c].text if c in row else "" for c in place.columns.values()] for n, row in place.grid.rows.items() if n >= place.first
        ]
        return [line for line in lines if any(line)]

    return list(a.columns) == list(b.columns) and content(a) == content(b)


# ------------------------------------------------------------------------------------------------- header and columns


def _fit(grid: Grid, sheet: Sheet, info: Mapping[str, str]) -> tuple[int, Located | None]:
    """How well a sheet of the file is a sheet of ours (0: not at all), and its columns if so."""
    keyed = _key_row(grid, sheet)
    titles = _titles(sheet)
    titled = _titled(grid, sheet, info)
    header = _header_row(grid, sheet, keyed, titles)
    hits = _hits(grid.rows.get(header, {}), titles)
    needed = 1 if titled or keyed else max(2, (len([c for c in sheet.columns if not c.hidden]) + 1) // 2)
    if not keyed and hits < needed:
        return 0, None
    columns, twice = _columns(grid, sheet, keyed, header, titles)
    lang = _language(grid.rows.get(header, {}), sheet)
    # The hidden keys count for more than a title, a title for more than the header.
    return 1 + hits + 100 * titled + 1000 * bool(keyed), Located(sheet, grid, header, keyed, max(header, keyed) + 1, columns, twice, lang)


def _titled(grid: Grid, sheet: Sheet, info: Mapping[str, str]) -> bool:
    names = {normal_name(t) for t in (sheet.key, *sheet.title.values(), info.get(f"sheet:{sheet.key}", "")) if t}
    return normal_name(re.sub(r"\s*\(\d+\)$", "", grid.title)) in names


def _titles(sheet: Sheet) -> dict[str, str]:
    """Titles as compared, in both languages, to column keys."""
    return {_name(text): c.key for c in sheet.columns for text in (c.key, *c.title.values())}


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    return normal_name(re.sub(r"[*＊\s]+$", "", text))


def _near(grid: Grid) -> Iterator[tuple[int, Mapping[int, Written]]]:
    for number, cells in grid.rows.items():
        if number > _FAR:
            return
        yield number, cells


def _key_row(grid: Grid, sheet: Sheet) -> int:
    for number, cells in _near(grid):
        keys = [match[1] for cell in cells.values() if (match := KEY.fullmatch(cell.text.strip()))]
        if keys.count(sheet.key) >= 2 or (keys and keys[0] == sheet.key and len(cells) == 1):
            return number
    return 0


def _hits(cells: Mapping[int, Written], titles: Mapping[str, str]) -> int:
    return sum(1 for cell in cells.values() if _name(cell.text) in titles)


def _header_row(grid: Grid, sheet: Sheet, keyed: int, titles: Mapping[str, str]) -> int:
    """The row with most titles: of the two or more there must be, or at least of a third of its cells (0: none)."""
    best, most = 0, 0
    for number, cells in _near(grid):
        hits = _hits(cells, titles)
        enough = hits >= 2 or (hits == 1 and len(cells) <= 2 + 2 * len(sheet.columns) // 3 and len(cells) <= 3)
        if number != keyed and enough and hits > most and 3 * hits >= len(cells):
            best, most = number, hits
    return best


def _columns(grid: Grid, sheet: Sheet, keyed: int, header: int, titles: Mapping[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    """Column numbers by key. A title is what people see, so it counts for more than the hidden key; a renamed one is found by the key."""
    by_key = {}
    for number, cell in grid.rows.get(keyed, {}).items():
        if (match := KEY.fullmatch(cell.text.strip())) and match[1] == sheet.key:
            by_key[number] = match[2]
    by_title = {n: key for n, cell in grid.rows.get(header, {}).items() if (key := titles.get(_name(cell.text)))}
    # What the program itself has added may stand beside any row where the titles are gone.
    ours = {MADE: MADE, MARKS[1]: MARKS[1], **{_name(words(lang)("sheet.problem")): MARKS[0] for lang in ("zh", "en")}}
    by_title |= {n: ours[name] for _, cells in _near(grid) for n, cell in cells.items() if (name := _name(cell.text)) in ours}
    known = {c.key for c in sheet.columns}
    found: dict[str, int] = {}
    twice: dict[str, int] = {}
    for number in sorted({*by_key, *by_title}):
        key = by_title.get(number) or by_key[number]
        if key not in known and key not in (MADE, *MARKS):
            continue
        if key in found:
            twice.setdefault(key, number)
        else:
            found[key] = number
    return found, twice


def _language(cells: Mapping[int, Written], sheet: Sheet) -> str:
    names = {_name(cell.text) for cell in cells.values()}
    counts = {lang: sum(_name(c.title.get(lang, "")) in names for c in sheet.columns) for lang in ("zh", "en")}
    return max(counts, key=lambda lang: counts[lang]) if any(counts.values()) else ""
