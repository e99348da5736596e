"""A team's Neo4j server: who it is, by the environment, and running statements on it. The one door to the driver.

``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and, if set, ``NEO4J_DATABASE`` name the server. A local address is one that is
written as one (see ``gate_address``); to any other the connection must be encrypted, and what may be sent there is decided before (see
``cypher_permitted``). A local server is reached directly, so that it cannot lead elsewhere. The password stands in no message.
"""

from __future__ import annotations

import os
import re
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ..errors import KgcorpusError, UsageError, WorkError
from ..forms_cypher import Statement
from ..gate_address import Address, address
from .answer import Engine
from .table import FactTable

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
EXAMPLE = "an address such as bolt://127.0.0.1:7687 or neo4j+s://graph.example.org"
SECONDS = 15.0
OLDEST = (5, 23)
"""The first version that has what statements are written with (subqueries that name what they use)."""
SHOWN = 300


def neo4j(table: FactTable) -> Engine:
    """The engine over a table, on the server that the environment names; loads the graph there if it is not yet (see ``cypher_export``)."""
    from .cypher import opened

    return opened(table, connect())


def server_address(uri: str) -> tuple[str, Address]:
    """Scheme and place of a server; an address that is not plainly one, or that is neither local nor encrypted, is a ``UsageError``."""
    match = re.fullmatch(r"([a-z0-9+]+)://([^/]+)/?", uri.strip())
    if not match or match[1] not in SCHEMES:
        raise UsageError("NEO4J_URI", f"'{_without_user(uri)[:200]}'", EXAMPLE, "schemes: " + " ".join(SCHEMES))
    scheme, place = match[1], match[2]
    try:
        found = address(f"http://{place}")
    except KgcorpusError as error:
        raise UsageError("NEO4J_URI", error.found, EXAMPLE, error.remedy) from error
    found = replace(found, scheme=scheme, port=found.port if re.search(r":\d+\Z", place) else 7687)
    if not found.local and "+" not in scheme:
        raise UsageError("NEO4J_URI", f"{found} is not encrypted", f"{scheme}+s://…", "others on the way would read password and graph")
    return scheme, found


def _without_user(uri: str) -> str:
    return re.sub(r"//[^/@]*@", "//…@", uri)


def connect(environment: Mapping[str, str] | None = None) -> Server:
    """The server that the environment names, reached and of a version that will do."""
    variables = os.environ if environment is None else environment
    uri = variables.get("NEO4J_URI", "").strip()
    if not uri:
        raise UsageError("NEO4J_URI", "the variable is not set", EXAMPLE, "set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD")
    user, password = variables.get("NEO4J_USERNAME"), variables.get("NEO4J_PASSWORD")
    for name, value, other in (("NEO4J_USERNAME", user, password), ("NEO4J_PASSWORD", password, user)):
        if not value and other:
            raise UsageError(name, "the variable is not set", "user name and password, or neither", f"set {name} in the environment")
    scheme, found = server_address(uri)
    return Server(scheme, found, user or "", password or "", variables.get("NEO4J_DATABASE") or None)


class Server:
    """A connection to a server. ``run`` gives the rows of a statement; ``write`` runs one for batches of rows."""

    def __init__(self, scheme: str, place: Address, user: str, password: str, database: str | None) -> None:
        import neo4j as driver

        self.address, self.database = place, database
        self._secret = password
        self._signed = bool(user)
        host = place
        if place.local:
            scheme = scheme.replace("neo4j", "bolt")
            if scheme == "bolt" and place.host == "localhost":
                host = replace(place, host="127.0.0.1")
        self._driver = driver.GraphDatabase.driver(
            str(replace(host, scheme=scheme)), auth=(user, password) if user else None, connection_timeout=SECONDS,
            connection_acquisition_timeout=2 * SECONDS, notifications_min_severity="OFF", telemetry_disabled=True, user_agent="kgcorpus",
        )  # fmt: skip
        self._session: Any = None
        self._ended = weakref.finalize(self, self._driver.close)
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def __str__(self) -> str:
        return str(self.address)

    @property
    def local(self) -> bool:
        return self.address.local

    def _check(self) -> None:
        with self._told(), self._driver.session(database=self.database) as session:
            agent = str(session.run("RETURN 1").consume().server.agent)
        numbers = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if not numbers or (int(numbers[1]), int(numbers[2])) < OLDEST:
            needed = "Neo4j {}.{} or newer".format(*OLDEST)
            raise UsageError(str(self), f"a server that says it is {agent[:80]}", needed, "use a newer server")

    # ------------------------------------------------------------------ running

    def run(self, statement: Statement) -> list[Any]:
        """The rows of a statement that only reads; fields by name."""
        with self._told():
            if self._session is None:
                self._session = self._driver.session(database=self.database, fetch_size=10_000)
            return list(self._session.run(statement.text, dict(statement.parameters)))

    def write(self, text: str, parameters: Mapping[str, Any]) -> list[Any]:
        """The rows of a statement that writes, in a transaction of its own."""
        with self._told():
            if self._session is None:
                self._session = self._driver.session(database=self.database, fetch_size=10_000)
            return self._session.execute_write(lambda tx: list(tx.run(text, dict(parameters))))  # type: ignore[no-any-return]

    def write_rows(self, text: str, rows: Iterable[Any], *, size: int = 10_000, **parameters: Any) -> int:
        """Run ``UNWIND $rows AS row`` and what follows it, so many rows at a time; gives how many rows there were."""
        done = 0
        for batch in _batches(rows, size):
            self.write(f"UNWIND $rows AS row {text}", {**parameters, "rows": batch})
            done += len(batch)
        return done

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
        self._ended()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the driver as ours."""
        import neo4j.exceptions as wrong

        try:
            yield
        except (wrong.AuthError, wrong.Forbidden) as error:
            if not self._signed:
                raise UsageError("NEO4J_USERNAME", "the variable is not set, and the server asks who it is", "user name and password",
                                 "set NEO4J_USERNAME and NEO4J_PASSWORD") from error  # fmt: skip
            found = f"{self} does not let this user in ({self._shown(error)})"
            raise UsageError("NEO4J_PASSWORD", found, "user name and password of the server", "check both") from error
        except (wrong.ServiceUnavailable, wrong.SessionExpired, wrong.ConfigurationError, OSError) as error:
            raise WorkError(
                str(self), f"cannot be reached ({self._shown(error)})", "a Neo4j server", "check NEO4J_URI, and that the server runs"
            ) from error
        except wrong.Neo4jError as error:
            if "DatabaseNotFound" in (error.code or ""):
                raise UsageError("NEO4J_DATABASE", f"no database '{self.database}'", "a database of the server", "check it") from error
            raise WorkError(str(self), f"the server says: {self._shown(error)}", "", "see what the server says") from error
        except wrong.DriverError as error:
            raise WorkError(str(self), self._shown(error), "", "check the address and the server") from error

    def _shown(self, error: Exception) -> str:
        text = " ".join(str(getattr(error, "message", None) or error).split())
        return (text.replace(self._secret, "…") if self._secret else text)[:SHOWN]


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch

