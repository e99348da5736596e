"""What an ontology leaves open that shows only in its sentences: classes that nothing is a member of, names that stand without article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .english import head_index, is_plural
from .ontology import BUILT_IN, Ontology
from .ontology_lint import Found, Lint

_DETERMINED = re.compile(r"(?:the|an?|any|no|all|each|every|other|some|by|in|on|at|of|for|with|from|to|not|can|is|are|being)\b")
_MASS = re.compile(
    r".*(?:ing|ism|itis|osis|a?emia|ness|ity|ance|ence|ology|graphy|therapy|ol|ine|in|ide|(?<!fic)(?<!idi)(?<!adu)(?<!st)(?<!pl)(?<!r)ate|"
    r"ase|ose|ia|ic|al|ous|ware|ly)"
    r"|water|juice|rice|milk|oil|sugar|salt|food|care|cover|access|money|data|information|equipment|advice|work|news|income|weight|pain"
    r"|blood|tissue|alcohol|misuse|high|low|common|rare"
)
_ACCOUNTABLE = re.compile(
    r".*(?:manual|journal|terminal|signal|channel|appraisal|proposal|referral|credential|renewal|clinic|topic|policy)"
)


def without_article(ontology: Ontology) -> dict[str, str]:
    """The classes of subjects and objects that say nothing of an article although half of their English names seem to need one, with such
    a name.

    Whether a name is a common noun that is counted ("payslip") or a substance ("metformin") cannot be told from it for certain; plurals,
    names with capitals and what has the look of a substance or an abstract noun do not count.
    """
    names: dict[str, list[str]] = {}
    for entity in ontology.entities.values():
        known = [ontology.classes[c] for c in entity.classes if c in ontology.classes]
        label = entity.labels.get("en", "")
        if known and label and not any(c.name_article for c in known):
            names.setdefault(known[0].id, []).append(label)
    out = {}
    used = _used(ontology)
    for cls, labels in names.items():
        if not any(ontology.is_a((cls,), other) for other in used):
            continue
        counted = [label for label in labels if _is_counted(label)]
        if 2 * len(counted) >= len(labels):
            out[cls] = counted[0]
    return out


def _is_counted(label: str) -> bool:
    """Whether a name looks like a common noun in the singular that is counted."""
    words = label.split()
    if label != label.lower() or not label[:1].isalpha() or _DETERMINED.match(label) or is_plural(label) or re.search(r"\d", label):
        return False
    head = words[head_index(words)]
    return not _MASS.fullmatch(head) or bool(_ACCOUNTABLE.fullmatch(head))


def articles(seen: Lint) -> Iterator[Found]:
    """Classes whose names stand in English sentences without article."""
    for cls, name in without_article(seen.ontology).items() if "en" in seen.languages else ():
        fix = 'write kgc:nameArticle "a"@en, "the"@en or "none"@en (the column \'English article\' of the workbook)'
        yield Found("no_article", cls, f"names of {cls} stand without article: 'Which … have {name}?'", fix, "info")


def _used(ontology: Ontology) -> set[str]:
    """The classes of subjects and objects."""
    own = [p for p in ontology.predicates.values() if p.id not in BUILT_IN and not p.qualifier]
    return {cls for p in own for cls in (*p.domain, *p.range) if cls in ontology.classes}


def empty_classes(seen: Lint) -> Iterator[Found]:
    """Classes of subjects or objects that no term is of, that have no subclass, and that documents may not add to."""
    ontology = seen.ontology
    if not ontology.entities:
        return
    held = {c for e in ontology.entities.values() for c in e.classes if c in ontology.classes}
    parents = {p for c in ontology.classes.values() for p in c.parents}
    for cls in sorted(_used(ontology)):
        known = ontology.classes[cls]
        if cls in held or cls in parents or known.mintable or known.heading_pattern:
            continue
        beside = {c for p in ontology.predicates.values() for c in (*p.domain, *p.range) if cls in p.domain or cls in p.range}
        kinds = sorted(c for c in held - beside if not ontology.classes[c].parents and not ontology.is_a((cls,), c))
        if kinds:
            fix = f"is {' / '.join(kinds[:4])} a kind of {cls}? then write so (rdfs:subClassOf; 'parent class' in the workbook)"
        else:
            fix = "add terms or subclasses, or kgc:mintable true where documents bring its members"
        yield Found("empty_class", cls, f"{cls} has no term and no subclass", fix, "info")


USE_CHECKS: tuple[Callable[[Lint], Iterable[Found]], ...] = (empty_classes, articles)
