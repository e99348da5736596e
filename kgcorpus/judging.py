"""From candidates to the verified graph: entities resolved, facts checked and judged, grounds established, derived facts added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgcorpus.model import Candidate, Document, Entity, Fact, Finding, Ground, Json, NameGiven, Proposal, Rejection, Section

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Judged:
    """The verified graph and everything that did not become part of it.

    ``facts`` are accepted, derived ones included, by id; ``held`` were not accepted. ``verdicts`` has for each asserted fact its
    verdict with reason, and the
    review that decided it, if one did. ``taken`` counts distinct facts and candidates that could not be resolved; ``given`` those accepted;
    ``rejections`` has one for each of the others.
    """

    facts: list[Fact]
    held: list[Fact]
    entities: Mapping[str, Entity]
    verdicts: Mapping[str, Mapping[str, Json]]
    findings: list[Finding]
    grounds: list[Ground]
    redirects: Mapping[str, str]
    rejections: list[Rejection]
    taken: int
    given: int
    proposals: list[Proposal] = field(default_factory=list)


def judge(
    corpus: Corpus,
    ontology: Ontology,
    candidates: Iterable[Candidate],
    sections: Iterable[Section],
    extracted: Iterable[Rejection],
    documents: Mapping[str, Document],
    named: Iterable[Entity],
    given: Iterable[NameGiven] = (),
) -> Judged:
    """Judge what extraction found. ``extracted`` are its rejections: they open grounds; ``given`` are the names that documents give."""
    from kgcorpus.entities import read_decisions, resolve
    from kgcorpus.graph.inference import derive
    from kgcorpus.verify.grounds import grounds
    from kgcorpus.verify.reviews import read_reviews
    from kgcorpus.verify.running import verify

    resolved = resolve(
        candidates,
        sections,
        ontology,
        known=named,
        documents=documents,
        given=given,
        decisions=read_decisions(corpus.folder / "aliases.jsonl"),
    )
    reviews = read_reviews(corpus.folder / "reviews.jsonl")
    verdicts, findings = verify(
        resolved.facts,
        ontology,
        entities=resolved.entities,
        documents=documents,
        reviews=reviews,
        policy=corpus.policy,
        sections=resolved.grounds_raw,
        redirects=resolved.redirects,
    )
    found = grounds(
        resolved.grounds_raw,
        [*extracted, *resolved.rejections],
        verdicts,
        ontology,
        documents=documents,
        entities=resolved.entities,
        reviews=reviews,
    )
    accepted = verdicts.of("accepted")
    facts = sorted([*accepted, *derive(accepted, ontology)], key=lambda f: f.id)
    rejections = [*resolved.rejections, *verdicts.rejections()]
    return Judged(
        facts,
        [*verdicts.of("pending"), *verdicts.of("rejected")],
        resolved.entities,
        {i: verdicts.to_json(i) for i in verdicts.verdict},
        [*resolved.findings, *findings],
        found,
        resolved.redirects,
        rejections,
        len(accepted) + len(rejections),
        len(accepted),
        resolved.proposals,
    )


def findings_by_code(findings: Iterable[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(f.code for f in findings).items()))
