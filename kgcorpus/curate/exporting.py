"""An ontology as a workbook: its rows with names beside ids, drop-downs, and the sentences that its wording yields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kgcorpus.ontology import Ontology, Predicate, load_files, ontology_files
from kgcorpus.ontology_graph import read_graph
from kgcorpus.rdf import KGC, OWL, RDFS, id_iri
from kgcorpus.spreadsheet import WANTED, Cell, Column, Sheet, write_book

from .cell_values import EMPTY
from .layout import ABOUT, DERIVED, FIELDS, LIMITS, MARKER, PURPOSES, SHEETS, TYPE, Field
from .leftovers import BLANK, read_block
from .preview import Preview, preview
from .rows import Row, Rows, mark_of, row_values, subject_of

CLASS_REFERENCES = (RDFS + "subClassOf", OWL + "disjointWith", RDFS + "domain", RDFS + "range", TYPE)
PREDICATE_REFERENCES = (RDFS + "subPropertyOf", OWL + "inverseOf", KGC + "qualifier")
_MOST_CHOICES = 500
_ID_PART = 30_000
KIND = "ontology"
"""What the hidden sheet says the workbook is."""


def export_book(ontology: Path, book: Path, lang: str, wanted: Mapping[tuple[str, str], Sequence[str]] | None = None) -> dict[str, int]:
    """Writes the whole ontology of a folder or file into a workbook in the reader's language; gives the rows a sheet.

    ``wanted`` has what is missing: sheet and id of a row to column keys; such cells are yellow and their rows come first.
    """
    files = ontology_files(ontology)
    rows, known = Rows(read_graph(files)), load_files(files)
    sheets = book_sheets(rows, known, lang, wanted or {})
    write_book(book, sheets, lang, {"kind": KIND, **exported_ids(rows.rows)})
    return {sheet.key: len(found) for sheet, found in sheets}


def book_sheets(
    rows: Rows, ontology: Ontology, lang: str, wanted: Mapping[tuple[str, str], Sequence[str]]
) -> list[tuple[Sheet, list[Mapping[str, Cell]]]]:
    """The sheets with their rows as they are written."""
    naming = Naming(ontology, lang)
    made = _Made(ontology, lang)
    found: dict[str, list[tuple[bool, Mapping[str, Cell]]]] = {key: [] for key in SHEETS}
    digests = _other_digests(rows)
    for row in rows.rows:
        missing = tuple(wanted.get((row.sheet, row.id), ()))
        cells: dict[str, Cell] = dict(_cells(row, rows, naming, lang))
        cells.update(made.cells(row))
        if row.sheet == "other":
            cells["digest"] = digests.get(row.id, "")
        if missing:
            cells[WANTED] = "\n".join(missing)
        found[row.sheet].append((not missing, cells))
    out: list[tuple[Sheet, list[Mapping[str, Cell]]]] = []
    for key, sheet in SHEETS.items():
        ordered = [cells for _, cells in sorted(found[key], key=lambda pair: pair[0])]
        out.append((_with_choices(sheet, naming), ordered))
    return out


class Naming:
    """How classes and predicates are referred to: ``药物 (dm:Medicine)``."""

    def __init__(self, ontology: Ontology, lang: str) -> None:
        self.ontology, self.lang = ontology, lang
        other = "en" if lang == "zh" else "zh"
        self.labels = {
            id: one.labels.get(lang) or one.labels.get(other) or next(iter(one.labels.values()), "")
            for group in (ontology.classes, ontology.predicates)
            for id, one in group.items()
        }

    def show(self, id: str) -> str:
        """A reference as an expert reads it; the id alone where the thing has no name of its own."""
        label = self.labels.get(id, "")
        return f"{label} ({id})" if label and label != id.rpartition(":")[2] and "\n" not in label else id

    def choices(self, field: Field) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The closed values of a column of references, if they are not too many."""
        if field.shape not in ("refs", "union"):
            return ()
        ids: Iterable[str] = self.ontology.classes
        if set(field.properties) & set(PREDICATE_REFERENCES):
            predicates = self.ontology.predicates.values()
            wanted = field.properties == (KGC + "qualifier",)
            ids = [p.id for p in predicates if bool(p.qualifier) == wanted and not p.id.startswith(("rdf:", "rdfs:", "skos:"))]
        ids = list(ids)
        return tuple((id, dict.fromkeys(("zh", "en"), self.show(id))) for id in ids) if len(ids) <= _MOST_CHOICES else ()


