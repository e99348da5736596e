"""What the reading of a random sample says of the whole: how many facts (or samples) are wrong, with an exact interval.

A *draw* is one line ``drawn`` of ``reviews.jsonl``; decisions that name it in ``on.draw`` came from reading it. The estimate is of what
was drawn from, as it was then, before the wrong ones were taken out; and of the errors that readers see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..model import Json, Review
from ..text import normal_name

LEVEL = 0.95
OF = ("facts", "samples")
READ = {"accept": "right", "reject": "wrong", "correct": "wrong", "unclear": "unclear"}
"""What a decision on something drawn says of it."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A simple random sample without replacement: ``ids`` in the order in which they were drawn, out of ``population`` many.

    ``of`` is ``facts`` or ``samples``; ``release`` the recipe whose release the samples are of (empty: all that were generated);
    ``languages`` how many samples of each language there were; ``graph`` the digest of the graph then; ``date`` the corpus date.
    """

    id: str
    of: str
    population: int
    seed: int
    graph: str
    ids: tuple[str, ...]
    release: str = ""
    languages: Mapping[str, int] = field(default_factory=dict)
    date: str = ""

    def to_review(self) -> Review:
        """The line that records the draw."""
        on: dict[str, Json] = {"draw": self.id, "of": self.of, "population": self.population, "seed": self.seed, "graph": self.graph}
        if self.release:
            on["release"] = self.release
        if self.languages:
            on["languages"] = dict(sorted(self.languages.items()))
        return Review("kgcorpus review sample", self.date, "drawn", on, value=list(self.ids))


def draws_of(reviews: Iterable[Review]) -> dict[str, Draw]:
    """The draws on record by id, in the order of their lines."""
    out: dict[str, Draw] = {}
    for review in reviews:
        if review.decision == "drawn":
            on = review.on
            found = Draw(
                on["draw"],
                on["of"],
                on["population"],
                on.get("seed", 0),
                on.get("graph", ""),
                tuple(review.value),
                on.get("release", ""),
                on.get("languages", {}),
                review.when,
            )
            out.setdefault(found.id, found)
    return out


# --------------------------------------------------------------------------------------------- the interval


@lru_cache(maxsize=16384)
def wrong_within(population: int, read: int, wrong: int, unclear: int = 0, level: float = LEVEL) -> tuple[int, int]:
    """Fewest and most wrong ones there can be among ``population``, of which ``read`` were drawn at random and ``wrong`` found wrong.

    The hypergeometric test of each possible number is inverted, half of ``1 - level`` at each end: what Clopper and Pearson (Biometrika
    26, 1934) do for the binomial, done for a finite population read without replacement (Buonaccorsi, The American Statistician 41,
    1987). It holds the true number in at least ``level`` of all draws, whatever that number is. ``unclear`` ones count as right at the
    lower end and as wrong at the upper.

    >>> wrong_within(1000, 200, 0), wrong_within(1000, 200, 4), wrong_within(200, 200, 4)
    ((0, 16), (7, 47), (4, 4))
    """
    if not 0 <= wrong + unclear <= read <= population or wrong < 0 or unclear < 0:
        raise ValueError(f"{wrong} wrong and {unclear} unclear of {read} read of {population}")
    if read == 0:
        return 0, population
    from scipy.stats import hypergeom

    tail = (1 - level) / 2
    most_found = wrong + unclear
    low, high = wrong, population - read + wrong
    while low < high:  # the smallest number under which so many wrong ones are not too many
        middle = (low + high) // 2
        if hypergeom.sf(wrong - 1, population, middle, read) > tail:
            high = middle
        else:
            low = middle + 1
    fewest = low
    low, high = most_found, population - read + most_found
    while low < high:  # the largest number under which so few wrong ones are not too few
        middle = (low + high + 1) // 2
        if hypergeom.cdf(most_found, population, middle, read) > tail:
            low = middle
        else:
            high = middle - 1
    return fewest, low


# --------------------------------------------------------------------------------------------- the estimate


@dataclass(frozen=True, slots=True)
class Share:
    """What was found among those read, and what it says of ``population``: ``low`` and ``high`` are the ends of the 95 % interval."""

    population: int
    read: int
    right: int
    wrong: int
    unclear: int

    @property
    def bounds(self) -> tuple[int, int]:
        """Fewest and most wrong ones there can be."""
        return wrong_within(self.population, self.read, self.wrong, self.unclear)

    @property
    def rate(self) -> float:
        return self.wrong / self.read

    @property
    def low(self) -> float:
        return self.bounds[0] / self.population

    @property
    def high(self) -> float:
        return self.bounds[1] / self.population

    def to_json(self) -> dict[str, Json]:
        fewest, most = self.bounds
        return {
            "population": self.population,
            "read": self.read,
            "wrong": self.wrong,
            "unclear": self.unclear,
            "rate": round(self.rate, 6),
            "low": round(self.low, 6),
            "high": round(self.high, 6),
            "wrong_low": fewest,
            "wrong_high": most,
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """The error rate of what a draw was taken from.

    ``split`` counts those on which two readers disagree (they count as unclear); ``in_order`` says whether those read are the first in the
    order drawn, which makes them a random sample whoever stopped. ``dates`` are the first and last day of reading. ``now`` and ``same``:
    how many there are today, and whether they are the same; ``elsewhere``: samples that were drawn from another release.
    """

    draw: Draw
    share: Share
    languages: Mapping[str, Share] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    dates: tuple[str, str] = ("", "")
    split: int = 0
    in_order: bool = True
    now: int | None = None
    same: bool = True
    elsewhere: bool = False

    @property
    def whole(self) -> bool:
        """Whether all that was drawn was read."""
        return self.share.read == len(self.draw.ids)

    def to_json(self) -> dict[str, Json]:
        out: dict[str, Json] = {
            "draw": self.draw.id,
            "of": self.draw.of,
            "drawn": len(self.draw.ids),
            **self.share.to_json(),
            "level": LEVEL,
            "method": "hypergeometric, Clopper-Pearson",
            "reviewers": list(self.reviewers),
            "from": self.dates[0],
            "to": self.dates[1],
            "disagreed": self.split,
            "in_order": self.in_order,
            "population_now": self.now,
            "unchanged": self.same,
        }
        if self.draw.of == "samples":
            out["release"] = self.draw.release or None
            out["of_this_release"] = not self.elsewhere
            out["languages"] = {lang: share.to_json() for lang, share in sorted(self.languages.items())}
        return out


def estimate(draw: Draw, reviews: Iterable[Review]) -> Estimate | None:
    """What the decisions on a draw say, or None where nothing of it was read.

    A person's last word on a thing counts, and none if it was withdrawn. Where one reader says right and another wrong, and no decision
    ``settles`` it, it counts as unclear.
    """
    drawn = set(draw.ids)
    said: dict[str, dict[str, Review]] = defaultdict(dict)
    counted: set[str] = set()
    for review in reviews:
        id = str(review.on.get("fact") or review.on.get("sample") or "")
        if review.decision == "withdraw":
            said[id].pop(normal_name(review.who), None)
            continue
        mine = review.on.get("draw") == draw.id or counted.intersection(review.on.get("settles", ()))
        if review.decision in READ and id in drawn and mine:
            said[id][normal_name(review.who)] = review
            counted.add(review.id)
    said = {id: words for id, words in said.items() if words}
    if not said:
        return None
    standing_words = [review for words in said.values() for review in words.values()]
    settled = {id for review in standing_words for id in review.on.get("settles", ())}
    people = {normal_name(review.who): review.who for review in sorted(standing_words, key=lambda r: (r.when, r.who))}
    days = [review.when for review in standing_words]
    found: dict[str, str] = {}
    by_language: dict[str, list[str]] = defaultdict(list)
    split = 0
    for id, words in said.items():
        standing = [r for r in words.values() if r.id not in settled] or list(words.values())[-1:]
        outcomes = {READ[r.decision] for r in standing} - {"unclear"}
        split += len(outcomes) > 1
        found[id] = outcomes.pop() if len(outcomes) == 1 else "unclear"
        by_language[next((str(r.on["lang"]) for r in words.values() if "lang" in r.on), "")].append(found[id])
    return Estimate(
        draw,
        _share(draw.population, found.values()),
        {lang: _share(n, by_language[lang]) for lang, n in sorted(draw.languages.items()) if by_language[lang]},
        tuple(people[key] for key in sorted(people)),
        (min(days)[:10], max(days)[:10]),
        split,
        set(found) == set(draw.ids[: len(found)]),
    )


def _share(population: int, outcomes: Iterable[str]) -> Share:
    found = list(outcomes)
    return Share(population, len(found), found.count("right"), found.count("wrong"), found.count("unclear"))


def estimates(reviews: Sequence[Review], *, now: Mapping[str, int], graph: str, release: str = "") -> dict[str, list[Estimate]]:
    """By what was drawn (``facts``, ``samples``): the estimates that there are, the one that says most about the present first.

    That is the one whose population is nearest in number to ``now`` (one of the same ``graph`` before all others; of samples, one drawn
    from ``release`` before others); of equals the latest.
    """
    found: dict[str, list[tuple[tuple[bool, bool, int, int], Estimate]]] = {}
    for number, draw in enumerate(draws_of(reviews).values()):
        if draw.of in now and (one := estimate(draw, reviews)) is not None:
            elsewhere = draw.of == "samples" and draw.release != release
            same = draw.graph == graph and draw.population == now[draw.of] and not elsewhere
            one = replace(one, now=now[draw.of], same=same, elsewhere=elsewhere)
            found.setdefault(draw.of, []).append(((elsewhere, not same, abs(draw.population - now[draw.of]), -number), one))
    return {of: [one for _, one in sorted(found[of], key=lambda pair: pair[0])] for of in OF if of in found}


def error_estimate(found: Mapping[str, Sequence[Estimate]], *, released: int | None = None) -> dict[str, Json]:
    """The first estimate of each as ``manifest.json`` holds it, with the others as ``earlier``; ``released`` is how many of the facts a
    release holds."""
    out: dict[str, Json] = {}
    for of, several in found.items():
        out[of] = several[0].to_json()
        if several[1:]:
            out[of]["earlier"] = [one.to_json() for one in several[1:]]
        if of == "facts" and released is not None:
            out[of]["released"] = released
    return out
