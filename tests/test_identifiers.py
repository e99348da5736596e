"""Identifiers of persons: the suite of sentences, each kind by itself, masks, and that none leaves in a release."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.documents.identifying import identifiers_of, masked_document
from kgcorpus.documents.reading import read_text
from kgcorpus.identifiers import KINDS, OF_PERSONS
from kgcorpus.identifiers.finding import find, findings, masked
from kgcorpus.identifiers.scanning import strings, sweep
from kgcorpus.messages import WORDS
from kgcorpus.model import Source
from kgcorpus.release.audit import audit
from tests.bench.identifier_figures import measure
from tests.identifier_cases import Rng, card, cases, credit_code, iban, mobile, resident
from tests.running import Program
from tests.small import CORPUS, DOCUMENTS, ONTOLOGY, write_corpus

BENCH = Path(os.environ.get("KGCORPUS_BENCH", Path(__file__).parents[2] / "shared" / "bench"))


# ------------------------------------------------------------------------------------------------- the suite


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_suite_is_large_and_its_figures_hold(lang: str) -> None:
    assert sum(bool(case.kind) for case in cases(lang)) >= 400 and sum(not case.kind for case in cases(lang)) >= 400
    for held_out in (None, True):
        tally = measure(lang, held_out=held_out)
        assert tally.recall >= 0.99 and tally.precision >= 0.98, (tally.misses[:3], tally.wrong[:3])


def test_every_kind_is_in_the_suite_and_has_its_words() -> None:
    assert {case.kind for lang in ("zh", "en") for case in cases(lang)} - {""} == set(KINDS)
    assert {f"identifier.{kind}" for kind in KINDS} <= set(WORDS)


def test_the_measure_can_fail() -> None:
    import tests.bench.identifier_figures as figures

    case = next(c for c in cases("zh") if c.kind == "mobile")
    assert not figures.covers(find("电话13800004271")[0], 0, 11)
    assert figures.covers(find("电话13800004271")[0], 2, 13)
    assert not figures.same("email", case.kind) and figures.same("landline", case.kind)


# ------------------------------------------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("客服热线10010，王经理手机138 0000 4271。", ["mobile"]),
        ("免费热线10010（境内）或+8613800004271（境外）", []),
        ("流水号6213800004271998877", []),
        ("网信算备 110115442969201240013 号", []),
        ("注册资本13800004271元", []),
        ("一三八零零零零四二七一", ["mobile"]),
        ("１３８００００４２７１", ["mobile"]),
        ("Ring (212) 555-0143 or 1-800-555-0143.", ["phone"]),
        ("办公地址：北京市西城区云杉大街21号", []),
        ("他住在北京市西城区云杉大街21号", ["address"]),
        ("云杉公司，北京市西城区云杉大街21号", []),
        ("云杉公司成立于2001年，注册资本三千万元，地址位于北京市西城区云杉大街21号", []),
        ("云杉公司成立于2001年，法定代表人李某，住在北京市西城区云杉大街21号", ["address"]),
        ("北京市西城区云杉大街", []),
        ("221B Baker Street, London NW1 6XE", ["address"]),
        ("He visited 10 Downing Street.", []),
        ("ir@example.com, alma@example.com", ["email"]),
        ("git@github.com:a/b.git logo@2x.png 4ms@99.9%", []),
        ("AB123456C", []),
        ("f-ba44ffe908295ecac8ae and gb29nwbk60161331926819", ["iban"]),
        ("NI number AB123456C", ["nino"]),
        ("SSN 899-12-3456, not 000-12-3456", ["ssn"]),
        ("粤B2-20090059 沪A60001 京A·00D27", ["plate"]),
    ],
)
def test_what_is_found_and_what_is_not(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in findings(text) if not (one.kind == "plate" and one.text == "沪A60001")] == kinds


@pytest.mark.parametrize(("make", "kind"), [(resident, "resident_id"), (card, "bank_card"), (iban, "iban"), (credit_code, "credit_code")])
def test_a_wrong_check_digit_is_no_identifier(make: Any, kind: str) -> None:
    rng = Rng(7)
    for _ in range(40):
        assert [one.kind for one in find(make(rng))] == [kind]
        assert kind not in {one.kind for one in find(make(rng, True))}


def test_a_company_s_code_and_a_role_s_mailbox_are_told_and_allowed() -> None:
    found = find("91350100M000100Y43 service@example.com")
    assert [(one.kind, one.allowed) for one in found] == [("credit_code", True), ("email", True)]
    assert findings("91350100M000100Y43 service@example.com") == []


def test_names_and_days_of_birth_count_only_in_what_is_personal() -> None:
    text = "患者李小满，1962年3月8日出生。Signed: Alma Ashdown"
    assert findings(text) == []
    assert {one.kind for one in findings(text, personal=True)} == OF_PERSONS


def test_offsets_are_those_of_the_text_as_it_is() -> None:
    for lang in ("zh", "en"):
        for case in cases(lang):
            for one in find("🙂\r\n" + case.text, personal=case.personal):
                assert ("🙂\r\n" + case.text)[one.start : one.end] == one.text


def test_what_is_masked_is_found_no_more_and_keeps_its_length() -> None:
    for lang in ("zh", "en"):
        for case in cases(lang):
            hidden = masked(case.text, findings(case.text, personal=case.personal))
            assert len(hidden) == len(case.text) and hidden.count("\n") == case.text.count("\n")
            assert findings(hidden, personal=case.personal) == [], (case.text, hidden)


def test_messages_never_show_all_of_it() -> None:
    for lang in ("zh", "en"):
        for case in cases(lang):
            for one in find(case.text, personal=case.personal):
                assert "*" in one.masked and one.text not in one.masked


# ------------------------------------------------------------------------------------------------- many strings at once


def test_a_string_is_read_by_itself() -> None:
    assert list(sweep([("a", ["电话", "13800004271元"]), ("b", ["138", "00004271"])])) == []
    assert [n for n, _ in sweep([("a", ["手机13800004271"]), ("b", ["x"]), ("c", ["手机13800004271"])])] == ["a", "c"]


def test_a_quantity_alone_is_no_number_of_somebody() -> None:
    answers = [{"value": "13800004271", "type": "number", "unit": "元"}, {"value": "13800004272", "type": "string"}]
    assert [i.text for _, i in sweep([("s", strings({"answers": answers}))])] == ["13800004272"]


def test_a_hundred_thousand_strings_take_seconds() -> None:
    texts = [f"第{n}个问题：格列喹酮的禁忌证有哪些？请列出全部。What are the contraindications of gliquidone?" for n in range(40_000)]
    began = time.process_time()
    assert list(sweep((str(n), (text,)) for n, text in enumerate(texts))) == []
    size = sum(len(text.encode()) for text in texts)
    assert size / (time.process_time() - began) > 2_000_000


def test_long_runs_of_digits_are_read_in_time() -> None:
    rng = Rng(3)
    for text in ("1 " * 50_000, "1" * 100_000, "-".join(mobile(rng) for _ in range(5_000)), "一" * 50_000, "a@" * 20_000, "路1号" * 10_000):
        began = time.process_time()
        find(text, personal=True)
        assert time.process_time() - began < 10, text[:20]


# ------------------------------------------------------------------------------------------------- a document


def test_a_document_is_masked_in_all_its_parts() -> None:
    text = "# 病历 13800004271\n\n患者李小满。\n\n| 姓名 | 电话 |\n|---|---|\n| 李小满 | 13900001122 |\n"
    document = read_text(text, id="a", source=Source("s", sensitivity="personal"), format="md")
    hidden = masked_document(document, identifiers_of(document))
    parts = [hidden.text, hidden.title, *(h.text for p in hidden.passages for h in p.headings)]
    parts += [cell.text for p in hidden.passages for row in p.rows for cell in row]
    assert not any(number in part for part in parts for number in ("13800004271", "13900001122")) and "患者李小满" not in hidden.text
    assert len(hidden.text) == len(text) and hidden.digest != document.digest
    for passage in hidden.passages:
        for row in passage.rows:
            assert all(hidden.text[cell.start : cell.end] == cell.text for cell in row)


def test_the_head_of_a_column_says_what_its_cells_are() -> None:
    text = "| 姓名 | 电话 | 编号 |\n|---|---|---|\n| 李小满 | 62345678 | 62345679 |\n"
    for sensitivity, kinds in (("personal", ["name", "phone"]), ("public", ["phone"])):
        document = read_text(text, id="a", source=Source("s", sensitivity=sensitivity), format="md")
        found = identifiers_of(document)
        assert [one.kind for one in found] == kinds and all(text[one.start : one.end] == one.text for one in found)


def test_a_public_document_keeps_its_names() -> None:
    document = read_text("患者李小满的故事。", id="a", source=Source("s", sensitivity="public"))
    assert masked_document(document, identifiers_of(document)) == document


# ------------------------------------------------------------------------------------------------- a corpus

CONTACT = "\nContact: Alma, alma.ashdown@example.com, +86 13800004271, info@example.com.\n"
PHONES = """
ast:phone a owl:DatatypeProperty ; rdfs:label "电话"@zh, "telephone"@en ; rdfs:domain ast:Astronomer ; rdfs:range xsd:string ;
    kgc:phrase "{s}的电话"@zh, "[telephone|telephones] of {s}"@en ;
    kgc:statement "{s}的电话是{o}"@zh, "the telephone of {s} is {o}"@en .
