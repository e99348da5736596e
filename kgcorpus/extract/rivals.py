"""Which of a sentence's matches stay: of those that say the same, or read the same words two ways, one."""

from __future__ import annotations

from dataclasses import dataclass

from kgcorpus.extract.entries import Entry
from kgcorpus.extract.matching import Found
from kgcorpus.extract.sentences import Carried, Sentence


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a predicate's pattern, with the subject (or object) that it takes from outside the sentence."""

    entry: Entry
    found: Found
    carried: Carried | None = None


def share(a: Found, b: Found) -> bool:
    """Whether two matches rest on the same words: a literal or an object."""
    mine = {*a.literals, *((i.first, i.last) for x in a.of("o") for i in x.items)}
    return any(x < q and p < y for x, y in mine for p, q in (*b.literals, *((i.first, i.last) for o in b.of("o") for i in o.items)))


def overlap(found: Found, spans: list[tuple[int, int]]) -> bool:
    """Whether the words or fillers of a match, its subject apart, stand in one of the spans."""
    own = [*found.literals, *((i.first, i.last) for b in found.bounds if b.slot.role != "s" for i in b.items)]
    return any(x < b and a < y for x, y in own for a, b in spans)


def read_more_fully(found: list[Match], sentence: Sentence) -> list[Match]:
    """Without matches whose value holds the phrase of another predicate's match ("lasts {at least 3 weeks}" beside "lasts at least {3
    weeks}")."""
    out = []
    for match in found:
        values = [(i.first, i.last) for b in match.found.of("o") for i in b.items if i.value is not None]
        telling = [
            (a, b) for m in found if m is not match and m.entry.predicate is not match.entry.predicate for a, b in m.found.literals
            if b > a and any(i.last == y for x in m.found.of("o") for i in x.items for _, y in values)
        ]  # fmt: skip
        if not any(x <= a and b <= y for x, y in values for a, b in telling):
            out.append(match)
    return out


def one_way(found: list[Match]) -> list[Match]:
    """Without matches that say the same the other way round ("X and Y interact"): the one whose subject is named first stays."""

    def pairs(match: Match) -> set[tuple[int, int]]:
        return {(s.first, o.first) for a in match.found.of("s") for s in a.items for b in match.found.of("o") for o in b.items}

    out = []
    for match in found:
        turned = {
            (o, s) for m in found if m.entry.predicate is match.entry.predicate and _same_words(m.found, match.found) for s, o in pairs(m)
        }
        own = pairs(match)
        if not own or not all(pair in turned and pair[0] > pair[1] for pair in own):
            out.append(match)
    return out


def _same_words(a: Found, b: Found) -> bool:
    return any(x < q and p < y for x, y in a.literals for p, q in b.literals)


def distinct(found: list[Match]) -> list[Match]:
    """Of matches of one predicate that pair the same names, the one that says most (more names, more conditions, the better source)."""
    ranked = sorted(
        enumerate(found),
        key=lambda x: (
            -x[1].entry.score,
            -len(x[1].found.of("q")),
            -sum(len(b.items) for b in x[1].found.bounds),
            x[1].carried is not None,
            x[0],
        ),
    )
    kept: list[tuple[int, Match]] = []
    paired: set[tuple[str, object, int]] = set()
    for n, match in ranked:
        subjects: list[object] = [i.first for b in match.found.of("s") for i in b.items] or [
            match.carried.mention.start if match.carried else None
        ]
        pairs = {(match.entry.predicate.id, s, i.first) for s in subjects for b in match.found.of("o") for i in b.items}
        if pairs - paired or not pairs:
            paired |= pairs
            kept.append((n, match))
    return [m for _, m in sorted(kept, key=lambda x: (x[1].found.start, x[0]))]
