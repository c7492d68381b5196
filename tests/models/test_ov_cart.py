"""Chapter 7's numbers of the virus and the CAR T cells: threshold, conservation, sweeps, claims.

The expected numbers were computed independently. Threshold and conservation are exact; those of
the claims and the sweeps describe constants that were chosen by hand. One virion's chance to die
out is tested beside its formula; the simulation of it needs the stochastic engine.
"""

import numpy as np
import pytest

from course_utils.analysis import burst_extinction, critical_cells, reproduction_number
from course_utils.compile import jacobian_function, rhs_function
from course_utils.models import ov_cart
from course_utils.simulate import Run, simulate

V = ov_cart.values


def arm(days: float = 30, virus: bool = True, cells: float | None = None, **values: float) -> Run:
    """Run one arm; `cells` is the day of the CAR T cells."""
    courses = [ov_cart.treatments["virus"].at(10)] if virus else []
    if cells is not None:
        courses.append(ov_cart.treatments["infusion"].at(cells))
    return simulate(ov_cart, days=(0, days), points=2, treatments=courses, **values)


def share(days: float = 30, virus: bool = True, cells: float | None = None, **v: float) -> float:
    return float(arm(days, virus, cells, **v)["N"][-1] / arm(days, virus=False)["N"][-1])


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    """The equations typed by hand, at twenty random points."""
    rng = np.random.default_rng(77)
    names = list(ov_cart.parameters)
    assert ov_cart.constants == names
    for _ in range(20):
        v = dict(zip(names, rng.uniform(0.1, 2, len(names)), strict=True)) | {"vi": 1.0}
        U, I, W, C = rng.uniform(0, 50, 4)  # noqa: N806, E741
        expected = [
            v["a"] * U * (1 - (U + I) / v["K"]) - v["be"] * U * W,
            v["be"] * U * W - v["dl"] * I - v["k"] * C * I,
            v["bu"] * (v["dl"] * I + v["rl"] * v["k"] * C * I) - v["om"] * W - v["be"] * U * W,
            v["p"] * C * I / (v["g"] + I) - v["dC"] * C,
        ]
        found = rhs_function(ov_cart)([U, I, W, C], [v[name] for name in names])
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def spread(cells: float) -> float:
    """Growth rate of a little infection in a tumour of so many cells, per day."""
    constants = [V[name] for name in ov_cart.constants]
    matrix = jacobian_function(ov_cart)([cells, 0.0, 0.0, 0.0], constants)[1:3, 1:3]
    return float(np.linalg.eigvals(matrix).real.max())


def test_7b_the_infection_grows_from_67_million_cells_on() -> None:
    threshold = critical_cells(V["be"], V["bu"], V["om"])
    assert threshold == pytest.approx(66.6667, abs=5e-5)
    assert spread(threshold) == pytest.approx(0, abs=1e-12)
    assert spread(0.98 * threshold) < 0 < spread(1.02 * threshold)


def test_7b_the_model_shows_the_reproduction_number_of_the_formula() -> None:
    run = simulate(ov_cart, days=(0, 1), points=2, U=100)
    assert run["R0"][0] == pytest.approx(1.4, rel=1e-12)
    assert run["R0"][0] == pytest.approx(reproduction_number(100, V["be"], V["bu"], V["om"]))


def test_7b_cells_and_virions_are_neither_made_nor_lost_by_infection() -> None:
    """Without growth, bursting, killing and clearance, U + I and I + V stay: one virion a cell."""
    run = simulate(ov_cart, days=(0, 50), points=101, a=0, dl=0, k=0, om=0, V=20)
    assert run["U"] + run["I"] == pytest.approx(30, rel=1e-7)
    assert run["I"] + run["V"] == pytest.approx(20, rel=1e-7)
    assert run["I"][-1] > 19


def test_7b_one_virion_in_100_million_cells_dies_out_88_times_in_100() -> None:
    infects = V["be"] * 100 / (V["om"] + V["be"] * 100)
    assert burst_extinction(infects, burst=int(V["bu"])) == pytest.approx(0.885128, abs=5e-7)


@pytest.mark.parametrize(
    ("number", "value", "digit"),
    [
        ("C7.8", 0, 1e-6),
        ("C7.9", 0.783, 0.001),
        ("C7.10", 0.086, 0.001),
        ("C7.11", 0.696, 0.001),
        ("C7.12", 0.125, 0.001),
        ("C7.13", 0.0034, 0.0001),
    ],
)
def test_the_value_behind_the_claim(number: str, value: float, digit: float) -> None:
    assert ov_cart.claims[number].quantity(ov_cart) == pytest.approx(value, abs=digit / 2)


def test_c7_12_the_pair_without_release_leaves_0_908() -> None:
    assert share(cells=14, rl=0) == pytest.approx(0.908, abs=5e-4)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (10, 0.175),
        (12, 0.203),
        (14, 0.156),
        (18, 0.058),
        (21, 0.021),
        (24, 0.0062),
        (27, 0.0016),
        (30, 0.0004),
    ],
)
def test_the_later_the_cells_the_less_is_left_on_day_40(day: float, left: float) -> None:
    digit = 1e-3 if left > 0.01 else 1e-4
    assert share(40, cells=day) == pytest.approx(left, abs=digit / 2)


@pytest.mark.parametrize(
    ("dose", "left"), [(5, 0.974), (20, 0.902), (50, 0.783), (100, 0.638), (200, 0.456)]
)
def test_the_more_virus_the_less_is_left_on_day_30(dose: float, left: float) -> None:
    assert share(pfu=dose) == pytest.approx(left, abs=5e-4)


@pytest.mark.parametrize(
    ("values", "cells", "days", "virus", "outcome"),
    [
        ({}, None, 30, False, "unseen"),
        ({}, 14, 30, False, "unseen"),
        ({"bu": 1, "dl": 0.5}, 14, 40, True, "fizzled"),
        ({}, None, 30, True, "spreading"),
        ({}, 24, 40, True, "shrunken"),
        ({"be": 0.02, "bu": 20.0, "dose": 20.0, "p": 1.0}, 24, 60, True, "cured"),
    ],
)
def test_every_outcome_can_be_reached(
    values: dict[str, float], cells: float | None, days: float, virus: bool, outcome: str
) -> None:
    courses = [ov_cart.treatments["virus"].at(10)] if virus else []
    if cells is not None:
        courses.append(ov_cart.treatments["infusion"].at(cells))
    run = simulate(ov_cart, days=(0, days), points=401, treatments=courses, **values)
    assert run.outcome == outcome, run.outcome_words
    assert set(ov_cart.outcomes) == {"cured", "shrunken", "unseen", "fizzled", "spreading"}
