"""What a sample carries of its procedure and the constraints on it, so that a script can be checked without the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgcorpus.model import Json, Literal


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of the procedure: what it says (in the plan's language) and what it uses, with amounts where they are known."""

    id: str
    text: str
    uses: Mapping[str, Literal | None]


@dataclass(frozen=True, slots=True)
class Bar:
    """A constraint: what it covers, each with the sentence that says why. ``limit`` allows that much."""

    kind: str
    what: str
    why: Mapping[str, str]
    limit: Literal | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A procedure with its constraints. ``needs`` are pairs of steps (by place) with what the later needs of the earlier, ``before`` pairs
    whose order the source states; ``ordered``: the numbers are the only order. ``substitutes`` has for each thing those that may stand for
    it and whether these are all. ``impossible`` is the thing that cannot be replaced."""

    language: str
    steps: tuple[PlanStep, ...]
    needs: tuple[tuple[int, int, str], ...]
    before: tuple[tuple[int, int], ...]
    names: Mapping[str, tuple[str, ...]]
    bars: tuple[Bar, ...]
    substitutes: Mapping[str, tuple[tuple[str, ...], bool]]
    impossible: str | None = None

    def barred(self, thing: str) -> Bar | None:
        """The constraint that keeps a thing out, whatever the amount."""
        return next((bar for bar in self.bars if bar.limit is None and thing in bar.why), None)

    def name(self, thing: str) -> str:
        return self.names[thing][0] if self.names.get(thing) else thing

    def to_json(self) -> dict[str, Json]:
        return {
            "language": self.language,
            "steps": [{"id": s.id, "text": s.text, "uses": {t: a.to_json() if a else None for t, a in s.uses.items()}} for s in self.steps],
            "needs": [list(need) for need in self.needs],
            "before": [list(pair) for pair in self.before],
            "names": {thing: list(names) for thing, names in self.names.items()},
            "bars": [
                {"kind": b.kind, "what": b.what, "why": dict(b.why), **({"limit": b.limit.to_json()} if b.limit else {})} for b in self.bars
            ],
            "substitutes": {thing: {"known": list(known), "all": whole} for thing, (known, whole) in self.substitutes.items()},
            **({"impossible": self.impossible} if self.impossible else {}),
        }

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Plan:
        return Plan(
            obj["language"],
            tuple(
                PlanStep(s["id"], s["text"], {t: Literal.from_json(a) if a else None for t, a in s["uses"].items()}) for s in obj["steps"]
            ),
            tuple((a, b, what) for a, b, what in obj["needs"]),
            tuple((a, b) for a, b in obj["before"]),
            {thing: tuple(names) for thing, names in obj["names"].items()},
            tuple(Bar(b["kind"], b["what"], b["why"], Literal.from_json(b["limit"]) if "limit" in b else None) for b in obj["bars"]),
            {thing: (tuple(s["known"]), bool(s["all"])) for thing, s in obj["substitutes"].items()},
            obj.get("impossible"),
        )
