"""A language model on a corpus: its answers are kept like decisions, what only it says waits for a person, and every call can be traced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.build import Build, build
from kgcorpus.extract.asking import FILE, read_replies
from kgcorpus.release.lineage import screen, trace

from .running import Program
from .small import CORPUS, DOCUMENTS, write_corpus
from .test_extract_llm import Model, answer
from .test_gate import away, serve

__all__ = ["away", "serve"]

FOUND = "Oberon came to light thanks to William Herschel."
SAID = {"subject": "Oberon", "subject_type": "moon", "predicate": "discoverer", "object": "William Herschel", "object_type": "astronomer",
        "trigger": "came to light thanks to"}  # fmt: skip
NOTES = {f"note{n}.md": f"# Note {n}\n\n{FOUND} This is note {n}.\n" for n in range(3)}
SOURCES = "".join(
    f'\n[[source]]\nid = "n{n}"\ndocuments = ["note{n}.md"]\ntitle = {{ zh = "笔记", en = "Note {n}" }}\nlicence = "CC0-1.0"\n'
    f'uses = ["train", "evaluate", "redistribute"]\norigin = "origin {n}"\nsensitivity = "public"\n'
    for n in range(3)
)
CONFIG = CORPUS.replace('documents = ["*.md", "*.txt", "*.csv"]', 'documents = ["mars.md", "uranus.md", "*.csv"]') + SOURCES


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", corpus=CONFIG, documents={**DOCUMENTS, **NOTES})


@pytest.fixture
def model(serve: Any) -> tuple[Model, str]:
    def found(text: str) -> str:
        return answer(SAID) if FOUND in text else answer()

    made = Model(found)
    server = serve(made)
    server.http.recorder = server
    return made, f"http://127.0.0.1:{server.port}/v1"


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    return Program(monkeypatch, capfd)


def discoverers(folder: Path) -> dict[str, tuple[str, Any]]:
    """The verdicts on who discovered Oberon, by fact."""
    with Build(folder) as work:
        facts = {id: orjson.loads(raw) for kind in ("fact", "held") for id, raw in work.store.records(kind)}
        verdicts = {id: orjson.loads(raw) for id, raw in work.store.records("verdict")}
    wanted = [id for id, f in facts.items() if (f["subject"], f["predicate"]) == ("ast:oberon", "ast:discoveredBy")]
    return {id: (verdicts[id]["verdict"], verdicts[id].get("reason")) for id in wanted}


def accept(folder: Path, fact: str) -> None:
    line = {"who": "li", "when": "2026-11-20", "decision": "accept", "on": {"fact": fact}}
    with (folder / "reviews.jsonl").open("ab") as file:
        file.write(orjson.dumps(line) + b"\n")


@pytest.fixture
def english(corpus: Path) -> Path:
    """The corpus without the Chinese document that says the same."""
    (corpus / "documents" / "uranus.md").write_text("# 天王星\n\n## 卫星\n\n- 天卫三\n- 天卫四\n", encoding="utf-8")
    return corpus


def test_what_only_a_model_says_waits_however_many_sources_hold_it(english: Path, model: Any, program: Program) -> None:
    _, url = model
    done = program("--lang", "en", "extract", english, "--llm", url)
    assert done.code == 0 and "3 verbatim and fitting the ontology" in done.err
    build(english)
    (verdict,) = discoverers(english).values()
    assert verdict == ("pending", "model_only")
    with Build(english) as work:
        assert not [f for f in work.facts() if any(e.proposed for e in f.evidence)]
        (raw,) = (raw for _, raw in work.store.records("held") if b'"llm/toy"' in raw)
        evidence = orjson.loads(raw)["evidence"]
        assert len(evidence) == 3 and {e["made_by"] for e in evidence} == {"llm/toy"}
        documents = work.documents()
        for span in (s for e in evidence for s in e["spans"]):
            assert documents[span["document"]].text[span["start"] : span["end"]] == span["quote"]
    assert not any(b"came to light" in path.read_bytes() for path in english.rglob("releases/*/samples.jsonl"))
    assert "only a language model says so" in program("--lang", "en", "rejected", english, "--stage", "verify").out


def test_what_a_model_made_up_is_listed_as_its_own(english: Path, model: Any, program: Program) -> None:
    made, url = model
    made.answers = lambda text: answer({**SAID, "object": "Galileo"}, {**SAID, "predicate": "inventor"}) if FOUND in text else answer()
    program("extract", english, "--llm", url)
    build(english)
    shown = program("--lang", "en", "rejected", english, "--stage", "extract").out
    assert "object: 'Galileo'; proposed by the language model toy" in shown and "the model made it up" in shown
    assert "predicate not in the ontology (3)" in shown


def test_a_reviewer_s_approval_lets_it_in_and_its_call_can_be_traced(english: Path, model: Any, program: Program) -> None:
    _, url = model
    program("extract", english, "--llm", url)
    build(english)
    (fact,) = discoverers(english)
    accept(english, fact)
    build(english)
    assert discoverers(english) == {fact: ("accepted", None)}
    found = trace(fact, english)
    calls = {reply.asked for reply in read_replies(english / FILE)}
    assert {call for of in found["calls"].values() for call in of} <= calls and len(found["calls"]) == 3
    assert "proposed by the language model toy (call" in screen(found, "en") and "语言模型toy提出" in screen(found, "zh")
    manifest = orjson.loads((english / "releases" / "default" / "manifest.json").read_bytes())
    assert manifest["parts"]["models"] == {"toy": len(calls)}
    assert program("audit", english / "releases" / "default").code == 0


def test_a_reviewed_sentence_becomes_an_example_for_others(english: Path, model: Any, program: Program) -> None:
    made, url = model
    program("extract", english, "--llm", url)
    build(english)
    (fact,) = discoverers(english)
    accept(english, fact)
    (english / "documents" / "note2.md").write_text("# Note\n\nTitania came to light thanks to William Herschel.\n", encoding="utf-8")
    before = len(made.requests)
    program("extract", english, "--llm", url)
    asked = [r["messages"] for r in made.requests[before:]]
    (own,) = (m for m in asked if "Titania came to light" in m[-1]["content"])
    assert [m["role"] for m in own] == ["system", "user", "assistant", "user"]
    assert FOUND in own[1]["content"]
    assert orjson.loads(own[2]["content"])["facts"] == [SAID]


def test_a_build_needs_no_model_and_a_second_run_costs_nothing(english: Path, model: Any, program: Program) -> None:
    made, url = model
    program("extract", english, "--llm", url)
    kept = (english / FILE).read_bytes()
    asked = len(made.requests)
    build(english)
    first = discoverers(english)
    again = program("--lang", "en", "extract", english, "--llm", url)
    assert len(made.requests) == asked and (english / FILE).read_bytes() == kept and "; 0 tokens" in again.err
    (english / "corpus.db").unlink()
    build(english)
    assert discoverers(english) == first


def test_a_run_that_was_cut_off_goes_on_and_ends_with_the_same_file(english: Path, model: Any, program: Program) -> None:
    made, url = model
    program("extract", english, "--llm", url)
    whole = (english / FILE).read_bytes()
    lines = whole.splitlines(keepends=True)
    (english / FILE).write_bytes(b"".join(lines[:2]) + lines[2][:50])
    before = len(made.requests)
    program("extract", english, "--llm", url)
    assert (english / FILE).read_bytes() == whole and len(made.requests) - before == len(lines) - 2


def test_answers_about_a_text_that_changed_are_passed_over_and_those_that_moved_are_not(
    english: Path, model: Any, program: Program
) -> None:
    _, url = model
    program("extract", english, "--llm", url)
    build(english)
    path = english / "documents" / "note0.md"
    path.write_text(path.read_text(encoding="utf-8").replace("came to light", "shone"), encoding="utf-8")
    other = english / "documents" / "note1.md"
    other.write_text("---\ntitle: Moved\n---\n" + other.read_text(encoding="utf-8"), encoding="utf-8")
    build(english)
    with Build(english) as work:
        (raw,) = (raw for _, raw in work.store.records("held") if b'"llm/toy"' in raw)
        spans = [s for e in orjson.loads(raw)["evidence"] for s in e["spans"]]
        text = {id: d.text for id, d in work.documents().items()}
    assert {s["document"] for s in spans} == {"note1.md", "note2.md"}
    assert all(text[s["document"]][s["start"] : s["end"]] == s["quote"] for s in spans)


def test_the_same_text_in_another_document_is_asked_about_once(english: Path, model: Any, program: Program) -> None:
    made, url = model
    text = (english / "documents" / "note0.md").read_bytes()
    for n in (1, 2):
        (english / "documents" / f"note{n}.md").write_bytes(text)
    program("extract", english, "--llm", url)
    assert sum(FOUND in r["messages"][-1]["content"] for r in made.requests) == 1
    about = [reply.document for reply in read_replies(english / FILE) if "Note" in reply.begins or FOUND[:10] in reply.begins]
    assert sorted(about) == ["note0.md", "note1.md", "note2.md"]
    before = (english / FILE).read_bytes()
    program("extract", english, "--llm", url)
    assert (english / FILE).read_bytes() == before


def test_a_models_proposal_opens_no_ground_that_it_only_hallucinates(english: Path, model: Any, program: Program) -> None:
    made, url = model
    build(english)
    with Build(english) as work:
        before = [raw for _, raw in work.store.records("ground")]
    triton = {**SAID, "predicate": "moon", "object": "Triton", "subject": "Uranus"}
    made.answers = lambda text: answer(triton, {**SAID, "predicate": "rings"})
    program("extract", english, "--llm", url)
    build(english)
    with Build(english) as work:
        assert [raw for _, raw in work.store.records("ground")] == before


def test_what_is_not_public_stays_here_and_is_listed(english: Path, model: Any, program: Program, away: list[str]) -> None:
    made, url = model
    path = english / "corpus.toml"
    private = path.read_text(encoding="utf-8").replace('origin = "origin 1"\nsensitivity = "public"', 'origin = "origin 1"')
    path.write_text('ontology_sensitivity = "public"\n' + private, encoding="utf-8")
    port = url.split(":")[2].split("/")[0]
    done = program("--lang", "en", "extract", english, "--llm", f"http://llm.example:{port}/v1")
    sent = "".join(m["content"] for r in made.requests for m in r["messages"])
    assert "note 0" in sent and "note 2" in sent and "note 1" not in sent
    assert "note1.md" in done.err and "1 window without an answer" in done.err


def test_options_without_effect_are_refused(english: Path, program: Program) -> None:
    assert program("--lang", "en", "extract", english, "--llm-budget", "9").code == 2
    assert "proposals.jsonl" in program("--lang", "en", "extract", english, "--llm", "http://127.0.0.1:1/v1", "--llm-public").err
    assert program("extract", english, "--llm", "http://127.0.0.1:1/v1", "--llm-format", "xml").code == 2


def test_what_rules_read_is_read_the_same_where_a_model_quotes_it(corpus: Path) -> None:
    from kgcorpus.extract.asking import Reply
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.extract.llm import Checker
    from kgcorpus.extract.windows import windows
    from kgcorpus.model import Candidate

    build(corpus)
    with Build(corpus) as work:
        documents, ontology = work.read_documents(), work.ontology
        found = {id: work._extraction(id).candidates for id in documents}
    check = Checker(ontology, lexicon(ontology))
    compared = 0
    for id, document in documents.items():
        words = check.words["zh" if document.language == "zh" else "en"]
        named = {predicate: name for name, predicate in words.predicates.items()}
        for one in found[id]:
            trigger = next((s.quote for s in one.spans if s.role == "trigger"), None)
            windowed = [w for w in windows(document) if w.start <= one.object.start and one.object.end <= w.end]
            if trigger and windowed:
                said = {"subject": one.subject.text, "predicate": named[one.predicate], "object": one.object.text, "trigger": trigger}
                reply = Reply("", "toy", id, windowed[0].start, windowed[0].end, "", "", answer(said))
                (same,) = check(windowed[0], reply)
                assert isinstance(same, Candidate), same
                for name in ("subject", "predicate", "object", "qualifiers", "negated"):
                    assert getattr(same, name) == getattr(one, name)
                compared += 1
    assert compared >= 4
