"""The one door by which text may leave the machine: every request to a language model passes here, and no other module opens connections.

**What passes.** A request is JSON whose every text is made of ``Piece``s, each with the sensitivity of where it comes from; bare text is
an error, so that nothing is composed out of sight. To a local address (``gate_address`` says which are) everything passes. To any other
only requests of which every piece is ``public`` and holds no identifier of a person; of any other request nothing is sent, its address
is not even looked up, and each piece that stood in its way is listed in ``refused``.

**How it is sent.** To the address that was looked up for this request, once; ``localhost`` is not looked up, it is 127.0.0.1, else ::1 of
this machine. No redirects (an answer that redirects is an error), TLS certificates checked, a deadline for the whole request, sizes
bounded. A local address is never reached through a proxy; for others the proxy is the user's choice by ``HTTPS_PROXY``, ``HTTP_PROXY``
and ``NO_PROXY``, and sees what the address sees (with https only its name). An API key is read from the environment when a request is
sent, goes over https or to local addresses only, and stands in no message.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import ssl
import threading
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

import orjson

from kgcorpus.errors import ServerError, UsageError, WorkError
from kgcorpus.gate_address import Address, address, ip_of
from kgcorpus.messages import words
from kgcorpus.model import Json
from kgcorpus.sources import SENSITIVITIES

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.model import Document

MOST_SENT = 8 * 1024 * 1024
MOST_RECEIVED = 32 * 1024 * 1024
"""Bytes of a request and of an answer."""
SHOWN = 300
"""Characters of an error's answer that are shown."""
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")


# ------------------------------------------------------------------------------------------------- what is said


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a request's text, the sensitivity of where it comes from, and what it is (``leaflets/a.md 120-180``)."""

    text: str
    sensitivity: str
    what: str


def own(text: str) -> Piece:
    """Text of the program itself: instructions, names of roles, the name of the model that the user chose."""
    return Piece(text, "public", "kgcorpus")


def of_document(document: Document, start: int, end: int) -> Piece:
    """A stretch of a document's text, as sensitive as its source."""
    return Piece(document.text[start:end], document.source.sensitivity, f"{document.id} {start}-{end}")


def of_ontology(corpus: Corpus, text: str) -> Piece:
    """A label or definition of the ontology, as sensitive as ``ontology_sensitivity`` in ``corpus.toml``."""
    return Piece(text, corpus.ontology_sensitivity, "ontology")


@dataclass(frozen=True, slots=True)
class Refused:
    """A piece that kept a request from being sent: why (``not_public``, ``identifier``), what it is, how sensitive, to what address."""

    reason: str
    what: str
    sensitivity: str
    address: str

    def to_json(self) -> dict[str, Json]:
        return {"reason": self.reason, "what": self.what, "sensitivity": self.sensitivity, "address": self.address}


# ------------------------------------------------------------------------------------------------- the door


