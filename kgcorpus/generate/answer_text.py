"""Answers as full sentences that could stand alone, and a second form that quotes its sources.

Like questions, answers are composed once per shape; ``ITEMS`` marks where the list of answers goes. A list that is known to be whole is
said with "are" and 有, another with "include" and 包括, so that the sentence claims no more than was proved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kgcorpus.english import is_participle, ordinal, singular
from kgcorpus.ontology_wording_zh import SINGLE

from . import combining, grammar_en, grammar_zh
from .naming import capital
from .phrases import Clause, Filler, Manner, Noun, NoWording, mark_articles, names_out, put, slot
from .speaker import Form, Speaker, expects_one, head_of, said_on, sibling_of, slot_number
from .wording import clauses, narrow, noun_options, nouns
from .wording_checks import check_repeats, check_runs

ITEMS = "\uf8ff"
THE_ITEMS = "\uf8fc"
"""The same for answers that are singled out of a set or listed: what is called "a double top" there is "the double top"."""
NUMBER = "\uf8fe"
_NUMERALS = dict(zip("123456789", ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), strict=True))
"""Small numbers that English writes as words."""


_IS_OVER = re.compile(r"(?<![行认作成称因视分])为(?=(?:超过|不足|至少|不超过|少于)\d)")
"""用户数为超过3亿户 is said without 为."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """An answer for one and for several items; ``lists`` is False where the sentence has no place for several."""

    one: Filler
    many: Filler
    lists: bool = True

    def fill(
        self,
        variants: Sequence[tuple[str, str, str, str]],
        items: Sequence[str],
        language: str,
        *,
        plural: bool = False,
        definite: Sequence[str] = (),
    ) -> str:
        """The finished sentence. Items are written in the order given (``definite``: as after "the"); ``plural``: a single one takes a
        plural verb ("mung beans are")."""
        template = self.one if len(items) == 1 else self.many
        if plural and re.search(f"(?:^|[,;] )[{ITEMS}{THE_ITEMS}]|\\b(?:one|another)\\b.* is [{ITEMS}{THE_ITEMS}]", self.one.text, re.I):
            template = self.many
        grammar = grammar_zh if language == "zh" else grammar_en
        if language == "en" and re.search(f"[{ITEMS}{THE_ITEMS}](?:-| [a-z])", template.text):
            items = [_NUMERALS.get(item, item) for item in items]  # "a five-candle pattern"
        text = template.fill(variants)
        if language == "en":
            if re.search(f"[{ITEMS}{THE_ITEMS}]th\\b", text):
                items, definite = [ordinal(item) if item.isdigit() else item for item in items], ()
                text = re.sub(f"([{ITEMS}{THE_ITEMS}])th\\b", r"\1", text)
            if items == ["one"]:  # "consists of one candle"
                text = re.sub(f"([{ITEMS}{THE_ITEMS}]) ([a-z]+s)\\b", lambda m: f"{m[1]} {singular(m[2])}", text)
        for mark, written in ((ITEMS, items), (THE_ITEMS, definite or items)):
            listed = grammar.listed(written)
            apart = len(items) > 1 and listed.count("；" if language == "zh" else ";") >= len(items) - 1 and not text.startswith(mark)
            if apart:
                text = text.replace(mark, f"：{listed}" if language == "zh" else f": {listed}").replace(" : ", ": ")
            else:
                text = text.replace(mark, listed)
        count = str(len(items))
        text = text.replace(NUMBER, count if language == "zh" else _NUMERALS.get(count, count))
        return _IS_OVER.sub("", text) if language == "zh" else capital(text)


@dataclass(frozen=True, slots=True)
class Teller:
    """How to tell the answers of one form: ``whole`` for complete sets, ``open`` for others."""

    whole: Sentence
    open: Sentence


def teller(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], order: str = "") -> Teller:
    """The answer sentences of a form that denotes a set; raises ``NoWording``. Two conditions are told in the ``order`` in which the
    question has them (``Wording.order``)."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return teller(form["of"], speaker, manner, numbers, order)
    if form["op"] == "and" and order.startswith("10") and len(form["of"]) == 2:
        form = {**form, "of": form["of"][::-1]}
    tell = tell_zh if speaker.language == "zh" else partial(tell_en, joined=order.endswith("+"), framed=bool(manner.source or manner.date))

    def sentence(whole: bool) -> Sentence:
        one, many = (finished(tell(form, speaker, numbers, n, whole), speaker.language, manner) for n in (False, True))
        return Sentence(one, many)

    return Teller(sentence(True), sentence(False))


