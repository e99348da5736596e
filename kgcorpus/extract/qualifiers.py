"""Conditions and details in a sentence: read as declared qualifiers, or reported as lost. A condition is never dropped.

Numbers are found by the property's name, a comparison and a value ("eGFR＜30 mL/(min·1.73 m²)", "eGFR below 30", "18岁以下" by its unit);
other qualifiers by their ``kgc:pattern`` and ``kgc:condition`` templates ("与{v}合用时", "in {v}"). What looks like a condition beside a
match and was not read is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kgcorpus.errors import OntologyError
from kgcorpus.extract.lists import Item, Names, Need, read_item
from kgcorpus.extract.matching import Found, Ready, matches, ready
from kgcorpus.extract.norms import names_a_limit
from kgcorpus.extract.pattern_language import compile_pattern
from kgcorpus.extract.remarks import remark_in
from kgcorpus.extract.sentences import Datum, Sentence, outside_brackets
from kgcorpus.model import Value
from kgcorpus.ontology import Ontology, Predicate
from kgcorpus.text import CJK
from kgcorpus.values import find_values

_LINK = re.compile(
    r"(?:值|水平|浓度|数值)?(?:\s?(?:\([^()]{1,30}\)|的|为|是|在|持续|仍|已|若|降至|降到|下降至|达到?|升至|is|are|was|of|at|levels?|values?|"
    r"has|falls?|drops?|declines?|fallen|rises?|to|remains?|measured|the|,))*\s?"
)
_BEFORE = re.compile(
    r"(?:(?:,\s?)?(?:若|如果|如|当|对于|对|在|于|凡|一旦|用于)?(?:有|其|存在)?(?:患者|病人)?的?)$|"
    r"\b(?:(?:and |but |only )?(?:if|when|whenever|in|for|with|among|where|once|at|an?|the|their|his or her|patients?|people|those|"
    r"individuals|persons|anyone|someone|"
    r"whose|who|have|has|having) )+$"
)
_AFTER = re.compile(r"的?(?:患者|病人|人群|者|时|的?情况下|的?情形下|期间)*(?:中)?(?:,(?=应|则|即|可))?")
_AFTER_EN = re.compile(r" (?:patients|people)\b")
_UNIT_LEFT = re.compile(r"[^\d.,\s<>≤≥=~\-]+")
_COMPARING = re.compile(
    r"以上|以下|以内|不足|超过|低于|高于|大于|小于|不满|未满|至|到|below|above|under|over|less|more|than|at|least|most|up|to|between|and|or|years|older|younger|aged"
)
_TOO_COMMON = frozenset({"%", "1", "", "day", "d", "h", "week"})

_CUE_ZH = re.compile(
    r"若(?!干)|如果|(?<![例比诸譬])如(?!下|上|何|此|图|同|实|表|今|期)|假如|一旦|除非|只有|只要|仅(?:当|在|限|对|适)|凡是?|"
    r"(?<![适相应正恰妥])当(?!地|前|日|年|天|中|作|成|量|月|时|于|今|然|归|属)|"
    r"[^小同及按定临随平当何此即适准有暂届一需历计耗学工课]时(?!间|期|段|候|刻|常|机|长|效|代|分|点|而|尚|程|速|装|辰|光|差|序)|"
    r"[^或二三两学作记使读笔患投交前后]者(?=[,;。)、]|$|应|需|禁|慎|须|不|可|宜|中|发|易|更|的)|期间|情况下|情形下|条件下|前提下|除外|"
    r"(?<![年月日\d])(?:之前|以前)$|的?(?:患者|病人|人群)(?=[,;。)、]|$|应|需|禁|慎|须|不|可|宜|中|发|易|更)|[<>≤≥]\s?\d|\d\S{0,6}(?:以下|以上|以内)|岁|"
    r"(?:超过|低于|高于|大于|小于|不足|不到|不满|未满|少于|多于|至少|至多|短于|长于|早于|晚于)\s?\d|"
    r"(?:儿童|老年|孕妇|孕期|妊娠期|哺乳期|成人|青少年)(?=[^、]{0,4}(?:中|里|患|人|者|应|需|禁|慎))|合用|联用|联合使用|同服|并用|"
    r"(?<!的)(?:首|次|第[一二三四五六七八九十\d]+个?学?|前[一二三四五六七八九十两\d]+个?学?)[年月](?!度)"
    r"(?=[^,;:。]{0,4}(?:为|是|按|起|内|后|期间|可|免|不|需|应|则))"
)
_CUE_EN = re.compile(
    r"\b(?:if|when(?!ce)|whenever|unless|provided (?:that)?|in case of|in the (?:case|event|presence|absence) of|in cases? (?:of|where)|"
    r"(?:in|for|among|by) (?:(?:older|elderly|young|younger|pregnant|some|certain|frail|many|most|other) )?(?:patients|people|adults|"
    r"children|women|men|those|individuals|"
    r"persons|users|adolescents|infants|anyone|pregnancy|breast-?feeding|lactation)|"
    r"during|(?<!, )(?:while|whilst)|(?<=, )(?:while|whilst)(?= (?:\w+ing|on|in|under|at)\b)|with concomitant|except|only (?:if|when|in|"
    r"after|for|with|on)|once(?! (?:dai|a |week|per ))|until|as long as|"
    r"at doses|(?:in|for|during|after|from|until|within) (?:the|your|its|their) (?:first|second|third|last|final|initial|introductory|"
    r"promotional|opening|remaining) (?:few |two |three |six |twelve |\d+ )?(?:days?|weeks?|months?|quarter|years?|term|period)|"
    r"(?:in combination|combined|together|taken|given|used|co-?administered) with|alongside|especially (?:if|when)|particularly (?:if|"
    r"when)|aged)\b|[<>≤≥]\s?\d|"
    r"\b(?:below|above|under|over|at least|"
    r"(?:less|more|greater|older|younger|heavier|taller|longer|shorter|higher|lower|larger|smaller) than) \d"
)
_BRACKET_CUE = re.compile(
    r"^(?:with|in|for|at|on|after|during|if|when|only|mainly|especially|where)\b|^(?:仅|限|尤其|特别|主要|在|与|长期|大剂量|首次)"
)
_LEADING = re.compile(
    r"^\s?(?:若|如果|如(?!下|上|何|此|图)|假如|一旦|当|对于|对|在|凡|除非|仅|只有|只要|用于|与|"
    r"(?:if|when|whenever|unless|in|for|among|during|while|with|after|before|once|at|under|provided|where|on|by)\b)"
)
_TRAILING = re.compile(r"(?:时|者|后|下|中|期间|患者|病人|人群|前|内|里|而言|来说|以下|以上|合用|联用)\s?$")
_FOLLOWING = re.compile(
    r"^\s?(?:除非|但?[^,]{0,20}除外|仅限|前提是|条件是|只要|如果|若|"
    r"(?:and |but )?(?:if|when|unless|except|provided|only|as long as|in patients|in people|during|while|until|with the exception)\b)"
)
_POSTPOSED = re.compile(r"(?:[^小同及按定临随平当何此即适准有暂届一需历计耗学工课]时|期间|(?:情况|情形|条件|前提)下)\s?$")
"""How the last clause of a sentence ends that only gives the circumstances of the one before ("…禁用，eGFR＜30时")."""
_OR = re.compile(r"或|\bor\b|/")


@dataclass(frozen=True, slots=True)
class Reading:
    """A qualifier that a sentence states: ``text[start:end]`` names it, ``text[first:last]`` with the words that make it a condition."""

    predicate: str
    start: int
    end: int
    first: int
    last: int
    item: Item


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds a match: alternatives of qualifiers for the whole match, and for single items by the item's start; ``lost`` is a span that
    looks like a condition and was not read, ``lost_items`` the same for single items."""

    ways: tuple[tuple[Reading, ...], ...] = ((),)
    of_items: Mapping[int, tuple[tuple[Reading, ...], ...]] | None = None
    lost: tuple[int, int] | None = None
    lost_items: Mapping[int, tuple[int, int]] | None = None


