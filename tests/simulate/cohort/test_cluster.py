"""A trial on a Dask cluster: real workers, one of which is killed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from course_utils import POPULATIONS, ModelError, il6
from course_utils.simulate import Progression, Runs, virtual_trial
from course_utils.simulate.cohort import crews

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

if TYPE_CHECKING:
    from distributed import Client

TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 181)
ARMS = {"alone": [TRASTUZUMAB], "both": [TRASTUZUMAB, il6.treatments["blocker"].during(0, 181)]}
PATIENTS = POPULATIONS["il6"]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster) as connected,
    ):
        yield connected


def on_cluster(client: Client | str, n: int = 2000) -> pd.DataFrame:
    return virtual_trial(il6, ARMS, PATIENTS, n, 8, Progression("N"), client=client)


@pytest.mark.slow
def test_a_worker_is_killed_in_mid_run_and_nothing_is_missing(client: Client) -> None:
    serial = virtual_trial(il6, ARMS, PATIENTS, 2000, 8, Progression("N"), workers=1)
    victim, witness = client.run(os.getpid).values()
    killed = threading.Event()

    def kill_when_some_is_done() -> None:
        while len(client.who_has()) < 2 or not _busy(client):
            killed.wait(0.02)
        os.kill(victim, signal.SIGKILL)
        killed.set()

    hand = threading.Thread(target=kill_when_some_is_done, daemon=True)
    hand.start()
    table = on_cluster(client)
    hand.join(timeout=30)
    assert killed.is_set()
    pd.testing.assert_frame_equal(table, serial, check_exact=True)
    # The victim is gone, and the other one is still the one that it was.
    assert victim not in client.run(os.getpid).values()
    assert witness in client.run(os.getpid).values()


def _busy(client: Client) -> bool:
    """Tell whether every worker has work in hand."""
    return all(client.processing().values())


def test_without_dask_a_cluster_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ModelError, match=r"pip install 'cold-to-warm\[scale\]'"):
        on_cluster("tcp://127.0.0.1:9", 3)


def test_a_cluster_that_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_REACH", "500ms")
    with pytest.raises(ModelError, match=r"The cluster tcp://127\.0\.0\.1:9 cannot be reached"):
        on_cluster("tcp://127.0.0.1:9", 3)


@pytest.mark.slow
def test_patients_who_take_every_worker_down_are_not_tried_for_ever() -> None:
    here = os.getpid()

    def too_much(runs: Runs) -> dict[str, object]:
        if os.getpid() != here:  # a worker, as if it had run out of memory
            os._exit(1)
        return Progression("N")(runs)

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=1, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
        pytest.raises(ModelError, match="The cluster lost one worker after another"),
    ):
        virtual_trial(il6, ARMS, PATIENTS, 3, 8, too_much, client=client)


@pytest.mark.slow
def test_a_cluster_without_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_PATIENCE", 1.0)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
    ):
        with pytest.raises(ModelError, match="The cluster has had no worker for 1 seconds"):
            on_cluster(client, 3)
        client.close()
        with pytest.raises(ModelError, match="cannot be reached; give a connected"):
            on_cluster(client, 3)
