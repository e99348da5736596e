"""What needs a decision, most useful first: where people disagree, decisions that lost their fact, conflicts, what is held, what much rests
on, and new kinds of questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson

from kgcorpus import forms as f
from kgcorpus.generate.questions import WITH_DECISIONS
from kgcorpus.messages import localise, words
from kgcorpus.model import LEARNED, Fact, Finding, Json, Literal, Review, Validity
from kgcorpus.verify.reviews import corrected, fact_on, last_words, thing

from .desk import Desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a decision: why in the reader's words, and what the decision will be about. ``fact`` is None for the
    example of a kind of question (``sample``); ``count`` says how many samples are of its kind, ``more`` are other
    questions of the kind, ``queue`` in which table it stood."""

    why: str
    fact: Fact | None = None
    sample: Mapping[str, Json] | None = None
    count: int = 0
    more: tuple[str, ...] = ()
    on: Mapping[str, Json] | None = None
    queue: str = ""


@dataclass(frozen=True)
class Pile:
    """A desk with the decisions that were made so far."""

    desk: Desk
    reviews: Sequence[Review]

    @cached_property
    def by_id(self) -> dict[str, Review]:
        return {review.id: review for review in self.reviews}

    @cached_property
    def standing(self) -> list[Review]:
        """Each person's last decision on each thing, what was withdrawn left out."""
        return last_words(self.reviews)

    def say(self, key: str, **values: Any) -> str:
        return words(self.desk.language)(f"review.{key}", **values)

    def said(self, review: Review) -> str:
        """A decision in one line: who, when, what, and why."""
        new = ""
        if review.decision == "correct" and (old := self.old(review)) is not None:
            new = self._result(old, review)
        what = self.say(f"did.{review.decision}", new=new or orjson.dumps(review.value).decode())
        line = self.say("said", who=review.who, when=review.when, what=what)
        return line + (self.say("because", why=review.why) if review.why else "")

    def old(self, review: Review) -> Fact | None:
        """The fact as it was when it was decided on, so far as the decision tells."""
        return self.desk.facts.get(str(review.on.get("fact"))) or fact_on(review.on)

    def sentence(self, fact: Fact) -> str:
        """A fact in a sentence without its final mark, to be quoted."""
        return self.desk.sentences.of(fact).rstrip("。.")

    def _result(self, old: Fact, review: Review) -> str:
        try:
            return self.sentence(corrected(old, review))
        except (ValueError, KeyError, TypeError):
            return ""

    def findings(self, code: str) -> Iterator[Finding]:
        return (finding for finding in self.desk.findings if finding.code == code)

    def facts_by_use(self, ids: Iterable[str]) -> list[Fact]:
        """Facts, those on which most samples rest first; of equals those that are read wrong more often."""
        found = [self.desk.facts[id] for id in set(ids) if id in self.desk.facts]
        return sorted(found, key=lambda fact: (-self.desk.resting[fact.id], not is_delicate(fact), fact.id))


Queue = Callable[[Pile], Iterator[Waiting]]


def is_delicate(fact: Fact) -> bool:
    """Whether a fact is of the kinds that are read wrong more often than plain ones: denied, with a condition, a time, or bounds."""
    bounds = isinstance(fact.object, Literal) and fact.object.is_interval
    return fact.negated or bool(fact.qualifiers) or fact.valid != Validity() or bounds


def disagreements(pile: Pile) -> Iterator[Waiting]:
    """Facts on which the last words of several people differ; what is decided now settles it."""
    for finding in pile.findings("review_disagreement"):
        fact = pile.desk.facts.get(finding.about)
        if fact is not None:
            said = [pile.by_id[id] for id in finding.others if id in pile.by_id]
            joined = ("；" if pile.desk.language == "zh" else "; ").join(map(pile.said, said))
            on = pile.desk.on_fact(fact, settles=[review.id for review in said])
            yield Waiting(pile.say("disagreement", said=joined), fact, on=on)


