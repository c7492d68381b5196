"""What is done to the patient: treatments, their courses, and the list of actions they become.

Every engine works through the same sorted list of actions and stops exactly at each of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, cast

from course_utils.modelling.errors import ModelError, nonnegative_number, unknown_name

if TYPE_CHECKING:
    from course_utils.modelling.model import Model

Op = Literal["add", "scale", "set"]
Target = Literal["state", "parameter"]


@dataclass(frozen=True, slots=True)
class Action:
    """Change one number of a model at one moment.

    Parameters
    ----------
    t
        When, in days.
    target
        Whether `name` is a state or a parameter; the switch of a window counts as a parameter.
    name
        What is changed.
    op
        ``add`` to it, ``scale`` it, or ``set`` it.
    value
        By how much, or to what.
    """

    t: float
    target: Target
    name: str
    op: Op
    value: float

    def to_dict(self) -> dict[str, Any]:
        """Return the form that the live figure and the exports use."""
        return {"t": self.t, self.target: self.name, "op": self.op, "value": self.value}


@dataclass(frozen=True, slots=True)
class Course:
    """Plan one treatment: the windows during which it is on, or the days of its doses.

    Made by `Treatment.during` and `Treatment.at`.
    """

    name: str
    windows: tuple[tuple[float, float], ...] = ()
    days: tuple[float, ...] = ()
    dose: float = 1.0

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the form that the live figure uses: one entry a window, or one for all doses."""
        if self.windows:
            return [{"name": self.name, "from": a, "to": b} for a, b in self.windows]
        return [{"name": self.name, "at": list(self.days), "dose": self.dose}]


def schedule(
    model: Model,
    treatments: Iterable[Course | Action | Mapping[str, Any]] | Course,
    days: tuple[float, float],
) -> list[Action]:
    """Turn courses of treatment into the sorted list of actions that every engine takes.

    Parameters
    ----------
    model
        The model whose treatments, states and parameters the courses name.
    treatments
        Courses; or actions, also as ``{"t": 45, "parameter": "p", "op": "scale", "value": 0.5}``.
    days
        First and last day of the run. A window that is open on the first day counts as open;
        a dose before the first day is refused; what comes after the last day is left out.

    Raises
    ------
    ModelError
        If a name is unknown, a window ends before it begins, windows of one treatment overlap,
        or a number is not finite.
    """
    return [action for action, _ in timetable(model, treatments, days)]


def timetable(
    model: Model,
    treatments: Iterable[Course | Action | Mapping[str, Any]] | Course,
    days: tuple[float, float],
) -> list[tuple[Action, Formula | None]]:
    """Return what `schedule` does, each action of a dose with the formula of its value.

    The formula is worked out with the values of one patient. Where many patients differ in these
    values, it is what the action has to be worked out from again.
    """
    given: list[Any] = [treatments] if isinstance(treatments, Course) else list(treatments)
    courses: list[Course] = []
    actions: list[tuple[Action, Formula | None]] = []
    for item in given:
        if isinstance(item, Course):
            courses.append(item)
        elif isinstance(item, Action):
            actions.append((_checked(model, item), None))
        elif isinstance(item, Mapping) and "name" in item:
            courses.append(course_from(model, item))
        elif isinstance(item, Mapping):
            actions.append((_action_from(model, item), None))
        else:
            raise ModelError(
                f"A treatment is given as {item!r}; give a course, such as "
                "model.treatments[NAME].during(45, 63), or an action, such as "
                "{'t': 45, 'parameter': 'p', 'op': 'scale', 'value': 0.5}."
            )
    actions += [(action, None) for action in _window_actions(model, courses)]
    for course in courses:
        actions += _dose_actions(model, course, first=days[0])
    moved = [
        (Action(max(a.t, days[0]), a.target, a.name, a.op, a.value), formula)
        for a, formula in actions
        if a.t <= days[1]
    ]
    return sorted(moved, key=lambda item: item[0].t)


def window(start: object, end: object, label: str) -> tuple[float, float]:
    """Check the first and last day of a window."""
    first = finite_day(start, f"The start of {label}")
    last = finite_day(end, f"The end of {label}")
    if last <= first:
        raise ModelError(
            f"{label} begins on day {first:g} and ends on day {last:g}; "
            "a window must end after it begins."
        )
    return first, last


