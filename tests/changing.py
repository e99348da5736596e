"""A small corpus of medicines for tests of what a change concerns: terms, phrases, classes, qualifiers, tables and headings that name
things, in both languages; ``edit`` changes one thing at random."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from kgcorpus import store
from kgcorpus.build_extraction import Done, Extracting, layout_of
from kgcorpus.config import Column, Corpus, EntityRule, FactRule, Policy, TableRule
from kgcorpus.documents.reading import read_text
from kgcorpus.model import Document, Entity, Source, digest
from kgcorpus.ontology import OntClass, Ontology, Predicate
from kgcorpus.store import Store

NAMES = (
    "AB", "alpha", "beta", "alpha beta", "gamma", "AS", "dizziness", "gout", "甲素", "乙素", "甲素片", "丙", "头晕", "痛风", "急性痛风",
)  # fmt: skip
CALLED = ("药物", "药品", "病", "疾病", "medicine", "drug", "disease", "agent", "复方药物")
PHRASES = ("causes", "treats", "is a kind of", "引起", "治疗", "属于", "可致", "helps with")
HEADS = ("Side effects", "Uses", "副作用", "适应症", "effects")
CLASSES = ("x:Thing", "x:Drug", "x:Disease", "x:Organ")
SENTENCES = (
    "{a} {p} {b}.", "{a}{p}{b}。", "The {c} {a} {p} {b} in adults.", "It {p} {b}. The {c} also {p} {a}.", "{a}是一种{c}。该{c}{p}{b}。",
    "{a} (AB) {p} {b}. AB {p} {b}.", "{a}（甲片）{p}{b}。甲片{p}痛风。", "{a}，又称{b}，{p}痛风。", "{p} {b}",
    "甲素头晕{p}{b}。", "{a}{b}{p}痛风。", "{a}{c}{p}{b}、{a}和丁酸。", "老年人用{a}，可致{b}。",
    "{a} does not {p} {b}; {b} {p} {a}.", "{a}的{b}{p}{b}。",
    "Patients aged over 60 years: {a} {p} {b}.", "年龄大于60岁者，{a}{p}{b}。",
    "{a} refers to a substance that {p} {b} in most people.",
    "{h}: {a}, {b}", "{h}：{a}、{b}", "{a}的{h}：{b}、丁酸", "Use of {a} for {b}", "{p}", "Dose of {a}: 5 mg", "{a}的剂量为5 mg，{p}{b}。",
)  # fmt: skip


@dataclass
class World:
    """Everything that extraction rests on: terms (id: classes, labels), classes (parents, labels, mintable), predicates, documents."""

    terms: dict[str, Entity] = field(default_factory=dict)
    classes: dict[str, OntClass] = field(default_factory=dict)
    predicates: dict[str, Predicate] = field(default_factory=dict)
    texts: dict[str, tuple[str, Source]] = field(default_factory=dict)
    rules: tuple[TableRule, ...] = ()
    density: float = 0.0

    def ontology(self) -> Ontology:
        parts = (self.classes, dict(sorted(self.predicates.items())), dict(sorted(self.terms.items())))
        return replace(Ontology({"x": "https://example.org/x#"}, *parts), digest=digest(repr(parts[0]), _plain(parts[1]), repr(parts[2])))

    def corpus(self, folder: Path) -> Corpus:
        policy = Policy(min_density=self.density)
        return Corpus(folder, "c", {}, "2026-11-01", ("zh", "en"), folder, folder, tables=self.rules, policy=policy)

    def documents(self) -> dict[str, Document]:
        return {id: read_text(text, id=id, source=source, format="md") for id, (text, source) in self.texts.items()}


def _plain(predicates: Mapping[str, Predicate]) -> str:
    return repr([(replace(p, complete=frozenset()), sorted(p.complete)) for p in predicates.values()])


def extract(world: World, path: Path, *, note: Callable[[str], None] = lambda id: None, code: str = "1") -> tuple[Done, dict[str, Any]]:
    """Run the stage over a corpus file; what it did, and everything that later stages read of it. ``note`` is told each document's id."""
    documents = world.documents()
    with Store(path) as kept:
        with kept.write() as db:
            kept.put_records(db, "document", ((d.id, store.dump(replace(d, text="", passages=()))) for d in documents.values()))
            kept.put_records(db, "layout", ((d.id, layout_of(d)) for d in documents.values()))

        def read(ids: Collection[str]) -> dict[str, Document]:
            return {id: documents[id] for id in ids}

        def told(text: str) -> None:
            note(text.split(" ", 2)[2])

        stage = Extracting(kept, world.corpus(path.parent), world.ontology(), code=code, read=read, note=told)
        done = stage.run()
        with kept.write() as db:
            stage.tidy(db)
        found = {id: kept.extraction(id) for id in documents}
        assert set(kept.extraction_keys()) == set(documents)
    return done, {"found": found, "rejected": done.rejected, "named": done.named, "given": done.given, "reasons": done.reasons}


