"""How lists are asked and told: all of them, three of them, and what several have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from . import grammar_en, grammar_zh
from .answer_text import ITEMS, THE_ITEMS, Sentence, Teller, finished, teller
from .asking_en import inverted
from .phrases import Head, Manner, Noun, NoWording, Templates, Wording, put
from .speaker import Form, Speaker, head_of, said_on, single
from .wording import composed, noun_options, nouns

_PLURAL = re.compile(r"which (?:[\w-]+ ){0,3}?[\w-]+s |what (?:[\w-]+ ){0,3}?[\w-]+s (?:can|do|does|are)\b")
"""How an English question begins that asks for several things."""
Asking = Callable[..., Sequence[Wording]]


def ask_list(name: str) -> Asking:
    """What asks a shape of lists, in the manner of ``wording.questions``."""
    make = {"all": _ask_all, "three of many": _ask_three}.get(name, _ask_shared)
    return partial(_composed, make=make)


def _composed(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], *, make: Asking) -> tuple[Wording, ...]:
    return composed(form, speaker, manner, numbers, lambda *given: list(make(*given)))


# ------------------------------------------------------------------------------------------- all, three


def _ask_all(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> list[Wording]:
    """Requests for the whole list."""
    say = _all_zh if speaker.language == "zh" else _all_en
    out = [w for noun in noun_options(form, speaker, numbers, True)[:2] for w in say(noun)]
    return out + _and_list(form, speaker, numbers)


def _all_zh(noun: Noun) -> list[Wording]:
    cost = noun.cost
    if noun.tail and "的" not in noun.tail:
        return [
            Wording(f"请列出{noun.inner}的全部{noun.tail}。", "list", cost + 0.2),
            Wording(f"{noun.inner}一共有哪些{noun.tail}？请全部列出。", "all", cost + 0.5),
            Wording(f"{noun.inner}都有哪些{noun.tail}？请逐一列出。", "open", cost + 0.7),
        ]
    return [
        Wording(f"请列出所有{noun.text}。", "list", cost + 0.2),
        Wording(f"{noun.text}一共有哪些？请全部列出。", "all", cost + 0.5),
        Wording(f"{noun.text}都有哪些？请逐一列出。", "open", cost + 0.7),
    ]


def _all_en(noun: Noun) -> list[Wording]:
    if not noun.many:
        return []
    return [
        Wording(f"list all {noun.definite}.", "list", noun.cost + 0.2),
        Wording(f"give a complete list of {noun.definite}.", "all", noun.cost + 0.5),
        Wording(f"name all {noun.definite}.", "every", noun.cost + 0.9),
    ]


def _and_list(form: Form, speaker: Speaker, numbers: Sequence[bool]) -> list[Wording]:
    """The question as an expert or the statement words it, and the request to list all."""
    zh, inverse = speaker.language == "zh", bool(form.get("inverse"))
    templates = speaker.step_templates(form)
    head = speaker.head(form["predicate"], inverse)
    inner = nouns(form["of"], speaker, numbers, False)[0]
    say = speaker.asking.ask_subjects if inverse else speaker.asking.ask_objects
    asked = [w for w in say(templates, inner, [], head, False, "all") if w.way in ("own", "verb") and w.text[-1] in "？?"]
    when = speaker.when(form["predicate"])
    out = []
    for wording in asked:
        if "哪些" not in wording.text if zh else not _PLURAL.match(wording.text):
            continue  # 通过什么途径给药？请全部列出。 "When is X contraindicated? List them all."
        text = wording.text[:-1] + when + ("？请全部列出。" if zh else "? List them all.")
        out.append(Wording(text, "question", wording.cost + 0.6))
    return out


def _ask_three(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> list[Wording]:
    """Requests for three of many."""
    measure = head_of(form, speaker).measure
    found = noun_options(form, speaker, numbers, True)[:2]
    if speaker.language == "zh":
        return [w for noun in found for w in _three_zh(noun, measure)]
    return [
        wording
        for noun in found
        if noun.many
        for wording in (
            Wording(f"name three {noun.text}.", "list", noun.cost + 0.2),
            Wording(f"can you name three {noun.text}?", "open", noun.cost + 0.6),
        )
    ]


def _three_zh(noun: Noun, measure: str) -> list[Wording]:
    if noun.tail and "的" not in noun.tail:
        three = f"{noun.inner}的三{measure}{noun.tail}"
    else:
        three = f"三{measure}{noun.text}"
    return [
        Wording(f"请举出{three}。", "list", noun.cost + 0.2),
        Wording(f"请任意说出{three}。", "any", noun.cost + 0.5),
        Wording(f"你能说出{three}吗？", "open", noun.cost + 0.7),
    ]


# ------------------------------------------------------------------------------------------- shared


def _sharers(form: Form, speaker: Speaker, numbers: Sequence[bool]) -> tuple[str, str]:
    """The things that share, as the subject of a sentence: 甲、乙和丙 / 所有磺脲类药物; and what follows them in Chinese (都)."""
    of = form["of"]
    if of["op"] == "or":
        named = [nouns(part, speaker, numbers, False)[0] for part in of["of"]]
        return (grammar_zh if speaker.language == "zh" else grammar_en).listed([n.definite for n in named]), "named"
    noun = nouns(of, speaker, numbers, True)[0]
    return (f"所有{noun.text}" if speaker.language == "zh" else f"all {noun.definite}"), "all"


def _ask_shared(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> list[Wording]:
    """Questions for what several things have in common."""
    sharers, kind = _sharers(form, speaker, numbers)
    templates = speaker.templates(form["predicate"])
    when = speaker.when(form["predicate"])
    if single(speaker.predicate(form["predicate"]), False):
        made = _same(templates, sharers, speaker.language)
    else:
        make = _shared_zh if speaker.language == "zh" else _shared_en
        made = make(templates, sharers, kind, speaker.head(form["predicate"], False), "all" if manner.ask == "all" else "some")
    return [Wording(w.text[:-1] + when + w.text[-1], w.way, w.cost) for w in made]


def _same(t: Templates, sharers: str, language: str) -> list[Wording]:
    """Questions for the one value that all of them have, as an expert asks for that of one: 所有蔬菜都属于哪个GI等级？"""
    out = []
    for template in t.of("question"):
        if language == "zh" and template.startswith("{s}") and not template.startswith("{s}的"):
            text = put(template, s=f"{sharers}都")
            out.append(Wording(text, "own", grammar_zh.weight(text) + t.cost("question")))
        elif language == "en" and "[" in template and "{c}" not in template:
            text = grammar_en.agree(template, True, s=True).replace("{s}", sharers)
            out.append(Wording(text[:1].lower() + text[1:], "own", grammar_en.weight(text) + t.cost("question")))
    return out


def _shared_zh(t: Templates, sharers: str, kind: str, head: Head, ask: str) -> list[Wording]:
    out = []
    for template in t.of("phrase"):
        tail = template.removeprefix("{s}的")
        if tail == template or "的" in tail or "{" in tail:
            continue
        cost = grammar_zh.weight(sharers + tail) + t.cost("phrase")
        out.append(Wording(f"{sharers}共同的{tail}有哪些？", "noun", cost + 0.3))
        out.append(Wording(f"{sharers}有哪些共同的{tail}？", "have", cost + 0.4))
        out.append(Wording(f"哪些{tail}是{sharers}共有的？", "verb", cost + 0.6))
        out.append(Wording(f"请{'列' if ask == 'all' else '举'}出{sharers}共同的{tail}。", "list", cost + 1.0))
    for template in t.of("statement"):
        rest = template.removeprefix("{s}")
        plain = rest != template and rest.endswith("{o}") and not rest.startswith(("的", "是")) and "{o}" not in rest[:-3]
        if plain and head.one and head.one not in template and "或" not in head.one:
            text = f"{sharers}都{rest.replace('{o}', '哪些' + head.one)}？"
            out.append(Wording(text, "statement", grammar_zh.weight(text) + 0.6 + t.cost("statement")))
    return out


def _shared_en(t: Templates, sharers: str, kind: str, head: Head, ask: str) -> list[Wording]:
    out = []
    for template in t.of("phrase"):
        if not (template.endswith(" of {s}") and "[" in template) and not re.fullmatch(r"\[[^\]]*\] (?:to|for) \{s\}", template):
            continue
        what = re.sub(r" (?:of|to|for) \{s\}$", "", grammar_en.agree(template, True))
        cost = grammar_en.weight(what + sharers) + t.cost("phrase")
        out.append(Wording(f"which {what} do {sharers} have in common?", "verb", cost + 0.3))
        out.append(Wording(f"what {what} do {sharers} share?", "share", cost + 0.5))
        out.append(Wording(f"{'list the' if ask == 'all' else 'name some'} {what} shared by {sharers}.", "list", cost + 0.9))
    for template in t.of("statement") if head.one else ():
        if asked := inverted(template, head, False, True):
            text = asked.replace("{s}", sharers if kind == "all" else f"{sharers} all")
            out.append(Wording(text, "statement", grammar_en.weight(text) + 0.7 + t.cost("statement")))
    return out


# ------------------------------------------------------------------------------------------- answers


def tell_list(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], order: str = "") -> Teller:
    """The answer sentences of a list; raises ``NoWording``."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return tell_list(form["of"], speaker, manner, numbers, order)
    if form["op"] != "every":
        return teller(form, speaker, manner, numbers, order)
    tell = _tell_shared_zh if speaker.language == "zh" else _tell_shared_en

    def sentence(whole: bool) -> Sentence:
        one, many = (finished(tell(form, speaker, numbers, n, whole), speaker.language, manner) for n in (False, True))
        return Sentence(one, many)

    return Teller(sentence(True), sentence(False))


