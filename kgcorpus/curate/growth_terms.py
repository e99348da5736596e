"""From everything that speaks for a name to proposals of terms and of classes: the class of each, its score, its places."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from kgcorpus.english import singular
from kgcorpus.ontology import Ontology

from .growth import EVIDENCE, Example, Found, Proposal
from .growth_words import is_abstract, is_chinese, is_general, is_kind, key, weak_tail

LEAST_OF_HEAD = 3
"""So many different names must share a head for it to be proposed as a class."""
LEAST_SAID = 2
"""So many different names must be said to be of a kind for it to be proposed as a class."""
SURE_HEAD = 0.7
"""So much of the known terms with a head must be of one class for it to tell the class."""
SURE_LETTER = 0.9
SURE_ALONE = 0.8
"""So sure must be what an ending tells where nothing else tells of a class."""
CLASSED = 0.3
"""So much of what sets a name apart must tell of a class for the name to be taken for it."""
MOST_COUNTED = 8
"""More than so many places of one kind add nothing: what is said everywhere is not the more a term."""
EVERYWHERE = 0.2
"""In more than this part of the documents of a larger corpus a name begins to count as a general word there."""
LARGE = 20
_STRUCTURE = ("refused", "column", "item", "listed", "defined", "glossary", "bracket")
_SET_APART = frozenset(("refused", "column", "item", "defined", "glossary", "heading", "marked"))
"""What sets a name apart so well that its ending counts for a class."""
Key = tuple[str, str]
"""Language and plain name."""
PlaceKey = tuple[str, int, int]
Kind = tuple[str, str, PlaceKey, int]
"""What is said to be of a kind, the class that the kind's name ends in ("" for none), where, and the beginning of the sentence."""
ExampleOf = Callable[[PlaceKey], Example]


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
            if counts and (total := sum(counts.values())) >= (2 if len(head) > 1 else 10):
                best = min(counts, key=lambda c: (-counts[c], c))
                if len(head) == 1 and self._longer(lang, head) > 0.6 * total:
                    continue  # 联通 tells it, not 通
                if counts[best] / total >= (SURE_HEAD if len(head) > 1 else SURE_LETTER):
                    return best, counts[best] / total * min(1.0, total / 4)
        return "", 0.0

    def _longer(self, lang: str, head: str) -> int:
        """How many phrases have the commonest ending of two characters that ends in this one."""
        return max((sum(n.values()) for (own, h), n in self.counts.items() if own == lang and len(h) == 2 and h[1] == head), default=0)


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
    """The class for which most speaks, and how much of all that does: what speaks for a class above it counts for it too.

    ``told`` are classes that endings tell. None where most of what sets the name apart tells of no class, or of others.
    """
    votes: Counter[str] = Counter({c: n for c, n in found.classes.items() if c in ontology.classes})
    apart = sum(n for why, n in found.evidence.items() if why in _STRUCTURE)
    if not votes and not apart:
        told = tuple((cls, sure) for cls, sure in told if sure >= SURE_ALONE)
    for cls, sure in told:
        if cls:
            votes[cls] += EVIDENCE["head"] * sure * 2  # type: ignore[assignment]
    if not votes:
        return "", 0.0
    score = {c: sum(n for d, n in votes.items() if d in ontology.ancestors(c)) for c in votes}
    best = min(score, key=lambda c: (-score[c], -votes[c], c))
    if score[best] < CLASSED * apart and not any(cls in ontology.ancestors(best) for cls, _ in told if cls):
        return "", 0.0
    return best, score[best] / max(sum(votes.values()), apart)


