"""Rows of a workbook as they come back: which thing each is about, and what its cells mean; everything else is a trouble with its cell."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgcorpus.model import digest
from kgcorpus.ontology import BUILT_IN
from kgcorpus.ontology_lint import LANGUAGES
from kgcorpus.rdf import PREFIXES, id_iri, iri_id
from kgcorpus.spreadsheet import Book, ReadRow, Trouble, as_read

from .as_typed import as_meant
from .cell_values import EMPTY, NotUnderstood, Value, is_datatype, squash
from .exporting import from_ascii, id_column, reference_kind
from .known import chinese_identifier
from .layout import FIELDS, MARKER, POSITIONS, Field, wording_fields
from .rows import Rows, values_of, wording_id
from .schema import datatype_of

THINGS = tuple(FIELDS)
_LOCAL = re.compile(r"[\w.·\-]*[\w\-]\Z")
_REFERENCE = re.compile(r"(?P<label>.*?)\s*[(（](?P<id>[^()（）\s]+)[)）]\s*\Z", re.S)
KINDS = ("class", "predicate", "qualifier")
ROW = "urn:kgcorpus:row:"
"""What stands for the id of a row that has none, so that its cells are checked all the same; it is never written."""


@dataclass(slots=True)
class Draft:
    """A row as it came back. ``id`` is "" where it is not known; ``base`` has the digests of its cells as exported, None in a new row.

    ``values`` are what its cells mean; a cell that was not understood, or whose column is not in the file, has none there. An ``unsure``
    row has an error that leaves open what it is about; it is read only to tell all its problems at once.
    """

    sheet: str
    row: ReadRow
    id: str = ""
    base: Mapping[str, str] | None = None
    delete: bool = False
    made: bool = False
    unsure: bool = False
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    subject: str = ""
    fields: tuple[Field, ...] = ()

    def cell(self, key: str) -> str:
        return self.row.cells.get(key, "")


class Troubles:
    """The troubles of a workbook while it is read, each at its cell."""

    def __init__(self, book: Book, languages: Sequence[str] = LANGUAGES) -> None:
        self.book = book
        self.lang = book.lang if book.lang in languages else languages[0]
        self.found: list[Trouble] = list(book.troubles)

    def failed(self, draft: Draft) -> bool:
        """Whether a row has an error."""
        title = self.book.titles.get(draft.sheet, draft.sheet)
        return any(t.severity == "error" and (t.sheet, t.row) == (title, draft.row.number) for t in self.found)

    def tell(self, draft: Draft, key: str, rule: str, message: str, fix: str, severity: str = "error", value: str | None = None) -> None:
        text = draft.cell(key) if value is None else value
        shown = text if len(text) <= 80 else text[:79] + "…"
        self.found.append(self.at(draft, key, rule, shown, message, fix, severity))

    def at(self, draft: Draft, key: str, rule: str, value: str, message: str, fix: str, severity: str) -> Trouble:
        title = self.book.titles.get(draft.sheet, draft.sheet)
        return Trouble(title, draft.row.number, draft.row.letters.get(key, ""), value, message, fix, rule, severity)


@dataclass(slots=True)
class Known:
    """What references may name: ids of classes, predicates and qualifiers, and those that bear a label (of the workbook before the
    ontology). A qualifier is a predicate as well."""

    prefixes: Mapping[str, str]
    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    labels: dict[str, dict[str, set[str]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    old_labels: dict[str, dict[str, set[str]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def is_name(self, kind: str, text: str) -> bool:
        """Whether a text is, from end to end, an id or a name of one of this kind; also ``label (id)``."""
        match = _REFERENCE.match(text)
        labels = self.labels[kind].get(text.casefold()) or self.old_labels[kind].get(text.casefold())
        if text in self.ids[kind] or labels:
            return True
        if match is None:
            return False
        return any(match["id"] in group[kind].get(match["label"].strip().casefold(), ()) for group in (self.labels, self.old_labels))

    def find(self, kind: str, text: str) -> str:
        """The id that a reference means: an id, ``label (id)``, a label or local name that only one has. Raises ``NotUnderstood``."""
        ids = self.ids[kind]
        if text in ids:
            return text
        match = _REFERENCE.match(text)
        if match and (match["id"] in ids or self.plain(match["id"])):
            return match["id"]
        for labels in (self.labels[kind], self.old_labels[kind]):
            found = labels.get(text.casefold(), set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                listed = ", ".join(sorted(found))
                raise NotUnderstood(f"'{text}' is the name of several: {listed}", "write the id that is meant")
        local = {id for id in ids if id.rpartition(":")[2].casefold() == text.casefold()}
        if len(local) == 1:
            return local.pop()
        if kind == "qualifier" and self.is_name("predicate", text):
            return self.find("predicate", text)
        if self.plain(text):
            return text
        raise NotUnderstood(f"there is no {'condition' if kind == 'qualifier' else kind} '{text}'", self.nearest(kind, text))

    def in_place(self, role: str, name: str) -> str:
        """The id that a name in a place of a pattern means: ``{q:room height}`` a qualifier, ``{o:part}`` a class; else the name."""
        kind = "qualifier" if role == "q" else "class"
        try:
            return self.find(kind, name) if self.is_name(kind, name) else name
        except NotUnderstood:
            return name

    def plain(self, text: str) -> bool:
        """Whether a text is an id by its form: one with a declared prefix, or an IRI."""
        prefix, colon, _ = text.partition(":")
        if not colon or re.search(r"\s", text):
            return False
        return prefix in self.prefixes or bool(re.match(r"(https?|urn|file|tag):\S", text, re.I))

    def nearest(self, kind: str, text: str) -> str:
        """What to do about a reference to nothing: the nearest name or id, or where names come from."""
        named = [*self.labels[kind], *self.old_labels[kind]]
        names = {key: key for key in named} | {id.casefold(): id for id in self.ids[kind]}
        wanted = text.casefold()
        close = difflib.get_close_matches(wanted, sorted(names), n=1, cutoff=0.5)
        if not close:
            inside = [name for name in names if wanted in name or name in wanted]
            close = sorted(inside, key=lambda name: (abs(len(name) - len(text)), name))[:1]
        if close:
            return f"did you mean '{names[close[0]]}'?"
        called = "condition" if kind == "qualifier" else kind
        return f"choose a {called} from the list, or add a row for it to its sheet"


def read_things(
    book: Book, current: Rows, prefixes: Mapping[str, str], exported: Mapping[str, Sequence[str]], troubles: Troubles
) -> list[Draft]:
    """The drafts of classes, predicates, qualifiers and terms with their ids; ids are made where there are none."""
    drafts: list[Draft] = []
    for sheet in THINGS:
        drafts += [_begun(sheet, row) for row in book.rows.get(sheet, ())]
    known = {row.id for row in current.rows if row.sheet in THINGS}
    for sheet in THINGS:
        own = [d for d in drafts if d.sheet == sheet]
        written = {d.row.number: _written_id(d, prefixes, own, troubles) for d in own}
        claimed = {id for id in written.values() if id}
        for draft in own:
            draft.id = _settled(draft, written[draft.row.number], claimed, troubles)
    taken = known | {d.id for d in drafts if d.id}
    for sheet in THINGS:
        _make_ids([d for d in drafts if d.sheet == sheet], sheet, taken, current, prefixes, exported, troubles)
    _tell_twice(drafts, troubles)
    for draft in drafts:
        if not draft.id and not draft.delete and troubles.failed(draft):
            draft.id, draft.unsure = row_id(draft), True
        draft.subject, draft.fields = draft.id, FIELDS[draft.sheet]
    return drafts


def row_id(draft: Draft) -> str:
    """What stands for the id of a row that has none."""
    return f"{ROW}{draft.sheet}:{draft.row.number}"


def _begun(sheet: str, row: ReadRow) -> Draft:
    marks = row.cells.get("digest", "")
    base = dict(pair.split(":") for pair in marks.split() if pair.count(":") == 1) if row.cells.get("was") else None
    return Draft(sheet, row, base=base, delete=row.cells.get("action") == "delete")


def _written_id(draft: Draft, prefixes: Mapping[str, str], own: Sequence[Draft], troubles: Troubles) -> str:
    """The id that stands in a row; "" where there is none or it is no id."""
    text, was = draft.cell("id"), from_ascii(draft.cell("was"))
    if not text or "id" in draft.row.troubled:
        return ""
    if was and as_read(id_column(draft.sheet), was) == text:
        return was
    text = text.strip("<>")
    if match := _REFERENCE.match(text):
        text = match["id"]
    prefix, colon, local = text.partition(":")
    if not colon:
        prefix, local = _own_prefix(own, prefixes), text
    if re.match(r"(https?|urn|file|tag):\S+\Z", text, re.I):
        return iri_id(text, prefixes)
    if prefix not in prefixes:
        fix = "write one of: " + ", ".join(sorted(set(prefixes) - set(PREFIXES))) + ", or leave the id empty"
        troubles.tell(draft, "id", "unknown_prefix", f"the prefix '{prefix}' of the id is not declared", fix)
        return ""
    if not _LOCAL.match(local):
        fix = "use letters, digits, - and _ only, or leave the id empty"
        troubles.tell(draft, "id", "bad_id", f"'{text}' cannot be an id", fix)
        return ""
    return f"{prefix}:{local}"


def _own_prefix(drafts: Iterable[Draft], prefixes: Mapping[str, str]) -> str:
    """The prefix that most ids of these rows have."""
    found = Counter(p for d in drafts for p in (from_ascii(d.cell("was")).partition(":")[0], d.id.partition(":")[0]) if p in prefixes)
    own = {p: n for p, n in found.items() if p not in PREFIXES}
    if own:
        return max(own, key=lambda p: (own[p], p))
    return next(iter(sorted(set(prefixes) - set(PREFIXES))), "")


def _settled(draft: Draft, id: str, claimed: set[str], troubles: Troubles) -> str:
    """The id of a row, by what stands there and what it was when it was exported: a copied row is a new one."""
    was = from_ascii(draft.cell("was"))
    if not was or was == id or "id" in draft.row.troubled:
        return id
    if was in claimed:
        draft.base = None
        return id
    if id or not draft.cell("id"):
        message = f"the id was '{was}' when the workbook was exported"
        troubles.tell(draft, "id", "changed_id", message, f"write '{was}' again; for a new thing use an empty row")
    return was


def _make_ids(
    drafts: Sequence[Draft], sheet: str, taken: set[str], current: Rows, prefixes: Mapping[str, str], exported: Mapping[str, Sequence[str]],
    troubles: Troubles,
) -> None:  # fmt: skip
    prefix = _own_prefix(drafts, prefixes)
    if not prefix:
        prefix = next(iter(sorted(set(prefixes) - set(PREFIXES))), "")
    for draft in drafts:
        if draft.id or draft.cell("id"):
            continue
        labels = [draft.cell(f"label_{lang}").split("\n")[0] for lang in ("en", "zh")]
        if not any(labels):
            if draft.base is None and not draft.delete:
                troubles.tell(draft, f"label_{troubles.lang}", "no_label", "a row without a name", "write the name")
            continue
        if not prefix:
            troubles.tell(
                draft,
                "id",
                "no_prefix",
                "no prefix is declared for new ids",
                "add one to the sheet of prefixes: ex, https://example.org/ex#",
            )
            return
        name = made_name(labels[0], labels[1], sheet)
        id, number = f"{prefix}:{name}", 2
        while id in taken and not _imported_before(id, draft, current, exported):
            id, number = f"{prefix}:{name}-{number}", number + 1
        taken.add(id)
        draft.id, draft.made = id, True


def _imported_before(id: str, draft: Draft, current: Rows, exported: Mapping[str, Sequence[str]]) -> bool:
    """Whether a new row became this id when the workbook was imported before."""
    row = current.by_id.get((draft.sheet, id))
    if row is None or id in exported.get(draft.sheet, ()):
        return False
    names = [draft.cell(f"label_{lang}") for lang in ("zh", "en")]
    return names == [row.cells.get(f"label_{lang}", "") for lang in ("zh", "en")]


def made_name(english: str, chinese: str, sheet: str) -> str:
    """The local name of a new thing, by the habits of its sheet; Chinese characters where it has no English name.

    >>> made_name("adverse effect", "不良反应", "predicates"), made_name("", "不良 反应", "terms"), made_name("Drug class", "", "classes")
    ('adverseEffect', '不良反应', 'DrugClass')
    """
    words = re.findall(r"[A-Za-z0-9]+", english.replace("'", "").replace("’", ""))
    if not words:
        return chinese_identifier(chinese or english) or f"x{digest(sheet, chinese or english)[:12]}"
    if sheet == "terms":
        return "-".join(words).lower()
    joined = "".join(w[:1].upper() + w[1:] for w in words)
    return joined if sheet == "classes" else joined[:1].lower() + joined[1:]


def _tell_twice(drafts: Sequence[Draft], troubles: Troubles) -> None:
    seen: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.id or draft.made:
            continue
        if (first := seen.setdefault(draft.id, draft)) is not draft:
            place = f"{troubles.book.titles.get(first.sheet, first.sheet)} {first.row.number}"
            fix = "clear the id of the new row, or delete one of the two"
            troubles.tell(draft, "id", "duplicate_id", f"the id '{draft.id}' stands in row {place} as well", fix)


# --------------------------------------------------------------------------------------------- wording


def read_wording(book: Book, current: Rows, known: Known, troubles: Troubles) -> list[Draft]:
    """The drafts of the sheet ``wording``, each with its predicate and position."""
    positions = {key for key, _ in POSITIONS}
    drafts: list[Draft] = []
    for row in book.rows.get("wording", ()):
        draft = _begun("wording", row)
        drafts.append(draft)
        position = draft.cell("position")
        if position not in positions or {"predicate", "position"} & row.troubled or not draft.cell("predicate"):
            continue
        draft.fields = wording_fields(position)
        try:
            draft.subject = known.find("predicate", draft.cell("predicate"))
        except NotUnderstood as error:
            troubles.tell(draft, "predicate", "unknown_predicate", error.message, error.fix)
            continue
        draft.id = wording_id(draft.subject, position)
    claimed = {d.id for d in drafts if d.id}
    seen: dict[str, Draft] = {}
    for draft in drafts:
        was = from_ascii(draft.cell("was"))
        if was and draft.id and was != draft.id:
            if was not in claimed:
                message = "predicate or position of this row were others when the workbook was exported"
                fix = f"write '{was.partition(' ')[0]}' and its position again, or put this into an empty row"
                troubles.tell(draft, "predicate", "changed_id", message, fix)
                draft.id = ""
                continue
            draft.base = None
        if draft.id and (first := seen.setdefault(draft.id, draft)) is not draft:
            message = f"this predicate and position stand in row {first.row.number} as well"
            troubles.tell(draft, "position", "duplicate_id", message, "put all templates into one cell, one a line")
            draft.id = ""
    for draft in drafts:
        if not draft.id and draft.fields and not draft.delete and troubles.failed(draft):
            draft.id = draft.subject = row_id(draft)
            draft.unsure, draft.base = True, None
    return drafts


# --------------------------------------------------------------------------------------------- what cells mean


def known_names(drafts: Sequence[Draft], current: Rows, prefixes: Mapping[str, str]) -> Known:
    """What references may name, from the workbook's rows and the ontology."""
    known = Known(prefixes)
    known.ids["predicate"] |= BUILT_IN.keys()
    for id, built in BUILT_IN.items():
        for label in built.labels.values():
            known.old_labels["predicate"].setdefault(label.casefold(), set()).add(id)
    for row in current.rows:
        if row.sheet in THINGS and row.sheet != "terms":
            _learn(known.ids, known.old_labels, row.sheet, row.id, row.cells.get("label_zh", ""), row.cells.get("label_en", ""))
    for draft in drafts:
        if draft.id and draft.sheet != "terms" and not draft.delete:
            _learn(known.ids, known.labels, draft.sheet, draft.id, draft.cell("label_zh"), draft.cell("label_en"))
    return known


