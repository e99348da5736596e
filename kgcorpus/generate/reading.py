"""Reading a question that a person wrote: which form it asks, by the wordings that the corpus's own samples have.

Each sample is a reading of its wordings: with its names taken out, a wording leads to the sample's shape. A question is read *exactly*
where its own wording is one of these, *closely* where it shares nearly all telling words with the wordings of one shape and clearly fewer
with those of any other, and by *words* where it has one or two known things and the words of one predicate that fits them. What is read is
always a form; whether the graph answers it is another matter.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kgcorpus import forms as f
from kgcorpus.english import singular
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.model import Entity, Mention
from kgcorpus.ontology import BUILT_IN, Ontology, Predicate
from kgcorpus.text import fold, language_of

HOLE = "\u25ef"
"""Stands for a name that was taken out."""
CLOSE, APART = 0.65, 0.08
"""How much of the telling words two wordings must share to be read as one, and by how much any other form must fall behind."""
MOST_MENTIONS = 5
_SLOT = re.compile(r"\{[a-z]\}|\[[^\]]*\]")
_PUNCTUATION = re.compile(r"[\s\u3000-\u303f\uff00-\uff0f\uff1a-\uff20!-/:-@\[-`{-~“”‘’…—]+")
_POLITE = re.compile(
    r"^(?:请问一下|请问|想问一下|我想知道|我想了解|麻烦问一下|你知道|能不能告诉我|能告诉我|可以告诉我|告诉我|"
    r"(?:can|could|would) you (?:please )?tell me|please tell me|do you know|i would like to know|i'd like to know|tell me|please)"
    r"[,，:： ]*"
)
_REASONING = re.compile(r"为什么|为何|怎么办|如何|\b(?:why|how (?:do|to|can|should|does|did))\b", re.I)
_ENDING = re.compile(r"(?:吗|呢|啊|呀|谢谢|please|thanks|thank you)$")
_STOP_ZH = re.compile(
    r"的|多[长久大高重少]|是|有|吗|呢|了|在|和|与|及|或|对|把|被|会|能|可以|应该|应当|需要|请|列出|举出|说出|说明|哪一?[些个种类位家部项年天款本]?|什么时候|什么|多少|几|"
    r"怎么样?|怎样|如何|为什么|为何|是否|时|后|前|中|其他|其|该|这|那|都|也|还|一般|通常|人|者|要|用|它|他|她|不"
)
_STOP_EN = frozenset(
    re.findall(
        r"[a-z]+",
        "a an the of in on at for to from by with without as and or not is are was were be been being do does did can could may might must "
        "shall should will would have has had what which who whom whose when where why how many much long often far old any some all other "
        "others that this these those it its they them their there i you we my your our me us please tell list name give than then if "
        "about into over under between among more most less least same",
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was read as. ``how``: ``exact``, ``close``, ``words``, or empty where no form was found; ``entities`` are the ids of
    the things it names, ``unknown`` a name that stands where a known wording has one and that nobody knows, ``left`` its telling words
    that nothing accounts for."""

    form: f.Form | None
    how: str = ""
    shape: str = ""
    entities: tuple[str, ...] = ()
    unknown: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording without its names, and what it asks: a shape whose holes are filled by the names in ``order``."""

    text: str
    shape: f.Form
    order: tuple[int, ...]
    name: str


@dataclass
class Reader:
    """Reads questions about one graph; ``samples`` are the records of a corpus's own samples, any number of them."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    samples: Iterable[Mapping[str, Any]]
    _exact: dict[str, dict[str, _Wording]] = field(default_factory=lambda: defaultdict(dict))
    _weights: dict[str, float] = field(default_factory=dict)
    _with: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _all: list[tuple[_Wording, frozenset[str], float]] = field(default_factory=list)
    _open: list[tuple[re.Pattern[str], _Wording]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = lexicon(self.ontology, self.entities.values())
        for sample in self.samples:
            if sample.get("form") and not any(name in sample for name in ("turns", "options", "context")):
                self._learn(sample)
        counts: Counter[str] = Counter()
        texts = [(wording, frozenset(tokens(wording.text))) for found in self._exact.values() for wording in found.values()]
        for _, own in texts:
            counts.update(own)
        self._weights = {token: math.log(1 + len(texts) / n) for token, n in counts.items()}
        for wording, own in texts:
            for token in own:
                self._with[token].append(len(self._all))
            self._all.append((wording, own, self._weight(own)))
        self._open = [(_gap(w.text), w) for w, _, _ in self._all if len(w.order) == 1 and len(w.text) >= 4]

    def _learn(self, sample: Mapping[str, Any]) -> None:
        """Take over the wordings of a sample whose names all stand in them."""
        shape, start = f.shape_of(f.parse(sample["form"]))
        name = f"{sample['labels']['shape']}"
        asked = f.key(shape)
        for text in (sample["question"], *(p["text"] for p in sample["paraphrases"])):
            mentions = self.mentions(text)
            own = [next((n for n, m in enumerate(mentions) if id in m.entities), -1) for id in start]
            if -1 in own or len(set(own)) < len(own):
                continue
            order = tuple(own.index(place) for place in sorted(own))
            masked = bare(mask(text, [mentions[n] for n in sorted(own)]))
            self._exact[masked].setdefault(asked, _Wording(masked, shape, order, name))

    def _weight(self, own: Iterable[str]) -> float:
        most = math.log(1 + max(1, len(self._all) + 1))
        return sum(self._weights.get(token, most) for token in own)

    # ------------------------------------------------------------------ reading

    def mentions(self, text: str) -> list[Mention]:
        """The names of known things in a question, in order; names that are predicates' or classes' only are left out."""
        return [m for m in self.names.mentions(text) if any(id in self.entities for id in m.entities)]

    def read(self, question: str) -> list[Reading]:
        """The readings of a question, one where it is unambiguous (a name that several things bear gives one each); never empty."""
        mentions = self.mentions(question)[:MOST_MENTIONS]
        for chosen in _choices(mentions):
            found = self._exact.get(bare(mask(question, chosen)))
            if found:
                return [r for wording in found.values() for r in self._filled(wording, chosen, "exact")]
        for chosen in _choices(mentions):
            if chosen and (close := self._closest(bare(mask(question, chosen)), len(chosen))):
                return list(self._filled(close, chosen, "close"))
        if by_words := self._by_words(question, mentions):
            return by_words
        known = tuple(dict.fromkeys(id for m in mentions for id in m.entities if id in self.entities))
        text = bare(mask(question, []))
        gap = next((m["gap"] for pattern, _ in self._open if (m := pattern.fullmatch(text))), "")
        unknown = "" if known else gap or self._stranger(text)
        return [Reading(None, entities=known, unknown=unknown, left=telling(question, mentions))]

    def _filled(self, wording: _Wording, mentions: Sequence[Mention], how: str) -> Iterator[Reading]:
        bearing = [tuple(id for id in m.entities if id in self.entities) for m in mentions]
        for ids in itertools.islice(itertools.product(*bearing), 16):
            start = tuple(ids[wording.order.index(n)] for n in range(len(ids)))
            yield Reading(f.fill(wording.shape, start), how, wording.name, tuple(ids))

    def _closest(self, text: str, holes: int) -> _Wording | None:
        """The wording that shares nearly all telling words, if those of any other shape share clearly fewer."""
        own = frozenset(tokens(text))
        shared: dict[int, float] = defaultdict(float)
        for token in sorted(own):
            for number in self._with.get(token, ()):
                shared[number] += self._weights[token]
        mine = self._weight(own)
        best: dict[str, tuple[float, str, _Wording]] = {}
        for number, weight in shared.items():
            wording, _, theirs = self._all[number]
            if len(wording.order) != holes:
                continue
            score, asked = weight / max(mine, theirs), f.key(wording.shape)
            if score > best.get(asked, (0.0, "", wording))[0]:
                best[asked] = (score, wording.text, wording)
        ranked = sorted(best.values(), key=lambda one: (-one[0], one[1]))
        if not ranked or ranked[0][0] < CLOSE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART):
            return None
        return ranked[0][2]

    def _by_words(self, question: str, mentions: Sequence[Mention]) -> list[Reading]:
        """One or two known things and the words of one predicate that fits them, with nothing telling left over."""
        if not 1 <= len(mentions) <= 2 or asks_reasons(question):
            return []
        said = fold(mask(question, list(mentions))).text
        ids = [tuple(id for id in m.entities if id in self.entities) for m in mentions]
        found: list[tuple[int, str, list[Reading]]] = []
        for predicate, words in self._words:
            word = max((w for w in words if _stands(w, said)), key=len, default="")
            if word and not self._left_over(said, word):
                readings = [r for chosen in itertools.product(*ids) for r in self._worded(predicate, chosen)]
                found += [(len(word), predicate.id, readings)] if readings else []
        longest = max((length for length, _, _ in found), default=0)
        best = [readings for length, _, readings in found if length == longest]
        return best[0] if len(best) == 1 else []

    def _worded(self, predicate: Predicate, ids: Sequence[str]) -> list[Reading]:
        """What a predicate's words ask about one thing or two; nothing where they could ask both ways."""
        if len(ids) == 2:
            return [self._ask(predicate, *pair) for pair in (ids, ids[::-1]) if self._fits(predicate, *pair)][:1]
        ahead = self._is(ids[0], predicate.domain)
        back = predicate.kind == "object" and self._is(ids[0], predicate.range)
        if ahead == back:
            return []
        conditional = any((q := self.ontology.predicates.get(name)) and q.qualifier != "detail" for name in predicate.qualifiers)
        form = f.Step(f.Entity(ids[0]), predicate.id, inverse=back, with_="any" if conditional else None)
        return [Reading(form, "words", "any" if conditional else "subjects" if back else "objects", tuple(ids))]

    def _left_over(self, said: str, word: str) -> bool:
        """Whether a telling word of a question is neither the predicate's nor a kind of thing."""
        own = set(re.findall(r"[a-z]+", word)) | {singular(w) for w in re.findall(r"[a-z]+", word)}
        left = [w for w in telling(said.replace(word, " ") if not word.isascii() else said, []) if w not in own]
        return any(not any(w in noun or noun in w for noun in self._nouns) for w in left)

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """What kinds of things are called."""
        ontology = self.ontology
        found = {n for c in ontology.classes.values() for texts in (c.labels.values(), *c.aliases.values()) for n in texts}
        found |= {n for c in ontology.classes for lang in ("zh", "en") if (n := ontology.noun(c, lang))}
        return frozenset(singular(fold(n).text) for n in found if len(n) > 1)

    @cached_property
    def _words(self) -> list[tuple[Predicate, tuple[str, ...]]]:
        return [(predicate, tuple(_words_of(predicate))) for predicate in self._predicates()]

    def _stranger(self, text: str) -> str:
        """What stands beside a predicate's words where a known thing should, in a question that names none; empty if it is not one name."""
        word = max((w for _, words in self._words for w in words if _stands(w, text)), key=len, default="")
        left = telling(text.replace(word, " "), []) if word else ()
        name = " ".join(left)
        return name if left and name in text else ""

    def _ask(self, predicate: Predicate, subject: str, object: str) -> Reading:
        return Reading(f.Ask(subject, predicate.id, object), "words", "truth", (subject, object))

    def _fits(self, predicate: Predicate, subject: str, object: str) -> bool:
        return predicate.kind == "object" and self._is(subject, predicate.domain) and self._is(object, predicate.range)

    def _is(self, id: str, classes: Sequence[str]) -> bool:
        own = self.entities[id].classes
        return not classes or any(self.ontology.is_a(own, cls) for cls in classes)

    def _predicates(self) -> Iterator[Predicate]:
        yield from (p for p in self.ontology.predicates.values() if p.display and p.qualifier is None and p.id not in BUILT_IN)


