"""Wording that an ontology leaves out, derived from labels: enough that a plain OWL ontology gives sentences a person accepts.

A label is read as a noun ("director", 导演), a verb phrase ("treats", "belongs to", 属于), a passive ("located in", 被收购), a role
("part of", "isMemberOf")
or a possession ("has symptom"), and templates are made accordingly. Labels in other languages than zh and en give no wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .ontology_wording_en import english_templates, spoken
from .ontology_wording_measures import derive_comparative
from .ontology_wording_zh import chinese_templates

if TYPE_CHECKING:
    from .ontology import Ontology, Predicate

_CORE = frozenset({"phrase", "inversePhrase", "objectClause", "statement", "negation", "question", "inverseQuestion"})


def derive_wording(predicate: Predicate, ontology: Ontology) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Templates by name and language for what ``predicate.wording`` lacks, in the languages of its labels.

    Where an expert worded a predicate in a language, only what every sentence needs is added there (no siblings: leaving one out says
    that it
    does not read well; no objects' noun phrase beside a clause, and the other way round).
    """
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for lang, label in predicate.labels.items():
        label = re.sub(r"[{}\[\]|]+", " ", label).strip()
        if lang not in ("zh", "en") or not label:
            continue
        own = {name for name, texts in predicate.wording.items() if lang in texts}
        if predicate.qualifier:
            made = _qualifier_templates(predicate, lang, label)
        else:
            made = (chinese_templates if lang == "zh" else english_templates)(predicate, label, ontology)
            if predicate.datatype == "xsd:boolean":
                made = _of_truth(made, lang, label)
        for name, template in made.items():
            if name in own or (own and not predicate.qualifier and name not in _CORE):
                continue
            if (name == "objectClause" and "phrase" in own) or (name == "phrase" and "objectClause" in own):
                continue
            out.setdefault(name, {})[lang] = (template,)
        if "comparative" not in own and (words := _comparative(predicate, lang, out)):
            out.setdefault("comparative", {})[lang] = (words,)
    return out


def _comparative(predicate: Predicate, lang: str, made: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
    """The adjectives that compare a predicate's values, by what its phrase (the expert's, else the derived one) calls them."""

    def said(name: str) -> tuple[str, ...]:
        texts = predicate.wording.get(name, {})
        return tuple(t for t in (texts[lang] if lang in texts else made.get(name, {}).get(lang, ())) if t)

    return derive_comparative(predicate, lang, said("phrase"), said("statement"))


def _of_truth(made: Mapping[str, str], lang: str, label: str) -> dict[str, str]:
    """What is true or false of a thing is no thing that it has: it is stated, but not asked for, and no two things share it."""
    if lang == "zh":
        stated = {"statement": f"{{s}}（{label}：{{o}}）", "negation": f"{{s}}（{label}：并非{{o}}）"}
    else:
        stated = {name: made[name] for name in ("statement", "negation")}
    return {**stated, "phrase": "", "inversePhrase": ""}


def _qualifier_templates(predicate: Predicate, lang: str, label: str) -> dict[str, str]:
    """How a condition is said, and how a question selects by a detail."""
    if lang == "zh":
        return {"condition": "{p}{cmp}{v}" if predicate.kind == "datatype" else "{p}为{v}时", "select": "{p}为{v}的"}
    return {"condition": "{p} {cmp} {v}" if predicate.kind == "datatype" else "with {p} {v}", "select": f"with {spoken(label)} {{v}}"}
