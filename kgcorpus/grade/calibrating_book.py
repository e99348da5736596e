"""The workbook in which a person judges a draw of graded answers: written without the grader's verdicts, and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.errors import InputError, UsageError
from kgcorpus.grade.report_facts import Source, source_of
from kgcorpus.grade.running import Graded, Line
from kgcorpus.grade.sets import VERDICTS
from kgcorpus.messages import words
from kgcorpus.model import Json
from kgcorpus.spreadsheet import Cell, Column, Sheet, read_book, write_book
from kgcorpus.spreadsheet_marking import say_trouble

UNCLEAR = "unclear"
QUOTES = 4
"""How many facts' quotes stand beside a question."""
JUDGEMENTS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("correct", {"zh": "正确", "en": "right"}),
    ("partial", {"zh": "部分正确", "en": "partly right"}),
    ("incorrect", {"zh": "错误", "en": "wrong"}),
    ("not_attempted", {"zh": "没有作答", "en": "no answer"}),
    (UNCLEAR, {"zh": "无法判断", "en": "cannot tell"}),
)

START = Sheet("start", {"zh": "说明", "en": "Read me"}, (Column("what", {"zh": "说明", "en": "Instructions"}, 110, fixed=True),))
ANSWERS = Sheet(
    "answers",
    {"zh": "作答", "en": "Answers"},
    (
        Column("number", {"zh": "序号", "en": "No."}, 6, fixed=True),
        Column("question", {"zh": "问题", "en": "Question"}, 40, fixed=True),
        Column("expected", {"zh": "标准答案", "en": "Standard answer"}, 34, fixed=True),
        Column("answer", {"zh": "作答", "en": "Answer"}, 48, fixed=True),
        Column(
            "judgement", {"zh": "您的判断", "en": "Your judgement"}, 14, choices=JUDGEMENTS,
            note={
                "zh": "正确：意思与标准答案相同，问全部的都答到了，没有多答。部分正确：只对一部分，或对而有错。错误：不对。"
                "没有作答：没有给出答案，或说不知道；题目本来无从回答的，说不知道就是正确。",
                "en": "right: means the same as the standard answer, all of it where all is asked for, and nothing wrong beside it. partly "
                "right: only a part, or right and wrong together. no answer: none is given, or it says that it does not know; where the "
                "question cannot be answered, saying so is right.",
            },
        ),
        Column("why", {"zh": "理由", "en": "Why"}, 26, note={"zh": "可不填。", "en": "May stay empty."}),
        Column("quote", {"zh": "资料原文", "en": "What the sources say"}, 46, fixed=True, rare=True),
        Column("about", {"zh": "对象（请勿改动）", "en": "about (leave as it is)"}, 10, fixed=True, hidden=True),
    ),
    {
        "zh": "请按序号逐行对照“标准答案”判断“作答”，在“您的判断”中选一项；拿不准的选“无法判断”，不要猜。",
        "en": "Row by row, compare the answer with the standard answer and choose a judgement; if you are not sure, say so, do not guess.",
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with the grader's verdict and a person's judgement (a verdict, or ``unclear``)."""

    place: int
    id: str
    verdict: str
    judgement: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judging:
    """What came back: rows that are judged, how many are blank or about answers that have changed since, and cells not understood."""

    rows: Sequence[Judged]
    blank: int
    changed: int
    troubles: Sequence[str]


def allotted(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of each verdict are drawn: by the square root of their numbers (power allocation, Bankier 1988), so that rare verdicts are
    judged too; never more than there are, and what one lacks goes to the others.

    >>> allotted({"correct": 900, "partial": 100, "incorrect": 4}, 40)
    {'correct': 29, 'partial': 9, 'incorrect': 2}
    """
    out = dict.fromkeys(sizes, 0)
    for _ in range(min(n, sum(sizes.values()))):
        verdict = max((v for v in sizes if out[v] < sizes[v]), key=lambda v: (sizes[v] ** 0.5 / (out[v] + 0.5), -VERDICTS.index(v)))
        out[verdict] += 1
    return out


def drawn(graded: Graded, n: int) -> list[int]:
    """The places of the verdicts to judge, of each kind of verdict some, in an order that does not tell which is which.

    Drawn by digests of id, question and answer: the same files give the same draw, and one changed answer changes no other row.
    """
    places: dict[str, list[int]] = {}
    for place, verdict in enumerate(graded.verdicts):
        places.setdefault(str(verdict["verdict"]), []).append(place)
    numbers = [digest_of(question, graded.answers.get(str(question["id"]))) for question in graded.questions]
    share = allotted({verdict: len(places[verdict]) for verdict in VERDICTS if verdict in places}, n)
    chosen = [place for verdict, count in share.items() for place in sorted(places[verdict], key=lambda p: numbers[p])[:count]]
    return sorted(chosen, key=lambda place: numbers[place][::-1])


def digest_of(question: Line, answer: str | None) -> str:
    """What a row is about: its question, standard answer and answer."""
    gold = sorted(str(one.get("value")) for one in question.get("answers") or () if isinstance(one, Mapping))
    told = "\x1f".join([str(question["id"]), str(question.get("question")), *gold, "\x1e", answer or ""])
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def write_judging(graded: Graded, n: int, path: Path, lang: str) -> int:
    """Writes the workbook of a draw of ``n`` verdicts, and gives how many rows it has. Refuses to write over a book."""
    if path.exists():
        raise UsageError(
            str(path), "is there already and may hold judgements", "", "read it with --judged, move it away, or name another with --book"
        )
    source, say = source_of(graded), words(lang)
    rows: list[dict[str, Cell]] = []
    for number, place in enumerate(drawn(graded, n), 1):
        question = graded.questions[place]
        answer = graded.answers.get(str(question["id"])) or ""
        rows.append({
            "number": number,
            "question": _asked(question),
            "expected": _expected(question, lang),
            "answer": answer.strip() or say("report.nothing"),
            "quote": _quotes(question, source),
            "about": f"{question['id']} {digest_of(question, answer)}",
        })  # fmt: skip
    told = [say(f"judging.{name}", n=len(rows), all=len(graded.verdicts), book=path.name) for name in ("what", "how", "blank", "back")]
    write_book(path, [(START, [{"what": text} for text in told]), (ANSWERS, rows)], lang, {"judging": "1"})
    return len(rows)


def _asked(question: Line) -> str:
    """The question, with the turns before it and its options."""
    turns = [f"{turn['question']}" for turn in question.get("turns") or () if isinstance(turn, Mapping) and "question" in turn]
    options = [f"{o['id']}. {o['text']}" for o in question.get("options") or () if isinstance(o, Mapping)]
    return "\n".join([*turns, str(question.get("question") or ""), *options])


def _expected(question: Line, lang: str) -> str:
    say = words(lang)
    gold = [one for one in question.get("answers") or () if isinstance(one, Mapping)]
    if not gold:
        return say("report.no_answer")
    lines = [_value(one, lang) for one in gold]
    mode = str(question.get("mode", "all"))
    note = f"（{say('asked.' + mode)}）" if lang == "zh" else f" ({say('asked.' + mode)})"
    return "\n".join(lines) + (note if len(gold) > 1 and mode in ("all", "some", "any", "order") else "")


def _value(gold: Line, lang: str) -> str:
    value = str(gold.get("value"))
    if gold.get("type") == "bool" and value in ("true", "false"):
        return words(lang)("gold." + value)
    return value + (f" {gold['unit']}" if gold.get("unit") and str(gold["unit"]) not in value else "")


def _quotes(question: Line, source: Source) -> str:
    quotes = [source.evidence(str(id)).get("quote") for id in (question.get("facts") or ())[:QUOTES]]
    return "\n".join(dict.fromkeys(str(quote) for quote in quotes if quote))


def read_judging(graded: Graded, path: Path) -> Judging:
    """What a person has judged, joined with the grader's verdicts by id. Rows whose question or answer changed do not count."""
    if not path.exists():
        raise InputError(str(path), "no such file", "a workbook that --calibrate wrote", "check the path")
    book = read_book(path, [ANSWERS])
    if "answers" not in book.rows:
        raise InputError(str(path), "no sheet of answers", "a workbook that --calibrate wrote", "give the workbook itself")
    places = {str(question["id"]): place for place, question in enumerate(graded.questions)}
    rows: dict[str, Judged] = {}
    blank = changed = 0
    for row in book.rows["answers"]:
        id, _, digest = row.cells.get("about", "").rpartition(" ")
        judgement = row.cells.get("judgement", "")
        if not judgement or "judgement" in row.troubled:
            blank += bool(id)
            continue
        place = places.get(id)
        if place is None or digest != digest_of(graded.questions[place], graded.answers.get(id)):
            changed += 1
            continue
        rows[id] = Judged(place, id, str(graded.verdicts[place]["verdict"]), judgement, row.cells.get("why", ""))
    if not rows:
        way = "choose one in the column “Your judgement”, or grade the answers that the book was drawn from"
        raise InputError(str(path), "no judgement of these answers", "a judgement in at least one row", way)
    return Judging(list(rows.values()), blank, changed, [say_trouble(one, book.lang) for one in book.troubles if one.column])


def judged_json(judged: Judged) -> dict[str, Json]:
    return {"id": judged.id, "verdict": judged.verdict, "judgement": judged.judgement, **({"why": judged.why} if judged.why else {})}
