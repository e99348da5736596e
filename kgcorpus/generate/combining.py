"""Three conditions on one head, and two with a difference: how they are asked and told.

A condition whose value names a noun (磺脲类药物, "sulfonylureas") is the head; the others are said of it, in Chinese as modifiers joined by
且 or 既…又…, in English as clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import grammar_en, grammar_zh
from .phrases import Clause, Head, Noun, NoWording, Templates, Wording, put
from .speaker import Form, Speaker, head_of
from .wording import clauses, main_predicate, noun_options, nouns


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of a form on one head: ``noun`` is what the members are called, ``parts`` the conditions that are left to be said,
    ``without`` what does not hold."""

    noun: Noun
    compact: bool
    parts: tuple[Form, ...]
    without: Form | None


def takes(form: Form) -> bool:
    """Whether a form is worded here: three conditions, or two and a difference."""
    if form["op"] == "minus" and form["of"]["op"] == "and":
        return True
    return form["op"] == "and" and len(form["of"]) > 2


def conditions_of(form: Form, speaker: Speaker, numbers: Sequence[bool]) -> Conditions:
    """The conditions of a form; raises ``NoWording`` where the head has no noun."""
    without = form["without"] if form["op"] == "minus" else None
    parts = list((form["of"] if without is not None else form)["of"])
    head = head_of(form, speaker)
    for part in parts:
        named = noun_options(part, speaker, numbers, True)
        if named and named[0].compact:
            return Conditions(named[0], True, tuple(p for p in parts if p is not part), without)
    if not head.one:
        raise NoWording(main_predicate(form), "and")
    return Conditions(Noun(head.one if speaker.language == "zh" else head.many), False, tuple(parts), without)


def ask_conditions(form: Form, speaker: Speaker, numbers: Sequence[bool], ask: str) -> list[Wording]:
    """Questions for what meets all conditions."""
    found = conditions_of(form, speaker, numbers)
    return _ask_zh(found, speaker, numbers, ask) if speaker.language == "zh" else _ask_en(found, speaker, numbers, ask)


def tell_conditions(
    form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool, items: str, *, framed: bool = False
) -> str:  # fmt: skip
    """What is told of the members, who stand as ``items``; ``framed``: a source stands before it."""
    found = conditions_of(form, speaker, numbers)
    if speaker.language == "en":
        return _tell_en(found, speaker, numbers, many, whole, items, framed)
    if found.without is not None:
        denied = _denied_zh(found.without, speaker, numbers)
        try:
            said = _said_zh(found, speaker, numbers)
        except NoWording:
            return f"{_described(found, speaker, numbers)}的{found.noun.text}中，{items}{denied}"
        start = f"{found.noun.text}中，{items}" if found.compact else items
        return f"{start}{said}，但{denied}"
    verb = "有" if whole and many else "是" if whole else "包括"
    return f"{_described(found, speaker, numbers)}的{found.noun.text}{verb}{items}"


def alike(parts: Sequence[Form]) -> bool:
    """Whether all conditions are by one predicate."""
    return len({(p["predicate"], bool(p.get("inverse"))) for p in parts if p["op"] == "step"}) == 1


# ------------------------------------------------------------------------------------------- Chinese


def modifier_zh(part: Form, speaker: Speaker, numbers: Sequence[bool]) -> str:
    """A condition as it stands before 的: 禁用于妊娠期, 可引起低血糖; raises ``NoWording``."""
    inner = nouns(part["of"], speaker, numbers, False)[0]
    templates = speaker.step_templates(part)
    made = [x.removesuffix("的{c}") for x in templates.of("inversePhrase") if x.endswith("的{c}") and x.count("{c}") == 1]
    texts = [c.one for c in plain_zh(part, speaker, numbers)] + [put(x, o=inner.text) for x in made]
    fitting = [t for t in texts if "的" not in t]
    if not fitting:
        raise NoWording(part["predicate"], "inversePhrase")
    return fitting[0]


def plain_zh(part: Form, speaker: Speaker, numbers: Sequence[bool]) -> list[Clause]:
    """Clauses that can stand behind their subject."""
    return [c for c in clauses(part, speaker, numbers) if not c.one.startswith(("的", grammar_zh.MODIFIER))]