def term_proposals(
    found: Mapping[Key, Found],
    ontology: Ontology,
    occurrences: Mapping[Key, tuple[int, int]],
    genera: Mapping[Key, tuple[str, float]],
    example: ExampleOf,
    documents: int,
) -> Iterator[Proposal]:
    """Proposals of terms. ``occurrences`` has in how many of the ``documents``, and how often, each name stands anywhere."""
    endings = endings_of_names(ontology)
    for (lang, plain), one in sorted(found.items()):
        spread, times = occurrences.get((lang, plain), (one.documents, len(one.places)))
        head = endings.classes(one.name, lang)
        cls, sure = class_of(one, ontology, head, genera.get((lang, plain), ("", 0.0)))
        evidence = dict(sorted(one.evidence.items()))
        if head[0] and head[0] == cls:
            evidence["head"] = 1
        if not _enough(one.name, lang, cls, evidence, times):
            continue
        score = sum(EVIDENCE[why] * math.log2(1 + min(n, MOST_COUNTED)) for why, n in evidence.items() if why != "head")
        score += 2 * EVIDENCE["head"] * head[1] + math.log2(max(spread, 1)) + 0.5 * math.log2(max(times, 1))
        score *= 1 + 0.5 * sure
        if documents >= LARGE and spread > EVERYWHERE * documents:
            score *= max(0.3, 1 - (spread / documents - EVERYWHERE) * 1.5)
        sections = len({document for why, document in one.apart if why == "heading"})
        if weak_tail(one.name, lang):
            score *= 0.4
        elif sections > 1 and not (set(evidence) - {"heading", "frequent", "marked", "head"}):
            score *= 0.4  # a heading that several documents have names a section
        elif is_abstract(one.name, lang):
            score *= 0.6
        yield Proposal(
            "term", one.name, lang, cls, "", False, max(one.others, key=lambda o: (one.others[o], o), default=""), round(score, 2),
            max(spread, one.documents), max(times, len(one.places)), evidence, tuple(example(p) for p in spread_out(one.places)),
        )  # fmt: skip


def _enough(name: str, lang: str, cls: str, evidence: Mapping[str, int], times: int) -> bool:
    """Whether enough speaks for a name: its surroundings and a class, two kinds of reason, or the same again."""
    strong = [why for why in evidence if why in _STRUCTURE]
    others = set(evidence) - {"head"}
    if not cls and others <= {"listed", "heading"} and (len(name) < 3 if lang == "zh" else " " not in name):
        return False  # a single word of a list may be anything
    if strong and (cls or len(others) > 1):
        return True
    if strong:
        return times > 1
    return (len(others) > 1 and times > 1) or "frequent" in evidence


def spread_out(places: Iterable[PlaceKey], n: int = 3) -> list[PlaceKey]:
    """Some of the places, of different documents first."""
    ordered = sorted(places)
    first = list({place[0]: place for place in reversed(ordered)}.values())[::-1]
    return (first + [p for p in ordered if p not in first[:n]])[:n] if len(first) < n else first[:n]


def without_parts(terms: Iterable[Proposal]) -> list[Proposal]:
    """The terms without those that stand mostly as a part of another one, if nothing but their number speaks for them."""
    terms = list(terms)
    longer: dict[tuple[str, str], list[int]] = {}
    loose = {(t.lang, key(t.text)) for t in terms if _is_loose(t)}
    for term in terms:
        units = list(key(term.text)) if term.lang == "zh" else key(term.text).split()
        joint = "" if term.lang == "zh" else " "
        for a in range(len(units)):
            for b in range(a + 1, len(units) + 1):
                part = (term.lang, joint.join(units[a:b]))
                if b - a < len(units) and part in loose:
                    longer.setdefault(part, []).append(term.occurrences)
    return [t for t in terms if not _is_loose(t) or not _is_part(t.occurrences, longer.get((t.lang, key(t.text)), []))]


def _is_part(times: int, longer: list[int]) -> bool:
    """Whether a sequence stands mostly inside of longer ones: one of them, or all together."""
    return bool(longer) and (max(longer) >= 0.6 * times or sum(longer) >= 0.8 * times)


def _is_loose(term: Proposal) -> bool:
    return set(term.evidence) <= {"frequent", "head", "heading"}


# ------------------------------------------------------------------------------------------------- classes


