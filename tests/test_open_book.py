"""Open book: the passages that hold the evidence among others that tell nothing of it, and the same without them."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from kgcorpus.generate.open_book import open_book, with_numbers
from kgcorpus.generate.shown_passages import LONGEST, Shelf, cut
from kgcorpus.grade.one import grade_one
from kgcorpus.model import Document, Source

from .deriving import Sky, sky

TEXT = """# Moons

Titan is large. Its air is thick.

## Rhea

- icy
- small

Rhea was seen in 1672.
"""


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Sky:
    return sky(tmp_path_factory.mktemp("sky"))


@pytest.fixture(scope="module")
def samples(planets: Sky) -> list[dict[str, Any]]:
    return planets.derived(open_book, share=1)


def document(text: str, **source: Any) -> Document:
    made = Source("s", {"en": "Moons"}, "CC0-1.0", ("redistribute",), "s", "public", **source)
    return Document("moons.md", "moons.md", "0", text, (), made, "Moons", "en", "md")


def test_every_sample_is_proved_again_and_its_own_answer_is_graded_correct(planets: Sky, samples: list[dict[str, Any]]) -> None:
    told, silent = ([s for s in samples if ("cause" in s) == withheld] for withheld in (False, True))
    assert len(told) > 10 and silent
    for sample in samples:
        assert planets.problems(sample) == []
        assert grade_one(sample, sample["answer_text"])["verdict"] == "correct", sample["answer_text"]
        assert sample["setting"] == "open_book" and len(sample["context"]) >= 3
    for sample in silent:
        assert (sample["mode"], sample["answers"], sample["form"], sample["facts"]) == ("none", [], None, [])
        assert sample["cause"]["kind"] == "not_in_passages" and sample["cause"]["facts"]


def test_the_answer_cites_the_passage_of_its_evidence(samples: list[dict[str, Any]]) -> None:
    sample = next(s for s in samples if "cause" not in s and "Triton" in s["question"] and "discovered" in s["question"])
    (cited,) = sample["labels"]["passages"]
    assert f"[{cited}]" in sample["answer_text"] and "Triton was discovered by William Lassell" in sample["context"][cited - 1]["text"]
    others = [c["text"] for n, c in enumerate(sample["context"], 1) if n != cited]
    assert not any("Triton" in text and "Lassell" in text for text in others)


@pytest.mark.parametrize(
    ("withheld", "change", "problem"),
    [
        (False, lambda s: s["context"][0].update(text="Other words."), "is not the passage shown"),
        (False, lambda s: s["context"][0].update(start=s["context"][0]["start"] + 1), "is not the passage shown"),
        (False, lambda s: s["labels"].update(passages=[]), "cites other passages"),
        (False, lambda s: s["context"].pop(s["labels"]["passages"][0] - 1), "has no evidence in its passages"),
        (True, lambda s: s.update(mode="all"), "does not say that its passages do not say"),
        (True, lambda s: s["cause"]["facts"].pop(), "withholds other facts"),
    ],
)
def test_the_audit_finds_passages_that_do_not_hold(
    planets: Sky, samples: list[dict[str, Any]], withheld: bool, change: Any, problem: str
) -> None:
    sample = copy.deepcopy(next(s for s in samples if ("cause" in s) == withheld))
    change(sample)
    assert any(problem in found for found in planets.problems(sample)), planets.problems(sample)


def test_the_audit_finds_the_evidence_among_passages_that_should_not_tell(planets: Sky, samples: list[dict[str, Any]]) -> None:
    told = {s["question"]: s for s in samples if "cause" not in s}
    silent = copy.deepcopy(next(s for s in samples if "cause" in s and s["question"] in told))
    source = told[silent["question"]]
    silent["context"][0] = source["context"][source["labels"]["passages"][0] - 1]
    assert any("tells what it should not" in problem for problem in planets.problems(silent))


def test_texts_that_may_not_be_shown_are_in_no_context(planets: Sky) -> None:
    shut = {id: replace(d, source=replace(d.source, sensitivity="internal")) for id, d in planets.contents.documents.items()}
    assert Sky(replace(planets.contents, documents=shut)).derived(open_book, share=1) == []


def test_a_text_is_cut_at_headings_and_never_inside_a_list() -> None:
    long = TEXT.replace("Its air is thick.", "Its air is thick. " * 20)
    parts = cut(document(long))
    assert [p.text.splitlines()[0] for p in parts] == ["# Moons", "## Rhea"]
    assert all(long[p.start : p.end] == p.text for p in parts)
    listed = cut(document("# Icy\n\n" + "".join(f"- moon {n} is icy.\n" for n in range(40))))
    assert len(listed) == 1 and all(len(p.text) <= LONGEST for p in cut(document("Words and words.\n" * 400)))
    assert Shelf({"moons.md": replace(document(TEXT), format="csv")}, "").passages("moons.md") == []


def test_what_shares_rare_words_comes_first() -> None:
    texts = {"a": "The sea is wide.", "b": "Titan has a thick atmosphere.", "c": "The sea of Titan is of methane."}
    shelf = Shelf({id: replace(document(text), id=id) for id, text in texts.items()}, "")
    assert [p.document for p in shelf.about("methane on Titan", "en")] == ["c", "b"]
    assert list(shelf.about("methane", "zh")) == []


def test_numbers_stand_before_the_full_stop() -> None:
    assert with_numbers("她来了。", [1, 2], "zh") == "她来了[1][2]。"
    assert with_numbers("She came.", [3], "en") == "She came [3]."
