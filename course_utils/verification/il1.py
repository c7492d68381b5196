"""What chapter 5's model must reproduce: the start at rest, and the drug's rise and fall."""

from __future__ import annotations

import math

import numpy as np

from course_utils.models import il1
from course_utils.simulate import simulate
from course_utils.verification.target import Target

_DAILY = il1.treatments["anakinra"].at(*range(120))
# IL-1β is held still where a formula takes it to be.
_STILL = il1.without("division", "inflamed_division", "crowding")


def _anakinra(day: float) -> float:
    run = simulate(il1, days=(0, 30), points=np.array([day]), treatments=_DAILY)
    return float(run["A"][0])


def _mean_occupancy() -> float:
    points = np.linspace(29, 30 - 1e-9, 4001)
    run = simulate(_STILL, days=(0, 30), points=points, treatments=_DAILY)
    return float(np.trapezoid(run["j"], run.t))


def _inflamed_doubling_time() -> float:
    run = simulate(il1, days=(0, 1e-4), points=2)
    return math.log(2) * 1e-4 / math.log(run["T"][1] / run["T"][0])


def _schild_slope() -> float:
    """Return the slope of log(dose ratio − 1) against log(antagonist), over two decades."""
    v = il1.values
    antagonist = np.array([1.0, 100.0])

    def for_half(dose: float) -> float:
        # IL-1β at which half of the receptors are taken, by bisection of the model's own formula.
        low, high = 0.0, 1e6
        for _ in range(50):
            level = (low + high) / 2
            share = il1.set(I=level, A=dose)
            taken = float(simulate(share, days=(0, 1e-9), points=2)["j"][0])
            low, high = (low, level) if taken > 0.5 else (level, high)
        return low

    ratios = np.array([for_half(dose) for dose in antagonist]) / v["KI"]
    slope: float = np.diff(np.log10(ratios - 1))[0] / np.diff(np.log10(antagonist))[0]
    return float(slope)


IL1 = (
    Target("primed share of the myeloid cells at rest", 0.75, lambda: il1.values["M"]),
    Target("IL-1β at rest", 18.75, lambda: il1.values["I"], unit="pg/mL", relative=1e-12),
    Target(
        "share of the receptors that IL-1β takes at rest, 18.75/28.75",
        18.75 / 28.75,
        lambda: il1.values["j0"],
        relative=1e-12,
    ),
    Target(
        "doubling time of the inflamed tumour",
        44.63,
        _inflamed_doubling_time,
        unit="day",
        absolute=0.005,
    ),
    Target(
        "anakinra before a daily dose of 100 mg",
        3.72334,
        lambda: _anakinra(30 - 1e-9),
        unit="mg",
        absolute=5e-6,
    ),
    Target(
        "anakinra after a daily dose of 100 mg",
        103.72334,
        lambda: _anakinra(30),
        unit="mg",
        absolute=5e-6,
    ),
    Target(
        "share of the receptors that IL-1β takes, mean over a day of treatment",
        0.172478,
        _mean_occupancy,
        absolute=1e-6,
    ),
    Target("slope of the Schild plot of a competitive blocker", 1, _schild_slope, absolute=1e-6),
)
