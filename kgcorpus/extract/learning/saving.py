"""A model as a folder: JSON, arrays of numpy without pickle, and LightGBM's text; the manifest has the digest of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from kgcorpus.errors import InputError, MissingExtra
from kgcorpus.extract.learning.deciding import Calibration, Decision
from kgcorpus.extract.learning.logistic import Logistic
from kgcorpus.extract.learning.nearest import Nearest, Reduction, nearest
from kgcorpus.extract.learning.pairs import PAIR_BITS
from kgcorpus.extract.learning.pointers import Pointers
from kgcorpus.extract.learning.ranking import setting
from kgcorpus.extract.learning.schema import known
from kgcorpus.extract.learning.spots import Scorer
from kgcorpus.extract.learning.tongue import Tongue
from kgcorpus.extract.learning.units import BITS

FORMAT = 2
MANIFEST = "model.json"


def save(folder: Path, tongues: Mapping[str, Tongue]) -> None:
    """Writes the model; what was in the folder of an earlier model is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    kept: dict[str, Any] = {}
    for language, tongue in sorted(tongues.items()):
        for name, model in (("pointers", tongue.pointers.model), ("scorer", tongue.scorer.model), ("pairs", tongue.pairs)):
            files += _logistic(folder, f"{language}-{name}", model)
        decision = tongue.decision
        if decision.booster is not None:
            path = folder / f"{language}-decision.txt"
            path.write_text(decision.booster.model_to_string(), encoding="utf-8")
            files.append(path)
        arrays = {"mean": decision.mean, "scale": decision.scale, "weights": decision.weights, "prior": tongue.about.prior}
        arrays |= {"raw": tongue.calibration.raw, "chance": tongue.calibration.chance}
        near = tongue.nearest
        if tongue.reduction is not None:
            arrays |= {"states-mean": tongue.reduction.mean, "states-components": tongue.reduction.components}
            arrays |= {"near-subjects": near.subjects.astype(np.float16), "near-objects": near.objects.astype(np.float16)}
            arrays |= {"near-forward": near.forward, "near-predicates": near.predicates, "near-begins": near.begins}
        for name, array in arrays.items():
            files.append(_array(folder, f"{language}-{name}", array))
        kept[language] = {
            "labels": [[role, type_] for role, type_ in tongue.pointers.labels],
            "threshold": tongue.threshold,
            "certain": tongue.certain,
            "predicates": [p.to_json() for p in tongue.predicates],
            "floor": tongue.floor,
            "bias": decision.bias,
            "by_label": {id: list(counts) for id, counts in tongue.by_label.items()},
        }
    manifest = {
        "format": FORMAT,
        "languages": kept,
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)},
    }
    for old in folder.glob("*-*"):
        if old not in files and old.suffix in (".npy", ".txt"):
            old.unlink()
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def load(folder: Path) -> dict[str, Tongue]:
    """The model of a folder. Raises ``InputError`` where there is none or a file is not as it was written."""
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(str(folder), f"no {MANIFEST}", "a model folder that kgcorpus train wrote", "check the path")
    try:
        manifest = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(str(path), f"not JSON: {error}", "a model folder that kgcorpus train wrote", "train again") from error
    if manifest.get("format") != FORMAT:
        raise InputError(str(path), f"format {manifest.get('format')!r}", f"format {FORMAT}", "train again with this version")
    for name, digest in manifest["files"].items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise InputError(str(file), "missing, or not as it was written", "the file that kgcorpus train wrote", "train again")
    return {language: _tongue(folder, language, kept) for language, kept in manifest["languages"].items()}


def _tongue(folder: Path, language: str, kept: Mapping[str, Any]) -> Tongue:
    def array(name: str) -> Any:
        return np.load(folder / f"{language}-{name}.npy", allow_pickle=False)

    predicates = tuple(known(p) for p in kept["predicates"])
    labels = tuple((int(role), str(type_)) for role, type_ in kept["labels"])
    booster = None
    if (text := folder / f"{language}-decision.txt").is_file():
        try:
            import lightgbm
        except ImportError as error:
            raise MissingExtra("--model", "what the model stands on is not installed", "", 'pip install "kgcorpus[learn]"') from error
        booster = lightgbm.Booster(model_str=text.read_text(encoding="utf-8"))
    about = setting(predicates, labels, np.zeros(len(predicates)))
    about.prior = array("prior")
    decision = Decision(booster, array("mean"), array("scale"), array("weights"), float(kept["bias"]))
    models = {name: _read(array, name, bits) for name, bits in (("pointers", BITS), ("scorer", BITS), ("pairs", PAIR_BITS))}
    pointers, scorer = Pointers(labels, models["pointers"]), Scorer(labels, models["scorer"])
    calibration = Calibration(array("raw"), array("chance"))
    limits = float(kept["threshold"]), float(kept["certain"])
    by_label = {str(id): (int(right), int(found)) for id, (right, found) in kept["by_label"].items()}
    reduction, near = None, nearest(())
    if (folder / f"{language}-states-mean.npy").is_file():
        reduction = Reduction(array("states-mean"), array("states-components"))
        ends = (array(f"near-{name}").astype(np.float32) for name in ("subjects", "objects"))
        near = Nearest(*ends, *(array(f"near-{name}") for name in ("forward", "predicates", "begins")))
    parts = (pointers, scorer, models["pairs"], reduction, near, about, decision)
    return Tongue(language, *parts, float(kept["floor"]), calibration, *limits, by_label)


def _logistic(folder: Path, name: str, model: Logistic) -> list[Path]:
    rows = np.flatnonzero(model.weights.any(1))
    arrays = {"rows": rows.astype(np.int32), "weights": model.weights[rows].astype(np.float16), "dense": model.dense, "bias": model.bias}
    return [_array(folder, f"{name}-{part}", array) for part, array in arrays.items()]


def _read(array: Any, name: str, bits: int) -> Logistic:
    rows, weights = array(f"{name}-rows"), array(f"{name}-weights")
    full = np.zeros((1 << bits, weights.shape[1]), np.float32)
    full[rows] = weights
    return Logistic(full, array(f"{name}-dense"), array(f"{name}-bias"))


def _array(folder: Path, name: str, array: Any) -> Path:
    path = folder / f"{name}.npy"
    np.save(path, np.ascontiguousarray(array), allow_pickle=False)
    return path
