"""A live figure as HTML: its data, and the picture that stands where no script runs."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from course_utils.analysis import SteadyState, nullclines, separatrices, steady_states
from course_utils.explorer.spec import Spec
from course_utils.modelling import Model, Observable, State
from course_utils.modelling.units import in_words
from course_utils.plots import (
    Picture,
    Series,
    actor,
    course_style,
    phase_plane,
    show,
    time_course,
)
from course_utils.simulate import Run, simulate

# Enough for a smooth curve; each point costs about 20 bytes on every page that shows it.
_POINTS = 201
_GRID = 120


def figure_html(model: Model, spec: Spec) -> str:
    """Return the figure for a page: the shared page script makes it live where it stands.

    Parameters
    ----------
    model
        The model that `spec` was built from.
    spec
        From `build_spec`.
    """
    picture = static_picture(model, spec)
    alt = html.escape(picture.alt)
    # A "</script" in a label would end the element; "<\/" is the same string to JSON.
    data = json.dumps(spec, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    caption = spec["view"]["question"] or model.title
    return (
        f'<figure class="explorer" data-model="{model.name}" data-state="static">\n'
        f'<script type="application/json" class="explorer-spec">{data}</script>\n'
        f'<img class="explorer-picture" alt="{alt}" src="{picture.data_uri}">\n'
        f"<figcaption>{html.escape(caption)}</figcaption>\n"
        "</figure>"
    )


def static_picture(model: Model, spec: Spec) -> Picture:
    """Draw what the live figure shows at first, described in words with its numbers."""
    view = spec["view"]
    on_a_map = view["opens"] == "phase"
    run = simulate(
        model.set(**view["values"]),
        days=(view["days"][0], view["days"][1]),
        points=view["points"] if on_a_map else _POINTS,
        treatments=view["treatments"],
    )
    return _map(run, view) if on_a_map else _chart(run, view)


def _chart(run: Run, view: Spec) -> Picture:
    model = run.model
    declared: dict[str, State | Observable] = {**model.states, **model.observables}
    shown = [declared[name] for name in view["show"]]
    units = list(dict.fromkeys(item.unit for item in shown))
    with course_style():
        figure, axes = plt.subplots(
            len(units), 1, squeeze=False, sharex=True, figsize=(7.2, 3.2 + 0.8 * len(units))
        )
        for unit, ax in zip(units, axes[:, 0], strict=True):
            time_course(
                run.t,
                [
                    Series(item.label, _drawable(run[item.name], view["log"]), item.actor)
                    for item in shown
                    if item.unit == unit
                ],
                unit=in_words(unit),
                log=view["log"],
                windows=_windows(model, view) if ax is axes[0, 0] else (),
                ax=ax,
            )
            for day in _doses(view):
                ax.axvline(day, color=actor("drug").light, linewidth=1, linestyle=":")
            if ax is not axes[-1, 0]:
                ax.set_xlabel("")
    return show(figure, _described(run, view, shown))


def _map(run: Run, view: Spec) -> Picture:
    """Draw the phase plane with the course of events on it."""
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
    return show(axes, _map_described(run, list(states.values()), in_view, bool(borders)))


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


def _map_described(run: Run, states: list[State], steady: list[SteadyState], divided: bool) -> str:
    across, upwards = states

    def at(values: Mapping[str, float]) -> str:
        units = dict.fromkeys(in_words(state.unit) for state in states)
        apart = len(units) > 1
        levels = [
            f"{s.label.lower()} {_amount(values[s.name], in_words(s.unit) if apart else '')}"
            for s in states
        ]
        return _and(levels) + ("" if apart else f" ({', '.join(units)})" * any(units))

    sentences = [
        f"Phase plane: {across.label.lower()} across, {upwards.label.lower()} upwards, with the "
        "line on which each stands still.",
        *(f"{state.kind.capitalize()} at {at(state.values)}." for state in steady),
    ]
    if divided:
        sentences.append("A dotted watershed runs through the saddle and divides the fates.")
    start, end = ({s.name: float(run[s.name][i]) for s in states} for i in (0, -1))
    sentences.append(f"One path leads from {at(start)} to {at(end)} on day {run.t[-1]:g}.")
    return " ".join([*sentences, run.outcome_words]).strip()


def _drawable(values: Any, log: bool) -> Any:
    """Leave out, on an axis of factors, what lies too deep below the top to be drawn."""
    return np.where(values > values.max() * 1e-9, values, np.nan) if log else values


def _windows(model: Model, view: Spec) -> list[tuple[str, float, float]]:
    first, last = view["days"]
    return [
        (
            model.treatments[course["name"]].label,
            max(course["from"], first),
            min(course["to"], last),
        )
        for course in view["treatments"]
        if "from" in course and course["from"] < last and course["to"] > first
    ]


def _doses(view: Spec) -> list[float]:
    first, last = view["days"]
    return [
        day for course in view["treatments"] for day in course.get("at", ()) if first <= day <= last
    ]


def _described(run: Run, view: Spec, shown: list[State | Observable]) -> str:
    sentences = [
        f"Chart of {_and([item.label.lower() for item in shown])} "
        f"from day {view['days'][0]:g} to day {view['days'][1]:g}."
    ]
    for course in view["treatments"]:
        label = run.model.treatments[course["name"]].label
        when = (
            f"from day {course['from']:g} to day {course['to']:g}"
            if "from" in course
            else f"on day {_and([f'{day:g}' for day in course['at']])}"
        )
        sentences.append(f"{label} {when}.")
    for item in shown:
        day, peak = run.peak(item.name)
        values = run[item.name]
        unit = in_words(item.unit)
        start, top, end = (_amount(value, unit) for value in (values[0], peak, values[-1]))
        sentences.append(
            f"{item.label}: {start} at the start, highest {top} on day {day:.0f}, {end} at the end."
        )
    return " ".join([*sentences, run.outcome_words]).strip()


def _amount(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".strip()


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
