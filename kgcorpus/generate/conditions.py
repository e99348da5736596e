"""How conditions of facts are said: behind an answer, before a question."""

from __future__ import annotations

from kgcorpus.model import Literal, Qualifier, Term
from kgcorpus.ontology import Ontology

from .naming import Naming

_DEFAULT = "{p}{cmp}{v}"
_WHEN = ("时", "中", "下", "后", "前", "期间", "而言", "者")


def said(qualifier: Qualifier, naming: Naming) -> str | None:
    """A condition in words: "eGFR＜30 mL/(min·1.73 m²)", "eGFR below 30 mL/min/1.73 m²", "与胰岛素合用时"; None where a name is missing."""
    ontology, lang = naming.ontology, naming.language
    predicate = ontology.predicates.get(qualifier.predicate)
    label = predicate.labels.get(lang) if predicate else None
    templates = [t for t in (predicate.templates("condition", lang) if predicate else ()) if t != _DEFAULT]
    if templates:
        value = naming.term(qualifier.value)
        return templates[0].replace("{v}", value.full).replace("{p}", label or "") if value and "{cmp}" not in templates[0] else None
    if not label:
        return None
    if isinstance(qualifier.value, Literal):
        from kgcorpus import values

        space = " " if lang == "en" else ""
        return f"{label}{space}{values.say_cmp(qualifier.value, lang)}"
    value = naming.name(qualifier.value)
    return None if value is None else f"{label}为{value.full}" if lang == "zh" else f"{label}: {value.bare or value.full}"


def when(qualifier: Qualifier, naming: Naming) -> str | None:
    """A condition as a question says it: "eGFR＜30 mL/(min·1.73 m²)时", "if eGFR is below 30 mL/min/1.73 m²", "when combined with
    insulin"."""
    text = said(qualifier, naming)
    if text is None:
        return None
    if naming.language == "zh":
        return text if text.endswith(_WHEN) else f"{text}时"
    predicate = naming.ontology.predicates[qualifier.predicate]
    if isinstance(qualifier.value, Literal) and not [t for t in predicate.templates("condition", "en") if t != _DEFAULT]:
        label = predicate.labels["en"]
        rest = text.removeprefix(f"{label} ").removeprefix("of ")
        return f"if {label} is {rest}"
    return text


def behind(qualifiers: tuple[Qualifier, ...], naming: Naming) -> str | None:
    """The conditions and details of one answer in brackets: "（eGFR＜30 mL/(min·1.73 m²)时）"; None where one cannot be said."""
    parts = []
    for qualifier in sorted(qualifiers, key=lambda q: (q.predicate, str(q.value))):
        text = when(qualifier, naming) if is_condition(qualifier, naming.ontology) else said(qualifier, naming)
        if text is None:
            return None
        parts.append(text)
    if not parts:
        return ""
    return f"（{'，'.join(parts)}）" if naming.language == "zh" else f" ({', '.join(parts)})"


def is_condition(qualifier: Qualifier, ontology: Ontology) -> bool:
    """Whether the plain fact is not asserted without it."""
    predicate = ontology.predicates.get(qualifier.predicate)
    return predicate is None or predicate.qualifier != "detail"


def term_text(term: Term, naming: Naming) -> str | None:
    """A term as an answer writes it."""
    name = naming.term(term)
    return name.full if name else None
