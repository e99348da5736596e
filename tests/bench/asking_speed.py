"""How many answers a second are collected from a server that answers after a fixed time, one and eight at a time.

``python -m tests.bench.asking_speed [--delay 0.05] [--questions 400]``. The server is a thread of another process on this machine, so that
what is measured is the collecting: requests, retries, counting, and a line on disk for every answer.
"""

from __future__ import annotations

import argparse
import http.server
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson

from kgcorpus.collecting import collect
from kgcorpus.gate import Gate


def serve(delay: float) -> None:
    """Answers every question after ``delay`` seconds, until standard input is closed."""

    class Model(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(delay)
            text = request["messages"][-1]["content"]
            usage = {"prompt_tokens": len(text) // 4, "completion_tokens": 12}
            said = {"model": "fixed", "choices": [{"message": {"content": text}, "finish_reason": "stop"}], "usage": usage}
            body = orjson.dumps(said)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Model)
    print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    server.serve_forever()


def measure(url: str, questions: int, concurrency: int) -> float:
    """Answers a second."""
    with tempfile.TemporaryDirectory() as folder:
        gold, out = Path(folder) / "gold.jsonl", Path(folder) / "answers.jsonl"
        gold.write_bytes(b"".join(orjson.dumps({"id": n, "question": f"Question {n}? 第{n}题"}) + b"\n" for n in range(questions)))
        began = time.perf_counter()
        done = collect(gold, out, Gate(url), concurrency=concurrency)
        seconds = time.perf_counter() - began
        assert done.answers == questions and len(out.read_bytes().splitlines()) == questions
    return questions / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.05)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.delay)
        return
    command = [sys.executable, "-m", "tests.bench.asking_speed", "--serve", "--delay", str(given.delay)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            for concurrency in (1, 8):
                each = measure(url, given.questions, concurrency)
                most = f", at most {concurrency / given.delay:,.0f} possible" if given.delay else ""
                print(f"{concurrency} at a time: {each:,.0f} answers a second (of the server {given.delay * 1000:g} ms{most})", flush=True)
        finally:
            server.kill()


if __name__ == "__main__":
    main()
