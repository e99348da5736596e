"""The programs that evaluation sets are exported for, each in an environment of its own (``make harness``): run as the README says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = Path(os.environ.get("KGCORPUS_HARNESS", ROOT / ".venv-harness"))
_OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "OPENAI_API_KEY": "none", "NO_PROXY": "127.0.0.1"}
Messages = list[dict[str, str]]


@dataclass(frozen=True)
class Outcome:
    """What a run logged: answers by id, its metrics, and the explanation of each verdict where it keeps one."""

    answers: dict[str, str]
    metrics: dict[str, float]
    explained: dict[str, str]


def missing(to: str) -> str:
    """Why a program cannot be run here, or nothing."""
    return "" if (ENVIRONMENTS / to / "ready").exists() else f"{to} is not installed: make .venv-harness/{to}/ready"


def command_of(folder: Path, readme: str = "README.md") -> str:
    """The command line that a README shows."""
    (command,) = re.findall(r"^```sh\n(.*?)^```$", (folder / readme).read_text(encoding="utf-8"), re.M | re.S)
    return str(command).strip()


def run(to: str, folder: Path, address: str, tokens: int) -> Outcome:
    """Run the command of the README on the model at an address; ``tokens`` bounds its answers."""
    for config in folder.glob("*.py"):  # OpenCompass has no option for it
        config.write_text(config.read_text(encoding="utf-8").replace("max_out_len=512", f"max_out_len={tokens}"), encoding="utf-8")
    command = command_of(folder).replace("http://localhost:8000/v1", address).replace("MODEL", "small") + " " + _SHORT[to].format(n=tokens)
    env = {**os.environ, **_OFFLINE, "PATH": f"{ENVIRONMENTS / to / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    command = command.replace("PYTHONPATH=.", f"PYTHONPATH=.:{ROOT}")
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return _LOGGED[to](folder, env)


def _lm_eval(folder: Path, env: dict[str, str]) -> Outcome:
    (results,) = folder.glob("results/*/results_*.json")
    (samples,) = folder.glob("results/*/samples_*.jsonl")
    found = json.loads(results.read_text(encoding="utf-8"))["results"]
    metrics = {key.partition(",")[0]: value for key, value in found[folder.name].items() if key.endswith(",none") and "stderr" not in key}
    lines = [json.loads(line) for line in samples.read_text(encoding="utf-8").splitlines()]
    printed = subprocess.run(
        ["python", "scoring.py", samples], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=True
    )
    explained = {one["id"]: one["explanation"] for one in map(json.loads, printed.stdout.splitlines())}
    return Outcome({line["doc"]["id"]: line["filtered_resps"][0] for line in lines}, metrics, explained)


def _inspect(folder: Path, env: dict[str, str]) -> Outcome:
    (log,) = folder.glob("logs/*.json")
    found = json.loads(log.read_text(encoding="utf-8"))
    metrics: dict[str, float] = {}
    for score in found["results"]["scores"]:
        for key, metric in score["metrics"].items():
            if key == "mean":
                metrics[score["name"]] = metric["value"]
            elif key.startswith("grouped_"):
                metrics[f"{score['name']}_{metric['name']}"] = metric["value"]
    verdicts = {sample["id"]: sample["scores"]["verdict"] for sample in found["samples"]}
    assert all(verdict["metadata"]["verdict"] for verdict in verdicts.values())
    return Outcome({id: v["answer"] for id, v in verdicts.items()}, metrics, {id: v["explanation"] for id, v in verdicts.items()})


def _evalscope(folder: Path, env: dict[str, str]) -> Outcome:
    (report,) = folder.glob("results/*/reports/small/*.json")
    metrics: dict[str, float] = {}
    for metric in json.loads(report.read_text(encoding="utf-8"))["metrics"]:
        name = metric["identity"]["name"]
        metrics[name] = metric["score"]
        metrics |= {f"{name}_{subset['name']}": subset["score"] for part in metric["categories"] for subset in part["subsets"]}
    reviews = [path.read_text(encoding="utf-8") for path in folder.glob("results/*/reviews/small/*.jsonl")]
    scores = [json.loads(line)["sample_score"]["score"] for text in reviews for line in text.splitlines()]
    by_id = {score["metadata"]["id"]: score for score in scores}
    return Outcome({id: s["prediction"] for id, s in by_id.items()}, metrics, {id: s["explanation"] for id, s in by_id.items()})


def _opencompass(folder: Path, env: dict[str, str]) -> Outcome:
    (results,) = folder.glob("results/*/results/model/*.json")
    found = json.loads(results.read_text(encoding="utf-8"))
    told = [{key: value[0] for key, value in one.items() if isinstance(value, list)} for one in found.pop("details")]
    metrics = {name: value / 100 for name, value in found.items()}
    return Outcome({one["id"]: one["pred"] for one in told}, metrics, {one["id"]: one["explanation"] for one in told})


_SHORT = {
    "opencompass": "",
    "lm-eval": "--gen_kwargs max_gen_toks={n}",
    "inspect": "--max-tokens {n} --log-format json --display plain",
    "evalscope": "--generation-config max_tokens={n},temperature=0.0",
}
"""What the tests add to the command: short answers, and a log that is text."""
_LOGGED: dict[str, Callable[[Path, dict[str, str]], Outcome]] = {
    "lm-eval": _lm_eval, "opencompass": _opencompass, "inspect": _inspect, "evalscope": _evalscope,
}  # fmt: skip


@contextmanager
def scripted(answers: dict[str, str], asked: list[Messages]) -> Iterator[str]:
    """The address of a server that gives the answer whose key is the last question asked, and keeps what it was asked."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(request["messages"])
            said = answers[_text(request["messages"][-1]["content"])]
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            body = {"id": "c", "object": "chat.completion", "created": 1, "model": "small", "choices": [choice], "usage": usage}
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        finally:
            server.shutdown()


def _text(content: Any) -> str:
    """The text of a message, which some programs send as a list of parts."""
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def plain(messages: Messages) -> list[tuple[str, str]]:
    return [(message["role"], _text(message["content"])) for message in messages]