class Qualifiers:
    """The qualifier properties of an ontology, ready to be read."""

    def __init__(self, ontology: Ontology, names: Names) -> None:
        self.ontology, self.names = ontology, names
        self._needs = {p.id: need_of(p, ontology) for p in ontology.predicates.values() if p.qualifier}
        self._templates = {p.id: self._compiled(p) for p in ontology.predicates.values() if p.qualifier}
        self._numbered = {p.id: self._with_numbers(p) for p in ontology.predicates.values() if p.qualifier}
        by_unit: dict[str, list[str]] = {}
        for p in ontology.predicates.values():
            if p.qualifier and p.kind == "datatype" and p.unit and p.unit not in _TOO_COMMON:
                by_unit.setdefault(p.unit, []).append(p.id)
        self._by_unit = {ids[0]: unit for unit, ids in sorted(by_unit.items()) if len(ids) == 1}

    def need(self, qualifier: str) -> Need:
        return self._needs.get(qualifier, Need())

    def _with_numbers(self, property: Predicate) -> list[Ready]:
        """The templates of a qualifier of numbers, to be met by a number alone."""
        need = self._needs[property.id]
        if need.datum is None or need.datum.datatype not in ("xsd:decimal", "xsd:integer"):
            return []
        alone = replace(need, datum=replace(need.datum, unit=None, conversions=(), plain=True))
        return self._compiled(property, alone)

    def _compiled(self, property: Predicate, need: Need | None = None) -> list[Ready]:
        out: list[Ready] = []
        need = need or self._needs[property.id]
        for texts in (property.patterns, property.wording.get("condition", {}), property.wording.get("select", {})):
            for language, templates in sorted(texts.items()):
                for template in templates:
                    if "{v}" not in template or "{cmp}" in template or "{p}" in template:
                        continue
                    if ("condition", language) in property.derived_wording and texts is not property.patterns:
                        continue
                    made = compile_pattern(template, language, place=f"{property.id} kgc:pattern")
                    if not made.anchors and need.datum is not None:
                        raise OntologyError(property.id, f"pattern {template!r} is only a value", "some literal text beside {v}")
                    out.append(ready(property.id, made, lambda slot, need=need: need))  # type: ignore[misc]
        return out

    # ------------------------------------------------------------------ reading

    def read(self, sentence: Sentence, allowed: tuple[str, ...]) -> list[Reading]:
        """The declared qualifiers stated in a sentence, in order, without overlaps (the longest wins)."""
        if not allowed:
            return []
        known = sentence.memo.get(("qualifiers", allowed))
        if isinstance(known, list):
            return known
        found: list[Reading] = []
        for qualifier in allowed:
            if qualifier not in self._needs:
                continue
            found += self._named(sentence, qualifier)
            found += self._by_template(sentence, qualifier)
            found += self._by_numbered_template(sentence, qualifier)
            found += self._by_own_unit(sentence, qualifier)
        found.sort(key=lambda r: (r.start - r.end, r.start, r.predicate))
        kept: list[Reading] = []
        for reading in found:
            if not any(r.start < reading.end and reading.start < r.end for r in kept):
                kept.append(reading)
        kept.sort(key=lambda r: r.start)
        sentence.memo["qualifiers", allowed] = kept
        return kept

    def at(self, sentence: Sentence, at: int, qualifier: str) -> Iterator[tuple[int, Item]]:
        """The readings of ``{q:…}`` at a position: a named comparison, or a bare value or name of the property's range."""
        begin = at + (sentence.text[at : at + 1] == " ")
        for reading in self._named(sentence, qualifier):
            if reading.start == begin:
                yield reading.end, replace(reading.item, start=reading.start, end=reading.end)
        for item in read_item(sentence, at, self.need(qualifier), self.names):
            yield item.end, item

    def _named(self, sentence: Sentence, qualifier: str) -> list[Reading]:
        need = self._needs[qualifier]
        if need.datum is None or need.free:
            return []
        out = []
        for hit in sentence.hits:
            if qualifier not in hit.properties:
                continue
            link = _LINK.match(sentence.text, hit.end)
            for at in sorted({link.end(), hit.end}) if link else [hit.end]:
                for start, end, value in sentence.values_at(need.datum, at)[:1]:
                    item = Item(start, end, start, end, value=value)
                    out.append(self._reading(sentence, qualifier, hit.start, end, item))
                    break
                else:
                    continue
                break
        return out

    def _reading(self, sentence: Sentence, qualifier: str, start: int, end: int, item: Item) -> Reading:
        text = sentence.text
        before = _BEFORE.search(text, max(0, start - 40), start)
        after = _AFTER.match(text, end)
        last = after.end() if after else end
        if last == end and (english := _AFTER_EN.match(text, end)):
            last = english.end()
        return Reading(qualifier, start, end, before.start() if before else start, last, item)

    def _by_template(self, sentence: Sentence, qualifier: str) -> list[Reading]:
        out = []
        for made in self._templates[qualifier]:
            if made.pattern.anchors and not any(a in sentence.text for a in made.pattern.anchors):
                continue
            for found in matches(sentence, made, self.names):
                for bound in found.bounds:
                    if bound.items:
                        a, b = found.start, found.end
                        item = bound.items[0]
                        if self._numbered[qualifier] and (compared := self._compared(sentence, qualifier, item)):
                            start, end, value = compared  # words of the template may compare: 年满{v}
                            item = Item(start, end, start, end, value=value)
                            a, b = min(a, start), max(b, end)
                        if not found.literals or all(x == y for x, y in found.literals):
                            a, b = item.start, item.end
                        reading = self._reading(sentence, qualifier, a, b, item)
                        out.append(reading)
        return out

    def _by_numbered_template(self, sentence: Sentence, qualifier: str) -> list[Reading]:
        """Templates that compare a number themselves ("aged {v} or over", "年满{v}周岁"): their words vouch for a number without unit."""
        out = []
        for made in self._numbered[qualifier]:
            if made.pattern.anchors and not any(a in sentence.text for a in made.pattern.anchors):
                continue
            for found in matches(sentence, made, self.names):
                for item in (i for bound in found.bounds for i in bound.items[:1]):
                    compared = self._compared(sentence, qualifier, item)
                    if compared is not None:
                        start, end, value = compared
                        whole = Item(start, end, start, end, value=value)
                        out.append(self._reading(sentence, qualifier, min(found.start, start), max(found.end, end), whole))
        return out

    def _compared(self, sentence: Sentence, qualifier: str, item: Item) -> tuple[int, int, Value] | None:
        """The value of the qualifier that a number in a sentence is part of, with its comparison; a number without unit is in its unit."""
        need = self._needs[qualifier]
        assert need.datum is not None
        a, b = sentence.source(0, len(sentence.text))
        for v in find_values(
            sentence.document.text[a:b], need.datum.datatype, unit=need.datum.unit, conversions=need.datum.conversions, bare=True,
            language=sentence.language,
        ):  # fmt: skip
            value = Value(v.start + a, v.end + a, v.text, v.literal)
            start, end = sentence.find(value.start), sentence.find(value.end)
            if start <= item.first and item.last <= end:
                return start, end, value
        return None

    def _by_own_unit(self, sentence: Sentence, qualifier: str) -> list[Reading]:
        if qualifier not in self._by_unit:
            return []
        need = self._needs[qualifier]
        assert need.datum is not None
        out = []
        for start, end, value in sentence.values(need.datum):
            unit = _COMPARING.sub("", "".join(_UNIT_LEFT.findall(sentence.text[start:end])))
            if value.literal.is_interval and unit.strip():
                out.append(self._reading(sentence, qualifier, start, end, Item(start, end, start, end, value=value)))
        return out

    # ------------------------------------------------------------------ what holds a match

    def conditions(self, sentence: Sentence, found: Found, allowed: tuple[str, ...], others: list[tuple[int, int]] = []) -> Conditions:  # noqa: B006
        """The qualifiers that govern a match, and what looks like a condition and could not be read.

        ``others`` are spans of other matches in the sentence: a qualifier within another's reach in its own clause does not count here.
        """
        fixed = [i for b in found.bounds for i in b.items]
        bound = [(i.first, i.last) for i in fixed] + list(found.literals)
        readings = [r for r in self.read(sentence, allowed) if not any(i.first < r.item.last and r.item.first < i.last for i in fixed)]
        regions, brackets = _regions(sentence, found, others, {r.last for r in readings})
        bound_q = [Reading(str(b.slot.term), b.start, b.end, b.start, b.end, i) for b in found.of("q") for i in b.items]
        reach = [*regions, *found.literals]
        inside = [r for r in readings if any(a <= r.item.first and r.item.last <= b for a, b in reach) and not _inside(r, brackets)]
        lost = next((span for a, b in regions if (span := _lost(sentence, a, b, [*inside, *bound_q], bound))), None)
        lost = lost or _case(sentence, found)
        lost = lost or next((span for span in found.passed if not any(span[0] <= r.start and r.end <= span[1] for r in inside)), None)
        of_items: dict[int, tuple[tuple[Reading, ...], ...]] = {}
        lost_items: dict[int, tuple[int, int]] = {}
        for start, (a, b) in brackets.items():
            held = [r for r in readings if a <= r.item.first and r.item.last <= b]
            if held:
                of_items[start] = _ways(sentence, held)
            span = _lost(sentence, a, b, held, bound, bracket=True) or remark_in(sentence, a, b, [(r.first, r.last) for r in held])
            if span:
                lost_items[start] = span
        return Conditions(_ways(sentence, [*bound_q, *inside]), of_items, lost, lost_items)

    def skips(self, sentence: Sentence, allowed: tuple[str, ...]) -> dict[int, int]:
        """Where a qualifier phrase begins and ends, for patterns to pass over."""
        found = self.read(sentence, allowed)
        return {r.start: r.last for r in found} | {r.first: r.last for r in found}  # 用于 may be the pattern's own