def _with_choices(sheet: Sheet, naming: Naming) -> Sheet:
    choices = {f.key: found for f in FIELDS.get(sheet.key, ()) if (found := naming.choices(f))}
    columns = [replace(c, choices=choices[c.key], open=True) if c.key in choices else c for c in sheet.columns]
    return replace(sheet, columns=tuple(columns))


def _cells(row: Row, rows: Rows, naming: Naming, lang: str) -> Mapping[str, str]:
    cells = dict(row.cells)
    if row.sheet in ("prefixes", "other"):
        return cells
    cells["was"] = ascii_text(row.id)
    values = row_values(row, rows.prefixes)
    cells["digest"] = " ".join(f"{key}:{mark_of(found)}" for key, found in values.items() if found)
    if row.sheet == "wording":
        cells["predicate"] = naming.show(row.cells["predicate"])
        for key in ("text_zh", "text_en"):
            if EMPTY in cells.get(key, ""):
                cells[key] = "\n".join(MARKER[lang] if line == EMPTY else line for line in cells[key].split("\n"))
        return cells
    cells["id"] = row.id
    for field in FIELDS[row.sheet]:
        text = cells.get(field.key, "")
        if text and field.shape in ("refs", "union") and not naming.choices(field):
            cells[field.key] = "\n".join(naming.show(line) for line in text.split("\n"))
        elif EMPTY in text and field.shape == "templates":
            cells[field.key] = "\n".join(MARKER[lang] if line == EMPTY else line for line in text.split("\n"))
    return cells


def ascii_text(text: str) -> str:
    """A text that no spreadsheet program changes.

    >>> ascii_text("dm:糖")
    'dm:\\\\u7cd6'
    """
    return json.dumps(text)[1:-1]


def from_ascii(text: str) -> str:
    """The text of ``ascii_text``; the text itself where somebody changed it into something else."""
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def exported_ids(rows: Sequence[Row]) -> dict[str, str]:
    """The ids of all rows, for the hidden sheet: in parts that a cell can hold."""
    out: dict[str, str] = {}
    for sheet in dict.fromkeys(row.sheet for row in rows):
        text = "\n".join(ascii_text(row.id) for row in rows if row.sheet == sheet)
        for number in range(0, max(len(text), 1), _ID_PART):
            out[f"ids:{sheet}:{number // _ID_PART}"] = "|" + text[number : number + _ID_PART] + "|"
    return out


