r"""A drug that competes for a receptor, and what is left of it between two doses.

A ligand I and its blocker A hold the receptors together, by Gaddum's formula

.. math:: j = \frac{I/K_I}{1 + I/K_I + A/K_A}

Doses D are given every τ days, and the body loses the drug at the rate k. Source of the Schild
plot: Arunlakshana and Schild (1959).
"""

from __future__ import annotations

import math

from course_utils.modelling.errors import ModelError, nonnegative_number


# The capital letters are those of the formulas and of the models' parameters.
def occupancy(I: float, KI: float, A: float = 0.0, KA: float = 1.0) -> float:  # noqa: E741, N803
    r"""Return the share of the receptors that the ligand holds.

    .. math:: \frac{I/K_I}{1 + I/K_I + A/K_A}

    Parameters
    ----------
    I
        Ligand.
    KI
        Ligand that holds half of the receptors alone, in the unit of `I`.
    A
        Blocker.
    KA
        Blocker that would hold half of the receptors alone, in the unit of `A`.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or `KI` or `KA` is zero.

    Examples
    --------
    >>> occupancy(I=30, KI=10)
    0.75
    """
    ligand = nonnegative_number(I, "The ligand I") / _positive(KI, "KI")
    blocker = nonnegative_number(A, "The blocker A") / _positive(KA, "KA")
    return ligand / (1 + ligand + blocker)


def dose_ratio(A: float, KA: float) -> float:  # noqa: N803
    r"""Return how many times as much ligand does the same once a competing blocker is there.

    .. math:: 1 + A/K_A

    Its Schild plot, log(ratio − 1) over log A, is a line of slope 1.

    Parameters
    ----------
    A
        Blocker.
    KA
        Blocker that would hold half of the receptors alone, in the unit of `A`.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or `KA` is zero.
    """
    return 1 + nonnegative_number(A, "The blocker A") / _positive(KA, "KA")


def trough(dose: float, loss: float, interval: float = 1.0) -> float:
    r"""Return how much of a drug is left just before a dose, after many doses.

    .. math:: D \frac{e^{-kτ}}{1 - e^{-kτ}}

    Parameters
    ----------
    dose
        What one dose brings in, all of it at once.
    loss
        Rate k at which the body loses the drug, per day; ln 2 divided by the half-life.
    interval
        Days τ from one dose to the next.

    Returns
    -------
    float
        In the unit of `dose`.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or `loss` or `interval` is zero.

    Examples
    --------
    >>> trough(dose=100, loss=math.log(2), interval=1)
    100.0
    """
    k, days = _positive(loss, "The loss"), _positive(interval, "The interval")
    return nonnegative_number(dose, "The dose") / math.expm1(k * days)


def peak(dose: float, loss: float, interval: float = 1.0) -> float:
    r"""Return how much of a drug there is just after a dose, after many doses.

    .. math:: \frac{D}{1 - e^{-kτ}}

    Parameters
    ----------
    dose, loss, interval
        As for `trough`.

    Returns
    -------
    float
        In the unit of `dose`; divided by the dose, it is the accumulation.

    Raises
    ------
    ModelError
        As for `trough`.
    """
    return dose + trough(dose, loss, interval)


def mean_occupancy(
    I: float,  # noqa: E741, N803
    KI: float,  # noqa: N803
    KA: float,  # noqa: N803
    dose: float,
    loss: float,
    interval: float = 1.0,
) -> float:
    r"""Return the receptors that the ligand holds, averaged from one dose of blocker to the next.

    .. math:: \frac{I/K_I}{1 + I/K_I}
              \left[1 - \frac{\ln(1 + c) - \ln(1 + c e^{-kτ})}{kτ}\right], \quad
              c = \frac{A_{\max}/K_A}{1 + I/K_I}

    Parameters
    ----------
    I, KI, KA
        As for `occupancy`.
    dose, loss, interval
        As for `trough`; the dose in the unit of `KA`.

    Returns
    -------
    float
        A share, after many doses.

    Raises
    ------
    ModelError
        As for `occupancy` and `trough`.
    """
    alone = occupancy(I, KI)
    c = peak(dose, loss, interval) / _positive(KA, "KA") * (1 - alone)
    days = loss * interval
    return alone * (1 - (math.log1p(c) - math.log1p(c * math.exp(-days))) / days)


def _positive(value: float, what: str) -> float:
    number = nonnegative_number(value, what)
    if number == 0:
        raise ModelError(f"{what} is 0, but it must be above zero.")
    return number
