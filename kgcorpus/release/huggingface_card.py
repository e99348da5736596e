"""The card of the Hugging Face folder: YAML front matter that ``datasets`` and the Hub read, and what people read, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.config import Corpus
from kgcorpus.licences import address, terms
from kgcorpus.messages import words
from kgcorpus.model import Document, Json
from kgcorpus.release.card_reading import estimate_text
from kgcorpus.release.card_sources import source_name
from kgcorpus.release.formats_guide import hand_on_warning
from kgcorpus.release.huggingface import SETS, in_order, path_of
from kgcorpus.release.splits import SPLITS
from kgcorpus.sources import ANYBODY

HUB_LICENCES = frozenset(
    ("apache-2.0", "mit", "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-2.0",
     "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0",
     "cc-by-nc-sa-4.0", "cdla-sharing-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "bsd-2-clause", "bsd-3-clause", "isc",
     "unlicense", "etalab-2.0")
)  # fmt: skip
"""Licences that the Hub knows by their SPDX id in small letters."""
HUB_NAMES = {
    "ODbL-1.0": "odbl", "ODC-By-1.0": "odc-by", "PDDL-1.0": "pddl", "GPL-2.0-only": "gpl-2.0", "GPL-2.0-or-later": "gpl-2.0",
    "GPL-3.0-only": "gpl-3.0", "GPL-3.0-or-later": "gpl-3.0", "AGPL-3.0-only": "agpl-3.0", "AGPL-3.0-or-later": "agpl-3.0",
    "LGPL-2.1-only": "lgpl-2.1", "LGPL-2.1-or-later": "lgpl-2.1", "LGPL-3.0-only": "lgpl-3.0", "LGPL-3.0-or-later": "lgpl-3.0",
    "GFDL-1.2-only": "gfdl", "GFDL-1.2-or-later": "gfdl", "GFDL-1.3-only": "gfdl", "GFDL-1.3-or-later": "gfdl",
}  # fmt: skip
"""Licences that the Hub knows by another name."""
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"))
COLUMN_WORDS = {"split": "hub.split_column", "sources": "hub.row_sources"}
"""Columns whose explanation has another name than they."""
Counts = Mapping[tuple[str, str, str], int]
Declared = Mapping[tuple[str, str], list[Document]]


def hub_licence(declared: str) -> str:
    """The Hub's name of a licence, or nothing where it has none.

    >>> hub_licence("CC BY 4.0"), hub_licence("ODbL-1.0"), hub_licence("all rights reserved")
    ('cc-by-4.0', 'odbl', '')
    """
    id = terms(declared).id
    return HUB_NAMES.get(id) or (id.lower() if id.lower() in HUB_LICENCES else "")


def configs(counts: Counts) -> dict[str, dict[str, list[str]]]:
    """For each configuration its files by split: each set with all languages, and one language at a time where there are several."""
    out: dict[str, dict[str, list[str]]] = {}
    for name in SETS:
        keys = [key for key in in_order(counts) if key[0] == name]
        languages = sorted({lang for _, lang, _ in keys})
        for lang in ["", *languages] if len(languages) > 1 else languages and [""]:
            mine = [key for key in keys if lang in ("", key[1])]
            by_split = {split: [path_of(*key) for key in mine if key[2] == split] for split in SPLITS}
            out[f"{name}_{lang}" if lang else name] = {split: paths for split, paths in by_split.items() if paths}
    return out


def write_hub_card(
    folder: Path,
    counts: Counts,
    declared: Declared,
    manifest: Mapping[str, Json],
    corpus: Corpus,
) -> None:
    """Write ``README.md`` of the folder."""
    out = front_matter(counts, declared, manifest, corpus.title)
    for lang in ("en", "zh"):
        out += _body(counts, declared, manifest, corpus, lang)
    (folder / "README.md").write_text("\n".join(out), encoding="utf-8", newline="\n")


# --------------------------------------------------------------------------------------------- front matter


def front_matter(counts: Counts, declared: Declared, manifest: Mapping[str, Any], title: Mapping[str, str]) -> list[str]:
    """The YAML at the head of the card; texts are in double quotes, as in JSON."""
    total = sum(counts.values())
    out = ["---", f"pretty_name: {_quoted(pretty_name(title, manifest, 'en'))}", "language:"]
    out += [f"- {lang}" for lang in sorted({lang for _, lang, _ in counts})]
    out += _licence(declared, manifest["permissions"]["recipient"])
    out += ["task_categories:", "- question-answering", "- text-generation", "annotations_creators:", "- machine-generated"]
    out += ["language_creators:", "- machine-generated", "source_datasets:", "- original", "size_categories:"]
    out += [f"- {next((size for most, size in SIZES if total < most), 'n>10M')}", "tags:", "- knowledge-graph", "- croissant", "configs:"]
    for number, (name, files) in enumerate(configs(counts).items()):
        out += [f"- config_name: {name}", *(["  default: true"] if number == 0 else []), "  data_files:"]
        for split, paths in files.items():
            out += [f"  - split: {split}", "    path:", *(f"    - {path}" for path in paths)]
    return [*out, "---", ""]


def _licence(declared: Declared, recipient: str) -> list[str]:
    """The licences of the sources; ``other`` for what is not for everybody, or where the Hub has no name for one."""
    if recipient != ANYBODY:
        return ["license: other", "license_name: not-for-publication", "license_link: README.md"]
    found = sorted({licence for _, licence in declared})
    named = sorted({hub_licence(licence) for licence in found})
    if not all(named) or not named:
        return ["license: other", "license_name: those-of-the-sources", "license_link: README.md"]
    return [f"license: {named[0]}"] if len(named) == 1 else ["license:", *(f"- {one}" for one in named)]


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()


def pretty_name(title: Mapping[str, str], manifest: Mapping[str, Any], lang: str) -> str:
    """What the dataset is called: the corpus's title and the recipe."""
    return f"{title.get(lang) or title.get('en') or title.get('zh') or manifest['corpus']} · {manifest['recipe']['name']}"


