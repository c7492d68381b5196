"""What every engine does alike: the days and times of a run, actions, rounding below zero."""

from __future__ import annotations

import numpy as np

from course_utils.modelling import Action, Model, ModelError
from course_utils.modelling.treatments import finite_day
from course_utils.simulate.run import Array

_NEGATIVE = -1e-9


def first_and_last(days: tuple[float, float]) -> tuple[float, float]:
    """Return the first and the last day of a run, or say what is wrong with them."""
    first, last = (finite_day(day, "Each end of days") for day in days)
    if last <= first:
        raise ModelError(
            f"The run would last from day {first:g} to day {last:g}; it must end after it begins."
        )
    return first, last


def report_times(points: int | Array, first: float, last: float) -> Array:
    """Return the times to report, in days, or say what is wrong with them."""
    if isinstance(points, int | np.integer) and not isinstance(points, bool):
        if points < 2:
            raise ModelError(f"points is {points}; ask for at least 2 times.")
        return np.linspace(first, last, int(points))
    t = np.asarray(points, dtype=float)
    ordered = t.ndim == 1 and t.size > 0 and np.all(np.isfinite(t)) and np.all(np.diff(t) > 0)
    if not ordered or t[0] < first or t[-1] > last:
        raise ModelError(
            "points must be a whole number, or a rising list of days between "
            f"{first:g} and {last:g}."
        )
    return t


def apply_action(
    action: Action,
    state: Array | list[float],
    names: list[str],
    constants: dict[str, float],
) -> None:
    """Carry out one action in place."""

    def changed(value: float) -> float:
        match action.op:
            case "add":
                return value + action.value
            case "scale":
                return value * action.value
            case "set":
                return action.value

    if action.target == "state":
        index = names.index(action.name)
        state[index] = changed(float(state[index]))
        # Rounding may have left it a trifle below zero; only an action can make it negative.
        if state[index] < 0 and action.value < 0:
            raise ModelError(
                f"The action on {action.name!r} on day {action.t:g} would make it negative."
            )
    else:
        constants[action.name] = changed(constants[action.name])


def without_dust(model: Model, y: Array, atol: float) -> Array:
    """Lift rounding dust to zero, and refuse what is more than dust.

    Parameters
    ----------
    model
        Whose states they are.
    y
        Values of the states, shape ``(states, points)``, in their units.
    atol
        What the solver cannot tell from zero, in the same units.
    """
    for name, row in zip(model.states, y, strict=True):
        scale = float(np.max(np.abs(row))) or 1.0
        least = float(row.min())
        # What is smaller than the solver can tell from zero is dust too: a state that is empty
        # from the first day on has no other scale.
        if least < min(_NEGATIVE * scale, -10 * atol):
            raise ModelError(
                f"The state {name!r} of {model.name!r} became negative ({least:.3g}); "
                "this is a fault of the model or the solver, and the run is not used."
            )
    return np.where((y < 0), 0.0, y)
