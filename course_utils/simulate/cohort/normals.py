"""Normal random numbers that are the same in Python, in the browser and on every machine.

A library's logarithm and exponential differ in the last bit from one machine to the next; the
four operations and the square root do not. So everything here is made of these alone, in a stated
order, and whoever follows that order gets the same patients to the last bit.

The bits come from xoshiro128** (see `course_utils.simulate.draws`), the normal numbers from the
inverse of the normal distribution by Wichura's algorithm AS 241 (PPND16; Applied Statistics 37,
477-484, 1988).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# ln 2 in two parts: the first has so few digits that its product with a small whole number is
# exact (Cody and Waite).
_LN2_HIGH = 0.693145751953125
_LN2_LOW = 1.42860682030941723212e-6
_LN2 = 0.6931471805599453
_ROOT_HALF = 0.7071067811865476

# 1/3, 1/5, ... of the series of the area hyperbolic tangent, highest first.
_ATANH = tuple(1.0 / k for k in range(25, 1, -2))
# 1/14!, 1/13!, ... of the series of the exponential, highest first.
_FACTORIALS = (1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600)
_EXP = tuple(1.0 / k for k in (87178291200, 6227020800, *reversed(_FACTORIALS)))

# AS 241, each from the highest power to the lowest.
_CENTRE = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
_SHOULDER = (
    (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ),
)
_TAIL = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    ),
    (
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    ),
)


def uniforms(seeds: list[int], count: int) -> Array:
    """Return, for every seed, the first numbers that `draws.uniform` would draw.

    Parameters
    ----------
    seeds
        One for each patient.
    count
        How many numbers each patient needs.

    Returns
    -------
    numpy.ndarray
        Between 0 and 1, both left out; shape ``(patients, count)``.
    """
    first, second = _splitmix64(np.array(seeds, dtype=np.uint64))
    low = np.uint64(0xFFFFFFFF)
    a, b, c, d = (
        word.astype(np.uint32)
        for word in (
            first & low,
            first >> np.uint64(32),
            second & low,
            second >> np.uint64(32),
        )
    )
    drawn = np.empty((len(seeds), count))
    five, nine = np.uint32(5), np.uint32(9)
    for i in range(count):
        drawn[:, i] = (_turned(b * five, 7) * nine + 0.5) / 4294967296.0
        shifted = b << np.uint32(9)
        c = c ^ a
        d = d ^ b
        b = b ^ c
        a = a ^ d
        c = c ^ shifted
        d = _turned(d, 11)
    return drawn


def normals(u: Array) -> Array:
    """Return the normal numbers below which the shares `u` of all normal numbers lie.

    Parameters
    ----------
    u
        Between 0 and 1, both left out.

    Notes
    -----
    AS 241: a ratio of two polynomials of (u − 1/2) in the middle, of the root of −ln of the
    smaller tail outside. The relative error is about 1e-15.
    """
    centred = u - 0.5
    inner = 0.180625 - centred * centred
    middle = centred * (_polynomial(_CENTRE[0], inner) / _polynomial(_CENTRE[1], inner))
    root = np.sqrt(-logarithm(np.where(centred < 0, u, 1.0 - u)))
    near, far = root - 1.6, root - 5.0
    outer = np.where(
        root <= 5.0,
        _polynomial(_SHOULDER[0], near) / _polynomial(_SHOULDER[1], near),
        _polynomial(_TAIL[0], far) / _polynomial(_TAIL[1], far),
    )
    return np.where(np.abs(centred) <= 0.425, middle, np.where(centred < 0, -outer, outer))


def logarithm(x: Array) -> Array:
    """Return the natural logarithm of numbers above 0.

    Notes
    -----
    x = m 2^k with m between the root of a half and that of two; ln m = 2 artanh((m−1)/(m+1)) by
    its series.
    """
    m, k = np.frexp(x)
    small = m < _ROOT_HALF
    m = np.where(small, 2.0 * m, m)
    power = np.where(small, k - 1, k).astype(float)
    s = (m - 1.0) / (m + 1.0)
    square = s * s
    series = 2.0 * s + 2.0 * s * (square * _polynomial(_ATANH, square))
    return power * _LN2_HIGH + (power * _LN2_LOW + series)


def exponential(x: Array) -> Array:
    """Return e to the power of numbers between about −700 and 700.

    Notes
    -----
    x = k ln 2 + r with r at most half of ln 2; e^r by its series up to r^14, times 2^k.
    """
    k = np.floor(x / _LN2 + 0.5)
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    return np.ldexp(_polynomial(_EXP, r), k.astype(np.int64))


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Work a polynomial out by Horner's rule, the highest power first."""
    value = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        value = value * x + coefficient
    return value


def _splitmix64(state: NDArray[np.uint64]) -> list[NDArray[np.uint64]]:
    numbers = []
    for _ in range(2):
        state = state + np.uint64(0x9E3779B97F4A7C15)
        mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        numbers.append(mixed ^ (mixed >> np.uint64(31)))
    return numbers


def _turned(x: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    return (x << np.uint32(bits)) | (x >> np.uint32(32 - bits))
