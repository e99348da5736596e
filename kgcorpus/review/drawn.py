"""The workbook of a random sample: what was drawn as rows to be read, and the draw itself, which is recorded when the book comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from kgcorpus.build import Build
from kgcorpus.errors import InputError, UsageError
from kgcorpus.messages import words
from kgcorpus.model import Json, Review, digest
from kgcorpus.spreadsheet import write_book
from kgcorpus.spreadsheet_model import Cell, Column, Sheet
from kgcorpus.verify.estimate import OF, Draw, draws_of, estimate
from kgcorpus.verify.reviews import read_reviews

from .desk import Desk, open_desk
from .drawing import draw
from .examples import examples_of, with_examples
from .layout import ACCEPT, CANNOT_TELL, CORRECT, FACTS, QUESTIONS, REJECT, START, TAKE_BACK, Choice, start_rows

IDS_IN_A_CELL = 1000
RIGHT: Choice = (ACCEPT, {"zh": "正确", "en": "right"})
WRONG: Choice = (REJECT, {"zh": "有误", "en": "wrong"})
BETTER: Choice = (CORRECT, {"zh": "有误，已更正", "en": "wrong, corrected"})


def _asked(
    sheet: Sheet,
    choices: tuple[Choice, ...],
    note: Mapping[str, str],
    intro: Mapping[str, str],
    without: Sequence[str],
    title: Mapping[str, str] | None = None,
) -> Sheet:
    """A sheet of the review book as a reader of a random sample sees it: is it right, and not whether it is wanted."""

    def asked(column: Column) -> Column:
        return replace(column, choices=choices, note=note, width=14) if column.key == "decision" else column

    return replace(sheet, columns=tuple(asked(c) for c in sheet.columns if c.key not in without), intro=intro, title=title or sheet.title)


DRAWN_FACTS = _asked(
    FACTS,
    (RIGHT, WRONG, BETTER, CANNOT_TELL, TAKE_BACK),
    {
        "zh": "正确：事实成立，原文也这样说。有误：不成立，或原文没有这样说。有误，已更正：有误，且已在右边写出正确的内容。",
        "en": "right: it is so, and the text says it. wrong: it is not so, or the text does not say it. "
        "wrong, corrected: wrong, and what is right stands in the columns beside.",
    },
    {
        "zh": "请按序号逐行读“事实”和“原文”，判断对错；拿不准的请选“无法判断”，不要猜。读不完时，读到哪一行就停在哪一行。",
        "en": "Read “Fact” and “Source text” row by row, in the order of the numbers, and say whether it is right. If you are not sure, "
        "say so; do not guess. If you cannot read all, stop at a row and leave all below it.",
    },
    ("kind", "samples", "questions"),
)
DRAWN_SAMPLES = _asked(
    QUESTIONS,
    (RIGHT, WRONG, CANNOT_TELL, TAKE_BACK),
    {
        "zh": "正确：问题通顺、意思明确，答案正确而且完整。有误：有任何一点不对；请在“理由”中写明。",
        "en": "right: the question is well put and clear, the answer right and complete. wrong: anything is amiss; say what under “Why”.",
    },
    {
        "zh": "请按序号逐行读问题、答案和原文，判断对错；拿不准的请选“无法判断”，不要猜。读不完时，读到哪一行就停在哪一行。",
        "en": "Read question, answer and source text row by row, in the order of the numbers, and say whether the sample is right. If you "
        "are not sure, say so; do not guess. If you cannot read all, stop at a row and leave all below it.",
    },
    ("kind", "samples"),
    {"zh": "问答", "en": "Questions and answers"},
)
DRAWN: Mapping[str, Sheet] = {"facts": DRAWN_FACTS, "samples": DRAWN_SAMPLES}


@dataclass(frozen=True, slots=True)
class Written:
    """A book of a draw: where it lies, and how much of the very same draw was read before."""

    draw: Draw
    book: Path
    read: int

    def to_json(self) -> dict[str, Json]:
        on = dict(self.draw.to_review().on)
        return {**on, "drawn": len(self.draw.ids), "read": self.read, "book": str(self.book), "ids": list(self.draw.ids)}


def write_sample(folder: Path, n: int, *, of: str, seed: int = 0, book: Path | None = None, lang: str = "zh") -> Written:
    """Draw ``n`` of the accepted facts that documents state, or of the samples, and write them into a workbook for reading.

    Samples are those of the release of the recipe ``default`` if there is one, else all that were generated. Raises ``UsageError`` where
    the corpus or that release is not built of the present state, nothing can be drawn, or the book is there already: it may hold decisions.
    """
    if of not in OF:
        raise UsageError("--of", f"unknown '{of}'", "facts or samples")
    path = book or folder / f"drawn-{of}.xlsx"
    if path.exists():
        raise UsageError(str(path), "is there already and may hold decisions", "", "import it, move it away, or name another with --xlsx")
    desk = open_desk(folder, lang)
    with Build(folder) as work:
        if of == "facts":
            drawn, rows = _facts(work, desk, n, seed)
        else:
            drawn, rows = _samples(work, desk, n, seed)
    before = (
        estimate(drawn, read_reviews(folder / "reviews.jsonl")) if drawn.id in draws_of(read_reviews(folder / "reviews.jsonl")) else None
    )
    sheet = with_examples(DRAWN[of], examples_of(desk), lang)
    sheets = [(START, start_rows(lang, _instructions(drawn, path.name, lang))), (sheet, rows)]
    write_book(path, sheets, lang, {**info_of(drawn), "corpus": desk.corpus})
    return Written(drawn, path, before.share.read if before else 0)


def _facts(work: Build, desk: Desk, n: int, seed: int) -> tuple[Draw, list[dict[str, Cell]]]:
    accepted = [id for id in desk.facts if desk.verdicts.get(id, {}).get("verdict") == "accepted"]
    if not accepted:
        raise UsageError(str(work.corpus.folder), "no fact is accepted: there is nothing to draw from", "", "see 'kgcorpus review export'")
    drawn = draw(accepted, n, of="facts", seed=seed, graph=_graph(work), date=work.corpus.date)
    rows = [desk.fact_row(desk.facts[id], i, "", desk.on_fact(desk.facts[id], draw=drawn.id)) for i, id in enumerate(drawn.ids, 1)]
    return drawn, rows


def _samples(work: Build, desk: Desk, n: int, seed: int) -> tuple[Draw, list[dict[str, Cell]]]:
    released = work.corpus.folder / "releases" / "default" / "samples.jsonl"
    release = "default" if released.is_file() else ""
    if release and not work.is_released(release):
        raise UsageError(
            str(released.parent), "is not of the present state: what is in it may be asked otherwise now", "", "run 'kgcorpus build' first"
        )
    lines: Callable[[], Iterator[bytes]] = (lambda: _lines(released)) if release else work.store.samples
    languages: dict[str, str] = {}
    for raw in lines():
        sample = orjson.loads(raw)
        languages[sample["id"]] = sample["lang"]
    if not languages:
        raise UsageError(str(work.corpus.folder), "there is no sample to draw from", "", "run 'kgcorpus build' first")
    drawn = draw(
        languages,
        n,
        of="samples",
        seed=seed,
        graph=_release_graph(released.parent) if release else _graph(work),
        release=release,
        date=work.corpus.date,
        languages=Counter(languages.values()),
    )
    wanted = set(drawn.ids)
    found = {sample["id"]: sample for raw in lines() if (sample := orjson.loads(raw))["id"] in wanted}
    premises = {id: orjson.loads(raw).get("derived", {}).get("premises", ()) for id, raw in work.store.records("fact")}
    rows = []
    for number, id in enumerate(drawn.ids, 1):
        sample = found[id]
        on = {"sample": id, "question": sample["question"], "lang": sample["lang"], "draw": drawn.id}
        stated = dict.fromkeys(one for fact in sample["facts"] for one in (premises.get(fact) or (fact,)))
        rows.append(desk.question_row({**sample, "facts": list(stated)}, number, "", None, on))
    return drawn, rows


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        yield from lines


def _graph(work: Build) -> str:
    """The digest of the graph, as a release of it would have it."""
    ids = [[id for id, _ in work.store.records(kind)] for kind in ("fact", "ground")]
    return digest(work.corpus.date, ids[0], sorted(ids[1]))


def _release_graph(release: Path) -> str:
    return str(orjson.loads((release / "manifest.json").read_bytes())["graph"])


def _instructions(drawn: Draw, book: str, lang: str) -> list[str]:
    say = words(lang)
    where = "release" if drawn.release else "generated"
    from_what = say("estimate.of_facts") if drawn.of == "facts" else say(f"estimate.of_{where}", release=drawn.release)
    return [
        say("drawn.what", n=len(drawn.ids), population=drawn.population, what=from_what),
        say("drawn.why"),
        say(f"drawn.how_{drawn.of}"),
        say("drawn.order"),
        say("drawn.back", book=book),
    ]


# --------------------------------------------------------------------------------------------- the draw in the book


def info_of(drawn: Draw) -> dict[str, str]:
    """A draw as the hidden sheet of its book holds it: whole, even if rows are deleted from the book."""
    review = drawn.to_review()
    ids = list(drawn.ids)
    parts = [ids[i : i + IDS_IN_A_CELL] for i in range(0, len(ids), IDS_IN_A_CELL)]
    info = {"draw": orjson.dumps({"on": dict(review.on), "when": review.when, "parts": len(parts)}).decode()}
    return info | {f"drawn:{n}": " ".join(part) for n, part in enumerate(parts)}


def recorded(info: Mapping[str, str]) -> Review | None:
    """The line ``drawn`` that the book of a draw makes when it comes back, or None for another book.

    >>> one = draw(["f-1", "f-2"], 1, of="facts", date="2026-11-01")
    >>> recorded(info_of(one)) == one.to_review()
    True
    """
    if "draw" not in info:
        return None
    try:
        told = orjson.loads(info["draw"])
        ids = [id for n in range(told["parts"]) for id in info[f"drawn:{n}"].split()]
        review = Review("kgcorpus review sample", told["when"], "drawn", told["on"], value=ids)
        if draws_of([review])[told["on"]["draw"]].population < len(ids) or not ids:
            raise ValueError("fewer than were drawn")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("info", "the hidden sheet of the book no longer tells what was drawn", "", "draw again") from error
    return review
