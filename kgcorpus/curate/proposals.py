"""Accepted proposals as things for the ontology: each row is looked at before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.errors import KgcorpusError, OntologyError
from kgcorpus.extract.pattern_language import compile_pattern
from kgcorpus.model import digest
from kgcorpus.ontology import Ontology, load_files
from kgcorpus.ontology_graph import guess_language
from kgcorpus.rdf import KGC, OWL, RDF, RDFS
from kgcorpus.spreadsheet_model import Trouble
from kgcorpus.text import normal_name

from .growth_book import ACCEPT, REJECT, ProposalRow, Rows, read_proposals
from .incoming import Incoming, Thing
from .known import GENERIC
from .schema import quoted

LANGUAGES = ("zh", "en")
LONGEST = 200


def proposals(*, ontology: Path) -> Callable[[Path], Incoming]:
    """A reader of proposals: the rows that were accepted."""

    def read(path: Path) -> Incoming:
        return incoming(read_proposals(path), _loaded(ontology))

    return read


def _loaded(path: Path) -> Ontology:
    from .taking_in import files_of

    files = files_of(path)
    return load_files(files) if files else Ontology()


def incoming(read: Rows, ontology: Ontology) -> Incoming:
    """The accepted rows as things, and what is wrong with them."""
    names = _Names(ontology)
    things: list[Thing] = []
    troubles: list[Trouble] = list(read.troubles)
    accepted = [row for row in read.rows if row["decision"] == ACCEPT]
    new_classes = {normal_name(row[lang]) for row in accepted if row["kind"] == "class" for lang in LANGUAGES if row[lang]}
    for row in accepted:
        checked = _Checked(row, names, new_classes)
        thing = checked.thing()
        troubles += checked.troubles
        things += [thing] if thing and not any(t.severity == "error" for t in checked.troubles) else []
    rejected = sum(1 for row in read.rows if row["decision"] == REJECT)
    open_ = len(read.rows) - len(accepted) - rejected
    notes = (f"{len(accepted)} accepted, {rejected} rejected, {open_} not decided",)
    return Incoming(tuple(things), tuple(troubles), notes, dict(ontology.prefixes))


@dataclass(frozen=True, slots=True)
class Bearer:
    """What bears a name already."""

    sheet: str
    id: str
    is_label: bool


class _Names:
    """What the ontology calls things."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.by_name: dict[tuple[str, str], list[Bearer]] = {}
        for sheet, group in (("classes", ontology.classes), ("predicates", ontology.predicates), ("terms", ontology.entities)):
            for id in sorted(group):
                one = group[id]
                for lang, label in one.labels.items():
                    self.by_name.setdefault((lang, normal_name(label)), []).append(Bearer(sheet, id, True))
                for lang, aliases in one.aliases.items():
                    for alias in aliases:
                        self.by_name.setdefault((lang, normal_name(alias)), []).append(Bearer(sheet, id, False))

    def bearers(self, text: str, lang: str, sheet: str) -> list[Bearer]:
        return [b for b in self.by_name.get((lang, normal_name(text)), ()) if b.sheet == sheet]

    def find(self, sheet: str, text: str) -> list[str]:
        """The ids of the things of a sheet that bear a name in any language, those whose label it is first; or whose id it is."""
        group = {"classes": self.ontology.classes, "predicates": self.ontology.predicates, "terms": self.ontology.entities}[sheet]
        if text in group:
            return [text]
        found = [b for lang in ("zh", "en", guess_language(text)) for b in self.bearers(text, lang, sheet)]
        labelled = list(dict.fromkeys(b.id for b in found if b.is_label))
        return labelled or list(dict.fromkeys(b.id for b in found))

    def said(self, id: str) -> str:
        one = self.ontology.entities.get(id) or self.ontology.classes.get(id) or self.ontology.predicates.get(id)
        return next((one.labels[k] for k in sorted(one.labels, reverse=True)), id) if one else id


