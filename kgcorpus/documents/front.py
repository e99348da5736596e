"""Front matter: flat ``key: value`` lines between two lines ``---`` at the top of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kgcorpus.documents.passages import Unreadable
from kgcorpus.model import Json, Source

_OPEN = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.M)
_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$", re.M)
MAX_FRONT = 20_000


def front_matter(text: str) -> tuple[dict[str, Json], int]:
    """The values of a text's front matter and where the text after it starts; nothing and 0 if it has none.

    Values are texts, or lists of texts (``[a, b]``); quotes around a value are dropped; lines that are no ``key: value`` are left alone.
    Raises ``Unreadable`` (``bad_front_matter``) for a list that is not closed.

    >>> front_matter("---\\nid: met-1\\nuses: [train, evaluate]\\n---\\n# Metformin")
    ({'id': 'met-1', 'uses': ['train', 'evaluate']}, 42)
    """
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end(), MAX_FRONT) if opened else None
    if not opened or not closed:
        return {}, 0
    values: dict[str, Json] = {}
    for match in _LINE.finditer(text, opened.end(), closed.start()):
        value = (match.group(2) or "").strip()
        if value.startswith("[") and not value.endswith("]"):
            raise Unreadable("bad_front_matter", f"a list that is not closed: {match.group().strip()[:100]}")
        if value.startswith("["):
            values[match.group(1)] = [_plain(part) for part in re.split("[,，]", value[1:-1]) if part.strip()]
        elif value:
            values[match.group(1)] = _plain(value)
    return (values, closed.end()) if values or closed.start() == opened.end() else ({}, 0)


def with_signature(source: Source, values: Mapping[str, Json]) -> Source:
    """The source of a document, which is a note where it is signed and dated: its origin is then the person, whatever the source's is.

    What changes over time is taken to be so on the day of the signature, unless ``as_at`` says another day. ``values`` are those of the
    front matter. Raises ``Unreadable`` (``bad_front_matter``) where only one of the two is given.

    >>> with_signature(Source("s", origin="clinic", signed="王敏", dated="2026-10-12"), {}).origin
    '王敏'
    """
    if source.signed and source.dated:
        name = " ".join(source.signed.split())
        # what a person says is no edition of the text that others of the source are
        series, version = (getattr(source, key) if key in values else None for key in ("series", "version"))
        return replace(source, signed=name, origin=name, as_at=source.as_at or source.dated, series=series, version=version)
    if not source.signed and not source.dated:
        return source
    given, missing, example = ("signed", "dated", "2026-10-12") if source.signed else ("dated", "signed", "王敏")
    where = "the front matter" if given in values else f"source '{source.id}' of corpus.toml"
    raise Unreadable(
        "bad_front_matter",
        f"{where} has '{given}' and no '{missing}': a note needs both; add a line '{missing}: {example}' to the front matter, "
        f"or take '{given}' away",
    )


def _plain(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" else value
