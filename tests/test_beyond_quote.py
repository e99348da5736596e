"""A correction that the quoted text does not show is the reviewer's word: no source is cited for it, and none is named in a question."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus.model import Entity, Fact, Literal, Qualifier, Span, Validity
from kgcorpus.verify.shown import shows_correction
from tests.reviewing import Garden

SAID = "2021年5月1日起，气温高于30℃时，代森锰锌（大生）每两个月施用一次，半衰期为7至10天，不得用于白菜。"
ENTITIES = {
    "g:a": Entity("g:a", ("g:X",), {"zh": "代森锰锌", "en": "Mancozeb"}, {"zh": ("大生",)}),
    "g:b": Entity("g:b", ("g:X",), {"zh": "波尔多液"}),
    "g:cabbage": Entity("g:cabbage", ("g:X",), {"zh": "白菜", "en": "cabbage"}),
}
HOT = Qualifier("g:temperature", Literal("xsd:decimal", min="30", min_open=True, unit="°C"))
OLD = Fact("g:a", "g:bannedOn", "g:cabbage")


def shown(new: Fact, old: Fact = OLD) -> bool:
    spans = (Span("object", "d", SAID.index("白菜"), SAID.index("白菜") + 2, "白菜"),)
    return shows_correction(old, new, spans, {"d": SAID}, ENTITIES)


def interval(low: str, high: str) -> Literal:
    return Literal("xsd:decimal", min=low, max=high, unit="day")


@pytest.mark.parametrize(
    ("new", "stands"),
    [
        (Fact("g:a", "g:bannedOn", "g:cabbage"), True),
        (Fact("g:a", "g:bannedOn", "g:b"), False),
        (Fact("g:b", "g:bannedOn", "g:cabbage"), False),
        (Fact("g:a", "g:bannedOn", "g:cabbage", (HOT,)), True),
        (Fact("g:a", "g:bannedOn", "g:cabbage", (Qualifier("g:temperature", Literal("xsd:decimal", min="35", unit="°C")),)), False),
        (Fact("g:a", "g:bannedOn", "g:cabbage", (Qualifier("g:tankMix", "g:b"),)), False),
        (Fact("g:a", "g:bannedOn", "g:cabbage", valid=Validity("2021-05-01")), True),
        (Fact("g:a", "g:bannedOn", "g:cabbage", valid=Validity("2022-05-01")), False),
        (Fact("g:a", "g:bannedOn", "g:cabbage", negated=True), True),
        (Fact("g:a", "g:interval", Literal("xsd:string", "每两个月", lang="zh")), False),
        (Fact("g:a", "g:bannedOn", Literal("xsd:string", "每两个月", lang="zh")), True),
        (Fact("g:a", "g:bannedOn", Literal("xsd:string", "每月", lang="zh")), False),
        (Fact("g:a", "g:bannedOn", interval("7", "10")), True),
        (Fact("g:a", "g:bannedOn", interval("7", "11")), False),
    ],
)
def test_what_a_correction_changes_must_stand_in_the_quote(new: Fact, stands: bool) -> None:
    assert shown(new) is stands


def test_a_condition_that_is_taken_away_still_stands_in_the_quote() -> None:
    with_condition = Fact("g:a", "g:bannedOn", "g:cabbage", (HOT,))
    assert not shown(OLD, with_condition)
    elsewhere = Fact("g:a", "g:bannedOn", "g:cabbage", (Qualifier("g:tankMix", "g:b"),))
    assert shown(OLD, elsewhere), "the wrong condition does not stand there"


def test_short_latin_names_are_not_found_inside_words() -> None:
    entities = {"g:e": Entity("g:e", ("g:X",), {"en": "rust"})}
    for text, found in (("It controls rust.", True), ("It is trusted.", False), ("It controls rusts.", True)):
        spans = (Span("object", "d", 0, 2, "It"),)
        assert shows_correction(OLD, Fact("g:a", "g:bannedOn", "g:e"), spans, {"d": text}, entities) is found


# ------------------------------------------------------------------------------------------------- samples, card and audit


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    """A half-life corrected to what the label does not say, and a pest to another that stands in the same sentence."""
    garden = Garden(tmp_path_factory.mktemp("beyond") / "garden")
    garden.build()
    first = garden.decide("半衰期是7天", "更正", object="8天")
    garden.build()
    second = garden.decide("代森锰锌可防治锈病", "更正", object="霜霉病")
    garden.build()
    assert [t.rule for t in first.troubles] == ["beyond_quote"] and first.marked and not first.errors and len(first.new) == 1
    assert not second.troubles, "the quote says it"
    return garden


def samples_on(garden: Garden, value: str) -> list[dict[str, Any]]:
    ids = {
        id for id, f in garden.facts().items() if f.predicate == "g:halfLife" and isinstance(f.object, Literal) and f.object.value == value
    }
    return [sample for sample in garden.samples() if ids & set(sample["facts"])]


def test_an_answer_says_that_it_rests_on_a_correction_and_quotes_no_source(garden: Garden) -> None:
    found = samples_on(garden, "8")
    cited = {s["lang"]: s["answer_cited"] for s in found}
    assert cited["zh"].endswith("8天。（据审阅人更正）") and cited["en"].endswith("8 days. (As corrected by a reviewer)")
    assert {s["setting"] for s in found} == {"closed_book"} and not any("王敏" in orjson.dumps(s).decode() for s in found)
    assert all("7天" not in s["answer_cited"] for s in found)


def test_a_correction_that_the_quote_shows_is_cited(garden: Garden) -> None:
    mildew = [s for s in garden.samples() if s["lang"] == "zh" and s["question"].endswith("代森锰锌可防治哪些病虫害？")]
    assert mildew and all("“代森锰锌可防治霜霉病和锈病。”" in s["answer_cited"] and "更正" not in s["answer_cited"] for s in mildew)


def test_the_card_says_how_many_and_the_release_audits(garden: Garden) -> None:
    release = garden.folder / "releases" / "default"
    assert "有1条事实是审阅人更正的" in (release / "card.zh.md").read_text(encoding="utf-8")
    assert not kgcorpus.audit(release).failures


def changed(garden: Garden, folder: Path, name: str, change: Any) -> list[str]:
    """What an audit of a copy says in which lines of a file were changed."""
    shutil.copytree(garden.folder / "releases" / "default", folder)
    path = folder / name
    rows = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    assert sum(bool(change(row)) for row in rows)
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest))
    return [failure.message for failure in kgcorpus.audit(folder).failures if failure.check == "citations"]


def _cite_the_label(sample: dict[str, Any]) -> bool:
    if not any(record.get("correction") for record in sample["labels"]["cited"]):
        return False
    sample["labels"]["cited"] = [{"title": "《标签》"}]
    sample["answer_cited"] = sample["answer_text"] + ("（出处：《标签》）" if sample["lang"] == "zh" else " (Source: 《标签》)")
    return True


def _claim_a_correction(sample: dict[str, Any]) -> bool:
    if any(record.get("correction") for record in sample["labels"]["cited"]):
        return False
    sample["labels"]["cited"] = [{"correction": True}]
    return True


def _as_if_shown(fact: dict[str, Any]) -> bool:
    word = [e for e in fact["evidence"] if e["made_by"].startswith("review/") and all(s["role"] == "context" for s in e["spans"])]
    for evidence in word:
        evidence["spans"][-1]["role"] = "object"
    return bool(word)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("samples.jsonl", _cite_the_label, "is a reviewer's correction"),
        ("samples.jsonl", _claim_a_correction, "says that it rests on a correction"),
        ("facts.jsonl", _as_if_shown, "was corrected to what its quote does not say"),
    ],
)
def test_an_audit_finds_a_citation_that_claims_more_than_its_quote(
    garden: Garden, tmp_path: Path, name: str, change: Any, says: str
) -> None:
    assert any(says in message for message in changed(garden, tmp_path / "copy", name, change))
