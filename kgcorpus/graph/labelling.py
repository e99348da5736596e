"""Canonical labels for blank nodes (RDFC-1.0), worked out in a child process with a time limit.

The method takes exponential time on graphs made for that (a dozen blank nodes that are all linked to each other); such a file is an error,
not a hang. Run as a program it reads N-Triples from stdin and writes them with canonical labels.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from ..errors import InputError

SECONDS = 60
FEW = 6
"""Blank nodes that are labelled without a child process: too few to take long."""


def labelled(triples: Iterable[tuple[Any, Any, Any]], place: str, *, seconds: float = SECONDS) -> list[tuple[Any, Any, Any]]:
    """The triples (pyoxigraph terms) with canonical blank node labels: those without blank nodes first, in their order, then the others."""
    import pyoxigraph as ox

    plain: list[tuple[Any, Any, Any]] = []
    blank: list[tuple[Any, Any, Any]] = []
    for triple in triples:
        (blank if any(isinstance(term, ox.BlankNode) for term in triple) else plain).append(triple)
    if not blank:
        return plain
    if len({term for triple in blank for term in triple if isinstance(term, ox.BlankNode)}) <= FEW:
        return plain + sorted(_canonical(blank), key=str)
    data = ox.serialize((ox.Triple(*triple) for triple in blank), format=ox.RdfFormat.N_TRIPLES)
    try:
        done = subprocess.run([sys.executable, "-m", __name__], input=data, capture_output=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired as error:
        found = f"blank nodes so alike that labels for them were not found in {seconds:g} s"
        raise InputError(place, found, "blank nodes that differ", "give them IRIs") from error
    except subprocess.CalledProcessError as error:
        raise InputError(place, "blank nodes that cannot be labelled", "blank nodes that differ", "give them IRIs") from error
    found_again = ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)
    return plain + sorted(((quad.subject, quad.predicate, quad.object) for quad in found_again), key=str)


def _canonical(triples: Iterable[tuple[Any, Any, Any]]) -> list[tuple[Any, Any, Any]]:
    import pyoxigraph as ox

    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [(quad.subject, quad.predicate, quad.object) for quad in dataset]


def main() -> None:
    import pyoxigraph as ox

    read = ox.parse(sys.stdin.buffer.read(), format=ox.RdfFormat.N_TRIPLES)
    made = _canonical((quad.subject, quad.predicate, quad.object) for quad in read)
    ox.serialize((ox.Triple(*triple) for triple in made), sys.stdout.buffer, format=ox.RdfFormat.N_TRIPLES)


if __name__ == "__main__":
    main()
