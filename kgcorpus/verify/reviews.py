"""Decisions of people: read from ``reviews.jsonl``, found again on facts after a rebuild, laid over them. The last line on a fact counts.

A line is ``{"who", "when", "decision", "on": {...}, "why"?, "value"?}``. ``on`` names a fact by ``fact`` (its id), or by ``quote`` and
``predicate`` (and, to narrow, ``document``, ``subject``, ``object``); for ``complete`` it names a list by ``start``, ``predicate``,
``inverse``; for a sample that is accepted or rejected it names ``sample`` (its id); what it is for shapes is the generators' business.
``value`` of ``correct`` holds the fields of the fact that change, in the public shape; of ``complete`` the ids (or literals) of the signed
list, or false to withdraw the signature; of ``drawn`` the ids of a random sample, and ``on`` says of what (``draw``, ``of``,
``population``). ``unclear`` (a reader could not tell) changes nothing and is counted in the estimate of the error rate.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from ..errors import InputError
from ..model import Document, Fact, Finding, Json, Literal, Qualifier, Review, Validity
from ..text import normal_name

DECISIONS = ("accept", "reject", "correct", "complete", "ask", "grouped", "never", "drawn", "unclear")
ON_FACTS = ("accept", "reject", "correct")
ON_SAMPLES = ("accept", "reject")


def read_reviews(path: Path) -> list[Review]:
    """The reviews of a file in order; none where it does not exist. Raises one ``InputError`` that names every bad line."""
    if not path.exists():
        return []
    out, problems = [], []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                out.append(_review(orjson.loads(line)))
            except (orjson.JSONDecodeError, ValueError, TypeError) as error:
                problems.append(f"{path.name}:{number}: {error}")
    if problems:
        raise InputError("", "\n".join(problems), '{"who", "when", "decision", "on": {…}}', "mend or remove these lines")
    return out


def _review(obj: Json) -> Review:
    if not isinstance(obj, dict):
        raise ValueError("not an object")
    if unknown := sorted(set(obj) - {"who", "when", "decision", "on", "why", "value", "id"}):
        raise ValueError(f"unknown field {unknown[0]!r}")
    for name in ("who", "when", "decision"):
        if not isinstance(obj.get(name), str) or not obj[name]:
            raise ValueError(f"{name!r} is missing")
    decision, on = obj["decision"], obj.get("on")
    if decision not in DECISIONS:
        close = difflib.get_close_matches(decision, DECISIONS, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(DECISIONS)}"
        raise ValueError(f"unknown decision {decision!r}, {hint}")
    if not isinstance(on, dict) or not on:
        raise ValueError("'on' is missing")
    by_quote = isinstance(on.get("quote"), str) and isinstance(on.get("predicate"), str)
    on_sample = decision in ON_SAMPLES and isinstance(on.get("sample"), str)
    if decision in ON_FACTS and not (isinstance(on.get("fact"), str) or by_quote or on_sample):
        raise ValueError("'on' names neither a fact nor a quote with its predicate")
    if decision == "drawn":
        _check_drawn(on, obj.get("value"))
    if decision == "complete" and not (isinstance(on.get("start"), str) and isinstance(on.get("predicate"), str)):
        raise ValueError("'on' names no list (start and predicate)")
    if decision == "correct" and not isinstance(obj.get("value"), dict):
        raise ValueError("'value' is missing: the fields that change")
    return Review(obj["who"], obj["when"], decision, on, obj.get("why", ""), obj.get("value"))


def _check_drawn(on: Mapping[str, Json], value: Json) -> None:
    population = on.get("population")
    if not isinstance(on.get("draw"), str) or on.get("of") not in ("facts", "samples"):
        raise ValueError("'on' names no draw of facts or samples")
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value) or len(set(value)) < len(value):
        raise ValueError("'value' is missing: the ids drawn")
    if isinstance(population, bool) or not isinstance(population, int) or population < len(value):
        raise ValueError("'on' has no population, or one smaller than what was drawn")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Facts with corrections added, and what was decided.

    ``decided`` maps a fact id to ``accepted`` or ``rejected`` and the review that says so; ``findings`` name reviews that
    hit nothing or cannot be applied. ``accepted_by`` names the people, by fact id, whose own last word on it is that it holds.
    """

    facts: list[Fact]
    decided: Mapping[str, tuple[str, Review]]
    findings: list[Finding]
    accepted_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def lay_over(facts: Sequence[Fact], reviews: Iterable[Review], documents: Mapping[str, Document]) -> Reviewed:
    """Find what each review is about, and add the facts that corrections make, with the evidence of what they correct."""
    by_id = {fact.id: fact for fact in facts}
    original = set(by_id)
    by_predicate: dict[str, list[str]] = defaultdict(list)
    for id, fact in by_id.items():
        by_predicate[fact.predicate].append(id)
    decided: dict[str, tuple[str, Review]] = {}
    replaced: dict[str, str] = {}
    words: dict[str, dict[str, tuple[bool, str]]] = defaultdict(dict)
    findings: list[Finding] = []
    for review in reviews:
        if review.decision not in ON_FACTS or "sample" in review.on:
            continue
        hit = [review.on["fact"]] if review.on.get("fact") in by_id else []
        if not hit and "quote" in review.on:
            hit = [id for id in by_predicate.get(review.on.get("predicate", ""), ()) if _is_meant(by_id[id], review.on, documents)]
        if not hit:
            what = review.on.get("fact") or review.on.get("quote")
            message = f"the decision '{review.decision}' of {review.who} is about {what!r}, which is not there"
            findings.append(Finding("review_without_fact", "warning", review.id, message))
        for id in hit:
            if (old := replaced.pop(id, None)) is not None and old not in original:
                decided.pop(old, None)
                by_id.pop(old, None)
                words.pop(old, None)
            person = normal_name(review.who)
            if review.decision != "correct":
                decided[id] = ("accepted" if review.decision == "accept" else "rejected", review)
                words[id][person] = (review.decision == "accept", review.who)
                continue
            try:
                new = corrected(by_id[id], review)
            except (ValueError, KeyError, TypeError) as error:
                findings.append(Finding("review_unreadable", "error", review.id, f"the correction cannot be applied: {error}"))
                continue
            decided[id] = ("rejected", review)
            decided[new.id] = ("accepted", review)
            words[id][person], words[new.id][person] = (False, review.who), (True, review.who)
            by_id.setdefault(new.id, new)
            replaced[id] = new.id
    accepted_by = {id: tuple(who for holds, who in said.values() if holds) for id, said in words.items()}
    return Reviewed([by_id[id] for id in sorted(by_id)], decided, findings, accepted_by)


