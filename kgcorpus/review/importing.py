"""Decisions come back: the rows of a review book as lines of ``reviews.jsonl``, what is not understood marked in a copy of the book."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from kgcorpus import config, store
from kgcorpus.errors import InputError
from kgcorpus.model import Entity, Fact, Json, Review
from kgcorpus.ontology import load
from kgcorpus.spreadsheet import Book, ReadRow, Sheet, Trouble, mark_book, read_book
from kgcorpus.text import normal_name
from kgcorpus.values_dates import days, how_to_write_date
from kgcorpus.verify import CHECKS
from kgcorpus.verify.estimate import Estimate, draws_of, estimate
from kgcorpus.verify.records import gather
from kgcorpus.verify.reviews import corrected, fact_on, read_reviews, thing

from .correcting import FIELDS, Correcting
from .drawn import DRAWN, recorded
from .layout import ACCEPT, CORRECT, FACTS, GROUPED, NAMES, NOTES, QUESTIONS, REJECT, START, UNCLEAR, WITHDRAW
from .names import append_decisions, line_of_row
from .notes import Note, WrittenNotes, as_note, write_notes
from .queue import fails
from .recording import DISAGREEMENT, Decided, append, beyond_quotes, disagreements, line_of, new_lines, without_fact

ON_SHAPE = {ACCEPT: "ask", REJECT: "never", GROUPED: "grouped", UNCLEAR: "unclear", WITHDRAW: "withdraw"}
EARLIEST = "1990"
"""A review of an earlier day is a slip of the pen."""
CHECKED = ("predicate", "domain", "range", "datatype", "unit", "value_range", "qualifiers", "irreflexivity")
"""The checks that a corrected fact must pass at once; the others compare it with what the next build finds."""


MOST_MARKED = 500
"""So many warnings are marked in a copy of the book; more are told on screen and by ``--json`` alone."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a book brought: ``new`` lines, decisions that were on record already (``known``), rows without a decision (``open``).

    ``marked`` is the copy of the book with its ``troubles``, if there are some; those of severity ``warning`` are decisions that were
    taken and that another person decided otherwise. ``lost`` names decisions on record whose fact the last build did not find. ``notes``
    are the documents made of the book's notes, ``names`` the new lines of ``aliases.jsonl``; ``estimate`` is what has been read so far of
    the random sample that the book holds.
    """

    new: Sequence[Review]
    known: int
    open: int
    troubles: Sequence[Trouble] = ()
    marked: Path | None = None
    lost: Sequence[Review] = ()
    notes: WrittenNotes | None = None
    estimate: Estimate | None = None
    names: Sequence[Mapping[str, Json]] = ()

    @property
    def errors(self) -> list[Trouble]:
        """What was not imported."""
        return [t for t in self.troubles if t.severity == "error"]

    @property
    def disagreements(self) -> list[Trouble]:
        return [t for t in self.troubles if t.rule == DISAGREEMENT]

    def to_json(self) -> dict[str, Json]:
        return {
            "new": [line_of(review) for review in self.new],
            "known": self.known,
            "open": self.open,
            "problems": [_trouble_json(t) for t in self.errors],
            "disagreements": [_trouble_json(t) for t in self.disagreements],
            "warnings": [_trouble_json(t) for t in self.troubles if t.severity != "error" and t.rule != DISAGREEMENT],
            "marked": str(self.marked) if self.marked else None,
            "lost": [line_of(review) for review in self.lost],
            "notes": list(self.notes.new) if self.notes else [],
            "estimate": self.estimate.to_json() if self.estimate else None,
            "names": [dict(line) for line in self.names],
        }


LATE = "late_date"
"""The rule of a warning about ``corpus.toml``: no cell of the book is to be mended."""


def _trouble_json(trouble: Trouble) -> dict[str, Json]:
    names = ("sheet", "row", "column", "value", "message", "fix", "rule")
    return {name: getattr(trouble, name) for name in names}


def import_reviews(folder: Path, book: Path, *, lang: str = "zh") -> Imported:
    """Append the decisions of a book to ``reviews.jsonl``, each once however often it is imported.

    Rows that are not understood are left out and marked in a copy beside the book (``NAME.problems.xlsx``); all others take effect. The
    date of a decision is that of its row, else of the book: the clock is not read.
    """
    corpus = config.load(folder)
    if not (folder / "corpus.db").exists():
        raise InputError(str(folder), "nothing has been built here", "corpus.db", "run 'kgcorpus build' first")
    if not book.is_file():
        raise InputError(str(book), "no such file", "a workbook that 'kgcorpus review export' wrote", "check the path")
    with store.Store(folder / "corpus.db") as opened:
        entities = {id: store.load(Entity, raw) for id, raw in opened.records("entity")}
        redirects = {id: orjson.loads(raw) for id, raw in opened.records("redirect")}
        stored = {id for kind in ("fact", "held") for id in opened.ids(kind)}
        ontology = load(corpus.ontology)
        failing = frozenset(id for id, raw in opened.records("verdict") if fails(orjson.loads(raw)))
        read = _read_book(book, corpus.name)
        rows = _Rows(read, Correcting(ontology, entities, redirects, lang), stored, failing, corpus.date)
        rows.take_all()
        path = folder / "reviews.jsonl"
        with opened.write():  # two imports at once: one after the other
            before = read_reviews(path)
            drawn = recorded(read.info)
            new, known, refused = new_lines(rows.reviews, before, drawn, read)
            added = {review.id for review in new}
            beyond = beyond_quotes([d for d in rows.reviews if d.review.id in added], opened, entities, read)
            troubles = [*read.troubles, *rows.troubles, *refused, *beyond, *disagreements(rows.reviews, before, read)]
            append(path, new)
            names, names_known = append_decisions(folder, rows.names)
        lost = without_fact([*before, *new], new, opened, stored, redirects, entities)
    written = write_notes(corpus, rows.notes) if rows.notes else None
    marked = None
    # A warning asks for nothing to be mended: a copy with thousands of them would take longer than all else.
    marks = [trouble for trouble in troubles if trouble.rule != LATE]
    if any(one.severity == "error" for one in marks) or 0 < len(marks) <= MOST_MARKED:
        marked = book if book.stem.endswith(".problems") else book.with_name(f"{book.stem}.problems.xlsx")
        mark_book(book, troubles, marked, read.lang or lang)
    found = estimate(draws_of([drawn])[drawn.on["draw"]], [*before, *new]) if drawn else None
    return Imported(new, known + names_known, rows.open, troubles, marked, lost, written, found, names)


def _read_book(book: Path, corpus: str) -> Book:
    """A review book, or the book of a random sample: their sheets differ in what they ask."""
    read = read_book(book, (START, FACTS, QUESTIONS, NAMES, NOTES))
    if (named := read.info.get("corpus", corpus)) != corpus:
        found, wanted = f"is a book of the corpus '{named}'", f"a book of '{corpus}'"
        raise InputError(str(book), found, wanted, "give the folder of that corpus, or the book of this one")
    if "draw" in read.info:
        sheets = {sheet.key: sheet for sheet in DRAWN.values()}
        read = read_book(book, (START, *(sheets[key] for key in (FACTS.key, QUESTIONS.key) if key in read.rows)))
    # a book need not have all sheets: what is not there holds no decision
    troubles = tuple(t for t in read.troubles if t.rule != "missing_sheet" or t.sheet)
    if not {FACTS.key, QUESTIONS.key, NAMES.key, NOTES.key} & set(read.rows):
        raise InputError(
            str(book), "has none of the sheets of a review book", "a workbook that 'kgcorpus review export' wrote", "give that book"
        )
    return replace(read, troubles=troubles)


# --------------------------------------------------------------------------------------------- rows


class _Rows:
    """The rows of a book, one after the other: decisions, notes, and what is wrong."""

    def __init__(self, book: Book, correcting: Correcting, stored: Collection[str], failing: Collection[str], date: str) -> None:
        self.book, self.correcting, self.stored, self.failing, self.date = book, correcting, stored, failing, date
        self.reviews: list[Decided] = []
        self.notes: list[Note] = []
        self.names: list[dict[str, Json]] = []
        self.troubles: list[Trouble] = []
        self.open = 0
        self.misread = {(t.sheet, t.row) for t in book.troubles if t.severity == "error" and t.row}
        self.given = {row.cells.get("field", ""): row for row in book.rows.get(START.key, ())}
        self.who = self.given["who"].cells.get("value", "").strip() if "who" in self.given else ""
        self.unsigned: list[str] = []
        self.undated: list[str] = []
        self.late: set[str] = set()
        self.when, self.when_is_bad = "", False
        if "when" in self.given and self.given["when"].cells.get("value", "").strip():
            self.when = self._date(START, self.given["when"], "value")
            self.when_is_bad = not self.when

    def tell(
        self, sheet: Sheet, row: ReadRow, column: str, message: str, fix: str, value: str | None = None, rule: str = ""
    ) -> None:  # fmt: skip
        """Note what is wrong with a cell; with a rule, what is to be looked at."""
        shown = row.cells.get(column, "") if value is None else value
        title, severity = self.book.titles.get(sheet.key, sheet.key), "warning" if rule else "error"
        self.troubles.append(Trouble(title, row.number, row.letters.get(column, ""), shown, message, fix, rule, severity))

    def _date(self, sheet: Sheet, row: ReadRow, column: str) -> str:
        """The day in a cell; empty, and a problem, where it is none or cannot be meant (the corpus date tells: there is no clock)."""
        written = row.cells.get(column, "").strip()
        day = _day(written)
        if not day:
            if column not in row.troubled:
                self.tell(sheet, row, column, f"'{written}' is no date", how_to_write_date(written))
        elif day < EARLIEST:
            self.tell(sheet, row, column, f"'{day}' is too early for a review", "correct the date")
            return ""
        elif days(day)[0] > days(self.date)[0] + 366:
            message = f"'{day}' is more than a year after the date of the corpus, {self.date}"
            self.tell(sheet, row, column, message, "correct the date; or bring 'date' in corpus.toml up to date, if that is old")
            return ""
        elif days(day)[0] > days(self.date)[0] and day not in self.late:
            self.late.add(day)
            message = f"'{day}' is after the date of the corpus, {self.date}"
            self.tell(sheet, row, column, message, "correct it if it is a slip; else 'date' in corpus.toml may be old", rule=LATE)
        return day

    def take_all(self) -> None:
        """Read every row; then check the corrected facts together."""
        for sheet in (FACTS, QUESTIONS):
            for row in self.book.rows.get(sheet.key, ()):
                self._take(sheet, row)
        for row in self.book.rows.get(NAMES.key, ()):
            self._name(row)
        for row in self.book.rows.get(NOTES.key, ()):
            self._note(row)
        self._on_first_sheet()
        self._check_corrections()
        self._check_twice()

    def _on_first_sheet(self) -> None:
        """What the first sheet leaves out is one problem there, and not one of each row."""
        for field, rows in (("who", self.unsigned), ("when", self.undated)):
            if rows:
                shown = ", ".join(rows[:5]) + (", …" if len(rows) > 5 else "")
                if field == "who":
                    message, fix = f"nobody signs {len(rows)} row(s): {shown}", "write your name here, or the reviewer's in each row"
                else:
                    message, fix = f"{len(rows)} row(s) have no date: {shown}", "write the date here, or in each row"
                if field in self.given:
                    self.tell(START, self.given[field], "value", message, fix)
                else:
                    self.troubles.append(Trouble("", 0, "", "", message, fix))

    def _take(self, sheet: Sheet, row: ReadRow) -> None:
        cells = row.cells
        decision = cells.get("decision", "").strip()
        if not decision:
            written = [name for name in (*FIELDS, "why") if cells.get(name, "").strip()]
            if written:
                self.tell(
                    sheet,
                    row,
                    "decision",
                    "no decision is chosen, and something is written in the row",
                    "choose a decision, or clear the row",
                )
            else:
                self.open += 1
            return
        if (self.book.titles.get(sheet.key, sheet.key), row.number) in self.misread:
            return  # whoever read the book has said so: a decision in a row that is not whole may be about another
        on = self._about(sheet, row)
        signed = self._signed(sheet, row)
        if on is None or signed is None:
            return
        if "fact" in on or "quote" in on:
            value = self._on_fact(sheet, row, decision, on)
            if value is False:
                return
        elif decision == CORRECT:
            self.tell(sheet, row, "decision", "a question cannot be corrected here", "reject it, and say why")
            return
        elif decision == GROUPED and "shape" not in on:
            self.tell(sheet, row, "decision", "only a kind of question can be asked grouped", "accept or reject this one question")
            return
        else:
            value = None
        made = ON_SHAPE[decision] if "shape" in on else decision
        self.reviews.append(Decided(Review(*signed, made, on, " ".join(cells.get("why", "").split()), value), sheet.key, row))

    def _about(self, sheet: Sheet, row: ReadRow) -> dict[str, Json] | None:
        """What a row is about; None, and a problem, where the hidden cell does not say."""
        with contextlib.suppress(orjson.JSONDecodeError):
            on = orjson.loads(row.cells.get("about", ""))
            if isinstance(on, dict) and any(isinstance(on.get(name), str) for name in ("fact", "shape", "sample", "quote")):
                return on
        message = "the hidden column no longer says what this row is about"
        self.tell(sheet, row, "decision", message, "copy the decision into a book that is exported anew")
        return None

    def _signed(self, sheet: Sheet, row: ReadRow) -> tuple[str, str] | None:
        """Who decided, and when; None, and a problem, where neither row nor first sheet says."""
        return self._who_and_when(sheet, row, "who", "when")

    def _who_and_when(self, sheet: Sheet, row: ReadRow, who_column: str, when_column: str) -> tuple[str, str] | None:
        who = " ".join((row.cells.get(who_column, "").strip() or self.who).split())
        written = row.cells.get(when_column, "").strip()
        when = self._date(sheet, row, when_column) if written else self.when
        place = f"{self.book.titles.get(sheet.key, sheet.key)} {row.number}"
        if not who:
            self.unsigned.append(place)
        if not when and not written and not self.when_is_bad:
            self.undated.append(place)
        return (who, when) if who and when else None

    def _on_fact(self, sheet: Sheet, row: ReadRow, decision: str, on: Mapping[str, Json]) -> Json:
        """The value of a decision on a fact: None, of a correction what changes; False where something is wrong with it."""
        written = [name for name in FIELDS if row.cells.get(name, "").strip()]
        if on.get("settles") and decision not in (REJECT, UNCLEAR, WITHDRAW) and on.get("fact") not in self.stored:
            message = "the documents no longer say this: it cannot be accepted or corrected"
            self.tell(sheet, row, "decision", message, "choose 'reject' to let the earlier decision go")
            return False
        if decision == ACCEPT and on.get("fact") in self.failing and "draw" not in on:
            message = "this fact fails a check of the program: it cannot be accepted"
            fix = "reject or correct it; if the ontology is wrong, choose 'cannot tell' and say why"
            self.tell(sheet, row, "decision", message, fix)
            return False
        if decision != CORRECT:
            if written:
                message = f"a correction is written, but the decision is '{decision}'"
                self.tell(sheet, row, written[0], message, "choose 'correct', or clear the columns of the correction")
                return False
            return None
        old = fact_on(on)
        if old is None:
            self.tell(sheet, row, "decision", "what this decision was about is not known any more", "decide on a row that shows a fact")
            return False
        value, refused = self.correcting.value(old, row.cells)
        for problem in refused:
            self.tell(sheet, row, problem.column, problem.message, problem.fix, problem.value)
        return False if refused else value

    def _name(self, row: ReadRow) -> None:
        """A decision on a name, or on whether two things are one; one that could not be told leaves the row open."""
        decision = row.cells.get("decision", "").strip()
        if not decision or decision == UNCLEAR:
            self.open += 1
            return
        if (self.book.titles.get(NAMES.key, NAMES.key), row.number) in self.misread or (signed := self._signed(NAMES, row)) is None:
            return
        line = line_of_row(row.cells.get("about", ""), decision, *signed, " ".join(row.cells.get("why", "").split()))
        if line is not None:
            self.names.append(line)
        elif decision == WITHDRAW:
            fix = "export what was decided with --decided, and withdraw it there"
            self.tell(NAMES, row, "decision", "nothing was decided here that could be withdrawn", fix)
        else:
            message = "the hidden column no longer says what this row is about"
            self.tell(NAMES, row, "decision", message, "copy the decision into a book that is exported anew")

    def _note(self, row: ReadRow) -> None:
        statement = row.cells.get("statement", "").strip()
        if not statement:
            return
        signed = self._who_and_when(NOTES, row, "signed", "dated")
        if signed and not row.troubled:
            self.notes.append(as_note(statement, *signed))

    # ------------------------------------------------------------------ together

    def _check_corrections(self) -> None:
        """Take out the corrections whose result breaks what the ontology says of subject, object or conditions."""
        made: dict[str, list[Decided]] = defaultdict(list)
        facts: dict[str, Fact] = {}
        for decided in self.reviews:
            if decided.review.decision == CORRECT and (old := fact_on(decided.review.on)) is not None:
                fact = corrected(old, decided.review)
                facts[fact.id] = fact
                made[fact.id].append(decided)
        records = gather(facts.values(), self.correcting.ontology, entities=self.correcting.entities)
        broken: set[int] = set()
        for name in CHECKED if facts else ():
            for finding in CHECKS[name]()(records):
                for decided in made[finding.about] if finding.severity == "error" else ():
                    broken.add(id(decided))
                    sheet = FACTS if decided.sheet == FACTS.key else QUESTIONS
                    message = f"the corrected fact fails the check '{name}': {finding.message}"
                    self.tell(sheet, decided.row, "decision", message, "correct it otherwise, or reject the fact")
        self.reviews = [decided for decided in self.reviews if id(decided) not in broken]

    def _check_twice(self) -> None:
        """Take out decisions of one person on one thing that contradict one another: nobody can say which is meant."""
        by_thing: dict[tuple[str, str], list[Decided]] = defaultdict(list)
        for decided in self.reviews:
            by_thing[normal_name(decided.review.who), thing(decided.review)].append(decided)
        broken: set[int] = set()
        for several in by_thing.values():
            if len({(d.review.decision, orjson.dumps(d.review.value)) for d in several}) > 1 and len({d.review.when for d in several}) == 1:
                rows = ", ".join(str(d.row.number) for d in several)
                for decided in several:
                    broken.add(id(decided))
                    sheet = FACTS if decided.sheet == FACTS.key else QUESTIONS
                    message = f"the same thing is decided in several ways by one person (rows {rows})"
                    self.tell(sheet, decided.row, "decision", message, "leave one decision")
        self.reviews = [decided for decided in self.reviews if id(decided) not in broken]


def _day(text: str) -> str:
    """A day as ISO; empty where the text is no day."""
    from kgcorpus.values import read_value

    read = read_value(text, "xsd:date")
    return read.value if read is not None and read.value is not None and read.datatype == "xsd:date" else ""
