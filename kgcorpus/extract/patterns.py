"""Facts from sentences by the patterns and trigger phrases that experts wrote, and by the predicates' statements.

A sentence is looked at only if it holds one of the literals that a pattern cannot do without. Patterns are tried with their subject in
place, then with the subject left out ("…，不引起低血糖": the subject of the sentence, or of the heading), then with one slot open, to say
what was not known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kgcorpus.extract.anaphora import Discourse
from kgcorpus.extract.anaphors import Nouns
from kgcorpus.extract.entries import COPULA, TRIGGERED, Entry, entries
from kgcorpus.extract.further_values import further_values
from kgcorpus.extract.gazetteer import Lexicon
from kgcorpus.extract.lists import Names, Need
from kgcorpus.extract.matching import Bound, Found, Ready, matches
from kgcorpus.extract.pattern_language import Gap, Slot, weight
from kgcorpus.extract.plain import key
from kgcorpus.extract.proposals import Finish, propose
from kgcorpus.extract.qualifiers import Qualifiers, Reading, entity_need
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.rivals import Match, distinct, one_way, overlap, read_more_fully, share
from kgcorpus.extract.sentences import Carried, PassageReader, Sentence, reader
from kgcorpus.extract.silent import silent
from kgcorpus.extract.stance import passive
from kgcorpus.extract.subjects import carried_subject
from kgcorpus.extract.topics import topic
from kgcorpus.model import Candidate, Document, Passage, Rejection, Section
from kgcorpus.ontology import Ontology, Predicate

if TYPE_CHECKING:
    from kgcorpus.config import Corpus

MADE_BY = "patterns/1"
_TELLING = 4
_LONGEST = 4000
_NUMERAL = re.compile(
    r"\d|[一二三四五六七八九十百千万半两]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|dozen|"
    r"true|false|yes|no)\b"
)
_CLAUSE_STARTS = re.compile(r"^|[,;:。] ?|、|,? (?:and|but|or|yet) (?:also |then |it |they )?")
_CONNECTIVE = re.compile(
    r"(?:(?:并且|而且|同时|此外|另外|并|且|也|还|又|但|而|故|因此|所以|倒是|反而|却|其|它们?|前者|后者|原因是|因为|本品|本药|该药|该品|此药|一般|通常|常|多|均|都|,)\s?)+|"
    r"(?:(?:the former|the latter|both|all|each|it|they|this|its|their|his|her|the|also|and|but|usually|typically|generally|commonly|"
    r"often|therefore|moreover|in addition),? )+"
)


def patterns(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of sentences by ``kgc:pattern``, ``kgc:trigger``, ``kgc:inverseTrigger``, ``kgc:statement`` and ``kgc:negation``."""
    found = finder(ontology, lexicon)
    read = as_extractor(found)

    def extract(document: Document, passage: Passage) -> Iterable[Candidate | Rejection | Section]:
        yield from read(document, passage)
        yield from silent(document, passage, found.read)

    return extract


def as_extractor(found: Finder) -> Extractor:
    """A finder as an extractor of running text."""

    def extract(document: Document, passage: Passage) -> Iterable[Candidate | Rejection | Section]:
        if passage.kind in ("table", "heading"):
            return ()
        return found.read_passage(document, passage)

    return extract


def finder(ontology: Ontology, lexicon: Lexicon) -> Finder:
    """The compiled patterns of an ontology, for extractors that read sentences."""
    names = Names(ontology, dict(lexicon.classes))
    return Finder(ontology, names, Qualifiers(ontology, names), entries(ontology), reader(lexicon))


