"""Names found in text: every label and alias of the ontology's terms and of entities that tables introduce, longest match, exact offsets.

A name is found in all widths, cases and Chinese scripts, with or without spaces beside Chinese characters, hyphenated or not, in English
also in the plural and possessive; in English never inside a longer word. Of overlapping names the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgcorpus.english import plural, singular
from kgcorpus.extract.plain import WIDE, Plain, key, plain
from kgcorpus.model import Entity, Mention
from kgcorpus.text import CJK

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

_WORDISH = re.compile(r"[0-9a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]")
_LATIN_WORD = re.compile(r"[a-z]{2,}$")
# A hyphen with one of these makes another word of the name before it; "-induced" or "-treated" do not.
_ALTERING = re.compile(r"-(?:like|free|naive|resistant|dependent|independent|sparing|negative|containing)\b")
_CLOSED_COMPOUND = re.compile(r"[0-9a-z]-$")
# Words that an abbreviation in capitals must not be found in: "AS" is not "as".
_PLAIN_WORDS = frozenset(
    [
        "a",
        "ad",
        "add",
        "age",
        "aid",
        "aim",
        "air",
        "all",
        "am",
        "an",
        "and",
        "any",
        "apt",
        "arc",
        "are",
        "arm",
        "art",
        "as",
        "ask",
        "at",
        "ate",
        "aid",
        "bad",
        "bag",
        "bar",
        "bat",
        "be",
        "bed",
        "best",
        "bet",
        "big",
        "bit",
        "bow",
        "box",
        "but",
        "buy",
        "by",
        "can",
        "cap",
        "car",
        "cat",
        "clear",
        "core",
        "cut",
        "dad",
        "date",
        "day",
        "did",
        "do",
        "dot",
        "dry",
        "due",
        "ear",
        "eat",
        "egg",
        "end",
        "eye",
        "fact",
        "fall",
        "far",
        "fast",
        "fat",
        "few",
        "fit",
        "fix",
        "for",
        "from",
        "fun",
        "gap",
        "gas",
        "get",
        "go",
        "goal",
        "got",
        "gut",
        "had",
        "has",
        "hat",
        "he",
        "her",
        "him",
        "hip",
        "his",
        "hit",
        "hot",
        "how",
        "i",
        "if",
        "ill",
        "in",
        "ink",
        "is",
        "it",
        "its",
        "job",
        "just",
        "key",
        "kit",
        "lab",
        "lap",
        "last",
        "law",
        "lead",
        "leg",
        "let",
        "lie",
        "low",
        "man",
        "map",
        "may",
        "me",
        "mean",
        "men",
        "met",
        "mid",
        "mix",
        "more",
        "most",
        "my",
        "near",
        "need",
        "no",
        "nor",
        "not",
        "now",
        "odd",
        "of",
        "off",
        "old",
        "on",
        "one",
        "or",
        "our",
        "out",
        "own",
        "pay",
        "per",
        "pet",
        "pin",
        "pm",
        "raw",
        "read",
        "red",
        "rid",
        "rise",
        "run",
        "sad",
        "safe",
        "saw",
        "say",
        "sea",
        "see",
        "set",
        "she",
        "side",
        "sit",
        "six",
        "so",
        "son",
        "spin",
        "step",
        "such",
        "sum",
        "sun",
        "tag",
        "tap",
        "tea",
        "ten",
        "than",
        "that",
        "the",
        "them",
        "then",
        "they",
        "this",
        "tip",
        "to",
        "too",
        "top",
        "try",
        "two",
        "up",
        "us",
        "use",
        "via",
        "war",
        "was",
        "way",
        "we",
        "well",
        "wet",
        "what",
        "when",
        "who",
        "why",
        "will",
        "win",
        "with",
        "yes",
        "yet",
        "you",
    ]
)
_FIRST_WIDE = "\u3400"
"""Characters from here on are written without spaces: a name that begins and ends with them may stand anywhere."""
_LONE = re.compile(f"[{CJK}]")
# What may stand beside a name of one Chinese character: anything else is taken as part of a longer word.
_BESIDE_LONE = re.compile(f"[^{CJK}]|[的和与及或等对在于为是有含用含至到从被把将]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at ``text[start:end]`` of a plain text, with the entities that bear it and the qualifier properties named by it (ids, sorted).

    ``weak``: a name of one Chinese character amid others, which only a pattern may take for a name. ``reference``: the name that a heading
    introduced, as it refers from elsewhere to what stands under it ("违反本法第十二条")."""

    start: int
    end: int
    entities: tuple[str, ...]
    properties: tuple[str, ...] = ()
    weak: bool = False
    reference: bool = False


