"""What a release may hold: by purpose, recipient and date, down to the bytes of its files."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus import config
from kgcorpus.model import Derivation, Document, Evidence, Fact, Ground, Source, Span
from kgcorpus.release.permissions import Permissions
from kgcorpus.release.recipients import holding
from kgcorpus.sources import may_show, refusal, stricter
from tests.running import Program
from tests.small import CORPUS, ONTOLOGY, write_corpus

ALL = ("train", "evaluate", "redistribute")


def source(**more: Any) -> Source:
    return Source("s", **{"licence": "CC0-1.0", "uses": ALL, "sensitivity": "public", **more})


# ------------------------------------------------------------------------------------------------- one source


@pytest.mark.parametrize(
    ("more", "recipient", "reason"),
    [
        ({}, "", None),
        ({}, "partner", None),
        ({}, "public", None),
        ({"licence": None}, "", "no_licence"),
        ({"uses": ("evaluate",)}, "", "use_not_allowed"),
        ({"uses": ("train",)}, "", None),
        ({"uses": ("train",)}, "partner", "use_not_allowed"),
        ({"uses": ("redistribute",)}, "partner", "use_not_allowed"),
        ({"authorised_until": "2026-10-31"}, "", "authorisation_ended"),
        ({"authorised_until": "2026-11-01"}, "", None),
        ({"sensitivity": "internal"}, "", None),
        ({"sensitivity": "personal"}, "", None),
        ({"sensitivity": "internal"}, "partner", "not_for_recipient"),
        ({"sensitivity": "internal", "recipients": ("partner",)}, "partner", None),
        ({"sensitivity": "confidential", "recipients": ("partner",)}, "partner", None),
        ({"sensitivity": "personal", "recipients": ("partner",)}, "partner", None),
        ({"sensitivity": "personal", "recipients": ("partner",)}, "Partner", "not_for_recipient"),
        ({"sensitivity": "internal", "recipients": ("partner",)}, "public", "not_for_recipient"),
        ({"sensitivity": "internal", "recipients": ("public",)}, "public", "not_for_recipient"),
        ({"recipients": ("partner",)}, "rival", None),
    ],
)
def test_a_source_serves_a_purpose_and_a_recipient(more: dict[str, Any], recipient: str, reason: str | None) -> None:
    assert refusal(source(**more), "train", recipient, "2026-11-01") == reason


def test_words_are_shown_of_public_sources_that_are_still_authorised() -> None:
    assert may_show(source(), "2026-11-01") and may_show(source(authorised_until="2026-11-01"), "2026-11-01")
    assert not may_show(source(authorised_until="2026-10-31"), "2026-11-01")
    assert not may_show(source(sensitivity="internal", recipients=("partner",)), "2026-11-01")


@pytest.mark.parametrize(
    ("key", "stated", "said", "held"),
    [
        ("sensitivity", "internal", "public", "internal"),
        ("sensitivity", "public", "personal", "personal"),
        ("uses", ALL, ("train",), ("train",)),
        ("uses", ("train",), ALL, ("train",)),
        ("recipients", ("a", "b"), ("b", "c"), ("b",)),
        ("authorised_until", "2026-01-01", "2030-01-01", "2026-01-01"),
        ("authorised_until", "2030-01-01", "2026-01-01", "2026-01-01"),
        ("authorised_by", "the board", "me", "the board"),
        ("licence", "CC-BY-4.0", "CC0-1.0", "CC-BY-4.0"),
        ("licence", "CC0-1.0", "CC-BY-NC-4.0", "CC-BY-NC-4.0"),
        ("licence", "proprietary", "CC0-1.0", "proprietary AND CC0-1.0"),
    ],
)
def test_of_two_declarations_the_stricter_holds(key: str, stated: Any, said: Any, held: Any) -> None:
    assert stricter(key, stated, said) == held
    front = config.with_front_matter(Source("s", **{key: stated}), {key: list(said) if isinstance(said, tuple) else said}, {key})
    assert getattr(front, key) == held


def test_what_corpus_toml_does_not_state_a_document_may() -> None:
    assert config.with_front_matter(Source("s"), {"sensitivity": "public", "recipients": "a, b"}).recipients == ("a", "b")
    assert config.with_front_matter(Source("s"), {"sensitivity": "public"}, {"licence"}).sensitivity == "public"


# ------------------------------------------------------------------------------------------------- facts, grounds, samples


def _document(name: str, **more: Any) -> Document:
    return Document(name, name, name, "text", (), source(**more), name, "en", "txt")


def _fact(n: int, *evidence: str) -> Fact:
    return Fact(f"x:{n}", "x:p", "x:o", evidence=tuple(Evidence(tuple(Span("subject", d, 0, 1, "t") for d in e.split())) for e in evidence))


def test_one_evidence_that_may_be_used_is_enough_and_each_of_its_documents_counts() -> None:
    documents = {d.id: d for d in (_document("open"), _document("house", sensitivity="internal"))}
    both, joined, shut, none, unknown = _fact(1, "house", "open"), _fact(2, "house open"), _fact(3, "house"), _fact(4), _fact(5, "nowhere")
    follows = Fact("x:9", "x:q", "x:o", derived=Derivation("inverse", (both.id, shut.id)))
    grounds = [
        Ground("x:1", "x:p", False, "section", 1, facts=(both.id,), spans=(Span("context", "house", 0, 1, "t"),)),
        Ground("x:1", "x:p", False, "review", 1, facts=(both.id,), review="r-1"),
        Ground("x:1", "x:p", False, "review", 1, facts=(both.id, shut.id), review="r-2"),
    ]
    allowed = Permissions(documents, [both, joined, shut, none, unknown, follows], grounds, "train", "partner", "2026-11-01")
    assert allowed.of_sample([both.id], [], None) is None
    for fact in (joined, shut, follows):
        assert allowed.of_sample([fact.id], [], None) == "not_for_recipient"
    assert allowed.of_sample([none.id], [], None) and allowed.of_sample([unknown.id], [], None) and allowed.of_sample(["f-x"], [], None)
    assert allowed.of_sample([both.id], [], "house") == "not_for_recipient"
    assert allowed.of_sample([both.id], [], None, [shut.id]) == "not_for_recipient"
    assert [allowed.of_sample([both.id], [g.id], None) for g in grounds] == ["not_for_recipient", None, "not_for_recipient"]


# ------------------------------------------------------------------------------------------------- whole releases

SECRETS = {
    "house.md": "# Miranda file of the house\n\n- As ledger one has it, Miranda was discovered by Gerard Kuiper.\n"
    "- As ledger two has it, Titania was discovered by William Herschel.\n",
    "board.md": "---\nsensitivity: public\nrecipients: [rival, partner]\n---\n# Ariel minutes of the board\n\n"
    "As ledger three has it, Ariel was discovered by William Lassell.\n",
    "staff.md": "# Umbriel staff register\n\nAs ledger four has it, Umbriel orbits Uranus.\n",
    "old.md": "# Sycorax licence that ran out\n\nAs ledger five has it, Sycorax was discovered by Asaph Hall.\n",
}
DOCUMENTS = {
    "mars.md": "# Mars\n\nPhobos was discovered by Asaph Hall. Deimos was discovered by Asaph Hall.\n\n## Moons\n\n- Phobos\n- Deimos\n",
    "uranus.md": "# 天王星\n\n天卫三由威廉·赫歇尔发现。天卫四由威廉·赫歇尔发现。\n",
    "shared.md": "# Oberon\n\nAs ledger six has it, Oberon was discovered by William Herschel.\n",
    **SECRETS,
}
NEW = "".join(
    f'ast:{name.lower()} a owl:NamedIndividual, ast:Moon ; skos:prefLabel "{name}"@en, "{zh}"@zh .\n'
    for name, zh in (("Miranda", "天卫五"), ("Ariel", "天卫一"), ("Umbriel", "天卫二"), ("Sycorax", "天卫十七"))
)
OWN = (
    ONTOLOGY
    + NEW
    + "".join(
        f'ast:{id} a owl:NamedIndividual, ast:Astronomer ; skos:prefLabel "{name}"@en .\n'
        for id, name in (("kuiper", "Gerard Kuiper"), ("lassell", "William Lassell"))
    )
)


def declared(id: str, documents: str, sensitivity: str, **more: str) -> str:
    fields = {
        "title": f'{{ zh = "《{id}》之书", en = "Book of {id}" }}',
        "licence": '"CC-BY-4.0"',
        "uses": '["train", "redistribute"]',
        **more,
    }
    lines = "".join(f"{key} = {value}\n" for key, value in fields.items())
    return (
        f'[[source]]\nid = "{id}"\ndocuments = ["{documents}"]\nsensitivity = "{sensitivity}"\ncomplete = true\norigin = "{id}"\n{lines}\n'
    )


HEAD = CORPUS.partition("[[source]]")[0] + 'ontology_sensitivity = "public"\n'
FOOT = "".join(f'[[recipe]]\nname = "{name}"\nbudget = 0\nrecipient = "{name}"\n\n' for name in ("partner", "rival", "public"))
TOML = (
    HEAD
    + declared("open", "[mu]*.md", "public")
    + declared("shared", "shared.md", "confidential", recipients='["partner", "sister-company"]', authorised_by='"Data Office"')
    + declared("house-files", "house.md", "internal", recipients='["sister-company"]')
    + declared("board-minutes", "board.md", "confidential", recipients='["partner"]')
    + declared("staff-register", "staff.md", "personal")
    + declared("ran-out", "old.md", "public", authorised_until='"2026-10-31"')
    + FOOT
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("permissions"), ontology=OWN, corpus=TOML, documents=DOCUMENTS)
    work = kgcorpus.open(folder)
    for recipe in ("all", "partner", "public", "rival"):
        work.build(recipe)
    return folder


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def everything(folder: Path, but: tuple[str, ...] = ()) -> str:
    import pyarrow.parquet as pq

    texts = [
        p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".parquet" and p.name not in but
    ]
    return "\n".join([*texts, *(str(pq.read_table(p).to_pylist()) for p in folder.rglob("*.parquet"))])


def facts_told(folder: Path) -> set[str]:
    return {f["subject"] for f in lines(folder / "facts.jsonl") if f["predicate"] in ("ast:discoveredBy", "ast:orbits")}


def test_each_recipient_gets_what_he_may_have(corpus: Path) -> None:
    releases = corpus / "releases"
    everyone = {"ast:phobos", "ast:deimos", "ast:titania", "ast:oberon"}
    assert facts_told(releases / "public") == everyone
    assert facts_told(releases / "partner") == everyone | {"ast:ariel"}
    assert facts_told(releases / "rival") == everyone
    assert facts_told(releases / "all") == everyone | {"ast:miranda", "ast:ariel", "ast:umbriel", "ast:sycorax"}


GONE = {
    "public": ("house.md", "board.md", "staff.md", "old.md", "shared.md"),
    "rival": ("house.md", "board.md", "staff.md", "old.md", "shared.md"),
    "partner": ("house.md", "staff.md", "old.md"),
}
TITLES = {"house.md": "house-files", "board.md": "board-minutes", "staff.md": "staff-register", "old.md": "ran-out", "shared.md": "shared"}


@pytest.mark.parametrize("recipient", GONE)
def test_no_byte_of_a_release_tells_of_documents_that_its_recipient_may_not_have(corpus: Path, recipient: str) -> None:
    told = everything(corpus / "releases" / recipient, but=("ontology.ttl",))
    for name in GONE[recipient]:
        for text in (name, f"Book of {TITLES[name]}", f"《{TITLES[name]}》", DOCUMENTS[name].partition("\n")[0].removeprefix("# ")):
            if text not in ("Oberon", "---"):
                assert text not in told, text
    assert "ledger" not in told
    assert "sister-company" not in told
    assert ("Data Office" in told) == (recipient == "partner")
    documents = {d["id"] for d in lines(corpus / "releases" / recipient / "documents.jsonl")}
    assert documents == set(DOCUMENTS) - set(GONE[recipient])


def test_words_of_what_is_not_public_are_in_no_release(corpus: Path) -> None:
    for folder in sorted((corpus / "releases").iterdir()):
        told = everything(folder, but=("ontology.ttl",))
        assert "ledger" not in told
        assert "Phobos was discovered by Asaph Hall." in told
    named = [s for s in lines(corpus / "releases" / "partner" / "samples.jsonl") if "Book of board-minutes" in s["answer_cited"]]
    assert named and not any("ledger" in s["answer_cited"] for s in named)


def test_evidence_that_a_recipient_may_not_have_gives_way_to_one_that_he_may(corpus: Path) -> None:
    for recipient, known in (("partner", {"uranus.md", "shared.md"}), ("public", {"uranus.md"})):
        folder = corpus / "releases" / recipient
        oberon = next(f for f in lines(folder / "facts.jsonl") if f["subject"] == "ast:oberon" and f["predicate"] == "ast:discoveredBy")
        assert {s["document"] for e in oberon["evidence"] for s in e["spans"]} == known
        cited = [s for s in lines(folder / "samples.jsonl") if s["facts"] == [oberon["id"]] and s["setting"] == "closed_book"]
        assert cited and any("天卫四由威廉·赫歇尔发现" in s["answer_cited"] for s in cited)


@pytest.mark.parametrize("release", ["all", "partner", "public", "rival"])
def test_every_release_proves_itself_again_on_another_machine(corpus: Path, release: str, tmp_path: Path) -> None:
    moved = tmp_path / release
    shutil.copytree(corpus / "releases" / release, moved)
    report = kgcorpus.audit(moved)
    assert not report.failures, report.failures[:5]
    assert report.checked["licences"] > 10 and report.checked["answers"] > 10


def test_rejections_say_why_and_which_document_bars(corpus: Path) -> None:
    rejected = [r for _, r in kgcorpus.open(corpus).rejections("release rival")]
    found = {(r.reason, r.document) for r in rejected}
    assert {("not_for_recipient", "house.md"), ("not_for_recipient", "staff.md"), ("authorisation_ended", "old.md")} <= found
    own = {(r.reason, r.document) for _, r in kgcorpus.open(corpus).rejections("release all")}
    assert ("authorisation_ended", "old.md") in own and not any(reason == "not_for_recipient" for reason, _ in own)


def test_the_manifest_counts_what_was_left_out_and_names_sources_only_at_home(corpus: Path) -> None:
    home = orjson.loads((corpus / "releases" / "all" / "manifest.json").read_bytes())["permissions"]
    assert [(r["reason"], r["source"], r["documents"], r["facts"]) for r in home["left_out"]] == [("authorisation_ended", "ran-out", 1, 1)]
    away = orjson.loads((corpus / "releases" / "public" / "manifest.json").read_bytes())["permissions"]
    assert [(r["reason"], r.get("source"), r["documents"], r["facts"]) for r in away["left_out"]] == [
        ("authorisation_ended", None, 1, 1),
        ("not_for_recipient", None, 4, 3),
    ]
    assert all(r["samples"] > 0 for r in (*home["left_out"], *away["left_out"]))
    assert {c["source"] for c in away["credits"]} == {"open"}


def _changed(release: Path, folder: Path, name: str, change: Callable[[list[dict[str, Any]]], None]) -> set[tuple[str, str]]:
    """Failures of a copy in which a file was changed and the manifest made to fit."""
    shutil.copytree(release, folder)
    path = folder / name
    rows = lines(path)
    change(rows)
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest))
    return {(f.check, f.about) for f in kgcorpus.audit(folder).failures}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sensitivity", "confidential"), ("uses", ["train"]), ("uses", ["redistribute"]), ("authorised_until", "2026-10-31"),
        ("licence", None),
    ],
)  # fmt: skip
def test_an_audit_finds_a_document_that_the_recipient_may_not_have(corpus: Path, tmp_path: Path, field: str, value: Any) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        next(r for r in rows if r["id"] == "mars.md")[field] = value

    failures = _changed(corpus / "releases" / "public", tmp_path / "r", "documents.jsonl", change)
    assert ("licences", "mars.md") in failures and any(check == "licences" and about.startswith("s-") for check, about in failures)


def test_an_audit_finds_recipients_taken_away(corpus: Path, tmp_path: Path) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        del next(r for r in rows if r["id"] == "shared.md")["recipients"]

    failures = _changed(corpus / "releases" / "partner", tmp_path / "r", "documents.jsonl", change)
    assert ("licences", "shared.md") in failures and any(about.startswith("f-") for _, about in failures)


# ------------------------------------------------------------------------------------------------- names from tables

CATALOGUE = {
    "mars.md": DOCUMENTS["mars.md"],
    "seen.md": "# Seen\n\nDysnomia was discovered by Asaph Hall. Weywot was discovered by Asaph Hall."
    "\n\nVanth was discovered by Asaph Hall.\n",
    "house.csv": "code,name,other\n77-X,Dysnomia,Gabrielle\n99Z,Weywot,S/2006\n88-Y,Vanth,Orcus-one\n",
    "codes.md": "# Codes\n\nThe codes 88-Y and 99Z are printed on the box.\n",
}
TABLE = """
[[table]]
documents = ["*.csv"]
entity = { class = "ast:Moon", key = "code", label = "name", aliases = "other" }
"""


def test_names_and_keys_that_stand_in_no_document_of_the_recipient_are_not_told(tmp_path: Path) -> None:
    toml = HEAD + declared("open", "*.md", "public") + declared("house", "*.csv", "internal") + TABLE + FOOT
    ontology = OWN.replace("ast:Moon a owl:Class ;", "ast:Moon a owl:Class ; kgc:mintable true ;")
    folder = write_corpus(tmp_path / "c", ontology=ontology, corpus=toml, documents=CATALOGUE)
    kgcorpus.open(folder).build("all")
    kgcorpus.open(folder).build("public")
    own, told = (everything(folder / "releases" / name) for name in ("all", "public"))
    for text in ("77-X", "Dysnomia", "Gabrielle", "S/2006", "Orcus-one", "Weywot", "Vanth", "88-Y"):
        assert text in own, text
    for text in ("77-X", "Gabrielle", "S/2006", "Orcus-one", "house.csv"):
        assert text not in told, text
    assert "Weywot" in told and "Vanth" in told and "88-Y" in told
    subjects = {f["subject"] for f in lines(folder / "releases" / "public" / "facts.jsonl")}
    assert not any("77" in subject for subject in subjects)
    assert not kgcorpus.audit(folder / "releases" / "public").failures


# ------------------------------------------------------------------------------------------------- the command


def test_the_command_tells_what_was_left_out_in_both_languages(corpus: Path, program: Program) -> None:
    for lang, said in (
        ("zh", "因许可未收入：《staff-register》之书（不得提供给该接收方"),
        ("en", "left out because of permissions: Book of staff-register (not for this recipient"),
    ):
        ran = program("--lang", lang, "release", corpus, "--recipe", "public")
        assert ran.code == 0 and said in ran.err
    ran = program("release", corpus, "--recipe", "public", "--json")
    left = orjson.loads(ran.out)[0]["left_out"]
    assert {r["source"] for r in left} == {"ran-out", "house-files", "board-minutes", "staff-register", "shared"}


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (
            "card.md",
            [
                "Purpose: train. Recipient: partner.",
                "| Book of shared | 1 | shared | CC-BY-4.0 | train, redistribute | confidential | partner | Data Office |",
                "### Credits that the licences ask for",
                "https://creativecommons.org/licenses/by/4.0/",
            ],
        ),
        (
            "card.zh.md",
            [
                "用途：训练。提供对象：partner。",
                "| 《shared》之书 | 1 | shared | CC-BY-4.0 | 训练、再分发 | 机密 | partner | Data Office |",
                "### 需要署名的来源",
                "### 因许可而未收入的内容",
            ],
        ),
    ],
)
def test_the_card_says_what_each_source_allows(corpus: Path, card: str, said: list[str]) -> None:
    text = (corpus / "releases" / "partner" / card).read_text(encoding="utf-8")
    for part in said:
        assert part in text, part


def test_samples_that_the_rest_does_not_prove_are_found(corpus: Path) -> None:
    from kgcorpus.build import Build

    with Build(corpus) as work:
        contents, samples = work.contents(), [orjson.loads(line) for line in work.store.samples()]
    permissions = Permissions(contents.documents, contents.facts, contents.grounds, "train", "public", contents.date)
    held = holding(contents, permissions, handed_on=True)
    usable = [s for s in samples if not permissions.of_sample(s["facts"], s["grounds"], s["labels"].get("source"))]
    assert usable and not list(held.unproved(usable))
    shut = [s for s in samples if any(map(permissions.of_fact, s["facts"]))]
    assert shut and {s["id"] for s in shut} <= set(held.unproved(shut))
    for change in ({"complete": True}, {"facts": []}, {"grounds": ["g-x"], "complete": True}):
        told = next(s for s in usable if not s["complete"])
        assert list(held.unproved([{**told, **change}])) == [told["id"]]


def test_an_ontology_that_is_not_public_is_handed_on_with_a_warning(tmp_path: Path, program: Program) -> None:
    toml = CORPUS + '\n[[recipe]]\nname = "partner"\nrecipient = "partner"\n'
    folder = write_corpus(tmp_path / "c", corpus=toml)
    ran = program("--lang", "zh", "build", folder, "--recipe", "partner")
    assert ran.code == 0 and "警告: 请注意：本体（类、谓词、术语及其名称和定义）随发布完整提供，而语料声明其敏感级别为“内部”" in ran.err
    assert "ontology_sensitivity" in (folder / "releases" / "partner" / "card.md").read_text(encoding="utf-8")
    assert "ontology" not in "".join(program("--lang", "en", "build", folder).err.splitlines()[-2:])
    write_corpus(folder, corpus='ontology_sensitivity = "public"\n' + toml)
    assert "本体" not in program("--lang", "zh", "build", folder, "--recipe", "partner").err


def test_a_recipient_is_not_told_who_corrected_what(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path, ontology=OWN, corpus=TOML, documents=DOCUMENTS)
    on = {"quote": "Phobos was discovered by Asaph Hall.", "predicate": "ast:discoveredBy", "subject": "ast:phobos"}
    decision = {"who": "Dr Hart", "when": "2026-10-30", "decision": "correct", "on": on, "value": {"object": "ast:herschel"}}
    (folder / "reviews.jsonl").write_bytes(orjson.dumps(decision) + b"\n")
    for recipe in ("all", "public"):
        kgcorpus.open(folder).build(recipe)
    own, told = (everything(folder / "releases" / name) for name in ("all", "public"))
    assert "review/Dr Hart" in own and "Dr Hart" not in told and "review/reviewer" in told
    assert not kgcorpus.audit(folder / "releases" / "public").failures
