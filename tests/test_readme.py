"""The README in both languages: its commands run as written and print what it shows, its Python runs, its list of folders is true.

``python -m tests.test_readme`` writes what the commands print now into both files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_SECONDS = re.compile(r"\d+\.\d ?(s\b|秒)")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[tuple[str, str]]:
    return [(m.group(1), m.group(2)) for m in _BLOCK.finditer(text_of(name))]


def example(name: str) -> list[tuple[str, str]]:
    """(commands, what they print) of the first look."""
    return [(commands, shown) for (kind, commands), (then, shown) in pairwise(blocks(name)) if kind == "sh" and then == "text"]


def clone(to: Path) -> Path:
    """A copy of what a clone holds of corpora and ontologies, nothing built."""
    shutil.copytree(ROOT / "ontologies", to / "ontologies")
    shutil.copytree(ROOT / "data", to / "data", ignore=shutil.ignore_patterns("releases", ".work", "corpus.db*"))
    return to


def run(command: list[str], folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip() + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone(tmp_path_factory.mktemp("readme"))


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readme_print_what_it_shows(name: str, tmp_path: Path) -> None:
    assert len(example(name)) >= 4
    clone(tmp_path)
    for commands, shown in example(name):
        printed = run(["bash", "-e", "-c", commands], tmp_path)
        assert _SECONDS.sub("…", printed) == _SECONDS.sub("…", shown), commands


@pytest.mark.parametrize("name", READMES)
def test_the_python_of_the_readme_runs(name: str, folder: Path) -> None:
    (code,) = [text for kind, text in blocks(name) if kind == "python"]
    assert "dm:biguanides" in run([sys.executable, "-c", code], folder)


@pytest.mark.parametrize("name", READMES)
def test_the_folder_list_of_the_readme_is_true(name: str) -> None:
    (listed,) = [text for kind, text in blocks(name) if kind == ""]
    package = ROOT / "kgcorpus"
    there = {p.name for p in package.glob("*.py") if not p.name.startswith("_")}
    there |= {f"{p.name}/" for p in package.iterdir() if (p / "__init__.py").exists()}
    assert set(re.findall(r"^[a-z0-9_]+(?:\.py|/)|(?<=, )[a-z0-9_]+\.py", listed, re.M)) == there


def test_both_readmes_show_the_same_commands_and_figures() -> None:
    code = [[text for kind, text in blocks(name) if kind == "python"] for name in READMES]
    assert code[0] == code[1]
    commands = [[re.sub(" --lang zh", "", c) for c, _ in example(name)] for name in READMES]
    assert commands[0] == commands[1]
    figures = []
    for name, heading in zip(READMES, ("\n## Figures", "\n## 数据"), strict=True):
        rest = text_of(name).partition(heading)[2]
        rows = re.findall(r"^\|.*\|$", rest.partition("\n## ")[0], re.M)
        figures.append([sorted(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", row)) for row in rows])
    assert figures[0] == figures[1] and len(figures[0]) > 20


def main() -> None:
    """Run the commands of both READMEs and write what they print below them."""
    for name in READMES:
        text = text_of(name)
        with tempfile.TemporaryDirectory() as there:
            folder = clone(Path(there))
            for commands, shown in example(name):
                printed = run(["bash", "-e", "-c", commands], folder)
                text = text.replace(f"```sh\n{commands}```\n\n```text\n{shown}```", f"```sh\n{commands}```\n\n```text\n{printed}```")
        (ROOT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
