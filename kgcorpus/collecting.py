"""Collecting a model's answers to a benchmark: each question once, several at a time, and every answer kept as soon as it is there.

The file of answers is what ``grade`` reads, and the memory of the run: each line has the digest of the whole request (model, prompt,
options and question together) beside the answer, so a run that was cut off goes on where it stopped, and what was asked otherwise is
found out and never mixed. Lines are appended one by one as answers come; at the end the file is written in the order of the benchmark.
What is no answer (a failure, a question that may not leave the machine, a budget used up) has no line: it is listed, and asked next time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgcorpus.collecting_answers import Answers
from kgcorpus.collecting_questions import Chosen, Question, Sensitive, choose, ids_of, questions, read_benchmark
from kgcorpus.errors import InputError
from kgcorpus.gate import Gate, own
from kgcorpus.gate_sending import MOST_ANSWERED, Limits, Said, Sending, Tally, Unsaid, answered, key_of
from kgcorpus.model import Json

REFUSED = ("a server that takes this request", "--send NAME=VALUE changes a field of it, and --send NAME= leaves it out")


@dataclass(frozen=True, slots=True)
class How:
    """How questions are put: ``answer`` limits the tokens of an answer; ``more`` are further fields of the request, None to leave one
    out."""

    model: str = ""
    system: str = ""
    temperature: float = 0.0
    seed: int | None = None
    answer: int = MOST_ANSWERED
    more: Mapping[str, Json] = field(default_factory=dict)

    def request(self, question: Question) -> dict[str, Json]:
        system = [{"role": own("system"), "content": own(self.system)}] if self.system else []
        request: dict[str, Json] = {"messages": [*system, *question.messages], "temperature": self.temperature, "max_tokens": self.answer}
        if self.seed is not None:
            request["seed"] = self.seed
        if self.model:
            request["model"] = own(self.model)
        request |= {name: _pieces(value) for name, value in self.more.items()}
        return {name: value for name, value in request.items() if value is not None}


    @property
    def key(self) -> str:
        """The digest of all but the question."""
        return key_of(self.request(Question("", ())))


def _pieces(value: Json) -> Json:
    """An option of the user's with its texts as pieces."""
    if isinstance(value, str):
        return own(value)
    if isinstance(value, list):
        return [_pieces(item) for item in value]
    return {name: _pieces(item) for name, item in value.items()} if isinstance(value, dict) else value


