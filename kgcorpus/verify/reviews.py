"""Decisions of people: read from ``reviews.jsonl``, found again on facts after a rebuild, laid over them. The last line on a fact counts.

A line is ``{"who", "when", "decision", "on": {...}, "why"?, "value"?}``. ``on`` names a fact by ``fact`` (its id), or by ``quote`` and
``predicate`` (and, to narrow, ``document``, ``subject``, ``object``); for ``complete`` it names a list by ``start``, ``predicate``,
``inverse``; for a sample that is accepted or rejected it names ``sample`` (its id); what it is for shapes is the generators' business.
``value`` of ``correct`` holds the fields of the fact that change, in the public shape; of ``complete`` the ids (or literals) of the signed
list, or false to withdraw the signature; of ``drawn`` the ids of a random sample, and ``on`` says of what (``draw``, ``of``,
``population``). ``unclear`` (a reader could not tell) changes nothing and is counted in the estimate of the error rate; ``withdraw`` takes
back what this person decided on the thing. Both put aside that person's earlier decisions on it: of each person the last line counts.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from ..errors import InputError
from ..identity import named_id
from ..model import Document, Entity, Fact, Finding, Json, Literal, Qualifier, Review, Term, Validity
from ..text import normal_name
from .shown import REVIEW, as_shown, texts_of
from .whereabouts import whereabouts

DECISIONS = ("accept", "reject", "correct", "complete", "ask", "grouped", "never", "drawn", "unclear", "withdraw")
ON_FACTS = ("accept", "reject", "correct")
ON_SAMPLES = ("accept", "reject")
PUT_ASIDE = ("unclear", "withdraw")
"""Decisions that put aside what the same person decided before on the same thing, and put nothing in its place."""
MOST_READINGS = 5
"""So many present readings are named beside a decision whose fact is not there."""


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
    if decision == "withdraw" and not (by_quote or any(isinstance(on.get(name), str) for name in ("fact", "sample", "shape"))):
        raise ValueError("'on' names nothing that was decided: a fact, a sample or a shape")
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


def thing(review: Review) -> str:
    """What a decision is about, as one key.

    >>> thing(Review("王敏", "2026-11-02", "accept", {"fact": "f-1", "quote": "火卫一环绕火星。"}))
    'fact f-1'
    """
    on = review.on
    named = next((f"{name} {on[name]}" for name in ("fact", "sample", "shape") if name in on), None)
    return named or orjson.dumps(["quote", *(on.get(name) for name in ("predicate", "quote", "subject", "object"))]).decode()


def last_words(reviews: Iterable[Review]) -> list[Review]:
    """Each person's last decision on each thing, in the order of the lines, without those withdrawn. Lines about lists and draws are
    left out."""
    last: dict[tuple[str, str], tuple[int, Review]] = {}
    for number, review in enumerate(reviews):
        if review.decision not in ("complete", "drawn"):
            last[normal_name(review.who), thing(review)] = number, review
    return [review for _, review in sorted(last.values(), key=lambda found: found[0]) if review.decision != "withdraw"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Facts with corrections added, and what was decided.

    ``decided`` maps a fact id to ``accepted``, ``rejected`` or (people disagree) ``pending``, and the review that says so; ``findings``
    name reviews that hit nothing or cannot be applied, and facts on which people disagree. ``accepted_by`` names the people, by fact id,
    whose own last word on it is that it holds.
    """

    facts: list[Fact]
    decided: Mapping[str, tuple[str, Review]]
    findings: list[Finding]
    accepted_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def lay_over(
    facts: Sequence[Fact],
    reviews: Iterable[Review],
    documents: Mapping[str, Document],
    *,
    redirects: Mapping[str, str] | None = None,
    entities: Mapping[str, Entity] | None = None,
) -> Reviewed:
    """Find what each review is about, and add the facts that corrections make, with the evidence of what they correct.

    A review is about the fact of the id that it names, also under the ids that stand for merged entities now (``redirects``) and for
    those that got an id of their own (``entities``); else about what is read at its quote, in whatever document that now stands. What is
    read there otherwise than it was decided (another object, another condition) is not taken for it: the review is a finding
    ``review_without_fact`` whose ``others`` are the present readings. A correction whose result is there without it accepts that.

    Where the last words of two people on a fact differ, it is held (``pending``), with a finding ``review_disagreement``: a fact that a
    person who read it takes for wrong is not given out because somebody else came later. A person may change his mind, say that he cannot
    tell, or withdraw what he said: then his earlier decisions on the fact (and a correction that made it) are as if they had not been
    made. A review whose ``on`` has ``settles`` (ids of reviews) decides between others.
    """
    laying = _Laying(facts, list(reviews), documents, redirects or {}, entities or {})
    laying.take_all()
    return laying.result()


