from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.entities import Merges, keyed_id, merges_of, named_id, read_merges, resolve, unite
from kgcorpus.errors import InputError
from kgcorpus.model import Candidate, Document, Entity, Literal, Mention, Section, Source, Span, Validity, Value
from kgcorpus.ontology import OntClass, Ontology, Predicate

HORMONE = Entity("x:insulin-hormone", ("x:Hormone",), {"zh": "胰岛素", "en": "insulin"})
MEDICINE = Entity("x:insulin", ("x:Medicine",), {"zh": "胰岛素", "en": "insulin"})
DISEASE = Entity("x:t1d", ("x:Disease",), {"zh": "1型糖尿病"})


def ontology() -> Ontology:
    classes = ["x:Hormone", "x:Medicine", "x:Disease", "x:Biologic"]
    return Ontology(
        prefixes={"x": "http://x/"},
        classes={
            **{c: OntClass(c, mintable=c == "x:Disease", parents=("x:Medicine",) if c == "x:Biologic" else ()) for c in classes},
        },
        predicates={
            "x:treats": Predicate("x:treats", domain=("x:Medicine",), range=("x:Disease",)),
            "x:regulates": Predicate("x:regulates", domain=("x:Hormone", "x:Medicine"), range=()),
            "x:price": Predicate("x:price", kind="datatype", domain=("x:Medicine",), datatype="xsd:decimal", changing=True),
            "x:dose": Predicate("x:dose", kind="datatype", domain=("x:Medicine",), datatype="xsd:decimal"),
        },
        entities={e.id: e for e in (HORMONE, MEDICINE, DISEASE)},
    )


def candidate(subject: Mention, predicate: str, object: Mention | Value, *, document: str = "d", at: int = 0, **more: object) -> Candidate:
    spans = (Span("subject", document, at, at + len(subject.text), subject.text),)
    return Candidate(subject, predicate, object, spans, "test/1", **more)  # type: ignore[arg-type]


def document(language: str, as_at: str | None = None) -> Document:
    return Document("d", "d.md", "", "", (), Source("s", as_at=as_at), "", language, "md")


INSULIN = Mention(0, 3, "胰岛素", ("x:insulin", "x:insulin-hormone"))
T1D = Mention(5, 10, "1型糖尿病", ("x:t1d",))


def test_a_homonym_is_decided_by_the_class_that_the_predicate_asks_for() -> None:
    resolved = resolve([candidate(INSULIN, "x:treats", T1D)], [], ontology())
    assert [(f.subject, f.object) for f in resolved.facts] == [("x:insulin", "x:t1d")]
    assert not resolved.rejections


def test_a_homonym_that_the_predicate_does_not_decide_is_a_rejection_that_breaks_the_grounds_of_all_it_may_mean() -> None:
    resolved = resolve([candidate(INSULIN, "x:regulates", T1D, section="s1")], [], ontology())
    [rejection] = resolved.rejections
    assert not resolved.facts
    assert (rejection.reason, rejection.section) == ("ambiguous_entity", "s1")
    assert rejection.about == (
        ("x:insulin", "x:regulates", "objects"), ("x:insulin-hormone", "x:regulates", "objects"), ("x:t1d", "x:regulates", "subjects"),
    )  # fmt: skip


def test_an_unknown_name_is_new_only_where_the_class_may_grow() -> None:
    new = Mention(5, 8, "尿崩症")
    resolved = resolve(
        [candidate(INSULIN, "x:treats", new), candidate(Mention(0, 2, "新药"), "x:treats", T1D)],
        [],
        ontology(),
        documents={"d": document("zh")},
    )
    [fact] = resolved.facts
    assert fact.object == named_id("x:Disease", "尿崩症")
    entity = resolved.entities[fact.object]
    assert (entity.classes, entity.labels) == (("x:Disease",), {"zh": "尿崩症"})
    assert [r.reason for r in resolved.rejections] == ["unknown_entity"]


def test_a_new_name_that_a_known_entity_bears_is_that_entity() -> None:
    known = Entity("x:Disease.E10", ("x:Disease",), {"zh": "幼年型糖尿病"}, {"zh": ("胰岛素依赖型糖尿病",)}, key="E10")
    resolved = resolve([candidate(INSULIN, "x:treats", Mention(0, 9, "胰岛素依赖型糖尿病"))], [], ontology(), known=[known])
    assert resolved.facts[0].object == "x:Disease.E10"


