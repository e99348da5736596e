"""Sentences that are made of nothing but the label of a predicate, where the label is a verb or begins with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.english import agree
from kgcorpus.ontology import load
from kgcorpus.ontology_lint import lint

HEAD = """
@prefix b: <https://example.org/b#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
b:Product a owl:Class ; rdfs:label "产品"@zh, "product"@en .
b:Document a owl:Class ; rdfs:label "文件"@zh, "document"@en .
"""


def said(tmp_path: Path, label: str, lang: str, range: str = "b:Document") -> dict[str, str]:
    """Statement, question for the objects and for the subjects, with the classes' nouns in place."""
    kind = "Datatype" if range.startswith("xsd:") else "Object"
    path = tmp_path / "o.ttl"
    predicate = f'b:p a owl:{kind}Property ; rdfs:label "{label}"@{lang} ; rdfs:domain b:Product ; rdfs:range {range} .'
    path.write_text(HEAD + predicate, encoding="utf-8")
    assert not [p for p in lint(path) if p.severity == "error"]
    wording = load(path).predicates["b:p"].wording
    nouns = {"statement": "", "negation": "", "question": "documents", "inverseQuestion": "products"}
    out = {}
    for position, noun in nouns.items():
        template = agree(wording[position][lang][0], False)
        out[position] = template.replace("{c}", noun).replace("{s}", "A").replace("{o}", "B")
    return out


@pytest.mark.parametrize(
    ("label", "statement", "question", "inverse"),
    [
        ("requires", "A requires B", "Which documents does A require?", "Which products require B?"),
        ("requires document", "A requires B", "Which documents does A require?", "Which products require B?"),
        ("requires documents", "A requires B", "Which documents does A require?", "Which products require B?"),
        ("requires supporting document", "A requires the supporting document B", "Which supporting documents does A require?",
         "Which products require the supporting document B?"),
        ("requiresDocument", "A requires B", "Which documents does A require?", "Which products require B?"),
        ("has document", "A has the document B", "What are the documents of A?", "Which products have the document B?"),
        ("has part", "A has the part B", "What are the parts of A?", "Which products have the part B?"),
        ("offers", "A offers B", "Which documents does A offer?", "Which products offer B?"),
        ("offers benefit", "A offers the benefit B", "Which benefits does A offer?", "Which products offer the benefit B?"),
        ("is available to", "A is available to B", "To which documents is A available?", "Which products are available to B?"),
        ("available to", "A is available to B", "To which documents is A available?", "Which products are available to B?"),
        ("belongs to", "A belongs to B", "Which documents does A belong to?", "Which products belong to B?"),
        ("causes", "A causes B", "Which documents does A cause?", "Which products cause B?"),
        ("causes side effect", "A causes the side effect B", "Which side effects does A cause?", "Which products cause the side effect B?"),
        ("provided by", "A is provided by B", "By which documents is A provided?", "Which products are provided by B?"),
        ("depends on", "A depends on B", "Which documents does A depend on?", "Which products depend on B?"),
        ("eligible for", "A is eligible for B", "For which documents is A eligible?", "Which products are eligible for B?"),
        ("subject to", "A is subject to B", "To which documents is A subject?", "Which products are subject to B?"),
        ("exempt from", "A is exempt from B", "From which documents is A exempt?", "Which products are exempt from B?"),
        ("applies to", "A applies to B", "Which documents does A apply to?", "Which products apply to B?"),
        ("waives fee", "A waives the fee B", "Which fees does A waive?", "Which products waive the fee B?"),
        ("treats", "A treats B", "Which documents does A treat?", "Which products treat B?"),
        ("located in", "A is located in B", "In which documents is A located?", "Which products are located in B?"),
        ("part of", "A is part of B", "Which documents is A part of?", "Which products are part of B?"),
        ("excludes", "A excludes B", "Which documents does A exclude?", "Which products exclude B?"),
        ("covers", "A covers B", "Which documents does A cover?", "Which products cover B?"),
        ("can be opened by", "A can be opened by B", "By which documents can A be opened?", "Which products can be opened by B?"),
        ("must submit", "A must submit B", "Which documents must A submit?", "Which products must submit B?"),
        ("consists of", "A consists of B", "Which documents does A consist of?", "Which products consist of B?"),
        ("grants access to", "A grants access to B", "Which documents does A grant access to?", "Which products grant access to B?"),
        ("comes with", "A comes with B", "Which documents does A come with?", "Which products come with B?"),
        ("qualifies for", "A qualifies for B", "Which documents does A qualify for?", "Which products qualify for B?"),
        ("intended for", "A is intended for B", "For which documents is A intended?", "Which products are intended for B?"),
        ("accepts currency", "A accepts the currency B", "Which currencies does A accept?", "Which products accept the currency B?"),
        ("works closely with", "A works closely with B", "Which documents does A work closely with?",
         "Which products work closely with B?"),
        ("replaces", "A replaces B", "Which documents does A replace?", "Which products replace B?"),
        ("carries", "A carries B", "Which documents does A carry?", "Which products carry B?"),
    ],
)  # fmt: skip
def test_english_labels_that_begin_with_a_verb(tmp_path: Path, label: str, statement: str, question: str, inverse: str) -> None:
    found = said(tmp_path, label, "en")
    assert (found["statement"], found["question"], found["inverseQuestion"]) == (statement, question, inverse)
    assert " not " in found["negation"] or "cannot" in found["negation"]


