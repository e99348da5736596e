"""The quotes that a sample rests on, from its release's own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from kgcorpus.release.lineage_records import ReleaseRecords, check_manifest


class Quotes:
    """Quotes from the texts of a release, each document read once."""

    def __init__(self, release: Path) -> None:
        check_manifest(release)
        self._records = ReleaseRecords(release)
        self._texts: dict[str, str | None] = {}

    def of(self, sample: Mapping[str, Any], lang: str) -> str:
        """Source and quotes, a line each: what the answer cites, else what its facts were read from."""
        parts: dict[str, list[str]] = {}
        for title, quote in self._cited(sample) or self._read(sample, lang):
            if quote and quote not in parts.setdefault(title, []):
                parts[title].append(quote)
        left, right, colon = ("“", "”", "：") if lang == "zh" else ("“", "”", ": ")
        return "\n".join(f"{title}{colon}{left}{quote}{right}" for title, quotes in parts.items() for quote in quotes)

    def _cited(self, sample: Mapping[str, Any]) -> list[tuple[str, str]]:
        cited = (sample.get("labels") or {}).get("cited") or ()
        return [(str(one["title"]), self._quote(quote["spans"])) for one in cited for quote in one.get("quotes", ())]

    def _read(self, sample: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
        return [(self._title(spans[0]["document"], lang), self._quote(spans)) for spans in self._spans(sample.get("facts") or ())]

    def _spans(self, facts: Iterable[str]) -> Iterator[list[dict[str, Any]]]:
        """Of each fact the first evidence; a derived fact has that of the facts it follows from."""
        for fact in filter(None, map(self._records.fact, facts)):
            if fact["evidence"]:
                yield fact["evidence"][0]["spans"]
            else:
                yield from self._spans(fact.get("derived", {}).get("premises", ()))

    def _quote(self, spans: Iterable[Mapping[str, Any]]) -> str:
        pieces = []
        for span in sorted(spans, key=lambda span: (span["document"], span["start"])):
            text = self._text(span["document"])
            piece = text[span["start"] : span["end"]] if text is not None else str(span.get("quote") or "")
            if piece and piece not in pieces:
                pieces.append(" ".join(piece.split()))
        return " … ".join(pieces)

    def _text(self, name: str) -> str | None:
        if name not in self._texts:
            document = self._records.document(name)
            self._texts[name] = self._records.text(document) if document else None
        return self._texts[name]

    def _title(self, name: str, lang: str) -> str:
        row = self._records.document(name) or {}
        titles = row.get("source_title") or {}
        title = str(titles.get(lang) or row.get("title") or PurePosixPath(name).stem)
        return f"《{title}》" if lang == "zh" else title
