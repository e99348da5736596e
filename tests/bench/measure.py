"""Running a command while watching the memory of its whole process tree, and printing figures as a table."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH_DATA = Path(os.environ.get("KGCORPUS_BENCH", ROOT.parent / "shared" / "bench"))


ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS"), "1")
"""The environment of a process whose libraries shall use one thread."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the README's table."""

    what: str
    aim: str
    measured: str
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: wall-clock seconds, seconds of processor time of all its processes, the peak of their resident bytes."""

    seconds: float
    cpu: float
    peak_bytes: int
    code: int
    out: str
    err: str


def kgcorpus(*arguments: str | Path, env: dict[str, str] | None = None) -> Run:
    """Run the command line and give wall-clock seconds, the peak of the summed resident memory of all its processes, and its output."""
    return watch([sys.executable, "-m", "kgcorpus", *map(str, arguments)], env)


def watch(command: Sequence[str], env: dict[str, str] | None = None) -> Run:
    import tempfile

    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT, env={**os.environ, **(env or {})})
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(_resident(pid) for pid in _tree(process.pid)))
            time.sleep(0.1)
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        out.seek(0)
        err.seek(0)
        return Run(seconds, cpu, peak, process.returncode, out.read().decode(), err.read().decode())


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*"):
            try:
                found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                continue  # the process ended between listing and reading
    return found


def _resident(pid: int) -> int:
    """Resident bytes; shared pages of forked workers are counted once each, so the sum is an upper bound."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def print_table(title: str, figures: Sequence[Figure]) -> None:
    print(f"\n### {title}\n\n| figure | aim | measured |\n|---|---|---|")
    for figure in figures:
        mark = "" if figure.met is None else (" ✓" if figure.met else " ✗")
        print(f"| {figure.what} | {figure.aim} | {figure.measured}{mark} |", flush=True)


def absent(name: str) -> bool:
    """Whether a third-party data set is missing here; says so."""
    if (BENCH_DATA / name).exists():
        return False
    print(f"skipped: {name} is not on this machine ({BENCH_DATA / name})", flush=True)
    return True
