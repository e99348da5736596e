"""Licences as they are declared, what they ask, and which of them clash in one release."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

import kgcorpus
from kgcorpus import licences
from kgcorpus.licences import CC_VERSIONS, KNOWN, ONWARD, TABLE, address, both, conflicts, terms
from kgcorpus.messages import WORDS
from kgcorpus.release.card_sources import conflict_text
from tests.running import Program
from tests.small import CORPUS, DOCUMENTS, write_corpus


@pytest.mark.parametrize("id", KNOWN)
def test_an_spdx_id_is_itself_however_it_is_written(id: str) -> None:
    assert terms(id) == terms(id.lower()) == terms(f" {id.upper()} ") == TABLE[id] and terms(id).id == id


@pytest.mark.parametrize(
    ("declared", "id"),
    [
        ("CC0", "CC0-1.0"),
        ("CC0 1.0 Universal", "CC0-1.0"),
        ("cc-zero", "CC0-1.0"),
        ("cc by 4.0", "CC-BY-4.0"),
        ("CC BY-SA 3.0 DE", "CC-BY-SA-3.0"),
        ("CC-BY-SA-2.5-CN", "CC-BY-SA-2.5"),
        ("CC BY-NC-ND 3.0 中国大陆", "CC-BY-NC-ND-3.0"),
        ("CC-BY-4.0 International", "CC-BY-4.0"),
        ("CC BY-NC-SA 4", "CC-BY-NC-SA-4.0"),
        ("CC BY", "CC-BY"),
        ("cc-by-nd", "CC-BY-ND"),
        ("CC BY 3.0 IGO", "CC-BY-3.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International License", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported", "CC-BY-NC-ND-3.0"),
        ("Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.zh", "CC-BY-SA-4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/3.0/cn/", "CC-BY-NC-ND-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "PDM-1.0"),
        ("知识共享 署名 4.0 国际", "CC-BY-4.0"),
        ("知识共享 署名-相同方式共享 4.0 国际", "CC-BY-SA-4.0"),
        ("知识共享署名—非商业性使用—禁止演绎 4.0 国际许可协议", "CC-BY-NC-ND-4.0"),
        ("署名-非商业性使用-相同方式共享 3.0 中国大陆", "CC-BY-NC-SA-3.0"),
        ("CC 署名-禁止演绎 2.5", "CC-BY-ND-2.5"),
        ("ＣＣ ＢＹ ４．０", "CC-BY-4.0"),
        ("公有领域", "PDM-1.0"),
        ("Public Domain", "PDM-1.0"),
        ("PDDL", "PDDL-1.0"),
        ("ODbL", "ODbL-1.0"),
        ("Open Database License v1.0", "ODbL-1.0"),
        ("ODC-BY", "ODC-By-1.0"),
        ("MIT License", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("Apache 2.0", "Apache-2.0"),
        ("3-Clause BSD License", "BSD-3-Clause"),
        ("GPLv3", "GPL-3.0-only"),
        ("GPL-3.0+", "GPL-3.0-or-later"),
        ("AGPLv3", "AGPL-3.0-only"),
        ("LGPL 2.1", "LGPL-2.1-only"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("OGL 3", "OGL-UK-3.0"),
        ("Licence Ouverte 2.0", "etalab-2.0"),
        ("Etalab 2.0", "etalab-2.0"),
        ("木兰宽松许可证 第2版", "MulanPSL-2.0"),
        ("木兰宽松许可证，第2版", "MulanPSL-2.0"),
        ("Mulan PSL v2", "MulanPSL-2.0"),
    ],
)
def test_usual_spellings_are_read(declared: str, id: str) -> None:
    assert terms(declared).id == id and terms(declared).known


@pytest.mark.parametrize(
    "declared",
    [
        "proprietary",
        "LicenseRef-acme-2024",
        "All rights reserved.",
        "© 2024 ACME",
        "版权所有",
        "保留所有权利",
        "内部资料",
        "仅限内部使用",
        "合同约定",
    ],
)
def test_reserved_rights_are_closed_not_unknown(declared: str) -> None:
    assert terms(declared).asks() == ("closed",)


@pytest.mark.parametrize(
    "declared",
    [
        "house rules",
        "Wikipedia",
        "free",
        "免费",
        "open",
        "CC BY-SA 9.0",
        "CC-BY-4.0 modified",
        "CC BY NC 4.0 but ask first",
        "CC-BY-SA",
        "署名",
        "Attribution",
        "by",
        "cc",
        "CC",
        "GPL",
        "BSD",
        "creative commons",
        "知识共享",
        "CC-NC-4.0",
        "MIT-like",
        "https://example.org/licence",
        "CC-BY-ND-SA-4.0",
        "?",
    ],
)
def test_what_is_not_known_is_never_taken_for_free(declared: str) -> None:
    assert not terms(declared).known


@pytest.mark.parametrize(
    ("declared", "asks"),
    [
        ("CC0-1.0", ()),
        ("CC-BY-4.0", ("attribution",)),
        ("CC-BY-SA-4.0", ("attribution", "share_alike")),
        ("CC-BY-NC-4.0", ("attribution", "non_commercial")),
        ("CC-BY-ND-4.0", ("attribution", "no_derivatives")),
        ("CC-BY-NC-SA-4.0", ("attribution", "share_alike", "non_commercial")),
        ("CC-BY-NC-ND-4.0", ("attribution", "non_commercial", "no_derivatives")),
        ("ODbL-1.0", ("attribution", "share_alike")),
        ("MIT AND CC-BY-NC-4.0", ("attribution", "non_commercial")),
        ("GPL-2.0-only OR MIT", ("attribution", "share_alike")),
        ("LicenseRef-x OR MIT", ("attribution",)),
        ("MIT AND house rules", ("unknown", "attribution")),
        ("CC-BY-SA-4.0 AND ODbL-1.0", ("unknown", "attribution")),
    ],
)
def test_what_a_licence_asks(declared: str, asks: tuple[str, ...]) -> None:
    assert terms(declared).asks() == asks


@pytest.mark.parametrize("first", CC_VERSIONS)
@pytest.mark.parametrize("later", CC_VERSIONS)
@pytest.mark.parametrize("kind", ["BY-SA", "BY-NC-SA"])
def test_share_alike_goes_one_way_to_later_versions(kind: str, first: str, later: str) -> None:
    goes = f"CC-{kind}-{later}" in ONWARD[f"CC-{kind}-{first}"]
    assert goes == (first == later or (later > first > "1.0"))


def kinds(*declared: str, **more: bool) -> list[tuple[str, tuple[str, ...]]]:
    found = conflicts([(d, d) for d in declared], **{"handed_on": False, **more})
    return [(c.kind, tuple(licence for _, licence in c.sources)) for c in found]


@pytest.mark.parametrize(
    ("declared", "clash"),
    [
        (("CC-BY-SA-3.0", "CC-BY-SA-4.0"), False),
        (("CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-4.0"), False),
        (("CC-BY-SA-1.0", "CC-BY-SA-4.0"), True),
        (("CC-BY-SA-4.0", "GPL-3.0-only"), False),
        (("CC-BY-SA-3.0", "GPL-3.0-only"), True),
        (("CC-BY-SA-4.0", "GPL-2.0-only"), True),
        (("CC-BY-SA-4.0", "GPL-2.0-or-later"), False),
        (("CC-BY-SA-4.0", "FAL-1.3"), False),
        (("CC-BY-SA-4.0", "ODbL-1.0"), True),
        (("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0"), True),
        (("GPL-2.0-only", "GPL-3.0-or-later"), True),
        (("GPL-2.0-or-later", "GPL-3.0-only"), False),
        (("GPL-3.0-only", "AGPL-3.0-only"), False),
        (("LGPL-2.1-only", "GPL-3.0-only"), False),
        (("LGPL-3.0-only", "GPL-2.0-only"), True),
        (("GFDL-1.2-or-later", "GFDL-1.3-only"), False),
        (("GFDL-1.2-only", "GFDL-1.3-only"), True),
        (("CC-BY-4.0", "CC-BY-SA-4.0", "MIT", "CC0-1.0"), False),
    ],
)
def test_share_alike_licences_that_cannot_be_combined_are_named(declared: tuple[str, ...], clash: bool) -> None:
    assert kinds(*declared) == ([("share_alike", tuple(sorted(declared)))] if clash else [])


def test_three_that_meet_two_by_two_only_are_named_together() -> None:
    assert kinds("GPL-3.0-only", "FAL-1.3", "CC-BY-SA-4.0")[0][0] == "share_alike"
    found = kinds("FAL-1.3", "CC-BY-SA-3.0", "GPL-3.0-only")
    assert ("share_alike", ("CC-BY-SA-3.0", "GPL-3.0-only")) in found and ("share_alike", ("CC-BY-SA-3.0", "FAL-1.3")) not in found


def test_what_clashes_depends_on_where_a_release_goes() -> None:
    assert kinds("CC-BY-SA-4.0", "CC-BY-NC-4.0") == [("share_alike_non_commercial", ("CC-BY-SA-4.0", "CC-BY-NC-4.0"))]
    assert kinds("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0") == []
    assert kinds("CC-BY-ND-4.0", "proprietary") == []
    assert kinds("CC-BY-ND-4.0", handed_on=True) == [("no_derivatives", ("CC-BY-ND-4.0",))]
    assert kinds("LicenseRef-x", handed_on=True) == [("closed", ("LicenseRef-x",))]
    assert ("share_alike_closed", ("ODbL-1.0", "LicenseRef-x")) in kinds("LicenseRef-x", "ODbL-1.0", handed_on=True)
    assert kinds("CC-BY-NC-4.0") == [] and kinds("CC-BY-NC-4.0", commercial=True) == [("non_commercial", ("CC-BY-NC-4.0",))]
    assert kinds("house rules", "MIT") == [("unknown", ("house rules",))]


def test_of_two_licences_the_one_that_asks_more_holds() -> None:
    assert both("CC-BY-4.0", "CC-BY-SA-4.0") == both("CC-BY-SA-4.0", "CC-BY-4.0") == "CC-BY-SA-4.0"
    assert both("CC BY 4.0", "CC-BY-4.0") == "CC BY 4.0" and both("CC0-1.0", "house rules") == "CC0-1.0 AND house rules"
    assert both("CC-BY-SA-3.0", "CC-BY-SA-4.0") == "CC-BY-SA-3.0 AND CC-BY-SA-4.0"


def test_the_text_of_a_licence_is_found() -> None:
    assert (
        address("CC BY-SA 3.0 DE") == "https://creativecommons.org/licenses/by-sa/3.0/"
        and address("CC0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    )
    assert address("MIT License") == "https://spdx.org/licenses/MIT.html" and address("house rules") == address("CC-BY") == ""


def test_every_kind_of_conflict_is_said_in_both_languages() -> None:
    named = {key.removeprefix("conflict.") for key in WORDS if key.startswith("conflict.")} - {"sources"}
    assert named == {
        "share_alike",
        "share_alike_non_commercial",
        "share_alike_closed",
        "no_derivatives",
        "non_commercial",
        "closed",
        "unknown",
    }
    one = {
        "kind": "share_alike",
        "sources": [{"source": "a", "title": {"zh": "甲", "en": "A"}, "licence": "X"}, {"source": "b", "title": {}, "licence": "Y"}],
    }
    assert "甲（X）；b（Y）" in conflict_text(one, "zh") and "A (X); b (Y)" in conflict_text(one, "en")


# ------------------------------------------------------------------------------------------------- in a release

SECOND = """
[[source]]
id = "rows"
documents = ["years.csv"]
title = { zh = "年份表", en = "Table of years" }
licence = "CC BY-NC 4.0"
uses = ["train", "redistribute"]
sensitivity = "public"
"""
MIXED = CORPUS.replace('"*.txt", "*.csv"', '"*.txt"').replace("CC0-1.0", "CC-BY-SA-4.0") + SECOND


def test_conflicts_are_on_the_card_in_the_manifest_and_printed(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "c", corpus=MIXED, documents=dict(DOCUMENTS))
    ran = program("--lang", "zh", "build", folder)
    assert (
        ran.code == 0
        and "警告 licence_conflict: 相同方式共享与非商业性使用不能并存：行星笔记（CC-BY-SA-4.0）；年份表（CC BY-NC 4.0）" in ran.err
    )
    manifest = orjson.loads((folder / "releases" / "default" / "manifest.json").read_bytes())
    assert manifest["counts"]["licence_conflicts"] == 1 and manifest["permissions"]["conflicts"][0]["kind"] == "share_alike_non_commercial"
    for card, said in (("card.md", "Notes on planets (CC-BY-SA-4.0); Table of years (CC BY-NC 4.0)"), ("card.zh.md", "不是法律意见")):
        assert said in (folder / "releases" / "default" / card).read_text(encoding="utf-8")
    ran = program("release", folder, "--json")
    assert orjson.loads(ran.out)[0]["findings"] == {"licence_conflict": 1}
    assert not kgcorpus.audit(folder / "releases" / "default").failures


def test_fail_on_stops_at_a_conflict_of_licences(tmp_path: Path, program: Program) -> None:
    text = MIXED + '\n[policy]\nfail_on = ["licence_conflict"]\n'
    assert program("build", write_corpus(tmp_path / "a", corpus=text, documents=dict(DOCUMENTS))).code == 1
    fine = text.replace("CC BY-NC 4.0", "CC-BY-4.0")
    assert program("build", write_corpus(tmp_path / "b", corpus=fine, documents=dict(DOCUMENTS))).code == 0


def test_an_audit_finds_a_conflict_that_the_manifest_does_not_name(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "c", corpus=MIXED, documents=dict(DOCUMENTS))
    kgcorpus.open(folder).build()
    path = folder / "releases" / "default" / "manifest.json"
    manifest = orjson.loads(path.read_bytes())
    manifest["permissions"]["conflicts"] = []
    path.write_bytes(orjson.dumps(manifest))
    assert [(f.check, f.about) for f in kgcorpus.audit(path.parent).failures] == [("licences", "manifest.json")]


def test_doctests_hold() -> None:
    import doctest

    from kgcorpus import gate_address, sources

    for module in (licences, sources, gate_address):
        found = doctest.testmod(module)
        assert found.attempted and not found.failed
