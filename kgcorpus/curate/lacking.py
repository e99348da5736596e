"""What an ontology lacks for sentences in both languages: the cells of its workbook that are to be filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgcorpus.ontology import BUILT_IN, Ontology
from kgcorpus.ontology_lint_use import without_article

from .incoming import Missing
from .known import GENERIC

LANGUAGES = ("zh", "en")


def missing(ontology: Ontology, languages: Sequence[str] = LANGUAGES) -> list[Missing]:
    """The cells to be filled, sheet by sheet: names in each of the languages, a term's class, domain and range, and wording that is made
    from the label only; definitions, which are optional.

    >>> missing(Ontology())
    []
    """
    return list(_all(ontology, languages))


def _all(ontology: Ontology, languages: Sequence[str]) -> Iterator[Missing]:
    for cls in ontology.classes.values():
        yield from _texts("classes", cls.id, cls.labels, cls.definition, languages)
    for cls_id, name in without_article(ontology).items() if "en" in languages else ():
        yield Missing("classes", cls_id, "article", f"names such as '{name}' stand without article")
    own = [p for p in ontology.predicates.values() if p.id not in BUILT_IN]
    for predicate in own:
        sheet = "qualifiers" if predicate.qualifier else "predicates"
        yield from _texts(sheet, predicate.id, predicate.labels, predicate.definition, languages)
        if not predicate.domain and not predicate.qualifier:
            yield Missing(sheet, predicate.id, "domain", "no class of subjects")
        if not predicate.range and not predicate.datatype:
            yield Missing(sheet, predicate.id, "range", "no class of objects")
    for term in ontology.entities.values():
        yield from _texts("terms", term.id, term.labels, term.definition, languages)
        if not term.classes or all(c.rsplit(":", 1)[-1].rsplit("#", 1)[-1].rsplit("/", 1)[-1] == GENERIC for c in term.classes):
            yield Missing("terms", term.id, "class", "no class of its own")
    for predicate in own:
        if predicate.qualifier or not predicate.display:
            continue
        for lang in languages:
            if ("statement", lang) in predicate.derived_wording:
                yield Missing("wording", f"{predicate.id} statement", f"text_{lang}", "made from the name; read it, or write a better one")
            elif not predicate.wording.get("statement", {}).get(lang):
                yield Missing("wording", f"{predicate.id} statement", f"text_{lang}", f"nothing can be said in {lang}")


def _texts(sheet: str, id: str, labels: Mapping[str, str], definitions: Mapping[str, str], languages: Iterable[str]) -> Iterator[Missing]:
    for lang in languages:
        label = labels.get(lang, "")
        if not label or (re.fullmatch(r"[A-Za-z]{0,3}\d+", label) and id.endswith(label)):
            yield Missing(sheet, id, f"label_{lang}", f"no name in {lang}")
        if not definitions.get(lang):
            yield Missing(sheet, id, f"definition_{lang}", f"no definition in {lang}", optional=True)
