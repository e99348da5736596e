"""How a statement is put up to be judged, in Chinese and English: true or false with a correction, or true, false or not stated."""

from __future__ import annotations

from .statements import first, source_front
from .titles import Work

Said = tuple[str, str]
"""A wording and the way it asks."""


def judge(statement: str, language: str, work: Work | None, *, marked: bool) -> tuple[Said, ...]:
    """Requests to judge a statement and to correct it where it is false; ``marked``: only what stands in quotation marks may be wrong."""
    if language == "zh":
        said = source_front(work, language) + statement
        if marked:
            return (
                (f"判断正误：{said}。如有错误，请改正引号中的内容。", "marked"),
                (f"{said}。引号中的内容是否有误？如有误，请改正。", "marked?"),
            )
        return (
            (f"判断正误：{said}。如有错误，请改正。", "true"),
            (f"{said}。这种说法对吗？如果不对，请改正。", "right"),
            (f"请判断对错，错的请改正：{said}。", "list"),
        )
    front = source_front(work, language)
    said = front + statement
    if marked:
        return (
            (f"True or false? If it is false, correct the part in quotation marks: {said}.", "marked"),
            (f"Is the part in quotation marks right? If not, correct it: {said}.", "marked?"),
        )
    return (
        (f"True or false? Correct it if it is false: {said}.", "true"),
        (f"{first(front + 'is it true that ')}{statement}? If not, what is correct?", "right"),
        (f"Is this statement right? If not, correct it: {said}.", "list"),
    )


def judge_in_three(statement: str, language: str, work: Work) -> tuple[Said, ...]:
    """Requests to say whether a source states something, contradicts it or leaves it open."""
    if language == "zh":
        title = work.titles["zh"]
        return (
            (f"据{title}，“{statement}”这一说法是真、是假，还是资料未说明？", "three"),
            (f"请根据{title}判断这一说法为真、为假，还是资料未说明：{statement}。", "three list"),
        )
    title = work.titles["en"]
    return (
        (f"True, false or not stated? According to {title}, {statement}.", "three"),
        (f"Does {title} say that {statement}, deny it, or leave it open?", "three?"),
    )


def corrected(statement: str, language: str, *, three: bool) -> str:
    """The answer to a false statement: what would be true."""
    if language == "zh":
        return f"假。正确的说法是：{statement}。" if three else f"错误。应改为：{statement}。"
    return f"False. {first(statement)}."


def confirmed(statement: str, language: str, *, three: bool) -> str:
    """The answer to a true statement."""
    if language == "zh":
        return f"{'真' if three else '正确'}。{statement}。"
    return f"True. {first(statement)}."


def not_stated(whether: str | None, language: str, work: Work) -> str:
    """The answer where the source leaves it open."""
    if language == "zh":
        return f"资料未说明。{work.titles['zh']}没有提到{whether}。" if whether else f"资料未说明。{work.titles['zh']}没有说明这一点。"
    return f"Not stated. {first(work.titles['en'])} {'does not say ' + whether if whether else 'leaves it open'}."