def lost(pile: Pile) -> Iterator[Waiting]:
    """Decisions whose fact is not read any more, each with what is read in its place; one row for all that lead to one fact."""
    gone: list[tuple[Review, Fact | None]] = []
    instead: dict[str, list[tuple[Review, str]]] = defaultdict(list)
    for finding in pile.findings("review_without_fact"):
        review = pile.by_id.get(finding.about)
        if review is None:
            continue
        old = fact_on(review.on)
        was = pile.sentence(old) if old else str(review.on.get("quote") or review.on.get("fact"))
        present = [id for id in finding.others if id in pile.desk.facts]
        for id in present:
            instead[id].append((review, was))
        if not present:
            gone.append((review, old))
    for id, several in instead.items():
        why = "\n".join(pile.say("lost", said=pile.said(review), old=was) for review, was in several)
        fact = pile.desk.facts[id]
        yield Waiting(why, fact, on=pile.desk.on_fact(fact, settles=[review.id for review, _ in several]))
    for review, old in gone:
        on = {key: value for key, value in review.on.items() if key != "draw"} | {"settles": [review.id]}
        yield Waiting(pile.say("lost_gone", said=pile.said(review)), old, on=on)


def conflicts(pile: Pile) -> Iterator[Waiting]:
    """Facts that clash and are held for it, those of one clash next to one another; clashes on which most would rest first."""
    linked: dict[str, set[str]] = defaultdict(set)
    for finding in pile.findings("conflict"):
        for other in finding.others:
            linked[finding.about].add(other)
            linked[other].add(finding.about)
    held = {id for id in linked if pile.desk.verdicts.get(id, {}).get("verdict") == "pending"}
    seen: set[str] = set()
    groups = []
    for id in sorted(held):
        if id not in seen:
            group = _reached(id, linked)
            seen |= group
            facts = [pile.desk.facts[i] for i in group if i in pile.desk.facts]
            groups.append(sorted(facts, key=lambda t: (t.negated, t.id)))
    groups.sort(key=lambda facts: (-sum(pile.desk.resting[t.id] for t in facts), -len(facts), [t.id for t in facts]))
    for number, facts in enumerate(groups, 1):
        key = "conflict_denied" if len({t.negated for t in facts}) > 1 else "conflict_values"
        for fact in facts:
            yield Waiting(pile.say(key, n=number), fact)


def _reached(start: str, linked: Mapping[str, set[str]]) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        for other in linked[todo.pop()] - found:
            found.add(other)
            todo.append(other)
    return found


_HELD = ("failed_check", "low_score", "model_only", "too_few_origins")


def held(pile: Pile) -> Iterator[Waiting]:
    """Facts that are pending for another reason than a clash: doubt about an entity, a low score (the highest first), few origins."""
    waiting = []
    for id, verdict in pile.desk.verdicts.items():
        fact = pile.desk.facts.get(id)
        if fact is not None and verdict["verdict"] == "pending" and verdict.get("reason") in _HELD:
            score = max((e.score for e in fact.evidence), default=0.0)
            waiting.append((_HELD.index(verdict["reason"]), -score, id, fact))
    for reason, score, _, fact in sorted(waiting, key=lambda w: w[:3]):
        learned = _HELD[reason] == "model_only" and all(e.made_by.startswith(LEARNED) for e in fact.evidence)
        yield Waiting(pile.say("learned" if learned else _HELD[reason], score=-score), fact)


def unclear(pile: Pile) -> Iterator[Waiting]:
    """Facts of which a reader could not tell, and nobody has decided since."""
    last = {str(review.on["fact"]): review for review in pile.standing if "fact" in review.on}
    open_ones = {
        id: review for id, review in last.items() if review.decision == "unclear" and "review" not in pile.desk.verdicts.get(id, {})
    }
    for fact in pile.facts_by_use(open_ones):
        yield Waiting(pile.say("unclear", said=pile.said(open_ones[fact.id])), fact)


def unread(pile: Pile) -> Iterator[Waiting]:
    """Accepted facts that samples rest on and nobody has read, those that most rest on first."""
    for fact in _accepted_unread(pile):
        if pile.desk.resting[fact.id]:
            yield Waiting(pile.say("unread"), fact)


def unused(pile: Pile) -> Iterator[Waiting]:
    """Accepted facts that nobody has read and no sample rests on: they are released, and answers to wider questions are drawn from them."""
    for fact in _accepted_unread(pile):
        if not pile.desk.resting[fact.id]:
            yield Waiting(pile.say("unused"), fact)


def _accepted_unread(pile: Pile) -> list[Fact]:
    read = {str(review.on["fact"]) for review in pile.standing if "fact" in review.on}
    verdicts = pile.desk.verdicts.items()
    return pile.facts_by_use(id for id, v in verdicts if v["verdict"] == "accepted" and "review" not in v and id not in read)


