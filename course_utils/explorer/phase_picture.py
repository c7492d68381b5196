"""The picture of a phase plane that stands where no script runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.analysis import SteadyState, nullclines, separatrices, steady_states
from course_utils.explorer.spec import Spec
from course_utils.explorer.words import amount, courses_in_words, listed
from course_utils.modelling import State
from course_utils.modelling.units import in_words
from course_utils.plots import Picture, phase_plane, show
from course_utils.simulate import Run

_GRID = 100


def phase_picture(run: Run, view: Spec) -> Picture:
    """Draw the phase plane with one course of events on it.

    Parameters
    ----------
    run
        The course, with the model and its values.
    view
        The view of the figure's spec, which has a phase plane.
    """
    model = run.model
    across, upwards = view["phase"]
    names = [across["name"], upwards["name"]]
    states = {name: model.states[name] for name in names}
    # The analysis counts the states as the model does; the figure, as its axes do.
    axis = {item["name"]: item for item in view["phase"]}
    turned = names != list(model.states)
    x, y = (axis[name] for name in model.states)
    in_view = [
        state
        for state in steady_states(model)
        if all(low <= state.values[name] <= high for name, (low, high) in _ranges(view).items())
    ]
    borders = separatrices(
        model, tuple(x["range"]), tuple(y["range"]), log_x=x["log"], log_y=y["log"]
    )
    lines = nullclines(model, _grid(x), _grid(y))
    axes = phase_plane(
        {name: [line[:, ::-1] if turned else line for line in lines[name]] for name in names},
        {name: state.label for name, state in states.items()},
        {name: state.actor for name, state in states.items()},
        units={name: in_words(state.unit) for name, state in states.items()},
        steady=[(s.values[names[0]], s.values[names[1]], s.stable) for s in in_view],
        separatrices=[line[:, ::-1] if turned else line for line in borders],
        paths=[(run[names[0]], run[names[1]])],
        log_x=across["log"],
        log_y=upwards["log"],
    )
    axes.set_xlim(*across["range"])
    axes.set_ylim(*upwards["range"])
    words = _described(
        run,
        list(states.values()),
        in_view,
        divided=bool(borders),
        courses=view["treatments"],
    )
    return show(axes, words)


def _ranges(view: Spec) -> dict[str, tuple[float, float]]:
    return {axis["name"]: tuple(axis["range"]) for axis in view["phase"]}


def _grid(axis: Spec) -> NDArray[np.float64]:
    low, high = axis["range"]
    # Not on the axis itself, where a population that is absent stays absent.
    return (
        np.geomspace(low, high, _GRID)
        if axis["log"]
        else np.linspace(low or high * 1e-9, high, _GRID)
    )


def _described(
    run: Run,
    states: list[State],
    steady: list[SteadyState],
    *,
    divided: bool,
    courses: list[dict[str, Any]],
) -> str:
    across, upwards = states

    def at(values: Mapping[str, float]) -> str:
        units = dict.fromkeys(in_words(state.unit) for state in states)
        apart = len(units) > 1
        levels = [
            f"{s.label.lower()} {amount(values[s.name], in_words(s.unit) if apart else '')}"
            for s in states
        ]
        return listed(levels) + ("" if apart else f" ({', '.join(units)})" * any(units))

    sentences = [
        f"Phase plane: {across.label.lower()} across, {upwards.label.lower()} upwards, with the "
        "line on which each stands still.",
        *(f"{state.kind.capitalize()} at {at(state.values)}." for state in steady),
    ]
    if divided:
        sentences.append("A dotted watershed runs through the saddle and divides the fates.")
    sentences += courses_in_words(run.model, courses)
    start, end = ({s.name: float(run[s.name][i]) for s in states} for i in (0, -1))
    sentences.append(f"One path leads from {at(start)} to {at(end)} on day {run.t[-1]:g}.")
    return " ".join([*sentences, run.outcome_words]).strip()
