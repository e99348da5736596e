"""Yes/no questions: wrong objects are plausible, and a no says what holds instead, with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kgcorpus.generate.distractors import Distractors
from kgcorpus.generate.questions import samples
from kgcorpus.generate.shapes import Survey
from kgcorpus.graph.table import from_facts
from kgcorpus.model import Document, Entity, Evidence, Fact, Ground, Rejection, Source, Span
from kgcorpus.ontology import Ontology, load

from .small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Bird a owl:Class ; rdfs:label "鸟"@zh, "bird"@en ; kgc:measure "种"@zh ; kgc:nameArticle "the"@en .
x:Order a owl:Class ; rdfs:label "目"@zh, "order"@en ; kgc:nameArticle "the"@en .
x:Food a owl:Class ; rdfs:label "食物"@zh, "food"@en ; kgc:measure "种"@zh .
x:Plant a owl:Class ; rdfs:subClassOf x:Food ; rdfs:label "植物"@zh, "plant"@en ; kgc:measure "种"@zh .
x:inOrder a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "目"@zh, "order"@en ; rdfs:domain x:Bird ; rdfs:range x:Order ;
    kgc:phrase "{s}所属的目"@zh, "order of {s}"@en ; kgc:inversePhrase "{o}的{c}"@zh, "{c} of {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en ; kgc:negation "{s}不属于{o}"@zh, "{s} does not belong to {o}"@en .
x:eats a owl:ObjectProperty ; rdfs:label "食物"@zh, "food"@en ; rdfs:domain x:Bird ; rdfs:range x:Food ; kgc:complete kgc:objectsBySection ;
    kgc:phrase "{s}的食物"@zh, "[food|foods] of {s}"@en ; kgc:inversePhrase "吃{o}的{c}"@zh, "{c} that [eats|eat] {o}"@en ;
    kgc:statement "{s}吃{o}"@zh, "{s} [eats|eat] {o}"@en ; kgc:negation "{s}不吃{o}"@zh, "{s} [does|do] not eat {o}"@en ;
    kgc:absent "{s}的食物中未列{o}"@zh, "{o} is not listed as a food of {s}"@en .
x:partOf a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "属于"@zh, "part of"@en ; rdfs:domain x:Food ; rdfs:range x:Food ;
    kgc:display false .
"""
)
NAMES = {
    "x:rail": ("x:Bird", "秧鸡", "rail"), "x:coot": ("x:Bird", "骨顶", "coot"), "x:wren": ("x:Bird", "鹪鹩", "wren"),
    "x:o1": ("x:Order", "鹤形目", "Gruiformes"), "x:o2": ("x:Order", "雀形目", "Passeriformes"),
    "x:reed": ("x:Plant", "芦苇", "reed"), "x:algae": ("x:Plant", "水藻", "algae"), "x:shoot": ("x:Plant", "芦苇嫩芽", "reed shoots"),
    "x:moth": ("x:Food", "蛾", "moths"), "x:worm": ("x:Food", "蚯蚓", "earthworms"), "x:caddis": ("x:Food", "石蚕", "caddisflies"),
}  # fmt: skip
TEXT = "秧鸡的食物：芦苇嫩芽、蚯蚓。骨顶吃芦苇、水藻。骨顶吃石蚕。鹪鹩吃蛾。骨顶不吃蛾。秧鸡、骨顶属于鹤形目。鹪鹩属于雀形目。"
DOCUMENT = Document(
    "birds", "birds.md", "0", TEXT, (), Source("s", {"zh": "鸟类笔记", "en": "Notes on birds"}, "CC0-1.0", ("train", "redistribute"), "s",
    "public", "zh", True), "鸟类笔记", "zh", "md",
)  # fmt: skip


def span(quote: str) -> Span:
    at = TEXT.index(quote)
    return Span("context", "birds", at, at + len(quote), quote)


def fact(s: str, p: str, o: str, quote: str, **more: Any) -> Fact:
    return Fact(s, p, o, evidence=(Evidence((span(quote),), "test/1"),), **more)


LISTED = [fact("x:rail", "x:eats", o, "秧鸡的食物：芦苇嫩芽、蚯蚓。") for o in ("x:shoot", "x:worm")]
FACTS = [
    *LISTED,
    *(fact("x:coot", "x:eats", o, "骨顶吃芦苇、水藻。") for o in ("x:reed", "x:algae")),
    fact("x:coot", "x:eats", "x:caddis", "骨顶吃石蚕。"),
    fact("x:wren", "x:eats", "x:moth", "鹪鹩吃蛾。"),
    fact("x:coot", "x:eats", "x:moth", "骨顶不吃蛾。", negated=True),
    *(fact(b, "x:inOrder", "x:o1", "秧鸡、骨顶属于鹤形目。") for b in ("x:rail", "x:coot")),
    fact("x:wren", "x:inOrder", "x:o2", "鹪鹩属于雀形目。"),
    fact("x:shoot", "x:partOf", "x:reed", "芦苇嫩芽"),
]


