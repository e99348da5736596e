"""Which samples a recipe takes: coverage first, then variety, under caps, in an order that depends on ids only.

The order is a hash of the sample id, so one changed document changes only the samples that rest on it and those that take their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kgcorpus.config import Recipe
from kgcorpus.model import digest
from kgcorpus.release.splits import SampleKey


def skeleton_cap(budget: int, skeletons: int, share: float) -> int:
    """How many samples one question skeleton may have: the share of the budget; with under 100 skeletons twice the mean."""
    if skeletons < 100:
        return max(1, (2 * budget) // max(1, skeletons))
    return max(1, int(budget * share))


def choose(keys: list[SampleKey], recipe: Recipe) -> tuple[set[str], list[tuple[SampleKey, str]]]:
    """The ids taken, and (key, reason) for each one left out: ``over_share`` (its skeleton or its facts are used up) or ``over_budget``."""
    if recipe.budget is None:
        return {key.id for key in keys}, []
    taken: set[str] = set()
    left: list[tuple[SampleKey, str]] = []
    for lang in sorted({key.lang for key in keys}):
        mine = sorted((k for k in keys if k.lang == lang), key=lambda k: digest("order", k.id))
        chosen, out = _choose_language(mine, recipe, recipe.budget)
        taken |= chosen
        left += out
    return taken, left


def _choose_language(keys: list[SampleKey], recipe: Recipe, budget: int) -> tuple[set[str], list[tuple[SampleKey, str]]]:
    budget = min(budget, len(keys))
    cap = skeleton_cap(budget, len({k.skeleton for k in keys}), recipe.share)
    per_fact = recipe.per_fact or budget
    uses: Counter[str] = Counter()
    shapes: Counter[str] = Counter()
    taken: set[str] = set()
    over: set[str] = set()

    def take(key: SampleKey) -> None:
        taken.add(key.id)
        shapes[key.skeleton] += 1
        uses.update(key.facts)

    def fits(key: SampleKey) -> bool:
        return shapes[key.skeleton] < cap and all(uses[f] < per_fact for f in key.facts)

    for wanted in ("a fact that has no sample yet", "a skeleton below the mean", "any"):
        mean = max(1, budget // max(1, len({k.skeleton for k in keys})))
        for key in keys:
            if len(taken) >= budget:
                break
            if key.id in taken:
                continue
            if wanted.startswith("a fact") and all(uses[f] for f in key.facts):
                continue
            if wanted.startswith("a skeleton") and shapes[key.skeleton] >= mean:
                continue
            if fits(key):
                take(key)
            elif wanted == "any":
                over.add(key.id)
    left = [(key, "over_share" if key.id in over else "over_budget") for key in keys if key.id not in taken]
    return taken, left


def distinct_skeletons(keys: Iterable[SampleKey]) -> int:
    return len({key.skeleton for key in keys})
