"""The card of a release in Chinese and English: what is in it, what it rests on, what was checked and by whom, what was left out and
why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.messages import words
from kgcorpus.model import REASONS, Json
from kgcorpus.release import figures
from kgcorpus.release.card_coverage import coverage_lines
from kgcorpus.release.card_identifiers import identifiers_lines
from kgcorpus.release.card_reading import correction_lines, note_lines, reading_lines
from kgcorpus.release.card_sources import sources_lines
from kgcorpus.release.contents import Contents, resting
from kgcorpus.release.coverage import read as read_ledger
from kgcorpus.release.splits import SPLITS

STAGES = ("ingest", "extract", "verify", "generate", "release")


def write_card(
    folder: Path, contents: Contents, manifest: Mapping[str, Json], *, notice: Mapping[str, str], title: Mapping[str, str]
) -> None:
    """Write ``card.md``, ``card.zh.md`` and ``figures/*.svg`` (each in both languages)."""
    (folder / "figures").mkdir(exist_ok=True)
    predicates = _used_predicates(folder, contents)
    for lang, name in (("en", "card.md"), ("zh", "card.zh.md")):
        _draw(folder / "figures", contents, manifest, predicates, lang)
        (folder / name).write_text(_card(contents, manifest, notice, title, predicates, folder, lang), encoding="utf-8", newline="\n")


def _used_predicates(folder: Path, contents: Contents) -> dict[str, Counter[str]]:
    """For each predicate: accepted facts, and facts that samples rest on."""
    used: set[str] = set()
    with (folder / "samples.jsonl").open("rb") as lines:
        for line in lines:
            used.update(resting(orjson.loads(line)).facts)
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in contents.facts:
        out[fact.predicate]["facts"] += 1
        out[fact.predicate]["used"] += fact.id in used
    return out


def _split_table(by: Mapping[str, int], lang: str) -> list[str]:
    """Rows of sample counts by split and number of hops for one language."""
    hops = sorted({int(k.split()[2]) for k in by if k.startswith(lang + " ")})
    rows = ["| | " + " | ".join(str(h) for h in hops) + " |", "|---|" + "---:|" * len(hops)]
    for split in SPLITS:
        counts = [by.get(f"{lang} {split} {h}", 0) for h in hops]
        if any(counts):
            rows.append(f"| {split} | " + " | ".join(f"{c:,}" for c in counts) + " |")
    return rows


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> list[str]:
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return out + ["| " + " | ".join(f"{c:,}" if isinstance(c, int) else str(c) for c in row) + " |" for row in rows]


def _card(
    contents: Contents,
    manifest: Mapping[str, Any],
    notice: Mapping[str, str],
    title: Mapping[str, str],
    predicates: Mapping[str, Counter[str]],
    folder: Path,
    lang: str,
) -> str:
    w = words(lang)
    counts = manifest["counts"]
    out = [f"# {title.get(lang) or title.get('en') or manifest['corpus']} · {manifest['recipe']['name']}", ""]
    if notice.get(lang):
        out += [f"> {notice[lang]}", ""]
    out += [w("card.intro", samples=counts["samples"], facts=counts["facts"], documents=counts["documents"], date=manifest["date"]), ""]

    out += [f"## {w('card.samples')}", ""]
    languages = sorted(counts["by"]["lang"])
    for code in languages:
        out += [
            f"**{w('lang.' + code)}** · "
            + w(
                "card.language",
                n=counts["by"]["lang"][code],
                skeletons=counts["skeletons"].get(code, 0),
                largest=counts["largest_skeleton"].get(code, 0),
                near=f"{100 * counts['near_duplicates'].get(code, 0):.1f}%",
            ),
            "",
        ]
        out += [w("card.split_by_hops"), ""] + _split_table(counts["by"]["split"], code) + [""]
        kinds = [(k.split(" ", 1)[1], n) for k, n in counts["by"]["kind"].items() if k.startswith(code + " ")]
        out += _table((w("card.kind"), w("card.count")), [(w("kind." + kind), n) for kind, n in kinds]) + [""]
    out += [f"![{w('figure.kinds')}](figures/kinds.{lang}.svg)", "", f"![{w('figure.hops')}](figures/hops.{lang}.svg)", ""]

    out += [
        f"## {w('card.graph')}",
        "",
        w("card.graph_counts", facts=counts["facts"], used=counts["facts_used"], entities=counts["entities"], grounds=counts["grounds"]),
        "",
    ]
    out += [
        f"![{w('figure.predicates')}](figures/predicates.{lang}.svg)",
        "",
        f"![{w('figure.coverage')}](figures/coverage.{lang}.svg)",
        "",
    ]

    out += [f"## {w('coverage.title')}", "", *coverage_lines(read_ledger(folder), lang)]
    out += [f"## {w('card.checked')}", "", w("card.checked_machine", facts=counts["facts"], samples=counts["samples"]), ""]
    read = counts["yields"].get("read_by_people", {})
    out += reading_lines(manifest.get("error_estimate", {}), read.get("facts", 0), lang)

    out += correction_lines(contents, lang)
    out += identifiers_lines(counts, lang)

    out += [f"## {w('card.yield')}", ""]
    stages = counts["yields"].get("stages", {})
    rows: list[tuple[object, ...]] = [
        (w("stage." + s), stages[s]["taken"], stages[s]["given"], sum(stages[s]["rejected"].values())) for s in STAGES if s in stages
    ]
    rows.append((w("stage.release"), counts["taken"], counts["taken"] - sum(counts["rejected"].values()), sum(counts["rejected"].values())))
    out += _table((w("card.stage"), w("card.in"), w("card.out"), w("card.rejected")), rows) + [""]
    out += [f"### {w('card.reasons')}", ""]
    reasons: list[tuple[object, ...]] = [
        (w("stage." + s), reason, w("reason." + reason), n)
        for s in STAGES
        for reason, n in sorted(stages.get(s, {}).get("rejected", {}).items())
    ]
    reasons += [(w("stage.release"), reason, w("reason." + reason), n) for reason, n in counts["rejected"].items()]
    assert all(r[1] in REASONS for r in reasons), [r[1] for r in reasons if r[1] not in REASONS]
    out += _table((w("card.stage"), w("card.reason"), "", w("card.count")), reasons) + [""]

    out += sources_lines(contents, manifest["permissions"], folder, lang)
    out += note_lines(contents, lang)
    return "\n".join(out)


def _draw(folder: Path, contents: Contents, manifest: Mapping[str, Any], predicates: Mapping[str, Counter[str]], lang: str) -> None:
    w = words(lang)
    by = manifest["counts"]["by"]
    languages = sorted(by["lang"])

    def by_kind() -> dict[str, dict[str, int]]:
        out: dict[str, dict[str, int]] = defaultdict(dict)
        for key, n in by["kind"].items():
            code, kind = key.split(" ", 1)
            out[w("kind." + kind)][w("lang." + code)] = n
        return out

    series = [w("lang." + code) for code in languages]
    ontology = contents.ontology
    more = w("figure.more")
    plots = {
        "kinds": figures.counted(w("figure.kinds"), by_kind(), series, more=more),
        "hops": figures.bars(
            w("figure.hops"),
            [
                (w("figure.hop", n=h), [by["hops"].get(f"{code} {h}", 0) for code in languages])
                for h in sorted({int(k.split()[1]) for k in by["hops"]})
            ],
            series,
        ),
        "predicates": figures.counted(
            w("figure.predicates"),
            {
                ontology.label(p, lang) or p: {w("figure.unused"): c["facts"] - c["used"], w("figure.used"): c["used"]}
                for p, c in sorted(predicates.items())
            },
            [w("figure.used"), w("figure.unused")],
            more=more,
        ),
        "coverage": _coverage(contents, predicates, w, lang),
    }
    for name, svg in plots.items():
        (folder / f"{name}.{lang}.svg").write_text(svg, encoding="utf-8", newline="\n")


def _coverage(contents: Contents, predicates: Mapping[str, Counter[str]], w: Any, lang: str) -> str:
    """How much of the ontology the graph and the samples reach: classes with members, predicates with facts, terms with facts."""
    ontology = contents.ontology
    own = [p for p in ontology.predicates.values() if p.qualifier is None and p.display]
    members: set[str] = set()
    for entity in contents.entities.values():
        for cls in entity.classes:
            members |= {cls, *ontology.ancestors(cls)}
    named = {f.subject for f in contents.facts} | {f.object for f in contents.facts if isinstance(f.object, str)}
    rows = [
        (w("figure.predicates_defined"), [len(own)]),
        (w("figure.predicates_facts"), [sum(1 for p in own if predicates.get(p.id, Counter())["facts"])]),
        (w("figure.predicates_samples"), [sum(1 for p in own if predicates.get(p.id, Counter())["used"])]),
        (w("figure.classes_defined"), [len(ontology.classes)]),
        (w("figure.classes_members"), [sum(1 for c in ontology.classes if c in members)]),
        (w("figure.terms_defined"), [len(ontology.entities)]),
        (w("figure.terms_facts"), [sum(1 for e in ontology.entities if e in named)]),
    ]
    return figures.bars(w("figure.coverage"), [(label, [float(v) for v in values]) for label, values in rows])
