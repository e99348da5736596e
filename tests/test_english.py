"""English forms that sentences need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgcorpus.english import (
    agree,
    article,
    gerund,
    infinitive,
    is_participle,
    is_plural,
    is_verb,
    plural,
    singular,
    split_name,
    third_person,
)

PAIRS = {
    "medicine": "medicines", "class of medicine": "classes of medicine", "adverse effect": "adverse effects", "diagnosis": "diagnoses",
    "country": "countries", "day": "days", "child": "children", "person": "people", "foot": "feet", "analysis": "analyses", "axis": "axes",
    "criterion": "criteria", "index": "indices", "leaf": "leaves", "hero": "heroes", "church": "churches", "stomach": "stomachs",
    "box": "boxes", "dish": "dishes", "bus": "buses", "lens": "lenses", "virus": "viruses", "calorie": "calories", "movie": "movies",
    "HbA1c test": "HbA1c tests", "MRI": "MRIs", "Person": "People", "businesswoman": "businesswomen", "human": "humans",
    "part of speech": "parts of speech", "company that pays tax": "companies that pays tax", "effect (common)": "effects (common)",
    "glycaemic index": "glycaemic indices", "roof": "roofs", "cause": "causes", "house": "houses", "dose": "doses",
}  # fmt: skip


@pytest.mark.parametrize(("one", "many"), PAIRS.items())
def test_plurals_and_back(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
    assert is_plural(many) and not is_plural(one)
    assert plural(many) == many, "a plural stays"


@pytest.mark.parametrize("noun", ["species", "series", "aircraft", "information", "rice", "diabetes", "hypoglycaemia", "sheep"])
def test_mass_and_unchanged_nouns_stay(noun: str) -> None:
    assert plural(noun) == singular(noun) == noun


@pytest.mark.parametrize("noun", ["status", "basis", "glass", "physics", "process", "gas", "iris"])
def test_singulars_in_s_are_no_plurals(noun: str) -> None:
    assert singular(noun) == noun and not is_plural(noun)


AN = (
    "hour honest heir apple ulcer MRI NSAID HIV ECG X-ray F-score 8 8-hour 11 18 80% 800 11,000"
    " HbA1c eGFR IgA unidentified uninformed umbrella urgent utter SGLT2 LDL"
)
A = (
    "university union unit user one-off once-daily European unanimous unimodal UFO NATO U-turn "
    "UTI US urine Ukrainian McDonald 10 180 1 medicine house 'quoted' hypothesis"
)


@pytest.mark.parametrize("word", AN.split())
def test_an(word: str) -> None:
    assert article(word) == "an"


@pytest.mark.parametrize("word", A.split())
def test_a(word: str) -> None:
    assert article(word) == "a"


VERBS = {"treat": "treats", "pass": "passes", "carry": "carries", "have": "has", "go": "goes", "be": "is",
         "cause": "causes", "play": "plays",
         "belong to": "belongs to", "teach": "teaches", "include": "includes"}  # fmt: skip


@pytest.mark.parametrize(("plain", "third"), VERBS.items())
def test_verbs_and_back(plain: str, third: str) -> None:
    assert third_person(plain) == third
    assert infinitive(third) == plain
    assert is_verb(plain.split()[0]) or plain in ("go", "be")


def test_participles_and_gerunds() -> None:
    assert all(is_participle(w) for w in ("directed", "located", "built", "known", "written"))
    assert not any(is_participle(w) for w in ("director", "red", "seed", "bed", "speed"))
    assert [gerund(v) for v in ("treat", "cause", "run", "lie in", "see")] == ["treating", "causing", "running", "lying in", "seeing"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("birthPlace", "birth place"), ("ISBNNumber", "ISBN number"), ("has_part", "has part"), ("HbA1c", "HbA1c"), ("isPartOf", "is part of"),
     ("numberOfPages", "number of pages"), ("eGFR", "eGFR"), ("place of birth", "place of birth"), ("", "")],
)  # fmt: skip
def test_names_are_taken_apart(name: str, words: str) -> None:
    assert split_name(name) == words


def test_brackets_agree() -> None:
    template = "{s} [is|are] [a symptom|symptoms] of {o}"
    assert agree(template, False) == "{s} is a symptom of {o}"
    assert agree(template, True) == "{s} are symptoms of {o}"


@given(st.text())
def test_nothing_breaks_on_any_text(text: str) -> None:
    for function in (plural, singular, article, third_person, infinitive, split_name, gerund):
        assert isinstance(function(text), str)
    assert isinstance(is_plural(text), bool)
