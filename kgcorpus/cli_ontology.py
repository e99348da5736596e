"""The commands on an ontology: check it, bring it to a workbook and back, take in what was made elsewhere, say what a change touches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgcorpus.cli_talk import AsJson, CorpusFolder, State, Workers, print_json, progress, say, talk
from kgcorpus.errors import UsageError
from kgcorpus.messages import LANGUAGES, localise

if TYPE_CHECKING:
    from kgcorpus.curate.incoming import Missing

ontology_app = typer.Typer(help="Check and curate an ontology. / 检查与维护本体。", no_args_is_help=True)


@ontology_app.command("impact")
def ontology_impact(
    corpus: CorpusFolder,
    changed: Annotated[
        Path,
        typer.Argument(metavar="CHANGED", help="the changed ontology: a workbook, a folder, one of its files, or a file to be imported"),
    ],
    no_build: Annotated[bool, typer.Option("--no-build", help="leave out the trial build")] = False,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Say what a change would touch, before it is made; nothing is written. / 改动之前先看影响，不写任何文件。"""
    from kgcorpus.cli_impact import impact_json, impact_lines
    from kgcorpus.curate.impact import impact

    with progress() as note:
        found = impact(corpus, changed, build=not no_build, workers=workers, note=note)
    if as_json:
        print_json(impact_json(found, State.lang))
    else:
        for line in impact_lines(found, State.lang):
            print(line)
    if found.errors:
        raise typer.Exit(1)


def ontology_of(path: Path) -> Path:
    """The ontology that a path names: itself, or that of a corpus folder."""
    if (path / "corpus.toml").is_file():
        from kgcorpus.config import load

        found, folder = load(path).ontology, path.resolve()
        return path / found.relative_to(folder) if found.is_relative_to(folder) else found  # as the reader named it
    return path


def languages_of(path: Path) -> tuple[str, ...]:
    """The languages that are asked for: those of a corpus folder, else both."""
    if (path / "corpus.toml").is_file():
        from kgcorpus.config import load

        return load(path).languages or LANGUAGES
    return LANGUAGES


@ontology_app.command("propose")
def ontology_propose(
    corpus: CorpusFolder,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="write the rows to be decided on: .xlsx, .csv or .jsonl")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="only these: term, alias, class, trigger, predicate")] = None,
    n: Annotated[int, typer.Option("-n", min=1, help="at most so many of each kind")] = 200,
    again: Annotated[bool, typer.Option("--again", help="also what was decided on before")] = False,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Propose terms, other names, classes and phrases that the documents suggest. / 从文档中提出候选术语、别名、类和触发语，由专家取舍。"""
    from kgcorpus.cli_growth import checked_kinds, growth_json, growth_lines
    from kgcorpus.curate.growing import propose
    from kgcorpus.curate.growth_book import check_out, write_proposals
    from kgcorpus.curate.growth_decisions import remembered

    kinds = checked_kinds(kind or [])
    if out:
        check_out(out)
    with progress() as note:
        decided = frozenset() if again else frozenset(remembered(corpus))
        found = propose(corpus, kinds=kinds, most=n, decided=decided, workers=workers, note=note)
    if out:
        write_proposals(out, found.proposals, found.ontology, State.lang, found.corpus)
    if as_json:
        print_json(growth_json(found, out))
        return
    for line in growth_lines(found, State.lang, out):
        print(line)


@ontology_app.command("lint")
def ontology_lint(
    ontology: Annotated[
        Path, typer.Argument(metavar="ONTOLOGY", help="a folder of Turtle files, one file, a corpus folder, or a workbook of an ontology")
    ],
    proposals: Annotated[
        Path | None, typer.Argument(metavar="[PROPOSALS]", help="accepted proposals, to be checked against the ontology before import")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List all problems: place, rule, value, suggested fix. / 列出本体的全部问题。"""
    from dataclasses import asdict

    from kgcorpus.ontology_lint import lint

    if not ontology.exists():
        raise UsageError(str(ontology), "no such file or folder", "a folder of Turtle files, or one file", "check the path")
    if proposals is not None:
        _lint_proposals(ontology, proposals, as_json)
        return
    if ontology.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        _lint_book(ontology, as_json)
        return
    problems = lint(ontology_of(ontology), languages_of(ontology))
    if as_json:
        print_json([asdict(p) for p in problems])
    else:
        for p in problems:
            value, fix = localise(p.value, State.lang), localise(p.fix, State.lang)
            print(f"{p.file}:{p.line}: {say('severity.' + p.severity)} {p.rule}: {value}" + (f" → {fix}" if fix else ""))
    if any(p.severity == "error" for p in problems):
        raise typer.Exit(1)


