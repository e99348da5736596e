"""``ontology impact``: what a change would touch is said as it then comes out, and nothing of the corpus is written."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.running import Program
from tests.small import DOCUMENTS, write_corpus


@pytest.fixture
def corpus(tmp_path: Path, program: Program) -> Path:
    documents = {**DOCUMENTS, "more.md": "# Notes\n\nThe Red Planet is small. Deimos circles Mars. Titania circles Uranus.\n"}
    folder = write_corpus(tmp_path / "planets", documents=documents)
    assert program("build", folder).code == 0
    return folder


def changed(corpus: Path, *edits: tuple[str, str]) -> Path:
    """A copy of the ontology with some texts replaced."""
    there = corpus.parent / "changed"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(corpus / "ontology", there)
    path = there / "planets.ttl"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return there


def report(program: Program, corpus: Path, there: Path, *options: str, code: int = 0) -> dict[str, Any]:
    ran = program("ontology", "impact", corpus, there, "--json", *options)
    assert ran.code == code, ran.err
    return dict(orjson.loads(ran.out))


def bytes_of(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


ALIAS = ('skos:prefLabel "火星"@zh, "Mars"@en', 'skos:prefLabel "火星"@zh, "Mars"@en ; skos:altLabel "Red Planet"@en')
PATTERN = ('"{s} (orbits|is a moon of) {o}"@en', '"{s} (orbits|is a moon of) {o}"@en, "{s} circles {o}"@en')
NO_TERM = (
    'ast:hall a owl:NamedIndividual, ast:Astronomer ; skos:prefLabel "阿萨夫·霍尔"@zh, "Asaph Hall"@en ; skos:altLabel "霍尔"@zh .',
    "",
)
QUESTION = ('"In which year was {s} discovered?"@en', '"When was {s} discovered?"@en')


def test_an_equal_ontology_touches_nothing(corpus: Path, program: Program) -> None:
    there = changed(corpus)
    (there / "planets.ttl").write_text("# a remark\n" + (there / "planets.ttl").read_text(encoding="utf-8"), encoding="utf-8")
    assert report(program, corpus, there)["changes"] == []
    assert "没有任何改动" in program("--lang", "zh", "ontology", "impact", corpus, there).out


def test_a_new_name_and_a_new_pattern_are_counted_in_the_documents(corpus: Path, program: Program) -> None:
    found = report(program, corpus, changed(corpus, ALIAS, PATTERN))
    assert {(c["id"], c["what"], c["cells"][0]["column"]) for c in found["changes"]} == {
        ("ast:mars", "changed", "alias_en"), ("ast:orbits", "changed", "pattern_en"),
    }  # fmt: skip
    assert {(o["kind"], o["text"], tuple(o["documents"].items())) for o in found["occurrences"]} == {
        ("name", "Red Planet", (("more.md", 1),)), ("pattern", "{s} circles {o}", (("more.md", 2),)),
    }  # fmt: skip


def test_the_facts_that_name_a_subject_and_the_samples_on_them_are_counted(corpus: Path, program: Program) -> None:
    (mars,) = report(program, corpus, changed(corpus, ALIAS), "--no-build")["changes"]
    with (corpus / "releases/default/facts.jsonl").open("rb") as lines:
        naming = [f["id"] for f in map(orjson.loads, lines) if "ast:mars" in (f["subject"], f["object"])]
    assert mars["facts"] == len(naming) > 0 and mars["samples"] > 0
    (asked,) = report(program, corpus, changed(corpus, QUESTION), "--no-build")["changes"]
    assert (asked["sheet"], asked["id"], asked["position"], asked["facts"]) == ("wording", "ast:discoveryYear", "question", 4)


@pytest.mark.parametrize("edits", [(NO_TERM,), (PATTERN,), (QUESTION,), (ALIAS, NO_TERM, PATTERN, QUESTION)])
def test_the_trial_says_what_the_build_then_gives(edits: tuple[tuple[str, str], ...], corpus: Path, program: Program) -> None:
    def now() -> tuple[set[str], dict[str, tuple[str, str]]]:
        folder = corpus / "releases/all"
        program("build", corpus, "--recipe", "all")
        facts = {f["id"] for f in map(orjson.loads, (folder / "facts.jsonl").read_bytes().splitlines())}
        from kgcorpus.api import open

        return facts, {s["id"]: (s["question"], s["answer_text"]) for s in open(corpus).samples()}

    facts, samples = now()
    there = changed(corpus, *edits)
    trial = report(program, corpus, there)["trial"]
    shutil.copyfile(there / "planets.ttl", corpus / "ontology" / "planets.ttl")
    then, asked = now()
    number = trial["facts"]
    assert (number["gone"] + number["changed"], number["new"] + number["changed"]) == (len(facts - then), len(then - facts))
    number = trial["samples"]
    assert (number["gone"], number["new"]) == (len(samples.keys() - asked.keys()), len(asked.keys() - samples.keys()))
    assert number["changed"] == sum(1 for id in samples.keys() & asked.keys() if samples[id] != asked[id])
    assert number["gone"] + number["new"] + number["changed"] + trial["facts"]["gone"] > 0


def test_nothing_of_the_corpus_is_written(corpus: Path, program: Program) -> None:
    before = bytes_of(corpus)
    report(program, corpus, changed(corpus, NO_TERM, PATTERN))
    assert bytes_of(corpus) == before


def test_facts_that_read_the_same_words_otherwise_are_changed(corpus: Path, program: Program) -> None:
    renamed = changed(corpus, ("ast:hall ", "ast:asaphHall "))
    found = report(program, corpus, renamed)
    assert {c["what"] for c in found["changes"]} == {"added", "removed"}
    assert found["trial"]["facts"]["changed"] == 2 and found["trial"]["facts"]["gone"] == 0
    # not as many: which samples of the rarer kinds are drawn depends on their ids, and these on the entity's
    assert found["trial"]["samples"]["gone"] > 0 and found["trial"]["samples"]["new"] > 0


def test_decisions_that_would_find_nothing_are_listed(corpus: Path, program: Program) -> None:
    facts = [orjson.loads(line) for line in (corpus / "releases/default/facts.jsonl").read_bytes().splitlines()]
    (fact,) = [f for f in facts if f["subject"] == "ast:deimos" and f["object"] == "ast:hall"]
    decision = {"who": "Li", "when": "2026-11-02", "decision": "accept", "on": {"fact": fact["id"]}}
    (corpus / "reviews.jsonl").write_bytes(orjson.dumps(decision) + b"\n")
    program("build", corpus)
    assert [r["who"] for r in report(program, corpus, changed(corpus, NO_TERM))["trial"]["lost"]] == ["Li"]
    assert report(program, corpus, changed(corpus, QUESTION))["trial"]["lost"] == []
    assert "Li: accept" in program("--lang", "zh", "ontology", "impact", corpus, changed(corpus, NO_TERM)).out


def test_new_problems_are_listed_and_errors_end_with_1(corpus: Path, program: Program) -> None:
    found = report(program, corpus, changed(corpus, ("rdfs:range ast:Astronomer", "rdfs:range ast:Astronmer")), code=1)
    assert found["errors"] == 1 and [p["rule"] for p in found["problems"]] == ["unknown_class"] and "trial" not in found
    assert found["changes"][0]["id"] == "ast:discoveredBy"
    broken = changed(corpus, ("ast:mars a", "ast:mars ast:"))
    (broken / "planets.ttl").write_text("ast:x a (((", encoding="utf-8")
    assert report(program, corpus, broken, code=1)["problems"][0]["rule"] == "syntax_error"
    needed = changed(corpus, ("ast:discoveryYear", "ast:yearOfDiscovery"))
    found = report(program, corpus, needed, code=1)
    assert any("ast:discoveryYear" in p["value"] for p in found["problems"])


def test_a_file_replaces_the_one_of_its_name(corpus: Path, program: Program) -> None:
    there = changed(corpus, ALIAS)
    assert report(program, corpus, there / "planets.ttl") == report(program, corpus, there)
    whole = write_corpus(corpus.parent / "other")
    shutil.copyfile(there / "planets.ttl", whole / "ontology" / "planets.ttl")
    assert report(program, corpus, whole) == report(program, corpus, there)


def test_it_reads_in_both_languages(corpus: Path, program: Program) -> None:
    there = changed(corpus, ALIAS, NO_TERM, QUESTION)
    zh = program("--lang", "zh", "ontology", "impact", corpus, there).out
    en = program("--lang", "en", "ontology", "impact", corpus, there).out
    for text in (
        "修改 术语 火星 [ast:mars]",
        "别名（英）：Red Planet",
        "删除 术语 阿萨夫·霍尔",
        "名称 “Red Planet”：more.md 1次",
        "消失：火卫一由阿萨夫·霍尔发现。",
        "试构建",
    ):
        assert text in zh, zh
    for text in (
        "changed term Mars [ast:mars]",
        "question for the objects",
        "→ When was {s} discovered?",
        "gone: Phobos was discovered by Asaph Hall.",
    ):
        assert text in en, en


def test_what_was_not_built_or_cannot_be_compared_is_said(tmp_path: Path, corpus: Path, program: Program) -> None:
    fresh = write_corpus(tmp_path / "fresh")
    ran = program("--lang", "zh", "ontology", "impact", fresh, corpus / "ontology")
    assert ran.code == 2 and "还没有构建过" in ran.err and not (fresh / "corpus.db").exists()
    ran = program("--lang", "zh", "ontology", "impact", corpus, tmp_path / "none")
    assert ran.code == 2 and "没有这个文件或目录" in ran.err
    with (corpus / "ontology" / "planets.ttl").open("a", encoding="utf-8") as file:
        file.write("\n# touched\n")
    ran = program("--lang", "en", "ontology", "impact", corpus, changed(corpus))
    assert ran.code == 2 and "has not run since what it depends on changed" in ran.err


def book_with(corpus: Path, sheet: str, row: str, column: str, text: str) -> Path:
    """The ontology's workbook with one cell changed: in the row whose id it is, in the column of that title."""
    import openpyxl

    from kgcorpus.curate.exporting import export_book

    path = corpus.parent / "book.xlsx"
    export_book(corpus / "ontology", path, "en")
    book = openpyxl.load_workbook(path)
    there = book[sheet]
    header = next(r for r in there.iter_rows() if any(c.value == "id" for c in r))
    titles = {c.value: c.column for c in header}
    place = next(r[0].row for r in there.iter_rows(min_row=header[0].row + 1) if r[titles["id"] - 1].value == row)
    there.cell(place, titles[column]).value = text
    book.save(path)
    return path


