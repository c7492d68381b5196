"""Global sensitivity: known indices, and virtual patients."""

import numpy as np
import pytest
from numpy.typing import NDArray

from course_utils import POPULATIONS, ModelError, il6, one_at_a_time, sobol, sobol_of_population
from course_utils.simulate import LogNormal, Population, Runs, Uniform

Array = NDArray[np.float64]
ANGLES = dict.fromkeys(("x1", "x2", "x3"), (-np.pi, np.pi))
TRASTUZUMAB = [il6.treatments["trastuzumab"].during(0, 181)]


def ishigami(x: Array) -> Array:
    """Ishigami and Homma (1990) with a = 7, b = 0.1, whose indices are known."""
    value: Array = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


def volume_at_end(runs: Runs) -> Array:
    last: Array = runs["N"][:, -1]
    return last


def test_ishigami_s_function_has_its_known_indices() -> None:
    found = sobol(ishigami, ANGLES, n=4096, seed=1)
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert found["x3"] == (found.first[2], found.total[2])
    assert np.all(found.first_error < 0.05)
    again = sobol(ishigami, ANGLES, n=4096, seed=1)
    np.testing.assert_array_equal(again.first, found.first)


def test_of_two_factors_the_one_that_varies_twice_as_much_explains_four_times_as_much() -> None:
    # Untreated and small, so that growth is exponential: ln N = ln B + rB t.
    population = Population({"B": LogNormal(0.2), "S": Uniform(1e-9, 2e-9)})
    model = il6.set(K=3000, c0=0, c1=0)
    found = sobol_of_population(
        model, [], population, lambda runs: np.log(runs["B"][:, -1]), n=256, days=(0, 1), points=3
    )
    assert found["B"] == pytest.approx((1, 1), abs=0.05)
    assert found["S"] == pytest.approx((0, 0), abs=0.01)


def test_between_patients_on_trastuzumab_il6_of_stem_like_cells_decides_most() -> None:
    found = sobol_of_population(
        il6, TRASTUZUMAB, POPULATIONS["il6"], volume_at_end, n=256, days=(0, 60), points=61
    )
    assert max(found.names, key=lambda name: found[name][1]) == "pS"


def test_one_at_a_time_goes_from_the_tenth_to_the_ninetieth_percentile() -> None:
    swings = one_at_a_time(
        il6, TRASTUZUMAB, POPULATIONS["il6"], volume_at_end, days=(0, 60), points=61
    )
    assert swings[0].name == "pS"
    assert [swing.width for swing in swings] == sorted((s.width for s in swings), reverse=True)
    # Φ(1.2816) = 0.9
    assert swings[0].low == pytest.approx(50 * np.exp(-0.6 * 1.28155), rel=1e-5)
    assert swings[0].high == pytest.approx(50 * np.exp(0.6 * 1.28155), rel=1e-5)
    assert swings[0].at_low < swings[0].middle < swings[0].at_high
    assert len({swing.middle for swing in swings}) == 1


def test_what_cannot_be_split_is_refused() -> None:
    with pytest.raises(ModelError, match="n is 1000, but it must be a power of two"):
        sobol(ishigami, ANGLES, n=1000)
    with pytest.raises(ModelError, match="Nothing varies"):
        sobol(ishigami, {})
    with pytest.raises(ModelError, match="'a' would vary from 2 to 1"):
        sobol(ishigami, {"a": (2, 1)})
    with pytest.raises(ModelError, match="always the same"):
        sobol(lambda x: np.ones(len(x)), ANGLES, n=8)
    with pytest.raises(ModelError, match=r"one finite number a row \(40 of them\)"):
        sobol(lambda x: x, ANGLES, n=8)
    tied = Population({"rB": LogNormal(0.1), "rS": LogNormal(0.1)}, {("rB", "rS"): 0.5})
    with pytest.raises(ModelError, match="are correlated, so no share"):
        sobol_of_population(il6, [], tied, volume_at_end)
    with pytest.raises(ModelError, match="must give one number a patient"):
        one_at_a_time(il6, [], POPULATIONS["il6"], lambda runs: runs["N"], days=(0, 5), points=11)
