"""What ``trace`` found as one readable screen: names in the reader's language beside ids, forms in words, quotes with their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from kgcorpus.messages import localise, words
from kgcorpus.model import LEARNED, MODEL, Json

MOST_FACTS = 10
MOST_SAMPLES = 10
MOST_EVIDENCE = 2

Labels = Mapping[str, Mapping[str, str]]
Name = Callable[[str], str]


def label_of(labels: Labels, identifier: str, lang: str) -> str:
    """The label in a language, else in the other, else the id.

    >>> label_of({"x:a": {"en": "apple"}}, "x:a", "zh"), label_of({}, "x:a", "zh")
    ('apple', 'x:a')
    """
    known = labels.get(identifier) or {}
    return known.get(lang) or next((known[k] for k in sorted(known)), identifier)


def named(labels: Labels, lang: str) -> Name:
    """A function from an id to its label with the id in brackets."""

    def name(identifier: str) -> str:
        label = label_of(labels, identifier, lang)
        return label if label == identifier else f"{label} [{identifier}]"

    return name


# --------------------------------------------------------------------------------------------- forms, facts, evidence

_INFIX = {"and": " ∩ ", "or": " ∪ "}


def form_words(form: Json, name: Callable[[str], str], lang: str) -> str:
    """A form as a path that can be read: ``metformin → contraindication``, ``← `` for the inverse; what has no sign of its own is written
    as ``op(…)``.

    >>> form_words({"op": "step", "of": {"op": "entity", "id": "x:a"}, "predicate": "x:p", "inverse": True}, str.upper, "en")
    'X:A ← X:P'
    """
    zh = lang == "zh"
    op = form["op"]
    inner = {key: form_words(value, name, lang) for key, value in form.items() if isinstance(value, dict) and "op" in value}
    given = _with_words(form.get("with"), name)
    if op == "entity":
        return name(form["id"])
    if op == "class":
        return ("全部" if zh else "all: ") + name(form["id"])
    if op == "step":
        dropped = (" ∖ " + ", ".join(map(name, form["drop"]))) if form.get("drop") else ""
        return f"{_grouped(form['of'], inner['of'])} {'←' if form.get('inverse') else '→'} {name(form['predicate'])}{given}{dropped}"
    if op in _INFIX:
        return _INFIX[op].join(_grouped(part, form_words(part, name, lang)) for part in form["of"])
    if op == "minus":
        return f"{_grouped(form['of'], inner['of'])} ∖ {_grouped(form['without'], inner['without'])}"
    if op == "where":
        return f"{inner['of']} {{{name(form['predicate'])} {form['cmp']} {term_text(form['value'], name)}{given}}}"
    if op == "as_of":
        return f"{inner['of']} @ {form['date']}"
    if op == "count":
        return f"{inner['of']}的个数" if zh else f"number of ({inner['of']})"
    if op == "ask":
        return f"{name(form['subject'])} — {name(form['predicate'])} → {term_text(form['object'], name)} ?{given}"
    rest = [f"{key}: {inner.get(key) or _plain(value, name)}" for key, value in form.items() if key not in ("op", "with")]
    return f"{op}({'; '.join(rest)}){given}"


def _grouped(form: Mapping[str, Json], text: str) -> str:
    return f"({text})" if form["op"] in ("and", "or", "minus") else text


def _plain(value: Json, name: Name) -> str:
    if isinstance(value, dict):
        return term_text(value, name)
    return name(value) if isinstance(value, str) else str(value)


def _with_words(given: Json, name: Name) -> str:
    if not given:
        return ""
    if given == "any":
        return " {*}"
    entries = (f"{name(e['qualifier'])} {e.get('cmp', '=')} {name(e['id']) if 'id' in e else term_text(e['value'], name)}" for e in given)
    return " {" + ", ".join(entries) + "}"


def term_text(term: Json, name: Name) -> str:
    """A fact's object or a qualifier's value for reading: the entity's name, or the value with its unit."""
    if isinstance(term, str):
        return name(term)
    if "value" in term:
        return f"{term['value']} {term.get('unit', '')}".strip()
    low, high, unit = term.get("min"), term.get("max"), term.get("unit", "")
    if low is not None and high is not None and not term.get("min_open") and not term.get("max_open"):
        return f"{low}–{high} {unit}".strip()
    limits = [f"{'>' if term.get('min_open') else '≥'} {low}"] if low is not None else []
    limits += [f"{'<' if term.get('max_open') else '≤'} {high}"] if high is not None else []
    return f"{', '.join(limits)} {unit}".strip()


