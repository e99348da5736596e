"""Two files of answers or verdicts compared: which file is what, joined by id, as a table, JSON or page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TextIO

import orjson

from kgcorpus.errors import InputError, UsageError
from kgcorpus.grade.known import Known
from kgcorpus.grade.paired import Pair, paired, right
from kgcorpus.grade.report import page, shortened, write_page, write_report
from kgcorpus.grade.report_parts import FEW, Texts, apart, percent, table
from kgcorpus.grade.running import Graded, Line, aligned, grade_answers, kind_of, read_gold, save_verdicts
from kgcorpus.grade.sets import VERDICTS
from kgcorpus.jsonlines import read_objects
from kgcorpus.messages import WORDS, words
from kgcorpus.model import Json

LISTED = 200
"""How many of the questions that they differ on a page has."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two files compared; ``found`` is as ``paired`` gives it, ``alone`` counts questions that only one of the two has."""

    a: Path
    b: Path
    found: Mapping[str, Json]
    alone: tuple[int, int]
    questions: Mapping[str, Line]
    lines: tuple[Mapping[str, Mapping[str, Json]], Mapping[str, Mapping[str, Json]]]


def what_is(path: Path) -> str:
    """What a file holds, by its first line: ``verdicts``, ``gold`` or ``answers``; a folder is a release."""
    if path.is_dir():
        return "gold"
    first = next((line for _, line in read_objects(path)), None)
    if first is None:
        raise InputError(str(path), "no lines", "questions, answers or verdicts", "check the file")
    if first.get("verdict") in VERDICTS and "relation" in first:
        return "verdicts"
    if "answers" in first or "mode" in first or "question" in first:
        return "gold"
    if "answer" in first:
        return "answers"
    raise InputError(f"{path}:1", "neither a question, an answer nor a verdict", "questions, answers or verdicts", "check the file")


def roles(first: Path, second: Path | None, compare: Path) -> tuple[Path | None, Path, Path]:
    """Gold (None without), the first and the second file of a comparison: of ``GOLD A --compare B``, of ``--compare A B`` with two files of
    verdicts, or of ``--compare A B GOLD``."""
    if second is None:
        for path in (compare, first):
            if (kind := what_is(path)) != "verdicts":
                found = "questions" if kind == "gold" else "answers"
                way = "give the questions too: grade GOLD A --compare B"
                raise UsageError("--compare", f"{path} holds {found}", "two files of verdicts, as --out writes them", way)
        return None, compare, first
    if what_is(first) == "gold":
        return first, second, compare
    if what_is(second) == "gold":
        return second, compare, first
    raise UsageError("--compare", f"neither {first} nor {second} holds questions", "questions, and A and B", "name the file of questions")


def compare_files(gold: Path | None, a: Path, b: Path, *, corpus: Path | None = None, graded: Graded | None = None) -> Compared:
    """Compares two files, grading what is not graded yet; ``graded`` are the verdicts on ``a`` where there are any."""
    questions = {str(question["id"]): question for question in read_gold(gold)} if gold is not None else {}
    known = _known(corpus)
    lines = tuple(
        {str(v["id"]): v for v in graded.verdicts} if graded is not None and path == a else _verdicts(gold, path, questions, known)
        for path in (a, b)
    )
    first, second = lines[0], lines[1]
    shared = [id for id in first if id in second]
    if not shared:
        raise InputError(f"{a}, {b}", "no question in common", "verdicts on the same questions", "check that the ids are the same")
    kinds = {id: kind_of(questions[id]) if id in questions else str(first[id].get("kind") or "all") for id in shared}
    pairs = [Pair(id, kinds[id], str(first[id]["verdict"]), str(second[id]["verdict"])) for id in shared]
    return Compared(a, b, paired(pairs), (len(first) - len(shared), len(second) - len(shared)), questions, (first, second))


