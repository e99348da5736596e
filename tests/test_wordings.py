"""Wordings that a language model proposes: what is kept, what is refused and why, and what leaves the machine."""

from __future__ import annotations

import http.server
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

import kgcorpus
from kgcorpus.build import Build
from kgcorpus.build_wordings import reword
from kgcorpus.gate import Gate
from kgcorpus.generate import rewording

from .running import Program
from .small import CORPUS, write_corpus
from .test_gate import Server, reply


def model(handler: http.server.BaseHTTPRequestHandler, said: Callable[[str], str]) -> None:
    """A model that answers each prompt as told."""
    body = handler.server.last  # type: ignore[attr-defined]
    prompt = orjson.loads(body)["messages"][0]["content"]
    found = {"choices": [{"message": {"content": said(prompt)}}], "usage": {"total_tokens": 10}}
    reply(handler, 200, orjson.dumps(found))


PROPOSED = [
    "火星都带着哪些小伙伴卫星呀？",
    "火星的卫星有火卫一和哪一颗？",
    "天王星的卫星有哪些？",
    "What are the moons of Mars?",
    "卫星有哪些？",
]


def recorded(prompt: str) -> str:
    """Proposals of all kinds for questions about moons, and readings that find the right question."""
    if "Which of these questions" in prompt or "下面哪个问题" in prompt:
        return _read(prompt)
    question = prompt.rsplit("Question: ", 1)[-1].rsplit("问题：", 1)[-1]
    if _asks_moons(question):
        return orjson.dumps(PROPOSED).decode()
    return "I cannot help with that."


def _asks_moons(text: str) -> bool:
    return re.search("火星.*卫星", text) is not None and "多少" not in text


def _read(prompt: str) -> str:
    options = dict(re.findall(r"^([A-H])\. (.*)$", prompt, re.M))
    return next((letter for letter, text in options.items() if _asks_moons(text)), "X")


@pytest.fixture
def server() -> Server:
    made: list[Server] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.server.last = made[0].requests[-1][2]  # type: ignore[attr-defined]
        model(handler, recorded)

    made.append(Server(answer))
    return made[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_corpus(tmp_path / "planets", corpus='ontology_sensitivity = "public"\n' + CORPUS)
    kgcorpus.open(folder).build("all")
    return folder


def test_only_what_means_the_same_is_kept(folder: Path, server: Server) -> None:
    with Build(folder) as build:
        done = reword(build, Gate(f"http://127.0.0.1:{server.port}/v1"), model="small", most=1000, each=5, language="zh")
    lines = rewording.read_wordings(folder / "wordings.jsonl")
    said: dict[str, set[str]] = {}
    for line in lines:
        said.setdefault(line.text, set()).add(line.refused)
    assert {"", "value_missing"} <= said[PROPOSED[0]], "kept, but not for a question that names its source"
    assert "other_thing_named" in said[PROPOSED[1]] and "" not in said[PROPOSED[1]]
    assert said[PROPOSED[2]] == said[PROPOSED[4]] == {"name_missing"}
    assert said[PROPOSED[3]] == {"other_language"}
    assert done.kept >= 1 and done.tokens >= 10 * done.asked and done.outcomes["unreadable"] > 0
    assert Counter(line.refused for line in lines) == done.outcomes


def test_what_is_kept_becomes_a_paraphrase_and_the_release_audits(folder: Path, server: Server, program: Program) -> None:
    options = ("--llm", f"http://127.0.0.1:{server.port}/v1", "--model", "small", "--most", "1000", "--language", "zh")
    ran = program("wordings", folder, *options)
    assert ran.code == 0 and "kept" in ran.out
    asked = len(server.requests)
    again = program("wordings", folder, *options, "--json")
    assert len(server.requests) == asked and orjson.loads(again.out)["questions"] == 0, "what was asked once is not asked again"
    assert program("build", folder, "--recipe", "all").code == 0
    samples = map(orjson.loads, (folder / "releases" / "all" / "samples.jsonl").read_bytes().splitlines())
    found = [p for s in samples for p in [*s["paraphrases"], {"text": s["question"], "made_by": ""}] if p["text"].startswith("火星都带着")]
    assert found and program("audit", folder / "releases" / "all").code == 0


def test_nothing_that_is_not_public_leaves_the_machine(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_corpus(tmp_path / "planets", corpus=CORPUS.replace('sensitivity = "public"', 'sensitivity = "internal"'))
    kgcorpus.open(folder).build("all")
    gate = Gate("https://models.example.com/v1")
    with Build(folder) as build:
        done = reword(build, gate, most=5)
    assert done.refused_to_send == 5 and not done.asked and {r.reason for r in gate.refused} == {"not_public"}
    assert not server.requests


@pytest.mark.parametrize(("said", "letter"), [("B", "B"), ("The answer is C.", "C"), ("A or B", ""), ("X", "X"), ("I think so", "")])
def test_the_letter_of_a_reply_is_read(said: str, letter: str) -> None:
    assert rewording.chosen(said) == letter


def test_a_line_that_is_no_wording_says_where(tmp_path: Path) -> None:
    (tmp_path / "wordings.jsonl").write_text('{"sample": "s-1", "text": "x"}\n')
    with pytest.raises(kgcorpus.errors.InputError, match=r"wordings\.jsonl:1"):
        rewording.read_wordings(tmp_path / "wordings.jsonl")
