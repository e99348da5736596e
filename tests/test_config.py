import ast
import doctest
from pathlib import Path

import pytest

import kgcorpus.config as config
from kgcorpus.config_checks import FINDINGS
from kgcorpus.errors import ConfigError
from kgcorpus.model import Source
from tests.running import Program
from tests.small import CORPUS, DOCUMENTS, write_corpus

GOOD = """
name = "diabetes"
title = { zh = "糖尿病", en = "Diabetes" }
date = "2026-11-01"
ontology = "onto.ttl"

[policy]
conflicts = "newest"

[[source]]
id = "labels"
documents = ["labels/*.md"]
licence = "CC-BY-4.0"
uses = ["train"]
sensitivity = "public"
as_at = "2024-06"

[[source]]
id = "rest"
documents = ["**"]

[[table]]
documents = ["foods/*.csv"]
entity = { class = "dm:Food", key = "编号", label = "食物", aliases = "别名", split = "/" }
ignore = ["备注"]

[[table.fact]]
predicate = "dm:glycaemicIndex"
subject = { entity = true }
object = { column = "GI", unit = "1" }
qualifiers = [ { predicate = "dm:preparation", column = "做法", split = "/" } ]
valid = { from = "起始", to = "终止" }
negated = { column = "适用", values = ["否"] }

[[recipe]]
name = "default"
budget = 100

[[recipe]]
name = "exam"
purpose = "evaluate"
per_fact = 0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "onto.ttl").write_text("")
    (tmp_path / "corpus.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / "corpus.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "corpus.toml").write_text(text.replace(old, new), encoding="utf-8")


def test_doctests_hold():
    assert doctest.testmod(config).failed == 0


def test_a_corpus_is_read_whole(folder):
    corpus = config.load(folder)
    assert (corpus.name, corpus.date, corpus.languages) == ("diabetes", "2026-11-01", ("zh", "en"))
    assert corpus.ontology == folder / "onto.ttl" and corpus.documents == folder / "documents"
    assert corpus.policy == config.Policy(conflicts="newest")
    assert corpus.sources[0].source == Source("labels", licence="CC-BY-4.0", uses=("train",), sensitivity="public", as_at="2024-06")
    assert corpus.sources[1].source.sensitivity == "internal"
    table = corpus.tables[0]
    assert table.entity == config.EntityRule("dm:Food", "食物", "编号", "别名", "/")
    fact = table.facts[0]
    assert fact.subject.entity and fact.object == config.Column(column="GI", unit="1")
    assert fact.qualifiers == (config.QualifierRule("dm:preparation", config.Column(column="做法", split="/")),)
    assert (fact.valid_from, fact.valid_to, fact.negated, fact.when) == ("起始", "终止", config.CellTest("适用", ("否",)), None)


def test_default_and_all_exist_always_and_all_lifts_every_cap(folder):
    recipes = config.load(folder).recipes
    assert sorted(recipes) == ["all", "default", "exam"]
    assert recipes["default"].budget == 100
    assert (recipes["exam"].per_fact, recipes["exam"].purpose) == (None, "evaluate")
    assert (recipes["all"].budget, recipes["all"].per_fact, recipes["all"].max_answers, recipes["all"].share) == (None, None, None, 1.0)


def test_the_first_matching_source_wins(folder):
    corpus = config.load(folder)
    assert config.source_for(corpus, "labels/a.md").source.id == "labels"
    assert config.source_for(corpus, "labels/deep/a.md").source.id == "rest"


def test_all_problems_are_said_at_once_with_line_and_meaning(folder):
    change(folder, 'licence = "CC-BY-4.0"', 'licens = "CC-BY-4.0"')
    change(folder, 'date = "2026-11-01"', 'date = "2026-11-31"')
    change(folder, 'sensitivity = "public"', 'sensitivity = "publik"')
    change(folder, "budget = 100", 'budget = "many"')
    change(folder, 'ontology = "onto.ttl"', 'ontology = "nowhere.ttl"')
    change(folder, 'column = "GI"', 'colum = "GI"')
    with pytest.raises(ConfigError) as error:
        config.load(folder)
    said = str(error.value)
    for expected in (
        "corpus.toml:13: source.licens: unknown key; did you mean 'licence'?",
        "corpus.toml:4: date: found '2026-11-31', expected a day that exists",
        "did you mean 'public'?",
        "corpus.toml:37: recipe.budget: found 'many', expected a whole number",
        "there is no nowhere.ttl",
        "corpus.toml:30: table.fact.object.colum: unknown key; did you mean 'column'?",
        "needs one of: column",
    ):
        assert expected in said, said
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "diabetes"', 'name = "Dia betes"', "a name of a-z"),
        ('id = "rest"', 'id = "labels"', "is the id of another source"),
        ('date = "2026-11-01"\n', "", "'date' is missing"),
        ('uses = ["train"]', 'uses = ["trian"]', "did you mean 'train'?"),
        ("{ entity = true }", '{ entity = true, column = "x" }', "needs one of"),
        ('name = "exam"', 'name = "all"', "lifts every cap"),
        ("[policy]", "[polcy]", "did you mean 'policy'?"),
        ('documents = ["**"]\n', "", "'documents' is missing"),
        ('name = "diabetes"', 'name = "diabetes', "no TOML"),
        ('as_at = "2024-06"', 'as_at = "last year"', "a date"),
    ],
)
def test_each_problem_names_what_was_meant(folder, old, new, said):
    change(folder, old, new)
    with pytest.raises(ConfigError, match=said.replace("?", r"\?")):
        config.load(folder)


def test_a_folder_without_corpus_toml_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"corpus\.toml"):
        config.load(tmp_path)


def test_the_digest_follows_the_declarations_only(folder):
    before = config.load(folder).digest
    change(folder, "[policy]", "# a remark\n[policy]")
    assert config.load(folder).digest == before
    change(folder, "budget = 100", "budget = 101")
    assert config.load(folder).digest != before


def test_front_matter_changes_the_source_and_says_what_is_wrong():
    source = config.with_front_matter(
        Source("s", uses=("train",)), {"uses": "train, evaluate", "complete": "true", "as_at": "2021", "id": "doc", "tags": "x"}
    )
    assert (source.id, source.uses, source.complete, source.as_at) == ("s", ("train", "evaluate"), True, "2021")
    with pytest.raises(ConfigError, match="sensitivity"):
        config.with_front_matter(Source("s"), {"sensitivity": "secret"})


def test_unknown_names_in_fail_on_are_all_said_at_once_with_what_was_meant(tmp_path: Path, program: Program) -> None:
    text = CORPUS + '\n[policy]\nfail_on = ["wrong_typ", "cardinalty", "conflict", "unread_item"]\n'
    ran = program("--lang", "en", "build", write_corpus(tmp_path, corpus=text))
    assert ran.code == 2 and "'wrong_typ' (did you mean 'wrong_type'?)" in ran.err
    assert "'cardinalty' (did you mean 'cardinality'?)" in ran.err and "unknown: 'wrong_typ'" in ran.err


def test_superseded_documents_that_are_not_there_are_all_said_at_once(tmp_path: Path, program: Program) -> None:
    text = CORPUS.replace('origin = "notes"', 'origin = "notes"\nsupersedes = ["mars-2009.md", "uranus.m"]')
    front = "---\nsupersedes: [yaers.csv]\n---\n# Mars\n\nPhobos was discovered by Asaph Hall.\n"
    folder = write_corpus(tmp_path, corpus=text, documents={**DOCUMENTS, "mars.md": front})
    ran = program("--lang", "en", "build", folder)
    assert ran.code == 2 and "supersedes 'mars-2009.md'" in ran.err and "did you mean 'uranus.md'?" in ran.err
    assert "mars.md: supersedes 'yaers.csv', did you mean 'years.csv'?" in ran.err


def test_the_codes_of_findings_are_those_that_checks_give() -> None:
    import kgcorpus

    root = Path(kgcorpus.__file__).parent
    given: set[str] = set()
    for path in (*(root / "verify").glob("*.py"), *root.glob("entities*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = getattr(node.func, "id", getattr(node.func, "attr", "")).lower() if isinstance(node, ast.Call) else ""
            if named in ("finding", "_each") and isinstance(code := node.args[0], ast.Constant):
                given.add(str(code.value))
    assert given <= set(FINDINGS) and {"cardinality", "same_name", "evidence"} <= given


def test_the_recipe_all_is_for_whom_the_default_is_for(folder):
    path = folder / "corpus.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '\n[[recipe]]\nname = "default"\npurpose = "train"\nrecipient = "partner"\ncommercial = true\n',
        encoding="utf-8",
    )
    every = config.load(folder).recipes["all"]
    assert (every.recipient, every.commercial, every.budget) == ("partner", True, None)


def test_a_recipient_that_the_sources_write_otherwise_is_said(folder):
    path = folder / "corpus.toml"
    text = path.read_text(encoding="utf-8").replace('sensitivity = "public"', 'sensitivity = "public"\nrecipients = ["Partner-A"]', 1)
    for name, fine in (("Partner-A", True), ("partner a", False), ("partner-b", True), ("public", True)):
        path.write_text(text + f'\n[[recipe]]\nname = "away"\nrecipient = "{name}"\n', encoding="utf-8")
        if fine:
            config.load(folder)
        else:
            with pytest.raises(ConfigError, match=r"no source names the recipient 'partner a'; did you mean 'Partner-A'\?"):
                config.load(folder)


def test_mappings_may_name_classes_and_predicates_by_their_labels(tmp_path: Path, program: Program) -> None:
    named = CORPUS.replace('predicate = "ast:discoveryYear"', 'predicate = "发现年份"').replace('class = "ast:Moon"', 'class = "Moon"')
    assert program("build", write_corpus(tmp_path / "a", corpus=named)).code == 0
    assert program("build", write_corpus(tmp_path / "b")).code == 0
    graphs = [(tmp_path / one / "releases" / "default" / "graph.nt").read_bytes() for one in "ab"]
    assert graphs[0] == graphs[1]


def test_names_that_the_ontology_does_not_have_are_told_with_their_lines(tmp_path: Path, program: Program) -> None:
    wrong = CORPUS.replace('predicate = "ast:discoveryYear"', 'predicate = "发现年分"').replace('class = "ast:Moon"', 'class = "部件"')
    lines = wrong.splitlines()
    predicate, column = (next(n for n, line in enumerate(lines, 1) if text in line) for text in ("发现年分", "部件"))
    folder = write_corpus(tmp_path / "c", corpus=wrong)
    ran = program("--lang", "zh", "build", folder)
    assert ran.code == 2
    assert f"corpus.toml:{predicate}: table.fact.predicate: 本体中没有谓词“发现年分”，是否想写“发现年份”？" in ran.err
    assert f"corpus.toml:{column}: table.fact.subject.class: 本体中没有类“部件”；本体中有：天文学家, 天体, 卫星, 行星" in ran.err
    twice = write_corpus(tmp_path / "d", corpus=CORPUS.replace('class = "ast:Moon"', 'class = "行星"'))
    ontology = twice / "ontology" / "planets.ttl"
    ontology.write_text(
        ontology.read_text("utf-8").replace(
            'rdfs:label "卫星"@zh, "moon"@en ; kgc:measure', 'rdfs:label "行星"@zh, "moon"@en ; kgc:measure'
        ),
        "utf-8",
    )
    ran = program("--lang", "zh", "build", twice)
    assert ran.code == 2 and "叫“行星”的不止一个：ast:Moon, ast:Planet" in ran.err
