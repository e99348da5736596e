"""How an exported folder is run: a README in each language, from the texts of the package."""

from __future__ import annotations

from collections import Counter
from importlib import resources

from kgcorpus import __version__
from kgcorpus.harness.questions import Questions, kind_of

_NAMES = {"en": "README.md", "zh": "README.zh.md"}


def package_text(target: str, file: str, questions: Questions, **more: str) -> str:
    """A file of the package for a target, its ``{{…}}`` filled in: those of all targets, and ``more``."""
    text = resources.files("kgcorpus.harness").joinpath("files", target, file).read_text(encoding="utf-8")
    kinds = Counter(map(kind_of, questions.samples))
    filled = {
        "name": questions.name,
        "version": __version__,
        "n": f"{len(questions.samples):,}",
        "kinds": ", ".join(f"{kind} {n:,}" for kind, n in sorted(kinds.items())),
        **more,
    }
    for key, value in filled.items():
        text = text.replace("{{" + key + "}}", value)
    return text


def readmes(target: str, questions: Questions) -> dict[str, bytes]:
    """Both READMEs of a target, what all targets share at their end."""
    out = {}
    for name in _NAMES.values():
        text = package_text(target, name, questions) + (package_text(".", name, questions) if target != "csv" else "")
        out[name] = text.encode("utf-8")
    return out
