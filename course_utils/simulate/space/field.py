"""Solve a spatial model's equations by finite volumes, one explicit step after another.

`py-pde`, which does the same for equations written as text, is the reference in the tests; why
these lines stand here all the same is measured in `benchmarks/space.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from course_utils.compile import space_function, space_ways
from course_utils.modelling import Action, Course, Model, ModelError, SpatialModel, schedule
from course_utils.modelling.errors import nonnegative_number
from course_utils.simulate.shared import apply_action, first_and_last, report_times
from course_utils.simulate.space.grid import Array, Faces, Grid
from course_utils.simulate.space.run import SpatialRun

# Largest step as a share of h2/D. At 0.25 an explicit step on a square begins to swing.
_STEP, _LIMIT = 0.2, 0.25
_LONGEST = 0.05  # days, where nothing wanders: what grows or dies in a step is a few per cent


def simulate_space(
    model: Model,
    days: float | tuple[float, float] = 60,
    *,
    cells: int = 61,
    points: int | Array = 61,
    treatments: Iterable[Course | Action | Mapping[str, Any]] | Course = (),
    step: float | None = None,
    start: Mapping[str, Array] | None = None,
    **overrides: float,
) -> SpatialRun:
    """Let a model run in its square of tissue and see where its cells are.

    Each wandering state takes ``dt (div(D grad c) + rate)`` a step, with the harmonic mean of D
    at each face; a state that changes in proportion to itself is multiplied by ``exp(dt g)``, so
    that it never falls below zero.

    Parameters
    ----------
    model
        What to run; a `SpatialModel`.
    days
        Last day, or first and last day.
    cells
        How many small squares along each side of the square.
    points
        How many times to report, evenly spaced; or the times themselves, in days.
    treatments
        As for `simulate`.
    step
        Longest time step in days; without one, 0.2 h2/D with the largest D of the run.
    start
        Fields to begin with by state, shape ``(cells, cells)``, in place of the model's own.
    **overrides
        Other values for parameters or start values, by name, in their units.

    Returns
    -------
    SpatialRun
        At a time when something is done to the patient, it holds the fields after it.

    Raises
    ------
    ModelError
        If the model has no space, a name is unknown, a tissue is empty, a start is not allowed or
        lies outside the square, or the step is so long that the fields would swing.

    Examples
    --------
    ``simulate_space(infiltration.preset("excluded")).pattern()`` is "excluded".
    """
    if not isinstance(model, SpatialModel):
        raise ModelError(
            f"The model {model.name!r} has no space: it declares no tissues. "
            "Run it with simulate(...)."
        )
    model = model.set(**overrides) if overrides else model
    first, last = first_and_last(days if isinstance(days, tuple) else (0, days))
    t = report_times(points, first, last)
    actions = schedule(model, treatments, (first, last))
    grid = Grid.of(model, cells)
    engine = Engine(model, grid, step)
    fields = {name: engine.begin(name, (start or {}).get(name)) for name in model.states}
    _refuse_unknown(model, start)
    reported = {name: np.empty((t.size, grid.cells, grid.cells)) for name in model.states}

    def act(day: float) -> None:
        for action in actions:
            if action.t == day:
                engine.act(action, fields)

    now = first
    act(first)
    for stop in sorted({first, last, *t.tolist(), *(action.t for action in actions)}):
        engine.advance(fields, now, stop)
        if stop > now:
            act(stop)
        now = stop
        for name in fields:
            reported[name][t == stop] = fields[name]
    return SpatialRun(model, grid, t, reported, tuple(actions))


def _refuse_unknown(model: SpatialModel, start: Mapping[str, Array] | None) -> None:
    for name in start or {}:
        if name not in model.states:
            raise ModelError(
                f"The start gives a field for {name!r}, which is not a state of {model.name!r}; "
                f"the states are: {', '.join(model.states)}."
            )


class Engine:
    """The constants that now hold, and one step with them."""

    def __init__(self, model: SpatialModel, grid: Grid, step: float | None) -> None:
        self.model, self.grid = model, grid
        self.step = None if step is None else nonnegative_number(step, "The step")
        if self.step == 0:
            raise ModelError("The step is 0; give a number of days above 0, or none.")
        self.ways = [way for way, _ in space_ways(model).values()]
        self.rates = space_function(model)
        self.tissues = {name: grid.tissue(model, name).astype(float) for name in model.tissues}
        self.homes = {
            state: grid.tissue(model, tissue) for state, tissue in model.residents.items()
        }
        self.constants = {name: model.values.get(name, 0.0) for name in model.constants}
        self._follow()

    def _follow(self) -> None:
        """Work out what follows from the constants."""
        self.arguments = [self.tissues.get(name, value) for name, value in self.constants.items()]
        coefficients = self.model.coefficients(self.constants)
        self.fastest = max((d for by in coefficients.values() for d in by.values()), default=0.0)
        self.faces = {
            state: Faces.of(
                sum((d * self.tissues[tissue] for tissue, d in by.items()), np.zeros(())),
                self.grid.h,
            )
            for state, by in coefficients.items()
        }

    def begin(self, name: str, given: Array | None) -> Array:
        """Return the field of a state on the first day, or say why it cannot be one."""
        shape = (self.grid.cells, self.grid.cells)
        state = self.model.states[name]
        if given is None:
            value = self._start_value(name)
            field = np.broadcast_to(np.asarray(value, dtype=float), shape).copy()
        else:
            field = np.array(given, dtype=float)
            if field.shape != shape:
                raise ModelError(
                    f"The start of {name!r} has the shape {field.shape}, but the square has "
                    f"{shape[0]} times {shape[1]} cells; what lies outside it cannot be placed."
                )
            if not np.all(np.isfinite(field)) or field.min() < 0:
                raise ModelError(f"The start of {name!r} must be finite and nowhere below 0.")
            if state.at_most is not None and field.max() > state.at_most:
                raise ModelError(
                    f"The start of {name!r} is {field.max():g} somewhere, but it can be at most "
                    f"{state.at_most:g}."
                )
            home = self.homes.get(name)
            if home is not None and np.any(field[~home] > 0):
                raise ModelError(
                    f"The start of {name!r} lies partly outside {self.model.residents[name]!r}, "
                    "the tissue in which it stays."
                )
        if name in self.homes:
            field[~self.homes[name]] = 0
        return field

    def _start_value(self, name: str) -> Any:
        """Work out a start value at every point: a tissue's name in it is 0 or 1 there."""
        import sympy

        if name in self.model.overrides:
            return self.model.overrides[name]
        start = sympy.sympify(self.model.states[name].start)
        names = sorted(start.free_symbols, key=str)
        known = {**self.model.values, **self.tissues}
        return sympy.lambdify(names, start, modules="numpy")(*[known[s.name] for s in names])

    def act(self, action: Action, fields: dict[str, Array]) -> None:
        """Carry out one action in place."""
        if action.target == "state":
            here = [fields[action.name]]
            changed = fields[action.name].ravel()
            for i, value in enumerate(changed):
                one = [float(value)]
                apply_action(action, one, [action.name], self.constants)
                changed[i] = one[0]
            if action.name in self.homes:
                here[0][~self.homes[action.name]] = 0
            return
        apply_action(action, [], [], self.constants)
        self._follow()

    def longest(self) -> float:
        """Return the longest allowed step in days, or say that the one asked for is too long."""
        scale = self.grid.h**2 / self.fastest if self.fastest else math.inf
        if self.step is None:
            return min(_STEP * scale, _LONGEST)
        if self.step > _LIMIT * scale:
            raise ModelError(
                f"A step of {self.step:g} days is too long for cells of {self.grid.h:.3g} mm: the "
                f"fields would swing; give at most {_LIMIT * scale:.3g} days, or fewer cells."
            )
        return self.step

    def steps(self, now: float, stop: float) -> tuple[int, float]:
        """Return how many equal steps there are between two days, and how long each is."""
        # A trifle less than the ratio, so that rounding asks for no further step.
        steps = max(1, math.ceil((stop - now) / self.longest() - 1e-9))
        return steps, (stop - now) / steps

    def advance(self, fields: dict[str, Array], now: float, stop: float) -> None:
        """Step from one day to another, in equal steps."""
        if stop <= now:
            return
        steps, dt = self.steps(now, stop)
        names = list(fields)
        shape = (self.grid.cells, self.grid.cells)
        for _ in range(steps):
            rates = self.rates([fields[name] for name in names], self.arguments)
            for name, way, rate in zip(names, self.ways, rates, strict=True):
                change = np.empty(shape)
                change[...] = rate
                faces = self.faces.get(name)
                if faces is not None:
                    faces.add_flow(fields[name], change)
                change *= dt
                if way == "grow":
                    np.exp(change, out=change)
                    fields[name] *= change
                else:
                    fields[name] += change
        for name, field in fields.items():
            if name in self.homes:
                field[~self.homes[name]] = 0
            if not np.all(np.isfinite(field)) or field.min() < -1e-9 * max(1.0, field.max()):
                raise ModelError(
                    f"The field of {name!r} fell below zero or grew beyond all numbers by day "
                    f"{stop:g}; try values closer to the defaults, or a shorter step."
                )
