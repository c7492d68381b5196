"""The picture of a model: what feeds each state from above, and what drains it below."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils.plots.style import INK, WIDTH, actor, course_style

_GAP = 4.6  # between the middles of two boxes; all lengths are in the picture's own units
_WIDTH, _HEIGHT = 2.9, 0.95
_LETTERS = 19  # that fit beside each other in a box
_REACH = 1.5  # length of an arrow that comes from or goes to the outside
_FULL = _HEIGHT / 2 + _REACH + 0.85  # from the middle of a box to the label of such an arrow
_INCHES = 0.716  # that one unit is long
# Where a dashed line passes behind a label, the label stays readable.
_OVER_LINES = {"facecolor": "white", "edgecolor": "none", "alpha": 0.9, "pad": 1.2}


@dataclass(frozen=True)
class Box:
    """A state in the picture: its label, and the actor whose colour it wears."""

    label: str
    actor: str


@dataclass(frozen=True)
class Flow:
    """A process in the picture.

    Parameters
    ----------
    label
        Written beside its arrow.
    source, product
        State that it drains and state that it feeds; None is the outside.
    drivers
        Other states that set its pace, joined to it by dashed lines.
    treated
        Whether a treatment acts on it, which is marked.
    """

    label: str
    source: str | None
    product: str | None
    drivers: tuple[str, ...] = ()
    treated: bool = False


def process_diagram(boxes: Mapping[str, Box], flows: Sequence[Flow]) -> Axes:
    """Draw states as boxes in a row, with an arrow for every process.

    Parameters
    ----------
    boxes
        The states by name, drawn from left to right.
    flows
        The processes; those that feed come from above, those that drain leave below.
    """
    centres = {name: i * _GAP for i, name in enumerate(boxes)}
    above, below = _room(flows)
    # A wide picture is made small to fit a page, and its words shall still be read there.
    larger = min(1 + 0.17 * max(len(boxes) - 2, 0), 1.35)
    across = (len(boxes) - 1) * _GAP + _GAP * 1.04
    # One or two boxes fit a phone; what is wider is moved sideways there.
    inches = _INCHES if len(boxes) > 2 else min(_INCHES, WIDTH / across)
    in_boxes = min(larger, 1.17) if len(boxes) > 2 else 0.92
    with course_style():
        _, ax = plt.subplots(figsize=(max(5.0, inches * across), inches * (above + below)))
        ax.set_axis_off()
        ax.set_xlim(-_GAP * 0.52, across - _GAP * 0.52)
        ax.set_ylim(-below, above)
        ax.set_aspect("equal")
        for name, box in boxes.items():
            _draw_box(
                ax, centres[name], box, in_boxes, round(_LETTERS * inches / _INCHES / in_boxes)
            )
        middles: list[tuple[Flow, tuple[float, float]]] = []
        for name, centre in centres.items():
            feeds = [f for f in flows if f.product == name and f.source is None]
            drains = [f for f in flows if f.source == name and f.product is None]
            for side, row in ((1, feeds), (-1, drains)):
                ordered = sorted(row, key=lambda flow: _pull(flow, centres, centre))
                for i, flow in enumerate(ordered):
                    x = centre + (i - (len(ordered) - 1) / 2) * min(1.35, _WIDTH / len(ordered))
                    middles.append((flow, _draw_flow(ax, x, side, flow, i % 2, larger)))
        drawn = [(flow.source, flow.product) for flow in flows]
        for i, flow in enumerate(flows):
            if flow.source is not None and flow.product is not None:
                way = (flow.source, flow.product)
                before, of = drawn[:i].count(way), drawn.count(way)
                middles.append((flow, _draw_conversion(ax, centres, flow, before, of, larger)))
        for flow, middle in middles:
            for driver in flow.drivers:
                if driver not in (flow.source, flow.product):
                    _draw_driver(ax, centres[driver], middle, actor(boxes[driver].actor).light)
    return ax


def _room(flows: Sequence[Flow]) -> tuple[float, float]:
    """How far the picture reaches above and below the middle of its boxes."""
    # The dashed lines to what passes between two boxes bend upwards or downwards.
    if any(flow.drivers for flow in flows if flow.source is not None and flow.product is not None):
        return _FULL, _FULL
    alone = _HEIGHT / 2 + 0.3
    feeds = any(flow.source is None for flow in flows)
    drains = any(flow.product is None for flow in flows)
    return _FULL if feeds else alone, _FULL if drains else alone


def _pull(flow: Flow, centres: Mapping[str, float], centre: float) -> float:
    """How far to the side a process's drivers stand, so that dashed lines do not cross."""
    return sum(centres[name] - centre for name in flow.drivers)


