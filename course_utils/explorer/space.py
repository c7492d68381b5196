"""The live figure in space: its data, and the picture that stands where no script runs."""

from __future__ import annotations

from typing import Any

from course_utils.compile import space_program
from course_utils.explorer.spec import Courses, checked_courses, checked_values
from course_utils.modelling import ModelError, SpatialModel
from course_utils.modelling.units import in_words
from course_utils.simulate import simulate_space
from course_utils.simulate.space.grid import CORE, RIM
from course_utils.simulate.space.run import COLD_BELOW, EXCLUDED_BELOW

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
