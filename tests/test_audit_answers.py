"""The audit proves samples of every operation, and trips over each that says something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kgcorpus import forms as f
from kgcorpus.answers_shape import answer_shape
from kgcorpus.errors import KgcorpusError
from kgcorpus.forms import undated
from kgcorpus.forms_sparql import names_of, to_sparql
from kgcorpus.graph.inference import derive
from kgcorpus.graph.table import FactTable, from_facts
from kgcorpus.model import Entity, Fact, Ground, Json, Literal, Term, content_id, digest
from kgcorpus.rdf import write_graph_nt
from kgcorpus.release.audit import ReleaseFiles, Report
from kgcorpus.release.audit_samples import WHOLE, Claims, Solving
from kgcorpus.release.said import Said, claimed, difference, found
from tests import graph_strategies as random_things

MANIFEST = {"date": random_things.DATE, "recipe": {}, "counts": {"samples": 0}}
LISTED = Ground("ex:Top", "rdf:type", True, "listed", 1)
Sample = dict[str, Any]


def answer_of(term: Term) -> Sample:
    if isinstance(term, str):
        return {"id": term, "value": term, "type": "entity", "aliases": []}
    return {**{k: v for k, v in term.to_json().items() if k not in ("datatype", "lang")}, "type": "string"}


def answers_of(form: f.Form, answers: list[Term], value: Json) -> list[Sample]:
    """The answers as a generator records them."""
    inner = undated(form)
    if f.denotes_set(inner):
        return [answer_of(term) for term in answers]
    if value is None:
        return []
    if isinstance(inner, f.Compare):
        side = {"left": inner.left, "right": inner.right}.get(str(value))
        return [answer_of(side.id) if isinstance(side, f.Entity) else {"value": "the same", "type": "string", "aliases": []}]
    if isinstance(value, dict):
        return [{"value": value["value"], "unit": value["unit"], "type": "number"}]
    return [{"value": value, "type": "number"}]


def sample_of(form: f.Form, table: FactTable) -> Sample:
    """A sample as far as its answers are proved."""
    again = answer_shape(form, [()], table)
    made = answers_of(form, again.answers(0), again.value(0))
    facts = sorted({table.fact_id(n) for n in table.asserted(again.support(0))})
    grounds = sorted({g.id for g in again.grounds(0)}) if again.complete[0] else []
    inner = undated(form)
    mode = "count" if isinstance(inner, f.Count) else "order" if isinstance(inner, f.Sort) else "some"
    out = {
        "id": "", "kind": "test", "lang": "en", "setting": "closed_book", "question": "?", "answers": made, "mode": mode,
        "form": f.to_json(form), "sparql": to_sparql(form, names_of(random_things.ONTOLOGY, random_things.DATE)),
        "complete": bool(again.complete[0]), "facts": facts, "grounds": grounds, "basis": digest(facts, grounds), "hops": f.hops(form),
        "split": "train", "labels": {},
    }  # fmt: skip
    if isinstance(form, f.AsOf):
        out["as_of"] = form.date
    out["id"] = content_id("s", "test", "en", out["form"], "closed_book")
    return out


def release(rng: Random, folder: Path) -> ReleaseFiles:
    facts, entities, grounds = random_things.graph(rng)
    known = {fact.id: fact for fact in facts}
    every = known | {fact.id: fact for fact in derive(list(known.values()), random_things.ONTOLOGY)}
    named = {e.id: Entity(e.id, e.classes, {"en": e.id}) for e in entities}
    write_graph_nt(every.values(), random_things.ONTOLOGY, named, random_things.DATE, folder / "graph.nt")
    return ReleaseFiles(
        folder, MANIFEST, random_things.ONTOLOGY, {}, {}, {}, tuple(every[id] for id in sorted(every)), named,
        tuple(sorted((*grounds, LISTED), key=lambda g: g.id)),
    )  # fmt: skip


def failures(files: ReleaseFiles, samples: list[Sample]) -> list[tuple[str, str, str]]:
    report = Report(files.folder)
    claims = Claims(files, report)
    for sample in samples:
        claims.sample(sample)
    Solving(files, report).solve(claims, lambda text: None)
    return [(failure.check, failure.about, failure.message) for failure in report.failures if failure.check != "licences"]


@pytest.mark.parametrize("seed", range(6))
def test_samples_of_every_operation_are_proved(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    files = release(rng, tmp_path)
    table = from_facts(files.facts, files.ontology, files.entities, files.grounds, random_things.DATE)
    samples: dict[str, Sample] = {}
    while len(samples) < 40:
        form = f.normalise(random_things.form(rng, ops="all"))
        if not all(id in table.index for id in f.entities_of(form)):
            continue
        try:
            sample = sample_of(form, table)
        except KgcorpusError:
            continue
        if sample["complete"] or not isinstance(undated(form), WHOLE):
            samples[sample["id"]] = sample
    assert failures(files, list(samples.values())) == []


A, B, C = random_things.NAMES[:3]
V = "ex:w"
HAVE = {A: "3", B: "5", C: "3"}
CASES: Mapping[str, tuple[f.Form, Callable[[Sample], object]]] = {
    "sum": (f.Sum(f.Class("ex:Top"), V), lambda s: s["answers"][0].update(value="12")),
    "sum in another unit": (f.Sum(f.Class("ex:Top"), V), lambda s: s["answers"][0].update(unit="g")),
    "avg": (f.Avg(f.Class("ex:Top"), V), lambda s: s["answers"][0].update(value="3.66666666666")),
    "compare": (f.Compare(f.Entity(A), f.Entity(B), V), lambda s: s["answers"][0].update(id=A)),
    "equal": (f.Compare(f.Entity(A), f.Entity(C), V), lambda s: s["answers"][0].update(id=A)),
    "sort": (f.Sort(f.Class("ex:Top"), V), lambda s: s["answers"].reverse()),
    "most": (f.Most(f.Class("ex:Top"), V), lambda s: s["answers"][0].update(id=A)),
    "least": (f.Least(f.Class("ex:Top"), V), lambda s: s["answers"].pop()),
    "where": (f.Where(f.Class("ex:Top"), V, "<", Literal("xsd:decimal", "0.004", unit="g")), lambda s: s["answers"].pop()),
    "every": (f.Every(f.Or((f.Entity(A), f.Entity(B))), "ex:p"), lambda s: s["answers"].clear()),
    "where_linked": (f.WhereLinked(f.Class("ex:Top"), "ex:p", "=", 0), lambda s: s["answers"].clear()),
    "most_linked": (f.MostLinked(f.Class("ex:Top"), "ex:p"), lambda s: s["answers"].pop()),
    "relations": (f.Relations(f.Entity(A), f.Entity(C)), lambda s: s["answers"][0].update(id="^ex:p")),
    "qualifier_of": (f.QualifierOf(A, "ex:trans", B, "ex:when"), lambda s: s["answers"].clear()),
    "not known, said to be false": (f.Ask(A, "ex:sub", B), lambda s: s["answers"].append({"value": False, "type": "bool"})),
    "false, said to be not known": (f.Ask(A, "ex:fun", B), lambda s: s["answers"].clear()),
    "count": (f.Count(f.Class("ex:Top")), lambda s: s["answers"][0].update(value=4)),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_sample_that_says_otherwise_is_found(name: str, tmp_path: Path) -> None:
    form, change = CASES[name]
    facts = [Fact(id, V, Literal("xsd:decimal", value, unit="mg")) for id, value in HAVE.items()]
    facts += [Fact(A, "ex:p", C), Fact(B, "ex:p", C), Fact(A, "ex:fun", C)]
    facts += [Fact(A, "ex:trans", B, (random_things.Qualifier("ex:when", C),))]
    named = {id: Entity(id, ("ex:Top",), {"en": id}) for id in HAVE}
    every = {fact.id: fact for fact in (*facts, *derive(facts, random_things.ONTOLOGY))}
    write_graph_nt(every.values(), random_things.ONTOLOGY, named, random_things.DATE, tmp_path / "graph.nt")
    grounds = (LISTED, *(Ground(id, p, False, "table", 1) for id in HAVE for p in (V, "ex:p")))
    files = ReleaseFiles(tmp_path, MANIFEST, random_things.ONTOLOGY, {}, {}, {}, tuple(every.values()), named, grounds)
    table = from_facts(files.facts, files.ontology, named, grounds, random_things.DATE)
    sample = sample_of(f.normalise(form), table)
    assert failures(files, [sample]) == []
    assert name.startswith("not known") or sample["answers"], "a specimen with an answer"
    change(sample)
    assert {check for check, _, _ in failures(files, [sample])} == {"answers"}


def test_what_one_more_member_would_change_is_asked_only_where_nothing_is_open(tmp_path: Path) -> None:
    named = {A: Entity(A, ("ex:Top",), {"en": A})}
    facts = (Fact(A, V, Literal("xsd:decimal", "3", unit="mg")),)
    write_graph_nt(facts, random_things.ONTOLOGY, named, random_things.DATE, tmp_path / "graph.nt")
    files = ReleaseFiles(tmp_path, MANIFEST, random_things.ONTOLOGY, {}, {}, {}, facts, named, ())
    table = from_facts(facts, files.ontology, named, (), random_things.DATE)
    asked = [sample_of(op(f.Class("ex:Other"), V), table) for op in (f.Sum, f.Most, f.Sort)]
    asked.append(sample_of(f.Step(f.Entity(A), V), table))
    told = failures(files, asked)
    assert {about for check, about, _ in told if check == "labels"} == {sample["id"] for sample in asked[:3]}


def test_an_order_is_said_and_a_set_is_not() -> None:
    both = [answer_of(A), answer_of(B)]
    sort, most = f.Sort(f.Class("ex:Top"), V), f.Most(f.Class("ex:Top"), V)
    assert claimed(most, {"answers": both}) == claimed(most, {"answers": both[::-1]})
    assert claimed(sort, {"answers": both}) != claimed(sort, {"answers": both[::-1]})
    assert "in another order" in difference(Said((A, B)), Said((B, A)))


def test_a_statement_with_not_says_the_opposite_of_its_form() -> None:
    ask = f.Ask(A, "ex:p", B)
    sample: Sample = {"answers": [{"value": True, "type": "bool"}], "labels": {"negated": True}}
    assert claimed(ask, sample) == found(ask, (), False, lambda form: None)
    assert claimed(ask, {"answers": [], "labels": {}}) == found(ask, (), None, lambda form: None)


def test_a_sample_without_form_needs_a_cause(tmp_path: Path) -> None:
    files = release(Random(1), tmp_path)
    sample = {**sample_of(f.Class("ex:Top"), from_facts(files.facts, files.ontology, files.entities, files.grounds, random_things.DATE))}
    for cause, wanted in ((None, {"forms"}), ({"kind": "outside_schema"}, set())):
        bare = {**sample, "form": None, "answers": [], "facts": [], "grounds": [], "basis": digest([], []), "hops": 0, "complete": False}
        bare |= {"cause": cause} if cause else {}
        found_out = {check for check, _, _ in failures(files, [bare])}
        assert found_out - {"sample ids"} == wanted
