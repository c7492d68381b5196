"""Chance in small populations: cells that divide and die independently of each other.

Where rates are constant, every cell divides at the rate b and dies at the rate d, both per day,
and there are n cells on day 0. Source of these formulas: Kendall (1948).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from course_utils.modelling.errors import ModelError, nonnegative_number

Array = NDArray[np.float64]


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


def cure_probability(
    day: float, division: float, death: Callable[[float], float], founders: int = 1
) -> float:
    r"""Return the chance that a treatment of changing strength has killed the last cell by a day.

    .. math:: \left(\frac{J}{1 + J}\right)^n, \quad
              J = \int_0^t d(s) \exp\left(\int_0^s (d(r) - b)\, dr\right) ds

    Parameters
    ----------
    day
        Time t, in days; long after the treatment, the chance hardly rises any more.
    division
        Rate per cell, per day.
    death
        Takes a day and returns the rate of death per cell on it, per day.
    founders
        How many cells there are on day 0.

    Raises
    ------
    ModelError
        If a rate or the day is negative or not finite, or `founders` is not a whole number.

    Notes
    -----
    Sources: Kendall (1948); Zaider and Minerbo (2000), who asked it of radiotherapy.

    Examples
    --------
    A drug that fades, against 200 cells that divide every other day or so:

    >>> round(cure_probability(40, 0.4, lambda s: 0.25 + 1.6 * math.exp(-0.3 * s), 200), 4)
    0.3865
    """
    # Here, because it takes a while to load.
    from scipy.integrate import solve_ivp

    b, _, n = _checked(division, 0.0, founders)
    last = nonnegative_number(day, "The day")
    if n == 0 or last == 0:
        return float(n == 0)

    # J itself may overflow. With w = ln(exp(∫(d − b)) / (1 + J)), the chance that a cell's family
    # is alive, 1 / (1 + J), has the logarithm −∫ d exp(w), and w stays finite. Time is counted in
    # shares of the whole, or the solver would step through a vanishing day forever.
    def slope(share: float, y: Array) -> list[float]:
        t = last * float(share)
        d = nonnegative_number(death(t), f"The rate of death on day {t:g}")
        pressing = d * math.exp(y[0])
        return [last * (d - b - pressing), -last * pressing]

    solved = solve_ivp(slope, (0.0, 1.0), [0.0, 0.0], method="LSODA", rtol=1e-11, atol=1e-13)
    return float((-math.expm1(solved.y[1, -1])) ** n)


def burst_extinction(infects: float, burst: int, founders: int = 1) -> float:
    r"""Return the chance that virions die out, each lost or multiplied in one burst.

    The smallest root of

    .. math:: q = 1 - s + s\, q^m

    Parameters
    ----------
    infects
        Chance s that a virion infects a cell before it is cleared.
    burst
        How many virions m an infected cell sets free.
    founders
        How many virions there are at first; each must die out.

    Raises
    ------
    ModelError
        If `infects` is no chance between 0 and 1, or a count is not a whole number.

    Examples
    --------
    >>> round(burst_extinction(infects=0.2, burst=7), 6)
    0.885128
    """
    s = nonnegative_number(infects, "The chance to infect")
    if s > 1:
        raise ModelError(f"The chance to infect is {s:g}, but it cannot be above 1.")
    m = _whole(burst, "The burst size")
    n = _whole(founders, "The number of founders")
    # Generation after generation the chance to be extinct by then rises to the root.
    q, before = 1 - s, -1.0
    if s * m <= 1:
        q = before = float(s < 1 or m == 0)
    while q > before:
        # Newton's step from below; the curve bends upwards, so it never passes the root.
        before, q = q, q + (1 - s + s * q**m - q) / (1 - s * m * q ** (m - 1))
    return float(q**n)


def _checked(division: float, death: float, founders: int) -> tuple[float, float, int]:
    return (
        nonnegative_number(division, "The rate of division"),
        nonnegative_number(death, "The rate of death"),
        _whole(founders, "The number of founders"),
    )


def _whole(value: float, what: str) -> int:
    number = nonnegative_number(value, what)
    if number != int(number):
        raise ModelError(f"{what} is {number:g}, but it must be a whole number.")
    return int(number)
