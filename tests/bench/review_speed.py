"""How long a review round takes: 10,000 decisions read back, 10,000 laid over 80,000 facts, a book of 5,000 facts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from kgcorpus.build import STAGES, Build
from kgcorpus.model import Document, Evidence, Fact, Literal, Review, Source, Span
from kgcorpus.review.exporting import export_reviews
from kgcorpus.review.importing import import_reviews
from kgcorpus.verify.reviews import lay_over
from tests.bench.measure import Figure

FACTS, DECISIONS, BOOK = 80_000, 10_000, 5_000

ONTOLOGY = """\
@prefix x: <https://example.org/parts#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:Part a owl:Class ; rdfs:label "零件"@zh, "part"@en ; kgc:mintable true .
x:Maker a owl:Class ; rdfs:label "厂家"@zh, "maker"@en ; kgc:mintable true .
x:madeBy a owl:ObjectProperty ; rdfs:label "厂家"@zh, "maker"@en ; rdfs:domain x:Part ; rdfs:range x:Maker ;
  kgc:statement "{s}由{o}生产"@zh, "{s} is made by {o}"@en .
x:weight a owl:DatatypeProperty ; rdfs:label "重量"@zh, "weight"@en ; rdfs:domain x:Part ; rdfs:range xsd:decimal ; kgc:unit "g" ;
  kgc:qualifier x:size ; kgc:statement "{s}的重量为{o}"@zh, "the weight of {s} is {o}"@en .
x:size a owl:DatatypeProperty, kgc:Condition ; rdfs:label "规格"@zh, "size"@en ; rdfs:range xsd:decimal ; kgc:unit "mm" .
"""
CORPUS = """\
name = "parts"
date = "2026-11-01"
ontology = "parts.ttl"
[[source]]
id = "list"
documents = ["*.csv"]
title = { zh = "零件表", en = "List of parts" }
licence = "CC0-1.0"
uses = ["train"]
origin = "list"
[[table]]
documents = ["*.csv"]
entity = { class = "x:Part", label = "零件" }
[[table.fact]]
predicate = "x:madeBy"
subject = { entity = true }
object = { column = "厂家", class = "x:Maker" }
[[table.fact]]
predicate = "x:weight"
subject = { entity = true }
object = { column = "重量" }
qualifiers = [{ predicate = "x:size", column = "规格" }]
"""


@contextmanager
def timed(seconds: list[float]) -> Iterator[None]:
    """Seconds of processor time: all of this is one process, and others may be at work on the machine."""
    began = time.process_time()
    yield
    seconds.append(time.process_time() - began)


def laid_over() -> tuple[float, float]:
    """Seconds for decisions that find their facts by id, and for decisions all of which must be found by their quote."""
    text = "".join(f"第{n}号零件的重量为{n}克，由第{n % 977}厂生产。\n" for n in range(FACTS))
    document = Document("d", "d.md", "0" * 64, text, (), Source("s"), "d", "zh", "md")
    facts, at = [], 0
    for n in range(FACTS):
        object = f"{n}克"
        start = text.index(object, at)
        at = text.index("\n", start)
        span = Span("object", "d", start, start + len(object), object)
        facts.append(Fact(f"x:p{n}", "x:weight", Literal("xsd:decimal", str(n)), evidence=(Evidence((span,)),)))
    lines = text.splitlines()
    on = [{"fact": f.id, "predicate": f.predicate, "subject": f.subject, "quote": lines[n]} for n, f in enumerate(facts[:DECISIONS])]
    renamed = [{**about, "fact": f"f-{n}"} for n, about in enumerate(on)]
    found: list[float] = []
    for about in (on, renamed):
        reviews = [Review("wang", "2026-01-01", "accept", one) for one in about]
        with timed(found):
            reviewed = lay_over(facts, reviews, {"d": document})
        assert len(reviewed.decided) == DECISIONS and not reviewed.findings
    return found[0], found[1]


def parts(folder: Path, n: int) -> Path:
    """A corpus of a table with so many rows, two facts a row, built but for its release."""
    (folder / "documents").mkdir(parents=True)
    rows = "".join(f"零件{i},{i % 7}号厂,{10 + i % 90} g,{i % 40} mm\n" for i in range(n))
    (folder / "documents" / "parts.csv").write_text("零件,厂家,重量,规格\n" + rows, encoding="utf-8")
    (folder / "parts.ttl").write_text(ONTOLOGY, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    with Build(folder) as work:
        for stage in STAGES[:-1]:
            work.run(stage)
    return folder


def filled(book: Path, decide: Callable[[int], dict[str, object]]) -> int:
    """Sign a book and decide on every row of facts; gives how many there are."""
    opened = openpyxl.load_workbook(book)
    start, facts = opened.worksheets[:2]
    keys = {str(cell.value).partition(":")[2]: cell.column for cell in facts[2]}
    fields = {str(cell.value).partition(":")[2]: cell.column for cell in start[2]}
    for row in range(4, start.max_row + 1):
        value = {"who": "王敏", "when": "2026-11-02"}.get(str(start.cell(row, fields["field"]).value))
        if value:
            start.cell(row, fields["value"]).value = value
    count = 0
    for row in range(4, facts.max_row + 1):
        if facts.cell(row, keys["about"]).value:
            for key, cell in decide(count).items():
                facts.cell(row, keys[key]).value = cell
            count += 1
    opened.save(book)
    return count


def figures() -> list[Figure]:
    """The figures as rows of a table."""
    by_id, by_quote = laid_over()
    written: list[float] = []
    read: list[float] = []
    with TemporaryDirectory() as name:
        corpus = parts(Path(name) / "corpus", DECISIONS // 2 + 100)
        book, large = corpus / "book.xlsx", corpus / "large.xlsx"
        with timed(written):
            made = export_reviews(corpus, book, n=BOOK, lang="zh")
        export_reviews(corpus, large, n=DECISIONS + 200, lang="zh")
        rows = filled(large, _decision)
        with timed(read):
            done = import_reviews(corpus, large, lang="zh")
        with timed(read):
            again = import_reviews(corpus, large, lang="zh")
        assert len(done.new) >= DECISIONS * 0.99 and not again.new, (rows, len(done.new), [t.message for t in done.troubles[:3]])
    said = sum(made.rows.values())
    return [
        Figure(f"a workbook of {said:,} rows written", "< 10 s", f"{written[0]:.1f} s", written[0] < 10),
        Figure(f"{len(done.new):,} decisions imported", "< 5 s", f"{read[0]:.1f} s", read[0] < 5),
        Figure("the same book imported again", "< 5 s", f"{read[1]:.1f} s", read[1] < 5),
        Figure(f"{DECISIONS:,} decisions laid over {FACTS:,} facts, by id", "", f"{by_id:.1f} s"),
        Figure(f"{DECISIONS:,} decisions laid over {FACTS:,} facts, all by their quotes", "", f"{by_quote:.1f} s"),
    ]


def _decision(n: int) -> dict[str, object]:
    """Mostly accepted, some rejected, every fifth corrected: its condition."""
    if n % 5 == 0:
        return {"decision": "更正", "from": "2021-04", "why": "见新版"}
    return {"decision": "否决" if n % 7 == 0 else "接受", "why": "已核对"}