class Gate:
    """The door to one address. ``key`` names the environment variable that holds the API key, if one is needed; ``seconds`` is the time
    that a whole request may take; ``looks`` says whether a text holds an
    identifier of a person (default: ``kgcorpus.identifiers``)."""

    def __init__(
        self,
        url: str,
        *,
        key: str = "",
        seconds: float = 120.0,
        most_sent: int = MOST_SENT,
        most_received: int = MOST_RECEIVED,
        looks: Callable[[str], bool] | None = None,
    ) -> None:
        self.address = address(url)
        self.refused: list[Refused] = []
        self.sent = 0
        self._key, self._seconds, self._most_sent, self._most_received = key, seconds, most_sent, most_received
        self._looks = looks if looks is not None else _holds_identifier
        self._counting = threading.Lock()

    @property
    def local(self) -> bool:
        return self.address.local

    def post(self, path: str, request: Json) -> Json | None:
        """Send a request and give the JSON that is answered; None if it was refused, and then nothing of it was sent.

        ``request`` is JSON whose texts are ``Piece``s, or tuples of them (written one after the other); its keys are the protocol's words.
        Raises ``UsageError`` for bare text in it, ``WorkError`` where the address does not answer as it should.
        """
        if not _PATH.fullmatch(path) or any(part in (".", "..") for part in path.split("/")):
            raise UsageError("path", f"'{path[:200]}'", "plain segments: /chat/completions")
        texts: list[tuple[Piece, ...]] = []
        body = orjson.dumps(_composed(request, texts))
        if not self.local:
            standing = list(self._standing_in_the_way(texts))
            if standing:
                with self._counting:
                    self.refused += standing
                return None
        if len(body) > self._most_sent:
            raise WorkError(str(self.address), f"a request of {len(body):,} bytes", f"at most {self._most_sent:,}", "send less at once")
        answer = self._exchange(self.address.path + path, body)
        with self._counting:
            self.sent += 1
        return answer

    def _standing_in_the_way(self, texts: Iterable[tuple[Piece, ...]]) -> Iterator[Refused]:
        where = str(self.address)
        seen: set[Refused] = set()
        for pieces in texts:
            found = [Refused("not_public", p.what, p.sensitivity, where) for p in pieces if p.sensitivity != "public"]
            # A number may be put together from two pieces: the whole text is looked at too.
            whole = not found and self._looks("".join(p.text for p in pieces))
            telling = [p for p in pieces if p.sensitivity == "public" and p.text and self._looks(p.text)]
            found += [Refused("identifier", p.what, p.sensitivity, where) for p in telling or (pieces if whole else ())]
            for one in found:
                if one not in seen:
                    seen.add(one)
                    yield one

    # ------------------------------------------------------------------ what was refused

    def message(self, lang: str) -> str:
        """What a command prints of what was refused: one line each, with what to do; empty if nothing was."""
        if not self.refused:
            return ""
        w = words(lang)
        lines = [w("gate.refused", n=len(self.refused), address=str(self.address))]
        for one in dict.fromkeys(self.refused):
            lines.append(
                "  "
                + w(
                    f"gate.{one.reason}",
                    what=one.what,
                    sensitivity=w(f"sensitivity.{one.sensitivity}") if one.sensitivity in SENSITIVITIES else one.sensitivity,
                )
            )
        return "\n".join([*lines, w("gate.remedy")])

    def lines(self) -> bytes:
        """What was refused as JSON Lines."""
        return b"".join(orjson.dumps(one.to_json()) + b"\n" for one in self.refused)

    # ------------------------------------------------------------------ sending

    def _headers(self) -> dict[str, str]:
        standard = self.address.port == {"http": 80, "https": 443}[self.address.scheme]
        headers = {
            "Host": self.address.written_host + ("" if standard else f":{self.address.port}"),
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": "kgcorpus",
            "Connection": "close",
        }
        if self._key:
            key = os.environ.get(self._key, "").strip()
            if not key:
                raise UsageError(self._key, "the variable is not set", "the API key", f"set {self._key} in the environment")
            if not re.fullmatch(r"[\x21-\x7e]+", key):
                raise UsageError(self._key, "characters that no key has", "the API key, in ASCII, on one line")
            if self.address.scheme != "https" and not self.local:
                raise UsageError(str(self.address), "an API key over http", "https", "others on the way would read the key")
            headers["Authorization"] = f"Bearer {key}"
        return headers

    def _exchange(self, path: str, body: bytes) -> Json:
        headers = self._headers()
        place, until = str(self.address), time.monotonic() + self._seconds
        connection = http.client.HTTPConnection(self.address.host, self.address.port)
        alarm: threading.Timer | None = None
        try:
            sock, target, more = self._connected(path, until)
            connection.sock = sock
            # A server that sends a byte now and then would never time out by itself.
            alarm = threading.Timer(_left(until), socket.socket.shutdown, (sock, socket.SHUT_RDWR))
            alarm.daemon = True
            alarm.start()
            connection.putrequest("POST", target, skip_host=True)
            for name, value in (headers | more | {"Content-Length": str(len(body))}).items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            received = self._read(response)
            _left(until)
            if response.length:
                raise http.client.IncompleteRead(b"", response.length)
        except ssl.SSLCertVerificationError as error:
            raise WorkError(place, f"its certificate is not accepted ({error.verify_message})", "a valid certificate") from None
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= until:
                raise ServerError(place, f"no answer within {self._seconds:g} seconds", "", "try again, or give it more time") from None
            raise ServerError(place, f"cannot be reached ({_said(error)})", "", "check the address, and that the server runs") from None
        finally:
            if alarm:
                alarm.cancel()
            connection.close()
        return self._answer(response.status, response.reason, response.headers, received)

    def _answer(self, status: int, reason: str, headers: Message, received: bytes) -> Json:
        place, location = str(self.address), headers.get("Location")
        if 300 <= status < 400:
            to = f" to {self._masked(location)}" if location else ""
            raise WorkError(place, f"it redirects{to}", "an answer", "redirects are not followed: give the address itself")
        if status >= 400:
            said = self._masked(" ".join(received.decode("utf-8", "replace").split()))
            remedy = "check the key in the environment" if status in (401, 403) else "see what the server says"
            wait = waiting(headers.get("Retry-After"))
            raise ServerError(place, f"it answers {status} {self._masked(reason)}: {said}", "", remedy, status=status, wait=wait)
        try:
            return orjson.loads(received)
        except orjson.JSONDecodeError:
            wanted, remedy = "a server that speaks JSON", "check the address and its path"
            raise ServerError(place, "its answer is no JSON", wanted, remedy, status=status) from None

    def _masked(self, text: str) -> str:
        """Words of a server, shortened, without the key should it say it back."""
        key = os.environ.get(self._key, "").strip() if self._key else ""
        return (text.replace(key, "…") if key else text)[:SHOWN]

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := response.read1(65536):
            parts.append(part)
            size += len(part)
            if size > self._most_received:
                raise WorkError(str(self.address), f"an answer of more than {self._most_received:,} bytes", "a smaller one")
        return b"".join(parts)

    def _connected(self, path: str, until: float) -> tuple[socket.socket, str, dict[str, str]]:
        """A socket to the address or its proxy, what to ask it for, and headers for the proxy."""
        to, proxy = self.address, None if self.local else _proxy(self.address)
        sock = _dial(proxy.host, proxy.port, until) if proxy else _dial(to.host, to.port, until)
        try:
            if to.scheme == "https":
                if proxy:
                    _tunnel(sock, to, proxy)
                return ssl.create_default_context().wrap_socket(sock, server_hostname=to.host), path, {}
        except BaseException:
            sock.close()
            raise
        return (sock, f"http://{to.written_host}:{to.port}{path}", proxy.headers) if proxy else (sock, path, {})


