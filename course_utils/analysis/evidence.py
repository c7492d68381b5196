r"""The arithmetic of evidence: what a count, a diameter and a significant result are worth.

Nothing here knows a model. An interval says what else a count would fit, RECIST turns diameters
into words, and the last two say how much of a result chance alone would have brought about.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import stats

from course_utils.modelling.errors import ModelError, nonnegative_number

# RECIST 1.1: the change of the diameter from which on a response, or progression, is spoken of.
_PARTIAL, _PROGRESSIVE = -0.30, 0.20
_LEAST_GROWTH = 0.5  # cm; RECIST asks for so much beside the fifth


@dataclass(frozen=True)
class Response:
    """What two diameters of one tumour say.

    Parameters
    ----------
    word
        As RECIST calls it: ``"complete response"``, ``"partial response"``, ``"stable disease"``
        or ``"progressive disease"``.
    diameter
        Change of the diameter, as a share of the first one.
    volume_left
        Volume of a ball of the second diameter, as a share of the first.
    """

    word: str
    diameter: float
    volume_left: float


def clopper_pearson(
    successes: int, of: int, confidence: float = 0.95, *, upper_only: bool = False
) -> tuple[float, float]:
    r"""Return the shares that a count would fit: the exact interval of Clopper and Pearson.

    Its ends p are those at which a count as extreme as the one seen, or more so, has half of the
    remaining probability α:

    .. math:: P(X \ge k \mid p_{low}) = P(X \le k \mid p_{high}) = \frac{\alpha}{2}

    Parameters
    ----------
    successes, of
        The count k, and out of how many.
    confidence
        Probability 1 − α with which such intervals hold the true share, or more.
    upper_only
        Spend all of α above: the interval then begins at 0, and says "at most".

    Returns
    -------
    tuple of float
        Low and high end, as shares.

    Raises
    ------
    ModelError
        If the count is no whole number from 0 to `of`, or the confidence is not between 0 and 1.

    Examples
    --------
    Nobody of eleven still leaves room for almost a quarter:

    >>> low, high = clopper_pearson(0, 11, upper_only=True)
    >>> print(f"{low:.3f} to {high:.3f}")
    0.000 to 0.238
    """
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (successes, of))
    if not whole or not 0 <= successes <= of or of == 0:
        raise ModelError(
            f"{successes!r} of {of!r} is no count; give two whole numbers, such as 3 of 11."
        )
    _between_0_and_1(confidence, "The confidence")
    test = stats.binomtest(successes, of, alternative="less" if upper_only else "two-sided")
    found = test.proportion_ci(confidence_level=confidence, method="exact")
    return float(found.low), float(found.high)


def recist(before: float, after: float) -> Response:
    r"""Say in the words of RECIST 1.1 what became of a tumour.

    A partial response is a diameter smaller by 30 % or more; progression is one larger by 20 %
    or more, and by at least 5 mm. The volume goes with the third power:

    .. math:: V_{after} / V_{before} = (d_{after} / d_{before})^3

    RECIST adds the diameters of up to five tumours, compares growth with the smallest sum so far
    and asks for new tumours; this function sees one tumour, twice. Source: Eisenhauer2009.

    Parameters
    ----------
    before, after
        Diameters, cm.

    Raises
    ------
    ModelError
        If a diameter is negative or not finite, or the first is zero.
    """
    first = nonnegative_number(before, "The diameter before")
    second = nonnegative_number(after, "The diameter after")
    if first == 0:
        raise ModelError("The diameter before is 0; give the size of a tumour that was there.")
    change = second / first - 1
    # 7 from 10 is −30 %, whatever the last digit of a float says.
    if second == 0:
        word = "complete response"
    elif change <= _PARTIAL + 1e-12:
        word = "partial response"
    elif change >= _PROGRESSIVE - 1e-12 and second - first >= _LEAST_GROWTH - 1e-12:
        word = "progressive disease"
    else:
        word = "stable disease"
    return Response(word, change, (second / first) ** 3)


def predictive_value(prior: float, power: float, alpha: float = 0.05) -> float:
    r"""Return how likely an idea is to hold, once a study has called it significant.

    .. math:: \frac{p\,w}{p\,w + (1 - p)\,\alpha}

    Source: Ioannidis2005, without bias.

    Parameters
    ----------
    prior
        Share p of such ideas that hold, before the study.
    power
        Probability w that the study finds an effect that is there.
    alpha
        Probability that it finds one that is not.

    Raises
    ------
    ModelError
        If a number is not between 0 and 1.
    """
    p = _between_0_and_1(prior, "The prior")
    hits = p * _between_0_and_1(power, "The power")
    return hits / (hits + (1 - p) * _between_0_and_1(alpha, "The level of significance"))


def regression_to_the_mean(error: float, lowest: float) -> float:
    r"""Return by how much the lowest values of a first measurement rise at the second, untreated.

    Each measurement is a true value, whose spread is 1, and an error of spread e. Of those whose
    first value is among the lowest share q, the mean rises by

    .. math:: \frac{e^2}{\sqrt{1 + e^2}} \cdot \frac{\varphi(z_q)}{q}

    where φ is the normal density and z the quantile.

    Parameters
    ----------
    error
        Standard deviation e of the error, in standard deviations of the true values.
    lowest
        Share q that is looked at again.

    Returns
    -------
    float
        In standard deviations of the true values.

    Raises
    ------
    ModelError
        If the error is negative or not finite, or the share not between 0 and 1.
    """
    e = nonnegative_number(error, "The error")
    q = _between_0_and_1(lowest, "The share that is lowest")
    density = float(stats.norm.pdf(stats.norm.ppf(q)))
    return e**2 / math.sqrt(1 + e**2) * density / q


def _between_0_and_1(value: float, what: str) -> float:
    number = nonnegative_number(value, what)
    if not 0 < number < 1:
        raise ModelError(f"{what} is {number:g}; it is a share, above 0 and below 1.")
    return number
