"""A task of Inspect with its scorer, in one Python file beside the questions."""

from __future__ import annotations

from kgcorpus.harness.questions import Questions
from kgcorpus.harness.readme import package_text, readmes


def written(questions: Questions, lang: str) -> dict[str, bytes]:
    """The folder that ``inspect eval`` is given; metrics over all questions and by kind."""
    metrics = ", ".join(f'"{metric}"' for metric in questions.metrics)
    return {
        f"{questions.name}.py": package_text("inspect", "task.py.in", questions, metrics=metrics).encode("utf-8"),
        "questions.jsonl": questions.lines(),
        "gold.jsonl": questions.gold(),
        **readmes("inspect", questions),
    }
