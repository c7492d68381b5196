"""The square as a grid of small squares, its tissues, and how much crosses each face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from course_utils.modelling import ModelError, SpatialModel

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

_FEWEST, _MOST = 5, 401
# The middle of the tumour, and the rim of stroma around it, as shares of the tumour's radius.
CORE, RIM = 0.5, 0.25


@dataclass(frozen=True)
class Grid:
    """A square of `cells` times `cells` small squares with a disc in its middle.

    Parameters
    ----------
    side
        Side of the square in mm.
    cells
        How many small squares there are along a side.
    radius
        Radius of the disc in mm.
    """

    side: float
    cells: int
    radius: float

    @classmethod
    def of(cls, model: SpatialModel, cells: object) -> Grid:
        """Return a model's grid, or say why it cannot be."""
        if isinstance(cells, bool) or not isinstance(cells, int | np.integer):
            raise ModelError(f"cells is {cells!r}, but it must be a whole number.")
        if not _FEWEST <= cells <= _MOST:
            raise ModelError(f"cells is {cells}, but it must be from {_FEWEST} to {_MOST}.")
        grid = cls(model.side, int(cells), model.radius)
        if not grid.inside.any():
            raise ModelError(
                f"The tissue {model.disc!r} is empty: its radius of {grid.radius:g} mm is smaller "
                f"than the grid can show (a cell is {grid.h:.3g} mm wide)."
            )
        return grid

    @property
    def h(self) -> float:
        """Width of a small square in mm."""
        return self.side / self.cells

    @cached_property
    def centres(self) -> Array:
        """Where the small squares have their middles, in mm from the middle of the square."""
        return np.asarray((np.arange(self.cells) + 0.5) * self.h - self.side / 2, dtype=float)

    @cached_property
    def squared(self) -> Array:
        """Square of the distance from the middle, in mm2, shape ``(cells, cells)``."""
        x = self.centres
        return x[None, :] * x[None, :] + x[:, None] * x[:, None]

    @cached_property
    def inside(self) -> Mask:
        """Which small squares lie in the disc."""
        return self.squared < self.radius * self.radius

    @property
    def core(self) -> Mask:
        """Which lie in the middle of the disc, within half of its radius."""
        return self.squared < (CORE * self.radius) ** 2

    @property
    def rim(self) -> Mask:
        """Which lie around the disc, within a quarter of its radius."""
        return ~self.inside & (self.squared < ((1 + RIM) * self.radius) ** 2)

    def tissue(self, model: SpatialModel, name: str) -> Mask:
        """Return where a tissue is, or say which tissues there are."""
        if name not in model.tissues:
            raise ModelError(
                f"The model {model.name!r} has no tissue called {name!r}. "
                f"It has: {', '.join(model.tissues)}."
            )
        return self.inside if name == model.disc else ~self.inside


@dataclass(frozen=True)
class Faces:
    """How much a field loses or gains across the faces of the small squares in a day.

    Parameters
    ----------
    down, right
        Coefficients in 1/day of the faces to the next row and the next column: the harmonic mean
        of the two diffusion coefficients, divided by the square of the width. It is the mean that
        keeps the flow right where a tissue ends.
    """

    down: Array
    right: Array

    @classmethod
    def of(cls, coefficient: Array, h: float) -> Faces:
        """Return the faces of a field of diffusion coefficients (mm2/day)."""
        c = coefficient
        return cls(_harmonic(c[1:], c[:-1]) / (h * h), _harmonic(c[:, 1:], c[:, :-1]) / (h * h))

    def add_flow(self, field: Array, into: Array) -> None:
        """Add the field's change in a day to `into`; the walls let nothing through."""
        flow = field[1:] - field[:-1]
        flow *= self.down
        into[:-1] += flow
        into[1:] -= flow
        flow = field[:, 1:] - field[:, :-1]
        flow *= self.right
        into[:, :-1] += flow
        into[:, 1:] -= flow


def _harmonic(a: Array, b: Array) -> Array:
    both = a + b
    return np.divide(2 * a * b, both, out=np.zeros_like(both), where=both > 0)
