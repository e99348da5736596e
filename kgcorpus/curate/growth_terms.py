"""From everything that speaks for a name to proposals of terms and of classes: the class of each, its score, its places."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from kgcorpus.english import singular
from kgcorpus.extract.plain import key
from kgcorpus.ontology import Ontology

from .growth import EVIDENCE, Example, Found, Proposal
from .growth_words import is_chinese, weak_tail

LEAST_OF_HEAD = 3
"""So many different names must share a head for it to be proposed as a class."""
SURE_HEAD = 0.7
"""So much of the known terms with a head must be of one class for it to tell the class."""
_STRUCTURE = ("refused", "column", "item", "listed", "defined", "glossary", "bracket")
Key = tuple[str, str]
"""Language and plain name."""
Kind = tuple[str, str, Example]
"""What is said to be of a kind, the class that the kind's name ends in ("" for none), and where."""


def heads_of(name: str, lang: str) -> Iterator[str]:
    """The endings of a name by which its kind may be told, the longest first: 列净, 净; "receptor agonist", "agonist"."""
    plain = key(name)
    if lang == "zh":
        plain = re.sub(r"[^\u3400-\u9fff]+$", "", plain)
        yield from (plain[-n:] for n in (4, 3, 2, 1) if len(plain) > n)
    else:
        words = plain.split()
        words = [*words[:-1], singular(words[-1])] if words else words
        yield from (" ".join(words[-n:]) for n in (3, 2, 1) if len(words) > n)
        if words and len(words[-1]) > 6:
            yield from ("-" + words[-1][-n:] for n in (5, 4))


class Endings:
    """Which class the endings of phrases tell, learned from phrases of known class."""

    def __init__(self) -> None:
        self.counts: dict[Key, Counter[str]] = {}

    def learn(self, phrase: str, lang: str, classes: Iterable[str]) -> None:
        for head in dict.fromkeys([*heads_of(phrase, lang), key(phrase)]):
            self.counts.setdefault((lang, head), Counter()).update(classes)

    def classes(self, phrase: str, lang: str) -> tuple[str, float]:
        """The class that the longest telling ending gives, and how sure that is; none where no ending tells."""
        for head in [key(phrase), *heads_of(phrase, lang)]:
            counts = self.counts.get((lang, head))
            if counts and (total := sum(counts.values())) >= (2 if len(head) > 1 else 4):
                best = min(counts, key=lambda c: (-counts[c], c))
                if counts[best] / total >= SURE_HEAD:
                    return best, counts[best] / total * min(1.0, total / 4)
        return "", 0.0


def endings_of_names(ontology: Ontology) -> Endings:
    """What the endings of the known terms' names tell of their class."""
    out = Endings()
    for entity in ontology.entities.values():
        for lang in ("zh", "en"):
            names = [entity.labels[lang]] if lang in entity.labels else []
            for head in {h for name in [*names, *entity.aliases.get(lang, ())] for h in heads_of(name, lang)}:
                out.counts.setdefault((lang, head), Counter()).update(entity.classes)
    return out


def class_of(found: Found, ontology: Ontology, *told: tuple[str, float]) -> tuple[str, float]:
    """The class for which most speaks: what speaks for a class above it counts for it too. ``told`` are classes that endings tell."""
    votes: Counter[str] = Counter({c: n for c, n in found.classes.items() if c in ontology.classes})
    for cls, sure in told:
        if cls:
            votes[cls] += EVIDENCE["head"] * sure * 2  # type: ignore[assignment]
    if not votes:
        return "", 0.0
    score = {c: sum(n for d, n in votes.items() if d in ontology.ancestors(c)) for c in votes}
    best = min(score, key=lambda c: (-score[c], -votes[c], c))
    return best, score[best] / sum(votes.values())


