"""A Turtle text taken apart without losing a character: blocks, their predicate-object lists and objects, each with its character range.

Terms are given in one canonical spelling, so that those that mean the same are equal: ``<iri>``, ``"text"@zh``, ``"1"^^<datatype>`` (no
datatype where it is ``xsd:string``), ``_:label``, and ``[…]`` for blank nodes without label and lists, sorted inside. Turtle 1.1; N-Triples
is a part of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kgcorpus.errors import OntologyError
from kgcorpus.ontology_graph import guess_language, kind
from kgcorpus.rdf import RDF, XSD, nt_escape

from .relative_iris import resolve

BASE = "urn:kgcorpus:base:"
_FIRST = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _FIRST + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_FIRST}_:0-9]|{_PLX})(?:\.*(?:[{_CHARS}:]|{_PLX}))*"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+)
    |(?P<comment>\#[^\r\n]*)
    |(?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    |(?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\[\s\S]))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\[\s\S]))*'''
        |"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')
    |(?P<type>\^\^)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<blank>_:[{_FIRST}_0-9](?:\.*[{_CHARS}])*)
    |(?P<name>(?:[{_FIRST}](?:\.*[{_CHARS}])*)?:(?:{_LOCAL})?)
    |(?P<double>[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+)
    |(?P<decimal>[+-]?[0-9]*\.[0-9]+)
    |(?P<integer>[+-]?[0-9]+)
    |(?P<word>[A-Za-z]+)
    |(?P<mark>[.;,\[\]()])""",
    re.X,
)
PLAIN_LOCAL = re.compile(rf"[{_FIRST}_:0-9](?:\.*[{_CHARS}:])*\Z")
"""Local names that need no escape."""
_PARTS = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.S)
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_DEEPEST = 100


class Token(NamedTuple):
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ObjectText:
    """An object: where it stands and what it means."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class ListText:
    """A predicate with its objects. ``end`` is that of the last object; ``semicolons`` are the places of those that follow."""

    start: int
    end: int
    property: str
    objects: tuple[ObjectText, ...]
    semicolons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A subject with its lists, from the subject's first character to after the full stop at ``dot``.

    ``subject`` is an IRI, ``_:label``, or ``[]`` for a blank node without label or a list."""

    subject: str
    start: int
    subject_end: int
    dot: int
    lists: tuple[ListText, ...]
    prefixes: Mapping[str, str]
    base: str

    @property
    def end(self) -> int:
        return self.dot + 1


@dataclass(frozen=True, slots=True)
class TurtleParts:
    """A text's blocks in order, its last prefixes, where the directives before the first block stand, and the labels of blank nodes."""

    blocks: tuple[Block, ...]
    prefixes: Mapping[str, str]
    directives: tuple[tuple[int, int], ...]
    labels: frozenset[str]


def tokens(text: str, place: str) -> Iterator[Token]:
    """All tokens but white space and comments."""
    at = 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            line, shown = text.count("\n", 0, at) + 1, text[at : at + 20].split("\n")[0]
            raise OntologyError(f"{place}:{line}", f"'{shown}' is no Turtle", "Turtle 1.1", "mend the line")
        name = match.lastgroup or ""
        if name not in ("space", "comment"):
            yield Token(name, at, match.end())
        at = match.end()


def read_turtle(text: str, place: str, *, prefixes: Mapping[str, str] | None = None, base: str = BASE, scope: str = "") -> TurtleParts:
    """The blocks of a text. Raises ``OntologyError`` with the line where it is no Turtle. ``scope`` is put before labels of blank nodes.

    >>> block = read_turtle('@prefix e: <http://e/> . e:a a e:B ; e:p "x"@en, 1 .', "a.ttl").blocks[0]
    >>> block.subject, [(one.property[-4:], [o.term for o in one.objects]) for one in block.lists][1]
    ('http://e/a', ('/e/p', ['"x"@en', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>']))
    """
    return _Reader(text, place, dict(prefixes or {}), base, scope).read()


def read_term(text: str, prefixes: Mapping[str, str]) -> str:
    """The canonical spelling of one term written in Turtle.

    >>> read_term("[ e:b 1 ; e:a 'x' ]", {"e": "http://e/"})
    '[<http://e/a> "x" ; <http://e/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer>]'
    """
    reader = _Reader(text, "", dict(prefixes), BASE)
    found = reader.object(0)
    if reader.at < len(reader.tokens):
        raise reader.wrong("one term")
    return found.term


