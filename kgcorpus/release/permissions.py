"""What a recipe may use: for its purpose and its recipient, which documents, and so which evidence, facts, grounds and samples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgcorpus.licences import Conflict, address, conflicts, terms
from kgcorpus.model import Document, Evidence, Fact, Ground, Json
from kgcorpus.sources import may_show, refusal

if TYPE_CHECKING:
    from kgcorpus.config import Recipe
    from kgcorpus.release.contents import Contents

NO_SUCH_DOCUMENT = "no_licence"
"""What is said of evidence in a document that nobody declares."""


def documents_of(evidence: Evidence) -> tuple[str, ...]:
    return tuple(sorted({span.document for span in evidence.spans}))


@dataclass(frozen=True, slots=True)
class Barred:
    """Why something may not be used, and the document (id) that bars it."""

    reason: str
    document: str


class Permissions:
    """For one purpose, recipient and date: which documents may be used, and which facts and grounds rest on at least one evidence that
    may."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        facts: Iterable[Fact],
        grounds: Iterable[Ground],
        purpose: str,
        recipient: str = "",
        date: str = "",
    ) -> None:
        found = {d.id: refusal(d.source, purpose, recipient, date) for d in documents.values()}
        self.refused: Mapping[str, str] = {name: reason for name, reason in found.items() if reason}
        """The reason by document, for those that may not be used."""
        self._allowed = found.keys() - self.refused.keys()
        self._facts: dict[str, Barred | None] = {}
        derived: list[Fact] = []
        for fact in facts:
            if fact.derived:
                derived.append(fact)
            else:
                self._facts[fact.id] = self._best(documents_of(e) for e in fact.evidence)
        self._asserted = frozenset(self._facts)
        for fact in derived:
            assert fact.derived is not None
            self._facts[fact.id] = self._first(fact.derived.premises)
        self._grounds = {g.id: self._of_documents({s.document for s in g.spans}) or self._first(g.facts) for g in grounds}

    def of_document(self, name: str) -> Barred | None:
        """Why a document may not be used, or None."""
        return None if name in self._allowed else Barred(self.refused.get(name, NO_SUCH_DOCUMENT), name)

    def allows(self, evidence: Evidence) -> bool:
        """Whether every document of an evidence may be used."""
        return self._of_documents(documents_of(evidence)) is None

    def of_fact(self, fact: str) -> Barred | None:
        """Why a fact (id) may not be used: no evidence of it may; None if it may be."""
        return self._facts.get(fact, Barred(NO_SUCH_DOCUMENT, ""))

    def of_ground(self, ground: str) -> Barred | None:
        """Why a ground (id) may not be used: its document, or a fact that it lists."""
        return self._grounds.get(ground, Barred(NO_SUCH_DOCUMENT, ""))

    def why_not(
        self, facts: Iterable[str], grounds: Iterable[str], named: str | None, telling: Iterable[str] = (), texts: Iterable[str] = ()
    ) -> Barred | None:  # fmt: skip
        """Why a sample may not be released, or None. ``named`` is the document that its question names; ``telling`` are facts that tell
        homonyms apart in it; ``texts`` are documents whose passages it shows."""
        first = self._first(facts) or self._first(telling)
        first = first or next((barred for ground in grounds if (barred := self.of_ground(ground))), None)
        return first or next((barred for name in (*([named] if named else ()), *texts) if (barred := self.of_document(name))), None)

    def of_sample(
        self, facts: Iterable[str], grounds: Iterable[str], named: str | None, telling: Iterable[str] = (), texts: Iterable[str] = ()
    ) -> str | None:
        """The reason why a sample may not be released, or None."""
        barred = self.why_not(facts, grounds, named, telling, texts)
        return barred.reason if barred else None

    def barred_facts(self) -> Iterator[Barred]:
        """For each asserted fact that may not be used, why."""
        yield from (barred for id, barred in self._facts.items() if barred and id in self._asserted)

    def _first(self, facts: Iterable[str]) -> Barred | None:
        return next((barred for fact in facts if (barred := self.of_fact(fact))), None)

    def _of_documents(self, names: Iterable[str]) -> Barred | None:
        return next((barred for name in sorted(names) if (barred := self.of_document(name))), None)

    def _best(self, alternatives: Iterable[tuple[str, ...]]) -> Barred | None:
        """Why none of several evidences may be used, by the first of them; a fact without evidence may not be."""
        first: Barred | None = None
        for names in alternatives:
            barred = self._of_documents(names)
            if barred is None:
                return None
            first = first or barred
        return first or Barred(NO_SUCH_DOCUMENT, "")


