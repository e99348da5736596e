"""What an ontology lacks, found in the documents and in what extraction had to turn down: candidates for an expert to accept or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kgcorpus import store
from kgcorpus.build import Build, Note
from kgcorpus.build_extraction import Extraction, rejections_of
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.plain import key, plain
from kgcorpus.extract.sentences import PassageReader, Sentence
from kgcorpus.model import Document, Entity, Rejection
from kgcorpus.ontology import Ontology
from kgcorpus.text import CJK

from .growth import KINDS, Example, Found, Proposal
from .growth_aliases import Called, called, spelled_alike
from .growth_counts import BREAK, sequences
from .growth_links import Links
from .growth_places import Names, Place, language_at, places
from .growth_terms import Endings, Key, Kind, class_proposals, term_proposals
from .growth_words import STOP_EN, is_name_zh, is_phrase_en, is_term_zh, name_in, written_well

MOST = 200
"""So many proposals of a kind are given where not told otherwise."""
LONGEST_SENTENCE = 160
_STOP_ZH = frozenset("的了是在和与及或等也都被将把从向以但而且很更最这那此该每之还又再就则若他她它我你们您吗呢吧让使因如")
_TOKEN_ZH = re.compile(rf"[a-z0-9α-ω]+(?:[-./+][a-z0-9α-ω]+)*|[{CJK}]|\S")
_TOKEN_EN = re.compile(r"[a-z0-9α-ω]+(?:['’/-][a-z0-9α-ω]+)*|[^\sa-z0-9]")
_WORD = re.compile(r"[a-z0-9α-ω]")


@dataclass(frozen=True, slots=True)
class Grown:
    """The proposals of each kind, best first; ``remembered`` counts those left out because they were decided on before."""

    proposals: tuple[Proposal, ...]
    remembered: int
    documents: int
    found: Mapping[str, int]
    ontology: Ontology
    corpus: str


def propose(
    folder: Path,
    *,
    kinds: Sequence[str] = KINDS,
    most: int = MOST,
    decided: frozenset[str] = frozenset(),
    workers: int = 1,
    note: Note = lambda text: None,
) -> Grown:
    """Candidates for the ontology of a corpus: at most ``most`` of each kind, none with a key in ``decided``.

    Documents are read and facts extracted first where they are not yet (``corpus.db``); the ontology is not written.
    """
    with Build(folder, workers=workers, note=note) as work:
        for stage in ("ingest", "extract", "verify"):
            work.run(stage)
        gathered = _Gathering(work, note)
        gathered.read()
        every = gathered.proposals()
    out: list[Proposal] = []
    remembered = 0
    counts: dict[str, int] = {}
    for kind in KINDS:
        if kind not in kinds:
            continue
        own = sorted((p for p in every if p.kind == kind), key=lambda p: (-p.score, -p.documents, p.lang, p.text, p.of))
        fresh = [p for p in own if p.key not in decided]
        remembered += len(own) - len(fresh)
        counts[kind] = len(fresh)
        out += fresh[:most]
    return Grown(tuple(out), remembered, gathered.number, counts, gathered.ontology, work.corpus.name)


class _Gathering:
    """Everything that is gathered of a corpus."""

    def __init__(self, work: Build, note: Note) -> None:
        self.work, self.note = work, note
        self.ontology: Ontology = work.ontology
        named = [store.load(Entity, raw) for _, raw in work.store.records("named")]
        entities = {id: store.load(Entity, raw) for id, raw in work.store.records("entity")}
        self.lexicon = lexicon(self.ontology, named)
        self.names = Names(self.lexicon, _other_names(self.ontology), _class_names(self.ontology))
        self.read_passage = PassageReader(self.lexicon)
        facts: dict[tuple[str, str], tuple[str, ...]] = {}
        for fact in work.facts():
            if isinstance(fact.object, str) and not fact.negated:
                pair = (fact.subject, fact.object)
                facts[pair] = tuple(dict.fromkeys((*facts.get(pair, ()), fact.predicate)))
        classes = {**self.lexicon.classes, **{id: e.classes for id, e in entities.items()}}
        self.links = Links(self.ontology, classes, facts)
        self.found: dict[Key, Found] = {}
        self.called: list[Called] = []
        self.kinds: dict[Key, list[Kind]] = {}
        self.examples: dict[tuple[str, int, int], Example] = {}
        self.streams: dict[str, _Stream] = {lang: _Stream(lang) for lang in ("zh", "en")}
        self.genera: dict[Key, list[str]] = {}
        self.begun: set[str] = set()
        self.number = 0

    # ------------------------------------------------------------------------------------------- reading

    def read(self) -> None:
        documents = self.work.read_documents()
        self.number = len(documents)
        for number, name in enumerate(sorted(documents), 1):
            self._document(documents[name], number)
            self.note(f"propose {number}/{len(documents)} {name}")
        self._without_capitals(documents.values())

    def _without_capitals(self, documents: Iterable[Document]) -> None:
        """Take the capital of a sentence's beginning from names of several words, and from words that are written small elsewhere."""
        from ahocorasick_rs import AhoCorasick

        small = {name: name[0].lower() + name[1:] for name in sorted(self.begun)}
        words = sorted(one for one in small.values() if " " not in one)
        there: set[str] = set()
        if words:
            automaton = AhoCorasick(words)
            for document in documents:
                text = document.text
                for index, a, b in automaton.find_matches_as_indexes(text, overlapping=True):
                    if not (_WORD.match(text[a - 1 : a].lower()) or _WORD.match(text[b : b + 1].lower())):
                        there.add(words[index])
        for name, other in small.items():
            if (" " in name or other in there) and (entry := self.found.get(("en", key(name)))):
                entry.written[other] += entry.written.pop(name, 0)

    def _document(self, document: Document, number: int) -> None:
        extraction = store.load(Extraction, self.work.store.extraction(document.id))
        read = {(c.subject.start, c.object.start) for c in extraction.candidates}
        read |= {(b, a) for a, b in read}
        for place in places(document, self.names, self.read_passage):
            self._place(place, document)
        for rejection in rejections_of(self.work.store, document.id):
            for place in self._refused(rejection, document):
                self._place(place, document)
        for passage in document.passages:
            if passage.kind == "table":
                continue
            for sentence in self.read_passage(document, passage.start, passage.end, passage).sentences:
                self.streams["zh" if sentence.language == "zh" else "en"].take(sentence, number)
                if passage.kind == "heading":
                    continue
                for one in called(sentence, self.names, self.ontology):
                    self._example(document, one.start, one.end)
                    self.called.append(one)
                self.links.take(sentence, read)

    def _place(self, place: Place, document: Document) -> None:
        if place.why == "kind":
            self._kind(place, document)
            return
        if place.why == "genus":
            self.genera.setdefault((place.lang, key(place.name)), []).append(place.head)
            return
        if len(place.name) < 2:
            return
        written = written_well(place.name)
        if place.lang == "en" and _begins(written, document.text, place.start):
            self.begun.add(written)
        entry = self.found.setdefault((place.lang, key(place.name)), Found(place.lang))
        entry.add(place.why, place.document, place.start, place.end, written, place.classes, place.weight)
        self._example(document, place.start, place.end)
        if place.head and place.head not in self.names.kinds:
            self._kind(place, document)

    def _kind(self, place: Place, document: Document) -> None:
        self._example(document, place.start, place.end)
        said = self.kinds.setdefault((place.lang, place.head), [])
        above = self.names.above(place.head)
        said.append((place.name, above, self.examples[place.document, place.start, place.end]))

    def _example(self, document: Document, start: int, end: int) -> None:
        place = (document.id, start, end)
        if place not in self.examples:
            self.examples[place] = Example(document.id, start, end, document.text[start:end], around(document, start, end))

    def _refused(self, rejection: Rejection, document: Document) -> Iterator[Place]:
        """The names that stood where something known was expected."""
        if rejection.start is None or rejection.end is None:
            return
        if rejection.reason == "unknown_entity" and (told := re.match(r"(.+?): no (\S+|any class) has this name", rejection.detail, re.S)):
            texts = [told[1]]
            classes: tuple[str, ...] = (told[2],) if told[2] in self.ontology.classes else ()
        elif rejection.reason == "unknown_entity" and (slot := re.match(r"(subject|object) of (\S+?)(?:;|$)", rejection.detail)):
            predicate = self.ontology.predicates.get(slot[2])
            texts = [rejection.what]
            classes = (predicate.domain if slot[1] == "subject" else predicate.range) if predicate else ()
        elif rejection.reason == "unread_item" and rejection.about and len(rejection.what) <= 40:
            predicate = self.ontology.predicates.get(rejection.about[0][1])
            classes = (predicate.range if rejection.about[0][2] == "objects" else predicate.domain) if predicate else ()
            texts = re.split(r"[、,，;；]|和|或| and | or ", re.sub(r"^[^:：]{1,8}[:：]", "", rejection.what))
        else:
            return
        for text in texts:
            lang = language_at(text)
            name = name_in(written_well(text), lang, whole=rejection.made_by.partition("/")[0] != "patterns")
            if not name or self.names.is_known(name):
                continue
            at = document.text.find(name, rejection.start, rejection.end)
            a, b = (at, at + len(name)) if at >= 0 else (rejection.start, rejection.end)
            yield Place("refused", lang, document.id, a, b, name, tuple(classes))

    # ------------------------------------------------------------------------------------------- proposals

    def proposals(self) -> list[Proposal]:
        for lang, stream in self.streams.items():
            self._frequent(lang, stream)
        aliases = list(self._aliases())
        taken = {(p.lang, key(p.text)) for p in aliases}
        found = {k: one for k, one in self.found.items() if k not in taken}
        occurrences = self._occurrences(found)
        terms = list(term_proposals(found, self.ontology, self.examples, occurrences, self._genus_classes()))
        terms = _without_parts(terms)
        classes = class_proposals(terms, self.kinds, lambda head: head in self.names.kinds or self.names.is_known(head), self._free)
        return [*terms, *aliases, *classes, *self.links.proposals()]

    def _frequent(self, lang: str, stream: _Stream) -> None:
        """Note the sequences that stand together often."""
        for name, count, place in stream.frequent(self.number):
            if self.names.is_known(name):
                continue
            entry = self.found.setdefault((lang, key(name)), Found(lang))
            entry.evidence["frequent"] = max(entry.evidence["frequent"], count)
            entry.written[name] += 0
            if not entry.places:
                sentence, a, b = place
                written = written_well(sentence.written(a, b))
                entry.written = Counter({written: 1})
                s, e = sentence.source(a, b)
                entry.places[sentence.document.id, s, e] = None
                self._example(sentence.document, s, e)

    def _genus_classes(self) -> dict[Key, tuple[str, float]]:
        """The class of each defined name that is not known, as far as definitions of known ones in the same words tell it."""
        told = Endings()
        for (lang, name), genera in self.genera.items():
            for cls in self.names.classes(name):
                for genus in genera:
                    told.learn(genus, lang, (cls,))
        out: dict[Key, tuple[str, float]] = {}
        for (lang, name), genera in self.genera.items():
            found = [told.classes(genus, lang) for genus in genera]
            if best := max(found, key=lambda f: f[1], default=("", 0.0)):
                out[lang, name] = best
        return out

    def _free(self, head: str, lang: str) -> bool:
        """Whether a word stands by itself somewhere: in Chinese with no other character, but perhaps one of grammar, before it."""
        if lang == "en":
            return True
        at_border = re.compile(rf"(?:^|[^{CJK}]|[{''.join(sorted(_STOP_ZH))}]){re.escape(head)}", re.MULTILINE)
        return any(at_border.search(text) for text in self.streams["zh"].texts())

    def _occurrences(self, found: Mapping[Key, Found]) -> dict[Key, tuple[int, int]]:
        """How many documents hold each name, and how often."""
        from ahocorasick_rs import AhoCorasick

        out: dict[Key, tuple[int, int]] = {}
        for lang, stream in self.streams.items():
            names = sorted(plain for own, plain in found if own == lang)
            if not names:
                continue
            automaton = AhoCorasick(names)
            times: Counter[int] = Counter()
            spread: Counter[int] = Counter()
            for text in stream.texts():
                seen = []
                for index, a, b in automaton.find_matches_as_indexes(text, overlapping=True):
                    if lang == "zh" or not (_WORD.match(text[a - 1 : a]) or _WORD.match(text[b : b + 1])):
                        seen.append(index)
                times.update(seen)
                spread.update(set(seen))
            out.update({(lang, names[n]): (spread[n], times[n]) for n in times})
        return out

    def _aliases(self) -> Iterator[Proposal]:
        gathered: dict[tuple[str, str, str], list[Called]] = {}
        for one in self.called:
            gathered.setdefault((one.entity, one.lang, key(one.name)), []).append(one)
        known = {name: hit.entities for name, hit in self.lexicon.names.items() if hit.entities}
        for (lang, plain_name), found in sorted(self.found.items()):
            alike = spelled_alike(plain_name, known)
            if alike and alike[0] in self.ontology.entities:
                for d, a, b in sorted(found.places)[:3]:
                    gathered.setdefault((alike[0], lang, plain_name), []).append(Called("spelled", alike[0], found.name, lang, d, a, b))
        from .growth import EVIDENCE

        for (entity, lang, _), said in sorted(gathered.items()):
            why = Counter(one.why for one in said)
            documents = len({one.document for one in said})
            names = Counter(one.name for one in said)
            name = min(names, key=lambda n: (-names[n], n))
            examples = tuple(self.examples[p] for p in sorted({(o.document, o.start, o.end) for o in said})[:3] if p in self.examples)
            score = sum(EVIDENCE[w] for w in why) + documents + len(said) / 2
            yield Proposal(
                "alias",
                written_well(name),
                lang,
                entity,
                "",
                False,
                "",
                round(score, 2),
                documents,
                len(said),
                dict(sorted(why.items())),
                examples,
            )