def term_proposals(
    found: Mapping[Key, Found],
    ontology: Ontology,
    example: Mapping[tuple[str, int, int], Example],
    occurrences: Mapping[Key, tuple[int, int]],
    genera: Mapping[Key, tuple[str, float]],
) -> Iterator[Proposal]:
    """Proposals of terms. ``occurrences`` has how often, and in how many documents, each name stands anywhere."""
    endings = endings_of_names(ontology)
    for (lang, plain), one in sorted(found.items()):
        documents, times = occurrences.get((lang, plain), (one.documents, len(one.places)))
        head = endings.classes(one.name, lang)
        cls, sure = class_of(one, ontology, head, genera.get((lang, plain), ("", 0.0)))
        evidence = dict(sorted(one.evidence.items()))
        if head[0] and head[0] == cls:
            evidence["head"] = 1
        if not _enough(one, evidence, times, documents):
            continue
        score = sum(EVIDENCE[why] * math.log2(1 + n) for why, n in evidence.items() if why != "head")
        score += EVIDENCE["head"] * head[1] * 2 + math.log2(max(documents, 1)) + 0.5 * math.log2(max(times, 1)) + (sure if cls else 0)
        if weak_tail(one.name, lang):
            score *= 0.4
        yield Proposal(
            "term", one.name, lang, cls, "", False, max(one.others, key=lambda o: (one.others[o], o), default=""), round(score, 2),
            max(documents, one.documents), max(times, len(one.places)), evidence,
            tuple(example[p] for p in _spread(one.places) if p in example),
        )  # fmt: skip


def _enough(one: Found, evidence: Mapping[str, int], times: int, documents: int) -> bool:
    """Whether enough speaks for a name: something of its surroundings with a class, or two kinds of reason, or the same again."""
    strong = [why for why in evidence if why in _STRUCTURE]
    if strong and (one.classes or evidence.get("head") or len(evidence) > 1):
        return True
    if strong:
        return times > 1
    return (len(evidence) > 1 and times > 1) or "frequent" in evidence


def _spread(places: Iterable[tuple[str, int, int]], n: int = 3) -> list[tuple[str, int, int]]:
    """Some of the places, of different documents first."""
    ordered = sorted(places)
    seen: set[str] = set()
    first = [p for p in ordered if not (p[0] in seen or seen.add(p[0]))]  # type: ignore[func-returns-value]
    return (first + [p for p in ordered if p not in first])[:n]


# ------------------------------------------------------------------------------------------------- classes


def class_proposals(
    terms: Iterable[Proposal],
    kinds: Mapping[Key, list[Kind]],
    is_known: Callable[[str], bool],
    free: Callable[[str, str], bool],
) -> Iterator[Proposal]:
    """Classes that are missing: what several defined things are said to be, and what several names end in.

    ``kinds`` has, for each head of a definition, the names that are said to be one, with their places; ``free`` tells whether a head
    stands by itself anywhere in the texts of a language: an ending that does not is no word.
    """
    by_head: dict[Key, dict[str, Proposal]] = {}
    for term in terms:
        for head in heads_of(term.text, term.lang):
            if not head.startswith("-") and (term.lang == "en" or 2 <= len(head) <= 4):
                by_head.setdefault((term.lang, head), {})[term.text] = term
    out: dict[Key, Proposal] = {}
    for (lang, head), members in sorted(by_head.items()):
        if (
            len(members) < LEAST_OF_HEAD
            or is_known(head)
            or weak_tail(head, lang)
            or not free(head, lang)
            or (lang == "zh") != is_chinese(head)
        ):
            continue
        longer = [
            h
            for (other, h), more in by_head.items()
            if other == lang and h != head and h.endswith(head) and len(more) >= 0.8 * len(members)
        ]
        if longer:
            continue
        above: Counter[str] = Counter(m.of for m in members.values() if m.of)
        parent = min(above, key=lambda c: (-above[c], c), default="")
        if parent and (above[parent] < len(members) or len(members) < 2 * LEAST_OF_HEAD):
            parent = "" if above[parent] < 0.5 * len(members) else parent
        documents = len({e.document for m in members.values() for e in m.examples})
        examples = tuple(members[name].examples[0] for name in sorted(members)[:4] if members[name].examples)
        score = len(members) + math.log2(max(documents, 1))
        out[lang, head] = Proposal(
            "class", head, lang, parent, "", False, "", round(score, 2), documents, sum(m.occurrences for m in members.values()),
            {"head": len(members)}, examples,
        )  # fmt: skip
    for (lang, head), said in sorted(kinds.items()):
        names = sorted({name for name, _, _ in said})
        if len(names) < 2 or is_known(head) or weak_tail(head, lang):
            continue
        before = out.get((lang, head))
        examples = tuple(e for _, _, e in said[:4])
        evidence = {**(before.evidence if before else {}), "defined": len(names)}
        score = 2 * len(names) + (before.score if before else 0)
        documents = len({e.document for _, _, e in said})
        out[lang, head] = Proposal(
            "class", head, lang, said[0][1] or (before.of if before else ""), "", False, "", round(score, 2), documents,
            len(said) + (before.occurrences if before else 0), evidence, examples,
        )  # fmt: skip
    yield from out.values()