def _draw_box(ax: Axes, x: float, box: Box, larger: float, letters: int) -> None:
    colour = actor(box.actor).light
    ax.add_patch(
        FancyBboxPatch(
            (x - _WIDTH / 2, -_HEIGHT / 2),
            _WIDTH,
            _HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.3",
            facecolor="white",
            edgecolor=colour,
            linewidth=2.5,
        )
    )
    ax.text(
        x,
        0,
        textwrap.fill(box.label, letters),
        ha="center",
        va="center",
        weight="bold",
        color=colour,
        fontsize=12 * larger,
        linespacing=1.1,
    )


def _draw_flow(
    ax: Axes, x: float, side: int, flow: Flow, tier: int, larger: float
) -> tuple[float, float]:
    near, far = side * (_HEIGHT / 2 + 0.04), side * (_HEIGHT / 2 + _REACH)
    ends = ((x, far), (x, near)) if flow.product is not None else ((x, near), (x, far))
    _arrow(ax, *ends)
    # Neighbours' labels stand on two levels, or they would run into each other.
    ax.text(
        x,
        far + side * (0.12 + 0.38 * tier),
        flow.label + (" *" if flow.treated else ""),
        ha="center",
        va="bottom" if side > 0 else "top",
        fontsize=10.5 * larger,
        bbox=_OVER_LINES,
        zorder=5,
    )
    return x, (near + far) / 2


def _draw_conversion(
    ax: Axes, centres: Mapping[str, float], flow: Flow, before: int, of: int, larger: float
) -> tuple[float, float]:
    assert flow.source is not None
    assert flow.product is not None
    start, end = centres[flow.source], centres[flow.product]
    towards = 1 if end > start else -1
    # One way runs a little above the middle, the way back a little below; several of one way
    # share the height of the boxes.
    y = towards * (0.18 if of == 1 else 0.3 - before / of)
    _arrow(ax, (start + towards * _WIDTH / 2, y), (end - towards * _WIDTH / 2, y))
    middle = ((start + end) / 2, y)
    ax.text(
        middle[0],
        y + 0.12 * towards,
        flow.label + (" *" if flow.treated else ""),
        ha="center",
        va="bottom" if towards > 0 else "top",
        fontsize=10 * min(larger, 1.1),
        bbox=_OVER_LINES,
        zorder=5,
    )
    return middle


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    ax.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=16, color=INK, linewidth=1.8, shrinkA=0
        )
    )


def _draw_driver(ax: Axes, x: float, middle: tuple[float, float], colour: str) -> None:
    to_right = middle[0] > x
    start = (x + (_WIDTH / 2 - 0.35) * (1 if to_right else -1), _HEIGHT / 2 * _sign(middle[1]))
    bend = -0.25 if to_right == (middle[1] > 0) else 0.25
    style: dict[str, Any] = {"linestyle": (0, (4, 3)), "linewidth": 1.6, "color": colour}
    ax.add_patch(
        FancyArrowPatch(
            start,
            middle,
            arrowstyle="-",
            connectionstyle=f"arc3,rad={bend}",
            shrinkA=2,
            shrinkB=2,
            **style,
        )
    )
    ax.plot(*middle, marker="o", markersize=6, color=colour, zorder=4)


def _sign(value: float) -> int:
    return 1 if value >= 0 else -1
