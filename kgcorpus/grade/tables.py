"""Answers in JSON and in Markdown tables, as plain lines: the field that holds the answer, the column that does."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import orjson

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare, overlap
from kgcorpus.model import Json

_FENCE = re.compile(r"```[\w+-]*[ \t]*\n?(.*?)(?:```|\Z)", re.S)
_ANSWER_KEY = re.compile(
    r"(?:the_|my_)?(?:final_?|correct_?|short_?|best_?)?(?:answers?|ans|results?|response|outputs?|conclusion|prediction|values?|verdict)"
    r"|(?:最终|最后|正确)?(?:的)?(?:答案|结论|结果|回答)",
    re.I,
)
_BESIDE_KEY = re.compile(
    r"(?:reason(?:ing)?|rationale|explanation|explain|thoughts?|thinking|analysis|steps?|chain_?of_?thought|confidence|certainty|score|sources?"
    r"|references?|citations?|evidence|notes?|comments?|id|question|query|lang(?:uage)?|type|unit_?name"
    r"|推理|理由|解释|分析|思考|思路|步骤|置信度|来源|出处|依据|备注|说明|问题|题目|证据|编号)(?:s|_.*)?",
    re.I,
)
_INSIDE = re.compile(r"\{[^{}]*[\"'](?:final_?answer|answers?|result|答案|最终答案)[\"']\s*:[^{}]*\}", re.I)
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$", re.M)
_NUMBERING = re.compile(r"(?:#|no\.?|nr\.?|rank|index|序号|编号|排名|次序|步骤|step|)\s*", re.I)
_ANSWER_COLUMN = re.compile(r"(?:final |correct )?(?:answers?|results?)|(?:最终|正确)?(?:答案|结果)", re.I)


def without_fences(text: str) -> str:
    """The text with what stands in code fences as plain text."""
    return _FENCE.sub(lambda m: f"\n{m[1].strip()}\n", text).strip()


def from_json(text: str) -> str | None:
    """The answer in a JSON text, several values a line each; None where the text is no JSON.

    >>> from_json('{"reasoning": "Lyon is big", "answer": "Paris"}'), from_json('["A", "B"]'), from_json("{A}")
    ('Paris', '- A\\n- B', None)
    """
    stripped = text.strip()
    value = _parsed(stripped) if stripped[-1:] in "}]" and stripped[:1] in "{[" else None
    if value is None:
        found = _INSIDE.findall(text) if "{" in text else []
        value = _parsed(found[-1]) if found else None
    if not isinstance(value, dict | list):
        return None
    return _plain(value)


def _parsed(text: str) -> Json:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        if len(text) > 20_000:
            return None
    try:
        value = ast.literal_eval(re.sub(r",(\s*[\]}])", r"\1", text))
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    return value if isinstance(value, dict | list) else None


def _plain(value: Json) -> str:
    """A JSON value as an answer in plain text."""
    if isinstance(value, dict):
        named = [v for k, v in value.items() if _ANSWER_KEY.fullmatch(str(k))]
        if named:
            return _plain(named[-1])
        rest = {k: v for k, v in value.items() if not _BESIDE_KEY.fullmatch(str(k))} or value
        if len(rest) == 1:
            only = next(iter(rest.values()))
            if not isinstance(only, dict):
                return _plain(only)
        return "\n".join(f"{k}：{_inline(v)}" for k, v in rest.items())
    if isinstance(value, list):
        if not value:
            return "[]"
        if len(value) == 1:
            return _plain(value[0])
        return "\n".join(f"- {_row(item)}" for item in value)
    return _inline(value)


def _row(value: Json) -> str:
    """One thing of a list: of an object its first value, with the others behind it."""
    if isinstance(value, dict):
        rest = {k: v for k, v in value.items() if not _BESIDE_KEY.fullmatch(str(k))} or value
        cells = [_inline(v) for v in rest.values()]
        return cells[0] + (f"：{'；'.join(cells[1:])}" if cells[1:] else "")
    return _inline(value)


def _inline(value: Json) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, list):
        return "、".join(map(_inline, value)) or "[]"
    if isinstance(value, dict):
        return "；".join(f"{k}：{_inline(v)}" for k, v in value.items())
    return str(value)


def without_tables(text: str, question: str) -> str:
    """Markdown tables as bulleted lines: the cell of the column that answers, with the others behind it.

    >>> without_tables("| No. | Drug |\\n|---|---|\\n| 1 | Alphine |\\n| 2 | Betine |", "Which drugs?")
    '- Alphine\\n- Betine'
    """
    lines = text.split("\n")
    out: list[str] = []
    at = 0
    while at < len(lines):
        if at + 1 < len(lines) and "|" in lines[at] and _RULE.match(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            out += _bullets(_cells(lines[at]), [_cells(line) for line in lines[at + 2 : end]], question)
            at = end
        else:
            out.append(lines[at])
            at += 1
    return "\n".join(out)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _bullets(header: Sequence[str], rows: Sequence[Sequence[str]], question: str) -> list[str]:
    """The rows as lines: numbering left out; a column headed "answer" alone, else the column that the question asks for first."""
    columns = [n for n, name in enumerate(header) if not _is_numbering(n, name, rows)] or list(range(len(header)))
    answer = [n for n in columns if _ANSWER_COLUMN.fullmatch(header[n].strip("* "))]
    if answer:
        columns = answer[-1:]
    elif len(columns) > 1:
        asked = bare(question)
        first = max(columns, key=lambda n: (_named_in(bare(header[n]), asked), -n))
        if _named_in(bare(header[first]), asked) and not _named_in(bare(header[columns[0]]), asked):
            columns = [first, *(n for n in columns if n != first)]
    out = []
    for row in rows:
        cells = [row[n] for n in columns if n < len(row) and row[n]]
        if cells:
            out.append(f"- {cells[0]}" + (f"：{'；'.join(cells[1:])}" if cells[1:] else ""))
    return out


def _is_numbering(column: int, name: str, rows: Sequence[Sequence[str]]) -> bool:
    return bool(_NUMBERING.fullmatch(name.strip("* "))) and all(
        re.fullmatch(r"[\d.)(①-⑳]*", row[column]) for row in rows if column < len(row)
    )


def _named_in(name: str, question: str) -> bool:
    """Whether a header says what the question asks for."""
    stem = re.sub(r"(?:ies|s)$", "", name)
    return bool(name) and (stem in question or overlap(question, name) >= 0.99)
