"""Where one state of two stands still: the lines that divide the phase plane."""

from __future__ import annotations

import contourpy
import numpy as np
from numpy.typing import NDArray

from course_utils.compile import rhs_arrays
from course_utils.modelling import Model, ModelError

Line = NDArray[np.float64]


def nullclines(
    model: Model,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    **overrides: float,
) -> dict[str, list[Line]]:
    """Trace where each of a model's two states stands still, with no treatment on.

    Parameters
    ----------
    model
        A model of two states.
    x, y
        Grids for the first and the second state, rising, in their units; the lines are as fine
        as the grids are.
    **overrides
        Other values for parameters, by name.

    Returns
    -------
    dict
        For each state a list of lines, each an array of shape ``(points, 2)``. The axes, on
        which a population that is absent stays absent, are not among them.

    Raises
    ------
    ModelError
        If the model has not two states, or the grids are not rising.
    """
    if len(model.states) != 2:
        raise ModelError(
            f"Nullclines are drawn for models of two states; {model.name!r} has "
            f"{len(model.states)}."
        )
    for axis, grid in zip(model.states, (x, y), strict=True):
        if np.ndim(grid) != 1 or np.size(grid) < 2 or np.any(np.diff(grid) <= 0):
            raise ModelError(f"The grid for {axis!r} must be a rising list of at least 2 values.")
    values = (model.set(**overrides) if overrides else model).values
    constants = [values.get(name, 0.0) for name in model.constants]
    across, up = np.meshgrid(x, y)
    rates = rhs_arrays(model)([across, up], constants)
    lines = {}
    for state, rate in zip(model.states, rates, strict=True):
        field = np.broadcast_to(np.asarray(rate, dtype=float), across.shape)
        drawn = contourpy.contour_generator(x, y, field).lines(0.0)
        lines[state] = [np.asarray(line, dtype=float) for line in drawn]
    return lines
