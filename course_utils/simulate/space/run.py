"""The result of a run in space: fields, profiles, means, and the pattern in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from course_utils.modelling import Action, ModelError, SpatialModel
from course_utils.modelling.errors import unknown_name
from course_utils.simulate.space.grid import Array, Grid, Mask

Pattern = Literal["hot", "excluded", "cold"]
# Illustrative: what a rim must hold to be called more than cold (1 is stroma with a good supply),
# and the share of the rim's cells that the core must hold to be called more than excluded. The
# ratio does not change with the supply, so each number tells one thing.
COLD_BELOW = 0.25
EXCLUDED_BELOW = 0.05

WORDS: dict[Pattern, str] = {
    "hot": "hot: T cells are many, and reach the core",
    "excluded": "excluded: T cells crowd around the tumour and stay outside",
    "cold": "cold: T cells are few everywhere",
}


def per_cent(share: float) -> str:
    """Write a share as a reader does: ``"22 per cent"``, ``"less than 0.01 per cent"``."""
    if 0 < share < 1e-4:
        return "less than 0.01 per cent"
    # Two digits, and 100 rather than 1e+02.
    return f"{float(f'{100 * share:.2g}'):g} per cent"


@dataclass(frozen=True)
class SpatialRun:
    """One course of events in a square of tissue.

    Parameters
    ----------
    model
        The model with the values that were used.
    grid
        The square.
    t
        Times in days, shape ``(points,)``.
    fields
        Fields by state, in the state's unit, shape ``(points, cells, cells)``; rows run along y.
    actions
        What was done to the patient, sorted by time.

    Examples
    --------
    ``run["c"][-1]`` is a map of the last day, ``run.mean("u", "tumour")`` a time course,
    ``run.pattern()`` one of "hot", "excluded" and "cold".
    """

    model: SpatialModel
    grid: Grid
    t: Array
    fields: dict[str, Array] = field(repr=False)
    actions: tuple[Action, ...] = ()

    def __getitem__(self, name: str) -> Array:
        """Return a state's field over time, shape ``(points, cells, cells)``."""
        if name not in self.fields:
            raise unknown_name(
                "state", name, self.fields, owner=f"The run of {self.model.name!r} in space"
            )
        return self.fields[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the fields."""
        return iter(self.fields)

    def region(self, name: str) -> Mask:
        """Return where a region is: a tissue, ``"core"``, ``"rim"`` or ``"all"``.

        The core is what lies within half of the tumour's radius; the rim is the stroma around
        the tumour, as wide as a quarter of its radius.
        """
        if name == "core":
            return self.grid.core
        if name == "rim":
            return self.grid.rim
        if name == "all":
            return np.ones_like(self.grid.inside)
        if name not in self.model.tissues:
            valid = [*self.model.tissues, "core", "rim", "all"]
            raise unknown_name("region", name, valid, owner=f"The run of {self.model.name!r}")
        return self.grid.tissue(self.model, name)

    def mean(self, name: str, region: str) -> Array:
        """Return a state's mean in a region over time, shape ``(points,)``."""
        means: Array = self[name][:, self.region(region)].mean(axis=1)
        return means

    def core_to_rim(self, at: float | None = None) -> float:
        """Return how many of the rim's T cells the core holds, as a ratio; 0 if the rim has none.

        Parameters
        ----------
        at
            The day; the last one if None.
        """
        core, rim = (self._watched(region, at) for region in ("core", "rim"))
        return core / rim if rim else 0.0

    def pattern(self, at: float | None = None) -> Pattern:
        """Name the pattern on a day: the level in the rim tells cold, the ratio excluded."""
        if self._watched("rim", at) < COLD_BELOW:
            return "cold"
        return "excluded" if self.core_to_rim(at) < EXCLUDED_BELOW else "hot"

    def summary(self, at: float | None = None) -> str:
        """Describe the pattern in a sentence or two, with the numbers that decide it."""
        day = self.t[self._place(at)]
        return (
            f"Day {day:g}: {WORDS[self.pattern(at)]}. "
            f"The rim holds {self._watched('rim', at):.2g} of what good stroma holds, "
            f"and the core {per_cent(self.core_to_rim(at))} of the rim."
        )

    def profile(self, name: str, at: float | None = None) -> tuple[Array, Array]:
        """Return a state's mean by distance from the middle.

        Returns
        -------
        distance, level
            In mm, in rings as wide as a cell of the grid, out to half the side; and in the
            state's unit.
        """
        distance = np.sqrt(self.grid.squared)
        rings = (distance / self.grid.h).astype(int)
        inside = distance <= self.grid.side / 2
        counts = np.bincount(rings[inside])
        sums = np.bincount(rings[inside], weights=self[name][self._place(at)][inside])
        radii = np.bincount(rings[inside], weights=distance[inside])
        some = counts > 0
        return radii[some] / counts[some], sums[some] / counts[some]

    def _watched(self, region: str, at: float | None) -> float:
        return float(self.mean(self.model.watched, region)[self._place(at)])

    def _place(self, at: float | None) -> int:
        if at is None:
            return -1
        if not self.t[0] <= at <= self.t[-1]:
            raise ModelError(
                f"Day {at:g} is not part of this run, which goes from day {self.t[0]:g} "
                f"to day {self.t[-1]:g}."
            )
        return int(np.argmin(np.abs(self.t - at)))
