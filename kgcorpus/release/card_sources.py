"""The card's section on sources: what each allows, for whom the release is, what was left out, whom to credit, which licences clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kgcorpus.licences import terms
from kgcorpus.messages import words
from kgcorpus.model import Document, Json
from kgcorpus.release.contents import Contents
from kgcorpus.release.permissions import COUNTED
from kgcorpus.sources import ANYBODY


def sources_lines(contents: Contents, permitted: Mapping[str, Any], folder: Path, lang: str) -> list[str]:
    """Markdown lines; ``permitted`` is what the manifest says of permissions."""
    w = words(lang)
    recipient = permitted["recipient"]
    whom = w("card.anybody") if recipient == ANYBODY else _plain(recipient) or w("card.for_own")
    made_for = w("card.made_for", purpose=w(f"use.{permitted['purpose']}"), whom=whom)
    if permitted["commercial"]:
        made_for += ("" if lang == "zh" else " ") + w("card.for_commerce")
    ontology = w(f"sensitivity.{permitted['ontology_sensitivity']}")
    out = [f"## {w('card.sources')}", "", made_for, ""]
    if recipient and permitted["ontology_sensitivity"] != "public":
        out += ["> " + w("card.ontology_goes_along", sensitivity=ontology), ""]
    out += _sources(contents.documents.values(), recipient, lang) + [""]
    out += [w("card.texts", shown=sum(1 for _ in (folder / "texts").glob("*.txt")) if (folder / "texts").exists() else 0), ""]
    out += _left_out(permitted["left_out"], lang)
    out += _conflicts(permitted["conflicts"], lang)
    return out + _credits(permitted["credits"], lang)


def _sources(documents: Iterable[Document], recipient: str, lang: str) -> list[str]:
    """A row for each source; documents that declare otherwise than their source have rows of their own."""
    w = words(lang)
    groups: dict[tuple[object, ...], list[Document]] = {}
    for document in documents:
        s = document.source
        key = (s.id, s.licence, s.uses, s.sensitivity, s.recipients, s.authorised_by, s.authorised_until, s.reference, s.origin)
        groups.setdefault(key, []).append(document)
    keys = ("source", "documents", "origin", "licence", "uses", "sensitivity", "recipients", "authorised", "reference")
    out = ["| " + " | ".join(w(f"card.{key}") for key in keys) + " |", "|" + "---|" * len(keys)]
    for members in sorted(groups.values(), key=lambda m: (m[0].source.id, m[0].id)):
        s = members[0].source
        given = [r for r in s.recipients if recipient in ("", r)]
        open_to_all = s.sensitivity == "public" and "redistribute" in s.uses
        whom = w("card.anybody") if open_to_all else w("list.comma").join(given) or w("card.nobody")
        allowed = w("list.comma").join(w(f"use.{use}") for use in s.uses) or w("card.none")
        row = (
            source_name(s.title, s.id, lang), f"{len(members):,}", s.origin or w("card.none"), s.licence or w("card.none"), allowed,
            w(f"sensitivity.{s.sensitivity}"), whom, _authorised(s.authorised_by, s.authorised_until, lang), s.reference or "",
        )  # fmt: skip
        out.append("| " + " | ".join(_plain(cell) for cell in row) + " |")
    return out


def _authorised(who: str, until: str | None, lang: str) -> str:
    w = words(lang)
    if who and until:
        return w("card.authorised_by_until", who=who, until=until)
    return w("card.authorised_until", until=until) if until else who or w("card.none")


def _left_out(rows: Iterable[Mapping[str, Any]], lang: str) -> list[str]:
    w = words(lang)
    rows = list(rows)
    out = [f"### {w('card.left_out')}", ""]
    if not rows:
        return [*out, w("card.nothing_left_out"), ""]
    named = any("source" in row for row in rows)
    head = [*([w("card.source")] if named else []), w("card.reason"), *(w(f"card.left_{kind}") for kind in COUNTED)]
    out += ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        name = [source_name(row["title"], row["source"], lang) if "source" in row else ""] if named else []
        out.append("| " + " | ".join(_plain(c) for c in (*name, w(f"reason.{row['reason']}"), *(f"{row[k]:,}" for k in COUNTED))) + " |")
    return [*out, "", w("card.left_out_named" if named else "card.left_out_unnamed"), ""]


def _conflicts(found: Iterable[Mapping[str, Any]], lang: str) -> list[str]:
    w = words(lang)
    lines = [f"- {conflict_text(one, lang)}" for one in found]
    return [f"### {w('card.conflicts')}", "", *(lines or [w("card.no_conflicts")]), "", w("card.no_legal_advice"), ""]


def conflict_text(conflict: Mapping[str, Any], lang: str) -> str:
    """A conflict of licences in words: the sources by name with their licences, what stands in the way, what to do."""
    w = words(lang)
    by_licence: dict[str, list[str]] = {}
    for one in conflict["sources"]:
        by_licence.setdefault(one["licence"], []).append(source_name(one["title"], one["source"], lang))
    named = (w("conflict.sources", names=w("list.comma").join(names), licence=licence) for licence, names in by_licence.items())
    return w(f"conflict.{conflict['kind']}", sources=w("list.semicolon").join(named))


def permission_texts(extra: Mapping[str, Any], lang: str) -> list[str]:
    """Lines for the result of the stage: what was left out by source and reason, and each conflict."""
    w = words(lang)
    out = []
    for row in extra.get("left_out", ()):
        name = source_name(row.get("title", {}), row.get("source", ""), lang)
        out.append(w("line.left_out", source=name, reason=w(f"reason.{row['reason']}"), **{kind: row[kind] for kind in COUNTED}))
    if level := extra.get("ontology_handed_on"):
        out.append(f"{w('severity.warning')}: {w('card.ontology_goes_along', sensitivity=w(f'sensitivity.{level}'))}")
    return out + [f"{w('severity.warning')} licence_conflict: {conflict_text(one, lang)}" for one in extra.get("conflicts", ())]


def _credits(rows: Iterable[Mapping[str, Any]], lang: str) -> list[str]:
    w = words(lang)
    lines = []
    for row in rows:
        parts = [w("card.credit", title=source_name(row["title"], row["source"], lang), licence=row["licence"])]
        parts += [w("card.credit_origin", origin=row["origin"])] if row.get("origin") else []
        parts += [row[key] for key in ("address", "reference") if row.get(key)]
        parts += [w("card.credit_unknown")] if not terms(row["licence"]).known else []
        lines.append("- " + w("list.semicolon").join(parts))
    out = [f"### {w('card.credits')}", ""]
    return [*out, w("card.credits_intro"), "", *lines, ""] if lines else [*out, w("card.no_credits"), ""]


def source_name(titles: Mapping[str, Json], id: str, lang: str) -> str:
    """What a source is called in a language, or in another, or its id."""
    return str(titles.get(lang) or titles.get("en") or titles.get("zh") or id)


def _plain(text: str) -> str:
    """A text as it can stand in a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")