# ----------------------------------------------------------------------------------------------------- a world, and its edits


def world(random: Random) -> World:
    """A world of twelve terms and nine documents."""
    out = World()
    for id, labels in zip(CLASSES, (("东西", "thing"), ("药物", "drug"), ("病", "disease"), ("器官", "organ")), strict=True):
        parents = () if id == "x:Thing" else ("x:Thing",)
        out.classes[id] = OntClass(id, {"zh": labels[0], "en": labels[1]}, parents=parents, nouns={"zh": labels[0], "en": labels[1]})
    step = OntClass("x:Step", {"zh": "步骤"}, heading_pattern={"zh": "第.步", "en": "Step \\d"}, heading_name={"zh": "{title}{heading}"})
    out.classes["x:Step"] = step
    for number in range(12):
        _set_term(out, random, number)
    for name, domain, of in (("causes", "x:Drug", "x:Disease"), ("treats", "x:Drug", "x:Disease"), ("kind", "x:Thing", "x:Thing")):
        out.predicates[f"x:{name}"] = Predicate(f"x:{name}", labels={"en": name}, domain=(domain,), range=(of,))
        for _ in (1, 2, 3):
            _say(out, random, f"x:{name}")
    age = Predicate("x:age", "datatype", {"zh": "年龄", "en": "age"}, datatype="xsd:decimal", unit="a", qualifier="condition")
    dose = Predicate("x:dose", "datatype", {"zh": "剂量", "en": "dose"}, domain=("x:Drug",), datatype="xsd:decimal", unit="mg")
    step_of = Predicate("x:stepOf", labels={"zh": "步骤"}, domain=("x:Step",), range=("x:Drug",), outline=True)
    out.predicates |= {"x:age": age, "x:dose": replace(dose, qualifiers=("x:age",)), "x:stepOf": step_of}
    for number in range(9):
        _set_document(out, random, number)
    own = Column(entity=True)
    fact = FactRule("x:causes", own, Column("effect"))
    out.density = random.choice((0.0, 0.0, 0.3, 0.6))
    out.rules = (TableRule(("t*.md",), entity=EntityRule("x:Drug", "name", aliases="also", split="/"), facts=(fact,)),)
    return out


def _set_term(world: World, random: Random, number: int) -> None:
    names = random.sample(NAMES, 2)
    world.terms[f"x:t{number}"] = Entity(
        f"x:t{number}", (random.choice(CLASSES[1:]),), {"en": names[0]}, {"zh": tuple(names[1:])} if random.random() < 0.4 else {}
    )


def _say(world: World, random: Random, id: str) -> None:
    """Another way to say a predicate, or one fewer."""
    predicate = world.predicates[id]
    phrase = random.choice(PHRASES)
    changed = random.choice([
        {"triggers": {"zh": (phrase,)}}, {"triggers": {"en": (phrase,)}}, {"patterns": {"en": (f"{{s}} {phrase} {{o+}}",)}},
        {"patterns": {"zh": (f"{{s}}{{not}}{phrase}{{o+}}",)}}, {"headings": {"en": (random.choice(HEADS),)}}, {"triggers": {}},
        {"inverse_triggers": {"zh": (phrase,)}}, {"headings": {}, "aliases": {"zh": (random.choice(HEADS),)}},
        {"patterns": {"en": ("{s:x:Drug} {o}",)}} if random.random() < 0.3 else {},
        {"wording": {"statement": {"zh": (f"{{s}}{phrase}{{o}}",)}}}, {"complete": frozenset({"objectsBySection"})},
    ])  # fmt: skip
    world.predicates[id] = replace(predicate, **changed)


