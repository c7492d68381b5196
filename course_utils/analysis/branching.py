"""Chance in small populations: cells that divide and die independently of each other.

Throughout, every cell divides at the rate b and dies at the rate d, both per day, and there are n
cells on day 0. Source of the formulas: Kendall (1948).
"""

from __future__ import annotations

import math

from course_utils.modelling.errors import ModelError, nonnegative_number


def extinction_probability(division: float, death: float, founders: int = 1) -> float:
    r"""Return the chance that a population sooner or later dies out.

    .. math:: \min(1, d/b)^n

    Parameters
    ----------
    division, death
        Rates per cell, per day.
    founders
        How many cells there are on day 0.

    Raises
    ------
    ModelError
        If a rate is negative, or `founders` is not a whole number of at least zero.

    Examples
    --------
    >>> extinction_probability(division=1, death=0.5, founders=3)
    0.125
    """
    b, d, n = _checked(division, death, founders)
    if n == 0:
        return 1.0
    # Where nothing ever happens, nothing dies out.
    one = 0.0 if d == 0 else min(1.0, d / b) if b > 0 else 1.0
    return float(one**n)


def extinction_by(day: float, division: float, death: float, founders: int = 1) -> float:
    r"""Return the chance that a population has died out by a day.

    .. math:: \left(\frac{d (E - 1)}{b E - d}\right)^n, \quad E = e^{(b - d) t};
              \qquad \left(\frac{b t}{1 + b t}\right)^n \text{ if } b = d

    Parameters
    ----------
    day
        Time t, in days.
    division, death
        Rates per cell, per day.
    founders
        How many cells there are on day 0.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or `founders` is not a whole number.

    Examples
    --------
    >>> round(extinction_by(3, division=1, death=0.5), 6)
    0.437213
    """
    b, d, n = _checked(division, death, founders)
    t = nonnegative_number(day, "The day")
    x = (b - d) * t
    # With r(x) = (e^x - 1)/x, which is 1 at 0, the formula is d t r / (1 + b t r) for all b and d;
    # for x > 0 both are divided by e^x, which would overflow.
    if x > 0:
        grown = -math.expm1(-x) / x
        one = d * t * grown / (math.exp(-x) + b * t * grown)
    else:
        grown = math.expm1(x) / x if x else 1.0
        one = d * t * grown / (1 + b * t * grown)
    return float(one**n)


def mean_size(day: float, division: float, death: float, founders: int = 1) -> float:
    r"""Return the mean number of cells over many populations.

    .. math:: n E, \quad E = e^{(b - d) t}

    Parameters
    ----------
    day
        Time t, in days.
    division, death
        Rates per cell, per day.
    founders
        How many cells there are on day 0.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or `founders` is not a whole number.
    """
    b, d, n = _checked(division, death, founders)
    return n * math.exp((b - d) * nonnegative_number(day, "The day"))


def variance_of_size(day: float, division: float, death: float, founders: int = 1) -> float:
    r"""Return the variance of the number of cells over many populations.

    .. math:: n \frac{b + d}{b - d} E (E - 1), \quad E = e^{(b - d) t};
              \qquad 2 n b t \text{ if } b = d

    Parameters
    ----------
    day
        Time t, in days.
    division, death
        Rates per cell, per day.
    founders
        How many cells there are on day 0.

    Returns
    -------
    float
        In cells squared; its root is the spread.

    Raises
    ------
    ModelError
        If a number is negative or not finite, or `founders` is not a whole number.
    """
    b, d, n = _checked(division, death, founders)
    t = nonnegative_number(day, "The day")
    x = (b - d) * t
    grown = math.expm1(x) / x if x else 1.0
    return n * (b + d) * t * grown * math.exp(x)


def _checked(division: float, death: float, founders: int) -> tuple[float, float, int]:
    n = nonnegative_number(founders, "The number of founders")
    if n != int(n):
        raise ModelError(f"The number of founders is {n:g}, but it must be a whole number.")
    return (
        nonnegative_number(division, "The rate of division"),
        nonnegative_number(death, "The rate of death"),
        int(n),
    )
