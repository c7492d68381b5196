"""What chapter 1's models must reproduce; nearly all of it is exact."""

from __future__ import annotations

import math

import numpy as np

from course_utils.analysis import (
    doublings,
    exponential_volume,
    extinction_by,
    extinction_probability,
    gompertz_volume,
    logistic_volume,
    threshold,
)
from course_utils.models import birth_death, exponential, gompertz, logistic
from course_utils.simulate import Run, simulate
from course_utils.verification.target import Target

_CELL = 1e-6  # mm³, at a million cells per cubic millimetre
_YEAR = 365.25  # days


def _largest_error(run: Run, exact: np.ndarray) -> float:
    """Return the largest relative distance of the volume from its closed form."""
    return float(np.max(np.abs(run["V"] / exact - 1)))


def _exponential_error() -> float:
    run = simulate(exponential, days=(0, 60), points=601)
    v = exponential.values
    return _largest_error(run, np.asarray(exponential_volume(run.t, v["r"], v["V0"])))


def _logistic_error() -> float:
    run = simulate(logistic, days=(0, 60), points=601)
    v = logistic.values
    return _largest_error(run, np.asarray(logistic_volume(run.t, v["r"], v["K"], v["V0"])))


def _gompertz_error() -> float:
    run = simulate(gompertz, days=(0, 60), points=601)
    v = gompertz.values
    return _largest_error(run, np.asarray(gompertz_volume(run.t, v["alpha"], v["beta"], v["V0"])))


def _years_to_a_cubic_centimetre() -> float:
    slow = exponential.set(r=math.log(2) / 180, V0=_CELL)

    def large(years: float) -> bool:
        return bool(simulate(slow, days=(0, _YEAR * years), points=2)["V"][-1] > 1000)

    return threshold(large, 10, 20, 1e-5)


def _left_after_a_cycle() -> float:
    dose = exponential.treatments["chemotherapy"].at(0)
    run = simulate(exponential, days=(0, 21), points=2, treatments=dose, r=math.log(2) / 30)
    return float(run["V"][-1])


def _cycles_until_less_than_a_cell() -> float:
    cycles = np.arange(1.0, 15.0)
    run = simulate(
        exponential,
        days=(0, 14 * 21),
        # The end of each cycle, just before the next dose.
        points=np.asarray(21 * cycles - 1e-6),
        treatments=exponential.treatments["chemotherapy"].at(*(21 * (cycles - 1))),
        V0=1e10 * _CELL,
        r=math.log(2) / 30,
    )
    return float(cycles[np.argmax(run["V"] < _CELL)])


def _inflection_day() -> float:
    """Return the day on which logistic growth from 50 mm³ is half full."""

    def half_full(day: float) -> bool:
        return bool(simulate(logistic, days=(0, day), points=2, V0=50)["V"][-1] > 1000)

    return threshold(half_full, 10, 30, 1e-8)


def _fastest(quantity: str) -> float:
    """Return the volume at which, or the day on which, Gompertz growth is fastest."""

    def slows(day: float) -> bool:
        run = simulate(gompertz, days=(0, day), points=2)
        return bool(run["g"][-1] < gompertz.values["beta"])  # there V'' = 0

    day = threshold(slows, 10, 40, 1e-7)
    if quantity == "t":
        return day
    return float(simulate(gompertz, days=(0, day), points=2)["V"][-1])


def _first_doubling() -> float:
    def doubled(day: float) -> bool:
        return bool(simulate(gompertz, days=(0, day), points=2)["V"][-1] > 2)

    return threshold(doubled, 0.5, 2, 1e-7)


def _after_four_cycles() -> float:
    doses = gompertz.treatments["chemotherapy"].at(21, 42, 63)
    return float(simulate(gompertz, days=(0, 84), points=2, treatments=doses)["V"][-1])


EXPONENTIAL = (
    Target("largest relative error of the run, over 60 days", 0, _exponential_error, absolute=1e-6),
    Target(
        "doublings from one cell to a billion", 29.897, lambda: doublings(1, 1e9), absolute=1e-3
    ),
    Target(
        "time for that, doubling in 180 days",
        14.734,
        _years_to_a_cubic_centimetre,
        unit="year",
        absolute=0.002,
    ),
    Target(
        "share left after a cycle of 21 days: 90 % killed, doubling in 30 days",
        0.1624505,
        _left_after_a_cycle,
        absolute=5e-8,
    ),
    Target("cycles from ten billion cells to less than one", 13, _cycles_until_less_than_a_cell),
)
LOGISTIC = (
    Target("largest relative error of the run, over 60 days", 0, _logistic_error, absolute=1e-6),
    Target(
        "day on which growth from 50 mm³ is fastest",
        18.3178082,
        _inflection_day,
        unit="day",
        absolute=1e-6,
    ),
)
GOMPERTZ = (
    Target("largest relative error of the run, over 60 days", 0, _gompertz_error, absolute=1e-6),
    Target(
        "plateau",
        1808.0424,
        lambda: float(simulate(gompertz, days=(0, 400), points=2)["V"][-1]),
        unit="mm3",
        relative=1e-4,
    ),
    Target(
        "volume at which growth is fastest",
        665.1416,
        lambda: _fastest("V"),
        unit="mm3",
        relative=1e-4,
    ),
    Target(
        "day on which growth is fastest",
        25.18629,
        lambda: _fastest("t"),
        unit="day",
        relative=1e-4,
    ),
    Target("first doubling", 1.2121644, _first_doubling, unit="day", absolute=1e-5),
    Target(
        "volume after four cycles, 90 % killed in each",
        1061,
        _after_four_cycles,
        unit="mm3",
        absolute=0.5,
    ),
)
BIRTH_DEATH = (
    Target(
        "mean number of cells after three days",
        4.4817,
        lambda: float(simulate(birth_death, days=(0, 3), points=2)["C"][-1]),
        absolute=5e-5,
    ),
    Target(
        "chance that one cell dies out, at 0.5 deaths a division",
        0.5,
        lambda: extinction_probability(1, 0.5, 1),
        absolute=1e-12,
    ),
    Target(
        "chance that five cells die out, at 0.8 deaths a division",
        0.32768,
        lambda: extinction_probability(1, 0.8, 5),
        absolute=1e-12,
    ),
    Target(
        "chance that one cell has died out by day 3",
        0.437213,
        lambda: extinction_by(3, 1, 0.5),
        absolute=5e-7,
    ),
)
