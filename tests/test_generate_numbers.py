"""Questions that turn on values: what is asked and answered, in both languages, what is not, and that a release of them is proved."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus.generate import measures_en, measures_zh
from kgcorpus.generate.at_values import tried
from kgcorpus.generate.changes import _together
from kgcorpus.generate.measures import Measure, difference, measure_of
from kgcorpus.generate.phrases import Head, Name, Noun
from kgcorpus.generate.quantities import singled
from kgcorpus.generate.speaker import Speaker
from kgcorpus.grade.one import grade_one
from kgcorpus.model import Literal
from kgcorpus.ontology import Ontology, load
from kgcorpus.release.audit import Report
from kgcorpus.release.audit_numbers import Values
from tests.small import write_corpus
from tests.small_ontologies import PREFIXES

ONTOLOGY = (
    PREFIXES
    + """
x:Hut a owl:Class ; rdfs:label "山屋"@zh, "hut"@en ; kgc:measure "座"@zh ; kgc:nameArticle "none"@en .
x:Range a owl:Class ; rdfs:label "山系"@zh, "range"@en ; kgc:measure "个"@zh ; kgc:nameArticle "none"@en .
x:Trail a owl:Class ; rdfs:label "步道"@zh, "trail"@en ; kgc:measure "条"@zh ; kgc:nameArticle "the"@en .
x:Stage a owl:Class ; rdfs:label "路段"@zh, "stage"@en ; kgc:measure "段"@zh ; kgc:nameArticle "the"@en .
x:Pastime a owl:Class ; rdfs:label "活动"@zh, "pastime"@en ; kgc:measure "项"@zh ; kgc:nameArticle "none"@en .
x:inRange a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "所属山系"@zh, "range"@en ; rdfs:domain x:Hut ; rdfs:range x:Range ;
    kgc:complete kgc:objectsByTable, kgc:subjectsByTable ;
    kgc:phrase "{s}所属的山系"@zh, "range of {s}"@en ; kgc:inversePhrase "{o}{c}"@zh, "{o} {c}"@en ;
    kgc:statement "{s}位于{o}"@zh, "{s} [lies|lie] in the {o}"@en .
x:altitude a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "海拔"@zh, "altitude"@en ; rdfs:domain x:Hut ;
    rdfs:range xsd:decimal ; kgc:unit "m" ; kgc:complete kgc:objectsByTable ;
    kgc:phrase "{s}的海拔"@zh, "altitude of {s}"@en ; kgc:statement "{s}的海拔为{o}"@zh, "the altitude of {s} is {o}"@en .
x:beds a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "床位数"@zh, "number of beds"@en ; rdfs:domain x:Hut ;
    rdfs:range xsd:integer ; kgc:complete kgc:objectsByTable ;
    kgc:phrase "{s}的床位数"@zh, "number of beds in {s}"@en ; kgc:statement "{s}有{o}个床位"@zh, "{s} [has|have] {o} beds"@en .
x:opened a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "开放年份"@zh, "year of opening"@en ; rdfs:domain x:Hut ;
    rdfs:range xsd:gYear ; kgc:complete kgc:objectsByTable ;
    kgc:phrase "{s}的开放年份"@zh, "year of opening of {s}"@en ; kgc:statement "{s}于{o}开放"@zh, "{s} was opened in {o}"@en .
x:code a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "编号"@zh, "number"@en ; rdfs:domain x:Hut ; rdfs:range xsd:integer ;
    kgc:phrase "{s}的编号"@zh, "number of {s}"@en ; kgc:statement "{s}的编号为{o}"@zh, "the number of {s} is {o}"@en .
x:fee a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "收费"@zh, "fee"@en ; rdfs:domain x:Hut ; rdfs:range xsd:decimal ;
    kgc:unit "EUR" ; kgc:changing true ;
    kgc:phrase "{s}的住宿费"@zh, "overnight fee of {s}"@en ; kgc:statement "{s}的住宿费为{o}"@zh, "the overnight fee of {s} is {o}"@en .
x:stageOf a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "所属步道"@zh, "trail"@en ; rdfs:domain x:Stage ; rdfs:range x:Trail ;
    kgc:complete kgc:objectsByTable, kgc:subjectsByTable ;
    kgc:phrase "{s}所属的步道"@zh, "trail of {s}"@en ; kgc:inversePhrase "{o}的路段"@zh, "[stage|stages] of {o}"@en ;
    kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en .
