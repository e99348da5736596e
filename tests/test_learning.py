"""The learned extractor: from examples to a model folder, from a model to facts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import orjson
import pytest

from kgcorpus.errors import InputError
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.learned_texts import LearnedReader
from kgcorpus.extract.learning.applying import Found, load_model
from kgcorpus.extract.learning.by_label import found_by_label, share
from kgcorpus.extract.learning.deciding import decide
from kgcorpus.extract.learning.examples import Argument, Example, example
from kgcorpus.extract.learning.pointers import Spot
from kgcorpus.extract.learning.ranking import COLUMNS
from kgcorpus.extract.learning.schema import schema
from kgcorpus.extract.learning.spots import learn_scorer, scored
from kgcorpus.extract.learning.tongue import Scored
from kgcorpus.extract.learning.training import _thresholds, train
from kgcorpus.extract.learning.units import units
from kgcorpus.extract.sentences import PassageReader
from kgcorpus.extract.spans import OpenLexicon, predicate_words
from kgcorpus.extract.texts import extract_texts, plain_document, text_reader
from kgcorpus.extract.words import analyser
from kgcorpus.ontology import OntClass, Ontology, Predicate

pytest.importorskip("lightgbm")
pytest.importorskip("sklearn")

ONTOLOGY = Ontology(
    classes={
        c: OntClass(c, labels={"en": en, "zh": zh})
        for c, en, zh in (("x:Pump", "pump", "水泵"), ("x:Maker", "company", "企业"), ("x:City", "city", "城市"))
    },
    predicates={
        "x:maker": Predicate("x:maker", labels={"en": "maker", "zh": "生产商"}, domain=("x:Pump",), range=("x:Maker",)),
        "x:seat": Predicate("x:seat", labels={"en": "seat", "zh": "总部"}, domain=("x:Maker",), range=("x:City",)),
    },
)
PUMPS = ["Aqua 10", "Aqua 20", "Blue 7", "Delta 4", "Echo 9", "Fjord 2", "Gamma 5", "Hydra 8", "Iris 3", "Juno 6", "Kite 1", "Lima 11"]
MAKERS = ["Alder Works", "Birch Tools", "Cedar Engines", "Dogwood Flow", "Elm Industries", "Fir Mechanics"]
CITIES = ["Malmö", "Lyon", "Porto", "Ghent", "Turin", "Bergen"]
ZH_PUMPS = ["清泉一号", "清泉二号", "碧波七号", "三江四号", "长河九号", "北湖二号", "南溪五号", "东海八号", "西岭三号", "云岭六号"]
ZH_MAKERS = ["恒通机械有限公司", "宏达泵业集团", "金源设备有限公司", "华泰制造厂", "永安机电公司", "新瑞工业集团"]
ZH_CITIES = ["苏州", "长沙", "青岛", "合肥", "厦门", "兰州"]


def _line(text: str, *facts: tuple[str, str, str]) -> Example:
    triples = [{"subject": {"text": s}, "predicate": p, "object": {"text": o}} for s, p, o in facts]
    return example({"text": text, "triples": triples}, text)


def english() -> list[Example]:
    out = []
    for n, pump in enumerate(PUMPS):
        maker, other, city = MAKERS[n % 6], MAKERS[(n + 1) % 6], CITIES[n % 6]
        out.append(_line(f"The {pump} leaves the workshops of {maker} in large numbers.", (pump, "maker", maker)))
        out.append(_line(f"The {pump} was shown beside a poster of {other}."))
        out.append(_line(f"{maker} keeps its main office in {city}.", (maker, "seat", city)))
        out.append(_line(f"Visitors of {maker} often fly to {city}."))
    return out


def chinese() -> list[Example]:
    out = []
    for n, pump in enumerate(ZH_PUMPS):
        maker, other, city = ZH_MAKERS[n % 6], ZH_MAKERS[(n + 1) % 6], ZH_CITIES[n % 6]
        out.append(_line(f"{pump}由{maker}研制。", (pump, "生产商", maker)))
        out.append(_line(f"{pump}在展会上摆在{other}旁边。"))
        out.append(_line(f"{maker}总部设在{city}。", (maker, "总部", city)))
        out.append(_line(f"{maker}的客人常去{city}旅游。"))
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    train(ONTOLOGY, [*english(), *chinese()], out)
    return out


@pytest.mark.parametrize(
    ("text", "language", "subject", "predicate", "object_"),
    [
        ("The Nova 12 leaves the workshops of Hazel Pumps in large numbers.", "en", "Nova 12", "maker", "Hazel Pumps"),
        ("玉泉三号由天成机械有限公司研制。", "zh", "玉泉三号", "生产商", "天成机械有限公司"),
        ("天成机械有限公司总部设在无锡。", "zh", "天成机械有限公司", "总部", "无锡"),
    ],
)
def test_facts_of_unseen_names_are_found_with_exact_offsets(
    folder: Path, text: str, language: str, subject: str, predicate: str, object_: str
) -> None:
    line = text_reader(ONTOLOGY, model=load_model(folder, ONTOLOGY))("1", text, language)
    said = {(f["subject"]["text"], f["predicate"], f["object"]["text"]) for f in line["facts"]}
    assert (subject, predicate, object_) in said
    assert next(extract_texts(ONTOLOGY, [("1", text, language)]))["facts"] == []  # labels alone do not say it
    for fact in line["facts"]:
        for end in (fact["subject"], fact["object"]):
            assert text[end["start"] : end["end"]] == end["text"]


def test_standing_together_is_no_fact(folder: Path) -> None:
    model = load_model(folder, ONTOLOGY)
    found = model.find(
        [("The Nova 12 was shown beside a poster of Hazel Pumps.", "en"), ("玉泉三号在展会上摆在天成机械有限公司旁边。", "zh")]
    )
    assert [[f for f in facts if f.accepted] for facts in found] == [[], []]


def test_types_fit_domain_and_range(folder: Path) -> None:
    found = load_model(folder, ONTOLOGY).find([("玉泉三号由天成机械有限公司研制。", "zh")])[0]
    assert {(f.subject.type, f.object.type) for f in found if f.predicate == "x:maker"} == {("水泵", "企业")} or {
        (f.subject.type, f.object.type) for f in found if f.predicate == "x:maker"
    } == {("pump", "company")}


def test_the_same_examples_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    train(ONTOLOGY, [*english(), *chinese()], tmp_path / "again")
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()}


def test_what_is_found_does_not_depend_on_the_texts_beside_it(folder: Path) -> None:
    model = load_model(folder, ONTOLOGY)
    texts = [(e.text, e.language) for e in (*english()[:4], *chinese()[:4])]
    assert model.find(texts) == [model.find([t])[0] for t in texts]


class Says:
    """A model that finds one fact, between the first places of two names."""

    languages = ("zh", "en")

    def __init__(self, subject: str, object_: str) -> None:
        self.names = subject, object_

    def find(self, texts: list[tuple[str, str]]) -> list[list[Found]]:
        ends = [[Argument(t.index(n), t.index(n) + len(n), None) for n in self.names] for t, _ in texts]
        return [[Found(s, "x:seat", "总部", o, 0.9, accepted=True, certain=False)] for s, o in ends]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("天成机械有限公司总部不设在无锡。", True),
        ("天成机械有限公司总部设在无锡。", False),
        ("天成机械有限公司名气不大，日子也不好过，总部设在无锡。", True),  # its own clause denies something: a reader decides
        ("天成机械有限公司很有名，日子并不好过，总部设在无锡。", False),
        ("《不见不散》里的天成机械有限公司总部设在无锡。", False),
        ("天成机械有限公司出品《不见不散》，总部设在无锡。", False),
    ],
)
def test_a_find_is_negated_where_a_clause_of_its_ends_denies_it(text: str, denied: bool) -> None:
    passages = PassageReader(OpenLexicon(lexicon(ONTOLOGY), predicate_words(ONTOLOGY)))
    reader = LearnedReader(Says("天成机械有限公司", "无锡"), ONTOLOGY, passages)  # type: ignore[arg-type]
    [fact], rejected = reader.of(plain_document("1", text, "zh"))
    assert fact.get("negated", False) == denied and not rejected


@pytest.mark.parametrize(("rows", "truth", "likely"), [(0, [], False), (2, [False, False], False), (2, [True, True], True)])
def test_a_handful_of_rows_decides_with_finite_scores(rows: int, truth: list[bool], likely: bool) -> None:
    table = np.arange(rows * len(COLUMNS), dtype=np.float32).reshape(rows, len(COLUMNS))
    decision = decide(table, np.array(truth, bool), many=False, seed=0)
    [score] = decision.scores(np.ones((1, len(COLUMNS)), np.float32))
    assert 0 < score < 1 and (score > 0.5) == likely


def test_a_model_of_very_few_examples_can_be_used(tmp_path: Path) -> None:
    one = _line("Nova was shown in the halls of Elm Works by visitors.", ("Nova", "maker", "Elm Works"))
    report = train(ONTOLOGY, [one], tmp_path)
    assert 0 <= report["languages"]["en"]["threshold"] <= 1
    assert load_model(tmp_path, ONTOLOGY).find([(one.text, "en")]) is not None


def test_texts_without_any_span_can_be_learned_from() -> None:
    given, labels = units(analyser("en")(["of the"])[0], "en"), [(0, ""), (1, "")]
    span = Spot(0, 0, 0, 2, np.zeros(6, np.float32))
    for found in ([[]], [[], [span]]):
        scorer = learn_scorer([given] * len(found), found, [_line("of the")] * len(found), labels)
        assert [len(s.scores) for s in scored(given, [span], scorer)] == [2]


def test_white_space_of_any_kind_is_no_part_of_a_span(tmp_path: Path) -> None:
    examples = [
        _line(f"\u3000{pump}由{maker}研制，\xa0《\u3000{city}》。", (f"\u3000{pump}", "生产商", maker), (maker, "总部", f"\u3000{city}"))
        for pump, maker, city in zip(ZH_PUMPS, ZH_MAKERS * 2, ZH_CITIES * 2, strict=False)
    ]  # people mark with a mouse
    assert all(len(e.facts) == 2 for e in examples)
    train(ONTOLOGY, examples, tmp_path / "model")
    for e, found in zip(examples, load_model(tmp_path / "model", ONTOLOGY).find([(e.text, "zh") for e in examples]), strict=True):
        said = [e.text[a.start : a.end] for f in found for a in (f.subject, f.object)]
        assert said == [name.strip() for name in said]


def test_examples_of_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no fact of the ontology's predicates"):
        train(ONTOLOGY, [_line("Elm grows.", ("Elm", "height", "grows"))], tmp_path)


def test_a_model_that_was_changed_is_refused(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "zh-pairs-bias.npy").write_bytes(b"")
    with pytest.raises(InputError, match="not as it was written"):
        load_model(copy, ONTOLOGY)
    (copy / "model.json").unlink()
    with pytest.raises(InputError, match=r"no model\.json"):
        load_model(copy, ONTOLOGY)


def test_arguments_bind_to_the_nearest_places() -> None:
    bound = example(
        {
            "text": "甲公司说，甲公司总部在苏州。苏州很大。",
            "triples": [{"subject": {"text": "甲公司"}, "predicate": "总部", "object": {"text": "苏州"}}],
        },
        "1",
    )
    assert [(f.subject.start, f.object.start) for f in bound.facts] == [(5, 11)]


def test_a_fact_that_does_not_stand_in_the_text_is_counted() -> None:
    lost = example(
        {"text": "甲公司总部在苏州。", "triples": [{"subject": {"text": "乙公司"}, "predicate": "总部", "object": {"text": "苏州"}}]}, "1"
    )
    assert (lost.facts, lost.lost) == ((), 1)


def test_a_line_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    from kgcorpus.extract.learning.examples import read_examples

    path = tmp_path / "e.jsonl"
    path.write_bytes(orjson.dumps({"text": "x", "triples": []}) + b"\n" + orjson.dumps({"text": "y", "triples": [{"subject": 3}]}) + b"\n")
    with pytest.raises(InputError, match=r"e\.jsonl:2"):
        read_examples(path)


def test_a_label_counts_beside_a_model_where_it_was_right_in_the_examples() -> None:
    texts = [f"The seat of {maker} is {city}." for maker in MAKERS[:3] for city in CITIES[:2]]
    right = [_line(t, (MAKERS[n // 2], "seat", CITIES[n % 2])) for n, t in enumerate(texts)]
    read = text_reader(ONTOLOGY)
    for examples, least, most in ((right * 4, 0.7, 1.0), ([_line(t) for t in texts] * 4, 0.0, 0.3)):
        _, known, _ = schema(ONTOLOGY, examples, "en")
        counts = found_by_label(ONTOLOGY, known, read)
        assert counts.get("x:seat", (0, 0))[1] == len(examples)
        assert least <= share(counts, "x:seat") <= most
    assert share({}, "x:seat") == 0.5  # nothing known


def test_many_documents_read_together_give_what_each_gives_alone(folder: Path) -> None:
    read = text_reader(ONTOLOGY, model=load_model(folder, ONTOLOGY))
    documents = [plain_document(str(n), e.text, e.language) for n, e in enumerate((*english()[:6], *chinese()[:6]))]
    assert read.all(documents) == [text_reader(ONTOLOGY, model=load_model(folder, ONTOLOGY)).of(d) for d in documents]


@pytest.mark.parametrize(("subjects", "least"), [(0, 0.5), (8, 0.125), (1000, 0.0)])
def test_what_few_subjects_taught_is_held_to_a_higher_probability(subjects: int, least: float) -> None:
    spot = Spot(0, 0, 0, 2, np.zeros(1, np.float32))
    facts = [(Scored(spot, spot, 0, raw), 0, raw > 0.5) for raw in (0.02, 0.04, 0.06)]
    (threshold, certain), _ = _thresholds([], [*facts, (Scored(spot, spot, 0, 0.05), 0, True)], lambda raw: raw, subjects)
    assert threshold == pytest.approx(max(0.049, least), abs=1e-3) and certain >= threshold