def class_proposals(
    terms: Iterable[Proposal],
    kinds: Mapping[Key, list[Kind]],
    is_known: Callable[[str], bool],
    free: Callable[[Iterable[Key]], frozenset[Key]],
    example: ExampleOf,
) -> Iterator[Proposal]:
    """Classes that are missing: what several things are said to be, and what several names end in.

    ``kinds`` has, for each head of a definition or of a list, the names that are said to be one, with their places; ``free`` gives the
    heads that stand by themselves somewhere in the texts: an ending that does not is no word.
    """
    out = {p.key: p for p in _of_endings(terms, is_known, free)}
    for (lang, head), said in sorted(kinds.items()):
        names = {key(name) for name, _, _, _ in said}
        times = len({(place[0], event) for _, _, place, event in said})
        loose = weak_tail(head, lang) or is_general(head, lang) or is_abstract(head, lang) or not is_kind(head, lang)
        if len(names) < LEAST_SAID or times < LEAST_SAID or loose or is_known(head):
            continue
        places = list(dict.fromkeys(place for _, _, place, _ in said))
        documents = len({document for document, _, _ in places})
        above = next((cls for _, cls, _, _ in said if cls), "")
        made = Proposal("class", head, lang, above, "", False, "", 0.0, documents, times)
        before = out.get(made.key)
        score = 2 * math.log2(1 + times) + math.log2(1 + len(names)) + math.log2(documents) + (before.score if before else 0)
        evidence = {**(before.evidence if before else {}), "said": len(names)}
        examples = tuple(example(p) for p in spread_out(places))
        out[made.key] = replace(
            made, of=above or (before.of if before else ""), score=round(score, 2), evidence=evidence, examples=examples
        )
    yield from out.values()


def _of_endings(
    terms: Iterable[Proposal], is_known: Callable[[str], bool], free: Callable[[Iterable[Key]], frozenset[Key]]
) -> Iterator[Proposal]:
    """What several proposed names end in, the shortest ending of the same names."""
    by_head: dict[Key, dict[str, Proposal]] = {}
    for term in terms:
        for head in heads_of(term.text, term.lang) if not weak_tail(term.text, term.lang) else ():
            if not head.startswith("-") and (term.lang == "en" or 2 <= len(head) <= 4) and set(term.evidence) & _SET_APART:
                by_head.setdefault((term.lang, head), {})[term.text] = term
    likely = {
        (lang, head): members
        for (lang, head), members in by_head.items()
        if len(members) >= LEAST_OF_HEAD and not (is_general(head, lang) or is_abstract(head, lang)) and (lang == "zh") == is_chinese(head)
    }
    standing = free(likely)
    for (lang, head), members in sorted(likely.items()):
        part = any(
            own == lang and h != head and h.endswith(head) and len(more) >= 0.8 * len(members)
            for h in (f"{c}{head}" for c in {_before(m, head, lang) for m in members})
            for own, more in [(lang, by_head.get((lang, h), {}))]
        )
        if part or (lang, head) not in standing or is_known(head):
            continue
        above: Counter[str] = Counter(m.of for m in members.values() if m.of)
        parent = min(above, key=lambda c: (-above[c], c), default="")
        documents = len({e.document for m in members.values() for e in m.examples})
        examples = tuple(members[name].examples[0] for name in sorted(members)[:4] if members[name].examples)
        score = round(1.3 * math.log2(1 + len(members)) + math.log2(max(documents, 1)) / 2, 2)
        yield Proposal(
            "class", head, lang, parent if parent and above[parent] >= 0.5 * len(members) else "", "", False, "", score, documents,
            sum(m.occurrences for m in members.values()), {"head": len(members)}, examples,
        )  # fmt: skip


def _before(name: str, head: str, lang: str) -> str:
    """The unit of a name that stands before its ending."""
    rest = key(name)[: -len(head)] if key(name).endswith(head) else ""
    if lang == "zh":
        return rest[-1:]
    return (rest.split()[-1] + " ") if rest.split() else ""
