"""Which samples a recipe takes: every kind its part, coverage first, then variety, under caps, in an order that depends on ids only.

The budget is shared among the kinds of a language by weight, and what a kind cannot fill goes to the others. Within a kind the order is
a hash of the sample id, so one changed document changes only the samples that rest on it and those that take their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kgcorpus.config import Recipe
from kgcorpus.model import digest
from kgcorpus.release.splits import SampleKey

WEIGHTS: Mapping[str, float] = {"qa": 6.0, "list": 2.0, "unknown": 2.0, "open_book": 2.0, "preference": 2.0}
"""How much a kind counts in a mixture unless the recipe says otherwise (``mix``); a kind that is not named counts 1."""


ASKED = 0.5
"""The part of a budget that follows the shapes of people's own questions, where a recipe names some."""


def skeleton_cap(budget: int, skeletons: int, share: float) -> int:
    """How many samples one question skeleton may have: the share of the budget; with under 100 skeletons twice the mean."""
    if skeletons < 100:
        return max(1, (2 * budget) // max(1, skeletons))
    return max(1, int(budget * share))


def quotas(budget: int, sizes: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, int]:
    """The budget shared by weight, no part larger than what there is of it; what is left over goes to those that have more.

    >>> quotas(10, {"a": 2, "b": 50, "c": 50}, {"b": 3.0})
    {'a': 2, 'b': 6, 'c': 2}
    """
    out = dict.fromkeys(sizes, 0)
    open_ = [kind for kind in sorted(sizes) if weights.get(kind, 1.0) > 0]
    left = min(budget, sum(sizes[kind] for kind in open_))
    while left > 0 and open_:
        total = sum(weights.get(kind, 1.0) for kind in open_)
        full = [kind for kind in open_ if sizes[kind] <= left * weights.get(kind, 1.0) / total]
        if not full:
            break
        for kind in full:
            out[kind] = sizes[kind]
        left -= sum(sizes[kind] for kind in full)
        open_ = [kind for kind in open_ if kind not in full]
    if open_:
        total = sum(weights.get(kind, 1.0) for kind in open_)
        shares = {kind: left * weights.get(kind, 1.0) / total for kind in open_}
        out |= {kind: int(share) for kind, share in shares.items()}
        rest = left - sum(int(share) for share in shares.values())
        for kind in sorted(open_, key=lambda kind: (int(shares[kind]) - shares[kind], kind))[:rest]:
            out[kind] += 1
    return out


def choose(
    keys: list[SampleKey], recipe: Recipe, asked: Mapping[str, float] | None = None
) -> tuple[set[str], list[tuple[SampleKey, str]]]:
    """The ids taken, and (key, reason) for each one left out: ``over_share`` (its skeleton or its facts are used up) or ``over_budget``.

    ``asked`` is the share of each shape among the questions that people ask: half of the budget follows it, the rest goes by kinds.
    """
    if recipe.budget is None:
        return {key.id for key in keys}, []
    taken: set[str] = set()
    left: list[tuple[SampleKey, str]] = []
    for lang in sorted({key.lang for key in keys}):
        mine = sorted((k for k in keys if k.lang == lang), key=lambda k: digest("order", k.id))
        mixing = _Mixing(mine, recipe, min(recipe.budget, len(mine)), asked or {})
        mixing.run()
        taken |= mixing.taken
        left += [(key, "over_share" if key.id in mixing.over else "over_budget") for key in mine if key.id not in mixing.taken]
    return taken, left


class _Mixing:
    """The choice of one language: first each kind under its quota, kinds with little to choose from before the others, then what is left
    of the budget from all kinds."""

    def __init__(self, keys: Sequence[SampleKey], recipe: Recipe, budget: int, asked: Mapping[str, float]) -> None:
        self.keys, self.recipe, self.budget, self.asked = keys, recipe, budget, asked
        self.weights = {**WEIGHTS, **recipe.mix}
        self.per_fact = recipe.per_fact or budget
        self.uses: Counter[str] = Counter()
        self.shapes: Counter[str] = Counter()
        self.taken: set[str] = set()
        self.over: set[str] = set()

    def run(self) -> None:
        by_shape: dict[str, list[SampleKey]] = {}
        for key in self.keys:
            if key.shape in self.asked:
                by_shape.setdefault(key.shape, []).append(key)
        parts = quotas(int(self.budget * ASKED), {shape: len(found) for shape, found in by_shape.items()}, self.asked)
        for shape in sorted(by_shape):
            self._take(by_shape[shape], len(self.taken) + parts[shape], parts[shape])
        by_kind: dict[str, list[SampleKey]] = {}
        for key in self.keys:
            by_kind.setdefault(key.kind, []).append(key)
        shared = quotas(self.budget - len(self.taken), {kind: len(found) for kind, found in by_kind.items()}, self.weights)
        for kind in sorted(by_kind, key=lambda kind: (len(by_kind[kind]), kind)):
            if shared[kind]:
                self._take(by_kind[kind], len(self.taken) + shared[kind], shared[kind])
        wanted = [key for key in self.keys if self.weights.get(key.kind, 1.0) > 0]
        self._take(wanted, self.budget, self.budget)

    def _take(self, keys: Sequence[SampleKey], limit: int, budget: int) -> None:
        """Take keys until ``limit`` are taken: first what covers a fact that has no sample yet, then skeletons below the mean, then any."""
        skeletons = len({k.skeleton for k in keys})
        cap, mean = skeleton_cap(budget, skeletons, self.recipe.share), max(1, budget // max(1, skeletons))
        for wanted in ("a fact that has no sample yet", "a skeleton below the mean", "any"):
            for key in keys:
                if len(self.taken) >= limit:
                    return
                if key.id in self.taken:
                    continue
                if wanted.startswith("a fact") and all(self.uses[f] for f in key.facts):
                    continue
                if wanted.startswith("a skeleton") and self.shapes[key.skeleton] >= mean:
                    continue
                if self.shapes[key.skeleton] < cap and all(self.uses[f] < self.per_fact for f in key.facts):
                    self._add(key)
                elif wanted == "any":
                    self.over.add(key.id)

    def _add(self, key: SampleKey) -> None:
        self.taken.add(key.id)
        self.shapes[key.skeleton] += 1
        self.uses.update(key.facts)


def distinct_skeletons(keys: Iterable[SampleKey]) -> int:
    return len({key.skeleton for key in keys})