def _listed_zh(parts: Sequence[Form], speaker: Speaker, numbers: Sequence[bool]) -> str | None:
    """Three values of one predicate: 同时可引起甲、乙和丙."""
    templates = speaker.step_templates(parts[0])
    values = grammar_zh.listed([nouns(p["of"], speaker, numbers, False)[0].text for p in parts])
    for template in templates.of("inversePhrase"):
        if template.endswith("{o}的{c}") and template.count("{c}") == 1 and "的" not in template[:-7]:
            return "同时" + put(template.removesuffix("的{c}"), o=values)
    return None


def _described(found: Conditions, speaker: Speaker, numbers: Sequence[bool]) -> str:
    """All conditions before 的."""
    if len(found.parts) > 2 and alike(found.parts):
        if listed := _listed_zh(found.parts, speaker, numbers):
            return listed
        raise NoWording(found.parts[0]["predicate"], "inversePhrase")
    said = [modifier_zh(p, speaker, numbers) for p in found.parts]
    if len(said) == 1:
        return said[0]
    if len(said) == 2 and said[0][:2] == said[1][:2]:  # 属于甲且属于乙
        return f"既{said[0]}又{said[1]}"
    if len(said) > 2 and any(alike(pair) for pair in _pairs(found.parts)):
        raise NoWording(found.parts[0]["predicate"], "and")  # 可引起甲、可引起乙且…
    return "、".join(said[:-1]) + "且" + said[-1]


def _pairs(parts: Sequence[Form]) -> list[tuple[Form, Form]]:
    return [(a, b) for n, a in enumerate(parts) for b in parts[n + 1 :]]


def _said_zh(found: Conditions, speaker: Speaker, numbers: Sequence[bool]) -> str:
    """All conditions behind their subject."""
    parts = found.parts
    if len(parts) == 2 and alike(parts):
        both = speaker.grammar.both_clauses(
            speaker.step_templates(parts[0]),
            *(nouns(p["of"], speaker, numbers, False)[0] for p in parts),
            Head(found.noun.text),
        )
        if both is None or both.one.startswith("的"):
            raise NoWording(parts[0]["predicate"], "statement")
        return str(both.one)
    plain = [c[0].one for p in parts if (c := plain_zh(p, speaker, numbers)) and "的" not in c[0].one]
    owned = [c[0].one for p in parts if not plain_zh(p, speaker, numbers) and (c := clauses(p, speaker, numbers))]
    owned = [text for text in owned if text.startswith("的")]
    if not plain or len(plain) + len(owned) < len(parts):
        raise NoWording(parts[0]["predicate"], "statement")
    if owned:
        return "、".join(plain) + "，且其" + "、".join(text.removeprefix("的") for text in owned)
    if len(plain) == 2 and plain[0][:2] == plain[1][:2]:
        return f"既{plain[0]}又{plain[1]}"
    return plain[0] if len(plain) == 1 else "、".join(plain[:-1]) + "且" + plain[-1]


def _denied_zh(part: Form, speaker: Speaker, numbers: Sequence[bool]) -> str:
    """What does not hold, as the list that was read says it: 其不良反应中未列咳嗽."""
    denied = clauses(part, speaker, numbers, "absent") or clauses(part, speaker, numbers, "negation")
    if not denied:
        raise NoWording(part["predicate"], "absent")
    text = denied[0].one
    return "其" + text[1:] if text.startswith("的") else text


def _ask_zh(found: Conditions, speaker: Speaker, numbers: Sequence[bool], ask: str) -> list[Wording]:
    noun, out = found.noun.text, []
    request = "请列出" if ask == "all" else "请举出"
    if found.without is not None:
        denied = _denied_zh(found.without, speaker, numbers)
        try:
            said = _said_zh(found, speaker, numbers)
        except NoWording:
            if denied.startswith("其"):
                raise
            described = _described(found, speaker, numbers)
            return [Wording(f"{described}的{noun}中，哪些{denied}？", "among", grammar_zh.weight(described + denied))]
        cost = grammar_zh.weight(said + denied)
        out.append(Wording(f"哪些{noun}{said}，但{denied}？", "verb", cost))
        if found.compact:
            out.append(Wording(f"{noun}中，哪些{said}，但{denied}？", "among", cost + 0.3))
        return out
    described = _described(found, speaker, numbers)
    cost = grammar_zh.weight(described)
    out.append(Wording(f"{described}的{noun}有哪些？", "noun", cost + 0.2))
    out.append(Wording(f"{request}{described}的{noun}。", "list", cost + 0.9))
    try:
        said = _said_zh(found, speaker, numbers)
    except NoWording:
        return out
    if not (len(found.parts) > 2 and alike(found.parts)):
        out.append(Wording(f"哪些{noun}{said}？", "verb", cost))
        if found.compact:
            out.append(Wording(f"{noun}中，哪些{said}？", "among", cost + 0.3))
    return out


