"""A corpus on plant protection whose sentences people review, and a toy model that learns from them in no time.

Rules find "controls"; other ways to say it they do not know. The toy model takes a product and a pest of one sentence for a fact where the
words between them are those of an accepted example, and not where they are those of a rejected one; of others it is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.model import Fact
from kgcorpus.ontology import Ontology
from tests.reviewing import Garden

PRODUCTS = [
    ("代森锰锌", "mancozeb"), ("波尔多液", "Bordeaux mixture"), ("百菌清", "chlorothalonil"), ("多菌灵", "carbendazim"),
    ("戊唑醇", "tebuconazole"), ("嘧菌酯", "azoxystrobin"), ("吡虫啉", "imidacloprid"), ("啶虫脒", "acetamiprid"),
    ("阿维菌素", "abamectin"), ("甲霜灵", "metalaxyl"), ("烯酰吗啉", "dimethomorph"), ("苯醚甲环唑", "difenoconazole"),
]  # fmt: skip
PESTS = [
    ("晚疫病", "late blight"), ("霜霉病", "downy mildew"), ("锈病", "rust"), ("蚜虫", "aphid"), ("白粉病", "powdery mildew"),
    ("灰霉病", "grey mould"), ("炭疽病", "anthracnose"), ("红蜘蛛", "red spider mite"), ("叶斑病", "leaf spot"), ("立枯病", "damping-off"),
]  # fmt: skip
ONTOLOGY = """\
@prefix g: <https://example.org/garden#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
g:Product a owl:Class ; rdfs:label "农药"@zh, "product"@en .
g:Pest a owl:Class ; rdfs:label "病虫害"@zh, "pest"@en .
g:controls a owl:ObjectProperty ; rdfs:label "防治对象"@zh, "controlled pest"@en ; rdfs:domain g:Product ; rdfs:range g:Pest ;
  kgc:pattern "{s+}(可)?防治{o+}"@zh, "{s+} (can )?(control|controls) {o+}"@en ;
  kgc:statement "{s}可防治{o}"@zh, "{s} [controls|control] {o}"@en .
""" + "".join(
    f'g:{kind}{n} a g:{cls} ; skos:prefLabel "{zh}"@zh, "{en}"@en .\n'
    for kind, cls, names in (("p", "Product", PRODUCTS), ("d", "Pest", PESTS))
    for n, (zh, en) in enumerate(names)
)
WAYS = {
    "zh": ("{p}可防治{d}。", "生产上常用{p}防治{d}。", "{p}防治{d}时须在雨前喷施。", "连续三年的试验说明{p}可防治{d}。"),
    "en": (
        "Here {p} controls {d}.", "In orchards {p} controls {d} in spring.", "Applied early, {p} can control {d}.",
        "Growers know that {p} controls {d}.",
    ),
}  # fmt: skip


def sentences(language: str, n: int = 40) -> list[str]:
    """Sentences that rules understand, each about another pair."""
    side = language == "en"
    return [
        WAYS[language][i % 4].format(p=PRODUCTS[i * 7 % 12][side], d=PESTS[(i * 3 + i // 10) % 10][side])
        for i in range(n)
    ]  # fmt: skip


def document(*lines: str) -> str:
    return "# Notes\n\n" + "\n\n".join(lines) + "\n"


class Orchard(Garden):
    """The corpus. ``new`` are sentences that rules do not understand."""

    def __init__(self, folder: Path, new: Sequence[str] = (), *, policy: str = "", n: int = 12) -> None:
        texts = {"zh.md": document(*sentences("zh", n)), "en.md": document(*sentences("en", n)), "new.md": document(*new, "End.")}
        super().__init__(folder, texts, policy=policy, ontology=ONTOLOGY)

    def use_model(self, model: str = "models/default") -> None:
        path = self.folder / "corpus.toml"
        path.write_text(path.read_text(encoding="utf-8") + f'\n[extract]\nmodel = "{model}"\n', encoding="utf-8")

    def accept_all(self) -> None:
        """Accept everything that rules found."""
        for id in sorted(self.facts()):
            self.by_hand("accept", {"fact": id})

    def proposed(self) -> list[Fact]:
        """The facts that a model proposes."""
        return [fact for _, fact in sorted(self.facts().items()) if fact.proposed]


# ------------------------------------------------------------------------------------------------- the toy


@dataclass(frozen=True)
class At:
    start: int
    end: int
    type: str | None = None


@dataclass(frozen=True)
class Found:
    subject: At
    predicate: str
    object: At
    score: float
    accepted: bool
    certain: bool


def toy_train(
    ontology: Ontology, examples: Sequence[Any], out: Path, *, workers: int = 1, seed: int = 0, note: Any = None
) -> dict[str, Any]:
    kept: dict[str, list[str]] = {"accepted": [], "rejected": []}
    for example in examples:
        for fact in example.facts:
            a, b = sorted([fact.subject, fact.object], key=lambda end: end.start)
            kept["rejected" if fact.rejected else "accepted"].append(example.text[a.end : b.start])
    out.mkdir(parents=True)
    (out / "toy.json").write_bytes(orjson.dumps({name: sorted(set(words)) for name, words in kept.items()} | {"seed": seed}))
    counts = {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    said = {
        "examples": 1,
        "unseen": counts,
        "at_review_threshold": counts,
        "threshold": 0.5,
        "review_threshold": 0.95,
        "calibration_error": 0.0,
    }
    return {"examples": len(examples), "facts": sum(len(e.facts) for e in examples), "languages": {"zh": said}, "seconds": 0.0}


class Toy:
    def __init__(self, folder: Path, ontology: Ontology) -> None:
        self.known = orjson.loads((folder / "toy.json").read_bytes())
        self.asked: list[str] = []

    def find(self, texts: Sequence[tuple[str, str]]) -> list[list[Found]]:
        return [self._find(text, int(language == "en")) for text, language in texts]

    def _find(self, text: str, side: int) -> list[Found]:
        out = []
        low = text.lower()
        for product in PRODUCTS:
            for pest in PESTS:
                a, b = low.find(product[side].lower()), low.find(pest[side].lower())
                if 0 <= a < b:
                    words = text[a + len(product[side]) : b]
                    score = 0.97 if words in self.known["accepted"] else 0.2 if words in self.known["rejected"] else 0.6
                    end = b + len(pest[side])
                    out.append(Found(At(a, a + len(product[side])), "g:controls", At(b, end), score, score >= 0.5, score >= 0.95))
        return out
