"""Examples to learn from: a text with its facts (contract 5), each bound to places in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.errors import InputError
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json
from kgcorpus.text import language_of

FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Argument:
    """One end of a fact at ``text[start:end]``."""

    start: int
    end: int
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """A fact of an example. ``rejected``: a reviewer says that the text does not say it."""

    predicate: str
    subject: Argument
    object: Argument
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text with every fact that it is known to hold; ``lost`` is the number of facts that do not stand in it as written, ``about`` the
    subject of the first, as given."""

    id: str
    text: str
    language: str
    facts: tuple[Gold, ...]
    lost: int = 0
    about: str = ""


def read_examples(path: Path) -> list[Example]:
    """The examples of a file, in order. Raises ``InputError`` for a line without text or with a fact that cannot be read."""
    lines = list(read_objects(path))
    if not lines:
        raise InputError(str(path), "no examples", 'lines {"text", "triples": [...]}', "check the file")
    return [example(line, f"{path}:{number}") for number, line in lines]


def example(line: Mapping[str, Json], place: str) -> Example:
    """An example of a line; ``place`` is for errors."""
    text = line.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(place, "no text", '{"text", "triples": [...]}', "give the text that the facts stand in")
    facts: dict[Gold, None] = {}
    lost = 0
    about = ""
    for triple in line.get("triples", line.get("facts", ())):
        try:
            predicate = str(triple["predicate"])
            ends = [_places(triple[name], text) for name in ("subject", "object")]
        except (KeyError, TypeError, AttributeError) as error:
            expected = '{"subject": {"text"}, "predicate", "object": {"text"}}'
            raise InputError(place, f"a fact that cannot be read ({type(error).__name__}: {error})", expected, "mend the line") from error
        about = about or _said(triple["subject"])
        pair = _nearest(*ends)
        if pair is None or triple.get("negated"):
            lost += 1
            continue
        facts[Gold(predicate, *pair, bool(triple.get("rejected")))] = None
    language = line.get("lang")
    known = language if isinstance(language, str) and language in ("zh", "en") else language_of(text)
    return Example(str(line.get("id", place)), text, known, tuple(facts), lost, about)


def _places(written: Json, text: str) -> list[Argument]:
    """Where an argument stands: as given, else everywhere its text does, in any case of its letters where it does not stand as written."""
    if isinstance(written, str):
        written = {"text": written}
    said = _said(written)
    type_ = written.get("type")
    if (start := written.get("start")) is not None:
        end = written.get("end", start + len(said))
        if text[start:end] == said:
            return [Argument(start, end, type_)]
    found = list(_occurrences(text, said))
    if not found and len(text.lower()) == len(text):
        found = list(_occurrences(text.lower(), said.lower()))
    return [Argument(at, at + len(said), type_) for at in found]


def _said(written: Json) -> str:
    return written if isinstance(written, str) else str(written["text"] if "text" in written else written["value"])


def _occurrences(text: str, said: str) -> Iterable[int]:
    at = text.find(said) if said else -1
    while at >= 0:
        if not (_cut(text, at) or _cut(text, at + len(said))):
            yield at
        at = text.find(said, at + 1)


def _cut(text: str, at: int) -> bool:
    """Whether a place lies inside a word of Latin letters or a number."""
    if not 0 < at < len(text):
        return False
    a, b = text[at - 1], text[at]
    return (a.isascii() and a.isalpha() and b.isascii() and b.isalpha()) or (a.isdigit() and b.isdigit())


def _nearest(subjects: list[Argument], objects: list[Argument]) -> tuple[Argument, Argument] | None:
    """The pair of places closest together; places that overlap only where there is no other."""
    pairs = [(s, o) for s in subjects for o in objects]
    if not pairs:
        return None
    return min(pairs, key=lambda p: (p[0].start < p[1].end and p[1].start < p[0].end, _gap(*p), p[0].start, p[1].start))


def _gap(a: Argument, b: Argument) -> int:
    return max(a.start, b.start) - min(a.end, b.end)
