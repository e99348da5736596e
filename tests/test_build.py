"""The whole way on a small corpus: counts that add up, resuming, unchanged stages, same bytes, audit, trace, the Python verbs."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from tests.running import Program
from tests.small import DOCUMENTS, write_corpus


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("planets"))
    kgcorpus.open(folder).build("all")
    return folder


def bytes_of(release: Path) -> dict[str, str]:
    return {
        p.relative_to(release).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(release.rglob("*")) if p.is_file()
    }


def test_each_stage_accounts_for_all_it_took(built: Path) -> None:
    results = kgcorpus.open(built).build("all")
    assert [r.stage for r in results] == ["ingest", "extract", "verify", "generate", "release"]
    for result in results:
        assert result.taken == result.given + sum(result.rejected.values()), result
        assert not result.fresh


def test_the_samples_of_a_release_are_those_chosen_and_the_wordings_held_out(built: Path, program: Program) -> None:
    last = kgcorpus.open(built).build("all")[-1]
    lines = (built / "releases" / "all" / "samples.jsonl").read_bytes().splitlines()
    held = sum(orjson.loads(line)["split"] == "test_wording" for line in lines)
    assert last.given + held == len(lines) and held
    said = program("--lang", "en", "build", built, "--recipe", "all").out
    assert f"({len(lines):,} samples: {last.given:,} chosen and {held:,} wordings held out for test_wording)" in said


def test_the_facts_are_those_of_the_documents(built: Path) -> None:
    facts = {(f.subject, f.predicate, f.object if isinstance(f.object, str) else f.object.value) for f in kgcorpus.open(built).facts()}
    expected = {
        ("ast:mars", "ast:hasMoon", "ast:phobos"),
        ("ast:mars", "ast:hasMoon", "ast:deimos"),
        ("ast:phobos", "ast:orbits", "ast:mars"),
        ("ast:uranus", "ast:hasMoon", "ast:titania"),
        ("ast:uranus", "ast:hasMoon", "ast:oberon"),
        ("ast:titania", "ast:orbits", "ast:uranus"),
        ("ast:phobos", "ast:discoveredBy", "ast:hall"),
        ("ast:oberon", "ast:discoveredBy", "ast:herschel"),
        ("ast:oberon", "ast:discoveryYear", "1787"),
    }
    assert expected <= facts
    assert ("ast:oberon", "ast:discoveredBy", "ast:hall") not in facts  # hedged in the text


def test_every_quote_is_in_its_text(built: Path) -> None:
    corpus = kgcorpus.open(built)
    texts = {d.id: d.text for d in corpus.documents().values()}
    spans = [s for f in corpus.facts() for e in f.evidence for s in e.spans]
    assert spans and all(texts[s.document][s.start : s.end] == s.quote for s in spans)


def test_the_release_audits_after_moving(built: Path, tmp_path: Path, program: Program) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(built / "releases" / "all", moved)
    ran = program("audit", moved)
    assert ran.code == 0, ran.out + ran.err
    assert "0 failures" in ran.out


def test_a_second_build_elsewhere_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "again")
    kgcorpus.open(folder).build("all", workers=2)
    assert bytes_of(folder / "releases" / "all") == bytes_of(built / "releases" / "all")


def test_a_changed_document_changes_only_what_rests_on_it(built: Path, tmp_path: Path) -> None:
    changed = {**DOCUMENTS, "uranus.md": DOCUMENTS["uranus.md"].replace("天卫三由威廉·赫歇尔发现。", "")}
    folder = write_corpus(tmp_path / "changed", documents=changed)
    corpus = kgcorpus.open(folder)
    corpus.build("all")
    before = {s["id"]: s for s in kgcorpus.open(built).samples()}
    after = {s["id"]: s for s in corpus.samples()}
    said = {i: orjson.dumps(s).decode() for i, s in before.items() if s["lang"] == "en"}
    about_mars = [i for i, text in said.items() if "ast:mars" in orjson.dumps(before[i]["form"]).decode() and "uranus" not in text]
    assert about_mars and all(before[i] == after.get(i) for i in about_mars)
    assert set(after) != set(before)


def test_trace_leads_from_a_sample_to_the_sentence_and_back(built: Path, program: Program) -> None:
    sample = next(s for s in kgcorpus.open(built).samples(recipe="all") if s["facts"] and s["hops"] == 1)
    for where in (built, built / "releases" / "all"):
        ran = program("trace", sample["id"], "--in", where)
        assert ran.code == 0 and sample["question"] in ran.out and "“" in ran.out
        found = orjson.loads(program("trace", sample["facts"][0], "--in", where, "--json").out)
        assert sample["id"] in [s["id"] for s in found["samples"]]


def test_a_release_of_an_earlier_state_is_named(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path)
    assert program("build", folder, "--recipe", "all").code == 0
    assert "releases/all" not in program("build", folder).err
    path = folder / "corpus.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("uses = [", 'authorised_by = "the board"\nuses = [', 1), encoding="utf-8")
    said = program("build", folder).err
    assert "releases/all was made of earlier documents, decisions or permissions" in said
    assert "releases/default was" not in said


def test_asking_in_python(built: Path) -> None:
    answer = kgcorpus.open(built).ask({"op": "step", "of": {"op": "entity", "id": "ast:mars"}, "predicate": "ast:hasMoon"}, proof=True)
    assert list(answer.answers) == ["ast:deimos", "ast:phobos"] and answer.complete


def test_verbs_stay_verbs_after_their_packages_were_imported(built: Path) -> None:
    import kgcorpus.extract.patterns
    import kgcorpus.grade.running

    gold = [{"id": "q", "question": "?", "answers": [{"value": "Mars", "type": "entity", "aliases": []}], "mode": "all"}]
    for _ in range(2):
        assert kgcorpus.grade(gold, [{"id": "q", "answer": "Mars."}])[0]["verdict"] == "correct"
        assert isinstance(kgcorpus.extract(built / "ontology", ["Mars has two moons."]), list)


def test_an_id_that_was_merged_away_still_resolves(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "merged")
    (folder / "aliases.jsonl").write_text('{"who": "li", "when": "2026-10-01", "merge": ["ast:deimos"], "into": "ast:phobos"}\n')
    corpus = kgcorpus.open(folder)
    corpus.build("all")
    for name in ("ast:deimos", "Deimos", "ast:phobos"):
        assert list(corpus.ask({"op": "step", "of": {"op": "entity", "id": name}, "predicate": "ast:discoveredBy"}).answers) == ["ast:hall"]
    assert program("trace", "ast:deimos", "--in", folder, "--json").out == program("trace", "ast:phobos", "--in", folder, "--json").out


def test_a_killed_build_is_finished_by_the_next(built: Path, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "killed")
    for delay in (0.3, 0.8, 1.3):
        process = subprocess.Popen(
            [sys.executable, "-m", "kgcorpus", "build", str(folder), "--recipe", "all"],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    kgcorpus.open(folder).build("all")
    assert bytes_of(folder / "releases" / "all") == bytes_of(built / "releases" / "all")


def _tampered(release: Path, folder: Path, name: str, change: Callable[[dict[str, Any]], object]) -> set[str]:
    """Failed checks of a copy of a release in which the first record of a file was changed, and the manifest's digest with it."""
    shutil.copytree(release, folder)
    path = folder / name
    lines = path.read_bytes().splitlines()
    record = orjson.loads(lines[0])
    change(record)
    path.write_bytes(b"\n".join([orjson.dumps(record), *lines[1:]]) + b"\n")
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest))
    return {f.check for f in kgcorpus.audit(folder).failures}