def fact_line(fact: Mapping[str, Json], name: Name) -> str:
    """Subject, predicate and object by name, then conditions and validity."""
    link = ("¬ " if fact.get("negated") else "") + name(fact["predicate"])
    parts = [f"{name(fact['subject'])} — {link} → {term_text(fact['object'], name)}"]
    for q in fact.get("qualifiers", ()):
        parts.append(f"{{{name(q['predicate'])}: {name(q['id']) if 'id' in q else term_text(q.get('value', q), name)}}}")
    if valid := fact.get("valid"):
        parts.append(f"[{valid.get('from', '…')} – {valid.get('to', '…')})")
    return "  ".join(parts)


def evidence_lines(evidence: Mapping[str, Json], found: Mapping[str, Json], lang: str) -> list[str]:
    """One line a document: the sentences that hold the quotes (else the quotes, joined where they lie apart), the document's title and
    id, and the page or cell."""
    say = words(lang)
    titles = found.get("titles", {})
    sentences = found.get("sentences", {}).get(evidence.get("id"), {})
    out = []
    spans = evidence["spans"]
    for document in dict.fromkeys(s["document"] for s in spans):
        mine = sorted((s for s in spans if s["document"] == document), key=lambda s: (s["start"], -s["end"]))
        place = next((say("trace.page", n=s["page"]) for s in mine if s.get("page")), "")
        cells = list(dict.fromkeys(f"{s['sheet'] + '!' if s.get('sheet') else ''}{s['cell']}" for s in mine if s.get("cell")))
        place = place or (say("trace.cell", ref=", ".join(cells)) if cells else "")
        quotes: list[str] = []
        reached = -1
        for s in mine:
            if s["end"] > reached:
                quotes.append(" ".join(s["quote"].split()) if "quote" in s else say("trace.unquoted"))
                reached = s["end"]
        if document in sentences and all("quote" in s for s in mine):
            quotes = [sentences[document]]
        title = label_of(titles, document, lang) if document in titles else ""
        shown = f"《{title}》" if title and lang == "zh" else f"“{title}”" if title else ""
        place = ", ".join(filter(None, (_signed(found.get("notes", {}).get(document), say), place)))
        where = ", ".join(filter(None, (document, place, f"{mine[0]['start']}–{max(s['end'] for s in mine)}")))
        out.append(f"“{' … '.join(quotes)}”  — {shown} ({where})" if shown else f"“{' … '.join(quotes)}”  — {where}")
    if evidence.get("made_by", "").startswith(MODEL):
        calls = ", ".join(call[:12] for call in found.get("calls", {}).get(evidence.get("id"), ()))
        out.append(say("trace.proposed" if calls else "trace.proposed_by", model=evidence["made_by"].removeprefix(MODEL), calls=calls))
    if evidence.get("made_by", "").startswith(LEARNED):
        model = evidence["made_by"].removeprefix(LEARNED).partition("/")[0]
        out.append(say("trace.learned", model=model, score=evidence.get("score", 1.0)))
    return out


def _signed(note: Mapping[str, str] | None, say: Callable[..., str]) -> str:
    return say("trace.note", who=note["signed"], when=note["dated"]) if note and len(note) == 2 else ""


def review_lines(found: Mapping[str, Json], lang: str) -> list[str]:
    """What readers decided on a sample, a line each: decision, who, when, why."""
    say = words(lang)
    lines = []
    for one in found.get("reviews") or ():
        who = say("trace.by", who=one["who"], when=one["when"])
        why = f"{'：' if lang == 'zh' else ': '}{one['why']}" if one.get("why") else ""
        lines.append(f"{say('trace.read')}: {say('read.' + one['decision'])}{who}{why}")
    return lines


