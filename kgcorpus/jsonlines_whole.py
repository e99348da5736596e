"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kgcorpus.errors import UsageError


@contextmanager
def opened_whole(path: Path, option: str) -> Iterator[BinaryIO]:
    """A file to write, which takes its name when all is written and is gone after an error; ``option`` is the one that named it.

    What is there and is no plain file (``/dev/null``, a pipe) is written to as it is: a rename would put a file in its place.
    """
    special = path.exists() and not path.is_file() and not path.is_dir()
    part = path if special else path.with_name(path.name + ".part")
    try:
        try:
            file = part.open("wb")
        except OSError as error:
            raise UsageError(option, f"{path} cannot be written ({error.strerror})", "a file in a folder that exists") from error
        with file:
            yield file
        if path.is_dir():
            raise UsageError(option, f"{path} is a folder", "a file")
        if not special:
            part.replace(path)
    finally:
        if not special:
            part.unlink(missing_ok=True)
