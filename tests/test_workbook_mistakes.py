"""Every kind of mistake in the workbooks is understood, or told with cell and fix; nothing else is lost, and there is no traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.mistaken import MISTAKES, Desk, Mistake, failures, of_kind
from tests.mistaken_books import filled_ontology, filled_review
from tests.reviewing import Garden
from tests.running import Program
from tests.small import write_corpus


def kinds(kind: str) -> list[Mistake]:
    """Each on one of the two books in turn (the benchmark tries all on both); those that need no other program."""
    shared = [m for m in MISTAKES if not m.only and not m.needs and m.name != "zip bomb"]
    return [*shared[("ontology", "review").index(kind) :: 2], *(m for m in of_kind(kind) if m.only)]


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from kgcorpus.curate.exporting import export_book

    folder = tmp_path_factory.mktemp("planets")
    write_corpus(folder / "corpus")
    export_book(folder / "corpus" / "ontology", folder / "book.xlsx", "zh")
    return folder


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("garden")
    made = Garden(folder / "corpus")
    made.build()
    shutil.move(made.export().path, folder / "book.xlsx")
    return folder


WANTED: dict[str, dict[str, object]] = {"ontology": {}, "review": {}}
"""What each good book comes to, once for all tests."""


@pytest.mark.parametrize("mistake", kinds("ontology"), ids=lambda m: m.name)
def test_mistakes_in_the_workbook_of_an_ontology(mistake: Mistake, planets: Path, tmp_path: Path, program: Program) -> None:
    desk = Desk("ontology", planets, "corpus/ontology", program, filled_ontology, WANTED["ontology"])
    assert not failures(desk, mistake, tmp_path / "work")


@pytest.mark.parametrize("mistake", kinds("review"), ids=lambda m: m.name)
def test_mistakes_in_the_workbook_of_a_review(mistake: Mistake, garden: Path, tmp_path: Path, program: Program) -> None:
    desk = Desk("review", garden, "corpus", program, filled_review, WANTED["review"])
    assert not failures(desk, mistake, tmp_path / "work")


def test_there_are_many_kinds() -> None:
    assert len({m.name for m in MISTAKES}) >= 60
