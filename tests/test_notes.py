"""Signed, dated statements of experts: a note is a document, its origin is the person, and a policy may ask for a second one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest

from kgcorpus import store
from kgcorpus.build import Build
from kgcorpus.config import load
from kgcorpus.documents.reading import read_documents
from kgcorpus.messages import localise
from kgcorpus.model import Document, Finding, Rejection
from kgcorpus.review.notes import as_note, lines_of_source, write_notes
from tests.running import Program
from tests.small import CORPUS, DOCUMENTS, write_corpus

SIGNATURES = CORPUS.replace("[[source]]", "[policy]\nsignatures = 2\n\n[[source]]", 1)
SAYS = "天卫三由阿萨夫·霍尔发现。"
"""What no other document of the small corpus says."""
PLAIN = {name: text for name, text in DOCUMENTS.items() if name != "uranus.md"}


def note(who: str, says: str = SAYS, dated: str = "2026-10-12") -> str:
    return f"---\nsigned: {who}\ndated: {dated}\n---\n\n{says}\n"


def corpus(
    tmp_path: Path, documents: dict[str, str | bytes], *, toml: str = SIGNATURES, reviews: list[dict[str, Any]] | None = None
) -> Path:
    folder = write_corpus(tmp_path / "corpus", corpus=toml, documents={**PLAIN, **documents})
    if reviews:
        (folder / "reviews.jsonl").write_bytes(b"".join(orjson.dumps(r) + b"\n" for r in reviews))
    return folder


def judged(folder: Path, subject: str = "ast:titania", predicate: str = "ast:discoveredBy") -> tuple[dict[str, Any], str]:
    """The verdict on the fact and what findings say of it."""
    with Build(folder) as work:
        for stage in ("ingest", "extract", "verify"):
            work.run(stage)
        for kind in ("fact", "held"):
            for id, raw in work.store.records(kind):
                fact = orjson.loads(raw)
                if fact["subject"] == subject and fact["predicate"] == predicate:
                    findings = [store.load(Finding, f) for _, f in work.store.records("finding")]
                    verdict = orjson.loads(work.store.record("verdict", id) or b"{}")
                    return verdict, " ".join(f.message for f in findings if f.about == id)
    raise AssertionError("no such fact")


def accept(who: str, **more: str) -> dict[str, Any]:
    on = {"predicate": "ast:discoveredBy", "quote": SAYS, "subject": "ast:titania"}
    return {"who": who, "when": "2026-10-20", "decision": "accept", "on": on, **more}


# --------------------------------------------------------------------------------------------- reading


def read(folder: Path, name: str) -> Document | Rejection:
    found = {d.path if isinstance(d, Document) else str(d.document): d for d in read_documents(load(folder))}
    return found[name]


def test_the_origin_of_a_note_is_the_person_and_its_day_dates_what_changes(tmp_path: Path) -> None:
    found = read(corpus(tmp_path, {"n.md": note(" 王敏 ")}), "n.md")
    assert isinstance(found, Document)
    assert (found.source.origin, found.source.signed, found.source.dated, found.source.as_at) == (
        "王敏",
        "王敏",
        "2026-10-12",
        "2026-10-12",
    )
    assert found.source.licence == "CC0-1.0" and found.source.id == "notes"


def test_a_source_may_be_signed_as_a_whole_and_its_documents_dated(tmp_path: Path) -> None:
    toml = CORPUS.replace('origin = "notes"', 'origin = "notes"\nsigned = "王敏"\ndated = 2026-10-01')
    folder = corpus(tmp_path, {"n.md": "---\ndated: 2026-10-12\n---\n" + SAYS}, toml=toml)
    one, other = read(folder, "n.md"), read(folder, "mars.md")
    assert isinstance(one, Document) and isinstance(other, Document)
    assert (one.source.origin, one.source.dated) == ("王敏", "2026-10-12") and (other.source.origin, other.source.dated) == (
        "王敏",
        "2026-10-01",
    )


def test_lines_of_a_jsonl_file_may_be_signed(tmp_path: Path) -> None:
    line = orjson.dumps({"id": "1", "text": SAYS, "signed": "王敏", "dated": "2026-10-12"})
    folder = corpus(tmp_path, {"n.jsonl": line}, toml=CORPUS.replace('"*.csv"', '"*.csv", "*.jsonl"'))
    found = next(d for d in read_documents(load(folder)) if isinstance(d, Document) and d.path == "n.jsonl")
    assert found.source.origin == "王敏"


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("signed: 王敏", "the front matter has 'signed' and no 'dated'"),
        ("dated: 2026-10-12", "the front matter has 'dated' and no 'signed'"),
        ("signed: 王敏\ndated: 2026-10", "dated: found '2026-10'; expected a date"),
    ],
)
def test_half_a_signature_is_a_rejection_that_says_what_to_do(front: str, says: str, tmp_path: Path) -> None:
    found = read(corpus(tmp_path, {"n.md": f"---\n{front}\n---\n{SAYS}\n"}), "n.md")
    assert isinstance(found, Rejection) and found.reason == "bad_front_matter"
    assert says in found.detail
    chinese = localise(found.detail, "zh")
    assert "补充说明两项都要有" in chinese if "no '" in says else "日期" in chinese


# --------------------------------------------------------------------------------------------- signatures


def test_what_one_person_states_is_pending_until_another_signs(tmp_path: Path) -> None:
    verdict, said = judged(corpus(tmp_path, {"n.md": note("王敏")}))
    assert (verdict["verdict"], verdict["reason"]) == ("pending", "too_few_origins")
    assert "signed by 王敏" in said and "1 more must sign" in said
    assert "署名者：王敏" in localise(said, "zh") and "还须1人" in localise(said, "zh")


def test_a_second_note_of_the_same_person_is_no_second_signature(tmp_path: Path) -> None:
    verdict, said = judged(corpus(tmp_path, {"n.md": note("王敏"), "o.md": note("王 敏", f"据观测记录，{SAYS}", "2026-10-14")}))
    assert verdict["verdict"] == "pending" and "1 more" in said


def test_the_same_sentence_signed_by_two_people_is_two_signatures_and_two_origins(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"n.md": note("王敏"), "o.md": note("李雷")}
    assert judged(corpus(tmp_path, notes))[0]["verdict"] == "accepted"
    two = corpus(tmp_path / "two", notes, toml=CORPUS.replace("[[source]]", "[policy]\nmin_origins = 2\n\n[[source]]", 1))
    assert judged(two)[0]["verdict"] == "accepted"


def test_two_notes_of_one_person_are_one_origin(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"n.md": note("王敏"), "o.md": note("王敏", f"天王星的卫星中，{SAYS}", "2026-10-14")}
    folder = corpus(tmp_path, notes, toml=CORPUS.replace("[[source]]", "[policy]\nmin_origins = 2\n\n[[source]]", 1))
    verdict, said = judged(folder)
    assert verdict["verdict"] == "pending" and "1 independent origin, 2 are asked for" in said


def test_acceptance_by_another_person_is_a_signature_and_by_the_same_is_not(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"n.md": note("王敏")}
    assert judged(corpus(tmp_path / "a", notes, reviews=[accept("李雷")]))[0]["verdict"] == "accepted"
    own, said = judged(corpus(tmp_path / "b", notes, reviews=[accept("王敏")]))
    assert own["verdict"] == "pending" and own["reason"] == "too_few_origins" and "signed by 王敏;" in said
    three = SIGNATURES.replace("signatures = 2", "signatures = 3")
    few, said = judged(corpus(tmp_path / "c", notes, toml=three, reviews=[accept("李雷")]))
    assert few["verdict"] == "pending" and "3 people" in said and "李雷" in said
    assert judged(corpus(tmp_path / "d", notes, toml=three, reviews=[accept("李雷"), accept("韩梅梅")]))[0]["verdict"] == "accepted"
    back = [accept("李雷"), {**accept("李雷"), "decision": "reject"}]
    assert judged(corpus(tmp_path / "e", notes, reviews=back))[0]["verdict"] == "rejected"


def test_a_correction_is_signed_by_who_made_it_not_by_the_note_s_author(tmp_path: Path) -> None:
    change = {**accept("李雷"), "decision": "correct", "value": {"object": "ast:herschel"}}
    folder = corpus(tmp_path, {"n.md": note("王敏")}, reviews=[change])
    with Build(folder) as work:
        for stage in ("ingest", "extract", "verify"):
            work.run(stage)
        held = {f["object"]: f["id"] for f in (orjson.loads(raw) for _, raw in work.store.records("held")) if f["subject"] == "ast:titania"}
        verdicts = {
            o: orjson.loads(work.store.record("verdict", id) or b"{}") for o, id in held.items() if o in ("ast:hall", "ast:herschel")
        }
    assert verdicts["ast:hall"]["reason"] == "reviewed_out"
    assert (verdicts["ast:herschel"]["verdict"], verdicts["ast:herschel"]["reason"]) == ("pending", "too_few_origins")


def test_what_other_documents_say_too_needs_no_second_signature(tmp_path: Path) -> None:
    says = "火卫一由阿萨夫·霍尔发现。"
    verdict, _ = judged(corpus(tmp_path, {"n.md": note("王敏", says)}), "ast:phobos")
    assert verdict["verdict"] == "accepted"


def test_without_the_policy_one_signature_is_enough(tmp_path: Path) -> None:
    assert judged(corpus(tmp_path, {"n.md": note("王敏")}, toml=CORPUS))[0]["verdict"] == "accepted"


# --------------------------------------------------------------------------------------------- from the review book


def fill(path: Path, *notes: dict[str, str]) -> None:
    """Write notes into the book of a review round."""
    book = openpyxl.load_workbook(path, rich_text=True)
    target = next(t for t in book.worksheets if any(c.value == "notes:statement" for c in t[2]))
    keys = {str(cell.value).removeprefix("notes:"): cell.column for cell in target[2] if cell.value}
    for row, cells in enumerate(notes, 4):
        for key, value in cells.items():
            target.cell(row, keys[key]).value = value
    book.save(path)


def exported(tmp_path: Path, program: Program, **more: Any) -> tuple[Path, Path]:
    folder = corpus(tmp_path, {}, **more)
    assert program("build", folder).code == 0
    assert program("--lang", "zh", "review", "export", folder).code == 0
    return folder, folder / "review.xlsx"


def test_a_statement_in_the_review_book_becomes_a_document_once(tmp_path: Path, program: Program) -> None:
    folder, book = exported(tmp_path, program)
    fill(book, {"statement": f" {SAYS}\n", "signed": "王敏", "dated": "2026-10-12"})
    done = orjson.loads(program("review", "import", folder, book, "--json").out)
    assert [name[:17] for name in done["notes"]] == ["notes/2026-10-12-"]
    path = folder / "documents" / done["notes"][0]
    text = path.read_bytes()
    assert (
        text.decode().startswith("---\nsigned: 王敏\ndated: 2026-10-12\ntitle: 王敏的补充说明（2026-10-12）\n---\n")
        and SAYS in text.decode()
    )
    path.write_bytes(text + "（已核对）\n".encode())
    assert orjson.loads(program("review", "import", folder, book, "--json").out)["notes"] == []
    assert path.read_bytes() == text + "（已核对）\n".encode() and len(list(path.parent.iterdir())) == 1
    verdict, _ = judged(folder)
    assert verdict["verdict"] == "pending"  # one signature, two are asked for


def test_notes_go_where_the_corpus_has_its_documents(tmp_path: Path, program: Program) -> None:
    toml = CORPUS.replace('ontology = "ontology"', 'ontology = "ontology"\ndocuments = "../texts"')
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "mars.md").write_text(str(DOCUMENTS["mars.md"]), encoding="utf-8")
    folder = corpus(tmp_path, {}, toml=toml)
    written = write_notes(load(folder), [as_note(SAYS, "王敏", "2026-10-12")])
    assert (tmp_path / "texts" / written.new[0]).is_file() and written.source == ""


def test_without_a_source_for_notes_the_lines_to_add_are_said_and_they_are_enough(tmp_path: Path, program: Program) -> None:
    folder, book = exported(tmp_path, program, toml=CORPUS.replace('"*.md", "*.txt", "*.csv"', '"mars.md", "*.csv"'))
    fill(book, {"statement": SAYS, "signed": "王敏", "dated": "2026-10-12"})
    ran = program("--lang", "zh", "review", "import", folder, book)
    assert ran.code == 0 and "请在corpus.toml中加上下面几行，并填写许可" in ran.err
    lines = ran.err[ran.err.index("[[source]]") :]
    lines = lines[: lines.index("]\n", lines.index("uses")) + 1]
    toml = folder / "corpus.toml"
    toml.write_text(toml.read_text("utf-8") + "\n" + lines.replace('licence = "…"', 'licence = "CC0-1.0"') + "\n", encoding="utf-8")
    assert judged(folder)[0]["verdict"] == "accepted"
    assert 'id = "notes-2"' in lines_of_source(load(folder))


def test_the_card_and_traces_name_a_note_as_one(tmp_path: Path, program: Program) -> None:
    folder = corpus(tmp_path, {"n.md": note("王敏")}, toml=CORPUS)
    assert program("build", folder).code == 0
    release = folder / "releases/default"
    chinese, english = (release / "card.zh.md").read_text("utf-8"), (release / "card.md").read_text("utf-8")
    assert "专家补充说明" in chinese and "| 王敏 | 2026-10-12 | n.md | 1 |" in chinese and "1份；有1条事实只以这类说明为据" in chinese
    assert "Notes of experts" in english and "| 王敏 | 2026-10-12 | n.md | 1 |" in english
    for where in (folder, release):
        assert "补充说明，王敏署名，2026-10-12" in program("--lang", "zh", "trace", "ast:titania", "--in", where).out
        assert "note signed by 王敏, 2026-10-12" in program("--lang", "en", "trace", "n.md", "--in", where).out
    plain = corpus(tmp_path / "plain", {}, toml=CORPUS)
    assert program("build", plain).code == 0
    assert "专家补充说明" not in (plain / "releases/default/card.zh.md").read_text("utf-8")