def decision_lines(found: Mapping[str, Json], fact: str, name: Name, lang: str) -> list[str]:
    """What people decided on a fact, a line each: who, when, what, why."""
    say = words(lang)
    lines = []
    for one in found.get("decisions", {}).get(fact, ()):
        if "made" in one:
            what = say("trace.corrected", old=fact_line(one["on"], name), new=fact_line(one["made"], name))
        else:
            what = say(f"review.did.{one['decision']}", new=orjson.dumps(one.get("value")).decode())
        said = say("review.said", who=one["who"], when=one["when"], what=what)
        why = say("review.because", why=one["why"]) if one.get("why") else ""
        aside = "" if one.get("counts", True) or one["decision"] == "withdraw" else say("trace.set_aside")
        lines.append(f"{say('trace.decision')}: {said}{why}{aside}")
    return lines


# --------------------------------------------------------------------------------------------- the screen


def screen(found: Mapping[str, Json], lang: str) -> str:
    """What ``trace`` found, as one screen of text."""
    say = words(lang)
    name = named(found.get("labels", {}), lang)
    record = found["record"]
    kind = found["kind"]
    head = name(record["id"]) if kind == "entity" else record["id"]
    out = [f"{say('trace.' + kind)}: {head}", *_HEADS[kind](found, name, lang)]
    for ground in found.get("grounds", ()):
        out.append(f"{say('trace.ground')} {ground['id']}: {ground_line(ground, name, lang)}")
    out += _facts(found, name, lang)
    samples = found.get("samples", ())
    if samples:
        out.append(say("trace.samples", n=len(samples)))
        out += [f"  {s['id']}  {s['question']}" for s in samples[:MOST_SAMPLES]]
        if len(samples) > MOST_SAMPLES:
            out.append("  " + say("trace.more", n=len(samples) - MOST_SAMPLES))
    elif kind not in ("sample", "left_out", "lost"):
        out.append(say("trace.no_samples"))
    return "\n".join(out)


def ground_line(ground: Mapping[str, Json], name: Name, lang: str) -> str:
    """What a ground says: all objects of a start under a predicate, how many, by what."""
    kind = {"section": "小节", "table": "表", "review": "审阅", "cardinality": "基数", "listed": "列举", "functional": "唯一值"}
    shown = kind.get(ground["kind"], ground["kind"]) if lang == "zh" else ground["kind"]
    arrow = "←" if ground.get("inverse") else "→"
    return f"{name(ground['start'])} {arrow} {name(ground['predicate'])}: {ground['items']} ({shown})"


