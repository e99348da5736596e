"""Other names of known terms: in brackets, after "also called" and 又称, abbreviations by their initials, spelled nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgcorpus.extract.plain import key
from kgcorpus.extract.sentences import Sentence
from kgcorpus.ontology import Ontology
from kgcorpus.text import CJK

from .growth_places import MOST_CELL, Names, language_at
from .growth_words import STOP_EN, is_abstract, is_term_zh, name_in, weak_tail

_BRACKET = re.compile(r"[\"'”》]? ?\(([^()]{2,60})\)")
_CALLED = re.compile(
    r"[\"'”》]?,? ?(?:\(?(?:以下)?(?:又|也|亦|还|俗|简|别|旧|全|通|统|合|原|曾|后)(?:被)?(?:称(?:为|作|之为)?|叫(?:做|作)?|名(?:为)?)"
    r"|,?(?:别名|商品名|通用名|俗名|学名|英文名|缩写)(?:为|是|叫)?"
    r"|,? ?\(?(?:which is |who is )?(?:also|formerly|previously|commonly|otherwise|sometimes|often)"
    r" (?:known as|called|named|referred to as|written)"
    r"|,? ?\(?(?:abbreviated(?: as| to)?|short for|a\.?k\.?a\.?|or simply|hereinafter(?: referred to as)?))"
    r"[:]? ?(?:the |an? )?[\"'“《]?"
)
_LONGER = re.compile(f"(?![的和与及或等对在于为是有含用至到从被把将由即叫称了其])[{CJK}]$")
_END_ZH = re.compile(r"[\"'”》,;。()!?:、]|是|等|为|的|和|或|,|$")
_LEAD_IN = re.compile(
    r"^(?:以下)?(?:又|也|亦|还|俗|简|别|旧|全|统)?(?:被)?(?:称(?:为|作)?|叫(?:做)?|名|简称)[:“\"'《]?"
    r"|^(?:also|formerly|or|aka|abbreviated|i\.e\.,?|called|known as)\b ?(?:known as|called)? ?"
)
_NOT_NAME = re.compile(
    r"^[\d\s.,%~<>=≥≤×/+-]+\S{0,8}$|^(?:如|例如|即|见|包括|含|不|除|尤其|特别|主要|一般|通常|约|共|每|第|图|表|详见|参见|注|单位"
    r"|(?:see|e\.g|such|fig|table|about|up to|for|in|with|at|on|by|if|when|or|and|not|no|from|especially|including|less|more|over|under"
    r"|than|per|only|mainly|usually|grade|stage|type|level)\b)"
)


LONGEST_ZH = 8
"""Characters of a Chinese name in brackets; what is longer is a remark."""
_PROPER = re.compile(r"(?:[A-Z][a-z]+[A-Za-z]*|[A-Z]{2,})(?: (?:[A-Z][A-Za-z]+|of|and))*")
_REMARK_ZH = re.compile(
    r"[级型期度类者版例称]$|^(?:新|老|原|前|后|上|下|男|女|口服|静脉|皮下|缓释|首次|再次|轻|中|重|急|慢)|每|日|次|片|剂|试行|修订|草案|征求意见|暂行|盖章|签名|签字|公章|校区|分校|本部|总部"
)
_SAME = re.compile(r"[\"”’'」』]?(?:就是|即为?|也就是|指的(?:就)?是|说的(?:就)?是)[\"“‘'「『]?$")
_QUOTED = re.compile(r"[\"“「『]([^\"“”「」『』,;:。()]{2,12})$")


@dataclass(frozen=True, slots=True)
class Called:
    """Another name of an entity at a place, and why it is one. ``lang`` is the name's."""

    why: str
    entity: str
    name: str
    lang: str
    document: str
    start: int
    end: int


