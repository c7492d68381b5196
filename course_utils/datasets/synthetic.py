"""Tumours of mice that never lived, drawn from a fit to mice that did."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from course_utils.datasets.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

# Our least-squares fit of Gompertz curves to the 66 mice of Mastri and colleagues (2019).
_MEDIAN_ALPHA = 0.558
_SPREAD_OF_LOG_ALPHA = 0.20
_SLOPE, _INTERCEPT = 5.64, 0.174
_ERROR_OF_LOG_VOLUME = math.sqrt(0.0269)
# Illustrative: every third day, nine measurements, about as many as each real mouse has.
_DAYS = np.arange(14.0, 39.0, 3.0)


def synthetic_mice(seed: int = 1, mice: int = 66) -> pd.DataFrame:
    r"""Draw tumours that grow as the fit to real mice says, with errors of measurement.

    Each mouse has its own first growth rate α, log-normal around 0.558 per day with a spread of
    0.20; its slowing is β = (α − 0.174)/5.64, the line on which the fitted mice lie. So the link
    between α and β is put in here, and is no discovery when it is found again. The volume is

    .. math:: V(t) = \exp\left(\frac{α}{β} (1 - e^{-β t})\right) e^{ε},

    with 1 mm³ on day 0 and errors ε of standard deviation √0.0269 = 0.164.

    Parameters
    ----------
    seed
        The same seed draws the same mice.
    mice
        How many.

    Returns
    -------
    pandas.DataFrame
        Columns ``ID``, ``day`` and ``volume`` (mm³), on every third day from 14 to 38
        (illustrative). ``attrs["label"]`` says what the numbers are; ``attrs["truth"]`` holds
        the true ``alpha`` and ``beta`` (per day) of every mouse by its ID.

    Raises
    ------
    DataError
        If the seed or the number of mice is no whole number, or too small.

    Examples
    --------
    ``pd.DataFrame(synthetic_mice().attrs["truth"])`` is the table of true values.
    """
    import pandas as pd

    _require_whole("mice", mice, at_least=1)
    _require_whole("seed", seed, at_least=0)
    rng = np.random.default_rng(seed)
    alpha = _MEDIAN_ALPHA * np.exp(rng.normal(0, _SPREAD_OF_LOG_ALPHA, mice))
    beta = (alpha - _INTERCEPT) / _SLOPE
    error = rng.normal(0, _ERROR_OF_LOG_VOLUME, (mice, _DAYS.size))
    log_volume = (alpha / beta)[:, None] * -np.expm1(-np.outer(beta, _DAYS)) + error
    names = np.arange(1, mice + 1)
    table = pd.DataFrame(
        {
            "ID": np.repeat(names, _DAYS.size),
            "day": np.tile(_DAYS, mice),
            "volume": np.exp(log_volume).ravel(),
        }
    )
    table.attrs["label"] = "synthetic, parameters from our fit"
    # Plain dicts: pandas compares attributes when it joins tables.
    table.attrs["truth"] = {
        "alpha": dict(zip(names.tolist(), alpha.tolist(), strict=True)),
        "beta": dict(zip(names.tolist(), beta.tolist(), strict=True)),
    }
    return table


def _require_whole(name: str, value: object, at_least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < at_least:
        raise DataError(
            f"{name} is {value!r}, but it must be a whole number of at least {at_least}."
        )
