"""The members of a section or of a key's value: each read as a fact, or named in a rejection that says whose list it leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Union

from kgcorpus.extract.lists import Item, Need, read_item, read_list
from kgcorpus.extract.matching import Bound, Found
from kgcorpus.extract.pattern_language import Slot
from kgcorpus.extract.patterns import Finder
from kgcorpus.extract.proposals import propose
from kgcorpus.extract.qualifiers import entity_need, need_of
from kgcorpus.extract.remarks import governs, is_remark, only_glosses
from kgcorpus.extract.scope import is_question
from kgcorpus.extract.sentences import Carried, Sentence, outside_brackets
from kgcorpus.model import Candidate, Mention, Rejection, Section, Span, Value
from kgcorpus.ontology import Predicate
from kgcorpus.values import read_value

Record = Union[Candidate, Rejection, Section]
More = list[tuple[str, Union[Mention, Value], Span]]
"""Qualifiers that a key inside a section gives: (property, value, evidence)."""
MADE_BY = "headings/1"

_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十百\d]+(?:章|节|条|部分)?[、.．)]?\s?|\([一二三四五六七八九十\d]+\)\s?|[a-z][.)]\s|[ivx]+[.)]\s|[·•▪■◆●○※★>\-–#]+\s?|[【\[〔])+(?=\D)"
)
_TAIL = re.compile(r"[\s】\]〕:。.]+$")
KEY = re.compile(r"^(.{1,60}?)\s?:\s?")
_MARKS = "、,;。.!"
_COMMA = re.compile(r"\s?,\s?")
_AFTERWARDS = re.compile(r"[\s。.;,!等]*$")
_EMPTY = re.compile(r"^(?:无|暂无|尚不明确|未见|none(?: known)?|not known|n/a|-)[。.]?$")


@dataclass(frozen=True, slots=True)
class Topic:
    """A predicate under a heading or key with its start: the subject, or the object where the section lists subjects; None where every line
    under it names its own."""

    predicate: Predicate
    start: Carried | None
    inverse: bool
    mark: Span
    section: str | None


@dataclass(frozen=True, slots=True)
class Intro:
    """What the words before a list say of its items: a subject or qualifiers of theirs, or a ``condition`` that was not read;
    ``foreign``: that they are another predicate's."""

    topic: Topic | None = None
    more: Sequence[tuple[str, Mention | Value, Span]] = ()
    condition: str = ""
    foreign: bool = False


class Items:
    """Reads the members of sections with an ontology's names, qualifiers and patterns; ``keys`` are the headings that name predicates."""

    def __init__(self, finder: Finder, keys: Mapping[str, list[Predicate]]) -> None:
        self.finder, self.keys = finder, keys
        self.finish = finder.finished_by(MADE_BY)

    def introduced(self, sentence: Sentence, topic: Topic) -> Intro:
        """What the words before a list ("常见：", "For existing customers:") say of its items."""
        text = sentence.text.rstrip()
        if not text.endswith(":"):
            return Intro()
        name = text.rstrip(" :")
        keyed = KEY.fullmatch(text)
        outcome = self._keyed(sentence, topic, keyed) if keyed else None
        if outcome is not None:
            return Intro(*outcome)
        if bare(name) in self.keys:
            return Intro(foreign=True)
        return Intro(condition=name if governs(name) else "")

    def read(self, sentence: Sentence, topic: Topic, intro: Intro | None = None) -> tuple[int, int, list[Record]]:
        """Items read, items not read, and records of one sentence under a heading or key, and under the words that introduce it."""
        if _EMPTY.match(sentence.text) or (intro and intro.foreign):
            return 0, 0, []
        if intro and intro.condition:
            items, unread, found = self.read(sentence, topic)
            return 0, items + unread, taken_back(found, topic, intro.condition)
        more: More = list(intro.more) if intro else []
        topic = intro.topic if intro and intro.topic else topic
        predicate = topic.predicate
        body = sentence
        if keyed := KEY.match(sentence.text):
            outcome = self._keyed(sentence, topic, keyed)
            if outcome is None and bare(keyed.group(1)) in self.keys:
                return 0, 0, []  # another predicate's line
            if outcome is None and keyed.end() == len(sentence.text) and not governs(keyed.group(1)):
                return 0, 0, []  # "You need the following:"
            if outcome is None:
                return (0, 1, [self._unread(sentence, topic, "condition_lost", 0, len(keyed.group(1)))]) if topic.start else (0, 0, [])
            topic, more = outcome[0], [*more, *outcome[1]]
            body = self._rest(sentence, keyed.end())
        if topic.start is None:
            return 0, 0, []
        need = entity_need(predicate.domain, self.finder.ontology) if topic.inverse else need_of(predicate, self.finder.ontology)
        if need.datum is not None:
            return self._value(body, topic, need, more)
        read, missed = self._members(body, topic, need, more)
        count = sum(max(1, sum(isinstance(r, (Candidate, Rejection)) for r in records)) for records in read)
        records = [r for found in read for r in found]
        if not missed:
            return count, 0, records
        own, others = self._prose(sentence, topic)
        candidates = [r for r in own if isinstance(r, Candidate)]
        if not read or candidates:
            accounted = self._covers(sentence, [*candidates, *others], need)
            if accounted and len(candidates) == len(own) and (candidates or others or is_question(sentence.text)):
                return len(candidates), 0, own  # read to its end, or a sentence that says something else
            whole: Record = self._unread(sentence, topic, "unread_item", 0, len(sentence.text))
            return len(candidates), 1, [*own, *([] if any(isinstance(r, Rejection) and r.section for r in own) else [whole])]
        return count, len(missed), [*records, *(self._unread(body, topic, "unread_item", a, b) for a, b in missed)]

    def _members(self, body: Sentence, topic: Topic, need: Need, more: More) -> tuple[list[list[Record]], list[tuple[int, int]]]:
        """The records of the members of an enumeration, and the stretches that were not read. What stands beside members and is none
        itself ("…, if the account has an overdraft") is read as their condition, or takes their facts back."""
        read: list[list[Record]] = []
        missed: list[tuple[int, int]] = []
        for unit in units(body.text, list(pieces(body))):
            found = [self._piece(body, start, end, topic, need, more) for start, end in unit]
            unknown = [piece for piece, records in zip(unit, found, strict=True) if records is None]
            known = [records for records in found if records is not None]
            beside = next((piece for piece in unknown if not self._coordinate(body, piece, unit, found, need)), None)
            if beside is not None and known:
                if (whole := self._piece(body, unit[0][0], unit[-1][1], topic, need, more, held=True)) is not None:
                    read.append(whole)
                    continue
                known = [taken_back(records, topic, body.written(*beside)) for records in known]
            elif beside is not None and read:
                read[-1] = taken_back(read[-1], topic, body.written(*beside))
            read += known
            missed += unknown
        return read, missed

    def _coordinate(
        self, body: Sentence, piece: tuple[int, int], unit: list[tuple[int, int]], found: Sequence[list[Record] | None], need: Need
    ) -> bool:
        """Whether a stretch that was not read can only be one more member, of a name not known, and so says nothing of the others."""
        if any(read_item(body, piece[0], need, self.finder.names)):
            return True  # "proof of identity of the parent": what is beside the name is beside this one
        if is_remark(body.text[slice(*piece)]):
            return False
        place = unit.index(piece)
        marks = [body.text[a[1] : b[0]].strip() for a, b in pairwise(unit)]
        if place == 0 or marks[place - 1] != ",":
            return True
        between = [mark for mark, a, b in zip(marks, found, found[1:], strict=False) if a is not None and b is not None]
        return "," in between or any(records is not None for records in found[place + 1 :])

    def _rest(self, sentence: Sentence, at: int) -> Sentence:
        whole = self.finder.read(sentence.document, sentence.start, sentence.end, sentence.passage)
        return whole.cut(sentence.source(at, len(sentence.text))[0], sentence.end)

    def _keyed(self, sentence: Sentence, topic: Topic, keyed: re.Match[str]) -> tuple[Topic, More] | None:
        """What a key inside a section says: a declared qualifier's value ("常见：A、B"), another subject, or the heading again; None if
        unknown."""
        end = len(keyed.group(1))
        inside = [h for h in sentence.hits if h.entities and h.end <= end]
        if any(p.id == topic.predicate.id for p in self.keys.get(bare(keyed.group(1)), ())):
            return topic, []
        if len(inside) != 1 or (keyed.group(1)[: inside[0].start] + keyed.group(1)[inside[0].end :]).strip(" ()*"):
            return None
        hit = inside[0]
        for qualifier in topic.predicate.qualifiers:
            ids = self.finder.names.fitting(hit.entities, self.finder.qualifiers.need(qualifier).classes)
            if ids and self.finder.qualifiers.need(qualifier).datum is None and self.finder.ontology.predicates[qualifier].range:
                return topic, [(qualifier, sentence.mention(hit, ids), sentence.span("qualifier", hit.start, hit.end))]
        ids = self.finder.names.fitting(hit.entities, topic.predicate.range if topic.inverse else topic.predicate.domain)
        if ids and topic.predicate.domain:
            carried = Carried(sentence.mention(hit, ids), sentence.span("object" if topic.inverse else "subject", hit.start, hit.end))
            return Topic(topic.predicate, carried, topic.inverse, topic.mark, None), []
        return None

    def _piece(
        self, body: Sentence, start: int, end: int, topic: Topic, need: Need, more: More, *, held: bool = False
    ) -> list[Record] | None:
        """The records of one member of a list, or of several joined by "and"; None if it is not read to its end. ``held``: declared
        conditions may stand after a comma, and hold all members."""
        a, b = body.source(start, end)
        part = self.finder.read(body.document, body.start, body.end, body.passage).cut(a, b)
        skips = self.finder.qualifiers.skips(part, topic.predicate.qualifiers)
        at = skips.get(0, 0)
        for stop, items, is_open in read_list(part, at, need, self.finder.names):
            last = max(skips.get(stop, stop), stop)
            while held and (further := _COMMA.match(part.text, last)) and further.end() in skips:
                last = skips[further.end()]
            if not _AFTERWARDS.match(part.text, last) or (held and any(i.problem for i in items)):
                continue
            slot = Slot("s" if topic.inverse else "o", many=True)
            out: list[Record] = []
            for group in [items] if held else [(item,) for item in items]:
                out += self._item(part, group, slot, topic, more, alone=len(group) == len(items))
            if is_open and topic.section:
                out.append(self._unread(part, topic, "unread_item", items[-1].last, stop))
            return out
        return None

    def _item(self, part: Sentence, items: tuple[Item, ...], slot: Slot, topic: Topic, more: More, *, alone: bool) -> Iterator[Record]:
        start, end = items[0].start, items[-1].end
        bound = Bound(slot, start, end, items)
        found = Found(0 if alone else start, len(part.text) if alone else end, (bound,), ())
        readings = self.finder.qualifiers.read(part, topic.predicate.qualifiers)

        def unread(a: int, b: int) -> str:
            return "".join(part.text[i] for i in range(a, b) if not any(r.first <= i < r.last for r in readings))

        unclear = {i.first: i.bracket for i in items if i.bracket and not only_glosses(part, i, self.finder.names, unread)}
        for record in propose(
            self.finish,
            part,
            found,
            topic.predicate,
            carried=topic.start,
            section=topic.section,
            more=more,
            marks=(topic.mark,),
            inverse=topic.inverse,
        ):
            if isinstance(record, Candidate):
                member = record.subject if topic.inverse else record.object
                bracket = unclear.get(part.find(member.start))
                yield lost(record, topic, part.written(*bracket)) if bracket else record
            else:
                yield record

    def _value(self, sentence: Sentence, topic: Topic, need: Need, more: More) -> tuple[int, int, list[Record]]:
        slot = Slot("o")
        if need.free:
            end = len(sentence.text.rstrip("。.; "))
            a, b = sentence.source(0, end)
            literal = read_value(sentence.document.text[a:b], "xsd:string", language=sentence.language)
            items = [Item(0, end, 0, end, value=Value(a, b, sentence.document.text[a:b], literal))] if literal else []
        else:
            skips = self.finder.qualifiers.skips(sentence, topic.predicate.qualifiers)
            items = [
                i
                for i in read_item(sentence, skips.get(0, 0), need, self.finder.names)
                if _AFTERWARDS.match(sentence.text, skips.get(i.end, i.end))
            ]
        if not items:
            return 0, 1, [self._unread(sentence, topic, "bad_value", 0, len(sentence.text))]
        found = Found(0, len(sentence.text), (Bound(slot, items[0].start, items[0].end, (items[0],)),), ())
        records = list(
            propose(
                self.finish, sentence, found, topic.predicate, carried=topic.start, section=topic.section, more=more, marks=(topic.mark,)
            )
        )
        return 1, 0, records  # type: ignore[return-value]

    def _prose(self, sentence: Sentence, topic: Topic) -> tuple[list[Record], list[Candidate]]:
        """What the topic's patterns read in the sentence, counted towards the section, and what those of other predicates read."""
        own: list[Record] = []
        others: list[Candidate] = []
        for record in self.finder.read_line(sentence):
            if _of(record, topic):
                own.append(replace(record, section=topic.section))
            elif isinstance(record, Candidate):
                others.append(record)
        return own, others

    def _covers(self, sentence: Sentence, candidates: list[Candidate], need: Need) -> bool:
        """Whether the candidates account for every name in the sentence that could be a member of the list."""
        read = (
            {c.object.start for c in candidates}
            | {c.subject.start for c in candidates}
            | {v.start for c in candidates for _, v in c.qualifiers}
        )
        return all(
            sentence.source(h.start, h.end)[0] in read
            for h in sentence.hits
            if h.entities and self.finder.names.fitting(h.entities, need.classes)
        )

    def _unread(self, sentence: Sentence, topic: Topic, reason: str, start: int, end: int) -> Rejection:
        a, b = sentence.source(start, end)
        direction = "subjects" if topic.inverse else "objects"
        about = tuple((id, topic.predicate.id, direction) for id in (topic.start.mention.entities if topic.start else ()))
        page = f"page {number}" if (number := sentence.passage.page_at(a)) else None
        return Rejection(
            reason, sentence.document.text[a:b], sentence.document.id, a, b, page, MADE_BY, about, topic.section, topic.mark.quote
        )


def _of(record: Record, topic: Topic) -> bool:
    """Whether a record is about the topic's predicate and start."""
    starts = set(topic.start.mention.entities) if topic.start else set()
    if isinstance(record, Candidate):
        start = record.object if topic.inverse else record.subject
        return record.predicate == topic.predicate.id and isinstance(start, Mention) and bool(starts & set(start.entities))
    return isinstance(record, Rejection) and any(p == topic.predicate.id and id in starts for id, p, _ in record.about)


def lost(candidate: Candidate, topic: Topic, why: str) -> Rejection:
    """A fact taken back because what stands beside its member was not read."""
    member, start = (candidate.subject, candidate.object) if topic.inverse else (candidate.object, candidate.subject)
    at = next(s for s in candidate.spans if s.start == member.start and s.end == member.end)
    ends = ((start, topic.inverse), (member, not topic.inverse))
    about = tuple(
        (id, candidate.predicate, "subjects" if of else "objects") for m, of in ends if isinstance(m, Mention) for id in m.entities
    )
    page = f"page {at.page}" if at.page else None
    return Rejection(
        "condition_lost", at.quote, at.document, at.start, at.end, page, candidate.made_by, about, candidate.section, why.strip()
    )


def taken_back(records: list[Record], topic: Topic, why: str) -> list[Record]:
    """The records of members beside which a condition was not read: their facts as rejections."""
    return [lost(r, topic, why) if isinstance(r, Candidate) and not r.qualifiers else r for r in records]


def units(text: str, parts: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The parts of an enumeration, those between semicolons or full stops together.

    >>> list(units("a, b; c", [(0, 1), (3, 4), (6, 7)]))
    [[(0, 1), (3, 4)], [(6, 7)]]
    """
    unit: list[tuple[int, int]] = []
    for part in parts:
        if unit and re.search(r"[;。.!]", text[unit[-1][1] : part[0]]):
            yield unit
            unit = []
        unit.append(part)
    if unit:
        yield unit


def bare(text: str) -> str:
    """A heading or key without numbering, brackets of decoration and final colon.

    >>> bare("三、【禁忌证】:")
    '禁忌证'
    """
    return _NUMBERING.sub("", _TAIL.sub("", text.strip())).strip(" 【】[]〔〕*")


def pieces(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence between list marks that stand outside brackets and names."""
    text = sentence.text
    cuts = [c for c in outside_brackets(text, _MARKS) if not any(h.start <= c < h.end for h in sentence.hits)]
    cuts = [c for c in cuts if text[c] != "." or c + 1 >= len(text) or text[c + 1] == " "]
    position = 0
    for cut in [*cuts, len(text)]:
        piece = text[position:cut]
        left = len(piece) - len(piece.lstrip())
        joiner = re.match(r"(?:and|or|以及|及|和|或)\s", piece.lstrip())
        left += joiner.end() if joiner else 0
        if piece[left:].strip(" 等。."):
            yield position + left, position + len(piece.rstrip())
        position = cut + 1