def _known(corpus: Path | None) -> Known | None:
    from kgcorpus.grade.known import known_names

    return known_names(corpus) if corpus is not None else None


def _verdicts(gold: Path | None, path: Path, questions: Mapping[str, Line], known: Known | None) -> dict[str, Mapping[str, Json]]:
    """The verdicts of a file by id; those on further wordings of a question are left out."""
    if what_is(path) != "verdicts":
        assert gold is not None
        return {str(v["id"]): v for v in grade_answers(gold, path, known=known).verdicts}
    found: dict[str, Mapping[str, Json]] = {}
    for number, line in read_objects(path):
        id = str(line.get("id"))
        if line.get("verdict") not in VERDICTS:
            raise InputError(
                f"{path}:{number}", f"unknown verdict '{line.get('verdict')}'", "one of: " + ", ".join(VERDICTS), "grade again"
            )
        if id in found:
            raise InputError(f"{path}:{number}", f"the id '{id}' stands twice", "one line an id", "rename or delete one")
        found[id] = line
    return {id: line for id, line in found.items() if (id in questions if questions else id.rpartition("#")[0] not in found)}


# --------------------------------------------------------------------------------------------- as people read it


def comparison_json(compared: Compared) -> dict[str, Json]:
    return {"a": str(compared.a), "b": str(compared.b), **compared.found, "only_in_a": compared.alone[0], "only_in_b": compared.alone[1]}


def comparison_table(compared: Compared, lang: str) -> str:
    """The comparison for a terminal."""
    say = words(lang)
    rows = [[say("report.way.kind"), say("report.count"), "A", "B", "B − A", say("report.interval"), "p", say("compare.adjusted")]]
    lines = [*compared.found["by"]["kind"].items(), ("", compared.found["all"])]
    if len(lines) == 2:
        lines = lines[1:]
    for kind, line in lines:
        name = say("kind." + kind) if "kind." + kind in WORDS else kind or say("compare.all")
        adjusted = _p(line["p_adjusted"]) if "p_adjusted" in line else ""
        rows.append([name, f"{line['n']:,}", percent(line["a"]), percent(line["b"]), *_difference(line), _p(line["p"]), adjusted])
        rows[-1][5] += say("compare.few") if line["only_a"] + line["only_b"] < FEW else ""
    told = [say("compare.files", a=compared.a, b=compared.b), aligned(rows), _conclusion(compared, lang)]
    if any(compared.alone):
        told.append(say("compare.alone", a=compared.alone[0], b=compared.alone[1]))
    return "\n".join(told)


