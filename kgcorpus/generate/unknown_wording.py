"""How questions that cannot be answered are asked beyond the ways of others (why something holds), and what the right response says: that
it is not known and why, with the source that limits it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .statements import first, source_front
from .titles import Work

_NOT_FROM_IT = "the question cannot be answered from it"


def why(statement: str, asked: str | None, subject: str, language: str, work: Work | None) -> list[tuple[str, str]]:
    """Questions for the reason of what is presupposed. ``asked`` is the yes/no question of it, ``subject`` the name it begins with."""
    front = source_front(work, language)
    if language == "zh":
        rest = statement.removeprefix(subject)
        out = [(f"{front}为何{statement}？", "why")]
        if subject and rest != statement and rest[:1] not in "的是":
            out = [(f"{front}{subject}为何{rest}？", "why"), (f"{front}{statement}，原因是什么？", "reason")]
        return out
    out = []
    if asked and re.match(r"(?:is|are|was|were|do|does|did|has|have|can|may) ", asked, re.I):
        out.append((f"{first(front + 'why ')}{asked[:1].lower()}{asked[1:]}", "why"))
    elif match := re.fullmatch(r"(the .+? of .+?) (is|are|was|were) (.+)", statement):
        out.append((f"{first(front + 'why ')}{match[2]} {match[1]} {match[3]}?", "why"))
    out.append((f"{first(front + 'what is the reason that ')}{statement}?", "reason"))
    return out


def missing(noun: str, language: str, work: Work, *, one: bool) -> str:
    """The response where a source does not give what is asked for."""
    if language == "zh":
        return f"{work.titles['zh']}没有{'给出' if one else '提到'}{noun}，无法据此回答。"
    return f"{work.titles['en']} does not {f'state {noun}' if one else f'mention {_any(noun)}'}, so {_NOT_FROM_IT}."


def undecided(whether: str | None, language: str, work: Work) -> str:
    """The response where a source does not say whether something holds."""
    if language == "zh":
        return f"{work.titles['zh']}没有{'提到' + whether if whether else '说明这一点'}，无法据此判断。"
    return f"{work.titles['en']} does not say {whether or 'so'}, so {_NOT_FROM_IT}."


def none_listed(noun: str, language: str, work: Work) -> str:
    """The response where a source that was read whole lists nothing."""
    if language == "zh":
        return f"{work.titles['zh']}没有列出{noun}。"
    return f"None. {work.titles['en']} does not list any {noun}."


def none_shared(names: Sequence[str], what: str, language: str, work: Work) -> str:
    """The response where two lists of a source have nothing in common."""
    if language == "zh":
        return f"没有。据{work.titles['zh']}，{names[0]}和{names[1]}没有相同的{what}。"
    return f"None. According to {work.titles['en']}, {names[0]} and {names[1]} have no {what} in common."


def not_given(noun: str, what: str, domain: str, language: str, work: Work, *, one: bool) -> str:
    """The response where the sources give something of things of another class only."""
    if language == "zh":
        return f"无法回答。{work.titles['zh']}没有{'给出' if one else '提到'}{noun}；资料只给出了{domain}的{what}。"
    said = f"does not {f'state {noun}' if one else f'mention {_any(noun)}'}; the sources give {'it' if one else 'them'} for {domain} only"
    return f"This cannot be answered. {work.titles['en']} {said}."


def not_covered(held: str, statement: str, asked: str, language: str, work: Work) -> str:
    """The response where a source says what holds under another condition only."""
    if language == "zh":
        return f"资料没有说明。{work.titles['zh']}只提到，{held}，{statement}；没有涉及{asked.removesuffix('时')}的情况。"
    return f"Not stated. {work.titles['en']} only says that, {held}, {statement}. It does not say what holds {asked}."


def premise(denial: str | None, right: str | None, subject: str, language: str, work: Work | None, *, many: bool) -> str:
    """The response to a question that presupposes what is false: what holds instead. ``subject`` is the name that both statements begin
    with, ``many``: it takes plural verbs."""
    front = source_front(work, language)
    if language == "zh":
        return f"这个问题的前提不成立：{front}{_contrast(denial, right, subject)}。"
    if denial and right and denial.startswith(subject + " ") and right.startswith(subject + " "):
        right = ("they" if many else "it") + right.removeprefix(subject)
    return f"The question rests on a false premise: {front}{'; '.join(text for text in (denial, right) if text)}."


def _contrast(denial: str | None, right: str | None, subject: str) -> str:
    """What does not hold and what does, without saying twice what both begin with: 黄豆不属于高GI食物，而属于低GI食物."""
    if not denial or not right:
        return denial or right or ""
    shared = next((n for n in range(min(len(denial), len(right))) if denial[n] != right[n]), 0)
    rest = right[shared:]
    if shared < len(subject) or not subject or denial[shared : shared + 1] not in "不非没未并" or not rest:
        return f"{denial}；{right}"
    if denial[shared:].startswith(("不是", "并非")) or rest[0] in "为是":
        rest = "是" + rest.lstrip("为是")
    return f"{denial}，而{rest}"


def disagree(values: Sequence[tuple[str, str]], language: str) -> str:
    """The response where sources contradict each other: each value with the title of its source."""
    if language == "zh":
        return f"资料说法不一，无法一概而论：{'，'.join(f'{title}为{value}' for title, value in values)}。"
    said = ", ".join(f"{value} according to {title}" for title, value in values)
    return f"The sources disagree, so this cannot be answered with a single value: {said}."


def _any(noun: str) -> str:
    """A plural without its article: a text that mentions none does not leave out "the" ones.

    >>> _any("the symptoms of asthma"), _any("symptoms")
    ('any symptoms of asthma', 'any symptoms')
    """
    return f"any {noun.removeprefix('the ')}"


def both(titles: Sequence[str], language: str) -> str:
    """Two titles as one source."""
    return ("和" if language == "zh" else " and ").join(titles)
