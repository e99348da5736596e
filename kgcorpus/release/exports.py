"""Everything in ``formats/``: samples in the shapes that training programs read, a dataset folder, and what says how each is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kgcorpus.config import Corpus, Recipe
from kgcorpus.model import Json
from kgcorpus.release.contents import Contents
from kgcorpus.release.croissant import write_croissant
from kgcorpus.release.formats import HUGGINGFACE, PARQUET, LineWriter, Sample, chosen, wanted, write_parquet
from kgcorpus.release.formats_guide import write_guides
from kgcorpus.release.huggingface import FolderWriter, sources_of
from kgcorpus.release.huggingface_card import write_hub_card
from kgcorpus.release.identifying import clean_file
from kgcorpus.release.permissions import declared


class Exports:
    """The files of one release for training programs, those that its recipe names: samples first, then what is said of them."""

    def __init__(self, folder: Path, corpus: Corpus, recipe: Recipe, contents: Contents) -> None:
        self._formats, self._corpus, self._recipe, self._contents = folder / "formats", corpus, recipe, contents
        self._lines = LineWriter(self._formats, chosen(recipe.formats))
        self._rows: FolderWriter | None = None
        if wanted(HUGGINGFACE, recipe.formats):
            self._rows = FolderWriter(self._formats, sources_of((*contents.facts, *contents.held), contents.grounds, contents.documents))

    def write(self, samples: Iterator[list[Sample]]) -> None:
        """Write all samples, given in batches."""
        if wanted(PARQUET, self._recipe.formats):
            write_parquet(map(self._each, samples), self._formats / PARQUET / "samples.parquet")
        else:
            for batch in samples:
                self._each(batch)
        self._lines.close(self._corpus.name)
        if self._rows:
            self._rows.close()

    def _each(self, batch: list[Sample]) -> list[Sample]:
        for sample in batch:
            self._lines.add(sample)
            if self._rows:
                self._rows.add(sample)
        return batch

    def describe(self, manifest: Mapping[str, Json]) -> None:
        """Write the guides, and the card and metadata of the dataset folder; ``manifest`` is the release's, without its files."""
        c = self._contents
        if self._rows:
            folder, counts = self._formats / HUGGINGFACE, self._rows.counts
            sources = declared(c.documents, c.facts, c.grounds, c.date)
            for write in (write_hub_card, write_croissant):
                write(folder, counts, sources, manifest, self._corpus)
        write_guides(self._formats, self._corpus.name, self._lines.counts, self._recipe.recipient)
        for text in sorted(self._formats.rglob("*.md")):
            clean_file(text)
