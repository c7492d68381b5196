"""Chapter 5's numbers: start values, dosing, and the values behind the claims.

The expected numbers were computed independently. Start values, dosing and the mean occupancy are
exact; those of the claims describe constants that were chosen by hand.
"""

import math

import numpy as np
import pytest

from course_utils.analysis import mean_occupancy, occupancy, peak, trough
from course_utils.compile import rhs_function
from course_utils.models import il1
from course_utils.simulate import Run, simulate

DAILY = il1.treatments["anakinra"].at(*range(120))
CHEMOTHERAPY = il1.treatments["chemotherapy"].during(14, 120)


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    """The equations typed by hand, at twenty random points, with and without the windows."""
    rng = np.random.default_rng(5)
    names = list(il1.parameters)
    assert il1.constants == [*names, "anti_tgfb", "chemotherapy", "j0"]
    for _ in range(20):
        v = dict(zip(names, rng.uniform(0.1, 2, len(names)), strict=True))
        T, I, A, X = rng.uniform(0, 50, 4)  # noqa: N806, E741
        M, j0 = rng.uniform(0, 1, 2)  # noqa: N806
        TG, CH = (int(on) for on in rng.integers(0, 2, 2))  # noqa: N806
        j = (I / v["KI"]) / (1 + I / v["KI"] + A / v["KA"])
        expected = [
            v["g"] * T * (1 + v["eps"] * j) * (1 - T / v["K"]) - v["kch"] * CH * T,
            v["pi_"] * (1 - v["uT"] * TG) * T / (v["h"] + T) * (1 - M) - v["dM"] * M,
            v["p"] * M - v["dI"] * I,
            -v["kA"] * A,
            v["kX"] * (j / j0 - X),
        ]
        found = rhs_function(il1)([T, M, I, A, X], [*v.values(), TG, CH, j0])
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_the_start_is_at_rest_but_for_the_tumour() -> None:
    v = il1.values
    assert (v["M"], v["I"]) == (pytest.approx(0.75), pytest.approx(18.75))
    assert v["j0"] == pytest.approx(18.75 / 28.75)
    assert v["j0"] == pytest.approx(0.652174, abs=5e-7)
    slope = rhs_function(il1)(
        [v[name] for name in il1.states], [v.get(name, 0.0) for name in il1.constants]
    )
    assert slope[1:] == pytest.approx([0, 0, 0, 0], abs=1e-12)


@pytest.mark.parametrize("volume", [5, 60, 150])
def test_another_tumour_starts_at_rest_too(volume: float) -> None:
    run = simulate(il1, days=(0, 1e-3), points=2, T=volume)
    assert run["M"][0] == pytest.approx(0.5 * volume / (0.6 * volume + 2))
    assert run["X"][-1] == pytest.approx(1, abs=1e-6)


def test_the_inflamed_doubling_time_at_the_start() -> None:
    v = il1.values
    rate = v["g"] * (1 + v["eps"] * v["j0"]) * (1 - v["T"] / v["K"])
    assert math.log(2) / rate == pytest.approx(44.63, abs=0.005)


def test_5b_a_month_of_daily_doses_swings_between_trough_and_peak() -> None:
    run = simulate(il1, days=(0, 30), points=31, treatments=DAILY)
    assert run["A"][-1] == pytest.approx(103.72334, abs=5e-6)
    before = simulate(il1, days=(0, 30), points=np.array([30 - 1e-9]), treatments=DAILY)
    assert before["A"][0] == pytest.approx(3.72334, abs=5e-6)
    assert run["A"][-1] == pytest.approx(peak(100, il1.values["kA"]), rel=1e-7)
    assert before["A"][0] == pytest.approx(trough(100, il1.values["kA"]), rel=1e-7)


def test_5b_the_mean_occupancy_of_a_day_is_the_model_s() -> None:
    """With the tumour held still, as the formula holds IL-1β still."""
    v = il1.values
    still = il1.without("division", "inflamed_division", "crowding")
    run = simulate(still, days=(0, 30), points=np.linspace(29, 30 - 1e-9, 4001), treatments=DAILY)
    exact = mean_occupancy(v["I"], v["KI"], v["KA"], v["dose"], v["kA"])
    assert np.trapezoid(run["j"], run.t) == pytest.approx(exact, abs=1e-6)
    assert exact == pytest.approx(0.172478, abs=5e-7)
    assert exact / v["j0"] == pytest.approx(0.26447, abs=5e-6)
    assert run["j"][0] == pytest.approx(occupancy(v["I"], v["KI"], run["A"][0], v["KA"]))


def test_5b_never_more_than_all_myeloid_cells_are_primed() -> None:
    rng = np.random.default_rng(55)
    for _ in range(10):
        values = {
            name: float(rng.uniform(*item.range))
            for name, item in il1.parameters.items()
            if item.range
        }
        run = simulate(il1, days=(0, 200), points=201, treatments=[DAILY, CHEMOTHERAPY], **values)
        assert run["M"].max() <= 1
    assert il1.states["M"].at_most == 1


@pytest.mark.parametrize(
    ("number", "value", "digit"),
    [
        ("C5.1", 0.291, 0.001),
        ("C5.2", 0.995, 0.001),
        ("C5.3", 0.699, 0.001),
        ("C5.4a", 0.650, 0.001),
        ("C5.4b", 3.47, 0.01),
        ("C5.5a", 0.948, 0.001),
        ("C5.5b", 0.593, 0.001),
        ("C5.6a", 0.273, 0.001),
        ("C5.6b", 0.363, 0.001),
        ("C5.7", 1.01, 0.01),
    ],
)
def test_the_value_behind_the_claim(number: str, value: float, digit: float) -> None:
    assert il1.claims[number].quantity(il1) == pytest.approx(value, abs=digit / 2)


@pytest.fixture(scope="module")
def two_weeks() -> Run:
    """Two weeks of anakinra, then none, looked at a hundred times a day."""
    course = il1.treatments["anakinra"].at(*range(14))
    return simulate(il1, days=(0, 42), points=4201, treatments=course)


def test_c5_1_the_signature_is_below_half_on_day_3_7(two_weeks: Run) -> None:
    assert two_weeks.t[np.argmax(two_weeks["X"] < 0.5)] == pytest.approx(3.7, abs=0.05)


def test_c5_7_the_signature_is_back_at_nine_tenths_on_day_20_6(two_weeks: Run) -> None:
    back = (two_weeks.t > 14) & (two_weeks["X"] > 0.9)
    assert two_weeks.t[np.argmax(back)] == pytest.approx(20.6, abs=0.05)


@pytest.mark.parametrize(
    ("treatments", "outcome"),
    [([], "inflamed"), ([DAILY], "calmed"), ([DAILY, CHEMOTHERAPY], "shrunken")],
)
def test_every_outcome_can_be_reached(treatments: list[object], outcome: str) -> None:
    run = simulate(il1, days=(0, 119), points=120, treatments=treatments)  # type: ignore[arg-type]
    assert run.outcome == outcome
    assert set(il1.outcomes) == {"inflamed", "calmed", "shrunken"}
