"""Runs by chance obey the laws that are known in closed form.

Each test names the row of the course's table of numbers that it reproduces. Limits are four
standard errors, so that with a fixed seed a right engine passes and a wrong one does not.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from course_utils.analysis.branching import extinction_by, extinction_probability
from course_utils.models import birth_death, seeding, surveillance, treg_rankl, virion
from course_utils.simulate import Ensemble, ensemble, lineages, simulate, simulate_stochastic
from course_utils.simulate.run import Array

pytestmark = pytest.mark.slow

ENDS = 2  # report the first and the last day only


def standard_error(chance: float, runs: int) -> float:
    return math.sqrt(chance * (1 - chance) / runs)


@pytest.mark.parametrize(
    ("b", "d", "n", "chance", "day"),
    [(1, 0.5, 1, 0.5, 9), (1, 0.5, 3, 0.125, 8), (1, 0.8, 5, 0.32768, 16)],
)
def test_a_clone_dies_out_with_the_chance_d_over_b_to_the_n(
    b: float, d: float, n: int, chance: float, day: float
) -> None:
    """Chapter 1: extinction (d/b)^n. Until that day, all but a hundredth of it has happened."""
    runs = 600
    found = ensemble(
        birth_death, runs, days=(0, day), seed=101, points=ENDS, b=b, d=d, C=n
    ).share_died_out
    assert extinction_probability(b, d, n) == pytest.approx(chance)
    assert found == pytest.approx(chance, abs=4 * standard_error(chance, runs))
    by_then = extinction_by(day, b, d, n)
    assert by_then == pytest.approx(chance, abs=0.02)
    assert found == pytest.approx(by_then, abs=4 * standard_error(by_then, runs))


@pytest.fixture(scope="module")
def after_three_days() -> Ensemble:
    return ensemble(birth_death, runs=10_000, days=(0, 3), seed=102, points=ENDS)


def test_how_many_died_out_by_day_3(after_three_days: Ensemble) -> None:
    """Chapter 1: extinction by t, 0.437213."""
    limit = 4 * standard_error(0.437213, len(after_three_days))
    assert after_three_days.share_died_out == pytest.approx(0.437213, abs=limit)


def test_mean_and_variance_on_day_3(after_three_days: Ensemble) -> None:
    """Chapter 1: mean 4.4817, variance 46.81."""
    last = after_three_days["C"][:, -1]
    assert last.mean() == pytest.approx(4.4817, abs=4 * math.sqrt(46.81 / last.size))
    assert last.var(ddof=1) == pytest.approx(46.81, rel=0.1)


def test_sizes_on_day_3_are_geometric(after_three_days: Ensemble) -> None:
    """Of the clones that live, a fixed share has at least one cell more (Kendall 1948)."""
    last = after_three_days["C"][:, -1]
    e = math.exp(0.5 * 3)
    share = (e - 1) / (e - 0.5)
    for size in (1, 2, 5, 10):
        expected = (1 - 0.437213) * share ** (size - 1)
        limit = 4 * standard_error(expected, last.size)
        assert np.mean(last >= size) == pytest.approx(expected, abs=limit)


def test_a_single_cell_that_meets_effector_cells() -> None:
    """Chapter 2: branching, a single cell facing E = s/d dies out with 0.193002."""
    v = surveillance.values
    kills = v["n"] * v["s"] / v["d"]
    assert kills / v["a"] == pytest.approx(0.193002, abs=5e-7)
    runs = 1000
    found = ensemble(surveillance, runs, days=(0, 25), seed=103, points=ENDS, T=1e-6).share_died_out
    assert found == pytest.approx(0.193002, abs=4 * standard_error(0.193002, runs))
    by_then = extinction_by(25, v["a"], kills)
    assert found == pytest.approx(by_then, abs=4 * standard_error(by_then, runs))


def colonies(sizes: Array, rng: np.random.Generator) -> int:
    """Count the lineages that will last: each living cell has the chance d/b of leaving nobody."""
    v = seeding.values
    return int(np.sum(rng.random(sizes.size) < 1 - (v["d"] / v["b"]) ** sizes))


def poisson(counts: Array, mean: float) -> None:
    """Check that counts have this mean, and a variance over mean of 1."""
    assert counts.mean() == pytest.approx(mean, abs=4 * math.sqrt(mean / counts.size))
    fano = counts.var(ddof=1) / counts.mean()
    # Its standard error for Poisson numbers.
    assert fano == pytest.approx(1, abs=4 * math.sqrt(2 / counts.size))


def test_colonies_of_a_mouse_without_tregs_are_poisson() -> None:
    """Chapter 4: every seeded cell is followed; no metastasis has the chance 0.12729."""
    mice = 300
    rng = np.random.default_rng(104)
    living, lasting, cells = [], [], []
    for seed in range(mice):
        run = simulate_stochastic(seeding, days=(0, 60), seed=seed, points=ENDS, phi=0)
        sizes = lineages(run, "M")
        assert sizes.sum() == run["M"][-1]
        cells.append(run["M"][-1])
        living.append(np.count_nonzero(sizes))
        lasting.append(colonies(sizes, rng))
    poisson(np.array(lasting, dtype=float), 2.0612698)
    free = np.mean(np.array(lasting) == 0)
    assert free == pytest.approx(0.12729, abs=4 * standard_error(0.12729, mice))
    # The same chance without any draw: nobody lasts if no living cell does.
    v = seeding.values
    chances = (v["d"] / v["b"]) ** np.array(cells)
    limit = 4 * chances.std(ddof=1) / math.sqrt(mice)
    assert chances.mean() == pytest.approx(0.12729, abs=limit)
    # And as many lineages are alive as seeded cells that have lasted until then.
    poisson(np.array(living, dtype=float), expected_living())


def expected_living() -> float:
    """Seeds per day, times the chance that a lineage lives until day 60 (Kendall 1948)."""
    v = seeding.values

    def density(t: float) -> float:
        grown = math.exp(v["a"] * t)
        size = v["P"] * grown / (1 + v["P"] * (grown - 1) / v["K"])
        return v["m"] * size * (1 - extinction_by(60 - t, v["b"], v["d"]))

    return float(quad(density, 0, 60, epsabs=1e-10)[0])


def test_colonies_of_the_control_mouse() -> None:
    """Chapter 4: mean 29.14 in the reference's simulation, 29.106 by the equations; Fano 0.997."""
    mice = ensemble(treg_rankl, 400, days=(0, 60), seed=105, points=ENDS)
    counts = mice["J"][:, -1]
    poisson(counts, 29.106)
    assert counts.mean() == pytest.approx(29.14, abs=4 * math.sqrt(29.14 / counts.size))


