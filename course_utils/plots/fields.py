"""Maps of a square of tissue and profiles across it, from plain arrays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FFMpegWriter, PillowWriter
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from numpy.typing import NDArray

from course_utils.plots.curves import Series, label_ends
from course_utils.plots.style import INK, QUIET, SMALL, actor, course_style

Array = NDArray[np.float64]
Look = Literal["level", "section"]

# Widths of drawn cells as shares of a small square.
_T_CELL, _NUCLEUS = 0.5, 0.8
_SEED = 20260105


@lru_cache(maxsize=1)
def ramps() -> dict[str, Any]:
    """Read the colours of maps, which the live figure reads too."""
    text = files("course_utils.plots").joinpath("ramps.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


@lru_cache(maxsize=1)
def level_colours() -> LinearSegmentedColormap:
    """Return the ramp of levels: matplotlib's cividis, which every kind of sight can order."""
    return LinearSegmentedColormap.from_list("level", ramps()["level"])


def field_map(
    field: Array,
    *,
    side: float,
    radius: float,
    label: str,
    title: str = "",
    most: float = 1.0,
    bar: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Paint a field on its square, with the tumour's edge and a colour bar.

    Parameters
    ----------
    field
        Levels, shape ``(cells, cells)``; the first row is on top.
    side, radius
        Side of the square and radius of the tumour, in mm.
    label
        What the colour says, with its unit.
    title
        Above the map.
    most
        The level of the last colour.
    bar
        Whether to draw the colour bar.
    ax
        Where to draw; a new figure if None.
    """
    with course_style():
        ax = _square(ax, side)
        half = side / 2
        painted = ax.imshow(
            field,
            cmap=level_colours(),
            vmin=0,
            vmax=most,
            extent=(-half, half, half, -half),
            interpolation="nearest",
        )
        _edge(ax, radius)
        ax.set_title(title)
        if bar:
            drawn = ax.figure.colorbar(painted, ax=ax, shrink=0.82, label=label)
            drawn.outline.set_visible(False)
    return ax


def section_map(
    tumour: Array,
    cells: Array,
    *,
    side: float,
    radius: float,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw a square as a stained section shows it: pink ground, purple nuclei, dark T cells.

    Parameters
    ----------
    tumour, cells
        Levels of tumour cells and T cells, shape ``(cells, cells)``: at each place one is drawn
        with the level as its probability.
    side, radius, title, ax
        As for `field_map`.
    """
    rng = np.random.default_rng(_SEED)
    colours = ramps()["section"]
    n = tumour.shape[0]
    with course_style():
        ax = _square(ax, side)
        half = side / 2
        ground = np.clip(tumour, 0, 1)[..., None]
        image = (1 - ground) * np.array(to_rgb(colours["stroma"])) + ground * np.array(
            to_rgb(colours["ground"])
        )
        ax.imshow(image, extent=(-half, half, half, -half), interpolation="nearest")
        # T cells stand anywhere, tumour cells side by side.
        for level, colour, width, loose in (
            (tumour, colours["tumour"], _NUCLEUS, 0.3),
            (cells, colours["effector"], _T_CELL, 0.9),
        ):
            i, j = np.nonzero(rng.random((n, n)) < level)
            places = (np.column_stack([j, i]) + 0.5 + loose * (rng.random((i.size, 2)) - 0.5)) / n
            size = np.full(i.size, width * side / n)
            ax.add_collection(
                EllipseCollection(
                    size,
                    size,
                    np.zeros(i.size),
                    units="xy",
                    offsets=places * side - half,
                    offset_transform=ax.transData,
                    facecolors=colour,
                    # Thousands of discs would make the file megabytes large.
                    rasterized=True,
                )
            )
        _edge(ax, radius)
        ax.set_title(title)
    return ax


def radial_profile(
    distance: Array,
    series: Sequence[Series],
    *,
    radius: float,
    unit: str,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw levels from the middle of the tumour outwards.

    Parameters
    ----------
    distance
        From the middle, in mm.
    series
        The lines.
    radius
        Radius of the tumour in mm, at which its edge is marked.
    unit
        What the levels are, in words.
    title, ax
        As for `field_map`.
    """
    with course_style():
        if ax is None:
            _, ax = plt.subplots()
        ax.axvline(radius, color=QUIET, linewidth=1.2, linestyle=(0, (1, 2)))
        for line in series:
            ax.plot(distance, line.values, **actor(line.actor).line)
        ax.set_xlim(0, float(distance[-1]))
        ax.set_ylim(0, max(1.05, *(1.05 * float(line.values.max()) for line in series)))
        ax.annotate(
            "edge of the tumour",
            (radius, 0.5),
            xycoords=("data", "axes fraction"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color=QUIET,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )
        ax.set_title(title)
        ax.set_xlabel("distance from the middle (mm)")
        ax.set_ylabel(unit)
        label_ends(ax, [(s.label, float(s.values[-1]), actor(s.actor).light) for s in series])
    return ax


def settle(figure: Figure) -> None:
    """Lay a figure with maps out once and for all.

    Squares that keep their shape move a little each time that a figure is laid out, and a picture
    is to be the same however often it is saved.
    """
    figure.canvas.draw()
    figure.set_layout_engine("none")


def write_animation(
    figure: Figure, change: Callable[[int], None], frames: int, file: Path, *, rate: int = 10
) -> None:
    """Write a figure that changes as a film.

    Parameters
    ----------
    figure
        What is filmed.
    change
        Changes the figure to what a frame shows; it gets the frame's number.
    frames
        How many frames there are.
    file
        Where to; the ending decides: ``.gif``, or ``.mp4`` where there is ffmpeg, on this machine
        or in the package imageio-ffmpeg.
    rate
        Frames a second.

    Raises
    ------
    ValueError
        If the ending is another one, or a film in MP4 is asked for and there is no ffmpeg.
    """
    kind = file.suffix.lower()
    if kind not in (".gif", ".mp4"):
        raise ValueError(
            f"An animation is written as .gif or .mp4, but {file.name!r} ends in neither."
        )
    ffmpeg = _ffmpeg() if kind == ".mp4" else None
    if kind == ".mp4" and ffmpeg is None:
        raise ValueError(
            "A film in MP4 needs the program ffmpeg, which is not installed here; "
            "install it (pip install imageio-ffmpeg brings one), "
            f"or write {file.with_suffix('.gif').name!r} instead."
        )
    writer = FFMpegWriter(fps=rate) if ffmpeg else PillowWriter(fps=rate)
    program = plt.rc_context({"animation.ffmpeg_path": ffmpeg} if ffmpeg else None)
    with course_style(), program, writer.saving(figure, file, dpi=110):
        for frame in range(frames):
            change(frame)
            writer.grab_frame()


def _ffmpeg() -> str | None:
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):  # it is not there, or has none for this kind of machine
        return None


def _square(ax: Axes | None, side: float) -> Axes:
    if ax is None:
        _, ax = plt.subplots(figsize=(5.2, 4.4))
    ax.set_xlim(-side / 2, side / 2)
    ax.set_ylim(side / 2, -side / 2)
    ax.set_aspect("equal")
    ax.grid(visible=False)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    # A bar as on a micrograph says how large it is.
    length = 0.5
    left, low = -side / 2 + 0.04 * side, side / 2 - 0.05 * side
    for colour, width in (("white", 5.5), (INK, 3.0)):
        ax.plot([left, left + length], [low, low], color=colour, linewidth=width, zorder=5)
    ax.annotate(
        "0.5 mm",
        (left + length / 2, low),
        xytext=(0, 5),
        textcoords="offset points",
        ha="center",
        fontsize=SMALL,
        color=INK,
        zorder=6,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
    )
    return ax


def _edge(ax: Axes, radius: float) -> None:
    for colour, width in (("white", 3.6), (INK, 1.6)):
        ax.add_patch(Circle((0, 0), radius, fill=False, edgecolor=colour, linewidth=width))