def called(sentence: Sentence, names: Names, ontology: Ontology) -> Iterator[Called]:
    """The other names that a sentence gives to terms of the ontology."""
    text = sentence.text
    if "(" not in text and not _CALLED.search(text) and "是" not in text and "即" not in text:
        return
    for hit in sentence.hits:
        if len(hit.entities) != 1 or hit.entities[0] not in ontology.entities:
            continue
        entity = hit.entities[0]
        if _LONGER.search(text[: hit.start]):
            continue  # the end of a longer name
        if said := _CALLED.match(text, hit.end):
            stop = _stop(text, said.end(), sentence.language)
            yield from _one("called", entity, sentence, said.end(), stop, names)
        elif bracket := _BRACKET.match(text, hit.end):
            yield from _bracketed(sentence, entity, hit.start, bracket, names, ontology)
        if sentence.language == "zh":
            yield from _same(sentence, entity, hit.start, names)
    yield from _before_bracket(sentence, names, ontology)


def _same(sentence: Sentence, entity: str, at: int, names: Names) -> Iterator[Called]:
    """The name in quotation marks before "就是" and a known name."""
    before = sentence.text[:at]
    if (same := _SAME.search(before)) and (quoted := _QUOTED.search(before[: same.start()])):
        yield from _one("called", entity, sentence, *quoted.span(1), names)


def _stop(text: str, start: int, language: str) -> int:
    if language == "zh" and re.match(f"[{CJK}]", text[start : start + 1]):
        found = _END_ZH.search(text, start)
        return found.start() if found else len(text)
    end = re.compile(r"[,;:()\"”.]|$").search(text, start)
    stop = end.start() if end else len(text)
    for match in re.finditer(r"\S+", text[start:stop]):
        if match.group() in STOP_EN - {"of", "the"} and match.start():
            return start + match.start() - 1
    return stop


def _one(why: str, entity: str, sentence: Sentence, start: int, stop: int, names: Names) -> Iterator[Called]:
    written = sentence.written(start, stop)
    lang = language_at(written)
    name = name_in(written, lang)
    if not name or len(name) > MOST_CELL or names.is_known(name) or _NOT_NAME.match(key(name).strip()):
        return
    a, b = sentence.source(start, stop)
    at = sentence.document.text.find(name, a, b)
    if at >= 0:
        yield Called(why, entity, name, lang, sentence.document.id, at, at + len(name))


def _bracketed(sentence: Sentence, entity: str, begin: int, bracket: re.Match[str], names: Names, ontology: Ontology) -> Iterator[Called]:
    """What stands in brackets behind a name: an abbreviation of it, its name in the other language, or what "简称" leads in."""
    inside = bracket.group(1)
    start = bracket.start(1)
    lead = _LEAD_IN.match(inside)
    if lead and lead.end():
        yield from _one("called", entity, sentence, start + lead.end(), start + _stop(inside, lead.end(), sentence.language), names)
        return
    piece = re.split(r"[,;、/]", inside, maxsplit=1)[0].strip()
    if not piece or _NOT_NAME.match(piece) or re.search(r"[=<>≥≤%]", inside):
        return
    own = ontology.entities[entity].labels
    before = sentence.text[begin : bracket.start()]
    lang, own_lang = language_at(piece), language_at(before)
    written = sentence.written(start, start + len(piece))
    if lang != own_lang and (lang not in own or (own_lang == "zh" and piece.isascii() and _short(written))):
        why = "initials" if _short(written) and lang in own and initials_fit(written, own[lang]) else "translated"
        if why == "translated" and lang in own:
            return
        yield from _one(why, entity, sentence, start, start + len(piece), names)
    elif lang == own_lang == "en":
        if _short(written) and initials_fit(written, before):
            yield from _one("initials", entity, sentence, start, start + len(piece), names)
        elif _PROPER.fullmatch(written) and piece == inside.strip():
            yield from _one("bracket", entity, sentence, start, start + len(piece), names)
    elif lang == own_lang == "zh" and piece == inside.strip() and 2 <= len(piece) <= LONGEST_ZH and is_term_zh(piece):
        remark = is_abstract(piece, "zh") or weak_tail(piece, "zh") or _REMARK_ZH.search(piece)
        if not remark:
            yield from _one("bracket", entity, sentence, start, start + len(piece), names)


