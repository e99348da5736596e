"""Decisions come back: the rows of a review book as lines of ``reviews.jsonl``, what is not understood marked in a copy of the book."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from kgcorpus import config, store
from kgcorpus.errors import InputError
from kgcorpus.model import Document, Entity, Fact, Json, Review
from kgcorpus.ontology import load
from kgcorpus.spreadsheet import Book, ReadRow, Sheet, Trouble, mark_book, read_book
from kgcorpus.text import normal_name
from kgcorpus.verify import CHECKS
from kgcorpus.verify.estimate import Estimate, draws_of, estimate
from kgcorpus.verify.records import gather
from kgcorpus.verify.reviews import ON_FACTS, corrected, fact_on, lay_over, read_reviews

from .correcting import FIELDS, Correcting
from .drawn import DRAWN, recorded
from .layout import ACCEPT, CORRECT, FACTS, NOTES, QUESTIONS, REJECT, START, UNCLEAR
from .notes import Note, WrittenNotes, as_note, write_notes

ON_SHAPE = {ACCEPT: "ask", REJECT: "never", UNCLEAR: "unclear"}
CHECKED = ("predicate", "domain", "range", "datatype", "unit", "value_range", "qualifiers", "irreflexivity")
"""The checks that a corrected fact must pass at once; the others compare it with what the next build finds."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a book brought: ``new`` lines, decisions that were on record already (``known``), rows without a decision (``open``).

    ``marked`` is the copy of the book with its ``troubles``, if there are some; those of severity ``warning`` are decisions that were
    taken and that another person decided otherwise. ``lost`` names decisions on record whose fact the last build did not find. ``notes``
    are the documents made of the book's notes; ``estimate`` is what has been read so far of the random sample that the book holds.
    """

    new: Sequence[Review]
    known: int
    open: int
    troubles: Sequence[Trouble] = ()
    marked: Path | None = None
    lost: Sequence[Review] = ()
    notes: WrittenNotes | None = None
    estimate: Estimate | None = None

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
        }


DISAGREEMENT = "review_disagreement"


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
        read = _read_book(book)
        rows = _Rows(read, Correcting(ontology, entities, redirects, lang), stored)
        rows.take_all()
        path = folder / "reviews.jsonl"
        with opened.write():  # two imports at once: one after the other
            before = read_reviews(path)
            drawn = recorded(read.info)
            new, known = _new(rows.reviews, before, drawn)
            troubles = [*read.troubles, *rows.troubles, *_disagreements(rows.reviews, before, read)]
            append(path, new)
        lost = _lost([*before, *new], new, opened, stored, redirects, entities)
    written = write_notes(corpus, rows.notes) if rows.notes else None
    marked = None
    if troubles:
        marked = book if book.stem.endswith(".problems") else book.with_name(f"{book.stem}.problems.xlsx")
        mark_book(book, troubles, marked, read.lang or lang)
    found = estimate(draws_of([drawn])[drawn.on["draw"]], [*before, *new]) if drawn else None
    return Imported(new, known, rows.open, troubles, marked, lost, written, found)


def _read_book(book: Path) -> Book:
    """A review book, or the book of a random sample: their sheets differ in what they ask."""
    read = read_book(book, (START, FACTS, QUESTIONS, NOTES))
    if "draw" in read.info:
        sheets = {sheet.key: sheet for sheet in DRAWN.values()}
        read = read_book(book, (START, *(sheets[key] for key in (FACTS.key, QUESTIONS.key) if key in read.rows)))
    # a book need not have all sheets: what is not there holds no decision
    troubles = tuple(t for t in read.troubles if t.rule != "missing_sheet" or t.sheet)
    if not {FACTS.key, QUESTIONS.key, NOTES.key} & set(read.rows):
        raise InputError(
            str(book), "has none of the sheets of a review book", "a workbook that 'kgcorpus review export' wrote", "give that book"
        )
    return replace(read, troubles=troubles)


# --------------------------------------------------------------------------------------------- rows


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the row that it came from."""

    review: Review
    sheet: str
    row: ReadRow