x:walk a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "时长"@zh, "walking time"@en ; rdfs:domain x:Stage ;
    rdfs:range xsd:decimal ; kgc:unit "min" ; kgc:additive true ; kgc:complete kgc:objectsByTable ;
    kgc:phrase ""@zh, ""@en ; kgc:statement "{s}需要{o}"@zh, "{s} [takes|take] {o}"@en .
x:wind a owl:DatatypeProperty, kgc:Condition ; rdfs:label "风速"@zh, "wind speed"@en ; rdfs:range xsd:decimal ; kgc:unit "km/h" .
x:forbids a owl:ObjectProperty ; rdfs:label "禁止的活动"@zh, "forbidden pastime"@en ; rdfs:domain x:Hut ; rdfs:range x:Pastime ;
    kgc:qualifier x:wind ; kgc:phrase "{s}禁止的活动"@zh, "[pastime|pastimes] forbidden at {s}"@en ;
    kgc:inversePhrase "禁止{o}的{c}"@zh, "{c} that [forbids|forbid] {o}"@en ;
    kgc:statement "{s}禁止{o}"@zh, "{s} [forbids|forbid] {o}"@en .
x:keptBy a owl:ObjectProperty ; rdfs:label "经营者"@zh, "keeper"@en ; rdfs:domain x:Hut ; rdfs:range x:Keeper ; kgc:changing true ;
    kgc:phrase "{s}的经营者"@zh, "[keeper|keepers] of {s}"@en ; kgc:inversePhrase "由{o}经营的{c}"@zh, "{c} kept by {o}"@en ;
    kgc:statement "{s}由{o}经营"@zh, "{s} [is|are] kept by {o}"@en .
x:Keeper a owl:Class ; rdfs:label "经营者"@zh, "keeper"@en ; kgc:measure "家"@zh ; kgc:nameArticle "none"@en .
"""
    + "".join(
        f'x:{id} a owl:NamedIndividual, x:{cls} ; skos:prefLabel "{zh}"@zh, "{en}"@en .\n'
        for id, cls, zh, en in (
            ("alder", "Hut", "桤木屋", "Alder Hut"), ("birch", "Hut", "白桦屋", "Birch Hut"), ("cedar", "Hut", "雪松屋", "Cedar Hut"),
            ("elm", "Hut", "榆木屋", "Elm Hut"), ("fir", "Hut", "冷杉屋", "Fir Hut"), ("hazel", "Hut", "榛树屋", "Hazel Hut"),
            ("north", "Range", "北岭", "Northern"), ("south", "Range", "南岭", "Southern"), ("ridge", "Trail", "山脊步道", "ridge trail"),
            ("one", "Stage", "上行段", "ascent"), ("two", "Stage", "横切段", "traverse"), ("three", "Stage", "下行段", "descent"),
            ("fire", "Pastime", "篝火", "campfires"), ("tent", "Pastime", "露营", "camping"), ("swim", "Pastime", "游泳", "swimming"),
            ("club", "Keeper", "山友会", "Mountain Club"), ("shire", "Keeper", "县政府", "County Council"),
        )
    )
)  # fmt: skip
CORPUS = (
    """
name = "huts"
title = { zh = "山屋", en = "Huts" }
date = "2026-11-01"
languages = ["zh", "en"]
ontology = "ontology"

[[source]]
id = "register"
documents = ["*.csv"]
title = { zh = "山屋登记册", en = "Register of huts" }
licence = "CC0-1.0"
uses = ["train", "evaluate", "redistribute"]
origin = "register"
sensitivity = "public"
language = "en"
as_at = "2026-06-01"
complete = true

[[table]]
documents = ["huts.csv"]
"""
    + "".join(
        f"""[[table.fact]]
predicate = "x:{name}"
subject = {{ column = "hut", class = "x:Hut" }}
object = {{ column = "{name}"{', class = "x:Range"' if name == "inRange" else ""} }}
"""
        for name in ("inRange", "altitude", "beds", "opened", "code", "fee")
    )
    + """
[[table]]
documents = ["stages.csv"]
[[table.fact]]
predicate = "x:stageOf"
subject = { column = "stage", class = "x:Stage" }
object = { column = "trail", class = "x:Trail" }
[[table.fact]]
predicate = "x:walk"
subject = { column = "stage", class = "x:Stage" }
object = { column = "walk", unit = "min" }

