"""Parts that turn answered forms into samples: factories by name, their modules imported at the first call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(name: str) -> Callable[..., Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(**options: Any) -> Any:
        return getattr(import_module(f"kgcorpus.generate.{name}"), name)(**options)

    factory.__name__ = factory.__qualname__ = name
    return factory


_GENERATORS = ("qa", "lists", "grouped", "links", "definitions", "numbers", "truth", "unknown", "blank", "term", "planning", "yesno")
GENERATORS: Mapping[str, Callable[..., Any]] = {name: _lazy(name) for name in _GENERATORS}
"""From the verified graph to questions, in the order in which they are asked (``samples.Generator``)."""
_DERIVERS = ("choice", "preference", "open_book", "steps", "dialogue")
DERIVERS: Mapping[str, Callable[..., Any]] = {name: _lazy(name) for name in _DERIVERS}
"""From a finished sample to samples of other kinds, in order (``samples.Deriver``); each factory takes the ``material`` and all questions
``asked``."""
