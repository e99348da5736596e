"""Croissant 1.1 metadata of the Hugging Face folder (``croissant.json``): files with their digests, record sets and fields, licences,
provenance by W3C PROV, what may be done with the data by ODRL, and what is known for responsible use (RAI).

The specification is at https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html; ``mlcroissant`` reads and validates it. Dates are
the corpus's, so that equal input gives equal bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
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
from kgcorpus.release.huggingface_card import Counts, Declared, column_words, pretty_name
from kgcorpus.release.identifying import clean
from kgcorpus.release.splits import SPLITS
from kgcorpus.sources import ANYBODY

CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")
FILE = "croissant.json"
CONTEXT: Mapping[str, Json] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    **{name: f"cr:{name}" for name in (
        "annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes", "extract", "field", "fileProperty",
        "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path",
        "readLines", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "sdVersion", "separator", "source",
        "subField", "transform", "unArchive", "value",
    )},
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
}  # fmt: skip
TYPES = {"text": "sc:Text", "texts": "sc:Text", "number": "sc:Integer", "flag": "sc:Boolean"}
SPLIT_TERMS = {"train": "cr:TrainingSplit", "dev": "cr:ValidationSplit"}
PARQUET_TYPE = "application/x-parquet"


def write_croissant(
    folder: Path,
    counts: Counts,
    declared: Declared,
    manifest: Mapping[str, Json],
    corpus: Corpus,
) -> None:
    """Write ``croissant.json`` for the Parquet files that stand in the folder."""
    made = metadata(folder, counts, declared, manifest, corpus)
    (folder / FILE).write_bytes(orjson.dumps(made, option=orjson.OPT_INDENT_2) + b"\n")


def metadata(folder: Path, counts: Counts, declared: Declared, manifest: Mapping[str, Any], corpus: Corpus) -> dict[str, Json]:
    """The whole JSON-LD. Without a homepage the release is named by a URN of its graph."""
    name = f"{manifest['corpus']}-{manifest['recipe']['name']}"
    told, date = manifest["counts"], manifest["date"]
    year, month, day = (int(part) for part in date.split("-"))
    version = f"{year}.{month}.{day}+{manifest['graph'][:12]}"
    identifier = f"urn:kgcorpus:{name}:{manifest['graph'][:32]}"
    intro = {"samples": told["samples"], "facts": told["facts"], "documents": told["documents"], "date": date}
    title, notice = corpus.title, corpus.notice
    licences = [address(licence) or licence for licence in sorted({licence for _, licence in declared})]
    return {
        "@context": dict(CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": list(CONFORMS_TO),
        "name": name,
        "alternateName": list(dict.fromkeys(pretty_name(title, manifest, lang) for lang in ("en", "zh"))),
        "description": {lang: _description(lang, intro, manifest, notice) for lang in ("en", "zh")},
        "url": corpus.homepage or identifier,
        "identifier": identifier,
        "version": version,
        "datePublished": date,
        "inLanguage": sorted({lang for _, lang, _ in counts}),
        "keywords": ["question answering", "knowledge graph", "instruction tuning", "evaluation"],
        "license": licences or ["not stated"],
        **_publisher(corpus),
        "citeAs": _citation(name, pretty_name(title, manifest, "en"), year, version),
        "usageInfo": _usage(declared, manifest),
        "prov:wasDerivedFrom": [_source(source, licence, members) for (source, licence), members in declared.items()],
        "prov:wasGeneratedBy": _activity(manifest),
        **_responsible(manifest),
        "distribution": [*_files(folder, counts), *_file_sets(counts)],
        "recordSet": [_splits(counts), *(_record_set(name) for name in SETS if any(key[0] == name for key in counts))],
    }


def _publisher(corpus: Corpus) -> dict[str, Json]:
    """Who made and publishes it, as the corpus says; where it does not, who keeps the corpus."""
    if not corpus.publisher:
        return {"creator": {"@type": "sc:Organization", "name": f"Keepers of the corpus {corpus.name}"}}
    who = {"@type": "sc:Organization", "name": corpus.publisher, **({"url": corpus.homepage} if corpus.homepage else {})}
    return {"creator": who, "publisher": who}


def _description(lang: str, intro: Mapping[str, Any], manifest: Mapping[str, Any], notice: Mapping[str, str]) -> str:
    warning = hand_on_warning(manifest["permissions"]["recipient"], lang)
    parts = (words(lang)("hub.intro", **intro), notice.get(lang, ""), warning)
    return ("" if lang == "zh" else " ").join(part for part in parts if part)


def _citation(name: str, title: str, year: int, version: str) -> str:
    key = name.replace("-", "_")
    return f"@misc{{{key}_{year}, title = {{{title}}}, year = {{{year}}}, version = {{{version}}}, note = {{Made with kgcorpus}}}}"


# --------------------------------------------------------------------------------------------- files and records


def _files(folder: Path, counts: Counts) -> list[Json]:
    out: list[Json] = []
    for key in in_order(counts):
        path = path_of(*key)
        with (folder / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = (folder / path).stat().st_size
        out.append(
            {"@type": "cr:FileObject", "@id": path, "name": path, "contentUrl": path, "contentSize": f"{size} B",
             "encodingFormat": PARQUET_TYPE, "sha256": digest}
        )  # fmt: skip
    return out


def _file_sets(counts: Counts) -> list[Json]:
    there = [name for name in SETS if any(key[0] == name for key in counts)]
    return [
        {"@type": "cr:FileSet", "@id": f"{name}-files", "name": f"{name}-files", "encodingFormat": PARQUET_TYPE,
         "includes": f"data/{name}/*/*.parquet"}
        for name in there
    ]  # fmt: skip


def _splits(counts: Counts) -> Json:
    there = [split for split in SPLITS if any(key[2] == split for key in counts)]
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": {lang: words(lang)("hub.splits") for lang in ("en", "zh")},
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": "splits/url", "name": "url", "dataType": "sc:URL"},
        ],
        "data": [{"splits/name": split, "splits/url": SPLIT_TERMS.get(split, "cr:TestSplit")} for split in there],
    }


def _record_set(name: str) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "key": {"@id": f"{name}/id"},
        "field": [_field(name, column, kind) for column, kind in SETS[name].items()],
    }


def _field(name: str, column: str, kind: str) -> Json:
    id = f"{name}/{column}"
    source: dict[str, Json] = {"fileSet": {"@id": f"{name}-files"}, "extract": {"column": column}}
    out: dict[str, Json] = {"@type": "cr:Field", "@id": id, "name": column}
    out["description"] = {lang: column_words(column, lang) for lang in ("en", "zh")}
    if kind in ("texts", "turns"):
        out |= {"isArray": True, "arrayShape": "-1"}
    if kind == "turns":
        out["subField"] = [
            {"@type": "cr:Field", "@id": f"{id}/{part}", "name": part, "dataType": "sc:Text",
             "source": {**source, "transform": {"jsonPath": f"$.{part}"}}}
            for part in ("role", "content")
        ]  # fmt: skip
        return out
    out |= {"dataType": TYPES[kind], "source": source}
    if column == "split":
        out["references"] = {"field": {"@id": "splits/name"}}
    if column == "sources":
        out["equivalentProperty"] = "prov:wasDerivedFrom"
    return out


# --------------------------------------------------------------------------------------------- where it is from, what may be done


def _source(source: str, licence: str, members: Iterable[Document]) -> Json:
    """A source as a PROV entity, with the digests of its documents."""
    members = list(members)
    one = members[0].source
    told = {
        "name": source_name(one.title, source, "en"),
        "alternateName": source_name(one.title, source, "zh"),
        "license": address(licence) or licence,
        "version": one.version,
        "dateModified": one.as_at,
        "url": one.reference,
        "publisher": one.origin,
    }
    return {
        "@type": ["prov:Entity", "sc:CreativeWork"],
        "@id": f"urn:kgcorpus:source:{source}",
        "identifier": source,
        **{key: clean(value) for key, value in told.items() if value},
        "hasPart": [{"@type": "prov:Entity", "sha256": document.digest} for document in members],
    }


def _activity(manifest: Mapping[str, Any]) -> Json:
    return {
        "@type": "prov:Activity",
        "prov:label": "extraction of facts, verification, and generation of questions from the verified graph",
        "prov:used": {"@type": "prov:Entity", "prov:label": "ontology of the corpus", "identifier": manifest["parts"].get("ontology", "")},
        "prov:wasAssociatedWith": {"@type": "prov:SoftwareAgent", "prov:label": f"kgcorpus {manifest['kgcorpus']}"},
    }


def _usage(declared: Declared, manifest: Mapping[str, Any]) -> Json:
    """What the release may be used for, by ODRL: its purpose, whom it was made for, and what its licences ask."""
    permitted = manifest["permissions"]
    recipient = permitted["recipient"]
    asked = [terms(licence) for _, licence in declared]
    duties = [{"@type": "odrl:Duty", "odrl:action": {"@id": "odrl:attribute"}}] if permitted["credits"] else []
    purpose = {
        "@type": "odrl:Constraint",
        "odrl:leftOperand": {"@id": "odrl:purpose"},
        "odrl:operator": {"@id": "odrl:eq"},
        "odrl:rightOperand": permitted["purpose"],
    }
    allowed = [{"@type": "odrl:Permission", "odrl:action": {"@id": "odrl:use"}, "odrl:constraint": [purpose], "odrl:duty": duties}]
    barred: list[str] = []
    if recipient == ANYBODY:
        allowed.append({"@type": "odrl:Permission", "odrl:action": {"@id": "odrl:distribute"}, "odrl:duty": duties})
    else:
        barred.append("odrl:distribute")
    if any(one.non_commercial for one in asked):
        barred.append("odrl:commercialize")
    return {
        "@type": ["CreativeWork", "odrl:Offer"],
        "name": "What this release may be used for",
        "audience": recipient or "the organisation itself",
        "odrl:permission": allowed,
        "odrl:prohibition": [{"@type": "odrl:Prohibition", "odrl:action": {"@id": action}} for action in barred],
    }


def _responsible(manifest: Mapping[str, Any]) -> dict[str, Json]:
    """What is known for responsible use; what is not known is not said."""
    w = words("en")
    told = manifest["counts"]
    estimates = [estimate_text(manifest["error_estimate"][of], "en") for of in ("facts", "samples") if of in manifest["error_estimate"]]
    without = told["identifiers"]
    return {
        "rai:dataCollection": "Facts were read from the documents of the sources, each with the quotation that says it; questions and "
        "answers were generated from the graph of the accepted facts.",
        "rai:dataPreprocessingProtocol": [w("card.checked_machine", facts=told["facts"], samples=told["samples"])],
        "rai:dataAnnotationAnalysis": clean(estimates) or [w("card.not_estimated")],
        "rai:machineAnnotationTools": [f"kgcorpus {manifest['kgcorpus']}"],
        "rai:dataUseCases": [f"{manifest['permissions']['purpose']}; questions of the test splits are for evaluation only"],
        "rai:dataLimitations": [
            "An answer follows from the accepted facts of the named sources on the corpus date; it is not shown that the facts are true.",
            "Answers whose mode is `some` need not be all that there are.",
        ],
        "rai:personalSensitiveInformation": [
            "Identifiers of persons were looked for in documents, facts and samples; left out because of them: "
            f"{without['facts']} facts, {without['samples']} samples."
        ],
    }
