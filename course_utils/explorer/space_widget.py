"""The live figure in space as a widget, and what notebooks call to make one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from course_utils.explorer.space import CELLS, build_space_spec, space_figure_html
from course_utils.explorer.spec import Courses
from course_utils.explorer.widget import STATIC
from course_utils.modelling import SpatialModel


class SpaceExplorer(anywidget.AnyWidget):
    """Show a model of a square of tissue, which the reader plays, treats and seeds with cells.

    Made by `explore_space`.
    """

    _esm = STATIC / "explorer.widget.js"
    _spec: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, model: SpatialModel, spec: Mapping[str, Any]) -> None:
        self._model = model
        super().__init__(_spec=dict(spec))

    def __repr__(self) -> str:
        """Show the model and how it opens, the same on every run."""
        preset = self._spec["view"]["preset"]
        opens = f", preset={preset!r}" if preset else ""
        return f"SpaceExplorer({self._model.name}{opens})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Give notebooks the widget, and every other page a figure that opens alike."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        figure = space_figure_html(self._model, self._spec)
        return {**data, "text/plain": repr(self), "text/html": figure}, metadata


def explore_space(
    model: SpatialModel,
    *,
    days: float = 60,
    preset: str | None = None,
    question: str = "",
    treatments: Courses = (),
    cells: int = CELLS,
) -> SpaceExplorer:
    """Put a model in space on the page: a map that plays, with a profile and a course beside it.

    The model runs as levels or cell by cell, and beside it runs the well-mixed model with the
    same constants. `explore` shows a model in space well mixed, with sliders.

    Parameters
    ----------
    model
        What to run.
    days
        Last day.
    preset
        Which of the model's presets it opens with; the first if None.
    question
        The sentence above the map; the model's title if there is none.
    treatments
        Courses of treatment that are on at first, from ``model.treatments[NAME].during(a, b)``.
    cells
        How many small squares there are along each side.

    Returns
    -------
    SpaceExplorer
        A widget.

    Raises
    ------
    ModelError
        If the model has no space, a name is unknown, or a number makes no sense.
    """
    spec = build_space_spec(
        model, days=days, cells=cells, preset=preset, question=question, treatments=treatments
    )
    return SpaceExplorer(model, spec)
