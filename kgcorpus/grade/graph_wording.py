"""What a graph tells of an answer in a sentence, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus import forms as f
from kgcorpus.english import agree, is_plural, with_article
from kgcorpus.errors import FormError
from kgcorpus.grade.graph_facts import Graph
from kgcorpus.grade.graph_forms import Disproof, Shorter
from kgcorpus.model import Fact, Ground, Literal, Term
from kgcorpus.values_say import say

_NOTES = {
    "right": (
        "“{said}”不在标准答案之列，但图谱中有据{quote}，算作答对",
        "“{said}” is not in the standard answer, but the graph holds it{quote}: counted as right",
    ),
    "more_general": ("“{said}”比“{gold}”笼统{quote}", "“{said}” is broader than “{gold}”{quote}"),
    "more_specific": ("“{said}”比“{gold}”具体，是其中之一{quote}", "“{said}” is narrower than “{gold}”{quote}"),
    "outdated": ("“{said}”在{until}以前是对的，现已不是{quote}", "“{said}” was true until {until} and is no longer{quote}"),
    "superseded": ("“{said}”是旧版的说法，已被新版取代{quote}", "“{said}” is what an earlier edition said; a later one replaced it{quote}"),
    "denied": ("资料明确否定了“{said}”{quote}", "the source says that it is not “{said}”{quote}"),
    "other": ("“{said}”不对，资料中是“{wanted}”{quote}", "“{said}” is wrong: the source has “{wanted}”{quote}"),
    "own": ("“{said}”不对，其“{label}”是“{wanted}”{quote}", "“{said}” is wrong: its {label} is “{wanted}”{quote}"),
    "other_bare": ("“{said}”与资料不符{quote}", "“{said}” is not what the source says{quote}"),
    "listed": ("资料已逐项列全，其中没有“{said}”{quote}", "the source lists all of them, and “{said}” is not among them{quote}"),
    "listed_of": (
        "资料列全了{start}的{label}（{names}），其中没有“{said}”{quote}",
        "the source lists every {label} of {start} ({names}), and “{said}” is not among them{quote}",
    ),
    "listed_to": (
        "资料列全了{label}为{start}的各项（{names}），其中没有“{said}”{quote}",
        "the source lists all whose {label} is {start} ({names}), and “{said}” is not among them{quote}",
    ),
    "listed_own": (
        "资料列全了“{start}”的{label}（{names}），其中没有题目所问的一项{quote}",
        "the source lists every {label} of “{start}” ({names}), and what the question names is not among them{quote}",
    ),
    "class": ("“{said}”是{own}，不是{wanted}", "“{said}” is {own}, not {wanted}"),
    "excluded": ("“{said}”正是题目要排除的{quote}", "“{said}” is what the question leaves out{quote}"),
    "skipped_hop": ("“{said}”是{step}，少推了一步；题目问的是{asked}", "“{said}” is {step}; the question goes one step on, to {asked}"),
    "skipped_part": (
        "“{said}”是{step}，少推了一步，没有答到题目所问的",
        "“{said}” is {step}; what the question asks for is a step on",
    ),
    "skipped_bare": ("“{said}”是少推了一步的结果", "“{said}” is what one gets with a step of the question left out"),
    "skipped_condition": (
        "所答没有顾及题目的一个限定（{left}）",
        "the answer leaves one condition of the question aside ({left})",
    ),
}
AND = {"zh": "、", "en": ", "}
MOST = 5
"""Of more names the first are shown."""


def note(kind: str, lang: str, **words: str) -> str:
    """A note of ``_NOTES`` with its words filled in; a quotation stands in brackets behind what it shows."""
    quote = words.get("quote", "")
    words["quote"] = (f"（{quote}）" if lang == "zh" else f" ({quote})") if quote else ""
    return _NOTES[kind][0 if lang == "zh" else 1].format(**words)


def date_said(date: str, lang: str) -> str:
    """A date, possibly partial, as people write it.

    >>> date_said("2021-06", "zh"), date_said("2021-06", "en")
    ('2021年6月', 'June 2021')
    """
    datatype = {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(date), "xsd:date")
    return say(Literal(datatype, date), lang)


def listed(graph: Graph, terms: Sequence[Term], lang: str) -> str:
    """Names of terms, the first few."""
    names = [graph.label(term, lang) for term in terms]
    more = f"等{len(names)}项" if lang == "zh" else f" and {len(names) - MOST} more"
    return AND[lang].join(names[:MOST]) + (more if len(names) > MOST else "")


def quoted(graph: Graph, facts: Sequence[Fact], lang: str) -> str:
    """The quotations of up to two facts."""
    found = [quote for fact in facts[:2] if (quote := graph.quote(fact, lang))]
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(found))


def ended(graph: Graph, said: str, until: str, facts: Sequence[Fact], lang: str) -> str:
    """That something was so until a date, or in an earlier edition."""
    quote = quoted(graph, facts, lang)
    if not until:
        return note("superseded", lang, said=said, quote=quote)
    return note("outdated", lang, said=said, until=date_said(until, lang), quote=quote)


def disproved(graph: Graph, said: str, id: str, found: Disproof, lang: str) -> str:
    """Why something is no answer."""
    if found.kind == "class":
        own, wanted = graph.noun(graph.classes(id), lang), graph.noun([str(w) for w in found.wanted], lang)
        if lang == "en":
            own, wanted = with_article(own), with_article(wanted)
        return note("class", lang, said=said, own=own, wanted=wanted)
    quote = quoted(graph, found.facts, lang) or next((q for g in found.grounds if (q := graph.ground_quote(g, lang))), "")
    if found.kind == "other" and not found.wanted:
        return note("other_bare", lang, said=said, quote=quote)
    if found.kind == "listed" and found.grounds and (telling := _listing(graph, said, id, found.grounds[0], quote, lang)):
        return telling
    wanted = listed(graph, found.wanted, lang)
    if found.kind == "other" and found.predicate:
        return note("own", lang, said=said, quote=quote, wanted=wanted, label=graph.label(found.predicate, lang))
    return note(found.kind, lang, said=said, quote=quote, wanted=wanted)


def _listing(graph: Graph, said: str, id: str, ground: Ground, quote: str, lang: str) -> str:
    """That something is not in a list of which all is known; empty where the list cannot be told in a few names."""
    if not ground.facts or ground.predicate not in graph.ontology.predicates:
        return ""
    if graph.ontology.predicates[ground.predicate].kind == "datatype" and not ground.inverse:
        return ""  # that a medicine is not among the values of an index tells nobody anything
    try:
        ends = graph.answer(f.Step(f.Entity(ground.start), ground.predicate, ground.inverse, (), "any")).answers
    except FormError:
        return ""
    kind = "listed_own" if ground.start == id and not ground.inverse else "listed_to" if ground.inverse else "listed_of"
    if kind == "listed_to" and ground.start == id:
        return ""
    start, label, names = graph.label(ground.start, lang), graph.label(ground.predicate, lang), listed(graph, ends, lang)
    return note(kind, lang, said=said, start=start, label=label, names=names, quote=quote)


def skipped(graph: Graph, said: str, form: f.Form, shorter: Shorter, lang: str) -> str:
    """That an answer is what a step or condition less gives."""
    if not shorter.step:
        return note("skipped_condition", lang, left=_left_out(graph, form, shorter.form, lang))
    step, asked = describe(graph, shorter.form, lang, len(shorter.answers) > 1), describe(graph, form, lang, True)
    kind = "skipped_hop" if step and asked else "skipped_part" if step else "skipped_bare"
    return note(kind, lang, said=said, step=step, asked=asked)


def _left_out(graph: Graph, form: f.Form, shorter: f.Form, lang: str) -> str:
    """The predicates and classes of a form that a shorter one has not."""
    kept = [*f.predicates_of(shorter), *f.classes_of(shorter), *f.entities_of(shorter)]
    gone = [id for id in (*f.predicates_of(form), *f.classes_of(form), *f.entities_of(form)) if id not in kept]
    return AND[lang].join(graph.label(id, lang) for id in gone) or "…"


def describe(graph: Graph, form: f.Form, lang: str, many: bool = True) -> str:
    """A noun phrase for what a form denotes ("contraindications of metformin"); empty where its parts have no wording."""
    if isinstance(form, f.Entity):
        return graph.label(form.id, lang)
    if isinstance(form, f.Class):
        return graph.ontology.noun(form.id, lang, many=many) or ""
    if isinstance(form, f.AsOf):
        return describe(graph, form.of, lang, many)
    if isinstance(form, f.And):
        rest = [part for part in form.of if not isinstance(part, f.Class)]
        return describe(graph, rest[0], lang, many) if len(rest) == 1 else ""
    if not isinstance(form, f.Step) or form.with_:
        return ""
    if sibling := _siblings(graph, form, lang, many):
        return sibling
    plural = is_plural(graph.label(form.of.id, lang)) and lang == "en" if isinstance(form.of, f.Entity) else not _one(graph, form.of)
    inner = describe(graph, form.of, lang, plural)
    predicate = graph.ontology.predicates.get(form.predicate)
    if not inner or predicate is None:
        return ""
    classes = predicate.domain if form.inverse else predicate.range
    noun = next((n for cls in classes if (n := graph.ontology.noun(cls, lang, many=many))), "")
    names = ("inversePhrase",) if form.inverse else ("phrase", "objectClause")
    for template in (t for name in names for t in predicate.templates(name, lang)):
        if "{c}" in template and not noun:
            continue
        said = _agreed(template, many, plural).replace("{c}", noun).replace("{s}", inner).replace("{o}", inner)
        return _definite(said.strip()) if lang == "en" else said.strip()
    label = graph.label(predicate.id, lang)
    if form.inverse:
        return (f"{label}为{inner}的{noun}" if lang == "zh" else f"the {noun} whose {label} is {inner}") if noun else ""
    return f"{inner}的{label}" if lang == "zh" else f"the {label} of {inner}"


def _siblings(graph: Graph, form: f.Step, lang: str, many: bool) -> str:
    """What shares something with one thing, where the ontology has words for it."""
    of, predicate = form.of, graph.ontology.predicates.get(form.predicate)
    if predicate is None or not isinstance(of, f.Step) or not isinstance(of.of, f.Entity):
        return ""
    if (of.predicate, of.inverse) != (form.predicate, not form.inverse):
        return ""
    classes = predicate.domain if form.inverse else predicate.range
    noun = next((n for cls in classes if (n := graph.ontology.noun(cls, lang, many=many))), "")
    for template in predicate.templates("sibling" if form.inverse else "inverseSibling", lang):
        name = graph.label(of.of.id, lang)
        if noun or "{c}" not in template:
            said = _agreed(template, many, False).replace("{c}", noun).replace("{s}", name).replace("{o}", name)
            return _definite(said.strip()) if lang == "en" else said.strip()
    return ""


def _one(graph: Graph, form: f.Form) -> bool:
    """Whether a form denotes the one value that a thing has."""
    if not isinstance(form, f.Step) or form.inverse:
        return isinstance(form, f.Entity)
    known = graph.ontology.predicates.get(form.predicate)
    return known is not None and known.single and _one(graph, form.of)


def _definite(phrase: str) -> str:
    return phrase if re.match(r"(?:the|an?|what|who|how)\b", phrase) else f"the {phrase}"


def _agreed(template: str, many: bool, inner: bool) -> str:
    """A template with its brackets resolved: behind the name they agree with it, before it with what is denoted."""
    template = re.sub(r"\[(\{c\})\]", r"\1", template)
    place = min((at for slot in ("{s}", "{o}") if (at := template.find(slot)) >= 0), default=len(template))
    return agree(template[:place], many) + agree(template[place:], inner)
