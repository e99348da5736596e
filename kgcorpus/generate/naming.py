"""How entities and literals are written in a sentence: quotation marks, articles, notes for homonyms, or one telling fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kgcorpus.english import article, head_index, is_plural
from kgcorpus.model import Entity, Fact, Json, Literal, Term
from kgcorpus.ontology import BUILT_IN, Ontology

from . import grammar_en, grammar_zh
from .phrases import Head, Name, Noun, Templates

Telling = Mapping[str, Sequence[Fact]]
"""For an entity that shares its name: facts about it (it is their subject), in a stable order."""


@dataclass(frozen=True)
class Naming:
    """The names of all entities in one language. ``shared`` groups the ids of entities that are written alike and have no notes;
    ``alike`` has for each id with a note the others of its label."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    language: str
    telling: Telling = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _made: dict[str, Name] = field(default_factory=dict, compare=False)
    _looks: dict[tuple[str, ...], tuple[str, str, str, bool]] = field(default_factory=dict, compare=False)
    _told: dict[str, tuple[tuple[Fact, Name], ...]] = field(default_factory=dict, compare=False)

    def label(self, id: str) -> str | None:
        """The plain label in this language, or None."""
        entity = self.entities.get(id)
        return entity.labels.get(self.language) if entity else None

    def noun(self, cls: str) -> str | None:
        """The noun of a class in this language."""
        return self.ontology.noun(cls, self.language)

    def class_noun(self, id: str) -> str | None:
        """The noun of an entity's first class that has one."""
        entity = self.entities.get(id)
        return self._look(entity.classes)[2] if entity else None

    def written(self, id: str) -> str | None:
        """The label as a sentence writes it, with quotation and note but without article."""
        name = self.name(id)
        return name.bare or name.full if name else None

    def name(self, id: str) -> Name | None:
        """The name of an entity in a sentence (homonyms without note get no more than their label; see ``told``)."""
        made = self._made.get(id)
        if made is None:
            label = self.label(id)
            if not label:
                return None
            made = self._made[id] = self._make(id, label)
        return made

    def fitting(self, id: str, classes: Collection[str]) -> Name | None:
        """The name in a place where only members of these classes can stand (none: anything): without its note, if no other entity of
        the same label fits there."""
        if not classes or id not in self.alike or any(self._fits(other, classes) for other in self.alike[id]):
            return self.name(id)
        key = f"{id} fitting"
        if key not in self._made:
            self._made[key] = self._make(id, self.label(id) or "", noted=False)
        return self._made[key]

    def _fits(self, id: str, classes: Collection[str]) -> bool:
        return any(self.ontology.is_a(self.entities[id].classes, cls) for cls in classes)

    def is_shared(self, id: str) -> bool:
        """Whether others are written the same way, so that a question needs a telling fact."""
        label = self.label(id)
        return bool(label) and id in self.shared.get(_key(label or ""), ())

    def _make(self, id: str, label: str, *, noted: bool = True) -> Name:
        entity = self.entities[id]
        quote, kind, _, person = self._look(entity.classes)
        text = quote.replace("{}", label) if quote else label
        if noted and (note := self.notes.get(id)):
            text += f"（{note}）" if self.language == "zh" else f" ({note})"
        if self.language == "zh":
            return Name(text)
        many = not person and _plural_name(label, certain=kind == "the")
        if kind in ("a", "an") and not many:
            full = f"{article(text)} {text}"
        elif kind == "the":
            full = f"the {text}"
        else:
            full = text
        indefinite = text if many else f"{article(text)} {text}"
        return Name(full, text, indefinite, capital(full), many)

    def _look(self, classes: tuple[str, ...]) -> tuple[str, str, str, bool]:
        """(quotation, article kind, class noun, is a person) of entities of these classes; the first class that says something decides."""
        if classes not in self._looks:
            known = [self.ontology.classes[c] for c in classes if c in self.ontology.classes]
            quote = next((q for k in known if (q := k.name_quote.get(self.language))), "")
            kind = next((k.name_article for k in known if k.name_article), "") or ""
            noun = next((n for k in known if (n := k.nouns.get(self.language))), "")
            person = any(k.question_word.get("en") == "who" or k.question_word.get("zh") == "谁" for k in known)
            self._looks[classes] = (quote, kind, noun, person)
        return self._looks[classes]

    def told(self, id: str, avoid: Collection[str], answers: Collection[str], date: str | None) -> Name | None:
        """The name with one telling fact that is not to be avoided (support) and whose object is no answer; None where there is none.

        Facts of changing predicates tell only in a question that says their date.
        """
        for fact, name in self._telling_names(id):
            if fact.id in avoid or fact.object in answers:
                continue
            predicate = self.ontology.predicates.get(fact.predicate)
            if predicate and predicate.changing and (date is None or fact.valid.start != date):
                continue
            return name
        return None

    def _telling_names(self, id: str) -> tuple[tuple[Fact, Name], ...]:
        if id in self._told:
            return self._told[id]
        label = self.label(id) or ""
        others = [o for o in self.shared.get(_key(label), ()) if o != id]
        held = {(f.predicate, f.object) for other in others for f in self.telling.get(other, ())}
        out = []
        for fact in self.telling.get(id, ()):
            plain = (fact.predicate, fact.object) not in held and not fact.negated and not fact.qualifiers
            if plain and (name := self._tell(id, fact)):
                out.append((fact, name))
        self._told[id] = tuple(out)
        return self._told[id]

    def _tell(self, id: str, fact: Fact) -> Name | None:
        """The name behind the modifier that a fact makes: 在浦发银行任职的王伟, "the John Smith who works at …"."""
        predicate = self.ontology.predicates.get(fact.predicate) or BUILT_IN.get(fact.predicate)
        plain = self.name(id)
        value = self.term(fact.object)
        if predicate is None or plain is None or value is None or not predicate.display:
            return None
        templates = predicate.templates("inversePhrase", self.language)
        if not templates or "{c}" not in templates[0]:
            return None
        grammar = grammar_zh if self.language == "zh" else grammar_en
        said = Templates(predicate.id, {"inversePhrase": templates})
        bare = plain.bare or plain.full
        noun = grammar.subjects(said, Noun(value.full, "name", value.many), Head(bare, bare), False)[0]
        text = noun.text
        if self.language == "zh":
            # only a modifier before the name can be told from the rest of the sentence
            return Name(text, telling=fact.id) if text.endswith(bare) and text.count("的") == 1 else None
        return Name(f"the {text}", text, text, capital(f"the {text}"), plain.many, fact.id) if text.startswith(bare) else None

    def term(self, term: Term, classes: Collection[str] = ()) -> Name | None:
        """The name of an entity (``classes``: as in ``fitting``), or a literal as it is written in this language."""
        if isinstance(term, str):
            return self.fitting(term, classes)
        return Name(written_literal(term, self.language))


