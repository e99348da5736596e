from __future__ import annotations

import pytest

from tests.running import Program


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Program(monkeypatch, capfd)
