"""The pieces that wording is made of: name slots, nouns, clauses, and finished wordings.

Templates are composed once per shape with *slots* in place of names; a sample is then made by replacing each slot by the name of its
entity. A slot has variants, because English writes a name differently after an article ("the double bottom"), with one ("a double
bottom") and at the beginning of a sentence ("A double bottom").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgcorpus.english import ordinal, singular

FULL, BARE, INDEFINITE, FIRST = range(4)
_WIDTH = 4
_START = 0xE000
GAP = 2.2
"""How much more than the best a wording may cost."""
SLOTS = 64
"""How many slots a form may have; slots are written with characters of the private use area, which names never contain."""

_SLOT = re.compile(f"[{chr(_START)}-{chr(_START + SLOTS * _WIDTH - 1)}]")
_AFTER_ARTICLE = re.compile(f"\\b(the|same|its|their|some|all|many) ([{chr(_START)}-{chr(_START + SLOTS * _WIDTH - 1)}])", re.I)
_AFTER_A = re.compile(f"\\b(an?) ([{chr(_START)}-{chr(_START + SLOTS * _WIDTH - 1)}])", re.I)


def slot(number: int, variant: int = FULL) -> str:
    """The character that stands for a name in a template."""
    return chr(_START + number * _WIDTH + variant)


def slots_of(text: str) -> list[int]:
    """The slot numbers of a template in the order in which they stand, repeats included."""
    return [(ord(c) - _START) // _WIDTH for c in _SLOT.findall(text)]


def mark_articles(text: str) -> str:
    """Slots after an English article take the name without its own; "a" before a slot becomes part of the slot (a/an by sound)."""
    text = _AFTER_ARTICLE.sub(lambda m: f"{m.group(1)} {_variant(m.group(2), BARE)}", text)
    return _AFTER_A.sub(lambda m: _variant(m.group(2), INDEFINITE), text)


def bare(text: str) -> str:
    """Every slot without the article of its name: the noun of "SGLT2 inhibitors" is not "the SGLT2 inhibitors"."""
    return _SLOT.sub(lambda m: _variant(m.group(), BARE), text)


def mark_first(text: str) -> str:
    """A slot at the very beginning takes the name with a capital."""
    return _variant(text[0], FIRST) + text[1:] if text and _SLOT.match(text[0]) and _form_of(text[0]) == FULL else text


def _form_of(char: str) -> int:
    return (ord(char) - _START) % _WIDTH


def _variant(char: str, variant: int) -> str:
    return chr(ord(char) - _form_of(char) + variant)


MAYBE = "\uf8f1"
"""Stands around a Chinese class noun that is said only behind a name that does not end in a noun: 磺脲类（药物）, 双胍类（药物）."""
_MAYBE = re.compile(f"(.){MAYBE}([^{MAYBE}]*){MAYBE}", re.S)


def maybe(noun: str) -> str:
    """The class noun, to be said only where the name before it needs it."""
    return f"{MAYBE}{noun}{MAYBE}" if noun else ""


def settled(text: str) -> str:
    """The text with class nouns said or left out by what stands before them.

    >>> settled("磺脲类" + maybe("药物")), settled("GLP-1受体激动剂" + maybe("药物"))
    ('磺脲类药物', 'GLP-1受体激动剂')
    """
    return _MAYBE.sub(lambda m: m[1] + (m[2] if m[1] in "类型性式" else ""), text) if MAYBE in text else text


def names_out(text: str, mark: str = "◯") -> str:
    """A template with every slot replaced by one mark: for checks of what does not depend on names."""
    return settled(_SLOT.sub(mark, text))


_DESCRIBED = re.compile(r" (?:above|after|at|before|below|by|during|from|in|inside|into|on|over|through|to|under|without) (?!up |down )")


@dataclass(frozen=True, slots=True)
class Name:
    """How an entity is written in a sentence: plain use, after an article, after "a", and at the beginning; ``many``: it takes plural
    verbs.

    ``telling`` is the fact (id) that tells the entity from others of the same name, where one is used.
    """

    full: str
    bare: str = ""
    indefinite: str = ""
    first: str = ""
    many: bool = False
    telling: str | None = None

    @property
    def definite(self) -> str:
        """The name singled out of others: "the double top" where it is "a double top" by itself. What a name describes more closely
        keeps its article: "a close above the neckline"."""
        if self.bare and self.full == self.indefinite != self.bare and not _DESCRIBED.search(self.bare):
            return f"the {self.bare}"
        return self.full

    def variants(self) -> tuple[str, str, str, str]:
        return (self.full, self.bare or self.full, self.indefinite or self.full, self.first or self.full)


def fill(text: str, names: Sequence[Name]) -> str:
    """The template with its slots replaced by names (slot 0 is the first name).

    >>> fill(slot(0) + "禁用于" + slot(1), [Name("二甲双胍"), Name("酸中毒")])
    '二甲双胍禁用于酸中毒'
    """
    for number, name in enumerate(names):
        for variant, written in enumerate(name.variants()):
            text = text.replace(chr(_START + number * _WIDTH + variant), written)
    return settled(text)


def numbered(text: str, mark: str, value: str) -> str:
    """The text with a whole number in place of a mark: "◯th" takes the ordinal, and what is counted is one where it is 1.

    >>> numbered("the ◯th edition", "◯", "4"), numbered("consists of ◯ candles", "◯", "1")
    ('the fourth edition', 'consists of 1 candle')
    """
    text = re.sub(f"{mark}th\\b", lambda m: ordinal(value), text)
    if value == "1":
        text = re.sub(f"{mark} ([a-z]+s)\\b", lambda m: f"1 {singular(m[1])}", text)
    return text.replace(mark, value)


@dataclass(frozen=True, slots=True)
class Filler:
    """A template prepared for many fillings: only the slots that occur are replaced."""

    text: str
    uses: tuple[tuple[str, int, int], ...] = ()

    @staticmethod
    def of(text: str) -> Filler:
        chars = sorted(set(_SLOT.findall(text)))
        return Filler(text, tuple((c, (ord(c) - _START) // _WIDTH, _form_of(c)) for c in chars))

    def fill(self, variants: Sequence[tuple[str, str, str, str]]) -> str:
        """``variants`` has ``Name.variants()`` for each slot."""
        text = self.text
        for char, number, variant in self.uses:
            value = variants[number][variant]
            text = numbered(text, char, value) if value.isdigit() else text.replace(char, value)
        return settled(text).replace("》、《", "》《")  # titles in a row


@dataclass(frozen=True, slots=True)
class Head:
    """What is asked for: the class noun (singular, plural), measure word and question word; or a literal of ``datatype``."""

    one: str = ""
    many: str = ""
    measure: str = "个"
    who: str = ""
    datatype: str | None = None
    unit: str | None = None

    @property
    def literal(self) -> bool:
        return self.datatype is not None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase for a set. English texts come without "the" (``the`` says whether one belongs there); ``many`` is their grammatical
    number.

    ``kind``: ``name``, ``phrase`` (X的禁忌证), ``clause`` (X所治疗的疾病), ``subjects`` (禁用于X的药物), ``sibling``. ``tail`` is what
    follows the inner noun and 的 in a Chinese phrase (禁忌证), or what stands before "of" in an English one. ``compact``: the value's name
    is the noun (磺脲类药物, "SGLT2 inhibitors"), so that it can stand where a class noun stands.
    """

    text: str
    kind: str = "name"
    many: bool = False
    the: bool = False
    tail: str = ""
    inner: str = ""
    cost: float = 0.0
    compact: bool = False

    @property
    def definite(self) -> str:
        return f"the {self.text}" if self.the else self.text


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb phrase said of members: ``one`` and ``many`` agree with a singular and a plural subject (equal in Chinese)."""

    one: str
    many: str
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Wording:
    """A finished question template. ``way`` names how it asks (``own``, ``noun``, ``verb``, ``list`` …), so that the wordings kept differ
    in kind. ``order`` says in which order the parts of a form with two conditions stand: "01" or "10", with "+" where both are clauses.
    """

    text: str
    way: str
    cost: float = 0.0
    derived: bool = False
    order: str = ""


@dataclass(frozen=True, slots=True)
class NoWording(Exception):
    """A position without idiomatic wording: which predicate, and where."""

    predicate: str
    position: str


@dataclass(frozen=True, slots=True)
class Manner:
    """What surrounds a question: how many answers it asks for and what limits it.

    ``ask``: ``one``, ``some`` or ``all``. ``source`` and ``date`` are written as they stand in the sentence (title without quotes, ISO
    date); ``conditions`` are said conditions; ``state_conditions`` asks for the conditions of each answer.
    """

    ask: str = "some"
    source: str | None = None
    date: str | None = None
    conditions: tuple[str, ...] = ()
    state_conditions: bool = False


def best(wordings: Iterable[Wording], keep: int) -> tuple[Wording, ...]:
    """The cheapest wording of each way, cheapest first, texts distinct; then more of the cheapest, up to ``keep``. What costs much more
    than the best is left out."""
    ranked = sorted(wordings, key=lambda w: (w.cost, w.text))
    ranked = [w for w in ranked if w.cost <= ranked[0].cost + GAP]
    out: list[Wording] = []
    for again in (False, True):
        for wording in ranked:
            if len(out) < keep and all(w.text != wording.text for w in out) and (again or all(w.way != wording.way for w in out)):
                out.append(wording)
    return tuple(out)


def put(template: str, *, s: str = "", o: str = "", c: str = "") -> str:
    """A wording template with its arguments in place."""
    return template.replace("{s}", s).replace("{o}", o).replace("{c}", c)


@dataclass(frozen=True, slots=True)
class Templates:
    """All wording of one predicate in one language, empty positions left out; ``silent`` names positions declared to have none."""

    predicate: str
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()

    def of(self, name: str) -> tuple[str, ...]:
        return self.said.get(name, ())

    def cost(self, name: str) -> float:
        return 1.5 if name in self.derived else 0.0

    def without_derived(self, *, made: Mapping[str, tuple[str, ...]]) -> Templates:
        """Where an expert has written a statement or a phrase, positions that were made from the label give way to those made from the
        expert's."""
        if {"statement", "phrase"} <= self.derived or not ({"statement", "phrase"} & set(self.said)):
            return self
        drop = self.derived & {"question", "inverseQuestion", "negation", "absent"}
        said = {name: texts for name, texts in self.said.items() if name not in drop}
        derived = self.derived - drop
        if "statement" not in self.derived:
            for name, texts in made.items():
                if texts and (name in derived or name not in said) and name not in self.silent:
                    said[name] = texts
                    derived -= {name}
        return Templates(self.predicate, said, self.silent, derived)
