"""``ontology propose``: what documents suggest for the ontology, decided on in rows, taken in once, and not proposed again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import orjson
import pytest

from kgcorpus.curate.growing import propose
from kgcorpus.curate.growth import Proposal
from kgcorpus.curate.growth_aliases import initials_fit, spelled_alike
from kgcorpus.curate.growth_book import read_proposals, write_proposals
from kgcorpus.curate.growth_counts import sequences
from kgcorpus.curate.growth_words import name_in
from kgcorpus.ontology import load
from tests.running import Program
from tests.small import write_corpus

NOTES = {
    "mars.md": "# Mars\n\nPhobos was discovered by Asaph Hall. Mars (the Red Planet) is small."
    "\n\n## Moons\n\n- Phobos\n- Deimos\n- Nova Minor\n",
    "uranus.md": "# 天王星\n\n天卫三由威廉·赫歇尔发现。天卫四由威廉·赫歇尔发现。天王星又称青色星。"
    "\n\n## 卫星\n\n- 天卫三\n- 天卫四\n- 天卫五\n",
    "titan.md": "# Notes\n\nThe moons Titania, Oberon, Miranda and Phobos are cold. Miranda was discovered by William Herschel."
    "\n\nTitania circles Uranus.\n",
    "second.md": "# More\n\nOberon circles Uranus. Phobos circles Mars. A comet is a body of ice. "
    "Ceres is a dwarf planet. Eris is a dwarf planet.\n",
    "moons.csv": "moon,year\nPhobos,1877\nDeimos,1877\nTriton,1846\n",
    "chinese.md": "# 笔记\n\n大卫星有天卫三、天卫五、天卫四等。天卫五由赫歇尔发现。\n",
}
TABLES = ("years.csv", "moons.csv")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    from tests.small import CORPUS

    return write_corpus(tmp_path / "planets", corpus=CORPUS.replace(*TABLES), documents=dict(NOTES))


def rows(corpus: Path, **options: Any) -> dict[tuple[str, str], Proposal]:
    return {(p.kind, p.text): p for p in propose(corpus, **options).proposals}


def report(program: Program, *arguments: str | Path) -> Any:
    ran = program("ontology", *arguments, "--json")
    assert ran.code == 0, ran.err
    return orjson.loads(ran.out)


# --------------------------------------------------------------------------------------------- what is proposed


def test_a_name_turned_down_where_a_moon_was_expected_is_proposed_as_a_moon(corpus: Path) -> None:
    found = rows(corpus)
    for name in ("Nova Minor", "天卫五", "Triton", "Miranda"):
        assert found["term", name].of == "ast:Moon", name
    assert found["term", "天卫五"].documents == 2
    assert "refused" in found["term", "Nova Minor"].evidence


def test_every_example_is_verbatim(corpus: Path) -> None:
    from kgcorpus.build import Build

    found = rows(corpus)
    with Build(corpus) as work:
        documents = work.documents()
    assert any(p.examples for p in found.values())
    for proposal in found.values():
        for one in proposal.examples:
            assert documents[one.document].text[one.start : one.end] == one.quote
            assert proposal.kind != "term" or one.quote.lower() == proposal.text.lower()


def test_known_names_are_not_proposed(corpus: Path) -> None:
    names = {text.lower() for kind, text in rows(corpus) if kind in ("term", "class")}
    assert not names & {"phobos", "mars", "天卫三", "moon", "卫星", "moons", "asaph hall"}


def test_another_name_of_a_known_term(corpus: Path) -> None:
    found = rows(corpus)
    assert found["alias", "青色星"].of == "ast:uranus" and found["alias", "青色星"].lang == "zh"
    assert ("term", "青色星") not in found


def test_what_several_things_are_said_to_be_is_a_class(corpus: Path) -> None:
    found = rows(corpus)
    assert found["class", "dwarf planet"].evidence["said"] == 2
    assert ("class", "planet") not in found


def test_a_name_in_quotation_marks_or_brackets_is_another_name(tmp_path: Path) -> None:
    text = "# Notes\n\nTitania (Queen) is large. 人们说的“红火星”就是火星。天王星（盖章）。天卫四（寒卫）很冷。古天卫三又称老卫。\n"
    found = rows(write_corpus(tmp_path / "planets", documents={"a.md": text}))
    assert {(p.text, p.of) for p in found.values() if p.kind == "alias"} == {
        ("Queen", "ast:titania"), ("红火星", "ast:mars"), ("寒卫", "ast:oberon"),
    }  # fmt: skip


def test_a_word_that_stands_only_in_longer_names_is_none(tmp_path: Path) -> None:
    text = "".join(f"# {n}\n\n观测{n}用的是深空望远镜。用深空望远镜看{n}。深空望远镜很大。\n\n" for n in ("火星", "天王星", "天卫三"))
    found = rows(write_corpus(tmp_path / "planets", documents={"a.md": text, "b.md": text + "完"}))
    names = {name for kind, name in found if kind == "term"}
    assert "深空望远镜" in names and not names & {"空望远镜", "深空望", "望远镜", "深空望远"}


def test_words_between_known_names_without_a_fact(corpus: Path) -> None:
    found = rows(corpus)
    circles = found["predicate", "circles"] if ("predicate", "circles") in found else found["trigger", "circles"]
    assert circles.of in ("ast:orbits", "ast:Moon") and circles.occurrences == 3
    assert not [text for kind, text in found if kind in ("trigger", "predicate") and "discovered" in text]


def test_the_same_documents_give_the_same_rows(corpus: Path, tmp_path: Path) -> None:
    first = [p.to_json() for p in propose(corpus).proposals]
    (corpus / "corpus.db").unlink()
    assert [p.to_json() for p in propose(corpus).proposals] == first


def test_two_processes_give_the_same_rows_as_one(corpus: Path) -> None:
    assert [p.to_json() for p in propose(corpus, workers=2).proposals] == [p.to_json() for p in propose(corpus).proposals]


def test_the_ontology_is_not_written(corpus: Path) -> None:
    before = (corpus / "ontology" / "planets.ttl").read_bytes()
    propose(corpus)
    assert (corpus / "ontology" / "planets.ttl").read_bytes() == before
    assert [p.name for p in (corpus / "ontology").iterdir()] == ["planets.ttl"]


def test_an_ontology_without_terms(tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "new"
    assert program("new", folder, "--empty").code == 0
    for name, text in NOTES.items():
        if not name.endswith(".csv"):
            (folder / "documents" / name).write_text(text, encoding="utf-8")
    assert isinstance(propose(folder).proposals, tuple)


# --------------------------------------------------------------------------------------------- rows and back


def decide(path: Path, decisions: dict[str, str], **cells: str) -> None:
    """Fill in the decisions of a workbook by the name in the row; ``cells`` go into the rows accepted."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = {str(sheet.cell(2, n).value).partition(":")[2]: n for n in range(1, sheet.max_column + 1)}
    for r in range(4, sheet.max_row + 1):
        name = sheet.cell(r, column["zh"]).value or sheet.cell(r, column["en"]).value
        if name in decisions:
            sheet.cell(r, column["decision"]).value = decisions[name]
            for key, value in cells.items():
                sheet.cell(r, column[key]).value = value
    book.save(path)