def waiting(retry_after: str | None) -> float | None:
    """The seconds that a server asks to wait, by number or by date; None where it does not say.

    >>> waiting("7"), waiting("soon")
    (7.0, None)
    """
    said = (retry_after or "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", said, re.ASCII):
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time()) if said else None
    except (ValueError, OverflowError):
        return None


def _holds_identifier(text: str) -> bool:
    """Whether a text holds an identifier of a person."""
    from kgcorpus.identifiers.finding import findings

    return bool(findings(text))


def _composed(value: Json, texts: list[tuple[Piece, ...]]) -> Json:
    """A request as plain JSON; the pieces of each of its texts are noted."""
    if isinstance(value, Piece):
        value = (value,)
    if isinstance(value, tuple):
        if not all(isinstance(part, Piece) for part in value):
            raise UsageError("request", "a text that does not say where it comes from", "pieces", "wrap it: own(text), of_document(…)")
        texts.append(value)
        return "".join(part.text for part in value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,63}", key) for key in value):
            raise UsageError("request", "a key that is no word of a protocol", "names of a-z, 0-9, _")
        return {key: _composed(item, texts) for key, item in value.items()}
    if isinstance(value, list):
        return [_composed(item, texts) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise UsageError("request", "a text that does not say where it comes from", "pieces", "wrap it: own(text), of_document(…)")


# ------------------------------------------------------------------------------------------------- sockets


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _said(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:SHOWN]


def _dial(host: str, port: int, until: float) -> socket.socket:
    """A connection to the host: looked up once, and then connected to what was found."""
    if host == "localhost":
        places = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
    elif (ip := ip_of(host)) is not None:
        places = [(socket.AF_INET if ip.version == 4 else socket.AF_INET6, host)]
    else:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        places = list(dict.fromkeys((family, str(at[0])) for family, _, _, _, at in found))
    failed = OSError("the name leads nowhere")
    for family, at in places:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(_left(until))
            sock.connect((at, port))
            return sock
        except OSError as error:
            sock.close()
            failed = error
    raise failed


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where requests go first by the user's choice; ``headers`` are what it is to be told."""

    host: str
    port: int
    headers: dict[str, str]


def _proxy(to: Address) -> Proxy | None:
    """The proxy that the environment names for an address that is not local."""
    chosen = urllib.request.getproxies_environment().get(to.scheme)
    if not chosen or urllib.request.proxy_bypass_environment(f"{to.host}:{to.port}"):  # type: ignore[attr-defined]
        return None
    scheme, _, rest = chosen.rpartition("://")
    if scheme not in ("", "http"):
        raise UsageError(f"{to.scheme}_proxy", f"a proxy by {scheme}", "http://host:port", "other proxies are not supported")
    user, _, place = rest.rpartition("@")
    plain = address(f"http://{place}")
    token = b64encode(unquote(user).encode()).decode("ascii")
    return Proxy(plain.host, plain.port, {"Proxy-Authorization": f"Basic {token}"} if user else {})


def _tunnel(sock: socket.socket, to: Address, proxy: Proxy) -> None:
    """Ask a proxy for a way to the address."""
    host = f"{to.written_host}:{to.port}"
    asked = [f"CONNECT {host} HTTP/1.1", f"Host: {host}", *(f"{k}: {v}" for k, v in proxy.headers.items()), "", ""]
    sock.sendall("\r\n".join(asked).encode("ascii"))
    response = http.client.HTTPResponse(sock, method="CONNECT")
    response.begin()
    if response.status != 200:
        raise OSError(f"the proxy answers {response.status}")
