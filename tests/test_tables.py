"""Tables as corpus.toml maps them. Documents are made by hand: cells of the text between bars, one row a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from kgcorpus import config
from kgcorpus.build_names import with_ids
from kgcorpus.entities import Resolved, named_id, resolve, unite
from kgcorpus.errors import ConfigError
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.reading import read_facts
from kgcorpus.extract.tables import entity_rows, tables
from kgcorpus.messages import localise
from kgcorpus.model import Cell, Document, Entity, Heading, Literal, Passage, Rejection, Section, Source, Validity
from kgcorpus.ontology import OntClass, Ontology, Predicate, load

CLASSES = ("x:Food", "x:Method", "x:Nutrient", "x:Company", "x:Person", "x:Step")
RICE = Entity("x:rice", ("x:Food",), {"zh": "米饭", "en": "rice"}, {"zh": ("大米饭",), "en": ("cooked rice",)})
BOILED = Entity("x:boiled", ("x:Method",), {"zh": "煮"})
STEAMED = Entity("x:steamed", ("x:Method",), {"zh": "蒸"})
TWINS = [Entity(f"x:twin{n}", ("x:Food",), {"zh": "饼"}, note={"zh": note}) for n, note in ((1, "烤"), (2, "蒸"))]


def ontology() -> Ontology:
    both = frozenset({"objectsByTable", "subjectsByTable"})
    predicates = [
        Predicate("x:gi", kind="datatype", domain=("x:Food",), datatype="xsd:decimal", functional=True),
        Predicate("x:sodium", kind="datatype", domain=("x:Food",), datatype="xsd:decimal", unit="mg"),
        Predicate("x:contains", domain=("x:Food",), range=("x:Nutrient",), complete=both),
        Predicate("x:method", kind="object", range=("x:Method",), qualifier="condition"),
        Predicate("x:role", kind="datatype", datatype="xsd:string", qualifier="detail"),
        Predicate("x:worksFor", domain=("x:Person",), range=("x:Company",), complete=both, qualifiers=("x:role",)),
        Predicate("x:hasStep", domain=("x:Food",), range=("x:Step",)),
    ]
    return Ontology(
        prefixes={"x": "http://x/"},
        classes={c: OntClass(c, mintable=c == "x:Nutrient") for c in CLASSES},
        predicates={p.id: p for p in predicates},
        entities={e.id: e for e in (RICE, BOILED, STEAMED, *TWINS)},
    )


def table(
    text: str, name: str = "foods.csv", *, complete: bool = True, language: str = "zh", heading: str = "", **more: object
) -> Document:
    """A document with a table for each block between blank lines; a quoted cell has its quotes in the text only."""
    passages, at = [], 0
    for block in text.split("\n\n"):
        start, rows = at, []
        for line in block.split("\n"):
            cells = []
            for raw in line.split("|"):
                quoted = len(raw) > 1 and raw[0] == raw[-1] == '"'
                lead = len(raw) - len(raw.lstrip()) + quoted
                body = raw.strip() if not quoted else raw[1:-1]
                cells.append(Cell(body, at + lead, at + lead + len(body)))
                at += len(raw) + 1
            rows.append(tuple(cells))
        headings = (Heading(heading, 0, 0, 1),) if heading else ()
        passages.append(Passage(name, start, at - 1, "table", headings, rows=tuple(rows)))
        at += 1
    source = Source("s", complete=complete, as_at=None)
    return Document(name, name, "", text, tuple(passages), source, "食物", "zh", "csv")


def mapping(tmp_path: Path, toml: str) -> config.Corpus:
    (tmp_path / "onto.ttl").write_text("", encoding="utf-8")
    (tmp_path / "documents").mkdir(exist_ok=True)
    head = 'name = "t"\ntitle = { zh = "t", en = "t" }\ndate = "2026-01-01"\nlanguages = ["zh"]\nontology = "onto.ttl"\n'
    (tmp_path / "corpus.toml").write_text(head + toml, encoding="utf-8")
    return config.load(tmp_path)


def read(corpus: config.Corpus, *documents: Document) -> tuple[Resolved, list[Rejection], list[Section]]:
    onto = ontology()
    rows = [item for document in documents for item in entity_rows(document, corpus, onto)]
    named = list(unite(item for item in rows if isinstance(item, Entity)).values())
    extractor = tables(ontology=onto, lexicon=lexicon(onto, named), corpus=corpus, entities=named)
    found = [read_facts(document, [extractor]) for document in documents]
    for document in documents:
        quotes = {d.id: d.text for d in documents}
        for extraction in found:
            for span in (s for c in extraction.candidates for s in c.spans):
                assert quotes[span.document][span.start : span.end] == span.quote
        for rejection in (r for e in found for r in e.rejections if r.document == document.id and r.start is not None):
            assert 0 <= rejection.start <= (rejection.end or 0) <= len(document.text)  # type: ignore[operator]
    candidates = [c for e in found for c in e.candidates]
    sections = [s for e in found for s in e.sections]
    rejections = [item for item in rows if isinstance(item, Rejection)] + [r for e in found for r in e.rejections]
    resolved = resolve(candidates, sections, onto, known=named, documents={d.id: d for d in documents})
    return resolved, rejections, sections


def triples(resolved: Resolved) -> set[tuple[str, str, str]]:
    return {(f.subject, f.predicate, f.object if isinstance(f.object, str) else str(f.object.value)) for f in resolved.facts}


GI = """
[[table]]
documents = ["*.csv"]
ignore = ["备注"]
[[table.fact]]
predicate = "x:gi"
subject = { column = "食物", class = "x:Food" }
object = { column = "GI" }
"""


def test_a_row_gives_a_fact_with_its_cells_and_the_header_as_evidence(tmp_path: Path) -> None:
    resolved, rejections, _ = read(mapping(tmp_path, GI), table("食物|GI|备注\n大米饭|83|x"))
    [fact] = resolved.facts
    assert (fact.subject, fact.object) == ("x:rice", Literal("xsd:decimal", "83"))
    assert [(s.role, s.quote) for s in fact.evidence[0].spans] == [("trigger", "GI"), ("subject", "大米饭"), ("object", "83")]
    assert not rejections


@pytest.mark.parametrize("empty", ["", "-", "—", "无", "n/a", "N/A", " "])
def test_an_empty_cell_gives_nothing_and_is_no_rejection(tmp_path: Path, empty: str) -> None:
    resolved, rejections, _ = read(mapping(tmp_path, GI), table(f"食物|GI|备注\n米饭|{empty}|"))
    assert not resolved.facts
    assert not rejections


def test_a_required_cell_that_is_empty_is_a_rejection(tmp_path: Path) -> None:
    corpus = mapping(tmp_path, GI.replace('column = "GI"', 'column = "GI", required = true'))
    _, rejections, _ = read(corpus, table("食物|GI|备注\n米饭|-|"))
    assert [(r.reason, r.place) for r in rejections] == [("bad_value", "row 2")]


@pytest.mark.parametrize(
    ("row", "reason", "about"),
    [
        ("面条|60|", "unknown_entity", ()),
        ("饼|60|", "ambiguous_entity", (("x:twin1", "x:gi", "objects"), ("x:twin2", "x:gi", "objects"))),
        ("米饭|很高|", "bad_value", (("x:rice", "x:gi", "objects"),)),
        ("|60|", "no_subject", ()),
        ("米饭|60", "ragged_row", ()),
        ("米饭|60||", "ragged_row", ()),
    ],
)
def test_a_row_that_cannot_be_read_is_one_rejection_with_its_place(
    tmp_path: Path, row: str, reason: str, about: tuple[tuple[str, str, str], ...]
) -> None:
    resolved, rejections, _ = read(mapping(tmp_path, GI), table(f"食物|GI|备注\n{row}\n大米饭|83|"))
    assert len(resolved.facts) == 1
    assert [(r.reason, r.place, r.about) for r in rejections] == [(reason, "row 2", about)]


def test_a_homonym_is_told_apart_by_its_note_in_brackets(tmp_path: Path) -> None:
    resolved, _, _ = read(mapping(tmp_path, GI), table("食物|GI|备注\n饼（蒸）|60|\n大米饭 (米饭)|83|"))
    assert triples(resolved) == {("x:twin2", "x:gi", "60"), ("x:rice", "x:gi", "83")}


def test_a_missing_column_is_one_rejection_that_names_the_nearest(tmp_path: Path) -> None:
    resolved, rejections, sections = read(mapping(tmp_path, GI), table("食物名|GI|备注\n米饭|83|\n饼|60|"))
    assert not resolved.facts
    assert not sections
    [rejection] = rejections
    assert (rejection.reason, rejection.what) == ("missing_column", "食物")
    assert "食物名" in rejection.detail


def test_a_mapping_for_another_table_of_the_document_leaves_this_one_alone(tmp_path: Path) -> None:
    resolved, rejections, _ = read(mapping(tmp_path, GI), table("颜色|大小\n红|3\n\n食物|GI|备注\n米饭|83|"))
    assert triples(resolved) == {("x:rice", "x:gi", "83")}
    assert not rejections


def test_every_unmapped_column_is_reported_once(tmp_path: Path) -> None:
    _, rejections, _ = read(mapping(tmp_path, GI), table("食物|GI|产地|备注\n米饭|83|a|\n大米饭|84|b|"))
    assert [(r.reason, r.what) for r in rejections] == [("unread_item", "产地")]


def test_a_unit_of_the_column_is_converted_to_that_of_the_predicate(tmp_path: Path) -> None:
    corpus = mapping(tmp_path, GI.replace("x:gi", "x:sodium").replace('column = "GI"', 'column = "钠", unit = "g"'))
    resolved, _, _ = read(corpus, table("食物|钠|备注\n米饭|0.5|"))
    assert [f.object for f in resolved.facts] == [Literal("xsd:decimal", "500", "mg")]


CONTAINS = """
[[table]]
documents = ["*.csv"]
[[table.fact]]
predicate = "x:contains"
subject = { column = "食物", class = "x:Food" }
object = { column = "成分", split = "、/" }
qualifiers = [{ predicate = "x:method", column = "做法", split = "/" }]
"""


def test_lists_in_cells_give_a_fact_for_each_item_and_a_condition_each_its_own(tmp_path: Path) -> None:
    resolved, rejections, _ = read(mapping(tmp_path, CONTAINS), table("食物|成分|做法\n米饭|淀粉、 蛋白质|煮/蒸"))
    starch, protein = named_id("x:Nutrient", "淀粉"), named_id("x:Nutrient", "蛋白质")
    assert {(f.object, f.qualifiers[0].value) for f in resolved.facts} == {
        (o, q) for o in (starch, protein) for q in ("x:boiled", "x:steamed")
    }
    [spans] = {f.evidence[0].spans for f in resolved.facts if f.object == protein and f.qualifiers[0].value == "x:steamed"}
    assert [(s.role, s.quote) for s in spans] == [("trigger", "成分"), ("subject", "米饭"), ("object", "蛋白质"), ("qualifier", "蒸")]
    assert not rejections


def test_a_condition_that_cannot_be_read_is_never_dropped(tmp_path: Path) -> None:
    resolved, rejections, _ = read(mapping(tmp_path, CONTAINS), table("食物|成分|做法\n米饭|淀粉|煎"))
    assert not resolved.facts
    assert [r.reason for r in rejections] == ["unknown_entity"]


def test_quoted_cells_are_quoted_as_they_stand(tmp_path: Path) -> None:
    resolved, _, _ = read(mapping(tmp_path, CONTAINS), table('食物|成分|做法\n米饭|"""甲""素"|'))
    [fact] = resolved.facts
    assert fact.object == named_id("x:Nutrient", '"甲"素')
    assert fact.evidence[0].spans[-1].quote == '""甲""素'


