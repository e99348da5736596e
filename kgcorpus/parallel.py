"""One call for work over many items: inline, or in a pool of processes, with the same results in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Result]:
    """``function`` of each item, in the order of the items, computed by ``workers`` processes (1: in this one).

    ``progress`` is called with the number of results so far. ``initializer`` runs once in each process (inline: once here), to load what
    all items share. An exception of ``function`` is raised in the place of its result. With several workers, function, items and results
    must be such as can be sent to a process; only so many items are read ahead as keep the workers busy.

    >>> list(run(str.upper, ["a", "b"]))
    ['A', 'B']
    """
    if workers <= 1:
        if initializer is not None:
            initializer(*initargs)
        for done, item in enumerate(items, 1):
            yield function(item)
            if progress:
                progress(done)
        return
    yield from _pool(function, items, workers, progress, initializer, initargs)


def _pool(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    progress: Callable[[int], None] | None,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> Iterator[Result]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    # "spawn" behaves the same on every system and inherits no threads or locks of this process.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=initializer, initargs=initargs)
    waiting: deque[Future[Result]] = deque()
    done = 0
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= workers * 8:
                yield waiting.popleft().result()
                done += 1
                if progress:
                    progress(done)
        while waiting:
            yield waiting.popleft().result()
            done += 1
            if progress:
                progress(done)
    finally:
        for future in waiting:
            future.cancel()
        pool.shutdown(wait=True, cancel_futures=True)
