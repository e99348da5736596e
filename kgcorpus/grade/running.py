"""Grading a file of answers: joined by id, one verdict a question in the order of gold, a table by kind of question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import orjson

from kgcorpus.errors import InputError, UsageError
from kgcorpus.grade.known import Known, known_names
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.sets import VERDICTS, wilson
from kgcorpus.jsonlines import read_objects
from kgcorpus.jsonlines_whole import opened_whole
from kgcorpus.model import Json
from kgcorpus.text import language_of

if TYPE_CHECKING:
    from kgcorpus.grade.deciding import Deciding

Line = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Graded:
    """Answers with their verdicts, which stand in the order of ``questions``.

    ``answers`` has the texts by id. ``wordings`` are the verdicts on answers to further wordings, by the id of the question;
    ``surplus`` the ids of answers to no question. ``release`` is the folder that the questions are of, if they are of one.
    """

    questions: Sequence[Line]
    verdicts: Sequence[dict[str, Json]]
    answers: Mapping[str, str | None]
    wordings: Mapping[str, Sequence[dict[str, Json]]]
    surplus: Sequence[str]
    release: Path | None = None
    gold: Path = Path()
    given: Path = Path()


def grade_all(
    gold: Iterable[Line], answers: Iterable[Line], *, known: Known | None = None, claims: bool = False
) -> Iterator[dict[str, Json]]:
    """Verdicts in the order of gold. Raises ``InputError`` for an id that stands twice, an unknown mode or a line that cannot be read.

    With ``claims`` each verdict has the facts that the answer states, held against the graph that is ``known``.
    An answer with the id ``ID#2`` answers the second of the question's ``paraphrases``: its verdict follows that on the question.

    >>> gold = [{"id": "1", "question": "谁？", "paraphrases": [{"text": "是谁？"}], "answers": [{"value": "甲"}], "mode": "all"}]
    >>> [(v["id"], v["verdict"]) for v in grade_all(gold, [{"id": "1", "answer": "甲"}, {"id": "1#1", "answer": "乙"}])]
    [('1', 'correct'), ('1#1', 'incorrect')]
    """
    given = _by_id(answers, "answers")
    lines = list(gold)
    own = [_id(question, "gold") for question in lines]
    if len(set(own)) < len(own):
        twice = next(id for id, count in Counter(own).items() if count > 1)
        raise InputError("gold", f"the id '{twice}' stands twice", "one line an id", "rename or delete one")
    taken = set(own)
    for id, question in zip(own, lines, strict=True):
        yield {"id": question["id"], **_graded(question, _answer(given, id), known, claims)}
        for n, text in enumerate(_wordings(question), 1):
            other = f"{id}#{n}"
            if other in given and other not in taken:
                yield {"id": other, **_graded({**question, "question": text}, _answer(given, other), known, claims)}


def _graded(question: Line, answer: str | None, known: Known | None, claims: bool) -> dict[str, Json]:
    verdict = grade_one(question, answer, known=known)
    if claims and known is not None:
        lang = question.get("lang") or ("zh" if language_of(str(question.get("question", ""))) == "zh" else "en")
        verdict["claims"] = known.stated(answer or "", lang)
    return verdict


def _wordings(question: Line) -> list[str]:
    """The further wordings of a question, in order."""
    found = question.get("paraphrases")
    return [str(one["text"]) if isinstance(one, Mapping) and "text" in one else str(one) for one in found or ()]


def _answer(given: Mapping[str, Line], id: str) -> str | None:
    line = given.get(id)
    answer = line.get("answer") if line is not None else None
    if answer is not None and not isinstance(answer, str):
        raise InputError("answers", f"the answer to '{id}' is a {type(answer).__name__}", "a text", "write the answer as text")
    return answer


def _id(line: Line, place: str) -> str:
    if "id" not in line:
        raise InputError(place, "a line without id", 'lines with "id"', "give every line its id")
    return str(line["id"])


def _by_id(lines: Iterable[Line], place: str) -> dict[str, Line]:
    out: dict[str, Line] = {}
    for line in lines:
        id = _id(line, place)
        if id in out:
            raise InputError(place, f"the id '{id}' stands twice", "one line an id", "rename or delete one")
        out[id] = line
    return out


def read_gold(gold: Path) -> list[Line]:
    """The questions of a file, or of a release."""
    if gold.is_dir() and not (gold / "manifest.json").exists():
        raise InputError(str(gold), "no manifest.json", "a release folder, or a file of questions", "check the path")
    questions: list[Line] = [line for _, line in read_objects(gold / "samples.jsonl" if gold.is_dir() else gold)]
    if not questions:
        raise InputError(str(gold), "no questions", 'lines {"id", "question", "answers", "mode"}', "check the file")
    return questions


def release_of(gold: Path) -> Path | None:
    """The release that questions are of: the folder itself, or that of its file of samples."""
    folder = gold if gold.is_dir() else gold.parent
    return folder if (folder / "manifest.json").exists() and (folder / "facts.jsonl").exists() else None


Only = Callable[[Sequence[Line]], Sequence[Line]]
"""Chooses the questions that are graded."""


def grade_answers(
    gold: Path,
    answers: Path,
    *,
    corpus: Path | None = None,
    known: Known | None = None,
    claims: bool = False,
    only: Only | None = None,
) -> Graded:
    """All verdicts on a file of answers; a line that cannot be read stops the work. The facts that answers state (``claims``) are held
    against the corpus, else against the release that the questions are of. Answers to questions that ``only`` leaves out are passed
    over."""
    questions = all_of = read_gold(gold)
    if only is not None:
        questions = list(only(all_of))
    given = [line for _, line in read_objects(answers)]
    graph = corpus or (release_of(gold) if claims else None)
    known = known_names(graph) if known is None and graph is not None else known
    if claims and (known is None or known.weigher is None):
        raise UsageError("--claims", "no graph", "--corpus, or a release as GOLD", "name the corpus or the release")
    found = list(grade_all(questions, given, known=known, claims=claims))
    own = {str(question["id"]) for question in questions}
    verdicts = [verdict for verdict in found if str(verdict["id"]) in own]
    wordings: dict[str, list[dict[str, Json]]] = {}
    for verdict in found:
        if str(verdict["id"]) not in own:
            wordings.setdefault(str(verdict["id"]).rpartition("#")[0], []).append(verdict)
    texts = {str(line["id"]): line.get("answer") for line in given}
    ours = {str(verdict["id"]) for verdict in found}
    if only is not None:
        ours |= {f"{question['id']}{end}" for question in all_of for end in ("", *(f"#{n + 1}" for n in range(len(_wordings(question)))))}
    surplus = sorted(texts.keys() - ours)
    return Graded(questions, verdicts, texts, wordings, surplus, release_of(gold), gold, answers)


def grade_file(
    gold: Path,
    answers: Path,
    to: BinaryIO,
    *,
    corpus: Path | None = None,
    claims: bool = False,
    report: TextIO | None = None,
    lang: str = "en",
    as_json: bool = False,
    html: Path | None = None,
    decide: Deciding | None = None,
    only: Only | None = None,
) -> bool:
    """Writes one verdict a line and, to ``report``, a table by kind of question; True always: scores are no failure.

    ``gold`` may be a release: its samples are the questions. ``corpus`` (a corpus or release) adds what its graph knows; with ``claims``
    the facts that answers state are held against it. ``html`` is a page to write; with it the JSON has all its numbers: those of the table
    under ``kinds``, the others as ``figures`` gives them. ``decide`` is a model that changes verdicts where the rules decide nothing;
    table and page count what the rules found, and the JSON has its decisions under ``by_model``.
    """
    graded = grade_answers(gold, answers, corpus=corpus, claims=claims, only=only)  # what stops the work does so before a line is written
    write_verdicts(decide(graded) if decide is not None else graded, to)
    to.flush()
    told = summary(counts_of(graded))
    if html is not None:
        from kgcorpus.grade.report import write_report

        told = {"kinds": told, **write_report(graded, html, lang)}
    if decide is not None:
        told = {**(told if html is not None else {"kinds": told}), "by_model": decide.decided.to_json()}
    if report is not None:
        tell_surplus(graded, report, lang)
        report.write((orjson.dumps(told).decode() if as_json else table(counts_of(graded), lang)) + "\n")
    return True


def write_verdicts(graded: Graded, to: BinaryIO) -> None:
    """One verdict a line, those on further wordings behind that on their question."""
    for verdict in graded.verdicts:
        to.write(orjson.dumps(verdict) + b"\n")
        for other in graded.wordings.get(str(verdict["id"]), ()):
            to.write(orjson.dumps(other) + b"\n")


def save_verdicts(graded: Graded, path: Path) -> None:
    """Writes the verdicts into the file that ``--out`` names."""
    with opened_whole(path, "--out") as to:
        write_verdicts(graded, to)


def tell_surplus(graded: Graded, report: TextIO, lang: str) -> None:
    """Says which answers were to no question."""
    from kgcorpus.messages import words

    if graded.surplus:
        shown = ", ".join(graded.surplus[:5]) + (" …" if len(graded.surplus) > 5 else "")
        report.write(words(lang)("grade.surplus", n=len(graded.surplus), shown=shown) + "\n")


def kind_of(question: Line) -> str:
    """The kind of a question; its mode where it states none."""
    return str(question.get("kind") or question.get("mode", "all"))


def counts_of(graded: Graded) -> dict[str, Counter[str]]:
    """Verdicts counted by kind of question; every question counts once, in its own wording."""
    counts: dict[str, Counter[str]] = {}
    for question, verdict in zip(graded.questions, graded.verdicts, strict=True):
        counts.setdefault(kind_of(question), Counter())[verdict["verdict"]] += 1
    return counts


def counted(found: Counter[str]) -> dict[str, Json]:
    """Verdicts counted, with the share of correct answers and its 95 % interval."""
    n = found.total()
    low, high = wilson(found["correct"], n)
    return {
        "n": n, **{verdict: found[verdict] for verdict in VERDICTS},
        "share": found["correct"] / n if n else None, "interval": [low, high],
    }  # fmt: skip


def summary(counts: Mapping[str, Counter[str]]) -> dict[str, Json]:
    """Counts by kind of question, with the share of correct answers and its 95 % interval."""
    out: dict[str, Json] = {}
    for kind, found in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        out[kind if kind != "all" or "all" not in out else "total"] = counted(found)
    return out


def table(counts: Mapping[str, Counter[str]], lang: str) -> str:
    """The summary as a table for a terminal."""
    from kgcorpus.messages import words

    say = words(lang)
    rows = [[say("grade.kind"), say("grade.count"), say("grade.correct"), say("grade.interval"), say("grade.other")]]
    for kind, line in summary(counts).items():
        low, high = line["interval"]
        share = f"{line['correct']} ({line['share']:.1%})" if line["n"] else "0"
        rest = " / ".join(str(line[verdict]) for verdict in VERDICTS[1:])
        rows.append([kind, str(line["n"]), share, f"{low:.1%}–{high:.1%}", rest])
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)