class _Stream:
    """The text of a language as units for counting, with the way back to its sentences."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.ids: dict[str, int] = {}
        self.units: list[int] = []
        self.documents: list[int] = []
        self.starts: list[int] = []
        self.sentences: list[tuple[int, Sentence]] = []

    def take(self, sentence: Sentence, number: int) -> None:
        """Add the units of a sentence: characters or words, a known name as one, words of grammar and punctuation as breaks."""
        self.sentences.append((len(self.units), sentence))
        at = 0
        for hit in sentence.hits:
            if hit.entities and hit.start >= at and hit.end - hit.start > 1:
                self._run(sentence.text, at, hit.start, number)
                self._unit("\0" + sentence.text[hit.start : hit.end], hit.start, number)
                at = hit.end
        self._run(sentence.text, at, len(sentence.text), number)
        self._unit("", len(sentence.text), number)

    def _run(self, text: str, start: int, end: int, number: int) -> None:
        pattern, stop = (_TOKEN_ZH, _STOP_ZH) if self.lang == "zh" else (_TOKEN_EN, STOP_EN)
        for match in pattern.finditer(text, start, end):
            unit = match.group()
            self._unit(
                unit if unit not in stop and (_WORD.match(unit) or (unit >= "\u3400" and unit.isalpha())) else "", match.start(), number
            )

    def _unit(self, unit: str, at: int, number: int) -> None:
        self.units.append(self.ids.setdefault(unit, len(self.ids) + 1) if unit else BREAK)
        self.documents.append(number)
        self.starts.append(at)

    def texts(self) -> Iterator[str]:
        """The text of each document, known names blotted out."""
        parts: list[str] = []
        last = None
        for _, sentence in self.sentences:
            if last is not None and sentence.document.id != last:
                yield "\n".join(parts)
                parts = []
            parts.append(_masked(sentence))
            last = sentence.document.id
        if parts:
            yield "\n".join(parts)

    def frequent(self, documents: int) -> Iterator[tuple[str, int, tuple[Sentence, int, int]]]:
        """The sequences that may be names: text, times, and one place."""
        lang = self.lang
        if not self.units:
            return
        units, numbers = np.array(self.units, dtype=np.int64), np.array(self.documents, dtype=np.int64)
        least = max(3, len(self.units) // 400_000)
        begins = np.array([at for at, _ in self.sentences], dtype=np.int64)
        for one in sequences(units, numbers, longest=8 if lang == "zh" else 4, least=least):
            if one.length < (3 if lang == "zh" else 2):
                continue
            edge = 1.5 if lang == "zh" else 0.9
            kept = (one.left >= edge) & (one.right >= edge) & (one.joint >= 3.5) & (one.value > 0) & (one.documents >= min(2, documents))
            for n in np.flatnonzero(kept):
                at = int(one.first[n])
                sentence = self.sentences[int(np.searchsorted(begins, at, side="right")) - 1][1]
                a, last = self.starts[at], at + one.length - 1
                stop = self.starts[last + 1] if last + 1 < len(self.starts) else len(sentence.text)
                text = sentence.text[a:stop].rstrip(" ,.;:")
                if lang == "zh":
                    text = text.strip()
                    good = is_name_zh(text) and is_term_zh(text) and name_in(text, "zh") == text
                else:
                    good = is_phrase_en(tuple(text.split())) and name_in(text, "en") == text
                if good and len(text) > 2:
                    yield text, int(one.count[n]), (sentence, a, a + len(text))


_BEGINS = re.compile(r"(?:^|\n|[.!?:][\"'”’)]?\s|[|,\t;])[\s\-*#>|\"'“‘(\d.)]*$")


def _begins(name: str, text: str, start: int) -> bool:
    """Whether an English name stands where any word is written with a capital, and has no other capital."""
    first = name.split(" ")[0]
    plain_word = len(first) > 1 and first[0].isupper() and first[1:].islower() and not any(c.isupper() for c in name[1:])
    return plain_word and bool(_BEGINS.search(text[max(0, start - 12) : start]))


def _masked(sentence: Sentence) -> str:
    text = sentence.text
    for hit in sentence.hits:
        if hit.entities:
            text = text[: hit.start] + "\0" * (hit.end - hit.start) + text[hit.end :]
    return text


def around(document: Document, start: int, end: int) -> str:
    """The sentence or line around a place, on one line, shortened if long."""
    from kgcorpus.identifiers.finding import findings, masked

    text = document.text
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    last = stop if stop >= 0 else len(text)
    if last - first > LONGEST_SENTENCE:
        marks = [m.end() for m in re.finditer(r"[。！？]|[.!?](?=\s)", text[first:start])]
        first = first + marks[-1] if marks else first
        after = re.search(r"[。！？]|[.!?](?=\s)", text[end:last])
        last = end + after.end() if after else last
    near, far = max(first, start - LONGEST_SENTENCE // 2), min(last, end + LONGEST_SENTENCE // 2)
    said = "…" * (near > first) + " ".join(text[near:far].split()) + "…" * (far < last)
    return masked(said, findings(said, personal=True)) if document.identifiers else said


def _without_parts(terms: Iterable[Proposal]) -> list[Proposal]:
    """The terms without those that stand only as a part of another one, if nothing but their number speaks for them."""
    terms = list(terms)
    whole: dict[str, list[Proposal]] = {}
    for term in terms:
        plain_name = key(term.text)
        parts = {plain_name[a:b] for a in range(len(plain_name)) for b in range(a + 2, len(plain_name) + 1)} if term.lang == "zh" else {
            " ".join(plain_name.split()[a:b]) for a in range(len(plain_name.split())) for b in range(a + 1, len(plain_name.split()) + 1)
        }  # fmt: skip
        for part in parts - {plain_name}:
            whole.setdefault(part, []).append(term)
    out = []
    for term in terms:
        longer = whole.get(key(term.text), ())
        if set(term.evidence) <= {"frequent", "head", "heading"} and any(o.occurrences >= 0.6 * term.occurrences for o in longer):
            continue
        out.append(term)
    return out


def _other_names(ontology: Ontology) -> Iterator[str]:
    for group in (ontology.classes, ontology.predicates):
        for one in group.values():
            yield from (key(label).strip() for label in one.labels.values())
            yield from (key(alias).strip() for texts in one.aliases.values() for alias in texts)
    for predicate in ontology.predicates.values():
        yield from (key(heading).strip() for texts in predicate.headings.values() for heading in texts)


def _class_names(ontology: Ontology) -> dict[str, str]:
    out: dict[str, str] = {}
    for cls in ontology.classes.values():
        names = [
            *cls.labels.values(),
            *cls.nouns.values(),
            *([cls.plural] if cls.plural else []),
            *(a for t in cls.aliases.values() for a in t),
        ]
        for name in names:
            out.setdefault(plain(name).text.strip(), cls.id)
    return out
