"""Branches of steady states, where the points at which they meet are known."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from course_utils.analysis import Bifurcation, bifurcation, steady_states
from course_utils.compile import rhs_arrays
from course_utils.modelling import Model, ModelError, Parameter, Process, State, Treatment
from course_utils.models import MODELS, birth_death, surveillance
from course_utils.teaching import draw_bifurcation


@pytest.fixture(scope="module")
def supply() -> Bifurcation:
    return bifurcation(surveillance, "s", 0.001, 0.09)


def resting(found: Bifurcation, value: float) -> list[tuple[float, bool]]:
    """Return the last state's levels at one value, and whether each is stable."""
    levels = []
    for branch in found.branches:
        level = [*branch.states.values()][-1]
        for (a, b), (x, y) in zip(pairwise(branch.at), pairwise(level), strict=True):
            if min(a, b) <= value < max(a, b):
                levels.append((float(x + (value - a) / (b - a) * (y - x)), branch.stable))
    return sorted(levels)


class Harvested(Model):
    """Cells that fill their space and are taken out; at h = r none are left."""

    r = Parameter("Growth", 0.5, unit="1/day", source="illustrative")
    K = Parameter("Capacity", 20, unit="Mc", source="illustrative")
    h = Parameter("Harvest", 0.1, unit="1/day", source="illustrative")
    X = State("Cells", start=1, unit="Mc", measured_by="counting", range=(0, 30))
    drug = Treatment("Drug", latex="W")
    growth = Process(r * X, makes=X)
    crowding = Process(r * X**2 / K, removes=X)
    harvest = Process(h * X * (1 + drug), removes=X)


class Brusselator(Model):
    """Two substances that begin to swing where b exceeds 1 + a²."""

    a = Parameter("Feed", 1.2, unit="1/day", source="illustrative")
    b = Parameter("Turning", 1, unit="1/day", source="illustrative")
    k = Parameter("One", 1, unit="1/day", source="illustrative")
    X = State("First", start=1, unit="1", measured_by="counting", range=(0, 5))
    Y = State("Second", start=1, unit="1", measured_by="counting", range=(0, 5))
    feed = Process(a, makes=X)
    turning = Process(b * X, converts=(X, Y))
    joining = Process(k * X**2 * Y, converts=(Y, X))
    loss = Process(k * X, removes=X)


def test_surveillance_goes_from_escape_through_dormancy_to_elimination(
    supply: Bifurcation,
) -> None:
    kinds = [change.kind for change in supply.changes]
    assert kinds == ["fold", "crossing"]
    fold, crossing = supply.changes
    v = surveillance.values
    assert crossing.at == pytest.approx(v["a"] * v["d"] / v["n"], rel=1e-9)
    assert crossing.at == pytest.approx(0.0673569, abs=5e-8)
    assert crossing.states["T"] == 0
    assert fold.at == pytest.approx(0.0212905, abs=5e-8)


def test_the_fold_is_the_highest_supply_with_a_large_tumour(supply: Bifurcation) -> None:
    """Along the line on which tumour cells stand still, supply is a function of their number."""
    v = surveillance.values

    def supply_for(T: float) -> float:  # noqa: N803
        E = v["a"] * (1 - v["b"] * T) / v["n"]  # noqa: N806
        return float(v["d"] * E + v["m"] * E * T - v["p"] * E * T / (v["g"] + T))

    top = minimize_scalar(
        lambda size: -supply_for(size),
        bounds=(200, 450),
        method="bounded",
        options={"xatol": 1e-10},
    )
    fold = supply.changes[0]
    assert fold.at == pytest.approx(supply_for(top.x), rel=1e-9)
    assert fold.states["T"] == pytest.approx(top.x, rel=1e-5)
    assert fold.states["T"] == pytest.approx(358.38, abs=0.005)
    assert fold.states["E"] == pytest.approx(0.4631, abs=5e-5)


@pytest.mark.parametrize("value", [0.0013, 0.0055, 0.013, 0.02, 0.033, 0.06, 0.08])
def test_every_steady_state_lies_on_a_branch_of_its_kind(supply: Bifurcation, value: float) -> None:
    states = steady_states(surveillance, s=value)
    expected = sorted((state.values["T"], state.stable) for state in states)
    found = resting(supply, value)
    assert [stable for _, stable in found] == [stable for _, stable in expected]
    levels = [level for level, _ in expected]
    assert [level for level, _ in found] == pytest.approx(levels, rel=1e-3, abs=1e-9)


def test_nothing_changes_on_a_branch(supply: Bifurcation) -> None:
    for branch in supply.branches:
        for i in range(0, branch.at.size, 10):
            model = surveillance.set(s=float(branch.at[i]))
            constants = [model.values.get(name, 0.0) for name in model.constants]
            levels = [float(level[i]) for level in branch.states.values()]
            rates = rhs_arrays(model)(levels, constants)
            assert rates == pytest.approx([0, 0], abs=1e-8)


def test_a_population_that_is_harvested_vanishes_where_growth_is_outrun() -> None:
    found = bifurcation(Harvested(), "h", 0, 1)
    (crossing,) = found.changes
    assert (crossing.kind, crossing.at) == ("crossing", pytest.approx(0.5, abs=1e-9))
    assert resting(found, 0.25) == [(0, False), (pytest.approx(10, rel=1e-6), True)]
    assert resting(found, 0.75) == [(0, True)]


