"""How a Turtle text is laid out, and small cuts in one block of it that keep everything else as it stands, comments too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgcorpus.rdf import RDF, XSD

from .turtle_reading import PLAIN_LOCAL, Block, ListText, read_term, tokens

TYPE = RDF + "type"
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """The white space of a text: after the subject, before and after ``;`` and ``,``, before the full stop, between blocks."""

    first: str = "\n    "
    semi: str = " "
    next: str = "\n    "
    before_comma: str = " "
    after_comma: str = " "
    dot: str = " "
    between: str = "\n\n"
    type_word: str = "a"


def style_of(text: str, blocks: Sequence[Block], gaps: Iterable[str], newline: str) -> Style:
    """What most blocks do; where none shows it, what the ontologies of this project do."""
    seen: dict[str, Counter[str]] = {name: Counter() for name in Style.__dataclass_fields__}

    def see(name: str, gap: str) -> None:
        if not gap.strip():
            seen[name][gap] += 1

    for block in blocks:
        previous = block.subject_end
        for number, one in enumerate(block.lists):
            see("first" if number == 0 else "next", text[previous : one.start])
            for left, right in pairwise(one.objects):
                before, after = _comma(text[left.end : right.start])
                see("before_comma", before)
                see("after_comma", after)
            previous = one.end
            if one.semicolons:
                see("semi", text[one.end : one.semicolons[0]])
                previous = one.semicolons[-1] + 1
            if one.property == TYPE:
                seen["type_word"]["a" if re.match(r"a\b(?!:)", text[one.start :]) else text[one.start : one.objects[0].start].strip()] += 1
        see("dot", text[previous : block.dot])
    for gap in gaps:
        if gap.count("\n"):
            see("between", gap)
    standard = Style()
    return Style(
        **{name: found.most_common(1)[0][0] if found else getattr(standard, name).replace("\n", newline) for name, found in seen.items()}
    )


def _comma(gap: str) -> tuple[str, str]:
    """White space before and after the comma; where comments stand between, something that is not only white space."""
    before, comma, after = gap.partition(",")
    return (before, after) if comma and "#" not in gap else ("#", "#")


# --------------------------------------------------------------------------------------------- writing


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by the longest namespace that leaves a plain local name, else in angle brackets.

    >>> short("http://e/a.b", {"e": "http://e/"}), short("http://e/a/b", {"e": "http://e/"})
    ('e:a.b', '<http://e/a/b>')
    """
    found = [
        (-len(namespace), len(name), name)
        for name, namespace in prefixes.items()
        if namespace and iri.startswith(namespace) and PLAIN_LOCAL.match(iri[len(namespace) :])
    ]
    if found:
        length, _, name = min(found)
        return f"{name}:{iri[-length:]}"
    return f"<{escaped_iri(iri)}>"


def escaped_iri(iri: str) -> str:
    """An IRI as it stands between angle brackets."""
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda m: f"\\u{ord(m[0]):04X}", iri)


