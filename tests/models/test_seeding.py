"""The cells behind chapter 4's colonies: the same primary tumour, and the same seeds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from course_utils.models import seeding, treg_rankl
from course_utils.simulate import simulate


def test_what_it_shares_is_written_once() -> None:
    for name, parameter in seeding.parameters.items():
        assert parameter is treg_rankl.parameters[name]
    assert seeding.processes["crowding"] is treg_rankl.processes["crowding"]


def test_the_primary_tumour_is_that_of_the_other_model() -> None:
    ours, theirs = (simulate(model, days=(0, 60), points=61) for model in (seeding, treg_rankl))
    for name in "PRL":
        assert ours[name] == pytest.approx(theirs[name], rel=1e-8)


def test_the_mean_number_of_cells_is_what_the_seeds_grow_to() -> None:
    """M' = seeds + (b - d) M, and the seeds are the colonies' rate over the chance to last."""
    days = np.linspace(0, 60, 6001)
    colonies = simulate(treg_rankl, days=(0, 60), points=days)["J"]
    seeds = np.diff(colonies) / 0.1
    grown = np.exp(0.05 * (60 - (days[1:] + days[:-1]) / 2))
    found = simulate(seeding, days=(0, 60), points=2)["M"][-1]
    assert found == pytest.approx(float(seeds @ grown), rel=1e-5)


def test_how_it_ended() -> None:
    assert simulate(seeding, days=(0, 60)).outcome == "seeded"
    assert simulate(seeding, days=(0, 60), m=0).outcome == "free_of_cells"
    assert math.isclose(simulate(seeding)["establishment"][-1], 0.1)
