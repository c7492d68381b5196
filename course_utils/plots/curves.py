"""Time courses and phase planes, from plain arrays."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import LogFormatter, NullLocator
from numpy.typing import NDArray

from course_utils.plots.style import INK, QUIET, SMALL, WIDTH, actor, course_style

Array = NDArray[np.float64]

_LETTERS = 17  # of a label beside a line, before it goes on below
_LINE = 14.0  # points from one line of such labels to the next
_PLAIN = "{x:g}"  # 0.1, 1, 10 on an axis that counts in factors
# Round dots, as for a border on a map.
_BORDER: dict[str, Any] = {
    "color": INK,
    "linewidth": 2.6,
    "linestyle": (0, (0.01, 2.2)),
    "dash_capstyle": "round",
}


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
        draw_windows(ax, windows)
        for line in series:
            ax.plot(t, line.values, **actor(line.actor).line)
        if log:
            ax.set_yscale("log")
            plain_numbers(ax.yaxis)
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
        label_ends(ax, [(s.label, float(s.values[-1]), actor(s.actor).light) for s in series])
    return ax


def plain_numbers(axis: Axis) -> None:
    """Write 0.1, 2 and 10 on an axis that counts in factors, and not powers of ten."""
    axis.set_major_formatter(_PLAIN)
    # Matplotlib writes numbers between the powers of ten where less than one of them is seen.
    axis.set_minor_formatter(LogFormatter())


def draw_windows(ax: Axes, windows: Sequence[tuple[str, float, float]]) -> None:
    """Draw treatments as grey strips, each with its label above; those of one time in rows."""
    rows: list[int] = []
    for label, start, end in windows:
        before = zip(rows, windows, strict=False)
        taken = {row for row, (_, first, last) in before if first < end and start < last}
        row = min(set(range(len(taken) + 1)) - taken)
        rows.append(row)
        ax.axvspan(start, end, color=actor("drug").light, alpha=0.15, linewidth=0)
        ax.annotate(
            label,
            ((start + end) / 2, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 12 * row),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=actor("drug").light,
            fontsize=SMALL,
        )


def label_ends(ax: Axes, ends: list[tuple[str, float, str]]) -> None:
    """Write each label beside the end of its line, pushed apart so that none overlap."""
    transform = ax.transData + ax.transAxes.inverted()
    right = ax.get_xlim()[1]
    line = _LINE / (ax.bbox.height * 72 / ax.figure.dpi)
    placed = sorted(
        (
            float(np.clip(transform.transform((right, value))[1], 0.02, 0.98)),
            textwrap.wrap(label, _LETTERS),
            colour,
        )
        for label, value, colour in ends
    )
    taken = -np.inf
    for height, lines, colour in placed:
        half = len(lines) * line / 2
        height = max(height, taken + half)
        ax.text(
            1.01,
            height,
            "\n".join(lines),
            color=colour,
            transform=ax.transAxes,
            va="center",
            weight="bold",
            linespacing=1.1,
        )
        taken = height + half


def phase_plane(
    nullclines: Mapping[str, Sequence[Array]],
    labels: Mapping[str, str],
    actors: Mapping[str, str],
    *,
    units: Mapping[str, str],
    steady: Sequence[tuple[float, float, bool]] = (),
    separatrices: Sequence[Array] = (),
    paths: Sequence[tuple[Array, Array]] = (),
    log_x: bool = False,
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
    units
        Unit of each state in words.
    steady
        Steady states as (first, second, stable); filled where stable, open where not.
    separatrices
        Lines that divide the plane by fate, each of shape ``(points, 2)``, drawn as borders are.
    paths
        Courses of events as (first, second), drawn thin with an arrow in the middle.
    log_x, log_y
        Whether the first or the second state is drawn in factors.
    ax
        Where to draw; a new figure if None.
    """
    first, second = labels
    with course_style():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 4.4))
        if log_x:
            ax.set_xscale("log")
            plain_numbers(ax.xaxis)
        if log_y:
            ax.set_yscale("log")
            plain_numbers(ax.yaxis)
        for i, line in enumerate(separatrices):
            ax.plot(line[:, 0], line[:, 1], label=None if i else "Watershed", **_BORDER)
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
        ax.set_xlabel(_with_unit(labels[first], units[first]))
        ax.set_ylabel(_with_unit(labels[second], units[second]))
        ax.legend(loc="lower right", frameon=True, framealpha=0.9, edgecolor="none")
    return ax


def branch_diagram(
    branches: Sequence[tuple[Array, Array, bool]],
    marks: Sequence[tuple[float, float]] = (),
    *,
    actor_name: str,
    xlabel: str,
    ylabel: str,
    log: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw where something can rest, against the number that is varied.

    Parameters
    ----------
    branches
        Lines as (number, level, stable): solid where stable, dashed where not.
    marks
        Points where lines meet or change, drawn as rings with their number.
    actor_name
        Whose colour the lines wear.
    xlabel, ylabel
        What is varied, and what rests, with units.
    log
        Whether the level is drawn in factors; levels of zero are then out of sight.
    ax
        Where to draw; a new figure if None.
    """
    colour = actor(actor_name).light
    with course_style():
        if ax is None:
            _, ax = plt.subplots()
        for at, level, stable in branches:
            shown = np.where(level > 0, level, np.nan) if log else level
            ax.plot(
                at,
                shown,
                color=colour,
                linestyle="-" if stable else (0, (2.2, 1.6)),
                linewidth=2.4 if stable else 1.6,
                # A line that rests at zero lies on the axis.
                clip_on=log,
                zorder=3,
            )
        for x, y in marks:
            if log and y <= 0:
                continue
            ax.plot(
                x,
                y,
                marker="o",
                markersize=7,
                markeredgewidth=1.8,
                color=INK,
                markerfacecolor="white",
                clip_on=False,
                zorder=5,
            )
            ax.annotate(
                f"{x:.3g}",
                (x, y),
                xytext=(8, 8),
                textcoords="offset points",
                fontsize=SMALL,
                color=INK,
                zorder=6,
            )
        if log:
            ax.set_yscale("log")
            plain_numbers(ax.yaxis)
        else:
            ax.set_ylim(bottom=0)
        ax.set_xlim(
            min(float(at.min()) for at, _, _ in branches),
            max(float(at.max()) for at, _, _ in branches),
        )
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        for label, style in (("stable", "-"), ("unstable", (0, (2.2, 1.6)))):
            ax.plot([], [], color=QUIET, linestyle=style, linewidth=2, label=label)
        ax.legend(loc="upper right")
    return ax


def _with_unit(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


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
