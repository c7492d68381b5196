"""Steady states, nullclines and thresholds, where the answer is known."""

import numpy as np
import pytest

from course_utils.analysis import (
    nullclines,
    resting_levels,
    separatrices,
    steady_states,
    threshold,
)
from course_utils.compile import rhs_arrays
from course_utils.modelling import Model, ModelError, Parameter, Process, State
from course_utils.models import surveillance
from course_utils.simulate import simulate


class Logistic(Model):
    """One population fills its space."""

    r = Parameter("Growth", 0.5, unit="1/day", source="illustrative")
    K = Parameter("Capacity", 20, unit="Mc", source="illustrative")
    X = State("Cells", start=1, unit="Mc", measured_by="counting", range=(0, 30))
    growth = Process(r * X, makes=X)
    crowding = Process(r * X**2 / K, removes=X)


class Chain(Model):
    """Three states in a row, each fed by the one before."""

    s = Parameter("Supply", 6, unit="Mc/day", source="illustrative")
    k = Parameter("Rate", 2, unit="1/day", source="illustrative")
    X = State("First", start=0, unit="Mc", measured_by="counting")
    Y = State("Second", start=0, unit="Mc", measured_by="counting")
    Z = State("Third", start=0, unit="Mc", measured_by="counting")
    supply = Process(s, makes=X)
    first = Process(k * X, converts=(X, Y))
    second = Process(k * Y, converts=(Y, Z))
    third = Process(k * Z, removes=Z)


class Rivals(Model):
    """Two equal populations, of which the more numerous ends the other."""

    r = Parameter("Growth", 1, unit="1/day", source="illustrative")
    k = Parameter("Crowding", 1, unit="1/(Mc day)", source="illustrative")
    c = Parameter("Rivalry", 2, unit="1/(Mc day)", source="illustrative")
    X = State("First", start=0.1, unit="Mc", measured_by="counting")
    Y = State("Second", start=0.1, unit="Mc", measured_by="counting")
    first_grows = Process(r * X, makes=X)
    first_is_crowded = Process(k * X**2, removes=X)
    first_is_displaced = Process(c * X * Y, removes=X)
    second_grows = Process(r * Y, makes=Y)
    second_is_crowded = Process(k * Y**2, removes=Y)
    second_is_displaced = Process(c * X * Y, removes=Y)


def test_a_logistic_population_rests_at_nothing_or_full() -> None:
    empty, full = steady_states(Logistic())
    assert (empty.values["X"], empty.kind) == (0, "unstable node")
    assert full.values["X"] == pytest.approx(20)
    assert full.eigenvalues == pytest.approx([-0.5])
    assert full.stable
    assert full.period is None


def test_other_values_move_the_steady_states() -> None:
    assert steady_states(Logistic(), K=7)[1].values["X"] == pytest.approx(7)


def test_more_than_two_states_are_found_by_newton() -> None:
    (only,) = steady_states(Chain())
    assert only.values == pytest.approx({"X": 3, "Y": 3, "Z": 3})
    assert only.kind == "stable node"


def test_nothing_changes_in_a_steady_state() -> None:
    constants = [surveillance.values.get(name, 0.0) for name in surveillance.constants]
    for state in steady_states(surveillance):
        rates = rhs_arrays(surveillance)(list(state.values.values()), constants)
        assert rates == pytest.approx([0, 0], abs=1e-9)


def test_a_state_stands_still_on_its_nullcline() -> None:
    x, y = np.linspace(0.05, 3, 600), np.linspace(1, 480, 600)
    constants = [surveillance.values.get(name, 0.0) for name in surveillance.constants]
    lines = nullclines(surveillance, x, y)
    for i, name in enumerate(surveillance.states):
        points = np.vstack(lines[name])
        rate = np.abs(rhs_arrays(surveillance)(list(points.T), constants)[i])
        turnover = constants[surveillance.constants.index("a")] * points[:, 1]
        assert np.all(rate < 2e-3 * np.maximum(turnover, 1))


