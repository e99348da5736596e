"""The command that asks a language model for further wordings."""

from __future__ import annotations

from typing import Annotated

import typer

from kgcorpus.cli_talk import AsJson, CorpusFolder, State, print_json, progress, say, talk


def wordings(
    corpus: CorpusFolder,
    llm: Annotated[str, typer.Option("--llm", metavar="URL", help="an OpenAI-compatible server, such as http://127.0.0.1:8080/v1")],
    model: Annotated[str, typer.Option("--model", help="the model's name, where the server has several")] = "",
    key: Annotated[str, typer.Option("--key", metavar="VARIABLE", help="the environment variable that holds the API key")] = "",
    most: Annotated[int, typer.Option("--most", min=1, help="how many questions")] = 200,
    each: Annotated[int, typer.Option("--each", min=1, max=8, help="wordings asked for each")] = 3,
    language: Annotated[str | None, typer.Option("--language", help="only questions in zh or en")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask a language model for further wordings; keep those that mean the same. / 让语言模型补充问法并逐条核验。"""
    from kgcorpus.build import Build
    from kgcorpus.build_wordings import outcomes, reword
    from kgcorpus.errors import UsageError
    from kgcorpus.gate import Gate

    if language not in (None, "zh", "en"):
        raise UsageError("--language", f"unknown: '{language}'", "zh or en")
    gate = Gate(llm, key=key)
    with Build(corpus) as build, progress() as note:
        done = reword(build, gate, model=model, most=most, each=each, language=language, note=note)
    if refused := gate.message(State.lang):
        talk(refused)
    if as_json:
        print_json(done.to_json())
        return
    proposed = sum(done.outcomes.values())
    print(say("wordings.done", asked=done.asked, known=done.known, proposed=proposed, kept=done.kept, tokens=done.tokens))
    for reason, n in outcomes(done):
        print("  " + say("wordings." + reason) + f" {n:,}")
    if done.kept:
        print(say("wordings.build"))
