"""How the relation between two things is asked and told: a chain of facts, one sentence a path."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from . import grammar_en, grammar_zh
from .naming import capital
from .paths import Link
from .phrases import Filler, Manner, Name, Noun, NoWording, Wording, mark_articles, put, slot
from .speaker import Speaker
from .wording import composed

Paths = Sequence[tuple[Link, ...]]
Names = Mapping[int, Name]
Nouns = Mapping[int, Noun]
_ZH = (
    ("{a}和{b}有什么关系？", "own", 0.0),
    ("{a}与{b}之间有什么联系？", "between", 0.3),
    ("{a}和{b}之间是什么关系？", "what", 0.6),
    ("请说明{a}与{b}的关系。", "list", 0.8),
)
_EN = (
    ("how is {a} related to {b}?", "own", 0.0),
    ("what is the relation between {a} and {b}?", "between", 0.2),
    ("how are {a} and {b} connected?", "connected", 0.5),
    ("explain how {a} is related to {b}.", "list", 0.8),
)


def ask_link(speaker: Speaker, manner: Manner, names: Sequence[Name]) -> tuple[Wording, ...]:
    """Questions for the relation of slots 0 and 1."""
    texts = _ZH if speaker.language == "zh" else _EN
    plural = names[0].many

    def make(*given: object) -> list[Wording]:
        out = [Wording(text.format(a=slot(0), b=slot(1)), way, cost) for text, way, cost in texts]
        return [w for w in out if not (plural and " is " in w.text and w.way in ("own", "list"))]

    return composed({"op": "relations"}, speaker, manner, [n.many for n in names], make)


def tell_direct(speaker: Speaker, manner: Manner, paths: Paths, names: Names) -> str:
    """The facts that link two things; what holds both ways is said once."""
    told: dict[str, Link] = {}
    for path in sorted(paths):
        told.setdefault(path[0].arrow.predicate, path[0])
    order = sorted(told.values(), key=lambda link: bool(_mutual(speaker, link)))

    def tell(called: Nouns) -> list[str]:
        first, *more = order
        return [_statement(speaker, first, called), *(_mutual(speaker, link) or _statement(speaker, link, called) for link in more)]

    return _whole(speaker, manner, names, tell)


def _mutual(speaker: Speaker, link: Link) -> str:
    """A fact that says as much of the one as of the other, of two things that were just named: 二者存在相互作用."""
    predicate = speaker.predicate(link.arrow.predicate)
    among = predicate.wording.get("statement", {}).get("zh", ())
    if speaker.language != "zh" and not predicate.symmetric and not any(_mutual_said(template, "zh") for template in among):
        return ""  # "is made with" holds one way, and English does not show it
    return _mutual_said(_template(speaker, link), speaker.language)


def _mutual_said(template: str, language: str) -> str:
    if language == "zh":
        match = re.fullmatch(r"\{s\}[与和]\{o\}(?!的)([^{}]+)", template)
        return f"二者{match[1]}" if match else ""
    match = re.fullmatch(r"\{s\} ([^{}]+) with \{o\}", template)
    return f"the two {grammar_en.agree(match[1], True)} with each other" if match else ""


def tell_path(speaker: Speaker, manner: Manner, paths: Paths, names: Names) -> str:
    """Each path as a chain of facts."""
    return _whole(speaker, manner, names, lambda called: [_chain(speaker, path, called) for path in paths])


def _whole(speaker: Speaker, manner: Manner, names: Names, tell: Callable[[Nouns], list[str]]) -> str:
    """The answer: sentences with slots for the names, which are then filled in."""
    order = sorted(names)
    said = list(dict.fromkeys(tell({term: Noun(slot(n), "name", names[term].many) for n, term in enumerate(order)})))
    front = speaker.grammar.front(manner)
    zh = speaker.language == "zh"
    text = front + ("；" if zh else "; ").join(said) + ("。" if zh else ".")
    filled = Filler.of(text if zh else mark_articles(text)).fill([names[term].variants() for term in order])
    return filled if zh else capital(filled)


def _template(speaker: Speaker, link: Link) -> str:
    found = speaker.templates(link.arrow.predicate).of("statement")
    plain = [t for t in found if t.count("{s}") == 1 and t.count("{o}") == 1 and ":" not in t and "：" not in t]
    if not plain or re.fullmatch(r"\{s\} ?\{o\}", plain[0]):
        raise NoWording(link.arrow.predicate, "statement")
    return plain[0]


def _statement(speaker: Speaker, link: Link, names: Nouns) -> str:
    """The fact of a link in a sentence without its end."""
    subject, _, object_ = link.fact
    template = _template(speaker, link)
    if speaker.language == "zh":
        return put(template, s=names[subject].text, o=names[object_].text)
    return grammar_en.statement(template, names[subject], names[object_])


def _chain(speaker: Speaker, path: tuple[Link, ...], names: Nouns) -> str:
    if len(path) == 2 and path[0].arrow == path[1].arrow.back and not path[0].arrow.inverse and (both := _both(speaker, path, names)):
        return both
    if len(path) == 2 and path[0].arrow.inverse and not path[1].arrow.inverse and (one := _of_one(speaker, path, names)):
        return one
    said = _statement(speaker, path[0], names)
    for before, link in pairwise(path):
        said = _go_on(speaker, said, before, link, names)
    return said


def _both(speaker: Speaker, path: tuple[Link, ...], names: Nouns) -> str | None:
    """Two things of one sort: 甲和乙都属于丙."""
    template = _template(speaker, path[0])
    left, middle, right = names[path[0].start], names[path[0].end], names[path[1].end]
    if speaker.language == "zh":
        if template.startswith("{s}") and not template.startswith(("{s}的", "{s}是")):
            return put(template, s=f"{grammar_zh.listed([left.text, right.text])}都", o=middle.text)
        return None
    if template.startswith("{s} "):
        pair = f"{left.text} and {right.text}"
        said = grammar_en.statement(template, Noun(pair, "pair", True), middle).removeprefix(pair + " ")
        return f"{pair} are both {said.removeprefix('are ')}" if said.startswith("are ") else f"{pair} both {said}"
    return None


def _of_one(speaker: Speaker, path: tuple[Link, ...], names: Nouns) -> str | None:
    """Two things said of one: 丙用于治疗甲，且可引起乙."""
    first, second = (_template(speaker, link) for link in path)
    middle, right = names[path[0].end], names[path[1].end]
    if not (first.startswith("{s}") and second.startswith("{s}")):
        return None
    said = _statement(speaker, path[0], names)
    if speaker.language == "zh":
        rest = put(second.removeprefix("{s}"), o=right.text)
        return None if rest.startswith("的") or second.startswith("{s}的") else f"{said}，且{rest}"
    if not (first.startswith("{s} ") and second.startswith("{s} ")):
        return None
    whole = grammar_en.statement(second, middle, right)
    return f"{said} and {whole.removeprefix(middle.text + ' ')}"


def _go_on(speaker: Speaker, said: str, before: Link, link: Link, names: Nouns) -> str:
    """The chain with one more fact."""
    fact = _statement(speaker, link, names)
    if speaker.language == "zh":
        return f"{said}，{'而' if link.arrow.inverse else ''}{fact}"
    middle = names[before.end].text
    template = _template(speaker, link)
    forward = not link.arrow.inverse and template.startswith("{s} ")
    if forward and said.endswith(middle) and fact.startswith(middle + " ") and not re.search(r", wh(?:o|ich) ", said):
        who = speaker.head(before.arrow.predicate, before.arrow.inverse).who or "which"
        return f"{said}, {who} {fact.removeprefix(middle + ' ')}"
    return f"{said}, and {fact}"