def rejected_samples(reviews: Iterable[Review]) -> dict[str, Review]:
    """The samples (ids) that a reviewer rejected and nobody accepted since, with the decision."""
    last = {str(r.on["sample"]): r for r in reviews if r.decision in ON_SAMPLES and "sample" in r.on}
    return {id: review for id, review in last.items() if review.decision == "reject"}


def corrected(fact: Fact, review: Review) -> Fact:
    """The fact as a correction has it: the changed fields laid over, the same evidence, made by the reviewer."""
    changes = review.value
    known = {"subject", "predicate", "object", "qualifiers", "valid", "negated"}
    if unknown := sorted(set(changes) - known):
        raise ValueError(f"unknown field {unknown[0]!r}")
    object = changes.get("object", fact.object)
    return replace(
        fact,
        subject=changes.get("subject", fact.subject),
        predicate=changes.get("predicate", fact.predicate),
        object=Literal.from_json(object) if isinstance(object, dict) else object,
        qualifiers=tuple(Qualifier.from_json(q) for q in changes["qualifiers"]) if "qualifiers" in changes else fact.qualifiers,
        valid=Validity.from_json(changes["valid"]) if "valid" in changes else fact.valid,
        negated=bool(changes.get("negated", fact.negated)),
        evidence=tuple(replace(e, made_by=f"review/{review.who}", score=1.0) for e in fact.evidence),
    )


def _is_meant(fact: Fact, on: Mapping[str, Json], documents: Mapping[str, Document]) -> bool:
    """Whether a fact's object stands inside the quote, in some document, and the narrower fields agree."""
    if "subject" in on and on["subject"] != fact.subject:
        return False
    if "object" in on:
        wanted = Literal.from_json(on["object"]) if isinstance(on["object"], dict) else on["object"]
        if wanted != fact.object:
            return False
    quote = on["quote"]
    for evidence in fact.evidence:
        for span in evidence.spans:
            if span.role == "object" and on.get("document", span.document) == span.document:
                document = documents.get(span.document)
                if span.quote == quote or (document is not None and _covers(document.text, quote, span.start, span.end)):
                    return True
    return False


def _covers(text: str, quote: str, start: int, end: int) -> bool:
    """Whether the quote stands in the text so that it holds the stretch."""
    at = text.find(quote, max(0, end - len(quote)))
    return 0 <= at <= start and end <= at + len(quote)
