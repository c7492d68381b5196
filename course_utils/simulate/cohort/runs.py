"""Many patients under one treatment, followed by compiled code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils.compile import formula, observable_functions
from course_utils.modelling import Action, Model, ModelError, timetable
from course_utils.modelling.errors import unknown_name
from course_utils.simulate.cohort.arms import Treatments
from course_utils.simulate.cohort.compiled import compiled_solver
from course_utils.simulate.run import Array

# Tight enough that ten times looser or tighter moves no time of progression by a minute.
RTOL = 1e-8

_NEGATIVE = -1e-9
_OPS = {"add": 0, "scale": 1, "set": 2}
_PROBLEMS = {
    1: "the solver gave up: too many steps, as where one process is far faster than the others",
    2: "the solver gave up: the steps became too small",
    3: "a value grew beyond all numbers",
    4: "an action would make a state negative",
}


@dataclass(frozen=True)
class Runs:
    """The courses of events of many patients under one treatment.

    Parameters
    ----------
    model
        The model with the values that patients do not differ in.
    t
        Times in days, shape ``(points,)``.
    y
        State values, shape ``(patients, states, points)``, in the units of `model.states`.
    values
        What each patient has of the numbers that differ, by name, each of shape ``(patients,)``.
    patients
        Numbers of the patients, shape ``(patients,)``.
    stretches
        Values of `model.constants` that hold from one point to the next action, as (first point,
        last point, values of shape ``(patients, constants)``).
    actions
        What was done to each patient, sorted by time.

    Examples
    --------
    ``runs["N"]`` is a state or an observable with one row a patient.
    """

    model: Model
    t: Array
    y: Array = field(repr=False)
    values: Mapping[str, Array] = field(repr=False)
    patients: np.ndarray[Any, Any] = field(repr=False)
    stretches: tuple[tuple[int, int, Array], ...] = field(repr=False)
    actions: tuple[Action, ...] = ()

    def __len__(self) -> int:
        """Count the patients."""
        return len(self.patients)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names that can be asked for."""
        return iter([*self.model.states, *self.model.observables])

    def __getitem__(self, name: str) -> Array:
        """Return a state or an observable, shape ``(patients, points)``, in its unit."""
        states = list(self.model.states)
        if name in states:
            rows: Array = self.y[:, states.index(name)]
            return rows
        if name not in self.model.observables:
            raise unknown_name(
                "state or observable",
                name,
                [*states, *self.model.observables],
                owner=f"The runs of {self.model.name!r}",
            )
        function = observable_functions(self.model)[name]
        values = np.empty((len(self), self.t.size))
        for first, last, constants in self.stretches:
            by_state = list(np.moveaxis(self.y[:, :, first:last], 1, 0))
            # Nought by nought, as of a share where nothing is left, is no number and no warning.
            with np.errstate(divide="ignore", invalid="ignore"):
                values[:, first:last] = function(by_state, list(constants.T[:, :, None]))
        return values


def follow_patients(
    model: Model,
    treatments: Treatments,
    values: Mapping[str, Array],
    days: tuple[float, float],
    t: Array,
    *,
    patients: np.ndarray[Any, Any] | None = None,
    arm: str = "",
    rtol: float = RTOL,
) -> Runs:
    """Follow patients who differ in some numbers through the same treatment.

    Parameters
    ----------
    model
        What to run.
    treatments
        As for `simulate`.
    values
        What each patient has, by name of a parameter or of a start value, each of shape
        ``(patients,)``, in its unit.
    days
        First and last day.
    t
        Days to report, rising.
    patients
        What the patients are numbered in messages; 0, 1, ... if None.
    arm
        What the treatment is called in messages.
    rtol
        Relative tolerance of each step.

    Raises
    ------
    ModelError
        If a patient's equations cannot be solved.
    """
    count = len(next(iter(values.values())))
    numbers = np.arange(count) if patients is None else patients
    with np.errstate(all="ignore"):  # what is not finite is refused in words
        everything = _values_of_patients(model, values, count)
    table = timetable(model, treatments, days)
    places = [*model.states, *model.constants]
    amounts = np.empty((count, len(table)))
    for i, (action, effect) in enumerate(table):
        amounts[:, i] = action.value
        if effect is not None:
            single = np.broadcast_to(formula(effect.expression)(everything), count)
            if np.any(single != single[0]) or single[0] != model.evaluate(effect.expression):
                amounts[:, i] = [effect.value(float(one)) for one in single]
    actions = tuple(action for action, _ in table)
    when = np.array([action.t for action in actions], dtype=float)
    where = np.array([places.index(action.name) for action in actions], dtype=np.int64)
    ops = np.array([_OPS[action.op] for action in actions], dtype=np.int64)
    states, constants = (
        np.ascontiguousarray(
            np.column_stack([np.broadcast_to(everything[name], count) for name in names]),
            dtype=float,
        )
        for names in (model.states, model.constants)
    )
    stretches = _stretches(t, when, where - len(model.states), ops, amounts, constants)
    y = np.empty((count, len(model.states), t.size))
    ends = np.empty((count, 2))
    compiled_solver(model)(
        float(days[0]),
        float(days[1]),
        when,
        where,
        ops,
        amounts,
        np.ascontiguousarray(t, dtype=float),
        states,
        constants,
        rtol,
        y,
        ends,
    )
    _refuse_failures(model, ends, numbers, arm)
    _lift_dust(model, y, numbers, arm)
    return Runs(model, t, y, dict(values), numbers, stretches, actions)


