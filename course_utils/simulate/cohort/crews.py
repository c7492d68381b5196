"""Who does the work of a trial: threads of this process, or the workers of a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from course_utils.modelling import ModelError

if TYPE_CHECKING:
    from distributed import Client

    from course_utils.simulate.cohort.trial import Plan

Piece = tuple[list[int], int]

# A piece takes well under a minute. Without any worker for as long, nobody is coming.
_PATIENCE = 30.0
_REACH = "10s"


def done_by_threads(
    work: Callable[[list[int], int], Any],
    pieces: list[Piece],
    workers: int | None,
    progress: bool | None,
) -> list[Any]:
    """Do every piece of work in threads, which the compiled code lets run side by side.

    Parameters
    ----------
    work
        Takes a piece; returns its result.
    pieces
        What there is to do.
    workers
        How many threads; as many as there are processors for this process if None.
    progress
        Whether to show how far it is; in a terminal only, if None.

    Returns
    -------
    list
        The results, in the order of the pieces.
    """
    count = min(workers or _processors(), len(pieces))
    results: list[Any] = [None] * len(pieces)
    with _bar(len(pieces), progress) as advance:
        if count == 1:
            for i, piece in enumerate(pieces):
                results[i] = work(*piece)
                advance()
            return results
        with ThreadPoolExecutor(count) as pool:
            waiting = {pool.submit(work, *piece): i for i, piece in enumerate(pieces)}
            try:
                for future in as_completed(waiting):
                    results[waiting[future]] = future.result()
                    advance()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    return results


def done_by_cluster(
    client: Client | str, plan: Plan, pieces: list[Piece], progress: bool | None
) -> list[Any]:
    """Do every piece of work on a Dask cluster; what a lost worker had in hand is done again.

    Parameters
    ----------
    client
        A connected client, or the address of a scheduler.
    plan
        What to do with a piece. It goes with each, so that no loss of a worker takes it away.
    pieces, progress
        As for `done_by_threads`.

    Raises
    ------
    ModelError
        If the cluster cannot be reached, has no workers left, or loses one after another on the
        same piece.
    """
    try:
        import distributed
    except ImportError as error:
        raise ModelError(
            "A cluster needs the package `distributed`: pip install 'cold-to-warm[scale]'."
        ) from error
    if not isinstance(client, str):
        return _on_cluster(distributed, client, plan, pieces, progress)
    try:
        connected = distributed.Client(client, timeout=_REACH)
    except (OSError, ValueError) as error:
        raise _unreachable(client) from error
    with connected:
        return _on_cluster(distributed, connected, plan, pieces, progress)


def _on_cluster(
    distributed: Any, client: Any, plan: Plan, pieces: list[Piece], progress: bool | None
) -> list[Any]:
    if client.status != "running":
        raise _unreachable(str(client))
    results: list[Any] = [None] * len(pieces)
    futures: dict[Any, int] = {}
    try:
        futures = {
            client.submit(_piece, plan, *piece, pure=False): i for i, piece in enumerate(pieces)
        }
        with _bar(len(pieces), progress) as advance:
            waiting = set(futures)
            while waiting:
                for future in _next_done(distributed, client, waiting):
                    waiting.discard(future)
                    results[futures[future]] = future.result()
                    advance()
        return results
    except distributed.KilledWorker as error:
        raise ModelError(
            "The cluster lost one worker after another on the same patients; give its workers "
            "more memory, or follow the patients without a cluster."
        ) from error
    except OSError as error:
        raise ModelError(
            "The connection to the cluster was lost in the middle of the trial; start the "
            "cluster again and repeat it: the seed gives the same patients."
        ) from error
    finally:
        if client.status == "running":
            client.cancel(list(futures), force=True)


def _next_done(distributed: Any, client: Any, waiting: set[Any]) -> list[Any]:
    """Wait until a piece is done, but not for a cluster that has nobody left."""
    while True:
        try:
            done = distributed.wait(
                list(waiting), timeout=_PATIENCE, return_when="FIRST_COMPLETED"
            ).done
            return [future for future in waiting if future in done]
        except TimeoutError as error:
            if client.status != "running" or not client.scheduler_info()["workers"]:
                raise ModelError(
                    f"The cluster has had no worker for {_PATIENCE:g} seconds; start one and "
                    "repeat the trial: the seed gives the same patients."
                ) from error


def _piece(plan: Plan, seeds: list[int], first: int) -> Any:
    """Do one piece; a function of its own, so that workers find it by its name."""
    return plan.columns(seeds, first)


def _unreachable(which: str) -> ModelError:
    return ModelError(
        f"The cluster {which} cannot be reached; give a connected distributed.Client, or the "
        "address of a running scheduler, such as 'tcp://127.0.0.1:8786'."
    )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _bar(pieces: int, progress: bool | None) -> Iterator[Callable[[], None]]:
    """Show a bar that goes away when all is done."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True, force_terminal=progress or None)
    shown = console.is_terminal if progress is None else progress
    with Progress(console=console, transient=True, disable=not shown) as bar:
        task = bar.add_task("virtual patients", total=pieces)
        yield lambda: bar.advance(task)
