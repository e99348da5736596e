"""JSON Lines files of objects, read with the place of what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from kgcorpus.errors import InputError
from kgcorpus.model import Json


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Json]]]:
    """The objects of a file with their line numbers, blank lines passed over. Raises ``InputError`` at the first line that is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read", "a file of JSON Lines", "check path and permissions") from error
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            found = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(f"{path}:{number}", f"not JSON ({error})", "one object a line", "mend or delete the line") from error
        if not isinstance(found, dict):
            raise InputError(f"{path}:{number}", f"a JSON {type(found).__name__}", "one object a line", "mend or delete the line")
        yield number, found
