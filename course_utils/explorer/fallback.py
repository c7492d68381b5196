"""A live figure as HTML: its data, and the picture that stands where no script runs."""

from __future__ import annotations

import html
import json
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from course_utils.explorer.chance_picture import chance_picture
from course_utils.explorer.phase_picture import phase_picture
from course_utils.explorer.spec import Spec
from course_utils.explorer.trial_picture import trial_picture
from course_utils.explorer.words import amount, courses_in_words, listed, windows_within
from course_utils.modelling import Model, Observable, State
from course_utils.modelling.units import in_words
from course_utils.modelling.words import mid_sentence
from course_utils.plots import (
    WIDTH,
    Picture,
    Series,
    actor,
    course_style,
    show,
    time_course,
)
from course_utils.simulate import Run, simulate

# Enough for a smooth curve; each point costs about 20 bytes on every page that shows it.
_POINTS = 201


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
    # A page whose script is about to ask must not show the answer first.
    asks = ' data-predict="asking"' if "predict" in spec["view"] else ""
    return (
        f'<figure class="explorer" data-model="{model.name}" data-state="static"{asks}>\n'
        f'<script type="application/json" class="explorer-spec">{data}</script>\n'
        f'<img class="explorer-picture" alt="{alt}" src="{picture.data_uri}">\n'
        f"<figcaption>{html.escape(caption)}</figcaption>\n"
        "</figure>"
    )


def static_picture(model: Model, spec: Spec) -> Picture:
    """Draw what the live figure shows at first, described in words with its numbers."""
    view = spec["view"]
    if view["opens"] == "trial":
        return trial_picture(model, view)
    if view["opens"] == "chance":
        return chance_picture(model, view)
    on_a_map = view["opens"] == "phase"
    run = simulate(
        model.set(**view["values"]),
        days=(view["days"][0], view["days"][1]),
        points=view["points"] if on_a_map else _POINTS,
        treatments=view["treatments"],
    )
    return phase_picture(run, view) if on_a_map else _chart(run, view)


def _chart(run: Run, view: Spec) -> Picture:
    model = run.model
    declared: dict[str, State | Observable] = {**model.states, **model.observables}
    shown = [declared[name] for name in view["show"]]
    units = list(dict.fromkeys(item.unit for item in shown))
    with course_style():
        figure, axes = plt.subplots(
            len(units), 1, squeeze=False, sharex=True, figsize=(WIDTH, 2.4 + 1.2 * len(units))
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
                windows=windows_within(model, view["treatments"], view["days"])
                if ax is axes[0, 0]
                else (),
                ax=ax,
            )
            for item, t, values in _measured(view, shown):
                if item.unit == unit:
                    ax.plot(t, values, **actor(item.actor).points)
            for day in _doses(view):
                ax.axvline(day, color=actor("drug").light, linewidth=1, linestyle=":")
            if ax is not axes[-1, 0]:
                ax.set_xlabel("")
    return show(figure, _described(run, view, shown))


def _measured(
    view: Spec, shown: list[State | Observable]
) -> list[tuple[State | Observable, list[float], list[float]]]:
    """Return each quantity that was measured with its days and values."""
    named = {item.name: item for item in shown}
    return [(named[entry["name"]], entry["t"], entry["y"]) for entry in view.get("data", ())]


def _miss(run: Run, name: str, t: list[float], values: list[float]) -> float:
    """Return the sum of squares by which the logarithms of a run miss those of measurements."""
    with np.errstate(divide="ignore"):
        curve = np.interp(t, run.t, np.log(run[name]))
    return float(np.sum((np.log(values) - curve) ** 2))


def _drawable(values: Any, log: bool) -> Any:
    """Leave out, on an axis of factors, what lies too deep below the top to be drawn."""
    return np.where(values > values.max() * 1e-9, values, np.nan) if log else values


def _doses(view: Spec) -> list[float]:
    first, last = view["days"]
    return [
        day for course in view["treatments"] for day in course.get("at", ()) if first <= day <= last
    ]


def _described(run: Run, view: Spec, shown: list[State | Observable]) -> str:
    sentences = [
        f"Chart of {listed([mid_sentence(item.label) for item in shown])} "
        f"from day {view['days'][0]:g} to day {view['days'][1]:g}.",
        *courses_in_words(run.model, view["treatments"]),
    ]
    for item in shown:
        day, peak = run.peak(item.name)
        values = run[item.name]
        unit = in_words(item.unit)
        start, top, end = (amount(value, unit) for value in (values[0], peak, values[-1]))
        sentences.append(
            f"{item.label}: {start} at the start, highest {top} on day {day:.0f}, {end} at the end."
        )
    for item, t, measured in _measured(view, shown):
        sentences.append(
            f"{len(t)} measured points of {mid_sentence(item.label)}, from "
            f"{amount(measured[0], '')} on day {t[0]:g} to {amount(measured[-1], '')} on day "
            f"{t[-1]:g}; the curve misses them by a sum of squares of "
            f"{amount(_miss(run, item.name, t, measured), '')} (of the logarithm)."
        )
    return " ".join([*sentences, run.outcome_words]).strip()
