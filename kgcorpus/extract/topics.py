"""The subject of a clause that leaves it out, where the sentence itself has it: "A是反转形态，发出看涨信号", "A与B互为镜像，都属于…",
"前者…；后者…"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgcorpus.extract.lists import Item, Names, Need, read_list, stand_ins
from kgcorpus.extract.matching import Found
from kgcorpus.extract.sentences import Sentence

_CLAUSES_ZH = re.compile(r"[,;:。]\s?")
_CLAUSES_EN = re.compile(r"[;:]\s?|, (?:and|but|while|whereas) ")  # an English comma alone also divides "Greene, Maine"
_ORDINAL = re.compile(r"(前者|the former)|(后者|the latter)")
_ALL = re.compile(r"(?:均|都|皆|both\b|all\b|二者|两者|三者|它们)")
_BOTH = re.compile(r"(?:both\b|二者|两者)")
_LEAD = re.compile(r"(?:对于|至于|关于|而|但|the|an?|in|for|and|but|\W|\s)*")
_ONLY_LEAD = re.compile(r"(?:对于|至于|关于|而|但|其中|the |an? |and |but |\W|\s)*$")


def topic(sentence: Sentence, found: Found, need: Need, earlier: Sequence[Found], names: Names) -> tuple[Item, ...]:
    """What a match without subject is about: one of two just named ("the former"), all that were just named ("都", "both"), the name that
    the clause before begins with, the subject of the match before. Empty where none fits or the name is not alone.
    """
    before = [m for m in earlier if m.end <= found.start and m.of("s")]
    said = sentence.text[found.start : found.end]
    clause = _clause_start(sentence, found.start)
    if meant := _ordinal(sentence.text[:clause] + sentence.text[clause : found.end]):
        pair = next((p for m in reversed(before) if len(p := _named(m)) == 2), ())
        return _fit(pair[meant - 1 : meant], need, names)
    plural = _ALL.match(said) or _ALL.search(sentence.text, clause, found.start)
    if plural:
        if listed := _list_before(sentence, clause, need, names):
            return listed
        if before and len(_named(before[-1])) > 1 and len(fitting := _fit(_named(before[-1]), need, names)) == len(_named(before[-1])):
            return fitting
        if _BOTH.match(plural.group()):
            two = {i.ids: i for m in before for i in m.of("s")[-1].items}
            if len(two) == 2:
                return _fit(tuple(two.values()), need, names)
    initial = _initial(sentence, found.start, need, names)
    last = max(before, key=lambda m: m.end) if before else None
    if last is not None and (not initial or initial[0].start <= last.start):
        items = last.of("s")[-1].items
        fitting = _fit(items, need, names)
        return fitting if len(fitting) == len(items) else ()
    return initial


def _ordinal(text: str) -> int:
    """1 or 2 where the last of "the former" and "the latter" in a text says which of two is meant, else 0."""
    found = list(_ORDINAL.finditer(text))
    return 0 if not found else 1 if found[-1].group(1) else 2


def _named(match: Found) -> tuple[Item, ...]:
    """What a match names: its subjects, and where it has but one, its objects too."""
    subjects = tuple(i for b in match.of("s") for i in b.items)
    return subjects if len(subjects) > 1 else (*subjects, *(i for b in match.of("o") for i in b.items if i.ids))


def _fit(items: Sequence[Item], need: Need, names: Names) -> tuple[Item, ...]:
    return tuple(replace(i, ids=ids) for i in items if (ids := names.fitting(i.ids, need.classes)))


def _clause_start(sentence: Sentence, at: int) -> int:
    return max((sentence.text.rfind(mark, 0, at) + 1 for mark in ",;:。"), default=0)


def _list_before(sentence: Sentence, clause: int, need: Need, names: Names) -> tuple[Item, ...]:
    """The list of two or more names that ends where the clause begins."""
    end = len(sentence.text[:clause].rstrip(" ,;:"))
    for hit in sentence.hits:
        if hit.entities and hit.end <= end:
            for stop, items, _ in read_list(sentence, hit.start, need, names):
                if stop == end and len(items) > 1 and all(i.problem is None for i in items):
                    return items
    return ()


def _initial(sentence: Sentence, at: int, need: Need, names: Names) -> tuple[Item, ...]:
    """The name (or list of names) that begins the nearest clause before a position, if it fits; with the sentence's first words before
    it."""
    marks = _CLAUSES_ZH if sentence.language == "zh" else _CLAUSES_EN
    starts = sorted({0, *(m.end() for m in marks.finditer(sentence.text[:at]))}, reverse=True)
    for start in starts:
        first = next((h for h in sentence.hits if h.entities and start <= h.start < at), None)
        pronoun = next((a for a in sorted(sentence.anaphors) if start <= a < at), None)
        if pronoun is not None and (first is None or pronoun < first.start) and _ONLY_LEAD.fullmatch(sentence.text[start:pronoun]):
            return stand_ins(sentence, pronoun, need)
        if first is None or first.end > at:
            continue
        lead = sentence.text[start : first.start]
        if not (_ONLY_LEAD.fullmatch(lead) or (start == 0 and len(lead) <= 5)):
            continue
        for _, items, _ in read_list(sentence, first.start, need, names):
            if all(i.problem is None for i in items):
                return items
    return ()
