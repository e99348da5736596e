"""English: how nouns, clauses and questions are built from a predicate's templates.

Brackets ``[is|are]`` agree with the slot they stand beside, else with what their position says (statement: the subject; phrase: the
objects; inverse phrase: the subjects). Questions are made by moving what a statement has (auxiliary, or do), never by guessing a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus.english import infinitive, is_participle, is_plural, is_verb, past_tense, third_person

from .phrases import Clause, Head, Manner, Noun, Templates, bare, names_out, put

_BRACKET = re.compile(r"(\{[soc]\} )?\[([^\[\]|]*)\|([^\[\]|]*)\](?=( \{[soc]\})?)")
AUXILIARIES = {"is", "are", "was", "were", "can", "could", "may", "might", "must", "should", "will", "would"}
_BE = {"is": "are", "was": "were", "has": "have", "does": "do"}
_COMPACT = re.compile(r"(?:\[\|\])?\{o\}(?:-[a-z]+)?(?:\[\|s\])?(?: \{c\})?")
"""What makes a noun of a value's name: "SGLT2 inhibitors", "reversal patterns", "bullish patterns"."""
_ASKING = {"is", "are", "was", "were", "do", "does", "did", "has", "have", "can"}
_PLURAL_VERB = re.compile(r"\b(that|which|who) ([a-z]+)\b")
_OF_STOPS = re.compile(r"[,;:?.]|\b(?:that|which|who|whose|is|are|was|were|do|does|has|have|and|but|with|in|by|for|as)\b")


def weight(text: str) -> float:
    """What a text costs: its length and its runs of "of"."""
    run = max((len(re.findall(r"\bof\b", part)) for part in _OF_STOPS.split(text)), default=0)
    return 0.2 * text.count(" of ") + 1.6 * max(0, text.count(" for ") - 1) + 2.0 * max(0, run - 1) + len(text) / 60


def agree(template: str, default: bool, *, s: bool = False, o: bool = False, c: bool | None = None) -> str:
    """The template with its brackets resolved: by the slot directly before, by the slot directly after do/be, else by ``default``."""
    numbers = {"{s}": s, "{o}": o, "{c}": default if c is None else c}
    last, number = -1, default

    def choose(match: re.Match[str]) -> str:
        nonlocal last, number
        before, one, many, after = match.group(1), match.group(2), match.group(3), match.group(4)
        if not before and last >= 0 and template[last : match.start()] == " ":
            pass  # "{s} [is|are] [a member|members]": as the one before
        elif before:
            number = numbers[before.strip()]
        elif after and one.lower() in _ASKING:
            number = numbers[after.strip()]
        else:
            number = default
        last = match.end()
        return (before or "") + (many if number else one)

    return _BRACKET.sub(choose, template)


_PAST = {"is": "was", "are": "were", "does": "did", "do": "did", "has": "had", "have": "had"}


def past(template: str) -> str:
    """A template in the past tense; what is no verb in brackets or auxiliary stays.

    >>> past("{s} [is|are] sold in {o}"), past("Where [does|do] {s} lie?"), past("{s} [belongs|belong] to {o}")
    ('{s} [was|were] sold in {o}', 'Where did {s} lie?', '{s} belonged to {o}')
    """

    def verb(match: re.Match[str]) -> str:
        one, many = match.group(1), match.group(2)
        if one in _PAST:
            return _PAST[one] if _PAST[one] == _PAST.get(many) else f"[{_PAST[one]}|{_PAST.get(many, many)}]"
        first = many.split(" ")[0]
        return past_tense(many) if is_verb(first) and infinitive(one) == many else match.group(0)

    text = re.sub(r"\[([^\[\]|]*)\|([^\[\]|]*)\]", verb, template)
    return re.sub(r"\b(is|are|does|do|has|have)\b(?![^\[]*\])", lambda m: _PAST[m.group(1)], text)


def singular_relative(text: str) -> str:
    """ "patterns that have X" said of one: "that has X"."""

    def one(match: re.Match[str]) -> str:
        word = match.group(2)
        backward = {many: single for single, many in _BE.items()}
        if word in backward:
            return f"{match.group(1)} {backward[word]}"
        if is_verb(word) and infinitive(word) == word:
            return f"{match.group(1)} {third_person(word)}"
        return match.group(0)

    return _PLURAL_VERB.sub(one, text, count=1)


def in_number(text: str, many: bool) -> str:
    """A verb phrase whose first verb is not in brackets, in the number wanted."""
    first, space, rest = text.partition(" ")
    if many:
        if first in _BE:
            first = _BE[first]
        elif is_verb(first) and infinitive(first) != first:
            first = infinitive(first)
    else:
        for single, plural in _BE.items():
            if first == plural:
                first = single
    return first + space + rest


def _onein_number(text: str) -> str:
    """A plural verb phrase said of one: "have a target" → "has a target"; empty where its first word is no known verb."""
    first, space, rest = text.partition(" ")
    single = {many: one for one, many in _BE.items()}.get(first)
    if single is None and is_verb(first) and infinitive(first) == first:
        single = third_person(first)
    return single + space + rest if single else ""