def need_of(predicate: Predicate, ontology: Ontology, classes: tuple[str, ...] | None = None) -> Need:
    """What an object (or qualifier value) of this predicate must be."""
    if predicate.kind == "datatype":
        conversions = predicate.conversions or ontology.conversions
        return Need(datum=Datum(predicate.datatype or "xsd:string", predicate.unit, conversions, names_a_limit(predicate)))
    return entity_need(predicate.range if classes is None else classes, ontology)


def entity_need(classes: tuple[str, ...], ontology: Ontology) -> Need:
    """What a slot for these classes must be; the first class that documents may add to is what a new name gets."""
    return Need(classes, mint=next((c for c in classes if c in ontology.classes and ontology.classes[c].mintable), None))


def _ways(sentence: Sentence, readings: list[Reading]) -> tuple[tuple[Reading, ...], ...]:
    """Alternatives: readings joined by "or" (or several values of one property) hold apart, all others together."""
    if not readings:
        return ((),)
    readings = sorted(readings, key=lambda r: r.start)
    ways: list[list[Reading]] = [[readings[0]]]
    for before, reading in pairwise(readings):
        between = sentence.text[before.end : reading.start]
        if reading.predicate == before.predicate or (_OR.search(between) and len(between) < 12):
            kept = [r for r in ways[-1] if r is not before and r.predicate != reading.predicate]
            ways.append([*kept, reading])
        else:
            for way in ways:
                if all(r.predicate != reading.predicate for r in way):
                    way.append(reading)
    return tuple(tuple(w) for w in ways)


