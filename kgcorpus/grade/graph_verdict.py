"""What a graph changes in a verdict: answers that gold lacks, broader and narrower ones, outdated and disproved ones, a step left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from kgcorpus import forms as f
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.grade.asserting import asserted_somewhere
from kgcorpus.grade.bare import bare
from kgcorpus.grade.compare import match
from kgcorpus.grade.denial import mark_denied
from kgcorpus.grade.graph_facts import Graph
from kgcorpus.grade.graph_forms import Forms, Shorter, form_of
from kgcorpus.grade.graph_relations import Hierarchy
from kgcorpus.grade.graph_wording import AND, disproved, ended, note, quoted, skipped
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.sets import Held
from kgcorpus.model import Entity, Fact, Json, Literal
from kgcorpus.ontology import Ontology

if TYPE_CHECKING:
    from kgcorpus.grade.stated import Stated

MODES = ("all", "some", "any", "order")
_FOR_EXAMPLE = re.compile(r"^(?:for (?:example|instance)|such as|including|e\.?g\.?|like|namely|例如|比如|譬如|诸如|包括|如)[,:]?\s*")
RELATED = ("more_general", "more_specific")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of the graph that an answer asserts at ``start``: one or, of one name, several entities, or classes."""

    start: int
    end: int
    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the graph tells of an item: ``right``, ``more_general``, ``more_specific``, ``outdated``, ``wrong`` or ``open``, in a note."""

    item: Item
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How an answer stands with what the graph tells: ``held`` decides the verdict; ``notes`` belong to the explanation; ``wrong`` are
    items that the graph disproves; ``said`` is what a contradiction says."""

    held: Held
    reason: str = ""
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    said: str = ""


