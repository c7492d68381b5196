"""Chapter 1's numbers of logistic growth."""

import math

import numpy as np
import pytest

from course_utils.analysis import logistic_volume
from course_utils.models import logistic
from course_utils.simulate import simulate


@pytest.mark.parametrize(
    "values", [{}, {"V0": 50}, {"r": 0.6, "K": 500, "V0": 10}, {"r": 0.02, "K": 5000}]
)
def test_the_run_is_the_closed_form(values: dict[str, float]) -> None:
    model = logistic.set(**values)
    v = model.values
    run = simulate(model, days=(0, 60), points=601)
    assert np.max(np.abs(run["V"] / logistic_volume(run.t, v["r"], v["K"], v["V0"]) - 1)) < 1e-6


def test_growth_is_fastest_on_day_18() -> None:
    """From 50 mm³ towards 2000 at 0.2 per day: half full on day ln(K/V0 - 1)/r."""
    day = math.log(2000 / 50 - 1) / 0.2
    assert day == pytest.approx(18.3178082, abs=1e-6)
    run = simulate(logistic, days=(0, 40), points=np.array([day - 0.1, day, day + 0.1]), V0=50)
    before, at, after = run["V"]
    assert at == pytest.approx(1000, rel=1e-6)
    # The bend: growth quickens before it as much as it slows after it.
    assert after - at == pytest.approx(at - before, rel=1e-6)


@pytest.mark.parametrize(("days", "outcome"), [(20, "quickening"), (50, "slowed"), (100, "grown")])
def test_how_it_ended(days: float, outcome: str) -> None:
    assert simulate(logistic, days=(0, days)).outcome == outcome
