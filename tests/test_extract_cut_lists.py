"""Lists are read to their end: members with prepositions of their own, and members that are no known name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kgcorpus.extract.reading import Extraction, extractors_for, read_facts
from kgcorpus.ontology import load
from tests.garden import TURTLE, document, said
from tests.garden import facts as garden_facts
from tests.garden import read as garden_read

SOLD = """
g:Place a owl:Class ; rdfs:label "渠道"@zh, "channel"@en .
g:soldAt a owl:ObjectProperty ; rdfs:label "销售渠道"@zh, "sold at"@en ; rdfs:domain g:Product ; rdfs:range g:Place ;
  kgc:pattern "{s}可(在|通过|以){o+}(购买|订购)"@zh, "{s} (can be|is) sold (in|by) {o+}"@en .
g:shop a g:Place ; skos:prefLabel "门店"@zh, "shops"@en .
g:web a g:Place ; skos:prefLabel "网站"@zh, "the website"@en .
g:post a g:Place ; skos:prefLabel "邮寄"@zh, "post"@en .
"""


@lru_cache(maxsize=1)
def _extractors() -> tuple[object, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sold.ttl"
        path.write_text(TURTLE + SOLD, encoding="utf-8")
        return tuple(extractors_for(load(path)))


def read(text: str) -> Extraction:
    return read_facts(document(text), _extractors())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Mancozeb is sold in shops, in the website or by post.", "Mancozeb is sold by post, in shops and in the website.",
        "代森锰锌可在门店、网站或邮寄购买。", "代森锰锌可在门店、通过网站或以邮寄购买。", "代森锰锌可在门店、在网站和通过邮寄订购。",
    ],
)  # fmt: skip
def test_members_may_have_prepositions_that_the_pattern_has(text: str) -> None:
    assert {said(c) for c in read(text).candidates} == {f"mancozeb soldAt {place}" for place in ("shop", "web", "post")}
    assert read(text).rejections == ()


@pytest.mark.parametrize(
    ("text", "reason", "what", "known"),
    [
        ("Mancozeb is sold in shops, in the website or by pigeon.", "unknown_entity", "pigeon", ["shop", "web"]),
        ("Mancozeb is sold in shops or by carrier pigeon.", "unknown_entity", "carrier pigeon", ["shop"]),
        ("Mancozeb is sold in shops, by pigeon or in the website.", "unknown_entity", "pigeon", ["shop", "web"]),
        ("Mancozeb is sold in shops or at post.", "unread_item", "post", ["shop"]),
        ("Mancozeb is sold in shops and with rust.", "wrong_type", "rust", ["shop"]),
        ("代森锰锌可在门店、通过网站或以信鸽购买。", "unknown_entity", "信鸽", ["shop", "web"]),
        ("代森锰锌可在门店、网站或信鸽购买。", "unknown_entity", "信鸽", ["shop", "web"]),
        ("代森锰锌可在门店、通过信鸽或通过网站购买。", "unknown_entity", "信鸽", ["shop", "web"]),
        ("代森锰锌可在门店或凭邮寄购买。", "unread_item", "邮寄", ["shop"]),
    ],
)
def test_a_member_that_is_not_read_is_a_rejection_and_opens_the_list(text: str, reason: str, what: str, known: list[str]) -> None:
    assert [said(c) for c in read(text).candidates] == [f"mancozeb soldAt {place}" for place in known]
    [lost] = read(text).rejections
    assert (lost.reason, lost.what) == (reason, what)
    assert ("g:mancozeb", "g:soldAt", "objects") in lost.about


@pytest.mark.parametrize(
    "text",
    [
        "Mancozeb is sold in shops.", "Mancozeb is sold in shops, by licensed dealers.", "Mancozeb is sold in shops by law.",
        "Mancozeb is sold in shops and, by contrast, copper is not.", "Mancozeb is sold in shops, making it easy to find.",
        "代森锰锌可在门店购买。", "代森锰锌可在门店购买，在各地也有经销商。",
    ],
)  # fmt: skip
def test_what_is_no_member_is_none(text: str) -> None:
    assert [said(c) for c in read(text).candidates] == ["mancozeb soldAt shop"]
    assert read(text).rejections == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mancozeb controls rust, late blight, mystery spot.", "mystery spot"),
        ("Mancozeb controls late blight, mystery spot.", "mystery spot"),
        ("代森锰锌可防治锈病，晚疫病，神秘病。", "神秘病"),
    ],
)
def test_the_last_member_of_a_list_without_and_is_not_lost(text: str, what: str) -> None:
    assert "mancozeb controls blight" in garden_facts(text)
    assert [(r.reason, r.what) for r in garden_read(text).rejections] == [("unknown_entity", what)]


@pytest.mark.parametrize(
    "text",
    [
        "Mancozeb controls late blight, a disease of potatoes.",
        "Mancozeb controls late blight, usually well.",
        "代森锰锌可防治晚疫病，效果好。",
    ],
)
def test_an_apposition_or_another_clause_after_a_name_is_no_member(text: str) -> None:
    assert garden_facts(text) == ["mancozeb controls blight"]
    assert garden_read(text).rejections == ()