def test_a_table_read_whole_gives_a_section_for_each_start_in_each_permitted_direction(tmp_path: Path) -> None:
    _, _, sections = read(mapping(tmp_path, CONTAINS), table("食物|成分|做法\n米饭|淀粉/水|\n饼|水|\n粥|水/甲|"))
    found = {(s.start_mention.text, s.inverse): (s.items, s.unread) for s in sections}
    assert found == {
        ("米饭", False): (2, 0),
        ("淀粉", True): (1, 0),
        ("水", True): (3, 2),  # 饼 names two foods, 粥 none: who contains water is not known to the last
        ("甲", True): (1, 1),
    }


def test_a_row_that_cannot_be_read_at_all_leaves_every_list_open(tmp_path: Path) -> None:
    _, _, sections = read(mapping(tmp_path, CONTAINS), table("食物|成分|做法\n米饭|淀粉|\n米饭"))
    assert [(s.items, s.unread) for s in sections] == [(2, 1), (2, 1)]


def test_an_explicit_none_proves_an_empty_list_and_an_empty_cell_does_not(tmp_path: Path) -> None:
    corpus = mapping(tmp_path, CONTAINS)
    resolved, _, _ = read(corpus, table("食物|成分|做法\n米饭|无|"))
    assert [(g.start, g.facts) for g in resolved.grounds_raw] == [("x:rice", ())]
    assert not read(corpus, table("食物|成分|做法\n米饭||"))[2]


