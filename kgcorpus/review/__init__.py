"""What needs a decision of a person. ``QUEUES`` names the queues of the review book, most useful first: each takes a ``Pile`` and gives
what waits in it, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(name: str) -> Callable[..., Any]:
    """The queue of this name, its module imported at the first call."""

    def queue(pile: Any) -> Any:
        return getattr(import_module("kgcorpus.review.queue"), name)(pile)

    queue.__name__ = queue.__qualname__ = name
    return queue


QUEUES: Mapping[str, Callable[..., Any]] = {
    name: _lazy(name) for name in ("disagreements", "lost", "conflicts", "held", "unclear", "failed", "unread", "unused", "shapes")
}
DECIDED: Mapping[str, Callable[..., Any]] = {name: _lazy(name) for name in ("decided_facts", "decided_questions")}
"""What has been decided, to be looked at, changed or withdrawn."""