def _p(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _difference(line: Mapping[str, Json]) -> tuple[str, str]:
    low, high = line["interval"]
    return f"{line['difference'] * 100:+.1f}", f"{low * 100:+.1f} … {high * 100:+.1f}"


def _conclusion(compared: Compared, lang: str) -> str:
    """What the numbers allow to say, in a sentence."""
    line = compared.found["all"]
    low, high = line["interval"]
    name = "compare.b_better" if low > 0 and line["p"] < 0.05 else "compare.a_better" if high < 0 and line["p"] < 0.05 else "compare.open"
    values = {"only_a": line["only_a"], "only_b": line["only_b"], "n": line["n"]}
    return words(lang)(name, **values)


def comparison_section(compared: Compared, lang: str) -> str:
    """The comparison as a section of a page."""
    t = Texts(lang)
    kinds = compared.found["by"]["kind"]
    lines = [(t("compare.all"), compared.found["all"])]
    if len(kinds) > 1:
        lines += [(t("kind." + kind) if "kind." + kind in WORDS else escape(kind), line) for kind, line in kinds.items()]
    telling = [line for _, line in lines if line["only_a"] + line["only_b"] >= FEW] or [line for _, line in lines]
    reach = max(0.05, *(abs(edge) for line in telling for edge in line["interval"]))
    rows = []
    for name, line in lines:
        difference, between = _difference(line)
        low, high = line["interval"]
        row = [name, apart(line["difference"], low, high, reach), difference, between, percent(line["a"]), percent(line["b"])]
        row += [f"{line['only_a']:,}", f"{line['only_b']:,}", _p(line["p"]), _p(line.get("p_adjusted", line["p"])), f"{line['n']:,}"]
        rows.append((row, "few" if line["only_a"] + line["only_b"] < FEW else ""))
    edge = f"{reach * 100:.0f}"
    scale = f'<span class="scale" aria-hidden="true"><span>−{edge}</span><span>0</span><span>+{edge}</span></span>'
    head = [t("report.way.kind"), scale, "B − A", t("report.interval"), "A", "B", t("compare.only_a"), t("compare.only_b"), "p"]
    head += [t("compare.adjusted"), t("report.count")]
    out = f"<h2>{t('compare.title')}</h2><p>{t('compare.files', a=compared.a.name, b=compared.b.name)}</p>"
    out += f"<p><strong>{t.both(_conclusion(compared, 'zh'), _conclusion(compared, 'en'))}</strong></p>"
    if any(compared.alone):
        out += f"<p>{t('compare.alone', a=compared.alone[0], b=compared.alone[1])}</p>"
    return out + table(head, rows, range(2, 11)) + f"<p class='note'>{t('compare.how')}</p>"


def differences_section(compared: Compared, lang: str) -> str:
    """The questions that one of the two got right and the other did not."""
    t = Texts(lang)
    found: Sequence[Mapping[str, Json]] = compared.found["different"]
    if not found:
        return ""
    out = [f"<h2>{t('compare.different')}</h2>"]
    if len(found) > LISTED:
        out.append(f"<p class='note'>{t('compare.left', n=len(found) - LISTED, shown=LISTED)}</p>")
    for one in found[:LISTED]:
        question = compared.questions.get(one["id"], {})
        marks = "".join(
            f"<dt>{name} <span class='badge {one[key]}'>{t('verdict.' + one[key])}</span></dt>"
            f"<dd>{escape(str(lines[one['id']].get('explanation', '')))}</dd>"
            for name, key, lines in (("A", "a", compared.lines[0]), ("B", "b", compared.lines[1]))
        )
        asked = f"<p><strong>{escape(shortened(str(question.get('question')), 400))}</strong></p>" if question.get("question") else ""
        better = "A" if right(one["a"]) else "B"
        out.append(f"<article data-v='{better}'><p class='what'>{escape(one['id'])}</p>{asked}<dl>{marks}</dl></article>")
    return "".join(out)


def comparison_page(compared: Compared, path: Path, lang: str) -> None:
    """Writes the comparison alone, where there are two files of verdicts and no questions."""
    write_page(path, page("compare.title", [comparison_section(compared, lang), differences_section(compared, lang)], lang))


def compare(
    first: Path,
    second: Path | None,
    other: Path,
    out: TextIO,
    *,
    corpus: Path | None = None,
    lang: str = "en",
    as_json: bool = False,
    html: Path | None = None,
    verdicts: Path | None = None,
) -> None:
    """Writes the comparison of two files of answers or verdicts to ``out``, ``html`` a page of it; which file is what is found out
    (``roles``). ``verdicts`` is where those on the first file go."""
    gold, a, b = roles(first, second, other)
    graded = grade_answers(gold, a, corpus=corpus) if gold is not None and what_is(a) == "answers" else None
    compared = compare_files(gold, a, b, corpus=corpus, graded=graded)
    if graded is not None and verdicts is not None:
        save_verdicts(graded, verdicts)
    if html is not None and graded is not None:
        write_report(graded, html, lang, more=[comparison_section(compared, lang), differences_section(compared, lang)])
    elif html is not None:
        comparison_page(compared, html, lang)
    out.write((orjson.dumps(comparison_json(compared)).decode() if as_json else comparison_table(compared, lang)) + "\n")
