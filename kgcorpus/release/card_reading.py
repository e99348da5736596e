"""The card's paragraphs on what people read (the random samples, what was wrong in them, what that says of the whole) and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kgcorpus.messages import words
from kgcorpus.model import Json
from kgcorpus.release.contents import Contents
from kgcorpus.verify.shown import is_word_of_reviewer


def reading_lines(found: Mapping[str, Any], decided: int, lang: str) -> list[str]:
    """Markdown lines for ``error_estimate`` of a manifest; ``decided`` counts the facts on which people have decided."""
    say = words(lang)
    out: list[str] = []
    if decided:
        out += [say("card.read", n=decided), ""]
    if not found:
        return [*out, say("card.not_estimated"), ""] if decided else [say("card.unread"), ""]
    for of in ("facts", "samples"):
        if of in found:
            out += [estimate_text(found[of], lang), ""]
            out += _languages(found[of], lang)
            out += _earlier(found[of].get("earlier", ()), of, lang)
        else:
            out += [say(f"card.not_estimated_{of}"), ""]
    return out


def correction_lines(contents: Contents, lang: str) -> list[str]:
    """A paragraph on the facts that reviewers corrected to what the quoted text does not say, if there are some."""
    n = sum(map(is_word_of_reviewer, contents.facts))
    return [words(lang)("card.corrections", n=n), ""] if n else []


def estimate_text(one: Mapping[str, Any], lang: str) -> str:
    """One estimate in sentences: what was drawn, who read it, what was wrong, the interval, and what has changed since."""
    say = words(lang)
    of = one["of"]
    whole = one["read"] == one["drawn"]
    given = {
        "head": say(f"estimate.head_{of}"),
        "drawn": one["drawn"],
        "read": one["read"],
        "population": one["population"],
        "what": _what(one, lang),
        "who": _names(one["reviewers"], lang),
        "when": _days(one, lang),
    }
    parts = [say("estimate.drawn_whole" if whole else "estimate.drawn_part", **given)]
    if not whole:
        parts.append(say("estimate.in_order" if one["in_order"] else "estimate.not_in_order", left=one["drawn"] - one["read"]))
    parts.append(say("estimate.wrong" if one["wrong"] else "estimate.none_wrong", wrong=one["wrong"]))
    if one["unclear"]:
        parts.append(say("estimate.unclear", unclear=one["unclear"]))
    if one["disagreed"]:
        parts.append(say("estimate.disagreed", n=one["disagreed"]))
    parts.append(say(f"estimate.rate_{of}", **_figures(one), population=one["population"], few=one["wrong_low"], most=one["wrong_high"]))
    parts += [say(f"estimate.before_{of}")] if one["wrong"] else []
    parts.append(say("estimate.unseen"))
    if (now := one.get("population_now")) is not None:
        changed = f"estimate.changed_{of}" if one.get("of_this_release", True) else "estimate.elsewhere"
        parts.append(say("estimate.same" if one["unchanged"] else changed, then=one["population"], now=now))
        if one.get("released", now) != now:
            parts.append(say("estimate.released", n=one["released"]))
    return ("" if lang == "zh" else " ").join(parts)


def _what(one: Mapping[str, Any], lang: str) -> str:
    say = words(lang)
    if one["of"] == "facts":
        return say("estimate.of_facts")
    return say("estimate.of_release", release=one["release"]) if one.get("release") else say("estimate.of_generated")


def _languages(one: Mapping[str, Any], lang: str) -> list[str]:
    say = words(lang)
    found = one.get("languages") or {}
    if len(found) < 2:
        return []
    lines = []
    for code in sorted(found):
        share = found[code]
        text = say("estimate.language", read=share["read"], population=share["population"], wrong=share["wrong"], **_figures(share))
        lines.append(f"- {say('lang.' + code)}{say('estimate.colon')}{text}")
    return [*lines, ""]


def _earlier(found: Sequence[Mapping[str, Any]], of: str, lang: str) -> list[str]:
    say = words(lang)
    lines = [
        "- "
        + say(
            "estimate.earlier",
            when=_days(one, lang),
            who=_names(one["reviewers"], lang),
            read=one["read"],
            drawn=one["drawn"],
            population=one["population"],
            wrong=one["wrong"],
            **_figures(one),
        )
        for one in found
    ]
    return [say(f"estimate.others_{of}"), "", *lines, ""] if lines else []


def _figures(one: Mapping[str, Any]) -> dict[str, str]:
    return {"rate": percent(one["rate"]), "low": percent(one["low"]), "high": percent(one["high"])}


def percent(share: float) -> str:
    """A share for reading; small ones with two decimals, so that they do not look like none.

    >>> percent(0), percent(0.0004), percent(0.0213), percent(1)
    ('0%', '0.04%', '2.1%', '100%')
    """
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    return f"{100 * share:.2f}%" if share < 0.01 else f"{100 * share:.1f}%"


def _names(people: Sequence[Json], lang: str) -> str:
    names = [str(p) for p in people]
    if lang == "zh":
        return "、".join(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _days(one: Mapping[str, Any], lang: str) -> str:
    first, last = one["from"], one["to"]
    return first if first == last else f"{first}至{last}" if lang == "zh" else f"{first} to {last}"


def note_lines(contents: Contents, lang: str) -> list[str]:
    """A table of the notes that facts rest on: who signed, when, which document, how many facts it states. Nothing without notes."""
    say = words(lang)
    signed = {id: d.source for id, d in contents.documents.items() if d.source.signed}
    stated: Counter[str] = Counter()
    alone = 0
    for fact in contents.facts:
        if fact.derived is None and signed:
            grounds = [{span.document for span in e.spans} & signed.keys() for e in fact.evidence]
            stated.update({document for found in grounds for document in found})
            alone += all(grounds)
    if not stated:
        return []
    head = "| " + " | ".join((say("card.note_signed"), say("card.note_dated"), say("trace.document"), say("card.note_facts"))) + " |"
    rows = sorted((signed[id].dated or "", signed[id].signed or "", id) for id in stated)
    table = [head, "|---|---|---|---:|", *(f"| {who} | {when} | {id} | {stated[id]:,} |" for when, who, id in rows)]
    return [f"### {say('card.notes')}", "", say("card.notes_intro", n=len(stated), alone=alone), "", *table, ""]
