"""A second value that a sentence gives for what it has just said ("the limit is £2,000; in the first year it is £1,000"): a fact with its
condition, or a rejection that leaves open whether the first value is all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgcorpus.extract.lists import Item
from kgcorpus.extract.matching import Bound, Found
from kgcorpus.extract.pattern_language import Slot
from kgcorpus.extract.proposals import Finish, propose
from kgcorpus.extract.rivals import Match
from kgcorpus.extract.sentences import Carried, Sentence, outside_brackets
from kgcorpus.model import Candidate, Rejection, term_key

_STOPS = "。!?"
_LINK = r"(?:(?:and|or|but|while|whereas|which|then|instead|rather than|而|但|或|则|且|其中|并) ?)*"
_CASE = (
    r"(?:(?:(?:in|at|for|during|after|from|until|till|within|when|if|unless|with|without|on|before|once|where|as of) [^,;:]*?[^,;: ],? ?)|"
    r"(?:(?:在|对于?|若|如果?|当|自|从|满|首|次|第|前|后|超过|不足)[^,;:]{0,24}?|[^,;:]{0,14}(?:时|后|前|上|下|中|内|期间|者|的|起)),?)?"
)
_SAME = (
    r"(?:(?:it|this|that|they|these|the (?:limit|fee|rate|amount|value|figure|period|price|number|dose|one)s?|"
    r"其|该值|该数|此值|它)(?: |$)?)?"
)
_SAID = (
    r"(?:(?:(?:is|are|was|were|becomes?|will be|has been|remains?|goes|rises?|rising|falls?|falling|drops?|increases?|increasing|"
    r"decreases?|decreasing|reduced?|reducing|raised|lowered|pays?|gets?|receives?|charged|up|down|instead|only|just|then|at|of|to|by|about|"
    r"around)(?: |$))*|"
    r"(?:(?:则|即|仅|只|也|又|可|会|将)?(?:为|是|有|达|降至|降为|降到|升至|升为|提高到|提高至|增至|减至|减为|调整为|延长至|缩短至|可达|变为|按|约|则))*)"
)
_TAKES_UP = re.compile(_LINK + _SAME + _SAID)
"""A clause that says nothing of its own but the value: "it is …", "降至…", "or …"."""
_IN_A_CASE = re.compile(_LINK + _CASE + _SAME + _SAID)
"""The same with a circumstance before it: "in the first year of study it is …", "首年为…"."""
_JOINT = re.compile(r"[,;:()]\s?")


def further_values(finish: Finish, sentence: Sentence, match: Match, matches: Iterable[Match]) -> Iterator[Candidate | Rejection]:
    """Facts or rejections of values in the sentence after a match that may be others of the same subject and predicate.

    ``matches`` are all matches of the sentence; what one of them, a condition or a name accounts for is no further value.
    """
    need = next((need for slot, need in match.entry.whole.needs.items() if slot.role == "o"), None)
    values = [i for b in match.found.of("o") for i in b.items if i.value is not None and i.problem is None]
    if need is None or need.datum is None or need.free or not values:
        return
    readings = finish.qualifiers.read(sentence, match.entry.predicate.qualifiers)
    taken = [
        *((m.found.start, m.found.end) for m in matches),
        *((r.first, r.last) for r in readings),
        *((h.start, h.end) for h in sentence.hits),
    ]
    said = {term_key(i.value.literal) for i in values if i.value is not None}
    last = min((c for c in outside_brackets(sentence.text, _STOPS) if c >= match.found.end), default=len(sentence.text))
    for start, end, value in sentence.values(need.datum):
        if start < match.found.end or end > last or term_key(value.literal) in said or any(a < end and start < b for a, b in taken):
            continue
        begin = max((m.end() for m in _JOINT.finditer(sentence.text, match.found.end, start)), default=match.found.end)
        if any(m is not match and begin <= m.found.start < start for m in matches) or _other_subject(finish, sentence, match, begin, start):
            continue
        if begin == start and sentence.text[begin - 1] == "(" and sentence.text.startswith(")", end):
            continue  # the same in another unit
        known = [(r.first, r.last) for r in readings] + [(h.start, h.end) for h in sentence.hits if h.entities]
        lead = _blank(sentence.text, begin, start, known)
        if _IN_A_CASE.fullmatch(lead.strip(" ,")) or _IN_A_CASE.fullmatch(sentence.text[begin:start].strip(" ,")):
            yield from _further(finish, sentence, match, Item(start, end, start, end, value=value), begin, list(matches))


def _blank(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """A stretch without the characters of some spans."""
    spans = list(spans)
    return "".join(text[i] for i in range(start, end) if not any(a <= i < b for a, b in spans))


def _other_subject(finish: Finish, sentence: Sentence, match: Match, begin: int, end: int) -> bool:
    """Whether another possible subject stands in a stretch: the value is said of that."""
    own = {id for b in match.found.of("s") for i in b.items for id in i.ids}
    return any(
        begin <= h.start < end and (ids := finish.names.fitting(h.entities, match.entry.predicate.domain)) and not own & set(ids)
        for h in sentence.hits
        if match.entry.predicate.domain
    )


def _further(
    finish: Finish, sentence: Sentence, match: Match, item: Item, begin: int, matches: list[Match]
) -> Iterator[Candidate | Rejection]:
    subjects = [_carried(sentence, i) for b in match.found.of("s") for i in b.items]
    if match.carried is not None and not subjects:
        subjects = [match.carried]
    close = min((m.start() for m in _JOINT.finditer(sentence.text, item.end)), default=len(sentence.text))
    word = (begin, item.start) if sentence.text[begin : item.start].strip() else (item.start, item.end)
    found = Found(item.start, item.end, (Bound(Slot("o"), item.start, item.end, (item,)),), ())
    others = [(m.found.start, m.found.end) for m in matches]
    for subject in subjects:
        made = list(propose(finish, sentence, found, match.entry.predicate, carried=subject, score=match.entry.score, others=others))
        clear = all(isinstance(r, Candidate) and r.qualifiers and not r.negated for r in made)
        if clear and _accounted(finish, sentence, match, item, begin, close):
            yield from made
            continue
        a, b = sentence.source(item.start, item.end)
        about = tuple((id, match.entry.predicate.id, "objects") for id in subject.mention.entities)
        page = f"page {number}" if (number := sentence.passage.page_at(a)) else None
        detail = sentence.text[min(word[0], item.start) : close].strip()
        yield Rejection(
            "condition_lost", sentence.document.text[a:b], sentence.document.id, a, b, page, finish.made_by, about, detail=detail
        )


def _accounted(finish: Finish, sentence: Sentence, match: Match, item: Item, begin: int, close: int) -> bool:
    """Whether nothing but declared conditions and empty words stands beside a value in its clause."""
    readings = [(r.first, r.last) for r in finish.qualifiers.read(sentence, match.entry.predicate.qualifiers)]
    before = _blank(sentence.text, begin, item.start, readings).strip(" ,")
    return bool(_TAKES_UP.fullmatch(before)) and not _blank(sentence.text, item.end, close, readings).strip(" ,。.")


def _carried(sentence: Sentence, item: Item) -> Carried:
    if item.stands_for is not None:
        return item.stands_for
    hit = sentence.by_start[item.first]
    return Carried(sentence.mention(hit, item.ids), sentence.span("subject", item.first, item.last))


__all__ = ["further_values"]
