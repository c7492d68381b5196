"""Chapter 1's numbers of birth and death that need no stochastic engine: the mean."""

import math

import numpy as np
import pytest

from course_utils.analysis.branching import mean_size
from course_utils.models import birth_death
from course_utils.simulate import simulate


@pytest.mark.parametrize(("b", "d", "n"), [(1, 0.5, 1), (0.3, 0.9, 5), (1, 1, 3), (0, 0, 2)])
def test_the_equations_are_the_mean_of_the_branching_process(b: float, d: float, n: int) -> None:
    run = simulate(birth_death, days=(0, 10), points=11, b=b, d=d, C=n)
    expected = np.array([mean_size(t, b, d, n) for t in run.t])
    assert run["C"] == pytest.approx(expected, rel=1e-6)
    assert run["C"] == pytest.approx(n * np.exp((b - d) * run.t), rel=1e-6)


@pytest.mark.parametrize(
    ("b", "d", "outcome"), [(1, 0.5, "growing"), (0.5, 1, "vanishing"), (1, 1, "balanced")]
)
def test_how_it_ended(b: float, d: float, outcome: str) -> None:
    run = simulate(birth_death, days=(0, 3), b=b, d=d)
    assert run.outcome == outcome
    assert f"{math.exp(3 * (b - d)):.3g} cells" in run.outcome_words