@pytest.mark.parametrize(
    ("name", "change", "check"),
    [
        ("samples.jsonl", lambda s: s.update(hops=9), "labels"),
        ("samples.jsonl", lambda s: s.update(mode="count"), "labels"),
        ("samples.jsonl", lambda s: s.update(as_of="2020-01-01"), "labels"),
        ("samples.jsonl", lambda s: s["labels"].update(conditions=["on Sundays"]), "labels"),
        ("grounds.jsonl", lambda s: s.update(items=s["items"] + 1), "grounds"),
        ("grounds.jsonl", lambda s: s.update(facts=["f-0"]), "grounds"),
        ("samples.jsonl", lambda s: s.update(answer_cited="Something else."), "citations"),
        ("samples.jsonl", lambda s: s.update(complete=not s["complete"]), "completeness"),
        ("samples.jsonl", lambda s: s.update(sparql="SELECT ?answer WHERE {}"), "sparql"),
        ("samples.jsonl", lambda s: s.update(question="Nothing?"), "formats"),
        ("samples.jsonl", lambda s: s["facts"].pop(), "supporting facts"),
        ("formats/alpaca/train.jsonl", lambda s: s.update(output="42"), "formats"),
        ("facts.jsonl", lambda s: s["evidence"][0]["spans"][0].update(quote="other words"), "quotes"),
        ("facts.jsonl", lambda s: s.update(negated=not s["negated"]), "fact ids"),
        ("documents.jsonl", lambda s: s.update(uses=[]), "licences"),
    ],
)
def test_audit_finds_what_was_changed_though_the_digests_fit(
    built: Path, tmp_path: Path, name: str, change: Callable[[dict[str, Any]], object], check: str
) -> None:
    assert check in _tampered(built / "releases" / "all", tmp_path / "t", name, change)


def test_a_graph_file_that_cannot_be_read_is_a_failure_of_the_audit(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(built / "releases" / "all", folder)
    lines = (folder / "graph.nt").read_bytes().splitlines()
    (folder / "graph.nt").write_bytes(b"\n".join(lines[: len(lines) // 2]))
    assert {"files"} <= {f.check for f in kgcorpus.audit(folder).failures}


def test_audit_finds_what_was_tampered_with(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tampered"
    shutil.copytree(built / "releases" / "all", folder)
    lines = (folder / "samples.jsonl").read_bytes().splitlines()
    sample = orjson.loads(lines[0])
    sample["answers"] = [{"id": "ast:mars", "value": "Mars", "type": "entity", "aliases": []}]
    lines[0] = orjson.dumps(sample)
    (folder / "samples.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    report = kgcorpus.audit(folder)
    failed = {f.check for f in report.failures}
    assert kgcorpus.audit(folder, workers=2).to_json() == report.to_json(), "two processes find what one finds"
    assert {"files", "answers"} <= failed
