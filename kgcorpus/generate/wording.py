"""From a form to questions: each step is said as a noun phrase of what is reached, a modifier or a clause, whichever reads best in its
place.

A form is given as its JSON with slots for ids (``"?0"``, ``"?1"``), so that one composition serves every start. Nothing is said that the
form does not hold, and what it excludes or requires is said. Positions without idiomatic wording raise ``NoWording``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from . import wording_checks
from .phrases import Clause, Head, Manner, Noun, NoWording, Templates, Wording, best, mark_articles, names_out, slot
from .speaker import Form, Speaker, head_of, said_on, sibling_of, slot_number

SOME = Manner()
KEEP = 4
"""How many wordings of a form are kept: the question and its paraphrases."""


def nouns(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool) -> list[Noun]:
    """Noun phrases for the set that a form denotes, cheapest first; raises ``NoWording`` where there is none."""
    grammar = speaker.grammar
    op = form["op"]
    if op == "entity":
        number = slot_number(form["id"])
        return [grammar.name(slot(number), numbers[number])]
    if op == "class":
        return [grammar.members(speaker.class_head((form["id"],)))]
    if shared := sibling_of(form):
        base, predicate, inverse = shared
        head = speaker.head(predicate, not inverse)
        found = [
            n
            for inner in nouns(base, speaker, numbers, False)[:2]
            for n in grammar.siblings(speaker.templates(predicate), inverse, inner, head)
        ]
        return _ranked(_timed(found, speaker.when(predicate)), predicate, "inverseSibling" if inverse else "sibling")
    if op != "step":
        raise NoWording("", op)
    predicate, inverse = form["predicate"], bool(form.get("inverse"))
    templates, head = speaker.step_templates(form), speaker.head(predicate, inverse)
    say: Callable[..., list[Noun]] = grammar.subjects if inverse else grammar.objects
    found = [n for inner in nouns(form["of"], speaker, numbers, False)[:2] for n in say(templates, inner, head, many)]
    return _ranked(_timed(found, speaker.when(predicate)), predicate, "inversePhrase" if inverse else "phrase")


def _timed(found: list[Noun], when: str) -> list[Noun]:
    return [replace(n, text=n.text + when, tail="", compact=False) for n in found] if when else found


def _ranked(found: list[Noun], predicate: str, position: str) -> list[Noun]:
    if not found:
        raise NoWording(predicate, position)
    return sorted(found, key=lambda n: (n.cost, n.text))


def noun_options(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool) -> list[Noun]:
    """The same as ``nouns``, with nothing where there is no wording."""
    try:
        return nouns(form, speaker, numbers, many)
    except NoWording:
        return []


def clauses(form: Form, speaker: Speaker, numbers: Sequence[bool], position: str = "statement") -> list[Clause]:
    """What is said of the members of a form: only subjects of a step are described by a clause."""
    if form["op"] != "step" or not form.get("inverse") or sibling_of(form):
        return []
    predicate = form["predicate"]
    out = [
        clause
        for inner in nouns(form["of"], speaker, numbers, False)[:2]
        for clause in speaker.grammar.clauses(speaker.step_templates(form), inner, speaker.head(predicate, True), position)
    ]
    if when := speaker.when(predicate):
        out = [Clause(c.one and c.one + when, c.many + when, c.cost) for c in out]
    return sorted(out, key=lambda c: (c.cost, c.many))[:3]


def questions(
    form: Form, speaker: Speaker, manner: Manner = SOME, numbers: Sequence[bool] = (False,) * 8, keep: int = KEEP
) -> tuple[Wording, ...]:
    """The best wordings of a form's question, finished with source, date and conditions; raises ``NoWording`` where there is none.

    ``numbers`` says for each slot whether its name takes a plural verb (English).
    """
    return composed(form, speaker, manner, numbers, _questions, keep)


def composed(
    form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool], make: Callable[..., list[Wording]], keep: int = KEEP
) -> tuple[Wording, ...]:
    """The best of the wordings that ``make`` gives for a form, finished with source, date and conditions; raises ``NoWording`` where none
    passes the checks."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return composed(form["of"], speaker, manner, numbers, make, keep)
    made = make(form, speaker, manner, numbers)
    language, grammar = speaker.language, speaker.grammar
    kept = []
    problem = ""
    for wording in made:
        if wording.way in speaker.asking.UNFRAMED and (manner.source or manner.date):
            continue  # 据《…》，你知道…; "According to “…”, of the others, which …"
        if wording.way in ("list", "open", "all") and any(language == "zh" or c.startswith("if ") for c in manner.conditions):
            continue  # "…时，请举出…" says when to answer
        text = grammar.finish(wording.text, manner)
        if wording.way == "each":
            text = grammar.finish(wording.text, replace(manner, state_conditions=False))
        if language == "en":
            text = mark_articles(text)
        text = text.replace("  ", " ")
        aside = [a for a in (manner.source, manner.date, *manner.conditions) if a]
        problems = wording_checks.check_question(names_out(text), language, names=(), aside=[names_out(a) for a in aside])
        if problems:
            problem = problem or f"{'; '.join(problems)}: {names_out(text)}"
            continue
        kept.append(replace(wording, text=text))
    if not kept:
        predicate = main_predicate(form)
        raise NoWording(predicate, f"question ({problem})" if problem else "question")
    return best(kept, keep)


