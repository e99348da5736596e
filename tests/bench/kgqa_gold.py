"""``kgcorpus answer`` against third-party gold: PathQuestion, PathQuestion-Large and the dev questions of MetaQA, on both engines.

    python -m tests.bench.kgqa_gold [--engines matrix sparql] [--share 1.0] [--workers 1] [--list 20]

Every question goes through the command line as a form; its answer set is compared with the gold. ``kb.tsv`` of MetaQA has 96 % of the
original facts, so gold answers are missing; a missing answer is *explained* if no walk over the lines of the file, by plain sets and
without any part of kgcorpus, ends in it either. On one hop the gold has the facts of one film where several share a title: an answer
beyond it is *explained* if it is a line of the file and the film's title is shared (the file has several release years for it), if the
gold cut a name at its comma, and else listed to be read.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import orjson

from tests.bench.kgqa_forms import Facts, Part, Question, metaqa, pathquestion, write_forms
from tests.bench.measure import BENCH_DATA, absent, kgcorpus

HEAD = ("set", "hops", "engine", "questions", "exact", "answers beyond gold", "answers missing", "of these facts absent", "seconds")


@dataclass(slots=True)
class Compared:
    """Questions by how their answers compare with the gold; ``beyond`` and ``missing`` hold those that no rule explains."""

    questions: int = 0
    exact: int = 0
    beyond: int = 0
    missing: int = 0
    absent: int = 0
    shared: int = 0
    cut: int = 0
    namesakes: list[tuple[Question, list[str]]] = field(default_factory=list)
    unexplained: list[tuple[Question, list[str]]] = field(default_factory=list)


def answered(part: Part, questions: Sequence[Question], engine: str, *options: str) -> tuple[list[set[str]], float]:
    """The answer set of each question by the command line, and the seconds that it took, reading the graph included."""
    with tempfile.TemporaryDirectory() as folder:
        facts, forms, out = Path(folder, "facts.tsv"), Path(folder, "forms.jsonl"), Path(folder, "answers.jsonl")
        facts.write_bytes(part.graph.read_bytes())
        write_forms(questions, forms)
        run = kgcorpus("answer", facts, forms, "--engine", engine, "--out", out, *options)
        if run.code:
            raise RuntimeError(f"kgcorpus answer ended with {run.code}: {run.err}")
        lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert [line["id"] for line in lines] == list(range(len(questions))), "lines are not in the order of the forms"
    return [set(line["answers"]) for line in lines], run.seconds


def compare(part: Part, questions: Sequence[Question], found: Sequence[set[str]], facts: Facts) -> Compared:
    """How the answers compare with the gold, and which differences the graph file explains."""
    out = Compared(len(questions))
    for question, answers in zip(questions, found, strict=True):
        gold = question.gold
        reached = facts.reached(question)
        if answers != reached:
            out.unexplained.append((question, sorted(answers ^ reached)))
        out.exact += answers == gold
        if beyond := sorted(answers - gold):
            out.beyond += 1
            if _title_shared(question, beyond, facts):
                out.shared += 1
            elif all("," in answer and gold.issuperset(answer.split(", ")) for answer in beyond):
                out.cut += 1
            else:
                out.namesakes.append((question, beyond))
        if missing := gold - answers:
            out.missing += 1
            out.absent += not missing & reached
    return out


def _title_shared(question: Question, beyond: Sequence[str], facts: Facts) -> bool:
    """Whether each answer too many belongs to a film title that the file has several release years for."""
    films = beyond if question.hops[-1].inverse else [question.start]
    return all(len(facts.ahead.get((film, "release_year"), ())) > 1 for film in films)


def drawn(part: Part, share: float) -> tuple[Question, ...]:
    """A share of the questions, drawn by digest of their text, so that it is the same on every machine."""
    if share >= 1:
        return part.questions
    limit = int(share * 2**32)
    return tuple(q for q in part.questions if int(sha256(q.text.encode()).hexdigest()[:8], 16) < limit)


def parts() -> Iterator[Part]:
    """All question files that are here."""
    if not absent("kgqa/pathquestion"):
        yield from pathquestion(BENCH_DATA / "kgqa" / "pathquestion")
    if not absent("kgqa/metaqa"):
        yield from metaqa(BENCH_DATA / "kgqa" / "metaqa")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", nargs="+", default=["matrix", "sparql"])
    parser.add_argument("--share", type=float, default=1.0, help="share of the questions, for engines other than matrix")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--list", type=int, default=0, metavar="N", help="list so many differences that need to be read")
    options = parser.parse_args(arguments)
    print("\n### Third-party questions (`python -m tests.bench.kgqa_gold`)\n")
    print("| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|")
    notes: list[str] = []
    for part in parts():
        facts = Facts(part.graph)
        for engine in options.engines:
            share = 1.0 if engine == "matrix" else options.share
            asked = drawn(part, share)
            found, seconds = answered(part, asked, engine, "--workers", str(options.workers))
            got = compare(part, asked, found, facts)
            name = engine if share == 1 else f"{engine}, {share:.0%} drawn"
            row = (part.name, part.hops, name, *(f"{n:,}" for n in (got.questions, got.exact, got.beyond, got.missing, got.absent)))
            print("| " + " | ".join(map(str, row)) + f" | {seconds:.1f} |", flush=True)
            if got.beyond:
                notes.append(
                    f"{part.name}, {part.hops} hop, {engine}: of {got.beyond} questions with answers beyond the gold, {got.shared} ask "
                    f"about titles with several release years, in {got.cut} the gold cut a name at its comma; to be read: "
                    f"{len(got.namesakes)} (--list)."
                )
                notes += [f"  {q.text}: {', '.join(sorted(q.gold))}; beyond: {', '.join(b)}" for q, b in got.namesakes[: options.list]]
            notes += [f"  not as walked by sets: {q.text}: {d}" for q, d in got.unexplained]
    print("\n" + "\n".join(notes))


if __name__ == "__main__":
    main()
