"""What people decided about entities and names: the lines of ``aliases.jsonl``, read in order into the state they leave.

A line holds ``who``, ``when``, perhaps ``why``, and one of: ``{"merge": [ids], "into": id}``; ``{"split": id}`` (undoes merges from and
into it); ``{"apart": [ids]}`` (are different, and not proposed again); ``{"name": text, "of": id}`` (the name is this entity's in all
documents); ``{"name": text, "not": id}`` (it is not, outside a document that says so); ``{"withdraw": line}``, the line without who, when
and why: the last such line counts as never written, so that the state is the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from kgcorpus.errors import InputError
from kgcorpus.model import Json, digest
from kgcorpus.text import normal_name


@dataclass(frozen=True, slots=True)
class Merges:
    """Which ids stand for which after all decisions: ``redirects`` maps an old id to the id it resolves to (never itself a key)."""

    redirects: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, id: str) -> str:
        """The id that stands for this one now."""
        return self.redirects.get(id, id)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on a name or on two ids: who, when, why."""

    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The state after all decisions. ``merged`` says of each id that a merge stands on who decided it; ``names`` and ``refused`` are pairs
    of a name as written and an entity's id, ``apart`` pairs of ids in order."""

    merges: Merges = field(default_factory=Merges)
    merged: Mapping[str, Decided] = field(default_factory=dict)
    names: Mapping[tuple[str, str], Decided] = field(default_factory=dict)
    refused: Mapping[tuple[str, str], Decided] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    @property
    def digest(self) -> str:
        """What extraction depends on of them: which names are whose."""
        return digest(sorted(map(list, self.names)), sorted(map(list, self.refused)), dict(self.merges.redirects))

    def are_apart(self, a: str, b: str) -> bool:
        """Whether a person said that two entities are different."""
        return ((a, b) if a < b else (b, a)) in self.apart

    def is_refused(self, name: str, id: str) -> bool:
        """Whether a person said that a name is not an entity's."""
        wanted = normal_name(name)
        return any(id == other and normal_name(text) == wanted for text, other in self.refused)


def merges_of(decisions: Iterable[Mapping[str, Json]]) -> Merges:
    """The merges after decisions in order.

    >>> merge = {"who": "li", "when": "2026-01-02", "merge": ["x:a", "x:b"], "into": "x:c"}
    >>> merges_of([merge]).resolve("x:a"), merges_of([merge, {"split": "x:a"}]).redirects
    ('x:c', {'x:b': 'x:c'})
    """
    return decisions_of(decisions).merges


def decisions_of(lines: Iterable[Mapping[str, Json]]) -> Decisions:
    """The state that decisions leave, in order.

    >>> name = {"name": "T2D", "of": "x:t2d"}
    >>> list(decisions_of([name]).names), list(decisions_of([name, {"withdraw": name}]).names)
    ([('T2D', 'x:t2d')], [])
    """
    into: dict[str, str] = {}
    merged: dict[str, Decided] = {}
    names: dict[tuple[str, str], Decided] = {}
    refused: dict[tuple[str, str], Decided] = {}
    apart: set[tuple[str, str]] = set()
    for line in standing(lines):
        decided = Decided(line.get("who", ""), line.get("when", ""), line.get("why", ""))
        if "name" in line:
            of = "of" in line
            pair = (line["name"], line["of" if of else "not"])
            for known in [p for p in (*names, *refused) if p[1] == pair[1] and normal_name(p[0]) == normal_name(pair[0])]:
                names.pop(known, None)
                refused.pop(known, None)
            (names if of else refused)[pair] = decided
        elif "apart" in line:
            ids = sorted(set(line["apart"]))
            apart |= {(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]}
        elif "split" in line:
            _split(into, line["split"])
        else:
            _merge(into, line)
            merged |= dict.fromkeys(line["merge"], decided)
            apart -= {(min(id, line["into"]), max(id, line["into"])) for id in line["merge"]}
    redirects = {id: _root(into, id) for id in sorted(into)}
    return Decisions(Merges(redirects), {id: merged[id] for id in redirects if id in merged}, names, refused, frozenset(apart))


def standing(lines: Iterable[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """The decisions that were not withdrawn."""
    out: list[Mapping[str, Json]] = []
    for line in lines:
        if "withdraw" not in line:
            out.append(line)
            continue
        what = told(line["withdraw"])
        last = next((i for i in range(len(out) - 1, -1, -1) if told(out[i]) == what), None)
        if last is not None:
            del out[last]
    return out


def told(line: Mapping[str, Json]) -> dict[str, Json]:
    """What a line decides, without who, when and why."""
    return {name: value for name, value in line.items() if name not in ("who", "when", "why")}


def _root(into: Mapping[str, str], id: str) -> str:
    while id in into:
        id = into[id]
    return id


def _split(into: dict[str, str], split: Json) -> None:
    for id in [split] if isinstance(split, str) else split:
        into.pop(id, None)
        for old in [old for old, new in into.items() if new == id]:
            del into[old]


def _merge(into: dict[str, str], line: Mapping[str, Json]) -> None:
    target = line["into"]
    for id in line["merge"]:
        if id == target:
            continue
        into.pop(id, None)
        if _root(into, target) == id:  # the later decision says which of the two ids stays
            into.pop(target)
        into[id] = target


# --------------------------------------------------------------------------------------------- the file


def read_merges(path: Path) -> Merges:
    """The merges of an ``aliases.jsonl``; a file that is absent holds no decision."""
    return read_decisions(path).merges


def read_decisions(path: Path) -> Decisions:
    """The state that an ``aliases.jsonl`` leaves; a file that is absent holds no decision."""
    return decisions_of(read_lines(path))


def read_lines(path: Path) -> list[dict[str, Json]]:
    """The decisions of an ``aliases.jsonl`` in order, each of a known shape."""
    decisions: list[dict[str, Json]] = []
    if not path.exists():
        return decisions
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            decision = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(place, f"not JSON ({error})", "one decision a line", "mend or delete the line") from error
        if not _is_decision(decision):
            expected = (
                '{"who", "when", "merge": [ids], "into": id}, {"split": id}, {"apart": [ids]}, {"name", "of": id}, {"name", "not": id} '
                'or {"withdraw": {…}}'
            )
            raise InputError(place, "not a decision about entities", expected, "mend or delete the line")
        if "withdraw" in decision and told(decision["withdraw"]) not in [told(d) for d in standing(decisions)]:
            raise InputError(
                place, "withdraws what was not decided", "an earlier line, without who, when and why", "mend or delete the line"
            )
        decisions.append(decision)
    return decisions


def _is_decision(line: Json) -> bool:
    if not isinstance(line, dict) or any(not isinstance(line.get(name, ""), str) for name in ("who", "when", "why")):
        return False
    what = told(line)
    match sorted(what):
        case ["split"]:
            return isinstance(what["split"], str) or _ids(what["split"])
        case ["into", "merge"]:
            return isinstance(what["into"], str) and _ids(what["merge"])
        case ["apart"]:
            return _ids(what["apart"]) and len(set(what["apart"])) > 1
        case ["name", "of"] | ["name", "not"]:
            return all(isinstance(value, str) and bool(value.strip()) for value in what.values())
        case ["withdraw"]:
            return isinstance(what["withdraw"], dict) and "withdraw" not in what["withdraw"] and _is_decision(what["withdraw"])
    return False


def _ids(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)
