"""How terms are asked for by their meaning and by other names, in Chinese and English."""

from __future__ import annotations

from .naming import capital
from .phrases import Head, Name

Said = tuple[str, str]
SHAPES = {"abbreviation": "abbreviation", "short": "short form", "other": "other name", "word": "word elsewhere"}


def _kind(head: Head) -> str:
    """The noun of a class, where one noun says it."""
    return "" if head.who or "或" in head.one or " or " in head.one else head.one


def by_meaning(meaning: str, language: str, title: str) -> list[Said]:
    """Questions for the term that a source defines so."""
    if language == "zh":
        return [(f"据{title}，“{meaning}”是哪个术语的释义？", "meaning"), (f"{title}中，释义为“{meaning}”的术语是什么？", "term")]
    out = [(f"Which term does {title} define as “{meaning}”?", "term")]
    out.append((f"According to {title}, what is defined as “{meaning}”?", "meaning"))
    return out


def has_meaning(meaning: str, name: Name, language: str, title: str) -> str:
    """The answer: the term with its meaning."""
    if language == "zh":
        return f"据{title}，“{meaning}”指的是{name.full}。"
    return f"According to {title}, {name.full} {'are' if name.many else 'is'} defined as “{meaning}”."


def by_name(way: str, name: str, written: Name, head: Head, language: str) -> list[Said]:
    """Questions for a term by an abbreviation or another name; for its abbreviation (``short``); for the word in the other language."""
    kind = _kind(head)
    if language == "zh":
        if way == "abbreviation":
            return [(f"{name}是什么的英文缩写？", way), (f"缩写{name}指的是什么？", "stands")]
        if way == "short":
            return [(f"{name}的英文缩写是什么？", way), (f"{name}常用哪个英文缩写表示？", "written")]
        if way == "word":
            return [(f"“{name}”的英文名称是什么？", way), (f"“{name}”用英文怎么说？", "say")]
        out = [(f"“{name}”是什么的别称？", way), (f"“{name}”是什么的另一个名称？", "called")]
        return [(f"“{name}”是哪{head.measure}{kind}的别称？", way), out[1]] if kind else out
    if way == "abbreviation":
        return [(f"What does {name} stand for?", way), (f"What is {name} short for?", "short for")]
    if way == "short":
        return [(f"What is the abbreviation for {written.full}?", way), (f"How is {written.full} abbreviated?", "abbreviated")]
    if way == "word":
        return [(f"What is the Chinese term for “{name}”?", way), (f"How do you say “{name}” in Chinese?", "say")]
    if kind:
        return [(f"Which {kind} is also known as “{name}”?", way), (f"“{capital(name)}” is another name for which {kind}?", "called")]
    return [(f"What is also known as “{name}”?", way), (f"“{capital(name)}” is another name for what?", "called")]


def told(way: str, name: str, right: Name, written: Name, language: str) -> str:
    """The answer to a question for a name."""
    if language == "zh":
        if way == "abbreviation":
            return f"{name}是{right.full}的英文缩写。"
        if way == "short":
            return f"{name}的英文缩写是{right.full}。"
        return f"“{name}”的英文名称是{right.full}。" if way == "word" else f"“{name}”是{right.full}的别称。"
    if way == "abbreviation":
        return f"{name} stands for {right.bare or right.full}."
    if way == "short":
        return f"The abbreviation for {written.full} is {right.full}."
    if way == "word":
        return f"The Chinese term for “{name}” is {right.full}."
    return f"{capital(right.full)} {'are' if right.many else 'is'} also known as “{name}”."
