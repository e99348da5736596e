"""The coverage ledger and the mixture under a budget."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import orjson

from kgcorpus.config import Recipe
from kgcorpus.model import Entity, Evidence, Fact, Rejection, Span
from kgcorpus.ontology import Ontology
from kgcorpus.release.card_coverage import coverage_lines
from kgcorpus.release.contents import Contents
from kgcorpus.release.coverage import Ledger, buckets, shape_of
from kgcorpus.release.mixture import choose, quotas
from kgcorpus.release.splits import SampleKey

from .running import Program
from .small import write_corpus


def key(n: int, kind: str, facts: tuple[str, ...] = (), skeleton: str = "") -> SampleKey:
    return SampleKey(f"s-{kind}-{n}", "zh", kind, "closed_book", f"form{n}", facts or (f"f{n}",), 1, (f"w{n}",), skeleton or f"k{n % 7}")


def test_every_kind_gets_its_part_of_the_budget() -> None:
    keys = [key(n, "qa") for n in range(2000)] + [key(n, "count") for n in range(200)] + [key(n, "truth") for n in range(3)]
    taken, _ = choose(keys, Recipe("r", budget=80, share=1.0, per_fact=None))
    found = Counter(k.kind for k in keys if k.id in taken)
    assert found == {"qa": 66, "count": 11, "truth": 3}
    taken, _ = choose(keys, Recipe("r", budget=80, share=1.0, per_fact=None, mix={"qa": 0, "count": 1}))
    assert {k.kind for k in keys if k.id in taken} == {"count", "truth"}


def test_a_quota_that_cannot_be_filled_goes_to_the_others() -> None:
    assert quotas(100, {"a": 5, "b": 500, "c": 500}, {}) == {"a": 5, "b": 48, "c": 47}
    assert quotas(100, {"a": 5, "b": 6}, {}) == {"a": 5, "b": 6}


def test_taking_samples_away_changes_only_them_and_their_replacements() -> None:
    keys = [key(n, ("qa", "count", "list")[n % 3], (f"f{n % 400}",), f"k{n % 23}") for n in range(3000)]
    gone = {k.id for k in keys if k.facts[0] in ("f1", "f2", "f3")}
    recipe = Recipe("r", budget=300, share=0.5, per_fact=6)
    before, _ = choose(keys, recipe)
    after, _ = choose([k for k in keys if k.id not in gone], recipe)
    assert before & gone
    lost = before - after - gone
    assert len(lost) <= len(before & gone), "what does not rest on the facts that went stays, but for what gives way to a replacement"


ENTITIES = {id: Entity(id, (), {"zh": id, "en": id}) for id in ("x:a", "x:b", "x:c")}


def fact(subject: str, object: str) -> Fact:
    return Fact(subject, "x:p", object, evidence=(Evidence((Span("subject", "d", 0, 1, "a"),)),))


FACTS = (fact("x:a", "x:b"), fact("x:a", "x:c"), fact("x:b", "x:c"))


def contents() -> Contents:
    return Contents(Ontology(), "", tuple(sorted(FACTS, key=lambda f: f.id)), ENTITIES, (), {}, "2026-01-01")


def sample(facts: list[str], topic: str) -> dict[str, object]:
    form = {"op": "step", "of": {"op": "entity", "id": topic}, "predicate": "x:p"}
    labels = {"shape": "objects"}
    return {"id": "s-1", "lang": "zh", "facts": facts, "topic": [{"id": topic}], "difficulty": "easy", "form": form, "labels": labels}


def test_the_ledger_says_what_has_samples_and_why_the_rest_has_none() -> None:
    ledger = Ledger(contents())
    ledger.see(sample([FACTS[0].id], "x:a"))
    rejected = [Rejection("homonym", "zh objects: x:p of x:b"), Rejection("no_wording", "en chain: x:p x:q")]
    found = ledger.written({"s-2": "over_budget"}, {"s-2": [FACTS[1].id]}, rejected)
    assert found["facts"]["all"] == 3 and found["facts"]["with_samples"] == 1
    assert found["facts"]["none"] == {"homonym": 1, "over_budget": 1}
    shapes = {row["shape"]: row for row in found["shapes"]}
    assert shapes["objects: x:p"]["samples"] == 1 and shapes["objects: x:p"]["rejected"] == {"homonym": 1}
    assert shapes["chain: x:p x:q"]["samples"] == 0
    assert any("1" in line for line in coverage_lines(found, "zh")) and list(coverage_lines(found, "en", every=True))


def test_popularity_ranks_things_by_the_facts_they_stand_in() -> None:
    facts = [Fact("x:hub", "x:p", f"x:{n}") for n in range(12)] + [Fact("x:mid", "x:p", f"x:{n}") for n in range(6)]
    found, count = buckets(facts)
    assert found["x:hub"] == "head" and count["x:hub"] == 12
    assert found["x:11"] == "tail" and found["x:mid"] == "torso"


def test_a_shape_is_named_as_reviewers_name_it() -> None:
    inner = {"op": "step", "of": {"op": "entity", "id": "x:a"}, "predicate": "x:p"}
    form = {"op": "and", "of": [{**inner, "inverse": True, "predicate": "x:q"}, inner]}
    assert shape_of({"labels": {"shape": "among"}, "form": form}) == "among: x:p ^x:q"


def test_the_command_shows_the_ledger(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "c")
    assert program("build", folder).code == 0
    ran = program("coverage", folder / "releases" / "default", "--json")
    assert ran.code == 0 and orjson.loads(ran.out)["facts"]["with_samples"] > 0
    assert "谓词" in program("--lang", "zh", "coverage", folder / "releases" / "default").out
    assert program("coverage", folder).code == 2
