"""The order of permitted imports, the words not used in names, and packages whose ``__init__`` is only a table."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kgcorpus"
FLOW = [
    "model", "errors", "messages", "jsonlines", "text", "identity", "english", "units", "values",
    "identifiers", "licences", "sources", "config", "gate", "store",
    "parallel", "rdf", "ontology", "documents", "spreadsheet", "extract", "entities", "verify", "forms", "graph", "answers", "procedures",
    "grade", "generate", "release", "harness", "collecting", "judging", "build", "curate", "review", "api", "web", "cli",
]  # fmt: skip
BANNED = re.compile(r"(^|_)(chunk|operator|service|manager|handler|processor|utils?|common|base|core|helpers?)(_|$|s$)")
PACKAGES = ("documents", "extract", "verify", "graph", "grade", "generate", "harness", "curate", "review", "identifiers")
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name not in ("__init__.py", "__main__.py"))


def stage_of(module: str) -> int:
    """Place in the flow of a module such as ``forms_sparql`` (it belongs to ``forms``) or ``extract.tables``."""
    top = module.split(".")[0]
    for name in (top, top.split("_")[0]):
        if name in FLOW:
            return FLOW.index(name)
    raise AssertionError(f"kgcorpus.{module} has no place in the flow")


def imports(path: Path) -> set[str]:
    """Modules of the package that a file imports, those for type checking left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checking = {
        id(n) for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) for n in ast.walk(node)
    }
    here = path.relative_to(PACKAGE).parts[:-1]
    found = set()
    for node in ast.walk(tree):
        if id(node) in checking:
            continue
        if isinstance(node, ast.ImportFrom):
            if node.level:
                outer = here[: len(here) - node.level + 1]
                module = ".".join([*outer, *([node.module] if node.module else [])])
                found |= {module} if module else {alias.name for alias in node.names}
            elif node.module == "kgcorpus":
                found |= {alias.name for alias in node.names}
            elif node.module and node.module.startswith("kgcorpus."):
                found.add(node.module.removeprefix("kgcorpus."))
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("kgcorpus.") for alias in node.names if alias.name.startswith("kgcorpus.")}
    return {name for name in found if not name.startswith("__")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_from_above_or_from_its_own_package(path: Path) -> None:
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    late = [name for name in sorted(imports(path)) if stage_of(name) > stage_of(module)]
    assert not late, f"{module} imports against the flow: {late}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_names_keep_to_the_word_list(path: Path) -> None:
    assert not BANNED.search(path.stem)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    split = {name: re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in names}
    assert not [name for name, words in split.items() if BANNED.search(words)]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_s_init_holds_its_table_and_nothing_else(package: str) -> None:
    tree = ast.parse((PACKAGE / package / "__init__.py").read_text(encoding="utf-8"))
    classes = [n.name for n in tree.body if isinstance(n, ast.ClassDef)]
    functions = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
    assert not classes and len(functions) <= 2, f"{package}/__init__.py defines {classes + functions}"


NETWORK = (
    "socket", "ssl", "http", "urllib.request", "urllib.error", "urllib.robotparser", "ftplib", "smtplib", "poplib", "imaplib", "nntplib",
    "telnetlib", "xmlrpc", "socketserver", "wsgiref", "asyncio", "webbrowser", "requests", "httpx", "httpcore", "urllib3", "aiohttp",
    "websocket", "websockets", "openai", "anthropic", "litellm", "neo4j", "grpc", "pycurl", "paramiko", "boto3", "redis", "pymongo",
    "psycopg", "psycopg2", "huggingface_hub",
)  # fmt: skip
"""Modules that open connections."""
DOORS = {"gate.py": {"socket", "ssl", "http", "urllib.request"}, "graph/neo4j.py": {"neo4j"}}
"""Where they may be imported: the gate, and the driver of the graph database."""


def network_in(source: str) -> set[str]:
    """The modules that open connections which a source imports, by whatever form of import."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("import_module", "__import__"):
            named |= {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return {known for known in NETWORK for name in named if name == known or name.startswith(known + ".")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_gate_is_the_only_module_that_opens_connections(path: Path) -> None:
    allowed = DOORS.get(path.relative_to(PACKAGE).as_posix(), set())
    assert network_in(path.read_text(encoding="utf-8")) <= allowed


@pytest.mark.parametrize(
    "source",
    ["import socket", "import http.client as h", "from http import client", "from urllib import request", "import urllib.request",
     "def f():\n    from requests.sessions import Session", "importlib.import_module('httpx')", "__import__('openai')"],
)  # fmt: skip
def test_every_form_of_import_is_seen(source: str) -> None:
    assert network_in(source)


def test_reading_addresses_opens_none() -> None:
    assert not network_in("from urllib.parse import quote\nimport urllib.parse\nfrom .socket import x\nimport httpish")