@dataclass(frozen=True, slots=True)
class _Word:
    """What a person's last decision on a fact makes of it: ``accepted``, ``rejected``, or the id of the fact that it should be."""

    outcome: str
    review: Review


class _Laying:
    """Reviews taken one after the other, in the order of their lines."""

    def __init__(
        self,
        facts: Sequence[Fact],
        reviews: list[Review],
        documents: Mapping[str, Document],
        redirects: Mapping[str, str],
        entities: Mapping[str, Entity],
    ) -> None:
        known = (*ON_FACTS, *PUT_ASIDE)
        self.reviews = [r for r in reviews if r.decision in known and "sample" not in r.on and "shape" not in r.on]
        self.read = {fact.id: fact for fact in facts}
        self.by_id = dict(self.read)
        self.original = frozenset(self.by_id)
        self.naming = SameEntity(redirects, entities)
        self.texts = texts_of(documents)
        lost = [r for r in self.reviews if r.on.get("fact") not in self.by_id and isinstance(r.on.get("quote"), str)]
        needed = {r.on.get("predicate") for r in lost}
        near = {id: fact for id, fact in self.by_id.items() if fact.predicate in needed}
        self.places = whereabouts((r.on["quote"] for r in lost), near, documents)
        self.by_subject: dict[tuple[str, str], list[str]] = defaultdict(list)
        for id, fact in near.items():
            self.by_subject[fact.predicate, fact.subject].append(id)
        self._begin()

    def _begin(self) -> None:
        self.by_id = dict(self.read)
        self.decided: dict[str, tuple[str, Review]] = {}
        self.replaced: dict[str, str] = {}
        self.words: dict[str, dict[str, _Word]] = defaultdict(dict)
        self.settled: set[str] = set()
        self.without: dict[str, Finding] = {}
        self.unreadable: list[Finding] = []
        self.found: list[frozenset[str]] = []

    def take_all(self) -> None:
        """Lay all reviews over the facts. Where somebody put something aside, once more without that."""
        for review in self.reviews:
            self._take(review)
        aside = self._put_aside()
        if not aside:
            return
        self._begin()
        for number, review in enumerate(self.reviews):
            if aside.get(number, frozenset()) is not None:
                self._take(review, aside.get(number) or frozenset())

    def _put_aside(self) -> dict[int, frozenset[str] | None]:
        """By the place of a review in the order: on which facts the same person put it aside later (None: it does not count at all)."""
        out: dict[int, frozenset[str] | None] = {}
        earlier: dict[str, list[int]] = defaultdict(list)
        for number, review in enumerate(self.reviews):
            mine = earlier[normal_name(review.who)]
            if review.decision in PUT_ASIDE:
                for before in mine:
                    same = self.found[before] & self.found[number]
                    made = self.reviews[before].decision == "correct" and same
                    if made or same == self.found[before] != frozenset() or thing(self.reviews[before]) == thing(review):
                        out[before] = None
                    elif same and (known := out.get(before, frozenset())) is not None:
                        out[before] = known | same
                out[number] = None
            mine.append(number)
        return out

    def _take(self, review: Review, aside: frozenset[str] = frozenset()) -> None:
        """Lay one review over what those before it made; not over those facts on which it was put aside."""
        found = self.find(review.on)
        self.found.append(frozenset(found))
        if review.decision in PUT_ASIDE:
            return
        self.settled.update(review.on.get("settles", ()))
        if not found and review.decision == "correct" and (result := self._result_found(review)):
            self._decide(result, "accepted", review)
            self.found[-1] = frozenset([result])
        elif not found:
            self._lost(review)
        for id in found:
            if id not in aside:
                made = self._apply(id, review)
                self.found[-1] |= {made} if made else set()

    # ------------------------------------------------------------------ finding

    def find(self, on: Mapping[str, Json]) -> list[str]:
        """The facts that a review is about."""
        named = on.get("fact")
        if named in self.by_id:
            return [str(named)]
        if (old := fact_on(on)) is not None and old.id == named and (id := self.naming.renamed(old).id) in self.by_id:
            return [id]
        if not isinstance(on.get("quote"), str):
            return []
        places = self.places.of(on["quote"])
        found = [id for id, whole in places.items() if (whole or named is None) and self._is_meant(self.by_id.get(id), on)]
        if isinstance(on.get("document"), str):
            inside = [id for id in found if any(s.document == on["document"] for e in self.by_id[id].evidence for s in e.spans)]
            # by a review that names a fact the document is where its quote stood then; else a person narrows by it
            found = inside if inside or named is None else found
        return sorted(found)

    def _is_meant(self, fact: Fact | None, on: Mapping[str, Json]) -> bool:
        """Whether a fact that stands at the quote says what was decided: predicate, the narrower fields, and, where the review names the
        fact that was read, its conditions."""
        if fact is None or fact.predicate != on.get("predicate"):
            return False
        same = self.naming.same
        if not ("subject" not in on or same(on["subject"], fact.subject)) or not (
            "object" not in on or same(_term(on["object"]), fact.object)
        ):
            return False
        if "fact" not in on or not {"subject", "object"} <= set(on):
            return True
        then = fact_on(on)
        if then is not None and then.id == on["fact"]:
            return self.naming.same_limits(then, fact)
        return then is not None and replace(fact, subject=then.subject, object=then.object).id == on["fact"]

    def _result_found(self, review: Review) -> str | None:
        """The fact that a correction asks for, where it is read without it."""
        old = fact_on(review.on)
        if old is None or (review.on.get("fact") not in (None, old.id)):
            return None
        try:
            id = self.naming.renamed(corrected(old, review)).id
        except (ValueError, KeyError, TypeError):
            return None
        return id if id in self.by_id else None

    def _lost(self, review: Review) -> None:
        """Note that a review hits nothing, and what is read now where it was made; of several on one thing the last."""
        on = review.on
        if review.decision == "reject" and on.get("settles"):
            return  # it lets go of what was lost
        what = on.get("fact") or on.get("quote")
        message = f"the decision '{review.decision}' of {review.who} is about {what!r}, which is not there"
        self.without[f"{what} {on.get('predicate', '')}"] = Finding(
            "review_without_fact", "warning", review.id, message, tuple(self._present(on)[:MOST_READINGS])
        )

    def _present(self, on: Mapping[str, Json]) -> list[str]:
        """What is read now at the quote under the predicate, or of the same subject: the nearest first."""
        here = [id for id in self.places.of(on["quote"]) if id in self.original] if isinstance(on.get("quote"), str) else []
        here = [id for id in here if self.by_id[id].predicate == on.get("predicate")]
        object = _term(on["object"]) if "object" in on else None
        subject = self.naming.now(on["subject"]) if isinstance(on.get("subject"), str) else ""
        of_subject = self.by_subject.get((on.get("predicate", ""), subject), ())
        # by itself another object of the same subject is another fact; at the same quote it is another reading
        others = [id for id in of_subject if object is not None and self.naming.same(object, self.by_id[id].object)]
        return list(dict.fromkeys([*sorted(here, key=lambda id: (self.by_id[id].subject != subject, id)), *sorted(others)]))

    # ------------------------------------------------------------------ deciding

    def _apply(self, id: str, review: Review) -> str | None:
        """Let a review decide a fact; the id of the fact that it makes of it, if it corrects it."""
        if (old := self.replaced.pop(id, None)) is not None and old not in self.original:
            self.decided.pop(old, None)
            self.by_id.pop(old, None)
            self.words.pop(old, None)
        if review.decision != "correct":
            self._decide(id, "accepted" if review.decision == "accept" else "rejected", review)
            return None
        read = self.by_id[id]
        try:
            new = as_shown(read, corrected(read, review), self.texts, self.naming.entities)
        except (ValueError, KeyError, TypeError) as error:
            message = f"the correction cannot be applied: {error}"
            self.unreadable.append(Finding("review_unreadable", "error", review.id, message))
            return None
        new_id = new.id
        self._decide(id, "rejected", review, new_id)
        self._decide(new_id, "accepted", review)
        self.by_id.setdefault(new_id, new)
        self.replaced[id] = new_id
        return new_id

    def _decide(self, id: str, decision: str, review: Review, outcome: str = "") -> None:
        self.decided[id] = (decision, review)
        self.words[id][normal_name(review.who)] = _Word(outcome or decision, review)

    # ------------------------------------------------------------------ result

    def result(self) -> Reviewed:
        findings = [f for f in self.without.values() if f.about not in self.settled]
        findings += self.unreadable
        for id in sorted(self.words):
            standing = [word for word in self.words[id].values() if word.review.id not in self.settled] if len(self.words[id]) > 1 else []
            if len({word.outcome for word in standing}) < 2 or id not in self.by_id:
                continue
            said = "; ".join(f"{w.review.who} ({w.review.when}): {w.review.decision}" for w in standing)
            findings.append(Finding("review_disagreement", "warning", id, f"people disagree: {said}", tuple(w.review.id for w in standing)))
            for held in (id, *(w.outcome for w in standing if w.outcome in self.by_id and w.outcome not in self.original)):
                self.decided[held] = ("pending", self.decided[held][1])
        accepted_by = {
            id: tuple(word.review.who for word in said.values() if word.outcome == "accepted") for id, said in self.words.items()
        }  # fmt: skip
        return Reviewed([self.by_id[id] for id in sorted(self.by_id)], self.decided, findings, accepted_by)


