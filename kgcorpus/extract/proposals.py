"""From a match to candidates or rejections: scope, conditions, ambiguity, evidence. Every extractor of sentences ends here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta

from kgcorpus.extract.compounds import whole_name
from kgcorpus.extract.habits import habit_of, of_habits
from kgcorpus.extract.lists import Item, Names
from kgcorpus.extract.matching import Found
from kgcorpus.extract.narrowed import narrowing
from kgcorpus.extract.pattern_language import weight
from kgcorpus.extract.qualifiers import Conditions, Qualifiers, Reading
from kgcorpus.extract.scope import read_scope
from kgcorpus.extract.sentences import Carried, Datum, Sentence, clause_of
from kgcorpus.model import Candidate, Mention, Rejection, Span, Validity, Value
from kgcorpus.ontology import Predicate

_FROM = re.compile(r"(?:自|从|\bsince|\bfrom|\beffective(?: from)?|\bas from|\bas of)\s?$")
_FROM_AFTER = re.compile(r"\s?(?:起|以来|开始|\bonwards?\b)")
_ON = re.compile(r"(?:于|在|^|,)\s?$|\b(?:in|on|during)\s$")
_YEAR = re.compile(r"\d{4}|[〇零一二三四五六七八九]{4}")
_UNTIL = re.compile(r"(?:直至|直到|截止到?|\b(?:until|till|up to|before|prior to))\s?$")
_UNTIL_AFTER = re.compile(r"\s?(?:年?[底末])?(?:以前|之前|前(?![后夕])|为?止)")
_BETWEEN = re.compile(r"(?:自|从|在|于|^|,)\s?$|\b(?:from|between|during|in)\s$")
_BETWEEN_AFTER = re.compile(r"\s?(?:期间|间|之间)")
_OPENING = re.compile(
    r"\s?(?:(?:自|从|直至|直到|截止到?|在|于|since|from|effective(?: from)?|as from|as of|until|till|up to|before|prior to|between|during|"
    r"in)\s?)?"
)
_CLOSING = re.compile(r"\s?(?:年?[底末初])?(?:起|以来|开始|以前|之前|前|为?止|期间|间|之间|onwards?)?\s?,")


@dataclass(frozen=True, slots=True)
class Finish:
    """What is the same for every match that one extractor finishes."""

    qualifiers: Qualifiers
    names: Names
    made_by: str


def propose(
    finish: Finish,
    sentence: Sentence,
    found: Found,
    predicate: Predicate,
    *,
    carried: Carried | None = None,
    negated: bool = False,
    score: float = 1.0,
    section: str | None = None,
    others: Iterable[tuple[int, int]] = (),
    more: Iterable[tuple[str, Mention | Value, Span]] = (),
    marks: Iterable[Span] = (),
    inverse: bool = False,
    licenses: bool = True,
) -> Iterator[Candidate | Rejection]:
    """Candidates of a match, one for each subject, object and alternative of conditions, or the rejection that says why there is none.

    ``carried`` is the subject where the match has none (``inverse``: the object). ``others`` are the spans of other matches in the
    sentence. ``more`` are qualifiers read outside it, ``marks`` further evidence (the heading under which an item stands). ``licenses``
    says that the match's literal text is an expert's: what hedges or denies in it belongs to the predicate.
    """
    subjects = [i for b in found.of("s") for i in b.items]
    objects = [i for b in found.of("o") for i in b.items]
    trigger = _trigger(sentence, found)
    about = _about(predicate, subjects, objects, carried, inverse)

    def turn_down(reason: str, start: int, end: int, detail: str = "", whose: tuple[tuple[str, str, str], ...] = about) -> Rejection:
        a, b = sentence.source(start, end)
        return Rejection(
            reason,
            sentence.document.text[a:b],
            sentence.document.id,
            a,
            b,
            _page(sentence),
            finish.made_by,
            whose,
            section,
            detail or predicate.id,
        )

    members = subjects if inverse else objects
    places = [(i.first, i.last) for i in members] or [(found.start, found.end)]
    if carried is None and not (subjects and objects):
        yield turn_down("no_subject", found.start, found.end)
        return
    limits = [(i.first, i.last) for i in objects if i.value is not None and i.value.literal.is_interval]
    swallowed = [n for n in sentence.negations if any(a <= n[0] and n[1] <= b for a, b in limits)]  # 不 of 不超过: of the value
    negated = (negated or bool(found.of("not"))) and not swallowed
    licensed = [
        *(found.literals if licenses else ()),
        *((b.start, b.end) for b in found.bounds if b.slot.role == "not"),
        *((h.start, h.end) for h in sentence.hits if not h.entities or not h.entities[0].startswith(("?run:", "?phrase:"))),
        *((i.first, i.last) for i in (*subjects, *objects) if i.mint),
        *limits,  # the 不 of 不小于 belongs to the value
    ]
    subject_at = (subjects[0].start, subjects[-1].end) if subjects else None
    scope = read_scope(sentence, found.start, found.end, subject=subject_at, trigger=trigger, licensed=licensed, negated=negated)
    if scope.reason:
        for place in places:
            yield turn_down(scope.reason, *place, scope.what)
        return
    stated = [(r.first, r.last) for r in finish.qualifiers.read(sentence, predicate.qualifiers)]
    habit = habit_of(sentence, found.start, found.end, subject=subject_at, trigger=trigger, said=[*licensed, *stated])
    if habit and not of_habits(predicate, word := sentence.text[slice(*habit)]):
        for place in places:
            yield turn_down("hedged", *place, word)
        return
    others = list(others)
    conditions = finish.qualifiers.conditions(sentence, found, predicate.qualifiers, others)
    read = [(r.first, r.last) for way in conditions.ways for r in way]
    if lost := conditions.lost or narrowing(sentence, found, finish.names, others, read):
        what = sentence.text[slice(*lost)]
        for place in places:
            yield turn_down("condition_lost", *place, what.strip())
        return
    valid = _validity(sentence, found, predicate, others)
    absent: list[Item | None] = [None]
    for s in subjects or absent:
        for o in objects or absent:
            yield from _pair(
                finish,
                sentence,
                found,
                predicate,
                s,
                o,
                carried,
                conditions,
                trigger,
                scope.negated,
                score,
                section,
                valid,
                turn_down,
                tuple(more),
                tuple(marks),
            )
    for bound in found.bounds:
        if bound.open and bound.slot.role in ("s", "o"):
            direction = "objects" if bound.slot.role == "o" else "subjects"
            whose = tuple(a for a in about if a[2] == direction)
            if whose and section is not None:
                yield turn_down("unread_item", bound.items[-1].last, bound.end, "open list", whose)


def _pair(
    finish: Finish, sentence: Sentence, found: Found, predicate: Predicate, s: Item | None, o: Item | None, carried: Carried | None,
    conditions: Conditions, trigger: tuple[int, int], negated: bool, score: float, section: str | None, valid: Validity, turn_down: object,
    outside: tuple[tuple[str, Mention | Value, Span], ...], marks: tuple[Span, ...],
) -> Iterator[Candidate | Rejection]:  # fmt: skip
    assert callable(turn_down)
    about = _about(predicate, [s] if s else [], [o] if o else [], carried, s is not None and o is None)
    member = o or s
    assert member is not None
    for item, name in ((s, "subject"), (o, "object")):
        if item is None:
            continue
        if item.problem is not None:
            detail = f"{name} of {predicate.id}" + (f"; {item.detail}" if item.detail else "")
            yield turn_down(item.problem, item.first, item.last, detail, about)
            return
        if whole := whole_name(sentence, item, [*found.literals, *((b.start, b.end) for b in found.bounds)]):
            yield turn_down("unknown_entity", *whole, f"{name} of {predicate.id}", about)
            return
        if len(item.ids) > 1:
            yield turn_down("ambiguous_entity", item.first, item.last, ", ".join(item.ids), about)
            return
        if conditions.lost_items and item.start in conditions.lost_items:
            a, b = conditions.lost_items[item.start]
            yield turn_down("condition_lost", item.first, item.last, sentence.text[a:b], about)
            return
    outer = carried.mention if carried else None
    subject = _argument(sentence, s) if s else outer
    object_ = _argument(sentence, o) if o else outer
    assert isinstance(subject, Mention) and object_ is not None
    if outer is not None and not (s and o) and len(outer.entities) > 1:
        yield turn_down("ambiguous_entity", member.first, member.last, ", ".join(outer.entities), about)
        return
    if isinstance(object_, Mention) and object_.entities and object_.entities == subject.entities:
        return
    spans = [_evidence(sentence, role, i) for role, i in (("subject", s), ("object", o)) if i is not None]
    if carried is not None and not (s and o):
        spans.append(replace(carried.span, role="object" if s else "subject"))
    if trigger[1] > trigger[0]:
        spans.append(sentence.span("trigger", *trigger))
    ways: tuple[tuple[Reading, ...], ...] = ((),)
    spans += [sentence.span("context", i.first, i.last) for i in (s, o) if i is not None and i.stands_for is not None]
    for item in (s, o):
        if item is not None and conditions.of_items and item.start in conditions.of_items:
            ways = tuple((*a, *b) for a in ways for b in conditions.of_items[item.start])
    ways = tuple((*a, *(r for r in b if all(r.predicate != x.predicate for x in a))) for a in ways for b in conditions.ways)
    for way in dict.fromkeys(ways):
        readings = sorted(way, key=lambda r: (r.start, r.predicate))
        added = [x for x in outside if all(r.predicate != x[0] for r in readings)]
        more = [*(sentence.span("qualifier", r.start, r.end) for r in readings), *(x[2] for x in added), *marks]
        stated = (*((r.predicate, _argument(sentence, r.item)) for r in readings), *((x[0], x[1]) for x in added))
        yield Candidate(
            subject, predicate.id, object_, in_order((*spans, *more)), finish.made_by,
            stated, valid, negated, score, section,
        )  # fmt: skip


def _evidence(sentence: Sentence, role: str, item: Item) -> Span:
    """The span of an argument; of a pronoun, that of the name that it stands for."""
    return replace(item.stands_for.span, role=role) if item.stands_for else sentence.span(role, item.first, item.last)


def _argument(sentence: Sentence, item: Item) -> Mention | Value:
    if item.value is not None:
        return item.value
    if item.stands_for is not None:
        return replace(item.stands_for.mention, entities=item.ids)
    a, b = sentence.source(item.first, item.last)
    return Mention(a, b, sentence.document.text[a:b], item.ids, item.mint if not item.ids else None)


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Evidence spans in reading order, each once."""
    return tuple(sorted(dict.fromkeys(spans), key=lambda s: (s.start, s.end, s.role)))


