"""Kinds of things, coarser than any ontology's types: what the name of a type tells, and what a span looks like."""

from __future__ import annotations

import re

from kgcorpus.extract.named import expected

_TIME = re.compile(r"日期|时间|年份|date|time|year|dateTime|gYear", re.IGNORECASE)
_NUMBER = re.compile(
    r"数|量|面积|金额|资本|票房|年龄|率|number|decimal|integer|float|double|quantity|percentage|duration|metre|meter|second", re.IGNORECASE
)
_NAMES = {"PERSON": "person", "PLACE": "place", "ORG": "org", "WORK": "work", "TIME": "time", "NUMBER": "number", "GROUP": "place"}
_DIGIT = re.compile(r"[0-9０-９零一二三四五六七八九十百千万]")
_DATED = re.compile(r"[年月日]|\b(?:1[0-9]|20)[0-9]{2}\b")


def kinds(type_: str) -> frozenset[str]:
    """What the name of a type tells of its members: person, place, org, work, time, number."""
    out = set(expected(type_.lower()))
    if _TIME.search(type_):
        out.add("time")
    elif _NUMBER.search(type_):
        out.add("number")
    return frozenset(out)


def kind_of(label: str, said: str) -> str:
    """The kind of thing that a span looks to be: by its name's label, else time or number by its digits."""
    if label in _NAMES:
        return _NAMES[label]
    if _DIGIT.search(said):
        return "time" if _DATED.search(said) else "number" if len(_DIGIT.findall(said)) * 2 >= len(said) else ""
    return ""
