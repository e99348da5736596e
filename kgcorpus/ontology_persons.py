"""Which classes are persons: there things of one name are told apart by date, and their identifiers are looked for."""

from __future__ import annotations

from kgcorpus.ontology import Ontology

_ZH = "人 人物 人员 自然人 个人 患者 病人 公民 居民 员工 雇员"
_EN = "person people human patient individual employee citizen"
PERSONS = frozenset((*_ZH.split(), *_EN.split(), "human being"))
"""Labels of classes of persons, beside those of which one asks who."""


def person_classes(ontology: Ontology) -> frozenset[str]:
    """The classes of persons and those under them: those of which one asks who, and those that are called person, patient …"""
    of_persons = {
        cls.id
        for cls in ontology.classes.values()
        if cls.question_word.get("zh") == "谁"
        or cls.question_word.get("en") == "who"
        or PERSONS & {*map(str.casefold, cls.labels.values())}
    }
    return frozenset(cls for cls in ontology.classes if of_persons & {cls, *ontology.ancestors(cls)})