class _Rows:
    """The rows of a book, one after the other: decisions, notes, and what is wrong."""

    def __init__(self, book: Book, correcting: Correcting, stored: Collection[str]) -> None:
        self.book, self.correcting, self.stored = book, correcting, stored
        self.reviews: list[Decided] = []
        self.notes: list[Note] = []
        self.troubles: list[Trouble] = []
        self.open = 0
        self.misread = {(t.sheet, t.row) for t in book.troubles if t.severity == "error" and t.row}
        given = {row.cells.get("field", ""): row for row in book.rows.get(START.key, ())}
        self.who = given["who"].cells.get("value", "").strip() if "who" in given else ""
        self.when = ""
        if "when" in given and (written := given["when"].cells.get("value", "").strip()):
            self.when = _day(written)
            if not self.when:
                message = f"'{written}' is no date"
                self.tell(START, given["when"], "value", message, "write it like 2021-04-29")

    def tell(self, sheet: Sheet, row: ReadRow, column: str, message: str, fix: str, value: str | None = None) -> None:
        """Note what is wrong with a cell."""
        shown = row.cells.get(column, "") if value is None else value
        self.troubles.append(
            Trouble(self.book.titles.get(sheet.key, sheet.key), row.number, row.letters.get(column, ""), shown, message, fix)
        )

    def take_all(self) -> None:
        """Read every row; then check the corrected facts together."""
        for sheet in (FACTS, QUESTIONS):
            for row in self.book.rows.get(sheet.key, ()):
                self._take(sheet, row)
        for row in self.book.rows.get(NOTES.key, ()):
            self._note(row)
        self._check_corrections()
        self._check_twice()

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
        who = " ".join((row.cells.get("who", "").strip() or self.who).split())
        written = row.cells.get("when", "").strip()
        when = _day(written) if written else self.when
        if not who:
            self.tell(sheet, row, "who", "nobody signs this decision", "write the reviewer's name on the first sheet or in this row")
        if written and not when and "when" not in row.troubled:
            self.tell(sheet, row, "when", f"'{written}' is no date", "write it like 2021-04-29")
        elif not when and not written:
            self.tell(sheet, row, "when", "the decision has no date", "write the date on the first sheet or in this row")
        return (who, when) if who and when else None

    def _on_fact(self, sheet: Sheet, row: ReadRow, decision: str, on: Mapping[str, Json]) -> Json:
        """The value of a decision on a fact: None, of a correction what changes; False where something is wrong with it."""
        written = [name for name in FIELDS if row.cells.get(name, "").strip()]
        if on.get("settles") and decision not in (REJECT, UNCLEAR) and on.get("fact") not in self.stored:
            message = "the documents no longer say this: it cannot be accepted or corrected"
            self.tell(sheet, row, "decision", message, "choose 'reject' to let the earlier decision go")
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

    def _note(self, row: ReadRow) -> None:
        statement = row.cells.get("statement", "").strip()
        if not statement:
            return
        who = row.cells.get("signed", "").strip() or self.who
        written = row.cells.get("dated", "").strip()
        when = _day(written) if written else self.when
        if not who:
            self.tell(NOTES, row, "signed", "nobody signs this note", "write the name on the first sheet or in this row")
        if not when and "dated" not in row.troubled:
            self.tell(NOTES, row, "dated", "the note has no date", "write the date on the first sheet or in this row")
        if who and when and not row.troubled:
            self.notes.append(as_note(statement, who, when))

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


def thing(review: Review) -> str:
    """What a decision is about, as one key."""
    on = review.on
    return next(
        (f"{name} {on[name]}" for name in ("fact", "sample", "shape") if name in on), f"quote {on.get('predicate')} {on.get('quote')}"
    )


# --------------------------------------------------------------------------------------------- what is on record