class Weigher:
    """Holds answers against a graph. Everything that depends on the graph or on a question alone is worked out once."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.forms, self.hierarchy = graph, Forms(graph), Hierarchy(graph)
        ontology = graph.ontology
        classes = [
            Entity(
                c.id,
                (),
                {**c.labels, **{f"{k}-noun": v for k, v in c.nouns.items()}, **({"plural": c.plural} if c.plural else {})},
                c.aliases,
            )
            for c in ontology.classes.values()
        ]
        self.names = lexicon(Ontology(), [*graph.table.named.values(), *classes])
        titles = {bare(title) for said in graph.kept.titles.values() for title in said.values() if len(title) > 3}
        self._titles = sorted(titles, key=lambda title: (-len(title), title))
        self._titles_in = AhoCorasick(self._titles)
        self.asked = lru_cache(maxsize=50_000)(self._asked)
        self.told = lru_cache(maxsize=50_000)(self._told)

    @cached_property
    def stated(self) -> Stated:
        """What reads the facts that texts state."""
        from kgcorpus.grade.stated import Stated

        return Stated(self.graph)

    def _asked(self, question: str) -> frozenset[str]:
        found = {index for index, _, _ in self._titles_in.find_matches_as_indexes(question, overlapping=True)}
        for index in sorted(found):  # what a document is called is not what is asked about
            question = question.replace(self._titles[index], " ")
        return frozenset(id for mention in self.names.mentions(question) for id in mention.entities)

    def weigh(
        self, question: Mapping[str, Json], gold: Mapping[str, tuple[str, ...]], reading: Reading, held: Held, mode: str, lang: str
    ) -> Weighed | None:
        """What the graph adds to how an answer ``held``; None where it adds nothing. ``gold`` has the entities that each gold answer may
        be, by its value."""
        if mode not in MODES or not gold or (not held.missing and not held.extra):
            return None
        items = self._items(reading, {id for ids in gold.values() for id in ids})
        if not items:
            return None
        form, asked = form_of(question), self.asked(reading.question)
        ids = frozenset(id for one in gold.values() for id in one)
        if held.matched:
            return self._beside(items, form, ids, frozenset(id for v in held.matched for id in gold.get(v, ())), held, asked, lang)
        length = (reading.sentences[0][1] if reading.sentences else 0, len(reading.text))
        return self._instead(items, form, ids, held, asked, length, lang)

    def weigh_values(
        self, question: Mapping[str, Json], wanted: Sequence[Mapping[str, Json]], reading: Reading, held: Held, lang: str
    ) -> Weighed | None:
        """What the graph adds where numbers or dates are asked for and none of gold is given: another value that the graph has, one that
        was so, or a thing on the way to the value."""
        form = form_of(question)
        if form is None or held.matched or not any(gold.get("type") in ("number", "date") for gold in wanted):
            return None
        for term in self.forms.answers(form):
            if isinstance(term, Literal) and _is_said(term, reading):
                said = self.graph.label(term, lang)
                told = note("right", lang, said=said, quote=quoted(self.graph, self.forms.supporting_value(form, term), lang))
                missing = () if len(self.forms.answers(form)) == 1 else held.missing
                return Weighed(replace(held, matched=(said,), missing=missing, near=None), "in_graph", (told,))
        for term, (until, facts) in self.forms.past(form).items():
            if isinstance(term, Literal) and _is_said(term, reading):
                said = self.graph.label(term, lang)
                return Weighed(replace(held, near="contradiction"), "outdated", (ended(self.graph, said, until, facts, lang),), said=said)
        items = self._items(reading, set())
        if shorter := self._skipped(form, frozenset(), items, self.asked(reading.question)):
            said = AND[lang].join(self._names(items, lang))
            told = skipped(self.graph, said, form, shorter, lang)
            return Weighed(replace(held, near="contradiction"), "skipped_hop" if shorter.step else "disproved", (told,), said=said)
        return None

    def _items(self, reading: Reading, gold: set[str]) -> list[Item]:
        """The things that an answer asserts beside the gold answers and what the question names."""
        asked = self.asked(reading.question)
        found = [m for m in self.names.mentions(reading.text) if not asked & set(m.entities) and not gold & set(m.entities)]
        marked = mark_denied(reading.text, [Mention(m.start, m.end, m.entities[0], False) for m in found], reading.question)
        kept = {(m.start, m.end) for m in asserted_somewhere(reading, [m for m in marked if not m.denied])}
        return [Item(m.start, m.end, reading.text[m.start : m.end], m.entities) for m in found if (m.start, m.end) in kept]

    # ------------------------------------------------------------------ beside right answers, and instead of them

    def _beside(
        self,
        items: Sequence[Item],
        form: f.Form | None,
        gold: frozenset[str],
        matched: frozenset[str],
        held: Held,
        asked: frozenset[str],
        lang: str,
    ) -> Weighed | None:
        """What the graph tells of what an answer lists beside right ones."""
        by_extra = {extra: item for extra in held.extra if (item := _item_of(extra, items))}
        judged = {extra: self._judge(item, form, gold, lang) for extra, item in by_extra.items()}
        # "acarbose, an alpha-glucosidase inhibitor": what a right answer is one of, or examples of it, are no further answers
        along = {extra for extra, item in by_extra.items() if judged[extra].kind != "right" and self._goes_with(item, matched)}
        if along:
            held = replace(held, extra=tuple(e for e in held.extra if e not in along))
            judged = {extra: j for extra, j in judged.items() if extra not in along}
            by_extra = {extra: item for extra, item in by_extra.items() if extra not in along}
        if not along and not any(j.kind != "open" for j in judged.values()):
            return None
        right = tuple(dict.fromkeys(self._name(j.item, lang) for j in judged.values() if j.kind == "right"))
        wrong = tuple(extra for extra, j in judged.items() if j.kind in ("outdated", "wrong"))
        extra = tuple(e for e in held.extra if e not in judged or judged[e].kind != "right")
        reason = _reason(list(judged.values()))
        notes = [j.note for j in judged.values() if j.note]
        if form is not None and wrong and (shorter := self._skipped(form, gold, list(by_extra.values()), asked, matched)):
            said = AND[lang].join([*held.matched, *self._names([j.item for j in judged.values()], lang)])
            told = skipped(self.graph, said, form, shorter, lang)
            reason, notes = ("skipped_hop", [told]) if shorter.step else (reason, [*notes, told])
        given = matched | {id for j in judged.values() if j.kind == "right" for id in j.item.ids}
        missing = () if right and self._all(form, given) else held.missing
        return Weighed(replace(held, matched=(*held.matched, *right), missing=missing, extra=extra), reason, tuple(notes), wrong)

    def _goes_with(self, item: Item, matched: frozenset[str]) -> bool:
        """Whether an item is broader or narrower than an answer that is given."""
        return any(self.hierarchy.between(id, one) for id in item.ids for one in matched)

    def _instead(
        self,
        items: Sequence[Item],
        form: f.Form | None,
        gold: frozenset[str],
        held: Held,
        asked: frozenset[str],
        length: tuple[int, int],
        lang: str,
    ) -> Weighed | None:
        """What the graph tells of an answer that has nothing of gold; ``length`` is that of its first sentence, and of the whole.

        A thing of another class counts as the answer where it is listed, or is most of what is said."""
        wanted = self._wanted(form)
        own = [item for item in items if self._fits(item, gold, wanted)]
        first = [] if own else [item for item in items if item.end <= length[0]]  # what is told after it may be of something else
        stopped = next(((part, found) for part in (items, first) if (found := self._skipped(form, gold, part, asked))), None)
        if form is not None and stopped is not None:
            part, shorter = stopped
            said = AND[lang].join(self._names(part, lang))
            wrong = tuple(dict.fromkeys(i.text for i in part))
            reason = "skipped_hop" if shorter.step else "disproved"
            against = replace(held, near="contradiction", extra=wrong)
            return Weighed(against, reason, (skipped(self.graph, said, form, shorter, lang),), wrong, said)
        judged = [self._judge(item, form, gold, lang) for item in _once(own)]
        if not own:
            other = [self._judge(item, form, gold, lang) for item in _once(items)]
            judged = [
                j
                for j in other
                if j.kind in RELATED
                or (j.kind in ("wrong", "right", "outdated") and (j.item.text in held.extra or 2 * len(j.item.text) >= length[1]))
            ]
        if not any(j.kind != "open" for j in judged):
            return None
        right = tuple(dict.fromkeys(self._name(j.item, lang) for j in judged if j.kind == "right"))
        wrong = tuple(j.item.text for j in judged if j.kind in ("outdated", "wrong"))
        taken = {j.item.text for j in judged if j.kind == "right" or j.kind in RELATED}
        extra = tuple(e for e in (*held.extra, *(j.item.text for j in judged if j.item.text not in held.extra)) if e not in taken)
        related = [j for j in judged if j.kind in RELATED]
        near = "contradiction" if wrong else related[0].kind if related and not any(j.kind == "open" for j in judged) else held.near
        said = AND[lang].join(self._names([j.item for j in judged if j.item.text in wrong], lang))
        notes = tuple(j.note for j in judged if j.note and (j.kind not in RELATED or not wrong))
        given = frozenset(id for j in judged if j.kind == "right" for id in j.item.ids)
        missing = () if right and self._all(form, given) else held.missing
        return Weighed(replace(held, matched=right, missing=missing, extra=extra, near=near), _reason(judged), notes, wrong, said)

    def _all(self, form: f.Form | None, given: frozenset[str]) -> bool:
        """Whether an answer gives all that the graph answers now, so that what else gold asks for is so no longer."""
        return form is not None and set(self.forms.answers(form)) <= given

    def _skipped(
        self, form: f.Form | None, gold: frozenset[str], items: Sequence[Item], asked: frozenset[str], matched: frozenset[str] = frozenset()
    ) -> Shorter | None:
        """The form with a step or condition left out that gives just what an answer names; of things of other classes than gold's, some
        of it are enough."""
        items = [item for item in items if not all(id in self.graph.ontology.classes for id in item.ids)]
        if form is None or not items:
            return None
        classes = {cls for id in gold for cls in self.graph.classes(id)}
        for shorter in self.forms.shorter(form):
            there = shorter.answers - asked
            named = matched.union(*(there & set(item.ids) for item in items))
            if not there or not named <= there or not all(there & set(item.ids) for item in items):
                continue
            apart = shorter.step and not classes & {cls for id in there for cls in self.graph.classes(id)}
            if named == there or (apart and not matched):
                return shorter
        return None

    # ------------------------------------------------------------------ one item

    def _judge(self, item: Item, form: f.Form | None, gold: frozenset[str], lang: str) -> Judged:
        """What the graph tells of an item; of several entities of one name it is wrong only if each is."""
        return Judged(item, *self.told(item.ids, form, gold, lang))

    def _told(self, ids: tuple[str, ...], form: f.Form | None, gold: frozenset[str], lang: str) -> tuple[str, str]:
        said = self.graph.label(ids[0], lang)
        if form is not None:
            answers = self.forms.answers(form)
            for id in ids:
                if id in answers:
                    quote = quoted(self.graph, self.forms.supporting(form, id), lang)
                    return "right", note("right", lang, said=said, quote=quote)
        for id in ids:
            for one in sorted(gold):
                found = self.hierarchy.between(id, one)
                if found and not self._vacuous(id, form) and not self._beside_it(found, form):
                    quote = quoted(self.graph, found[1], lang)
                    return found[0], note(found[0], lang, said=said, gold=self.graph.label(one, lang), quote=quote)
        if form is None:
            return "open", ""
        past = self.forms.past(form)
        for id in ids:
            if id in past:
                return "outdated", ended(self.graph, said, *past[id], lang)
        each = [self.forms.disproof(form, id) for id in ids]
        if each and each[0] is not None and all(each) and not (each[0].kind == "class" and self._like(ids, gold)):
            return "wrong", disproved(self.graph, said, ids[0], each[0], lang)
        return "open", ""

    def _like(self, ids: tuple[str, ...], gold: frozenset[str]) -> bool:
        """Whether a name of a thing is a part of a name of a gold answer, or the other way round: dialysis, ongoing dialysis."""
        own, wanted = ({name for id in some for name in self.names.by_entity.get(id, ())} for some in (ids, gold))
        return any(a in b or b in a for a in own for b in wanted)

    def _beside_it(self, found: tuple[str, tuple[Fact, ...]], form: f.Form | None) -> bool:
        """Whether what is narrower than gold only stands to it as the thing asked about does: another bread, where its group is asked."""
        asked = f.undated(form) if form is not None else None
        if found[0] != "more_specific" or not isinstance(asked, f.Step) or asked.inverse or not found[1]:
            return False
        known = self.graph.ontology.predicates.get(asked.predicate)
        return found[1][0].predicate == asked.predicate and known is not None and not known.transitive

    def _vacuous(self, id: str, form: f.Form | None) -> bool:
        """Whether a class says no more than the question asks for."""
        if id not in self.graph.ontology.classes:
            return False
        wanted = self._wanted(form)
        if not wanted:
            return not self.graph.ontology.classes[id].parents
        return any(id in self.graph.ontology.ancestors(cls) for cls in wanted)

    def _wanted(self, form: f.Form | None) -> frozenset[str]:
        """The classes of what a form denotes."""
        form = f.undated(form) if form is not None else None
        if isinstance(form, f.Class):
            return frozenset((form.id,))
        if isinstance(form, (f.Step, f.Every)):
            known = self.graph.ontology.predicates.get(form.predicate)
            return frozenset((known.domain if form.inverse else known.range) if known else ())
        if isinstance(form, (f.And, f.Or)):
            return frozenset(cls for part in form.of for cls in self._wanted(part))
        inner = getattr(form, "of", None)
        return self._wanted(inner) if inner is not None else frozenset()

    def _fits(self, item: Item, gold: frozenset[str], wanted: frozenset[str]) -> bool:
        """Whether an item may be of a class of a gold answer, or of one that is asked for."""
        ontology = self.graph.ontology
        classes = {cls for id in gold for cls in self.graph.classes(id)}
        above = {up for cls in classes for up in ontology.ancestors(cls)}
        for id in item.ids:
            own = self.graph.classes(id)
            if above & set(own) or any(ontology.is_a(own, cls) for cls in (*classes, *wanted)):
                return True
        return False

    def _name(self, item: Item, lang: str) -> str:
        return self.graph.label(item.ids[0], lang)

    def _names(self, items: Sequence[Item], lang: str) -> list[str]:
        return list(dict.fromkeys(self._name(item, lang) for item in items))


def _is_said(term: Literal, reading: Reading) -> bool:
    """Whether an answer gives a value; one that is not fully told by its text (a bound, a range) counts only with its unit."""
    kind = "date" if term.datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth") else "number"
    return match({**term.to_json(), "type": kind}, "0", reading, []).met


def _once(items: Sequence[Item]) -> list[Item]:
    return list({item.ids: item for item in reversed(items)}.values())[::-1]


def _item_of(extra: str, items: Sequence[Item]) -> Item | None:
    """The item that an extra names: as a whole, or as most of it."""
    extra = _FOR_EXAMPLE.sub("", extra)
    inside = [item for item in items if item.text in extra and 2 * len(item.text) > len(extra)]
    return max(inside, key=lambda item: len(item.text), default=None)


def _reason(judged: Sequence[Judged]) -> str:
    kinds = {j.kind for j in judged}
    return "outdated" if "outdated" in kinds else "disproved" if "wrong" in kinds else "in_graph" if "right" in kinds else ""
