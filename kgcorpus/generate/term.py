"""Terms asked for by their meaning, and jargon both ways: abbreviation and full name, other name and term, the word in another language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kgcorpus import forms as f
from kgcorpus.model import Entity, Fact, Json, Literal, Rejection, digest
from kgcorpus.text import fold

from . import term_wording as say
from .material import Material, names_of_entity
from .naming import capital
from .obvious import hints, tells
from .phrases import Head, Name
from .records import Proved, prove
from .samples import Generator, Question, rejection
from .shapes import DEFINITION
from .statements import Stating

PART = KIND = "term"
SHARE = 2
"""One in so many terms is asked for by its meaning in a language, and one in so many by jargon."""
MOST = 200
ALIKE = 0.6
"""Names that are more alike than this tell each other."""
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]{1,3})?")
_IDLE = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to", "with"))
_ELSEWHERE = {"zh": "en", "en": "zh"}


def term() -> Generator:
    """The part for terms."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        for language in languages:
            asker = _Terms(material, Stating(material, language))
            yield from asker.by_meaning()
            yield from asker.by_name()

    return generate


@dataclass
class _Terms:
    """Asks for terms in one language."""

    material: Material
    stating: Stating

    @property
    def language(self) -> str:
        return self.stating.language

    @cached_property
    def _defined(self) -> dict[str, list[Fact]]:
        """The definitions of each term in the language, in a fixed order."""
        out: dict[str, list[Fact]] = {}
        for id, fact in sorted(self.material.facts.items()):
            if fact.predicate == DEFINITION and not fact.negated and isinstance(fact.object, Literal) and self._says(fact.object):
                out.setdefault(fact.subject, []).append(self.material.facts[id])
        return out

    def _says(self, literal: Literal) -> bool:
        han = any("\u3400" <= c <= "\u9fff" for c in literal.value or "")
        return (literal.lang or ("zh" if han else "en")) == self.language

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """All names in all languages, folded, with what they are names of."""
        out: dict[str, set[str]] = {}
        for id, entity in self.material.entities.items():
            for name in (*names_of_entity(entity), *entity.hidden):
                out.setdefault(fold(name).text, set()).add(id)
        return out

    def _drawn(self, purpose: str, ids: Sequence[str]) -> list[str]:
        ranked = sorted((digest(self.material.seed, PART, purpose, self.language, id), id) for id in ids)
        return sorted(id for key, id in ranked[:MOST] if int(key[:8], 16) % SHARE == 0)

    def _number(self, id: str) -> int:
        return int(digest(self.material.seed, PART, "turn", self.language, id)[:8], 16)

    def _head(self, entity: Entity) -> Head:
        return self.stating.speaker.class_head(entity.classes[:1])

    # ------------------------------------------------------------------ meaning

    def by_meaning(self) -> Iterator[Question | Rejection]:
        """Terms asked for by a definition that no other term has, in the words of a source that is named."""
        for id in self._drawn("meaning", sorted(self._defined)):
            found = [self._of_meaning(id, fact) for fact in self._defined[id]]
            good = [one for one in found if isinstance(one, Proved)]
            yield good[0] if good else found[0]

    def _of_meaning(self, id: str, fact: Fact) -> Question | Rejection:
        material, entity = self.material, self.material.entities.get(id)
        name = self.stating.name(id)
        assert isinstance(fact.object, Literal)
        meaning = (fact.object.value or "").strip().rstrip("。.;；")
        if entity is None or name is None or not entity.classes:
            return self._reject("no_label", id)
        nouns = [n for c in entity.classes if (n := material.ontology.noun(c, self.language))]
        told = any(self._inside(one, meaning) or hints(one, meaning, nouns) for one in names_of_entity(entity))
        if told or "“" in meaning:
            return self._reject("answer_in_question", id, "the definition has its name")
        if self._like_another(id, fact.object.value or ""):
            return self._reject("not_asked", id, "another term is defined in the same words, and more or fewer")
        asked = f.Where(f.Class(entity.classes[0]), DEFINITION, "=", fact.object)
        proof = prove(asked, material)
        if proof.answers.answers(proof.row) != [id] or not proof.support:
            return self._reject("homonym", id, "its definition is not its own")
        works = material.shared_works(proof.support)
        work = next((w for w in works if material.may_name(material.works.works[w], self.language, (id,))), None)
        answer = material.answer(self.language, material.table.number(id))
        if work is None or answer is None:
            return self._reject("several_sources" if answer else "no_label", id)
        source = material.works.works[work]
        said = say.by_meaning(meaning, self.language, source.titles[self.language])
        good = [one for one in said if not self.stating.problems(one[0], [meaning], source)]
        if not good:
            return self._reject("bad_wording", id, "; ".join(self.stating.problems(said[0][0], [meaning], source)))
        turn = self._number(id) % len(good)
        return Proved(
            material, KIND, self.language, PART, "meaning: skos:definition", asked, (good[turn], *good[:turn], *good[turn + 1 :]),
            say.has_meaning(meaning, name, self.language, source.titles[self.language]), [dict(answer.record)], "any", proof.support,
            proof.because, None if proof.grounds is None else tuple(map(material.ground_id, proof.grounds)), (), source,
            labels={"shape": "meaning"},
        )  # fmt: skip

    def _inside(self, name: str, text: str) -> bool:
        return len(name) > 1 and fold(name).text in fold(text).text

    def _like_another(self, id: str, meaning: str) -> bool:
        """Whether another term is defined in the same words and some more, or in some of them: then more than one is meant."""
        words = _plain(meaning)
        return any(other != id and (theirs in words or words in theirs) for other, theirs in self._meanings)

    @cached_property
    def _meanings(self) -> list[tuple[str, str]]:
        found = ((id, _plain(fact.object.value or "")) for id, facts in self._defined.items() for fact in facts
                 if isinstance(fact.object, Literal))  # fmt: skip
        return [(id, words) for id, words in found if words]

    @cached_property
    def _terms(self) -> frozenset[str]:
        """What some source defines, in whatever language: a word for it is a term."""
        return frozenset(fact.subject for fact in self.material.facts.values() if fact.predicate == DEFINITION)

    # ------------------------------------------------------------------ names

    def by_name(self) -> Iterator[Question | Rejection]:
        """Terms asked for by another name, and their other names: one question a term, drawn from what it has."""
        entities = self.material.entities
        known = [id for id in sorted(self._terms & entities.keys()) if entities[id].labels.get(self.language)]
        for id in self._drawn("name", known):
            ways = self._ways(self.material.entities[id])
            if ways:
                yield self._of_name(id, *ways[self._number(id) % len(ways)])

    def _ways(self, entity: Entity) -> list[tuple[str, str, tuple[str, ...]]]:
        """How a term can be asked by its names: way, the name that the question has, the right answers (the first is told)."""
        lang, label = self.language, entity.labels[self.language]
        if self._person(entity) or not all(map(_is_noun, entity.labels.values())):
            return []
        own = [a for a in entity.aliases.get(lang, ()) if self._is_only(a, entity.id)]
        short = [a for a in own if _ABBREVIATION.fullmatch(a)]
        others = [a for a in own if a not in short and not self._tell(a, label)]
        full = (label, *(a for a in entity.aliases.get(lang, ()) if a not in short))
        out = []
        for abbreviation in short:
            stands = _initials(entity.labels.get("en", ""), abbreviation)
            out.append(("abbreviation" if stands else "other", abbreviation, full))
        if short and _initials(entity.labels.get("en", ""), short[0]) and self._is_only(label, entity.id):
            out.append(("short", label, tuple(short)))
        out += [("other", alias, full) for alias in others]
        there = _ELSEWHERE[lang]
        if (word := entity.labels.get(there)) and self._is_only(label, entity.id):
            out.append(("word", _bare(label), (_bare(word), *entity.aliases.get(there, ()))))
        return out

    def _person(self, entity: Entity) -> bool:
        return self._head(entity).who != ""

    def _is_only(self, name: str, id: str) -> bool:
        return self._called.get(fold(name).text, set()) == {id}

    def _tell(self, alias: str, label: str) -> bool:
        """Whether one of two names tells the other: it stands in it, or is much the same."""
        shared = set(re.findall(r"\w+", alias.casefold())) & set(re.findall(r"\w+", label.casefold()))
        return tells(alias, label) or _alike(fold(alias).text, fold(label).text) > ALIKE or bool(self.language == "en" and shared)

    def _of_name(self, id: str, way: str, name: str, right: tuple[str, ...]) -> Question | Rejection:
        material, entity = self.material, self.material.entities[id]
        asked = f.Entity(id)
        proof = prove(asked, material)
        if proof.answers.answers(proof.row) != [id]:
            return self._reject("not_asked", id, "the graph does not know it")
        written = self._written(id, name)
        said = say.by_name(way, name, written, self._head(entity), self.language)
        names = [name, capital(name), *right, written.full, written.bare]
        good = [one for one in said if not self.stating.problems(one[0], names)]
        if not good:
            return self._reject("bad_wording", id, "; ".join(self.stating.problems(said[0][0], names)))
        told = self._written(id, right[0]) if right[0] == entity.labels.get(self.language) else Name(right[0])
        record: Json = {"id": id, "value": right[0], "type": "entity", "aliases": [a for a in dict.fromkeys(right) if a != right[0]]}
        turn = self._number(id) // 7 % len(good)
        return Proved(
            material, KIND, self.language, PART, f"{say.SHAPES[way]}: name", asked, (good[turn], *good[:turn], *good[turn + 1 :]),
            say.told(way, name, told, written, self.language), [record], "all", (), proof.because,
            () if proof.grounds is not None else None, (id,), labels={"shape": say.SHAPES[way]},
        )  # fmt: skip

    def _written(self, id: str, name: str) -> Name:
        """A term's name as a sentence writes it: with its article where it is the label."""
        found = self.stating.name(id)
        return found if found is not None and name == self.material.entities[id].labels.get(self.language) else Name(name, name)

    def _reject(self, reason: str, id: str, detail: str = "") -> Rejection:
        return rejection(reason, f"{self.language} term: {DEFINITION} of {id}", PART, detail)


