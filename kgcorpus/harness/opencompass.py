"""A dataset, an evaluator and a configuration of OpenCompass."""

from __future__ import annotations

from kgcorpus.harness.questions import Questions
from kgcorpus.harness.readme import package_text, readmes


def written(questions: Questions, lang: str) -> dict[str, bytes]:
    """The folder whose configuration ``opencompass`` is given, with the module that it imports."""
    return {
        f"{questions.name}.py": package_text("opencompass", "config.py.in", questions).encode("utf-8"),
        f"{questions.name}_task.py": package_text("opencompass", "task.py.in", questions).encode("utf-8"),
        "questions.jsonl": questions.lines(),
        "gold.jsonl": questions.gold(),
        **readmes("opencompass", questions),
    }
