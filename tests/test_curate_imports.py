"""Glossaries, vocabularies, schemas and OWL files made elsewhere become part of an ontology that passes its check."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from kgcorpus.curate import IMPORTERS, detect
from kgcorpus.curate.headers import field_of, headings
from kgcorpus.curate.known import identifier
from kgcorpus.curate.schema import datatype_of
from kgcorpus.curate.taking_in import TakenIn, take_in
from kgcorpus.errors import InputError
from kgcorpus.messages import localise
from kgcorpus.ontology import Ontology, load
from kgcorpus.ontology_lint import lint
from kgcorpus.rdf import OWL, RDF, RDFS, SKOS
from tests.running import Program
from tests.small import CORPUS, ONTOLOGY, write_corpus

BENCH = Path(__file__).parents[2] / "shared" / "bench"


@pytest.fixture
def planets(tmp_path: Path) -> Path:
    folder = tmp_path / "planets"
    folder.mkdir()
    (folder / "planets.ttl").write_text(ONTOLOGY, encoding="utf-8")
    return folder


def source(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def taken(ontology: Path, path: Path, **options: str) -> tuple[TakenIn, Ontology]:
    """What is taken in, written, checked, and taken in again to no effect."""
    done = take_in(ontology, path, **options)
    assert not done.failed, done.troubles
    for file, text in done.texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    assert [p for p in lint(ontology) if p.severity == "error"] == []
    again = take_in(ontology, path, **options)
    assert again.texts == {} and not again.failed
    return done, load(ontology)


def table(tmp_path: Path, *rows: tuple[str | float, ...], name: str = "glossary.xlsx") -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / name
    path.write_bytes(out.getvalue())
    return path


# --------------------------------------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("header", "field", "lang"),
    [
        ("术语", "term", ""), ("Term (EN)", "term", "en"), ("英文名", "term", "en"), ("中文", "term", "zh"), ("label_zh", "term", "zh"),
        ("skos:altLabel@en", "alias", "en"), ("同义词", "alias", ""), ("缩写/别名", "alias", ""), ("Abbr.", "abbreviation", ""),
        ("中文释义", "definition", "zh"), ("English definition", "definition", "en"), ("类别名称", "class", ""), ("术语类别", "class", ""),
        ("ICD编码", "key", ""), ("Code No.", "key", ""), ("主语类型", "domain", ""), ("Range", "range", ""), ("上位类", "parent", ""),
        ("序号", "ignored", ""), ("single value", "functional", ""), ("Single value (yes/no)", "functional", ""),
        ("class of subjects", "domain", ""), ("宾语的类", "range", ""), ("kind of value", "datatype", ""), ("Unique ID", "key", ""),
        ("每次只有一个值", "functional", ""), ("class or predicate", "sort", ""),
    ],
)  # fmt: skip
def test_headers_are_understood_in_both_languages(header: str, field: str, lang: str) -> None:
    found = field_of(header)
    assert found and (found.field, found.lang) == (field, lang)


def test_the_headings_that_are_documented_are_understood() -> None:
    text = (Path(__file__).parents[1] / "ontologies" / "README.md").read_text("utf-8").split("## Tables made elsewhere")[1]
    fields = {
        "name": {"term"}, "other names": {"alias", "abbreviation", "hidden"}, "name in the other language": {"translation"},
        "code": {"key"},
        "what tells homonyms apart": {"note"}, "language of the row": {"language"}, "class of subjects": {"domain"}, "unit": {"unit"},
        "class of objects, or the kind of value": {"range"}, "kind of value": {"datatype"}, "one value at a time": {"functional"},
        "class name": {"classname"}, "class or predicate": {"sort", "class"},
    }  # fmt: skip
    told = [re.split(r" *\| *", line.strip("| ")) for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
    told = [cells for cells in told if cells[-1] != "headings"]
    assert len(told) >= 15
    for what, listed in told:
        listed, _, values = listed.partition("; in it")
        for header in re.findall(r"`(.+?)`|([\u4e00-\u9fff]+)(?=[,; ]|$)", re.split(r" for | where ", listed)[0]):
            found = field_of("".join(header))
            assert found and found.field in fields.get(what, {what}), (what, header)
        for kind in re.findall(r"`(.+?)`|([\u4e00-\u9fff]+)", values) if what == "kind of value" else ():
            assert datatype_of("".join(kind)), kind


def test_columns_with_odd_headers_are_told_by_their_content() -> None:
    rows = [("fld1", "fld2", "fld3", "fld4")] + [
        (f"K-{n:03}", f"药物{n}", f"第{n}种药物，用于治疗一类常见的慢性疾病。", ("药", "病")[n % 2]) for n in range(12)
    ]
    assert [h.field for h in headings(rows[1:])[1]] == ["key", "term", "definition", "class"]
    assert headings(rows[1:])[0] == 0


# --------------------------------------------------------------------------------------------- glossaries


def test_a_glossary_in_two_languages_makes_terms_of_its_classes(tmp_path: Path) -> None:
    text = (
        "序号,类别,中文名,英文名,缩写,同义词,定义,编码\n"
        "1,指标,踝肱指数,Ankle-brachial index,ABI,踝臂指数；踝臂压力指数,踝部与上臂收缩压之比。,T01\n"
        "2,疾病,2型糖尿病,Type 2 diabetes,T2D,,,D01\n"
        "3,疾病,痛风,,,,,\n"
    )
    done, ontology = taken(tmp_path / "own", source(tmp_path, "词表.csv", text))
    assert (done.kind, dict(done.added)) == ("glossary", {"classes": 2, "terms": 3})
    index = ontology.entities["own:ankle-brachial-index"]
    assert index.labels == {"zh": "踝肱指数", "en": "Ankle-brachial index"} and index.key == "T01"
    assert index.aliases == {"en": ("ABI",), "zh": ("踝臂指数", "踝臂压力指数", "ABI")}
    assert index.definition == {"zh": "踝部与上臂收缩压之比。"}
    assert {ontology.classes[c].labels["zh"] for e in ontology.entities.values() for c in e.classes} == {"指标", "疾病"}
    gout = next(e for e in ontology.entities.values() if e.labels.get("zh") == "痛风")
    wanted = {(m.column, m.why) for m in done.missing if m.sheet == "terms" and m.id == gout.id}
    assert wanted == {("label_en", "no name in en"), ("definition_zh", "no definition in zh"), ("definition_en", "no definition in en")}


def test_a_glossary_in_gb18030_and_one_with_tabs_and_one_without_header_are_read(tmp_path: Path) -> None:
    _, first = taken(tmp_path / "a", source(tmp_path, "a.csv", "名称;英文\n现金流;cash flow\n资产负债表;balance sheet\n", "gb18030"))
    assert first.entities["a:cash-flow"].labels == {"zh": "现金流", "en": "cash flow"}
    _, second = taken(tmp_path / "b", source(tmp_path, "b.txt", "版权\t13204281\n证券\t5744085\n房地产\t5638548\n"))
    assert sorted(e.labels["zh"] for e in second.entities.values()) == ["房地产", "版权", "证券"]
    assert [c.labels for c in second.classes.values()] == [{"zh": "术语", "en": "term"}]


def test_a_workbook_with_a_title_above_its_table_is_read(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        ("通信术语表",),
        ("编号", "术语", "Translation", "Category"),
        (1, "基站", "base station", "设备"),
        (2, "核心网", "core network", "设备"),
    )
    _, ontology = taken(tmp_path / "telecom", path)
    assert ontology.entities["telecom:base-station"].labels == {"zh": "基站", "en": "base station"}
    assert len(ontology.classes) == 1


def test_rows_in_several_languages_with_one_code_are_one_term(tmp_path: Path) -> None:
    text = "code,language,term,definition\nC1,en,hypertension,High blood pressure.\nC1,中文,高血压,血压持续升高。\n"
    _, ontology = taken(tmp_path / "o", source(tmp_path, "g.csv", text))
    (term,) = ontology.entities.values()
    assert term.id == "o:hypertension" and term.labels == {"en": "hypertension", "zh": "高血压"} and len(term.definition) == 2


def test_what_the_ontology_says_already_is_kept_and_added_to(planets: Path, tmp_path: Path) -> None:
    text = "term,class,synonyms,definition,中文\nMars,planet,Red Planet,The fourth planet.,火星\nVenus,行星,,The second planet.,金星\n"
    before = (planets / "planets.ttl").read_text(encoding="utf-8")
    done, ontology = taken(planets, source(tmp_path, "g.csv", text))
    assert (dict(done.added), dict(done.extended)) == ({"terms": 1}, {"terms": 1})
    assert ontology.entities["ast:mars"].aliases == {"en": ("Red Planet",)} and ontology.entities["ast:venus"].classes == ("ast:Planet",)
    after = (planets / "planets.ttl").read_text(encoding="utf-8").splitlines()
    assert len(set(before.splitlines()) - set(after)) == 1, "only the line of Mars is touched"


def test_a_clash_is_told_with_its_cell_and_nothing_is_written(planets: Path, tmp_path: Path) -> None:
    text = (
        "term,class,code\nMars,astronomer,\nPluto,planett,\nCeres,planet,X1\nVesta,planet,X1\n,planet,\n"
        + "x" * 201 + ",planet,\nEris,planet,,surplus\n"
    )  # fmt: skip
    done = take_in(planets, source(tmp_path, "g.csv", text))
    told = {(t.row, t.column, t.rule) for t in done.troubles if t.severity == "error"}
    assert told == {
        (2, "B", "clash"), (3, "B", "unknown_class"), (5, "C", "clash"), (6, "B", "no_term"), (7, "A", "too_long"), (8, "D", "ragged_row"),
    }  # fmt: skip
    assert done.texts == {} and all(t.fix and t.message for t in done.troubles)


def test_another_definition_is_a_warning_and_the_old_one_stays(planets: Path, tmp_path: Path) -> None:
    first = "term,class,definition\nVenus,planet,The second planet.\n"
    taken(planets, source(tmp_path, "a.csv", first))
    done, ontology = taken(planets, source(tmp_path, "b.csv", first.replace("second", "brightest")))
    assert [(t.severity, t.rule, t.column) for t in done.troubles] == [("warning", "other_text", "C")]
    assert ontology.entities["ast:venus"].definition == {"en": "The second planet."}


def test_homonyms_are_told_apart_by_a_note(tmp_path: Path) -> None:
    text = "术语,类别,区分\n胰岛素,激素,激素\n胰岛素,药物,药物\n"
    _, ontology = taken(tmp_path / "o", source(tmp_path, "g.csv", text))
    assert sorted(e.note["zh"] for e in ontology.entities.values()) == ["激素", "药物"]


def test_a_term_without_class_gets_one_later(tmp_path: Path) -> None:
    taken(tmp_path / "o", source(tmp_path, "a.csv", "术语\n痛风\n哮喘\n"))
    done, ontology = taken(tmp_path / "o", source(tmp_path, "b.csv", "术语,类别\n痛风,疾病\n"))
    gout = next(e for e in ontology.entities.values() if e.labels["zh"] == "痛风")
    assert [ontology.classes[c].labels["zh"] for c in gout.classes] == ["疾病"]
    assert sum(m.column == "class" for m in done.missing) == 1


@pytest.mark.parametrize(
    ("name", "sheet", "local"),
    [
        ("The ankle–brachial index", "terms", "ankle-brachial-index"), ("α-glucosidase inhibitor", "terms", "glucosidase-inhibitor"),
        ("Café", "terms", "cafe"), ("SGLT2 inhibitor", "classes", "SGLT2Inhibitor"), ("is treated by", "predicates", "isTreatedBy"),
        ("hasSymptom", "predicates", "hasSymptom"), ("糖尿病", "terms", ""), ("I10.x", "code", "I10.x"), ("A/1 b", "code", "A-1-b"),
    ],
)  # fmt: skip
def test_ids_are_made_of_english_names_and_codes(name: str, sheet: str, local: str) -> None:
    assert identifier(name, sheet) == local


# --------------------------------------------------------------------------------------------- schemas


def test_a_schema_makes_predicates_with_the_classes_they_name(tmp_path: Path) -> None:
    text = (
        "谓词,主语类型,宾语类型,英文,逆谓词,唯一\n治疗,药物,疾病,treats,被治疗,\n被治疗,疾病,药物,treated by,治疗,\n"
        "病因,疾病,疾病,cause,,\n"
        "病因,疾病,症状,cause,,\n获批年份,药物,年份,year of approval,,是\n"
    )
    done, ontology = taken(tmp_path / "med", source(tmp_path, "schema.csv", text))
    assert (done.kind, dict(done.added)) == ("schema", {"classes": 3, "predicates": 4})
    cause, year = ontology.predicates["med:cause"], ontology.predicates["med:yearOfApproval"]
    assert [ontology.classes[c].labels["zh"] for c in cause.range] == ["疾病", "症状"] and len(cause.domain) == 1
    assert (year.kind, year.datatype, year.functional) == ("datatype", "xsd:gYear", True)
    assert ontology.predicates["med:treats"].inverse_of == "med:treatedBy"


def test_a_schema_of_classes_and_predicates_by_a_column_is_read(tmp_path: Path) -> None:
    text = (
        "kind,name,parent,domain,range\nclass,Person,,,\nclass,Author,Person,,\nproperty,wrote,,Author,Book\nproperty,title,,Book,string\n"
    )
    _, ontology = taken(tmp_path / "o", source(tmp_path, "s.csv", text))
    assert ontology.classes["o:Author"].parents == ("o:Person",) and ontology.predicates["o:wrote"].range == ("o:Book",)
    assert ontology.predicates["o:title"].datatype == "xsd:string"


def test_mistakes_in_a_schema_are_told_all_at_once(planets: Path, tmp_path: Path) -> None:
    text = "kind,predicate,domain,range,datatype,inverse,functional\n"
    text += "thing,a,Planet,Moon,,,\nproperty,b,Planet,Moon,,orbit,\nproperty,c,Planet,,colour,,perhaps\n"
    done = take_in(planets, source(tmp_path, "s.csv", text))
    assert {(t.row, t.column, t.rule) for t in done.troubles} == {
        (2, "A", "bad_kind"), (3, "F", "unknown_predicate"), (4, "E", "bad_datatype"), (4, "G", "bad_value"),
    }  # fmt: skip
    assert done.texts == {}


def test_two_columns_that_are_read_as_the_same_thing_are_a_problem_that_names_both(tmp_path: Path) -> None:
    head, rows = "property,subject,object,{},unit\n", "fee,account,number,yes,GBP\nopened by,account,channel,,\n"
    good, ontology = taken(tmp_path / "o", source(tmp_path, "s.csv", head.format("single value") + rows))
    assert ontology.predicates["o:fee"].functional and not good.troubles
    done = take_in(tmp_path / "p", source(tmp_path, "s.csv", head.format("target") + rows))
    (one,) = done.troubles
    assert (one.row, one.column, one.rule, done.texts) == (1, "D", "same_columns", {})
    assert "C 'object' and D 'target'" in one.message and "single value" in one.fix
    for text in (one.message, one.fix):
        assert not re.search("[a-z]{3}", localise(text, "zh").replace("object", "").replace("target", "")), localise(text, "zh")
    # alternatives that never stand side by side are no problem, and a second definition is none that stops anybody
    taken(tmp_path / "q", source(tmp_path, "s.csv", "property,subject,object,value\nfee,account,,number\nopened by,account,channel,\n"))
    done, _ = taken(tmp_path / "r", source(tmp_path, "g.csv", "term,definition,meaning\nloan,money lent,a contract\n"))
    assert [(t.column, t.severity) for t in done.troubles] == [("C", "warning")]


def test_a_misspelt_kind_of_value_is_named_at_its_cell(tmp_path: Path) -> None:
    text = "property,subject,object,unit\nfee,account,nummber,GBP\nopened by,account,channel,\n"
    text += "limit,account,channel,GBP\nname,account,strng,\n"
    done = take_in(tmp_path / "o", source(tmp_path, "s.csv", text))
    assert [(t.row, t.column, t.rule, t.value) for t in done.troubles] == [
        (2, "C", "bad_datatype", "nummber"), (4, "C", "bad_datatype", "channel"), (5, "C", "bad_datatype", "strng"),
    ]  # fmt: skip
    assert "'number'" in done.troubles[0].fix and done.texts == {}
    assert all(re.search("[\u4e00-\u9fff]", localise(part, "zh")) for t in done.troubles for part in (t.message, t.fix))


def test_a_predicate_of_things_and_of_values_is_a_problem_of_its_row(tmp_path: Path) -> None:
    done = take_in(tmp_path / "o", source(tmp_path, "s.csv", "predicate,domain,range\nmade of,Dish,Food\nmade of,Dish,string\n"))
    assert [(t.row, t.column, t.rule) for t in done.troubles if t.severity == "error"] == [(3, "A", "clash")]


def test_a_domain_that_differs_from_what_is_there_is_a_warning(planets: Path, tmp_path: Path) -> None:
    done, ontology = taken(planets, source(tmp_path, "s.csv", "predicate,domain,range\ndiscoverer,moon,astronomer\n"))
    assert [(t.severity, t.column) for t in done.troubles] == [("warning", "B")]
    assert ontology.predicates["ast:discoveredBy"].domain == ("ast:Body",)


# --------------------------------------------------------------------------------------------- vocabularies

SKOS_HEAD = f"@prefix skos: <{SKOS}> .\n@prefix v: <http://v/> .\n@prefix rdf: <{RDF}> .\n"
CONCEPTS = """
v:s a skos:ConceptScheme ; skos:prefLabel "Diseases"@en ; skos:hasTopConcept v:h, v:r .
v:h a skos:Concept ; skos:prefLabel "heart disease"@en, "心脏病"@zh-Hans ; skos:narrower v:mi .
v:r a skos:Concept ; skos:prefLabel "renal disease"@en ; skos:topConceptOf v:s .
v:mi a skos:Concept ; skos:prefLabel "myocardial infarction"@en, "心肌梗死"@zh-Hans, "心肌梗塞"@zh-Hant ;
    skos:altLabel "MI"@en ; skos:notation "I21" ; skos:definition "Death of heart muscle."@en ; skos:narrower v:stemi ;
    skos:scopeNote "Use this for all acute events of the heart muscle."@en .
