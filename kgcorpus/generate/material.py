"""What samples are made of: the graph, its facts with their evidence, how things are named, and answers as records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgcorpus.forms_sparql import Names, names_of
from kgcorpus.graph.rows import Rows
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Document, Entity, Fact, Ground, Json, Literal, Term, term_order
from kgcorpus.ontology import Ontology
from kgcorpus.text import language_of

from .answered import Asker
from .citing import Citing
from .naming import Naming, naming, written_literal
from .obvious import Obvious
from .shapes import Survey
from .speaker import Speaker
from .titles import Work, Works, works

if TYPE_CHECKING:
    from .distractors import Distractors
    from .silence import Silence

Start = tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """What samples are made of: the graph, its facts with evidence, and how its things are named and said. ``held`` are facts that are not
    in the graph because sources contradict each other."""

    table: FactTable
    facts: Mapping[str, Fact]
    ontology: Ontology
    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    seed: int = 0
    held: Mapping[str, Fact] = field(default_factory=dict)

    @cached_property
    def survey(self) -> Survey:
        return Survey(self.table, self.ontology)

    @cached_property
    def asker(self) -> Asker:
        return Asker(self.survey, seed=self.seed)

    @cached_property
    def distractors(self) -> Distractors:
        """Wrong objects for the facts of the graph."""
        from .distractors import Distractors

        return Distractors(self.survey, self.seed)

    @cached_property
    def silence(self) -> Silence:
        """What the sources leave open, found once for all parts that ask it."""
        from .silence import Silence

        return Silence(self)

    @cached_property
    def sparql_names(self) -> Names:
        return names_of(self.ontology, self.table.date)

    @cached_property
    def works(self) -> Works:
        """The works that samples may name: titles without emoji, each only in the languages in which it is one. The name of a thing is no
        title, except that of a thing which is a work (a statute, a book: its class writes names in title marks)."""
        things = (e for e in self.entities.values() if self._marked.isdisjoint(e.classes))
        named = {text.casefold() for e in things for text in names_of_entity(e)}
        made = works({id: plainly_titled(document) for id, document in self.documents.items()}, names=named)
        return Works({id: replace(w, titles=self._in_own_language(w)) for id, w in made.works.items()}, made.of_document)

    @cached_property
    def _marked(self) -> frozenset[str]:
        """Classes of works: those whose names stand in title marks."""
        return frozenset(c.id for c in self.ontology.classes.values() if any("《" in quote for quote in c.name_quote.values()))

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        """By work, all names of the entity that it is."""
        entities = [names_of_entity(e) for e in self.entities.values() if not self._marked.isdisjoint(e.classes)]
        by_name = {name.casefold(): names for names in entities for name in names}
        titles = {id: self.documents[work.documents[0]] for id, work in self.works.works.items()}
        return {
            id: next((by_name[t.casefold()] for t in (d.title, *d.source.title.values()) if t.casefold() in by_name), ())
            for id, d in titles.items()
        }

    def may_name(self, work: Work, language: str, start: Iterable[str]) -> bool:
        """Whether a question about these things may name the work: it has a title in the language, and the things' names do not tell it
        ("according to the Securities Act, … article 9 of the Securities Act …")."""
        if language not in work.titles:
            return False
        labels = [self.naming(language).label(id) or "" for id in start] if self._called[work.id] else []
        return not any(name in label for name in self._called[work.id] for label in labels)

    def _in_own_language(self, work: Work) -> dict[str, str]:
        """A work's titles by language, without those borrowed from another language."""
        document = self.documents[work.documents[0]]
        if work.id.startswith("source:"):
            return {lang: title for lang, title in work.titles.items() if lang in document.source.title}
        return {lang: title for lang, title in work.titles.items() if language_of(document.title) in (lang, "und")}

    @cached_property
    def citing(self) -> Citing:
        return Citing(self.documents, self.works, self.table.date or "")

    @cached_property
    def _speakers(self) -> dict[str, Speaker]:
        return {}

    @cached_property
    def _namings(self) -> dict[str, Naming]:
        return {}

    def speaker(self, language: str) -> Speaker:
        """How one language speaks about the ontology; heads that it leaves open are taken from the graph."""
        if language not in self._speakers:
            self._speakers[language] = Speaker(self.ontology, language, self._seen)
        return self._speakers[language]

    @cached_property
    def _seen(self) -> dict[tuple[str, bool], tuple[str, ...]]:
        """The classes of what is reached by each predicate and direction, most frequent first."""
        out: dict[tuple[str, bool], tuple[str, ...]] = {}
        for number, name in enumerate(self.table.predicates):
            rows = slice(int(self.table.slices[number]), int(self.table.slices[number + 1]))
            for inverse, ends in ((False, self.table.object[rows]), (True, self.table.subject[rows])):
                counts: dict[str, int] = {}
                for end in set(ends.tolist()):
                    term = self.table.terms[end]
                    if isinstance(term, str) and term in self.entities:
                        for cls in self.entities[term].classes[:1]:
                            counts[cls] = counts.get(cls, 0) + 1
                out[name, inverse] = tuple(sorted(counts, key=lambda c: (-counts[c], c)))
        return out

    def naming(self, language: str) -> Naming:
        """The names in one language, with telling facts for those that are shared."""
        if language not in self._namings:
            made = naming(self.ontology, self.entities, language)
            about: dict[str, list[Fact]] = {id: [] for ids in made.shared.values() for id in ids}
            for fact in self.facts.values():
                if fact.subject in about:
                    about[fact.subject].append(fact)
            ordered = {id: sorted(found, key=lambda t: t.id) for id, found in about.items()}
            self._namings[language] = Naming(self.ontology, self.entities, language, ordered, made.shared, made.notes, made.alike)
        return self._namings[language]

    def obvious(self, language: str) -> Obvious:
        """Which facts the names of a language tell."""
        if language not in self._obvious:
            self._obvious[language] = Obvious(self.table, self.naming(language))
        return self._obvious[language]

    @cached_property
    def _obvious(self) -> dict[str, Obvious]:
        return {}

    def relative(self, rows: Iterable[int]) -> bool:
        """Whether some of these facts is about a term whose meaning depends on its subject."""
        terms, relative = self.table.terms, self.ontology.relative
        return bool(relative) and any(terms[end[row]] in relative for row in rows for end in (self.table.subject, self.table.object))

    def answer(self, language: str, number: int) -> Answer | None:
        """The answer that a term of the graph makes in a language, made once; None where it has no name there."""
        made = self._answers.setdefault(language, {})
        if number not in made:
            made[number] = answer_of_term(self.table.terms[number], self.naming(language))
        return made[number]

    @cached_property
    def _answers(self) -> dict[str, dict[int, Answer | None]]:
        return {}

    def ground_id(self, ground: Ground) -> str:
        """The id of a ground, computed once."""
        if (made := self._ground_ids.get(id(ground))) is None:
            made = self._ground_ids[id(ground)] = (ground.id, ground)
        return made[0]

    @cached_property
    def _ground_ids(self) -> dict[int, tuple[str, Ground]]:
        return {}

    def support(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Ids of the asserted facts behind rows of the graph, sorted."""
        table = self.table
        if table.premise_start[-1]:
            rows = table.asserted(rows)
        return tuple(sorted(map(table.fact_id, rows)))

    def titles(self, language: str) -> Mapping[str, str]:
        """What each work is called before a quotation, by work."""
        if language not in self._titles:
            self._titles[language] = {id: w.titles.get(language) or w.cited[language] for id, w in self.works.works.items()}
        return self._titles[language]

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _works_of(self) -> dict[str, frozenset[str]]:
        return {}

    def works_of(self, fact: str) -> frozenset[str]:
        """The works that hold a whole evidence of a fact."""
        if fact not in self._works_of:
            known = self.facts.get(fact)
            self._works_of[fact] = self.works.of_fact(known) if known else frozenset()
        return self._works_of[fact]

    def shared_works(self, facts: Iterable[str]) -> list[str]:
        """The works each of which holds evidence of all the facts, by id."""
        found: frozenset[str] | None = None
        for fact in facts:
            found = self.works_of(fact) if found is None else found & self.works_of(fact)
            if not found:
                return []
        return sorted(found or ())


_EMOJI = re.compile(r"\s*[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]+\s*")


def without_emoji(text: str) -> str:
    """The text without emoji, and without the spaces that stood around them at its ends.

    >>> without_emoji("📈 Chart patterns"), without_emoji("低血糖🍬须知")
    ('Chart patterns', '低血糖须知')
    """
    han = _HAN.search(text)
    return _EMOJI.sub("" if han else " ", text).strip()


_HAN = re.compile(r"[\u3400-\u9fff]")


def names_of_entity(entity: Entity) -> tuple[str, ...]:
    """Labels and aliases in all languages."""
    return (*entity.labels.values(), *(alias for found in entity.aliases.values() for alias in found))


def plainly_titled(document: Document) -> Document:
    """The document with titles as a sentence may name them."""
    source = document.source
    titles = {lang: without_emoji(title) for lang, title in source.title.items()}
    return replace(document, title=without_emoji(document.title), source=replace(source, title={k: v for k, v in titles.items() if v}))


@dataclass(frozen=True, slots=True)
class Sets:
    """Answer sets by row: all that is kept of an answered shape once its drafts are made."""

    rows: Rows
    material: Material

    def answers(self, row: int) -> list[Term]:
        """The answers of a row, sorted."""
        terms = self.material.table.terms
        return [terms[n] for n in self.rows.row(row).tolist()]

    def named(self, row: int, language: str) -> list[Answer]:
        """The answers of a row as a language writes them; those without a name there are left out."""
        found = (self.material.answer(language, n) for n in self.rows.row(row).tolist())
        return [answer for answer in found if answer is not None]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the term, how a sentence writes it (``definite``: singled out of others), and its record in the sample."""

    term: Term
    text: str
    label: str
    record: Mapping[str, Json]
    many: bool = False
    definite: str = ""


def answer_of_term(term: Term, names: Naming) -> Answer | None:
    """The answer that a term makes; None where it has no name in the language."""
    if isinstance(term, Literal):
        return _literal_answer(term, names.language)
    name = names.name(term)
    if name is None:
        noun = names.ontology.noun(term, names.language)
        return Answer(term, noun, noun, {"id": term, "value": noun, "type": "entity", "aliases": []}) if noun else None
    entity = names.entities[term]
    label = str(names.label(term))
    own = [*entity.aliases.get(names.language, ()), *(entity.labels[other] for other in sorted(entity.labels) if other != names.language)]
    aliases = [a for a in dict.fromkeys(own) if a != label]
    return Answer(term, name.full, label, {"id": term, "value": label, "type": "entity", "aliases": aliases}, name.many, name.definite)


_TYPES = {
    "xsd:date": "date",
    "xsd:gYear": "date",
    "xsd:gYearMonth": "date",
    "xsd:dateTime": "date",
    "xsd:boolean": "bool",
    "xsd:string": "string",
}


def _literal_answer(literal: Literal, language: str) -> Answer | None:
    text = written_literal(literal, language)
    if literal.lang and literal.lang != language:
        return None
    if literal.datatype == "xsd:string" and language == "en" and any("\u3400" <= c <= "\u9fff" for c in text):
        return None
    record: dict[str, Json] = {
        "value": literal.value if literal.value is not None else text,
        "type": _TYPES.get(literal.datatype, "number"),
    }
    if literal.is_interval and record["type"] == "number":
        record["type"] = "string"
        record |= {name: value for name, value in literal.to_json().items() if name in ("min", "max", "min_open", "max_open")}
    if literal.unit:
        record["unit"] = literal.unit
    record["aliases"] = [text] if text != record["value"] else []
    return Answer(literal, text, text, record)


def in_order(answers: list[Answer]) -> list[Answer]:
    """Answers in a stable, sensible order: values and dates by size, the rest by name."""
    return sorted(answers, key=_order)


def _order(answer: Answer) -> tuple[Any, ...]:
    term = answer.term
    if isinstance(term, Literal) and term.datatype != "xsd:string":
        from kgcorpus import values

        low, _, high, _ = values.bounds(term)
        size = low if low is not None else high
        return (0, float(size) if size is not None else 0.0, answer.text)
    return (1, 0.0, natural(answer.label), term_order(term))


_NUMERAL = re.compile(r"\d+|(?<=第)[零〇一二三四五六七八九十百千]+")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def natural(label: str) -> str:
    """A key that sorts names as people do: numbers by size (第九条 before 第十条, step 2 before step 10), letters without regard to case.

    >>> sorted(["第十条", "第九条", "第一百零一条"], key=natural), sorted(["step 10", "Step 2"], key=natural)
    (['第九条', '第十条', '第一百零一条'], ['Step 2', 'step 10'])
    """

    def padded(match: re.Match[str]) -> str:
        text = match.group()
        return f"{int(text) if text.isdecimal() else _chinese(text):08d}"

    return _NUMERAL.sub(padded, label.casefold())


def _chinese(text: str) -> int:
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
