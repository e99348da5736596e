"""Engines give equal answers, and the answers that the contract says."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import forms as f
from kgcorpus.answers import engine_of
from kgcorpus.errors import KgcorpusError
from kgcorpus.forms import undated
from kgcorpus.graph.files import load
from kgcorpus.graph.table import FactTable, from_facts
from tests import graph_strategies as random_things
from tests.plain_answers import Plain


def line(engine: Any, form: f.Form) -> dict[str, Any]:
    """The line of an engine's answer with proof, or of its error."""
    try:
        made: dict[str, Any] = engine.answer(form, proof=True).to_json()
    except KgcorpusError as error:
        return {"error": str(error)}
    return made


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_matrix_and_sparql_give_the_same_lines(rng: Random) -> None:
    facts, entities, grounds = random_things.graph(rng)
    table = from_facts(facts, random_things.ONTOLOGY, entities, grounds, random_things.DATE)
    engines = [engine_of(table, name) for name in ("matrix", "sparql")]
    for form in (random_things.form(rng, ops="all") for _ in range(6)):
        lines = [line(engine, form) for engine in engines]
        assert lines[0] == lines[1], f.to_json(form)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_tables_of_three_columns_are_answered_by_both_as_by_sets(rng: Random) -> None:
    triples = random_things.triples(rng)
    table, plain = plain_table(triples), Plain(triples)
    engines = [engine_of(table, name) for name in ("matrix", "sparql")]
    for form in (random_things.plain_form(rng, triples) for _ in range(8)):
        lines = [line(engine, form) for engine in engines]
        assert lines[0] == lines[1], f.to_json(form)
        want = plain.members(form)
        given = lines[0]["value"] if not f.denotes_set(form) else lines[0]["answers"]
        assert given == (sorted(want) if isinstance(want, set) else want), f.to_json(form)


def plain_table(triples: random_things.Triples) -> FactTable:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "g.tsv"
        path.write_text("".join("\t".join(t) + "\n" for t in sorted(triples)), encoding="utf-8")
        return load(path)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_a_shape_asked_for_many_starts_gives_what_its_forms_give(rng: Random) -> None:
    facts, entities, grounds = random_things.graph(rng)
    table = from_facts(facts, random_things.ONTOLOGY, entities, grounds, random_things.DATE)
    matrix, auditor = engine_of(table, "matrix"), engine_of(table, "sparql")
    for _ in range(4):
        shape, own = f.shape_of(random_things.form(rng, ops="all"))
        chosen = [own, *(tuple(rng.choice(random_things.NAMES) for _ in own) for _ in range(5))]
        starts = [start for start in dict.fromkeys(chosen) if all(id in table.index for id in start)]
        singles = {start: line(matrix, f.fill(shape, start)) for start in starts}
        if any("error" in single for single in singles.values()):
            continue
        for start, outcome in auditor.graph.outcomes(shape, starts).items():  # type: ignore[attr-defined]
            expected = matrix.answer(f.fill(shape, start))
            if isinstance(undated(shape), f.Ask):
                assert (outcome.value is True) == (expected.value is True) or expected.value is None, (f.to_json(shape), start)
            else:
                assert (outcome.answers, outcome.value) == (expected.answers, expected.value), (f.to_json(shape), start)
