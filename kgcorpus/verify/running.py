"""All checks in order. Checks that compare facts see only what passed the others, so that a broken fact holds up no sound one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..config import Policy
from ..entities import SectionFacts
from ..model import Document, Entity, Fact, Finding, Review
from ..ontology import Ontology
from . import CHECKS, TOGETHER
from .proposals import only_proposed
from .records import Check, Records, gather
from .reviews import Reviewed, lay_over
from .verdicts import Verdicts, best_score, decide


def run_checks(records: Records, reviewed: Reviewed | None = None, *, checks: Mapping[str, Check] | None = None) -> list[Finding]:
    """The findings of the checks (default: all, each with its default options), in order of check and fact.

    Facts that a review, an error, or a score below the policy's already puts aside, and those that only a model proposes, are left
    out of comparisons: a proposal takes nothing from what is known.
    """
    parts = checks if checks is not None else {name: factory() for name, factory in CHECKS.items()}
    findings = [f for name, check in parts.items() if name not in TOGETHER for f in check(records)]
    findings = sorted(findings, key=_order)
    decided = reviewed.decided if reviewed is not None else {}
    accepted = {id for id, (verdict, _) in decided.items() if verdict == "accepted"}
    aside = {f.about for f in findings if f.severity == "error"} - accepted
    aside |= {f.about for f in findings if f.severity == "error" and f.code in ("evidence", "identifier")}
    aside |= {id for id, (verdict, _) in decided.items() if verdict == "rejected"}
    standing = [
        fact
        for id, fact in zip(records.ids, records.facts, strict=True)
        if id not in aside and (id in accepted or not fact.evidence or _counts(fact, records.policy))
    ]
    left = records
    if len(standing) < len(records.facts):
        left = records.only(standing)
    findings += sorted((f for name, check in parts.items() if name in TOGETHER for f in check(left)), key=_order)
    return findings


def _counts(fact: Fact, policy: Policy) -> bool:
    return not only_proposed(fact, policy) and best_score(fact, policy) >= policy.min_score


def _order(finding: Finding) -> tuple[str, str, str]:
    return (finding.code, finding.about, finding.message)


def verify(
    facts: Sequence[Fact],
    ontology: Ontology,
    *,
    entities: Mapping[str, Entity],
    documents: Mapping[str, Document],
    reviews: Sequence[Review] = (),
    policy: Policy | None = None,
    sections: Sequence[SectionFacts] = (),
    redirects: Mapping[str, str] | None = None,
) -> tuple[Verdicts, list[Finding]]:
    """Verdicts on resolved facts, and every finding behind them: reviews laid over, all checks run, policy applied."""
    policy = policy or Policy()
    reviewed = lay_over(facts, reviews, documents, redirects=redirects, entities=entities)
    records = gather(
        reviewed.facts,
        ontology,
        entities=entities,
        documents=documents,
        policy=policy,
        sections=sections,
        accepted_by=reviewed.accepted_by,
    )
    findings = [*reviewed.findings, *run_checks(records, reviewed)]
    return decide(reviewed, findings, policy=policy), findings