def test_no_grounds_without_the_source_s_declaration(tmp_path: Path) -> None:
    resolved, _, sections = read(mapping(tmp_path, CONTAINS), table("食物|成分|做法\n米饭|淀粉|", complete=False))
    assert resolved.facts
    assert not sections


def test_two_mappings_of_one_predicate_in_a_table_are_one_list(tmp_path: Path) -> None:
    more = CONTAINS.replace('qualifiers = [{ predicate = "x:method", column = "做法", split = "/" }]', "")
    more += '[[table.fact]]\npredicate = "x:contains"\nsubject = { column = "食物", class = "x:Food" }\nobject = { column = "其他" }\n'
    resolved, _, sections = read(mapping(tmp_path, more), table("食物|成分|其他\n米饭|淀粉|水"))
    [forward] = [g for g in resolved.grounds_raw if not g.section.inverse]
    assert (forward.section.items, len(forward.facts)) == (2, 2)
    assert len(sections) == 3


COMPANIES = """
[[table]]
documents = ["people.csv"]
entity = { class = "x:Person", key = "id", label = "name", aliases = "别名", split = "/" }
[[table]]
documents = ["companies.csv"]
entity = { class = "x:Company", key = "id", label = "name" }
[[table]]
documents = ["links.csv"]
[[table.fact]]
predicate = "x:worksFor"
subject = { column = "person", class = "x:Person", by = "key" }
object = { column = "company", class = "x:Company", by = "key" }
qualifiers = [{ predicate = "x:role", column = "jobs", split = "/" }]
valid = { from = "start", to = "end" }
negated = { column = "left", values = ["是", "yes"] }
when = { column = "type", values = ["employ_of"] }
"""
PEOPLE = table("id|name|别名\np1|王伟|大王/小王\np2|王伟|\n|无名|\np3||", "people.csv")
COMPANY = table("id|name\nc1|甲公司", "companies.csv")
HEADER = "person|jobs|company|start|end|left|type\n"


