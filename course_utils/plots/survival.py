"""Survival curves with the numbers that are still followed, from plain arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from course_utils.plots.curves import label_ends
from course_utils.plots.style import INK, QUIET, SMALL, WIDTH, actor, course_style

Array = NDArray[np.float64]

# Arms have no colour of their own in the course, so they borrow these, each with its dashes.
ARMS = ("tumour", "effector", "signal", "suppressive", "resistant")

_ROW = 15.0  # points from one row of numbers to the next
_FIRST = 46.0  # points from the axis of time to the first


@dataclass(frozen=True)
class Steps:
    """One survival curve.

    Parameters
    ----------
    label
        Written at its end.
    t
        Times at which it steps, from 0 on, shape ``(steps,)``.
    survival
        The share that is event-free from each time on, shape ``(steps,)``.
    low, high
        Limits of its interval, shape ``(steps,)``.
    censored
        Times at which somebody was lost from sight, marked by ticks; shape ``(censored,)``.
    at_risk
        How many are still followed at each of the times that the picture names.
    actor
        Whose colour and dash pattern the curve wears.
    """

    label: str
    t: Array
    survival: Array
    low: Array
    high: Array
    censored: Array
    at_risk: Sequence[int]
    actor: str


def survival_curves(
    curves: Sequence[Steps],
    times: Sequence[float],
    *,
    ylabel: str = "event-free",
    unit: str = "days",
    last: float | None = None,
    note: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw survival curves with intervals, and below them how many are still followed.

    Parameters
    ----------
    curves
        One for each group.
    times
        Where the numbers at risk stand.
    ylabel
        What the share is, such as ``"event-free"``.
    unit
        Unit of time in words.
    last
        Where the axis of time ends; at the last time of all if None.
    note
        A few words above the picture, on the left.
    ax
        Where to draw; a new figure if None.
    """
    end = last if last is not None else max(float(curve.t[-1]) for curve in curves)
    with course_style():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 3.4 + 0.3 * len(curves)))
        for curve in curves:
            look = actor(curve.actor)
            t = np.append(curve.t, max(end, float(curve.t[-1])))
            survival, low, high = (
                np.append(row, row[-1]) for row in (curve.survival, curve.low, curve.high)
            )
            ax.fill_between(t, low, high, step="post", color=look.light, alpha=0.14, lw=0)
            ax.plot(t, survival, drawstyle="steps-post", **look.line)
            if curve.censored.size:
                at = np.searchsorted(curve.t, curve.censored, side="right") - 1
                ax.plot(
                    curve.censored,
                    curve.survival[at],
                    linestyle="",
                    marker="|",
                    markersize=8,
                    markeredgewidth=1.3,
                    color=look.light,
                )
        ax.set_ylim(0, 1.02)
        ax.set_xlim(0, end)
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
        ax.set_xticks(list(times))
        ax.set_xlabel(f"time ({unit})")
        ax.set_ylabel(ylabel)
        ax.set_title(note, color=QUIET, fontsize=SMALL, fontweight="normal", loc="left")
        label_ends(
            ax,
            [(curve.label, _at(curve, end), actor(curve.actor).light) for curve in curves],
        )
        _write_numbers(ax, curves, times)
    return ax


def round_times(last: float) -> list[float]:
    """Return about six round times from 0 to the last one."""
    rough = last / 6
    power = 10 ** math.floor(math.log10(rough))
    step = min((power * k for k in (1, 2, 3, 5, 10)), key=lambda one: abs(one - rough))
    return [float(t) for t in np.arange(0, last + 1e-9 * last, step)]


def _at(curve: Steps, t: float) -> float:
    return float(curve.survival[np.searchsorted(curve.t, t, side="right") - 1])


def _write_numbers(ax: Axes, curves: Sequence[Steps], times: Sequence[float]) -> None:
    """Write the numbers at risk below the axis, each row in the colour of its curve."""

    def write(words: str, x: float, row: int, *, colour: str, at: str, data: bool) -> None:
        ax.annotate(
            words,
            (x, 0),
            xycoords=("data" if data else "axes fraction", "axes fraction"),
            xytext=(0, -_FIRST - row * _ROW),
            textcoords="offset points",
            ha=at,
            va="center",
            fontsize=SMALL,
            color=colour,
        )

    write("still followed, event-free", 0, 0, colour=INK, at="left", data=False)
    left, right = ax.get_xlim()
    for row, curve in enumerate(curves, start=1):
        colour = actor(curve.actor).light
        for time, number in zip(times, curve.at_risk, strict=True):
            share = (time - left) / (right - left)
            at = "left" if share < 0.02 else "right" if share > 0.98 else "center"
            words = f"{number:,}".replace(",", "\u202f")
            write(words, time, row, colour=colour, at=at, data=True)
        write(curve.label, 1.02, row, colour=colour, at="left", data=False)
