"""Files for training programs: which sample goes into which, and how its options, passages, turns and rejected answer are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus import config_checks
from kgcorpus.release.contents import form_key, resting, without_options
from kgcorpus.release.formats import DATASET_INFO, FORMATS, HUGGINGFACE, PARQUET, PREFERENCES, LineWriter, chosen
from kgcorpus.release.splits import SampleKey, assign

PLAIN: dict[str, Any] = {"id": "s-1", "split": "train", "question": "Who?", "answer_text": "She."}
CHOICE = {**PLAIN, "options": [{"id": "A", "text": "he"}, {"id": "B", "text": "she"}], "answer_text": "B. She."}
OPEN = {**PLAIN, "context": [{"document": "d", "title": "Notes", "text": "She did."}, {"document": "e", "text": "He did not."}]}
DIALOGUE = {**PLAIN, "turns": [{"question": "Which?", "answer": "This."}]}
PREFERENCE = {**PLAIN, "rejected": {"text": "He.", "defect": "fact_changed"}}


def test_options_stand_under_the_question_and_passages_before_it() -> None:
    assert FORMATS["alpaca"](CHOICE) == [{"instruction": "Who?\nA. he\nB. she", "input": "", "output": "B. She.", "id": "s-1"}]
    context = "[1] Notes\nShe did.\n\n[2]\nHe did not."
    assert FORMATS["alpaca"](OPEN)[0]["input"] == context
    assert FORMATS["messages"](OPEN)[0]["messages"][0] == {"role": "user", "content": f"{context}\n\nWho?"}


def test_a_dialogue_has_all_its_turns_and_stands_in_no_file_of_single_questions() -> None:
    said = FORMATS["sharegpt"](DIALOGUE)[0]["conversations"]
    assert [(turn["from"], turn["value"]) for turn in said] == [("human", "Which?"), ("gpt", "This."), ("human", "Who?"), ("gpt", "She.")]
    assert [m["role"] for m in FORMATS["messages"](DIALOGUE)[0]["messages"]] == ["user", "assistant"] * 2
    assert FORMATS["alpaca"](DIALOGUE) == []


def test_a_rejected_answer_goes_to_preference_files_only() -> None:
    assert not any(FORMATS[name](PREFERENCE) for name in ("alpaca", "sharegpt", "messages"))
    assert not any(FORMATS[name](PLAIN) for name in PREFERENCES) and all(FORMATS[name](PREFERENCE) for name in PREFERENCES)
    ranking = FORMATS["ranking"](PREFERENCE)[0]
    assert (ranking["chosen"], ranking["rejected"]) == ({"from": "gpt", "value": "She."}, {"from": "gpt", "value": "He."})
    dpo = FORMATS["dpo"](PREFERENCE)[0]
    assert dpo["prompt"] == [{"role": "user", "content": "Who?"}] and dpo["rejected"] == [{"role": "assistant", "content": "He."}]
    assert [(line["completion"][0]["content"], line["label"]) for line in FORMATS["kto"](PREFERENCE)] == [("She.", True), ("He.", False)]
    assert [line["kto_tag"] for line in FORMATS["kto_tag"](PREFERENCE)] == [True, False]
    pair = FORMATS["dpo_swift"](PREFERENCE)[0]
    assert (pair["messages"][-1], pair["rejected_response"]) == ({"role": "assistant", "content": "She."}, "He.")
    marked = [(line["messages"][-1]["content"], line["label"]) for line in FORMATS["kto_swift"](PREFERENCE)]
    assert marked == [("She.", True), ("He.", False)]


def test_only_the_formats_that_a_recipe_names_are_written(tmp_path: Path) -> None:
    writer = LineWriter(tmp_path, chosen(("ranking", "messages")))
    for sample in (PLAIN, PREFERENCE):
        writer.add(sample)
    writer.close("c")
    assert sorted(p.parent.name for p in tmp_path.rglob("*.jsonl")) == ["messages", "ranking"]
    info = orjson.loads((tmp_path / "dataset_info.json").read_bytes())
    assert info["c_ranking_train"]["ranking"] is True and info["c_ranking_train"]["columns"]["chosen"] == "chosen"
    assert set(info) == {"c_messages_train", "c_ranking_train"}


def test_recipes_may_name_every_format_and_no_other() -> None:
    assert (*FORMATS, PARQUET, HUGGINGFACE) == config_checks.FORMATS
    assert set(DATASET_INFO) < set(FORMATS)


def test_a_choice_is_split_like_the_sample_that_it_came_from() -> None:
    asked = {"op": "step", "of": {"op": "entity", "id": "x"}, "predicate": "p"}
    given = {"op": "or", "of": [{"op": "entity", "id": "a"}, {"op": "entity", "id": "b"}]}
    options = [{"id": "A", "entity": "a"}, {"id": "B", "entity": "b"}]
    for form in ({"op": "and", "of": [given, asked]}, {"op": "minus", "of": given, "without": asked}):
        for dated in (form, {"op": "as_of", "of": form, "date": "2024"}):
            plain = asked if dated is form else {"op": "as_of", "of": asked, "date": "2024"}
            assert form_key({"form": dated, "options": options}) == form_key({"form": plain})
    other = {"op": "step", "of": {"op": "entity", "id": "y"}, "predicate": "q"}
    assert without_options({"op": "and", "of": [asked, given, other]}, {"a", "b"}) == {"op": "and", "of": [asked, other]}
    withheld = {"form": None, "cause": {"kind": "not_in_passages", "asked": asked}}
    assert form_key(withheld) == form_key({"form": asked})


def test_a_sample_rests_on_all_that_it_holds() -> None:
    found = resting({"facts": ["f1"], "grounds": [], "turns": [{"facts": ["f2"], "grounds": ["g2"]}], "context": [{"document": "d"}],
                     "options": [{"facts": ["f3"]}, {}], "rejected": {"facts": ["f4"]}, "cause": "text"})  # fmt: skip
    assert (found.facts, found.grounds, found.documents) == (("f1", "f2", "f3", "f4"), ("g2",), ("d",))


def _key(name: str, form: str, facts: tuple[str, ...], before: tuple[str, ...] = ()) -> SampleKey:
    return SampleKey(name, "en", "dialogue" if before else "qa", "closed_book", form, facts, 1, (), "s", before=before)


@pytest.mark.parametrize("first", [f"form {n}" for n in range(12)])
def test_a_dialogue_goes_where_all_its_forms_go_or_nowhere(first: str) -> None:
    forms = [f"form {n}" for n in range(40)]
    facts = [f"f{n}" for n in range(40)]
    owner = dict.fromkeys(facts, ())
    keys = [_key(form, form, (fact,)) for form, fact in zip(forms, facts, strict=True)]
    keys += [_key(f"again {form}", f"again {form}", (fact,)) for form, fact in zip(forms, facts, strict=True)]
    alone = assign(keys, owner)
    both = assign([*keys, *(_key(f"d {form}", form, ("f0",), (first,)) for form in forms)], owner)
    assert {name: split for name, split in both.items() if not name.startswith("d ")} == alone
    for form in forms:
        assert both[f"d {form}"] == (alone[form] if alone[form] == alone[first] else "mixed")
    assert {both[f"d {form}"] for form in forms} >= {"mixed"}
