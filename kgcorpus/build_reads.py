"""What was read of files, kept while ``ingest`` goes on: a run that was cut off takes up where it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgcorpus.store import Store

AT_ONCE = 32
"""So many files are written in one transaction: at most these are read again after a run was killed."""


@dataclass(slots=True)
class KeptReads:
    """Answers of readers by key, in the corpus file; ``used`` are the keys asked for. Without ``writing`` nothing is put there."""

    store: Store
    writing: bool = True
    used: set[str] = field(default_factory=set)
    _new: list[tuple[str, bytes]] = field(default_factory=list)

    def get(self, key: str) -> bytes | None:
        self.used.add(key)
        return self.store.read(key)

    def put(self, key: str, answer: bytes) -> None:
        if self.writing:
            self._new.append((key, answer))
            if len(self._new) >= AT_ONCE:
                self.settle()

    def settle(self) -> None:
        """Write what is not written yet."""
        new, self._new = self._new, []
        if new:
            with self.store.write() as db:
                self.store.put_reads(db, new)
