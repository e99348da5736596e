"""The pattern language of ``ontologies/README.md``: from one string to parts that a sentence can be matched against.

Literal text, ``{s}`` ``{o}`` ``{o+}`` ``{s:dm:Medicine}`` ``{q:dm:eGFR}`` ``{v}`` ``{not}``, ``(a|b)``, ``(a)?``, ``[is|are]`` and ``...``.
Only ASCII brackets are syntax; full-width ones are literal. A backslash takes the next character literally.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

from kgcorpus.errors import OntologyError
from kgcorpus.extract.plain import key
from kgcorpus.text import CJK

_HAN = re.compile(f"[{CJK}]")
MAX_LENGTH = 2000
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text in plain form. ``glued``: no space before it in the pattern, so that it may continue a literal word before it;
    ``closed``: a space after it, so that a word ends with it."""

    text: str
    glued: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a subject (``s``), object (``o``), qualifier value (``q`` with ``term``, or ``v``) or negation (``not``).

    ``many`` takes a list. ``term`` narrows the class of ``s`` and ``o`` and names the property of ``q``.
    """

    role: str
    many: bool = False
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to 12 Chinese characters or 5 English words; ``wide`` (between a subject and a trigger phrase): anything but another possible
    subject."""

    wide: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; ``optional``: or none."""

    ways: tuple[tuple[Part, ...], ...]
    optional: bool = False


Part = Union[Text, Slot, Gap, Choice]

_SLOT = re.compile(r"\{(not|s|o|v|p|cmp|c)(\+)?(?::([^{}\s]+))?\}|\{(q):([^{}\s]+)\}")
_SPECIAL = re.compile(r"[{}()\[\]|?\\]|\.\.\.|…+|[^{}()\[\]|?\\.…]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern of a predicate in a language. ``anchors``: one of these plain texts stands in every sentence that matches (none:
    unknown)."""

    source: str
    language: str
    parts: tuple[Part, ...]
    anchors: tuple[str, ...]

    def slots(self) -> Iterator[Slot]:
        return _slots(self.parts)


def compile_pattern(source: str, language: str, *, place: str = "pattern") -> Pattern:
    """The pattern of a source string; raises ``OntologyError`` that quotes the string and says where it breaks.

    >>> compile_pattern("{s}{not}引起{o+}", "zh").anchors
    ('引起',)
    """
    if len(source) > MAX_LENGTH:
        raise OntologyError(place, f"pattern of {len(source)} characters", f"at most {MAX_LENGTH}")
    reader = _Reader(source, place)
    parts = reader.sequence(0, "")
    if reader.at < len(reader.tokens):
        reader.fail(f"'{reader.tokens[reader.at]}' without its partner")
    if not any(True for _ in _slots(parts)):
        reader.fail("no slot")
    return Pattern(source, language, parts, _anchors(parts))


class _Reader:
    """Recursive descent over the tokens of one pattern."""

    def __init__(self, source: str, place: str) -> None:
        self.source, self.place, self.at = source, place, 0
        self.tokens: list[str] = []
        position = 0
        while position < len(source):
            found = _SLOT.match(source, position) or _SPECIAL.match(source, position)
            assert found is not None
            self.tokens.append(found.group())
            position = found.end()

    def fail(self, why: str) -> None:
        raise OntologyError(self.place, f"pattern {self.source!r}: {why}", "see 'Pattern language' in ontologies/README.md")

    def sequence(self, depth: int, closing: str) -> tuple[Part, ...]:
        """Parts up to ``|`` or the closing bracket (both left unread)."""
        if depth > MAX_DEPTH:
            self.fail(f"brackets nested deeper than {MAX_DEPTH}")
        out: list[Part] = []
        literal = ""

        def flush() -> None:
            nonlocal literal
            made = _text(literal, glued=bool(out) and isinstance(out[-1], (Text, Choice)))
            if made:
                out.append(made)
            literal = ""

        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if closing and token in ("|", closing):
                break
            if not closing and token in (")", "]", "}"):
                self.fail(f"'{token}' without its partner")
            self.at += 1
            if token == "\\":
                if self.at < len(self.tokens):
                    literal += self.tokens[self.at]
                    self.at += 1
            elif token in ("(", "["):
                flush()
                out.append(self.choice(depth, ")" if token == "(" else "]"))
            elif token == "..." or token[0] == "…":
                flush()
                out.append(Gap())
            elif token[0] == "{" and len(token) > 1:
                flush()
                out.append(self.slot(token))
            elif token in ("{", "}"):
                self.fail(f"'{token}' that is no slot")
            else:
                literal += token
        flush()
        return tuple(out)

    def choice(self, depth: int, closing: str) -> Choice:
        ways = [self.sequence(depth + 1, closing)]
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            ways.append(self.sequence(depth + 1, closing))
        if self.at >= len(self.tokens):
            self.fail(f"bracket without '{closing}'")
        self.at += 1
        optional = closing == ")" and self.at < len(self.tokens) and self.tokens[self.at] == "?"
        if optional:
            self.at += 1
        if any(not way for way in ways):
            optional, ways = True, [way for way in ways if way]
        return Choice(tuple(ways), optional)

    def slot(self, token: str) -> Slot:
        found = _SLOT.fullmatch(token)
        if found is None:
            self.fail(f"'{token}' is no slot")
            raise AssertionError
        role, many, term, q, property_ = found.groups()
        if q:
            return Slot("q", term=property_)
        return Slot(role, bool(many), term)


def _text(literal: str, glued: bool) -> Text | None:
    if not literal:
        return None
    text = key(literal).strip()
    return Text(text, glued and not literal[0].isspace(), literal[-1].isspace()) if text else None


def _slots(parts: tuple[Part, ...]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Choice):
            for way in part.ways:
                yield from _slots(way)


# ------------------------------------------------------------------------------------------------- anchors


@lru_cache(maxsize=65536)
def weight(text: str) -> int:
    """How telling a literal is: a Chinese character counts for two Latin letters."""
    return sum(2 if _HAN.match(c) else c.isalnum() for c in text)


def _anchors(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The most telling set of literals of which one must occur: a literal, or one of each way of a choice that is not optional."""
    best: tuple[str, ...] = ()
    best_weight = 0
    for part in parts:
        found: tuple[str, ...] = ()
        if isinstance(part, Text):
            # A subject left out takes its "的" with it; an adverb may stand after a copula.
            bare = re.sub(r"^(?:的|'s )(?=..)|^(?:is|are|was|were) (?=.{3})", "", part.text)
            found = (bare,)
        elif isinstance(part, Choice) and not part.optional:
            each = [_anchors(way) for way in part.ways]
            found = tuple(dict.fromkeys(a for group in each for a in group)) if all(each) else ()
        if found and (least := min(map(weight, found))) > best_weight:
            best, best_weight = found, least
    return best


def with_parts(pattern: Pattern, parts: tuple[Part, ...]) -> Pattern:
    """The pattern with other parts, and their anchors."""
    return Pattern(pattern.source, pattern.language, parts, _anchors(parts))


def expand_head(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """The same pattern as several that each begin with literal text or a slot (leading gaps add nothing and are dropped)."""
    if not parts:
        return []
    head, rest = parts[0], parts[1:]
    if isinstance(head, Gap):
        return expand_head(rest)
    if isinstance(head, Slot) and head.role == "not":  # optional by nature: with it, and without
        return [parts, *expand_head(rest)]
    if not isinstance(head, Choice):
        return [parts]
    out = [p for way in head.ways for p in expand_head(way + rest)]
    return out + (expand_head(rest) if head.optional else [])
