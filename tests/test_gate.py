"""The gate: what arrives at recording servers, byte for byte, and what does not."""

from __future__ import annotations

import http.server
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus import config
from kgcorpus.errors import UsageError, WorkError
from kgcorpus.gate import Gate, Piece, of_document, of_ontology, own
from kgcorpus.gate_address import address
from kgcorpus.model import Document
from tests.small import CORPUS, write_corpus

PATH = "/v1/chat/completions"


class Server:
    """A server on this machine that keeps every byte of every request, and answers as it is told."""

    def __init__(self, answer: Callable[[http.server.BaseHTTPRequestHandler], None] | None = None, tls: Path | None = None) -> None:
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        recorded = self.requests

        class Recorder(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                recorded.append((self.path, dict(self.headers), body))
                if answer:
                    answer(self)
                else:
                    reply(self, 200, b'{"fine": true}')

            do_GET = do_PUT = do_CONNECT = do_POST

            def log_message(self, *_: object) -> None: ...

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def received(self) -> bytes:
        return b"\n".join(body for _, _, body in self.requests)


def reply(to: http.server.BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    to.send_response(status)
    for name, value in headers.items():
        to.send_header(name, value)
    to.send_header("Content-Length", str(len(body)))
    to.end_headers()
    to.wfile.write(body)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*arguments: Any, **options: Any) -> Server:
        servers.append(Server(*arguments, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.http.shutdown()
        server.http.server_close()


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every name leads to this machine, so that a server here stands for one elsewhere; gives the names that were looked up."""
    asked: list[str] = []

    def lookup(host: str, port: int, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "NO_PROXY", "no_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return asked


def asked(*pieces: Piece) -> dict[str, Any]:
    return {"model": own("m"), "temperature": 0, "messages": [{"role": own("user"), "content": (own("Read: "), *pieces)}]}


# ------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "url",
    ["http://localhost", "http://LOCALHOST:8000/v1", "https://localhost:8443", "http://127.0.0.1:8000/v1/", "http://127.8.9.10", "http://[::1]:80",
     "http://[0:0:0:0:0:0:0:1]/v1"],
)  # fmt: skip
def test_this_machine_as_it_is_written_is_local(url: str) -> None:
    assert Gate(url).local


@pytest.mark.parametrize(
    "url",
    [
        "https://llm.example/v1", "http://0.0.0.0:8000", "http://[::]:8000", "http://[::ffff:127.0.0.1]", "http://[::ffff:7f00:1]", "http://[::127.0.0.1]",
        "http://[64:ff9b::7f00:1]", "http://localhost.", "http://foo.localhost", "http://localhost.localdomain", "http://localhost.example",
        "http://127.0.0.1.nip.io", "http://127.0.0.1.example", "http://ip6-localhost", "http://ip6-loopback", "http://10.0.0.1", "http://192.168.1.5:8000",
        "http://172.17.0.1", "http://169.254.169.254", "http://host.docker.internal", "http://128.0.0.1", "http://126.255.255.255", "http://[fe80::1]",
        "http://[fc00::1]", "http://xn--lcalhost-54a.example", "http://127-0-0-1.example",
    ],
)  # fmt: skip
def test_everything_else_is_not(url: str) -> None:
    assert not Gate(url).local


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1@evil.example/", "http://localhost:80@evil.example", "http://evil.example@127.0.0.1", "http://localhost#@evil.example",
        "http://127.1", "http://2130706433", "http://0177.0.0.1", "http://0x7f.0.0.1", "http://0x7f000001", "http://127.0.0.01", "http://127.0.0.1.",
        "http://127.0.0.256", "http://1.2.3", "http://1.2.3.4.5", "http://evil.example.0x7f", "http://[127.0.0.1]", "http://[::1%lo]", "http://[::1%25lo]",
        "http://[::1", "http://::1", "http://ⓛocalhost", "http://localhost。", "http://１２７.0.0.1", "http://lоcalhost", "http://localho\u017ft",
        "http://localhost\\@evil.example", "http://localhost\\.evil.example", "http://localhost%2eevil.example", "http://local host", "http://localhost\n",
        "http://localhost\r\nX: y", "\thttp://localhost", "http://localhost:", "http://localhost:0", "http://localhost:65536", "http://localhost:８０",
        "http://localhost:80:80", "http://", "http:///v1", "http:/localhost", "http:localhost", "localhost:8000", "//localhost", "ftp://localhost",
        "file:///etc/passwd", "unix:///run/llm.sock", "http+unix://%2Frun%2Fllm.sock/v1", "ws://localhost", "HTTP://localhost", "http://localhost?x=y",
        "http://localhost/v1?x", "http://localhost/v1#x", "http://localhost/../x", "http://localhost/a/./b", "http://localhost/%2e%2e", "http://-a.example",
        "http://a..example", "http://.localhost", "http://" + "a" * 64 + ".example", "http://" + "a." * 130 + "example", "",
    ],
)  # fmt: skip
def test_what_readers_of_addresses_disagree_about_is_an_error(url: str) -> None:
    with pytest.raises(UsageError):
        Gate(url)


def test_an_address_is_said_without_what_was_left_out() -> None:
    assert str(address("https://LLM.example/v1/")) == "https://llm.example:443/v1" and str(address("http://[::1]")) == "http://[::1]:80"


# ------------------------------------------------------------------------------------------------- a corpus through the gate

TEXTS = {
    "public.md": "# Moons\n\nPhobos was discovered by Asaph Hall.\n\n火卫二由霍尔发现。\n",
    "internal.md": "Our own reading of Deimos was made in March.\n\n本单位三月观测了火卫二。\n",
    "confidential.md": "Oberon will be bought by nobody before June.\n\n六月之前不得透露天卫四的价格。\n",
    "personal.md": "Titania is kept by Marta Quist of Elm Street.\n\n天卫三由张小满保管。\n",
    "caller.md": "Ring Wang about Mars under 138 0013 8000 after noon.\n",
}
SENSITIVITY = {
    "public.md": "public",
    "caller.md": "public",
    "internal.md": "internal",
    "confidential.md": "confidential",
    "personal.md": "personal",
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    from kgcorpus.documents.reading import read_documents

    toml = CORPUS.partition("[[source]]")[0] + "".join(
        f'[[source]]\nid = "{n}"\ndocuments = ["{n}"]\nlicence = "CC0-1.0"\nuses = ["train"]\nsensitivity = "{s}"\n'
        for n, s in SENSITIVITY.items()
    )
    folder = write_corpus(tmp_path_factory.mktemp("gate"), corpus=toml, documents=dict(TEXTS))
    found = [d for d in read_documents(config.load(folder)) if isinstance(d, Document)]
    assert len(found) == 5
    return {d.id: d for d in found}


def read_all(door: Gate, documents: dict[str, Document]) -> None:
    """What a command does: every passage of every document, one request each, and one with all of them."""
    pieces = [of_document(d, p.start, p.end) for d in documents.values() for p in d.passages]
    for piece in pieces:
        door.post("/chat/completions", asked(piece))
    door.post("/chat/completions", asked(*pieces))


def sentences(name: str) -> list[str]:
    return [line for line in TEXTS[name].splitlines() if line and not line.startswith("#")]


def test_everything_arrives_at_a_local_address(serve: Callable[..., Server], documents: dict[str, Document]) -> None:
    server = serve()
    for host in ("127.0.0.1", "localhost"):
        door = Gate(f"http://{host}:{server.port}/v1")
        read_all(door, documents)
        assert not door.refused and not door.message("en") and door.lines() == b""
    told = server.received.decode()
    assert all(sentence in told for name in TEXTS for sentence in sentences(name))
    assert {path for path, _, _ in server.requests} == {PATH}


def test_only_what_is_public_arrives_anywhere_else(serve: Callable[..., Server], away: list[str], documents: dict[str, Document]) -> None:
    server = serve()
    door = Gate(f"http://llm.example:{server.port}/v1")
    read_all(door, documents)
    told = b"".join(f"{path}{headers}".encode() + body for path, headers, body in server.requests).decode()
    for name in TEXTS:
        for sentence in sentences(name):
            assert (sentence in told) == (name == "public.md"), sentence
            if name != "public.md":
                assert not any(word in told for word in sentence.strip(".。").split() if len(word) > 4 and word not in TEXTS["public.md"])
    bodies = b"".join(body for _, _, body in server.requests).decode()  # the port in a header may hold any digits
    assert "138" not in bodies and len(server.requests) == door.sent == 3
    assert {(r.reason, r.what.split()[0], r.sensitivity) for r in door.refused} == {
        ("not_public", "internal.md", "internal"), ("not_public", "confidential.md", "confidential"),
        ("not_public", "personal.md", "personal"), ("identifier", "caller.md", "public"),
    }  # fmt: skip
    assert {orjson.loads(line)["what"] for line in door.lines().splitlines()} == {r.what for r in door.refused}
    assert "internal.md 0-44 (internal)" in door.message("en") and "internal.md 0-44（内部）" in door.message("zh")


def test_a_refused_request_is_not_even_looked_up(away: list[str]) -> None:
    door = Gate("http://llm.example:9/v1")
    assert door.post("/x", asked(Piece("public", "public", "a"), Piece("secret", "internal", "b"))) is None
    assert away == [] and [r.what for r in door.refused] == ["b"]
    assert door.refused[0].to_json() == {
        "reason": "not_public",
        "what": "b",
        "sensitivity": "internal",
        "address": "http://llm.example:9/v1",
    }


@pytest.mark.parametrize("sensitivity", ["", "Public", "public ", "unknown", "internal"])
def test_only_the_word_public_is_public(sensitivity: str) -> None:
    door = Gate("http://llm.example/v1")
    assert door.post("/x", Piece("t", sensitivity, "a")) is None and len(door.refused) == 1
    assert "a (" in door.message("en") and "a（" in door.message("zh")


def test_the_ontology_is_internal_unless_the_corpus_says_otherwise(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path)
    assert of_ontology(config.load(folder), "planet").sensitivity == "internal"
    (folder / "corpus.toml").write_text('ontology_sensitivity = "public"\n' + CORPUS, encoding="utf-8")
    assert of_ontology(config.load(folder), "planet").sensitivity == "public"


def test_an_identifier_made_of_two_pieces_is_found(away: list[str]) -> None:
    door = Gate("http://llm.example/v1")
    assert door.post("/x", {"prompt": (Piece("手机138", "public", "a"), Piece("00138000。", "public", "b"))}) is None
    assert {r.what for r in door.refused} == {"a", "b"} and {r.reason for r in door.refused} == {"identifier"}


@pytest.mark.parametrize(
    "request_",
    ["bare", {"model": "m"}, {"messages": [{"content": "bare"}]}, ("bare",), (own("a"), "bare"), {"a sentence as a key": own("x")},
     {"": own("x")}, {1: own("x")}, b"bytes", {"x": {"y": object()}}],
)  # fmt: skip
def test_text_that_does_not_say_where_it_comes_from_is_an_error(request_: Any) -> None:
    with pytest.raises(UsageError):
        Gate("http://127.0.0.1:9").post("/x", request_)


@pytest.mark.parametrize(
    "path", ["", "x", "//evil.example/x", "/x?text=secret", "/x#y", "/../x", "/a b", "/x\r\nHost: y", "/秘密", "http://evil.example"]
)
def test_a_path_carries_no_text(path: str) -> None:
    with pytest.raises(UsageError):
        Gate("http://127.0.0.1:9").post(path, own("x"))


# ------------------------------------------------------------------------------------------------- tricks


def test_redirects_are_errors_and_lead_nowhere(serve: Callable[..., Server]) -> None:
    elsewhere = serve()
    for status in (301, 302, 303, 307, 308):
        here = serve(lambda to, s=status: reply(to, s, b"", Location=f"http://127.0.0.1:{elsewhere.port}/steal"))
        with pytest.raises(WorkError, match="redirect"):
            Gate(f"http://127.0.0.1:{here.port}").post("/x", asked(Piece("secret", "internal", "a")))
    assert elsewhere.requests == []


def test_no_proxy_stands_before_a_local_address(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, here = serve(), serve()
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    for host in ("127.0.0.1", "localhost"):
        assert Gate(f"http://{host}:{here.port}").post("/x", asked(Piece("secret", "internal", "a"))) == {"fine": True}
    assert proxy.requests == [] and len(here.requests) == 2


def test_a_proxy_of_the_user_s_choice_sees_only_what_is_public(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, away: list[str]
) -> None:
    proxy = serve()
    monkeypatch.setenv("http_proxy", f"http://me:pass@proxy.example:{proxy.port}")
    door = Gate("http://llm.example/v1")
    door.post("/x", asked(Piece("open words", "public", "a")))
    door.post("/x", asked(Piece("secret", "internal", "b")))
    assert [path for path, _, _ in proxy.requests] == ["http://llm.example:80/v1/x"] and away == ["proxy.example"]
    assert b"open words" in proxy.received and b"secret" not in proxy.received
    assert proxy.requests[0][1]["Proxy-Authorization"] == "Basic bWU6cGFzcw==" and proxy.requests[0][1]["Host"] == "llm.example"
    monkeypatch.setenv("no_proxy", "llm.example")
    with pytest.raises(WorkError):
        Gate("http://llm.example:1/v1", seconds=2).post("/x", own("y"))
    assert len(proxy.requests) == 1


def test_a_proxy_that_will_not_tunnel_is_an_error(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, away: list[str]) -> None:
    proxy = serve(lambda to: reply(to, 403, b""))
    monkeypatch.setenv("https_proxy", f"http://proxy.example:{proxy.port}")
    with pytest.raises(WorkError, match="proxy answers 403"):
        Gate("https://llm.example/v1").post("/x", asked(Piece("open words", "public", "a")))
    assert [path for path, _, _ in proxy.requests] == ["llm.example:443"] and b"open words" not in proxy.received


def test_a_name_that_is_looked_up_anew_leads_nowhere_else(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that gives another address at each question is asked once; and localhost is not asked at all."""
    here, elsewhere = serve(), serve()
    times: list[str] = []

    def lookup(host: str, port: int, *_: object, **__: object) -> list[Any]:
        times.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", here.port if len(times) == 1 else elsewhere.port))]

    connected: list[Any] = []
    real = socket.socket.connect
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket.socket, "connect", lambda self, at: (connected.append(at), real(self, at))[1])
    Gate(f"http://llm.example:{here.port}").post("/x", asked(Piece("open", "public", "a")))
    assert times == ["llm.example"] and connected == [("127.0.0.1", here.port)]
    Gate(f"http://localhost:{here.port}").post("/x", asked(Piece("secret", "internal", "a")))
    assert times == ["llm.example"] and len(here.requests) == 2 and elsewhere.requests == []


# ------------------------------------------------------------------------------------------------- keys, certificates, limits, errors


def test_a_key_goes_to_the_address_and_into_no_message(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(lambda to: reply(to, 401, f"bad key {to.headers['Authorization']}".encode()))
    monkeypatch.setenv("MY_KEY", "sk-verysecret\n")
    door = Gate(f"http://127.0.0.1:{server.port}", key="MY_KEY")
    with pytest.raises(WorkError, match="401") as error:
        door.post("/x", own("x"))
    assert server.requests[0][1]["Authorization"] == "Bearer sk-verysecret"
    assert "verysecret" not in str(error.value) + repr(door) + str(vars(door))
    with pytest.raises(UsageError, match="over http"):
        Gate("http://llm.example", key="MY_KEY").post("/x", own("x"))
    for value in (None, "", "a b", "a\nX: y", "密钥"):
        monkeypatch.delenv("MY_KEY") if value is None else monkeypatch.setenv("MY_KEY", value)
        with pytest.raises(UsageError, match="MY_KEY") as unfit:
            door.post("/x", own("x"))
        assert not value or value not in str(unfit.value)
    assert len(server.requests) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=llm.example",
             "-addext", "subjectAltName=DNS:llm.example,DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl to make a certificate with")
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


def test_a_certificate_that_nobody_vouches_for_is_an_error(serve: Callable[..., Server], away: list[str], certificate: Path) -> None:
    server = serve(tls=certificate)
    for host in ("llm.example", "localhost"):
        with pytest.raises(WorkError, match="certificate"):
            Gate(f"https://{host}:{server.port}").post("/x", own("x"))
    assert server.requests == []


def test_a_certificate_for_another_name_is_an_error(
    serve: Callable[..., Server], away: list[str], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(tls=certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert Gate(f"https://llm.example:{server.port}").post("/x", own("x")) == {"fine": True}
    with pytest.raises(WorkError, match="certificate"):
        Gate(f"https://other.example:{server.port}").post("/x", own("x"))
    assert len(server.requests) == 1


def test_a_server_that_drips_is_left_at_the_deadline(serve: Callable[..., Server]) -> None:
    done = threading.Event()

    def drip(to: http.server.BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        while not done.wait(0.05):
            try:
                to.wfile.write(b" ")
                to.wfile.flush()
            except OSError:
                return

    server = serve(drip)
    try:
        with pytest.raises(WorkError, match="no answer within"):
            Gate(f"http://127.0.0.1:{server.port}", seconds=0.5).post("/x", own("x"))
    finally:
        done.set()


def test_sizes_are_bounded(serve: Callable[..., Server]) -> None:
    server = serve(lambda to: reply(to, 200, b'"' + b"x" * 5000 + b'"'))
    url = f"http://127.0.0.1:{server.port}"
    assert Gate(url, most_received=6000).post("/x", own("x")) == "x" * 5000
    with pytest.raises(WorkError, match="more than 4,000 bytes"):
        Gate(url, most_received=4000).post("/x", own("x"))
    with pytest.raises(WorkError, match="at most 100"):
        Gate(url, most_sent=100).post("/x", own("x" * 200))
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(500, b"out of memory", "500.*out of memory"), (404, b"", "404"), (200, b"<html>", "no JSON"), (200, b"", "no JSON")],
)
def test_answers_that_are_none_are_errors(serve: Callable[..., Server], status: int, body: bytes, said: str) -> None:
    server = serve(lambda to: reply(to, status, body))
    with pytest.raises(WorkError, match=said):
        Gate(f"http://127.0.0.1:{server.port}").post("/x", own("x"))


def test_an_answer_that_is_cut_off_is_an_error(serve: Callable[..., Server]) -> None:
    def cut(to: http.server.BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Length", "5")
        to.end_headers()
        to.wfile.write(b"12")
        to.close_connection = True

    with pytest.raises(WorkError, match="cannot be reached"):
        Gate(f"http://127.0.0.1:{serve(cut).port}").post("/x", own("x"))


def test_a_server_that_is_not_there_is_an_error_that_says_where() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WorkError, match=f"http://127.0.0.1:{port}.*check the address"):
        Gate(f"http://127.0.0.1:{port}").post("/x", own("x"))


def test_how_long_a_server_asks_to_wait_is_read_by_number_and_by_date(monkeypatch: pytest.MonkeyPatch) -> None:
    from kgcorpus.gate import waiting

    monkeypatch.setattr("kgcorpus.gate.time.time", lambda: 784111777.0)  # Sun, 06 Nov 1994 08:49:37 GMT
    assert waiting("Sun, 06 Nov 1994 08:50:07 GMT") == 30 and waiting("Sun, 06 Nov 1994 08:00:00 GMT") == 0
    assert waiting("2.5") == 2.5
    assert all(waiting(said) is None for said in (None, "", "later", "-3", "１２"))


def test_an_error_of_a_server_tells_its_status_and_how_long_to_wait(serve: Callable[..., Server]) -> None:
    from kgcorpus.errors import ServerError

    server = serve(lambda handler: reply(handler, 429, b"slow down", **{"Retry-After": "9"}))
    with pytest.raises(ServerError, match=r"429.*slow down") as raised:
        Gate(f"http://127.0.0.1:{server.port}").post(PATH, asked())
    assert (raised.value.status, raised.value.wait) == (429, 9.0)
    with pytest.raises(ServerError, match="cannot be reached") as raised:
        Gate("http://127.0.0.1:1").post(PATH, asked())
    assert (raised.value.status, raised.value.wait) == (None, None)
