"""Reading one name or a list of names at a position: "A、B和C等", "A, B and C", "such as A or B", a bracket after a name, "patients with
A".

What stands in a list and is no known name becomes an item with a problem, so that nothing leaves in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from kgcorpus.extract.gazetteer import Hit
from kgcorpus.extract.plain import key
from kgcorpus.extract.prepositions import Frame, repeated
from kgcorpus.extract.sentences import Carried, Datum, Sentence
from kgcorpus.model import Value
from kgcorpus.ontology import OntClass, Ontology
from kgcorpus.text import CJK

OPENERS = "《〈「『\"'“【"
CLOSERS = "》〉」』\"'”】"
_ARTICLE = re.compile(r"(?:the|an?|any|all|both|every|each|other)\s|各种|各类|所有|任何")
_CARRIER = re.compile(
    r"(?:(?:patients?|people|persons?|individuals?|those|anyone|someone|a person) (?:with|who have|having|suffering from|"
    r"diagnosed with)\s)|"
    r"(?:the )?(?:treatment|management|presence|risk) of\s|患有?(?=\S)"
)
_REPEATED = re.compile(r"(in|on|with|for|during|to|by|against|from) ")
_BEARER = re.compile(r"的?(?:患者|病人|人群|人士|者)(?!的)| (?:patients?|people)\b")
_BRACKET = re.compile(r" ?\(((?:[^()]|\([^()]*\)){1,160})\)")
SEPARATOR = re.compile(
    r"\s?(?:、(?:以及|和|及|与|或)?|,? ?(?:以及|还有|及其|和|与|及|或者?|并)(?![^,]{0,3}有关)|[,/;&](?:\s(?:and/or|and|or|"
    r"as well as)\b)?|(?:and/or|and|or|as well as|plus)\b)\s?"
)
_EXAMPLES = re.compile(
    r"\s?,?\s?(?:例如|比如|诸如|譬如|如|包括|主要包括|主要有|:|such as|including|for example,?|for instance,?|e\.g\.,?|namely|"
    r"notably)\s?:?\s?"
)
_OPEN = re.compile(r"\s?(?:等等?|,? ?etc\.?|,? and (?:others|so on|the like))")
_LAST = re.compile(
    r"(?!\w+ing\b|\w+ly\b|(?:an?|the|one|its|their|both|all|each|more|less|often|usually|especially|mostly)\b)"
    r"[^\s,;:.!?()]+(?: [^\s,;:.!?()]+){0,3}\s?[.;。!]?|[^\s,;:。]{2,8}[;。!]?"
)
_COUNT = re.compile(r"(?:这)?(?:[两二三四五六七八九十]|\d+)(?:种|类|个|项|者|大|方面)|\s?(?:both|all)\b")
_LIST_END = re.compile(r"[,;:。.!?)]|$")
_UNKNOWN_ZH = re.compile('(?![可能应会是为有在不未也均都并则就需须常多易其但使而])[^、,;:。.!?()"《》和与及或等]{1,20}')
NO_NAME_EN = (
    r"(?!(?:is|are|was|were|has|have|had|can|may|might|should|must|will|does|do|did|it|they|this|that|these|which|who|to|when|if|in|on|at|with|for|by|"
    r"not|also|then|but|because|so|as|from|during|after|before|no|never)\b)"
)
"""Words with which no name begins, as a lookahead."""
_VERB = re.compile(r"[a-z]+ing (?:the |an? )?")
_UNKNOWN_EN = re.compile(NO_NAME_EN + r"(?:(?!(?:and|or|is|are|was|were|has|have|can|may|will|does)\b)[^\s,;:.!?()]+ ?){1,5}")
WEAK_END = re.compile(f"$|[^{CJK}]|[和与及或等者的但且]")
_HAN = re.compile(f"[{CJK}]")
_JOINED = re.compile(r"、|或|和|及|与|\b(?:and|or)\b")
NO_FRAME = Frame()
EXAMPLE_WORDS = ("例如", "比如", "诸如", "譬如", "如", "such as", "for example", "for instance", "e.g.")


@dataclass(frozen=True, slots=True)
class Need:
    """What fills a slot: an entity of one of ``classes`` (none: of any), or a value (``datum``). ``mint``: the class that a new name here
    gets."""

    classes: tuple[str, ...] = ()
    datum: Datum | None = None
    mint: str | None = None

    @property
    def free(self) -> bool:
        """Whether any text fills it: strings."""
        return self.datum is not None and self.datum.datatype in ("xsd:string", "rdf:langString")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list, or a slot's one filler, at ``text[start:end]`` with what belongs to it (a bracket, "患者"); the name itself is
    ``text[first:last]``; of a pronoun, ``stands_for`` is the name that it stands for. ``problem`` is a reason for rejection where it
    cannot be used. ``before`` is a qualifier phrase that stands before it inside a list ("A and, when combined with B, C")."""

    start: int
    end: int
    first: int
    last: int
    ids: tuple[str, ...] = ()
    value: Value | None = None
    mint: str | None = None
    bracket: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    problem: str | None = None
    detail: str = ""
    weak: bool = False
    stands_for: Carried | None = None
    possessive: bool = False


