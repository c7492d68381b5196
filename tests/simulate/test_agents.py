"""Single cells on a lattice do on average what the field does, and a seed gives the same cells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.modelling import ModelError
from course_utils.models import infiltration, surveillance
from course_utils.simulate import AgentRun, simulate_agents, simulate_space
from course_utils.simulate.draws import uniform, words
from course_utils.simulate.space.agents import cell_rates

SEEDS = 50
CELLS = 60
DAYS = 3.0


def test_the_compiled_generator_draws_the_project_s_numbers() -> None:
    from course_utils.simulate.space.cells import draw

    for seed in (0, 7, 2**53 - 1):
        state: Any = tuple(np.uint64(word) for word in words(seed))
        expected = uniform(seed)
        for _ in range(200):
            number, *state = draw(*state)
            assert number == expected()


def test_the_same_seed_gives_the_same_cells_and_another_seed_others() -> None:
    a, b, c = (
        simulate_agents(infiltration, days=2, points=2, cells=20, seed=seed) for seed in (5, 5, 6)
    )
    assert all(np.array_equal(a[name], b[name]) for name in a)
    assert not np.array_equal(a["c"], c["c"])
    assert (a.seed, c.seed) == (5, 6)


def test_the_square_is_as_small_as_its_sites_ask_and_the_tumour_with_it() -> None:
    run = simulate_agents(infiltration, days=1, points=2)
    assert run.grid.h == pytest.approx(0.02)
    assert (run.model.side, run.model.radius) == pytest.approx((1.2, 0.3))
    assert run["u"][0].sum() == run.grid.inside.sum()
    assert set(np.unique(run["u"])) <= {0, 1}


def test_walkers_spread_by_p_n_h2() -> None:
    """2,000 walkers from one site: the mean square displacement after n steps is p n sites^2.

    Each walker's square is about exponential, so the mean of 2,000 is off by one part in 45.
    """
    start = np.zeros((CELLS, CELLS))
    start[CELLS // 2, CELLS // 2] = 2000
    walking = infiltration.without("entry", "loss", "killing", "division")
    run = simulate_agents(walking, days=1, points=2, cells=CELLS, seed=1, start={"c": start})
    y, x = np.indices(start.shape) - CELLS // 2
    # A step of 0.008 days, in which a walker moves with p = 0.8: 125 steps a day.
    assert (run["c"][-1] * (x**2 + y**2)).sum() / 2000 == pytest.approx(0.8 * 125, rel=4 / 45)
    assert run["c"][-1].sum() == 2000


@pytest.fixture(scope="module", params=["hot", "excluded", "cold"])
def many(request: pytest.FixtureRequest) -> tuple[str, list[AgentRun]]:
    model = infiltration.preset(request.param)
    runs = [
        simulate_agents(model, days=DAYS, points=2, cells=CELLS, seed=seed) for seed in range(SEEDS)
    ]
    return request.param, runs


@pytest.mark.slow
def test_the_mean_of_50_seeds_is_the_field(many: tuple[str, list[AgentRun]]) -> None:
    """T cells walk and die independently of each other, so their counts are Poisson.

    The mean of 50 seeds over a region of n sites at level c is then off by sqrt(c/n/50): the
    tolerance is four times that, and a twentieth of a per cent of a site for what the field
    counts as less than one cell.
    """
    _, runs = many
    field = simulate_space(runs[0].model, days=DAYS, points=2, cells=CELLS)
    for region in ("tumour", "core", "rim", "stroma"):
        expected = field.mean("c", region)[-1]
        sites = field.region(region).sum()
        found = np.mean([run.mean("c", region)[-1] for run in runs])
        assert abs(found - expected) < 4 * np.sqrt(expected / sites / SEEDS) + 5e-4, region


@pytest.mark.slow
def test_tumour_cells_follow_the_field_where_t_cells_come_and_go(
    many: tuple[str, list[AgentRun]],
) -> None:
    """The field lets each T cell meet the mean of its surroundings; a single one meets its site.

    Where it wanders on within an hour (hot, cold) that is the same to one per cent. Behind a
    barrier it stays for a day on ground that it has cleared, so that more of the tumour is left.
    """
    preset, runs = many
    field = simulate_space(runs[0].model, days=DAYS, points=2, cells=CELLS)
    more = np.mean([run.mean("u", "tumour")[-1] for run in runs]) - field.mean("u", "tumour")[-1]
    assert 0.04 < more < 0.08 if preset == "excluded" else abs(more) < 0.01


def test_opening_the_barrier_lets_single_cells_in() -> None:
    opened = infiltration.treatments["barrier_opened"].during(10, 100)
    run = simulate_agents(
        infiltration.preset("excluded"), days=20, points=[0, 10, 20], treatments=opened, seed=2
    )
    assert [run.pattern(at=day) for day in (10, 20)] == ["excluded", "hot"]
    assert run.mean("u", "tumour")[2] < 0.3 < run.mean("u", "tumour")[1]


def test_rates_of_single_cells_are_read_off_the_processes() -> None:
    rates = cell_rates(infiltration, infiltration.values)
    assert rates.enters == {"tumour": 0, "stroma": 0.25}
    assert (rates.dies, rates.kills, rates.divides) == (0.25, 2, 0.25)
    without = infiltration.without("killing", "entry")
    assert cell_rates(without, without.values).kills == 0


def ask(**options: Any) -> Any:
    return lambda: simulate_agents(infiltration, **{"days": 1, "points": 2, "cells": 20, **options})


REFUSED: dict[str, tuple[Any, str]] = {
    "a model without space": (
        lambda: simulate_agents(surveillance),
        "The model 'surveillance' has no space: it declares no tissues. Run it with simulate(...).",
    ),
    "half a seed": (
        ask(seed=0.5),
        "The seed is 0.5, but it must be a whole number from 0 to 2**53 - 1.",
    ),
    "half a cell": (
        ask(start={"c": np.full((20, 20), 0.5)}),
        "The start of 'c' must be whole numbers of cells.",
    ),
    "two tumour cells on a site": (
        ask(start={"u": 2 * np.eye(20)}),
        "The start of 'u' is 2 somewhere, but it can be at most 1.",
    ),
    "a crowd": (
        ask(start={"c": np.full((20, 20), 21)}),
        "The start of 'c' has 8400 cells, but there is room for 8000.",
    ),
    "a treatment that changes cells": (
        ask(treatments=[{"t": 0.5, "state": "u", "op": "set", "value": 0}]),
        "A treatment changes 'u' itself; single cells cannot be changed so.",
    ),
    "rates beyond one event a step": (
        ask(kappa=400),
        "With these values something happens to a cell with a probability of 3.2 in one step of "
        "0.008 days; try values closer to the defaults.",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_gets_one_sentence(mistake: str) -> None:
    do, sentence = REFUSED[mistake]
    with pytest.raises(ModelError) as caught:
        do()
    assert str(caught.value) == sentence
