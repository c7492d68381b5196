"""Numbers of chance of chapters 1 and 7: who dies out, and how unequal the others are.

The stochastic engine draws the same numbers; here the formulas stand alone.
"""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.analysis.branching import (
    burst_extinction,
    cure_probability,
    extinction_by,
    extinction_probability,
    mean_size,
    variance_of_size,
)
from course_utils.modelling import ModelError

rates = st.floats(0, 2).map(lambda rate: rate if rate > 1e-6 else 0.0)


@pytest.mark.parametrize(
    ("b", "d", "n", "chance"), [(1, 0.5, 1, 0.5), (1, 0.5, 3, 0.125), (1, 0.8, 5, 0.32768)]
)
def test_chance_of_dying_out(b: float, d: float, n: int, chance: float) -> None:
    assert extinction_probability(b, d, n) == pytest.approx(chance, rel=1e-12)


def test_chance_of_having_died_out_by_day_3() -> None:
    assert extinction_by(3, 1, 0.5) == pytest.approx(0.437213, abs=5e-7)


def test_mean_and_variance_on_day_3() -> None:
    assert mean_size(3, 1, 0.5) == pytest.approx(4.4817, abs=5e-5)
    assert variance_of_size(3, 1, 0.5) == pytest.approx(46.81, abs=0.005)


@given(day=st.floats(0, 20), b=rates, d=rates, n=st.integers(0, 5))
def test_the_chance_by_a_day_solves_the_equation_of_the_process(
    day: float, b: float, d: float, n: int
) -> None:
    """One cell's family obeys q' = d - (b + d) q + b q², with q(0) = 0 (what happens first)."""
    h = 1e-4
    q = extinction_by(day, b, d)
    slope = (extinction_by(day + h, b, d) - q) / h
    middle = extinction_by(day + h / 2, b, d)
    assert slope == pytest.approx(d - (b + d) * middle + b * middle**2, abs=1e-6)
    assert extinction_by(day, b, d, n) == pytest.approx(q**n, abs=1e-12)
    assert 0 <= q <= extinction_probability(b, d) + 1e-12


@given(b=rates, d=rates)
def test_in_the_end_as_many_die_out_as_ever_will(b: float, d: float) -> None:
    late = extinction_by(1e9, b, d)
    assert late == pytest.approx(extinction_probability(b, d), abs=2e-3)


@given(day=st.floats(0, 5), b=rates, d=rates)
def test_the_variance_solves_the_equation_of_the_process(day: float, b: float, d: float) -> None:
    """d(variance)/dt = 2 (b - d) variance + (b + d) mean."""
    h = 1e-4
    slope = (variance_of_size(day + h, b, d) - variance_of_size(day, b, d)) / h
    middle = day + h / 2
    expected = 2 * (b - d) * variance_of_size(middle, b, d) + (b + d) * mean_size(middle, b, d)
    assert slope == pytest.approx(expected, rel=1e-4, abs=1e-6)


def test_equal_rates_are_the_limit_of_unequal_ones() -> None:
    assert extinction_by(3, 1, 1) == pytest.approx(3 / 4, rel=1e-12)
    assert extinction_by(3, 1, 1 - 1e-9) == pytest.approx(3 / 4, rel=1e-8)
    assert variance_of_size(3, 1, 1, founders=2) == pytest.approx(12, rel=1e-12)


def test_7a_cure_probability_of_a_drug_that_fades() -> None:
    """By day 40; the tumours that die out later add a little more than a tenth of a per cent."""

    def death(day: float) -> float:
        return 0.25 + 1.6 * math.exp(-0.3 * day)

    assert cure_probability(40, 0.4, death, founders=200) == pytest.approx(0.38647, abs=5e-6)
    assert cure_probability(1000, 0.4, death, founders=200) == pytest.approx(0.38796, abs=5e-6)


@settings(max_examples=20)
@given(day=st.floats(0, 30), b=rates, d=rates, n=st.integers(0, 5))
def test_a_cure_by_a_constant_rate_is_dying_out_by_a_day(
    day: float, b: float, d: float, n: int
) -> None:
    assert cure_probability(day, b, lambda _: d, n) == pytest.approx(
        extinction_by(day, b, d, n), abs=1e-8
    )


def test_a_strong_drug_given_forever_cures_for_certain() -> None:
    assert cure_probability(100, 0.4, lambda _: 2.0, founders=10**9) == pytest.approx(1)
    assert cure_probability(100, 0.4, lambda _: 0.0, founders=3) == 0


def test_7b_one_virion_dies_out_88_times_in_100() -> None:
    """At 100 million cells it infects one time in five, and a cell sets seven free."""
    infects = 0.005 * 100 / (2 + 0.005 * 100)
    assert infects == pytest.approx(0.2)
    chance = burst_extinction(infects, burst=7)
    assert chance == pytest.approx(0.885128, abs=5e-7)
    assert burst_extinction(infects, burst=7, founders=5) == pytest.approx(chance**5)


@given(st.floats(0, 1), st.integers(0, 40))
def test_a_burst_s_chance_is_the_smallest_root(s: float, m: int) -> None:
    q = burst_extinction(s, m)
    assert 0 <= q <= 1
    assert q == pytest.approx(1 - s + s * q**m, abs=1e-9)
    # Below the smallest root the next generation is always likelier to be extinct.
    for share in (0.2, 0.7, 0.99):
        assert 1 - s + s * (share * q) ** m >= share * q - 1e-12


def test_a_burst_that_replaces_no_more_than_itself_dies_out() -> None:
    assert burst_extinction(0.2, 5) == 1
    assert burst_extinction(1, 1) == 0
    assert burst_extinction(1, 7) == 0
    assert burst_extinction(0, 7) == 1
    with pytest.raises(ModelError, match=r"chance to infect is 1\.2, but it cannot be above 1"):
        burst_extinction(1.2, 7)
    with pytest.raises(ModelError, match=r"burst size is 1\.5, but it must be a whole number"):
        burst_extinction(0.2, 1.5)  # type: ignore[arg-type]


def test_edges() -> None:
    assert extinction_probability(0, 0) == 0
    assert extinction_probability(0, 1) == 1
    assert extinction_probability(1, 2, 4) == 1
    assert extinction_probability(1, 2, 0) == extinction_by(0, 1, 2, 0) == 1
    assert extinction_by(0, 1, 1) == 0
    assert extinction_by(1e6, 2, 1) == pytest.approx(0.5)
    assert mean_size(0, 1, 2, 7) == 7
    assert math.isfinite(variance_of_size(100, 2, 0))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((-1, 1), "rate of division is -1, but it cannot be negative"),
        ((1, float("nan")), "rate of death is not a number"),
        ((1, 1, 1.5), "founders is 1.5, but it must be a whole number"),
        ((1, 1, -1), "founders is -1, but it cannot be negative"),
    ],
)
def test_impossible_numbers_are_refused_in_words(arguments: tuple[float, ...], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        extinction_probability(*arguments)  # type: ignore[arg-type]
