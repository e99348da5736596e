"""Matching a compiled pattern against a sentence: backtracking over parts, slots filled by names and values of the right kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kgcorpus.extract.diagnosis import why_no_value
from kgcorpus.extract.lists import NO_FRAME, NO_NAME_EN, Item, Names, Need, read_item, read_list, stand_ins
from kgcorpus.extract.passed import ADVERB, APPOSITION, BEFORE_VERB, CIRCUMSTANCE, NO_NAME, with_adverb
from kgcorpus.extract.pattern_language import Choice, Gap, Part, Pattern, Slot, Text, expand_head
from kgcorpus.extract.prepositions import Frame, frames
from kgcorpus.extract.scope import NEGATION_WORD
from kgcorpus.extract.sentences import Sentence

_LETTER = re.compile(r"[0-9a-z\u00df-\u024f]")
_STOPS = "。!?;"
_GAP_CHARACTERS, _GAP_WORDS = 12, 5
_WIDE = 120
_FREE = 240
_LATIN_WORD = re.compile(r"[^\s。!?;]+")
_MEMBER = re.compile(r"、(?:以及|和|及)?$")
# A pronoun after one of these is no subject of what follows ("a mixture with it causes …").
_GOVERNED = re.compile(
    r"\b(?:with|of|from|for|by|to|in|on|than|as|like|unlike|without|against|about|between|under|after|before) $|"
    r"(?:[与和跟同用对比把被给除将向]|关于)$"
)
_VALUE = re.compile(r"(?:[^、,;:。!?()]|(?<=\d)[,.](?=\d)){1,40}")
_NOT = Slot("not")
_RUN = re.compile(NO_NAME_EN + r"[^、,;:。.!?()]{1,40}")


@dataclass(frozen=True, slots=True)
class Bound:
    """What a slot took: its items (one, unless it takes a list), and whether its list was left open."""

    slot: Slot
    start: int
    end: int
    items: tuple[Item, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A match: where it stands, what its slots took, and where its literal text stands. ``passed`` are circumstances between subject and
    verb that were passed over unread: whoever uses the match must account for them."""

    start: int
    end: int
    bounds: tuple[Bound, ...]
    literals: tuple[tuple[int, int], ...]
    passed: tuple[tuple[int, int], ...] = ()

    def of(self, role: str) -> list[Bound]:
        return [b for b in self.bounds if b.slot.role == role]


@dataclass(frozen=True, slots=True)
class Ready:
    """A pattern with what its slots need, ready to be matched. ``heads`` are the pattern's parts, one for each way it can begin."""

    predicate: str
    pattern: Pattern
    needs: Mapping[Slot, Need]
    negated: bool = False
    inverse: bool = False
    heads: tuple[tuple[Part, ...], ...] = field(default=())
    frames: Mapping[Slot, Frame] = field(default_factory=dict)


ReadAt = Callable[[Sentence, int, str], Iterator[tuple[int, Item]]]
"""Reads the qualifier named by the third argument at a position: (end, item)."""


def ready(predicate: str, pattern: Pattern, needs: Callable[[Slot], Need], *, negated: bool = False) -> Ready:
    """The pattern with the needs of its slots."""
    heads = tuple(dict.fromkeys(expand_head(pattern.parts)))
    return Ready(predicate, pattern, {slot: needs(slot) for slot in pattern.slots()}, negated, heads=heads, frames=frames(pattern.parts))


def matches(
    sentence: Sentence,
    made: Ready,
    names: Names,
    read_qualifier: ReadAt | None = None,
    skips: Mapping[int, int] | None = None,
    *,
    loose: bool = False,
) -> list[Found]:
    """All matches that do not lie within another, in order; of several at one place the one that takes most names.

    ``skips`` are phrases that may be passed over between any two parts (qualifiers). ``loose`` also fills slots with what is not known.
    """
    walk = _Walk(sentence, made, names, read_qualifier, skips or {}, loose)
    best: list[Found] = []
    for parts in made.heads:
        for start in _starts(sentence, parts[0], made, loose):
            found = next(walk.go(parts, start, (), (), False, start), None)
            if found is not None and found.end > start and _whole_word(sentence.text, found):
                best.append(found)
    best.sort(key=lambda f: (-sum(len(b.items) for b in f.bounds), f.start - f.end, f.start))
    out: list[Found] = []
    for found in best:
        if not any(f.start < found.end and found.start < f.end and _same_fillers(f, found) for f in out):
            out.append(found)
    return sorted(out, key=lambda f: f.start)


