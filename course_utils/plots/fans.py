"""Many courses of events by chance in one picture, from plain arrays."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils.plots.curves import draw_windows, label_ends, plain_numbers
from course_utils.plots.style import INK, QUIET, SMALL, actor, course_style

Array = NDArray[np.float64]


def fan_chart(
    t: Array,
    runs: Array,
    *,
    middle: Array,
    band: tuple[Array, Array],
    band_label: str,
    mean: Array,
    actor_name: str,
    unit: str,
    stairs: bool = False,
    note: str = "",
    windows: Sequence[tuple[str, float, float]] = (),
    log: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw single runs thin, the band that holds most of them, their median and the mean.

    Parameters
    ----------
    t
        Days, shape ``(points,)``.
    runs
        A few of the runs, shape ``(runs, points)``.
    middle
        The median of all runs, shape ``(points,)``.
    band
        The lower and the upper limit of the band, each of shape ``(points,)``.
    band_label
        What the band is, such as ``"9 of 10 runs"``.
    mean
        What the equations give, shape ``(points,)``.
    actor_name
        Whose colour the runs wear.
    unit
        What the vertical axis counts, in words.
    stairs
        Whether the runs are counts, which stay as they are until the next event.
    note
        A few words above the picture, on the left.
    windows
        Treatments as (label, first day, last day), drawn as grey strips.
    log
        Whether the vertical axis counts in factors; below 1 it is linear, down to 0.
    ax
        Where to draw; a new figure if None.
    """
    look = actor(actor_name)
    steps = "steps-post" if stairs else "default"
    with course_style():
        if ax is None:
            _, ax = plt.subplots()
        draw_windows(ax, windows)
        ax.fill_between(
            t, *band, step="post" if stairs else None, color=look.light, alpha=0.16, lw=0
        )
        for run in runs:
            ax.plot(t, run, color=look.light, linewidth=0.8, alpha=0.45, drawstyle=steps)
        ax.plot(t, middle, color=look.light, linewidth=2.6, drawstyle=steps)
        ax.plot(t, mean, color=INK, linewidth=1.6, linestyle=(0, (4, 2)))
        if log:
            ax.set_yscale("symlog", linthresh=1.0, linscale=0.4)
            plain_numbers(ax.yaxis)
        ax.set_ylim(bottom=0)
        # The labels of the treatments stand between the axes and the note.
        pad = 20 if windows else 6
        ax.set_title(note, color=QUIET, fontsize=SMALL, fontweight="normal", loc="left", pad=pad)
        ax.set_xlim(float(t[0]), float(t[-1]))
        ax.set_xlabel("time (days)")
        ax.set_ylabel(unit)
        label_ends(
            ax,
            [
                (band_label, float(band[1][-1]), QUIET),
                ("median", float(middle[-1]), look.light),
                ("mean (equations)", float(mean[-1]), INK),
            ],
        )
    return ax