[[table]]
documents = ["rules.csv"]
[[table.fact]]
predicate = "x:forbids"
subject = { column = "hut", class = "x:Hut" }
object = { column = "pastime", class = "x:Pastime" }
qualifiers = [{ predicate = "x:wind", column = "wind" }]

[[table]]
documents = ["keepers.csv"]
[[table.fact]]
predicate = "x:keptBy"
subject = { column = "hut", class = "x:Hut" }
object = { column = "keeper", class = "x:Keeper" }
valid = { from = "from", to = "to" }
"""
)
DOCUMENTS: dict[str, str | bytes] = {
    "huts.csv": "hut,inRange,altitude,beds,opened,code,fee\n"
    "Alder Hut,Northern,1850,24,1931,101,32\nBirch Hut,Northern,2140,60,1958,102,41\nCedar Hut,Northern,1620,24,1974,103,28.5\n"
    "Elm Hut,Northern,2475,12,1912,104,36\nFir Hut,Southern,990,80,1988,105,25\nHazel Hut,Southern,1310,18,1966,106,30\n",
    "stages.csv": "stage,trail,walk\nascent,ridge trail,150\ntraverse,ridge trail,95\ndescent,ridge trail,80\n",
    "rules.csv": "hut,pastime,wind\nAlder Hut,campfires,> 30 km/h\nBirch Hut,campfires,> 50 km/h\n"
    "Cedar Hut,campfires,> 30 km/h\nElm Hut,swimming,> 50 km/h\nHazel Hut,swimming,\n",
    "keepers.csv": "hut,keeper,from,to\nAlder Hut,Mountain Club,2006-05-01,\nBirch Hut,Mountain Club,2012-03-01,\n"
    "Cedar Hut,Mountain Club,2001-01-01,2013-07-01\nCedar Hut,County Council,2013-07-01,\n",
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("huts"), ontology=ONTOLOGY, corpus=CORPUS, documents=DOCUMENTS)
    kgcorpus.open(folder).build("all")
    return folder / "releases" / "all"


@pytest.fixture(scope="module")
def samples(release: Path) -> list[dict[str, Any]]:
    found = map(orjson.loads, (release / "samples.jsonl").read_bytes().splitlines())
    return [s for s in found if str(s["made_by"]).startswith("numbers/")]


def of(samples: list[dict[str, Any]], kind: str, predicate: str, lang: str = "en") -> list[dict[str, Any]]:
    return [s for s in samples if s["kind"] == kind and f"x:{predicate}" in str(s["form"]) and s["lang"] == lang]


def test_every_kind_is_asked_in_both_languages(samples: list[dict[str, Any]]) -> None:
    kinds = Counter((s["kind"], s["lang"]) for s in samples)
    wanted = {"value_condition", "superlative", "comparison", "aggregate", "change", "condition"}
    assert {kind for kind, _ in kinds} == wanted and all(kinds[kind, lang] for kind in wanted for lang in ("zh", "en"))


def test_a_release_of_them_is_proved_and_their_answers_are_graded_right(release: Path, samples: list[dict[str, Any]]) -> None:
    assert not kgcorpus.audit(release).failures
    verdicts = {s["id"]: grade_one(s, s["answer_text"])["verdict"] for s in samples}
    assert set(verdicts.values()) == {"correct"}, [s["answer_text"] for s in samples if verdicts[s["id"]] != "correct"]


def test_superlatives_tell_the_values_of_all_that_are_named(samples: list[dict[str, Any]]) -> None:
    altitudes = {"Alder Hut": 1850, "Birch Hut": 2140, "Cedar Hut": 1620, "Elm Hut": 2475, "Fir Hut": 990, "Hazel Hut": 1310}
    found = [s for s in of(samples, "superlative", "altitude") if s["form"]["op"] in ("most", "least") and s["form"]["of"]["op"] == "or"]
    assert found
    for sample in found:
        named = {t["label"]: altitudes[t["label"]] for t in sample["topic"]}
        pick = max if sample["form"]["op"] == "most" else min
        if sample["form"].get("k", 1) == 1:
            assert [a["value"] for a in sample["answers"]] == [pick(named, key=named.__getitem__)]
        assert sample["complete"] and len(sample["facts"]) == len(named)
        assert all(f"{value} m" in sample["answer_text"] for value in named.values())
        word = {"most": "highest", "least": "lowest"}[sample["form"]["op"]]
        assert word in sample["question"] and "altitude" in sample["question"]


def test_what_is_compared_shares_a_sort(samples: list[dict[str, Any]]) -> None:
    south = {"Fir Hut", "Hazel Hut"}
    pairs = [{t["label"] for t in s["topic"]} for s in of(samples, "comparison", "altitude")]
    assert pairs and all(pair <= south or not pair & south for pair in pairs)


def test_a_comparison_says_both_values_and_the_difference(samples: list[dict[str, Any]]) -> None:
    south = next(s for s in of(samples, "comparison", "opened") if {t["label"] for t in s["topic"]} == {"Fir Hut", "Hazel Hut"})
    ways = ("Fir Hut was opened later, in 1988. Hazel Hut was opened in 1966, 22 years earlier.",
            "Hazel Hut was opened earlier, in 1966. Fir Hut was opened in 1988, 22 years later.")  # fmt: skip
    assert south["answer_text"].endswith(ways)
    beds = of(samples, "comparison", "beds", "zh")
    assert beds and all("床位数更" in s["answer_text"] or "床位数相同" in s["answer_text"] for s in beds)


def test_thresholds_are_round_and_their_lists_whole_only_by_one_source(samples: list[dict[str, Any]]) -> None:
    found = of(samples, "value_condition", "altitude")
    assert found
    for sample in found:
        assert int(sample["form"]["value"]["value"]) % 100 == 0
        assert (sample["mode"] == "all") == sample["complete"]
        assert not sample["complete"] or sample["setting"] == "source_named"
    assert any("Northern huts" in s["question"] for s in found)
    counts = [s for s in of(samples, "aggregate", "altitude") if s["mode"] == "count"]
    assert all(str(len(s["facts"]) // 2) == s["answers"][0]["value"] for s in counts)


def test_sums_are_asked_only_of_what_adds_up(samples: list[dict[str, Any]]) -> None:
    sums = [s for s in samples if s["form"]["op"] == "sum"]
    assert {s["form"]["predicate"] for s in sums} == {"x:walk"}
    assert all(s["answers"][0]["value"] == "325" and s["answers"][0]["unit"] == "min" for s in sums)
    assert {s["question"] for s in sums if s["lang"] == "zh"} & {
        "据《山屋登记册》，山脊步道的路段一共需要多长时间？", "据《山屋登记册》，山脊步道的路段合计需要多长时间？",
    }  # fmt: skip


def test_numbers_that_name_things_are_not_compared(samples: list[dict[str, Any]]) -> None:
    assert not [s for s in samples if "x:code" in str(s["form"])]


def test_what_changes_is_compared_on_a_day(samples: list[dict[str, Any]]) -> None:
    fees = [s for s in samples if "x:fee" in str(s["form"])]
    assert fees and all(s["as_of"] == "2026-06-01" for s in fees)
    assert all(s["question"].startswith("截至2026年6月1日") or "，截至2026年6月1日" in s["question"] for s in fees if s["lang"] == "zh")


def test_what_was_added_and_what_ceased_between_two_days(samples: list[dict[str, Any]]) -> None:
    found = {(s["labels"]["shape"], s["topic"][0]["label"], tuple(sorted(a["value"] for a in s["answers"]))): s
             for s in of(samples, "change", "keptBy")}  # fmt: skip
    assert ("added", "Mountain Club", ("Birch Hut",)) in found and ("ceased", "Mountain Club", ("Cedar Hut",)) in found
    assert all(s["mode"] == "some" and not s["complete"] for s in found.values())
    gone = found["ceased", "Mountain Club", ("Cedar Hut",)]
    assert "no longer" in gone["question"] and "(until 1 July 2013)" in gone["answer_text"]


def test_conditions_are_asked_at_values_inside_at_and_outside_the_limits(samples: list[dict[str, Any]]) -> None:
    found = {
        s["form"]["with"][0]["value"]["value"]: sorted(a["value"] for a in s["answers"])
        for s in of(samples, "condition", "forbids")
        if s["form"].get("inverse")
    }
    assert found["40"] == ["Alder Hut", "Cedar Hut"] and found["50"] == ["Alder Hut", "Cedar Hut"]
    assert found["55"] == ["Alder Hut", "Birch Hut", "Cedar Hut"]
    assert "30" not in found  # only what is said without a condition holds there: that is no answer to a question about wind
    asked = [s["question"] for s in of(samples, "condition", "forbids", "zh")]
    assert any("风速为40 km/h时" in text for text in asked)


def test_values_tried_lie_inside_at_and_outside() -> None:
    def below(text: str) -> Literal:
        return Literal("xsd:decimal", max=text, max_open=True)

    assert [v.value for v in tried([below("30")])] == ["25", "30", "35"]
    assert [v.value for v in tried([below("6.5")])] == ["6", "6.5", "8"]
    assert tried([]) == []


# ------------------------------------------------------------------------------------------- words


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("words") / "huts.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return load(path)


def test_adjectives_follow_from_noun_and_unit(ontology: Ontology) -> None:
    zh, en = (Speaker(ontology, lang) for lang in ("zh", "en"))
    said = {name: [(m.noun, m.way, m.more, m.less) for m in (measure_of(zh, f"x:{name}"), measure_of(en, f"x:{name}"))]
            for name in ("altitude", "beds", "opened", "walk")}  # fmt: skip
    assert said == {
        "altitude": [("海拔", "的", "高", "低"), ("altitude", "of", "high", "low")],
        "beds": [("床位数", "的", "多", "少"), ("number of beds", "in", "many", "few")],
        "opened": [("开放年份", "的", "晚", "早"), ("opened", "verb", "late", "early")],
        "walk": [("需要的时间", "", "长", "短"), ("takes", "verb", "long", "short")],
    }


def test_an_expert_names_what_is_measured(ontology: Ontology) -> None:
    named = measure_of(Speaker(ontology, "zh"), "x:walk", "用时：长/短")
    assert (named.noun, named.more) == ("用时", "长")
    assert measures_zh.compared(named, ">", "30分钟") == "超过30分钟"
    money = measure_of(Speaker(ontology, "en"), "x:altitude", "price: expensive/cheap")
    assert measures_en.superlative(money.more) == "most expensive" and measures_en.comparative(money.less) == "cheaper"


def test_what_comes_first_is_said_to_come_first() -> None:
    published = Measure("x:p", "en", "first published", "verb", "late", "early", True, None, True)
    head, (a, b, c) = Head("book", "books"), (Noun(text) for text in ("Ash", "Elm", "Fir"))
    later = [w.text for w in measures_en.ask_more(published, a, b, head, False, False)]
    assert later[0] == "which was published later, Ash or Elm?"
    assert later[-1] == "which was published later, Ash or Elm, or were both published in the same year?"
    assert measures_en.ask_more(published, a, b, head, True, False)[0].text == "which was published first, Ash or Elm?"
    told = measures_en.tell_more(published, (a, "1923"), (b, "1983"), True, "60 years")
    assert told == "Ash was published first, in 1923. Elm was first published in 1983, 60 years later"
    three = measures_en.ask_most(published, (a, b, c), head, False, 2)
    assert three[0].text == "which two of these were published most recently: Ash, Elm and Fir?"


def test_kinds_in_a_list_are_singled_out() -> None:
    kind = Name("a mat hold", "mat hold", "a mat hold")
    assert singled(kind).full == "the mat hold" and singled(kind).first == "The mat hold"
    assert singled(Name("米奶")) == Name("米奶")


def test_differences_have_a_unit_of_their_own() -> None:
    share = [Literal("xsd:decimal", text, "%") for text in ("7.5", "6")]
    assert difference(*share, "zh") == "1.5个百分点" and difference(*share, "en") == "1.5 percentage points"
    days = [Literal("xsd:date", text) for text in ("2020-03-01", "2020-02-28")]
    assert difference(*days, "en") == "2 days"
    assert difference(Literal("xsd:decimal", max="7"), share[0], "en") == ""


# ------------------------------------------------------------------------------------------- audit


def test_the_audit_finds_a_figure_that_no_fact_gives(release: Path, samples: list[dict[str, Any]]) -> None:
    from kgcorpus.release.audit import _load, _manifest

    files = _load(release, _manifest(release), None, Report(release))
    sample = next(s for s in samples if s["kind"] == "superlative" and s["lang"] == "en")
    for text, failures in ((sample["answer_text"], 0), (sample["answer_text"] + " It has 77 doors.", 1)):
        report = Report(release)
        Values(files, report).sample({**sample, "answer_text": text})
        assert (report.checked["values"], len(report.failures)) == (1, failures)


def test_two_sentences_about_two_days_say_once_what_they_share() -> None:
    told = _together("The latest edition was the ninth as of 2011.", "The latest edition was the eleventh as of 2022.")
    assert told == "the latest edition was the ninth as of 2011 and the eleventh as of 2022"
    assert _together("As of 2011, it cost 3.", "In 2022, it cost 4.") == "As of 2011, it cost 3. In 2022, it cost 4"
