"""The review book: what needs a decision as a workbook for a domain expert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgcorpus import config
from kgcorpus.errors import UsageError
from kgcorpus.messages import words
from kgcorpus.model import Fact, Json
from kgcorpus.spreadsheet import write_book
from kgcorpus.spreadsheet_model import Cell
from kgcorpus.verify.reviews import read_reviews

from . import DECIDED, QUEUES
from .desk import Desk, open_desk
from .examples import examples_of, with_examples
from .informative import ORDERS, informative
from .layout import FACTS, NAMES, NOTES, QUESTIONS, START, start_rows
from .names import decided_rows
from .names import rows as name_rows
from .queue import Pile, Waiting, most_useful, waiting_for

BOOK = "review.xlsx"
BOOK_OF_DECIDED = "decided.xlsx"
"""The books' names beside ``corpus.toml`` where none is given."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The book that was written (None: nothing waits), its rows by queue, and how many that wait did not find room."""

    book: Path | None
    rows: Mapping[str, int]
    left: int

    def to_json(self) -> dict[str, Json]:
        return {"book": str(self.book) if self.book else None, "rows": dict(self.rows), "left": self.left}


def export_reviews(
    folder: Path, book: Path | None = None, *, n: int = 500, lang: str = "zh", decided: bool = False, order: str = "useful"
) -> Exported:
    """Write the ``n`` most useful decisions to be made into a workbook in the reader's language; ``decided``: those that were made, so that
    they can be changed or withdrawn. In the order ``informative`` they are facts that a trained model learns most from.

    Raises ``UsageError`` where the corpus has not been built since something changed, or the book is there already: it may hold decisions.
    """
    if order not in ORDERS or (decided and order != "useful"):
        raise UsageError("--order", f"unknown: '{order}'" if order not in ORDERS else "given with --decided", "one of: useful, informative")
    path = book or folder / (BOOK_OF_DECIDED if decided else BOOK)
    if path.exists():
        raise UsageError(str(path), "is there already and may hold decisions", "", "import it, move it away, or name another with --xlsx")
    desk = open_desk(folder, lang)
    pile = Pile(desk, read_reviews(folder / "reviews.jsonl"))
    if order == "informative":
        chosen, found, names = *informative(pile, n), []
    else:
        waiting = waiting_for(pile, DECIDED if decided else QUEUES)
        chosen, found = most_useful(waiting, n), len(waiting)
        names = decided_rows(desk, folder) if decided else name_rows(desk, desk.proposals)
    rows = dict(Counter(entry.queue for entry in chosen)) | ({"names": min(n, len(names))} if names else {})
    if not rows:
        return Exported(None, rows, 0)
    facts, questions = ([e for e in chosen if (e.sample is None) == is_fact] for is_fact in (True, False))
    corpus = config.load(folder)
    title = corpus.title.get(lang) or corpus.name
    such = examples_of(desk)
    told = _instructions(lang, title, path.name, len(facts), len(questions), found - len(chosen), decided, such.condition)
    if names:
        told = [*told[:-2], words(lang)("review.book_names"), *told[-2:]]
    sheets = [
        (START, start_rows(lang, told)),
        (with_examples(FACTS, such, lang), [fact_row(desk, entry, number) for number, entry in enumerate(facts, 1)]),
        (QUESTIONS, [_question_row(desk, entry, number) for number, entry in enumerate(questions, 1)]),
        *([(NAMES, names[:n])] if names else []),
        (with_examples(NOTES, such, lang), []),
    ]
    write_book(path, sheets, lang, {"book": "review", "corpus": corpus.name, "date": corpus.date})
    return Exported(path, rows, found - len(chosen) + max(0, len(names) - n))


def fact_row(desk: Desk, entry: Waiting, number: int) -> dict[str, Cell]:
    """The row of an entry; of a decision whose fact is gone, what it was about."""
    if entry.fact is not None and (entry.fact.evidence or not entry.on):
        return desk.fact_row(entry.fact, number, entry.why, entry.on)
    on = entry.on or {}
    row = desk.fact_row(entry.fact or Fact("", "", ""), number, entry.why, on)
    return {
        **row,
        "fact": row["fact"] if entry.fact else None,
        "quote": str(on.get("quote") or ""),
        "source": str(on.get("document") or ""),
    }


def _question_row(desk: Desk, entry: Waiting, number: int) -> dict[str, Cell]:
    row = desk.question_row(entry.sample or {}, number, entry.why, entry.count, entry.on or {})
    return {**row, "question": "\n".join([str(row["question"]), *entry.more])}


def _instructions(lang: str, title: str, book: str, facts: int, questions: int, left: int, decided: bool, condition: str) -> Sequence[str]:
    say = words(lang)
    lines = [say("review.book_decided" if decided else "review.book_what", title=title, facts=facts, questions=questions)]
    if left:
        lines.append(say("review.book_left", left=left))
    parts = ("name", "facts", "standard", "correct", "questions", "notes", "blank")
    such = say("review.book_condition", such=condition) if condition else ""
    return [*lines, *(say(f"review.book_{part}") + such * (part == "correct") for part in parts), say("review.book_back", book=book)]