def _trigger(sentence: Sentence, found: Found) -> tuple[int, int]:
    """The most telling literal of a match, with its negation where that stands directly before it."""
    if not found.literals:
        return (found.start, found.start)
    a, b = max(found.literals, key=lambda s: (weight(sentence.text[s[0] : s[1]]), -s[0]))
    for bound in found.of("not"):
        if bound.end <= a and a - bound.end <= 1:
            a = bound.start
    return (a, b)


def _about(
    predicate: Predicate, subjects: list[Item], objects: list[Item], carried: Carried | None, inverse: bool
) -> tuple[tuple[str, str, str], ...]:
    """Whose sets a rejection leaves open: the objects of the subjects, the subjects of the objects."""
    outer = list(carried.mention.entities) if carried else []
    out = [(id, predicate.id, "objects") for id in ([id for i in subjects for id in i.ids] or ([] if inverse else outer))]
    out += [
        (id, predicate.id, "subjects") for id in ([id for i in objects for id in i.ids if i.problem is None] or (outer if inverse else []))
    ]
    return tuple(dict.fromkeys(out))


def _page(sentence: Sentence) -> str | None:
    number = sentence.passage.page_at(sentence.source(0, 0)[0])
    return f"page {number}" if number else None


def _validity(sentence: Sentence, found: Found, predicate: Predicate, others: list[tuple[int, int]]) -> Validity:
    """From when and until when the sentence says that it holds: "自2021年4月起", "since April 2021", "2018年至2020年间".

    Of what changes also "于2021年4月", "in April 2021". A time that opens the sentence holds all of it: "2019年以前，…".
    """
    if not _YEAR.search(sentence.text):
        return Validity()
    text = sentence.text
    taken = [(i.first, i.last) for b in found.bounds for i in b.items]
    left, right = clause_of(text, found.start, found.end)
    left = max([left, *(b for _, b in others if b <= found.start)])
    right = min([right, *(a for a, _ in others if a >= found.end)])
    opening = clause_of(text, found.start, found.end, (";", "。", "!", "?"))[0]
    start = end = None
    for a, b, value in sentence.values(Datum("xsd:date")):
        opens = opening <= a < found.start and (lead := _OPENING.match(text, opening)) and lead.end() == a and _CLOSING.match(text, b)
        if not (opens or left <= a < right) or any(a < y and x < b for x, y in taken):
            continue
        before, after, literal = text[max(opening, a - 16) : a], text[b : b + 8], value.literal
        if literal.value is None:
            if literal.min and literal.max and (opens or _BETWEEN.search(before) or _BETWEEN_AFTER.match(after)):
                start, end = start or literal.min, _after(literal.max)
        elif _UNTIL.search(before) or _UNTIL_AFTER.match(after):
            end = literal.value
        elif _FROM.search(before) or _FROM_AFTER.match(after) or (predicate.changing and _ON.search(before)):
            start = start or literal.value
    return Validity(start, end)


def _after(last: str) -> str:
    """The end, left out, of a time whose last day, month or year is given; of a month or a year it is left undecided how much of it."""
    return (Date.fromisoformat(last) + timedelta(days=1)).isoformat() if len(last) == 10 else last
