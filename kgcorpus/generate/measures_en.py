"""English: questions and answers that compare values: "higher", "the most", "longest", "earlier", above and below.

A thing measured is had ("has the highest price"), holds for its bearer ("for which … is the goal highest"), or is a verb ("takes
longest", "was first published earliest").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgcorpus.english import article, infinitive, plural

from .grammar_en import listed
from .phrases import Head, Noun, Wording, mark_first

if TYPE_CHECKING:
    from .measures import Measure

_FORMS = {"many": ("more", "most"), "few": ("fewer", "fewest"), "much": ("more", "most"), "good": ("better", "best"),
          "bad": ("worse", "worst"), "far": ("farther", "farthest")}  # fmt: skip
_SHORT = frozenset("narrow shallow gentle simple clever quiet".split())  # noqa: SIM905
NUMBERS = dict(zip(range(1, 11), "one two three four five six seven eight nine ten".split(), strict=True))  # noqa: SIM905


def comparative(adjective: str) -> str:
    """
    >>> [comparative(a) for a in ("high", "large", "early", "big", "expensive", "few")]
    ['higher', 'larger', 'earlier', 'bigger', 'more expensive', 'fewer']
    """
    return _inflected(adjective, 0)


def superlative(adjective: str) -> str:
    """
    >>> [superlative(a) for a in ("high", "large", "early", "thin", "expensive", "many")]
    ['highest', 'largest', 'earliest', 'thinnest', 'most expensive', 'most']
    """
    return _inflected(adjective, 1)


def _inflected(adjective: str, degree: int) -> str:
    if adjective in _FORMS:
        return _FORMS[adjective][degree]
    ending = ("er", "est")[degree]
    syllables = len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", adjective)))
    if syllables > 1 and not (adjective.endswith("y") and syllables == 2) and adjective not in _SHORT:
        return f"{('more', 'most')[degree]} {adjective}"
    if adjective.endswith("e"):
        return adjective + ending[1:]
    if re.search(r"[^aeiou]y$", adjective):
        return adjective[:-1] + "i" + ending
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", adjective):
        return adjective + adjective[-1] + ending
    return adjective + ending


def compared(m: Measure, cmp: str, value: str) -> str:
    """A comparison behind the thing measured: "above 70", "more than 3", "before 1990"."""
    if m.date:
        return {">": f"after {value}", "<": f"before {value}", ">=": f"in or after {value}", "<=": f"in or before {value}"}[cmp]
    if _counted(m):
        return {">": f"more than {value}", "<": f"fewer than {value}", ">=": f"at least {value}", "<=": f"at most {value}"}[cmp]
    if m.way == "verb" or (m.more, m.less) == ("long", "short"):
        return {">": f"longer than {value}", "<": f"shorter than {value}", ">=": f"of at least {value}", "<=": f"of at most {value}"}[cmp]
    return {">": f"above {value}", "<": f"below {value}", ">=": f"of at least {value}", "<=": f"of at most {value}"}[cmp]


def between(m: Measure, low: str, high: str) -> str:
    """A range behind the thing measured, where no value is at its limits."""
    return f"between {low} and {high}"


def _counted(m: Measure) -> bool:
    return m.noun.startswith("number of ") and m.more == "many"


def _done(m: Measure, degree: str, many: bool) -> str:
    """What was done sooner or later than to others: "was published first", "were opened later". "First published later" would clash."""
    done = m.noun.removeprefix("first ")
    if degree in ("earlier", "earliest") and done != m.noun:
        degree = "first"
    return f"{'were' if many else 'was'} {done} {degree}"


def _had(m: Measure, many: bool) -> str:
    return "have" if many else "has"


def _said(m: Measure, said: str, many: bool) -> str:
    """A comparison said of a bearer: "have a price above 70", "takes longer than 30 minutes"."""
    if m.way == "verb" and m.date:
        return f"{'were' if many else 'was'} {m.noun} {said}"
    if m.way == "verb":
        words = said.replace("longer than", "more than").replace("shorter than", "less than").removeprefix("of ")
        return f"{infinitive(m.noun) if many else m.noun} {words}"
    if _counted(m):
        return f"{_had(m, many)} {said} {m.noun.removeprefix('number of ')}"
    return f"{_had(m, many)} {article(m.noun)} {m.noun} {said}"


def _is(said: str) -> str:
    return said.removeprefix("of ")


def ask_where(m: Measure, among: Noun, said: str, ask: str) -> list[Wording]:
    """Questions for the members whose value compares so."""
    which = among.text if among.compact else f"of {among.definite}"
    request = f"list all {among.text}" if ask == "all" else f"name some {among.text}"
    if m.way == "for":
        return [
            Wording(f"for which {which} is the {m.noun} {_is(said)}?", "own", 0.3),
            Wording(f"{request} for which the {m.noun} is {_is(said)}.", "list", 1.0),
        ]
    who = "that"
    out = [Wording(f"which {which} {_said(m, said, True)}?", "verb", 0.3)]
    if m.way == "verb" or not among.compact:
        return [*out, Wording(f"{request} {who} {_said(m, said, True)}.", "list", 1.0)]
    rest = f"with {said} {m.noun.removeprefix('number of ')}" if _counted(m) else f"with {article(m.noun)} {m.noun} {said}"
    return [*out, Wording(f"what are the {among.text} {rest}?", "noun", 0.8), Wording(f"{request} {rest}.", "list", 1.0)]


def ask_many(m: Measure, among: Noun, said: str, head: Head) -> list[Wording]:
    """Questions for how many members have a value that compares so."""
    which = among.text if among.compact else f"of {among.definite}"
    if m.way == "for":
        return [Wording(f"for how many {which} is the {m.noun} {_is(said)}?", "own", 0.3)]
    return [Wording(f"how many {which} {_said(m, said, True)}?", "verb", 0.3)]


def tell_where(m: Measure, among: Noun, said: str, items: Sequence[tuple[Noun, str]], whole: bool) -> str:
    told = listed([f"{name.definite} ({value})" for name, value in items])
    rest = f"for which the {m.noun} is {_is(said)}" if m.way == "for" else f"that {_said(m, said, True)}"
    if len(items) == 1:
        if not whole or m.way == "for":
            return f"{'the only' if whole else 'one'} of {among.definite} {rest} is {told}"
        return f"of {among.definite}, only {told} {_said(m, said, items[0][0].many)}"
    return f"{among.definite} {rest} {'are' if whole else 'include'} {told}"


def tell_many(m: Measure, among: Noun, said: str, head: Head, items: Sequence[tuple[Noun, str]]) -> str:
    told = listed([f"{name.definite} ({value})" for name, value in items])
    number = str(len(items))  # in figures, beside the values
    rest = f"for which the {m.noun} is {_is(said)}" if m.way == "for" else f"that {_said(m, said, len(items) > 1)}"
    noun = among.text if len(items) > 1 else head.one
    return f"there {'are' if len(items) > 1 else 'is'} {number} {noun} {rest}: {told}"


# ------------------------------------------------------------------------------------------- superlatives


def _top(m: Measure, low: bool, many: bool) -> str:
    """The superlative said of its bearer: "has the highest price", "takes longest"."""
    adjective = m.less if low else m.more
    if m.way == "verb" and m.date:
        return _done(m, "earliest" if low else "most recently", many)
    if m.way == "verb":
        verb = infinitive(m.noun) if many else m.noun
        if verb.startswith("take"):
            return f"{verb} {'the least time' if low else 'longest'}"
        return f"{verb} {'for the shortest time' if low else 'longest'}"
    thing = m.noun.removeprefix("number of ") if _counted(m) else m.noun
    return f"{_had(m, many)} the {superlative(adjective)} {thing}"


def ask_most(m: Measure, options: Sequence[Noun], head: Head, low: bool, k: int) -> list[Wording]:
    """Questions for the one, or the ``k``, of several named things with the greatest (``low``: smallest) value."""
    named, adjective = listed([o.definite for o in options]), superlative(m.less if low else m.more)
    if m.way == "for":
        which = "which" if k == 1 else f"which {NUMBERS.get(k, str(k))}"
        verb = f"is the {m.noun} {adjective}" if k == 1 else f"are the {plural(m.noun)} {adjective}"
        return [Wording(f"for {which} of {named} {verb}?", "own", 0.3)]
    if k == 1:
        return [
            Wording(f"which of {named} {_top(m, low, False)}?", "verb", 0.3),
            Wording(f"of {named}, which {_top(m, low, False)}?", "among", 0.5),
        ]
    number = NUMBERS.get(k, str(k))
    top = _top(m, low, True)
    if m.way != "verb" and not _counted(m):
        top = f"have the {adjective} {plural(m.noun)}"
    return [  # "which three of milk powder, …" leads astray
        Wording(f"which {number} of these {top}: {named}?", "verb", 0.3),
        Wording(f"of {named}, which {number} {top}?", "among", 0.5),
    ]


def tell_most(
    m: Measure, best: Sequence[tuple[Noun, str]], others: Sequence[tuple[Noun, str]], low: bool, k: int, head: Head
) -> str:
    names, values = listed([name.definite for name, _ in best]), [value for _, value in best]
    many = len(best) > 1 or best[0][0].many
    if m.way == "for":
        be = "is" if len(best) == 1 or len(set(values)) == 1 else "are"
        noun = m.noun if be == "is" else plural(m.noun)
        top = f"the {noun} {be} {superlative(m.less if low else m.more)} for {names}"
    else:
        top = f"{names} {_top(m, low, many)}"
        if len(best) > 1 and len(set(values)) > 1 and m.way != "verb" and not _counted(m):
            top = f"{names} have the {superlative(m.less if low else m.more)} {plural(m.noun)}"
    told = f"{top}: {values[0]}" if len(best) == 1 else f"{top}: {values[0]} each" if len(set(values)) == 1 else f"{top} ({listed(values)})"
    if len(best) == 1 and m.way == "verb" and m.date:
        told = f"{top}, in {values[0]}" if re.fullmatch(r"(?:[A-Z][a-z]+ )?\d+", values[0]) else f"{top}, on {values[0]}"
    if not others:
        return told
    rest = listed([f"{name.definite} ({value})" for name, value in others])
    come = "come" if len(others) > 1 or others[0][0].many else "comes"
    return f"{told}. Next {come} {rest}"  # what was not asked for stands in a sentence of its own


# ------------------------------------------------------------------------------------------- comparisons


def _more(m: Measure, low: bool, many: bool) -> str:
    adjective = comparative(m.less if low else m.more)
    if m.way == "verb" and m.date:
        return _done(m, adjective, many)
    if m.way == "verb":
        verb = infinitive(m.noun) if many else m.noun
        return f"{verb} {'less time' if low and verb.startswith('take') else adjective}"
    if _counted(m):
        return f"{_had(m, many)} {adjective} {m.noun.removeprefix('number of ')}"
    return f"{_had(m, many)} the {adjective} {m.noun}"


def ask_more(m: Measure, a: Noun, b: Noun, head: Head, low: bool, open: bool) -> list[Wording]:
    """Questions for the greater (``low``: smaller) of two; ``open`` leaves it possible that they are equal."""
    adjective = comparative(m.less if low else m.more)
    pair = f"{a.definite} or {b.definite}"
    if m.way == "for":
        out = [Wording(f"is the {m.noun} {adjective} for {a.definite} or for {b.definite}?", "own", 0.3)]
        same = [Wording(f"is the {m.noun} {adjective} for {a.definite} or for {b.definite}, or is it the same for both?", "open", 1.2)]
        return same if open else [*out, *(same if not low else [])]
    top = _more(m, low, False)
    equal = "are the two equal"
    if m.date:
        at = "in the same year" if m.years else "at the same time"
        equal = f"were both {m.noun.removeprefix('first ')} {at}" if m.way == "verb" else "are the two the same"
    same = [Wording(f"which {top}, {pair}, or {equal}?", "open", 1.2)]
    if open:
        return same
    out = [Wording(f"which {top}, {pair}?", "verb", 0.3), Wording(f"of {a.definite} and {b.definite}, which {top}?", "among", 0.6)]
    return [*out, *(same if not low else [])]


def tell_more(m: Measure, first: tuple[Noun, str], second: tuple[Noun, str], low: bool, apart: str) -> str:
    (a, x), (b, y) = first, second
    if x == y:
        if m.way == "for":
            return f"the {m.noun} is the same for {a.definite} and {b.definite}: {x}"
        if m.way == "verb" and m.date:
            return f"{a.definite} and {b.definite} were both {m.noun} in {x}"
        if m.way == "verb":
            return f"{a.definite} and {b.definite} {infinitive(m.noun)} equally long: {x}"
        return f"{a.definite} and {b.definite} have the same {m.noun}: {x}"
    if m.way == "for":
        top = f"the {m.noun} is {comparative(m.less if low else m.more)} for {a.definite}"
    else:
        top = f"{a.definite} {_more(m, low, a.many)}"
    if m.way == "verb" and m.date:
        other = comparative(m.more if low else m.less)
        on = "in" if re.fullmatch(r"(?:[A-Z][a-z]+ )?\d+", x) else "on"
        then = f", {apart} {other}" if apart else ""
        return f"{top}, {on} {x}. {_capital(b)} {'were' if b.many else 'was'} {m.noun} {on} {y}{then}"
    then = f", a difference of {apart}" if apart else ""
    if m.way == "verb":
        return f"{top}: {x}. {_capital(b)} {infinitive(m.noun) if b.many else m.noun} {y}{then}"
    if _counted(m):
        return f"{top}: {x}. {_capital(b)} {_had(m, b.many)} {y}{then}"
    return f"{top}: {x}. For {b.definite}, it is {y}{then}"


def _capital(noun: Noun) -> str:
    """A name at the beginning of a sentence."""
    return mark_first(noun.definite)


# ------------------------------------------------------------------------------------------- sums and means


def _thing(m: Measure) -> str:
    return {"takes": "time taken", "lasts": "duration"}.get(m.noun, m.noun) if m.way == "verb" else m.noun


def ask_average(m: Measure, names: Sequence[Noun]) -> list[Wording]:
    named = listed([n.definite for n in names])
    prep = "by" if m.noun == "takes" else "of" if m.way == "verb" else m.way
    return [
        Wording(f"what is the average {_thing(m)} {prep} {named}?", "own", 0.3),
        Wording(f"what is the mean {_thing(m)} {prep} {named}?", "noun", 0.6),
    ]


def tell_average(m: Measure, names: Sequence[Noun], values: Sequence[str], mean: str) -> str:
    prep = "by" if m.noun == "takes" else "of" if m.way == "verb" else m.way
    return f"the average {_thing(m)} {prep} {listed([n.definite for n in names])} is {mean} ({listed(values)}, respectively)"


def tell_average_of(m: Measure, among: Noun, items: Sequence[tuple[Noun, str]], mean: str) -> str:
    prep = "by" if m.noun == "takes" else "of" if m.way == "verb" else m.way
    told = listed([f"{name.definite}: {value}" for name, value in items])
    return f"the average {_thing(m)} {prep} {among.definite} is {mean} ({told})"


def ask_sum(m: Measure, among: Noun | None, names: Sequence[Noun]) -> list[Wording]:
    of = among.definite if among else listed([n.definite for n in names])
    if m.way == "verb":
        return [
            Wording(f"how long do {of} {infinitive(m.noun)} in total?", "own", 0.3),
            Wording(f"how long do {of} {infinitive(m.noun)} altogether?", "total", 0.5),
        ]
    return [Wording(f"what is the total {m.noun} {m.way} {of}?", "own", 0.3)]


def tell_sum(m: Measure, among: Noun | None, items: Sequence[tuple[Noun, str]], total: str) -> str:
    of = among.definite if among else listed([name.definite for name, _ in items])
    told = listed([f"{name.definite}: {value}" for name, value in items]) if among else listed([v for _, v in items]) + ", respectively"
    verb = f"{of} {infinitive(m.noun)} {total} in total" if m.way == "verb" else f"the total {m.noun} {m.way} {of} is {total}"
    return f"{verb} ({told})"
