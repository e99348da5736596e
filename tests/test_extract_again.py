"""What is extracted again after a change: no less than what the change concerns, and little more."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus import build_extraction
from kgcorpus.config import EntityRule, TableRule
from kgcorpus.extract import EXTRACTORS
from kgcorpus.extract.asking import FILE, Reply
from kgcorpus.extract.consulted import BY_WORDS
from kgcorpus.model import Entity, Source
from kgcorpus.ontology import OntClass, Predicate
from tests.changing import World, edit, extract, world
from tests.running import Program
from tests.small import write_corpus


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_after_any_edits_what_is_kept_is_what_a_clean_build_gives(seed: int) -> None:
    random = Random(seed)
    made = world(random)
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.db"
        extract(made, kept)
        for number in range(5):
            edits = [edit(made, random) for _ in range(random.choice((1, 1, 2)))]
            clean = Path(folder) / f"clean{number}.db"
            assert extract(made, kept)[1] == extract(made, clean)[1], edits


class Folder:
    """A world with a corpus file that is kept from run to run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.world = World()
        for id, label in (("x:Drug", "药物"), ("x:Disease", "病")):
            self.world.classes[id] = OntClass(id, {"zh": label}, nouns={"zh": label})
        for id, cls, name in (("a", "Drug", "甲素"), ("b", "Drug", "乙素"), ("c", "Disease", "头晕"), ("d", "Disease", "痛风")):
            self.world.terms[f"x:{id}"] = Entity(f"x:{id}", (f"x:{cls}",), {"zh": name})
        self.world.predicates["x:causes"] = Predicate(
            "x:causes", labels={"zh": "副作用"}, domain=("x:Drug",), range=("x:Disease",), triggers={"zh": ("引起",)}
        )
        texts = ("甲素引起头晕。", "乙素引起痛风。", "丙素引起痛风。", "今天天气很好。", "丙素可致头晕。")
        for number, text in enumerate(texts, 1):
            self.world.texts[str(number)] = (text, Source("s"))

    def again(self) -> list[str]:
        """The documents that are extracted again; what is kept is what a clean build gives."""
        notes: list[str] = []
        kept = extract(self.world, self.path / "kept.db", note=notes.append)[1]
        (self.path / "clean.db").unlink(missing_ok=True)
        assert kept == extract(self.world, self.path / "clean.db")[1]
        return notes

    def term(self, id: str, **changed: object) -> None:
        self.world.terms[id] = replace(self.world.terms[id], **changed)  # type: ignore[arg-type]

    def predicate(self, id: str, **changed: object) -> None:
        self.world.predicates[id] = replace(self.world.predicates[id], **changed)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    out = Folder(tmp_path)
    assert out.again() == ["1", "2", "3", "4", "5"]
    assert out.again() == []
    return out


def test_a_changed_document_is_extracted_again_and_no_other(folder: Folder) -> None:
    folder.world.texts["2"] = ("乙素引起头晕。", Source("s"))
    folder.world.texts["6"] = ("甲素引起痛风。", Source("s"))
    del folder.world.texts["1"]
    assert folder.again() == ["2", "6"]


def test_a_new_alias_concerns_the_documents_that_hold_it(folder: Folder) -> None:
    folder.term("x:a", aliases={"zh": ("丙素",)})
    assert folder.again() == ["3", "5"]
    folder.term("x:a", aliases={})
    assert folder.again() == ["3", "5"]
    folder.term("x:a", aliases={"zh": ("戊素",)})
    assert folder.again() == []


def test_a_new_trigger_phrase_concerns_the_documents_in_which_the_predicate_is_said(folder: Folder) -> None:
    folder.predicate("x:causes", triggers={"zh": ("引起", "可致")})
    assert folder.again() == ["1", "2", "3", "5"]


def test_a_changed_class_concerns_the_documents_that_name_its_members(folder: Folder) -> None:
    folder.world.classes["x:Thing"] = OntClass("x:Thing", {"zh": "事物"})
    folder.world.classes["x:Drug"] = replace(folder.world.classes["x:Drug"], parents=("x:Thing",))
    assert folder.again() == ["1", "2"]
    folder.predicate("x:causes", range=("x:Drug",))
    assert folder.again() == ["1", "2", "3", "5"]  # where it is said, and where 头晕 is named, which it no longer may cause


def test_what_only_questions_use_concerns_no_document(folder: Folder) -> None:
    folder.predicate("x:causes", functional=True, max_count=3, display=False, wording={"question": {"zh": ("{s}引起什么？",)}})
    folder.world.classes["x:Drug"] = replace(folder.world.classes["x:Drug"], measure="种", disjoint=("x:Disease",))
    assert folder.again() == []


