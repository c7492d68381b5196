"""Survival data: how many are event-free, until when, and whether two groups differ.

The estimators are those of the package lifelines (https://doi.org/10.21105/joss.01317); here they
get a table, and give back plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.modelling import ModelError
from course_utils.modelling.errors import unknown_name

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]


@dataclass(frozen=True)
class SurvivalCurve:
    """The Kaplan–Meier estimate of the share that is event-free.

    Parameters
    ----------
    label
        Whose it is.
    t
        Times at which it steps, from 0 on, in the unit of the data, shape ``(steps,)``.
    survival
        The share that is event-free from each time on, shape ``(steps,)``.
    low, high
        Limits of its interval, by Greenwood's formula for the complementary log-log.
    standard_error
        By Greenwood's formula, of the share itself.
    median
        When half have had the event; infinite if that is not reached.
    median_interval
        Limits of its interval; infinite where not reached.
    events
        How many had the event.
    durations
        The times of all, with or without the event, sorted.
    """

    label: str
    t: Array = field(repr=False)
    survival: Array = field(repr=False)
    low: Array = field(repr=False)
    high: Array = field(repr=False)
    standard_error: Array = field(repr=False)
    median: float
    median_interval: tuple[float, float]
    events: int
    durations: Array = field(repr=False)

    @property
    def n(self) -> int:
        """Count the patients."""
        return int(self.durations.size)

    def at(self, t: float) -> float:
        """Return the share that is event-free beyond a time."""
        return float(self.survival[np.searchsorted(self.t, t, side="right") - 1])

    def error_at(self, t: float) -> float:
        """Return the standard error of that share."""
        return float(self.standard_error[np.searchsorted(self.t, t, side="right") - 1])

    def at_risk(self, times: ArrayLike) -> NDArray[np.int64]:
        """Return how many are still followed, and event-free, just before each time."""
        gone = np.searchsorted(self.durations, np.asarray(times, dtype=float), side="left")
        return np.asarray(self.n - gone, dtype=np.int64)


@dataclass(frozen=True)
class LogRank:
    """Whether groups differ in when events happen.

    Parameters
    ----------
    statistic
        Chi-squared.
    p
        How often chance alone gives at least as much, if there is no difference.
    degrees
        Degrees of freedom: one less than there are groups.
    observed, expected
        Events by group, and how many there would be if all had the same risk at each time.
    """

    statistic: float
    p: float
    degrees: int
    observed: Mapping[str, float]
    expected: Mapping[str, float]


@dataclass(frozen=True)
class CoxFit:
    """How the risk at each moment depends on covariates, by Cox's proportional hazards.

    Parameters
    ----------
    table
        One row a covariate: ``hazard_ratio``, ``low``, ``high`` and ``p``.
    concordance
        In which share of the pairs of patients that can be compared the one with the higher
        predicted risk has the event first; 0.5 is a coin.
    events
        How many had the event.
    """

    table: pd.DataFrame
    concordance: float
    events: int

    def hazard_ratio(self, covariate: str) -> tuple[float, float, float]:
        """Return a covariate's hazard ratio and the limits of its interval."""
        if covariate not in self.table.index:
            raise unknown_name("covariate", covariate, self.table.index, owner="This fit")
        ratio, low, high = (
            self.table[["hazard_ratio", "low", "high"]].loc[[covariate]].to_numpy()[0]
        )
        return float(ratio), float(low), float(high)


