"""Engines give equal answers, and the answers that the contract says."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import forms as f
from kgcorpus.answers import engine_of
from kgcorpus.graph.table import from_facts
from tests import graph_strategies as random_things


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_matrix_and_sparql_give_the_same_lines(rng: Random) -> None:
    facts, entities, grounds = random_things.graph(rng)
    table = from_facts(facts, random_things.ONTOLOGY, entities, grounds, random_things.DATE)
    engines = [engine_of(table, name) for name in ("matrix", "sparql")]
    for form in (random_things.form(rng) for _ in range(6)):
        lines = [engine.answer(form, proof=True).to_json() for engine in engines]
        assert lines[0] == lines[1], f.to_json(form)
