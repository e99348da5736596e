"""A Turtle file as blocks and what stands between them; blocks are put in and taken out with their blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import turtle_layout as layout
from .turtle_layout import TYPE, Style
from .turtle_reading import BASE, Block, read_turtle


@dataclass(slots=True)
class Part:
    """A block in its file: its text and what was in force where it stands."""

    subject: str
    text: str
    prefixes: Mapping[str, str]
    iri_of_base: str
    scope: str
    gone: bool = False
    _read: Block | None = None

    @property
    def block(self) -> Block:
        if self._read is None:
            self._read = read_turtle(self.text, "", prefixes=self.prefixes, base=self.iri_of_base, scope=self.scope).blocks[0]
        return self._read

    def write(self, text: str) -> None:
        self.text, self._read = text, None


@dataclass(slots=True)
class TurtleFile:
    """A file as blocks (``parts``) and what stands between them (``gaps``, one more)."""

    path: Path
    text: str
    scope: str
    parts: list[Part] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    directives: tuple[tuple[int, int], ...] = ()
    labels: frozenset[str] = frozenset()
    style: Style = field(default_factory=Style)
    fresh: list[Part] = field(default_factory=list)
    """New blocks, put to their places when all edits are made."""
    uniform: bool = True
    """Whether its last prefixes hold everywhere."""
    lines: bool = False
    """Whether a line is a triple (N-Triples)."""
    repeats: dict[str, int] = field(default_factory=dict)
    """By property and namespace: how often it stands in a line for each value, less how often with commas."""

    def one_a_line(self, property: str) -> bool:
        """Whether each value of a property has a line of its own in most blocks."""
        return (self.repeats.get(property) or self.repeats.get(namespace_of(property)) or 0) > 0

    def joined(self) -> str:
        return "".join(piece for gap, part in zip(self.gaps, [*(p.text for p in self.parts), ""], strict=True) for piece in (gap, part))


def open_file(path: Path, text: str, scope: str) -> TurtleFile | None:
    """The file taken apart; None for RDF/XML, which is read but not edited."""
    if path.suffix.lower() in (".rdf", ".owl", ".xml") and text.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    found = read_turtle(text, path.name, scope=scope)
    file = TurtleFile(path, text, scope, prefixes=found.prefixes, directives=found.directives, labels=found.labels)
    file.lines = path.suffix.lower() == ".nt"
    at = 0
    for block in found.blocks:
        file.gaps.append(text[at : block.start])
        part = Part(block.subject, text[block.start : block.end], block.prefixes, block.base, scope)
        file.parts.append(part)
        at = block.end
    file.gaps.append(text[at:])
    file.uniform = all(part.prefixes == found.prefixes and part.iri_of_base == BASE for part in file.parts)
    newline = "\r\n" if "\r\n" in text else "\n"
    file.style = layout.style_of(text, found.blocks, file.gaps[1:-1], newline)
    if file.lines:
        file.style = Style(" ", "", " ", " ", " ", " ", newline, f"<{TYPE}>")
    for block in found.blocks:
        times = Counter(one.property for one in block.lists)
        for one in block.lists:
            sign = 1 if times[one.property] > 1 else -1 if len(one.objects) > 1 else 0
            for key in (one.property, namespace_of(one.property)):
                file.repeats[key] = file.repeats.get(key, 0) + sign
    return file


def namespace_of(iri: str) -> str:
    return re.sub(r"[^#/:]*\Z", "", iri)


def drop(file: TurtleFile, at: int) -> None:
    """A block gone, with the blank line that set it off."""
    before, after = file.gaps[at], file.gaps[at + 1]
    left, right = before.rstrip(" \t\r\n"), after.lstrip(" \t\r\n")
    tail, lead = before[len(left) :], after[: len(after) - len(right)]
    if not left.strip("\ufeff"):
        white = tail
    elif at + 1 == len(file.parts) and not right:
        white = lead
    else:
        white = tail if tail.count("\n") >= lead.count("\n") else lead
    file.gaps[at : at + 2] = [left + white + right]
    del file.parts[at]


def put(file: TurtleFile, part: Part, at: int) -> None:
    """A block put before the one of this number; a comment that ends the line before it stays where it is."""
    between = file.style.between
    gap = file.gaps[at]
    if at == 0:
        if file.parts:
            file.gaps[0:1] = [gap, between]
        else:
            newline = "\r\n" if "\r\n" in file.text else "\n"
            head = gap if not gap.strip("\ufeff \t\r\n") or gap.endswith(newline * 2) else gap.rstrip() + newline * 2
            file.gaps[0:1] = [head, newline]
    else:
        line = re.match(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)", gap)
        head = line[0] if line else ""
        file.gaps[at : at + 1] = [head + between, gap[len(head) :]]
        if not gap[len(head) :].strip(" \t") and at < len(file.parts):
            file.gaps[at + 1] = between
    file.parts.insert(at, part)


def head_of(prefixes: Mapping[str, str]) -> str:
    return "".join(f"@prefix {name}: <{layout.escaped_iri(namespace)}> .\n" for name, namespace in sorted(prefixes.items())) + "\n"
