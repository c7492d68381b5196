"""Pictures of a virtual trial, with descriptions that are written from the numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from course_utils.analysis import kaplan_meier, one_at_a_time
from course_utils.compile import latex
from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.symbols import symbol
from course_utils.modelling.units import in_words
from course_utils.plots import (
    ARMS,
    Picture,
    Steps,
    round_times,
    show,
    spider,
    survival_curves,
    swimmer,
    swings,
    waterfall,
)
from course_utils.simulate.cohort import Population, Progression, Runs
from course_utils.simulate.cohort.arms import Treatments

if TYPE_CHECKING:
    import pandas as pd

# RECIST's limits are of the diameter: −30 % and +20 %. In volume they are these.
_RESPONSE, _GROWTH = 100 * (0.7**3 - 1), 100 * (1.2**3 - 1)
_MOST_LINES = 80


def draw_survival(
    table: pd.DataFrame,
    *,
    by: str = "arm",
    time: str = "time",
    event: str = "event",
    what: str = "event-free",
    unit: str = "days",
    times: Sequence[float] | None = None,
) -> Picture:
    """Draw Kaplan–Meier curves with intervals and the numbers at risk.

    Parameters
    ----------
    table, by, time, event
        As for `kaplan_meier`.
    what
        What the curves are the share of, such as ``"progression-free"``.
    unit
        Unit of time in words.
    times
        Where the numbers at risk stand; about six round times if None.
    """
    found = kaplan_meier(table, by=by, time=time, event=event)
    if len(found) > len(ARMS):
        raise ModelError(
            f"There are {len(found)} groups in {by!r}; draw at most {len(ARMS)} in one picture."
        )
    last = max(float(curve.durations[-1]) for curve in found.values())
    marks = round_times(last) if times is None else [float(t) for t in times]
    curves = []
    for (label, curve), look in zip(found.items(), ARMS, strict=False):
        rows = table[table[by].astype(str) == label]
        lost = rows[time][~rows[event].astype(bool)].to_numpy(dtype=float)
        curves.append(
            Steps(
                label,
                curve.t,
                curve.survival,
                curve.low,
                curve.high,
                # Who is event-free at the end of the study has not been lost from sight.
                np.unique(lost[lost < last]),
                curve.at_risk(marks).tolist(),
                look,
            )
        )
    axes = survival_curves(curves, marks, ylabel=what, unit=unit, last=last)
    sentences = [
        f"{curve.label}: {curve.n} patients, {curve.events} events, median "
        + (f"{_plain(curve.median)} {unit}" if math.isfinite(curve.median) else "not reached")
        + f", {100 * curve.at(last):.0f} % {what} at the end."
        for curve in found.values()
    ]
    return show(
        axes,
        f"Kaplan–Meier curves of the share that is {what}, over {last:.4g} {unit}, with 95 % "
        f"intervals and the numbers still followed. {' '.join(sentences)}",
    )


def draw_waterfall(
    table: pd.DataFrame, arm: str, column: str = "best_change", *, what: str = "tumour volume"
) -> Picture:
    """Draw each patient's best change in one arm, from the most growth to the most shrinkage.

    Parameters
    ----------
    table
        What `virtual_trial` gave with `BestChange`.
    arm
        Which arm.
    column
        The column with the changes, in per cent.
    what
        What is measured.
    """
    changes = _of_arm(table, arm, column)[column].to_numpy(dtype=float)
    axes = waterfall(
        changes,
        ylabel=f"best change of {what}",
        limits=[(_RESPONSE, "partial\nresponse\nbelow")],
        note=arm,
    )
    responses = int(np.sum(changes <= _RESPONSE))
    return show(
        axes,
        f"Waterfall plot of {arm}: one bar for each of {changes.size} patients, from "
        f"{changes.max():.0f} % to {changes.min():.0f} % of the first {what}. In "
        f"{responses} the tumour shrank by at least {-_RESPONSE:.0f} % in volume, which is 30 % "
        "in diameter.",
    )


def draw_swimmer(
    table: pd.DataFrame, *, patients: int = 15, event: str = "progression", unit: str = "days"
) -> Picture:
    """Draw how long the first few patients were event-free, lane by lane, in every arm.

    Parameters
    ----------
    table
        What `virtual_trial` gave with `Progression` or `Death`.
    patients
        How many.
    event
        What the event is called.
    unit
        Unit of time in words.
    """
    for name in ("patient", "arm", "time", "event"):
        if name not in table.columns:
            raise unknown_name("column", name, map(str, table.columns), owner="The table")
    some = table[table["patient"] < patients]
    arms = list(dict.fromkeys(some["arm"].astype(str)))
    axes = swimmer(
        some["time"].to_numpy(dtype=float),
        some["event"].to_numpy(dtype=bool),
        event=event,
        still=f"no {event} by the end",
        groups=list(some["arm"].astype(str)),
        actors=ARMS[: len(arms)],
        unit=unit,
    )
    sentences = [
        f"{arm}: {int(rows['event'].sum())} of {len(rows)} end with {event}, the first on "
        f"{unit.rstrip('s')} {rows['time'].min():.0f}."
        for arm, rows in some.groupby(some["arm"].astype(str), sort=False)
    ]
    return show(axes, f"Swimmer plot, one lane a patient. {' '.join(sentences)}")


def draw_spider(
    runs: Runs,
    of: str,
    *,
    progression: Progression | None = None,
    arm: str = "",
    what: str = "tumour volume",
) -> Picture:
    """Draw every patient's tumour as a change from its first size.

    Parameters
    ----------
    runs
        One arm of what `virtual_cohort` gave.
    of
        The state or observable that is the tumour.
    progression
        What counts as progression; ``Progression(of)`` if None.
    arm
        What the arm is called.
    what
        What is measured.
    """
    sizes = runs[of]
    changes = 100 * (sizes / sizes[:, :1] - 1)
    progressed = (progression or Progression(of))(runs)["event"] == 1
    shown = slice(0, _MOST_LINES)
    axes = spider(
        runs.t,
        changes[shown],
        progressed[shown],
        ylabel=f"change of {what}",
        windows=_windows(runs),
        note=arm,
    )
    return show(
        axes,
        f"Spider plot{f' of {arm}' if arm else ''}: one line for each of "
        f"{len(changes[shown])} patients, the change of {what} from day {runs.t[0]:g} to day "
        f"{runs.t[-1]:g}. In {int(progressed[shown].sum())} the tumour progresses; the median "
        f"change at the end is {np.median(changes[shown][:, -1]):+.0f} %.",
    )


def draw_swings(
    model: Model,
    treatments: Treatments,
    population: Population,
    output: Callable[[Runs], Any],
    what: str,
    *,
    days: tuple[float, float] = (0, 180),
    unit: str = "",
) -> Picture:
    """Draw a tornado: how far a result moves between the low and the high patients of each kind.

    Parameters
    ----------
    model, treatments, population, output, days
        As for `one_at_a_time`.
    what
        What the result is, such as ``"the tumour on day 60"``.
    unit
        Its unit in words.
    """
    found = one_at_a_time(model, treatments, population, output, days=days)
    declared: Mapping[str, Any] = {**model.states, **model.parameters}
    axes = swings(
        [f"{declared[one.name].label} (${latex(model, symbol(one.name))}$)" for one in found],
        [one.at_low for one in found],
        [one.at_high for one in found],
        found[0].middle,
        title=f"What moves {what}",
        xlabel=f"{what} ({unit})" if unit else what,
        ends=[(_plain(one.low), _plain(one.high)) for one in found],
    )
    bars = "; ".join(
        f"{declared[one.name].label} ({one.name}) from {_plain(one.low)} to {_plain(one.high)} "
        f"{in_words(declared[one.name].unit)}".rstrip()
        + f": {_plain(one.at_low)} to {_plain(one.at_high)}"
        for one in found
    )
    return show(
        axes,
        f"Tornado: {what}{f' ({unit})' if unit else ''} when one number goes from its tenth to its "
        f"ninetieth percentile; {_plain(found[0].middle)} with all in the middle. {bars}.",
    )


def _of_arm(table: pd.DataFrame, arm: str, column: str) -> pd.DataFrame:
    for name in ("arm", column):
        if name not in table.columns:
            raise unknown_name("column", name, map(str, table.columns), owner="The table")
    rows = table[table["arm"].astype(str) == arm]
    if rows.empty:
        raise unknown_name("arm", arm, table["arm"].astype(str).unique(), owner="The table")
    return rows


def _plain(number: float) -> str:
    """Write three digits, and 1060 rather than 1.06e+03."""
    return f"{float(f'{number:.3g}'):g}" if abs(number) < 1000 else f"{number:.0f}"


def _windows(runs: Runs) -> list[tuple[str, float, float]]:
    """Return the windows of treatments; those of the same days as one, under both names."""
    labels: dict[tuple[float, float], list[str]] = {}
    for name, treatment in runs.model.treatments.items():
        if treatment.is_window:
            switches = [(a.t, a.value) for a in runs.actions if a.name == name]
            switches.append((float(runs.t[-1]), 0.0))
            for (start, on), (end, _) in pairwise(switches):
                if on and end > start:
                    labels.setdefault((start, end), []).append(treatment.label)
    return [(" + ".join(names), *span) for span, names in labels.items()]
