"""Solve a model's equations in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from course_utils.compile import rhs_function
from course_utils.modelling import Action, Course, Model, ModelError, schedule
from course_utils.modelling.treatments import finite_day
from course_utils.simulate.run import Array, Run

# A population that fell to a billionth must still regrow right, so errors are held relative to
# each value; this floor only keeps a value of exactly zero from asking for infinite accuracy.
_ABSOLUTE = 1e-30
_NEGATIVE = -1e-9


def simulate(
    model: Model,
    days: tuple[float, float] = (0, 200),
    points: int | Array = 401,
    treatments: Iterable[Course | Action | Mapping[str, Any]] | Course = (),
    rtol: float = 1e-9,
    atol: float = _ABSOLUTE,
    **overrides: float,
) -> Run:
    """Let a model run and see what happens.

    Parameters
    ----------
    model
        What to run.
    days
        First and last day.
    points
        How many times to report, evenly spaced; or the times themselves, in days.
    treatments
        Courses such as ``model.treatments["immunosuppression"].during(45, 63)``.
    rtol, atol
        Relative and absolute tolerance of the solver; `atol` in the units of the states.
    **overrides
        Other values for parameters or start values, by name, in their units.

    Returns
    -------
    Run
        At a time when something is done to the patient, it holds the value after it.

    Raises
    ------
    ModelError
        If a name is unknown, a value is not allowed, a window ends before it begins, or the
        equations cannot be solved with these values.

    Examples
    --------
    ``simulate(surveillance, days=(0, 400), s=0.033)["T"][-1]`` is the tumour's final size.
    """
    model = model.set(**overrides) if overrides else model
    first, last = _days(days)
    t = _times(points, first, last)
    actions = schedule(model, treatments, (first, last))
    names = [*model.states]
    values = model.values
    state = np.array([values[name] for name in names])
    constants = {name: values.get(name, 0.0) for name in model.constants}
    y = np.empty((len(names), t.size))
    held = np.empty((len(constants), t.size))

    def act(day: float) -> None:
        for action in actions:
            if action.t == day:
                _apply(action, state, names, constants)

    for start, end in pairwise(sorted({first, last, *(action.t for action in actions)})):
        act(start)
        inside = (t >= start) & (t < end)
        held[:, inside] = np.array(list(constants.values()))[:, None]
        y[:, inside], state = _solve(
            model, (start, end), t[inside], state, list(constants.values()), rtol, atol
        )
    act(last)
    at_end = t == last
    held[:, at_end] = np.array(list(constants.values()))[:, None]
    y[:, at_end] = state[:, None]
    return Run(model, t, _without_rounding_below_zero(model, y, atol), held, tuple(actions))


def _days(days: tuple[float, float]) -> tuple[float, float]:
    first, last = (finite_day(day, "Each end of days") for day in days)
    if last <= first:
        raise ModelError(
            f"The run would last from day {first:g} to day {last:g}; it must end after it begins."
        )
    return first, last


def _times(points: int | Array, first: float, last: float) -> Array:
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


def _apply(action: Action, state: Array, names: list[str], constants: dict[str, float]) -> None:
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
        if state[index] < 0:
            raise ModelError(
                f"The action on {action.name!r} on day {action.t:g} would make it negative."
            )
    else:
        constants[action.name] = changed(constants[action.name])


def _solve(
    model: Model,
    span: tuple[float, float],
    t: Array,
    state: Array,
    constants: list[float],
    rtol: float,
    atol: float,
) -> tuple[Array, Array]:
    """Integrate one piece; return the values at `t` and the state at the end of the piece."""
    # Here, because it takes a second to load: a chapter's first cell often only shows a model.
    from scipy.integrate import solve_ivp

    function = rhs_function(model)

    def slope(_: float, y: Array) -> list[float]:
        derivatives: list[float] = function(y.tolist(), constants)
        return derivatives

    ask = np.append(t, span[1])
    try:
        solution = solve_ivp(
            slope,
            span,
            state,
            # LSODA changes by itself between a method for calm and one for stiff stretches.
            method="LSODA",
            t_eval=ask,
            rtol=rtol,
            atol=atol,
        )
    except (OverflowError, ZeroDivisionError, ValueError) as error:
        raise _unsolvable(model, span, str(error)) from error
    if not solution.success or not np.all(np.isfinite(solution.y)):
        raise _unsolvable(model, span, str(solution.message))
    y = solution.y[:, : t.size]
    if t.size and t[0] == span[0]:
        y[:, 0] = state  # exactly, and not by the solver's interpolation
    return y, solution.y[:, -1].copy()


def _unsolvable(model: Model, span: tuple[float, float], why: str) -> ModelError:
    return ModelError(
        f"The equations of {model.name!r} could not be solved from day {span[0]:g} to "
        f"{span[1]:g} with these values ({why}); try values closer to the defaults."
    )


def _without_rounding_below_zero(model: Model, y: Array, atol: float) -> Array:
    """Lift rounding dust to zero, and refuse what is more than dust."""
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
