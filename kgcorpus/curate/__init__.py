"""From what experts hand in (workbook, glossary, vocabulary, schema, OWL, proposals) to rows of the ontology. ``IMPORTERS`` names the
readers of files other than the ontology's workbook; each factory gives a function from a path to what it says (``incoming.Incoming``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any


def _lazy(name: str) -> Callable[..., Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(**options: Any) -> Any:
        return getattr(import_module(f"kgcorpus.curate.{name}"), name)(**options)

    factory.__name__ = factory.__qualname__ = name
    return factory


IMPORTERS: Mapping[str, Callable[..., Any]] = {name: _lazy(name) for name in ("glossary", "vocabulary", "schema", "owl", "proposals")}


def detect(path: Path) -> str:
    """The name of the importer that reads a file. Raises ``InputError`` for what none reads."""
    return str(import_module("kgcorpus.curate.taking_in").detect_kind(path))
