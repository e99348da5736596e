"""The command line: parse, call one library function, print. Results go to stdout or the named file, talk and progress to stderr."""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from kgcorpus import cli_llm
from kgcorpus.cli_ask import ask
from kgcorpus.cli_coverage import coverage
from kgcorpus.cli_errors import asked_language, error_text, usage_text
from kgcorpus.cli_eval import export_eval
from kgcorpus.cli_grade import grade
from kgcorpus.cli_lines import finish_lines
from kgcorpus.cli_neo4j import export_app, import_app
from kgcorpus.cli_ontology import ontology_app
from kgcorpus.cli_questions import questions
from kgcorpus.cli_review import review_app
from kgcorpus.cli_starting import new
from kgcorpus.cli_talk import AsJson, CorpusFolder, Out, RecipeName, State, Workers, print_json, progress, say, talk, tell_missed
from kgcorpus.cli_train import train
from kgcorpus.cli_wordings import wordings
from kgcorpus.errors import InputError, KgcorpusError, UsageError
from kgcorpus.messages import localise, reader_language

Ray = Annotated[str | None, typer.Option("--ray", metavar="ADDRESS", help="a Ray cluster instead: HOST:PORT, auto or local")]

app = typer.Typer(
    name="kgcorpus",
    help="Verified domain knowledge graphs and proved corpora. / 经核验的领域知识图谱与可证明的语料。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("new")(new)
app.command("coverage")(coverage)
app.command("questions")(questions)
app.command("wordings")(wordings)
app.command("train")(train)
app.command("ask")(ask)
app.command("grade")(grade)
app.add_typer(ontology_app, name="ontology")
app.add_typer(review_app, name="review")
export_app.command("eval")(export_eval)
app.add_typer(export_app, name="export")
app.add_typer(import_app, name="import")


def _version(value: bool) -> None:
    if value:
        from kgcorpus import __version__

        print(__version__)
        raise typer.Exit


@app.callback()
def options(
    lang: Annotated[str | None, typer.Option("--lang", help="zh or en; default: by locale")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")] = False,
) -> None:
    if lang not in (None, "zh", "en"):
        raise UsageError("--lang", f"unknown language '{lang}'", "zh or en")
    State.lang = reader_language(lang)


# --------------------------------------------------------------------------------------------- build and its stages


def reasons_text(rejected: dict[str, int] | Any) -> str:
    listed = ", ".join(f"{say('reason.' + reason)} {n:,}" for reason, n in sorted(rejected.items(), key=lambda item: (-item[1], item[0])))
    if not listed:
        return ""
    return f"（{listed}）" if State.lang == "zh" else f" ({listed})"


def _stage_line(result: Any, seconds: float) -> None:
    key = "line.stage" if result.fresh else "line.unchanged"
    talk(
        say(
            key,
            stage=say("stage." + result.stage),
            taken=result.taken,
            given=result.given,
            rejected=sum(result.rejected.values()),
            reasons=reasons_text(result.rejected),
            seconds=seconds,
        )
    )
    if "again" in result.extra:
        talk("  " + say("line.again", n=result.extra["again"], all=result.extra["documents"]))
    for one in result.extra.get("unread", ()):
        detail = f" ({localise(one['detail'], State.lang)})" if one.get("detail") else ""
        talk(f"  {one['what']}: {say('reason.' + one['reason'])}{detail}")
    if found := result.extra.get("identifiers"):
        _identifiers_line(found)
    if findings := result.extra.get("findings"):
        talk("  " + say("line.findings", findings=", ".join(f"{code} {n:,}" for code, n in sorted(findings.items()))))
    if result.extra.keys() & {"left_out", "conflicts", "ontology_handed_on"}:
        from kgcorpus.release.card_sources import permission_texts

        for line in permission_texts(result.extra, State.lang):
            talk("  " + line)


def _identifiers_line(found: Any) -> None:
    """What ingest found of identifiers and what becomes of it."""
    kinds, allowed = (
        ", ".join(f"{say('identifier.' + kind)} {n:,}" for kind, n in found[key].items()) or say("identifiers.none")
        for key in ("found", "allowed")
    )
    done = say("identifiers." + found["policy"])
    talk("  " + say("line.identifiers", found=kinds, documents=found["documents"], allowed=allowed, done=done))


def _warn(problem: Any) -> None:
    value, fix = localise(problem.value, State.lang), localise(problem.fix, State.lang)
    talk(f"{say('severity.warning')}: {problem.file}:{problem.line}: {value} → {fix}")


def _stage_json(results: list[Any]) -> None:
    print_json(
        [
            {"stage": r.stage, "in": r.taken, "out": r.given, "rejected": dict(r.rejected), "unchanged": not r.fresh, **dict(r.extra)}
            for r in results
        ]
    )


def _finish(folder: Path, results: list[Any], as_json: bool) -> None:
    """Print what came out; exit 1 where an output is empty or ``policy.fail_on`` is breached."""
    from kgcorpus.build import outdated
    from kgcorpus.config import load

    if as_json:
        _stage_json(results)
    last = results[-1]
    for name in outdated(folder) if last.stage == "release" else ():
        talk(say("line.outdated", folder=folder / "releases" / name, name=name))
    if last.stage == "release" and not as_json:
        extra = last.extra
        held = extra["samples"] - last.given
        print(say("line.released", folder=folder / extra["folder"], samples=extra["samples"], chosen=last.given, held=held))
    fail_on = set(load(folder).policy.fail_on)
    breached = {code for r in results for code in (*r.rejected, *r.extra.get("findings", {})) if code in fail_on}
    for code in sorted(breached):
        talk(say("line.breached", code=code))
    if breached or any(r.given == 0 for r in results):
        raise typer.Exit(1)


@app.command()
def build(corpus: CorpusFolder, recipe: RecipeName = "default", workers: Workers = 1, as_json: AsJson = False) -> None:
    """Run each stage whose inputs changed: ingest, extract, verify, generate, release. / 运行有变化的各阶段。"""
    from kgcorpus import build as stages

    with progress() as note:
        results = stages.build(corpus, recipe=recipe, workers=workers, on_stage=_stage_line, note=note, warn=_warn)
    _finish(corpus, results, as_json)


def _one_stage(stage: str, corpus: Path, recipe: str, workers: int, as_json: bool) -> None:
    from kgcorpus.build import Build

    with progress() as note, Build(corpus, workers=workers, note=note, warn=_warn) as work:
        began = time.perf_counter()
        result = work.run(stage, recipe)
    _stage_line(result, time.perf_counter() - began)
    _finish(corpus, [result], as_json)


@app.command()
def ingest(corpus: CorpusFolder, workers: Workers = 1, as_json: AsJson = False) -> None:
    """Read the documents. / 读入文档。"""
    _one_stage("ingest", corpus, "default", workers, as_json)


@app.command()
def extract(
    source: Annotated[
        Path, typer.Argument(metavar="CORPUS|TEXTS", help="a corpus folder; with --ontology: a file or folder of documents, or JSON Lines")
    ],
    ontology: Annotated[Path | None, typer.Option("--ontology", help="extract from plain texts with this ontology")] = None,
    model: Annotated[Path | None, typer.Option("--model", help="a model that train wrote")] = None,
    llm: cli_llm.Url = None,
    llm_model: cli_llm.Model = "",
    llm_key: cli_llm.Key = "",
    examples: cli_llm.Examples = None,
    llm_examples: cli_llm.Shown = 3,
    llm_budget: cli_llm.Budget = None,
    llm_rate: cli_llm.Rate = None,
    llm_window: cli_llm.Size = 2000,
    llm_answer: cli_llm.Answer = None,
    llm_format: cli_llm.Format = "schema",
    llm_seconds: cli_llm.Seconds = 300,
    llm_cache: cli_llm.Cache = None,
    llm_public: cli_llm.Public = False,
    out: Out = None,
    workers: Workers = 1,
    ray: Ray = None,
    as_json: AsJson = False,
) -> None:
    """Find candidate facts: a corpus's stage, or plain texts with --ontology. / 抽取事实。"""
    others = (llm_model or None, llm_key or None, llm_budget, llm_rate)
    cli_llm.check_given(llm=llm is not None, corpus=ontology is None, examples=examples, cache=llm_cache, public=llm_public, others=others)
    if ray is not None and (ontology is None or llm is not None):
        raise UsageError("--ray", "no texts to share among processes", "--ontology and texts, without --llm", "leave --ray out")
    if llm is not None and ontology is not None:
        asked = cli_llm.asking_options(llm_model, llm_budget, llm_rate, llm_examples, llm_window, llm_answer, llm_format)
        cli_llm.extract_texts(
            ontology, source, out, finish_lines, url=llm, key=llm_key, seconds=llm_seconds, options=asked, examples=examples,
            cache=llm_cache, public=llm_public, model=model,
        )  # fmt: skip
        return
    if llm is not None:
        asked = cli_llm.asking_options(llm_model, llm_budget, llm_rate, llm_examples, llm_window, llm_answer, llm_format)
        cli_llm.ask_about_corpus(source, url=llm, key=llm_key, seconds=llm_seconds, options=asked)
    if ontology is None:
        _one_stage("extract", source, "default", workers, as_json)
        return
    from kgcorpus.extract.texts import extract_file

    finish_lines(lambda to: extract_file(ontology, source, to, model=model, workers=workers, ray=ray), out)


@app.command()
def density(
    source: Annotated[Path, typer.Argument(metavar="CORPUS|FOLDER", help="a corpus folder, or a folder or file of documents")],
    ontology: Annotated[Path | None, typer.Option("--ontology", help="count its terms and phrases, too (a corpus has its own)")] = None,
    passages: Annotated[bool, typer.Option("--passages", help="rank passages, not documents")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="write all of them as JSON Lines")] = None,
    as_json: AsJson = False,
) -> None:
    """Rank documents or passages by the knowledge that they hold. / 按知识密度排列文档或段落。"""
    from kgcorpus.cli_density import rank, ranking_json, ranking_lines, ranking_rows

    found = rank(source, ontology)
    if out is not None:
        lines = ranking_rows(found, passages=passages)
        finish_lines(lambda to: to.write(lines) == len(lines), out)
    if as_json:
        print_json(ranking_json(found, passages=passages))
        return
    for line in ranking_lines(found, State.lang, passages=passages):
        print(line)
    if out is not None:
        talk(say("density.written", path=out))


@app.command()
def verify(corpus: CorpusFolder, workers: Workers = 1, as_json: AsJson = False) -> None:
    """Resolve and judge the candidate facts. / 核验候选事实。"""
    _one_stage("verify", corpus, "default", workers, as_json)


@app.command()
def generate(corpus: CorpusFolder, workers: Workers = 1, as_json: AsJson = False) -> None:
    """Make samples from the verified graph. / 由图谱生成样本。"""
    _one_stage("generate", corpus, "default", workers, as_json)


@app.command()
def release(corpus: CorpusFolder, recipe: RecipeName = "default", workers: Workers = 1, as_json: AsJson = False) -> None:
    """Write a release. / 写出发布目录。"""
    _one_stage("release", corpus, recipe, workers, as_json)


# --------------------------------------------------------------------------------------------- releases


@app.command()
def audit(
    folder: Annotated[Path, typer.Argument(metavar="RELEASE", help="a release folder")],
    corpus: Annotated[Path | None, typer.Option("--corpus", help="check quotes whose texts the release leaves out")] = None,
    engine: Annotated[str, typer.Option("--engine", help="sparql; or neo4j: a server answers every form, too")] = "sparql",
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Prove a release again from its own files. / 只凭发布目录重新验证。"""
    from kgcorpus.release import audit as auditing

    began = time.perf_counter()
    try:
        with progress() as note:
            report = auditing.audit(folder, corpus=corpus, workers=workers, engine=engine, note=note)
    except (KeyError, TypeError, ValueError) as error:  # a line that is cut off or is not what a release has there
        raise InputError(str(folder), f"cannot be read ({error!r})", "the files of a release", "release again") from error
    if as_json:
        print_json(report.to_json())
    else:
        _audit_table(folder, report, time.perf_counter() - began)
    if report.failures:
        raise typer.Exit(1)


def _audit_table(folder: Path, report: Any, seconds: float) -> None:
    print(say("audit.title", folder=folder))
    width = max(len(name) for name in report.checked)
    for name, n in report.checked.items():
        print(f"  {name:<{width}}  {say('audit.checked')} {n:>9,}  {say('audit.failed')} {report.failed(name):>6,}")
    for failure in report.failures[:50]:
        print(f"  {failure.check}: {failure.about}: {failure.message}")
    if report.unquoted:
        print("  " + say("audit.unquoted", n=report.unquoted))
    if report.untexted:
        print("  " + say("audit.untexted", n=report.untexted))
    if report.failures:
        print(say("audit.not_passed", failures=len(report.failures)))
    else:
        print(say("audit.passed", samples=report.samples, facts=report.facts, seconds=seconds))


@app.command()
def trace(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="a sample, fact, evidence, ground, document or entity: its id, or an entity's name")
    ],
    where: Annotated[Path, typer.Option("--in", metavar="CORPUS|RELEASE", help="a corpus or release folder")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Walk from any record to the quoted sentence and back. / 从任一记录追溯到原文引句。"""
    from kgcorpus.release import lineage

    found = lineage.trace(identifier, where)
    if as_json:
        print_json(found)
    else:
        print(lineage.screen(found, State.lang))


@app.command("rejected")
def rejected_command(
    corpus: CorpusFolder,
    stage: Annotated[str | None, typer.Option("--stage", help="only this stage: ingest, extract, verify, generate or release")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="only this reason, such as unknown_entity")] = None,
    n: Annotated[int, typer.Option("--n", min=1, help="at most so many places for each reason")] = 10,
    as_json: AsJson = False,
) -> None:
    """List what was not taken: where it stands, why, and what to do. / 列出被拒绝的内容、位置和原因。"""
    from dataclasses import asdict

    from kgcorpus.build_rejected import rejected, screen

    rows = rejected(corpus, stage=stage, reason=reason, lang=State.lang)
    if as_json:
        print_json([{key: value for key, value in asdict(row).items() if value not in (None, "")} for row in rows])
        return
    for line in screen(rows, State.lang, n=n, every_stage=stage is not None or reason is not None):
        print(line)


@app.command()
def show(
    folder: Annotated[Path, typer.Argument(metavar="RELEASE", help="a release folder")],
    n: Annotated[int, typer.Option("-n", min=1, help="how many samples")] = 3,
    as_json: AsJson = False,
) -> None:
    """Show where to look: folder, card, a few samples with their quoted evidence. / 展示发布目录与样例。"""
    from kgcorpus.release import lineage

    if as_json:
        print_json(lineage.examples(folder, n))
    else:
        print(lineage.examples_screen(folder, n, State.lang))


# --------------------------------------------------------------------------------------------- answers, grades, scores


@app.command()
def answer(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help=".tsv, .nt, .ttl, .nq or a corpus folder")],
    forms: Annotated[Path, typer.Argument(metavar="FORMS", help='JSON Lines {"id", "form"}')],
    engine: Annotated[str, typer.Option("--engine", help="matrix, sparql or neo4j (the server that NEO4J_URI names)")] = "matrix",
    proof: Annotated[bool, typer.Option("--proof", help="add the supporting facts")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="processes that share the forms")] = 1,
    ray: Ray = None,
    memory: Annotated[float, typer.Option("--memory", min=1, help="megabytes for walks at one time, in each process")] = 400,
    out: Out = None,
) -> None:
    """Answer logical forms over a graph. / 在图谱上求解逻辑式。"""
    from kgcorpus.answers_file import answer_file

    options: dict[str, Any] = {"engine": engine, "proof": proof, "workers": workers, "ray": ray, "memory": memory}
    finish_lines(lambda to: answer_file(facts, forms, to, **options), out)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD")], pred: Annotated[Path, typer.Argument(metavar="PRED")], as_json: AsJson = False
) -> None:
    """Score extracted facts against gold. / 为抽取结果打分。"""
    from kgcorpus.extract.score import score_files, score_table

    report = score_files(gold, pred)
    if as_json:
        print_json(report)
    else:
        print(score_table(report, State.lang))


# --------------------------------------------------------------------------------------------- the program


def main() -> None:
    """Run the command line; every error of ours is one message and an exit code, never a traceback."""
    if os.environ.get("PYTHONIOENCODING") is None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Records are made by the hundred thousand and hold no cycles: looking for some after every 700 would take longer than the work.
    gc.set_threshold(200_000, 50, 100)
    lang = State.lang = reader_language(asked_language(sys.argv))
    try:
        code = app(standalone_mode=False) or 0
        tell_missed()
        sys.exit(code)
    except KgcorpusError as error:
        talk(error_text(error, lang))
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:  # a full disk, a folder without permission: the system's word with the file's name
        found = localise(error.strerror or str(error), lang)
        talk(error_text(InputError(str(error.filename or ""), found), lang))
        sys.exit(2)
    except Exception as error:
        # The arguments did not fit. Which package the class comes from differs between versions of typer.
        if not hasattr(error, "format_message"):
            raise
        talk(usage_text(error, lang))
        sys.exit(2)
