"""An evaluation set written as a folder that a program runs, or people fill in."""

from __future__ import annotations

from pathlib import Path

from kgcorpus.errors import UsageError
from kgcorpus.harness import TARGETS
from kgcorpus.harness.questions import Questions


def export(questions: Questions, to: str, folder: Path, *, lang: str = "en") -> tuple[str, ...]:
    """Writes the files of a target (``TARGETS``) into a folder that is new or empty; their names, sorted. Same questions, same bytes."""
    if to not in TARGETS:
        raise UsageError("--to", f"unknown target '{to}'", "one of: " + ", ".join(TARGETS))
    if folder.exists() and not folder.is_dir():
        raise UsageError(str(folder), "is a file", "a folder that is new or empty", "name another folder")
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(str(folder), "is not empty", "a folder that is new or empty", "name another folder; nothing was changed")
    files = TARGETS[to](questions, lang)
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(sorted(files))
