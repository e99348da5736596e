"""How conditions of facts are said: behind an answer, before a question."""

from __future__ import annotations

from collections.abc import Sequence

from kgcorpus.model import Literal, Qualifier, term_key
from kgcorpus.ontology import Ontology

from . import grammar_en
from .naming import Naming

_WHEN = ("时", "中", "下", "后", "前", "期间", "而言", "者")


def said(qualifier: Qualifier, naming: Naming) -> str | None:
    """A condition in words: "eGFR＜30 mL/(min·1.73 m²)", "eGFR below 30 mL/min/1.73 m²", "与胰岛素合用时"; None where a name is missing."""
    ontology, lang = naming.ontology, naming.language
    predicate = ontology.predicates.get(qualifier.predicate)
    label = predicate.labels.get(lang) if predicate else None
    if template := _written(qualifier, naming):
        value = naming.term(qualifier.value, predicate.range if predicate else ())
        said = template.replace("{v}", value.full).replace("{p}", label or "") if value else None
        return grammar_en.compared(said) if said and lang == "en" else said
    if not label:
        return None
    if isinstance(qualifier.value, Literal):
        from kgcorpus import values

        space = " " if lang == "en" else ""
        return f"{label}{space}{values.say_cmp(qualifier.value, lang)}"
    value = naming.term(qualifier.value, predicate.range if predicate else ())
    return None if value is None else f"{label}为{value.full}" if lang == "zh" else f"{label}: {value.bare or value.full}"


def _written(qualifier: Qualifier, naming: Naming) -> str | None:
    """The template that an expert wrote for a condition; comparisons are said by ``values``."""
    predicate = naming.ontology.predicates.get(qualifier.predicate)
    if predicate is None or ("condition", naming.language) in predicate.derived_wording:
        return None
    return next((t for t in predicate.templates("condition", naming.language) if "{cmp}" not in t), None)


def detail(qualifier: Qualifier, naming: Naming) -> str | None:
    """A detail behind an answer: its value, as the expert's modifier has it ("常见"), else as a condition is said."""
    predicate = naming.ontology.predicates.get(qualifier.predicate)
    templates = predicate.templates("select", naming.language) if predicate else ()
    if templates and templates[0].strip() in ("{v}", "{v}的"):
        value = naming.term(qualifier.value, predicate.range if predicate else ())
        return value.full if value else None
    return said(qualifier, naming)


def when(qualifier: Qualifier, naming: Naming) -> str | None:
    """A condition as a question says it: "eGFR＜30 mL/(min·1.73 m²)时", "if the eGFR is below 30 mL/min/1.73 m²", "when combined with
    insulin"."""
    text = said(qualifier, naming)
    if text is None:
        return None
    if _written(qualifier, naming) == "{v}":
        return text  # a part, not a circumstance: 默认周期为12（快线）
    if naming.language == "zh":
        return text if text.endswith(_WHEN) else f"{text}时"
    predicate = naming.ontology.predicates[qualifier.predicate]
    if isinstance(qualifier.value, Literal) and not _written(qualifier, naming):
        label = predicate.labels["en"]
        rest = text.removeprefix(f"{label} ").removeprefix("of ")
        return f"if the {label} is {rest}"
    return text


def behind(facts: Sequence[tuple[Qualifier, ...]], naming: Naming) -> str:
    """The conditions of an answer in brackets, those of several facts set apart: "（eGFR＜30 mL/(min·1.73 m²)时；与胰岛素合用时）"."""
    zh = naming.language == "zh"
    parts = []
    for qualifiers in facts:
        ordered = sorted(qualifiers, key=lambda q: (isinstance(q.value, Literal), q.predicate, term_key(q.value)))
        texts = [when(q, naming) if is_condition(q, naming.ontology) else detail(q, naming) for q in ordered]
        parts.append(("、" if zh else " and ").join(t for t in texts if t))
    joined = ("；" if zh else "; ").join(dict.fromkeys(p for p in parts if p))
    return "" if not joined else f"（{joined}）" if zh else f" ({joined})"


def is_condition(qualifier: Qualifier, ontology: Ontology) -> bool:
    """Whether the plain fact is not asserted without it."""
    predicate = ontology.predicates.get(qualifier.predicate)
    return predicate is None or predicate.qualifier != "detail"
