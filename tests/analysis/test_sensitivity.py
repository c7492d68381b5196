"""Sensitivities, where calculus knows them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.analysis import sensitivities
from course_utils.modelling import Model, ModelError
from course_utils.models import exponential, hotcold, logistic
from course_utils.simulate import simulate
from course_utils.teaching import draw_tornado


def final_volume(model: Model) -> float:
    return float(simulate(model, days=(0, 10), points=2)["V"][-1])


def test_an_exponential_tumour_reacts_as_calculus_says() -> None:
    found = {one.name: one for one in sensitivities(exponential, final_volume, ["V0", "r"])}
    assert found["V0"].value == pytest.approx(1, abs=1e-6)
    assert found["r"].value == pytest.approx(exponential.values["r"] * 10, rel=1e-6)
    assert all(one.reliable for one in found.values())


@settings(max_examples=30)
@given(r=st.floats(0.05, 0.6), K=st.floats(500, 5000), V0=st.floats(0.1, 10))
def test_the_formula_of_a_logistic_tumour(r: float, K: float, V0: float) -> None:  # noqa: N803
    """Against the derivative of its closed form, worked out by hand."""

    def volume(model: Model) -> float:
        v = model.values
        shrink = (v["K"] / v["V0"] - 1) * 2.718281828459045 ** (-10 * v["r"])
        return v["K"] / (1 + shrink)

    model = logistic.set(r=r, K=K, V0=V0)
    found = {one.name: one.value for one in sensitivities(model, volume)}
    share = 1 - volume(model) / K
    assert found["r"] == pytest.approx(10 * r * share, abs=1e-5)
    assert found["V0"] == pytest.approx(share / (1 - V0 / K), abs=1e-5)
    assert found["f"] == pytest.approx(0, abs=1e-9)


def test_the_strongest_comes_first_and_zeros_are_left_out() -> None:
    found = sensitivities(exponential, final_volume)
    assert [one.name for one in found[:2]] == ["r", "V0"]
    assert not [one for one in sensitivities(exponential.set(f=0), final_volume) if one.name == "f"]


def test_start_values_count_too() -> None:
    (one,) = sensitivities(exponential.set(V=3), final_volume, ["V"])
    assert one.value == pytest.approx(1, abs=1e-6)


def test_a_jump_is_not_taken_for_a_slope() -> None:
    def steps(model: Model) -> float:
        return 1.0 if model.values["a"] < hotcold.values["a"] * 1.004 else 2.0

    (one,) = sensitivities(hotcold, steps, ["a"])
    assert not one.reliable


def test_a_result_of_zero_has_no_relative_change() -> None:
    with pytest.raises(ModelError, match="The result is 0, so nothing can be said"):
        sensitivities(exponential, lambda _: 0.0)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ModelError, match="no parameter or state called 'q'"):
        sensitivities(exponential, final_volume, ["q"])


def test_the_picture_ranks_and_tells_the_numbers() -> None:
    picture = draw_tornado(exponential, final_volume, "the volume on day 10", most=2)
    assert picture.alt.endswith("Growth rate (r) +2; Volume at injection (V0) +1.")
    (axes,) = picture.figure.axes
    assert axes.get_title(loc="left") == "What moves the volume on day 10"
    assert len(axes.patches) == 2
