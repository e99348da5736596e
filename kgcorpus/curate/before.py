"""The files of an ontology as they were before a change: whoever keeps no history of his own can go back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FOLDER = ".before"
"""Beside the files that are written; hidden, and ignored by git."""
MOST_KEPT = 20


def write_keeping(files: Mapping[Path, str]) -> Path | None:
    """Write files, each in whole; gives the folder that holds the old ones, None where there were none. The last 20 states are kept."""
    old = [path for path in files if path.is_file() and path.read_bytes() != files[path].encode("utf-8")]
    kept = _keep(old) if old else None
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return kept


def _keep(files: list[Path]) -> Path:
    """Copy files into the next numbered folder."""
    folder = files[0].parent / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    numbers = sorted(int(p.name) for p in folder.iterdir() if p.is_dir() and p.name.isdecimal())
    here = folder / str(numbers[-1] + 1 if numbers else 1)
    here.mkdir()
    for path in files:
        (here / path.name).write_bytes(path.read_bytes())
    for number in numbers[: max(0, len(numbers) + 1 - MOST_KEPT)]:
        for path in sorted((folder / str(number)).iterdir()):
            path.unlink()
        (folder / str(number)).rmdir()
    return here
