"""Forms: read strictly, printed back, normalised, measured, made shapes."""

from __future__ import annotations

import re
from random import Random

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.model import Literal
from tests import graph_strategies as random_things

ALL = {
    "entity": {"op": "entity", "id": "a"},
    "class": {"op": "class", "id": "C"},
    "step": {"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "inverse": True, "drop": ["a"], "with": "any"},
    "and": {"op": "and", "of": [{"op": "entity", "id": "a"}]},
    "or": {"op": "or", "of": [{"op": "entity", "id": "a"}, {"op": "class", "id": "C"}]},
    "minus": {"op": "minus", "of": {"op": "class", "id": "C"}, "without": {"op": "entity", "id": "a"}},
    "every": {"op": "every", "of": {"op": "class", "id": "C"}, "predicate": "p"},
    "where": {"op": "where", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "<=", "value": {"value": "3", "datatype":
    "xsd:decimal"}}, "where_linked": {"op": "where_linked", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "=", "value": 0},
    "as_of": {"op": "as_of", "of": {"op": "class", "id": "C"}, "date": "2021-04"},
    "count": {"op": "count", "of": {"op": "class", "id": "C"}},
    "sum": {"op": "sum", "of": {"op": "class", "id": "C"}, "predicate": "p"},
    "avg": {"op": "avg", "of": {"op": "class", "id": "C"}, "predicate": "p"},
    "most": {"op": "most", "of": {"op": "class", "id": "C"}, "predicate": "p", "k": 3},
    "least": {"op": "least", "of": {"op": "class", "id": "C"}, "predicate": "p"},
    "most_linked": {"op": "most_linked", "of": {"op": "class", "id": "C"}, "predicate": "p", "inverse": True},
    "least_linked": {"op": "least_linked", "of": {"op": "class", "id": "C"}, "predicate": "p", "k": 2},
    "sort": {"op": "sort", "of": {"op": "class", "id": "C"}, "predicate": "p", "descending": True},
    "compare": {"op": "compare", "left": {"op": "entity", "id": "a"}, "right": {"op": "entity", "id": "b"}, "predicate": "p"},
    "ask": {"op": "ask", "subject": "a", "predicate": "p", "object": {"value": "3", "datatype": "xsd:decimal"},
            "with": [{"qualifier": "q", "cmp": "<", "value": {"value": "30", "datatype": "xsd:decimal"}}]},
    "relations": {"op": "relations", "left": {"op": "entity", "id": "a"}, "right": {"op": "entity", "id": "b"}},
    "qualifier_of": {"op": "qualifier_of", "subject": "a", "predicate": "p", "object": "b", "qualifier": "q"},
}  # fmt: skip


def test_every_op_of_the_contract_is_known() -> None:
    assert set(ALL) == set(f.OPS)


@pytest.mark.parametrize("name", ALL)
def test_a_form_is_printed_as_it_was_read(name: str) -> None:
    assert f.to_json(f.parse(ALL[name])) == ALL[name]
    assert f.parse(orjson.dumps(ALL[name])) == f.parse(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_a_missing_or_unknown_field_is_named(name: str) -> None:
    with pytest.raises(FormError, match="'surplus'"):
        f.parse({**ALL[name], "surplus": 1})
    needed = next(key for key in ALL[name] if key != "op")
    with pytest.raises(FormError, match=f"no '{needed}'"):
        f.parse({key: value for key, value in ALL[name].items() if key != needed})


@pytest.mark.parametrize(
    ("obj", "told"),
    [
        ([], "a list"),
        ({"op": "stp"}, "did you mean 'step'"),
        ({"op": ["step"]}, "unknown op"),
        ({"op": "and", "of": []}, "at least one form"),
        ({"op": "or", "of": {"op": "entity", "id": "a"}}, "at least one form"),
        ({"op": "entity", "id": 3}, "an id"),
        ({"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "inverse": 1}, "true or false"),
        ({"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "drop": "a"}, "a list of ids"),
        ({"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "with": "all"}, '"any" or a list'),
        ({"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "with": [{"qualifier": "q"}]}, "one of 'id', 'value'"),
        ({"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "with": [{"qualifier": "q", "id": "x", "cmp": "<"}]}, "= or"),
        ({"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "p", "with": [{"qualifier": "q", "id": "x", "kmp": "="}]}, "'kmp'"),
        ({"op": "most", "of": {"op": "class", "id": "C"}, "predicate": "p", "k": 0}, "at least 1"),
        ({"op": "most", "of": {"op": "class", "id": "C"}, "predicate": "p", "k": True}, "an integer"),
        ({"op": "as_of", "of": {"op": "class", "id": "C"}, "date": "2021-02-30"}, "an ISO date"),
        ({"op": "as_of", "of": {"op": "class", "id": "C"}, "date": "April"}, "an ISO date"),
        ({"op": "where", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "<>", "value": {"value": "1"}}, "one of = !="),
        ({"op": "where", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "<", "value": {"value": 1.5}}, "a string"),
        ({"op": "where", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "<", "value": {"datatype": "xsd:decimal"}}, "either"),
        ({"op": "where", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "<", "value": {"value": "1", "max": "2"}}, "either 'v"),
        ({"op": "where", "of": {"op": "class", "id": "C"}, "predicate": "p", "cmp": "<", "value": {"value": "1", "Unit": "g"}}, "'Unit'"),
        ({"op": "count", "of": {"op": "count", "of": {"op": "class", "id": "C"}}}, "'count' inside 'count'"),
        ({"op": "minus", "of": {"op": "class", "id": "C"}, "without": ALL["ask"]}, "'ask' inside 'minus'"),
        ("{", "not JSON"),
    ],
)  # fmt: skip
def test_a_malformed_form_says_what_was_expected(obj: object, told: str) -> None:
    with pytest.raises(FormError) as error:
        f.parse(obj)
    assert told in str(error.value)


def nested(depth: int) -> dict[str, object]:
    form: dict[str, object] = {"op": "entity", "id": "a"}
    for _ in range(depth - 1):
        form = {"op": "step", "of": form, "predicate": "p"}
    return form


def test_depth_64_is_read_and_65_is_not() -> None:
    assert f.depth(f.parse(nested(64))) == 64
    with pytest.raises(FormError, match="nested deeper than 64"):
        f.parse(nested(65))


@pytest.mark.parametrize("wrap", [lambda form: {"op": "and", "of": [form]}, lambda form: {"op": "minus", "of": form, "without": form}])
def test_depth_10000_is_an_error_and_no_crash(wrap) -> None:  # type: ignore[no-untyped-def]
    form: dict[str, object] = {"op": "entity", "id": "a"}
    for _ in range(10_000 if wrap({})["op"] == "and" else 200):
        form = wrap(form)
    with pytest.raises(FormError, match="nested deeper than 64"):
        f.parse(form)


def test_a_deep_form_built_in_code_is_refused_without_recursion() -> None:
    form: f.Form = f.Entity("a")
    for _ in range(10_000):
        form = f.Step(form, "p")
    with pytest.raises(FormError, match="nested deeper than 64"):
        f.checked(form)


a, b, c = (f.Entity(id) for id in "abc")


def test_differently_written_equal_forms_have_one_key() -> None:
    assert f.key(f.And((f.And((b, a)), c))) == f.key(f.And((c, a, b, a)))
    assert f.key(f.Or((a,))) == f.key(a)
    assert f.key(f.Step(a, "p", drop=("y", "x", "x"))) == f.key(f.Step(a, "p", drop=("x", "y")))
    one, two = f.Given("q", "i"), f.Given("r", Literal("xsd:decimal", "30"), "<")
    assert f.key(f.Step(a, "p", with_=(two, one))) == f.key(f.Step(a, "p", with_=(one, f.Given("r", Literal("xsd:decimal", "30.0"), "<"))))
    assert f.key(f.Step(a, "p", with_=())) == f.key(f.Step(a, "p"))
    assert f.key(f.AsOf(f.AsOf(f.Step(a, "p"), "2020"), "2021")) == f.key(f.AsOf(f.Step(a, "p"), "2020"))
    assert f.key(f.Ask("a", "p", Literal("xsd:decimal", "1.50"))) == f.key(f.Ask("a", "p", Literal("xsd:decimal", "1.5")))


def test_different_forms_have_different_keys() -> None:
    assert f.key(f.Minus(a, b)) != f.key(f.Minus(b, a))
    assert f.key(f.Or((f.And((a, b)), c))) != f.key(f.And((f.Or((a, b)), c)))
    assert f.key(f.Step(a, "p")) != f.key(f.Step(a, "p", inverse=True))
    assert f.key(f.Step(a, "p", with_="any")) != f.key(f.Step(a, "p"))


def test_hops_are_the_steps_of_the_longest_way() -> None:
    two = f.Step(f.Step(a, "p"), "q")
    assert [f.hops(form) for form in (a, f.Class("C"), two, f.Count(two), f.And((a, two)), f.Minus(two, a))] == [0, 0, 2, 2, 2, 2]
    assert f.hops(f.Where(two, "v", "<", Literal("xsd:decimal", "1"))) == 2
    assert f.hops(f.Ask("a", "p", "b")) == 1


def test_names_of_a_form_are_found_everywhere() -> None:
    form = f.And((f.Step(a, "p", drop=("d",), with_=(f.Given("q", "e"),)), f.Where(f.Class("C"), "v", "<", Literal("xsd:decimal", "1"))))
    assert f.entities_of(form) == ("a", "d", "e")
    assert f.predicates_of(form) == ("p", "v")
    assert f.qualifiers_of(form) == ("q",)
    assert f.classes_of(form) == ("C",)


def test_forms_of_one_shape_have_one_shape_whatever_their_names_sort_like() -> None:
    def made(x: str, y: str) -> f.Form:
        return f.And((f.Step(f.Step(f.Entity(x), "p"), "p", True, (x,)), f.Step(f.Entity(y), "r")))

    shape, start = f.shape_of(made("a", "z"))
    assert f.shape_of(made("z", "a")) == (shape, ("z", "a")) and start == ("a", "z")
    assert f.skeleton(made("a", "z")) == f.skeleton(made("z", "a")) != f.skeleton(f.Step(a, "p"))
    assert "Medicine" in f.skeleton(a, {"a": "Medicine"}.get)


def test_a_skeleton_has_no_entities_and_no_values() -> None:
    text = f.skeleton(f.Where(f.Step(a, "p", with_=(f.Given("q", "secret"),)), "v", "<", Literal("xsd:decimal", "77")))
    assert "secret" not in text and "77" not in text and '"v"' in text


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_normal_forms_shapes_and_json_round_trip(rng) -> None:  # type: ignore[no-untyped-def]
    form = random_things.form(rng)
    normal = f.normalise(form)
    assert f.parse(f.to_json(form)) == form
    assert f.normalise(normal) == normal
    assert f.key(form) == f.key(normal)
    shape, start = f.shape_of(form)
    assert f.key(f.fill(shape, start)) == f.key(form)
    assert f.shape_of(f.fill(shape, start)) == (shape, start)


@pytest.mark.parametrize(
    ("literal", "said"),
    [
        ({"value": "abc", "datatype": "xsd:decimal"}, "'abc' is no xsd:decimal"),
        ({"value": "1.5", "datatype": "xsd:integer"}, "'1.5' is no xsd:integer"),
        ({"value": "NaN", "datatype": "xsd:double"}, "'NaN' is no xsd:double"),
        ({"min": "3", "max": "4x", "datatype": "xsd:decimal"}, "max: '4x' is no"),
        ({"value": "2021-02-30", "datatype": "xsd:date"}, "2021-02-30"),
        ({"value": "yes", "datatype": "xsd:boolean"}, "'yes' is no xsd:boolean"),
        ({"value": "1", "datatype": "xsd:decimel"}, "did you mean 'xsd:decimal'?"),
    ],
)
def test_a_literal_that_is_no_value_of_its_datatype_is_an_error(literal: dict[str, str], said: str) -> None:
    form = {"op": "where", "of": {"op": "class", "id": "x:C"}, "predicate": "x:p", "cmp": "<", "value": literal}
    with pytest.raises(FormError, match=re.escape(said)):
        f.parse(form)


@pytest.mark.parametrize("value", ["30", "-7.50", "1e3", ".5", "+4"])
def test_numbers_are_read_as_xml_schema_writes_them(value: str) -> None:
    literal = {"value": value, "datatype": "xsd:decimal"}
    f.parse({"op": "where", "of": {"op": "class", "id": "x:C"}, "predicate": "x:p", "cmp": "<", "value": literal})


def test_names_of_predicates_are_counted_and_asked_for_nothing_else() -> None:
    ends = {"left": {"op": "entity", "id": "a"}, "right": {"op": "entity", "id": "b"}}
    related = {"op": "relations", **ends}
    assert f.parse({"op": "count", "of": related})
    for inner in (related, {"op": "as_of", "of": related, "date": "2021"}):
        with pytest.raises(FormError, match="'relations' inside 'step'"):
            f.parse({"op": "step", "of": inner, "predicate": "p"})
