"""The verdict on one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgcorpus.grade.answering import answering
from kgcorpus.grade.asserting import asserted_somewhere
from kgcorpus.grade.brief import brief
from kgcorpus.grade.candidates import Chosen, beside_question, chosen
from kgcorpus.grade.compare import beside_values, is_value, match
from kgcorpus.grade.coordinated import coordinated
from kgcorpus.grade.denial import mark_denied
from kgcorpus.grade.explain import explain
from kgcorpus.grade.final import concluded
from kgcorpus.grade.groups import parts_of, together
from kgcorpus.grade.hedging import hedged
from kgcorpus.grade.known import Known
from kgcorpus.grade.lists import extra_items, listed_items, parts_named
from kgcorpus.grade.longer import without_longer
from kgcorpus.grade.matching import Match
from kgcorpus.grade.names import find_names, names_of
from kgcorpus.grade.notes import told
from kgcorpus.grade.open_domain import told_mentions
from kgcorpus.grade.options import chosen_options, letters_of, named_options
from kgcorpus.grade.order_told import in_chain, told_order
from kgcorpus.grade.question import Question, read_question
from kgcorpus.grade.reading import Mention, Reading, read_answer
from kgcorpus.grade.sets import Held, decide, reason_of
from kgcorpus.grade.unanswerable import leaves_open
from kgcorpus.grade.written_options import written_options
from kgcorpus.model import Json


def grade_one(question: Mapping[str, Json], answer: str | None, *, known: Known | None = None) -> dict[str, Json]:
    """The verdict on one answer (None: there is none): ``verdict``, ``relation``, ``matched``, ``missing``, ``extra``, ``explanation``,
    and ``reason`` (of ``sets.REASONS``) where the verdict is not plain without.

    >>> gold = {"id": "1", "question": "哪些药物治疗2型糖尿病？", "mode": "all", "answers": [{"value": "二甲双胍", "type": "entity"}]}
    >>> grade_one(gold, "二甲双胍和格列本脲。")["extra"]
    ['格列本脲']
    """
    asked = read_question(question)
    mode, lang, wanted = asked.mode, asked.lang, asked.wanted
    if asked.groups and (parts := parts_of(read_answer(answer or "", asked.text).said, asked.groups)):
        return _by_group(question, asked, parts, known)
    if asked.groups and mode == "some":
        mode = "all"  # of what is asked thing by thing, names that stand for no thing are a part at most
    if "plan" in question:
        from kgcorpus.grade.script_verdict import grade_script, read_plan  # what reads procedures, no other answer needs

        return grade_script(read_plan(question["plan"], asked.place), answer, lang)
    whole = answer and not question.get("options") and not question.get("steps")
    if whole and (held := brief(asked, str(answer))) is not None and (known is None or not held.missing):  # else the graph may add to it
        verdict, relation = decide(mode, held, abstains=False, empty=False)
        said = str(answer) if held.near else ""
        return _verdict(verdict, relation, held, explain(mode, verdict, relation, held, lang, said=said, answer=answer, wanted=wanted))
    reading = read_answer(concluded(answer or "") if question.get("steps") else answer or "", asked.text)
    options: Sequence[Mapping[str, Json]] = question.get("options") or ()
    offered = options or written_options(question, asked.text, wanted)
    letters = letters_of(answer or "", offered) if offered else None
    weighed = None
    if letters is not None:
        held, said = chosen_options(letters, offered), ""
        verdict, relation = decide(mode, held, abstains=False, empty=False)
    else:
        held, said = _held(mode, wanted, reading, known, options)
        abstains = leaves_open(_cause(question), reading) if mode == "none" else reading.abstains
        nothing = not wanted and reading.names_nothing
        weighed = known.weigh(question, wanted, reading, held, mode, lang) if known is not None and not options else None
        if weighed is not None:
            held, said = weighed.held, weighed.said or said
        verdict, relation = decide(mode, held, abstains=abstains, empty=reading.empty, nothing=nothing)
    reason = (weighed.reason if weighed is not None else "") or reason_of(mode, relation, held)
    # what the graph disproves is told in the notes, not among what is not known
    shown = replace(held, extra=tuple(e for e in held.extra if e not in weighed.wrong)) if weighed is not None and mode == "some" else held
    notes = weighed.notes if weighed is not None else ()
    why = "" if notes else reason
    explanation = explain(mode, verdict, relation, shown, lang, said=said, answer=answer, wanted=wanted, reason=why)
    return _verdict(verdict, relation, held, told(explanation, notes, lang), reason)


def _verdict(verdict: str, relation: str, held: Held, explanation: str, reason: str = "") -> dict[str, Json]:
    """The fields of a verdict, in order."""
    out: dict[str, Json] = {
        "verdict": verdict, "relation": relation, "matched": list(held.matched), "missing": list(held.missing),
        "extra": list(held.extra), "explanation": explanation,
    }  # fmt: skip
    if reason:
        out["reason"] = reason
    return out


def _by_group(question: Mapping[str, Json], asked: Question, parts: Mapping[str, str], known: Known | None) -> dict[str, Json]:
    """The verdict on an answer thing by thing: each part by the answers of its group, what it calls the things being no answer."""
    text = " ".join([str(question.get("question") or ""), *asked.groups.values()])
    verdicts = []
    for id, part in parts.items():
        own = [{name: value for name, value in answer.items() if name != "group"} for answer in asked.wanted if answer["group"] == id]
        verdicts.append(grade_one({**question, "question": text, "answers": own, "labels": {}, "form": None}, part, known=known))
    silent = [str(answer["value"]) for answer in asked.wanted if answer["group"] not in parts]
    verdict, relation = together(verdicts, len(silent))
    matched, missing, extra = ([str(v) for found in verdicts for v in found[name]] for name in ("matched", "missing", "extra"))
    held = Held(tuple(matched), (*missing, *silent), tuple(extra))
    answer = "; ".join(parts.values())
    return {
        "verdict": verdict,
        "relation": relation,
        "matched": matched,
        "missing": [*missing, *silent],
        "extra": extra,
        "explanation": explain(asked.mode, verdict, relation, held, asked.lang, answer=answer, wanted=asked.wanted),
    }


def _cause(question: Mapping[str, Json]) -> str:
    """Why a question cannot be answered, where a sample says so."""
    cause = question.get("cause")
    return str(cause.get("kind", "")) if isinstance(cause, Mapping) else ""


def _held(
    mode: str, wanted: Sequence[Mapping[str, Json]], reading: Reading, known: Known | None, options: Sequence[Mapping[str, Json]] = ()
) -> tuple[Held, str]:
    """How the answer stands to the gold set, and what it says where it contradicts. Of ``options`` the wrong ones are looked for, too."""
    names = [
        (str(n), name, alias)
        for n, gold in enumerate(wanted)
        for name, alias in names_of(str(gold["value"]), [*map(str, gold.get("aliases") or ()), *(known.names(gold) if known else ())])
    ]
    mentions = find_names(reading, names + [(str(o["id"]), str(o["text"]), False) for o in options if not o["answer"]])
    if mode != "any" and len(wanted) > 1:
        mentions = in_chain(reading, mentions, ordered=mode == "order")
    beside = named_options(asserted_somewhere(reading, mentions), options)
    mentions = [m for m in mentions if m.key.isdigit()]
    others: list[Mention] = []
    if known is not None:
        others = known.others(reading, wanted)
        mentions = [
            m for m in mentions if not any(o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in others)
        ]
        others = [o for o in others if not any(o.start < m.end and m.start < o.end for m in mentions)]
    mentions = without_longer(reading, mentions, others)
    if mode != "any" and len(wanted) > 1 and not options and (shared := coordinated(reading, names, frozenset(m.key for m in mentions))):
        mentions = sorted([*mentions, *mark_denied(reading.text, shared, reading.question)], key=lambda m: (m.start, m.end))
    mentions = asserted_somewhere(reading, mentions)
    if mode == "any":
        mentions = told_mentions(reading, wanted, mentions)
    elif len(wanted) == 1 and mentions and not options:
        mentions = beside_question(reading, mentions, names)
    if mentions and not options:
        mentions = answering(reading, mentions, [str(gold["value"]) for gold in wanted])
    given = mentions
    picked = chosen(reading, mentions) if mentions and not options else Chosen(mentions)
    mentions = picked.mentions
    matches = [match(gold, str(n), reading, mentions, mode=mode, alone=len(wanted) == 1) for n, gold in enumerate(wanted)]
    matched = [str(gold["value"]) for gold, m in zip(wanted, matches, strict=True) if m.met]
    missing = [str(gold["value"]) for gold, m in zip(wanted, matches, strict=True) if not m.met]
    found = [] if picked.settled or options else _extra(wanted, reading, mentions, others, matches)
    unchosen = len(wanted) == 1 and bool(picked.others)  # the candidates of a question said again: none of them is chosen
    extra = beside if options else found if unchosen else [*found, *picked.others]
    in_order = mode != "order" or _in_order(reading, given, matches)
    nears = [m for m in matches if m.near is not None]
    held = Held(
        tuple(matched), tuple(missing), tuple(extra),
        alias=any(m.met and m.alias for m in matches),
        near=nears[0].near if nears else None,
        reason=nears[0].reason if nears else "",
        in_order=in_order,
        hedged=unchosen or ((mode == "any" or len(wanted) == 1) and not options and hedged(reading, mentions)),
    )  # fmt: skip
    return held, nears[0].said if nears else ""


def _in_order(reading: Reading, mentions: Sequence[Mention], matches: Sequence[Match]) -> bool | None:
    """Whether what is met is told in gold's order; None where the answer's words do not tell it plainly."""
    at = [m.at for m in matches if m.met]
    keys = [str(n) for n, m in enumerate(matches) if m.met]
    own = [m for m in mentions if m.key in keys]
    if len({m.key for m in own if not m.denied}) < len(keys):
        return at == sorted(at)  # values, which are no mentions
    told = told_order(reading, own)
    return None if told is None else told == keys


def _extra(
    wanted: Sequence[Mapping[str, Json]], reading: Reading, mentions: Sequence[Mention], others: Sequence[Mention], matches: Sequence[Match]
) -> list[str]:
    """What the answer gives beside the gold set; beside a single value nothing is looked for, since it may stand among others."""
    if not wanted and not reading.abstains and not reading.names_nothing:
        return listed_items(reading)
    if all(is_value(gold, reading.question) for gold in wanted):
        return beside_values(wanted, reading) if len(wanted) > 1 else []
    if any(m.met for m in matches):
        said_whole = {part for gold, m in zip(wanted, matches, strict=True) if m.met for part in parts_named(str(gold["value"]))}
        return [item for item in extra_items(reading, mentions, others, one=len(wanted) == 1) if item not in said_whole]
    if reading.abstains:
        return []
    said = [reading.text[o.start : o.end] for o in others if not o.denied]
    denied = {reading.text[m.start : m.end] for m in mentions if m.denied}
    return list(dict.fromkeys(said)) or [item for item in listed_items(reading) if item not in denied]