def _alike(a: str, b: str) -> float:
    if not a or not b or min(len(a), len(b)) * 4 < max(len(a), len(b)):
        return 0.0
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _plain(meaning: str) -> str:
    return fold(meaning).text.strip().rstrip(".;。；")


def _bare(label: str) -> str:
    """A name without an article of its own."""
    return label.removeprefix("the ")


def _is_noun(label: str) -> bool:
    """Whether a name can be spoken about as a word: no "by injection"."""
    return label.split(" ")[0].casefold() not in (_IDLE - {"the"}) | {"by", "at", "from", "when", "without"}


def _initials(label: str, abbreviation: str) -> bool:
    """Whether an abbreviation is made of the first letters of a name's words, and of one more letter for every three.

    >>> _initials("continuous glucose monitoring", "CGM"), _initials("polycystic ovary syndrome", "PCOS"), _initials("Arms index", "TRIN")
    (True, True, False)
    """
    words = [w for w in re.findall(r"[A-Za-z0-9]+", label) if w.casefold() not in _IDLE]
    letters = "".join(w if w.isupper() or w.isdigit() else w[0] for w in words)
    short = re.sub(r"\W", "", abbreviation).casefold()
    near = len(short) <= len(letters) + len(letters) // 3
    return bool(words) and near and _in_turn(letters.casefold(), short) and _in_turn(short, "".join(words).casefold())


def _in_turn(letters: str, text: str) -> bool:
    """Whether letters stand in a text one after the other."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
