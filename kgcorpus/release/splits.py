"""Which split a sample belongs to: by hash, never by order, so that it survives a rebuild.

Facts are assigned to a side by their owner entity, so that ``test_unseen`` asks only for facts of which no train sample says anything.
On the
seen side, forms are drawn for ``test_composition`` (every fact in train, form not) and ``dev``; of the forms in train, some wordings
are held out
for ``test_wording``. The rules are functions of ids only; ``audit`` runs them again on the release's own files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kgcorpus.model import Fact, digest

UNSEEN_SHARE, COMPOSITION_SHARE, DEV_SHARE, WORDING_SHARE = 0.05, 0.10, 0.05, 0.10
EXEMPT = frozenset({"rdf:type", "rdfs:label", "skos:altLabel"})
SPLITS = ("train", "dev", "test_wording", "test_composition", "test_unseen")


def drawn(purpose: str, key: str, share: float) -> bool:
    """Whether a key falls under a share of all keys; independent for each purpose.

    >>> sum(drawn("dev", str(i), 0.1) for i in range(1000)) in range(70, 130)
    True
    """
    return int(digest(purpose, key)[:13], 16) < share * 16**13


@dataclass(frozen=True, slots=True)
class SampleKey:
    """What splitting and selection need to know of a sample. ``wordings`` are digests of its question and paraphrases, in that order;
    ``before`` are the forms of a dialogue's earlier turns, ``shape`` is the shape as reviewers name it."""

    id: str
    lang: str
    kind: str
    setting: str
    form: str
    facts: tuple[str, ...]
    hops: int
    wordings: tuple[str, ...]
    skeleton: str
    refused: str = ""
    before: tuple[str, ...] = ()
    shape: str = ""


def owners(facts: Iterable[Fact], symmetric: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """For each fact id the entities that own it: the subject of the asserted fact (the lesser end of a symmetric one); for a derived
    fact the owners of
    its premises, so that twins move together; of exempt predicates none."""
    out: dict[str, tuple[str, ...]] = {}
    derived: list[Fact] = []
    for fact in facts:
        if fact.derived:
            derived.append(fact)
        elif fact.predicate in EXEMPT:
            out[fact.id] = ()
        elif fact.predicate in symmetric and isinstance(fact.object, str):
            out[fact.id] = (min(fact.subject, fact.object),)
        else:
            out[fact.id] = (fact.subject,)
    for fact in derived:
        assert fact.derived is not None
        out[fact.id] = tuple(sorted({owner for premise in fact.derived.premises for owner in out.get(premise, ())}))
    return out


def sides(facts: Iterable[str], owner: Mapping[str, tuple[str, ...]]) -> set[bool]:
    """The sides that a sample's facts lie on: True for unseen."""
    return {drawn("unseen", entity, UNSEEN_SHARE) for fact in facts for entity in owner[fact]}


def assign(keys: list[SampleKey], owner: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The split of each sample by id, ``mixed`` where its facts lie on both sides, or the forms of its turns in several splits.
    ``test_wording`` is not given here: it is made of held-out wordings."""
    split: dict[str, str] = {}
    dialogues = [key for key in keys if key.before]
    keys = [key for key in keys if not key.before]
    for key in keys:
        on = sides(key.facts, owner)
        if len(on) > 1:
            split[key.id] = "mixed"
        elif True in on:
            split[key.id] = "test_unseen"
        elif drawn("composition", key.form, COMPOSITION_SHARE):
            split[key.id] = "test_composition"
        elif drawn("dev", key.form, DEV_SHARE):
            split[key.id] = "dev"
        else:
            split[key.id] = "train"
    # A form drawn for composition whose facts train does not cover would test unseen facts: it goes to train. Forms move as a whole.
    trained = {fact for key in keys if split[key.id] == "train" for fact in key.facts}
    uncovered = {k.form for k in keys if split[k.id] == "test_composition" and not trained.issuperset(k.facts)}
    for key in keys:
        if split[key.id] == "test_composition" and key.form in uncovered:
            split[key.id] = "train"
    composed = {key.form for key in keys if split[key.id] == "test_composition"}
    for key in dialogues:
        on = sides(key.facts, owner)
        found = {_of_form(form, composed) for form in (key.form, *key.before)}
        split[key.id] = "mixed" if len(on) > 1 or (True not in on and len(found) > 1) else "test_unseen" if True in on else found.pop()
    return split


def _of_form(form: str, composed: Collection[str]) -> str:
    """The split of a form on the seen side, as that of samples which ask nothing else."""
    if form in composed:
        return "test_composition"
    return "dev" if not drawn("composition", form, COMPOSITION_SHARE) and drawn("dev", form, DEV_SHARE) else "train"


def held_out(keys: Iterable[SampleKey], split: Mapping[str, str]) -> dict[str, int]:
    """For the train samples that give up a paraphrase to ``test_wording``: its index. A wording that another train sample shows stays."""
    train = [key for key in keys if split[key.id] == "train"]
    shown = Counter(wording for key in train for wording in key.wordings)
    out: dict[str, int] = {}
    for key in train:
        paraphrases = key.wordings[1:]
        if paraphrases and drawn("wording", key.id, WORDING_SHARE):
            index = int(digest("which wording", key.id)[:8], 16) % len(paraphrases)
            if shown[paraphrases[index]] == 1:
                out[key.id] = index
    return out