v:stemi a skos:Concept ; skos:prefLabel "STEMI"@en ; skos:hiddenLabel "STMEI"@en ; skos:broader v:mi ; skos:exactMatch <http://w/1> .
"""


def test_top_concepts_become_classes_and_those_below_their_terms(tmp_path: Path) -> None:
    done, ontology = taken(tmp_path / "o", source(tmp_path, "v.ttl", SKOS_HEAD + CONCEPTS))
    assert done.kind == "vocabulary" and "top concepts" in done.notes[0]
    assert ontology.classes["v:h"].labels == {"en": "heart disease", "zh": "心脏病"}
    infarction = ontology.entities["v:mi"]
    assert infarction.classes == ("v:h",) == ontology.entities["v:stemi"].classes and infarction.key == "I21"
    assert infarction.labels == {"en": "myocardial infarction", "zh": "心肌梗死"}
    assert infarction.aliases == {"en": ("MI",), "zh": ("心肌梗塞",)} and infarction.note == {}
    assert ontology.entities["v:stemi"].hidden == ("STMEI",)
    assert "skos:exactMatch <http://w/1>" in "".join(done.texts.values())


def test_a_flat_vocabulary_is_a_class_of_its_scheme_or_of_its_collections_or_a_chosen_one(tmp_path: Path) -> None:
    flat = SKOS_HEAD + 'v:s a skos:ConceptScheme ; skos:prefLabel "Routes"@en .\n' + "".join(
        f'v:{n} a skos:Concept ; skos:inScheme v:s ; skos:prefLabel "route {n}"@en .\n' for n in "abc"
    )  # fmt: skip
    _, ontology = taken(tmp_path / "a", source(tmp_path, "a.ttl", flat))
    assert ontology.classes.keys() == {"v:s"} and ontology.entities["v:a"].classes == ("v:s",)
    grouped = flat + 'v:g a skos:Collection ; skos:prefLabel "oral"@en ; skos:member v:a, v:b .\n'
    _, ontology = taken(tmp_path / "b", source(tmp_path, "b.ttl", grouped))
    assert ontology.entities["v:a"].classes == ("v:g",) and "v:s" not in ontology.classes
    _, ontology = taken(tmp_path / "c", source(tmp_path, "c.ttl", grouped), cls="Route")
    assert ontology.entities["v:a"].classes == ("c:Route",)


def test_a_vocabulary_in_rdf_xml_and_n_triples_reads_the_same(tmp_path: Path) -> None:
    import pyoxigraph as ox

    quads = list(ox.parse((SKOS_HEAD + CONCEPTS).encode(), format=ox.RdfFormat.TURTLE))
    xml = ox.serialize([q.triple for q in quads], format=ox.RdfFormat.RDF_XML)
    lines = ox.serialize([q.triple for q in quads], format=ox.RdfFormat.N_TRIPLES)
    found = []
    for name, data in (("v.ttl", (SKOS_HEAD + CONCEPTS).encode()), ("v.rdf", xml), ("v.nt", lines)):
        (tmp_path / name).write_bytes(data)
        assert detect(tmp_path / name) == "vocabulary"
        _, ontology = taken(tmp_path / name.replace(".", "-"), tmp_path / name)
        found.append({(ontology.expand(e.id), *sorted(e.labels.items())) for e in ontology.entities.values()})
    assert found[0] == found[1] == found[2]


# --------------------------------------------------------------------------------------------- OWL

OWL_FILE = f"""\
@prefix : <http://x/o#> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://x/o> a owl:Ontology ; owl:imports <http://y/z> ; dc:creator "A. Nother" .
:HeartDisease a owl:Class ; rdfs:label "HeartDisease" ; rdfs:subClassOf :Disease, [ a owl:Restriction ; owl:onProperty :affects ;
    owl:someValuesFrom [ a owl:Class ; owl:unionOf ( :Heart :Vessel ) ] ] ; :curator "me" .