@dataclass(frozen=True, slots=True)
class SameEntity:
    """Which id stands now for an id that a decision names: merged entities resolve (``redirects``); what a name had been given an id for
    is the entity of that class and name that the ontology or a source names now (``entities``)."""

    redirects: Mapping[str, str]
    entities: Mapping[str, Entity]

    def now(self, id: str) -> str:
        """The id that stands for an old one by a decision to merge; else itself."""
        return self.redirects.get(id, id)

    def same(self, old: Term, new: Term) -> bool:
        """Whether a term of a decision is this term of a fact."""
        if not (isinstance(old, str) and isinstance(new, str)):
            return old == new
        return old == new or self.now(old) == new or self._named(old, new)

    def _named(self, old: str, new: str) -> bool:
        cls, dot, rest = old.rpartition(".")
        entity = self.entities.get(new)
        if not dot or not rest.startswith("x") or old in self.entities or entity is None:
            return False
        names = (*entity.labels.values(), *(name for names in entity.aliases.values() for name in names), *entity.hidden)
        return any(named_id(cls, name) == old for name in names)

    def same_limits(self, old: Fact, new: Fact) -> bool:
        """Whether two facts hold under the same conditions, at the same time, and both are denied or neither."""
        if (old.negated, old.valid, len(old.qualifiers)) != (new.negated, new.valid, len(new.qualifiers)):
            return False
        left = list(new.qualifiers)
        for one in old.qualifiers:
            other = next((q for q in left if q.predicate == one.predicate and self.same(one.value, q.value)), None)
            if other is None:
                return False
            left.remove(other)
        return True

    def renamed(self, fact: Fact) -> Fact:
        """The fact with the ids that stand for its ids now."""

        def now(term: Term) -> Term:
            return self.now(term) if isinstance(term, str) else term

        qualifiers = tuple(Qualifier(q.predicate, now(q.value)) for q in fact.qualifiers)
        return replace(fact, subject=self.now(fact.subject), object=now(fact.object), qualifiers=qualifiers)


