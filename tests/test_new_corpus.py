"""``kgcorpus new``: the folder builds, audits and lints clean in both languages, and nothing that is there is touched."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from pathlib import Path

import orjson
import pyoxigraph
import pytest

from kgcorpus.config import load
from kgcorpus.config_checks import POLICY_KEYS, RECIPE_KEYS, SOURCE_KEYS
from kgcorpus.ontology_lint import lint
from tests.running import Program
from tests.small import DOCUMENTS, ONTOLOGY

DATE = "2026-11-01"
STARTERS = Path(__file__).parents[1] / "kgcorpus" / "starters"


def started(program: Program, folder: Path, *options: str) -> Path:
    ran = program("new", folder, "--date", DATE, *options)
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_new_makes_builds_audits_and_gives_samples_in_both_languages(lang: str, tmp_path: Path, program: Program) -> None:
    folder = started(program, tmp_path / "pumps", "--lang", lang)
    assert not [p for p in lint(folder / "ontology") if p.severity in ("error", "warning")]
    built = program("--lang", "en", "build", folder)
    assert built.code == 0, built.err
    assert "hedged: not asserted 1" in built.err and "entity not in the ontology 1" in built.err
    samples = [orjson.loads(line) for line in (folder / "releases/default/samples.jsonl").read_bytes().splitlines()]
    for language in ("zh", "en"):
        assert 40 <= sum(1 for s in samples if s["lang"] == language) <= 150
    assert {s["kind"] for s in samples} >= {"qa", "yesno", "count", "definition"}
    assert any("7.1 mm/s" in s["answer_text"] for s in samples), "a condition is said"
    assert program("audit", folder / "releases/default").code == 0
    facts = [orjson.loads(line) for line in (folder / "releases/default/facts.jsonl").read_bytes().splitlines()]
    assert any(span["document"] == "notes/worn-bearings.md" for f in facts for e in f["evidence"] for span in e["spans"]), "the signed note"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_the_example_the_folder_waits_for_documents_and_terms(lang: str, tmp_path: Path, program: Program) -> None:
    folder = started(program, tmp_path / "tea", "--lang", lang, "--empty")
    declared = load(folder)
    assert [r.source.id for r in declared.sources] == ["notes", "documents"] and not declared.tables and declared.title["zh"] == "tea"
    assert not [p for p in lint(folder / "ontology") if p.severity in ("error", "warning")]
    assert not any(p.is_file() for p in (folder / "documents").rglob("*"))
    text = (folder / "corpus.toml").read_text(encoding="utf-8")
    assert "{{" not in text and "\n\n\n" not in text
    (folder / "ontology" / "own.ttl").write_text(
        "@prefix my: <https://example.org/tea#> .\n" + ONTOLOGY.replace("ast:", "my:").replace("@prefix my:", "@prefix ast:", 1),
        encoding="utf-8",
    )
    (folder / "documents" / "mars.md").write_text(DOCUMENTS["mars.md"], encoding="utf-8")
    assert program("build", folder).code == 0
    assert program("audit", folder / "releases/default").code == 0


def graph(lang: str) -> set[str]:
    text = "\n".join(
        (STARTERS / lang / "ontology" / name).read_text(encoding="utf-8") for name in ("schema.ttl", "terms.ttl", "wording.ttl")
    )
    parsed = pyoxigraph.parse(text.replace("{{name}}", "x").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return {str(quad.triple) for quad in parsed}


def test_both_starters_have_one_ontology_and_equal_facts(tmp_path: Path, program: Program) -> None:
    assert graph("zh") == graph("en")
    facts = []
    for lang in ("zh", "en"):
        folder = started(program, tmp_path / lang, "--lang", lang, "--name", "pumps")
        assert program("build", folder, "--recipe", "all").code == 0
        rows = [orjson.loads(line) for line in (folder / "releases/all/facts.jsonl").read_bytes().splitlines()]
        kept = [r for r in rows if r["predicate"] not in ("skos:definition", "rdfs:label", "rdf:type", "skos:altLabel")]
        facts.append({(r["predicate"], r["negated"], len(r["qualifiers"])) for r in kept} | {len(kept)})
    assert facts[0] == facts[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_of_corpus_toml_is_explained(lang: str) -> None:
    text = (STARTERS / lang / "corpus.toml").read_text(encoding="utf-8")
    known = {*SOURCE_KEYS, *POLICY_KEYS, *RECIPE_KEYS, "ontology", "documents", "notice", "date", "languages", "sheet", "caption", "ignore"}
    known -= {"id", "title", "signed", "dated"}  # the last two stand in a note, not in corpus.toml
    assert not {key for key in known if not re.search(rf"^(?:# )?{key} = .*", text, re.M)}
    bare = {
        line for line in text.splitlines() if re.match(r"(?:# )?[a-z_]+ = ", line) and not re.search(r" {2,}# |   # ", line)
    }  # lines without a remark: only where an earlier one of the same key has it
    explained = {m[1] for m in re.finditer(r"^(?:# )?([a-z_]+) = .*? {2,}# ", text, re.M)}
    assert {line.removeprefix("# ").split(" = ")[0] for line in bare} - explained <= {
        "id",
        "title",
        "predicate",
        "subject",
        "object",
        "version",
        "name",
        "caption",
    }


def test_keys_in_comments_may_be_used(tmp_path: Path, program: Program) -> None:
    folder = started(program, tmp_path / "pumps", "--lang", "en")
    text = (folder / "corpus.toml").read_text(encoding="utf-8")
    used = re.sub(r"^# (notice|fail_on|authorised_\w+|language|as_at|version|series|settings|kinds|languages) =", r"\1 =", text, flags=re.M)
    assert used.count("\n# ") < text.count("\n# ")
    (folder / "corpus.toml").write_text(used, encoding="utf-8")
    assert load(folder).recipes["default"].kinds == ("qa", "yesno", "count", "definition")


def test_the_same_call_gives_the_same_bytes_and_the_name_and_date_asked_for(tmp_path: Path, program: Program) -> None:
    first, second = (started(program, tmp_path / n / "My Pumps", "--lang", "zh") for n in ("a", "b"))
    paths = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert all((first / p).read_bytes() == (second / p).read_bytes() for p in paths)
    assert {".gitignore", "corpus.toml", "README.md", "reviews.jsonl", "aliases.jsonl"} <= {str(p) for p in paths}
    assert not any("{{" in (first / p).read_text(encoding="utf-8") for p in paths)
    declared = tomllib.loads((first / "corpus.toml").read_text(encoding="utf-8"))
    assert (declared["name"], declared["date"]) == ("my-pumps", DATE)
    third = started(program, tmp_path / "c", "--name", "tea-2")
    assert load(third).name == "tea-2"
    assert "'My Pumps'" in (first / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("languages", "kept"), [("en", ["en"]), ("zh", ["zh"]), ("en, zh", ["zh", "en"])])
def test_the_languages_asked_for_stand_in_the_corpus(languages: str, kept: list[str], tmp_path: Path, program: Program) -> None:
    folder = started(program, tmp_path / "tea", "--empty", "--languages", languages)
    assert list(load(folder).languages) == kept
    lines = (folder / "corpus.toml").read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if one.startswith("languages = ")]
    assert line.index("#") == next(one for one in lines if one.startswith("date = ")).index("#"), "remarks stay in their column"


def test_it_says_what_was_made_and_what_to_do_next(tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = program("new", "pumps", "--lang", "zh", "--date", DATE)
    assert "ontology/terms.ttl" in ran.out and "接下来" in ran.out and ran.out.count("kgcorpus ") == 3
    told = orjson.loads(program("new", "pumps2", "--json", "--date", DATE).out)
    assert told["name"] == "pumps2" and "corpus.toml" in told["files"] and told["next"][0] == "kgcorpus build pumps2"
    for command in told["next"][:2]:
        assert program(*command.split()[1:]).code == 0


def test_without_a_date_it_is_today(tmp_path: Path, program: Program) -> None:
    assert program("new", tmp_path / "x").code == 0
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", load(tmp_path / "x").date)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--name", "Pumps!"), "写的是'Pumps!'；应为由a-z"),
        (("--date", "2026-02-30"), "应为"),
        (("--lang", "fr"), "zh"),
        (("--languages", "en,fr"), "应为zh、en"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_made(options: tuple[str, ...], said: str, tmp_path: Path, program: Program) -> None:
    ran = program("--lang", "zh", "new", tmp_path / "x", *options)
    assert ran.code == 2 and said in ran.err
    assert not (tmp_path / "x").exists()


def test_a_folder_that_holds_anything_is_refused(tmp_path: Path, program: Program) -> None:
    (tmp_path / ".hidden").write_text("mine")
    ran = program("--lang", "zh", "new", tmp_path)
    assert ran.code == 2 and "不是空目录" in ran.err and "没有改动" in ran.err
    assert [p.name for p in tmp_path.iterdir()] == [".hidden"]
    ran = program("--lang", "en", "new", tmp_path / ".hidden")
    assert ran.code == 2 and "is a file" in ran.err


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="permissions as on POSIX")
def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, program: Program) -> None:
    (tmp_path / "file").write_text("")
    ran = program("--lang", "zh", "new", tmp_path / "file" / "inner")
    assert ran.code == 2 and "无法写入" in ran.err


def test_an_empty_folder_is_filled_and_an_interrupted_start_is_taken_away(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    started(program, tmp_path / "empty")
    opened = Path.open

    def full(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        if mode == "x" and self.name == "wording.ttl":
            raise OSError(28, "No space left on device", str(self))
        return opened(self, mode, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    ran = program("--lang", "en", "new", tmp_path / "deep" / "er")
    assert ran.code == 2 and "No space left" in ran.err and not (tmp_path / "deep").exists()


def test_the_wheel_has_the_starters() -> None:
    import tomllib as toml

    made = toml.loads((STARTERS.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert made["packages"] == ["kgcorpus"] and not made.get("exclude") and not made.get("only-include")
    ignored = (STARTERS.parents[1] / ".gitignore").read_text(encoding="utf-8").split()
    names = {p.name for p in STARTERS.rglob("*")}
    assert "gitignore" in names and not names & {*ignored, ".gitignore"}, "hatch leaves out what git ignores"


def test_what_is_imported_into_an_empty_corpus_gets_its_ids_and_files(tmp_path: Path, program: Program) -> None:
    folder = started(program, tmp_path / "tea", "--empty", "--lang", "en")
    (tmp_path / "schema.csv").write_text("predicate,domain,range\ngrowing region,tea,region\n", encoding="utf-8")
    (tmp_path / "glossary.csv").write_text("中文,English,class\n龙井,Longjing,tea\n浙江,Zhejiang,region\n", encoding="utf-8")
    for source in ("schema.csv", "glossary.csv"):
        assert program("ontology", "import", folder, tmp_path / source).code == 0
    written = {name: (folder / "ontology" / name).read_text(encoding="utf-8") for name in ("schema.ttl", "terms.ttl")}
    assert (
        "my:growingRegion" in written["schema.ttl"] and "my:longjing" in written["terms.ttl"] and "my:longjing" not in written["schema.ttl"]
    )
    assert not [p for p in lint(folder / "ontology") if p.severity == "error"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_commands_of_its_readme_run(lang: str, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = started(program, tmp_path / "My Pumps", "--lang", lang)
    block = (folder / "README.md").read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0]
    commands = [shlex.split(line, comments=True)[1:] for line in block.splitlines()]
    assert len(commands) == 5
    for command in commands:
        assert program("--lang", lang, *command).code == 0, command
    assert {"ontology.xlsx", "review.xlsx"} <= {p.name for p in tmp_path.iterdir()}
    for source in (("ontology", "import", folder, "ontology.xlsx"), ("ontology", "impact", folder, "ontology.xlsx")):
        assert program(*source).code == 0
