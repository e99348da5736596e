"""A table under one mapping of ``corpus.toml``: which mappings are meant for it, where its columns are, what a row names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kgcorpus import config
from kgcorpus.extract.cells import Problem, is_empty
from kgcorpus.identity import keyed_id, named_id
from kgcorpus.model import Cell, Document, Passage, Rejection, Span
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

MADE_BY = "tables/1"
"""The part's name and version, on everything it gives."""

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table passage under one mapping: ``columns`` gives a column's position by its name; ``above`` rows stand over its header."""

    document: Document
    passage: Passage
    rule: config.TableRule
    columns: dict[str, int]
    above: int = 0

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header that have a cell for every column, with their number (the header is row 1)."""
        bad = {number for number, _ in self.passage.problems}
        width = len(self.passage.rows[0])
        for number, row in enumerate(self.passage.rows[1:], 2):
            if number not in bad and len(row) == width:
                yield number, row

    def ragged(self) -> Iterator[tuple[int, str, Row | None]]:
        """The rows that cannot be read: number, reason and cells, if any."""
        rows = self.passage.rows
        bad = dict(self.passage.problems)
        width = len(rows[0])
        for number in sorted({*bad, *(n for n, row in enumerate(rows, 1) if len(row) != width)}):
            yield number, bad.get(number, "ragged_row"), rows[number - 1] if number <= len(rows) else None

    def text(self, cell: Cell) -> str:
        """What a cell says: in CSV a quote within quotes is written twice."""
        return cell.text.replace('""', '"') if '""' in cell.text and self.document.format in ("csv", "tsv") else cell.text

    def span(self, role: str, cell: Cell) -> Span:
        """The span of a whole cell."""
        return self.part(role, cell, cell.start, cell.end)

    def part(self, role: str, cell: Cell, start: int, end: int) -> Span:
        """A span within a cell (or from one cell to another of its row)."""
        passage = self.passage
        return Span(role, self.document.id, start, end, self.document.text[start:end], passage.page_at(start), passage.sheet, cell.ref)

    def place(self, number: int, cell: Cell | None = None) -> str:
        """Where a row or cell stands, for people."""
        sheet = f"{self.passage.sheet}!" if self.passage.sheet else ""
        return f"{sheet}{cell.ref}" if cell and cell.ref else f"{sheet}row {number + self.above}"


def rules_for(document: Document, passage: Passage, rules: Iterable[config.TableRule]) -> list[config.TableRule]:
    """The mappings that are meant for this table: by document, sheet and caption."""
    found = []
    for rule in rules:
        if not config.matches(document.path, rule.documents) or (rule.sheet is not None and rule.sheet != passage.sheet):
            continue
        if rule.caption is not None and not any(normal_name(rule.caption) in normal_name(h.text) for h in passage.headings):
            continue
        found.append(rule)
    return found


def columns_of(rule: config.TableRule) -> list[str]:
    """Every column that a mapping reads, in its order."""
    names: list[str | None] = []
    if rule.entity is not None:
        names += [rule.entity.key, rule.entity.label, rule.entity.aliases]
    for fact in rule.facts:
        for column in (fact.subject, fact.object, *(q.column for q in fact.qualifiers)):
            names += [column.column, *slots(column.template)]
        names += [fact.valid_from, fact.valid_to, *(test.column for test in (fact.negated, fact.when) if test is not None)]
    return list(dict.fromkeys(name for name in names if name))


def slots(template: str | None) -> list[str]:
    """The columns that a template names.

    >>> slots("{菜名}#{步骤}")
    ['菜名', '步骤']
    """
    return [part.split("}")[0] for part in (template or "").split("{")[1:]]


def header(passage: Passage) -> dict[str, int]:
    """Positions of a table's columns by folded name; of two columns of one name the first."""
    out: dict[str, int] = {}
    for position, cell in enumerate(passage.rows[0] if passage.rows else ()):
        out.setdefault(normal_name(cell.text), position)
    return out


MOST_ABOVE = 5
"""So many rows, titles for instance, may stand over a header that is looked for."""
_LONGEST_HEADER = 200