class _Checked:
    """One accepted row."""

    def __init__(self, row: ProposalRow, names: _Names, new_classes: set[str]) -> None:
        self.row, self.names, self.new_classes = row, names, new_classes
        self.troubles: list[Trouble] = []

    def tell(self, row: ProposalRow, column: str, rule: str, message: str, fix: str, severity: str = "error") -> None:
        self.troubles.append(Trouble(row.place, row.number, row.letters.get(column, ""), row[column], message, fix, rule, severity))

    def thing(self) -> Thing | None:
        row = self.row
        texts = {lang: " ".join(row[lang].split()) for lang in LANGUAGES if row[lang].strip()}
        if not texts:
            self.tell(self.row, "zh", "no_label", "a row without a name", "write the name")
            return None
        for lang, text in texts.items():
            if len(text) > LONGEST:
                self.tell(
                    self.row,
                    lang,
                    "too_long",
                    f"{len(text)} characters are no name",
                    f"at most {LONGEST}; texts belong into the definition",
                )
        make = {"term": self._term, "alias": self._alias, "class": self._class, "trigger": self._trigger, "predicate": self._predicate}.get(
            row["kind"]
        )
        if make is None:
            self.tell(self.row, "kind", "unknown_kind", "is no kind of proposal", "one of: term, alias, class, trigger, predicate")
            return None
        return make(texts)

    def _made(self, sheet: str, labels: dict[str, str], **more: object) -> Thing:
        columns = {**dict(self.row.letters), "label_zh": self.row.letters.get("zh", ""), "label_en": self.row.letters.get("en", "")}
        columns |= {"class": columns.get("of", ""), "domain": columns.get("of", ""), "parent": columns.get("of", "")}
        return Thing(sheet, labels, place=self.row.place, row=self.row.number, columns=columns, **more)  # type: ignore[arg-type]

    # ------------------------------------------------------------------------------------------- by kind

    def _term(self, texts: dict[str, str]) -> Thing | None:
        cls = self._class_cell("of")
        ontology = self.names.ontology
        for lang, text in texts.items():
            for bearer in self.names.bearers(text, lang, "terms"):
                entity = ontology.entities[bearer.id]
                same = (
                    not cls
                    or cls not in ontology.classes
                    or any(cls in ontology.ancestors(c) or c in ontology.ancestors(cls) for c in entity.classes)
                )
                other = self.names.said(entity.classes[0]) if entity.classes else "?"
                if same:
                    self.tell(
                        self.row,
                        lang,
                        "already_named",
                        f"'{self.names.said(bearer.id)}' bears this name already",
                        "nothing is added for it",
                        "info",
                    )
                else:
                    fix = "correct the class; a second thing of this name needs a row in the ontology's workbook that tells the two apart"
                    self.tell(self.row, lang, "homonym", f"is already a name of '{self.names.said(bearer.id)}' ({other})", fix)
            if self.names.bearers(text, lang, "classes"):
                self.tell(
                    self.row,
                    lang,
                    "is_class",
                    "is the name of a class",
                    "a term and a class of one name are confused in questions; check",
                    "warning",
                )
        if cls is None:
            return None
        return self._made("terms", texts, refs={RDF + "type": (cls or GENERIC_CLASS,)} if cls else {})

    def _alias(self, texts: dict[str, str]) -> Thing | None:
        entity = self._one("terms", "of", "unknown_term", "is no term of the ontology", "write the name of a term, or its id")
        if entity is None:
            return None
        for lang, text in texts.items():
            for bearer in self.names.bearers(text, lang, "terms"):
                if bearer.id != entity:
                    self.tell(
                        self.row,
                        lang,
                        "homonym",
                        f"is already a name of '{self.names.said(bearer.id)}'",
                        "reject the row, unless both are called so",
                        "warning",
                    )
        ontology = self.names.ontology
        labels = ontology.entities[entity].labels
        new = {lang: text for lang, text in texts.items() if lang not in labels}
        others = {lang: (text,) for lang, text in texts.items() if lang in labels}
        return self._made("terms", new, iri=ontology.expand(entity), aliases=others)

    def _class(self, texts: dict[str, str]) -> Thing | None:
        for lang, text in texts.items():
            for sheet in ("classes", "terms"):
                for bearer in self.names.bearers(text, lang, sheet):
                    if sheet == "classes":
                        self.tell(
                            self.row,
                            lang,
                            "already_named",
                            f"'{self.names.said(bearer.id)}' bears this name already",
                            "nothing is added for it",
                            "info",
                        )
                    else:
                        self.tell(
                            self.row,
                            lang,
                            "is_term",
                            "is the name of a term",
                            "a term and a class of one name are confused in questions; check",
                            "warning",
                        )
        above = self._class_cell("of")
        if above is None:
            return None
        refs = {RDFS + "subClassOf": (above,)} if above else {}
        return self._made("classes", texts, refs=refs, said=((RDF + "type", f"<{OWL}Class>"),))

    def _trigger(self, texts: dict[str, str]) -> Thing | None:
        predicate = self._one(
            "predicates", "of", "unknown_predicate", "is no predicate of the ontology", "write the name of a predicate, or its id"
        )
        ok = self._are_readable(texts)
        if predicate is None or not ok:
            return None
        ontology = self.names.ontology
        if self.row["order"] == "inverse":
            property, known = KGC + "inverseTrigger", ontology.predicates[predicate].inverse_triggers
        else:
            property, known = KGC + "trigger", ontology.predicates[predicate].triggers
        for lang, text in texts.items():
            if normal_name(text) in {normal_name(t) for t in known.get(lang, ())}:
                self.tell(
                    self.row,
                    lang,
                    "already_named",
                    f"'{self.names.said(predicate)}' has this phrase already",
                    "nothing is added for it",
                    "info",
                )
            for other in ontology.predicates.values():
                if other.id != predicate and normal_name(text) in {normal_name(t) for t in other.triggers.get(lang, ())}:
                    self.tell(
                        self.row,
                        lang,
                        "phrase_of_several",
                        f"is a trigger phrase of '{self.names.said(other.id)}' as well",
                        "keep it for one of them",
                        "warning",
                    )
        said = tuple((property, quoted(text, lang)) for lang, text in texts.items())
        return self._made("predicates", {}, iri=ontology.expand(predicate), said=said)

    def _predicate(self, texts: dict[str, str]) -> Thing | None:
        domain, range_ = self._class_cell("of"), self._class_cell("range")
        for column, cls in (("of", domain), ("range", range_)):
            if cls == "":
                self.tell(
                    self.row,
                    column,
                    "no_domain" if column == "of" else "no_range",
                    "a predicate without classes of subjects and objects",
                    "write the class",
                )
        ok = self._are_readable(texts)
        if not domain or not range_ or not ok:
            return None
        for lang, text in texts.items():
            for bearer in self.names.bearers(text, lang, "predicates"):
                self.tell(
                    self.row,
                    lang,
                    "already_named",
                    f"'{self.names.said(bearer.id)}' bears this name already",
                    "nothing is added for it",
                    "info",
                )
        said = tuple((KGC + "trigger", quoted(text, lang)) for lang, text in texts.items())
        return self._made(
            "predicates",
            texts,
            refs={RDFS + "domain": (domain,), RDFS + "range": (range_,)},
            said=((RDF + "type", f"<{OWL}ObjectProperty>"), *said),
        )

    # ------------------------------------------------------------------------------------------- cells

    def _class_cell(self, column: str) -> str | None:
        """The id of the class that a cell names, a new one's name, "" for an empty cell; None where there is no such class."""
        said = self.row[column].strip()
        if not said:
            return ""
        found = self._known("classes", column)
        if len(found) == 1 or (found and column == "of"):
            return found[0]
        if normal_name(said) in self.new_classes:
            return said
        self.tell(
            self.row,
            column,
            "unknown_class",
            "is no class of the ontology",
            "choose a class from the list, or accept or add a row of kind class with this name",
        )
        return None

    def _one(self, sheet: str, column: str, rule: str, message: str, fix: str) -> str | None:
        found = self._known(sheet, column)
        if len(found) == 1:
            return found[0]
        if found:
            message, fix = f"{len(found)} of the ontology bear this name", "write the id: " + ", ".join(found)
        self.tell(self.row, column, rule, message, fix)
        return None

    def _known(self, sheet: str, column: str) -> list[str]:
        """What a cell names: what was proposed, where the name in it is still one of that; else what bears the name."""
        said, proposed = self.row[column].strip(), self.row[f"{column}_id"]
        found = self.names.find(sheet, said) if said else []
        return [proposed] if proposed in found else found

    def _are_readable(self, texts: dict[str, str]) -> bool:
        return not [lang for lang, text in texts.items() if not self._readable(lang, text)]

    def _readable(self, lang: str, text: str) -> bool:
        try:
            compile_pattern("{s}" + text + "{o}", lang)
        except (OntologyError, KgcorpusError) as error:
            self.tell(
                self.row,
                lang,
                "unreadable_phrase",
                f"cannot be read as a phrase ({getattr(error, 'found', error)})",
                "words as they stand in the text, without brackets",
            )
            return False
        if re.search(r"[{}()\[\]|]", text):
            self.tell(
                self.row,
                lang,
                "unreadable_phrase",
                "brackets and bars have a meaning in patterns",
                "words as they stand in the text, without brackets",
            )
            return False
        if len(normal_name(text)) < 2:
            self.tell(
                self.row,
                lang,
                "short_phrase",
                "is too short to tell anything by itself",
                "write a pattern in the ontology's workbook instead",
            )
            return False
        return True


GENERIC_CLASS = GENERIC


def decisions(read: Rows) -> Iterator[tuple[ProposalRow, str]]:
    """The rows that were decided on, with the key by which they are remembered: of rows that an expert added, one of their own."""
    for row in read.rows:
        if row["decision"] in (ACCEPT, REJECT):
            yield row, row.key or digest("proposal", row["kind"], normal_name(row["zh"]), normal_name(row["en"]), row["of"])[:16]
