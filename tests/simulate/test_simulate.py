"""The simulator: exact where a formula is known, honest where values are bad."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from course_utils.compile import rhs_function
from course_utils.modelling import ModelError
from course_utils.models import editing, ov_cart, surveillance
from course_utils.simulate import simulate
from tests.modelling.test_model import decay

block = decay.treatments["block"]
infusion = decay.treatments["infusion"]
surgery = decay.treatments["surgery"]


def test_decay_follows_the_exponential() -> None:
    run = simulate(decay, days=(0, 20))
    assert run["X"] == pytest.approx(3 * np.exp(-0.5 * run.t), rel=1e-7)


def test_nothing_is_lost_in_a_conversion() -> None:
    run = simulate(decay, days=(0, 20))
    assert run["total"] == pytest.approx(np.full(run.t.shape, 3.0), rel=1e-9)


def test_a_window_stops_decay_while_it_is_on() -> None:
    run = simulate(decay, days=(0, 10), points=11, treatments=block.during(2, 5))
    on = np.clip(run.t - 2, 0, 3)
    assert run["X"] == pytest.approx(3 * np.exp(-0.5 * (run.t - on)), rel=1e-7)


def test_a_dose_is_in_the_value_of_its_own_day() -> None:
    run = simulate(decay, days=(0, 4), points=5, treatments=infusion.at(2), k=0)
    assert run["X"].tolist() == [3, 3, 5, 5, 5]


def test_a_dose_on_the_first_day_is_in_the_first_value() -> None:
    assert simulate(decay, treatments=infusion.at(0), k=0)["X"][0] == 5


def test_a_dose_on_the_last_day_is_in_the_last_value() -> None:
    run = simulate(decay, days=(0, 4), points=3, treatments=infusion.at(4), k=0)
    assert run["X"].tolist() == [3, 3, 5]


def test_surgery_leaves_nothing() -> None:
    run = simulate(decay, days=(0, 4), points=5, treatments=surgery.at(2), k=0)
    assert run["X"].tolist() == [3, 3, 0, 0, 0]


def test_a_raw_action_can_scale_any_parameter() -> None:
    halved = [{"t": 2, "parameter": "k", "op": "scale", "value": 0.5}]
    run = simulate(decay, days=(0, 4), points=5, treatments=halved)
    expected = 3 * np.exp(-0.5 * np.minimum(run.t, 2) - 0.25 * np.maximum(run.t - 2, 0))
    assert run["X"] == pytest.approx(expected, rel=1e-7)


def test_times_may_be_chosen() -> None:
    run = simulate(decay, days=(0, 10), points=np.array([1.0, 2.5, 7.0]))
    assert run["X"] == pytest.approx(3 * np.exp(-0.5 * run.t), rel=1e-7)


def test_treatment_between_two_chosen_times_is_not_missed() -> None:
    run = simulate(
        decay, days=(0, 10), points=np.array([1.0, 9.0]), treatments=infusion.at(4, 5), k=0
    )
    assert run["X"].tolist() == [3, 7]


def test_the_first_value_is_the_start_value_to_the_last_digit() -> None:
    assert simulate(surveillance, T=1e-6)["T"][0] == 1e-6


def test_a_run_ends_with_an_outcome_in_words() -> None:
    run = simulate(surveillance, days=(0, 2000), T=100)
    assert run.outcome == "escaped"
    assert run.outcome_words == (
        "The tumour reaches 447 million cells and fills more than half of its space: escaped."
    )
    assert simulate(decay, X=11).outcome == "big"
    assert simulate(decay).outcome == "small"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0, "0 million cells"),
        (2e-7, "less than one cell"),
        (1.2e-6, "1 cell"),
        (7.06e-5, "71 cells"),
        (0.0123, "0.0123 million cells"),
    ],
)
def test_an_ending_counts_few_cells_one_by_one(left: float, said: str) -> None:
    run = simulate(ov_cart)
    y = run.y.copy()
    y[0] = np.linspace(1, 0.1, run.t.size)
    y[1] = left
    words = replace(run, y=y).outcome_words
    assert words.startswith(
        f"The tumour is down to 0.1 million cells uninfected and {said} infected"
    )


def test_a_run_knows_its_peak() -> None:
    day, value = simulate(surveillance, days=(0, 200), T=1e-6, points=2001).peak("T")
    assert (day, value) == pytest.approx((139.9, 86.19), rel=1e-3)


def test_a_run_becomes_a_table() -> None:
    frame = simulate(decay, days=(0, 4), points=5).to_frame()
    assert list(frame.columns) == ["X", "Y", "total"]
    assert frame.index.name == "day"
    assert frame.shape == (5, 3)


def test_an_unknown_name_of_a_run_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"called 'Z'.*X, Y, total"):
        simulate(decay)["Z"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"q": 1}, "no parameter or state called 'q'"),
        ({"k": float("nan")}, "NaN"),
        ({"X": -1}, "start value of 'X' is -1, but it cannot be negative"),
        ({"days": (10, 5)}, "must end after it begins"),
        ({"days": (0, float("inf"))}, "must be a finite day"),
        ({"points": 1}, "at least 2 times"),
        ({"points": np.array([3.0, 1.0])}, "rising list of days"),
        ({"points": np.array([0.0, 300.0])}, "between 0 and 200"),
        ({"treatments": [{"name": "block", "from": 9, "to": 3}]}, "begins on day 9 and ends"),
        (
            {"treatments": [{"t": 1, "state": "X", "op": "add", "value": -50}]},
            "would make it negative",
        ),
    ],
)
def test_bad_input_is_refused_in_words(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        simulate(decay, **arguments)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"s": 1e300}, "from day 0 to 200 with these values"),
        # Which of the two is noticed first hangs on the last digits, and so on the machine.
        ({"a": 1e3, "b": 0}, "the solver gave up|a value grew beyond all numbers"),
        ({"a": 0.35, "b": 0, "n": 0, "d": 0.01, "days": (0, 5000)}, "out of range"),
    ],
)
def test_what_grows_beyond_all_numbers_is_refused_at_once(
    values: dict[str, Any], words: str
) -> None:
    with pytest.raises(ModelError, match=words):
        simulate(surveillance, **values)


RANGES = {
    name: declared.range
    for name, declared in {**surveillance.parameters, **surveillance.states}.items()
    if declared.range
}
box = {name: st.floats(*ends) for name, ends in RANGES.items()}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["LSODA", "DOP853", "Radau"])
def test_other_solvers_find_the_same_course(method: Any) -> None:
    # The parity of the pages rests on this simulator, so it is itself held against others.
    slopes = rhs_function(surveillance)
    shares = np.random.default_rng(20260101).random((8, len(RANGES)))
    for row in shares:
        values = {
            name: low + (high - low) * share
            for (name, (low, high)), share in zip(RANGES.items(), row.tolist(), strict=True)
        }
        model = surveillance.set(**values)
        run = simulate(model, days=(0, 200), points=101, rtol=1e-12, atol=1e-100)
        constants = [model.values.get(name, 0.0) for name in model.constants]
        other = solve_ivp(
            lambda _, y, constants=constants: slopes(y.tolist(), constants),
            (0, 200),
            [model.values[name] for name in model.states],
            method=method,
            t_eval=run.t,
            rtol=1e-12 if method == "LSODA" else 1e-10,
            atol=1e-100,
        )
        for name, wanted in zip(model.states, other.y, strict=True):
            allowed = 1e-6 * np.maximum(wanted, 1e-6 * wanted.max())
            assert np.max(np.abs(run[name] - wanted) / allowed) < 0.2, (name, values)


@settings(max_examples=60)
@given(st.fixed_dictionaries(box))
def test_no_population_is_ever_negative_or_undefined(values: dict[str, float]) -> None:
    run = simulate(surveillance, days=(0, 300), **values)
    for name in ("E", "T"):
        assert np.all(np.isfinite(run[name]))
        assert np.all(run[name] >= 0)


@settings(max_examples=25)
@given(st.floats(1, 150), st.fixed_dictionaries(box))
def test_stopping_and_going_on_changes_nothing(cut: float, values: dict[str, float]) -> None:
    whole = simulate(surveillance, days=(0, 200), points=np.array([0.0, cut, 200.0]), **values)
    rest = values | {"E": whole["E"][1], "T": whole["T"][1]}
    second = simulate(surveillance, days=(cut, 200), points=2, **rest)
    for name in ("E", "T"):
        assert second[name][-1] == pytest.approx(whole[name][-1], rel=1e-4, abs=1e-9)


def test_a_state_that_is_empty_from_the_first_day_stays_empty() -> None:
    """Without crowding the tumour explodes, and the solver leaves dust in E."""
    run = simulate(editing.without("crowding"), days=(0, 400), points=401, s=0, p=0, E=0)
    assert np.max(np.abs(run["E"])) < 1e-28
