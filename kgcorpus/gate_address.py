"""Addresses to which the gate may send: what is written plainly, and which of it is this machine.

An address is local only if it is written as one: ``localhost``, ``127.x.y.z`` in plain decimal, or ``[::1]``. Everything else is not,
whatever it may resolve to: names that lead to loopback, ``*.localhost``, ``localhost.`` with its dot, ``0.0.0.0``, ``[::]``, IPv4 inside
IPv6, private networks, host names of this machine. What readers of addresses disagree about is an error, not a guess: a user or password
(``http://127.0.0.1@evil.example/``), IPv4 in short, octal, hex or single-number form, characters outside ASCII, backslashes, percent
signs, zones of IPv6, queries, schemes other than http and https.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from kgcorpus.errors import UsageError

_ADDRESS = re.compile(r"(https?)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?((?:/[A-Za-z0-9._~-]*)*)")
_NAME = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*\.?")
LOOPBACK = ipaddress.ip_network("127.0.0.0/8")
WRITTEN = "an address such as http://127.0.0.1:8000/v1 or https://example.org/v1"


@dataclass(frozen=True, slots=True)
class Address:
    """A place to send to, as the user wrote it. ``host`` is without brackets; ``path`` without the slash at its end."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def local(self) -> bool:
        """Whether it is written as an address of this very machine; what a name resolves to is never asked."""
        if self.host == "localhost":
            return True
        ip = ip_of(self.host)
        return ip is not None and (ip in LOOPBACK if ip.version == 4 else ip == ipaddress.IPv6Address("::1"))

    @property
    def written_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    def __str__(self) -> str:
        return f"{self.scheme}://{self.written_host}:{self.port}{self.path}"


def ip_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is, if it is no name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def address(url: str) -> Address:
    """The address that a text writes. Raises ``UsageError`` for all that is not plainly one.

    >>> address("http://localhost:8000/v1/").local, address("https://llm.example/v1").local, address("http://0.0.0.0:80").local
    (True, False, False)
    """
    if "@" in url:
        raise UsageError("address", "a user or password in the address", WRITTEN, "leave it out; name a variable that holds the key")
    match = _ADDRESS.fullmatch(url)
    if not match:
        raise UsageError("address", f"'{url[:200]}' is not plainly an address", WRITTEN, "scheme http or https, host in ASCII, no query")
    scheme, host, port, path = match[1], match[2].lower(), match[3], match[4].rstrip("/")
    if host.startswith("["):
        host = host[1:-1]
        ip = ip_of(host)
        fine = ip is not None and ip.version == 6
    elif re.fullmatch(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", host):
        fine = ip_of(host) is not None  # what ends in a number is an IPv4 address to some readers: only its plain form will do
    else:
        fine = bool(_NAME.fullmatch(host)) and len(host) <= 253
    number = int(port) if port else {"http": 80, "https": 443}[scheme]
    if not fine or not 0 < number < 65536 or any(part in (".", "..") for part in path.split("/")):
        raise UsageError("address", f"'{url[:200]}' is not plainly an address", WRITTEN, "write IPv4 as four plain decimal numbers")
    return Address(scheme, host, number, path)