def test_accepted_rows_go_into_the_ontology_once_and_nothing_is_proposed_again(corpus: Path, program: Program) -> None:
    book = corpus / "proposals.xlsx"
    assert program("ontology", "propose", corpus, "--out", book).code == 0
    decide(book, {"天卫五": "采纳", "青色星": "yes", "dwarf planet": "accept", "Triton": "不采纳", "Miranda": "no"})
    assert report(program, "lint", corpus, book) == []
    done = report(program, "import", corpus, book)
    assert done["kind"] == "proposals" and done["added"] == {"classes": 1, "terms": 1} and done["extended"] == {"terms": 1}
    ontology = load(corpus / "ontology")
    moon = next(e for e in ontology.entities.values() if e.labels.get("zh") == "天卫五")
    assert moon.classes == ("ast:Moon",)
    assert ontology.entities["ast:uranus"].aliases["zh"] == ("青色星",)
    assert "dwarf planet" in {c.labels.get("en") for c in ontology.classes.values()}
    files = {p.name: p.read_bytes() for p in (corpus / "ontology").glob("*.ttl")}
    lines = (corpus / "ontology-decisions.jsonl").read_bytes()
    again = report(program, "import", corpus, book)
    assert again["written"] == []
    assert {p.name: p.read_bytes() for p in (corpus / "ontology").glob("*.ttl")} == files
    assert (corpus / "ontology-decisions.jsonl").read_bytes() == lines
    names = {p["text"] for p in report(program, "propose", corpus)["proposals"]}
    assert not names & {"天卫五", "青色星", "dwarf planet", "Triton", "Miranda"}
    assert "Nova Minor" in names
    assert {p["text"] for p in report(program, "propose", corpus, "--again")["proposals"]} >= {"Triton", "Miranda"}


