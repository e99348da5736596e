"""Many forms at once: the shape for all starts, the file of forms and its processes give what form by form is answered."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import answers_file
from kgcorpus import forms as f
from kgcorpus.answers import engine_of
from kgcorpus.answers_file import answer_file, answer_lines
from kgcorpus.answers_lines import read_forms
from kgcorpus.errors import KgcorpusError, MissingExtra
from kgcorpus.graph.shapes import WALK_BYTES, answer_shape, shape_blocks
from kgcorpus.graph.table import FactTable, from_facts
from kgcorpus.model import Entity, Fact, Literal
from kgcorpus.ontology import Ontology
from tests import graph_strategies as random_things
from tests.running import Program

ENDS = (*random_things.NAMES, "ex:unknown", "ex:old")
SMALL = 3 * WALK_BYTES / 1e6
"""Megabytes that hold three walks."""


def random_table(rng: Random) -> FactTable:
    facts, entities, grounds = random_things.graph(rng)
    redirects = {"ex:old": random_things.NAMES[0]}
    return from_facts(facts, random_things.ONTOLOGY, entities, grounds, random_things.DATE, redirects=redirects)


def with_holes(form: f.Form) -> tuple[f.Form, int]:
    """The form with its entities as holes, in the order in which they stand, and how many there are."""
    seen: dict[str, str] = {}
    return f.map_ids(form, lambda id: seen.setdefault(id, f"?{len(seen)}"), in_with=False), len(seen)


def one_by_one(engine: Any, form: f.Form, proof: bool) -> dict[str, Any]:
    try:
        return engine.answer(form, proof=proof).to_json()
    except KgcorpusError as error:
        return {"error": str(error)}


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_a_shape_for_all_starts_is_what_its_forms_are_one_by_one(rng: Random) -> None:
    table = random_table(rng)
    engine = engine_of(table)
    for _ in range(4):
        shape, holes = with_holes(random_things.form(rng, ops="all"))
        starts = [tuple(rng.choice(ENDS) for _ in range(holes)) for _ in range(6 if holes else 1)]  # some twice, unknown, merged away
        single = [one_by_one(engine, f.fill(shape, start), True) for start in starts]
        if any("error" in line for line in single):
            continue
        for memory in (SMALL, 400):
            together = [answer.to_json() for answer in engine.answers(shape, starts, proof=True, memory=memory)]
            assert together == single, f.to_json(shape)
            kept = answer_shape(shape, starts, table, memory=memory)
            assert [kept.answer(row, proof=True).to_json() for row in range(len(starts))] == single, f.to_json(shape)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_a_file_of_forms_is_answered_as_form_by_form_in_its_order(rng: Random) -> None:
    table = random_table(rng)
    shapes = [with_holes(random_things.form(rng, ops="all")) for _ in range(4)]
    forms = [f.to_json(f.fill(shape, tuple(rng.choice(ENDS) for _ in range(holes)))) for shape, holes in rng.choices(shapes, k=24)]
    forms[3] = {"op": "step", "of": {"op": "entity", "id": 7}, "predicate": "ex:p"}
    forms[9] = f.to_json(f.Step(f.Entity("?0"), "ex:p"))
    forms[11] = {"op": "step", "of": {"op": "entity", "id": "ex:a"}, "predicate": "ex:none", "drop": ["ex:a"]}
    forms[13] = orjson.dumps(forms[0]).decode()
    for engine, memory, window in (("matrix", SMALL, 5), ("matrix", 400, 1 << 16), ("sparql", 400, 7)):
        asking = engine_of(table, engine)
        expected = [{"id": n, **_parsed(asking, form)} for n, form in enumerate(forms)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(answers_file, "WINDOW", window)
            patch.setattr(answers_file, "IN_MEMORY", 100)
            out = io.BytesIO()
            fine = answer_lines(_asked(forms), table, out, engine=engine, proof=True, memory=memory)
        assert [orjson.loads(line) for line in out.getvalue().splitlines()] == expected
        assert fine == all("error" not in line for line in expected)


def _parsed(engine: Any, form: Any) -> dict[str, Any]:
    try:
        return one_by_one(engine, f.parse(form), True)
    except KgcorpusError as error:
        return {"error": str(error)}


def _asked(forms: list[Any]) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.jsonl"
        path.write_bytes(b"\n".join(orjson.dumps({"id": n, "form": form}) for n, form in enumerate(forms)))
        return read_forms(path)


# --------------------------------------------------------------------------------------------- shapes of forms


def test_forms_written_alike_but_for_their_entities_are_one_shape() -> None:
    ends = (("a", "a"), ("b", "b"), ("a", "b"))
    chain = [{"op": "step", "of": {"op": "entity", "id": x}, "predicate": "p", "drop": [y]} for x, y in ends]
    ask = {"op": "ask", "subject": "a", "predicate": "p", "object": "a"}
    other = {"op": "ask", "subject": "a", "predicate": "p", "object": {"value": "1", "datatype": "xsd:integer"}}
    found = _asked([*chain, ask, other])
    assert found.place == [0, 0, 1, 2, 3]
    assert found.starts == [("a",), ("b",), ("b", "a"), ("a",), ("a",)]
    assert [f.fill(found.shapes[place], start) for place, start in zip(found.place, found.starts, strict=True)] == [
        f.parse(form) for form in (*chain, ask, other)
    ]


def test_a_condition_belongs_to_the_shape() -> None:
    forms = [
        {"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "with": [{"qualifier": "as", "id": id}]} for id in ("b", "c")
    ]
    assert _asked(forms).place == [0, 1]


def test_values_of_different_starts_need_not_be_comparable() -> None:
    kg, g, day = Literal("xsd:decimal", "2", "kg"), Literal("xsd:decimal", "500", "g"), Literal("xsd:date", "2021-01-01")
    values = {"a1": g, "a2": kg, "b1": kg, "b2": kg, "c1": day, "c2": replace(day, value="2020-01-01"), "d1": day, "d2": g}
    facts = [Fact(name[0], "has", name) for name in values] + [Fact(name, "v", value) for name, value in values.items()]
    table = from_facts(facts, Ontology(), (), (), "2026-01-01")
    members, starts = f.Step(f.Entity("?0"), "has"), [("a",), ("b",), ("c",)]
    assert [answer_shape(f.Most(members, "v"), starts, table).answers(n) for n in range(3)] == [["a2"], ["b1", "b2"], ["c1"]]
    assert [answer_shape(f.Sort(members, "v"), starts, table).answers(n)[0] for n in range(3)] == ["a1", "b1", "c2"]
    with pytest.raises(KgcorpusError, match="values that are numbers and values that are dates"):
        answer_shape(f.Most(members, "v"), [*starts, ("d",)], table)
    total = answer_shape(f.Sum(members, "v"), starts, table)
    single = [one_by_one(engine_of(table), f.Sum(f.fill(members, start), "v"), False)["value"] for start in starts]
    assert [total.value(n) for n in range(3)] == single
    assert [total.value(n)["unit"] for n in range(2)] != ["g", "g"] and total.value(2) == "0"


def test_an_error_of_one_start_leaves_the_others_of_its_shape_answered() -> None:
    class Fussy:
        """An engine that a start of the many can upset."""

        def answers(self, shape: f.Form, starts: Any, *, proof: bool = False, memory: float = 1) -> Any:
            for start in starts:
                if start == ("d",):
                    raise KgcorpusError("form", "cannot add mg to mmol/L")
                yield engine_of(TABLE).answer(f.fill(shape, start))

        def answer(self, form: f.Form, *, proof: bool = False) -> Any:
            return next(self.answers(*with_start(form)))

    def with_start(form: Any) -> Any:
        return f.Step(f.Entity("?0"), "p"), [(form.of.id,)]

    task = answers_file.Task(f.Step(f.Entity("?0"), "p"), [(x,) for x in "abcdea"], False, 1)
    solved = answers_file.solve(Fussy(), task)  # type: ignore[arg-type]
    assert [one.fine for one in solved] == [True, True, True, False, True, True]
    assert b"cannot add" in solved[3].fields and solved[0] == solved[5]


# --------------------------------------------------------------------------------------------- memory

TABLE = from_facts([Fact(f"{x}", "p", f"{y}") for x in "abcdefgh" for y in "abcdefgh"], Ontology(), (), (), "2026-01-01")


def test_blocks_keep_to_the_memory_and_together_have_all_starts() -> None:
    starts = [(x,) for x in "abcdefgh"]
    twice = f.Step(f.Step(f.Entity("?0"), "p"), "p")
    whole = answer_shape(twice, starts, TABLE)
    walks = 2 * (8 + 64)  # of two starts
    blocks = list(shape_blocks(twice, starts, TABLE, memory=(walks + 10) * WALK_BYTES / 1e6))
    assert [len(block) for block in blocks] == [2, 2, 2, 2]
    assert [block.answers(row) for block in blocks for row in range(len(block))] == [whole.answers(row) for row in range(8)]
    assert [len(block) for block in shape_blocks(twice, starts, TABLE)] == [8]
    assert [len(block) for block in shape_blocks(twice, starts, TABLE, memory=0)] == [1] * 8


def test_a_block_is_evaluated_once_for_answers_reasons_and_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    from kgcorpus.graph.matrix import Evaluation

    found: list[int] = []
    whole = Evaluation.__init__
    monkeypatch.setattr(Evaluation, "__init__", lambda self, engine, starts: found.append(len(starts)) or whole(self, engine, starts))
    assert len(list(engine_of(TABLE).answers(f.Step(f.Entity("?0"), "p"), [("a",), ("b",), ("c",)], proof=True))) == 3  # type: ignore[attr-defined]
    assert found == [3]


# --------------------------------------------------------------------------------------------- processes


@pytest.fixture(scope="module")
def film_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, bytes]:
    folder = tmp_path_factory.mktemp("films")
    rng = Random(5)
    facts, forms = folder / "g.tsv", folder / "f.jsonl"
    facts.write_text("".join(f"f{rng.randrange(40)}\tin\tp{rng.randrange(60)}\n" for _ in range(200)))
    asked: list[Any] = []
    for n in range(60):
        start = f"p{rng.randrange(60)}"
        once = f.Step(f.Entity(start), "in", True, (start,))
        asked.append(f.to_json(rng.choice((once, f.Step(once, "in", False, (start,)), f.Count(once), f.Step(once, f"no{n}")))))
    forms.write_bytes(b"".join(orjson.dumps({"id": f"q{n}", "form": form}) + b"\n" for n, form in enumerate(asked)))
    out = io.BytesIO()
    answer_file(facts, forms, out, proof=True)
    return facts, forms, out.getvalue()


@pytest.mark.parametrize("engine", ["matrix", "sparql"])
def test_processes_give_the_same_bytes(film_files: tuple[Path, Path, bytes], engine: str, program: Program, tmp_path: Path) -> None:
    facts, forms, expected = film_files
    ran = program("answer", facts, forms, "--proof", "--workers", "2", "--engine", engine, "--memory", "1", "--out", tmp_path / "out")
    assert (ran.code, (tmp_path / "out").read_bytes()) == (1, expected)


def test_a_ray_cluster_gives_the_same_bytes(film_files: tuple[Path, Path, bytes]) -> None:
    pytest.importorskip("ray", reason='Ray is not installed (pip install "kgcorpus[ray]")')
    facts, forms, expected = film_files
    out = io.BytesIO()
    assert not answer_file(facts, forms, out, proof=True, ray="local", workers=2)
    assert out.getvalue() == expected


def test_without_ray_its_install_line_is_said(
    film_files: tuple[Path, Path, bytes], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "ray", None)
    facts, forms, _ = film_files
    with pytest.raises(MissingExtra, match=r'--ray: Ray is not installed; pip install "kgcorpus\[ray\]"'):
        answer_file(facts, forms, io.BytesIO(), ray="auto")
    ran = program("--lang", "zh", "answer", facts, forms, "--ray", "auto")
    assert ran.code == 2 and "没有安装Ray" in ran.err


def test_an_entity_that_was_merged_away_is_found_for_many_starts_too() -> None:
    facts = [Fact("ex:new", "ex:p", "ex:b"), Fact("ex:b", "ex:p", "ex:old")]
    table = from_facts(facts, Ontology(), [Entity("ex:old", ())], (), "2026-01-01", redirects={"ex:old": "ex:new"})
    found = answer_shape(f.Step(f.Entity("?0"), "ex:p"), [("ex:old",), ("ex:b",)], table)
    assert found.answers(0) == ["ex:b"]