@dataclass(slots=True)
class Collected:
    """What a run did. ``questions`` were to be answered, ``answers`` of them are; ``known`` were answered before, ``repeated`` ask what
    another asks; ``cut`` answers were longer than allowed, ``empty`` ones say nothing; ``left`` are the others: id, reason, and the
    server's words. ``surplus`` lines of the file belong to no question that was chosen; ``aside`` were given otherwise before, and
    moved away."""

    questions: int
    known: int = 0
    repeated: int = 0
    answers: int = 0
    cut: int = 0
    empty: int = 0
    surplus: int = 0
    aside: int = 0
    models: Counter[str] = field(default_factory=Counter)
    left: list[tuple[str, str, str]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def sum_up(self, kept: Answers, keys: Mapping[str, str]) -> None:
        """Counts what the file holds, and puts what has no answer in the order of the benchmark."""
        mine = [kept.lines[id] for id in keys if id in kept.lines]
        self.answers, self.surplus = len(mine), len(kept.lines) - len(mine)
        self.cut, self.empty = sum(bool(line.get("cut")) for line in mine), sum(not line["answer"].strip() for line in mine)
        self.models = Counter(str(line.get("model", "")) for line in mine)
        place = {id: number for number, id in enumerate(keys)}
        self.left.sort(key=lambda one: place[one[0]])

    @property
    def reasons(self) -> dict[str, int]:
        return dict(sorted(Counter(reason for _, reason, _ in self.left).items()))

    @property
    def failures(self) -> dict[tuple[str, str], list[str]]:
        """The ids without an answer, by reason and the server's words; in the order of the benchmark."""
        out: dict[tuple[str, str], list[str]] = {}
        for id, reason, why in self.left:
            out.setdefault((reason, why), []).append(id)
        return out

    def cost(self, price_in: float, price_out: float) -> float:
        """What the tokens of this run cost, by prices for a million tokens of prompts and of answers."""
        return (self.tally.prompt * price_in + self.tally.answer * price_out) / 1_000_000

    def to_json(self) -> dict[str, Json]:
        return {
            "in": self.questions, "out": self.answers, "rejected": self.reasons, "asked": self.tally.asked, "known": self.known,
            "repeated": self.repeated, "cut": self.cut, "empty": self.empty, "retried": self.tally.retried,
            "models": dict(sorted(self.models.items())), "tokens": {
                "prompt": self.tally.prompt, "answer": self.tally.answer, "estimated": self.tally.estimated,
            },
            "left": [{"id": id, "reason": reason, "why": why} for id, reason, why in self.left],
        }  # fmt: skip


def collect(
    benchmark: Path,
    out: Path,
    gate: Gate,
    *,
    how: How | None = None,
    chosen: Chosen | None = None,
    limits: Limits | None = None,
    concurrency: int = 4,
    public: bool = False,
    again: bool = False,
    sleep: Callable[[float], object] | None = None,
    clock: Callable[[], float] = time.monotonic,
    note: Callable[[int, int, Tally], None] = lambda done, all, tally: None,
) -> Collected:
    """Asks the questions of a benchmark that ``out`` has no answer to yet. Answers there that were given otherwise (to another model,
    prompt, option or question) are an ``InputError``; with ``again`` they are moved to ``aside(out)`` and asked anew."""
    how, chosen = how or How(), chosen or Chosen()
    lines = read_benchmark(benchmark)
    wanted = questions(choose(lines, chosen), Sensitive(benchmark, public=public), wordings=chosen.wordings)
    if twice := [id for id, n in Counter(question.key for question in wanted).items() if n > 1]:
        raise InputError(str(benchmark), f"the id '{twice[0]}' stands twice", "one line an id", "rename or delete one")
    requests = {question.key: how.request(question) for question in wanted}
    keys = {id: key_of(request) for id, request in requests.items()}
    kept, sending = Answers(out), Sending(gate, limits or Limits(refused=REFUSED), sleep=sleep, clock=clock)
    done = Collected(len(wanted), tally=sending.tally)
    done.aside = kept.take_others(keys, how.key, aside(out) if again else None)
    done.known = sum(id in kept.lines for id in keys)
    with kept:
        waiting = _waiting(wanted, keys, kept, done)
        ready = done.known + done.repeated
        for key, said in answered(sending, [(key, requests[same[0].key]) for key, same in waiting.items()], concurrency):
            same = waiting[key]
            _keep(said, same, how, key, kept, done)
            ready += len(same)
            note(ready, len(wanted), sending.tally)
    kept.write(id for line in lines for id in ids_of(line))
    done.sum_up(kept, keys)
    return done


def aside(out: Path) -> Path:
    """Where answers go that were given otherwise."""
    return out.with_name(f"{out.stem}.before.jsonl")


def _waiting(wanted: Sequence[Question], keys: Mapping[str, str], kept: Answers, done: Collected) -> dict[str, list[Question]]:
    """The questions that are to be asked by the digest of their request: what asks the same is asked once."""
    known = {line["asked"]: line for line in kept.lines.values()}
    waiting: dict[str, list[Question]] = {}
    for question in wanted:
        key = keys[question.key]
        if question.key in kept.lines:
            continue
        if key in known:
            kept.add(known[key] | {"id": question.id})
            done.repeated += 1
        else:
            waiting.setdefault(key, []).append(question)
    return waiting


def _keep(said: Said | Unsaid, same: Sequence[Question], how: How, key: str, kept: Answers, done: Collected) -> None:
    """What was said to some questions, as lines; or that nothing was said."""
    if isinstance(said, Unsaid):
        done.left += [(question.key, said.reason, said.why) for question in same]
        done.tally.unasked[said.reason] += len(same)
        return
    if not how.model:
        kept.same_model(said.model)
    done.tally.asked += 1
    done.repeated += len(same) - 1
    for question in same:
        line: Json = {"id": question.id, "answer": said.text, "model": how.model or said.model, "tokens": list(said.tokens)}
        kept.add({**line, **({"cut": True} if said.cut else {}), "asked": key, "how": how.key})
