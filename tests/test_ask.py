"""Collecting a model's answers: each question once, in the benchmark's order, and no failure ever becomes an answer."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.collecting import Collected, How, collect
from kgcorpus.collecting_answers import Answers
from kgcorpus.collecting_questions import Chosen
from kgcorpus.errors import InputError, ServerError, UsageError, WorkError
from kgcorpus.gate import Gate
from kgcorpus.gate_sending import Limits

from .running import Program
from .small import CORPUS, DOCUMENTS, write_corpus
from .test_gate import Server, away, reply, serve

__all__ = ["away", "serve"]

GOLD = [
    {"id": "zh-1", "question": "火星有几颗卫星？", "answers": [{"value": "2", "type": "number"}], "mode": "count", "lang": "zh"},
    {"id": "en-1", "question": "How many moons has Mars?", "answers": [{"value": "2", "type": "number"}], "mode": "count", "lang": "en"},
    {"id": 3, "question": "Name the moons of Mars.", "answers": [], "mode": "all", "paraphrases": [{"text": "Mars has which moons?"}]},
    {"id": "zh-2", "question": "火星的卫星有哪些？", "answers": [], "mode": "all", "paraphrases": [{"text": "请列出火星的卫星。"}]},
]


@dataclass
class Model:
    """A server that answers as it is told, and keeps what it was asked. ``failures`` go first; ``spoiled`` are questions that it never
    answers well, with status and body."""

    answers: Callable[[str], str] = lambda text: f"about {text}"
    requests: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    failures: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    spoiled: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    delay: Callable[[str], float] = lambda text: 0.0
    usage: dict[str, int] | None = field(default_factory=lambda: {"prompt_tokens": 10, "completion_tokens": 5})
    name: str = "toy"
    most: int = 0
    under_way: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        with self.lock:
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            request = orjson.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
            self.requests.append(request)
            self.times.append(time.monotonic())
            failure = self.failures.pop(0) if self.failures else None
        text = request["messages"][-1]["content"]
        try:
            time.sleep(self.delay(text))
            if failure is None and text in self.spoiled:
                failure = (*self.spoiled[text], {})
            if failure:
                reply(handler, failure[0], failure[1], **failure[2])
            else:
                reply(handler, 200, said(self.answers(text), self.usage, self.name))
        finally:
            with self.lock:
                self.under_way -= 1

    @property
    def asked(self) -> list[str]:
        return [request["messages"][-1]["content"] for request in self.requests]


def said(content: str | None, usage: Any, name: str = "toy", **more: Any) -> bytes:
    choice = {"message": {"content": content, **more}, "finish_reason": "length" if content is None else "stop"}
    return orjson.dumps({"model": f"/models/{name}", "choices": [choice], "usage": usage})


@dataclass
class Machine:
    """Time that passes only where somebody waits."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture
def model(serve: Callable[..., Server]) -> Iterator[Callable[..., tuple[Model, str]]]:
    def start(**more: Any) -> tuple[Model, str]:
        made = Model(**more)
        server = serve()
        server.http.RequestHandlerClass.do_POST = lambda handler: made(handler)  # type: ignore[attr-defined]
        return made, f"http://127.0.0.1:{server.port}/v1"

    yield start


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return written(tmp_path / "gold.jsonl", GOLD)


def written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return path


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def run(gold: Path, out: Path, url: str, *, machine: Machine | None = None, seconds: float = 20, **more: Any) -> Collected:
    moment = machine or Machine()
    return collect(gold, out, Gate(url, seconds=seconds), sleep=moment.sleep, clock=moment.clock, **more)


# ------------------------------------------------------------------------------------------------- what is asked