@dataclass(slots=True)
class _Name:
    entities: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    capitals: bool = True


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The names of an ontology and of given entities, ready to be found. Make one with ``lexicon``.

    ``headings`` holds, by document, the names that its own headings introduced: they mean something there only.
    """

    names: Mapping[str, Hit]
    capitals: frozenset[str]
    classes: Mapping[str, tuple[str, ...]]
    mintable: frozenset[str]
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def _automaton(self) -> tuple[Any, list[Hit], list[bool]]:
        from ahocorasick_rs import AhoCorasick

        forms: dict[str, Hit] = {}
        strict: dict[str, bool] = {}
        for name, hit in self.names.items():
            for form in forms_of(name):
                known = forms.get(form)
                if known is None or (form == name and name not in self.names):
                    forms[form], strict[form] = hit, name in self.capitals
                elif form not in self.names and known != hit:  # two names with one inflected form: both are meant
                    forms[form] = _both(known, hit)
                    strict[form] = strict[form] and name in self.capitals
            forms[name], strict[name] = hit, name in self.capitals
        keys = sorted(forms)
        return AhoCorasick(keys) if keys else None, [forms[k] for k in keys], [strict[k] for k in keys]

    @cached_property
    def by_entity(self) -> Mapping[str, tuple[str, ...]]:
        """The names of each entity, as they are looked up."""
        out: dict[str, list[str]] = {}
        for form, hit in self.names.items():
            for id in hit.entities:
                out.setdefault(id, []).append(form)
        return {id: tuple(forms) for id, forms in out.items()}

    def ids(self, name: str) -> tuple[str, ...]:
        """The entities of which this whole text is a name."""
        found = self.names.get(key(name).strip())
        return found.entities if found else ()

    def find(self, text: str, written: Callable[[int, int], str]) -> list[Hit]:
        """The names in a plain text in order of position; ``written`` gives the source of a span of it (to tell "AS" from "as").

        Names of entities do not overlap one another; a property's name does not lie inside an entity's.
        """
        automaton, hits, strict = self._automaton
        if automaton is None:
            return []
        found: list[tuple[int, int, int]] = []
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            if not (text[start] >= _FIRST_WIDE and text[end - 1] >= _FIRST_WIDE) and not bounded(text, start, end):
                continue
            if not (strict[index] and not written(start, end).isupper()):
                found.append((start - end, start, index))
        if not found:
            return []
        found.sort()
        taken = bytearray(len(text))
        introduced = self._introduced
        out: list[Hit] = []
        for length, start, index in found:
            hit = hits[index]
            end = start - length
            if taken[start] or taken[end - 1]:
                continue
            taken[start:end] = b"\1" * (end - start)
            weak = end - start == 1 and not _stands_alone(text, start)
            reference = bool(introduced and hit.entities) and introduced.issuperset(hit.entities)
            out.append(Hit(start, end, hit.entities, hit.properties, weak, reference))
        out.sort(key=lambda h: h.start)
        return out

    def find_in(self, document: str, text: str, written: Callable[[int, int], str]) -> list[Hit]:
        """The names in a plain text of a document: those of ``find``, and those that its headings introduced.

        One that another document's name stands before ("《药品管理法》第十二条", "食品安全法第十二条") is not this document's.
        """
        found = self.find(text, written)
        own = self.headings.get(document)
        if not own:
            return found
        taken = [(h.start, h.end) for h in found if h.entities]
        for match in self._heading_names(document).finditer(text):
            start, end = match.span()
            foreign = text[start - 1 : start] in ("》", "〉", "」") or any(b == start for _, b in taken)
            if not foreign and not any(a < end and start < b for a, b in taken) and bounded(text, start, end):
                found.append(Hit(start, end, (own[match.group()],), reference=True))
        return sorted(found, key=lambda h: h.start)

    def _heading_names(self, document: str) -> re.Pattern[str]:
        known = self._patterns.get(document)
        if known is None:
            names = sorted(self.headings[document], key=lambda n: (-len(n), n))
            known = self._patterns[document] = re.compile("|".join(map(re.escape, names)))
        return known

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {}

    @cached_property
    def _introduced(self) -> frozenset[str]:
        return frozenset(id for names in self.headings.values() for id in names.values())

    def mentions(self, text: str, start: int = 0, end: int | None = None, language: str | None = None) -> list[Mention]:
        """The names of entities in ``text[start:end]``, in order, with offsets into ``text``; ``language`` changes nothing today."""
        read = plain(text, start, end)
        return [self.mention(text, read, hit) for hit in self.find(read.text, writer(text, read)) if hit.entities and not hit.weak]

    def mention(self, text: str, read: Plain, hit: Hit) -> Mention:
        """The mention of a hit: its source span and every entity that bears the name."""
        a, b = read.source(hit.start, hit.end)
        return Mention(a, b, text[a:b], hit.entities)


def writer(text: str, read: Plain) -> Callable[[int, int], str]:
    """What stands in the source at a span of the plain text."""

    def written(start: int, end: int) -> str:
        a, b = read.source(start, end)
        return text[a:b]

    return written


def lexicon(ontology: Ontology, entities: Iterable[Entity] = ()) -> Lexicon:
    """The lexicon of an ontology's terms, of further entities, and of the names of qualifier properties."""
    names: dict[str, _Name] = {}

    def add(name: str, id: str, *, is_property: bool) -> None:
        form = key(name).strip()
        if not form:
            return
        entry = names.setdefault(form, _Name())
        (entry.properties if is_property else entry.entities).add(id)
        entry.capitals = entry.capitals and form in _PLAIN_WORDS and name.strip().isupper()

    classes: dict[str, tuple[str, ...]] = {}
    headings: dict[str, dict[str, str]] = {}
    headed = {c.id for c in ontology.classes.values() if c.heading_pattern}
    for entity in (*ontology.entities.values(), *entities):
        if headed.intersection(entity.classes):
            for span in entity.spans:
                headings.setdefault(span.document, {})[key(span.quote).strip()] = entity.id
        classes[entity.id] = tuple(dict.fromkeys((*classes.get(entity.id, ()), *entity.classes)))
        for name in (*entity.labels.values(), *(a for group in entity.aliases.values() for a in group), *entity.hidden):
            add(name, entity.id, is_property=False)
    for predicate in ontology.predicates.values():
        if predicate.qualifier:
            for name in (*predicate.labels.values(), *(a for group in predicate.aliases.values() for a in group)):
                add(name, predicate.id, is_property=True)
    return Lexicon(
        {form: Hit(0, len(form), tuple(sorted(n.entities)), tuple(sorted(n.properties))) for form, n in sorted(names.items())},
        frozenset(form for form, n in names.items() if n.capitals),
        classes,
        frozenset(c.id for c in ontology.classes.values() if c.mintable),
        headings,
    )