def fact_on(on: Mapping[str, Json]) -> Fact | None:
    """The fact that a decision was made on, without evidence, as its ``on`` tells it; None where it does not tell it whole."""
    if not all(isinstance(on.get(name), str) for name in ("subject", "predicate")) or "object" not in on:
        return None
    try:
        return Fact.from_json({**on, "evidence": (), "qualifiers": on.get("qualifiers", ()), "valid": on.get("valid") or {}})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _term(value: Json) -> Term:
    return Literal.from_json(value) if isinstance(value, dict) else str(value)


def rejected_samples(reviews: Iterable[Review]) -> dict[str, Review]:
    """The samples (ids) that a reviewer rejected and nobody accepted since, with the decision."""
    last = {str(r.on["sample"]): r for r in last_words(reviews) if r.decision in ON_SAMPLES and "sample" in r.on}
    return {id: review for id, review in last.items() if review.decision == "reject"}


def on_samples(reviews: Iterable[Review]) -> dict[str, list[dict[str, Json]]]:
    """What readers decided on samples, by the sample's id and in order: ``{"id", "question", "who", "when", "decision", "why"?}``. Of each
    reader the last decision counts, and what was withdrawn is not told."""
    out: dict[str, list[dict[str, Json]]] = defaultdict(list)
    for review in last_words(reviews):
        if isinstance(id := review.on.get("sample"), str) and review.decision in (*ON_SAMPLES, "unclear"):
            said = {"id": id, "question": review.on.get("question", ""), "who": review.who, "when": review.when}
            out[id].append({**said, "decision": review.decision, **({"why": review.why} if review.why else {})})
    return dict(out)


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
        evidence=tuple(replace(e, made_by=f"{REVIEW}{review.who}", score=1.0) for e in fact.evidence),
    )
