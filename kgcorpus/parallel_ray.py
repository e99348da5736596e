"""Work over many items on a Ray cluster, in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import Any, TypeVar

from .errors import MissingExtra, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items that are sent ahead to each process of the cluster."""


class _Worker:
    """A process of the cluster; what all items share is loaded once."""

    def __init__(self, initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> None:
        if initializer is not None:
            initializer(*initargs)

    def do(self, function: Callable[[Item], Result], item: Item) -> Result:
        return function(item)


def on_ray(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    address: str,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> Generator[Result, None, None]:
    """``function`` of each item, by ``workers`` processes of the cluster (1: as many as it has processors). The package must be installed
    on its machines; what all items share is sent to each machine once."""
    ray, mine = _joined(address)
    processes: list[Any] = []
    try:
        count = workers if workers > 1 else max(int(ray.cluster_resources().get("CPU", 1)), 1)
        shared = ray.put(initargs)  # a reference given as an argument is the thing itself where it arrives
        kind = ray.remote(scheduling_strategy="SPREAD")(_Worker)
        processes += [kind.remote(initializer, shared) for _ in range(count)]
        waiting: deque[Any] = deque()
        for place, item in enumerate(items):
            waiting.append(processes[place % count].do.remote(function, item))
            if len(waiting) >= count * AHEAD:
                yield _result(ray, waiting.popleft())
        while waiting:
            yield _result(ray, waiting.popleft())
    finally:
        for process in processes:
            ray.kill(process)
        if mine:
            ray.shutdown()


def _result(ray: Any, reference: Any) -> Any:
    """The result; an error of the function is raised as it was there."""
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error


def _joined(address: str) -> tuple[Any, bool]:
    """Ray, connected, and whether this call made the connection."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing about the work is sent anywhere
    try:
        import ray
    except ImportError as error:
        raise MissingExtra("--ray", "Ray is not installed", "", 'pip install "kgcorpus[ray]"') from error
    if ray.is_initialized():
        return ray, False
    own: dict[str, Any] = {"include_dashboard": False} if address == "local" else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", **own)
    except (ConnectionError, ValueError, RuntimeError) as error:
        known = "the address of a cluster (HOST:PORT), auto, or local"
        raise UsageError("--ray", f"no Ray cluster at '{address}'", known, "start one with: ray start --head") from error
    return ray, True