def written_literal(literal: Literal, language: str) -> str:
    """A literal as people write it, with its unit."""
    from kgcorpus import values

    if literal.datatype == "xsd:string" and literal.value is not None:
        return literal.value
    return values.say(literal, language)


def capital(text: str) -> str:
    """The text with a capital first letter, unless its first word is written with capitals of its own (eGFR, pH).

    >>> capital("metformin"), capital("eGFR"), capital("α-glucosidase inhibitor")
    ('Metformin', 'eGFR', 'α-glucosidase inhibitor')
    """
    first = text.split(" ", 1)[0]
    return text if not first.isascii() or any(c.isupper() for c in first[1:]) else text[:1].upper() + text[1:]


def _plural_name(label: str, *, certain: bool = False) -> bool:
    """Whether a name is a plural by form; "-as" is one after most vowels and consonants ("chickpeas"), not in a few words ("gas",
    "pancreas"). A head with a capital is a proper name ("Siemens", "Rules of Trading") unless ``certain``: "the Bollinger Bands"; so is
    the second part of a species' name ("Homo sapiens")."""
    words = label.split(" ")
    head = words[head_index(words)]
    if not certain and (not head[:1].islower() or (len(words) == 2 and words[0].istitle() and head.endswith(("ens", "ans", "as")))):
        return False
    if label.casefold().endswith("as"):
        return not label.casefold().endswith(("gas", "canvas", "atlas", "creas", "alias", "bias", "texas", "mas", "vas", "ias"))
    return is_plural(label)


def demanded(form: Json, ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """For each slot of a form the classes of which something in that place must be, by domain and range of the predicate beside it;
    places that anything may take are left out."""
    out: dict[str, tuple[str, ...]] = {}
    if isinstance(form, list):
        for part in form:
            out |= demanded(part, ontology)
    elif isinstance(form, dict):
        predicate = ontology.predicates.get(form.get("predicate", ""))
        if predicate and form.get("op") == "ask":
            out |= {form["subject"]: predicate.domain, form["object"]: predicate.range}
        elif predicate and form.get("op") == "step" and form["of"].get("op") == "entity":
            out[form["of"]["id"]] = predicate.range if form.get("inverse") else predicate.domain
        for value in form.values():
            out |= demanded(value, ontology) if isinstance(value, list | dict) else {}
    return {slot: classes for slot, classes in out.items() if classes}


def reached(form: Json, ontology: Ontology) -> tuple[str, ...]:
    """The classes of which the answers of a form must be, by domain or range of its last step; empty where nothing says."""
    if form["op"] == "step":
        predicate = ontology.predicates.get(form["predicate"])
        return () if predicate is None else predicate.domain if form.get("inverse") else predicate.range
    of = form.get("of")
    return () if of is None else reached(of[0] if isinstance(of, list) else of, ontology)


def _key(label: str) -> str:
    return label.casefold()


def naming(ontology: Ontology, entities: Mapping[str, Entity], language: str, facts: Mapping[str, Sequence[Fact]] | None = None) -> Naming:
    """The names in one language. Homonyms get their scope note, else their class where the classes differ; the rest are ``shared``.

    ``facts`` gives for an entity the facts of which it is the subject; they are only asked for shared names.
    """
    groups: dict[str, list[str]] = {}
    for id in sorted(entities):
        if label := entities[id].labels.get(language):
            groups.setdefault(_key(label), []).append(id)
    notes: dict[str, str] = {}
    shared: dict[str, tuple[str, ...]] = {}
    alike: dict[str, tuple[str, ...]] = {}
    for key, ids in groups.items():
        if len(ids) < 2:
            continue
        own = [_note(ontology, entities[i], language) for i in ids]
        for i, note in zip(ids, own, strict=True):
            if note and own.count(note) == 1:
                notes[i] = note
                alike[i] = tuple(o for o in ids if o != i)
        left = [i for i in ids if i not in notes]
        if left:
            shared[key] = tuple(left)
    return Naming(ontology, entities, language, facts or {}, shared, notes, alike)


def _note(ontology: Ontology, entity: Entity, language: str) -> str:
    if note := entity.note.get(language):
        return note
    return next((noun for c in entity.classes if (noun := ontology.noun(c, language))), "")
