"""Grading a file of answers: joined by id, one verdict a question in the order of gold, a table by kind of question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

import orjson

from kgcorpus.errors import InputError
from kgcorpus.grade.known import Known, known_names
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.sets import VERDICTS, wilson
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json


def grade_all(
    gold: Iterable[Mapping[str, Json]], answers: Iterable[Mapping[str, Json]], *, known: Known | None = None
) -> Iterator[dict[str, Json]]:
    """Verdicts in the order of gold. Raises ``InputError`` for an id that stands twice, an unknown mode or a line that cannot be read."""
    given = _by_id(answers, "answers")
    seen: set[str] = set()
    for question in gold:
        id = _id(question, "gold")
        if id in seen:
            raise InputError("gold", f"the id '{id}' stands twice", "one line an id", "rename or delete one")
        seen.add(id)
        line = given.get(id)
        answer = line.get("answer") if line is not None else None
        if answer is not None and not isinstance(answer, str):
            raise InputError("answers", f"the answer to '{id}' is a {type(answer).__name__}", "a text", "write the answer as text")
        yield {"id": question["id"], **grade_one(question, answer, known=known)}


def _id(line: Mapping[str, Json], place: str) -> str:
    if "id" not in line:
        raise InputError(place, "a line without id", 'lines with "id"', "give every line its id")
    return str(line["id"])


def _by_id(lines: Iterable[Mapping[str, Json]], place: str) -> dict[str, Mapping[str, Json]]:
    out: dict[str, Mapping[str, Json]] = {}
    for line in lines:
        id = _id(line, place)
        if id in out:
            raise InputError(place, f"the id '{id}' stands twice", "one line an id", "rename or delete one")
        out[id] = line
    return out


def grade_file(
    gold: Path,
    answers: Path,
    to: BinaryIO,
    *,
    corpus: Path | None = None,
    report: TextIO | None = None,
    lang: str = "en",
    as_json: bool = False,
) -> bool:
    """Writes one verdict a line and, to ``report``, a table by kind of question; True always: scores are no failure.

    ``gold`` may be a release: its samples are the questions. ``corpus`` (a corpus or release) adds the names of its entities.
    """
    if gold.is_dir() and not (gold / "manifest.json").exists():
        raise InputError(str(gold), "no manifest.json", "a release folder, or a file of questions", "check the path")
    questions = [line for _, line in read_objects(gold / "samples.jsonl" if gold.is_dir() else gold)]
    if not questions:
        raise InputError(str(gold), "no questions", 'lines {"id", "question", "answers", "mode"}', "check the file")
    given = [line for _, line in read_objects(answers)]
    known = known_names(corpus) if corpus is not None else None
    counts: dict[str, Counter[str]] = {}
    verdicts = list(grade_all(questions, given, known=known))  # a line that stops the work stops it before any verdict is written
    for question, verdict in zip(questions, verdicts, strict=True):
        to.write(orjson.dumps(verdict) + b"\n")
        counts.setdefault(str(question.get("kind") or question.get("mode", "all")), Counter())[verdict["verdict"]] += 1
    if report is not None:
        to.flush()
        surplus = sorted({str(line["id"]) for line in given} - {str(question["id"]) for question in questions})
        if surplus:
            shown = ", ".join(surplus[:5]) + (" …" if len(surplus) > 5 else "")
            text = f"{len(surplus)} 条答案没有对应的题目：{shown}" if lang == "zh" else f"{len(surplus)} answers to no question: {shown}"
            report.write(text + "\n")
        report.write((orjson.dumps(summary(counts)).decode() if as_json else _table(counts, lang)) + "\n")
    return True


def summary(counts: Mapping[str, Counter[str]]) -> dict[str, Json]:
    """Counts by kind of question, with the share of correct answers and its 95 % interval."""
    out: dict[str, Json] = {}
    for kind, found in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        n = found.total()
        low, high = wilson(found["correct"], n)
        out[kind if kind != "all" or "all" not in out else "total"] = {
            "n": n, **{verdict: found[verdict] for verdict in VERDICTS},
            "share": found["correct"] / n if n else None, "interval": [low, high],
        }  # fmt: skip
    return out


def _table(counts: Mapping[str, Counter[str]], lang: str) -> str:
    from kgcorpus.messages import words

    say = words(lang)
    rows = [[say("grade.kind"), say("grade.count"), say("grade.correct"), say("grade.interval"), say("grade.other")]]
    for kind, line in summary(counts).items():
        low, high = line["interval"]
        share = f"{line['correct']} ({line['share']:.1%})" if line["n"] else "0"
        rest = " / ".join(str(line[verdict]) for verdict in VERDICTS[1:])
        rows.append([kind, str(line["n"]), share, f"{low:.1%}–{high:.1%}", rest])
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)