def test_a_name_that_another_document_s_table_introduces_counts_as_a_new_term(folder: Folder) -> None:
    folder.world.rules = (TableRule(("t.md",), entity=EntityRule("x:Drug", "药")),)
    folder.world.texts["t.md"] = ("| 药 |\n|---|\n| 丙素 |\n", Source("s"))
    assert folder.again() == ["3", "5", "t.md"]
    folder.world.texts["t.md"] = ("| 药 |\n|---|\n| 丁素 |\n", Source("s"))
    assert folder.again() == ["3", "5", "t.md"]


def test_a_heading_with_a_name_inside_it_is_one_that_a_changed_heading_concerns(folder: Folder) -> None:
    folder.world.texts["6"] = ("# 常见甲素不良反应\n\n- 头晕\n", Source("s"))
    assert folder.again() == ["6"]
    folder.predicate("x:causes", headings={"zh": ("常见不良反应",)}, triggers={})
    assert "6" in folder.again()


def test_a_run_that_was_cut_off_goes_on_with_what_is_left(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_extraction, "BATCH", 1)

    def stop(name: str) -> None:
        if name == "2":
            raise KeyboardInterrupt

    folder.term("x:c", labels={"zh": "痛风"})
    folder.term("x:d", labels={"zh": "头晕"})
    with pytest.raises(KeyboardInterrupt):
        extract(folder.world, folder.path / "kept.db", note=stop)
    assert folder.again() == ["2", "3", "5"]


def test_a_run_cut_off_before_another_edit_keeps_nothing_of_the_edit_before(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_extraction, "BATCH", 1)

    def stop(name: str) -> None:
        if name == "3":
            raise KeyboardInterrupt

    folder.term("x:d", labels={"zh": "痛风病"})
    with pytest.raises(KeyboardInterrupt):
        extract(folder.world, folder.path / "kept.db", note=stop)
    folder.term("x:d", labels={"zh": "痛风"})
    assert folder.again() == ["2", "3"]


def test_another_program_extracts_everything_again(folder: Folder) -> None:
    extract(folder.world, folder.path / "kept.db", code="2")
    assert folder.again() == ["1", "2", "3", "4", "5"]


def test_every_extractor_is_known_to_consult_by_words() -> None:
    """An extractor that joins the table is looked at here: see ``consulted.BY_WORDS`` for what it must hold to, or is left out of it."""
    assert EXTRACTORS.keys() - BY_WORDS == set()


def test_the_stage_says_how_many_documents_were_extracted_again(tmp_path: Path, program: Program) -> None:
    corpus = write_corpus(tmp_path / "planets")
    program("ingest", corpus)
    assert "extracted again" not in program("extract", corpus).err
    terms = corpus / "ontology" / "planets.ttl"
    terms.write_text(terms.read_text(encoding="utf-8") + 'ast:phobos skos:altLabel "Fear"@en .\n', encoding="utf-8")
    program("ingest", corpus)
    assert "  1 of 3 documents extracted again\n" in program("extract", corpus).err  # the one with a table: it looks up any name


def test_a_document_about_which_a_model_answered_depends_on_its_answers_and_on_everything(folder: Folder) -> None:
    path = folder.path / FILE
    path.write_bytes(orjson.dumps(Reply("q", "m", "1", 0, 3, "甲素", "", "{}").to_json()) + b"\n")
    assert folder.again() == ["1"]
    folder.term("x:b", labels={"zh": "戊素"})
    assert folder.again() == ["1", "2"]


def test_a_release_after_edits_is_that_of_a_clean_build(tmp_path: Path, program: Program) -> None:
    kept, clean = write_corpus(tmp_path / "kept"), tmp_path / "clean"
    assert program("build", kept, "--recipe", "all").code == 0
    terms, note = kept / "ontology" / "planets.ttl", kept / "documents" / "note.md"
    terms.write_text(terms.read_text(encoding="utf-8") + 'ast:deimos skos:altLabel "Dread"@en .\n', encoding="utf-8")
    note.write_text("---\nlicence: CC-BY-4.0\norigin: x\n---\n\nMars has Dread as a moon.\n", encoding="utf-8")
    assert program("build", kept, "--recipe", "all").code == 0
    shutil.copytree(kept, clean, ignore=shutil.ignore_patterns("corpus.db", "releases"))
    assert program("build", clean, "--recipe", "all").code == 0
    made = [{p.relative_to(c): p.read_bytes() for p in sorted((c / "releases").rglob("*")) if p.is_file()} for c in (kept, clean)]
    assert made[0] == made[1] and any(b"Dread" in content for content in made[0].values())