def _set_document(world: World, random: Random, number: int) -> None:
    name = f"t{number}.md" if number % 4 == 3 else f"d{number}.md"
    source = Source("s", **({"signed": "li", "dated": "2026-10-12"} if random.random() < 0.2 else {}))
    if number % 4 == 3 and random.random() < 0.9:
        pick = random.choice
        rows = [f"| {pick(NAMES)} | {pick(NAMES)}/新{pick('甲乙丙')}片 | {pick(NAMES)} |" for _ in (1, 2)]
        world.texts[name] = ("| name | also | effect |\n|---|---|---|\n" + "\n".join(rows), source)
        return
    lines = [f"# {random.choice(NAMES)}{random.choice(('', ' ' + random.choice(HEADS), '', random.choice(HEADS)))}"]
    for _ in range(random.randint(1, 6)):
        line = random.choice(SENTENCES)
        fills = {"a": random.choice(NAMES), "b": random.choice(NAMES), "c": random.choice(CALLED), "p": random.choice(PHRASES)}
        kind = random.choice(("", "", "", "## ", "- "))
        lines.append(kind + line.format(h=random.choice(HEADS), **fills))
        if random.random() < 0.1:
            lines.append(random.choice(("## 第一步", "## Step 2", "新甲片引起头晕。", "该药引起痛风。")))
    world.texts[name] = ("\n\n".join(lines), source)


def edit(world: World, random: Random) -> str:
    """Change one thing; gives what was changed, for the message of a failed test."""
    kinds = "term, term, drop term, say, say, predicate, class, document, drop document, rules, merge, density"
    kind = random.choice(kinds.split(", "))
    number = random.randrange(12)
    if kind == "term":
        _set_term(world, random, number)
    elif kind == "drop term":
        world.terms.pop(f"x:t{number}", None)
    elif kind == "say":
        _say(world, random, random.choice([id for id in world.predicates if id not in ("x:age", "x:stepOf")]))
    elif kind == "predicate":
        _change_predicate(world, random)
    elif kind == "class":
        _change_class(world, random)
    elif kind == "document":
        _set_document(world, random, random.randrange(11))
    elif kind == "drop document":
        if len(world.texts) > 3:
            del world.texts[random.choice(sorted(world.texts))]
    elif kind == "rules":
        world.rules = () if world.rules and random.random() < 0.3 else (TableRule(("t*.md",), entity=EntityRule("x:Disease", "name")),)
    elif kind == "density":
        world.density = random.choice((0.0, 0.3, 0.6))
    elif kind == "merge":
        for id, term in list(world.terms.items())[:1]:
            world.terms[id] = replace(term, hidden=(random.choice(NAMES),), note={"en": "sign"}, key="k1")
    return f"{kind} {number}"


def _change_predicate(world: World, random: Random) -> None:
    id = random.choice([*world.predicates, "x:new"])
    old = world.predicates.get(id)
    if old is None:
        world.predicates[id] = Predicate(id, labels={"en": "harms"}, domain=("x:Disease",), range=("x:Organ",))
        return _say(world, random, id)
    if id in ("x:age",):
        world.predicates[id] = replace(old, unit=random.choice(("a", None, "mg")), patterns={"zh": (random.choice(("{v}者", "年满{v}")),)})
        return None
    changed: dict[str, Any] = random.choice([
        {"domain": (random.choice(CLASSES),)}, {"range": (random.choice(CLASSES),)} if old.kind == "object" else {},
        {"qualifiers": random.choice(((), ("x:age",)))}, {"labels": {"zh": random.choice(HEADS)}}, {"unit": "g"} if old.unit else {},
        {"functional": True}, {"display": False},
    ])  # fmt: skip
    world.predicates[id] = replace(old, **changed)
    if random.random() < 0.1 and id not in ("x:dose", "x:stepOf"):
        del world.predicates[id]
    return None


def _change_class(world: World, random: Random) -> None:
    id = random.choice([*CLASSES, "x:Step", "x:Blend"])
    old = world.classes.get(id, OntClass(id))
    label = random.choice(CALLED)
    changed: dict[str, Any] = random.choice([
        {"labels": {"zh": label, "en": label}}, {"nouns": {"zh": label}}, {"aliases": {"zh": (label,)}}, {"mintable": not old.mintable},
        {"parents": (random.choice([c for c in CLASSES if c != id]),) if id != "x:Thing" else ()}, {"plural": label + "s"},
        {"heading_pattern": {"zh": "第二步"}} if id == "x:Step" else {"measure": "只"},
    ])  # fmt: skip
    world.classes[id] = replace(old, **changed)
