"""Names in the review book: what documents call things, and things that may be one; decided by an expert, taken back exactly."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from kgcorpus.build import Build
from kgcorpus.model import Json
from kgcorpus.review.exporting import export_reviews
from kgcorpus.review.importing import import_reviews
from tests.reviewing import DOCUMENTS, Garden, Sheets

MORE = {
    **DOCUMENTS,
    "short.md": "# 简称\n\n代森锰锌（以下简称“锰锌”）便宜。锰锌可防治晚疫病。\n",
    "other.md": "# 其他厂家\n\n波尔多液由雷根生产。锰锌可防治蚜虫。\n",
    "third.md": "# 厂家\n\n大生由里根生产。\n",
}


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    garden = Garden(tmp_path_factory.mktemp("names") / "garden", MORE)
    garden.build()
    return garden


def decide(book: Path, decisions: dict[str, str], when: str = "2026-11-04") -> None:
    """Write name, date and decisions into a book: by what the proposal says."""
    sheets = Sheets(book)
    sheets.sign("李强", when)
    for row in sheets.rows("names"):
        for said, decision in decisions.items():
            if said in row["proposal"]:
                sheets.put("names", row["_row"], decision=decision)
    sheets.save()


def book(garden: Garden, name: str = "names.xlsx", *, decided: bool = False) -> Path:
    path = garden.folder / name
    path.unlink(missing_ok=True)
    export_reviews(garden.folder, path, lang="zh", decided=decided)
    return path


def facts(garden: Garden) -> set[str]:
    return {f"{f.subject} {f.predicate} {f.object}" for f in garden.facts().values()}


def lines(garden: Garden) -> list[dict[str, Json]]:
    return [orjson.loads(line) for line in (garden.folder / "aliases.jsonl").read_bytes().splitlines()]


def state(garden: Garden) -> dict[str, list[bytes]]:
    with Build(garden.folder) as work:
        return {kind: [raw for _, raw in work.store.records(kind)] for kind in ("fact", "entity", "finding", "proposal", "redirect")}


def test_a_name_holds_where_it_is_introduced_until_an_expert_accepts_it(garden: Garden) -> None:
    assert "g:mancozeb g:controls g:blight" in facts(garden) and "g:mancozeb g:controls g:aphid" not in facts(garden)
    before = state(garden)
    path = book(garden)
    decide(path, {"“锰锌”": "接受", "是同一个": "接受"})
    done = import_reviews(garden.folder, path)
    assert not done.errors and len(done.names) == 2
    accepted = next(line for line in lines(garden) if "name" in line)
    assert accepted == {"who": "李强", "when": "2026-11-04", "name": "锰锌", "of": "g:mancozeb"}
    garden.build()
    assert "g:mancozeb g:controls g:aphid" in facts(garden)
    makers = {f.object for f in garden.facts().values() if f.predicate == "g:madeBy"}
    assert len(makers) == 2  # 利民化工, and one for 里根 and 雷根
    assert not import_reviews(garden.folder, path).names  # each decision once
    back = book(garden, "decided.xlsx", decided=True)
    decide(back, {"“锰锌”": "撤回", "是同一个": "撤回"}, when="2026-11-05")
    assert len(import_reviews(garden.folder, back).names) == 2
    garden.build()
    assert state(garden) == before


def test_what_an_expert_rejects_is_not_asked_again(tmp_path: Path) -> None:
    garden = Garden(tmp_path / "garden", MORE)
    garden.build()
    path = book(garden)
    decide(path, {"“锰锌”": "否决", "是同一个": "否决"})
    assert sorted(sorted(set(line) - {"who", "when"}) for line in import_reviews(garden.folder, path).names) == [["apart"], ["name", "not"]]
    garden.build()
    with Build(garden.folder) as work:
        assert list(work.store.records("proposal")) == []
    assert "g:mancozeb g:controls g:blight" in facts(garden)  # the document still says so