def _lint_book(book: Path, as_json: bool) -> None:
    from kgcorpus.cli_book import trouble_json, trouble_line
    from kgcorpus.curate.importing import check_book

    troubles = check_book(book)
    if as_json:
        print_json([trouble_json(t) for t in troubles])
    else:
        for one in troubles:
            print(trouble_line(one, State.lang))
        if not troubles:
            talk(say("book.sound"))
    if any(t.severity == "error" for t in troubles):
        raise typer.Exit(1)


def _lint_proposals(ontology: Path, source: Path, as_json: bool) -> None:
    """What is wrong with accepted rows, and with the ontology that they would make."""
    from kgcorpus.cli_book import trouble_json, trouble_line
    from kgcorpus.curate.growth_book import is_proposals
    from kgcorpus.curate.taking_in import take_in

    if not source.is_file() or not is_proposals(source):
        found = "no rows of proposals" if source.is_file() else "no such file"
        raise UsageError(str(source), found, "a file that 'kgcorpus ontology propose --out' wrote", "check the path")
    troubles = take_in(ontology_of(ontology), source, kind="proposals", languages=languages_of(ontology)).troubles
    if as_json:
        print_json([trouble_json(t) for t in troubles])
    else:
        for one in troubles:
            print(trouble_line(one, State.lang))
        if not troubles:
            talk(say("grow.sound"))
    if any(t.severity == "error" for t in troubles):
        raise typer.Exit(1)


@ontology_app.command("export")
def ontology_export(
    ontology: Annotated[Path, typer.Argument(metavar="ONTOLOGY", help="a folder of Turtle files, one file, or a corpus folder")],
    xlsx: Annotated[Path, typer.Option("--xlsx", metavar="BOOK", help="the workbook to write")],
    as_json: AsJson = False,
) -> None:
    """Write the whole ontology into a workbook for experts. / 把本体写成工作簿，供专家修改。"""
    from kgcorpus.curate.exporting import export_book
    from kgcorpus.curate.layout import SHEETS

    rows = export_book(ontology_of(ontology), xlsx, State.lang)
    if as_json:
        print_json({"written": str(xlsx), "rows": rows})
        return
    listed = ("、" if State.lang == "zh" else ", ").join(f"{SHEETS[key].title[State.lang]} {n:,}" for key, n in rows.items() if n)
    print(say("book.exported", path=xlsx, sheets=listed))


@ontology_app.command("import")
def ontology_import(
    ontology: Annotated[
        Path, typer.Argument(metavar="ONTOLOGY", help="a folder of Turtle files, one file, or a corpus folder; a new folder is made")
    ],
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            help="a workbook of the ontology; decided proposals; or a glossary, a vocabulary, a schema, OWL from elsewhere",
        ),
    ],
    todo: Annotated[
        Path | None,
        typer.Option("--todo", metavar="BOOK", help="a workbook of what is missing; default for files made elsewhere: SOURCE-to-fill.xlsx"),
    ] = None,
    cls: Annotated[str, typer.Option("--class", metavar="CLASS", help="the class (name or id) of terms for which SOURCE names none")] = "",
    as_json: AsJson = False,
) -> None:
    """Take in a workbook or a file made elsewhere, all or nothing. / 导入工作簿或外来文件（术语表、词表、模式、OWL）；有错则全部不写。"""
    from kgcorpus.curate.importing import is_ontology_book

    if source.is_dir() and ontology.is_file():  # named the other way round, which can only mean this
        ontology, source = source, ontology
    if not source.is_file():
        raise UsageError(str(source), "no such file", "a workbook of the ontology, or a file to be imported", "check the path")
    target, languages = ontology_of(ontology), languages_of(ontology)
    if is_ontology_book(source):
        _import_book(target, source, languages, todo, as_json)
    else:
        _import_foreign(target, source, languages, cls, todo, as_json, ontology)


