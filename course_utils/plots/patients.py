"""One bar or one line for each patient: waterfall, swimmer and spider, from plain arrays."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils.plots.curves import draw_windows
from course_utils.plots.style import INK, QUIET, SMALL, WIDTH, actor, course_style

Array = NDArray[np.float64]

_GREW, _SHRANK = "tumour", "effector"


def _per_cent(change: float, _: float | None = None) -> str:
    return f"{change:+.0f} %".replace("-", "−") if change else "0 %"


def waterfall(
    changes: Array,
    *,
    ylabel: str,
    limits: Sequence[tuple[float, str]] = (),
    most: float = 100,
    note: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw each patient's best change as a bar, from the most growth to the most shrinkage.

    Parameters
    ----------
    changes
        In per cent of the first size, shape ``(patients,)``.
    ylabel
        What is measured.
    limits
        Lines across, as (change, words), such as ``(-65.7, "partial response")``.
    most
        Where bars are cut off, in per cent; a bar that goes further ends in a triangle.
    note
        A few words above the picture, on the left.
    ax
        Where to draw; a new figure if None.
    """
    ordered = np.sort(np.asarray(changes, dtype=float))[::-1]
    shown = np.minimum(ordered, most)
    grew, shrank = actor(_GREW).light, actor(_SHRANK).light
    with course_style():
        if ax is None:
            _, ax = plt.subplots()
        at = np.arange(ordered.size)
        width = 0.82 if ordered.size < 150 else 1.0
        ax.bar(at, shown, width=width, color=np.where(ordered > 0, grew, shrank))
        cut = at[ordered > most]
        ax.plot(cut, np.full(cut.size, most + 4), "^", color=grew, markersize=4, clip_on=False)
        ax.axhline(0, color=QUIET, linewidth=1)
        for level, words in limits:
            ax.axhline(level, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
            ax.annotate(
                words,
                (1.01, level),
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=SMALL,
                color=INK,
            )
        ax.set_xlim(-0.8, ordered.size - 0.2)
        ax.set_ylim(-105, max(12.0, min(most, float(shown.max()))) + 10)
        ax.set_xticks([])
        ax.grid(visible=False, axis="x")
        ax.spines["bottom"].set_visible(False)
        ax.yaxis.set_major_formatter(_per_cent)
        ax.set_xlabel(f"{ordered.size} patients, from most growth to most shrinkage")
        ax.set_ylabel(ylabel)
        ax.set_title(note, color=QUIET, fontsize=SMALL, fontweight="normal", loc="left")
    return ax


def swimmer(
    durations: Array,
    events: Array,
    *,
    event: str,
    still: str = "still event-free",
    groups: Sequence[str] = (),
    actors: Sequence[str] = ("drug",),
    unit: str = "days",
    ax: Axes | None = None,
) -> Axes:
    """Draw each patient's time as a lane, with how it ended.

    Parameters
    ----------
    durations
        How long each patient was followed, or was event-free, shape ``(patients,)``.
    events
        Whether the event happened then, shape ``(patients,)``; an arrow where it did not.
    event, still
        What the two ends are called.
    groups
        The group of each patient; groups stand together, in the order in which they appear.
    actors
        Whose colour each group wears.
    unit
        Unit of time in words.
    ax
        Where to draw; a new figure if None.
    """
    of = [*groups] or [""] * len(durations)
    names = list(dict.fromkeys(of))
    lanes = [
        i
        for name in names
        for i in sorted(
            (j for j, other in enumerate(of) if other == name), key=lambda j: durations[j]
        )
    ]
    count = len(lanes)
    with course_style():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 1.3 + min(5.5, 0.17 * count + 0.3 * len(names))))
        y, centres = 0.0, []
        for k, name in enumerate(names):
            mine = [i for i in lanes if of[i] == name]
            rows = y + np.arange(len(mine))
            colour = actor(actors[k % len(actors)]).light
            length = np.asarray(durations, dtype=float)[mine]
            happened = np.asarray(events, dtype=bool)[mine]
            ax.barh(rows, length, height=0.72, color=colour, alpha=0.55, linewidth=0)
            ax.plot(
                length[happened],
                rows[happened],
                marker="o",
                linestyle="",
                color=INK,
                markersize=5,
                markeredgecolor="white",
                markeredgewidth=0.8,
                label=None if k else event,
                clip_on=False,
                zorder=4,
            )
            ax.plot(
                length[~happened],
                rows[~happened],
                marker=">",
                linestyle="",
                color=INK,
                markersize=4.5,
                label=None if k else still,
                clip_on=False,
                zorder=4,
            )
            centres.append((float(rows.mean()), name, colour))
            y = float(rows[-1]) + 2.5
        for centre, name, colour in centres:
            ax.annotate(
                name,
                (1.03, centre),
                xycoords=("axes fraction", "data"),
                va="center",
                color=colour,
                weight="bold",
            )
        ax.set_ylim(y - 1.5, -1)
        ax.set_xlim(0, float(np.max(durations)))
        ax.set_yticks([])
        ax.grid(visible=False, axis="y")
        ax.spines["left"].set_visible(False)
        ax.set_xlabel(f"time ({unit}); one lane a patient")
        ax.legend(
            loc="lower right", bbox_to_anchor=(1, 1), ncols=2, handletextpad=0.2, borderaxespad=0.2
        )
    return ax


def spider(
    t: Array,
    changes: Array,
    progressed: Array,
    *,
    ylabel: str,
    windows: Sequence[tuple[str, float, float]] = (),
    most: float = 150,
    note: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw each patient's tumour as a line of its own, as a change from its first size.

    Parameters
    ----------
    t
        Days, shape ``(points,)``.
    changes
        In per cent of the first size, shape ``(patients, points)``.
    progressed
        Whether each patient's tumour progressed, shape ``(patients,)``.
    ylabel
        What is measured.
    windows
        Treatments as (label, first day, last day), drawn as grey strips.
    most
        Where the picture ends at the top, in per cent.
    note
        A few words above the picture, on the left.
    ax
        Where to draw; a new figure if None.
    """
    kept, grew = actor(_SHRANK), actor(_GREW)
    count = int(np.sum(progressed))
    with course_style():
        if ax is None:
            _, ax = plt.subplots()
        draw_windows(ax, windows)
        for line, is_worse in zip(changes, progressed, strict=True):
            look = grew if is_worse else kept
            # Solid, because so many dashed lines together are a haze; where they go tells them
            # apart as well.
            ax.plot(t, line, color=look.light, linewidth=1.3 if is_worse else 0.9, alpha=0.6)
        ax.axhline(0, color=QUIET, linewidth=1)
        ax.set_xlim(float(t[0]), float(t[-1]))
        ax.set_ylim(-105, most)
        ax.yaxis.set_major_formatter(_per_cent)
        ax.set_xlabel("time (days)")
        ax.set_ylabel(ylabel)
        pad = 20 if windows else 6
        ax.set_title(note, color=QUIET, fontsize=SMALL, fontweight="normal", loc="left", pad=pad)
        for height, words, look in (
            (0.9, f"{count} progress", grew),
            (0.08, f"{len(changes) - count} do not", kept),
        ):
            ax.text(
                1.01,
                height,
                words,
                color=look.light,
                transform=ax.transAxes,
                va="center",
                weight="bold",
            )
    return ax