def test_a_row_with_a_mistake_keeps_all_of_them_out(corpus: Path, program: Program) -> None:
    book = corpus / "proposals.xlsx"
    program("ontology", "propose", corpus, "--out", book)
    decide(book, {"天卫五": "accept"})
    decide(book, {"Triton": "accept"}, of="kind of cheese")
    before = (corpus / "ontology" / "planets.ttl").read_bytes()
    ran = program("ontology", "import", corpus, book)
    assert ran.code == 1 and "unknown_class" in ran.out
    assert (corpus / "ontology" / "planets.ttl").read_bytes() == before
    assert not (corpus / "ontology-decisions.jsonl").exists()


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"kind": "term", "en": "Phobos", "of": "moon"}, "already_named"),
        ({"kind": "term", "en": "Phobos", "of": "astronomer"}, "homonym"),
        ({"kind": "term", "en": "moon", "of": "planet"}, "is_class"),
        ({"kind": "term", "en": "Vesta", "of": "asteroid"}, "unknown_class"),
        ({"kind": "term", "of": "moon"}, "no_label"),
        ({"kind": "alias", "en": "Deimos", "of": "Phobos"}, "homonym"),
        ({"kind": "alias", "en": "Fear", "of": "Phobia"}, "unknown_term"),
        ({"kind": "class", "en": "planet"}, "already_named"),
        ({"kind": "class", "en": "Mars"}, "is_term"),
        ({"kind": "trigger", "en": "(circles", "of": "ast:orbits"}, "unreadable_phrase"),
        ({"kind": "trigger", "zh": "绕", "of": "ast:orbits"}, "short_phrase"),
        ({"kind": "trigger", "en": "circles", "of": "revolves"}, "unknown_predicate"),
        ({"kind": "predicate", "en": "shadows", "of": "moon"}, "no_range"),
        ({"kind": "planet", "en": "x1 y"}, "unknown_kind"),
    ],
)  # fmt: skip
def test_lint_says_what_is_wrong_with_a_row(corpus: Path, program: Program, row: dict[str, str], rule: str) -> None:
    path = corpus / "rows.jsonl"
    sound = {"decision": "accept", "kind": "term", "en": "Vesta", "of": "moon"}
    path.write_bytes(orjson.dumps(sound) + b"\n")
    assert report(program, "lint", corpus, path) == []
    path.write_bytes(orjson.dumps({"decision": "accept", **row}) + b"\n")
    ran = program("ontology", "lint", corpus, path, "--json")
    assert [t["rule"] for t in orjson.loads(ran.out)] == [rule]


