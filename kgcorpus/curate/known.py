"""What an ontology says of a thing while others are merged into it, and the ids of new things."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kgcorpus.identity import NOT_LOCAL
from kgcorpus.ontology_graph import guess_language
from kgcorpus.rdf import PREFIXES, RDF

from .incoming import Thing
from .turtle_reading import parts_of, read_term

_LONGEST = 40
GENERIC = "Term"
"""Local name of the class of terms whose source names none."""


@dataclass(slots=True)
class Known:
    """What the ontology says of a thing, as the merging goes on."""

    sheet: str
    labels: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Definition, note and the like by property and language."""
    classes: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    is_old: bool = True


def identifier(name: str, sheet: str) -> str:
    """The local name that an English name or a code gives; empty where it gives none.

    >>> identifier("The ankle–brachial index", "terms"), identifier("SGLT2 inhibitor", "classes"), identifier("is treated by", "predicates")
    ('ankle-brachial-index', 'SGLT2Inhibitor', 'isTreatedBy')
    >>> identifier("I10.x", "code"), identifier("糖尿病", "terms")
    ('I10.x', '')
    """
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    if sheet == "code":
        return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.") if text.isascii() else ""
    if not re.search("[A-Za-z]", text) or guess_language(name) == "zh":
        return ""
    words = re.findall(r"[A-Za-z0-9]+", text)
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if sheet == "terms":
        return "-".join(words).lower()[:80].strip("-")
    titled = [word[0].upper() + word[1:] for word in words]
    if sheet == "predicates":
        titled[0] = words[0] if words[0][1:] != words[0][1:].lower() else words[0].lower()
    return "".join(titled)[:80]


def chinese_identifier(name: str) -> str:
    """The local name that a name without Latin letters gives: its own characters, so far as an id holds them; empty where none is left.

    >>> chinese_identifier("消火栓（室内）"), chinese_identifier("3号·泵²"), chinese_identifier("——")
    ('消火栓室内', '3号泵', '')
    """
    text = NOT_LOCAL.sub("", unicodedata.normalize("NFC", name)).strip("-_")
    return text if len(text) <= _LONGEST else ""


def text_of(value: str) -> str:
    """The text of a Turtle literal."""
    parts = parts_of(read_term(value, PREFIXES))
    return str(json.loads(f'"{parts[0]}"', strict=False)) if parts else value


def with_class(things: Iterable[Thing], cls: str) -> list[Thing]:
    """Terms without a class get this one (a name or id)."""
    return [
        replace(thing, refs={**thing.refs, RDF + "type": (cls,)}) if thing.sheet == "terms" and not thing.refs.get(RDF + "type") else thing
        for thing in things
    ]
