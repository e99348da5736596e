"""``train``: a model from what reviewers of a corpus decided, or from a file of examples; and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from kgcorpus.cli_talk import AsJson, Workers, print_json, progress, say, talk
from kgcorpus.errors import UsageError


def train(
    source: Annotated[
        Path, typer.Argument(metavar="CORPUS|EXAMPLES", help="a reviewed corpus; with --ontology: JSON Lines with texts and their facts")
    ],
    ontology: Annotated[Path | None, typer.Option("--ontology", help="train on a file of examples with this ontology")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="the model's folder; default: the corpus's own")] = None,
    accepted: Annotated[bool, typer.Option("--accepted", help="learn also from facts that only the program accepted")] = False,
    examples: Annotated[
        Path | None, typer.Option("--examples", metavar="FILE", help="further examples for a corpus: JSON Lines as with --ontology")
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="write the corpus's examples there, and do not train")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="another number gives another model")] = 0,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Train a model that proposes facts, from what reviewers decided. / 用审阅结果训练抽取模型。"""
    _check(ontology, out, accepted, export, examples)
    if export is not None:
        _export(source, export, accepted, as_json)
    elif ontology is not None and out is not None:
        _from_file(ontology, source, out, seed, workers, as_json)
    else:
        _from_corpus(source, out, as_json, accepted=accepted, more=examples, seed=seed, workers=workers)


def _check(ontology: Path | None, out: Path | None, accepted: bool, export: Path | None, examples: Path | None) -> None:
    if ontology is not None and out is None:
        raise UsageError("--out", "no folder for the model", "the model's folder", "name a new one")
    if ontology is not None and (accepted or export is not None or examples is not None):
        raise UsageError("--accepted, --examples, --export", "given with a file of examples", "a corpus", "leave them out")
    if export is not None and (out is not None or examples is not None):
        raise UsageError(
            "--export", "given with --out or --examples", "--export alone", "it writes the corpus's examples and trains no model"
        )


def _export(folder: Path, path: Path, accepted: bool, as_json: bool) -> None:
    from kgcorpus.build_training import NOTHING, examples_in

    with progress() as note:
        examples = examples_in(folder, accepted=accepted, note=note)
    if not examples.lines:
        raise UsageError(str(folder), *NOTHING)
    examples.write(path)
    if as_json:
        print_json({"examples": len(examples.lines), "file": str(path), **examples.counts})
    else:
        print(say("train.exported", n=len(examples.lines), file=path))
        _told_of_examples(examples.counts)


def _from_corpus(folder: Path, out: Path | None, as_json: bool, **options: Any) -> None:
    from kgcorpus.build_training import train_corpus

    with progress() as note:
        trained = train_corpus(folder, out, note=note, **options)
    if as_json:
        print_json(trained.to_json())
        return
    _told_of_examples(trained.counts)
    _told_of_model(trained.report, trained.folder)
    if not trained.named:
        talk(say("train.name_it", model=_shown(trained.folder, folder)))


def _from_file(ontology: Path, source: Path, out: Path, seed: int, workers: int, as_json: bool) -> None:
    from kgcorpus.extract.learning.examples import read_examples
    from kgcorpus.extract.learning.training import train as learn
    from kgcorpus.ontology import load

    with progress() as note:
        report = learn(load(ontology), read_examples(source), out, workers=workers, seed=seed, note=note)
    if as_json:
        print_json({"model": str(out), **report})
    else:
        _told_of_model(report, out)


def _told_of_examples(counts: Mapping[str, int]) -> None:
    talk(say("train.learned_from", **{name: counts[name] for name in ("accepted", "rejected", "machine")}))
    for name in ("undecided", "elsewhere"):
        if counts[name]:
            talk("  " + say(f"train.{name}", n=counts[name]))


def _told_of_model(report: Mapping[str, Any], out: Path) -> None:
    print(say("train.done", examples=report["examples"], facts=report["facts"], out=_near(out), seconds=report["seconds"]))
    if report.get("not_in_text"):
        talk("  " + say("train.not_in_text", n=report["not_in_text"]))
    for name, n in report.get("unknown_predicates", {}).items():
        talk("  " + say("train.unknown_predicate", name=name, n=n))
    for language, said in report["languages"].items():
        unseen, sure = said["unseen"], said["at_review_threshold"]
        values = {name: unseen[name] or 0.0 for name in ("precision", "recall", "f1")}
        print("  " + say("train.unseen", language=say(f"lang.{language}"), examples=said["examples"], **values))
        if said["review_threshold"] is None:
            print("    " + say("train.never_certain"))
        else:
            found = {"at": said["review_threshold"], "precision": sure["precision"] or 0.0, "recall": sure["recall"] or 0.0}
            print("    " + say("train.certain", **found))
        print("    " + say("train.calibration", error=said["calibration_error"], threshold=said["threshold"]))


def _near(path: Path) -> Path:
    """A path as short as it can be written here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _shown(out: Path, folder: Path) -> str:
    """A model's folder as ``corpus.toml`` writes it."""
    inside = out.is_relative_to(folder.resolve())
    return out.relative_to(folder.resolve()).as_posix() if inside else out.as_posix()