def declared(
    documents: Mapping[str, Document], facts: Iterable[Fact], grounds: Iterable[Ground], date: str
) -> dict[tuple[str, str], list[Document]]:
    """The documents of which a release holds something, facts or text, by source and licence; those without licence are left out."""
    used = {name for fact in facts for evidence in fact.evidence for name in documents_of(evidence)}
    used |= {span.document for ground in grounds for span in ground.spans}
    out: dict[tuple[str, str], list[Document]] = {}
    for name in sorted(documents):
        source = documents[name].source
        if source.licence and (name in used or may_show(source, date)):
            out.setdefault((source.id, source.licence), []).append(documents[name])
    return dict(sorted(out.items()))


def licence_conflicts(pairs: Iterable[tuple[str, str]], recipient: str, commercial: bool) -> list[Conflict]:
    """The conflicts between (source, licence) pairs in a release for a recipient (empty: nobody else)."""
    return conflicts(pairs, handed_on=bool(recipient), commercial=commercial)


# ------------------------------------------------------------------------------------------------- what the manifest says


def record(
    documents: Mapping[str, Document],
    given: Contents,
    permissions: Permissions,
    barred: Iterable[Barred],
    recipe: Recipe,
    ontology_sensitivity: str,
) -> dict[str, Json]:
    """What a manifest says of permissions: for what and whom, what was left out and why, the licences' conflicts, who is to be credited.

    ``documents`` are the corpus's, ``given`` the release's; ``barred`` is why each sample was left out. A release that is handed on does
    not name the sources that it leaves out.
    """
    found = declared(given.documents, given.facts, given.grounds, given.date)
    out: dict[str, Json] = {
        "purpose": recipe.purpose,
        "recipient": recipe.recipient,
        "commercial": recipe.commercial,
        "ontology_sensitivity": ontology_sensitivity,
        "left_out": left_out(documents, permissions, barred, named=not recipe.recipient),
        "conflicts": [
            {"kind": c.kind, "sources": [_source(found[pair][0]) for pair in c.sources]}
            for c in licence_conflicts(found, recipe.recipient, recipe.commercial)
        ],
        "credits": [_credit(members[0]) for (_, licence), members in found.items() if asks_for_credit(licence)],
    }
    return out


def left_out(
    documents: Mapping[str, Document], permissions: Permissions, barred: Iterable[Barred], *, named: bool
) -> list[dict[str, Json]]:  # fmt: skip
    """How many documents, facts and samples permissions left out, by reason and, where they are ``named``, by source."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def count(what: str, one: Barred) -> None:
        source = documents[one.document].source.id if named and one.document in documents else ""
        counts[one.reason, source][what] += 1

    for name in permissions.refused:
        count("documents", Barred(permissions.refused[name], name))
    for one in permissions.barred_facts():
        count("facts", one)
    for one in barred:
        count("samples", one)
    titles = {d.source.id: dict(d.source.title) for d in documents.values()}
    return [
        {"reason": reason, **({"source": source, "title": titles[source]} if source else {}), **{k: found[k] for k in COUNTED}}
        for (reason, source), found in sorted(counts.items())
    ]


COUNTED = ("documents", "facts", "samples")


def _source(document: Document) -> dict[str, Json]:
    source = document.source
    return {"source": source.id, "title": dict(source.title), "licence": source.licence}


def _credit(document: Document) -> dict[str, Json]:
    """Who is to be named, with the licence and where its text and the original stand."""
    source = document.source
    more = {"origin": source.origin, "address": address(source.licence or ""), "reference": source.reference or ""}
    return {**_source(document), **{key: text for key, text in more.items() if text}}


def asks_for_credit(licence: str) -> bool:
    """Whether a licence asks to be credited; of one that is not known it is assumed."""
    read = terms(licence)
    return read.attribution or not read.known