def _before_bracket(sentence: Sentence, names: Names, ontology: Ontology) -> Iterator[Called]:
    """The long name before a known abbreviation in brackets, in English by its initials."""
    text = sentence.text
    for hit in sentence.hits:
        if (
            len(hit.entities) != 1
            or hit.entities[0] not in ontology.entities
            or text[hit.start - 1 : hit.start] != "("
            or text[hit.end : hit.end + 1] != ")"
        ):
            continue
        short = sentence.written(hit.start, hit.end)
        if not _short(short) or sentence.language == "zh":
            continue
        words = list(re.finditer(r"[a-z0-9][\w-]*", text[: hit.start - 1]))
        for n in range(2, 7):
            if (
                n <= len(words)
                and initials_fit(short, text[words[-n].start() : hit.start - 1].strip())
                and words[-n].group() not in STOP_EN
            ):
                yield from _one("initials", hit.entities[0], sentence, words[-n].start(), hit.start - 2, names)
                break


def _short(written: str) -> bool:
    """Whether this is written as an abbreviation."""
    return bool(re.fullmatch(r"[A-Za-z0-9α-ωΑ-Ω/-]{2,10}", written)) and sum(c.isupper() for c in written) >= 2


def initials_fit(short: str, full: str) -> bool:
    """Whether the letters of an abbreviation are those with which words, or parts of them, of a name begin, in order.

    >>> initials_fit("OGTT", "oral glucose tolerance test"), initials_fit("ABC", "insulin")
    (True, False)
    """
    letters = [c for c in short.lower() if c.isalpha()]
    words = [w for w in re.split(r"[\s/-]+", full.lower()) if w and w not in ("of", "the", "and", "for", "in", "to")]
    if not letters or not words or letters[0] != words[0][0] or len(letters) < len(words) - 1 or len(words) < 2:
        return False
    at = 0
    for word in words:
        if at < len(letters) and word[0] == letters[at]:
            at += 1
            rest = word[1:]
            while at < len(letters) and letters[at] in rest and (len(letters) - at) > (len(words) - words.index(word) - 1):
                rest = rest[rest.index(letters[at]) + 1 :]
                at += 1
    return at == len(letters)


# ------------------------------------------------------------------------------------------------- nearly the same spelling

_VARIANTS = (("象", "像"), ("粘", "黏"), ("帐", "账"), ("症", "证"), ("份", "分"), ("炭", "碳"), ("型", "形"), ("肢", "枝"))
_BRITISH = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("ph", "f"),
    ("ll", "l"),
)


def spelled_alike(name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """The entity, and its name, of which a name is another spelling: British or American, hyphen or space, a variant character.

    ``known`` has plain names with the entities that bear them.

    >>> spelled_alike("hyperglycemia", {"hyperglycaemia": ("x:h",)})
    ('x:h', 'hyperglycaemia')
    """
    plain = key(name).strip()
    for form in _spellings(plain):
        if form != plain and len(ids := known.get(form, ())) == 1:
            return ids[0], form
    return None


def _spellings(plain: str) -> Iterable[str]:
    forms = {plain, plain.replace("-", " "), plain.replace("-", ""), plain.replace(" ", "-"), plain.replace(" ", "")}
    if plain.isascii():
        for a, b in _BRITISH:
            forms |= {form.replace(a, b) for form in list(forms)}
            for form in list(forms):
                forms |= {form[: m.start()] + a + form[m.end() :] for m in re.finditer(b, form)}
            if len(forms) > 400:
                break
    for a, b in _VARIANTS:
        forms |= {form.replace(a, b) for form in list(forms)} | {form.replace(b, a) for form in list(forms)}
    return sorted(forms)