class Finder:
    """The compiled patterns with the automaton over their anchors."""

    def __init__(self, ontology: Ontology, names: Names, qualifiers: Qualifiers, made: list[Entry], read: PassageReader) -> None:
        self.ontology, self.names, self.qualifiers, self.entries, self.read = ontology, names, qualifiers, made, read
        self.finish = Finish(qualifiers, names, MADE_BY)
        self._anaphors: dict[str, re.Pattern[str]] = {}
        self._nouns = Nouns(ontology)
        self.by_anchor: dict[str, list[int]] = {}
        self.always: list[int] = []
        for i, entry in enumerate(made):
            for anchor in entry.whole.pattern.anchors:
                self.by_anchor.setdefault(anchor, []).append(i)
            if not entry.whole.pattern.anchors:
                self.always.append(i)
        places: dict[Need, object] = {}  # where a sentence's memo keeps whether it can fill a need

        def needs(entry: Entry, role: str) -> list[tuple[object, Need]]:
            return [(places.setdefault(n, object()), n) for slot, n in entry.whole.needs.items() if slot.role == role]

        self._told = [min(map(weight, entry.whole.pattern.anchors), default=0) >= _TELLING for entry in made]
        self._objects = [needs(entry, "o") for entry in made]
        self._subjects = {id(entry): needs(entry, "s") for entry in made}
        self.anchors = sorted(self.by_anchor)
        self.automaton: Any = None
        if self.anchors:
            from ahocorasick_rs import AhoCorasick

            self.automaton = AhoCorasick(self.anchors)

    def finished_by(self, made_by: str) -> Finish:
        """The finishing of matches under another extractor's name."""
        return Finish(self.qualifiers, self.names, made_by)

    def read_line(self, sentence: Sentence) -> Iterator[Candidate | Rejection]:
        """Candidates and rejections of one sentence by all patterns whose anchors stand in it."""
        found = self.automaton.find_matches_as_indexes(sentence.text, overlapping=True) if self.automaton else []
        which = {i for index, _, _ in found for i in self.by_anchor[self.anchors[index]]} | set(self.always)
        if which:
            yield from self.read_sentence(sentence, sorted(which), self._discourse())

    def _discourse(self) -> Discourse:
        return Discourse(self.ontology, self._nouns, self.names, self.read)

    def read_passage(self, document: Document, passage: Passage) -> Iterator[Candidate | Rejection]:
        line = self.read(document, passage.start, passage.end, passage)
        found = self.automaton.find_matches_as_indexes(line.text, overlapping=True) if self.automaton else []
        if not found and not (self.always and line.hits):
            return
        starts = [line.plain.find(s.start) for s in line.sentences]
        wanted: dict[int, set[int]] = {}
        for index, start, _ in found:
            wanted.setdefault(bisect_right(starts, start) - 1, set()).update(self.by_anchor[self.anchors[index]])
        said = self._discourse()
        for i, sentence in enumerate(line.sentences):
            if (i in wanted or (self.always and sentence.hits)) and len(sentence.text) > _LONGEST:
                yield _too_long(sentence)
                said.skip(sentence)
            elif i in wanted or (self.always and sentence.hits):
                yield from self.read_sentence(sentence, sorted({*wanted.get(i, ()), *self.always}), said)
            else:
                said.close(said.open(sentence), ())

    def read_sentence(self, sentence: Sentence, which: list[int], before: Discourse) -> Iterator[Candidate | Rejection]:
        """Candidates and rejections of one sentence from the patterns with these numbers; ``before``: the passage's sentences before it,
        to which this one is added."""
        sentence = before.open(sentence)
        possible = [self.entries[i] for i in which if self._can_fill_all(sentence, self._objects[i])]
        patterns = [entry for entry in possible if entry.score > TRIGGERED]
        triggers = [entry for entry in possible if entry.score <= TRIGGERED]
        kept: list[Match] = []
        for group in (patterns, triggers):  # trigger phrases only where no pattern reads them
            kept = self._whole(sentence, group, kept, before)
            conditions = [span for m in kept for span in self._conditions_of(sentence, m)]
            for entry in group:
                if entry.elided is not None:
                    elided = self._elided(sentence, entry, entry.elided, kept, before)
                    kept += distinct([m for m in elided if not overlap(m.found, conditions)])
        kept = one_way(read_more_fully(distinct(kept), sentence))
        for match in kept:
            others = [(m.found.start, m.found.end) for m in kept if m is not match and not share(m.found, match.found)]
            yield from propose(
                self.finish, sentence, match.found, match.entry.predicate, carried=match.carried, negated=match.entry.whole.negated,
                score=match.entry.score, others=others,
            )  # fmt: skip
            yield from further_values(self.finish, sentence, match, kept)
        yield from self._unknown(sentence, which, kept)
        before.close(sentence, [(match.found, match.carried) for match in kept])

    def _can_fill_all(self, sentence: Sentence, needs: list[tuple[object, Need]]) -> bool:
        """Whether something in the sentence could fill each of some slots: what need not be looked at is not."""
        memo = sentence.memo
        for place, need in needs:
            known = memo.get(place)
            if known is None:
                known = memo[place] = self._can_fill(sentence, need)
            if not known:
                return False
        return True

    def _can_fill(self, sentence: Sentence, need: Need) -> bool:
        if need.datum is not None:
            numeral = sentence.memo.get(_NUMERAL)
            if numeral is None:
                numeral = sentence.memo[_NUMERAL] = bool(_NUMERAL.search(sentence.text))
            return need.free or bool(numeral)
        if need.mint:
            return True
        known = sentence.memo.get(need.classes)
        if known is None:
            known = any(self.names.fitting(hit.entities, need.classes) for hit in sentence.by_start.values()) or any(
                anaphor.resolve(need.classes) for anaphor in sentence.anaphors.values()
            )
            sentence.memo[need.classes] = known
        return bool(known)

    def _conditions_of(self, sentence: Sentence, match: Match) -> list[tuple[int, int]]:
        """Where the conditions of a match stand: no other match may take them for its own."""
        found = self.qualifiers.conditions(sentence, match.found, match.entry.predicate.qualifiers)
        return [(r.start, r.end) for way in found.ways for r in way]

    def _whole(self, sentence: Sentence, group: list[Entry], kept: list[Match], before: Discourse) -> list[Match]:
        """The matches so far with those of patterns whose subject stands in place (or whose pattern has none)."""
        known = [(m.entry.predicate.id, s) for m in kept for s in m.found.literals]
        new: list[Match] = []
        for entry in group:
            if not self._can_fill_all(sentence, self._subjects[id(entry)]):
                continue
            for found in self._matches(sentence, entry.whole):
                if any(p == entry.predicate.id and a < y and x < b for p, (a, b) in known for x, y in found.literals):
                    continue
                if entry.score <= TRIGGERED and any(passive(sentence.text, span) for span in found.literals):
                    continue
                if _names_a_condition(found, self.qualifiers.read(sentence, entry.predicate.qualifiers)):
                    continue
                carried = None if found.of("s") else self._carried(sentence, found, entry, kept, before)
                new.append(Match(entry, found, carried))
        return distinct([*kept, *new])

    def _matches(self, sentence: Sentence, made: Ready, loose: bool = False) -> list[Found]:
        if made.pattern.anchors and not any(a in sentence.text for a in made.pattern.anchors):
            return []
        allowed = self.ontology.predicates[made.predicate].qualifiers
        return matches(sentence, made, self.names, self.qualifiers.at, self.qualifiers.skips(sentence, allowed), loose=loose)

    # ------------------------------------------------------------------ a subject left out

    def _elided(self, sentence: Sentence, entry: Entry, made: Ready, kept: list[Match], before: Discourse) -> Iterator[Match]:
        matched = self._matches(sentence, made)
        if not matched:
            return
        starts = {*self._clause_starts(sentence, entry), *_after_complements(sentence, kept)}
        taken = [s for m in kept if m.entry.predicate is entry.predicate for s in m.found.literals]
        for found in matched:
            if (
                not self._at_clause(sentence, found, starts, entry)
                or not found.of("o")
                or any(a < y and x < b for a, b in found.literals for x, y in taken)
            ):
                continue
            said = weight("".join(sentence.text[a:b] for a, b in found.literals))
            if (said < _TELLING and not self._whole_clause(sentence, found)) or sentence.text.startswith("的", found.end):
                continue
            carried = self._carried(sentence, found, entry, kept, before) if said else None
            need = entity_need(entry.predicate.domain, self.ontology)
            subjects = () if carried else topic(sentence, found, need, [m.found for m in kept], self.names)
            if subjects:
                bound = Bound(Slot("s", many=len(subjects) > 1), subjects[0].start, subjects[-1].end, subjects)
                yield Match(entry, replace(found, bounds=(bound, *found.bounds)))
            elif carried := carried or (before.left_out(sentence, found.start, need.classes) if said else None):
                yield Match(entry, found, carried)
            elif said >= _TELLING:
                yield Match(entry, found, None)

    def _whole_clause(self, sentence: Sentence, found: Found) -> bool:
        """Whether a match takes a clause to its end."""
        return not sentence.text[found.end : found.end + 1].strip(" ,;。.!")

    def _at_clause(self, sentence: Sentence, found: Found, starts: set[int], entry: Entry) -> bool:
        """Whether a match begins a clause, or stands a gap away from its beginning where the pattern has a gap after its subject."""
        if found.start in starts:
            return True
        if _PARTICIPLE.match(sentence.text, found.start) and _COMPLEMENT.fullmatch(sentence.text[: found.start]):
            return True
        begin = max((s for s in starts if s < found.start), default=None)
        if begin is None or any(begin <= h.start < found.start for h in sentence.hits if h.entities):
            return False
        if not any(isinstance(head[1], Gap) for head in entry.whole.heads if len(head) > 1):
            return False
        lead = sentence.text[begin : found.start]
        return len(lead) <= 12 if entry.whole.pattern.language == "zh" else len(lead.split()) <= 5

    def _clause_starts(self, sentence: Sentence, entry: Entry) -> Iterator[int]:
        skips = self.qualifiers.skips(sentence, entry.predicate.qualifiers)
        for at in self._plain_starts(sentence, entry):
            yield at
            if at in skips:
                end = skips[at]
                yield end
                yield end + len(sentence.text[end:]) - len(sentence.text[end:].lstrip(" ,"))

    def _plain_starts(self, sentence: Sentence, entry: Entry) -> Iterator[int]:
        """Where a clause can begin without a subject of its own: after a comma, "and", an adverb, or words for "this" and the class."""
        anaphor = self._anaphor(entry.predicate)
        for found in _CLAUSE_STARTS.finditer(sentence.text):
            at = found.end()
            yield found.start()
            yield at
            for pattern in (anaphor, _CONNECTIVE, anaphor):
                if pattern and (more := pattern.match(sentence.text, at)) and more.end() > at:
                    at = more.end()
                    yield at

    def _anaphor(self, predicate: Predicate) -> re.Pattern[str]:
        known = self._anaphors.get(predicate.id)
        if known is None:
            words = {"品", "药"}
            for cls in predicate.domain:
                for c in (cls, *sorted(self.ontology.descendants(cls))):
                    if found := self.ontology.classes.get(c):
                        words.update(key(w) for w in (*found.labels.values(), *(a for g in found.aliases.values() for a in g)))
                        words.update(key(w).rsplit(" ", 1)[-1] for w in found.labels.values())
            made = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)) if w)
            known = re.compile(rf"(?:本|该|此|这一?(?:种|个|类|项)?|(?:the|this|these|such an?) ?)(?:{made})s?(?![a-z]) ?")
            self._anaphors[predicate.id] = known
        return known

    def _carried(self, sentence: Sentence, found: Found, entry: Entry, kept: list[Match], before: Discourse) -> Carried | None:
        """The heading's entity, if nothing before the match, in this sentence or the passage, can be the subject instead."""
        domain = entry.predicate.domain
        inside = {(i.first, i.last) for b in found.bounds for i in b.items}
        for hit in sentence.hits:
            if (
                hit.end <= found.start
                and (hit.start, hit.end) not in inside
                and not hit.reference
                and self.names.fitting(hit.entities, domain)
            ):
                return None
        subject = carried_subject(sentence.document, sentence.passage.headings, domain, self.read, self.names)
        if subject is None:
            return None
        for earlier in before.sentences:
            first = next((h for h in earlier.hits if h.entities and not h.reference and h.start < 8), None)
            if first and (ids := self.names.fitting(first.entities, domain)) and not {*ids} & {*subject.mention.entities}:
                return None
        return subject

    # ------------------------------------------------------------------ what was not known

    def _unknown(self, sentence: Sentence, which: list[int], kept: list[Match]) -> Iterator[Rejection]:
        """One rejection for a telling phrase with a known name on one side and nothing that fits on the other."""
        taken = [s for m in kept for s in m.found.literals]
        seen: set[tuple[int, int]] = set()
        for i in which:
            entry = self.entries[i]
            if not self._told[i]:
                continue
            if not self._can_fill_all(sentence, self._subjects[id(entry)]) and not self._can_fill_all(sentence, self._objects[i]):
                continue
            for found in self._matches(sentence, entry.whole, loose=True):
                problems = [item for b in found.bounds for item in b.items if item.problem]
                telling = [s for s in found.literals if weight(sentence.text[slice(*s)]) >= _TELLING]
                if len(problems) != 1 or not telling or any(a < y and x < b for a, b in telling for x, y in taken) or set(telling) & seen:
                    continue
                seen.update(telling)
                yield from (r for r in propose(self.finish, sentence, found, entry.predicate) if isinstance(r, Rejection))
                break