def test_a_workbook_is_compared_as_its_import_would_make_it(corpus: Path, program: Program) -> None:
    before = bytes_of(corpus)
    found = report(program, corpus, book_with(corpus, "terms", "ast:mars", "aliases (en)", "Red Planet"))
    assert found == report(program, corpus, changed(corpus, ALIAS))
    assert bytes_of(corpus) == before


def test_problems_of_a_workbook_are_told_with_their_cell(corpus: Path, program: Program) -> None:
    book = book_with(corpus, "terms", "ast:mars", "class", "Planett")
    ran = program("--lang", "zh", "ontology", "impact", corpus, book)
    assert ran.code == 1 and "book.xlsx!terms" in ran.out and "Planett" in ran.out


def test_a_glossary_is_compared_as_its_import_would_make_it_and_long_lists_are_cut(corpus: Path, program: Program) -> None:
    before = bytes_of(corpus)
    glossary = corpus.parent / "glossary.csv"
    rows = "".join(f"天文学家{n},Astronomer No. {n},astronomer\n" for n in range(80))
    glossary.write_text("中文,English,class\n勒威耶,Urbain Le Verrier,astronomer\n" + rows, encoding="utf-8")
    (corpus / "documents" / "more.md").write_text("# Notes\n\nDeimos was discovered by Urbain Le Verrier.\n", encoding="utf-8")
    program("build", corpus)
    found = report(program, corpus, glossary)
    assert len(found["changes"]) == 81 and found["trial"]["facts"]["examples"]["new"] == ["Deimos was discovered by Urbain Le Verrier."]
    text = program("--lang", "zh", "ontology", "impact", corpus, glossary).out
    assert "名称 “Urbain Le Verrier”：more.md 1次" in text and "没有出现（161）" in text and text.count("新增 术语") == 50
    assert (corpus / "ontology" / "planets.ttl").read_bytes() and bytes_of(corpus)["ontology/planets.ttl"] == before["ontology/planets.ttl"]


def test_a_glossary_that_cannot_be_taken_in_is_refused_with_its_row(corpus: Path, program: Program) -> None:
    glossary = corpus.parent / "glossary.csv"
    glossary.write_bytes(b"\x00\x01\x02")
    assert program("ontology", "impact", corpus, glossary).code in (1, 2)


def test_closed_values_are_said_in_words(corpus: Path, program: Program) -> None:
    there = changed(
        corpus, ("rdfs:range xsd:gYear", "rdfs:range xsd:date"), ("owl:DatatypeProperty, owl:FunctionalProperty", "owl:DatatypeProperty")
    )
    out = program("--lang", "zh", "ontology", "impact", corpus, there, "--no-build").out
    assert "值的种类：年份 → 日期" in out and "− 是" in out.replace("每次只有一个值：", "") and "xsd:" not in out and "owl:" not in out
