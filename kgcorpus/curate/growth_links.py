"""What stands between two known entities of which no fact was read: phrases of known predicates, and predicates that are missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kgcorpus.english import is_participle, is_verb
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
_NO_PHRASE_ZH = re.compile(
    r"^(?:应当?|可以|必须|需要|是指|[的位类型线者们员所兼]|患者|病人|单用|单独|和|与|及)|(?:[的时者类性型内外中上下]|公司|集团|中心|部门?|[局院所处会省市县区人员长]|通过|作为|代表|关于|根据|按照|以及|情况下?|对|将|向|在|为|经|把|以)$|^(?:通过|作为|"
    r"代表|开展|进行|实施|使用|应用|保证|保障|直至|履行|处理|关于|根据|按照|为了|对于|针对|围绕|携手)$"
)
_VERB_ZH = re.compile(f"[{CJK}]{{2,}}")
_NEGATED = re.compile(r"不|未|无|没|非|\b(?:not|no|never|without|cannot)\b|n't")
_HEDGED = re.compile(r"如果|若|假如|是否|或许|也许|据说|\b(?:if|whether|perhaps|maybe|might|could)\b")


ExampleOf = Callable[[tuple[str, int, int]], Example]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two known entities and what stands before the second: ``near`` where the first stands directly before that, else the first is what
    the sentence begins with."""

    lang: str
    phrase: str
    subject: str
    object: str
    near: bool
    document: str
    start: int
    end: int


def neighbours(sentence: Sentence, read: Collection[tuple[int, int]]) -> Iterator[Neighbours]:
    """The pairs of names of a sentence between which a phrase stands, without those of which a fact was read (``read`` has the offsets of
    subject and object)."""
    hits = [h for h in sentence.hits if len(h.entities) == 1 and not h.reference]
    for n, (one, two) in enumerate(pairwise(hits)):
        between = sentence.text[one.end : two.start]
        clause = re.split(r"[,;:。]", between)[-1]
        firsts = [(one, between, True)]
        if n or clause != between:
            firsts.append((hits[0], clause, False))
        for first, text, near in firsts:
            phrase = _phrase(sentence, text)
            a, b = sentence.source(first.start, two.end)
            if phrase and first.entities != two.entities and (a, sentence.source(two.start, two.end)[0]) not in read:
                yield Neighbours(sentence.language, phrase, first.entities[0], two.entities[0], near, sentence.document.id, a, b)


def _phrase(sentence: Sentence, text: str) -> str:
    """What stands between two names, if it may be a phrase that tells how they are related."""
    if sentence.language == "zh":
        text = _MODIFIERS_ZH.sub("", text.strip("》”’」』《“‘「『\"' "))
    stripped = text.strip("》”’」』《“‘「『\"' ")
    if not stripped or _BREAK.search(stripped) or _JOINING.fullmatch(stripped) or _NEGATED.search(stripped):
        return ""
    if _HEDGED.search(sentence.text):
        return ""
    if sentence.language == "zh":
        fits = len(stripped) <= LONGEST_ZH and _VERB_ZH.search(stripped) and "、" not in stripped and not _NO_PHRASE_ZH.search(stripped)
        return stripped if fits else ""
    stripped = re.sub(r" (?:an?|the)$", "", stripped)
    words = stripped.split()
    return stripped if len(words) <= LONGEST_EN and any(_is_verbal(word) for word in words) else ""


@dataclass(slots=True)
class Between:
    """A phrase between subjects of one class and objects of another: the pairs, where they stand, and which predicates hold of them."""

    pairs: dict[tuple[str, str], None] = field(default_factory=dict)
    places: dict[tuple[str, int, int], None] = field(default_factory=dict)
    forward: Counter[str] = field(default_factory=Counter)
    backward: Counter[str] = field(default_factory=Counter)


