"""A trained model in a corpus: it learns from what people decided, proposes, and decides nothing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import orjson
import pytest

from kgcorpus import store
from kgcorpus.build import Build
from kgcorpus.build_training import examples_in, train_corpus
from kgcorpus.errors import ConfigError, InputError, UsageError
from kgcorpus.extract.learned import EXAMPLES, model_digest
from kgcorpus.extract.outspoken import outspoken, said_of
from kgcorpus.model import Candidate, Mention, Rejection, Span
from kgcorpus.release.lineage import screen, trace

from .orchard import Orchard, Toy, sentences, toy_train
from .running import Program

NEW = ("阿维菌素对红蜘蛛有很好的效果。", "Abamectin works well against red spider mite.")
ELSEWHERE = {
    "text": "代森锰锌对锈病有很好的效果。",
    "triples": [{"subject": {"text": "代森锰锌"}, "predicate": "防治对象", "object": {"text": "锈病"}}],
}


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy model in the trained one's place."""
    for name, parts in (("training", {"train": toy_train}), ("applying", {"load_model": Toy})):
        module = ModuleType(f"kgcorpus.extract.learning.{name}")
        module.__dict__.update(parts)
        monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    return Program(monkeypatch, capfd)


@pytest.fixture
def orchard(tmp_path: Path, toy: None) -> Orchard:
    made = Orchard(tmp_path / "orchard", NEW)
    made.generate()
    made.accept_all()
    return made


def trained(orchard: Orchard) -> Orchard:
    train_corpus(orchard.folder)
    orchard.use_model()
    orchard.generate()
    return orchard


def rejections(orchard: Orchard, reason: str) -> list[Rejection]:
    with Build(orchard.folder) as work:
        found = (store.load(Rejection, raw) for _, raw in work.store.rejections())
        return [r for r in found if r.reason == reason]


# ------------------------------------------------------------------------------------------------- what is learned from


def test_what_people_decided_becomes_examples_with_exact_places(orchard: Orchard, program: Program) -> None:
    first, second = sorted(orchard.facts())[:2]
    orchard.by_hand("reject", {"fact": second})
    done = program("train", orchard.folder, "--export", orchard.folder / "e.jsonl", "--json")
    lines = [orjson.loads(line) for line in (orchard.folder / "e.jsonl").read_bytes().splitlines()]
    assert done.code == 0 and orjson.loads(done.out)["examples"] == len(lines) == 24
    assert {line["text"] for line in lines} == {*sentences("zh", 12), *sentences("en", 12)}
    for line in lines:
        for triple in line["triples"]:
            for end in (triple["subject"], triple["object"]):
                assert line["text"][end["start"] : end["end"]] == end["text"]
    assert {t["predicate"] for line in lines for t in line["triples"]} == {"防治对象", "controlled pest"}
    assert {t["subject"]["type"] for line in lines for t in line["triples"]} == {"农药", "product"}
    rejected = [line["text"] for line in lines for t in line["triples"] if t.get("rejected")]
    wrong = orchard.facts()[second]
    assert len(rejected) == len(wrong.evidence) and first not in rejected


def test_what_only_the_program_accepted_is_no_example_unless_asked(tmp_path: Path, toy: None) -> None:
    orchard = Orchard(tmp_path / "orchard")
    orchard.generate()
    assert not examples_in(orchard.folder).lines
    with pytest.raises(UsageError, match="nobody has decided"):
        train_corpus(orchard.folder)
    assert len(examples_in(orchard.folder, accepted=True).lines) == 24
    orchard.by_hand("accept", {"fact": min(orchard.facts())})
    assert 0 < len(examples_in(orchard.folder).lines) < 24


def test_other_accepted_facts_of_a_sentence_are_told_and_half_decided_sentences_wait(tmp_path: Path, toy: None) -> None:
    orchard = Orchard(tmp_path / "orchard", ["代森锰锌可防治锈病和蚜虫。"], n=0)
    orchard.generate()
    rust = orchard.fact("p0", "controls", "d2")
    orchard.by_hand("accept", {"fact": rust.id})
    (line,) = examples_in(orchard.folder).lines
    assert [t["object"]["text"] for t in line["triples"]] == ["锈病", "蚜虫"]
    orchard.ontology(lambda text: text)
    (orchard.folder / "corpus.toml").write_text(
        (orchard.folder / "corpus.toml").read_text(encoding="utf-8").replace("[policy]", "[policy]\nmin_origins = 2"), encoding="utf-8"
    )
    found = examples_in(orchard.folder)  # the other fact waits for a second source now
    assert not found.lines and found.counts["undecided"] == 1