def test_every_question_gets_its_answer_in_the_order_of_the_benchmark_however_many_are_under_way(model: Any, tmp_path: Path) -> None:
    many = [{"id": f"q{n}", "question": f"Question {n}?"} for n in range(40)]
    made, url = model(delay=lambda text: 0.03 if int(text[9:-1]) % 7 == 0 else 0.002)
    out = tmp_path / "a.jsonl"
    done = run(written(tmp_path / "g.jsonl", many), out, url, concurrency=8)
    assert [(line["id"], line["answer"]) for line in lines_of(out)] == [(f"q{n}", f"about Question {n}?") for n in range(40)]
    assert made.most > 3 and done.answers == done.questions == 40 and not done.left
    assert (done.tally.prompt, done.tally.answer, done.cost(2, 10)) == (400, 200, (400 * 2 + 200 * 10) / 1e6)
    one_by_one = tmp_path / "b.jsonl"
    run(tmp_path / "g.jsonl", one_by_one, url, concurrency=1)
    assert one_by_one.read_bytes() == out.read_bytes() and len(made.asked) == 80


def test_a_second_run_asks_nothing_and_gives_the_same_bytes(model: Any, gold: Path, tmp_path: Path) -> None:
    _, url = model()
    out = tmp_path / "a.jsonl"
    run(gold, out, url)
    before = out.read_bytes()
    done = run(gold, out, "http://127.0.0.1:1/v1")  # nobody is there
    assert out.read_bytes() == before and (done.known, done.tally.asked, done.answers) == (4, 0, 4)
    assert [line["id"] for line in lines_of(out)] == ["zh-1", "en-1", 3, "zh-2"]


def test_the_prompt_is_context_question_options_and_the_turns_before(model: Any, tmp_path: Path) -> None:
    line = {
        "id": 1, "question": "And which is larger?", "turns": [{"question": "Which moons has Mars?", "answer": "Phobos and Deimos."}],
        "context": [{"document": "d", "text": "Phobos is 22 km across.", "title": "Moons"}],
        "options": [{"id": "A", "text": "Phobos"}, {"id": "B", "text": "Deimos"}],
    }  # fmt: skip
    made, url = model()
    how = How("big-model", "Answer briefly. 简短回答。", 0.5, 7, 99, {"top_p": 0.9, "stop": ["END"], "max_tokens": None})
    run(written(tmp_path / "g.jsonl", [line]), tmp_path / "a.jsonl", url, how=how)
    (request,) = made.requests
    assert request["messages"] == [
        {"role": "system", "content": "Answer briefly. 简短回答。"},
        {"role": "user", "content": "Which moons has Mars?"},
        {"role": "assistant", "content": "Phobos and Deimos."},
        {"role": "user", "content": "[1] Moons\nPhobos is 22 km across.\n\nAnd which is larger?\nA. Phobos\nB. Deimos"},
    ]
    rest = {name: value for name, value in request.items() if name != "messages"}
    assert rest == {"temperature": 0.5, "seed": 7, "model": "big-model", "top_p": 0.9, "stop": ["END"]}


def test_paraphrases_are_asked_under_numbered_ids(model: Any, gold: Path, tmp_path: Path) -> None:
    made, url = model()
    out = tmp_path / "a.jsonl"
    run(gold, out, url)
    done = run(gold, out, url, chosen=Chosen(wordings=True))
    assert [str(line["id"]) for line in lines_of(out)] == ["zh-1", "en-1", "3", "3#1", "zh-2", "zh-2#1"]
    assert done.known == 4 and sorted(made.asked[4:]) == ["Mars has which moons?", "请列出火星的卫星。"]
    assert {line["id"]: line["answer"] for line in lines_of(out)}["zh-2#1"] == "about 请列出火星的卫星。"
    written(gold, [*GOLD, {"id": "3#1", "question": "?!"}])
    with pytest.raises(InputError, match="'3#1' stands twice"):
        run(gold, out, url, chosen=Chosen(wordings=True))


def test_what_asks_the_same_is_asked_once(model: Any, tmp_path: Path) -> None:
    made, url = model()
    gold = written(tmp_path / "g.jsonl", [{"id": n, "question": "Same?"} for n in range(5)])
    out = tmp_path / "a.jsonl"
    done = run(gold, out, url, chosen=Chosen(most=2))
    assert len(made.requests) == 1 and done.repeated == 1 and len(lines_of(out)) == 2
    done = run(gold, out, url)
    assert len(made.requests) == 1 and done.repeated == 3 and {line["answer"] for line in lines_of(out)} == {"about Same?"}


