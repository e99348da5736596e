"""Lint of what an expert writes as text: patterns, triggers, and templates of wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .english import agree
from .ontology import BUILT_IN, Predicate
from .ontology_lint import Found, Lint
from .ontology_wording_measures import DATES, NUMBERS, read_comparative
from .rdf import KGC

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SLOT = re.compile(r"\{([^{}]*)\}")
_PATTERN_SLOT = re.compile(r"(?:not|(?:s|o)\+?(?::[^\s{}]+)?|v|p|cmp|c|q:[^\s{}]+)\Z")

_SINGULAR = re.compile(
    r"(?:\A(?:Which|What) \{c\}|\{c\} (?:that|which|who))(?: (?:\w+ly|often|also|always|never|not))* "
    r"(is|was|has|does|(?!(?:as|its|this|his|us|across|plus|minus|versus|besides|sometimes|perhaps|always|towards|less)\b)[a-z]+[^sui\W]s)\b"
)
"""A verb for one right behind the noun for what is asked for."""
_PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do"}

SLOTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(needed), frozenset(allowed))
    for name, needed, allowed in (
        ("phrase", "s", "sc"), ("inversePhrase", "o", "oc"), ("objectClause", "s", "sc"), ("statement", "so", "so"),
        ("negation", "so", "so"), ("each", "s", "s"), ("question", "s", "sc"), ("inverseQuestion", "o", "oc"), ("sibling", "s", "sc"),
        ("inverseSibling", "o", "oc"), ("absent", "so", "soc"),
    )
}  # fmt: skip
"""Slots that each template needs and may have."""


def problem_of_pattern(pattern: str) -> str | None:
    """What is wrong with a pattern's brackets and slots, None if nothing.

    >>> problem_of_pattern("{s}(禁用于|不用于{o}"), problem_of_pattern("{s} treats {o+}")
    ("'(' is not closed", None)
    """
    plain = re.sub(r"\\.", "", pattern)
    for slot in _SLOT.findall(plain):
        if not _PATTERN_SLOT.match(slot):
            return f"'{{{slot}}}' is no slot"
    plain = _SLOT.sub("x", plain)
    if stray := re.search(r"[{}]", plain):
        return f"'{stray.group()}' that is no slot"
    open_ones: list[str] = []
    for char in plain:
        if char in "([":
            open_ones.append(char)
        elif char in ")]" and (not open_ones or open_ones.pop() + char not in ("()", "[]")):
            return f"'{char}' without its partner"
    if open_ones:
        return f"'{open_ones[-1]}' is not closed"
    if re.search(r"(?<![)\]])\?", plain) and not plain.rstrip().endswith(("?", "？")):
        return "'?' stands only after ')'"
    return None


def patterns(seen: Lint) -> Iterator[Found]:
    """Patterns that do not parse, name unknown classes or qualifiers, or hold no slot."""
    for predicate in seen.ontology.predicates.values():
        for lang, texts in predicate.patterns.items():
            for text in texts:
                problem = problem_of_pattern(text)
                if problem:
                    fix = "see 'Pattern language' in ontologies/README.md"
                    yield Found("bad_pattern", predicate.id, f"{predicate.id} kgc:pattern {text!r}@{lang}: {problem}", fix, text=text)
                    continue
                for rule, value, fix in _slots_of(predicate, text, seen):
                    yield Found(rule, predicate.id, f"{predicate.id} kgc:pattern {text!r}@{lang}: {value}", fix, text=text)
                if bool(_CJK.search(_SLOT.sub("", text))) != (lang == "zh") and re.search(r"[^\W\d_]", _SLOT.sub("", text)):
                    yield Found(
                        "wrong_language", predicate.id, f"kgc:pattern {text!r}@{lang}", "tag it with its own language", "warning", text
                    )


def _slots_of(predicate: Predicate, text: str, seen: Lint) -> Iterator[tuple[str, str, str]]:
    slots = _SLOT.findall(text)
    roles = {re.split(r"[+:]", slot)[0] for slot in slots}
    if predicate.qualifier and not predicate.domain and not roles & {"v", "o"}:
        yield "bad_pattern", "no {v}", "put {v} where the value stands"
    elif not predicate.qualifier and not roles & {"s", "o"}:
        yield "bad_pattern", "neither {s} nor {o}", "put {s} and {o} where subject and object stand"
    elif not predicate.qualifier and "o" not in roles:
        yield "bad_pattern", "no {o}", "put {o} or {o+} where the object stands"
    for slot in slots:
        role, _, term = slot.partition(":")
        if not term:
            continue
        if role == "q" and term not in predicate.qualifiers:
            yield "unknown_predicate", f"{term} is no qualifier of {predicate.id}", f"add kgc:qualifier {term}"
        elif role != "q" and term not in seen.ontology.classes:
            yield "unknown_class", f"{term} is no class", f"declare {term} as an owl:Class"


def templates(seen: Lint) -> Iterator[Found]:
    """Templates without the slots they need, with others, unbalanced, or in another language than they say."""
    for predicate in seen.ontology.predicates.values():
        for name, texts in predicate.wording.items():
            for lang, found in texts.items():
                if (name, lang) in predicate.derived_wording or predicate.id in BUILT_IN:
                    continue
                for template in found:
                    if template:
                        for rule, value, fix, severity in _template_problems(name, lang, template, predicate):
                            place = f"{predicate.id} kgc:{name} {template!r}@{lang}"
                            yield Found(rule, predicate.id, f"{place}: {value}", fix, severity, template)


def _template_problems(name: str, lang: str, template: str, predicate: Predicate) -> Iterator[tuple[str, str, str, str]]:
    slots = set(_SLOT.findall(template))
    if name in SLOTS:
        needed, allowed = SLOTS[name]
        if missing := sorted(needed - slots):
            yield "missing_slot", "no " + " and no ".join(f"{{{s}}}" for s in missing), "say where it stands", "error"
        if predicate.qualifier:
            allowed = allowed | {"v"}  # a question for the qualifier of a fact names its value's place
        if name != "inverseSibling" and (surplus := sorted(slots - allowed)):
            yield "bad_slot", ", ".join(f"{{{s}}}" for s in surplus), "only " + " ".join(f"{{{s}}}" for s in sorted(allowed)), "error"
    elif name == "comparative":
        yield from _comparative_problems(template, lang, predicate)
        return
    elif "v" not in slots:
        yield "missing_slot", "no {v}", "say where the value stands", "error"
    plain = _SLOT.sub("", template.replace("[{c}]", "{c}") if lang == "zh" and name == "inversePhrase" else template)
    if re.search(r"[{}]", plain):
        yield "bad_template", "a brace that is no slot", "close it", "error"
    if re.search(r"[\[\]]", agree(plain, False)):
        yield "bad_template", "a square bracket that is no [singular|plural]", "write [is|are]", "error"
    if lang == "zh" and not _CJK.search(plain) and re.search(r"[A-Za-z]{2}", plain):
        yield "wrong_language", "no Chinese character", "tag it with its own language", "warning"
    if lang == "en" and _CJK.search(plain):
        yield "wrong_language", "a Chinese character", "tag it with its own language", "warning"
    if name in ("question", "inverseQuestion") and not template.rstrip().endswith(("?", "？")):
        yield "no_question_mark", "no question mark", "end it with ？ or ?", "warning"
    if "的的" in template or re.search(r"\b(\w+) \1\b", agree(template, False)):
        yield "repeated_word", "a word twice", "leave one out", "warning"
    is_single = predicate.inverse_functional or predicate.max_subjects == 1
    if lang == "en" and not is_single and (verb := _SINGULAR.search(template)):
        yield "agreement", f"'{verb[1]}' after {{c}}, which may be several", f"write [{verb[1]}|{_PLURAL.get(verb[1], '…')}]", "warning"
    if re.search(r"  |^\s|\s$", template):
        yield "bad_template", "a space too many", "remove it", "warning"


def _comparative_problems(text: str, lang: str, predicate: Predicate) -> Iterator[tuple[str, str, str, str]]:
    """Adjectives that are no pair, stand on a predicate without size, or are in another language; comparatives in place of adjectives."""
    found = read_comparative(text)
    if found is None:
        yield "bad_template", "no pair of adjectives", "write 高/低 or high/low: the greater first", "error"
        return
    if predicate.datatype not in NUMBERS | DATES:
        yield "bad_template", "its objects are neither numbers nor dates", "remove it", "error"
    if bool(_CJK.search(found.more + found.less)) != (lang == "zh"):
        yield "wrong_language", "adjectives of the other language", "tag it with its own language", "warning"
    if lang == "en" and (words := [w for w in (found.more, found.less) if re.search(r"\w\w(?:er|est)$", w)]):
        yield "bad_template", f"'{words[0]}' is compared already", "write high, not higher", "warning"
    if lang == "zh" and (words := [w for w in (found.more, found.less) if w[0] in "更最较"]):
        yield "bad_template", f"'{words[0]}' is compared already", "write 高, not 更高", "warning"


def heading_patterns(seen: Lint) -> Iterator[Found]:
    """Regular expressions of headings that do not parse, and names of their members without a place for the heading."""
    for cls in seen.ontology.classes.values():
        own = seen.graph.values(seen.ontology.expand(cls.id), KGC + "headingPattern")
        for text in (value.value for value in own):
            try:
                re.compile(text)
            except re.error as error:
                value = f"{cls.id} kgc:headingPattern {text!r}: character {(error.pos or 0) + 1}"
                yield Found("bad_regex", cls.id, value, "mend the regular expression: brackets in pairs, * + ? behind something", text=text)
        for lang, text in cls.heading_name.items():
            if surplus := sorted(set(_SLOT.findall(text)) - {"title", "heading"}):
                value = f"{cls.id} kgc:headingName {text!r}@{lang}: {', '.join(f'{{{s}}}' for s in surplus)}"
                yield Found("bad_slot", cls.id, value, "only {heading} {title}", text=text)


def derived(seen: Lint) -> Iterator[Found]:
    """Sentences made from labels, for the expert to read."""
    names = {"zh": ("甲", "乙"), "en": ("A", "B")}
    for predicate in seen.ontology.predicates.values():
        if predicate.id in BUILT_IN or predicate.qualifier or not predicate.display:
            continue
        for lang in seen.languages:
            if ("statement", lang) in predicate.derived_wording:
                subject, object = names[lang]
                sentence = agree(predicate.wording["statement"][lang][0], False).replace("{s}", subject).replace("{o}", object)
                fix = f'if it does not read well, add kgc:statement "…"@{lang}'
                yield Found("derived", predicate.id, f"{predicate.id} is said '{sentence}'", fix, "info")


WORDING_CHECKS: tuple[Callable[[Lint], Iterable[Found]], ...] = (patterns, templates, heading_patterns, derived)