def test_a_link_row_cites_the_rows_that_name_both_ends(tmp_path: Path) -> None:
    links = table(HEADER + "p1|董事长/董事|c1|||否|employ_of", "links.csv")
    resolved, rejections, _ = read(mapping(tmp_path, COMPANIES), PEOPLE, COMPANY, links)
    [fact] = resolved.facts
    assert (fact.subject, fact.object) == ("x:Person.p1", "x:Company.c1")
    assert [q.value.value for q in fact.qualifiers if isinstance(q.value, Literal)] == ["董事", "董事长"]
    assert [(s.document, s.quote) for s in fact.evidence[0].spans if s.role == "context"] == [
        ("people.csv", "p1|王伟"),
        ("companies.csv", "c1|甲公司"),
    ]
    assert resolved.entities["x:Person.p1"].aliases == {"zh": ("大王", "小王")}
    assert resolved.entities["x:Person.p2"].labels == {"zh": "王伟"}
    assert [(r.reason, r.place) for r in rejections] == [("bad_value", "row 4"), ("bad_value", "row 5")]
    assert [(f.code, f.about, f.others) for f in resolved.findings] == [("same_name", "x:Person.p1", ("x:Person.p2",))]


def test_a_key_without_row_is_a_rejection_that_opens_the_other_end_s_list(tmp_path: Path) -> None:
    links = table(HEADER + "p9|董事|c1||||employ_of\np1|董事|c1||||employ_of", "links.csv")
    resolved, rejections, _ = read(mapping(tmp_path, COMPANIES), PEOPLE, COMPANY, links)
    assert ("dangling_key", "row 2", (("x:Company.c1", "x:worksFor", "subjects"),)) in [(r.reason, r.place, r.about) for r in rejections]
    unread = {(g.start, g.section.inverse): g.section.unread for g in resolved.grounds_raw}
    assert unread == {("x:Person.p1", False): 0, ("x:Company.c1", True): 1}


