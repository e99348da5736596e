"""What is on record: which decisions of a book are new, on which people disagree, which have lost their fact; and the lines appended."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from kgcorpus import store
from kgcorpus.model import Document, Entity, Fact, Json, Review
from kgcorpus.spreadsheet import Book, ReadRow, Trouble
from kgcorpus.text import normal_name
from kgcorpus.verify.reviews import ON_FACTS, PUT_ASIDE, corrected, fact_on, last_words, lay_over, thing
from kgcorpus.verify.shown import shows_correction

from .correcting import FIELDS
from .layout import CORRECT, FACTS, QUESTIONS, WITHDRAW

DISAGREEMENT = "review_disagreement"
BEYOND = "beyond_quote"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the row that it came from."""

    review: Review
    sheet: str
    row: ReadRow


def new_lines(
    decided: Sequence[Decided], before: Sequence[Review], draw: Review | None, book: Book
) -> tuple[list[Review], int, list[Trouble]]:  # fmt: skip
    """The lines to append, how many decisions say what is on record already, and what cannot be taken.

    A decision is known if the person's last one on the thing says the same for the same reason, whatever its date.
    """
    lines = {review.id for review in before}
    record = _Record()
    for review in before:
        record.add(review)
    new: list[Review] = []
    troubles: list[Trouble] = []
    known = 0

    def note(one: Decided, message: str, fix: str, rule: str) -> None:
        title = book.titles.get(one.sheet, one.sheet)
        letter, severity = one.row.letters.get("decision", ""), "warning" if rule else "error"
        troubles.append(Trouble(title, one.row.number, letter, one.review.decision, message, fix, rule, severity))

    for one in decided:
        review = one.review
        last = record.last(review)
        if record.says(review):
            known += 1
        elif review.id in lines and last is not None:
            known += 1
            message = f"this line is on record, and {last.who} decided otherwise since ({last.when})"
            note(one, message, "if you decide so anew, write another date or a reason", "decided_since")
        elif review.decision == WITHDRAW and not record.can_withdraw(review):
            note(one, f"{review.who} has decided nothing on this: nothing to withdraw", "clear the row, or write who decided it", "")
        else:
            new.append(review)
            record.add(review)
    if draw is not None and decided and draw.id not in lines:
        new.insert(0, draw)
    return new, known, troubles


class _Record:
    """What each person has said last on each thing, and on it in each draw."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], dict[str, Review]] = defaultdict(dict)

    def add(self, review: Review) -> None:
        if review.decision in ("complete", "drawn", "grouped"):
            return
        who, about = normal_name(review.who), [thing(review)]
        if review.decision == CORRECT and (old := fact_on(review.on)) is not None:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                about.append(f"made {corrected(old, review).id}")
        for one in about:
            by_draw = self._last[who, one]
            draws = {"", str(review.on.get("draw", ""))} | (by_draw.keys() if review.decision == WITHDRAW else set())
            by_draw.update(dict.fromkeys(draws, review))

    def last(self, review: Review) -> Review | None:
        """The person's last decision on the thing."""
        return self._last[normal_name(review.who), thing(review)].get("")

    def says(self, review: Review) -> bool:
        """Whether the person has said this last, of the same reason, in the same draw, and settling what it settles."""
        by_draw = self._last[normal_name(review.who), thing(review)]
        found = (by_draw.get(""), by_draw.get(str(review.on.get("draw", ""))))
        return all(
            last is not None
            and (last.decision, last.value, " ".join(last.why.split())) == (review.decision, review.value, review.why)
            and set(review.on.get("settles", ())) <= set(last.on.get("settles", ()))
            for last in found
        )

    def can_withdraw(self, review: Review) -> bool:
        """Whether the person has decided anything on the thing: on the fact, or by correcting another into it."""
        made = self._last[normal_name(review.who), f"made {review.on.get('fact')}"].get("")
        return any(last is not None and last.decision != WITHDRAW for last in (self.last(review), made))


def beyond_quotes(decided: Sequence[Decided], opened: store.Store, entities: Mapping[str, Entity], book: Book) -> Iterator[Trouble]:
    """A warning for each correction that no quote of its fact shows: it rests on the word of the reviewer."""
    texts: dict[str, str] = {}
    for one in decided:
        named = str(one.review.on.get("fact", ""))
        raw = opened.record("fact", named) or opened.record("held", named)
        if one.review.decision != CORRECT or raw is None:
            continue
        old = Fact.from_json(orjson.loads(raw))
        for id in {span.document for evidence in old.evidence for span in evidence.spans} - texts.keys():
            if (found := opened.record("document", id)) is not None:
                texts[id] = opened.text(store.load(Document, found).digest)
        new = corrected(old, one.review)
        if any(shows_correction(old, new, evidence.spans, texts, entities) for evidence in old.evidence):
            continue
        column = next((name for name in FIELDS if one.row.cells.get(name, "").strip()), "decision")
        message = "the quote does not say this: the correction counts as the reviewer's word, and no source is cited for it"
        fix = "if you know it from elsewhere, write a signed note on the sheet 'Notes', which can be cited"
        title, letter = book.titles.get(one.sheet, one.sheet), one.row.letters.get(column, "")
        yield Trouble(title, one.row.number, letter, one.row.cells.get(column, ""), message, fix, BEYOND, "warning")


def disagreements(decided: Sequence[Decided], before: Sequence[Review], book: Book) -> Iterator[Trouble]:
    """A warning for each row that another person decides otherwise, in the book or on record; not for one that settles the others."""
    last: dict[str, dict[str, Review]] = defaultdict(dict)
    settled: set[str] = set()
    for review in (*before, *(d.review for d in decided)):
        if review.decision in (*ON_FACTS, "ask", "grouped", "never"):
            last[thing(review)][normal_name(review.who)] = review
            settled.update(review.on.get("settles", ()))
        elif review.decision in PUT_ASIDE:
            last[thing(review)].pop(normal_name(review.who), None)
    sheets = {FACTS.key: FACTS, QUESTIONS.key: QUESTIONS}
    for one in decided:
        mine = one.review
        others = [
            r
            for r in last[thing(mine)].values()
            if normal_name(r.who) != normal_name(mine.who) and (r.decision, r.value) != (mine.decision, mine.value) and r.id not in settled
        ]
        if mine.decision in PUT_ASIDE or mine.id in settled or not others:
            continue
        said = "; ".join(f"{r.who} ({r.when}): {r.decision}" for r in others)
        title = book.titles.get(one.sheet, sheets[one.sheet].key)
        message = f"decided otherwise by another person: {said}"
        held = "fact" in mine.on or "quote" in mine.on
        fix = f"speak with one another; {'the fact is held until one of you decides anew' if held else 'the later decision counts'}"
        yield Trouble(title, one.row.number, one.row.letters.get("decision", ""), mine.decision, message, fix, DISAGREEMENT, "warning")


def without_fact(
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
    last = {thing(r): r for r in last_words(reviews) if r.decision in ON_FACTS and "sample" not in r.on}
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
    append_lines(path, [line_of(review) for review in reviews])


def append_lines(path: Path, lines: Sequence[Mapping[str, Json]]) -> None:
    """The same for lines as they are."""
    if not lines:
        return
    path = path.resolve()
    old = path.read_bytes() if path.exists() else b""
    if old and not old.endswith(b"\n"):
        old += b"\n"
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(old + b"".join(orjson.dumps(line) + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        part.chmod(path.stat().st_mode)
    part.replace(path)
