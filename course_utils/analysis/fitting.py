"""Fit a growth curve to the measured sizes of one tumour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import nonnegative_number, unknown_name
from course_utils.simulate import simulate

Array = NDArray[np.float64]
Curve = Callable[..., ArrayLike]


@dataclass(frozen=True)
class Fit:
    """The curve that lies closest to the measured sizes of one tumour.

    Parameters
    ----------
    values
        The fitted numbers by name.
    standard_errors
        How uncertain each of them is, by name, in its unit; infinite where the measurements
        cannot tell two of them apart, or leave none over to judge the scatter by.
    fitted
        Sizes on the curve, on the days of the measurements, shape ``(measurements,)``.
    residuals
        ln(measured) − ln(fitted), shape ``(measurements,)``.
    """

    values: Mapping[str, float]
    standard_errors: Mapping[str, float]
    fitted: Array = field(repr=False)
    residuals: Array = field(repr=False)

    @property
    def sse(self) -> float:
        """Sum of the squared residuals."""
        return float(self.residuals @ self.residuals)

    @property
    def sse_per_point(self) -> float:
        """Sum of the squared residuals, divided by the number of measurements."""
        return self.sse / self.residuals.size


def fit(
    curve: Model | Curve,
    days: ArrayLike,
    sizes: ArrayLike,
    free: Sequence[str] | Mapping[str, float],
) -> Fit:
    """Find the numbers with which a curve comes closest to one tumour's sizes.

    Closest means least squares of the logarithm: an error of ten per cent counts the same for a
    small tumour as for a large one. The numbers found are at least zero.

    Parameters
    ----------
    curve
        A model, run from day 0, whose first state is compared; or a function that takes the days,
        then the free numbers by name, and returns sizes, such as `gompertz_volume`.
    days
        When the tumour was measured, shape ``(measurements,)``.
    sizes
        What was measured, above zero, in the unit of the curve, shape ``(measurements,)``.
    free
        Which numbers are sought, with first guesses: ``{"alpha": 0.6, "beta": 0.08}``. For a
        model a list of names is enough, and its own values are the guesses.

    Returns
    -------
    Fit
        Values, standard errors, and what the curve misses.

    Raises
    ------
    ModelError
        If there are fewer measurements than free numbers, a size is not above zero, a name is
        unknown, or no curve can be found.

    Examples
    --------
    ``fit(gompertz, mouse["day"], mouse["volume"], free=["alpha", "beta"]).values``
    """
    # Here, because it takes a while to load.
    from scipy.optimize import least_squares

    guesses = _guesses(curve, free)
    t, measured = _measurements(days, sizes, len(guesses))
    follow = _of_model(curve) if isinstance(curve, Model) else curve

    def sizes_at(numbers: Array) -> Array:
        named = dict(zip(guesses, numbers.tolist(), strict=True))
        return np.asarray(follow(t, **named), dtype=float)

    def misses(numbers: Array) -> Array:
        with np.errstate(all="ignore"):
            residuals: Array = np.log(measured) - np.log(sizes_at(numbers))
        return residuals

    first = np.array(list(guesses.values()))
    if not np.all(np.isfinite(misses(first))):
        raise ModelError(
            f"With the first guesses ({_said(guesses)}) the curve gives no sizes above zero on "
            "these days; guess closer."
        )
    try:
        found = least_squares(
            misses,
            first,
            bounds=(0, np.inf),
            # Each number counts in steps of its own size.
            x_scale=np.where(first > 0, first, 1.0),
            xtol=1e-10,
            ftol=1e-12,
            gtol=1e-12,
        )
    except ValueError as error:
        raise ModelError(f"No curve could be fitted ({error}); guess closer.") from error
    if not found.success:
        raise ModelError(f"No curve could be fitted ({found.message}); guess closer.")
    return Fit(
        values=dict(zip(guesses, found.x.tolist(), strict=True)),
        standard_errors=dict(zip(guesses, _standard_errors(found.jac, found.fun), strict=True)),
        fitted=sizes_at(found.x),
        residuals=np.asarray(found.fun, dtype=float),
    )


def _guesses(curve: Model | Curve, free: Sequence[str] | Mapping[str, float]) -> dict[str, float]:
    if isinstance(free, str):
        raise ModelError(f"free must be a list of names, such as [{free!r}].")
    if isinstance(curve, Model):
        known = curve.values
        for name in free:
            if name not in known:
                raise unknown_name(
                    "parameter or state", name, known, owner=f"The model {curve.name!r}"
                )
        given = free if isinstance(free, Mapping) else {name: known[name] for name in free}
    elif isinstance(free, Mapping):
        given = free
    else:
        raise ModelError(
            "A function has no values of its own to begin with; give first guesses, such as "
            "free={'alpha': 0.6, 'beta': 0.08}."
        )
    if not given:
        raise ModelError("free is empty; name at least one number to be fitted.")
    return {
        name: nonnegative_number(value, f"The first guess of {name!r}")
        for name, value in given.items()
    }


def _measurements(days: ArrayLike, sizes: ArrayLike, count: int) -> tuple[Array, Array]:
    t, measured = np.asarray(days, dtype=float), np.asarray(sizes, dtype=float)
    if t.ndim != 1 or t.shape != measured.shape:
        raise ModelError(
            f"days and sizes must be two lists of the same length, but they have the shapes "
            f"{t.shape} and {measured.shape}."
        )
    if t.size < count:
        raise ModelError(
            f"{t.size} measurements cannot tell {count} numbers; fit fewer, or measure more often."
        )
    if not (np.all(np.isfinite(t)) and np.all(np.isfinite(measured)) and np.all(measured > 0)):
        raise ModelError(
            "Every day must be a finite number and every size above zero, because sizes are "
            "compared by their logarithm; leave the others out."
        )
    return t, measured


def _of_model(model: Model) -> Curve:
    """Return the first state of a model as a function of days and values."""
    state = next(iter(model.states))

    def follow(t: Array, **values: float) -> Array:
        # Every day once and in order, and day 0 before them.
        asked, back = np.unique(t, return_inverse=True)
        if asked[0] < 0:
            raise ModelError(f"A size was measured on day {asked[0]:g}; the model begins on day 0.")
        last = max(float(asked[-1]), 1.0)
        run = simulate(model.set(**values), days=(0.0, last), points=asked)
        at_days: Array = run[state][back]
        return at_days

    return follow


def _standard_errors(jacobian: Any, residuals: Any) -> list[float]:
    """Return the roots of the diagonal of s² (JᵀJ)⁻¹, with s² from what is left over."""
    points, count = jacobian.shape
    steep = np.linalg.norm(jacobian, axis=0)
    # Columns of length one: whether two numbers can be told apart does not depend on their units.
    scaled = jacobian / np.where(steep > 0, steep, 1.0)
    if points == count or np.linalg.matrix_rank(scaled, tol=1e-8) < count:
        return [float("inf")] * count
    variance = float(residuals @ residuals) / (points - count)
    spread = np.sqrt(variance * np.diag(np.linalg.inv(scaled.T @ scaled))) / steep
    errors: list[float] = spread.tolist()
    return errors


def _said(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:g}" for name, value in values.items())