def _values_of_patients(model: Model, values: Mapping[str, Array], count: int) -> dict[str, Any]:
    """Return every parameter, window, start value and baseline of every patient, by name."""
    everything: dict[str, Any] = dict.fromkeys(model.windows, 0.0)
    own = model.values
    for name in model.parameters:
        everything[name] = values.get(name, own[name])
    # One after another, because a start value may follow from those before it.
    for name, state in model.states.items():
        if name in values:
            everything[name] = values[name]
        elif name in model.overrides:
            everything[name] = own[name]
        else:
            everything[name] = formula(state.start)(everything)
    for name, baseline in model.baselines.items():
        everything[name] = formula(baseline.expression)(everything)
    for name, value in everything.items():
        least = float(np.min(value))
        if not (np.all(np.isfinite(value)) and least >= 0):
            worst = int(np.argmin(np.where(np.isfinite(value), value, -np.inf)))
            raise ModelError(
                f"{name!r} would be {np.broadcast_to(value, count)[worst]:g} for one of the "
                "patients; every number of a patient must be finite and at least 0."
            )
    return everything


def _stretches(
    t: Array, when: Array, where: Any, ops: Any, amounts: Array, constants: Array
) -> tuple[tuple[int, int, Array], ...]:
    """Return which constants hold at which of the reported times."""
    current = constants.copy()
    edges = sorted({*when[where >= 0].tolist()})
    found = []
    start = 0
    for edge in edges:
        stop = int(np.searchsorted(t, edge))
        if stop > start:
            found.append((start, stop, current.copy()))
            start = stop
        for i in np.flatnonzero((when == edge) & (where >= 0)):
            column = current[:, where[i]]
            new = amounts[:, i]
            current[:, where[i]] = [column + new, column * new, new][ops[i]]
    if start < t.size:
        found.append((start, t.size, current))
    return tuple(found)


def _refuse_failures(model: Model, ends: Array, numbers: Any, arm: str) -> None:
    failed = np.flatnonzero(ends[:, 0])
    if failed.size:
        which = failed[0]
        problem, day = int(ends[which, 0]), ends[which, 1]
        others = f" (and {failed.size - 1} others)" if failed.size > 1 else ""
        raise ModelError(
            f"The equations of {model.name!r} could not be solved for patient {numbers[which]}"
            f"{others}{f' in the arm {arm!r}' if arm else ''} beyond day {day:g}: "
            f"{_PROBLEMS[problem]}; let the patients differ less."
        )


def _lift_dust(model: Model, y: Array, numbers: Any, arm: str) -> None:
    """Lift rounding dust to zero in place, and refuse what is more than dust."""
    scale = np.abs(y).max(axis=2)
    low = y.min(axis=2)
    # What is smaller than the solver can tell from zero is dust too.
    wrong = low < np.minimum(_NEGATIVE * np.where(scale > 0, scale, 1.0), -1e-29)
    if np.any(wrong):
        patient, state = np.argwhere(wrong)[0]
        raise ModelError(
            f"The state {list(model.states)[state]!r} of {model.name!r} became negative "
            f"({low[patient, state]:.3g}) for patient {numbers[patient]}"
            f"{f' in the arm {arm!r}' if arm else ''}; "
            "this is a fault of the model or the solver, and the trial is not used."
        )
    np.maximum(y, 0.0, out=y)
