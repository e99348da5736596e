"""The commands of a review round: a workbook out, decisions in, a random sample for the error rate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kgcorpus.cli_talk import AsJson, CorpusFolder, State, print_json, say, talk
from kgcorpus.messages import localise

review_app = typer.Typer(help="Review facts in a workbook. / 用工作簿审阅事实。", no_args_is_help=True)

MOST_SHOWN = 20
"""So many problems are said on screen; the marked workbook has all."""

Book = Annotated[Path | None, typer.Option("--xlsx", metavar="BOOK", help="the workbook to write; default: beside corpus.toml")]


@review_app.command("export")
def review_export(
    corpus: CorpusFolder,
    xlsx: Book = None,
    n: Annotated[int, typer.Option("--n", min=1, help="at most so many rows")] = 500,
    decided: Annotated[bool, typer.Option("--decided", help="what has been decided, to change or withdraw it")] = False,
    order: Annotated[str, typer.Option("--order", help="useful, or informative: facts that a trained model learns most from")] = "useful",
    as_json: AsJson = False,
) -> None:
    """Write what needs a decision into a workbook, most useful first. / 导出待审阅内容。"""
    from kgcorpus.review.exporting import export_reviews

    made = export_reviews(corpus, xlsx, n=n, lang=State.lang, decided=decided, order=order)
    if as_json:
        print_json(made.to_json())
    elif made.book is None:
        print(say("line.review_none_decided" if decided else "line.review_nothing"))
    else:
        mark = "，" if State.lang == "zh" else ", "
        print(say("line.review_book", book=made.book, rows=mark.join(say(f"queue.{name}", n=count) for name, count in made.rows.items())))
        if made.left:
            talk(say("line.review_left", left=made.left))


@review_app.command("import")
def review_import(
    corpus: CorpusFolder,
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="the workbook with decisions")],
    as_json: AsJson = False,
) -> None:
    """Append the workbook's decisions to reviews.jsonl. / 导入审阅决定。"""
    from kgcorpus.review.importing import import_reviews

    done = import_reviews(corpus, book, lang=State.lang)
    if as_json:
        print_json(done.to_json())
    else:
        _say_imported(done)
    if done.errors:
        raise typer.Exit(1)


def _say_imported(done: Any) -> None:
    """What was appended, on stdout; what is left to do, on stderr."""
    decided = sum(review.decision != "drawn" for review in done.new) + len(done.names)  # the draw itself is nobody's decision
    print(say("line.imported", new=decided, known=done.known, open=done.open))
    for trouble in done.troubles[:MOST_SHOWN]:
        place = f"{trouble.sheet}!{trouble.column}{trouble.row}" if trouble.row else trouble.sheet
        message, fix = localise(trouble.message, State.lang), localise(trouble.fix, State.lang)
        talk(f"{say('severity.' + trouble.severity)}: {place}: {message}{f' → {fix}' if fix else ''}")
    if len(done.troubles) > MOST_SHOWN:
        talk(say("line.imported_more", n=len(done.troubles) - MOST_SHOWN))
    if done.marked:
        talk(say("line.imported_marked", n=len(done.troubles), book=done.marked))
    if done.notes:
        talk(say("line.imported_notes", n=len(done.notes.new)))
        if done.notes.source:
            talk(say("line.imported_source") + "\n" + done.notes.source)
    for review in done.lost[:MOST_SHOWN]:
        what = review.on.get("quote") or review.on.get("fact")
        talk(say("line.imported_lost", who=review.who, when=review.when, decision=say(f"review.did.{review.decision}", new="…"), what=what))
    if len(done.lost) > MOST_SHOWN:
        talk(say("line.imported_more", n=len(done.lost) - MOST_SHOWN))
    if done.estimate:
        from kgcorpus.release.card_reading import estimate_text

        print(estimate_text(done.estimate.to_json(), State.lang).replace("**", ""))
    if done.new or done.names:
        talk(say("line.imported_next"))


@review_app.command("sample")
def review_sample(
    corpus: CorpusFolder,
    n: Annotated[int, typer.Option("--n", min=1, help="how many")] = 200,
    xlsx: Book = None,
    of: Annotated[str, typer.Option("--of", help="facts or samples")] = "facts",
    seed: Annotated[int, typer.Option("--seed", help="another number draws another sample")] = 0,
    as_json: AsJson = False,
) -> None:
    """Draw a random sample for reading: its error rate goes on the card. / 随机抽样审读。"""
    from kgcorpus.review.drawn import write_sample

    made = write_sample(corpus, n, of=of, seed=seed, book=xlsx, lang=State.lang)
    if as_json:
        print_json(made.to_json())
        return
    drawn = made.draw
    key = "estimate.of_facts" if of == "facts" else "estimate.of_release" if drawn.release else "estimate.of_generated"
    what = say(key, release=drawn.release)
    print(say("line.drawn", draw=drawn.id, n=len(drawn.ids), population=drawn.population, what=what, book=made.book))
    if len(drawn.ids) < n:
        talk(say("line.drawn_all", population=drawn.population))
    if made.read:
        talk(say("line.drawn_read", read=made.read))