# ------------------------------------------------------------------------------------------- English


def _clause_en(parts: Sequence[Form], speaker: Speaker, numbers: Sequence[bool], head: Head) -> list[Clause]:
    """What is said of the members, one clause for each predicate: values of one predicate are said together."""
    out: list[Clause] = []
    groups: dict[tuple[str, bool], list[Form]] = {}
    for part in parts:
        groups.setdefault((part.get("predicate", ""), bool(part.get("inverse"))), []).append(part)
    for group in groups.values():
        templates = speaker.step_templates(group[0])
        if len(group) == 1:
            said = clauses(group[0], speaker, numbers)
        else:
            values = [nouns(p["of"], speaker, numbers, False)[0].definite for p in group]
            text = f"both {values[0]} and {values[1]}" if len(values) == 2 else grammar_en.listed(values)
            kept = {"statement": tuple(x for x in templates.of("statement") if grammar_en.takes_pair(x))}
            when = speaker.when(group[0]["predicate"])
            made = grammar_en.clauses(Templates(templates.predicate, kept), Noun(text, "pair", True), head)
            said = [Clause(c.one and c.one + when, c.many + when, c.cost) for c in made]
        if not said:
            raise NoWording(group[0].get("predicate", ""), "statement")
        out.append(said[0])
    return out


def _joined_en(said: Sequence[Clause], many: bool) -> str:
    texts = [c.many if many else c.one for c in said]
    if not all(texts):
        raise NoWording("", "statement")
    if len(texts) == 1:
        return texts[0]
    if len(texts) == 2:
        return f"{texts[0]} and {texts[1]}" if " both " in texts[0] else grammar_en.joined(texts[0], texts[1], "and")
    return ", ".join(texts[:-1]) + " and " + texts[-1]


_LISTED = re.compile(r"\{o\} (?:\[is\|are\]|is|are) not listed ((?:as|among) .+?) (?:of|to|for|in|by|with) \{s\}")


def _denied_en(part: Form, speaker: Speaker, numbers: Sequence[bool]) -> Clause:
    """What does not hold, as the list that was read says it: "do not have cough listed as an adverse effect"."""
    inner = nouns(part["of"], speaker, numbers, False)[0]
    for template in speaker.step_templates(part).of("absent"):
        if match := _LISTED.fullmatch(template):
            rest = f"not have {inner.definite} listed {match[1]}"
            return Clause(f"does {rest}", f"do {rest}")
    denied = clauses(part, speaker, numbers, "absent") or clauses(part, speaker, numbers, "negation")
    if not denied:
        raise NoWording(part["predicate"], "absent")
    return denied[0]


def _ask_en(found: Conditions, speaker: Speaker, numbers: Sequence[bool], ask: str) -> list[Wording]:
    noun = found.noun.text
    said = _joined_en(_clause_en(found.parts, speaker, numbers, Head("", noun)), True)
    if found.without is not None:
        said = grammar_en.joined(said, _denied_en(found.without, speaker, numbers).many, "but")
    cost = grammar_en.weight(said)
    request = "list all" if ask == "all" else "name some"
    out = [Wording(f"which {noun} {said}?", "verb", cost + 0.2), Wording(f"{request} {noun} that {said}.", "list", cost + 0.9)]
    if found.compact:
        out.append(Wording(f"which of {found.noun.definite} {said}?", "among", cost + 0.5))
    return out


def _tell_en(found: Conditions, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool, items: str, framed: bool) -> str:
    noun = found.noun.text
    said = _clause_en(found.parts, speaker, numbers, Head("", noun))
    denied = _denied_en(found.without, speaker, numbers) if found.without is not None else None

    def of(plural: bool) -> str:
        text = _joined_en(said, plural)
        return grammar_en.joined(text, denied.many if plural else denied.one, "but") if denied else text

    if not found.compact:
        return f"{items} {of(many)}"
    if not framed and of(True).startswith(("are ", "were ")):  # rather than "are five-candle patterns that are reversal patterns"
        return f"of {found.noun.definite}, {items} {of(many)}"
    if many:
        return f"{items} are {noun} that {of(True)}"
    if whole:
        return f"{items} is the only one of {found.noun.definite} that {of(False)}"
    return f"{items} is one of {found.noun.definite} that {of(True)}"
