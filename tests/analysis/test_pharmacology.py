"""Chapter 5's closed forms: anakinra between two doses, and the Schild plot of its receptor."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.analysis import dose_ratio, mean_occupancy, occupancy, peak, threshold, trough
from course_utils.modelling import ModelError

LOSS = 24 * math.log(2) / 5
amounts = st.floats(1e-3, 1e3)


def test_5b_trough_peak_and_accumulation_of_daily_anakinra() -> None:
    assert trough(100, LOSS) == pytest.approx(3.72334, abs=5e-6)
    assert peak(100, LOSS) == pytest.approx(103.72334, abs=5e-6)
    assert peak(100, LOSS) / 100 == pytest.approx(1.03723, abs=5e-6)
    assert trough(100, LOSS) / peak(100, LOSS) == pytest.approx(0.036, abs=5e-4)


def test_what_many_doses_leave_is_their_sum() -> None:
    left = sum(100 * math.exp(-LOSS * day) for day in range(1, 30))
    assert trough(100, LOSS) == pytest.approx(left, rel=1e-12)


def test_5b_the_schild_plot_has_the_slope_one_and_meets_the_axis_at_ka() -> None:
    """The dose ratio is measured: how much more ligand holds half of the receptors."""

    def needed(blocker: float) -> float:
        return threshold(lambda I: occupancy(I, 10, blocker, 2) > 0.5, 1, 1e5, 1e-13)  # noqa: N803, E741

    blockers = [1.0, 4.0, 30.0, 200.0]
    ratios = [needed(blocker) / needed(0) for blocker in blockers]
    assert ratios == pytest.approx([dose_ratio(blocker, 2) for blocker in blockers], rel=1e-6)
    logs = [math.log10(ratio - 1) for ratio in ratios]
    slope = (logs[-1] - logs[0]) / math.log10(blockers[-1] / blockers[0])
    assert slope == pytest.approx(1, abs=1e-6)
    assert logs[0] - slope * math.log10(blockers[0]) == pytest.approx(-math.log10(2), abs=1e-6)


def test_5b_the_mean_occupancy_over_a_day() -> None:
    mean = mean_occupancy(I=18.75, KI=10, KA=2, dose=100, loss=LOSS)
    assert mean == pytest.approx(0.172478, abs=5e-7)
    assert mean / occupancy(18.75, 10) == pytest.approx(0.26447, abs=5e-6)


@given(amounts, amounts, amounts, st.floats(0.05, 20), st.floats(0.1, 3))
def test_5b_the_mean_occupancy_is_that_of_quadrature(
    ligand: float, ka: float, dose: float, loss: float, interval: float
) -> None:
    points = 2000
    first = peak(dose, loss, interval)
    middles = [(i + 0.5) * interval / points for i in range(points)]
    mean = sum(occupancy(ligand, 10, first * math.exp(-loss * t), ka) for t in middles) / points
    found = mean_occupancy(ligand, 10, ka, dose, loss, interval)
    assert found == pytest.approx(mean, abs=1e-5)


def test_exercises_half_of_the_peak_and_nine_tenths_of_the_receptors() -> None:
    """A half-life of a day; and the trough that leaves IL-1β a tenth of what it would hold."""
    assert trough(100, math.log(2)) / peak(100, math.log(2)) == pytest.approx(0.5)
    needed = 9 * (1 + 18.75 / 10) * 2
    assert needed == pytest.approx(51.75)
    assert occupancy(18.75, 10, needed, 2) / occupancy(18.75, 10) == pytest.approx(0.1)
    assert 100 * needed / trough(100, LOSS) == pytest.approx(1390, abs=1)


@given(amounts, amounts, amounts)
def test_a_blocker_only_ever_lowers_the_occupancy(ligand: float, blocker: float, ka: float) -> None:
    assert 0 < occupancy(ligand, 10, blocker, ka) < occupancy(ligand, 10) < 1


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: occupancy(-1, 10), "ligand I is -1, but it cannot be negative"),
        (lambda: occupancy(1, 0), "KI is 0, but it must be above zero"),
        (lambda: dose_ratio(1, 0), "KA is 0, but it must be above zero"),
        (lambda: trough(100, 0), "loss is 0, but it must be above zero"),
        (lambda: peak(100, 1, 0), "interval is 0, but it must be above zero"),
        (lambda: mean_occupancy(1, 10, 0, 100, 1), "KA is 0, but it must be above zero"),
    ],
)
def test_impossible_numbers_are_refused_in_words(refused: object, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        refused()  # type: ignore[operator]