@pytest.mark.parametrize(
    ("label", "statement", "question", "inverse"),
    [
        ("charges annual fee", "A charges an annual fee of B", "What annual fee does A charge?",
         "Which products charge an annual fee of B?"),
        ("requires minimum deposit", "A requires a minimum deposit of B", "What minimum deposit does A require?",
         "Which products require a minimum deposit of B?"),
        ("pays interest rate", "A pays an interest rate of B", "What interest rate does A pay?",
         "Which products pay an interest rate of B?"),
        ("costs", "A costs B", "How much does A cost?", "Which products cost B?"),
        ("lasts", "A lasts B", "How long does A last?", "Which products last B?"),
        ("annual fee", "the annual fee of A is B", "What is the annual fee of A?", "Which products have an annual fee of B?"),
    ],
)  # fmt: skip
def test_english_verbs_that_take_a_number(tmp_path: Path, label: str, statement: str, question: str, inverse: str) -> None:
    found = said(tmp_path, label, "en", "xsd:decimal")
    assert (found["statement"], found["question"], found["inverseQuestion"]) == (statement, question, inverse)


@pytest.mark.parametrize("label", ["monthly fee", "side effect", "works published", "uses of land", "place of issue", "documents needed"])
def test_labels_that_are_nouns_stay_nouns(tmp_path: Path, label: str) -> None:
    assert " does " not in said(tmp_path, label, "en")["negation"]


@pytest.mark.parametrize(
    ("label", "statement", "question", "inverse"),
    [
        ("需要", "A需要B", "A需要哪些documents？", "哪些products需要B？"),
        ("需要文件", "A需要B", "A需要哪些documents？", "哪些products需要B？"),
        ("需提交", "A需提交B", "A需提交哪些documents？", "哪些products需提交B？"),
        ("要求提供文件", "A要求提供B", "A要求提供哪些documents？", "哪些products要求提供B？"),
        ("属于", "A属于B", "A属于哪些documents？", "哪些products属于B？"),
        ("导致", "A导致B", "A导致哪些documents？", "哪些products导致B？"),
        ("适用于", "A适用于B", "A适用于哪些documents？", "哪些products适用于B？"),
        ("提供", "A提供B", "A提供哪些documents？", "哪些products提供B？"),
        ("可申请", "A可申请B", "A可申请哪些documents？", "哪些products可申请B？"),
        ("由…提供", "A由B提供", "A由哪些documents提供？", "哪些products由B提供？"),
        ("治疗方法", "A的治疗方法是B", "A的治疗方法有哪些？", "哪些products的治疗方法是B？"),
        ("申请书", "A的申请书是B", "A的申请书有哪些？", "哪些products的申请书是B？"),
        ("签发机构", "A的签发机构是B", "A的签发机构有哪些？", "哪些products的签发机构是B？"),
    ],
)
def test_chinese_labels_that_are_verbs_and_those_that_are_not(
    tmp_path: Path, label: str, statement: str, question: str, inverse: str
) -> None:
    found = said(tmp_path, label, "zh")
    assert (found["statement"], found["question"], found["inverseQuestion"]) == (statement, question, inverse)
