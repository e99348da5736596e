"""English: how nouns, clauses and questions are built from a predicate's templates.

Brackets ``[is|are]`` agree with the slot they stand beside, else with what their position says (statement: the subject; phrase: the
objects; inverse phrase: the subjects). Questions are made by moving what a statement has (auxiliary, or do), never by guessing a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus.english import base_form, head_index, is_participle, is_plural, is_verb, third_person

from .phrases import Clause, Head, Manner, Noun, Templates, Wording, names_out, put

_BRACKET = re.compile(r"(\{[soc]\} )?\[([^\[\]|]*)\|([^\[\]|]*)\](?=( \{[soc]\})?)")
_AUXILIARIES = {"is", "are", "was", "were", "can", "could", "may", "might", "must", "should", "will", "would"}
_BE = {"is": "are", "was": "were", "has": "have", "does": "do"}
_ASKING = {"is", "are", "was", "were", "do", "does", "did", "has", "have", "can"}
_FRONTED = ("in", "on", "at", "from", "under", "during")
_ARTICLES = ("the", "a", "an", "number", "of the")
_NUMBERS = ("xsd:decimal", "xsd:integer", "xsd:double", "xsd:float", "xsd:int", "xsd:nonNegativeInteger", "xsd:positiveInteger", "xsd:long")
_PLURAL_VERB = re.compile(r"\b(that|which|who) ([a-z]+)\b")
_OF_STOPS = re.compile(r"[,;:?.]|\b(?:that|which|who|whose|is|are|was|were|do|does|has|have|and|but|with|in|by|for|as)\b")


def weight(text: str) -> float:
    """What a text costs: its length and its runs of "of"."""
    run = max((len(re.findall(r"\bof\b", part)) for part in _OF_STOPS.split(text)), default=0)
    return 0.2 * text.count(" of ") + 2.0 * max(0, run - 1) + len(text) / 60


def agree(template: str, default: bool, *, s: bool = False, o: bool = False, c: bool | None = None) -> str:
    """The template with its brackets resolved: by the slot directly before, by the slot directly after do/be, else by ``default``."""
    numbers = {"{s}": s, "{o}": o, "{c}": default if c is None else c}

    def choose(match: re.Match[str]) -> str:
        before, one, many, after = match.group(1), match.group(2), match.group(3), match.group(4)
        if before:
            number = numbers[before.strip()]
        elif after and one in _ASKING:
            number = numbers[after.strip()]
        else:
            number = default
        return (before or "") + (many if number else one)

    return _BRACKET.sub(choose, template)


def _singular_relative(text: str) -> str:
    """ "patterns that have X" said of one: "that has X"."""

    def one(match: re.Match[str]) -> str:
        word = match.group(2)
        backward = {many: single for single, many in _BE.items()}
        if word in backward:
            return f"{match.group(1)} {backward[word]}"
        if is_verb(word) and base_form(word) == word:
            return f"{match.group(1)} {third_person(word)}"
        return match.group(0)

    return _PLURAL_VERB.sub(one, text, count=1)


def _verb(text: str, many: bool) -> str:
    """A verb phrase whose first verb is not in brackets, in the number wanted."""
    first, space, rest = text.partition(" ")
    if many:
        if first in _BE:
            first = _BE[first]
        elif is_verb(first) and base_form(first) != first:
            first = base_form(first)
    else:
        for single, plural in _BE.items():
            if first == plural:
                first = single
    return first + space + rest


def _one_verb(text: str) -> str:
    """A plural verb phrase said of one: "have a target" → "has a target"; empty where its first word is no known verb."""
    first, space, rest = text.partition(" ")
    single = {many: one for one, many in _BE.items()}.get(first)
    if single is None and is_verb(first) and base_form(first) == first:
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
            text = _singular_relative(text)
        said = put(text, o=inner.definite, c=head.many if many else head.one)
        out.append(Noun(said, "subjects", many, not template.startswith("{o}"), "", inner.definite, weight(said) + t.cost("inversePhrase")))
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
            one = put(_verb(agree("{s} " + rest, False, o=inner.many)[4:], False), o=inner.definite)
            many = put(_verb(agree("{s} " + rest, True, s=True, o=inner.many)[4:], True), o=inner.definite)
            out.append(Clause(one, many, weight(many) + t.cost(position)))
    if position == "negation" and not out:
        return [_deny(clause) for clause in clauses(t, inner, head)]
    if position == "statement" and not out:
        for template in t.of("inverseQuestion"):
            if template.startswith("Which {c} ") and template.count("{c}") == 1:
                many = put(agree(template.removeprefix("Which {c} "), True, o=inner.many), o=inner.definite).rstrip("?")
                out.append(Clause(_one_verb(many), many, weight(many) + t.cost("inverseQuestion")))
    return out


def _deny(clause: Clause) -> Clause:
    """The clause with "not": after be or another auxiliary, else with do."""

    def deny(text: str, many: bool) -> str:
        first, _, rest = text.partition(" ")
        if first in _AUXILIARIES or (first in ("has", "have") and is_participle(rest.split(" ")[0])):
            return f"{first} not {rest}"
        return f"{'do' if many else 'does'} not {base_form(first)} {rest}".strip()

    return Clause(deny(clause.one, False) if clause.one else "", deny(clause.many, True), clause.cost)


# ------------------------------------------------------------------------------------------- questions


def _which(head: Head, one: bool) -> str:
    if head.literal:
        return {"xsd:gYear": "which year", "xsd:date": "which date", "xsd:gYearMonth": "which month"}.get(head.datatype or "", "what")
    if head.who == "who":
        return "who"
    return f"which {head.one if one else head.many}"


def ask_noun(nouns: Sequence[Noun], head: Head, ask: str, one: bool) -> list[Wording]:
    """Questions and requests built on a noun phrase."""
    out = []
    for noun in nouns:
        be = "are" if noun.many else "is"
        word = "who" if head.who == "who" else "what"
        if noun.kind == "sibling":
            if not re.match(r"other [a-z -]+ (?:that|who|which|whose) ", noun.text):
                out.append(Wording(f"what {noun.text} are there?", "noun", noun.cost + 0.4))
        else:
            clumsy = 1.5 if re.search(r" that (are|is|have|has) ", noun.text) else 0.0
            out.append(Wording(f"{word} {be} {noun.definite}?", "noun", noun.cost + clumsy + (0.8 if noun.kind == "subjects" else 0.4)))
        if one or not noun.many:
            if not (head.literal and head.datatype == "xsd:string"):
                out.append(Wording(f"{'name' if not head.literal else 'give'} {noun.definite}.", "list", noun.cost + 1.4))
        elif ask == "all":
            out.append(Wording(f"list {noun.definite}.", "list", noun.cost + 0.9))
            out.append(Wording(f"name all {noun.definite}.", "all", noun.cost + 1.3))
        else:
            out.append(Wording(f"name some {noun.text}.", "list", noun.cost + 1.0))
            out.append(Wording(f"can you name some {noun.text}?", "open", noun.cost + 1.4))
    return out


def _invert(template: str, head: Head, one: bool, s_many: bool, *, both: bool = False) -> str | None:
    """A question for the object made from a statement that begins with its subject and ends with its object; None where that is not
    safe."""
    match = re.fullmatch(r"\{s\} (\[[^\]]*\]|\w+)((?: [^{}\[\]]+)?) \{o\}", template)
    if not match:
        return None
    verb, middle = match.group(1), match.group(2).strip()
    if middle.split(" ")[-1] in _ARTICLES or (middle and middle.split(" ")[-1] in ("least", "most", "about", "than")):
        return None
    first = agree(f"{{s}} {verb}", s_many, s=s_many)[4:]
    first = _verb(first, s_many)
    word = _which(head, one)
    subject = "both {s}" if both else "{s}"
    last = middle.split(" ")[-1] if middle else ""
    if first in _AUXILIARIES or (first in ("has", "have") and middle and is_participle(middle.split(" ")[0])):
        if not middle:
            return None
        if last in _FRONTED:
            rest = " ".join(middle.split(" ")[:-1])
            return f"{last} {word} {first} {subject}{' ' + rest if rest else ''}?"
        return f"{word} {first} {subject} {middle}?"
    base = base_form(agree(f"{{s}} {verb}", False)[4:])
    if not is_verb(base) or is_participle(first):
        return None
    do = "do" if s_many else "does"
    if last in _FRONTED and head.literal:
        rest = " ".join([base, *middle.split(" ")[:-1]])
        return f"{last} {word} {do} {subject} {rest}?"
    return f"{word} {do} {subject} {base}{' ' + middle if middle else ''}?"


def ask_objects(t: Templates, inner: Noun, nouns: Sequence[Noun], head: Head, one: bool, ask: str) -> list[Wording]:
    """Questions for what ``inner`` is linked to."""
    out = []
    for template in t.of("question"):
        text = put(agree(template, inner.many, s=inner.many), s=inner.definite, c=head.one if one else head.many)
        out.append(Wording(_question(text), "own", weight(text) + t.cost("question"), "question" in t.derived))
    out += ask_noun(nouns, head, ask, one)
    if head.one or (head.literal and head.datatype not in (*_NUMBERS, "xsd:string")):
        for template in t.of("statement"):
            asked = _invert(template, head, one, inner.many)
            if asked and not _twice(asked, head):
                text = put(asked, s=inner.definite)
                out.append(Wording(text, "verb", weight(text) + 0.7 + t.cost("statement")))
    return out


def _twice(asked: str, head: Head) -> bool:
    """Whether a word of the class, or one of its family, stands in the question again besides after "which"."""
    words = [word[:6] for word in re.findall(r"[a-z]+", asked.lower())]
    return any(words.count(word[:6]) > 1 for word in (head.one + " " + head.many).lower().split() if len(word) > 3)


def ask_subjects(t: Templates, inner: Noun, nouns: Sequence[Noun], head: Head, one: bool, ask: str) -> list[Wording]:
    """Questions for what is linked to ``inner``."""
    out = []
    for template in t.of("inverseQuestion"):
        if one and (match := re.match(r"Which \{c\} (are|were|have|do)\b", template)):
            template = f"Which {{c}} {_verb(match.group(1), False)}" + template[match.end() :]
        elif one and template.startswith("Which {c}") and "[" not in template:
            continue
        text = put(agree(template, not one, o=inner.many, c=not one), o=inner.definite, c=head.one if one else head.many)
        out.append(Wording(_question(text), "own", weight(text) + t.cost("inverseQuestion"), "inverseQuestion" in t.derived))
    out += ask_noun(nouns, head, ask, one)
    if head.one:
        for clause in clauses(t, inner, head):
            if head.who == "who":
                out += [Wording(f"who {clause.one}?", "verb", clause.cost + 0.5)] if clause.one else []
                continue
            if one and not clause.one:
                continue
            out.append(Wording(f"{_which(head, one)} {clause.one if one else clause.many}?", "verb", clause.cost + 0.7))
    return out


def ask_siblings(nouns: Sequence[Noun], head: Head, ask: str) -> list[Wording]:
    """Questions for what shares something with the start: Which other medicines are of the same class as X?"""
    out = ask_noun(nouns, head, ask, False)
    for noun in nouns:
        start = f"other {head.many} "
        if noun.text.startswith(start):
            rest = noun.text.removeprefix(start)
            first, _, after = rest.partition(" ")
            if first == "with":
                out.append(Wording(f"which other {head.many} have {after}?", "verb", noun.cost + 0.3))
            elif first in ("of", "in", "from", "at"):
                out.append(Wording(f"which other {head.many} are {rest}?", "verb", noun.cost + 0.3))
            elif first in ("that", "who", "which") and after:
                out.append(Wording(f"which other {head.many} {after}?", "verb", noun.cost + 0.3))
            elif first == "whose":
                pass
    return out


def ask_among(bases: Sequence[Noun], clauses: Sequence[Clause], ask: str) -> list[Wording]:
    """Questions for the members of a noun phrase of which a clause holds: Which of the medicines for X are contraindicated in Y?"""
    out = []
    for noun in bases:
        if not noun.many:
            continue
        for clause in clauses:
            cost = noun.cost + clause.cost
            if noun.kind == "sibling":
                out.append(Wording(f"which {noun.text} {clause.many}?", "among", cost + 0.3))
                out.append(Wording(f"of the {noun.text}, which {clause.many}?", "of", cost + 0.6))
            else:
                out.append(Wording(f"which of {noun.definite} {clause.many}?", "among", cost + 0.3))
                out.append(Wording(f"of {noun.definite}, which {clause.many}?", "of", cost + 0.8))
    return out


def ask_both(first: Sequence[Clause], second: Sequence[Clause], head: Head, ask: str, *, but: bool = False) -> list[Wording]:
    """Questions for the members of a class of which both clauses hold (``but``: the first, and the second is a negation)."""
    out = []
    who = "who" if head.who == "who" else "that"
    joined = "but" if but else "and"
    for a in first:
        for b in second:
            cost = a.cost + b.cost
            out.append(Wording(f"which {head.many} {a.many} {joined} {b.many}?", "verb", cost + 0.4))
            request = f"list all {head.many}" if ask == "all" else f"name some {head.many}"
            out.append(Wording(f"{request} {who} {a.many} {joined} {b.many}.", "list", cost + 1.0))
            if not but:
                out.append(Wording(f"which {head.many} both {a.many} and {b.many}?", "both", cost + 0.8))
    return [w for w in out if not re.search(r"\bboth (is|are|was|were|has|have|do|does|can|may|must|could|will)\b", w.text)]


def ask_shared(t: Templates, a: Noun, b: Noun, head: Head, ask: str) -> list[Wording]:
    """Questions for what two subjects have in common."""
    out = []
    pair = f"{a.definite} and {b.definite}"
    for template in t.of("phrase"):
        if template.endswith(" of {s}") and "[" in template:
            what = agree(template, True).removesuffix(" of {s}")
            cost = weight(what + pair) + t.cost("phrase")
            out.append(Wording(f"which {what} do {pair} have in common?", "verb", cost + 0.3))
            out.append(Wording(f"what {what} do {pair} share?", "share", cost + 0.5))
            request = f"list the {what}" if ask == "all" else f"name some {what}"
            out.append(Wording(f"{request} shared by {pair}.", "list", cost + 1.0))
    if head.one:
        for template in t.of("statement"):
            asked = _invert(template, head, False, True, both=True)
            if asked and not _twice(asked, head):
                out.append(Wording(put(asked, s=pair), "both", weight(asked) + 0.7 + t.cost("statement")))
    return out


def ask_pair(t: Templates, a: Noun, b: Noun, head: Head, ask: str) -> list[Wording]:
    """Questions for what is linked to both by one predicate: Which medicines are contraindicated in both Y and Z?"""
    pair = _pair(a, b)
    kept = {position: tuple(x for x in t.of(position) if _takes_pair(x)) for position in ("inversePhrase", "statement")}
    whole = Templates(t.predicate, kept, t.silent, t.derived)
    return ask_subjects(whole, pair, subjects(whole, pair, head, True), head, False, ask)


def both_clauses(t: Templates, a: Noun, b: Noun, head: Head) -> Clause | None:
    """What is said of the subjects of both by one predicate: "are contraindicated in both Y and Z"."""
    kept = tuple(x for x in t.of("statement") if _takes_pair(x))
    found = clauses(Templates(t.predicate, {"statement": kept}, t.silent, t.derived), _pair(a, b), head)
    return found[0] if found else None


def _pair(a: Noun, b: Noun) -> Noun:
    return Noun(f"both {a.definite} and {b.definite}", "pair", True)


def _takes_pair(template: str) -> bool:
    return template.endswith("{o}") and not template.endswith((" the {o}", " a {o}", " an {o}", " is {o}", " are {o}", "[is|are] {o}"))


def ask_count(t: Templates, inner: Noun, nouns: Sequence[Noun], clauses: Sequence[Clause], head: Head, inverse: bool) -> list[Wording]:
    """Questions for how many."""
    out = []
    for noun in nouns:
        if not noun.many:
            continue
        if not re.search(r" (?:that|who|which|whose) ", noun.text):
            out.append(Wording(f"how many {noun.text} are there?", "noun", noun.cost + 0.5))
        if noun.tail and head_index(noun.tail.split()) == noun.tail.count(" ") and not inverse:
            out.append(Wording(f"how many {noun.tail} {'do' if inner.many else 'does'} {inner.definite} have?", "have", noun.cost + 0.2))
    if not inverse and head.many and inner.text:
        for template in t.of("statement"):
            asked = _invert(template, Head(head.one, head.many), False, inner.many)
            if asked and "which " in asked and not _twice(asked, head):
                text = put(asked.replace("which ", "how many ", 1), s=inner.definite)
                out.append(Wording(text, "verb", weight(text) + 0.4 + t.cost("statement")))
    if inverse and head.many:
        out += [Wording(f"how many {head.many} {clause.many}?", "verb", clause.cost + 0.2) for clause in clauses]
    return out


def ask_truth(t: Templates, s: Noun, o: Noun) -> list[Wording]:
    """Questions for whether a statement is true."""
    out = []
    for template in t.of("statement"):
        if ":" in template:
            continue
        text = statement(template, s, o)
        cost = weight(text) + t.cost("statement")
        out.append(Wording(f"true or false: {text}.", "true", cost + 0.4))
        out.append(Wording(f"is it true that {text}?", "right", cost + 0.6))
        if asked := _truth(template, s, o):
            out.append(Wording(asked, "own", cost))
    return out


def _truth(template: str, s: Noun, o: Noun) -> str | None:
    match = re.fullmatch(r"(\{[so]\}) (\[[^\]]*\]|\w+) (.+)", template)
    if not match:
        match = re.fullmatch(r"(the [^{}\[\]]+ \{[so]\}) (is|was|can|may) (.+)", template)
        # two names side by side ("Is the type of X Y?") can only be told apart where the second is no name
        if not match or (o.kind == "name" and match.group(3) in ("{s}", "{o}")):
            return None
        return f"{match.group(2)} {_args(match.group(1), s, o)} {_args(match.group(3), s, o)}?"
    subject, verb, rest = match.groups()
    many = s.many if subject == "{s}" else o.many
    first = _verb(agree(f"{subject} {verb}", many, s=s.many, o=o.many).removeprefix(subject + " "), many)
    rest = agree(rest, many, s=s.many, o=o.many)
    if first in _AUXILIARIES or (first in ("has", "have") and is_participle(rest.split(" ")[0])):
        return f"{first} {_args(subject, s, o)} {_args(rest, s, o)}?"
    base = base_form(agree(f"{subject} {verb}", False).removeprefix(subject + " "))
    if is_verb(base) and not is_participle(first):
        return f"{'do' if many else 'does'} {_args(subject, s, o)} {base} {_args(rest, s, o)}?"
    return None


def _args(text: str, s: Noun, o: Noun) -> str:
    return put(text, s=s.definite, o=o.definite)


def statement(template: str, s: Noun, o: Noun) -> str:
    """A statement about two nouns, its verb agreeing with the subject."""
    text = agree(template, s.many, s=s.many, o=o.many)
    for mark, many in (("{s} ", s.many), ("{o} ", o.many)):
        if text.startswith(mark):
            text = mark + _verb(text[4:], many)
    return _args(text, s, o)


def _question(text: str) -> str:
    text = text.rstrip("?. ") + "?"
    return text[:1].lower() + text[1:] if re.match(r"[A-Z][a-z]*\b", text) and text.split(" ")[0] in _OPENERS else text


_OPENERS = frozenset(
    ("What", "Which", "Who", "Whose", "Whom", "When", "Where", "Why", "How", "In", "On", "At", "By", "From", "For", "To", "With", "Under")
    + ("As", "Of", "During", "After", "Before", "Into", "Through", "Between", "Against", "Can", "Does", "Do", "Did", "Is", "Are", "Was")
    + ("Were", "Has", "Have", "Name", "List")
)


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
    text = front(manner) + "".join(f"{c}, " for c in before) + back(text, [c for c in manner.conditions if c not in before])
    if manner.state_conditions:
        text += " State any conditions that apply."
    return text[:1].upper() + text[1:]


def told(text: str, manner: Manner) -> str:
    """An answer with source, date and all conditions before it: behind a list they would be read with its last item."""
    return front(manner) + "".join(f"{c}, " for c in manner.conditions) + text


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


# ------------------------------------------------------------------------------------------- answers


def listed(items: Sequence[str]) -> str:
    """A, B and C; items that hold commas of their own are set apart by semicolons.

    >>> listed(["a", "b", "c"]), listed(["a, b", "c"])
    ('a, b and c', 'a, b; c')
    """
    if any(mark in item for item in items for mark in (",", ";")):
        return "; ".join(items)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