def test_columns_date_negate_and_filter_facts(tmp_path: Path) -> None:
    rows = "p1|董事|c1|2015年3月|2018-01-02||employ_of\np1|董事|c1|||是|employ_of\np1|董事|c1||||other\np2|董事|c1|昨天|||employ_of"
    resolved, rejections, _ = read(mapping(tmp_path, COMPANIES), PEOPLE, COMPANY, table(HEADER + rows, "links.csv"))
    assert {(f.subject, f.valid, f.negated) for f in resolved.facts} == {
        ("x:Person.p1", Validity("2015-03", "2018-01-02"), False),
        ("x:Person.p1", Validity(), True),
    }
    assert [r.reason for r in rejections if r.document == "links.csv"] == ["bad_value"]


def test_a_date_in_figures_is_read_where_one_day_can_be_meant_and_else_the_hint_says_how_to_write_it(tmp_path: Path) -> None:
    rows = "p1|董事|c1|13/03/2026|||employ_of\np2|董事|c1|01/03/2026|||employ_of"
    resolved, rejections, _ = read(mapping(tmp_path, COMPANIES), PEOPLE, COMPANY, table(HEADER + rows, "links.csv"))
    assert [(f.subject, f.valid) for f in resolved.facts] == [("x:Person.p1", Validity("2026-03-13"))]
    (one,) = [r for r in rejections if r.document == "links.csv"]
    assert one.reason == "bad_value" and "write 2026-03-01 or 2026-01-03" in one.detail
    assert "请写成2026-03-01或2026-01-03" in localise(one.detail, "zh")


OWN = """
[[table]]
documents = ["*.csv"]
caption = "升糖指数"
entity = { class = "x:Food", key = "编号", label = "食物" }
[[table.fact]]
predicate = "x:gi"
subject = { entity = true }
object = { column = "GI" }
[[table.fact]]
predicate = "x:hasStep"
subject = { constant = "x:rice" }
object = { column = "步骤", class = "x:Step", template = "{食物}#{步骤}", mint = true }
"""


