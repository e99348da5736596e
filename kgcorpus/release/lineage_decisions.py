"""What people decided on facts, as a trace shows it: on the fact, on what it was corrected from, and under ids that it had before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.model import Fact, Json, Review
from kgcorpus.verify.reviews import ON_FACTS, PUT_ASIDE, corrected, fact_on, last_words, read_reviews

KINDS = (*ON_FACTS, *PUT_ASIDE)


@dataclass(frozen=True)
class Decisions:
    """The decisions on facts of a corpus in the order of their lines, by the fact that each names or makes. ``deciding`` gives the review
    (its id) that decided a fact as the last build found it: it may have found the fact by its quote. ``standing`` are those (ids) that
    count: of each person on each fact the last, if it was not withdrawn."""

    by_fact: Mapping[str, list[Review]]
    by_id: Mapping[str, Review]
    deciding: Callable[[str], str | None]
    standing: frozenset[str]

    def on(self, fact: str) -> list[Review]:
        """All decisions on a fact, in order."""
        found = {review.id: review for review in self.by_fact.get(fact, ())}
        if (id := self.deciding(fact)) in self.by_id:
            found[str(id)] = self.by_id[str(id)]
        for review in list(found.values()):  # what was decided on the reading that was corrected, too
            found |= {other.id: other for other in self.by_fact.get(str(review.on.get("fact")), ())}
        return [review for id, review in self.by_id.items() if id in found]

    def records(self, facts: Iterable[str]) -> dict[str, list[dict[str, Json]]]:
        """The decisions on facts by id, as JSON; ``made`` is the fact that a correction makes, ``counts`` says whether the line counts."""
        known = {fact: found for fact in dict.fromkeys(facts) if (found := self.on(fact))}
        return {fact: [_record(one) | {"counts": one.id in self.standing} for one in found] for fact, found in known.items()}


def decisions_of(folder: Path, deciding: Callable[[str], str | None]) -> Decisions:
    """The decisions on facts of a corpus folder."""
    by_fact: dict[str, list[Review]] = defaultdict(list)
    by_id: dict[str, Review] = {}
    reviews = read_reviews(folder / "reviews.jsonl")
    for review in reviews:
        if review.decision in KINDS and "sample" not in review.on and "shape" not in review.on:
            by_id[review.id] = review
            for id in {str(review.on.get("fact", "")), made.id if (made := made_by(review)) else ""} - {""}:
                by_fact[id].append(review)
    return Decisions(by_fact, by_id, deciding, frozenset(review.id for review in last_words(reviews)))


def made_by(review: Review) -> Fact | None:
    """The fact that a correction makes, without evidence, where it tells what it corrects."""
    old = fact_on(review.on) if review.decision == "correct" else None
    try:
        return corrected(old, review) if old is not None else None
    except (ValueError, KeyError, TypeError):
        return None


def _record(review: Review) -> dict[str, Json]:
    out: dict[str, Json] = {"id": review.id, "who": review.who, "when": review.when, "decision": review.decision, "on": dict(review.on)}
    out |= {key: value for key, value in (("why", review.why), ("value", review.value)) if value}
    if (made := made_by(review)) is not None:
        out["made"] = made.to_json()
    return out