def finite_day(value: object, what: str) -> float:
    """Return a day as a float, or say why it is not one."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise ModelError(f"{what} must be a day (a number), but {value!r} was given.")
    day = float(value)
    if not math.isfinite(day):
        raise ModelError(f"{what} must be a finite day, but {day} was given.")
    return day


def _treatment(model: Model, name: str) -> Any:
    if name not in model.treatments:
        raise unknown_name("treatment", name, model.treatments, owner=f"The model {model.name!r}")
    return model.treatments[name]


def course_from(model: Model, item: Mapping[str, Any]) -> Course:
    """Return the course that a live figure writes as ``{"name": "drug", "from": 0, "to": 20}``.

    Raises
    ------
    ModelError
        If there is no such treatment, or it is not given in this way.
    """
    treatment = _treatment(model, str(item["name"]))
    if "from" in item and "to" in item:
        return cast(Course, treatment.during(item["from"], item["to"]))
    if "at" in item:
        return cast(Course, treatment.at(*item["at"], dose=item.get("dose", 1)))
    raise ModelError(
        f"The course {dict(item)!r} says neither 'from' and 'to' (a window) nor 'at' (doses)."
    )


def _action_from(model: Model, item: Mapping[str, Any]) -> Action:
    targets = [key for key in ("state", "parameter") if key in item]
    missing = [key for key in ("t", "op", "value") if key not in item]
    if len(targets) != 1 or missing:
        raise ModelError(
            f"The action {dict(item)!r} is not complete; it needs t, op (add, scale or set), "
            "value, and either state or parameter."
        )
    target = cast(Target, targets[0])
    return _checked(model, Action(item["t"], target, item[target], item["op"], item["value"]))


def _checked(model: Model, action: Action) -> Action:
    valid = list(model.states) if action.target == "state" else model.constants
    if action.name not in valid:
        raise unknown_name(action.target, action.name, valid, owner=f"The model {model.name!r}")
    if action.op not in ("add", "scale", "set"):
        raise ModelError(f"The operation {action.op!r} is not known; use add, scale or set.")
    t = finite_day(action.t, f"The time of the action on {action.name!r}")
    value = float(action.value)
    if action.op != "add" or not math.isfinite(value):
        value = nonnegative_number(action.value, f"The value of the action on {action.name!r}")
    return Action(t, action.target, action.name, action.op, value)


def _window_actions(model: Model, courses: list[Course]) -> list[Action]:
    by_name: dict[str, list[tuple[float, float]]] = {}
    for course in courses:
        _treatment(model, course.name)
        by_name.setdefault(course.name, []).extend(course.windows)
    actions = []
    for name, windows in by_name.items():
        ordered = sorted(windows)
        for (a, b), (c, d) in pairwise(ordered):
            if c < b:
                raise ModelError(
                    f"Two windows of {name!r} overlap: day {a:g} to {b:g} and day {c:g} to {d:g}; "
                    "merge them, or let the second begin when the first has ended."
                )
        for a, b in ordered:
            actions.append(Action(b, "parameter", name, "set", 0.0))
            actions.append(Action(a, "parameter", name, "set", 1.0))
    # Off before on: where one window ends and the next begins on the same day, it stays on.
    return sorted(actions, key=lambda action: (action.t, action.value))


def _dose_actions(
    model: Model, course: Course, first: float
) -> list[tuple[Action, Formula | None]]:
    effects = [
        (name, op, Formula(course, name, op, expression))
        for name, op, expression in _treatment(model, course.name).effects
    ]
    values = [formula.value(model.evaluate(formula.expression)) for _, _, formula in effects]
    actions: list[tuple[Action, Formula | None]] = []
    for day in course.days:
        if day < first:
            raise ModelError(
                f"A dose of {course.name!r} is given on day {day:g}, before the run begins "
                f"on day {first:g}; put it into the start values, or begin the run earlier."
            )
        actions += [
            (Action(day, "state", name, op, value), formula)
            for (name, op, formula), value in zip(effects, values, strict=True)
        ]
    return actions


@dataclass(frozen=True, slots=True)
class Formula:
    """How much a dose of a course does to a state, whatever the values of the patient are."""

    course: Course
    state: str
    op: Op
    expression: Any

    def value(self, single: float) -> float:
        """Return the value of the action from that of a single dose; adding may also take away."""
        value = single
        with suppress(OverflowError):
            if self.op == "add":
                value *= self.course.dose
            elif self.op == "scale" and value >= 0:
                value **= self.course.dose
            if math.isfinite(value) and (self.op == "add" or value >= 0):
                return value
        raise ModelError(
            f"With these values, a dose of {self.course.name!r} cannot {self.op} {self.state!r} "
            f"by {self.expression}, which is {single:g} (dose {self.course.dose:g}); "
            "change the parameters."
        )
