"""Engines: from a form to its answer over a graph. ``ENGINES`` names the factories; each takes a ``FactTable``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(module: str, name: str) -> Callable[[Any], Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(table: Any) -> Any:
        return getattr(import_module(f"kgcorpus.graph.{module}"), name)(table)

    factory.__name__ = factory.__qualname__ = name
    return factory


ENGINES: Mapping[str, Callable[[Any], Any]] = {
    "matrix": _lazy("shapes", "shapes"), "sparql": _lazy("sparql", "sparql"), "neo4j": _lazy("neo4j", "neo4j"),
}  # fmt: skip
