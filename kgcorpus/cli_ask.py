"""The command that collects a model's answers to a benchmark."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgcorpus import cli_llm
from kgcorpus.cli_talk import AsJson, State, print_json, progress, say, talk
from kgcorpus.errors import UsageError
from kgcorpus.messages import localise

if TYPE_CHECKING:
    from kgcorpus.collecting import Collected
    from kgcorpus.grade.running import Only

SHOWN = 5
"""Questions without an answer that are named for each reason; ``--json`` names all."""

Url = Annotated[str, typer.Option("--llm", metavar="URL", help="an OpenAI-compatible server, such as http://127.0.0.1:8080/v1")]
Splits = Annotated[list[str] | None, typer.Option("--split", help="only this split (repeatable); test: all that begin so")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="only this kind of question (repeatable)")]
Language = Annotated[str | None, typer.Option("--language", help="only questions in zh or en")]
Most = Annotated[int | None, typer.Option("--most", min=1, help="so many questions, drawn by their ids: the same each time")]
Wordings = Annotated[bool, typer.Option("--wordings", help="ask the paraphrases, too: ids ID#1, ID#2 …")]
System = Annotated[str, typer.Option("--system", metavar="TEXT", help="what the model is told before the questions")]
Send = Annotated[list[str] | None, typer.Option("--send", metavar="NAME=VALUE", help="a field of the request; NAME= leaves it out")]
Public = Annotated[bool, typer.Option("--llm-public", help="the questions are public: they may go to a server elsewhere")]
Price = "price of a million tokens of "


def ask(
    benchmark: Annotated[Path, typer.Argument(metavar="BENCHMARK", help="a release, or JSON Lines with id and question, as for grade")],
    llm: Url,
    out: Annotated[Path, typer.Option("--out", metavar="ANSWERS", help="the file of answers; what it holds is not asked again")],
    splits: Splits = None,
    kinds: Kinds = None,
    language: Language = None,
    most: Most = None,
    wordings: Wordings = False,
    system: System = "",
    temperature: Annotated[float, typer.Option("--temperature", min=0)] = 0.0,
    seed: Annotated[int | None, typer.Option("--seed", help="where the server takes one")] = None,
    send: Send = None,
    llm_model: cli_llm.Model = "",
    llm_key: cli_llm.Key = "",
    llm_answer: Annotated[int, typer.Option("--llm-answer", min=1, metavar="TOKENS", help="longest answer")] = 2000,
    llm_budget: cli_llm.Budget = None,
    llm_rate: cli_llm.Rate = None,
    llm_seconds: cli_llm.Seconds = 300,
    llm_public: Public = False,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, max=256, help="questions under way at a time")] = 4,
    retries: Annotated[int, typer.Option("--retries", min=0, help="how often what fails is sent again")] = 4,
    price_in: Annotated[float, typer.Option("--price-in", min=0, help=Price + "prompts")] = 0.0,
    price_out: Annotated[float, typer.Option("--price-out", min=0, help=Price + "answers")] = 0.0,
    again: Annotated[bool, typer.Option("--again", help="ask again what was answered otherwise (another model, prompt or option)")] = False,
    as_json: AsJson = False,
) -> None:
    """Collect a model's answers to a benchmark, for grade. / 收集模型对题目的回答。"""
    from kgcorpus.collecting import REFUSED, How, collect
    from kgcorpus.collecting_questions import Chosen
    from kgcorpus.gate import Gate
    from kgcorpus.gate_sending import Limits, Tally

    if out.is_dir() or not out.parent.is_dir():
        found = f"{out} is a folder" if out.is_dir() else f"{out.parent} is no folder"
        raise UsageError("--out", found, "a file in a folder that exists")
    began = time.perf_counter()
    gate = Gate(llm, key=llm_key, seconds=llm_seconds)
    how = How(llm_model, system, temperature, seed, llm_answer, fields(send or ()))
    chosen = Chosen(tuple(splits or ()), tuple(kinds or ()), language, most, wordings)
    limits = Limits(llm_rate, llm_budget, retries, refused=REFUSED)
    with progress() as show:

        def note(done: int, all: int, tally: Tally) -> None:
            show(say("ask.note", done=done, all=all, tokens=tally.tokens, left=sum(tally.unasked.values())))

        done = collect(
            benchmark, out, gate, how=how, chosen=chosen, limits=limits, concurrency=concurrency, public=llm_public, again=again, note=note
        )
    if refused := gate.message(State.lang):
        talk(refused)
    _told(done, out, time.perf_counter() - began, price_in, price_out)
    if not done.left:
        talk(say("ask.written", file=out, benchmark=benchmark, chosen=_again_for_grade(splits, kinds, language, most)))
    if as_json:
        cost = {"cost": done.cost(price_in, price_out)} if price_in or price_out else {}
        print_json(done.to_json() | cost)
    if done.left:
        raise typer.Exit(1)


