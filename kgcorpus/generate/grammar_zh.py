"""Chinese: how nouns, clauses and questions are built from a predicate's templates.

Modifiers stand before the head; a question word stays where its answer would stand. Runs of 的 are kept short by preferring clauses
(…所治疗的疾病), 中-phrases (…的药物中，哪些…) and a second clause with 其. Costs order the alternatives; the checks decide what is
sayable at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .phrases import Clause, Head, Manner, Noun, Templates, maybe, put

MODIFIER = "～"
"""Marks a clause that can only stand before 的: 《…》论述（的形态）."""
_COMPACT = re.compile(r"\{o\}(?:\{c\}|\[\{c\}\]|[^{}的]{0,4})")
_STOPS = re.compile(r"[，。？；：、！]|中，")


def weight(text: str) -> float:
    """What a text costs: its length and its 的, the more the more of them stand in one run."""
    run = max((part.count("的") for part in _STOPS.split(text)), default=0)
    return 0.4 * text.count("的") + 2.0 * max(0, run - 1) + len(text) / 30


def _noun(text: str, kind: str, extra: float = 0.0, tail: str = "", inner: str = "") -> Noun:
    return Noun(text, kind, tail=tail, inner=inner, cost=weight(text) + extra)


def name(text: str, many: bool) -> Noun:
    return Noun(text, "name")


def members(head: Head) -> Noun:
    """All members of a class."""
    return Noun(head.one, "class")


def mend(t: Templates) -> Templates:
    """Templates with what follows from the expert's statement in place of what was made from the label: 禁用于{o} → 禁用于{o}的{c}."""
    made = tuple(f"{x[3:]}的{{c}}" for x in t.of("statement") if x.startswith("{s}") and "{s}" not in x[3:] and not x.startswith("{s}的"))
    return t.without_derived(made={"inversePhrase": made})


def select(t: Templates, detail: Templates, value: str) -> Templates:
    """Templates of a step that selects by a detail: the detail's own, or its modifier put before the noun (常见的不良反应)."""
    said = {
        name: tuple(x.replace("{v}", value) for x in texts) for name, texts in detail.said.items() if name not in ("select", "condition")
    }
    said = {name: texts for name, texts in said.items() if name not in detail.derived and any(value in x for x in texts)}
    for modifier in detail.of("select"):
        before = modifier.replace("{v}", value)
        if "phrase" not in said:
            made = tuple("{s}" + before + x.removeprefix("{s}的") for x in t.of("phrase") if x.startswith("{s}的"))
            said |= {"phrase": made} if made else {}
        if "inversePhrase" not in said and before.startswith(("担", "任", "作", "以")):
            made = tuple(x.removesuffix("的{c}") + "、" + before + "{c}" for x in t.of("inversePhrase") if x.endswith("的{c}"))
            said |= {"inversePhrase": made} if made else {}
    return Templates(t.predicate, said)


def objects(t: Templates, inner: Noun, head: Head, many: bool) -> list[Noun]:
    """Noun phrases for what ``inner`` is linked to."""
    out = []
    for template in t.of("phrase"):
        tail = template.removeprefix("{s}的") if template.startswith("{s}的") else ""
        out.append(_noun(put(template, s=inner.text, c=head.one), "phrase", t.cost("phrase"), tail if "{" not in tail else "", inner.text))
    if head.one:
        out += [_noun(put(x, s=inner.text, c=head.one), "clause", t.cost("objectClause") + 0.2) for x in t.of("objectClause")]
    return out


def subjects(t: Templates, inner: Noun, head: Head, many: bool) -> list[Noun]:
    """Noun phrases for what is linked to ``inner``."""
    out = []
    for template in t.of("inversePhrase"):
        if "{c}" in template and not head.one:
            continue
        text = put(template.replace("[{c}]", maybe(head.one)), o=inner.text, c=head.one)
        noun = _noun(text, "subjects", t.cost("inversePhrase"))
        out.append(replace(noun, compact=_COMPACT.fullmatch(template) is not None))
    return out


def siblings(t: Templates, inverse: bool, inner: Noun, head: Head) -> list[Noun]:
    """Noun phrases for what shares a value with ``inner`` (``inverse``: what shares a subject)."""
    position = "inverseSibling" if inverse else "sibling"
    return [_noun(put(x, s=inner.text, o=inner.text, c=head.one), "sibling", t.cost(position)) for x in t.of(position)]


