"""English: questions. A statement's auxiliary, or do, is moved before its subject; a verb is never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus.english import head_index, infinitive, is_participle, is_verb
from kgcorpus.ontology_wording_en import PUNCTUAL

from .grammar_en import AUXILIARIES, agree, args, clauses, in_number, joined, pair_of, statement, subjects, takes_pair, weight
from .phrases import Clause, Head, Noun, Templates, Wording, put

UNFRAMED = ("of", "open")
"""Ways of asking that do not stand behind "According to “…”"."""
_FRONTED = ("in", "on", "at", "from", "under", "during")
_STRANDED = ("by", "from", "to", "of", "with", "as")
"""What a question in the passive does not end with: "Which trend is it preceded by?"."""
_ARTICLES = ("the", "a", "an", "number", "of the")
_PARTICLES = frozenset("for on into about over through up off out against near upon".split()) | {*_FRONTED, *_STRANDED}  # noqa: SIM905
_NUMBERS = ("xsd:decimal", "xsd:integer", "xsd:double", "xsd:float", "xsd:int", "xsd:nonNegativeInteger", "xsd:positiveInteger", "xsd:long")


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
        if noun.kind != "sibling":  # "which other X …?" asks for those
            clumsy = 1.5 if re.search(r" that (are|is|have|has) ", noun.text) else 0.0
            out.append(Wording(f"{word} {be} {noun.definite}?", "noun", noun.cost + clumsy + (0.8 if noun.kind == "subjects" else 0.4)))
        if one or not noun.many:
            if not (head.literal and head.datatype == "xsd:string"):
                request = "name" if head.who == "who" or noun.kind == "subjects" else "give" if head.literal else "state"
                out.append(Wording(f"{request} {noun.definite}.", "list", noun.cost + 1.4))
        elif ask == "all":
            out.append(Wording(f"list {noun.definite}.", "list", noun.cost + 0.9))
            out.append(Wording(f"name all {noun.definite}.", "all", noun.cost + 1.3))
        else:
            out.append(Wording(f"name some {noun.text}.", "list", noun.cost + 1.0))
            if noun.kind != "sibling":
                out.append(Wording(f"can you name some {noun.text}?", "open", noun.cost + 1.4))
    return out


def _plainer(wordings: list[Wording], nouns: Sequence[Noun]) -> list[Wording]:
    """Without "What are the X that …?" where "Which X …?" asks the same."""
    described = {n.definite for n in nouns if n.kind == "subjects" or re.search(r" (?:that|who|which|whose|where) ", n.text)}
    clumsy = [w for w in wordings if w.way == "noun" and re.sub(r"^(?:what|who) (?:is|are) ", "", w.text).rstrip("?") in described]
    return [w for w in wordings if w not in clumsy] if any(w.way in ("own", "verb") for w in wordings) else wordings


def inverted(template: str, head: Head, one: bool, s_many: bool, *, both: bool = False) -> str | None:
    """A question for the object made from a statement that begins with its subject and ends with its object; None where that is not
    safe."""
    simple = r"\{s\} (\[[^\]]*\]|\w+)((?: [^{}\[\]]+)?) \{o\}"
    match = re.fullmatch(simple, template) or re.fullmatch(simple, agree(template, s_many, s=s_many))
    if not match:
        return None
    verb, middle = match.group(1), match.group(2).strip()
    if middle.split(" ")[-1] in _ARTICLES or (middle and middle.split(" ")[-1] in ("least", "most", "about", "than")):
        return None
    first = agree(f"{{s}} {verb}", s_many, s=s_many)[4:]
    first = in_number(first, s_many)
    word = _which(head, one)
    subject = "both {s}" if both else "{s}"
    last = middle.split(" ")[-1] if middle else ""
    if " or " in head.one:
        return None  # the classes of several kinds of things are no word for what is asked
    if first in AUXILIARIES or (first in ("has", "have") and middle and is_participle(middle.split(" ")[0])):
        if not middle:
            return None
        if last in _STRANDED:  # "by which physicians is it treated?"
            rest = " ".join(middle.split(" ")[:-1])
            return f"{last} {'whom' if word == 'who' else word} {first} {subject}{' ' + rest if rest else ''}?"
        if last in _FRONTED:
            rest = " ".join(middle.split(" ")[:-1])
            return f"{last} {word} {first} {subject}{' ' + rest if rest else ''}?"
        return f"{word} {first} {subject} {middle}?"
    base = infinitive(agree(f"{{s}} {verb}", False)[4:])
    if not is_verb(base) or is_participle(first):
        return None
    if middle and last not in _PARTICLES:
        return None  # "have the part X"
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
    expert = bool(t.of("question")) and "question" not in t.derived  # who wrote how to ask needs nothing made from the statement
    # nor does it need "What is the number of candles in X?" beside "How many candles make up X?"
    asked_nouns = ask_noun([n for n in nouns if n.many or head.who == "who" or not expert], head, ask, one)
    out += [w for w in asked_nouns if not (expert and head.who == "who") or re.match(r"(?:who is|name) the ", w.text)]
    if not expert and (head.one or (head.literal and head.datatype not in (*_NUMBERS, "xsd:string"))):
        for template in t.of("statement"):
            asked = inverted(template, head, one, inner.many)
            if asked and not _twice(asked, head):
                text = put(asked, s=inner.definite)
                out.append(Wording(text, "verb", weight(text) + 0.7 + t.cost("statement")))
    return _plainer(out, nouns)


def _twice(asked: str, head: Head) -> bool:
    """Whether a word of the class, or one of its family, stands in the question again besides after "which"."""
    words = [word[:6] for word in re.findall(r"[a-z]+", asked.lower())]
    return any(words.count(word[:6]) > 1 for word in (head.one + " " + head.many).lower().split() if len(word) > 3)


def ask_each(t: Templates, inner: Noun) -> list[Wording]:
    """Questions for the values under each condition, as an expert words them: What are the default periods of the lines of the MACD?"""
    return [Wording(_question(put(agree(x, inner.many, s=inner.many), s=inner.definite)), "each", weight(x)) for x in t.of("each")]


def ask_subjects(t: Templates, inner: Noun, nouns: Sequence[Noun], head: Head, one: bool, ask: str) -> list[Wording]:
    """Questions for what is linked to ``inner``."""
    out = []
    for template in t.of("inverseQuestion"):
        if one and (match := re.match(r"Which \{c\} (are|were|have|do)\b", template)):
            rest = template[match.end() :] if head.one in ("", "person") else template[match.end() :].replace(" their ", " its ")
            template = f"Which {{c}} {in_number(match.group(1), False)}" + rest
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
    return _plainer(out, nouns)


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
            elif first in ("of", "in", "from", "at", "by"):
                out.append(Wording(f"which other {head.many} are {rest}?", "verb", noun.cost + 0.3))
            elif first in ("that", "who", "which") and after:
                out.append(Wording(f"which other {head.many} {after}?", "verb", noun.cost + 0.3))
            elif is_participle(first):
                out.append(Wording(f"which other {head.many} {'were' if first in PUNCTUAL else 'are'} {rest}?", "verb", noun.cost + 0.3))
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


def ask_within(noun: Noun, clauses: Sequence[Clause], ask: str) -> list[Wording]:
    """Questions for the members of what is named by a noun, of which a clause holds: Which SGLT2 inhibitors can cause thirst?"""
    out = []
    for clause in clauses:
        cost = noun.cost + clause.cost
        out.append(Wording(f"which {noun.text} {clause.many}?", "verb", cost + 0.2))
        out.append(Wording(f"which of {noun.definite} {clause.many}?", "among", cost + 0.6))
        out.append(Wording(f"{'list all' if ask == 'all' else 'name some'} {noun.text} that {clause.many}.", "list", cost + 1.0))
    return out


def ask_both(
    first: Sequence[Clause], second: Sequence[Clause], head: Head, ask: str, *, but: bool = False, alike: bool = False
) -> list[Wording]:
    """Questions for the members of a class of which both clauses hold (``but``: the first, and the second is a negation; ``alike`` is for
    languages that say it otherwise)."""
    out = []
    who = "who" if head.who == "who" else "that"
    for a in first:
        for b in second:
            cost = a.cost + b.cost
            said = joined(a.many, b.many, "but" if but else "and")
            out.append(Wording(f"which {head.many} {said}?", "verb", cost + 0.4))
            request = f"list all {head.many}" if ask == "all" else f"name some {head.many}"
            out.append(Wording(f"{request} {who} {said}.", "list", cost + 1.0))
            if not but:
                out.append(Wording(f"which {head.many} both {a.many} and {b.many}?", "both", cost + 0.8))
    modal = r"(?:is|are|was|were|has|have|do|does|can|may|must|could|will)"
    return [w for w in out if w.way != "both" or not re.search(rf"\bboth {modal}\b|\band {modal}\b", w.text)]


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
            asked = inverted(template, head, False, True, both=True)
            if asked and not _twice(asked, head):
                out.append(Wording(put(asked, s=pair), "both", weight(asked) + 0.7 + t.cost("statement")))
    return out


def ask_pair(t: Templates, a: Noun, b: Noun, head: Head, ask: str) -> list[Wording]:
    """Questions for what is linked to both by one predicate: Which medicines are contraindicated in both Y and Z?"""
    pair = pair_of(a, b)
    kept = {position: tuple(x for x in t.of(position) if takes_pair(x)) for position in ("inversePhrase", "statement")}
    whole = Templates(t.predicate, kept, t.silent, t.derived)
    return ask_subjects(whole, pair, subjects(whole, pair, head, True), head, False, ask)


def ask_count(t: Templates, inner: Noun, nouns: Sequence[Noun], clauses: Sequence[Clause], head: Head, inverse: bool) -> list[Wording]:
    """Questions for how many."""
    out = []
    for noun in nouns:
        if not noun.many:
            continue
        match = re.fullmatch(r"([a-z][a-z' -]*?) ([a-z]+(?:ed|n)) ([a-z]+ .+)", noun.text)
        if match and is_participle(match.group(2)):
            out.append(Wording(f"how many {match[1]} are {match[2]} {match[3]}?", "verb", noun.cost + 0.1))
        if not re.search(r" (?:that|who|which|whose) ", noun.text):
            out.append(Wording(f"how many {noun.text} are there?", "noun", noun.cost + 0.5))
        if noun.tail and head_index(noun.tail.split()) == noun.tail.count(" ") and not inverse:
            out.append(Wording(f"how many {noun.tail} {'do' if inner.many else 'does'} {inner.definite} have?", "have", noun.cost + 0.2))
    if not inverse and head.many and inner.text:
        for template in t.of("statement"):
            asked = inverted(template, Head(head.one, head.many), False, inner.many)
            if asked and re.match(r"which .* (?:do|does|can|may) ", asked) and not _twice(asked, head):
                text = put(asked.replace("which ", "how many ", 1), s=inner.definite)
                out.append(Wording(text, "verb", weight(text) + 0.4 + t.cost("statement")))
    if inverse and head.many:
        out += [Wording(f"how many {head.many} {clause.many}?", "verb", clause.cost + 0.2) for clause in clauses]
    return [w for w in out if w.way != "noun"] or out


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
        return f"{match.group(2)} {args(match.group(1), s, o)} {args(match.group(3), s, o)}?"
    subject, verb, rest = match.groups()
    many = s.many if subject == "{s}" else o.many
    first = in_number(agree(f"{subject} {verb}", many, s=s.many, o=o.many).removeprefix(subject + " "), many)
    rest = agree(rest, many, s=s.many, o=o.many)
    if first in AUXILIARIES or (first in ("has", "have") and is_participle(rest.split(" ")[0])):
        return f"{first} {args(subject, s, o)} {args(rest, s, o)}?"
    base = infinitive(agree(f"{subject} {verb}", False).removeprefix(subject + " "))
    if is_verb(base) and not is_participle(first):
        return f"{'do' if many else 'does'} {args(subject, s, o)} {base} {args(rest, s, o)}?"
    return None


def _question(text: str) -> str:
    text = text.rstrip("?. ") + "?"
    return text[:1].lower() + text[1:] if re.match(r"[A-Z][a-z]*\b", text) and text.split(" ")[0] in _OPENERS else text


_OPENERS = frozenset(
    ("What", "Which", "Who", "Whose", "Whom", "When", "Where", "Why", "How", "In", "On", "At", "By", "From", "For", "To", "With", "Under")
    + ("As", "Of", "During", "After", "Before", "Into", "Through", "Between", "Against", "Can", "Does", "Do", "Did", "Is", "Are", "Was")
    + ("Were", "Has", "Have", "Name", "List")
)