def _same_fillers(a: Found, b: Found) -> bool:
    """Whether the later match says nothing that the earlier does not: a filler of it is one of the other's in the same role."""
    mine = {(x.slot.role, i.first, i.last) for x in a.bounds for i in x.items}
    return all((x.slot.role, i.first, i.last) in mine for x in b.bounds for i in x.items) or bool(
        {(x.slot.role, i.first) for x in b.bounds for i in x.items if x.slot.role == "s"}
        & {(x.slot.role, i.first) for x in a.bounds for i in x.items if x.slot.role == "s"}
        and {(i.first) for x in b.bounds for i in x.items if x.slot.role == "o"}
        & {i.first for x in a.bounds for i in x.items if x.slot.role == "o"}
    )


def _whole_word(text: str, found: Found) -> bool:
    """Whether the match does not end inside a word (a literal at its end may be the beginning of one)."""
    return not (found.end < len(text) and _LETTER.match(text[found.end]) and _LETTER.match(text[found.end - 1]))


def _starts(sentence: Sentence, head: Part, made: Ready, loose: bool = False) -> list[int]:
    text = sentence.text
    if isinstance(head, Text):
        out, at = [], text.find(head.text)
        while at >= 0:
            if not (_LETTER.match(text[at]) and at and _LETTER.match(text[at - 1])):
                out.append(at)
            at = text.find(head.text, at + 1)
        return out
    if not isinstance(head, Slot):
        return []
    if head.role == "not":
        return [a for a, _ in sentence.negations]
    need = made.needs[head]
    if need.datum is not None and not need.free:
        return [start for start, _, _ in sentence.values(need.datum)] + (
            [h.start for h in sentence.hits if h.properties] if head.role == "q" else []
        )
    out = [h.start for h in sentence.by_start.values()]
    if head.many:  # a list is read from its first member: what stands after "、" or "and" is in the list of the name before it
        ends = {h.end for h in sentence.by_start.values()}
        out = [at for at in out if not ((mark := _MEMBER.search(text, max(0, at - 8), at)) and mark.start() in ends)]
    if need.datum is None:
        out += [at for at in sentence.anaphors if not _GOVERNED.search(text, 0, at)]
    if need.free or need.mint or (loose and need.datum is None):
        out += [m.end() for m in re.finditer(r"^|[,;:。] ?", text) if m.end() < len(text)]
    return sorted(set(out))


