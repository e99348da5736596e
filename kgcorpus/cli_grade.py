"""The command that grades answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from kgcorpus import cli_ask, cli_deciding, cli_llm
from kgcorpus.cli_lines import finish_lines
from kgcorpus.cli_talk import AsJson, Out, State
from kgcorpus.errors import UsageError

Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="write a report: one page that needs no network")]
Compare = Annotated[
    Path | None,
    typer.Option("--compare", metavar="FILE", help="another model's answers or verdicts; also: --compare A B, two files of verdicts"),
]
Calibrate = Annotated[
    int | None, typer.Option("--calibrate", metavar="N", min=1, help="draw N verdicts into a workbook for a person to judge")
]
Book = Annotated[Path | None, typer.Option("--book", metavar="FILE", help="with --calibrate: write the workbook here")]
ReadBack = Annotated[
    Path | None, typer.Option("--judged", metavar="FILE", help="a judged workbook: how far the grader agrees, and the scores corrected")
]


def _check_one(*tasks: object) -> None:
    if sum(task is not None for task in tasks) > 1:
        raise UsageError("grade", "two tasks at once", "one of --compare, --calibrate and --judged", "run them one after the other")


def grade(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSON Lines with questions and answers, or a release's samples")],
    answers: Annotated[
        Path | None,
        typer.Argument(metavar="ANSWERS", help='JSON Lines {"id", "answer"}; ID#2 is an answer to the second paraphrase of ID'),
    ] = None,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="a corpus or release: adds what its graph knows")] = None,
    claims: Annotated[bool, typer.Option("--claims", help="hold each fact that an answer states against the graph")] = False,
    html: Html = None,
    compare: Compare = None,
    number: Calibrate = None,
    judged: ReadBack = None,
    book: Book = None,
    splits: cli_ask.Splits = None,
    kinds: cli_ask.Kinds = None,
    language: cli_ask.Language = None,
    most: cli_ask.Most = None,
    llm: cli_deciding.Url = None,
    llm_model: cli_llm.Model = "",
    llm_key: cli_llm.Key = "",
    llm_budget: cli_llm.Budget = None,
    llm_rate: cli_llm.Rate = None,
    llm_seconds: cli_llm.Seconds = 300,
    llm_answer: cli_deciding.Answer = 400,
    llm_format: cli_llm.Format = "schema",
    llm_cache: cli_deciding.Cache = None,
    llm_public: cli_deciding.Public = False,
    concurrency: cli_deciding.Concurrency = 4,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Grade free-text answers against standard answers. / 评判答案。"""
    _check_one(compare, number, judged)
    asked = cli_deciding.Asked(
        llm, llm_model, llm_key, llm_budget, llm_rate, llm_seconds, llm_answer, llm_format, llm_cache, llm_public, concurrency
    )  # fmt: skip
    alone = compare is None and number is None and judged is None
    asked.check(alone=alone)
    only = cli_ask.only(splits, kinds, language, most)
    if only is not None and not alone:
        raise UsageError("--split, --kind, --language, --most", "given with another task", "one file of answers to grade")
    if compare is not None:
        from kgcorpus.grade.paired_files import compare as compare_two

        compare_two(gold, answers, compare, sys.stdout, corpus=corpus, lang=State.lang, as_json=as_json, html=html, verdicts=out)
        return
    if answers is None:
        raise UsageError("ANSWERS", "no answers to grade", "questions and answers", "name the file of answers")
    if book is not None and number is None:
        raise UsageError("--book", "an option of --calibrate", "--calibrate N")
    if number is not None or judged is not None:
        from kgcorpus.grade.calibrating import calibrate

        calibrate(
            gold, answers, sys.stdout, n=number, judged=judged, book=book, corpus=corpus, lang=State.lang, as_json=as_json, html=html,
            verdicts=out,
        )  # fmt: skip
        return
    from kgcorpus.grade.running import grade_file

    given = answers

    def work(to: BinaryIO) -> bool:
        options: dict[str, Any] = {"corpus": corpus, "claims": claims, "html": html}
        with cli_deciding.deciding(asked, out) as decide:
            return grade_file(gold, given, to, report=sys.stderr, lang=State.lang, as_json=as_json, **options, decide=decide, only=only)

    finish_lines(work, out)
