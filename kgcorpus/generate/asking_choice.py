"""How choices are asked and answered: 下列哪种药物禁用于X？（单选）, "Which of these medicines are contraindicated in X? …".

A question that expects one answer is asked as it is. Others are limited to the options: by their own wording where it has a place for
下列 or "of these", else by the noun phrase of what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgcorpus.english import is_plural, with_article

from . import grammar_en
from .answer_text import finished
from .phrases import Filler, Head, Manner, mark_articles, names_out, slot
from .speaker import Form, Speaker, head_of, said_on
from .wording import clauses, noun_options

ONE, SEVERAL, NOT = "one", "several", "not"
"""What is to be chosen: the only right option, all right ones, the only wrong one."""
_MARKS = {"zh": {ONE: "（单选）", SEVERAL: "（多选）", NOT: "（单选）"}, "en": {ONE: "", SEVERAL: " Select all that apply.", NOT: ""}}
_WHICH_ZH = re.compile(r"哪些(?![？。])")
_ASKS_END = re.compile(r"(?:有|是|包括|都有)哪些？$")


def marked(question: str, language: str, chosen: str) -> str:
    """The question with how many options are to be chosen."""
    return question + _MARKS[language][chosen]


def limited(question: str, speaker: Speaker, head: Head, chosen: str, *, several: bool = False) -> str | None:
    """A finished question limited to its options; None where its wording has no place for that, or where one of ``several`` conditions
    stands before the noun and so would be said of all options."""
    if speaker.language == "zh":
        found = _WHICH_ZH.findall(question)
        if len(found) != 1 or not question.endswith("？") or _ASKS_END.search(question):
            return None
        at = _WHICH_ZH.search(question)
        assert at
        rest = question[at.end() :]
        own = rest.startswith(head.one) if head.one else False
        if several and head.one and not own:
            return None
        counted = "一项" if question[: at.start()].endswith("有") and not own else "种" if re.match(r"[情条因]", rest) else head.measure
        word = "下列哪些" if chosen == SEVERAL else f"下列哪{counted}"
        return question[: at.start()] + word + rest
    if not question.endswith("?") or chosen != SEVERAL or not head.many:
        return None
    made, count = re.subn(rf"\b([Ww])hich (?={re.escape(head.many)}\b)", r"\1hich of these ", question)
    return made if count == 1 else None


@dataclass(frozen=True, slots=True)
class Stem:
    """A question with slots, and its way of asking."""

    question: Filler
    way: str


def stems(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], chosen: str) -> list[Stem]:
    """Questions made from the clause or the noun phrase of what a form denotes, the best first."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return stems(form["of"], speaker, manner, numbers, chosen)
    head = head_of(form, speaker)
    said = _clause_stems(form, speaker, numbers, head, chosen) + _noun_stems(form, speaker, numbers, chosen)
    return [Stem(_framed(text, speaker, manner), way) for text, way in said]


def _framed(text: str, speaker: Speaker, manner: Manner) -> Filler:
    text = speaker.grammar.finish(text, manner)
    return Filler.of(mark_articles(text) if speaker.language == "en" else text)


def _clause_stems(form: Form, speaker: Speaker, numbers: Sequence[bool], head: Head, chosen: str) -> list[tuple[str, str]]:
    """下列哪种药物禁用于X？ for what a clause can be said of."""
    if not head.one or head.who:
        return []
    if chosen == NOT:
        said = clauses(form, speaker, numbers, "absent") + clauses(form, speaker, numbers, "negation")
    else:
        said = clauses(form, speaker, numbers)
    out = []
    for clause in said:
        if speaker.language == "zh":
            if clause.one.startswith(("的", "～")):
                continue
            which = f"哪些{head.one}" if chosen == SEVERAL else f"哪{head.measure}{head.one}"
            out.append((f"下列{which}{clause.one}？", "verb"))
        elif chosen == SEVERAL:
            out.append((f"which of these {head.many} {clause.many}?", "verb"))
        elif clause.one:
            out.append((f"which of these {head.many} {clause.one}?", "verb"))
    return out[:1]


def _noun_stems(form: Form, speaker: Speaker, numbers: Sequence[bool], chosen: str) -> list[tuple[str, str]]:
    """下列哪一项是X的禁忌证？ for what a noun phrase names."""
    many = noun_options(form, speaker, numbers, True)
    if not many or many[0].kind not in ("phrase", "clause"):
        return []
    if speaker.language == "zh":
        if "包括" in many[0].text or "哪" in many[0].text:
            return []
        item = "位" if head_of(form, speaker).who else "项"
        verb = {ONE: f"哪一{item}是", SEVERAL: "哪几位是" if item == "位" else "哪些是", NOT: f"哪一{item}不是"}[chosen]
        return [(f"下列{verb}{many[0].text}？", "noun")]
    if chosen == SEVERAL:
        return [(f"which of these are {many[0].text}?", "noun")] if many[0].many else []
    one = noun_options(form, speaker, numbers, False)
    verb = "is not" if chosen == NOT else "is"
    if one and not is_plural(names_out(one[0].text)) and one[0].text != many[0].text and one[0].the:
        return [(f"which of these {verb} {with_article(one[0].text)}?", "noun")]
    return [(f"which of these {verb} among {many[0].definite}?", "noun")] if many[0].many else []


def left_out(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], other: int) -> Filler | None:
    """The sentence that something (slot ``other``) is none of what a form denotes; None where it has no wording."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return left_out(form["of"], speaker, manner, numbers, other)
    name = grammar_en.name(slot(other), numbers[other])
    denials = [c for position in ("absent", "negation") for c in clauses(form, speaker, numbers, position)]
    for clause in denials:
        said = clause.many if name.many else clause.one
        if said and not said.startswith(("的", "～")):
            return finished(f"{name.text}{'' if speaker.language == 'zh' else ' '}{said}", speaker.language, manner)
    noun = next(iter(noun_options(form, speaker, numbers, True)), None)
    if noun is None or noun.kind == "clause":
        return None
    if speaker.language == "zh":
        return finished(f"{noun.text}不包括{name.text}", "zh", manner)
    if not noun.many:
        return None
    said = f"are not among {noun.definite}" if name.many else f"is not one of {noun.definite}"
    return finished(f"{name.text} {said}", "en", manner)