def test_following_every_cell_gives_the_colonies_that_the_short_way_counts() -> None:
    rng = np.random.default_rng(106)
    counts = [
        colonies(lineages(simulate_stochastic(seeding, (0, 60), seed=seed, points=ENDS), "M"), rng)
        for seed in range(20)
    ]
    assert np.mean(counts) == pytest.approx(29.106, abs=4 * math.sqrt(29.106 / len(counts)))


def test_the_primary_tumour_is_the_same_in_every_mouse() -> None:
    mice = ensemble(treg_rankl, 5, days=(0, 60), seed=107, points=31)
    expected = simulate(treg_rankl, days=(0, 60), points=31)
    for name in "PRL":
        assert np.ptp(mice[name], axis=0) == pytest.approx(0, abs=1e-6 * expected[name].max())
        assert mice[name][0] == pytest.approx(expected[name], abs=1e-6 * expected[name].max())


def test_a_single_virion_is_lost() -> None:
    """Chapter 7: q = 0.8 + 0.2 q^7, so 0.885128; of these, 0.8806 by day 100."""
    v = virion.values
    infects = v["be"] * v["U"]
    chance = infects / (infects + v["om"])
    q = 0.0
    for _ in range(10_000):
        q = 1 - chance + chance * q ** v["bu"]
    assert q == pytest.approx(0.885128, abs=5e-7)

    def slope(_: float, lost: Array) -> list[float]:
        free, infected = lost
        return [
            v["om"] * (1 - free) + infects * (infected - free),
            v["dl"] * (free ** v["bu"] - infected),
        ]

    by_then = solve_ivp(slope, (0, 100), [0, 0], rtol=1e-10, atol=1e-12).y[0, -1]
    assert by_then == pytest.approx(0.8806, abs=5e-5)
    runs = 3000
    found = ensemble(virion, runs, days=(0, 100), seed=108, points=ENDS).share_died_out
    assert found == pytest.approx(0.885128, abs=4 * standard_error(0.885128, runs))
    assert found == pytest.approx(by_then, abs=4 * standard_error(by_then, runs))


def test_a_drug_window_changes_the_rates_exactly_while_it_is_on() -> None:
    """Seeding halts under a full blockade, and only then: the mean follows the equations."""
    antibody = seeding.treatments["antibody"].during(30, 50)
    values = {"u": 1.0, "m": 1e-3, "d": 0.5}
    mice = ensemble(seeding, 50, days=(0, 55), seed=109, points=12, treatments=antibody, **values)
    expected = simulate(seeding, days=(0, 55), points=12, treatments=antibody, **values)["M"]
    spread = mice["M"].std(axis=0, ddof=1) / math.sqrt(len(mice))
    assert np.all(np.abs(mice.mean("M") - expected) <= 4 * spread + 1e-9)