def failed(pile: Pile) -> Iterator[Waiting]:
    """Facts that the program's checks rejected and nobody has read: the reading may be wrong, or the ontology. One of each check in turn,
    so that a check which fails very often hides no other. Facts that do not stand in the text are left out: no decision changes that."""
    read = {str(review.on["fact"]) for review in pile.standing if "fact" in review.on}
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in pile.desk.findings:
        if finding.severity == "error":
            said[finding.about].append(finding)
    place: Counter[str] = Counter()
    waiting = []
    for id, verdict in sorted(pile.desk.verdicts.items()):
        if id not in pile.desk.facts or id in read or not fails(verdict) or not said[id] or "evidence" in verdict.get("findings", ()):
            continue
        place[said[id][0].code] += 1
        waiting.append((place[said[id][0].code], said[id][0].code, pile.desk.facts[id]))
    mark = "；" if pile.desk.language == "zh" else "; "
    for _, _, fact in sorted(waiting, key=lambda w: (w[0], w[1], w[2].id)):
        message = mark.join(dict.fromkeys(localise(finding.message, pile.desk.language) for finding in said[fact.id]))
        yield Waiting(pile.say("failed", message=message), fact)


def fails(verdict: Mapping[str, Json]) -> bool:
    """Whether a fact is out because a check of the program failed."""
    return verdict.get("verdict") == "rejected" and verdict.get("reason") == "failed_check"


EXAMPLES = 3
"""How many questions show a kind of question."""


def shapes(pile: Pile) -> Iterator[Waiting]:
    """Examples of each kind of question on which nobody has decided, the kind with most samples first: the shortest in the reader's
    language, of which the fewest facts are to be read, and more about other things."""
    known = {str(review.on["shape"]) for review in pile.standing if "shape" in review.on and review.decision != "unclear"}
    count: Counter[str] = Counter()
    best: dict[str, dict[str, tuple[tuple[object, ...], Mapping[str, Json]]]] = defaultdict(dict)
    for raw in pile.desk.samples():
        sample = orjson.loads(raw)
        if not _decidable(sample) or (name := shape_of(sample)) in known:
            continue
        count[name] += 1
        found, rank = (_rank(pile, sample), sample), best[name]
        about = " ".join(topic["id"] for topic in sample["topic"])
        if about not in rank or found[0] < rank[about][0]:
            rank[about] = found
            if len(rank) > EXAMPLES:
                del rank[max(rank, key=lambda key: rank[key][0])]
    for name in sorted(count, key=lambda name: (-count[name], name)):
        first, *others = (sample for _, sample in sorted(best[name].values(), key=lambda found: found[0]))
        more = tuple(sample["question"] for sample in others if sample["lang"] == first["lang"])
        yield Waiting(pile.say("shape"), sample=first, count=count[name], more=more, on={"shape": name})


def _decidable(sample: Mapping[str, Json]) -> bool:
    """Whether experts decide on the shape of a sample: its part heeds what they say."""
    return str(sample["made_by"]).partition("/")[0] in WITH_DECISIONS


# --------------------------------------------------------------------------------------------- what has been decided


def decided_facts(pile: Pile) -> Iterator[Waiting]:
    """Facts on which people have decided, the latest first, each with who decided what and when."""
    for said in _decided(pile, "fact", "quote"):
        last = said[-1]
        fact = pile.desk.facts.get(str(last.on.get("fact")))
        if fact is None:  # decided by its quote, or not read any more
            yield Waiting(_said_of(pile, said), fact_on(last.on), on=_about(last))
        else:
            draw = {"draw": last.on["draw"]} if "draw" in last.on else {}
            yield Waiting(_said_of(pile, said), fact, on=pile.desk.on_fact(fact, **draw))


def decided_questions(pile: Pile) -> Iterator[Waiting]:
    """Kinds of questions and samples on which people have decided, those first that were rejected: their wording may have been mended."""
    shapes, wanted = defaultdict(list), {str(review.on["sample"]) for review in pile.standing if "sample" in review.on}
    found: dict[str, Mapping[str, Json]] = {}
    for raw in pile.desk.samples():
        sample = orjson.loads(raw)
        if sample["id"] in wanted:
            found[sample["id"]] = sample
        elif _decidable(sample):
            shapes[shape_of(sample)].append(sample)
    rows = []
    for said in _decided(pile, "sample", "shape"):
        last = said[-1]
        kind = sorted(shapes.get(str(last.on.get("shape")), ()), key=lambda s: _rank(pile, s))
        named = _kind_named(pile, str(last.on["shape"])) if "shape" in last.on else str(last.on.get("question") or last.on["sample"])
        sample = found.get(str(last.on.get("sample"))) or (kind[0] if kind else {"question": named, "answer_text": "", "facts": ()})
        count = len(kind) if "shape" in last.on else 0
        rows.append(Waiting(_said_of(pile, said), sample=sample, count=count, on=_about(last)))
    yield from rows


