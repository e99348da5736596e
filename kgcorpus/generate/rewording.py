"""Wordings that a language model proposes for a question, and what must hold before one is kept.

A model may propose, never decide: a wording is kept only if it keeps every name and literal of the question and names nothing else, does
not tell the answer, passes the checks of every wording, and is read back as the same form (by the wordings of the corpus's own samples,
or by the model choosing the question it stands for among close ones of other forms). What is kept or refused is a line of
``wordings.jsonl`` beside ``corpus.toml``, with the model, the digest of what it was asked, and the reason: an input like reviews, so that
a build needs no model.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from kgcorpus import forms as f
from kgcorpus.errors import InputError
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json
from kgcorpus.text import fold, language_of

from .reading import Reader, bare
from .wording_checks import check_question

FILE = "wordings.jsonl"
REFUSED = (
    "other_language", "name_missing", "value_missing", "other_thing_named", "tells_the_answer", "bad_wording", "known_wording",
    "other_form", "not_read_back",
)  # fmt: skip
"""Why a proposed wording is not kept."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one proposed wording: ``refused`` is empty where it is kept; ``asked`` is the digest of model, prompt, options and
    question together."""

    sample: str
    text: str
    model: str
    asked: str
    refused: str = ""

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "refused" or self.refused}


def read_wordings(path: Path) -> list[Line]:
    """The lines of the file, none where there is no file; raises ``InputError`` for a line that is none."""
    out = []
    for number, row in read_objects(path) if path.exists() else ():
        names = set(row)
        if not names <= set(Line.__slots__) or not {"sample", "text", "model", "asked"} <= names or not all(map(_is_text, row.values())):
            expected = '{"sample", "text", "model", "asked", "refused"?}'
            raise InputError(f"{path}:{number}", "no wording", expected, "mend or delete the line")
        out.append(Line(**row))
    return out


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def kept(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The wordings that were kept, by sample, in the order of the file; a later line on a wording wins."""
    last = {(line.sample, line.text): line for line in lines}
    out: dict[str, list[Line]] = defaultdict(list)
    for line in last.values():
        if not line.refused:
            out[line.sample].append(line)
    return dict(out)


def without_shared(lines: Mapping[str, Sequence[Line]], known: Iterable[str]) -> dict[str, list[Line]]:
    """The wordings that were kept, without those that have become a wording of the grammar's own (``known`` are all of these), or stand
    for two samples."""
    texts = Counter(line.text for found in lines.values() for line in found)
    taken = {text for text in known if text in texts} | {text for text, n in texts.items() if n > 1} if texts else set()
    return {sample: left for sample, found in lines.items() if (left := [line for line in found if line.text not in taken])}


def refusal(sample: Mapping[str, Any], text: str, reader: Reader) -> str:
    """Why a proposed wording of a sample's question is not kept: one of ``REFUSED``; ``not_read_back`` where everything holds but that the
    corpus's own wordings know it; empty where it may be kept."""
    lang, question = sample["lang"], sample["question"]
    if language_of(text) != lang:
        return "other_language"
    own = {id for m in reader.mentions(question) for id in m.entities}
    mentions = reader.mentions(text)
    if any(topic["id"] in own and not any(topic["id"] in m.entities for m in mentions) for topic in sample["topic"]):
        return "name_missing"
    if any(not own.intersection(m.entities) for m in mentions):
        return "other_thing_named"
    aside = (*sample["labels"].get("titles", ()), *sample["labels"].get("conditions", ()))
    numbers = Counter(_NUMBER.findall(question))
    if numbers != Counter(_NUMBER.findall(text)) or any(part not in text for part in aside):
        return "value_missing"
    if _tells(sample, text):
        return "tells_the_answer"
    names = [topic["label"] for topic in sample["topic"]]
    if check_question(text, lang, names=(*names, *(m.text for m in mentions), *aside), aside=aside):
        return "bad_wording"
    if bare(text) in {bare(t) for t in (question, *(p["text"] for p in sample["paraphrases"]))}:
        return "known_wording"
    readings = [r for r in reader.read(text) if r.form is not None]
    if not readings:
        return "not_read_back"
    wanted = f.key(f.parse(sample["form"]))
    return "" if any(f.key(r.form) == wanted for r in readings if r.form is not None) else "other_form"


def _tells(sample: Mapping[str, Any], text: str) -> bool:
    """Whether a wording says an answer that the question does not say."""
    said, before = fold(text).text, fold(sample["question"]).text
    for answer in sample["answers"]:
        for name in (str(answer["value"]), *answer.get("aliases", ())):
            plain = fold(name).text
            if len(plain) > 1 and plain in said and plain not in before:
                return True
    return False


def prompt(sample: Mapping[str, Any], number: int) -> str:
    """What a model is asked for: other wordings of a question, as a JSON list of texts."""
    names = "、".join(topic["label"] for topic in sample["topic"])
    if sample["lang"] == "zh":
        return (
            f"请把下面的问题换成{number}种不同的问法：语序、句式、疑问词或语气要真正不同，意思必须完全一样。"
            f"这些名称须原样保留：{names}。数字、单位、日期、条件和书名也须原样保留。不要回答问题，不要添加任何信息。"
            f"只输出JSON字符串数组。\n问题：{sample['question']}"
        )
    return (
        f"Give {number} other wordings of the question below: order, construction, question word or register must really differ, the "
        f"meaning must be exactly the same. Keep these names as they are: {names}. Keep numbers, units, dates, conditions and titles as "
        "they are. "
        f"Do not answer the question and add nothing to it. Reply with a JSON list of strings only.\nQuestion: {sample['question']}"
    )


def reading_prompt(text: str, questions: Sequence[str], lang: str) -> str:
    """What a model is asked to show that it reads a wording as it was meant: which of these questions it is."""
    listed = "\n".join(f"{'ABCDEFGH'[n]}. {question}" for n, question in enumerate(questions))
    if lang == "zh":
        return f"下面哪个问题与给定的问题意思完全相同？只回答一个字母；都不相同则答X。\n给定的问题：{text}\n{listed}"
    asked = "Which of these questions means exactly the same as the given one? Reply with one letter; X if none does."
    return f"{asked}\nGiven: {text}\n{listed}"


def proposals(reply: str) -> list[str]:
    """The wordings in a model's reply: the JSON list in it, or nothing."""
    match = re.search(r"\[.*\]", reply, re.S)
    try:
        found = orjson.loads(match.group()) if match else []
    except orjson.JSONDecodeError:
        return []
    return [" ".join(text.split()) for text in found if isinstance(text, str) and text.strip()]


def chosen(reply: str) -> str:
    """The letter that a model chose; empty where its reply names none or several."""
    found = set(re.findall(r"(?<![A-Za-z])[A-HX](?![A-Za-z])", reply))
    return found.pop() if len(found) == 1 else ""
