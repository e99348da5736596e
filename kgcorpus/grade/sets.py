"""From what an answer has of the gold set to a verdict and a relation."""

from __future__ import annotations

from dataclasses import dataclass

MODES = ("all", "some", "any", "count", "order", "none")
VERDICTS = ("correct", "partial", "incorrect", "not_attempted", "ungradable")
RELATIONS = (
    "equal", "alias", "subset", "superset", "overlap", "disjoint", "more_general", "more_specific", "contradiction",
    "abstained", "undecided",
)  # fmt: skip
REASONS = (
    "lunar_date",  # a date of the Chinese calendar, which is not converted
    "ambiguous_date",  # day and month may be read either way
    "short_year",  # a year of two digits, or none
    "stuck_digits",  # digits that may be a note's number stand close behind the value
    "no_conversion",  # a unit that no fixed ratio leads to gold's from
    "not_comparable",  # stretches of time or intervals that overlap
    "two_values",  # different values, none of them settled on
    "hedged",  # alternatives, where one is asked ("A or B")
    "self_contradiction",  # the same is said to be so and not to be so
    "neither",  # neither yes nor no ("it depends")
    "other_words",  # a text in other words than gold's
    "unreadable",  # gold's value cannot be read as the number or date that it is said to be
    "not_listed",  # the set is not known to be complete
    "outdated", "skipped_hop", "disproved", "in_graph",  # what only a graph tells
)  # fmt: skip
"""Why a verdict is as it is, where verdict and relation do not tell: always given with ``undecided``."""


@dataclass(frozen=True, slots=True)
class Held:
    """How an answer stands to the gold set: values matched, missing and extra (as it writes them).

    ``alias``: some match was by another name. ``near`` is the relation of what misses by a shade (``more_general``, ``more_specific``,
    ``contradiction``, ``undecided``), if any, and ``reason`` the code for it. ``in_order`` is False where the order is not that of gold,
    None where it is not plain.
    ``hedged``: what matches is one of several alternatives, none of which the answer settles on.
    """

    matched: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    alias: bool = False
    near: str | None = None
    in_order: bool | None = True
    reason: str = ""
    hedged: bool = False


def decide(mode: str, held: Held, *, abstains: bool, empty: bool, nothing: bool = False) -> tuple[str, str]:
    """Verdict and relation; ``nothing``: the gold set is empty and the answer says that there is nothing.

    >>> decide("all", Held(("A",), ("B",), ()), abstains=False, empty=False)
    ('partial', 'subset')
    >>> decide("order", Held(("A", "B"), (), (), in_order=False), abstains=False, empty=False)
    ('partial', 'overlap')
    >>> decide("any", Held(("A",), ("B",), ("C",)), abstains=False, empty=False)
    ('correct', 'equal')
    """
    if mode == "none":
        return ("correct", "abstained") if abstains else ("not_attempted", "abstained") if empty else ("incorrect", "disjoint")
    if nothing and mode != "some":
        return "correct", "equal"
    same = "alias" if held.alias else "equal"
    if not held.matched:
        return _unmatched(held, abstains or empty, mode)
    if held.hedged and (mode == "any" or not (held.missing or held.extra)):
        return "ungradable", "undecided"
    if mode == "any":
        return "correct", same
    if mode == "some":
        return ("partial", "overlap") if held.extra else ("correct", "subset" if held.missing else same)
    if mode == "order" and held.in_order is None:
        return "ungradable", "undecided"
    if held.missing or held.extra:
        return "partial", "overlap" if held.missing and held.extra else "subset" if held.missing else "superset"
    if mode == "order" and not held.in_order:
        return "partial", "overlap"
    return "correct", same


def _unmatched(held: Held, abstained: bool, mode: str) -> tuple[str, str]:
    if held.near == "contradiction":
        return "incorrect", "contradiction"
    if abstained:
        return "not_attempted", "abstained"
    if held.near in ("more_general", "more_specific"):
        return "partial", held.near
    if held.near == "undecided" or (mode == "some" and (held.extra or not held.missing)):
        return "ungradable", "undecided"
    return "incorrect", "disjoint"


def reason_of(mode: str, relation: str, held: Held) -> str:
    """The code of ``REASONS`` for a verdict; empty where verdict and relation say it all.

    >>> reason_of("some", "undecided", Held((), ("A",), ("B",))), reason_of("all", "disjoint", Held((), ("A",), ("B",)))
    ('not_listed', '')
    """
    if held.hedged and held.matched and relation != "subset":
        return "hedged"
    if relation != "undecided":
        return ""
    return held.reason or ("not_listed" if mode == "some" else "other_words")


def wilson(good: int, of: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) of nothing.

    >>> [round(x, 3) for x in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not of:
        return (0.0, 1.0)
    share, square = good / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * (share * (1 - share) / of + square / (4 * of * of)) ** 0.5
    return (max(0.0, middle - half), min(1.0, middle + half))
