"""A table for people, who judge answers in Excel or LibreOffice: CSV in UTF-8 with the mark that Excel wants, a row a question."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from kgcorpus.grade.groups import groups_of
from kgcorpus.harness.questions import Questions, Sample, kind_of, lang_of, text_of
from kgcorpus.harness.readme import readmes
from kgcorpus.messages import words

COLUMNS = ("id", "kind", "lang", "mode", "question", "answers", "aliases", "reference", "evidence", "answer", "judged", "remark", "judge")
"""What stands in a row; the last four are empty, for the person who judges."""
MOST = 32_767
"""Characters that a cell holds in Excel."""
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,\s]*%?\Z)")
_CHANGED = re.compile(r"\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|0\d+|\d{12,}|\d+[eE]\d+|\(\d+\)")
"""What a spreadsheet would take for a date, or a number, and show as something else."""


def written(questions: Questions, lang: str) -> dict[str, bytes]:
    """The table with headings in the reader's language, and how to fill it in."""
    say = words(lang)
    rows = [[say(f"judging.{name}") for name in COLUMNS]]
    rows += [_row(sample, questions.evidence.get(str(sample["id"]), ""), say) for sample in questions.samples]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[cell_text(cell) for cell in row] for row in rows])
    return {"questions.csv": b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"), "gold.jsonl": questions.gold(), **readmes("csv", questions)}


def _row(sample: Sample, evidence: str, say: Any) -> list[str]:
    zh = lang_of(sample) == "zh"
    answers: Sequence[Sample] = sample.get("answers") or ()
    groups = groups_of(sample)
    shown = [_value(one, ("是", "否") if zh else ("yes", "no")) for one in answers]
    shown = [_beside(groups[one["group"]], value, zh) if groups else value for one, value in zip(answers, shown, strict=True)]
    named = [(value, one["aliases"]) for value, one in zip(shown, answers, strict=True) if one.get("aliases")]
    aliases = [_beside(value, ("、" if zh else ", ").join(map(str, others)), zh) for value, others in named]
    said = [str(sample["id"]), kind_of(sample), say(f"lang.{lang_of(sample)}"), say(f"mode.{sample.get('mode', 'all')}"), text_of(sample)]
    return [*said, "\n".join(shown), "\n".join(aliases), str(sample.get("answer_text") or ""), evidence, "", "", "", ""]


def _beside(name: str, text: str, zh: bool) -> str:
    return f"{name}{'：' if zh else ': '}{text}"


def _value(answer: Sample, truth: tuple[str, str]) -> str:
    if answer.get("type") == "bool":
        return truth[str(answer["value"]).lower() not in ("true", "1", "yes", "是")]
    return f"{answer['value']}{' ' + str(answer['unit']) if answer.get('unit') else ''}"


def cell_text(text: str) -> str:
    """A text that a spreadsheet shows as it is: what it would run as a formula or turn into a date begins with an apostrophe, what no
    cell can hold is cut.

    >>> [cell_text(text) for text in ("=1+1", "-5", "-5 mg", "3-5", "0.5", "2型")]
    ["'=1+1", '-5', "'-5 mg", "'3-5", '0.5', '2型']
    """
    shown = f"'{text}" if _FORMULA.match(text) or _CHANGED.fullmatch(text) else text
    return shown if len(shown) <= MOST else shown[: MOST - 1] + "…"
