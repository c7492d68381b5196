"""Chapter 4's numbers: colonies in every arm, closed forms and sweeps.

The expected numbers were computed independently. The integral of the primary tumour, the arm
without regulatory T cells and the chance of no colony are exact.

The spread of the colonies over mice is in `tests/simulate/test_chance_laws.py`.
"""

import math

import numpy as np
import pytest

from course_utils.compile import rhs_function
from course_utils.explorer import build_spec
from course_utils.models import treg_rankl
from course_utils.simulate import Run, simulate

INJECTIONS = treg_rankl.treatments["rankl_injection"].at(*range(5, 60))


def mouse(antibody: float | None = None, surgery: float | None = None, **values: float) -> Run:
    """Run a mouse for 60 days, with the day on which something begins or is done."""
    courses = []
    if antibody is not None:
        courses.append(treg_rankl.treatments["antibody"].during(antibody, 61))
    if surgery is not None:
        courses.append(treg_rankl.treatments["surgery"].at(surgery))
    return simulate(treg_rankl, days=(0, 60), points=2, treatments=courses, **values)


def colonies(antibody: float | None = None, surgery: float | None = None, **values: float) -> float:
    return float(mouse(antibody, surgery, **values)["J"][-1])


def integral_of_the_primary() -> float:
    """Integral of logistic growth from one million cells over 60 days, in million cell days."""
    v = treg_rankl.values
    grown = math.exp(v["a"] * 60) - 1
    return v["K"] / v["a"] * math.log1p(v["P"] / v["K"] * grown)


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    """The equations typed by hand, at twenty random points, with and without the antibody."""
    rng = np.random.default_rng(4)
    names = list(treg_rankl.parameters)
    for _ in range(20):
        v = dict(zip(names, rng.uniform(0.1, 2, len(names)), strict=True))
        P, R, L, J = rng.uniform(0, 50, 4)  # noqa: N806
        on = int(rng.integers(0, 2))
        free = L * (1 - v["u"] * on)
        signal = free / (free + v["KL"])
        expected = [
            v["a"] * P * (1 - P / v["K"]),
            v["phi"] * P / (v["h"] + P) - v["dR"] * R,
            v["pL"] * R - v["dL"] * L,
            v["m"] * P * (1 + v["psi"] * v["rank"] * signal) * (1 - v["d"] / v["b"]),
        ]
        assert treg_rankl.constants == [*names, "antibody"]
        found = rhs_function(treg_rankl)([P, R, L, J], [*v.values(), on])
        assert found == pytest.approx(expected, rel=1e-12)


def test_the_integral_of_the_primary_tumour() -> None:
    assert integral_of_the_primary() == pytest.approx(14723.356, abs=5e-4)


def test_without_tregs_the_colonies_are_the_closed_form() -> None:
    v = treg_rankl.values
    exact = v["m"] * (1 - v["d"] / v["b"]) * integral_of_the_primary()
    assert exact == pytest.approx(2.0612698, rel=1e-6)
    assert colonies(phi=0) == pytest.approx(exact, rel=1e-6)


def test_a_seeded_cell_establishes_one_time_in_ten() -> None:
    assert mouse()["establishment"][-1] == pytest.approx(0.1, rel=1e-12)


@pytest.mark.parametrize(
    ("values", "chance"),
    [({"phi": 0.0}, pytest.approx(0.12729, abs=5e-6)), ({}, pytest.approx(2e-13, abs=5e-14))],
    ids=["no Tregs", "control"],
)
def test_the_chance_of_no_colony_is_that_of_a_poisson_number(
    values: dict[str, float], chance: float
) -> None:
    run = mouse(**values)
    assert run["metastasis_free"][-1] == chance
    assert run["metastasis_free"][-1] == pytest.approx(math.exp(-run["J"][-1]), rel=1e-12)


@pytest.mark.parametrize(
    ("number", "value", "digit"),
    [
        ("C4.1", 0.071, 0.001),
        ("C4.2", 1.11, 0.01),
        ("C4.3", 0.535, 0.001),
        ("C4.4", 0.199, 0.001),
        ("C4.5", 0.401, 0.001),
        ("C4.6", 0, 1e-7),
        ("C4.7a", 0.073, 0.001),
    ],
)
def test_the_value_behind_the_claim(number: str, value: float, digit: float) -> None:
    assert treg_rankl.claims[number].quantity(treg_rankl) == pytest.approx(value, abs=digit / 2)


@pytest.mark.parametrize(("day", "left"), [(20, 0.073), (30, 0.638), (40, 3.63)])
def test_c4_7_surgery_before_the_seeds_are_sown(day: float, left: float) -> None:
    digit = 10 ** (math.floor(math.log10(left)) - 2 if left > 0.1 else -3)
    run = mouse(surgery=day)
    assert run["J"][-1] == pytest.approx(left, abs=digit / 2)
    assert run["P"][-1] == 0


def test_c4_6_injections_leave_the_primary_as_it_is() -> None:
    treated = simulate(treg_rankl, days=(0, 60), points=2, treatments=INJECTIONS, phi=0)
    assert treated["P"][-1] == pytest.approx(mouse()["P"][-1], rel=1e-7)


@pytest.mark.parametrize(
    ("day", "count"),
    [(0, 5.78), (5, 5.78), (15, 5.79), (25, 5.95), (35, 7.09), (45, 11.66), (55, 22.09)],
)
def test_the_later_the_antibody_begins_the_more_colonies(day: float, count: float) -> None:
    assert colonies(antibody=day) == pytest.approx(count, abs=0.005)


@pytest.mark.parametrize(
    ("effect", "count"), [(0, 2.06), (5, 8.82), (10, 15.58), (20, 29.11), (40, 56.15)]
)
def test_colonies_rise_in_a_line_with_the_effect_of_rank(effect: float, count: float) -> None:
    found = colonies(psi=effect)
    assert found == pytest.approx(count, abs=0.005)
    line = colonies(psi=0) + effect / 20 * (colonies() - colonies(psi=0))
    assert found == pytest.approx(line, rel=1e-6)


@pytest.mark.parametrize(
    ("values", "outcome"), [({"surgery": 20}, "spared"), ({"phi": 0}, "seeded"), ({}, "overrun")]
)
def test_every_outcome_can_be_reached(values: dict[str, float], outcome: str) -> None:
    assert mouse(**values).outcome == outcome
    assert set(treg_rankl.outcomes) == {"spared", "seeded", "overrun"}


def test_a_live_figure_shows_the_states_for_whose_units_it_has_room() -> None:
    """Without `show`; the model has three units, a chart two axes."""
    assert build_spec(treg_rankl)["view"]["show"] == ["P", "R"]


def test_a_third_of_the_mice_is_free_at_one_colony() -> None:
    """What the words of the outcome `spared` say."""
    assert math.exp(-1) > 1 / 3