# --------------------------------------------------------------------------------------------- texts


def asks_reasons(question: str) -> bool:
    """Whether a question asks why or how, which no form does."""
    return _REASONING.search(question) is not None


def mask(text: str, mentions: Sequence[Mention]) -> str:
    """The text with these names taken out."""
    out, at = [], 0
    for mention in mentions:
        out += [text[at : mention.start], HOLE]
        at = mention.end
    return "".join([*out, text[at:]])


def bare(text: str) -> str:
    """A wording without what does not tell it from others: case, width, marks, articles, politeness."""
    plain = _PUNCTUATION.sub(" ", fold(text).text).strip()
    before = None
    while before != plain:
        before, plain = plain, _ENDING.sub("", _POLITE.sub("", plain)).strip()
    plain = re.sub(r"\b(?:an?|the)\b ?", "", plain)
    return re.sub(r"(?<=[\u2e80-\u9fff\u25ef]) | (?=[\u2e80-\u9fff\u25ef])", "", plain)


def tokens(text: str) -> list[str]:
    """What two wordings may share: pairs of Chinese characters, English words in the singular, holes."""
    out = []
    for run in re.findall(rf"[\u2e80-\u9fff{HOLE}]+|[^\s\u2e80-\u9fff{HOLE}]+", text):
        if run[0] >= "\u2e80" or run[0] == HOLE:
            out += [run[n : n + 2] for n in range(len(run) - 1)] or [run]
        elif run not in ("is", "are", "was", "were", "do", "does", "did"):
            out.append(singular(run))
    return out


