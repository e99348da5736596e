"""``kgcorpus answer``: files of facts and forms in, the lines of the contract out."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import forms as f
from kgcorpus.answers import answer, open_graph
from kgcorpus.answers_file import answer_file
from kgcorpus.errors import InputError, UsageError
from kgcorpus.graph.files import load
from kgcorpus.model import Literal
from tests import graph_strategies as random_things
from tests.plain_answers import Plain

E, S = f.Entity, f.Step


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lines(folder: Path, facts: str, forms: list[Any], *, name: str = "g.tsv", **options: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    asked = [{"id": str(n), "form": form if isinstance(form, dict) else f.to_json(form)} for n, form in enumerate(forms)]
    answer_file(written(folder / name, facts), written(folder / "f.jsonl", b"\n".join(map(orjson.dumps, asked))), out, **options)
    return [orjson.loads(line) for line in out.getvalue().splitlines()]


FILMS = (
    "Léon\tstarred\tJean Reno\nLéon\tstarred\tNatalie Portman\nRonin\tstarred\tJean Reno\n"
    "Ronin\tyear\t1998\nLéon\tyear\t1994\nLéon\tin\tfr\r\n"
)


# --------------------------------------------------------------------------------------------- tables of three columns


def test_a_line_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, FILMS, [S(S(E("Jean Reno"), "starred", True), "starred", drop=("Jean Reno",))], proof=True)
    assert line == {
        "id": "0", "answers": ["Natalie Portman"], "complete": False, "because": "no completeness declared",
        "facts": [["Léon", "starred", "Jean Reno"], ["Léon", "starred", "Natalie Portman"]],
    }  # fmt: skip


def test_a_walk_may_use_a_fact_again_and_sets_have_no_doubles(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, FILMS, [S(S(E("Jean Reno"), "starred", True), "starred")])
    assert line["answers"] == ["Jean Reno", "Natalie Portman"]


def test_terms_are_byte_exact(tmp_path: Path) -> None:
    facts = ' a\tp\t"b"\na \tp\tx\u2028y\na\tp\te\u0301\na\tp\té\na\tp\tv\x0bw\x1cz\r\r\na\tp\t\n\ufeffa\tp\tbom\n'
    table = load(written(tmp_path / "g.tsv", facts))
    assert [answer(S(E(s), "p"), table).answers for s in (" a", "a ", "\ufeffa")] == [('"b"',), ("x\u2028y",), ("bom",)]
    assert answer(S(E("a"), "p"), table).answers == ("", "e\u0301", "v\x0bw\x1cz\r", "é")


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("a\tp\tb\na\tp\n", ":2", "2 field(s)"),
        ("a\tp\tb\tc\n", ":1", "4 field(s)"),
        ("a\tp\tb\n\na\tp\tc\n", ":2", "an empty line"),
        ("a p b\n", ":1", "1 field(s)"),
        (b"a\tp\tb\n\xff\tp\tb\n", ":2", "not UTF-8"),
        ("", "", "no facts"),
    ],
)
def test_a_wrong_line_is_an_error_with_its_number(tmp_path: Path, text: str | bytes, place: str, found: str) -> None:
    path = written(tmp_path / "g.tsv", text)
    with pytest.raises(InputError) as error:
        load(path)
    assert error.value.place == f"{path}{place}" and found in str(error.value) and error.value.exit_code == 2


def test_answers_are_sorted_by_code_point_and_equal_lines_count_once(tmp_path: Path) -> None:
    facts = "".join(f"a\tp\t{t}\n" for t in ("z", "\uffff", "😀", "B", "10", "9", "é", "z"))
    found, count = lines(tmp_path, facts, [S(E("a"), "p"), f.Count(S(E("a"), "p"))])
    assert found["answers"] == ["10", "9", "B", "z", "é", "\uffff", "😀"]
    assert (count["answers"], count["value"]) == ([], 7)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_plain_graphs_are_answered_as_by_sets(rng: Random) -> None:
    triples = random_things.triples(rng)
    plain, table = Plain(triples), _table(triples)
    for form in (random_things.plain_form(rng, triples) for _ in range(24)):
        got, want = answer(form, table), plain.members(form)
        if f.denotes_set(form):
            assert list(got.answers) == (want if isinstance(want, list) else sorted(want)), f.to_json(form)
        else:
            assert got.value == want, f.to_json(form)


def _table(triples: set[tuple[str, str, str]]) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return load(written(Path(folder) / "g.tsv", "".join("\t".join(t) + "\n" for t in sorted(triples))))


def test_values_that_are_numbers_or_dates_are_compared_others_are_not(tmp_path: Path) -> None:
    facts = "a\tv\t10\nb\tv\t9\nc\tv\t007\nd\tv\t1e9\ne\tw\t2021-04-29\ng\tw\t2021-02-30\n"
    everyone = f.Or(tuple(E(n) for n in "abcdeg"))
    day = Literal("xsd:date", "2021-05-01")
    found = lines(tmp_path, facts, [f.Sort(everyone, "v"), f.Where(everyone, "w", "<", day), f.Sum(everyone, "v"), f.Most(everyone, "w")])
    assert [line["answers"] for line in found] == [["b", "a"], ["e"], [], ["e"]]
    assert found[2]["value"] == "19"


def test_an_average_has_12_significant_digits_and_that_of_nothing_is_null(tmp_path: Path) -> None:
    some = f.Or((E("a"), E("b"), E("c")))
    mean, none, zero = lines(
        tmp_path, "a\tv\t1\nb\tv\t1\nc\tv\t0\nc\tw\tx\n", [f.Avg(some, "v"), f.Avg(E("nobody"), "v"), f.Sum(some, "w")]
    )
    assert (mean["value"], none["value"], zero["value"]) == ("0.666666666667", None, "0")


# --------------------------------------------------------------------------------------------- errors and unknown names


def test_an_unknown_entity_is_nothing_and_an_unknown_predicate_an_error(tmp_path: Path) -> None:
    unknown, predicate, cls = lines(tmp_path, FILMS, [S(E("Nobody"), "starred"), S(E("Léon"), "stared"), f.Class("Film")])
    assert unknown["answers"] == [] and "unknown entity Nobody" in unknown["because"] and not unknown["complete"]
    assert predicate.keys() == {"id", "error"} and "did you mean 'starred'" in predicate["error"]
    assert "unknown class 'Film'" in cls["error"]


def test_wrong_lines_give_their_error_and_the_others_are_answered(tmp_path: Path) -> None:
    good = orjson.dumps({"id": "good", "form": f.to_json(E("Léon")), "note": "ignored"})
    deep = b'{"form":' + b'{"op":"and","of":[' * 10_000 + b'{"op":"entity","id":"no"}' + b"]}" * 10_000 + b',"id":"deep"}'
    raw = [
        good,
        b"{nonsense",
        b'{"form": {}}',
        b'{"id": 7}',
        b'{"id": 8, "form": {"op": "entity", "id": "x", "y": 1}}',
        deep,
        b"\xff",
        b"[1]",
    ]
    out = io.BytesIO()
    fine = answer_file(written(tmp_path / "g.tsv", FILMS), written(tmp_path / "f.jsonl", b"\n".join(raw) + b"\n\n"), out)
    got = [orjson.loads(line) for line in out.getvalue().splitlines()]
    assert not fine
    assert got[0]["answers"] == ["Léon"]
    assert [(line["id"], line.get("line")) for line in got[1:]] == [
        (None, 2),
        (None, 3),
        (7, None),
        (8, None),
        ("deep", None),
        (None, 7),
        (None, 8),
    ]
    assert all(line["error"] for line in got[1:])
    assert "too deep" in got[5]["error"] and "unknown field 'y'" in got[4]["error"]


def test_a_deep_form_within_what_json_allows_is_an_error_of_its_line(tmp_path: Path) -> None:
    form: dict[str, Any] = {"op": "entity", "id": "Léon"}
    for _ in range(64):
        form = {"op": "step", "of": form, "predicate": "starred"}
    (line,) = lines(tmp_path, FILMS, [form])
    assert line["id"] == "0" and "deeper than 64" in line["error"]


@pytest.mark.parametrize("forms", ["", "\n \n"])
def test_no_forms_at_all_stop_the_work(tmp_path: Path, forms: str) -> None:
    with pytest.raises(InputError, match="no forms"):
        answer_file(written(tmp_path / "g.tsv", FILMS), written(tmp_path / "f.jsonl", forms), io.BytesIO())


def test_an_id_that_stands_twice_stops_the_work_before_any_answer(tmp_path: Path) -> None:
    form = orjson.dumps({"id": "x", "form": f.to_json(E("Léon"))})
    out = io.BytesIO()
    with pytest.raises(InputError, match=r"f.jsonl:2.*'x'.*line 1"):
        answer_file(written(tmp_path / "g.tsv", FILMS), written(tmp_path / "f.jsonl", form + b"\n" + form), out)
    assert out.getvalue() == b""


def test_an_unknown_engine_or_file_is_a_usage_or_input_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="matrix, sparql"):
        lines(tmp_path, FILMS, [E("Léon")], engine="cypher")
    with pytest.raises(InputError, match="no such file"):
        open_graph(tmp_path / "none.tsv")
    with pytest.raises(InputError, match=r"unknown suffix '.csv'"):
        open_graph(written(tmp_path / "g.csv", "a,b,c"))


def test_a_hole_in_a_single_form_is_an_error(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, FILMS, [S(E("?0"), "starred")])
    assert "a hole" in line["error"]


# --------------------------------------------------------------------------------------------- RDF

TURTLE = """
@prefix ex: <http://ex.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Biguanide rdfs:subClassOf ex:Medicine . ex:Vitamin rdfs:subClassOf ex:Food . ex:Medicine owl:disjointWith ex:Food .
ex:metformin a ex:Biguanide ; ex:firstLineFor ex:t2d ; ex:dose 500 , 0850.0 ; ex:name "metformin"@en , "met\\u0301" .
ex:firstLineFor rdfs:subPropertyOf ex:treats . ex:treats owl:inverseOf ex:treatedBy . ex:near a owl:SymmetricProperty .
ex:partOf a owl:TransitiveProperty . ex:a ex:partOf ex:b . ex:b ex:partOf ex:c . ex:a ex:near ex:b .
ex:born a owl:FunctionalProperty . ex:a ex:born ex:b . ex:unused a owl:ObjectProperty . ex:Nothing a owl:Class .
ex:a ex:has [ ex:kind ex:x ; ex:next [ ex:kind ex:y ] ] .
"""
X = "http://ex.org/"


def rdf(folder: Path, forms: list[Any], text: str = TURTLE, name: str = "g.ttl", **options: Any) -> list[dict[str, Any]]:
    return lines(folder, text, forms, name=name, **options)


@pytest.mark.parametrize("engine", ["matrix", "sparql"])
def test_axioms_of_a_file_are_used_and_proofs_list_what_is_asserted(tmp_path: Path, engine: str) -> None:
    found = rdf(
        tmp_path,
        [
            f.Class(X + "Medicine"), S(E(X + "metformin"), X + "treats"), S(E(X + "t2d"), X + "treatedBy"), S(E(X + "b"), X + "near"),
            S(E(X + "a"), X + "partOf"), S(E(X + "c"), X + "partOf", True), f.Class(X + "Nothing"), S(E(X + "a"), X + "unused"),
        ],
        proof=True, engine=engine,
    )  # fmt: skip
    assert [line["answers"] for line in found] == [
        [X + "metformin"], [X + "t2d"], [X + "metformin"], [X + "a"], [X + "b", X + "c"], [X + "a", X + "b"], [], []
    ]  # fmt: skip
    assert found[2]["facts"] == [[X + "metformin", X + "firstLineFor", X + "t2d"]]
    assert found[4]["facts"] == [[X + "a", X + "partOf", X + "b"], [X + "b", X + "partOf", X + "c"]]
    assert all(line["because"] == "no completeness declared" and not line["complete"] for line in found)


@pytest.mark.parametrize("engine", ["matrix", "sparql"])
def test_a_no_needs_a_functional_predicate_or_disjoint_classes(tmp_path: Path, engine: str) -> None:
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    asks = [
        f.Ask(X + "a", X + "born", X + "b"), f.Ask(X + "a", X + "born", X + "c"), f.Ask(X + "a", X + "near", X + "c"),
        f.Ask(X + "metformin", kind, X + "Medicine"), f.Ask(X + "metformin", kind, X + "Vitamin"), f.Ask(X + "metformin", kind, X +
        "Nothing"),
    ]  # fmt: skip
    assert [line["value"] for line in rdf(tmp_path, asks, engine=engine)] == [True, False, None, True, False, None]


def test_literals_are_printed_in_normal_form_after_entities(tmp_path: Path) -> None:
    dose, name = rdf(tmp_path, [S(E(X + "metformin"), X + "dose"), S(E(X + "metformin"), X + "name")])
    assert dose["answers"] == [{"value": "500", "datatype": "xsd:integer"}, {"value": "850", "datatype": "xsd:decimal"}]
    assert name["answers"] == [
        {"value": "metformin", "datatype": "xsd:string", "lang": "en"},
        {"value": "me\u0165"[:2] + "t\u0301", "datatype": "xsd:string"},
    ]


def test_blank_nodes_have_canonical_labels_whatever_they_are_called(tmp_path: Path) -> None:
    text = '<u:s> <u:p> _:{0} .\n_:{0} <u:q> _:{1} .\n_:{1} <u:q> "x" .\n'
    one, two = (
        rdf(tmp_path, [S(E("u:s"), "u:p"), S(S(E("u:s"), "u:p"), "u:q")], text.format(*n), "g.nt") for n in (("a", "b"), ("zz", "a"))
    )
    assert one == two and one[0]["answers"][0].startswith("_:c14n")
    (again,) = rdf(tmp_path, [S(E(one[0]["answers"][0]), "u:q")], text.format("k", "j"), "g.nt")
    assert again["answers"] == one[1]["answers"]


def test_blank_nodes_that_cannot_be_told_apart_are_an_error_and_no_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kgcorpus.graph import labelling

    monkeypatch.setattr(labelling.labelled, "__kwdefaults__", {"seconds": 1})
    text = "".join(f"_:b{i} <u:p> _:b{j} .\n" for i in range(14) for j in range(14) if i != j)
    with pytest.raises(InputError, match="so alike"):
        load(written(tmp_path / "g.nt", text))


def test_many_blank_nodes_are_labelled_as_few_are(tmp_path: Path) -> None:
    text = "".join(f'<u:s{n}> <u:p> _:b{n} .\n_:b{n} <u:q> "{n}" .\n' for n in range(20))
    found = rdf(tmp_path, [S(E("u:s7"), "u:p"), S(S(E("u:s7"), "u:p"), "u:q")], text, "g.nt")
    assert found[0]["answers"][0].startswith("_:c14n") and found[1]["answers"] == [{"value": "7", "datatype": "xsd:string"}]


def test_quads_are_the_union_of_their_graphs(tmp_path: Path) -> None:
    text = "<u:a> <u:p> <u:b> <u:g1> .\n<u:b> <u:p> <u:c> <u:g2> .\n<u:a> <u:p> <u:b> <u:g2> .\n"
    (line,) = rdf(tmp_path, [S(S(E("u:a"), "u:p"), "u:p")], text, "g.nq")
    assert line["answers"] == ["u:c"]


def test_a_syntax_error_shows_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"g\.nt:2.*<u:b> <u:p"):
        load(written(tmp_path / "g.nt", "<u:a> <u:p> <u:b> .\n<u:b> <u:p <u:c> .\n"))
    with pytest.raises(InputError, match="no facts"):
        load(written(tmp_path / "e.ttl", "@prefix ex: <http://ex.org/> .\n"))


def test_values_that_are_none_of_their_type_are_answered_alike(tmp_path: Path) -> None:
    facts = '<e:a> <e:p> "abc"^^<http://www.w3.org/2001/XMLSchema#integer>, "INF"^^<http://www.w3.org/2001/XMLSchema#decimal>, 4 .'
    asked = [S(E("e:a"), "e:p"), f.Count(S(E("e:a"), "e:p"))]
    found = [lines(tmp_path, facts, asked, name="g.ttl", proof=True, engine=engine) for engine in ("matrix", "sparql")]
    assert found[0] == found[1]
    assert [answer["value"] for answer in found[0][0]["answers"]] == ["4", "INF", "abc"]
