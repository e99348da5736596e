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
    predicate a start's set is whole only if the sets of all that it reaches are. A cardinality holds on the days on which it is reached.
    """

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._found: dict[Key, dict[int, list[Ground]]] = {}
        self._ids: dict[int, tuple[str, Ground]] = {}
        self._held: dict[Key, tuple[Bools, Ints | None]] = {}
        self._whole: dict[tuple[int, bool, str | None], Bools] = {}
        self._good: dict[tuple[int, bool, str | None], Bools] = {}
        axioms = axioms_of(table.ontology)
        self._transitive = {table.predicate_index[p] for p in axioms.transitive if p in table.predicate_index}
        for ground in table.grounds:
            start = table.number(ground.start)
            for name, inverse in _twins(ground.predicate, ground.inverse, axioms.inverses, axioms.symmetric):
                number = table.predicate_index.get(name)
                if start >= 0 and number is not None:
                    self._found.setdefault((number, inverse), {}).setdefault(start, []).append(ground)

    def declared(self, predicate: int, inverse: bool) -> Bools:
        """For each term whether some ground holds for it, on whatever day."""
        return self._holding(predicate, inverse)[0]

    def whole(self, predicate: int, inverse: bool, date: str | None = None) -> Bools:
        """For each term whether some ground holds for it on a date (None: the corpus date), leaving conditional facts aside."""
        holding, limits = self._holding(predicate, inverse)
        if limits is None:
            return holding
        key = (predicate, inverse, date)
        if (found := self._whole.get(key)) is None:
            found = self._whole[key] = holding & (self.table.links(predicate, inverse, Use(date)).degree >= limits)
        return found

    def _holding(self, predicate: int, inverse: bool) -> tuple[Bools, Ints | None]:
        """For each term whether some ground holds for it, and the number of ends at which it does (0: always; None: always for all)."""
        key = (predicate, inverse)
        if (made := self._held.get(key)) is None:
            size = max(len(self.table.terms), 1)
            found, limits = np.zeros(size, bool), np.zeros(size, np.int32)
            for start, grounds in self._found.get(key, {}).items():
                good = [g for g in grounds if not g.open]
                found[start] = bool(good)
                if good and all(g.kind == "cardinality" for g in good):
                    limits[start] = min(g.items for g in good)
            if predicate in self._transitive:
                links = self.table.links(predicate, inverse, Use(None, "any"), possible=True).matrix
                found &= links @ (~found).astype(np.int32) == 0
            made = self._held[key] = found, limits if limits.any() else None
        return made

    def good(self, predicate: int, inverse: bool, use: Use) -> Bools:
        """For each term whether its set under the use is whole: a ground holds, and without ``with`` no conditional fact was left out."""
        whole = self.whole(predicate, inverse, use.date)
        if use.with_ is not None or not len(out := self.table.left_out(predicate, inverse, use.date)):
            return whole
        key = (predicate, inverse, use.date)
        if (found := self._good.get(key)) is None:
            found = self._good[key] = whole.copy()
            found[out] = False
        return found

    def grounds(self, predicate: int, inverse: bool, start: int, date: str | None = None) -> Sequence[Ground]:
        """The grounds that hold for a start on a date (the first is enough), or, if none does, those that are open or not reached."""
        found: Sequence[Ground] = self._found.get((predicate, inverse), {}).get(start, ())
        if not found or (len(found) == 1 and found[0].kind != "cardinality"):
            return found
        if len(found) > 1:
            found = sorted(found, key=self.id_of)
        good = [g for g in found if not g.open]
        if any(g.kind == "cardinality" for g in good):
            ends = self.table.links(predicate, inverse, Use(date)).matrix.indptr
            degree = int(ends[start + 1] - ends[start])
            good = [g for g in good if g.kind != "cardinality" or degree >= g.items]
        return good[:1] or found

    def id_of(self, ground: Ground) -> str:
        """The id of a ground of the table, computed once."""
        if (made := self._ids.get(id(ground))) is None:
            made = self._ids[id(ground)] = ground.id, ground
        return made[0]

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
