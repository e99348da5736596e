"""Checks: from records to findings. ``CHECKS`` names the factories, each taking keyword-only options; ``TOGETHER`` are those that compare
facts with one another, and so are run over what the others left standing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(module: str, name: str) -> Callable[..., Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(**options: Any) -> Any:
        return getattr(import_module(f"kgcorpus.verify.{module}"), name)(**options)

    factory.__name__ = factory.__qualname__ = name
    return factory


CHECKS: Mapping[str, Callable[..., Any]] = {
    "evidence": _lazy("evidence", "evidence"),
    "identifiers": _lazy("identifying", "identifiers"),
    "predicate": _lazy("constraints", "predicate"),
    "domain": _lazy("constraints", "domain"),
    "range": _lazy("constraints", "range_"),
    "datatype": _lazy("constraints", "datatype"),
    "unit": _lazy("constraints", "unit"),
    "value_range": _lazy("constraints", "value_range"),
    "qualifiers": _lazy("constraints", "qualifiers"),
    "irreflexivity": _lazy("axioms", "irreflexivity"),
    "undated": _lazy("dating", "undated"),
    "proposals": _lazy("proposals", "proposals"),
    "shapes": _lazy("shapes", "shapes"),
    "disjointness": _lazy("axioms", "disjointness"),
    "asymmetry": _lazy("axioms", "asymmetry"),
    "cycles": _lazy("axioms", "cycles"),
    "cardinality": _lazy("axioms", "cardinality"),
    "corroboration": _lazy("corroboration", "corroboration"),
    "conflicts": _lazy("conflicts", "conflicts"),
}

TOGETHER = frozenset({"shapes", "disjointness", "asymmetry", "cycles", "cardinality", "corroboration", "conflicts"})