:curator a owl:AnnotationProperty ; rdfs:label "curator" .
:affects a owl:ObjectProperty ; rdfs:domain :Disease ; rdfs:range [ a owl:Class ; owl:unionOf ( :Heart :Vessel ) ] .
:onsetAge a owl:ObjectProperty ; rdfs:domain :Disease ; rdfs:range xsd:integer .
:treatedIn a owl:DatatypeProperty ; rdfs:range :Ward .
:angina a :HeartDisease ; :affects :heart1 .
:heart1 a owl:NamedIndividual, :Heart ; rdfs:label "heart of the example"@en .
[] a owl:AllDisjointClasses ; owl:members ( :Heart :Vessel :Ward ) .
"""


def test_an_owl_file_is_kept_whole_and_what_it_lacks_is_put_beside_it(tmp_path: Path) -> None:
    import pyoxigraph as ox

    done, ontology = taken(tmp_path / "o", source(tmp_path, "o.ttl", OWL_FILE))
    assert done.kind == "owl"
    written = b"".join(text.encode() for text in done.texts.values())
    ground = {t for t in ox.parse(OWL_FILE.encode(), format=ox.RdfFormat.TURTLE) if "_:" not in str(t)}
    kept = {t for t in ox.parse(written, format=ox.RdfFormat.TURTLE) if "_:" not in str(t)}
    lost = ground - kept
    assert {str(t.predicate.value).rsplit("#")[-1] for t in lost} == {"type"} and len(lost) == 2, "two properties are of the other kind"
    classes = {ontology.expand(c).removeprefix("http://x/o#") for c in ontology.classes}
    assert classes == {"Disease", "HeartDisease", "Heart", "Vessel", "Ward"}
    by_name = {ontology.expand(p.id).removeprefix("http://x/o#"): p for p in ontology.predicates.values()}
    assert len(by_name["affects"].range) == 2 and by_name["onsetAge"].datatype == "xsd:integer" and by_name["treatedIn"].kind == "object"
    assert any(ontology.disjoint(a, b) for a in ontology.classes for b in ontology.classes)
    wanted = {(m.sheet, m.column) for m in done.missing}
    assert {("classes", "label_zh"), ("predicates", "domain"), ("wording", "text_zh"), ("terms", "label_zh")} <= wanted


def test_owl_into_an_ontology_adds_to_classes_of_the_same_name(planets: Path, tmp_path: Path) -> None:
    text = f"""@prefix x: <http://x/> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
