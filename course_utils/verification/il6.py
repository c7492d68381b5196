"""What chapter 6's model must reproduce: the loop that is off, the switch, and its hysteresis.

Thresholds in time and dose describe constants that were chosen by hand; none is clinical.
"""

from __future__ import annotations

import numpy as np

from course_utils.analysis import resting_levels, threshold
from course_utils.compile import jacobian_function
from course_utils.models import il6
from course_utils.simulate import Run, simulate
from course_utils.verification.target import Target


def _arm(
    blocker: float | None = None, *, trastuzumab: bool = True, points: int = 2, **values: float
) -> Run:
    """Run 200 days; `blocker` is the day from which IL-6R is blocked."""
    courses = [il6.treatments["trastuzumab"].during(0, 201)] if trastuzumab else []
    if blocker is not None:
        courses.append(il6.treatments["blocker"].during(blocker, 201))
    return simulate(il6.set(**values), days=(0, 200), points=points, treatments=courses)


def _controlled(blocker: float, u: float) -> bool:
    return bool(_arm(blocker, u=u)["N"][-1] < 100)


def _loop_off() -> tuple[float, float]:
    """Return growth rate and stem-like share under trastuzumab, without IL-6, uncrowded."""
    constants = [il6.values.get(name, 0.0) for name in il6.constants]
    constants[il6.constants.index("trastuzumab")] = 1.0
    matrix = np.asarray(jacobian_function(il6)([1e-9, 1e-10, 0.0], constants))[:2, :2]
    rates, vectors = np.linalg.eig(matrix)
    slowest = int(rates.real.argmax())
    share = vectors[1, slowest] / vectors[:, slowest].sum()
    return float(rates[slowest].real), float(share.real)


def _edge(low: float, high: float) -> float:
    """Return the stem-like share between two at which the number of IL-6 levels changes."""

    def bistable(share: float) -> bool:
        return len(resting_levels(il6, "L", B=100 * (1 - share), S=100 * share)) == 3

    return threshold(bistable, low, high, 1e-3)


def _nadir() -> float:
    run = _arm(points=20001)
    return float(run.t[run["N"].argmin()])


IL6 = (
    Target(
        "stem-like share of an untreated tumour",
        0.02006,
        lambda: float(_arm(trastuzumab=False)["f"][-1]),
        origin="independent run",
        absolute=5e-6,
    ),
    Target(
        "growth rate under trastuzumab with the loop off",
        -0.0405445,
        lambda: _loop_off()[0],
        unit="1/day",
        absolute=1e-7,
    ),
    Target(
        "stem-like share that trastuzumab selects with the loop off",
        0.0630363,
        lambda: _loop_off()[1],
        absolute=1e-7,
    ),
    Target(
        "lowest stem-like share with two IL-6 levels",
        0.0465,
        lambda: _edge(0.04, 0.05),
        absolute=1e-4,
    ),
    Target(
        "highest stem-like share with two IL-6 levels",
        0.0530,
        lambda: _edge(0.05, 0.06),
        absolute=1e-4,
    ),
    Target(
        "least blockade that controls the tumour, from day 0",
        0.343,
        lambda: threshold(lambda u: _controlled(0, u), 0, 1, 1e-3),
        origin="independent run",
        absolute=0.01,
    ),
    Target(
        "least blockade that controls the tumour, from day 60",
        0.933,
        lambda: threshold(lambda u: _controlled(60, u), 0, 1, 1e-3),
        origin="independent run",
        absolute=0.01,
    ),
    Target(
        "latest start of a 70 % blockade that still works",
        19.07,
        lambda: threshold(lambda day: _controlled(day, 0.7), 0, 60, 1e-5),
        unit="day",
        origin="independent run",
        absolute=0.005,
    ),
    Target(
        "day on which the tumour is smallest under trastuzumab alone",
        23.6,
        _nadir,
        unit="day",
        origin="independent run",
        absolute=0.1,
    ),
)
