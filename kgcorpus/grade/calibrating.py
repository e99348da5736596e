"""``--calibrate`` and ``--judged``: a draw of verdicts for a person to judge, and what the judgements say, as a table, JSON or page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TextIO

import orjson

from kgcorpus.grade.calibrated import DECIDED, calibrated
from kgcorpus.grade.calibrating_book import UNCLEAR, Judging, judged_json, read_judging, write_judging
from kgcorpus.grade.report import shortened, write_report
from kgcorpus.grade.report_parts import SCALE, Texts, dot, interval, percent, table
from kgcorpus.grade.running import Graded, aligned, counts_of, grade_answers, save_verdicts
from kgcorpus.messages import WORDS, words
from kgcorpus.model import Json

LISTED = 20
"""How many false accepts and rejects a terminal shows."""


def calibrate(
    gold: Path,
    answers: Path,
    out: TextIO,
    *,
    n: int | None,
    judged: Path | None,
    book: Path | None = None,
    corpus: Path | None = None,
    lang: str = "en",
    as_json: bool = False,
    html: Path | None = None,
    verdicts: Path | None = None,
) -> None:
    """Writes the workbook of a draw of ``n``, or says what the book that came back (``judged``) tells of the grader."""
    graded = grade_answers(gold, answers, corpus=corpus)
    if verdicts is not None:
        save_verdicts(graded, verdicts)
    say = words(lang)
    if judged is None:
        path = book or answers.with_name(answers.stem + ".judging.xlsx")
        count = write_judging(graded, n or 0, path, lang)
        told: Mapping[str, Json] = {"book": str(path), "rows": count}
        out.write((orjson.dumps(told).decode() if as_json else say("judging.written", path=path, n=count)) + "\n")
        return
    came = read_judging(graded, judged)
    found = calibrated(came.rows, counts_of(graded))
    if html is not None:
        write_report(graded, html, lang, more=[calibration_section(graded, came, found, lang)])
    if as_json:
        more = {"blank": came.blank, "changed": came.changed, "not_understood": list(came.troubles)}
        wrong = {name: [judged_json(row) for row in rows] for name, rows in errors_of(came).items()}
        out.write(orjson.dumps({**found, **more, **wrong}).decode() + "\n")
    else:
        out.write(calibration_text(graded, came, found, lang) + "\n")


def errors_of(came: Judging) -> dict[str, list[Json]]:
    """Judged rows that the grader accepted wrongly, and those that it did not accept and a person does."""
    decided = [row for row in came.rows if row.judgement != UNCLEAR]
    return {
        "false_accepts": [row for row in decided if row.verdict == "correct" and row.judgement != "correct"],
        "false_rejects": [row for row in decided if row.verdict not in ("correct", "ungradable") and row.judgement == "correct"],
    }


def _with(found: Mapping[str, Json]) -> str:
    """A share with its interval."""
    return "–" if found["share"] is None else f"{percent(found['share'])} [{interval(*found['interval'])}]"


def _kappa(found: Mapping[str, Json]) -> str:
    low, high = found["interval"]
    return f"{found['share']:.2f} [{low:.2f}–{high:.2f}]"


def _warnings(came: Judging, found: Mapping[str, Json]) -> list[tuple[str, dict[str, object]]]:
    """What limits the numbers: messages with their values."""
    out: list[tuple[str, dict[str, object]]] = []
    if not found["enough"]:
        out.append(("judging.too_few", {"n": found["judged"]}))
    for name, n in (("blank", came.blank), ("changed", came.changed), ("unclear", found["unclear"])):
        if n:
            out.append((f"judging.left_{name}", {"n": n}))
    return out


# --------------------------------------------------------------------------------------------- as people read it


def calibration_text(graded: Graded, came: Judging, found: Mapping[str, Json], lang: str) -> str:
    """What the judgements say, for a terminal."""
    say = words(lang)
    lines = [say(key, **values) for key, values in _warnings(came, found)] + list(came.troubles)
    lines.append(say("judging.agreement", n=found["same"]["n"], good=found["same"]["good"], share=_with(found["agreement"])))
    lines.append(say("judging.kappa", kappa=_kappa(found["kappa"]), right=_kappa(found["kappa_right"])))
    lines.append(say("judging.rates", se=_with(found["sensitivity"]), sp=_with(found["specificity"])))
    lines.append(say("judging.score", graded=percent(found["score"]["graded"]), share=_with(found["score"])))
    head = [say("judging.grader") + " \\ " + say("judging.person"), *(say("verdict." + verdict) for verdict in DECIDED)]
    rows = [[say("verdict." + v), *(str(line[j]) for j in DECIDED)] for v, line in found["table"].items()]
    lines += ["", aligned([head, *rows]), ""]
    kinds = [[say("report.way.kind"), say("report.count"), say("judging.graded"), say("judging.corrected")]]
    for kind, line in found["by"]["kind"].items():
        name = say("kind." + kind) if "kind." + kind in WORDS else kind
        kinds.append([name, f"{line['n']:,}", percent(line["graded"]), _with(line)])
    if found["enough"] and len(kinds) > 2:
        lines += [aligned(kinds), ""]
    for name, errors in errors_of(came).items():
        if errors:
            lines.append(say("judging." + name, n=len(errors)))
        for row in errors[:LISTED]:
            question = graded.questions[row.place]
            answer = shortened(graded.answers.get(row.id) or "", 80)
            lines.append(f"  {row.id}: {shortened(str(question.get('question')), 80)}")
            lines.append(f"    {answer} → {say('verdict.' + row.judgement)} {row.why}".rstrip())
        if len(errors) > LISTED:
            lines.append("  " + say("trace.more", n=len(errors) - LISTED))
    return "\n".join(lines).rstrip()


def calibration_section(graded: Graded, came: Judging, found: Mapping[str, Json], lang: str) -> str:
    """What the judgements say, as a section of a page."""
    t = Texts(lang)
    out = [f"<h2>{t('judging.title')}</h2>"]
    out += [f"<p><strong>{t(key, **values)}</strong></p>" for key, values in _warnings(came, found)]
    score = found["score"]
    out.append(f"<p>{t('judging.score', graded=percent(score['graded']), share=_with(score))}</p>")
    out.append(dot(score["share"], *score["interval"], against=score["graded"]))
    out.append(f"<p>{t('judging.agreement', n=found['same']['n'], good=found['same']['good'], share=_with(found['agreement']))}</p>")
    out.append(f"<p>{t('judging.kappa', kappa=_kappa(found['kappa']), right=_kappa(found['kappa_right']))}</p>")
    out.append(f"<p>{t('judging.rates', se=_with(found['sensitivity']), sp=_with(found['specificity']))}</p>")
    head = [f"{t('judging.grader')} ╲ {t('judging.person')}", *(t("verdict." + verdict) for verdict in DECIDED)]
    rows = [([t("verdict." + v), *(f"{line[j]:,}" for j in DECIDED)], "") for v, line in found["table"].items()]
    out.append(f"<h3>{t('judging.table')}</h3>" + table(head, rows, range(1, 5)))
    if found["enough"] and len(found["by"]["kind"]) > 1:
        rows = []
        for kind, line in found["by"]["kind"].items():
            name = t("kind." + kind) if "kind." + kind in WORDS else escape(kind)
            plot = dot(line["share"], *line["interval"], against=line["graded"])
            rows.append(([name, plot, percent(line["graded"]), _with(line), f"{line['n']:,}"], "few" if line["n"] < 10 else ""))
        head = [t("report.way.kind"), SCALE, t("judging.graded"), t("judging.corrected"), t("report.count")]
        out.append(f"<h3>{t('judging.by_kind')}</h3>" + table(head, rows, (2, 3, 4)))
    for name, errors in errors_of(came).items():
        if errors:
            out.append(f"<h3>{t('judging.' + name, n=len(errors))}</h3>")
        for row in errors[: LISTED * 5]:
            question = graded.questions[row.place]
            said = escape(shortened(graded.answers.get(row.id) or "", 300))
            why = f"<dt>{t('report.because')}</dt><dd>{escape(row.why)}</dd>" if row.why else ""
            out.append(
                f"<div><p><strong>{escape(shortened(str(question.get('question')), 300))}</strong> "
                f"<span class='soft'>{escape(row.id)}</span></p><dl><dt>{t('report.answer')}</dt><dd>{said}</dd>"
                f"<dt>{t('judging.grader')}</dt><dd>{t('verdict.' + row.verdict)}</dd><dt>{t('judging.person')}</dt>"
                f"<dd>{t('verdict.' + row.judgement)}</dd>{why}</dl></div>"
            )
    out.append(f"<p class='note'>{t('judging.method')}</p>")
    return "".join(out)
