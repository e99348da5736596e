"""What an audit checks of the words of samples: each wording well formed and of one form, each answer with its sources as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus.generate.citing import cited, words_of
from kgcorpus.generate.records import setting_key
from kgcorpus.generate.wording_checks import check_answer_text, check_question
from kgcorpus.model import Fact, Literal, Term
from kgcorpus.release.audit_numbers import Values, form_of, given_of, spoken_of_form
from kgcorpus.release.audit_permissions import permissions_of
from kgcorpus.release.contents import facts_told, meaning, resting
from kgcorpus.sources import may_show
from kgcorpus.verify.shown import REVIEW, is_own_word, is_word_of_reviewer, quoted, shows

if TYPE_CHECKING:
    from kgcorpus.generate.naming import Naming
    from kgcorpus.release.audit import ReleaseFiles, Report


class Wordings:
    """Reads the words of one sample after the other; ``finish`` compares what was held out with what is trained on."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        self.files, self.report = files, report
        self._by_id = {fact.id: fact for fact in files.facts}
        self._spoken_by_fact: dict[tuple[str, str], list[str]] = {}
        self._listed = {ground.id: [id for id in ground.facts if id in self._by_id] for ground in files.grounds}
        self._means: dict[tuple[str, str, str, str], str] = {}
        self._shared: dict[str, str] = {}
        self._train: set[tuple[str, str]] = set()
        self._held: list[tuple[str, str, str]] = []
        self._titles: dict[tuple[str, str | None], bool] = {}
        self._namings: dict[str, Naming] = {}
        self._values = Values(files, report)
        self._barred = permissions_of(files).refused
        self._words = {fact.id for fact in files.facts if is_word_of_reviewer(fact)}
        self._corrections()

    def sample(self, sample: Mapping[str, Any]) -> None:
        if all(id in self._by_id for id in resting(sample).facts):  # else the check of facts says so
            self._wordings(sample)
            self._values.sample(sample)
            self._citations(sample)

    def finish(self) -> None:
        for name, lang, text in self._held:
            if (lang, text) in self._train:
                self.report.fail("splits", name, f"its wording stands in train: {text}")

    def _wordings(self, sample: Mapping[str, Any]) -> None:
        """Each wording passes the checks of wording, and has one form in its language, setting and context."""
        name, lang = sample["id"], sample["lang"]
        conditions = sample["labels"].get("conditions", ())
        if strange := [text for text in conditions if text not in self._conditions(sample)]:
            self.report.fail("labels", name, f"none of its facts has the condition: {strange[0]}")
        aside = (*sample["labels"].get("titles", ()), *conditions)
        names = [*self._spoken(sample), *aside]
        given = setting_key(sample)
        form = orjson.dumps(meaning(sample), option=orjson.OPT_SORT_KEYS).decode()
        for number, text in enumerate((sample["question"], *(p["text"] for p in sample["paraphrases"]))):
            self.report.see("wordings")
            if problems := check_question(text, lang, names=names, aside=aside, given=bool(given)):
                self.report.fail("wordings", name, f"{'; '.join(problems)}: {text}")
            key = (lang, sample["setting"], given, text)
            if self._means.setdefault(key, self._shared.setdefault(form, form)) != form:
                self.report.fail("wordings", name, f"has another form elsewhere: {text}")
            if sample["split"] == "train":
                self._train.add((lang, text))
            elif sample["split"] == "test_wording" and number == 0:
                self._held.append((name, lang, text))
        if problems := check_answer_text(sample["answer_text"], lang, names=names, given=bool(given)):
            self.report.fail("wordings", name, f"{'; '.join(problems)}: {sample['answer_text']}")

    def _conditions(self, sample: Mapping[str, Any]) -> set[str | None]:
        """How questions say the conditions of a sample's facts, and those that its form says to hold."""
        from kgcorpus.generate.conditions import when
        from kgcorpus.generate.naming import naming

        lang = sample["lang"]
        if lang not in self._namings:
            self._namings[lang] = naming(self.files.ontology, self.files.entities, lang)
        form = form_of(sample)
        stated = [q for id in resting(sample).facts for q in self._by_id[id].qualifiers]
        return {when(q, self._namings[lang]) for q in (*stated, *(given_of(form) if form is not None else ()))}

    def _spoken(self, sample: Mapping[str, Any]) -> list[str]:
        """Names and literals that may stand in a sample's sentences: those of its topic, answers and supporting facts, and of what holds
        instead where a denial rests on a list."""
        lang = sample["lang"]
        out = [t["label"] for t in sample["topic"]] + list(sample["labels"].get("telling", ())) + spoken_of_form(sample)
        for answer in sample["answers"]:
            out += [str(answer["value"]), *answer["aliases"], answer.get("unit", "")]
        listed = [id for ground in sample["grounds"] for id in self._listed.get(ground, ())] if sample["kind"] == "yesno" else []
        told = (id for id in (*resting(sample).facts, *facts_told(sample)) if id in self._by_id)
        for identifier in (*sample["facts"], *listed, *told):
            if (identifier, lang) not in self._spoken_by_fact:
                self._spoken_by_fact[identifier, lang] = spoken_of(self._by_id[identifier], self.files, lang)
            out += self._spoken_by_fact[identifier, lang]
        return out

    def _corrections(self) -> None:
        """What a person corrected and a quote is to show does stand in the quote."""
        for fact in self.files.facts:
            for evidence in fact.evidence:
                if not evidence.made_by.startswith(REVIEW) or is_own_word(evidence):
                    continue
                said = quoted(evidence.spans, self.files.texts)
                if all(span.document in self.files.texts for span in evidence.spans):
                    self.report.see("citations")
                    if not shows(fact.object, said, self.files.entities):
                        self.report.fail("citations", fact.id, f"was corrected to what its quote does not say: {' … '.join(said)}")

    def _of_corrections(self, sample: Mapping[str, Any]) -> None:
        """A sample says that it rests on a correction if it does; then its question names no source, and nothing is quoted for it."""
        name, sources = sample["id"], sample["labels"].get("cited", ())
        listed = [id for ground in sample["grounds"] for id in self._listed.get(ground, ())] if sample["kind"] == "yesno" else []
        said = any(record.get("correction") for record in sources)
        listed += [*resting(sample).facts, *facts_told(sample)]
        words = self._words.intersection(sample["facts"])
        unsaid = words and not said and sample["labels"]["shape"] != "definition"  # whose text in another language is not quoted
        if unsaid or (said and not words and not self._words.intersection(listed)):
            told = "says that it rests on a correction" if said else f"does not say that {min(words)} is a reviewer's correction"
            self.report.fail("citations", name, told)
        if words and sample["labels"].get("source"):
            self.report.fail("citations", name, f"its question names a source that does not say {min(words)}")
        if words.issuperset(sample["facts"]) and words and not sample["grounds"] and any(record.get("quotes") for record in sources):
            self.report.fail("citations", name, "quotes a source for a reviewer's correction")

    def _citations(self, sample: Mapping[str, Any]) -> None:
        """The answer with its sources is the answer, the titles of works, and words that stand in texts that may be shown."""
        name, sources = sample["id"], sample["labels"].get("cited", ())
        self.report.see("citations")
        self._of_corrections(sample)
        for record in sources:
            if record.get("correction"):
                continue
            if record["title"] and not self._is_title(record["title"]):
                self.report.fail("citations", name, f"names a source that is none of the release: {record['title']}")
            for span in (span for quote in record.get("quotes", ()) for span in quote["spans"]):
                document = self.files.documents.get(span["document"])
                if document is None or document.id in self._barred or not may_show(document.source, self.files.manifest["date"]):
                    self.report.fail("citations", name, f"quotes {span['document']}, whose text may not be shown")
                elif not words_of((span["document"], span["start"], span["end"]), self.files.texts):
                    self.report.fail("citations", name, f"{span['document']}[{span['start']}:{span['end']}] is not in the release")
        for title in sample["labels"].get("titles", ()):
            if not self._is_title(title, sample["labels"].get("source")):
                self.report.fail("citations", name, f"its question calls its source {title}")
        if sample["answer_cited"] != cited(sample["answer_text"], sources, self.files.texts, sample["lang"]):
            self.report.fail("citations", name, "answer_cited is not the answer with the words of its sources")

    def _is_title(self, title: str, of: str | None = None) -> bool:
        """Whether a text is the title, edition and marks aside, of a document of the release, or of this one."""
        said = _letters(title)
        if (said, of) not in self._titles:
            self._titles[said, of] = any(
                plain in said
                for document in self.files.documents.values()
                if of in (None, document.id)
                for text in (document.title, *document.source.title.values(), document.path)
                if (plain := _letters(text))
            )
        return self._titles[said, of]


def spoken_of(fact: Fact, files: ReleaseFiles, lang: str) -> list[str]:
    """How the parts of a fact may be written in a language."""
    from kgcorpus.generate.naming import written_literal

    terms: list[Term] = [fact.subject, fact.object, *(q.value for q in fact.qualifiers)]
    out: list[str] = []
    for term in terms:
        if isinstance(term, Literal):
            out += [written_literal(term, lang), term.unit or ""]
        elif entity := files.entities.get(term):
            out += [*entity.labels.values(), *(a for found in entity.aliases.values() for a in found)]
    for qualifier in fact.qualifiers:
        predicate = files.ontology.predicates.get(qualifier.predicate)
        out += [*predicate.labels.values()] if predicate else []
        if isinstance(qualifier.value, Literal):
            from kgcorpus import values

            out.append(values.say_cmp(qualifier.value, lang))
    return [text for text in out if text]


def _letters(text: str) -> str:
    """The letters and digits of a title, which marks and editions do not change."""
    return "".join(c for c in text if c.isalnum()).casefold()
