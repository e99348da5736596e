"""A verdict in a sentence, in the language of the question."""

from __future__ import annotations

from kgcorpus.grade.sets import Held

_SAID = {
    "equal": ("与标准答案一致", "The answer is the standard answer"),
    "alias": ("与标准答案一致（用了别名）", "The answer is the standard answer, by another name"),
    "subset": ("答对了一部分", "Right, but not complete"),
    "superset": ("标准答案都答到了，另有不属于标准答案的内容", "All of the standard answer, and something that is not"),
    "overlap": ("部分正确", "Partly right"),
    "disjoint": ("没有答到标准答案", "None of the standard answer is given"),
    "more_general": ("比标准答案笼统", "Less precise than the standard answer"),
    "more_specific": (
        "比标准答案更具体，超出标准答案的部分无从判断",
        "More precise than the standard answer: what goes beyond it cannot be judged",
    ),
    "contradiction": ("与标准答案相反或不同", "The answer contradicts the standard answer"),
    "abstained": ("没有作答，或表示不知道", "Not attempted, or said to be unknown"),
    "undecided": (
        "无法判定：措辞与标准答案不同，或所列内容不在已知范围内",
        "Cannot be judged: other words than the standard answer, or items that are not known",
    ),
}
_UNKNOWN = ("资料未给出答案，应答“不知道”", "The sources do not answer this; the right response is that it is unknown")
_ENOUGH = ("已答对其中之一或若干，题目不要求全部", "Right; the question does not ask for all")
_ORDER = ("各项都答到了，但顺序不同", "All are given, in another order")


def explain(mode: str, verdict: str, relation: str, held: Held, lang: str, *, said: str = "") -> str:
    """The explanation; ``said`` is what the answer says instead, where it contradicts.

    >>> explain("all", "partial", "subset", Held(("A",), ("B", "C"), ()), "en")
    'Right, but not complete: 1 of 3. Missing: B, C.'
    """
    zh = lang == "zh"
    pick = 0 if zh else 1
    text = _SAID[relation][pick]
    if mode == "none":
        text = (f"{_SAID['abstained'][0]}；{_UNKNOWN[0]}" if zh else _UNKNOWN[1]) if verdict == "correct" else _UNKNOWN[pick]
    elif mode in ("any", "some") and verdict == "correct" and held.missing:
        text = _ENOUGH[pick]
    elif mode == "order" and relation == "overlap" and not held.missing and not held.extra:
        text = _ORDER[pick]
    elif verdict == "partial" and held.matched:
        of = len(held.matched) + len(held.missing)
        text += f"（{of}项中{len(held.matched)}项）" if zh else f": {len(held.matched)} of {of}"
    parts = [text]
    if said and relation == "contradiction":
        parts.append(f"答的是：{said}" if zh else f"Said: {said}")
    if held.missing and mode != "none" and relation not in ("abstained",) and not (mode in ("any", "some") and held.matched):
        parts.append(("缺：" if zh else "Missing: ") + _listed(held.missing, zh))
    if held.extra and mode != "any":
        parts.append((("未定：" if zh else "Not known: ") if mode == "some" else ("多：" if zh else "Extra: ")) + _listed(held.extra, zh))
    return ("；".join(parts) + "。") if zh else (". ".join(parts) + ".")


def _listed(values: tuple[str, ...], zh: bool, most: int = 10) -> str:
    shown = ("、" if zh else ", ").join(values[:most])
    if len(values) <= most:
        return shown
    return f"{shown}等{len(values)}项" if zh else f"{shown} and {len(values) - most} more"
