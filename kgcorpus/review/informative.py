"""Which facts to read so that a trained model learns most: those it is least sure of, of all predicates in turn, and whole sentences.

A fact is the more telling the nearer its probability is to one half. Predicates take turns, those on which people have decided least
first, so that a frequent one takes no more than its share. With a fact come the others of its sentence that nobody has decided on: a
sentence is an example only when all that is read in it is decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgcorpus.model import LEARNED, Document, Evidence, Fact, digest
from kgcorpus.text import sentences

from .queue import Pile, Waiting

ORDERS = ("useful", "informative")
QUEUE = "informative"
Place = tuple[str, int, int]


def informative(pile: Pile, n: int) -> tuple[list[Waiting], int]:
    """At most ``n`` facts to be decided (more only where one sentence holds more), most telling first; and how many there are in all."""
    open_facts, decided = _open(pile)
    standing = {fact.id: place for fact in open_facts if (place := _sentence(fact, pile.desk.documents)) is not None}
    telling = [fact for fact in open_facts if fact.id in standing]
    together: dict[Place, list[Fact]] = defaultdict(list)
    for fact in telling:
        together[standing[fact.id]].append(fact)
    chosen: dict[str, Fact] = {}
    for fact in _in_turn(telling, decided):
        group = [one for one in together[standing[fact.id]] if one.id not in chosen]
        if fact.id in chosen or (chosen and len(chosen) + len(group) > n):
            continue
        chosen |= {one.id: one for one in sorted(group, key=lambda one: one.id != fact.id)}
    return [Waiting(_why(pile, fact), fact, queue=QUEUE) for fact in chosen.values()], len(telling)


def _open(pile: Pile) -> tuple[list[Fact], Counter[str]]:
    """The facts on which nobody has decided and somebody could, by id; and how many of each predicate were decided."""
    read = {str(review.on["fact"]) for review in pile.standing if "fact" in review.on}
    out, decided = [], Counter[str]()
    for id, fact in sorted(pile.desk.facts.items()):
        verdict = pile.desk.verdicts.get(id, {})
        if id in read or "review" in verdict:
            decided[fact.predicate] += 1
        elif verdict.get("verdict") in ("accepted", "pending") and not fact.negated:
            out.append(fact)
    return out, decided


def _in_turn(facts: Sequence[Fact], decided: Mapping[str, int]) -> list[Fact]:
    by_id = {fact.id: fact for fact in facts}
    return [by_id[id] for id in in_turn(((id, fact.predicate, _chance(fact)) for id, fact in by_id.items()), decided)]


def in_turn(possible: Iterable[tuple[str, str, float]], decided: Mapping[str, int]) -> list[str]:
    """The ids of possible facts (id, predicate, probability): one of each predicate after the other, the least sure of each first.
    ``decided``: on how many of each predicate people have decided.

    >>> in_turn([("a", "p", 0.9), ("b", "p", 0.4), ("c", "q", 0.1)], {"p": 7})
    ['c', 'b', 'a']
    """
    turn: Counter[str] = Counter()
    placed = []
    for id, predicate, _ in sorted(possible, key=lambda one: (round(abs(one[2] - 0.5), 6), digest(one[0]))):
        placed.append((turn[predicate], decided.get(predicate, 0), predicate, id))
        turn[predicate] += 1
    return [id for *_, id in sorted(placed, key=lambda place: place[:3])]


def _chance(fact: Fact) -> float:
    return max((e.score for e in fact.evidence), default=0.0)


def _sentence(fact: Fact, documents: Mapping[str, Document]) -> Place | None:
    """The sentence that holds both ends of a fact, if one does."""
    return next((place for evidence in fact.evidence if (place := _held(evidence, documents)) is not None), None)


def _held(evidence: Evidence, documents: Mapping[str, Document]) -> Place | None:
    ends = {span.role: span for span in evidence.spans if span.role in ("subject", "object")}
    if len(ends) < 2 or any(span.cell or span.sheet for span in ends.values()) or len({s.document for s in ends.values()}) > 1:
        return None
    document = documents.get(ends["object"].document)
    if document is None:
        return None
    first, last = min(s.start for s in ends.values()), max(s.end for s in ends.values())
    begin, end = document.text.rfind("\n", 0, first) + 1, document.text.find("\n", last)
    cuts = sentences(document.text, begin, end if end >= 0 else len(document.text), document.language)
    return next(((document.id, a, b) for a, b in cuts if a <= first and last <= b), None)


def _why(pile: Pile, fact: Fact) -> str:
    if all(e.made_by.startswith(LEARNED) for e in fact.evidence):
        return pile.say("learned", score=_chance(fact))
    reason = pile.desk.verdicts.get(fact.id, {}).get("reason")
    return (
        pile.say(reason, score=_chance(fact))
        if reason in ("low_score", "model_only", "too_few_origins", "failed_check")
        else pile.say("unread")
    )