def test_questions_are_chosen_by_split_kind_and_language(model: Any, tmp_path: Path) -> None:
    splits = ("train", "test_unseen", "test_wording", "dev")
    many = [
        {"id": f"{split} {lang} {kind}", "question": f"{split} {lang} {kind}?", "split": split, "lang": lang, "kind": kind}
        for split in splits for lang in ("zh", "en") for kind in ("qa", "list")
    ]  # fmt: skip
    gold = written(tmp_path / "g.jsonl", many)
    _, url = model()

    def ids(**chosen: Any) -> list[str]:
        out = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        run(gold, out, url, chosen=Chosen(**chosen))
        return [line["id"] for line in lines_of(out)]

    assert ids(splits=("test",), kinds=("qa",), language="zh") == ["test_unseen zh qa", "test_wording zh qa"]
    assert ids(splits=("dev", "test_unseen"), kinds=("list",), language="en") == ["test_unseen en list", "dev en list"]
    drawn = ids(most=5)
    assert len(drawn) == 5 and drawn == [line["id"] for line in many if line["id"] in drawn]
    written(gold, [line for line in many if line["id"] not in drawn[1:]])
    assert drawn[0] in ids(most=5)
    for bad in ({"splits": ("exam",)}, {"kinds": ("essay",)}, {"language": "fr"}):
        with pytest.raises(UsageError, match="no question of"):
            ids(**bad)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"question": "?"}, "a line without id"),
        ({"id": 1}, "a line without question"),
        ({"id": 1, "question": " "}, "a line without question"),
        ({"id": 1, "question": "?", "options": [{"id": "A"}]}, "cannot be put together"),
    ],
)
def test_a_line_that_cannot_be_asked_stops_the_run_before_anything_is_sent(
    model: Any, tmp_path: Path, line: dict[str, Any], said: str
) -> None:
    made, url = model()
    with pytest.raises(InputError, match=said):
        run(written(tmp_path / "g.jsonl", [GOLD[0], line]), tmp_path / "a.jsonl", url)
    assert not made.requests and not (tmp_path / "a.jsonl").exists()


# ------------------------------------------------------------------------------------------------- failures


def test_what_fails_is_sent_again_and_a_server_that_asks_to_wait_is_waited_for(model: Any, gold: Path, tmp_path: Path) -> None:
    made, url = model(failures=[(500, b"", {}), (503, b"", {}), (429, b"slow down", {"Retry-After": "7"})])
    machine = Machine()
    done = run(gold, tmp_path / "a.jsonl", url, machine=machine, concurrency=1)
    assert done.answers == 4 and machine.waits == [1, 2, 7] and done.tally.retried == 3 and len(made.requests) == 7


def test_while_one_request_waits_for_a_busy_server_no_other_is_sent(model: Any, tmp_path: Path) -> None:
    many = [{"id": n, "question": f"Question {n}?"} for n in range(12)]
    made, url = model(failures=[(429, b"", {"Retry-After": "1"})])
    done = collect(written(tmp_path / "g.jsonl", many), tmp_path / "a.jsonl", Gate(url), concurrency=3)
    assert done.answers == 12 and len(made.requests) == 13
    assert sum(at - made.times[0] < 0.9 for at in made.times) <= 6  # those that were under way, and their next at most


def test_a_question_that_gets_no_answer_is_listed_and_asked_next_time(model: Any, gold: Path, tmp_path: Path) -> None:
    bad = {GOLD[1]["question"]: (500, b"broken"), GOLD[3]["question"]: (200, b"<html>")}
    made, url = model(spoiled=bad)
    out = tmp_path / "a.jsonl"
    done = run(gold, out, url, limits=Limits(retries=1), concurrency=1)
    assert [line["id"] for line in lines_of(out)] == ["zh-1", 3] and done.reasons == {"no_reply": 2}
    assert [(id, reason) for id, reason, _ in done.left] == [("en-1", "no_reply"), ("zh-2", "no_reply")]
    assert "500" in done.left[0][2] and "no JSON" in done.left[1][2]
    made.spoiled.clear()
    asked = len(made.requests)
    done = run(gold, out, url)
    assert len(made.requests) == asked + 2 and done.answers == 4 and not done.left
    assert [line["id"] for line in lines_of(out)] == ["zh-1", "en-1", 3, "zh-2"]