# ------------------------------------------------------------------------------------------------- what is found


def test_a_fact_that_rules_do_not_find_is_proposed_and_waits(orchard: Orchard) -> None:
    assert not orchard.proposed()
    (fact,) = trained(orchard).proposed()
    assert (fact.subject, fact.predicate, fact.object, fact.negated) == ("g:p8", "g:controls", "g:d7", False)
    assert orchard.verdict(fact.id)["reason"] == "model_only"
    assert {(s.role, s.quote) for e in fact.evidence for s in e.spans} == {
        ("subject", "阿维菌素"), ("trigger", "有很好的效果"), ("object", "红蜘蛛"),
        ("subject", "Abamectin"), ("trigger", "works well against"), ("object", "red spider mite"),
    }  # fmt: skip
    assert {(e.score, e.made_by.split("/")[0]) for e in fact.evidence} == {(0.6, "learned")}
    assert "训练模型" in screen(trace(fact.id, orchard.folder), "zh") and "trained model" in screen(trace(fact.id, orchard.folder), "en")


def test_a_decision_on_a_proposal_holds_whatever_the_next_model_says(orchard: Orchard) -> None:
    (fact,) = trained(orchard).proposed()
    orchard.by_hand("reject", {"fact": fact.id})
    orchard.write("more.md", "# More\n\n多菌灵对立枯病有很好的效果。\n")
    orchard.generate()
    assert {f.object for f in orchard.proposed()} == {"g:d7", "g:d9"}
    train_corpus(orchard.folder)
    orchard.generate()
    assert {f.object for f in orchard.proposed()} == {"g:d7"}  # what is said in the rejected way is not proposed any more
    verdict = orchard.verdict(fact.id)
    assert (verdict["verdict"], verdict["reason"]) == ("rejected", "reviewed_out") and verdict["review"]
    (told,) = rejections(orchard, "improbable")
    assert told.detail == "0.20" and told.document == "more.md" and not told.about


@pytest.mark.parametrize(("policy", "outcome"), [("", "pending"), ('learned = "review"', "pending"), ('learned = "certain"', "accepted")])
def test_a_certain_proposal_is_accepted_only_where_the_policy_says_so(tmp_path: Path, toy: None, policy: str, outcome: str) -> None:
    orchard = Orchard(tmp_path / "orchard", [NEW[0], "烯酰吗啉与锈病同在一页。"], policy=policy)
    (tmp_path / "more.jsonl").write_bytes(orjson.dumps(ELSEWHERE) + b"\n")
    train_corpus(orchard.folder, more=tmp_path / "more.jsonl")
    orchard.use_model()
    orchard.generate()
    sure, unsure = orchard.fact("p8", "controls", "d7"), orchard.fact("p10", "controls", "d2")
    assert [e.score for e in (*sure.evidence, *unsure.evidence)] == [0.97, 0.6]
    assert orchard.verdict(sure.id)["verdict"] == outcome and "review" not in orchard.verdict(sure.id)
    assert orchard.verdict(unsure.id)["verdict"] == "pending"


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("阿维菌素对红蜘蛛没有效果。", "denied"),
        ("阿维菌素可能对红蜘蛛有效。", "hedged"),
        ("阿维菌素对红蜘蛛有效吗？", "question"),
        ("据说阿维菌素对红蜘蛛有效。", "hedged"),
        ("Abamectin has no effect on red spider mite.", "denied"),
        ("Abamectin may work against red spider mite.", "hedged"),
        ("Does abamectin work against red spider mite?", "question"),
    ],
)
def test_what_a_sentence_denies_hedges_or_asks_is_no_fact(tmp_path: Path, toy: None, sentence: str, becomes: str) -> None:
    orchard = Orchard(tmp_path / "orchard", [sentence])
    orchard.generate()
    orchard.accept_all()
    found = trained(orchard).proposed()
    if becomes == "denied":
        assert [f.negated for f in found] == [True]
    else:
        assert not found and any(r.document == "new.md" for r in rejections(orchard, becomes))


