"""Explanations with what a graph tells behind them."""

from __future__ import annotations

from collections.abc import Sequence

from kgcorpus import text_patterns as re

_ABOUT = re.compile(r"“(?P<said>[^”]+)”(?= (?:is|was) |[^ ])")
"""A note that begins with what the answer says."""
_NOT_AMONG = {"zh": re.compile(r"(.*其中没有)“([^”]+)”(.*)"), "en": re.compile(r"(.*, and )“([^”]+)” is( not among them.*)")}


def _together(notes: Sequence[str], lang: str) -> list[str]:
    """The notes, what is not in one and the same list told once."""
    out: dict[tuple[str, str], list[str]] = {}
    for text in notes:
        found = _NOT_AMONG[lang].fullmatch(text)
        out.setdefault((found[1], found[3]) if found else (text, ""), []).extend([f"“{found[2]}”"] if found else [])
    several = {"zh": "、", "en": " and "}[lang]
    verb = {"zh": ("", ""), "en": (" is", " are")}[lang]
    return [lead + several.join(names) + (verb[len(names) > 1] if names else "") + rest for (lead, rest), names in out.items()]


def told(explanation: str, notes: Sequence[str], lang: str) -> str:
    """An explanation with what the graph tells behind it.

    >>> told("Right.", ["“B” is wrong"], "en"), told("答对了。", ["“乙”不对"], "zh")
    ('Right; “B” is wrong.', '答对了；“乙”不对。')
    >>> told("Wrong: expected A, said “B”.", ["“B” is a city, not a country"], "en")
    'Wrong: expected A, said “B”: it is a city, not a country.'
    """
    if not notes:
        return explanation
    notes = _together(notes, lang)
    mark, end = ("；", "。") if lang == "zh" else ("; ", ".")
    text, first = explanation.rstrip("。."), notes[0]
    said = _ABOUT.match(first)
    if said and text.endswith(f"“{said['said']}”"):  # what is quoted already is not quoted again
        rest = first[said.end() :].lstrip()
        bare = rest.removeprefix("不对，").removeprefix("is wrong: ")
        text += mark + bare if bare != rest else ("：" if lang == "zh" else ": it ") + rest
        return mark.join([text, *notes[1:]]) + end
    return mark.join([text, *notes]) + end
