"""A task of lm-evaluation-harness: YAML, and a Python file that asks and grades."""

from __future__ import annotations

from kgcorpus.harness.questions import Questions
from kgcorpus.harness.readme import package_text, readmes

_BY_KIND = ("correct", "f1")


def written(questions: Questions, lang: str) -> dict[str, bytes]:
    """The folder that ``--include_path`` names; metrics over all questions and, for each kind, ``correct_KIND`` and ``f1_KIND``."""
    metrics = [*questions.metrics, *(f"{metric}_{kind}" for kind in questions.kinds for metric in _BY_KIND)]
    listed = "\n".join(
        f'  - {{metric: "{metric}", aggregation: mean, higher_is_better: {str(metric != "undecided").lower()}}}' for metric in metrics
    )
    return {
        f"{questions.name}.yaml": package_text("lm-eval", "task.yaml", questions, metrics=listed).encode("utf-8"),
        "asking.py": package_text("lm-eval", "asking.py.in", questions).encode("utf-8"),
        "scoring.py": package_text("lm-eval", "scoring.py.in", questions).encode("utf-8"),
        "questions.jsonl": questions.lines(),
        "gold.jsonl": questions.gold(),
        **readmes("lm-eval", questions),
    }