"""
TABLE = """
[[table]]
documents = ["phones.csv"]

[[table.fact]]
predicate = "ast:phone"
subject = { column = "astronomer", class = "ast:Astronomer" }
object = { column = "telephone" }
"""
NUMBER = "13800004271"


def corpus(folder: Path, policy: str = "drop", **more: Any) -> Path:
    documents = DOCUMENTS | {
        "mars.md": DOCUMENTS["mars.md"] + CONTACT,
        "phones.csv": f"astronomer,telephone\nAsaph Hall,{NUMBER}\nWilliam Herschel,10086\n",
    }
    toml = CORPUS.replace("[[source]]", f'[policy]\nidentifiers = "{policy}"\n\n[[source]]') + TABLE
    return write_corpus(folder, documents=documents, **{"corpus": toml, "ontology": ONTOLOGY + PHONES, **more})


def everything(folder: Path) -> str:
    return "\n".join(
        p.read_text("utf-8")
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.suffix in (".jsonl", ".md", ".txt", ".nt", ".ttl", ".json")
    )


def test_what_holds_one_is_left_out_and_the_audit_finds_none(tmp_path: Path, program: Program) -> None:
    folder = corpus(tmp_path)
    ran = program("build", folder, "--recipe", "all", "--json")
    stages = {stage["stage"]: stage for stage in orjson.loads(ran.out)}
    assert ran.code == 0 and stages["verify"]["rejected"]["identifier"] == 1
    told = stages["ingest"]["identifiers"]
    assert told["found"] == {"email": 1, "mobile": 2} and told["allowed"] == {"email": 1} and told["documents"] == 2
    assert {p["kind"] for p in told["places"]} == {"email", "mobile"} and NUMBER not in ran.out + ran.err
    release = folder / "releases" / "all"
    said = everything(release)
    assert NUMBER not in said and "alma.ashdown" not in said and "10086" in said
    assert audit(release).failures == [] and audit(release).untexted > 0
    rows = {row["id"]: row for row in map(orjson.loads, (release / "documents.jsonl").read_bytes().splitlines())}
    assert [rows[name]["text_included"] for name in ("mars.md", "uranus.md")] == [False, True]
    assert "## Identifiers of persons" in (release / "card.md").read_text() and "手机号 2" in (release / "card.zh.md").read_text()
    assert "places" not in (release / "manifest.json").read_text()


def test_a_rejected_fact_opens_its_list_and_is_told_masked(tmp_path: Path, program: Program) -> None:
    folder = corpus(tmp_path)
    program("build", folder)
    ran = program("rejected", folder, "--reason", "identifier")
    assert ran.code == 0 and "phones.csv" in ran.out and NUMBER not in ran.out


def test_the_build_stops_with_the_places_and_without_the_numbers(tmp_path: Path, program: Program) -> None:
    folder = corpus(tmp_path, "stop")
    ran = program("--lang", "zh", "build", folder)
    assert ran.code == 1 and NUMBER not in ran.err and "2份文档中有3处个人标识信息" in ran.err
    assert "mars.md:10: 手机号 +86**********71" in ran.err and "phones.csv:2: 手机号 138******71" in ran.err and "个人标识信息" in ran.err
    assert not (folder / "releases").exists()


def test_a_masked_build_never_sees_them(tmp_path: Path, program: Program) -> None:
    folder = corpus(tmp_path, "mask")
    assert program("build", folder, "--recipe", "all").code == 0
    assert NUMBER.encode() not in (folder / "corpus.db").read_bytes()
    release = folder / "releases" / "all"
    assert NUMBER not in everything(release) and audit(release).failures == [] and audit(release).untexted == 0
    kept = [p.read_text() for p in (release / "texts").iterdir()]
    assert sum("*" * 11 in text for text in kept) == 2
    assert program("extract", folder).code == 0


def test_a_mask_covers_the_name_beside_a_number(tmp_path: Path, program: Program) -> None:
    written = "\n\nQuestions: Margaret Ellison, Sky Desk, telephone 13800004271. Mars has moons.\n\nMargaret Ellison wrote a book.\n"
    folder = write_corpus(
        tmp_path,
        documents=DOCUMENTS | {"mars.md": DOCUMENTS["mars.md"] + written},
        corpus=CORPUS.replace("[[source]]", '[policy]\nidentifiers = "mask"\n\n[[source]]', 1),
    )
    assert program("build", folder, "--recipe", "all").code == 0
    texts = "".join(p.read_text() for p in (folder / "releases" / "all" / "texts").iterdir())
    assert f"Questions: {'*' * 16}, Sky Desk, telephone {'*' * 11}. Mars has moons." in texts
    assert texts.count("Margaret Ellison") == 1  # a name alone is told by what a public source says of it


def test_one_in_the_ontology_or_in_titles_is_an_error_with_its_line(tmp_path: Path, program: Program) -> None:
    noted = ONTOLOGY.replace("ast:hall a owl:NamedIndividual", 'ast:hall skos:definition "call 212-555-0143"@en ; a owl:NamedIndividual')
    toml = CORPUS.replace("Notes on planets", "Notes of alma@example.org")
    folder = write_corpus(tmp_path, ontology=noted, corpus=toml)
    ran = program("build", folder)
    line = noted.splitlines().index(next(row for row in noted.splitlines() if "212-555" in row)) + 1
    assert (
        ran.code == 1
        and f"planets.ttl:{line}: other telephone number 212*******43" in ran.err
        and "corpus.toml:10: e-mail address" in ran.err
    )
    assert "212-555-0143" not in ran.err and "alma@example.org" not in ran.err


@pytest.mark.parametrize("name", ["samples.jsonl", "facts.jsonl", "grounds.jsonl", "documents.jsonl", "ontology.ttl", "card.md", "texts"])
def test_the_audit_finds_one_wherever_it_stands(tmp_path: Path, program: Program, name: str) -> None:
    folder = write_corpus(tmp_path)
    program("build", folder)
    release = folder / "releases" / "default"
    path = release / name if name != "texts" else next((release / "texts").iterdir())
    if path.suffix == ".jsonl":
        row, *rest = path.read_bytes().splitlines()
        changed = orjson.loads(row) | {"because" if name == "samples.jsonl" else "title": f"call {NUMBER}"}
        path.write_bytes(b"\n".join([orjson.dumps(changed), *rest, b""]))
    elif name != "texts":
        path.write_text(path.read_text() + f"\n# {NUMBER}\n")
    else:
        from kgcorpus.release import audit_identifiers
        from kgcorpus.release.audit import Report, _load, _manifest

        report = Report(release)
        files = _load(release, _manifest(release), None, report)
        path.write_text(path.read_text() + NUMBER)
        audit_identifiers.check_files(files, report)
        assert [f.about.partition(":")[0] for f in report.failures] == [f"texts/{path.name}"]
        return
    failed = [f for f in audit(release).failures if f.check == "identifiers"]
    assert len(failed) == 1 and name in failed[0].about and "138******71" in failed[0].message and NUMBER not in failed[0].message


# ------------------------------------------------------------------------------------------------- documents to measure with


def test_in_the_operator_s_reports_a_hotline_and_a_part_of_a_longer_number_are_none() -> None:
    folder = BENCH / "documents" / "operator"
    if not folder.is_dir():
        pytest.skip("the measuring documents are not here")
    found = [one for path in sorted(folder.glob("*.md")) for one in find(path.read_text(encoding="utf-8"))]
    standing = [one for one in found if not one.allowed]
    assert {one.kind for one in standing} == {"landline", "mobile"} and all(
        one.text.startswith("010-") for one in standing if one.kind == "landline"
    )
    assert not any("10010" in one.text for one in standing)
