"""Every message has its Chinese: the texts of errors are gathered from the source itself, so that none can be forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kgcorpus
from kgcorpus import errors
from kgcorpus.messages import WORDS, localise, words
from kgcorpus.messages_errors import ERRORS
from kgcorpus.model import REASONS
from tests.running import Program
from tests.small import CORPUS, ONTOLOGY, write_corpus

RAISED = {name for name in vars(errors) if isinstance(getattr(errors, name), type)} | {"ValueUnitError"}
KEPT = {"https", "corpus.db", "entity class step and or minus as_of count ask"}
"""Names that are the same in every language."""
ALL_OF = {"card.checked_machine"}
"""Messages about all of something."""
VERBS = {"is", "was", "has", "as", "waits", "says", "needs", "reads", "this"}
FRAGMENTS = {"it redirects{}", "; known: {}", "unknown key{}", "see {}"}
"""Parts of messages that are only put together with others."""


def variants(node: ast.expr) -> list[str]:
    """All texts that an expression may give, with {} for what is only known when it runs."""
    if isinstance(node, ast.Constant):
        return [node.value if isinstance(node.value, str) else "{}"]
    if isinstance(node, ast.JoinedStr):
        out = [""]
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            texts = variants(inner) if isinstance(inner, (ast.Constant, ast.IfExp)) else ["{}"]
            out = [before + text for before in out for text in texts]
        return out
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in variants(node.left) for b in variants(node.right)]
    if isinstance(node, ast.IfExp):
        return variants(node.body) + variants(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [text for value in node.values for text in variants(value)]
    return ["{}"]


def arguments(node: ast.AST, lint: bool) -> list[ast.expr]:
    """The parts of an error, of a problem of ``corpus.toml`` or of a finding of the ontology's check that a node makes."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in RAISED or name == "super":
            return [*node.args[1:], *(k.value for k in node.keywords if k.arg in ("found", "expected", "remedy"))]
        sliced = {"Wrong": slice(0, 1), "wrong": slice(1, 2), "Found": slice(2, 4), "Problem": slice(3, 5), "_nearest": slice(2, 3)}
        sliced |= {"Trouble": slice(4, 6), "tell": slice(3, 5), "refuse": slice(0, 2)}
        return list(node.args[sliced[name]]) if name in sliced else []
    if lint and isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
        return node.value.elts[1:3]
    if isinstance(node, ast.Assign):
        named = {getattr(target, "id", "") for target in node.targets}
        return [node.value] if named & {"expected", "meant", "WAY_OUT"} or (lint and named & {"fix", "value"}) else []
    return []


def messages() -> Iterator[tuple[str, str]]:
    root = Path(kgcorpus.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for argument in arguments(node, "lint" in path.name):
                for text in variants(argument):
                    yield text, f"{path.relative_to(root)}:{getattr(node, 'lineno', 0)}"


def test_every_error_has_its_chinese() -> None:
    missing = {}
    for text, place in messages():
        said = re.sub(r'"[^"]*"|\b(?:owl|kgc|rdfs|skos|xsd):\w*|UTF-8|N-Triples|\{\}|[\[\]{}]', "", text)
        if not re.search(r"[A-Za-z]{2}", said) or text in KEPT | FRAGMENTS:
            continue
        if not re.search(r"[\u4e00-\u9fff]", localise(text.replace("{}", "Q7"), "zh")):
            missing[text] = place
    assert not missing


def test_the_walk_finds_the_messages() -> None:
    found = {text for text, _ in messages()}
    assert {"no such file or folder", "unknown engine '{}'", "{} is symmetric and asymmetric", "a text", "no {v}"} <= found
    assert len(found) > 300


def test_a_message_keeps_what_varies() -> None:
    for english, chinese in ERRORS.items():
        assert {int(n) for n in re.findall(r"\{(\d)\}", chinese)} == set(range(english.count("{}"))), english
        assert re.search(r"[\u4e00-\u9fff]", chinese), english


def test_every_reason_and_label_is_in_both_languages() -> None:
    assert {f"reason.{reason}" for reason in REASONS} <= set(WORDS)
    assert all(zh.strip() and en.strip() for zh, en in WORDS.values())


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("corpus.toml:26: policy.budgt: unknown key; did you mean 'budget'?", "corpus.toml:26: policy.budgt: 未知的键，是否想写“budget”？"),
        ("cannot be read (No such file or directory)", "无法读取（没有这个文件或目录）"),
        ("2 problems\n  a.toml:1: date: found 1, expected a text", "共2处问题\n  a.toml:1: date: 写的是1，应为文本"),
        ("unknown class 'x:Mon', did you mean 'x:Moon'?", "本体中没有类“x:Mon”，是否想写“x:Moon”？"),
        ("something that has no Chinese", "something that has no Chinese"),
    ],
)
def test_messages_are_put_together_in_chinese(english: str, chinese: str) -> None:
    assert localise(english, "zh") == chinese
    assert localise(english, "en") == english


CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORDS_LEFT = re.compile(r"\b(?:the|expected|unknown|cannot|missing|of|is|not|should)\b", re.I)


def test_what_a_user_meets_is_chinese(tmp_path: Path, program: Program) -> None:
    (tmp_path / "g.tsv").write_text("a\tb\n")
    (tmp_path / "f.jsonl").write_text('{"id": "1", "form": {"op": "entity", "id": "a"}}\n')
    (tmp_path / "bad.jsonl").write_text("{\n")
    (tmp_path / "empty.jsonl").write_text("")
    folder = write_corpus(tmp_path / "c", corpus=CORPUS.replace("licence =", "licens =").replace('date = "2026-11-01"', "date = 1"))
    wrong = write_corpus(tmp_path / "o", ontology=ONTOLOGY.replace("rdfs:range ast:Planet", "rdfs:range ast:Plane"))
    for command in (
        ("build", tmp_path / "none"), ("build", folder), ("build", wrong), ("build",), ("bild",), ("build", wrong, "--workers", "x"),
        ("answer", tmp_path / "g.tsv", tmp_path / "f.jsonl"), ("answer", tmp_path / "none.nt", tmp_path / "f.jsonl"),
        ("answer", tmp_path / "g.tsv", tmp_path / "empty.jsonl"), ("grade", tmp_path / "bad.jsonl", tmp_path / "f.jsonl"),
        ("grade", tmp_path / "none", tmp_path / "f.jsonl"), ("audit", tmp_path), ("trace", "s-1", "--in", tmp_path), ("show", tmp_path),
        ("extract", "--ontology", tmp_path / "none", tmp_path), ("score", tmp_path / "none", tmp_path / "none"),
        ("ontology", "lint", tmp_path / "none"), ("extract", tmp_path / "c", "--model", tmp_path, "--ontology", tmp_path),
    ):  # fmt: skip
        ran = program("--lang", "zh", *command)
        said = ran.err.replace(str(tmp_path), "")
        assert ran.code == 2 and CHINESE.search(said.partition("错误：")[2]), (command, said)
        assert not WORDS_LEFT.search(said), (command, said)


def test_the_check_of_an_ontology_speaks_chinese(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "o.ttl"
    path.write_text(ONTOLOGY.replace("rdfs:range ast:Planet", "rdfs:range ast:Plane").replace('"行星"@zh, ', ""), encoding="utf-8")
    ran = program("--lang", "zh", "ontology", "lint", path)
    assert ran.code == 1 and "错误 unknown_class" in ran.out and "是否想写" in ran.out and "警告 missing_label" in ran.out


@pytest.mark.parametrize(
    ("numbers", "en", "zh"),
    [
        ((1, 0), "1 error: nothing was written", "有1处错误，什么都没有写入"),
        ((2, 1), "2 errors and 1 warning: nothing was written", "有2处错误、1处警告，什么都没有写入"),
        ((1, 3), "1 error and 3 warnings: nothing was written", "有1处错误、3处警告，什么都没有写入"),
    ],
)
def test_numbers_agree_and_nothing_is_counted_that_is_not_there(numbers: tuple[int, int], en: str, zh: str) -> None:
    errors, warnings = numbers
    assert words("en")("book.refused", errors=errors, warnings=warnings) == en
    assert words("zh")("book.refused", errors=errors, warnings=warnings) == zh
    first = {lang: words(lang)("sheet.problems_intro", errors=1, others=0, both=False) for lang in ("zh", "en")}
    assert first["en"].startswith("1 error to mend. Click") and first["zh"].startswith("本工作簿有1处错误须改正。点")


def test_every_counted_message_can_be_said_of_none_one_and_two() -> None:
    for key, texts in WORDS.items():
        for lang, text in zip(("zh", "en"), texts, strict=True):
            names = set(re.findall(r"\{\??(\w+)", text))
            for n in (0, 1, 2):
                said = words(lang)(key, **dict.fromkeys(names, n))
                assert "{" not in said or "{{" in text, key
                one = re.findall(r"(?<![\d.,-])1 (?:new |more |verified |whole )?(\w+s)\b", said) if lang == "en" and n == 1 else []
                assert set(one) <= VERBS or key in ALL_OF, (key, one)
