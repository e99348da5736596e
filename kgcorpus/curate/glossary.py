"""A glossary made elsewhere (CSV, TSV, text, workbook; one or two languages): each row is a term."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kgcorpus.ontology_graph import guess_language
from kgcorpus.rdf import RDF
from kgcorpus.spreadsheet_model import Trouble

from .headers import Heading, headings, said_twice
from .incoming import Incoming, Thing
from .incoming_tables import Table, read_tables

_LANGUAGES = {
    "zh": "zh", "zhcn": "zh", "zhhans": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh", "中": "zh", "简体中文": "zh", "chi": "zh",
    "zho": "zh",
    "en": "en", "english": "en", "英文": "en", "英语": "en", "英": "en", "eng": "en", "engb": "en", "enus": "en",
}  # fmt: skip
LONGEST_NAME = 200
READ_AS = {
    "term": "term", "abbreviation": "abbreviation", "alias": "aliases", "hidden": "spellings never written", "definition": "definition",
    "language": "language", "class": "class", "translation": "translation", "key": "code", "note": "what tells homonyms apart",
    "domain": "class of subjects", "range": "class of objects", "predicate": "predicate", "classname": "class", "parent": "parent",
    "inverse": "inverse", "datatype": "kind of value", "functional": "one value at a time", "unit": "unit", "sort": "class or predicate",
}  # fmt: skip

OF_GLOSSARY = "term, abbreviation, alias, definition, language, class, translation, code, note"
UNDERSTOOD = (
    "predicate, class of subjects, class of objects, kind of value, unit, single value, parent, inverse, definition, alias,"
    " class or predicate"
)
"""Headings of glossaries and of schemas as a reader is told them."""


def glossary(*, cls: str = "") -> Callable[[Path], Incoming]:
    """A reader of glossaries. ``cls`` is the class (label or id) of terms whose row names none."""

    def read(path: Path) -> Incoming:
        things: list[Thing] = []
        troubles: list[Trouble] = []
        notes: list[str] = []
        for table in read_tables(path):
            troubles += table.troubles
            start, found = headings(table.rows)
            notes += notes_of(table, start, found)
            found, twice = only_first(table, start, found)
            troubles += twice
            for number, cells in zip(table.numbers[start:], table.rows[start:], strict=True):
                thing, wrong = _term(table, number, cells, found, cls)
                troubles += wrong
                things += [thing] if thing else []
        return Incoming(tuple(things), tuple(troubles), tuple(notes))

    return read


def notes_of(table: Table, start: int, found: list[Heading]) -> Iterator[str]:
    """How the columns were read; where one was not, the headings that are understood."""
    if table.title:
        yield f"{table.place}: taken for a title and not read: {table.title[:60]}"
    for n, heading in enumerate(found):
        if n >= len(table.letters):
            break
        name = f"{table.letters[n]} '{table.rows[0][n]}'" if start and table.rows[0][n] else table.letters[n]
        if heading.field == "ignored":
            yield f"{table.place}: column {name} is not read"
        else:
            lang = f" ({heading.lang})" if heading.lang else ""
            how = "" if heading.known else ", by its content"
            yield f"{table.place}: column {name} is read as {READ_AS[heading.field]}{lang}{how}"
    if any(not heading.known for heading in found):
        known = UNDERSTOOD if any(h.field in ("domain", "range", "parent", "predicate", "sort") for h in found) else OF_GLOSSARY
        yield f"{table.place}: headings that are understood: {known}"


def only_first(table: Table, start: int, found: list[Heading]) -> tuple[list[Heading], list[Trouble]]:
    """The columns without those that are read as the same thing as one before them, and a problem for each pair."""
    wrong: list[Trouble] = []
    kept = list(found)
    head = table.rows[0] if start else [""] * len(found)
    for a, b, is_wrong in said_twice(table.rows[start:], found):
        message = (
            f"the columns {table.letters[a]} '{head[a]}' and {table.letters[b]} '{head[b]}' are both read as {READ_AS[found[a].field]}"
        )
        known = UNDERSTOOD if any(h.field in ("domain", "range", "parent", "predicate", "sort") for h in found) else OF_GLOSSARY
        fix = f"rename one; headings that are understood: {known}" if is_wrong else "the first counts; delete or rename the other"
        severity = "error" if is_wrong else "warning"
        wrong.append(Trouble(table.place, table.numbers[0], table.letters[b], head[b], message, fix, "same_columns", severity))
        kept[b] = Heading("ignored") if is_wrong else kept[b]
    return kept, wrong


def pieces(text: str) -> list[str]:
    """The names of a cell of several.

    >>> pieces("ABI；踝臂指数"), pieces("2,4-D / dichlor"), pieces("heart attack, MI")
    (['ABI', '踝臂指数'], ['2,4-D', 'dichlor'], ['heart attack', 'MI'])
    """
    for mark in (r"[;；\n|｜]", r"、", r"\s/\s", r"，|,\s+|,(?=[\u3400-\u9fff])"):
        found = [piece.strip() for piece in re.split(mark, text)]
        if len(found) > 1:
            return [one for piece in found if piece for one in pieces(piece)]
    return [text] if text else []


def _term(table: Table, number: int, cells: tuple[str, ...], found: list[Heading], cls: str) -> tuple[Thing | None, list[Trouble]]:
    """A row as a term, or what is wrong with it."""
    columns: dict[str, str] = {}
    labels: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    hidden: dict[str, list[str]] = {}
    definitions: dict[str, str] = {}
    notes: dict[str, str] = {}
    abbreviations: list[str] = []
    classes: list[str] = []
    code = ""
    wrong: list[Trouble] = []

    def tell(n: int, rule: str, value: str, message: str, fix: str) -> None:
        wrong.append(Trouble(table.place, number, table.letters[n], value, message, fix, rule))

    row_lang = ""
    for n, (text, heading) in enumerate(zip(cells, found, strict=False)):
        if heading.field == "language" and text:
            row_lang = _LANGUAGES.get(re.sub(r"[\W_]", "", text.casefold()), "")
            if not row_lang and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", text):
                row_lang = text.lower()
            elif not row_lang:
                tell(n, "bad_language", text, "is no language", "write zh or en")
    for n, (text, heading) in enumerate(zip(cells, found, strict=False)):
        field = heading.field
        if not text or field in ("ignored", "language"):
            continue
        columns.setdefault(field, table.letters[n])
        lang = heading.lang or (row_lang if field != "translation" else "") or guess_language(text)
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
            tell(n, "control_character", text, "a control character", "remove it")
        elif field in ("term", "translation"):
            first, *rest = pieces(text) if field == "translation" else _named(text)
            if len(first) > LONGEST_NAME:
                tell(
                    n,
                    "too_long",
                    text[:40] + "…",
                    f"{len(first)} characters are no name",
                    f"at most {LONGEST_NAME}; texts belong into the definition",
                )
                continue
            columns.setdefault(f"label_{lang}", table.letters[n])
            if labels.setdefault(lang, first) != first:
                aliases.setdefault(lang, []).append(first)
            aliases.setdefault(lang, []).extend(rest)
        elif field == "abbreviation":
            abbreviations += pieces(text)
        elif field == "alias":
            for piece in pieces(text):
                aliases.setdefault(heading.lang or row_lang or guess_language(piece), []).append(piece)
        elif field == "hidden":
            for piece in pieces(text):
                hidden.setdefault(heading.lang or row_lang or guess_language(piece), []).append(piece)
        elif field == "definition":
            definitions.setdefault(lang, text)
        elif field == "note":
            notes.setdefault(lang, text)
        elif field == "key":
            code = code or text
        elif field == "class":
            classes += pieces(text)
    for short in abbreviations:
        for lang in (labels if guess_language(short) == "en" else ["zh"]) or [row_lang or guess_language(short)]:
            aliases.setdefault(lang, []).append(short)
    if not labels and not wrong:
        only = next(((lang, names) for lang, names in aliases.items() if names), None)
        if only is None:
            n = next(n for n, text in enumerate(cells) if text)
            tell(n, "no_term", cells[n], "a row without a term", "write the term, or delete the row")
        else:
            labels[only[0]] = only[1][0]
    if wrong or not labels:
        return None, wrong
    kept = {lang: tuple(dict.fromkeys(a for a in names if a != labels.get(lang))) for lang, names in aliases.items()}
    return (
        Thing(
            "terms", labels, {lang: names for lang, names in kept.items() if names}, {lang: tuple(names) for lang, names in hidden.items()},
            definitions, notes, code, "", {RDF + "type": tuple(classes or ([cls] if cls else []))}, (), table.place, number, columns,
        ),
        [],
    )  # fmt: skip


def _named(text: str) -> list[str]:
    """A term with what stands in brackets behind it, where that is its abbreviation: 踝肱指数（ABI）."""
    match = re.fullmatch(r"(.+?)\s*[(（]([A-Z][A-Za-z0-9-]{1,9})[)）]", text.replace("\n", " "))
    return [match[1], match[2]] if match and guess_language(match[1]) == "zh" else [text.replace("\n", " ")]
