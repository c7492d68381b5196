"""What chapter 2 says about its figures is what the models do."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.models import editing, surveillance
from course_utils.simulate import Run, simulate


def hunted(days: float, **values: float) -> Run:
    return simulate(editing, days=(0, days), points=round(days) * 4 + 1, **values)


def reaches(run: Run, cells: float) -> float:
    """Return the first day on which a tumour has so many million cells, or infinity."""
    there = np.flatnonzero(run["S"] + run["R"] >= cells)
    return float(run.t[there[0]]) if there.size else np.inf


def edited(run: Run) -> float:
    return float(run["R"][-1] / (run["S"][-1] + run["R"][-1]))


def test_an_unedited_tumour_is_driven_back_and_escapes_when_it_is_edited() -> None:
    moved = {"S": 50, "mut": 1e-9}
    by_day_120 = hunted(120, **moved)
    assert by_day_120["S"][-1] + by_day_120["R"][-1] == pytest.approx(1.2, abs=0.05)
    assert edited(by_day_120) == pytest.approx(1 / 3, abs=0.01)
    later = hunted(400, **moved)
    assert reaches(later, 400) == pytest.approx(178, abs=1)
    assert edited(later) > 0.99


def test_the_escape_slows_down_and_stops_with_visibility() -> None:
    days = [reaches(hunted(400, eps=eps), 400) for eps in (0.15, 0.2, 0.3, 0.4, 0.45)]
    assert days == pytest.approx([140, 149, 175, 254, np.inf], abs=1)
    # Below the limit at which hiding stops to pay, the edited take over all the same.
    assert edited(hunted(400, eps=0.7)) > 0.99
    assert edited(hunted(400, eps=1)) < 0.01


def test_what_a_very_strong_supply_leaves() -> None:
    run = simulate(surveillance, days=(0, 1100), points=1101, s=0.0716, T=1)
    assert run["T"][400] == pytest.approx(0.0027, rel=0.02)
    assert run["T"][1090] > 1e-6 > run["T"][1100]


def test_a_few_more_t_cells_do_not_hold_a_large_tumour() -> None:
    ends = [simulate(surveillance, days=(0, 3000), s=s, T=100)["T"][-1] for s in (0.0055, 0.013)]
    assert ends == pytest.approx([480, 447], abs=1)


def test_a_new_tumour_escapes_below_a_supply_at_which_one_that_sleeps_stays_asleep() -> None:
    for s, end in ((0.0076, 400), (0.0078, 0)):
        new = simulate(surveillance, days=(0, 4000), s=s, T=1e-3)["T"][-1]
        assert new > end
        assert end or new < 30
    low, _ = surveillance.parameters["s"].range
    asleep = simulate(surveillance, days=(0, 4000), s=0.013, T=1)
    start = {"E": asleep["E"][-1], "T": asleep["T"][-1]}
    assert simulate(surveillance, days=(0, 4000), s=max(low, 0.001), **start)["T"][-1] < 30