class _Walk:
    """One pattern against one sentence."""

    def __init__(
        self, sentence: Sentence, made: Ready, names: Names, read_qualifier: ReadAt | None, skips: Mapping[int, int], loose: bool
    ) -> None:
        self.sentence, self.text, self.made, self.names = sentence, sentence.text, made, names
        self.read_qualifier, self.skips, self.loose = read_qualifier, skips, loose
        self.chinese = made.pattern.language == "zh"

    def go(
        self, parts: tuple[Part, ...], at: int, bounds: tuple[Bound, ...], literals: tuple[tuple[int, int], ...], word: bool, start: int
    ) -> Iterator[Found]:
        """Matches of the parts from a position on; ``word`` says that a literal was read up to here without a space after it."""
        if (
            bounds
            and bounds[-1].end == at
            and not (parts and isinstance(parts[0], (Text, Choice)))
            and any(i.weak for i in bounds[-1].items[-1:])
        ):
            return  # a name of one character in the middle of other characters, with no word of the pattern after it
        if not parts:
            yield Found(start, at, bounds, literals)
            return
        yield from self._part(parts, at, bounds, literals, word, start)
        if at > start:
            after = self.skips.get(at) or self.skips.get(at + 1, 0) * (self.text[at : at + 1] in (" ", ","))
            if after > at:
                yield from self.go(parts, after, bounds, literals, False, start)
            elif bounds and bounds[-1].end == at and isinstance(parts[0], (Text, Choice, Gap)):
                yield from self._pass(parts, at, bounds, literals, start)
            elif literals and literals[-1][1] == at and isinstance(parts[0], (Text, Choice)) and (adverb := ADVERB.match(self.text, at)):
                said = replace(parts[0], optional=False) if isinstance(parts[0], Choice) else parts[0]
                yield from self._part((said, *parts[1:]), adverb.end(), bounds, literals, False, start)

    def _pass(
        self, parts: tuple[Part, ...], at: int, bounds: tuple[Bound, ...], literals: tuple[tuple[int, int], ...], start: int
    ) -> Iterator[Found]:
        """Matches after an adverb, an apposition or a circumstance between a name and the words of the pattern."""
        adverb = ADVERB.match(self.text, at)
        if adverb:
            yield from self._part(parts, adverb.end(), bounds, literals, False, start)
        if aside := APPOSITION.match(self.text, at):
            yield from self._part(parts, aside.end(), bounds, literals, False, start)
        circumstance = CIRCUMSTANCE.match(self.text, adverb.end() if adverb else at)
        if circumstance and not any(h.start < circumstance.end() < h.end for h in self.sentence.hits):
            for found in self._part(parts, circumstance.end(), bounds, literals, False, start):
                yield replace(found, passed=(*found.passed, circumstance.span()))

    def _part(
        self, parts: tuple[Part, ...], at: int, bounds: tuple[Bound, ...], literals: tuple[tuple[int, int], ...], word: bool, start: int
    ) -> Iterator[Found]:
        head, rest = parts[0], parts[1:]
        if isinstance(head, Text):
            if (of := self._possessed(head, at, bounds)) is not None:
                head, word = of, False
            begin = self._literal(head, at, word)
            if begin is not None:
                end = begin + len(head.text)
                yield from self.go(rest, end, bounds, (*literals, (begin, end)) if end > begin else literals, end > begin, start)
            elif pieces := self._parted(head, at):
                yield from self.go(rest, pieces[-1][1], bounds, (*literals, *pieces), True, start)
            elif at > start and not any(b.slot.role == "not" for b in bounds):
                for negation in self._negated(at):  # a negation that the pattern does not provide for still negates
                    begin = self._literal(head, negation.end, word)
                    if begin is not None:
                        end = begin + len(head.text)
                        yield from self.go(rest, end, (*bounds, negation), (*literals, (begin, end)), True, start)
        elif isinstance(head, Choice):
            for way in head.ways:
                yield from self.go(way + rest, at, bounds, literals, word, start)
            if head.optional:
                yield from self.go(rest, at, bounds, literals, word, start)
        elif isinstance(head, Gap):
            for end in self._wide_gap(at, rest) if head.wide else self._gap(at):
                yield from self.go(rest, end, bounds, literals, False, start)
        else:
            for bound in self._fill(head, rest, at, start):
                yield from self.go(rest, bound.end, (*bounds, bound) if bound.end > bound.start else bounds, literals, False, start)

    def _literal(self, part: Text, at: int, word: bool) -> int | None:
        text = self.text
        if not part.text:
            return at
        for begin in (at, at + 1) if text[at : at + 1] == " " else (at,):
            if text.startswith(part.text, begin):
                if _LETTER.match(part.text) and begin and _LETTER.match(text[begin - 1]) and not (word and part.glued and begin == at):
                    continue
                end = begin + len(part.text)
                if part.closed and end < len(text) and _LETTER.match(part.text[-1]) and _LETTER.match(text[end]):
                    continue
                return begin
        return None

    def _parted(self, part: Text, at: int) -> tuple[tuple[int, int], ...]:
        """Where the pieces of a literal stand that an adverb parts ("is usually caused by", 的原因可能是)."""
        begin = at + (self.text[at : at + 1] == " ")
        found = pattern.match(self.text, begin) if (pattern := with_adverb(part.text)) else None
        if found is None or (_LETTER.match(part.text) and begin and _LETTER.match(self.text[begin - 1])):
            return ()
        if _LETTER.match(part.text[-1]) and _LETTER.match(self.text[found.end() : found.end() + 1]):
            return ()
        adverb = next(span for n in range(1, pattern.groups + 1) if (span := found.span(n))[0] >= 0) if pattern else (begin, begin)
        return (begin, adverb[0]), (adverb[1], found.end())

    def _possessed(self, part: Text, at: int, bounds: tuple[Bound, ...]) -> Text | None:
        """The literal without its "'s" or 的 where a possessive pronoun stands before it, or a pronoun that does without 的 (其)."""
        last = bounds[-1].items[-1] if bounds and bounds[-1].end == at and bounds[-1].items else None
        if last is None or last.stands_for is None:
            return None
        for mark in ("'s", "的"):
            if part.text.startswith(mark) and not self.text.startswith(mark, at):
                return replace(part, text=part.text[len(mark) :].lstrip(), glued=False)
        return None

    def _negated(self, at: int) -> Iterator[Bound]:
        begin = at + (self.text[at : at + 1] == " ")
        if found := NEGATION_WORD.match(self.text, begin):
            for end in (found.end(), begin + 1) if self.text[begin] in "不未非无" else (found.end(),):
                yield Bound(_NOT, begin, end)

    def _gap(self, at: int) -> Iterator[int]:
        yield at
        stops = [h.start for h in self.sentence.hits if h.entities] + [a for a, _ in self.sentence.negations]
        limit = min([a for a in stops if a >= at and not any(x <= a < y for x, y in self.skips.items())] + [len(self.text)])
        if self.chinese:
            if self.text.startswith("的", at):  # "收购的企业不同，…": of a noun of this clause
                limit = min(limit, *(c for c in (self.text.find(mark, at) for mark in ",;") if c >= 0), len(self.text))
            for end in range(at + 1, min(limit, at + _GAP_CHARACTERS) + 1):
                if self.text[end - 1] in _STOPS:
                    return
                yield end
            return
        position = at
        for _ in range(_GAP_WORDS):
            found = _LATIN_WORD.match(self.text, position + (self.text[position : position + 1] == " "))
            if found is None or found.end() > limit:
                return
            position = found.end()
            if self.text[at:position].strip() == ",":  # "the firms that X acquired, Y …": the clause ends here
                continue
            yield position
            if self.text[position - 1] == ",":
                yield position - 1

    def _wide_gap(self, at: int, rest: tuple[Part, ...]) -> Iterator[int]:
        """Where the literal after a wide gap stands, up to the end of the segment or the next name that could fill the slot before the
        gap."""
        literal = rest[0]
        assert isinstance(literal, Text)
        fillers = [n.classes for slot, n in self.made.needs.items() if slot.role in ("s", "o") and n.datum is None]
        limit = len(self.text)
        for hit in self.sentence.hits:
            if hit.start >= at and hit.entities and any(self.names.fitting(hit.entities, classes) for classes in fillers[:1]):
                limit = hit.start
                break
        stop = re.compile(r"[;。!?]").search(self.text, at)
        limit = min(limit, stop.start() if stop else limit, at + _WIDE)
        found = self.text.find(literal.text, at)
        while 0 <= found <= limit:
            yield found
            found = self.text.find(literal.text, found + 1)

    def _fill(self, slot: Slot, rest: tuple[Part, ...], at: int, start: int) -> Iterator[Bound]:
        if slot.role == "not":
            begin = at + (self.text[at : at + 1] == " ")
            if found := NEGATION_WORD.match(self.text, begin):
                yield Bound(slot, begin, found.end())
            yield Bound(slot, at, at)
            return
        need = self.made.needs[slot]
        if slot.role == "q" and self.read_qualifier is not None and slot.term:
            for end, item in self.read_qualifier(self.sentence, at, slot.term):
                yield Bound(slot, at, end, (item,))
            return
        if need.free:
            yield from self._free(slot, rest, at, start)
            return
        taken = False
        if meant := stand_ins(self.sentence, at, need):
            taken = True
            if not meant[0].possessive or (rest and isinstance(rest[0], Text) and rest[0].text.startswith(("'s", "的"))):
                yield Bound(slot, at, meant[0].end, meant)
        elif slot.many:
            for end, items, is_open in read_list(self.sentence, at, need, self.names, self.skips, self.made.frames.get(slot, NO_FRAME)):
                taken = True
                yield Bound(slot, at, end, items, is_open)
        else:
            for item in read_item(self.sentence, at, need, self.names):
                taken = True
                yield Bound(slot, at, item.end, (item,))
        if need.mint and not taken:
            yield from self._minted(slot, rest, at)
        elif self.loose and not taken:
            yield from self._not_known(slot, rest, at, need)

    def _not_known(self, slot: Slot, rest: tuple[Part, ...], at: int, need: Need) -> Iterator[Bound]:
        """What stands where a name or value was expected: a name of another kind, a number in another unit, or words up to the next
        mark."""
        begin = at + (self.text[at : at + 1] == " ")
        if need.datum is not None:
            value = _VALUE.match(self.text, begin)
            end = begin + len(value.group().rstrip(" .")) if value else begin
            if end > begin:
                problem, detail = why_no_value(self.sentence.written(begin, end), need.datum)
                yield Bound(slot, at, end, (Item(begin, end, begin, end, problem=problem, detail=detail),))
            return
        if rest and slot.role == "s" and (last := self._unknown_end(rest, begin)):
            yield Bound(slot, at, last, (Item(begin, last, begin, last, problem="unknown_entity"),))
            return
        if hit := self.sentence.by_start.get(begin):
            yield Bound(slot, at, hit.end, (Item(begin, hit.end, begin, hit.end, problem="wrong_type"),))
            return
        run = _RUN.match(self.text, begin)
        if run is None or run.end() - begin < 2:
            return
        following = next((h for h in self.sentence.hits if h.entities and begin < h.start < run.end()), None)
        end = following.start if following else run.end()
        if following and not self.chinese and re.search(r"\w $", self.text[begin:end]):
            end = following.end  # "the steel bearing": a name that is not known, which ends with a known one
        end = begin + len(self.text[begin:end].rstrip())
        yield Bound(slot, at, end, (Item(begin, end, begin, end, problem="unknown_entity"),))

    def _unknown_end(self, rest: tuple[Part, ...], begin: int) -> int | None:
        """Where an unknown name ends that the rest of the pattern follows: the shortest one, or up to the words after a wide gap."""
        run = _RUN.match(self.text, begin)
        if run is None or NO_NAME.match(self.text, begin) or begin in self.sentence.anaphors:
            return None
        if isinstance(rest[0], Gap):
            literal = rest[1] if len(rest) > 1 else None
            end = self.text.find(literal.text, begin, run.end() + 1) if isinstance(literal, Text) else -1
            end = begin + len(BEFORE_VERB.sub("", self.text[begin:end])) if end > begin else begin
            return end if end - begin >= 2 else None
        for end in range(begin + 2, run.end() + 1):
            if _LETTER.match(self.text[end : end + 1]) and _LETTER.match(self.text[end - 1]):
                continue
            if self.text[end - 1] != " " and next(self.go(rest, end, (), (), False, begin), None) is not None:
                return end
        return None

    def _free(self, slot: Slot, rest: tuple[Part, ...], at: int, start: int) -> Iterator[Bound]:
        """A string: up to where the rest of the pattern matches, or to the end of the sentence."""
        from kgcorpus.values import read_value

        begin = at + (self.text[at : at + 1] == " ")
        need = self.made.needs[slot]
        assert need.datum is not None
        last = len(self.text.rstrip("。.!;,? "))
        ends = [last] if not rest else list(range(begin + 1, min(last, begin + _FREE) + 1))
        for end in ends:
            if end <= begin or (rest and next(self.go(rest, end, (), (), False, start), None) is None):
                continue
            a, b = self.sentence.source(begin, end)
            written = self.sentence.document.text[a:b]
            literal = read_value(written, need.datum.datatype, language=self.sentence.language)
            if literal is not None:
                from kgcorpus.model import Value

                yield Bound(slot, begin, end, (Item(begin, end, begin, end, value=Value(a, b, written, literal)),))

    def _minted(self, slot: Slot, rest: tuple[Part, ...], at: int) -> Iterator[Bound]:
        """A new name: the shortest text up to where the rest matches, with no known name or punctuation in it."""
        begin = at + (self.text[at : at + 1] == " ")
        stop = re.compile(r"[,;:。.!?()、]").search(self.text, begin)
        limit = min([h.start for h in self.sentence.hits if h.entities and h.start >= begin] + [stop.start() if stop else len(self.text)])
        limit = min(limit, begin + (24 if self.chinese else 60))
        need = self.made.needs[slot]
        for end in range(begin + 2, limit + 1) if rest else ([limit] if limit > begin + 1 else []):
            if end < len(self.text) and _LETTER.match(self.text[end]) and _LETTER.match(self.text[end - 1]):
                continue
            if rest and next(self.go(rest, end, (), (), False, begin), None) is None:
                continue
            stripped = begin + len(self.text[begin:end].rstrip())
            yield Bound(slot, begin, end, (Item(begin, stripped, begin, stripped, mint=need.mint),))
            return
