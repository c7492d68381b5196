"""The arms of a trial: the same patients, treated in different ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course_utils.modelling import Action, Course, Model, ModelError, schedule

Treatments = Iterable[Course | Action | Mapping[str, Any]] | Course


@dataclass(frozen=True)
class Arm:
    """One arm of a trial.

    Parameters
    ----------
    treatments
        As for `simulate`.
    values
        Values of parameters that are other in this arm, such as ``{"u": 0.9}``.
    """

    treatments: Treatments = ()
    values: Mapping[str, float] = field(default_factory=dict)


def checked_arms(
    model: Model, arms: Mapping[str, Arm | Treatments], days: tuple[float, float]
) -> dict[str, Arm]:
    """Return the arms by name, or say what is wrong with them.

    Raises
    ------
    ModelError
        If there are none, they have no names, or a treatment or a value is not allowed.
    """
    if not isinstance(arms, Mapping):
        raise ModelError(
            "arms must give each arm a name, such as "
            "{'control': [], 'treated': [model.treatments[NAME].during(0, 60)]}."
        )
    if not arms:
        raise ModelError("A trial needs at least one arm, but arms is empty.")
    checked = {}
    for name, given in arms.items():
        arm = given if isinstance(given, Arm) else Arm(given)
        treatments = arm.treatments
        if not isinstance(treatments, Course):
            if isinstance(treatments, str | Mapping) or not isinstance(treatments, Iterable):
                raise ModelError(
                    f"The arm {name!r} is given as {treatments!r}; give a list of treatments, "
                    "which may be empty."
                )
            treatments = tuple(treatments)
        checked[str(name)] = Arm(treatments, dict(arm.values))
        schedule(model.set(**arm.values), treatments, days)
    return checked
