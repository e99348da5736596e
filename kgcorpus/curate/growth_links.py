"""What stands between two known entities of which no fact was read: phrases of known predicates, and predicates that are missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kgcorpus.english import is_participle, is_verb
from kgcorpus.extract.gazetteer import Hit
from kgcorpus.extract.plain import key
from kgcorpus.extract.sentences import Sentence
from kgcorpus.ontology import BUILT_IN, THING, Ontology, Predicate
from kgcorpus.text import CJK

from .growth import Example, Proposal
from .growth_words import STOP_EN

LONGEST_ZH, LONGEST_EN = 8, 5
"""Characters and words of what may stand between two names and be a phrase."""
LEAST_PAIRS = 2
LEAST_DOCUMENTS = 2
TOLD = 0.5
"""So much of the pairs of a phrase must be facts of a predicate for the phrase to be taken for one of it."""

_JOINING = re.compile(
    r"(?:[和与及或、,/;:+&~-]|以及|或者?|并且?|而|但|也|还|又|都|均|则|就|其|该|等|的|了|在|中|对|从|向|到|是|为|有|不|无|非|"
    r"\b(?:and|or|the|an?|of|in|on|at|to|for|with|by|as|from|than|but|is|are|was|were|be|been|has|have|had|not|no|also|both|either|that|which|it|its|their|other|such|plus|"
    r"into|per|when|if|while|this|these|can|may|will|should|must|do|does|vs|versus)\b|\s)*"
)
_MODIFIERS_ZH = re.compile(
    r"^(?:(?:通常|一般|常|主要|往往|可能|可以|能够?|会|可|将|已|也|还|均|都|又|再|常见|多|大多|尤其|特别|单独使用时?|,)+)"
)
_BREAK = re.compile(r"[,;:。.!?()\"]")
_VERB_ZH = re.compile(f"[{CJK}]{{2,}}")
_NEGATED = re.compile(r"不|未|无|没|非|\b(?:not|no|never|without|cannot)\b|n't")
_HEDGED = re.compile(r"如果|若|假如|是否|或许|也许|据说|\b(?:if|whether|perhaps|maybe|might|could)\b")


@dataclass(slots=True)
class Between:
    """A phrase between subjects of one class and objects of another: the pairs, where they stand, and which predicates hold of them."""

    pairs: dict[tuple[str, str], None] = field(default_factory=dict)
    places: dict[tuple[str, int, int], Example] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    forward: Counter[str] = field(default_factory=Counter)
    backward: Counter[str] = field(default_factory=Counter)


class Links:
    """Gathers the phrases. ``facts`` has the predicates of each pair of entities."""

    def __init__(
        self, ontology: Ontology, classes: Mapping[str, tuple[str, ...]], facts: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> None:
        self.ontology, self.classes, self.facts = ontology, classes, facts
        self.known = _known_phrases(ontology)
        self.found: dict[tuple[str, str, str, str], Between] = {}

    def take(self, sentence: Sentence, read: Collection[tuple[int, int]]) -> None:
        """Note what stands between neighbouring names of a sentence, unless a fact was read of them: ``read`` has the offsets of its
        subject and object."""
        hits = [h for h in sentence.hits if len(h.entities) == 1 and not h.reference]
        for one, two in pairwise(hits):
            phrase = self._phrase(sentence, one, two)
            if not phrase:
                continue
            a, b = sentence.source(one.start, two.end)
            if (a, sentence.source(two.start, two.end)[0]) in read:
                continue
            s, o = one.entities[0], two.entities[0]
            subject, object_ = self._class(s), self._class(o)
            if s == o or not subject or not object_:
                continue
            entry = self.found.setdefault((sentence.language, phrase, subject, object_), Between())
            if (s, o) not in entry.pairs:
                entry.forward.update(self.facts.get((s, o), ()))
                entry.backward.update(self.facts.get((o, s), ()))
            entry.pairs[s, o] = None
            entry.written[sentence.written(one.end, two.start).strip()] += 1
            said = sentence.written(0, len(sentence.text))
            entry.places[sentence.document.id, a, b] = Example(
                sentence.document.id, a, b, sentence.document.text[a:b], " ".join(said.split())
            )

    def _phrase(self, sentence: Sentence, one: Hit, two: Hit) -> str:
        text = sentence.text[one.end : two.start]
        if sentence.language == "zh":
            text = _MODIFIERS_ZH.sub("", text.strip())
        stripped = text.strip()
        if (
            not stripped
            or _BREAK.search(stripped)
            or _JOINING.fullmatch(stripped)
            or _NEGATED.search(stripped)
            or _HEDGED.search(sentence.text)
        ):
            return ""
        if sentence.language == "zh":
            return stripped if len(stripped) <= LONGEST_ZH and _VERB_ZH.search(stripped) and "、" not in stripped else ""
        words = stripped.split()
        if len(words) > LONGEST_EN or not any(_is_verbal(word) for word in words):
            return ""
        return stripped

    def _class(self, entity: str) -> str:
        found = self.classes.get(entity, ())
        return found[0] if found else ""

    # ------------------------------------------------------------------------------------------- proposals

    def proposals(self) -> Iterator[Proposal]:
        for (lang, phrase, subject, object_), one in sorted(self.found.items()):
            documents = len({d for d, _, _ in one.places})
            if len(one.pairs) < LEAST_PAIRS or phrase in self.known.get(lang, ()):
                continue
            told, inverse, share = self._told(one)
            fitting = [self.ontology.predicates[told]] if told else self._likely(phrase, lang, subject, object_)
            weight = len(one.pairs) + documents
            evidence = {"between": len(one.places), "several": len(one.pairs)}
            examples = tuple(one.places[p] for p in sorted(one.places)[:3])
            if told:
                evidence["told"] = round(share * len(one.pairs))
            if fitting:
                yield Proposal(
                    "trigger",
                    phrase,
                    lang,
                    fitting[0].id,
                    "",
                    inverse,
                    "",
                    round(weight * (2 if told else 1), 2),
                    documents,
                    len(one.places),
                    evidence,
                    examples,
                )
            elif documents >= LEAST_DOCUMENTS or len(one.pairs) > LEAST_PAIRS:
                yield Proposal(
                    "predicate", phrase, lang, subject, object_, False, "", float(weight), documents, len(one.places), evidence, examples
                )

    def _told(self, one: Between) -> tuple[str, bool, float]:
        """The predicate that the facts of other sentences give to most pairs, and whether the other way round."""
        best = ("", False, 0.0)
        for counts, inverse in ((one.forward, False), (one.backward, True)):
            for id in sorted(set(counts) & self.ontology.predicates.keys() - BUILT_IN.keys()):
                share = counts[id] / len(one.pairs)
                if share >= TOLD and counts[id] >= LEAST_PAIRS and share > best[2]:
                    best = (id, inverse, share)
        return best

    def _likely(self, phrase: str, lang: str, subject: str, object_: str) -> list[Predicate]:
        """The predicate with this domain and range whose own words the phrase shares; or the only one that there is."""
        fitting = [
            p
            for p in self.ontology.predicates.values()
            if p.kind == "object" and not p.qualifier and p.domain and THING not in p.domain
            and self.ontology.fits((subject,), p.domain) and p.range and self.ontology.fits((object_,), p.range)
        ]  # fmt: skip
        if not fitting:
            return []
        shared = sorted(((_shared(phrase, lang, p), p.id) for p in fitting), key=lambda x: (-x[0], x[1]))
        best = next(p for p in fitting if p.id == shared[0][1])
        return [best] if shared[0][0] > 0 else []


def _is_verbal(word: str) -> bool:
    """Whether a word between two names may be what one does to the other."""
    return word not in STOP_EN and (is_verb(word) or is_participle(word) or word.endswith("ing") or bool(re.search(r"[^su]s$", word)))


def _shared(phrase: str, lang: str, predicate: Predicate) -> int:
    """How many words (Chinese: pairs of characters) a phrase shares with what is said of a predicate."""
    said = [
        predicate.labels.get(lang, ""),
        *predicate.aliases.get(lang, ()),
        *predicate.triggers.get(lang, ()),
        *predicate.patterns.get(lang, ()),
    ]
    said += [t for texts in predicate.wording.values() for t in texts.get(lang, ())]
    return len(_words(phrase, lang) & set().union(*(_words(key(re.sub(r"\{[^}]*\}", " ", s)), lang) for s in said)))


def _words(text: str, lang: str) -> set[str]:
    if lang == "zh":
        han = re.findall(f"[{CJK}]+", text)
        return {run[n : n + 2] for run in han for n in range(len(run) - 1)}
    return {w[:6] for w in re.findall(r"[a-z]{4,}", text) if w not in STOP_EN}


def _known_phrases(ontology: Ontology) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for predicate in ontology.predicates.values():
        for texts in (predicate.triggers, predicate.inverse_triggers):
            for lang, said in texts.items():
                out.setdefault(lang, set()).update(key(s).strip() for s in said)
        for lang, said in predicate.patterns.items():
            out.setdefault(lang, set()).update(key(re.sub(r"\{[^}]*\}", "", s)).strip() for s in said)
    return out
