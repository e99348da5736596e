"""Findings, reviews and policy to a verdict on every fact: computed anew each time, stored nowhere as truth.

In this order, the first that applies: a fact without any whole evidence, or one that holds an identifier of a person, is rejected,
whatever anybody decided; a review decides (but what only notes say is pending until as many people as the policy asks for have signed or
accepted it, whoever accepted it last); an error is a rejection ``failed_check`` (pending where it is the entity that is in doubt); what
people disagree on is pending; what only a model says is pending ``model_only``; what a later edition replaced is rejected
``superseded`` if the policy lets the newest win, else it is a conflict like others; conflicts, too few origins and low scores are pending.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..config import Policy
from ..model import Document, Fact, Finding, Json, Rejection, Review
from .proposals import only_proposed, waits
from .reviews import Reviewed, lay_over


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of every fact, by id: (``accepted`` | ``pending`` | ``rejected``, reason or None).

    ``reviews`` maps those that a person decided to the id of the review, ``findings`` to the findings about a fact. ``facts`` are those
    judged, corrections included.
    """

    verdict: Mapping[str, tuple[str, str | None]]
    facts: Mapping[str, Fact]
    reviews: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    def of(self, verdict: str) -> list[Fact]:
        """The facts of a verdict, by id."""
        return [self.facts[id] for id, (found, _) in self.verdict.items() if found == verdict]

    def to_json(self, id: str) -> dict[str, Json]:
        """One verdict as it is stored: verdict, reason, review and the codes of findings, without what is empty."""
        verdict, reason = self.verdict[id]
        out: dict[str, Json] = {"verdict": verdict}
        if reason:
            out["reason"] = reason
        if id in self.reviews:
            out["review"] = self.reviews[id]
        if codes := sorted({f.code for f in self.findings.get(id, ())}):
            out["findings"] = codes
        return out

    def rejections(self) -> Iterator[Rejection]:
        """A rejection for every fact that was not accepted, so that nothing leaves in silence."""
        for id, (verdict, reason) in self.verdict.items():
            if verdict != "accepted":
                yield self._rejection(id, verdict, reason or "failed_check")

    def _rejection(self, id: str, verdict: str, reason: str) -> Rejection:
        from .records import shown

        fact = self.facts[id]
        spans = [span for evidence in fact.evidence[:1] for span in evidence.spans]
        own = [s for s in spans if s.document == spans[0].document]
        if fact.evidence and fact.evidence[0].made_by.startswith("tables/"):  # the trigger is the column's header
            own = [s for s in own if s.role in ("object", "qualifier")] or [s for s in own if s.role != "trigger"] or own
        about = [(fact.subject, fact.predicate, "objects")]
        if isinstance(fact.object, str):
            about.append((fact.object, fact.predicate, "subjects"))
        messages = dict.fromkeys(f.message for f in self.findings.get(id, ()))
        said = f"{fact.subject} {'not ' if fact.negated else ''}{fact.predicate} {shown(fact.object)}"
        return Rejection(
            reason,
            what=said if reason != "identifier" else fact.predicate,  # what says the identifier again shows it
            document=own[0].document if own else None,
            start=min((s.start for s in own), default=None),
            end=max((s.end for s in own), default=None),
            place=next((f"page {s.page}" if s.page is not None else s.cell for s in own if s.page is not None or s.cell), None),
            made_by=fact.evidence[0].made_by if fact.evidence else "",
            about=tuple(about),
            detail=f"{verdict}: {'; '.join(messages)}" if messages else verdict,
        )


def decide(
    facts: Sequence[Fact] | Reviewed,
    findings: Iterable[Finding],
    reviews: Iterable[Review] = (),
    policy: Policy | None = None,
    documents: Mapping[str, Document] | None = None,
) -> Verdicts:
    """The verdict on every fact.

    Pass the ``Reviewed`` of ``lay_over`` whose facts were checked, so that corrections are checked too; with plain facts the reviews are
    laid over here, and corrections count as decided without having been checked.
    """
    policy = policy or Policy()
    reviewed = facts if isinstance(facts, Reviewed) else lay_over(facts, reviews, documents or {})
    by_fact: dict[str, list[Finding]] = defaultdict(list)
    doubtful: set[str] = set()
    by_id = {fact.id: fact for fact in reviewed.facts}
    for finding in findings:
        if finding.about in by_id:
            by_fact[finding.about].append(finding)
        elif finding.severity == "error":
            for other in finding.others:
                doubtful.add(other)
                by_fact[other].append(finding)
    verdict = {}
    for id in sorted(by_id):
        found = by_fact.get(id, ())
        decision = reviewed.decided.get(id)
        verdict[id] = _verdict(by_id[id], found, decision[0] if decision else None, id in doubtful, policy)
    return Verdicts(
        verdict,
        {id: by_id[id] for id in sorted(by_id)},
        {id: review.id for id, (_, review) in sorted(reviewed.decided.items()) if id in by_id},
        {id: tuple(by_fact[id]) for id in sorted(by_fact) if id in by_id},
    )


def _verdict(fact: Fact, found: Sequence[Finding], decision: str | None, doubtful: bool, policy: Policy) -> tuple[str, str | None]:
    errors = {f.code for f in found if f.severity == "error" and f.about == fact.id}
    codes = {f.code for f in found}
    if "evidence" in errors:
        return "rejected", "failed_check"
    if "identifier" in errors:
        return "rejected", "identifier"
    if decision == "accepted" and "too_few_signatures" in codes:
        return "pending", "too_few_origins"
    if decision is not None and decision != "pending":
        return (decision, None) if decision == "accepted" else (decision, "reviewed_out")
    if errors:
        return "rejected", "failed_check"
    if decision == "pending":
        return "pending", "conflict"
    if only_proposed(fact, policy):
        return "pending", "model_only"
    if "superseded" in codes:
        return ("rejected", "superseded") if policy.conflicts == "newest" else ("pending", "conflict")
    if "conflict" in codes:
        return "pending", "conflict"
    if doubtful:
        return "pending", "failed_check"
    if fact.evidence and best_score(fact, policy) < policy.min_score:
        return "pending", "low_score"
    if "too_few_origins" in codes or "too_few_signatures" in codes:
        return "pending", "too_few_origins"
    return "accepted", None


def best_score(fact: Fact, policy: Policy) -> float:
    """The highest score of a fact's evidence, that of a model that does not count only where there is no other."""
    alone = only_proposed(fact, policy)
    return max((e.score for e in fact.evidence if alone or not waits(e, policy)), default=0.0)
