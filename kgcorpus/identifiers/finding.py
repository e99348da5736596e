"""Identifiers of persons in a text: found, shown masked, and masked out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from . import KINDS, OF_PERSONS
from .reading import Identifier, Kind, read


@cache
def _kinds(personal: bool) -> tuple[Kind, ...]:
    return tuple(factory() for name, factory in KINDS.items() if personal or name not in OF_PERSONS)


def find(text: str, *, personal: bool = False) -> list[Identifier]:
    """Every identifier in a text, in its order, none overlapping another. ``personal``: names and dates of birth too.

    >>> [(i.kind, i.masked, i.allowed) for i in find("客服热线10010，王经理手机138 0000 4271，邮箱service@example.com")]
    [('mobile', '138********71', False), ('email', 'ser************om', True)]
    """
    reading = read(text)
    taken: list[Identifier] = []
    starts: list[int] = []
    for kind in _kinds(personal):
        for one in kind(reading):
            at = bisect_left(starts, one.start)
            if (at == 0 or taken[at - 1].end <= one.start) and (at == len(taken) or one.end <= starts[at]):
                taken.insert(at, one)
                starts.insert(at, one.start)
    return taken


def findings(text: str, *, personal: bool = False) -> list[Identifier]:
    """Those of ``find`` that are not allowed."""
    return [one for one in find(text, personal=personal) if not one.allowed]


def masked(text: str, found: Iterable[Identifier]) -> str:
    """The text with asterisks for what was found; line breaks stay, and so does every offset.

    >>> masked("电话13800004271。", findings("电话13800004271。"))
    '电话***********。'
    """
    parts, last = [], 0
    for one in found:
        parts += [text[last : one.start], "".join(c if c in "\r\n" else "*" for c in one.text)]
        last = one.end
    return "".join([*parts, text[last:]])


def line_of(text: str, found: Identifier) -> int:
    """The line of a text, from 1, in which something was found."""
    return text.count("\n", 0, found.start) + 1


def counted(found: Sequence[Identifier]) -> dict[str, int]:
    """How many there are of each kind, by name of kind."""
    kinds = [one.kind for one in found]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}
