"""Chapter 1's numbers of Gompertz growth, and what a log-kill must do to its growth rate."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.analysis import gompertz_volume, threshold
from course_utils.models import gompertz
from course_utils.simulate import simulate

CHEMOTHERAPY = gompertz.treatments["chemotherapy"]


def one_state(volume: float, days: float, alpha: float, beta: float) -> float:
    """Return the volume after some days by V' = V (alpha - beta ln V), which has one state."""
    plateau = math.exp(alpha / beta)
    return float(plateau * (volume / plateau) ** math.exp(-beta * days))


@pytest.mark.parametrize(
    "values", [{}, {"alpha": 1.0, "beta": 0.03, "V0": 10}, {"alpha": 0.3, "beta": 0.15}]
)
def test_the_run_is_the_closed_form(values: dict[str, float]) -> None:
    model = gompertz.set(**values)
    v = model.values
    run = simulate(model, days=(0, 60), points=601)
    exact = gompertz_volume(run.t, v["alpha"], v["beta"], v["V0"])
    assert np.max(np.abs(run["V"] / exact - 1)) < 1e-6


def test_without_slowing_the_closed_form_is_exponential() -> None:
    run = simulate(gompertz.without("slowing"), days=(0, 20), points=21)
    assert run["V"] == pytest.approx(gompertz_volume(run.t, 0.6, 0.0), rel=1e-6)


def test_the_plateau() -> None:
    run = simulate(gompertz, days=(0, 400), points=2)
    assert run["V"][-1] == pytest.approx(1808.0424, rel=1e-4)
    assert run["plateau"] == pytest.approx([1808.0424] * 2, rel=1e-4)


def test_growth_is_fastest_at_the_plateau_divided_by_e() -> None:
    day = math.log(0.60 / 0.08) / 0.08
    assert day == pytest.approx(25.18629, rel=1e-4)
    run = simulate(gompertz, days=(0, 60), points=np.array([day - 0.01, day, day + 0.01]))
    assert run["V"][1] == pytest.approx(665.1416, rel=1e-4)
    growth = run["g"] * run["V"]  # mm³ per day
    assert growth[1] > growth[0]
    assert growth[1] > growth[2]


def test_four_cycles_of_log_kill_agree_with_the_one_state_form() -> None:
    volume = 1.0
    for _ in range(3):
        volume = 0.1 * one_state(volume, 21, 0.60, 0.08)
    volume = one_state(volume, 21, 0.60, 0.08)
    assert volume == pytest.approx(1061, abs=0.5)
    run = simulate(gompertz, days=(0, 84), points=2, treatments=CHEMOTHERAPY.at(21, 42, 63))
    assert run["V"][-1] == pytest.approx(volume, rel=1e-6)


def test_a_kill_that_forgot_the_growth_rate_would_be_wrong_600_fold() -> None:
    kills = [{"t": day, "state": "V", "op": "scale", "value": 0.1} for day in (21, 42, 63)]
    run = simulate(gompertz, days=(0, 84), points=2, treatments=kills)
    assert run["V"][-1] == pytest.approx(1.79, abs=0.005)


@settings(max_examples=25)
@given(
    f=st.floats(0, 0.99),
    alpha=st.floats(0.3, 1.0),
    beta=st.floats(0.03, 0.15),
    dose=st.floats(0, 2),
    day=st.floats(1, 39),
)
def test_no_treatment_changes_the_final_volume(
    f: float, alpha: float, beta: float, dose: float, day: float
) -> None:
    run = simulate(
        gompertz,
        days=(0, 40),
        points=5,
        treatments=CHEMOTHERAPY.at(day, dose=dose),
        f=f,
        alpha=alpha,
        beta=beta,
    )
    assert run["plateau"] == pytest.approx(np.full(5, math.exp(alpha / beta)), rel=1e-5)


@pytest.mark.parametrize(("days", "outcome"), [(20, "quickening"), (40, "slowed"), (100, "grown")])
def test_how_it_ended(days: float, outcome: str) -> None:
    assert simulate(gompertz, days=(0, days)).outcome == outcome


def test_it_is_grown_from_95_per_cent_of_the_plateau_on() -> None:
    def grown(day: float) -> bool:
        return simulate(gompertz, days=(0, day), points=2).outcome == "grown"

    at = threshold(grown, 40, 100, 1e-6)
    assert gompertz_volume(at, 0.60, 0.08) == pytest.approx(0.95 * 1808.0424, rel=1e-4)
