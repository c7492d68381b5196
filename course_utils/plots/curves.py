"""Time courses and phase planes, from plain arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator
from numpy.typing import NDArray

from course_utils.plots.style import QUIET, actor, course_style

Array = NDArray[np.float64]

PLAIN = "{x:g}"  # 0.1, 1, 10 on an axis that counts in factors


@dataclass(frozen=True)
class Series:
    """One line of a picture.

    Parameters
    ----------
    label
        Written at the end of the line.
    values
        One value a time.
    actor
        Whose colour and dash pattern the line wears.
    """

    label: str
    values: Array
    actor: str


def time_course(
    t: Array,
    series: Sequence[Series],
    *,
    unit: str,
    log: bool = False,
    windows: Sequence[tuple[str, float, float]] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw how quantities change with time, each line labelled at its end.

    Parameters
    ----------
    t
        Days, shape ``(points,)``.
    series
        The lines.
    unit
        Unit in words, written on the vertical axis.
    log
        Whether the vertical axis counts in factors.
    windows
        Treatments as (label, first day, last day), drawn as grey strips.
    ax
        Where to draw; a new figure if None.
    """
    with course_style():
        if ax is None:
            _, ax = plt.subplots()
        for label, start, end in windows:
            ax.axvspan(start, end, color=actor("drug").light, alpha=0.15, linewidth=0)
            ax.annotate(
                label,
                ((start + end) / 2, 1),
                xycoords=("data", "axes fraction"),
                ha="center",
                va="bottom",
                color=actor("drug").light,
                fontsize=9,
            )
        for line in series:
            ax.plot(t, line.values, **actor(line.actor).line)
        if log:
            ax.set_yscale("log")
            ax.yaxis.set_major_formatter(PLAIN)
            low, high = ax.get_ylim()
            # Over so many decades the small ticks between them are a blur, and make up most of
            # the picture's size.
            if high / low > 1e5:
                ax.yaxis.set_minor_locator(NullLocator())
        else:
            ax.set_ylim(bottom=0)
        ax.set_xlim(float(t[0]), float(t[-1]))
        ax.set_xlabel("time (days)")
        ax.set_ylabel(unit)
        _label_ends(ax, [(s.label, float(s.values[-1]), actor(s.actor).light) for s in series])
    return ax


def _label_ends(ax: Axes, ends: list[tuple[str, float, str]]) -> None:
    """Write each label beside the end of its line, pushed apart so that none overlap."""
    transform = ax.transData + ax.transAxes.inverted()
    right = ax.get_xlim()[1]
    placed = sorted(
        (float(np.clip(transform.transform((right, value))[1], 0.02, 0.98)), label, colour)
        for label, value, colour in ends
    )
    previous = -np.inf
    for height, label, colour in placed:
        height = max(height, previous + 0.07)
        ax.text(
            1.01, height, label, color=colour, transform=ax.transAxes, va="center", weight="bold"
        )
        previous = height


def phase_plane(
    nullclines: Mapping[str, Sequence[Array]],
    labels: Mapping[str, str],
    actors: Mapping[str, str],
    *,
    unit: str,
    steady: Sequence[tuple[float, float, bool]] = (),
    paths: Sequence[tuple[Array, Array]] = (),
    log_y: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the map of two states: where each stands still, and where both do.

    Parameters
    ----------
    nullclines
        For each of the two states its lines, each of shape ``(points, 2)``.
    labels
        What a reader calls each state; the first goes across, the second upwards.
    actors
        Whose colour each state wears.
    unit
        Unit of both in words.
    steady
        Steady states as (first, second, stable); filled where stable, open where not.
    paths
        Courses of events as (first, second), drawn thin with an arrow in the middle.
    log_y
        Whether the second state is drawn in factors.
    ax
        Where to draw; a new figure if None.
    """
    first, second = labels
    with course_style():
        if ax is None:
            _, ax = plt.subplots(figsize=(7.2, 4.8))
        if log_y:
            ax.set_yscale("log")
            ax.yaxis.set_major_formatter(PLAIN)
        for x, y in paths:
            ax.plot(x, y, color=QUIET, linewidth=1.2)
            _arrow(ax, x, y)
        for state, lines in nullclines.items():
            for i, line in enumerate(lines):
                ax.plot(
                    line[:, 0],
                    line[:, 1],
                    label=None if i else f"{labels[state]} stand still",
                    **actor(actors[state]).line,
                )
        for x0, y0, stable in steady:
            ax.plot(
                x0,
                y0,
                marker="o",
                markersize=9,
                markeredgewidth=2,
                color="black",
                markerfacecolor="black" if stable else "white",
                clip_on=False,
                zorder=5,
            )
        ax.set_xlabel(f"{labels[first].lower()} ({unit})")
        ax.set_ylabel(f"{labels[second].lower()} ({unit})")
        ax.legend(loc="lower right", frameon=True, framealpha=0.9, edgecolor="none")
    return ax


def _arrow(ax: Axes, x: Array, y: Array) -> None:
    """Put an arrow head where half of the visible way is gone."""
    points = ax.transData.transform(np.column_stack([x, y]))
    steps = np.hypot(*np.diff(points, axis=0).T)
    if not np.all(np.isfinite(steps)) or steps.sum() == 0:
        return
    half = int(np.searchsorted(np.cumsum(steps), steps.sum() / 2))
    half = min(half, x.size - 2)
    style: dict[str, Any] = {"arrowstyle": "-|>", "color": QUIET, "linewidth": 1.2}
    ax.annotate("", (x[half + 1], y[half + 1]), (x[half], y[half]), arrowprops=style)
