"""A workbook back into the ontology: what was changed in it becomes edits of the files, all or nothing.

Each cell is compared three ways: as exported (by its digest), in the workbook, in the ontology now. What only the ontology changed is
left alone; what both changed is a trouble unless they agree. A row that is gone from its sheet is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgcorpus.errors import InputError
from kgcorpus.ontology import ontology_files
from kgcorpus.ontology_graph import Graph, read_graph
from kgcorpus.ontology_lint import LANGUAGES
from kgcorpus.rdf import KGC, OWL, PREFIXES, RDF_SUFFIXES, id_iri
from kgcorpus.spreadsheet import Book, Trouble, read_book

from .before import write_keeping
from .cell_values import NotUnderstood, Value
from .drafts import Draft, Known, Troubles, known_names, read_cells, read_things, read_wording, row_id
from .exporting import KIND, from_ascii, other_mark, read_exported_ids, reference_kind
from .layout import FIELDS, SHEETS, TYPE
from .leftovers import BLANK, read_block
from .places import lint_troubles, users_of
from .rows import Change, Row, Rows, mark_of, row_values
from .writing_back import Subject, edited_files, new_files

_THING_TYPES = {"classes": (OWL + "Class",), "terms": (OWL + "NamedIndividual",)}


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a cell of the ontology no longer says: the ``gone`` values of a column, and the ``new`` ones that came in the same cell."""

    sheet: str
    id: str
    column: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a workbook makes of an ontology. ``files`` are the changed files as they would be, none where there is an error.

    By sheet: ``added``, ``changed``, ``deleted`` ids; ``gone`` from the workbook without being deleted; ``newer`` in the ontology.
    ``replaced`` are the values that things no longer have; ``names`` has what things are called, by id and language.
    """

    files: Mapping[Path, str]
    troubles: tuple[Trouble, ...]
    added: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]
    deleted: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, tuple[str, ...]]
    newer: Mapping[str, tuple[str, ...]]
    replaced: tuple[Replaced, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return any(t.severity == "error" for t in self.troubles)

    def write(self) -> Path | None:
        """Write the changed files, each in whole; gives the folder where those before are kept."""
        return write_keeping(self.files)


def read_ontology_book(path: Path) -> Book:
    """The workbook of an ontology. Raises ``InputError`` for a workbook of something else."""
    book = read_book(path, list(SHEETS.values()))
    kind = book.info.get("kind", "")
    if kind != KIND and (kind or not any(sheet in book.rows for sheet in FIELDS)):
        raise InputError(
            str(path),
            "no workbook of an ontology",
            "a workbook that kgcorpus ontology export has made",
            "export the ontology with --xlsx first",
        )
    return book


def is_ontology_book(path: Path) -> bool:
    """Whether a file is a workbook that ``export_book`` made."""
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".ods"):
        return False
    try:
        return read_book(path, list(SHEETS.values())).info.get("kind") == KIND
    except InputError:
        return False


def import_book(ontology: Path, path: Path, languages: Sequence[str] = LANGUAGES) -> Imported:
    """What the workbook makes of the ontology of a folder or file; one that is not there, or an empty folder, becomes a new ontology.

    Nothing is written (see ``Imported.write``);
    ``languages`` are those in which a name may be missing. Raises ``InputError`` where the file is no workbook of an ontology.
    """
    return _Import(ontology, read_ontology_book(path), languages).run()


def check_book(path: Path) -> tuple[Trouble, ...]:
    """All that is wrong in a workbook by itself, lint of the ontology that it would make included."""
    return _Import(None, read_ontology_book(path)).run().troubles


def _files_of(ontology: Path | None) -> list[Path]:
    """The files of an ontology; none where there is nothing yet."""
    if ontology is None or not ontology.exists():
        return []
    if ontology.is_dir() and not any(p.suffix.lower() in RDF_SUFFIXES and p.name[0] != "." for p in ontology.iterdir()):
        return []
    return ontology_files(ontology)


class _Import:
    """One import; ``ontology`` None only checks the workbook."""

    def __init__(self, ontology: Path | None, book: Book, languages: Sequence[str] = LANGUAGES) -> None:
        self.ontology, self.book, self.languages = ontology, book, languages
        self.files = _files_of(ontology)
        self.fresh = not self.files
        self.troubles = Troubles(book, languages)
        self.current = Rows(read_graph(self.files) if self.files else Graph([], dict(PREFIXES)))
        self.exported = read_exported_ids(book.info)
        self.prefixes = dict(self.current.prefixes)
        self.new_prefixes: dict[str, str] = {}
        self.subjects: dict[str, Subject] = {}
        self.known = Known(self.prefixes)
        self.added: dict[str, list[str]] = {}
        self.changed: dict[str, list[str]] = {}
        self.deleted: dict[str, list[str]] = {}
        self.newer: dict[str, list[str]] = {}
        self.replaced: list[Replaced] = []
        self.touched: set[tuple[str, int]] = set()
        self.loose = ""

    def run(self) -> Imported:
        self._must_be_of_this_ontology()
        self._read_prefixes()
        things = read_things(self.book, self.current, self.prefixes, self.exported, self.troubles)
        self.known = known_names(things, self.current, self.prefixes)
        wording = read_wording(self.book, self.current, self.known, self.troubles)
        drafts = [*things, *wording]
        for draft in drafts:
            if draft.id:
                row = self.current.by_id.get((draft.sheet, draft.id))
                read_cells(draft, self.known, self.troubles, row.cells if row else {})
                self._compare(draft)
        drafts += self._read_other()
        files = self._would_be()
        if files or self.ontology is None:
            self.troubles.found += self._lint(files, drafts)
        if self._failed() or self.ontology is None:
            files = {}
        gone = self._gone(drafts)
        order = {title: n for n, title in enumerate(self.book.titles.values())}
        found = sorted(set(self.troubles.found), key=lambda t: (order.get(t.sheet, -1), t.row, len(t.column), t.column, t.rule, t.message))
        return Imported(
            files, tuple(found), _ids(self.added), _ids(self.changed), _ids(self.deleted), gone, _ids(self.newer), tuple(self.replaced),
            self._names(drafts),
        )  # fmt: skip

    def _names(self, drafts: Sequence[Draft]) -> dict[str, dict[str, str]]:
        """What things are called, by id and language: in the ontology, then in the workbook."""
        told = [(row.id, row.cells) for row in self.current.rows if row.sheet in FIELDS]
        told += [(draft.id, draft.row.cells) for draft in drafts if draft.sheet in FIELDS and draft.id]
        out: dict[str, dict[str, str]] = {}
        for id, cells in told:
            labels = {lang: cells.get(f"label_{lang}", "").split("\n")[0] for lang in LANGUAGES}
            out.setdefault(id, {}).update({lang: text for lang, text in labels.items() if text})
        return out

    def _must_be_of_this_ontology(self) -> None:
        ids = [(sheet, id) for sheet in FIELDS for id in self.exported.get(sheet, ())]
        if ids and not self.fresh and not any(key in self.current.by_id for key in ids):
            expected = "the ontology that it was exported from, or a new folder"
            raise InputError(str(self.ontology), "the workbook is of another ontology", expected, "check the two paths")

    def _failed(self) -> bool:
        return any(t.severity == "error" for t in self.troubles.found)

    def subject(self, id: str, sheet: str) -> Subject:
        found = self.subjects.setdefault(id, Subject(id))
        found.sheets.add(sheet)
        return found

    # ------------------------------------------------------------------------------------------- prefixes

    def _read_prefixes(self) -> None:
        for row in self.book.rows.get("prefixes", ()):
            draft = Draft("prefixes", row)
            prefix, namespace = row.cells.get("prefix", "").rstrip(":"), row.cells.get("namespace", "").strip("<>")
            known = self.prefixes.get(prefix)
            if known == namespace:
                continue
            if known is not None and not self.fresh:
                fix = f"write '{known}' again"
                self.troubles.tell(draft, "namespace", "prefix_changed", f"the prefix '{prefix}' is '{known}' in the ontology", fix)
            elif not re.fullmatch(r"[A-Za-z][\w-]*|", prefix) or not re.match(r"[A-Za-z][\w+.-]*:[^\s<>\"{}|\\^`]+\Z", namespace):
                fix = "letters for the prefix, and an address that ends in # or /: ex, https://example.org/ex#"
                self.troubles.tell(draft, "namespace", "bad_prefix", f"'{prefix}' and '{namespace}' are no prefix", fix)
            else:
                self.prefixes[prefix] = self.new_prefixes[prefix] = namespace

    # ------------------------------------------------------------------------------------------- rows

    def _compare(self, draft: Draft) -> None:
        row = self.current.by_id.get((draft.sheet, draft.id))
        if row is None and draft.sheet != "wording" and not self.fresh:
            other = next((s for s in FIELDS if (s, draft.id) in self.current.by_id), None)
            if other:
                message = f"'{draft.id}' is in the sheet '{self.book.titles.get(other, other)}' now"
                self.troubles.tell(draft, "id", "moved", message, "export the ontology again and make the change there")
                return
            if draft.base is not None:
                self._lost(draft)
                return
        before = row_values(row, self.prefixes) if row else {}
        if draft.delete:
            self._delete(draft, row, before)
            return
        if row is None:
            self._check_new(draft)
        elif draft.base is None and not draft.made and draft.sheet != "wording" and draft.id not in self.exported.get(draft.sheet, ()):
            names = [draft.cell(f"label_{lang}") for lang in ("zh", "en")]
            if names != [row.cells.get(f"label_{lang}", "") for lang in ("zh", "en")]:
                message = f"the id '{draft.id}' is taken in the ontology"
                self.troubles.tell(draft, "id", "id_taken", message, "leave the id empty, or choose another")
                draft.id = draft.subject = row_id(draft)
                draft.unsure, row, before = True, None, {}
        changes = list(self._changes(draft, before, row.cells if row else {}))
        if row is None and draft.sheet in FIELDS:
            changes = [*self._types(draft), *changes]
        elif draft.unsure and changes:  # of which predicate is not known; the templates can be checked
            changes.insert(0, Change((), ((TYPE, f"<{OWL}ObjectProperty>"),)))
        if not changes:
            return
        self.touched.add((draft.sheet, draft.row.number))
        self.subject(draft.subject, draft.sheet).changes += changes
        (self.changed if row else self.added).setdefault(draft.sheet, []).append(draft.id)

    def _changes(self, draft: Draft, before: Mapping[str, tuple[Value, ...]], cells: Mapping[str, str]) -> list[Change]:
        out = []
        behind = False
        for one in draft.fields:
            if one.key not in draft.values:
                continue
            new, now = draft.values[one.key], before.get(one.key, ())
            if new == now:
                continue
            base = None if draft.base is None else draft.base.get(one.key, "")
            if base is not None and not self.fresh and (mark_of(new) if new else "") == base:
                behind = True
            elif base is not None and not self.fresh and (mark_of(now) if now else "") != base:
                self.troubles.tell(
                    draft, one.key, "changed_twice", f"the ontology has changed here since the export, to: {_said(now)}",
                    "write what it has now to keep it; to change it, export again",
                )  # fmt: skip
            else:
                if not self.fresh or base is None or (mark_of(new) if new else "") != base:
                    self._check_changed(draft, one.key, new)
                out.append(Change(now, new, one.lang))
                self._note_replaced(draft, one.key, cells.get(one.key, ""))
        if behind:
            self.newer.setdefault(draft.sheet, []).append(draft.id)
        return out

    def _note_replaced(self, draft: Draft, key: str, old: str) -> None:
        before, after = ([line for line in text.split("\n") if line] for text in (old, draft.texts.get(key, "")))
        if gone := tuple(line for line in before if line not in after):
            new = tuple(line for line in after if line not in before)
            self.replaced.append(Replaced(draft.sheet, draft.id, key, gone, new))

    def _lost(self, draft: Draft) -> None:
        """A row whose thing is no longer in the ontology."""
        if not self.current.rows or draft.id not in {id for ids in self.exported.values() for id in ids}:
            return
        changed = [key for key, new in draft.values.items() if (mark_of(new) if new else "") != (draft.base or {}).get(key, "")]
        if changed and not draft.delete:
            message = f"'{draft.id}' has been deleted in the ontology since the export"
            self.troubles.tell(draft, changed[0], "deleted_meanwhile", message, "clear the row, or put it into an empty row as a new thing")
        else:
            self.newer.setdefault(draft.sheet, []).append(draft.id)

    def _delete(self, draft: Draft, row: Row | None, before: Mapping[str, tuple[Value, ...]]) -> None:
        if row is None or (draft.sheet == "wording" and not any(before.values())):
            return
        base = draft.base or {}
        if draft.base is not None and any((mark_of(now) if now else "") != base.get(key, "") for key, now in before.items()):
            message = f"'{draft.id}' has been changed in the ontology since the export"
            self.troubles.tell(draft, "action", "changed_twice", message, "export again, and delete it there if it is to go")
            return
        self.touched.add((draft.sheet, draft.row.number))
        subject = self.subject(draft.subject, draft.sheet)
        if draft.sheet == "wording":
            subject.changes += [Change(now, (), one.lang) for one in draft.fields if (now := before.get(one.key, ()))]
        else:
            subject.delete = True
        self.deleted.setdefault(draft.sheet, []).append(draft.id)

    # ------------------------------------------------------------------------------------------- checks of what is new

    def _types(self, draft: Draft) -> list[Change]:
        """The types of a new thing that no column says."""
        if draft.values.get("types"):
            return []
        types = [(TYPE, f"<{iri}>") for iri in _THING_TYPES.get(draft.sheet, ())] if draft.base is None else []
        if draft.sheet in ("predicates", "qualifiers") and not draft.values.get("kind") and draft.base is None:
            value = draft.values.get("datatype") and not draft.values.get("range")
            types.append((TYPE, f"<{OWL}{'DatatypeProperty' if value else 'ObjectProperty'}>"))
        if draft.sheet == "qualifiers" and not draft.values.get("sort") and draft.base is None:
            types.append((TYPE, f"<{KGC}Condition>"))
        return [Change((), tuple(types))] if types else []

    def _check_new(self, draft: Draft) -> None:
        """What a new row must have."""
        if draft.base is not None or draft.sheet == "wording":
            return
        if not draft.cell("label_zh") and not draft.cell("label_en"):
            self.troubles.tell(draft, f"label_{self.troubles.lang}", "no_label", "a row without a name", "write the name")
        needed = {"terms": ("class", "no_class", "a term without a class", "choose a class from the list")}
        needed["predicates"] = ("domain", "no_domain", "a predicate without a class of subjects", "choose a class from the list")
        if draft.sheet in needed and draft.row.cells.get(needed[draft.sheet][0]) == "":
            key, rule, message, fix = needed[draft.sheet]
            self.troubles.tell(draft, key, rule, message, fix)
        if draft.sheet == "predicates" and not draft.cell("range") and not draft.cell("datatype"):
            self.troubles.tell(
                draft, "range", "no_range", "a predicate without a class of objects or a kind of value", "fill in one of the two columns"
            )

    def _check_changed(self, draft: Draft, key: str, new: tuple[Value, ...]) -> None:
        """What a cell that was changed must hold, where lint has no rule for it."""
        one = next(f for f in draft.fields if f.key == key)
        kind = reference_kind(one)
        if kind and one.shape != "types":
            for id in draft.texts.get(key, "").split("\n"):
                if id and id not in self.known.ids[kind] | (self.known.ids["predicate"] if kind == "qualifier" else set()):
                    called = "condition" if kind == "qualifier" else kind
                    self.troubles.tell(draft, key, f"unknown_{kind}", f"there is no {called} '{id}'", self.known.nearest(kind, id))
        if key.startswith("label_") and len(new) > 1:
            self.troubles.tell(draft, key, "several_labels", "several names in one language", "keep one; the others belong under aliases")
        if draft.base is not None and not new and (draft.sheet, key) in (("predicates", "domain"), ("terms", "class")):
            rule = "no_domain" if key == "domain" else "no_class"
            message = "a predicate without a class of subjects" if key == "domain" else "a term without a class"
            self.troubles.tell(draft, key, rule, message, "choose a class from the list")

    # ------------------------------------------------------------------------------------------- the sheet other

    def _read_other(self) -> list[Draft]:
        parts: dict[str, list[Draft]] = {}
        for row in self.book.rows.get("other", ()):
            draft = Draft("other", row, id=row.cells.get("id", ""), delete=row.cells.get("action") == "delete")
            if not draft.id:
                match = re.match(r"\s*(?:<([^>]+)>|(\S+))", draft.cell("text"))
                draft.id = (match[1] or match[2]) if match else ""
            draft.subject = draft.id
            parts.setdefault(draft.id, []).append(draft)
        for id, found in parts.items():
            ordered = sorted(found, key=lambda d: int(d.cell("part") or 0))
            text = "".join(d.cell("text") for d in ordered)
            base = next((d.cell("digest") for d in ordered if d.cell("digest")), None)
            try:
                self._compare_other(ordered[0], id, text, base)
            except NotUnderstood as error:
                self.troubles.tell(ordered[0], "text", "syntax_error", error.message, error.fix)
        return [found[0] for found in parts.values()]

    def _compare_other(self, draft: Draft, id: str, text: str, base: str | None) -> None:
        if id == BLANK:
            if self.fresh:
                self.loose = text
            elif base is not None and other_mark(id, text, self.prefixes) != base:
                self.troubles.tell(
                    draft,
                    "text",
                    "not_editable",
                    "what has no id is not changed in the workbook",
                    "restore the text, and change it in the Turtle files",
                )
            return
        iri = id_iri(id, self.prefixes)
        known = [row for row in self.current.rows if row.sheet == "other" and row.cells["id"] == id]
        before = read_block("".join(row.cells["text"] for row in known), iri, self.prefixes) if known else ()
        after = () if draft.delete else read_block(text, iri, self.prefixes)
        if set(before) == set(after):
            return
        if not self.fresh and base is not None:
            if mark_of(sorted(set(after))) == base:
                self.newer.setdefault("other", []).append(id)
                return
            if mark_of(sorted(set(before))) != base:
                message = f"the ontology has changed here since the export, to: {_said(before)}"
                self.troubles.tell(draft, "text", "changed_twice", message, "write what it has now to keep it; to change it, export again")
                return
        self.touched.add(("other", draft.row.number))
        self.subject(id, "other").changes.append(Change(before, after))
        words = self.deleted if draft.delete else self.changed if known else self.added
        words.setdefault("other", []).append(id)

    # ------------------------------------------------------------------------------------------- the result

    def _would_be(self) -> dict[Path, str]:
        """The files that change, as they would be."""
        subjects = self.subjects.values()
        if self.fresh:
            return new_files(self.ontology or Path("new"), subjects, self.prefixes, self.loose)
        return edited_files(self.files, self.current, subjects, self.prefixes, self.new_prefixes, self.troubles.found)

    def _lint(self, files: Mapping[Path, str], drafts: Sequence[Draft]) -> list[Trouble]:
        would_be = {path: path.read_bytes().decode("utf-8", "surrogateescape") for path in self.files}
        would_be.update(files)
        gone = {s.id for s in self.subjects.values() if s.delete}
        found = users_of(would_be, gone, drafts, self.troubles, self.prefixes)
        as_exported: Callable[[Draft], bool] = lambda d: self.ontology is not None and not self._edited_by_hand(d)  # noqa: E731
        exported = as_exported if self.fresh else None
        return found + lint_troubles(would_be, self.files, drafts, self.troubles, exported, self.touched, self.languages)

    def _edited_by_hand(self, draft: Draft) -> bool:
        """Whether a row differs from what was exported."""
        if draft.sheet == "other":
            try:
                return other_mark(draft.id, draft.cell("text"), self.prefixes) != draft.cell("digest")
            except NotUnderstood:
                return True
        return draft.base is None or any((mark_of(v) if v else "") != draft.base.get(key, "") for key, v in draft.values.items())

    def _gone(self, drafts: Sequence[Draft]) -> dict[str, tuple[str, ...]]:
        """What was exported, is in the ontology, and has no row in the workbook any more."""
        out = {}
        for sheet in (*FIELDS, "other"):
            if sheet not in self.book.rows or self.fresh:
                continue
            there = {d.id for d in drafts if d.sheet == sheet} | {from_ascii(d.cell("was")) for d in drafts if d.sheet == sheet}
            left = [id for id in self.exported.get(sheet, ()) if id.partition(" ")[0] not in there and (sheet, id) in self.current.by_id]
            if left:
                out[sheet] = tuple(left)
        return out


def _said(values: Sequence[Value]) -> str:
    """Values as a person reads them."""
    texts = [re.sub(r'\A"(.*)"(?:@[\w-]+|\^\^\S+)?\Z', r"\1", term, flags=re.S) for _, term in values]
    return "; ".join(re.sub(r"\A<.*[#/](.*)>\Z", r"\1", text) for text in texts)[:200] or "(empty)"


def _ids(found: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {sheet: tuple(dict.fromkeys(ids)) for sheet, ids in found.items()}
