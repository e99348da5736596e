from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.running import Program

# The same code gives the same result, here and in CI; HYPOTHESIS_PROFILE=default looks for new examples.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Program(monkeypatch, capfd)
