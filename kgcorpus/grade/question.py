"""A gold question, read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgcorpus.errors import InputError
from kgcorpus.grade.groups import groups_of
from kgcorpus.grade.sets import MODES
from kgcorpus.model import Json
from kgcorpus.text import language_of

TYPES = frozenset(("entity", "number", "date", "bool", "string"))


@dataclass(frozen=True, slots=True)
class Question:
    """What a gold line asks: its ``text`` with that of the turns before it, ``lang`` (zh or en), the gold answers ``wanted``.

    ``groups`` are the labels of the things that answers are asked for, by id; ``place`` names the line in errors.
    """

    place: str
    mode: str
    text: str
    lang: str
    wanted: Sequence[Mapping[str, Json]]
    groups: Mapping[str, str]


def read_question(line: Mapping[str, Json]) -> Question:
    """The question of a gold line; raises ``InputError`` for an unknown mode or type and for answers of another shape."""
    place = f"gold '{line.get('id')}'"
    mode = line.get("mode", "all")
    if mode not in MODES:
        raise InputError(place, f"unknown mode '{mode}'", "one of: " + ", ".join(MODES), "mend the line")
    text = str(line.get("question") or "")
    if turns := line.get("turns"):  # what a follow-up asks is said by the turns before it
        text = " ".join([*(str(turn["question"]) for turn in turns), text])
    lang = line.get("lang") or ("zh" if language_of(text) == "zh" else "en")
    wanted: Sequence[Mapping[str, Json]] = line.get("answers") or ()
    if not isinstance(wanted, list | tuple):
        raise InputError(place, "answers that are no list of objects", '[{"value", "type", "aliases"}]', "mend the line")
    for gold in wanted:
        _check(gold, place)
    return Question(place, str(mode), text, str(lang), wanted, groups_of(line) if line.get("labels") else {})


def _check(gold: Mapping[str, Json], place: str) -> None:
    if not isinstance(gold, Mapping):
        raise InputError(place, "answers that are no list of objects", '[{"value", "type", "aliases"}]', "mend the line")
    if "value" not in gold:
        raise InputError(place, "an answer without value", '{"value", "type", "aliases"}', "mend the line")
    if not isinstance(gold.get("aliases") or (), list | tuple):
        raise InputError(place, "aliases that are no list", '"aliases": ["…"]', "mend the line")
    if (kind := gold.get("type", "entity")) not in TYPES:
        raise InputError(place, f"unknown type '{kind}'", "one of: " + ", ".join(sorted(TYPES)), "mend the line")