class _Reader:
    def __init__(self, text: str, place: str, prefixes: dict[str, str], base: str, scope: str = "") -> None:
        self.text, self.place, self.base, self.scope = text, place, base, scope
        self.prefixes: dict[str, str] = prefixes
        self.tokens = list(tokens(text, place))
        self.at = 0
        self.labels: set[str] = set()

    def wrong(self, expected: str) -> OntologyError:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            line, shown = self.text.count("\n", 0, token.start) + 1, self.text[token.start : token.end][:40]
        else:
            line, shown = self.text.count("\n") + 1, "…"
        return OntologyError(f"{self.place}:{line}", f"'{shown}' cannot stand here", expected, "mend the line")

    def peek(self) -> str:
        """The mark or keyword that comes next, or the kind of token; empty at the end."""
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        return self.text[token.start : token.end] if token.kind in ("mark", "word", "tag", "type") else token.kind

    def take(self, expected: str) -> Token:
        if self.peek() != expected:
            raise self.wrong(f"'{expected}'")
        self.at += 1
        return self.tokens[self.at - 1]

    def read(self) -> TurtleParts:
        blocks: list[Block] = []
        directives: list[tuple[int, int]] = []
        while self.at < len(self.tokens):
            start = self.tokens[self.at].start
            word = self.peek()
            if word in ("@prefix", "@base") or word.upper() in ("PREFIX", "BASE"):
                self.directive(word)
                if not blocks:
                    directives.append((start, self.tokens[self.at - 1].end))
            else:
                blocks.append(self.block())
        return TurtleParts(tuple(blocks), self.prefixes, tuple(directives), frozenset(self.labels))

    def directive(self, word: str) -> None:
        self.at += 1
        if word.upper().endswith("PREFIX"):
            name = self.take("name")
            iri = self.iri(self.take("iri"))
            self.prefixes = {**self.prefixes, self.text[name.start : name.end].split(":")[0]: iri}
        else:
            self.base = self.iri(self.take("iri"))
        if word.startswith("@"):
            self.take(".")

    def block(self) -> Block:
        first = self.tokens[self.at]
        if self.peek() in ("[", "("):
            subject, lists_follow = "[]", self.peek() == "("
            found = self.object(0)
            end = found.end
            if not lists_follow and self.peek() == ".":
                return Block(subject, first.start, end, self.take(".").start, (), self.prefixes, self.base)
        else:
            if self.peek() not in ("iri", "name", "blank"):
                raise self.wrong("a subject")
            found = self.object(0)
            subject, end = found.term.removeprefix("<").removesuffix(">"), found.end
        lists = self.lists(".", 0)
        return Block(subject, first.start, end, self.take(".").start, tuple(lists), self.prefixes, self.base)

    def lists(self, closing: str, depth: int) -> list[ListText]:
        """Predicate-object lists up to a closing mark, which is left."""
        out: list[ListText] = []
        while True:
            start = self.tokens[self.at].start if self.at < len(self.tokens) else 0
            if self.peek() == "a":
                self.at += 1
                property = RDF + "type"
            elif self.peek() in ("iri", "name"):
                self.at += 1
                property = self.iri(self.tokens[self.at - 1])
            else:
                raise self.wrong("a predicate")
            objects = [self.object(depth)]
            while self.peek() == ",":
                self.at += 1
                objects.append(self.object(depth))
            semicolons: list[int] = []
            while self.peek() == ";":
                semicolons.append(self.take(";").start)
            out.append(ListText(start, objects[-1].end, property, tuple(objects), tuple(semicolons)))
            if not semicolons or self.peek() == closing:
                return out

    def object(self, depth: int) -> ObjectText:
        if depth > _DEEPEST:
            raise self.wrong("at most 100 brackets inside each other")
        if self.at >= len(self.tokens):
            raise self.wrong("an object")
        token = self.tokens[self.at]
        what = self.peek()
        self.at += 1
        if what in ("iri", "name"):
            return ObjectText(token.start, token.end, f"<{self.iri(token)}>")
        if what == "blank":
            label = self.text[token.start : token.end]
            self.labels.add(label)
            return ObjectText(token.start, token.end, f"_:{self.scope}{label[2:]}")
        if what == "string":
            return self.literal(token)
        if what in ("integer", "decimal", "double"):
            return ObjectText(token.start, token.end, f'"{self.text[token.start : token.end]}"^^<{XSD}{what}>')
        if what in ("true", "false"):
            return ObjectText(token.start, token.end, f'"{what}"^^<{XSD}boolean>')
        if what == "[":
            inner = [] if self.peek() == "]" else self.lists("]", depth + 1)
            closing = self.take("]")
            return ObjectText(token.start, closing.end, tree((one.property, o.term) for one in inner for o in one.objects))
        if what == "(":
            items: list[str] = []
            while self.peek() != ")":
                items.append(self.object(depth + 1).term)
            closing = self.take(")")
            return ObjectText(token.start, closing.end, row(items))
        self.at -= 1
        raise self.wrong("an object")

    def literal(self, token: Token) -> ObjectText:
        raw = self.text[token.start : token.end]
        quotes = 3 if raw[:3] in ('"""', "'''") else 1
        value = nt_escape(self.unescaped(raw[quotes:-quotes]))
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "tag":
            self.at += 1
            tag = self.tokens[self.at - 1]
            return ObjectText(token.start, tag.end, f'"{value}"@{self.text[tag.start + 1 : tag.end].lower()}')
        if self.peek() == "^^":
            self.at += 1
            if self.peek() not in ("iri", "name"):
                raise self.wrong("a datatype")
            self.at += 1
            datatype = self.iri(self.tokens[self.at - 1])
            return ObjectText(token.start, self.tokens[self.at - 1].end, literal(value, datatype))
        return ObjectText(token.start, token.end, f'"{value}"')

    def iri(self, token: Token) -> str:
        raw = self.text[token.start : token.end]
        if token.kind == "iri":
            return resolve(self.base, self.unescaped(raw[1:-1]))
        prefix, _, local = raw.partition(":")
        if prefix not in self.prefixes:
            self.at -= 1
            raise self.wrong("a prefix that is declared")
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def unescaped(self, raw: str) -> str:
        if "\\" not in raw:
            return raw
        return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", self._char, raw, flags=re.S)

    def _char(self, match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            number = int(code, 16)
            if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                raise self.wrong("a character")
            return chr(number)
        if match[3] not in _ESCAPES:
            raise self.wrong("one of \\t \\b \\n \\r \\f \\\" \\' \\\\ \\u \\U")
        return _ESCAPES[match[3]]


# --------------------------------------------------------------------------------------------- canonical terms


def literal(value: str, datatype: str) -> str:
    """A literal in the canonical spelling; ``value`` is escaped already."""
    return f'"{value}"' if datatype == XSD + "string" else f'"{value}"^^<{datatype}>'


def tree(pairs: Iterable[tuple[str, str]]) -> str:
    """A blank node without label, by what is said of it. Long ones are a digest: only equality counts."""
    text = " ; ".join(sorted(f"<{property}> {term}" for property, term in pairs))
    return f"[{text}]" if len(text) < 400 else f"[{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}]"


def row(items: list[str]) -> str:
    """An RDF list as the blank nodes it consists of."""
    out = f"<{RDF}nil>"
    for item in reversed(items):
        out = tree(((RDF + "first", item), (RDF + "rest", out)))
    return out


def parts_of(term: str) -> tuple[str, str, str] | None:
    """Escaped value, language and datatype of a canonical literal; None for other terms."""
    match = _PARTS.fullmatch(term) if term.startswith('"') else None
    return (match[1], match[2] or "", match[3] or "") if match else None


def language_of(term: str) -> str | None:
    """Main language of a text, guessed by its script where untagged; None for what is no text.

    >>> language_of('"x"@zh-hans'), language_of('"糖"'), language_of('"1"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('zh', 'zh', None)
    """
    parts = parts_of(term)
    if parts is None or parts[2]:
        return None
    return parts[1].split("-")[0].lower() if parts[1] else guess_language(parts[0])


def is_blank(term: str) -> bool:
    return term.startswith(("[", "_:"))


def canonical(triples: Iterable[Any], labels: Iterable[str], scope: str) -> Iterator[tuple[str, str, str]]:
    """Triples of pyoxigraph (quads do) with their terms in canonical spelling. ``labels`` are the blank nodes that have one in the text;
    ``scope`` tells those of several texts apart. A blank node without label is a subject (``[]``) only where nothing points to it."""
    named = set(labels)
    said: dict[str, list[tuple[str, Any]]] = {}
    pointed: set[str] = set()
    ground: list[tuple[str, str, Any]] = []
    for triple in triples:
        subject, property, object = triple.subject, triple.predicate.value, triple.object
        if kind(object) == "BlankNode":
            pointed.add(object.value)
        if kind(subject) != "BlankNode":
            ground.append((subject.value, property, object))
        elif f"_:{subject.value}" in named:
            ground.append((f"_:{scope}{subject.value}", property, object))
        else:
            said.setdefault(subject.value, []).append((property, object))
    known: dict[str, str] = {}

    def spelled(term: Any) -> str:
        what = kind(term)
        if what == "NamedNode":
            return f"<{term.value}>"
        if what == "Literal":
            value = nt_escape(term.value)
            return f'"{value}"@{term.language.lower()}' if term.language else literal(value, term.datatype.value)
        return f"_:{scope}{term.value}" if f"_:{term.value}" in named else whole(term.value)

    def whole(root: str) -> str:
        todo = [root]
        while todo:  # lists may be longer than Python's stack is deep
            here = todo[-1]
            open_ones = [
                o.value for _, o in said.get(here, ()) if kind(o) == "BlankNode" and f"_:{o.value}" not in named and o.value not in known
            ]
            if open_ones:
                todo += open_ones
                continue
            known[here] = tree((property, spelled(object)) for property, object in said.get(here, ()))
            todo.pop()
        return known[root]

    for subject, property, object in ground:
        yield subject, property, spelled(object)
    for root in said:
        if root not in pointed:
            yield "[]", "", whole(root)
