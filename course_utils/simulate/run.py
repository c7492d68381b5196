"""The result of a simulation."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from course_utils.compile import observable_functions, outcome_of
from course_utils.modelling import Action, Model
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.units import in_words

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]


def _amount(value: float, unit: str) -> str:
    """Return a number with its unit for the sentence of an ending; the browser says the same."""
    if unit == "Mc" and value != 0 and value < 1e-3:
        cells = math.floor(value * 1e6 + 0.5)
        if value < 1e-6:
            return "less than one cell"
        return "1 cell" if cells == 1 else f"{cells} cells"
    # Three digits, and 1060 rather than 1.06e+03.
    return f"{float(f'{value:.3g}'):g} {in_words(unit)}".strip()


@dataclass(frozen=True)
class Run:
    """One simulated course of events.

    Parameters
    ----------
    model
        The model with the values that were used.
    t
        Times in days, shape ``(points,)``.
    y
        State values, shape ``(states, points)``, in the order and the units of `model.states`.
    constants
        Values of `model.constants` that held at each time, shape ``(constants, points)``.
    actions
        What was done to the patient, sorted by time.

    Examples
    --------
    ``run["T"]`` is a state or an observable as an array over `t`; ``run.outcome`` names how it
    ended; ``run.to_frame()`` is a table.
    """

    model: Model
    t: Array
    y: Array = field(repr=False)
    constants: Array = field(repr=False)
    actions: tuple[Action, ...] = ()

    def __getitem__(self, name: str) -> Array:
        """Return a state or an observable over time, shape ``(points,)``, in its unit."""
        states = list(self.model.states)
        if name in states:
            column: Array = self.y[states.index(name)]
            return column
        if name in self.model.observables:
            function = observable_functions(self.model)[name]
            values = np.asarray(function(list(self.y), list(self.constants)), dtype=float)
            return np.broadcast_to(values, self.t.shape).copy()
        raise unknown_name(
            "state or observable",
            name,
            [*states, *self.model.observables],
            owner=f"The run of {self.model.name!r}",
        )

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names that can be asked for."""
        return iter([*self.model.states, *self.model.observables])

    @cached_property
    def outcome(self) -> str | None:
        """Name of the outcome; None if the model declares none."""
        states = list(self.model.states)
        return outcome_of(
            self.model,
            constants=dict(zip(self.model.constants, self.constants[:, -1], strict=True)),
            final=dict(zip(states, self.y[:, -1], strict=True)),
            low=dict(zip(states, self.y.min(axis=1), strict=True)),
            high=dict(zip(states, self.y.max(axis=1), strict=True)),
        )

    @property
    def outcome_words(self) -> str:
        """The outcome as a sentence with its numbers."""
        if self.outcome is None:
            return ""
        finals = {
            name: _amount(float(self.y[i, -1]), state.unit)
            for i, (name, state) in enumerate(self.model.states.items())
        }
        return str(self.model.outcomes[self.outcome].words.format(**finals))

    def peak(self, name: str) -> tuple[float, float]:
        """Return the day and the value at which a state or an observable is highest."""
        values = self[name]
        at = int(np.argmax(values))
        return float(self.t[at]), float(values[at])

    def to_frame(self) -> pd.DataFrame:
        """Return a table: one row a time, one column a state or observable, days as index."""
        import pandas as pd

        return pd.DataFrame({name: self[name] for name in self}, index=pd.Index(self.t, name="day"))