def _learn(ids: dict[str, set[str]], labels: dict[str, dict[str, set[str]]], sheet: str, id: str, *texts: str) -> None:
    for kind in {"classes": ("class",), "qualifiers": ("qualifier", "predicate")}.get(sheet, ("predicate",)):
        ids[kind].add(id)
        for label in (label for text in texts for label in text.split("\n") if label):
            labels[kind].setdefault(label.casefold(), set()).add(id)


def read_cells(draft: Draft, known: Known, troubles: Troubles, now: Mapping[str, str]) -> None:
    """Fill in what the cells of a draft mean; ``now`` are the cells that the ontology would show for it."""
    written = _json(draft.cell("as_written"))
    names = {line for key in ("label_zh", "label_en") for line in draft.cell(key).split("\n") if line}
    for one in draft.fields:
        if one.key not in draft.row.cells or one.key in draft.row.troubled:
            continue
        own = {squash(line) for line in now.get(one.key, "").split("\n")} | written.get(one.key, {}).keys()
        text, remarks = as_meant(one, draft.row.cells[one.key], own, names, known.in_place)
        for remark in remarks:
            troubles.tell(draft, one.key, remark.rule, remark.message, remark.fix, remark.severity, remark.value)
        wrong: list[NotUnderstood] = []
        try:
            draft.texts[one.key] = _with_ids(one, text, known, wrong)
            if not wrong:
                draft.values[one.key] = values_of(one, draft.texts[one.key], written, known.prefixes)
        except NotUnderstood as error:
            wrong.append(error)
        kind = reference_kind(one)
        rule = f"unknown_{kind}" if kind else "bad_conversion" if one.shape == "conversions" else "misspelt"
        for found in wrong:
            troubles.tell(draft, one.key, rule, found.message, found.fix)