def ground(*facts: Fact) -> Ground:
    return Ground("x:rail", "x:eats", False, "section", 2, facts=tuple(f.id for f in facts), spans=(span("秧鸡的食物"),))


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("truth") / "birds.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


ENTITIES = {id: Entity(id, (cls,), {"zh": zh, "en": en}) for id, (cls, zh, en) in NAMES.items()}


def truths(ontology: Ontology, grounds: list[Ground]) -> dict[tuple[str, str, str], dict[str, Any] | Rejection]:
    """Yes/no samples by language, subject and object."""
    from kgcorpus.generate import yesno
    from kgcorpus.generate.material import Material

    table = from_facts(FACTS, ontology, ENTITIES, grounds, "2026-11-01")
    material = Material(table, {f.id: f for f in FACTS}, ontology, ENTITIES, {"birds": DOCUMENT})
    out: dict[tuple[str, str, str], dict[str, Any] | Rejection] = {}
    for item in yesno.yesno()(material, ("zh", "en")):
        if not isinstance(item, Rejection):
            made = yesno.sample(item)
            out[made["lang"], made["form"]["subject"], made["form"]["object"]] = made
    return out


def told(made: Mapping[tuple[str, str, str], Any], *key: str) -> str:
    return str(made[key]["answer_cited"]).partition(" ")[2] if key[0] == "en" else str(made[key]["answer_cited"])


def test_a_no_by_another_value_says_it_and_quotes_it(ontology: Ontology) -> None:
    made = truths(ontology, [])
    answer = told(made, "en", "x:wren", "x:o1")
    assert "the wren belongs to the Passeriformes." in answer.replace("The wren", "the wren") and "“鹪鹩属于雀形目。”" in answer


def test_a_no_by_a_list_says_what_is_listed_and_quotes_it(ontology: Ontology) -> None:
    made = truths(ontology, [ground(*LISTED)])
    answer = told(made, "en", "x:rail", "x:caddis")
    assert "the foods of the rail are earthworms and reed shoots." in answer and "“秧鸡的食物：芦苇嫩芽、蚯蚓。”" in answer


def test_a_no_by_a_list_that_is_not_known_to_be_what_holds_cites_the_list(ontology: Ontology) -> None:
    answer = told(truths(ontology, [ground(LISTED[0])]), "en", "x:rail", "x:caddis")
    assert "caddisflies is not listed" in answer or "caddisflies are not listed" in answer
    assert "“秧鸡的食物：芦苇嫩芽、蚯蚓。”" in answer


def test_without_grounds_there_is_no_denial(ontology: Ontology) -> None:
    made = truths(ontology, [])
    denied = {key[1:] for key, s in made.items() if s["answers"][0]["value"] == "false" and s["form"]["predicate"] == "x:eats"}
    assert denied == {("x:coot", "x:moth")}  # the text says so
    assert "骨顶不吃蛾" in told(made, "zh", "x:coot", "x:moth")


def test_wrong_objects_are_of_the_kind_of_a_true_one_and_not_linked_to_it(ontology: Ontology) -> None:
    table = from_facts(FACTS, ontology, ENTITIES, [], "2026-11-01")
    numbers = {id: table.index[id] for id in ENTITIES}
    eats = [(numbers[f.subject], numbers[f.object]) for f in FACTS if f.predicate == "x:eats" and isinstance(f.object, str)]
    drawn = Distractors(Survey(table, ontology), 0).drawn("x:eats", eats, [p for p in eats if p[0] == numbers["x:rail"]], 5)
    named = {str(table.terms[o]) for _, o in drawn}
    assert named == {"x:algae", "x:moth", "x:caddis"}  # no reed: shoots are part of it


def test_a_wider_or_narrower_name_of_the_truth_is_no_wrong_object(ontology: Ontology) -> None:
    facts = [f for f in FACTS if f.predicate != "x:partOf"]
    table = from_facts(facts, ontology, ENTITIES, [ground(*LISTED)], "2026-11-01")
    found = list(samples(table, {f.id: f for f in facts}, ontology, ENTITIES, {"birds": DOCUMENT}, languages=("zh",)))
    asked = {(s["form"]["subject"], s["form"]["object"]) for s in found if isinstance(s, dict) and s["kind"] == "yesno"}
    assert ("x:rail", "x:reed") not in asked
    assert any(isinstance(r, Rejection) and r.detail == "a broader or narrower term of what holds" for r in found)


def test_what_the_text_denies_is_not_asked_where_nothing_says_how_to_deny_it(tmp_path: Path) -> None:
    path = tmp_path / "birds.ttl"
    path.write_text(re.sub(r'kgc:negation "\{s\}不吃[^;]*;', 'kgc:negation ""@zh, ""@en ;', ONTOLOGY), encoding="utf-8")
    made = truths(load(path), [])
    assert made and not {key for key in made if key[1:] == ("x:coot", "x:moth")}