@pytest.mark.parametrize(("s", "crossings"), [(0.013, 3), (0.033, 1)])
def test_nullclines_cross_where_steady_states_are(s: float, crossings: int) -> None:
    """Three crossings below the saddle-node, one above it."""
    v = surveillance.values
    T = np.linspace(0.01, 499, 200_000)  # noqa: N806
    on_tumour_line = v["a"] * (1 - v["b"] * T) / v["n"]
    rates = rhs_arrays(surveillance.set(s=s))(
        [on_tumour_line, T], [*[*surveillance.set(s=s).values.values()][:9], 0.0]
    )
    assert np.count_nonzero(np.diff(np.sign(rates[0]))) == crossings
    assert len(steady_states(surveillance, s=s)) == crossings + 1


def test_nullclines_need_two_states_and_rising_grids() -> None:
    grid = np.linspace(0, 1, 5)
    with pytest.raises(ModelError, match="models of two states; 'chain' has 3"):
        nullclines(Chain(), grid, grid)
    with pytest.raises(ModelError, match="rising list"):
        nullclines(surveillance, grid, grid[::-1])


def test_two_equal_rivals_are_divided_by_the_diagonal() -> None:
    (line,) = separatrices(Rivals(), (0, 1.5), (0, 1.5))
    assert np.all(np.abs(line[:, 0] - line[:, 1]) < 1e-6)
    assert np.min(np.abs(line - 1 / 3)) < 1e-12
    assert line.min() < 0.02
    assert line.max() > 1.5


@pytest.mark.parametrize("log", [False, True])
def test_a_separatrix_parts_what_is_held_from_what_escapes(log: bool) -> None:
    (line,) = separatrices(surveillance, (0.02, 3.5), (0.5, 500), log_x=log, log_y=True)
    inside = line[(line[:, 0] > 0.05) & (line[:, 1] < 450)]
    for effectors, tumour in inside[:: len(inside) // 5]:
        fates = [
            simulate(surveillance, days=(0, 3000), E=effectors, T=tumour * factor).outcome
            for factor in (0.995, 1.005)
        ]
        assert fates == ["dormant", "escaped"]


def test_there_is_no_separatrix_without_a_saddle_in_view() -> None:
    assert separatrices(surveillance, (0, 3.5), (0.5, 500), log_y=True, s=0.033) == []
    # The body without a tumour is a saddle too, but it only parts the axis from itself.
    assert separatrices(surveillance, (0, 3.5), (0, 5), s=0.033) == []


def test_a_separatrix_needs_two_states_and_ranges_that_can_be_drawn() -> None:
    with pytest.raises(ModelError, match="models of two states; 'chain' has 3"):
        separatrices(Chain(), (0, 1), (0, 1))
    with pytest.raises(ModelError, match="range of 'T' is 0 to 5; it must rise from above 0"):
        separatrices(surveillance, (0, 1), (0, 5), log_y=True)
    with pytest.raises(ModelError, match="range of 'E' is 3 to 1; it must rise from at least 0"):
        separatrices(surveillance, (3, 1), (1, 5))


def test_a_threshold_is_found() -> None:
    assert threshold(lambda x: x**2 > 2, 0, 2, 1e-9) == pytest.approx(2**0.5, abs=1e-8)


def test_no_threshold_is_said_in_words() -> None:
    with pytest.raises(ModelError, match="same happens at 0 and at 1"):
        threshold(lambda _: True, 0, 1)


def test_one_state_rests_where_its_own_equation_says_while_the_others_are_held() -> None:
    assert resting_levels(Logistic(), "X") == pytest.approx([0, 20])
    assert resting_levels(Logistic(), "X", K=7) == pytest.approx([0, 7])
    # Effector cells beside 10 million tumour cells, by hand.
    v = surveillance.values
    lost = v["m"] * 10 + v["d"]

    def at(blocked: float) -> float:
        return v["s"] / (lost - v["p"] * (1 - v["u"] * blocked) * 10 / (v["g"] + 10))

    assert resting_levels(surveillance, "E", T=10) == pytest.approx([at(0)])
    assert resting_levels(surveillance, "E", T=10, immunosuppression=1) == pytest.approx([at(1)])


def test_only_a_state_can_rest() -> None:
    with pytest.raises(ModelError, match="no state called 'K'"):
        resting_levels(Logistic(), "K")
    with pytest.raises(ModelError, match="no parameter or state called 'Q'"):
        resting_levels(Logistic(), "X", Q=1)