def test_one_name_of_two_classes_is_two_entities_and_a_finding() -> None:
    a, b = Mention(0, 2, "甲病", cls="x:Disease"), Mention(0, 2, "甲病", cls="x:Biologic")
    resolved = resolve([candidate(INSULIN, "x:treats", a), candidate(b, "x:treats", T1D)], [], ontology())
    ids = {named_id("x:Disease", "甲病"), named_id("x:Biologic", "甲病")}
    assert ids <= set(resolved.entities)
    assert [(f.code, {f.about, *f.others}) for f in resolved.findings] == [("same_name", ids)]


def test_equal_facts_unite_their_evidence_whatever_the_order() -> None:
    candidates = [
        candidate(INSULIN, "x:treats", T1D, document=document, at=at) for document, at in [("b", 0), ("a", 7), ("a", 3), ("b", 0)]
    ] + [candidate(INSULIN, "x:treats", T1D, negated=True), candidate(INSULIN, "x:treats", T1D, valid=Validity("2021"))]
    expected = resolve(candidates, [], ontology())
    assert len(expected.facts) == 3
    [plain] = [f for f in expected.facts if not f.negated and f.valid == Validity()]
    assert [(e.spans[0].document, e.spans[0].start) for e in plain.evidence] == [("a", 3), ("a", 7), ("b", 0)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(candidates, len(candidates))
        assert resolve(shuffled, [], ontology()).facts == expected.facts


def test_minted_entities_do_not_depend_on_the_order_of_candidates() -> None:
    candidates = [
        candidate(INSULIN, "x:treats", Mention(at, at + 3, text), document=document)
        for document, at, text in [("b", 1, "ABC"), ("a", 9, "Abc"), ("a", 4, "ＡＢＣ")]
    ]
    expected = resolve(candidates, [], ontology(), documents={"a": document("en"), "b": document("en")})
    [id] = {f.object for f in expected.facts}
    assert expected.entities[str(id)].labels == {"en": "ＡＢＣ"}
    assert resolve(candidates[::-1], [], ontology(), documents={"a": document("en"), "b": document("en")}).entities == expected.entities


def test_qualifiers_are_sorted_and_keep_literals() -> None:
    value = Value(0, 2, "30", Literal("xsd:decimal", max="30", max_open=True))
    resolved = resolve(
        [candidate(INSULIN, "x:treats", T1D, qualifiers=(("x:egfr", value), ("x:age", value), ("x:age", value)))], [], ontology()
    )
    assert [q.predicate for q in resolved.facts[0].qualifiers] == ["x:age", "x:egfr"]


def test_a_section_gets_the_facts_that_cite_it_by_start_and_direction() -> None:
    span = Span("context", "d", 0, 3, "禁忌证")
    candidates = [
        candidate(INSULIN, "x:treats", T1D, section="s"),
        candidate(INSULIN, "x:treats", Mention(0, 3, "乙病"), section="s"),
        candidate(INSULIN, "x:treats", Mention(0, 3, "丙病")),
    ]
    sections = [Section("s", INSULIN, "x:treats", False, "table", 2, 0, span), Section("s", T1D, "x:treats", True, "table", 1, 0, span)]
    forward, inverse = resolve(candidates, sections, ontology()).grounds_raw
    assert (forward.start, len(forward.facts), inverse.start, len(inverse.facts)) == ("x:insulin", 2, "x:t1d", 1)
    assert set(inverse.facts) < set(forward.facts)


def test_after_a_merge_old_ids_resolve_and_names_are_kept() -> None:
    merges = merges_of([{"merge": ["x:insulin-hormone"], "into": "x:insulin"}])
    resolved = resolve([candidate(INSULIN, "x:regulates", T1D)], [], ontology(), merges)
    assert resolved.facts[0].subject == "x:insulin"
    assert resolved.redirects == {"x:insulin-hormone": "x:insulin"}
    assert "x:insulin-hormone" not in resolved.entities
    assert resolved.entities["x:insulin"].classes == ("x:Hormone", "x:Medicine")


def test_split_undoes_a_merge() -> None:
    merge = {"merge": ["x:a", "x:b"], "into": "x:c"}
    assert merges_of([merge, {"split": "x:c"}]) == Merges()
    assert merges_of([merge, {"split": ["x:b"]}]).redirects == {"x:a": "x:c"}


def test_merges_chain_and_the_later_decision_says_which_id_stays() -> None:
    decisions = [{"merge": ["x:a"], "into": "x:b"}, {"merge": ["x:b"], "into": "x:c"}]
    assert merges_of(decisions).redirects == {"x:a": "x:c", "x:b": "x:c"}
    assert merges_of([*decisions, {"merge": ["x:c"], "into": "x:a"}]).resolve("x:c") == "x:a"


ids = st.sampled_from(["x:a", "x:b", "x:c", "x:d"])
decision = st.one_of(
    st.builds(lambda merge, into: {"merge": merge, "into": into}, st.lists(ids, min_size=1, max_size=3), ids),
    st.builds(lambda id: {"split": id}, ids),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(decision, max_size=8))
def test_a_redirect_never_leads_to_a_redirected_id(decisions: list[dict[str, object]]) -> None:
    redirects = merges_of(decisions).redirects
    assert not set(redirects) & set(redirects.values())
    for last in decisions[-1:]:
        if "into" in last:
            assert {merges_of(decisions).resolve(id) for id in last["merge"]} == {merges_of(decisions).resolve(str(last["into"]))}  # type: ignore[attr-defined]


def test_a_line_that_is_no_decision_is_named(tmp_path: Path) -> None:
    path = tmp_path / "aliases.jsonl"
    assert read_merges(path) == Merges()
    path.write_text('{"merge": ["x:a"], "into": "x:b"}\n{"merge": "x:a", "into": "x:b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"aliases\.jsonl:2"):
        read_merges(path)


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_keys_give_distinct_ids_without_white_space(a: str, b: str) -> None:
    import unicodedata

    one, other = keyed_id("x:C", a), keyed_id("x:C", b)
    assert (one == other) == (unicodedata.normalize("NFC", a) == unicodedata.normalize("NFC", b))
    assert not any(c.isspace() or c in '/#?<>"' for c in one)


def test_uniting_keeps_the_first_label_and_makes_the_other_an_alias() -> None:
    a = Entity("x:1", ("x:C",), {"zh": "甲"}, {"zh": ("甲方",)})
    b = Entity("x:1", ("x:D",), {"zh": "乙", "en": "A"}, key="7")
    [united] = unite([a, b]).values()
    assert (united.labels, united.aliases, united.classes, united.key) == (
        {"en": "A", "zh": "甲"},
        {"zh": ("甲方", "乙")},
        ("x:C", "x:D"),
        "7",
    )


@pytest.mark.parametrize(("as_at", "valid"), [("2018-06-30", Validity("2018-06-30", "2018-07-01")), (None, Validity())])
def test_the_source_dates_undated_facts_of_what_changes(as_at: str | None, valid: Validity) -> None:
    price = Value(0, 2, "30", Literal("xsd:decimal", "30"))
    dated = candidate(INSULIN, "x:price", price, valid=Validity("2001"))
    candidates = [candidate(INSULIN, "x:price", price), candidate(INSULIN, "x:dose", price), dated]
    resolved = resolve(candidates, [], ontology(), documents={"d": document("zh", as_at)})
    assert {(f.predicate, f.valid) for f in resolved.facts} == {("x:price", valid), ("x:dose", Validity()), ("x:price", Validity("2001"))}


def test_one_key_with_other_names_in_two_documents_is_a_finding() -> None:
    def row(document: str, name: str) -> Entity:
        return Entity("x:Disease.F1", ("x:Disease",), {"zh": name}, key="F1", spans=(Span("context", document, 0, 6, f"F1,{name}"),))

    def findings(first: str, second: str) -> list[str]:
        known = unite([row("a.csv", first), row("b.csv", second)]).values()
        return [f.code for f in resolve([], [], ontology(), known=known).findings]

    assert findings("面条病", "米饭病") == ["several_names"]
    assert findings("面条病", "面条病") == []