def _tell_shared_zh(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str:
    sharers, _ = _sharers(form, speaker, numbers)
    templates = speaker.templates(form["predicate"])
    alone = single(speaker.predicate(form["predicate"]), False)  # 所有蔬菜都属于低GI食物
    for template in () if alone else templates.of("phrase"):
        if (tail := template.removeprefix("{s}的")) != template and "{" not in tail:
            return f"{sharers}共同的{tail}{'是' if whole and not many else '包括' if many and not whole else '有'}{ITEMS}"
    for template in templates.of("statement"):
        if template.startswith("{s}") and "的" not in template.partition("{o}")[0]:
            return put(template, s=f"{sharers}都", o=ITEMS)
    raise NoWording(form["predicate"], "phrase")


def _tell_shared_en(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str:
    sharers, _ = _sharers(form, speaker, numbers)
    templates, items = speaker.templates(form["predicate"]), THE_ITEMS if many else ITEMS
    alone = single(speaker.predicate(form["predicate"]), False)
    for template in () if alone else templates.of("phrase"):
        if match := re.fullmatch(r"(.*\[.*?) (?:of|to|for) \{s\}", template):
            what = grammar_en.agree(match[1], many)
            if not many:
                return f"{'the only' if whole else 'one'} {what} shared by {sharers} is {items}"
            return f"the {what} shared by {sharers} {'are' if whole else 'include'} {items}"
    for template in templates.of("statement"):
        if template.startswith("{s} ") and template.endswith(" {o}"):
            return grammar_en.statement(template, Noun(sharers, "pair", True), Noun(items)) + speaker.when(form["predicate"])
    raise NoWording(form["predicate"], "phrase")