def kaplan_meier(
    table: pd.DataFrame,
    *,
    by: str | None = "arm",
    time: str = "time",
    event: str = "event",
    confidence: float = 0.95,
) -> dict[str, SurvivalCurve]:
    r"""Estimate the share that is event-free, group by group.

    .. math:: S(t) = \prod_{t_i \le t} \left(1 - \frac{d_i}{n_i}\right)

    Parameters
    ----------
    table
        One row a patient, such as `virtual_trial` gives.
    by
        Column of the groups; None for all as one, called ``"all"``.
    time, event
        Columns with the time, and with whether the event happened then (or the patient was lost
        from sight).
    confidence
        Of the intervals.

    Raises
    ------
    ModelError
        If a column is missing, or holds what is no time or no event.

    Examples
    --------
    ``kaplan_meier(trial)["trastuzumab"].median``
    """
    from lifelines import KaplanMeierFitter
    from lifelines.utils import median_survival_times

    if not 0 < confidence < 1:
        raise ModelError(f"The confidence is {confidence:g}; it must lie between 0 and 1.")
    found = {}
    for label, group in _groups(_checked(table, time, event), by):
        fitted = KaplanMeierFitter(alpha=1 - confidence).fit(group[time], group[event], label=label)
        survival = fitted.survival_function_[label]
        limits = fitted.confidence_interval_survival_function_
        left, died = (fitted.event_table[name].to_numpy(float) for name in ("at_risk", "observed"))
        # When all who are left have the event, nobody remains about whom to be uncertain.
        spread = np.divide(died, left * (left - died), out=np.zeros_like(left), where=left > died)
        medians = np.asarray(median_survival_times(limits)).ravel()
        low, high = (float(limit) for limit in medians)
        found[label] = SurvivalCurve(
            label,
            survival.index.to_numpy(dtype=float),
            survival.to_numpy(dtype=float),
            limits.iloc[:, 0].to_numpy(dtype=float),
            limits.iloc[:, 1].to_numpy(dtype=float),
            survival.to_numpy(dtype=float) * np.sqrt(np.cumsum(spread)),
            _median(survival),
            (min(low, high), max(low, high)),
            int(group[event].sum()),
            np.sort(group[time].to_numpy(dtype=float)),
        )
    return found


def log_rank(
    table: pd.DataFrame, *, by: str = "arm", time: str = "time", event: str = "event"
) -> LogRank:
    """Test whether groups differ in when events happen.

    Parameters
    ----------
    table, by, time, event
        As for `kaplan_meier`.

    Notes
    -----
    It takes the groups for different patients. Those of a virtual trial are the same ones in every
    arm, whose pairs it does not see; it is then on the safe side.

    Raises
    ------
    ModelError
        If there are fewer than two groups, nobody had the event, or a column is not right.
    """
    from lifelines.statistics import multivariate_logrank_test
    from lifelines.utils import group_survival_table_from_events

    table = _checked(table, time, event)
    groups = [label for label, _ in _groups(table, by)]
    if len(groups) < 2:
        raise ModelError(f"There is only one group in {by!r} ({groups[0]}); compare at least two.")
    if not table[event].any():
        raise ModelError("Nobody had the event, so there is nothing to compare.")
    labels = table[by].astype(str)
    tested = multivariate_logrank_test(table[time], labels, table[event])
    names, removed, observed, _ = group_survival_table_from_events(
        labels.to_numpy(), table[time], table[event]
    )
    # At risk just before each time: all that have not been removed before it.
    at_risk = removed.to_numpy().sum(axis=0) - removed.cumsum().shift(1, fill_value=0).to_numpy()
    events = observed.to_numpy()
    expected = (at_risk / at_risk.sum(axis=1, keepdims=True)) * events.sum(axis=1, keepdims=True)
    return LogRank(
        float(tested.test_statistic),
        float(tested.p_value),
        len(groups) - 1,
        dict(zip(map(str, names), events.sum(axis=0).tolist(), strict=True)),
        dict(zip(map(str, names), expected.sum(axis=0).tolist(), strict=True)),
    )


