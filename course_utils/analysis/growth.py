"""Growth curves in closed form: what the growth models give where nobody treats the tumour."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.modelling.errors import ModelError

Array = NDArray[np.float64]


# The arguments after the days bear the names of the models' parameters.
def exponential_volume(days: ArrayLike, r: float, V0: float = 1.0) -> Array:  # noqa: N803
    r"""Follow a tumour that never slows down.

    .. math:: V(t) = V_0 e^{r t}

    Parameters
    ----------
    days
        Times since the tumour had the volume `V0`, any shape.
    r
        Growth rate, per day.
    V0
        Volume on day 0, in mm³.

    Returns
    -------
    numpy.ndarray
        Volumes in the unit of `V0`, in the shape of `days`.
    """
    volume: Array = V0 * np.exp(r * np.asarray(days, dtype=float))
    return volume


def logistic_volume(days: ArrayLike, r: float, K: float, V0: float = 1.0) -> Array:  # noqa: N803
    r"""Follow a tumour that fills its space.

    .. math:: V(t) = \frac{K}{1 + (K/V_0 - 1) e^{-r t}}

    It adds most at :math:`K/2`, which it reaches on day :math:`\ln(K/V_0 - 1)/r`.

    Parameters
    ----------
    days
        Times since the tumour had the volume `V0`, any shape.
    r
        Growth rate of a small tumour, per day.
    K
        Volume that fills the space, in mm³.
    V0
        Volume on day 0, in mm³.

    Returns
    -------
    numpy.ndarray
        Volumes in the unit of `V0`, in the shape of `days`.
    """
    volume: Array = K / (1 + (K / V0 - 1) * np.exp(-r * np.asarray(days, dtype=float)))
    return volume


def gompertz_volume(
    days: ArrayLike,
    alpha: ArrayLike,
    beta: ArrayLike,
    V0: float = 1.0,  # noqa: N803
) -> Array:
    r"""Follow a tumour whose growth slows from the first day.

    .. math:: V(t) = V_0 \exp\left(\frac{α}{β} (1 - e^{-β t})\right)

    It levels off at :math:`K = V_0 e^{α/β}`, and adds most at :math:`K/e`, which it reaches on
    day :math:`\ln(α/β)/β`. For β = 0 it is the exponential curve.

    Parameters
    ----------
    days
        Times since the tumour had the volume `V0`, any shape.
    alpha
        Growth rate on day 0, per day; a number, or an array that broadcasts with `days`.
    beta
        How fast the growth rate decays, per day; a number or an array likewise.
    V0
        Volume on day 0, in mm³.

    Returns
    -------
    numpy.ndarray
        Volumes in the unit of `V0`, in the shape of `days`.

    Notes
    -----
    Source: Vaghi and colleagues (2020), who fit it to tumours of mice.
    """
    t, slowing = np.broadcast_arrays(np.asarray(days, dtype=float), np.asarray(beta, dtype=float))
    # Days at the first rate that would have grown the tumour as much.
    worth = np.divide(-np.expm1(-slowing * t), slowing, out=t.copy(), where=slowing != 0)
    volume: Array = V0 * np.exp(np.asarray(alpha, dtype=float) * worth)
    return volume


def doublings(small: Any, large: Any) -> float:
    r"""Count how often a tumour must double to get from one size to another.

    .. math:: \log_2(N_2 / N_1)

    Parameters
    ----------
    small, large
        Sizes above zero in the same unit: cells, mm³ or grams.

    Raises
    ------
    ModelError
        If a size is not above zero.
    """
    if not (small > 0 and large > 0):
        raise ModelError(f"The sizes are {small} and {large}; both must be above zero.")
    return math.log2(large / small)
