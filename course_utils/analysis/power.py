"""How large a trial has to be: events by formula, power by simulation."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_utils.modelling import ModelError
from course_utils.modelling.errors import nonnegative_number

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Power:
    """How often a trial finds a difference.

    Parameters
    ----------
    found
        In how many simulated trials the log-rank test was significant.
    runs
        How many trials were simulated.
    mean_events
        Events in a trial, on average.
    """

    found: int
    runs: int
    mean_events: float

    @property
    def value(self) -> float:
        """The share of trials that found it."""
        return self.found / self.runs

    @property
    def interval(self) -> tuple[float, float]:
        """Limits of Wilson's 95 % interval: how well so many simulated trials know the share."""
        from statsmodels.stats.proportion import proportion_confint

        low, high = proportion_confint(self.found, self.runs, method="wilson")
        return float(low), float(high)


def schoenfeld_events(hazard_ratio: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    r"""Return how many events two equal arms need, by Schoenfeld's formula.

    .. math:: d = \frac{4 (z_{1-\alpha/2} + z_{power})^2}{(\ln HR)^2}

    Parameters
    ----------
    hazard_ratio
        The difference that the trial shall find; not 1.
    alpha
        Two-sided level of the test.
    power
        How often it shall find it.

    Returns
    -------
    float
        Events in both arms together, not rounded: events, not patients.

    Raises
    ------
    ModelError
        If a number is out of its range.
    """
    from scipy.stats import norm

    ratio = nonnegative_number(hazard_ratio, "The hazard ratio")
    if ratio in (0.0, 1.0):
        raise ModelError(
            f"The hazard ratio is {ratio:g}; give one above 0 that is not 1, or there is no "
            "difference to be found."
        )
    for name, value in (("alpha", alpha), ("power", power)):
        if not 0 < value < 1:
            raise ModelError(f"{name} is {value:g}; it must lie between 0 and 1.")
    z = float(norm.ppf(1 - alpha / 2) + norm.ppf(power))
    return 4 * (z / math.log(ratio)) ** 2


def simulated_power(
    hazard_ratio: float,
    n_per_arm: int,
    *,
    median: float,
    follow_up: float,
    runs: int = 1000,
    seed: int = 0,
    alpha: float = 0.05,
) -> Power:
    """Simulate trials with a constant hazard, and count those whose log-rank test is significant.

    Parameters
    ----------
    hazard_ratio
        Of the treated to the control arm; with 1 the result is the error of the first kind.
    n_per_arm
        Patients in each arm.
    median
        Time to half of the events in the control arm, in the unit of `follow_up`.
    follow_up
        How long each patient is followed; who has had no event by then is censored.
    runs
        How many trials.
    seed
        For NumPy's generator.
    alpha
        Two-sided level of the test.

    Raises
    ------
    ModelError
        If a number is out of its range.
    """
    for name, number in (("hazard_ratio", hazard_ratio), ("median", median)):
        if not nonnegative_number(number, name) > 0:
            raise ModelError(f"{name} is 0; it must be above 0.")
    if not nonnegative_number(follow_up, "follow_up") > 0:
        raise ModelError("follow_up is 0; it must be above 0.")
    size = _whole(n_per_arm, "n_per_arm")
    rng = np.random.default_rng(seed)
    scale = np.repeat([median, median / hazard_ratio], size) / math.log(2)

    def one_trial() -> tuple[Array, NDArray[np.bool_]]:
        times = rng.exponential(scale)
        return np.minimum(times, follow_up), times <= follow_up

    return _power(one_trial, size, _whole(runs, "runs"), alpha)


def trial_power(
    table: pd.DataFrame,
    arms: tuple[str, str],
    n_per_arm: int,
    *,
    runs: int = 200,
    seed: int = 0,
    alpha: float = 0.05,
) -> Power:
    """Draw real-looking trials from a virtual one, and count those that find the difference.

    Parameters
    ----------
    table
        What `virtual_trial` gave for many patients, with ``time`` and ``event``.
    arms
        Names of the two arms.
    n_per_arm
        Patients in each arm of a drawn trial. They are different ones in the two arms, as in a
        real trial, where nobody is treated twice.
    runs
        How many trials are drawn.
    seed
        For NumPy's generator.
    alpha
        Two-sided level of the test.

    Raises
    ------
    ModelError
        If an arm is missing, or the table has too few patients for a trial.
    """
    size = _whole(n_per_arm, "n_per_arm")
    groups = []
    for name in arms:
        rows = table[table["arm"] == name].set_index("patient")[["time", "event"]].sort_index()
        if rows.empty:
            there = ", ".join(map(str, table["arm"].unique()))
            raise ModelError(f"The table has no arm {name!r}; it has: {there}.")
        groups.append(rows.to_numpy(dtype=float))
    patients = len(groups[0])
    if len(groups[1]) != patients or patients < 2 * size:
        raise ModelError(
            f"Two arms of {size} different patients need at least {2 * size} virtual ones in "
            f"each, but there are {len(groups[0])} and {len(groups[1])}."
        )
    rng = np.random.default_rng(seed)

    def one_trial() -> tuple[Array, NDArray[np.bool_]]:
        chosen = rng.permutation(patients)[: 2 * size]
        rows = np.concatenate([groups[0][chosen[:size]], groups[1][chosen[size:]]])
        return rows[:, 0], rows[:, 1] == 1

    return _power(one_trial, size, _whole(runs, "runs"), alpha)


def _power(
    one_trial: Callable[[], tuple[Array, NDArray[np.bool_]]], size: int, runs: int, alpha: float
) -> Power:
    """Count significant trials; the first half of the patients are one arm."""
    from statsmodels.duration.survfunc import survdiff

    if not 0 < alpha < 1:
        raise ModelError(f"alpha is {alpha:g}; it must lie between 0 and 1.")
    group = np.repeat([0, 1], size)
    found = events = 0
    for _ in range(runs):
        times, happened = one_trial()
        events += int(happened.sum())
        # Where nobody, or only one patient, had the event, no test can find anything.
        if happened.sum() > 1:
            _, p = survdiff(times, happened.astype(int), group)
            found += bool(p < alpha)
    return Power(found, runs, events / runs)


def _whole(number: Any, name: str) -> int:
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < 1:
        raise ModelError(f"{name} is {number!r}, but it must be a whole number of at least 1.")
    return int(number)
