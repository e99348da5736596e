"""What a trained model says where rules have spoken: an expert wrote the rules, so that the model only adds to them.

Where a rule reads a fact between two places, what the model reads there instead (the opposite, another predicate) is left out, and so is
another subject for an object that a rule has read under the same predicate, and a fact between two members of one list. What a person
decided on stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kgcorpus.model import DECIDED, LEARNED, Candidate, Mention, Rejection, Value


def outspoken(candidates: Iterable[Candidate], rejections: Iterable[Rejection]) -> tuple[list[Candidate], list[Rejection]]:
    """The candidates and rejections without those that a rule's candidate makes needless; what goes out becomes a rejection."""
    candidates = list(candidates)
    ruled = [c for c in candidates if not c.proposed]
    ending: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for one in ruled:
        for end in (one.object, one.subject):
            ending[end.start, end.end].append(one)
    kept, out = [], []
    for one in candidates:
        other = _instead(one, ending) if one.made_by.startswith(LEARNED) and not one.made_by.endswith(DECIDED) else None
        if other is None:
            kept.append(one)
        else:
            out.append(_rejection(one, other))
    said = {said_of(c) for c in ruled}
    read = {place for c in ruled for place in ((c.object.start, c.object.end), _reach(c))}
    left = [r for r in rejections if not (r.made_by.startswith(LEARNED) and (r.what in said or (r.start, r.end) in read))]
    return kept, [*left, *out]


def said_of(candidate: Candidate) -> str:
    """A candidate in a line."""
    return f"{candidate.subject.text} · {candidate.predicate} · {candidate.object.text}"


def _instead(one: Candidate, ending: dict[tuple[int, int], list[Candidate]]) -> Candidate | None:
    """The rule's candidate that stands against a model's."""
    for other in ending.get((one.object.start, one.object.end), ()):
        straight = (other.object.start, other.object.end) == (one.object.start, one.object.end)
        far = other.subject if straight else other.object
        if _same(far, one.subject) or (straight and other.predicate == one.predicate):
            return other
    return _members(one, ending)


def _members(one: Candidate, ending: dict[tuple[int, int], list[Candidate]]) -> Candidate | None:
    """The rule's candidate for the one of two ends that a rule reads both under a predicate with the same other end: members of a list."""
    first, second = (ending.get((end.start, end.end), ()) for end in (one.subject, one.object))
    for a in first:
        for b in second:
            as_objects = (a.object.start, b.object.start) == (one.subject.start, one.object.start) and _same(a.subject, b.subject)
            as_subjects = (a.subject.start, b.subject.start) == (one.subject.start, one.object.start) and _same(a.object, b.object)
            if a.predicate == b.predicate and (as_objects or as_subjects):
                return b
    return None


def _reach(one: Candidate) -> tuple[int, int]:
    return min(one.subject.start, one.object.start), max(one.subject.end, one.object.end)


def _same(a: Mention | Value, b: Mention | Value) -> bool:
    if (a.start, a.end) == (b.start, b.end):
        return True
    return isinstance(a, Mention) and isinstance(b, Mention) and bool(a.entities) and a.entities == b.entities


def _rejection(one: Candidate, other: Candidate) -> Rejection:
    detail = f"a rule reads {said_of(other)}"
    return Rejection("improbable", said_of(one), one.spans[0].document, *_reach(one), made_by=one.made_by, detail=detail)
