"""A benchmark of EvalScope, registered by the Python file that runs it; a subset for each kind of question."""

from __future__ import annotations

from kgcorpus.harness.questions import Questions
from kgcorpus.harness.readme import package_text, readmes


def written(questions: Questions, lang: str) -> dict[str, bytes]:
    """The folder whose ``run.py`` takes the options of ``evalscope eval``."""
    named = {"subsets": questions.kinds, "metrics": questions.metrics}
    listed = {name: ", ".join(f'"{one}"' for one in values) for name, values in named.items()}
    return {
        "run.py": package_text("evalscope", "run.py.in", questions, **listed).encode("utf-8"),
        "questions.jsonl": questions.lines(),
        "gold.jsonl": questions.gold(),
        **readmes("evalscope", questions),
    }
