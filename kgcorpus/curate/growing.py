"""What an ontology lacks, found in the documents and in what extraction had to turn down: candidates for an expert to accept or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgcorpus import store
from kgcorpus.build import Build, Note
from kgcorpus.build_extraction import Extraction, rejections_of
from kgcorpus.extract.plain import plain
from kgcorpus.model import Document, Entity, Rejection
from kgcorpus.ontology import Ontology
from kgcorpus.parallel import run

from .growth import EVIDENCE, KINDS, Example, Found, Proposal
from .growth_aliases import Called, spelled_alike
from .growth_links import Links
from .growth_places import Place
from .growth_reading import Gleaned, Reader, glean, prepare
from .growth_stream import WORD, Stream
from .growth_terms import Endings, Key, Kind, class_proposals, term_proposals, without_parts
from .growth_words import key, written_well

MOST = 200
"""So many proposals of a kind are given where not told otherwise."""
LONGEST_SENTENCE = 160
MOST_IN_BRACKETS = 3
"""So many different words in brackets behind one name are remarks, not names."""
PlaceKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Grown:
    """The proposals of each kind, best first; ``found`` counts all of each; ``remembered`` those left out because they were decided on."""

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
        for kind in (k for k in KINDS if k in kinds):
            own = sorted((p for p in every if p.kind == kind), key=lambda p: (-p.score, -p.documents, p.lang, p.text, p.of))
            fresh = [p for p in own if p.key not in decided]
            remembered += len(own) - len(fresh)
            counts[kind] = len(fresh)
            out += (gathered.told(p) for p in fresh[:most])
        return Grown(tuple(out), remembered, len(gathered.documents), counts, gathered.ontology, work.corpus.name)


class _Gathering:
    """Everything that is gathered of a corpus."""

    def __init__(self, work: Build, note: Note) -> None:
        self.work, self.note = work, note
        self.ontology: Ontology = work.ontology
        named = [store.load(Entity, raw) for _, raw in work.store.records("named")]
        self.reader = Reader(self.ontology, named)
        self.names = self.reader.names
        self.documents: dict[str, Document] = work.read_documents()
        self.links = self._links()
        self.found: dict[Key, Found] = {}
        self.called: list[Called] = []
        self.kinds: dict[Key, list[Kind]] = {}
        self.streams: dict[str, Stream] = {lang: Stream(lang) for lang in ("zh", "en")}
        self.genera: dict[Key, list[str]] = {}
        self.begun: set[str] = set()

    def _links(self) -> Links:
        entities = {id: store.load(Entity, raw) for id, raw in self.work.store.records("entity")}
        facts: dict[tuple[str, str], tuple[str, ...]] = {}
        for fact in self.work.facts():
            if isinstance(fact.object, str) and not fact.negated:
                pair = (fact.subject, fact.object)
                facts[pair] = tuple(dict.fromkeys((*facts.get(pair, ()), fact.predicate)))
        return Links(self.ontology, {**self.reader.lexicon.classes, **{id: e.classes for id, e in entities.items()}}, facts)

    # ------------------------------------------------------------------------------------------- reading

    def read(self) -> None:
        """Read all documents, in as many processes as there are workers."""
        names = sorted(self.documents)
        workers = self.work.workers
        if workers == 1:
            gleaned: Iterable[Gleaned] = (self.reader.glean(*self._item(name)) for name in names)
        else:
            folder = self.work.corpus.folder
            gleaned = run(glean, map(self._item, names), workers=workers, initializer=prepare, initargs=(folder,))
        for number, one in enumerate(gleaned, 1):
            self._take(one)
            self.note(f"propose {number}/{len(names)} {one.document}")
        self._without_capitals()

    def _item(self, name: str) -> tuple[Document, Extraction, tuple[Rejection, ...]]:
        extraction = store.load(Extraction, self.work.store.extraction(name))
        return self.documents[name], extraction, tuple(rejections_of(self.work.store, name))

    def _take(self, one: Gleaned) -> None:
        for place in one.places:
            self._place(place)
        self.called += one.called
        for link in one.neighbours:
            self.links.take(link)
        for stream in self.streams.values():
            stream.take(one.document, one.lines)
        self.begun |= one.begun

    def _place(self, place: Place) -> None:
        known = (place.lang, key(place.name))
        if place.why == "genus":
            self.genera.setdefault(known, []).append(place.head)
            return
        if place.head and place.head not in self.names.kinds:
            said = (place.name, self.names.above(place.head), (place.document, place.start, place.end), place.event)
            self.kinds.setdefault((place.lang, place.head), []).append(said)
        if place.why != "kind":
            entry = self.found.setdefault(known, Found(place.lang))
            written = written_well(place.name)
            entry.add(place.why, place.document, place.start, place.end, written, place.classes, place.weight)

    def _without_capitals(self) -> None:
        """Take the capital of a sentence's beginning from names of several words, and from words that are written small elsewhere."""
        from ahocorasick_rs import AhoCorasick

        small = {name: name[0].lower() + name[1:] for name in sorted(self.begun)}
        words = sorted(one for one in small.values() if " " not in one)
        there: set[str] = set()
        automaton = AhoCorasick(words)
        for document in self.documents.values() if words else ():
            text = document.text
            for index, a, b in automaton.find_matches_as_indexes(text, overlapping=True):
                if not (WORD.match(text[a - 1 : a].lower()) or WORD.match(text[b : b + 1].lower())):
                    there.add(words[index])
        for name, other in small.items():
            if (" " in name or other in there) and (entry := self.found.get(("en", key(name)))):
                entry.written[other] += entry.written.pop(name, 0)

    def _example(self, place: PlaceKey) -> Example:
        """The place as an example, its sentence still to be told."""
        document, start, end = place
        return Example(document, start, end, self.documents[document].text[start:end], "")

    def told(self, proposal: Proposal) -> Proposal:
        """A proposal with the sentences of its examples."""
        examples = tuple(replace(e, sentence=around(self.documents[e.document], e.start, e.end)) for e in proposal.examples)
        text = proposal.text
        if proposal.kind == "class" and proposal.lang == "en":  # what a definition says is known by its small letters only
            found = (re.search(re.escape(text), e.sentence, re.IGNORECASE) for e in examples)
            text = next((match.group() for match in found if match and not match.group().istitle()), text)
        return replace(proposal, text=text, examples=examples)

    # ------------------------------------------------------------------------------------------- proposals

    def proposals(self) -> list[Proposal]:
        """All proposals, in no particular order."""
        for lang, stream in self.streams.items():
            self._recurring(lang, stream)
        aliases = list(self._aliases())
        taken = {(p.lang, key(p.text)) for p in aliases}
        found = {k: one for k, one in self.found.items() if k not in taken}
        occurrences = {
            (lang, name): n
            for lang, stream in self.streams.items()
            for name, n in stream.occurrences(sorted(plain for own, plain in found if own == lang)).items()
        }
        every = term_proposals(found, self.ontology, occurrences, self._genus_classes(), self._example, len(self.documents))
        terms = without_parts(every)
        classes = class_proposals(terms, self.kinds, self._is_named, self._free, self._example)
        return [*terms, *aliases, *classes, *self.links.proposals(self._example)]

    def _is_named(self, head: str) -> bool:
        return head in self.names.kinds or self.names.is_known(head)

    def _free(self, heads: Iterable[Key]) -> frozenset[Key]:
        """The heads that stand by themselves somewhere."""
        heads = sorted(heads)
        return frozenset(
            (lang, name) for lang, stream in self.streams.items() for name in stream.standing_free([h for own, h in heads if own == lang])
        )

    def _recurring(self, lang: str, stream: Stream) -> None:
        """Note the sequences that stand together often."""
        for one in stream.recurring(len(self.documents)):
            if self.names.is_known(one.name):
                continue
            entry = self.found.setdefault((lang, key(one.name)), Found(lang))
            entry.evidence["frequent"] = max(entry.evidence["frequent"], one.count)
            if not entry.places:
                name, line = stream.lines[one.line]
                document = self.documents[name]
                read = plain(document.text, line.start, line.end)
                at = read.text.find(one.name)
                if at < 0:
                    continue
                a, b = read.source(at, at + len(one.name))
                entry.written[written_well(document.text[a:b])] += 1
                entry.places[name, a, b] = None

    def _genus_classes(self) -> dict[Key, tuple[str, float]]:
        """The class of each defined name that is not known, as far as definitions of known ones in the same words tell it."""
        told = Endings()
        for (lang, name), genera in self.genera.items():
            for cls in self.names.classes(name):
                for genus in genera:
                    told.learn(genus, lang, (cls,))
        out: dict[Key, tuple[str, float]] = {}
        for (lang, name), genera in self.genera.items():
            out[lang, name] = max((told.classes(genus, lang) for genus in genera), key=lambda found: found[1])
        return out

    def _aliases(self) -> Iterator[Proposal]:
        gathered: dict[tuple[str, str, str], list[Called]] = {}
        for one in self.called:
            gathered.setdefault((one.entity, one.lang, key(one.name)), []).append(one)
        known = {name: hit.entities for name, hit in self.reader.lexicon.names.items() if hit.entities}
        for (lang, plain_name), found in sorted(self.found.items()):
            alike = spelled_alike(plain_name, known)
            if alike and alike[0] in self.ontology.entities:
                for d, a, b in sorted(found.places)[:3]:
                    gathered.setdefault((alike[0], lang, plain_name), []).append(Called("spelled", alike[0], found.name, lang, d, a, b))
        for (entity, lang, _), said in sorted(only_names(gathered).items()):
            why = Counter(one.why for one in said)
            documents = len({one.document for one in said})
            names = Counter(one.name for one in said)
            name = min(names, key=lambda n: (-names[n], n))
            examples = tuple(self._example(p) for p in sorted({(o.document, o.start, o.end) for o in said})[:3])
            score = round(sum(EVIDENCE[w] for w in why) + documents + len(said) / 2, 2)
            evidence = dict(sorted(why.items()))
            yield Proposal("alias", written_well(name), lang, entity, "", False, "", score, documents, len(said), evidence, examples)


Gathered = Mapping[tuple[str, str, str], list[Called]]


def only_names(gathered: Gathered) -> Gathered:
    """What was gathered without remarks in brackets: what stands so behind several names, or one of many behind the same name."""
    loose = [known for known, said in gathered.items() if {one.why for one in said} == {"bracket"}]
    bearers = Counter(name for _, _, name in loose)
    others = Counter(entity for entity, _, _ in loose)
    remarks = {known for known in loose if bearers[known[2]] > 1 or others[known[0]] >= MOST_IN_BRACKETS}
    return {known: said for known, said in gathered.items() if known not in remarks}


def around(document: Document, start: int, end: int) -> str:
    """The sentence or line around a place, on one line, shortened if long; identifiers of persons are blotted out."""
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
    said = "…" * (near > first) + re.sub(r"^#+ |\*\*", "", " ".join(text[near:far].split())) + "…" * (far < last)
    return masked(said, findings(said, personal=True)) if document.identifiers else said
