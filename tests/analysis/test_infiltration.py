"""How deep T cells reach: the formulas agree with each other and with fields at rest."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.analysis import (
    decay_length,
    disc_level,
    disc_mean,
    interface_level,
    killing_depth,
    resting_field,
)
from course_utils.modelling import ModelError, Process, Resident, SpatialModel, State, Tissue
from course_utils.modelling.declarations import Diffusion, Parameter
from course_utils.models import infiltration


@pytest.mark.parametrize(("diffusion", "length"), [(1e-2, 0.2), (1e-4, 0.02)])
def test_decay_length(diffusion: float, length: float) -> None:
    assert decay_length(diffusion, 0.25) == pytest.approx(length)


def test_cells_that_are_never_lost_come_any_distance() -> None:
    with pytest.raises(ModelError, match="any distance; give more than 0"):
        decay_length(0.01, 0)


@given(inside=st.floats(1e-5, 1), outside=st.floats(1e-5, 1))
def test_the_level_at_an_edge_lets_the_same_flow_through_on_both_sides(
    inside: float, outside: float
) -> None:
    level = interface_level(inside, outside)
    # Flows are D times the slope, and slopes are levels over decay lengths.
    assert math.sqrt(inside) * level == pytest.approx(math.sqrt(outside) * (1 - level))


def test_the_formulas_of_a_disc_are_those_of_the_chapter() -> None:
    assert disc_mean(0.6, 0.2) == pytest.approx(0.53999, abs=1e-5)
    assert disc_level(0, 0.6, 0.2) == pytest.approx(0.204885, abs=1e-6)
    assert disc_level(0.6, 0.6, 0.2) == 1
    rings = (np.arange(2000) + 0.5) / 2000 * 0.6
    levels = [disc_level(r, 0.6, 0.2) * 2 * r / 0.36 for r in rings]
    assert np.sum(levels) * 0.6 / 2000 == pytest.approx(disc_mean(0.6, 0.2), rel=1e-5)


def test_killing_depth_is_where_killing_and_division_balance() -> None:
    depth = killing_depth(0.2, 2, 0.5, 0.25)
    assert depth == pytest.approx(0.27726, abs=1e-5)
    assert 2 * 0.5 * math.exp(-depth / 0.2) == pytest.approx(0.25)
    assert killing_depth(0.2, 0.4, 0.5, 0.25) == 0
    assert killing_depth(0.2, 0, 0.5, 0.25) == 0


def test_behind_a_straight_edge_no_wandering_reaches_as_deep_as_the_tumour_s_radius() -> None:
    """Faster wandering comes deeper but also thins the T cells at the edge: 0.42 mm is the most.

    A round tumour is reached from all sides, so that in the very middle of a hot one killing
    nearly keeps up with division, and leaves a twentieth of its cells.
    """
    v = infiltration.values
    depths = [
        killing_depth(decay_length(d, v["d"]), v["kappa"], interface_level(d, v["Dout"]), v["a"])
        for d in np.geomspace(1e-4, 1, 400)
    ]
    assert max(depths) == pytest.approx(0.417, abs=1e-3)
    assert max(depths) < v["R"]
    middle = resting_field(infiltration, 41)[20, 20]
    assert v["a"] / v["kappa"] > middle > 0.8 * v["a"] / v["kappa"]


def test_a_field_at_rest_is_linear_in_what_enters() -> None:
    one, two = (resting_field(infiltration.set(cs=cs), 31) for cs in (0.5, 1))
    assert two == pytest.approx(2 * one)


class Crowded(SpatialModel):
    """Wanderers that die of the company of others have no resting field of their own."""

    watched = "c"
    W = Parameter("Side", 2, unit="mm", source="illustrative")
    R = Parameter("Radius", 0.5, unit="mm", source="illustrative")
    D = Parameter("Wandering", 0.01, unit="mm2/day", source="illustrative")
    k = Parameter("Loss", 1, unit="1/day", source="illustrative")
    disc = Tissue("Disc", disc=R, side=W)
    rest = Tissue("Rest", outside=disc)
    c = State("Wanderers", start=1, unit="1", measured_by="counting")
    u = State("Residents", start=1, unit="1", measured_by="counting")
    stays = Resident(u, of=disc)
    loss = Process(k * c * u, removes=c)
    wandering = Diffusion(c, {disc: D, rest: D})


def test_a_field_that_depends_on_others_is_refused() -> None:
    with pytest.raises(ModelError, match="The field of 'c' has no resting form of its own"):
        resting_field(Crowded(), 21)
