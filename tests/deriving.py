"""More planets for tests of derived samples: enough moons, discoverers and years that wrong ones can be found among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kgcorpus.answers import graph_of
from kgcorpus.build import Build
from kgcorpus.generate import questions
from kgcorpus.generate.material import Material
from kgcorpus.generate.samples import Question
from kgcorpus.model import Rejection
from kgcorpus.release.audit_derived import Proving, Texts
from kgcorpus.release.contents import Contents

from . import small

_PEOPLE = {"galileo": ("伽利略", "Galileo Galilei"), "cassini": ("卡西尼", "Giovanni Cassini"), "lassell": ("拉塞尔", "William Lassell"),
           "huygens": ("惠更斯", "Christiaan Huygens")}  # fmt: skip
_PLANETS = {"jupiter": ("木星", "Jupiter"), "saturn": ("土星", "Saturn"), "neptune": ("海王星", "Neptune")}
_MOONS = {
    "io": ("木卫一", "Io", "jupiter", "galileo", 1610), "europa": ("木卫二", "Europa", "jupiter", "galileo", 1610),
    "ganymede": ("木卫三", "Ganymede", "jupiter", "galileo", 1610), "callisto": ("木卫四", "Callisto", "jupiter", "galileo", 1610),
    "titan": ("土卫六", "Titan", "saturn", "huygens", 1655), "rhea": ("土卫五", "Rhea", "saturn", "cassini", 1672),
    "dione": ("土卫四", "Dione", "saturn", "cassini", 1684), "triton": ("海卫一", "Triton", "neptune", "lassell", 1846),
}  # fmt: skip


def _named(ids: dict[str, tuple[Any, ...]], cls: str) -> str:
    return "".join(f'ast:{i} a owl:NamedIndividual, {cls} ; skos:prefLabel "{n[0]}"@zh, "{n[1]}"@en .\n' for i, n in ids.items())


ONTOLOGY = (
    small.ONTOLOGY.replace("ast:discoveredBy a owl:ObjectProperty ;", "ast:discoveredBy a owl:ObjectProperty, owl:FunctionalProperty ;")
    + _named(_PEOPLE, "ast:Astronomer")
    + _named(_PLANETS, "ast:Planet")
    + _named(_MOONS, "ast:Moon")
)
_TALES = {
    "en": ("A moon is easiest to see when its planet is dark.", "Discoverers of a moon may name it, or leave that to others.",
           "Which moon was discovered first is told in every school.", "The year of a discovery is the year in which it was told.",
           "Telescopes of the time showed a moon as a point.", "Some who looked for moons discovered comets."),
    "zh": ("行星暗的时候，卫星最容易看到。", "卫星的发现者可以给它命名。", "哪一年发现的，以公布的年份为准。",
           "当时的望远镜里，卫星只是一个光点。", "寻找卫星的人，有的发现了彗星。", "卫星由谁发现，课本里都有。"),
}  # fmt: skip
DOCUMENTS = {
    **small.DOCUMENTS,
    **{f"tale-{lang}-{n}.md": f"{text}\n" for lang, texts in _TALES.items() for n, text in enumerate(texts)},
    "years.csv": small.DOCUMENTS["years.csv"] + "".join(f"{m[1]},{m[4]}\n" for m in _MOONS.values()),
    **{
        f"{planet}.md": f"# {name[1]}\n\n"
        + " ".join(f"{m[1]} was discovered by {_PEOPLE[m[3]][1]}." for m in _MOONS.values() if m[2] == planet)
        + "\n\n## Moons\n\n"
        + "".join(f"- {m[1]}\n" for m in _MOONS.values() if m[2] == planet)
        for planet, name in _PLANETS.items()
    },
}


@dataclass
class Sky:
    """The graph of a built corpus, its material, and all its questions."""

    contents: Contents

    @cached_property
    def material(self) -> Material:
        table = graph_of(self.contents)
        facts = {fact.id: fact for fact in self.contents.facts}
        return Material(table, facts, self.contents.ontology, dict(self.contents.entities), dict(self.contents.documents))

    @cached_property
    def asked(self) -> list[Question]:
        made = list(questions._asked(self.material, ("zh", "en"), ()))
        return [q for q in questions.unambiguous([q for q in made if not isinstance(q, Rejection)]) if not isinstance(q, Rejection)]

    @cached_property
    def proving(self) -> Proving:
        contents = self.contents
        shown = {id: document.text for id, document in contents.documents.items()}
        return Proving(self.material.table, Texts(shown, contents.entities, contents.ontology, lambda: dict(self.material.facts)))

    def derived(self, make: Callable[..., Any], **options: Any) -> list[dict[str, Any]]:
        """Everything that a part derives from all samples, rejections left out."""
        return list({item["id"]: item for item in self.items(make, **options) if not isinstance(item, Rejection)}.values())

    def items(self, make: Callable[..., Any], **options: Any) -> Iterator[Any]:
        derive = make(material=self.material, asked=self.asked, **options)
        for question in self.asked:
            yield from derive(question.record(), question)

    def problems(self, sample: dict[str, Any]) -> list[str]:
        return [problem for _, problem in self.proving.problems(sample) if problem]


def sky(folder: Path) -> Sky:
    small.write_corpus(folder, ontology=ONTOLOGY, documents=dict(DOCUMENTS))
    with Build(folder) as build:
        build.ingest()
        build.extract()
        build.verify()
        return Sky(build.contents())
