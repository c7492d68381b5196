"""What a trial measures in each patient: a function of the runs that gives columns of its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.modelling import ModelError
from course_utils.modelling.errors import nonnegative_number
from course_utils.simulate.cohort.runs import Runs
from course_utils.simulate.run import Array

# Columns by name, each of shape (patients,); or a pair of time and event.
Endpoint = Callable[[Runs], Any]


@dataclass(frozen=True)
class Progression:
    """Time until a tumour has clearly grown from its smallest size so far.

    Parameters
    ----------
    of
        The state or observable that is the tumour's volume.
    factor
        How many times its smallest volume so far it must reach. 1.728 is 1.2 cubed: 20 % in
        diameter, as RECIST 1.1 asks.
    plus
        By how much it must exceed that smallest volume, in its unit; so that a speck that grows
        is not called progression.

    Notes
    -----
    Gives ``time`` (days) and ``event``: whether it happened before the last day, which is
    otherwise the time. Between two reported times the volume is taken to be a straight line.
    """

    of: str
    factor: float = 1.728
    plus: float = 5.0

    def __post_init__(self) -> None:
        """Refuse limits at which every tumour would progress at once."""
        nonnegative_number(self.plus, "What a progression must exceed the nadir by")
        if not nonnegative_number(self.factor, "The factor of a progression") > 1:
            raise ModelError(f"The factor of a progression is {self.factor:g}; it must be above 1.")

    def __call__(self, runs: Runs) -> dict[str, Array]:
        """Return the columns ``time`` and ``event``."""
        volume = runs[self.of]
        nadir = np.minimum.accumulate(volume, axis=1)
        return _first_crossing(runs.t, volume, np.maximum(self.factor * nadir, nadir + self.plus))


@dataclass(frozen=True)
class Death:
    """Time until a burden that the model's patient does not survive; a toy's death.

    Parameters
    ----------
    of
        The state or observable that is the burden.
    at
        The burden, in its unit. It is a choice for teaching, and no clinical number.
    """

    of: str
    at: float

    def __post_init__(self) -> None:
        """Refuse a limit that everybody has reached."""
        if not nonnegative_number(self.at, "The burden at death") > 0:
            raise ModelError("The burden at death is 0; it must be above 0.")

    def __call__(self, runs: Runs) -> dict[str, Array]:
        """Return the columns ``time`` and ``event``."""
        burden = runs[self.of]
        return _first_crossing(runs.t, burden, np.full_like(burden, self.at))


@dataclass(frozen=True)
class Burden:
    """How much there is on a day.

    Parameters
    ----------
    of
        A state or an observable.
    day
        When it is measured.

    Notes
    -----
    Gives one column, ``burden``, in the unit of what is measured.
    """

    of: str
    day: float

    def __call__(self, runs: Runs) -> dict[str, Array]:
        """Return the column ``burden``."""
        t = runs.t
        if not t[0] <= self.day <= t[-1]:
            raise ModelError(
                f"The burden is asked for on day {self.day:g}, but the trial reports from day "
                f"{t[0]:g} to day {t[-1]:g}."
            )
        right = max(1, int(np.searchsorted(t, self.day)))
        share = (self.day - t[right - 1]) / (t[right] - t[right - 1])
        values = runs[self.of]
        return {"burden": values[:, right - 1] + share * (values[:, right] - values[:, right - 1])}


@dataclass(frozen=True)
class BestChange:
    """The most that a tumour has shrunk from its first size, or the least that it has grown.

    Parameters
    ----------
    of
        The state or observable that is the tumour's volume.
    after
        The first day on which it is measured again. The first size itself does not count, or no
        tumour could be said to have grown.

    Notes
    -----
    Gives one column, ``best_change``, in per cent; −100 is gone.
    """

    of: str
    after: float = 1.0

    def __call__(self, runs: Runs) -> dict[str, Array]:
        """Return the column ``best_change``."""
        later = runs.t >= runs.t[0] + max(self.after, 1e-9)
        if not np.any(later):
            raise ModelError(
                f"The best change is measured from day {self.after:g} on, but the trial ends on "
                f"day {runs.t[-1]:g}."
            )
        values = runs[self.of]
        return {"best_change": 100 * (values[:, later].min(axis=1) / values[:, 0] - 1)}


def measured(endpoints: Sequence[Endpoint], runs: Runs) -> dict[str, Array]:
    """Return the columns of all endpoints, or say which gives nonsense.

    Raises
    ------
    ModelError
        If an endpoint fails, gives no columns, a column of the wrong length or with what is no
        finite number, a time outside the trial, or an event that is neither true nor false.
    """
    columns: dict[str, Array] = {}
    for endpoint in endpoints:
        name = getattr(endpoint, "__name__", type(endpoint).__name__)
        try:
            given = endpoint(runs)
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(
                f"The endpoint {name} failed ({type(error).__name__}: {error}); it is given the "
                "runs of many patients at once, and runs[NAME] has one row a patient."
            ) from error
        for key, values in _columns(name, given).items():
            if key in columns:
                raise ModelError(
                    f"Two endpoints give the column {key!r}; measure one of them, or rename it."
                )
            columns[key] = _column(name, key, values, runs)
    return columns


def _columns(name: str, given: Any) -> dict[str, Any]:
    if isinstance(given, Mapping) and given:
        return {str(key): values for key, values in given.items()}
    if isinstance(given, tuple) and len(given) == 2:
        return {"time": given[0], "event": given[1]}
    raise ModelError(
        f"The endpoint {name} gave {type(given).__name__}; it must give columns by name, such as "
        "{'time': ..., 'event': ...}, each with one number a patient."
    )


def _column(name: str, key: str, values: Any, runs: Runs) -> Array:
    try:
        column = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        column = np.array(np.nan)
    if column.shape != (len(runs),):
        raise ModelError(
            f"The endpoint {name} gave {key!r} of shape {column.shape} for {len(runs)} patients; "
            "it must give one number a patient."
        )
    wrong = ~np.isfinite(column)
    allowed = "a finite number"
    if key == "time":
        wrong |= (column < runs.t[0]) | (column > runs.t[-1])
        allowed = f"a day from {runs.t[0]:g} to {runs.t[-1]:g}"
    elif key == "event":
        wrong |= (column != 0) & (column != 1)
        allowed = "true or false (1 or 0)"
    if np.any(wrong):
        which = int(np.flatnonzero(wrong)[0])
        raise ModelError(
            f"The endpoint {name} gave {column[which]:g} as {key!r} of patient "
            f"{runs.patients[which]}; it must be {allowed}."
        )
    return column


def _first_crossing(t: Array, values: Array, limits: Array) -> dict[str, Array]:
    """Return when values first reach their limits, along straight lines between the times."""
    beyond = values >= limits
    event = beyond.any(axis=1)
    at = np.where(event, beyond.argmax(axis=1), 0)
    before = np.maximum(at - 1, 0)
    rows = np.arange(values.shape[0])
    rise = values[rows, at] - values[rows, before]
    missing = limits[rows, at] - values[rows, before]
    share = np.divide(missing, rise, out=np.ones_like(rise), where=rise > 0)
    crossed = t[before] + np.clip(share, 0.0, 1.0) * (t[at] - t[before])
    return {"time": np.where(event, crossed, t[-1]), "event": event.astype(float)}
