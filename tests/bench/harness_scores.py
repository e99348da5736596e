"""Scores of exported evaluation sets in the programs that run them, beside those of ``kgcorpus grade`` on the same answers.

``python -m tests.bench.harness_scores RELEASE_OR_GOLD [--n 40] [--tokens 24]`` exports the questions to every program that is
installed (``make harness``), runs each as its README says on the small language model of the tests, and compares: the share that is
correct and F1, over all questions; how many answers, and the seconds of the whole run. Questions whose
passages the model's window does not hold are left out.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import kgcorpus
from kgcorpus.harness import TARGETS
from kgcorpus.harness.exporting import export
from kgcorpus.harness.questions import Questions, read_questions, text_of
from tests import harnesses, local_model

LONGEST = 1500
"""Characters of a prompt that the model's window holds in any language."""


def compared(to: str, questions: Questions, address: str, tokens: int) -> str:
    """A line of the table: what a program says and what grading its answers says."""
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there) / questions.name
        export(questions, to, folder)
        began = time.perf_counter()
        found = harnesses.run(to, folder, address, tokens)
        seconds = time.perf_counter() - began
    verdicts = kgcorpus.grade(questions.samples, [{"id": id, "answer": text} for id, text in found.answers.items()])
    counts = [kgcorpus.credit(sample, verdict) for sample, verdict in zip(questions.samples, verdicts, strict=True)]
    own = {name: sum(count[name] for count in counts) / len(counts) for name in ("correct", "f1")}
    said = "  ".join(f"{name} {found.metrics[name]:.4f} / {own[name]:.4f}" for name in own)
    return f"{to:12} {len(found.answers):5} answers  {said}  {seconds:6.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores of programs beside those of kgcorpus grade.")
    parser.add_argument("source", type=Path)
    parser.add_argument("--tokens", type=int, default=24)
    parser.add_argument("--n", type=int, default=40)
    options = parser.parse_args()
    read = read_questions(options.source)
    questions = replace(read, samples=tuple(s for s in read.samples if len(text_of(s)) <= LONGEST)[: options.n])
    print(f"{read.name}: {len(questions.samples)} of {len(read.samples)} questions; program / kgcorpus grade")
    with local_model.served() as address:
        for to in (name for name in TARGETS if name != "csv"):
            print(harnesses.missing(to) or compared(to, questions, address, options.tokens), flush=True)


if __name__ == "__main__":
    main()
