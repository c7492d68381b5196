"""The first virions: when a virus can spread at all."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.models import virion
from course_utils.simulate import simulate


def test_the_virus_spreads_above_67_million_cells() -> None:
    """Chapter 7: threshold om / (be (bu - 1)) = 66.6667 million cells."""
    v = virion.values
    threshold = v["om"] / (v["be"] * (v["bu"] - 1))
    assert threshold == pytest.approx(66.6667, abs=5e-5)
    for share, outcome in [(1.02, "spreading"), (0.98, "fading")]:
        run = simulate(virion, days=(0, 400), U=share * threshold)
        assert run.outcome == outcome
        assert (run["I"][-1] > run["I"][-2]) == (outcome == "spreading")


def test_a_virion_leaves_1_4_behind_it_among_a_hundred_million_cells() -> None:
    """R0(100) = bu be U / (om + be U) = 1.4: virions made, for each that is gone."""
    v = virion.values
    assert v["bu"] * v["be"] * v["U"] / (v["om"] + v["be"] * v["U"]) == pytest.approx(1.4)


def test_nothing_is_lost_where_nothing_is_lost() -> None:
    """Every virion is in the air or in a cell if none is cleared and no cell bursts."""
    run = simulate(virion, days=(0, 20), om=0.5, dl=0.02, V=3)
    lost = np.trapezoid(0.5 * run["V"], run.t)
    made = np.trapezoid(6 * 0.02 * run["I"], run.t)
    assert run["V"][-1] + run["I"][-1] == pytest.approx(3 - lost + made, rel=1e-3)
