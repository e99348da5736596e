"""Splitting, choosing, licences and plots: rules on small made-up data."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.config import Recipe
from kgcorpus.model import Derivation, Document, Evidence, Fact, Source, Span
from kgcorpus.release import figures, splits
from kgcorpus.release.duplicates import near_duplicate_share
from kgcorpus.release.mixture import choose
from kgcorpus.release.permissions import Permissions
from kgcorpus.release.splits import SampleKey
from kgcorpus.sources import may_show


def key(
    n: int, facts: tuple[str, ...] = (), skeleton: str = "s", lang: str = "en", form: str | None = None, paraphrases: int = 0
) -> SampleKey:
    wordings = tuple(f"{n}/{i}" for i in range(1 + paraphrases))
    return SampleKey(f"s-{n}", lang, "qa", "closed_book", form or f"form {n}", facts, 1, wordings, skeleton)


def people(n: int) -> list[Fact]:
    return [Fact(f"x:p{i}", "x:likes", f"x:q{i}") for i in range(n)]


def test_a_fact_lies_on_one_side_with_its_derived_twin() -> None:
    facts = people(50)
    twins = [Fact(str(f.object), "x:likedBy", f.subject, derived=Derivation("inverse", (f.id,))) for f in facts]
    owner = splits.owners([*twins, *facts], frozenset())
    assert all(owner[f.id] == owner[t.id] == (f.subject,) for f, t in zip(facts, twins, strict=True))


def test_symmetric_facts_have_one_owner_whichever_end_comes_first() -> None:
    one, two = Fact("x:a", "x:near", "x:b"), Fact("x:b", "x:near", "x:a")
    owner = splits.owners([one, two], frozenset({"x:near"}))
    assert owner[one.id] == owner[two.id] == ("x:a",)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 80), min_size=1, max_size=3), min_size=1, max_size=120), st.randoms(use_true_random=False))
def test_splits_hold_their_promises_and_do_not_depend_on_order(rows: list[list[int]], random: object) -> None:
    facts = people(81)
    ids = [f.id for f in facts]
    owner = splits.owners(facts, frozenset())
    keys = [key(n, tuple(ids[i] for i in row)) for n, row in enumerate(rows)]
    split = splits.assign(keys, owner)
    shuffled = list(keys)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert splits.assign(shuffled, owner) == split
    train = {f for k in keys if split[k.id] == "train" for f in k.facts}
    for k in keys:
        if split[k.id] == "test_unseen":
            assert not train & set(k.facts)
        if split[k.id] == "test_composition":
            assert train >= set(k.facts)


def test_wordings_held_out_are_shown_by_no_train_sample() -> None:
    keys = [key(n, paraphrases=2) for n in range(200)]
    split = {k.id: "train" for k in keys}
    held = splits.held_out(keys, split)
    assert 5 < len(held) < 50
    twin = next(k for k in keys if k.id in held)
    double = SampleKey("s-double", "en", "qa", "closed_book", "f", (), 1, (twin.wordings[1 + held[twin.id]],), "s")
    assert twin.id not in splits.held_out([*keys, double], {**split, "s-double": "train"})


def test_a_budget_covers_facts_first_and_caps_skeletons() -> None:
    keys = [key(n, (f"f{n % 40}",), skeleton=f"k{n % 10}") for n in range(400)]
    taken, left = choose(keys, Recipe(name="r", purpose="train", budget=100, per_fact=3, share=0.02))
    assert len(taken) == 100 and len(taken) + len(left) == 400
    chosen = [k for k in keys if k.id in taken]
    assert {f for k in chosen for f in k.facts} == {f"f{n}" for n in range(40)}
    assert max(Counter(k.skeleton for k in chosen).values()) <= 20
    assert max(Counter(f for k in chosen for f in k.facts).values()) <= 3
    assert {reason for _, reason in left} <= {"over_share", "over_budget"}


def test_no_budget_takes_everything() -> None:
    keys = [key(n) for n in range(30)]
    assert choose(keys, Recipe(name="all", purpose="train", budget=None, per_fact=None)) == ({k.id for k in keys}, [])


def document(name: str, licence: str | None, uses: tuple[str, ...]) -> Document:
    return Document(name, name, name, "text", (), Source(name, licence=licence, uses=uses, sensitivity="public"), name, "en", "txt")


def test_a_fact_may_be_used_if_one_of_its_grounds_may() -> None:
    documents = {
        d.id: d for d in (document("free", "CC0-1.0", ("train",)), document("none", None, ("train",)), document("read", "CC0-1.0", ()))
    }

    def fact(n: int, *names: str) -> Fact:
        return Fact(f"x:{n}", "x:p", "x:o", evidence=tuple(Evidence((Span("subject", name, 0, 1, "t"),)) for name in names))

    both, none, read = fact(1, "none", "free"), fact(2, "none"), fact(3, "read")
    allowed = Permissions(documents, [both, none, read], [], "train")
    assert allowed.of_sample([both.id], [], None) is None
    assert allowed.of_sample([none.id], [], None) == "no_licence"
    assert allowed.of_sample([both.id, read.id], [], None) == "use_not_allowed"
    assert allowed.of_sample([both.id], [], "none") == "no_licence"
    assert not may_show(documents["none"].source)


def test_plots_are_well_formed_and_escape_labels() -> None:
    svg = figures.counted("A & B", {"<x>": {"zh": 3}, "药物" * 40: {"zh": 1, "en": 2}}, ["zh", "en"])
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg") and any("药物" in (t.text or "") for t in root.iter())


def test_near_duplicates_are_counted_once_each() -> None:
    assert near_duplicate_share(["Who wrote Dune?", "Who wrote Dune?", "What is basalt?", "Which rivers cross Bavaria?"]) == 0.25