def only(splits: list[str] | None, kinds: list[str] | None, language: str | None, most: int | None) -> Only | None:
    """What chooses the questions as ``ask`` does; None where all are chosen."""
    if not splits and not kinds and language is None and most is None:
        return None
    from kgcorpus.collecting_questions import Chosen, choose

    return lambda lines: choose(lines, Chosen(tuple(splits or ()), tuple(kinds or ()), language, most))


def _again_for_grade(splits: list[str] | None, kinds: list[str] | None, language: str | None, most: int | None) -> str:
    """The options that choose the same questions."""
    given = [("--split", one) for one in splits or ()] + [("--kind", one) for one in kinds or ()]
    given += [("--language", language)] if language else []
    given += [("--most", str(most))] if most else []
    return "".join(f" {name} {value}" for name, value in given)


def fields(given: Any) -> dict[str, Any]:
    """Fields of a request as the options give them: JSON, else text; nothing after the sign leaves a field out.

    >>> fields(["top_p=0.9", "stop=END", "temperature="])
    {'top_p': 0.9, 'stop': 'END', 'temperature': None}
    """
    import orjson

    out: dict[str, Any] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.isidentifier() or name in ("messages", "stream", "n"):
            raise UsageError("--send", f"'{one}' is no field and value", "a field of the request and its value, such as top_p=0.9")
        try:
            out[name] = orjson.loads(value) if value else None
        except orjson.JSONDecodeError:
            out[name] = value
    return out


def _told(done: Collected, out: Path, seconds: float, price_in: float, price_out: float) -> None:
    """What a run did: questions without an answer, tokens, cost, and last of all in, out, rejected by reason, seconds."""
    from kgcorpus.collecting import aside

    tally = done.tally
    if done.aside:
        talk(say("ask.aside", n=done.aside, file=aside(out)))
    for (reason, why), ids in done.failures.items():
        first = ", ".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else "")
        talk(say("ask.left", n=len(ids), reason=say("reason." + reason), why=localise(why, State.lang), first=first))
    for key, n in (("ask.cut", done.cut), ("ask.empty", done.empty)):
        if n:
            talk(say(key, n=n))
    if done.surplus:
        talk(say("ask.surplus", n=done.surplus, file=out))
    if done.models:
        models = sorted(done.models.items(), key=lambda one: (-one[1], one[0]))
        talk(say("ask.models", models=", ".join(f"{name or '?'} {n:,}" for name, n in models)))
    about = say("llm.estimated") if tally.estimated else ""
    talk(
        say(
            "ask.spent", asked=tally.asked, known=done.known, repeated=done.repeated, tokens=tally.tokens, prompt=tally.prompt,
            answer=tally.answer, about=about, retried=tally.retried,
        )
    )  # fmt: skip
    if price_in or price_out:
        talk(say("ask.cost", cost=done.cost(price_in, price_out), price_in=price_in, price_out=price_out))
    listed = ", ".join(f"{say('reason.' + reason)} {n:,}" for reason, n in done.reasons.items())
    reasons = (f"（{listed}）" if State.lang == "zh" else f" ({listed})") if listed else ""
    talk(say("ask.done", taken=done.questions, given=done.answers, left=len(done.left), reasons=reasons, seconds=seconds))
    if done.left:
        talk(say("ask.again"))
