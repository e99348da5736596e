"""Other names of entities and things of one name: what holds in a document, what holds everywhere, what a person is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgcorpus.entities import Decisions, named_id, resolve
from kgcorpus.entities_alike import initials_of, legal_key, plain_key, region_key, sound_alike
from kgcorpus.entities_decisions import decisions_of
from kgcorpus.entities_names import everywhere
from kgcorpus.model import Candidate, Document, Entity, Literal, Mention, NameGiven, Source, Span, Value
from kgcorpus.ontology import OntClass, Ontology, Predicate


def ontology() -> Ontology:
    people = OntClass("x:Person", labels={"zh": "人物", "en": "person"}, mintable=True)
    places = OntClass("x:Institute", labels={"zh": "研究所", "en": "institute"}, mintable=True)
    return Ontology(
        classes={c.id: c for c in (people, places)},
        predicates={
            p.id: p
            for p in (
                Predicate("x:worksAt", domain=("x:Person",), range=("x:Institute",)),
                Predicate("x:born", kind="data", domain=("x:Person",), range=(), datatype="xsd:date", functional=True),
            )
        },
    )


def document(id: str, text: str, origin: str = "") -> Document:
    return Document(id, f"{id}.md", f"digest of {id}", text, (), Source(id, origin=origin), id, "zh", "md")


def works(text: str, document: str, person: str, institute: str) -> Candidate:
    a, b = text.index(person), text.rindex(institute)
    spans = (Span("subject", document, a, a + len(person), person), Span("object", document, b, b + len(institute), institute))
    return Candidate(Mention(a, a + len(person), person), "x:worksAt", Mention(b, b + len(institute), institute), spans, "t/1")


def born(document: str, person: str, date: str) -> Candidate:
    value = Value(5, 9, date, Literal("xsd:date", date))
    return Candidate(Mention(0, len(person), person), "x:born", value, (Span("subject", document, 0, len(person), person),), "t/1")


FULL = "中国科学院上海药物研究所"
ONE = f"{FULL}（下称“上海药物所”）有王芳。李梅在上海药物所工作。"


def test_a_short_name_that_is_introduced_is_the_new_thing_of_the_full_name_in_its_document() -> None:
    other = "周强在上海药物所工作。"
    candidates = [works(f"王芳在{FULL}", "a", "王芳", FULL), works(ONE, "a", "李梅", "上海药物所"), works(other, "b", "周强", "上海药物所")]
    candidates[0] = replace(candidates[0], object=Mention(0, len(FULL), FULL))
    found = resolve(candidates, [], ontology(), documents={"a": document("a", ONE), "b": document("b", other)})
    by_person = {found.entities[f.subject].labels["zh"]: str(f.object) for f in found.facts}
    assert by_person["李梅"] == by_person["王芳"] == named_id("x:Institute", FULL)
    assert by_person["周强"] == named_id("x:Institute", "上海药物所")
    assert found.entities[by_person["李梅"]].labels == {"zh": FULL}


def test_people_of_one_name_with_different_dates_of_birth_are_two() -> None:
    candidates = [born("a", "王伟", "1962"), born("b", "王伟", "1975-03-01"), born("c", "王伟", "1962-05")]
    candidates.append(works("王伟在某研究所", "a", "王伟", "某研究所"))
    candidates.append(works("王伟在某研究所", "d", "王伟", "某研究所"))
    found = resolve(candidates, [], ontology())
    first, second = named_id("x:Person", "王伟", "1962"), named_id("x:Person", "王伟", "1975")
    assert {f.subject for f in found.facts} == {first, second}
    assert [f.subject for f in found.facts if f.predicate == "x:worksAt"] == [first]
    assert [(r.reason, r.document) for r in found.rejections] == [("ambiguous_entity", "d")]
    assert found.entities[first].note == {"en": "1962", "zh": "1962"}
    assert ("same_name", {first, second}) in [(f.code, {f.about, *f.others}) for f in found.findings]


def test_a_person_with_one_date_of_birth_is_one() -> None:
    found = resolve([born("a", "王伟", "1962"), born("b", "王伟", "1962-05")], [], ontology())
    assert {f.subject for f in found.facts} == {named_id("x:Person", "王伟")}


NAMES = [
    ("奥巴马", "欧巴马", sound_alike, True), ("迈克尔·杰克逊", "麦可·杰克森", sound_alike, True), ("克林顿", "华盛顿", sound_alike, False),
    ("王伟", "王玮", sound_alike, False), ("科恩", "科尔", sound_alike, False), ("约翰·史密斯", "约翰", sound_alike, False),
    ("J. Smith", "John Smith", initials_of, True), ("J. Smith", "Anna Smith", initials_of, False),
    ("John Smith", "Jane Smith", initials_of, False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "alike", "expected"), NAMES)
def test_names_that_sound_alike_or_have_initials(a: str, b: str, alike: object, expected: bool) -> None:
    assert alike(a, b) is expected  # type: ignore[operator]


def test_keys_leave_out_what_writers_differ_in() -> None:
    assert plain_key("迈克尔•傑克遜") == plain_key("迈克尔-杰克逊") and plain_key("José Müller") == plain_key("Müller, Jose")
    assert region_key("寮國") == region_key("老挝") and legal_key("Acme Widgets, Inc.") == legal_key("Acme Widgets Ltd.")
    assert legal_key("华为技术有限公司") != legal_key("华为终端有限公司")


def test_people_whose_names_sound_alike_are_proposed_and_not_merged() -> None:
    candidates = [works("里根在某研究所", "a", "里根", "某研究所"), works("雷根在某研究所", "b", "雷根", "某研究所")]
    found = resolve(candidates, [], ontology())
    ids = tuple(sorted(named_id("x:Person", name) for name in ("里根", "雷根")))
    assert [(p.kind, p.entities, p.why) for p in found.proposals] == [("same", ids, "transliteration")]
    assert len({f.subject for f in found.facts}) == 2
    apart = decisions_of([{"who": "li", "when": "2026-01-02", "apart": list(ids)}])
    assert resolve(candidates, [], ontology(), decisions=apart).proposals == []


def test_what_facts_tell_apart_is_not_proposed() -> None:
    assert len(resolve([born("a", "奥巴马", "1961"), born("b", "欧巴马", "1961-08-04")], [], ontology()).proposals) == 1
    assert resolve([born("a", "奥巴马", "1961"), born("b", "欧巴马", "1936")], [], ontology()).proposals == []


def test_a_merge_has_a_finding_and_withdrawn_leaves_the_state_before() -> None:
    candidates = [works("奥巴马在某研究所", "a", "奥巴马", "某研究所"), works("欧巴马在某研究所", "b", "欧巴马", "某研究所")]
    one, other = (named_id("x:Person", name) for name in ("奥巴马", "欧巴马"))
    merge = {"merge": [other], "into": one}
    before = resolve(candidates, [], ontology())
    signed = {"who": "li", "when": "2026-01-02", "why": "同一人", **merge}
    merged = resolve(candidates, [], ontology(), decisions=decisions_of([signed]))
    assert {f.subject for f in merged.facts} == {one} and merged.proposals == []
    [finding] = [f for f in merged.findings if f.code == "merged"]
    assert (finding.about, finding.others) == (one, (other,)) and "li, 2026-01-02: 同一人" in finding.message
    withdrawn = decisions_of([signed, {"who": "li", "when": "2026-01-03", "withdraw": merge}])
    after = resolve(candidates, [], ontology(), decisions=withdrawn)
    assert (after.facts, after.entities, after.findings, after.proposals) == (
        before.facts,
        before.entities,
        before.findings,
        before.proposals,
    )


def test_a_withdrawn_merge_restores_the_merge_before_it() -> None:
    first, second = {"merge": ["x:a"], "into": "x:b"}, {"merge": ["x:a"], "into": "x:c"}
    assert decisions_of([first, second, {"withdraw": second}]) == decisions_of([first])


def test_a_person_in_chinese_and_in_english_is_proposed_as_one_where_a_document_says_so() -> None:
    said = "王芳（Fang Wang）在某研究所工作。"
    candidates = [works(said, "a", "王芳", "某研究所"), works("Fang Wang works at 某研究所", "b", "Fang Wang", "某研究所")]
    documents = {"a": document("a", said), "b": document("b", "Fang Wang works at 某研究所")}
    found = resolve(candidates, [], ontology(), documents=documents)
    ids = tuple(sorted(named_id("x:Person", name) for name in ("王芳", "Fang Wang")))
    assert [(p.kind, p.entities, p.why) for p in found.proposals] == [("same", ids, "introduced")]
    alone = resolve(candidates[:1], [], ontology(), documents=documents)
    assert [(p.kind, p.entities, p.name) for p in alone.proposals] == [("name", (named_id("x:Person", "王芳"),), "Fang Wang")]


def given(documents: list[Document], name: str = "T2D", id: str = "x:t2d") -> list[NameGiven]:
    return [
        NameGiven(name, (id,), "short", "letters", True, (Span("context", d.id, 0, 4, "full"), Span("context", d.id, 6, 9, name)))
        for d in documents
    ]


def test_a_name_holds_everywhere_once_several_sources_or_a_person_say_so() -> None:
    documents = {
        d.id: d for d in (document("a", "", "one"), document("b", "", "two"), document("c", "", "two"), document("d", "", "three"))
    }
    names = given(list(documents.values()))
    known = [Entity("x:t2d", ("x:Disease",), {"en": "type 2 diabetes"})]
    confirmed = everywhere(names, Decisions(), documents, ontology(), known)
    assert [(e.id, e.classes, dict(e.aliases)) for e in confirmed] == [("x:t2d", ("x:Disease",), {"en": ("T2D",), "zh": ("T2D",)})]
    assert everywhere(names[:3], Decisions(), documents, ontology(), known) == []  # two origins
    accepted = decisions_of([{"name": "T2D", "of": "x:t2d"}])
    assert [e.id for e in everywhere([], accepted, documents, ontology(), known)] == ["x:t2d"]
    refused = decisions_of([{"name": "t2d", "not": "x:t2d"}])
    assert everywhere(names, refused, documents, ontology(), known) == []
    both = [*names, *given(list(documents.values()), id="x:t3d")]
    assert everywhere(both, Decisions(), documents, ontology(), known) == []  # one name of two things