def _import_book(ontology: Path, book: Path, languages: tuple[str, ...], todo: Path | None, as_json: bool) -> None:
    from kgcorpus.cli_book import counts, imported_json, imported_lines, kept_line, missing_lines, problems_file, trouble_line
    from kgcorpus.curate.importing import import_book
    from kgcorpus.spreadsheet import mark_book

    found = import_book(ontology, book, languages)
    marked = kept = None
    if found.failed:
        marked = problems_file(book)
        mark_book(book, found.troubles, marked, State.lang)
    else:
        kept = found.write()
    missing = [] if found.failed else _missing(ontology, languages, todo)
    if as_json:
        print_json(imported_json(found, marked, missing, kept))
    else:
        for one in found.troubles:
            print(trouble_line(one, State.lang))
        if marked:
            number = counts(found.troubles)
            print(say("book.refused", errors=number["error"], warnings=number["warning"]))
            print(say("book.marked", path=marked))
        else:
            for line in (*imported_lines(found, State.lang), *missing_lines(missing, State.lang)):
                print(line)
            if kept:
                print(kept_line(kept, State.lang))
            if todo:
                print(say("book.to_fill", path=todo))
    if found.failed:
        raise typer.Exit(1)


def _missing(ontology: Path, languages: tuple[str, ...], todo: Path | None) -> list[Missing]:
    """The cells that are still to be filled; with them as a workbook where one is asked for."""
    from kgcorpus.cli_taken import wanted
    from kgcorpus.curate.exporting import export_book
    from kgcorpus.curate.lacking import missing
    from kgcorpus.ontology import load

    if not ontology.exists():
        return []
    found = missing(load(ontology), languages)
    if todo:
        export_book(ontology, todo, State.lang, wanted(found))
    return found


def _remember(corpus: Path, source: Path) -> str:
    """Note what was decided on proposals, so that they are not made again; gives what to tell."""
    from kgcorpus.curate.growth_book import ACCEPT, REJECT, read_proposals
    from kgcorpus.curate.growth_decisions import FILE, remember
    from kgcorpus.curate.proposals import decisions

    if not (corpus / "corpus.toml").is_file():
        return say("grow.not_remembered")
    new = remember(corpus, decisions(read_proposals(source)))
    return say("grow.remembered", accepted=new[ACCEPT], rejected=new[REJECT], path=corpus / FILE)


def _import_foreign(
    ontology: Path, source: Path, languages: tuple[str, ...], cls: str, todo: Path | None, as_json: bool, corpus: Path
) -> None:
    from kgcorpus.cli_book import counts, kept_line, missing_lines, trouble_line
    from kgcorpus.cli_taken import taken_json, taken_lines, wanted
    from kgcorpus.curate.exporting import export_book
    from kgcorpus.curate.taking_in import take_in

    found = take_in(ontology, source, cls=cls, languages=languages)
    missing = () if found.failed else found.missing
    kept = None
    if not found.failed:
        kept = found.write()
        if todo is None and found.kind != "proposals" and any(not m.optional for m in found.missing):
            todo = source.with_name(f"{source.stem}{say('book.to_fill_name')}.xlsx")
        if todo:
            export_book(ontology, todo, State.lang, wanted(found.missing))
    told = _remember(corpus, source) if found.kind == "proposals" and not found.failed else ""
    if as_json:
        print_json(taken_json(found, missing, todo if not found.failed else None))
    else:
        for line in taken_lines(found, State.lang):
            print(line)
        if told:
            print(told)
        for one in found.troubles:
            if one.severity != "info":
                print(trouble_line(one, State.lang))
        for line in missing_lines(missing, State.lang):
            print(line)
        if kept:
            print(kept_line(kept, State.lang))
        if todo and not found.failed:
            print(say("book.to_fill", path=todo))
    if found.failed:
        number = counts(found.troubles)
        (talk if as_json else print)(say("book.refused", errors=number["error"], warnings=number["warning"]))
        raise typer.Exit(1)
