"""Third-party question sets: read as their authors wrote them, answered as their gold says."""

from __future__ import annotations

import doctest
import io
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from kgcorpus.answers_file import answer_file
from tests.bench import kgqa_forms
from tests.bench.kgqa_forms import Facts, Hop, Part, Question, metaqa, path_question, pathquestion, write_forms
from tests.bench.kgqa_gold import compare, drawn
from tests.bench.measure import BENCH_DATA

FILMS = (
    "Hotel\tdirected_by\tRichard Quine\nHotel\tdirected_by\tMike Figgis\nHotel\trelease_year\t1967\nHotel\trelease_year\t2001\n"
    "Alien\tdirected_by\tRidley Scott\nLegend\tdirected_by\tRidley Scott\nLegend\trelease_year\t1985\n"
)


def answers_of(part: Part, questions: Sequence[Question], folder: Path, engine: str = "matrix") -> list[set[str]]:
    (folder / "facts.tsv").write_bytes(part.graph.read_bytes())
    write_forms(questions, folder / "forms.jsonl")
    out = io.BytesIO()
    assert answer_file(folder / "facts.tsv", folder / "forms.jsonl", out, engine=engine)
    return [set(orjson.loads(line)["answers"]) for line in out.getvalue().splitlines()]


def test_doctests_hold() -> None:
    assert doctest.testmod(kgqa_forms).failed == 0


def test_names_with_parentheses_and_paths_with_and_without_end_are_read() -> None:
    asked = path_question(" q ?", "Ran_(film)(Ran_(film)/Kwaidan_(1964)/)", "Mieko#p#Akira_(x)#q#Ran_(film)#<end>#Ran_(film)")
    assert (asked.start, asked.hops) == ("Mieko", (Hop("p", False), Hop("q", False)))
    assert asked.gold == {"Ran_(film)", "Kwaidan_(1964)"} and not asked.form.drop
    with pytest.raises(ValueError, match="does not begin with"):
        path_question("q", "other(other/)", "a#p#b")


def test_walks_of_films_leave_out_their_start_at_every_hop(tmp_path: Path) -> None:
    (tmp_path / "kb.tsv").write_text(FILMS)
    part = Part("films", 2, tmp_path / "kb.tsv", ())
    asked = kgqa_forms.metaqa_question("movie_to_director_to_movie", "films by the director of [Alien]", "Legend")
    answers = answers_of(part, [asked], tmp_path)
    assert answers == [{"Legend"}] == [Facts(part.graph).reached(asked)]


def test_each_kind_of_difference_from_the_gold_is_counted(tmp_path: Path) -> None:
    (tmp_path / "kb.tsv").write_text(FILMS + "x\tdirected_by\tParis, Texas\n")
    part, read = Part("films", 1, tmp_path / "kb.tsv", ()), kgqa_forms.metaqa_question
    asked = [
        read("movie_to_director", "[Alien]", "Ridley Scott"), read("movie_to_director", "[Hotel]", "Richard Quine"),
        read("movie_to_director", "[x]", "Paris|Texas"), read("movie_to_director", "[Legend]", "Sir Ridley"),
        read("movie_to_director", "[Legend]", "Ridley Scott|A. Smithee"),
    ]  # fmt: skip
    got = compare(part, asked, answers_of(part, asked, tmp_path), Facts(part.graph))
    assert (got.questions, got.exact, got.beyond, got.shared, got.cut, len(got.namesakes)) == (5, 1, 3, 1, 1, 1)
    assert (got.missing, got.absent, got.unexplained) == (3, 3, [])
    wrong = compare(part, asked[:1], [{"Legend"}], Facts(part.graph))
    assert (wrong.exact, wrong.missing, wrong.absent, len(wrong.unexplained)) == (0, 1, 0, 1)


@pytest.mark.bench
@pytest.mark.skipif(not (BENCH_DATA / "kgqa").exists(), reason=f"the question sets are not here ({BENCH_DATA / 'kgqa'})")
@pytest.mark.parametrize("engine", ["matrix", "sparql"])
def test_a_part_of_the_gold_is_reproduced(engine: str, tmp_path: Path) -> None:
    for part in pathquestion(BENCH_DATA / "kgqa" / "pathquestion"):
        asked = drawn(part, 0.1)
        got = compare(part, asked, answers_of(part, asked, tmp_path, engine), Facts(part.graph))
        assert got.questions > 50 and got.exact == got.questions, (part.name, part.hops)
    for part in metaqa(BENCH_DATA / "kgqa" / "metaqa"):
        asked = drawn(part, 0.02 if engine == "matrix" else 0.005)
        got = compare(part, asked, answers_of(part, asked, tmp_path, engine), Facts(part.graph))
        assert got.questions > 30 and not got.unexplained and got.missing == got.absent, part.hops
        assert got.beyond == 0 or part.hops == 1
