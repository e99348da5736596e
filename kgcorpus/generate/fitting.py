"""What a question may call the things that it is about, and which sources it may name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kgcorpus.model import Ground, Json, digest

from . import wording_checks
from .material import Material, Start
from .naming import Naming
from .phrases import Filler, Name, Wording
from .samples import SOURCE
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


NEAR = 1.3
"""A wording that costs at most this much more than the best may be the question; which one is drawn by a digest."""


def drawn(wordings: Sequence[tuple[str, Wording]], *key: Json) -> tuple[tuple[str, str], ...]:
    """Finished texts with the way each asks, the question first: drawn by a digest from those that cost about as little as the best."""
    near = [w for w in wordings if w[1].cost <= wordings[0][1].cost + NEAR]
    first = near[int(digest(*key)[:8], 16) % len(near)]
    return tuple((text, wording.way) for text, wording in (first, *(w for w in wordings if w is not first)))


def fit(
    wordings: Iterable[Wording], names: Sequence[Name], title: str, answers: Sequence[str], language: str, aside: Sequence[str] = ()
) -> list[tuple[str, Wording]] | str:  # fmt: skip
    """Wordings with names and title (it stands for ``SOURCE``) in place, those that are right; or what is wrong with the first: an answer
    in it, or its length."""
    out: list[tuple[str, Wording]] = []
    problem = ""
    for wording in wordings:
        text = Filler.of(wording.text).fill([n.variants() for n in names]).replace(SOURCE, title)
        wrong = [*wording_checks.check_answer(text, answers, language)]
        counted = text.replace(title, "") if title else text
        for part in aside:
            counted = counted.replace(part, "")
        wrong += wording_checks.check_length(counted, language)
        if wrong:
            problem = problem or wrong[0]
        else:
            out.append((text, wording))
    return out or problem


def reason_of(problem: str) -> str:
    """The reason for a rejection that a problem of a wording gives."""
    return "answer_in_question" if problem.startswith("answer") else "bad_wording"