def _regions(
    sentence: Sentence, found: Found, others: list[tuple[int, int]], closed: set[int]
) -> tuple[list[tuple[int, int]], dict[int, tuple[int, int]]]:
    """The stretches of a sentence whose conditions govern a match, and the brackets of its items by the item's start.

    A clause before the match governs it where its words say so ("若…", "…时"), or where it ends with a declared condition
    ("情节严重的，"): ``closed`` holds where those end.
    """
    text = sentence.text
    ends = outside_brackets(text, ";。!?")
    low = max((e + 1 for e in ends if e < found.start), default=0)
    high = min((e for e in ends if e >= found.end), default=len(text))
    cuts = [c for c in outside_brackets(text, ",:") if low <= c < high]
    left = max([low, *(c + 1 for c in cuts if c < found.start), *(y for _, y in others if y <= found.start)])
    right = min((c for c in cuts if c >= found.end), default=high)
    brackets: dict[int, tuple[int, int]] = {}
    covered = (
        [(i.start, i.end) for b in found.bounds for i in b.items]
        + [i.before for b in found.bounds for i in b.items if i.before]
        + list(found.literals)
    )
    for bound in found.bounds:
        for i in bound.items:
            if i.bracket is not None or i.before is not None:
                brackets[i.start] = i.bracket or i.before or (0, 0)
    regions: list[tuple[int, int]] = []
    position = left
    for a, b in sorted(covered):
        if a > position:
            regions.append((position, a))
        position = max(position, b)
    if right > position:
        regions.append((position, right))
    edges = [low, *[c + 1 for c in cuts if c < found.start]]
    for x, y in pairwise(edges):
        piece = text[x : y - 1]
        if text[y - 1] == "," and (_LEADING.match(piece) or _TRAILING.search(piece) or y - 1 in closed) and not _taken(x, y, others):
            regions.append((x, y - 1))
    begin = right
    for cut in [*[c for c in cuts if c > right], high]:
        after = text[begin + 1 : cut]
        if begin < cut and (_FOLLOWING.match(after) or (cut == high and _POSTPOSED.search(after) and not _taken(begin, cut, others))):
            regions.append((begin + 1, cut))
        begin = cut
    return [piece for a, b in regions for piece in _apart(a, _until(a, b, found, others), others)], brackets


