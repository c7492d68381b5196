"""The watershed of the phase plane: on which side a start lies decides where it ends."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.analysis.steady import SteadyState, steady_states
from course_utils.compile import jacobian_function, rhs_function
from course_utils.modelling import Model, ModelError

Line = NDArray[np.float64]

# Lengths are in widths of the plane.
_OFF_THE_SADDLE = 1e-4  # the branch is straight there, to within its square
_AT_REST = 0.01  # so near to another steady state the branch ends
_MARGIN = 0.05
_LONGEST = 12.0
_POINTS_PER_WIDTH = 100


def separatrices(
    model: Model,
    x: tuple[float, float],
    y: tuple[float, float],
    *,
    log_x: bool = False,
    log_y: bool = False,
    **overrides: float,
) -> list[Line]:
    """Trace the lines that divide a model's phase plane by fate, with no treatment on.

    Two courses lead into a saddle, one from either side; together they are a separatrix. They are
    found by running time backwards from beside the saddle, along the direction in which pushes
    fade. The pace is one width of the plane per unit of time, so that nothing runs away.

    Parameters
    ----------
    model
        A model of two states.
    x, y
        Range of the first and of the second state, in their units.
    log_x, log_y
        Whether an axis counts in factors; its range then begins above 0.
    **overrides
        Other values for parameters, by name.

    Returns
    -------
    list of array
        One line for each saddle in the plane, of shape ``(points, 2)``, which passes through it.

    Raises
    ------
    ModelError
        If the model has not two states, or a range cannot be drawn.
    """
    if len(model.states) != 2:
        raise ModelError(
            f"A separatrix is drawn for models of two states; {model.name!r} has "
            f"{len(model.states)}."
        )
    model = model.set(**overrides) if overrides else model
    plane = _Plane(model, (x, y), (log_x, log_y))
    steady = steady_states(model)
    lines = []
    for saddle in (state for state in steady if state.kind == "saddle"):
        centre = plane.place(saddle)
        if not np.all(np.isfinite(centre)) or plane.leaves(centre):
            continue
        others = [plane.place(state) for state in steady if state is not saddle]
        direction = plane.stable_direction(saddle)
        # Along an axis the population is absent, which separates nothing.
        if np.any(np.abs(direction) < 1e-9):
            continue
        one, other = (plane.backwards(centre, sign * direction, others) for sign in (1, -1))
        lines.append(plane.values(np.vstack([one[::-1], centre, other])))
    return lines


class _Plane:
    """The plane as it is drawn: both axes run from 0 to 1."""

    def __init__(
        self, model: Model, ranges: tuple[tuple[float, float], ...], log: tuple[bool, bool]
    ) -> None:
        for name, (low, high), factors in zip(model.states, ranges, log, strict=True):
            if not (0 <= low < high < np.inf) or (factors and low == 0):
                raise ModelError(
                    f"The range of {name!r} is {low:g} to {high:g}; it must rise from "
                    f"{'above 0' if factors else 'at least 0'}."
                )
        self.log = np.array(log)
        ends = np.array(ranges, dtype=float).T
        with np.errstate(divide="ignore"):
            self.low, high = np.where(self.log, np.log(ends), ends)
        self.span = high - self.low
        values = model.values
        self.constants = [values.get(name, 0.0) for name in model.constants]
        self.function = rhs_function(model)
        self.jacobian = jacobian_function(model)

    def place(self, state: SteadyState) -> Line:
        values = np.array([*state.values.values()])
        with np.errstate(divide="ignore"):
            counted: Line = np.where(self.log, np.log(values), values)
        place: Line = (counted - self.low) / self.span
        return place

    def values(self, places: Line) -> Line:
        counted = self.low + places * self.span
        values: Line = np.where(self.log, np.exp(counted), counted)
        return values

    def leaves(self, place: Line) -> bool:
        return bool(np.any(place < -_MARGIN) or np.any(place > 1 + _MARGIN))

    def stretch(self, values: Line) -> Line:
        """How much of a state's unit one width of the plane is, at these values."""
        width: Line = np.where(self.log, values, 1.0) * self.span
        return width

    def stable_direction(self, saddle: SteadyState) -> Line:
        values = np.array([*saddle.values.values()])
        stretch = self.stretch(values)
        matrix = self.jacobian(list(values), self.constants) * stretch / stretch[:, None]
        rates, vectors = np.linalg.eig(matrix)
        vector = np.real(vectors[:, np.argmin(rates.real)])
        direction: Line = vector / np.hypot(*vector)
        return direction

    def backwards(self, centre: Line, direction: Line, others: list[Line]) -> Line:
        """Follow the branch into the saddle upstream, until it leaves or comes from a rest."""
        from scipy.integrate import solve_ivp  # takes a second to load

        def upstream(_: float, place: Line) -> Line:
            values = self.values(place)
            rates = np.array(self.function(values.tolist(), self.constants)) / self.stretch(values)
            pace: Line = -rates / np.hypot(*rates)
            return pace

        def ends(_: float, place: Line) -> float:
            inside = min(float(np.min(place)) + _MARGIN, 1 + _MARGIN - float(np.max(place)))
            near = [float(np.hypot(*(place - other))) - _AT_REST for other in others]
            # Nor does it go where a population would be negative.
            return min([inside, float(np.min(self.values(place))), *near])

        event: Any = ends
        event.terminal = True
        start = centre + _OFF_THE_SADDLE * direction
        solution = solve_ivp(
            upstream, (0, _LONGEST), start, events=event, dense_output=True, rtol=1e-9, atol=1e-11
        )
        assert solution.sol is not None  # because of dense_output
        length = solution.t[-1]
        along = np.linspace(0, length, max(2, int(length * _POINTS_PER_WIDTH)))
        return np.asarray(solution.sol(along).T, dtype=float)