def _decided(pile: Pile, *names: str) -> list[list[Review]]:
    """What stands on each thing of these kinds, the latest first; of questions those that were rejected before others."""
    found: dict[str, list[Review]] = defaultdict(list)
    for review in pile.standing:
        if any(name in review.on for name in names) and not ("fact" not in names and {"fact", "quote"} & set(review.on)):
            found[thing(review)].append(review)
    latest = sorted(found.values(), key=lambda said: said[-1].when, reverse=True)
    return latest if "fact" in names else sorted(latest, key=lambda said: said[-1].decision not in ("reject", "never"))


def _kind_named(pile: Pile, shape: str) -> str:
    """What a kind of question is about, where no sample shows it."""
    ids = [id.removeprefix("^") for id in shape.partition(": ")[2].split()]
    labels = dict.fromkeys(map(pile.desk.sentences.label, ids))
    return pile.say("shape_named", about=("、" if pile.desk.language == "zh" else ", ").join(labels))


def _said_of(pile: Pile, said: Sequence[Review]) -> str:
    return pile.say("decided", said=("；" if pile.desk.language == "zh" else "; ").join(map(pile.said, said)))


def _about(review: Review) -> dict[str, Json]:
    return {key: value for key, value in review.on.items() if key != "settles"}


def _rank(pile: Pile, sample: Mapping[str, Json]) -> tuple[object, ...]:
    """Which example of a kind of question is shown: the shortest in the reader's language, of which the fewest facts are to be read."""
    return (sample["lang"] != pile.desk.language, len(sample["facts"]), len(sample["question"]), sample["id"])


def shape_of(sample: Mapping[str, Json]) -> str:
    """The name of a sample's kind of question, as ``generate.questions.decisions_on_shapes`` knows it: "chain: ex:directedBy ex:bornIn"."""
    if sample["form"] is None:
        return str(sample["labels"]["shape"])
    if named := sample["labels"].get("steps"):
        return f"{sample['labels']['shape']}: {named}"
    steps = _steps(_in_order(f.parse(sample["form"])))
    return f"{sample['labels']['shape']}: {' '.join(('^' if inverse else '') + name for inverse, name in steps)}"


def _in_order(form: f.Form) -> f.Form:
    """The form with its conditions in the order in which the generators have them: in normal form they stand by their things."""
    form = f.rebuild(form, _in_order)
    if not isinstance(form, f.And):
        return form
    return f.And(tuple(sorted(form.of, key=lambda part: (-len(_steps(part)), _steps(part)[:1] and _steps(part)[0][0], _steps(part)))))


def _steps(form: f.Form) -> list[tuple[bool, str]]:
    return [(getattr(part, "inverse", False), part.predicate) for part in f.walk(form) if hasattr(part, "predicate")]


def waiting_for(pile: Pile, queues: Mapping[str, Queue]) -> list[Waiting]:
    """All that waits, in the order of the queues, no fact twice."""
    out: list[Waiting] = []
    seen: set[str] = set()
    for name, queue in queues.items():
        for entry in queue(pile):
            if entry.fact is not None:
                if entry.on is None and entry.fact.id in seen:
                    continue
                seen.add(entry.fact.id)
            out.append(replace(entry, queue=name))
    return out


def most_useful(waiting: Sequence[Waiting], n: int) -> list[Waiting]:
    """The first ``n``; a fifth is kept for kinds of questions if there are so many, since facts that nobody has read never end. Facts that
    fail a check take no more than another fifth of the room from the others."""
    facts = [entry for entry in waiting if entry.sample is None]
    questions = [entry for entry in waiting if entry.sample is not None]
    room = min(len(questions), max(n - len(facts), n // 5))
    failing = [entry for entry in facts if entry.queue == "failed"]
    late = failing[max(n // 5, n - room - (len(facts) - len(failing))) :]
    dropped = set(map(id, late))
    return [*[entry for entry in facts if id(entry) not in dropped][: n - room], *questions[:room]]