@pytest.mark.parametrize(
    "body", [b"<html>hello</html>", b'{"fine": true}', b'{"choices": []}', b'{"choices": [{"message": {"content": 5}}]}', b"[1]"]
)
def test_a_server_that_never_answered_as_one_ends_the_run(model: Any, gold: Path, tmp_path: Path, body: bytes) -> None:
    made, url = model(failures=[(200, body, {})] * 9)
    with pytest.raises(WorkError, match=r"no JSON|without choices"):
        run(gold, tmp_path / "a.jsonl", url, concurrency=1)
    assert len(made.requests) == 1


def test_a_dead_server_ends_the_run_and_what_was_answered_is_kept(model: Any, tmp_path: Path) -> None:
    many = [{"id": n, "question": f"Question {n}?"} for n in range(30)]
    gold, out = written(tmp_path / "g.jsonl", many), tmp_path / "a.jsonl"
    made, url = model()
    made.failures = []
    made.spoiled = {f"Question {n}?": (502, b"") for n in range(8, 30)}
    with pytest.raises(ServerError, match="502"):
        run(gold, out, url, limits=Limits(retries=1), concurrency=4)
    assert sorted(line["id"] for line in lines_of(out)) == list(range(8))
    made.spoiled = {}
    done = run(gold, out, url)
    assert done.known == 8 and [line["id"] for line in lines_of(out)] == list(range(30))


def test_a_refused_request_ends_the_run_and_names_the_way_out(model: Any, gold: Path, tmp_path: Path) -> None:
    made, url = model(failures=[(400, b"temperature is not supported", {})] * 9)
    with pytest.raises(WorkError, match=r"temperature is not supported.*--send NAME="):
        run(gold, tmp_path / "a.jsonl", url, concurrency=1)
    made.failures = [(401, b"", {})]
    with pytest.raises(ServerError, match="check the key"):
        run(gold, tmp_path / "a.jsonl", url, concurrency=1)


def test_questions_that_are_too_long_for_the_model_are_left_out_however_many_they_are(model: Any, tmp_path: Path) -> None:
    many = [{"id": n, "question": f"Question {n}?"} for n in range(9)]
    too_long = (400, b"the request exceeds the available context size")
    _, url = model(spoiled={f"Question {n}?": too_long for n in range(8)})
    done = run(written(tmp_path / "g.jsonl", many), tmp_path / "a.jsonl", url, concurrency=1)
    assert done.answers == 1 and len(done.left) == 8 and "context size" in done.left[0][2]


def test_a_slow_answer_is_given_up_and_listed(model: Any, gold: Path, tmp_path: Path) -> None:
    _, url = model(delay=lambda text: 2 if text == GOLD[1]["question"] else 0)
    began = time.monotonic()
    done = run(gold, tmp_path / "a.jsonl", url, seconds=0.4, limits=Limits(retries=0))
    assert done.answers == 3 and [one[:2] for one in done.left] == [("en-1", "no_reply")] and "0.4 seconds" in done.left[0][2]
    assert time.monotonic() - began < 1.9


def test_an_answer_that_was_cut_or_says_nothing_is_counted(model: Any, gold: Path, tmp_path: Path) -> None:
    made, url = model()
    made.failures = [(200, said(None, None), {}), (200, said(None, None, refusal="I will not say."), {})]
    done = run(gold, tmp_path / "a.jsonl", url, concurrency=1)
    found = lines_of(tmp_path / "a.jsonl")
    assert (done.cut, done.empty) == (2, 1) and done.tally.estimated
    assert [line["answer"] for line in found[:3]] == ["", "I will not say.", "about Name the moons of Mars."]
    assert [line.get("cut") for line in found[:3]] == [True, True, None]


def test_requests_keep_to_the_rate(model: Any, gold: Path, tmp_path: Path) -> None:
    _, url = model()
    machine = Machine()
    run(gold, tmp_path / "a.jsonl", url, machine=machine, limits=Limits(rate=30), concurrency=1)
    assert machine.waits == [2.0, 2.0, 2.0]