def name(text: str, many: bool) -> Noun:
    return Noun(text, "name", many)


def members(head: Head) -> Noun:
    """All members of a class."""
    return Noun(head.many or head.one, "class", True)


def mend(t: Templates) -> Templates:
    """Templates with what follows from the expert's statement in place of what was made from the label: "treats {o}" → "{c} that
    [treats|treat] {o}"."""
    made = tuple(f"{{c}} that {x[4:]}" for x in t.of("statement") if x.startswith("{s} [") and "{s}" not in x[3:])
    return t.without_derived(made={"inversePhrase": made})


def select(t: Templates, detail: Templates, value: str) -> Templates:
    """Templates of a step that selects by a detail: the detail's own, or its modifier with the noun ("common adverse effects", "… as
    chairman")."""
    said = {
        name: tuple(x.replace("{v}", value) for x in texts) for name, texts in detail.said.items() if name not in ("select", "condition")
    }
    said = {name: texts for name, texts in said.items() if name not in detail.derived and any(value in x for x in texts)}
    for modifier in detail.of("select"):
        words = modifier.replace("{v}", value)
        if modifier.startswith("{v}"):
            positions: dict[str, tuple[str, ...]] = {"phrase": tuple(f"{words} {x}" for x in t.of("phrase") if not x.startswith("{s}"))}
        else:
            positions = {name: tuple(f"{x} {words}" for x in t.of(name)) for name in ("phrase", "inversePhrase", "statement")}
        said |= {name: texts for name, texts in positions.items() if texts and name not in said}
    return Templates(t.predicate, said)


def objects(t: Templates, inner: Noun, head: Head, many: bool) -> list[Noun]:
    """Noun phrases for what ``inner`` is linked to, in singular or plural where the template has both."""
    out = []
    for position in ("phrase", "objectClause"):
        if position == "objectClause" and not head.one:
            continue
        for template in t.of(position):
            if "[" in template.replace("{s} [", "").replace("{o} [", "") or template.startswith("{c}"):
                plural = many
            else:
                plural = is_plural(names_out(put(template, s="X", o="X", c=head.one)))
            text = agree(template, many, s=inner.many, c=many)
            tail = text.removesuffix(" of {s}") if text.endswith(" of {s}") else ""
            said = put(text, s=inner.definite, c=head.many if many else head.one)
            cost = weight(said) + t.cost(position) + (0.2 if position == "objectClause" else 0)
            out.append(
                Noun(
                    said, "phrase" if position == "phrase" else "clause", plural, not template.startswith("{s}"), tail, inner.definite, cost
                )
            )
    return out


def subjects(t: Templates, inner: Noun, head: Head, many: bool) -> list[Noun]:
    """Noun phrases for what is linked to ``inner``."""
    out = []
    for template in t.of("inversePhrase"):
        if "{c}" in template and not head.one:
            continue
        text = agree(template, many, o=inner.many, c=many)
        if not many and "[" not in template:
            text = singular_relative(text)
        compact = _COMPACT.fullmatch(template) is not None
        said = put(text, o=bare(inner.definite) if compact else inner.definite, c=head.many if many else head.one)
        cost = weight(said) + t.cost("inversePhrase")
        out.append(Noun(said, "subjects", many, compact or not template.startswith("{o}"), "", inner.definite, cost, compact))
    return out


def siblings(t: Templates, inverse: bool, inner: Noun, head: Head) -> list[Noun]:
    """Noun phrases for what shares a value with ``inner`` (``inverse``: what shares a subject)."""
    position = "inverseSibling" if inverse else "sibling"
    out = []
    for template in t.of(position):
        text = put(agree(template, True, s=inner.many, o=inner.many), s=inner.definite, o=inner.definite, c=head.many)
        out.append(Noun(text, "sibling", True, True, "", inner.definite, weight(text) + t.cost(position)))
    return out


def clauses(t: Templates, inner: Noun, head: Head, position: str = "statement") -> list[Clause]:
    """What is said of the subjects of ``inner``: the statement (or negation) without its subject, in both numbers."""
    out = []
    for template in t.of(position):
        if template.startswith("{s} ") and "{s}" not in template[3:]:
            rest = template[4:]
            one = put(in_number(agree("{s} " + rest, False, o=inner.many)[4:], False), o=inner.definite)
            many = put(in_number(agree("{s} " + rest, True, s=True, o=inner.many)[4:], True), o=inner.definite)
            out.append(Clause(one, many, weight(many) + t.cost(position)))
    if position == "negation" and not out:
        return [_deny(clause) for clause in clauses(t, inner, head)]
    if position == "statement" and not out:
        for template in t.of("inverseQuestion"):
            if template.startswith("Which {c} ") and template.count("{c}") == 1:
                many = put(agree(template.removeprefix("Which {c} "), True, o=inner.many), o=inner.definite).rstrip("?")
                one = _onein_number(many) if head.one == "person" else _onein_number(many).replace(" their ", " its ")
                out.append(Clause(one, many, weight(many) + t.cost("inverseQuestion")))
    return out