def test_a_model_takes_nothing_from_what_rules_find(orchard: Orchard) -> None:
    before = {id for id, fact in orchard.facts().items()}
    trained(orchard)
    after = {id for id, fact in orchard.facts().items() if not fact.proposed}
    assert before == after and not any(e.proposed for id in before for e in orchard.facts()[id].evidence)


# ------------------------------------------------------------------------------------------------- as a part of the build


def test_training_and_extracting_again_give_the_same_bytes(orchard: Orchard) -> None:
    trained(orchard)
    first = {p.name: p.read_bytes() for p in (orchard.folder / "models" / "default").iterdir()}
    with Build(orchard.folder) as work:
        kept = [raw for _, raw in work.store.records("fact")] + [raw for _, raw in work.store.records("held")]
    train_corpus(orchard.folder)
    assert {p.name: p.read_bytes() for p in (orchard.folder / "models" / "default").iterdir()} == first and EXAMPLES in first
    (orchard.folder / "corpus.db").unlink()
    orchard.generate()
    with Build(orchard.folder) as work:
        assert [raw for _, raw in work.store.records("fact")] + [raw for _, raw in work.store.records("held")] == kept


def test_another_model_is_read_with_again_and_the_same_is_not(orchard: Orchard) -> None:
    trained(orchard)
    with Build(orchard.folder) as work:
        assert not work.extract().fresh
    digest = model_digest(orchard.folder / "models" / "default")
    train_corpus(orchard.folder)
    assert model_digest(orchard.folder / "models" / "default") == digest
    with Build(orchard.folder) as work:
        assert not work.extract().fresh
    train_corpus(orchard.folder, seed=1)
    with Build(orchard.folder) as work:
        assert work.extract().fresh
        assert {e.made_by for f in orchard.proposed() for e in f.evidence} == {f"learned/{digest[:8]}"}
        work.verify()
    assert digest[:8] not in {e.made_by for f in orchard.proposed() for e in f.evidence}.pop()


def test_a_model_that_is_not_there_is_said_and_training_makes_it(orchard: Orchard) -> None:
    orchard.use_model()
    with pytest.raises(InputError, match="no trained model"):
        orchard.generate()
    assert train_corpus(orchard.folder).named
    orchard.generate()
    assert orchard.proposed()


def test_a_folder_that_is_no_model_is_not_written_over(orchard: Orchard) -> None:
    (orchard.folder / "mine").mkdir()
    (orchard.folder / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="no model"):
        train_corpus(orchard.folder, orchard.folder / "mine")


def test_a_wrong_word_in_the_policy_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="learned"):
        Orchard(tmp_path / "orchard", policy='learned = "always"').generate()


def test_what_training_did_is_told_in_both_languages(orchard: Orchard, program: Program) -> None:
    done = program("--lang", "en", "train", orchard.folder)
    assert done.code == 0 and "24 examples" in done.out and 'model = "models/default"' in done.err
    assert "例句" in program("--lang", "zh", "train", orchard.folder).out
    assert program("train", orchard.folder, "--ontology", orchard.folder / "ontology.ttl").code == 2


def test_annotated_sentences_from_elsewhere_are_learned_from_too(tmp_path: Path, toy: None, program: Program) -> None:
    orchard = Orchard(tmp_path / "orchard", NEW[:1], n=0)
    (tmp_path / "more.jsonl").write_bytes(orjson.dumps(ELSEWHERE) + b"\n")
    assert program("train", orchard.folder).code == 2  # nobody has decided on anything
    assert program("train", orchard.folder, "--examples", tmp_path / "more.jsonl").code == 0
    orchard.use_model()
    orchard.generate()
    (fact,) = orchard.proposed()
    assert (fact.subject, fact.object) == ("g:p8", "g:d7") and fact.evidence[0].certain
    assert (orchard.folder / "models" / "default" / EXAMPLES).read_bytes() == b""  # what stands elsewhere is not remembered here


