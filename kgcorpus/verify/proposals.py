"""What rests on the word of models alone: it waits for a person, however many documents a model reads it in. A trained model's word may
count where the policy says so and the model is certain."""

from __future__ import annotations

from collections.abc import Iterator

from ..config import Policy
from ..model import LEARNED, MODEL, Evidence, Fact, Finding
from .records import Check, Records


def waits(evidence: Evidence, policy: Policy) -> bool:
    """Whether an evidence vouches for nothing until a person has read it."""
    return evidence.proposed and not (policy.learned == "certain" and evidence.certain)


def only_proposed(fact: Fact, policy: Policy) -> bool:
    """Whether a fact rests on nothing but evidence that waits for a person."""
    return bool(fact.evidence) and all(waits(e, policy) for e in fact.evidence)


def proposals() -> Check:
    """A check that says of each fact that only a model found it, until somebody accepts it."""

    def check(records: Records) -> Iterator[Finding]:
        for index, fact in enumerate(records.facts):
            if fact.derived is None and only_proposed(fact, records.policy) and not records.accepted_by.get(records.ids[index]):
                yield records.finding("model_only", index, _message(fact), severity="warning")

    return check


def _message(fact: Fact) -> str:
    asked = [e for e in fact.evidence if e.made_by.startswith(MODEL)]
    number = len(fact.evidence)
    places = f"{number} place{'' if number == 1 else 's'}"
    if not asked:
        best = max(e.score for e in fact.evidence)
        models = ", ".join(sorted({e.made_by.removeprefix(LEARNED).partition("/")[0] for e in fact.evidence}))
        return f"only the trained model says so: {models}, in {places}, {best:.0%} sure"
    models = ", ".join(sorted({e.made_by.removeprefix(MODEL) for e in asked}))
    return f"only a language model says so: {models}, in {places}"
