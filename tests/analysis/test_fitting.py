"""Fitting finds what was put in, and says how well it knows it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.analysis import (
    doublings,
    exponential_volume,
    fit,
    gompertz_volume,
    logistic_volume,
)
from course_utils.modelling import ModelError
from course_utils.models import exponential, gompertz, logistic

DAYS = np.arange(14.0, 39.0, 3.0)
GUESS = {"alpha": 0.6, "beta": 0.08}


@settings(max_examples=40)
@given(alpha=st.floats(0.3, 1.0), beta=st.floats(0.03, 0.15))
def test_a_curve_without_scatter_is_found_again(alpha: float, beta: float) -> None:
    found = fit(gompertz_volume, DAYS, gompertz_volume(DAYS, alpha, beta), GUESS)
    assert found.values["alpha"] == pytest.approx(alpha, rel=1e-4)
    assert found.values["beta"] == pytest.approx(beta, rel=1e-4)
    assert found.sse_per_point < 1e-10


def test_a_model_and_its_closed_form_give_the_same_fit() -> None:
    rng = np.random.default_rng(3)
    noise = np.exp(rng.normal(0, 0.164, DAYS.size))
    cases: list[tuple[Any, Any, dict[str, float]]] = [
        (gompertz, gompertz_volume, GUESS),
        (logistic, logistic_volume, {"r": 0.3, "K": 2000}),
        (exponential, exponential_volume, {"r": 0.2}),
    ]
    sizes = gompertz_volume(DAYS, 0.558, 0.0681) * noise
    for model, curve, guess in cases:
        a = fit(model, DAYS, sizes, guess)
        b = fit(curve, DAYS, sizes, guess)
        assert a.values == pytest.approx(b.values, rel=1e-4)
        assert a.standard_errors == pytest.approx(b.standard_errors, rel=1e-3)
        assert a.sse == pytest.approx(b.sse, rel=1e-6)
        assert a.fitted == pytest.approx(curve(DAYS, **a.values), rel=1e-6)


def test_a_model_is_fitted_from_its_own_values_and_in_any_order_of_days() -> None:
    back = DAYS[::-1]
    sizes = gompertz_volume(back, 0.7, 0.1, 2.0)
    found = fit(gompertz.set(V0=2), back, sizes, ["alpha", "beta"])
    assert found.values == pytest.approx({"alpha": 0.7, "beta": 0.1}, rel=1e-4)
    assert np.max(np.abs(found.residuals)) < 1e-5


def test_standard_errors_are_those_of_a_straight_line() -> None:
    """The logarithm of an exponential curve is a line, whose errors are textbook formulas."""
    from scipy.stats import linregress

    rng = np.random.default_rng(7)
    sizes = exponential_volume(DAYS, 0.2, 3.0) * np.exp(rng.normal(0, 0.2, DAYS.size))
    found = fit(exponential_volume, DAYS, sizes, {"r": 0.1, "V0": 1})
    line = linregress(DAYS, np.log(sizes))
    assert found.values["r"] == pytest.approx(line.slope, rel=1e-5)
    assert found.standard_errors["r"] == pytest.approx(line.stderr, rel=1e-4)
    # Of V0 = exp(intercept), by the rule for small errors.
    spread = line.intercept_stderr * found.values["V0"]
    assert found.standard_errors["V0"] == pytest.approx(spread, rel=1e-4)
    assert found.sse_per_point == pytest.approx(found.sse / 9)


@pytest.mark.slow
def test_standard_errors_tell_how_far_refits_scatter() -> None:
    rng = np.random.default_rng(11)
    exact = gompertz_volume(DAYS, 0.558, 0.0681)
    fits = [
        fit(gompertz_volume, DAYS, exact * np.exp(rng.normal(0, 0.164, DAYS.size)), GUESS)
        for _ in range(300)
    ]
    for name in GUESS:
        scatter = np.std([found.values[name] for found in fits])
        stated = np.sqrt(np.mean([found.standard_errors[name] ** 2 for found in fits]))
        assert stated == pytest.approx(scatter, rel=0.12)


def test_numbers_that_cannot_be_told_apart_have_no_error() -> None:
    def product(days: np.ndarray, a: float, b: float) -> np.ndarray:
        return a * b * np.exp(0.1 * days)

    found = fit(product, DAYS, product(DAYS, 2, 3), {"a": 1, "b": 1})
    assert set(found.standard_errors.values()) == {np.inf}
    as_many = fit(gompertz_volume, DAYS[:2], gompertz_volume(DAYS[:2], 0.5, 0.06), GUESS)
    assert set(as_many.standard_errors.values()) == {np.inf}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((gompertz, DAYS, DAYS, ["alfa"]), "no parameter or state called 'alfa'.*'alpha'"),
        ((gompertz, DAYS, DAYS, "alpha"), r"a list of names, such as \['alpha'\]"),
        ((gompertz, DAYS, DAYS, []), "free is empty"),
        ((gompertz_volume, DAYS, DAYS, ["alpha"]), "give first guesses"),
        ((gompertz_volume, DAYS, DAYS, {"alpha": -1}), "first guess of 'alpha' is -1"),
        ((gompertz, DAYS, DAYS[1:], ["alpha"]), "the same length"),
        ((gompertz, [1.0], [2.0], ["alpha", "beta"]), "1 measurements cannot tell 2 numbers"),
        ((gompertz, [1.0, 2, 3], [2.0, 0, 4], ["alpha"]), "every size above zero"),
        ((gompertz, [1.0, np.nan, 3], [2.0, 3, 4], ["alpha"]), "finite number"),
        ((gompertz, [-1.0, 2, 3], [2.0, 3, 4], ["alpha"]), "measured on day -1"),
        ((exponential_volume, DAYS, DAYS, {"r": 1e4}), "gives no sizes above zero"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_words(arguments: tuple[Any, ...], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        fit(*arguments)


def test_doublings_need_sizes_above_zero() -> None:
    assert doublings(1, 8) == 3
    with pytest.raises(ModelError, match="above zero"):
        doublings(0, 8)
