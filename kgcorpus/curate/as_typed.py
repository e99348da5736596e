"""What an expert typed, as it was meant: several names on one line, and places like ``｛s｝`` in full-width braces.

Only lines that a person wrote are read so; what was exported stands for itself (see ``rows``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from .layout import Field

_NAMES = frozenset({"alias", "hidden"})
_SEVERAL = _NAMES | {"trigger", "inverse_trigger", "section"}
_WITH_SLOTS = frozenset({"pattern", "text", "said", "select", "quote", "heading_name"})
_SLOT = re.compile(r"[{｛]([^{}｛｝\n]*)[}｝]")
_ROLES = frozenset({"s", "o", "c", "v", "p", "q", "not", "cmp", "title", "heading"})
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reader of a cell should know: a change made for him (``info``), or a doubt (``warning``)."""

    rule: str
    value: str
    message: str
    fix: str
    severity: str


def meant(field: Field, line: str) -> list[str]:
    """The lines that a typed line means by itself.

    >>> from .layout import FIELDS
    >>> alias, pattern = (next(f for s in FIELDS.values() for f in s if f.key == key) for key in ("alias_zh", "pattern_zh"))
    >>> meant(alias, "烟感；感烟探测器"), meant(pattern, "｛ｓ｝的周期为{O}")
    (['烟感', '感烟探测器'], ['{s}的周期为{o}'])
    """
    stem = _stem(field)
    if stem in _SEVERAL:
        return _parts(r"[;；]", line) or [line]
    return [_SLOT.sub(_plain_slot, line)] if stem in _WITH_SLOTS else [line]


def as_meant(
    field: Field, text: str, own: Collection[str], names: Collection[str], find: Callable[[str, str], str]
) -> tuple[str, list[Remark]]:
    """The text of a cell as it is meant, and what is to be said of it.

    ``own`` are lines that stand for themselves, ``names`` other names that the row's thing bears; ``find`` gives the id that a role (``s``,
    ``q`` …) and a name in a place mean, the name itself where there is none.
    """
    stem = _stem(field)
    if stem not in _SEVERAL | _WITH_SLOTS:
        return text, []
    out: list[str] = []
    remarks: list[Remark] = []
    for line in text.split("\n"):
        if " ".join(line.split()) in own:
            out.append(line)
        elif stem in _WITH_SLOTS:
            out += _slots(line, find, remarks)
        else:
            for part in meant(field, line):
                out += _several(stem, part, {*own, *names}, remarks)
    return "\n".join(dict.fromkeys(out)), remarks


def _stem(field: Field) -> str:
    return field.key.rpartition("_")[0] if field.key.endswith(("_zh", "_en")) else field.key


def _parts(marks: str, line: str) -> list[str]:
    """The parts of a line where each of several says something, else none."""
    found = [part.strip() for part in re.split(marks, line)]
    found = [part for part in found if part]
    return found if len(found) > 1 and all(_WORD.search(part) for part in found) else []


def _several(stem: str, line: str, names: Collection[str], remarks: list[Remark]) -> Iterator[str]:
    """One name, or several with 、 between them, where one of these is known as a name already; otherwise that is asked."""
    parts = _parts("、", line)
    if parts and (stem.endswith("trigger") or (stem in _NAMES and any(part in names for part in parts))):
        listed = " | ".join(parts)
        fix = "nothing to do; if it is one name, write it into the Turtle files"
        remarks.append(Remark("read_as_several", line, f"read as several: {listed}", fix, "info"))
        yield from parts
        return
    if stem in _NAMES and (parts or _parts("[，]", line)):
        remarks.append(
            Remark("several_in_one", line, "taken for one name, with a comma in it", "several? write each on a line of its own", "warning")
        )
    yield line


def _slots(line: str, find: Callable[[str, str], str], remarks: list[Remark]) -> Iterator[str]:
    plain = _SLOT.sub(_plain_slot, line)
    if plain != line:
        remarks.append(Remark("braces_changed", line, f"read as: {plain}", "nothing to do; places are written {s}, {o}", "info"))
    yield re.sub(r"\{([a-z]+\+?):([^{}\s]+)\}", lambda m: f"{{{m[1]}:{find(m[1].rstrip('+'), m[2])}}}", plain)


def _plain_slot(match: re.Match[str]) -> str:
    """A place in plain braces, its role in small ASCII letters; anything else stays as it is."""
    head, colon, term = re.fullmatch(r"([^:：]*)([:：]?)(.*)", match[1], re.S).groups()  # type: ignore[union-attr]
    role = unicodedata.normalize("NFKC", head).strip().lower()
    if role and role.rstrip("+") not in _ROLES:
        return match[0] if "{" in match[0] else f"{{{match[1]}}}"
    return f"{{{role}{':' if colon else ''}{term.strip()}}}"