def finished(text: str, language: str, manner: Manner) -> Filler:
    manner = replace(manner, state_conditions=False)
    if language == "zh":
        return Filler.of(grammar_zh.front(manner) + text + "。")
    text = grammar_en.told(text + ".", manner)
    return Filler.of(mark_articles(text).replace("  ", " "))


# ------------------------------------------------------------------------------------------- Chinese


def tell_zh(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str:
    if combining.takes(form):
        return combining.tell_conditions(form, speaker, numbers, many, whole, ITEMS)
    one = expects_one(form, speaker)
    literal = head_of(form, speaker).literal
    verb = "是" if one or (not many and (whole or literal or head_of(form, speaker).who)) else "有" if whole else "包括"
    if form["op"] == "and":
        return _and_zh(form, speaker, numbers, many, whole)
    if form["op"] == "minus" and not sibling_of(form):
        first = [c for c in clauses(form["of"], speaker, numbers) if not c.one.startswith(("的", grammar_zh.MODIFIER))]
        denied = clauses(form["without"], speaker, numbers, "absent") + clauses(form["without"], speaker, numbers, "negation")
        if not first or not denied:
            raise NoWording(form["without"].get("predicate", ""), "negation")
        then = "其" + denied[0].one[1:] if denied[0].one.startswith("的") else denied[0].one
        return f"{ITEMS}{first[0].one}，但{then}"
    if told := _statement_zh(form, speaker, numbers, many, whole):
        return told
    said = nouns(form, speaker, numbers, many)[0]
    noun = said.text
    if not many and SINGLE.search(said.tail):
        verb = "是"
    return f"{noun}{'有' if verb == '包括' and '包括' in noun else verb}{ITEMS}"


def _statement_zh(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str | None:
    """A statement by an expert, where it takes the list; complete lists are told by the noun phrase, which says that they are whole."""
    if form["op"] != "step" or sibling_of(form):
        return None
    templates = speaker.step_templates(form)
    noun = "inversePhrase" if form.get("inverse") else "phrase"
    if "statement" in templates.derived or (many and whole and templates.of(noun)):
        return None
    inner = nouns(form["of"], speaker, numbers, False)[0].text
    inverse = bool(form.get("inverse"))
    for template in templates.of("statement"):
        at = "{s}" if inverse else "{o}"
        before, _, after = template.partition(at)
        if before.endswith("的") or (many and before.endswith("第")) or (inverse and (before or (many and after.startswith("的")))):
            continue
        if not inverse and re.fullmatch(r"\{o\}是\{s\}的[^{}]+", template) and templates.of("phrase"):
            continue  # what is asked about is the subject: "X的作者是…"
        if not inverse and (speaker.predicate(form["predicate"]).symmetric or before.endswith("第")) and templates.of("phrase"):
            text = put(template, s=inner, o=ITEMS)
            if before.endswith("第"):
                return text
            continue
        if many and after[:1] not in ("", "所") and not inverse and not _takes_list(before):
            continue
        if not many and not inverse and before.endswith("包括") and head_of(form, speaker).literal:
            template = f"{before.removesuffix('包括')}为{{o}}{after}"
        return put(template, s=ITEMS if inverse else inner, o=inner if inverse else ITEMS)
    return None


def _takes_list(before: str) -> bool:
    return before[-1:] in "由以被受与和同跟在向从对为将把用经于"


def _and_zh(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str:
    first, second = form["of"]
    if _same_step(first, second) and not first.get("inverse"):
        templates = speaker.templates(first["predicate"])
        pair = "和".join(nouns(p["of"], speaker, numbers, False)[0].text for p in (first, second))
        for template in templates.of("phrase"):
            if (tail := template.removeprefix("{s}的")) != template and "{" not in tail:
                return f"{pair}共同的{tail}{'包括' if not whole else '有' if many else '是'}{ITEMS}"
        for template in templates.of("statement"):
            if template.startswith("{s}") and "的" not in template.partition("{o}")[0]:
                return put(template, s=f"{pair}都", o=ITEMS)
        raise NoWording(first["predicate"], "phrase")
    said = [clauses(p, speaker, numbers) for p in (first, second)]
    named = [noun_options(p, speaker, numbers, True) for p in (first, second)]
    if joined := _joined(first, second, speaker, numbers):
        return f"{ITEMS}{joined.one}"
    for x, y in ((0, 1), (1, 0)):
        if narrowed := narrow(named[x], named[y], head_of(form, speaker)):
            return f"{narrowed[0].text}{'有' if whole and many else '是' if whole else '包括'}{ITEMS}"
    for x, y in ((0, 1), (1, 0)):
        if named[x] and named[x][0].compact and said[y]:
            told = said[y][0].one
            modifier = told.startswith(grammar_zh.MODIFIER)
            return f"{named[x][0].text}中，" + (f"{told.lstrip(grammar_zh.MODIFIER)}的有{ITEMS}" if modifier else f"{ITEMS}{told}")
    pairs = [(x, noun, clause) for x, y in ((0, 1), (1, 0)) for noun in named[x][:2] for clause in said[y][:2]]
    for _, noun, clause in sorted(pairs, key=lambda pair: (pair[0], pair[1].cost + pair[2].cost)):
        modifier = clause.one.startswith(("的", grammar_zh.MODIFIER))
        text = f"{noun.text}中，{clause.one[1:]}的有{ITEMS}" if modifier else f"{noun.text}中，{ITEMS}{clause.one}"
        if not check_repeats(names_out(text), "zh") and not check_runs(names_out(text), "zh"):
            return text
    raise NoWording(first.get("predicate", ""), "and")


def _joined(first: Form, second: Form, speaker: Speaker, numbers: Sequence[bool]) -> Clause | None:
    """One clause for two conditions by one predicate: 既禁用于甲又禁用于乙, "are contraindicated in both Y and Z"."""
    if not _same_step(first, second) or not first.get("inverse"):
        return None
    a, b = (nouns(p["of"], speaker, numbers, False)[0] for p in (first, second))
    found: Clause | None = speaker.grammar.both_clauses(speaker.templates(first["predicate"]), a, b, head_of(first, speaker))
    return found


def _same_step(a: Form, b: Form) -> bool:
    return a["op"] == b["op"] == "step" and a["predicate"] == b["predicate"] and bool(a.get("inverse")) == bool(b.get("inverse"))


# ------------------------------------------------------------------------------------------- English


def _be(many: bool, whole: bool, *, one: bool = False) -> str:
    if one or (whole and not many):
        return "is"
    return "are" if whole else "include"


def tell_en(
    form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool, *, joined: bool = False, framed: bool = False
) -> str:
    if combining.takes(form):
        return combining.tell_conditions(form, speaker, numbers, many, whole, THE_ITEMS if many else ITEMS, framed=framed)
    one = expects_one(form, speaker)
    if form["op"] == "and":
        return _and_en(form, speaker, numbers, many, whole, joined, framed)
    if form["op"] == "minus" and not sibling_of(form):
        first, denied = clauses(form["of"], speaker, numbers), clauses(form["without"], speaker, numbers, "negation")
        pick = [(a.many, b.many) if many else (a.one, b.one) for a in first for b in denied if many or (a.one and b.one)]
        if not pick:
            raise NoWording(form["without"].get("predicate", ""), "negation")
        return f"{THE_ITEMS} {grammar_en.joined(pick[0][0], pick[0][1], 'but')}"
    if said := _statement_en(form, speaker, numbers, many, whole):
        return said
    whole = whole or (head_of(form, speaker).literal and not many)
    plural = not (one or (whole and not many))
    noun = nouns(form, speaker, numbers, plural)[0]
    if noun.kind == "sibling" and not many and whole:
        head = head_of(form, speaker)
        rest = noun.text.removeprefix(f"other {head.many} ")
        if rest != noun.text:
            return f"the only other {head.one} {grammar_en.singular_relative(rest)} is {THE_ITEMS}"
    if not (one or many or whole) and noun.kind != "name":
        noun = nouns(form, speaker, numbers, noun.kind == "sibling")[0]
        if noun.kind == "sibling" and noun.text.startswith("other "):
            rest = noun.text.removeprefix(f"other {head_of(form, speaker).many} ")
            return f"another {head_of(form, speaker).one} {grammar_en.singular_relative(rest)} is {THE_ITEMS}"
        if noun.the and not noun.many:
            return f"one {noun.text} is {THE_ITEMS}"
        noun = nouns(form, speaker, numbers, True)[0]
    verb = "is" if head_of(form, speaker).literal and not noun.many else _be(many, whole, one=one)
    if noun.many and verb == "is":
        verb = "are" if whole else "include"
    if not noun.many and verb in ("are", "include"):
        verb = "is" if whole or head_of(form, speaker).literal else "includes"
    items = THE_ITEMS if many or verb.startswith("include") or noun.kind == "subjects" else ITEMS
    subject = noun.text if noun.kind == "sibling" and verb == "include" else noun.definite
    return f"{subject} {verb} {items}"


def _statement_en(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str | None:
    """A statement by an expert, where it takes the list."""
    if form["op"] != "step" or sibling_of(form):
        return None
    templates = speaker.step_templates(form)
    noun = "inversePhrase" if form.get("inverse") else "phrase"
    if "statement" in templates.derived or (many and whole and templates.of(noun)):
        return None
    inner = nouns(form["of"], speaker, numbers, False)[0]
    inverse = bool(form.get("inverse"))
    items = Noun(THE_ITEMS if many else ITEMS, "items", many)
    symmetric = speaker.predicate(form["predicate"]).symmetric and bool(templates.of("phrase"))
    for template in templates.of("statement"):
        before, _, after = template.partition("{s}" if inverse else "{o}")
        if not inverse and template.startswith("{o} ") and templates.of("phrase"):
            continue  # what was asked about is the subject
        if (inverse and before) or (symmetric and template.startswith("{s} ")):
            continue  # what was asked for is the subject
        if many and (before.endswith((" the ", " a ", " an ", "number ")) or (after and not inverse) or (inverse and before)):
            continue
        if " is {o}" in template and many:
            continue
        return grammar_en.statement(template, items if inverse else inner, inner if inverse else items) + speaker.when(form["predicate"])
    return None


def _and_en(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool, joined: bool, framed: bool) -> str:
    first, second = form["of"]
    if _same_step(first, second) and not first.get("inverse"):
        templates = speaker.templates(first["predicate"])
        a, b = (nouns(p["of"], speaker, numbers, False)[0] for p in (first, second))
        both = Noun(f"both {a.definite} and {b.definite}", "pair", True)
        for template in templates.of("phrase"):
            if template.endswith(" of {s}") and "[" in template:
                what = grammar_en.agree(template, many).removesuffix(" of {s}")
                if not many and not whole:
                    return f"one {what} shared by {a.definite} and {b.definite} is {ITEMS}"
                return f"the {what} shared by {a.definite} and {b.definite} {_be(many, whole)} {THE_ITEMS if many else ITEMS}"
        for template in templates.of("statement"):
            if template.startswith("{s} ") and template.endswith(" {o}"):
                return grammar_en.statement(template, both, Noun(THE_ITEMS if many else ITEMS))
        raise NoWording(first["predicate"], "phrase")
    said = [clauses(p, speaker, numbers) for p in (first, second)]
    named = [noun_options(p, speaker, numbers, True) for p in (first, second)]
    pair = _joined(first, second, speaker, numbers)
    items = THE_ITEMS if many else ITEMS
    if within := _within_en(form, speaker, named, said, many, whole, framed):
        return within
    if framed and (beside := _beside_en(form, speaker, named, said, many)):
        return beside
    joined = joined or framed  # "According to “…”, of the medicines …": two frames
    if pair and (many or pair.one):
        return f"{items} {pair.many if many else pair.one}"
    if joined:
        fit = [[c for c in clauses if many or c.one] for clauses in said]
        if fit[0] and fit[1]:
            parts = [c[0].many if many else c[0].one for c in fit]
            return f"{items} {grammar_en.joined(parts[0], parts[1], 'and')}"
    for x, y in ((0, 1), (1, 0)):
        usable = [c for c in said[y] if many or c.one]
        if named[x] and named[x][0].many and usable:
            return f"of {named[x][0].definite}, {THE_ITEMS} {usable[0].many if many else usable[0].one}"
    raise NoWording(first.get("predicate", ""), "and")


def _within_en(
    form: Form, speaker: Speaker, named: Sequence[Sequence[Noun]], said: Sequence[Sequence[Clause]], many: bool, whole: bool, framed: bool
) -> str | None:
    """What is told of the members of what a noun names: "X and Y are SGLT2 inhibitors that can cause thirst"."""
    for x, y in ((0, 1), (1, 0)):
        if (narrowed := narrow(named[x], named[y], head_of(form, speaker))) and (narrowed[0].kind == "sibling" or not said[x]):
            if narrowed[0].kind != "sibling":
                rest = narrowed[0].text
                return f"the {rest} include {THE_ITEMS}" if many else f"one of the {rest} is {THE_ITEMS}"
            rest = narrowed[0].text.removeprefix("other ")
            if many:
                return f"the other {rest} are {THE_ITEMS}" if whole else f"other {rest} include {THE_ITEMS}"
            return f"the only one of the other {rest} is {THE_ITEMS}" if whole else f"one of the other {rest} is {THE_ITEMS}"
    for x, y in ((0, 1), (1, 0)):
        if named[x] and named[x][0].compact and said[y]:
            noun, clause = named[x][0].text, said[y][0].many
            if not framed and clause.startswith(("are ", "were ")) and (many or said[y][0].one):
                # rather than "are single-candle patterns that are neutral"
                return f"of {named[x][0].definite}, {THE_ITEMS} {clause if many else said[y][0].one}"
            if whole and not many and said[y][0].one:
                return f"{THE_ITEMS} is the only one of the {noun} that {said[y][0].one}"
            return f"{THE_ITEMS} are {noun} that {clause}" if many else f"{THE_ITEMS} is one of the {noun} that {clause}"
    return None


def _beside_en(
    form: Form, speaker: Speaker, named: Sequence[Sequence[Noun]], said: Sequence[Sequence[Clause]], many: bool
) -> str | None:
    """What is told of siblings behind a source: the second condition. "According to “…”, X can cause thirst" needs no word of how X was
    found."""
    for x, y in ((0, 1), (1, 0)):
        clauses, head = [c for c in said[y] if many or c.one], head_of(form["of"][x], speaker)
        if named[x] and named[x][0].kind == "sibling" and clauses and named[x][0].text.startswith(f"other {head.many} "):
            return f"{THE_ITEMS} {clauses[0].many if many else clauses[0].one}"
    return None


# ------------------------------------------------------------------------------------------- numbers, truth


def count_teller(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> Sentence:
    """The answer to how many (``form`` is what is counted): the number and the members."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return count_teller(form["of"], speaker, manner, numbers)
    head = head_of(form, speaker)
    made = []
    for many in (False, True):
        noun = nouns(form, speaker, numbers, many)[0]
        if speaker.language == "zh":
            text = f"{noun.text}有{NUMBER}{head.measure}：{ITEMS}"
        else:
            owner = None if form.get("inverse") or "of" not in form else nouns(form["of"], speaker, numbers, False)[0]
            text = _there_are(noun, many, owner)
        made.append(finished(text, speaker.language, manner))
    return Sentence(made[0], made[1])


def _there_are(noun: Noun, many: bool, owner: Noun | None) -> str:
    """How many there are: "X has four symptoms", "four ingredients are used in X", "there are four beverages"."""
    be = "are" if many else "is"
    if owner and noun.kind == "phrase" and noun.text.endswith(f" of {owner.text}") and " of " not in noun.text[: -len(owner.text) - 4]:
        return f"{owner.text} {'have' if owner.many else 'has'} {NUMBER} {noun.text[: -len(owner.text) - 4]}: {THE_ITEMS}"
    first, _, rest = noun.text.partition(" ")
    if not noun.compact and is_participle(rest.partition(" ")[0]):
        return f"{NUMBER} {first} {be} {rest}: {THE_ITEMS}"
    return f"there {be} {NUMBER} {noun.text}: {THE_ITEMS}"


def truth_teller(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], position: str) -> tuple[Filler, ...]:
    """Statements of a yes/no form in a position (``statement``, ``negation``, ``absent``), best first, finished with a full stop."""
    if manner.date:
        speaker, manner = said_on(form, speaker, replace(manner, date=None), manner.date)
    templates = speaker.templates(form["predicate"])
    s, o = (slot_number(form[end]) for end in ("subject", "object"))
    out = []
    for template in templates.of(position):
        if speaker.language == "zh":
            text = put(template, s=slot(s), o=slot(o))
        else:
            text = grammar_en.statement(template, Noun(slot(s), "name", numbers[s]), Noun(slot(o), "name", numbers[o]))
            text += speaker.when(form["predicate"])
        out.append(finished(text, speaker.language, manner))
    return tuple(out)


def verdict(value: bool, language: str, way: str) -> str:
    """How an answer to a yes/no question begins, by the way it was asked."""
    if language == "zh":
        if way == "true":
            return "正确。" if value else "错误。"
        if way == "right":
            return "对，" if value else "不对。"
        return "是的，" if value else "不，"
    if way == "true":
        return "True. " if value else "False. "
    return "Yes. " if value else "No. "