def test_phrases_and_predicates_are_taken_in_and_read(corpus: Path, program: Program) -> None:
    path = corpus / "rows.jsonl"
    lines = [
        {"decision": "accept", "kind": "trigger", "en": "circles", "of": "orbits"},
        {"decision": "accept", "kind": "predicate", "en": "is colder than", "of": "moon", "range": "planet"},
    ]
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    assert program("build", corpus).code == 0
    found = report(program, "impact", corpus, path)
    assert found["errors"] == 0 and found["trial"]["facts"]["gone"] == 0
    assert [o["text"] for o in found["occurrences"]] == ["circles", "is colder than"]
    assert found["occurrences"][0]["documents"] == {"titan.md": 1, "second.md": 2}
    assert any(c["id"] == "ast:orbits" for c in found["changes"])
    assert report(program, "import", corpus, path)["added"] == {"predicates": 1}
    ontology = load(corpus / "ontology")
    assert ontology.predicates["ast:orbits"].triggers == {"en": ("circles",)}
    new = next(p for p in ontology.predicates.values() if p.labels.get("en") == "is colder than")
    assert new.domain == ("ast:Moon",) and new.range == ("ast:Planet",)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".jsonl"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_are_read_back_as_written(corpus: Path, tmp_path: Path, suffix: str, lang: str) -> None:
    found = propose(corpus)
    path = tmp_path / f"rows{suffix}"
    write_proposals(path, found.proposals, found.ontology, lang, found.corpus)
    read = read_proposals(path)
    assert not read.troubles
    assert [(r["kind"], r[p.lang], r["of_id"], r.key) for r, p in zip(read.rows, found.proposals, strict=True)] == [
        (p.kind, p.text, p.of, p.key) for p in found.proposals
    ]


def test_csv_has_titles_in_the_reader_s_language(corpus: Path, program: Program) -> None:
    path = corpus / "rows.csv"
    assert program("--lang", "zh", "ontology", "propose", corpus, "--out", path).code == 0
    table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert table[0][:3] == ["是否采纳", "种类", "中文"] and table[1][1] == "术语"


def test_a_file_that_may_hold_decisions_is_not_overwritten(corpus: Path, program: Program) -> None:
    path = corpus / "rows.csv"
    path.write_text("mine", encoding="utf-8")
    assert program("ontology", "propose", corpus, "--out", path).code != 0
    assert path.read_text(encoding="utf-8") == "mine"
    assert program("ontology", "propose", corpus, "--out", corpus / "rows.pdf").code != 0
    assert program("ontology", "propose", corpus, "--kind", "verb").code != 0


# --------------------------------------------------------------------------------------------- the parts


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("1. 以及维生素B12缺乏等", "zh", "维生素B12缺乏"),
        ("2 型糖尿病", "zh", "2 型糖尿病"),
        ("患者的情况", "zh", ""),
        ("三根", "zh", ""),
        ("饱和脂肪", "zh", "饱和脂肪"),
        ("对称三角形", "zh", "对称三角形"),
        ("氧气与氮气", "zh", ""),
        ("the renal impairment", "en", "renal impairment"),
        ("usually", "en", ""),
        ("3 mg", "en", ""),
        ("patients", "en", ""),
    ],
)
def test_names_are_cut_out_of_what_stands_around_them(text: str, lang: str, name: str) -> None:
    assert name_in(text, lang) == name


def test_abbreviations_by_initials() -> None:
    assert initials_fit("OGTT", "oral glucose tolerance test") and initials_fit("COPD", "chronic obstructive pulmonary disease")
    assert not initials_fit("OGTT", "fasting glucose") and not initials_fit("XY", "oral glucose")


def test_spellings_that_differ_only_by_convention() -> None:
    known = {"hyperglycaemia": ("x:h",), "影象学检查": ("x:i",), "heart-failure": ("x:f",)}
    assert spelled_alike("hyperglycemia", known) == ("x:h", "hyperglycaemia")
    assert spelled_alike("影像学检查", known) == ("x:i", "影象学检查")
    assert spelled_alike("heart failure", known) == ("x:f", "heart-failure")
    assert spelled_alike("hypoglycaemia", known) is None


def test_sequences_are_counted_as_by_hand() -> None:
    text = "abcxabcyabcz"
    units = np.array([ord(c) for c in text])
    found = sequences(units, np.array([1] * 4 + [2] * 8), longest=3, least=2)
    assert [one.length for one in found] == [1, 2, 3]
    assert found[2].count.tolist() == [3] and found[2].first.tolist() == [0] and found[2].documents.tolist() == [2]
    assert found[1].count.tolist() == [3, 3]
    assert found[1].value.tolist() == [0.0, 0.0]  # ab and bc stand only in abc
    assert found[2].right[0] == pytest.approx(np.log2(3)) and found[2].left[0] == pytest.approx(np.log2(3))
