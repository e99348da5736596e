"""Chinese names in texts that no gazetteer covers: by LAC where it is installed, by runs between function words where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.extract import words as seam
from kgcorpus.extract.named import expected, named
from kgcorpus.extract.texts import extract_texts
from kgcorpus.ontology import OntClass, Ontology, Predicate
from tests.running import Program

needs_lac = pytest.mark.skipif(not seam.installed("lac"), reason="the extra zh is not installed")


def classes(*names: str) -> dict[str, OntClass]:
    return {f"x:{name}": OntClass(f"x:{name}", labels={"zh": name}) for name in names}


def predicate(name: str, domain: str, range: str) -> dict[str, Predicate]:
    return {f"x:{name}": Predicate(f"x:{name}", labels={"zh": name}, domain=(f"x:{domain}",), range=(f"x:{range}",))}


OWL = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <http://x.org/> .
x:Film a owl:Class ; rdfs:label "影视作品"@zh .
x:Person a owl:Class ; rdfs:label "人物"@zh .
x:director a owl:ObjectProperty ; rdfs:label "导演"@zh ; rdfs:domain x:Film ; rdfs:range x:Person .
"""
ONTOLOGY = Ontology(
    classes=classes("影视作品", "人物", "学校", "企业", "地点", "疾病", "症状"),
    predicates=predicate("导演", "影视作品", "人物")
    | predicate("校长", "学校", "人物")
    | predicate("总部地点", "企业", "地点")
    | predicate("临床表现", "疾病", "症状")
    | predicate("预防", "疾病", "症状"),
)


def facts(text: str) -> list[tuple[str, str, str]]:
    """What is found in a text, each place verified."""
    line = next(extract_texts(ONTOLOGY, [("1", text, "zh")]))
    for fact in line["facts"]:
        for end in (fact["subject"], fact["object"]):
            assert text[end["start"] : end["end"]] == end["text"]
    return [(f["subject"]["text"], f["predicate"], f["object"]["text"]) for f in line["facts"]]


@needs_lac
@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("《死亡幻觉》是一部科幻电影，导演理查德·凯利却放弃了宣扬美国梦。", ("死亡幻觉", "导演", "理查德·凯利")),
        ("北京交通大学校长王稼琼出席了会议。", ("北京交通大学", "校长", "王稼琼")),
        ("美国钢铁公司成立于1901年，总部设在匹兹堡。", ("美国钢铁公司", "总部地点", "匹兹堡")),
        ("急性胰腺炎的临床表现为腹痛。", ("急性胰腺炎", "临床表现", "腹痛")),
    ],
)
def test_names_end_where_they_end(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(text)


@needs_lac
@pytest.mark.parametrize(
    "text",
    [
        "胺碘酮是最有效的预防房颤复发的药物。",  # no noun stands before 预防
        "常见的临床表现有消化不良。",
        "国际诗酒文化大会组委会副主任、董事长、校长刘淼致辞。",  # offices are no schools
        "证明能预防哮喘发作。",
    ],
)
def test_what_is_no_name_makes_no_fact(text: str) -> None:
    assert facts(text) == []


def test_without_lac_runs_between_function_words_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seam, "installed", lambda parser: parser not in ("lac", "spacy"))
    text = "《红高粱》的导演是张艺谋。"
    assert named(text, lambda a, b: text[a:b]) is None
    assert facts(text) == [("红高粱", "导演", "张艺谋")]


def test_what_could_be_installed_is_said_once(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "o.ttl").write_text(OWL, encoding="utf-8")
    (tmp_path / "t.jsonl").write_text('{"id": "1", "text": "《红高粱》的导演是张艺谋。"}\n', encoding="utf-8")
    seam.missed()
    if seam.installed("lac"):
        assert program("--lang", "en", "extract", "--ontology", tmp_path / "o.ttl", tmp_path / "t.jsonl").err == ""
    monkeypatch.setattr(seam, "installed", lambda parser: parser == "characters")
    ran = program("--lang", "en", "extract", "--ontology", tmp_path / "o.ttl", tmp_path / "t.jsonl")
    assert "张艺谋" in ran.out
    said = 'Names in texts (Chinese) were looked for without the best analysis; it can be installed: pip install "kgcorpus[zh]"\n'
    assert ran.err == said
    assert "可安装" in program("--lang", "zh", "extract", "--ontology", tmp_path / "o.ttl", tmp_path / "t.jsonl").err


@needs_lac
def test_spans_tell_their_kind() -> None:
    text = "广西科技大学党委书记和张三在北京观看《三体》。"
    found = named(text, lambda a, b: text[a:b])
    assert found is not None
    kinds = {text[start:end]: kind for start, end, kind in found}
    assert kinds["张三"] == "person" and kinds["北京"] == "place" and kinds["三体"] == "work"
    assert kinds["广西科技大学"] == "org" and "广西科技大学党委书记" not in kinds
    assert named("No Chinese here.", lambda a, b: "No Chinese here."[a:b]) is None


def test_a_class_tells_what_its_members_names_are() -> None:
    assert expected("娱乐人物") == {"person"}
    assert expected("record company") == {"org"}
    assert expected("疾病") == frozenset()


def test_letters_beside_chinese_are_names_of_their_own() -> None:
    ontology = Ontology(classes=classes("企业", "地点"), predicates=predicate("总部地点", "企业", "地点"))
    line = next(extract_texts(ontology, [("1", "Acme Motor Works），是一家制造商，总部位于慕尼黑。", "zh")]))
    assert all("是一家" not in fact["subject"]["text"] for fact in line["facts"])
