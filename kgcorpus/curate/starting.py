"""A corpus folder to start from: commented, with a small ontology in both languages, documents in the reader's, and it builds as it is."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from kgcorpus.config_checks import Check, Wrong, a_date, a_name
from kgcorpus.errors import UsageError

LANGUAGES = ("zh", "en")
_RENAMED = {"gitignore": ".gitignore"}
"""Names that files have in the package because tools would take them for their own there."""


EXAMPLE = ("泵的故障（示例）", "Pumps and their faults (example)")
"""The title of the example, zh and en."""
_MARKED = re.compile(r"^# \{\{(empty|example)\}\}\n(.*?)^# \{\{/\1\}\}\n", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Started:
    """What was made; ``files`` are paths inside the folder, sorted."""

    folder: Path
    name: str
    date: str
    lang: str
    files: tuple[str, ...]


def new_corpus(folder: Path, *, lang: str, date: str, name: str | None = None, empty: bool = False, languages: str = "zh,en") -> Started:
    """Make a corpus folder whose comments and documents are in ``lang``; the ontology of the example has both languages, questions are
    made in ``languages``.

    ``empty`` leaves out the example: no documents, no classes, predicates and terms; they are for ``ontology import`` to bring.
    ``date`` is written into ``corpus.toml`` and is the corpus's only clock from then on. Raises ``UsageError`` for a folder that holds
    anything, a name or date that does not fit, a place that cannot be written; what was begun is then taken away again.
    """
    if lang not in LANGUAGES:
        raise UsageError("--lang", f"unknown language '{lang}'", "zh or en")
    chosen = name_for(folder) if name is None else _fitting("--name", name, a_name)
    day = _fitting("--date", date, a_date(False))
    if folder.exists() and not folder.is_dir():
        raise UsageError(str(folder), "is a file", "a folder that is new or empty", "name another folder")
    chosen_languages = _fitting("--languages", languages, _languages)
    texts = {"{{languages}}": chosen_languages, "{{name}}": chosen, "{{date}}": day, "{{folder}}": shlex.quote(folder.resolve().name)}
    titles = (chosen, chosen) if empty else EXAMPLE
    texts |= {"{{title_zh}}": titles[0], "{{title_en}}": titles[1]}
    parts = {path: _part(path, content.decode("utf-8"), empty) for path, content in _files(lang)}
    wanted = {path: text for path, text in parts.items() if text is not None}
    try:
        if folder.exists() and any(folder.iterdir()):
            raise UsageError(str(folder), "is not empty", "a folder that is new or empty", "name another folder; nothing was changed")
        _write(folder, wanted, texts)
        (folder / "documents" / "notes").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            str(error.filename or folder), f"cannot be written ({error.strerror})", "a place where you may write", "name another folder"
        ) from error
    return Started(folder, chosen, day, lang, tuple(sorted(wanted)))


def _fitting(option: str, value: str, check: Check) -> str:
    try:
        return str(check(value))
    except Wrong as wrong:
        raise UsageError(option, f"found {value!r}", str(wrong)) from None


def _languages(value: object) -> str:
    """Languages as they are written in ``corpus.toml``, zh first."""
    named = [one for one in re.split(r"[,，、\s]+", str(value).strip()) if one]
    if not named or set(named) - set(LANGUAGES):
        raise Wrong("zh, en, or zh,en")
    return "[" + ", ".join(f'"{one}"' for one in LANGUAGES if one in named) + "]"


def name_for(folder: Path) -> str:
    """A corpus name made of the folder's: small letters, digits, hyphens; ``corpus`` where nothing of it can be kept.

    >>> [name_for(Path(p)) for p in ("My Pumps_2", "泵", "data/tea")]
    ['my-pumps-2', 'corpus', 'tea']
    """
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "corpus"


def _files(lang: str) -> Iterator[tuple[str, bytes]]:
    """The starter's files: path in the folder, bytes."""

    def walk(at: Traversable, path: PurePosixPath) -> Iterator[tuple[str, bytes]]:
        for child in sorted(at.iterdir(), key=lambda c: c.name):
            inner = path / _RENAMED.get(child.name, child.name)
            if child.is_dir():
                yield from walk(child, inner)
            else:
                yield str(inner), child.read_bytes()

    yield from walk(resources.files("kgcorpus") / "starters" / lang, PurePosixPath())


def _part(path: str, text: str, empty: bool) -> str | None:
    """What a file of the starter is with or without the example; None where it is not there at all."""
    text = _MARKED.sub(lambda m: m[2] if (m[1] == "empty") == empty else "", text)
    if not empty or path in ("corpus.toml", "README.md") or "/" not in path:
        return text
    head = re.match(r"(?:@prefix.*\n|#(?! -).*\n|\n)*", text)  # of the ontology its prefixes and first remarks
    return head[0].rstrip() + "\n" if path.startswith("ontology/") and head else None


def _filled(line: str, texts: Mapping[str, str]) -> str:
    """A line with its texts filled in; a remark behind stays in its column."""
    column = line.find("  # ")
    for key, text in texts.items():
        line = line.replace(key, text)
    before, mark, remark = line.partition("  # ")
    return before.rstrip().ljust(column) + mark + remark if mark else line


def _write(folder: Path, files: dict[str, str], texts: dict[str, str]) -> None:
    """Write all files or none."""
    made = [p for p in (folder, *folder.parents) if not p.exists()]  # innermost first, as they have to be taken away
    begun: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            folders = [p for p in path.parents if p != folder and folder in p.parents and not p.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            made = [*folders, *made]
            begun.append(path)
            filled = re.sub(r".*\{\{.*", lambda m: _filled(m[0], texts), content)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(filled)
    except OSError:
        for path in begun:
            path.unlink(missing_ok=True)
        for path in made:
            with contextlib.suppress(OSError):  # somebody else's file lies in it by now
                path.rmdir()
        raise