def header_fits(wanted: str, written: str) -> bool:
    """Whether a column's header is the one wanted: by its name, or by a regular expression between slashes.

    >>> [header_fits(w, "Max. dose（mg）") for w in ("max. dose(mg)", "/max.*dose.*/", "dose", "/dose/")]
    [True, True, False, False]
    """
    if len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
        text = " ".join(unicodedata.normalize("NFKC", written).split())
        return len(text) <= _LONGEST_HEADER and _compiled(wanted[1:-1]).fullmatch(text) is not None
    return normal_name(wanted) == normal_name(written)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _by_header(document: Document, passage: Passage, rule: config.TableRule) -> Table | None:
    """The table under a mapping that says what headers its columns may have; None where they are not there.

    The columns that name the entity must be there, and those of one fact; of other facts only those are read whose columns are there.
    """
    for above in range(min(MOST_ABOVE, len(passage.rows) - 1)):
        found = _positions(passage.rows[above], rule)
        facts = tuple(fact for fact in rule.facts if all(name in found for name in columns_of(replace(rule, entity=None, facts=(fact,)))))
        entity = rule.entity
        if (rule.facts and not facts) or (entity and not {entity.label, entity.key or entity.label} <= found.keys()):
            continue
        if entity and entity.aliases not in found:
            entity = replace(entity, aliases=None)
        rows = passage.rows[above:]
        problems = tuple((number - above, reason) for number, reason in passage.problems if number > above)
        below = replace(passage, rows=rows, problems=problems, start=rows[0][0].start)
        fitting = replace(rule, entity=entity, facts=facts)
        return Table(document, below, fitting, {name: found[name] for name in columns_of(fitting)}, above)
    return None


def _positions(row: Row, rule: config.TableRule) -> dict[str, int]:
    """Where the columns are that a mapping reads, by the name that it uses; what may be called several things is the first of them."""
    found: dict[str, int] = {}
    for name in columns_of(rule):
        wanted = rule.columns.get(name, (name,))
        position = next((n for header in wanted for n, cell in enumerate(row) if cell.text and header_fits(header, cell.text)), None)
        if position is not None:
            found[name] = position
    return found


def table_of(document: Document, passage: Passage, rule: config.TableRule) -> Table | Rejection | None:
    """The table under a mapping; a rejection ``missing_column``; None where the mapping is meant for another table of the document.

    A mapping that looks for its columns by their headers is meant for the tables that have them.
    """
    if rule.columns:
        return _by_header(document, passage, rule)
    known = header(passage)
    wanted = columns_of(rule)
    missing = [name for name in wanted if normal_name(name) not in known]
    if not missing:
        return Table(document, passage, rule, {name: known[normal_name(name)] for name in wanted})
    others = (p for p in document.passages if p.kind == "table" and p is not passage)
    if len(missing) == len(wanted) and any(
        rules_for(document, p, (rule,)) and header(p).keys() & set(map(normal_name, wanted)) for p in others
    ):
        return None
    written = [cell.text for cell in passage.rows[0]] if passage.rows else []
    details = []
    for name in missing:
        near = difflib.get_close_matches(name, written, 1, 0.4)
        details.append(f"no column '{name}'" + (f"; the nearest is '{near[0]}'" if near else ""))
    start, end = (passage.rows[0][0].start, passage.rows[0][-1].end) if written else (passage.start, passage.end)
    about = f"columns: {', '.join(written)}"
    return Rejection(
        "missing_column", ", ".join(missing), document.id, start, end, passage.sheet, MADE_BY, detail="; ".join(details) + f" ({about})"
    )


def row_identity(table: Table, rule: config.EntityRule, ontology: Ontology) -> Callable[[Row], str | Problem]:
    """The id of a row's own entity, the same in both passes."""
    key_at = table.columns[rule.key] if rule.key else None
    label_at = table.columns[rule.label]
    terms = [e for e in ontology.entities.values() if ontology.is_a(e.classes, rule.cls)]
    by_key = {e.key: e.id for e in terms if e.key is not None}
    by_name: dict[str, set[str]] = {}
    for term in terms:
        for name in (*term.labels.values(), *(a for names in term.aliases.values() for a in names), *term.hidden):
            by_name.setdefault(normal_name(name), set()).add(term.id)
    seen: dict[str, int] = {}
    if key_at is not None and by_name:
        for _, row in table.rows():
            name = normal_name(table.text(row[label_at]))
            seen[name] = seen.get(name, 0) + 1

    def identify(row: Row) -> str | Problem:
        text = table.text(row[label_at])
        if is_empty(text):
            return Problem("bad_value", text, f"the row names no {rule.cls}: '{rule.label}' is empty")
        ids: set[str] = by_name.get(normal_name(text), set()) if by_name else set()
        if key_at is None:
            if len(ids) > 1:
                return Problem("ambiguous_entity", text, ", ".join(sorted(ids)), tuple(sorted(ids)))
            return next(iter(ids), None) or named_id(rule.cls, text)
        key = row[key_at].text
        if is_empty(key):
            return Problem("bad_value", text, f"the row has no key: '{rule.key}' is empty")
        if key in by_key:
            return by_key[key]
        if len(ids) == 1 and seen[normal_name(text)] == 1:
            return next(iter(ids))
        return keyed_id(rule.cls, key)

    return identify
