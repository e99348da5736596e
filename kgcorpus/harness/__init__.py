"""Evaluation sets for the programs that run them, and for people. ``TARGETS`` names what writes each: questions in, files out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(module: str) -> Callable[..., dict[str, bytes]]:
    """The function of a module that writes a target's files, imported at the first call."""

    def written(questions: Any, lang: str) -> dict[str, bytes]:
        files: dict[str, bytes] = import_module(f"kgcorpus.harness.{module}").written(questions, lang)
        return files

    return written


TARGETS: Mapping[str, Callable[..., dict[str, bytes]]] = {
    "csv": _lazy("sheet"),
    "lm-eval": _lazy("lm_eval"),
    "opencompass": _lazy("opencompass"),
    "inspect": _lazy("inspect_ai"),
    "evalscope": _lazy("evalscope"),
}
"""From the questions (``questions.Questions``) and the reader's language to the contents of files by name."""
