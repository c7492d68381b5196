"""What a result depends on when everything varies at once: Sobol's indices, and a tornado.

Samples and estimators are those of the package SALib (https://doi.org/10.18174/sesmo.18155).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.modelling import Model, ModelError
from course_utils.simulate.cohort import Population, Runs, follow_patients
from course_utils.simulate.cohort.arms import Treatments
from course_utils.simulate.cohort.normals import normals
from course_utils.simulate.cohort.population import Uniform

Array = NDArray[np.float64]

# In between lies the middle eight of ten patients.
_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True)
class Sobol:
    """Which share of a result's variance each number explains.

    Parameters
    ----------
    names
        The numbers that vary.
    first
        Share that a number explains by itself, shape ``(names,)``.
    total
        Share that it explains together with all others; what exceeds `first` is interaction.
    first_error, total_error
        Half the width of their 95 % intervals.
    """

    names: tuple[str, ...]
    first: Array = field(repr=False)
    total: Array = field(repr=False)
    first_error: Array = field(repr=False)
    total_error: Array = field(repr=False)

    def __getitem__(self, name: str) -> tuple[float, float]:
        """Return the first-order and the total index of a number."""
        i = self.names.index(name)
        return float(self.first[i]), float(self.total[i])


@dataclass(frozen=True)
class Swing:
    """What a result does when one number moves from low to high in a population.

    Parameters
    ----------
    name
        The number.
    low, high
        Its tenth and its ninetieth percentile in the population.
    at_low, at_high
        The result there, the other numbers being the model's own.
    middle
        The result with all of them.
    """

    name: str
    low: float
    high: float
    at_low: float
    at_high: float
    middle: float

    @property
    def width(self) -> float:
        """How far the result moves."""
        return abs(self.at_high - self.at_low)


def sobol(
    function: Callable[[Array], Any],
    ranges: Mapping[str, tuple[float, float]],
    *,
    n: int = 1024,
    seed: int = 0,
) -> Sobol:
    r"""Split the variance of a result among the numbers that it depends on.

    .. math:: S_i = \frac{V(E(y \mid x_i))}{V(y)}, \qquad
              S_{Ti} = 1 - \frac{V(E(y \mid x_{\sim i}))}{V(y)}

    Parameters
    ----------
    function
        Takes rows of numbers, shape ``(rows, names)``, and returns one result a row.
    ranges
        Lowest and highest of each number, by name; each in between is as likely.
    n
        A power of two; the function is asked for ``n (names + 2)`` results.
    seed
        For the scrambling of the sample, and the bootstrap of the intervals.

    Raises
    ------
    ModelError
        If `n` is no power of two, nothing varies, or a result is no finite number or always the
        same.
    """
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample

    if isinstance(n, bool) or not isinstance(n, int) or n < 2 or n & (n - 1):
        raise ModelError(f"n is {n!r}, but it must be a power of two, such as 1024.")
    if not ranges:
        raise ModelError("Nothing varies; name at least one number with its range.")
    for name, (low, high) in ranges.items():
        if not low < high:
            raise ModelError(f"{name!r} would vary from {low:g} to {high:g}; low comes first.")
    problem = {
        "num_vars": len(ranges),
        "names": list(ranges),
        "bounds": [list(limits) for limits in ranges.values()],
    }
    rows = sample.sample(problem, n, calc_second_order=False, seed=seed)
    results = np.asarray(function(rows), dtype=float)
    if results.shape != (len(rows),) or not np.all(np.isfinite(results)):
        raise ModelError(
            f"The function must give one finite number a row ({len(rows)} of them); "
            f"it gave the shape {results.shape}."
        )
    if np.ptp(results) == 0:
        raise ModelError("The result is always the same, so there is no variance to split.")
    found = analyse.analyze(problem, results, calc_second_order=False, seed=seed)
    first, total, first_error, total_error = (
        np.asarray(found[key], dtype=float) for key in ("S1", "ST", "S1_conf", "ST_conf")
    )
    return Sobol(tuple(ranges), first, total, first_error, total_error)


def sobol_of_population(
    model: Model,
    treatments: Treatments,
    population: Population,
    output: Callable[[Runs], Any],
    *,
    n: int = 1024,
    seed: int = 0,
    days: tuple[float, float] = (0, 180),
    points: int = 361,
) -> Sobol:
    """Split the variance of a result between patients among the numbers in which they differ.

    Parameters
    ----------
    model, treatments, days, points
        As for `simulate`.
    population
        In which numbers patients differ, and how; without correlations, with which the shares
        would have no meaning.
    output
        Takes `Runs` and returns one result a patient: ``lambda runs: runs["N"][:, -1]``.
    n, seed
        As for `sobol`.

    Raises
    ------
    ModelError
        If the population is correlated or does not suit the model, or for the reasons of `sobol`.
    """
    if population.correlations:
        raise ModelError(
            "Numbers of this population are correlated, so no share of the variance belongs to "
            "one of them alone; take a population without correlations."
        )
    population.check(model)
    ask = _asking(model, treatments, population, output, days, points)
    return sobol(ask, dict.fromkeys(population.varies, (0.0, 1.0)), n=n, seed=seed)


def one_at_a_time(
    model: Model,
    treatments: Treatments,
    population: Population,
    output: Callable[[Runs], Any],
    *,
    days: tuple[float, float] = (0, 180),
    points: int = 361,
) -> list[Swing]:
    """Move each number of a population from low to high, the others staying put.

    Parameters
    ----------
    model, treatments, population, output, days, points
        As for `sobol_of_population`; correlations are left out of account.

    Returns
    -------
    list of Swing
        The widest first.
    """
    population.check(model)
    names = list(population.varies)
    rows = np.full((2 * len(names), len(names)), 0.5)
    for i in range(len(names)):
        rows[2 * i, i], rows[2 * i + 1, i] = _LOW, _HIGH
    own = model.values
    values = _values(population, model, rows)
    for i, name in enumerate(names):
        values[name][rows[:, i] == 0.5] = own[name]
    values = {name: np.append(column, own[name]) for name, column in values.items()}
    t = np.linspace(*days, points)
    results = _results(output, follow_patients(model, treatments, values, days, t))
    swings = [
        Swing(
            name,
            float(values[name][2 * i]),
            float(values[name][2 * i + 1]),
            float(results[2 * i]),
            float(results[2 * i + 1]),
            float(results[-1]),
        )
        for i, name in enumerate(names)
    ]
    return sorted(swings, key=lambda swing: -swing.width)


def _asking(
    model: Model,
    treatments: Treatments,
    population: Population,
    output: Callable[[Runs], Any],
    days: tuple[float, float],
    points: int,
) -> Callable[[Array], Array]:
    t = np.linspace(*days, points)
    piece = 500

    def ask(rows: Array) -> Array:
        # Piece by piece, because only the results are kept.
        return np.concatenate(
            [
                _results(
                    output,
                    follow_patients(
                        model,
                        treatments,
                        _values(population, model, rows[i : i + piece]),
                        days,
                        t,
                        patients=np.arange(i, min(i + piece, len(rows))),
                    ),
                )
                for i in range(0, len(rows), piece)
            ]
        )

    return ask


def _values(population: Population, model: Model, rows: Array) -> dict[str, Array]:
    """Return what patients have who stand at the given percentiles of each number."""
    # The sample touches 0 and 1, where a normal number is infinite.
    inside = np.clip(rows, 0.5 / 2**32, 1 - 0.5 / 2**32)
    drawn = {
        name: inside[:, i] if isinstance(how, Uniform) else normals(inside[:, i])
        for i, (name, how) in enumerate(population.varies.items())
    }
    return population.values(model, drawn)


def _results(output: Callable[[Runs], Any], runs: Runs) -> Array:
    results = np.asarray(output(runs), dtype=float)
    if results.shape != (len(runs),):
        raise ModelError(
            f"The output gave the shape {results.shape} for {len(runs)} patients; it must give "
            "one number a patient, such as runs['N'][:, -1]."
        )
    return results
