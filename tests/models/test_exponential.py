"""Chapter 1's numbers that rest on exponential growth alone."""

import math

import numpy as np
import pytest

from course_utils.analysis import doublings, exponential_volume, threshold
from course_utils.models import exponential
from course_utils.simulate import simulate

CELL = 1e-6  # mm³, at a million cells per cubic millimetre
CHEMOTHERAPY = exponential.treatments["chemotherapy"]


@pytest.mark.parametrize("values", [{}, {"r": 0.6, "V0": 0.1}, {"r": 0.02, "V0": 10}])
def test_the_run_is_the_closed_form(values: dict[str, float]) -> None:
    model = exponential.set(**values)
    run = simulate(model, days=(0, 60), points=601)
    exact = exponential_volume(run.t, model.values["r"], model.values["V0"])
    assert np.max(np.abs(run["V"] / exact - 1)) < 1e-6


def test_thirty_doublings_lead_from_a_cell_to_a_cubic_centimetre() -> None:
    assert doublings(1, 1e9) == pytest.approx(29.897, abs=1e-3)


def test_a_cell_that_doubles_in_180_days_is_a_cubic_centimetre_after_15_years() -> None:
    assert doublings(1, 1e9) * 180 / 365.25 == pytest.approx(14.734, abs=0.002)

    def large(years: float) -> bool:
        days = 365.25 * years
        run = simulate(exponential, days=(0, days), points=2, r=math.log(2) / 180, V0=CELL)
        return bool(run["V"][-1] > 1000)

    assert threshold(large, 10, 20, 1e-5) == pytest.approx(14.734, abs=0.002)


def test_log_kill_leaves_a_sixth_after_a_cycle_of_21_days() -> None:
    run = simulate(
        exponential, days=(0, 21), points=2, treatments=CHEMOTHERAPY.at(0), r=math.log(2) / 30
    )
    assert run["V"][-1] == pytest.approx(0.1624505, abs=5e-8)


def test_log_kill_brings_ten_billion_cells_below_one_in_13_cycles() -> None:
    cycles = range(1, 15)
    run = simulate(
        exponential,
        days=(0, 14 * 21),
        # The end of each cycle, just before the next dose.
        points=np.array([21 * n - 1e-6 for n in cycles]),
        treatments=CHEMOTHERAPY.at(*(21.0 * (n - 1) for n in cycles)),
        V0=1e10 * CELL,
        r=math.log(2) / 30,
    )
    assert next(n for n, volume in zip(cycles, run["V"], strict=True) if volume < CELL) == 13


def test_how_it_ended_is_said_in_words() -> None:
    grown = simulate(exponential, days=(0, 30))
    assert grown.outcome == "larger"
    assert "403 mm³" in grown.outcome_words
    shrunk = simulate(exponential, days=(0, 30), treatments=CHEMOTHERAPY.at(2, 29, dose=3))
    assert shrunk.outcome == "smaller"
    gone = simulate(exponential, days=(0, 30), treatments=CHEMOTHERAPY.at(2, dose=8))
    assert gone.outcome == "eliminated"