def test_a_range_that_begins_where_lines_cross_is_followed_all_the_same() -> None:
    found = bifurcation(Harvested(), "h", 0.5, 1)
    assert resting(found, 0.75) == [(0, True)]


def test_a_treatment_can_be_on() -> None:
    (crossing,) = bifurcation(Harvested(), "h", 0, 1, on=["drug"]).changes
    assert crossing.at == pytest.approx(0.25, abs=1e-9)


def test_oscillations_set_in_where_the_textbook_says() -> None:
    (swing,) = bifurcation(Brusselator(), "b", 0.5, 4).changes
    assert swing.kind == "swing"
    assert swing.at == pytest.approx(1 + 1.2**2, abs=1e-8)
    assert swing.states == pytest.approx({"X": 1.2, "Y": (1 + 1.2**2) / 1.2}, rel=1e-8)


def test_a_state_can_be_held_or_varied() -> None:
    """With X held, Y rests at b / X."""
    held = bifurcation(Brusselator(), "b", 1, 3, hold={"X": 2})
    (branch,) = held.branches
    assert branch.stable
    assert branch.states["Y"] == pytest.approx(branch.at / 2)
    assert list(branch.states) == ["Y"]
    varied = bifurcation(Brusselator(), "X", 1, 3)
    (branch,) = varied.branches
    assert branch.states["Y"] == pytest.approx(1 / branch.at)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("q", 0, 1), "no parameter or state called 'q'"),
        (("s", 0.09, 0.001), "it must rise"),
        (("s", -1, 1), "cannot be negative"),
    ],
)
def test_what_cannot_be_varied_is_said_in_words(
    arguments: tuple[Any, Any, Any], sentence: str
) -> None:
    with pytest.raises(ModelError, match=sentence):
        bifurcation(surveillance, *arguments)


def test_what_cannot_be_held_is_said_in_words() -> None:
    with pytest.raises(ModelError, match="no state called 'X'"):
        bifurcation(surveillance, "s", 0.01, 0.02, hold={"X": 1})
    with pytest.raises(ModelError, match="no window of treatment called 'surgery'"):
        bifurcation(surveillance, "s", 0.01, 0.02, on=["surgery"])
    with pytest.raises(ModelError, match="nothing to follow"):
        bifurcation(birth_death, "b", 0, 1, hold={"C": 1})


def test_the_picture_tells_what_happens_where(supply: Bifurcation) -> None:
    picture = draw_bifurcation(supply, "T")
    assert "3 stable and 2 unstable lines" in picture.alt
    assert "At 0.0213, with tumour cells at 358, two steady states meet and vanish." in picture.alt
    assert "At 0.0674, with tumour cells at 0, one steady state passes" in picture.alt
    (axes,) = picture.figure.axes
    drawn = [line for line in axes.lines if line.get_xdata().size > 1]  # type: ignore[union-attr]
    assert sum(line.get_linestyle() == "--" for line in drawn) == 2
    assert axes.get_xlabel() == "effector supply (million cells per day)"


def test_only_a_state_that_is_free_can_be_drawn() -> None:
    found = bifurcation(Brusselator(), "b", 1, 3, hold={"X": 2})
    with pytest.raises(ModelError, match="no free state called 'X'"):
        draw_bifurcation(found, "X")


# The switch of chapter 6: IL-6 beside cells that change slowly.


@pytest.mark.slow
def test_il6_has_two_stable_levels_between_two_shares_of_stem_like_cells() -> None:
    found = bifurcation(MODELS["il6"], "S", 0.001, 0.2, hold={"B": 1})
    shares = [change.at / (1 + change.at) for change in found.changes]
    assert [change.kind for change in found.changes] == ["fold", "fold"]
    assert shares == pytest.approx([0.0465, 0.0530], abs=5e-5)
    stable = [stable for _, stable in resting(found, 0.05 / 0.95)]
    assert stable == [True, False, True]


@pytest.mark.slow
def test_a_tumour_of_stem_like_cells_has_two_stable_levels_between_two_blockades() -> None:
    """Against the extremes of u = 1 - x / L(x), where L(x) is what the cells make at signal x."""
    il6 = MODELS["il6"]
    found = bifurcation(il6, "u", 0.8, 1, hold={"B": 0, "S": 1}, on=["blocker"])
    v = il6.values
    x = np.linspace(1, 20, 2_000_001)
    loop = x**4 / (v["KL"] ** 4 + x**4)
    u = 1 - x / (v["pS"] * (1 + v["w"] * loop))
    turns = u[1:-1][np.diff(np.sign(np.diff(u))) != 0]
    assert [change.at for change in found.changes] == pytest.approx(sorted(turns), abs=1e-8)
    assert [change.at for change in found.changes] == pytest.approx([0.934, 0.948], abs=5e-4)


@pytest.mark.slow
def test_a_line_that_leads_where_nothing_is_defined_is_refused_in_words() -> None:
    # The share of IL-6 that bulk cells make has no value where there are none.
    with pytest.raises(ModelError, match="have no derivative"):
        bifurcation(MODELS["il6"], "pS", 0, 200)