def clauses(t: Templates, inner: Noun, head: Head, position: str = "statement") -> list[Clause]:
    """What is said of the subjects of ``inner``: the statement (or negation) without its subject. A clause may begin with 的."""
    out = []
    for template in t.of(position):
        if template.startswith("{s}") and "{s}" not in template[3:]:
            text = put(template[3:], o=inner.text)
            out.append(Clause(text, text, weight(text) + t.cost(position) + (1.5 if text.startswith("的") else 0.0)))
    if position == "statement":
        for template in t.of("inverseQuestion"):
            if template.startswith("哪些{c}") and template.count("{c}") == 1:
                text = put(template.removeprefix("哪些{c}").rstrip("？?"), o=inner.text)
                out.append(Clause(text, text, weight(text) + t.cost("inverseQuestion") + (1.5 if text.startswith("的") else 0.0)))
        if not out:
            for template in t.of("inversePhrase"):
                if template.endswith("的{c}") and "{c}" not in template[:-3]:
                    text = MODIFIER + put(template.removesuffix("的{c}"), o=inner.text)
                    out.append(Clause(text, text, weight(text) + t.cost("inversePhrase")))
    return _distinct(out)


def _distinct(clauses: list[Clause]) -> list[Clause]:
    seen: dict[str, Clause] = {}
    for clause in sorted(clauses, key=lambda c: c.cost):
        seen.setdefault(clause.one, clause)
    return list(seen.values())


def with_both(t: Templates, a: Noun, b: Noun) -> Clause | None:
    """What is said of the subjects of both where the verb follows its object: 与甲和乙都存在相互作用."""
    for template in t.of("statement"):
        if match := re.fullmatch(r"\{s\}([^{}]*[与和同跟对向在从])\{o\}([^{}]+)", template):
            text = f"{match.group(1)}{a.text}和{b.text}都{match.group(2)}"
            return Clause(text, text, weight(text) + t.cost("statement"))
    return None


def both_clauses(t: Templates, a: Noun, b: Noun, head: Head) -> Clause | None:
    """What is said of the subjects of both by one predicate: 既禁用于甲又禁用于乙."""
    if joined := with_both(t, a, b):
        return joined
    for template in t.of("statement"):
        if match := re.fullmatch(r"\{s\}的([^{}]+?)(?:是|为|有|包括)\{o\}", template):
            text = f"的{match.group(1)}既包括{a.text}又包括{b.text}"
            return Clause(text, text)
    first, second = clauses(t, a, head), clauses(t, b, head)
    if not first or not second or "的" in first[0].one or first[0].one.startswith(MODIFIER):
        return None
    text = f"既{first[0].one}又{second[0].one}"
    return Clause(text, text)


def front(manner: Manner) -> str:
    """What stands before a sentence: source, date and conditions, in this order."""
    said = f"据{manner.source}，" if manner.source else ""
    if manner.date:
        said += f"截至{say_date(manner.date)}，"
    return said + "".join(f"{condition}，" for condition in manner.conditions)


def finish(text: str, manner: Manner) -> str:
    """The question with its source, date and conditions."""
    if manner.state_conditions:
        text += "如有限定条件，请一并注明。"
    cue = "判断正误：" if text.startswith("判断正误：") else ""  # what is judged follows, with its source
    return cue + front(manner) + text.removeprefix(cue)


def past(template: str) -> str:
    """The template as it is: a date before the sentence is enough."""
    return template


def title(text: str) -> str:
    """A title in its marks; one that has them keeps them."""
    return text if text.startswith("《") and text.endswith("》") else f"《{text}》"


def say_date(date: str) -> str:
    """An ISO date, full or partial, in words.

    >>> say_date("2024-06-30"), say_date("2021")
    ('2024年6月30日', '2021年')
    """
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    return f"{int(year)}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def listed(items: Sequence[str]) -> str:
    """A、B和C; items that hold commas of their own are set apart by semicolons; nothing stands between titles in a row.

    >>> listed(["甲", "乙", "丙"]), listed(["甲、乙", "丙"]), listed(["《甲》", "《乙》", "《丙》"])
    ('甲、乙和丙', '甲、乙；丙', '《甲》《乙》和《丙》')
    """
    if any(mark in item for item in items for mark in "、，；,"):
        return "；".join(items)
    return items[0] if len(items) == 1 else "、".join(items[:-1]).replace("》、《", "》《") + "和" + items[-1]