x:P a owl:Class ; rdfs:label "Planet"@en ; rdfs:comment "A body that orbits a star."@en .
x:Dwarf a owl:Class ; rdfs:label "dwarf planet"@en ; rdfs:subClassOf x:P .
x:pluto a x:Dwarf ; rdfs:label "Pluto"@en .
"""
    _, ontology = taken(planets, source(tmp_path, "x.ttl", text))
    assert ontology.classes["ast:Planet"].definition == {"en": "A body that orbits a star."}
    assert ontology.classes["x:Dwarf"].parents == ("ast:Planet",) and ontology.entities["x:pluto"].classes == ("x:Dwarf",)


def test_what_would_make_the_ontology_wrong_is_a_problem(planets: Path, tmp_path: Path) -> None:
    text = f"""@prefix x: <http://x/> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
x:A a owl:Class ; rdfs:label "a"@en ; rdfs:subClassOf x:B . x:B a owl:Class ; rdfs:label "b"@en ; rdfs:subClassOf x:A ."""
    done = take_in(planets, source(tmp_path, "x.ttl", text))
    assert [t.rule for t in done.troubles] == ["subclass_cycle"] and done.texts == {}


# --------------------------------------------------------------------------------------------- the command


def test_the_command_writes_the_ontology_and_a_workbook_of_what_is_missing(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    path = source(tmp_path, "词表.csv", "类别,中文名,英文名\n疾病,痛风,gout\n疾病,哮喘,\n")
    book = tmp_path / "todo.xlsx"
    ran = program("ontology", "import", tmp_path / "own", path, "--todo", book)
    assert ran.code == 0 and "读作：术语表" in ran.out and "术语还缺：名称（英） 1" in ran.out
    assert book.is_file() and load(tmp_path / "own").entities["own:gout"].labels["zh"] == "痛风"
    again = program("ontology", "import", tmp_path / "own", path)
    assert again.code == 0 and "没有改动" in again.out
    wrong = program("ontology", "import", tmp_path / "own", source(tmp_path, "b.csv", "类别,中文名\n器官,痛风\n"))
    assert wrong.code == 1 and "b.csv!A2" in wrong.out
    assert wrong.out.endswith("有1处错误，什么都没有写入\n"), "behind the list, on its stream"


def test_every_message_of_an_import_has_its_chinese(planets: Path, tmp_path: Path) -> None:
    texts = {
        "g.csv": "term,class,code\nMars,astronomer,\nPluto,planett,\nCeres,planet,X1\nVesta,planet,X1\n,planet,\nEris,planet,,surplus\n",
        "h.csv": "序号,术语,language\n1,木星,zh\n2,Saturn,Klingon!\n",
        "i.csv": "term\n霍尔\n",
        "s.csv": "kind,predicate,domain,datatype,inverse,functional\nthing,a,Planet,,,\nproperty,b,Planet,colour,orbit,perhaps\n",
        "v.ttl": SKOS_HEAD + CONCEPTS,
        "o.ttl": OWL_FILE,
    }
    for name, text in texts.items():
        done = take_in(planets, source(tmp_path, name, text))
        said = [*done.notes, *(m.why for m in done.missing), *(part for t in done.troubles for part in (t.message, t.fix))]
        assert said and not [one for one in said if not re.search("[\u4e00-\u9fff]", localise(one, "zh"))]


# --------------------------------------------------------------------------------------------- any file


def test_the_table_of_importers_and_the_detection_agree(tmp_path: Path) -> None:
    texts = {"a.csv": "term\nx\n", "b.csv": "predicate,domain\nx,y\n", "c.ttl": OWL_FILE, "d.ttl": SKOS_HEAD + CONCEPTS}
    texts["e.jsonl"] = '{"decision":"accept","kind":"term","en":"x","of":"y"}\n'
    assert {detect(source(tmp_path, name, text)) for name, text in texts.items()} == IMPORTERS.keys()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF"),
        ("a.csv", b""),
        ("a.csv", b'x,"y\n'),
        ("a.xlsx", b"no zip"),
        ("a.ttl", b"<a> <b> ."),
        ("a.rdf", b"<rdf"),
        ("a.csv", b"\x00\x01"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "o", path)
    assert name in str(caught.value)


@pytest.mark.skipif(not BENCH.is_dir(), reason="the data of ../shared/bench is not here")
@pytest.mark.parametrize("name", [p.stem for p in sorted((BENCH / "extraction/text2kgbench").glob("*/ontologies/owl/*.ttl"))])
def test_ontologies_made_elsewhere_come_in_without_errors(tmp_path: Path, name: str) -> None:
    (path,) = (BENCH / "extraction/text2kgbench").glob(f"*/ontologies/owl/{name}.ttl")
    done, ontology = taken(tmp_path / "o", path)
    assert ontology.classes and len(ontology.predicates) > 4 and done.missing


def test_chinese_names_give_ids_that_can_be_read(tmp_path: Path) -> None:
    source = tmp_path / "关系.csv"
    source.write_text("谓词,主语,宾语\n原因,故障,原因\n所属系统（主）,部件,系统\n", encoding="utf-8")
    made = take_in(tmp_path / "o", source)
    made.write()
    known = load(tmp_path / "o")
    ids = {id.rpartition(":")[2] for id in (*known.classes, *known.predicates) if id.startswith("o:")}
    assert ids == {"故障", "原因", "部件", "系统", "原因-2", "所属系统主"}
    assert not take_in(tmp_path / "o", source).texts  # the same things again


def test_ids_made_of_digests_stay(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(
        "@prefix o: <https://e.org/o#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'o:C0d555715cef3 a owl:Class ; rdfs:label "部件"@zh .\n',
        encoding="utf-8",
    )
    source = tmp_path / "术语.csv"
    source.write_text("术语,类别\n蓄电池,部件\n", encoding="utf-8")
    take_in(tmp_path / "o.ttl", source).write()
    assert load(tmp_path / "o.ttl").entities["o:蓄电池"].classes == ("o:C0d555715cef3",)


def test_a_corpus_whose_ids_are_chinese_is_built_audited_and_traced(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "c", documents={"手册.md": "# 手册\n\n蓄电池属于报警系统。喷头属于喷淋系统。喷头的更换周期为5年。\n"})
    (folder / "ontology" / "planets.ttl").unlink()
    (folder / "corpus.toml").write_text(CORPUS.partition("[[table]]")[0].replace('["zh", "en"]', '["zh"]'), encoding="utf-8")
    (tmp_path / "谓词.csv").write_text("谓词,主语,宾语,单位,唯一\n所属系统,部件,系统,,\n更换周期,部件,数字,年,是\n", encoding="utf-8")
    (tmp_path / "术语.csv").write_text("术语,类别\n蓄电池,部件\n喷头,部件\n报警系统,系统\n喷淋系统,系统\n", encoding="utf-8")
    for name in ("谓词.csv", "术语.csv"):
        assert program("ontology", "import", folder, tmp_path / name).code == 0
    text = (folder / "ontology" / "schema.ttl").read_text(encoding="utf-8")
    with (folder / "ontology" / "schema.ttl").open("a", encoding="utf-8") as file:
        prefix = text.split("@prefix ")[1:]
        own = next(p.partition(":")[0] for p in prefix if "example.org" in p)
        file.write(f'\n{own}:所属系统 kgc:pattern "{{s}}属于{{o}}"@zh .\n{own}:更换周期 kgc:pattern "{{s}}的更换周期为{{o}}"@zh .\n')
    assert program("build", folder).code == 0
    release = folder / "releases" / "default"
    assert program("audit", release).code == 0 and "所属系统" in (release / "graph.nt").read_text(encoding="utf-8")
    assert "喷淋系统" in program("trace", f"{own}:喷头", "--in", folder).out
    assert program("ontology", "export", folder, "--xlsx", tmp_path / "b.xlsx").code == 0
    assert "没有改动" in program("--lang", "zh", "ontology", "import", folder, tmp_path / "b.xlsx").out


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("主语类别", "domain"), ("宾语类别", "range"), ("主语类", "domain"), ("头实体类型", "domain"), ("尾实体类型", "range"),
        ("主语", "domain"),
        ("subject class", "domain"), ("Object type", "range"), ("类别", "class"), ("实体类型", "class"),
    ],
)  # fmt: skip
def test_the_ends_of_a_predicate_are_known_by_many_names(header: str, field: str) -> None:
    found = field_of(header)
    assert found and found.field == field


def test_a_title_above_the_header_is_left_out_and_said(tmp_path: Path, program: Program) -> None:
    titled = source(tmp_path, "a.csv", "某公司术语表\n编制：张三\n术语,英文名,类别\n消火栓,hydrant,部件\n")
    made, known = taken(tmp_path / "o", titled)
    assert [e.labels for e in known.entities.values()] == [{"zh": "消火栓", "en": "hydrant"}] and not made.troubles
    assert localise(made.notes[0], "zh") == "a.csv: 视为标题，不读取：某公司术语表 编制：张三"
    wrong = take_in(tmp_path / "p", source(tmp_path, "b.csv", "某公司关系表\n谓词,主语,宾语,唯一\n原因,故障,原因,也许\n"))
    assert [(t.rule, f"{t.column}{t.row}") for t in wrong.troubles] == [("bad_value", "D3")]
    plain = taken(tmp_path / "q", source(tmp_path, "c.csv", "术语,类别\n名称,定义\n泵,部件\n"))[1]
    assert {e.labels["zh"] for e in plain.entities.values()} == {"名称", "泵"}  # a row of words that are headings elsewhere


def test_headings_that_would_be_understood_are_listed_where_one_was_not(tmp_path: Path) -> None:
    notes = taken(tmp_path / "o", source(tmp_path, "a.csv", "术语,某某列\n泵,部件\n"))[0].notes
    assert any("认得的表头有：术语" in localise(note, "zh") for note in notes)
    notes = taken(tmp_path / "p", source(tmp_path, "b.csv", "术语,类别\n泵,部件\n"))[0].notes
    assert not any("认得的表头" in localise(note, "zh") for note in notes)
    assert not any(re.search(r"[A-Za-z]{3}", localise(note, "zh").replace("b.csv", "")) for note in notes)


def test_new_things_go_into_the_file_of_their_kind(tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "泵房"
    assert program("new", folder, "--empty", "--lang", "zh", "--name", "pumps").code == 0
    for name, text in (("术语.csv", "术语,类别\n蓄电池,部件\n"), ("谓词.csv", "谓词,主语,宾语\n所属系统,部件,系统\n")):
        assert program("ontology", "import", folder, source(tmp_path, name, text)).code == 0
    schema, terms = ((folder / "ontology" / name).read_text(encoding="utf-8") for name in ("schema.ttl", "terms.ttl"))
    assert all(f"my:{name}\n" in schema and f"my:{name}\n" not in terms for name in ("部件", "系统", "所属系统"))
    assert "my:蓄电池\n" in terms and "my:蓄电池\n" not in schema


def test_the_description_of_ontologies_says_the_same_in_both_languages() -> None:
    english, chinese = (
        (Path(__file__).parents[1] / "ontologies" / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")
    )
    names = re.compile(r"`((?:kgc|skos|rdfs|owl|sh|xsd):\w+)")
    assert set(names.findall(english)) == set(names.findall(chinese))
    assert english.count("\n## ") == chinese.count("\n## ") and english.count("\n### ") == chinese.count("\n### ")
