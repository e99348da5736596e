"""Grounds of completeness: what gives them, and everything that breaks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from kgcorpus.entities import SectionFacts
from kgcorpus.model import Document, Entity, Fact, Ground, Json, Mention, Rejection, Review, Section, Span, Validity
from kgcorpus.ontology import OntClass, Ontology, Predicate
from kgcorpus.verify.grounds import grounds
from kgcorpus.verify.running import verify

from .test_verify_checks import ENTITIES, ONTOLOGY, TEXT, document, egfr, fact, number

EVERYTHING = frozenset({"objectsBySection", "subjectsBySection", "objectsByTable", "subjectsByTable"})
OPEN = replace(
    ONTOLOGY,
    classes={**ONTOLOGY.classes, "e:Disease": OntClass("e:Disease", listed=True)},
    predicates={
        **ONTOLOGY.predicates,
        "e:treats": replace(ONTOLOGY.predicates["e:treats"], complete=EVERYTHING, inverse_of="e:treatedBy"),
        "e:treatedBy": Predicate("e:treatedBy", inverse_of="e:treats"),
    },
)
WHOLE = document("a", complete=True)
A, B = fact("treats", "e:d"), fact("treats", "e:d2")
KNOWN = {**ENTITIES, "e:d2": Entity("e:d2", ("e:Disease",))}


def section(*facts: Fact, start: str = "e:m", inverse: bool = False, kind: str = "section", unread: int = 0) -> SectionFacts:
    span = Span("context", "a", 0, 4, TEXT[:4])
    mention = Mention(0, 4, TEXT[:4], (start,))
    found = Section("a#1", mention, "e:treats", inverse, kind, len(facts) + unread, unread, span)
    return SectionFacts(found, start, tuple(sorted(f.id for f in facts)))


def made(
    *facts: Fact,
    sections: Iterable[SectionFacts] = (),
    rejections: Iterable[Rejection] = (),
    reviews: tuple[Review, ...] = (),
    ontology: Ontology = OPEN,
    documents: tuple[Document, ...] = (WHOLE,),
) -> list[Ground]:
    known = {d.id: d for d in documents}
    verdicts, _ = verify(facts, ontology, entities=KNOWN, documents=known, reviews=reviews)
    found = grounds(sections, rejections, verdicts, ontology, documents=known, entities=KNOWN, reviews=reviews)
    return [g for g in found if g.kind != "listed"]


def rejected(reason: str = "unknown_entity", *, section: str | None = None, about: tuple[tuple[str, str, str], ...] = ()) -> Rejection:
    return Rejection(reason, "某病", "a", section=section, about=about)


def test_a_section_read_whole_gives_a_ground_that_holds() -> None:
    (ground,) = made(A, B, sections=[section(A, B)])
    assert (ground.start, ground.predicate, ground.inverse) == ("e:m", "e:treats", False)
    assert (ground.kind, ground.items, ground.open) == ("section", 2, ())
    assert ground.facts == tuple(sorted((A.id, B.id)))
    assert ground.spans[0].quote == TEXT[:4]


def test_permission_is_needed_from_the_source_and_from_the_predicate() -> None:
    assert made(A, sections=[section(A)], documents=(document("a"),)) == []
    assert made(A, sections=[section(A)], ontology=ONTOLOGY) == []
    treats = replace(OPEN.predicates["e:treats"], complete=frozenset({"objectsByTable"}))
    tables_only = replace(OPEN, predicates={**OPEN.predicates, "e:treats": treats})
    assert made(A, sections=[section(A)], ontology=tables_only) == []
    assert made(A, sections=[section(A, start="e:d", inverse=True, kind="table")], ontology=tables_only) == []
    assert len(made(A, sections=[section(A, kind="table")], ontology=tables_only)) == 1


def holds(found: list[Ground]) -> list[bool]:
    return [not g.open for g in found]


@pytest.mark.parametrize(
    ("rejection", "held"),
    [
        (rejected(section="a#1"), False),
        (rejected("condition_lost", about=(("e:m", "e:treats", "objects"),)), False),
        (rejected("hedged", about=(("e:d", "e:treatedBy", "subjects"), ("e:m", "e:treatedBy", "subjects"))), False),
        (rejected(about=(("e:m", "e:treats", "subjects"),)), True),
        (rejected(about=(("e:n", "e:treats", "objects"),)), True),
        (rejected(about=(("e:m", "e:dose", "objects"),)), True),
        (rejected("question", section="a#1", about=(("e:m", "e:treats", "objects"),)), True),
        (rejected(section="other#1"), True),
        (rejected(section="a#1", about=(("e:n", "e:treats", "objects"),)), True),
        (rejected(section="a#1", about=(("e:d", "e:treats", "subjects"),)), False),
    ],
    ids=["in the section", "same start elsewhere", "by the inverse", "other direction", "other start", "other predicate", "a question",
         "another section", "a row of another start", "a row whose start is not known"],
)  # fmt: skip
def test_what_was_rejected_on_the_start_predicate_and_direction_breaks_it(rejection: Rejection, held: bool) -> None:
    assert holds(made(A, sections=[section(A)], rejections=[rejection])) == [held]


def test_a_rejection_on_a_subpredicate_breaks_the_predicate_s_ground() -> None:
    narrower = replace(OPEN.predicates["e:treats"], id="e:cures", parents=("e:treats",), inverse_of=None)
    ontology = replace(OPEN, predicates={**OPEN.predicates, "e:cures": narrower})
    broken = rejected(about=(("e:m", "e:cures", "objects"),))
    assert holds(made(A, sections=[section(A)], rejections=[broken], ontology=ontology)) == [False]


def test_unread_items_and_later_editions_break_it() -> None:
    assert holds(made(A, sections=[section(A, unread=1)])) == [False]
    old, new = document("a", complete=True, series="s", version="1"), document("b", series="s", version="2")
    assert holds(made(A, sections=[section(A)], documents=(old, new))) == [False]


def test_what_is_pending_or_rejected_by_a_check_breaks_it_and_what_people_rejected_does_not() -> None:
    bad = fact("treats", "e:n")
    assert holds(made(A, bad, sections=[section(A, bad)])) == [False]
    denied = replace(A, negated=True)
    assert holds(made(A, denied, sections=[section(A)])) == [False]
    out = Review("wang", "2024-05-01", "reject", {"fact": bad.id})
    (ground,) = made(A, bad, sections=[section(A, bad)], reviews=(out,))
    assert not ground.open and ground.facts == (A.id,)


def test_a_functional_predicate_with_its_value_is_complete() -> None:
    value = fact("dose", number("500"))
    (ground,) = made(value)
    assert (ground.start, ground.predicate, ground.inverse) == ("e:m", "e:dose", False)
    assert (ground.kind, ground.facts, ground.open) == ("cardinality", (value.id,), ())


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ([fact("dose", number("500"), qualifiers=egfr("30"))], []),
        ([fact("dose", number("500")), fact("dose", number("850"))], []),
        ([fact("parent", "e:n")], []),
        ([fact("parent", "e:n"), fact("mother", "e:d")], [True]),
        ([fact("born", replace(number("1990", None), datatype="xsd:gYear"), valid=Validity("2020", "2021"))], []),
        ([fact("born", replace(number("1990", None), datatype="xsd:gYear"), valid=Validity("2020", "2022"))], [True]),
    ],
    ids=["conditional", "in conflict", "one of two", "two of two, one by a subpredicate", "sure on no day", "sure on some day"],
)
def test_a_cardinality_is_reached_only_by_what_simply_holds(facts: list[Fact], kept: list[bool]) -> None:
    found = [g for g in made(*facts) if g.kind == "cardinality" and not g.inverse and g.predicate != "e:child"]
    assert holds(found) == kept


def test_a_limit_on_subjects_gives_a_ground_in_the_other_direction() -> None:
    found = made(fact("capital", "e:n"))
    assert {(g.start, g.inverse) for g in found} == {("e:m", False), ("e:n", True)}


def test_a_rejected_candidate_breaks_a_cardinality() -> None:
    (ground,) = made(fact("dose", number("500")), rejections=[rejected("bad_value", about=(("e:m", "e:dose", "objects"),))])
    assert ground.open == ("bad_value: 某病",)


def test_a_listed_class_is_complete() -> None:
    verdicts, _ = verify([A], OPEN, entities=KNOWN, documents={"a": WHOLE})
    found = grounds([], [], verdicts, OPEN, documents={"a": WHOLE}, entities=KNOWN)
    assert [(g.start, g.predicate, g.inverse, g.kind, g.items, g.open) for g in found] == [("e:Disease", "rdf:type", True, "listed", 2, ())]


def signed(value: Json, **more: Json) -> Review:
    return Review("wang", "2024-05-01", "complete", {"start": "e:m", "predicate": "e:treats", **more}, "", value)


def test_a_signed_list_is_complete_as_long_as_the_graph_agrees() -> None:
    (ground,) = made(A, B, reviews=(signed(["e:d", "e:d2"]),))
    assert (ground.kind, ground.items, ground.open) == ("review", 2, ())
    assert ground.review and "spans" not in ground.to_json()
    assert holds(made(A, B, reviews=(signed(None),))) == [True]
    assert [g.open for g in made(A, B, reviews=(signed(["e:d"]),))] == [(f"not in the signed list: {B.id}",)]
    assert [g.open for g in made(A, reviews=(signed(["e:d", "e:d2"]),))] == [("not in the graph: e:d2",)]
    assert made(A, reviews=(signed(["e:d"]), signed(False))) == [], "withdrawn"


def test_a_signed_list_of_subjects() -> None:
    (ground,) = made(A, reviews=(signed(["e:m"], start="e:d", inverse=True),))
    assert (ground.start, ground.inverse, ground.open) == ("e:d", True, ())


def test_grounds_come_in_one_order_with_ids_of_their_own() -> None:
    sections = [section(A, B), section(A, start="e:d", inverse=True, kind="table"), section(B, start="e:d2", inverse=True, kind="table")]
    found, other = made(A, B, sections=sections), made(B, A, sections=sections[::-1])
    assert found == other and len({g.id for g in found}) == 3
