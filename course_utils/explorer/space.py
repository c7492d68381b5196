"""The live figure in space: its data, and the picture that stands where no script runs."""

from __future__ import annotations

import html
import json
from typing import Any

import matplotlib.pyplot as plt

from course_utils.compile import space_program
from course_utils.explorer.spec import Courses, checked_courses, checked_values
from course_utils.modelling import ModelError, SpatialModel
from course_utils.modelling.units import in_words
from course_utils.plots import (
    WIDTH,
    Picture,
    Series,
    course_style,
    field_map,
    radial_profile,
    settle,
    show,
    time_course,
)
from course_utils.simulate import SpatialRun, simulate, simulate_space
from course_utils.simulate.space.grid import CORE, RIM
from course_utils.simulate.space.run import COLD_BELOW, EXCLUDED_BELOW, per_cent

Spec = dict[str, Any]

FORMAT = 1
CELLS = 61


def build_space_spec(
    model: SpatialModel,
    *,
    days: float = 60,
    cells: int = CELLS,
    preset: str | None = None,
    question: str = "",
    treatments: Courses = (),
) -> Spec:
    """Describe a live figure in space completely.

    Parameters
    ----------
    model
        What runs in it.
    days
        Last day.
    cells
        How many small squares along each side.
    preset
        Which preset it opens with; the first of the model if None.
    question
        The sentence above the map.
    treatments
        Courses of treatment at first, windows only.

    Returns
    -------
    dict
        Ready for JSON.

    Raises
    ------
    ModelError
        If the model has no space, a name is unknown, or a day makes no sense.
    """
    if not isinstance(model, SpatialModel):
        raise ModelError(f"The model {model.name!r} has no space: it declares no tissues.")
    chosen = next(iter(model.presets), None) if preset is None else preset
    started = model if chosen is None else model.preset(chosen)
    if not 0 < days < float("inf"):
        raise ModelError(f"days is {days:g}; it must be a finite number above 0.")
    courses = checked_courses(model, treatments, (0, days))
    simulate_space(started, days=1e-3, points=2, cells=cells)  # refuses what cannot run
    values = model.values
    disc = model.tissues[model.disc]
    return {
        "format": FORMAT,
        "model": {
            "name": model.name,
            "title": model.title,
            "watched": model.watched,
            "residents": dict(model.residents),
            "states": [
                {
                    "name": name,
                    "label": state.label,
                    "unit_words": in_words(state.unit),
                    "actor": state.actor,
                    "at_most": state.at_most,
                    # None where the program works the start value out.
                    "start": model.overrides.get(name),
                }
                for name, state in model.states.items()
            ],
            "parameters": [
                {"name": name, "label": item.label, "value": values[name]}
                for name, item in model.parameters.items()
            ],
            "treatments": [
                {"name": name, "label": item.label, "kind": "window"}
                for name, item in model.treatments.items()
                if item.is_window
            ],
            "tissues": [
                {"name": name, "label": tissue.label} for name, tissue in model.tissues.items()
            ],
            "disc": {"name": model.disc, "radius": disc.disc, "side": disc.side},
            "core": CORE,
            "rim": RIM,
            "cold_below": COLD_BELOW,
            "excluded_below": EXCLUDED_BELOW,
            "program": space_program(model),
        },
        "view": {
            "days": float(days),
            "cells": int(cells),
            "preset": chosen,
            "presets": {name: dict(values) for name, values in model.presets.items()},
            "question": str(question),
            "values": checked_values(model, dict(started.overrides), "values"),
            "treatments": courses,
        },
    }


def space_figure_html(model: SpatialModel, spec: Spec) -> str:
    """Return the figure for a page: the page script makes it live where it stands.

    Parameters
    ----------
    model
        The model that `spec` was built from.
    spec
        From `build_space_spec`.
    """
    picture = space_picture(model, spec)
    # A "</script" in a label would end the element; "<\/" is the same string to JSON.
    data = json.dumps(spec, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    caption = spec["view"]["question"] or model.title
    return (
        f'<figure class="explorer space" data-model="{model.name}" data-state="static">\n'
        f'<script type="application/json" class="explorer-spec">{data}</script>\n'
        f'<img class="explorer-picture" alt="{html.escape(picture.alt)}" '
        f'src="{picture.data_uri}">\n'
        f"<figcaption>{html.escape(caption)}</figcaption>\n"
        "</figure>"
    )


def space_picture(model: SpatialModel, spec: Spec) -> Picture:
    """Draw what the live figure shows on its last day, described in words with its numbers."""
    view = spec["view"]
    run = simulate_space(
        model.set(**view["values"]),
        days=view["days"],
        points=61,
        cells=view["cells"],
        treatments=view["treatments"],
    )
    return picture_of(run)


def picture_of(run: SpatialRun) -> Picture:
    """Draw the last day of a run: the map of T cells, and below it the profile and the course."""
    model = run.model
    watched = model.states[model.watched]
    resident, home = next(iter(model.residents.items()))
    mixed = simulate(
        model, days=(float(run.t[0]), float(run.t[-1])), points=run.t, treatments=run.actions
    )
    with course_style():
        figure = plt.figure(figsize=(WIDTH, 7))
        grid = figure.add_gridspec(3, 1, height_ratios=[2, 1, 1])
        field_map(
            run[model.watched][-1],
            side=run.grid.side,
            radius=run.grid.radius,
            label=f"{watched.label} (1: good stroma)",
            title=f"{watched.label}, day {run.t[-1]:g}",
            most=max(1.0, float(run[model.watched][-1].max())),
            ax=figure.add_subplot(grid[0]),
        )
        distance, _ = run.profile(model.watched)
        radial_profile(
            distance,
            [
                Series(model.states[name].label, run.profile(name)[1], model.states[name].actor)
                for name in (model.watched, resident)
            ],
            radius=run.grid.radius,
            unit="level",
            ax=figure.add_subplot(grid[1]),
        )
        left = run.mean(resident, home)
        time_course(
            run.t,
            [Series("in space", left, "tumour"), Series("well mixed", mixed[resident], "drug")],
            unit="tumour left",
            ax=figure.add_subplot(grid[2]),
        )
        settle(figure)
    alt = (
        f"Map of a square of tissue with a round tumour. {run.summary()} "
        f"In all, {per_cent(left[-1])} of the tumour is left; "
        f"the well-mixed model would leave {per_cent(mixed[resident][-1])}."
    )
    return show(figure, alt)
