"""Chapter 1's numbers that rest on exponential growth alone."""

import numpy as np
import pytest

from course_utils.analysis import exponential_volume
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


def test_how_it_ended_is_said_in_words() -> None:
    grown = simulate(exponential, days=(0, 30))
    assert grown.outcome == "larger"
    assert "403 mm³" in grown.outcome_words
    shrunk = simulate(exponential, days=(0, 30), treatments=CHEMOTHERAPY.at(2, 29, dose=3))
    assert shrunk.outcome == "smaller"
    gone = simulate(exponential, days=(0, 30), treatments=CHEMOTHERAPY.at(2, dose=8))
    assert gone.outcome == "eliminated"