# "X is a film directed by …", "X is a medicine used to treat …": the participle is said of X.
_PARTICIPLE = re.compile(r"(?:[a-z-]+ed|written|known|made|given|taken|sold|held|built|found|born|sung|seen|led|run|won|set)\b")
_COMPLEMENT = re.compile(r"(?:the |a |an )?[^,;.]{1,80}?(?: \([^()]*\))? (?:is|was|are|were) (?:an?|the|one of the) [^,;:.]{1,80} ")


def _too_long(sentence: Sentence) -> Rejection:
    """A sentence that is not read because it is none: a list or data without marks."""
    a, b = sentence.source(0, 60)
    detail = f"a sentence of {len(sentence.text)} characters; at most {_LONGEST} are read"
    return Rejection("unread_item", sentence.document.text[a:b], sentence.document.id, a, b, None, MADE_BY, detail=detail)


_THAT = re.compile(r" ?(?:(?:that|which) |,? ?)")


def _after_complements(sentence: Sentence, kept: list[Match]) -> Iterator[int]:
    """Where a clause about the subject begins after "X is a Y": "… taken by mouth", "… that is injected"."""
    for match in kept:
        bounds = match.found.bounds
        if (
            bounds
            and bounds[-1].slot.role == "o"
            and any(sentence.text[a:b] in COPULA or sentence.text[a:b] == "是" for a, b in match.found.literals)
        ):
            if that := _THAT.match(sentence.text, match.found.end):
                yield that.end()
            yield match.found.end


def _names_a_condition(found: Found, readings: list[Reading]) -> bool:
    """Whether the subject stands inside a condition ("与胰岛素合用时"): then it is not what the sentence is about."""
    return any(r.start < i.first and i.last <= r.end for r in readings for b in found.of("s") for i in b.items)