def test_a_release_says_which_model_was_at_work(orchard: Orchard) -> None:
    orchard.build()
    manifest = orchard.folder / "releases" / "default" / "manifest.json"
    assert "trained_model" not in orjson.loads(manifest.read_bytes())["parts"]
    trained(orchard).build()
    digest = model_digest(orchard.folder / "models" / "default")
    assert orjson.loads(manifest.read_bytes())["parts"]["trained_model"] == digest


def test_what_learning_stands_on_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Program) -> None:
    orchard = Orchard(tmp_path / "orchard")
    orchard.generate()
    orchard.accept_all()
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "lightgbm" else there(name, *more))
    done = program("--lang", "en", "train", orchard.folder)
    assert done.code == 2 and 'pip install "kgcorpus[learn]"' in done.err
    assert not (orchard.folder / "models" / "default").exists()


# ------------------------------------------------------------------------------------------------- what to read next


def test_the_most_informative_facts_come_first_and_whole_sentences(tmp_path: Path, toy: None) -> None:
    orchard = Orchard(tmp_path / "orchard", [*NEW, "烯酰吗啉与锈病、蚜虫同在一页。"])
    orchard.generate()
    some = sorted(orchard.facts())[::2]
    for id in some:
        orchard.by_hand("accept", {"fact": id})
    trained(orchard)
    book = orchard.export("i.xlsx", order="informative", n=3)
    told = [row["fact"] for row in book.rows()]
    proposed = {"阿维菌素可防治红蜘蛛", "烯酰吗啉可防治锈病", "烯酰吗啉可防治蚜虫"}
    assert {name for name in proposed for fact in told if name in fact} == proposed and len(told) == 3
    at = [i for i, fact in enumerate(told) if "烯酰吗啉" in fact]
    assert at[1] - at[0] == 1  # two facts of one sentence
    again = orchard.export("i.xlsx", order="informative", n=500)
    assert [row["fact"] for row in again.rows()][:3] == told
    decided = {row["about"] for row in again.rows()}
    assert not any(id in about for id in some for about in decided)


def test_an_unknown_order_is_refused(orchard: Orchard, program: Program) -> None:
    orchard.build()
    assert program("review", "export", orchard.folder, "--order", "random").code == 2
    assert program("review", "export", orchard.folder, "--order", "informative", "--decided").code == 2


# ------------------------------------------------------------------------------------------------- the model itself


def test_a_real_model_finds_what_rules_do_not(tmp_path: Path) -> None:
    pytest.importorskip("lightgbm")
    orchard = Orchard(tmp_path / "orchard", NEW, n=40)
    orchard.generate()
    orchard.accept_all()
    found = trained(orchard).proposed()
    assert ("g:p8", "g:controls", "g:d7") in {(f.subject, f.predicate, f.object) for f in found}
    assert all(orchard.verdict(f.id)["verdict"] == "pending" for f in found)


# ------------------------------------------------------------------------------------------------- where rules have spoken


def test_a_model_does_not_say_otherwise_where_a_rule_has_spoken() -> None:
    def made(subject: str, predicate: str, object_: str, made_by: str) -> Candidate:
        text = "A, B raise C; D lowers E"
        ends = [Mention(text.index(n), text.index(n) + 1, n, (f"x:{n}",)) for n in (subject, object_)]
        return Candidate(ends[0], predicate, ends[1], (Span("subject", "d", ends[0].start, ends[0].end, subject),), made_by)

    rules = [made("A", "raises", "C", "patterns/1"), made("B", "raises", "C", "patterns/1"), made("D", "lowers", "E", "patterns/1")]
    said = {
        ("A", "lowers", "C"): False,  # the opposite
        ("C", "lowers", "A"): False,  # turned round
        ("D", "raises", "C"): False,  # another subject for what a rule has read
        ("A", "raises", "B"): False,  # two members of a list
        ("A", "likes", "D"): True,
        ("D", "raises", "A"): True,
    }
    for said_so, stays in said.items():
        one, decided = made(*said_so, "learned/1"), made(*said_so, "learned/1/decided")
        kept, left = outspoken([*rules, one, decided], [])
        assert decided in kept and (one in kept) == stays
        assert [(r.reason, r.what) for r in left] == ([] if stays else [("improbable", said_of(one))])
