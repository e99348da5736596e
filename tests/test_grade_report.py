"""The report on graded answers: its numbers, and a page that needs no network and no script to be read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.grade.report import LISTED, chosen_rows, report_page
from kgcorpus.grade.report_facts import Source, source_of
from kgcorpus.grade.report_figures import abstention, consistency, figures, hallucination, predicates_of
from kgcorpus.grade.running import Graded, grade_answers
from tests.running import Program


def question(id: str, answer: str, **more: Any) -> dict[str, Any]:
    gold = [{"id": f"x:{answer}", "value": answer, "type": "entity"}] if answer else []
    return {"id": id, "kind": "qa", "lang": "en", "question": f"Which {id}?", "answers": gold, "mode": "all" if answer else "none", **more}


def step(predicate: str, start: str = "x:a") -> dict[str, Any]:
    return {"op": "step", "of": {"op": "entity", "id": start}, "predicate": predicate}


GOLD = [
    question("q1", "alpha", hops=1, form=step("x:p"), facts=["f-1"], topic=[{"id": "x:a", "label": "A"}], difficulty="easy",
             paraphrases=[{"text": "What is q1?"}, {"text": "q1?"}]),
    question("q2", "beta", hops=2, form=step("x:q"), facts=["f-1", "f-2"],
             topic=[{"id": "x:a", "label": "A"}, {"id": "x:b", "label": "B"}]),
    question("q3", "gamma", hops=2, facts=["f-2"], topic=[{"id": "x:b", "label": "B"}], kind="list", mode="some"),
    question("q4", ""),
    question("q5", ""),
]  # fmt: skip
ANSWERS = {
    "q1": "Alpha", "q1#1": "Alpha", "q1#2": "Wrong<script>", "q2": "Delta & <b>", "q3": "epsilon", "q4": "I don't know.", "q5": "Zeta",
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold, answers = tmp_path / "gold.jsonl", tmp_path / "answers.jsonl"
    gold.write_bytes(b"\n".join(map(orjson.dumps, GOLD)))
    answers.write_bytes(b"\n".join(orjson.dumps({"id": id, "answer": text}) for id, text in ANSWERS.items()))
    return gold, answers


@pytest.fixture
def graded(files: tuple[Path, Path]) -> Graded:
    return grade_answers(*files)


def test_scores_stand_by_kind_hop_and_predicate(graded: Graded) -> None:
    found = figures(graded, source_of(graded))
    assert (found["score"]["n"], found["score"]["correct"], found["score"]["ungradable"]) == (5, 2, 1)
    assert found["score"]["with_undecided"] == [0.4, 0.6]
    assert {hops: line["n"] for hops, line in found["by"]["hops"].items()} == {"1": 1, "2": 2}
    assert found["by"]["predicate"]["x:p"]["share"] == 1.0
    low, high = found["by"]["predicate"]["x:p"]["interval"]
    assert low < 0.3 and high == 1.0
    assert predicates_of({"form": {"op": "and", "of": [step("x:p"), step("x:q"), step("x:p")]}}) == ("x:p", "x:q")


def test_popularity_is_the_number_of_facts_of_the_rarest_topic(graded: Graded) -> None:
    assert figures(graded, source_of(graded))["by"].get("popularity") is None  # both topics have two facts
    more = Graded([{**q, "facts": ["f-1", "f-3", "f-4"]} if q["id"] == "q1" else q for q in graded.questions],
                  graded.verdicts, graded.answers, graded.wordings, [])  # fmt: skip
    assert {name: line["n"] for name, line in figures(more, source_of(more))["by"]["popularity"].items()} == {"2": 2, "4": 1}


def test_wordings_that_get_different_verdicts_are_not_consistent(graded: Graded) -> None:
    found = consistency(graded)
    assert (found["wordings"], found["same"]["n"], found["same"]["good"], found["sometimes"]) == (3, 1, 0, 1)
    assert found["pairs"] == {"n": 3, "good": 1, "share": 1 / 3}


def test_samples_of_one_form_and_basis_are_wordings_of_one_question() -> None:
    def asked(id: str, basis: str, lang: str = "en") -> dict[str, Any]:
        return {**question(id, "alpha"), "form": step("x:p"), "basis": basis, "lang": lang}

    questions = [asked("a", "1"), asked("b", "1"), asked("c", "2"), asked("d", "1", "zh")]
    verdicts = [{"id": q["id"], "verdict": "correct", "relation": "equal"} for q in questions]
    assert consistency(Graded(questions, verdicts, {}, {}, []))["same"] == {
        "n": 1, "good": 1, "share": 1.0, "interval": [pytest.approx(0.2065, abs=1e-4), 1.0],
    }  # fmt: skip


def test_answering_what_cannot_be_answered_is_counted(graded: Graded) -> None:
    matrix = abstention(graded)
    assert matrix["unanswerable"] == {"n": 2, "answered": 1, "correct": 0, "unknown": 1, "silent": 0}
    assert matrix["answerable"] == {"n": 3, "answered": 3, "correct": 1, "unknown": 0, "silent": 0}
    assert hallucination(graded)["unanswerable"]["share"] == 0.5


def test_facts_got_wrong_come_with_their_quote(graded: Graded, tmp_path: Path) -> None:
    text = "Heading\nA has the p beta. More of it."
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "d.txt").write_text(text, encoding="utf-8")
    spans = [{"role": "subject", "document": "a.md", "start": 8, "end": 9, "quote": "A"},
             {"role": "object", "document": "a.md", "start": 20, "end": 24, "quote": "beta"}]  # fmt: skip
    facts = [{"id": "f-1", "subject": "x:a", "predicate": "x:p", "object": "x:beta", "evidence": [{"spans": spans}]},
             {"id": "f-2", "subject": "x:b", "predicate": "x:q", "object": {"value": "3", "unit": "mg", "datatype": "xsd:decimal"},
              "qualifiers": [{"predicate": "x:dose", "value": {"min": "5", "unit": "mg", "datatype": "xsd:decimal"}}],
              "evidence": []}]  # fmt: skip
    (tmp_path / "facts.jsonl").write_bytes(b"\n".join(map(orjson.dumps, facts)))
    (tmp_path / "documents.jsonl").write_bytes(orjson.dumps({"id": "a.md", "digest": "d", "source_title": {"en": "The A book"}}))
    source = Source(tmp_path, {"x:a": {"en": "Alfa"}})
    wrong = {line["fact"]: line for line in source.wrong_facts(graded)}
    assert (wrong["f-1"]["wrong"], wrong["f-1"]["asked"], wrong["f-1"]["quote"]) == (1, 2, "A has the p beta.")
    assert wrong["f-1"]["title"] == {"en": "The A book"}
    assert "quote" not in wrong["f-2"]
    assert source.said("f-1", "en") == "Alfa — p — beta"
    assert source.said("f-2", "en") == "b — q — 3 mg (dose at least 5 mg)"


def test_what_the_graph_disproves_of_answers_is_listed_with_its_quote(graded: Graded) -> None:
    spans = [{"document": "a.md", "start": 0, "end": 1, "quote": "A"}, {"document": "a.md", "start": 9, "end": 14, "quote": "gamma"}]
    stated = {"text": "A has beta.", "status": "contradicted", "stated": {"said": "A — has — beta"}, "evidence": spans}
    claims = [stated, {**stated, "status": "supported"}, {**stated, "status": "not_in_graph"}]
    told = Graded(graded.questions, [{**v, "claims": claims} for v in graded.verdicts], graded.answers, {}, [])
    source = source_of(told)
    found = figures(told, source)
    assert found["hallucination"]["stated"]["contradicted_share"]["share"] == pytest.approx(1 / 3)
    assert [(one["n"], one["quote"]) for one in found["hallucination"]["contradicted"]] == [(5, "A … gamma")]
    assert "A — has — beta" in report_page(told, found, source, "en")


class Tags(HTMLParser):
    """Checks that every tag that is opened is closed, and collects what is referred to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in ("meta", "br", "input", "line", "circle", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("line", "circle", "rect"):
            assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_whole_and_needs_nothing_from_outside(graded: Graded, lang: str) -> None:
    source = source_of(graded)
    page = report_page(graded, figures(graded, source), source, lang)
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    assert not tags.links and "url(" not in page and "@import" not in page
    assert len(tags.ids) == len(set(tags.ids))
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in page
    assert "<b>" not in page and "Delta &amp; &lt;b&gt;" in page
    assert not re.search(r">(?:report|verdict|why)\.\w", page)
    assert page == report_page(graded, figures(graded, source), source, lang)


def test_of_many_verdicts_some_of_each_are_listed_in_any_order_the_same() -> None:
    rows = [(str(n), "correct" if n % 100 else "partial") for n in range(20_000)]
    chosen = chosen_rows(rows, LISTED)
    assert len(chosen) == LISTED and chosen == sorted(chosen)
    assert sum(rows[place][1] == "partial" for place in chosen) == 200
    turned = list(reversed(rows))
    assert {turned[place] for place in chosen_rows(turned, LISTED)} == {rows[place] for place in chosen}
    assert chosen_rows(rows[:50], LISTED) == list(range(50))


def test_the_command_writes_the_page_and_the_same_verdicts(files: tuple[Path, Path], tmp_path: Path, program: Program) -> None:
    plain = program("--lang", "en", "grade", *files)
    ran = program("--lang", "en", "grade", *files, "--html", tmp_path / "r.html", "--json")
    assert ran.code == 0 and ran.out == plain.out
    told = orjson.loads(ran.err)
    assert told["kinds"]["all"]["correct"] == told["score"]["correct"] == 2
    assert "Which q2?" in (tmp_path / "r.html").read_text(encoding="utf-8")
    refused = program("--lang", "zh", "grade", *files, "--html", tmp_path / "none" / "r.html")
    assert refused.code == 2 and "无法写入" in refused.err
