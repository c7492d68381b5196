"""Solve a model's equations in time."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from course_utils.compile import rhs_function
from course_utils.modelling import Action, Course, Model, ModelError, schedule
from course_utils.simulate.run import Array, Run
from course_utils.simulate.shared import apply_action, first_and_last, report_times, without_dust

# A population that fell to a billionth must still regrow right, so errors are held relative to
# each value; this floor only keeps a value of exactly zero from asking for infinite accuracy.
_ABSOLUTE = 1e-30
# Between two reported times. A run that needs more has left what the equations can describe.
_MOST_STEPS = 1_000_000


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
    first, last = first_and_last(days)
    t = report_times(points, first, last)
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
                apply_action(action, state, names, constants)

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
    return Run(model, t, without_dust(model, y, atol), held, tuple(actions))


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
    from scipy.integrate import ODEintWarning, odeint

    function = rhs_function(model)

    def slope(y: Array, _: float) -> list[float]:
        derivatives: list[float] = function(y.tolist(), constants)
        return derivatives

    begins = t.size > 0 and t[0] == span[0]
    ask = np.concatenate([t if begins else [span[0], *t], span[1:]])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ODEintWarning)
            # LSODA, which changes by itself between a method for calm and one for stiff
            # stretches. `solve_ivp` has it too, but comes back to Python after every step,
            # which makes it three times slower.
            y = odeint(slope, state, ask, rtol=rtol, atol=atol, mxstep=_MOST_STEPS).T
    except ODEintWarning as error:
        # What follows the first words is about the arguments of `odeint`.
        reason = str(error).partition(" (")[0].lower()
        raise _unsolvable(model, span, f"the solver gave up: {reason}") from error
    except (OverflowError, ZeroDivisionError, ValueError) as error:
        raise _unsolvable(model, span, str(error.args[-1])) from error
    if not np.all(np.isfinite(y)):
        raise _unsolvable(model, span, "a value grew beyond all numbers")
    return y[:, :-1] if begins else y[:, 1:-1], y[:, -1].copy()


def _unsolvable(model: Model, span: tuple[float, float], why: str) -> ModelError:
    return ModelError(
        f"The equations of {model.name!r} could not be solved from day {span[0]:g} to "
        f"{span[1]:g} with these values ({why}); try values closer to the defaults."
    )
