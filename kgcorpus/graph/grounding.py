"""Grounds of completeness: for which starts a predicate's set is known to be whole, in which direction."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model import Ground
from ..rdf import RDF
from .columns import Bools, Ints
from .conditions import Use
from .inference import axioms_of
from .table import FactTable

Key = tuple[int, bool]
"""Predicate number and direction (True: the subjects of an object)."""


class Grounding:
    """The grounds of a table by predicate, direction and start.

    A ground for a predicate is one for its inverse in the other direction, and for a symmetric predicate in both. Under a transitive
    predicate a start's set is whole only if the sets of all that it reaches are.
    """

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._found: dict[Key, dict[int, list[Ground]]] = {}
        self._whole: dict[Key, Bools] = {}
        self._good: dict[tuple[int, bool, str | None], Bools] = {}
        axioms = axioms_of(table.ontology)
        self._transitive = {table.predicate_index[p] for p in axioms.transitive if p in table.predicate_index}
        for ground in table.grounds:
            start = table.number(ground.start)
            for name, inverse in _twins(ground.predicate, ground.inverse, axioms.inverses, axioms.symmetric):
                number = table.predicate_index.get(name)
                if start >= 0 and number is not None:
                    self._found.setdefault((number, inverse), {}).setdefault(start, []).append(ground)

    def whole(self, predicate: int, inverse: bool) -> Bools:
        """For each term whether some ground holds for it (leaving conditional facts aside)."""
        key = (predicate, inverse)
        if (found := self._whole.get(key)) is None:
            found = np.zeros(max(len(self.table.terms), 1), bool)
            for start, grounds in self._found.get(key, {}).items():
                found[start] = any(not g.open for g in grounds)
            if predicate in self._transitive:
                links = self.table.links(predicate, inverse, Use(None, "any"), possible=True).matrix
                found &= links @ (~found).astype(np.int32) == 0
            self._whole[key] = found
        return found

    def good(self, predicate: int, inverse: bool, use: Use) -> Bools:
        """For each term whether its set under the use is whole: a ground holds, and without ``with`` no conditional fact was left out."""
        whole = self.whole(predicate, inverse)
        if use.with_ is not None or not len(out := self.table.left_out(predicate, inverse, use.date)):
            return whole
        key = (predicate, inverse, use.date)
        if (found := self._good.get(key)) is None:
            found = self._good[key] = whole.copy()
            found[out] = False
        return found

    def grounds(self, predicate: int, inverse: bool, start: int) -> Sequence[Ground]:
        """The grounds that hold for a start (the first is enough), or, if none does, those that are open."""
        found = sorted(self._found.get((predicate, inverse), {}).get(start, ()), key=lambda g: g.id)
        return [g for g in found if not g.open][:1] or found

    def class_ground(self, cls: str) -> Ground | None:
        """Why a class is complete, or None: it is declared listed, and nothing is known to be missing."""
        table = self.table
        known = table.ontology.classes.get(cls)
        given = [g for g in table.grounds if g.kind == "listed" and g.start == cls]
        if not table.declared or (not given and (known is None or not known.listed)):
            return None
        members: Ints = table.members.get(cls, np.zeros(0, np.int32))
        return given[0] if given else Ground(cls, "rdf:type" if table.kind == "corpus" else RDF + "type", True, "listed", len(members))


def _twins(predicate: str, inverse: bool, inverses: Sequence[tuple[str, str]], symmetric: frozenset[str]) -> list[tuple[str, bool]]:
    """The predicate and direction with all others that hold of the same pairs."""
    found = [(predicate, inverse)]
    for name, direction in found:
        others = [b for a, b in inverses if a == name] + [a for a, b in inverses if b == name] + ([name] if name in symmetric else [])
        found.extend((other, not direction) for other in sorted(others) if (other, not direction) not in found)
    return found