def _json(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _with_ids(one: Field, text: str, known: Known, wrong: list[NotUnderstood]) -> str:
    """The text of a cell with ids in place of references, and the sign for an empty template; ``wrong`` gets what means nothing."""
    if one.shape == "templates":
        return "\n".join(EMPTY if line.strip() in (*MARKER.values(), "(不说)") else line for line in text.split("\n"))
    if one.of == "datatype":
        return text if ":" in text else datatype_of(text) or text
    kind = reference_kind(one)
    if kind is None or not text or one.shape == "types":
        return text
    out: list[str] = []
    for part in (part for line in text.split("\n") for part in _references(kind, line.strip(), known)):
        try:
            out.append(known.find(kind, part))
        except NotUnderstood as error:
            wrong.append(error)
            continue
        if one.shape == "union" and is_datatype(id_iri(out[-1], known.prefixes)):
            wrong.append(NotUnderstood(f"'{part}' is no class", "put it into the column for the kind of value"))
    return "\n".join(dict.fromkeys(out))


_SEPARATORS = (r"[;；]", r"[;；、]", r"[;；、,，]")


def _references(kind: str, line: str, known: Known) -> list[str]:
    """The references on a line: one; or several, where it is no name itself and its parts are (else as far as separators tell)."""
    if not line or known.is_name(kind, line):
        return [line] if line else []
    found = [[part.strip() for part in re.split(marks, line) if part.strip()] for marks in _SEPARATORS]
    best = max(found, key=lambda parts: (sum(known.is_name(kind, part) for part in parts) / max(len(parts), 1), len(parts)))
    return best if len(best) > 1 and (any(known.is_name(kind, part) for part in best) or not _understood(kind, line, known)) else [line]


def _understood(kind: str, text: str, known: Known) -> bool:
    try:
        known.find(kind, text)
    except NotUnderstood:
        return False
    return True