def test_a_row_s_own_entity_is_the_term_of_its_name_else_new_under_its_key(tmp_path: Path) -> None:
    document = table("编号|食物|GI|步骤\nF1|大米饭|83|淘米\nF2|青稞|50|\nF3|饼|70|", heading="表1 升糖指数")
    resolved, rejections, _ = read(mapping(tmp_path, OWN), document)
    assert not rejections
    assert {t for t in triples(resolved) if t[1] == "x:gi"} == {
        ("x:rice", "x:gi", "83"),
        ("x:Food.F2", "x:gi", "50"),
        ("x:Food.F3", "x:gi", "70"),
    }
    assert resolved.entities["x:rice"].labels == {"zh": "米饭", "en": "rice"}
    [step] = [f for f in resolved.facts if f.predicate == "x:hasStep"]
    assert (step.subject, step.object) == ("x:rice", "x:Step.大米饭%23淘米")
    assert resolved.entities[str(step.object)].labels == {"zh": "淘米"}


def test_a_caption_narrows_a_mapping(tmp_path: Path) -> None:
    document = table("编号|食物|GI|步骤\nF1|大米饭|83|", heading="别的表")
    assert not read(mapping(tmp_path, OWN), document)[0].facts


def test_two_rows_of_one_name_are_never_taken_for_one_term(tmp_path: Path) -> None:
    document = table("编号|食物|GI|步骤\nF1|米饭|83|\nF2|米饭|60|", heading="升糖指数")
    assert triples(read(mapping(tmp_path, OWN), document)[0]) == {("x:Food.F1", "x:gi", "83"), ("x:Food.F2", "x:gi", "60")}


def test_the_stock_corpus_loads_and_maps_only_what_its_ontology_knows() -> None:
    folder = Path(__file__).parent / "bench" / "stock"
    onto = load(folder / "ontology")
    from tomllib import loads

    rules = loads((folder / "corpus.toml").read_text(encoding="utf-8"))["table"]
    used: Iterable[str] = {f["predicate"] for r in rules for f in r.get("fact", ())}
    assert set(used) <= set(onto.predicates)
    assert {r["entity"]["class"] for r in rules if "entity" in r} <= set(onto.classes)
    assert all(onto.predicates[p].templates("question", "zh") and onto.predicates[p].templates("inverseQuestion", "zh") for p in used)


@pytest.mark.parametrize(
    ("rows", "language", "labels"),
    [
        ("Alder Blue|桤木蓝纹\nLarch|", "und", [{"en": "Alder Blue", "zh": "桤木蓝纹"}, {"en": "Larch"}]),
        ("Alder Blue|桤木蓝纹\nLarch|", "en", [{"en": "Alder Blue", "zh": "桤木蓝纹"}, {"en": "Larch"}]),
        ("Alder Blue|桤木蓝纹\nLarch|", "zh", [{"en": "Alder Blue", "zh": "桤木蓝纹"}, {"zh": "Larch"}]),
        ("桤木蓝纹|AB\n落叶松|", "zh", [{"zh": "桤木蓝纹"}, {"zh": "落叶松"}]),
        ("アルダー|\nLarch|", "ja", [{"ja": "アルダー"}, {"ja": "Larch"}]),
    ],
)
def test_a_row_that_names_its_entity_in_two_languages_labels_each(
    tmp_path: Path, rows: str, language: str, labels: list[dict[str, str]]
) -> None:
    toml = '[[table]]\ndocuments = ["t.csv"]\nentity = { class = "x:Person", label = "name", aliases = "other" }\n'
    document = replace(table("name|other\n" + rows, "t.csv"), language=language)
    assert [e.labels for e in entity_rows(document, mapping(tmp_path, toml), ontology()) if isinstance(e, Entity)] == labels


# ------------------------------------------------------------------------------------------------- mappings by header

BY_HEADER = """
[[table]]
documents = ["**"]
ignore = ["备注", "/序号|no[.]?/"]
columns = { "食物" = ["食物", "食品名称", "/food( name)?/"], GI = ["GI", "升糖指数", "/glyc.*/"], "钠" = ["钠", "/sodium.*/"] }
[[table.fact]]
predicate = "x:gi"
subject = { column = "食物", class = "x:Food" }
object = { column = "GI" }
[[table.fact]]
predicate = "x:sodium"
subject = { column = "食物", class = "x:Food" }
object = { column = "钠", unit = "mg" }
"""


