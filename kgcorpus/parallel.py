"""One call for work over many items: inline, in a pool of processes, or on a Ray cluster, with the same results in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 8
"""Items that are read ahead for each process, so that none waits for work."""


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int = 1,
    ray: str | None = None,
    progress: Callable[[int], None] | None = None,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Result]:
    """``function`` of each item, in the order of the items, computed by ``workers`` processes (1: in this one).

    ``ray`` is the address of a Ray cluster (``auto``; ``local`` starts one here) whose processes do the work instead; with 1 worker as
    many as the cluster has processors. ``progress`` is called with the number of results so far. ``initializer`` runs once in each process
    (inline: once here), to load what all items share. An exception of ``function`` is raised in the place of its result. With several
    workers, function, items and results must be such as can be sent to a process; only so many items are read ahead as keep the workers
    busy.

    >>> list(run(str.upper, ["a", "b"]))
    ['A', 'B']
    """
    found: Generator[Result, None, None]
    if ray is not None:
        from .parallel_ray import on_ray

        found = on_ray(function, items, workers, ray, initializer, initargs)
    elif workers > 1:
        found = _pool(function, items, workers, initializer, initargs)
    else:
        found = _inline(function, items, initializer, initargs)
    try:
        for done, result in enumerate(found, 1):
            yield result
            if progress:
                progress(done)
    finally:
        found.close()


def _inline(
    function: Callable[[Item], Result], items: Iterable[Item], initializer: Callable[..., None] | None, initargs: tuple[Any, ...]
) -> Generator[Result, None, None]:
    if initializer is not None:
        initializer(*initargs)
    yield from map(function, items)


def _pool(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> Generator[Result, None, None]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    # "spawn" behaves the same on every system and inherits no threads or locks of this process.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=initializer, initargs=initargs)
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
        pool.shutdown(wait=True, cancel_futures=True)