class Names:
    """Which entities fit a slot, and the class nouns that may follow their names, from one ontology; remembers what it was asked."""

    def __init__(self, ontology: Ontology, classes: dict[str, tuple[str, ...]]) -> None:
        self.ontology, self.classes = ontology, classes
        self._fits = lru_cache(maxsize=65536)(self._fitting)
        self._noun = lru_cache(maxsize=4096)(self._nouns)
        self._notes = {e.id: frozenset(key(n) for n in e.note.values()) for e in ontology.entities.values() if e.note}

    def fitting(self, ids: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the entities that are certainly of one of the classes."""
        return self._fits(ids, classes)

    def _fitting(self, ids: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if self.ontology.fits(self.classes.get(id, ()), classes))

    def noted(self, ids: tuple[str, ...], bracket: str) -> tuple[str, ...]:
        """Of homonyms, those whose scope note is what stands in the bracket after the name ("胰岛素（激素）"); none if it is no note of
        theirs."""
        return tuple(id for id in ids if bracket.strip() in self._notes.get(id, ()))

    def noun_after(self, ids: tuple[str, ...]) -> re.Pattern[str] | None:
        """What may follow a name of these entities without changing it: the label of its class ("双底形态", "double bottom pattern")."""
        return self._noun(tuple(sorted({c for id in ids for k in self.classes.get(id, ()) for c in self.ontology.ancestors(k)})))

    def _nouns(self, classes: tuple[str, ...]) -> re.Pattern[str] | None:
        words = {word for cls in classes if (found := self.ontology.classes.get(cls)) for word in words_of_class(found)}
        if not words:
            return None
        return re.compile(r"\s?类?(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)) if w) + r")(?![a-z0-9])")


def words_of_class(cls: OntClass) -> set[str]:
    """What a class is called, in plain form, in the singular and the plural; of an English name also the last word."""
    labels = [*cls.labels.values(), *cls.nouns.values(), *(a for group in cls.aliases.values() for a in group)]
    words = {key(w) for w in [*labels, *([cls.plural] if cls.plural else [])]}
    words.update(key(cls.labels["en"]).rsplit(" ", 1)[-1:] if "en" in cls.labels else ())
    return words | {f"{w}s" for w in words if re.search("[a-z]$", w)}


def read_item(sentence: Sentence, at: int, need: Need, names: Names) -> Iterator[Item]:
    """The readings of one filler at a position (after a space, article, opening quote or "patients with"), the most inclusive first."""
    text = sentence.text
    begin = at + 1 if text[at : at + 1] == " " else at
    if need.datum is not None:
        for start, end, value in sentence.values_at(need.datum, begin):
            yield Item(begin, end, start, end, value=value)
        return
    for first in _leads(text, begin):
        hit = sentence.by_start.get(first)
        if hit is None:
            continue
        if ids := names.fitting(hit.entities, need.classes):
            for item in _with_following(text, begin, hit, ids, names):
                yield replace(item, weak=True) if hit.weak and not WEAK_END.match(text, item.end) else item
        return


_LED_IN = re.compile(rf"(?:\b(?:in|for|to|by|with|against|of) )?(?:(?:the|any|all) )?(?:{_CARRIER.pattern})$|患有?$")


def led_in(text: str, at: int) -> int:
    """Where the words begin that only lead up to a name at a position ("in patients with"); the position where there are none."""
    found = _LED_IN.search(text, max(0, at - 60), at)
    return found.start() if found else at


def stand_ins(sentence: Sentence, at: int, need: Need) -> tuple[Item, ...]:
    """What a pronoun or definite noun at a position (after a space) stands for: several items where it stands for several."""
    begin = at + 1 if sentence.text[at : at + 1] == " " else at
    anaphor = sentence.anaphors.get(begin)
    if anaphor is None or need.datum is not None:
        return ()
    return tuple(
        Item(begin, anaphor.end, begin, anaphor.end, meant.mention.entities, stands_for=meant, possessive=anaphor.possessive)
        for meant in anaphor.resolve(need.classes)
    )


def _leads(text: str, at: int) -> Iterator[int]:
    """Where a name may begin: here, or after an article, quote or "patients with"."""
    yield at
    for _ in range(3):
        moved = at
        if found := _ARTICLE.match(text, moved) or _CARRIER.match(text, moved):
            moved = found.end()
        while moved < len(text) and text[moved] in OPENERS:
            moved += 1
        if moved == at:
            return
        at = moved
        yield at


def _with_following(text: str, begin: int, hit: Hit, ids: tuple[str, ...], names: Names) -> Iterator[Item]:
    end = hit.end
    if (note := _BRACKET.match(text, end)) and (told := names.noted(hit.entities, note.group(1))):
        ids, end = tuple(id for id in ids if id in told), note.end()
        if not ids:
            return
    ends = [end]
    bracket: tuple[int, int] | None = None
    if end < len(text) and text[end] in CLOSERS:
        end += 1
        ends.append(end)
    for step in range(3):
        noun = names.noun_after(ids)
        if noun and (found := noun.match(text, end)):
            end = found.end()
        elif (found := _BRACKET.match(text, end)) and bracket is None:
            bracket = found.span(1)
            out = Item(begin, found.end(), hit.start, hit.end, ids, bracket=bracket)
            after = _BEARER.match(text, found.end())
            if after:
                yield Item(begin, after.end(), hit.start, hit.end, ids, bracket=bracket)
            yield out
            break
        elif found := _BEARER.match(text, end):
            end = found.end()
        else:
            break
        ends.append(end)
        if step == 2:
            break
    for end in sorted(set(ends), reverse=True):
        yield Item(begin, end, hit.start, hit.end, ids)


def read_list(
    sentence: Sentence, at: int, need: Need, names: Names, skips: Mapping[int, int] | None = None, frame: Frame = NO_FRAME
) -> Iterator[tuple[int, tuple[Item, ...], bool]]:
    """The lists that begin at a position: (end, items, whether it is left open by "等", "such as"), the longest first.

    ``skips`` are qualifier phrases; one before a member holds that member and those after it. ``frame`` is the text of the pattern around
    the list.
    """
    text = sentence.text
    held: tuple[int, int] | None = None
    open_ = False
    intro = _EXAMPLES.match(text, at)
    if intro and not any(read_item(sentence, at, need, names)):
        at, open_ = intro.end(), intro.group().strip(" ,:") in EXAMPLE_WORDS
    items: list[Item] = []
    stops: list[tuple[int, int, bool]] = []
    position = at
    while True:
        item = next(read_item(sentence, position, need, names), None)
        if item is None and items and (again := _REPEATED.match(text, position)) and re.search(_before(again), text[:at].rstrip() + " "):
            position = again.end()  # "in A and in B"
            item = next(read_item(sentence, position, need, names), None)
        led = repeated(text, position, at, frame) if item is None and items else None
        if led is not None:  # "in A or by B"
            item = _led(sentence, items[-1].end, position, led, need, names, frame)
        passed = _passed(text, position, skips or {}) if item is None and items else None
        if passed and (item := next(read_item(sentence, passed[1], need, names), None)):
            held = passed
        if item is not None and held is not None:
            item = replace(item, before=held)
        if item is None:
            item = _unknown(sentence, position, need, names, items, frame) if items else None
            if item is None:
                break
        elif items and not _may_follow(sentence, items[-1].end, position, item, need, names):
            break
        items.append(item)
        end = item.end
        if found := _OPEN.match(text, end):
            open_, end = True, found.end()
            if (noun := names.noun_after(item.ids)) and (word := noun.match(text, end)):
                end = word.end()
        if len(items) > 1 and (found := _COUNT.match(text, end)):
            end = found.end()
            if (noun := names.noun_after(item.ids)) and (word := noun.match(text, end)):
                end = word.end()
        if item.problem is None:
            stops.append((end, len(items), open_))
        found = _EXAMPLES.match(text, end)
        if found and any(read_item(sentence, found.end(), need, names)):
            open_ = open_ or found.group().strip(" ,:") in EXAMPLE_WORDS
            position = found.end()
            continue
        separator = SEPARATOR.match(text, end)
        if separator is None or separator.end() == end or (open_ and end != item.end):
            break
        position = separator.end()
    if items and items[-1].problem is not None:
        stops.append((items[-1].end, len(items), open_))
    for end, count, is_open in reversed(stops):
        yield end, tuple(items[:count]), is_open
    if items and items[0].problem is None and items[0].end != items[0].last:  # the bare first name, for literals such as "患者"
        for item in list(read_item(sentence, at, need, names))[1:]:
            yield item.end, (item,), open_


def _before(again: re.Match[str]) -> str:
    """The words, at the end of what stands before a list, of which a preposition inside it is the repetition."""
    return rf"\b{again.group(1)} (?:{_CARRIER.pattern})?$"


def _passed(text: str, at: int, skips: Mapping[int, int]) -> tuple[int, int] | None:
    """The qualifier phrase at a position, with the commas around it."""
    begin = at
    while begin < len(text) and text[begin] in ", " and begin not in skips:
        begin += 1
    if begin not in skips:
        return None
    end = skips[begin]
    after = end
    while after < len(text) and text[after] in ", ":
        after += 1
    return (begin, after)


def _may_follow(sentence: Sentence, before: int, position: int, item: Item, need: Need, names: Names) -> bool:
    """Whether a name after a separator is a member of the list: after a comma only if the list goes on or ends there."""
    text = sentence.text
    mark = text[before:position].strip()
    if item.before is not None or (mark and mark not in (",", ";", "/")):
        return True
    if mark == ";" or (mark == "," and item.ids and item.ids[0].startswith("?run")):  # an unknown Chinese run after a comma may be anything
        return False
    after = text[item.end :]
    return bool(_LIST_END.match(after) or SEPARATOR.match(after) or _OPEN.match(after) or _EXAMPLES.match(after) or _COUNT.match(after))


def _led(sentence: Sentence, before: int, at: int, led: tuple[int, bool], need: Need, names: Names, frame: Frame) -> Item | None:
    """A list member after a preposition of its own: with a problem where it is no known name, or the pattern has no such preposition."""
    text, (begin, provided) = sentence.text, led
    item = next(read_item(sentence, begin, need, names), None)
    if item is not None:
        ends = bool(
            _LIST_END.match(text, item.end) or SEPARATOR.match(text, item.end) or frame.end(text, item.end - 1, item.end) == item.end
        )
        return item if provided else replace(item, problem="unread_item") if ends else None
    run = (_UNKNOWN_ZH if _HAN.match(text, begin) else _UNKNOWN_EN).match(text, begin)
    if run is None or need.datum is not None:
        return None
    end = frame.end(text, begin, begin + len(run.group().rstrip()))
    separator = SEPARATOR.match(text, end)
    goes_on = separator is not None and (
        any(read_item(sentence, separator.end(), need, names)) or repeated(text, separator.end(), begin, frame) is not None
    )
    closes = bool(_JOINED.search(text[before:at])) and (bool(_LIST_END.match(text, end)) or end < begin + len(run.group().rstrip()))
    if not (goes_on or closes) or any(a < end and begin < b for a, b in sentence.negations):
        return None
    name = next((h for f in _leads(text, begin) if (h := sentence.by_start.get(f)) and h.end == end), None)
    return Item(begin, end, begin, end, problem="wrong_type" if name else "unknown_entity")


def _unknown(sentence: Sentence, at: int, need: Need, names: Names, before: list[Item], frame: Frame) -> Item | None:
    """A list member that is no fitting name: only where the list clearly goes on after it, or ends with it after "、" or "and"."""
    text = sentence.text
    if need.datum is not None:
        return None
    chinese = bool(_HAN.match(text, at))
    run = (_UNKNOWN_ZH if chinese else _UNKNOWN_EN).match(text, at)
    if run is None:
        return None
    whole = at + len(run.group().rstrip())
    end = frame.end(text, at, whole)
    mark = text[before[-1].end : at].strip()
    goes_on = False
    if separator := SEPARATOR.match(text, end):
        goes_on = any(read_item(sentence, separator.end(), need, names))
    closes = (
        (not chinese or mark in ("、", "和", "及", "以及", "或", "与", "、和"))
        and mark not in (",", ";", "")
        and bool(_LIST_END.match(text, end) or _OPEN.match(text, end) or end < whole)
    )
    if mark == "、" and separator is not None:
        closes = True
    commas = [text[a.end : b.start].strip() for a, b in pairwise(before)]
    if (
        mark == ","
        and all(c == "," for c in commas)
        and (commas if chinese else not _HAN.search(text, at, end))
        and _LAST.fullmatch(text, at)
    ):
        closes = True  # "A, B, C" without "and"
    if not (goes_on or closes) or any(a < end and at < b for a, b in sentence.negations):
        return None
    inside = [h for h in sentence.hits if h.entities and h.start >= at and h.end <= end]
    if (verb := _VERB.match(text, at, end)) and any(h.start == verb.end() for h in inside):
        return None  # "directed by A and starring B": a phrase of its own
    exact = any(h.start == at and h.end == end for h in inside)
    if need.mint and not inside:
        return Item(at, end, at, end, mint=need.mint)
    return Item(at, end, at, end, problem="wrong_type" if exact else "unknown_entity")