@pytest.mark.parametrize("concurrency", [1, 8])
def test_a_budget_stops_in_time_and_the_next_run_goes_on(model: Any, tmp_path: Path, concurrency: int) -> None:
    many = [{"id": n, "question": f"Question {n:02}?"} for n in range(40)]
    gold, out = written(tmp_path / "g.jsonl", many), tmp_path / "a.jsonl"
    made, url = model(usage={"prompt_tokens": 20, "completion_tokens": 10}, delay=lambda text: 0.005)
    done = run(gold, out, url, limits=Limits(budget=600), how=How(answer=50), concurrency=concurrency)
    assert 12 <= done.answers < 40 and done.tally.tokens <= 600 and done.reasons == {"budget_used": 40 - done.answers}
    assert len(lines_of(out)) == done.answers == len(made.requests)
    more = run(gold, out, url, how=How(answer=50), concurrency=concurrency)
    assert more.answers == 40 and len(made.requests) == 40


# ------------------------------------------------------------------------------------------------- cut off, and changed


def test_a_run_that_is_killed_goes_on_where_it_stopped(model: Any, tmp_path: Path) -> None:
    many = [{"id": f"q{n}", "question": f"Question {n}? 第{n}题"} for n in range(30)]
    gold, out = written(tmp_path / "g.jsonl", many), tmp_path / "a.jsonl"
    made, url = model(delay=lambda text: 0.1)
    command = [sys.executable, "-m", "kgcorpus", "ask", str(gold), "--llm", url, "--out", str(out), "--concurrency", "3"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"}) as program:
        while not out.exists() or out.read_bytes().count(b"\n") < 6:
            time.sleep(0.02)
            assert program.poll() is None
        program.send_signal(signal.SIGKILL)
    kept = out.read_bytes().count(b"\n")
    assert 6 <= kept < 30
    out.write_bytes(out.read_bytes() + b'{"id":"q29","answ')  # as a machine that loses power would leave it
    made.delay = lambda text: 0.0
    done = run(gold, out, url)
    assert done.known == kept and done.tally.asked == 30 - kept
    whole = tmp_path / "whole.jsonl"
    run(gold, whole, url)
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("change", ["model", "system", "temperature", "seed", "answer", "more", "question", "context"])
def test_answers_that_were_given_otherwise_are_never_mixed_in(model: Any, gold: Path, tmp_path: Path, change: str) -> None:
    made, url = model()
    out = tmp_path / "a.jsonl"
    run(gold, out, url)
    before = out.read_bytes()
    how = How()
    if change == "question":
        written(gold, [{**GOLD[0], "question": "火星一共有几颗卫星？"}, *GOLD[1:]])
    elif change == "context":
        written(gold, [{**GOLD[0], "context": [{"text": "火星有两颗卫星。"}]}, *GOLD[1:]])
    else:
        other = {"model": "m2", "system": "Be brief.", "temperature": 1.0, "seed": 1, "answer": 7, "more": {"top_p": 0.5}}
        how = How(**{change: other[change]})  # type: ignore[arg-type]
    changed = 1 if change in ("question", "context") else 4
    with pytest.raises(InputError, match=f"{changed} of 4 answers were given otherwise.*--again"):
        run(gold, out, url, how=how)
    assert out.read_bytes() == before and len(made.requests) == 4
    done = run(gold, out, url, how=how, again=True)
    assert done.aside == changed and done.tally.asked == changed and len(lines_of(out)) == 4
    assert sorted((tmp_path / "a.before.jsonl").read_bytes().splitlines()) == sorted(before.splitlines()[:changed])


def test_answers_to_other_questions_by_another_model_are_not_mixed_in_either(model: Any, tmp_path: Path) -> None:
    _, url = model()
    gold = written(tmp_path / "g.jsonl", [{"id": n, "question": f"{n}?", "split": "test_a" if n < 3 else "test_b"} for n in range(6)])
    out = tmp_path / "a.jsonl"
    run(gold, out, url, chosen=Chosen(("test_a",)), how=How("one"))
    with pytest.raises(InputError, match="3 of 3 answers were given otherwise"):
        run(gold, out, url, chosen=Chosen(("test_b",)), how=How("two"))
    done = run(gold, out, url, chosen=Chosen(("test_b",)), how=How("one"))
    assert done.surplus == 3 and [line["id"] for line in lines_of(out)] == list(range(6))


def test_a_server_that_calls_its_model_otherwise_than_before_ends_the_run(model: Any, gold: Path, tmp_path: Path) -> None:
    made, url = model()
    out = tmp_path / "a.jsonl"
    run(gold, out, url, chosen=Chosen(language="zh"))
    made.name = "other"
    with pytest.raises(WorkError, match="answers as 'other', and before as 'toy'"):
        run(gold, out, url)
    assert {line["model"] for line in lines_of(out)} == {"toy"}


def test_lines_that_were_not_written_here_are_not_taken_for_answers_of_the_model(model: Any, gold: Path, tmp_path: Path) -> None:
    _, url = model()
    out = written(tmp_path / "a.jsonl", [{"id": "zh-1", "answer": "两颗"}])
    with pytest.raises(InputError, match="given otherwise"):
        run(gold, out, url)
    out.write_bytes(b'{"id": "zh-1"}\n')
    with pytest.raises(InputError, match="no answer of a model"):
        run(gold, out, url)
    out.write_bytes(b"nonsense\n" + b'{"id": 1, "answer": ""}\n')
    with pytest.raises(InputError, match="not JSON"):
        run(gold, out, url)


def test_a_last_line_without_its_end_is_whole_if_it_can_be_read(model: Any, gold: Path, tmp_path: Path) -> None:
    made, url = model()
    out = tmp_path / "a.jsonl"
    run(gold, out, url)
    whole = out.read_bytes()
    out.write_bytes(whole[:-1])
    assert run(gold, out, url).known == 4 and out.read_bytes() == whole
    out.write_bytes(whole[:-9])
    assert len(Answers(out).lines) == 3
    assert run(gold, out, url).known == 3 and out.read_bytes() == whole and len(made.requests) == 5


# ------------------------------------------------------------------------------------------------- what leaves the machine


def test_a_gold_file_stays_on_this_machine_unless_it_is_said_to_be_public(model: Any, gold: Path, tmp_path: Path, away: list[str]) -> None:
    made, url = model()
    elsewhere = f"http://llm.example:{url.split(':')[2]}"
    done = run(gold, tmp_path / "a.jsonl", elsewhere)
    assert not made.requests and not away and done.reasons == {"not_sent": 4} and not lines_of(tmp_path / "a.jsonl")
    done = run(gold, tmp_path / "a.jsonl", elsewhere, public=True)
    assert done.answers == 4 and len(made.requests) == 4 and set(away) == {"llm.example"}
    written(gold, [{"id": 9, "question": "Who is reached at 13800138000 or li.wei@corp.example?"}])
    assert run(gold, tmp_path / "b.jsonl", elsewhere, public=True).reasons == {"not_sent": 1}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of two sources of which one is internal; the ontology is public."""
    from kgcorpus.build import build

    config = CORPUS.replace('documents = ["*.md", "*.txt", "*.csv"]', 'documents = ["mars.md", "*.txt", "*.csv"]', 1)
    config = config.replace('ontology = "ontology"', 'ontology = "ontology"\nontology_sensitivity = "public"', 1)
    config += (
        '\n[[source]]\nid = "house"\ndocuments = ["uranus.md"]\ntitle = { zh = "内部", en = "House notes" }\nlicence = "CC0-1.0"\n'
        'uses = ["train", "evaluate", "redistribute"]\norigin = "house"\nsensitivity = "internal"\ncomplete = true\n'
    )
    folder = write_corpus(tmp_path_factory.mktemp("ask") / "corpus", corpus=config, documents=DOCUMENTS)
    build(folder, recipe="all")
    return folder / "releases" / "all"


def test_of_a_release_only_what_rests_on_public_sources_goes_elsewhere(model: Any, release: Path, tmp_path: Path, away: list[str]) -> None:
    made, url = model()
    elsewhere, out = f"http://llm.example:{url.split(':')[2]}", tmp_path / "a.jsonl"
    done = run(release, out, elsewhere)
    samples = lines_of(release / "samples.jsonl")
    facts = lines_of(release / "facts.jsonl")
    behind = {row["id"]: {span["document"] for evidence in row["evidence"] for span in evidence["spans"]} for row in facts}
    house = {s["id"] for s in samples if not s["facts"] or any("uranus.md" in behind[id] for id in s["facts"])}
    assert house and house <= {id for id, reason, _ in done.left if reason == "not_sent"}
    assert done.answers > 10 and made.requests and not [text for text in made.asked if "Uranus" in text and "Titania" in text]
    assert run(release, tmp_path / "b.jsonl", url).answers == len(samples)
    with pytest.raises(UsageError, match="its sources and ontology"):
        run(release, out, elsewhere, public=True)


def test_a_release_is_asked_and_graded(model: Any, release: Path, tmp_path: Path, program: Program) -> None:
    samples = {s["question"]: s for s in lines_of(release / "samples.jsonl") if not s.get("options") and not s.get("context")}
    _, url = model(answers=lambda text: samples[text]["answer_text"] if text in samples else "?")
    out = tmp_path / "a.jsonl"
    done = program("--lang", "en", "ask", release, "--llm", url, "--out", out, "--kind", "qa", "--concurrency", "8")
    assert done.code == 0 and "rejected 0" in done.err and "next: kgcorpus grade" in done.err
    n = len(lines_of(out))
    graded = program("grade", release, out)
    verdicts = [orjson.loads(line) for line in graded.out.splitlines()]
    assert n > 20 and sum(v["verdict"] == "correct" for v in verdicts) == n
    command = done.err.rpartition("kgcorpus grade ")[2].split()
    assert command[2:] == ["--kind", "qa"]
    graded = program("--lang", "en", "grade", *command)
    assert [orjson.loads(line)["id"] for line in graded.out.splitlines()] == [line["id"] for line in lines_of(out)]
    fewer = program("--lang", "en", "grade", release, out, "--kind", "qa", "--language", "zh", "--most", "5")
    assert len(fewer.out.splitlines()) == 5 and "answers to no question" not in fewer.err
    assert program("grade", release, out, "--kind", "essay").code == 2
    assert program("grade", release, out, "--kind", "qa", "--compare", out).code == 2


# ------------------------------------------------------------------------------------------------- the command


def test_the_command_says_what_it_did_what_it_cost_and_what_has_no_answer(model: Any, gold: Path, tmp_path: Path, program: Program) -> None:
    made, url = model(spoiled={GOLD[0]["question"]: (500, b"broken")})
    out = tmp_path / "a.jsonl"
    arguments = ["ask", gold, "--llm", url, "--out", out, "--retries", "0", "--price-in", "100", "--price-out", "1000"]
    done = program("--lang", "en", *arguments)
    assert done.code == 1 and not done.out
    assert "ask: in 4, out 3, rejected 1 (the model gave no answer 1) (" in done.err and "zh-1" in done.err and "500" in done.err
    assert "45 tokens (30 of prompts, 15 of answers)" in done.err and "this run cost 0.0180" in done.err
    assert "Run the same command again" in done.err
    made.spoiled = {}
    done = program("--lang", "zh", *arguments, "--json")
    assert done.code == 0 and "提问：输入4，输出4，拒绝0（" in done.err and "本次问了1次（另有3道以前已有回答）" in done.err
    said = orjson.loads(done.out)
    assert (said["in"], said["out"], said["asked"], said["known"], said["left"], said["cost"]) == (4, 4, 1, 3, [], 0.006)
    changed = program("--lang", "zh", *arguments, "--send", "top_p=0.9")
    assert changed.code == 2 and "4条回答中有4条是在别的条件下得到的" in changed.err
    assert program("ask", gold, "--llm", url, "--out", tmp_path / "no" / "a.jsonl").code == 2
    assert program("ask", gold, "--llm", url, "--out", out, "--send", "messages=[]").code == 2
    assert program("ask", tmp_path, "--llm", url, "--out", out).code == 2