def read_exported_ids(info: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The ids by sheet that ``exported_ids`` wrote."""
    parts: dict[str, dict[int, str]] = {}
    for key, text in info.items():
        kind, _, rest = key.partition(":")
        sheet, _, number = rest.rpartition(":")
        if kind == "ids" and number.isdigit():
            parts.setdefault(sheet, {})[int(number)] = text[1:-1]
    joined = {sheet: "".join(found[n] for n in sorted(found)) for sheet, found in parts.items()}
    return {sheet: tuple(from_ascii(line) for line in text.split("\n") if line) for sheet, text in joined.items()}


def _other_digests(rows: Rows) -> dict[str, str]:
    """The digest of what the rows of ``other`` say, at the first part of each subject."""
    texts: dict[str, str] = {}
    for row in rows.rows:
        if row.sheet == "other":
            texts[row.cells["id"]] = texts.get(row.cells["id"], "") + row.cells["text"]
    return {id: other_mark(id, text, rows.prefixes) for id, text in texts.items()}


def other_mark(id: str, text: str, prefixes: Mapping[str, str]) -> str:
    """The digest of a text of ``other``. Raises ``NotUnderstood``."""
    if id == BLANK:
        return mark_of([("", " ".join(text.split()))])
    return mark_of(sorted(set(read_block(text, id_iri(id, prefixes), prefixes))))


class _Made:
    """The grey cells: what the wording yields, what limits a predicate, what a row is about."""

    def __init__(self, ontology: Ontology, lang: str) -> None:
        self.ontology, self.lang = ontology, lang
        self.previews: Mapping[str, Preview] = {one: preview(ontology, one) for one in ("zh", "en")}

    def cells(self, row: Row) -> Mapping[str, str]:
        if row.sheet == "predicates":
            return self._predicate(row.id)
        if row.sheet == "qualifiers":
            return {f"yields_{lang}": self.previews[lang].qualifier(row.id) for lang in self.previews}
        if row.sheet == "wording":
            return self._wording(row)
        if row.sheet == "other":
            return {"about": self._about(row)}
        return {}

    def _predicate(self, id: str) -> Mapping[str, str]:
        predicate = self.ontology.predicates[id]
        out = {"limits": self._limits(predicate)}
        for lang, one in self.previews.items():
            if lang in predicate.labels or any(lang in texts for texts in predicate.wording.values()):
                out[f"statement_{lang}"], out[f"question_{lang}"], out[f"inverse_question_{lang}"] = one.said(id)
        return out

    def _limits(self, predicate: Predicate) -> str:
        lines = []
        if predicate.max_count is not None:
            lines.append(LIMITS["objects"][self.lang].format(n=predicate.max_count))
        for cls, limit in predicate.class_max_counts:
            name = self.ontology.label(cls, self.lang) or cls
            lines.append(f"{name}: " + LIMITS["objects"][self.lang].format(n=limit))
        if predicate.max_subjects is not None:
            lines.append(LIMITS["subjects"][self.lang].format(n=predicate.max_subjects))
        return "\n".join(lines)

    def _wording(self, row: Row) -> Mapping[str, str]:
        id, position = subject_of(row), row.cells["position"]
        out = {"purpose": PURPOSES[position][self.lang]}
        predicate = self.ontology.predicates.get(id)
        if predicate is None:
            return out
        for lang, one in self.previews.items():
            own = [line for line in row.cells.get(f"text_{lang}", "").split("\n") if line]
            if own:
                out[f"yields_{lang}"] = "\n".join(one.yields(id, position, [line for line in own if line != EMPTY]))
            elif lang in predicate.labels and (derived := one.derived(id, position)):
                said = one.yields(id, position, derived[:1])
                out[f"yields_{lang}"] = f"{said[0]}{DERIVED[self.lang]}" if said[0] else ""
        return out

    def _about(self, row: Row) -> str:
        kind, _, rest = row.cells["about"].partition(" ")
        name = self.ontology.label(row.cells["id"], self.lang) or ""
        if kind == "shape":
            names = [self.ontology.label(self.ontology.compact(iri), self.lang) or self.ontology.compact(iri) for iri in rest.split()]
            name = ("、" if self.lang == "zh" else ", ").join(names)
        if not kind:
            kind = "blank" if row.cells["id"] == BLANK else "foreign"
        return ABOUT[kind][self.lang].format(name=name).strip(" ：:")


def reference_kind(field: Field) -> str | None:
    """What a column of references names: ``class``, ``predicate`` or ``qualifier``; None where it holds no references."""
    if field.shape not in ("refs", "union"):
        return None
    if field.properties == (KGC + "qualifier",):
        return "qualifier"
    return "predicate" if set(field.properties) & set(PREDICATE_REFERENCES) else "class"


def id_column(sheet: str) -> Column:
    """The column of a sheet's ids."""
    return next(c for c in SHEETS[sheet].columns if c.key == "id")
