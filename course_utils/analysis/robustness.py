"""Whether a model's claims survive when its parameters are a little different."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from course_utils.modelling import Claim, Model, ModelError
from course_utils.modelling.errors import unknown_name


@dataclass(frozen=True)
class Trial:
    """One claim, checked with one parameter moved.

    Parameters
    ----------
    claim
        Number of the claim.
    parameter
        What was moved.
    change
        By which share of itself: 0.1 is ten per cent up.
    moved_to
        Its value then, in its unit.
    value
        The claim's quantity then; NaN if it is not defined.
    low, high
        The relaxed limits; None where the claim has none.
    """

    claim: str
    parameter: str
    change: float
    moved_to: float
    value: float
    low: float | None
    high: float | None

    @property
    def holds(self) -> bool:
        """Whether the value is within the relaxed limits."""
        return (self.low is None or self.value > self.low) and (
            self.high is None or self.value < self.high
        )


def robustness(
    model: Model,
    *,
    change: float = 0.1,
    slack: float = 0.1,
    parameters: Iterable[str] | None = None,
) -> list[Trial]:
    """Check a model's claims with each parameter moved down and up, one at a time.

    A claim that holds only at the values that were chosen for it is a knife's edge. Moving a
    parameter also moves the claim's number a little, so its limits are relaxed first: each by a
    share of itself. A share (without unit, with a slider that ends at 1) is moved to 1 at most,
    and a parameter that is zero, or already at 1, is not moved.

    Parameters
    ----------
    model
        The model with its claims.
    change
        By which share of itself each parameter is moved.
    slack
        By which share of itself each limit of a claim is relaxed.
    parameters
        Which parameters; all if None.

    Returns
    -------
    list of Trial
        One for each parameter, direction and claim. ``pandas.DataFrame(trials)`` is a table.

    Raises
    ------
    ModelError
        If there is no parameter of that name.
    """
    names = [*model.parameters] if parameters is None else [*parameters]
    for name in names:
        if name not in model.parameters:
            owner = f"The model {model.name!r}"
            raise unknown_name("parameter", name, model.parameters, owner=owner)
    trials = []
    for name in names:
        default = model.values[name]
        for signed in (-change, change):
            moved_to = _moved(model, name, default * (1 + signed))
            if moved_to == default:
                continue
            moved = model.set(**{name: moved_to})
            for number, claim in model.claims.items():
                low, high = relaxed(claim, slack)
                value = _value(moved, claim)
                trials.append(Trial(number, name, signed, moved_to, value, low, high))
    return trials


def relaxed(claim: Claim, slack: float) -> tuple[float | None, float | None]:
    """Return a claim's limits, each moved outwards by a share of itself."""
    low = None if claim.above is None else claim.above - slack * abs(claim.above)
    high = None if claim.below is None else claim.below + slack * abs(claim.below)
    return low, high


def _moved(model: Model, name: str, value: float) -> float:
    parameter = model.parameters[name]
    is_share = parameter.unit == "1" and parameter.range is not None and parameter.range[1] == 1
    return min(value, 1.0) if is_share else value


def _value(model: Model, claim: Claim) -> float:
    """Work a claim's quantity out; NaN where it compares with nothing."""
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(claim.quantity(model))
    except (ModelError, ZeroDivisionError):
        return math.nan
