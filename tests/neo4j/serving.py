"""Starting a Neo4j server for the tests, once for all workers of a run, and ending it with the last of them.

Its packages (some 130 MB) are fetched by Maven once and kept in the user's cache folder. The server reads a named pipe that every worker
holds open: when the last one ends, in whatever way, the pipe closes and the server goes, with its files.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = 180


class Missing(Exception):
    """What is needed for a server and is not there."""


def cache() -> Path:
    """Where packages are kept: outside the tree, in the user's cache folder."""
    outer = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(outer) / "kgcorpus-tests"


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock that other workers respect."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def packages() -> Path:
    """The folder of the server's packages, fetched if they are not there."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise Missing(f"no '{program}' found: install Java 17 and Maven to run them")
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < 17:
        raise Missing("Java is older than 17")
    wanted = re.search(r"<artifactId>neo4j</artifactId>\s*<version>([\d.]+)</version>", (HERE / "pom.xml").read_text())
    assert wanted is not None
    folder = cache() / f"neo4j-{wanted[1]}"
    with alone(cache() / "neo4j.lock"):
        if not folder.exists():
            part = folder.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime"]
            done = subprocess.run([*command, f"-DoutputDirectory={part}"], capture_output=True, text=True, check=False)
            if done.returncode:
                shutil.rmtree(part, ignore_errors=True)
                raise Missing(f"Maven could not fetch the server: {(done.stdout + done.stderr).strip()[:300]}")
            part.rename(folder)
    return folder


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def server(shared: Path) -> Iterator[str]:
    """The address of a server; ``shared`` is a folder that all workers of a run know."""
    lib = packages()
    pipe, where, users = (shared / f"neo4j.{name}" for name in ("pipe", "uri", "users"))
    lock = shared / "neo4j.start"
    with alone(lock):
        held = _opened(pipe) if where.exists() else None
        if held is None:
            for path in (pipe, where, users):
                path.unlink(missing_ok=True)
            held = _start(lib, shared, pipe, where)
        _count(users, 1)
    try:
        yield where.read_text()
    finally:
        with alone(lock):
            if not _count(users, -1):
                where.unlink(missing_ok=True)
            os.close(held)


def _count(users: Path, change: int) -> int:
    number = (int(users.read_text()) if users.exists() else 0) + change
    users.write_text(str(number))
    return number


def _opened(pipe: Path) -> int | None:
    """The pipe of a server that runs; None if none reads it any more."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def _start(lib: Path, shared: Path, pipe: Path, where: Path) -> int:
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)
    port = free_port()
    log = shared / f"neo4j-{port}.log"
    options = ["-Xmx512m", "-Xss4m", "-XX:TieredStopAtLevel=1"]
    command = ["java", *options, "-cp", f"{lib}/*", str(HERE / "Server.java"), str(shared / f"neo4j-{port}"), str(port)]
    with log.open("wb") as out, os.fdopen(os.open(pipe, os.O_RDONLY), "rb") as read:
        running = subprocess.Popen(command, stdin=read, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    writing = os.open(pipe, os.O_WRONLY)
    os.close(held)
    try:
        _wait(running, log)
    except BaseException:
        running.kill()
        os.close(writing)
        raise
    where.write_text(f"bolt://127.0.0.1:{port}")
    return writing


def _wait(running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS
    while b"ready" not in log.read_bytes():
        if running.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"the Neo4j server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
        time.sleep(0.2)
