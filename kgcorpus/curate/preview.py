"""What the wording of a predicate yields, by the grammar that samples are made with: a statement, a question, an inverse question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgcorpus.english import article
from kgcorpus.generate.answer_text import finished, truth_teller
from kgcorpus.generate.conditions import detail, when
from kgcorpus.generate.grammar_en import statement as english_statement
from kgcorpus.generate.measures import MEASURES, measure_of
from kgcorpus.generate.naming import Naming, capital, naming, written_literal
from kgcorpus.generate.phrases import Filler, Head, Manner, Name, Noun, NoWording, Templates, mark_articles, put, slot
from kgcorpus.generate.speaker import Speaker, single
from kgcorpus.generate.wording import questions
from kgcorpus.model import Literal, Qualifier
from kgcorpus.ontology import Ontology, Predicate

_EXAMPLES = {
    "xsd:decimal": "12", "xsd:integer": "3", "xsd:gYear": "2020", "xsd:gYearMonth": "2020-05", "xsd:date": "2020-05-01",
    "xsd:boolean": "true",
}  # fmt: skip
SUBJECT, OBJECT = 0, 1


@dataclass(frozen=True)
class Preview:
    """Previews in one language, said of terms of domain and range, or of the class where it has no term."""

    ontology: Ontology
    language: str
    speaker: Speaker
    naming: Naming
    _members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def said(self, id: str) -> tuple[str, str, str]:
        """The statement, the question and the inverse question of a predicate; "" where it has none."""
        step: dict[str, object] = {"op": "step", "predicate": id}
        forward = {**step, "of": {"op": "entity", "id": f"?{SUBJECT}"}}
        back = {**step, "of": {"op": "entity", "id": f"?{OBJECT}"}, "inverse": True}
        return self.statement(id), self._question(id, forward), self._question(id, back)

    def statement(self, id: str, position: str = "statement") -> str:
        """A fact of the predicate as a sentence, or its denial."""
        names = self.names(id)
        form = {"op": "ask", "subject": f"?{SUBJECT}", "predicate": id, "object": f"?{OBJECT}"}
        try:
            made = truth_teller(form, self.speaker, Manner(), [n.many for n in names], position)
        except NoWording:
            return ""
        return self._filled(made[0], names) if made else ""

    def _question(self, id: str, form: dict[str, object]) -> str:
        predicate, names = self.speaker.predicate(id), self.names(id)
        if not predicate.display or predicate.qualifier:
            return ""
        manner = Manner("one" if single(predicate, bool(form.get("inverse"))) else "some")
        try:
            made = questions(form, self.speaker, manner, [n.many for n in names])
        except NoWording:
            return ""
        return self._filled(Filler.of(made[0].text), names)

    def yields(self, id: str, position: str, templates: Sequence[str]) -> list[str]:
        """What each template of a position yields."""
        return [self._one(id, position, template) for template in templates]

    def derived(self, id: str, position: str) -> tuple[str, ...]:
        """The templates of a position that follow from the label or from the expert's other templates."""
        return self.speaker.templates(id).of(position)

    def _one(self, id: str, position: str, template: str) -> str:
        names = self.names(id)
        s, o = (self.speaker.grammar.name(slot(n), names[n].many) for n in (SUBJECT, OBJECT))
        said = Templates(id, {position: (template,)})
        to_objects, to_subjects = self.speaker.head(id, False), self.speaker.head(id, True)
        grammar, asking, plain = self.speaker.grammar, self.speaker.asking, Manner()
        one = single(self.speaker.predicate(id), position == "inverseQuestion")
        made: list[Noun] = []
        if position in ("statement", "negation", "absent"):
            text = (
                put(template, s=slot(SUBJECT), o=slot(OBJECT), c=to_objects.one)
                if self.language == "zh"
                else english_statement(template, s, o)
            )
            return self._filled(finished(text, self.language, plain), names)
        if position == "comparative":
            return self._compared(id, template)
        if position in ("question", "inverseQuestion", "each"):
            if position == "each":
                asked = asking.ask_each(said, s)
            elif position == "question":
                asked = asking.ask_objects(said, s, [], to_objects, one, "some")
            else:
                asked = asking.ask_subjects(said, o, [], to_subjects, one, "some")
            own = [w for w in asked if w.way in ("own", "each")]
            return self._filled(Filler.of(self._finish(own[0].text)), names) if own else ""
        if position in ("phrase", "objectClause"):
            made = grammar.objects(said, s, to_objects, not one)
        elif position == "inversePhrase":
            made = grammar.subjects(said, o, to_subjects, True)
        elif position == "sibling":
            made = grammar.siblings(said, False, s, to_subjects)
        elif position == "inverseSibling":
            made = grammar.siblings(said, True, o, to_objects)
        if not made:
            return ""
        text = made[0].definite if self.language == "en" else made[0].text
        return self._filled(Filler.of(mark_articles(text) if self.language == "en" else text), names, sentence=False)

    def _compared(self, id: str, written: str) -> str:
        """Two subjects compared by these adjectives; empty where they make no question."""
        zh = self.language == "zh"
        pair = (Name("甲" if zh else "A"), Name("乙" if zh else "B"))
        a, b = (self.speaker.grammar.name(slot(n), False) for n in (SUBJECT, OBJECT))
        try:
            measure = measure_of(self.speaker, id, written)
        except NoWording:
            return ""
        asked = MEASURES[self.language].ask_more(measure, a, b, self.speaker.head(id, True), False, False)
        return self._filled(Filler.of(self._finish(asked[0].text)), pair)

    def _finish(self, text: str) -> str:
        finished_text: str = self.speaker.grammar.finish(text, Manner())
        return mark_articles(finished_text).replace("  ", " ") if self.language == "en" else finished_text

    def _filled(self, filler: Filler, names: Sequence[Name], *, sentence: bool = True) -> str:
        text = filler.fill([n.variants() for n in names])
        return capital(text) if self.language == "en" and sentence else text

    # ------------------------------------------------------------------------------------------- examples

    def names(self, id: str) -> tuple[Name, Name]:
        """Example names of subject and object, two different terms."""
        predicate = self.speaker.predicate(id)
        subject = self._term(predicate.domain, None)
        object = None if predicate.kind == "datatype" else self._term(predicate.range, subject)
        zh = self.language == "zh"
        first = self._name(subject, predicate.domain, "甲" if zh else "A")
        if predicate.kind == "datatype":
            return first, Name(self._value(predicate))
        return first, self._name(object, predicate.range, "乙" if zh else "B")

    def _value(self, predicate: Predicate) -> str:
        datatype = predicate.datatype or "xsd:string"
        example = _EXAMPLES.get(datatype)
        if example is None:
            return "……" if self.language == "zh" else "…"
        unit = predicate.unit if datatype in ("xsd:decimal", "xsd:integer") else None
        return written_literal(Literal(datatype, example, unit=unit), self.language)

    def _term(self, classes: Sequence[str], other_than: str | None) -> str | None:
        found = [id for cls in classes for id in self._terms(cls)]
        return next((id for id in found if id != other_than), found[0] if found else None)

    def _name(self, term: str | None, classes: Sequence[str], otherwise: str) -> Name:
        if term and (name := self.naming.name(term)):
            return name
        head: Head = self.speaker.class_head(classes) if classes else Head()
        if not head.one:
            return Name(otherwise)
        if self.language == "zh":
            return Name(f"某{head.one}")
        indefinite = f"{article(head.one)} {head.one}"
        return Name(indefinite, head.one, indefinite, capital(indefinite))

    def _terms(self, cls: str) -> tuple[str, ...]:
        """The first terms of a class that have a name, those that need no word to be told apart before others."""
        if cls not in self._members:
            found = [e for e in self.ontology.entities.values() if self.ontology.is_a(e.classes, cls) and self.naming.label(e.id)]
            plain = [e.id for e in found if e.id not in self.naming.notes and e.id not in self.ontology.relative]
            self._members[cls] = tuple((plain or [e.id for e in found])[:2])
        return self._members[cls]

    # ------------------------------------------------------------------------------------------- qualifiers

    def qualifier(self, id: str) -> str:
        """How a condition is said in a question, or a detail behind an answer."""
        predicate = self.ontology.predicates.get(id)
        if predicate is None:
            return ""
        value: Literal | str
        if predicate.kind == "datatype":
            datatype = predicate.datatype or "xsd:string"
            number = datatype in ("xsd:decimal", "xsd:integer")
            if datatype not in _EXAMPLES:
                return ""
            value = Literal(datatype, max="12", max_open=True, unit=predicate.unit) if number else Literal(datatype, _EXAMPLES[datatype])
        else:
            terms = [t for cls in predicate.range for t in self._terms(cls)]
            if not terms:
                return ""
            value = terms[0]
        one = Qualifier(id, value)
        said = detail(one, self.naming) if predicate.qualifier == "detail" else when(one, self.naming)
        return said or ""


def preview(ontology: Ontology, language: str) -> Preview:
    """The previews of an ontology in one language."""
    return Preview(ontology, language, Speaker(ontology, language), naming(ontology, ontology.entities, language))
