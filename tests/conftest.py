from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.neo4j import serving
from tests.running import Program

# The same code gives the same result, here and in CI; HYPOTHESIS_PROFILE=default looks for new examples.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Program(monkeypatch, capfd)


@pytest.fixture(scope="session")
def neo4j_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Neo4j server, one for all workers of the run; skips where Java or Maven is missing."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    try:
        with serving.server(shared) as uri:
            yield uri
    except serving.Missing as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"Neo4j: {missing}")


@pytest.fixture
def neo4j_alone(neo4j_uri: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The server for one test at a time, whichever worker it runs in."""
    base = tmp_path_factory.getbasetemp()
    with serving.alone((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "neo4j.used"):
        yield


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say that tests on a Neo4j server or in an evaluation program were left out, and why."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()) if isinstance(report.longrepr, tuple)]
    left_out = [reason for reason in reasons if "Neo4j: " in reason]
    if left_out:
        terminalreporter.write_line(f"{len(left_out)} tests on a Neo4j server were skipped: {left_out[0].split('Neo4j: ', 1)[1]}")
    for reason in sorted({reason.removeprefix("Skipped: ") for reason in reasons if "make .venv-harness/" in reason}):
        terminalreporter.write_line(f"exported evaluation sets were not run: {reason}")