# --------------------------------------------------------------------------------------------- what people read


def _body(counts: Counts, declared: Declared, manifest: Mapping[str, Any], corpus: Corpus, lang: str) -> list[str]:
    w = words(lang)
    told = manifest["counts"]
    out = [f"# {pretty_name(corpus.title, manifest, lang)}", ""]
    out += [f"> {corpus.notice[lang]}", ""] if corpus.notice.get(lang) else []
    out += [f"> {warning}", ""] if (warning := hand_on_warning(manifest["permissions"]["recipient"], lang)) else []
    date, documents = manifest["date"], told["documents"]
    out += [w("hub.intro", samples=told["samples"], facts=told["facts"], documents=documents, date=date), ""]
    published = [w("hub.published", publisher=corpus.publisher)] if corpus.publisher else []
    published += [f"<{corpus.homepage}>"] if corpus.homepage else []
    out += [("" if lang == "zh" else " ").join((*published, w("hub.made_with", version=manifest["kgcorpus"]))), "", *_data(counts, lang)]
    out += [f"## {w('hub.quality')}", "", w("card.checked_machine", facts=told["facts"], samples=told["samples"]), ""]
    found = manifest["error_estimate"]
    out += [line for of in ("facts", "samples") if of in found for line in (estimate_text(found[of], lang), "")]
    out += [] if found else [w("card.not_estimated"), ""]
    return [*out, *_sources(declared, lang)]


def _data(counts: Counts, lang: str) -> list[str]:
    w = words(lang)
    languages = sorted({one for _, one, _ in counts})
    head = (w("hub.set"), w("hub.split"), *(w(f"lang.{one}") for one in languages))
    out = [f"## {w('hub.sets')}", "", "| " + " | ".join(head) + " |", "|" + "---|" * 2 + "---:|" * len(languages)]
    for name in SETS:
        for split in SPLITS:
            row = [counts.get((name, one, split), 0) for one in languages]
            out += [f"| `{name}` | `{split}` | " + " | ".join(f"{n:,}" for n in row) + " |"] if any(row) else []
    out += ["", w("hub.splits") + (("" if lang == "zh" else " ") + w("hub.all_languages") if len(languages) > 1 else ""), ""]
    out += ["```python", "from datasets import load_dataset", "", 'data = load_dataset("PATH", "questions")', "```", ""]
    out += [f"## {w('hub.columns')}", ""]
    for name in SETS:
        if any(key[0] == name for key in counts):
            out += [f"### `{name}`", "", f"| {w('hub.column')} | {w('hub.meaning')} |", "|---|---|"]
            out += [f"| `{column}` | {column_words(column, lang)} |" for column in SETS[name]] + [""]
    return out


def column_words(column: str, lang: str) -> str:
    """What a column holds, in words."""
    return words(lang)(COLUMN_WORDS.get(column, f"hub.{column}"))


def _sources(declared: Declared, lang: str) -> list[str]:
    w = words(lang)
    out = [f"## {w('hub.sources')}", "", w("hub.licence_own"), ""]
    head = ("id", w("card.source"), w("card.licence"), w("card.origin"), w("card.reference"))
    out += ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for (source, licence), members in declared.items():
        one = members[0].source
        named = f"[{licence}]({address(licence)})" if address(licence) else licence
        cells = (source, source_name(one.title, source, lang), named, one.origin or w("card.none"), one.reference or "")
        out.append("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |")
    return [*out, "", w("card.no_legal_advice"), ""]