def main_predicate(form: Form) -> str:
    """The predicate of a form's outermost step."""
    for part in (form, *(form.get(k) for k in ("of", "without"))):
        if isinstance(part, Mapping):
            if "predicate" in part:
                return str(part["predicate"])
            if found := (main_predicate(part) if part is not form else ""):
                return found
        elif isinstance(part, list) and part:
            return main_predicate(part[0])
    return ""


def _questions(form: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> list[Wording]:
    from . import combining

    op, grammar, ask = form["op"], speaker.grammar, "all" if manner.ask == "all" else "some"
    if combining.takes(form):
        return combining.ask_conditions(form, speaker, numbers, ask)
    if shared := sibling_of(form):
        if shared[0]["op"] != "entity" and not _share_sort(form, speaker):
            raise NoWording(shared[1], "sibling")
        return list(speaker.asking.ask_siblings(nouns(form, speaker, numbers, True), head_of(form, speaker), ask))
    if op == "step":
        return _ask_step(form, speaker, numbers, manner, ask)
    if op == "and":
        return _ask_and(form, speaker, numbers, ask)
    if op == "minus":
        return _ask_minus(form, speaker, numbers, ask)
    if op == "count":
        return _ask_count(form["of"], speaker, numbers)
    if op == "ask":
        s, o = (grammar.name(slot(n), numbers[n]) for n in (slot_number(form["subject"]), slot_number(form["object"])))
        made = speaker.asking.ask_truth(speaker.templates(form["predicate"]), s, o)
        return [_at(w, speaker.when(form["predicate"])) for w in made]
    raise NoWording(main_predicate(form), op)


def _ask_step(form: Form, speaker: Speaker, numbers: Sequence[bool], manner: Manner, ask: str) -> list[Wording]:
    grammar, predicate, inverse = speaker.grammar, form["predicate"], bool(form.get("inverse"))
    templates, head = speaker.step_templates(form), speaker.head(predicate, inverse)
    one = manner.ask == "one"
    if manner.state_conditions and not inverse and templates.of("each"):
        return list(speaker.asking.ask_each(templates, nouns(form["of"], speaker, numbers, False)[0]))
    if templates.silent >= {"phrase", "question"} and not inverse:
        raise NoWording(predicate, "question")
    say = speaker.asking.ask_subjects if inverse else speaker.asking.ask_objects
    position, asking = ("inversePhrase", "inverseQuestion") if inverse else ("phrase", "question")
    out: list[Wording] = []
    for inner in nouns(form["of"], speaker, numbers, False)[:3]:
        build = grammar.subjects if inverse else grammar.objects
        made = [] if position in templates.silent else build(templates, inner, head, not one)
        asked = say(templates, inner, made, head, one, ask)
        if asking in templates.silent:
            asked = [w for w in asked if w.way not in ("own", "verb", "who")]
        out += [replace(w, cost=w.cost + inner.cost) for w in asked]
    return [_at(w, speaker.when(predicate)) for w in out]


def _at(wording: Wording, when: str) -> Wording:
    """The wording with a date before its final mark."""
    return replace(wording, text=wording.text[:-1] + when + wording.text[-1]) if when else wording


def _ask_and(form: Form, speaker: Speaker, numbers: Sequence[bool], ask: str) -> list[Wording]:
    parts = form["of"]
    if len(parts) != 2:
        raise NoWording(main_predicate(form), "and")
    first, second = parts
    head = head_of(form, speaker)
    out: list[Wording] = []
    steps = [p["op"] == "step" and p["of"]["op"] == "entity" and not p.get("drop") for p in parts]
    if all(steps) and first["predicate"] == second["predicate"] and bool(first.get("inverse")) == bool(second.get("inverse")):
        a, b = (nouns(p["of"], speaker, numbers, False)[0] for p in parts)
        templates = speaker.templates(first["predicate"])
        if not first.get("inverse"):
            return list(speaker.asking.ask_shared(templates, a, b, head, ask))
        if pair := speaker.asking.ask_pair(templates, a, b, head, ask):
            return list(pair)
    said = [clauses(p, speaker, numbers) for p in parts]
    named = [noun_options(p, speaker, numbers, True) for p in parts]
    for x, y in ((0, 1), (1, 0)):
        if (narrowed := narrow(named[x], named[y], head)) and (narrowed[0].kind == "sibling" or not said[x]):
            asked = speaker.asking.ask_siblings([narrowed[0]], narrowed[1], ask)
            out += [replace(w, order=f"{x}{y}") for w in asked]
        elif named[x] and named[x][0].compact and said[y]:
            out += [replace(w, order=f"{x}{y}") for w in speaker.asking.ask_within(named[x][0], said[y], ask)]
    if out or _idle(form, speaker):
        return out
    alike = all(steps) and first["predicate"] == second["predicate"]
    if all(said) and (alike or speaker.language != "zh" or not (named[0] or named[1])):
        for x, y in itertools.permutations((0, 1)):
            out += [replace(w, order=f"{x}{y}+") for w in speaker.asking.ask_both(said[x], said[y], head, ask, alike=alike)]
    if out and alike and speaker.language == "zh":
        return out  # 既…又…
    for x, y in ((0, 1), (1, 0)):
        if named[x] and said[y]:
            out += [replace(w, order=f"{x}{y}") for w in speaker.asking.ask_among(named[x][:2], said[y], ask)]
    return out


def narrow(siblings: Sequence[Noun], nouns: Sequence[Noun], head: Head) -> tuple[Noun, Head] | None:
    """Siblings narrowed by a noun: 与X同属一个等级的其他（食物→水果）; with the head that they then have. In the same way "medicines whose
    …" become "SGLT2 inhibitors whose …"."""
    if not siblings or not nouns or not nouns[0].compact:
        return None
    noun, said = nouns[0].text, siblings[0]
    marks = {"sibling": (("其他", head.one), ("other ", head.many)), "subjects": (("", f"{head.many} whose "),)}
    for before, one in marks.get(said.kind, ()):
        if one and (before + one in said.text if before else said.text.startswith(one)):
            end = " whose " if not before else ""
            return replace(said, text=said.text.replace(before + one, before + noun + end, 1)), replace(head, one=noun, many=noun)
    return None


def _idle(form: Form, speaker: Speaker) -> bool:
    """Whether siblings are narrowed by a condition though they share no sort (a class, a family): nobody asks which of the things of equal
    duration have a neckline. Known only where an expert says which predicates sort (``kgc:filter``)."""
    return any(sibling_of(part) and not _share_sort(part, speaker) for part in form["of"])


def _share_sort(form: Form, speaker: Speaker) -> bool:
    """Whether what siblings share is a sort with a noun of its own, or no expert says which predicates sort."""
    shared = sibling_of(form)
    if shared is None or not any(p.filters for p in speaker.ontology.predicates.values()):
        return True
    _, predicate, inverse = shared
    value = speaker.grammar.name(slot(0), False)
    made = [] if inverse else speaker.grammar.subjects(speaker.templates(predicate), value, head_of(form, speaker), True)
    return any(noun.compact for noun in made)


def narrows_siblings(form: Form, speaker: Speaker) -> bool:
    """Whether a form is worded as siblings of a sort (其他水果): what they are siblings of is then of that sort, too."""
    if form["op"] == "as_of":
        return narrows_siblings(form["of"], speaker)
    if form["op"] != "and" or not any(sibling_of(part) for part in form["of"]):
        return False
    named = [noun_options(part, speaker, (False,) * 8, True) for part in form["of"]]
    head = head_of(form, speaker)
    pairs = [(a, b) for a, b in (named, named[::-1]) if a and a[0].kind == "sibling"]
    return any(narrow(a, b, head) is not None for a, b in pairs)


def _ask_minus(form: Form, speaker: Speaker, numbers: Sequence[bool], ask: str) -> list[Wording]:
    head = head_of(form, speaker)
    denied = clauses(form["without"], speaker, numbers, "absent") + clauses(form["without"], speaker, numbers, "negation")
    named = noun_options(form["of"], speaker, numbers, True)
    if named and named[0].compact and denied:
        return list(speaker.asking.ask_within(named[0], denied, ask))
    out: list[Wording] = list(speaker.asking.ask_both(clauses(form["of"], speaker, numbers), denied, head, ask, but=True))
    if named:
        out += speaker.asking.ask_among(named[:2], denied, ask)
    return out


def _ask_count(of: Form, speaker: Speaker, numbers: Sequence[bool]) -> list[Wording]:
    named = noun_options(of, speaker, numbers, True)
    if of["op"] != "step" or sibling_of(of):
        return list(speaker.asking.ask_count(Templates(""), Noun(""), named, [], head_of(of, speaker), True))
    inverse = bool(of.get("inverse"))
    templates, head = speaker.templates(of["predicate"]), speaker.head(of["predicate"], inverse)
    inner = nouns(of["of"], speaker, numbers, False)[0]
    return list(speaker.asking.ask_count(templates, inner, named[:3], clauses(of, speaker, numbers), head, inverse))