def _deny(clause: Clause) -> Clause:
    """The clause with "not": after be or another auxiliary, else with do."""

    def deny(text: str, many: bool) -> str:
        first, _, rest = text.partition(" ")
        if first in AUXILIARIES or (first in ("has", "have") and is_participle(rest.split(" ")[0])):
            return f"{first} not {rest}"
        return f"{'do' if many else 'does'} not {infinitive(first)} {rest}".strip()

    return Clause(deny(clause.one, False) if clause.one else "", deny(clause.many, True), clause.cost)


def joined(first: str, second: str, by: str) -> str:
    """Two clauses joined; be is said once before two of a kind.

    >>> joined("are in the grains group", "are in the low GI category", "and"), joined("are bullish", "have a neckline", "and")
    ('are in the grains group and in the low GI category', 'are bullish and have a neckline')
    """
    one, two = first.split(" ", 2), second.split(" ", 2)
    same = one[0] == two[0] and one[0] in _BE.keys() | _BE.values() and len(one) > 2 and len(two) > 2
    if same and two[1] != "not" and (one[1] == two[1] or (is_participle(one[1]) and is_participle(two[1]))):
        second = second.partition(" ")[2]
    return f"{first} {by} {second}"


def both_clauses(t: Templates, a: Noun, b: Noun, head: Head) -> Clause | None:
    """What is said of the subjects of both by one predicate: "are contraindicated in both Y and Z"."""
    kept = {"statement": tuple(x for x in t.of("statement") if takes_pair(x))}
    kept["inverseQuestion"] = tuple(x for x in t.of("inverseQuestion") if takes_pair(x.rstrip("?")))
    found = clauses(Templates(t.predicate, kept, t.silent, t.derived), pair_of(a, b), head)
    return found[0] if found else None


def pair_of(a: Noun, b: Noun) -> Noun:
    return Noun(f"both {a.definite} and {b.definite}", "pair", True)


def takes_pair(template: str) -> bool:
    return template.endswith("{o}") and not template.endswith((" the {o}", " a {o}", " an {o}", " is {o}", " are {o}", "[is|are] {o}"))


def args(text: str, s: Noun, o: Noun) -> str:
    return put(text, s=s.definite, o=o.definite)


def statement(template: str, s: Noun, o: Noun) -> str:
    """A statement about two nouns, its verb agreeing with the subject."""
    text = agree(template, s.many, s=s.many, o=o.many)
    for mark, many in (("{s} ", s.many), ("{o} ", o.many)):
        if text.startswith(mark):
            text = mark + in_number(text[4:], many)
    return args(text, s, o)


def front(manner: Manner) -> str:
    """What stands before a sentence: source and date."""
    said = f"according to {manner.source}, " if manner.source else ""
    return said + (f"as of {say_date(manner.date)}, " if manner.date else "")


def back(text: str, conditions: Sequence[str]) -> str:
    """The sentence with conditions before its final mark."""
    return text[:-1] + "".join(f" {condition}" for condition in conditions) + text[-1]


def finish(text: str, manner: Manner) -> str:
    """The question with source, date and "if" before it and other conditions behind it; its first letter is a capital."""
    before = [c for c in manner.conditions if c.startswith("if ")]
    framed = front(manner) + "".join(f"{c}, " for c in before)
    cue = "true or false: " if text.startswith("true or false: ") else ""  # what is judged follows, with its source
    text = cue + framed + back(text.removeprefix(cue), [c for c in manner.conditions if c not in before])
    if manner.state_conditions:
        text += " State any conditions that apply."
    text = compared(text)
    return text[:1].upper() + text[1:]


def told(text: str, manner: Manner) -> str:
    """An answer with source, date and all conditions before it: behind a list they would be read with its last item."""
    return compared(front(manner) + "".join(f"{c}, " for c in manner.conditions) + text)


def compared(text: str) -> str:
    """The text with what lasts "above 12 weeks" lasting more than 12 weeks."""
    words = {"above": "more than", "below": "less than"}
    return re.sub(r"\b(lasts?|lasting|takes?|needs?|for) (above|below) (?=\d)", lambda m: f"{m[1]} {words[m[2]]} ", text)


def title(text: str) -> str:
    """A title in quotation marks."""
    return f"“{text}”" if "“" not in text else f"‘{text}’"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say_date(date: str) -> str:
    """An ISO date, full or partial, in words.

    >>> say_date("2024-06-30"), say_date("2021-04"), say_date("2021")
    ('30 June 2024', 'April 2021', '2021')
    """
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    return " ".join(filter(None, (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", str(int(year)))))


def listed(items: Sequence[str]) -> str:
    """A, B and C; items that hold commas of their own are set apart by semicolons.

    >>> listed(["a", "b", "c"]), listed(["a, b", "c"])
    ('a, b and c', 'a, b; c')
    """
    if any(mark in item for item in items for mark in (",", ";")):
        return "; ".join(items)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