def test_one_mapping_reads_every_table_whose_header_fits(tmp_path: Path) -> None:
    corpus = mapping(tmp_path, BY_HEADER)
    resolved, rejections, _ = read(
        corpus,
        table("食品名称|升糖指数\n大米饭|83", "a.csv"),
        table("No.|Sodium (mg)|Food Name\n1|5|rice", "b/c.csv"),
        table("Food|Glycemic index (glucose = 100)|备注\ncooked rice|84|x", "d.csv"),
    )
    assert triples(resolved) == {("x:rice", "x:gi", "83"), ("x:rice", "x:sodium", "5"), ("x:rice", "x:gi", "84")}
    assert not rejections
    spans = {s.document: s.quote for f in resolved.facts for e in f.evidence for s in e.spans if s.role == "trigger"}
    assert spans == {"a.csv": "升糖指数", "b/c.csv": "Sodium (mg)", "d.csv": "Glycemic index (glucose = 100)"}


def test_a_table_that_fits_no_mapping_is_told_with_its_headers(tmp_path: Path) -> None:
    resolved, rejections, _ = read(
        mapping(tmp_path, BY_HEADER), table("食物|颜色\n米饭|白", "a.csv"), table("GI|产地\n3|北京\n\n食物|GI\n米饭|83", "b.csv")
    )
    assert triples(resolved) == {("x:rice", "x:gi", "83")}
    assert [(r.reason, r.what, r.document) for r in rejections] == [
        ("unread_item", "食物 | 颜色", "a.csv"),
        ("unread_item", "GI | 产地", "b.csv"),
    ]


def test_titles_above_a_header_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    text = "2023年食物成分表||\n单位：毫克||\n食物|GI|产地\n米饭|高|北京\n大米饭|83|北京"
    resolved, rejections, _ = read(mapping(tmp_path, BY_HEADER), table(text))
    assert triples(resolved) == {("x:rice", "x:gi", "83")}
    told = [(r.reason, r.what.split("|")[0], r.place) for r in rejections]
    assert told == [("unread_item", "产地", "row 3"), ("bad_value", "米饭", "row 4")]


def test_an_entity_needs_its_columns_and_one_fact(tmp_path: Path) -> None:
    corpus = mapping(
        tmp_path,
        BY_HEADER.replace("columns = {", 'entity = { class = "x:Food", label = "食物", aliases = "别名" }\ncolumns = {').replace(
            '{ column = "食物", class = "x:Food" }', "{ entity = true }"
        ),
    )
    resolved, rejections, _ = read(corpus, table("食物|GI\n面条|60", "a.csv"), table("食物|颜色\n馒头|白", "b.csv"))
    assert {(p, o) for _, p, o in triples(resolved)} == {("x:gi", "60")}
    assert [(r.reason, r.document) for r in rejections] == [("unread_item", "b.csv")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('columns = { "食物" = ["/食(物/"] }', "a regular expression between slashes"),
        ('columns = ["食物"]', "names with the headers"),
        ("columns = {}", "names with the headers"),
    ],
)
def test_wrong_headers_are_told(tmp_path: Path, wrong: str, said: str) -> None:
    lines = [wrong if line.startswith("columns") else line for line in BY_HEADER.split("\n")]
    with pytest.raises(ConfigError, match=said):
        mapping(tmp_path, "\n".join(lines))


def test_a_name_that_the_mapping_does_not_read_is_told(tmp_path: Path) -> None:
    corpus = mapping(tmp_path, BY_HEADER.replace("columns = {", 'columns = { "铁" = ["铁"],'))
    with pytest.raises(ConfigError, match="the mapping reads no column '铁'") as caught:
        with_ids(corpus, ontology())
    assert "没有用到列“铁”" in localise(str(caught.value), "zh")