def written(value: str, names: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    """A value as it is written in a file with these prefixes; ``names`` are the prefixes that the value itself uses.

    >>> written('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', {}, {}), written("[ <http://e/a> e:b ]", {"e": "http://e/"}, {"f": "http://e/"})
    ('1', '[ f:a f:b ]')
    """
    out: list[str] = []
    at = 0
    for token in tokens(value, ""):
        out.append(value[at : token.start])
        at = token.end
        raw = value[token.start : token.end]
        out.append(short(read_term(raw, names)[1:-1], prefixes) if token.kind in ("iri", "name") else raw)
    return _bare("".join(out) + value[at:], read_term(value, names))


def _bare(text: str, term: str) -> str:
    """A number or truth value without quotes."""
    for datatype, form in _BARE.items():
        ending = f'"^^<{datatype}>'
        if term.endswith(ending) and form.fullmatch(term[1 : -len(ending)]):
            return term[1 : -len(ending)]
    return text


def verb(property: str, prefixes: Mapping[str, str], style: Style) -> str:
    return style.type_word if property == TYPE else short(property, prefixes)


def list_text(property: str, values: Sequence[str], prefixes: Mapping[str, str], style: Style) -> str:
    """A predicate with its objects."""
    return f"{verb(property, prefixes, style)} {(style.before_comma + ',' + style.after_comma).join(values)}"


# --------------------------------------------------------------------------------------------- cuts in one block


def with_object(text: str, block: Block, at: int, number: int, new: str) -> str:
    """The object replaced."""
    old = block.lists[at].objects[number]
    return text[: old.start] + new + text[old.end :]


def without_object(text: str, block: Block, at: int, number: int) -> str:
    """The object gone from a list of several."""
    objects = block.lists[at].objects
    one = objects[number]
    left, right = (objects[number - 1].end, one.end) if number else (one.start, objects[1].start)
    gap = text[left : one.start] if number else text[one.end : right]
    if not gap.replace(",", "", 1).strip():
        return text[:left] + text[right:]
    kept = _without(gap, ",")
    return text[: left if number else one.start] + kept + text[one.end if number else right :]


def with_more_objects(text: str, block: Block, at: int, number: int, new: Sequence[str], style: Style) -> str:
    """Objects added behind one of a list; ``number`` -1: before the first."""
    objects = block.lists[at].objects
    comma = next(
        (gap for left, right in pairwise(objects) if not (gap := text[left.end : right.start]).replace(",", "", 1).strip()),
        style.before_comma + "," + style.after_comma,
    )
    if number < 0:
        place = objects[0].start
        return text[:place] + "".join(one + comma for one in new) + text[place:]
    place = objects[number].end
    return text[:place] + "".join(comma + one for one in new) + text[place:]


def without_list(text: str, block: Block, at: int) -> str:
    """One of several lists gone, with its line where it has one; comments of other lines stay."""
    one = block.lists[at]
    if at + 1 < len(block.lists):
        following = block.lists[at + 1].start
        gap = text[one.end : following]
        kept = _without(gap, ";").lstrip() if "#" in gap else ""
        return text[: one.start] + kept + text[following:]
    previous = block.lists[at - 1]
    gap = text[previous.end : one.start]
    return text[: previous.end] + (_without(gap, ";") if "#" in gap else "") + text[one.end :]


def _without(gap: str, mark: str) -> str:
    """White space and comments without the marks between them."""
    return re.sub(r"(#[^\r\n]*)|[,;]", lambda m: m[1] or "", gap) if mark in gap else gap


def with_list_before(text: str, block: Block, at: int, new: str, style: Style) -> str:
    """A list added before another."""
    place = block.lists[at].start
    return text[:place] + new + style.semi + ";" + _gap_near(text, block, at, style) + text[place:]


def with_list_after(text: str, block: Block, at: int, new: str, style: Style) -> str:
    """A list added behind another; a comment at the end of that one's line stays with it."""
    if at + 1 < len(block.lists):
        return with_list_before(text, block, at + 1, new, style)
    last = block.lists[at]
    gap = _gap_near(text, block, at, style)
    closed = bool(last.semicolons)
    end = last.semicolons[-1] + 1 if closed else last.end
    comment = re.match(r"[ \t]*#[^\r\n]*", text[end : block.dot])
    place = end + (len(comment[0]) if comment else 0)
    if comment and "\n" not in gap:
        gap = "\n    "
    semi = style.semi + ";"
    if not closed:
        return text[:end] + semi + text[end:place] + gap + new + text[place:]
    return text[:place] + gap + new + semi + text[place:]


def _gap_near(text: str, block: Block, at: int, style: Style) -> str:
    """The white space before a list of this block, as its neighbours have it."""
    for number in (at, at + 1, at - 1):
        if 0 < number < len(block.lists):
            previous = block.lists[number - 1]
            start = previous.semicolons[-1] + 1 if previous.semicolons else previous.end
            gap = text[start : block.lists[number].start]
            if not gap.strip():
                return gap
    return style.next


def ends_group(lists: Sequence[ListText], property: str) -> int:
    """The number of the list behind which a new property stands: the last of its namespace, else the last; -1 for a type, which leads."""
    if property == TYPE:
        return -1
    namespace = re.sub(r"[^#/:]*\Z", "", property)
    same = [n for n, one in enumerate(lists) if one.property != TYPE and re.sub(r"[^#/:]*\Z", "", one.property) == namespace]
    return same[-1] if same else len(lists) - 1
