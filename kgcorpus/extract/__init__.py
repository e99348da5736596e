"""Extractors: from a passage to candidate facts. ``EXTRACTORS`` names the factories; each takes ``ontology``, ``lexicon`` and
``corpus``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(name: str) -> Callable[..., Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(**options: Any) -> Any:
        return getattr(import_module(f"kgcorpus.extract.{name}"), name)(**options)

    factory.__name__ = factory.__qualname__ = name
    return factory


EXTRACTORS: Mapping[str, Callable[..., Any]] = {
    name: _lazy(name) for name in ("tables", "triples", "headings", "outline", "patterns", "definitions", "llm", "learned")
}
