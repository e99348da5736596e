"""Bad input: one clear message with place, thing and way out; exit code 2 or a counted rejection; never a traceback or an empty success."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import orjson
import pytest

from tests.running import Program, Ran
from tests.small import CORPUS, DOCUMENTS, ONTOLOGY, write_corpus

SOURCES = CORPUS.replace('documents = ["*.md", "*.txt", "*.csv"]', 'documents = ["*"]')


def reasons(ran: Ran, stage: str = "ingest") -> dict[str, int]:
    found = next(s for s in orjson.loads(ran.out) if s["stage"] == stage)
    assert found["in"] == found["out"] + sum(found["rejected"].values())
    return dict(found["rejected"])


def encrypted_pdf() -> bytes:
    from fpdf import FPDF
    from fpdf.enums import AccessPermission

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="secret")
    pdf.set_encryption(owner_password="o", user_password="u", permissions=AccessPermission.none())
    return bytes(pdf.output())


def scanned_pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100, style="F")
    return bytes(pdf.output())


def bomb_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>')
    return out.getvalue()


FILES = [
    ("broken.pdf", b"%PDF-1.7\n1 0 obj <<", "broken_file"),
    ("encrypted.pdf", encrypted_pdf, "encrypted"),
    ("scan.pdf", scanned_pdf, "no_text"),
    ("empty.md", b"", "empty_file"),
    ("binary.txt", b"\x00\x01\x02\xff" * 100, "binary_file"),
    ("unreadable.txt", b"\xff\xfe\xfa\x81 caf\xe9 \x98\x81\xff\xff\xff" * 20, "wrong_encoding"),
    ("strange.xyz", b"some text", "unknown_format"),
    ("not-a-zip.docx", b"no docx", "broken_file"),
    ("bomb.docx", bomb_docx, ("broken_file", "forbidden_markup")),
    ("not-a-book.xlsx", b"PK\x03\x04 nonsense", "broken_file"),
    ("bad.nt", b"<http://a> <http://b> .\n", "syntax_error"),
    ("front.md", b"---\nlicense: [CC0\n---\n# T\n", "bad_front_matter"),
]


@pytest.mark.parametrize("name, content, reason", FILES, ids=[f[0] for f in FILES])
def test_a_bad_file_is_a_counted_rejection(name: str, content: object, reason: object, tmp_path: Path, program: Program) -> None:
    raw = content() if callable(content) else content
    folder = write_corpus(tmp_path, corpus=SOURCES, documents={**DOCUMENTS, name: raw})
    ran = program("ingest", folder, "--json")
    assert ran.code == 0, ran.err
    found = reasons(ran)
    wanted = (reason,) if isinstance(reason, str) else reason
    assert sum(found.get(r, 0) for r in wanted) == 1 and sum(found.values()) == 1, found


def test_a_line_of_50_mb_is_refused_or_read_within_bounds(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path, documents={**DOCUMENTS, "long.txt": b"x" * 50_000_000})
    ran = program("ingest", folder, "--json")
    assert ran.code == 0
    assert reasons(ran) == {"too_large": 1}


def test_deeply_nested_markup_is_a_rejection(tmp_path: Path, program: Program) -> None:
    deep = "<html><body>" + "<div>" * 50_000 + "x" + "</div>" * 50_000
    folder = write_corpus(tmp_path, corpus=SOURCES, documents={**DOCUMENTS, "deep.html": deep})
    ran = program("ingest", folder, "--json")
    assert ran.code == 0 and reasons(ran) == {"too_deep": 1}


def test_links_out_of_the_folder_are_refused(tmp_path: Path, program: Program) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("# Mars\n\nsecret")
    folder = write_corpus(tmp_path / "corpus")
    (folder / "documents" / "link.md").symlink_to(outside)
    ran = program("ingest", folder, "--json")
    assert ran.code == 0 and reasons(ran) == {"outside_folder": 1}


@pytest.mark.parametrize(
    "change, message",
    [
        (('licence = "CC0-1.0"', 'licens = "CC0-1.0"'), "licence"),
        (('date = "2026-11-01"', 'date = "1 November"'), "1 November"),
        (('ontology = "ontology"', 'ontology = "nowhere"'), "nowhere"),
        (('origin = "notes"', "origin = "), "corpus.toml"),
        (('uses = ["train", "evaluate", "redistribute"]', 'uses = ["training"]'), "train"),
        (('sensitivity = "public"', 'sensitivity = "open"'), "public"),
        (('class = "ast:Moon"', 'class = "ast:Mon"'), "ast:Moon"),
        (('predicate = "ast:discoveryYear"', 'predicate = "ast:discoveryYaer"'), "ast:discoveryYear"),
    ],
)
def test_a_wrong_configuration_names_the_place_and_the_way_out(
    change: tuple[str, str], message: str, tmp_path: Path, program: Program
) -> None:
    assert change[0] in CORPUS
    folder = write_corpus(tmp_path, corpus=CORPUS.replace(*change))
    ran = program("build", folder)
    assert ran.code == 2, (ran.code, ran.err)
    assert message in ran.err and "Traceback" not in ran.err
    assert not (folder / "releases").exists()


@pytest.mark.parametrize(
    "change, message",
    [
        (("ast:Moon a owl:Class ;", "ast:Moon a owl:Class ;;; rdfs:label ;"), "planets.ttl"),
        (("rdfs:domain ast:Moon ; rdfs:range xsd:gYear", "rdfs:domain ast:Moom ; rdfs:range xsd:gYear"), "ast:Mo"),
        (("ast:Body a owl:Class ;", "ast:Body a owl:Class ; rdfs:subClassOf ast:Moon ;"), "ast:Moon"),
    ],
)
def test_a_wrong_ontology_names_the_place(change: tuple[str, str], message: str, tmp_path: Path, program: Program) -> None:
    text = ONTOLOGY.replace("rdfs:domain ast:Body ; rdfs:range xsd:gYear", "rdfs:domain ast:Moon ; rdfs:range xsd:gYear")
    assert change[0] in text
    folder = write_corpus(tmp_path, ontology=text.replace(*change))
    ran = program("ontology", "lint", folder / "ontology")
    assert ran.code in (1, 2) and message in ran.out + ran.err and "Traceback" not in ran.err
    assert program("build", folder).code in (1, 2)


def test_rdf_with_a_doctype_and_remote_imports_are_refused(tmp_path: Path, program: Program) -> None:
    (tmp_path / "o.rdf").write_text(
        '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
    )
    (tmp_path / "t.txt").write_text("Mars has two moons.")
    ran = program("extract", "--ontology", tmp_path / "o.rdf", tmp_path / "t.txt")
    assert ran.code == 2 and "DOCTYPE" in ran.err


def test_csv_without_a_mapped_column_is_counted(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path, documents={**DOCUMENTS, "years.csv": "moon,yaer\nPhobos,1877\n"})
    assert program("ingest", folder).code == 0
    ran = program("extract", folder, "--json")
    assert reasons(ran, "extract").get("missing_column") == 1


def test_ragged_rows_are_counted(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path, documents={**DOCUMENTS, "years.csv": "moon,year\nPhobos,1877\nDeimos\nOberon,1787,x\n"})
    assert program("ingest", folder).code == 0
    assert reasons(program("extract", folder, "--json"), "extract").get("ragged_row") == 2


def test_an_empty_corpus_is_not_a_success(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path, documents={})
    ran = program("build", folder)
    assert ran.code == 1 and not (folder / "releases" / "default").exists()


def test_a_folder_that_is_no_corpus(tmp_path: Path, program: Program) -> None:
    assert program("ontology", "lint", tmp_path / "absent").code == 2
    for command in (("build", tmp_path), ("audit", tmp_path), ("trace", "s-1", "--in", tmp_path), ("build", tmp_path / "absent")):
        ran = program(*command)
        assert ran.code == 2 and ran.err.startswith("error: ") and "Traceback" not in ran.err


def test_errors_are_said_in_chinese(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path, corpus=CORPUS.replace('licence = "CC0-1.0"', 'licens = "CC0-1.0"'))
    ran = program("--lang", "zh", "build", folder)
    assert ran.code == 2 and ran.err.startswith("错误：") and "licence" in ran.err


def test_a_stage_before_its_time_says_what_to_run(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path)
    ran = program("generate", folder)
    assert ran.code == 2 and "kgcorpus verify" in ran.err


def test_a_result_that_cannot_be_written_names_the_place(tmp_path: Path, program: Program) -> None:
    (tmp_path / "g.tsv").write_text("a\tp\tb\n")
    (tmp_path / "f.jsonl").write_text('{"id": "1", "form": {"op": "entity", "id": "a"}}\n')
    for out in (tmp_path / "missing" / "out.jsonl", tmp_path):
        ran = program("--lang", "en", "answer", tmp_path / "g.tsv", tmp_path / "f.jsonl", "--out", out)
        assert ran.code == 2 and str(out) in ran.err


def test_a_stage_whose_foundation_has_changed_says_what_to_run(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path)
    assert program("build", folder).code == 0
    (folder / "documents" / "mars.md").unlink()
    assert program("ingest", folder).code == 0
    for stage, first in (("verify", "extract"), ("generate", "extract"), ("release", "extract")):
        ran = program("--lang", "en", stage, folder)
        assert ran.code == 2 and f"run 'kgcorpus {first}'" in ran.err
    for stage in ("extract", "verify", "generate", "release"):
        assert program(stage, folder).code == 0
    (folder / "reviews.jsonl").write_text('{"who": "li", "when": "2026-10-01", "decision": "reject", "on": {"fact": "f-1"}}\n')
    assert program("generate", folder).code == 2


def test_an_unknown_recipe_stops_before_the_work(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path)
    ran = program("--lang", "en", "build", folder, "--recipe", "nope")
    assert ran.code == 2 and "one of: all, default" in ran.err and "ingest" not in ran.err


def test_what_is_no_release_is_not_shown(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path)
    for command in ("show", "audit"):
        ran = program("--lang", "en", command, folder)
        assert ran.code == 2 and "no manifest.json" in ran.err


def test_what_could_not_be_read_is_named(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(
        tmp_path, corpus=SOURCES, documents={**DOCUMENTS, "enc.pdf": encrypted_pdf(), "years.csv": "moon,year\nPhobos,1877\nDeimos\n"}
    )
    ran = program("--lang", "en", "ingest", folder)
    assert "enc.pdf: file is encrypted" in ran.err
    ran = program("--lang", "zh", "extract", folder)
    assert "years.csv, row" in ran.err and "行的列数不符" in ran.err


SPOILT = {
    "manifest.json": ("{", "[]", ""),
    "facts.jsonl": ("{}\n", '{"id": 1\n', "[]\n"),
    "samples.jsonl": ('{"id": "s-1"\n', "s-\n"),
    "graph.nt": ("<x> <y>",),
}


@pytest.mark.parametrize(("name", "content"), [(name, content) for name, contents in SPOILT.items() for content in contents])
def test_a_spoilt_release_is_an_error_and_no_success(
    name: str, content: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, program: Program
) -> None:
    release = tmp_path / "release"
    shutil.copytree(whole_release(tmp_path_factory, program), release)
    (release / name).write_text(content)
    (tmp_path / "f.jsonl").write_text('{"id": "1", "form": {"op": "entity", "id": "ast:mars"}}\n')
    assert program("audit", release).code in (1, 2)
    needed = {"graph.nt": ("answer",), "samples.jsonl": ("show",), "facts.jsonl": ("answer", "show", "trace")}.get(
        name, ("answer", "show", "trace")
    )
    commands = {
        "answer": ("answer", release, tmp_path / "f.jsonl"),
        "show": ("show", release),
        "trace": ("trace", "ast:mars", "--in", release),
    }
    for command in needed:
        ran = program("--lang", "en", *commands[command])
        assert ran.code == 2 and ran.err.startswith("error: ") and not ran.out, (command, ran)


_RELEASES: list[Path] = []


def whole_release(factory: pytest.TempPathFactory, program: Program) -> Path:
    if not _RELEASES:
        folder = write_corpus(factory.mktemp("whole"))
        assert program("build", folder).code == 0
        _RELEASES.append(folder / "releases" / "default")
    return _RELEASES[0]


def test_a_folder_without_manifest_is_no_release_to_grade(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, program: Program
) -> None:
    release = tmp_path / "release"
    shutil.copytree(whole_release(tmp_path_factory, program), release)
    (release / "manifest.json").unlink()
    (tmp_path / "a.jsonl").write_text('{"id": "1", "answer": "x"}\n')
    ran = program("--lang", "en", "grade", release, tmp_path / "a.jsonl")
    assert ran.code == 2 and "no manifest.json" in ran.err and not ran.out


@pytest.mark.parametrize(
    "gold", ['{"id": "1", "answers": ["a"]}', '{"id": "1", "answers": "a"}', '{"id": "1", "answers": [{"value": "a", "aliases": "abc"}]}']
)
def test_gold_of_another_shape_is_refused(gold: str, tmp_path: Path, program: Program) -> None:
    (tmp_path / "g.jsonl").write_text(gold + "\n")
    (tmp_path / "a.jsonl").write_text('{"id": "1", "answer": "b"}\n')
    ran = program("--lang", "en", "grade", tmp_path / "g.jsonl", tmp_path / "a.jsonl")
    assert ran.code == 2 and "gold '1'" in ran.err and not ran.out


def test_a_triple_of_50_mb_is_refused(tmp_path: Path, program: Program) -> None:
    (tmp_path / "g.nt").write_bytes(b'<http://a/a> <http://a/b> "' + b"x" * 50_000_000 + b'" .\n')
    (tmp_path / "f.jsonl").write_text('{"id": "1", "form": {"op": "entity", "id": "http://a/a"}}\n')
    ran = program("--lang", "en", "answer", tmp_path / "g.nt", tmp_path / "f.jsonl")
    assert ran.code == 2 and "too long to be read" in ran.err and not ran.out


def test_an_ontology_without_predicates_extracts_nothing_and_says_so(tmp_path: Path, program: Program) -> None:
    (tmp_path / "o.ttl").write_text("")
    (tmp_path / "t.txt").write_text("Mars has two moons.")
    ran = program("--lang", "en", "extract", "--ontology", tmp_path / "o.ttl", tmp_path / "t.txt")
    assert ran.code == 2 and "neither class nor predicate" in ran.err


def test_a_remote_import_is_named_and_not_fetched(tmp_path: Path, program: Program) -> None:
    imported = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<https://example.org/planets> owl:imports <http://192.0.2.1/x.ttl> .\n"
    folder = write_corpus(tmp_path, ontology=imported + ONTOLOGY)
    ran = program("--lang", "en", "build", folder)
    assert "planets.ttl:2: owl:imports <http://192.0.2.1/x.ttl>" in ran.err and "nothing is fetched" in ran.err
