"""What rests on a language model's word alone: it waits for a person, however many documents the model reads it in."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import MODEL, Finding
from .records import Check, Records


def proposals() -> Check:
    """A check that says of each fact that only a language model found it, until somebody accepts it."""

    def check(records: Records) -> Iterator[Finding]:
        for index, fact in enumerate(records.facts):
            if fact.derived is None and fact.proposed and not records.accepted_by.get(records.ids[index]):
                models = ", ".join(sorted({e.made_by.removeprefix(MODEL) for e in fact.evidence}))
                number = len(fact.evidence)
                message = f"only a language model says so: {models}, in {number} place{'' if number == 1 else 's'}"
                yield records.finding("model_only", index, message, severity="warning")

    return check
