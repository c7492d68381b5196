"""How little is enough, and how late is not too late."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from course_utils.analysis.thresholds import threshold
from course_utils.modelling import Course, Model, ModelError
from course_utils.modelling.errors import unknown_name
from course_utils.simulate import Run, simulate

# An outcome of the model by name, or a test of a run.
Criterion = str | Callable[[Run], bool]
Plan = Callable[[float], Iterable[Course]]

# Values that are tried first, to see whether there is one change and not several.
_LOOKS = 9


def minimal_dose(
    model: Model,
    dose: str | Plan,
    works: Criterion,
    *,
    low: float,
    high: float,
    treatments: Iterable[Course] = (),
    days: tuple[float, float] = (0, 200),
    points: int = 401,
    tolerance: float = 1e-6,
) -> float:
    """Find the least dose with which something happens.

    Parameters
    ----------
    model
        The model.
    dose
        What is varied: a parameter or a start value by name (the strength of a drug, the number
        of cells that are injected), or a function that takes a dose and returns the courses of
        treatment with it.
    works
        What must happen: an outcome of the model by name, or a function that takes the run and
        tells.
    low, high
        Between which doses to search; at `high` it must happen, at `low` it must not.
    treatments
        Courses of treatment that are given with every dose.
    days, points
        First and last day of each run, and how many times of it are looked at.
    tolerance
        Width at which the search ends, relative to `high`.

    Returns
    -------
    float
        The dose, in the unit of what is varied.

    Raises
    ------
    ModelError
        If it happens at both ends or at neither, or begins and ceases several times in between.

    Examples
    --------
    ``minimal_dose(surveillance, "T", "escaped", low=1, high=100)`` is the smallest tumour that
    escapes.
    """
    others = list(treatments)

    def happens(value: float) -> bool:
        if callable(dose):
            return _holds(model, [*others, *dose(value)], works, days, points)
        return _holds(model.set(**{dose: value}), others, works, days, points)

    return _search(happens, low, high, tolerance, at_low=False)


def latest_start(
    model: Model,
    treatment: str | Plan,
    works: Criterion,
    *,
    low: float,
    high: float,
    treatments: Iterable[Course] = (),
    days: tuple[float, float] = (0, 200),
    points: int = 401,
    tolerance: float = 1e-6,
) -> float:
    """Find the last day on which a treatment can begin and still works.

    Parameters
    ----------
    model
        The model.
    treatment
        A treatment by name, which is then on from that day to the end of the run, or given once
        as a dose; or a function that takes the day and returns the courses of treatment.
    works, treatments, days, points, tolerance
        As for `minimal_dose`.
    low, high
        Between which days to search; from `low` it must work, from `high` it must not.

    Returns
    -------
    float
        The day.

    Raises
    ------
    ModelError
        If it works from both days or from neither, or there are several changes in between.
    """
    others = list(treatments)
    plan = treatment if callable(treatment) else _from_day_on(model, treatment, days[1])

    def happens(day: float) -> bool:
        return _holds(model, [*others, *plan(day)], works, days, points)

    return _search(happens, low, high, tolerance, at_low=True)


def _from_day_on(model: Model, name: str, last: float) -> Plan:
    if name not in model.treatments:
        raise unknown_name("treatment", name, model.treatments, owner=f"The model {model.name!r}")
    treatment = model.treatments[name]

    def plan(day: float) -> list[Course]:
        # Beyond the last day, so that a window that begins on it is still one.
        return [treatment.during(day, last + 1) if treatment.is_window else treatment.at(day)]

    return plan


def _holds(
    model: Model, courses: list[Course], works: Criterion, days: tuple[float, float], points: int
) -> bool:
    if isinstance(works, str) and works not in model.outcomes:
        raise unknown_name("outcome", works, model.outcomes, owner=f"The model {model.name!r}")
    run = simulate(model, days, points, courses)
    return run.outcome == works if isinstance(works, str) else bool(works(run))


def _search(
    happens: Callable[[float], bool], low: float, high: float, tolerance: float, *, at_low: bool
) -> float:
    looks: list[Any] = [float(value) for value in np.linspace(low, high, _LOOKS)]
    seen = [happens(value) for value in looks]
    changes = [
        (a, b)
        for (a, b), (was, then) in zip(pairwise(looks), pairwise(seen), strict=True)
        if was != then
    ]
    if not changes:
        raise ModelError(
            f"It {'works' if seen[0] else 'does not work'} at {low:g}, at {high:g} and in "
            "between, so there is no limit to be found; choose ends further apart."
        )
    if len(changes) > 1 or seen[0] != at_low:
        states = ", ".join(
            f"{'works' if one else 'does not'} at {value:g}"
            for value, one in zip(looks, seen, strict=True)
        )
        raise ModelError(
            f"There is not one limit in the direction that was asked for: it {states}. "
            "Choose ends between which it changes once."
        )
    (first, second) = changes[0]
    return threshold(happens, first, second, tolerance * abs(high) / abs(second or high))
