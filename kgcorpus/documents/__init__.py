"""Readers of documents by format. ``READERS`` names the factories by suffix; what a factory gives reads a file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(module: str, name: str) -> Callable[..., Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(**options: Any) -> Any:
        return getattr(import_module(f"kgcorpus.documents.{module}"), name)(**options)

    factory.__name__ = factory.__qualname__ = name
    return factory


READERS: Mapping[str, Callable[..., Any]] = {
    ".md": _lazy("prose", "markdown"),
    ".txt": _lazy("prose", "plain"),
    ".html": _lazy("page", "html"),
    ".htm": _lazy("page", "html"),
    ".docx": _lazy("word", "docx"),
    ".pdf": _lazy("portable", "pdf"),
    ".pptx": _lazy("slides", "pptx"),
    ".csv": _lazy("delimited", "csv"),
    ".tsv": _lazy("delimited", "tsv"),
    ".xlsx": _lazy("workbook", "xlsx"),
    ".nt": _lazy("triples", "nt"),
    ".ttl": _lazy("triples", "ttl"),
    ".jsonl": _lazy("records", "jsonl"),
    ".json": _lazy("converted", "json_of_converters"),
}
