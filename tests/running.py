"""The command line inside the test's own process: exit code, stdout, stderr."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from kgcorpus import cli


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Program:
    """Runs ``kgcorpus …`` and gives what a shell would see; an uncaught exception fails the test as a traceback would fail a user."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capfd = monkeypatch, capfd

    def __call__(self, *arguments: str | Path) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["kgcorpus", *map(str, arguments)])
        self._capfd.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        sys.stdout.flush()
        out, err = self._capfd.readouterr()
        return Ran(code, out, err)
