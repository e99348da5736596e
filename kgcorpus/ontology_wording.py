"""Wording derived from labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ontology import Ontology, Predicate


def derive_wording(predicate: Predicate, ontology: Ontology) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {}
