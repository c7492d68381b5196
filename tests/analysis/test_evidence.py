"""What a count, a diameter and a significant result are worth: numbers known from elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from course_utils.analysis import (
    clopper_pearson,
    predictive_value,
    recist,
    regression_to_the_mean,
)
from course_utils.modelling import ModelError

shares = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(3, 11, 0.060, 0.610), (11, 24, 0.256, 0.672), (3, 6, 0.118, 0.882)],
)
def test_an_interval_of_a_count_is_that_of_the_tables(
    count: int, of: int, low: float, high: float
) -> None:
    assert clopper_pearson(count, of) == pytest.approx((low, high), abs=5e-4)


def test_nobody_of_eleven_still_fits_almost_a_quarter() -> None:
    low, high = clopper_pearson(0, 11, upper_only=True)
    assert low == 0
    assert high == pytest.approx(0.238, abs=5e-4)
    # In closed form: so large a share leaves a count of nobody 5 %.
    assert high == pytest.approx(1 - 0.05 ** (1 / 11))


@settings(max_examples=40)
@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_ends_where_the_count_becomes_unlikely(drawn: tuple[int, int]) -> None:
    count, of = drawn
    low, high = clopper_pearson(count, of)
    assert low <= count / of <= high
    if count > 0:
        assert stats.binom.sf(count - 1, of, low) == pytest.approx(0.025, rel=1e-6)
    if count < of:
        assert stats.binom.cdf(count, of, high) == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize(("count", "of"), [(4, 3), (-1, 3), (0, 0), (1.5, 3), (True, 3)])
def test_what_is_no_count_is_refused(count: int, of: int) -> None:
    with pytest.raises(ModelError, match=r"is no count; give two whole numbers, such as 3 of 11"):
        clopper_pearson(count, of)


def test_from_8_to_2_5_cm_is_a_partial_response() -> None:
    seen = recist(8, 2.5)
    assert seen.word == "partial response"
    assert seen.diameter == -0.6875
    assert seen.volume_left == pytest.approx(0.0305, abs=5e-5)
    assert math.log10(seen.volume_left) == pytest.approx(-1.515, abs=5e-4)
    # A billion cells fill a cubic centimetre.
    assert math.pi / 6 * 2.5**3 * 1e9 == pytest.approx(8.2e9, rel=0.005)


def test_the_edges_of_recist_are_in_volume_much_wider() -> None:
    assert recist(10, 7).word == "partial response"
    assert 1 - recist(10, 7).volume_left == pytest.approx(0.657)
    assert recist(10, 12).word == "progressive disease"
    assert recist(10, 12).volume_left - 1 == pytest.approx(0.728)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (3, 0, "complete response"),
        (10, 7.1, "stable disease"),
        (10, 11.9, "stable disease"),
        # A fifth more, but only 2 mm.
        (1, 1.2, "stable disease"),
    ],
)
def test_between_the_edges_disease_is_stable(before: float, after: float, word: str) -> None:
    assert recist(before, after).word == word


@pytest.mark.parametrize(("before", "after"), [(0, 1), (-1, 1), (1, math.nan), (math.inf, 1)])
def test_what_is_no_diameter_is_refused(before: float, after: float) -> None:
    with pytest.raises(ModelError, match=r"^The diameter"):
        recist(before, after)


@pytest.mark.parametrize(
    ("prior", "power", "expected"), [(0.1, 0.2, 0.31), (0.5, 0.8, 0.94), (0.1, 0.45, 0.5)]
)
def test_what_a_finding_is_worth_depends_on_what_was_likely_before(
    prior: float, power: float, expected: float
) -> None:
    assert predictive_value(prior, power) == pytest.approx(expected, abs=0.005)


@given(shares, shares, shares)
def test_a_finding_makes_an_idea_likelier_only_if_power_exceeds_chance(
    prior: float, power: float, alpha: float
) -> None:
    gained = predictive_value(prior, power, alpha) - prior
    assert gained * (power - alpha) >= -1e-12


@pytest.mark.parametrize("prior", [0, 1, -0.1, math.nan])
def test_a_prior_that_is_no_share_is_refused(prior: float) -> None:
    with pytest.raises(ModelError, match=r"^The prior"):
        predictive_value(prior, 0.8)


def test_the_lowest_rise_by_almost_half_without_a_drug() -> None:
    # 0.463 was found by drawing; the formula has 0.465.
    assert regression_to_the_mean(0.7, 0.3) == pytest.approx(0.463, abs=0.005)
    rng = np.random.default_rng(9)
    truth = rng.normal(size=400_000)
    first, second = truth + 0.7 * rng.normal(size=(2, truth.size))
    # Half a standard deviation is passed by chance in 30.7 % of all.
    assert np.mean(second - first > 0.5) == pytest.approx(0.307, abs=0.003)


@pytest.mark.parametrize(("error", "lowest"), [(0.7, 0.3), (1, 0.3), (0.4, 0.1)])
def test_the_formula_of_the_rise_agrees_with_drawing(error: float, lowest: float) -> None:
    rng = np.random.default_rng(9)
    truth = rng.normal(size=400_000)
    first, second = truth + error * rng.normal(size=(2, truth.size))
    low = first <= np.quantile(first, lowest)
    drawn = (second - first)[low].mean()
    assert regression_to_the_mean(error, lowest) == pytest.approx(drawn, abs=0.01)


def test_without_error_nobody_rises() -> None:
    assert regression_to_the_mean(0, 0.3) == 0