def _facts(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    say = words(lang)
    facts = sorted(found.get("facts", ()), key=lambda f: "derived" in f)
    if not facts:
        return []
    key = {"sample": "trace.facts", "fact": "trace.premises", "ground": "trace.facts"}.get(found["kind"], "trace.facts_about")
    out = [say(key, n=len(facts))]
    several = found["kind"] in ("sample", "fact", "ground")
    for fact in facts[: MOST_FACTS * (2 if found["kind"] == "sample" else 1)]:
        out.append(f"  {fact['id']}  {fact_line(fact, name)}")
        shown = fact["evidence"][: MOST_EVIDENCE if several else 1]
        for evidence in shown:
            out += [f"      {line}" for line in evidence_lines(evidence, found, lang)]
        if len(fact["evidence"]) > len(shown):
            out.append("      " + say("trace.more", n=len(fact["evidence"]) - len(shown)))
        out += [f"      {line}" for line in decision_lines(found, fact["id"], name, lang)]
        if derived := fact.get("derived"):
            out.append(f"      {say('trace.derived', rule=derived['rule'])} {', '.join(derived['premises'])}")
    left = len(facts) - MOST_FACTS * (2 if found["kind"] == "sample" else 1)
    return [*out, "  " + say("trace.more", n=left)] if left > 0 else out


def _sample_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    say = words(lang)
    record = found["record"]
    labels = found.get("labels", {})
    complete = say("trace.yes" if record["complete"] else "trace.no")
    return [
        f"  {say('trace.question')}: {record['question']}",
        f"  {say('trace.answer')}: {record['answer_text']}",
        *_form_lines(record["form"], say("trace.form"), labels, lang),
        f"  {say('trace.complete')}: {complete} ({localise(record['because'], lang)})",
        *(f"  {line}" for line in review_lines(found, lang)),
    ]


def _form_lines(form: Json, title: str, labels: Mapping[str, Json], lang: str) -> list[str]:
    """The form in words and as it is; nothing for what no form can ask."""
    if form is None:
        return []
    return [f"  {title}: {form_words(form, lambda i: label_of(labels, i, lang), lang)}", f"      {orjson.dumps(form).decode()}"]


def _left_out_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    say = words(lang)
    question = f"  {say('trace.question')}: {found['record']['question']}"
    rejected = found["reviews"][-1]["decision"] == "reject"
    return [question, *(f"  {line}" for line in review_lines(found, lang)), f"  {say('trace.gone' if rejected else 'trace.no_more')}"]


def _fact_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    say = words(lang)
    record = found["record"]
    out = ["  " + fact_line(record, name)]
    for evidence in record["evidence"]:
        out += [f"  {say('trace.evidence')}: {line}" for line in evidence_lines(evidence, found, lang)]
    if derived := record.get("derived"):
        out.append(f"  {say('trace.derived', rule=derived['rule'])} {', '.join(derived['premises'])}")
    if verdict := found.get("verdict"):
        shown = [say("verdict." + str(verdict["verdict"])) if f"{verdict.get('verdict')}" in _VERDICTS else str(verdict.get("verdict", ""))]
        shown += [str(v) for k, v in verdict.items() if v and k != "verdict"]
        out.append(f"  {say('trace.verdict')}: {' '.join(shown)}")
    out += [f"  {line}" for line in decision_lines(found, record["id"], name, lang)]
    if asked := found.get("asked"):
        out.insert(0, f"  {say('trace.asked', id=asked)}")
    return out


def _lost_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    record = found["record"]
    shown = [fact_line(record, name)] if {"subject", "predicate", "object"} <= set(record) else []
    quoted = [f"“{record['quote']}”"] if record.get("quote") else []
    return [f"  {line}" for line in (*shown, *quoted, *decision_lines(found, record["id"], name, lang), words(lang)("trace.not_read"))]


_VERDICTS = ("accepted", "pending", "rejected")


def _ground_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    record = found["record"]
    out = ["  " + ground_line(record, name, lang)]
    if record.get("spans"):
        out += ["  " + line for line in evidence_lines({"spans": record["spans"]}, found, lang)]
    return out


def _document_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    record = found["record"]
    source = record.get("source")
    note = source if isinstance(source, dict) else record
    signed = {key: note[key] for key in ("signed", "dated") if note.get(key)}
    shown = [f"  {key}: {record[key]}" for key in ("title", "digest", "format", "language", "licence", "origin") if record.get(key)]
    return [*shown, f"  {_signed(signed, words(lang))}"] if len(signed) == 2 else shown


def _entity_head(found: Mapping[str, Json], name: Name, lang: str) -> list[str]:
    record = found["record"]
    shown = " · ".join(str(text) for _, text in sorted(found.get("labels", {}).get(record["id"], {}).items()))
    return [f"  {shown}"] if shown else []


_HEADS: Mapping[str, Any] = {
    "sample": _sample_head, "left_out": _left_out_head, "fact": _fact_head, "lost": _lost_head,
    "ground": _ground_head, "document": _document_head, "entity": _entity_head,
}  # fmt: skip


def examples_screen(found: list[dict[str, Json]], folder: str, card: str, lang: str) -> str:
    """Where to look: the folder, its card, and a few questions with their quoted evidence."""
    say = words(lang)
    out = [say("demo.look"), f"  {say('demo.folder')}: {folder}", f"  {say('demo.card')}: {card}"]
    for n, example in enumerate(found, 1):
        sample = example["sample"]
        out += [
            "",
            f"  {say('demo.sample')} {n} ({sample['id']})",
            f"    {say('demo.question')}: {sample['question']}",
            f"    {say('demo.answer')}: {sample['answer_text']}",
        ]
        for fact in example["facts"]:
            for evidence in fact["evidence"][:1]:
                out += [f"    {say('demo.evidence')}: {line}" for line in evidence_lines(evidence, example, lang)]
        out += [f"    {line}" for line in review_lines(example, lang)]
    return "\n".join(out)
