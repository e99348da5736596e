"""The command that reads a team's real questions against its corpus."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from kgcorpus.cli_talk import AsJson, CorpusFolder, State, print_json, say, talk

MOST = 15


def questions(
    corpus: CorpusFolder,
    file: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="a CSV file with a column 'question' (问题)")],
    out: Annotated[Path | None, typer.Option("--out", help="write each question's result here, as CSV that opens in a spreadsheet")] = None,
    as_json: AsJson = False,
) -> None:
    """Read real user questions: what can be answered, what is missing, what to add. / 用真实用户问题检验图谱。"""
    from dataclasses import asdict

    from kgcorpus.build import Build
    from kgcorpus.build_questions import csv_lines, read_questions, report, shares, wanted

    with Build(corpus) as build:
        found = read_questions(build, file)
        lacking = wanted(found, build)
        entities, ontology = build.contents().entities, build.ontology
        names = {id: label for id, entity in entities.items() if (label := entity.labels.get(State.lang))}
        names |= {id: label for id in (*ontology.predicates, *ontology.classes) if (label := ontology.label(id, State.lang))}
    if out is not None:
        with out.open("w", encoding="utf-8-sig", newline="") as file_out:
            csv.writer(file_out).writerows(csv_lines(found, names, State.lang))
        talk(say("questions.written", path=out))
    if as_json:
        rows = [read.to_json() for read in found]
        print_json({"verdicts": report(found), "shapes": shares(found), "wanted": [asdict(w) for w in lacking], "questions": rows})
        return
    for lang, counts in report(found).items():
        parts = say("list.semicolon").join(f"{say('questions.' + verdict)} {n:,}" for verdict, n in counts.items() if n)
        mine = [read for read in found if read.language == lang]
        print(f"{say('lang.' + lang)}: " + say("questions.total", n=len(mine), count=sum(r.count for r in mine), parts=parts))
    if lacking:
        print(say("questions.add"))
    for one in lacking[:MOST]:
        of = say("questions.of", cls=names.get(one.cls, one.cls)) if one.cls else ""
        what = " ".join(names.get(part, part) for part in one.what.split(" "))
        verdict = say("questions." + one.verdict)
        print("  " + say("questions.add_line", verdict=verdict, what=what, of=of, n=one.count, example=one.examples[0]))
    if len(lacking) > MOST:
        print("  " + say("trace.more", n=len(lacking) - MOST))