def _case(sentence: Sentence, found: Found) -> tuple[int, int] | None:
    """A clause that ends right after a match with 的 names a case ("处三十万元以上罚款的，由…决定") and states nothing; "是…的，" does."""
    if not sentence.text.startswith("的,", found.end):
        return None
    first = max((c + 1 for c in outside_brackets(sentence.text, ",;:。!?") if c < found.start), default=0)
    return None if "是" in sentence.text[first : found.start] else (first, found.end + 1)


def _until(a: int, b: int, found: Found, others: list[tuple[int, int]]) -> int:
    """A stretch after a match ends where another match begins."""
    return min([b, *[x for x, _ in others if x >= found.end and a <= x]])


def _apart(start: int, end: int, others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of a stretch does not belong to other matches."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(others):
        if a < end and start < b:
            if a > start:
                out.append((start, a))
            start = max(start, b)
    return [*out, (start, end)] if start < end else out


def _inside(reading: Reading, brackets: Mapping[int, tuple[int, int]]) -> bool:
    return any(a <= reading.item.first and reading.item.last <= b for a, b in brackets.values())


def _taken(a: int, b: int, others: list[tuple[int, int]]) -> bool:
    return any(x < b and a < y for x, y in others)


_NOISE = re.compile(
    r"(?:若|如果|如|当|对于|对|在|凡是?|一旦|用于|与|且|及|和|或|并|同时|有|其|存在|患者|病人|人群|者|时|的|情况下|情形下|期间|中|应|需|须|禁用|慎用|均|都|则|即|可|也|亦|会|更|"
    r"药物|使用|服用|合用|联用|联合使用|同服|并用|为|是|于|后|下|上述|以下|本品|该药|[,、:()\s\"\-/.。])|"
    r"\b(?:if|when|in|for|with|among|the|an?|patients?|people|those|individuals|adults|whose|who|have|has|having|is|are|be|was|of|and|or|to|it|its|this|use|used|taken|"
    r"given|combined|combination|together|co-?administered|only|also|at|by|on|as|that|should|must|during|while)\b"
)


def _lost(
    sentence: Sentence, start: int, end: int, readings: list[Reading], bound: list[tuple[int, int]], *, bracket: bool = False
) -> tuple[int, int] | None:
    """The first stretch in a region that looks like a condition and is not accounted for by a reading."""
    text = sentence.text
    cue = (_CUE_ZH if re.search(f"[{CJK}]", text[start:end]) else _CUE_EN).search(text, start, end)
    if bracket and cue is None:
        cue = _BRACKET_CUE.search(text[start:end])
        if cue is None:
            return None
        return None if any(start <= r.start and r.end <= end for r in readings) else (start, end)
    while cue is not None:
        a, b = _reach(text, cue, start, end)
        explained = [(r.first, r.last) for r in readings if a <= r.start and r.end <= max(b, cue.end())]
        covered = any(x <= cue.start() and cue.end() <= y for x, y in explained)
        if not covered:
            rest = _without(text, a, b, [*explained, *[(r.start, r.end) for r in readings], *bound])
            unread = not explained or len(_NOISE.sub("", rest).strip()) > 1
            if unread and not any(x <= cue.start() and cue.end() <= y for x, y in bound):
                return (a, b)
        cue = (_CUE_ZH if re.search(f"[{CJK}]", text[start:end]) else _CUE_EN).search(text, cue.end(), end)
    return None


def hides_condition(text: str, start: int, end: int) -> bool:
    """Whether words that are said to stand for a predicate may hold a condition: a mark, a number, or what looks like one and does not just
    lead up to a name ("contraindicated in patients with")."""
    piece = text[start:end]
    if re.search(r"[,;:。!?\d]", piece):
        return True
    cue = (_CUE_ZH if re.search(f"[{CJK}]", piece) else _CUE_EN).search(piece)
    return cue is not None and len(_NOISE.sub("", piece[cue.end() :]).strip()) > 1


def _reach(text: str, cue: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """What a cue governs: from it to the next comma for one that leads, from the last comma to it for one that closes."""
    cuts = [start, *[c for c in outside_brackets(text[:end], ",:") if start <= c], end]
    left = max((c + (c != start) for c in cuts if c <= cue.start()), default=start)
    right = min((c for c in cuts if c >= cue.end()), default=end)
    return (left, right)


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    out = []
    position = start
    for a, b in sorted(spans):
        if b <= position or a >= end:
            continue
        if a > position:
            out.append(text[position:a])
        position = max(position, b)
    if position < end:
        out.append(text[position:end])
    return " ".join(out)
