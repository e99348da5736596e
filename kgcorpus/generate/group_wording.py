"""How a question is asked of each of several things, and how its answer is told thing by thing.

What is asked of one thing (a predicate's question, its noun phrase) is asked of each: in Chinese with 分别 behind what the things are
called, in English of "each of …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgcorpus.ontology_wording_zh import SINGLE

from . import grammar_en, grammar_zh
from .answer_text import Teller, teller
from .naming import capital
from .phrases import Manner, Noun, Wording, maybe, put
from .speaker import Form, Speaker, head_of, said_on, single
from .wording import composed, nouns

_DATES = ("xsd:gYear", "xsd:date", "xsd:gYearMonth")
_WHERE = re.compile(r"之?[前后中内外上下]")
_RELATIVE = re.compile(r" (?:that|which|who|whose) ")
_IN_COMMON = re.compile(r"(?:Which|What) (?:[\w-]+ ){0,2}[\w-]+s \[?[\w|]+\]? (?:.* )?\{s\}\??")
"""A question for several answers that ends with the thing: "Which patterns can be confused with each of …?" asks what they share."""
_WITH = re.compile(r"\{s\} (can|may|could|might) (be \w+) (with|for|to|by|from) \{o\}")
_LEFT = re.compile(r"\{s\} (?:in|on|at|of|for|by|with|from|to)\?$")
"""A preposition alone at the end: "Which class is each of the medicines that can cause headache in?"."""
_CHOICE = re.compile(r"(?:Does|Do|Is|Are|Was|Were|Has|Have|Can)\b|\[[Dd]oes|\[[Ii]s")


def ask_each_of(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> tuple[Wording, ...]:
    """Questions for what each member of the inner form is linked to (``form`` is a step from several things); raises ``NoWording``."""
    return composed(form, speaker, manner, numbers, _ask)


def _ask(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> list[Wording]:
    of = form["of"]
    if speaker.language == "zh":
        named = _named(of, speaker, numbers)
        return [w for noun in named for w in _ask_zh(form, speaker, noun)]
    if of["op"] == "or":
        listed = grammar_en.listed([nouns(part, speaker, numbers, False)[0].definite for part in of["of"]])
        return _ask_en(form, speaker, Noun(f"each of {listed}", "each"))
    return [
        replace(w, cost=w.cost + noun.cost)
        for noun in nouns(of, speaker, numbers, True)[:2]
        if noun.many and (of.get("inverse") or not _RELATIVE.search(noun.text))
        for w in _ask_en(form, speaker, Noun(f"each of {noun.definite}", "each"))
    ]


# ------------------------------------------------------------------------------------------- Chinese


def _named(of: Form, speaker: Speaker, numbers: Sequence[bool]) -> list[Noun]:
    """What the things are called: 用于治疗2型糖尿病的各种药物, 糖尿病的各种并发症, 甲、乙和丙."""
    if of["op"] == "or":
        return [Noun(grammar_zh.listed([nouns(part, speaker, numbers, False)[0].text for part in of["of"]]))]
    head, inverse = head_of(of, speaker), bool(of.get("inverse"))
    every = f"各{head.measure}"
    inner = nouns(of["of"], speaker, numbers, False)[0]
    out = []
    for noun in nouns(of, speaker, numbers, True)[:2]:
        if noun.compact:
            out.append(replace(noun, text=f"{every}{noun.text}"))
        elif noun.tail and "的" not in noun.tail:
            out.append(replace(noun, text=f"{noun.inner}的{every}{noun.tail}"))
    for template in speaker.step_templates(of).of("inversePhrase") if inverse and head.one else ():
        if template.endswith("的{c}") and template.count("{c}") == 1:
            text = put(template.replace("[{c}]", maybe(head.one)), o=inner.text, c=f"{every}{head.one}")
            out.append(Noun(text, "subjects", cost=grammar_zh.weight(text)))
    return out or (nouns(of, speaker, numbers, True)[:1] if inverse else [])


def _ask_zh(form: Form, speaker: Speaker, noun: Noun) -> list[Wording]:
    inverse = bool(form.get("inverse"))
    templates, head = speaker.step_templates(form), head_of(form, speaker)
    slot_of, position = ("{o}", "inverseQuestion") if inverse else ("{s}", "question")
    out = []
    for template in templates.of(position):
        if (each := _each_zh(template, slot_of)) and each.count(slot_of) == 1:
            text = each.replace(slot_of, noun.text).replace("{c}", head.one).rstrip("？?。 ") + "？"
            plain = 0.9 if "分别是" in text else 0.0
            out.append(Wording(text, "own", grammar_zh.weight(text) + templates.cost(position) + plain))
    for template in templates.of("phrase") if not inverse else ():
        tail = template.removeprefix("{s}的")
        if tail == template or "的" in tail or "{" in tail:
            continue
        one = single(speaker.predicate(form["predicate"]), False) or SINGLE.search(tail)
        if head.literal and head.datatype != "xsd:string":
            text = f"{noun.text}的{tail}分别是多少？"
        else:
            text = f"{noun.text}的{tail}分别是{head.who or '什么'}？" if one or head.who else f"{noun.text}分别有哪些{tail}？"
        out.append(Wording(text, "noun", grammar_zh.weight(text) + templates.cost("phrase") + 0.1))
        if "的" not in noun.text:
            out.append(Wording(f"请分别说明{noun.text}的{tail}。", "list", grammar_zh.weight(text) + templates.cost("phrase") + 0.9))
    if head.literal and head.datatype != "xsd:string":
        less = "noun" if head.datatype in _DATES else "own"  # 首版年份分别是多少；分别一天最多用多少
        out = [w for w in out if w.way != less] or out
    return [replace(w, cost=w.cost + noun.cost) for w in out]


def _each_zh(template: str, slot_of: str) -> str | None:
    """A question with 分别 where it stands: behind what is asked about (…分别可引起哪些不良反应), or before the verb of a 的-phrase."""
    before, _, rest = template.partition(slot_of)
    rest = rest.rstrip("？?")
    if not rest or "分别" in template or re.search(r"哪|什么|谁|几|多", before):
        return None
    if not rest.startswith("的"):
        where = _WHERE.match(rest)  # 甲、乙和丙之前分别应有怎样的趋势
        behind = slot_of + (where[0] if where else "")
        return template.replace(behind, f"{behind}分别") if len(rest) > 1 else None
    match = re.fullmatch(r"的([^{}，是为有]+)([是为有].+)", rest)
    return template.replace(rest, f"的{match[1]}分别{match[2]}") if match else None


# ------------------------------------------------------------------------------------------- English


def _ask_en(form: Form, speaker: Speaker, each: Noun) -> list[Wording]:
    inverse = bool(form.get("inverse"))
    templates, head = speaker.step_templates(form), head_of(form, speaker)
    several = not single(speaker.predicate(form["predicate"]), False)
    out = []
    for template in templates.of("question") if not inverse else ():
        if template.count("{s}") != 1 or re.search(r"\b(?:the|an?) \{s\}|\bof \{s\} \w| to [a-z]+ the \w+ of \{s\}", template):
            continue  # "what height is the target of each of … based on"
        if _CHOICE.match(template) or _LEFT.search(template) or (several and _IN_COMMON.fullmatch(template)):
            continue
        asked = put(grammar_en.agree(template, False, s=False, c=True), s=each.text, c=head.many)
        text = (asked[:1].lower() + asked[1:]).rstrip("?. ") + "?"
        out.append(Wording(text, "own", grammar_en.weight(text) + templates.cost("question")))
    for template in templates.of("statement") if several and not inverse and head.one else ():
        if match := _WITH.fullmatch(template):
            text = f"{match[3]} which {head.many} {match[1]} {each.text} {match[2]}?"
            out.append(Wording(text, "front", grammar_en.weight(text) + 0.2))
    for noun in () if inverse else speaker.grammar.objects(templates, each, head, several):
        if noun.kind == "phrase" and not re.search(r" (?:that|which|who|used) .*each of", noun.text):
            be = "are" if noun.many else "is"
            out.append(Wording(f"what {be} {noun.definite}?", "noun", noun.cost + 0.3))
            out.append(Wording(f"{'list' if noun.many else 'give'} {noun.definite}.", "list", noun.cost + 0.9))
    return out


# ------------------------------------------------------------------------------------------- answers


def tellers(form: Form, speaker: Speaker, number: bool) -> Teller:
    """The answer sentences of the step from one thing (slot 0), as a question about it alone is answered."""
    if form["op"] == "as_of":
        speaker, _ = said_on(form["of"], speaker, Manner(), form["date"])
        form = form["of"]
    one = {**form, "of": {"op": "entity", "id": "?0"}}
    return teller(one, speaker, Manner("some"), (number, *(False,) * 7))


def told(parts: Sequence[tuple[Sequence[str], str]], language: str, front: str) -> str:
    """The answer, thing by thing: sentences that could each stand alone, each with the names in it, behind one mention of the source
    (``front``)."""
    if language == "zh":
        return front + "；".join(text.rstrip("。") for _, text in parts) + "。"
    texts = [text.rstrip(".") for _, text in parts]
    if any(";" in text for text in texts):
        return front + ". ".join([_lower(texts[0], parts[0][0]) if front else texts[0], *texts[1:]]) + "."
    lowered = [_lower(text, names) for text, (names, _) in zip(texts, parts, strict=True)]
    joined = "; ".join(lowered if front else [texts[0], *lowered[1:]])
    return front + joined + "."


_OPENERS = ("The", "One", "Of")


def _lower(text: str, names: Sequence[str]) -> str:
    """A sentence that goes on behind a semicolon: a small letter unless it begins with a name that is written so."""
    if any(text.startswith(name) for name in names):
        return text
    first = text.split(" ", 1)[0]
    small = first in _OPENERS or any(name[:1].islower() and text.startswith(capital(name)) for name in names)
    return text[:1].lower() + text[1:] if small else text
