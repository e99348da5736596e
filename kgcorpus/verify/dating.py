"""Facts of predicates that change over time and have no date. (A source's ``as_at`` has dated its facts when they were resolved.)"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding
from .records import Check, Records


def undated() -> Check:
    """A check for facts of changing predicates that no date and no source's ``as_at`` places in time: no question may rest on them."""

    def check(records: Records) -> Iterator[Finding]:
        for name, indexes in records.by_predicate.items():
            known = records.ontology.predicates.get(name)
            for index in indexes if known and known.changing else ():
                fact = records.facts[index]
                if not (fact.valid.start or fact.valid.end):
                    yield records.finding("undated", index, f"{name} changes over time and the fact has no date", severity="warning")

    return check
