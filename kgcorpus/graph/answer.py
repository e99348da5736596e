"""An answer as every engine gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ..forms import Form
from ..model import Ground, Json, Qualifier, Term

Triple = tuple[str, str, Term]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a form. ``answers`` are sorted (``sort``: in its own order).

    ``value`` is there (``valued``) where the form denotes one value: an integer, a decimal string (with a unit: the literal's object), a
    truth
    value or None. ``qualifiers`` is parallel to ``answers`` for a form with ``with: "any"``. ``because`` says why the answer is complete
    or not;
    ``grounds`` are its grounds if it is. ``facts`` is there if a proof was asked for: asserted facts on walks that survive, sorted.
    """

    answers: tuple[Term, ...] = ()
    value: Json = None
    valued: bool = False
    complete: bool = False
    because: str = ""
    qualifiers: tuple[tuple[Qualifier, ...], ...] | None = None
    grounds: tuple[Ground, ...] = ()
    facts: tuple[Triple, ...] | None = None

    def to_json(self) -> dict[str, Json]:
        """The line of the contract, without ``id``."""
        out: dict[str, Json] = {"answers": [term_json(term) for term in self.answers]}
        if self.valued:
            out["value"] = self.value
        if self.qualifiers is not None:
            out["qualifiers"] = [[q.to_json() for q in found] for found in self.qualifiers]
        out["complete"] = self.complete
        out["because"] = self.because
        if self.grounds:
            out["grounds"] = [ground.to_json() for ground in self.grounds]
        if self.facts is not None:
            out["facts"] = [[s, p, term_json(o)] for s, p, o in self.facts]
        return out


def term_json(term: Term) -> Json:
    """An id, or the object of a literal."""
    return term if isinstance(term, str) else term.to_json()


class Engine(Protocol):
    """What answers forms over one graph; all engines give equal answers. Forms may name things as people do (see ``resolving``)."""

    def answer(self, form: Form, *, proof: bool = False) -> Answer:
        """The answer; ``FormError`` for a form that the graph cannot answer."""
        ...


@runtime_checkable
class ManyStarts(Protocol):
    """An engine that answers a shape for many starts by one evaluation."""

    def answers(self, shape: Form, starts: Sequence[tuple[str, ...]], *, proof: bool = False, memory: float = ...) -> Iterator[Answer]:
        """The answers for all starts, in their order, each as ``answer`` gives it for the filled shape; walks at one time take at most
        ``memory`` megabytes."""
        ...