def telling(question: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The words of a question that are neither names nor words that any question has."""
    text = fold(mask(question, list(mentions))).text
    if language_of(question) == "zh":
        parts = re.findall(r"[\u2e80-\u9fff]+", _PUNCTUATION.sub(" ", _POLITE.sub("", text)).replace(HOLE, " "))
        return tuple(dict.fromkeys(word for part in parts for word in _STOP_ZH.sub(" ", part).split() if len(word) > 1))
    found = [singular(word) for word in re.findall(r"[a-z][a-z'-]+", text) if word not in _STOP_EN]
    return tuple(dict.fromkeys(found))


def _choices(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Which names to take out: all of them first, then fewer (what bears a name may be a word of the wording)."""
    for size in range(len(mentions), 0, -1):
        for chosen in itertools.combinations(mentions, size):
            yield list(chosen)


def _gap(text: str) -> re.Pattern[str]:
    """A wording with one hole as a pattern whose ``gap`` is the name there."""
    before, _, after = text.partition(HOLE)
    return re.compile(f"{re.escape(before.strip())} ?(?P<gap>.{{2,30}}?) ?{re.escape(after.strip())}")


def _words_of(predicate: Predicate) -> Iterator[str]:
    """How a predicate is called: labels, aliases, headings, triggers, the noun of its objects, the verb of its statement."""
    said = [*predicate.labels.values()]
    for texts in (predicate.aliases, predicate.headings, predicate.triggers, predicate.inverse_triggers):
        said += [word for found in texts.values() for word in found]
    said += [t.removeprefix("{s}的") for t in predicate.templates("phrase", "zh") if t.startswith("{s}的")]
    said += [t.removesuffix(" of {s}").removeprefix("the ") for t in predicate.templates("phrase", "en") if t.endswith(" of {s}")]
    for lang in ("zh", "en"):
        for template in predicate.templates("statement", lang):
            verbs = [word for piece in _SLOT.split(template) for word in telling(piece, [])]
            said += verbs if len(verbs) == 1 else []
    for word in dict.fromkeys(said):
        if "{" not in word and (plain := fold(word).text.strip()):
            yield plain
            if len(plain) > 2 and plain[-1] in "证症性率类度值者" and plain[0] >= "\u2e80":
                yield plain[:-1]  # 禁忌 for 禁忌证


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text: a Chinese one anywhere, an English one by itself, also in the plural."""
    if re.search(r"[\u2e80-\u9fff]", word):
        return len(word) > 1 and word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?:s|es)?(?![a-z0-9])", text) is not None