def _both(a: Hit, b: Hit) -> Hit:
    return Hit(0, 0, tuple(sorted({*a.entities, *b.entities})), tuple(sorted({*a.properties, *b.properties})))


def forms_of(name: str) -> list[str]:
    """A name with its light variants: hyphen or space, English plural or singular."""
    spelt = {name}
    if " " in name and name.count(" ") <= 3:
        spelt.add(name.replace(" ", "-"))
        spelt.add(name.replace(" ", "-", 1))
    if "-" in name:
        spelt.add(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", name))
        spelt.add(re.sub(r"(?<=[a-z])-(?=[0-9])", "", name))
        spelt.add(re.sub(r"(?<=[a-z0-9])-(?=[a-z0-9])", " ", name))
    spelt |= {form.split(" ", 1)[1] for form in spelt if form.startswith(("the ", "an ", "a ")) and len(form) > 6}
    out = set(spelt)
    for form in spelt:
        if _LATIN_WORD.search(form) and not _LONE.search(form):
            out.add(plural(form))
            out.add(f"{form}s" if not form.endswith("s") else form)
            if len(form) > 4 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
                out.add(singular(form))
        elif re.search(r"[0-9]$", form) is None and re.search(r"[a-z]{2,5}$", form):
            out.add(f"{form}s")
    out.discard("")
    return sorted(out)


def bounded(text: str, start: int, end: int) -> bool:
    """Whether a found form is not part of a longer word or number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    if _WORDISH.match(first) and before:
        if _WORDISH.match(before):
            return False
        if before == "-" and start > 1 and _CLOSED_COMPOUND.search(text, max(0, start - 2), start):
            return False
        if before == "." and first.isdigit() and start > 1 and text[start - 2].isdigit():
            return False
    if _WORDISH.match(last) and after:
        if _WORDISH.match(after):
            return False
        if after == "-" and _ALTERING.match(text, end):
            return False
        if after == "." and last.isdigit() and text[end + 1 : end + 2].isdigit():
            return False
    return True


def in_a_word(text: str, start: int, end: int) -> bool:
    """Whether a form is part of a longer word or number by the characters beside it, whatever else it may be part of."""
    edges = ((text[start - 1 : start], text[start]), (text[end - 1], text[end : end + 1]))
    return any(_WORDISH.match(before) and _WORDISH.match(after) for before, after in edges)


def _stands_alone(text: str, at: int) -> bool:
    """Whether a name of one character has no Chinese character beside it that may belong to the same word."""
    if not _LONE.match(text[at]):
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or bool(_BESIDE_LONE.match(before))) and (not after or bool(_BESIDE_LONE.match(after)))


__all__ = ["WIDE", "Hit", "Lexicon", "bounded", "lexicon", "writer"]
