r"""How deep one dose of killer cells pushes a tumour before it grows again.

The tumour T grows at the rate a and is killed at the rate k C; the cells C dwindle at the rate d:

.. math:: \frac{dT}{dt} = a T - k C T, \qquad \frac{dC}{dt} = -d C

Without crowding and without expansion this has a formula, and the lowest point lies where k C = a.
"""

from __future__ import annotations

import math

from course_utils.modelling.errors import ModelError, nonnegative_number


def nadir(tumour: float, cells: float, growth: float, killing: float, loss: float) -> float:
    r"""Return the lowest size that a tumour reaches after one dose of killer cells.

    .. math:: T_0 \exp\left(-\frac{k C_0}{d} + \frac{a}{d}\left(1 + \ln\frac{k C_0}{a}\right)\right)
              \text{ if } k C_0 > a; \qquad T_0 \text{ else}

    Parameters
    ----------
    tumour, cells
        Sizes T₀ and C₀ on the day of the dose.
    growth
        Rate a, per day.
    killing
        Rate k, per day and per unit of `cells`.
    loss
        Rate d, per day.

    Returns
    -------
    float
        In the unit of `tumour`.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or a rate is zero.

    Examples
    --------
    With 0.1 Mc of tumour and cells that never outdo its growth, it only grows:

    >>> nadir(tumour=0.1, cells=1, growth=0.2, killing=0.1, loss=0.1)
    0.1
    """
    a, k, d = _rates(growth, killing, loss)
    first = nonnegative_number(tumour, "The size of the tumour")
    outdone = k * nonnegative_number(cells, "The number of cells") / a
    if outdone <= 1:
        return first
    return first * math.exp(-a / d * (outdone - 1 - math.log(outdone)))


def dose_for_nadir(
    tumour: float, lowest: float, growth: float, killing: float, loss: float
) -> float:
    r"""Return the smallest dose of killer cells that pushes a tumour down to a size.

    It is the formula of `nadir` solved for C₀, the larger root of

    .. math:: x - 1 - \ln x = \frac{d}{a} \ln\frac{T_0}{T_{\min}}, \quad x = \frac{k C_0}{a}

    Parameters
    ----------
    tumour
        Size T₀ on the day of the dose.
    lowest
        Size to be reached, in the same unit and not above it; 10⁻⁶ of a million cells is one cell.
    growth, killing, loss
        As for `nadir`.

    Returns
    -------
    float
        In the unit in which `killing` counts cells.

    Raises
    ------
    ModelError
        If a number is negative or not finite, a rate or a size is zero, or `lowest` is larger
        than `tumour`.

    Examples
    --------
    >>> round(dose_for_nadir(20, 1e-6, growth=0.15, killing=0.5 / 3, loss=0.1), 4)
    13.4185
    """
    a, k, d = _rates(growth, killing, loss)
    first = nonnegative_number(tumour, "The size of the tumour")
    last = nonnegative_number(lowest, "The lowest size")
    if not 0 < last <= first:
        raise ModelError(
            f"The tumour is to fall from {first:g} to {last:g}; the lowest size must be above zero "
            "and not above the first."
        )
    depth = d / a * math.log(first / last)
    # Newton's method from above, where the curve bends one way, so that it never overshoots.
    outdone = 1 + depth + math.sqrt(2 * depth)
    while depth and (step := (outdone - 1 - math.log(outdone) - depth) / (1 - 1 / outdone)) > (
        1e-15 * outdone
    ):
        outdone -= step
    return a / k * outdone


def _rates(growth: float, killing: float, loss: float) -> tuple[float, float, float]:
    rates = []
    for value, what in [(growth, "growth"), (killing, "killing"), (loss, "loss")]:
        rate = nonnegative_number(value, f"The rate of {what}")
        if rate == 0:
            raise ModelError(f"The rate of {what} is 0, but it must be above zero.")
        rates.append(rate)
    return rates[0], rates[1], rates[2]
