"""Bars that compare how strongly things act, from plain arrays."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from course_utils.plots.style import INK, QUIET, SMALL, WIDTH, actor, course_style

_WIDEST = 26  # letters of a label, before it goes on in a second line


def tornado(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    title: str,
    xlabel: str,
    doubtful: Sequence[bool] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw strengths as bars to both sides of zero, the first on top.

    Parameters
    ----------
    labels
        What each bar is about.
    values
        How far it reaches: to the right what raises, to the left what lowers.
    title
        What is acted upon, above the bars.
    xlabel
        What the bars measure.
    doubtful
        Which bars are not to be trusted; they are drawn hollow.
    ax
        Where to draw; a new figure if None.
    """
    hollow = [*doubtful] or [False] * len(labels)
    with course_style():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 1.2 + 0.42 * len(labels)))
        colour = actor("drug").light
        bars = ax.barh(range(len(labels)), values, height=0.62, color=colour, edgecolor=colour)
        for bar, is_hollow in zip(bars, hollow, strict=True):
            if is_hollow:
                bar.set_facecolor("white")
                bar.set_linestyle("--")
        width = max([abs(value) for value in values] + [1e-12])
        for i, value in enumerate(values):
            text = f"{value:+.2g}".replace("-", "−")
            ax.annotate(
                text if value else "0",
                (value, i),
                xytext=(4 if value >= 0 else -4, 0),
                textcoords="offset points",
                ha="left" if value >= 0 else "right",
                va="center",
                fontsize=SMALL,
                color=INK,
            )
        ax.set_xlim(-1.25 * width, 1.25 * width)
        ax.axvline(0, color=QUIET, linewidth=1)
        ax.set_yticks(range(len(labels)), [textwrap.fill(label, _WIDEST) for label in labels])
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0, labelsize=SMALL)
        ax.grid(visible=False, axis="y")
        ax.spines["left"].set_visible(False)
        ax.set_title(title)
        ax.set_xlabel(xlabel)
    return ax


def swings(
    labels: Sequence[str],
    lows: Sequence[float],
    highs: Sequence[float],
    middle: float,
    *,
    title: str,
    xlabel: str,
    ends: Sequence[tuple[str, str]] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw a tornado: how far a result moves when one number after another goes low and high.

    Parameters
    ----------
    labels
        What each bar is about, the widest first.
    lows, highs
        The result with the number low, and with it high.
    middle
        The result with all numbers as they are.
    title
        What moves, above the bars.
    xlabel
        The result, with its unit.
    ends
        For each bar the low and the high number, written at its ends.
    ax
        Where to draw; a new figure if None.
    """
    low_colour, high_colour = actor("effector").light, actor("tumour").light
    with course_style():
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTH, 1.5 + 0.46 * len(labels)))
        for i, (low, high) in enumerate(zip(lows, highs, strict=True)):
            ax.barh(i, low - middle, left=middle, height=0.62, color=low_colour)
            bar = ax.barh(i, high - middle, left=middle, height=0.62, color=high_colour)
            bar[0].set_hatch("///")
            bar[0].set_edgecolor("white")
            bar[0].set_linewidth(0)
            if ends:
                for value, other, words in ((low, high, ends[i][0]), (high, low, ends[i][1])):
                    outwards = 1 if value >= other else -1
                    ax.annotate(
                        words,
                        (value, i),
                        xytext=(4 * outwards, 0),
                        textcoords="offset points",
                        ha="left" if outwards > 0 else "right",
                        va="center",
                        fontsize=SMALL,
                        color=INK,
                    )
        every = [*lows, *highs, middle]
        margin = 0.16 * (max(every) - min(every) or 1.0)
        ax.set_xlim(min(every) - margin, max(every) + margin)
        ax.axvline(middle, color=QUIET, linewidth=1.2)
        ax.set_yticks(range(len(labels)), [textwrap.fill(label, _WIDEST) for label in labels])
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0, labelsize=SMALL)
        ax.grid(visible=False, axis="y")
        ax.spines["left"].set_visible(False)
        ax.set_title(title)
        ax.set_xlabel(xlabel)
        handles = [
            Patch(facecolor=low_colour, label="the number low"),
            Patch(facecolor=high_colour, edgecolor="white", hatch="///", label="the number high"),
        ]
        # Below the last bar, which it would hide.
        ax.set_ylim(len(labels) + 0.4, -0.6)
        ax.legend(
            handles=handles,
            loc="lower right",
            ncols=2,
            borderaxespad=0.1,
            frameon=True,
            framealpha=1,
            edgecolor="none",
        )
    return ax