def _new(decided: Iterable[Decided], before: Sequence[Review], draw: Review | None) -> tuple[list[Review], int]:
    """The lines to append, without those that are there already, and how many of these there are."""
    known = {review.id for review in before}
    found = [d.review for d in decided]
    lines = [draw, *found] if draw is not None and found else found
    new = {review.id: review for review in lines if review.id not in known}
    return list(new.values()), sum(1 for review in found if review.id in known)


def _disagreements(decided: Sequence[Decided], before: Sequence[Review], book: Book) -> Iterator[Trouble]:
    """A warning for each row that another person decides otherwise, in the book or on record; not for one that settles the others."""
    last: dict[str, dict[str, Review]] = defaultdict(dict)
    settled: set[str] = set()
    for review in (*before, *(d.review for d in decided)):
        if review.decision in (*ON_FACTS, "ask", "never"):
            last[thing(review)][normal_name(review.who)] = review
            settled.update(review.on.get("settles", ()))
    sheets = {FACTS.key: FACTS, QUESTIONS.key: QUESTIONS}
    for one in decided:
        mine = one.review
        others = [
            r
            for r in last[thing(mine)].values()
            if normal_name(r.who) != normal_name(mine.who) and (r.decision, r.value) != (mine.decision, mine.value) and r.id not in settled
        ]
        if mine.decision == UNCLEAR or mine.id in settled or not others:
            continue
        said = "; ".join(f"{r.who} ({r.when}): {r.decision}" for r in others)
        title = book.titles.get(one.sheet, sheets[one.sheet].key)
        message = f"decided otherwise by another person: {said}"
        held = "fact" in mine.on or "quote" in mine.on
        fix = f"speak with one another; {'the fact is held until one of you decides anew' if held else 'the later decision counts'}"
        yield Trouble(title, one.row.number, one.row.letters.get("decision", ""), mine.decision, message, fix, DISAGREEMENT, "warning")


def _lost(
    reviews: Sequence[Review],
    new: Sequence[Review],
    opened: store.Store,
    stored: Collection[str],
    redirects: Mapping[str, str],
    entities: Mapping[str, Entity],
) -> list[Review]:
    """The decisions on record whose fact is not there: as the last build found; what is new and not known by its id is looked for now."""
    without = {orjson.loads(raw)["about"] for _, raw in opened.records("finding") if b"review_without_fact" in raw}
    if any(r.decision in ON_FACTS and "sample" not in r.on and r.on.get("fact") not in stored for r in new):
        facts = (Fact.from_json(orjson.loads(raw)) for kind in ("fact", "held") for _, raw in opened.records(kind))
        documents = {}
        for id, raw in opened.records("document"):
            document = store.load(Document, raw)
            documents[id] = replace(document, text=opened.text(document.digest))
        laid = lay_over([f for f in facts if f.derived is None], reviews, documents, redirects=redirects, entities=entities)
        without = {finding.about for finding in laid.findings if finding.code == "review_without_fact"}
    settled = {id for review in reviews for id in review.on.get("settles", ())}
    last = {thing(r): r for r in reviews if r.decision in ON_FACTS and "sample" not in r.on}
    return [r for r in last.values() if r.id in without and r.id not in settled]


def line_of(review: Review) -> dict[str, Json]:
    """A decision as a line of ``reviews.jsonl`` has it."""
    out: dict[str, Json] = {"who": review.who, "when": review.when, "decision": review.decision, "on": dict(review.on)}
    if review.why:
        out["why"] = review.why
    if review.value is not None:
        out["value"] = review.value
    return out


def append(path: Path, reviews: Sequence[Review]) -> None:
    """Append lines to a file of decisions: a run that is killed leaves the old file or the whole new one. A last line without its end
    keeps what it says."""
    if not reviews:
        return
    path = path.resolve()
    old = path.read_bytes() if path.exists() else b""
    if old and not old.endswith(b"\n"):
        old += b"\n"
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(old + b"".join(orjson.dumps(line_of(review)) + b"\n" for review in reviews))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        part.chmod(path.stat().st_mode)
    part.replace(path)
