"""How strongly a result reacts to each number that went into it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import unknown_name

# Large enough that the solver's error of 1e-9 does not show in a difference.
_STEP = 0.01


@dataclass(frozen=True)
class Sensitivity:
    """How a result reacts to one parameter or start value.

    Parameters
    ----------
    name
        The parameter or start value.
    value
        Per cent by which the result rises if the number rises by one per cent; negative if it
        falls.
    error
        How far that can be off, judged from a step half as long.
    """

    name: str
    value: float
    error: float

    @property
    def reliable(self) -> bool:
        """Whether half the step gives the same; not so where the result jumps or bends."""
        return self.error <= 0.01 * max(1.0, abs(self.value))


def sensitivities(
    model: Model,
    output: Callable[[Model], float],
    names: Iterable[str] | None = None,
    *,
    step: float = _STEP,
) -> list[Sensitivity]:
    r"""Work out the normalised local sensitivities of a result.

    .. math:: S_p = \frac{\partial \ln y}{\partial \ln p}
              \approx \frac{y(p e^h) - y(p e^{-h})}{2 h\, y(p)}

    Central differences with the steps h and h/2 are extrapolated to a step of zero; what the two
    differ by tells how far the result can be trusted.

    Parameters
    ----------
    model
        The model, at the values around which the result is studied.
    output
        Takes a model and returns the result y, for example the final tumour of a run.
    names
        Which parameters and start values; all parameters if None. Those that are zero have no
        relative change and are left out.
    step
        The step h, as a share of the value.

    Returns
    -------
    list of Sensitivity
        The strongest first.

    Raises
    ------
    ModelError
        If a name is unknown, or the result is zero or not a finite number.
    """
    values = model.values
    chosen = [*model.parameters] if names is None else [*names]
    for name in chosen:
        if name not in values:
            owner = f"The model {model.name!r}"
            raise unknown_name("parameter or state", name, values, owner=owner)
    y = float(output(model))
    if y == 0 or not math.isfinite(y):
        raise ModelError(
            f"The result is {y:g}, so nothing can be said relative to it; "
            "choose a result that is a number other than zero."
        )

    def slope(name: str, h: float) -> float:
        up, down = (
            float(output(model.set(**{name: values[name] * math.exp(way * h)}))) for way in (1, -1)
        )
        return (up - down) / (2 * h * y)

    found = []
    for name in chosen:
        if values[name] == 0:
            continue
        coarse, fine = slope(name, step), slope(name, step / 2)
        # The error of a central difference falls with the square of the step.
        found.append(Sensitivity(name, fine + (fine - coarse) / 3, abs(fine - coarse) / 3))
    return sorted(found, key=lambda one: -abs(one.value))