def cox(
    table: pd.DataFrame,
    covariates: Sequence[str],
    *,
    time: str = "time",
    event: str = "event",
    cluster: str | None = None,
) -> CoxFit:
    r"""Fit Cox's model of proportional hazards.

    .. math:: h(t \mid x) = h_0(t) \, e^{\beta x}

    Parameters
    ----------
    table
        One row a patient, such as `virtual_trial` gives.
    covariates
        Columns. One of words gives a row for each word but the first, such as ``arm[both]``.
    time, event
        As for `kaplan_meier`.
    cluster
        A column whose equal entries belong together, such as ``"patient"`` where each is in every
        arm; the intervals then take that into account.

    Raises
    ------
    ModelError
        If a column is missing, or the model cannot be fitted: nobody had the event, or a
        covariate separates those who had it from those who had not.
    """
    import pandas as pd
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError, ConvergenceWarning

    table = _checked(table, time, event)
    if not covariates or isinstance(covariates, str):
        raise ModelError("covariates must be a list of columns, such as ['arm'].")
    for name in [*covariates, *([cluster] if cluster else [])]:
        if name not in table.columns:
            raise unknown_name("column", name, map(str, table.columns), owner="The table")
    data = _numeric(table[list(covariates)])
    names = list(data.columns)
    data = pd.concat([data, table[[time, event]].rename(columns=str)], axis=1)
    if cluster:
        data["cluster of rows"] = pd.factorize(table[cluster])[0]
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ConvergenceWarning)
            fitted = CoxPHFitter().fit(
                data, time, event, cluster_col="cluster of rows" if cluster else None
            )
    except (ConvergenceError, ConvergenceWarning, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelError(
            "Cox's model could not be fitted: too few events, or a covariate that separates those "
            f"who had the event from those who had not ({reason})."
        ) from error
    summary = fitted.summary
    rows = pd.DataFrame(
        {
            "hazard_ratio": summary["exp(coef)"],
            "low": summary["exp(coef) lower 95%"],
            "high": summary["exp(coef) upper 95%"],
            "p": summary["p"],
        }
    ).loc[names]
    rows.index.name, rows.columns.name = "covariate", None
    return CoxFit(rows, float(fitted.concordance_index_), int(table[event].sum()))


def _median(survival: pd.Series[float]) -> float:
    """Return when half have had the event; a half that rounding made a trifle more is a half."""
    reached = survival.index[survival <= 0.5 + 1e-12]
    return float(reached[0]) if len(reached) else float("inf")


def _numeric(columns: pd.DataFrame) -> pd.DataFrame:
    """Turn columns of words into columns of 0 and 1, one for each word but the first."""
    import pandas as pd

    parts = []
    for name in columns:
        column = columns[name]
        if pd.api.types.is_numeric_dtype(column):
            parts.append(column.astype(float).rename(str(name)))
            continue
        words = pd.Categorical(column)
        parts += [
            pd.Series((words == word).astype(float), columns.index, name=f"{name}[{word}]")
            for word in words.categories[1:]
        ]
    return pd.concat(parts, axis=1)


def _checked(table: pd.DataFrame, time: str, event: str) -> pd.DataFrame:
    """Return the table with times as numbers and events as true or false, or say what is wrong."""
    for name in (time, event):
        if name not in table.columns:
            raise unknown_name("column", name, map(str, table.columns), owner="The table")
    if table.empty:
        raise ModelError("The table has no rows; survival needs at least one patient.")
    times = np.asarray(table[time], dtype=float)
    events = np.asarray(table[event], dtype=float)
    if not (np.all(np.isfinite(times)) and np.all(times >= 0)):
        raise ModelError(f"The column {time!r} must hold finite times of at least 0.")
    if not np.all((events == 0) | (events == 1)):
        raise ModelError(f"The column {event!r} must hold true or false (1 or 0).")
    return table.assign(**{time: times, event: events.astype(bool)})


def _groups(table: pd.DataFrame, by: str | None) -> list[tuple[str, Any]]:
    """Return the groups in their order: of the categories, or as they first appear."""
    if by is None:
        return [("all", table)]
    if by not in table.columns:
        raise unknown_name("column", by, map(str, table.columns), owner="The table")
    return [(str(label), group) for label, group in table.groupby(by, sort=False, observed=True)]
