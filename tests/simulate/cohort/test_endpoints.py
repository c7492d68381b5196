"""Endpoints: when it happened, or how much there was; and nonsense is named."""

from typing import Any

import numpy as np
import pytest

from course_utils import ModelError, il6
from course_utils.simulate import BestChange, Burden, Death, Progression, Runs
from course_utils.simulate.cohort.endpoints import Endpoint, measured


def runs_of(*volumes: list[float]) -> Runs:
    """Return runs of patients whose bulk cells have these volumes on days 0, 1, ..."""
    bulk = np.array(volumes, dtype=float)
    y = np.stack([bulk, np.zeros_like(bulk), np.ones_like(bulk)], axis=1)
    count, points = bulk.shape
    constants = np.tile([il6.values.get(name, 0.0) for name in il6.constants], (count, 1))
    return Runs(il6, np.arange(float(points)), y, {}, np.arange(count), ((0, points, constants),))


def test_progression_counts_from_the_smallest_volume_so_far() -> None:
    # 40 × 1.728 = 69.12, which the line from 60 to 80 crosses at 3.456.
    found = Progression("N")(runs_of([100, 80, 40, 60, 80]))
    assert found["event"] == 1
    assert found["time"] == pytest.approx(3.456)


def test_a_speck_that_doubles_is_no_progression_before_it_gained_five() -> None:
    found = Progression("N")(runs_of([100, 1, 2, 4, 8]))
    assert found["time"] == pytest.approx(3.5)
    assert Progression("N")(runs_of([100, 1, 2, 4, 5.9]))["event"] == 0


def test_who_does_not_progress_is_followed_to_the_end() -> None:
    found = Progression("N")(runs_of([100, 50, 20], [10, 12, 16]))
    assert found["time"].tolist() == [2, 2]
    assert found["event"].tolist() == [0, 0]


def test_death_comes_when_the_burden_is_reached() -> None:
    found = Death("N", at=150)(runs_of([100, 140, 160], [200, 100, 90], [1, 1, 1]))
    assert found["time"].tolist() == [1.5, 0, 2]
    assert found["event"].tolist() == [1, 1, 0]


def test_the_burden_is_read_between_two_days() -> None:
    assert Burden("N", day=1.25)(runs_of([10, 20, 40]))["burden"] == pytest.approx(25)
    assert Burden("N", day=0)(runs_of([10, 20, 40]))["burden"] == 10
    with pytest.raises(ModelError, match="asked for on day 3, but the trial reports from day 0"):
        Burden("N", day=3)(runs_of([10, 20, 40]))


def test_the_best_change_does_not_count_the_first_size_itself() -> None:
    found = BestChange("N")(runs_of([100, 60, 80], [100, 120, 150]))
    assert found["best_change"] == pytest.approx([-40, 20])
    with pytest.raises(ModelError, match="from day 5 on, but the trial ends on day 2"):
        BestChange("N", after=5)(runs_of([100, 60, 80]))


def test_limits_at_which_all_would_have_the_event_are_refused() -> None:
    with pytest.raises(ModelError, match="it must be above 1"):
        Progression("N", factor=1)
    with pytest.raises(ModelError, match="it must be above 0"):
        Death("N", at=0)


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [
        (lambda _: None, "gave NoneType; it must give columns by name"),
        (lambda _: {}, "gave dict; it must give columns"),
        (lambda _: {"time": 3}, r"gave 'time' of shape \(\) for 2 patients"),
        (lambda _: {"time": "soon"}, "it must give one number a patient"),
        (lambda _: ([1, 9], [1, 0]), "gave 9 as 'time' of patient 1; it must be a day from 0 to 2"),
        (lambda _: ([1, 2], [1, 3]), "gave 3 as 'event' of patient 1; it must be true or false"),
        (lambda _: {"x": [np.nan, 1]}, "gave nan as 'x' of patient 0; it must be a finite number"),
        (lambda runs: runs.nothing, r"failed \(AttributeError"),
        (lambda runs: {"x": runs["Q"][:, 0]}, "no state or observable called 'Q'"),
    ],
)
def test_an_endpoint_that_gives_nonsense_is_told_what_to_give(
    endpoint: Endpoint, said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        measured((endpoint,), runs_of([1, 2, 3], [4, 5, 6]))


def test_two_endpoints_may_not_fill_the_same_column() -> None:
    with pytest.raises(ModelError, match="Two endpoints give the column 'time'"):
        measured((Progression("N"), Death("N", 9)), runs_of([1, 2, 3]))


def test_a_function_is_an_endpoint_too() -> None:
    def largest(runs: Runs) -> dict[str, Any]:
        return {"largest": runs["N"].max(axis=1)}

    found = measured((largest, Progression("N")), runs_of([1, 2, 3], [6, 5, 4]))
    assert found["largest"].tolist() == [3, 6]
    assert list(found) == ["largest", "time", "event"]
