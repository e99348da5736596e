"""English templates from a predicate's label. ``english_templates`` tells what kind of label it is and leaves each kind to one function."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .english import article, infinitive, is_participle, is_verb, plural, singular, split_name, third_person, with_article

if TYPE_CHECKING:
    from .ontology import Ontology, Predicate


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PREPOSITIONS = _list(
    """in on at by for from with to within into under as through against over near during between among upon about after before via per"""
)
_ADJECTIVES = _list(
    """same similar different close next equal due analogous opposite parallel subject open free ready good safe fit exempt prone capable
    worth bad unfit unsafe closed allowed common known rich poor low high"""
)
_ADJECTIVE = re.compile(r"(?:al|ar|ent|ant|ive|able|ible|ic|ous|ful|less|ary)$")
_NOUNS_TOO = _list(
    """aid award broadcast cause control cover cure cut drain drive end export fall feed find finish form function fund head help hold
    host import increase influence issue lack launch lead limit link list live lower measure need offer orbit own pass pay permit play
    process produce raise reach record release report result reverse run say score secure sell serve share show signal spread start
    stop study supply support target test trade train transform transport treat trigger use visit win work yield border cross decrease
    open present place mean title charge grant guarantee levy request reward store transfer purchase refund update upgrade award
    command conflict cost count demand display embed file filter finance guide harm load mark match merge pair power process
    quote rank rent repair schedule sign sponsor supplement track trust warrant breed decline equal fit fix insert isolate
    propose"""
)
"""Verbs whose plain form in a label is more often a noun ("launch site", "cause")."""
PUNCTUAL = _list(
    """added adopted amended appointed assassinated awarded baptised begun born aired broadcast broadcasted built buried completed
    composed created delivered designed developed directed discovered dissolved drawn elected enacted established executed filmed
    founded given inaugurated introduced invented killed launched made named opened painted performed proposed published raised
    recorded released replaced selected shot signed sung translated written"""
)
"""Participles of events, said in the past."""
_STANDING = {"made": ("from", "of", "with", "for", "up"), "composed": ("of",), "designed": ("for",), "drawn": ("from",)}
"""Of these the words after which they say how a thing is and not what happened to it ("made from")."""
_PAST = {
    "served": "serve", "worked": "work", "lived": "live", "participated": "participate", "acted": "act", "died": "die", "studied": "study",
    "graduated": "graduate", "competed": "compete", "belonged": "belong", "happened": "happen", "occurred": "occur", "appeared": "appear",
    "resided": "reside", "won": "win", "played": "play", "attended": "attend", "fought": "fight", "starred": "star", "joined": "join",
    "began": "begin", "wrote": "write", "became": "become", "ended": "end", "received": "receive", "originated": "originate", "debuted":
    "debut",
}  # fmt: skip
"""Past tenses that in a label are active, with their plain forms."""
_MODALS = _list("can may must should cannot could might")
_BE = _list("is are was were be")
_SINGLE = _list(
    """date year capital population elevation height weight length width area density mass duration runtime birthplace age radius
    diameter volume ISBN ISSN country state nationality currency status gender sex location zone size title headquarters motto father
    mother fate"""
)
"""Nouns of which a thing has one, as a rule: asked for in the singular."""
_MANY = _list(
    """effect symptom ingredient member factor complication interaction indication contraindication component part feature language
    genre award product child sibling friend hobby subsidiary branch tributary neighbour neighbor alias keyword topic sign advantage
    disadvantage application use"""
)
"""Nouns of which a thing has several, as a rule: one is told as one of them."""
_ACRONYMS = {
    word.lower(): word
    for word in _list(
        "ID ISBN ISSN ISO DOI URL URI IRI NASA GDP UTC ICAO IATA OCLC LCCN IMDb DNA RNA CAS ATC ICD BMI HIV CEO CFO CTO IPO UN EU"
    )
}
_ADVERBIAL = _list("together along apart even level based upstream downstream")
"""Words before "with" or "on" that are no nouns: a thing has an interchange with another, but is together with it."""
_TAKEN_PLAIN = _list("contain include require comprise")
_ADVERBS = _list(
    "first last originally previously formerly currently usually mainly officially initially finally also not newly recently jointly partly"
)


def spoken(label: str) -> str:
    """A label as words inside a sentence: camelCase taken apart, first of several alternatives, no bracket, no capital that is not a
    name's.

    >>> spoken("associatedBand/associatedMusicalArtist"), spoken("Side effect (common)"), spoken("ISBN")
    ('associated band', 'side effect', 'ISBN')
    """
    text = re.sub(r"\s*[(\[（][^)\]）]*[)\]）]", "", label)
    text = re.split(r"\s*/\s*", text)[0]
    text = split_name(text.strip(" :?")) or label
    if " " not in label.strip():
        text = " ".join(_ACRONYMS.get(word, word) for word in text.split())
    text = re.sub(r"\bstarring$", "star", text)
    first, space, rest = text.partition(" ")
    if first[:1].isupper() and first[1:].islower() and (not rest or rest == rest.lower()):
        text = first.lower() + space + rest
    return text


def english_templates(predicate: Predicate, label: str, ontology: Ontology) -> dict[str, str]:
    """Templates by name for one English label."""
    what = _What(predicate, ontology)
    words = _without_range(spoken(label).split(), what)
    first, last = words[0].lower(), words[-1].lower()
    if first in _BE and len(words) > 1:
        return _be(words[1:], what, past=first in ("was", "were"))
    if first in _MODALS and len(words) > 1:
        return _modal(words, what)
    if first in ("has", "have") and len(words) > 1:
        return _have(words[1:], what)
    if first in ("does", "do") and len(words) > 1:
        return _verb(words[1:], what)
    if first in _PAST and (last in _PREPOSITIONS or len(words) == 1):
        return _past(words, what)
    if last in ("of", "for", "to") and len(words) > 1 and not _is_verbal(words) and not is_participle(first):
        return _be(words, what)
    if first in _ADVERBS and len(words) > 1 and is_participle(words[1]) and _before_last(words[1:]):
        return _be(words, what)
    if is_participle(first) and not _names_range(words, what) and _before_last(words):
        return _be(words, what)
    if len(words) > 1 and last in _PREPOSITIONS and _is_adjective(words):
        return _be(words, what)
    if _is_third(words) and len(words) > 1 and last not in _PREPOSITIONS:
        return _verb_and_noun(words, what)
    if _is_verbal(words) and not _names_range(words, what):
        return _verb(words, what)
    if first in _PREPOSITIONS and len(words) > 1:
        return _be(words, what)
    if len(words) > 1 and last in ("with", "on", "between") and first not in _ADVERBIAL:
        return _have(words, what)
    if len(words) > 1 and last in _PREPOSITIONS:
        return _be(words, what)
    return _noun(" ".join(words), what)


class _What:
    """What is known of the object: its noun, whether it is a person, a number, a date; whether one is expected."""

    def __init__(self, predicate: Predicate, ontology: Ontology) -> None:
        self.single = predicate.single
        self.value = predicate.kind == "datatype"
        self.number = predicate.datatype in ("xsd:decimal", "xsd:integer")
        self.year = predicate.datatype in ("xsd:gYear", "xsd:gYearMonth")
        self.date = self.year or predicate.datatype == "xsd:date"
        classes = [ontology.classes[c] for c in predicate.range if c in ontology.classes]
        self.nouns = {c.nouns["en"].lower() for c in classes if "en" in c.nouns}
        self.noun = classes[0].nouns.get("en") if len(classes) == 1 else None
        self.person = bool(classes) and all(c.question_word.get("en") == "who" for c in classes)
        self.which = "Which {c}" if classes else ("How much" if self.number else "What")
        self.after = "which {c}" if classes else "what"


def _is_verbal(words: list[str]) -> bool:
    """Whether a label starts with a verb in plain or third-person form, and not with a noun that looks like one."""
    first = words[0].lower()
    if len(words) > 1 and words[1].lower() == "of" and infinitive(first) not in ("consist", "dispose", "partake"):
        return False
    if len(words) == 2 and is_participle(words[1].lower()):  # "works published"
        return False
    if not is_verb(first):  # a verb of the field's own: "pairs with", "docks at"
        third = len(first) > 3 and first.endswith("s") and not first.endswith(("ss", "us", "is"))
        return third and len(words) == 2 and words[1].lower() in _PREPOSITIONS
    if infinitive(first) == first and first in _NOUNS_TOO:
        return len(words) > 1 and words[-1].lower() in _PREPOSITIONS
    if infinitive(first) == first and len(words) > 1:
        return words[-1].lower() in _PREPOSITIONS or words[1].lower() in _PREPOSITIONS or first in _TAKEN_PLAIN
    return True


def _without_range(words: list[str], what: _What) -> list[str]:
    """The words without a class name at the end that the object will stand for ("is part of military conflict" + {o})."""
    for noun in sorted(what.nouns):
        tail = noun.split()
        front = words[: -len(tail)]
        if len(front) > 1 and [w.lower() for w in words[-len(tail) :]] == tail and (front[-1] in _PREPOSITIONS or front[-1] == "of"):
            verbal = front[0].lower() in _BE or is_participle(front[0]) or _is_verbal(front)
            return front if verbal else words
    return words


def _is_adjective(words: list[str]) -> bool:
    word = words[-2].lower() if len(words) > 1 else ""
    return word in _ADJECTIVES or bool(_ADJECTIVE.search(word))


def _before_last(words: list[str]) -> bool:
    """Whether a label that starts with a participle is a passive ("located in"), not a noun ("fixed asset", "associated band")."""
    return any(w.lower() in _PREPOSITIONS or w.lower() == "of" for w in (words[1], words[-1])) if len(words) > 1 else True


def _names_range(words: list[str], what: _What) -> bool:
    """Whether the last word names what the predicate leads to ("awards" → Award): then the label is a noun."""
    return bool({words[-1].lower(), singular(words[-1].lower()), " ".join(words).lower(), singular(" ".join(words).lower())} & what.nouns)


def _be(words: list[str], what: _What, *, past: bool = False) -> dict[str, str]:
    """is/are + participle, adjective, prepositional phrase or role ("part of", "a member of")."""
    rest = " ".join(words)
    first, last = words[0].lower(), words[-1].lower()
    if first in _ADVERBS and len(words) > 1:
        first = words[1].lower()
    standing = any(word.lower() in _STANDING.get(first, ()) for word in words)
    be = "[was|were]" if past or (first in PUNCTUAL and not standing) else "[is|are]"
    plain_be = "were" if be == "[was|were]" else "are"
    if is_participle(first) and not (last in _PREPOSITIONS or last == "of"):
        return _open_passive(rest, be, plain_be, what, alone=len(words) == 1)
    if len(words) == 1 and last not in _PREPOSITIONS:  # "is active", "isOn"
        return {"statement": f"{{s}} {be} {rest}: {{o}}", "negation": f"{{s}} {be} not {rest}: {{o}}"}
    front = " ".join(words[:-1])
    if last == "of" and not is_participle(first) and not _is_adjective(words):
        return _role(front, words[-1], be, what)
    if (
        last in ("for", "to", "in")
        and not is_participle(first)
        and not _is_adjective(words)
        and first not in _PREPOSITIONS
        and not is_verb(first)
    ):
        return _role(front, words[-1], be, what)
    whom = "whom" if what.person else "which"
    made = {
        "statement": f"{{s}} {be} {rest} {{o}}",
        "negation": f"{{s}} {be} not {rest} {{o}}",
        "inversePhrase": f"{{c}} {rest} {{o}}",
        "inverseQuestion": f"Which {{c}} {plain_be} {rest} {{o}}?",
    }
    if last in _PREPOSITIONS and front:
        made["objectClause"] = f"{{c}} {last} {whom} {{s}} {be} {front}"
        made["question"] = f"{last.capitalize()} {what.after} {be} {{s}} {front}?"
        if what.person and last == "by":
            made["question"] = f"By whom {be} {{s}} {front}?"
        if what.date:
            made["question"] = f"When {be} {{s}} {front}?"
        if what.noun:
            made["sibling"] = f"other {{c}} {rest} the same {what.noun} as {{s}}"
    else:
        made["question"] = f"{what.which if not what.number else 'What'} {be} {{s}} {rest}?"
    return made


def _open_passive(rest: str, be: str, plain_be: str, what: _What, *, alone: bool) -> dict[str, str]:
    """A passive without a place for the object: "discovered" (a date), "selected by NASA" (a year)."""
    if what.date:
        link = "in" if what.year else "on"
        passive = "was" if be == "[was|were]" else "is"
        return {
            "statement": f"{{s}} {be} {rest} {link} {{o}}", "negation": f"{{s}} {be} not {rest} {link} {{o}}",
            "question": f"When {be} {{s}} {rest}?",
            "inversePhrase": f"{{c}} {rest} {link} {{o}}", "inverseQuestion": f"Which {{c}} {plain_be} {rest} {link} {{o}}?",
            "phrase": f"{'year' if what.year else 'date'} {link} which {{s}} {passive} {rest}",
        }  # fmt: skip
    link = "by" if alone and not what.value else ""
    if link:
        return _be([*rest.split(), link], what)
    return {"statement": f"{{s}} {be} {rest} ({{o}})", "negation": f"{{s}} {be} not {rest} ({{o}})", "phrase": "", "inversePhrase": ""}


def _role(front: str, preposition: str, be: str, what: _What) -> dict[str, str]:
    """What the subject is to the object: "symptom of", "isPartOf", "treatment for"."""
    noun = re.sub(r"^(?:a|an|the) ", "", front)
    bare = noun in ("part", "capital", "property", "proof", "evidence") or plural(noun) == noun
    one = (
        noun
        if bare and noun != "capital"
        else f"the {noun}"
        if noun == "capital" or noun.startswith(("only", "first", "last", "main"))
        else with_article(noun)
    )
    many = plural(noun) if noun not in ("part",) else "part"
    said = one if one == many else f"[{one}|{many}]"
    said = said if be == "[is|are]" else one
    made = {
        "statement": f"{{s}} {be} {said} {preposition} {{o}}",
        "negation": f"{{s}} {be} not {said} {preposition} {{o}}",
        "objectClause": f"{{c}} {preposition} which {{s}} {be} {said}",
        "inversePhrase": f"{{c}} that {be} part {preposition} {{o}}" if noun == "part" else f"{_number(noun)} {preposition} {{o}}",
        "question": f"{what.which if not what.number else 'What'} {be} {{s}} {said} {preposition}?",
        "inverseQuestion": f"Which {{c}} are {many} {preposition} {{o}}?",
    }
    if what.noun:
        made["sibling"] = f"other {{c}} that are {many} {preposition} the same {what.noun} as {{s}}"
    return made


def _have(words: list[str], what: _What) -> dict[str, str]:
    """has + noun ("has symptom"), has + place ("has to its north"), has + noun + preposition ("has effect on")."""
    rest = " ".join(words)
    first, last = words[0].lower(), words[-1].lower()
    if first in _PREPOSITIONS and len(words) > 1:
        return {
            "statement": f"{{s}} [has|have] {{o}} {rest}",
            "negation": f"{{s}} [does|do] not have {{o}} {rest}",
            "objectClause": f"{{c}} that {{s}} [has|have] {rest}",
            "inversePhrase": f"{{c}} that [has|have] {{o}} {rest}",
            "question": f"{what.which} [does|do] {{s}} have {rest}?",
            "inverseQuestion": f"Which {{c}} have {{o}} {rest}?",
        }
    if is_participle(first) and len(words) == 1:
        return {"statement": f"{{s}} [has|have] {rest} {{o}}", "negation": f"{{s}} [has|have] not {rest} {{o}}",
                "objectClause": f"{{c}} that {{s}} [has|have] {rest}", "inversePhrase": f"{{c}} that [has|have] {rest} {{o}}",
                "question": f"{what.which} [has|have] {{s}} {rest}?", "inverseQuestion": f"Which {{c}} have {rest} {{o}}?"}  # fmt: skip
    if last in _PREPOSITIONS and len(words) > 1:
        front = " ".join(words[:-1])
        thing = front if plural(front) == front else with_article(front)
        return {
            "statement": f"{{s}} [has|have] {thing} {last} {{o}}",
            "negation": f"{{s}} [does|do] not have {thing} {last} {{o}}",
            "objectClause": f"{{c}} {last} which {{s}} [has|have] {thing}",
            "inversePhrase": f"{{c}} with {thing} {last} {{o}}",
            "question": f"{last.capitalize()} {what.after} [does|do] {{s}} have {thing}?",
            "inverseQuestion": f"Which {{c}} have {thing} {last} {{o}}?",
        }
    made = _noun(rest, what)
    if what.value or what.single:
        return made
    one = singular(rest)
    made.update({
        "statement": f"{{s}} [has|have] the {one} {{o}}", "negation": f"{{s}} [does|do] not have the {one} {{o}}",
        "inversePhrase": f"{{c}} with the {one} {{o}}", "inverseQuestion": f"Which {{c}} have the {one} {{o}}?",
    })  # fmt: skip
    return made


def _verb(words: list[str], what: _What) -> dict[str, str]:
    """A verb in plain or third-person form: "treats", "belongs to", "competeIn"."""
    verb, *rest = infinitive(" ".join(words)).split(" ")
    base = " ".join([verb, *rest])
    agreeing = " ".join([f"[{third_person(verb)}|{verb}]", *rest])
    made = {
        "statement": f"{{s}} {agreeing} {{o}}",
        "negation": f"{{s}} [does|do] not {base} {{o}}",
        "objectClause": f"{{c}} that {{s}} {agreeing}",
        "inversePhrase": f"{{c}} that {agreeing} {{o}}",
        "question": f"{'How long' if what.number and base in ('last', 'take') else what.which} [does|do] {{s}} {base}?",
        "inverseQuestion": f"Which {{c}} {base} {{o}}?",
    }
    if what.noun:
        made["sibling"] = f"other {{c}} that {base} the same {what.noun} as {{s}}"
    return made


def _is_third(words: list[str]) -> bool:
    """Whether a label starts with a verb in the third person, which cannot be taken for a noun ("uses" of "uses of")."""
    first = words[0].lower()
    if len(words) > 1 and (words[1].lower() in _PREPOSITIONS or words[1].lower() in ("of", "that", "whether", "how", "not")):
        return False
    if len(words) > 1 and is_participle(words[1].lower()):  # "works published"
        return False
    return is_verb(first) and infinitive(first) != first and not words[-1].lower().endswith("ly")


def _verb_and_noun(words: list[str], what: _What) -> dict[str, str]:
    """A verb with what it takes: "requires document", "charges annual fee". A noun that is the class of the objects is left to {o}."""
    verb, rest = infinitive(words[0]), " ".join(words[1:])
    if rest.lower() in what.nouns or singular(rest.lower()) in what.nouns:
        return _verb(words[:1], what)
    agreeing, one, many = f"[{third_person(verb)}|{verb}]", singular(rest), plural(singular(rest))
    if what.value:
        thing = one if one == many or words[1].lower() in ("a", "an", "the") else with_article(one)
        many = one
        link = f"{thing} of {{o}}" if what.number else f"{thing}: {{o}}"
    else:
        link = f"the {one} {{o}}"
    asked = f"Which {many}" if not what.value else f"What {one}"
    made = {
        "statement": f"{{s}} {agreeing} {link}",
        "negation": f"{{s}} [does|do] not {verb} {link}",
        "phrase": f"{one} that {{s}} {agreeing}" if one == many else f"[{one}|{many}] that {{s}} {agreeing}",
        "inversePhrase": f"{{c}} that {agreeing} {link}",
        "question": f"{asked} [does|do] {{s}} {verb}?",
        "inverseQuestion": f"Which {{c}} {verb} {link}?",
    }
    if not what.value:
        made["sibling"] = f"other {{c}} that {verb} the same {one} as {{s}}"
    return made


def _modal(words: list[str], what: _What) -> dict[str, str]:
    modal, base = words[0].lower(), " ".join(words[1:])
    no = "cannot" if modal in ("can", "cannot") else f"{modal} not"
    said = "cannot" if modal == "cannot" else modal
    last = words[-1].lower()
    passive = {}
    if words[1].lower() == "be" and last in _PREPOSITIONS and len(words) > 3:
        front = " ".join(words[1:-1])
        whom = "whom" if what.person else "which"
        passive = {
            "objectClause": f"{{c}} {last} {whom} {{s}} {said} {front}",
            "question": f"{last.capitalize()} {what.after} {said} {{s}} {front}?",
        }
    return {
        "statement": f"{{s}} {said} {base} {{o}}",
        "negation": f"{{s}} {no if modal != 'cannot' else 'can'} {base} {{o}}",
        "objectClause": f"{{c}} that {{s}} {said} {base}",
        "inversePhrase": f"{{c}} that {said} {base} {{o}}",
        "question": f"{what.which} {said} {{s}} {base}?",
        "inverseQuestion": f"Which {{c}} {said} {base} {{o}}?",
        **passive,
    }


def _past(words: list[str], what: _What) -> dict[str, str]:
    said, base = " ".join(words), " ".join([_PAST[words[0].lower()], *words[1:]])
    return {
        "statement": f"{{s}} {said} {{o}}",
        "negation": f"{{s}} did not {base} {{o}}",
        "objectClause": f"{{c}} that {{s}} {said}",
        "inversePhrase": f"{{c}} that {said} {{o}}",
        "question": f"{what.which} did {{s}} {base}?",
        "inverseQuestion": f"Which {{c}} {said} {{o}}?",
    }


def _number(noun: str) -> str:
    """A noun with its plural in brackets, once where both are the same."""
    one, many = singular(noun), plural(noun)
    return one if one == many else f"[{one}|{many}]"


def _noun(noun: str, what: _What) -> dict[str, str]:
    """A noun: "director", "place of birth", "number of pages"."""
    one = singular(noun)
    if what.number and one != noun and not noun.endswith("years"):
        one = f"number of {noun}"  # "failed launches": 3
    strict = what.single or what.date or what.number or one.startswith(("birth", "death"))
    single = strict or one.split()[-1] in _SINGLE or one.startswith(("place of", "date of", "year of"))
    many = plural(one)
    ask = "Who" if what.person else "What"
    counted = re.match(r"number of (\w.*)$", one)
    made = {
        "phrase": f"{one} of {{s}}" if strict else f"{_number(one)} of {{s}}",
        "statement": f"the {one} of {{s}} is {{o}}",
        "negation": f"the {one} of {{s}} is not {{o}}",
        "inversePhrase": f"{{c}} whose {one} is {{o}}",
        "question": f"{ask} is the {one} of {{s}}?" if single or one == many else f"{ask} are the {many} of {{s}}?",
        "inverseQuestion": f"Which {{c}} have {{o}} as their {one}?",
        "sibling": f"other {{c}} with the same {one} as {{s}}",
    }
    if not single and one != many and not what.value and (noun != one or one.split()[-1] in _MANY):
        some = with_article(one)
        made |= {
            "statement": f"{{o}} [is|are] [{some}|{many}] of {{s}}",
            "negation": f"{{o}} [is|are] not [{some}|{many}] of {{s}}",
            "inversePhrase": f"{{c}} with {{o}} as {some}",
            "inverseQuestion": f"Which {{c}} have {{o}} as {some}?",
        }
    if counted:
        made["question"] = f"How many {counted[1]} [does|do] {{s}} have?"
    if what.number:
        made["inversePhrase"] = f"{{c}} with {article(one)} {one} of {{o}}" if " of " not in one else f"{{c}} whose {one} is {{o}}"
        made["inverseQuestion"] = (
            f"Which {{c}} have {article(one)} {one} of {{o}}?" if " of " not in one else f"For which {{c}} is the {one} {{o}}?"
        )
    elif what.value:
        made["inverseQuestion"] = f"Which {{c}} have the {one} {{o}}?"
    return made