class Links:
    """Gathers the phrases. ``facts`` has the predicates of each pair of entities."""

    def __init__(
        self, ontology: Ontology, classes: Mapping[str, tuple[str, ...]], facts: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> None:
        self.ontology, self.classes, self.facts = ontology, classes, facts
        self.known = _known_phrases(ontology)
        self.found: dict[tuple[str, str, str, str, bool], Between] = {}

    def take(self, one: Neighbours) -> None:
        """Note a pair with its phrase."""
        subject, object_ = self._class(one.subject), self._class(one.object)
        if not subject or not object_:
            return
        entry = self.found.setdefault((one.lang, one.phrase, subject, object_, one.near), Between())
        pair = (one.subject, one.object)
        if pair not in entry.pairs:
            entry.forward.update(self.facts.get(pair, ()))
            entry.backward.update(self.facts.get((one.object, one.subject), ()))
        entry.pairs[pair] = None
        entry.places[one.document, one.start, one.end] = None

    def _class(self, entity: str) -> str:
        found = self.classes.get(entity, ())
        return found[0] if found else ""

    # ------------------------------------------------------------------------------------------- proposals

    def proposals(self, example: ExampleOf) -> Iterator[Proposal]:
        """Trigger phrases and predicates, each phrase once for its predicate or pair of classes."""
        out: dict[str, Proposal] = {}
        for (lang, phrase, subject, object_, near), one in sorted(self.found.items()):
            if len(one.pairs) < LEAST_PAIRS or phrase in self.known.get(lang, ()):
                continue
            if len({s for s, _ in one.pairs}) < 2 or len({o for _, o in one.pairs}) < 2:
                continue
            made = self._made(lang, phrase, subject, object_, near, one, example)
            if made and (made.key not in out or out[made.key].score < made.score):
                out[made.key] = made
        yield from out.values()

    def _made(self, lang: str, phrase: str, subject: str, object_: str, near: bool, one: Between, example: ExampleOf) -> Proposal | None:
        documents = len({d for d, _, _ in one.places})
        told, inverse, share = self._told(one)
        fitting = self.ontology.predicates[told] if told else self._likely(phrase, lang, subject, object_)
        evidence = {"between": len(one.places), "several": len(one.pairs)}
        if told:
            evidence["told"] = round(share * len(one.pairs))
        weight = len(one.pairs) + documents
        examples = tuple(example(p) for p in sorted(one.places)[:3])
        if fitting is not None and (told or near):
            score = round(weight * (2.0 if told else 1.0), 2)
            return Proposal("trigger", phrase, lang, fitting.id, "", inverse, "", score, documents, len(one.places), evidence, examples)
        if near and (documents >= LEAST_DOCUMENTS or len(one.pairs) > LEAST_PAIRS):
            score = float(weight)
            return Proposal("predicate", phrase, lang, subject, object_, False, "", score, documents, len(one.places), evidence, examples)
        return None

    def _told(self, one: Between) -> tuple[str, bool, float]:
        """The predicate that the facts of other sentences give to most pairs, and whether the other way round."""
        best = ("", False, 0.0)
        for counts, inverse in ((one.forward, False), (one.backward, True)):
            for id in sorted(set(counts) & self.ontology.predicates.keys() - BUILT_IN.keys()):
                share = counts[id] / len(one.pairs)
                if share >= TOLD and counts[id] >= LEAST_PAIRS and share > best[2]:
                    best = (id, inverse, share)
        return best

    def _likely(self, phrase: str, lang: str, subject: str, object_: str) -> Predicate | None:
        """The predicate with this domain and range whose own words the phrase shares most."""
        fitting = [
            p
            for p in self.ontology.predicates.values()
            if p.kind == "object" and not p.qualifier and p.domain and THING not in p.domain
            and self.ontology.fits((subject,), p.domain) and p.range and self.ontology.fits((object_,), p.range)
        ]  # fmt: skip
        if not fitting:
            return None
        shared = sorted(((_shared(phrase, lang, p), p.id) for p in fitting), key=lambda x: (-x[0], x[1]))
        best = next(p for p in fitting if p.id == shared[0][1])
        return best if shared[0][0] > 0 else None


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
