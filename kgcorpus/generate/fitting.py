"""What a question may call the things that it is about, and which sources it may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kgcorpus.model import Ground

from .material import Material, Start
from .naming import Naming
from .phrases import Name
from .titles import Work


def names_of(
    start: Start, names: Naming, demanded: Mapping[str, Collection[str]], support: Collection[str], held: Collection[str], date: str | None
) -> tuple[Name, ...] | str:  # fmt: skip
    """The names of a start, or the reason why there are none. ``demanded`` are the classes that only fit in a slot; a homonym is told by a
    fact that is not in ``support`` and whose object is none of ``held``."""
    out: list[Name] = []
    for id in start:
        name = names.fitting(id, demanded.get(f"?{len(out)}", ()))
        if name is None:
            return "no_label"
        if names.is_shared(id):
            name = names.told(id, support, held, date)
            if name is None:
                return "homonym"
        out.append(name)
    return tuple(out)


def grounded_works(material: Material, grounds: Sequence[Ground]) -> frozenset[str] | None:
    """The works whose reading gives the grounds of a complete set; None where the grounds rest on no text (cardinality, a listed
    class)."""
    found: frozenset[str] | None = None
    for ground in grounds:
        if ground.spans:
            here = frozenset(material.works.of_document.get(s.document, "") for s in ground.spans)
            found = here if found is None else found & here
    return found


def sources(
    material: Material, language: str, start: Start, support: Sequence[str], grounds: Sequence[Ground] | None
) -> Iterator[tuple[Work, bool]]:
    """The works that a question about these things may name, each with whether it gives the grounds of the whole set."""
    grounded = grounded_works(material, grounds) if grounds is not None else frozenset()
    for id in material.shared_works(support):
        work = material.works.works[id]
        if material.may_name(work, language, start):
            yield work, grounded is None or id in grounded
