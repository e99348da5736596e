"""English words as the wording needs them: plural, article, verb forms. Rules and short lists of exceptions, no dictionary.

The functions take phrases as well as words and inflect the head: the last word before a preposition or relative ("class of medicine" →
"classes of medicine"). What a rule gets wrong for a class, the ontology mends with ``kgc:plural``; for a predicate, with its own template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = [
    "agree",
    "article",
    "gerund",
    "head_index",
    "infinitive",
    "is_participle",
    "is_plural",
    "is_verb",
    "plural",
    "singular",
    "split_name",
    "third_person",
    "with_article",
]


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


_IRREGULAR = {
    "analysis": "analyses", "axis": "axes", "basis": "bases", "crisis": "crises", "diagnosis": "diagnoses",
    "hypothesis": "hypotheses", "parenthesis": "parentheses", "prognosis": "prognoses", "synthesis": "syntheses", "thesis": "theses",
    "oasis": "oases", "child": "children", "foot": "feet", "goose": "geese", "louse": "lice", "man": "men", "mouse": "mice",
    "ox": "oxen", "person": "people", "tooth": "teeth", "woman": "women", "alumnus": "alumni", "bacillus": "bacilli",
    "cactus": "cacti", "fungus": "fungi", "locus": "loci", "nucleus": "nuclei", "radius": "radii", "stimulus": "stimuli",
    "bacterium": "bacteria", "criterion": "criteria", "datum": "data", "medium": "media", "phenomenon": "phenomena",
    "stratum": "strata", "alga": "algae", "larva": "larvae", "vertebra": "vertebrae", "appendix": "appendices", "index": "indices",
    "matrix": "matrices", "vertex": "vertices", "half": "halves", "knife": "knives", "leaf": "leaves", "life": "lives",
    "loaf": "loaves", "self": "selves", "shelf": "shelves", "thief": "thieves", "wife": "wives", "wolf": "wolves", "calf": "calves",
    "elf": "elves", "echo": "echoes", "hero": "heroes", "potato": "potatoes", "tomato": "tomatoes", "veto": "vetoes",
    "mosquito": "mosquitoes", "cargo": "cargoes", "quiz": "quizzes", "passer-by": "passers-by",
}  # fmt: skip
_IRREGULAR |= {one: one + "s" for one in ("calorie", "cookie", "movie", "pie", "tie")}
_SINGULAR = {many: one for one, many in _IRREGULAR.items()}
_UNCHANGED = _list(
    """aircraft spacecraft species series means headquarters sheep fish deer salmon trout offspring crossroads advice aftercare blood
    care clothing content cookware education employment equipment evidence faeces feces fibre fiber flour food-grade furniture
    glycaemia guidance health homework hypertension hypoglycaemia hypoglycemia information insulin insurance jewellery jewelry
    knowledge legislation luggage machinery money music news nutrition obesity pork beef poultry progress rice software staff
    traffic weather wheat work-up diabetes rabies measles mathematics physics economics politics genetics statistics anaesthesia
    diarrhoea nausea vomiting pain prediabetes herpes mumps scabies rickets caries shingles chaos logistics electronics acoustics optics
    ethics gymnastics linguistics"""
)
_COMPOUNDS = ("woman", "man", "child", "person", "tooth", "foot", "wife", "life", "shelf", "leaf", "half")
_ENDS_IN_S = _list("lens bus gas bias canvas atlas iris virus campus status census process cosmos rhinoceros pancreas")
_OVES = re.compile(r"(?:[^aeiou]y)$")
_NOT_MEN = _list("human german roman shaman talisman ottoman behalf")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_PREPOSITIONS = _list(
    """of in on at by for from with to without within between among during under over after before about against as into per than
    through towards toward upon via versus worth near above below behind beyond across along around"""
)
_LAST_HEADS = _list("number code id name date year title status rate level")
_RELATIVES = _list("that which who whose whom where when")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def split_name(name: str) -> str:
    """Words of a local name or label: camelCase and snake_case taken apart, acronyms kept, the rest in lower case.

    A name that already has spaces keeps its capitals (they may be proper names), except for camelCase inside its words.

    >>> split_name("birthPlace"), split_name("has_part"), split_name("ISBNNumber"), split_name("glycaemic index of HbA1c")
    ('birth place', 'has part', 'ISBN number', 'glycaemic index of HbA1c')
    """
    name = name.strip()
    if " " in name:
        return re.sub(r"\s+", " ", name)
    apart = re.sub(r"[_\-]+", " ", name) if "_" in name else name
    # a single small letter belongs to what follows: eGFR, iPhone
    apart = re.sub(r"(?<!\b[a-z])(?<=[a-z0-9])(?=[A-Z]{1,2}[a-z]|[A-Z]{2,}(?:[A-Z][a-z]|\b))|(?<=[A-Z])(?=[A-Z][a-z])", " ", apart)
    words = [word if len(word) > 1 and (word.isupper() or not word[1:].islower()) else word.lower() for word in apart.split()]
    return " ".join(words)


def head_index(words: list[str]) -> int:
    """Position of the head noun among a phrase's words: the last before the first preposition or relative, after position 0.

    >>> head_index("class of medicine".split()), head_index("adverse effect".split())
    (0, 1)
    """
    if words[-1].lower() in _LAST_HEADS:
        return len(words) - 1
    for index, word in enumerate(words):
        if index and (word.lower() in _PREPOSITIONS or word.lower() in _RELATIVES):
            return index - 1
    return len(words) - 1


def _head_word(words: list[str]) -> int:
    """Position of the word to inflect: the head, or what stands before a bracket ("effect (common)")."""
    at = head_index(words)
    while at and words[at].startswith(("(", "（")):
        at -= 1
    return at


def _inflect_head(phrase: str, rule: Callable[[str], str]) -> str:
    words = phrase.split(" ")
    at = _head_word(words)
    word, tail = words[at], ""
    while word and not word[-1].isalnum():
        word, tail = word[:-1], word[-1] + tail
    words[at] = rule(word) + tail
    return " ".join(words)


def _like(word: str, made: str) -> str:
    return made[0].upper() + made[1:] if word[:1].isupper() and made else made


def _plural_word(word: str) -> str:
    lower = word.lower()
    if not lower or lower in _UNCHANGED or lower in _SINGULAR:
        return word
    if lower in _IRREGULAR:
        return _like(word, _IRREGULAR[lower])
    for ending in ("craft", "fish", "sheep"):
        if lower.endswith(ending):
            return word
    for one in _COMPOUNDS:
        if lower.endswith(one) and len(lower) > len(one) and lower not in _NOT_MEN:
            return word[: -len(one)] + (_IRREGULAR[one] if one != "person" else "persons")
    if word.isupper() and len(word) > 1:
        return word + "s"
    if lower.endswith(("osis", "ysis", "esis", "asis", "psis")):
        return word[:-2] + "es"
    if _OVES.search(lower):
        return word[:-1] + "ies"
    if _SIBILANT.search(lower) and not lower.endswith(("stomach", "monarch", "patriarch", "epoch", "eunuch")):
        return word + "es"
    return word + "s"


def plural(noun: str) -> str:
    """The plural of a noun or noun phrase; a phrase that is plural or mass already stays.

    >>> [plural(n) for n in ("class of medicine", "diagnosis", "country", "adverse effect", "person", "species", "HbA1c test")]
    ['classes of medicine', 'diagnoses', 'countries', 'adverse effects', 'people', 'species', 'HbA1c tests']
    """
    return noun if is_plural(noun) else _inflect_head(noun, _plural_word)


def _singular_word(word: str) -> str:
    lower = word.lower()
    if lower in _UNCHANGED or lower in _IRREGULAR:
        return word
    if lower in _SINGULAR:
        return _like(word, _SINGULAR[lower])
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower in _ENDS_IN_S:
        return word
    if len(word) > 2 and word[:-1].isupper() and word.endswith("s"):
        return word[:-1]
    for one in _COMPOUNDS:
        if lower.endswith(_IRREGULAR[one]) and one != "person":
            return word[: -len(_IRREGULAR[one])] + one
    if re.search(r"(?:ss|x|z|ch|sh)es$", lower) or lower.removesuffix("es") in _ENDS_IN_S:
        return word[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ics", "as")) and len(lower) > 3:
        return word[:-1]
    return word


def singular(noun: str) -> str:
    """The singular of a noun or noun phrase; a singular stays.

    >>> [singular(n) for n in ("classes of medicine", "diagnoses", "countries", "status", "people")]
    ['class of medicine', 'diagnosis', 'country', 'status', 'person']
    """
    return _inflect_head(noun, _singular_word)


def is_plural(noun: str) -> bool:
    """Whether the head of a noun phrase is a plural by form ("contraindications", "people"); unchanged and mass nouns are not.

    >>> is_plural("parts of speech"), is_plural("status"), is_plural("diabetes"), is_plural("people")
    (True, False, False, True)
    """
    words = noun.split(" ")
    word = re.sub(r"\W+$", "", words[_head_word(words)])
    return bool(word) and (word.lower() in _SINGULAR or (word.lower() not in _UNCHANGED and _singular_word(word) != word))


_AN_BY_SOUND = re.compile(r"^(?:hono(?:u?r|rari)|honest|heir|hour)", re.I)
_A_BY_SOUND = re.compile(
    r"^(?:eu|ewe|one(?:\b|-)|once|ubiq|unan|uni(?!n|mp|mag|dent)|us(?:e|u|abl)|ut(?:il|o|er)|ur(?:i|e[at]|an|ol)|ukr|u\b|uv)", re.I
)
_AN_LETTERS = frozenset("AEFHILMNORSX")


def article(phrase: str) -> str:
    """``a`` or ``an``, by the sound of the first word; acronyms are spelled out, numbers are read.

    >>> [article(p) for p in ("hour", "university", "MRI scan", "EU rule", "8-hour fast", "ulcer", "one-off", "HbA1c test", "urinary test")]
    ['an', 'a', 'an', 'an', 'an', 'an', 'a', 'an', 'a']
    """
    plain = unicodedata.normalize("NFKD", phrase).lstrip("\"'“‘(《[ ")
    if not plain:
        return "a"
    if plain[0].isdigit():
        digits = re.match(r"[\d,]+", plain)
        number = digits.group().replace(",", "") if digits else ""
        return "an" if number.startswith("8") or number in ("11", "18") or re.fullmatch(r"(11|18)\d{3}(\d{3})*", number) else "a"
    first = _WORD.match(plain)
    word = first.group() if first else plain[:1]
    spelled = (len(word) == 1 or word[:2].isupper()) and not re.fullmatch(r"[A-Z][AEIOU][A-Z]{2,}", word)
    if spelled or re.match(r"[A-Z][a-z]?[A-Z]\d|[A-Z][a-z][A-Z]\b", plain) or re.match(r"[A-Z]\d", plain):
        return "an" if plain[0].upper() in _AN_LETTERS else "a"
    if _AN_BY_SOUND.match(word):
        return "an"
    if _A_BY_SOUND.match(word):
        return "a"
    return "an" if word[0].lower() in "aeiou" else "a"


def with_article(phrase: str) -> str:
    """The phrase with its indefinite article.

    >>> with_article("adverse effect")
    'an adverse effect'
    """
    return f"{article(phrase)} {phrase}"


# ------------------------------------------------------------------------------------------------- verbs

_THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_BASE = {third: base for base, third in _THIRD.items()}
_PARTICIPLES = _list(
    """been begun born borne bought bound broken brought built caught chosen done drawn driven eaten fed felt found given gone grown held
    hidden hit kept known laid led left lent lost made meant met paid put run said seen sent set shown sold spent spoken struck sung
    taken taught told thought understood undertaken underlain won worn written owed aged used"""
)
_NOT_PARTICIPLES = _list(
    """bed breed deed embed feed greed indeed need red reed seed shed sled speed weed wed hundred kindred sacred shred naked wicked"""
)
_VERBS = _list(
    """abut accept achieve act activate affect aid aim allow appear apply assess attend award bear begin belong block bring broadcast
    build buy call carry cause cite combine compete comprise conduct confirm confer connect consist consume contain contribute control
    convert cover create cure cut decrease define deliver depend describe designate detect develop diagnose direct discover
    distribute dissolve drain drive edit elect employ enable end enhance enter establish exceed exist export express extend face
    fall feed find finish follow form found function fund generate get give govern graduate grow happen have head help hold host
    import improve include increase indicate induce influence inhibit inherit interact invade invest involve issue join keep know
    lack last launch lead learn lie limit link list live locate lose lower maintain make manage manufacture marry mean measure meet
    mention modify monitor mutate need occupy occur offer open operate organise organize orbit originate overlap own participate
    pass pay perform permit play possess precede predict predispose prescribe present prevent process produce prohibit promote
    protect prove provide publish raise reach receive recommend record reduce refer regulate relate release relieve replace report
    represent require reside result reveal reverse revise run say score secure see sell serve share show signal signify simulate
    situate speak spread start stimulate stop study succeed suffer suggest supervise supply support surround target teach tend
    terminate test trade train transform transmit transport travel treat trigger undergo use validate visit want win wear work write
    yield complicate contraindicate follow border cross charge grant approve cancel comply ensure entitle exclude guarantee
    handle levy lend borrow qualify repay refund restrict transfer waive withdraw verify authorise authorize inform notify
    obtain owe prefer purchase rely remove request reward store submit subscribe supersede undertake upgrade update accompany
    acquire adjust administer advise allocate announce arrange assign assume attach attract award bind breed calculate collect
    command compensate compile complete compose conflict construct consult correlate correspond cost count decide declare
    decline defend demand demonstrate deny deploy derive describe destroy differ disable disclose display eliminate embed emit
    encode encourage enforce engage equal evaluate execute exhibit expand explain exploit expose facilitate file filter finance
    fit fix fulfil fulfill furnish guide harm identify implement imply import impose incorporate initiate inject insert install
    instruct insure integrate intend invent isolate justify leave limit load locate mark match merge mitigate motivate
    necessitate neutralise negate oblige observe oppose originate outrank oversee pair permit pollinate populate possess
    postpone power precede preserve presuppose process procure promise propose quote rank receive recognise recognize reject
    rent repair replace resist resolve respond restore retain retrieve satisfy schedule seek select separate sign specify
    sponsor succeed supplement suppress surpass sustain symbolise synthesise tolerate track transmit trust underpin unlock use
    utilise utilize violate warrant"""
)


def third_person(verb: str) -> str:
    """The third person singular of a verb phrase (its first word): ``treat`` → ``treats``; ``be`` → ``is``.

    >>> [third_person(v) for v in ("treat", "pass through", "carry", "have part", "do", "belong to")]
    ['treats', 'passes through', 'carries', 'has part', 'does', 'belongs to']
    """
    first, space, rest = verb.partition(" ")
    lower = first.lower()
    if lower in _THIRD:
        made = _THIRD[lower]
    elif _OVES.search(lower):
        made = first[:-1] + "ies"
    elif _SIBILANT.search(lower):
        made = first + "es"
    else:
        made = first + "s"
    return made + space + rest


def infinitive(verb: str) -> str:
    """The plain form of a third-person verb phrase; what is no third person stays.

    >>> [infinitive(v) for v in ("treats", "passes through", "carries", "has part", "is", "belongs to", "causes", "treat")]
    ['treat', 'pass through', 'carry', 'have part', 'be', 'belong to', 'cause', 'treat']
    """
    first, space, rest = verb.partition(" ")
    lower = first.lower()
    if lower in _BASE:
        made = _BASE[lower]
    elif lower in _VERBS:
        made = first
    elif lower.endswith("ies") and len(lower) > 4:
        made = first[:-3] + "y"
    elif re.search(r"(?:ss|x|zz|ch|sh)es$", lower):
        made = first[:-2]
    elif lower.endswith("s") and not lower.endswith("ss"):
        made = first[:-1]
    else:
        made = first
    return made + space + rest




def is_participle(word: str) -> bool:
    """Whether a word is a past participle by form ("directed", "built"), so that it needs is/are before it.

    >>> [w for w in ("directed", "built", "red", "director", "located") if is_participle(w)]
    ['directed', 'built', 'located']
    """
    lower = word.lower()
    return lower in _PARTICIPLES or (len(lower) > 4 and lower.endswith("ed") and lower not in _NOT_PARTICIPLES)


def is_verb(word: str) -> bool:
    """Whether a word is, by a list of common predicate verbs, a verb in plain or third-person form ("treats", "cause", "has").

    >>> [w for w in ("treats", "causes", "director", "has", "carries") if is_verb(w)]
    ['treats', 'causes', 'has', 'carries']
    """
    lower = word.lower()
    return lower in _BASE or lower in _VERBS or (lower.endswith("s") and infinitive(lower) in _VERBS)


def gerund(verb: str) -> str:
    """The -ing form of a verb phrase: ``treat`` → ``treating``.

    >>> gerund("treat"), gerund("cause"), gerund("lie in")
    ('treating', 'causing', 'lying in')
    """
    first, space, rest = verb.partition(" ")
    if first.endswith("ie"):
        made = first[:-2] + "ying"
    elif first.endswith("e") and not first.endswith(("ee", "ye", "oe")) and first != "be":
        made = first[:-1] + "ing"
    elif re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", first):
        made = first + first[-1] + "ing"
    else:
        made = first + "ing"
    return made + space + rest


_PAST = {
    "be": "was", "have": "had", "do": "did", "go": "went", "begin": "began", "bear": "bore", "build": "built", "buy": "bought", "bring":
    "brought", "cost": "cost", "cut": "cut", "draw": "drew", "fall": "fell", "find": "found", "give": "gave", "get": "got", "grow": "grew",
    "hold": "held", "keep": "kept", "know": "knew", "lead": "led", "lie": "lay", "lose": "lost", "make": "made", "mean": "meant", "meet":
    "met", "pay": "paid", "put": "put", "run": "ran", "say": "said", "see": "saw", "sell": "sold", "show": "showed", "speak": "spoke",
    "spread": "spread", "take": "took", "teach": "taught", "undergo": "underwent", "win": "won", "wear": "wore", "write": "wrote",
    "control": "controlled", "patrol": "patrolled",
}  # fmt: skip


def past_tense(verb: str) -> str:
    """The past of a verb phrase in its plain form.

    >>> [past_tense(v) for v in ("belong to", "carry", "use", "stop", "lie in", "sell")]
    ['belonged to', 'carried', 'used', 'stopped', 'lay in', 'sold']
    """
    first, space, rest = verb.partition(" ")
    if first in _PAST:
        made = _PAST[first]
    elif first.endswith("e"):
        made = first + "d"
    elif _OVES.search(first):
        made = first[:-1] + "ied"
    elif re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", first):
        made = first + first[-1] + "ed"
    else:
        made = first + "ed"
    return made + space + rest


_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905


def ordinal(number: str) -> str:
    """The ordinal of a whole number: a word up to twelve, digits with their ending above.

    >>> [ordinal(n) for n in ("1", "4", "12", "21", "113")]
    ['first', 'fourth', 'twelfth', '21st', '113th']
    """
    if int(number) < len(_ORDINALS):
        return _ORDINALS[int(number)]
    ending = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return number + ending


_BRACKET = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def agree(template: str, many: bool) -> str:
    """A wording template with its ``[singular|plural]`` brackets resolved.

    >>> agree("[contraindication|contraindications] of {s}", True), agree("{s} [is|are] used", False)
    ('contraindications of {s}', '{s} is used')
    """
    return _BRACKET.sub(r"\2" if many else r"\1", template)
