"""The engine in space: held to exact formulas, to another program, and to plain mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.analysis import interface_level, resting, resting_field
from course_utils.modelling import ModelError
from course_utils.models import infiltration, surveillance
from course_utils.simulate import simulate_space
from course_utils.simulate.space.grid import Faces

EXCLUDED = infiltration.preset("excluded")
WALKING = infiltration.without("entry", "loss", "killing", "division")


@pytest.mark.parametrize(
    ("preset", "ratio"), [("hot", 0.217), ("excluded", 0), ("cold", 0.217)], ids=lambda x: str(x)
)
def test_the_presets_are_what_they_are_called(preset: str, ratio: float) -> None:
    run = simulate_space(infiltration.preset(preset), days=40, points=2)
    assert run.pattern() == preset
    assert f": {preset}: T cells" in run.summary()
    assert run.core_to_rim() == pytest.approx(ratio, abs=1e-3)


def test_the_ratio_detects_exclusion_and_the_level_detects_cold() -> None:
    """The equation of the T cells is linear: a tenth of them is a tenth everywhere."""
    hot, cold = (simulate_space(infiltration, 30, points=2, cs=cs) for cs in (1, 0.1))
    assert cold["c"][-1] == pytest.approx(0.1 * hot["c"][-1], rel=1e-12)
    assert cold.core_to_rim() == pytest.approx(hot.core_to_rim(), rel=1e-12)


def test_opening_the_barrier_turns_an_excluded_tumour_hot() -> None:
    opened = infiltration.treatments["barrier_opened"].during(20, 100)
    run = simulate_space(EXCLUDED, days=60, treatments=opened)
    assert [run.pattern(at=day) for day in (19, 60)] == ["excluded", "hot"]
    left = run.mean("u", "tumour")
    assert left[20] > 0.8
    assert left[60] == pytest.approx(0.0096, abs=1e-4)


def test_a_barrier_opened_for_a_while_closes_again() -> None:
    run = simulate_space(
        EXCLUDED, days=40, treatments=infiltration.treatments["barrier_opened"].during(10, 20)
    )
    assert [run.pattern(at=day) for day in (10, 20, 40)] == ["excluded", "hot", "excluded"]


def test_a_field_comes_to_rest_where_the_equations_say() -> None:
    for preset in ("hot", "excluded"):
        model = infiltration.preset(preset)
        run = simulate_space(model, days=80, points=2, cells=41)
        assert run["c"][-1] == pytest.approx(resting_field(model, 41), abs=1e-8)


@pytest.mark.slow
def test_another_program_solves_a_hot_tumour_alike() -> None:
    """py-pde, by a method of high order; ours is of first order in time, so its steps are short."""
    import pde

    cells, days = 25, 5.0
    ours = simulate_space(infiltration, days=days, points=2, cells=cells, step=0.004)
    space = pde.CartesianGrid([[-1.2, 1.2]] * 2, cells)
    inside = ours.grid.inside.astype(float)
    stroma = pde.ScalarField(space, 1 - inside)

    class Hot(pde.PDEBase):
        def evolution_rate(self, state: Any, t: float = 0) -> Any:  # noqa: ARG002
            c, u = state
            wandering = 0.01 * c.laplace({"derivative": 0})
            return pde.FieldCollection(
                [wandering - 0.25 * c + 0.25 * stroma, 0.25 * u * (1 - u) - 2 * c * u]
            )

    begin = pde.FieldCollection([stroma, pde.ScalarField(space, inside)])
    options = {"solver": "scipy", "backend": "numpy", "tracker": None}
    theirs = Hot().solve(begin, t_range=days, rtol=1e-8, atol=1e-10, **options)
    for name, field in zip("cu", theirs, strict=True):
        assert np.abs(ours[name][-1] - field.data).max() < 1e-3, name


def test_half_the_step_halves_the_error() -> None:
    u = [
        simulate_space(EXCLUDED, days=10, points=2, cells=21, step=step).mean("u", "tumour")[-1]
        for step in (0.1, 0.05, 0.025)
    ]
    assert (u[0] - u[1]) / (u[1] - u[2]) == pytest.approx(2, rel=0.1)


def test_wandering_cells_spread_by_4_d_t() -> None:
    """Mean square displacement of cells that start in one spot, on the plane."""
    cells = 81
    spot = np.zeros((cells, cells))
    spot[cells // 2, cells // 2] = 1
    run = simulate_space(WALKING, days=2, points=3, cells=cells, start={"c": spot})
    spread = (run["c"] * run.grid.squared).sum(axis=(1, 2))
    assert spread == pytest.approx([0, 0.04, 0.08], rel=1e-6)


@settings(max_examples=12)
@given(
    inside=st.floats(1e-4, 0.02),
    outside=st.floats(1e-3, 0.02),
    days=st.floats(0.1, 3),
    seed=st.integers(0, 100),
)
def test_no_wandering_cell_is_lost_or_made(
    inside: float, outside: float, days: float, seed: int
) -> None:
    start = np.random.default_rng(seed).random((15, 15))
    model = WALKING.set(Din=inside, Dout=outside)
    run = simulate_space(model, days=days, points=2, cells=15, start={"c": start})
    assert run["c"][-1].sum() == pytest.approx(start.sum(), rel=1e-12)
    assert run["c"][-1].min() >= start.min() - 1e-12
    assert run["c"][-1].max() <= start.max() + 1e-12


@settings(max_examples=12)
@given(
    values=st.fixed_dictionaries(
        {
            name: st.floats(*parameter.range)
            for name, parameter in infiltration.parameters.items()
            if parameter.range
        }
    )
)
def test_any_run_in_space_is_finite_and_never_negative(values: dict[str, float]) -> None:
    run = simulate_space(infiltration.set(**values), days=20, points=3, cells=21)
    for name in run:
        assert np.all(np.isfinite(run[name]))
        assert np.all(run[name] >= 0)
    assert run["u"].max() <= 1 + 1e-9
    assert run["u"][:, ~run.grid.inside].max() == 0


def test_what_crosses_a_face_follows_the_harmonic_mean() -> None:
    faces = Faces.of(np.array([[1.0, 3.0], [0.0, 3.0]]), 0.5)
    assert faces.right[:, 0].tolist() == pytest.approx([4 * 1.5, 0])
    assert faces.down[0].tolist() == pytest.approx([0, 4 * 3.0])


def test_an_arithmetic_mean_would_miss_the_level_at_the_edge() -> None:
    """A test of the test: the harmonic mean matters, and the formula notices it."""
    x = (np.arange(240) + 0.5) * 0.01 - 1.2
    stroma = (x > 0).astype(float)[None, :]
    inside = 1e-3
    field = resting(
        np.where(stroma > 0, 0.01, inside), np.full_like(stroma, 0.25), stroma / 4, 0.01
    )
    edge = (inside * field[0, 119] + 0.01 * field[0, 120]) / (inside + 0.01)
    assert edge == pytest.approx(interface_level(inside, 0.01), abs=5e-3)
    assert (field[0, 119] + field[0, 120]) / 2 != pytest.approx(edge, abs=5e-3)


def test_a_profile_runs_from_the_middle_to_half_the_side() -> None:
    run = simulate_space(infiltration, days=20, points=2)
    distance, level = run.profile("c")
    assert distance[0] == pytest.approx(0, abs=0.04)
    assert distance[-1] == pytest.approx(1.2, abs=0.04)
    assert np.all(np.diff(level) > 0)


def test_the_same_fields_are_reported_whatever_else_is_asked_for() -> None:
    a = simulate_space(infiltration, days=(5, 15), points=2, cells=21)
    b = simulate_space(infiltration, days=(5, 15), points=[5, 10, 15], cells=21)
    assert a.t.tolist() == [5, 15]
    assert a["u"][-1] == pytest.approx(b["u"][-1], rel=1e-2)
    assert set(a) == {"c", "u"}


def ask(**options: Any) -> Any:
    return lambda: simulate_space(infiltration, **{"days": 1, "points": 2, "cells": 21, **options})


RUN = simulate_space(infiltration, days=1, points=2, cells=21)
REFUSED: dict[str, tuple[Any, str]] = {
    "a model without space": (
        lambda: simulate_space(surveillance),
        "The model 'surveillance' has no space: it declares no tissues. Run it with simulate(...).",
    ),
    "a step that is too long": (
        ask(step=0.5),
        "A step of 0.5 days is too long for cells of 0.114 mm: the fields would swing; give at "
        "most 0.327 days, or fewer cells.",
    ),
    "no step": (ask(step=0), "The step is 0; give a number of days above 0, or none."),
    "an empty tissue": (
        ask(R=0.05, cells=20),
        "The tissue 'tumour' is empty: its radius of 0.05 mm is smaller than the grid can show "
        "(a cell is 0.12 mm wide).",
    ),
    "a tissue that does not fit": (
        ask(R=1.5),
        "The tissue 'tumour' with a radius of 1.5 mm does not fit into a square with a side of "
        "2.4 mm.",
    ),
    "too many cells": (ask(cells=1000), "cells is 1000, but it must be from 5 to 401."),
    "half a cell": (ask(cells=20.5), "cells is 20.5, but it must be a whole number."),
    "a start outside the square": (
        ask(start={"c": np.ones((30, 30))}),
        "The start of 'c' has the shape (30, 30), but the square has 21 times 21 cells; what lies "
        "outside it cannot be placed.",
    ),
    "a start outside its tissue": (
        ask(start={"u": np.ones((21, 21))}),
        "The start of 'u' lies partly outside 'tumour', the tissue in which it stays.",
    ),
    "a start below zero": (
        ask(start={"c": np.full((21, 21), -1.0)}),
        "The start of 'c' must be finite and nowhere below 0.",
    ),
    "a start above the most": (
        ask(start={"u": 2.0 * RUN.grid.inside}),
        "The start of 'u' is 2 somewhere, but it can be at most 1.",
    ),
    "a start of nothing known": (
        ask(start={"x": np.ones((21, 21))}),
        "The start gives a field for 'x', which is not a state of 'infiltration'; "
        "the states are: c, u.",
    ),
    "an unknown tissue": (
        lambda: RUN.grid.tissue(infiltration, "bone"),
        "The model 'infiltration' has no tissue called 'bone'. It has: tumour, stroma.",
    ),
    "an unknown region": (
        lambda: RUN.mean("c", "bone"),
        "The run of 'infiltration' has no region called 'bone'. "
        "It has: tumour, stroma, core, rim, all.",
    ),
    "an unknown field": (
        lambda: RUN["x"],
        "The run of 'infiltration' in space has no state called 'x'. It has: c, u.",
    ),
    "a day that is not part of the run": (
        lambda: RUN.pattern(at=9),
        "Day 9 is not part of this run, which goes from day 0 to day 1.",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_gets_one_sentence(mistake: str) -> None:
    do, sentence = REFUSED[mistake]
    with pytest.raises(ModelError) as caught:
        do()
    assert str(caught.value) == sentence
